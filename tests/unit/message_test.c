/* message_test.c - the sentences of the server and the failures that carry them. */
#include "base/err.h"
#include "check.h"

/* The names in braces, each once, sorted; false when a brace is broken. */
static bool placeholders(struct arena *a, struct str s, struct list *out)
{
    while (s.n) {
        size_t open = str_find(s, STR("{"));
        if (str_find(str_sub(s, 0, open), STR("}")) != open) return false;
        if (open == s.n) break;
        s = str_sub(s, open + 1, s.n);
        size_t close = str_find(s, STR("}"));
        if (close == s.n || close == 0) return false;
        struct str name = str_sub(s, 0, close);
        for (size_t i = 0; i < name.n; i++)
            if (!(name.p[i] >= 'a' && name.p[i] <= 'z') && name.p[i] != '_') return false;
        s = str_sub(s, close + 1, s.n);
        size_t i = 0;
        while (i < out->count && !str_eq(*LIST_AT(out, struct str, i), name)) i++;
        if (i == out->count) *LIST_ADD(a, out, struct str) = name;
    }
    return true;
}

static bool has(const struct list *l, struct str s)
{
    for (size_t i = 0; i < l->count; i++)
        if (str_eq(*LIST_AT(l, const struct str, i), s)) return true;
    return false;
}

static bool same_set(const struct list *x, const struct list *y)
{
    if (x->count != y->count) return false;
    for (size_t i = 0; i < x->count; i++)
        if (!has(y, *LIST_AT(x, const struct str, i))) return false;
    return true;
}

static bool has_han(struct str s)
{
    for (size_t at = 0; at < s.n;) {
        uint32_t cp = utf8_next(s, &at);
        if (cp >= 0x4E00 && cp <= 0x9FFF) return true;
    }
    return false;
}

static void test_catalogue(void)
{
    struct arena *a = arena_new();
    for (size_t i = 1; i < MSG_COUNT; i++) {
        enum msg id = (enum msg)i;
        struct str zh = msg_plain(LANG_ZH, id), en = msg_plain(LANG_EN, id);
        struct list of_zh = {0}, of_en = {0};
        const char *name = msg_name(id);
        CHECK_ROW(name, zh.n > 0 && en.n > 0 && utf8_valid(zh) && utf8_valid(en));
        CHECK_ROW(name, placeholders(a, zh, &of_zh) && placeholders(a, en, &of_en));
        CHECK_ROW(name, same_set(&of_zh, &of_en));
        bool passes_on = str_eq(zh, en) && str_starts(zh, STR("{")) && str_ends(zh, STR("}"));
        CHECK_ROW(name, passes_on || (has_han(zh) && !has_han(en)));
        CHECK_ROW(name, msg_by_name(str_of(name)) == id); /* the first of two equal names would win */
    }
    CHECK(msg_by_name(STR("NO_SUCH_MESSAGE")) == MSG_NONE);
    CHECK(msg_by_name(STR("")) == MSG_NONE);
    arena_free(a);
}

static bool renders(struct arena *a, enum lang lang, const struct msg_part *parts, struct str want)
{
    struct msg_text m = msg_copy(a, parts);
    return str_eq(msg_render(a, lang, &m), want);
}

static void test_render(void)
{
    struct arena *a = arena_new();
    CHECK_ROW("a number", renders(a, LANG_EN, MSG_PARTS(M(TEXT_SHORT), I("min", 3)),
                                  STR("must have at least 3 characters")));
    CHECK_ROW("a negative bound", renders(a, LANG_EN, MSG_PARTS(M(NUMBER_RANGE), I("min", -5), I("max", INT64_MAX)),
                                          STR("must be between -5 and 9223372036854775807")));
    CHECK_ROW("Chinese", renders(a, LANG_ZH, MSG_PARTS(M(FIELD_TWICE), S("name", STR("a"))), STR("字段“a”出现了两次")));
    CHECK_ROW("an argument is not searched for braces",
              renders(a, LANG_EN, MSG_PARTS(M(NO_ENDPOINT), S("method", STR("{path}")), S("path", STR("/x"))),
                      STR("there is no endpoint {path} /x")));
    CHECK_ROW("a missing argument stays visible", renders(a, LANG_EN, MSG_PARTS(M(TEXT_SHORT)),
                                                          STR("must have at least {min} characters")));
    CHECK_ROW("an absent text is empty", renders(a, LANG_EN, MSG_PARTS(M(NOT_FOUND), S("what", (struct str){0})),
                                                 STR("there is no such ")));
    arena_free(a);
}

static void test_copy(void)
{
    struct arena *a = arena_new();
    char volatile_text[] = "before";
    struct err e = {.arena = a};
    CHECK(!fail(&e, ERR_CONFLICT, M(FIELD_UNKNOWN), S("name", str_of(volatile_text))));
    volatile_text[0] = 'X';
    CHECK_ROW("arguments are copied", str_eq(msg_render(a, LANG_EN, &e.message), STR("there is no field \"before\"")));
    arena_free(a);
}

static void test_first_failure(void)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    CHECK(!fail(&e, ERR_CONFLICT, M(CONSTRAINT)));
    CHECK(!fail(&e, ERR_NOT_FOUND, M(STALE)));
    CHECK_ROW("the first failure stays", e.code == ERR_CONFLICT && e.message.id == MSG_CONSTRAINT);
    CHECK(!fail_internal(&e, "disk %d", 7));
    CHECK_ROW("so does its lack of a log text", e.code == ERR_CONFLICT && e.debug.n == 0);
    CHECK(!fail_field(&e, STR("name"), M(REQUIRED)));
    CHECK_ROW("a bad field after it is kept beside it", e.code == ERR_CONFLICT && e.fields.count == 1);
    err_clear(&e);
    CHECK(e.code == ERR_NONE && e.fields.count == 0 && e.arena == a);
    CHECK(!fail_internal(&e, "disk %d", 7));
    CHECK(e.code == ERR_INTERNAL && str_eq(e.debug, STR("disk 7")));
    arena_free(a);
}

static void test_fields(void)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    for (int i = 0; i < ERR_FIELDS_MAX + 5; i++) CHECK(!fail_field(&e, STR("f"), M(REQUIRED)));
    CHECK(e.code == ERR_INVALID && e.fields.count == ERR_FIELDS_MAX);
    CHECK_ROW("those beyond the limit are counted", e.field_count == ERR_FIELDS_MAX + 5);
    CHECK(str_eq(msg_render(a, LANG_EN, &e.message), STR("1005 field(s) are not valid")));
    arena_free(a);
}

static void test_codes(void)
{
    CHECK(err_http_status(ERR_INVALID) == 422 && err_http_status(ERR_STALE) == 412);
    for (int i = ERR_NONE + 1; i <= ERR_INTERNAL; i++) {
        int status = err_http_status((enum err_code)i);
        CHECK_ROW(err_wire_code((enum err_code)i), status >= 400 && status <= 599);
        for (int k = ERR_NONE; k < i; k++)
            CHECK(strcmp(err_wire_code((enum err_code)i), err_wire_code((enum err_code)k)) != 0);
    }
}

int main(void)
{
    test_catalogue();
    test_render();
    test_copy();
    test_first_failure();
    test_fields();
    test_codes();
    return check_end();
}
