/* dmn_batch_compile.c - lowers nodes to values over columns: borders, inputs, elements, operators, calls, collections.
 *
 * What is not covered marks the rows that reach it, and those are the interpreter's. */
#include "dmn/dmn_batch_impl.h"

/* ---- declared borders ---- */

/* A frame of its own for `size` slots, the first one given. */
struct batch_frame {
    struct batch_value **slots;
    uint32_t size;
};
static struct batch_frame enter_frame(struct batch_maker *m, uint32_t size)
{
    struct batch_frame before = {m->frame, m->frame_size};
    m->frame = ARENA_ARRAY(m->arena, struct batch_value *, (size_t)size + 1);
    m->frame_size = size;
    return before;
}
static void leave_frame(struct batch_maker *m, struct batch_frame before)
{
    m->frame = before.slots;
    m->frame_size = before.size;
}

int32_t batch_allowed(struct batch_maker *m, const struct feel_node *allowed, const struct feel_type *type,
                      uint32_t slot, struct batch_value *v)
{
    struct batch_value *t;
    bool cell = m->cell;
    m->cell = true;
    if (type && (type->allowed == allowed || type->constraint == allowed)) {
        struct batch_frame before = enter_frame(m, type->frame_size ? type->frame_size : 1);
        m->frame[0] = v;
        t = batch_lower(m, allowed);
        leave_frame(m, before);
    } else {
        struct batch_value *before = m->frame[slot];
        m->frame[slot] = v;
        t = batch_lower(m, allowed);
        m->frame[slot] = before;
    }
    m->cell = cell;
    t = batch_truth(m, t);
    return t->kind == BATCH_NONE ? -2 : t->reg;
}

static bool kind_fits(const struct batch_value *v, const struct feel_type *t)
{
    switch (v->kind) {
    case BATCH_NUMBER:
    case BATCH_RATIO:
        return t->kind == FEEL_TYPE_NUMBER;
    case BATCH_TRUTH:
        return t->kind == FEEL_TYPE_BOOLEAN;
    case BATCH_DATE:
        return t->kind == FEEL_TYPE_DATE;
    case BATCH_PERIOD:
        return t->kind == FEEL_TYPE_MONTHS_DURATION;
    case BATCH_DAYS:
        return t->kind == FEEL_TYPE_DAYS_DURATION;
    case BATCH_CLASSES: {
        bool fits = true;
        for (uint32_t i = 0; i < v->n; i++)
            fits &= v->values[i].kind == FEEL_NULL || feel_instance_of(v->values[i], t);
        return fits && t->allowed == NULL && t->constraint == NULL;
    }
    case BATCH_CONTEXT: {
        if (t->kind != FEEL_TYPE_CONTEXT) return false;
        for (size_t i = 0; i < t->member_count; i++) {
            const struct batch_value *item = NULL;
            for (size_t k = 0; k < v->count; k++)
                if (str_eq(v->names[k], t->members[i].name)) item = v->items[k];
            const struct feel_type *mt = t->members[i].type;
            if (item == NULL || mt->allowed || mt->constraint) return false;
            if (mt->kind != FEEL_TYPE_ANY && !kind_fits(item, mt)) return false;
        }
        return true;
    }
    case BATCH_NONE:
    case BATCH_LIST:
        break;
    }
    return false;
}

struct batch_value *batch_coerce(struct batch_maker *m, const struct feel_type *t, struct batch_value *v)
{
    if (t == NULL || v->kind == BATCH_NONE) return v;
    if (t->kind == FEEL_TYPE_ANY && t->allowed == NULL && t->constraint == NULL) return v;
    if (v->kind == BATCH_CLASSES) {
        struct feel_node child = {.op = FEEL_OP_CONST};
        struct feel_node n = {.op = FEEL_OP_COERCE, .a = &child, .target = t, .type = t};
        return batch_by_class(m, &n, &v, 1);
    }
    if (!kind_fits(v, t)) return batch_none(m, "与声明的类型不同", "not of the declared type");
    const struct feel_node *const truths[] = {t->allowed, t->constraint};
    for (size_t i = 0; i < COUNT(truths); i++) {
        if (truths[i] == NULL) continue;
        if (v->kind == BATCH_CONTEXT || v->kind == BATCH_RATIO) return batch_not_covered(m);
        int32_t holds = batch_allowed(m, truths[i], t, 0, v);
        if (holds == -2) return batch_not_covered(m);
        v = batch_null_unless(m, holds, v);
    }
    return v;
}

/* ---- rising and falling functions of one column ---- */

struct feel_value batch_at(struct batch_maker *m, const struct batch_mono *f, int64_t at)
{
    if (f->inner == NULL) {
        if (f->root->kind == BATCH_NUMBER) return feel_number(num_scaled(at, f->root->scale));
        if (f->root->kind == BATCH_PERIOD) return feel_months(at);
        return f->root->kind == BATCH_DAYS ? feel_duration(at * 86400, 0) : feel_date(at);
    }
    struct feel_value *given = ARENA_ARRAY(m->arena, struct feel_value, f->count + 1);
    memcpy(given, f->operands, f->count * sizeof *given);
    given[f->which] = batch_at(m, f->inner, at);
    return batch_apply(m, f->node, given, f->count);
}

struct feel_value batch_at_null(struct batch_maker *m, const struct batch_mono *f)
{
    if (f->inner == NULL) return FEEL_NULL_VALUE;
    struct feel_value *given = ARENA_ARRAY(m->arena, struct feel_value, f->count + 1);
    memcpy(given, f->operands, f->count * sizeof *given);
    given[f->which] = batch_at_null(m, f->inner);
    return batch_apply(m, f->node, given, f->count);
}

/* 1 = rises with operand `which`, -1 = falls, 0 = neither is known. */
static int direction(const struct feel_node *n, size_t which, struct batch_value **operands, size_t count)
{
    const struct feel_value *k =
        count == 2 && batch_is_constant(operands[1 - which]) ? operands[1 - which]->values : NULL;
    static const char *const RISING[] = {"floor",         "ceiling",         "round up", "round down",
                                         "round half up", "round half down", "decimal"};
    switch ((int)n->op) {
    case FEEL_OP_ADD:
        return 1;
    case FEEL_OP_SUB:
        return which == 0 ? 1 : -1;
    case FEEL_OP_NEG:
        return -1;
    case FEEL_OP_MUL:
        return k && k->kind == FEEL_NUMBER ? num_sign(k->number) : 0;
    case FEEL_OP_DIV:
        return k && k->kind == FEEL_NUMBER && which == 0 ? num_sign(k->number) : 0;
    case FEEL_OP_COERCE:
        return n->target->allowed == NULL && n->target->constraint == NULL ? 1 : 0;
    case FEEL_OP_PATH:
        return str_eq(n->name, STR("years")) || str_eq(n->name, STR("days")) || str_eq(n->name, STR("year"));
    case FEEL_OP_CALL:
        if (n->builtin == NULL || n->names) return 0;
        if (strcmp(n->builtin->name, "years and months duration") == 0 && count == 2) return which == 0 ? -1 : 1;
        for (size_t i = 0; i < COUNT(RISING); i++)
            if (which == 0 && strcmp(n->builtin->name, RISING[i]) == 0) return 1;
        return 0;
    default:
        return 0;
    }
}

/* .days of a date is no rising function, .days of a duration is. */
static bool is_rising_path(const struct feel_node *n, const struct batch_value *of)
{
    if (n->op != FEEL_OP_PATH) return true;
    if (str_eq(n->name, STR("year"))) return of->kind == BATCH_DATE;
    return of->kind == BATCH_PERIOD || of->kind == BATCH_DAYS;
}

static struct batch_value *attach_mono(struct batch_maker *m, const struct feel_node *n, struct batch_value **operands,
                                       size_t count, struct batch_value *v)
{
    size_t which = SIZE_MAX;
    if (v == NULL || v->mono || v->kind == BATCH_NONE || v->kind == BATCH_CLASSES || v->kind == BATCH_TRUTH) return v;
    for (size_t i = 0; i < count; i++) {
        if (batch_is_constant(operands[i])) continue;
        if (operands[i]->mono == NULL || which != SIZE_MAX) return v;
        which = i;
    }
    if (which == SIZE_MAX || !is_rising_path(n, operands[which])) return v;
    int way = direction(n, which, operands, count);
    if (way == 0) return v;
    struct feel_value *given = ARENA_ARRAY(m->arena, struct feel_value, count + 1);
    for (size_t i = 0; i < count; i++)
        if (i != which) given[i] = operands[i]->values[0];
    struct batch_mono *f = ARENA_NEW(m->arena, struct batch_mono);
    const struct batch_mono *inner = operands[which]->mono;
    *f = (struct batch_mono){.root = inner->root,
                             .inner = inner,
                             .node = n,
                             .operands = given,
                             .count = count,
                             .which = which,
                             .falling = inner->falling != (way < 0)};
    struct batch_value *copy = ARENA_NEW(m->arena, struct batch_value);
    *copy = *v;
    copy->mono = f;
    return copy;
}

/* ---- inputs and elements ---- */

static struct feel_value given_input(struct batch_maker *m, uint32_t element, struct feel_value v)
{
    dmn_run_reset(m->run);
    dmn_set(m->run, element, v);
    m->budget--;
    return feel_copy(m->arena, m->run->own->values[element]);
}

static int32_t column_nulls(struct batch_maker *m, size_t column)
{
    if (!m->nulls) return -1;
    return batch_emit(
        m, (struct batch_ins){.op = BATCH_NULLS, .lane = BATCH_8, .a = -1, .b = -1, .c = -1, .imm = (int64_t)column});
}

static int32_t column_values(struct batch_maker *m, size_t column, enum batch_lane lane)
{
    return batch_emit(
        m, (struct batch_ins){
               .op = BATCH_COLUMN, .lane = (uint8_t)lane, .a = -1, .b = -1, .c = -1, .imm = (int64_t)column});
}

/* Texts and booleans: one class per value and the last for null (and for codes outside the dictionary). */
static struct batch_value *class_input(struct batch_maker *m, uint32_t element, size_t column)
{
    const struct dmn_column *c = &m->b->columns[column];
    bool boolean = c->kind == DMN_COLUMN_BOOLEAN;
    size_t n = boolean ? 2 : c->dictionary_count;
    enum batch_lane lane = c->kind == DMN_COLUMN_CODE16 ? BATCH_16 : c->kind == DMN_COLUMN_CODE32 ? BATCH_32 : BATCH_8;
    if (n >= BATCH_CLASSES_MAX || (int64_t)n > m->budget || (lane == BATCH_16 && n >= UINT16_MAX)) {
        return batch_none(m, "词典太大", "a dictionary too large");
    }
    struct batch_value *v = batch_value_new(m, BATCH_CLASSES);
    struct feel_value *values = ARENA_ARRAY(m->arena, struct feel_value, n + 1);
    for (size_t i = 0; i < n; i++)
        values[i] = given_input(m, element, boolean ? feel_boolean(i == 1) : feel_string(c->dictionary[i]));
    values[n] = FEEL_NULL_VALUE;
    v->values = values;
    v->n = (uint32_t)n + 1;
    v->reg = v->raw = column_values(m, column, lane);
    v->lane = (uint8_t)lane;
    int32_t null = column_nulls(m, column);
    if (null < 0) return v;
    if (lane == BATCH_8 && n > UINT8_MAX) {
        v->lane = BATCH_16;
        v->reg = batch_widen(m, v->reg, BATCH_8, BATCH_16);
    }
    v->reg =
        batch_select(m, (enum batch_lane)v->lane, null, batch_fill(m, (enum batch_lane)v->lane, (int64_t)n), v->reg);
    return v;
}

static struct batch_value *lane_input(struct batch_maker *m, const struct dmn_element *e, size_t column)
{
    const struct dmn_column *c = &m->b->columns[column];
    bool date = c->kind == DMN_COLUMN_DATE, wide = c->kind == DMN_COLUMN_INT64;
    struct batch_value *v = batch_value_new(m, date ? BATCH_DATE : BATCH_NUMBER);
    if (e->type && e->type->kind != FEEL_TYPE_ANY && !kind_fits(v, e->type))
        return batch_none(m, "输入列的类型与模型声明的不同", "an input column of another type than the model declares");
    v->lane = wide ? BATCH_64 : BATCH_32;
    v->scale = date ? 0 : c->scale;
    v->raw = v->reg = column_values(m, column, (enum batch_lane)v->lane);
    v->null = column_nulls(m, column);
    if (v->null >= 0)
        v->reg =
            batch_emit(m, (struct batch_ins){.op = BATCH_ZERO, .lane = v->lane, .a = v->reg, .b = v->null, .c = -1});
    v->lo = date ? -719162 : wide ? -BATCH_TAME : INT32_MIN;
    v->hi = date ? 2932896 : wide ? BATCH_TAME : INT32_MAX;
    v->least = wide ? INT64_MIN : INT32_MIN;
    v->most = wide ? INT64_MAX : INT32_MAX;
    if (wide || date)
        v->reg = batch_emit(
            m, (struct batch_ins){
                   .op = BATCH_TAMED, .lane = v->lane, .a = v->reg, .b = -1, .c = -1, .imm = v->lo, .imm2 = v->hi});
    struct batch_mono *f = ARENA_NEW(m->arena, struct batch_mono);
    f->root = v;
    v->mono = f;
    return v;
}

static struct batch_value *input(struct batch_maker *m, const struct dmn_element *e)
{
    size_t column = 0;
    while (column < m->b->column_count && m->b->needs[column] != e->index)
        column++;
    if (column == m->b->column_count) return batch_constant(m, FEEL_NULL_VALUE);
    switch (m->b->columns[column].kind) {
    case DMN_COLUMN_INT64:
    case DMN_COLUMN_INT32:
    case DMN_COLUMN_DATE:
        return batch_coerce(m, e->type, lane_input(m, e, column));
    case DMN_COLUMN_CODE8:
    case DMN_COLUMN_CODE16:
    case DMN_COLUMN_CODE32:
    case DMN_COLUMN_BOOLEAN:
        return class_input(m, e->index, column);
    case DMN_COLUMN_NUM:
    case DMN_COLUMN_VALUE:
        break;
    }
    return batch_none(m, "输入列是任意值", "an input column of arbitrary values");
}

static struct batch_value *decision(struct batch_maker *m, const struct dmn_element *e)
{
    for (size_t i = 0; i < e->require_count; i++) {
        const struct dmn_element *q = &m->model->elements[e->requires_[i]];
        struct feel_node n = {.op = FEEL_OP_GLOBAL, .slot = q->index};
        if (q->kind == DMN_DECISION || q->kind == DMN_INPUT) batch_lower(m, &n);
    }
    if (e->cyclic || e->body == NULL) return batch_constant(m, FEEL_NULL_VALUE);
    struct batch_frame before = enter_frame(m, e->frame_size);
    struct str where = m->where;
    m->where = e->name;
    struct batch_value *v = batch_lower(m, e->body);
    m->where = where;
    leave_frame(m, before);
    return v;
}

static struct batch_value *element(struct batch_maker *m, uint32_t index)
{
    const struct dmn_element *e = &m->model->elements[index];
    if (m->elements[index]) return m->elements[index];
    m->elements[index] = batch_not_covered(m); /* while it is being made */
    struct batch_value *v = NULL;
    int32_t reach = m->reach;
    bool cell = m->cell;
    m->reach = -1;
    m->cell = false;
    switch (e->kind) {
    case DMN_INPUT:
        v = input(m, e);
        break;
    case DMN_DECISION:
        v = decision(m, e);
        break;
    case DMN_KNOWLEDGE:
    case DMN_SERVICE:
        v = batch_none(m, "函数作为值", "a function as a value");
        break;
    }
    m->reach = reach;
    m->cell = cell;
    m->elements[index] = v;
    return v;
}

/* ---- operators ---- */

static struct batch_value *logic(struct batch_maker *m, const struct feel_node *n)
{
    struct batch_value *a = batch_truth(m, batch_lower(m, n->a));
    if (a->kind == BATCH_NONE) return a;
    int32_t reach = m->reach; /* the second operand is evaluated only when the first does not decide */
    int32_t decided = batch_emit(m, (struct batch_ins){.op = BATCH_EQC,
                                                       .lane = BATCH_8,
                                                       .a = a->reg,
                                                       .b = -1,
                                                       .c = -1,
                                                       .imm = n->op == FEEL_OP_AND ? BATCH_FALSE : BATCH_TRUE});
    m->reach = batch_and(m, reach, batch_not(m, decided));
    struct batch_value *b = batch_truth(m, batch_lower(m, n->b));
    if (b->kind == BATCH_NONE) { /* rows that need it are interpreted, the others are decided */
        batch_uncovered(m, b);
        m->reach = reach;
        struct batch_value *open = ARENA_NEW(m->arena, struct batch_value);
        *open = *a;
        open->open = open->maybe = true;
        return open;
    }
    m->reach = reach;
    struct batch_value *v = batch_value_new(m, BATCH_TRUTH);
    v->reg = n->op == FEEL_OP_AND ? batch_and(m, a->reg, b->reg) : batch_or(m, a->reg, b->reg);
    v->maybe = a->maybe || b->maybe;
    v->open = a->open || b->open;
    return v;
}

static struct batch_value *both(struct batch_maker *m, struct batch_value *a, struct batch_value *b)
{
    if (a == NULL || b == NULL) return batch_not_covered(m);
    a = batch_truth(m, a);
    b = batch_truth(m, b);
    if (a->kind == BATCH_NONE) return a;
    if (b->kind == BATCH_NONE) return b;
    struct batch_value *v = batch_value_new(m, BATCH_TRUTH);
    v->reg = batch_and(m, a->reg, b->reg);
    v->maybe = a->maybe || b->maybe;
    return v;
}

static struct batch_value *in_range(struct batch_maker *m, struct batch_value *v, struct batch_value *low,
                                    struct batch_value *high, unsigned closed)
{
    return both(m, batch_compare(m, closed & FEEL_LOW_CLOSED ? FEEL_OP_GE : FEEL_OP_GT, v, low),
                batch_compare(m, closed & FEEL_HIGH_CLOSED ? FEEL_OP_LE : FEEL_OP_LT, v, high));
}

static struct batch_value *any_of(struct batch_maker *m, struct batch_value **items, size_t count)
{
    struct batch_value *v = batch_value_new(m, BATCH_TRUTH);
    v->reg = -1;
    for (size_t i = 0; i < count; i++) {
        struct batch_value *t = items[i] ? batch_truth(m, items[i]) : batch_not_covered(m);
        if (t->kind == BATCH_NONE) return t;
        v->reg = batch_or(m, v->reg, t->reg);
        v->maybe |= t->maybe;
    }
    if (v->reg < 0) v->reg = batch_fill(m, BATCH_8, BATCH_FALSE);
    return v;
}

static struct batch_value *match_constant(struct batch_maker *m, struct batch_value *v, struct feel_value c)
{
    if (c.kind == FEEL_RANGE) {
        const struct feel_range *r = c.range;
        if (r->op != FEEL_RANGE_INTERVAL || r->low.kind == FEEL_NULL || r->high.kind == FEEL_NULL)
            return batch_not_covered(m);
        return in_range(m, v, batch_constant(m, r->low), batch_constant(m, r->high),
                        (r->low_closed ? FEEL_LOW_CLOSED : 0u) | (r->high_closed ? FEEL_HIGH_CLOSED : 0u));
    }
    if (c.kind == FEEL_LIST) {
        struct batch_value **items = ARENA_ARRAY(m->arena, struct batch_value *, (size_t)c.n + 1);
        for (uint32_t i = 0; i < c.n; i++) {
            if (c.items[i].kind == FEEL_LIST || c.items[i].kind == FEEL_NULL) return batch_not_covered(m);
            items[i] = match_constant(m, v, c.items[i]);
        }
        struct batch_value *t = any_of(m, items, c.n); /* membership is never unknown */
        if (t->kind != BATCH_TRUTH || !t->maybe) return t;
        struct batch_value *known = batch_value_new(m, BATCH_TRUTH);
        known->reg = batch_emit(
            m, (struct batch_ins){.op = BATCH_EQC, .lane = BATCH_8, .a = t->reg, .b = -1, .c = -1, .imm = BATCH_TRUE});
        return known;
    }
    struct batch_value *t = batch_compare(m, FEEL_OP_EQ, v, batch_constant(m, c));
    return t ? t : batch_not_covered(m);
}

static struct batch_value *match(struct batch_maker *m, const struct feel_node *n)
{
    struct batch_value *a = batch_lower(m, n->a);
    if (n->b->op == FEEL_OP_RANGE && n->b->a && n->b->b && n->b->slot == FEEL_RANGE_INTERVAL &&
        a->kind != BATCH_CLASSES && a->kind != BATCH_NONE) {
        struct batch_value *low = batch_lower(m, n->b->a), *high = batch_lower(m, n->b->b);
        if (!batch_is_constant(low) || !batch_is_constant(high)) return in_range(m, a, low, high, n->b->flags);
    }
    struct batch_value *operands[2] = {a, batch_lower(m, n->b)};
    for (int i = 0; i < 2; i++)
        if (operands[i]->kind == BATCH_NONE) return operands[i];
    /* A test that failed is unknown, a test that is null asks for null: the value alone does not tell which. */
    bool plain = n->b->op == FEEL_OP_CONST || n->b->op == FEEL_OP_LOCAL || n->b->op == FEEL_OP_GLOBAL;
    int32_t failed = plain ? -1 : batch_nulls(m, operands[1]);
    if (failed >= 0 && batch_is_constant(operands[1])) return batch_not_covered(m);
    if (failed >= 0) batch_mark(m, failed);
    struct batch_value *v = batch_by_class(m, n, operands, 2);
    if (v) return v;
    struct batch_value *b = operands[1];
    if (b->kind == BATCH_TRUTH) return n->flags & FEEL_OWN_TRUTH ? b : batch_not_covered(m);
    if (batch_is_constant(b)) return match_constant(m, a, b->values[0]);
    if (b->kind == BATCH_LIST || b->kind == BATCH_CONTEXT || b->kind == BATCH_CLASSES) return batch_not_covered(m);
    v = batch_compare(m, FEEL_OP_EQ, a, b);
    return v ? v : batch_not_covered(m);
}

static struct batch_value *branch(struct batch_maker *m, const struct feel_node *n)
{
    struct batch_value *c = batch_lower(m, n->a);
    if (c->kind == BATCH_NONE) return c;
    if (batch_is_constant(c)) {
        struct feel_value v = c->values[0];
        if (v.kind != FEEL_BOOLEAN && n->flags & FEEL_STRICT) return batch_constant(m, FEEL_NULL_VALUE);
        return batch_lower(m, v.kind == FEEL_BOOLEAN && v.boolean ? n->b : n->c);
    }
    struct batch_value *t = batch_truth(m, c);
    int32_t taken =
        t->maybe ? batch_emit(m,
                              (struct batch_ins){
                                  .op = BATCH_EQC, .lane = BATCH_8, .a = t->reg, .b = -1, .c = -1, .imm = BATCH_TRUE})
                 : t->reg;
    int32_t reach = m->reach, not_taken = batch_not(m, taken);
    m->reach = batch_and(m, reach, taken);
    struct batch_value *yes = batch_lower(m, n->b);
    m->reach = batch_and(m, reach, not_taken);
    struct batch_value *no = batch_lower(m, n->c);
    m->reach = reach;
    struct batch_value *all[3] = {c, yes, no}, *v = batch_by_class(m, n, all, 3);
    if (v) return v;
    v = batch_choose(m, taken, yes, no);
    if (n->flags & FEEL_STRICT && t->maybe)
        v = batch_choose(m, batch_nulls(m, t), batch_constant(m, FEEL_NULL_VALUE), v);
    return v;
}

/* ---- calls ---- */

/* An argument that its parameter refuses makes the whole call null: the interpreter says so. */
static void refused_argument(struct batch_maker *m, struct batch_value *before, struct batch_value *after)
{
    if (before == after || before->kind == BATCH_NONE || after->kind == BATCH_NONE) return;
    int32_t was = batch_nulls(m, before), is = batch_nulls(m, after);
    if (is >= 0 && is != was) batch_mark(m, was < 0 ? is : batch_and(m, is, batch_not(m, was)));
}

static struct batch_value *invoke(struct batch_maker *m, const struct feel_node *n, struct batch_value **args)
{
    const struct dmn_element *e = &m->model->elements[n->a->slot];
    const struct feel_node *f = e->body;
    if (e->kind != DMN_KNOWLEDGE || f == NULL || f->op != FEEL_OP_FUNCTION || f->flags & FEEL_EXTERNAL ||
        n->item_count != f->param_count || f->slot != 0) {
        return batch_none(m, "服务或外部函数的调用", "a call of a service or an external function");
    }
    struct batch_value **bound = ARENA_ARRAY(m->arena, struct batch_value *, f->param_count + 1);
    for (size_t i = 0; i < n->item_count; i++) {
        size_t at = i;
        if (n->names) {
            at = 0;
            while (at < f->param_count && !str_eq(f->params[at].name, n->names[i]))
                at++;
        }
        if (at == f->param_count || bound[at]) return batch_none(m, "参数不符", "arguments that do not fit");
        bound[at] = batch_coerce(m, f->params[at].type, args[i]);
        refused_argument(m, args[i], bound[at]);
    }
    struct batch_frame before = enter_frame(m, f->frame_size);
    struct str where = m->where;
    m->where = e->name;
    for (uint32_t i = 0; i < f->param_count; i++)
        m->frame[i] = bound[i];
    struct batch_value *v = batch_lower(m, f->a);
    m->where = where;
    leave_frame(m, before);
    const struct feel_type *result = f->type && f->type->kind == FEEL_TYPE_FUNCTION ? f->type->element : NULL;
    return batch_coerce(m, result, v);
}

static bool is_impure(const char *name)
{
    return strcmp(name, "now") == 0 || strcmp(name, "today") == 0;
}

static struct batch_value *call(struct batch_maker *m, const struct feel_node *n)
{
    struct batch_value **args = ARENA_ARRAY(m->arena, struct batch_value *, n->item_count + 1);
    for (size_t i = 0; i < n->item_count; i++)
        args[i] = batch_lower(m, n->items[i]);
    if (n->builtin == NULL) {
        if (n->a->op == FEEL_OP_GLOBAL) return invoke(m, n, args);
        return batch_none(m, "函数值的调用", "a call of a function value");
    }
    if (is_impure(n->builtin->name)) return batch_none(m, "当前时间", "the current time");
    for (size_t i = 0; i < n->item_count; i++)
        if (args[i]->kind == BATCH_NONE) return args[i];
    struct batch_value *v = batch_by_class(m, n, args, n->item_count);
    if (v) return v;
    if (n->names) return batch_none(m, "按名称的参数", "arguments by name");
    v = attach_mono(m, n, args, n->item_count, batch_builtin(m, str_of(n->builtin->name), args, n->item_count));
    return v ? v : batch_none(m, "按行计算的函数", "a function that is evaluated row by row");
}

/* ---- collections ---- */

static struct batch_value *context(struct batch_maker *m, const struct feel_node *n)
{
    struct batch_value *v = batch_value_new(m, BATCH_CONTEXT);
    bool cell = n->flags & FEEL_RESULT_CELL, none = false;
    v->items = ARENA_ARRAY(m->arena, struct batch_value *, n->item_count + 1);
    for (size_t i = 0; i < n->item_count; i++) {
        v->items[i] = batch_lower(m, n->items[i]);
        if (n->slot + i < m->frame_size) m->frame[n->slot + i] = v->items[i];
        for (size_t k = 0; k < i; k++)
            none |= str_eq(n->names[k], n->names[i]);
    }
    if (none) return batch_none(m, "重复的名称", "a repeated name");
    if (cell) return v->items[n->item_count - 1];
    struct batch_value *known = batch_by_class(m, n, v->items, n->item_count);
    if (known) return known;
    v->names = n->names;
    v->count = n->item_count;
    return v;
}

static struct batch_value *list(struct batch_maker *m, const struct feel_node *n)
{
    struct batch_value *v = batch_value_new(m, BATCH_LIST);
    v->items = ARENA_ARRAY(m->arena, struct batch_value *, n->item_count + 1);
    v->count = n->item_count;
    for (size_t i = 0; i < n->item_count; i++) {
        v->items[i] = batch_lower(m, n->items[i]);
        if (v->items[i]->kind == BATCH_NONE) return v->items[i];
    }
    struct batch_value *known = batch_by_class(m, n, v->items, n->item_count);
    return known ? known : v;
}

static struct batch_value *path(struct batch_maker *m, const struct feel_node *n)
{
    struct batch_value *a = batch_lower(m, n->a);
    if (a->kind == BATCH_CONTEXT) {
        for (size_t i = 0; i < a->count; i++)
            if (str_eq(a->names[i], n->name)) return a->items[i];
        return batch_not_covered(m);
    }
    struct batch_value *v = batch_by_class(m, n, &a, 1);
    if (v) return v;
    v = attach_mono(m, n, &a, 1, batch_property(m, a, n->name));
    return v ? v : batch_not_covered(m);
}

/* ---- one node ---- */

static struct batch_value *operate(struct batch_maker *m, const struct feel_node *n)
{
    const struct feel_node *children[3] = {n->a, n->b, n->c};
    struct batch_value *v[3];
    size_t count = 0;
    for (; count < 3 && children[count]; count++) {
        v[count] = batch_lower(m, children[count]);
        if (v[count]->kind == BATCH_NONE) return v[count];
    }
    struct batch_value *out = batch_by_class(m, n, v, count);
    if (out) return out;
    switch ((int)n->op) {
    case FEEL_OP_NEG:
        out = batch_arithmetic(m, FEEL_OP_SUB, batch_constant(m, feel_integer(0)), v[0]);
        break;
    case FEEL_OP_EQ:
    case FEEL_OP_NE:
    case FEEL_OP_LT:
    case FEEL_OP_LE:
    case FEEL_OP_GT:
    case FEEL_OP_GE:
        out = batch_compare(m, (enum feel_op)n->op, v[0], v[1]);
        break;
    case FEEL_OP_BETWEEN:
        out = in_range(m, v[0], v[1], v[2], FEEL_LOW_CLOSED | FEEL_HIGH_CLOSED);
        break;
    case FEEL_OP_NOT:
        out = batch_truth(m, v[0]);
        if (out->kind == BATCH_TRUTH) {
            struct batch_value *t = batch_value_new(m, BATCH_TRUTH);
            t->reg = batch_not(m, out->reg);
            t->maybe = out->maybe;
            out = t;
        }
        break;
    default:
        out = batch_arithmetic(m, (enum feel_op)n->op, v[0], v[1]);
    }
    out = attach_mono(m, n, v, count, out);
    return out ? out : batch_not_covered(m);
}

static struct batch_value *lower_op(struct batch_maker *m, const struct feel_node *n)
{
    switch ((enum feel_op)n->op) {
    case FEEL_OP_CONST:
        return batch_constant(m, n->constant);
    case FEEL_OP_LOCAL:
        return n->slot < m->frame_size && m->frame[n->slot] ? m->frame[n->slot] : batch_not_covered(m);
    case FEEL_OP_GLOBAL:
        return element(m, n->slot);
    case FEEL_OP_LIST:
        return list(m, n);
    case FEEL_OP_CONTEXT:
        return context(m, n);
    case FEEL_OP_RANGE:
    case FEEL_OP_ADD:
    case FEEL_OP_SUB:
    case FEEL_OP_MUL:
    case FEEL_OP_DIV:
    case FEEL_OP_POW:
    case FEEL_OP_NEG:
    case FEEL_OP_EQ:
    case FEEL_OP_NE:
    case FEEL_OP_LT:
    case FEEL_OP_LE:
    case FEEL_OP_GT:
    case FEEL_OP_GE:
    case FEEL_OP_BETWEEN:
    case FEEL_OP_NOT:
    case FEEL_OP_INSTANCE:
        return operate(m, n);
    case FEEL_OP_AND:
    case FEEL_OP_OR:
        return logic(m, n);
    case FEEL_OP_IN: {
        struct batch_value *a = batch_lower(m, n->a);
        if (n->slot >= m->frame_size) return batch_not_covered(m);
        m->frame[n->slot] = a;
        return batch_lower(m, n->b);
    }
    case FEEL_OP_MATCH:
        return match(m, n);
    case FEEL_OP_ANY_OF: {
        struct batch_value **items = ARENA_ARRAY(m->arena, struct batch_value *, n->item_count + 1);
        for (size_t i = 0; i < n->item_count; i++)
            items[i] = batch_lower(m, n->items[i]);
        struct batch_value *known = batch_by_class(m, n, items, n->item_count);
        return known ? known : any_of(m, items, n->item_count);
    }
    case FEEL_OP_IF:
        return branch(m, n);
    case FEEL_OP_PATH:
        return path(m, n);
    case FEEL_OP_CALL:
        return call(m, n);
    case FEEL_OP_COERCE: {
        struct batch_value *a = batch_lower(m, n->a);
        struct batch_value *v = batch_coerce(m, n->target, a);
        return v;
    }
    case FEEL_OP_HOST:
        if (n->host == &DMN_TABLE_NODE) return batch_lower_table(m, n);
        break;
    case FEEL_OP_ERROR:
        return batch_constant(m, FEEL_NULL_VALUE);
    case FEEL_OP_FOR:
    case FEEL_OP_SOME:
    case FEEL_OP_EVERY:
    case FEEL_OP_FILTER:
    case FEEL_OP_MEMBER:
    case FEEL_OP_FUNCTION:
        break;
    }
    return batch_not_covered(m);
}

/* A table that is not covered has no fired rows to tell, so the rows that reach it are interpreted at once. */
static bool holds_tables(const struct feel_node *n)
{
    return n->op == FEEL_OP_HOST || (n->op == FEEL_OP_CALL && n->builtin == NULL);
}

struct batch_value *batch_lower(struct batch_maker *m, const struct feel_node *n)
{
    if (m->depth >= BATCH_DEPTH_MAX || m->p->registers + 2000 > BATCH_REGISTERS_MAX || m->budget <= 0) {
        batch_mark(m, -1);
        return batch_none(m, "表达式太大或太深", "an expression too large or too deep");
    }
    m->depth++;
    struct batch_value *v = lower_op(m, n);
    m->depth--;
    if (v->kind == BATCH_NONE && holds_tables(n)) batch_uncovered(m, v);
    return v;
}
