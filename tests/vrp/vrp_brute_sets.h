/* vrp_brute_sets.h - the best plan of a problem with a few visits and no parts: the best order of every set of visits
 * on every type, judged by the checker as a route alone, then the best way to share the visits out among such routes.
 * Only where what one route may and costs does not depend on the others (so without longest_weight). */
#ifndef TESTS_VRP_BRUTE_SETS_H
#define TESTS_VRP_BRUTE_SETS_H
#include "vrp/vrp.h"

enum {
    SETS_VISITS = 8,
    SETS_TYPES = 3
};
struct sets {
    const struct vrp_problem *p;
    int64_t route_cost;                                /* of every route used, beside what the checker says */
    int64_t left_cost;                                 /* of a mandatory visit left out */
    int64_t cost[1 << SETS_VISITS][SETS_TYPES];        /* of the best order; INT64_MAX = none is feasible */
    int32_t order[SETS_VISITS], left_over[SETS_TYPES]; /* the order tried; vehicles not used yet */
    int64_t best;
    int64_t routes; /* judged */
};

static inline int64_t sets_left(const struct sets *b, int32_t u)
{
    const struct vrp_visit *v = &b->p->visits[u];
    return v->optional ? v->prize : b->left_cost;
}

static inline void sets_judge(struct sets *b, int32_t count, uint32_t set)
{
    for (int32_t type = 0; type < b->p->vehicle_count; type++) {
        struct arena *a = arena_new();
        struct vrp_route r = {.vehicle = type, .count = count, .visits = b->order};
        struct vrp_plan plan = {.routes = &r, .route_count = 1};
        struct vrp_verdict v;
        vrp_check(a, b->p, &plan, &v);
        bool fine = true;
        for (size_t i = 0; i < v.violations.count; i++)
            fine = fine && LIST_AT(&v.violations, struct vrp_violation, i)->id == VRP_BREAKS_NOT_SERVED;
        for (int32_t u = 0; u < b->p->visit_count; u++) /* the checker counts the prizes of all others */
            if (!(set >> u & 1) && b->p->visits[u].optional) v.cost -= b->p->visits[u].prize;
        if (fine && v.cost + b->route_cost < b->cost[set][type]) b->cost[set][type] = v.cost + b->route_cost;
        b->routes++;
        arena_free(a);
    }
}

static inline void sets_orders(struct sets *b, int32_t count, uint32_t set)
{
    if (count) sets_judge(b, count, set);
    for (int32_t u = 0; u < b->p->visit_count; u++) {
        if (set >> u & 1) continue;
        b->order[count] = u;
        sets_orders(b, count + 1, set | 1u << u);
    }
}

/* The first visit nobody has decided about stays out or rides with some of those behind it. */
static inline void sets_share(struct sets *b, uint32_t open, int64_t cost)
{
    if (!open) {
        if (cost < b->best) b->best = cost;
        return;
    }
    uint32_t first = open & (~open + 1), others = open & ~first;
    int32_t u = 0;
    while (first >> u != 1)
        u++;
    sets_share(b, others, cost + sets_left(b, u));
    for (uint32_t with = others;; with = (with - 1) & others) {
        for (int32_t type = 0; type < b->p->vehicle_count; type++) {
            int64_t more = b->cost[first | with][type];
            if (more == INT64_MAX || !b->left_over[type]) continue;
            b->left_over[type]--;
            sets_share(b, others & ~with, cost + more);
            b->left_over[type]++;
        }
        if (!with) return;
    }
}

/** The lowest cost of all plans, with left_cost for each mandatory visit left out and route_cost for each route. */
static inline int64_t sets_best(struct arena *a, const struct vrp_problem *p, int64_t route_cost, int64_t left_cost)
{
    struct sets *b = ARENA_NEW(a, struct sets);
    assert(p->visit_count <= SETS_VISITS && p->vehicle_count <= SETS_TYPES && !p->longest_weight);
    *b = (struct sets){.p = p, .route_cost = route_cost, .left_cost = left_cost, .best = INT64_MAX};
    for (size_t set = 0; set < COUNT(b->cost); set++)
        for (int32_t type = 0; type < SETS_TYPES; type++)
            b->cost[set][type] = INT64_MAX;
    for (int32_t type = 0; type < p->vehicle_count; type++)
        b->left_over[type] = p->vehicles[type].count;
    sets_orders(b, 0, 0);
    sets_share(b, (1u << p->visit_count) - 1, 0);
    return b->best;
}
#endif
