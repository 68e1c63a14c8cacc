/* record_test.c - fields from text and back, with their refusals. */
#include "base/record.h"
#include "check.h"
#include "sample.h"

/* The sentence of the only bad field, or "" when all is well. */
static struct str complaint(struct arena *a, const struct err *e)
{
    if (e->code == ERR_NONE) return STR("");
    CHECK(e->code == ERR_INVALID);
    CHECK(e->fields.count == 1);
    return msg_render(a, LANG_EN, &LIST_AT(&e->fields, struct err_field, 0)->message);
}

static void test_from_text(void)
{
    static const struct {
        const char *shows, *field, *in, *out, *complaint; /* in NULL: absent; out NULL: absent afterwards */
    } rows[] = {
        {"text within its limits", "name", "Qiao", "Qiao", ""},
        {"five characters are counted, not fifteen bytes", "name", "暖桥清远市", "暖桥清远市", ""},
        {"too long", "name", "abcdef", "abcdef", "must have at most 5 characters, it has 6"},
        {"too short", "name", "a", "a", "must have at least 2 characters"},
        {"a required text that is absent", "name", NULL, NULL, "is required"},
        {"a required text that is empty", "name", "", "", "must not be empty"},
        {"a required text of blanks", "name", " \xE3\x80\x80 ", " \xE3\x80\x80 ", "must not be empty"},
        {"an optional text may be empty and is not absent", "note", "", "", ""},
        {"an optional text may be absent", "note", NULL, NULL, ""},
        {"broken UTF-8", "note", "a\xFF", "a\xFF", "is not valid UTF-8"},
        {"a control character", "note", "a\x01", "a\x01", "contains a control character"},
        {"DEL", "note", "a\x7F", "a\x7F", "contains a control character"},
        {"a C1 control", "note", "a\xC2\x85", "a\xC2\x85", "contains a control character"},
        {"the blank behind the C1 controls is text", "note", "a\xC2\xA0", "a\xC2\xA0", ""},
        {"TAB, LF and CR are text", "note", "a\tb\r\nc", "a\tb\r\nc", ""},
        {"HTML and SQL are only text", "note", "<b>'; DROP TABLE zone;--", "<b>'; DROP TABLE zone;--", ""},
        {"true", "active", "true", "true", ""},
        {"0 is false", "active", "0", "false", ""},
        {"PostgreSQL's t", "active", "t", "true", ""},
        {"yes is no boolean", "active", "yes", "false", "must be true or false"},
        {"an empty boolean", "active", "", "false", "must be true or false"},
        {"a whole number", "number", "42", "42", ""},
        {"above the range", "number", "101", "101", "must be between 0 and 100"},
        {"below the range", "number", "-1", "-1", "must be between 0 and 100"},
        {"no number", "number", "12a", "0", "must be a whole number, for example 12"},
        {"an exponent", "number", "1e2", "0", "must be a whole number, for example 12"},
        {"nineteen digits are out of range, not out of form", "number", "9999999999999999999", NULL,
         "must be between 0 and 100"},
        {"an empty number that cannot be absent", "number", "", "0", "must be a whole number, for example 12"},
        {"a negative minimum", "headcount", "-5", "-5", ""},
        {"below a negative minimum", "headcount", "-6", "-6", "must be between -5 and 5"},
        {"the field's own example", "headcount", "x", NULL, "must be a whole number, for example 3"},
        {"a lone minus", "headcount", "-", NULL, "must be a whole number, for example 3"},
        {"an optional number may be empty", "headcount", "", NULL, ""},
        {"zero is not absent", "headcount", "0", "0", ""},
        {"money in fen", "price", "-125000", "-125000", ""},
        {"money with a point", "price", "12.50", "0", "must be a whole number of fen, for example 125000"},
        {"money beyond JavaScript", "price", "9000000000000001", NULL,
         "must be between -9000000000000000 and 9000000000000000"},
        {"NaN is no money", "paid", "NaN", NULL, "must be a whole number of fen, for example 125000"},
        {"infinity is no money", "paid", "1e400", NULL, "must be a whole number of fen, for example 125000"},
        {"absent money", "paid", "", NULL, ""},
        {"no money is not absent", "paid", "0", "0", ""},
        {"a date", "since", "2020-05-14", "2020-05-14", ""},
        {"a day that does not exist", "since", "2021-02-29", NULL, "must be a date YYYY-MM-DD, for example 2024-05-31"},
        {"an empty date is absent", "since", "", NULL, ""},
        {"an optional date", "until", "9999-12-31", "9999-12-31", ""},
        {"a bad optional date", "until", "tomorrow", NULL, "must be a date YYYY-MM-DD, for example 2024-05-31"},
        {"an instant", "at", "2020-05-14T08:30:00+08:00", "2020-05-14T00:30:00.000000Z", ""},
        {"a bad instant", "at", "2020-05-14", NULL, "must be an instant such as 2024-05-31T08:30:00Z"},
        {"an enum by its wire name", "color", "green", "green", ""},
        {"an unknown name lists the known", "color", "blue", NULL, "must be one of: red, green"},
        {"a name in capitals is unknown", "color", "RED", NULL, "must be one of: red, green"},
        {"an empty enum is absent", "color", "", NULL, ""},
        {"a list has no text form", "words", "a", NULL, "must be a list"},
        {"a record has no text form", "main", "a", NULL, "must be an object"},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct field *f = record_field(&SAMPLE, str_of(rows[i].field));
        struct sample s = {0};
        struct err e = {.arena = a};
        bool ok = field_from_text(a, &e, f, &s, str_of(rows[i].in), (struct str){0});
        struct str said = complaint(a, &e);
        CHECK_ROW(rows[i].shows, ok == (e.code == ERR_NONE));
        CHECK_ROW(rows[i].shows, str_eq(said, str_of(rows[i].complaint)));
        if (f->type >= FIELD_LIST || (!ok && !rows[i].out)) continue;
        struct str out = field_to_text(a, f, &s);
        CHECK_ROW(rows[i].shows, str_eq(out, str_of(rows[i].out)) && (out.p == NULL) == (rows[i].out == NULL));
        arena_reset(a);
    }
    arena_free(a);
}

static void test_path(void)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct sample s = {0};
    CHECK(!field_from_text(a, &e, record_field(&SAMPLE, STR("number")), &s, STR("x"), STR("rows/3/number")));
    CHECK(str_eq(LIST_AT(&e.fields, struct err_field, 0)->name, STR("rows/3/number")));
    arena_free(a);
}

static void test_sql(void)
{
    static const struct {
        const char *shows, *field, *column, *bound; /* bound NULL: the column is refused */
    } rows[] = {
        {"instants are integers", "at", "1589445000000001", "1589445000000001"},
        {"a stored text is not checked", "name", "longer than five", "longer than five"},
        {"a stored number is not checked", "number", "-9223372036854775808", "-9223372036854775808"},
        {"PostgreSQL's boolean", "active", "t", "true"},
        {"an enum", "color", "red", "red"},
        {"an enum name of a newer program", "color", "violet", NULL},
        {"a number that is none", "number", "1.5", NULL},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct field *f = record_field(&SAMPLE, str_of(rows[i].field));
        struct sample s = {0};
        struct err e = {.arena = a};
        bool ok = field_from_sql(a, &e, f, &s, str_of(rows[i].column));
        CHECK_ROW(rows[i].shows, ok == (rows[i].bound != NULL));
        if (ok) CHECK_ROW(rows[i].shows, str_eq(field_to_sql(a, f, &s), str_of(rows[i].bound)));
        if (!ok) CHECK_ROW(rows[i].shows, e.code == ERR_INTERNAL && e.debug.n > 0);
    }
    for (size_t i = 0; i < SAMPLE.count; i++) {
        struct sample s = {0};
        struct err e = {.arena = a};
        memset(field_at(&SAMPLE_FIELDS[i], &s), 0x55, 1);
        CHECK_ROW("NULL makes a column absent", field_from_sql(a, &e, &SAMPLE_FIELDS[i], &s, (struct str){0}));
        CHECK_ROW(SAMPLE_FIELDS[i].name, *(const char *)field_in(&SAMPLE_FIELDS[i], &s) == 0);
    }
    struct sample s = {0};
    struct err e = {.arena = a};
    struct field secret = *record_field(&SAMPLE, STR("number"));
    secret.secret = true;
    CHECK(!field_from_sql(a, &e, &secret, &s, STR("hunter2")));
    CHECK_ROW("a secret is not logged", str_find(e.debug, STR("hunter2")) == e.debug.n);
    arena_free(a);
}

static void test_check(void)
{
    struct arena *a = arena_new();
    struct sample s = {.since = {2021, 2, 30}, .color = 7};
    struct err e = {.arena = a};
    CHECK(!field_check(&e, record_field(&SAMPLE, STR("since")), &s, (struct str){0}));
    CHECK(!field_check(&e, record_field(&SAMPLE, STR("color")), &s, (struct str){0}));
    for (int i = 0; i < 4; i++) LIST_ADD(a, &s.parts, struct part);
    CHECK(!field_check(&e, record_field(&SAMPLE, STR("parts")), &s, (struct str){0}));
    *LIST_ADD(a, &s.words.l, struct str) = STR("fine");
    *LIST_ADD(a, &s.words.l, struct str) = STR("\xFF");
    CHECK(!field_check(&e, record_field(&SAMPLE, STR("words")), &s, (struct str){0}));
    CHECK(e.fields.count == 4);
    CHECK(str_eq(LIST_AT(&e.fields, struct err_field, 3)->name, STR("words/1")));
    arena_free(a);
}

static void test_list_bounds(void)
{
    struct arena *a = arena_new();
    struct field two = *record_field(&SAMPLE, STR("words"));
    struct sample s = {0};
    struct err e = {.arena = a};
    two.min = 2;
    CHECK_ROW("an optional list may be empty", field_check(&e, &two, &s, (struct str){0}));
    *LIST_ADD(a, &s.words.l, struct str) = STR("one");
    CHECK(!field_check(&e, &two, &s, (struct str){0}));
    CHECK(str_eq(complaint(a, &e), STR("must have at least 2 items")));
    err_clear(&e);
    two.required = true;
    s.words.l.count = 0;
    CHECK(!field_check(&e, &two, &s, (struct str){0}));
    CHECK_ROW("a required one may not", str_eq(complaint(a, &e), STR("is required")));
    arena_free(a);
}

static void test_nested(void)
{
    struct sample s = {0};
    const struct field *main_ = record_field(&SAMPLE, STR("main"));
    CHECK_ROW("a nested record without its required field is absent", field_absent(main_, &s));
    s.main.role = STR("");
    CHECK_ROW("with it, it is there", !field_absent(main_, &s));
}

static void test_labels(void)
{
    const struct field *name = record_field(&SAMPLE, STR("name")), *note = record_field(&SAMPLE, STR("note"));
    CHECK(str_eq(field_label(name, LANG_ZH), STR("名称")));
    CHECK(str_eq(field_label(name, LANG_EN), STR("name")));
    CHECK_ROW("a field without label is called by its name", str_eq(field_label(note, LANG_ZH), STR("note")));
    CHECK(record_field(&SAMPLE, STR("nam")) == NULL);
    CHECK(enum_from_name(&COLORS, STR("green")) == COLOR_GREEN);
    CHECK_ROW("the empty name is not the absent value's", enum_from_name(&COLORS, STR("")) == 0);
    CHECK(enum_from_label(&COLORS, STR("绿")) == COLOR_GREEN);
    CHECK(enum_from_label(&COLORS, STR("RED")) == COLOR_RED);
    CHECK(enum_from_label(&COLORS, STR("red")) == COLOR_RED);
    CHECK(enum_from_label(&COLORS, STR("蓝")) == 0);
    CHECK(enum_name(&COLORS, COLOR_NONE).p == NULL);
}

static void test_set(void)
{
    struct field_set s = {0};
    const struct field *name = record_field(&SAMPLE, STR("name")), *main_ = record_field(&SAMPLE, STR("main"));
    field_set_add(&s, &SAMPLE, main_);
    CHECK(field_set_has(&s, &SAMPLE, main_) && !field_set_has(&s, &SAMPLE, name));
}

int main(void)
{
    test_from_text();
    test_path();
    test_sql();
    test_check();
    test_list_bounds();
    test_nested();
    test_labels();
    test_set();
    return check_end();
}
