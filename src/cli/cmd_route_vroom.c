/* cmd_route_vroom.c - nuanqiao route solve and check for problems in VROOM's JSON. */
#include "cli/route_file.h"
#include "cli/route_router.h"
#include "vrpfile/vroom.h"

static bool read_problem(struct cli *c, struct str text, struct str service, struct vroom *f)
{
    struct vrp_fault fault;
    struct router router;
    struct vroom_source source = {.table = router_table, .data = &router};
    if (service.n && !router_open(c, service, &router)) return false;
    if (!vroom_read(c->arena, &c->err, text, service.n ? &source : NULL, f)) return false;
    return vrp_problem_valid(&f->problem, &fault) || route_fault(c, fault);
}

/* The answer to the file or to standard output; with a file, or when words alone are wanted, the plan in words to
 * standard output. */
static enum cli_exit answer(struct cli *c, const struct vroom *f, struct vroom_answer *answer, struct str out,
                            bool sheet)
{
    struct buf b = {.arena = c->arena}, words = {.arena = c->arena};
    answer->zh = c->lang == LANG_ZH;
    vroom_write(&b, f, answer);
    if ((out.n || !sheet) && !route_write(c, out, buf_str(&b))) return cli_fail(c);
    if (sheet || (out.n && !c->at.json)) {
        vroom_text(&words, f, answer, answer->zh);
        cli_write(buf_str(&words));
    }
    return answer->verdict->feasible && !answer->plan->unassigned_count ? CLI_DONE : CLI_FINDINGS;
}

enum cli_exit route_vroom_solve(struct cli *c, struct str text, const struct vrp_options *how,
                                const struct route_solve_options *o)
{
    struct vroom f;
    struct vrp_plan plan;
    struct vrp_stats stats;
    struct vrp_fault fault;
    struct vrp_verdict verdict;
    int64_t began = route_cpu_us(NULL), read;
    if (!read_problem(c, text, o->router, &f) || !route_fewest(c, &f.problem, o->fewest)) return cli_fail(c);
    read = route_cpu_us(NULL);
    struct vrp_options from = *how;
    struct vrp_plan start;
    int32_t *vehicle_of = ARENA_ARRAY(c->arena, int32_t, (size_t)f.vehicle_count + 1);
    vroom_plan(c->arena, &f, &start, vehicle_of);
    if (start.route_count) from.start = &start;
    if (!vrp_solve(c->arena, &f.problem, &from, &plan, &stats, &fault)) {
        (void)route_fault(c, fault);
        return cli_fail(c);
    }
    vrp_check(c->arena, &f.problem, &plan, &verdict);
    struct vroom_answer a = {.plan = &plan, .verdict = &verdict, .read_ms = (read - began) / 1000};
    a.solve_ms = (route_cpu_us(NULL) - read) / 1000;
    if (o->csv.n && !route_csv(c, o->csv, &f, &plan)) return cli_fail(c);
    return answer(c, &f, &a, o->out, o->sheet);
}

enum cli_exit route_vroom_check(struct cli *c, struct str text, struct str plan_file, bool sheet)
{
    struct vroom f;
    struct vrp_plan plan;
    struct vrp_verdict verdict;
    struct str plan_text;
    if (!read_problem(c, text, (struct str){0}, &f)) return cli_fail(c);
    if (plan_file.n && (!route_text(c, plan_file, &plan_text) || !vroom_plan_read(c->arena, &c->err, plan_text, &f)))
        return cli_fail(c);
    int32_t *vehicle_of = ARENA_ARRAY(c->arena, int32_t, (size_t)f.vehicle_count + 1);
    vroom_plan(c->arena, &f, &plan, vehicle_of);
    vroom_force(c->arena, &f);
    vrp_check(c->arena, &f.problem, &plan, &verdict);
    struct vroom_answer a = {.plan = &plan, .verdict = &verdict, .vehicle_of = vehicle_of};
    return answer(c, &f, &a, (struct str){0}, sheet);
}
