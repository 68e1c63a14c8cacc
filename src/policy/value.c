/* value.c - which numbers a fact can have at all: the sense of its unit and of its key. */
#include "num/num.h"
#include "policy/policy.h"

enum {
    ANY_PLACES = -1,
    FEN_PLACES = 2
};
/* The first row whose unit or end of the key fits holds. */
struct sense {
    struct str unit, unit_zh, key_end;
    int64_t min, max; /* max < min: without end */
    int places;       /* behind the point */
    struct str example;
};
#define TEXT(s) {s, sizeof s - 1}
static const struct sense SENSES[] = {
    {.key_end = TEXT("_year"), .min = 1900, .max = 2100, .places = 0, .example = TEXT("2020")},
    {.key_end = TEXT("_share"), .min = 0, .max = 100, .places = ANY_PLACES, .example = TEXT("30")},
    {.key_end = TEXT("age"), .unit = TEXT("years"), .min = 0, .max = 150, .places = 0, .example = TEXT("35")},
    {.unit = TEXT("years"), .unit_zh = TEXT("年"), .max = 150, .places = ANY_PLACES, .example = TEXT("3")},
    {.unit = TEXT("yuan"), .unit_zh = TEXT("元"), .max = -1, .places = FEN_PLACES, .example = TEXT("1250.50")},
    {.unit = TEXT("people"), .unit_zh = TEXT("人"), .max = -1, .places = 0, .example = TEXT("52")},
    {.unit = TEXT("days"), .unit_zh = TEXT("天"), .max = -1, .places = ANY_PLACES, .example = TEXT("14")},
    {.unit = TEXT("day"), .unit_zh = TEXT("日"), .max = -1, .places = ANY_PLACES, .example = TEXT("14")},
    {.unit = TEXT("nights"), .unit_zh = TEXT("晚"), .max = -1, .places = 0, .example = TEXT("14")},
    {.unit = TEXT("months"), .unit_zh = TEXT("月"), .max = -1, .places = ANY_PLACES, .example = TEXT("6")},
};

static bool fits(const struct sense *s, struct str key, struct str unit)
{
    bool of_key = !s->key_end.n || str_ends(key, s->key_end);
    bool of_unit = !s->unit.n || str_eq(unit, s->unit) || (s->unit_zh.n && str_eq(unit, s->unit_zh));
    return of_key && of_unit;
}

static bool apart(const struct sense *s, struct num n)
{
    int64_t whole;
    if (!num_trunc_i64(n, &whole)) return num_sign(n) < 0 || s->max >= s->min;
    bool more = !num_is_whole(n);
    if (num_sign(n) < 0 && (whole < s->min || (more && whole <= s->min))) return true;
    return whole < s->min || (s->max >= s->min && (whole > s->max || (whole == s->max && more)));
}

bool policy_number_ok(struct ctx *c, struct str key, struct str unit, struct str text, struct str at)
{
    const struct sense *s = NULL;
    struct num n;
    int64_t scaled;
    if (!num_parse(text, &n)) return fail_field(&c->err, at, M(CLAIM_NUMBER));
    for (size_t i = 0; !s && i < COUNT(SENSES); i++)
        if (fits(&SENSES[i], key, unit)) s = &SENSES[i];
    if (!s) return true;
    if (s->places == 0 && !num_is_whole(n)) return fail_field(&c->err, at, M(POLICY_WHOLE), S("example", s->example));
    if (s->places == FEN_PLACES && !num_to_scaled(n, FEN_PLACES, &scaled))
        return fail_field(&c->err, at, M(CLAIM_FEN));
    if (!apart(s, n)) return true;
    if (s->max < s->min) return fail_field(&c->err, at, M(POLICY_LESS), S("example", s->example));
    return fail_field(&c->err, at, M(POLICY_RANGE), I("min", s->min), I("max", s->max), S("example", s->example));
}
