/* date.h - the proleptic Gregorian calendar; no clock, no time zone data.  Instants are UTC microseconds.  Amounts of
 * money, and how they are written. */
#ifndef BASE_DATE_H
#define BASE_DATE_H
#include "base/base.h"

struct date {
    int32_t y, m, d;
};
struct opt_date {
    bool has;
    struct date v;
};
struct opt_i64 {
    bool has;
    int64_t v;
};
/** Minor units (fen); never floating point. */
struct money {
    int64_t fen;
};
struct opt_money {
    bool has;
    int64_t fen;
};
/** UTC microseconds since 1970-01-01; 0 = absent. */
struct instant {
    int64_t us;
};

/** "1234.56": yuan with exactly two decimals; "-0.05" below zero. */
struct str money_text(struct arena *a, int64_t fen);
/** The same with thousands parted, as people read it: "1,234.56". */
struct str money_grouped(struct arena *a, int64_t fen);

/** Does the day exist, year 1..9999? */
bool date_valid(struct date d);
/** Days since 1970-01-01, negative before.  @source Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" */
int64_t date_to_days(struct date d);
/** The inverse of date_to_days. */
struct date date_from_days(int64_t days);
/** "YYYY-MM-DD" only; false otherwise or when the day does not exist. */
bool date_parse(struct str s, struct date *out) MUST_USE;
/** A day as people and spreadsheets write it: 2020-02-15, 2020/2/15, 2020.2.15, 20200215, 2020年2月15日, each also with a
 *  time of day behind a blank, which is left out.  False otherwise or when the day does not exist. */
bool date_written(struct str s, struct date *out) MUST_USE;
/** "YYYY-MM-DD", 10 bytes, in the arena. */
struct str date_text(struct arena *a, struct date d);
/** < 0, 0, > 0. */
int date_cmp(struct date a, struct date b);
/** RFC 3339 in UTC with microseconds: "2020-05-14T08:30:00.000000Z". */
struct str instant_text(struct arena *a, struct instant t);
/** Accepts RFC 3339 with "Z" or a numeric offset and 0 to 6 fraction digits. */
bool instant_parse(struct str s, struct instant *out) MUST_USE;
/** The calendar date of an instant at a fixed offset from UTC (minutes east: China 480). */
struct date instant_date(struct instant t, int32_t offset_minutes);
#endif
