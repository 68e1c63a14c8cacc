/* feel_temporal.c - comparison, arithmetic and properties of dates, times and durations. */
#include "feel/feel_time.h"

enum {
    DAY_S = 86400
};
#define SECOND_NANOS INT64_C(1000000000)

static bool is_dated(struct feel_value v)
{
    return v.kind == FEEL_DATE || v.kind == FEEL_DATE_TIME;
}
static bool is_duration(struct feel_value v)
{
    return v.kind == FEEL_DAYS_DURATION || v.kind == FEEL_MONTHS_DURATION;
}

static int64_t local_seconds(const struct feel_moment *m)
{
    return m->days * DAY_S + m->nanos / SECOND_NANOS;
}

/** Seconds east of UTC of a date and time; false without offset and zone. */
static bool date_time_offset(const struct feel_moment *m, int32_t *offset_s)
{
    *offset_s = m->offset_s;
    if (m->zone) {
        int64_t local = local_seconds(m);
        *offset_s = m->later ? feel_zone_offset_later(m->zone, local) : feel_zone_offset_local(m->zone, local);
    }
    return m->zone || m->has_offset;
}

/** The same of a time of day: without a date only standard time can be known. */
static bool time_offset(const struct feel_moment *m, int32_t *offset_s)
{
    *offset_s = m->offset_s;
    if (m->zone) (void)feel_zone_standard(m->zone, offset_s);
    return m->zone || m->has_offset;
}

/* ---- comparison ---- */

void feel_instant(struct feel_value v, int64_t *seconds, int32_t *nanos, bool *zoned)
{
    assert(is_dated(v));
    *nanos = 0;
    *zoned = true;
    if (v.kind == FEEL_DATE) {
        *seconds = v.days * DAY_S;
        return;
    }
    int32_t offset_s;
    *zoned = date_time_offset(v.moment, &offset_s);
    *seconds = local_seconds(v.moment) - (*zoned ? offset_s : 0);
    *nanos = (int32_t)(v.moment->nanos % SECOND_NANOS);
}

/** A point of one of the five kinds on a line of its own. */
struct point {
    int64_t seconds; /* days of a date, months of a duration */
    int32_t nanos, offset_s;
    bool zoned;
};

static struct point point_of(struct feel_value v)
{
    struct point p = {0};
    if (v.kind == FEEL_DATE) {
        p.seconds = v.days;
    } else if (v.kind == FEEL_MONTHS_DURATION) {
        p.seconds = v.months;
    } else if (v.kind == FEEL_DAYS_DURATION) {
        p.seconds = v.duration.seconds;
        p.nanos = v.duration.nanos;
    } else {
        const struct feel_moment *m = v.moment;
        p.zoned = v.kind == FEEL_TIME ? time_offset(m, &p.offset_s) : date_time_offset(m, &p.offset_s);
        p.seconds = (v.kind == FEEL_TIME ? m->nanos / SECOND_NANOS : local_seconds(m)) - (p.zoned ? p.offset_s : 0);
        p.nanos = (int32_t)(m->nanos % SECOND_NANOS);
    }
    return p;
}

enum feel_truth feel_temporal_equal(struct feel_value a, struct feel_value b)
{
    if (a.kind != b.kind) return FEEL_UNKNOWN;
    struct point x = point_of(a), y = point_of(b);
    bool whole = a.kind == FEEL_TIME || a.kind == FEEL_DATE_TIME; /* of these, parts of a second do not count */
    return x.zoned == y.zoned && x.seconds == y.seconds && (whole || x.nanos == y.nanos) ? FEEL_TRUE : FEEL_FALSE;
}

enum feel_order feel_temporal_compare(struct feel_value a, struct feel_value b)
{
    if (a.kind != b.kind) return FEEL_UNKNOWN_ORDER;
    struct point x = point_of(a), y = point_of(b);
    if (x.zoned && !y.zoned) y.seconds -= x.offset_s;
    if (y.zoned && !x.zoned) x.seconds -= y.offset_s;
    if (x.seconds != y.seconds) return x.seconds < y.seconds ? FEEL_LESS : FEEL_GREATER;
    if (x.nanos != y.nanos) return x.nanos < y.nanos ? FEEL_LESS : FEEL_GREATER;
    return FEEL_SAME;
}

bool feel_temporal_is(struct feel_value a, struct feel_value b)
{
    if (a.kind != b.kind) return false;
    if (a.kind != FEEL_TIME && a.kind != FEEL_DATE_TIME) return feel_temporal_equal(a, b) == FEEL_TRUE;
    const struct feel_moment *x = a.moment, *y = b.moment;
    if (x->days != y->days || x->nanos != y->nanos || x->has_offset != y->has_offset || x->later != y->later) {
        return false;
    }
    if (x->has_offset && x->offset_s != y->offset_s) return false;
    return x->zone == y->zone || (x->zone && y->zone && str_eq(feel_zone_name(x->zone), feel_zone_name(y->zone)));
}

/* ---- arithmetic ---- */

/** Seconds and nanoseconds of any sign as a duration; false beyond int64, whose least value is not used because it has
 *  no opposite. */
static bool make_duration(int64_t seconds, int64_t nanos, struct feel_value *out)
{
    int64_t carry = nanos / SECOND_NANOS - (nanos % SECOND_NANOS < 0);
    if (__builtin_add_overflow(seconds, carry, &seconds) || seconds == INT64_MIN) return false;
    *out = feel_duration(seconds, nanos - carry * SECOND_NANOS);
    return true;
}

static bool make_months(int64_t months, struct feel_value *out)
{
    if (months == INT64_MIN) return false;
    *out = feel_months(months);
    return true;
}

bool feel_duration_negate(struct feel_value v, struct feel_value *out)
{
    if (!is_duration(v)) return false;
    if (v.kind == FEEL_MONTHS_DURATION) return v.months != INT64_MIN && make_months(-v.months, out);
    return v.duration.seconds != INT64_MIN && make_duration(-v.duration.seconds, -(int64_t)v.duration.nanos, out);
}

/** floor(a / b) and what is left, for b > 0. */
static int64_t split(int64_t a, int64_t b, int64_t *rest)
{
    int64_t q = a / b;
    *rest = a % b;
    if (*rest < 0) {
        *rest += b;
        q--;
    }
    return q;
}

static bool add_to_date(struct feel_value date, struct feel_value d, struct feel_value *out)
{
    int64_t days, rest;
    if (d.kind == FEEL_MONTHS_DURATION) {
        if (!feel_add_months(date.days, d.months, &days)) return false;
    } else {
        /* The hour of a date is midnight and then forgotten: so whole days, rounded down. */
        if (__builtin_add_overflow(date.days, split(d.duration.seconds, DAY_S, &rest), &days)) return false;
        if (!feel_days_valid(days)) return false;
    }
    *out = feel_date(days);
    return true;
}

static bool add_to_time(struct arena *a, struct feel_value time, struct feel_value d, struct feel_value *out)
{
    if (d.kind != FEEL_DAYS_DURATION) return false;
    struct feel_moment m = *time.moment;
    int64_t second_of_day;
    (void)split(d.duration.seconds, DAY_S, &second_of_day);
    m.nanos = (m.nanos + second_of_day * SECOND_NANOS + d.duration.nanos) % FEEL_DAY_NANOS;
    *out = feel_moment(a, FEEL_TIME, &m);
    return true;
}

/** Clocks of a zone may change in between, so the way goes over UTC; without a zone it is the same way. */
static bool add_to_date_time(struct arena *a, struct feel_value v, struct feel_value d, struct feel_value *out)
{
    struct feel_moment m = *v.moment;
    if (d.kind == FEEL_MONTHS_DURATION) {
        m.later = false;
        if (!feel_add_months(m.days, d.months, &m.days)) return false;
        *out = feel_moment(a, FEEL_DATE_TIME, &m);
        return true;
    }
    int32_t offset_s = 0;
    if (m.zone) (void)date_time_offset(&m, &offset_s);
    int64_t seconds, nanos = m.nanos % SECOND_NANOS + d.duration.nanos;
    if (__builtin_add_overflow(local_seconds(&m) - offset_s, d.duration.seconds, &seconds)) return false;
    if (__builtin_add_overflow(seconds, nanos / SECOND_NANOS, &seconds)) return false;
    if (!feel_days_valid(seconds / DAY_S)) return false; /* a day more or less is checked below */
    if (m.zone) {
        int32_t there = feel_zone_offset_utc(m.zone, seconds);
        seconds += there;
        m.later = feel_zone_offset_local(m.zone, seconds) != there;
    }
    int64_t second_of_day;
    m.days = split(seconds, DAY_S, &second_of_day);
    m.nanos = second_of_day * SECOND_NANOS + nanos % SECOND_NANOS;
    if (!feel_days_valid(m.days)) return false;
    *out = feel_moment(a, FEEL_DATE_TIME, &m);
    return true;
}

static bool add_durations(struct feel_value x, struct feel_value y, struct feel_value *out)
{
    if (x.kind != y.kind) return false;
    int64_t sum;
    if (x.kind == FEEL_MONTHS_DURATION) {
        return !__builtin_add_overflow(x.months, y.months, &sum) && make_months(sum, out);
    }
    return !__builtin_add_overflow(x.duration.seconds, y.duration.seconds, &sum) &&
           make_duration(sum, (int64_t)x.duration.nanos + y.duration.nanos, out);
}

bool feel_temporal_add(struct arena *a, struct feel_value x, struct feel_value y, struct feel_value *out)
{
    if (!is_duration(y)) {
        struct feel_value swap = x;
        x = y;
        y = swap;
    }
    if (!is_duration(y)) return false;
    if (is_duration(x)) return add_durations(x, y, out);
    if (x.kind == FEEL_DATE) return add_to_date(x, y, out);
    if (x.kind == FEEL_TIME) return add_to_time(a, x, y, out);
    return x.kind == FEEL_DATE_TIME && add_to_date_time(a, x, y, out);
}

/** Two points in time: both with or both without a zone. */
static bool subtract_points(struct feel_value x, struct feel_value y, struct feel_value *out)
{
    struct point p, q;
    if (x.kind == FEEL_TIME && y.kind == FEEL_TIME) {
        p = point_of(x);
        q = point_of(y);
    } else if (is_dated(x) && is_dated(y)) {
        feel_instant(x, &p.seconds, &p.nanos, &p.zoned);
        feel_instant(y, &q.seconds, &q.nanos, &q.zoned);
    } else {
        return false;
    }
    return p.zoned == q.zoned && make_duration(p.seconds - q.seconds, (int64_t)p.nanos - q.nanos, out);
}

bool feel_temporal_subtract(struct arena *a, struct feel_value x, struct feel_value y, struct feel_value *out)
{
    if (!is_duration(y)) return subtract_points(x, y, out);
    struct feel_value opposite;
    return feel_duration_negate(y, &opposite) && feel_temporal_add(a, x, opposite, out);
}

/** Seconds with their fraction, exactly. */
static struct num duration_number(struct feel_value v)
{
    struct num whole = num_of(v.duration.seconds), sum;
    if (v.duration.nanos == 0) return whole;
    bool fine = num_add(whole, num_scaled(v.duration.nanos, 9), &sum);
    assert(fine); /* 19 and 9 digits */
    return sum;
}

/** Months or seconds as a duration; what is finer than a month or a nanosecond is cut off towards 0. */
static bool duration_from(enum feel_kind kind, struct num n, struct feel_value *out)
{
    int64_t whole, nanos;
    if (kind == FEEL_MONTHS_DURATION) return num_trunc_i64(n, &whole) && make_months(whole, out);
    struct num fraction;
    if (!num_trunc_i64(n, &whole) || !num_sub(n, num_of(whole), &fraction)) return false;
    if (!num_round(fraction, 9, NUM_DOWN, &fraction) || !num_to_scaled(fraction, 9, &nanos)) return false;
    return make_duration(whole, nanos, out);
}

static struct num amount(struct feel_value v)
{
    return v.kind == FEEL_MONTHS_DURATION ? num_of(v.months) : duration_number(v);
}

bool feel_temporal_multiply(struct feel_value x, struct feel_value y, struct feel_value *out)
{
    if (x.kind == FEEL_NUMBER) {
        struct feel_value swap = x;
        x = y;
        y = swap;
    }
    struct num product;
    if (!is_duration(x) || y.kind != FEEL_NUMBER || !num_mul(amount(x), y.number, &product)) return false;
    return duration_from((enum feel_kind)x.kind, product, out);
}

bool feel_temporal_divide(struct feel_value x, struct feel_value y, struct feel_value *out)
{
    struct num quotient;
    if (!is_duration(x)) return false;
    if (y.kind == FEEL_NUMBER) {
        return num_div(amount(x), y.number, &quotient) && duration_from((enum feel_kind)x.kind, quotient, out);
    }
    if (y.kind != x.kind || !num_div(amount(x), amount(y), &quotient)) return false;
    *out = feel_number(quotient);
    return true;
}

bool feel_months_between(struct feel_value from, struct feel_value to, int64_t *months)
{
    if (!is_dated(from) || !is_dated(to)) return false;
    struct feel_day f = feel_day_of(from.kind == FEEL_DATE ? from.days : from.moment->days);
    struct feel_day t = feel_day_of(to.kind == FEEL_DATE ? to.days : to.moment->days);
    int64_t n = (t.year - f.year) * 12 + t.month - f.month;
    if (n > 0 && t.day < f.day) n--;
    if (n < 0 && t.day > f.day) n++;
    *months = n;
    return true;
}

/* ---- properties ---- */

/** Seconds and nanoseconds as a number; whole ones stay integers. */
static struct feel_value second_number(int64_t seconds, int64_t nanos)
{
    if (nanos == 0) return feel_integer(seconds);
    return feel_number(num_scaled(seconds * SECOND_NANOS + nanos, 9));
}

static bool date_property(int64_t days, struct str name, struct feel_value *out)
{
    struct feel_day d = feel_day_of(days);
    if (str_eq(name, STR("year")))
        *out = feel_integer(d.year);
    else if (str_eq(name, STR("month")))
        *out = feel_integer(d.month);
    else if (str_eq(name, STR("day")))
        *out = feel_integer(d.day);
    else if (str_eq(name, STR("weekday")))
        *out = feel_integer(feel_weekday(days));
    else
        return false;
    return true;
}

static struct feel_value offset_value(struct feel_value v)
{
    const struct feel_moment *m = v.moment;
    int32_t offset_s;
    bool known;
    if (v.kind == FEEL_TIME && m->zone)
        known = feel_zone_standard(m->zone, &offset_s);
    else
        known = date_time_offset(m, &offset_s);
    return known ? feel_duration(offset_s, 0) : FEEL_NULL_VALUE;
}

static bool clock_property(struct feel_value v, struct str name, struct feel_value *out)
{
    const struct feel_moment *m = v.moment;
    int64_t s = m->nanos / SECOND_NANOS;
    if (str_eq(name, STR("hour")))
        *out = feel_integer(s / 3600);
    else if (str_eq(name, STR("minute")))
        *out = feel_integer(s / 60 % 60);
    else if (str_eq(name, STR("second")))
        *out = second_number(s % 60, m->nanos % SECOND_NANOS);
    else if (str_eq(name, STR("time offset")))
        *out = offset_value(v);
    else if (str_eq(name, STR("timezone")))
        *out = m->zone ? feel_string(feel_zone_name(m->zone)) : FEEL_NULL_VALUE;
    else
        return false;
    return true;
}

/** All parts have the sign of the duration. */
static bool duration_property(struct feel_value v, struct str name, struct feel_value *out)
{
    int64_t s = v.duration.seconds, nanos = v.duration.nanos;
    if (s < 0 && nanos > 0) {
        s++;
        nanos -= SECOND_NANOS;
    }
    if (str_eq(name, STR("days")))
        *out = feel_integer(s / DAY_S);
    else if (str_eq(name, STR("hours")))
        *out = feel_integer(s % DAY_S / 3600);
    else if (str_eq(name, STR("minutes")))
        *out = feel_integer(s % 3600 / 60);
    else if (str_eq(name, STR("seconds")))
        *out = second_number(s % 60, nanos);
    else
        return false;
    return true;
}

bool feel_temporal_property(struct arena *a, struct feel_value v, struct str name, struct feel_value *out)
{
    (void)a;
    if (v.kind == FEEL_DATE) return date_property(v.days, name, out);
    if (v.kind == FEEL_TIME) return clock_property(v, name, out);
    if (v.kind == FEEL_DATE_TIME) return date_property(v.moment->days, name, out) || clock_property(v, name, out);
    if (v.kind == FEEL_DAYS_DURATION) return duration_property(v, name, out);
    if (v.kind != FEEL_MONTHS_DURATION) return false;
    if (str_eq(name, STR("years")))
        *out = feel_integer(v.months / 12);
    else if (str_eq(name, STR("months")))
        *out = feel_integer(v.months % 12);
    else
        return false;
    return true;
}
