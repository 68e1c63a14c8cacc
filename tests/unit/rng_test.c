/* rng_test.c - random numbers and ids. */
#include "base/rng.h"
#include "check.h"
#include <pthread.h>
#include <stdlib.h>

static void test_same_seed(void)
{
    struct rng a, b, c;
    rng_init(&a, 42);
    rng_init(&b, 42);
    rng_init(&c, 43);
    bool same = true, differs = false;
    for (int i = 0; i < 100; i++) {
        uint64_t x = rng_next(&a);
        same &= x == rng_next(&b);
        differs |= x != rng_next(&c);
    }
    CHECK(same);
    CHECK(differs);
}

static void test_reference(void)
{
    /* the state after splitmix64 of seed 0 begins with the published test vector of splitmix64 */
    struct rng r;
    rng_init(&r, 0);
    CHECK(r.s[0] == UINT64_C(0xE220A8397B1DCDAF));
    CHECK(r.s[1] == UINT64_C(0x6E789E6AA1B965F4));
    /* xoshiro256** of the state 1, 2, 3, 4: 11520, 0, 1509978240, 1215971899390074240 */
    r = (struct rng){{1, 2, 3, 4}};
    CHECK(rng_next(&r) == 11520);
    CHECK(rng_next(&r) == 0);
    CHECK(rng_next(&r) == 1509978240);
    CHECK(rng_next(&r) == UINT64_C(1215971899390074240));
}

static void test_below(void)
{
    struct rng r;
    rng_init(&r, 7);
    int counts[6] = {0};
    for (int i = 0; i < 60000; i++) counts[rng_below(&r, 6)]++;
    for (size_t i = 0; i < COUNT(counts); i++) CHECK_ROW("each face in its share", counts[i] > 9500 && counts[i] < 10500);
    CHECK(rng_below(&r, 1) == 0);
    CHECK(rng_entropy() != rng_entropy());
}

static void test_ids(void)
{
    struct arena *a = arena_new();
    struct id_source s, t;
    id_source_init(&s, 5);
    id_source_init(&t, 5);
    struct instant now = {INT64_C(1589445000000000)}; /* 2020-05-14T08:30:00Z = 0x172124DFB40 ms */
    struct str before = id_new(&s, a, now);
    CHECK_ROW("the time is in front", str_starts(before, STR("0172124d-fb40-7")));
    CHECK_ROW("the same seed and time give the same id", str_eq(before, id_new(&t, a, now)));
    CHECK(id_valid(before));
    size_t wrong = 0;
    for (int i = 0; i < 10000; i++) {
        if (i == 5000) now.us -= 3600 * INT64_C(1000000); /* the clock is set back */
        struct str id = id_new(&s, a, now);
        wrong += !id_valid(id) || str_cmp(before, id) >= 0;
        before = id;
    }
    CHECK_ROW("10,000 ids in one millisecond rise, even when the clock goes back", wrong == 0);
    CHECK(!id_valid(STR("01721d4e-5a40-4abc-8abc-0123456789ab")));
    CHECK(!id_valid(STR("01721D4E-5a40-7abc-8abc-0123456789ab")));
    CHECK(!id_valid(STR("01721d4e-5a40-7abc-8abc-0123456789a")));
    CHECK(!id_valid(STR("01721d4e-5a40-7abc-cabc-0123456789ab")));
    arena_free(a);
}

enum { THREADS = 4, PER_THREAD = 5000 };
struct batch {
    struct id_source *source;
    struct arena *arena;
    struct str ids[PER_THREAD];
};
static void *draw(void *arg)
{
    struct batch *b = arg;
    for (size_t i = 0; i < PER_THREAD; i++) b->ids[i] = id_new(b->source, b->arena, (struct instant){1000000});
    return NULL;
}
static int by_text(const void *x, const void *y)
{
    return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

static void test_threads(void)
{
    struct id_source source;
    struct arena *a = arena_new();
    struct batch *batches = ARENA_ARRAY(a, struct batch, THREADS);
    struct str *all = ARENA_ARRAY(a, struct str, THREADS * PER_THREAD);
    pthread_t threads[THREADS];
    id_source_init(&source, 1);
    for (size_t i = 0; i < THREADS; i++) {
        batches[i].source = &source;
        batches[i].arena = arena_new();
        CHECK(pthread_create(&threads[i], NULL, draw, &batches[i]) == 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
        memcpy(all + i * PER_THREAD, batches[i].ids, sizeof batches[i].ids);
    }
    qsort(all, THREADS * PER_THREAD, sizeof *all, by_text);
    size_t twice = 0;
    for (size_t i = 1; i < THREADS * PER_THREAD; i++) twice += str_eq(all[i - 1], all[i]);
    CHECK_ROW("threads that share a source never get the same id", twice == 0);
    for (size_t i = 0; i < THREADS; i++) arena_free(batches[i].arena);
    arena_free(a);
}

int main(void)
{
    test_same_seed();
    test_reference();
    test_below();
    test_ids();
    test_threads();
    return check_end();
}
