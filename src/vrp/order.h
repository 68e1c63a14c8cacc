/* order.h - the same problem with visits and places numbered so that what lies together stands together.
 *
 * The search reads a few numbers of near visits and the arcs between them; with some hundreds of visits these no longer
 * fit into the near caches.  Numbered along the land they share lines: X-n701 makes 1.25 times as many attempts. */
#ifndef VRP_ORDER_H
#define VRP_ORDER_H
#include "vrp/pace.h"
#include "vrp/vrp.h"

enum {
    ORDER_VISITS = 400,     /* with fewer, everything fits as it is */
    ORDER_ENTRIES = 1 << 21 /* of all matrices: where there are more they stay, and only visits are numbered anew */
};
struct order {
    struct vrp_problem problem; /* equal to the host's, but for its numbers; borrows from it what need not change */
    const int32_t *was;         /* per visit: its number in the host's */
};
/** The vehicles where visit u of n is the problem's visit was[u]: with lists for these; what was one list still is. */
struct vrp_vehicle *order_vehicles(struct arena *a, const struct vrp_problem *p, const int32_t *was, int32_t n);
/** Numbers a valid problem anew; what it makes lives in the arena.  False: it became late, and `out` is of no use. */
bool order_make(struct arena *a, const struct vrp_problem *p, struct pace *pace, struct order *out) MUST_USE;
#endif
