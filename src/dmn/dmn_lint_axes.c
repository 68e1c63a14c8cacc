/* dmn_lint_axes.c - the inputs of a table as axes of pieces with a witness each. */
#include "dmn/dmn_lint.h"
#include <stdlib.h>

/* ---- cells ---- */

static bool matches_null(const struct feel_node *n, uint32_t subject)
{
    if (n->op == FEEL_OP_ANY_OF && n->item_count == 1) n = n->items[0];
    bool compares = n->op == FEEL_OP_MATCH || n->op == FEEL_OP_EQ;
    return compares && n->a->op == FEEL_OP_LOCAL && n->a->slot == subject && n->b->op == FEEL_OP_CONST &&
           n->b->constant.kind == FEEL_NULL;
}

/* Is it an interval of constants that no value is in? */
static bool is_empty_range(const struct feel_node *test)
{
    struct feel_value low, high;
    if (test->op == FEEL_OP_ANY_OF && test->item_count == 1) test = test->items[0];
    if (test->op != FEEL_OP_MATCH) return false;
    const struct feel_node *n = test->b;
    bool low_closed = n->flags & FEEL_LOW_CLOSED, high_closed = n->flags & FEEL_HIGH_CLOSED;
    if (n->op == FEEL_OP_CONST && n->constant.kind == FEEL_RANGE && n->constant.range->op == FEEL_RANGE_INTERVAL) {
        const struct feel_range *r = n->constant.range;
        low = r->low;
        high = r->high;
        low_closed = r->low_closed;
        high_closed = r->high_closed;
    } else if (n->op != FEEL_OP_RANGE || n->slot != FEEL_RANGE_INTERVAL || !n->a || !n->b ||
               !dmn_constant(n->a, &low) || !dmn_constant(n->b, &high)) {
        return false;
    }
    enum feel_order order = feel_compare(low, high);
    return order == FEEL_GREATER || (order == FEEL_SAME && !(low_closed && high_closed));
}

enum lint_cell_kind lint_cell(struct arena *a, const struct dmn_table *t, size_t rule, size_t column,
                              struct dmn_cell *set)
{
    const struct feel_node *test = t->rules[rule].tests[column];
    uint32_t subject = t->inputs[column].slot;
    if (test == NULL) return LINT_ANY;
    if (test->op == FEEL_OP_CONST && test->constant.kind == FEEL_BOOLEAN && test->constant.boolean) return LINT_ANY;
    if (dmn_cell_read(a, test, subject, set)) return LINT_SET;
    if (matches_null(test, subject)) return LINT_IS_NULL;
    if (test->op == FEEL_OP_NOT && matches_null(test->a, subject)) return LINT_NOT_NULL;
    return is_empty_range(test) ? LINT_NEVER : LINT_OPAQUE;
}

bool lint_allowed(struct arena *a, const struct dmn_input_clause *in, struct dmn_cell *set)
{
    if (in->allowed == NULL) return false;
    bool of_type = in->type && in->type->allowed == in->allowed;
    return dmn_cell_read(a, in->allowed, of_type ? 0 : in->slot, set);
}

/* ---- witnesses ---- */

/* All cells and allowed values of the columns of one axis. */
struct builder {
    struct arena *arena;
    const struct dmn_table *table;
    struct list columns;           /* of size_t */
    struct list cuts[FEEL_KINDS];  /* of struct feel_value */
    struct list witnesses;         /* of struct feel_value */
    bool nulls;                    /* a cell speaks of null */
    bool used;                     /* a cell is not `-` */
    bool restricted;
};

static void add_cuts(struct builder *b, const struct dmn_cell *set)
{
    for (uint32_t i = 0; i < set->count; i++) {
        const struct dmn_span *s = &set->spans[i];
        if (s->low.kind) *LIST_ADD(b->arena, &b->cuts[set->kind], struct feel_value) = s->low;
        if (s->high.kind) *LIST_ADD(b->arena, &b->cuts[set->kind], struct feel_value) = s->high;
    }
}

static void read_column(struct builder *b, size_t column)
{
    struct dmn_cell set;
    for (size_t i = 0; i < b->table->rule_count; i++) {
        enum lint_cell_kind kind = lint_cell(b->arena, b->table, i, column, &set);
        b->used |= kind != LINT_ANY;
        b->nulls |= kind == LINT_IS_NULL || kind == LINT_NOT_NULL;
        if (kind == LINT_SET) add_cuts(b, &set);
    }
    if (lint_allowed(b->arena, &b->table->inputs[column], &set)) add_cuts(b, &set);
}

static int by_value(const void *a, const void *b)
{
    return dmn_scalar_cmp(*(const struct feel_value *)a, *(const struct feel_value *)b);
}

static size_t sort_distinct(struct list *l)
{
    struct feel_value *v = l->items;
    size_t distinct = 0;
    if (l->count) qsort(v, l->count, sizeof *v, by_value);
    for (size_t i = 0; i < l->count; i++) {
        if (distinct == 0 || dmn_scalar_cmp(v[distinct - 1], v[i]) != 0) v[distinct++] = v[i];
    }
    return distinct;
}

static bool lies_between(struct feel_value v, const struct feel_value *low, const struct feel_value *high)
{
    return (!low || dmn_scalar_cmp(v, *low) > 0) && (!high || dmn_scalar_cmp(v, *high) < 0);
}

/* A whole number beside a bound when it fits, else the middle. */
static bool number_between(const struct feel_value *low, const struct feel_value *high, struct feel_value *out)
{
    struct num n = NUM_ZERO, one = num_of(1);
    bool good = true;
    if (low) {
        good = num_round(low->number, 0, NUM_FLOOR, &n) && num_add(n, one, &n);
    } else if (high) {
        good = num_round(high->number, 0, NUM_CEILING, &n) && num_sub(n, one, &n);
    }
    *out = feel_number(n);
    if (good && lies_between(*out, low, high)) return true;
    if (!low || !high || !num_add(low->number, high->number, &n) || !num_div(n, num_of(2), &n)) return false;
    *out = feel_number(n);
    return lies_between(*out, low, high);
}

/* "other" or "其他" where it fits, because it says what is meant: any other text. */
static bool string_between(struct arena *a, const struct feel_value *low, const struct feel_value *high,
                           struct feel_value *out)
{
    static const char *const ENDS[] = {"x", "a", "0", " ", "\x01"};
    bool western = (low && low->ascii) || (high && high->ascii);
    *out = feel_string(western ? STR("other") : STR("其他"));
    if (lies_between(*out, low, high)) return true;
    *out = feel_string(STR(""));
    if (!low) return lies_between(*out, low, high);
    for (size_t i = 0; i < COUNT(ENDS); i++) {
        *out = feel_string(arena_printf(a, "%.*s%s", STR_ARG(feel_text(*low)), ENDS[i]));
        if (lies_between(*out, low, high)) return true;
    }
    return false;
}

static bool value_between(struct arena *a, uint8_t kind, const struct feel_value *low, const struct feel_value *high,
                          struct feel_value *out)
{
    if (kind == FEEL_NUMBER) return number_between(low, high, out);
    if (kind == FEEL_STRING) return string_between(a, low, high, out);
    if (kind != FEEL_DATE) return false;
    *out = feel_date(low ? low->days + 1 : high ? high->days - 1 : 20000);
    return lies_between(*out, low, high);
}

static void add_witness(struct builder *b, struct feel_value v)
{
    *LIST_ADD(b->arena, &b->witnesses, struct feel_value) = v;
}

static void add_line(struct builder *b, uint8_t kind)
{
    struct feel_value between;
    if (kind == FEEL_BOOLEAN) {
        add_witness(b, feel_boolean(true));
        add_witness(b, feel_boolean(false));
        return;
    }
    size_t count = sort_distinct(&b->cuts[kind]);
    const struct feel_value *v = b->cuts[kind].items;
    for (size_t i = 0; i <= count; i++) {
        const struct feel_value *low = i ? &v[i - 1] : NULL, *high = i < count ? &v[i] : NULL;
        if (value_between(b->arena, kind, low, high, &between)) add_witness(b, between);
        if (high) add_witness(b, *high);
    }
}

uint8_t lint_declared_kind(const struct dmn_input_clause *in)
{
    if (in->type == NULL) return FEEL_NULL;
    if (in->type->kind == FEEL_TYPE_NUMBER) return FEEL_NUMBER;
    if (in->type->kind == FEEL_TYPE_STRING) return FEEL_STRING;
    if (in->type->kind == FEEL_TYPE_BOOLEAN) return FEEL_BOOLEAN;
    return in->type->kind == FEEL_TYPE_DATE ? FEEL_DATE : FEEL_NULL;
}

/* By the declared type of one of the columns, else FEEL_NULL: any kind that occurs in the cells. */
static uint8_t declared_kind(const struct builder *b)
{
    uint8_t kind = FEEL_NULL;
    for (size_t i = 0; i < b->columns.count && kind == FEEL_NULL; i++)
        kind = lint_declared_kind(&b->table->inputs[*LIST_AT(&b->columns, size_t, i)]);
    return kind;
}

static bool is_allowed(struct builder *b, struct feel_value v)
{
    struct dmn_cell set;
    for (size_t i = 0; b->restricted && v.kind && i < b->columns.count; i++) {
        const struct dmn_input_clause *in = &b->table->inputs[*LIST_AT(&b->columns, size_t, i)];
        if (!lint_allowed(b->arena, in, &set)) continue;
        if (set.kind != v.kind || !dmn_cell_holds(&set, v)) return false;
    }
    return true;
}

static void find_witnesses(struct builder *b)
{
    uint8_t declared = declared_kind(b);
    for (uint8_t kind = FEEL_BOOLEAN; kind < FEEL_KINDS; kind++) {
        if (kind == declared || (declared == FEEL_NULL && b->cuts[kind].count)) add_line(b, kind);
    }
    if (b->nulls || b->witnesses.count == 0) add_witness(b, FEEL_NULL_VALUE);
    struct feel_value *v = b->witnesses.items;
    size_t kept = 0;
    for (size_t i = 0; i < b->witnesses.count; i++) {
        if (is_allowed(b, v[i])) v[kept++] = v[i];
    }
    b->witnesses.count = kept;
}

/* ---- pieces ---- */

/* Where the witnesses of a kind stand among the pieces: [from, to); numbers, texts and dates are in their order. */
struct stretch {
    size_t from, to;
};

static struct stretch stretch_of(const struct lint_piece *pieces, size_t count, uint8_t kind)
{
    struct stretch s = {0, 0};
    while (s.from < count && pieces[s.from].witness.kind != kind) s.from++;
    s.to = s.from;
    while (s.to < count && pieces[s.to].witness.kind == kind) s.to++;
    return s;
}

/* The first witness of the stretch that is above the bound (or at it, when `at`). */
static size_t first_from(const struct lint_piece *pieces, struct stretch s, struct feel_value bound, bool at)
{
    while (s.from < s.to) {
        size_t middle = s.from + (s.to - s.from) / 2;
        int order = dmn_scalar_cmp(pieces[middle].witness, bound);
        if (order > 0 || (order == 0 && at))
            s.to = middle;
        else
            s.from = middle + 1;
    }
    return s.from;
}

struct filling {
    struct lint_axes *x;
    const struct lint_piece *pieces;
    uint64_t *bits;
    size_t count, rule;
    struct stretch stretches[FEEL_KINDS];
};

static void mark(struct filling *f, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) f->bits[i * f->x->words + f->rule / 64] |= (uint64_t)1 << f->rule % 64;
    if (to > from) f->x->work -= (int64_t)(to - from);
}

static void mark_set(struct filling *f, const struct dmn_cell *set)
{
    struct stretch all = f->stretches[set->kind];
    if (set->negated || set->kind == FEEL_BOOLEAN) {
        for (size_t i = all.from; i < all.to; i++) {
            if (dmn_cell_holds(set, f->pieces[i].witness)) mark(f, i, i + 1);
        }
        f->x->work -= (int64_t)((all.to - all.from) * set->count);
        return;
    }
    for (uint32_t k = 0; k < set->count; k++) {
        const struct dmn_span *s = &set->spans[k];
        size_t from = s->low.kind ? first_from(f->pieces, all, s->low, s->low_closed) : all.from;
        size_t to = s->high.kind ? first_from(f->pieces, all, s->high, !s->high_closed) : all.to;
        mark(f, from, to);
    }
}

/* Marks in `bits` the rules whose cell of this column holds, piece by piece. */
static void mark_column(struct filling *f, size_t column, bool maybe)
{
    struct dmn_cell set;
    uint64_t *any = ARENA_ARRAY(f->x->arena, uint64_t, f->x->words + 1);
    for (size_t r = 0; r < f->x->table->rule_count && f->x->work >= 0; r++) {
        enum lint_cell_kind kind = lint_cell(f->x->arena, f->x->table, r, column, &set);
        struct stretch null = f->stretches[FEEL_NULL];
        f->rule = r;
        if (kind == LINT_ANY || (kind == LINT_OPAQUE && maybe)) any[r / 64] |= (uint64_t)1 << r % 64;
        if (kind == LINT_SET) mark_set(f, &set);
        if (kind == LINT_IS_NULL) mark(f, null.from, null.to);
        if (kind == LINT_NOT_NULL) {
            mark(f, 0, null.from);
            mark(f, null.to, f->count);
        }
    }
    for (size_t i = 0; i < f->count; i++) {
        for (size_t w = 0; w < f->x->words; w++) f->bits[i * f->x->words + w] |= any[w];
    }
}

static bool is_plain_other(struct feel_value v)
{
    return v.kind == FEEL_STRING && (str_eq(feel_text(v), STR("其他")) || str_eq(feel_text(v), STR("other")));
}

/* Pieces with the same rules are one; the first stays, but "other" is the better example. */
static size_t merge_pieces(struct lint_axes *x, struct lint_piece *pieces, size_t count)
{
    size_t size = 64;
    while (size < 2 * count) size *= 2;
    uint32_t *slots = ARENA_ARRAY(x->arena, uint32_t, size);
    size_t kept = 0, bytes = x->words * sizeof(uint64_t);
    for (size_t i = 0; i < count; i++) {
        uint64_t hash = 1469598103934665603u;
        for (size_t w = 0; w < x->words; w++) hash = (hash ^ pieces[i].rules[w]) * 1099511628211u ^ hash >> 29;
        size_t at = hash % size;
        while (slots[at] && memcmp(pieces[slots[at] - 1].rules, pieces[i].rules, bytes) != 0) at = (at + 1) % size;
        if (slots[at]) {
            if (is_plain_other(pieces[i].witness)) pieces[slots[at] - 1].witness = pieces[i].witness;
            continue;
        }
        pieces[kept++] = pieces[i];
        slots[at] = (uint32_t)kept;
    }
    return kept;
}

static struct lint_axis build_axis(struct lint_axes *x, struct builder *b, bool maybe)
{
    find_witnesses(b);
    size_t count = b->witnesses.count, words = count * x->words;
    struct lint_axis axis = {.column = (uint32_t)*LIST_AT(&b->columns, size_t, 0), .free = !b->used};
    if (words > LINT_WORDS_MAX) x->work = -1;
    if (x->work < 0) return axis;
    struct lint_piece *pieces = ARENA_ARRAY(x->arena, struct lint_piece, count + 1);
    uint64_t *bits = ARENA_ARRAY(x->arena, uint64_t, words + 1), *column = ARENA_ARRAY(x->arena, uint64_t, words + 1);
    for (size_t i = 0; i < count; i++)
        pieces[i] = (struct lint_piece){LIST_AT(&b->witnesses, struct feel_value, i)[0], bits + i * x->words};
    struct filling f = {.x = x, .pieces = pieces, .bits = column, .count = count};
    for (uint8_t kind = 0; kind < FEEL_KINDS; kind++) f.stretches[kind] = stretch_of(pieces, count, kind);
    memset(bits, 0xff, words * sizeof *bits);
    for (size_t i = 0; i < b->columns.count && x->work >= 0; i++) {
        memset(column, 0, words * sizeof *column);
        mark_column(&f, *LIST_AT(&b->columns, size_t, i), maybe);
        for (size_t w = 0; w < words; w++) bits[w] &= column[w];
    }
    if (x->work < 0) return axis;
    axis.pieces = pieces;
    axis.count = merge_pieces(x, pieces, count);
    return axis;
}

static bool same_expression(const struct dmn_table *t, size_t a, size_t b)
{
    struct str x = dmn_node_text(t->inputs[a].expression), y = dmn_node_text(t->inputs[b].expression);
    return a == b || (x.n && str_eq(x, y));
}

struct lint_axes lint_axes_of(struct arena *a, const struct dmn_table *t, bool maybe, bool restricted)
{
    struct lint_axes x = {.table = t, .arena = a, .words = (t->rule_count + 63) / 64, .work = LINT_WORK_MAX};
    struct lint_axis *axes = ARENA_ARRAY(a, struct lint_axis, t->input_count + 1);
    bool *done = ARENA_ARRAY(a, bool, t->input_count + 1);
    if (t->input_count > LINT_AXES_MAX || t->rule_count * t->input_count > LINT_WORK_MAX) x.work = -1;
    for (size_t i = 0; i < t->input_count && x.work >= 0; i++) {
        if (done[i]) continue;
        struct builder b = {.arena = a, .table = t, .restricted = restricted};
        for (size_t k = i; k < t->input_count; k++) {
            if (done[k] || !same_expression(t, i, k)) continue;
            done[k] = true;
            *LIST_ADD(a, &b.columns, size_t) = k;
            read_column(&b, k);
        }
        axes[x.count++] = build_axis(&x, &b, maybe);
    }
    struct dmn_cell ignored;
    for (size_t r = 0; x.work >= 0 && r < t->rule_count; r++) {
        for (size_t i = 0; i < t->input_count; i++) x.opaque += lint_cell(a, t, r, i, &ignored) == LINT_OPAQUE;
    }
    x.axes = axes;
    return x;
}

struct str lint_example(const struct lint_axes *x, const size_t *piece)
{
    struct buf b = {.arena = x->arena};
    for (size_t i = 0; i < x->count; i++) {
        const struct lint_axis *axis = &x->axes[i];
        if (piece[i] == SIZE_MAX || axis->free) continue;
        if (b.n) buf_add(&b, STR(", "));
        buf_add(&b, x->table->inputs[axis->column].label);
        buf_add(&b, STR(" = "));
        buf_add(&b, feel_to_literal(x->arena, axis->pieces[piece[i]].witness));
    }
    return b.n ? buf_str(&b) : STR("-");
}
