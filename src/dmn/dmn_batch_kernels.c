/* dmn_batch_kernels.c - the loops over 1,024 rows; compiled once per instruction set (BATCH_SET), chosen at run time.
 *
 * Plain loops of a fixed length that the compiler vectorises; only look-ups of bytes name instructions.  Lanes are
 * added as unsigned numbers: whoever emits an instruction knows that its results fit the lane. */
#include "dmn/dmn_batch_impl.h"
#if defined(__AVX512VBMI__) || defined(__AVX2__)
#include <immintrin.h>
#endif
#ifndef BATCH_SET
#define BATCH_SET BATCH_KERNELS_BASE
#define BATCH_SET_NAME "base"
#endif

#define ROWS for (size_t i = 0; i < BATCH_ROWS; i++)
#define KERNEL(name) static void name(const struct batch_args *x)
#define OUT(T) T *restrict d = x->dst
#define IN_A(T) const T *restrict a = x->a
#define IN_B(T) const T *restrict b = x->b
#define IN_C(T) const T *restrict c = x->c

/* d = expression over a and b. */
#define PAIRS(name, D, T, expression)                                                                                  \
    KERNEL(name)                                                                                                       \
    {                                                                                                                  \
        OUT(D);                                                                                                        \
        IN_A(T);                                                                                                       \
        IN_B(T);                                                                                                       \
        ROWS d[i] = (D)(expression);                                                                                   \
    }
/* d = expression over a and the constant k. */
#define WITH(name, D, T, expression)                                                                                   \
    KERNEL(name)                                                                                                       \
    {                                                                                                                  \
        OUT(D);                                                                                                        \
        IN_A(T);                                                                                                       \
        const T k = (T)x->ins->imm;                                                                                    \
        ROWS d[i] = (D)(expression);                                                                                   \
    }
#define WIDEN_FROM(T, S)                                                                                               \
    {                                                                                                                  \
        IN_A(S);                                                                                                       \
        ROWS d[i] = (T)a[i];                                                                                           \
    }
#define LOOK_UP(T, S)                                                                                                  \
    {                                                                                                                  \
        IN_A(S);                                                                                                       \
        ROWS                                                                                                           \
        {                                                                                                              \
            uint32_t at = a[i];                                                                                        \
            d[i] = data[at < last ? at : last];                                                                        \
        }                                                                                                              \
    }
/* T signed or not, W unsigned and wide enough for products. */
#define LANE(L, T, W)                                                                                                  \
    PAIRS(add_##L, T, T, (W)a[i] + (W)b[i])                                                                            \
    PAIRS(sub_##L, T, T, (W)a[i] - (W)b[i])                                                                            \
    PAIRS(mul_##L, T, T, (W)a[i] * (W)b[i])                                                                            \
    PAIRS(min_##L, T, T, a[i] < b[i] ? a[i] : b[i])                                                                    \
    PAIRS(max_##L, T, T, a[i] > b[i] ? a[i] : b[i])                                                                    \
    PAIRS(lt_##L, uint8_t, T, a[i] < b[i] ? BATCH_TRUE : BATCH_FALSE)                                                  \
    PAIRS(le_##L, uint8_t, T, a[i] <= b[i] ? BATCH_TRUE : BATCH_FALSE)                                                 \
    PAIRS(eq_##L, uint8_t, T, a[i] == b[i] ? BATCH_TRUE : BATCH_FALSE)                                                 \
    WITH(addc_##L, T, T, (W)a[i] + (W)k)                                                                               \
    WITH(rsubc_##L, T, T, (W)k - (W)a[i])                                                                              \
    WITH(mulc_##L, T, T, (W)a[i] * (W)k)                                                                               \
    WITH(minc_##L, T, T, a[i] < k ? a[i] : k)                                                                          \
    WITH(maxc_##L, T, T, a[i] > k ? a[i] : k)                                                                          \
    WITH(gec_##L, uint8_t, T, a[i] >= k ? BATCH_TRUE : BATCH_FALSE)                                                    \
    WITH(eqc_##L, uint8_t, T, a[i] == k ? BATCH_TRUE : BATCH_FALSE)                                                    \
    KERNEL(fill_##L)                                                                                                   \
    {                                                                                                                  \
        OUT(T);                                                                                                        \
        ROWS d[i] = (T)x->ins->imm;                                                                                    \
    }                                                                                                                  \
    KERNEL(select_##L)                                                                                                 \
    {                                                                                                                  \
        OUT(T);                                                                                                        \
        IN_A(T);                                                                                                       \
        IN_B(T);                                                                                                       \
        IN_C(uint8_t);                                                                                                 \
        ROWS d[i] = c[i] == BATCH_TRUE ? a[i] : b[i];                                                                  \
    }                                                                                                                  \
    KERNEL(zero_##L)                                                                                                   \
    {                                                                                                                  \
        OUT(T);                                                                                                        \
        IN_A(T);                                                                                                       \
        IN_B(uint8_t);                                                                                                 \
        ROWS d[i] = b[i] == BATCH_TRUE ? (T)0 : a[i];                                                                  \
    }                                                                                                                  \
    KERNEL(lut_##L)                                                                                                    \
    {                                                                                                                  \
        OUT(T);                                                                                                        \
        const T *restrict data = x->ins->data;                                                                         \
        const uint32_t last = x->ins->n - 1;                                                                           \
        if (x->ins->from == BATCH_8) LOOK_UP(T, uint8_t)                                                               \
        if (x->ins->from == BATCH_16) LOOK_UP(T, uint16_t)                                                             \
        if (x->ins->from == BATCH_32) LOOK_UP(T, uint32_t)                                                             \
    }
/* What only signed lanes need. */
#define NUMBER_LANE(L, T, W)                                                                                           \
    WITH(abs_##L, T, T, a[i] < k ? (W)0 - (W)a[i] : (W)a[i])                                                           \
    KERNEL(tamed_##L)                                                                                                  \
    {                                                                                                                  \
        OUT(T);                                                                                                        \
        IN_A(T);                                                                                                       \
        uint8_t *restrict bad = x->bad;                                                                                \
        const T lo = (T)x->ins->imm, hi = (T)x->ins->imm2;                                                             \
        T least = a[0], most = a[0];                                                                                   \
        ROWS least = a[i] < least ? a[i] : least;                                                                      \
        ROWS most = a[i] > most ? a[i] : most;                                                                         \
        if (least >= lo && most <= hi) {                                                                               \
            memcpy(d, a, BATCH_ROWS * sizeof *d);                                                                      \
            return;                                                                                                    \
        }                                                                                                              \
        ROWS d[i] = a[i] >= lo && a[i] <= hi ? a[i] : (T)0;                                                            \
        ROWS bad[i] |= a[i] >= lo && a[i] <= hi ? BATCH_FALSE : BATCH_TRUE;                                            \
    }                                                                                                                  \
    KERNEL(widen_##L)                                                                                                  \
    {                                                                                                                  \
        OUT(T);                                                                                                        \
        if (x->ins->from == BATCH_8) WIDEN_FROM(T, uint8_t)                                                            \
        if (x->ins->from == BATCH_16) WIDEN_FROM(T, int16_t)                                                           \
        if (x->ins->from == BATCH_32) WIDEN_FROM(T, int32_t)                                                           \
    }
LANE(8, uint8_t, uint32_t)
LANE(16, int16_t, uint32_t)
LANE(32, int32_t, uint32_t)
LANE(64, int64_t, uint64_t)
NUMBER_LANE(16, int16_t, uint32_t)
NUMBER_LANE(32, int32_t, uint32_t)
NUMBER_LANE(64, int64_t, uint64_t)

/* ---- cuts: up to 24 are counted side by side, in lanes as narrow as their distance allows; more are searched ---- */

/* counts = how many of the n cuts (of the lanes' type) are <= t; four at a time. */
#define COUNT_CUTS(T, A, t, k)                                                                                         \
    {                                                                                                                  \
        uint32_t j = 0;                                                                                                \
        for (; j + 4 <= n; j += 4) {                                                                                   \
            const T k0 = (T)(k)[j], k1 = (T)(k)[j + 1], k2 = (T)(k)[j + 2], k3 = (T)(k)[j + 3];                        \
            ROWS counts[i] = (A)(counts[i] + ((t)[i] >= k0) + ((t)[i] >= k1) + ((t)[i] >= k2) + ((t)[i] >= k3));       \
        }                                                                                                              \
        for (; j < n; j++) {                                                                                           \
            const T k0 = (T)(k)[j];                                                                                    \
            ROWS counts[i] = (A)(counts[i] + ((t)[i] >= k0));                                                          \
        }                                                                                                              \
    }
/* Lanes moved so that the place before the first cut is 0, then cut off to N. */
#define CUTS_NARROWED(T, N)                                                                                            \
    {                                                                                                                  \
        N near[BATCH_ROWS], counts[BATCH_ROWS] = {0};                                                                  \
        uint32_t moved[CUTS_FEW];                                                                                      \
        const T lo = (T)(cuts[0] - 1), hi = (T)cuts[n - 1];                                                            \
        for (uint32_t j = 0; j < n; j++)                                                                               \
            moved[j] = (uint32_t)(cuts[j] - lo);                                                                       \
        ROWS                                                                                                           \
        {                                                                                                              \
            T v = a[i] < lo ? lo : a[i];                                                                               \
            v = v > hi ? hi : v;                                                                                       \
            near[i] = (N)((uint64_t)v - (uint64_t)lo);                                                                 \
        }                                                                                                              \
        COUNT_CUTS(N, N, near, moved)                                                                                  \
        ROWS d[i] = (uint8_t)counts[i];                                                                                \
    }
#define CUTS_FEW_OF(T)                                                                                                 \
    static void cuts_few_##T(uint8_t *restrict d, const T *restrict a, const int64_t *restrict cuts, uint32_t n)       \
    {                                                                                                                  \
        if (n == 0) {                                                                                                  \
            memset(d, 0, BATCH_ROWS);                                                                                  \
            return;                                                                                                    \
        }                                                                                                              \
        uint64_t span = (uint64_t)cuts[n - 1] - (uint64_t)cuts[0] + 1;                                                 \
        if (span <= UINT8_MAX)                                                                                         \
            CUTS_NARROWED(T, uint8_t)                                                                                  \
        else if (span <= UINT16_MAX)                                                                                   \
            CUTS_NARROWED(T, uint16_t)                                                                                 \
        else {                                                                                                         \
            T counts[BATCH_ROWS] = {0};                                                                                \
            COUNT_CUTS(T, T, a, cuts)                                                                                  \
            ROWS d[i] = (uint8_t)counts[i];                                                                            \
        }                                                                                                              \
    }
enum {
    CUTS_FEW = 24
};
CUTS_FEW_OF(int16_t)
CUTS_FEW_OF(int32_t)
CUTS_FEW_OF(int64_t)

#define CUTS_MANY(D, T)                                                                                                \
    {                                                                                                                  \
        OUT(D);                                                                                                        \
        IN_A(T);                                                                                                       \
        ROWS                                                                                                           \
        {                                                                                                              \
            uint32_t at = 0;                                                                                           \
            for (uint32_t left = n; left > 1;) {                                                                       \
                uint32_t half = left / 2;                                                                              \
                at += cuts[at + half - 1] <= (int64_t)a[i] ? half : 0;                                                 \
                left -= half;                                                                                          \
            }                                                                                                          \
            d[i] = (D)(at + (cuts[at] <= (int64_t)a[i]));                                                              \
        }                                                                                                              \
    }
#define CUTS_KERNEL(L, D)                                                                                              \
    KERNEL(cuts_many_##L)                                                                                              \
    {                                                                                                                  \
        const int64_t *restrict cuts = x->ins->data;                                                                   \
        const uint32_t n = x->ins->n;                                                                                  \
        if (x->ins->from == BATCH_16) CUTS_MANY(D, int16_t)                                                            \
        if (x->ins->from == BATCH_32) CUTS_MANY(D, int32_t)                                                            \
        if (x->ins->from == BATCH_64) CUTS_MANY(D, int64_t)                                                            \
    }
CUTS_KERNEL(8, uint8_t)
CUTS_KERNEL(16, uint16_t)
KERNEL(cuts_8)
{
    const struct batch_ins *ins = x->ins;
    if (ins->n > CUTS_FEW)
        cuts_many_8(x);
    else if (ins->from == BATCH_16)
        cuts_few_int16_t(x->dst, x->a, ins->data, ins->n);
    else if (ins->from == BATCH_32)
        cuts_few_int32_t(x->dst, x->a, ins->data, ins->n);
    else
        cuts_few_int64_t(x->dst, x->a, ins->data, ins->n);
}
KERNEL(cuts_16)
{
    cuts_many_16(x);
}

/* ---- marks, nulls, checked arithmetic ---- */

KERNEL(mark)
{
    IN_A(uint8_t);
    uint8_t *restrict bad = x->bad;
    ROWS bad[i] |= a[i] & BATCH_TRUE;
}

KERNEL(nulls)
{
    OUT(uint8_t);
    const uint64_t *restrict words = x->column;
    for (size_t w = 0; w < BATCH_ROWS / 64; w++) {
#ifdef __AVX512BW__
        _mm512_storeu_si512(d + w * 64, _mm512_maskz_set1_epi8((__mmask64)words[w], BATCH_TRUE));
#else
        for (size_t i = 0; i < 64; i++)
            d[w * 64 + i] = (uint8_t)((words[w] >> i & 1) * BATCH_TRUE);
#endif
    }
}

/* An overflow gives 0 and marks the row. */
#define CHECKED(name, result, wrong)                                                                                   \
    KERNEL(name)                                                                                                       \
    {                                                                                                                  \
        OUT(int64_t);                                                                                                  \
        IN_A(int64_t);                                                                                                 \
        IN_B(int64_t);                                                                                                 \
        uint8_t *restrict bad = x->bad;                                                                                \
        ROWS                                                                                                           \
        {                                                                                                              \
            int64_t s = (int64_t)(result);                                                                             \
            bool over = (wrong);                                                                                       \
            d[i] = over ? 0 : s;                                                                                       \
            bad[i] |= over ? BATCH_TRUE : BATCH_FALSE;                                                                 \
        }                                                                                                              \
    }
CHECKED(addx, (uint64_t)a[i] + (uint64_t)b[i], ((a[i] ^ s) & (b[i] ^ s)) < 0 || s == INT64_MIN)
CHECKED(subx, (uint64_t)a[i] - (uint64_t)b[i], ((a[i] ^ b[i]) & (a[i] ^ s)) < 0 || s == INT64_MIN)
/* The product in binary floating point is wrong by less than the margin below 2^63 = 9.223e18. */
CHECKED(mulx, (uint64_t)a[i] * (uint64_t)b[i],
        !((double)a[i] * (double)b[i] < 9.2e18 && (double)a[i] * (double)b[i] > -9.2e18))

/* ---- days and months; proleptic Gregorian, years 1 to 9999 ----
 * @source Neri, Schneider, "Euclidean affine functions and their application to calendar algorithms" (years from 1
 * March, centuries and years by divisions of 4n + 3) */

struct civil {
    int32_t year, month, day;
};
static inline struct civil civil_of(int32_t days)
{
    uint32_t n = 4 * ((uint32_t)days + 719468) + 3, century = n / 146097;
    uint32_t rest = (n % 146097) | 3, year = rest / 1461, day = rest % 1461 / 4;
    uint32_t month = (5 * day + 2) / 153;
    uint32_t next = month >= 10;
    return (struct civil){(int32_t)(100 * century + year + next), (int32_t)(next ? month - 9 : month + 3),
                          (int32_t)(day - (153 * month + 2) / 5 + 1)};
}
static inline int32_t days_of(int32_t y, int32_t m, int32_t day)
{
    uint32_t early = m <= 2, year = (uint32_t)y - early + 400, month = early ? (uint32_t)m + 9 : (uint32_t)m - 3;
    uint32_t century = year / 100;
    uint32_t days = 365 * year + year / 4 - century + century / 4 + (153 * month + 2) / 5 + (uint32_t)day - 1;
    return (int32_t)(days - 719468 - 146097);
}
#define CIVIL(name, T, part)                                                                                           \
    KERNEL(name)                                                                                                       \
    {                                                                                                                  \
        OUT(T);                                                                                                        \
        IN_A(int32_t);                                                                                                 \
        ROWS d[i] = (T)civil_of(a[i]).part;                                                                            \
    }
CIVIL(year, int16_t, year)
CIVIL(month, int16_t, month)
CIVIL(day, int16_t, day)

KERNEL(weekday)
{
    OUT(int16_t);
    IN_A(int32_t);
    ROWS d[i] = (int16_t)(((uint32_t)a[i] + 3 + 7 * 1000000) % 7 + 1);
}

KERNEL(months)
{
    OUT(int32_t);
    IN_A(int32_t);
    IN_B(int32_t);
    ROWS
    {
        struct civil from = civil_of(a[i]), to = civil_of(b[i]);
        int32_t total = (to.year - from.year) * 12 + to.month - from.month, left = to.day - from.day;
        d[i] = total - (total > 0 && left < 0) + (total < 0 && left > 0);
    }
}

KERNEL(add_months)
{
    OUT(int32_t);
    IN_A(int32_t);
    IN_B(int32_t);
    uint8_t *restrict bad = x->bad;
    ROWS
    {
        struct civil at = civil_of(a[i]);
        int32_t total = at.year * 12 + at.month - 1 + b[i];
        bool over = total < 12 || total >= 120000;
        total = over ? 12 : total;
        int32_t year = total / 12, month = total % 12 + 1;
        int32_t first = days_of(year, month, 1), next = days_of(year + (month == 12), month == 12 ? 1 : month + 1, 1);
        d[i] = first + (at.day - 1 < next - first - 1 ? at.day - 1 : next - first - 1);
        bad[i] |= over ? BATCH_TRUE : BATCH_FALSE;
    }
}

/* ---- division ---- */

static inline __attribute__((always_inline)) int64_t away(int64_t q, int64_t r, int64_t b, enum num_round mode)
{
    int64_t sign = (r < 0) != (b < 0) ? -1 : 1;
    int64_t small = r < 0 ? -r : r, whole = b < 0 ? -b : b;
    bool more = small > whole - small, half = small == whole - small;
    switch (mode) {
    case NUM_FLOOR:
        return q - (r != 0 && sign < 0);
    case NUM_CEILING:
        return q + (r != 0 && sign > 0);
    case NUM_DOWN:
        return q;
    case NUM_UP:
        return q + (r != 0 ? sign : 0);
    case NUM_HALF_EVEN:
        return q + (more || (half && (q & 1) != 0) ? sign : 0);
    case NUM_HALF_UP:
        return q + (more || half ? sign : 0);
    case NUM_HALF_DOWN:
        return q + (more ? sign : 0);
    }
    return q;
}
/* Both below 2^51: the quotient in binary floating point never reaches the next whole number. */
#define DIVIDE_LOOP(quotient, mode)                                                                                    \
    ROWS                                                                                                               \
    {                                                                                                                  \
        int64_t by = b ? b[i] : k;                                                                                     \
        by = by == 0 ? 1 : by;                                                                                         \
        int64_t q = (quotient), r = (int64_t)((uint64_t)a[i] - (uint64_t)q * (uint64_t)by);                            \
        d[i] = away(q, r, by, mode);                                                                                   \
    }
#define DIVIDE_MODE(mode)                                                                                              \
    case mode:                                                                                                         \
        if (x->ins->n && b)                                                                                            \
            DIVIDE_LOOP((int64_t)((double)a[i] / (double)by), mode)                                                    \
        else if (x->ins->n && k > 0)                                                                                   \
            ROWS d[i] = by_positive(a[i], k, 1 / (double)k, mode);                                                     \
        else                                                                                                           \
            DIVIDE_LOOP(a[i] / by, mode)                                                                               \
        return;
/* By a constant k > 0: the product with its reciprocal is at most one off, which the remainder shows. */
static inline __attribute__((always_inline)) int64_t by_positive(int64_t a, int64_t k, double reciprocal,
                                                                 enum num_round mode)
{
    int64_t q = (int64_t)((double)a * reciprocal), r = (int64_t)((uint64_t)a - (uint64_t)q * (uint64_t)k);
    q -= r < 0; /* now rounded down, or one less */
    r += r < 0 ? k : 0;
    q += r >= k;
    r -= r >= k ? k : 0;
    q -= r < 0;
    r += r < 0 ? k : 0;
    int64_t up = 0, twice = 2 * r;
    switch (mode) {
    case NUM_FLOOR:
        break;
    case NUM_CEILING:
        up = r != 0;
        break;
    case NUM_DOWN:
        up = (r != 0) & (a < 0);
        break;
    case NUM_UP:
        up = (r != 0) & (a > 0);
        break;
    case NUM_HALF_EVEN:
        up = (twice > k) | ((twice == k) & (q & 1));
        break;
    case NUM_HALF_UP:
        up = (twice > k) | ((twice == k) & (a > 0));
        break;
    case NUM_HALF_DOWN:
        up = (twice > k) | ((twice == k) & (a < 0));
        break;
    }
    return q + up;
}
KERNEL(divide)
{
    OUT(int64_t);
    IN_A(int64_t);
    IN_B(int64_t);
    const int64_t k = x->ins->imm;
    switch ((enum num_round)x->ins->mode) {
        DIVIDE_MODE(NUM_HALF_EVEN)
        DIVIDE_MODE(NUM_FLOOR)
        DIVIDE_MODE(NUM_CEILING)
        DIVIDE_MODE(NUM_DOWN)
        DIVIDE_MODE(NUM_UP)
        DIVIDE_MODE(NUM_HALF_UP)
        DIVIDE_MODE(NUM_HALF_DOWN)
    }
}
KERNEL(tie)
{
    OUT(uint8_t);
    IN_A(int64_t);
    IN_B(int64_t);
    const bool half = x->ins->mode == NUM_HALF_EVEN || x->ins->mode == NUM_HALF_UP || x->ins->mode == NUM_HALF_DOWN;
    ROWS
    {
        int64_t by = b ? b[i] : x->ins->imm;
        by = by == 0 ? 1 : by;
        int64_t r = a[i] % by, small = r < 0 ? -r : r, whole = by < 0 ? -by : by;
        d[i] = (half ? small == whole - small : r == 0) ? BATCH_TRUE : BATCH_FALSE;
    }
}

/* ---- tables ---- */

enum {
    CHUNK = 64
};
/* The rules of a plane that every input lets through, for 64 rows. */
static inline void let_through(const struct batch_table *t, uint32_t plane, const struct batch_args *x, size_t at,
                               uint8_t *restrict out)
{
    const uint8_t *lut = t->lut + (size_t)plane * t->inputs * 256;
#if defined(__AVX512VBMI__)
    __m512i v = _mm512_set1_epi8(-1);
    for (uint32_t j = 0; j < t->inputs; j++, lut += 256) {
        const uint8_t *classes = x->registers[t->registers[j]];
        __m512i c = _mm512_loadu_si512(classes + at), low = _mm512_loadu_si512(lut);
        if (!t->wide[j]) {
            v = _mm512_and_si512(v, _mm512_permutexvar_epi8(c, low));
            continue;
        }
        __m512i first = _mm512_permutex2var_epi8(low, c, _mm512_loadu_si512(lut + 64));
        __m512i second = _mm512_permutex2var_epi8(_mm512_loadu_si512(lut + 128), c, _mm512_loadu_si512(lut + 192));
        v = _mm512_and_si512(v, _mm512_mask_blend_epi8(_mm512_movepi8_mask(c), first, second));
    }
    _mm512_storeu_si512(out, v);
#elif defined(__AVX2__)
    __m256i v0 = _mm256_set1_epi8(-1), v1 = v0;
    for (uint32_t j = 0; j < t->inputs; j++, lut += 256) {
        const uint8_t *classes = (const uint8_t *)x->registers[t->registers[j]] + at;
        if (!t->narrow[j]) {
            uint8_t one[CHUNK];
            for (size_t i = 0; i < CHUNK; i++)
                one[i] = lut[classes[i]];
            v0 = _mm256_and_si256(v0, _mm256_loadu_si256((const __m256i *)(const void *)one));
            v1 = _mm256_and_si256(v1, _mm256_loadu_si256((const __m256i *)(const void *)(one + 32)));
            continue;
        }
        __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)lut));
        v0 = _mm256_and_si256(v0, _mm256_shuffle_epi8(low, _mm256_loadu_si256((const __m256i *)(const void *)classes)));
        v1 = _mm256_and_si256(
            v1, _mm256_shuffle_epi8(low, _mm256_loadu_si256((const __m256i *)(const void *)(classes + 32))));
    }
    _mm256_storeu_si256((__m256i *)(void *)out, v0);
    _mm256_storeu_si256((__m256i *)(void *)(out + 32), v1);
#else
    memset(out, 0xff, CHUNK);
    for (uint32_t j = 0; j < t->inputs; j++, lut += 256) {
        const uint8_t *classes = (const uint8_t *)x->registers[t->registers[j]] + at;
        for (size_t i = 0; i < CHUNK; i++)
            out[i] &= lut[classes[i]];
    }
#endif
}
static inline uint8_t lowest_bit(uint8_t v)
{
    uint8_t low = (uint8_t)(v & (uint8_t)(0 - v));
    return (uint8_t)(((low & 0xaa) != 0) + ((low & 0xcc) != 0) * 2 + ((low & 0xf0) != 0) * 4);
}
/* The first rule (1-based) of 64 rows; whether there is a second one. */
#define HITS(L, D)                                                                                                     \
    static inline void hits_##L(const uint8_t *restrict v, uint32_t plane, D *restrict hit, uint8_t *restrict many)    \
    {                                                                                                                  \
        for (size_t i = 0; i < CHUNK; i++) {                                                                           \
            uint8_t other = (uint8_t)(v[i] & (uint8_t)(v[i] - 1));                                                     \
            many[i] |= (uint8_t)(other | (hit[i] != 0 ? v[i] : 0));                                                    \
        }                                                                                                              \
        for (size_t i = 0; i < CHUNK; i++) {                                                                           \
            D rule = (D)(plane * 8 + 1 + lowest_bit(v[i]));                                                            \
            hit[i] = hit[i] == 0 && v[i] != 0 ? rule : hit[i];                                                         \
        }                                                                                                              \
    }
#if defined(__AVX512VBMI__)
/* The same in registers, for classes below 64 and at most 254 rules, where only the first rule counts. */
static bool table_first(const struct batch_args *x)
{
    const struct batch_table *t = x->ins->data;
    if (t->hit != BATCH_HIT_FIRST || t->out) return false;
    for (uint32_t j = 0; j < t->inputs; j++)
        if (t->wide[j]) return false;
    for (size_t at = 0; at < BATCH_ROWS; at += CHUNK) {
        __m512i hit = _mm512_setzero_si512();
        __mmask64 open = ~(__mmask64)0;
        for (uint32_t p = 0; p < t->planes && open; p++) {
            const uint8_t *lut = t->lut + (size_t)p * t->inputs * 256;
            __m512i v = _mm512_set1_epi8(-1);
            for (uint32_t j = 0; j < t->inputs; j++, lut += 256) {
                const uint8_t *classes = (const uint8_t *)x->registers[t->registers[j]] + at;
                v = _mm512_and_si512(v, _mm512_permutexvar_epi8(_mm512_loadu_si512(classes), _mm512_loadu_si512(lut)));
            }
            __mmask64 some = _mm512_mask_test_epi8_mask(open, v, v);
            __m512i low = _mm512_and_si512(v, _mm512_sub_epi8(_mm512_setzero_si512(), v));
            __m512i rule = _mm512_set1_epi8((char)(p * 8 + 1)), one = _mm512_set1_epi8(1);
            rule = _mm512_mask_add_epi8(rule, _mm512_test_epi8_mask(low, _mm512_set1_epi8((char)0xaa)), rule, one);
            rule = _mm512_mask_add_epi8(rule, _mm512_test_epi8_mask(low, _mm512_set1_epi8((char)0xcc)), rule,
                                        _mm512_set1_epi8(2));
            rule = _mm512_mask_add_epi8(rule, _mm512_test_epi8_mask(low, _mm512_set1_epi8((char)0xf0)), rule,
                                        _mm512_set1_epi8(4));
            hit = _mm512_mask_mov_epi8(hit, some, rule);
            open &= ~some;
        }
        _mm512_storeu_si512((char *)x->dst + at, hit);
    }
    return true;
}
#else
static bool table_first(const struct batch_args *x)
{
    (void)x;
    return false;
}
#endif
HITS(8, uint8_t)
HITS(16, uint16_t)

/* Rows where two rules with unlike outputs fire. */
static void conflicting(const struct batch_table *t, const uint8_t *planes, const uint16_t *hit, uint8_t *bad)
{
    for (size_t i = 0; i < CHUNK; i++) {
        if (hit[i] == 0) continue;
        const uint8_t *conflicts = t->conflicts + (size_t)(hit[i] - 1) * t->planes;
        for (uint32_t p = 0; p < t->planes; p++)
            if (planes[p * CHUNK + i] & conflicts[p]) bad[i] |= BATCH_TRUE;
    }
}
#define TABLE_KERNEL(L, D)                                                                                             \
    KERNEL(table_##L)                                                                                                  \
    {                                                                                                                  \
        const struct batch_table *t = x->ins->data;                                                                    \
        if (sizeof(D) == 1 && table_first(x)) return;                                                                  \
        D *dst = x->dst;                                                                                               \
        for (size_t at = 0; at < BATCH_ROWS; at += CHUNK) {                                                            \
            D hit[CHUNK] = {0};                                                                                        \
            uint8_t many[CHUNK] = {0}, v[CHUNK];                                                                       \
            for (uint32_t p = 0; p < t->planes; p++) {                                                                 \
                let_through(t, p, x, at, v);                                                                           \
                hits_##L(v, p, hit, many);                                                                             \
                if (t->out) memcpy((uint8_t *)x->registers[t->out[p]] + at, v, CHUNK);                                 \
            }                                                                                                          \
            memcpy(dst + at, hit, sizeof hit);                                                                         \
            if (t->hit == BATCH_HIT_UNIQUE)                                                                            \
                for (size_t i = 0; i < CHUNK; i++)                                                                     \
                    x->bad[at + i] |= many[i] ? BATCH_TRUE : BATCH_FALSE;                                              \
            if (t->hit == BATCH_HIT_ANY) any_of(t, x, at, many);                                                       \
        }                                                                                                              \
    }
static void any_of(const struct batch_table *t, const struct batch_args *x, size_t at, const uint8_t *many)
{
    uint8_t planes[BATCH_RULES_MAX / 8 * CHUNK], some = 0;
    uint16_t hit[CHUNK];
    for (size_t i = 0; i < CHUNK; i++)
        some |= many[i];
    if (!some) return;
    for (uint32_t p = 0; p < t->planes; p++)
        let_through(t, p, x, at, planes + p * CHUNK);
    for (size_t i = 0; i < CHUNK; i++)
        hit[i] = x->ins->lane == BATCH_8 ? ((const uint8_t *)x->dst)[at + i] : ((const uint16_t *)x->dst)[at + i];
    conflicting(t, planes, hit, x->bad + at);
}
TABLE_KERNEL(8, uint8_t)
TABLE_KERNEL(16, uint16_t)

KERNEL(sums)
{
    OUT(int64_t);
    const struct batch_sums *s = x->ins->data;
    for (uint32_t p = 0; p < s->planes; p++) {
        const uint8_t *plane = x->registers[s->registers[p]];
        const int64_t *lut = s->lut[p];
        switch (s->aggregator) {
        case DMN_MIN:
            ROWS d[i] = p == 0 || lut[plane[i]] < d[i] ? lut[plane[i]] : d[i];
            break;
        case DMN_MAX:
            ROWS d[i] = p == 0 || lut[plane[i]] > d[i] ? lut[plane[i]] : d[i];
            break;
        case DMN_LIST:
        case DMN_COUNT:
        case DMN_SUM:
            ROWS d[i] = p == 0 ? lut[plane[i]] : d[i] + lut[plane[i]];
            break;
        }
    }
}

/* ---- look-ups of few classes again, by shuffles ---- */

#if defined(__AVX512VBMI__)
/* The first 64 bytes of a table with n entries of `width` bytes, the last one repeated; and the 64 behind them. */
static void two_vectors(const struct batch_ins *ins, size_t width, __m512i out[2])
{
    char table[128];
    for (size_t i = 0; i < sizeof table / width; i++) {
        size_t at = i < ins->n ? i : ins->n - 1;
        memcpy(table + i * width, (const char *)ins->data + at * width, width);
    }
    out[0] = _mm512_loadu_si512(table);
    out[1] = _mm512_loadu_si512(table + 64);
}
#define SHUFFLED(L, LOAD, WIDE, MIN, SET, LOOK, STEP)                                                                  \
    static bool shuffled_##L(const struct batch_args *x)                                                               \
    {                                                                                                                  \
        if (x->ins->from != BATCH_8 || x->ins->n > 2 * (STEP)) return false;                                           \
        const uint8_t *a = x->a;                                                                                       \
        char *d = x->dst;                                                                                              \
        __m512i t[2], last = SET((short)(x->ins->n - 1));                                                              \
        two_vectors(x->ins, 64 / (STEP), t);                                                                           \
        for (size_t i = 0; i < BATCH_ROWS; i += (STEP)) {                                                              \
            __m512i at = MIN(WIDE(LOAD((const void *)(a + i))), last);                                                 \
            _mm512_storeu_si512(d + i * (64 / (STEP)), LOOK(t[0], at, t[1]));                                          \
        }                                                                                                              \
        return true;                                                                                                   \
    }
#define SAME(v) (v)
#define SET_8(v) _mm512_set1_epi8((char)(v))
#define LOAD_8(p) _mm_loadl_epi64(p)
SHUFFLED(8, _mm512_loadu_si512, SAME, _mm512_min_epu8, SET_8, _mm512_permutex2var_epi8, 64)
SHUFFLED(16, _mm256_loadu_si256, _mm512_cvtepu8_epi16, _mm512_min_epu16, _mm512_set1_epi16, _mm512_permutex2var_epi16,
         32)
SHUFFLED(32, _mm_loadu_si128, _mm512_cvtepu8_epi32, _mm512_min_epu32, _mm512_set1_epi32, _mm512_permutex2var_epi32, 16)
SHUFFLED(64, LOAD_8, _mm512_cvtepu8_epi64, _mm512_min_epu64, _mm512_set1_epi64, _mm512_permutex2var_epi64, 8)
#else
static bool shuffled_8(const struct batch_args *x)
{
    (void)x;
    return false;
}
#define shuffled_16 shuffled_8
#define shuffled_32 shuffled_8
#define shuffled_64 shuffled_8
#endif
#define LOOK_KERNEL(L)                                                                                                 \
    KERNEL(look_##L)                                                                                                   \
    {                                                                                                                  \
        if (!shuffled_##L(x)) lut_##L(x);                                                                              \
    }
LOOK_KERNEL(8)
LOOK_KERNEL(16)
LOOK_KERNEL(32)
LOOK_KERNEL(64)

static void pack(const uint8_t *plane, uint64_t *words)
{
    for (size_t w = 0; w < BATCH_ROWS / 64; w++) {
#ifdef __AVX512BW__
        words[w] = _mm512_test_epi8_mask(_mm512_loadu_si512(plane + w * 64), _mm512_set1_epi8(BATCH_TRUE));
#else
        uint64_t word = 0;
        for (size_t i = 0; i < 64; i++)
            word |= (uint64_t)(plane[w * 64 + i] >> 1) << i;
        words[w] = word;
#endif
    }
}

static void copy_out(void *to, const void *from, size_t bytes)
{
#ifdef __AVX512BW__
    if ((uintptr_t)to % 64 == 0 && bytes % 64 == 0) {
        for (size_t i = 0; i < bytes; i += 64)
            _mm512_stream_si512((void *)((char *)to + i), _mm512_loadu_si512((const char *)from + i));
        _mm_sfence();
        return;
    }
#endif
    memcpy(to, from, bytes);
}

static void numbers(const int64_t *m, uint64_t exponent, struct num *out)
{
    ROWS out[i] =
        (struct num){m[i] < 0 ? (uint64_t)0 - (uint64_t)m[i] : (uint64_t)m[i], exponent | (m[i] < 0 ? NUM_SIGN : 0)};
}

#define ALL(name)                                                                                                      \
    {                                                                                                                  \
        name##_8, name##_16, name##_32, name##_64                                                                      \
    }
#define NUMBERS(name)                                                                                                  \
    {                                                                                                                  \
        NULL, name##_16, name##_32, name##_64                                                                          \
    }
static batch_kernel *const TABLE[BATCH_OPS][BATCH_LANES] = {
    [BATCH_NULLS] = {nulls},
    [BATCH_FILL] = ALL(fill),
    [BATCH_WIDEN] = NUMBERS(widen),
    [BATCH_ZERO] = ALL(zero),
    [BATCH_TAMED] = NUMBERS(tamed),
    [BATCH_ADD] = ALL(add),
    [BATCH_ADDC] = ALL(addc),
    [BATCH_SUB] = ALL(sub),
    [BATCH_RSUBC] = ALL(rsubc),
    [BATCH_MUL] = ALL(mul),
    [BATCH_MULC] = ALL(mulc),
    [BATCH_MIN] = ALL(min),
    [BATCH_MINC] = ALL(minc),
    [BATCH_MAX] = ALL(max),
    [BATCH_MAXC] = ALL(maxc),
    [BATCH_ABS] = NUMBERS(abs),
    [BATCH_ADDX] = {NULL, NULL, NULL, addx},
    [BATCH_SUBX] = {NULL, NULL, NULL, subx},
    [BATCH_MULX] = {NULL, NULL, NULL, mulx},
    [BATCH_GEC] = ALL(gec),
    [BATCH_EQC] = ALL(eqc),
    [BATCH_LT] = ALL(lt),
    [BATCH_LE] = ALL(le),
    [BATCH_EQ] = ALL(eq),
    [BATCH_SELECT] = ALL(select),
    [BATCH_CUTS] = {cuts_8, cuts_16},
    [BATCH_LUT] = ALL(look),
    [BATCH_MARK] = {mark},
    [BATCH_YEAR] = {NULL, year},
    [BATCH_MONTH] = {NULL, month},
    [BATCH_DAY] = {NULL, day},
    [BATCH_WEEKDAY] = {NULL, weekday},
    [BATCH_MONTHS] = {NULL, NULL, months},
    [BATCH_ADD_MONTHS] = {NULL, NULL, add_months},
    [BATCH_DIVIDE] = {NULL, NULL, NULL, divide},
    [BATCH_TIE] = {NULL, NULL, NULL, tie},
    [BATCH_TABLE] = {table_8, table_16},
    [BATCH_SUMS] = {NULL, NULL, NULL, sums},
};
const struct batch_kernels BATCH_SET = {BATCH_SET_NAME, TABLE, pack, numbers, copy_out};
