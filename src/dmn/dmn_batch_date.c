/* dmn_batch_date.c - dates as days, years and months durations as months, durations of whole days as days. */
#include "dmn/dmn_batch_impl.h"

enum {
    FIRST_DAY = -719162,
    LAST_DAY = 2932896,
    MONTHS_MOST = 120000
};

static int32_t emit2(struct batch_maker *m, enum batch_op op, enum batch_lane lane, int32_t a, int32_t b)
{
    return batch_emit(m, (struct batch_ins){.op = (uint8_t)op, .lane = (uint8_t)lane, .a = a, .b = b, .c = -1});
}

static struct batch_value *made(struct batch_maker *m, enum batch_kind kind, enum batch_lane lane, int32_t null)
{
    struct batch_value *v = batch_value_new(m, kind);
    v->lane = (uint8_t)lane;
    v->null = null;
    return v;
}

static struct batch_value *bounded(struct batch_value *v, int64_t lo, int64_t hi)
{
    const int64_t far = INT64_C(1000000000000000); /* the interpreter knows more years; rows of those are marked */
    v->lo = lo;
    v->hi = hi;
    v->least = -far;
    v->most = far;
    return v;
}

/* 32-bit lanes of a value of days or months; NULL when they may need more. */
static int32_t lanes_32(struct batch_maker *m, const struct batch_value *v)
{
    if (v->lane == BATCH_64) return -1;
    return batch_widen(m, v->reg, (enum batch_lane)v->lane, BATCH_32);
}

/* Rows whose day lies outside the years 1 to 9999 are the interpreter's. */
static struct batch_value *checked_date(struct batch_maker *m, int32_t reg, const struct batch_value *of, int32_t null)
{
    struct batch_value *v = made(m, BATCH_DATE, BATCH_32, null);
    v->reg = batch_emit(
        m, (struct batch_ins){
               .op = BATCH_TAMED, .lane = BATCH_32, .a = reg, .b = -1, .c = -1, .imm = FIRST_DAY, .imm2 = LAST_DAY});
    v->open = of->open;
    return bounded(v, FIRST_DAY, LAST_DAY);
}

/* a + b, or a - b with `minus`, of days or months. */
static struct batch_value *sum(struct batch_maker *m, enum batch_kind kind, struct batch_value *a,
                               struct batch_value *b, bool minus)
{
    int64_t lo = minus ? a->lo - b->hi : a->lo + b->lo, hi = minus ? a->hi - b->lo : a->hi + b->hi;
    int32_t x = lanes_32(m, a), y = lanes_32(m, b);
    if (x < 0 || y < 0 || lo <= INT32_MIN || hi >= INT32_MAX) return NULL;
    struct batch_value *v = made(m, kind, BATCH_32, batch_or(m, a->null, b->null));
    v->reg = emit2(m, minus ? BATCH_SUB : BATCH_ADD, BATCH_32, x, y);
    v->open = a->open || b->open;
    return bounded(v, lo, hi);
}

static struct batch_value *move_date(struct batch_maker *m, struct batch_value *date, struct batch_value *by,
                                     bool minus)
{
    int32_t null = batch_or(m, date->null, by->null), x = lanes_32(m, date), y = lanes_32(m, by);
    if (x < 0 || y < 0) return NULL;
    if (by->kind == BATCH_DAYS) {
        struct batch_value *v = sum(m, BATCH_DATE, date, by, minus);
        return v ? checked_date(m, v->reg, v, null) : NULL;
    }
    if (by->lo < -MONTHS_MOST || by->hi > MONTHS_MOST) return NULL;
    if (minus)
        y = batch_emit(m, (struct batch_ins){.op = BATCH_RSUBC, .lane = BATCH_32, .a = y, .b = -1, .c = -1, .imm = 0});
    struct batch_value *v = made(m, BATCH_DATE, BATCH_32, null);
    v->reg = emit2(m, BATCH_ADD_MONTHS, BATCH_32, x, y);
    v->open = date->open || by->open;
    return bounded(v, FIRST_DAY, LAST_DAY);
}

/* A constant duration of the kind that it has; a date moves by the days rounded down. */
static struct batch_value *duration(struct batch_maker *m, struct batch_value *v, bool for_date, bool minus)
{
    if (v->kind == BATCH_PERIOD || v->kind == BATCH_DAYS) return v;
    if (!batch_is_constant(v)) return NULL;
    struct feel_value c = v->values[0];
    if (c.kind == FEEL_MONTHS_DURATION) return batch_as(m, v, BATCH_PERIOD);
    if (c.kind != FEEL_DAYS_DURATION) return NULL;
    const int64_t day = 86400;
    if (for_date && (c.duration.nanos != 0 || c.duration.seconds % day != 0)) {
        if (minus || c.duration.seconds < 0) return NULL;
        v = batch_constant(m, feel_duration(c.duration.seconds / day * day, 0));
    }
    return batch_as(m, v, BATCH_DAYS);
}

struct batch_value *batch_date_arithmetic(struct batch_maker *m, enum feel_op op, struct batch_value *a,
                                          struct batch_value *b)
{
    bool minus = op == FEEL_OP_SUB;
    if (op != FEEL_OP_ADD && !minus) return NULL;
    if (minus && (a->kind == BATCH_DATE || b->kind == BATCH_DATE)) {
        struct batch_value *x = batch_as(m, a, BATCH_DATE), *y = batch_as(m, b, BATCH_DATE);
        if (x && y) return sum(m, BATCH_DAYS, x, y, true);
    }
    bool swap = !minus && b->kind == BATCH_DATE;
    struct batch_value *first = swap ? b : a, *by = duration(m, swap ? a : b, first->kind == BATCH_DATE, minus);
    if (by == NULL) return NULL;
    struct batch_value *date = batch_as(m, first, BATCH_DATE);
    if (date) return move_date(m, date, by, minus);
    first = duration(m, first, false, false);
    return first && first->kind == by->kind ? sum(m, by->kind, first, by, minus) : NULL;
}

struct batch_value *batch_months_between(struct batch_maker *m, struct batch_value *from, struct batch_value *to)
{
    from = batch_as(m, from, BATCH_DATE);
    to = batch_as(m, to, BATCH_DATE);
    if (from == NULL || to == NULL) return NULL;
    struct batch_value *v = made(m, BATCH_PERIOD, BATCH_32, batch_or(m, from->null, to->null));
    v->reg = emit2(m, BATCH_MONTHS, BATCH_32, from->reg, to->reg);
    v->open = from->open || to->open;
    return bounded(v, -MONTHS_MOST, MONTHS_MOST);
}

static struct batch_value *part(struct batch_maker *m, struct batch_value *v, enum batch_op op, int64_t lo, int64_t hi)
{
    struct batch_value *out = made(m, BATCH_NUMBER, BATCH_16, v->null);
    out->reg = emit2(m, op, BATCH_16, v->reg, -1);
    out->open = v->open;
    return bounded(out, lo, hi);
}

static struct batch_value *years(struct batch_maker *m, struct batch_value *v)
{
    struct batch_value *out = made(m, BATCH_NUMBER, BATCH_64, v->null);
    int32_t wide = batch_widen(m, v->reg, (enum batch_lane)v->lane, BATCH_64);
    out->reg = batch_emit(
        m, (struct batch_ins){
               .op = BATCH_DIVIDE, .lane = BATCH_64, .mode = NUM_DOWN, .a = wide, .b = -1, .c = -1, .imm = 12, .n = 1});
    out->open = v->open;
    return bounded(out, v->lo / 12, v->hi / 12);
}

/* The months beside the full years, with the sign of the duration. */
static struct batch_value *months(struct batch_maker *m, struct batch_value *v)
{
    struct batch_value *full = years(m, v), *out = made(m, BATCH_NUMBER, BATCH_64, v->null);
    int32_t in_years = batch_emit(
        m, (struct batch_ins){.op = BATCH_MULC, .lane = BATCH_64, .a = full->reg, .b = -1, .c = -1, .imm = 12});
    out->reg = emit2(m, BATCH_SUB, BATCH_64, batch_widen(m, v->reg, (enum batch_lane)v->lane, BATCH_64), in_years);
    out->open = v->open;
    bounded(out, -11, 11);
    out->least = -11;
    out->most = 11;
    return out;
}

struct batch_value *batch_property(struct batch_maker *m, struct batch_value *v, struct str name)
{
    if (v->kind == BATCH_DATE) {
        if (str_eq(name, STR("year"))) return part(m, v, BATCH_YEAR, 1, 9999);
        if (str_eq(name, STR("month"))) return part(m, v, BATCH_MONTH, 1, 12);
        if (str_eq(name, STR("day"))) return part(m, v, BATCH_DAY, 1, 31);
        if (str_eq(name, STR("weekday"))) return part(m, v, BATCH_WEEKDAY, 1, 7);
    }
    if (v->kind == BATCH_PERIOD && str_eq(name, STR("years"))) return years(m, v);
    if (v->kind == BATCH_PERIOD && str_eq(name, STR("months"))) return months(m, v);
    if (v->kind == BATCH_DAYS && str_eq(name, STR("days"))) {
        struct batch_value *out = ARENA_NEW(m->arena, struct batch_value);
        *out = *v;
        out->kind = BATCH_NUMBER;
        out->mono = NULL;
        return out;
    }
    return NULL;
}
