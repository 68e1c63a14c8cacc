/* num.h - decimal numbers: IEEE 754-2008 decimal128, 34 digits; the only door to the decimal library.
 *
 * A number is held in the binary-integer encoding (BID) of the standard.  Most numbers of policies are small integers
 * or money, so add, subtract, multiply and compare have an inline path for mantissas below 2^63: it reads and writes
 * the same encoding and is exact, and anything else goes to the library.  Never NaN or infinite: an operation that
 * would give one, or that overflows, returns false and leaves *out untouched; rounding is half-even to 34 digits. */
#ifndef NUM_NUM_H
#define NUM_NUM_H
#include "base/base.h"

/** The two words of the BID encoding; zero-filled memory is NOT a valid number: use NUM_ZERO. */
struct num {
    uint64_t lo, hi;
};
enum { NUM_BIAS = 6176, NUM_DIGITS = 34, NUM_SCALE_MIN = -6111, NUM_SCALE_MAX = 6176, NUM_TEXT_MAX = 6200 };
#define NUM_EXPONENT(e) ((uint64_t)((e) + NUM_BIAS) << 49)
#define NUM_SIGN ((uint64_t)1 << 63)
#define NUM_COEFFICIENT_HI (((uint64_t)1 << 49) - 1)
#define NUM_ZERO ((struct num){0, NUM_EXPONENT(0)})

enum num_round {
    NUM_HALF_EVEN, /* FEEL decimal() */
    NUM_FLOOR,     /* towards minus infinity */
    NUM_CEILING,   /* towards plus infinity */
    NUM_DOWN,      /* towards zero */
    NUM_UP,        /* away from zero */
    NUM_HALF_UP,   /* nearest, ties away from zero */
    NUM_HALF_DOWN, /* nearest, ties towards zero */
};

/* ---- making and reading ---- */

/** m * 10^-scale, exactly.  scale -6111..6176 asserted. */
static inline struct num num_scaled(int64_t m, int32_t scale)
{
    assert(scale >= NUM_SCALE_MIN && scale <= NUM_SCALE_MAX);
    uint64_t magnitude = m < 0 ? (uint64_t)0 - (uint64_t)m : (uint64_t)m;
    return (struct num){magnitude, (m < 0 ? NUM_SIGN : 0) | NUM_EXPONENT(-scale)};
}
static inline struct num num_of(int64_t i) { return num_scaled(i, 0); }
/** Is the coefficient below 2^63?  Then *m and *exponent (value = m * 10^exponent) are its exact parts. */
static inline bool num_small(struct num n, int64_t *m, int32_t *exponent)
{
    /* Bits 62-61 both set would be the long form of the coefficient, which no canonical number uses. */
    if ((n.hi & NUM_COEFFICIENT_HI) != 0 || n.lo >> 63 != 0) return false;
    *exponent = (int32_t)(n.hi >> 49 & 0x3fff) - NUM_BIAS;
    *m = n.hi & NUM_SIGN ? -(int64_t)n.lo : (int64_t)n.lo;
    return true;
}
/** The decimal literal of FEEL and of XML Schema: -?(digits(.digits?)?|.digits)([eE][+-]?digits)?; a leading '+' is
 *  refused.  More than 34 digits are rounded half-even.  False when it is not such a text or overflows. */
bool num_parse(struct str s, struct num *out) MUST_USE;
/** Plain notation: no exponent, no '+', no trailing zeros behind the point, "-0" is "0".  At most NUM_TEXT_MAX bytes.
 */
struct str num_text(struct arena *a, struct num n);
/** The value as an int64 when it is a whole number in range; false otherwise. */
bool num_to_i64(struct num n, int64_t *out) MUST_USE;
/** The value times 10^scale as an int64 when that is whole and in range (money: scale 2); false otherwise. */
bool num_to_scaled(struct num n, int32_t scale, int64_t *out) MUST_USE;
/** Truncates towards zero to an int64 (positions, lengths, scales); false when out of range. */
bool num_trunc_i64(struct num n, int64_t *out) MUST_USE;
/** The nearest binary double, for functions that the standard defines on doubles only (Java's Math). */
double num_to_double(struct num n);
/** The shortest decimal that reads back as the double; false for NaN and infinities. */
bool num_from_double(double d, struct num *out) MUST_USE;
bool num_is_whole(struct num n);
/** -1, 0, 1. */
int num_sign(struct num n);

/* ---- arithmetic of decimal128; false = not representable (overflow, division by zero, invalid) ---- */

/** The general cases of the inline functions below. */
bool num_add_slow(struct num a, struct num b, struct num *out) MUST_USE;
/** a - b. */
bool num_sub_slow(struct num a, struct num b, struct num *out) MUST_USE;
/** a * b. */
bool num_mul_slow(struct num a, struct num b, struct num *out) MUST_USE;
/** By value. */
int num_cmp_slow(struct num a, struct num b);

/** a + b. */
static inline MUST_USE bool num_add(struct num a, struct num b, struct num *out)
{
    int64_t x, y, sum;
    int32_t ex, ey;
    if (num_small(a, &x, &ex) && num_small(b, &y, &ey) && ex == ey && !__builtin_add_overflow(x, y, &sum)) {
        *out = num_scaled(sum, -ex);
        return true;
    }
    return num_add_slow(a, b, out);
}
/** a - b. */
static inline MUST_USE bool num_sub(struct num a, struct num b, struct num *out)
{
    int64_t x, y, difference;
    int32_t ex, ey;
    if (num_small(a, &x, &ex) && num_small(b, &y, &ey) && ex == ey && !__builtin_sub_overflow(x, y, &difference)) {
        *out = num_scaled(difference, -ex);
        return true;
    }
    return num_sub_slow(a, b, out);
}
/** a * b. */
static inline MUST_USE bool num_mul(struct num a, struct num b, struct num *out)
{
    int64_t x, y, product;
    int32_t ex, ey;
    if (num_small(a, &x, &ex) && num_small(b, &y, &ey) && !__builtin_mul_overflow(x, y, &product) &&
        ex + ey >= -NUM_SCALE_MAX && ex + ey <= -NUM_SCALE_MIN) {
        *out = num_scaled(product, -(ex + ey));
        return true;
    }
    return num_mul_slow(a, b, out);
}
/** < 0, 0, > 0 by value: 1.0 and 1 are equal. */
static inline int num_cmp(struct num a, struct num b)
{
    int64_t x, y;
    int32_t ex, ey;
    if (num_small(a, &x, &ex) && num_small(b, &y, &ey) && ex == ey) return (x > y) - (x < y);
    return num_cmp_slow(a, b);
}
bool num_div(struct num a, struct num b, struct num *out) MUST_USE;
struct num num_neg(struct num a);
struct num num_abs(struct num a);
/** a ** b for any b (whole exponents exactly rounded where the result fits 34 digits). */
bool num_pow(struct num a, struct num b, struct num *out) MUST_USE;
bool num_sqrt(struct num a, struct num *out) MUST_USE;
bool num_exp(struct num a, struct num *out) MUST_USE;
/** Natural logarithm; false for a <= 0. */
bool num_log(struct num a, struct num *out) MUST_USE;
/** a - b * floor(a / b): takes the sign of b.  @source DMN 1.5, table 75 */
bool num_modulo(struct num a, struct num b, struct num *out) MUST_USE;
/** Rounds to `scale` digits behind the point (negative: tens, hundreds); a number with fewer digits stays as it is.
 *  False when scale is outside NUM_SCALE_MIN..NUM_SCALE_MAX. */
bool num_round(struct num a, int64_t scale, enum num_round mode, struct num *out) MUST_USE;
#endif
