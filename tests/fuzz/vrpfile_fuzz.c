/* vrpfile_fuzz.c - libFuzzer: any bytes as a routing problem and as a plan; a valid problem is solved and must check.
 */
#include "fuzz/vrp_fuzz.h"
#include "vrpfile/vrpfile.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void solve(struct arena *a, const struct vrpfile *f)
{
    int64_t looks = 0;
    struct vrp_options o = fuzz_options(&looks);
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
