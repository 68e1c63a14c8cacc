/* coaches.c - plans two coaches for five parties with libnqvrp, and says why the fifth stays behind.
 *
 *     cc coaches.c $(pkg-config --cflags --libs nqvrp) -o coaches && ./coaches 2000 */
#include <stdio.h>
#include <stdlib.h>
#include <vrp/vrp.h>

/* Kilometres between the zone (0) and five towns; the durations are minutes at 60 km/h, so the same numbers. */
static const int32_t KM[] = {0,  40, 55, 60, 90, 95, /* */
                             40, 0,  20, 70, 80, 85, /* */
                             55, 20, 0,  75, 70, 90, /* */
                             60, 70, 75, 0,  30, 40, /* */
                             90, 80, 70, 30, 0,  25, /* */
                             95, 85, 90, 40, 25, 0};
static const char *const TOWNS[] = {"Anlu", "Yingcheng", "Tianmen", "Xiantao", "Honghu"};

/* Called ten times a second at most; false would stop the search. */
static bool go_on(void *data, const struct vrp_progress *p)
{
    (void)data;
    fprintf(stderr, "%lld tries, cost %lld\n", (long long)p->iterations, (long long)p->cost);
    return true;
}

static void print_routes(const struct vrp_problem *problem, const struct vrp_plan *plan)
{
    struct arena *a = arena_new();
    for (int32_t k = 0; k < plan->route_count; k++) {
        struct vrp_schedule when;
        vrp_schedule(a, problem, &plan->routes[k], &when);
        printf("coach %d:", (int)k + 1);
        for (int32_t i = 0; i < plan->routes[k].count; i++)
            printf(" %s", TOWNS[plan->routes[k].visits[i]]);
        printf(", longest ride %d min\n", (int)when.longest_ride);
    }
    arena_free(a);
}

static void print_reasons(const struct vrp_problem *problem, const struct vrp_plan *plan)
{
    struct vrp_reason why;
    for (int32_t i = 0; i < plan->unassigned_count; i++) {
        vrp_reasons(problem, plan, plan->unassigned[i], &why); /* one answer per type of vehicle; here is one type */
        printf("%s stays behind: %s by %d", TOWNS[plan->unassigned[i]], vrp_violation_text(why.fails, false),
               (int)why.by);
        if (why.relax) printf("; give way by %d and it has a place", (int)why.relax_by);
        printf("\n");
    }
}

int main(int argc, char **argv)
{
    struct vrp_profile road = {.distance = KM};
    struct vrp_visit parties[5];
    static const int32_t SEATS[] = {9, 8, 12, 7, 6};
    for (int32_t i = 0; i < 5; i++)
        parties[i] = (struct vrp_visit){.location = i + 1,
                                        .pickup = {SEATS[i]},
                                        .service = 10,
                                        .ride_max = 180,
                                        .pair = VRP_NONE,
                                        .group = VRP_NONE};
    struct vrp_vehicle coach = {
        .count = 2, .start = VRP_NONE, .end = 0, .capacity = {20}, .fixed = 500, .per_distance = 1};
    struct vrp_problem problem = {
        .location_count = 6, .profile_count = 1, .visit_count = 5, .vehicle_count = 1, .load_count = 1};
    problem.profiles = &road, problem.visits = parties, problem.vehicles = &coach;

    struct vrp_options how = {.seed = 1, .iterations = argc > 1 ? atoll(argv[1]) : 0, .progress = go_on};
    struct vrp_plan plan;
    struct vrp_stats stats;
    struct vrp_fault fault;
    struct vrp_verdict verdict;
    struct arena *a = arena_new();
    if (!vrp_solve(a, &problem, &how, &plan, &stats, &fault)) {
        fprintf(stderr, "coaches: %s (%lld)\n", vrp_fault_text(fault.id, false), (long long)fault.at);
        arena_free(a);
        return 1;
    }
    vrp_check(a, &problem, &plan, &verdict);
    print_routes(&problem, &plan);
    print_reasons(&problem, &plan);
    printf("cost %lld, the checker says %lld and %d constraint broken\n", (long long)plan.cost, (long long)verdict.cost,
           (int)verdict.violations.count - plan.unassigned_count);
    arena_free(a);
    return 0;
}
