/* dmn_batch_result.c - the result column: its kind, how lanes are written to it, and the values of single rows. */
#include "dmn/dmn_batch_impl.h"
#include <pthread.h>

enum {
    INDEX_FIRST = 64
};

struct batch_growth {
    pthread_mutex_t lock;
    struct arena *arena;
    uint32_t *index; /* of the dictionary: place + 1 by hash */
    uint32_t size;
    struct list arenas; /* of struct arena * */
};

struct batch_growth *batch_growth_new(void)
{
    struct arena *a = arena_new();
    struct batch_growth *g = ARENA_NEW(a, struct batch_growth);
    g->arena = a;
    pthread_mutex_init(&g->lock, NULL);
    return g;
}

void batch_growth_free(struct batch_growth *g)
{
    if (g == NULL) return;
    for (size_t i = 0; i < g->arenas.count; i++)
        arena_free(*LIST_AT(&g->arenas, struct arena *, i));
    pthread_mutex_destroy(&g->lock);
    arena_free(g->arena);
}

void batch_keep_arena(struct batch_growth *g, struct arena *a)
{
    pthread_mutex_lock(&g->lock);
    *LIST_ADD(g->arena, &g->arenas, struct arena *) = a;
    pthread_mutex_unlock(&g->lock);
}

/* ---- the dictionary ---- */

static uint32_t hash_of(struct str s)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (uint8_t)s.p[i]) * 1099511628211u;
    return (uint32_t)(h >> 32) ^ (uint32_t)h;
}

static void put_index(struct batch_growth *g, struct str s, uint32_t place)
{
    uint32_t at = hash_of(s) & (g->size - 1);
    while (g->index[at])
        at = (at + 1) & (g->size - 1);
    g->index[at] = place + 1;
}

/* The place of a text in the dictionary, added when it is new; the lock is held, or nothing runs yet. */
static uint32_t code_of(struct dmn_batch *b, struct str s)
{
    struct batch_growth *g = b->growth;
    if (b->dictionary.count * 2 >= g->size) {
        g->size = g->size ? g->size * 2 : INDEX_FIRST;
        g->index = ARENA_ARRAY(g->arena, uint32_t, g->size);
        for (size_t i = 0; i < b->dictionary.count; i++)
            put_index(g, *LIST_AT(&b->dictionary, struct str, i), (uint32_t)i);
    }
    uint32_t at = hash_of(s) & (g->size - 1);
    for (; g->index[at]; at = (at + 1) & (g->size - 1))
        if (str_eq(*LIST_AT(&b->dictionary, struct str, g->index[at] - 1), s)) return g->index[at] - 1;
    *LIST_ADD(g->arena, &b->dictionary, struct str) = arena_str(g->arena, s.p ? s : STR(""));
    g->index[at] = (uint32_t)b->dictionary.count;
    return (uint32_t)b->dictionary.count - 1;
}

/* ---- choosing the kind ---- */

static enum dmn_column_kind declared_kind(const struct feel_type *t)
{
    switch (t ? t->kind : FEEL_TYPE_ANY) {
    case FEEL_TYPE_NUMBER:
        return DMN_COLUMN_NUM;
    case FEEL_TYPE_BOOLEAN:
        return DMN_COLUMN_BOOLEAN;
    case FEEL_TYPE_STRING:
        return DMN_COLUMN_CODE32;
    case FEEL_TYPE_DATE:
        return DMN_COLUMN_DATE;
    case FEEL_TYPE_ANY:
    case FEEL_TYPE_NULL:
    case FEEL_TYPE_TIME:
    case FEEL_TYPE_DATE_TIME:
    case FEEL_TYPE_DAYS_DURATION:
    case FEEL_TYPE_MONTHS_DURATION:
    case FEEL_TYPE_LIST:
    case FEEL_TYPE_CONTEXT:
    case FEEL_TYPE_RANGE:
    case FEEL_TYPE_FUNCTION:
        break;
    }
    return DMN_COLUMN_VALUE;
}

/* The only kind among the values, FEEL_NULL when all are null, FEEL_FUNCTION when they differ. */
static enum feel_kind only_kind(const struct batch_value *v)
{
    enum feel_kind kind = FEEL_NULL;
    for (uint32_t i = 0; i < v->n; i++) {
        enum feel_kind k = (enum feel_kind)v->values[i].kind;
        if (k == FEEL_NULL) continue;
        if (kind != FEEL_NULL && k != kind) return FEEL_FUNCTION;
        kind = k;
    }
    return kind;
}

static enum dmn_column_kind kind_of_classes(struct dmn_batch *b, struct batch_value *v, enum dmn_column_kind declared)
{
    switch (only_kind(v)) {
    case FEEL_NULL:
        return declared;
    case FEEL_NUMBER:
        return DMN_COLUMN_NUM;
    case FEEL_BOOLEAN:
        return DMN_COLUMN_BOOLEAN;
    case FEEL_DATE:
        return DMN_COLUMN_DATE;
    case FEEL_STRING:
        for (uint32_t i = 0; i < v->n; i++)
            if (v->values[i].kind == FEEL_STRING) code_of(b, feel_text(v->values[i]));
        if (v->open) return DMN_COLUMN_CODE32;
        return b->dictionary.count <= 256     ? DMN_COLUMN_CODE8
               : b->dictionary.count <= 65536 ? DMN_COLUMN_CODE16
                                              : DMN_COLUMN_CODE32;
    case FEEL_TIME:
    case FEEL_DATE_TIME:
    case FEEL_DAYS_DURATION:
    case FEEL_MONTHS_DURATION:
    case FEEL_LIST:
    case FEEL_CONTEXT:
    case FEEL_RANGE:
    case FEEL_FUNCTION:
        break;
    }
    return DMN_COLUMN_VALUE;
}

static enum dmn_column_kind kind_of_value(struct dmn_batch *b, struct batch_value *v, enum dmn_column_kind declared)
{
    switch (v->kind) {
    case BATCH_NONE:
    case BATCH_LIST:
    case BATCH_CONTEXT:
        return declared;
    case BATCH_CLASSES:
        return kind_of_classes(b, v, declared);
    case BATCH_NUMBER:
    case BATCH_RATIO:
        return DMN_COLUMN_NUM;
    case BATCH_TRUTH:
        return DMN_COLUMN_BOOLEAN;
    case BATCH_DATE:
        return DMN_COLUMN_DATE;
    case BATCH_PERIOD:
    case BATCH_DAYS:
        return DMN_COLUMN_VALUE;
    }
    return DMN_COLUMN_VALUE;
}

void batch_choose_result(struct dmn_batch *b, struct batch_maker *m, struct batch_value *v)
{
    const struct feel_type *type = m->model->elements[b->decision].type;
    enum dmn_column_kind declared = declared_kind(b->entry.p && type ? feel_type_member(type, b->entry) : type);
    enum dmn_column_kind kind = kind_of_value(b, v, declared);
    /* What the interpreter may give in a marked row is bound by the declared type only. */
    if (v->open && kind != declared && !(declared == DMN_COLUMN_CODE32 && kind == DMN_COLUMN_CODE32))
        kind = DMN_COLUMN_VALUE;
    b->result.kind = kind;
    if (kind != DMN_COLUMN_NUM || v->open) return;
    struct batch_value *n = batch_as(m, v, BATCH_NUMBER);
    if (n == NULL || n->open || n->least <= INT64_MIN || n->most > INT64_MAX) return;
    b->result.kind = DMN_COLUMN_INT64;
    b->result.scale = n->scale;
}

/* ---- storing lanes ---- */

static bool store_classes(struct batch_maker *m, struct batch_value *v)
{
    struct dmn_batch *b = m->b;
    struct batch_program *p = m->p;
    enum dmn_column_kind kind = b->result.kind;
    enum batch_lane lane = kind == DMN_COLUMN_CODE8 ? BATCH_8 : kind == DMN_COLUMN_CODE16 ? BATCH_16 : BATCH_32;
    uint8_t *bytes = ARENA_ARRAY(m->arena, uint8_t, v->n);
    uint16_t *words = ARENA_ARRAY(m->arena, uint16_t, v->n);
    uint32_t *codes = ARENA_ARRAY(m->arena, uint32_t, v->n);
    for (uint32_t i = 0; i < v->n; i++) {
        bool text = v->values[i].kind == FEEL_STRING;
        codes[i] = kind == DMN_COLUMN_VALUE ? i : text ? code_of(b, feel_text(v->values[i])) : 0;
        if (kind != DMN_COLUMN_VALUE && !text && v->values[i].kind != FEEL_NULL) return false;
        bytes[i] = (uint8_t)codes[i];
        words[i] = (uint16_t)codes[i];
    }
    const void *table = lane == BATCH_8 ? (const void *)bytes : lane == BATCH_16 ? (const void *)words : codes;
    p->kind = BATCH_CLASSES;
    p->value = v->reg < 0 ? batch_fill(m, lane, codes[0]) : batch_lut(m, v, lane, table);
    p->values = v->values;
    p->null = batch_nulls(m, v);
    return true;
}

static bool store_number(struct batch_maker *m, struct batch_value *v)
{
    struct batch_program *p = m->p;
    if (v->kind == BATCH_RATIO) {
        if (v->soft || m->b->result.kind != DMN_COLUMN_NUM) return false;
        p->kind = BATCH_RATIO;
        p->value = batch_widen(m, v->items[0]->reg, (enum batch_lane)v->items[0]->lane, BATCH_64);
        p->under = batch_widen(m, v->items[1]->reg, (enum batch_lane)v->items[1]->lane, BATCH_64);
        p->null = v->null;
        return true;
    }
    v = batch_as(m, v, BATCH_NUMBER);
    if (v && m->b->result.kind == DMN_COLUMN_INT64)
        v = v->scale <= m->b->result.scale ? batch_rescale(m, v, m->b->result.scale) : NULL;
    if (v == NULL) return false;
    p->kind = BATCH_NUMBER;
    p->scale = v->scale;
    p->value = batch_widen(m, v->reg, (enum batch_lane)v->lane, BATCH_64);
    p->null = v->null;
    return true;
}

static bool store_plain(struct batch_maker *m, struct batch_value *v, enum batch_kind kind, enum batch_lane lane)
{
    v = kind == BATCH_TRUTH ? batch_truth(m, v) : batch_as(m, v, kind);
    if (v == NULL || v->kind == BATCH_NONE) return false;
    m->p->kind = kind;
    m->p->value = batch_widen(m, v->reg, kind == BATCH_TRUTH ? BATCH_8 : (enum batch_lane)v->lane, lane);
    m->p->null = batch_nulls(m, v);
    return true;
}

bool batch_store_result(struct batch_maker *m, struct batch_value *v)
{
    if (v->kind == BATCH_NONE || v->kind == BATCH_LIST || v->kind == BATCH_CONTEXT) return false;
    switch (m->b->result.kind) {
    case DMN_COLUMN_INT64:
    case DMN_COLUMN_NUM:
        if (v->kind == BATCH_CLASSES && only_kind(v) != FEEL_NUMBER && only_kind(v) != FEEL_NULL) return false;
        return store_number(m, v);
    case DMN_COLUMN_BOOLEAN:
        if (v->kind == BATCH_CLASSES && only_kind(v) != FEEL_BOOLEAN && only_kind(v) != FEEL_NULL) return false;
        return v->kind == BATCH_CLASSES || v->kind == BATCH_TRUTH ? store_plain(m, v, BATCH_TRUTH, BATCH_8) : false;
    case DMN_COLUMN_DATE:
        return store_plain(m, v, BATCH_DATE, BATCH_32);
    case DMN_COLUMN_CODE8:
    case DMN_COLUMN_CODE16:
    case DMN_COLUMN_CODE32:
        return v->kind == BATCH_CLASSES && store_classes(m, v);
    case DMN_COLUMN_VALUE:
        if (v->kind == BATCH_CLASSES) return store_classes(m, v);
        if (v->kind == BATCH_PERIOD || v->kind == BATCH_DAYS) return store_plain(m, v, v->kind, BATCH_32);
        return false;
    case DMN_COLUMN_INT32:
        break;
    }
    return false;
}

/* ---- writing ---- */

static void write_numbers(const struct dmn_batch *b, const struct batch_program *p, void *const *registers,
                          const struct batch_stored *to)
{
    const int64_t *m = registers[p->value];
    struct num *out = (struct num *)to->result->values + to->row;
    if (p->kind == BATCH_RATIO) {
        const int64_t *under = registers[p->under];
        for (size_t i = 0; i < to->n; i++)
            if (under[i] == 0 || !num_div(num_of(m[i]), num_of(under[i]), &out[i])) out[i] = NUM_ZERO;
        return;
    }
    if (to->n == BATCH_ROWS) {
        b->kernels->numbers(m, NUM_EXPONENT(-p->scale), out);
        return;
    }
    for (size_t i = 0; i < to->n; i++)
        out[i] = num_scaled(m[i], p->scale);
}

static void write_others(const struct dmn_batch *b, const struct batch_program *p, void *const *registers,
                         const struct batch_stored *to)
{
    if (b->result.kind == DMN_COLUMN_BOOLEAN) {
        const uint8_t *truth = registers[p->value];
        uint8_t *out = (uint8_t *)to->result->values + to->row;
        for (size_t i = 0; i < to->n; i++)
            out[i] = truth[i] >> 1;
        return;
    }
    struct feel_value *out = (struct feel_value *)to->result->values + to->row;
    const int32_t *lane = registers[p->value];
    const uint8_t *null = p->null >= 0 ? registers[p->null] : NULL;
    for (size_t i = 0; i < to->n; i++) {
        if (null && null[i] == BATCH_TRUE)
            out[i] = FEEL_NULL_VALUE;
        else if (p->kind == BATCH_PERIOD)
            out[i] = feel_months(lane[i]);
        else if (p->kind == BATCH_DAYS)
            out[i] = feel_duration((int64_t)lane[i] * 86400, 0);
        else
            out[i] = p->values[lane[i]];
    }
}

void batch_write_block(const struct dmn_batch *b, const struct batch_program *p, void *const *registers,
                       const struct batch_stored *to)
{
    const enum dmn_column_kind kind = b->result.kind;
    if (kind == DMN_COLUMN_NUM) {
        write_numbers(b, p, registers, to);
    } else if (kind == DMN_COLUMN_BOOLEAN || kind == DMN_COLUMN_VALUE) {
        write_others(b, p, registers, to);
    } else {
        size_t width = dmn_column_width(kind);
        b->kernels->copy_out((char *)to->result->values + to->row * width, registers[p->value], to->n * width);
    }
    if (to->result->nulls == NULL) return;
    uint64_t words[BATCH_ROWS / 64] = {0};
    if (p->null >= 0) b->kernels->pack(registers[p->null], words);
    memcpy(to->result->nulls + to->row / 64, words, (to->n + 63) / 64 * sizeof *words);
}

/* ---- one row ---- */

static bool write_scalar(struct dmn_batch *b, const struct dmn_result *r, size_t row, struct feel_value v)
{
    switch (b->result.kind) {
    case DMN_COLUMN_INT64:
        return v.kind == FEEL_NUMBER && num_to_scaled(v.number, b->result.scale, (int64_t *)r->values + row);
    case DMN_COLUMN_NUM:
        ((struct num *)r->values)[row] = v.kind == FEEL_NUMBER ? v.number : NUM_ZERO;
        return v.kind == FEEL_NUMBER;
    case DMN_COLUMN_BOOLEAN:
        ((uint8_t *)r->values)[row] = v.kind == FEEL_BOOLEAN && v.boolean;
        return v.kind == FEEL_BOOLEAN;
    case DMN_COLUMN_DATE:
        ((int32_t *)r->values)[row] = (int32_t)v.days;
        return v.kind == FEEL_DATE && v.days >= INT32_MIN && v.days <= INT32_MAX;
    case DMN_COLUMN_CODE8:
    case DMN_COLUMN_CODE16:
    case DMN_COLUMN_CODE32: {
        if (v.kind != FEEL_STRING) return false;
        pthread_mutex_lock(&b->growth->lock);
        uint32_t code = code_of(b, feel_text(v));
        pthread_mutex_unlock(&b->growth->lock);
        if (b->result.kind == DMN_COLUMN_CODE8)
            ((uint8_t *)r->values)[row] = (uint8_t)code;
        else if (b->result.kind == DMN_COLUMN_CODE16)
            ((uint16_t *)r->values)[row] = (uint16_t)code;
        else
            ((uint32_t *)r->values)[row] = code;
        return b->result.kind == DMN_COLUMN_CODE32 || code < (b->result.kind == DMN_COLUMN_CODE8 ? 256u : 65536u);
    }
    case DMN_COLUMN_INT32:
    case DMN_COLUMN_VALUE:
        break;
    }
    return false;
}

bool batch_write_value(struct dmn_batch *b, const struct dmn_result *r, size_t row, struct feel_value v,
                       struct arena *a)
{
    bool null = v.kind == FEEL_NULL, held = true;
    if (b->result.kind == DMN_COLUMN_VALUE) {
        ((struct feel_value *)r->values)[row] = v.kind < FEEL_STRING ? v : feel_copy(a, v);
    } else if (null) {
        memset((char *)r->values + row * dmn_column_width(b->result.kind), 0, dmn_column_width(b->result.kind));
        if (b->result.kind == DMN_COLUMN_NUM) ((struct num *)r->values)[row] = NUM_ZERO;
    } else {
        held = write_scalar(b, r, row, v);
        null = !held;
    }
    if (r->nulls) {
        uint64_t bit = (uint64_t)1 << row % 64;
        r->nulls[row / 64] = null ? r->nulls[row / 64] | bit : r->nulls[row / 64] & ~bit;
    }
    return held;
}
