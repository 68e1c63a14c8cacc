/* vrp_bits_test.c - the same seed and number of attempts give the same plan bit for bit, whoever compiled the search: a
 * sum over the plan of every kind of problem is compared with a table (bits.txt).  Whoever changes the search on purpose
 * has it written anew (vrp_bits_test bits.txt --write) and looks at which kinds changed. */
#include "vrp_kinds.h"
#include <stdlib.h>

/* How a problem is solved: alone, by three trajectories, from a poor plan, from one with its heads locked. */
enum {
    WAYS = 4
};
static const char *const WAY[WAYS] = {"alone", "three", "start", "locked"};

struct table {
    char name[64];
    uint64_t sum[WAYS];
};

static size_t ways_of(size_t i)
{
    return KINDS[i].ways ? KINDS[i].ways : WAYS;
}

static uint64_t mixed_in(uint64_t sum, int64_t x)
{
    return (sum ^ (uint64_t)x) * UINT64_C(0x100000001b3) + (sum >> 29);
}

static uint64_t sum_of(const struct vrp_plan *plan)
{
    uint64_t sum = mixed_in(mixed_in(UINT64_C(0xcbf29ce484222325), plan->cost), plan->route_count);
    for (int32_t k = 0; k < plan->route_count; k++) {
        const struct vrp_route *r = &plan->routes[k];
        sum = mixed_in(mixed_in(sum, r->vehicle), r->count);
        for (int32_t i = 0; i < r->count; i++)
            sum = mixed_in(mixed_in(sum, r->visits[i]), r->amounts ? r->amounts[i] : -1);
    }
    for (int32_t i = 0; i < plan->unassigned_count; i++)
        sum = mixed_in(sum, plan->unassigned[i]);
    return sum;
}

static struct vrp_plan solve(struct arena *a, const struct kind *kind, const struct vrp_problem *p,
                             const struct vrp_options *o)
{
    struct vrp_plan plan = {0};
    struct vrp_stats stats;
    struct vrp_fault fault = {0};
    struct vrp_verdict v;
    bool good = vrp_solve(a, p, o, &plan, &stats, &fault);
    if (!good) fprintf(stderr, "%s: %s at %" PRId64 "\n", kind->name, vrp_fault_text(fault.id, false), fault.at);
    CHECK_ROW(kind->name, good && stats.iterations == o->iterations * (o->threads ? o->threads : 1));
    vrp_check(a, p, &plan, &v);
    CHECK_ROW(kind->name, v.cost == plan.cost);
    for (size_t k = 0; k < v.violations.count; k++)
        CHECK_ROW(kind->name, LIST_AT(&v.violations, struct vrp_violation, k)->id == VRP_BREAKS_NOT_SERVED);
    return plan;
}

/* The plan with every other route locked, up to the first visit that may be split. */
static struct vrp_plan locked(struct arena *a, const struct vrp_problem *p, const struct vrp_plan *plan)
{
    struct vrp_plan out = *plan;
    struct vrp_route *r = ARENA_ARRAY(a, struct vrp_route, (size_t)plan->route_count + 1);
    for (int32_t k = 0; k < plan->route_count; k++) {
        r[k] = plan->routes[k];
        while (k % 2 == 0 && r[k].locked < r[k].count && !p->visits[r[k].visits[r[k].locked]].min_chunk)
            r[k].locked++;
    }
    out.routes = r;
    return out;
}

static void measure(const struct kind *kind, uint64_t seed, struct table *row)
{
    struct arena *a = arena_new();
    struct made *m = ARENA_NEW(a, struct made);
    made_fill(a, m, kind->rules, kind->visits, 20, seed);
    struct vrp_options o = {.seed = seed + 3, .iterations = kind->attempts};
    struct vrp_plan plan = solve(a, kind, &m->p, &o);
    row->sum[0] = sum_of(&plan);
    if (kind->ways != 1) {
        o.threads = 3;
        plan = solve(a, kind, &m->p, &o);
        row->sum[1] = sum_of(&plan);
    }
    if (kind->ways) {
        arena_free(a);
        return;
    }
    o.threads = 0, o.iterations = 2;
    struct vrp_plan poor = solve(a, kind, &m->p, &o), heads = locked(a, &m->p, &poor);
    o.iterations = kind->attempts / 2, o.start = &poor;
    plan = solve(a, kind, &m->p, &o);
    row->sum[2] = sum_of(&plan);
    o.start = &heads;
    plan = solve(a, kind, &m->p, &o);
    row->sum[3] = sum_of(&plan);
    arena_free(a);
}

static void write_table(const char *path, const struct table *row)
{
    FILE *f = fopen(path, "w");
    CHECK(f);
    if (!f) return;
    for (size_t i = 0; i < COUNT(KINDS); i++) {
        fprintf(f, "%s", row[i].name);
        for (size_t k = 0; k < ways_of(i); k++)
            fprintf(f, " %016" PRIx64, row[i].sum[k]);
        fprintf(f, "\n");
    }
    CHECK(fclose(f) == 0);
}

static void compare(const char *path, const struct table *row)
{
    FILE *f = fopen(path, "r");
    char line[256] = "";
    for (size_t i = 0; i < COUNT(KINDS); i++) {
        size_t length = strlen(row[i].name);
        bool there = f && fgets(line, sizeof line, f) && strncmp(line, row[i].name, length) == 0 && line[length] == ' ';
        CHECK_ROW(row[i].name, there);
        const char *at = line + length;
        for (size_t k = 0; there && k < ways_of(i); k++) {
            char *end;
            bool same = strtoull(at, &end, 16) == row[i].sum[k];
            if (!same) fprintf(stderr, "%s %s: %016" PRIx64 "\n", row[i].name, WAY[k], row[i].sum[k]);
            CHECK_ROW(row[i].name, same);
            at = end;
        }
    }
    CHECK(f && !fgets(line, sizeof line, f));
    if (f) (void)fclose(f);
}

int main(int argc, char **argv)
{
    static struct table rows[COUNT(KINDS)];
    if (argc < 2) return 2;
    for (size_t i = 0; i < COUNT(KINDS); i++) {
        (void)snprintf(rows[i].name, sizeof rows[i].name, "%s", KINDS[i].name);
        measure(&KINDS[i], i + 1, &rows[i]);
    }
    if (argc > 2)
        write_table(argv[1], rows);
    else
        compare(argv[1], rows);
    return check_end();
}
