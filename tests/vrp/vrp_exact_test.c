/* vrp_exact_test.c - small problems of every kind: the search finds what trying every route finds. */
#include "vrp_brute_sets.h"
#include "vrp_kinds.h"

enum {
    SMALL = 7,
    SMALLER = 5, /* where one look at a route is dear */
    LEFT = 10000000,
    ROUTE = 1000000 /* where fewer vehicles come first */
};

/* With 10 and 18 two visits pay only when both are served; 23 is a tight fleet. */
static const uint64_t SEEDS[] = {1, 4, 10, 18, 23};

static void small_ones_are_best(const struct kind *kind, uint64_t seed)
{
    struct arena *a = arena_new();
    struct made *m = ARENA_NEW(a, struct made);
    bool dear = kind->rules & HOURS;
    made_fill(a, m, kind->rules, dear ? SMALLER : SMALL, 12, seed);
    m->p.longest_weight = 0;
    if (kind->rules & FEWEST) m->car[0].count = m->car[1].count = m->car[2].count = SMALL;
    int64_t per_route = m->p.fewest_vehicles ? ROUTE : 0, best = sets_best(a, &m->p, per_route, LEFT);
    struct vrp_plan plan = rig_solve(a, &m->p, dear ? 300 : kind->rules & PAUSES ? 6000 : 2000, seed);
    struct vrp_verdict v;
    vrp_check(a, &m->p, &plan, &v);
    CHECK_ROW(kind->name, v.cost == plan.cost);
    for (size_t i = 0; i < v.violations.count; i++)
        CHECK_ROW(kind->name, LIST_AT(&v.violations, struct vrp_violation, i)->id == VRP_BREAKS_NOT_SERVED);
    int64_t got = plan.cost + (int64_t)v.violations.count * LEFT + plan.route_count * per_route;
    if (got != best)
        fprintf(stderr, "%s, seed %" PRIu64 ": %" PRId64 " instead of %" PRId64 "\n", kind->name, seed, got, best);
    CHECK_ROW(kind->name, got == best);
    arena_free(a);
}

int main(void)
{
    for (size_t i = 0; i < COUNT(KINDS); i++)
        for (size_t k = 0; k < COUNT(SEEDS); k++)
            if (!(KINDS[i].rules & PARTS) && !KINDS[i].ways) small_ones_are_best(&KINDS[i], SEEDS[k]);
    return check_end();
}
