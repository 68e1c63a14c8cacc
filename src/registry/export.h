/* export.h - the list of enterprises as a file. */
#ifndef REGISTRY_EXPORT_H
#define REGISTRY_EXPORT_H
#include "app/stream.h"
#include "registry/registry.h"

/** Exactly the rows of a filter (ENTERPRISE_EXPORT: a query with a format), by number, as csv or xlsx. */
bool enterprise_export(struct ctx *c, const void *in, struct download *out);
#endif
