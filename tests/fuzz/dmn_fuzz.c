/* dmn_fuzz.c - libFuzzer: any bytes as a DMN model.  It is loaded strictly and not, imports lead back to it, every
 * decision and service is evaluated within small limits and explained, tables give the same with and without their
 * plans, the model is linted, and every diagnostic has its sentences. */
#include "dmn/dmn_impl.h"
#include <stdio.h>
#include <stdlib.h>

enum {
    ELEMENTS_MAX = 50,
    DIAGS = 20
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool x, const char *what)
{
    if (x) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

static bool import_self(void *data, struct str uri, struct str location, struct str *xml)
{
    (void)location;
    *xml = *(struct str *)data;
    return uri.n % 2 == 0;
}

static void sentences(struct arena *a, const struct feel_diags *d)
{
    for (size_t i = 0; i < d->list.count; i++) {
        const struct feel_diag *g = LIST_AT(&d->list, const struct feel_diag, i);
        must(utf8_valid(feel_diag_text(a, FEEL_ZH, g)), "a Chinese sentence");
        must(utf8_valid(feel_diag_text(a, FEEL_EN, g)), "an English sentence");
    }
}

static struct feel_value value_of(struct dmn_run *r, size_t i)
{
    enum dmn_kind kind = dmn_element(r->model, i).kind;
    if (kind == DMN_DECISION) return dmn_evaluate(r, i);
    return kind == DMN_SERVICE ? dmn_invoke(r, i) : FEEL_NULL_VALUE;
}

/* The value, with the inputs being whole numbers, and texts on every third. */
static struct feel_value judged(struct dmn_run *r, size_t i)
{
    size_t count;
    const uint32_t *needs = dmn_needs(r->model, i, &count);
    for (size_t k = 0; k < count; k++) {
        must(dmn_element(r->model, needs[k]).kind == DMN_INPUT, "only inputs are needed");
        dmn_set(r, needs[k], k % 3 == 2 ? feel_string(STR("a")) : feel_integer((int64_t)k));
    }
    return value_of(r, i);
}

static void explain(struct arena *a, struct dmn_run *r, size_t i)
{
    if (dmn_element(r->model, i).kind != DMN_DECISION) return;
    must(utf8_valid(dmn_explain_text(r, i, FEEL_ZH, a)), "an explanation in Chinese");
    must(utf8_valid(dmn_explain_brief(r, i, FEEL_ZH, a)), "a brief one");
    must(utf8_valid(dmn_explain_json(r, i, a)), "an explanation as JSON");
}

/* The same without the plans of the tables, unless a limit was in the way. */
static void compare_plain(struct arena *a, struct dmn_run *r, size_t i, struct feel_value with_plan)
{
    struct str wanted = feel_to_literal(a, with_plan);
    bool stopped = r->feel->stopped;
    const struct dmn_model *m = r->model;
    const struct dmn_table_plan **plans = ARENA_ARRAY(a, const struct dmn_table_plan *, m->table_count + 1);
    for (size_t k = 0; k < m->table_count; k++) {
        plans[k] = m->tables[k]->plan;
        m->tables[k]->plan = NULL;
    }
    dmn_run_reset(r);
    struct str found = feel_to_literal(a, judged(r, i));
    if (!stopped && !r->feel->stopped) must(str_eq(wanted, found), "a plan gives what the plain table gives");
    for (size_t k = 0; k < m->table_count; k++) m->tables[k]->plan = plans[k];
}

static void evaluate(struct arena *a, const struct dmn_model *m)
{
    struct dmn_run *r = dmn_run_new(m);
    dmn_trace(r, true);
    for (size_t i = 0; i < dmn_count(m) && i < ELEMENTS_MAX; i++) {
        struct feel_value v = judged(r, i);
        must(utf8_valid(feel_to_text(a, v)), "a value is text");
        sentences(a, dmn_diags(r));
        explain(a, r, i);
        compare_plain(a, r, i, v);
        dmn_run_reset(r);
    }
    dmn_run_free(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct str xml = {(const char *)data, size};
    struct dmn_options o = {.limits = {.depth = 50, .steps = 20000, .bytes = 8 << 20, .diags = DIAGS},
                            .import = import_self,
                            .import_data = &xml};
    struct feel_diags d = {.arena = a, .max = DIAGS};
    struct dmn_model *m = dmn_load(xml, &o, &d);
    must(m || d.errors, "no model without an error");
    sentences(a, &d);
    if (m) {
        struct feel_diags found = {.arena = a, .max = DIAGS};
        evaluate(a, m);
        must(dmn_lint(m, &found) >= d.list.count, "the lint tells what loading told");
        sentences(a, &found);
    }
    dmn_model_free(m);
    bool errors = d.errors > 0;
    o.strict = true;
    d = (struct feel_diags){.arena = a, .max = DIAGS};
    m = dmn_load(xml, &o, &d);
    must((m == NULL) == errors, "strict means no model with errors");
    sentences(a, &d);
    dmn_model_free(m);
    arena_free(a);
    return 0;
}
