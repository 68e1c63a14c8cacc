/* temporal_fuzz.c - any bytes as a date, time, duration, range or region file: what was read has a text that reads back as
 *  the same value, comparison and arithmetic keep their laws, and a region gives offsets everywhere. */
#include "feel/feel_impl.h"
#include "feel/feel_time.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool x, const char *what)
{
    if (x) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

/** Regions stay in the cache from run to run. */
static struct feel_engine *engine(void)
{
    static char folder[] = "/usr/share/zoneinfo";
    static struct feel_engine e;
    const struct feel_host host = {.data = folder, .zone = feel_zone_from_folder};
    if (!e.zones) e.zones = feel_zones_new(&host);
    return &e;
}

static struct str text_of(struct arena *a, struct feel_value v)
{
    struct buf b = {.arena = a};
    feel_temporal_text(&b, v);
    return buf_str(&b);
}

static void check_value(struct arena *a, struct feel_value v)
{
    struct feel_value again, opposite, sum, back;
    struct str text = text_of(a, v);
    must(feel_parse_temporal(engine(), a, text, &again) && again.kind == v.kind, "what we write we can read");
    must(feel_temporal_is(v, again) && str_eq(text, text_of(a, again)), "the same value, the same text");
    must(feel_temporal_equal(v, again) == FEEL_TRUE && feel_temporal_compare(v, again) == FEEL_SAME, "equal to itself");
    if (feel_duration_negate(v, &opposite)) {
        must(feel_temporal_add(a, v, opposite, &sum), "a duration and its opposite add up");
        must(feel_duration_negate(opposite, &back) && feel_temporal_is(back, v), "twice the opposite");
        return;
    }
    static const int64_t STEPS_S[] = {1, -1, 1800, 3600, -3600, 86400, -86400 * 180, INT64_MAX, INT64_MIN + 1};
    for (size_t i = 0; i < COUNT(STEPS_S); i++) {
        struct feel_value step = feel_duration(STEPS_S[i], 500000000);
        if (!feel_temporal_add(a, v, step, &sum)) continue;
        (void)text_of(a, sum);
        if (v.kind != FEEL_DATE_TIME || !feel_temporal_subtract(a, sum, v, &back)) continue;
        must(feel_temporal_is(back, step), "(x + d) - x = d");
    }
    struct feel_value month;
    if (feel_temporal_add(a, v, feel_months(1), &month))
        must(feel_temporal_compare(v, month) == FEEL_LESS, "a month is later");
}

static void check_region(struct arena *a, struct str tzif)
{
    struct feel_zone *z = feel_zone_parse(a, STR("Any/Region"), tzif);
    if (!z) return;
    for (int64_t s = -INT64_C(40000000000000000); s < INT64_C(40000000000000000); s += INT64_C(777777777777777)) {
        int32_t offset = feel_zone_offset_local(z, s), later = feel_zone_offset_later(z, s);
        must(offset >= later, "the first pass is the one further east");
        (void)feel_zone_offset_utc(z, s - offset);
    }
    for (int64_t s = -INT64_C(6000000000); s < INT64_C(9000000000); s += INT64_C(10007000)) {
        (void)feel_zone_offset_local(z, s);
    }
}

/** The text as the argument of range(). */
static struct feel_value range_of(struct feel_run *r, struct str s)
{
    const struct feel_value text = feel_string(s);
    return FEEL_LIB_RANGE[0].call(r, &text, 1);
}

static void check_range(struct arena *a, struct str s)
{
    if (!utf8_valid(s)) return;
    struct feel_run r = {.arena = a, .engine = engine(), .limits = FEEL_LIMITS_DEFAULT};
    r.diags = (struct feel_diags){.arena = a, .max = 10};
    struct feel_value v = range_of(&r, s);
    must((v.kind == FEEL_NULL) == (r.diags.errors == 1), "null and an error, or a range");
    if (v.kind == FEEL_NULL || v.range->op != FEEL_RANGE_INTERVAL) return;
    must(feel_is(v, range_of(&r, feel_to_literal(a, v))), "the literal of a range reads back");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct str s = {(const char *)data, size};
    struct feel_moment m;
    struct feel_value v;
    int64_t days;
    if (feel_parse_date(s, &days)) check_value(a, feel_date(days));
    if (feel_parse_time(engine(), s, &m)) check_value(a, feel_moment(a, FEEL_TIME, &m));
    if (feel_parse_date_time(engine(), s, &m)) check_value(a, feel_moment(a, FEEL_DATE_TIME, &m));
    if (feel_parse_duration(s, &v)) check_value(a, v);
    check_range(a, s);
    check_region(a, s);
    arena_free(a);
    return 0;
}
