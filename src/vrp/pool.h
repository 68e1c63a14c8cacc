/* pool.h - a pool of good plans, and children that take whole routes from two of them. */
#ifndef VRP_POOL_H
#define VRP_POOL_H
#include "vrp/search.h"

enum {
    POOL_MAX = 8,
    POOL_VISITS_MAX = 400 /* with more visits one long annealing is better */
};
/** Plans as links of the state, no two of one cost. */
struct pool {
    struct best entry[POOL_MAX];
    int32_t count;
    int32_t *owner; /* per visit: its slot in the plan that gives routes */
    int32_t *given; /* slots, n + 1 numbers */
};
void pool_init(struct pool *p, struct arena *a, const struct instance *in);
/** Copies a plan in, in the place of the worst when the pool is full; left out when it is as dear as another or dearer
 *  than all. */
void pool_add(struct pool *p, const struct instance *in, int64_t cost, const int32_t *next, int32_t absent_count);
/** Makes the state a child of two plans: the first, in which the routes of the second around a random visit take the
 *  place of as many that overlap with them most; what lies between is put in anew.  Needs two plans in the pool.
 *  @source Nagata and Kobayashi 2010, "A memetic algorithm for the pickup and delivery problem with time windows using
 *  selective route exchange crossover" */
void pool_cross(struct pool *p, struct state *s, const struct tuning *t);
#endif
