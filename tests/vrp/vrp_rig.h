/* vrp_rig.h - small problems for the tests of routing, made from a seed. */
#ifndef TESTS_VRP_RIG_H
#define TESTS_VRP_RIG_H
#include "base/rng.h"
#include "vrp/vrp.h"

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
#endif
