/* base_test.c - views, UTF-8, arenas, buffers, lists. */
#include "base/base.h"
#include "check.h"

static void test_compare(void)
{
    static const struct {
        const char *shows, *a, *b;
        int sign;
    } rows[] = {
        {"equal texts", "abc", "abc", 0},
        {"a prefix comes first", "ab", "abc", -1},
        {"the empty text comes first", "", "a", -1},
        {"bytes are unsigned", "z", "\xE4\xB8\xAD", -1},
        {"two empty texts are equal", "", "", 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int got = str_cmp(str_of(rows[i].a), str_of(rows[i].b));
        CHECK_ROW(rows[i].shows, (got > 0) - (got < 0) == rows[i].sign);
        got = str_cmp(str_of(rows[i].b), str_of(rows[i].a));
        CHECK_ROW(rows[i].shows, (got > 0) - (got < 0) == -rows[i].sign);
    }
    CHECK(str_eq((struct str){0}, STR("")));
    CHECK(str_cmp((struct str){0}, STR("")) == 0);
    CHECK(str_eq_nocase(STR("Content-Type"), STR("content-tYPE")));
    CHECK(!str_eq_nocase(STR("[a"), STR("{a"))); /* differ in bit 5 alone, yet are no letters */
    CHECK(!str_eq_nocase(STR("ab"), STR("abc")));
}

static void test_search(void)
{
    struct str s = STR("one,two,,three");
    CHECK(str_starts(s, STR("one")) && !str_starts(s, STR("two")) && str_starts(s, STR("")));
    CHECK(str_starts(STR("one"), STR("one")) && str_ends(STR("one"), STR("one")));
    CHECK(str_ends(s, STR("three")) && !str_ends(STR("e"), STR("ee")));
    CHECK(str_find(s, STR("two")) == 4);
    CHECK(str_find(s, STR("four")) == s.n);
    CHECK(str_find((struct str){0}, STR("x")) == 0);
    CHECK(str_eq(str_sub(s, 4, 3), STR("two")));
    CHECK(str_eq(str_sub(s, 9, 99), STR("three")));
    CHECK(str_sub(s, 99, 1).n == 0);

    static const char *const parts[] = {"one", "two", "", "three"};
    struct str rest = s;
    for (size_t i = 0; i < COUNT(parts); i++) CHECK(str_eq(str_part(&rest, ','), str_of(parts[i])));
    CHECK(rest.n == 0);
    CHECK(str_part(&rest, ',').n == 0);
}

static void test_trim(void)
{
    static const struct {
        const char *shows, *in, *out;
    } rows[] = {
        {"ASCII blanks go at both ends", " \t a b \r\n", "a b"},
        {"the ideographic space goes", "\xE3\x80\x80\xE6\x9A\x96 \xE3\x80\x80", "\xE6\x9A\x96"},
        {"only blanks leave nothing", " \xE3\x80\x80 ", ""},
        {"a character that ends in 0x80 stays", "\xE4\xBA\x80", "\xE4\xBA\x80"},
        {"nothing stays nothing", "", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW(rows[i].shows, str_eq(str_trim(str_of(rows[i].in)), str_of(rows[i].out)));
}

static void test_numbers(void)
{
    static const struct {
        const char *shows, *in;
        bool ok;
        int64_t value;
    } rows[] = {
        {"zero", "0", true, 0},
        {"a minus sign", "-17", true, -17},
        {"leading zeros are allowed", "007", true, 7},
        {"the greatest", "9223372036854775807", true, INT64_MAX},
        {"the least", "-9223372036854775808", true, INT64_MIN},
        {"one beyond the greatest", "9223372036854775808", false, 0},
        {"one beyond the least", "-9223372036854775809", false, 0},
        {"far beyond", "99999999999999999999999999", false, 0},
        {"empty", "", false, 0},
        {"a lone minus", "-", false, 0},
        {"a plus sign", "+1", false, 0},
        {"a leading blank", " 1", false, 0},
        {"a trailing blank", "1 ", false, 0},
        {"a decimal point", "1.0", false, 0},
        {"hexadecimal", "0x10", false, 0},
        {"full-width digits", "\xEF\xBC\x91", false, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t v = 4711;
        CHECK_ROW(rows[i].shows, str_to_i64(str_of(rows[i].in), &v) == rows[i].ok);
        CHECK_ROW(rows[i].shows, v == (rows[i].ok ? rows[i].value : 4711));
    }
}

static void test_utf8(void)
{
    static const struct {
        const char *shows, *in;
        bool valid;
        uint32_t first;
    } rows[] = {
        {"ASCII", "a", true, 'a'},
        {"two bytes", "\xC3\xA9", true, 0xE9},
        {"three bytes", "\xE6\x9A\x96", true, 0x6696},
        {"four bytes", "\xF0\x9F\x8C\x89", true, 0x1F309},
        {"the last code point", "\xF4\x8F\xBF\xBF", true, 0x10FFFF},
        {"beyond the last", "\xF4\x90\x80\x80", false, 0xFFFD},
        {"an overlong slash of two bytes", "\xC0\xAF", false, 0xFFFD},
        {"an overlong slash of three bytes", "\xE0\x80\xAF", false, 0xFFFD},
        {"an overlong form of four bytes", "\xF0\x80\x80\xAF", false, 0xFFFD},
        {"a high surrogate", "\xED\xA0\x80", false, 0xFFFD},
        {"a low surrogate", "\xED\xBF\xBF", false, 0xFFFD},
        {"the code point before the surrogates", "\xED\x9F\xBF", true, 0xD7FF},
        {"a lone continuation", "\x80", false, 0xFFFD},
        {"cut off after one byte", "\xE6", false, 0xFFFD},
        {"cut off after two bytes", "\xE6\x9A", false, 0xFFFD},
        {"a lead byte that does not exist", "\xFF", false, 0xFFFD},
        {"GB18030 bytes", "\xD4\xC6\xB8\xA1", false, 0xFFFD},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t at = 0;
        CHECK_ROW(rows[i].shows, utf8_valid(str_of(rows[i].in)) == rows[i].valid);
        CHECK_ROW(rows[i].shows, utf8_next(str_of(rows[i].in), &at) == rows[i].first);
        CHECK_ROW(rows[i].shows, at == (rows[i].valid ? strlen(rows[i].in) : 1));
    }
    CHECK(utf8_valid((struct str){0}));
    CHECK(utf8_count(STR("\xE6\x9A\x96\xE6\xA1\xA5 ab")) == 5);
}

static void test_utf8_round_trip(void)
{
    struct arena *a = arena_new();
    size_t wrong = 0;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF) continue;
        struct buf b = {.arena = a};
        size_t at = 0;
        buf_add_utf8(&b, cp);
        wrong += utf8_next(buf_str(&b), &at) != cp || at != b.n;
        if (cp % 256 == 0) arena_reset(a);
    }
    CHECK_ROW("every code point survives encode and decode", wrong == 0);
    arena_free(a);
}

static void append_letter(void *arg)
{
    char **cursor = arg;
    *(*cursor)++ = 'x';
}

static void test_arena(void)
{
    struct arena *a = arena_new();
    char *small = arena_alloc(a, 1), *large = arena_alloc(a, 100000), *next = arena_alloc(a, 5);
    CHECK((uintptr_t)small % 16 == 0 && (uintptr_t)large % 16 == 0 && (uintptr_t)next % 16 == 0);
    CHECK(large[0] == 0 && large[99999] == 0);
    CHECK_ROW("a large piece does not end the block being filled", next - small <= 32);
    CHECK(arena_used(a) >= 100006);
    memset(small, 'x', 1);
    memset(next, 'x', 5);

    arena_reset(a);
    CHECK(arena_used(a) == 0);
    char *again = arena_alloc(a, 64);
    bool zero = true;
    for (size_t i = 0; i < 64; i++) zero &= again[i] == 0;
    CHECK_ROW("memory is zeroed after a reset too", zero);
    CHECK(arena_alloc(a, 0) != arena_alloc(a, 0));
    arena_free(a);
    arena_free(NULL);
}

static void test_arena_large_first(void)
{
    struct arena *a = arena_new();
    memset(arena_alloc(a, 50000), 'x', 50000);
    char *p = arena_alloc(a, 32);
    CHECK(p[0] == 0);
    arena_reset(a);
    CHECK(((char *)arena_alloc(a, 50000))[49999] == 0);
    arena_free(a);

    a = arena_new();
    memset(arena_alloc(a, 50000), 'x', 50000);
    arena_reset(a);
    CHECK_ROW("a large block is not kept over a reset", arena_used(a) == 0 && *(char *)arena_alloc(a, 50000) == 0);
    arena_free(a);
}

static void test_defer(void)
{
    char trace[8] = {0}, *cursor = trace;
    struct arena *a = arena_new();
    arena_defer(a, append_letter, &cursor);
    arena_defer(a, append_letter, &cursor);
    arena_reset(a);
    CHECK_ROW("a reset runs what was deferred", cursor == trace + 2);
    arena_free(a);
    CHECK_ROW("and runs it once only", cursor == trace + 2);
}

static void test_copies(void)
{
    struct arena *a = arena_new();
    struct str absent = arena_str(a, (struct str){0}), empty = arena_str(a, STR(""));
    CHECK_ROW("absent stays absent", absent.p == NULL);
    CHECK_ROW("empty stays empty, not absent", empty.p != NULL && empty.n == 0);
    CHECK(strcmp(arena_cstr(a, str_sub(STR("warm bridge"), 0, 4)), "warm") == 0);
    CHECK(str_eq(arena_printf(a, "%d-%s", 12, "x"), STR("12-x")));
    arena_free(a);
}

/* What is written without the C library reads as the C library writes it. */
#define PRINTS(...)                                                                                                    \
    do {                                                                                                               \
        char want[200];                                                                                                \
        int n = snprintf(want, sizeof want, __VA_ARGS__);                                                              \
        struct str got = arena_printf(a, __VA_ARGS__);                                                                 \
        CHECK_ROW(want, str_eq(got, (struct str){want, (size_t)n}) && got.p[got.n] == 0);                              \
    } while (0)
static void test_printf(void)
{
    static const int ints[] = {0, 1, -1, 7, -7, 9, 10, 99, 100, -100, 2020, 123456789, INT32_MAX, INT32_MIN};
    static const int64_t longs[] = {0, 1, -1, 10, INT64_MAX, INT64_MIN, INT64_C(-9999999999)};
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT(ints); i++) {
        PRINTS("%d", ints[i]);
        PRINTS("%04d-%02d|%09d", ints[i], ints[i], ints[i]);
        PRINTS("%5d %x", ints[i], (unsigned)ints[i]);
    }
    for (size_t i = 0; i < COUNT(longs); i++) PRINTS("%" PRId64 "/%zu/%" PRIu64, longs[i], (size_t)longs[i], (uint64_t)longs[i]);
    PRINTS("%s", "");
    PRINTS("%s|%.*s|%.*s|%c", "人社局", 2, "abc", 9, "ab", 'z');
    PRINTS("%.*s%.*s", 0, "abc", 0, "");
    PRINTS("100 %% of %s", "all");
    PRINTS("plain");
    CHECK_ROW("an empty text is not an absent one", arena_printf(a, "%s", "").p != NULL);
    arena_free(a);
}

/* Every place of a fast path's block; the slow path is the judge. */
static void test_runs(void)
{
    static const char *const odd[] = {"\xC3\xA9", "\xE4\xB8\xAD", "\xED\x9F\xBF", "\xEF\xBF\xBD", "\xF0\x9F\x98\x80"};
    static const char *const bad[] = {"\x80", "\xC3", "\xE4\xB8", "\xE4\x28\xAD", "\xE4\xB8\x28", "\xED\xA0\x80", "\xE0\x80\x80", "\xFF"};
    struct arena *a = arena_new();
    for (size_t before = 0; before < 20; before++) {
        struct str run = str_sub(STR("abcdefghijklmnopqrstuvwxyz"), 0, before);
        CHECK(ascii_run(run) == before);
        for (size_t i = 0; i < COUNT(odd); i++) {
            struct str s = arena_printf(a, "%.*s%s%.*s", STR_ARG(run), odd[i], STR_ARG(run));
            CHECK_ROW(odd[i], ascii_run(s) == before && utf8_valid(s));
        }
        for (size_t i = 0; i < COUNT(bad); i++) {
            struct str s = arena_printf(a, "%.*s%s%.*s", STR_ARG(run), bad[i], STR_ARG(run));
            CHECK_ROW(bad[i], ascii_run(s) == before && !utf8_valid(s));
        }
    }
    arena_free(a);
}

static void test_buf(void)
{
    struct arena *a = arena_new();
    struct buf b = {.arena = a};
    CHECK_ROW("an empty buffer is an empty text, not an absent one", buf_str(&b).p != NULL && buf_str(&b).n == 0);
    for (int i = 0; i < 1000; i++) buf_addf(&b, "%03d", i);
    buf_add(&b, STR("end"));
    buf_add(&b, (struct str){0});
    buf_add_char(&b, '!');
    CHECK(b.n == 3004);
    CHECK(str_starts(buf_str(&b), STR("000001002")) && str_ends(buf_str(&b), STR("998999end!")));
    arena_free(a);
}

static void test_list(void)
{
    struct arena *a = arena_new();
    struct list l = {0};
    for (int64_t i = 0; i < 100; i++) {
        int64_t *item = LIST_ADD(a, &l, int64_t);
        CHECK_ROW("a new item is zero", *item == 0);
        *item = i * i;
    }
    CHECK(l.count == 100);
    CHECK_ROW("items survive the growth", *LIST_AT(&l, int64_t, 7) == 49 && *LIST_AT(&l, int64_t, 99) == 9801);
    arena_free(a);
}

static void test_firsts(void)
{
    enum {
        MANY = 3000
    };
    struct arena *a = arena_new();
    const struct str few[] = {STR("b"), STR("a"), {0}, STR("b"), STR(""), STR("ab"), STR("a")};
    static const size_t want[] = {0, 1, 2, 0, 2, 5, 1};
    const size_t *got = str_firsts(a, few, COUNT(few));
    for (size_t i = 0; i < COUNT(few); i++)
        CHECK(got[i] == want[i]);
    struct str *many = ARENA_ARRAY(a, struct str, MANY);
    for (size_t i = 0; i < MANY; i++)
        many[i] = arena_printf(a, "01900000-0000-7000-8000-%012zu", i % 1000);
    got = str_firsts(a, many, MANY);
    for (size_t i = 0; i < MANY; i++)
        CHECK(got[i] == i % 1000);
    CHECK(str_firsts(a, NULL, 0) != NULL);
    arena_free(a);
}

int main(void)
{
    test_compare();
    test_search();
    test_trim();
    test_numbers();
    test_utf8();
    test_utf8_round_trip();
    test_arena();
    test_arena_large_first();
    test_defer();
    test_copies();
    test_printf();
    test_runs();
    test_buf();
    test_list();
    test_firsts();
    return check_end();
}
