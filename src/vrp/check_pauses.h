/* check_pauses.h - the checker's own clock for routes of vehicles with pauses. */
#ifndef VRP_CHECK_PAUSES_H
#define VRP_CHECK_PAUSES_H
#include "vrp/check_hours.h"

/** The times of a route with visits, which sets off at `release` at the earliest, as struct vrp_pause says; what its
 *  pauses break is appended to `broken` (struct vrp_violation, its route not set).  False: they find no place, and
 * there are no times. */
bool check_pauses(struct arena *a, const struct vrp_problem *p, const struct vrp_route *r, int64_t release,
                  struct checked_times *t, struct list *broken);
#endif
