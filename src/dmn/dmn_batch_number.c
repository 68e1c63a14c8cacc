/* dmn_batch_number.c - numbers as integers of a fixed scale: arithmetic, comparison, rounding, ratios.
 *
 * Ranges are followed while compiling: what cannot leave 64 bits is not checked at run time, the rest is, and a row
 * that overflows is the interpreter's.  Everything kept is exact with at most 19 digits, as decimal128 would have it. A
 * quotient that has no short decimal stays a ratio until it is rounded or compared: its 34 digits are too many for that
 * to come out otherwise, because the ratio of two 63-bit integers is never that near to a shorter decimal. */
#include "dmn/dmn_batch_impl.h"

static const int64_t SMALL = INT64_C(1) << 51;

static int64_t power_of_ten(int32_t n)
{
    int64_t p = 1;
    assert(n >= 0 && n <= BATCH_SCALE_MAX);
    while (n-- > 0)
        p *= 10;
    return p;
}

bool batch_mantissa(struct num n, int64_t *mantissa, int32_t *scale)
{
    for (*scale = 0; *scale <= BATCH_SCALE_MAX; (*scale)++)
        if (num_to_scaled(n, *scale, mantissa) && *mantissa > INT64_MIN) return true;
    return false;
}

int128 batch_cut(struct num c, int32_t scale, bool open)
{
    int64_t exact;
    struct num rounded;
    if (num_to_scaled(c, scale, &exact)) return (int128)exact + open;
    if (num_round(c, scale, NUM_CEILING, &rounded) && num_to_scaled(rounded, scale, &exact)) return exact;
    return num_sign(c) < 0 ? -BATCH_ENDLESS : BATCH_ENDLESS;
}

/* ---- ranges ---- */

static int128 smaller(int128 a, int128 b)
{
    return a < b ? a : b;
}
static int128 larger(int128 a, int128 b)
{
    return a > b ? a : b;
}
static bool fits(int128 lo, int128 hi)
{
    return lo > INT64_MIN && hi <= INT64_MAX;
}
/* What the interpreter may have; beyond 33 digits it rounds, and then not even the scale is known. */
static void set_truth(struct batch_value *v, int128 least, int128 most)
{
    if (least < -BATCH_ENDLESS || most > BATCH_ENDLESS) v->open = true;
    v->least = larger(least, -BATCH_ENDLESS - 1);
    v->most = smaller(most, BATCH_ENDLESS + 1);
}
static int128 times(int128 a, int128 b)
{
    if (a == 0 || b == 0) return 0;
    int128 x = a < 0 ? -a : a, y = b < 0 ? -b : b;
    if (x > BATCH_ENDLESS / y) return (a < 0) != (b < 0) ? -BATCH_ENDLESS - 1 : BATCH_ENDLESS + 1;
    return a * b;
}
static void range_of_product(int128 a0, int128 a1, int128 b0, int128 b1, int128 *lo, int128 *hi)
{
    int128 p[4] = {times(a0, b0), times(a0, b1), times(a1, b0), times(a1, b1)};
    *lo = *hi = p[0];
    for (int i = 1; i < 4; i++) {
        *lo = smaller(*lo, p[i]);
        *hi = larger(*hi, p[i]);
    }
}

/* One number, for the interpreter as well. */
static bool is_fixed(const struct batch_value *v)
{
    return v->lo == v->hi && v->least == v->most && v->null < 0;
}

/* ---- emitting ---- */

static int32_t emit2(struct batch_maker *m, enum batch_op op, enum batch_lane lane, int32_t a, int32_t b)
{
    return batch_emit(m, (struct batch_ins){.op = (uint8_t)op, .lane = (uint8_t)lane, .a = a, .b = b, .c = -1});
}
static int32_t emit_with(struct batch_maker *m, enum batch_op op, enum batch_lane lane, int32_t a, int64_t k)
{
    return batch_emit(m,
                      (struct batch_ins){.op = (uint8_t)op, .lane = (uint8_t)lane, .a = a, .b = -1, .c = -1, .imm = k});
}
static int32_t widened(struct batch_maker *m, const struct batch_value *v, enum batch_lane lane)
{
    return batch_widen(m, v->reg, (enum batch_lane)v->lane, lane);
}
static enum batch_lane wider(enum batch_lane a, enum batch_lane b)
{
    return a > b ? a : b;
}

/* The value of `kind` that op gives for a and b, in the narrowest lane that holds operands and result. */
static struct batch_value *lanes_of(struct batch_maker *m, enum batch_op op, struct batch_value *a,
                                    struct batch_value *b)
{
    struct batch_value *v = batch_value_new(m, a->kind);
    int128 lo, hi, least, most;
    if (op == BATCH_MUL) {
        range_of_product(a->lo, a->hi, b->lo, b->hi, &lo, &hi);
        range_of_product(a->least, a->most, b->least, b->most, &least, &most);
    } else if (op == BATCH_ADD) {
        lo = (int128)a->lo + b->lo, hi = (int128)a->hi + b->hi;
        least = a->least + b->least, most = a->most + b->most;
    } else {
        lo = (int128)a->lo - b->hi, hi = (int128)a->hi - b->lo;
        least = a->least - b->most, most = a->most - b->least;
    }
    v->scale = op == BATCH_MUL ? a->scale + b->scale : a->scale;
    v->null = batch_or(m, a->null, b->null);
    v->open = a->open || b->open;
    set_truth(v, least, most);
    bool safe = fits(lo, hi);
    enum batch_lane lane = wider((enum batch_lane)a->lane, (enum batch_lane)b->lane);
    lane = safe ? wider(lane, batch_lane_for((int64_t)lo, (int64_t)hi)) : BATCH_64;
    v->lane = (uint8_t)lane;
    v->lo = safe ? (int64_t)lo : -INT64_MAX;
    v->hi = safe ? (int64_t)hi : INT64_MAX;
    if (!safe) op = op == BATCH_MUL ? BATCH_MULX : op == BATCH_ADD ? BATCH_ADDX : BATCH_SUBX;
    bool ka = is_fixed(a), kb = is_fixed(b);
    if (safe && kb && (op != BATCH_MUL || batch_lane_for(b->lo, b->hi) <= lane)) {
        enum batch_op with = op == BATCH_MUL ? BATCH_MULC : BATCH_ADDC;
        v->reg = b->lo == (op == BATCH_MUL)
                     ? widened(m, a, lane)
                     : emit_with(m, with, lane, widened(m, a, lane), op == BATCH_SUB ? -b->lo : b->lo);
    } else if (safe && ka) {
        enum batch_op with = op == BATCH_MUL ? BATCH_MULC : op == BATCH_ADD ? BATCH_ADDC : BATCH_RSUBC;
        v->reg = emit_with(m, with, lane, widened(m, b, lane), a->lo);
    } else {
        v->reg = emit2(m, op, lane, widened(m, a, lane), widened(m, b, lane));
    }
    return v;
}

static struct batch_value *whole(struct batch_maker *m, int64_t n)
{
    return batch_as(m, batch_constant(m, feel_integer(n)), BATCH_NUMBER);
}

/* The same mantissas times n, the scale left as it is. */
static struct batch_value *scaled_by(struct batch_maker *m, struct batch_value *v, int64_t n)
{
    struct batch_value *k = whole(m, n);
    if (n == 1) return v;
    struct batch_value *out = lanes_of(m, BATCH_MUL, v, k);
    out->scale = v->scale;
    return out;
}

static struct batch_value *with_scale(struct batch_maker *m, const struct batch_value *v, int32_t scale)
{
    struct batch_value *out = ARENA_NEW(m->arena, struct batch_value);
    *out = *v;
    out->scale = scale;
    out->mono = NULL;
    return out;
}

struct batch_value *batch_rescale(struct batch_maker *m, struct batch_value *v, int32_t scale)
{
    assert(v->kind == BATCH_NUMBER && scale >= v->scale);
    if (scale == v->scale) return v;
    if (scale > BATCH_SCALE_MAX || scale - v->scale > BATCH_SCALE_MAX) return NULL;
    struct batch_value *out = scaled_by(m, v, power_of_ten(scale - v->scale));
    return with_scale(m, out, scale);
}

static bool align(struct batch_maker *m, struct batch_value **a, struct batch_value **b)
{
    int32_t scale = (*a)->scale > (*b)->scale ? (*a)->scale : (*b)->scale;
    *a = batch_rescale(m, *a, scale);
    *b = batch_rescale(m, *b, scale);
    return *a && *b;
}

/* ---- ratios ---- */

static struct batch_value *ratio(struct batch_maker *m, struct batch_value *a, struct batch_value *b, bool soft)
{
    struct batch_value *v = batch_value_new(m, BATCH_RATIO);
    v->items = ARENA_ARRAY(m->arena, struct batch_value *, 2);
    v->items[0] = with_scale(m, a, 0);
    v->items[1] = with_scale(m, b, 0);
    v->null = batch_or(m, a->null, b->null);
    v->open = a->open || b->open;
    v->soft = soft;
    return v;
}

/* a / b: rows with b = 0 are the interpreter's. */
static struct batch_value *divide(struct batch_maker *m, struct batch_value *a, struct batch_value *b)
{
    if (b->lo == 0 && b->hi == 0) return NULL;
    if (b->lo <= 0 && b->hi >= 0) {
        int32_t zero = emit_with(m, BATCH_EQC, (enum batch_lane)b->lane, b->reg, 0);
        batch_mark(m, b->null < 0 ? zero : batch_and(m, zero, batch_not(m, b->null)));
    }
    int32_t up = b->scale - a->scale; /* a / 10^as : b / 10^bs = a * 10^(bs - as) : b */
    if (up > 0) a = scaled_by(m, a, power_of_ten(up));
    if (up < 0) b = scaled_by(m, b, power_of_ten(-up));
    return ratio(m, a, b, false);
}

/* By a constant whose reciprocal has few digits. */
static struct batch_value *divide_by(struct batch_maker *m, struct batch_value *a, struct batch_value *b)
{
    int64_t k = b->lo;
    if (k == 0 || !is_fixed(b)) return NULL;
    for (int32_t digits = 0; digits <= BATCH_SCALE_MAX; digits++) {
        int64_t p = power_of_ten(digits);
        if (p % k != 0) continue;
        int32_t scale = a->scale + digits - b->scale;
        if (scale > BATCH_SCALE_MAX || scale < -BATCH_SCALE_MAX) return NULL;
        struct batch_value *v = scaled_by(m, a, p / k);
        if (scale >= 0) return with_scale(m, v, scale);
        return with_scale(m, scaled_by(m, v, power_of_ten(-scale)), 0);
    }
    return NULL;
}

static struct batch_value *ratio_arithmetic(struct batch_maker *m, enum feel_op op, struct batch_value *a,
                                            struct batch_value *b)
{
    bool left = a->kind == BATCH_RATIO;
    struct batch_value *r = left ? a : b, *n = batch_as(m, left ? b : a, BATCH_NUMBER);
    if (n == NULL || a->kind == b->kind) return NULL;
    struct batch_value *top = r->items[0], *bottom = r->items[1], *flat = with_scale(m, n, 0);
    int64_t p = power_of_ten(n->scale);
    if (op == FEEL_OP_MUL) return ratio(m, lanes_of(m, BATCH_MUL, top, flat), scaled_by(m, bottom, p), true);
    if (op == FEEL_OP_DIV && left && is_fixed(n) && n->lo != 0)
        return ratio(m, scaled_by(m, top, p), lanes_of(m, BATCH_MUL, bottom, flat), true);
    if (op != FEEL_OP_ADD && op != FEEL_OP_SUB) return NULL;
    struct batch_value *x = scaled_by(m, top, p), *y = lanes_of(m, BATCH_MUL, bottom, flat);
    struct batch_value *sum = op == FEEL_OP_ADD ? lanes_of(m, BATCH_ADD, x, y)
                              : left            ? lanes_of(m, BATCH_SUB, x, y)
                                                : lanes_of(m, BATCH_SUB, y, x);
    return ratio(m, sum, scaled_by(m, bottom, p), true);
}

struct batch_value *batch_arithmetic(struct batch_maker *m, enum feel_op op, struct batch_value *a,
                                     struct batch_value *b)
{
    if (op != FEEL_OP_ADD && op != FEEL_OP_SUB && op != FEEL_OP_MUL && op != FEEL_OP_DIV) return NULL;
    if (a->kind == BATCH_RATIO || b->kind == BATCH_RATIO) return ratio_arithmetic(m, op, a, b);
    if (a->kind != BATCH_NUMBER && b->kind != BATCH_NUMBER) {
        bool dates = a->kind == BATCH_DATE || b->kind == BATCH_DATE || a->kind == BATCH_PERIOD ||
                     b->kind == BATCH_PERIOD || a->kind == BATCH_DAYS || b->kind == BATCH_DAYS;
        if (dates) return batch_date_arithmetic(m, op, a, b);
    }
    a = batch_as(m, a, BATCH_NUMBER);
    b = batch_as(m, b, BATCH_NUMBER);
    if (a == NULL || b == NULL) return NULL;
    if (op == FEEL_OP_MUL) return a->scale + b->scale <= BATCH_SCALE_MAX ? lanes_of(m, BATCH_MUL, a, b) : NULL;
    if (op == FEEL_OP_DIV) {
        struct batch_value *exact = divide_by(m, a, b);
        return exact ? exact : divide(m, a, b);
    }
    return align(m, &a, &b) ? lanes_of(m, op == FEEL_OP_ADD ? BATCH_ADD : BATCH_SUB, a, b) : NULL;
}

/* ---- comparing ---- */

/* What the interpreter makes of null = x. */
static int32_t null_equals(struct feel_value x)
{
    enum feel_truth t = feel_equal(FEEL_NULL_VALUE, x);
    return t == FEEL_TRUE ? BATCH_TRUE : t == FEEL_FALSE ? BATCH_FALSE : BATCH_UNKNOWN;
}

static struct batch_value *truth_of(struct batch_maker *m, int32_t reg)
{
    struct batch_value *v = batch_value_new(m, BATCH_TRUTH);
    v->reg = reg;
    return v;
}

/* The truth t of `a op b` where neither is null, completed for nulls.  GT, GE and NE come in as the opposites. */
static struct batch_value *with_nulls(struct batch_maker *m, enum feel_op op, struct batch_value *t,
                                      const struct batch_value *a, const struct batch_value *b)
{
    int32_t null = batch_or(m, a->null, b->null);
    if (null < 0) return t;
    int32_t one = BATCH_UNKNOWN, two = BATCH_UNKNOWN;
    if (op == FEEL_OP_EQ || op == FEEL_OP_NE) {
        one = null_equals(a->kind == BATCH_DATE ? feel_date(0) : feel_integer(0));
        two = null_equals(FEEL_NULL_VALUE);
        if (op == FEEL_OP_NE) {
            one = BATCH_TRUE - one;
            two = BATCH_TRUE - two;
        }
    }
    int32_t value = batch_fill(m, BATCH_8, one);
    if (a->null >= 0 && b->null >= 0 && one != two)
        value = batch_select(m, BATCH_8, batch_and(m, a->null, b->null), batch_fill(m, BATCH_8, two), value);
    t = truth_of(m, batch_select(m, BATCH_8, null, value, t->reg));
    t->maybe = one == BATCH_UNKNOWN || two == BATCH_UNKNOWN;
    return t;
}

static int32_t at_least(struct batch_maker *m, const struct batch_value *v, int128 cut)
{
    if (cut <= v->least) return batch_fill(m, BATCH_8, BATCH_TRUE);
    if (cut > v->most) return batch_fill(m, BATCH_8, BATCH_FALSE);
    if (cut <= v->lo || cut > v->hi) { /* so for what is not marked: the lanes must be computed to mark the rest */
        int32_t always = emit_with(m, BATCH_GEC, (enum batch_lane)v->lane, v->reg, v->lo);
        return cut <= v->lo ? always : batch_not(m, always);
    }
    return emit_with(m, BATCH_GEC, (enum batch_lane)v->lane, v->reg, (int64_t)cut);
}

static int32_t equals(struct batch_maker *m, const struct batch_value *v, int128 low, int128 next)
{
    if (next == low || low < v->least || low > v->most) return batch_fill(m, BATCH_8, BATCH_FALSE);
    if (low < v->lo || low > v->hi)
        return batch_not(m, emit_with(m, BATCH_GEC, (enum batch_lane)v->lane, v->reg, v->lo));
    return emit_with(m, BATCH_EQC, (enum batch_lane)v->lane, v->reg, (int64_t)low);
}

/* a op constant; low: the least lane >= it, next: the least lane > it. */
static int32_t compare_cut(struct batch_maker *m, enum feel_op op, const struct batch_value *a, int128 low, int128 next)
{
    switch ((int)op) {
    case FEEL_OP_GE:
        return at_least(m, a, low);
    case FEEL_OP_GT:
        return at_least(m, a, next);
    case FEEL_OP_LT:
        return batch_not(m, at_least(m, a, low));
    case FEEL_OP_LE:
        return batch_not(m, at_least(m, a, next));
    case FEEL_OP_NE:
        return batch_not(m, equals(m, a, low, next));
    default:
        return equals(m, a, low, next);
    }
}

static int32_t compare_lanes(struct batch_maker *m, enum feel_op op, const struct batch_value *a,
                             const struct batch_value *b)
{
    enum batch_lane lane = wider((enum batch_lane)a->lane, (enum batch_lane)b->lane);
    int32_t x = widened(m, a, lane), y = widened(m, b, lane);
    switch ((int)op) {
    case FEEL_OP_LT:
        return emit2(m, BATCH_LT, lane, x, y);
    case FEEL_OP_LE:
        return emit2(m, BATCH_LE, lane, x, y);
    case FEEL_OP_GT:
        return emit2(m, BATCH_LT, lane, y, x);
    case FEEL_OP_GE:
        return emit2(m, BATCH_LE, lane, y, x);
    case FEEL_OP_NE:
        return batch_not(m, emit2(m, BATCH_EQ, lane, x, y));
    default:
        return emit2(m, BATCH_EQ, lane, x, y);
    }
}

static enum feel_op turned(enum feel_op op)
{
    switch ((int)op) {
    case FEEL_OP_LT:
        return FEEL_OP_GT;
    case FEEL_OP_LE:
        return FEEL_OP_GE;
    case FEEL_OP_GT:
        return FEEL_OP_LT;
    case FEEL_OP_GE:
        return FEEL_OP_LE;
    default:
        return op;
    }
}

static struct batch_value *compare_ratio(struct batch_maker *m, enum feel_op op, struct batch_value *r,
                                         struct batch_value *other)
{
    struct batch_value *n = other->kind == BATCH_RATIO ? NULL : batch_as(m, other, BATCH_NUMBER);
    if (n == NULL) return NULL;
    struct batch_value *top = r->items[0], *bottom = r->items[1];
    struct batch_value *x = scaled_by(m, top, power_of_ten(n->scale));
    struct batch_value *y = lanes_of(m, BATCH_MUL, bottom, with_scale(m, n, 0));
    int32_t t = bottom->lo > 0 ? compare_lanes(m, op, x, y) : compare_lanes(m, turned(op), x, y);
    if (bottom->lo <= 0 && bottom->hi > 0)
        t = batch_select(m, BATCH_8, emit_with(m, BATCH_GEC, (enum batch_lane)bottom->lane, bottom->reg, 1),
                         compare_lanes(m, op, x, y), t);
    int32_t null = batch_or(m, r->null, n->null);
    if (r->soft) {
        int32_t same = compare_lanes(m, FEEL_OP_EQ, x, y);
        batch_mark(m, null < 0 ? same : batch_and(m, same, batch_not(m, null)));
    }
    struct batch_value *v = with_nulls(m, op, truth_of(m, t), r, n);
    v->open = r->soft || r->open || n->open;
    return v;
}

/* = and != of texts of two dictionaries: each text gets a number. */
static struct batch_value *compare_texts(struct batch_maker *m, enum feel_op op, struct batch_value *a,
                                         struct batch_value *b)
{
    struct batch_value *sides[2] = {a, b}, *lanes[2];
    if (op != FEEL_OP_EQ && op != FEEL_OP_NE) return NULL;
    for (int s = 0; s < 2; s++) {
        struct feel_value *numbers = ARENA_ARRAY(m->arena, struct feel_value, sides[s]->n);
        if ((uint64_t)sides[s]->n * a->n > BATCH_BUDGET) return NULL;
        for (uint32_t i = 0; i < sides[s]->n; i++) {
            struct feel_value v = sides[s]->values[i];
            if (v.kind != FEEL_STRING && v.kind != FEEL_NULL) return NULL;
            uint32_t at = 0;
            while (at < a->n && !(a->values[at].kind == FEEL_STRING && v.kind == FEEL_STRING &&
                                  str_eq(feel_text(a->values[at]), feel_text(v))))
                at++;
            if (v.kind == FEEL_STRING) numbers[i] = feel_integer(at < a->n ? (int64_t)at : (int64_t)a->n + i);
        }
        lanes[s] = batch_as(m, batch_classes(m, sides[s], numbers), BATCH_NUMBER);
        if (lanes[s] == NULL) return NULL;
    }
    struct batch_value *t = truth_of(m, compare_lanes(m, op, lanes[0], lanes[1]));
    return with_nulls(m, op, t, lanes[0], lanes[1]);
}

static bool is_null_constant(const struct batch_value *v)
{
    return batch_is_constant(v) && v->values[0].kind == FEEL_NULL;
}

static struct batch_value *compare_null(struct batch_maker *m, enum feel_op op, struct batch_value *v)
{
    if (op != FEEL_OP_EQ && op != FEEL_OP_NE) return batch_constant(m, FEEL_NULL_VALUE);
    if (v->kind == BATCH_LIST || v->kind == BATCH_CONTEXT || v->kind == BATCH_RATIO) return NULL;
    int32_t null = batch_nulls(m, v);
    if (null < 0) return batch_constant(m, feel_boolean(op == FEEL_OP_NE));
    return truth_of(m, op == FEEL_OP_EQ ? null : batch_not(m, null));
}

static struct batch_value *compare_truth(struct batch_maker *m, enum feel_op op, struct batch_value *v,
                                         struct batch_value *k)
{
    if (!batch_is_constant(k) || k->values[0].kind != FEEL_BOOLEAN) return NULL;
    if (op != FEEL_OP_EQ && op != FEEL_OP_NE) return NULL;
    int32_t t = emit_with(m, BATCH_EQC, BATCH_8, v->reg, k->values[0].boolean ? BATCH_TRUE : BATCH_FALSE);
    if (op == FEEL_OP_NE) t = batch_not(m, t);
    struct batch_value as_lane = {.kind = BATCH_NUMBER, .null = batch_nulls(m, v)}, never = {.null = -1};
    return with_nulls(m, op, truth_of(m, t), &as_lane, &never);
}

struct batch_value *batch_compare(struct batch_maker *m, enum feel_op op, struct batch_value *a, struct batch_value *b)
{
    if (a->kind == BATCH_NONE || b->kind == BATCH_NONE) return a->kind == BATCH_NONE ? a : b;
    if (is_null_constant(b)) return compare_null(m, op, a);
    if (is_null_constant(a)) return compare_null(m, op, b);
    if (a->kind == BATCH_RATIO) return compare_ratio(m, op, a, b);
    if (b->kind == BATCH_RATIO) return compare_ratio(m, turned(op), b, a);
    if (a->kind == BATCH_CLASSES && b->kind == BATCH_CLASSES) return compare_texts(m, op, a, b);
    if (a->kind == BATCH_CLASSES) return batch_compare(m, turned(op), b, a);
    if (a->kind == BATCH_TRUTH) return compare_truth(m, op, a, b);
    if (a->kind == BATCH_LIST || a->kind == BATCH_CONTEXT || b->kind == BATCH_LIST || b->kind == BATCH_CONTEXT)
        return NULL;
    struct batch_value *v;
    if (a->kind == BATCH_NUMBER && batch_is_constant(b) && b->values[0].kind == FEEL_NUMBER) {
        struct num c = b->values[0].number;
        struct batch_value never = {.null = -1};
        v = truth_of(m, compare_cut(m, op, a, batch_cut(c, a->scale, false), batch_cut(c, a->scale, true)));
        v = with_nulls(m, op, v, a, &never);
        v->open = a->open;
        return v;
    }
    b = batch_as(m, b, a->kind);
    if (b == NULL || (a->kind == BATCH_NUMBER && !align(m, &a, &b))) return NULL;
    if (is_fixed(b))
        v = truth_of(m, compare_cut(m, op, a, b->lo, (int128)b->lo + 1));
    else
        v = truth_of(m, compare_lanes(m, op, a, b));
    v = with_nulls(m, op, v, a, b);
    v->open = a->open || b->open;
    return v;
}

/* ---- rounding ---- */

static struct batch_value *divided(struct batch_maker *m, const struct batch_value *a, const struct batch_value *b,
                                   enum num_round mode)
{
    struct batch_value *v = batch_value_new(m, BATCH_NUMBER);
    bool small = a->lo > -SMALL && a->hi < SMALL && b->lo > -SMALL && b->hi < SMALL;
    bool constant = is_fixed(b);
    v->lane = BATCH_64;
    v->null = batch_or(m, a->null, b->null);
    v->reg = batch_emit(m, (struct batch_ins){.op = BATCH_DIVIDE,
                                              .lane = BATCH_64,
                                              .mode = (uint8_t)mode,
                                              .a = widened(m, a, BATCH_64),
                                              .b = constant ? -1 : widened(m, b, BATCH_64),
                                              .c = -1,
                                              .imm = constant ? b->lo : 0,
                                              .n = small});
    int64_t top = a->hi > -a->lo ? a->hi : -a->lo, by = constant ? (b->lo < 0 ? -b->lo : b->lo) : 1;
    int128 wide = larger(a->most, -a->least);
    top = top / by + (top / by < INT64_MAX);
    v->lo = a->lo >= 0 && b->lo >= 0 ? 0 : -top;
    v->hi = top;
    bool positive = a->least >= 0 && b->least >= 0;
    v->open = a->open || b->open;
    set_truth(v, positive ? 0 : -(wide / by + 1), wide / by + 1);
    return v;
}

static struct batch_value *round_ratio(struct batch_maker *m, struct batch_value *r, int32_t scale, enum num_round mode)
{
    struct batch_value *top = r->items[0], *bottom = r->items[1];
    if (scale > 0) top = scaled_by(m, top, power_of_ten(scale));
    if (scale < 0) bottom = scaled_by(m, bottom, power_of_ten(-scale));
    struct batch_value *v = divided(m, top, bottom, mode);
    if (r->soft) {
        int32_t tie = batch_emit(m, (struct batch_ins){.op = BATCH_TIE,
                                                       .lane = BATCH_64,
                                                       .mode = (uint8_t)mode,
                                                       .a = widened(m, top, BATCH_64),
                                                       .b = widened(m, bottom, BATCH_64),
                                                       .c = -1});
        batch_mark(m, r->null < 0 ? tie : batch_and(m, tie, batch_not(m, r->null)));
        v->open = true;
    }
    if (scale < 0) return with_scale(m, scaled_by(m, v, power_of_ten(-scale)), 0);
    return with_scale(m, v, scale);
}

static struct batch_value *rounded(struct batch_maker *m, struct batch_value **args, size_t count, enum num_round mode)
{
    int64_t scale = 0;
    if (count == 0 || count > 2) return NULL;
    if (count == 2) {
        if (!batch_is_constant(args[1]) || args[1]->values[0].kind != FEEL_NUMBER) return NULL;
        if (!num_trunc_i64(args[1]->values[0].number, &scale)) return NULL;
    }
    if (scale < -BATCH_SCALE_MAX || scale > BATCH_SCALE_MAX) return NULL;
    if (args[0]->kind == BATCH_RATIO) return round_ratio(m, args[0], (int32_t)scale, mode);
    struct batch_value *a = batch_as(m, args[0], BATCH_NUMBER);
    if (a == NULL) return NULL;
    if (scale >= a->scale) return with_scale(m, a, a->scale);
    if (a->scale - scale > BATCH_SCALE_MAX) return NULL;
    struct batch_value *v = divided(m, a, whole(m, power_of_ten(a->scale - (int32_t)scale)), mode);
    if (scale >= 0) return with_scale(m, v, (int32_t)scale);
    return with_scale(m, scaled_by(m, v, power_of_ten(-(int32_t)scale)), 0);
}

/* ---- other functions ---- */

static struct batch_value *modulo(struct batch_maker *m, struct batch_value *a, struct batch_value *b)
{
    a = batch_as(m, a, BATCH_NUMBER);
    b = batch_as(m, b, BATCH_NUMBER);
    if (a == NULL || b == NULL || !align(m, &a, &b) || (b->lo == 0 && b->hi == 0)) return NULL;
    if (b->lo <= 0 && b->hi >= 0) {
        int32_t zero = emit_with(m, BATCH_EQC, (enum batch_lane)b->lane, b->reg, 0);
        batch_mark(m, b->null < 0 ? zero : batch_and(m, zero, batch_not(m, b->null)));
    }
    struct batch_value *times_b = lanes_of(m, BATCH_MUL, divided(m, a, b, NUM_FLOOR), b);
    times_b->scale = a->scale;
    struct batch_value *v = lanes_of(m, BATCH_SUB, a, times_b);
    int64_t most = b->hi > -b->lo ? b->hi : -b->lo;
    if (v->lo < -most) v->lo = -most;
    if (v->hi > most) v->hi = most;
    return v;
}

static struct batch_value *extreme(struct batch_maker *m, struct batch_value *a, struct batch_value *b, bool least)
{
    struct batch_value *v = batch_value_new(m, a->kind);
    enum batch_lane lane = wider((enum batch_lane)a->lane, (enum batch_lane)b->lane);
    v->lane = (uint8_t)lane;
    v->scale = a->scale;
    v->open = a->open || b->open;
    v->null = batch_or(m, a->null, b->null);
    v->lo = least == (a->lo < b->lo) ? a->lo : b->lo;
    v->hi = least == (a->hi < b->hi) ? a->hi : b->hi;
    set_truth(v, least ? smaller(a->least, b->least) : larger(a->least, b->least),
              least ? smaller(a->most, b->most) : larger(a->most, b->most));
    if (is_fixed(b))
        v->reg = emit_with(m, least ? BATCH_MINC : BATCH_MAXC, lane, widened(m, a, lane), b->lo);
    else
        v->reg = emit2(m, least ? BATCH_MIN : BATCH_MAX, lane, widened(m, a, lane), widened(m, b, lane));
    return v;
}

/* Does the interpreter make null of f(x, null) and of f(null)? */
static bool null_spoils(struct batch_maker *m, const char *name)
{
    struct feel_node n = {.op = FEEL_OP_CALL, .builtin = feel_builtin_find(str_of(name)), .item_count = 2};
    struct feel_value args[2] = {feel_integer(1), FEEL_NULL_VALUE};
    if (n.builtin == NULL || batch_apply(m, &n, args, 2).kind != FEEL_NULL) return false;
    args[0] = FEEL_NULL_VALUE;
    args[1] = feel_integer(1);
    if (batch_apply(m, &n, args, 2).kind != FEEL_NULL) return false;
    n.item_count = 1;
    return batch_apply(m, &n, args, 1).kind == FEEL_NULL;
}

/* min, max, sum: what they make of a null is the interpreter's to say. */
static struct batch_value *fold(struct batch_maker *m, const char *name, struct batch_value **args, size_t count)
{
    if (count == 1 && args[0]->kind == BATCH_LIST) {
        count = args[0]->count;
        args = args[0]->items;
    }
    enum batch_kind kind = BATCH_NUMBER;
    bool sum = strcmp(name, "sum") == 0, spoils = null_spoils(m, name);
    for (size_t i = 0; i < count && !sum; i++)
        if (args[i]->kind == BATCH_DATE) kind = BATCH_DATE;
    struct batch_value *v = NULL;
    for (size_t i = 0; i < count; i++) {
        struct batch_value *next = batch_as(m, args[i], kind);
        if (next == NULL) return NULL;
        if (next->null >= 0 && !spoils) {
            batch_mark(m, next->null);
            next = with_scale(m, next, next->scale);
            next->null = -1;
            next->open = true;
        }
        if (v == NULL) {
            v = next;
            continue;
        }
        if (kind == BATCH_NUMBER && !align(m, &v, &next)) return NULL;
        v = sum ? lanes_of(m, BATCH_ADD, v, next) : extreme(m, v, next, name[1] == 'i');
    }
    return v ? with_scale(m, v, v->scale) : NULL;
}

static struct batch_value *absolute(struct batch_maker *m, struct batch_value *a)
{
    if (a->kind != BATCH_NUMBER) return NULL;
    struct batch_value *v = with_scale(m, a, a->scale);
    v->reg = emit_with(m, BATCH_ABS, (enum batch_lane)wider((enum batch_lane)a->lane, batch_lane_for(-a->hi, -a->lo)),
                       widened(m, a, wider((enum batch_lane)a->lane, batch_lane_for(-a->hi, -a->lo))), 0);
    v->lane = (uint8_t)wider((enum batch_lane)a->lane, batch_lane_for(-a->hi, -a->lo));
    v->lo = 0;
    v->hi = a->hi > -a->lo ? a->hi : -a->lo;
    set_truth(v, 0, larger(a->most, -a->least));
    return v;
}

struct batch_value *batch_builtin(struct batch_maker *m, struct str name, struct batch_value **args, size_t count)
{
    static const struct {
        const char *name;
        enum num_round mode;
    } ROUND[] = {{"decimal", NUM_HALF_EVEN},        {"floor", NUM_FLOOR},
                 {"ceiling", NUM_CEILING},          {"round up", NUM_UP},
                 {"round down", NUM_DOWN},          {"round half up", NUM_HALF_UP},
                 {"round half down", NUM_HALF_DOWN}};
    for (size_t i = 0; i < COUNT(ROUND); i++)
        if (str_eq(name, str_of(ROUND[i].name))) return rounded(m, args, count, ROUND[i].mode);
    if (str_eq(name, STR("abs")) && count == 1) return absolute(m, args[0]);
    if (str_eq(name, STR("modulo")) && count == 2) return modulo(m, args[0], args[1]);
    if (str_eq(name, STR("min")) || str_eq(name, STR("max")) || str_eq(name, STR("sum")))
        return fold(m, name.p, args, count);
    if (str_eq(name, STR("not")) && count == 1 && args[0]->kind == BATCH_TRUTH) {
        struct batch_value *v = truth_of(m, batch_not(m, args[0]->reg));
        v->maybe = args[0]->maybe;
        return v;
    }
    if (str_eq(name, STR("date")) && count == 1 && args[0]->kind == BATCH_DATE) return with_scale(m, args[0], 0);
    if (str_eq(name, STR("years and months duration")) && count == 2) return batch_months_between(m, args[0], args[1]);
    return NULL;
}
