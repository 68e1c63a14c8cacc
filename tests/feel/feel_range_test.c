/* feel_range_test.c - the relations of points and ranges against a model of sets, and range() of a text.
 *
 * The model: the number line from 0 to 4 is a row of cells, 2n for the number n and 2n + 1 for what lies between n and
 * n + 1.  A range is the set of cells from its first to its last; every relation is a statement about such sets. */
#include "check.h"
#include "feel/feel_impl.h"

enum {
    ENDS = 5,
    FAR = 1000
};

/** A point, a range or a comparison, and its cells. */
struct operand {
    struct feel_value v;
    int first, last;
};

static bool subset(struct operand a, struct operand b)
{
    return a.first >= b.first && a.last <= b.last;
}
static bool common(struct operand a, struct operand b)
{
    return a.first <= b.last && b.first <= a.last;
}

static bool is_before(struct operand a, struct operand b)
{
    return a.last < b.first;
}
static bool is_after(struct operand a, struct operand b)
{
    return is_before(b, a);
}
static bool do_meet(struct operand a, struct operand b)
{
    return a.last == b.first && a.last % 2 == 0;
}
static bool are_met(struct operand a, struct operand b)
{
    return do_meet(b, a);
}
static bool overlap_before(struct operand a, struct operand b)
{
    return a.first < b.first && common(a, b) && a.last <= b.last;
}
static bool overlap_after(struct operand a, struct operand b)
{
    return overlap_before(b, a);
}
static bool do_finish(struct operand a, struct operand b)
{
    return a.last == b.last && subset(a, b);
}
static bool are_finished(struct operand a, struct operand b)
{
    return do_finish(b, a);
}
static bool superset(struct operand a, struct operand b)
{
    return subset(b, a);
}
static bool do_start(struct operand a, struct operand b)
{
    return a.first == b.first && subset(a, b);
}
static bool are_started(struct operand a, struct operand b)
{
    return do_start(b, a);
}
static bool do_coincide(struct operand a, struct operand b)
{
    return a.first == b.first && a.last == b.last;
}

static const struct {
    const char *name;
    bool (*holds)(struct operand a, struct operand b);
    int overloads;
} RELATIONS[] = {
    {"before", is_before, 4},
    {"after", is_after, 4},
    {"meets", do_meet, 1},
    {"met by", are_met, 1},
    {"overlaps", common, 1},
    {"overlaps before", overlap_before, 1},
    {"overlaps after", overlap_after, 1},
    {"finishes", do_finish, 2},
    {"finished by", are_finished, 2},
    {"includes", superset, 2},
    {"during", subset, 2},
    {"starts", do_start, 2},
    {"started by", are_started, 2},
    {"coincides", do_coincide, 2},
};

static bool takes(const struct feel_param *p, struct feel_value v)
{
    return (p->what & FEEL_P_KIND) == (v.kind == FEEL_RANGE ? FEEL_P_RANGE : FEEL_P_COMPARABLE);
}

/** The overload of that name for such operands; NULL when the standard has none. */
static const struct feel_builtin *overload(const char *name, struct feel_value a, struct feel_value b)
{
    for (const struct feel_builtin *f = FEEL_LIB_RANGE; f->name; f++)
        if (strcmp(f->name, name) == 0 && takes(&f->params[0], a) && takes(&f->params[1], b)) return f;
    return NULL;
}

static int cell_first(int n, bool closed)
{
    return 2 * n + !closed;
}
static int cell_last(int n, bool closed)
{
    return 2 * n - !closed;
}

static void add(struct arena *a, struct list *l, struct feel_value v, int first, int last)
{
    if (first <= last) *LIST_ADD(a, l, struct operand) = (struct operand){v, first, last};
}

/** All points, all ranges that hold something, and all comparisons. */
static struct list operands(struct arena *a)
{
    struct list l = {0};
    for (int n = 0; n < ENDS; n++) {
        struct feel_value at = feel_integer(n);
        add(a, &l, at, 2 * n, 2 * n);
        struct feel_range eq = {.op = FEEL_RANGE_EQ, .low_closed = true, .high_closed = true, .low = at};
        add(a, &l, feel_range_value(a, &eq), 2 * n, 2 * n);
        for (int closed = 0; closed < 2; closed++) {
            struct feel_range up = {closed ? FEEL_RANGE_GE : FEEL_RANGE_GT, closed, false, at, FEEL_NULL_VALUE};
            struct feel_range down = {closed ? FEEL_RANGE_LE : FEEL_RANGE_LT, false, closed, FEEL_NULL_VALUE, at};
            add(a, &l, feel_range_value(a, &up), cell_first(n, closed), FAR + 1); /* odd: no number is there */
            add(a, &l, feel_range_value(a, &down), -FAR - 1, cell_last(n, closed));
        }
        for (int m = n; m < ENDS; m++) {
            for (int ends = 0; ends < 4; ends++) {
                struct feel_range r = {FEEL_RANGE_INTERVAL, ends & 1, ends & 2, at, feel_integer(m)};
                add(a, &l, feel_range_value(a, &r), cell_first(n, ends & 1), cell_last(m, ends & 2));
            }
        }
    }
    return l;
}

static void test_relations(struct feel_run *r)
{
    struct arena *a = arena_new();
    struct list l = operands(a);
    for (size_t k = 0; k < COUNT(RELATIONS); k++) {
        int overloads = 0;
        for (const struct feel_builtin *f = FEEL_LIB_RANGE; f->name; f++)
            overloads += strcmp(f->name, RELATIONS[k].name) == 0;
        CHECK_ROW(RELATIONS[k].name, overloads == RELATIONS[k].overloads);
        for (size_t i = 0; i < l.count; i++) {
            for (size_t j = 0; j < l.count; j++) {
                struct operand x = *LIST_AT(&l, struct operand, i), y = *LIST_AT(&l, struct operand, j);
                const struct feel_builtin *f = overload(RELATIONS[k].name, x.v, y.v);
                if (!f) continue;
                const struct feel_value args[] = {x.v, y.v};
                struct feel_value got = f->call(r, args, 2);
                bool right = got.kind == FEEL_BOOLEAN && got.boolean == RELATIONS[k].holds(x, y);
                struct str label = STR("");
                if (!right)
                    label = arena_printf(a, "%s(%.*s, %.*s)", f->name, STR_ARG(feel_to_literal(a, x.v)),
                                         STR_ARG(feel_to_literal(a, y.v)));
                CHECK_ROW(label.p, right);
            }
        }
    }
    arena_free(a);
}

/** Ends that cannot be compared give null and say so. */
static void test_refusals(struct feel_run *r)
{
    struct arena *a = arena_new();
    struct feel_value one = feel_integer(1), word = feel_string(STR("a"));
    const struct feel_range rows[] = {
        {FEEL_RANGE_NE, false, false, one, FEEL_NULL_VALUE},
        {FEEL_RANGE_INTERVAL, true, true, one, FEEL_NULL_VALUE},
        {FEEL_RANGE_INTERVAL, false, true, FEEL_NULL_VALUE, one},
        {FEEL_RANGE_EQ, true, true, FEEL_NULL_VALUE, FEEL_NULL_VALUE},
        {FEEL_RANGE_INTERVAL, true, true, word, word},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        for (const struct feel_builtin *f = FEEL_LIB_RANGE + 1; f->name; f++) {
            if ((f->params[0].what & FEEL_P_KIND) != FEEL_P_RANGE) continue;
            bool two = (f->params[1].what & FEEL_P_KIND) == FEEL_P_RANGE;
            const struct feel_range all = {FEEL_RANGE_INTERVAL, true, true, one, one};
            const struct feel_value args[] = {feel_range_value(a, &rows[i]), two ? feel_range_value(a, &all) : one};
            int64_t before = r->diags.errors;
            CHECK_ROW(f->name, f->call(r, args, 2).kind == FEEL_NULL && r->diags.errors == before + 1);
        }
    }
    arena_free(a);
}

static const struct {
    const char *text, *literal; /* NULL: refused */
} TEXTS[] = {
    {"[18..21]", "[18..21]"},
    {"(18..21]", "(18..21]"},
    {"]18..21]", "(18..21]"},
    {"[18..21)", "[18..21)"},
    {"[18..21[", "[18..21)"},
    {"]18..21[", "(18..21)"},
    {" [ 18 .. 21 ] ", "[18..21]"},
    {"[-1.5..-.5]", "[-1.5..-0.5]"},
    {"[.5..1.]", NULL},
    {"[1...5]", NULL},
    {"[1. ..2]", NULL},
    {"[1..1]", "[1..1]"},
    {"[\"a\"..\"c\"]", "[\"a\"..\"c\"]"},
    {"[\"\\\"\\\\\\n\"..\"\\u00e9\\uD83D\\uDCA9\\U01F40E\"]",
     "[\"\\\"\\\\\\n\"..\"\xc3\xa9\xf0\x9f\x92\xa9\xf0\x9f\x90\x8e\"]"},
    {"[\"a..b\"..\"c]\"]", "[\"a..b\"..\"c]\"]"},
    {"[@\"1970-01-01\"..@\"1970-01-02\"]", "[date(\"1970-01-01\")..date(\"1970-01-02\")]"},
    {"[date(\"1970-01-01\")..date( \"1970-01-02\" )]", "[date(\"1970-01-01\")..date(\"1970-01-02\")]"},
    {"[date and time(\"1970-01-01T00:00:00\")..@\"1970-01-02T00:00:00\"]",
     "[date and time(\"1970-01-01T00:00:00\")..date and time(\"1970-01-02T00:00:00\")]"},
    {"[time(\"00:00:00\")..@\"00:00:00\"]", "[time(\"00:00:00\")..time(\"00:00:00\")]"},
    {"(duration(\"P1D\")..@\"P2D\"]", "(duration(\"P1D\")..duration(\"P2D\")]"},
    {"[@\"P1Y\"..@\"P2Y\"]", "[duration(\"P1Y\")..duration(\"P2Y\")]"},
    {"[2..)", ">=2"},
    {"(2..)", ">2"},
    {"]2..[", ">2"},
    {"(..2)", "<2"},
    {"(..2]", "<=2"},
    {"[..2]", NULL},
    {"[2..]", NULL},
    {"[..]", NULL},
    {"(..)", NULL},
    {"", NULL},
    {" ", NULL},
    {"[", NULL},
    {"[1", NULL},
    {"[1..", NULL},
    {"[1..2", NULL},
    {"[1..2]]", NULL},
    {"[1..2] [", NULL},
    {"1..2", NULL},
    {">=10", NULL},
    {"[3..1]", NULL},
    {"[\"z\"..\"a\"]", NULL},
    {"[@\"P2Y\"..@\"P1Y\"]", NULL},
    {"[1..\"b\"]", NULL},
    {"[@\"P1Y\"..@\"P400D\"]", NULL},
    {"[@\"1970-01-01\"..@\"1970-01-02T00:00:00\"]", NULL},
    {"[null..null]", NULL},
    {"[true..true]", NULL},
    {"[a..b]", NULL},
    {"[1+1..3]", NULL},
    {"[date(string(\"1970-01-01\"))..date(\"1970-01-02\")]", NULL},
    {"[date(\"1970-01-01T00:00:00\")..date(\"1970-01-02\")]", NULL},
    {"[date(\"1970-13-01\")..date(\"1970-01-02\")]", NULL},
    {"[duration(\"x\")..duration(\"P1D\")]", NULL},
    {"[@\"foo\"..@\"P1D\"]", NULL},
    {"[\"a..\"b\"]", NULL},
    {"[\"\\x\"..\"b\"]", NULL},
    {"[\"\\uD83D\"..\"b\"]", NULL},
    {"[\"\\u12\"..\"b\"]", NULL},
    {"[\"a\n\"..\"b\"]", NULL},
    {"[--1..3]", NULL},
    {"[1e2..3]", NULL},
};

static void test_texts(struct feel_run *r)
{
    for (size_t i = 0; i < COUNT(TEXTS); i++) {
        const struct feel_value arg = feel_string(arena_str(r->arena, str_of(TEXTS[i].text)));
        int64_t before = r->diags.errors;
        struct feel_value v = FEEL_LIB_RANGE[0].call(r, &arg, 1);
        CHECK_ROW(TEXTS[i].text, v.kind == (TEXTS[i].literal ? FEEL_RANGE : FEEL_NULL));
        CHECK_ROW(TEXTS[i].text, r->diags.errors - before == (TEXTS[i].literal ? 0 : 1));
        if (v.kind != FEEL_RANGE || !TEXTS[i].literal) continue;
        struct str got = feel_to_literal(r->arena, v), want = str_of(TEXTS[i].literal);
        if (got.n > 2 && got.p[0] == '(' && want.p[0] != '(') got = str_sub(got, 1, got.n - 2); /* (>=2) */
        if (!str_eq(got, want)) fprintf(stderr, "got %.*s\n", STR_ARG(got));
        CHECK_ROW(TEXTS[i].text, str_eq(got, want));
    }
}

int main(void)
{
    struct feel_run r = {.arena = arena_new(), .limits = FEEL_LIMITS_DEFAULT, .steps = 1000000};
    r.diags = (struct feel_diags){.arena = r.arena, .max = 10};
    test_relations(&r);
    test_refusals(&r);
    test_texts(&r);
    arena_free(r.arena);
    return check_end();
}
