/* rng.c - xoshiro256** and UUIDv7; see rng.h. */
#include "base/rng.h"
#include <sys/random.h>

static const uint64_t GOLDEN = UINT64_C(0x9E3779B97F4A7C15); /* 2^64 / golden ratio: the step of splitmix64 */

/* The finalizer of splitmix64: a bijection, so different inputs never collide. */
static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

void rng_init(struct rng *r, uint64_t seed)
{
    for (size_t i = 0; i < COUNT(r->s); i++) r->s[i] = mix(seed += GOLDEN);
}

static uint64_t rotate(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

uint64_t rng_next(struct rng *r)
{
    uint64_t *s = r->s, result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

uint64_t rng_below(struct rng *r, uint64_t n)
{
    assert(n > 0);
    uint64_t reject = -n % n, x; /* 2^64 mod n values would be drawn once too often */
    do x = rng_next(r);
    while (x < reject);
    return x % n;
}

uint64_t rng_entropy(void)
{
    uint64_t v = 0;
    ssize_t got = getrandom(&v, sizeof v, 0);
    assert(got == (ssize_t)sizeof v);
    return v;
}

void id_source_init(struct id_source *s, uint64_t seed)
{
    atomic_init(&s->last, 0);
    atomic_init(&s->drawn, 0);
    s->seed = seed;
}

struct str id_new(struct id_source *s, struct arena *a, struct instant now)
{
    assert(now.us >= 0);
    uint64_t clock = (uint64_t)(now.us / 1000) << 12;
    uint64_t last = atomic_load(&s->last), next;
    do next = clock > last ? clock : last + 1;
    while (!atomic_compare_exchange_weak(&s->last, &last, next));
    uint64_t random = mix(s->seed + (atomic_fetch_add(&s->drawn, 1) + 1) * GOLDEN);
    uint64_t low = random >> 2 | UINT64_C(1) << 63; /* variant 10 */
    return arena_printf(a, "%08" PRIx64 "-%04" PRIx64 "-7%03" PRIx64 "-%04" PRIx64 "-%012" PRIx64, next >> 28,
                        next >> 12 & 0xFFFF, next & 0xFFF, low >> 48, low & UINT64_C(0xFFFFFFFFFFFF));
}

bool id_valid(struct str s)
{
    if (s.n != 36 || s.p[14] != '7') return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
    }
    return s.p[19] == '8' || s.p[19] == '9' || s.p[19] == 'a' || s.p[19] == 'b';
}
