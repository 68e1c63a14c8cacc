/* dmn_table_test.c - decision tables: hit policies, defaults, allowed values, and the plan against the plain path. */
#include "check.h"
#include "dmn_rig.h"
#include <time.h>

/* One table T over the inputs a (number), s (string), b (boolean), d (date) and x (any type). */
#define INPUTS                                                                                                         \
    "input a ; number\ninput s ; string\ninput b ; boolean\ninput d ; date\ninput x ;\n"                               \
    "type tLevel = string ; \"gold\",\"silver\",\"none\"\n"

static const struct {
    const char *label, *table, *inputs, *result, *diags;
} ROWS[] = {
    /* 10 single hit policies */
    {"10 U: one row", "hit U\nin a\nout\nrow < 10 | \"low\"\nrow >= 10 | \"high\"", "a=10", "\"high\"", ""},
    {"11 U: two rows", "hit U\nin a\nout\nrow < 10 | \"low\"\nrow < 20 | \"mid\"", "a=5", "null", "TABLE_UNIQUE"},
    {"12 U: two rows, the same result", "hit U\nin a\nout\nrow < 10 | 1\nrow < 20 | 1", "a=5", "null", "TABLE_UNIQUE"},
    {"13 U: no row", "hit U\nin a\nout\nrow < 10 | 1", "a=50", "null", ""},
    {"14 U: no row, default", "hit U\nin a\nout ; ; ; 7\nrow < 10 | 1", "a=50", "7", ""},
    {"15 A: equal", "hit A\nin a\nout\nrow < 10 | 1\nrow < 20 | 1.0", "a=5", "1", ""},
    {"16 A: unequal", "hit A\nin a\nout\nrow < 10 | 1\nrow < 20 | 2", "a=5", "null", "TABLE_ANY"},
    {"17 A: null and null", "hit A\nin a\nout\nrow < 10 | null\nrow < 20 | null", "a=5", "null", ""},
    {"18 F: the first", "hit F\nin a\nout\nrow < 20 | \"mid\"\nrow < 10 | \"low\"", "a=5", "\"mid\"", ""},
    {"19 P: by output values", "hit P\nin a\nout ; string ; \"low\",\"mid\"\nrow < 20 | \"mid\"\nrow < 10 | \"low\"",
     "a=5", "\"low\"", ""},
    {"20 P: by the type's values", "hit P\nin a\nout ; tLevel\nrow < 20 | \"none\"\nrow < 10 | \"silver\"", "a=5",
     "\"silver\"", ""},
    {"21 P: by columns, the first counts most",
     "hit P\nin a\nout r ; string ; \"A\",\"B\"\nout q ; string ; \"X\",\"Y\"\nrow - | \"B\" | \"X\"\nrow - | \"A\" | "
     "\"Y\"",
     "a=5", "{r: \"A\", q: \"Y\"}", ""},
    {"22 P: computed outputs", "hit P\nin a\nout ; number ; 3,2,1\nrow - | 1 + 0\nrow - | 1 + 1", "a=5", "2", ""},
    /* 30 many results */
    {"30 R: in rule order", "hit R\nin a\nout\nrow < 20 | \"mid\"\nrow < 10 | \"low\"\nrow > 7 | 1", "a=5",
     "[\"mid\", \"low\"]", ""},
    {"31 C: a list", "hit C\nin a\nout\nrow < 20 | 2\nrow < 10 | 1", "a=5", "[2, 1]", ""},
    {"32 O: by output values", "hit O\nin a\nout ; string ; \"low\",\"mid\"\nrow < 20 | \"mid\"\nrow < 10 | \"low\"",
     "a=5", "[\"low\", \"mid\"]", ""},
    {"33 C+", "hit C+\nin a\nout\nrow < 20 | 2.5\nrow < 10 | 1", "a=5", "3.5", ""},
    {"34 C<", "hit C<\nin a\nout\nrow < 20 | 2.5\nrow < 10 | 1", "a=5", "1", ""},
    {"35 C>", "hit C>\nin a\nout\nrow < 20 | 2.5\nrow < 10 | 1", "a=5", "2.5", ""},
    {"36 C#", "hit C#\nin a\nout\nrow < 20 | 2\nrow < 10 | 2", "a=5", "2", ""},
    {"37 C#: none", "hit C#\nin a\nout\nrow < 20 | 2", "a=50", "0", ""},
    {"38 C>: strings", "hit C>\nin a\nout\nrow - | \"a\"\nrow - | \"b\"", "a=5", "\"b\"", ""},
    {"39 C>: not comparable", "hit C>\nin a\nout\nrow - | \"a\"\nrow - | 1", "a=5", "null", "TABLE_NOT_COMPARABLE"},
    {"40 C+: of strings is no number", "hit C+\nin a\nout p\nout q\nrow - | 1 | 2", "a=5", "null",
     "TABLE_AGGREGATE_MANY"},
    {"41 R: the default is the only item", "hit R\nin a\nout ; ; ; \"no\"\nrow < 5 | \"low\"", "a=5", "[\"no\"]", ""},
    {"42 C: no row", "hit C\nin a\nout\nrow < 5 | \"low\"", "a=5", "null", ""},
    /* 50 several outputs */
    {"50 a context", "hit U\nin a\nout p\nout q\nrow - | 1 | \"x\"", "a=5", "{p: 1, q: \"x\"}", ""},
    {"51 defaults", "hit U\nin a\nout p ; ; ; 0\nout q ; ; ; \"no\"\nrow <0 | 1 | \"x\"", "a=5", "{p: 0, q: \"no\"}", ""},
    {"52 one default", "hit U\nin a\nout p ; ; ; 0\nout q\nrow <0 | 1 | \"x\"", "a=5", "{p: 0, q: null}", ""},
    /* 60 allowed values */
    {"60 an input outside", "hit U\nin s ; ; \"a\",\"b\"\nout\nrow - | 1", "s=\"c\"", "null", "TABLE_INPUT_NOT_ALLOWED"},
    {"61 an input inside", "hit U\nin s ; ; \"a\",\"b\"\nout\nrow - | 1", "s=\"b\"", "1", ""},
    {"62 a missing input", "hit U\nin s ; ; \"a\",\"b\"\nout\nrow - | 1", "", "1", ""},
    {"63 a number outside", "hit U\nin a ; ; [0..100]\nout\nrow - | 1", "a=101", "null", "TABLE_INPUT_NOT_ALLOWED"},
    {"64 an output outside", "hit U\nin a\nout ; string ; \"a\",\"b\"\nrow - | \"c\"", "a=1", "null",
     "TABLE_OUTPUT_NOT_ALLOWED"},
    {"65 an output outside the type", "hit U\nin a\nout ; tLevel\nrow - | \"iron\"", "a=1", "null",
     "TABLE_OUTPUT_NOT_ALLOWED"},
    {"66 a computed output outside", "hit U\nin a\nout ; number ; [0..9]\nrow - | a * 5", "a=2", "null",
     "TABLE_OUTPUT_NOT_ALLOWED"},
    {"67 a list of inputs", "hit U\nin x ; ; \"a\",\"b\"\nout\nrow - | 1", "x=[\"a\",\"b\"]", "1", ""},
    {"68 a bad item", "hit U\nin x ; ; \"a\",\"b\"\nout\nrow - | 1", "x=[\"a\",\"q\"]", "null",
     "TABLE_INPUT_NOT_ALLOWED"},
    /* 70 cells */
    {"70 a list is membership", "hit U\nin a\nout\nrow [1,2,3] | true", "a=2", "true", ""},
    {"71 an interval", "hit U\nin a\nout\nrow ]1..3[ | true", "a=2", "true", ""},
    {"72 its open end", "hit U\nin a\nout\nrow ]1..3[ | true", "a=3", "null", ""},
    {"73 not()", "hit U\nin s\nout\nrow not(\"a\",\"b\") | true", "s=\"c\"", "true", ""},
    {"74 not() of one of them", "hit U\nin s\nout\nrow not(\"a\",\"b\") | true", "s=\"a\"", "null", ""},
    {"75 a date", "hit U\nin d\nout\nrow >= date(\"2026-01-01\") | true", "d=date(\"2026-01-01\")", "true", ""},
    {"76 a boolean", "hit U\nin b\nout\nrow true | 1\nrow false | 0", "b=false", "0", ""},
    {"77 the mark ?", "hit U\nin a\nout\nrow ? > 1 and modulo(?, 2) = 0 | true", "a=4", "true", ""},
    {"78 null", "hit U\nin a\nout\nrow null | \"none\"\nrow >0 | \"some\"", "", "\"none\"", ""},
    {"79 another input", "hit U\nin a\nout\nrow < x | true", "a=1;x=2", "true", ""},
    {"80 an output reads inputs", "hit U\nin a\nout\nrow > 0 | a * x", "a=3;x=2", "6", ""},
    {"81 cells stop at the first failure", "hit U\nin b\nin x\nout\nrow true | > 5 | 1\nrow false | - | 2",
     "b=false;x=\"text\"", "2", ""},
    {"82 equal numbers of other scale", "hit U\nin a\nout\nrow 1.50 | true", "a=1.5", "true", ""},
    {"83 an output of another type", "hit U\nin a\nout ; string\nrow - | 5", "a=1", "null", "*"},
    {"84 a chain of comparisons", "hit U\nin a\nout\nrow <18,>=60 | true", "a=60", "true", ""},
};

static bool diags_match(struct arena *a, const struct dmn_run *r, const char *wanted)
{
    struct str found = rig_diags(a, dmn_diags(r));
    return wanted[0] == '*' ? found.n > 0 : str_eq(found, str_of(wanted));
}

static void test_row(size_t i, bool plain)
{
    struct arena *a = arena_new();
    struct buf b = {.arena = a};
    buf_addf(&b, "%sdecision T ; ; a s b d x\n%s", INPUTS, ROWS[i].table);
    struct dmn_model *m = rig_load(a, arena_cstr(a, buf_str(&b)), NULL);
    CHECK_ROW(ROWS[i].label, m != NULL);
    if (m == NULL) return;
    for (size_t k = 0; plain && k < m->table_count; k++) m->tables[k]->plan = NULL;
    struct dmn_run *r = dmn_run_new(m);
    rig_set(r, ROWS[i].inputs);
    struct str found = feel_to_literal(a, dmn_evaluate(r, dmn_find(m, DMN_DECISION, STR("T"), STR("urn:rig"))));
    bool good = str_eq(found, str_of(ROWS[i].result));
    CHECK_ROW(ROWS[i].label, good);
    if (!good) (void)fprintf(stderr, "  found %.*s\n", STR_ARG(found));
    bool told = diags_match(a, r, ROWS[i].diags);
    CHECK_ROW(ROWS[i].label, told);
    if (!told) (void)fprintf(stderr, "  diagnostics: %.*s\n", STR_ARG(rig_diags(a, dmn_diags(r))));
    dmn_run_free(r);
    dmn_model_free(m);
    arena_free(a);
}

/* ---- the plan against the plain path, on random tables ---- */

struct dice {
    uint64_t state;
};

static uint32_t roll(struct dice *d, uint32_t sides)
{
    d->state = d->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(d->state >> 33) % sides;
}

static const char *const STRINGS[] = {"\"a\"", "\"b\"", "\"bb\"", "\"c\"", "\"\""};

/* kind: 0 number, 1 string, 2 date, 3 boolean, 4 anything */
static void random_value(struct buf *b, struct dice *d, uint32_t kind)
{
    if (kind == 4) kind = roll(d, 5);
    if (kind == 0)
        buf_addf(b, "%s%u%s", roll(d, 5) ? "" : "-", roll(d, 30), roll(d, 4) ? "" : ".50");
    else if (kind == 1)
        buf_add(b, str_of(STRINGS[roll(d, COUNT(STRINGS))]));
    else if (kind == 2)
        buf_addf(b, "date(\"2026-01-%02u\")", 1 + roll(d, 20));
    else if (kind == 3)
        buf_add(b, roll(d, 2) ? STR("true") : STR("false"));
    else
        buf_add(b, STR("null"));
}

static void random_test(struct buf *b, struct dice *d, uint32_t kind)
{
    static const char *const OPS[] = {"<", "<=", ">", ">=", "", "", "=", "!="};
    uint32_t form = roll(d, 10);
    if (form < 2 && kind < 3) {
        buf_addf(b, "%c", "[("[roll(d, 2)]);
        random_value(b, d, kind);
        buf_add(b, STR(".."));
        random_value(b, d, kind);
        buf_addf(b, "%c", "])"[roll(d, 2)]);
        return;
    }
    if (kind != 3) buf_add(b, str_of(OPS[roll(d, COUNT(OPS))]));
    random_value(b, d, roll(d, 40) ? kind : 4);
}

static void random_cell(struct buf *b, struct dice *d, uint32_t kind)
{
    uint32_t form = roll(d, 12);
    if (form < 3) {
        buf_add_char(b, '-');
        return;
    }
    if (form == 3 && kind < 3 && roll(d, 2)) {
        static const char *const OPS[] = {"<", "<=", ">", ">=", "=", "!="};
        for (uint32_t n = 1 + roll(d, 3); n > 0; n--) {
            buf_addf(b, "? %s ", OPS[roll(d, COUNT(OPS))]);
            random_value(b, d, kind);
            if (n > 1) buf_add(b, roll(d, 3) ? STR(" and ") : STR(" or "));
        }
        return;
    }
    if (form == 3) {
        buf_add(b, STR("? != null"));
        return;
    }
    if (form == 4) buf_add(b, STR("not("));
    for (uint32_t n = form < 8 ? 1 + roll(d, 3) : 1; n > 0; n--) {
        random_test(b, d, kind);
        if (n > 1) buf_add(b, STR(", "));
    }
    if (form == 4) buf_add_char(b, ')');
}

static const char *const NAMES[] = {"a", "s", "d", "b", "x"}; /* by kind */

static struct str random_model(struct arena *a, struct dice *d, uint32_t kinds[5])
{
    static const char *const HITS[] = {"U", "A", "P", "F", "R", "O", "C", "C#", "C+"};
    struct buf b = {.arena = a};
    uint32_t columns = 1 + roll(d, 4), rules = roll(d, 3) ? 1 + roll(d, 12) : 1 + roll(d, 200);
    buf_addf(&b, "%sdecision T ; ; a s b d x\nhit %s\n", INPUTS, HITS[roll(d, COUNT(HITS))]);
    for (uint32_t i = 0; i < columns; i++) {
        kinds[i] = roll(d, 5);
        buf_addf(&b, "in %s\n", NAMES[kinds[i]]);
    }
    buf_addf(&b, "out ; number ; 5,4,3,2,1,0\n");
    for (uint32_t i = 0; i < rules; i++) {
        buf_add(&b, STR("row "));
        for (uint32_t k = 0; k < columns; k++) {
            random_cell(&b, d, kinds[k]);
            buf_add(&b, STR(" | "));
        }
        buf_addf(&b, "%u\n", roll(d, 6));
    }
    return buf_str(&b);
}

static struct str answer(struct arena *a, struct dmn_run *r, const char *inputs)
{
    dmn_run_reset(r);
    rig_set(r, inputs);
    return feel_to_literal(a, dmn_evaluate(r, dmn_find(r->model, DMN_DECISION, STR("T"), STR("urn:rig"))));
}

static void compare_paths(struct dice *d)
{
    struct arena *a = arena_new();
    uint32_t kinds[5];
    struct str lines = random_model(a, d, kinds);
    struct feel_diags ignored = {.arena = a, .max = 5};
    struct dmn_model *m = rig_load(a, arena_cstr(a, lines), &ignored);
    assert(m && m->table_count == 1);
    struct dmn_run *r = dmn_run_new(m);
    const struct dmn_table_plan *plan = m->tables[0]->plan;
    bool same = true;
    for (int i = 0; i < 20 && same; i++) {
        struct buf inputs = {.arena = a};
        for (uint32_t k = 0; k < COUNT(NAMES); k++) {
            buf_addf(&inputs, "%s=", NAMES[k]);
            random_value(&inputs, d, roll(d, 15) ? k : 4);
            buf_add_char(&inputs, ';');
        }
        m->tables[0]->plan = plan;
        struct str fast = answer(a, r, arena_cstr(a, buf_str(&inputs)));
        m->tables[0]->plan = NULL;
        struct str slow = answer(a, r, arena_cstr(a, buf_str(&inputs)));
        same = str_eq(fast, slow);
        if (!same) {
            (void)fprintf(stderr, "%.*s\n%.*s: plan %.*s, plain %.*s\n", STR_ARG(lines), STR_ARG(buf_str(&inputs)),
                          STR_ARG(fast), STR_ARG(slow));
        }
    }
    CHECK_ROW("the plan gives the answers of the plain path", same);
    m->tables[0]->plan = plan;
    dmn_run_free(r);
    dmn_model_free(m);
    arena_free(a);
}

/* ---- speed, told and not judged: machines differ ---- */

static int64_t now_ns(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void time_table(const char *what, struct str lines, size_t turns)
{
    struct arena *a = arena_new();
    struct dmn_model *m = rig_load(a, arena_cstr(a, lines), NULL);
    assert(m);
    struct dmn_run *r = dmn_run_new(m);
    size_t t = dmn_find(m, DMN_DECISION, STR("T"), STR("urn:rig")), in = dmn_find(m, DMN_INPUT, STR("a"), STR("urn:rig"));
    int64_t start = now_ns();
    size_t hits = 0;
    for (size_t i = 0; i < turns; i++) {
        dmn_run_reset(r);
        dmn_set(r, in, feel_integer((int64_t)(i % 9973)));
        hits += dmn_evaluate(r, t).kind != FEEL_NULL;
    }
    int64_t each = (now_ns() - start) / (int64_t)turns;
    printf("%s: %" PRId64 " ns a verdict (%zu hits)\n", what, each, hits);
    CHECK_ROW(what, hits > 0);
    CHECK_ROW(what, each < 100000);
    dmn_run_free(r);
    dmn_model_free(m);
    arena_free(a);
}

static void test_speed(void)
{
    struct arena *a = arena_new();
    struct buf b = {.arena = a};
    buf_add(&b, STR(INPUTS "decision T ; ; a s b d x\nhit F\nin a\nin s\nin b\nin d\nin a + 1\nout\n"));
    for (int i = 0; i < 10; i++) buf_addf(&b, "row [%d..%d) | - | - | - | > %d | %d\n", i * 1000, i * 1000 + 1000, i, i);
    time_table("10 rules, 5 inputs", buf_str(&b), 200000);
    b.n = 0;
    buf_add(&b, STR(INPUTS "decision T ; ; a s b d x\nhit U\nin a\nin s\nin a + 1\nout\n"));
    for (int i = 0; i < 10000; i++) buf_addf(&b, "row %d | - | > %d | %d\n", i, i % 7, i);
    time_table("10,000 rules, 3 inputs", buf_str(&b), 20000);
    arena_free(a);
}

int main(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        test_row(i, false);
        test_row(i, true);
    }
    struct dice d = {.state = 20261};
    for (int i = 0; i < 300; i++) compare_paths(&d);
    test_speed();
    return check_end();
}
