/* feel_iterate.c - what goes over lists: for, some, every, filters, paths. */
#include "feel/feel_impl.h"
#include "feel/feel_time.h"

/* ---- one iterator ---- */

struct cursor {
    const struct feel_value *items; /* of a list; NULL for a range */
    bool dates;                     /* of a range: of days, else of whole numbers */
    int64_t next, last, step;       /* positions in the list, or the values themselves */
    bool done;
    struct feel_value one; /* a value that is not a list is a list of itself */
};

static bool whole(const struct feel_value *v, int64_t *out)
{
    if (v->kind == FEEL_DATE) return *out = v->days, true;
    return v->kind == FEEL_NUMBER && num_to_i64(v->number, out);
}

/* The iterator goes from low to high; `down` allows the other direction. */
static bool open_range(struct feel_run *r, const struct feel_node *at, const struct feel_range *range, bool down,
                       struct cursor *c)
{
    int64_t low = 0, high = 0;
    if (range->low.kind != range->high.kind || !whole(&range->low, &low) || !whole(&range->high, &high)) {
        struct feel_value v = {.kind = FEEL_RANGE, .range = range};
        bool scalars = range->low.kind < FEEL_LIST && range->high.kind < FEEL_LIST;
        struct str found = scalars ? feel_to_text(r->arena, v) : feel_describe(r, v);
        feel_fail_at(r, at, FEEL_MSG_ITERATE_KIND, FEEL_ARGS({"found", found}));
        return false;
    }
    if (low > high && !down) {
        feel_fail_at(r, at, FEEL_MSG_ITERATE_DOWN,
                     FEEL_ARGS({"low", feel_describe(r, range->low)}, {"high", feel_describe(r, range->high)}));
        return false;
    }
    *c = (struct cursor){.dates = range->low.kind == FEEL_DATE, .next = low, .last = high, .step = low > high ? -1 : 1};
    if (!range->low_closed) {
        c->done = low == high;
        c->next += c->done ? 0 : c->step;
    }
    if (!range->high_closed && !c->done) {
        c->done = c->next == high;
        c->last -= c->done ? 0 : c->step;
    }
    return true;
}

static bool open_value(struct feel_run *r, const struct feel_node *at, struct feel_value v, struct cursor *c)
{
    if (v.kind == FEEL_RANGE) return open_range(r, at, v.range, false, c);
    if (v.kind == FEEL_NULL || v.kind == FEEL_FUNCTION) {
        feel_fail_at(r, at, FEEL_MSG_ITERATE_KIND, FEEL_ARGS({"found", feel_describe(r, v)}));
        return false;
    }
    *c = (struct cursor){.step = 1, .one = v};
    c->items = v.kind == FEEL_LIST ? v.items : &c->one;
    c->last = v.kind == FEEL_LIST ? (int64_t)v.n - 1 : 0;
    c->done = c->last < 0;
    return true;
}

static bool open(struct feel_run *r, const struct feel_iterator *it, struct cursor *c)
{
    struct feel_value from = feel_eval(r, it->from);
    if (!it->to) return open_value(r, it->from, from, c);
    struct feel_range range = {.low_closed = true, .high_closed = true, .low = from, .high = feel_eval(r, it->to)};
    return open_range(r, it->from, &range, true, c);
}

static bool next(struct cursor *c, struct feel_value *out)
{
    if (c->done) return false;
    if (c->items)
        *out = c->items[c->next];
    else
        *out = c->dates ? feel_date(c->next) : feel_integer(c->next);
    if (c->next == c->last)
        c->done = true;
    else
        c->next += c->step;
    return true;
}

/* ---- for, some, every ---- */

struct loop {
    struct feel_run *r;
    const struct feel_node *n;
    struct list results;   /* for: of struct feel_value */
    enum feel_truth truth; /* some, every: so far */
    bool failed;
};

static struct feel_value results(const struct loop *l)
{
    return feel_list(l->results.items, l->results.count);
}

/* The body for one choice of all iterators; false ends the whole loop. */
static bool loop_body(struct loop *l)
{
    struct feel_run *r = l->r;
    const struct feel_node *n = l->n;
    if (n->op == FEEL_OP_FOR) {
        r->frame[n->slot] = results(l);
        feel_eval_into(r, n->a, LIST_ADD(r->arena, &l->results, struct feel_value));
        return true;
    }
    struct feel_value v = feel_eval(r, n->a);
    if (v.kind != FEEL_BOOLEAN) {
        if (n->flags & FEEL_STRICT && v.kind != FEEL_NULL) {
            feel_fail_at(r, n->a, FEEL_MSG_CONDITION_KIND, FEEL_ARGS({"found", feel_describe(r, v)}));
            return !(l->failed = true);
        }
        l->truth = FEEL_UNKNOWN;
        return true;
    }
    if (v.boolean != (n->op == FEEL_OP_SOME)) return true;
    l->truth = v.boolean ? FEEL_TRUE : FEEL_FALSE; /* decided */
    return false;
}

static bool loop_level(struct loop *l, size_t level)
{
    if (level == l->n->iterator_count) return loop_body(l);
    const struct feel_iterator *it = &l->n->iterators[level];
    struct cursor c;
    if (!open(l->r, it, &c)) return !(l->failed = true);
    struct feel_value v;
    while (next(&c, &v)) {
        if (!feel_step(l->r, 1)) return !(l->failed = true);
        l->r->frame[it->slot] = v;
        if (!loop_level(l, level + 1)) return false;
    }
    return true;
}

struct feel_value feel_op_for(struct feel_run *r, const struct feel_node *n)
{
    struct loop l = {.r = r, .n = n};
    loop_level(&l, 0);
    return l.failed ? FEEL_NULL_VALUE : results(&l);
}

struct feel_value feel_op_quantified(struct feel_run *r, const struct feel_node *n)
{
    struct loop l = {.r = r, .n = n, .truth = n->op == FEEL_OP_EVERY ? FEEL_TRUE : FEEL_FALSE};
    loop_level(&l, 0);
    return l.failed || l.truth == FEEL_UNKNOWN ? FEEL_NULL_VALUE : feel_boolean(l.truth == FEEL_TRUE);
}

/* ---- filter ---- */

static struct feel_value at_index(struct feel_run *r, const struct feel_node *n, const struct feel_value *items,
                                  uint32_t count, struct feel_value index)
{
    int64_t i;
    if (!num_is_whole(index.number))
        return feel_fail_at(r, n->b, FEEL_MSG_FILTER_INDEX, FEEL_ARGS({"found", feel_describe(r, index)}));
    if (!num_to_i64(index.number, &i) || i == 0 || i > (int64_t)count || i < -(int64_t)count) return FEEL_NULL_VALUE;
    return items[i > 0 ? i - 1 : (int64_t)count + i];
}

/* An empty list filtered: null for a position, else empty.  What only the test's value can tell is tried quietly. */
static struct feel_value filter_empty(struct feel_run *r, const struct feel_node *n)
{
    bool position = n->b->type && n->b->type->kind == FEEL_TYPE_NUMBER;
    if (n->b->type && n->b->type->kind == FEEL_TYPE_ANY && !(n->flags & FEEL_STRICT)) {
        struct feel_diags before = r->diags;
        r->frame[n->slot] = FEEL_NULL_VALUE;
        position = feel_eval(r, n->b).kind == FEEL_NUMBER;
        if (!r->stopped) r->diags = before;
    }
    return position && !(n->flags & FEEL_STRICT) ? FEEL_NULL_VALUE : feel_list(NULL, 0);
}

struct feel_value feel_op_filter(struct feel_run *r, const struct feel_node *n)
{
    struct feel_value v = feel_eval(r, n->a);
    if (v.kind == FEEL_NULL) return feel_fail_at(r, n, FEEL_MSG_FILTER_NULL, NULL);
    const struct feel_value *items = v.kind == FEEL_LIST ? v.items : &v;
    uint32_t count = v.kind == FEEL_LIST ? v.n : 1;
    if (count == 0) return filter_empty(r, n);
    struct list kept = {0};
    for (uint32_t i = 0; i < count; i++) {
        if (!feel_step(r, 1)) return FEEL_NULL_VALUE;
        r->frame[n->slot] = items[i];
        struct feel_value c = feel_eval(r, n->b);
        if (c.kind == FEEL_BOOLEAN) {
            if (c.boolean) *LIST_ADD(r->arena, &kept, struct feel_value) = items[i];
        } else if (n->flags & FEEL_STRICT && c.kind != FEEL_NULL) {
            return feel_fail_at(r, n->b, FEEL_MSG_CONDITION_KIND, FEEL_ARGS({"found", feel_describe(r, c)}));
        } else if (c.kind == FEEL_NUMBER && i == 0) {
            return at_index(r, n, items, count, c);
        }
    }
    return feel_list(kept.items, kept.count);
}

struct feel_value feel_op_member(struct feel_run *r, const struct feel_node *n)
{
    const struct feel_value *item = &r->frame[n->slot];
    if (item->kind == FEEL_CONTEXT) {
        const struct feel_value *v = feel_context_get(item->context, n->name);
        if (v) return *v;
    }
    return n->b ? feel_eval(r, n->b) : FEEL_NULL_VALUE;
}

/* ---- path ---- */

static bool range_property(const struct feel_range *g, struct str name, struct feel_value *out)
{
    bool point = g->op == FEEL_RANGE_EQ, none = g->op == FEEL_RANGE_NE;
    if (str_eq(name, STR("start")))
        *out = none ? FEEL_NULL_VALUE : g->low;
    else if (str_eq(name, STR("end")))
        *out = none ? FEEL_NULL_VALUE : point ? g->low : g->high;
    else if (str_eq(name, STR("start included")))
        *out = feel_boolean(point || (!none && g->low_closed));
    else if (str_eq(name, STR("end included")))
        *out = feel_boolean(point || (!none && g->high_closed));
    else
        return false;
    return true;
}

static struct feel_value path_list(struct feel_run *r, const struct feel_node *n, struct feel_value v)
{
    if (!feel_step(r, 1 + (int64_t)v.n / 4) || feel_too_deep(r, n)) return FEEL_NULL_VALUE;
    struct feel_value *out = ARENA_ARRAY(r->arena, struct feel_value, v.n);
    r->depth++;
    for (uint32_t i = 0; i < v.n; i++) {
        const struct feel_value *item = &v.items[i];
        if (item->kind == FEEL_NULL) continue;
        if (item->kind == FEEL_CONTEXT) { /* an item without the entry is null, and nobody's mistake */
            const struct feel_value *found = feel_context_get(item->context, n->name);
            if (found) out[i] = *found;
        } else {
            out[i] = feel_path(r, n, *item);
        }
    }
    r->depth--;
    return feel_list(out, v.n);
}

struct feel_value feel_path(struct feel_run *r, const struct feel_node *n, struct feel_value v)
{
    struct feel_value out;
    if (v.kind == FEEL_CONTEXT) {
        const struct feel_value *found = feel_context_get(v.context, n->name);
        if (found) return *found;
        if (!r->stopped)
            feel_report(&r->diags, FEEL_WARNING, FEEL_MSG_ENTRY_MISSING, n->source, n->span,
                        FEEL_ARGS({"name", n->name}));
        return FEEL_NULL_VALUE;
    }
    if (v.kind == FEEL_LIST) return path_list(r, n, v);
    if (v.kind == FEEL_RANGE && range_property(v.range, n->name, &out)) return out;
    if (v.kind >= FEEL_DATE && v.kind <= FEEL_MONTHS_DURATION && feel_temporal_property(r->arena, v, n->name, &out))
        return out;
    return feel_fail_at(r, n, FEEL_MSG_PATH_KIND, FEEL_ARGS({"found", feel_describe(r, v)}, {"name", n->name}));
}

struct feel_value feel_op_path(struct feel_run *r, const struct feel_node *n)
{
    return feel_path(r, n, feel_eval(r, n->a));
}
