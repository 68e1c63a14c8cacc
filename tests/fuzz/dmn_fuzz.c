/* dmn_fuzz.c - libFuzzer: any bytes as a DMN model.  It is loaded strictly and not, imports lead back to it, every
 * decision and service is evaluated within small limits, and every diagnostic has its sentences. */
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

static void evaluate(struct arena *a, const struct dmn_model *m)
{
    struct dmn_run *r = dmn_run_new(m);
    for (size_t i = 0; i < dmn_count(m) && i < ELEMENTS_MAX; i++) {
        size_t count;
        enum dmn_kind kind = dmn_element(m, i).kind;
        const uint32_t *needs = dmn_needs(m, i, &count);
        for (size_t k = 0; k < count; k++) {
            must(dmn_element(m, needs[k]).kind == DMN_INPUT, "only inputs are needed");
            dmn_set(r, needs[k], feel_integer((int64_t)k));
        }
        struct feel_value v = FEEL_NULL_VALUE;
        if (kind == DMN_DECISION) v = dmn_evaluate(r, i);
        if (kind == DMN_SERVICE) v = dmn_invoke(r, i);
        must(utf8_valid(feel_to_text(a, v)), "a value is text");
        sentences(a, dmn_diags(r));
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
    if (m) evaluate(a, m);
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
