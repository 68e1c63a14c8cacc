/* dmn_lint_test.c - the lint: sentences on small models, and random tables against brute force over sample points. */
#include "check.h"
#include "dmn_rig.h"

#define INPUTS                                                                                                         \
    "input a ; number\ninput s ; string\ninput b ; boolean\ninput d ; date\n"                                          \
    "type tLevel = string ; \"gold\",\"silver\",\"none\"\n"
#define TABLE INPUTS "decision T ; ; a s b d\n"

/* Findings as "NAME(args) NAME(args)" without what the frame gives (unused inputs and requirements). */
static const struct {
    const char *label, *lines, *findings;
} ROWS[] = {
    {"10 a good table", TABLE "hit U\nin a\nout\nrow < 10 | 1\nrow >= 10 | 2", ""},
    {"11 overlap at a border", TABLE "hit U\nin a\nout\nrow <= 10 | 1\nrow >= 10 | 2", "LINT_OVERLAP(1,2,a = 10)"},
    {"12 no overlap: another column keeps them apart",
     TABLE "hit U\nin a\nin b\nout\nrow <= 10 | true | 1\nrow >= 10 | false | 2\nrow > 10 | true | 3\nrow < 10 | false | 4", ""},
    {"13 A: overlap with one result", TABLE "hit A\nin a\nout\nrow <= 10 | 1\nrow >= 10 | 1", ""},
    {"14 A: with two", TABLE "hit A\nin a\nout\nrow <= 10 | 1\nrow >= 10 | 2", "LINT_ANY_DIFFERS(1,2,a = 10)"},
    {"15 P: equal priority", TABLE "hit P\nin a\nout ; string ; \"x\",\"y\"\nrow <= 10 | \"x\"\nrow >= 10 | \"y\"", ""},
    {"16 F may overlap", TABLE "hit F\nin a\nout\nrow <= 10 | 1\nrow >= 10 | 2", ""},
    {"17 dates overlap", TABLE "hit U\nin d\nout\nrow < date(\"2026-01-02\") | 1\nrow > date(\"2025-12-31\") | 2",
     "LINT_OVERLAP(1,2,d = date(\"2026-01-01\"))"},
    {"18 dates that meet", TABLE "hit U\nin d\nout\nrow < date(\"2026-01-02\") | 1\nrow > date(\"2026-01-01\") | 2", ""},
    {"20 a gap", TABLE "hit U\nin a\nout\nrow < 10 | 1\nrow > 10 | 2", "LINT_GAP(a = 10)"},
    {"21 a gap between whole numbers", TABLE "hit U\nin a\nout\nrow <= 17 | 1\nrow >= 18 | 2", "LINT_GAP(a = 17.5)"},
    {"22 no gap: there is a default", TABLE "hit U\nin a\nout ; ; ; 0\nrow < 10 | 1\nrow > 10 | 2", ""},
    {"23 a gap in two columns", TABLE "hit U\nin a\nin b\nout\nrow < 10 | - | 1\nrow >= 10 | true | 2",
     "LINT_GAP(a = 10, b = false)"},
    {"24 any other text", TABLE "hit U\nin s\nout\nrow \"x\" | 1\nrow \"y\" | 2", "LINT_GAP(s = \"other\")"},
    {"24a in its language", TABLE "hit U\nin s\nout\nrow \"东\" | 1\nrow \"西\" | 2", "LINT_GAP(s = \"其他\")"},
    {"25 but not with allowed values", TABLE "hit U\nin s ; string ; \"x\",\"y\"\nout\nrow \"x\" | 1\nrow \"y\" | 2", ""},
    {"26 an allowed value is missing", TABLE "hit U\nin s ; string ; \"x\",\"y\",\"z\"\nout\nrow \"x\" | 1\nrow \"y\" | 2",
     "LINT_GAP(s = \"z\")"},
    {"27 not() closes the gap", TABLE "hit U\nin s\nout\nrow \"x\" | 1\nrow not(\"x\") | 2", ""},
    {"28 a gap under C is a note", TABLE "hit C\nin a\nout\nrow < 10 | 1", "LINT_GAP(a = 10)"},
    {"29 null when the table speaks of it", TABLE "hit U\nin a\nin b\nout\nrow null | - | 1\nrow not(null) | true | 2",
     "LINT_GAP(a = 0, b = false)"},
    {"30 masked", TABLE "hit F\nin a\nout\nrow < 10 | 1\nrow < 5 | 2\nrow - | 3", "LINT_MASKED(2)"},
    {"31 masked by two together", TABLE "hit F\nin a\nout\nrow < 10 | 1\nrow >= 10 | 2\nrow - | 3", "LINT_MASKED(3)"},
    {"31a outranked", TABLE "hit P\nin a\nout ; number ; 2,1\nrow < 5 | 1\nrow < 10 | 2\nrow - | 1", "LINT_OUTRANKED(1)"},
    {"31b of equal rank", TABLE "hit P\nin a\nout ; number ; 2,1\nrow < 5 | 2\nrow < 10 | 2\nrow - | 1", ""},
    {"32 not masked", TABLE "hit F\nin a\nin b\nout\nrow < 10 | true | 1\nrow < 5 | - | 2\nrow - | - | 3", ""},
    {"33 an empty interval", TABLE "hit F\nin a\nout\nrow [10..5] | 1\nrow - | 3", "LINT_EMPTY_CELL(1,a,[10..5])"},
    {"34 outside the allowed values", TABLE "hit F\nin s ; string ; \"x\",\"y\"\nout\nrow \"z\" | 1\nrow - | 3",
     "LINT_NOT_ALLOWED_CELL(1,s,\"z\")"},
    {"35 outside an allowed interval", TABLE "hit F\nin a ; number ; [0..10]\nout\nrow > 10 | 1\nrow - | 3",
     "LINT_NOT_ALLOWED_CELL(1,a,> 10)"},
    {"40 text for a number", TABLE "hit F\nin a\nout\nrow \"x\" | 1\nrow - | 3", "LINT_CELL_TYPE(1,a,\"x\",number,string)"},
    {"41 a result of another type", TABLE "hit F\nin a\nout ; string\nrow < 1 | \"\"\nrow - | 5", "LINT_OUTPUT_TYPE(2,,string,number)"},
    {"42 a result outside the allowed values", TABLE "hit F\nin a\nout ; tLevel\nrow < 1 | \"gold\"\nrow - | \"iron\"",
     "LINT_OUTPUT_NOT_ALLOWED(2,,\"iron\",\"gold\",\"silver\",\"none\")"},
    {"43 comparing kinds", TABLE "expr if a = s then 1 else 2", "LINT_COMPARE_TYPES(number,string)"},
    {"44 adding kinds", TABLE "expr a + s", "LINT_OPERAND_TYPES(number,string)"},
    {"45 an unknown name", TABLE "hit F\nin a\nout\nrow - | aa + 1", "NAME_*"},
    {"50 a column of dashes", TABLE "hit F\nin a\nin s\nout\nrow - | \"x\" | 1\nrow - | - | 2", "LINT_UNUSED_COLUMN(a)"},
    {"51 the same input twice", TABLE "hit U\nin a\nin a\nout\nrow >= 10 | < 20 | 1\nrow < 10 | - | 2\nrow - | >= 20 | 3", ""},
    {"52 formulas are left out", TABLE "hit U\nin a\nout\nrow modulo(?, 2) = 0 | 1\nrow < 5 | 2", "LINT_INCOMPLETE_CELLS(1)"},
    {"53 an empty table", TABLE "hit U\nin a\nout", ""},
};

static bool is_frame(const struct feel_diag *d)
{
    return d->id == FEEL_MSG_LINT_UNUSED_REQUIREMENT || d->id == FEEL_MSG_LINT_UNUSED_INPUT;
}

static bool is_shown(const char *name)
{
    static const char *const SHOWN[] = {"first", "second", "rule", "input", "output", "test", "expected", "found", "left",
                                        "right", "value", "allowed", "example", "count"};
    for (size_t i = 0; i < COUNT(SHOWN); i++) {
        if (strcmp(SHOWN[i], name) == 0) return true;
    }
    return false;
}

static struct str findings(struct arena *a, const struct feel_diags *d)
{
    struct buf b = {.arena = a};
    for (size_t i = 0; i < d->list.count; i++) {
        const struct feel_diag *one = LIST_AT(&d->list, struct feel_diag, i);
        if (is_frame(one)) continue;
        buf_addf(&b, "%s%s(", b.n ? " " : "", feel_message_name(one->id));
        bool cell = one->id == FEEL_MSG_LINT_EMPTY_CELL || one->id == FEEL_MSG_LINT_NOT_ALLOWED_CELL;
        size_t shown = 0;
        for (size_t k = 0; k < one->arg_count; k++) {
            const char *name = one->args[k].name;
            if (!is_shown(name) || (cell && (!strcmp(name, "expected") || !strcmp(name, "found")))) continue;
            buf_addf(&b, "%s%.*s", shown++ ? "," : "", STR_ARG(one->args[k].text));
        }
        buf_add_char(&b, ')');
    }
    return buf_str(&b);
}

static void test_row(size_t i)
{
    struct arena *a = arena_new();
    struct feel_diags ignored = {.arena = a, .max = 10}, d = {.arena = a, .max = 100};
    struct dmn_model *m = rig_load(a, ROWS[i].lines, &ignored);
    CHECK_ROW(ROWS[i].label, m != NULL);
    if (m == NULL) return;
    size_t count = dmn_lint(m, &d);
    CHECK_ROW(ROWS[i].label, count == d.list.count);
    struct str found = findings(a, &d), wanted = str_of(ROWS[i].findings);
    bool prefix = str_ends(wanted, STR("*"));
    bool good = prefix ? str_starts(found, str_sub(wanted, 0, wanted.n - 1)) : str_eq(found, wanted);
    CHECK_ROW(ROWS[i].label, good);
    if (!good) (void)fprintf(stderr, "  found  %.*s\n  wanted %.*s\n", STR_ARG(found), STR_ARG(wanted));
    dmn_model_free(m);
    arena_free(a);
}

/* The sentences themselves, zh and en. */
static void test_sentences(void)
{
    struct arena *a = arena_new();
    struct feel_diags d = {.arena = a, .max = 100};
    struct dmn_model *m = rig_load(a,
                                   "input 年龄 ; number\ninput x ; number\ndecision 补贴 ; number ; 年龄\nhit U\nin 年龄\nout\n"
                                   "row <= 35 | 1\nrow [35..60] | 2",
                                   NULL);
    static const char *const WANTED[][2] = {
        {"“rig”的“补贴”，决策表：有的情形没有一条规则适用，例如 年龄 = 61",
         "\"补贴\" of \"rig\", decision table: some inputs fall through all rules, for example 年龄 = 61"},
        {"“rig”的“补贴”，决策表：规则 1 与 2 重叠，而此表只容许一条适用；例如 年龄 = 35",
         "\"补贴\" of \"rig\", decision table: rules 1 and 2 overlap, but this table allows only one; for example 年龄 = 35"},
        {"“rig”的“x”：输入“x”没有任何决策用到", "\"x\" of \"rig\": the input \"x\" is used by no decision"},
    };
    CHECK(m && dmn_lint(m, &d) == COUNT(WANTED));
    for (size_t i = 0; i < d.list.count && i < COUNT(WANTED); i++) {
        for (enum feel_language l = FEEL_ZH; l <= FEEL_EN; l++) {
            struct str text = feel_diag_text(a, l, LIST_AT(&d.list, struct feel_diag, i));
            bool good = str_eq(text, str_of(WANTED[i][l]));
            CHECK_ROW("the sentence", good);
            if (!good) (void)fprintf(stderr, "  %.*s\n  %s\n", STR_ARG(text), WANTED[i][l]);
        }
    }
    dmn_model_free(m);
    arena_free(a);
}

/* ---- random tables against brute force ---- */

struct dice {
    uint64_t state;
};

static uint32_t roll(struct dice *d, uint32_t sides)
{
    d->state = d->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(d->state >> 33) % sides;
}

/* By kind: number, string, boolean, date.  The constants of the cells are among the samples, with what is between. */
static const char *const NAMES[] = {"a", "s", "b", "d"};
static const char *const SAMPLES[][12] = {
    {"-1", "0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "5", NULL},
    {"\"\"", "\"a\"", "\"ax\"", "\"b\"", "\"bx\"", "\"c\"", "\"cx\"", "\"其他\"", NULL},
    {"true", "false", NULL},
    {"date(\"2026-01-01\")", "date(\"2026-01-02\")", "date(\"2026-01-03\")", "date(\"2026-01-04\")",
     "date(\"2026-01-05\")", "date(\"2026-01-06\")", NULL},
};
static const char *const CONSTANTS[][4] = {
    {"1", "2", "3", "4"},
    {"\"a\"", "\"b\"", "\"c\"", "\"b\""},
    {"true", "false", "true", "false"},
    {"date(\"2026-01-02\")", "date(\"2026-01-03\")", "date(\"2026-01-04\")", "date(\"2026-01-05\")"},
};

static void random_cell(struct buf *b, struct dice *d, uint32_t kind)
{
    static const char *const OPS[] = {"<", "<=", ">", ">=", "", ""};
    uint32_t form = roll(d, 8);
    const char *x = CONSTANTS[kind][roll(d, 4)], *y = CONSTANTS[kind][roll(d, 4)];
    if (form < 2)
        buf_add_char(b, '-');
    else if (form == 2)
        buf_addf(b, "not(%s)", x);
    else if (form == 3)
        buf_addf(b, "%s, %s", x, y);
    else if (form == 4 && kind != 2)
        buf_addf(b, "%c%s..%s%c", "[("[roll(d, 2)], x, y, "])"[roll(d, 2)]);
    else
        buf_addf(b, "%s%s", kind == 2 ? "" : OPS[roll(d, COUNT(OPS))], x);
}

enum { RULES_MAX = 6, COLUMNS_MAX = 3 };

struct brute {
    bool overlap[RULES_MAX][RULES_MAX];
    bool gap;
    bool first[RULES_MAX]; /* the rule is the first that holds at some point */
    bool last[RULES_MAX];  /* or the last: the outputs 5,4,3,... rank later rules higher */
};

struct trial {
    struct arena *arena;
    uint32_t kinds[COLUMNS_MAX], columns, rules;
    struct dmn_model *judge; /* the same rows under C, which gives the numbers of the rules that hold */
    struct dmn_run *run;
    size_t decision;
    struct brute brute;
};

static struct feel_value matching(struct trial *t, const char *inputs)
{
    dmn_run_reset(t->run);
    rig_set(t->run, inputs);
    return dmn_evaluate(t->run, t->decision);
}

static void try_point(struct trial *t, const char *inputs)
{
    struct feel_value v = matching(t, inputs);
    if (v.kind == FEEL_NULL) {
        t->brute.gap = true;
        return;
    }
    for (uint32_t i = 0; i < v.n; i++) {
        int64_t r, s;
        assert(num_to_i64(v.items[i].number, &r));
        if (i == 0) t->brute.first[r] = true;
        if (i + 1 == v.n) t->brute.last[r] = true;
        for (uint32_t k = i + 1; k < v.n; k++) {
            assert(num_to_i64(v.items[k].number, &s));
            t->brute.overlap[r][s] = true;
        }
    }
}

static void try_all(struct trial *t, uint32_t column, struct str so_far)
{
    if (column == t->columns) {
        try_point(t, arena_cstr(t->arena, so_far));
        return;
    }
    const char *const *samples = SAMPLES[t->kinds[column]];
    for (size_t i = 0; samples[i]; i++) {
        try_all(t, column + 1,
                arena_printf(t->arena, "%.*s%s=%s;", STR_ARG(so_far), NAMES[t->kinds[column]], samples[i]));
    }
}

static const struct feel_arg *arg(const struct feel_diag *d, const char *name)
{
    for (size_t i = 0; i < d->arg_count; i++) {
        if (strcmp(d->args[i].name, name) == 0) return &d->args[i];
    }
    return NULL;
}

static size_t rule_of(const struct feel_diag *d, const char *name)
{
    int64_t n = 0;
    assert(arg(d, name) && str_to_i64(arg(d, name)->text, &n));
    return (size_t)n - 1;
}

/* Marks what the lint found in `b`, and tries its examples of gaps: nothing may hold there. */
static bool read_findings(struct trial *t, const struct feel_diags *d, struct brute *b)
{
    bool good = true;
    memset(b->first, 1, sizeof b->first);
    memset(b->last, 1, sizeof b->last);
    for (size_t i = 0; i < d->list.count; i++) {
        const struct feel_diag *one = LIST_AT(&d->list, struct feel_diag, i);
        if (one->id == FEEL_MSG_LINT_OVERLAP) {
            b->overlap[rule_of(one, "first")][rule_of(one, "second")] = true;
        } else if (one->id == FEEL_MSG_LINT_GAP) {
            b->gap = true;
            struct str rest = arg(one, "example")->text;
            struct buf inputs = {.arena = t->arena};
            while (rest.n) {
                size_t at = str_find(rest, STR(", "));
                buf_addf(&inputs, "%.*s;", STR_ARG(str_sub(rest, 0, at)));
                rest = at < rest.n ? str_sub(rest, at + 2, rest.n) : STR("");
            }
            bool none = str_eq(buf_str(&inputs), STR("-;"));
            good &= matching(t, none ? "" : arena_cstr(t->arena, buf_str(&inputs))).kind == FEEL_NULL;
        } else if (one->id == FEEL_MSG_LINT_MASKED || one->id == FEEL_MSG_LINT_EMPTY_CELL ||
                   one->id == FEEL_MSG_LINT_OUTRANKED) {
            b->first[rule_of(one, "rule")] = b->last[rule_of(one, "rule")] = false;
        } else if (one->severity == FEEL_ERROR || one->id == FEEL_MSG_LINT_INCOMPLETE_SIZE) {
            good = false;
        }
    }
    return good;
}

static bool same_as_brute(const struct trial *t, const struct brute *found, char hit)
{
    const struct brute *b = &t->brute;
    bool same = found->gap == b->gap;
    for (uint32_t r = 0; r < t->rules; r++) {
        if (hit == 'F') same &= found->first[r] == b->first[r];
        if (hit == 'P') same &= found->last[r] == b->last[r];
        for (uint32_t s = r + 1; hit == 'U' && s < t->rules; s++) same &= found->overlap[r][s] == b->overlap[r][s];
    }
    return same;
}

static struct str random_rows(struct trial *t, struct dice *d)
{
    struct buf b = {.arena = t->arena};
    for (uint32_t i = 0; i < t->columns; i++) buf_addf(&b, "in %s\n", NAMES[t->kinds[i]]);
    buf_add(&b, STR("out ; number ; 5,4,3,2,1,0\n"));
    for (uint32_t r = 0; r < t->rules; r++) {
        buf_add(&b, STR("row "));
        for (uint32_t i = 0; i < t->columns; i++) {
            random_cell(&b, d, t->kinds[i]);
            buf_add(&b, STR(" | "));
        }
        buf_addf(&b, "%u\n", r);
    }
    return buf_str(&b);
}

static void compare(struct dice *d)
{
    struct arena *a = arena_new();
    struct trial t = {.arena = a, .columns = 1 + roll(d, COLUMNS_MAX), .rules = 1 + roll(d, RULES_MAX)};
    for (uint32_t i = 0; i < t.columns; i++) t.kinds[i] = (i ? t.kinds[i - 1] + 1 + roll(d, 2) : roll(d, 4)) % 4;
    if (t.columns == 3 && t.kinds[2] == t.kinds[0]) t.columns = 2;
    struct str rows = random_rows(&t, d);
    struct feel_diags ignored = {.arena = a, .max = 10};
    t.judge = rig_load(a, arena_cstr(a, arena_printf(a, "%shit C\n%.*s", TABLE, STR_ARG(rows))), &ignored);
    t.run = dmn_run_new(t.judge);
    t.decision = dmn_find(t.judge, DMN_DECISION, STR("T"), STR("urn:rig"));
    try_all(&t, 0, STR(""));
    static const char *const HITS[] = {"U", "F", "P"};
    for (size_t h = 0; h < COUNT(HITS); h++) {
        const char *hit = HITS[h];
        struct feel_diags found = {.arena = a, .max = 200};
        struct brute b = {0};
        struct dmn_model *m =
            rig_load(a, arena_cstr(a, arena_printf(a, "%shit %s\n%.*s", TABLE, hit, STR_ARG(rows))), &ignored);
        (void)dmn_lint(m, &found);
        struct feel_diags wrong = {.arena = a, .max = 200};
        for (size_t i = 0; i < found.list.count; i++) { /* overlaps are errors, but expected here */
            const struct feel_diag *one = LIST_AT(&found.list, struct feel_diag, i);
            *LIST_ADD(a, &wrong.list, struct feel_diag) = *one;
            if (one->id == FEEL_MSG_LINT_OVERLAP) LIST_AT(&wrong.list, struct feel_diag, i)->severity = FEEL_NOTE;
        }
        bool good = read_findings(&t, &wrong, &b) && same_as_brute(&t, &b, hit[0]);
        CHECK_ROW("the lint finds what brute force finds", good);
        if (!good) (void)fprintf(stderr, "hit %s\n%.*s  %.*s\n", hit, STR_ARG(rows), STR_ARG(findings(a, &found)));
        dmn_model_free(m);
    }
    dmn_run_free(t.run);
    dmn_model_free(t.judge);
    arena_free(a);
}

/* Large and nasty tables end soon. */
static void test_bounds(void)
{
    struct arena *a = arena_new();
    struct buf b = {.arena = a};
    buf_add(&b, STR(TABLE "hit U\nin a\nin s\nout\n"));
    for (int i = 0; i < 3000; i++) buf_addf(&b, "row [%d..%d] | - | %d\n", i, i + 2, i);
    struct feel_diags d = {.arena = a, .max = 100};
    struct dmn_model *m = rig_load(a, arena_cstr(a, buf_str(&b)), NULL);
    CHECK(dmn_lint(m, &d) > 0 && d.errors >= 20);
    dmn_model_free(m);
    b.n = 0;
    buf_add(&b, STR(TABLE "hit F\n"));
    for (int i = 0; i < 14; i++) buf_addf(&b, "in a + %d\n", i);
    buf_add(&b, STR("out\n"));
    for (int i = 0; i < 200; i++) {
        buf_add(&b, STR("row "));
        for (int k = 0; k < 14; k++) buf_addf(&b, "%s%d | ", (i * 7 + k * 3) % 4 ? ">" : "<", (i * 31 + k * 17) % 50);
        buf_addf(&b, "%d\n", i);
    }
    m = rig_load(a, arena_cstr(a, buf_str(&b)), NULL);
    CHECK(dmn_lint(m, &d) > 0);
    dmn_model_free(m);
    arena_free(a);
}

int main(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) test_row(i);
    test_sentences();
    struct dice d = {.state = 4711};
    for (int i = 0; i < 300; i++) compare(&d);
    test_bounds();
    return check_end();
}
