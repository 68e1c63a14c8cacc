/* rng.h - seedable random numbers and time-ordered ids.  Not for secrets: those come from app/crypto. */
#ifndef BASE_RNG_H
#define BASE_RNG_H
#include "base/date.h"
#include <stdatomic.h>

/** xoshiro256**; the same seed gives the same numbers on every machine.
 *  @source Blackman and Vigna 2018, "Scrambled Linear Pseudorandom Number Generators" */
struct rng {
    uint64_t s[4];
};
/** Fills the state from a seed by splitmix64. */
void rng_init(struct rng *r, uint64_t seed);
uint64_t rng_next(struct rng *r);
/** Uniform in [0, n), n > 0 asserted; unbiased (Lemire's multiplication with rejection). */
uint64_t rng_below(struct rng *r, uint64_t n);
/** 64 bits from the operating system, to seed with. */
uint64_t rng_entropy(void);

/** Makes UUIDv7 texts (RFC 9562): 48 bits of milliseconds, a 12-bit counter that carries into the milliseconds, 62
 *  random bits.  Strictly rising within one source, whatever the clock does; safe for many threads at once. */
struct id_source {
    _Atomic uint64_t last; /* milliseconds << 12 | counter of the newest id */
    _Atomic uint64_t drawn;
    uint64_t seed;
};
/** A test gives a fixed seed and gets the same ids again; the program gives rng_entropy(). */
void id_source_init(struct id_source *s, uint64_t seed);
/** The next id at `now`, 36 bytes in the arena: "0190163d-8694-739b-aea5-966c26f8ad91". */
struct str id_new(struct id_source *s, struct arena *a, struct instant now);
/** Has s the form of an id (36 bytes, lower-case hexadecimal, version 7)? */
bool id_valid(struct str s);
#endif
