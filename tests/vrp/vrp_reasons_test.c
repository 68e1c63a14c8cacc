/* vrp_reasons_test.c - why a visit is out: the reason is the one made, and the relaxation it names admits the visit. */
#include "check.h"
#include "vrp_rig.h"

/* The plan with u put where the reason says, on the problem with the constraint given way: is it feasible but for what
 * else is out? */
static bool admits(struct arena *a, const struct vrp_problem *p, const struct vrp_plan *plan, int32_t u,
                   const struct vrp_reason *r)
{
    struct vrp_problem q = *p;
    struct vrp_plan with = *plan;
    struct vrp_verdict v;
    size_t n = (size_t)p->visit_count, m = (size_t)p->vehicle_count;
    struct vrp_visit *visits = ARENA_ARRAY(a, struct vrp_visit, n);
    struct vrp_vehicle *cars = ARENA_ARRAY(a, struct vrp_vehicle, m);
    struct vrp_route *routes = ARENA_ARRAY(a, struct vrp_route, (size_t)plan->route_count + 1);
    int32_t *order = ARENA_ARRAY(a, int32_t, n + 1), count = 0, by = (int32_t)r->relax_by;
    memcpy(visits, p->visits, n * sizeof *visits);
    memcpy(cars, p->vehicles, m * sizeof *cars);
    memcpy(routes, plan->routes, (size_t)plan->route_count * sizeof *routes);
    int32_t at = r->relax_route == VRP_NONE ? with.route_count++ : r->relax_route;
    if (r->relax_route == VRP_NONE) routes[at] = (struct vrp_route){.vehicle = r->vehicle};
    for (int32_t i = 0; i <= routes[at].count; i++) {
        if (i == r->relax_before) order[count++] = u;
        if (i < routes[at].count) order[count++] = routes[at].visits[i];
    }
    routes[at].visits = order, routes[at].count = count;
    struct vrp_vehicle *car = &cars[r->vehicle];
    for (int32_t d = 0; d < p->load_count; d++)
        car->capacity[d] += r->relax == VRP_BREAKS_CAPACITY ? by : 0;
    if (r->relax == VRP_BREAKS_DURATION) car->duration_max += by;
    if (r->relax == VRP_BREAKS_DISTANCE) car->distance_max += by;
    if (r->relax == VRP_BREAKS_VISITS) car->visits_max += by;
    if (r->relax == VRP_BREAKS_TRAVEL) car->travel_max += by;
    if (r->relax == VRP_BREAKS_SHIFT) car->shift.to += by;
    if (r->relax == VRP_BREAKS_VEHICLES) car->count += by;
    if (r->relax == VRP_BREAKS_SKILLS) car->skills = UINT64_MAX;
    for (size_t i = 0; i < n; i++) {
        if (r->relax == VRP_BREAKS_EXCLUSION) visits[i].excludes = 0;
        if (r->relax == VRP_BREAKS_RIDE && visits[i].ride_max) visits[i].ride_max += by;
        if (r->relax != VRP_BREAKS_WINDOW || !visits[i].window_count) continue;
        struct vrp_window *w = ARENA_NEW(a, struct vrp_window);
        *w = visits[i].windows[0];
        w->to += by;
        visits[i].windows = w;
    }
    q.visits = visits, q.vehicles = cars, with.routes = routes;
    vrp_check(a, &q, &with, &v);
    for (size_t i = 0; i < v.violations.count; i++) {
        const struct vrp_violation *x = LIST_AT(&v.violations, struct vrp_violation, i);
        if (x->id != VRP_BREAKS_NOT_SERVED || x->visit == u) return false;
    }
    return true;
}

/* A type of problem, and what is made impossible in it. */
struct row {
    const char *shows;
    int32_t vehicles, capacity, duration_max, distance_max, visits_max, travel_max, late;
    bool windows, skill;
    enum vrp_violation_id want; /* one reason at least is this */
};
static const struct row ROWS[] = {
    {"too few vehicles: seats or vehicles", 3, 40, 0, 0, 0, 0, 0, false, false, VRP_BREAKS_CAPACITY},
    {"windows that are over before a vehicle comes", 40, 200, 0, 0, 0, 0, 60, true, false, VRP_BREAKS_WINDOW},
    {"the duty is too long", 40, 200, 900, 0, 0, 0, 0, false, false, VRP_BREAKS_DURATION},
    {"the route is too long", 40, 200, 0, 900, 0, 0, 0, false, false, VRP_BREAKS_DISTANCE},
    {"too long on the road", 40, 200, 0, 0, 0, 900, 0, false, false, VRP_BREAKS_TRAVEL},
    {"so many visits at most", 4, 500, 0, 0, 5, 0, 0, false, false, VRP_BREAKS_VISITS},
    {"nobody has the skill", 40, 200, 0, 0, 0, 0, 0, false, true, VRP_BREAKS_SKILLS},
};

static void reasons_hold(const struct row *row)
{
    struct arena *a = arena_new();
    struct rig_want w = {
        .visits = 40, .vehicles = row->vehicles, .capacity = row->capacity, .windows = row->windows, .seed = 5};
    struct vrp_problem p = rig_problem(a, &w);
    struct vrp_vehicle car = p.vehicles[0];
    struct vrp_visit *visits = ARENA_ARRAY(a, struct vrp_visit, 40);
    struct vrp_window early[8];
    memcpy(visits, p.visits, 40 * sizeof *visits);
    car.duration_max = row->duration_max, car.distance_max = row->distance_max;
    car.visits_max = row->visits_max, car.travel_max = row->travel_max;
    for (int32_t i = 0; i < 8; i++) {
        early[i] = (struct vrp_window){0, row->late};
        if (row->late) visits[5 * i].windows = &early[i];
        if (row->skill) visits[5 * i].skills = 2;
    }
    p.visits = visits, p.vehicles = &car;
    struct vrp_plan plan = rig_solve(a, &p, 1500, 3);
    bool met = false;
    CHECK_ROW(row->shows, plan.unassigned_count > 0);
    for (int32_t i = 0; i < plan.unassigned_count; i++) {
        struct vrp_reason r;
        vrp_reasons(&p, &plan, plan.unassigned[i], &r);
        met = met || r.fails == row->want;
        CHECK_ROW(row->shows, r.fails != VRP_OK && r.by > 0 && r.relax != VRP_OK && r.relax_by > 0);
        CHECK_ROW(row->shows, admits(a, &p, &plan, plan.unassigned[i], &r));
        struct vrp_reason less = r; /* and not a bit less would do */
        less.relax_by--;
        bool counted = r.relax != VRP_BREAKS_SKILLS;
        CHECK_ROW(row->shows, !counted || !admits(a, &p, &plan, plan.unassigned[i], &less));
    }
    CHECK_ROW(row->shows, met);
    arena_free(a);
}

/* By hand: one coach of 4 seats with 3 aboard, a party of 2 on the way and a larger coach that lacks the skill. */
static void a_party_by_hand(void)
{
    static const int32_t FAR[] = {0, 10, 20, 10, 0, 10, 20, 10, 0};
    struct vrp_profile profile = {.distance = FAR};
    struct vrp_visit visits[2] = {{.location = 2, .pickup = {3}, .pair = VRP_NONE, .group = VRP_NONE},
                                  {.location = 1, .pickup = {2}, .pair = VRP_NONE, .group = VRP_NONE, .skills = 1}};
    struct vrp_vehicle cars[2] = {{.count = 1, .capacity = {4}, .per_distance = 1, .skills = 1},
                                  {.count = 1, .capacity = {50}, .per_distance = 1, .fixed = 7}};
    struct vrp_problem p = {
        .location_count = 3, .profile_count = 1, .visit_count = 2, .vehicle_count = 2, .load_count = 1};
    p.profiles = &profile, p.visits = visits, p.vehicles = cars;
    struct vrp_route route = {.count = 1, .visits = (const int32_t[]){0}};
    struct vrp_plan plan = {
        .routes = &route, .route_count = 1, .unassigned = (const int32_t[]){1}, .unassigned_count = 1};
    struct vrp_reason r[2];
    vrp_reasons(&p, &plan, 1, r);
    CHECK(r[0].fails == VRP_BREAKS_CAPACITY && r[0].by == 1 && r[0].route == 0 && r[0].cost == 0);
    CHECK(r[0].relax == VRP_BREAKS_CAPACITY && r[0].relax_by == 1 && r[0].relax_route == 0);
    CHECK(r[1].fails == VRP_BREAKS_SKILLS && r[1].route == VRP_NONE && r[1].cost == 27);
    CHECK(r[1].relax == VRP_BREAKS_SKILLS && r[1].relax_route == VRP_NONE);
    cars[1].skills = 1; /* now nothing fails there */
    vrp_reasons(&p, &plan, 1, r);
    CHECK(r[1].fails == VRP_OK && r[1].relax == VRP_OK && r[1].route == VRP_NONE);
}

/* A pair, or a family at two stops, is looked at as one. */
static void parties_stay_together(void)
{
    static const int32_t FAR[] = {0, 10, 10, 10, 0, 10, 10, 10, 0};
    struct vrp_profile profile = {.distance = FAR};
    struct vrp_visit visits[2] = {{.location = 1, .pickup = {2}, .pair = VRP_NONE, .group = 4},
                                  {.location = 2, .pickup = {2}, .pair = VRP_NONE, .group = 4}};
    struct vrp_vehicle car = {.count = 1, .capacity = {3}, .per_distance = 1};
    struct vrp_problem p = {
        .location_count = 3, .profile_count = 1, .visit_count = 2, .vehicle_count = 1, .load_count = 1};
    p.profiles = &profile, p.visits = visits, p.vehicles = &car;
    struct vrp_plan plan = {.unassigned = (const int32_t[]){0, 1}, .unassigned_count = 2};
    struct vrp_reason r;
    vrp_reasons(&p, &plan, 0, &r);
    CHECK(r.fails == VRP_BREAKS_CAPACITY && r.by == 1 && r.cost == 30);
    visits[0].group = visits[1].group = VRP_NONE, visits[0].pair = 1, visits[1].pickup[0] = 0;
    car.capacity[0] = 1;
    vrp_reasons(&p, &plan, 1, &r); /* asked about the place where it is left */
    CHECK(r.fails == VRP_BREAKS_CAPACITY && r.by == 1 && r.cost == 30);
}

/* Two journeys of one family: asked about one end of one, all four ends are seated; alone each would fit. */
static void a_family_of_pairs_stays_together(void)
{
    static const int32_t FAR[] = {0, 10, 10, 10, 0, 10, 10, 10, 0};
    struct vrp_profile profile = {.distance = FAR};
    struct vrp_visit visits[4] = {{.location = 1, .pickup = {2}, .pair = 1, .group = 4},
                                  {.location = 2, .pair = VRP_NONE, .group = VRP_NONE},
                                  {.location = 1, .pickup = {2}, .pair = 3, .group = 4, .skills = 1},
                                  {.location = 2, .pair = VRP_NONE, .group = VRP_NONE}};
    struct vrp_vehicle car = {.count = 1, .capacity = {9}, .per_distance = 1};
    struct vrp_problem p = {
        .location_count = 3, .profile_count = 1, .visit_count = 4, .vehicle_count = 1, .load_count = 1};
    p.profiles = &profile, p.visits = visits, p.vehicles = &car;
    struct vrp_plan plan = {.unassigned = (const int32_t[]){0, 1, 2, 3}, .unassigned_count = 4};
    struct vrp_reason r;
    vrp_reasons(&p, &plan, 1, &r);
    CHECK(r.fails == VRP_BREAKS_SKILLS); /* that of the other journey */
}

/* A whole factory in one group: nobody is forgotten, though not everybody looks for a place of his own. */
static void a_factory_stays_together(void)
{
    enum {
        WORKERS = 4000
    };
    static const int32_t FAR[] = {0, 10, 10, 0};
    static struct vrp_visit visits[WORKERS];
    static int32_t all[WORKERS];
    struct vrp_profile profile = {.distance = FAR};
    struct vrp_vehicle car = {.count = 1, .capacity = {WORKERS - 1}, .per_distance = 1};
    struct vrp_problem p = {
        .location_count = 2, .profile_count = 1, .visit_count = WORKERS, .vehicle_count = 1, .load_count = 1};
    for (int32_t u = 0; u < WORKERS; u++)
        visits[u] = (struct vrp_visit){.location = 1, .pickup = {1}, .pair = VRP_NONE, .group = 0}, all[u] = u;
    p.profiles = &profile, p.visits = visits, p.vehicles = &car;
    struct vrp_plan plan = {.unassigned = all, .unassigned_count = WORKERS};
    struct vrp_reason r;
    vrp_reasons(&p, &plan, 7, &r);
    CHECK(r.fails == VRP_BREAKS_CAPACITY && r.by == 1 && r.cost == 20 && r.route == VRP_NONE);
    CHECK(r.relax == VRP_BREAKS_CAPACITY && r.relax_by == 1);
    car.capacity[0] = WORKERS;
    vrp_reasons(&p, &plan, 7, &r);
    CHECK(r.fails == VRP_OK && r.cost == 20);
}

int main(void)
{
    a_party_by_hand();
    parties_stay_together();
    a_family_of_pairs_stays_together();
    a_factory_stays_together();
    for (size_t i = 0; i < COUNT(ROWS); i++)
        reasons_hold(&ROWS[i]);
    return check_end();
}
