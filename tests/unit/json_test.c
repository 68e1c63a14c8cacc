/* json_test.c - what the JSON reader takes, what it refuses and where, and what the writer writes. */
#include "json/json_view.h"
#include "check.h"
#include "sample.h"
#include <stdlib.h>

/* "422 number: must be ...; words/1: ..." or "400 JSON, byte 3: ..." or "ok". */
static struct str verdict(struct arena *a, const struct err *e)
{
    struct buf b = {.arena = a};
    if (e->code == ERR_NONE) return STR("ok");
    buf_addf(&b, "%d ", err_http_status(e->code));
    if (e->code != ERR_INVALID) buf_add(&b, msg_render(a, LANG_EN, &e->message));
    for (size_t i = 0; i < e->fields.count; i++) {
        const struct err_field *f = LIST_AT(&e->fields, const struct err_field, i);
        struct str said = msg_render(a, LANG_EN, &f->message);
        buf_addf(&b, "%s%.*s: %.*s", i ? "; " : "", STR_ARG(f->name), STR_ARG(said));
    }
    return buf_str(&b);
}

struct row {
    const char *shows, *in, *verdict;
};
static void expect(struct arena *a, const struct row *row, struct str in)
{
    struct sample s = {0};
    struct err e = {.arena = a};
    bool ok = json_decode(a, &e, &SAMPLE, in, &s);
    struct str got = verdict(a, &e);
    CHECK_ROW(row->shows, ok == (e.code == ERR_NONE));
    CHECK_ROW(row->shows, str_eq(got, str_of(row->verdict)));
    if (!str_eq(got, str_of(row->verdict))) fprintf(stderr, "  got: %.*s\n", STR_ARG(got));
}

/* Every row twice: its text may end where its memory ends, or what stands behind it would go on well. */
static void walk(const struct row *rows, size_t count)
{
    static const char *const behind[] = {"\"", "0", "u0041", "\\uDC00", "n", "\xBF", "}"};
    struct arena *a = arena_new();
    for (size_t i = 0; i < count; i++) {
        struct str in = str_of(rows[i].in);
        char *exact = malloc(in.n ? in.n : 1);
        assert(exact);
        memcpy(exact, in.p, in.n);
        expect(a, &rows[i], (struct str){exact, in.n});
        free(exact);
        for (size_t k = 0; k < COUNT(behind); k++)
            expect(a, &rows[i], str_sub(arena_printf(a, "%s%s", rows[i].in, behind[k]), 0, in.n));
        arena_reset(a);
    }
    arena_free(a);
}

static void test_texts(void)
{
    static const struct row rows[] = {
        {"the least object", "{\"name\":\"ab\"}", "ok"},
        {"blanks of all four kinds", " \t\r\n{ \"name\" : \"ab\" } \n", "ok"},
        {"escapes", "{\"name\":\"ab\",\"note\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}",
         "422 note: contains a control character"},
        {"allowed escapes", "{\"name\":\"ab\",\"note\":\"\\\"\\\\\\/\\n\\r\\t\"}", "ok"},
        {"a \\u escape", "{\"name\":\"\\u6696\\u6865\"}", "ok"},
        {"a \\u escape in capitals", "{\"name\":\"\\u00E9\\u00e9\"}", "ok"},
        {"a surrogate pair is one character", "{\"name\":\"\\uD83C\\uDF09\"}",
         "422 name: must have at least 2 characters"},
        {"an escaped name of a field", "{\"n\\u0061me\":\"ab\"}", "ok"},
        {"a NUL escape is JSON, but no text of ours", "{\"name\":\"a\\u0000b\"}",
         "422 name: contains a control character"},
        {"a high surrogate alone", "{\"name\":\"\\uD83C\"}", "400 JSON, byte 16: expected \\uDC00-\\uDFFF"},
        {"a high surrogate before a letter", "{\"name\":\"\\uD83Cx\"}", "400 JSON, byte 16: expected \\uDC00-\\uDFFF"},
        {"two high surrogates", "{\"name\":\"\\uD83C\\uD83C\"}", "400 JSON, byte 22: expected \\uDC00-\\uDFFF"},
        {"a low surrogate first", "{\"name\":\"\\uDF09\"}", "400 JSON, byte 16: expected \\uD800-\\uDBFF"},
        {"the characters beside the surrogates", "{\"name\":\"\\uD7FF\\uE000\"}", "ok"},
        {"the first and the last pair", "{\"name\":\"\\uD800\\uDC00\\uDBFF\\uDFFF\"}", "ok"},
        {"the first low surrogate first", "{\"name\":\"\\uDC00\"}", "400 JSON, byte 16: expected \\uD800-\\uDBFF"},
        {"the last low surrogate first", "{\"name\":\"\\uDFFF\"}", "400 JSON, byte 16: expected \\uD800-\\uDBFF"},
        {"a high surrogate before U+E000", "{\"name\":\"\\uD800\\uE000\"}", "400 JSON, byte 22: expected \\uDC00-\\uDFFF"},
        {"a high surrogate before U+DBFF", "{\"name\":\"\\uD800\\uDBFF\"}", "400 JSON, byte 22: expected \\uDC00-\\uDFFF"},
        {"the last high surrogate before a letter", "{\"name\":\"\\uDBFFxuDC00\"}", "400 JSON, byte 16: expected \\uDC00-\\uDFFF"},
        {"a high surrogate before another escape", "{\"name\":\"\\uD800\\nDC00\"}", "400 JSON, byte 16: expected \\uDC00-\\uDFFF"},
        {"a high surrogate cut off", "{\"name\":\"\\uD83C\\", "400 JSON, byte 16: expected \\uDC00-\\uDFFF"},
        {"hex digits cut off", "{\"name\":\"\\u00", "400 JSON, byte 14: expected 0-9 a-f"},
        {"every hex digit", "{\"name\":\"\\u4567\\u89aB\\uCdef\\uABCF\"}", "ok"},
        {"three hex digits", "{\"name\":\"\\u12\"}", "400 JSON, byte 14: expected 0-9 a-f"},
        {"a hex digit that is none", "{\"name\":\"\\u12G4\"}", "400 JSON, byte 14: expected 0-9 a-f"},
        {"an unknown escape", "{\"name\":\"\\x41\"}", "400 JSON, byte 11: expected \" \\ / b f n r t u"},
        {"an escape at the end", "{\"name\":\"\\", "400 JSON, byte 11: expected \" \\ / b f n r t u"},
        {"a raw line feed in a text", "{\"name\":\"a\nb\"}", "400 JSON, byte 11: expected \\u00XX"},
        {"a raw TAB in a text", "{\"name\":\"a\tb\"}", "400 JSON, byte 11: expected \\u00XX"},
        {"DEL is legal JSON, but no text of ours", "{\"name\":\"a\x7F\"}", "422 name: contains a control character"},
        {"a text without end", "{\"name\":\"ab", "400 JSON, byte 12: expected \""},
        {"single quotes", "{'name':'ab'}", "400 JSON, byte 2: expected \""},
        {"a name without quotes", "{name:\"ab\"}", "400 JSON, byte 2: expected \""},
        {"broken UTF-8", "{\"name\":\"a\xFF\"}", "400 JSON, byte 11: expected UTF-8"},
        {"UTF-8 cut off by the quote", "{\"name\":\"a\xE6\x9A\"}", "400 JSON, byte 11: expected UTF-8"},
        {"an overlong NUL", "{\"name\":\"a\xC0\x80\"}", "400 JSON, byte 11: expected UTF-8"},
        {"a surrogate in UTF-8", "{\"name\":\"a\xED\xA0\x80\"}", "400 JSON, byte 11: expected UTF-8"},
        {"GB18030", "{\"name\":\"\xC5\xAF\xC7\xC5\"}", "400 JSON, byte 12: expected UTF-8"},
        {"the real U+FFFD is a character", "{\"name\":\"\xEF\xBF\xBD\xEF\xBF\xBD\"}", "ok"},
        {"the real U+FFFD before a broken byte", "{\"name\":\"\xEF\xBF\xBD\xFF\"}", "400 JSON, byte 13: expected UTF-8"},
        {"broken UTF-8 outside a text", "{\"name\":\"ab\"}\xFF", "400 JSON, byte 14: expected UTF-8"},
        {"an empty text for a required field", "{\"name\":\"\"}", "422 name: must not be empty"},
        {"HTML in a name", "{\"name\":\"<b>\"}", "ok"},
        {"SQL in a name", "{\"name\":\"';--\"}", "ok"},
    };
    walk(rows, COUNT(rows));
}

static void test_structure(void)
{
    static const struct row rows[] = {
        {"nothing", "", "400 JSON, byte 1: expected {"},
        {"only blanks", "  \n", "400 JSON, byte 4: expected {"},
        {"a byte order mark", "\xEF\xBB\xBF{\"name\":\"ab\"}", "400 JSON, byte 1: expected {"},
        {"a list instead of an object", "[]", "400 JSON, byte 1: expected {"},
        {"null instead of an object", "null", "400 JSON, byte 1: expected {"},
        {"a text instead of an object", "\"ab\"", "400 JSON, byte 1: expected {"},
        {"no end", "{\"name\":\"ab\"", "400 JSON, byte 13: expected , }"},
        {"only the beginning", "{", "400 JSON, byte 2: expected \""},
        {"a comma too many", "{\"name\":\"ab\",}", "400 JSON, byte 14: expected \""},
        {"a comma too early", "{,\"name\":\"ab\"}", "400 JSON, byte 2: expected \""},
        {"two commas", "{\"name\":\"ab\",,\"note\":\"\"}", "400 JSON, byte 14: expected \""},
        {"no comma", "{\"name\":\"ab\" \"note\":\"\"}", "400 JSON, byte 14: expected , }"},
        {"no colon", "{\"name\" \"ab\"}", "400 JSON, byte 9: expected :"},
        {"an equals sign", "{\"name\"=\"ab\"}", "400 JSON, byte 8: expected :"},
        {"no value", "{\"name\":}", "400 JSON, byte 9: expected \" { [ 0-9 true false null"},
        {"the wrong bracket", "{\"name\":\"ab\"]", "400 JSON, byte 13: expected , }"},
        {"more behind the end", "{\"name\":\"ab\"} x", "400 JSON, byte 15: there is more after the end"},
        {"a second object behind the end", "{\"name\":\"ab\"}{}", "400 JSON, byte 14: there is more after the end"},
        {"a comment", "{/* c */\"name\":\"ab\"}", "400 JSON, byte 2: expected \""},
        {"a line comment behind", "{\"name\":\"ab\"}//x", "400 JSON, byte 14: there is more after the end"},
        {"a form feed is no blank", "{\f\"name\":\"ab\"}", "400 JSON, byte 2: expected \""},
        {"a no-break space is no blank", "{\xC2\xA0\"name\":\"ab\"}", "400 JSON, byte 2: expected \""},
        {"broken text takes back the bad fields before it", "{\"number\":\"x\",\"name\":",
         "400 JSON, byte 22: expected \" { [ 0-9 true false null"},
    };
    walk(rows, COUNT(rows));
}

static void test_numbers(void)
{
#define NUMBER(text) "{\"name\":\"ab\",\"number\":" text "}"
#define NO_NUMBER "422 number: must be a whole number, for example 12"
#define NO_RANGE "422 number: must be between 0 and 100"
    static const struct row rows[] = {
        {"zero", NUMBER("0"), "ok"},
        {"minus zero", NUMBER("-0"), "ok"},
        {"a whole number", NUMBER("100"), "ok"},
        {"out of range", NUMBER("101"), NO_RANGE},
        {"negative where it may not be", NUMBER("-1"), NO_RANGE},
        {"a leading zero", NUMBER("01"), NO_NUMBER},
        {"minus and a leading zero", NUMBER("-01"), NO_NUMBER},
        {"two zeros", NUMBER("00"), NO_NUMBER},
        {"a plus sign", NUMBER("+1"), NO_NUMBER},
        {"1.0 is no whole number", NUMBER("1.0"), NO_NUMBER},
        {"1e2 is no whole number", NUMBER("1e2"), NO_NUMBER},
        {"1e400", NUMBER("1e400"), NO_NUMBER},
        {"-1E-5", NUMBER("-1E-5"), NO_NUMBER},
        {"a point without digits", NUMBER("1."), NO_NUMBER},
        {"digits only behind the point", NUMBER(".5"), NO_NUMBER},
        {"an exponent without digits", NUMBER("1e"), NO_NUMBER},
        {"an exponent with a sign only", NUMBER("1e+"), NO_NUMBER},
        {"a lone minus", NUMBER("-"), NO_NUMBER},
        {"two signs", NUMBER("--1"), NO_NUMBER},
        {"NaN", NUMBER("NaN"), NO_NUMBER},
        {"a word", NUMBER("fizZ"), NO_NUMBER},
        {"an exponent that is none", NUMBER("1x5"), NO_NUMBER},
        {"a number that does not end", "{\"name\":\"ab\",\"number\":1", "400 JSON, byte 24: expected , }"},
        {"Infinity", NUMBER("Infinity"), NO_NUMBER},
        {"-Infinity", NUMBER("-Infinity"), NO_NUMBER},
        {"hexadecimal", NUMBER("0x10"), NO_NUMBER},
        {"nineteen nines", NUMBER("9999999999999999999"), NO_RANGE},
        {"minus thirty digits", NUMBER("-999999999999999999999999999999"), NO_RANGE},
        {"a quoted number", NUMBER("\"1\""), "422 number: must not be quoted"},
        {"true is no number", NUMBER("true"), NO_NUMBER},
        {"an object is no number", NUMBER("{\"a\":1}"), "422 number: must not be quoted"},
        {"a separator of thousands", NUMBER("1,000"), "400 JSON, byte 25: expected \""},
        {"a blank inside", NUMBER("1 0"), "400 JSON, byte 25: expected , }"},
        {"the last exact integer of JavaScript", "{\"name\":\"ab\",\"price\":9000000000000000}", "ok"},
        {"one fen more", "{\"name\":\"ab\",\"price\":9000000000000001}",
         "422 price: must be between -9000000000000000 and 9000000000000000"},
        {"half a fen", "{\"name\":\"ab\",\"price\":0.5}",
         "422 price: must be a whole number of fen, for example 125000"},
        {"NaN as money", "{\"name\":\"ab\",\"paid\":NaN}",
         "422 paid: must be a whole number of fen, for example 125000"},
        {"true", "{\"name\":\"ab\",\"active\":true}", "ok"},
        {"True", "{\"name\":\"ab\",\"active\":True}", "422 active: must be true or false"},
        {"1 is no boolean", "{\"name\":\"ab\",\"active\":1}", "422 active: must be true or false"},
        {"a quoted boolean", "{\"name\":\"ab\",\"active\":\"true\"}", "422 active: must not be quoted"},
        {"a list is no boolean", "{\"name\":\"ab\",\"active\":[]}", "422 active: must be true or false"},
    };
    walk(rows, COUNT(rows));
}

static void test_fields(void)
{
    static const struct row rows[] = {
        {"an unknown field", "{\"name\":\"ab\",\"nmae\":1}", "422 nmae: there is no field \"nmae\""},
        {"an unknown field's value may be anything", "{\"name\":\"ab\",\"x\":[{\"a\":[1.5e3,null]},\"\\u0041\"]}",
         "422 x: there is no field \"x\""},
        {"but it must be JSON", "{\"name\":\"ab\",\"x\":[01]}", "400 JSON, byte 19: expected \" { [ 0-9 true false null"},
        {"every number of JSON in an unknown field", "{\"name\":\"ab\",\"x\":[0,-0,1.50,1e5,1E+5,-1.2e-30,9999999999999999999999]}",
         "422 x: there is no field \"x\""},
        {"an object without a name in it", "{\"x\":{1:2}}", "400 JSON, byte 7: expected \""},
        {"an object without a colon in it", "{\"x\":{\"a\" 1}}", "400 JSON, byte 11: expected :"},
        {"an object without a value in it", "{\"x\":{\"a\":}}", "400 JSON, byte 11: expected \" { [ 0-9 true false null"},
        {"an object with a broken name in it", "{\"x\":{\"\\q\":1}}", "400 JSON, byte 9: expected \" \\ / b f n r t u"},
        {"an object in it that does not end", "{\"x\":{\"a\":1", "400 JSON, byte 12: expected , }"},
        {"a list in it that does not end", "{\"x\":[1", "400 JSON, byte 8: expected , ]"},
        {"an empty object and list in it", "{\"name\":\"ab\",\"x\":[{},[]]}", "422 x: there is no field \"x\""},
        {"a name of other case is unknown", "{\"Name\":\"ab\"}",
         "422 Name: there is no field \"Name\"; name: is required"},
        {"the empty name", "{\"\":1,\"name\":\"ab\"}", "422 : there is no field \"\""},
        {"a field given twice", "{\"name\":\"ab\",\"name\":\"cd\"}", "422 name: the field \"name\" is given twice"},
        {"given twice by an escape", "{\"name\":\"ab\",\"\\u006eame\":\"cd\"}",
         "422 name: the field \"name\" is given twice"},
        {"given twice, once as null", "{\"note\":null,\"name\":\"ab\",\"note\":null}",
         "422 note: the field \"note\" is given twice"},
        {"a missing field", "{}", "422 name: is required"},
        {"null for a required field", "{\"name\":null}", "422 name: is required"},
        {"null is absent", "{\"name\":\"ab\",\"note\":null,\"since\":null,\"headcount\":null,\"parts\":null,\"words\":null}",
         "ok"},
        {"nul is not null", "{\"name\":\"ab\",\"note\":nul}", "400 JSON, byte 21: expected \" { [ 0-9 true false null"},
        {"a number where a text belongs", "{\"name\":12}", "422 name: must be text in quotes"},
        {"a list where a text belongs", "{\"name\":[\"ab\"]}", "422 name: must be text in quotes"},
        {"a date", "{\"name\":\"ab\",\"since\":\"2024-02-29\"}", "ok"},
        {"a bad date", "{\"name\":\"ab\",\"since\":\"2023-02-29\"}",
         "422 since: must be a date YYYY-MM-DD, for example 2024-05-31"},
        {"an empty date is a bad one, absence is null", "{\"name\":\"ab\",\"until\":\"\"}",
         "422 until: must be a date YYYY-MM-DD, for example 2024-05-31"},
        {"a date as a number", "{\"name\":\"ab\",\"since\":20240229}", "422 since: must be text in quotes"},
        {"an instant", "{\"name\":\"ab\",\"at\":\"2020-05-14T08:30:00Z\"}", "ok"},
        {"an enum", "{\"name\":\"ab\",\"color\":\"red\"}", "ok"},
        {"an unknown enum name", "{\"name\":\"ab\",\"color\":\"\"}", "422 color: must be one of: red, green"},
        {"an enum as a number", "{\"name\":\"ab\",\"color\":1}", "422 color: must be text in quotes"},
        {"every mistake is told at once",
         "{\"number\":\"1\",\"headcount\":9,\"active\":0,\"color\":\"x\",\"zip\":{}}",
         "422 number: must not be quoted; headcount: must be between -5 and 5; active: must be true or false; "
         "color: must be one of: red, green; zip: there is no field \"zip\"; name: is required"},
    };
    walk(rows, COUNT(rows));
}

static void test_nesting(void)
{
#define D8 "[[[[[[[["
#define U8 "]]]]]]]]"
    static const struct row rows[] = {
        {"a list of records", "{\"name\":\"ab\",\"parts\":[{\"role\":\"a\"},{\"role\":\"b\",\"count\":3,\"tags\":[\"x\"]}]}", "ok"},
        {"an empty list", "{\"name\":\"ab\",\"parts\":[],\"words\":[]}", "ok"},
        {"a list that is an object", "{\"name\":\"ab\",\"parts\":{}}", "422 parts: must be a list"},
        {"a list that is a text", "{\"name\":\"ab\",\"words\":\"a,b\"}", "422 words: must be a list"},
        {"the path of a bad field in a list", "{\"name\":\"ab\",\"parts\":[{\"role\":\"a\"},{\"role\":\"b\",\"count\":0}]}",
         "422 parts/1/count: must be between 1 and 9"},
        {"a missing field in a list", "{\"name\":\"ab\",\"parts\":[{}]}", "422 parts/0/role: is required"},
        {"an unknown field in a list", "{\"name\":\"ab\",\"parts\":[{\"role\":\"a\",\"x\":1}]}",
         "422 parts/0/x: there is no field \"x\""},
        {"a list in a list", "{\"name\":\"ab\",\"parts\":[{\"role\":\"a\",\"tags\":[\"x\",7]}]}",
         "422 parts/0/tags/1: must be text in quotes"},
        {"an item that is no object", "{\"name\":\"ab\",\"parts\":[1,null]}",
         "422 parts/0: must be an object; parts/1: must be an object"},
        {"one item too many", "{\"name\":\"ab\",\"words\":[],\"parts\":[{\"role\":\"a\"},{\"role\":\"a\"},{\"role\":\"a\"},{}]}",
         "422 parts: must have at most 3 items"},
        {"a comma too many in a list", "{\"name\":\"ab\",\"words\":[\"a\",]}", "400 JSON, byte 27: expected \" { [ 0-9 true false null"},
        {"no comma in a list", "{\"name\":\"ab\",\"words\":[\"a\" \"b\"]}", "400 JSON, byte 27: expected , ]"},
        {"no end of a list", "{\"name\":\"ab\",\"words\":[\"a\"", "400 JSON, byte 26: expected , ]"},
        {"a bad text in a list", "{\"name\":\"ab\",\"words\":[\"a\",\"\\u0001\"]}", "422 words/1: contains a control character"},
        {"a nested record", "{\"name\":\"ab\",\"main\":{\"role\":\"a\"}}", "ok"},
        {"the path of a bad field in a nested record", "{\"name\":\"ab\",\"main\":{\"role\":1}}",
         "422 main/role: must be text in quotes"},
        {"a nested record that is a list", "{\"name\":\"ab\",\"main\":[]}", "422 main: must be an object"},
        {"30 lists in an unknown field", "{\"name\":\"ab\",\"x\":" D8 D8 D8 "[[[[[[" "]]]]]]" U8 U8 U8 "}",
         "422 x: there is no field \"x\""},
        {"32 lists in an unknown field", "{\"name\":\"ab\",\"x\":" D8 D8 D8 D8 U8 U8 U8 U8 "}",
         "400 JSON, byte 49: nested too deeply, at most 32 levels"},
        {"33 lists without end", "{\"x\":" D8 D8 D8 D8 "[", "400 JSON, byte 37: nested too deeply, at most 32 levels"},
    };
    walk(rows, COUNT(rows));
}

struct tree {
    struct list kids; /* of struct tree */
};
static const struct record TREE;
static const struct field TREE_FIELDS[] = {FIELD_L(struct tree, kids, TREE)};
static const struct record TREE = RECORD(tree, TREE_FIELDS);

static void test_depth(void)
{
    struct arena *a = arena_new();
    for (int depth = 15; depth <= 17; depth++) {
        struct buf b = {.arena = a};
        struct err e = {.arena = a};
        struct tree t = {0};
        for (int i = 1; i < depth; i++) buf_add(&b, STR("{\"kids\":["));
        buf_add(&b, STR("{\"kids\":[]}"));
        for (int i = 1; i < depth; i++) buf_add(&b, STR("]}"));
        CHECK_ROW("16 objects with 16 lists are 32 levels", json_decode(a, &e, &TREE, buf_str(&b), &t) == (depth <= 16));
        if (depth > 16) CHECK(e.code == ERR_MALFORMED && e.message.id == MSG_JSON_DEPTH);
    }
    arena_free(a);
}

static void test_values(void)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct sample s = {0};
    char text[] = "{\"name\":\"\\u6696\\uD83C\\uDF09\",\"note\":\"plain\",\"number\":7,\"headcount\":0,\"paid\":0,"
                  "\"until\":\"2024-02-29\",\"at\":\"2020-05-14T08:30:00.5Z\",\"color\":\"green\",\"active\":true,"
                  "\"parts\":[{\"role\":\"a\"},{\"role\":\"b\",\"tags\":[\"x\",\"y\"]}],\"main\":{\"role\":\"m\",\"count\":9}}";
    CHECK(json_decode(a, &e, &SAMPLE, str_of(text), &s));
    memset(text, '#', sizeof text - 1);
    CHECK_ROW("escapes become UTF-8", str_eq(s.name, STR("\xE6\x9A\x96\xF0\x9F\x8C\x89")));
    CHECK_ROW("texts outlive the input", str_eq(s.note, STR("plain")));
    CHECK(s.number == 7 && s.active && s.color == COLOR_GREEN);
    CHECK_ROW("zero is present", s.headcount.has && s.headcount.v == 0 && s.paid.has && s.paid.fen == 0);
    CHECK(s.until.has && s.until.v.d == 29);
    CHECK(s.at.us == INT64_C(1589445000500000));
    CHECK(s.parts.count == 2 && LIST_AT(&s.parts, struct part, 1)->tags.l.count == 2);
    CHECK(str_eq(*LIST_AT(&LIST_AT(&s.parts, struct part, 1)->tags.l, struct str, 1), STR("y")));
    CHECK(str_eq(s.main.role, STR("m")) && s.main.count.v == 9);
    CHECK_ROW("what was not given stays absent", s.token.p == NULL && !date_valid(s.since) && s.words.l.items == NULL);
    arena_free(a);
}

static void test_round_trip(void)
{
    static const char *const texts[] = {
        "{\"name\":\"ab\"}",
        "{\"name\":\"\u6696\u6865\",\"note\":\"\",\"token\":\"t\",\"active\":true,\"number\":100,\"headcount\":-5,\"price\":1,"
        "\"paid\":0,\"since\":\"0001-01-01\",\"until\":\"9999-12-31\",\"at\":\"1949-10-01T00:00:00Z\",\"color\":\"red\","
        "\"parts\":[{\"role\":\"a\",\"count\":9,\"tags\":[\"x\",\"\"]}],\"words\":[\"<\"],\"main\":{\"role\":\"m\"}}",
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct sample once = {0}, twice = {0};
        struct err e = {.arena = a};
        struct buf first = {.arena = a}, second = {.arena = a};
        CHECK(json_decode(a, &e, &SAMPLE, str_of(texts[i]), &once));
        json_encode(&first, &SAMPLE, &once);
        CHECK(json_decode(a, &e, &SAMPLE, buf_str(&first), &twice));
        json_encode(&second, &SAMPLE, &twice);
        CHECK_ROW("what was written reads the same", str_eq(buf_str(&first), buf_str(&second)));
    }
    arena_free(a);
}

static void test_rest(void)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct sample s = {.name = STR("from the path")};
    struct field_set given = {0};
    field_set_add(&given, &SAMPLE, record_field(&SAMPLE, STR("name")));
    CHECK_ROW("what the path gave is not asked for", json_decode_rest(a, &e, &SAMPLE, STR("{\"number\":1}"), &s, &given));
    CHECK(str_eq(s.name, STR("from the path")) && s.number == 1);
    CHECK(field_set_has(&given, &SAMPLE, record_field(&SAMPLE, STR("number"))));
    CHECK(!field_set_has(&given, &SAMPLE, record_field(&SAMPLE, STR("note"))));
    CHECK_ROW("and cannot be overwritten", !json_decode_rest(a, &e, &SAMPLE, STR("{\"name\":\"x\"}"), &s, &given));
    CHECK(str_eq(s.name, STR("from the path")));
    CHECK(str_eq(verdict(a, &e), STR("422 name: the field \"name\" is given twice")));
    arena_free(a);
}

static void test_earlier_failure(void)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct sample s = {0};
    CHECK(!fail_field(&e, STR("id"), M(REQUIRED)));
    CHECK(!json_decode(a, &e, &SAMPLE, STR("{\"number\":\"x\",\"name\":"), &s));
    CHECK_ROW("a bad field of the path survives broken text", e.code == ERR_INVALID && e.fields.count == 1);
    CHECK(!json_decode(a, &e, &SAMPLE, STR("{\"name\":\"ab\"}"), &s));
    CHECK_ROW("a good text does not hide it", e.fields.count == 1);
    arena_free(a);
}

static void test_memory(void)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct sample s = {0};
    struct buf b = {.arena = a};
    buf_add(&b, STR("{\"name\":\"ab\",\"words\":["));
    for (int i = 0; i < 100000; i++) buf_add(&b, i ? STR(",\"\"") : STR("\"\""));
    buf_add(&b, STR("]}"));
    size_t before = arena_used(a);
    CHECK(!json_decode(a, &e, &SAMPLE, buf_str(&b), &s));
    CHECK(str_eq(verdict(a, &e), STR("422 words: must have at most 1000 items")));
    CHECK_ROW("items beyond the limit take no memory", arena_used(a) - before < 200000);

    struct err many = {.arena = a};
    b = (struct buf){.arena = a};
    buf_add_char(&b, '{');
    for (int i = 0; i < 20000; i++) buf_addf(&b, "\"k%d\":%d,", i, i);
    buf_add(&b, STR("\"name\":\"ab\"}"));
    CHECK(!json_decode(a, &many, &SAMPLE, buf_str(&b), &s));
    CHECK(many.fields.count == ERR_FIELDS_MAX && many.field_count == 20000);
    arena_free(a);
}

static void test_strings(void)
{
    static const struct {
        const char *shows, *in, *out;
    } rows[] = {
        {"plain", "ab", "\"ab\""},
        {"empty", "", "\"\""},
        {"blanks and tildes", " ~", "\" ~\""},
        {"quotes and backslashes", "\"\\", "\"\\\"\\\\\""},
        {"short escapes", "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""},
        {"control characters", "\x01\x1F\x7F", "\"\\u0001\\u001f\\u007f\""},
        {"no tag can open", "</script>", "\"\\u003c/script>\""},
        {"Chinese stays as it is", "暖桥", "\"暖桥\""},
        {"the bridge at night", "a\xF0\x9F\x8C\x89z", "\"a\xF0\x9F\x8C\x89z\""},
        {"line separators of JavaScript", "a\xE2\x80\xA8\xE2\x80\xA9", "\"a\\u2028\\u2029\""},
        {"their neighbours stay", "\xE2\x80\xA7\xE2\x80\xAA", "\"\xE2\x80\xA7\xE2\x80\xAA\""},
        {"a broken byte", "a\xFF" "b", "\"a\\ufffdb\""},
        {"a character cut off", "\xE6\x9A", "\"\\ufffd\\ufffd\""},
        {"the real U+FFFD stays", "\xEF\xBF\xBD", "\"\xEF\xBF\xBD\""},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf b = {.arena = a};
        json_add_string(&b, str_of(rows[i].in));
        CHECK_ROW(rows[i].shows, str_eq(buf_str(&b), str_of(rows[i].out)));
    }
    struct buf b = {.arena = a};
    json_add_string(&b, (struct str){"a\0b", 3});
    CHECK_ROW("NUL", str_eq(buf_str(&b), STR("\"a\\u0000b\"")));
    arena_free(a);
}

static void test_encode(void)
{
    struct arena *a = arena_new();
    struct buf b = {.arena = a};
    struct sample s = {.name = STR("a\"b"), .token = STR("secret"), .price = {5}, .color = COLOR_RED};
    s.at.us = 1;
    *LIST_ADD(a, &s.words.l, struct str) = STR("x");
    *LIST_ADD(a, &s.parts, struct part) = (struct part){.role = STR("r"), .count = {true, 2}};
    json_encode(&b, &SAMPLE, &s);
    CHECK(str_eq(buf_str(&b), STR("{\"name\":\"a\\\"b\",\"note\":null,\"token\":\"secret\",\"active\":false,\"number\":0,"
                                  "\"headcount\":null,\"price\":5,\"paid\":null,\"since\":null,\"until\":null,"
                                  "\"at\":\"1970-01-01T00:00:00.000001Z\",\"color\":\"red\","
                                  "\"parts\":[{\"role\":\"r\",\"count\":2,\"tags\":[]}],\"words\":[\"x\"],"
                                  "\"main\":null}")));
    struct buf public = {.arena = a};
    json_encode_public(&public, &SAMPLE, &s);
    CHECK_ROW("secrets are left out", str_find(buf_str(&public), STR("token")) == public.n &&
                                          str_find(buf_str(&public), STR("secret")) == public.n);
    CHECK_ROW("and nothing else is", public.n == b.n - strlen("\"token\":\"secret\","));
    static const struct field only[] = {FIELD(struct sample, token, .secret = true)};
    static const struct record secret_only = RECORD(sample, only);
    b = (struct buf){.arena = a};
    json_encode_public(&b, &secret_only, &s);
    CHECK(str_eq(buf_str(&b), STR("{}")));
    arena_free(a);
}

/* A text is walked in place: names with escapes, nested lists, brackets inside strings. */
static void views_walk(void)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct json_view root, v, item;
    struct str name;
    int64_t n = 0;
    CHECK(json_view(a, &e, STR(" {\"a\\u0041\": [1, -2, \"]\\\"[\", {}], \"b\" : {\"c\":[[]] } ,\"d\":1.5,\"e\":null} "),
                    &root));
    CHECK(json_view_kind(root) == JSON_OBJECT && json_view_count(root) == 4);
    struct json_walk w = json_walk(root);
    CHECK(json_walk_next(a, &w, &name, &v) && str_eq(name, STR("aA")) && json_view_count(v) == 4);
    struct json_walk inner = json_walk(v);
    CHECK(json_walk_next(a, &inner, NULL, &item) && json_view_whole(item, &n) && n == 1);
    CHECK(json_walk_next(a, &inner, NULL, &item) && json_view_whole(item, &n) && n == -2);
    CHECK(json_walk_next(a, &inner, NULL, &item) && str_eq(json_view_text(a, item), STR("]\"[")));
    CHECK(json_walk_next(a, &inner, NULL, &item) && json_view_kind(item) == JSON_OBJECT && !json_view_count(item));
    CHECK(!json_walk_next(a, &inner, NULL, &item) && !json_walk_next(a, &inner, NULL, &item));
    CHECK(json_walk_next(a, &w, &name, &v) && str_eq(name, STR("b")) && json_view_count(v) == 1);
    CHECK(json_walk_next(a, &w, &name, &v) && !json_view_whole(v, &n) && str_eq(json_view_word(v), STR("1.5")));
    CHECK(json_walk_next(a, &w, &name, &v) && json_view_kind(v) == JSON_NULL && json_view_count(v) == 0);
    CHECK(!json_walk_next(a, &w, &name, &v));
    CHECK(!json_view(a, &e, STR("[1,]"), &root) && e.code == ERR_MALFORMED);
    CHECK(!json_view(a, &(struct err){.arena = a}, STR("01"), &root) && !json_view(a, &(struct err){.arena = a}, STR(""), &root));
    arena_free(a);
}

int main(void)
{
    views_walk();
    test_texts();
    test_structure();
    test_numbers();
    test_fields();
    test_nesting();
    test_depth();
    test_values();
    test_round_trip();
    test_rest();
    test_earlier_failure();
    test_memory();
    test_strings();
    test_encode();
    return check_end();
}
