/* feel_eval.c - the interpreter: dispatch, frames and limits, operators on scalars, logic, contexts.
 *
 * A node's value is made by one row of OPS.  Leaves are answered before the table is asked, numbers before the kinds
 * are looked at; nothing here allocates for scalars.  Limits: `steps` runs down to 0 and stays there once the run has
 * stopped, so that one comparison per node finds both. */
#include "feel/feel_impl.h"
#include "feel/feel_time.h"
#include <stdlib.h>

/* ---- limits and messages ---- */

void feel_run_begin(struct feel_run *r)
{
    r->steps = r->limits.steps;
    r->depth = r->calls = 0;
    r->stopped = r->has_now = false;
    r->at = NULL;
    r->bytes_max = arena_used(r->arena) + (size_t)r->limits.bytes;
}

static bool diags_full(const struct feel_run *r)
{
    return r->diags.list.count >= r->diags.max;
}

struct feel_value feel_fail_at(struct feel_run *r, const struct feel_node *n, enum feel_message id,
                               const struct feel_arg *args)
{
    if (r->stopped) return FEEL_NULL_VALUE; /* what follows from a stop is no news */
    feel_report(&r->diags, FEEL_ERROR, id, n ? n->source : NULL, n ? n->span : (struct feel_span){0, 0},
                diags_full(r) ? NULL : args);
    return FEEL_NULL_VALUE;
}

struct feel_value feel_fail(struct feel_run *r, enum feel_message id, const struct feel_arg *args)
{
    return feel_fail_at(r, r->at, id, args);
}

static void stop(struct feel_run *r, const struct feel_node *n, enum feel_message id, int64_t max)
{
    if (!r->stopped)
        feel_fail_at(r, n, id, FEEL_ARGS({"max", arena_printf(r->arena, "%" PRId64, max)}));
    r->stopped = true;
    r->steps = 0;
}

bool feel_step(struct feel_run *r, int64_t n)
{
    assert(n >= 0);
    if (r->stopped) return false;
    size_t bytes_max = r->bytes_max ? r->bytes_max : (size_t)r->limits.bytes;
    if (r->steps < n)
        stop(r, r->at, FEEL_MSG_LIMIT_STEPS, r->limits.steps);
    else if (arena_used(r->arena) > bytes_max)
        stop(r, r->at, FEEL_MSG_LIMIT_BYTES, r->limits.bytes);
    else
        r->steps -= n;
    return !r->stopped;
}

enum feel_truth feel_equal_in(struct feel_run *r, struct feel_value a, struct feel_value b)
{
    if ((a.kind < FEEL_LIST || b.kind < FEEL_LIST) && a.kind != FEEL_STRING) return feel_equal(a, b);
    int64_t left = r->steps;
    enum feel_truth t = feel_equal_within(a, b, &left);
    return feel_step(r, r->steps - left) ? t : FEEL_UNKNOWN;
}

bool feel_instance_in(struct feel_run *r, struct feel_value v, const struct feel_type *t)
{
    int64_t left = r->steps;
    bool yes = feel_instance_within(v, t, &left);
    return feel_step(r, r->steps - left) && yes;
}

/* Longer texts are cut: a message is a sentence, not a dump. */
enum { DESCRIBED_MAX = 60 };

struct str feel_describe(struct feel_run *r, struct feel_value v)
{
    if (diags_full(r)) return STR("");
    if (v.kind == FEEL_NULL || v.kind >= FEEL_LIST) return str_of(feel_kind_name((enum feel_kind)v.kind));
    if (v.kind != FEEL_STRING || v.n <= DESCRIBED_MAX) return feel_to_literal(r->arena, v);
    uint32_t cut = DESCRIBED_MAX;
    while (cut > 0 && (v.text[cut] & 0xC0) == 0x80) cut--;
    return arena_printf(r->arena, "\"%.*s…\"", (int)cut, v.text);
}

static const char *const SIGNS[FEEL_OPS] = {
    [FEEL_OP_ADD] = "+", [FEEL_OP_SUB] = "-", [FEEL_OP_MUL] = "*",      [FEEL_OP_DIV] = "/", [FEEL_OP_POW] = "**",
    [FEEL_OP_EQ] = "=",  [FEEL_OP_NE] = "!=", [FEEL_OP_LT] = "<",       [FEEL_OP_LE] = "<=", [FEEL_OP_GT] = ">",
    [FEEL_OP_GE] = ">=", [FEEL_OP_NEG] = "-", [FEEL_OP_BETWEEN] = "between", [FEEL_OP_MATCH] = "=",
};

static struct feel_value fail_operands(struct feel_run *r, const struct feel_node *at, enum feel_op op,
                                       const struct feel_value *a, const struct feel_value *b)
{
    return feel_fail_at(r, at, FEEL_MSG_TYPE_OPERANDS,
                        FEEL_ARGS({"operator", str_of(SIGNS[op])}, {"left", feel_describe(r, *a)},
                                  {"right", feel_describe(r, *b)}));
}

bool feel_now(struct feel_run *r, int64_t *seconds, int32_t *nanos)
{
    if (!r->has_now) {
        const struct feel_host *h = &r->engine->host;
        if (!h->now || !h->now(h->data, &r->now_s, &r->now_ns)) return false;
        r->has_now = true;
    }
    *seconds = r->now_s;
    *nanos = r->now_ns;
    return true;
}

/* ---- frames ---- */

/* Chunks of frames; a chunk never moves while a frame lives in it, and is kept for the next evaluation. */
struct feel_chunk {
    struct feel_chunk *before, *after;
    size_t count, total; /* values here; values here and in the chunks before */
    struct feel_value values[];
};
enum { CHUNK_VALUES = 4096 };

/* Moves to a chunk with room for `size` values; false when the frames alone would pass the limit of bytes. */
static bool frames_grow(struct feel_run *r, size_t size)
{
    struct feel_chunk *now = r->frames, *next = now ? now->after : NULL;
    if (!next || next->count < size) {
        size_t count = size > CHUNK_VALUES ? size : CHUNK_VALUES;
        size_t total = (now ? now->total : 0) + count;
        if (now && total * sizeof(struct feel_value) > (size_t)r->limits.bytes) {
            stop(r, r->at, FEEL_MSG_LIMIT_BYTES, r->limits.bytes);
            return false;
        }
        next = arena_alloc(r->own, sizeof *next + count * sizeof(struct feel_value));
        *next = (struct feel_chunk){.before = now, .after = now ? now->after : NULL, .count = count, .total = total};
        if (now && now->after) now->after->before = next;
        if (now) now->after = next;
    }
    r->frames = next;
    r->frame_top = next->values;
    r->frame_end = next->values + next->count;
    return true;
}

struct feel_value feel_eval_unit(struct feel_run *r, const struct feel_node *n, uint32_t frame_size,
                                 const struct feel_value *first, size_t count)
{
    assert(count <= frame_size);
    struct feel_value *frame = r->frame, *top = r->frame_top, *end = r->frame_end;
    struct feel_chunk *chunk = r->frames;
    if ((size_t)(end - top) < frame_size || !top) {
        if (!frames_grow(r, frame_size)) return FEEL_NULL_VALUE;
    }
    r->frame = r->frame_top;
    r->frame_top += frame_size;
    if (count) memcpy(r->frame, first, count * sizeof *first);
    memset(r->frame + count, 0, (frame_size - count) * sizeof *first);
    struct feel_value v;
    feel_eval_into(r, n, &v);
    if (r->stopped) v = FEEL_NULL_VALUE;
    r->frame = frame;
    if (chunk) {
        r->frames = chunk;
        r->frame_top = top;
        r->frame_end = end;
    } else { /* the first chunk of the run stays */
        while (r->frames->before) r->frames = r->frames->before;
        r->frame_top = r->frames->values;
        r->frame_end = r->frames->values + r->frames->count;
    }
    return v;
}

/* ---- operands ---- */

/* Where the value of a node is: leaves are not copied.  A slot in scope is not written while its scope is open. */
static inline const struct feel_value *operand(struct feel_run *r, const struct feel_node *n, struct feel_value *room)
{
    if (n->op == FEEL_OP_CONST) return &n->constant;
    if (n->op == FEEL_OP_LOCAL) return &r->frame[n->slot];
    feel_eval_into(r, n, room);
    return room;
}

/* Did nothing report since?  Then a null result gets its own sentence. */
static bool unreported(const struct feel_run *r, int64_t errors_before)
{
    return r->diags.errors == errors_before;
}

/* ---- arithmetic ---- */

static bool is_zero(struct feel_value v)
{
    if (v.kind == FEEL_NUMBER) return num_sign(v.number) == 0;
    if (v.kind == FEEL_MONTHS_DURATION) return v.months == 0;
    return v.kind == FEEL_DAYS_DURATION && v.duration.seconds == 0 && v.duration.nanos == 0;
}

static struct feel_value join(struct feel_run *r, const struct feel_value *a, const struct feel_value *b)
{
    if (a->n == 0) return *b;
    if (b->n == 0) return *a;
    if (b->n > UINT32_MAX - a->n - 1 || !feel_step(r, 1 + (a->n + b->n) / 256)) {
        stop(r, r->at, FEEL_MSG_LIMIT_BYTES, r->limits.bytes);
        return FEEL_NULL_VALUE;
    }
    char *text = arena_alloc(r->arena, (size_t)a->n + b->n);
    memcpy(text, a->text, a->n);
    memcpy(text + a->n, b->text, b->n);
    return (struct feel_value){.kind = FEEL_STRING, .ascii = a->ascii & b->ascii, .n = a->n + b->n, .text = text};
}

static bool calculate(enum feel_op op, struct num a, struct num b, struct num *out)
{
    if (op == FEEL_OP_ADD) return num_add(a, b, out);
    if (op == FEEL_OP_SUB) return num_sub(a, b, out);
    if (op == FEEL_OP_MUL) return num_mul(a, b, out);
    if (op == FEEL_OP_DIV) return num_div(a, b, out);
    assert(op == FEEL_OP_POW);
    return num_pow(a, b, out);
}

static bool temporal(struct feel_run *r, enum feel_op op, struct feel_value a, struct feel_value b,
                     struct feel_value *out)
{
    if (op == FEEL_OP_ADD) return feel_temporal_add(r->arena, a, b, out);
    if (op == FEEL_OP_SUB) return feel_temporal_subtract(r->arena, a, b, out);
    if (op == FEEL_OP_MUL) return feel_temporal_multiply(a, b, out);
    return op == FEEL_OP_DIV && feel_temporal_divide(a, b, out);
}

struct feel_value feel_arithmetic(struct feel_run *r, enum feel_op op, struct feel_value a, struct feel_value b)
{
    struct feel_value out;
    bool numbers = a.kind == FEEL_NUMBER && b.kind == FEEL_NUMBER;
    if (op == FEEL_OP_ADD && a.kind == FEEL_STRING && b.kind == FEEL_STRING) return join(r, &a, &b);
    if (numbers) {
        struct num n;
        if (op == FEEL_OP_DIV && num_sign(b.number) == 0) return feel_fail(r, FEEL_MSG_DIVISION_BY_ZERO, NULL);
        return calculate(op, a.number, b.number, &n) ? feel_number(n) : feel_fail(r, FEEL_MSG_NUMBER_RANGE, NULL);
    }
    if (temporal(r, op, a, b, &out)) return out;
    bool duration = a.kind == FEEL_DAYS_DURATION || a.kind == FEEL_MONTHS_DURATION;
    if (op == FEEL_OP_DIV && duration && is_zero(b)) return feel_fail(r, FEEL_MSG_DIVISION_BY_ZERO, NULL);
    return fail_operands(r, r->at, op, &a, &b);
}

static struct feel_value arithmetic_at(struct feel_run *r, const struct feel_node *n, const struct feel_value *a,
                                       const struct feel_value *b)
{
    r->at = n;
    return feel_arithmetic(r, (enum feel_op)n->op, *a, *b);
}

/* Both are numbers with small mantissas x * 10^ex, y * 10^ey.  The numbers stay where they are: one that is also handed
 * on by value would be copied to the stack first. */
static inline bool both_small(const struct feel_value *a, const struct feel_value *b, int64_t m[2], int32_t e[2])
{
    return a->kind == FEEL_NUMBER && b->kind == FEEL_NUMBER && num_small(a->number, &m[0], &e[0]) &&
           num_small(b->number, &m[1], &e[1]);
}

/* An operator of small numbers, as num.h has it; everything else goes by the slow road. */
#define ARITHMETIC(name, overflows, fits, exponent)                                                                  \
    static void name(struct feel_run *r, const struct feel_node *n, struct feel_value *out)                          \
    {                                                                                                                \
        struct feel_value x, y;                                                                                      \
        const struct feel_value *a = operand(r, n->a, &x), *b = operand(r, n->b, &y);                                \
        int64_t m[2], z;                                                                                             \
        int32_t e[2];                                                                                                \
        if (both_small(a, b, m, e) && (fits) && !overflows(m[0], m[1], &z)) {                                        \
            *out = feel_number(num_scaled(z, -(exponent)));                                                          \
        } else {                                                                                                     \
            *out = arithmetic_at(r, n, a, b);                                                                        \
        }                                                                                                            \
    }
ARITHMETIC(into_add, __builtin_add_overflow, e[0] == e[1], e[0])
ARITHMETIC(into_sub, __builtin_sub_overflow, e[0] == e[1], e[0])
ARITHMETIC(into_mul, __builtin_mul_overflow, e[0] + e[1] >= -NUM_SCALE_MAX && e[0] + e[1] <= -NUM_SCALE_MIN,
           e[0] + e[1])

static struct feel_value op_arithmetic(struct feel_run *r, const struct feel_node *n)
{
    struct feel_value x, y;
    const struct feel_value *a = operand(r, n->a, &x), *b = operand(r, n->b, &y);
    return arithmetic_at(r, n, a, b);
}

static struct feel_value op_neg(struct feel_run *r, const struct feel_node *n)
{
    struct feel_value v = feel_eval(r, n->a), out;
    if (v.kind == FEEL_NUMBER) return feel_number(num_neg(v.number));
    if ((v.kind == FEEL_DAYS_DURATION || v.kind == FEEL_MONTHS_DURATION) && feel_duration_negate(v, &out)) return out;
    return feel_fail_at(r, n, FEEL_MSG_TYPE_OPERAND,
                        FEEL_ARGS({"operator", STR("-")}, {"found", feel_describe(r, v)}));
}

/* ---- comparison ---- */

enum { SHORT_TEXT = 256 }; /* longer ones count as steps */

static bool pay_for_text(struct feel_run *r, const struct feel_value *v)
{
    return v->kind != FEEL_STRING || v->n <= SHORT_TEXT || feel_step(r, v->n / 64);
}

static enum feel_order compare_slow(struct feel_run *r, const struct feel_value *a, const struct feel_value *b)
{
    return pay_for_text(r, a) ? feel_compare(*a, *b) : FEEL_UNKNOWN_ORDER;
}

static enum feel_truth in_range(struct feel_run *r, const struct feel_value *v, const struct feel_range *range)
{
    return pay_for_text(r, v) ? feel_in_range(*v, range) : FEEL_UNKNOWN;
}

static inline enum feel_order compare(struct feel_run *r, const struct feel_value *a, const struct feel_value *b)
{
    int64_t m[2];
    int32_t e[2];
    if (both_small(a, b, m, e) && e[0] == e[1]) return (enum feel_order)((m[0] > m[1]) - (m[0] < m[1]));
    return compare_slow(r, a, b);
}

static enum feel_truth equal_slow(struct feel_run *r, const struct feel_value *a, const struct feel_value *b)
{
    return feel_equal_in(r, *a, *b);
}

static inline enum feel_truth equal(struct feel_run *r, const struct feel_value *a, const struct feel_value *b)
{
    int64_t m[2];
    int32_t e[2];
    if (both_small(a, b, m, e) && e[0] == e[1]) return m[0] == m[1] ? FEEL_TRUE : FEEL_FALSE;
    if (a->kind == FEEL_STRING && b->kind == FEEL_STRING && (a->n != b->n || a->n <= SHORT_TEXT))
        return a->n == b->n && (a->n == 0 || memcmp(a->text, b->text, a->n) == 0) ? FEEL_TRUE : FEEL_FALSE;
    return equal_slow(r, a, b);
}

/* For a truth that failed: null becomes unknown. */
static enum feel_truth unknown(struct feel_value reported)
{
    assert(reported.kind == FEEL_NULL);
    return FEEL_UNKNOWN;
}

static inline enum feel_truth of_bool(bool b)
{
    return b ? FEEL_TRUE : FEEL_FALSE;
}

static enum feel_truth truth_equal(struct feel_run *r, const struct feel_node *n)
{
    struct feel_value x, y;
    const struct feel_value *a = operand(r, n->a, &x), *b = operand(r, n->b, &y);
    enum feel_truth t = equal(r, a, b);
    if (t == FEEL_UNKNOWN) return unknown(fail_operands(r, n, (enum feel_op)n->op, a, b));
    return of_bool((t == FEEL_TRUE) == (n->op == FEEL_OP_EQ));
}

static enum feel_truth not_ordered(struct feel_run *r, const struct feel_node *n, const struct feel_value *a,
                                   const struct feel_value *b)
{
    if (a->kind == FEEL_NULL || b->kind == FEEL_NULL) return FEEL_UNKNOWN; /* defined: not known */
    return unknown(fail_operands(r, n, (enum feel_op)n->op, a, b));
}

#define ORDER(name, test)                                                                                            \
    static enum feel_truth name(struct feel_run *r, const struct feel_node *n)                                       \
    {                                                                                                                \
        struct feel_value x, y;                                                                                      \
        const struct feel_value *a = operand(r, n->a, &x), *b = operand(r, n->b, &y);                                \
        enum feel_order o = compare(r, a, b);                                                                          \
        return o == FEEL_UNKNOWN_ORDER ? not_ordered(r, n, a, b) : of_bool(test);                                    \
    }
ORDER(truth_less, o < 0)
ORDER(truth_at_most, o <= 0)
ORDER(truth_greater, o > 0)
ORDER(truth_at_least, o >= 0)

static enum feel_truth truth_between(struct feel_run *r, const struct feel_node *n)
{
    struct feel_value x, y, z;
    const struct feel_value *a = operand(r, n->a, &x), *b = operand(r, n->b, &y), *c = operand(r, n->c, &z);
    enum feel_order low = compare(r, a, b), high = compare(r, a, c);
    if (low == FEEL_LESS || high == FEEL_GREATER) return FEEL_FALSE;
    if (low == FEEL_UNKNOWN_ORDER) return unknown(fail_operands(r, n, FEEL_OP_BETWEEN, a, b));
    if (high == FEEL_UNKNOWN_ORDER) return unknown(fail_operands(r, n, FEEL_OP_BETWEEN, a, c));
    return FEEL_TRUE;
}

/* ---- logic ---- */

static enum feel_truth truth_and(struct feel_run *r, const struct feel_node *n)
{
    enum feel_truth a = feel_eval_truth(r, n->a);
    if (a == FEEL_FALSE) return FEEL_FALSE;
    enum feel_truth b = feel_eval_truth(r, n->b);
    return b == FEEL_TRUE ? a : b;
}

static enum feel_truth truth_or(struct feel_run *r, const struct feel_node *n)
{
    enum feel_truth a = feel_eval_truth(r, n->a);
    if (a == FEEL_TRUE) return FEEL_TRUE;
    enum feel_truth b = feel_eval_truth(r, n->b);
    return b == FEEL_FALSE ? a : b;
}

static enum feel_truth truth_any_of(struct feel_run *r, const struct feel_node *n)
{
    enum feel_truth all = FEEL_FALSE;
    for (size_t i = 0; i < n->item_count; i++) {
        enum feel_truth t = feel_eval_truth(r, n->items[i]);
        if (t == FEEL_TRUE) return FEEL_TRUE;
        if (t == FEEL_UNKNOWN) all = FEEL_UNKNOWN;
    }
    return all;
}

static enum feel_truth truth_not(struct feel_run *r, const struct feel_node *n)
{
    enum feel_truth t = feel_eval_truth(r, n->a);
    return t == FEEL_UNKNOWN ? FEEL_UNKNOWN : of_bool(t == FEEL_FALSE);
}

static void into_if(struct feel_run *r, const struct feel_node *n, struct feel_value *out)
{
    if (n->flags & FEEL_STRICT) {
        struct feel_value c = feel_eval(r, n->a);
        if (c.kind != FEEL_BOOLEAN)
            *out = feel_fail_at(r, n->a, FEEL_MSG_CONDITION_KIND, FEEL_ARGS({"found", feel_describe(r, c)}));
        else
            feel_eval_into(r, c.boolean ? n->b : n->c, out);
        return;
    }
    feel_eval_into(r, feel_eval_truth(r, n->a) == FEEL_TRUE ? n->b : n->c, out);
}

/* ---- tests ---- */

/* Is one of the items equal to v, or a range around it? */
static bool among(struct feel_run *r, const struct feel_value *v, const struct feel_value *list)
{
    if (!feel_step(r, list->n)) return false;
    for (uint32_t i = 0; i < list->n; i++) {
        const struct feel_value *item = &list->items[i];
        if (equal(r, v, item) == FEEL_TRUE) return true;
        if (item->kind == FEEL_RANGE && v->kind != FEEL_RANGE && in_range(r, v, item->range) == FEEL_TRUE)
            return true;
    }
    return false;
}

static enum feel_truth truth_match(struct feel_run *r, const struct feel_node *n)
{
    struct feel_value x, y;
    const struct feel_value *v = operand(r, n->a, &x);
    int64_t errors = r->diags.errors;
    const struct feel_value *test = operand(r, n->b, &y);
    if (test->kind == FEEL_BOOLEAN && n->flags & FEEL_OWN_TRUTH) return of_bool(test->boolean);
    if (test->kind == FEEL_NULL && !unreported(r, errors)) return FEEL_UNKNOWN; /* no test came about */
    if (test->kind == FEEL_LIST) {
        bool same = v->kind == FEEL_LIST && equal(r, v, test) == FEEL_TRUE;
        return of_bool(same || among(r, v, test));
    }
    if (test->kind == FEEL_RANGE && v->kind != FEEL_RANGE) return in_range(r, v, test->range);
    enum feel_truth t = equal(r, v, test);
    return t == FEEL_UNKNOWN ? unknown(fail_operands(r, n, FEEL_OP_MATCH, v, test)) : t;
}

static enum feel_truth truth_in(struct feel_run *r, const struct feel_node *n)
{
    int64_t errors = r->diags.errors;
    struct feel_value v = feel_eval(r, n->a);
    r->frame[n->slot] = v;
    enum feel_truth t = feel_eval_truth(r, n->b);
    if (t == FEEL_UNKNOWN && unreported(r, errors))
        feel_fail_at(r, n, FEEL_MSG_COMPARE_UNKNOWN, FEEL_ARGS({"value", feel_describe(r, v)}));
    return t;
}

static enum feel_truth truth_instance(struct feel_run *r, const struct feel_node *n)
{
    struct feel_value room;
    return of_bool(feel_instance_in(r, *operand(r, n->a, &room), n->target));
}

static void into_coerce(struct feel_run *r, const struct feel_node *n, struct feel_value *out)
{
    const struct feel_type *t = n->target;
    feel_eval_into(r, n->a, out);
    bool plain = t->kind < FEEL_TYPE_LIST && !t->allowed && !t->constraint;
    if (plain && t->kind == (enum feel_type_kind)(out->kind + 1)) return;
    if (!feel_coerced(r, t, out, n)) *out = FEEL_NULL_VALUE;
}

/* ---- lists, contexts, ranges ---- */

static struct feel_value op_list(struct feel_run *r, const struct feel_node *n)
{
    if (!feel_step(r, (int64_t)n->item_count / 16)) return FEEL_NULL_VALUE;
    struct feel_value *items = ARENA_ARRAY(r->arena, struct feel_value, n->item_count);
    for (size_t i = 0; i < n->item_count; i++) feel_eval_into(r, n->items[i], &items[i]);
    return feel_list(items, n->item_count);
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const struct feel_entry *)a)->name, ((const struct feel_entry *)b)->name);
}

enum { NAMES_COMPARED = 16 }; /* above it, sorting beats comparing all pairs */

static const struct str *name_twice(struct feel_run *r, const struct str *names, size_t count)
{
    if (count <= NAMES_COMPARED) {
        for (size_t i = 1; i < count; i++)
            for (size_t j = 0; j < i; j++)
                if (names[i].n == names[j].n && str_eq(names[i], names[j])) return &names[i];
        return NULL;
    }
    struct feel_entry *sorted = ARENA_ARRAY(r->arena, struct feel_entry, count);
    for (size_t i = 0; i < count; i++) sorted[i].name = names[i];
    qsort(sorted, count, sizeof *sorted, by_name);
    for (size_t i = 1; i < count; i++)
        if (str_eq(sorted[i].name, sorted[i - 1].name)) return &sorted[i].name;
    return NULL;
}

static struct feel_value op_context(struct feel_run *r, const struct feel_node *n)
{
    if (!feel_step(r, (int64_t)n->item_count / 16)) return FEEL_NULL_VALUE;
    const struct str *twice = name_twice(r, n->names, n->item_count);
    if (twice) return feel_fail_at(r, n, FEEL_MSG_KEY_TWICE, FEEL_ARGS({"name", *twice}));
    for (size_t i = 0; i < n->item_count; i++) feel_eval_into(r, n->items[i], &r->frame[n->slot + i]);
    if (n->flags & FEEL_RESULT_CELL) return r->frame[n->slot + n->item_count - 1];
    struct feel_entry *entries = ARENA_ARRAY(r->arena, struct feel_entry, n->item_count);
    for (size_t i = 0; i < n->item_count; i++)
        entries[i] = (struct feel_entry){n->names[i], r->frame[n->slot + i]};
    return feel_context(r->arena, entries, n->item_count);
}

/* May the value be an end of a range? */
static bool is_end(const struct feel_value *v, bool closed)
{
    if (v->kind == FEEL_NULL) return !closed;
    return v->kind == FEEL_NUMBER || v->kind == FEEL_STRING ||
           (v->kind >= FEEL_DATE && v->kind <= FEEL_MONTHS_DURATION);
}

static struct feel_value op_range(struct feel_run *r, const struct feel_node *n)
{
    struct feel_range out = {.op = (enum feel_range_op)n->slot,
                             .low_closed = n->flags & FEEL_LOW_CLOSED,
                             .high_closed = n->flags & FEEL_HIGH_CLOSED};
    if (n->a) out.low = feel_eval(r, n->a);
    if (n->b) out.high = feel_eval(r, n->b);
    if (out.op == FEEL_RANGE_EQ || out.op == FEEL_RANGE_NE) {
        if (!n->a) out.low = out.high; /* the point, wherever it was written */
        out.high = FEEL_NULL_VALUE;
        return feel_range_value(r->arena, &out);
    }
    bool low = !n->a || is_end(&out.low, out.low_closed), high = !n->b || is_end(&out.high, out.high_closed);
    bool both = out.low.kind != FEEL_NULL && out.high.kind != FEEL_NULL;
    if (!low || !high || (both && feel_compare(out.low, out.high) == FEEL_UNKNOWN_ORDER))
        return feel_fail_at(r, n, FEEL_MSG_RANGE_BOUNDS,
                            FEEL_ARGS({"low", feel_describe(r, out.low)}, {"high", feel_describe(r, out.high)}));
    return feel_range_value(r->arena, &out);
}

/* ---- dispatch ---- */

static struct feel_value op_host(struct feel_run *r, const struct feel_node *n)
{
    return n->host->eval(r, n);
}

static struct feel_value op_error(struct feel_run *r, const struct feel_node *n)
{
    return feel_fail_at(r, n, (enum feel_message)n->slot, n->args);
}

/* What has a truth, not any value: so logic and tables need no value in between. */
static enum feel_truth (*const TRUTHS[FEEL_OPS])(struct feel_run *r, const struct feel_node *n) = {
    [FEEL_OP_AND] = truth_and,       [FEEL_OP_OR] = truth_or,           [FEEL_OP_EQ] = truth_equal,
    [FEEL_OP_NE] = truth_equal,      [FEEL_OP_LT] = truth_less,         [FEEL_OP_LE] = truth_at_most,
    [FEEL_OP_GT] = truth_greater,    [FEEL_OP_GE] = truth_at_least,     [FEEL_OP_BETWEEN] = truth_between,
    [FEEL_OP_IN] = truth_in,         [FEEL_OP_MATCH] = truth_match,     [FEEL_OP_ANY_OF] = truth_any_of,
    [FEEL_OP_NOT] = truth_not,       [FEEL_OP_INSTANCE] = truth_instance,
};
/* What is common enough to be written in place. */
static void (*const INTO[FEEL_OPS])(struct feel_run *r, const struct feel_node *n, struct feel_value *out) = {
    [FEEL_OP_ADD] = into_add, [FEEL_OP_SUB] = into_sub,       [FEEL_OP_MUL] = into_mul,
    [FEEL_OP_IF] = into_if,   [FEEL_OP_COERCE] = into_coerce,
};
/* Everything else; the leaves are answered by feel_eval_into itself. */
static struct feel_value (*const OPS[FEEL_OPS])(struct feel_run *r, const struct feel_node *n) = {
    [FEEL_OP_LIST] = op_list,
    [FEEL_OP_CONTEXT] = op_context,
    [FEEL_OP_RANGE] = op_range,
    [FEEL_OP_DIV] = op_arithmetic,
    [FEEL_OP_POW] = op_arithmetic,
    [FEEL_OP_NEG] = op_neg,
    [FEEL_OP_FOR] = feel_op_for,
    [FEEL_OP_SOME] = feel_op_quantified,
    [FEEL_OP_EVERY] = feel_op_quantified,
    [FEEL_OP_FILTER] = feel_op_filter,
    [FEEL_OP_PATH] = feel_op_path,
    [FEEL_OP_MEMBER] = feel_op_member,
    [FEEL_OP_CALL] = feel_op_call,
    [FEEL_OP_FUNCTION] = feel_op_function,
    [FEEL_OP_HOST] = op_host,
    [FEEL_OP_ERROR] = op_error,
};

static inline bool too_deep(const struct feel_run *r)
{
    return r->depth >= FEEL_HEIGHT_MAX + r->limits.depth * FEEL_DEPTH_NODES;
}

bool feel_too_deep(struct feel_run *r, const struct feel_node *n)
{
    if (too_deep(r)) stop(r, n, FEEL_MSG_TOO_DEEP, r->limits.depth);
    return r->stopped;
}

/* The run has no step left, or nodes nest too deep. */
static void refuse(struct feel_run *r, const struct feel_node *n)
{
    if (r->steps < 0)
        stop(r, n, FEEL_MSG_LIMIT_STEPS, r->limits.steps);
    else
        feel_too_deep(r, n);
}

static inline bool enter(struct feel_run *r, const struct feel_node *n)
{
    if (__builtin_expect(--r->steps < 0 || too_deep(r), 0)) {
        refuse(r, n);
        return false;
    }
    r->depth++;
    return true;
}

static inline void set_truth(struct feel_value *out, enum feel_truth t)
{
    *out = t == FEEL_UNKNOWN ? FEEL_NULL_VALUE : feel_boolean(t == FEEL_TRUE);
}

void feel_eval_into(struct feel_run *r, const struct feel_node *n, struct feel_value *out)
{
    if (n->op == FEEL_OP_CONST) {
        *out = n->constant;
    } else if (n->op == FEEL_OP_LOCAL) {
        *out = r->frame[n->slot];
    } else if (n->op == FEEL_OP_GLOBAL) {
        *out = r->globals[n->slot];
    } else if (!enter(r, n)) {
        *out = FEEL_NULL_VALUE;
    } else {
        if (INTO[n->op])
            INTO[n->op](r, n, out);
        else if (TRUTHS[n->op])
            set_truth(out, TRUTHS[n->op](r, n));
        else
            *out = OPS[n->op](r, n);
        r->depth--;
    }
}

struct feel_value feel_eval(struct feel_run *r, const struct feel_node *n)
{
    struct feel_value v;
    feel_eval_into(r, n, &v);
    return v;
}

enum feel_truth feel_eval_truth(struct feel_run *r, const struct feel_node *n)
{
    if (!TRUTHS[n->op]) {
        struct feel_value room;
        const struct feel_value *v = operand(r, n, &room);
        return v->kind == FEEL_BOOLEAN ? of_bool(v->boolean) : FEEL_UNKNOWN;
    }
    if (!enter(r, n)) return FEEL_UNKNOWN;
    enum feel_truth t = TRUTHS[n->op](r, n);
    r->depth--;
    return t;
}
