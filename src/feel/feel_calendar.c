/* feel_calendar.c - the proleptic Gregorian calendar in int64: days, months, weeks. */
#include "feel/feel_time.h"

#define FIRST_DAY INT64_C(-365243219162) /* -999999999-01-01 */
#define LAST_DAY INT64_C(365241780471)   /* 999999999-12-31 */

enum {
    ERA_YEARS = 400,
    ERA_DAYS = 146097,
    EPOCH_DAYS = 719468
}; /* the epoch counts from 0000-03-01 */

static int64_t floor_div(int64_t a, int64_t b)
{
    assert(b > 0);
    return a / b - (a % b < 0);
}

static bool leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int64_t feel_days_of(struct feel_day d)
{
    assert(d.month >= 1 && d.month <= 12);
    assert(d.year >= -FEEL_YEAR_MAX && d.year <= FEEL_YEAR_MAX);
    int64_t y = d.year - (d.month <= 2); /* years begin in March, so that the leap day is the last */
    int64_t era = floor_div(y, ERA_YEARS);
    int64_t year_of_era = y - era * ERA_YEARS;
    int64_t day_of_year = (153 * ((d.month + 9) % 12) + 2) / 5 + d.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - EPOCH_DAYS;
}

struct feel_day feel_day_of(int64_t days)
{
    assert(feel_days_valid(days));
    int64_t z = days + EPOCH_DAYS;
    int64_t era = floor_div(z, ERA_DAYS);
    int64_t day_of_era = z - era * ERA_DAYS;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t march_month = (5 * day_of_year + 2) / 153;
    int32_t month = (int32_t)((march_month + 2) % 12) + 1;
    return (struct feel_day){.year = year_of_era + era * ERA_YEARS + (month <= 2),
                             .month = month,
                             .day = (int32_t)(day_of_year - (153 * march_month + 2) / 5) + 1};
}

int32_t feel_month_days(int64_t year, int32_t month)
{
    static const uint8_t DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    assert(month >= 1 && month <= 12);
    return DAYS[month - 1] + (month == 2 && leap(year));
}

bool feel_day_valid(struct feel_day d)
{
    return d.year >= -FEEL_YEAR_MAX && d.year <= FEEL_YEAR_MAX && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
           d.day <= feel_month_days(d.year, d.month);
}

bool feel_days_valid(int64_t days)
{
    return days >= FIRST_DAY && days <= LAST_DAY;
}

int32_t feel_weekday(int64_t days)
{
    int64_t since_monday = (days + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int32_t)(since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

int32_t feel_day_of_year(int64_t days)
{
    struct feel_day d = feel_day_of(days);
    return (int32_t)(days - feel_days_of((struct feel_day){d.year, 1, 1})) + 1;
}

/** Does the ISO year have 53 weeks?  It does when it begins or ends with a Thursday. */
static bool long_year(int64_t year)
{
    int32_t first = feel_day_of_year(feel_days_of((struct feel_day){year, 12, 31}));
    int32_t last_weekday = feel_weekday(feel_days_of((struct feel_day){year, 12, 31}));
    return last_weekday == 4 || (first == 366 && last_weekday == 5);
}

int32_t feel_week_of_year(int64_t days)
{
    struct feel_day d = feel_day_of(days);
    int32_t week = (feel_day_of_year(days) - feel_weekday(days) + 10) / 7;
    if (week == 0) {
        /* The years repeat every 400, so the year before the first that FEEL knows has a twin. */
        return long_year(d.year - 1 < -FEEL_YEAR_MAX ? d.year - 1 + ERA_YEARS : d.year - 1) ? 53 : 52;
    }
    return week == 53 && !long_year(d.year) ? 1 : week;
}

bool feel_add_months(int64_t days, int64_t months, int64_t *out)
{
    struct feel_day d = feel_day_of(days);
    int64_t total;
    if (__builtin_add_overflow(d.year * 12 + d.month - 1, months, &total)) return false;
    d.year = floor_div(total, 12);
    d.month = (int32_t)(total - d.year * 12) + 1;
    if (d.year < -FEEL_YEAR_MAX || d.year > FEEL_YEAR_MAX) return false;
    int32_t last = feel_month_days(d.year, d.month);
    if (d.day > last) d.day = last;
    *out = feel_days_of(d);
    return true;
}
