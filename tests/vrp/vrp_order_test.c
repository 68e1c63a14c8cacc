/* vrp_order_test.c - a problem whose visits and places are numbered anew is the same problem. */
#include "vrp/order.h"
#include "vrp_kinds.h"

static struct vrp_plan solve(struct arena *a, const struct vrp_problem *p, int64_t attempts)
{
    struct vrp_options o = {.seed = 5, .iterations = attempts};
    struct vrp_plan plan = {0};
    struct vrp_stats stats;
    struct vrp_fault fault = {0};
    CHECK(vrp_solve(a, p, &o, &plan, &stats, &fault));
    return plan;
}

/* The same plan in the numbers that the host has. */
static struct vrp_plan in_old_numbers(struct arena *a, const struct order *order, const struct vrp_plan *plan)
{
    struct vrp_plan out = *plan;
    struct vrp_route *r = ARENA_ARRAY(a, struct vrp_route, (size_t)plan->route_count + 1);
    int32_t *left = ARENA_ARRAY(a, int32_t, (size_t)plan->unassigned_count + 1);
    for (int32_t k = 0; k < plan->route_count; k++) {
        int32_t *visits = ARENA_ARRAY(a, int32_t, (size_t)plan->routes[k].count + 1);
        for (int32_t i = 0; i < plan->routes[k].count; i++)
            visits[i] = order->was[plan->routes[k].visits[i]];
        r[k] = plan->routes[k];
        r[k].visits = visits;
    }
    for (int32_t i = 0; i < plan->unassigned_count; i++)
        left[i] = order->was[plan->unassigned[i]];
    out.routes = r, out.unassigned = left;
    return out;
}

/* The checker finds the same of a plan in both numbers; of a poor plan as well. */
static void each_kind(void)
{
    for (size_t i = 0; i < COUNT(KINDS); i++)
        for (int64_t attempts = 1; attempts <= 41; attempts += 40) {
            struct arena *a = arena_new();
            struct made *m = ARENA_NEW(a, struct made);
            struct pace pace = {0};
            struct order order;
            struct vrp_fault fault;
            struct vrp_verdict now, then;
            made_fill(a, m, KINDS[i].rules, KINDS[i].visits, 20, 100 + i);
            CHECK_ROW(KINDS[i].name, order_make(a, &m->p, &pace, &order) && vrp_problem_valid(&order.problem, &fault));
            struct vrp_plan plan = solve(a, &order.problem, attempts), old = in_old_numbers(a, &order, &plan);
            vrp_check(a, &order.problem, &plan, &now);
            vrp_check(a, &m->p, &old, &then);
            CHECK_ROW(KINDS[i].name, now.cost == plan.cost && then.cost == now.cost && then.distance == now.distance);
            CHECK_ROW(KINDS[i].name, then.duration == now.duration && then.violations.count == now.violations.count);
            arena_free(a);
        }
}

/* Visits along a road, numbered anyhow, stand in the order of the road. */
static void a_road(void)
{
    enum {
        N = 64
    };
    struct arena *a = arena_new();
    struct rig_want want = {.visits = N, .vehicles = N, .capacity = 30, .seed = 3};
    struct vrp_problem p = rig_problem(a, &want);
    int32_t *far = ARENA_ARRAY(a, int32_t, (N + 1) * (N + 1));
    struct vrp_profile road = {.distance = far};
    struct pace pace = {0};
    struct order order;
    int32_t near = 0;
    for (int32_t i = 0; i <= N; i++)
        for (int32_t j = 0; j <= N; j++) /* a place stands at 5 times its number modulo 65, the depot at 0 */
            far[i * (N + 1) + j] = rig_abs(5 * i % (N + 1) - 5 * j % (N + 1));
    p.profiles = &road;
    CHECK(order_make(a, &p, &pace, &order));
    const int32_t *m = order.problem.profiles[0].distance;
    for (int32_t u = 0; u + 1 < N; u++) {
        int32_t one = order.problem.visits[u].location, two = order.problem.visits[u + 1].location;
        near += m[one * order.problem.location_count + two] <= 8;
    }
    CHECK(near == N - 1);
    arena_free(a);
}

/* With so many visits the search numbers them anew: the plan has the host's numbers all the same, those left out too. */
static void large(void)
{
    static const int32_t VEHICLES[] = {ORDER_VISITS, 20};
    for (size_t i = 0; i < COUNT(VEHICLES); i++) {
        struct arena *a = arena_new();
        struct rig_want want = {.visits = ORDER_VISITS + 50, .vehicles = VEHICLES[i], .capacity = 30, .seed = 9};
        struct vrp_problem p = rig_problem(a, &want);
        struct vrp_verdict v;
        struct vrp_plan plan = solve(a, &p, 300);
        vrp_check(a, &p, &plan, &v);
        CHECK(v.cost == plan.cost && v.violations.count == (size_t)plan.unassigned_count);
        CHECK((plan.unassigned_count > 0) == (VEHICLES[i] == 20));
        for (int32_t k = 1; k < plan.unassigned_count; k++)
            CHECK(plan.unassigned[k - 1] < plan.unassigned[k]);
        arena_free(a);
    }
}

/* What the search does not know is refused in the host's numbers. */
static void refused(void)
{
    enum {
        AT = 37
    };
    struct arena *a = arena_new();
    struct rig_want want = {.visits = ORDER_VISITS + 50, .vehicles = 40, .capacity = 30, .seed = 9};
    struct vrp_problem p = rig_problem(a, &want);
    struct vrp_visit *v = ARENA_ARRAY(a, struct vrp_visit, (size_t)p.visit_count);
    struct vrp_options o = {.iterations = 10};
    struct vrp_plan plan;
    struct vrp_stats stats;
    struct vrp_fault fault;
    memcpy(v, p.visits, (size_t)p.visit_count * sizeof *v);
    struct vrp_vehicle car = p.vehicles[0];
    car.count = 1000000;
    v[AT].min_chunk = 1, v[AT].delivery[0] = VRP_LOAD_MAX; /* more parts than can be searched */
    p.visits = v, p.vehicles = &car, p.vehicle_count = 1;
    CHECK(!vrp_solve(a, &p, &o, &plan, &stats, &fault) && fault.id == VRP_FAULT_SIZE && fault.at == AT);
    arena_free(a);
}

static bool over(void *data)
{
    return data != NULL;
}

/* It is over: nothing is numbered any more, whenever that is. */
static void late(void)
{
    struct arena *a = arena_new();
    struct rig_want want = {.visits = 50, .vehicles = 40, .capacity = 30, .seed = 9};
    struct vrp_problem p = rig_problem(a, &want);
    struct order order;
    int32_t late = 0;
    for (int32_t before = 0; before < 1200; before += 20) { /* units of work before it is over */
        struct pace pace = {.stop = over, .data = a, .done = PACE_LOOK - before};
        CHECK(order_make(a, &p, &pace, &order) == !pace.late);
        late += pace.late;
    }
    CHECK(late > 40 && late < 60); /* 4 times 50 for each of four halvings, then 3 for each row */
    arena_free(a);
}

int main(void)
{
    each_kind();
    a_road();
    large();
    refused();
    late();
    return check_end();
}
