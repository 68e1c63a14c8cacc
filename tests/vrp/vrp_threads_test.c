/* vrp_threads_test.c - several trajectories: the same plan whoever runs them, and no worse for being more. */
#include "check.h"
#include "vrp_rig.h"
#include <pthread.h>

struct call {
    void (*work)(void *job, int32_t index);
    void *job;
    int32_t index;
};

static void *one(void *arg)
{
    struct call *c = arg;
    c->work(c->job, c->index);
    return NULL;
}

static void side_by_side(void *data, int32_t count, void (*work)(void *job, int32_t index), void *job)
{
    pthread_t thread[VRP_THREADS_MAX];
    struct call call[VRP_THREADS_MAX];
    (void)data;
    for (int32_t i = 0; i < count; i++) {
        call[i] = (struct call){work, job, i};
        CHECK(pthread_create(&thread[i], NULL, one, &call[i]) == 0);
    }
    for (int32_t i = 0; i < count; i++)
        CHECK(pthread_join(thread[i], NULL) == 0);
}

static void backwards(void *data, int32_t count, void (*work)(void *job, int32_t index), void *job)
{
    (void)data;
    while (count-- > 0)
        work(job, count);
}

static bool same(const struct vrp_plan *x, const struct vrp_plan *y)
{
    bool fine = x->cost == y->cost && x->route_count == y->route_count && x->unassigned_count == y->unassigned_count;
    for (int32_t k = 0; fine && k < x->route_count; k++)
        fine = x->routes[k].count == y->routes[k].count && x->routes[k].vehicle == y->routes[k].vehicle &&
               memcmp(x->routes[k].visits, y->routes[k].visits, (size_t)x->routes[k].count * sizeof(int32_t)) == 0;
    return fine;
}

static const struct rig_want ROWS[] = {
    {.visits = 20, .vehicles = 20, .capacity = 30, .seed = 4},
    {.visits = 20, .vehicles = 20, .capacity = 30, .windows = true, .asymmetric = true, .seed = 7},
    {.visits = 16, .vehicles = 16, .capacity = 20, .two_types = true, .windows = true, .seed = 10},
};

static void whoever_runs_them(const struct rig_want *want)
{
    struct arena *a = arena_new();
    struct vrp_problem p = rig_problem(a, want);
    struct vrp_plan alone, plan[3];
    struct vrp_stats stats;
    struct vrp_fault fault;
    struct vrp_verdict v;
    struct vrp_options o = {.seed = 5, .iterations = 17000};
    CHECK(vrp_solve(a, &p, &o, &alone, &stats, &fault) && stats.iterations == 17000);
    o.threads = 3;
    for (int32_t i = 0; i < 3; i++) {
        o.run_all = i == 0 ? NULL : i == 1 ? side_by_side : backwards;
        CHECK(vrp_solve(a, &p, &o, &plan[i], &stats, &fault) && stats.iterations == 51000);
        vrp_check(a, &p, &plan[i], &v);
        CHECK(v.feasible && v.cost == plan[i].cost);
    }
    CHECK(same(&plan[0], &plan[1]) && same(&plan[0], &plan[2]));
    CHECK(plan[0].cost <= alone.cost);
    o.threads = VRP_THREADS_MAX + 1;
    CHECK(!vrp_solve(a, &p, &o, &alone, &stats, &fault) && fault.id == VRP_FAULT_SIZE);
    arena_free(a);
}

int main(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++)
        whoever_runs_them(&ROWS[i]);
    return check_end();
}
