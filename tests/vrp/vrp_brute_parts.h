/* vrp_brute_parts.h - the best plan of a very small problem with parts: every plan there is, judged by the checker. */
#ifndef TESTS_VRP_BRUTE_PARTS_H
#define TESTS_VRP_BRUTE_PARTS_H
#include "vrp/vrp.h"

enum {
    CUTTER_ITEMS = 6
};
/** What is put on routes: visits, or parts of them. */
struct cutter {
    const struct vrp_problem *p;
    int32_t visit[CUTTER_ITEMS], amount[CUTTER_ITEMS], items;
    bool parts;        /* try every cut of what may be split; otherwise all is whole */
    int64_t left_cost; /* of a mandatory visit left out */
    int64_t best;      /* cost, with left_cost for each mandatory visit left out */
    int64_t plans;     /* looked at */
    int32_t order[CUTTER_ITEMS + 1][CUTTER_ITEMS], count[CUTTER_ITEMS + 1], type[CUTTER_ITEMS + 1], routes;
};

static inline void cutter_judge(struct cutter *b)
{
    struct arena *a = arena_new();
    struct vrp_route r[CUTTER_ITEMS + 1] = {0};
    int32_t visits[CUTTER_ITEMS + 1][CUTTER_ITEMS], amounts[CUTTER_ITEMS + 1][CUTTER_ITEMS];
    for (int32_t k = 0; k < b->routes; k++) {
        for (int32_t i = 0; i < b->count[k]; i++) {
            visits[k][i] = b->visit[b->order[k][i]];
            amounts[k][i] = b->amount[b->order[k][i]];
        }
        r[k] = (struct vrp_route){
            .vehicle = b->type[k], .count = b->count[k], .visits = visits[k], .amounts = b->parts ? amounts[k] : NULL};
    }
    struct vrp_plan plan = {.routes = r, .route_count = b->routes};
    struct vrp_verdict v;
    vrp_check(a, b->p, &plan, &v);
    bool fine = true;
    for (size_t i = 0; i < v.violations.count; i++)
        if (LIST_AT(&v.violations, struct vrp_violation, i)->id != VRP_BREAKS_NOT_SERVED) fine = false;
    int64_t cost = v.cost + (int64_t)v.violations.count * b->left_cost;
    if (fine && cost < b->best) b->best = cost;
    b->plans++;
    arena_free(a);
}

static inline void cutter_types(struct cutter *b, int32_t k)
{
    if (k == b->routes) {
        cutter_judge(b);
        return;
    }
    for (b->type[k] = 0; b->type[k] < b->p->vehicle_count; b->type[k]++)
        cutter_types(b, k + 1);
    b->type[k] = 0;
}

/* Item i into every place of every route, onto a route of its own, or nowhere. */
static inline void cutter_item(struct cutter *b, int32_t i)
{
    if (i == b->items) {
        cutter_types(b, 0);
        return;
    }
    for (int32_t k = 0; k < b->routes; k++)
        for (int32_t at = 0; at <= b->count[k]; at++) {
            int32_t *o = b->order[k];
            memmove(o + at + 1, o + at, (size_t)(b->count[k] - at) * sizeof *o);
            o[at] = i, b->count[k]++;
            cutter_item(b, i + 1);
            b->count[k]--;
            memmove(o + at, o + at + 1, (size_t)(b->count[k] - at) * sizeof *o);
        }
    b->order[b->routes][0] = i, b->count[b->routes++] = 1;
    cutter_item(b, i + 1);
    b->routes--;
    cutter_item(b, i + 1);
}

/* Every way to cut visit u's rest into parts not larger than `most`. */
static inline void cutter_cut(struct cutter *b, int32_t u, int32_t rest, int32_t most)
{
    if (u == b->p->visit_count) {
        cutter_item(b, 0);
        return;
    }
    const struct vrp_visit *v = &b->p->visits[u];
    int32_t demand = v->delivery[0] + v->pickup[0], was = b->items;
    if (rest < 0) rest = demand, most = demand;
    for (int32_t part = most; part > 0 && was < CUTTER_ITEMS; part--) {
        bool whole = part == demand;
        if (!whole && (!b->parts || !v->min_chunk || part < v->min_chunk)) break;
        b->visit[was] = u, b->amount[was] = part, b->items = was + 1;
        if (part == rest)
            cutter_cut(b, u + 1, -1, 0);
        else
            cutter_cut(b, u, rest - part, part < rest - part ? part : rest - part);
        b->items = was;
    }
}

/** The lowest cost of all plans; every demand is at least 1. */
static inline int64_t cutter_best(const struct vrp_problem *p, bool parts, int64_t left_cost)
{
    struct cutter b = {.p = p, .parts = parts, .left_cost = left_cost, .best = INT64_MAX};
    cutter_cut(&b, 0, -1, 0);
    return b.best;
}
#endif
