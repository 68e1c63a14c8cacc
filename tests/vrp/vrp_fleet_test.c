/* vrp_fleet_test.c - vehicles that differ: each route on the type that makes it cheapest, within how many there are. */
#include "check.h"
#include "vrp/fleet.h"
#include "vrp/search.h"
#include "vrp_brute.h"
#include "vrp_rig.h"

struct row {
    const char *shows;
    int32_t visits, count; /* of each type */
    bool windows, open, depots, asymmetric, tight;
    uint64_t seed;
};
static const struct row ROWS[] = {
    {"as many of each type as wanted", 50, 50, false, false, false, false, false, 1},
    {"few of each type", 50, 3, false, false, false, false, false, 2},
    {"with windows", 50, 50, true, false, false, false, false, 3},
    {"two depots", 50, 8, false, false, true, false, false, 4},
    {"two depots, windows, open", 50, 50, true, true, true, true, false, 5},
    {"hardly enough room", 40, 2, false, false, false, false, true, 6},
};

/* Three types at one depot (capacity 12, 25 and 50), and the middle one at a second depot. */
static struct vrp_problem problem(struct arena *a, const struct row *row)
{
    struct rig_want w = {.visits = row->visits,
                         .vehicles = row->count,
                         .capacity = 12,
                         .windows = row->windows,
                         .open = row->open,
                         .asymmetric = row->asymmetric,
                         .seed = row->seed};
    struct vrp_problem p = rig_problem(a, &w);
    struct vrp_vehicle *car = ARENA_ARRAY(a, struct vrp_vehicle, 4);
    for (int32_t k = 0; k < 4; k++)
        car[k] = p.vehicles[0];
    car[0].fixed = 150, car[0].per_distance = 2;
    car[1].fixed = 400, car[1].per_distance = 3, car[1].capacity[0] = 25;
    car[2].fixed = 700, car[2].per_distance = 3, car[2].capacity[0] = 50;
    car[3] = car[1];
    car[3].start = 1;
    if (car[3].end != VRP_NONE) car[3].end = 1;
    p.vehicles = car;
    p.vehicle_count = row->depots ? 4 : 3;
    if (row->tight) { /* 40 visits of 4 or more: 2 * (12 + 25 + 50) holds 174 */
        struct vrp_visit *v = ARENA_ARRAY(a, struct vrp_visit, (size_t)row->visits);
        memcpy(v, p.visits, (size_t)row->visits * sizeof *v);
        for (int32_t i = 0; i < row->visits; i++)
            v[i].delivery[0] = i < 6 ? 7 : 1 + i % 6;
        p.visits = v;
    }
    return p;
}

static void plans_are_true(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct vrp_problem p = problem(a, &ROWS[i]);
        struct vrp_verdict v;
        struct vrp_plan plan = rig_solve(a, &p, 3000, 1);
        vrp_check(a, &p, &plan, &v);
        CHECK_ROW(ROWS[i].shows, v.feasible && v.cost == plan.cost);
        /* no route would be cheaper on another type of which one is left */
        int32_t used[4] = {0};
        for (int32_t k = 0; k < plan.route_count; k++)
            used[plan.routes[k].vehicle]++;
        for (int32_t k = 0; k < plan.route_count; k++) {
            struct vrp_route routes[64];
            struct vrp_plan other = {.routes = routes, .route_count = plan.route_count};
            CHECK(plan.route_count <= (int32_t)COUNT(routes));
            memcpy(routes, plan.routes, (size_t)plan.route_count * sizeof *routes);
            for (int32_t type = 0; type < p.vehicle_count; type++) {
                if (used[type] >= p.vehicles[type].count) continue;
                routes[k].vehicle = type;
                vrp_check(a, &p, &other, &v);
                CHECK_ROW(ROWS[i].shows, !v.feasible || v.cost >= plan.cost);
            }
        }
        arena_free(a);
    }
}

static void states_are_true(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct vrp_problem p = problem(a, &ROWS[i]);
        struct tuning t;
        struct state *s = rig_state(a, &p, 5, &t);
        CHECK(s->in->several && s->in->graded);
        savings_build(s);
        state_verify(s);
        for (int k = 0; k < 150; k++) {
            int64_t before = s->cost;
            state_begin(s);
            if (k % 3)
                ruin_strings(s, &t);
            else
                ruin_routes(s, &t);
            state_verify(s);
            fleet_settle(s);
            state_verify(s);
            recreate(s, &t);
            state_verify(s);
            before = k % 4 == 1 ? before : s->cost;
            fleet_settle(s);
            CHECK(k % 4 == 1 || s->cost <= before);
            state_verify(s);
            if (k % 4 == 1) state_undo(s);
            CHECK(k % 4 != 1 || s->cost == before);
            state_verify(s);
        }
        arena_free(a);
    }
}

static void small_ones_are_optimal(void)
{
    for (uint64_t seed = 1; seed <= 24; seed++) {
        struct row row = {
            "small", 6, 1 + (int32_t)(seed % 2), seed % 3 == 0, seed % 5 == 0, seed % 4 == 0, seed % 7 == 0, false, 0};
        row.seed = 200 + seed;
        struct arena *a = arena_new();
        struct vrp_problem p = problem(a, &row);
        int64_t best = brute_best(&p, 2);
        struct vrp_plan plan = rig_solve(a, &p, 3000, 1);
        if (best == INT64_MAX) /* three routes might do it */
            CHECK_ROW("not served by two routes", plan.unassigned_count > 0 || plan.route_count > 2);
        else
            CHECK_ROW("as good as every plan of two routes", plan.unassigned_count == 0 && plan.cost <= best);
        CHECK_ROW("and as every plan", plan.route_count > 2 || best == INT64_MAX || plan.cost == best);
        arena_free(a);
    }
}

/* By hand: loads 10 and 10 in one direction; one large vehicle is dearer than a small one and cheaper than two. */
static void the_right_type_is_bought(void)
{
    static const struct {
        const char *shows;
        int64_t large;
        int32_t routes;
        int64_t cost;
    } PRICES[] = {{"one large", 150, 1, 350}, {"two small", 350, 2, 500}};
    static const int32_t M[] = {0, 100, 100, 100, 0, 0, 100, 0, 0};
    for (size_t i = 0; i < COUNT(PRICES); i++) {
        struct arena *a = arena_new();
        struct vrp_profile profile = {.distance = M};
        struct vrp_visit v[2] = {{.location = 1, .delivery = {10}, .pair = VRP_NONE, .group = VRP_NONE},
                                 {.location = 2, .delivery = {10}, .pair = VRP_NONE, .group = VRP_NONE}};
        struct vrp_vehicle car[2] = {{.count = 5, .capacity = {10}, .fixed = 50, .per_distance = 1},
                                     {.count = 5, .capacity = {20}, .fixed = PRICES[i].large, .per_distance = 1}};
        struct vrp_problem p = {.location_count = 3, .profile_count = 1, .visit_count = 2, .vehicle_count = 2};
        p.load_count = 1, p.profiles = &profile, p.visits = v, p.vehicles = car;
        struct vrp_plan plan = rig_solve(a, &p, 100, 1);
        CHECK_ROW(PRICES[i].shows, plan.route_count == PRICES[i].routes && plan.cost == PRICES[i].cost);
        arena_free(a);
    }
}

/* Visits in heaps of three skills in turn on a line: near are those that a vehicle may serve together. */
static void near_ones_may_ride_together(void)
{
    enum {
        N = 91, /* the last one is served by a type of its own */
        LONELY = N - 1
    };
    struct arena *a = arena_new();
    int32_t *m = ARENA_ARRAY(a, int32_t, (N + 1) * (N + 1));
    struct vrp_visit *v = ARENA_ARRAY(a, struct vrp_visit, N);
    struct vrp_vehicle car[4] = {0};
    for (int32_t i = 0; i <= N; i++)
        for (int32_t j = 0; j <= N; j++)
            m[i * (N + 1) + j] = rig_abs(i - j);
    for (int32_t i = 0; i < N; i++)
        v[i] = (struct vrp_visit){.location = i + 1,
                                  .delivery = {1},
                                  .pair = VRP_NONE,
                                  .group = VRP_NONE,
                                  .skills = UINT64_C(1) << (i == LONELY ? 3 : i % 3)};
    for (int32_t k = 0; k < 4; k++)
        car[k] = (struct vrp_vehicle){.count = 9, .capacity = {9}, .per_distance = 1, .skills = UINT64_C(1) << k};
    struct vrp_profile profile = {.distance = m};
    struct vrp_problem p = {.location_count = N + 1, .profile_count = 1, .visit_count = N, .vehicle_count = 4};
    p.load_count = 1, p.profiles = &profile, p.visits = v, p.vehicles = car;
    struct instance in;
    struct vrp_fault fault;
    CHECK(instance_build(a, &p, &in, &fault));
    CHECK(in.near_count > 0);
    for (int32_t u = 0; u < LONELY; u++)
        for (int32_t k = 0; k < in.near_count; k++)
            CHECK(in.near[u * in.near_count + k] % 3 == u % 3 && in.near[u * in.near_count + k] != LONELY);
    struct vrp_plan plan = rig_solve(a, &p, 200, 1);
    CHECK(plan.unassigned_count == 0);
    arena_free(a);
}

/* Two types, each for two thirds of the visits: most ruins take from routes of one of them, some from both. */
static void ruins_stay_with_a_type(void)
{
    struct arena *a = arena_new();
    struct rig_want want = {.visits = 90, .vehicles = 30, .capacity = 30, .windows = true, .seed = 21};
    struct vrp_problem p = rig_problem(a, &want);
    struct vrp_vehicle *car = ARENA_ARRAY(a, struct vrp_vehicle, 2);
    uint8_t serves[2][90];
    for (int32_t i = 0; i < 90; i++)
        serves[0][i] = i % 3 != 0, serves[1][i] = i % 3 != 1;
    for (int32_t k = 0; k < 2; k++)
        car[k] = p.vehicles[0], car[k].serves = serves[k];
    p.vehicles = car, p.vehicle_count = 2;
    struct tuning t;
    struct state *s = rig_state(a, &p, 3, &t);
    savings_build(s);
    state_begin(s);
    recreate(s, &t);
    int32_t several = 0, one_type = 0;
    for (int32_t k = 0; k < 1000; k++) {
        int32_t of[2] = {0};
        state_begin(s);
        ruin_strings(s, &t);
        for (int32_t i = 0; i < s->saved_count; i++)
            of[s->in->slot_fleet[s->journal[i].slot]]++;
        several += of[0] + of[1] > 1;
        one_type += of[0] + of[1] > 1 && !(of[0] && of[1]);
        state_undo(s);
    }
    CHECK(several > 200 && one_type * 10 > several * 8 && one_type < several);
    arena_free(a);
}

int main(void)
{
    ruins_stay_with_a_type();
    near_ones_may_ride_together();
    the_right_type_is_bought();
    small_ones_are_optimal();
    states_are_true();
    plans_are_true();
    return check_end();
}
