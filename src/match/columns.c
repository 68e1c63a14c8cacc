/* columns.c - see columns.h. */
#include "match/columns.h"
#include "num/num.h"
#include <stdlib.h>

enum { ROWS_FIRST = 4096, WORDS_FIRST = 64 };

/* ---- dictionaries ---- */

struct word_index {
    uint32_t *slots; /* place + 1 */
    size_t size;
};

static size_t hash_of(struct str s)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
    return (size_t)(h ^ (h >> 29));
}

static void index_grow(struct arena *a, struct fact_column *c)
{
    struct word_index *x = c->index;
    x->size = x->size ? x->size * 2 : WORDS_FIRST;
    x->slots = ARENA_ARRAY(a, uint32_t, x->size);
    for (size_t i = 0; i < c->words.count; i++) {
        size_t at = hash_of(*LIST_AT(&c->words, struct str, i)) & (x->size - 1);
        while (x->slots[at])
            at = (at + 1) & (x->size - 1);
        x->slots[at] = (uint32_t)i + 1;
    }
}

static int64_t place_of(struct arena *a, struct fact_column *c, struct str s)
{
    struct word_index *x = c->index;
    if (c->words.count * 2 >= x->size) index_grow(a, c);
    size_t at = hash_of(s) & (x->size - 1);
    for (; x->slots[at]; at = (at + 1) & (x->size - 1))
        if (str_eq(*LIST_AT(&c->words, struct str, x->slots[at] - 1), s)) return x->slots[at] - 1;
    *LIST_ADD(a, &c->words, struct str) = arena_str(a, s);
    x->slots[at] = (uint32_t)c->words.count;
    return (int64_t)c->words.count - 1;
}

/* ---- filling ---- */

void fact_table_init(struct fact_table *t, struct arena *a, const bool *wanted)
{
    *t = (struct fact_table){.arena = a};
    for (size_t p = 1; p < PROVIDER_COUNT; p++) {
        t->columns[p].wanted = wanted[p];
        t->columns[p].type = policy_provider_type((enum provider)p);
        t->columns[p].index = ARENA_NEW(a, struct word_index);
    }
}

static void *grown(struct arena *a, const void *from, size_t before, size_t after)
{
    void *to = arena_alloc(a, after);
    if (before) memcpy(to, from, before);
    return to;
}

static void grow(struct fact_table *t, bool enterprises)
{
    size_t cap = t->cap ? t->cap * 2 : ROWS_FIRST;
    for (size_t p = 1; p < PROVIDER_COUNT; p++) {
        struct fact_column *c = &t->columns[p];
        if (!c->wanted) continue;
        c->cells = grown(t->arena, c->cells, t->cap * sizeof *c->cells, cap * sizeof *c->cells);
        c->nulls = grown(t->arena, c->nulls, t->cap / 8, cap / 8);
    }
    if (enterprises)
        t->nos = grown(t->arena, t->nos, t->cap * sizeof *t->nos, cap * sizeof *t->nos);
    else
        t->owners = grown(t->arena, t->owners, t->cap * sizeof *t->owners, cap * sizeof *t->owners);
    t->cap = cap;
}

/* Facts of the registry are texts, dates, truths and numbers of at most two decimals; anything else would be null. */
static bool cell_of(struct arena *a, struct fact_column *c, struct feel_value v, int64_t *cell)
{
    switch ((int)v.kind) {
    case FEEL_BOOLEAN:
        *cell = v.boolean;
        return c->type == FACT_BOOLEAN;
    case FEEL_DATE:
        *cell = v.days;
        return c->type == FACT_DATE && v.days >= INT32_MIN && v.days <= INT32_MAX;
    case FEEL_STRING:
        *cell = place_of(a, c, feel_text(v));
        return c->type == FACT_STRING;
    case FEEL_NUMBER:
        if (c->type != FACT_NUMBER || !num_to_scaled(v.number, 2, cell)) return false;
        c->hundredths = c->hundredths || *cell % 100 != 0;
        return true;
    default:
        return false;
    }
}

static void put(struct fact_table *t, size_t provider, struct feel_value v)
{
    struct fact_column *c = &t->columns[provider];
    int64_t cell = 0;
    bool fits = v.kind != FEEL_NULL && cell_of(t->arena, c, v, &cell);
    assert(fits || v.kind == FEEL_NULL);
    c->cells[t->rows] = fits ? cell : 0;
    if (fits) return;
    c->nulls[t->rows / 64] |= UINT64_C(1) << t->rows % 64;
    c->any_null = true;
}

void fact_table_enterprise(struct fact_table *t, const struct enterprise_facts *e)
{
    if (t->rows == t->cap) grow(t, true);
    for (size_t p = 1; p < PROVIDER_WORKER; p++)
        if (t->columns[p].wanted) put(t, p, policy_enterprise_value(t->arena, (enum provider)p, e));
    t->nos[t->rows] = e->no;
    assert(t->rows == 0 || str_cmp(*LIST_AT(&t->ids, struct str, t->rows - 1), e->enterprise_id) < 0);
    *LIST_ADD(t->arena, &t->ids, struct str) = arena_str(t->arena, e->enterprise_id);
    t->rows++;
}

void fact_table_worker(struct fact_table *t, const struct worker_facts *w, uint32_t owner, struct date as_of)
{
    if (t->rows == t->cap) grow(t, false);
    for (size_t p = PROVIDER_WORKER; p < PROVIDER_COUNT; p++)
        if (t->columns[p].wanted)
            put(t, p, policy_worker_value((enum provider)p, w, as_of, (struct opt_date){0}));
    t->owners[t->rows++] = owner;
}

/* ---- finishing ---- */

static const void *cells_as(struct arena *a, const struct fact_column *c, size_t rows, size_t width)
{
    char *out = arena_alloc(a, rows * width + 1);
    for (size_t i = 0; i < rows; i++) {
        int64_t v = c->type == FACT_NUMBER && !c->hundredths ? c->cells[i] / 100 : c->cells[i];
        const int32_t middle = (int32_t)v;
        const uint16_t narrow = (uint16_t)v;
        const uint8_t byte = (uint8_t)v;
        const void *from = width == 8 ? (const void *)&v : width == 4 ? (const void *)&middle
                                                        : width == 2  ? (const void *)&narrow
                                                                      : &byte;
        memcpy(out + i * width, from, width);
    }
    return out;
}

static bool fits_32(const struct fact_column *c, size_t rows)
{
    for (size_t i = 0; i < rows; i++)
        if (c->cells[i] / 100 > INT32_MAX || c->cells[i] / 100 < INT32_MIN) return false;
    return !c->hundredths;
}

static enum dmn_column_kind kind_of(const struct fact_column *c, size_t rows)
{
    switch (c->type) {
    case FACT_BOOLEAN: return DMN_COLUMN_BOOLEAN;
    case FACT_DATE: return DMN_COLUMN_DATE;
    case FACT_NUMBER: return fits_32(c, rows) ? DMN_COLUMN_INT32 : DMN_COLUMN_INT64;
    case FACT_STRING:
        return c->words.count <= 256     ? DMN_COLUMN_CODE8
               : c->words.count <= 65536 ? DMN_COLUMN_CODE16
                                         : DMN_COLUMN_CODE32;
    case FACT_TYPE_NONE: break;
    }
    return DMN_COLUMN_VALUE;
}

void fact_table_finish(struct fact_table *t)
{
    for (size_t p = 1; p < PROVIDER_COUNT; p++) {
        struct fact_column *c = &t->columns[p];
        if (!c->wanted) continue;
        enum dmn_column_kind kind = kind_of(c, t->rows);
        c->column = (struct dmn_column){.kind = kind,
                                        .scale = c->hundredths ? 2 : 0,
                                        .values = cells_as(t->arena, c, t->rows, dmn_column_width(kind)),
                                        .nulls = c->any_null ? c->nulls : NULL,
                                        .dictionary = c->words.items,
                                        .dictionary_count = c->words.count};
    }
}

size_t fact_table_find(const struct fact_table *t, struct str id)
{
    size_t low = 0, high = t->rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(*LIST_AT(&t->ids, struct str, middle), id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < t->rows && str_eq(*LIST_AT(&t->ids, struct str, low), id) ? low : SIZE_MAX;
}

/* ---- columns ---- */

static uint64_t *nulls_new(struct arena *a, size_t rows)
{
    return ARENA_ARRAY(a, uint64_t, rows / 64 + 1);
}

struct dmn_column column_none(struct arena *a, enum fact_type type, size_t rows)
{
    const struct fact_column empty = {.type = type};
    struct dmn_column out = {.kind = kind_of(&empty, 0)};
    uint64_t *nulls = nulls_new(a, rows);
    memset(nulls, 0xff, (rows / 64 + 1) * sizeof *nulls);
    out.values = arena_alloc(a, rows * dmn_column_width(out.kind) + 1);
    out.nulls = nulls;
    return out;
}

struct dmn_column column_gather(struct arena *a, const struct dmn_column *column, const uint32_t *rows, size_t n)
{
    size_t width = dmn_column_width(column->kind);
    struct dmn_column out = *column;
    char *values = arena_alloc(a, n * width + 1);
    uint64_t *nulls = nulls_new(a, n);
    for (size_t i = 0; i < n; i++) {
        if (rows[i] == UINT32_MAX || column_null(column, rows[i]))
            nulls[i / 64] |= UINT64_C(1) << i % 64;
        else
            memcpy(values + i * width, (const char *)column->values + rows[i] * width, width);
    }
    out.values = values;
    out.nulls = nulls;
    return out;
}

struct dmn_column column_date(struct arena *a, struct date day, size_t n)
{
    int32_t *days = ARENA_ARRAY(a, int32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        days[i] = (int32_t)date_to_days(day);
    return (struct dmn_column){.kind = DMN_COLUMN_DATE, .values = days};
}

struct dmn_column column_ages(struct arena *a, const struct dmn_column *birth, const struct dmn_column *at, size_t n)
{
    int32_t *years = ARENA_ARRAY(a, int32_t, n + 1);
    uint64_t *nulls = nulls_new(a, n);
    assert(birth->kind == DMN_COLUMN_DATE);
    assert(at->kind == DMN_COLUMN_DATE);
    for (size_t i = 0; i < n; i++) {
        int64_t age = -1;
        if (!column_null(birth, i) && !column_null(at, i))
            age = policy_age(date_from_days(((const int32_t *)birth->values)[i]),
                             date_from_days(((const int32_t *)at->values)[i]));
        years[i] = age < 0 ? 0 : (int32_t)age;
        if (age < 0) nulls[i / 64] |= UINT64_C(1) << i % 64;
    }
    return (struct dmn_column){.kind = DMN_COLUMN_INT32, .values = years, .nulls = nulls};
}

struct feel_value column_value(const struct dmn_column *c, size_t i)
{
    size_t code = 0;
    if (column_null(c, i)) return FEEL_NULL_VALUE;
    switch (c->kind) {
    case DMN_COLUMN_INT64: return feel_number(num_scaled(((const int64_t *)c->values)[i], c->scale));
    case DMN_COLUMN_INT32: return feel_number(num_scaled(((const int32_t *)c->values)[i], c->scale));
    case DMN_COLUMN_DATE: return feel_date(((const int32_t *)c->values)[i]);
    case DMN_COLUMN_BOOLEAN: return feel_boolean(((const uint8_t *)c->values)[i] == 1);
    case DMN_COLUMN_NUM: return feel_number(((const struct num *)c->values)[i]);
    case DMN_COLUMN_VALUE: return ((const struct feel_value *)c->values)[i];
    case DMN_COLUMN_CODE8: code = ((const uint8_t *)c->values)[i]; break;
    case DMN_COLUMN_CODE16: code = ((const uint16_t *)c->values)[i]; break;
    case DMN_COLUMN_CODE32: code = ((const uint32_t *)c->values)[i]; break;
    }
    return code < c->dictionary_count ? feel_string(c->dictionary[code]) : FEEL_NULL_VALUE;
}
