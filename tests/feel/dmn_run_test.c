/* dmn_run_test.c - graphs of decisions, overrides, coercion of inputs, services, knowledge models, cycles, long chains. */
#include "check.h"
#include "dmn_rig.h"

static const struct {
    const char *label, *lines, *inputs, *decision, *result, *diags;
} ROWS[] = {
    {"10 a chain", "input a ; number\ndecision B ; ; a\nexpr a + 1\ndecision C ; ; B\nexpr B * 2", "a=2", "C", "6", ""},
    {"11 a diamond",
     "input a ; number\ndecision B ; ; a\nexpr a + 1\ndecision C ; ; a\nexpr a * 10\ndecision D ; ; B C\nexpr B + C", "a=2",
     "D", "23", ""},
    {"12 a missing input is null", "input a ; number\ndecision B ; ; a\nexpr a = null", "", "B", "true", ""},
    {"13 an override", "input a ; number\ndecision B ; ; a\nexpr a + 1\ndecision C ; ; B\nexpr B * 2", "a=2;B=10", "C",
     "20", ""},
    {"14 a decision without content", "decision B ; ;\ndecision C ; ; B\nexpr B = null", "", "C", "true", "*"},
    {"20 one item for a scalar", "input a ; number\ndecision B ; ; a\nexpr a + 1", "a=[2]", "B", "3", ""},
    {"21 an input of another type", "input a ; number\ndecision B ; ; a\nexpr a = null", "a=\"x\"", "B", "true", "*"},
    {"22 an input outside its type's values",
     "type t = string ; \"a\",\"b\"\ninput a ; t\ndecision B ; ; a\nexpr a = null", "a=\"c\"", "B", "true", "*"},
    {"23 a decision of another type", "input a ; number\ndecision B ; string ; a\nexpr a", "a=1", "B", "null", "*"},
    {"30 a cycle", "decision B ; ; C\nexpr C\ndecision C ; ; B\nexpr B", "", "B", "null", "*"},
    {"31 a decision that requires itself", "decision B ; ; B\nexpr 1", "", "B", "null", "*"},
    {"32 what only needs a cycle still works", "decision B ; ; B\nexpr B\ndecision C ; ; B\nexpr 5", "", "C", "5", "*"},
    {"40 a knowledge model", "function f ; x number ; number ; x * 2\ninput a ; number\ndecision B ; ; a f\nexpr f(a) + 1",
     "a=4", "B", "9", ""},
    {"41 a recursive one",
     "function f ; n number ; number ; if n <= 1 then 1 else n * f(n - 1) ; f\ndecision B ; ; f\nexpr f(10)", "", "B",
     "3628800", ""},
    {"42 recursion without end", "function f ; n number ; number ; f(n + 1) ; f\ndecision B ; ; f\nexpr f(1)", "", "B",
     "null", "*"},
    {"43 one knowledge model needs another",
     "function g ; x number ; number ; x + 1\nfunction f ; x number ; number ; g(x) * 2 ; g\ndecision B ; ; f\nexpr f(3)",
     "", "B", "8", ""},
    {"44 a knowledge model as a value",
     "function f ; x number ; number ; x * 2\ndecision B ; ; f\nexpr for i in [1,2] return {g: f, r: g(i)}.r", "", "B",
     "[2, 4]", ""},
    {"50 a service",
     "input a ; number\ndecision C ; ; a\nexpr a * 10\ndecision B ; ; C\nexpr C + 1\nservice S ; B ; C ; ; a\n"
     "decision D ; ; S\nexpr S(3)",
     "a=100", "D", "31", ""},
    {"51 what is around the call stays out",
     "input a ; number\ninput b ; number\ndecision B ; ; a b\nexpr {x: a, y: b}\nservice S ; B ; ; ; a\n"
     "decision D ; ; S a b\nexpr [S(3), a, b]",
     "a=1;b=2", "D", "[{x: 3, y: null}, 1, 2]", ""},
    {"52 an input decision is a parameter",
     "input a ; number\ndecision C ; ; a\nexpr a * 10\ndecision B ; ; C\nexpr C + 1\nservice S ; B ; ; C ;\n"
     "decision D ; ; S\nexpr S(7)",
     "a=100", "D", "8", ""},
    {"53 two outputs are a context",
     "input a ; number\ndecision B ; ; a\nexpr a + 1\ndecision C ; ; a\nexpr a + 2\nservice S ; B C ; ; ; a\n"
     "decision D ; ; S\nexpr S(3)",
     "", "D", "{B: 4, C: 5}", ""},
    {"54 a service as a value",
     "input a ; number\ndecision B ; ; a\nexpr a + 1\nservice S ; B ; ; ; a\ndecision D ; ; S\nexpr {f: S, r: f(1)}.r", "",
     "D", "2", ""},
    {"55 a service that calls itself without end",
     "input a ; number\ndecision B ; ; a S\nexpr S(a + 1)\nservice S ; B ; ; ; a\ndecision D ; ; S\nexpr S(1)", "", "D",
     "null", "*"},
    {"56 a function that a service gives keeps its values",
     "input a ; number\ndecision B ; ; a\nexpr function(x) x + a\nservice S ; B ; ; ; a\n"
     "decision D ; ; S\nexpr {f: S(10), g: S(20), r: f(1) + g(1)}.r",
     "a=1000", "D", "32", ""},
    {"57 a service in a loop",
     "input a ; number\ndecision B ; ; a\nexpr a + 1\nservice S ; B ; ; ; a\n"
     "decision D ; ; S\nexpr sum(for i in 1..1000 return S(i))",
     "", "D", "501500", ""},
    {"60 a table in a knowledge model's decision",
     "function f ; x number ; number ; x * 2\ninput a ; number\ndecision T ; number ; a f\nhit U\nin f(a)\nout\nrow < 10 | "
     "1\nrow >= 10 | f(a)",
     "a=5", "T", "10", ""},
};

static void test_row(size_t i)
{
    struct arena *a = arena_new();
    struct feel_diags ignored = {.arena = a, .max = 5};
    struct dmn_model *m = rig_load(a, ROWS[i].lines, &ignored);
    CHECK_ROW(ROWS[i].label, m != NULL);
    if (m == NULL) return;
    struct dmn_run *r = dmn_run_new(m);
    for (int turn = 0; turn < 2; turn++) { /* the second after a reset */
        rig_set(r, ROWS[i].inputs);
        size_t d = dmn_find(m, DMN_DECISION, str_of(ROWS[i].decision), STR("urn:rig"));
        struct str found = feel_to_literal(a, dmn_evaluate(r, d));
        bool good = str_eq(found, str_of(ROWS[i].result));
        CHECK_ROW(ROWS[i].label, good);
        struct str diags = rig_diags(a, dmn_diags(r));
        bool told = ROWS[i].diags[0] == '*' ? diags.n > 0 : diags.n == 0;
        CHECK_ROW(ROWS[i].label, told);
        if (!good || !told) (void)fprintf(stderr, "  found %.*s; %.*s\n", STR_ARG(found), STR_ARG(diags));
        dmn_run_reset(r);
        CHECK_ROW(ROWS[i].label, dmn_diags(r)->list.count == 0);
    }
    dmn_run_free(r);
    dmn_model_free(m);
    arena_free(a);
}

/* dmn_invoke: by the inputs set before; an input decision that was not set is null. */
static void test_invoke(void)
{
    struct arena *a = arena_new();
    struct dmn_model *m = rig_load(a,
                                   "input a ; number\ndecision C ; ; a\nexpr a * 10\ndecision B ; ; a C\nexpr {a: a, C: C}\n"
                                   "decision E ; ; a\nexpr a + 5\nservice S ; B E ; ; C ; a",
                                   NULL);
    CHECK(m != NULL);
    if (m == NULL) return;
    struct dmn_run *r = dmn_run_new(m);
    size_t s = dmn_find(m, DMN_SERVICE, STR("S"), STR("urn:rig"));
    rig_set(r, "a=1;C=7");
    CHECK(str_eq(feel_to_literal(a, dmn_invoke(r, s)), STR("{B: {a: 1, C: 7}, E: 6}")));
    dmn_run_reset(r);
    rig_set(r, "a=1");
    CHECK(str_eq(feel_to_literal(a, dmn_invoke(r, s)), STR("{B: {a: 1, C: null}, E: 6}")));
    dmn_run_free(r);
    dmn_model_free(m);
    arena_free(a);
}

/* A chain of 3,000 decisions takes no stack. */
static void test_long_chain(void)
{
    struct arena *a = arena_new();
    struct buf b = {.arena = a};
    enum { LENGTH = 3000 };
    buf_add(&b, STR("input d0 ; number\n"));
    for (int i = 1; i <= LENGTH; i++) buf_addf(&b, "decision d%d ; ; d%d\nexpr d%d + 1\n", i, i - 1, i - 1);
    struct dmn_model *m = rig_load(a, arena_cstr(a, buf_str(&b)), NULL);
    CHECK(m != NULL);
    if (m == NULL) return;
    struct dmn_run *r = dmn_run_new(m);
    rig_set(r, "d0=1");
    struct str name = arena_printf(a, "d%d", LENGTH);
    struct feel_value v = dmn_evaluate(r, dmn_find(m, DMN_DECISION, name, STR("urn:rig")));
    CHECK(str_eq(feel_to_literal(a, v), arena_printf(a, "%d", LENGTH + 1)));
    dmn_run_free(r);
    dmn_model_free(m);
    arena_free(a);
}

static void test_trace(void)
{
    struct arena *a = arena_new();
    struct dmn_model *m = rig_load(a,
                                   "input a ; number\ninput s ; string\ndecision T ; ; a s\nhit C\nin a\nin s\nout\n"
                                   "row > 5 | \"x\" | 1\nrow > 50 | \"x\" | 2\nrow > 3 | - | 3",
                                   NULL);
    CHECK(m != NULL);
    if (m == NULL) return;
    struct dmn_run *r = dmn_run_new(m);
    const uint32_t *rows;
    size_t t = dmn_find(m, DMN_DECISION, STR("T"), STR("urn:rig"));
    dmn_trace(r, true);
    rig_set(r, "a=7;s=\"x\"");
    (void)dmn_evaluate(r, t);
    CHECK(dmn_fired(r, t, &rows) == 2 && rows[0] == 1 && rows[1] == 3);
    dmn_run_reset(r);
    CHECK(dmn_fired(r, t, &rows) == 0);
    rig_set(r, "a=2;s=\"x\"");
    (void)dmn_evaluate(r, t);
    CHECK(dmn_fired(r, t, &rows) == 0);
    CHECK(r->fired[0].reached && r->fired[0].nearest == 1 && r->fired[0].failed[0] && !r->fired[0].failed[1]);
    dmn_run_free(r);
    dmn_model_free(m);
    arena_free(a);
}

int main(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) test_row(i);
    test_invoke();
    test_long_chain();
    test_trace();
    return check_end();
}
