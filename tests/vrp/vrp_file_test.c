/* vrp_file_test.c - readers of published files, and the checker against every published plan that lies beside us. */
#include "check.h"
#include "shared.h"
#include "vrpfile/vrpfile.h"
#include <stdio.h>

static struct str slurp(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    struct buf b = {.arena = a};
    char chunk[65536];
    size_t n = 0;
    while (f && (n = fread(chunk, 1, sizeof chunk, f)) > 0)
        buf_add(&b, (struct str){chunk, n});
    if (f) (void)fclose(f);
    return buf_str(&b);
}

/* Every file loads; where a plan lies beside it, it keeps all constraints, costs what the table says, and survives
 * writing and reading. */
static void published_files(void)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct list rows = {0};
    int64_t unknown = 0;
    const char *table = shared_path(a, "vrp/bks.csv");
    if (!table) {
        CHECK_SKIP(1, "the published instances are not here");
        arena_free(a);
        return;
    }
    CHECK(vrpfile_best_read(a, &e, slurp(a, table), &rows, &unknown) && unknown == 0 && rows.count >= 31);
    for (size_t i = 0; i < rows.count; i++) {
        const struct vrpfile_best *row = LIST_AT(&rows, struct vrpfile_best, i);
        const char *label = arena_cstr(a, row->instance);
        struct str path = arena_printf(a, "%.*s%.*s", (int)(strlen(table) - 7), table, STR_ARG(row->file));
        struct vrpfile f;
        struct vrp_fault fault;
        bool good = vrpfile_read(a, &e, slurp(a, path.p), row->rounding, &f);
        CHECK_ROW(label, good && vrp_problem_valid(&f.problem, &fault));
        if (!good) continue;
        CHECK_ROW(label, f.problem.visit_count <= row->n && f.problem.visit_count >= row->n - 6);
        struct str plan_path = arena_printf(a, "%.*s.sol", (int)(str_find(path, STR(".vrp"))), path.p);
        if (access(plan_path.p, R_OK) != 0) continue;
        struct vrp_plan plan, again;
        struct vrp_verdict v;
        int64_t cost = 0;
        good = vrpfile_plan_read(a, &e, slurp(a, plan_path.p), &f, &plan, &cost);
        CHECK_ROW(label, good);
        if (!good) continue;
        vrp_check(a, &f.problem, &plan, &v);
        CHECK_ROW(label, v.feasible);
        int64_t milli = (int64_t)((int128)v.cost * 1000 / row->cost_unit);
        CHECK_ROW(label, milli - row->value <= 10 && row->value - milli <= 10);
        CHECK_ROW(label, cost == row->value || cost == row->value * row->cost_unit);
        struct buf b = {.arena = a}, c = {.arena = a};
        vrpfile_plan_write(&b, &f, &plan);
        CHECK_ROW(label, vrpfile_plan_read(a, &e, buf_str(&b), &f, &again, &cost));
        vrpfile_plan_write(&c, &f, &again);
        again.cost = plan.cost;
        CHECK_ROW(label, again.route_count == plan.route_count || f.problem.vehicle_count == 1);
        CHECK_ROW(label, str_eq(buf_str(&b), buf_str(&c)));
    }
    arena_free(a);
}

/* Form, rounding, and what is refused with its line. */
static void forms(void)
{
    static const struct {
        const char *label, *text;
        int64_t line; /* where it is refused; 0 = it is read */
        int32_t visits, arc01;
    } ROWS[] = {
        {"VRPLIB",
         "NAME : a\nTYPE : CVRP\nDIMENSION : 3\nCAPACITY : 9\nEDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 "
         "1 2\n3 "
         "3 4\nDEMAND_SECTION\n1 0\n2 3\n3 4\nDEPOT_SECTION\n1\n-1\nEOF\n",
         0, 2, 2},
        {"explicit",
         "NAME: b\nDIMENSION: 3\nCAPACITY: 9\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: "
         "LOWER_ROW\nEDGE_WEIGHT_SECTION\n7\n8 9\nDEMAND_SECTION\n1 0\n2 3\n3 4\nEOF\n",
         0, 2, 7},
        {"Solomon",
         "R\n\nVEHICLE\nNUMBER CAPACITY\n2 9\n\nCUSTOMER\nCUST NO. XCOORD. YCOORD.\n\n0 0 0 0 0 99 0\n1 3 4 5 0 50 1\n",
         0, 1, 5},
        {"Li and Lim", "2 9 1\n0 0 0 0 0 99 0 0 0\n1 3 4 5 0 50 1 0 2\n2 3 4 -5 0 50 1 1 0\n", 0, 2, 5},
        {"split", "2 10\n 7 12\n0 0\n3 4\n6 8\n", 0, 2, 5},
        {"no dimension", "NAME : a\nCAPACITY : 1\nEOF\n", 3, 0, 0},
        {"letters for a number", "NAME : a\nDIMENSION : 2\nNODE_COORD_SECTION\n1 0 zero\n", 4, 0, 0},
        {"a section that is not known", "NAME : a\nDIMENSION : 1\nMAGIC_SECTION\n1 1\nEOF\n", 5, 0, 0},
        {"a vehicle whose clients come twice",
         "NAME: b\nDIMENSION: 2\nVEHICLES: 2\nCAPACITY: 9\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: LOWER_ROW\n"
         "EDGE_WEIGHT_SECTION\n7\nVEHICLES_ALLOWED_CLIENTS_SECTION\n1 2\n2 2\n1 2\nEOF\n",
         12, 0, 0},
        {"a pair that does not match", "2 9 1\n0 0 0 0 0 99 0 0 0\n1 3 4 5 0 50 1 0 2\n2 3 4 -5 0 50 1 0 0\n", 4, 0, 0},
        {"a window that ends before it begins", "2 9 1\n0 0 0 0 0 99 0 0 0\n1 3 4 5 60 50 1 0 0\n", 3, 0, 0},
        {"nothing", "", 0, -1, 0},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct err e = {.arena = a};
        struct vrpfile f;
        bool good = vrpfile_read(a, &e, str_of(ROWS[i].text), VRPFILE_NEAREST, &f);
        CHECK_ROW(ROWS[i].label, good == (ROWS[i].line == 0 && ROWS[i].visits >= 0));
        if (good) {
            CHECK_ROW(ROWS[i].label, f.problem.visit_count == ROWS[i].visits);
            CHECK_ROW(ROWS[i].label, f.problem.profiles[0].distance[1] == ROWS[i].arc01);
        } else if (ROWS[i].line) {
            CHECK_ROW(ROWS[i].label, e.code == ERR_INVALID && e.message.args[0].number == ROWS[i].line);
        }
        arena_free(a);
    }
}

#define NODES "NODE_COORD_SECTION\n1 0 0\n2 0 9\n3 3.5 9\nDEMAND_SECTION\n1 0\n2 1\n3 1\nDEPOT_SECTION\n1\n-1\nEOF\n"

/* 0 to 1 is 9, 0 to 2 is 9.66. */
static void types_of_distance(void)
{
    static const struct {
        const char *type;
        int32_t far;
    } ROWS[] = {{"EUC_2D", 10}, {"CEIL_2D", 10}, {"FLOOR_2D", 9}};
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct err e = {.arena = a};
        struct vrpfile f;
        struct str text =
            arena_printf(a, "NAME : d\nDIMENSION : 3\nCAPACITY : 9\nEDGE_WEIGHT_TYPE : %s\n" NODES, ROWS[i].type);
        CHECK_ROW(ROWS[i].type, vrpfile_read(a, &e, text, VRPFILE_NEAREST, &f));
        CHECK_ROW(ROWS[i].type,
                  f.problem.profiles[0].distance[1] == 9 && f.problem.profiles[0].distance[2] == ROWS[i].far);
        CHECK_ROW(ROWS[i].type, vrpfile_read(a, &e, text, VRPFILE_TENTHS, &f)); /* what the set says goes first */
        CHECK_ROW(ROWS[i].type, f.problem.profiles[0].distance[2] == 96);
        arena_free(a);
    }
}

/* Every way to write the half of a matrix with 1, 2, 3 between 0-1, 0-2, 1-2. */
static void halves_of_a_matrix(void)
{
    static const struct {
        const char *format, *weights;
    } ROWS[] = {{"LOWER_ROW", "1\n2 3"},
                {"LOWER_COL", "1 2\n3"},
                {"UPPER_ROW", "1 2\n3"},
                {"UPPER_COL", "1\n2 3"},
                {"LOWER_DIAG_ROW", "0\n1 0\n2 3 0"},
                {"LOWER_DIAG_COL", "0 1 2\n0 3\n0"},
                {"UPPER_DIAG_ROW", "0 1 2 0 3 0"},
                {"UPPER_DIAG_COL", "0 1 0 2 3 0"},
                {"FULL_MATRIX", "0 1 2\n1 0 3\n2 3 0"}};
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct err e = {.arena = a};
        struct vrpfile f;
        for (int cut = 0; cut < 2; cut++) {
            struct str weights = str_sub(str_of(ROWS[i].weights), 0, strlen(ROWS[i].weights) - (size_t)(cut ? 2 : 0));
            struct str text = arena_printf(
                a,
                "NAME : d\nDIMENSION : 3\nCAPACITY : 9\nEDGE_WEIGHT_TYPE : EXPLICIT\nEDGE_WEIGHT_FORMAT : %s\n"
                "EDGE_WEIGHT_SECTION\n%.*s\nDEMAND_SECTION\n1 0\n2 1\n3 1\nEOF\n",
                ROWS[i].format, STR_ARG(weights));
            CHECK_ROW(ROWS[i].format, vrpfile_read(a, &e, text, VRPFILE_NEAREST, &f) == !cut);
            if (cut) continue;
            const int32_t *m = f.problem.profiles[0].distance;
            CHECK_ROW(ROWS[i].format, m[1] == 1 && m[3] == 1 && m[2] == 2 && m[6] == 2 && m[5] == 3 && m[7] == 3);
        }
        arena_free(a);
    }
}

/* Two visits, 21 long together, 8 of service each: 37 in all. */
static void service_counts_towards_the_longest_route(void)
{
    static const struct {
        int32_t longest, service, routes;
    } ROWS[] = {{20, 0, 2}, {21, 0, 1}, {36, 8, 2}, {37, 8, 1}};
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct err e = {.arena = a};
        struct vrpfile f;
        struct vrp_options o = {.seed = 1, .iterations = 50};
        struct vrp_plan plan;
        struct vrp_stats stats;
        struct vrp_fault fault;
        struct str text = arena_printf(a,
                                       "NAME : d\nDIMENSION : 3\nCAPACITY : 9\nDISTANCE : %d\nSERVICE_TIME : %d\n"
                                       "EDGE_WEIGHT_TYPE : FLOOR_2D\n" NODES,
                                       ROWS[i].longest + 0, ROWS[i].service);
        CHECK(vrpfile_read(a, &e, text, VRPFILE_NEAREST, &f));
        CHECK(vrp_solve(a, &f.problem, &o, &plan, &stats, &fault) && plan.unassigned_count == 0);
        CHECK(plan.route_count == ROWS[i].routes);
        arena_free(a);
    }
}

int main(void)
{
    types_of_distance();
    halves_of_a_matrix();
    service_counts_towards_the_longest_route();
    forms();
    published_files();
    return check_end();
}
