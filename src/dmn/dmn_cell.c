/* dmn_cell.c - cells of tables as sets of constants.
 *
 * Only what is true or false for every value of the kind may become a set: then a set and the evaluated node can never
 * differ.  Anything else (other kinds, ranges that go down, `?` in other expressions) is left to the evaluator. */
#include "dmn/dmn_impl.h"
#include "feel/feel_time.h"

enum { CELL_DEPTH_MAX = 50, CELL_SPANS_MAX = 100000, COMMON_MAX = 1000 };

struct reader {
    struct arena *arena;
    struct list spans; /* of struct dmn_span */
    uint32_t subject;
    uint8_t kind;
    bool points;
};

static bool read_truth(struct reader *r, const struct feel_node *n, int depth);

static bool is_scalar(uint8_t kind)
{
    return kind == FEEL_NUMBER || kind == FEEL_STRING || kind == FEEL_DATE || kind == FEEL_BOOLEAN;
}

bool dmn_constant(const struct feel_node *n, struct feel_value *out)
{
    struct feel_value v;
    int64_t days;
    if (n->op == FEEL_OP_CONST) {
        *out = n->constant;
        return true;
    }
    if (n->op == FEEL_OP_NEG && dmn_constant(n->a, &v) && v.kind == FEEL_NUMBER) {
        *out = feel_number(num_neg(v.number));
        return true;
    }
    if (n->op == FEEL_OP_COERCE) { /* to the type that it has already */
        bool plain = n->target->kind < FEEL_TYPE_LIST && !n->target->allowed && !n->target->constraint;
        return plain && dmn_constant(n->a, out) && (out->kind == FEEL_NULL || feel_instance_of(*out, n->target));
    }
    bool call = n->op == FEEL_OP_CALL && n->builtin && n->item_count == 1 && n->names == NULL;
    if (!call || !str_eq(str_of(n->builtin->name), STR("date"))) return false;
    if (!dmn_constant(n->items[0], &v) || v.kind != FEEL_STRING || !feel_parse_date(feel_text(v), &days)) return false;
    *out = feel_date(days);
    return true;
}

struct str dmn_node_text(const struct feel_node *n)
{
    if (n == NULL || n->source == NULL || n->source->text.p == NULL) return STR("");
    if (n->span.n == 0) return str_trim(n->source->text);
    return str_sub(n->source->text, n->span.at, n->span.n);
}

int dmn_scalar_cmp(struct feel_value a, struct feel_value b)
{
    assert(a.kind == b.kind);
    if (a.kind == FEEL_NUMBER) return num_cmp(a.number, b.number);
    if (a.kind == FEEL_DATE) return (a.days > b.days) - (a.days < b.days);
    if (a.kind == FEEL_BOOLEAN) return a.boolean - b.boolean;
    assert(a.kind == FEEL_STRING);
    return str_cmp(feel_text(a), feel_text(b));
}

static bool is_subject(const struct reader *r, const struct feel_node *n)
{
    return n->op == FEEL_OP_LOCAL && n->slot == r->subject;
}

/* All spans of a cell are of one kind, because the cell has an answer of its own only for values of that kind. */
static bool add_span(struct reader *r, struct dmn_span span)
{
    uint8_t kind = span.low.kind ? span.low.kind : span.high.kind;
    if (!is_scalar(kind) || (r->kind != FEEL_NULL && r->kind != kind)) return false;
    if (r->spans.count >= CELL_SPANS_MAX) return false;
    bool both = span.low.kind && span.high.kind;
    bool point = both && span.low_closed && span.high_closed && dmn_scalar_cmp(span.low, span.high) == 0;
    if (kind == FEEL_BOOLEAN && !point) return false;
    if (!point) r->points = false;
    r->kind = kind;
    *LIST_ADD(r->arena, &r->spans, struct dmn_span) = span;
    return true;
}

static bool add_point(struct reader *r, struct feel_value v)
{
    return add_span(r, (struct dmn_span){.low = v, .high = v, .low_closed = true, .high_closed = true});
}

/* A range that goes down, or is empty, is left to the evaluator: it may want to report it. */
static bool add_range(struct reader *r, struct dmn_span span)
{
    if (!is_scalar(span.low.kind) || span.low.kind != span.high.kind || span.low.kind == FEEL_BOOLEAN) return false;
    int order = dmn_scalar_cmp(span.low, span.high);
    if (order > 0 || (order == 0 && !(span.low_closed && span.high_closed))) return false;
    return add_span(r, span);
}

static bool add_list(struct reader *r, const struct feel_value *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_scalar(items[i].kind) || !add_point(r, items[i])) return false;
    }
    return count > 0;
}

static bool read_comparison(struct reader *r, const struct feel_node *n)
{
    struct feel_value v;
    if (!is_subject(r, n->a) || !dmn_constant(n->b, &v) || !is_scalar(v.kind)) return false;
    if (n->op == FEEL_OP_EQ) return add_point(r, v);
    if (n->op == FEEL_OP_NE && v.kind == FEEL_BOOLEAN) return add_point(r, feel_boolean(!v.boolean));
    if (n->op == FEEL_OP_LT) return add_span(r, (struct dmn_span){.high = v});
    if (n->op == FEEL_OP_LE) return add_span(r, (struct dmn_span){.high = v, .high_closed = true});
    if (n->op == FEEL_OP_GT) return add_span(r, (struct dmn_span){.low = v});
    if (n->op == FEEL_OP_GE) return add_span(r, (struct dmn_span){.low = v, .low_closed = true});
    return add_span(r, (struct dmn_span){.high = v}) && add_span(r, (struct dmn_span){.low = v});
}

static bool read_between(struct reader *r, const struct feel_node *n)
{
    struct feel_value low, high;
    if (!is_subject(r, n->a) || !dmn_constant(n->b, &low) || !dmn_constant(n->c, &high)) return false;
    return add_range(r, (struct dmn_span){low, high, true, true});
}

/* A value lies in both: the spans of two cells, each with each. */
static bool add_common(struct reader *r, const struct reader *x, const struct reader *y)
{
    if (x->kind != y->kind || x->kind == FEEL_BOOLEAN || x->spans.count * y->spans.count > COMMON_MAX) return false;
    for (size_t i = 0; i < x->spans.count * y->spans.count; i++) {
        const struct dmn_span *a = LIST_AT(&x->spans, struct dmn_span, i / y->spans.count);
        const struct dmn_span *b = LIST_AT(&y->spans, struct dmn_span, i % y->spans.count);
        struct dmn_span both = *a;
        int low = !a->low.kind || !b->low.kind ? 0 : dmn_scalar_cmp(b->low, a->low);
        int high = !a->high.kind || !b->high.kind ? 0 : dmn_scalar_cmp(b->high, a->high);
        if (!a->low.kind || low > 0 || (low == 0 && b->low.kind && !b->low_closed)) {
            both.low = b->low;
            both.low_closed = b->low_closed;
        }
        if (!a->high.kind || high < 0 || (high == 0 && b->high.kind && !b->high_closed)) {
            both.high = b->high;
            both.high_closed = b->high_closed;
        }
        int order = both.low.kind && both.high.kind ? dmn_scalar_cmp(both.low, both.high) : -1;
        bool empty = order > 0 || (order == 0 && !(both.low_closed && both.high_closed));
        if (!empty && !add_span(r, both)) return false;
    }
    return r->spans.count > 0;
}

/* A cell with `?`, such as "? > 5 and ? <= 9": for a value of the kind it is true or false, so it counts as is. */
static bool read_own(struct reader *r, const struct feel_node *n, int depth)
{
    if (depth > CELL_DEPTH_MAX) return false;
    if (n->op >= FEEL_OP_EQ && n->op <= FEEL_OP_GE) return read_comparison(r, n);
    if (n->op == FEEL_OP_BETWEEN) return read_between(r, n);
    if (n->op == FEEL_OP_OR) return read_own(r, n->a, depth + 1) && read_own(r, n->b, depth + 1);
    if (n->op != FEEL_OP_AND) return false;
    struct reader x = {.arena = r->arena, .subject = r->subject, .points = true}, y = x;
    return read_own(&x, n->a, depth + 1) && read_own(&y, n->b, depth + 1) && add_common(r, &x, &y);
}

/* MATCH(subject, b) where b is a constant, a range of constants or a list of them. */
static bool read_match(struct reader *r, const struct feel_node *n, int depth)
{
    const struct feel_node *b = n->b;
    struct feel_value v, low, high;
    if (n->flags & FEEL_OWN_TRUTH) return read_own(r, b, depth);
    if (dmn_constant(b, &v)) {
        if (is_scalar(v.kind)) return add_point(r, v);
        if (v.kind == FEEL_LIST) return add_list(r, v.items, v.n);
        if (v.kind != FEEL_RANGE || v.range->op != FEEL_RANGE_INTERVAL) return false;
        return add_range(r, (struct dmn_span){v.range->low, v.range->high, v.range->low_closed, v.range->high_closed});
    }
    if (b->op == FEEL_OP_RANGE) {
        if (b->slot != FEEL_RANGE_INTERVAL || b->a == NULL || b->b == NULL) return false;
        if (!dmn_constant(b->a, &low) || !dmn_constant(b->b, &high)) return false;
        bool low_closed = b->flags & FEEL_LOW_CLOSED, high_closed = b->flags & FEEL_HIGH_CLOSED;
        return add_range(r, (struct dmn_span){low, high, low_closed, high_closed});
    }
    if (b->op != FEEL_OP_LIST || b->item_count == 0) return false;
    for (size_t i = 0; i < b->item_count; i++) {
        if (!dmn_constant(b->items[i], &v) || !is_scalar(v.kind) || !add_point(r, v)) return false;
    }
    return true;
}

static bool read_any_of(struct reader *r, const struct feel_node *n, int depth)
{
    for (size_t i = 0; i < n->item_count; i++) {
        if (!read_truth(r, n->items[i], depth + 1)) return false;
    }
    return n->item_count > 0;
}

static bool read_truth(struct reader *r, const struct feel_node *n, int depth)
{
    if (depth > CELL_DEPTH_MAX) return false;
    if (n->op == FEEL_OP_ANY_OF) return read_any_of(r, n, depth);
    if (n->op >= FEEL_OP_EQ && n->op <= FEEL_OP_GE) return read_comparison(r, n);
    if (n->op == FEEL_OP_BETWEEN) return read_between(r, n);
    if (n->op == FEEL_OP_MATCH) return is_subject(r, n->a) && read_match(r, n, depth);
    return false;
}

bool dmn_cell_read(struct arena *a, const struct feel_node *test, uint32_t subject, struct dmn_cell *out)
{
    struct reader r = {.arena = a, .subject = subject, .points = true};
    *out = (struct dmn_cell){.kind = FEEL_NULL};
    bool negated = test->op == FEEL_OP_NOT;
    if (!read_truth(&r, negated ? test->a : test, 0)) return false;
    *out = (struct dmn_cell){.kind = r.kind,
                             .negated = negated,
                             .points = r.points,
                             .count = (uint32_t)r.spans.count,
                             .spans = r.spans.items};
    return true;
}

static bool same(struct feel_value a, struct feel_value b)
{
    if (a.kind == FEEL_NUMBER) return num_cmp(a.number, b.number) == 0;
    if (a.kind == FEEL_STRING) return a.n == b.n && memcmp(feel_text(a).p, feel_text(b).p, a.n) == 0;
    return a.kind == FEEL_DATE ? a.days == b.days : a.boolean == b.boolean;
}

static bool inside(const struct dmn_span *s, struct feel_value v)
{
    if (s->low.kind != FEEL_NULL) {
        int order = dmn_scalar_cmp(v, s->low);
        if (order < 0 || (order == 0 && !s->low_closed)) return false;
    }
    if (s->high.kind == FEEL_NULL) return true;
    int order = dmn_scalar_cmp(v, s->high);
    return order < 0 || (order == 0 && s->high_closed);
}

bool dmn_cell_holds(const struct dmn_cell *c, struct feel_value v)
{
    assert(v.kind == c->kind);
    for (uint32_t i = 0; i < c->count; i++) {
        if (c->points ? same(v, c->spans[i].low) : inside(&c->spans[i], v)) return !c->negated;
    }
    return c->negated;
}
