/* num.c - decimal128: parts and texts of our own, arithmetic of Intel's library.
 *
 * The library is used in its form without global rounding mode and flags (see meson.build), so it keeps no state. */
#include "num/num.h"
/* bid_functions.h does not compile without bid_conf.h before it. */
#include <bid_conf.h>
#include <bid_functions.h>
#include <math.h>

_Static_assert(sizeof(BID_UINT128) == sizeof(struct num), "one encoding");
enum {
    LIBRARY_HALF_EVEN = 0,
    INVALID_FLAGS = 0x01 | 0x04 | 0x08, /* invalid, division by zero, overflow */
    INEXACT_FLAG = 0x20,
};

/** A number as (-1)^negative * coefficient * 10^exponent. */
struct parts {
    bool negative;
    uint128 coefficient; /* below 10^34 */
    int32_t exponent;
};

static uint128 power_of_ten(int32_t n) /* 0..38 */
{
    assert(n >= 0 && n <= 38);
    uint128 p = 1;
    while (n-- > 0) p *= 10;
    return p;
}

static BID_UINT128 to_library(struct num n)
{
    BID_UINT128 x;
    memcpy(&x, &n, sizeof x);
    return x;
}

static struct num from_library(BID_UINT128 x)
{
    struct num n;
    memcpy(&n, &x, sizeof n);
    return n;
}

/* Stores a result of the library unless it is not a number or infinite. */
static bool result(BID_UINT128 x, struct num *out)
{
    struct num n = from_library(x);
    if ((n.hi & UINT64_C(0x7800000000000000)) == UINT64_C(0x7800000000000000)) return false;
    *out = n;
    return true;
}

static struct parts parts_of(struct num n)
{
    return (struct parts){
        .negative = (n.hi & NUM_SIGN) != 0,
        .coefficient = (uint128)(n.hi & NUM_COEFFICIENT_HI) << 64 | n.lo,
        .exponent = (int32_t)(n.hi >> 49 & 0x3fff) - NUM_BIAS,
    };
}

/* exponent inside -6176..6111, coefficient below 10^34 */
static struct num from_parts(struct parts p)
{
    assert(p.exponent >= -NUM_SCALE_MAX && p.exponent <= -NUM_SCALE_MIN);
    return (struct num){(uint64_t)p.coefficient,
        (p.negative ? NUM_SIGN : 0) | NUM_EXPONENT(p.exponent) | (uint64_t)(p.coefficient >> 64)};
}

/* ---- texts ---- */

/** A literal while it is read: its first 34 significant digits and what is left of the others. */
struct digits {
    uint128 coefficient;
    int32_t count;    /* significant digits kept */
    int64_t exponent; /* of the last digit kept */
    int next;         /* the first digit that was cut, -1 = none was */
    bool more;        /* a later one was not 0 */
};

static void take_digit(struct digits *d, int digit, bool fraction)
{
    if (d->count < NUM_DIGITS) {
        d->coefficient = d->coefficient * 10 + (unsigned)digit;
        if (d->coefficient != 0) d->count++;
        if (fraction) d->exponent--;
        return;
    }
    if (d->next < 0)
        d->next = digit;
    else if (digit != 0)
        d->more = true;
    if (!fraction) d->exponent++;
}

static size_t read_digits(struct str s, size_t at, struct digits *d, bool fraction)
{
    while (at < s.n && s.p[at] >= '0' && s.p[at] <= '9') take_digit(d, s.p[at++] - '0', fraction);
    return at;
}

static bool read_exponent(struct str s, size_t at, int64_t *exponent)
{
    if (at < s.n && s.p[at] == '+' && at + 1 < s.n && s.p[at + 1] != '-') at++;
    int64_t e;
    if (s.n - at > 12 || !str_to_i64(str_sub(s, at, s.n - at), &e)) return false;
    *exponent += e;
    return true;
}

static bool from_digits(bool negative, struct digits d, struct num *out)
{
    bool up = d.next > 5 || (d.next == 5 && (d.more || d.coefficient % 2 == 1));
    if (up && ++d.coefficient == power_of_ten(NUM_DIGITS)) {
        d.coefficient /= 10;
        d.exponent++;
    }
    struct parts p = {negative && d.coefficient != 0, d.coefficient, 0};
    if (d.exponent >= -NUM_SCALE_MAX && d.exponent <= -NUM_SCALE_MIN) {
        p.exponent = (int32_t)d.exponent;
        *out = from_parts(p);
        return true;
    }
    if (p.coefficient == 0 || d.exponent < -2 * NUM_SCALE_MAX) return *out = NUM_ZERO, true;
    if (d.exponent > NUM_SCALE_MAX) return false;
    unsigned flags = 0;
    BID_UINT128 x = bid128_scalbn(to_library(from_parts(p)), (int)d.exponent, LIBRARY_HALF_EVEN, &flags);
    return result(x, out);
}

bool num_parse(struct str s, struct num *out)
{
    struct digits d = {.next = -1};
    bool negative = s.n > 0 && s.p[0] == '-';
    size_t start = negative ? 1 : 0, at = read_digits(s, start, &d, false), whole = at - start, fraction = 0;
    if (at < s.n && s.p[at] == '.') {
        size_t from = ++at;
        at = read_digits(s, at, &d, true);
        fraction = at - from;
        if (fraction == 0) return false;
    }
    if (whole + fraction == 0) return false;
    if (at < s.n && (s.p[at] == 'e' || s.p[at] == 'E')) {
        if (!read_exponent(s, at + 1, &d.exponent)) return false;
    } else if (at < s.n) {
        return false;
    }
    return from_digits(negative, d, out);
}

static void add_zeros(struct buf *b, int64_t n)
{
    while (n-- > 0) buf_add_char(b, '0');
}

struct str num_text(struct arena *a, struct num n)
{
    struct parts p = parts_of(n);
    if (p.coefficient == 0) return STR("0");
    while (p.exponent < 0 && p.coefficient % 10 == 0) p.coefficient /= 10, p.exponent++;
    char digits[40];
    size_t first = sizeof digits;
    for (uint128 c = p.coefficient; c != 0;) {
        /* 18 digits at a time, because a division of 128 bits is slow */
        uint64_t part = (uint64_t)(c % UINT64_C(1000000000000000000));
        c /= UINT64_C(1000000000000000000);
        for (int i = 0; i < 18 && (part != 0 || c != 0); i++, part /= 10) digits[--first] = (char)('0' + part % 10);
    }
    struct str text = {digits + first, sizeof digits - first};
    struct buf b = {.arena = a};
    if (p.negative) buf_add_char(&b, '-');
    int64_t point = (int64_t)text.n + p.exponent; /* digits before the point */
    if (p.exponent >= 0) {
        buf_add(&b, text);
        add_zeros(&b, p.exponent);
    } else if (point > 0) {
        buf_add(&b, str_sub(text, 0, (size_t)point));
        buf_add_char(&b, '.');
        buf_add(&b, str_sub(text, (size_t)point, text.n));
    } else {
        buf_add(&b, STR("0."));
        add_zeros(&b, -point);
        buf_add(&b, text);
    }
    return buf_str(&b);
}

/* ---- to machine numbers ---- */

bool num_is_whole(struct num n)
{
    struct parts p = parts_of(n);
    if (p.exponent >= 0 || p.coefficient == 0) return true;
    return p.exponent > -NUM_DIGITS && p.coefficient % power_of_ten(-p.exponent) == 0;
}

int num_sign(struct num n)
{
    if ((n.hi & NUM_COEFFICIENT_HI) == 0 && n.lo == 0) return 0;
    return n.hi & NUM_SIGN ? -1 : 1;
}

/* coefficient and sign as an int64 */
static bool signed_i64(bool negative, uint128 c, int64_t *out)
{
    if (c > (uint128)INT64_MAX + (negative ? 1 : 0)) return false;
    *out = negative ? (int64_t)(0 - (uint64_t)c) : (int64_t)c;
    return true;
}

bool num_to_scaled(struct num n, int32_t scale, int64_t *out)
{
    struct parts p = parts_of(n);
    int64_t shift = (int64_t)p.exponent + scale;
    if (p.coefficient == 0 || shift == 0) return signed_i64(p.negative, p.coefficient, out);
    if (shift > 0) {
        if (shift > 19 || p.coefficient > UINT64_MAX) return false;
        return signed_i64(p.negative, p.coefficient * power_of_ten((int32_t)shift), out);
    }
    if (shift < -NUM_DIGITS) return false;
    uint128 divisor = power_of_ten((int32_t)-shift);
    return p.coefficient % divisor == 0 && signed_i64(p.negative, p.coefficient / divisor, out);
}

bool num_to_i64(struct num n, int64_t *out)
{
    int64_t m;
    int32_t e;
    if (num_small(n, &m, &e) && e == 0) {
        *out = m;
        return true;
    }
    return num_to_scaled(n, 0, out);
}

bool num_trunc_i64(struct num n, int64_t *out)
{
    struct num whole;
    return num_round(n, 0, NUM_DOWN, &whole) && num_to_i64(whole, out);
}

double num_to_double(struct num n)
{
    unsigned flags = 0;
    return bid128_to_binary64(to_library(n), LIBRARY_HALF_EVEN, &flags);
}

bool num_from_double(double d, struct num *out)
{
    if (!isfinite(d)) return false;
    unsigned flags = 0;
    struct num exact;
    if (!result(binary64_to_bid128(d, LIBRARY_HALF_EVEN, &flags), &exact)) return false;
    struct parts p = parts_of(exact);
    int32_t digits = 0;
    for (uint128 c = p.coefficient; c != 0; c /= 10) digits++;
    for (int32_t keep = 15; keep <= 17; keep++) {
        struct num shorter;
        if (!num_round(exact, (int64_t)keep - digits - p.exponent, NUM_HALF_EVEN, &shorter)) continue;
        double back = num_to_double(shorter);
        if (memcmp(&back, &d, sizeof d) == 0 || keep == 17) {
            *out = shorter;
            return true;
        }
    }
    *out = exact;
    return true;
}

/* ---- arithmetic ---- */

bool num_add_slow(struct num a, struct num b, struct num *out)
{
    unsigned flags = 0;
    return result(bid128_add(to_library(a), to_library(b), LIBRARY_HALF_EVEN, &flags), out);
}

bool num_sub_slow(struct num a, struct num b, struct num *out)
{
    unsigned flags = 0;
    return result(bid128_sub(to_library(a), to_library(b), LIBRARY_HALF_EVEN, &flags), out);
}

bool num_mul_slow(struct num a, struct num b, struct num *out)
{
    unsigned flags = 0;
    return result(bid128_mul(to_library(a), to_library(b), LIBRARY_HALF_EVEN, &flags), out);
}

int num_cmp_slow(struct num a, struct num b)
{
    int64_t x, y;
    int32_t ex, ey;
    if (num_small(a, &x, &ex) && num_small(b, &y, &ey) && ex - ey <= 18 && ey - ex <= 18) {
        int128 wide_x = x, wide_y = y;
        if (ex > ey)
            wide_x *= (int64_t)power_of_ten(ex - ey);
        else
            wide_y *= (int64_t)power_of_ten(ey - ex);
        return (wide_x > wide_y) - (wide_x < wide_y);
    }
    unsigned flags = 0;
    BID_UINT128 p = to_library(a), q = to_library(b);
    if (bid128_quiet_less(p, q, &flags)) return -1;
    return bid128_quiet_equal(p, q, &flags) ? 0 : 1;
}

bool num_div(struct num a, struct num b, struct num *out)
{
    int64_t x, y;
    int32_t ex, ey;
    /* A quotient that comes out even needs no library; y > 0 also keeps INT64_MIN / -1 away. */
    if (num_small(a, &x, &ex) && num_small(b, &y, &ey) && y > 0 && x % y == 0 && ex - ey >= -NUM_SCALE_MAX &&
        ex - ey <= -NUM_SCALE_MIN) {
        *out = num_scaled(x / y, ey - ex);
        return true;
    }
    if (num_sign(b) == 0) return false;
    unsigned flags = 0;
    return result(bid128_div(to_library(a), to_library(b), LIBRARY_HALF_EVEN, &flags), out);
}

struct num num_neg(struct num a)
{
    if (num_sign(a) != 0) a.hi ^= NUM_SIGN;
    return a;
}

struct num num_abs(struct num a)
{
    a.hi &= ~NUM_SIGN;
    return a;
}

/* a to a whole power by squaring while every product is exact; false when one is not. */
static bool exact_power(struct num a, int64_t n, struct num *out)
{
    BID_UINT128 power = to_library(num_of(1)), square = to_library(a);
    unsigned flags = 0;
    for (;; n /= 2) {
        if (n % 2 == 1) power = bid128_mul(power, square, LIBRARY_HALF_EVEN, &flags);
        if (n <= 1 || flags & (INEXACT_FLAG | INVALID_FLAGS)) break;
        square = bid128_mul(square, square, LIBRARY_HALF_EVEN, &flags);
    }
    return !(flags & (INEXACT_FLAG | INVALID_FLAGS)) && result(power, out);
}

bool num_pow(struct num a, struct num b, struct num *out)
{
    int64_t n;
    if (num_to_i64(b, &n) && n > -1000000 && n < 1000000) {
        struct num p;
        if (exact_power(a, n < 0 ? -n : n, &p)) {
            if (n < 0) return num_div(num_of(1), p, out);
            *out = p;
            return true;
        }
    }
    unsigned flags = 0;
    BID_UINT128 x = bid128_pow(to_library(a), to_library(b), LIBRARY_HALF_EVEN, &flags);
    return result(x, out);
}

bool num_sqrt(struct num a, struct num *out)
{
    unsigned flags = 0;
    return result(bid128_sqrt(to_library(a), LIBRARY_HALF_EVEN, &flags), out);
}

bool num_exp(struct num a, struct num *out)
{
    unsigned flags = 0;
    return result(bid128_exp(to_library(a), LIBRARY_HALF_EVEN, &flags), out);
}

bool num_log(struct num a, struct num *out)
{
    if (num_sign(a) <= 0) return false;
    unsigned flags = 0;
    return result(bid128_log(to_library(a), LIBRARY_HALF_EVEN, &flags), out);
}

bool num_modulo(struct num a, struct num b, struct num *out)
{
    if (num_sign(b) == 0) return false;
    unsigned flags = 0;
    struct num rest; /* exact, with the sign of a */
    if (!result(bid128_fmod(to_library(a), to_library(b), &flags), &rest)) return false;
    if (num_sign(rest) != 0 && num_sign(rest) != num_sign(b)) return num_add(rest, b, out);
    *out = num_sign(rest) == 0 ? num_abs(rest) : rest;
    return true;
}

/* Does a number whose magnitude is quotient + rest/divisor round away from zero? */
static bool rounds_up(enum num_round mode, bool negative, uint128 quotient, uint128 rest, uint128 divisor)
{
    if (rest == 0) return false;
    uint128 other = divisor - rest; /* rest > other: more than half */
    switch (mode) {
    case NUM_HALF_EVEN: return rest > other || (rest == other && quotient % 2 == 1);
    case NUM_HALF_UP: return rest >= other;
    case NUM_HALF_DOWN: return rest > other;
    case NUM_FLOOR: return negative;
    case NUM_CEILING: return !negative;
    case NUM_UP: return true;
    case NUM_DOWN: return false;
    }
    return false;
}

bool num_round(struct num a, int64_t scale, enum num_round mode, struct num *out)
{
    if (scale < NUM_SCALE_MIN || scale > NUM_SCALE_MAX) return false;
    struct parts p = parts_of(a);
    int64_t cut = -scale - p.exponent; /* digits to drop */
    if (cut <= 0) {
        *out = a;
        return true;
    }
    /* A divisor beyond 10^35 changes nothing: the quotient is 0 and the rest below half. */
    uint128 divisor = power_of_ten(cut > NUM_DIGITS + 1 ? NUM_DIGITS + 1 : (int32_t)cut);
    uint128 quotient, rest;
    if (p.coefficient <= UINT64_MAX && divisor <= UINT64_MAX) { /* 64 bits divide five times as fast */
        quotient = (uint64_t)p.coefficient / (uint64_t)divisor;
        rest = (uint64_t)p.coefficient % (uint64_t)divisor;
    } else {
        quotient = p.coefficient / divisor;
        rest = p.coefficient % divisor;
    }
    if (rounds_up(mode, p.negative, quotient, rest, divisor)) quotient++;
    *out = from_parts((struct parts){p.negative && quotient != 0, quotient, (int32_t)-scale});
    return true;
}
