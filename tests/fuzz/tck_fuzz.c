/* tck_fuzz.c - any bytes as a test file, and as the value inside one: nothing crashes, a value equals itself, and its
 * FEEL literal reads back as the same value. */
#include "dmn/dmn_json.h"
#include "dmn/dmn_tck.h"
#include "feel/feel_impl.h"
#include "dmn/dmn_impl.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define OPEN                                                                                                           \
    "<testCases xmlns='http://www.omg.org/spec/DMN/20160719/testcase' "                                                \
    "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xsd='x'><modelName>m</modelName><testCase><inputNode>"
#define CLOSE "</inputNode></testCase></testCases>"

static void must(bool x, const char *what)
{
    if (x) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

/* A zone cannot be asked for without a region file, so a literal with one may be unreadable; all others read back. */
static void round_trip(struct feel_engine *e, struct arena *a, struct feel_value v)
{
    struct feel_diags d = {.arena = a, .max = 10};
    struct str literal = feel_to_literal(a, v);
    if (!literal.p || literal.n > 10000) return;
    struct feel_expression *x = feel_compile(e, a, literal, false, NULL, 0, &d);
    struct feel_run *r = feel_run_new(e);
    must(x && d.errors == 0, "a literal parses");
    must(dmn_tck_equal(v, feel_evaluate(r, x, NULL)), "a literal reads back as its value");
    feel_run_free(r);
    struct buf b = {.arena = a};
    dmn_json_write(&b, v);
    must(utf8_valid(buf_str(&b)), "JSON is UTF-8");
}

static void read(const struct dmn_model *m, struct str text)
{
    struct arena *a = arena_new();
    struct feel_diags d = {.arena = a, .max = 10};
    struct dmn_tck_file file;
    bool good = dmn_tck_read(a, text, &file, &d);
    must(good == (d.errors == 0), "false exactly with a diagnostic");
    (void)dmn_tck_is_test(text);
    for (size_t i = 0; good && i < file.cases.count; i++) {
        const struct dmn_tck_case *c = LIST_AT(&file.cases, struct dmn_tck_case, i);
        for (size_t k = 0; k < c->inputs.count; k++) {
            struct feel_value v;
            if (!dmn_tck_value(m, a, &LIST_AT(&c->inputs, struct dmn_tck_input, k)->value, &v, &d)) continue;
            must(dmn_tck_equal(v, v), "a value equals itself");
            round_trip(m->engine, a, v);
        }
    }
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct feel_engine *e = feel_engine_new(NULL, NULL);
    struct dmn_model m = {.arena = a, .engine = e};
    struct str raw = {.p = (const char *)data, .n = size};
    struct str wrapped = arena_printf(a, "%s%.*s%s", OPEN, STR_ARG(raw), CLOSE);
    read(&m, raw);
    read(&m, wrapped);
    feel_engine_free(e);
    arena_free(a);
    return 0;
}
