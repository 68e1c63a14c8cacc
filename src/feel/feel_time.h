/* feel_time.h - calendar, zones, and the texts and arithmetic of dates, times and durations of FEEL.
 *
 * Own proleptic Gregorian calendar in int64: years -999,999,999 .. 999,999,999.  Nothing here reads a clock. */
#ifndef FEEL_TIME_H
#define FEEL_TIME_H
#include "feel/feel.h"

enum {
    FEEL_YEAR_MAX = 999999999,
    FEEL_OFFSET_MAX_S = 18 * 3600,
    FEEL_ZONE_NAME_MAX = 64
};
#define FEEL_DAY_NANOS INT64_C(86400000000000)

/* ---- calendar ---- */
struct feel_day {
    int64_t year;
    int32_t month, day;
};
/** Days since 1970-01-01.  month 1..12 and |year| <= FEEL_YEAR_MAX asserted; day is not checked.
 *  @source Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" */
int64_t feel_days_of(struct feel_day d);
struct feel_day feel_day_of(int64_t days);
int32_t feel_month_days(int64_t year, int32_t month);
bool feel_day_valid(struct feel_day d);
/** Is the day count inside the years that FEEL knows? */
bool feel_days_valid(int64_t days);
/** Monday = 1 .. Sunday = 7. */
int32_t feel_weekday(int64_t days);
/** 1 .. 366. */
int32_t feel_day_of_year(int64_t days);
/** ISO 8601: 1 .. 53. */
int32_t feel_week_of_year(int64_t days);
/** Adds months and clamps to the end of the month; false beyond the years. */
bool feel_add_months(int64_t days, int64_t months, int64_t *out) MUST_USE;

/* ---- zones ---- */
/** A region by its name; NULL when the host has none.  Cached in the engine under a lock; lives as long as it. */
const struct feel_zone *feel_zone_find(struct feel_engine *e, struct str name);
struct str feel_zone_name(const struct feel_zone *z);
/** Is it a name that a region of the database can have?  At most FEEL_ZONE_NAME_MAX of [A-Za-z0-9_+-/], no empty part,
 *  no ".."; not the copies of the database below posix/ and right/. */
bool feel_zone_name_valid(struct str name);
/** Seconds east of UTC that hold at a local wall-clock second (days * 86400 + second of day).  In a gap the offset
 *  before it, in an overlap the earlier one; years far in the future follow the POSIX rule at the end of the file. */
int32_t feel_zone_offset_local(const struct feel_zone *z, int64_t local_seconds);
int32_t feel_zone_offset_utc(const struct feel_zone *z, int64_t utc_seconds);
/** The same at a local second, but in an overlap the later one: that of a moment with .later. */
int32_t feel_zone_offset_later(const struct feel_zone *z, int64_t local_seconds);
/** Standard time of the region under its present rule: what a time of day without a date goes by.  False when the
 *  region also has summer time, so that the offset of a bare time is not known. */
bool feel_zone_standard(const struct feel_zone *z, int32_t *offset_s);
/** Parsed TZif (versions 1 to 4), for the engine's cache; NULL when the bytes are not TZif.  Lives in `a`. */
struct feel_zone *feel_zone_parse(struct arena *a, struct str name, struct str tzif);

/* ---- texts: lexical forms of DMN 1.5 (those of XML Schema, XPath and the @Region suffix); false = not such a text
 * ---- */
/** YYYY-MM-DD. */
bool feel_parse_date(struct str s, int64_t *days) MUST_USE;
/** hh:mm:ss[.fraction] and an offset or @Region or nothing. */
bool feel_parse_time(struct feel_engine *e, struct str s, struct feel_moment *out) MUST_USE;
/** A date, T, a time; a bare date is its midnight. */
bool feel_parse_date_time(struct feel_engine *e, struct str s, struct feel_moment *out) MUST_USE;
/** Either kind of duration; *out has kind FEEL_DAYS_DURATION or FEEL_MONTHS_DURATION. */
bool feel_parse_duration(struct str s, struct feel_value *out) MUST_USE;
/** The content of an @"..." literal: date, time, date and time or duration; false for anything else. */
bool feel_parse_temporal(struct feel_engine *e, struct arena *a, struct str s, struct feel_value *out) MUST_USE;
/** Canonical text of a temporal value (any of the five kinds): "2020-02-29", "10:30:00.5+08:00",
 *  "2020-01-01T00:00:00@Europe/Paris", "P1DT2H", "P2Y2M", "PT0S", "P0M". */
void feel_temporal_text(struct buf *b, struct feel_value v);

/* ---- comparison ---- */
/** Seconds and nanoseconds on the UTC line of a date and time (a date: its midnight UTC).  Without offset and zone
 * the local fields are used as they are and *zoned is false. */
void feel_instant(struct feel_value v, int64_t *seconds, int32_t *nanos, bool *zoned);
/** `=` of two temporal values of one kind: instants, below-second parts of times excluded; one with and one without a
 *  zone are not equal.  For `<` nanoseconds count, and the one without a zone takes the offset of the other.  Times of
 *  a region with summer time go by standard time, because they have no date.  Other kinds: unknown.
 *  @source DMN 1.5, tables 53 and 54 */
enum feel_truth feel_temporal_equal(struct feel_value a, struct feel_value b);
enum feel_order feel_temporal_compare(struct feel_value a, struct feel_value b);
bool feel_temporal_is(struct feel_value a, struct feel_value b);

/* ---- arithmetic; false = not defined for these kinds or beyond the range (the caller reports) ----
 * @source DMN 1.5, tables 56-60 */
/** x + y. */
bool feel_temporal_add(struct arena *a, struct feel_value x, struct feel_value y, struct feel_value *out) MUST_USE;
/** x - y. */
bool feel_temporal_subtract(struct arena *a, struct feel_value x, struct feel_value y, struct feel_value *out) MUST_USE;
/** duration * number, number * duration. */
bool feel_temporal_multiply(struct feel_value x, struct feel_value y, struct feel_value *out) MUST_USE;
/** duration / number, and duration / duration of the same kind (a number). */
bool feel_temporal_divide(struct feel_value x, struct feel_value y, struct feel_value *out) MUST_USE;
bool feel_duration_negate(struct feel_value v, struct feel_value *out) MUST_USE;
/** A property: date.year, .month, .day, .weekday; time.hour, .minute, .second, .time offset, .timezone;
 * duration.days, .hours, .minutes, .seconds, .years, .months.  false = no such property of this kind; an absent
 * offset is null. */
bool feel_temporal_property(struct arena *a, struct feel_value v, struct str name, struct feel_value *out) MUST_USE;
/** years and months duration(from, to): full months between two dates or dates and times. */
bool feel_months_between(struct feel_value from, struct feel_value to, int64_t *months) MUST_USE;
#endif
