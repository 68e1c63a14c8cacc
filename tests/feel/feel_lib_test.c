/* feel_lib_test.c - FEEL as a library: compiling with variables, tests of a cell, limits, reuse, the guide's rows. */
#include "check.h"
#include "feel/feel.h"

struct rig {
    struct arena *arena;
    struct feel_engine *engine;
    struct feel_run *run;
};

static struct rig rig_new(const struct feel_limits *limits)
{
    struct rig rig = {.arena = arena_new(), .engine = feel_engine_new(NULL, limits)};
    rig.run = feel_run_new(rig.engine);
    return rig;
}

static void rig_free(struct rig *rig)
{
    feel_run_free(rig->run);
    feel_engine_free(rig->engine);
    arena_free(rig->arena);
}

static void variables(void)
{
    struct rig rig = rig_new(NULL);
    const struct feel_variable names[] = {{STR("age"), STR("number")},
                                          {STR("degree of  study"), STR("string")},
                                          {STR("years"), STR("list<number>")},
                                          {STR("anything"), {0}}};
    const struct {
        const char *text;
        bool unary;
        const char *literal; /* NULL: does not compile */
    } rows[] = {
        {"age + 1", false, "31"},
        {"degree of study = \"master\"", false, "true"},
        {"if age > 20 then sum(years) else 0", false, "6"},
        {"years[item > age / 15]", false, "[3]"},
        {"anything.b[1]", false, "\"x\""},
        {"[18..35]", true, "true"},
        {"> 40, 30", true, "true"},
        {"not(30)", true, "false"},
        {"? > count(years) * 10", true, "false"},
        {"-", true, "true"},
        {"age +", false, NULL},
        {"", false, NULL},
        {"\xff", false, NULL},
        {"\"\xc3\x28\"", false, NULL},
    };
    const struct feel_value numbers[] = {feel_integer(1), feel_integer(2), feel_integer(3)};
    const struct feel_value list[] = {feel_string(STR("x"))};
    const struct feel_entry entries[] = {{STR("b"), feel_list(list, 1)}};
    const struct feel_value values[] = {feel_integer(30), feel_string(STR("master")), feel_list(numbers, 3),
                                        feel_context(rig.arena, entries, 1)};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct feel_diags d = {.arena = rig.arena, .max = 10};
        struct feel_expression *x =
            feel_compile(rig.engine, rig.arena, str_of(rows[i].text), rows[i].unary, names, COUNT(names), &d);
        CHECK_ROW(rows[i].text, (x == NULL) == (rows[i].literal == NULL));
        CHECK_ROW(rows[i].text, (d.errors > 0) == (rows[i].literal == NULL));
        for (size_t k = 0; k < d.list.count; k++)
            for (enum feel_language l = FEEL_ZH; l <= FEEL_EN; l++)
                CHECK_ROW(rows[i].text, utf8_valid(feel_diag_text(rig.arena, l, LIST_AT(&d.list, struct feel_diag, k))));
        if (!x) continue;
        for (int again = 0; again < 2; again++) {
            struct feel_value v = feel_evaluate(rig.run, x, values);
            CHECK_ROW(rows[i].text, str_eq(feel_to_literal(rig.arena, v), str_of(rows[i].literal)));
            feel_run_reset(rig.run);
        }
    }
    rig_free(&rig);
}

/** What would run on, go too deep or grow too large stops with one sentence, and the run can be used again. */
static void limits(void)
{
    struct rig rig =
        rig_new(&(struct feel_limits){.depth = 50, .steps = 100000, .bytes = 1 << 20, .diags = 3});
    const struct {
        const char *text;
        enum feel_message id;
    } rows[] = {
        {"every i in 1..1000000000 satisfies true", FEEL_MSG_LIMIT_STEPS},
        {"for i in 1..1000000000 return i", FEEL_MSG_LIMIT_BYTES},
        {"count(for i in 1..1000, j in 1..1000 return i)", FEEL_MSG_LIMIT_BYTES},
        {"{t: (for i in 1..14 return if i = 1 then \"0123456789中\" else partial[-1] + partial[-1])[-1],"
         " n: every i in 1..10000000 satisfies string length(t) > 0}.n",
         FEEL_MSG_LIMIT_STEPS},
        {"{t: (for i in 1..14 return if i = 1 then \"0123456789\" else partial[-1] + partial[-1])[-1],"
         " u: t + \"a\", v: t + \"b\", n: every i in 1..10000000 satisfies list contains([u], v) = false}.n",
         FEEL_MSG_LIMIT_STEPS},
        {"{t: (for i in 1..14 return if i = 1 then \"0123456789\" else partial[-1] + partial[-1])[-1],"
         " u: t + \"a\", v: t + \"b\", n: every i in 1..10000000 satisfies u < v and u in [t..v]}.n",
         FEEL_MSG_LIMIT_STEPS},
        {"{f: function(g, n) g(g, n + 1), r: f(f, 0)}.r", FEEL_MSG_TOO_DEEP},
        {"for i in 1..60 return if i = 1 then \"0123456789\" else partial[-1] + partial[-1]", FEEL_MSG_LIMIT_BYTES},
        {"for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])",
         FEEL_MSG_LIMIT_BYTES},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct feel_diags d = {.arena = rig.arena, .max = 10};
        struct feel_expression *x = feel_compile(rig.engine, rig.arena, str_of(rows[i].text), false, NULL, 0, &d);
        CHECK_ROW(rows[i].text, x != NULL);
        if (!x) continue;
        feel_evaluate(rig.run, x, NULL);
        const struct feel_diags *told = feel_run_diags(rig.run);
        bool found = false;
        for (size_t k = 0; k < told->list.count; k++) {
            const struct feel_diag *one = LIST_AT(&told->list, struct feel_diag, k);
            found = found || one->id == rows[i].id;
            if (one->id != rows[i].id)
                fprintf(stderr, "    %.*s\n", STR_ARG(feel_diag_text(rig.arena, FEEL_EN, one)));
        }
        CHECK_ROW(rows[i].text, found);
        CHECK_ROW(rows[i].text, told->list.count <= 3);
        feel_run_reset(rig.run);
        CHECK_ROW(rows[i].text, feel_run_diags(rig.run)->list.count == 0);
        struct feel_expression *next = feel_compile(rig.engine, rig.arena, STR("1 + 1"), false, NULL, 0, &d);
        struct feel_value two = next ? feel_evaluate(rig.run, next, NULL) : FEEL_NULL_VALUE;
        CHECK_ROW(rows[i].text, feel_is(two, feel_integer(2)));
    }
    rig_free(&rig);
}

/** Only so many diagnostics are kept; all are counted. */
static void many_diagnostics(void)
{
    struct rig rig = rig_new(&(struct feel_limits){.depth = 50, .steps = 100000, .bytes = 1 << 20, .diags = 3});
    struct feel_diags d = {.arena = rig.arena, .max = 10};
    struct feel_expression *x =
        feel_compile(rig.engine, rig.arena, STR("for i in 1..10 return 1 / 0"), false, NULL, 0, &d);
    CHECK(x != NULL);
    if (x) feel_evaluate(rig.run, x, NULL);
    CHECK(feel_run_diags(rig.run)->list.count == 3 && feel_run_diags(rig.run)->errors == 10);
    rig_free(&rig);
}

static void guide(void)
{
    struct arena *a = arena_new();
    struct feel_function_info info;
    size_t count = 0;
    bool substring = false, maximum = false;
    for (; feel_function_info(a, count, &info); count++) {
        substring = substring || strcmp(info.signature, "substring(string: string, start position: number, "
                                                        "length?: number): string") == 0;
        maximum = maximum || strcmp(info.signature, "max(list: list): Any") == 0;
        CHECK_ROW(info.name, info.group && str_starts(str_of(info.signature), str_of(info.name)));
    }
    CHECK(substring && maximum && count > 80);
    arena_free(a);
}

int main(void)
{
    variables();
    limits();
    many_diagnostics();
    guide();
    return check_end();
}
