/* feel_lib_time.c - built-in functions that make dates, times and durations, and ask what day it is.
 * @source DMN 1.5, tables 72, 79 and 82 */
#include "feel/feel_impl.h"
#include "feel/feel_time.h"

enum {
    DAY_S = 86400,
    SHOWN_MAX = 80
};
#define SECOND_NANOS INT64_C(1000000000)

/** What a diagnostic shows of a text: its first characters. */
static struct str shown(struct str s)
{
    if (s.n <= SHOWN_MAX) return s;
    size_t at = 0, end = 0;
    while (at < SHOWN_MAX) {
        end = at;
        (void)utf8_next(s, &at);
    }
    return str_sub(s, 0, end);
}

/** A text that is none: names the unknown region when that is all that is wrong with its @. */
static struct feel_value bad_text(struct feel_run *r, enum feel_message id, struct str s)
{
    size_t mark = str_find(s, STR("@"));
    if (mark < s.n && id != FEEL_MSG_DURATION_TEXT) {
        struct str zone = str_sub(s, mark + 1, s.n);
        if (!feel_zone_find(r->engine, zone)) {
            return feel_fail(r, FEEL_MSG_ZONE_UNKNOWN, FEEL_ARGS({"zone", shown(zone)}));
        }
    }
    return feel_fail(r, id, FEEL_ARGS({"text", shown(s)}));
}

/* ---- conversions ---- */

static struct feel_value date_of_text(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    int64_t days;
    if (feel_parse_date(feel_text(args[0]), &days)) return feel_date(days);
    return feel_fail(r, FEEL_MSG_DATE_TEXT, FEEL_ARGS({"text", shown(feel_text(args[0]))}));
}

static int64_t days_of(struct feel_value v)
{
    return v.kind == FEEL_DATE ? v.days : v.moment->days;
}

static struct feel_value date_of_value(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r;
    (void)count;
    return feel_date(days_of(args[0]));
}

static struct feel_value date_of_parts(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    int64_t year, month, day;
    struct feel_day d = {0};
    if (num_to_i64(args[0].number, &year) && num_to_i64(args[1].number, &month) && num_to_i64(args[2].number, &day) &&
        month >= 1 && month <= 12 && day >= 1 && day <= 31) {
        d = (struct feel_day){.year = year, .month = (int32_t)month, .day = (int32_t)day};
    }
    if (feel_day_valid(d)) return feel_date(feel_days_of(d));
    return feel_fail(r, FEEL_MSG_DATE_PARTS,
                     FEEL_ARGS({"year", num_text(r->arena, args[0].number)},
                               {"month", num_text(r->arena, args[1].number)},
                               {"day", num_text(r->arena, args[2].number)}));
}

static struct feel_value date_time_of_text(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    struct feel_moment m;
    struct str s = feel_text(args[0]);
    if (feel_parse_date_time(r->engine, s, &m)) return feel_moment(r->arena, FEEL_DATE_TIME, &m);
    return bad_text(r, FEEL_MSG_DATE_TIME_TEXT, s);
}

static struct feel_value date_time_of_both(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    struct feel_moment m = *args[1].moment;
    m.days = days_of(args[0]);
    return feel_moment(r->arena, FEEL_DATE_TIME, &m);
}

static struct feel_value time_of_text(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    struct feel_moment m;
    struct str s = feel_text(args[0]);
    if (feel_parse_time(r->engine, s, &m)) return feel_moment(r->arena, FEEL_TIME, &m);
    return bad_text(r, FEEL_MSG_TIME_TEXT, s);
}

static struct feel_value time_of_value(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    if (args[0].kind == FEEL_TIME) return args[0];
    struct feel_moment m = {.has_offset = true}; /* a date is midnight UTC */
    if (args[0].kind == FEEL_DATE_TIME) {
        m = *args[0].moment;
        m.days = 0;
        m.later = false;
    }
    return feel_moment(r->arena, FEEL_TIME, &m);
}

/** A second with its fraction in nanoseconds; what is finer is cut off. */
static bool second_nanos(struct num second, int64_t *nanos)
{
    struct num cut;
    return num_round(second, 9, NUM_DOWN, &cut) && num_sign(second) >= 0 && num_to_scaled(cut, 9, nanos) &&
           *nanos < 60 * SECOND_NANOS;
}

static struct feel_value time_of_parts(struct feel_run *r, const struct feel_value *args, size_t count)
{
    int64_t hour, minute, nanos;
    if (!num_to_i64(args[0].number, &hour) || !num_to_i64(args[1].number, &minute) ||
        !second_nanos(args[2].number, &nanos) || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
        return feel_fail(r, FEEL_MSG_TIME_PARTS,
                         FEEL_ARGS({"hour", num_text(r->arena, args[0].number)},
                                   {"minute", num_text(r->arena, args[1].number)},
                                   {"second", num_text(r->arena, args[2].number)}));
    }
    struct feel_moment m = {.nanos = (hour * 3600 + minute * 60) * SECOND_NANOS + nanos};
    if (count > 3 && args[3].kind == FEEL_DAYS_DURATION) {
        int64_t s = args[3].duration.seconds;
        if (s < -FEEL_OFFSET_MAX_S || s > FEEL_OFFSET_MAX_S || args[3].duration.nanos != 0) {
            return feel_fail(r, FEEL_MSG_TIME_OFFSET, FEEL_ARGS({"offset", feel_to_text(r->arena, args[3])}));
        }
        m.has_offset = true;
        m.offset_s = (int32_t)s;
    }
    return feel_moment(r->arena, FEEL_TIME, &m);
}

static struct feel_value duration_of_text(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    struct feel_value v;
    if (feel_parse_duration(feel_text(args[0]), &v)) return v;
    return bad_text(r, FEEL_MSG_DURATION_TEXT, feel_text(args[0]));
}

static struct feel_value months_duration(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r;
    (void)count;
    int64_t months;
    bool fine = feel_months_between(args[0], args[1], &months);
    assert(fine); /* the parameters are dates */
    return feel_months(months);
}

/* ---- the clock ---- */

/** The present moment in the host's region; null and reported when there is no clock. */
static bool present(struct feel_run *r, struct feel_moment *out)
{
    int64_t seconds;
    int32_t nanos;
    if (!feel_now(r, &seconds, &nanos)) {
        (void)feel_fail(r, FEEL_MSG_CLOCK_NONE, NULL);
        return false;
    }
    *out = (struct feel_moment){.has_offset = true};
    struct str region = r->engine->host.local_zone;
    if (region.n > 0) {
        out->zone = feel_zone_find(r->engine, region);
        out->has_offset = false;
        if (!out->zone) {
            (void)feel_fail(r, FEEL_MSG_ZONE_UNKNOWN, FEEL_ARGS({"zone", shown(region)}));
            return false;
        }
    }
    int32_t offset_s = out->zone ? feel_zone_offset_utc(out->zone, seconds) : 0;
    seconds += offset_s;
    out->days = seconds / DAY_S - (seconds % DAY_S < 0);
    out->nanos = (seconds - out->days * DAY_S) * SECOND_NANOS + nanos;
    out->later = out->zone && feel_zone_offset_local(out->zone, seconds) != offset_s;
    return true;
}

static struct feel_value now(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)args;
    (void)count;
    struct feel_moment m;
    return present(r, &m) ? feel_moment(r->arena, FEEL_DATE_TIME, &m) : FEEL_NULL_VALUE;
}

static struct feel_value today(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)args;
    (void)count;
    struct feel_moment m;
    return present(r, &m) ? feel_date(m.days) : FEEL_NULL_VALUE;
}

/* ---- days ---- */

static struct feel_value day_of_year(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r;
    (void)count;
    return feel_integer(feel_day_of_year(days_of(args[0])));
}

static struct feel_value day_of_week(struct feel_run *r, const struct feel_value *args, size_t count)
{
    static const char *const NAMES[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    (void)r;
    (void)count;
    return feel_string(str_of(NAMES[feel_weekday(days_of(args[0])) - 1]));
}

static struct feel_value month_of_year(struct feel_run *r, const struct feel_value *args, size_t count)
{
    static const char *const NAMES[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
    (void)r;
    (void)count;
    return feel_string(str_of(NAMES[feel_day_of(days_of(args[0])).month - 1]));
}

static struct feel_value week_of_year(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r;
    (void)count;
    return feel_integer(feel_week_of_year(days_of(args[0])));
}

const struct feel_builtin FEEL_LIB_TIME[] = {
    {"date",
     {{"from", FEEL_P_STRING}},
     FEEL_TYPE_DATE,
     date_of_text,
     "把文字 年-月-日 变成日期。",
     "The date that a text writes as year-month-day.",
     "date(\"2012-12-25\") - date(\"2012-12-24\") = duration(\"P1D\")"},
    {"date",
     {{"from", FEEL_P_DATE_LIKE}},
     FEEL_TYPE_DATE,
     date_of_value,
     "日期和时刻中的日期。",
     "The date of a date and time.",
     "date(date and time(\"2012-12-25T11:00:00Z\")) = date(\"2012-12-25\")"},
    {"date",
     {{"year", FEEL_P_NUMBER}, {"month", FEEL_P_NUMBER}, {"day", FEEL_P_NUMBER}},
     FEEL_TYPE_DATE,
     date_of_parts,
     "由年、月、日三个数构成的日期。",
     "The date with that year, month and day.",
     "date(2012, 12, 25) = date(\"2012-12-25\")"},
    {"date and time",
     {{"from", FEEL_P_STRING}},
     FEEL_TYPE_DATE_TIME,
     date_time_of_text,
     "把文字变成日期和时刻；只有日期时取零点。",
     "The date and time that a text writes; a bare date is its midnight.",
     "date and time(\"2012-12-24T23:59:00\") + duration(\"PT1M\") = date and time(\"2012-12-25T00:00:00\")"},
    {"date and time",
     {{"date", FEEL_P_DATE_LIKE}, {"time", FEEL_P_TIME}},
     FEEL_TYPE_DATE_TIME,
     date_time_of_both,
     "某日的某一时刻；给出的若是日期和时刻，只取其日期。",
     "That time on that date; of a date and time only the date is taken.",
     "date and time(date(\"2012-12-24\"), time(\"23:59:00\")) = date and time(\"2012-12-24T23:59:00\")"},
    {"time",
     {{"from", FEEL_P_STRING}},
     FEEL_TYPE_TIME,
     time_of_text,
     "把文字 时:分:秒 变成时刻，可带与世界时之差或 @地区。",
     "The time that a text writes as hour:minute:second, with an offset or @region if any.",
     "time(\"23:59:00z\") + duration(\"PT2M\") = time(\"00:01:00Z\")"},
    {"time",
     {{"from", FEEL_P_TEMPORAL}},
     FEEL_TYPE_TIME,
     time_of_value,
     "日期和时刻中的时刻；日期取世界时零点。",
     "The time of a date and time; of a date, midnight UTC.",
     "time(date and time(\"2012-12-25T11:00:00Z\")) = time(\"11:00:00Z\")"},
    {"time",
     {{"hour", FEEL_P_NUMBER},
      {"minute", FEEL_P_NUMBER},
      {"second", FEEL_P_NUMBER},
      {"offset", FEEL_P_DAYS_DURATION | FEEL_P_OPTIONAL | FEEL_P_NULL}},
     FEEL_TYPE_TIME,
     time_of_parts,
     "由时、分、秒构成的时刻，可带与世界时之差。",
     "The time with that hour, minute and second, and an offset from UTC if given.",
     "time(23, 59, 0, duration(\"PT0H\")) = time(\"23:59:00Z\")"},
    {"duration",
     {{"from", FEEL_P_STRING}},
     FEEL_TYPE_ANY,
     duration_of_text,
     "把文字变成时长：P1Y6M 是年月时长，P1DT12H 是日时时长。",
     "The duration that a text writes: P1Y6M of years and months, P1DT12H of days and time.",
     "duration(\"P2Y2M\") = duration(\"P26M\")"},
    {"years and months duration",
     {{"from", FEEL_P_DATE_LIKE}, {"to", FEEL_P_DATE_LIKE}},
     FEEL_TYPE_MONTHS_DURATION,
     months_duration,
     "从一日到另一日的整年整月数。",
     "The full years and months from one day to another.",
     "years and months duration(date(\"2011-12-22\"), date(\"2013-08-24\")) = duration(\"P1Y8M\")"},
    {"now",
     {{0}},
     FEEL_TYPE_DATE_TIME,
     now,
     "现在的日期和时刻；一次计算中不变。",
     "The present date and time; it does not change during an evaluation.",
     "now() instance of date and time"},
    {"today",
     {{0}},
     FEEL_TYPE_DATE,
     today,
     "今天的日期；一次计算中不变。",
     "The present date; it does not change during an evaluation.",
     "today() = date(now())"},
    {"day of year",
     {{"date", FEEL_P_DATE_LIKE}},
     FEEL_TYPE_NUMBER,
     day_of_year,
     "一年中的第几天。",
     "The number of the day in its year.",
     "day of year(date(2019, 9, 17)) = 260"},
    {"day of week",
     {{"date", FEEL_P_DATE_LIKE}},
     FEEL_TYPE_STRING,
     day_of_week,
     "星期几的英文名称。",
     "The English name of the day of the week.",
     "day of week(date(2019, 9, 17)) = \"Tuesday\""},
    {"month of year",
     {{"date", FEEL_P_DATE_LIKE}},
     FEEL_TYPE_STRING,
     month_of_year,
     "月份的英文名称。",
     "The English name of the month.",
     "month of year(date(2019, 9, 17)) = \"September\""},
    {"week of year",
     {{"date", FEEL_P_DATE_LIKE}},
     FEEL_TYPE_NUMBER,
     week_of_year,
     "一年中的第几周（ISO 8601：含一月四日的一周是第一周）。",
     "The number of the ISO 8601 week: week 1 is the one with 4 January.",
     "week of year(date(2005, 1, 1)) = 53"},
    {0},
};
