/* vrp_start_test.c - a plan to start from: never worse, locked heads stay, what cannot stay is told. */
#include "check.h"
#include "vrp_rig.h"

static bool solve(struct arena *a, const struct vrp_problem *p, const struct vrp_plan *start, int64_t iterations,
                  struct vrp_plan *plan, struct vrp_fault *fault)
{
    struct vrp_options o = {.seed = 3, .iterations = iterations, .start = start};
    struct vrp_stats stats;
    return vrp_solve(a, p, &o, plan, &stats, fault);
}

static bool holds(struct arena *a, const struct vrp_problem *p, const struct vrp_plan *plan)
{
    struct vrp_verdict v;
    vrp_check(a, p, plan, &v);
    return v.cost == plan->cost && v.violations.count == (size_t)plan->unassigned_count;
}

/* Is the head of `want` the head of some route of its type? */
static bool has_head(const struct vrp_plan *plan, const struct vrp_route *want)
{
    for (int32_t k = 0; k < plan->route_count; k++) {
        const struct vrp_route *r = &plan->routes[k];
        if (r->vehicle == want->vehicle && r->count >= want->locked &&
            memcmp(r->visits, want->visits, (size_t)want->locked * sizeof *r->visits) == 0)
            return true;
    }
    return false;
}

static const struct rig_want ROWS[] = {
    {.visits = 60, .vehicles = 60, .capacity = 30, .seed = 4},
    {.visits = 60, .vehicles = 60, .capacity = 30, .asymmetric = true, .open = true, .seed = 5},
    {.visits = 60, .vehicles = 60, .capacity = 30, .windows = true, .seed = 7},
    {.visits = 60, .vehicles = 6, .capacity = 40, .two_types = true, .seed = 9},
    {.visits = 60, .vehicles = 30, .capacity = 20, .two_types = true, .windows = true, .asymmetric = true, .seed = 10},
};

/* A short search, then a longer one from its plan with foolish heads locked: they stay, the rest gets better. */
static void starts_hold(const struct rig_want *want)
{
    struct arena *a = arena_new();
    struct vrp_problem p = rig_problem(a, want);
    struct vrp_plan first, better, locked, again;
    struct vrp_fault fault;
    CHECK(solve(a, &p, NULL, 5, &first, &fault));
    CHECK(solve(a, &p, &first, 3000, &better, &fault));
    CHECK(better.cost <= first.cost && better.unassigned_count <= first.unassigned_count && holds(a, &p, &better));
    CHECK(solve(a, &p, &better, 1, &again, &fault) && again.cost <= better.cost);
    struct vrp_route *routes = ARENA_ARRAY(a, struct vrp_route, (size_t)first.route_count);
    memcpy(routes, first.routes, (size_t)first.route_count * sizeof *routes);
    struct vrp_plan start = first;
    start.routes = routes;
    for (int32_t k = 0; k < first.route_count; k++)
        routes[k].locked = k % 3 == 0 ? (routes[k].count + 1) / 2 : k % 3 == 1 ? routes[k].count : 0;
    CHECK(solve(a, &p, &start, 3000, &locked, &fault) && holds(a, &p, &locked) && locked.cost <= first.cost);
    for (int32_t k = 0; k < first.route_count; k++)
        CHECK(!routes[k].locked || has_head(&locked, &routes[k]));
    CHECK(locked.cost >= better.cost * 98 / 100);
    CHECK(solve(a, &p, &start, 3000, &again, &fault) && again.cost == locked.cost);
    arena_free(a);
}

/* A head that no search would choose: three visits in the order of their numbers. */
static void a_foolish_head_stays(void)
{
    struct arena *a = arena_new();
    struct rig_want want = {.visits = 30, .vehicles = 30, .capacity = 40, .seed = 12};
    struct vrp_problem p = rig_problem(a, &want);
    static const int32_t HEAD[] = {7, 3, 21};
    struct vrp_route route = {.count = 3, .visits = HEAD, .locked = 3};
    struct vrp_plan start = {.routes = &route, .route_count = 1}, plan, free_plan;
    struct vrp_fault fault;
    CHECK(solve(a, &p, &start, 3000, &plan, &fault) && holds(a, &p, &plan) && plan.unassigned_count == 0);
    CHECK(has_head(&plan, &route));
    route.locked = 0;
    CHECK(solve(a, &p, &start, 3000, &free_plan, &fault) && free_plan.cost < plan.cost);
    arena_free(a);
}

/* Too much for the vehicle: the tail goes elsewhere; a head that is too much is a fault. */
static void what_cannot_stay_is_told(void)
{
    struct arena *a = arena_new();
    struct rig_want want = {.visits = 12, .vehicles = 12, .capacity = 12, .seed = 3};
    struct vrp_problem p = rig_problem(a, &want);
    static const int32_t ALL[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, TWICE[] = {4, 4}, STRANGE[] = {99};
    struct vrp_route route = {.count = 12, .visits = ALL, .locked = 1};
    struct vrp_plan start = {.routes = &route, .route_count = 1}, plan;
    struct vrp_fault fault;
    CHECK(solve(a, &p, &start, 500, &plan, &fault) && holds(a, &p, &plan) && has_head(&plan, &route));
    route.locked = 12;
    CHECK(!solve(a, &p, &start, 500, &plan, &fault) && fault.id == VRP_FAULT_START_PLAN && fault.at == 0);
    route = (struct vrp_route){.count = 2, .visits = TWICE};
    CHECK(!solve(a, &p, &start, 500, &plan, &fault) && fault.id == VRP_FAULT_START_PLAN);
    route = (struct vrp_route){.count = 1, .visits = STRANGE};
    CHECK(!solve(a, &p, &start, 500, &plan, &fault) && fault.id == VRP_FAULT_START_PLAN);
    route = (struct vrp_route){.count = 1, .visits = ALL, .vehicle = 1};
    CHECK(!solve(a, &p, &start, 500, &plan, &fault) && fault.id == VRP_FAULT_START_PLAN);
    route = (struct vrp_route){.count = 1, .visits = ALL, .locked = 2};
    CHECK(!solve(a, &p, &start, 500, &plan, &fault) && fault.id == VRP_FAULT_START_PLAN);
    arena_free(a);
}

/* Pairs, groups and visits in parts in the start, some of them locked. */
static void rich_starts_hold(void)
{
    struct arena *a = arena_new();
    struct rig_want want = {.visits = 24, .vehicles = 24, .capacity = 20, .seed = 14};
    struct vrp_problem p = rig_problem(a, &want);
    struct vrp_visit *v = ARENA_ARRAY(a, struct vrp_visit, 24);
    struct vrp_plan first, plan;
    struct vrp_fault fault;
    memcpy(v, p.visits, 24 * sizeof *v);
    for (int32_t i = 0; i < 24; i++) {
        if (i % 6 == 0) v[i].group = v[i + 1].group = i;
        if (i % 6 == 3) v[i].min_chunk = 1, v[i].delivery[0] = 25; /* more than a vehicle takes */
    }
    p.visits = v;
    CHECK(solve(a, &p, NULL, 200, &first, &fault) && holds(a, &p, &first));
    struct vrp_route *routes = ARENA_ARRAY(a, struct vrp_route, (size_t)first.route_count);
    memcpy(routes, first.routes, (size_t)first.route_count * sizeof *routes);
    for (int32_t k = 0; k < first.route_count; k++) {
        int32_t u = routes[k].visits[0];
        routes[k].locked = !v[u].min_chunk;
    }
    struct vrp_plan start = first;
    start.routes = routes;
    CHECK(solve(a, &p, &start, 1500, &plan, &fault) && holds(a, &p, &plan) && plan.unassigned_count == 0);
    for (int32_t k = 0; k < first.route_count; k++)
        CHECK(!routes[k].locked || has_head(&plan, &routes[k]));
    arena_free(a);
}

/* Progress says stop: the best plan so far is given. */
static int64_t tick(void *data)
{
    return *(int64_t *)data += 60000;
}
static bool stop_at_third(void *data, const struct vrp_progress *p)
{
    (void)data;
    return p->elapsed_us < 500000;
}
static void a_search_can_be_stopped(void)
{
    struct arena *a = arena_new();
    struct rig_want want = {.visits = 30, .vehicles = 30, .capacity = 40, .seed = 12};
    struct vrp_problem p = rig_problem(a, &want);
    int64_t clock = 0;
    struct vrp_options o = {.iterations = 1000000000, .now_us = tick, .progress = stop_at_third, .data = &clock};
    struct vrp_plan plan;
    struct vrp_stats stats;
    struct vrp_fault fault;
    CHECK(vrp_solve(a, &p, &o, &plan, &stats, &fault) && holds(a, &p, &plan));
    CHECK(stats.iterations < 10000);
    arena_free(a);
}

int main(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++)
        starts_hold(&ROWS[i]);
    a_foolish_head_stays();
    what_cannot_stay_is_told();
    rich_starts_hold();
    a_search_can_be_stopped();
    return check_end();
}
