/* feel_infer.c - what is known of a node's type before it is evaluated, and walks over trees.
 *
 * "Known" means: the value is of that type or null.  Any is always right. */
#include "feel/feel_syntax.h"

static const struct feel_type *of(enum feel_type_kind kind)
{
    return feel_type_of(kind);
}

/* ---- walks ---- */

static void visit(const struct feel_node *child, void (*fn)(void *data, const struct feel_node *child), void *data)
{
    if (child) fn(data, child);
}

void feel_children(const struct feel_node *n, void (*fn)(void *data, const struct feel_node *child), void *data)
{
    if (n->op == FEEL_OP_CONST) return;
    if (n->op == FEEL_OP_FOR || n->op == FEEL_OP_SOME || n->op == FEEL_OP_EVERY)
        for (size_t i = 0; i < n->iterator_count; i++) {
            visit(n->iterators[i].from, fn, data);
            visit(n->iterators[i].to, fn, data);
        }
    visit(n->a, fn, data);
    visit(n->b, fn, data);
    visit(n->c, fn, data);
    for (size_t i = 0; i < n->item_count; i++) visit(n->items[i], fn, data);
}

struct mention {
    uint32_t slot;
    bool found;
};

static void look(void *data, const struct feel_node *n)
{
    struct mention *m = data;
    if (m->found) return;
    if ((n->op == FEEL_OP_LOCAL || n->op == FEEL_OP_MEMBER) && n->slot == m->slot)
        m->found = true;
    else
        feel_children(n, look, m);
}

bool feel_mentions(const struct feel_node *n, uint32_t subject)
{
    struct mention m = {.slot = subject};
    look(&m, n);
    return m.found;
}

static void highest(void *data, const struct feel_node *child)
{
    uint16_t *height = data;
    if (child->height > *height) *height = child->height;
}

/* ---- joining types ---- */

static bool is_context(const struct feel_type *t)
{
    return t->kind == FEEL_TYPE_CONTEXT;
}

/* A type that has the values of both. */
static const struct feel_type *join(struct arena *a, const struct feel_type *t, const struct feel_type *u)
{
    if (t == u || !u || u->kind == FEEL_TYPE_NULL) return t;
    if (!t || t->kind == FEEL_TYPE_NULL) return u;
    if (t->kind != u->kind) return of(FEEL_TYPE_ANY);
    if (is_context(t)) {
        if (t->member_count == u->member_count && feel_type_conforms(t, u) && feel_type_conforms(u, t)) return t;
        return of(FEEL_TYPE_CONTEXT);
    }
    if (t->kind == FEEL_TYPE_LIST) {
        if (!t->element || !u->element) return of(FEEL_TYPE_LIST);
        return feel_type_list(a, join(a, t->element, u->element));
    }
    if (t->kind == FEEL_TYPE_RANGE && t->element && u->element && t->element->kind == u->element->kind) return t;
    return of(t->kind); /* without the name of an item definition */
}

static const struct feel_type *join_items(struct arena *a, const struct feel_node *n)
{
    const struct feel_type *t = NULL;
    for (size_t i = 0; i < n->item_count; i++) t = join(a, t, n->items[i]->type);
    return t ? t : of(FEEL_TYPE_ANY);
}

/* ---- operators ---- */

static bool is_duration(enum feel_type_kind k)
{
    return k == FEEL_TYPE_DAYS_DURATION || k == FEEL_TYPE_MONTHS_DURATION;
}

static bool is_moment(enum feel_type_kind k)
{
    return k == FEEL_TYPE_DATE || k == FEEL_TYPE_DATE_TIME || k == FEEL_TYPE_TIME;
}

static enum feel_type_kind sum_kind(enum feel_op op, enum feel_type_kind a, enum feel_type_kind b)
{
    if (a == FEEL_TYPE_NUMBER && b == FEEL_TYPE_NUMBER) return a;
    if (op == FEEL_OP_ADD && a == FEEL_TYPE_STRING && b == FEEL_TYPE_STRING) return a;
    if (is_duration(a) && a == b) return a;
    if (is_moment(a) && is_duration(b)) return a;
    if (op == FEEL_OP_ADD && is_duration(a) && is_moment(b)) return b;
    if (op == FEEL_OP_SUB && is_moment(a) && is_moment(b)) return FEEL_TYPE_DAYS_DURATION;
    return FEEL_TYPE_ANY;
}

static enum feel_type_kind product_kind(enum feel_op op, enum feel_type_kind a, enum feel_type_kind b)
{
    if (a == FEEL_TYPE_NUMBER && b == FEEL_TYPE_NUMBER) return a;
    if (is_duration(a) && b == FEEL_TYPE_NUMBER) return a;
    if (op == FEEL_OP_MUL && a == FEEL_TYPE_NUMBER && is_duration(b)) return b;
    if (op == FEEL_OP_DIV && is_duration(a) && a == b) return FEEL_TYPE_NUMBER;
    return FEEL_TYPE_ANY;
}

/* ---- nodes with names ---- */

static const struct feel_type *context_type(struct arena *a, const struct feel_node *n)
{
    enum { MEMBERS_COMPARED = 256 }; /* beyond, looking for repeated names would take too long */
    if (n->item_count > MEMBERS_COMPARED) return of(FEEL_TYPE_CONTEXT);
    struct feel_member *m = ARENA_ARRAY(a, struct feel_member, n->item_count);
    for (size_t i = 0; i < n->item_count; i++) {
        m[i] = (struct feel_member){.name = n->names[i], .type = n->items[i]->type};
        for (size_t k = 0; k < i; k++)
            if (str_eq(m[k].name, m[i].name)) return of(FEEL_TYPE_ANY); /* the whole is null */
    }
    return feel_type_context(a, m, n->item_count);
}

static const struct feel_type *path_type(struct arena *a, const struct feel_type *t, struct str name)
{
    const struct feel_type *found = NULL;
    if (t->kind != FEEL_TYPE_LIST) {
        found = feel_property_type(t, name);
    } else if (t->element && t->element->kind != FEEL_TYPE_LIST) {
        found = feel_property_type(t->element, name);
        if (found) found = feel_type_list(a, found);
    }
    return found ? found : of(FEEL_TYPE_ANY);
}

static const struct feel_type *filter_type(struct arena *a, const struct feel_type *t, const struct feel_type *by)
{
    if (t->kind == FEEL_TYPE_ANY || t->kind == FEEL_TYPE_NULL) return of(FEEL_TYPE_ANY);
    const struct feel_type *element = t->kind == FEEL_TYPE_LIST ? t->element : t;
    if (!element) element = of(FEEL_TYPE_ANY);
    if (by->kind == FEEL_TYPE_NUMBER) return element;
    if (by->kind == FEEL_TYPE_BOOLEAN) return feel_type_list(a, element);
    return of(FEEL_TYPE_ANY);
}

/* All overloads must agree, because which one is called is known later. */
static const struct feel_type *call_type(const struct feel_node *n)
{
    if (!n->builtin) {
        const struct feel_type *f = n->a->type;
        return f->kind == FEEL_TYPE_FUNCTION && f->element ? f->element : of(FEEL_TYPE_ANY);
    }
    for (const struct feel_builtin *b = n->builtin; b->name && strcmp(b->name, n->builtin->name) == 0; b++)
        if (b->result != n->builtin->result) return of(FEEL_TYPE_ANY);
    return of(n->builtin->result);
}

static const struct feel_type *function_type(struct arena *a, const struct feel_node *n)
{
    struct feel_type *t = ARENA_NEW(a, struct feel_type);
    t->kind = FEEL_TYPE_FUNCTION;
    t->members = n->params;
    t->member_count = n->param_count;
    t->element = n->flags & FEEL_EXTERNAL ? of(FEEL_TYPE_ANY) : n->a->type;
    return t;
}

static const struct feel_type *range_type(struct arena *a, const struct feel_node *n)
{
    const struct feel_type *t = join(a, n->a ? n->a->type : NULL, n->b ? n->b->type : NULL);
    if (!t || t->kind == FEEL_TYPE_ANY || t->kind == FEEL_TYPE_NULL) return of(FEEL_TYPE_RANGE);
    struct feel_type *range = ARENA_NEW(a, struct feel_type);
    range->kind = FEEL_TYPE_RANGE;
    range->element = t;
    return range;
}

static const struct feel_type *constant_type(struct arena *a, struct feel_value v)
{
    static const enum feel_type_kind KINDS[FEEL_KINDS] = {
        [FEEL_NULL] = FEEL_TYPE_NULL,
        [FEEL_BOOLEAN] = FEEL_TYPE_BOOLEAN,
        [FEEL_NUMBER] = FEEL_TYPE_NUMBER,
        [FEEL_STRING] = FEEL_TYPE_STRING,
        [FEEL_DATE] = FEEL_TYPE_DATE,
        [FEEL_TIME] = FEEL_TYPE_TIME,
        [FEEL_DATE_TIME] = FEEL_TYPE_DATE_TIME,
        [FEEL_DAYS_DURATION] = FEEL_TYPE_DAYS_DURATION,
        [FEEL_MONTHS_DURATION] = FEEL_TYPE_MONTHS_DURATION,
        [FEEL_LIST] = FEEL_TYPE_LIST,
        [FEEL_CONTEXT] = FEEL_TYPE_CONTEXT,
        [FEEL_RANGE] = FEEL_TYPE_RANGE,
        [FEEL_FUNCTION] = FEEL_TYPE_FUNCTION,
    };
    assert(v.kind < FEEL_KINDS);
    if (v.kind != FEEL_LIST) return of(KINDS[v.kind]);
    const struct feel_type *t = NULL;
    for (uint32_t i = 0; i < v.n; i++) t = join(a, t, constant_type(a, v.items[i]));
    return t ? feel_type_list(a, t) : of(FEEL_TYPE_LIST);
}

static const struct feel_type *type_of(struct arena *a, const struct feel_node *n)
{
    switch ((enum feel_op)n->op) {
    case FEEL_OP_CONST: return constant_type(a, n->constant);
    case FEEL_OP_LOCAL:
    case FEEL_OP_GLOBAL:
    case FEEL_OP_HOST:
    case FEEL_OP_ERROR: return n->type; /* their maker knows it */
    case FEEL_OP_MEMBER: return of(FEEL_TYPE_ANY);
    case FEEL_OP_LIST: return n->item_count ? feel_type_list(a, join_items(a, n)) : of(FEEL_TYPE_LIST);
    case FEEL_OP_CONTEXT: return context_type(a, n);
    case FEEL_OP_RANGE: return range_type(a, n);
    case FEEL_OP_ADD:
    case FEEL_OP_SUB: return of(sum_kind(n->op, n->a->type->kind, n->b->type->kind));
    case FEEL_OP_MUL:
    case FEEL_OP_DIV: return of(product_kind(n->op, n->a->type->kind, n->b->type->kind));
    case FEEL_OP_POW: return of(FEEL_TYPE_NUMBER);
    case FEEL_OP_NEG:
        return n->a->type->kind == FEEL_TYPE_NUMBER || is_duration(n->a->type->kind) ? of(n->a->type->kind)
                                                                                     : of(FEEL_TYPE_ANY);
    case FEEL_OP_AND:
    case FEEL_OP_OR:
    case FEEL_OP_EQ:
    case FEEL_OP_NE:
    case FEEL_OP_LT:
    case FEEL_OP_LE:
    case FEEL_OP_GT:
    case FEEL_OP_GE:
    case FEEL_OP_BETWEEN:
    case FEEL_OP_IN:
    case FEEL_OP_MATCH:
    case FEEL_OP_ANY_OF:
    case FEEL_OP_NOT:
    case FEEL_OP_SOME:
    case FEEL_OP_EVERY:
    case FEEL_OP_INSTANCE: return of(FEEL_TYPE_BOOLEAN);
    case FEEL_OP_IF: return join(a, n->b ? n->b->type : NULL, n->c ? n->c->type : of(FEEL_TYPE_NULL));
    case FEEL_OP_FOR: return feel_type_list(a, n->a->type);
    case FEEL_OP_FILTER: return filter_type(a, n->a->type, n->b->type);
    case FEEL_OP_PATH: return path_type(a, n->a->type, n->name);
    case FEEL_OP_CALL: return call_type(n);
    case FEEL_OP_FUNCTION: return function_type(a, n);
    case FEEL_OP_COERCE: return n->target;
    }
    return of(FEEL_TYPE_ANY);
}

void feel_infer(struct feel_compiler *c, struct feel_node *n)
{
    uint16_t height = 0;
    feel_children(n, highest, &height);
    n->height = height < UINT16_MAX ? (uint16_t)(height + 1) : height;
    const struct feel_type *t = type_of(c->arena, n);
    n->type = t ? t : of(FEEL_TYPE_ANY);
}
