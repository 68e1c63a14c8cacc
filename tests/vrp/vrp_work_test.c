/* vrp_work_test.c - what happens at a place depends on the vehicle: set-up and service by type, and their price. */
#include "check.h"
#include "vrp_brute.h"
#include "vrp_rig.h"

enum {
    VISITS = 5
};
struct kind {
    const char *shows;
    bool windows, own_times, setup, wages, shift, choice;
};
static const struct kind KINDS[] = {
    {"work has a price", false, false, true, true, false, false},
    {"times by type, nothing else binds", false, true, true, true, false, false},
    {"times by type within windows", true, true, false, false, false, false},
    {"set-up by type, windows and a price", true, true, true, true, false, false},
    {"a shift that the slow one cannot keep", false, true, true, false, true, false},
    {"left out when it costs more than it brings", false, true, true, true, true, true},
};

static struct vrp_problem problem_of(struct arena *a, const struct kind *k, uint64_t seed)
{
    struct rig_want w = {
        .visits = VISITS, .vehicles = 1, .capacity = 40, .windows = k->windows, .two_types = true, .seed = seed};
    struct vrp_problem p = rig_problem(a, &w);
    struct vrp_visit *visits = ARENA_ARRAY(a, struct vrp_visit, VISITS);
    struct vrp_vehicle *cars = ARENA_ARRAY(a, struct vrp_vehicle, 2);
    int32_t *service = ARENA_ARRAY(a, int32_t, VISITS), *setup = ARENA_ARRAY(a, int32_t, VISITS);
    struct rng r;
    rng_init(&r, seed + 77);
    memcpy(visits, p.visits, VISITS * sizeof *visits);
    memcpy(cars, p.vehicles, 2 * sizeof *cars);
    for (int32_t u = 0; u < VISITS; u++) {
        visits[u].service = (int32_t)rng_below(&r, 300);
        visits[u].setup = k->setup ? (int32_t)rng_below(&r, 200) : 0;
        if (u && rng_below(&r, 3) == 0) visits[u].location = visits[u - 1].location;
        if (k->choice) visits[u].optional = true, visits[u].prize = (int64_t)rng_below(&r, 1500);
        service[u] = (int32_t)rng_below(&r, 300), setup[u] = (int32_t)rng_below(&r, 200);
    }
    for (int32_t i = 0; i < 2; i++) {
        if (k->wages) cars[i].per_work = i ? 1800 : 7201;
        if (k->shift) cars[i].shift = (struct vrp_window){0, 2600};
    }
    if (k->own_times) cars[1].service = service, cars[0].setup = setup;
    p.visits = visits, p.vehicles = cars;
    return p;
}

/* The least over all sets of optional visits: those left out pay their prize. */
static int64_t best_of(struct arena *a, const struct vrp_problem *p)
{
    int64_t best = INT64_MAX;
    bool choice = p->visits[0].optional;
    for (int32_t out = 0; out < (choice ? 1 << VISITS : 1); out++) {
        struct vrp_problem q = *p;
        struct vrp_visit *visits = ARENA_ARRAY(a, struct vrp_visit, VISITS);
        struct vrp_vehicle *cars = ARENA_ARRAY(a, struct vrp_vehicle, 2);
        int32_t *times = ARENA_ARRAY(a, int32_t, 4 * VISITS);
        int64_t prizes = 0;
        q.visit_count = 0, q.visits = visits, q.vehicles = cars;
        memcpy(cars, p->vehicles, 2 * sizeof *cars);
        for (int32_t u = 0; u < VISITS; u++) {
            if (out >> u & 1) {
                prizes += p->visits[u].prize;
                continue;
            }
            int32_t i = q.visit_count++;
            visits[i] = p->visits[u], visits[i].optional = false;
            for (int32_t k = 0; k < 2; k++) {
                const struct vrp_vehicle *v = &p->vehicles[k];
                times[2 * k * VISITS + i] = v->service ? v->service[u] : visits[i].service;
                times[(2 * k + 1) * VISITS + i] = v->setup ? v->setup[u] : visits[i].setup;
            }
        }
        for (int32_t k = 0; k < 2; k++)
            cars[k].service = times + 2 * k * VISITS, cars[k].setup = times + (2 * k + 1) * VISITS;
        int64_t served = q.visit_count ? brute_best(&q, 2) : 0;
        if (served != INT64_MAX && served + prizes < best) best = served + prizes;
    }
    return best;
}

static void the_search_finds_the_best(void)
{
    for (size_t i = 0; i < COUNT(KINDS); i++)
        for (uint64_t seed = 1; seed <= (KINDS[i].choice ? 4 : 8); seed++) {
            struct arena *a = arena_new();
            struct vrp_problem p = problem_of(a, &KINDS[i], seed);
            struct vrp_options o = {.seed = seed, .iterations = 4000};
            struct vrp_plan plan;
            struct vrp_stats stats;
            struct vrp_fault fault;
            struct vrp_verdict v;
            CHECK_ROW(KINDS[i].shows, vrp_problem_valid(&p, &fault) && vrp_solve(a, &p, &o, &plan, &stats, &fault));
            vrp_check(a, &p, &plan, &v);
            int64_t best = best_of(a, &p);
            if (best == INT64_MAX) {
                CHECK_ROW(KINDS[i].shows, plan.unassigned_count > 0);
            } else {
                CHECK_ROW(KINDS[i].shows, v.feasible && v.cost == plan.cost);
                CHECK_ROW(KINDS[i].shows, v.cost == best);
            }
            arena_free(a);
        }
}

/* Two visits at one place after 100 on the road: 30 + 7 and then 20; by the visits' own times 40 + 9 and 50. */
static void figures_by_hand(void)
{
    static const int32_t M[] = {0, 100, 100, 0}, SERVICE[] = {30, 20}, SETUP[] = {7, 8}, ORDER[] = {0, 1};
    struct arena *a = arena_new();
    struct vrp_visit visits[] = {{.location = 1, .pair = VRP_NONE, .group = VRP_NONE, .service = 40, .setup = 9},
                                 {.location = 1, .pair = VRP_NONE, .group = VRP_NONE, .service = 50, .setup = 9}};
    struct vrp_vehicle cars[] = {{.count = 1, .per_distance = 1, .service = SERVICE, .setup = SETUP, .per_work = 7200},
                                 {.count = 1, .per_distance = 1, .per_work = 100}};
    struct vrp_profile profile = {.distance = M};
    struct vrp_problem p = {.location_count = 2,
                            .profile_count = 1,
                            .visit_count = 2,
                            .vehicle_count = 2,
                            .profiles = &profile,
                            .visits = visits,
                            .vehicles = cars};
    for (int32_t k = 0; k < 2; k++) {
        struct vrp_route route = {.vehicle = k, .count = 2, .visits = ORDER};
        struct vrp_plan plan = {.routes = &route, .route_count = 1};
        struct vrp_verdict v;
        struct vrp_schedule t;
        vrp_check(a, &p, &plan, &v);
        vrp_schedule(a, &p, &route, &t);
        CHECK(v.duration == (k ? 299 : 257) && v.cost == 200 + (k ? 2 : 114)); /* 99 / 36 rounded down; 57 x 2 */
        CHECK(t.stops[0].leave - t.stops[0].begin == (k ? 49 : 37) &&
              t.stops[1].leave == t.stops[0].leave + (k ? 50 : 20));
    }
    struct vrp_fault fault;
    cars[1].setup = M + 1;
    CHECK(vrp_problem_valid(&p, &fault));
    cars[1].service = (const int32_t[]){0, -1};
    CHECK(!vrp_problem_valid(&p, &fault) && fault.id == VRP_FAULT_VEHICLE_TIME && fault.at == 1);
    cars[1].service = NULL, cars[1].per_work = -1;
    CHECK(!vrp_problem_valid(&p, &fault) && fault.id == VRP_FAULT_VEHICLE_COST && fault.at == 1);
    arena_free(a);
}

int main(void)
{
    figures_by_hand();
    the_search_finds_the_best();
    return check_end();
}
