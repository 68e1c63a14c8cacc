/* vrp_fewest_test.c - fewer vehicles before any distance, and visits that are hard to place. */
#include "check.h"
#include "vrp/absence.h"
#include "vrp/eject.h"
#include "vrp/lend.h"
#include "vrp/pairs.h"
#include "vrp_rig.h"

static struct vrp_plan solve(struct arena *a, const struct vrp_problem *p, int64_t iterations)
{
    struct vrp_plan plan = rig_solve(a, p, iterations, 1);
    struct vrp_verdict v;
    vrp_check(a, p, &plan, &v);
    CHECK(v.cost == plan.cost);
    return plan;
}

/* Two groups of visits on both sides of the depot: two vehicles drive less, one is enough. */
static void one_vehicle_before_two(void)
{
    static const int32_t M[] = {0, 10, 10, 0, 0, 90, 0, 90, 0}; /* to 2 from 1 and back: 90, over the depot nothing */
    for (int fewest = 0; fewest < 2; fewest++) {
        struct arena *a = arena_new();
        struct vrp_profile profile = {.distance = M};
        struct vrp_visit v[2] = {{.location = 1, .pair = VRP_NONE, .group = VRP_NONE},
                                 {.location = 2, .pair = VRP_NONE, .group = VRP_NONE}};
        struct vrp_vehicle car = {.count = 5, .per_distance = 1};
        struct vrp_problem p = {.location_count = 3, .profile_count = 1, .visit_count = 2, .vehicle_count = 1};
        p.profiles = &profile, p.visits = v, p.vehicles = &car, p.fewest_vehicles = fewest;
        struct vrp_plan plan = solve(a, &p, 400);
        CHECK(plan.route_count == (fewest ? 1 : 2));
        CHECK(plan.cost == (fewest ? 100 : 20));
        CHECK(plan.unassigned_count == 0);
        arena_free(a);
    }
}

/* Never more vehicles than the plan that minds the cost alone, nobody left out, and the cost is the checker's. */
static void never_more_vehicles(void)
{
    for (uint64_t seed = 1; seed <= 8; seed++) {
        struct arena *a = arena_new();
        struct rig_want w = {.visits = 40, .vehicles = 40, .capacity = 60, .seed = seed};
        w.windows = seed % 2, w.open = seed % 3 == 0, w.asymmetric = seed % 4 == 0, w.two_types = seed % 5 == 0;
        struct vrp_problem p = rig_problem(a, &w);
        struct vrp_plan plan = solve(a, &p, 2000);
        p.fewest_vehicles = true;
        struct vrp_plan few = solve(a, &p, 2000);
        CHECK(few.route_count <= plan.route_count && few.unassigned_count == 0);
        arena_free(a);
    }
}

/* Loads 6 and 4 fill three vehicles of 10 in one way only; at the places where they stand, others would be nearer. */
static void the_hard_ones_find_a_place(void)
{
    struct arena *a = arena_new();
    struct rig_want w = {.visits = 24, .vehicles = 12, .capacity = 20, .seed = 5};
    struct vrp_problem p = rig_problem(a, &w);
    struct vrp_visit *v = ARENA_ARRAY(a, struct vrp_visit, 24);
    memcpy(v, p.visits, 24 * sizeof *v);
    for (int32_t i = 0; i < 24; i++)
        v[i].delivery[0] = i % 2 ? 7 : 13;
    p.visits = v;
    struct vrp_plan plan = solve(a, &p, 20000);
    CHECK(plan.unassigned_count == 0 && plan.route_count == 12);
    arena_free(a);
}

/* After a restore the state is the plan that was kept. */
static void restoring_is_exact(void)
{
    struct arena *a = arena_new();
    struct rig_want w = {.visits = 40, .vehicles = 40, .capacity = 30, .windows = true, .two_types = true, .seed = 4};
    struct vrp_problem p = rig_problem(a, &w);
    struct tuning t;
    struct state *s = rig_state(a, &p, 3, &t);
    struct absence absence;
    absence_init(&absence, a, s->in);
    savings_build(s);
    int64_t cost = s->cost;
    int32_t *next = ARENA_ARRAY(a, int32_t, (size_t)s->in->nodes), routes = s->used;
    memcpy(next, s->next, (size_t)s->in->nodes * sizeof *next);
    fewest_drop_route(s, &absence);
    state_verify(s);
    CHECK(s->used == routes - 1 && s->cap == routes - 1 && s->absent_count > 0);
    for (int k = 0; k < 20; k++) {
        state_begin(s);
        ruin_strings(s, &t);
        recreate(s, &t);
        state_verify(s);
        CHECK(s->used <= s->cap);
    }
    state_restore(s, next);
    state_verify(s);
    CHECK(s->cost == cost && s->used == routes);
    arena_free(a);
}

/* Pairs, each of load 1..9, whose second end may be served up to 1300 after the first. */
static struct vrp_problem pairs(struct arena *a, int32_t visits, uint64_t seed)
{
    struct rig_want w = {.visits = visits, .vehicles = visits, .capacity = 20, .windows = true, .seed = seed};
    w.asymmetric = seed % 2;
    struct vrp_problem p = rig_problem(a, &w);
    struct vrp_visit *v = ARENA_ARRAY(a, struct vrp_visit, (size_t)visits);
    struct vrp_window *win = ARENA_ARRAY(a, struct vrp_window, (size_t)visits);
    memcpy(v, p.visits, (size_t)visits * sizeof *v);
    for (int32_t i = 0; i < visits; i++) {
        if (i % 2 == 0) v[i].pickup[0] = v[i].delivery[0], v[i].pair = i + 1;
        v[i].delivery[0] = 0;
        win[i] = *v[i & ~1].windows;
        if (i % 2) win[i].from += 100, win[i].to += 1300;
        v[i].windows = &win[i];
    }
    p.visits = v;
    p.fewest_vehicles = true;
    return p;
}

/* Lent out, some wait without a place; the plan in the end has all on the vehicles that were found first. */
static void those_lent_out_come_back(void)
{
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct arena *a = arena_new();
        struct vrp_problem p = pairs(a, 60, seed);
        struct tuning t;
        struct state *s = rig_state(a, &p, seed, &t);
        struct lend lend;
        lend_begin(&lend, s->in->mean_arc);
        CHECK(lend_relief(&lend, s) == 60 * (s->in->absent_cost[0] - s->in->mean_arc));
        state_begin(s);
        CHECK(lend_allows(&lend, s));
        recreate(s, &t);
        CHECK(s->absent_count == 0 && lend_relief(&lend, s) == 0 && lend_allows(&lend, s));
        state_begin(s);
        for (int32_t u = 0; u < 8; u++) {
            state_remove(s, u);
            CHECK(lend_allows(&lend, s) == (s->absent_count <= 6));
        }
        int64_t price = lend.price;
        for (int k = 0; k < 1280; k++)
            lend_count(&lend, s, s->in->mean_arc, 0);
        CHECK_ROW("many without a place make it dearer", lend.price > price && lend.price <= 10 * s->in->mean_arc);
        state_undo(s);
        for (int k = 0; k < 128 * 400; k++)
            lend_count(&lend, s, s->in->mean_arc, 0);
        CHECK_ROW("none make it cheap, but not free", lend.price == 1);
        struct vrp_plan few = solve(a, &p, 4000), more = solve(a, &p, 16000);
        CHECK(few.unassigned_count == 0 && more.unassigned_count == 0 && more.route_count <= few.route_count);
        arena_free(a);
    }
}

static void every_route_fits(struct state *s)
{
    state_verify(s);
    for (int32_t slot = 0; slot < s->in->slots; slot++) {
        const struct fleet *f = fleet_of(s->in, slot);
        CHECK(rich_route_fits(s, slot));
        CHECK(!s->routes[slot].count || segment_fits(s->back[slot_start(s->in, slot)], f->duration_max));
    }
    CHECK(s->absent_count % 2 == 0);
}

static int64_t cost_put_back(struct state *s, int32_t u)
{
    int32_t slot = s->route[u];
    state_begin(s);
    state_remove(s, s->in->mate[u]);
    state_remove(s, u);
    state_refresh(s, slot);
    CHECK(pairs_recreate(s, u, s->in->near_count, 1 << 20));
    int64_t cost = s->cost;
    state_undo(s);
    return cost;
}

/* What is remembered of a route is forgotten when it changes, and true again when that is undone. */
static void remembered_places_are_the_cheapest(void)
{
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct arena *a = arena_new();
        struct vrp_problem p = pairs(a, 60, seed);
        struct tuning t;
        struct state *s = rig_state(a, &p, seed, &t), *fresh = rig_state(a, &p, seed, &t);
        size_t memo = 60 * (size_t)fresh->lane.memo_width * sizeof *fresh->lane.memo;
        CHECK(memo > 0);
        recreate(s, &t);
        for (int k = 0; k < 300; k++) {
            state_begin(s);
            ruin_strings(s, &t);
            recreate(s, &t);
            if (k % 3) state_undo(s);
        }
        state_restore(fresh, s->next);
        for (int32_t u = 0; u < 60; u += 2) {
            memset(fresh->lane.memo, 0, memo);
            CHECK(s->route[u] == VRP_NONE || cost_put_back(s, u) == cost_put_back(fresh, u));
        }
        arena_free(a);
    }
}

/* Route after route goes; ejections alone bring its pairs back, and break nothing on their way. */
static void thrown_out_pairs_find_places(void)
{
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct arena *a = arena_new();
        struct vrp_problem p = pairs(a, 60, seed);
        struct tuning t;
        struct state *s = rig_state(a, &p, seed, &t);
        struct absence absence;
        struct eject eject;
        CHECK(eject_knows(s->in));
        absence_init(&absence, a, s->in);
        eject_init(&eject, a, s->in);
        recreate(s, &t);
        CHECK(s->absent_count == 0);
        int32_t routes_before = s->used, routes_after = s->used;
        for (int k = 0; k < 300; k++) {
            if (s->absent_count == 0) routes_after = s->used, fewest_drop_route(s, &absence);
            eject_step(&eject, s);
            every_route_fits(s);
            CHECK(s->used <= s->cap);
        }
        CHECK_ROW("routes are saved", routes_after < routes_before);
        arena_free(a);
    }
}

/* What ejections do not know is left to others. */
static void ejections_know_plain_pairs(void)
{
    for (int k = 0; k < 5; k++) {
        struct arena *a = arena_new();
        struct vrp_problem p = pairs(a, 12, 7);
        struct vrp_visit *v = ARENA_ARRAY(a, struct vrp_visit, 12);
        struct vrp_vehicle car = p.vehicles[0];
        struct instance in;
        struct vrp_fault fault;
        memcpy(v, p.visits, 12 * sizeof *v);
        p.visits = v, p.vehicles = &car;
        if (k == 1) v[0].pair = VRP_NONE;
        if (k == 2) v[1].pickup[0] = 1;
        if (k == 3) v[4].ride_max = 500;
        if (k == 4) car.distance_max = 3000;
        CHECK(instance_build(a, &p, &in, &fault));
        CHECK(eject_knows(&in) == (k == 0));
        arena_free(a);
    }
}

int main(void)
{
    those_lent_out_come_back();
    remembered_places_are_the_cheapest();
    thrown_out_pairs_find_places();
    ejections_know_plain_pairs();
    one_vehicle_before_two();
    never_more_vehicles();
    the_hard_ones_find_a_place();
    restoring_is_exact();
    return check_end();
}
