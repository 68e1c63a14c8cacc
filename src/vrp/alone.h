/* alone.h - one route put to the checker as a problem of its own, so that the question costs what the route is long. */
#ifndef VRP_ALONE_H
#define VRP_ALONE_H
#include "vrp/vrp.h"

/** Judges `count` visits of p in this order on one vehicle, as if no others existed: of a pair that is not all there,
 *  each end stands alone.  amounts[i] is taken of load 0 of a visit that may be split; NULL = all of it.  Violations
 *  name visits by their index in `sequence`.  Resets the arena and lives in it. */
void alone_check(struct arena *scratch, const struct vrp_problem *p, const struct vrp_vehicle *vehicle,
                 const int32_t *sequence, const int32_t *amounts, int32_t count, struct vrp_verdict *out);
#endif
