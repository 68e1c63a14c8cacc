/* cmd_route.c - nuanqiao route solve and check: routing problems and plans from files. */
#include "cli/commands.h"
#include "cli/dmn_files.h"
#include "cli/route_file.h"
#include "vrpfile/vroom.h"
#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const struct field SOLVE_FIELDS[] = {
    FIELD(struct route_solve_options, file, .required = true, .min = 1, .max = 1000, .zh = "问题文件",
          .en = "problem file"),
    FIELD(struct route_solve_options, set, .max = 20, .zh = "算例集：cvrp、vrptw、ovrp、hfvrp、mdvrptw、sdvrptw_site",
          .en = "set: cvrp, vrptw, ovrp, hfvrp, mdvrptw, sdvrptw_site", .example = "SET"),
    FIELD(struct route_solve_options, time, .max = 20, .zh = "CPU 秒数（默认 10）", .en = "CPU seconds (default 10)",
          .example = "SECONDS"),
    FIELD(struct route_solve_options, out, .max = 1000, .zh = "方案文件（默认标准输出）",
          .en = "file for the plan (default: standard output)", .example = "FILE"),
    FIELD(struct route_solve_options, csv, .max = 1000, .zh = "JSON 问题：方案另存为表格（csv、xlsx）",
          .en = "JSON problems: the plan as a table too (csv, xlsx)", .example = "FILE"),
    FIELD(struct route_solve_options, router, .max = 500,
          .zh = "JSON 问题：距离服务 osrm=http://主机:端口 或 valhalla=http://主机:端口",
          .en = "JSON problems: distances from osrm=http://host:port or valhalla=http://host:port",
          .example = "SERVICE"),
    FIELD(struct route_solve_options, iterations, .min = 1, .max = 1000000000000,
          .zh = "迭代次数，代替时间，结果可重现", .en = "iterations instead of time; the plan is reproducible",
          .example = "N"),
    FIELD(struct route_solve_options, seed, .min = 0, .max = 1000000000, .zh = "随机种子（默认 1）",
          .en = "seed (default 1)", .example = "N"),
    FIELD(struct route_solve_options, threads, .min = 1, .max = VRP_THREADS_MAX,
          .zh = "线程数（默认 1）；多于 1 时时间按钟表计",
          .en = "threads (default 1); with several, time is wall-clock time", .example = "N"),
    FIELD(struct route_solve_options, sheet, .zh = "JSON 问题：输出逐车的调度单，不输出 JSON",
          .en = "JSON problems: a sheet for the dispatcher, coach by coach, instead of JSON"),
    FIELD(struct route_solve_options, fewest, .zh = "车辆数最少优先，其次才是费用",
          .en = "fewest vehicles first, cost second"),
};
const struct record ROUTE_SOLVE_OPTIONS = RECORD(route_solve_options, SOLVE_FIELDS);
static const struct field CHECK_FIELDS[] = {
    FIELD(struct route_check_options, files, .required = true, .zh = "问题文件和方案文件",
          .en = "the problem file and the file of the plan"),
    FIELD(struct route_check_options, set, .max = 20, .zh = "算例集（同 route solve）", .en = "set, as for route solve",
          .example = "SET"),
    FIELD(struct route_check_options, sheet, .zh = "JSON 问题：输出逐车的调度单，不输出 JSON",
          .en = "JSON problems: a sheet for the dispatcher, coach by coach, instead of JSON"),
};
const struct record ROUTE_CHECK_OPTIONS = RECORD(route_check_options, CHECK_FIELDS);

bool route_text(struct cli *c, struct str path, struct str *out)
{
    static const char MARK[] = "\xef\xbb\xbf"; /* that editors put before UTF-8 */
    if (!file_read(c->arena, path, VRPFILE_TEXT_MAX, out))
        return fail(&c->err, ERR_NOT_FOUND, M(CLI_FILE_MISSING), S("file", path));
    if (str_starts(*out, STR(MARK))) *out = str_sub(*out, sizeof MARK - 1, out->n - (sizeof MARK - 1));
    if (!str_trim(*out).n) return fail(&c->err, ERR_INVALID, M(ROUTE_EMPTY), S("file", path));
    bool text = !memchr(out->p, 0, out->n) && (!vroom_is(*out) || utf8_valid(*out));
    return text || fail(&c->err, ERR_INVALID, M(ROUTE_NOT_TEXT), S("file", path));
}

void route_json_place(struct cli *c, struct str path, struct str text)
{
    int64_t at = 0, line = 1;
    for (size_t i = 0; c->err.code == ERR_MALFORMED && i < c->err.message.arg_count; i++)
        if (strcmp(c->err.message.args[i].name, "at") == 0) at = c->err.message.args[i].number;
    if (at < 1 || (size_t)at > text.n + 1) return;
    struct str before = str_sub(text, 0, (size_t)at - 1);
    for (size_t end; (end = str_find(before, STR("\n"))) < before.n; line++)
        before = str_sub(before, end + 1, before.n - end - 1);
    (void)fail_field(&c->err, path, M(ROUTE_JSON_PLACE), I("line", line), I("column", (int64_t)utf8_count(before) + 1));
}

bool route_writable(struct cli *c, struct str path)
{
    struct stat st;
    if (!path.n) return true;
    size_t slash = path.n;
    while (slash && path.p[slash - 1] != '/')
        slash--;
    const char *folder = slash ? arena_cstr(c->arena, str_sub(path, 0, slash)) : ".",
               *file = arena_cstr(c->arena, path);
    bool there = stat(file, &st) == 0,
         good = there ? !S_ISDIR(st.st_mode) && access(file, W_OK) == 0 : access(folder, W_OK | X_OK) == 0;
    return good || fail(&c->err, ERR_INTERNAL, M(ROUTE_CANNOT_WRITE), S("file", path));
}

enum cli_exit route_usage(struct cli *c)
{
    enum cli_exit code = cli_fail(c);
    return code == CLI_REFUSED ? CLI_USAGE : code;
}

bool route_fault(struct cli *c, struct vrp_fault fault)
{
    struct str what = str_of(vrp_fault_text(fault.id, c->lang == LANG_ZH));
    return fail(&c->err, ERR_INVALID, M(ROUTE_PROBLEM), S("what", what), I("at", fault.at));
}

bool route_file(struct cli *c, struct str path, enum vrpfile_rounding rounding, struct vrpfile *out)
{
    struct str text;
    struct vrp_fault fault;
    if (!route_text(c, path, &text) || !vrpfile_read(c->arena, &c->err, text, rounding, out)) return false;
    return vrp_problem_valid(&out->problem, &fault) || route_fault(c, fault);
}

bool route_fewest(struct cli *c, struct vrp_problem *p, bool wanted)
{
    p->fewest_vehicles = p->fewest_vehicles || wanted;
    for (int32_t u = 0; p->fewest_vehicles && u < p->visit_count; u++)
        if (p->visits[u].optional) return fail_field(&c->err, STR("fewest_vehicles"), M(ROUTE_FEWEST));
    return true;
}

int64_t route_cpu_us(void *data)
{
    struct timespec t;
    (void)data;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t route_wall_us(void *data)
{
    struct timespec t;
    (void)data;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct call {
    void (*work)(void *job, int32_t index);
    void *job;
    int32_t index;
    pthread_t thread;
    bool running;
};

static void *run_call(void *arg)
{
    struct call *c = arg;
    c->work(c->job, c->index);
    return NULL;
}

/* Each on a thread of its own; where there are no more threads, here. */
static void side_by_side(void *data, int32_t count, void (*work)(void *job, int32_t index), void *job)
{
    struct call call[VRP_THREADS_MAX];
    (void)data;
    assert(count <= VRP_THREADS_MAX);
    for (int32_t i = 0; i < count; i++) {
        call[i] = (struct call){.work = work, .job = job, .index = i};
        if (i + 1 < count) call[i].running = pthread_create(&call[i].thread, NULL, run_call, &call[i]) == 0;
        if (!call[i].running) work(job, i);
    }
    for (int32_t i = 0; i < count; i++)
        if (call[i].running) (void)pthread_join(call[i].thread, NULL);
}

void route_threads(struct vrp_options *how, int64_t threads)
{
    how->threads = (int32_t)threads;
    if (threads == 1) return;
    how->now_us = route_wall_us;
    how->run_all = side_by_side;
}

bool route_time(struct cli *c, struct str text, int64_t otherwise, int64_t *us)
{
    struct str rest = text, whole = str_part(&rest, '.');
    int64_t seconds = 0, part = 0;
    *us = otherwise;
    if (!text.n) return true;
    bool good = str_to_i64(whole, &seconds) && seconds >= 0 && seconds <= 86400 && rest.n <= 6 &&
                (!rest.n || (rest.p[0] != '-' && str_to_i64(rest, &part)));
    for (size_t i = rest.n; i < 6; i++)
        part *= 10;
    *us = seconds * 1000000 + part;
    return (good && *us >= 10000) || fail_field(&c->err, STR("--time"), M(ROUTE_SECONDS));
}

static bool rounding_of(struct cli *c, struct str set, enum vrpfile_rounding *out)
{
    if (!set.n) set = STR("cvrp");
    return vrpfile_set_rounding(set, out) || fail_field(&c->err, STR("--set"), M(ROUTE_SET));
}

bool route_write(struct cli *c, struct str path, struct str text)
{
    if (!path.n) {
        cli_write(text);
        return true;
    }
    FILE *f = fopen(arena_cstr(c->arena, path), "wb");
    bool good = f && fwrite(text.p, 1, text.n, f) == text.n;
    if (f && fclose(f) != 0) good = false;
    return good || fail(&c->err, ERR_INTERNAL, M(ROUTE_CANNOT_WRITE), S("file", path));
}

/* Options that do not go with the form of the file; and files that cannot be written are told before the search. */
static bool options_good(struct cli *c, const struct route_solve_options *o, bool json)
{
    if (json && o->set.n) return fail_field(&c->err, STR("--set"), M(ROUTE_TEXT_ONLY));
    if (!json && o->csv.n) (void)fail_field(&c->err, STR("--csv"), M(ROUTE_JSON_ONLY));
    if (!json && o->router.n) (void)fail_field(&c->err, STR("--router"), M(ROUTE_JSON_ONLY));
    if (!json && o->sheet) (void)fail_field(&c->err, STR("--sheet"), M(ROUTE_JSON_ONLY));
    return c->err.code == ERR_NONE && route_writable(c, o->out) && route_writable(c, o->csv);
}

enum cli_exit cmd_route_solve(struct cli *c, const void *options)
{
    const struct route_solve_options *o = options;
    enum vrpfile_rounding rounding;
    struct vrpfile f;
    struct vrp_options how = {.seed = (uint64_t)(o->seed.has ? o->seed.v : 1), .now_us = route_cpu_us};
    struct vrp_plan plan;
    struct vrp_stats stats;
    struct vrp_fault fault;
    struct str text;
    if (o->iterations.has) how.iterations = o->iterations.v;
    route_threads(&how, o->threads.has ? o->threads.v : 1);
    if (!route_text(c, o->file, &text)) return cli_fail(c);
    if (!options_good(c, o, vroom_is(text)) || !rounding_of(c, o->set, &rounding) ||
        !route_time(c, o->time, how.iterations ? 0 : 10000000, &how.time_us))
        return route_usage(c);
    if (vroom_is(text)) return route_vroom_solve(c, text, &how, o);
    if (!route_file(c, o->file, rounding, &f) || !route_fewest(c, &f.problem, o->fewest)) return cli_fail(c);
    if (!vrp_solve(c->arena, &f.problem, &how, &plan, &stats, &fault)) {
        (void)route_fault(c, fault);
        return cli_fail(c);
    }
    struct buf b = {.arena = c->arena};
    vrpfile_plan_write(&b, &f, &plan);
    if (!route_write(c, o->out, buf_str(&b))) return cli_fail(c);
    return plan.unassigned_count ? CLI_FINDINGS : CLI_DONE;
}

static void verdict_json(struct buf *b, const struct vrp_verdict *v, const struct vrpfile *f, bool zh)
{
    buf_addf(b, "{\"feasible\":%s,\"cost\":%" PRId64 ",\"vehicles\":%d,\"violations\":[",
             v->feasible ? "true" : "false", v->cost, v->vehicles);
    for (size_t i = 0; i < v->violations.count; i++) {
        const struct vrp_violation *x = LIST_AT(&v->violations, struct vrp_violation, i);
        buf_addf(b, "%s{", i ? "," : "");
        if (x->route != VRP_NONE) buf_addf(b, "\"route\":%d,", x->route + 1);
        if (x->visit != VRP_NONE) buf_addf(b, "\"visit\":%d,", f->number[x->visit]);
        buf_addf(b, "\"by\":%" PRId64 ",\"text\":\"%s\"}", x->by, vrp_violation_text(x->id, zh));
    }
    buf_add(b, STR("]}\n"));
}

static void verdict_text(struct buf *b, const struct vrp_verdict *v, const struct vrpfile *f, bool zh)
{
    buf_addf(b, zh ? "%s  费用 %" PRId64 "  车辆 %d\n" : "%s  cost %" PRId64 "  vehicles %d\n",
             v->feasible ? (zh ? "可行" : "feasible") : (zh ? "不可行" : "not feasible"), v->cost, v->vehicles);
    for (size_t i = 0; i < v->violations.count; i++) {
        const struct vrp_violation *x = LIST_AT(&v->violations, struct vrp_violation, i);
        if (x->route != VRP_NONE) buf_addf(b, zh ? "路线 %d  " : "route %d  ", x->route + 1);
        if (x->visit != VRP_NONE) buf_addf(b, zh ? "访问 %d  " : "visit %d  ", f->number[x->visit]);
        buf_addf(b, "%s (%" PRId64 ")\n", vrp_violation_text(x->id, zh), x->by);
    }
}

/* The verdict; and when the file says another cost, in whichever unit, that too. */
static void print_verdict(struct cli *c, const struct vrp_verdict *v, const struct vrpfile *f, int64_t said)
{
    struct buf b = {.arena = c->arena};
    if (c->at.json)
        verdict_json(&b, v, f, c->lang == LANG_ZH);
    else
        verdict_text(&b, v, f, c->lang == LANG_ZH);
    cli_write(buf_str(&b));
    int64_t off = said - v->cost * 1000, scaled = said - v->cost * 1000 / f->unit; /* thousandths, up to rounding */
    bool other = said >= 0 && (off > 0 ? off : -off) > 500 && (scaled > 0 ? scaled : -scaled) > 500;
    if (other) cli_say(c, M(ROUTE_SAYS_COST), I("said", said / 1000), I("cost", v->cost));
}

enum cli_exit cmd_route_check(struct cli *c, const void *options)
{
    const struct route_check_options *o = options;
    enum vrpfile_rounding rounding;
    struct vrpfile f;
    struct vrp_plan plan;
    struct vrp_verdict verdict;
    struct str text;
    int64_t cost;
    size_t files = o->files.l.count;
    if (files && !route_text(c, *LIST_AT(&o->files.l, struct str, 0), &text)) return cli_fail(c);
    if (files && files < 3 && vroom_is(text)) return route_vroom_check(c, text, o);
    if (files != 2) (void)fail_field(&c->err, STR("files"), M(ROUTE_TWO_FILES));
    if (files == 2 && o->sheet) (void)fail_field(&c->err, STR("--sheet"), M(ROUTE_JSON_ONLY));
    if (c->err.code != ERR_NONE || !rounding_of(c, o->set, &rounding)) return route_usage(c);
    if (!route_file(c, *LIST_AT(&o->files.l, struct str, 0), rounding, &f) ||
        !route_text(c, *LIST_AT(&o->files.l, struct str, 1), &text) ||
        !vrpfile_plan_read(c->arena, &c->err, text, &f, &plan, &cost))
        return cli_fail(c);
    vrp_check(c->arena, &f.problem, &plan, &verdict);
    print_verdict(c, &verdict, &f, cost);
    return verdict.feasible ? CLI_DONE : CLI_FINDINGS;
}
