/* vrp_people_test.c - bringing people: 430 in parties of one to six from 15 towns to one zone, as in spring 2020. */
#include "vrp_rig.h"

enum {
    TOWNS = 15,
    PARTIES = 205,
    SEATS = 22,
    H = 3600
};

struct people {
    struct vrp_problem p;
    struct vrp_profile profile;
    struct vrp_vehicle coach;
    struct vrp_visit party[PARTIES];
    struct vrp_driver_rules rules;
    int32_t distance[(TOWNS + 1) * (TOWNS + 1)], duration[(TOWNS + 1) * (TOWNS + 1)];
    int32_t total;
};

static int32_t root(int64_t x)
{
    int64_t r = 0;
    while ((r + 1) * (r + 1) <= x)
        r++;
    return (int32_t)r;
}

/* The zone at 0; towns in a field of 550 by 300 km, whose middle is 900 km away. */
static struct people *people_new(struct arena *a, uint64_t seed)
{
    struct people *c = ARENA_NEW(a, struct people);
    struct rng r;
    int64_t x[TOWNS + 1] = {0}, y[TOWNS + 1] = {0};
    rng_init(&r, seed);
    for (int32_t i = 1; i <= TOWNS; i++)
        x[i] = (int64_t)rng_below(&r, 550) - 275, y[i] = 750 + (int64_t)rng_below(&r, 300);
    for (int32_t i = 0; i <= TOWNS; i++)
        for (int32_t j = 0; j <= TOWNS; j++) {
            int64_t dx = x[i] - x[j], dy = y[i] - y[j];
            int32_t metres = 1200 * root(dx * dx + dy * dy);
            c->distance[i * (TOWNS + 1) + j] = metres;
            c->duration[i * (TOWNS + 1) + j] = metres * 9 / 200; /* 80 km an hour */
        }
    for (int32_t i = 0; i < PARTIES; i++) {
        struct vrp_visit *v = &c->party[i];
        *v = (struct vrp_visit){.location = 1 + (int32_t)rng_below(&r, TOWNS), .pair = VRP_NONE, .group = VRP_NONE};
        v->pickup[0] = 1 + (int32_t)rng_below(&r, 3) + (i % 20 ? 0 : 3);
        c->total += v->pickup[0];
    }
    c->profile = (struct vrp_profile){.distance = c->distance, .duration = c->duration};
    c->coach = (struct vrp_vehicle){
        .count = 40, .capacity = {SEATS}, .fixed = 2000000, .per_distance = 1, .start = 0, .end = 0};
    c->p = (struct vrp_problem){.location_count = TOWNS + 1,
                                .profile_count = 1,
                                .visit_count = PARTIES,
                                .vehicle_count = 1,
                                .load_count = 1,
                                .profiles = &c->profile,
                                .visits = c->party,
                                .vehicles = &c->coach};
    return c;
}

static struct vrp_plan solve(struct arena *a, const struct vrp_problem *p, uint64_t seed, int64_t iterations)
{
    struct vrp_plan plan = rig_solve(a, p, iterations, seed);
    struct vrp_verdict v;
    vrp_check(a, p, &plan, &v);
    CHECK(v.cost == plan.cost && v.violations.count == (size_t)plan.unassigned_count);
    return plan;
}

/* Many parties stand at one place: the search must not freeze because its nearest ways are 0.  Coaches are as few as
 * can be, and short runs of different seeds are within two in a thousand of a long one. */
static void parties_of_one_town(void)
{
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct arena *a = arena_new();
        struct people *c = people_new(a, seed);
        struct vrp_plan best = solve(a, &c->p, 9, 60000);
        CHECK(best.route_count == (c->total + SEATS - 1) / SEATS && best.unassigned_count == 0);
        for (uint64_t k = 1; k <= 4; k++) {
            struct vrp_plan plan = solve(a, &c->p, k, 10000);
            CHECK(plan.route_count == best.route_count);
            CHECK(plan.cost - best.cost <= best.cost / 500);
            if (plan.cost - best.cost > best.cost / 500)
                fprintf(stderr, "%d %d: %" PRId64 " %" PRId64 "\n", (int)seed, (int)k, plan.cost, best.cost);
        }
        arena_free(a);
    }
}

/* With drivers' rules, sleep before boarding and rides of direct + 2 h everybody is seated with at most two coaches
 * more; with one place in a row it is one coach for each 22 of a town. */
static void people_under_all_rules(void)
{
    for (uint64_t seed = 1; seed <= 2; seed++) {
        struct arena *a = arena_new();
        struct people *c = people_new(a, seed);
        int32_t town[TOWNS + 1] = {0}, alone = 0, few = (c->total + SEATS - 1) / SEATS;
        c->rules = (struct vrp_driver_rules){.day = 24 * H,
                                             .night = {22 * H, 6 * H},
                                             .drive_day_max = 4 * H,
                                             .drive_night_max = 2 * H,
                                             .rest = H / 3,
                                             .drive_24h_max = 8 * H,
                                             .ban = {2 * H, 5 * H},
                                             .two_drivers_beyond = 600000,
                                             .drivers = 2,
                                             .layover = 10 * H,
                                             .step = H / 2};
        c->coach.rules = &c->rules;
        for (int32_t i = 0; i < PARTIES; i++) {
            struct vrp_visit *v = &c->party[i];
            v->setup = H / 3, v->service = 30 * v->pickup[0];
            v->ride_max = c->duration[v->location * (TOWNS + 1)] + 2 * H;
            town[v->location] += v->pickup[0];
        }
        struct vrp_plan plan = solve(a, &c->p, 1, 2000);
        CHECK(plan.unassigned_count == 0 && plan.route_count <= few + 2);
        c->rules.relay = true;
        plan = solve(a, &c->p, 1, 2000);
        CHECK(plan.unassigned_count == 0 && plan.route_count <= few + 2);
        for (int32_t i = 1; i <= TOWNS; i++)
            alone += (town[i] + SEATS - 1) / SEATS;
        c->coach.stops_max = 1;
        plan = solve(a, &c->p, 1, 2000);
        CHECK(plan.unassigned_count == 0 && plan.route_count == alone);
        c->rules.relay = false, c->rules.drivers = 1; /* too far for one */
        plan = solve(a, &c->p, 1, 100);
        CHECK(plan.route_count == 0 && plan.unassigned_count == PARTIES);
        arena_free(a);
    }
}

/* 1,500 people on one coach over the longest arcs there may be, at the highest prices: no sum overflows, time and rides
 * cost the most that they may. */
static void highest_prices(void)
{
    enum {
        N = 1500
    };
    struct arena *a = arena_new();
    int32_t far[9] = {0, VRP_DISTANCE_MAX, VRP_DISTANCE_MAX, VRP_DISTANCE_MAX, 0, VRP_DISTANCE_MAX, VRP_DISTANCE_MAX,
                      VRP_DISTANCE_MAX, 0};
    struct vrp_visit *v = ARENA_ARRAY(a, struct vrp_visit, N);
    int32_t *order = ARENA_ARRAY(a, int32_t, N);
    for (int32_t i = 0; i < N; i++) {
        v[i] = (struct vrp_visit){.location = 1 + i % 2, .pickup = {1}, .pair = VRP_NONE, .group = VRP_NONE};
        v[i].service = v[i].setup = VRP_TIME_MAX;
        order[i] = i;
    }
    struct vrp_profile profile = {.distance = far};
    struct vrp_vehicle coach = {.count = 1, .capacity = {N}, .per_distance = 1, .per_duration = 1 << 20};
    struct vrp_problem p = {.location_count = 3,
                            .profile_count = 1,
                            .visit_count = N,
                            .vehicle_count = 1,
                            .load_count = 1,
                            .profiles = &profile,
                            .visits = v,
                            .vehicles = &coach,
                            .ride_weight = VRP_WEIGHT_MAX,
                            .longest_weight = VRP_WEIGHT_MAX};
    struct vrp_route route = {.count = N, .visits = order};
    struct vrp_plan plan = {.routes = &route, .route_count = 1};
    struct vrp_verdict verdict;
    vrp_check(a, &p, &plan, &verdict);
    CHECK(verdict.feasible && verdict.cost > 3 * VRP_TOLL_MAX && verdict.cost < 4 * VRP_TOLL_MAX);
    CHECK(vrp_toll(VRP_WEIGHT_MAX, INT64_MAX) == VRP_TOLL_MAX && vrp_toll(1500, 3) == 4 && vrp_toll(0, 7) == 0);
    arena_free(a);
}

int main(void)
{
    highest_prices();
    parties_of_one_town();
    people_under_all_rules();
    return check_end();
}
