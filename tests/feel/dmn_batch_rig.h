/* dmn_batch_rig.h - runs a decision over columns and row by row, and says where the two differ. */
#ifndef TESTS_FEEL_DMN_BATCH_RIG_H
#define TESTS_FEEL_DMN_BATCH_RIG_H
#include "dmn/dmn_batch.h"
#include "dmn/dmn_batch_impl.h"
#include "dmn_rig.h"

struct batch_case {
    const struct dmn_model *model;
    size_t decision;
    const struct dmn_column *columns;
    size_t column_count, rows;
    int threads;
};

static inline bool batch_null_at(const uint64_t *nulls, size_t row)
{
    return nulls && (nulls[row / 64] >> row % 64 & 1);
}

static inline struct feel_value batch_input(const struct dmn_column *c, size_t row)
{
    uint32_t code = 0;
    if (batch_null_at(c->nulls, row)) return FEEL_NULL_VALUE;
    switch (c->kind) {
    case DMN_COLUMN_INT64:
        return feel_number(num_scaled(((const int64_t *)c->values)[row], c->scale));
    case DMN_COLUMN_INT32:
        return feel_number(num_scaled(((const int32_t *)c->values)[row], c->scale));
    case DMN_COLUMN_DATE:
        return feel_date(((const int32_t *)c->values)[row]);
    case DMN_COLUMN_BOOLEAN:
        return feel_boolean(((const uint8_t *)c->values)[row] == 1);
    case DMN_COLUMN_NUM:
        return feel_number(((const struct num *)c->values)[row]);
    case DMN_COLUMN_VALUE:
        return ((const struct feel_value *)c->values)[row];
    case DMN_COLUMN_CODE8:
        code = ((const uint8_t *)c->values)[row];
        break;
    case DMN_COLUMN_CODE16:
        code = ((const uint16_t *)c->values)[row];
        break;
    case DMN_COLUMN_CODE32:
        code = ((const uint32_t *)c->values)[row];
        break;
    }
    return feel_string(c->dictionary[code]);
}

/** A row of a result column as a value. */
static inline struct feel_value batch_output(const struct dmn_result *r, size_t row)
{
    struct dmn_column c = {.kind = r->kind,
                           .scale = r->scale,
                           .values = r->values,
                           .nulls = r->nulls,
                           .dictionary = r->dictionary,
                           .dictionary_count = r->dictionary_count};
    return batch_input(&c, row);
}

static inline bool batch_same(struct arena *a, struct feel_value x, struct feel_value y)
{
    if (x.kind != y.kind) return false;
    if (x.kind == FEEL_NULL) return true;
    if (x.kind == FEEL_NUMBER) return num_cmp(x.number, y.number) == 0;
    if (x.kind == FEEL_STRING) return str_eq(feel_text(x), feel_text(y));
    if (x.kind == FEEL_DATE) return x.days == y.days;
    if (x.kind == FEEL_BOOLEAN) return x.boolean == y.boolean;
    return str_eq(feel_to_literal(a, x), feel_to_literal(a, y));
}

static inline void batch_tell_row(const struct batch_case *c, size_t row, struct feel_value expected,
                                  struct feel_value found)
{
    struct arena *a = arena_new();
    size_t n;
    const uint32_t *needs = dmn_needs(c->model, c->decision, &n);
    (void)fprintf(stderr, "  row %zu:", row);
    for (size_t i = 0; i < n; i++) {
        struct str text = feel_to_literal(a, batch_input(&c->columns[i], row));
        struct str name = dmn_element(c->model, needs[i]).name;
        (void)fprintf(stderr, " %.*s=%.*s", STR_ARG(name), STR_ARG(text));
    }
    struct str x = feel_to_literal(a, expected), y = feel_to_literal(a, found);
    (void)fprintf(stderr, "\n  interpreter %.*s, columns %.*s\n", STR_ARG(x), STR_ARG(y));
    arena_free(a);
}

/* One row by the interpreter against the columns. */
static inline bool batch_check_row(const struct batch_case *c, const struct dmn_batch *b, struct dmn_run *run,
                                   const struct dmn_result *result, uint16_t **fired, size_t row)
{
    size_t n;
    const uint32_t *needs = dmn_needs(c->model, c->decision, &n);
    dmn_run_reset(run);
    for (size_t i = 0; i < n; i++)
        dmn_set(run, needs[i], batch_input(&c->columns[i], row));
    struct feel_value expected = dmn_evaluate(run, c->decision), found = batch_output(result, row);
    bool far = expected.kind == FEEL_DATE && (expected.days < INT32_MIN || expected.days > INT32_MAX);
    if (far && result->kind == DMN_COLUMN_DATE) expected = FEEL_NULL_VALUE; /* documented: it has no room */
    bool good = batch_same(dmn_run_arena(run), expected, found);
    if (!good) batch_tell_row(c, row, expected, found);
    for (size_t i = 0; fired && i < dmn_batch_tables(b); i++) {
        struct str name = dmn_batch_table(b, i);
        uint32_t first = 0;
        for (size_t t = 0; t < c->model->table_count; t++) {
            const struct dmn_element *e = &c->model->elements[c->model->tables[t]->element];
            const struct dmn_fired *f = &run->fired[c->model->tables[t]->index];
            if (str_eq(e->name, name) && f->reached && f->count) first = f->rows[0];
        }
        if (first == fired[i][row]) continue;
        (void)fprintf(stderr, "  table %.*s fired %" PRIu32 ", columns say %d\n", STR_ARG(name), first, fired[i][row]);
        batch_tell_row(c, row, expected, found);
        good = false;
    }
    return good;
}

/* Every other instruction set that the machine has, against the results at hand; the number of sets that differ. */
static inline size_t batch_other_sets(const struct batch_case *c, struct dmn_batch *b, const struct dmn_batch_job *job)
{
    const struct batch_kernels *sets[BATCH_SETS];
    size_t tables = dmn_batch_tables(b), wrong = 0, count = batch_kernel_sets(sets);
    for (size_t k = 1; k < count; k++) {
        struct arena *a = arena_new();
        struct dmn_result again = *job->result;
        struct dmn_batch_job other = *job;
        again.values = arena_alloc(a, c->rows * dmn_column_width(again.kind) + 1);
        again.nulls = ARENA_ARRAY(a, uint64_t, (c->rows + 63) / 64 + 1);
        uint16_t **fired = ARENA_ARRAY(a, uint16_t *, tables + 1);
        for (size_t i = 0; i < tables; i++)
            fired[i] = ARENA_ARRAY(a, uint16_t, c->rows + 1);
        other.result = &again;
        other.fired = fired;
        b->kernels = sets[k];
        (void)dmn_batch_run(b, &other, NULL);
        bool good = true;
        for (size_t row = 0; good && row < c->rows; row++) {
            struct feel_value x = batch_output(job->result, row), y = batch_output(&again, row);
            good = batch_same(a, x, y);
            for (size_t i = 0; i < tables; i++)
                good = good && fired[i][row] == job->fired[i][row];
            if (!good) batch_tell_row(c, row, x, y);
        }
        if (!good) (void)fprintf(stderr, "  so say the %s and the %s instructions\n", sets[0]->name, sets[k]->name);
        wrong += !good;
        arena_free(a);
    }
    b->kernels = sets[0];
    return wrong;
}

/** Runs both, with every instruction set; the number of rows that differ (told on stderr, at most a few).  stats may be NULL. */
static inline size_t batch_differences(const struct batch_case *c, struct dmn_batch_stats *stats)
{
    struct arena *a = arena_new();
    struct dmn_batch *b = dmn_batch_compile(c->model, c->decision, c->columns, c->column_count, NULL);
    struct dmn_result result = dmn_batch_result(b);
    result.values = arena_alloc(a, c->rows * dmn_column_width(result.kind) + 1);
    result.nulls = ARENA_ARRAY(a, uint64_t, (c->rows + 63) / 64 + 1);
    size_t tables = dmn_batch_tables(b), wrong = 0;
    uint16_t **fired = ARENA_ARRAY(a, uint16_t *, tables + 1);
    for (size_t i = 0; i < tables; i++) {
        fired[i] = ARENA_ARRAY(a, uint16_t, c->rows + 1);
        memset(fired[i], 0xee, (c->rows + 1) * sizeof **fired);
    }
    struct dmn_batch_job job = {.columns = c->columns,
                                .column_count = c->column_count,
                                .rows = c->rows,
                                .result = &result,
                                .fired = fired,
                                .threads = c->threads};
    struct dmn_batch_stats s = dmn_batch_run(b, &job, NULL);
    if (stats) *stats = s;
    struct dmn_run *run = dmn_run_new(c->model);
    dmn_trace(run, true);
    for (size_t row = 0; row < c->rows && wrong < 3; row++)
        wrong += !batch_check_row(c, b, run, &result, fired, row);
    for (size_t i = 0; i < tables; i++)
        wrong += fired[i][c->rows] != 0xeeee;
    wrong += s.rows != c->rows;
    wrong += batch_other_sets(c, b, &job);
    if (wrong) {
        struct str plan = dmn_batch_plan(b, a, FEEL_EN);
        (void)fprintf(stderr, "%.*s", STR_ARG(plan));
    }
    dmn_run_free(run);
    dmn_batch_free(b);
    arena_free(a);
    return wrong;
}
#endif
