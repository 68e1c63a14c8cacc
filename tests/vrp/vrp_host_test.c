/* vrp_host_test.c - what a program that embeds the library may get wrong: each slip is a fault with its place. */
#include "check.h"
#include "vrp/vrp.h"

struct world {
    struct vrp_profile profile[2];
    struct vrp_visit visits[2];
    struct vrp_vehicle vehicles[2];
    struct vrp_problem problem;
    struct vrp_options how;
};

static int64_t always_seven(void *data)
{
    (void)data;
    return 7;
}

/* Location 0 is the depot; two visits at location 1, two coaches. */
static void make(struct world *w)
{
    static const int32_t ARCS[] = {0, 5, 5, 0};
    for (int i = 0; i < 2; i++) {
        w->profile[i] = (struct vrp_profile){.distance = ARCS};
        w->visits[i] = (struct vrp_visit){.location = 1, .pickup = {3}, .pair = VRP_NONE, .group = VRP_NONE};
        w->vehicles[i] = (struct vrp_vehicle){.count = 1, .capacity = {4}, .per_distance = 1, .profile = i};
    }
    w->problem = (struct vrp_problem){
        .location_count = 2, .profile_count = 2, .visit_count = 2, .vehicle_count = 2, .load_count = 1};
    w->problem.profiles = w->profile, w->problem.visits = w->visits, w->problem.vehicles = w->vehicles;
    w->how = (struct vrp_options){.seed = 1, .iterations = 50};
}

/* The fault of a solve after `line` was done to a fresh world. */
#define SLIP(line, fault_id, place)                                                                                    \
    do {                                                                                                               \
        struct world w;                                                                                                \
        make(&w);                                                                                                      \
        line;                                                                                                          \
        tell(#line, &w, (fault_id), (place));                                                                          \
    } while (0)

static void tell(const char *name, const struct world *w, enum vrp_fault_id want, int64_t at)
{
    struct arena *a = arena_new();
    struct vrp_plan plan;
    struct vrp_stats stats;
    struct vrp_fault fault = {0};
    bool good = vrp_solve(a, &w->problem, &w->how, &plan, &stats, &fault);
    bool right = good == (want == VRP_FAULT_NONE) && (good || (fault.id == want && fault.at == at));
    if (!right) fprintf(stderr, "fault %d at %d\n", (int)fault.id, (int)fault.at);
    CHECK_ROW(name, right);
    if (!good) CHECK_ROW(name, *vrp_fault_text(fault.id, true) && *vrp_fault_text(fault.id, false));
    arena_free(a);
}

static void missing_data(void)
{
    SLIP(w.problem.profiles = NULL, VRP_FAULT_SIZE, 0);
    SLIP(w.problem.vehicles = NULL, VRP_FAULT_SIZE, 0);
    SLIP(w.problem.visits = NULL, VRP_FAULT_SIZE, 0);
    SLIP(w.problem.visits = NULL; w.problem.visit_count = 0, VRP_FAULT_NONE, 0);
    SLIP(w.profile[1].distance = NULL, VRP_FAULT_SIZE, 1);
    SLIP(w.visits[1].window_count = 1, VRP_FAULT_VISIT_TIME, 1);
    SLIP(w.problem.location_count = 0, VRP_FAULT_SIZE, 0);
    SLIP(w.problem.visit_count = -3, VRP_FAULT_SIZE, 0);
    SLIP(w.problem.load_count = VRP_LOADS_MAX + 1, VRP_FAULT_SIZE, 0);
    SLIP(w.visits[0].pair = w.visits[1].pair = 0, VRP_FAULT_VISIT_PAIR, 0); /* the rest of an initializer */
    SLIP(w.vehicles[1].profile = 2, VRP_FAULT_VEHICLE_OTHER, 1);
    SLIP(w.vehicles[1].count = 0, VRP_FAULT_VEHICLE_OTHER, 1);
}

static void limits(void)
{
    SLIP((void)w, VRP_FAULT_NONE, 0);
    SLIP(w.how.iterations = 0, VRP_FAULT_NO_LIMIT, 0);
    SLIP(w.how.iterations = -1, VRP_FAULT_NO_LIMIT, 0);
    SLIP(w.how.iterations = 0; w.how.time_us = 1000, VRP_FAULT_NO_LIMIT, 0); /* no clock */
    SLIP(w.how.time_us = -1, VRP_FAULT_SIZE, 0);
    SLIP(w.how.time_us = -1; w.how.now_us = always_seven, VRP_FAULT_SIZE, 0);
    SLIP(w.how.time_us = 1000; w.how.now_us = always_seven, VRP_FAULT_NONE, 0); /* the iterations end it */
    SLIP(w.how.threads = -1, VRP_FAULT_SIZE, 0);
    SLIP(w.how.threads = VRP_THREADS_MAX + 1, VRP_FAULT_SIZE, 0);
    SLIP(w.how.threads = 3, VRP_FAULT_NONE, 0); /* one after another */
}

static void plans(void)
{
    static const int32_t NOBODY[] = {7}, TWICE[] = {0, 0}, ONE[] = {0};
    static const struct vrp_route ROUTES[] = {{.vehicle = 0, .count = 1, .visits = NOBODY},
                                              {.vehicle = 4, .count = 1, .visits = ONE},
                                              {.vehicle = 0, .count = 2, .visits = TWICE},
                                              {.vehicle = 0, .count = 1, .visits = ONE, .locked = 5},
                                              {.vehicle = 0, .count = -1}};
    for (size_t i = 0; i < COUNT(ROUTES); i++) {
        struct vrp_plan start = {.routes = &ROUTES[i], .route_count = 1};
        SLIP(w.how.start = &start, VRP_FAULT_START_PLAN, 0);
    }
}

int main(void)
{
    missing_data();
    limits();
    plans();
    return check_end();
}
