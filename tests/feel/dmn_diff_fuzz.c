/* dmn_diff_fuzz.c - random models over random columns: every row must be what the interpreter says, fired rows too.
 *
 * dmn_diff_fuzz [ROWS [SEED]]; ROWS 0 = for ten seconds.  Prints the seed; a difference prints the model and the row.
 */
#include "base/rng.h"
#include "check.h"
#include "dmn_batch_rig.h"
#include <stdio.h>
#include <time.h>

enum {
    INPUTS_MAX = 6,
    DEEP = 3,
    ROWS_A_MODEL = 3000,
    SECONDS = 10
};

struct gen {
    struct rng rng;
    struct arena *arena;
    struct buf lines;
    char kinds[INPUTS_MAX + 1]; /* n, d, s, b per input */
    int32_t scales[INPUTS_MAX];
    size_t inputs;
    char decisions[16]; /* kind of each decision so far */
    size_t decision_count;
    char functions[4][8]; /* result, then parameters */
    size_t function_count;
    bool in_function; /* only its parameters are known */
    size_t function;
};

static size_t pick(struct gen *g, size_t n)
{
    return (size_t)rng_below(&g->rng, n);
}
static bool chance(struct gen *g, size_t percent)
{
    return pick(g, 100) < percent;
}

static const char *const WORDS[] = {"博士", "硕士", "本科", "大专", "a", "B", "高中 以下", ""};

static const char *expr(struct gen *g, char kind, int depth);

static const char *text(struct gen *g, const char *format, ...) PRINTF(2, 3);
static const char *text(struct gen *g, const char *format, ...)
{
    va_list ap;
    struct buf b = {.arena = g->arena};
    va_start(ap, format);
    buf_addv(&b, format, ap);
    va_end(ap);
    buf_add_char(&b, '\0');
    return b.p;
}

/* ---- constants; the same few come again and again, so that rows meet them ---- */

static const char *number(struct gen *g)
{
    static const char *const NUMBERS[] = {"0",      "1",      "2",     "10",      "12",    "100",  "35",
                                          "45",     "1000",   "5000",  "8000.5",  "0.3",   "0.05", "12.25",
                                          "100000", "2.5",    "-1",    "-100.01", "7",     "3",    "60",
                                          "1.5",    "500000", "99.99", "0.0001",  "36500", "20"};
    return NUMBERS[pick(g, COUNT(NUMBERS))];
}

static const char *date(struct gen *g)
{
    static const char *const DATES[] = {"2026-06-30", "2000-02-29", "1990-01-01", "1981-12-31", "2024-02-29",
                                        "1970-01-01", "2026-01-31", "1900-03-01", "9999-12-31", "0001-01-01"};
    return text(g, "date(\"%s\")", DATES[pick(g, COUNT(DATES))]);
}

static const char *word(struct gen *g)
{
    return text(g, "\"%s\"", WORDS[pick(g, COUNT(WORDS))]);
}

static const char *constant(struct gen *g, char kind)
{
    return kind == 'n' ? number(g) : kind == 'd' ? date(g) : kind == 's' ? word(g) : chance(g, 50) ? "true" : "false";
}

/* ---- names ---- */

static const char *variable(struct gen *g, char kind)
{
    size_t found[32], n = 0;
    if (g->in_function) {
        const char *f = g->functions[g->function] + 1;
        for (size_t i = 0; f[i]; i++)
            if (f[i] == kind) found[n++] = i;
        return n ? text(g, "p%zu", found[pick(g, n)]) : constant(g, kind);
    }
    for (size_t i = 0; i < g->inputs; i++)
        if (g->kinds[i] == kind) found[n++] = i;
    for (size_t i = 0; i < g->decision_count; i++)
        if (g->decisions[i] == kind) found[n++] = 16 + i;
    if (n == 0) return constant(g, kind);
    size_t at = found[pick(g, n)];
    return at < 16 ? text(g, "x%zu", at) : text(g, "D%zu", at - 16);
}

static const char *call(struct gen *g, char kind, int depth)
{
    for (size_t i = 0; i < g->function_count; i++) {
        size_t f = pick(g, g->function_count);
        if (g->functions[f][0] != kind || g->in_function) continue;
        struct buf b = {.arena = g->arena};
        buf_addf(&b, "f%zu(", f);
        for (const char *p = g->functions[f] + 1; *p; p++) {
            if (p != g->functions[f] + 1) buf_add(&b, STR(", "));
            buf_addf(&b, "%s", expr(g, *p, depth - 1));
        }
        buf_add(&b, (struct str){")", 2}); /* with the NUL */
        return b.p;
    }
    return variable(g, kind);
}

/* ---- expressions ---- */

static const char *number_expr(struct gen *g, int d)
{
    static const char *const ROUND[] = {"floor",      "ceiling",       "decimal",        "round up",
                                        "round down", "round half up", "round half down"};
    static const char OPS[] = "+-*+-";
    const char *a = expr(g, 'n', d - 1), *b = expr(g, 'n', d - 1);
    switch (pick(g, 20)) {
    case 0:
    case 1:
    case 2:
    case 3:
        return text(g, "(%s %c %s)", a, OPS[pick(g, 5)], b);
    case 4:
        return text(g, "%s * %s", variable(g, 'n'), number(g));
    case 5:
        return text(g, "(%s / %s)", a, number(g));
    case 6:
        return text(g, "%s(%s / %s, %zu)", ROUND[pick(g, 7)], a, b, pick(g, 4));
    case 7:
        return text(g, "%s(%s, %d)", ROUND[pick(g, 7)], a, (int)pick(g, 5) - 1);
    case 8:
        return text(g, "floor(%s)", a);
    case 9:
        return text(g, "%s(%s, %s)", chance(g, 50) ? "min" : "max", a, number(g));
    case 10:
        return text(g, "%s([%s, %s, %s])", chance(g, 50) ? "sum" : "min", a, b, number(g));
    case 11:
        return text(g, "abs(%s)", a);
    case 12:
        return text(g, "modulo(%s, %s)", a, chance(g, 70) ? number(g) : b);
    case 13: {
        static const char *const PARTS[] = {"year", "month", "day", "weekday"};
        return text(g, "%s.%s", expr(g, 'd', d - 1), PARTS[pick(g, 4)]);
    }
    case 14:
        return text(g, "years and months duration(%s, %s).%s", expr(g, 'd', d - 1),
                    chance(g, 60) ? date(g) : expr(g, 'd', d - 1), chance(g, 70) ? "years" : "months");
    case 15:
        return text(g, "(%s - %s).days", expr(g, 'd', d - 1), expr(g, 'd', d - 1));
    case 16:
        return text(g, "(if %s then %s else %s)", expr(g, 'b', d - 1), a, b);
    case 17:
        return call(g, 'n', d);
    case 18:
        return text(g, "{k: %s, m: k + %s}.m", a, b);
    default:
        return text(g, "string length(%s)", variable(g, 's'));
    }
}

static const char *test(struct gen *g, char kind, int depth);

static const char *truth_expr(struct gen *g, int d)
{
    static const char *const OPS[] = {"<", "<=", ">", ">=", "=", "!="};
    char kind = "nnnds"[pick(g, 5)];
    const char *a = expr(g, kind, d - 1), *b = chance(g, 60) ? constant(g, kind) : expr(g, kind, d - 1);
    switch (pick(g, 12)) {
    case 0:
    case 1:
    case 2:
        return text(g, "(%s %s %s)", a, OPS[pick(g, kind == 's' ? 6 : 6)], b);
    case 3:
        return text(g, "(%s and %s)", expr(g, 'b', d - 1), expr(g, 'b', d - 1));
    case 4:
        return text(g, "(%s or %s)", expr(g, 'b', d - 1), expr(g, 'b', d - 1));
    case 5:
        return text(g, "not(%s)", expr(g, 'b', d - 1));
    case 6:
        return text(g, "(%s in (%s))", a, test(g, kind, 0));
    case 7:
        return text(g, "(%s between %s and %s)", a, constant(g, kind), b);
    case 8:
        return text(g, "(%s = null)", a);
    case 9:
        return text(g, "contains(%s, \"%s\")", variable(g, 's'), chance(g, 50) ? "士" : "a");
    case 10:
        return call(g, 'b', d);
    default:
        return text(g, "(%s / %s %s %s)", expr(g, 'n', d - 1), expr(g, 'n', d - 1), OPS[pick(g, 4)], number(g));
    }
}

static const char *date_expr(struct gen *g, int d)
{
    static const char *const SPANS[] = {"P1Y", "P13M", "-P1M", "P30D", "P1D", "-P365D", "P0M", "PT36H"};
    switch (pick(g, 4)) {
    case 0:
        return text(g, "(%s %c duration(\"%s\"))", expr(g, 'd', d - 1), "+-"[pick(g, 2)], SPANS[pick(g, 7)]);
    case 1:
        return text(g, "(if %s then %s else %s)", expr(g, 'b', d - 1), expr(g, 'd', d - 1), expr(g, 'd', d - 1));
    case 2:
        return text(g, "(%s + (%s - %s))", variable(g, 'd'), variable(g, 'd'), variable(g, 'd'));
    default:
        return variable(g, 'd');
    }
}

static const char *string_expr(struct gen *g, int d)
{
    switch (pick(g, 5)) {
    case 0:
        return text(g, "upper case(%s)", expr(g, 's', d - 1));
    case 1:
        return text(g, "(if %s then %s else %s)", expr(g, 'b', d - 1), expr(g, 's', d - 1), expr(g, 's', d - 1));
    case 2:
        return text(g, "(%s + %s)", variable(g, 's'), word(g));
    case 3:
        return call(g, 's', d);
    default:
        return text(g, "substring(%s, 1, 1)", variable(g, 's'));
    }
}

static const char *expr(struct gen *g, char kind, int depth)
{
    if (depth <= 0 || chance(g, 25)) {
        if (chance(g, 3)) return "null";
        return chance(g, 70) ? variable(g, kind) : constant(g, kind);
    }
    return kind == 'n'   ? number_expr(g, depth)
           : kind == 'd' ? date_expr(g, depth)
           : kind == 's' ? string_expr(g, depth)
                         : truth_expr(g, depth);
}

/* A unary test. */
static const char *test(struct gen *g, char kind, int depth)
{
    static const char *const OPS[] = {"<", "<=", ">", ">="};
    const char *a = constant(g, kind), *b = constant(g, kind);
    if (kind == 'b') return chance(g, 30) ? "-" : a;
    switch (pick(g, 12)) {
    case 0:
    case 1:
        return a;
    case 2:
        return text(g, "%s, %s", a, b);
    case 3:
        return kind == 's' ? text(g, "not(%s)", a) : text(g, "not(%s %s)", OPS[pick(g, 4)], a);
    case 4:
        return depth > 0 && chance(g, 30) ? "null" : a;
    case 5:
        if (depth <= 0) return a;
        return kind == 's' ? text(g, "? = %s", variable(g, 's'))
                           : text(g, "%s %s", OPS[pick(g, 4)], expr(g, kind, depth - 1));
    case 6:
        if (depth > 0 && kind == 'n') return text(g, "modulo(?, 7) = %zu", pick(g, 7));
        return a;
    default:
        if (kind == 's') return chance(g, 30) ? "-" : text(g, "%s, %s, %s", a, b, word(g));
        if (chance(g, 25)) return "-";
        if (chance(g, 50)) return text(g, "%s %s", OPS[pick(g, 4)], a);
        return text(g, "%c%s..%s%c", "[("[pick(g, 2)], a, b, "])"[pick(g, 2)]);
    }
}

/* ---- models ---- */

static const char *type_of(char kind)
{
    return kind == 'n' ? "number" : kind == 'd' ? "date" : kind == 's' ? "string" : "boolean";
}

static const char *output(struct gen *g, char kind, bool known)
{
    return known ? constant(g, kind) : expr(g, kind, 2);
}

/* The lines of a table of that kind of result. */
static void table(struct gen *g, char kind)
{
    static const char *const SINGLE[] = {"F", "F", "F", "U", "A", "P"}, *const SUMS[] = {"C+", "C<", "C>", "C#"};
    bool sums = kind == 'n' && chance(g, 25), known = sums || chance(g, 60);
    const char *hit = sums ? SUMS[pick(g, 4)] : SINGLE[pick(g, 6)];
    size_t inputs = 1 + pick(g, 4), rules = chance(g, 15) ? 9 + pick(g, 60) : 1 + pick(g, 8);
    char kinds[4];
    bool few = hit[0] == 'A'; /* so that results agree now and then */
    buf_addf(&g->lines, "hit %s\n", hit);
    for (size_t i = 0; i < inputs; i++) {
        kinds[i] = "nnndssb"[pick(g, 7)];
        const char *allowed = chance(g, 8) && kinds[i] == 'n' ? " ; number ; [-1000..100000]" : "";
        const char *e = expr(g, kinds[i], chance(g, 50) ? 0 : 2);
        buf_addf(&g->lines, "in %s%s\n", e, allowed);
    }
    const char *values = "";
    if (hit[0] == 'P')
        values = kind == 'n'   ? "100, 10, 1, 0, [2..1000]"
                 : kind == 's' ? "\"a\", \"博士\", \"硕士\", \"本科\", \"大专\", \"B\", \"高中 以下\", \"\""
                               : "";
    const char *fallback = chance(g, 30) ? output(g, kind, known) : "";
    buf_addf(&g->lines, "out ; %s ; %s ; %s\n", type_of(kind), values, fallback);
    const char *same = output(g, kind, known);
    for (size_t r = 0; r < rules; r++) {
        buf_add(&g->lines, STR("row "));
        for (size_t i = 0; i < inputs; i++)
            buf_addf(&g->lines, "%s | ", test(g, kinds[i], 1));
        buf_addf(&g->lines, "%s\n", few && chance(g, 80) ? same : output(g, kind, known));
    }
}

/* A table of lists, or of two outputs, read by a path. */
static void odd_table(struct gen *g)
{
    size_t rules = 1 + pick(g, 7);
    bool list = chance(g, 50);
    char kind = "nds"[pick(g, 3)];
    static const char *const MANY[] = {"R", "C", "O"};
    buf_addf(&g->lines, "hit %s\nin %s\n", list ? MANY[pick(g, 3)] : "F", expr(g, kind, 1));
    const char *values = "\"a\", \"B\", \"博士\", \"硕士\", \"本科\", \"大专\", \"高中 以下\", \"\"";
    buf_addf(&g->lines, "out %s ; string ; %s\n", list ? "" : "u", list ? values : "");
    if (!list) buf_add(&g->lines, STR("out v ; number\n"));
    for (size_t r = 0; r < rules; r++) {
        buf_addf(&g->lines, "row %s | %s", test(g, kind, 1), word(g));
        if (!list) buf_addf(&g->lines, " | %s", output(g, 'n', chance(g, 70)));
        buf_add(&g->lines, STR("\n"));
    }
}

static void needs(struct gen *g, struct buf *b)
{
    for (size_t i = 0; i < g->inputs; i++)
        buf_addf(b, " x%zu", i);
    for (size_t i = 0; i < g->decision_count; i++)
        buf_addf(b, " D%zu", i);
    for (size_t i = 0; i < g->function_count; i++)
        buf_addf(b, " f%zu", i);
}

static void decision(struct gen *g, char kind)
{
    struct buf b = {.arena = g->arena};
    needs(g, &b);
    buf_add_char(&b, '\0');
    buf_addf(&g->lines, "decision D%zu ; %s ;%s\n", g->decision_count, chance(g, 85) ? type_of(kind) : "", b.p);
    if (chance(g, 60))
        table(g, kind);
    else
        buf_addf(&g->lines, "expr %s\n", expr(g, kind, DEEP));
    g->decisions[g->decision_count++] = kind;
}

static void function(struct gen *g)
{
    char *f = g->functions[g->function_count];
    size_t params = 1 + pick(g, 3);
    f[0] = "nnbs"[pick(g, 4)];
    buf_addf(&g->lines, "function f%zu ; ", g->function_count);
    for (size_t i = 0; i < params; i++) {
        f[i + 1] = "nnds"[pick(g, 4)];
        buf_addf(&g->lines, "%sp%zu %s", i ? ", " : "", i, type_of(f[i + 1]));
    }
    f[params + 1] = '\0';
    g->in_function = true;
    g->function = g->function_count;
    buf_addf(&g->lines, " ; %s ; ", type_of(f[0]));
    if (chance(g, 40)) {
        buf_add(&g->lines, STR("table\n"));
        table(g, f[0]);
    } else {
        buf_addf(&g->lines, "%s\n", expr(g, f[0], 2));
    }
    g->in_function = false;
    g->function_count++;
}

static void model(struct gen *g)
{
    g->inputs = 1 + pick(g, INPUTS_MAX);
    buf_add(&g->lines, STR("type money = number ; [0..100000]\ntype level = string ; \"博士\", \"硕士\", \"a\"\n"));
    for (size_t i = 0; i < g->inputs; i++) {
        g->kinds[i] = "nnnddssb"[pick(g, 8)];
        const char *type = type_of(g->kinds[i]);
        if (g->kinds[i] == 'n' && chance(g, 10)) type = "money";
        if (g->kinds[i] == 's' && chance(g, 10)) type = "level";
        if (chance(g, 5)) type = "";
        buf_addf(&g->lines, "input x%zu ; %s\n", i, type);
    }
    for (size_t i = pick(g, 3); i > 0; i--)
        function(g);
    for (size_t i = 1 + pick(g, 4); i > 0; i--)
        decision(g, "nnnbsd"[pick(g, 6)]);
    if (chance(g, 20)) {
        struct buf b = {.arena = g->arena};
        needs(g, &b);
        buf_add_char(&b, '\0');
        buf_addf(&g->lines, "decision T ; ;%s\n", b.p);
        odd_table(g);
        buf_addf(&g->lines, "decision D%zu ; ;%s T\nexpr %s\n", g->decision_count, b.p,
                 chance(g, 30)   ? "T"
                 : chance(g, 50) ? "T.v"
                                 : "count(T)");
        g->decisions[g->decision_count++] = 'n';
    }
}

/* ---- columns ---- */

static int64_t number_of(struct gen *g, int32_t scale, bool wide)
{
    static const int64_t SPECIAL[] = {0, 1, 2, 10, 12, 35, 45, 100, 1000, 5000, 100000, 500000, -100, 7, 60, 36500};
    int64_t p = 1;
    for (int32_t i = 0; i < scale; i++)
        p *= 10;
    if (wide && chance(g, 3)) {
        static const int64_t FAR[] = {INT64_MAX,        INT64_MIN,
                                      INT64_C(1) << 47, -(INT64_C(1) << 47),
                                      INT64_C(1) << 53, (INT64_C(1) << 47) + 1,
                                      INT64_MAX / 10,   INT64_C(4000000000000000000)};
        return FAR[pick(g, COUNT(FAR))];
    }
    if (!wide && chance(g, 2)) return chance(g, 50) ? INT32_MAX : INT32_MIN;
    if (chance(g, 50))
        return (int64_t)((uint64_t)SPECIAL[pick(g, COUNT(SPECIAL))] * (uint64_t)(chance(g, 90) ? p : 1)) +
               (int64_t)pick(g, 3) - 1;
    if (chance(g, 20)) return (int64_t)(rng_next(&g->rng) >> (wide ? 20 : 40)) * (chance(g, 50) ? -1 : 1);
    return (int64_t)pick(g, 200000) * (chance(g, 80) ? 1 : -1);
}

static int32_t date_of(struct gen *g)
{
    static const int32_t SPECIAL[] = {20634, 11016, 7305, 4382, 19782, 0, 20484, -25509, 2932896, -719162};
    if (chance(g, 50)) return SPECIAL[pick(g, COUNT(SPECIAL))] + (int32_t)pick(g, 3) - 1;
    if (chance(g, 2)) return (int32_t)(rng_next(&g->rng) >> 34);
    return (int32_t)pick(g, 30000) - 5000;
}

static void fill_column(struct gen *g, size_t i, struct dmn_column *c, size_t rows)
{
    static struct str const DICTIONARY[] = {{"博士", 6}, {"硕士", 6},       {"本科", 6}, {"大专", 6}, {"a", 1},
                                            {"B", 1},    {"高中 以下", 13}, {"", 0},     {"zz", 2}};
    static const enum dmn_column_kind CODES[] = {DMN_COLUMN_CODE8, DMN_COLUMN_CODE16, DMN_COLUMN_CODE32};
    *c = (struct dmn_column){.kind = g->kinds[i] == 'd'   ? DMN_COLUMN_DATE
                                     : g->kinds[i] == 's' ? CODES[pick(g, 3)]
                                     : g->kinds[i] == 'b' ? DMN_COLUMN_BOOLEAN
                                     : chance(g, 50)      ? DMN_COLUMN_INT64
                                                          : DMN_COLUMN_INT32};
    if (g->kinds[i] == 'n') c->scale = chance(g, 10) ? 18 : (int32_t)pick(g, 5);
    if (g->kinds[i] == 's') {
        c->dictionary = DICTIONARY;
        c->dictionary_count = 1 + pick(g, COUNT(DICTIONARY));
    }
    char *values = arena_alloc(g->arena, rows * dmn_column_width(c->kind) + 1);
    c->values = values;
    for (size_t r = 0; r < rows; r++) {
        if (c->kind == DMN_COLUMN_INT64)
            ((int64_t *)(void *)values)[r] = number_of(g, c->scale, true);
        else if (c->kind == DMN_COLUMN_INT32)
            ((int32_t *)(void *)values)[r] = (int32_t)number_of(g, c->scale > 4 ? 4 : c->scale, false);
        else if (c->kind == DMN_COLUMN_DATE)
            ((int32_t *)(void *)values)[r] = date_of(g);
        else if (c->kind == DMN_COLUMN_BOOLEAN)
            values[r] = (char)pick(g, 2);
        else if (c->kind == DMN_COLUMN_CODE8)
            values[r] = (char)pick(g, c->dictionary_count);
        else if (c->kind == DMN_COLUMN_CODE16)
            ((uint16_t *)(void *)values)[r] = (uint16_t)pick(g, c->dictionary_count);
        else
            ((uint32_t *)(void *)values)[r] = (uint32_t)pick(g, c->dictionary_count);
    }
    if (chance(g, 50)) return;
    uint64_t *nulls = ARENA_ARRAY(g->arena, uint64_t, (rows + 63) / 64 + 1);
    size_t percent = pick(g, 30);
    bool late = chance(g, 50); /* only in the second block: the first takes the program without nulls */
    for (size_t r = late ? 1024 : 0; r < rows; r++)
        if (chance(g, percent)) nulls[r / 64] |= (uint64_t)1 << r % 64;
    c->nulls = nulls;
}

/* ---- one model ---- */

struct totals {
    size_t rows, interpreted, models;
};

static bool try_model(uint64_t seed, struct totals *sum)
{
    struct gen g = {.arena = arena_new()};
    rng_init(&g.rng, seed);
    g.lines.arena = g.arena;
    model(&g);
    buf_add_char(&g.lines, '\0');
    struct feel_diags d = {.arena = g.arena, .max = 5};
    struct dmn_model *m = rig_load(g.arena, g.lines.p, &d);
    if (m == NULL) {
        struct str why = feel_diag_text(g.arena, FEEL_EN, d.list.items);
        (void)fprintf(stderr, "seed %" PRIu64 ": %.*s\n%s\n", seed, STR_ARG(why), g.lines.p);
        return false;
    }
    struct str top = str_of(text(&g, "D%zu", g.decision_count - 1));
    struct batch_case c = {.model = m, .decision = dmn_find(m, DMN_DECISION, top, (struct str){0})};
    static const size_t ODD[] = {0, 1, 63, 64, 1023, 1024, 1025, 2048};
    c.rows = chance(&g, 10) ? ODD[pick(&g, COUNT(ODD))] : 1024 + pick(&g, ROWS_A_MODEL);
    c.threads = 1 + (int)pick(&g, 3);
    const uint32_t *needed = dmn_needs(m, c.decision, &c.column_count);
    struct dmn_column *columns = ARENA_ARRAY(g.arena, struct dmn_column, c.column_count + 1);
    for (size_t i = 0; i < c.column_count; i++) {
        struct str name = dmn_element(m, needed[i]).name;
        fill_column(&g, (size_t)(name.p[1] - '0'), &columns[i], c.rows);
    }
    c.columns = columns;
    struct dmn_batch_stats stats;
    size_t wrong = batch_differences(&c, &stats);
    if (wrong) (void)fprintf(stderr, "seed %" PRIu64 " differs in this model:\n%s\n", seed, g.lines.p);
    sum->rows += c.rows;
    sum->interpreted += stats.interpreted_rows;
    sum->models++;
    dmn_model_free(m);
    arena_free(g.arena);
    return wrong == 0;
}

int main(int argc, char **argv)
{
    int64_t rows = 0, seed = 20260630;
    if (argc > 1 && !str_to_i64(str_of(argv[1]), &rows)) return 2;
    if (argc > 2 && !str_to_i64(str_of(argv[2]), &seed)) return 2;
    struct totals sum = {0};
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t end = now.tv_sec + SECONDS;
    bool good = true;
    while (good && (rows ? sum.rows < (size_t)rows : now.tv_sec < end)) {
        good = try_model((uint64_t)seed + sum.models, &sum);
        (void)clock_gettime(CLOCK_MONOTONIC, &now);
    }
    printf("seed %" PRId64 ": %zu models, %zu rows, %zu of them by the interpreter\n", seed, sum.models, sum.rows,
           sum.interpreted);
    CHECK(good);
    return check_end();
}
