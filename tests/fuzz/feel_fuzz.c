/* feel_fuzz.c - any bytes as FEEL: as an expression, as a cell of tests, as a type; what parses is evaluated.
 *
 * Whatever the bytes are: no crash, a refusal says why and where, sentences are UTF-8, limits hold, and a value without
 * functions survives being written as a literal and read again. */
#include "feel/feel_impl.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool x, const char *what, struct str text)
{
    if (x) return;
    fprintf(stderr, "broken promise: %s: %.*s\n", what, STR_ARG(text));
    abort();
}

static bool now(void *data, int64_t *seconds, int32_t *nanos)
{
    (void)data;
    *seconds = 1700000000;
    *nanos = 5;
    return true;
}

static const struct feel_variable VARIABLES[] = {
    {{"a", 1}, {"number", 6}},
    {{"first name", 10}, {"string", 6}},
    {{"x-y", 3}, {"", 0}},
    {{"people", 6}, {"list<context<name: string, age: number>>", 40}},
    {{"list", 4}, {"", 0}},
    {{"年龄", 6}, {"date", 4}},
};

static void set_values(struct arena *a, struct feel_value v[COUNT(VARIABLES)])
{
    struct feel_entry *person = ARENA_ARRAY(a, struct feel_entry, 2);
    struct feel_value *people = ARENA_ARRAY(a, struct feel_value, 2);
    person[0] = (struct feel_entry){STR("name"), feel_string(STR("Ann"))};
    person[1] = (struct feel_entry){STR("age"), feel_integer(30)};
    people[0] = people[1] = feel_context(a, person, 2);
    v[0] = feel_integer(3);
    v[1] = feel_string(STR("Bo"));
    v[2] = FEEL_NULL_VALUE;
    v[3] = feel_list(people, 2);
    v[4] = feel_list(people, 1);
    v[5] = feel_date(20000);
}

static void check_diags(struct arena *a, const struct feel_diags *d, struct str text)
{
    for (size_t i = 0; i < d->list.count; i++) {
        const struct feel_diag *g = LIST_AT(&d->list, const struct feel_diag, i);
        if (g->source) must((size_t)g->span.at + g->span.n <= g->source->text.n, "a span inside the text", text);
        must(utf8_valid(feel_diag_text(a, FEEL_ZH, g)), "a sentence is UTF-8", text);
        must(utf8_valid(feel_diag_text(a, FEEL_EN, g)), "a sentence is UTF-8", text);
    }
}

/* Is it made of what has a literal, and not too deep to be read again? */
static bool plain(struct feel_value v, int depth)
{
    if (v.kind == FEEL_FUNCTION || depth == 0) return false;
    if (v.kind == FEEL_LIST)
        for (uint32_t i = 0; i < v.n; i++)
            if (!plain(v.items[i], depth - 1)) return false;
    if (v.kind == FEEL_CONTEXT)
        for (uint32_t i = 0; i < v.context->count; i++)
            if (!plain(v.context->entries[i].value, depth - 1)) return false;
    if (v.kind == FEEL_RANGE) return plain(v.range->low, 2) && plain(v.range->high, 2);
    return true;
}

static void read_again(struct feel_engine *e, struct feel_run *r, struct feel_value v, struct str text)
{
    struct arena *a = arena_new();
    struct feel_diags d = {.arena = a, .max = 5};
    if (plain(v, 20)) {
        struct str literal = feel_to_literal(a, v);
        v = feel_copy(a, v);
        must(utf8_valid(literal), "a literal is UTF-8", text);
        if (literal.n < 100000) {
            struct feel_expression *x = feel_compile(e, a, literal, false, NULL, 0, &d);
            must(x != NULL, "a literal can be read", literal);
            feel_run_reset(r);
            struct feel_value again = feel_evaluate(r, x, NULL);
            must(feel_run_diags(r)->errors > 0 || feel_is(v, again), "a literal reads back as the value", literal);
        }
    }
    arena_free(a);
}

static void try_text(struct feel_engine *e, struct str text, bool unary)
{
    struct arena *a = arena_new();
    struct feel_diags d = {.arena = a, .max = 20};
    struct feel_value values[COUNT(VARIABLES)];
    struct feel_run *r = feel_run_new(e), *other = feel_run_new(e);
    struct feel_expression *x = feel_compile(e, a, text, unary, VARIABLES, COUNT(VARIABLES), &d);
    must(x || d.errors > 0, "a refusal is reported", text);
    check_diags(a, &d, text);
    if (x) {
        set_values(a, values);
        struct feel_value v = feel_evaluate(r, x, values);
        check_diags(a, feel_run_diags(r), text);
        must(!unary || v.kind == FEEL_BOOLEAN || v.kind == FEEL_NULL, "a test is true, false or null", text);
        read_again(e, other, v, text);
    }
    feel_run_free(r);
    feel_run_free(other);
    arena_free(a);
}

static void try_type(struct feel_engine *e, struct str text)
{
    struct arena *a = arena_new();
    struct feel_diags d = {.arena = a, .max = 5};
    struct feel_scope scope = {0};
    struct feel_source source = {.text = text};
    struct feel_compiler c = {.engine = e, .arena = a, .diags = &d, .source = &source, .scope = &scope};
    const struct feel_type *t = feel_parse_type(&c, text);
    must(t || d.errors > 0, "a refusal is reported", text);
    if (t) {
        struct str once = feel_type_text(a, t);
        const struct feel_type *again = feel_parse_type(&c, once);
        must(again && str_eq(once, feel_type_text(a, again)), "a type's text reads back as the type", once);
    }
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feel_host host = {.now = now};
    struct feel_limits limits = {.depth = 60, .steps = 20000, .bytes = 4 << 20, .diags = 10};
    struct feel_engine *e = feel_engine_new(&host, &limits);
    struct str text = {(const char *)data, size};
    try_text(e, text, false);
    try_text(e, text, true);
    try_type(e, text);
    feel_engine_free(e);
    return 0;
}
