/* feel_time_test.c - calendar, zones, texts, comparison, arithmetic and properties of FEEL's dates and times. */
#include "check.h"
#include "feel/feel_impl.h"
#include "feel/feel_time.h"
#include <pthread.h>

#define ZONEINFO "/usr/share/zoneinfo"

/** An engine with nothing but regions. */
struct rig {
    struct arena *arena;
    struct feel_engine engine;
    struct feel_host host;
};

static char folder[] = ZONEINFO;

static void rig_open(struct rig *g)
{
    *g = (struct rig){.arena = arena_new(), .host = {.data = folder, .zone = feel_zone_from_folder}};
    g->engine.zones = feel_zones_new(&g->host);
}
static void rig_close(struct rig *g)
{
    feel_zones_free(g->engine.zones);
    arena_free(g->arena);
}
static struct str text_of(struct rig *g, struct feel_value v)
{
    struct buf b = {.arena = g->arena};
    if (v.kind == FEEL_NULL) return STR("null");
    if (v.kind == FEEL_NUMBER) return num_text(g->arena, v.number);
    if (v.kind == FEEL_STRING) return feel_text(v);
    feel_temporal_text(&b, v);
    return buf_str(&b);
}
/** A temporal value or a number; null when the text is neither. */
static struct feel_value value_of(struct rig *g, const char *text)
{
    struct feel_value v;
    struct num n;
    if (num_parse(str_of(text), &n)) return feel_number(n);
    if (feel_parse_temporal(&g->engine, g->arena, str_of(text), &v)) return v;
    return FEEL_NULL_VALUE;
}

/* ---- texts ---- */

static const struct {
    enum feel_kind kind;
    const char *text, *canonical; /* NULL: refused */
} TEXTS[] = {
    {FEEL_DATE, "2017-12-31", "2017-12-31"},
    {FEEL_DATE, "-2017-12-31", "-2017-12-31"},
    {FEEL_DATE, "0000-01-01", "0000-01-01"},
    {FEEL_DATE, "-0000-01-01", "0000-01-01"},
    {FEEL_DATE, "0001-01-01", "0001-01-01"},
    {FEEL_DATE, "-0001-12-31", "-0001-12-31"},
    {FEEL_DATE, "10000-01-01", "10000-01-01"},
    {FEEL_DATE, "999999999-12-31", "999999999-12-31"},
    {FEEL_DATE, "-999999999-01-01", "-999999999-01-01"},
    {FEEL_DATE, "-999999999-12-31", "-999999999-12-31"},
    {FEEL_DATE, "2000-02-29", "2000-02-29"},
    {FEEL_DATE, "2020-02-29", "2020-02-29"},
    {FEEL_DATE, "0000-02-29", "0000-02-29"},
    {FEEL_DATE, "-0004-02-29", "-0004-02-29"},
    {FEEL_DATE, "1900-02-29", NULL},
    {FEEL_DATE, "2019-02-29", NULL},
    {FEEL_DATE, "-0001-02-29", NULL},
    {FEEL_DATE, "2017-04-31", NULL},
    {FEEL_DATE, "2017-12-32", NULL},
    {FEEL_DATE, "2017-12-00", NULL},
    {FEEL_DATE, "2017-13-01", NULL},
    {FEEL_DATE, "2017-00-01", NULL},
    {FEEL_DATE, "1000000000-01-01", NULL},
    {FEEL_DATE, "-1000000000-01-01", NULL},
    {FEEL_DATE, "99999999999999999999-01-01", NULL},
    {FEEL_DATE, "998-12-31", NULL},
    {FEEL_DATE, "01211-12-31", NULL},
    {FEEL_DATE, "00000-12-31", NULL},
    {FEEL_DATE, "+2012-12-02", NULL},
    {FEEL_DATE, "--2012-12-02", NULL},
    {FEEL_DATE, "2012/12/25", NULL},
    {FEEL_DATE, "2012-12-25T", NULL},
    {FEEL_DATE, "2012-12-25T00:00:00", NULL},
    {FEEL_DATE, "2012-12-25 ", NULL},
    {FEEL_DATE, " 2012-12-25", NULL},
    {FEEL_DATE, "2012-1-25", NULL},
    {FEEL_DATE, "2012-12-5", NULL},
    {FEEL_DATE, "20121225", NULL},
    {FEEL_DATE, "", NULL},
    {FEEL_DATE, "-", NULL},

    {FEEL_TIME, "00:00:00", "00:00:00"},
    {FEEL_TIME, "23:59:59.999999999", "23:59:59.999999999"},
    {FEEL_TIME, "11:22:33.4440", "11:22:33.444"},
    {FEEL_TIME, "11:22:33.000000001", "11:22:33.000000001"},
    {FEEL_TIME, "11:22:33.1234567899", "11:22:33.123456789"},
    {FEEL_TIME, "11:22:33.000", "11:22:33"},
    {FEEL_TIME, "24:00:00", "00:00:00"},
    {FEEL_TIME, "24:00:00.000Z", "00:00:00Z"},
    {FEEL_TIME, "23:59:00Z", "23:59:00Z"},
    {FEEL_TIME, "23:59:00z", "23:59:00Z"},
    {FEEL_TIME, "11:22:33-00:00", "11:22:33Z"},
    {FEEL_TIME, "11:22:33+00:00", "11:22:33Z"},
    {FEEL_TIME, "13:20:00+02:00", "13:20:00+02:00"},
    {FEEL_TIME, "13:20:00-05:30", "13:20:00-05:30"},
    {FEEL_TIME, "13:20:00+02:45:55", "13:20:00+02:45:55"},
    {FEEL_TIME, "13:20:00-02:45:55", "13:20:00-02:45:55"},
    {FEEL_TIME, "13:20:00+02:45:00", "13:20:00+02:45"},
    {FEEL_TIME, "13:20:00+18:00", "13:20:00+18:00"},
    {FEEL_TIME, "13:20:00-18:00:00", "13:20:00-18:00"},
    {FEEL_TIME, "10:20:00@Europe/Paris", "10:20:00@Europe/Paris"},
    {FEEL_TIME, "10:20:00.5@Etc/GMT+12", "10:20:00.5@Etc/GMT+12"},
    {FEEL_TIME, "24:00:01", NULL},
    {FEEL_TIME, "24:00:00.1", NULL},
    {FEEL_TIME, "24:01:00", NULL},
    {FEEL_TIME, "25:00:00", NULL},
    {FEEL_TIME, "00:60:00", NULL},
    {FEEL_TIME, "23:59:60", NULL},
    {FEEL_TIME, "00:00:61", NULL},
    {FEEL_TIME, "07:1:00", NULL},
    {FEEL_TIME, "07:01:2", NULL},
    {FEEL_TIME, "7:20:00", NULL},
    {FEEL_TIME, "07:20", NULL},
    {FEEL_TIME, "072000", NULL},
    {FEEL_TIME, "07:20:00.", NULL},
    {FEEL_TIME, "07:20:00,5", NULL},
    {FEEL_TIME, "T07:20:00", NULL},
    {FEEL_TIME, "-07:20:00", NULL},
    {FEEL_TIME, "13:20:00+18:00:01", NULL},
    {FEEL_TIME, "13:20:00+18:01", NULL},
    {FEEL_TIME, "13:20:00+19:00", NULL},
    {FEEL_TIME, "13:20:00+02:60", NULL},
    {FEEL_TIME, "13:20:00+02:00:60", NULL},
    {FEEL_TIME, "13:20:00+5:00", NULL},
    {FEEL_TIME, "13:20:00+05", NULL},
    {FEEL_TIME, "13:20:00+0500", NULL},
    {FEEL_TIME, "13:20:00ZZ", NULL},
    {FEEL_TIME, "13:20:00+02:00Z", NULL},
    {FEEL_TIME, "13:20:00+02:00@Europe/Paris", NULL},
    {FEEL_TIME, "13:20:00Z@Europe/Paris", NULL},
    {FEEL_TIME, "13:20:00@", NULL},
    {FEEL_TIME, "13:20:00@xyz/abc", NULL},
    {FEEL_TIME, "13:20:00@Europe", NULL},
    {FEEL_TIME, "13:20:00@../../etc/passwd", NULL},
    {FEEL_TIME, "13:20:00@/usr/share/zoneinfo/Europe/Paris", NULL},
    {FEEL_TIME, "13:20:00@Europe//Paris", NULL},
    {FEEL_TIME, "13:20:00@tzdata.zi", NULL},
    {FEEL_TIME, "13:20:00@leapseconds", NULL},
    {FEEL_TIME, "13:20:00@right/Europe/Paris", NULL},
    {FEEL_TIME, "2012T-12-2511:00:00Z", NULL},
    {FEEL_TIME, "", NULL},

    {FEEL_DATE_TIME, "2017-12-31T11:22:33", "2017-12-31T11:22:33"},
    {FEEL_DATE_TIME, "2017-12-31", "2017-12-31T00:00:00"},
    {FEEL_DATE_TIME, "-2017-12-31T11:22:33.5", "-2017-12-31T11:22:33.5"},
    {FEEL_DATE_TIME, "2017-12-31T11:22:33.456+01:35", "2017-12-31T11:22:33.456+01:35"},
    {FEEL_DATE_TIME, "2017-12-31T11:22:33Z", "2017-12-31T11:22:33Z"},
    {FEEL_DATE_TIME, "2011-12-31T10:15:30.987@Europe/Paris", "2011-12-31T10:15:30.987@Europe/Paris"},
    {FEEL_DATE_TIME, "999999999-12-31T23:59:59.999999999@Europe/Paris",
     "999999999-12-31T23:59:59.999999999@Europe/Paris"},
    {FEEL_DATE_TIME, "-999999999-01-01T00:00:00@Europe/Paris", "-999999999-01-01T00:00:00@Europe/Paris"},
    {FEEL_DATE_TIME, "-999999999-12-31T23:59:59.999999999+02:00", "-999999999-12-31T23:59:59.999999999+02:00"},
    {FEEL_DATE_TIME, "2021-01-01T24:00:00", "2021-01-02T00:00:00"},
    {FEEL_DATE_TIME, "2020-02-28T24:00:00+05:00", "2020-02-29T00:00:00+05:00"},
    {FEEL_DATE_TIME, "999999999-12-31T24:00:00", NULL},
    {FEEL_DATE_TIME, "2017-12-31T24:01:00", NULL},
    {FEEL_DATE_TIME, "2017-12-31T25:00:00", NULL},
    {FEEL_DATE_TIME, "2017-12-31t11:22:33", NULL},
    {FEEL_DATE_TIME, "2017-12-31 11:22:33", NULL},
    {FEEL_DATE_TIME, "2011-12-0310:15:30", NULL},
    {FEEL_DATE_TIME, "2017-13-10T11:22:33", NULL},
    {FEEL_DATE_TIME, "2019-02-29T11:22:33", NULL},
    {FEEL_DATE_TIME, "2017-12-31T", NULL},
    {FEEL_DATE_TIME, "2017-12-31T7:00:00", NULL},
    {FEEL_DATE_TIME, "2017-12-31T07:20", NULL},
    {FEEL_DATE_TIME, "11:00:00", NULL},
    {FEEL_DATE_TIME, "2017-12-31T13:20:00@xyz/abc", NULL},
    {FEEL_DATE_TIME, "2017-12-31T13:20:00+02:00@Europe/Paris", NULL},
    {FEEL_DATE_TIME, "2017-12-31T13:20:00+19:00", NULL},
    {FEEL_DATE_TIME, "+99999-12-01T11:22:33", NULL},
    {FEEL_DATE_TIME, "", NULL},

    {FEEL_DAYS_DURATION, "P1D", "P1D"},
    {FEEL_DAYS_DURATION, "P1DT2H3M4.123456789S", "P1DT2H3M4.123456789S"},
    {FEEL_DAYS_DURATION, "PT24H", "P1D"},
    {FEEL_DAYS_DURATION, "PT25H", "P1DT1H"},
    {FEEL_DAYS_DURATION, "P0DT25H", "P1DT1H"},
    {FEEL_DAYS_DURATION, "PT1000M0.999999999S", "PT16H40M0.999999999S"},
    {FEEL_DAYS_DURATION, "P2DT274M", "P2DT4H34M"},
    {FEEL_DAYS_DURATION, "PT3600S", "PT1H"},
    {FEEL_DAYS_DURATION, "PT60S", "PT1M"},
    {FEEL_DAYS_DURATION, "PT0S", "PT0S"},
    {FEEL_DAYS_DURATION, "-PT0S", "PT0S"},
    {FEEL_DAYS_DURATION, "PT0.000S", "PT0S"},
    {FEEL_DAYS_DURATION, "P0D", "PT0S"},
    {FEEL_DAYS_DURATION, "P0DT0H0M0S", "PT0S"},
    {FEEL_DAYS_DURATION, "-P1DT2H", "-P1DT2H"},
    {FEEL_DAYS_DURATION, "-PT0.5S", "-PT0.5S"},
    {FEEL_DAYS_DURATION, "-PT1.25S", "-PT1.25S"},
    {FEEL_DAYS_DURATION, "-P1DT0.000000001S", "-P1DT0.000000001S"},
    {FEEL_DAYS_DURATION, "P1DT1S", "P1DT1S"},
    {FEEL_DAYS_DURATION, "PT0.1234567891S", "PT0.123456789S"},
    {FEEL_DAYS_DURATION, "P000001D", "P1D"},
    {FEEL_DAYS_DURATION, "PT9223372036854775807S", "P106751991167300DT15H30M7S"},
    {FEEL_DAYS_DURATION, "-PT9223372036854775807.5S", "-P106751991167300DT15H30M7.5S"},
    {FEEL_DAYS_DURATION, "PT9223372036854775808S", NULL},
    {FEEL_DAYS_DURATION, "P106751991167301D", NULL},
    {FEEL_DAYS_DURATION, "P99999999999999999999D", NULL},
    {FEEL_DAYS_DURATION, "P1H", NULL},
    {FEEL_DAYS_DURATION, "PT1D", NULL},
    {FEEL_DAYS_DURATION, "PT1S1M", NULL},
    {FEEL_DAYS_DURATION, "PT1H1H", NULL},
    {FEEL_DAYS_DURATION, "P1DT", NULL},
    {FEEL_DAYS_DURATION, "PT", NULL},
    {FEEL_DAYS_DURATION, "P", NULL},
    {FEEL_DAYS_DURATION, "-P", NULL},
    {FEEL_DAYS_DURATION, "P0", NULL},
    {FEEL_DAYS_DURATION, "P1.5D", NULL},
    {FEEL_DAYS_DURATION, "PT1.5H", NULL},
    {FEEL_DAYS_DURATION, "PT.5S", NULL},
    {FEEL_DAYS_DURATION, "PT5.S", "PT5S"},
    {FEEL_DAYS_DURATION, "P-1D", NULL},
    {FEEL_DAYS_DURATION, "+P1D", NULL},
    {FEEL_DAYS_DURATION, "p1d", NULL},
    {FEEL_DAYS_DURATION, "P1d", NULL},
    {FEEL_DAYS_DURATION, "P1D ", NULL},
    {FEEL_DAYS_DURATION, "P1W", NULL},
    {FEEL_DAYS_DURATION, "P1Y1D", NULL},
    {FEEL_DAYS_DURATION, "P1MT1H", NULL},
    {FEEL_DAYS_DURATION, "1D", NULL},
    {FEEL_DAYS_DURATION, "", NULL},

    {FEEL_MONTHS_DURATION, "P1Y2M", "P1Y2M"},
    {FEEL_MONTHS_DURATION, "P26M", "P2Y2M"},
    {FEEL_MONTHS_DURATION, "P1Y27M", "P3Y3M"},
    {FEEL_MONTHS_DURATION, "P12M", "P1Y"},
    {FEEL_MONTHS_DURATION, "P0Y", "P0M"},
    {FEEL_MONTHS_DURATION, "-P0M", "P0M"},
    {FEEL_MONTHS_DURATION, "-P100M", "-P8Y4M"},
    {FEEL_MONTHS_DURATION, "P999999999M", "P83333333Y3M"},
    {FEEL_MONTHS_DURATION, "-P99999999Y", "-P99999999Y"},
    {FEEL_MONTHS_DURATION, "P9223372036854775807M", "P768614336404564650Y7M"},
    {FEEL_MONTHS_DURATION, "P9223372036854775808M", NULL},
    {FEEL_MONTHS_DURATION, "P768614336404564651Y", NULL},
    {FEEL_MONTHS_DURATION, "P1M1Y", NULL},
    {FEEL_MONTHS_DURATION, "P1Y1Y", NULL},
    {FEEL_MONTHS_DURATION, "P1.5Y", NULL},
    {FEEL_MONTHS_DURATION, "1Y", NULL},
    {FEEL_MONTHS_DURATION, "P1YT", NULL},
};

/** Parses as that kind; false when refused. */
static bool parse_as(struct rig *g, enum feel_kind kind, struct str s, struct feel_value *out)
{
    struct feel_moment m;
    int64_t days;
    if (kind == FEEL_DATE) {
        if (!feel_parse_date(s, &days)) return false;
        *out = feel_date(days);
    } else if (kind == FEEL_TIME) {
        if (!feel_parse_time(&g->engine, s, &m)) return false;
        *out = feel_moment(g->arena, kind, &m);
    } else if (kind == FEEL_DATE_TIME) {
        if (!feel_parse_date_time(&g->engine, s, &m)) return false;
        *out = feel_moment(g->arena, kind, &m);
    } else {
        return feel_parse_duration(s, out) && out->kind == kind;
    }
    return true;
}

static void test_texts(struct rig *g)
{
    for (size_t i = 0; i < COUNT(TEXTS); i++) {
        struct feel_value v, again;
        /* A copy of exact length, so that a read behind the end is seen. */
        struct str s = arena_str(g->arena, str_of(TEXTS[i].text));
        bool fine = parse_as(g, TEXTS[i].kind, s, &v);
        CHECK_ROW(TEXTS[i].text, fine == (TEXTS[i].canonical != NULL));
        if (!fine || !TEXTS[i].canonical) continue;
        CHECK_ROW(TEXTS[i].text, str_eq(text_of(g, v), str_of(TEXTS[i].canonical)));
        CHECK_ROW(TEXTS[i].text, parse_as(g, TEXTS[i].kind, text_of(g, v), &again) && feel_temporal_is(v, again));
        CHECK_ROW(TEXTS[i].text, feel_parse_temporal(&g->engine, g->arena, text_of(g, v), &again) &&
                                     again.kind == v.kind && feel_temporal_is(v, again));
    }
    struct feel_value v;
    CHECK(!feel_parse_temporal(&g->engine, g->arena, STR("foo"), &v));
    CHECK(!feel_parse_temporal(NULL, g->arena, STR("10:00:00@Europe/Paris"), &v));
}

/* ---- calendar ---- */

static const struct {
    const char *date;
    int64_t days;
    int32_t weekday, day_of_year, week;
} DAYS[] = {
    {"1970-01-01", 0, 4, 1, 1},
    {"1969-12-31", -1, 3, 365, 1},
    {"2000-02-29", 11016, 2, 60, 9},
    {"2019-09-17", 18156, 2, 260, 38},
    {"2003-12-29", 12415, 1, 363, 1},
    {"2004-01-04", 12421, 7, 4, 1},
    {"2005-01-01", 12784, 6, 1, 53},
    {"2005-01-03", 12786, 1, 3, 1},
    {"2010-01-01", 14610, 5, 1, 53},
    {"2020-12-31", 18627, 4, 366, 53},
    {"2021-01-03", 18630, 7, 3, 53},
    {"2024-12-30", 20087, 1, 365, 1},
    {"0001-01-01", -719162, 1, 1, 1},
    {"0000-12-31", -719163, 7, 366, 52},
    {"0000-01-01", -719528, 6, 1, 52},
    {"-0001-12-31", -719529, 5, 365, 52},
    {"9999-12-31", 2932896, 5, 365, 52},
    {"999999999-12-31", 365241780471, 5, 365, 52},
    {"-999999999-01-01", -365243219162, 1, 1, 1},
};

static void test_days(void)
{
    for (size_t i = 0; i < COUNT(DAYS); i++) {
        int64_t days;
        CHECK_ROW(DAYS[i].date, feel_parse_date(str_of(DAYS[i].date), &days) && days == DAYS[i].days);
        CHECK_ROW(DAYS[i].date, feel_weekday(days) == DAYS[i].weekday);
        CHECK_ROW(DAYS[i].date, feel_day_of_year(days) == DAYS[i].day_of_year);
        CHECK_ROW(DAYS[i].date, feel_week_of_year(days) == DAYS[i].week);
    }
    CHECK(feel_days_valid(365241780471) && !feel_days_valid(365241780472));
    CHECK(feel_days_valid(-365243219162) && !feel_days_valid(-365243219163));
}

/** Every day of 1,000 years around each of some days is the one after the day before, in all that can be asked. */
static void test_day_after_day(void)
{
    static const int64_t CENTRES[] = {0, -719528, 365241780471 - 182622, -365243219162 + 182622};
    for (size_t c = 0; c < COUNT(CENTRES); c++) {
        bool fine = true;
        struct feel_day before = feel_day_of(CENTRES[c] - 182622);
        for (int64_t n = CENTRES[c] - 182621; n <= CENTRES[c] + 182622; n++) {
            struct feel_day d = feel_day_of(n);
            bool last = before.day == feel_month_days(before.year, before.month);
            bool new_year = last && before.month == 12;
            fine = fine && feel_day_valid(d) && feel_days_of(d) == n;
            fine = fine && d.day == (last ? 1 : before.day + 1) && d.year == before.year + new_year;
            fine = fine && d.month == (new_year ? 1 : before.month + last);
            fine = fine && feel_weekday(n) == feel_weekday(n - 1) % 7 + 1;
            fine = fine && feel_day_of_year(n) == (new_year ? 1 : feel_day_of_year(n - 1) + 1);
            int32_t week = feel_week_of_year(n), week_before = feel_week_of_year(n - 1);
            bool monday = feel_weekday(n) == 1, first_thursday = d.month == 1 && d.day == 4;
            fine = fine && (monday ? week == week_before + 1 || week == 1 : week == week_before);
            fine = fine && (!first_thursday || week == 1) && week <= 53;
            before = d;
        }
        CHECK(fine);
    }
}

/* ---- zones: offsets as computed by Python's zoneinfo from the same database ---- */

static const struct {
    const char *zone, *local;
    int32_t offset_s, later_s;
} ZONES[] = {
    {"Europe/Paris", "1900-01-01T00:00:00", 561, 561},
    {"Europe/Paris", "1911-03-10T23:50:39", 561, 0},
    {"Europe/Paris", "1940-06-15T00:30:00", 7200, 7200},
    {"Europe/Paris", "1976-03-28T01:30:00", 3600, 3600},
    {"Europe/Paris", "2018-02-08T00:00:00", 3600, 3600},
    {"Europe/Paris", "2018-10-08T00:00:00", 7200, 7200},
    {"Europe/Paris", "2024-03-31T01:59:59", 3600, 3600},
    {"Europe/Paris", "2024-03-31T02:00:00", 3600, 3600},
    {"Europe/Paris", "2024-03-31T02:59:59", 3600, 3600},
    {"Europe/Paris", "2024-03-31T03:00:00", 7200, 7200},
    {"Europe/Paris", "2024-10-27T01:59:59", 7200, 7200},
    {"Europe/Paris", "2024-10-27T02:00:00", 7200, 3600},
    {"Europe/Paris", "2024-10-27T02:59:59", 7200, 3600},
    {"Europe/Paris", "2024-10-27T03:00:00", 3600, 3600},
    {"Europe/Paris", "2037-12-31T12:00:00", 3600, 3600},
    {"Europe/Paris", "2038-07-01T12:00:00", 7200, 7200},
    {"Europe/Paris", "2099-07-01T12:00:00", 7200, 7200},
    {"Europe/Paris", "2100-03-28T02:30:00", 3600, 3600},
    {"Europe/Paris", "9999-07-01T00:00:00", 7200, 7200},
    {"Australia/Melbourne", "2021-01-01T10:10:10", 39600, 39600},
    {"Australia/Melbourne", "2021-04-03T12:00:00", 39600, 39600},
    {"Australia/Melbourne", "2021-04-04T02:30:00", 39600, 36000},
    {"Australia/Melbourne", "2021-04-04T03:00:00", 36000, 36000},
    {"Australia/Melbourne", "2021-10-03T02:30:00", 36000, 36000},
    {"Australia/Melbourne", "2021-10-02T23:00:00", 36000, 36000},
    {"Australia/Melbourne", "2500-01-01T00:00:00", 39600, 39600},
    {"Australia/Melbourne", "2500-07-01T00:00:00", 36000, 36000},
    {"Australia/Sydney", "2002-04-02T12:00:00", 36000, 36000},
    {"Australia/Lord_Howe", "2024-04-07T01:45:00", 39600, 37800},
    {"Australia/Lord_Howe", "2024-10-06T02:15:00", 37800, 37800},
    {"Australia/Lord_Howe", "2024-07-01T00:00:00", 37800, 37800},
    {"Australia/Lord_Howe", "2024-01-01T00:00:00", 39600, 39600},
    {"Asia/Shanghai", "1900-12-31T12:00:00", 29143, 29143},
    {"Asia/Shanghai", "1988-07-01T12:00:00", 32400, 32400},
    {"Asia/Shanghai", "2024-07-01T12:00:00", 28800, 28800},
    {"Asia/Shanghai", "2600-01-01T00:00:00", 28800, 28800},
    {"Asia/Dhaka", "2009-07-01T00:00:00", 25200, 25200},
    {"Asia/Dhaka", "2017-09-06T09:45:30", 21600, 21600},
    {"Asia/Kathmandu", "1985-12-31T00:00:00", 19800, 19800},
    {"Asia/Kathmandu", "1986-01-01T00:05:00", 19800, 19800},
    {"Asia/Kathmandu", "2020-01-01T00:00:00", 20700, 20700},
    {"Asia/Kolkata", "1941-10-01T00:00:30", 19800, 19800},
    {"Asia/Kolkata", "2020-01-01T00:00:00", 19800, 19800},
    {"America/New_York", "1883-11-18T12:01:00", -17762, -18000},
    {"America/New_York", "2007-03-11T02:30:00", -18000, -18000},
    {"America/New_York", "2007-11-04T01:30:00", -14400, -18000},
    {"America/New_York", "2300-03-10T12:00:00", -18000, -18000},
    {"America/Sao_Paulo", "2018-11-04T00:30:00", -10800, -10800},
    {"America/Sao_Paulo", "2019-02-16T23:30:00", -7200, -10800},
    {"America/Sao_Paulo", "2024-01-01T00:00:00", -10800, -10800},
    {"America/Nuuk", "2024-03-30T22:30:00", -7200, -7200},
    {"America/Nuuk", "2024-10-26T23:30:00", -3600, -7200},
    {"America/Nuuk", "2050-07-01T00:00:00", -3600, -3600},
    {"America/St_Johns", "2010-03-14T00:01:30", -12600, -12600},
    {"America/St_Johns", "2024-06-01T00:00:00", -9000, -9000},
    {"Africa/Monrovia", "1971-06-01T00:00:00", -2670, -2670},
    {"Africa/Monrovia", "1972-01-07T00:20:00", -2670, -2670},
    {"Africa/Casablanca", "2024-03-10T02:30:00", 3600, 0},
    {"Africa/Casablanca", "2024-04-14T02:30:00", 0, 0},
    {"Africa/Casablanca", "2024-08-01T00:00:00", 3600, 3600},
    {"Africa/Casablanca", "2100-01-01T00:00:00", 3600, 3600},
    {"Europe/Dublin", "2024-03-31T01:30:00", 0, 0},
    {"Europe/Dublin", "2024-10-27T01:30:00", 3600, 0},
    {"Europe/Dublin", "2200-07-01T00:00:00", 3600, 3600},
    {"Europe/London", "1970-06-01T00:00:00", 3600, 3600},
    {"Europe/London", "2024-10-27T01:30:00", 3600, 0},
    {"Pacific/Apia", "2011-12-29T23:59:59", -36000, -36000},
    {"Pacific/Apia", "2011-12-30T12:00:00", -36000, -36000},
    {"Pacific/Apia", "2011-12-31T00:00:00", 50400, 50400},
    {"Pacific/Apia", "2024-01-01T00:00:00", 46800, 46800},
    {"Antarctica/Troll", "2024-03-31T02:00:00", 0, 0},
    {"Antarctica/Troll", "2024-10-27T02:00:00", 7200, 0},
    {"Antarctica/Troll", "2400-07-01T00:00:00", 7200, 7200},
    {"Asia/Gaza", "2040-07-01T00:00:00", 10800, 10800},
    {"Asia/Gaza", "2090-07-01T00:00:00", 10800, 10800},
    {"Etc/UTC", "2024-01-01T00:00:00", 0, 0},
    {"Etc/GMT", "2024-01-01T00:00:00", 0, 0},
    {"Etc/GMT+12", "2024-01-01T00:00:00", -43200, -43200},
    {"Etc/GMT-14", "2024-01-01T00:00:00", 50400, 50400},
    /* years that Python has not: the calendar repeats every 400 years */
    {"Europe/Paris", "999999999-07-01T00:00:00", 7200, 7200},
    {"Europe/Paris", "999999999-12-31T23:59:59", 3600, 3600},
    {"Europe/Paris", "-999999999-07-01T00:00:00", 561, 561},
    {"Asia/Shanghai", "999999999-07-01T00:00:00", 28800, 28800},
    {"Australia/Melbourne", "10000-01-01T00:00:00", 39600, 39600},
};

static void test_zones(struct rig *g)
{
    for (size_t i = 0; i < COUNT(ZONES); i++) {
        const struct feel_zone *z = feel_zone_find(&g->engine, str_of(ZONES[i].zone));
        struct feel_moment m;
        bool fine = feel_parse_date_time(&g->engine, str_of(ZONES[i].local), &m);
        CHECK_ROW(ZONES[i].zone, z && fine);
        if (!z || !fine) continue;
        struct str label = arena_printf(g->arena, "%s@%s", ZONES[i].local, ZONES[i].zone);
        int64_t local = m.days * 86400 + m.nanos / 1000000000;
        CHECK_ROW(label.p, feel_zone_offset_local(z, local) == ZONES[i].offset_s);
        CHECK_ROW(label.p, feel_zone_offset_later(z, local) == ZONES[i].later_s);
        /* Outside of gaps the instant has that offset, too. */
        int32_t there = feel_zone_offset_utc(z, local - ZONES[i].offset_s);
        CHECK_ROW(label.p, there == ZONES[i].offset_s || feel_zone_offset_utc(z, local - there) != there);
        CHECK_ROW(label.p, str_eq(feel_zone_name(z), str_of(ZONES[i].zone)));
        CHECK_ROW(label.p, feel_zone_find(&g->engine, str_of(ZONES[i].zone)) == z);
    }
}

static const struct {
    const char *name;
    bool valid;
} NAMES[] = {
    {"Europe/Paris", true},
    {"America/Argentina/Buenos_Aires", true},
    {"Etc/GMT+12", true},
    {"America/Port-au-Prince", true},
    {"UTC", true},
    {"", false},
    {"/Europe/Paris", false},
    {"Europe/Paris/", false},
    {"Europe//Paris", false},
    {"../zoneinfo/Europe/Paris", false},
    {"Europe/../Europe/Paris", false},
    {"Europe/.", false},
    {"Europe\\Paris", false},
    {"Europe Paris", false},
    {"tzdata.zi", false},
    {"posix/Europe/Paris", false},
    {"right/Europe/Paris", false},
    {"Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false}, /* 65 */
    {"\xe4\xb8\x8a\xe6\xb5\xb7", false},
};

static void test_names(struct rig *g)
{
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        struct str tzif;
        CHECK_ROW(NAMES[i].name, feel_zone_name_valid(str_of(NAMES[i].name)) == NAMES[i].valid);
        CHECK_ROW(NAMES[i].name,
                  feel_zone_from_folder(folder, g->arena, str_of(NAMES[i].name), &tzif) == NAMES[i].valid);
    }
    CHECK(!feel_zone_name_valid((struct str){"Europe\0Paris", 12}));
    CHECK(!feel_zone_find(&g->engine, STR("Europe")));   /* a folder */
    CHECK(!feel_zone_find(&g->engine, STR("+VERSION"))); /* not TZif, or not there */
    CHECK(!feel_zone_find(NULL, STR("Europe/Paris")));
    struct feel_engine bare = {.zones = feel_zones_new(NULL)};
    CHECK(!feel_zone_find(&bare, STR("Europe/Paris")));
    feel_zones_free(bare.zones);
}

/* ---- TZif made by hand ---- */

static void add_be32(struct buf *b, uint32_t n)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_add_char(b, (char)(n >> shift & 0xff));
}
static void add_header(struct buf *b, char version, uint32_t times, uint32_t types)
{
    buf_add(b, STR("TZif"));
    buf_add_char(b, version);
    for (int i = 0; i < 15; i++)
        buf_add_char(b, 0);
    const uint32_t counts[] = {0, 0, 0, times, types, 4};
    for (size_t i = 0; i < COUNT(counts); i++)
        add_be32(b, counts[i]);
}
static void add_type(struct buf *b, int32_t offset_s)
{
    add_be32(b, (uint32_t)offset_s);
    buf_add(b, (struct str){"\0\0", 2});
}
/** A region at +01:00 with that rule. */
static struct str tzif_of(struct arena *a, char version, const char *rule)
{
    struct buf b = {.arena = a};
    int blocks = version == '\0' ? 1 : 2;
    for (int i = 0; i < blocks; i++) {
        add_header(&b, version, 0, 1);
        add_type(&b, 3600);
        buf_add(&b, (struct str){"AAA", 4});
    }
    if (version != '\0') buf_addf(&b, "\n%s\n", rule);
    return buf_str(&b);
}

static const struct {
    const char *rule, *utc;
    int32_t offset_s; /* -1: refused */
} RULES[] = {
    {"", "2024-07-01T00:00:00", 3600},
    {"CST-8", "2024-07-01T00:00:00", 28800},
    {"<+0545>-5:45", "2024-07-01T00:00:00", 20700},
    {"<-02>2:00:30", "2024-07-01T00:00:00", -7230},
    {"EST5EDT,M3.2.0,M11.1.0", "2024-03-10T06:59:59", -18000},
    {"EST5EDT,M3.2.0,M11.1.0", "2024-03-10T07:00:00", -14400},
    {"EST5EDT,M3.2.0,M11.1.0", "2024-11-03T05:59:59", -14400},
    {"EST5EDT,M3.2.0,M11.1.0", "2024-11-03T06:00:00", -18000},
    {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-01-01T00:00:00", 39600}, /* south of the equator */
    {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-06-01T00:00:00", 36000},
    {"IST-1GMT0,M10.5.0,M3.5.0/1", "2024-07-01T00:00:00", 3600}, /* "summer" in winter */
    {"IST-1GMT0,M10.5.0,M3.5.0/1", "2024-12-01T00:00:00", 0},
    {"<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "2024-03-31T00:59:59", -10800},
    {"<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "2024-03-31T01:00:00", -7200},
    {"QQQ-2<+03>-3,M3.4.4/50,M10.4.4/50", "2024-03-30T00:00:00", 10800},
    {"QQQ3EDT4,0/0,J365/23", "2024-07-01T00:00:00", -14400}, /* all the year summer time */
    {"QQQ3EDT4,0/0,J365/23", "2024-12-31T23:59:59", -14400},
    {"QQQ3EDT4,0/0,J365/23", "2025-01-01T03:00:00", -14400},
    {"AAA0BBB,J60/0,J61/0", "2023-03-01T12:00:00", 3600}, /* J60 is 1 March, leap year or not */
    {"AAA0BBB,J60/0,J61/0", "2024-03-01T12:00:00", 3600},
    {"AAA0BBB,J60/0,J61/0", "2024-02-29T12:00:00", 0},
    {"AAA0BBB,59/0,60/0", "2024-02-29T12:00:00", 3600}, /* day 59, counted from 0, is 29 February */
    {"AAA0BBB,59/0,60/0", "2023-03-01T12:00:00", 3600},
    {"AAA0BBB,M2.5.4/0,M2.5.5/0", "2024-02-29T12:00:00", 3600}, /* the last Thursday */
    {"AAA0BBB,M2.5.4/0,M2.5.5/0", "2023-02-23T12:00:00", 3600},
    {"AB5", "2024-07-01T00:00:00", -1},
    {"EST", "2024-07-01T00:00:00", -1},
    {"EST5EDT", "2024-07-01T00:00:00", -1},
    {"EST25", "2024-07-01T00:00:00", -1},
    {"EST5EDT,M3.2.0", "2024-07-01T00:00:00", -1},
    {"EST5EDT,M13.2.0,M11.1.0", "2024-07-01T00:00:00", -1},
    {"EST5EDT,M3.6.0,M11.1.0", "2024-07-01T00:00:00", -1},
    {"EST5EDT,M3.2.7,M11.1.0", "2024-07-01T00:00:00", -1},
    {"EST5EDT,J0,J365", "2024-07-01T00:00:00", -1},
    {"EST5EDT,M3.2.0/168,M11.1.0", "2024-07-01T00:00:00", -1},
    {"<EST5", "2024-07-01T00:00:00", -1},
    {"EST5EDT,M3.2.0,M11.1.0x", "2024-07-01T00:00:00", -1},
};

static void test_rules(struct rig *g)
{
    for (size_t i = 0; i < COUNT(RULES); i++) {
        struct feel_moment m = {0};
        bool fine = feel_parse_date_time(NULL, str_of(RULES[i].utc), &m);
        struct feel_zone *z = feel_zone_parse(g->arena, STR("X"), tzif_of(g->arena, '3', RULES[i].rule));
        CHECK_ROW(RULES[i].rule, fine && (z != NULL) == (RULES[i].offset_s != -1));
        if (z)
            CHECK_ROW(RULES[i].rule,
                      feel_zone_offset_utc(z, m.days * 86400 + m.nanos / 1000000000) == RULES[i].offset_s);
    }
}

static void test_damaged_files(struct rig *g)
{
    CHECK(feel_zone_parse(g->arena, STR("X"), tzif_of(g->arena, '\0', "")));
    CHECK(feel_zone_parse(g->arena, STR("X"), tzif_of(g->arena, '4', "CST-8")));
    CHECK(!feel_zone_parse(g->arena, STR("X"), tzif_of(g->arena, '1', "CST-8")));
    struct str whole;
    bool there = feel_zone_from_folder(folder, g->arena, STR("Europe/Paris"), &whole);
    CHECK(there);
    bool refused = true;
    for (size_t n = 0; there && n < whole.n; n++) { /* every beginning of the file, at its exact length */
        struct arena *a = arena_new();
        refused = refused && !feel_zone_parse(a, STR("X"), arena_str(a, (struct str){whole.p, n}));
        arena_free(a);
    }
    CHECK(refused);
    uint32_t seed = 1;
    for (int i = 0; there && i < 20000; i++) { /* a wrong byte is refused or gives some offset, never a crash */
        struct arena *a = arena_new();
        char *bytes = arena_alloc(a, whole.n);
        memcpy(bytes, whole.p, whole.n);
        seed = seed * 1103515245 + 12345;
        bytes[seed / 7 % (i % 2 ? 100 : whole.n)] = (char)(seed >> 24);
        struct feel_zone *z = feel_zone_parse(a, STR("X"), (struct str){bytes, whole.n});
        if (z) (void)(feel_zone_offset_local(z, 1700000000) + feel_zone_offset_local(z, 99999999999));
        arena_free(a);
    }
}

static void *look_up(void *engine)
{
    bool fine = true;
    for (int pass = 0; pass < 20; pass++) {
        for (size_t i = 0; i < COUNT(ZONES); i++)
            fine = fine && feel_zone_find(engine, str_of(ZONES[i].zone));
    }
    return fine ? engine : NULL;
}

static void test_threads(void)
{
    struct rig g;
    rig_open(&g);
    pthread_t threads[4];
    int started = 0;
    for (size_t i = 0; i < COUNT(threads); i++)
        started += pthread_create(&threads[i], NULL, look_up, &g.engine) == 0;
    CHECK(started == (int)COUNT(threads));
    for (int i = 0; i < started; i++) {
        void *fine = NULL;
        CHECK(pthread_join(threads[i], &fine) == 0 && fine);
    }
    rig_close(&g);
}

/* ---- comparison ---- */

static const struct {
    const char *a, *b;
    enum feel_truth equal;
    enum feel_order order;
    bool is;
} PAIRS[] = {
    {"2018-12-08", "2018-12-08", FEEL_TRUE, FEEL_SAME, true},
    {"2018-12-07", "2018-12-08", FEEL_FALSE, FEEL_LESS, false},
    {"-0001-01-01", "0001-01-01", FEEL_FALSE, FEEL_LESS, false},
    {"2018-12-08", "2018-12-08T00:00:00Z", FEEL_UNKNOWN, FEEL_UNKNOWN_ORDER, false},
    {"2018-12-08", "P1D", FEEL_UNKNOWN, FEEL_UNKNOWN_ORDER, false},
    {"10:30:00", "10:30:00.0000", FEEL_TRUE, FEEL_SAME, true},
    {"10:30:00.0001", "10:30:00.0002", FEEL_TRUE, FEEL_LESS, false}, /* parts of a second do not count in = */
    {"10:30:00", "10:30:01", FEEL_FALSE, FEEL_LESS, false},
    {"23:00:50Z", "23:00:50+00:00", FEEL_TRUE, FEEL_SAME, true},
    {"23:00:50", "23:00:50Z", FEEL_FALSE, FEEL_SAME, false}, /* for < the one without takes the other's offset */
    {"23:00:50", "23:00:51+05:00", FEEL_FALSE, FEEL_LESS, false},
    {"23:00:50@Etc/GMT", "23:00:50Z", FEEL_TRUE, FEEL_SAME, false},
    {"00:01:00Z", "00:01:00@Etc/UTC", FEEL_TRUE, FEEL_SAME, false}, /* an example of the standard */
    {"12:00:00-01:00", "17:00:00+04:00", FEEL_TRUE, FEEL_SAME, false},
    {"23:00:50@Australia/Melbourne", "23:00:50@Australia/Sydney", FEEL_TRUE, FEEL_SAME, false},
    {"23:00:50@Europe/Paris", "23:00:50@Asia/Dhaka", FEEL_FALSE, FEEL_GREATER, false},
    {"23:00:50@Europe/Paris", "23:00:50@Europe/Paris", FEEL_TRUE, FEEL_SAME, true},
    {"23:00:50+10:00", "23:00:50+11:00", FEEL_FALSE, FEEL_GREATER, false},
    {"2018-12-08", "10:30:00", FEEL_UNKNOWN, FEEL_UNKNOWN_ORDER, false},
    {"2018-12-08T00:00:00.0001", "2018-12-08T00:00:00.0000", FEEL_TRUE, FEEL_GREATER, false},
    {"2018-12-08T00:00:00@Europe/Paris", "2018-12-08T00:00:00@Asia/Dhaka", FEEL_FALSE, FEEL_GREATER, false},
    {"2018-10-08T00:00:00+02:00", "2018-10-08T00:00:00@Europe/Paris", FEEL_TRUE, FEEL_SAME, false},
    {"2018-02-08T00:00:00+01:00", "2018-02-08T00:00:00@Europe/Paris", FEEL_TRUE, FEEL_SAME, false},
    {"2002-04-02T12:00:00@Australia/Melbourne", "2002-04-02T12:00:00@Australia/Sydney", FEEL_TRUE, FEEL_SAME, false},
    {"2002-04-02T12:00:00-01:00", "2002-04-02T17:00:00+04:00", FEEL_TRUE, FEEL_SAME, false},
    {"2002-04-02T23:00:00-04:00", "2002-04-03T02:00:00-01:00", FEEL_TRUE, FEEL_SAME, false},
    {"1969-12-31T23:59:59.5Z", "1970-01-01T00:00:00Z", FEEL_FALSE, FEEL_LESS, false},
    {"2002-04-02T12:00:00", "2002-04-02T12:00:00Z", FEEL_FALSE, FEEL_SAME, false},
    {"2002-04-02T12:00:00", "2002-04-02T13:00:00@Europe/Paris", FEEL_FALSE, FEEL_LESS, false},
    {"2021-04-02T23:00:00@Australia/Melbourne", "2021-04-02T23:00:00+11:00", FEEL_TRUE, FEEL_SAME, false},
    {"P1D", "PT24H", FEEL_TRUE, FEEL_SAME, true},
    {"P1D", "-P1D", FEEL_FALSE, FEEL_GREATER, false},
    {"PT0.1S", "PT0.2S", FEEL_FALSE, FEEL_LESS, false},
    {"-PT0.1S", "-PT0.2S", FEEL_FALSE, FEEL_GREATER, false},
    {"P1Y", "P12M", FEEL_TRUE, FEEL_SAME, true},
    {"P1Y", "P13M", FEEL_FALSE, FEEL_LESS, false},
    {"P1Y", "P365D", FEEL_UNKNOWN, FEEL_UNKNOWN_ORDER, false},
    {"P0Y", "P0D", FEEL_UNKNOWN, FEEL_UNKNOWN_ORDER, false},
};

static void test_comparison(struct rig *g)
{
    for (size_t i = 0; i < COUNT(PAIRS); i++) {
        struct feel_value a = value_of(g, PAIRS[i].a), b = value_of(g, PAIRS[i].b);
        struct str label = arena_printf(g->arena, "%s ? %s", PAIRS[i].a, PAIRS[i].b);
        CHECK_ROW(label.p, a.kind != FEEL_NULL && b.kind != FEEL_NULL);
        CHECK_ROW(label.p, feel_temporal_equal(a, b) == PAIRS[i].equal && feel_temporal_equal(b, a) == PAIRS[i].equal);
        CHECK_ROW(label.p, feel_temporal_compare(a, b) == PAIRS[i].order);
        enum feel_order back = feel_temporal_compare(b, a);
        CHECK_ROW(label.p, back == (PAIRS[i].order == FEEL_UNKNOWN_ORDER ? back : (enum feel_order) - PAIRS[i].order));
        CHECK_ROW(label.p, feel_temporal_is(a, b) == PAIRS[i].is && feel_temporal_is(b, a) == PAIRS[i].is);
        CHECK_ROW(label.p, feel_temporal_is(a, a) && feel_temporal_equal(a, a) == FEEL_TRUE);
    }
}

/* ---- arithmetic ---- */

static const struct {
    const char *left;
    char op;
    const char *right, *result; /* NULL: not defined */
} SUMS[] = {
    /* months on the wall clock; the day is cut to the end of the month */
    {"2021-01-01", '+', "P1Y", "2022-01-01"},
    {"P1M", '+', "2021-01-01", "2021-02-01"},
    {"2021-01-31", '+', "P1M", "2021-02-28"},
    {"2020-01-31", '+', "P1M", "2020-02-29"},
    {"2020-02-29", '+', "P1Y", "2021-02-28"},
    {"2020-02-29", '+', "P4Y", "2024-02-29"},
    {"2020-02-29", '-', "P1Y", "2019-02-28"},
    {"2021-03-31", '-', "P1M", "2021-02-28"},
    {"2021-05-31", '+', "-P3M", "2021-02-28"},
    {"2021-12-31", '+', "P2M", "2022-02-28"},
    {"0001-01-15", '-', "P1M", "0000-12-15"},
    {"0000-01-15", '-', "P1M", "-0001-12-15"},
    {"-2021-01-01", '-', "P1M", "-2022-12-01"},
    {"2021-01-02", '-', "P13M", "2019-12-02"},
    {"999999999-12-31", '+', "P1M", NULL},
    {"-999999999-01-01", '-', "P1M", NULL},
    {"-999999999-01-31", '+', "P23999999987M", "999999999-12-31"},
    {"2021-01-01", '+', "P9223372036854775807M", NULL},
    {"2021-01-01", '-', "P9223372036854775807M", NULL},
    {"2021-01-31T10:10:10", '+', "P1M", "2021-02-28T10:10:10"},
    {"2021-01-31T10:10:10@Australia/Melbourne", '+', "P1M", "2021-02-28T10:10:10@Australia/Melbourne"},
    {"2021-01-01T10:10:10@Australia/Melbourne", '+', "P6M", "2021-07-01T10:10:10@Australia/Melbourne"},
    {"-2021-01-01T10:10:10@Australia/Melbourne", '-', "P1M", "-2022-12-01T10:10:10@Australia/Melbourne"},
    {"P1M", '+', "-2021-01-01T10:10:10+11:00", "-2021-02-01T10:10:10+11:00"},
    {"2023-10-29T02:30:00@Europe/Paris", '+', "P1Y", "2024-10-29T02:30:00@Europe/Paris"},
    {"2024-02-29T02:30:00@Europe/Paris", '+', "P1M", "2024-03-29T02:30:00@Europe/Paris"},
    {"2024-01-31T02:30:00@Europe/Paris", '+', "P2M", "2024-03-31T02:30:00@Europe/Paris"}, /* into a gap */
    {"10:10:10", '+', "P1Y", NULL},
    {"10:10:10", '-', "P1Y", NULL},
    /* days and time */
    {"2021-01-01", '+', "PT36H", "2021-01-02"},
    {"2021-01-01", '+', "PT48H", "2021-01-03"},
    {"2021-01-02", '-', "PT1S", "2021-01-01"},
    {"2021-01-02", '-', "PT0.000000001S", "2021-01-01"},
    {"2021-01-02", '-', "-PT1S", "2021-01-02"},
    {"2021-01-02", '-', "PT25H", "2020-12-31"},
    {"2020-03-01", '-', "PT24H", "2020-02-29"},
    {"999999999-12-31", '+', "P1D", NULL},
    {"-999999999-01-01", '-', "PT1S", NULL},
    {"2021-01-01", '+', "PT9223372036854775807S", NULL},
    {"2021-01-12T10:10:10+11:00", '+', "P1DT1H", "2021-01-13T11:10:10+11:00"},
    {"2021-01-12T10:10:10@Australia/Melbourne", '+', "P1DT1H", "2021-01-13T11:10:10@Australia/Melbourne"},
    {"2021-01-01T24:00:00", '+', "PT1S", "2021-01-02T00:00:01"},
    {"2021-01-01T24:00:00", '-', "PT1S", "2021-01-01T23:59:59"},
    {"2021-01-01T00:00:00", '-', "PT0.000000001S", "2020-12-31T23:59:59.999999999"},
    {"2020-12-31T23:59:59.999999999", '+', "PT0.000000001S", "2021-01-01T00:00:00"},
    {"-2021-01-01T10:10:10+11:00", '-', "P1D", "-2022-12-31T10:10:10+11:00"},
    {"1970-01-01T00:00:00Z", '-', "PT0.5S", "1969-12-31T23:59:59.5Z"},
    {"999999999-12-31T23:59:59", '+', "PT1S", NULL},
    {"999999999-12-31T23:59:59+01:00", '+', "PT0S", "999999999-12-31T23:59:59+01:00"},
    {"-999999999-01-01T00:00:00@Europe/Paris", '+', "PT0S", "-999999999-01-01T00:00:00@Europe/Paris"},
    {"-999999999-01-01T00:00:00@Europe/Paris", '-', "PT1S", NULL},
    {"2021-01-01T00:00:00", '+', "PT9223372036854775807S", NULL},
    {"2021-01-01T00:00:00", '-', "PT9223372036854775807S", NULL},
    /* hours pass on the UTC line while clocks change */
    {"2024-03-31T01:30:00@Europe/Paris", '+', "PT1H", "2024-03-31T03:30:00@Europe/Paris"},
    {"2024-03-30T12:00:00@Europe/Paris", '+', "P1D", "2024-03-31T13:00:00@Europe/Paris"},
    {"2024-03-31T03:30:00@Europe/Paris", '-', "PT1H", "2024-03-31T01:30:00@Europe/Paris"},
    {"2024-10-27T01:30:00@Europe/Paris", '+', "PT1H", "2024-10-27T02:30:00@Europe/Paris"},
    {"2024-10-27T01:30:00@Europe/Paris", '+', "PT2H", "2024-10-27T02:30:00@Europe/Paris"},
    {"2024-10-27T01:30:00@Europe/Paris", '+', "PT3H", "2024-10-27T03:30:00@Europe/Paris"},
    {"2011-12-29T12:00:00@Pacific/Apia", '+', "P1D", "2011-12-31T12:00:00@Pacific/Apia"},
    /* times wrap */
    {"10:15:00", '+', "P1D", "10:15:00"},
    {"10:15:00@Australia/Melbourne", '-', "PT1H", "09:15:00@Australia/Melbourne"},
    {"23:59:00Z", '+', "PT2M", "00:01:00Z"},
    {"00:00:00", '-', "PT0.5S", "23:59:59.5"},
    {"23:59:59.5", '+', "PT0.5S", "00:00:00"},
    {"10:15:00+11:00", '-', "PT9223372036854775807S", "18:44:53+11:00"},
    {"10:15:00", '+', "10:15:00", NULL},
    /* differences */
    {"2021-01-02", '-', "1995-01-01", "P9498D"},
    {"2021-01-01", '-', "2021-01-02", "-P1D"},
    {"999999999-12-31", '-', "-999999999-01-01", "P730484999633D"},
    {"2021-01-02T00:00:00Z", '-', "2021-01-02", "PT0S"},
    {"2021-01-02", '-', "2021-01-01T10:10:10+11:00", "P1DT49M50S"},
    {"2021-01-02", '-', "2021-01-01T10:10:10@Australia/Melbourne", "P1DT49M50S"},
    {"2021-01-02T10:10:10@Europe/Paris", '-', "1995-01-01", "P9498DT9H10M10S"},
    {"2021-01-02T10:10:10@Europe/Paris", '-', "1995-01-01T10:10:10@Asia/Dhaka", "P9498DT5H"},
    {"2021-01-02T10:10:10+01:00", '-', "2021-01-01T10:10:10@Europe/Paris", "P1D"},
    {"2021-01-02T10:10:10", '-', "2021-01-01T10:10:10", "P1D"},
    {"2021-01-01T10:10:10.25", '-', "2021-01-01T10:10:10.75", "-PT0.5S"},
    {"2021-01-01T00:00:00", '-', "2021-01-02", NULL},
    {"2021-01-02", '-', "2021-01-01T10:10:10", NULL},
    {"2021-01-02T10:10:10@Europe/Paris", '-', "2021-01-01T10:10:10", NULL},
    {"2021-01-02T10:10:10", '-', "2021-01-01T10:10:10+02:00", NULL},
    {"2024-03-31T04:00:00@Europe/Paris", '-', "2024-03-31T01:00:00@Europe/Paris", "PT2H"},
    {"10:10:10", '-', "11:10:10", "-PT1H"},
    {"10:10:10+11:00", '-', "09:10:10+11:00", "PT1H"},
    {"10:10:10@Australia/Melbourne", '-', "11:10:10@Australia/Melbourne", "-PT1H"},
    {"10:10:10+01:00", '-', "10:10:10Z", "-PT1H"},
    {"10:10:10", '-', "10:10:10Z", NULL},
    {"2021-01-01", '-', "10:10:10", NULL},
    {"10:10:10", '-', "2021-01-01T10:10:10", NULL},
    {"2021-01-01", '+', "2021-01-01", NULL},
    {"P1D", '-', "2021-01-01", NULL},
    {"P1D", '-', "10:10:10", NULL},
    {"P1Y", '-', "2021-01-01T10:10:10", NULL},
    /* durations */
    {"P1Y", '+', "P2M", "P1Y2M"},
    {"P1Y", '-', "P2M", "P10M"},
    {"-P1Y", '-', "P2M", "-P1Y2M"},
    {"P1D", '-', "PT2H", "PT22H"},
    {"-P1D", '-', "-PT2H", "-PT22H"},
    {"PT0.6S", '+', "PT0.6S", "PT1.2S"},
    {"PT1S", '-', "PT1.5S", "-PT0.5S"},
    {"P1Y", '+', "P1D", NULL},
    {"P1D", '-', "P1Y", NULL},
    {"P9223372036854775807M", '+', "P1M", NULL},
    {"-P9223372036854775807M", '-', "P1M", NULL},
    {"PT9223372036854775807S", '+', "PT1S", NULL},
    {"-PT9223372036854775806S", '-', "PT2S", NULL},
    {"1", '+', "P1D", NULL},
    {"P1D", '+', "1", NULL},
    {"2021-01-01", '+', "1", NULL},
    /* by numbers: cut off towards 0 */
    {"-2.5", '*', "P1Y11M", "-P4Y9M"},
    {"P1Y11M", '*', "2.5", "P4Y9M"},
    {"26", '*', "P1M", "P2Y2M"},
    {"0", '*', "P1M", "P0M"},
    {"0.99", '*', "-P1M", "P0M"},
    {"P4DT1H", '*', "1.5", "P6DT1H30M"},
    {"-10", '*', "-P1D", "P10D"},
    {"PT1S", '*', "0.0000000019", "PT0.000000001S"},
    {"-PT1S", '*', "0.0000000019", "-PT0.000000001S"},
    {"PT0.000000001S", '*', "0.5", "PT0S"},
    {"P1D", '*', "1e30", NULL},
    {"P1Y", '*', "1e30", NULL},
    {"P1D", '*', "P1D", NULL},
    {"P10Y11M", '/', "2.5", "P4Y4M"},
    {"P10Y11M", '/', "-2.5", "-P4Y4M"},
    {"P10DT23H", '/', "2.5", "P4DT9H12M"},
    {"PT1S", '/', "3", "PT0.333333333S"},
    {"-PT2S", '/', "3", "-PT0.666666666S"},
    {"P10Y", '/', "0", NULL},
    {"P10D", '/', "0", NULL},
    {"P10D", '/', "P2D", "5"},
    {"P1Y", '/', "P5M", "2.4"},
    {"PT1S", '/', "PT0.5S", "2"},
    {"-P1D", '/', "PT12H", "-2"},
    {"P10D", '/', "PT0S", NULL},
    {"P1Y", '/', "P0M", NULL},
    {"P10D", '/', "P1Y", NULL},
    {"10", '/', "P1D", NULL},
    {"2021-01-01", '*', "2", NULL},
    {"2021-01-01", '/', "2", NULL},
};

static void test_arithmetic(struct rig *g)
{
    for (size_t i = 0; i < COUNT(SUMS); i++) {
        struct feel_value x = value_of(g, SUMS[i].left), y = value_of(g, SUMS[i].right), v;
        struct str label = arena_printf(g->arena, "%s %c %s", SUMS[i].left, SUMS[i].op, SUMS[i].right);
        CHECK_ROW(label.p, x.kind != FEEL_NULL && y.kind != FEEL_NULL);
        bool fine = SUMS[i].op == '+'   ? feel_temporal_add(g->arena, x, y, &v)
                    : SUMS[i].op == '-' ? feel_temporal_subtract(g->arena, x, y, &v)
                    : SUMS[i].op == '*' ? feel_temporal_multiply(x, y, &v)
                                        : feel_temporal_divide(x, y, &v);
        CHECK_ROW(label.p, fine == (SUMS[i].result != NULL));
        if (!fine || !SUMS[i].result) continue;
        CHECK_ROW(label.p, str_eq(text_of(g, v), str_of(SUMS[i].result)));
        bool swaps = SUMS[i].op == '+' || SUMS[i].op == '*';
        struct feel_value w;
        if (swaps)
            CHECK_ROW(label.p,
                      SUMS[i].op == '+' ? feel_temporal_add(g->arena, y, x, &w) : feel_temporal_multiply(y, x, &w));
        if (swaps && v.kind != FEEL_NUMBER) CHECK_ROW(label.p, feel_temporal_is(v, w));
    }
    struct feel_value v;
    CHECK(feel_duration_negate(value_of(g, "P1DT0.5S"), &v) && str_eq(text_of(g, v), STR("-P1DT0.5S")));
    CHECK(feel_duration_negate(value_of(g, "-P13M"), &v) && str_eq(text_of(g, v), STR("P1Y1M")));
    CHECK(!feel_duration_negate(value_of(g, "2021-01-01"), &v));
    CHECK(!feel_duration_negate(value_of(g, "1"), &v));
}

/** Where clocks are set back, adding hours goes through both passes and differences count them. */
static void test_overlap(struct rig *g)
{
    struct feel_value at = value_of(g, "2024-10-27T02:30:00@Europe/Paris"), hour = value_of(g, "PT1H"), again, third, v;
    CHECK(feel_temporal_add(g->arena, at, hour, &again));
    CHECK(str_eq(text_of(g, again), text_of(g, at)) && again.moment->later && !at.moment->later);
    CHECK(!feel_temporal_is(at, again) && feel_temporal_equal(at, again) == FEEL_FALSE);
    CHECK(feel_temporal_compare(at, again) == FEEL_LESS);
    CHECK(feel_temporal_subtract(g->arena, again, at, &v) && feel_temporal_is(v, hour));
    CHECK(feel_temporal_property(g->arena, again, STR("time offset"), &v) && str_eq(text_of(g, v), STR("PT1H")));
    CHECK(feel_temporal_property(g->arena, at, STR("time offset"), &v) && str_eq(text_of(g, v), STR("PT2H")));
    CHECK(feel_temporal_add(g->arena, again, hour, &third));
    CHECK(str_eq(text_of(g, third), STR("2024-10-27T03:30:00@Europe/Paris")) && !third.moment->later);
    CHECK(feel_temporal_subtract(g->arena, third, hour, &v) && feel_temporal_is(v, again));
    CHECK(feel_temporal_add(g->arena, again, value_of(g, "P0M"), &v) && !v.moment->later);
}

static const struct {
    const char *from, *to;
    int64_t months;
} BETWEEN[] = {
    {"2011-12-22", "2013-08-24", 20},
    {"2013-08-24", "2011-12-22", -20},
    {"2016-01-21", "2015-01-21", -12},
    {"2016-01-01", "2016-01-01", 0},
    {"2016-01-31", "2016-02-29", 0},
    {"2016-01-31", "2016-03-01", 1},
    {"2016-03-01", "2016-01-31", -1},
    {"2016-02-29", "2016-01-31", 0},
    {"2016-01-31", "2015-12-30", -1},
    {"2017-12-31T13:00:00", "2017-12-31T12:00:00", 0},
    {"2016-09-30T23:25:00", "2017-12-28T12:12:12", 14},
    {"2014-12-31T23:59:59", "2019-10-01T12:32:59", 57},
    {"-2016-01-30T09:05:00", "-2017-02-28T02:02:02", -11},
    {"2017-09-05T10:20:00-01:00", "-2019-10-01T12:32:59+02:00", -48431},
    {"2011-08-25T15:59:59@Europe/Paris", "2015-08-25T15:20:59+02:00", 48},
    {"2011-12-22", "2013-08-24T00:00:00", 20},
    {"-999999999-01-01", "999999999-12-31", 23999999987},
};

static void test_months_between(struct rig *g)
{
    for (size_t i = 0; i < COUNT(BETWEEN); i++) {
        int64_t months = 0;
        CHECK_ROW(BETWEEN[i].from,
                  feel_months_between(value_of(g, BETWEEN[i].from), value_of(g, BETWEEN[i].to), &months));
        CHECK_ROW(BETWEEN[i].from, months == BETWEEN[i].months);
    }
    int64_t months;
    CHECK(!feel_months_between(value_of(g, "10:00:00"), value_of(g, "2016-01-01"), &months));
    CHECK(!feel_months_between(value_of(g, "2016-01-01"), value_of(g, "P1D"), &months));
}

/* ---- properties ---- */

static const struct {
    const char *value, *name, *result; /* NULL: no such property */
} PROPERTIES[] = {
    {"2018-12-10", "year", "2018"},
    {"-2018-12-10", "year", "-2018"},
    {"999999999-12-10", "year", "999999999"},
    {"2018-12-10", "month", "12"},
    {"2018-12-10", "day", "10"},
    {"2018-12-10", "weekday", "1"},
    {"2018-12-16", "weekday", "7"},
    {"2018-12-10", "hour", NULL},
    {"2018-12-10", "timezone", NULL},
    {"2018-12-10", "time offset", NULL},
    {"2018-12-10", "days", NULL},
    {"2018-12-10", "Year", NULL},
    {"2018-12-10T10:30:01", "year", "2018"},
    {"2018-12-10T10:30:01", "month", "12"},
    {"2018-12-10T10:30:01", "day", "10"},
    {"2018-12-10T10:30:01", "weekday", "1"},
    {"2018-12-10T10:30:01", "hour", "10"},
    {"2018-12-10T10:30:01", "minute", "30"},
    {"2018-12-10T10:30:01", "second", "1"},
    {"2018-12-10T10:30:01.25", "second", "1.25"},
    {"2018-12-10T10:30:01.000000001", "second", "1.000000001"},
    {"2018-12-10T10:30:00+05:00", "time offset", "PT5H"},
    {"2018-12-10T10:30:00-05:30", "time offset", "-PT5H30M"},
    {"2018-12-10T10:30:00Z", "time offset", "PT0S"},
    {"2018-12-10T10:30:00", "time offset", "null"},
    {"2018-12-10T10:30:00@Europe/Paris", "time offset", "PT1H"},
    {"2018-07-10T10:30:00@Europe/Paris", "time offset", "PT2H"},
    {"2018-12-10T10:30:00@Etc/UTC", "timezone", "Etc/UTC"},
    {"2018-12-10T10:30:00+05:00", "timezone", "null"},
    {"2018-12-10T10:30:00", "timezone", "null"},
    {"2018-12-10T10:30:00", "seconds", NULL},
    {"10:30:01.5", "hour", "10"},
    {"10:30:01.5", "minute", "30"},
    {"10:30:01.5", "second", "1.5"},
    {"10:30:00+05:00", "time offset", "PT5H"},
    {"10:30:00", "time offset", "null"},
    {"10:30:00@Etc/UTC", "time offset", "PT0S"},
    {"10:30:00@Asia/Dhaka", "time offset", "PT6H"},
    {"10:30:00@Europe/Paris", "time offset", "null"}, /* which one depends on the date */
    {"10:30:00@Europe/Paris", "timezone", "Europe/Paris"},
    {"10:30:00", "timezone", "null"},
    {"10:30:00", "year", NULL},
    {"10:30:00", "weekday", NULL},
    {"P1Y2M", "years", "1"},
    {"P2M", "years", "0"},
    {"P1Y2M", "months", "2"},
    {"P1Y", "months", "0"},
    {"-P1Y2M", "years", "-1"},
    {"-P1Y2M", "months", "-2"},
    {"P1Y", "days", NULL},
    {"P1Y", "hours", NULL},
    {"P1Y", "year", NULL},
    {"P1DT2H3M4.5S", "days", "1"},
    {"P1DT2H3M4.5S", "hours", "2"},
    {"P1DT2H3M4.5S", "minutes", "3"},
    {"P1DT2H3M4.5S", "seconds", "4.5"},
    {"PT25H61M", "hours", "2"},
    {"PT25H61M", "minutes", "1"},
    {"-P1DT2H3M4.5S", "days", "-1"},
    {"-P1DT2H3M4.5S", "hours", "-2"},
    {"-P1DT2H3M4.5S", "minutes", "-3"},
    {"-P1DT2H3M4.5S", "seconds", "-4.5"},
    {"-PT0.5S", "seconds", "-0.5"},
    {"-PT0.5S", "days", "0"},
    {"P1D", "seconds", "0"},
    {"P1D", "years", NULL},
    {"P1D", "months", NULL},
    {"5", "year", NULL},
};

static void test_properties(struct rig *g)
{
    for (size_t i = 0; i < COUNT(PROPERTIES); i++) {
        struct feel_value out;
        struct str label = arena_printf(g->arena, "(%s).%s", PROPERTIES[i].value, PROPERTIES[i].name);
        bool fine =
            feel_temporal_property(g->arena, value_of(g, PROPERTIES[i].value), str_of(PROPERTIES[i].name), &out);
        CHECK_ROW(label.p, fine == (PROPERTIES[i].result != NULL));
        if (fine && PROPERTIES[i].result) CHECK_ROW(label.p, str_eq(text_of(g, out), str_of(PROPERTIES[i].result)));
    }
}

static const struct {
    const char *value;
    int64_t seconds;
    int32_t nanos;
    bool zoned;
} INSTANTS[] = {
    {"1970-01-01", 0, 0, true},
    {"1970-01-02T00:00:00Z", 86400, 0, true},
    {"1970-01-02T00:00:00", 86400, 0, false},
    {"1969-12-31T23:59:59.25Z", -1, 250000000, true},
    {"1970-01-01T00:00:00+01:00", -3600, 0, true},
    {"2024-07-01T00:00:00@Europe/Paris", 1719784800, 0, true},
    {"2024-03-31T02:30:00@Europe/Paris", 1711848600, 0, true}, /* in a gap: as before it */
    {"2024-10-27T02:30:00@Europe/Paris", 1729989000, 0, true}, /* in an overlap: the first */
};

static void test_instants(struct rig *g)
{
    for (size_t i = 0; i < COUNT(INSTANTS); i++) {
        int64_t seconds;
        int32_t nanos;
        bool zoned;
        feel_instant(value_of(g, INSTANTS[i].value), &seconds, &nanos, &zoned);
        CHECK_ROW(INSTANTS[i].value, seconds == INSTANTS[i].seconds && nanos == INSTANTS[i].nanos);
        CHECK_ROW(INSTANTS[i].value, zoned == INSTANTS[i].zoned);
    }
}

int main(void)
{
    struct rig g;
    rig_open(&g);
    if (!feel_zone_find(&g.engine, STR("Europe/Paris"))) {
        CHECK_SKIP(1, "there is no time zone database in " ZONEINFO);
        test_days();
        test_day_after_day();
        test_rules(&g);
        rig_close(&g);
        return check_end();
    }
    test_texts(&g);
    test_days();
    test_day_after_day();
    test_zones(&g);
    test_names(&g);
    test_rules(&g);
    test_damaged_files(&g);
    test_threads();
    test_comparison(&g);
    test_arithmetic(&g);
    test_overlap(&g);
    test_months_between(&g);
    test_properties(&g);
    test_instants(&g);
    rig_close(&g);
    return check_end();
}
