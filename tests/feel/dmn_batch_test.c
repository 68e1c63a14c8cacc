/* dmn_batch_test.c - decisions over columns against the interpreter: every policy, nulls, bounds, overflow, odd row
 * counts, threads; kinds of results; what the plan says; stopping. */
#include "base/rng.h"
#include "check.h"
#include "dmn_batch_rig.h"
#include <stdatomic.h>

/* How many rows the interpreter may judge: none, some, all. */
enum {
    NONE = 'n',
    SOME = 's',
    ALL = 'a',
    ANY = '*'
};

#define P                                                                                                              \
    "input a ; number\ninput b ; number\ninput d ; date\ninput e ; date\ninput s ; string\ninput t ; string\ninput y " \
    "; boolean\n"
#define NEED " ; a b d e s t y\n"
static const struct {
    const char *label, *lines;
    char by_interpreter;
} ROWS[] = {
    {"10 arithmetic", P "decision X ; number" NEED "expr a * 12 + b - 3.5", NONE},
    {"11 arithmetic that overflows 64 bits", P "decision X ; number" NEED "expr a * a * 1000 + b", SOME},
    {"12 a product of two columns", P "decision X ; number" NEED "expr a * b", SOME},
    {"13 division by a constant with a short reciprocal", P "decision X ; number" NEED "expr a / 8 + b / 0.05", NONE},
    {"14 division by zero", P "decision X ; number" NEED "expr a / (b - b)", ANY},
    {"15 a quotient as the result", P "decision X ; number" NEED "expr a / 7", NONE},
    {"16 a quotient of columns, rounded", P "decision X ; number" NEED "expr decimal(a / b, 2)", SOME},
    {"17 a quotient compared", P "decision X ; boolean" NEED "expr a / b >= 1.5", SOME},
    {"18 a growth rate: a quotient with a factor", P "decision X ; boolean" NEED "expr (a - b) / b * 100 > 10", SOME},
    {"19 the roundings",
     P "decision X ; number" NEED
       "expr floor(a / 3) + ceiling(a / 7) + round up(a / 9, 1) + round down(b / 11, 1) + round half up(a / 8, 1) + "
       "round half down(b / 8, 1)",
     NONE},
    {"20 rounding to tens", P "decision X ; number" NEED "expr decimal(a, -1) + floor(b, -2)", NONE},
    {"21 modulo and abs", P "decision X ; number" NEED "expr modulo(a, 7) + abs(b) + modulo(a, -3)", NONE},
    {"22 min, max and sum of lists",
     P "decision X ; number" NEED "expr min(a, b) + max([a, b, 10]) + sum([a, b, 1.25])", NONE},
    {"23 minus before and between", P "decision X ; number" NEED "expr -a - (-b)", NONE},
    {"30 comparisons with constants between two cents",
     P "decision X ; boolean" NEED "expr a >= 100.005 or b < 99.999 or a = 100.001", NONE},
    {"31 comparisons with null", P "decision X ; boolean" NEED "expr a = null and b != null", NONE},
    {"32 equality of columns that may be null", P "decision X ; boolean" NEED "expr a = b", NONE},
    {"33 between, in, in a list, not",
     P "decision X ; boolean" NEED "expr a between 10 and 100 or b in [1..5) or a in (7, > 1000) or not(b <= 3)", NONE},
    {"34 three-valued logic", P "decision X ; boolean" NEED "expr (a > 10 and y) or (b > 10 and not(y))", NONE},
    {"35 a boolean against a constant", P "decision X ; boolean" NEED "expr y = true or y = false", NONE},
    {"36 beyond every value of a column",
     P "decision X ; boolean" NEED "expr a > 1000000000000000000000 or a * 2 < -3e19", SOME},
    {"40 if with branches of two scales", P "decision X ; number" NEED "expr if a > 100 then a * 0.125 else b", NONE},
    {"41 if with a branch that the columns do not cover",
     P "decision X ; number" NEED "expr if a > 1000 then sum(for i in 1..2 return a) else b", SOME},
    {"42 if that divides only when it may", P "decision X ; number" NEED "expr if b = 0 then 0 else decimal(a / b, 3)",
     SOME},
    {"43 if of strings", P "decision X ; string" NEED "expr if a > 100 then s else if b > 5 then t else \"none\"",
     NONE},
    {"44 if of dates", P "decision X ; date" NEED "expr if y then d else e", SOME},
    {"45 contexts and paths",
     P "decision C ; " NEED "expr {k: a + 1, m: k * 2, n: d.year}\n"
       "decision X ; number ; C\nexpr C.m + C.n",
     NONE},
    {"50 parts of a date", P "decision X ; number" NEED "expr d.year * 10000 + d.month * 100 + d.day + d.weekday",
     SOME},
    {"51 full months between dates", P "decision X ; number" NEED "expr years and months duration(d, e).months", SOME},
    {"52 age at a named date",
     P "decision X ; number" NEED "expr years and months duration(d, date(\"2026-02-28\")).years", SOME},
    {"53 days between dates", P "decision X ; number" NEED "expr (d - e).days", SOME},
    {"54 dates moved by months and days",
     P "decision X ; date" NEED "expr d + duration(\"P1Y1M\") - duration(\"P45D\") + duration(\"P1M\")", SOME},
    {"55 dates compared",
     P "decision X ; boolean" NEED "expr d < e or d = date(\"2000-02-29\") or d in [date(\"1990-01-01\")..e]", SOME},
    {"56 a duration as the result", P "decision X ; " NEED "expr years and months duration(d, e)", SOME},
    {"57 days as the result", P "decision X ; " NEED "expr d - e", SOME},
    {"60 strings: equality across dictionaries", P "decision X ; boolean" NEED "expr s = t or s != \"a\"", NONE},
    {"61 any function of one string", P "decision X ; string" NEED "expr upper case(substring(s, 1, 1)) + \"-\" + s",
     NONE},
    {"62 a pattern on a string", P "decision X ; boolean" NEED "expr matches(s, \"^[a-c]\") and contains(t, \"b\")",
     NONE},
    {"63 lengths of strings as numbers", P "decision X ; number" NEED "expr string length(s) * a", NONE},
    {"70 first",
     P "decision X ; string" NEED "hit F\nin a\nin s\nin y\nout ; string\nrow < 10 | \"a\",\"b\" | - | \"low\"\nrow "
       "[10..100] | not(\"c\") | true | \"middle\"\n"
       "row - | - | false | \"other\"",
     NONE},
    {"71 unique with overlaps",
     P "decision X ; number" NEED
       "hit U\nin a\nin b\nout ; number\nrow < 100 | - | 1\nrow >= 50 | > 10 | 2\nrow null | - | 3",
     SOME},
    {"72 any",
     P "decision X ; number" NEED
       "hit A\nin a\nin b\nout ; number\nrow < 100 | - | 1\nrow >= 50 | > 10 | 1\nrow > 0 | 7 | 2",
     SOME},
    {"73 priority",
     P "decision X ; string" NEED
       "hit P\nin a\nin b\nout ; string ; \"high\", \"mid\", \"low\"\nrow > 0 | - | \"low\"\nrow > 50 | - | \"mid\"\n"
       "row - | > 50 | \"high\"",
     NONE},
    {"74 rule order gives lists",
     P "decision X ; " NEED "hit R\nin a\nin b\nout ; number\nrow > 0 | - | 1\nrow > 50 | - | 2\nrow - | > 50 | 3",
     NONE},
    {"75 output order",
     P "decision X ; " NEED
       "hit O\nin a\nin b\nout ; number ; 3, 2, 1\nrow > 0 | - | 1\nrow > 50 | - | 2\nrow - | > 50 | 3",
     NONE},
    {"76 collect", P "decision X ; " NEED "hit C\nin a\nout ; number\nrow > 0 | 1\nrow > 50 | 2", NONE},
    {"77 collect and count", P "decision X ; number" NEED "hit C#\nin a\nout ; number\nrow > 0 | 1\nrow > 50 | 2",
     NONE},
    {"78 collect and sum, ten rules",
     P
     "decision X ; number" NEED
     "hit C+\nin a\nout ; number\nrow > 0 | 1\nrow > 50 | 2.5\nrow > 60 | 3\nrow > 70 | 4\nrow > 80 | 5\nrow > 90 | 6\n"
     "row > 100 | 7\nrow > 110 | 8\nrow > 120 | 9\nrow < -5 | 10",
     NONE},
    {"79 collect the least, ten rules",
     P "decision X ; number" NEED "hit C<\nin a\nout ; number\nrow > 0 | 1\nrow > 50 | 2.5\nrow > 60 | -3\nrow > 70 | "
       "4\nrow > 80 | 5\nrow > 90 | 6\n"
       "row > 100 | 7\nrow > 110 | -8\nrow > 120 | 9\nrow < -5 | 10",
     NONE},
    {"80 a default", P "decision X ; number" NEED "hit F\nin a\nout ; number ;  ; -1\nrow > 50 | 2", NONE},
    {"81 outputs that are computed",
     P "decision X ; number" NEED "hit F\nin a\nin b\nout ; number ;  ; b\nrow > 100 | - | a * 0.3\nrow > 50 | > 10 | "
       "a * 0.2 + b\nrow > 20 | - | null",
     NONE},
    {"82 two outputs, used by paths",
     P "decision T ; " NEED
       "hit F\nin a\nin s\nout rate ; number\nout cap ; number\nrow > 100 | \"a\" | 0.3 | 500\nrow > 10 | - | 0.2 | a\n"
       "decision X ; number ; T a\nexpr min(a * T.rate, T.cap)",
     NONE},
    {"83 two outputs as the result",
     P
     "decision X ; " NEED
     "hit F\nin a\nin s\nout rate ; number\nout cap ; number\nrow > 100 | \"a\" | 0.3 | 500\nrow > 10 | - | 0.2 | 300",
     NONE},
    {"84 cells that look at other inputs",
     P "decision X ; number" NEED
       "hit F\nin a\nin d\nout ; number\nrow > b | - | 1\nrow - | < e | 2\nrow ? * 2 > 50 | - | 3",
     SOME},
    {"85 values that are not allowed",
     P "decision X ; number" NEED "hit F\nin a ; number ; [0..100]\nout ; number ; ; 9\nrow > 50 | 1\nrow - | 2", NONE},
    {"86 more rules than a byte",
     P "decision X ; number" NEED "hit F\nin a\nin s\nout ; number\nrow 1 | \"a\" | 1\nrow 2 | - | 2\nrow 3 | - | "
       "3\nrow 4 | - | 4\nrow 5 | - | 5\nrow 6 | - | 6\n"
       "row 7 | - | 7\nrow 8 | - | 8\nrow 9 | - | 9\nrow 10 | - | 10\nrow > 99 | \"b\" | 11\nrow > 99 | - | 12\nrow < "
       "-7 | - | 13",
     NONE},
    {"87 a table over a table",
     P "decision T ; string" NEED
       "hit F\nin a\nout ; string\nrow > 100 | \"big\"\nrow > 10 | \"middle\"\nrow - | \"small\"\n"
       "decision X ; number ; T s\nhit F\nin T\nin s\nout ; number\nrow \"big\" | - | 1\nrow \"middle\" | \"a\",\"b\" "
       "| 2\nrow - | - | 3",
     NONE},
    {"88 classes of a rising function",
     P "decision A ; number ; d\nexpr years and months duration(d, date(\"2026-06-30\")).years\n"
       "decision X ; number ; A\nhit F\nin A\nout ; number\nrow < 35 | 1\nrow [35..45) | 2\nrow 45 | 3\nrow >= 46 | 4",
     SOME},
    {"90 a knowledge model",
     "function f ; x number, k number ; number ; if x > k then k else x\n" P
     "decision X ; number ; a b f\nexpr f(a, 100) + f(b, a)",
     NONE},
    {"91 a table in a knowledge model, reached by some rows",
     "function f ; x number ; number ; table\nhit F\nin x\nout ; number\nrow > 50 | 1\nrow > 0 | 2\nrow - | 3\n" P
     "decision X ; number ; a b y f\nexpr if y then f(a) else if b > 3 then f(b) else 0",
     NONE},
    {"92 arguments by name",
     "function f ; x number, k number ; number ; x - k\n" P "decision X ; number ; a b f\nexpr f(k: a, x: b)", NONE},
    {"93 recursion",
     "function f ; x number ; number ; if x <= 0 then 0 else f(x - 1000) + 1 ; f\n" P
     "decision X ; number ; a f\nexpr if a > 100 then 1 else f(min(a, 5000))",
     SOME},
    {"94 a decision that is not needed still fires its table",
     P "decision T ; number" NEED
       "hit F\nin a\nout ; number\nrow > 10 | 1\nrow - | 2\ndecision X ; number ; T b\nexpr b + 1",
     NONE},
    {"100 types with allowed values",
     "type money = number ; [0..1000]\ntype level = string ; \"a\", \"b\"\ninput a ; money\n"
     "input s ; level\ndecision X ; number ; a s\nexpr if s = null then -1 else a + 1",
     NONE},
    {"101 a decision outside its type's values",
     "type small = number ; [0..100]\ninput a ; number\ndecision X ; small ; a\nexpr a * 2", NONE},
    {"102 the wrong type", P "decision X ; string" NEED "expr a + 1", ALL},
    {"103 no type at all", P "decision X ;" NEED "expr if y then a else b", NONE},
    {"104 what nobody covers", P "decision X ; " NEED "expr [a, b, s]", ALL},
    {"105 time is the interpreter's", P "decision X ; boolean" NEED "expr d < today()", ALL},
    {"106 only constants", P "decision X ; number" NEED "expr 1 + 2 * 3", NONE},
    {"107 an error", P "decision X ; number" NEED "expr a + \"x\"", ALL},
};

/* ---- columns: the same odd values for every test ---- */

enum {
    MOST = 2600
};
struct table {
    struct arena *arena;
    struct dmn_column columns[8];
    size_t count;
};
static const struct str WORDS[] = {{"a", 1}, {"b", 1}, {"c", 1}, {"博士 ab", 9}, {"", 0}};
static const struct str OTHERS[] = {{"b", 1}, {"x", 1}, {"a", 1}};

static void fill(struct table *t, struct dmn_column *c, struct str type, size_t which, struct rng *r)
{
    static const int64_t EDGES[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 49, 50, 51, 99, 100, 101, 1000, -1, -5, -6, -8};
    static const int64_t FAR[] = {INT64_MAX, -INT64_MAX, INT64_MIN, INT64_C(1) << 47, INT64_C(4000000000)};
    static const int32_t DAYS[] = {0, 11016, 20634, 20635, 4193, 4194, 16981, 20512, -719162, 2932896, 7305};
    bool text = str_eq(type, STR("string")) || str_eq(type, STR("level")), date = str_eq(type, STR("date"));
    bool boolean = str_eq(type, STR("boolean"));
    c->kind = text      ? (which % 2 ? DMN_COLUMN_CODE8 : DMN_COLUMN_CODE16)
              : date    ? DMN_COLUMN_DATE
              : boolean ? DMN_COLUMN_BOOLEAN
              : which   ? DMN_COLUMN_INT32
                        : DMN_COLUMN_INT64;
    c->scale = c->kind == DMN_COLUMN_INT64 ? 2 : 0;
    c->dictionary = which % 2 ? WORDS : OTHERS;
    c->dictionary_count = which % 2 ? COUNT(WORDS) : COUNT(OTHERS);
    void *values = arena_alloc(t->arena, (MOST + 8) * dmn_column_width(c->kind));
    for (size_t i = 0; i < MOST; i++) {
        int64_t n = EDGES[rng_below(r, COUNT(EDGES))];
        if (c->kind == DMN_COLUMN_INT64)
            ((int64_t *)values)[i] =
                rng_below(r, 50) ? n * 100 + (int64_t)rng_below(r, 3) - 1 : FAR[rng_below(r, COUNT(FAR))];
        else if (c->kind == DMN_COLUMN_INT32)
            ((int32_t *)values)[i] = (int32_t)n;
        else if (date)
            ((int32_t *)values)[i] = DAYS[rng_below(r, COUNT(DAYS))] + (int32_t)rng_below(r, 3) - 1;
        else if (boolean)
            ((uint8_t *)values)[i] = (uint8_t)rng_below(r, 2);
        else if (c->kind == DMN_COLUMN_CODE8)
            ((uint8_t *)values)[i] = (uint8_t)rng_below(r, c->dictionary_count);
        else
            ((uint16_t *)values)[i] = (uint16_t)rng_below(r, c->dictionary_count);
    }
    c->values = values;
    uint64_t *nulls = ARENA_ARRAY(t->arena, uint64_t, MOST / 64 + 1);
    for (size_t i = 1024; i < MOST; i++) /* the first block has none */
        if (rng_below(r, 8) == 0) nulls[i / 64] |= (uint64_t)1 << i % 64;
    c->nulls = nulls;
}

static void make_columns(struct table *t, const struct dmn_model *m, size_t decision)
{
    struct rng r;
    rng_init(&r, 7);
    const uint32_t *needs = dmn_needs(m, decision, &t->count);
    assert(t->count <= COUNT(t->columns));
    for (size_t i = 0; i < t->count; i++) {
        struct dmn_element_info e = dmn_element(m, needs[i]);
        fill(t, &t->columns[i], e.type, (size_t)(e.name.p[0] == 'b' || e.name.p[0] == 's'), &r);
    }
}

static void test_row(size_t i)
{
    static const size_t COUNTS[] = {0, 1, 1023, 1024, 1025, MOST};
    struct table t = {.arena = arena_new()};
    struct dmn_model *m = rig_load(t.arena, ROWS[i].lines, &(struct feel_diags){.arena = t.arena, .max = 5});
    CHECK_ROW(ROWS[i].label, m != NULL);
    if (m == NULL) return;
    size_t decision = dmn_find(m, DMN_DECISION, STR("X"), STR("urn:rig"));
    make_columns(&t, m, decision);
    for (size_t k = 0; k < COUNT(COUNTS); k++) {
        struct batch_case c = {m, decision, t.columns, t.count, COUNTS[k], 1 + (int)(k % 4)};
        struct dmn_batch_stats s;
        CHECK_ROW(ROWS[i].label, batch_differences(&c, &s) == 0);
        bool all = s.interpreted_rows == s.rows, none = s.interpreted_rows == 0;
        /* Of 64-bit inputs, those beyond 2^47 are the interpreter's wherever they are computed with. */
        bool few = ROWS[i].by_interpreter == NONE && s.interpreted_rows <= s.rows / 10;
        bool good = ROWS[i].by_interpreter == ALL ? all : ROWS[i].by_interpreter == NONE ? none || few : true;
        if (COUNTS[k] >= 1024 && ROWS[i].by_interpreter == SOME) good = !all;
        CHECK_ROW(ROWS[i].label, good || COUNTS[k] == 1);
        if (!good) (void)fprintf(stderr, "  %zu of %zu rows by the interpreter\n", s.interpreted_rows, s.rows);
    }
    dmn_model_free(m);
    arena_free(t.arena);
}

/* ---- kinds of results ---- */

static void test_kinds(void)
{
    static const struct {
        const char *label, *lines;
        enum dmn_column_kind kind;
        int32_t scale;
    } KINDS[] = {
        {"a number whose range is known", P "decision X ; number" NEED "expr min(b, 10) * 0.25", DMN_COLUMN_NUM, 0},
        {"a number within 64 bits", P "decision X ; number" NEED "expr max(0, min(b, 10)) * 0.25", DMN_COLUMN_INT64, 2},
        {"a number that may leave 64 bits", P "decision X ; number" NEED "expr a * 12", DMN_COLUMN_NUM, 0},
        {"a boolean", P "decision X ; boolean" NEED "expr a > 1", DMN_COLUMN_BOOLEAN, 0},
        {"a date", P "decision X ; date" NEED "expr d", DMN_COLUMN_DATE, 0},
        {"few strings", P "decision X ; string" NEED "expr if y then \"yes\" else \"no\"", DMN_COLUMN_CODE8, 0},
        {"strings that are not known", P "decision X ; string" NEED "expr string(a) + s", DMN_COLUMN_CODE32, 0},
        {"a list", P "decision X ; " NEED "expr [a]", DMN_COLUMN_VALUE, 0},
    };
    for (size_t i = 0; i < COUNT(KINDS); i++) {
        struct table t = {.arena = arena_new()};
        struct dmn_model *m = rig_load(t.arena, KINDS[i].lines, NULL);
        size_t decision = dmn_find(m, DMN_DECISION, STR("X"), STR("urn:rig"));
        make_columns(&t, m, decision);
        struct dmn_batch *b = dmn_batch_compile(m, decision, t.columns, t.count, NULL);
        struct dmn_result r = dmn_batch_result(b);
        bool narrow = i == 0 && r.kind == DMN_COLUMN_INT64; /* a 32-bit column needs no more */
        CHECK_ROW(KINDS[i].label, r.kind == KINDS[i].kind || narrow);
        CHECK_ROW(KINDS[i].label, r.scale == KINDS[i].scale || narrow);
        dmn_batch_free(b);
        dmn_model_free(m);
        arena_free(t.arena);
    }
}

/* ---- columns of arbitrary values, and empty dictionaries ---- */

static void test_any_columns(void)
{
    struct arena *a = arena_new();
    struct dmn_model *m = rig_load(a,
                                   "input a ; number\ninput s ; string\ndecision X ; string ; a s\n"
                                   "expr if a > 1 then s else \"low\"",
                                   NULL);
    struct num numbers[3];
    CHECK(num_parse(STR("1.00000000000000000000000001"), &numbers[0]) && num_parse(STR("1"), &numbers[1]) &&
          num_parse(STR("1e30"), &numbers[2]));
    struct feel_value values[3] = {feel_string(STR("x")), FEEL_NULL_VALUE, feel_integer(5)};
    uint64_t nulls[1] = {4};
    struct dmn_column any[2] = {{.kind = DMN_COLUMN_NUM, .values = numbers, .nulls = nulls},
                                {.kind = DMN_COLUMN_VALUE, .values = values}};
    struct batch_case c = {m, dmn_find(m, DMN_DECISION, STR("X"), STR("urn:rig")), any, 2, 3, 1};
    CHECK(batch_differences(&c, NULL) == 0);
    uint8_t codes[3] = {0, 0, 0};
    int32_t plain[3] = {0, 2, 5};
    uint64_t all[1] = {7};
    struct dmn_column empty[2] = {{.kind = DMN_COLUMN_INT32, .values = plain},
                                  {.kind = DMN_COLUMN_CODE8, .values = codes, .nulls = all}};
    c.columns = empty;
    CHECK(batch_differences(&c, NULL) == 0);
    dmn_model_free(m);
    arena_free(a);
}

/* ---- threads, progress, stopping ---- */

struct progress {
    size_t calls, most, stop_at;
    atomic_int inside;
};
static bool on_progress(void *data, size_t rows)
{
    struct progress *p = data;
    CHECK(atomic_fetch_add(&p->inside, 1) == 0);
    CHECK(rows > p->most);
    p->calls++;
    p->most = rows;
    atomic_fetch_sub(&p->inside, 1);
    return p->stop_at == 0 || rows < p->stop_at;
}

static void test_progress(void)
{
    enum {
        LONG = 300000
    };
    struct arena *a = arena_new();
    struct dmn_model *m = rig_load(a, "input a ; number\ndecision X ; number ; a\nexpr a + 1", NULL);
    int32_t *values = ARENA_ARRAY(a, int32_t, LONG);
    for (int32_t i = 0; i < LONG; i++)
        values[i] = i;
    struct dmn_column column = {.kind = DMN_COLUMN_INT32, .values = values};
    size_t decision = dmn_find(m, DMN_DECISION, STR("X"), STR("urn:rig"));
    struct dmn_batch *b = dmn_batch_compile(m, decision, &column, 1, NULL);
    struct dmn_result r = dmn_batch_result(b);
    CHECK(r.kind == DMN_COLUMN_INT64 && r.scale == 0);
    for (int threads = 1; threads <= 4; threads++) {
        struct progress p = {0};
        r.values = ARENA_ARRAY(a, int64_t, LONG);
        r.nulls = ARENA_ARRAY(a, uint64_t, LONG / 64 + 1);
        struct dmn_batch_job job = {.columns = &column,
                                    .column_count = 1,
                                    .rows = LONG,
                                    .result = &r,
                                    .threads = threads,
                                    .progress = on_progress,
                                    .progress_data = &p};
        struct dmn_batch_stats s = dmn_batch_run(b, &job, NULL);
        CHECK(s.rows == LONG && !s.stopped && p.most == LONG && p.calls > 1);
        bool right = true;
        for (int32_t i = 0; i < LONG; i++)
            right &= ((int64_t *)r.values)[i] == i + 1;
        CHECK(right);
        p = (struct progress){.stop_at = 1};
        s = dmn_batch_run(b, &job, NULL);
        CHECK(s.stopped && s.rows < LONG);
    }
    dmn_batch_free(b);
    dmn_model_free(m);
    arena_free(a);
}

/* ---- entries of a context ---- */

/* One entry as a column against the same entry of the interpreter's context. */
static void check_entry(const struct dmn_model *m, const char *entry, enum dmn_column_kind kind, bool columns)
{
    enum { MANY = 1500 };
    struct arena *a = arena_new();
    int32_t *values = ARENA_ARRAY(a, int32_t, MANY);
    uint64_t *nulls = ARENA_ARRAY(a, uint64_t, MANY / 64 + 1);
    for (size_t i = 0; i < MANY; i++) {
        values[i] = (int32_t)i % 9 - 2;
        if (i % 11 == 0) nulls[i / 64] |= (uint64_t)1 << i % 64;
    }
    const struct dmn_column column = {.kind = DMN_COLUMN_INT32, .values = values, .nulls = nulls};
    size_t decision = dmn_find(m, DMN_DECISION, STR("X"), STR("urn:rig"));
    struct dmn_batch *b = dmn_batch_compile_entry(m, decision, str_of(entry), &column, 1, NULL);
    struct dmn_result r = dmn_batch_result(b);
    r.values = arena_alloc(a, MANY * dmn_column_width(r.kind));
    r.nulls = ARENA_ARRAY(a, uint64_t, MANY / 64 + 1);
    const struct dmn_batch_job job = {.columns = &column, .column_count = 1, .rows = MANY, .result = &r, .threads = 2};
    CHECK_ROW(entry, r.kind == kind);
    CHECK_ROW(entry, (dmn_batch_run(b, &job, NULL).interpreted_rows == 0) == columns);
    r.dictionary = dmn_batch_result(b).dictionary;
    struct dmn_run *run = dmn_run_new(m);
    size_t differ = 0;
    for (size_t i = 0; i < MANY; i++) {
        dmn_run_reset(run);
        dmn_set(run, dmn_needs(m, decision, &(size_t){0})[0], batch_input(&column, i));
        struct feel_value v = dmn_evaluate(run, decision);
        const struct feel_value *one = v.kind == FEEL_CONTEXT ? feel_context_get(v.context, str_of(entry)) : NULL;
        differ += !batch_same(a, one ? *one : FEEL_NULL_VALUE, batch_output(&r, i));
    }
    CHECK_ROW(entry, differ == 0);
    dmn_run_free(run);
    dmn_batch_free(b);
    arena_free(a);
}

static void test_entries(void)
{
    struct arena *a = arena_new();
    struct dmn_model *boxed = rig_load(a,
                                       "input a ; number\ndecision X ; Any ; a\n"
                                       "expr {eligible: a > 1, amount: a * 2.5, why: if a > 3 then \"much\" else \"little\", "
                                       "slow: sum(for i in 1..3 return i * a)}",
                                       NULL);
    struct dmn_model *table = rig_load(a,
                                       "input a ; number\ndecision X ; Any ; a\nhit F\nin a\nout eligible ; boolean\n"
                                       "out amount ; number\nrow > 3 | true | 20\nrow > 0 | false | 1.5",
                                       NULL);
    check_entry(boxed, "eligible", DMN_COLUMN_BOOLEAN, true);
    check_entry(boxed, "amount", DMN_COLUMN_INT64, true);
    check_entry(boxed, "why", DMN_COLUMN_CODE8, true);
    check_entry(boxed, "slow", DMN_COLUMN_VALUE, false);
    check_entry(boxed, "nothing", DMN_COLUMN_VALUE, true);
    check_entry(table, "eligible", DMN_COLUMN_BOOLEAN, true);
    check_entry(table, "amount", DMN_COLUMN_INT64, true);
    dmn_model_free(boxed);
    dmn_model_free(table);
    arena_free(a);
}

/* Rows without a result tell why when they are asked; the others stay columns. */
static void test_asked_nulls(void)
{
    enum {
        ASKED = 2500
    };
    struct arena *a = arena_new();
    struct dmn_model *m = rig_load(a, "input a ; number\ndecision X ; number ; a\nexpr a + 1", NULL);
    int32_t *values = ARENA_ARRAY(a, int32_t, ASKED);
    uint64_t *nulls = ARENA_ARRAY(a, uint64_t, ASKED / 64 + 1);
    static const size_t EMPTY[] = {0, 63, 64, 1023, 1024, 2499};
    for (size_t i = 0; i < COUNT(EMPTY); i++)
        nulls[EMPTY[i] / 64] |= (uint64_t)1 << EMPTY[i] % 64;
    struct dmn_column column = {.kind = DMN_COLUMN_INT32, .values = values, .nulls = nulls};
    struct dmn_batch *b = dmn_batch_compile(m, dmn_find(m, DMN_DECISION, STR("X"), STR("urn:rig")), &column, 1, NULL);
    struct dmn_result r = dmn_batch_result(b);
    r.values = ARENA_ARRAY(a, int64_t, ASKED);
    r.nulls = ARENA_ARRAY(a, uint64_t, ASKED / 64 + 1);
    const struct batch_kernels *sets[BATCH_SETS];
    size_t set_count = batch_kernel_sets(sets);
    for (size_t i = 0; i < 2 * set_count; i++) {
        bool asked = i % 2;
        b->kernels = sets[i / 2];
        struct feel_diags d = {.arena = a, .max = 3};
        struct dmn_batch_job job = {
            .columns = &column, .column_count = 1, .rows = ASKED, .result = &r, .ask_nulls = asked, .threads = 1};
        struct dmn_batch_stats t = dmn_batch_run(b, &job, &d);
        CHECK_ROW(b->kernels->name, t.interpreted_rows == (asked ? COUNT(EMPTY) : 0));
        CHECK_ROW(b->kernels->name, t.errors == (int64_t)t.interpreted_rows && d.errors == t.errors);
        CHECK_ROW(b->kernels->name, d.list.count == (asked ? 3 : 0));
        CHECK_ROW(b->kernels->name, memcmp(r.nulls, nulls, (ASKED / 64 + 1) * sizeof *nulls) == 0);
    }
    dmn_batch_free(b);
    dmn_model_free(m);
    arena_free(a);
}

/* ---- the plan, and diagnostics of interpreted rows ---- */

static void test_plan(void)
{
    struct table t = {.arena = arena_new()};
    struct dmn_model *m = rig_load(t.arena,
                                   P "decision T ; number" NEED "hit F\nin a\nout ; number\nrow > 1 | 1\n"
                                     "decision X ; number ; T a b\n"
                                     "expr if a > 1000 then sum(for i in 1..2 return a) else a / (b - b)",
                                   NULL);
    size_t decision = dmn_find(m, DMN_DECISION, STR("X"), STR("urn:rig"));
    make_columns(&t, m, decision);
    struct dmn_batch *b = dmn_batch_compile(m, decision, t.columns, t.count, NULL);
    struct str zh = dmn_batch_plan(b, t.arena, FEEL_ZH), en = dmn_batch_plan(b, t.arena, FEEL_EN);
    CHECK(str_find(zh, STR("按行")) < zh.n && str_find(zh, STR("适用的行：T")) < zh.n);
    CHECK(str_find(en, STR("row by row")) < en.n && str_find(en, STR("told of: T")) < en.n);
    CHECK(dmn_batch_tables(b) == 1 && str_eq(dmn_batch_table(b, 0), STR("T")));
    struct dmn_result r = dmn_batch_result(b);
    r.values = arena_alloc(t.arena, MOST * dmn_column_width(r.kind));
    r.nulls = ARENA_ARRAY(t.arena, uint64_t, MOST / 64 + 1);
    struct feel_diags d = {.arena = t.arena, .max = 3};
    struct dmn_batch_job job = {
        .columns = t.columns, .column_count = t.count, .rows = MOST, .result = &r, .threads = 2};
    struct dmn_batch_stats s = dmn_batch_run(b, &job, &d);
    CHECK(s.errors > 0 && d.list.count == 3 && d.errors >= s.errors / 2);
    dmn_batch_free(b);
    dmn_model_free(m);
    arena_free(t.arena);
}

int main(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++)
        test_row(i);
    test_kinds();
    test_any_columns();
    test_progress();
    test_entries();
    test_asked_nulls();
    test_plan();
    return check_end();
}
