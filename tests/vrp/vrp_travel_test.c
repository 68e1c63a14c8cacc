/* vrp_travel_test.c - lengths that are not costs, time on the road and numbers of visits: searched and checked. */
#include "check.h"
#include "vrp_rig.h"

struct row {
    const char *shows;
    int32_t distance_max, travel_max, visits_max;
    bool length;
    enum vrp_violation_id broken; /* what a plan made without the limit breaks */
};
static const struct row ROWS[] = {
    {"the length is limited where it is not the cost", 2600, 0, 0, true, VRP_BREAKS_DISTANCE},
    {"the time on the road is limited without service", 0, 2200, 0, false, VRP_BREAKS_TRAVEL},
    {"so many visits at most", 0, 0, 4, false, VRP_BREAKS_VISITS},
    {"all at once", 2800, 2400, 5, true, VRP_BREAKS_VISITS},
};

static bool breaks(const struct vrp_verdict *v, enum vrp_violation_id id)
{
    for (size_t i = 0; i < v->violations.count; i++)
        if (LIST_AT(&v->violations, struct vrp_violation, i)->id == id) return true;
    return false;
}

static void limits_hold(const struct row *row, bool windows)
{
    struct arena *a = arena_new();
    struct rig_want w = {.visits = 40, .vehicles = 40, .capacity = 200, .windows = windows, .seed = 9};
    struct vrp_problem p = rig_problem(a, &w);
    struct vrp_vehicle car = p.vehicles[0];
    struct vrp_profile profile = *p.profiles;
    int32_t n = p.location_count;
    int32_t *length = ARENA_ARRAY(a, int32_t, (size_t)n * (size_t)n);
    struct vrp_verdict v;
    for (int32_t i = 0; i < n * n; i++)
        length[i] = profile.distance[i] + profile.distance[i] % 97;
    profile.length = length, profile.duration = profile.distance;
    p.profiles = &profile, p.vehicles = &car;
    struct vrp_plan free_plan = rig_solve(a, &p, 1500, 3);
    vrp_check(a, &p, &free_plan, &v);
    CHECK(v.feasible && v.cost == free_plan.cost);
    car.distance_max = row->distance_max, car.travel_max = row->travel_max, car.visits_max = row->visits_max;
    if (!row->length) profile.length = NULL;
    vrp_check(a, &p, &free_plan, &v);
    CHECK_ROW(row->shows, windows || breaks(&v, row->broken));
    struct vrp_plan plan = rig_solve(a, &p, 1500, 3);
    vrp_check(a, &p, &plan, &v);
    CHECK_ROW(row->shows, v.feasible && v.cost == plan.cost && plan.unassigned_count == 0);
    arena_free(a);
}

/* Two visits, by hand: costs 7 an arc, lengths 10, 20 and 30, durations 1, 2 and 3. */
static void figures_are_the_right_ones(void)
{
    static const int32_t COST[] = {0, 7, 7, 7, 0, 7, 7, 7, 0}, LENGTH[] = {0, 10, 99, 99, 0, 20, 30, 99, 0},
                         TIME[] = {0, 1, 50, 50, 0, 2, 3, 50, 0};
    struct arena *a = arena_new();
    struct vrp_profile profile = {.distance = COST, .duration = TIME, .length = LENGTH};
    struct vrp_visit visits[2] = {{.location = 1, .service = 100, .pair = VRP_NONE, .group = VRP_NONE},
                                  {.location = 2, .service = 100, .pair = VRP_NONE, .group = VRP_NONE}};
    struct vrp_vehicle car = {.count = 1, .per_distance = 1};
    struct vrp_problem p = {.location_count = 3, .profile_count = 1, .visit_count = 2, .vehicle_count = 1};
    p.profiles = &profile, p.visits = visits, p.vehicles = &car;
    struct vrp_route route = {.count = 2, .visits = (const int32_t[]){0, 1}};
    struct vrp_plan plan = {.routes = &route, .route_count = 1};
    struct vrp_verdict v;
    vrp_check(a, &p, &plan, &v);
    CHECK(v.feasible && v.cost == 21 && v.distance == 60 && v.duration == 206);
    car.distance_max = 60, car.travel_max = 6, car.visits_max = 2;
    vrp_check(a, &p, &plan, &v);
    CHECK(v.feasible);
    car.distance_max = 58, car.travel_max = 3, car.visits_max = 1;
    vrp_check(a, &p, &plan, &v);
    CHECK(v.violations.count == 3);
    static const struct vrp_violation WANT[] = {{VRP_BREAKS_DISTANCE, 0, VRP_NONE, 2},
                                                {VRP_BREAKS_VISITS, 0, VRP_NONE, 1},
                                                {VRP_BREAKS_TRAVEL, 0, VRP_NONE, 3}};
    for (size_t i = 0; i < COUNT(WANT); i++) {
        const struct vrp_violation *x = LIST_AT(&v.violations, struct vrp_violation, i);
        CHECK(x->id == WANT[i].id && x->by == WANT[i].by);
    }
    arena_free(a);
}

int main(void)
{
    figures_are_the_right_ones();
    for (size_t i = 0; i < COUNT(ROWS); i++)
        limits_hold(&ROWS[i], false), limits_hold(&ROWS[i], true);
    return check_end();
}
