/* date_test.c - the calendar and instants. */
#include "base/date.h"
#include "check.h"

static void test_written(void)
{
    static const struct {
        const char *shows, *in, *out; /* out NULL: refused */
    } rows[] = {
        {"as it is kept", "2020-02-15", "2020-02-15"},
        {"as a run of digits", "20200215", "2020-02-15"},
        {"slashes", "2020/2/15", "2020-02-15"},
        {"slashes with zeros", "2020/02/05", "2020-02-05"},
        {"points", "2020.2.15", "2020-02-15"},
        {"short", "2020-2-5", "2020-02-05"},
        {"in Chinese", "2020年2月15日", "2020-02-15"},
        {"blanks around", "  2020-02-15 ", "2020-02-15"},
        {"with Excel's time of day", "2020-02-15 00:00:00", "2020-02-15"},
        {"two signs mixed", "2020/2-15", NULL},
        {"a day that does not exist", "2020/2/30", NULL},
        {"nor as a run", "20210229", NULL},
        {"seven digits", "2020215", NULL},
        {"nine", "202002150", NULL},
        {"two digits of a year", "20-02-15", NULL},
        {"the day first", "15/02/2020", NULL},
        {"something behind", "2020-02-15 x", NULL},
        {"a month", "2020-02", NULL},
        {"no day in Chinese", "2020年2月", NULL},
        {"a word", "yesterday", NULL},
        {"empty", "", NULL},
        {"a blank", " ", NULL},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct date d = {0};
        bool ok = date_written(str_of(rows[i].in), &d);
        CHECK_ROW(rows[i].shows, ok == (rows[i].out != NULL));
        CHECK_ROW(rows[i].shows, !ok ? d.y == 0 : str_eq(date_text(a, d), str_of(rows[i].out)));
    }
    arena_free(a);
}

static void test_parse(void)
{
    static const struct {
        const char *shows, *in;
        bool ok;
    } rows[] = {
        {"a day", "2020-05-14", true},
        {"the leap day of a leap year", "2024-02-29", true},
        {"no leap day in a common year", "2023-02-29", false},
        {"1900 was no leap year", "1900-02-29", false},
        {"2000 was one", "2000-02-29", true},
        {"30 April exists", "2021-04-30", true},
        {"31 April does not", "2021-04-31", false},
        {"month 0", "2021-00-10", false},
        {"month 13", "2021-13-10", false},
        {"day 0", "2021-01-00", false},
        {"the first day", "0001-01-01", true},
        {"year 0 is not ours", "0000-12-31", false},
        {"the last day", "9999-12-31", true},
        {"one digit short", "2021-1-01", false},
        {"slashes", "2021/01/01", false},
        {"a sign in the year", "-021-01-01", false},
        {"a trailing time", "2021-01-01T", false},
        {"a leading blank", " 2021-01-01", false},
        {"empty", "", false},
        {"full-width digits", "\xEF\xBC\x92\xEF\xBC\x90-01-01", false},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct date d = {0};
        CHECK_ROW(rows[i].shows, date_parse(str_of(rows[i].in), &d) == rows[i].ok);
        CHECK_ROW(rows[i].shows, !rows[i].ok ? d.y == 0 : str_eq(date_text(a, d), str_of(rows[i].in)));
    }
    arena_free(a);
}

static void test_days(void)
{
    CHECK(date_to_days((struct date){1970, 1, 1}) == 0);
    CHECK(date_to_days((struct date){1969, 12, 31}) == -1);
    CHECK(date_to_days((struct date){2000, 3, 1}) == 11017);
    CHECK(date_to_days((struct date){1, 1, 1}) == -719162);
    struct date before = {0};
    size_t wrong = 0;
    for (int64_t n = -719162; n <= 2932896; n++) { /* every day of the years 1 to 9999 */
        struct date d = date_from_days(n);
        wrong += !date_valid(d) || date_to_days(d) != n || date_cmp(before, d) >= 0;
        before = d;
    }
    CHECK_ROW("every day survives the way there and back, in order", wrong == 0);
    CHECK(before.y == 9999 && before.m == 12 && before.d == 31);
}

static void test_instants(void)
{
    static const struct {
        const char *shows, *in, *out; /* out NULL: refused */
    } rows[] = {
        {"seconds", "2020-05-14T08:30:00Z", "2020-05-14T08:30:00.000000Z"},
        {"microseconds", "2020-05-14T08:30:00.000001Z", "2020-05-14T08:30:00.000001Z"},
        {"one fraction digit is a tenth", "2020-05-14T08:30:00.5Z", "2020-05-14T08:30:00.500000Z"},
        {"an offset to the east", "2020-05-14T08:30:00+08:00", "2020-05-14T00:30:00.000000Z"},
        {"an offset to the west", "2020-05-14T20:30:00-05:30", "2020-05-15T02:00:00.000000Z"},
        {"every digit has its place", "2019-12-31T13:57:46.802913Z", "2019-12-31T13:57:46.802913Z"},
        {"the first year", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"},
        {"before 1970", "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"},
        {"long before 1970", "1949-10-01T00:00:00.25Z", "1949-10-01T00:00:00.250000Z"},
        {"the farthest offsets", "2020-05-14T23:59:59+23:59", "2020-05-14T00:00:59.000000Z"},
        {"no zone", "2020-05-14T08:30:00", NULL},
        {"no seconds", "2020-05-14T08:30Z", NULL},
        {"hour 24", "2020-05-14T24:00:00Z", NULL},
        {"minute 60", "2020-05-14T08:60:00Z", NULL},
        {"a leap second", "2016-12-31T23:59:60Z", NULL},
        {"seven fraction digits", "2020-05-14T08:30:00.1234567Z", NULL},
        {"a point without digits", "2020-05-14T08:30:00.Z", NULL},
        {"a day that does not exist", "2021-02-29T08:30:00Z", NULL},
        {"a blank instead of T", "2020-05-14 08:30:00Z", NULL},
        {"an offset without colon", "2020-05-14T08:30:00+0800", NULL},
        {"offset hour 24", "2020-05-14T08:30:00+24:00", NULL},
        {"text behind", "2020-05-14T08:30:00Zx", NULL},
        {"empty", "", NULL},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct instant t = {0};
        CHECK_ROW(rows[i].shows, instant_parse(str_of(rows[i].in), &t) == (rows[i].out != NULL));
        if (rows[i].out) CHECK_ROW(rows[i].shows, str_eq(instant_text(a, t), str_of(rows[i].out)));
    }
    arena_free(a);
}

static void test_instant_date(void)
{
    struct instant t;
    CHECK(instant_parse(STR("2020-05-14T15:59:59.999999Z"), &t));
    CHECK_ROW("in China the day ends at 16:00 UTC", date_cmp(instant_date(t, 480), (struct date){2020, 5, 14}) == 0);
    t.us++;
    CHECK_ROW("one microsecond later it is tomorrow", date_cmp(instant_date(t, 480), (struct date){2020, 5, 15}) == 0);
    CHECK(date_cmp(instant_date((struct instant){-1}, 0), (struct date){1969, 12, 31}) == 0);
}

int main(void)
{
    test_parse();
    test_written();
    test_days();
    test_instants();
    test_instant_date();
    return check_end();
}
