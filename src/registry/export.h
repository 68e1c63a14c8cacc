/* export.h - the list of enterprises as a file. */
#ifndef REGISTRY_EXPORT_H
#define REGISTRY_EXPORT_H
#include "app/stream.h"
#include "registry/registry.h"

/** Exactly the rows of a filter (a query with a format), by number, as csv or xlsx. */
bool enterprise_export(struct ctx *c, const struct enterprise_query *in, struct download *out) MUST_USE;
#endif
