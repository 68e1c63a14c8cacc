/* cmd_route_vroom.c - nuanqiao route solve and check for problems in VROOM's JSON. */
#include "cli/route_file.h"
#include "cli/route_router.h"
#include "json/json.h"
#include "vrpfile/vroom.h"

enum vroom_code {
    INTERNAL = 1,
    INPUT = 2,
    ROUTING = 3
}; /* as VROOM numbers its errors */

/* Who reads standard output looks for an answer there: what is wrong in VROOM's form, beside the sentences for people.
 * With --json it is the form of all commands; a plan that an earlier call left in a file stays. */
static enum cli_exit refuse(struct cli *c, struct str out, bool sheet, bool by_router)
{
    if (out.n || sheet || c->at.json) return cli_fail(c);
    enum vroom_code code = by_router ? ROUTING : c->err.code == ERR_INTERNAL ? INTERNAL : INPUT;
    struct buf words = {.arena = c->arena}, b = {.arena = c->arena};
    if (!c->err.fields.count || c->err.code == ERR_MALFORMED)
        buf_add(&words, msg_render(c->arena, c->lang, &c->err.message));
    for (size_t i = 0; i < c->err.fields.count; i++) {
        const struct err_field *f = LIST_AT(&c->err.fields, struct err_field, i);
        struct str what = msg_render(c->arena, c->lang, &f->message);
        buf_addf(&words, "%s%.*s: %.*s", words.n ? "; " : "", STR_ARG(f->name), STR_ARG(what));
    }
    buf_addf(&b, "{\"code\":%d,\"error\":", code);
    json_add_string(&b, buf_str(&words));
    buf_add(&b, STR("}\n"));
    cli_write(buf_str(&b));
    return cli_fail(c);
}

static bool read_problem(struct cli *c, struct str path, struct str text, struct router *router, struct vroom *f)
{
    struct vrp_fault fault;
    struct vroom_source source = {.table = router_table, .data = router};
    if (!vroom_read(c->arena, &c->err, text, router ? &source : NULL, f)) {
        route_json_place(c, path, text);
        return false;
    }
    struct buf names = {.arena = c->arena};
    for (size_t i = 0; i < f->unused.count; i++) {
        if (i) buf_add(&names, STR(", "));
        buf_add(&names, *LIST_AT(&f->unused, struct str, i));
    }
    if (names.n) cli_note(c, M(ROUTE_KEYS_UNUSED), S("names", buf_str(&names)));
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
    struct router router = {0};
    if (o->router.n && !router_open(c, o->router, &router)) return route_usage(c);
    if (!read_problem(c, o->file, text, o->router.n ? &router : NULL, &f) || !route_fewest(c, &f.problem, o->fewest))
        return refuse(c, o->out, o->sheet, router.refused);
    read = route_cpu_us(NULL);
    struct vrp_options from = *how;
    struct vrp_plan start;
    int32_t *vehicle_of = ARENA_ARRAY(c->arena, int32_t, (size_t)f.vehicle_count + 1);
    vroom_plan(c->arena, &f, &start, vehicle_of);
    if (start.route_count) from.start = &start;
    if (!vrp_solve(c->arena, &f.problem, &from, &plan, &stats, &fault)) {
        (void)route_fault(c, fault);
        return refuse(c, o->out, o->sheet, false);
    }
    vrp_check(c->arena, &f.problem, &plan, &verdict);
    struct vroom_answer a = {.plan = &plan, .verdict = &verdict, .read_ms = (read - began) / 1000};
    a.solve_ms = (route_cpu_us(NULL) - read) / 1000;
    if (o->csv.n && !route_csv(c, o->csv, &f, &plan)) return cli_fail(c);
    return answer(c, &f, &a, o->out, o->sheet);
}

static bool read_plan(struct cli *c, struct str path, struct vroom *f)
{
    struct str text;
    if (str_ends(path, STR(".csv")) || str_ends(path, STR(".xlsx"))) return route_plan_table(c, path, f);
    if (!route_text(c, path, &text)) return false;
    if (vroom_plan_read(c->arena, &c->err, text, f)) return true;
    route_json_place(c, path, text);
    return false;
}

enum cli_exit route_vroom_check(struct cli *c, struct str text, const struct route_check_options *o)
{
    struct vroom f;
    struct vrp_plan plan;
    struct vrp_verdict verdict;
    if (o->set.n) {
        (void)fail_field(&c->err, STR("--set"), M(ROUTE_TEXT_ONLY));
        return route_usage(c);
    }
    if (!read_problem(c, *LIST_AT(&o->files.l, struct str, 0), text, NULL, &f) ||
        (o->files.l.count == 2 && !read_plan(c, *LIST_AT(&o->files.l, struct str, 1), &f)))
        return refuse(c, (struct str){0}, o->sheet, false);
    int32_t *vehicle_of = ARENA_ARRAY(c->arena, int32_t, (size_t)f.vehicle_count + 1);
    vroom_plan(c->arena, &f, &plan, vehicle_of);
    vroom_force(c->arena, &f);
    vrp_check(c->arena, &f.problem, &plan, &verdict);
    struct vroom_answer a = {.plan = &plan, .verdict = &verdict, .vehicle_of = vehicle_of};
    return answer(c, &f, &a, (struct str){0}, o->sheet);
}
