/* vrp_fuzz.h - how the fuzzers of routing search: few attempts, under a clock that counts. */
#ifndef TESTS_FUZZ_VRP_FUZZ_H
#define TESTS_FUZZ_VRP_FUZZ_H
#include "vrp/vrp.h"

enum {
    FUZZ_LOOKS = 50 /* at the clock: tens of milliseconds, under sanitizers half a second */
};

static inline int64_t fuzz_looks_us(void *looks)
{
    return ++*(int64_t *)looks;
}

/** The search may look at the clock so often, then its time is over, however many parts two visits have. */
static inline struct vrp_options fuzz_options(int64_t *looks)
{
    return (struct vrp_options){
        .seed = 1, .iterations = 20, .time_us = FUZZ_LOOKS, .now_us = fuzz_looks_us, .data = looks};
}
#endif
