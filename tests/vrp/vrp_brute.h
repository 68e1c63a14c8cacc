/* vrp_brute.h - the best plan of a problem with a few visits, found by trying every one with the checker. */
#ifndef TESTS_VRP_BRUTE_H
#define TESTS_VRP_BRUTE_H
#include "vrp/vrp.h"

enum {
    BRUTE_VISITS = 8,
    BRUTE_ROUTES = 3
};
struct brute {
    const struct vrp_problem *p;
    int32_t order[BRUTE_VISITS], cut[BRUTE_ROUTES + 1], type[BRUTE_ROUTES];
    int32_t routes;
    int64_t best; /* INT64_MAX: no plan serves all */
};

static inline void brute_judge(struct brute *b)
{
    struct arena *a = arena_new();
    struct vrp_route r[BRUTE_ROUTES];
    struct vrp_verdict v;
    for (int32_t k = 0; k < b->routes; k++)
        r[k] = (struct vrp_route){
            .vehicle = b->type[k], .count = b->cut[k + 1] - b->cut[k], .visits = b->order + b->cut[k]};
    struct vrp_plan plan = {.routes = r, .route_count = b->routes};
    vrp_check(a, b->p, &plan, &v);
    if (v.feasible && v.cost < b->best) b->best = v.cost;
    arena_free(a);
}

static inline void brute_types(struct brute *b, int32_t k)
{
    if (k == b->routes) {
        brute_judge(b);
        return;
    }
    for (b->type[k] = 0; b->type[k] < b->p->vehicle_count; b->type[k]++)
        brute_types(b, k + 1);
}

static inline void brute_cuts(struct brute *b, int32_t k)
{
    int32_t n = b->p->visit_count;
    if (k == b->routes) {
        b->cut[k] = n;
        brute_types(b, 0);
        return;
    }
    for (b->cut[k] = b->cut[k - 1]; b->cut[k] <= n; b->cut[k]++)
        brute_cuts(b, k + 1);
}

static inline void brute_orders(struct brute *b, int32_t k)
{
    int32_t n = b->p->visit_count;
    if (k == n) brute_cuts(b, 1);
    for (int32_t i = k; i < n; i++) {
        int32_t was = b->order[k];
        b->order[k] = b->order[i], b->order[i] = was;
        brute_orders(b, k + 1);
        b->order[i] = b->order[k], b->order[k] = was;
    }
}

/** The least cost of a plan that serves all with at most `routes` routes; INT64_MAX when there is none. */
static inline int64_t brute_best(const struct vrp_problem *p, int32_t routes)
{
    struct brute b = {.p = p, .routes = routes, .best = INT64_MAX};
    assert(p->visit_count <= BRUTE_VISITS && routes <= BRUTE_ROUTES);
    for (int32_t i = 0; i < p->visit_count; i++)
        b.order[i] = i;
    brute_orders(&b, 0);
    return b.best;
}
#endif
