/* cmd_route_bench.c - nuanqiao route bench: published instances against the best known values. */
#include "cli/commands.h"
#include "cli/dmn_files.h"
#include "cli/route_file.h"
#include "json/json.h"
#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct field BENCH_FIELDS[] = {
    FIELD(struct route_bench_options, folder, .required = true, .min = 1, .max = 1000, .zh = "算例文件夹（含 bks.csv）",
          .en = "folder of instances with bks.csv"),
    FIELD(struct route_bench_options, only, .max = 10000, .zh = "只运行这些算例或算例集，逗号分隔",
          .en = "only these instances or sets, with commas between", .example = "A,B"),
    FIELD(struct route_bench_options, time, .max = 20, .zh = "每个算例的 CPU 秒数（默认 60）",
          .en = "CPU seconds per instance (default 60)", .example = "SECONDS"),
    FIELD(struct route_bench_options, iterations, .min = 1, .max = 1000000000000, .zh = "迭代次数，代替时间",
          .en = "iterations instead of time", .example = "N"),
    FIELD(struct route_bench_options, seed, .min = 0, .max = 1000000000, .zh = "随机种子（默认 1）",
          .en = "seed (default 1)", .example = "N"),
};
const struct record ROUTE_BENCH_OPTIONS = RECORD(route_bench_options, BENCH_FIELDS);

struct outcome {
    struct vrp_plan plan;
    struct vrp_stats stats;
    struct vrp_verdict verdict;
    struct vrp_fault fault;
    int64_t cost; /* in 1/1000 of the published figure */
    int64_t us, peak_kb;
    struct str why; /* not solved */
    bool solved, comparable; /* comparable: as many vehicles as the best known plan, where they count first */
};

/* The kernel's high-water mark of resident memory, which writing 5 to clear_refs sets back. */
static void peak_reset(void)
{
    FILE *f = fopen("/proc/self/clear_refs", "w");
    if (!f) return;
    (void)fputs("5", f);
    (void)fclose(f);
}

static int64_t peak_kb(void)
{
    char line[256];
    int64_t kb = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f)) {
        struct str rest = str_of(line), name = str_part(&rest, ':');
        rest = str_trim(rest);
        if (str_eq(name, STR("VmHWM"))) (void)!str_to_i64(str_part(&rest, ' '), &kb);
    }
    if (f) (void)fclose(f);
    return kb;
}

static bool wanted(const struct vrpfile_best *row, struct str only)
{
    if (!only.n) return true;
    while (only.n) {
        struct str one = str_trim(str_part(&only, ','));
        if (str_eq(one, row->instance) || str_eq(one, row->set)) return true;
    }
    return false;
}

/* Tells the names that no row has. */
static void tell_unknown(struct cli *c, const struct list *rows, struct str only)
{
    struct buf names = {.arena = c->arena};
    while (only.n) {
        struct str one = str_trim(str_part(&only, ','));
        bool found = !one.n;
        for (size_t i = 0; i < rows->count && !found; i++)
            found = wanted(LIST_AT(rows, struct vrpfile_best, i), one);
        if (found) continue;
        if (names.n) buf_add(&names, STR(", "));
        buf_add(&names, one);
    }
    if (names.n) cli_note(c, M(ROUTE_ONLY_UNKNOWN), S("names", buf_str(&names)));
}

static bool solve(struct cli *c, struct arena *a, const struct route_bench_options *o, const struct vrpfile_best *row,
                  struct outcome *out)
{
    struct vrpfile f;
    struct str text;
    struct vrp_options how = {.seed = (uint64_t)(o->seed.has ? o->seed.v : 1), .now_us = route_cpu_us};
    if (o->iterations.has) how.iterations = o->iterations.v;
    if (!route_time(c, o->time, how.iterations ? 0 : 60000000, &how.time_us)) return false;
    struct str path = arena_printf(a, "%.*s/%.*s", STR_ARG(o->folder), STR_ARG(row->file));
    if (!file_read(a, path, VRPFILE_TEXT_MAX, &text))
        return fail(&c->err, ERR_NOT_FOUND, M(CLI_FILE_MISSING), S("file", path));
    if (!vrpfile_read(a, &c->err, text, row->rounding, &f)) return false;
    f.problem.fewest_vehicles = row->vehicles > 0;
    peak_reset();
    int64_t began = route_cpu_us(NULL);
    out->solved = vrp_solve(a, &f.problem, &how, &out->plan, &out->stats, &out->fault);
    out->us = route_cpu_us(NULL) - began;
    out->peak_kb = peak_kb();
    if (!out->solved) return true;
    vrp_check(a, &f.problem, &out->plan, &out->verdict);
    out->cost = (int64_t)((int128)out->plan.cost * 1000 / row->cost_unit);
    out->comparable = !row->vehicles || out->verdict.vehicles <= row->vehicles;
    if (out->verdict.cost != out->plan.cost) out->verdict.feasible = false; /* the search and the checker disagree */
    return true;
}

/* What kept an instance from being solved: of a file that cannot be read its message, otherwise the fault. */
static struct str why_not(struct cli *c, struct arena *a, const struct outcome *out)
{
    struct buf b = {.arena = a};
    if (c->err.code == ERR_NONE) return str_of(vrp_fault_text(out->fault.id, c->lang == LANG_ZH));
    buf_add(&b, msg_render(a, c->lang, &c->err.message));
    for (size_t i = 0; i < c->err.fields.count; i++) {
        const struct err_field *f = LIST_AT(&c->err.fields, struct err_field, i);
        buf_addf(&b, "; %.*s: ", STR_ARG(f->name));
        buf_add(&b, msg_render(a, c->lang, &f->message));
    }
    err_clear(&c->err);
    return buf_str(&b);
}

/* x / 1000 with three places. */
static void add_milli(struct buf *b, int64_t x)
{
    int64_t y = x < 0 ? -x : x;
    buf_addf(b, "%s%" PRId64 ".%03" PRId64, x < 0 ? "-" : "", y / 1000, y % 1000);
}

static void print_json(struct buf *b, const struct vrpfile_best *row, const struct outcome *out)
{
    buf_add(b, STR("{\"instance\":"));
    json_add_string(b, row->instance);
    buf_addf(b, ",\"n\":%" PRId64 ",\"bks\":", row->n);
    add_milli(b, row->value);
    if (!out->solved) {
        buf_add(b, STR(",\"cost\":null,\"gap_percent\":null,\"feasible\":false,\"why\":"));
        json_add_string(b, out->why);
        buf_add(b, STR("}\n"));
        return;
    }
    buf_add(b, STR(",\"cost\":"));
    add_milli(b, out->cost);
    buf_add(b, STR(",\"gap_percent\":"));
    if (out->comparable)
        add_milli(b, (int64_t)((int128)(out->cost - row->value) * 100000 / row->value));
    else
        buf_add(b, STR("null"));
    buf_add(b, STR(",\"seconds\":"));
    add_milli(b, out->us / 1000);
    buf_add(b, STR(",\"peak_mb\":"));
    add_milli(b, out->peak_kb * 1000 / 1024);
    buf_addf(b, ",\"feasible\":%s,\"vehicles\":%d,\"iterations\":%" PRId64 "}\n",
             out->verdict.feasible ? "true" : "false", out->verdict.vehicles, out->stats.iterations);
}

static void print_row(struct buf *b, const struct vrpfile_best *row, const struct outcome *out)
{
    buf_addf(b, "%-22.*s %5" PRId64 "  ", STR_ARG(row->instance), row->n);
    if (!out->solved) {
        buf_addf(b, "%.*s\n", STR_ARG(out->why));
        return;
    }
    add_milli(b, row->value);
    buf_add(b, STR("  "));
    add_milli(b, out->cost);
    buf_add(b, STR("  "));
    if (out->comparable)
        add_milli(b, (int64_t)((int128)(out->cost - row->value) * 100000 / row->value));
    else
        buf_addf(b, "%d > %" PRId64 " vehicles", out->verdict.vehicles, row->vehicles);
    buf_add(b, STR(" %  "));
    add_milli(b, out->us / 1000);
    buf_addf(b, " s  %" PRId64 " MB  %s\n", out->peak_kb / 1024, out->verdict.feasible ? "feasible" : "NOT FEASIBLE");
}

static void print(struct cli *c, struct arena *a, const struct vrpfile_best *row, const struct outcome *out)
{
    struct buf b = {.arena = a};
    (c->at.json ? print_json : print_row)(&b, row, out);
    cli_write(buf_str(&b));
}

/* One instance; one that cannot be read has a row too. */
static enum cli_exit bench_row(struct cli *c, const struct route_bench_options *o, const struct vrpfile_best *row)
{
    struct outcome out = {0};
    struct arena *a = arena_new();
    if (!solve(c, a, o, row, &out) || !out.solved) out.why = why_not(c, a, &out);
    print(c, a, row, &out);
    arena_free(a);
    return out.solved && out.verdict.feasible ? CLI_DONE : CLI_FINDINGS;
}

/* The same in a process of its own, whose peak of memory is that of the instance and not of what the program loaded or
 * the instances before it used. */
static enum cli_exit bench_apart(struct cli *c, const struct route_bench_options *o, const struct vrpfile_best *row)
{
    int status = 0;
    (void)fflush(NULL);
    pid_t child = fork();
    if (child < 0) return bench_row(c, o, row);
    if (child == 0) {
        enum cli_exit code = bench_row(c, o, row);
        (void)fflush(NULL);
        _exit((int)code);
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (WIFEXITED(status) && (WEXITSTATUS(status) == CLI_DONE || WEXITSTATUS(status) == CLI_FINDINGS))
        return (enum cli_exit)WEXITSTATUS(status);
    (void)fail(&c->err, ERR_CONFLICT, M(ROUTE_BENCH_LOST), S("instance", row->instance));
    struct outcome out = {0};
    out.why = why_not(c, c->arena, &out);
    print(c, c->arena, row, &out);
    return CLI_FINDINGS;
}

enum cli_exit cmd_route_bench(struct cli *c, const void *options)
{
    const struct route_bench_options *o = options;
    struct list rows = {0};
    struct str text;
    int64_t unknown = 0, done = 0, bad = 0, us;
    struct str table = arena_printf(c->arena, "%.*s/bks.csv", STR_ARG(o->folder));
    if (!route_time(c, o->time, 60000000, &us) || !route_text(c, table, &text) ||
        !vrpfile_best_read(c->arena, &c->err, text, &rows, &unknown))
        return cli_fail(c);
    if (unknown) cli_say(c, M(ROUTE_BENCH_UNKNOWN), I("count", unknown));
    tell_unknown(c, &rows, o->only);
    for (size_t i = 0; i < rows.count; i++) {
        const struct vrpfile_best *row = LIST_AT(&rows, struct vrpfile_best, i);
        if (!wanted(row, o->only)) continue;
        bad += bench_apart(c, o, row) == CLI_FINDINGS;
        done++;
    }
    if (!done) (void)fail(&c->err, ERR_NOT_FOUND, M(ROUTE_NO_INSTANCE));
    return !done ? cli_fail(c) : bad ? CLI_FINDINGS : CLI_DONE;
}
