/* chill.c - annealing in whole numbers: logarithms of random numbers and the falling temperature. */
#include "vrp/search.h"

/* log2 of x / 2^32 for 1 <= x <= 2^32, times -65536: 16 squarings, exact in every bit that is kept. */
static uint32_t minus_log2(uint64_t x)
{
    uint32_t whole = 0;
    assert(x > 0);
    while (x < UINT64_C(1) << 32)
        x <<= 1, whole++;
    uint64_t y = x >> 1; /* in [2^31, 2^32) = [1, 2) as 1.31 bits */
    uint32_t part = 0;
    for (int i = 0; i < 16; i++) {
        y = (y * y) >> 31;
        part <<= 1;
        if (y >= UINT64_C(1) << 32) part |= 1, y >>= 1;
    }
    return (whole << 16) - part;
}

/* 2^(-x / 65536) in 1/2^32. */
static uint64_t power_of_half(uint64_t x)
{
    /* 2^(-1/2^k) in 1/2^32, k = 1 .. 16 */
    static const uint32_t ROOTS[16] = {3037000500U, 3611622603U, 3938502376U, 4112874773U, 4202935003U, 4248701965U,
                                       4271771996U, 4283353945U, 4289156690U, 4292061010U, 4293513907U, 4294240540U,
                                       4294603903U, 4294785595U, 4294876445U, 4294921870U};
    if (x >> 16 >= 32) return 0;
    uint64_t y = (UINT64_C(1) << 32) - 1;
    for (uint32_t k = 0; k < 16; k++)
        if (x & (UINT64_C(0x8000) >> k)) y = (y * ROOTS[k]) >> 32;
    return y >> (x >> 16);
}

void chill_init(struct chill *c)
{
    for (uint64_t i = 0; i < COUNT(c->loss); i++) {
        uint64_t log2 = minus_log2((2 * i + 1) << 19); /* (i + 1/2) / 4096 */
        c->loss[i] = (uint32_t)((log2 * 45426) >> 16); /* ln 2 = 45426 / 65536 */
    }
}

/* From one temperature to another, in thousandths of the mean arc. */
static int64_t between(int32_t from, int32_t to, int64_t mean_arc, int64_t done, int64_t whole)
{
    uint64_t ratio = ((uint64_t)to << 32) / (uint64_t)from;
    uint64_t fall = ratio ? minus_log2(ratio) : 32 << 16;
    uint64_t share = (uint64_t)(((int128)done << 16) / whole);
    uint64_t left = power_of_half((fall * share) >> 16);
    int128 heat = ((int128)mean_arc << 16) * from / 1000;
    return (int64_t)((heat * (int128)left) >> 32);
}

int64_t chill_at(const struct tuning *t, int64_t mean_arc, int64_t done, int64_t whole)
{
    assert(whole > 0);
    if (done > whole) done = whole;
    if (t->warm_share == 0 || t->heat_permille <= t->warm_permille)
        return between(t->heat_permille, t->cold_permille, mean_arc, done, whole);
    int64_t first = (int64_t)((int128)whole * t->warm_share / 1000);
    if (done < first) return between(t->heat_permille, t->warm_permille, mean_arc, done, first);
    return between(t->warm_permille, t->cold_permille, mean_arc, done - first, whole - first);
}
