/* url_fuzz.c - any bytes as a path step, a query and request headers: nothing crashes, what was decoded is clean UTF-8
 * without NUL, and decode(encode(x)) == x. */
#include "http/guard.h"
#include "http/url.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool x, const char *what)
{
    if (x) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

static void round_trip(struct arena *a, struct str raw, bool form)
{
    struct str text, back;
    if (!url_decode(a, raw, form, &text)) return;
    must(utf8_valid(text), "decoded text is UTF-8");
    must(text.n == 0 || memchr(text.p, '\0', text.n) == NULL, "decoded text has no NUL");
    struct buf b = {.arena = a};
    url_encode(&b, text);
    must(url_decode(a, buf_str(&b), form, &back) && str_eq(back, text), "decode(encode(x)) == x");
}

static void query(struct arena *a, struct str raw)
{
    struct err e = {.arena = a};
    struct list params = {0};
    bool good = url_query(a, &e, raw, &params);
    must(good == (e.code == ERR_NONE), "false exactly when a failure is set");
    must(params.count <= URL_PARAM_MAX, "the number of parameters is bounded");
    for (size_t i = 0; i < params.count; i++) {
        const struct url_param *p = LIST_AT(&params, struct url_param, i);
        must(p->name.n > 0 && utf8_valid(p->name) && utf8_valid(p->value), "names and values are clean");
        for (size_t k = 0; k < i; k++)
            must(!str_eq(LIST_AT(&params, struct url_param, k)->name, p->name), "no name occurs twice");
    }
}

/* Lines of "name:value" as headers; the values then through cookie and language. */
static void headers(struct arena *a, struct str text)
{
    struct request r = {0};
    struct guard g = {.request = &r};
    struct err e = {.arena = a};
    while (text.n) {
        struct str value = str_part(&text, '\n');
        struct str name = str_part(&value, ':');
        guard_header(&g, name, value);
    }
    if (guard_end(&g, &e)) must(g.length >= -1 && g.host.n > 0, "an accepted request has a host and a length");
    (void)request_lang(&r);
    (void)request_cookie(&r, STR("nq_session"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct str raw = {(const char *)data, size};
    round_trip(a, raw, false);
    round_trip(a, raw, true);
    query(a, raw);
    headers(a, raw);
    arena_free(a);
    return 0;
}
