/* dmn_batch_program.c - instructions: emitted once each, the unneeded dropped, registers laid out in scratch memory. */
#include "dmn/dmn_batch_impl.h"

enum {
    BUCKETS_FIRST = 256,
    SCRATCH_ALIGN = 64
};
#define NEVER_READ (UINT32_MAX - 1)
#define KEPT UINT32_MAX

static const size_t WIDTH[BATCH_LANES] = {1, 2, 4, 8};

static uint32_t hash_of(const struct batch_ins *i)
{
    uint64_t h = 1469598103934665603u;
    const uint64_t parts[] = {i->op | (uint64_t)i->lane << 8 | (uint64_t)i->from << 16 | (uint64_t)i->mode << 24,
                              (uint32_t)i->a | (uint64_t)(uint32_t)i->b << 32,
                              (uint32_t)i->c,
                              (uint64_t)i->imm,
                              (uint64_t)i->imm2,
                              i->n};
    for (size_t k = 0; k < COUNT(parts); k++)
        h = (h ^ parts[k]) * 1099511628211u;
    return (uint32_t)(h >> 32) ^ (uint32_t)h;
}

static bool same_work(const struct batch_ins *x, const struct batch_ins *y)
{
    size_t bytes = x->op == BATCH_CUTS ? x->n * sizeof(int64_t) : x->n * WIDTH[x->lane];
    return x->op == y->op && x->lane == y->lane && x->from == y->from && x->mode == y->mode && x->a == y->a &&
           x->b == y->b && x->c == y->c && x->imm == y->imm && x->imm2 == y->imm2 && x->n == y->n &&
           (x->data == y->data || (x->data && y->data && memcmp(x->data, y->data, bytes) == 0));
}

static void index_ins(struct batch_program *p, uint32_t at)
{
    const struct batch_ins *i = LIST_AT(&p->ins, struct batch_ins, at);
    uint32_t b = hash_of(i) & (p->bucket_count - 1);
    while (p->buckets[b])
        b = (b + 1) & (p->bucket_count - 1);
    p->buckets[b] = at + 1;
}

static void grow_index(struct batch_maker *m)
{
    struct batch_program *p = m->p;
    p->bucket_count = p->bucket_count ? p->bucket_count * 2 : BUCKETS_FIRST;
    p->buckets = ARENA_ARRAY(m->arena, uint32_t, p->bucket_count);
    for (uint32_t i = 0; i < p->ins.count; i++)
        index_ins(p, i);
}

int32_t batch_register(struct batch_maker *m, enum batch_lane lane)
{
    struct batch_program *p = m->p;
    assert(p->registers < BATCH_REGISTERS_MAX);
    p->lanes[p->registers] = (uint8_t)lane;
    return p->registers++;
}

static bool is_shared(const struct batch_ins *i)
{
    return i->op != BATCH_TABLE && i->op != BATCH_SUMS;
}

int32_t batch_emit(struct batch_maker *m, struct batch_ins ins)
{
    struct batch_program *p = m->p;
    if (p->ins.count * 2 >= p->bucket_count) grow_index(m);
    if (is_shared(&ins)) {
        uint32_t b = hash_of(&ins) & (p->bucket_count - 1);
        for (; p->buckets[b]; b = (b + 1) & (p->bucket_count - 1)) {
            const struct batch_ins *old = LIST_AT(&p->ins, struct batch_ins, p->buckets[b] - 1);
            if (same_work(old, &ins)) return old->dst;
        }
    }
    bool truth = ins.op >= BATCH_GEC && ins.op <= BATCH_EQ;
    bool byte = truth || ins.op == BATCH_TIE || ins.op == BATCH_MARK;
    ins.dst = batch_register(m, byte ? BATCH_8 : (enum batch_lane)ins.lane);
    *LIST_ADD(m->arena, &p->ins, struct batch_ins) = ins;
    index_ins(p, (uint32_t)p->ins.count - 1);
    return ins.dst;
}

/* ---- small ones ---- */

static int32_t pair(struct batch_maker *m, enum batch_op op, enum batch_lane lane, int32_t a, int32_t b)
{
    return batch_emit(m, (struct batch_ins){.op = (uint8_t)op, .lane = (uint8_t)lane, .a = a, .b = b, .c = -1});
}

int32_t batch_or(struct batch_maker *m, int32_t a, int32_t b)
{
    if (a < 0 || a == b) return b;
    if (b < 0) return a;
    return a < b ? pair(m, BATCH_MAX, BATCH_8, a, b) : pair(m, BATCH_MAX, BATCH_8, b, a);
}

int32_t batch_and(struct batch_maker *m, int32_t a, int32_t b)
{
    if (a < 0 || a == b) return b;
    if (b < 0) return a;
    return a < b ? pair(m, BATCH_MIN, BATCH_8, a, b) : pair(m, BATCH_MIN, BATCH_8, b, a);
}

int32_t batch_not(struct batch_maker *m, int32_t a)
{
    return batch_emit(
        m, (struct batch_ins){.op = BATCH_RSUBC, .lane = BATCH_8, .a = a, .b = -1, .c = -1, .imm = BATCH_TRUE});
}

int32_t batch_fill(struct batch_maker *m, enum batch_lane lane, int64_t value)
{
    return batch_emit(
        m, (struct batch_ins){.op = BATCH_FILL, .lane = (uint8_t)lane, .a = -1, .b = -1, .c = -1, .imm = value});
}

int32_t batch_select(struct batch_maker *m, enum batch_lane lane, int32_t c, int32_t a, int32_t b)
{
    if (a == b) return a;
    return batch_emit(m, (struct batch_ins){.op = BATCH_SELECT, .lane = (uint8_t)lane, .a = a, .b = b, .c = c});
}

/* The instruction that gives a register, while nothing has been dropped yet; NULL for the planes of a table. */
static const struct batch_ins *giver(const struct batch_program *p, int32_t reg)
{
    size_t low = 0, high = p->ins.count; /* registers are given in rising order */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (LIST_AT(&p->ins, const struct batch_ins, middle)->dst < reg)
            low = middle + 1;
        else
            high = middle;
    }
    const struct batch_ins *ins = low < p->ins.count ? LIST_AT(&p->ins, const struct batch_ins, low) : NULL;
    return ins && ins->dst == reg ? ins : NULL;
}

/* A look-up in a wider lane costs no more than one in a narrow lane. */
static int32_t wider_lut(struct batch_maker *m, struct batch_ins lut, enum batch_lane from, enum batch_lane to)
{
    int64_t *wide = ARENA_ARRAY(m->arena, int64_t, lut.n);
    int32_t *middle = ARENA_ARRAY(m->arena, int32_t, lut.n);
    for (uint32_t i = 0; i < lut.n; i++) {
        wide[i] = from == BATCH_16 ? ((const int16_t *)lut.data)[i] : ((const int32_t *)lut.data)[i];
        middle[i] = (int32_t)wide[i];
    }
    lut.lane = (uint8_t)to;
    lut.data = to == BATCH_32 ? (const void *)middle : (const void *)wide;
    return batch_emit(m, lut);
}

int32_t batch_widen(struct batch_maker *m, int32_t a, enum batch_lane from, enum batch_lane to)
{
    assert(from <= to);
    if (from == to) return a;
    const struct batch_ins *ins = giver(m->p, a);
    if (ins && ins->op == BATCH_LUT && from != BATCH_8) return wider_lut(m, *ins, from, to);
    if (ins && ins->op == BATCH_FILL && from != BATCH_8) return batch_fill(m, to, ins->imm);
    return batch_emit(
        m, (struct batch_ins){.op = BATCH_WIDEN, .lane = (uint8_t)to, .from = (uint8_t)from, .a = a, .b = -1, .c = -1});
}

int32_t batch_lut(struct batch_maker *m, const struct batch_value *classes, enum batch_lane lane, const void *data)
{
    assert(classes->kind == BATCH_CLASSES && classes->reg >= 0);
    return batch_emit(m, (struct batch_ins){.op = BATCH_LUT,
                                            .lane = (uint8_t)lane,
                                            .from = classes->lane,
                                            .a = classes->reg,
                                            .b = -1,
                                            .c = -1,
                                            .data = data,
                                            .n = classes->n});
}

void batch_mark(struct batch_maker *m, int32_t truth)
{
    int32_t rows = batch_and(m, truth, m->reach);
    if (rows < 0) rows = batch_fill(m, BATCH_8, BATCH_TRUE);
    pair(m, BATCH_MARK, BATCH_8, rows, -1);
}

enum batch_lane batch_lane_for(int64_t lo, int64_t hi)
{
    if (lo >= INT16_MIN && hi <= INT16_MAX) return BATCH_16;
    if (lo >= INT32_MIN && hi <= INT32_MAX) return BATCH_32;
    return BATCH_64;
}

/* ---- finishing ---- */

/* The registers that an instruction reads. */
static size_t reads_of(const struct batch_ins *i, const int32_t **more, int32_t own[3])
{
    size_t n = 0;
    if (i->a >= 0) own[n++] = i->a;
    if (i->b >= 0) own[n++] = i->b;
    if (i->c >= 0) own[n++] = i->c;
    *more = NULL;
    return n;
}

static void each_read(const struct batch_ins *i, void (*fn)(void *data, int32_t reg), void *data)
{
    const int32_t *more;
    int32_t own[3];
    size_t n = reads_of(i, &more, own);
    for (size_t k = 0; k < n; k++)
        fn(data, own[k]);
    if (i->op == BATCH_TABLE) {
        const struct batch_table *t = i->data;
        for (uint32_t k = 0; k < t->inputs; k++)
            fn(data, t->registers[k]);
    } else if (i->op == BATCH_SUMS) {
        const struct batch_sums *s = i->data;
        for (uint32_t k = 0; k < s->planes; k++)
            fn(data, s->registers[k]);
    }
}

static void mark_needed(void *data, int32_t reg)
{
    ((bool *)data)[reg] = true;
}

/* Instructions that have an effect beside their register. */
static bool is_effect(const struct batch_ins *i)
{
    if (i->op == BATCH_MARK) return true;
    if (i->op != BATCH_TABLE) return false;
    const struct batch_table *t = i->data;
    return t->hit == BATCH_HIT_UNIQUE || t->hit == BATCH_HIT_ANY;
}

static bool gives_needed(const struct batch_ins *i, const bool *needed)
{
    if (is_effect(i) || needed[i->dst]) return true;
    if (i->op != BATCH_TABLE) return false;
    const struct batch_table *t = i->data;
    for (uint32_t k = 0; t->out && k < t->planes; k++)
        if (needed[t->out[k]]) return true;
    return false;
}

struct layout {
    struct batch_program *p;
    uint32_t *last; /* instruction that reads a register last */
    uint32_t at;
    struct list free[BATCH_LANES]; /* of size_t offsets */
    struct arena *arena;
};

static void note_last(void *data, int32_t reg)
{
    struct layout *l = data;
    l->last[reg] = l->at;
}

static void give_back(void *data, int32_t reg)
{
    struct layout *l = data;
    if (l->last[reg] != l->at || l->p->offsets[reg] == SIZE_MAX) return;
    l->last[reg] = KEPT; /* once */
    *LIST_ADD(l->arena, &l->free[l->p->lanes[reg]], size_t) = l->p->offsets[reg];
}

static void place(struct layout *l, int32_t reg)
{
    struct list *free = &l->free[l->p->lanes[reg]];
    if (free->count) {
        l->p->offsets[reg] = *LIST_AT(free, size_t, --free->count);
        return;
    }
    l->p->offsets[reg] = l->p->bytes;
    l->p->bytes += BATCH_ROWS * WIDTH[l->p->lanes[reg]];
}

/* Constants are filled once and stay; results are stored after the last instruction. */
static void keep_last(struct layout *l, const bool *results)
{
    struct batch_program *p = l->p;
    for (int32_t i = 0; i < p->registers; i++)
        if (results[i]) l->last[i] = KEPT;
    for (uint32_t i = 0; i < p->ins.count; i++) {
        const struct batch_ins *ins = LIST_AT(&p->ins, struct batch_ins, i);
        if (ins->op == BATCH_FILL) l->last[ins->dst] = KEPT;
    }
}

static void lay_out(struct batch_program *p, struct arena *a, const bool *results)
{
    struct layout l = {.p = p, .arena = a, .last = ARENA_ARRAY(a, uint32_t, (size_t)p->registers + 1)};
    p->offsets = ARENA_ARRAY(a, size_t, (size_t)p->registers + 1);
    for (int32_t i = 0; i < p->registers; i++) {
        p->offsets[i] = SIZE_MAX;
        l.last[i] = NEVER_READ;
    }
    for (l.at = 0; l.at < p->ins.count; l.at++)
        each_read(LIST_AT(&p->ins, struct batch_ins, l.at), note_last, &l);
    keep_last(&l, results);
    for (uint32_t i = 0; i < p->ins.count; i++) { /* nothing may lie there before */
        const struct batch_ins *ins = LIST_AT(&p->ins, struct batch_ins, i);
        if (ins->op == BATCH_FILL) place(&l, ins->dst);
    }
    for (l.at = 0; l.at < p->ins.count; l.at++) {
        const struct batch_ins *ins = LIST_AT(&p->ins, struct batch_ins, l.at);
        if (ins->op == BATCH_COLUMN || ins->op == BATCH_MARK || ins->op == BATCH_FILL) {
            each_read(ins, give_back, &l);
            continue;
        }
        place(&l, ins->dst);
        const struct batch_table *t = ins->op == BATCH_TABLE ? ins->data : NULL;
        for (uint32_t k = 0; t && t->out && k < t->planes; k++)
            place(&l, t->out[k]);
        each_read(ins, give_back, &l);
        if (l.last[ins->dst] != NEVER_READ) continue;
        l.last[ins->dst] = l.at;
        give_back(&l, ins->dst);
    }
}

/* Is every row marked anyway? */
static bool marks_all(const struct batch_program *p, int32_t reg)
{
    for (size_t i = 0; i < p->ins.count; i++) {
        const struct batch_ins *ins = LIST_AT(&p->ins, struct batch_ins, i);
        if (ins->dst == reg && ins->op != BATCH_MARK) return ins->op == BATCH_FILL && ins->imm == BATCH_TRUE;
    }
    return false;
}

void batch_finish(struct batch_program *p, struct arena *a)
{
    bool *needed = ARENA_ARRAY(a, bool, (size_t)p->registers + 1);
    bool *results = ARENA_ARRAY(a, bool, (size_t)p->registers + 1);
    if (p->value >= 0) results[p->value] = true;
    if (p->null >= 0) results[p->null] = true;
    if (p->under >= 0) results[p->under] = true;
    for (size_t i = 0; i < p->told_count; i++)
        if (p->fired[i] >= 0) results[p->fired[i]] = true;
    memcpy(needed, results, (size_t)p->registers);
    for (size_t i = p->ins.count; i-- > 0;) {
        const struct batch_ins *ins = LIST_AT(&p->ins, struct batch_ins, i);
        if (gives_needed(ins, needed)) {
            needed[ins->dst] = true;
            each_read(ins, mark_needed, needed);
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < p->ins.count; i++) {
        struct batch_ins ins = *LIST_AT(&p->ins, struct batch_ins, i);
        if (ins.op == BATCH_MARK && marks_all(p, ins.a)) p->runs = false;
        if (gives_needed(&ins, needed)) *LIST_AT(&p->ins, struct batch_ins, kept++) = ins;
    }
    p->ins.count = kept;
    lay_out(p, a, results);
    p->bytes = (p->bytes + SCRATCH_ALIGN - 1) / SCRATCH_ALIGN * SCRATCH_ALIGN;
}
