/* vroom_fuzz.c - libFuzzer: any bytes as a routing problem in VROOM's JSON; what is read is valid, solved, checked,
 * written, read back and judged the same. */
#include "fuzz/vrp_fuzz.h"
#include "vrpfile/vroom.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str answer_of(struct arena *a, const struct vroom *f, const struct vrp_plan *plan, const int32_t *of,
                            struct vrp_verdict *v)
{
    struct buf b = {.arena = a};
    vrp_check(a, &f->problem, plan, v);
    struct vroom_answer answer = {.plan = plan, .verdict = v, .vehicle_of = of};
    vroom_write(&b, f, &answer);
    return buf_str(&b);
}

static void try(struct arena *a, struct vroom *f)
{
    int64_t looks = 0;
    struct vrp_options o = fuzz_options(&looks);
    struct vrp_plan plan, again;
    struct vrp_stats stats;
    struct vrp_fault fault;
    struct vrp_verdict v, w;
    struct err e = {.arena = a};
    int32_t *of = ARENA_ARRAY(a, int32_t, (size_t)f->vehicle_count + 1);
    vroom_plan(a, f, &plan, of);
    (void)answer_of(a, f, &plan, of, &v);
    struct vrp_plan start = plan;
    if (start.route_count) o.start = &start; /* with its locks */
    if (!vrp_solve(a, &f->problem, &o, &plan, &stats, &fault)) return;
    struct str text = answer_of(a, f, &plan, NULL, &v);
    if (v.cost != plan.cost) abort();
    bool split = false;
    for (int32_t i = 0; i < f->problem.visit_count; i++)
        split = split || f->problem.visits[i].min_chunk;
    if (split) return;
    if (!vroom_plan_read(a, &e, text, f)) abort();
    vroom_plan(a, f, &again, of);
    vrp_check(a, &f->problem, &again, &w);
    if (w.cost != v.cost || w.violations.count != v.violations.count) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct vroom f;
    struct vrp_fault fault;
    if (size < 20000 && vroom_read(a, &e, (struct str){(const char *)data, size}, NULL, &f)) {
        if (!vrp_problem_valid(&f.problem, &fault)) abort();
        if (f.problem.visit_count < 40 && f.problem.location_count < 60) try(a, &f);
    }
    arena_free(a);
    return 0;
}
