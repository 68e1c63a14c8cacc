/* export.h - the list of enterprises as a file. */
#ifndef REGISTRY_EXPORT_H
#define REGISTRY_EXPORT_H
#include "registry/registry.h"

/** An export under way; everything lives in the arena of the ctx that began it. */
struct export_file {
    struct str content_type, file_name;
    /** Appends the next piece; each call in a short read transaction of its own, c->arena emptied after it. */
    bool (*next)(struct ctx *c, void *state, struct buf *out, bool *end);
    void *state;
};
/** Exactly the rows of a filter (a query with a format), by number, as csv or xlsx. */
bool enterprise_export(struct ctx *c, const struct enterprise_query *in, struct export_file *out);
#endif
