/* dmn_batch.c - the door of column programs: compiles a decision twice (with and without nulls), runs blocks on
 * threads.
 *
 * A block without nulls takes the shorter program.  Rows that a program marks are judged by the interpreter right after
 * their block, so every answer is its answer. */
#include "dmn/dmn_batch_impl.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum {
    THREADS_MAX = 256,
    BLOCKS_AT_ONCE = 16,
    ALIGNED = 64
};

size_t dmn_column_width(enum dmn_column_kind kind)
{
    switch (kind) {
    case DMN_COLUMN_INT64:
        return sizeof(int64_t);
    case DMN_COLUMN_INT32:
    case DMN_COLUMN_DATE:
    case DMN_COLUMN_CODE32:
        return sizeof(int32_t);
    case DMN_COLUMN_CODE8:
    case DMN_COLUMN_BOOLEAN:
        return sizeof(uint8_t);
    case DMN_COLUMN_CODE16:
        return sizeof(uint16_t);
    case DMN_COLUMN_NUM:
        return sizeof(struct num);
    case DMN_COLUMN_VALUE:
        return sizeof(struct feel_value);
    }
    return 0;
}

/* ---- compiling ---- */

size_t batch_kernel_sets(const struct batch_kernels *sets[BATCH_SETS])
{
    size_t n = 0;
#ifdef DMN_BATCH_X86
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vbmi"))
        sets[n++] = &BATCH_KERNELS_AVX512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) sets[n++] = &BATCH_KERNELS_AVX2;
#endif
    sets[n++] = &BATCH_KERNELS_BASE;
    return n;
}

/* The tables of an element and, before them, of what it requires. */
static void tell_tables(struct dmn_batch *b, const struct dmn_model *m, size_t index, bool *seen, struct list *told)
{
    const struct dmn_element *e = &m->elements[index];
    if (seen[index]) return;
    seen[index] = true;
    for (size_t i = 0; i < e->require_count; i++)
        tell_tables(b, m, e->requires_[i], seen, told);
    for (size_t i = 0; i < m->table_count; i++)
        if (m->tables[i]->element == index)
            *LIST_ADD(b->arena, told, struct batch_told) =
                (struct batch_told){.table = m->tables[i], .name = e->name, .fired = -1};
}

static struct batch_value *entry_value(struct batch_maker *m, struct feel_node *whole, struct batch_value *v)
{
    struct feel_node path = {.op = FEEL_OP_PATH, .a = whole, .name = m->b->entry};
    if (!m->b->entry.p) return v;
    if (v->kind != BATCH_CONTEXT) return batch_lower(m, &path);
    for (size_t i = 0; i < v->count; i++)
        if (str_eq(v->names[i], m->b->entry)) return v->items[i];
    return batch_constant(m, FEEL_NULL_VALUE);
}

static void make_program(struct dmn_batch *b, const struct dmn_model *model, struct dmn_run *run, bool nulls)
{
    struct batch_program *p = &b->programs[nulls];
    struct batch_maker m = {.b = b, .arena = b->arena, .p = p, .model = model, .run = run, .nulls = nulls};
    m.budget = BATCH_BUDGET;
    m.reach = -1;
    m.elements = ARENA_ARRAY(b->arena, struct batch_value *, model->element_count + 1);
    m.where = model->elements[b->decision].name;
    p->lanes = ARENA_ARRAY(b->arena, uint8_t, BATCH_REGISTERS_MAX);
    p->value = p->null = p->under = -1;
    for (size_t i = 0; i < b->told_count; i++)
        b->told[i].fired = -1;
    struct feel_node n = {.op = FEEL_OP_GLOBAL, .slot = (uint32_t)b->decision};
    struct batch_value *v = entry_value(&m, &n, batch_lower(&m, &n));
    if (v->kind == BATCH_NONE) batch_uncovered(&m, v);
    if (nulls) batch_choose_result(b, &m, v); /* the first one made */
    p->runs = batch_store_result(&m, v);
    p->fired = ARENA_ARRAY(b->arena, int32_t, b->told_count + 1);
    p->told_count = b->told_count;
    for (size_t i = 0; i < b->told_count; i++)
        p->fired[i] = b->told[i].fired;
    batch_finish(p, b->arena);
}

struct dmn_batch *dmn_batch_compile(const struct dmn_model *m, size_t decision, const struct dmn_column *columns,
                                    size_t column_count, struct feel_diags *d)
{
    return dmn_batch_compile_entry(m, decision, (struct str){0}, columns, column_count, d);
}

struct dmn_batch *dmn_batch_compile_entry(const struct dmn_model *m, size_t decision, struct str entry,
                                          const struct dmn_column *columns, size_t column_count, struct feel_diags *d)
{
    struct arena *a = arena_new();
    struct dmn_batch *b = ARENA_NEW(a, struct dmn_batch);
    size_t need_count;
    struct list told = {0};
    (void)d;
    *b = (struct dmn_batch){.arena = a, .model = m, .decision = decision, .column_count = column_count};
    b->entry = arena_str(a, entry);
    b->needs = dmn_needs(m, decision, &need_count);
    assert(need_count == column_count);
    b->growth = batch_growth_new();
    const struct batch_kernels *sets[BATCH_SETS];
    (void)batch_kernel_sets(sets);
    b->kernels = sets[0];
    b->columns = ARENA_ARRAY(a, struct dmn_column, column_count + 1);
    for (size_t i = 0; i < column_count; i++) {
        assert(columns[i].scale >= 0 && columns[i].scale <= BATCH_SCALE_MAX);
        b->columns[i] = columns[i];
        struct str *words = ARENA_ARRAY(a, struct str, columns[i].dictionary_count + 1);
        for (size_t k = 0; k < columns[i].dictionary_count; k++)
            words[k] = arena_str(a, columns[i].dictionary[k]);
        b->columns[i].dictionary = words;
    }
    tell_tables(b, m, decision, ARENA_ARRAY(a, bool, m->element_count + 1), &told);
    b->told = told.items;
    b->told_count = told.count;
    struct dmn_run *run = dmn_run_new(m);
    make_program(b, m, run, true);
    make_program(b, m, run, false);
    dmn_run_free(run);
    return b;
}

void dmn_batch_free(struct dmn_batch *b)
{
    if (b == NULL) return;
    batch_growth_free(b->growth);
    arena_free(b->arena);
}

struct dmn_result dmn_batch_result(const struct dmn_batch *b)
{
    struct dmn_result r = b->result;
    r.dictionary = b->dictionary.items;
    r.dictionary_count = b->dictionary.count;
    return r;
}

size_t dmn_batch_tables(const struct dmn_batch *b)
{
    return b->told_count;
}

struct str dmn_batch_table(const struct dmn_batch *b, size_t i)
{
    assert(i < b->told_count);
    return b->told[i].name;
}

/* ---- one thread ---- */

struct shared {
    struct dmn_batch *b;
    const struct dmn_batch_job *job;
    struct feel_diags *diags;
    atomic_size_t next; /* block */
    atomic_bool stop;
    pthread_mutex_t lock; /* what follows */
    size_t rows_done;
    struct dmn_batch_stats stats;
};
struct worker {
    struct shared *s;
    struct arena *arena;
    struct dmn_run *run;  /* made when a row needs it */
    struct arena *values; /* VALUE results of interpreted rows */
    void **registers[2];  /* of each program */
    const void **columns; /* of the block: values, then nulls, per column */
    uint8_t *bad;
    void **padded;          /* per column: room for the last block */
    struct dmn_result last; /* results of the last block */
    uint16_t **last_fired;
    struct { /* the next block, fetched a little with every instruction */
        const char *at, *end;
    } * ahead;
    size_t ahead_count, ahead_now, lines; /* lines: with one instruction */
    size_t rows, interpreted;
    int64_t errors;
};

static void *aligned(struct arena *a, size_t bytes)
{
    uintptr_t p = (uintptr_t)arena_alloc(a, bytes + ALIGNED);
    return (void *)((p + ALIGNED - 1) / ALIGNED * ALIGNED);
}

static void run_ins(struct worker *w, const struct batch_program *p, const struct batch_ins *i)
{
    void *const *at = w->registers[p == &w->s->b->programs[1]];
    struct batch_args x = {.ins = i, .dst = at[i->dst], .bad = w->bad, .registers = at};
    if (i->a >= 0) x.a = at[i->a];
    if (i->b >= 0) x.b = at[i->b];
    if (i->c >= 0) x.c = at[i->c];
    if (i->op == BATCH_NULLS) x.column = w->columns[2 * i->imm + 1];
    w->s->b->kernels->table[i->op][i->lane](&x);
}

static void prepare_registers(struct worker *w, bool nulls)
{
    const struct batch_program *p = &w->s->b->programs[nulls];
    void **at = ARENA_ARRAY(w->arena, void *, (size_t)p->registers + 1);
    char *scratch = aligned(w->arena, p->bytes + 1);
    w->registers[nulls] = at;
    for (int32_t i = 0; i < p->registers; i++)
        at[i] = p->offsets[i] == SIZE_MAX ? NULL : scratch + p->offsets[i];
    for (size_t i = 0; i < p->ins.count; i++) {
        const struct batch_ins *ins = LIST_AT(&p->ins, struct batch_ins, i);
        if (ins->op == BATCH_FILL) run_ins(w, p, ins);
    }
}

static void prepare(struct worker *w, struct shared *s)
{
    struct dmn_batch *b = s->b;
    w->s = s;
    w->arena = arena_new();
    w->columns = ARENA_ARRAY(w->arena, const void *, 2 * b->column_count + 2);
    w->bad = aligned(w->arena, BATCH_ROWS);
    for (int i = 0; i < 2; i++)
        if (b->programs[i].runs) prepare_registers(w, i);
}

static void finish(struct worker *w)
{
    dmn_run_free(w->run);
    if (w->values) batch_keep_arena(w->s->b->growth, w->values);
    arena_free(w->arena);
}

/* ---- rows for the interpreter ---- */

static bool is_null(const struct dmn_column *c, size_t row)
{
    return c->nulls && (c->nulls[row / 64] >> row % 64 & 1);
}

static struct feel_value text_of(const struct dmn_batch *b, size_t column, uint32_t code)
{
    const struct dmn_column *c = &b->columns[column];
    return code < c->dictionary_count ? feel_string(c->dictionary[code]) : FEEL_NULL_VALUE;
}

static struct feel_value value_of(const struct dmn_batch *b, const struct dmn_column *c, size_t column, size_t row)
{
    if (is_null(c, row)) return FEEL_NULL_VALUE;
    switch (b->columns[column].kind) {
    case DMN_COLUMN_INT64:
        return feel_number(num_scaled(((const int64_t *)c->values)[row], b->columns[column].scale));
    case DMN_COLUMN_INT32:
        return feel_number(num_scaled(((const int32_t *)c->values)[row], b->columns[column].scale));
    case DMN_COLUMN_DATE:
        return feel_date(((const int32_t *)c->values)[row]);
    case DMN_COLUMN_CODE8:
        return text_of(b, column, ((const uint8_t *)c->values)[row]);
    case DMN_COLUMN_CODE16:
        return text_of(b, column, ((const uint16_t *)c->values)[row]);
    case DMN_COLUMN_CODE32:
        return text_of(b, column, ((const uint32_t *)c->values)[row]);
    case DMN_COLUMN_BOOLEAN: {
        uint8_t v = ((const uint8_t *)c->values)[row];
        return v <= 1 ? feel_boolean(v) : FEEL_NULL_VALUE;
    }
    case DMN_COLUMN_NUM:
        return feel_number(((const struct num *)c->values)[row]);
    case DMN_COLUMN_VALUE:
        return ((const struct feel_value *)c->values)[row];
    }
    return FEEL_NULL_VALUE;
}

static void report(struct worker *w, const struct feel_diags *found)
{
    w->errors += found->errors;
    if (w->s->diags == NULL || found->list.count == 0) return;
    pthread_mutex_lock(&w->s->lock);
    for (size_t i = 0; i < found->list.count; i++) {
        const struct feel_diag *d = LIST_AT(&found->list, const struct feel_diag, i);
        feel_report(w->s->diags, d->severity, d->id, d->source, d->span, d->args);
    }
    pthread_mutex_unlock(&w->s->lock);
}

static struct feel_value entry_of(const struct dmn_batch *b, struct feel_value v)
{
    if (!b->entry.p) return v;
    const struct feel_value *entry = v.kind == FEEL_CONTEXT ? feel_context_get(v.context, b->entry) : NULL;
    return entry ? *entry : FEEL_NULL_VALUE;
}

static void interpret(struct worker *w, size_t row)
{
    struct dmn_batch *b = w->s->b;
    const struct dmn_batch_job *job = w->s->job;
    if (w->run == NULL) {
        w->run = dmn_run_new(b->model);
        dmn_trace(w->run, job->fired != NULL);
    }
    dmn_run_reset(w->run);
    for (size_t i = 0; i < b->column_count; i++)
        dmn_set(w->run, b->needs[i], value_of(b, &job->columns[i], i, row));
    struct feel_value v = entry_of(b, dmn_evaluate(w->run, b->decision));
    if (b->result.kind == DMN_COLUMN_VALUE && w->values == NULL) w->values = arena_new();
    if (!batch_write_value(b, job->result, row, v, w->values)) w->errors++;
    for (size_t i = 0; job->fired && i < b->told_count; i++) {
        const struct dmn_fired *f = &w->run->fired[b->told[i].table->index];
        if (job->fired[i]) job->fired[i][row] = f->reached && f->count ? (uint16_t)f->rows[0] : 0;
    }
    w->interpreted++;
    report(w, &w->run->feel->diags);
}

/* ---- one block ---- */

static bool has_nulls(const struct worker *w, size_t row, size_t n)
{
    const struct dmn_batch_job *job = w->s->job;
    uint64_t any = 0;
    for (size_t c = 0; c < job->column_count; c++) {
        const uint64_t *words = job->columns[c].nulls;
        for (size_t i = 0; words && i < (n + 63) / 64; i++)
            any |= words[row / 64 + i];
    }
    return any != 0;
}

/* Points the columns at the block; a short last block is copied, so that every kernel has its 1,024 rows. */
static void point(struct worker *w, size_t row, size_t n)
{
    static const uint64_t NONE[BATCH_ROWS / 64];
    const struct dmn_batch *b = w->s->b;
    const struct dmn_batch_job *job = w->s->job;
    if (n < BATCH_ROWS && w->padded == NULL) {
        w->padded = ARENA_ARRAY(w->arena, void *, 2 * b->column_count + 1);
        for (size_t c = 0; c < b->column_count; c++) {
            w->padded[2 * c] = aligned(w->arena, BATCH_ROWS * dmn_column_width(b->columns[c].kind));
            w->padded[2 * c + 1] = aligned(w->arena, sizeof NONE);
        }
    }
    for (size_t c = 0; c < b->column_count; c++) {
        size_t width = dmn_column_width(b->columns[c].kind);
        const char *values = (const char *)job->columns[c].values + row * width;
        const uint64_t *nulls = job->columns[c].nulls ? job->columns[c].nulls + row / 64 : NULL;
        w->columns[2 * c] = values;
        w->columns[2 * c + 1] = nulls ? nulls : NONE;
        if (n == BATCH_ROWS) continue;
        memcpy(w->padded[2 * c], values, n * width);
        w->columns[2 * c] = w->padded[2 * c];
        if (nulls == NULL) continue;
        memcpy(w->padded[2 * c + 1], nulls, (n + 63) / 64 * sizeof *nulls);
        w->columns[2 * c + 1] = w->padded[2 * c + 1];
    }
}

/* A column's block is a page of memory, where the machine's own fetching ahead begins anew each time. */
static void plan_ahead(struct worker *w, const struct batch_program *p, size_t row)
{
    const struct dmn_batch *b = w->s->b;
    const struct dmn_batch_job *job = w->s->job;
    size_t bytes = 0;
    w->ahead_count = w->ahead_now = w->lines = 0;
    if (row + 2 * (size_t)BATCH_ROWS > job->rows) return;
    if (w->ahead == NULL) w->ahead = arena_alloc_array(w->arena, b->column_count + 1, sizeof *w->ahead);
    for (size_t c = 0; c < b->column_count; c++) {
        size_t block = BATCH_ROWS * dmn_column_width(b->columns[c].kind);
        const char *at = (const char *)job->columns[c].values + row / BATCH_ROWS * block + block;
        w->ahead[w->ahead_count].at = at;
        w->ahead[w->ahead_count++].end = at + block;
        bytes += block;
    }
    w->lines = bytes / ALIGNED / (p->ins.count + 1) + 1;
}

static void fetch_ahead(struct worker *w)
{
    for (size_t left = w->lines; left > 0 && w->ahead_now < w->ahead_count; left--) {
        __builtin_prefetch(w->ahead[w->ahead_now].at);
        w->ahead[w->ahead_now].at += ALIGNED;
        if (w->ahead[w->ahead_now].at >= w->ahead[w->ahead_now].end) w->ahead_now++;
    }
}

static void store(struct worker *w, const struct batch_program *p, size_t row, size_t n)
{
    struct dmn_batch *b = w->s->b;
    const struct dmn_batch_job *job = w->s->job;
    void *const *at = w->registers[p == &b->programs[1]];
    batch_write_block(b, p, at, &(struct batch_stored){job->result, row, n});
    for (size_t i = 0; job->fired && i < b->told_count; i++) {
        if (job->fired[i] == NULL) continue;
        if (p->fired[i] >= 0)
            b->kernels->copy_out(job->fired[i] + row, at[p->fired[i]], n * sizeof(uint16_t));
        else
            memset(job->fired[i] + row, 0, n * sizeof(uint16_t));
    }
}

static void interpret_marked(struct worker *w, size_t row, size_t n)
{
    uint64_t words[BATCH_ROWS / 64];
    w->s->b->kernels->pack(w->bad, words);
    for (size_t i = 0; i < COUNT(words); i++) {
        for (uint64_t left = words[i]; left; left &= left - 1) {
            size_t at = i * 64 + (size_t)__builtin_ctzll(left);
            if (at < n) interpret(w, row + at);
        }
    }
}

static void mark_nulls(struct worker *w, size_t row, size_t n)
{
    const uint64_t *nulls = w->s->job->result->nulls;
    for (size_t i = 0; i < n; i++)
        if (nulls[(row + i) / 64] >> (row + i) % 64 & 1) w->bad[i] = BATCH_TRUE;
}

static void run_block(struct worker *w, size_t row, size_t n)
{
    const struct dmn_batch *b = w->s->b;
    bool nulls = has_nulls(w, row, n);
    const struct batch_program *p = &b->programs[nulls];
    w->rows += n;
    if (!p->runs) {
        for (size_t i = 0; i < n && !atomic_load_explicit(&w->s->stop, memory_order_relaxed); i++)
            interpret(w, row + i);
        return;
    }
    point(w, row, n);
    plan_ahead(w, p, row);
    memset(w->bad, 0, BATCH_ROWS);
    for (size_t i = 0; i < p->ins.count; i++) {
        const struct batch_ins *ins = LIST_AT(&p->ins, const struct batch_ins, i);
        if (ins->op == BATCH_FILL) continue;
        fetch_ahead(w);
        if (ins->op != BATCH_COLUMN) {
            run_ins(w, p, ins);
            continue;
        }
        const void *column = w->columns[2 * ins->imm];
        memcpy(&w->registers[nulls][ins->dst], &column, sizeof column);
    }
    store(w, p, row, n);
    if (w->s->job->ask_nulls) mark_nulls(w, row, n);
    interpret_marked(w, row, n);
}

static void done(struct worker *w, size_t rows)
{
    struct shared *s = w->s;
    pthread_mutex_lock(&s->lock);
    s->rows_done += rows;
    if (s->job->progress && !s->job->progress(s->job->progress_data, s->rows_done)) atomic_store(&s->stop, true);
    pthread_mutex_unlock(&s->lock);
}

static void *work(void *data)
{
    struct shared *s = data;
    struct worker w = {0};
    size_t blocks = (s->job->rows + BATCH_ROWS - 1) / BATCH_ROWS;
    prepare(&w, s);
    while (!atomic_load(&s->stop)) {
        size_t first = atomic_fetch_add(&s->next, BLOCKS_AT_ONCE), rows = 0;
        if (first >= blocks) break;
        for (size_t i = first; i < blocks && i < first + BLOCKS_AT_ONCE; i++) {
            size_t row = i * BATCH_ROWS, n = s->job->rows - row < BATCH_ROWS ? s->job->rows - row : BATCH_ROWS;
            run_block(&w, row, n);
            rows += n;
        }
        if (s->job->progress) done(&w, rows);
    }
    pthread_mutex_lock(&s->lock);
    s->stats.rows += w.rows;
    s->stats.interpreted_rows += w.interpreted;
    s->stats.errors += w.errors;
    pthread_mutex_unlock(&s->lock);
    finish(&w);
    return NULL;
}

struct dmn_batch_stats dmn_batch_run(struct dmn_batch *b, const struct dmn_batch_job *job, struct feel_diags *d)
{
    struct shared s = {.b = b, .job = job, .diags = d};
    pthread_t threads[THREADS_MAX];
    size_t blocks = (job->rows + BATCH_ROWS - 1) / BATCH_ROWS, started = 0;
    size_t wanted = job->threads < 1 ? 1 : job->threads > THREADS_MAX ? THREADS_MAX : (size_t)job->threads;
    size_t useful = (blocks + BLOCKS_AT_ONCE - 1) / BLOCKS_AT_ONCE;
    assert(job->column_count == b->column_count);
    if (wanted > useful) wanted = useful ? useful : 1;
    pthread_mutex_init(&s.lock, NULL);
    while (started + 1 < wanted && pthread_create(&threads[started], NULL, work, &s) == 0)
        started++;
    work(&s);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_mutex_destroy(&s.lock);
    s.stats.stopped = atomic_load(&s.stop);
    job->result->kind = b->result.kind;
    job->result->scale = b->result.scale;
    job->result->dictionary = b->dictionary.items;
    job->result->dictionary_count = b->dictionary.count;
    return s.stats;
}
