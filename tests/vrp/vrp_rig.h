/* vrp_rig.h - small problems for the tests of routing, made from a seed. */
#ifndef TESTS_VRP_RIG_H
#define TESTS_VRP_RIG_H
#include "base/rng.h"
#include "check.h"
#include "vrp/party.h"
#include <inttypes.h>

struct rig_want {
    int32_t visits, vehicles, capacity;
    bool windows, open, two_types, asymmetric;
    uint64_t seed;
};

static inline int32_t rig_abs(int32_t x)
{
    return x < 0 ? -x : x;
}

/** Visits on a square of 1000 by 1000 with the longer side as distance; location 0 is the depot. */
static inline struct vrp_problem rig_problem(struct arena *a, const struct rig_want *w)
{
    struct rng r;
    int32_t n = w->visits + 1;
    int32_t *x = ARENA_ARRAY(a, int32_t, (size_t)n), *y = ARENA_ARRAY(a, int32_t, (size_t)n);
    int32_t *m = ARENA_ARRAY(a, int32_t, (size_t)n * (size_t)n);
    struct vrp_visit *v = ARENA_ARRAY(a, struct vrp_visit, (size_t)n);
    struct vrp_window *win = ARENA_ARRAY(a, struct vrp_window, (size_t)n);
    struct vrp_vehicle *car = ARENA_ARRAY(a, struct vrp_vehicle, 2);
    struct vrp_profile *profile = ARENA_NEW(a, struct vrp_profile);
    rng_init(&r, w->seed);
    for (int32_t i = 0; i < n; i++)
        x[i] = (int32_t)rng_below(&r, 1000), y[i] = (int32_t)rng_below(&r, 1000);
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++) {
            int32_t dx = rig_abs(x[i] - x[j]), dy = rig_abs(y[i] - y[j]);
            m[i * n + j] = (dx > dy ? dx : dy) + (w->asymmetric && i < j ? (int32_t)rng_below(&r, 50) : 0);
        }
    for (int32_t i = 0; i < w->visits; i++) {
        v[i] =
            (struct vrp_visit){.location = i + 1, .pair = VRP_NONE, .group = VRP_NONE, .service = w->windows ? 10 : 0};
        v[i].delivery[0] = 1 + (int32_t)rng_below(&r, 9);
        win[i].from = (int32_t)rng_below(&r, 3000);
        win[i].to = win[i].from + 600 + (int32_t)rng_below(&r, 600);
        v[i].windows = &win[i];
        v[i].window_count = w->windows;
    }
    car[0] = (struct vrp_vehicle){.count = w->vehicles,
                                  .capacity = {w->capacity},
                                  .per_distance = 1,
                                  .end = w->open ? VRP_NONE : 0,
                                  .fixed = 5,
                                  .duration_max = w->windows ? 4000 : 0};
    car[1] = car[0];
    car[1].capacity[0] = w->capacity * 2, car[1].fixed = 300, car[1].per_distance = 2, car[1].start = car[1].end = 1;
    profile->distance = m;
    return (struct vrp_problem){.location_count = n,
                                .profile_count = 1,
                                .visit_count = w->visits,
                                .load_count = 1,
                                .vehicle_count = w->two_types ? 2 : 1,
                                .profiles = profile,
                                .visits = v,
                                .vehicles = car};
}

/** The plan after so many attempts; a fault is printed and counts as a failure. */
static inline struct vrp_plan rig_solve(struct arena *a, const struct vrp_problem *p, int64_t iterations, uint64_t seed)
{
    struct vrp_options o = {.seed = seed, .iterations = iterations};
    struct vrp_plan plan = {0};
    struct vrp_stats stats;
    struct vrp_fault fault;
    bool good = vrp_solve(a, p, &o, &plan, &stats, &fault);
    if (!good) fprintf(stderr, "%s %" PRId64 "\n", vrp_fault_text(fault.id, false), fault.at);
    CHECK(good && stats.iterations == iterations);
    return plan;
}

/** The search's state of the problem, which serves nobody yet; *t is how the search is tuned for it. */
static inline struct state *rig_state(struct arena *a, const struct vrp_problem *p, uint64_t seed, struct tuning *t)
{
    struct instance *in = ARENA_NEW(a, struct instance);
    struct state *s = ARENA_NEW(a, struct state);
    struct vrp_fault fault;
    CHECK(instance_build(a, p, in, &fault));
    *t = tuning_for(in);
    state_init(s, a, in, seed);
    state_verify(s);
    return s;
}

/** What every operator leaves behind is a true state, also after an undo. */
static inline void rig_every_operator(struct state *s, const struct tuning *t)
{
    savings_build(s);
    state_verify(s);
    for (int k = 0; k < 200; k++) {
        int64_t before = s->cost;
        state_begin(s);
        ruin_strings(s, t);
        recreate(s, t);
        if (k % 3 == 0) (void)local_search(s, 20, 1000), party_merge(s);
        for (int32_t r = 0; k % 5 == 0 && r + 1 < s->in->slots; r++) {
            state_refresh(s, r);
            state_refresh(s, r + 1);
            if (s->routes[r].count && s->routes[r + 1].count) (void)op_swap_star(s, r, r + 1);
        }
        if (k % 4 == 1) state_undo(s);
        CHECK(k % 4 != 1 || s->cost == before);
        state_verify(s);
    }
}
#endif
