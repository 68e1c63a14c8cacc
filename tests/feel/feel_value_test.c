/* feel_value_test.c - equality, order, texts and copies of values; types; diagnostics and their sentences. */
#include "check.h"
#include "feel/feel_impl.h"

static struct feel_value text(const char *s)
{
    return feel_string(str_of(s));
}

static struct feel_value moment(struct arena *a, enum feel_kind kind, int64_t nanos, int32_t offset_s, bool has_offset)
{
    return feel_moment(a, kind,
                       &(struct feel_moment){.nanos = nanos, .offset_s = offset_s, .has_offset = has_offset});
}

static struct feel_value pair_of(struct arena *a, struct feel_value x, struct feel_value y)
{
    struct feel_value *items = ARENA_ARRAY(a, struct feel_value, 2);
    items[0] = x;
    items[1] = y;
    return feel_list(items, 2);
}

static struct feel_value context_of(struct arena *a, const char *k1, struct feel_value v1, const char *k2,
                                    struct feel_value v2)
{
    struct feel_entry *entries = ARENA_ARRAY(a, struct feel_entry, 2);
    entries[0] = (struct feel_entry){str_of(k1), v1};
    entries[1] = (struct feel_entry){str_of(k2), v2};
    return feel_context(a, entries, 2);
}

static struct feel_value range(struct arena *a, enum feel_range_op op, struct feel_value low, struct feel_value high)
{
    return feel_range_value(
        a, &(struct feel_range){.op = op, .low_closed = true, .high_closed = false, .low = low, .high = high});
}

/** Lists in lists: deep = so many times [inner]; wide = so many times [inner, inner], sharing it. */
static struct feel_value nested(struct arena *a, int32_t times, bool wide)
{
    struct feel_value v = feel_integer(1);
    for (int32_t i = 0; i < times; i++) {
        struct feel_value *items = ARENA_ARRAY(a, struct feel_value, 2);
        items[0] = items[1] = v;
        v = feel_list(items, wide ? 2 : 1);
    }
    return v;
}

static void equality(struct arena *a)
{
    struct feel_value null = FEEL_NULL_VALUE, one = feel_integer(1), two = feel_integer(2);
    const int64_t hour = INT64_C(3600000000000);
    const struct {
        const char *shows;
        struct feel_value x, y;
        enum feel_truth equal;
        enum feel_order order;
        bool is;
    } rows[] = {
        {"null equals null only", null, null, FEEL_TRUE, FEEL_UNKNOWN_ORDER, true},
        {"null is never equal to something", null, one, FEEL_FALSE, FEEL_UNKNOWN_ORDER, false},
        {"numbers compare by value, not by digits", feel_number(num_scaled(10, 1)), one, FEEL_TRUE, FEEL_SAME, true},
        {"kinds do not mix", one, text("1"), FEEL_UNKNOWN, FEEL_UNKNOWN_ORDER, false},
        {"texts by code point", text("10"), text("8"), FEEL_FALSE, FEEL_LESS, false},
        {"upper case before lower", text("Aa"), text("a"), FEEL_FALSE, FEEL_LESS, false},
        {"beyond the basic plane after it", text("\xEF\xBF\xBD"), text("\xF0\x9F\x98\x80"), FEEL_FALSE, FEEL_LESS,
         false},
        {"booleans have no order", feel_boolean(true), feel_boolean(false), FEEL_FALSE, FEEL_UNKNOWN_ORDER, false},
        {"dates", feel_date(1), feel_date(2), FEEL_FALSE, FEEL_LESS, false},
        {"the two durations do not mix, even at zero", feel_months(0), feel_duration(0, 0), FEEL_UNKNOWN,
         FEEL_UNKNOWN_ORDER, false},
        {"PT24H is P1D", feel_duration(86400, 0), feel_duration(86400, 0), FEEL_TRUE, FEEL_SAME, true},
        {"below seconds nothing counts for =", moment(a, FEEL_TIME, 100000, 0, false),
         moment(a, FEEL_TIME, 200000, 0, false), FEEL_TRUE, FEEL_UNKNOWN_ORDER, false},
        {"instants compare as instants", moment(a, FEEL_DATE_TIME, 12 * hour, -3600, true),
         moment(a, FEEL_DATE_TIME, 17 * hour, 4 * 3600, true), FEEL_TRUE, FEEL_SAME, false},
        {"lists in order", pair_of(a, one, two), pair_of(a, two, one), FEEL_FALSE, FEEL_UNKNOWN_ORDER, false},
        {"a list with what cannot be compared", pair_of(a, one, one), pair_of(a, one, text("1")), FEEL_UNKNOWN,
         FEEL_UNKNOWN_ORDER, false},
        {"false wins over unknown", pair_of(a, one, one), pair_of(a, text("1"), two), FEEL_FALSE, FEEL_UNKNOWN_ORDER,
         false},
        {"a list is not its item", pair_of(a, one, one), one, FEEL_UNKNOWN, FEEL_UNKNOWN_ORDER, false},
        {"contexts without order", context_of(a, "a", one, "b", two), context_of(a, "b", two, "a", one), FEEL_TRUE,
         FEEL_UNKNOWN_ORDER, true},
        {"contexts of other names", context_of(a, "a", one, "b", two), context_of(a, "a", one, "c", two), FEEL_FALSE,
         FEEL_UNKNOWN_ORDER, false},
        {"ranges by bounds and brackets", range(a, FEEL_RANGE_INTERVAL, one, two),
         range(a, FEEL_RANGE_INTERVAL, one, two), FEEL_TRUE, FEEL_UNKNOWN_ORDER, true},
        {"(<2) is not (null..2)", range(a, FEEL_RANGE_LT, null, two), range(a, FEEL_RANGE_INTERVAL, null, two),
         FEEL_FALSE, FEEL_UNKNOWN_ORDER, false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CHECK_ROW(rows[i].shows, feel_equal(rows[i].x, rows[i].y) == rows[i].equal);
        CHECK_ROW(rows[i].shows, feel_equal(rows[i].y, rows[i].x) == rows[i].equal);
        CHECK_ROW(rows[i].shows, feel_is(rows[i].x, rows[i].y) == rows[i].is);
        bool below_second = i == 11;
        if (!below_second) CHECK_ROW(rows[i].shows, feel_compare(rows[i].x, rows[i].y) == rows[i].order);
    }
}

static void ranges(struct arena *a)
{
    struct feel_value null = FEEL_NULL_VALUE, one = feel_integer(1), five = feel_integer(5), nine = feel_integer(9);
    const struct {
        const char *shows;
        struct feel_value v;
        enum feel_range_op op;
        struct feel_value low, high;
        enum feel_truth inside;
    } rows[] = {
        {"between", five, FEEL_RANGE_INTERVAL, one, nine, FEEL_TRUE},
        {"the closed end belongs to it", one, FEEL_RANGE_INTERVAL, one, nine, FEEL_TRUE},
        {"the open end does not", nine, FEEL_RANGE_INTERVAL, one, nine, FEEL_FALSE},
        {"null is nowhere", null, FEEL_RANGE_INTERVAL, one, nine, FEEL_UNKNOWN},
        {"a null bound of an interval is unknown", five, FEEL_RANGE_INTERVAL, null, nine, FEEL_UNKNOWN},
        {"but false when the other bound says no", nine, FEEL_RANGE_INTERVAL, null, five, FEEL_FALSE},
        {"(<5)", one, FEEL_RANGE_LT, null, five, FEEL_TRUE},
        {"(<5) at 5", five, FEEL_RANGE_LT, null, five, FEEL_FALSE},
        {"(<=5) at 5", five, FEEL_RANGE_LE, null, five, FEEL_TRUE},
        {"(>5)", nine, FEEL_RANGE_GT, five, null, FEEL_TRUE},
        {"(>=5) at 5", five, FEEL_RANGE_GE, five, null, FEEL_TRUE},
        {"(=5)", five, FEEL_RANGE_EQ, five, null, FEEL_TRUE},
        {"(!=5)", five, FEEL_RANGE_NE, five, null, FEEL_FALSE},
        {"a text in a range of numbers", text("5"), FEEL_RANGE_INTERVAL, one, nine, FEEL_UNKNOWN},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct feel_value r = range(a, rows[i].op, rows[i].low, rows[i].high);
        CHECK_ROW(rows[i].shows, feel_in_range(rows[i].v, r.range) == rows[i].inside);
    }
}

static void texts(struct arena *a)
{
    struct feel_value one = feel_integer(1), null = FEEL_NULL_VALUE;
    const struct {
        struct feel_value v;
        const char *text, *literal;
    } rows[] = {
        {null, "null", "null"},
        {feel_boolean(true), "true", "true"},
        {feel_number(num_scaled(-1250, 2)), "-12.5", "-12.5"},
        {text("a \"b\" \\"), "a \"b\" \\", "\"a \\\"b\\\" \\\\\""},
        {text("\n\t\x01"), "\n\t\x01", "\"\\n\\t\\u0001\""},
        {feel_date(0), "1970-01-01", "date(\"1970-01-01\")"},
        {moment(a, FEEL_TIME, 0, 0, true), "00:00:00Z", "time(\"00:00:00Z\")"},
        {moment(a, FEEL_DATE_TIME, 0, 0, false), "1970-01-01T00:00:00", "date and time(\"1970-01-01T00:00:00\")"},
        {feel_duration(3600, 0), "PT1H", "duration(\"PT1H\")"},
        {feel_months(26), "P2Y2M", "duration(\"P2Y2M\")"},
        {pair_of(a, one, text("foo")), "[1, \"foo\"]", "[1, \"foo\"]"},
        {pair_of(a, feel_date(0), null), "[1970-01-01, null]", "[date(\"1970-01-01\"), null]"},
        {feel_list(NULL, 0), "[]", "[]"},
        {context_of(a, "a", text("foo"), "b c", one), "{a: \"foo\", b c: 1}", "{a: \"foo\", b c: 1}"},
        {context_of(a, "{", text("foo"), "x in y", one), "{\"{\": \"foo\", \"x in y\": 1}",
         "{\"{\": \"foo\", \"x in y\": 1}"},
        {context_of(a, "", one, "1st", one), "{\"\": 1, \"1st\": 1}", "{\"\": 1, \"1st\": 1}"},
        {range(a, FEEL_RANGE_INTERVAL, one, null), "[1..null)", "[1..null)"},
        {range(a, FEEL_RANGE_LE, null, one), "(<=1)", "(<=1)"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CHECK_ROW(rows[i].text, str_eq(feel_to_text(a, rows[i].v), str_of(rows[i].text)));
        CHECK_ROW(rows[i].literal, str_eq(feel_to_literal(a, rows[i].v), str_of(rows[i].literal)));
    }
}

static void copies(struct arena *a)
{
    struct arena *other = arena_new(), *first = arena_new();
    char *word = arena_cstr(first, STR("word"));
    struct feel_value v = context_of(first, word, pair_of(first, text(word), moment(first, FEEL_TIME, 1, 0, true)),
                                     "r", range(first, FEEL_RANGE_INTERVAL, feel_integer(1), feel_months(2)));
    struct str before = arena_str(a, feel_to_text(first, v));
    struct feel_value copy = feel_copy(other, v);
    CHECK(feel_is(copy, v));
    arena_free(first);
    CHECK(str_eq(feel_to_text(a, copy), before));
    arena_free(other);
}

static void limits(struct arena *a)
{
    struct feel_value deep = nested(a, 5000, false), deep2 = nested(a, 5000, false);
    struct feel_value wide = nested(a, 60, true), wide2 = nested(a, 60, true);
    CHECK(feel_equal(deep, deep2) == FEEL_UNKNOWN);
    CHECK(feel_to_text(a, deep).p == NULL);
    CHECK(feel_copy(a, deep).kind == FEEL_NULL);
    CHECK(feel_equal(wide, wide) == FEEL_TRUE);
    CHECK(feel_equal(wide, wide2) == FEEL_UNKNOWN);
    CHECK(!feel_is(wide, wide2));
    struct arena *big = arena_new();
    CHECK(feel_to_literal(big, wide).p == NULL);
    arena_reset(big);
    CHECK(feel_copy(big, wide).kind == FEEL_NULL);
    arena_free(big);
    const struct feel_type *numbers = feel_type_list(a, feel_type_of(FEEL_TYPE_NUMBER));
    CHECK(!feel_instance_of(wide, numbers));
    CHECK(feel_equal(nested(a, 900, false), nested(a, 900, false)) == FEEL_TRUE);
}

static void durations(void)
{
    struct feel_value v = feel_duration(5, -1);
    CHECK(v.duration.seconds == 4 && v.duration.nanos == 999999999);
    v = feel_duration(-5, 2500000000);
    CHECK(v.duration.seconds == -3 && v.duration.nanos == 500000000);
    v = feel_duration(0, -1000000000);
    CHECK(v.duration.seconds == -1 && v.duration.nanos == 0);
}

/* ---- types ---- */

static const struct feel_type *context_type(struct arena *a, const char *k1, const struct feel_type *t1,
                                            const char *k2, const struct feel_type *t2)
{
    struct feel_member *members = ARENA_ARRAY(a, struct feel_member, 2);
    members[0] = (struct feel_member){str_of(k1), t1};
    members[1] = (struct feel_member){str_of(k2), t2};
    return feel_type_context(a, members, k2 ? 2 : 1);
}

static const struct feel_type *function_type(struct arena *a, const struct feel_type *param,
                                             const struct feel_type *result)
{
    struct feel_member *members = ARENA_ARRAY(a, struct feel_member, 1);
    members[0].type = param;
    struct feel_type *t = ARENA_NEW(a, struct feel_type);
    *t = (struct feel_type){.kind = FEEL_TYPE_FUNCTION, .members = members, .member_count = 1, .element = result};
    return t;
}

/** tree = context<next: tree>, of its own each time. */
static const struct feel_type *recursive_type(struct arena *a)
{
    struct feel_type *t = ARENA_NEW(a, struct feel_type);
    struct feel_member *members = ARENA_ARRAY(a, struct feel_member, 1);
    members[0] = (struct feel_member){STR("next"), t};
    *t = (struct feel_type){.kind = FEEL_TYPE_CONTEXT, .members = members, .member_count = 1};
    return t;
}

/** Sixty levels of context<a: below, b: below>. */
static const struct feel_type *wide_type(struct arena *a)
{
    const struct feel_type *t = feel_type_of(FEEL_TYPE_NUMBER);
    for (int32_t i = 0; i < 60; i++) t = context_type(a, "a", t, "b", t);
    return t;
}

static void conformance(struct arena *a)
{
    const struct feel_type *any = feel_type_of(FEEL_TYPE_ANY), *number = feel_type_of(FEEL_TYPE_NUMBER);
    const struct feel_type *string = feel_type_of(FEEL_TYPE_STRING);
    const struct feel_type *wide = context_type(a, "a", number, "b", string);
    const struct feel_type *narrow = context_type(a, "a", number, NULL, NULL);
    const struct {
        const char *shows;
        const struct feel_type *from, *to;
        bool conforms;
    } rows[] = {
        {"everything conforms to Any", wide, any, true},
        {"Any to nothing else", any, number, false},
        {"null to all", feel_type_of(FEEL_TYPE_NULL), wide, true},
        {"number to string", number, string, false},
        {"list of number to list of Any", feel_type_list(a, number), feel_type_list(a, any), true},
        {"list of Any to list of number", feel_type_list(a, any), feel_type_list(a, number), false},
        {"any list to list of number", feel_type_of(FEEL_TYPE_LIST), feel_type_list(a, number), false},
        {"list of number to any list", feel_type_list(a, number), feel_type_of(FEEL_TYPE_LIST), true},
        {"more entries conform to fewer", wide, narrow, true},
        {"fewer do not conform to more", narrow, wide, false},
        {"every context to context<>", wide, feel_type_of(FEEL_TYPE_CONTEXT), true},
        {"parameters the other way round", function_type(a, narrow, wide), function_type(a, wide, narrow), true},
        {"a parameter that asks for more", function_type(a, wide, wide), function_type(a, narrow, narrow), false},
        {"recursive types", recursive_type(a), recursive_type(a), true},
        {"types without end in width", wide_type(a), wide_type(a), false},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW(rows[i].shows, feel_type_conforms(rows[i].from, rows[i].to) == rows[i].conforms);
    CHECK(feel_type_member(wide, STR("b")) == string);
    CHECK(feel_type_member(wide, STR("c")) == NULL);
    CHECK(str_eq(feel_type_text(a, feel_type_list(a, wide)), STR("list<context<a: number, b: string>>")));
    CHECK(str_eq(feel_type_text(a, function_type(a, number, string)), STR("function<number> -> string")));
    CHECK(feel_type_text(a, recursive_type(a)).n > 0);
    CHECK(feel_type_builtin(STR("date and time")) == feel_type_of(FEEL_TYPE_DATE_TIME));
    CHECK(feel_type_builtin(STR("dateTime")) == feel_type_of(FEEL_TYPE_DATE_TIME));
    CHECK(feel_type_builtin(STR("Number")) == NULL);
}

static void instances(struct arena *a)
{
    const struct feel_type *any = feel_type_of(FEEL_TYPE_ANY), *number = feel_type_of(FEEL_TYPE_NUMBER);
    const struct feel_type *numbers = feel_type_list(a, number);
    const struct feel_type *wide = context_type(a, "a", number, "b", feel_type_of(FEEL_TYPE_STRING));
    struct feel_value one = feel_integer(1), null = FEEL_NULL_VALUE;
    const struct {
        const char *shows;
        struct feel_value v;
        const struct feel_type *t;
        bool yes;
    } rows[] = {
        {"null is an instance of nothing", null, any, false},
        {"but null is of type Null", null, feel_type_of(FEEL_TYPE_NULL), true},
        {"a number", one, number, true},
        {"a number of Any", one, any, true},
        {"a list of numbers", pair_of(a, one, one), numbers, true},
        {"a list with a null in it", pair_of(a, one, null), numbers, true},
        {"a list with a text in it", pair_of(a, one, text("1")), numbers, false},
        {"a number is no list", one, numbers, false},
        {"a context", context_of(a, "a", one, "b", text("x")), wide, true},
        {"a null entry", context_of(a, "a", one, "b", null), wide, true},
        {"an entry of the wrong kind", context_of(a, "a", one, "b", one), wide, false},
        {"a missing entry", context_of(a, "a", one, "c", text("x")), wide, false},
        {"the two durations", feel_months(0), feel_type_of(FEEL_TYPE_DAYS_DURATION), false},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW(rows[i].shows, feel_instance_of(rows[i].v, rows[i].t) == rows[i].yes);
}

/* ---- diagnostics ---- */

static void sentences(struct arena *a)
{
    struct feel_diags d = {.arena = a, .max = 2};
    struct feel_source source = {.text = STR("a +\n b / 0"),
                                 .model = STR("talent"),
                                 .element = STR("Grant"),
                                 .part = STR("age"),
                                 .rule = 3,
                                 .column = 2,
                                 .place = FEEL_PLACE_INPUT};
    feel_report(&d, FEEL_ERROR, FEEL_MSG_DIVISION_BY_ZERO, &source, (struct feel_span){5, 5}, NULL);
    feel_report(&d, FEEL_WARNING, FEEL_MSG_TYPE_OPERANDS, NULL, (struct feel_span){0},
                FEEL_ARGS({"operator", STR("+")}, {"left", STR("number")}, {"right", STR("string")}));
    feel_report(&d, FEEL_ERROR, FEEL_MSG_NUMBER_RANGE, NULL, (struct feel_span){0}, NULL);
    CHECK(d.list.count == 2 && d.errors == 2 && d.warnings == 1);
    const struct {
        size_t diag;
        enum feel_language language;
        const char *text;
    } rows[] = {
        {0, FEEL_ZH, "“talent”的“Grant”，规则 3 的输入“age”，第 2 行第 2 个字起的“b / 0”：除数为 0"},
        {0, FEEL_EN, "\"Grant\" of \"talent\", rule 3, input \"age\", line 2, character 2, \"b / 0\": division by zero"},
        {1, FEEL_ZH, "“+”不能用于 数 与 文字"},
        {1, FEEL_EN, "\"+\" cannot be applied to number and string"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str t = feel_diag_text(a, rows[i].language, LIST_AT(&d.list, struct feel_diag, rows[i].diag));
        CHECK_ROW(arena_cstr(a, t), str_eq(t, str_of(rows[i].text)));
    }
    CHECK(strcmp(feel_message_name(FEEL_MSG_DIVISION_BY_ZERO), "DIVISION_BY_ZERO") == 0);
    int32_t line, column;
    feel_position(STR("a\n你好b"), 8, &line, &column);
    CHECK(line == 2 && column == 3);
}

/** Both sentences of a message have the same placeholders. */
static void catalogue(struct arena *a)
{
    static const char *const ROWS[][3] = {
#define X(id, zh, en) {#id, zh, en},
        FEEL_MESSAGES(X)
#undef X
    };
    for (size_t i = 0; i < COUNT(ROWS); i++)
        for (size_t side = 1; side <= 2; side++) {
            struct str rest = str_of(ROWS[i][side]);
            CHECK_ROW(ROWS[i][0], rest.n > 0);
            for (size_t open; (open = str_find(rest, STR("{"))) < rest.n;) {
                rest = str_sub(rest, open, rest.n);
                size_t close = str_find(rest, STR("}"));
                struct str name = arena_str(a, str_sub(rest, 0, close + 1));
                CHECK_ROW(ROWS[i][0], close < rest.n && name.n > 2);
                CHECK_ROW(ROWS[i][0], str_find(str_of(ROWS[i][3 - side]), name) < strlen(ROWS[i][3 - side]));
                rest = str_sub(rest, close + 1, rest.n);
            }
        }
}

int main(void)
{
    struct arena *a = arena_new();
    equality(a);
    ranges(a);
    texts(a);
    copies(a);
    limits(a);
    durations();
    conformance(a);
    instances(a);
    sentences(a);
    catalogue(a);
    arena_free(a);
    return check_end();
}
