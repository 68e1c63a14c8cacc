/* num_test.c - decimal numbers: texts, rounding, and the inline paths against the library's. */
#include "base/rng.h"
#include "check.h"
#include "num/num.h"

static struct num number(const char *text)
{
    struct num n;
    if (!num_parse(str_of(text), &n)) {
        fprintf(stderr, "not a number: %s\n", text);
        check_failed++;
        return NUM_ZERO;
    }
    return n;
}

static void texts(struct arena *a)
{
    static const struct {
        const char *in, *out; /* out NULL: refused */
    } ROWS[] = {
        {"0", "0"}, {"-0", "0"}, {"0.000", "0"}, {"1.10", "1.1"}, {"-1.10", "-1.1"}, {".872", "0.872"}, {"007", "7"},
        {"1e3", "1000"}, {"1E+3", "1000"}, {"12e-4", "0.0012"}, {"-5e-1", "-0.5"}, {"100", "100"}, {"1e33", "1000000000000000000000000000000000"},
        {"9999999999999999999999999999999999", "9999999999999999999999999999999999"},
        {"12345678901234567890123456789012345", "12345678901234567890123456789012340"}, /* tie to the even digit */
        {"12345678901234567890123456789012355", "12345678901234567890123456789012360"},
        {"123456789012345678901234567890123450000001", "123456789012345678901234567890123500000000"},
        {"99999999999999999999999999999999995", "100000000000000000000000000000000000"},
        {"0.10000000000000000000000000000000001", "0.1"}, {"1e-6176", NULL}, {"1e6145", NULL}, {"1e-99999999999", "0"},
        {"", NULL}, {"-", NULL}, {"+1", NULL}, {"1.", NULL}, {".", NULL}, {"1e", NULL}, {"1e+-3", NULL}, {"1 ", NULL},
        {"0x10", NULL}, {"NaN", NULL}, {"Infinity", NULL}, {"1,000", NULL}, {"1.2.3", NULL}, {"--1", NULL}, {"1e99999999999999", NULL},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct num n;
        bool ok = num_parse(str_of(ROWS[i].in), &n);
        if (strcmp(ROWS[i].in, "1e-6176") == 0) { /* the smallest number: 6,176 digits */
            CHECK_ROW(ROWS[i].in, ok && num_text(a, n).n == 6178);
            continue;
        }
        CHECK_ROW(ROWS[i].in, ok == (ROWS[i].out != NULL));
        if (ok && ROWS[i].out) CHECK_ROW(ROWS[i].in, str_eq(num_text(a, n), str_of(ROWS[i].out)));
    }
}

static void rounding(struct arena *a)
{
    /* value, scale, then half-even floor ceiling down up half-up half-down */
    static const struct {
        const char *in;
        int64_t scale;
        const char *out[7];
    } ROWS[] = {
        {"5.5", 0, {"6", "5", "6", "5", "6", "6", "5"}},
        {"2.5", 0, {"2", "2", "3", "2", "3", "3", "2"}},
        {"1.6", 0, {"2", "1", "2", "1", "2", "2", "2"}},
        {"1.1", 0, {"1", "1", "2", "1", "2", "1", "1"}},
        {"-1.1", 0, {"-1", "-2", "-1", "-1", "-2", "-1", "-1"}},
        {"-2.5", 0, {"-2", "-3", "-2", "-2", "-3", "-3", "-2"}},
        {"-5.5", 0, {"-6", "-6", "-5", "-5", "-6", "-6", "-5"}},
        {"1.125", 2, {"1.12", "1.12", "1.13", "1.12", "1.13", "1.13", "1.12"}},
        {"1250", -2, {"1200", "1200", "1300", "1200", "1300", "1300", "1200"}},
        {"7", -3, {"0", "0", "1000", "0", "1000", "0", "0"}},
        {"-7", -3, {"0", "-1000", "0", "0", "-1000", "0", "0"}},
        {"1.5", 6176, {"1.5", "1.5", "1.5", "1.5", "1.5", "1.5", "1.5"}},
        {"9999999999999999999999999999999999e-33", 32,
            {"10", "9.99999999999999999999999999999999", "10", "9.99999999999999999999999999999999", "10", "10", "10"}},
        {"0.05", 1, {"0", "0", "0.1", "0", "0.1", "0.1", "0"}},
        {"1e-100", 2, {"0", "0", "0.01", "0", "0.01", "0", "0"}},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++)
        for (int mode = 0; mode < 7; mode++) {
            struct num n = NUM_ZERO;
            CHECK_ROW(ROWS[i].in, num_round(number(ROWS[i].in), ROWS[i].scale, (enum num_round)mode, &n));
            CHECK_ROW(ROWS[i].in, str_eq(num_text(a, n), str_of(ROWS[i].out[mode])));
        }
    struct num n;
    CHECK(!num_round(num_of(1), 6177, NUM_FLOOR, &n) && !num_round(num_of(1), -6112, NUM_FLOOR, &n));
}

static bool is(struct arena *a, bool ok, struct num n, const char *want)
{
    return want ? ok && str_eq(num_text(a, n), str_of(want)) : !ok;
}

static void functions(struct arena *a)
{
    static const struct {
        char op;
        const char *x, *y, *want; /* want NULL: refused */
    } ROWS[] = {
        {'+', "0.1", "0.2", "0.3"}, {'+', "9223372036854775807", "1", "9223372036854775808"}, {'-', "1", "1.0", "0"},
        {'-', "-9223372036854775807", "2", "-9223372036854775809"}, {'*', "0.1", "0.1", "0.01"},
        {'*', "9223372036854775807", "10", "92233720368547758070"}, {'*', "1e6000", "1e6000", NULL}, {'/', "10", "4", "2.5"},
        {'/', "1", "3", "0.3333333333333333333333333333333333"}, {'/', "2", "3", "0.6666666666666666666666666666666667"},
        {'/', "6", "-3", "-2"}, {'/', "-6", "3", "-2"}, {'/', "1", "0", NULL}, {'/', "0", "0", NULL}, {'%', "12", "5", "2"},
        {'%', "-12", "5", "3"}, {'%', "12", "-5", "-3"}, {'%', "-12", "-5", "-2"}, {'%', "10.1", "4.5", "1.1"},
        {'%', "-10.1", "4.5", "3.4"}, {'%', "10", "0", NULL}, {'%', "-10", "5", "0"}, {'^', "2", "10", "1024"},
        {'^', "3", "66", "30903154382632612361920641803529"}, {'^', "2", "-2", "0.25"}, {'^', "1.1", "2", "1.21"}, {'^', "0", "0", "1"},
        {'^', "4", "0.5", "2"}, {'^', "-8", "3", "-512"}, {'^', "-8", "0.5", NULL}, {'^', "0", "-1", NULL}, {'^', "10", "7000", NULL},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct num x = number(ROWS[i].x), y = number(ROWS[i].y), z = NUM_ZERO;
        bool ok = false;
        switch (ROWS[i].op) {
        case '+': ok = num_add(x, y, &z); break;
        case '-': ok = num_sub(x, y, &z); break;
        case '*': ok = num_mul(x, y, &z); break;
        case '/': ok = num_div(x, y, &z); break;
        case '%': ok = num_modulo(x, y, &z); break;
        default: ok = num_pow(x, y, &z); break;
        }
        char label[200];
        (void)snprintf(label, sizeof label, "%s %c %s", ROWS[i].x, ROWS[i].op, ROWS[i].y);
        CHECK_ROW(label, is(a, ok, z, ROWS[i].want));
    }
    struct num z;
    CHECK(num_sqrt(num_of(16), &z) && is(a, true, z, "4"));
    CHECK(!num_sqrt(num_of(-1), &z) && !num_log(NUM_ZERO, &z) && !num_log(num_of(-1), &z));
    CHECK(num_exp(NUM_ZERO, &z) && is(a, true, z, "1"));
    CHECK(num_log(num_of(1), &z) && is(a, true, z, "0"));
    CHECK(num_cmp(number("1.0"), num_of(1)) == 0 && num_cmp(number("-0"), NUM_ZERO) == 0);
    CHECK(num_cmp(number("1e30"), number("1e31")) < 0 && num_cmp(number("-1e6000"), number("1e-6000")) < 0);
    CHECK(num_from_double(0.1, &z) && is(a, true, z, "0.1"));
    CHECK(num_from_double(-1234567.125, &z) && is(a, true, z, "-1234567.125"));
    CHECK(num_from_double(0.30000000000000004, &z) && is(a, true, z, "0.30000000000000004"));
    CHECK(!num_from_double(1e308 * 10, &z));
}

static void machine_numbers(void)
{
    int64_t i = 0;
    CHECK(num_to_i64(number("1.0"), &i) && i == 1);
    CHECK(num_to_i64(number("-9223372036854775808"), &i) && i == INT64_MIN);
    CHECK(!num_to_i64(number("9223372036854775808"), &i) && !num_to_i64(number("1.5"), &i));
    CHECK(num_to_scaled(number("12.34"), 2, &i) && i == 1234);
    CHECK(num_to_scaled(number("12.3400"), 2, &i) && i == 1234);
    CHECK(!num_to_scaled(number("12.345"), 2, &i) && !num_to_scaled(number("1e30"), 2, &i));
    CHECK(num_trunc_i64(number("-2.9"), &i) && i == -2);
    CHECK(num_trunc_i64(number("1e-50"), &i) && i == 0);
    CHECK(num_is_whole(number("1e10")) && num_is_whole(number("1.000")) && !num_is_whole(number("1e-40")));
    CHECK(num_is_whole(number("0e-40")) && num_sign(number("0e-40")) == 0);
}

/* The inline paths give what the library gives, digit for digit. */
static void inline_paths(uint64_t seed)
{
    struct rng rng;
    rng_init(&rng, seed);
    int bad = 0;
    for (int i = 0; i < 200000; i++) {
        int64_t x = (int64_t)(rng_next(&rng) >> (rng_next(&rng) % 64)), y = (int64_t)(rng_next(&rng) >> (rng_next(&rng) % 64));
        struct num p = num_scaled(x, (int32_t)(rng_next(&rng) % 8)), q = num_scaled(-y, (int32_t)(rng_next(&rng) % 8));
        struct num fast = NUM_ZERO, slow = NUM_ZERO;
        bad += num_add(p, q, &fast) != num_add_slow(p, q, &slow) || num_cmp_slow(fast, slow) != 0;
        bad += num_sub(p, q, &fast) != num_sub_slow(p, q, &slow) || num_cmp_slow(fast, slow) != 0;
        bad += num_mul(p, q, &fast) != num_mul_slow(p, q, &slow) || num_cmp_slow(fast, slow) != 0;
        struct num difference = NUM_ZERO;
        bad += !num_sub_slow(p, q, &difference) || num_cmp(p, q) != num_sign(difference);
        struct num quotient, back;
        if (num_sign(q) != 0) bad += !num_mul(p, q, &fast) || !num_div(fast, q, &quotient) || !num_mul(quotient, q, &back) ||
            (num_cmp(back, fast) != 0 && num_cmp(num_abs(fast), num_scaled(1, -30)) < 0);
    }
    CHECK(bad == 0);
}

int main(void)
{
    struct arena *a = arena_new();
    texts(a);
    rounding(a);
    functions(a);
    machine_numbers();
    inline_paths(20200514);
    arena_free(a);
    return check_end();
}
