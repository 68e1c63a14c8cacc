/* dmn_batch_value.c - values while compiling: by class, as lanes, as truths, and the choice between two.
 *
 * What is known by classes (dictionaries, booleans, the rule that fired) is computed by the interpreter once per class,
 * so every function works there; lanes are for numbers and dates. */
#include "dmn/dmn_batch_impl.h"

/* ---- makers ---- */

struct batch_value *batch_value_new(struct batch_maker *m, enum batch_kind kind)
{
    struct batch_value *v = ARENA_NEW(m->arena, struct batch_value);
    *v = (struct batch_value){.kind = kind, .reg = -1, .null = -1, .raw = -1};
    return v;
}

struct batch_value *batch_none(struct batch_maker *m, const char *zh, const char *en)
{
    struct batch_value *v = batch_value_new(m, BATCH_NONE);
    v->zh = zh;
    v->en = en;
    return v;
}

struct batch_value *batch_not_covered(struct batch_maker *m)
{
    return batch_none(m, "按行计算的表达式", "an expression that is evaluated row by row");
}

void batch_uncovered(struct batch_maker *m, const struct batch_value *none)
{
    assert(none->kind == BATCH_NONE);
    struct list *notes = &m->b->notes;
    bool told = false;
    for (size_t i = 0; i < notes->count; i++) {
        const struct batch_note *n = LIST_AT(notes, struct batch_note, i);
        told |= str_eq(n->where, m->where) && str_eq(n->en, str_of(none->en));
    }
    if (!told && notes->count < 100) {
        *LIST_ADD(m->b->arena, notes, struct batch_note) =
            (struct batch_note){.where = m->where, .zh = str_of(none->zh), .en = str_of(none->en)};
    }
    batch_mark(m, -1);
}

struct batch_value *batch_constant(struct batch_maker *m, struct feel_value c)
{
    struct batch_value *v = batch_value_new(m, BATCH_CLASSES);
    struct feel_value *one = ARENA_NEW(m->arena, struct feel_value);
    *one = c;
    v->values = one;
    v->n = 1;
    return v;
}

struct batch_value *batch_classes(struct batch_maker *m, const struct batch_value *source,
                                  const struct feel_value *values)
{
    struct batch_value *v = batch_value_new(m, BATCH_CLASSES);
    v->reg = source->reg;
    v->lane = source->lane;
    v->raw = source->raw;
    v->n = source->n;
    v->open = source->open;
    v->values = values;
    return v;
}

/* ---- by class ---- */

struct feel_value batch_apply(struct batch_maker *m, const struct feel_node *n, const struct feel_value *operands,
                              size_t count)
{
    struct feel_node copy = *n;
    struct feel_node *constants = ARENA_ARRAY(m->arena, struct feel_node, count + 1);
    struct feel_node **items = ARENA_ARRAY(m->arena, struct feel_node *, count + 1);
    for (size_t i = 0; i < count; i++) {
        constants[i] = (struct feel_node){.op = FEEL_OP_CONST,
                                          .constant = operands[i],
                                          .source = n->source,
                                          .span = n->span,
                                          .type = feel_type_of(FEEL_TYPE_ANY)};
        items[i] = &constants[i];
    }
    if (n->item_count) {
        assert(count == n->item_count);
        copy.items = items;
    } else {
        size_t at = 0;
        if (n->a && n->op != FEEL_OP_CALL) copy.a = items[at++];
        if (n->b) copy.b = items[at++];
        if (n->c) copy.c = items[at++];
        assert(n->op == FEEL_OP_CALL || at == count);
    }
    m->budget--;
    dmn_run_reset(m->run);
    struct feel_value v = feel_eval_unit(m->run->feel, &copy, m->frame_size, NULL, 0);
    return feel_copy(m->arena, v);
}

static bool same_source(const struct batch_value *a, const struct batch_value *b)
{
    return a->reg == b->reg && a->n == b->n && a->lane == b->lane;
}

int32_t batch_class_byte(struct batch_maker *m, const struct batch_value *v)
{
    assert(v->n <= 256);
    if (v->lane == BATCH_8 && v->raw < 0) return v->reg;
    if (v->lane == BATCH_8)
        return batch_emit(
            m, (struct batch_ins){.op = BATCH_MINC, .lane = BATCH_8, .a = v->reg, .b = -1, .c = -1, .imm = v->n - 1});
    uint8_t *same = ARENA_ARRAY(m->arena, uint8_t, v->n);
    for (uint32_t i = 0; i < v->n; i++)
        same[i] = (uint8_t)i;
    return batch_lut(m, v, BATCH_8, same);
}

/* A source of the pairs of classes. */
static struct batch_value *product(struct batch_maker *m, const struct batch_value *a, const struct batch_value *b)
{
    if ((uint64_t)a->n * b->n > BATCH_PRODUCT_MAX) return NULL;
    struct batch_value *v = batch_value_new(m, BATCH_CLASSES);
    int32_t rows = batch_emit(
        m, (struct batch_ins){
               .op = BATCH_MULC, .lane = BATCH_8, .a = batch_class_byte(m, a), .b = -1, .c = -1, .imm = b->n});
    v->reg = batch_emit(
        m, (struct batch_ins){.op = BATCH_ADD, .lane = BATCH_8, .a = rows, .b = batch_class_byte(m, b), .c = -1});
    v->lane = BATCH_8;
    v->n = a->n * b->n;
    v->open = a->open || b->open;
    return v;
}

/* The source that all operands share; *second: it is the product of first and second. */
static struct batch_value *common_source(struct batch_maker *m, struct batch_value **v, size_t count,
                                         struct batch_value **first, struct batch_value **second)
{
    *first = *second = NULL;
    for (size_t i = 0; i < count; i++) {
        if (v[i]->kind != BATCH_CLASSES) return NULL;
        if (batch_is_constant(v[i])) continue;
        if (*first == NULL || same_source(*first, v[i]))
            *first = *first ? *first : v[i];
        else if (*second == NULL || same_source(*second, v[i]))
            *second = *second ? *second : v[i];
        else
            return NULL;
    }
    if (*second) return product(m, *first, *second);
    if (*first) return *first;
    return batch_constant(m, FEEL_NULL_VALUE);
}

static struct feel_value value_in(const struct batch_value *v, uint32_t class, const struct batch_value *first,
                                  const struct batch_value *second)
{
    if (batch_is_constant(v)) return v->values[0];
    if (second == NULL) return v->values[class];
    return v->values[same_source(v, first) ? class / second->n : class % second->n];
}

struct batch_value *batch_by_class(struct batch_maker *m, const struct feel_node *n, struct batch_value **operands,
                                   size_t count)
{
    struct batch_value *first, *second, *source = common_source(m, operands, count, &first, &second);
    if (source == NULL) return NULL;
    if (source->n > m->budget) {
        return batch_none(m, "词典太大，不能预先计算", "a dictionary too large to compute beforehand");
    }
    struct feel_value *values = ARENA_ARRAY(m->arena, struct feel_value, source->n);
    struct feel_value *given = ARENA_ARRAY(m->arena, struct feel_value, count + 1);
    for (uint32_t c = 0; c < source->n; c++) {
        for (size_t i = 0; i < count; i++)
            given[i] = value_in(operands[i], c, first, second);
        values[c] = batch_apply(m, n, given, count);
    }
    struct batch_value *v = batch_classes(m, source, values);
    for (size_t i = 0; i < count; i++)
        v->open |= operands[i]->open;
    return v;
}

/* ---- as lanes ---- */

int32_t batch_nulls(struct batch_maker *m, struct batch_value *v)
{
    if (v->kind == BATCH_TRUTH) {
        return !v->maybe
                   ? -1
                   : batch_emit(
                         m, (struct batch_ins){
                                .op = BATCH_EQC, .lane = BATCH_8, .a = v->reg, .b = -1, .c = -1, .imm = BATCH_UNKNOWN});
    }
    if (v->kind != BATCH_CLASSES) return v->null;
    uint8_t *null = ARENA_ARRAY(m->arena, uint8_t, v->n);
    bool any = false;
    for (uint32_t i = 0; i < v->n; i++) {
        null[i] = v->values[i].kind == FEEL_NULL ? BATCH_TRUE : BATCH_FALSE;
        any |= null[i] != 0;
    }
    if (!any) return -1;
    return v->reg < 0 ? batch_fill(m, BATCH_8, null[0]) : batch_lut(m, v, BATCH_8, null);
}

static uint8_t truth_code(struct feel_value v)
{
    if (v.kind != FEEL_BOOLEAN) return BATCH_UNKNOWN;
    return v.boolean ? BATCH_TRUE : BATCH_FALSE;
}

struct batch_value *batch_truth(struct batch_maker *m, struct batch_value *v)
{
    if (v->kind == BATCH_TRUTH || v->kind == BATCH_NONE) return v;
    struct batch_value *t = batch_value_new(m, BATCH_TRUTH);
    t->open = v->open;
    if (v->kind != BATCH_CLASSES) { /* not a boolean */
        t->reg = batch_fill(m, BATCH_8, BATCH_UNKNOWN);
        t->maybe = true;
        return t;
    }
    uint8_t *codes = ARENA_ARRAY(m->arena, uint8_t, v->n);
    for (uint32_t i = 0; i < v->n; i++) {
        codes[i] = truth_code(v->values[i]);
        t->maybe |= codes[i] == BATCH_UNKNOWN;
    }
    t->reg = v->reg < 0 ? batch_fill(m, BATCH_8, codes[0]) : batch_lut(m, v, BATCH_8, codes);
    return t;
}

/* The lanes' integer of one value; false = another kind. */
static bool lane_value(struct feel_value v, enum batch_kind kind, int32_t scale, int64_t *out)
{
    const int64_t day = 86400;
    switch (kind) {
    case BATCH_NUMBER:
        return v.kind == FEEL_NUMBER && num_to_scaled(v.number, scale, out) && *out > INT64_MIN;
    case BATCH_DATE:
        *out = v.days;
        return v.kind == FEEL_DATE && v.days >= -719162 && v.days <= 2932896;
    case BATCH_PERIOD:
        *out = v.months;
        return v.kind == FEEL_MONTHS_DURATION && v.months > -INT64_C(1000000000) && v.months < INT64_C(1000000000);
    case BATCH_DAYS:
        *out = v.duration.seconds / day;
        return v.kind == FEEL_DAYS_DURATION && v.duration.seconds % day == 0 && v.duration.nanos == 0 &&
               *out > INT32_MIN && *out < INT32_MAX;
    case BATCH_NONE:
    case BATCH_CLASSES:
    case BATCH_TRUTH:
    case BATCH_RATIO:
    case BATCH_LIST:
    case BATCH_CONTEXT:
        break;
    }
    return false;
}

static int32_t common_scale(const struct batch_value *v)
{
    int32_t scale = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        int64_t mantissa;
        int32_t own;
        if (v->values[i].kind == FEEL_NUMBER && batch_mantissa(v->values[i].number, &mantissa, &own) && own > scale)
            scale = own;
    }
    return scale;
}

/* A look-up table of n integers in a lane. */
static const void *lane_table(struct batch_maker *m, const int64_t *from, uint32_t n, enum batch_lane lane)
{
    int16_t *narrow = ARENA_ARRAY(m->arena, int16_t, n);
    int32_t *middle = ARENA_ARRAY(m->arena, int32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        narrow[i] = (int16_t)from[i];
        middle[i] = (int32_t)from[i];
    }
    return lane == BATCH_16 ? (const void *)narrow : lane == BATCH_32 ? (const void *)middle : (const void *)from;
}

struct batch_value *batch_as(struct batch_maker *m, struct batch_value *v, enum batch_kind kind)
{
    if (v->kind == kind) return v;
    if (v->kind != BATCH_CLASSES) return NULL;
    struct batch_value *out = batch_value_new(m, kind);
    int64_t *lanes = ARENA_ARRAY(m->arena, int64_t, v->n);
    uint8_t *other = ARENA_ARRAY(m->arena, uint8_t, v->n);
    bool any = false, odd = false;
    out->scale = kind == BATCH_NUMBER ? common_scale(v) : 0;
    for (uint32_t i = 0; i < v->n; i++) {
        bool fits = lane_value(v->values[i], kind, out->scale, &lanes[i]);
        other[i] = fits || v->values[i].kind == FEEL_NULL ? BATCH_FALSE : BATCH_TRUE;
        odd |= other[i] != 0;
        if (!fits) lanes[i] = 0;
        if (fits && (!any || lanes[i] < out->lo)) out->lo = lanes[i];
        if (fits && (!any || lanes[i] > out->hi)) out->hi = lanes[i];
        any |= fits;
    }
    if (!any && odd) return NULL;
    if (out->lo > 0) out->lo = 0; /* what nulls hold */
    if (out->hi < 0) out->hi = 0;
    out->least = out->lo;
    out->most = out->hi;
    out->open = v->open || odd;
    out->lane = (uint8_t)(kind == BATCH_DATE || kind == BATCH_PERIOD ? BATCH_32 : batch_lane_for(out->lo, out->hi));
    out->null = batch_nulls(m, v);
    if (v->reg < 0) {
        if (odd) return NULL;
        out->reg = batch_fill(m, (enum batch_lane)out->lane, lanes[0]);
        out->lo = out->hi = lanes[0];
        out->least = out->most = lanes[0];
        return out;
    }
    out->reg = batch_lut(m, v, (enum batch_lane)out->lane, lane_table(m, lanes, v->n, (enum batch_lane)out->lane));
    if (odd) batch_mark(m, batch_lut(m, v, BATCH_8, other));
    return out;
}

/* ---- choosing ---- */

static struct batch_value *choose_classes(struct batch_maker *m, int32_t c, struct batch_value *a,
                                          struct batch_value *b)
{
    uint64_t n = (uint64_t)a->n + b->n;
    if (n > BATCH_CLASSES_MAX) return batch_none(m, "词典太大", "a dictionary too large");
    struct batch_value *v = batch_value_new(m, BATCH_CLASSES);
    enum batch_lane lane = n <= 256 ? BATCH_8 : BATCH_32;
    const struct batch_value *sides[2] = {a, b};
    int32_t regs[2];
    for (int s = 0; s < 2; s++) {
        int32_t first = s ? (int32_t)a->n : 0;
        if (sides[s]->reg < 0) {
            regs[s] = batch_fill(m, lane, first);
            continue;
        }
        uint8_t *bytes = ARENA_ARRAY(m->arena, uint8_t, sides[s]->n);
        int32_t *words = ARENA_ARRAY(m->arena, int32_t, sides[s]->n);
        for (uint32_t i = 0; i < sides[s]->n; i++) {
            words[i] = first + (int32_t)i;
            bytes[i] = (uint8_t)words[i];
        }
        regs[s] = batch_lut(m, sides[s], lane, lane == BATCH_8 ? (const void *)bytes : (const void *)words);
    }
    struct feel_value *values = ARENA_ARRAY(m->arena, struct feel_value, (size_t)n);
    memcpy(values, a->values, a->n * sizeof *values);
    memcpy(values + a->n, b->values, b->n * sizeof *values);
    v->reg = batch_select(m, lane, c, regs[0], regs[1]);
    v->lane = (uint8_t)lane;
    v->n = (uint32_t)n;
    v->values = values;
    v->open = a->open || b->open;
    return v;
}

static struct batch_value *choose_lanes(struct batch_maker *m, int32_t c, struct batch_value *a, struct batch_value *b)
{
    enum batch_lane lane = a->lane > b->lane ? (enum batch_lane)a->lane : (enum batch_lane)b->lane;
    struct batch_value *v = batch_value_new(m, a->kind);
    v->lane = (uint8_t)lane;
    v->scale = a->scale;
    v->reg = batch_select(m, lane, c, batch_widen(m, a->reg, (enum batch_lane)a->lane, lane),
                          batch_widen(m, b->reg, (enum batch_lane)b->lane, lane));
    if (a->null >= 0 || b->null >= 0) {
        int32_t never = batch_fill(m, BATCH_8, BATCH_FALSE);
        v->null = batch_select(m, BATCH_8, c, a->null < 0 ? never : a->null, b->null < 0 ? never : b->null);
    }
    v->lo = a->lo < b->lo ? a->lo : b->lo;
    v->hi = a->hi > b->hi ? a->hi : b->hi;
    v->least = a->least < b->least ? a->least : b->least;
    v->most = a->most > b->most ? a->most : b->most;
    v->open = a->open || b->open;
    return v;
}

static struct batch_value *choose_truth(struct batch_maker *m, int32_t c, struct batch_value *a, struct batch_value *b)
{
    a = batch_truth(m, a);
    b = batch_truth(m, b);
    struct batch_value *v = batch_value_new(m, BATCH_TRUTH);
    v->reg = batch_select(m, BATCH_8, c, a->reg, b->reg);
    v->maybe = a->maybe || b->maybe;
    v->open = a->open || b->open;
    return v;
}

static bool is_null(const struct batch_value *v)
{
    return batch_is_constant(v) && v->values[0].kind == FEEL_NULL;
}

static struct batch_value *choose_context(struct batch_maker *m, int32_t c, struct batch_value *a,
                                          struct batch_value *b)
{
    bool no_a = is_null(a), no_b = is_null(b);
    const struct batch_value *names = no_a ? b : a;
    if (!no_a && !no_b && (a->kind != b->kind || a->count != b->count)) return NULL;
    if (names->kind != BATCH_CONTEXT) return NULL;
    struct batch_value *v = batch_value_new(m, BATCH_CONTEXT), *null = batch_constant(m, FEEL_NULL_VALUE);
    v->names = names->names;
    v->count = names->count;
    v->items = ARENA_ARRAY(m->arena, struct batch_value *, names->count + 1);
    for (size_t i = 0; i < names->count; i++) {
        if (!no_a && !no_b && !str_eq(a->names[i], b->names[i])) return NULL;
        v->items[i] = batch_choose(m, c, no_a ? null : a->items[i], no_b ? null : b->items[i]);
    }
    return v;
}

/* What a side that is not covered leaves: the rows that take it are interpreted. */
static struct batch_value *other_side(struct batch_maker *m, int32_t taken, struct batch_value *none,
                                      struct batch_value *v)
{
    int32_t reach = m->reach;
    m->reach = batch_and(m, reach, taken);
    batch_uncovered(m, none);
    m->reach = reach;
    struct batch_value *open = ARENA_NEW(m->arena, struct batch_value);
    *open = *v;
    open->open = true;
    return open;
}

struct batch_value *batch_choose(struct batch_maker *m, int32_t c, struct batch_value *a, struct batch_value *b)
{
    if (a->kind == BATCH_NONE && b->kind == BATCH_NONE) return a;
    if (a->kind == BATCH_NONE) return other_side(m, c, a, b);
    if (b->kind == BATCH_NONE) return other_side(m, batch_not(m, c), b, a);
    if (a->kind == BATCH_CLASSES && b->kind == BATCH_CLASSES) return choose_classes(m, c, a, b);
    enum batch_kind kind = a->kind == BATCH_CLASSES ? b->kind : a->kind;
    struct batch_value *v = NULL;
    if (kind == BATCH_TRUTH && (a->kind == kind || a->kind == BATCH_CLASSES) &&
        (b->kind == kind || b->kind == BATCH_CLASSES)) {
        v = choose_truth(m, c, a, b);
    } else if (kind == BATCH_CONTEXT) {
        v = choose_context(m, c, a, b);
    } else if (kind == BATCH_NUMBER || kind == BATCH_DATE || kind == BATCH_PERIOD || kind == BATCH_DAYS) {
        struct batch_value *x = batch_as(m, a, kind), *y = batch_as(m, b, kind);
        if (x && y && kind == BATCH_NUMBER) {
            int32_t scale = x->scale > y->scale ? x->scale : y->scale;
            x = batch_rescale(m, x, scale);
            y = batch_rescale(m, y, scale);
        }
        if (x && y) v = choose_lanes(m, c, x, y);
        if (v && is_null(a) && v->null >= 0) v->lo = v->lo < 0 ? v->lo : 0;
    }
    return v ? v : batch_none(m, "两个分支的类型不同", "branches of different types");
}

struct batch_value *batch_null_unless(struct batch_maker *m, int32_t truth, struct batch_value *v)
{
    if (truth < 0 || v->kind == BATCH_NONE) return v;
    return batch_choose(m, truth, v, batch_constant(m, FEEL_NULL_VALUE));
}
