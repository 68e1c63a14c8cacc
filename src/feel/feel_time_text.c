/* feel_time_text.c - the texts of dates, times and durations: XML Schema's lexical forms with @Region, and back. */
#include "feel/feel_time.h"

enum {
    DAY_S = 86400,
    NANO_DIGITS = 9
};
#define SECOND_NANOS INT64_C(1000000000)

/* ---- reading ---- */

struct reader {
    struct str s;
    size_t at;
};

static bool accept(struct reader *r, char c)
{
    if (r->at == r->s.n || r->s.p[r->at] != c) return false;
    r->at++;
    return true;
}

static bool at_digit(const struct reader *r)
{
    return r->at < r->s.n && r->s.p[r->at] >= '0' && r->s.p[r->at] <= '9';
}

/** Exactly two digits. */
static bool read_two(struct reader *r, int32_t *out)
{
    int32_t n = 0;
    for (int i = 0; i < 2; i++, r->at++) {
        if (!at_digit(r)) return false;
        n = n * 10 + (r->s.p[r->at] - '0');
    }
    *out = n;
    return true;
}

/** Digits, as many as there are; false without one or beyond int64. */
static bool read_digits(struct reader *r, int64_t *out)
{
    int64_t n = 0;
    size_t first = r->at;
    for (; at_digit(r); r->at++) {
        if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, r->s.p[r->at] - '0', &n)) return false;
    }
    *out = n;
    return r->at > first;
}

/** [.digits] in nanoseconds; digits beyond the ninth are dropped. */
static bool read_fraction(struct reader *r, int64_t *nanos)
{
    *nanos = 0;
    if (!accept(r, '.')) return true;
    if (!at_digit(r)) return false;
    int digits = 0;
    for (; at_digit(r); r->at++, digits++) {
        if (digits < NANO_DIGITS) *nanos = *nanos * 10 + (r->s.p[r->at] - '0');
    }
    for (; digits < NANO_DIGITS; digits++)
        *nanos *= 10;
    return true;
}

/** -?YYYY-MM-DD; a year of more than four digits has no leading zero. */
static bool read_date(struct reader *r, struct feel_day *out)
{
    bool negative = accept(r, '-');
    size_t first = r->at;
    bool zero = at_digit(r) && r->s.p[r->at] == '0';
    if (!read_digits(r, &out->year)) return false;
    size_t digits = r->at - first;
    if (digits < 4 || (digits > 4 && zero)) return false;
    if (negative) out->year = -out->year;
    return accept(r, '-') && read_two(r, &out->month) && accept(r, '-') && read_two(r, &out->day) &&
           feel_day_valid(*out);
}

/** [+-]hh:mm[:ss], at most 18 hours. */
static bool read_offset(struct reader *r, int32_t *offset_s)
{
    bool west = accept(r, '-');
    if (!west && !accept(r, '+')) return false;
    int32_t h, m, s = 0;
    if (!read_two(r, &h) || !accept(r, ':') || !read_two(r, &m) || m > 59) return false;
    if (accept(r, ':') && (!read_two(r, &s) || s > 59)) return false;
    int32_t total = h * 3600 + m * 60 + s;
    if (total > FEEL_OFFSET_MAX_S) return false;
    *offset_s = west ? -total : total;
    return true;
}

/** hh:mm:ss[.fraction] and what follows to the end; 24:00:00 is a nanosecond of the next day: FEEL_DAY_NANOS. */
static bool read_time(struct feel_engine *e, struct reader *r, struct feel_moment *m)
{
    int32_t hour, minute, second;
    int64_t nanos;
    if (!read_two(r, &hour) || !accept(r, ':') || !read_two(r, &minute) || !accept(r, ':')) return false;
    if (!read_two(r, &second) || !read_fraction(r, &nanos)) return false;
    if (hour > 24 || minute > 59 || second > 59) return false;
    m->nanos = (hour * INT64_C(3600) + minute * 60 + second) * SECOND_NANOS + nanos;
    if (m->nanos > FEEL_DAY_NANOS) return false;
    if (r->at == r->s.n) return true;
    if (accept(r, '@')) {
        m->zone = feel_zone_find(e, str_sub(r->s, r->at, r->s.n));
        return m->zone != NULL;
    }
    m->has_offset = true;
    /* The standard's own examples write a small z. */
    if (!accept(r, 'Z') && !accept(r, 'z') && !read_offset(r, &m->offset_s)) return false;
    return r->at == r->s.n;
}

bool feel_parse_date(struct str s, int64_t *days)
{
    struct reader r = {.s = s};
    struct feel_day d;
    if (!read_date(&r, &d) || r.at != s.n) return false;
    *days = feel_days_of(d);
    return true;
}

bool feel_parse_time(struct feel_engine *e, struct str s, struct feel_moment *out)
{
    struct reader r = {.s = s};
    struct feel_moment m = {0};
    if (!read_time(e, &r, &m)) return false;
    if (m.nanos == FEEL_DAY_NANOS) m.nanos = 0;
    *out = m;
    return true;
}

bool feel_parse_date_time(struct feel_engine *e, struct str s, struct feel_moment *out)
{
    struct reader r = {.s = s};
    struct feel_moment m = {0};
    struct feel_day d;
    if (!read_date(&r, &d)) return false;
    m.days = feel_days_of(d);
    if (r.at < s.n && (!accept(&r, 'T') || !read_time(e, &r, &m))) return false;
    if (m.nanos == FEEL_DAY_NANOS) {
        m.nanos = 0;
        m.days++;
        if (!feel_days_valid(m.days)) return false;
    }
    *out = m;
    return true;
}

/** One part of a duration, digits and a unit; *unit is 0 when the digits end with something else. */
static bool read_part(struct reader *r, int64_t *n, int64_t *nanos, char *unit)
{
    if (!read_digits(r, n) || r->at == r->s.n) return false;
    *nanos = 0;
    bool fraction = r->s.p[r->at] == '.';
    /* The production duSecondFrag of XML Schema 1.1 takes a point without digits behind it: PT0.S. */
    bool bare = fraction && r->at + 1 < r->s.n && r->s.p[r->at + 1] == 'S';
    if (bare) r->at++;
    if (!bare && !read_fraction(r, nanos)) return false;
    if (r->at == r->s.n) return false;
    *unit = r->s.p[r->at++];
    return !fraction || *unit == 'S';
}

/** n units of `size` onto *total. */
static bool add_units(int64_t *total, int64_t n, int64_t size)
{
    int64_t product;
    return !__builtin_mul_overflow(n, size, &product) && !__builtin_add_overflow(*total, product, total);
}

/** What a duration holds while it is read. */
struct span {
    int64_t months, seconds, nanos;
    bool dated, timed; /* has Y or M; has D, H, M or S */
};

static bool read_parts(struct reader *r, struct span *d)
{
    static const char ORDER[] = "YMDhms"; /* small: behind the T */
    size_t next = 0;
    bool in_time = false;
    while (r->at < r->s.n) {
        if (!in_time && accept(r, 'T')) {
            in_time = true;
            if (r->at == r->s.n) return false;
        }
        int64_t n, nanos;
        char unit;
        if (!read_part(r, &n, &nanos, &unit) || (unit < 'A' || unit > 'Z')) return false;
        char key = in_time ? (char)(unit | 32) : unit;
        const char *found = memchr(ORDER + next, key, sizeof ORDER - 1 - next);
        if (!found) return false;
        next = (size_t)(found - ORDER) + 1;
        static const int64_t SIZE[] = {12, 1, DAY_S, 3600, 60, 1};
        bool month_part = next <= 2;
        if (!add_units(month_part ? &d->months : &d->seconds, n, SIZE[next - 1])) return false;
        d->nanos += nanos;
        *(month_part ? &d->dated : &d->timed) = true;
    }
    return d->dated != d->timed; /* one of the two kinds, with at least one part */
}

bool feel_parse_duration(struct str s, struct feel_value *out)
{
    struct reader r = {.s = s};
    struct span d = {0};
    bool negative = accept(&r, '-');
    if (!accept(&r, 'P') || !read_parts(&r, &d)) return false;
    if (d.dated)
        *out = feel_months(negative ? -d.months : d.months);
    else
        *out = negative ? feel_duration(-d.seconds, -d.nanos) : feel_duration(d.seconds, d.nanos);
    return true;
}

bool feel_parse_temporal(struct feel_engine *e, struct arena *a, struct str s, struct feel_value *out)
{
    struct feel_moment m;
    int64_t days;
    if (feel_parse_date(s, &days)) {
        *out = feel_date(days);
        return true;
    }
    bool clock = feel_parse_time(e, s, &m);
    if (!clock && !feel_parse_date_time(e, s, &m)) return feel_parse_duration(s, out);
    *out = feel_moment(a, clock ? FEEL_TIME : FEEL_DATE_TIME, &m);
    return true;
}

/* ---- writing ---- */

static void add_date(struct buf *b, int64_t days)
{
    struct feel_day d = feel_day_of(days);
    buf_addf(b, "%s%04" PRId64 "-%02" PRId32 "-%02" PRId32, d.year < 0 ? "-" : "", d.year < 0 ? -d.year : d.year,
             d.month, d.day);
}

/** .fraction without trailing zeros; nothing for 0. */
static void add_fraction(struct buf *b, int64_t nanos)
{
    if (nanos == 0) return;
    int digits = NANO_DIGITS;
    for (; nanos % 10 == 0; digits--)
        nanos /= 10;
    buf_addf(b, ".%0*" PRId64, digits, nanos);
}

static void add_clock(struct buf *b, const struct feel_moment *m)
{
    int64_t s = m->nanos / SECOND_NANOS;
    buf_addf(b, "%02" PRId64 ":%02" PRId64 ":%02" PRId64, s / 3600, s / 60 % 60, s % 60);
    add_fraction(b, m->nanos % SECOND_NANOS);
    if (m->zone) {
        buf_add_char(b, '@');
        buf_add(b, feel_zone_name(m->zone));
    } else if (m->has_offset && m->offset_s == 0) {
        buf_add_char(b, 'Z');
    } else if (m->has_offset) {
        int32_t o = m->offset_s < 0 ? -m->offset_s : m->offset_s;
        buf_addf(b, "%c%02" PRId32 ":%02" PRId32, m->offset_s < 0 ? '-' : '+', o / 3600, o / 60 % 60);
        if (o % 60 != 0) buf_addf(b, ":%02" PRId32, o % 60);
    }
}

static void add_months(struct buf *b, int64_t months)
{
    uint64_t n = months < 0 ? (uint64_t)0 - (uint64_t)months : (uint64_t)months;
    buf_add(b, months < 0 ? STR("-P") : STR("P"));
    if (n >= 12) buf_addf(b, "%" PRIu64 "Y", n / 12);
    if (n % 12 != 0 || n == 0) buf_addf(b, "%" PRIu64 "M", n % 12);
}

static void add_duration(struct buf *b, int64_t seconds, int32_t nanos)
{
    bool negative = seconds < 0;
    uint64_t s = (uint64_t)seconds;
    int64_t n = nanos;
    if (negative) {
        s = (uint64_t)0 - s - (n > 0); /* the seconds are rounded down, so below 0 the nanoseconds come back */
        if (n > 0) n = SECOND_NANOS - n;
    }
    buf_add(b, negative ? STR("-P") : STR("P"));
    if (s >= DAY_S) buf_addf(b, "%" PRIu64 "D", s / DAY_S);
    uint64_t rest = s % DAY_S;
    if (rest == 0 && n == 0 && s != 0) return;
    buf_add_char(b, 'T');
    if (rest >= 3600) buf_addf(b, "%" PRIu64 "H", rest / 3600);
    if (rest / 60 % 60 != 0) buf_addf(b, "%" PRIu64 "M", rest / 60 % 60);
    if (rest % 60 == 0 && n == 0 && s != 0) return;
    buf_addf(b, "%" PRIu64, rest % 60);
    add_fraction(b, n);
    buf_add_char(b, 'S');
}

void feel_temporal_text(struct buf *b, struct feel_value v)
{
    if (v.kind == FEEL_DATE) {
        add_date(b, v.days);
    } else if (v.kind == FEEL_MONTHS_DURATION) {
        add_months(b, v.months);
    } else if (v.kind == FEEL_DAYS_DURATION) {
        add_duration(b, v.duration.seconds, v.duration.nanos);
    } else {
        assert(v.kind == FEEL_TIME || v.kind == FEEL_DATE_TIME);
        if (v.kind == FEEL_DATE_TIME) {
            add_date(b, v.moment->days);
            buf_add_char(b, 'T');
        }
        add_clock(b, v.moment);
    }
}
