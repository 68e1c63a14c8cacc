/* vrpfile_fuzz.c - libFuzzer: any bytes as a routing problem and as a plan; a valid problem is solved and must check.
 */
#include "vrpfile/vrpfile.h"
#include <stdlib.h>

enum { LOOKS = 50 }; /* tens of milliseconds, under sanitizers half a second */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A clock that counts: the search may look at it so often, then its time is over, however many parts two visits have. */
static int64_t looks_us(void *data)
{
    return ++*(int64_t *)data;
}

static void solve(struct arena *a, const struct vrpfile *f)
{
    int64_t looks = 0;
    struct vrp_options o = {.seed = 1, .iterations = 20, .time_us = LOOKS, .now_us = looks_us, .data = &looks};
    struct vrp_plan plan;
    struct vrp_stats stats;
    struct vrp_fault fault;
    struct vrp_verdict v;
    if (f->problem.visit_count > 50 || f->problem.location_count > 60) return;
    if (!vrp_solve(a, &f->problem, &o, &plan, &stats, &fault)) return;
    vrp_check(a, &f->problem, &plan, &v);
    if (v.cost != plan.cost || v.violations.count != (size_t)plan.unassigned_count) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    for (int rounding = VRPFILE_NEAREST; size < 20000 && rounding <= VRPFILE_UP; rounding++) {
        struct arena *a = arena_new();
        struct err e = {.arena = a};
        struct vrpfile f;
        struct vrp_plan plan;
        struct vrp_fault fault;
        int64_t cost;
        if (vrpfile_read(a, &e, text, (enum vrpfile_rounding)rounding, &f) && vrp_problem_valid(&f.problem, &fault)) {
            (void)vrpfile_plan_read(a, &e, text, &f, &plan, &cost);
            solve(a, &f);
        }
        arena_free(a);
    }
    return 0;
}
