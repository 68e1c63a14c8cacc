/* dmn_boxed.c - boxed expressions lowered to the nodes of FEEL.  @source DMN 1.5, 7.3 and 10.2 */
#include "dmn/dmn_compile.h"

static struct feel_node *finish(struct dmn_unit *u, struct feel_node *n)
{
    feel_infer(&u->c, n);
    return n;
}

static const struct feel_source *box_source(struct dmn_unit *u, struct dmn_place at)
{
    return dmn_source(u, (struct dmn_text){0}, at);
}

static const struct dmn_part *part_at(const struct dmn_expr *x, size_t i)
{
    return LIST_AT(&x->parts, const struct dmn_part, i);
}

/* The value of a part, coerced to the part's own type. */
static struct feel_node *lower_part(struct dmn_unit *u, const struct dmn_part *p, struct dmn_place at)
{
    at.line = p->item.line;
    const struct feel_type *t = p->item.type_ref.n ? dmn_type(u, p->item.type_ref, at) : NULL;
    u->declared = t;
    return dmn_coerce(u, t, dmn_lower(u, p->value, at));
}

/* ---- context ---- */

static bool entries_good(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place *at)
{
    struct dmn_map seen = {.arena = u->loader->scratch};
    for (size_t i = 0; i < x->parts.count; i++) {
        const struct dmn_part *p = part_at(x, i);
        bool last = i + 1 == x->parts.count;
        if (p->item.name.n ? dmn_map_put(&seen, p->item.name, 0) : last) continue;
        *at = (struct dmn_place){.place = FEEL_PLACE_ENTRY, .part = p->item.name, .line = p->item.line};
        return false;
    }
    return true;
}

static struct feel_node *lower_context(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at)
{
    struct dmn_place bad;
    size_t count = x->parts.count;
    if (!entries_good(u, x, &bad)) {
        if (!bad.part.n) return dmn_broken(u, bad, FEEL_MSG_CONTEXT_RESULT, NULL);
        return dmn_broken(u, bad, FEEL_MSG_ENTRY_TWICE, FEEL_ARGS({.name = "name", .text = bad.part}));
    }
    const struct feel_scope *around = u->c.scope;
    struct feel_scope *s = dmn_scope_new(u, around);
    struct feel_node **items = ARENA_ARRAY(u->loader->arena, struct feel_node *, count);
    struct str *names = ARENA_ARRAY(u->loader->arena, struct str, count);
    struct feel_node *n = dmn_node(u, FEEL_OP_CONTEXT, box_source(u, at));
    uint32_t slots = u->c.slots;
    n->slot = feel_slots(&u->c, (uint32_t)count);
    u->c.scope = s;
    for (size_t i = 0; i < count; i++) {
        const struct dmn_part *p = part_at(x, i);
        names[i] = p->item.name.n ? p->item.name : STR("");
        items[i] = lower_part(u, p, (struct dmn_place){.place = FEEL_PLACE_ENTRY, .part = names[i]});
        if (names[i].n)
            feel_scope_add(u->loader->arena, s, names[i], FEEL_NAME_LOCAL, n->slot + (uint32_t)i, items[i]->type);
        else
            n->flags |= FEEL_RESULT_CELL;
    }
    u->c.scope = around;
    u->c.slots = slots;
    n->items = items;
    n->names = names;
    n->item_count = count;
    finish(u, n);
    if (n->flags & FEEL_RESULT_CELL) n->type = items[count - 1]->type;
    return n;
}

/* ---- functions ---- */

/* The parameters in a new scope, in the slots from n->slot. */
static struct feel_scope *enter_params(struct dmn_unit *u, const struct dmn_expr *x, struct feel_node *n)
{
    size_t count = x->parts.count;
    struct feel_scope *s = dmn_scope_new(u, u->c.scope);
    struct feel_member *params = ARENA_ARRAY(u->loader->arena, struct feel_member, count);
    struct dmn_map seen = {.arena = u->loader->scratch};
    for (size_t i = 0; i < count; i++) {
        const struct dmn_item *p = &part_at(x, i)->item;
        struct dmn_place at = {.place = FEEL_PLACE_PARAMETER, .part = p->name, .line = p->line};
        params[i] = (struct feel_member){.name = p->name, .type = dmn_type(u, p->type_ref, at)};
        if (!p->name.n || !dmn_map_put(&seen, p->name, 0))
            dmn_fault(u, FEEL_ERROR, at, FEEL_MSG_PARAMETER_TWICE,
                      FEEL_ARGS({.name = "name", .text = p->name.n ? p->name : STR("-")}));
        feel_scope_add(u->loader->arena, s, p->name, FEEL_NAME_LOCAL, n->slot + (uint32_t)i, params[i].type);
    }
    n->params = params;
    n->param_count = (uint32_t)count;
    return s;
}

/* {java: body}, as FEEL writes an external function. */
static struct feel_node *java(struct dmn_unit *u, struct feel_node *body)
{
    struct feel_node **items = ARENA_ARRAY(u->loader->arena, struct feel_node *, 1);
    struct str *names = ARENA_ARRAY(u->loader->arena, struct str, 1);
    struct feel_node *n = dmn_node(u, FEEL_OP_CONTEXT, body->source);
    items[0] = body;
    names[0] = STR("java");
    n->slot = feel_slots(&u->c, 1);
    n->items = items;
    n->names = names;
    n->item_count = 1;
    return finish(u, n);
}

struct feel_node *dmn_lower_function(struct dmn_unit *u, const struct dmn_expr *x, const struct feel_type *result,
                                     struct dmn_place at)
{
    bool is_java = str_eq_nocase(x->name, STR("Java"));
    if (x->name.n && !is_java && !str_eq_nocase(x->name, STR("FEEL")))
        return dmn_broken(u, at, FEEL_MSG_FUNCTION_KIND, FEEL_ARGS({.name = "kind", .text = x->name}));
    const struct feel_type *own = x->type_ref.n ? dmn_type(u, x->type_ref, at) : NULL;
    if (own && own->kind == FEEL_TYPE_FUNCTION) own = own->element;
    const struct feel_scope *around = u->c.scope;
    uint32_t slots = u->c.slots, slots_max = u->c.slots_max;
    struct feel_node *n = dmn_node(u, FEEL_OP_FUNCTION, box_source(u, at));
    n->slot = slots;
    u->c.scope = enter_params(u, x, n);
    u->c.slots = u->c.slots_max = slots + n->param_count;
    u->declared = own ? own : result;
    struct feel_node *body = dmn_lower(u, x->body, at);
    if (is_java) {
        n->flags |= FEEL_EXTERNAL;
        body = java(u, body);
    } else {
        body = dmn_coerce(u, own, body);
        if (result != own) body = dmn_coerce(u, result, body);
    }
    n->a = body;
    n->frame_size = u->c.slots_max;
    u->c.scope = around;
    u->c.slots = slots;
    u->c.slots_max = slots_max;
    return finish(u, n);
}

static struct feel_node *lower_invocation(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at)
{
    size_t count = x->parts.count;
    if (!x->body) return dmn_broken(u, at, FEEL_MSG_EXPRESSION_MISSING, NULL);
    struct feel_node *n = dmn_node(u, FEEL_OP_CALL, box_source(u, at));
    struct feel_node **items = ARENA_ARRAY(u->loader->arena, struct feel_node *, count);
    struct str *names = ARENA_ARRAY(u->loader->arena, struct str, count);
    n->a = dmn_lower(u, x->body, at);
    for (size_t i = 0; i < count; i++) {
        const struct dmn_part *p = part_at(x, i);
        names[i] = p->item.name.n ? p->item.name : STR("");
        items[i] = lower_part(u, p, (struct dmn_place){.place = FEEL_PLACE_PARAMETER, .part = names[i]});
    }
    n->items = items;
    n->names = count ? names : NULL;
    n->item_count = count;
    return finish(u, n);
}

/* ---- list and relation ---- */

static struct feel_node *lower_list(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at)
{
    struct feel_node *n = dmn_node(u, FEEL_OP_LIST, box_source(u, at));
    struct feel_node **items = ARENA_ARRAY(u->loader->arena, struct feel_node *, x->parts.count);
    for (size_t i = 0; i < x->parts.count; i++)
        items[i] = lower_part(u, part_at(x, i), (struct dmn_place){.place = FEEL_PLACE_ITEM, .column = (int32_t)i + 1});
    n->items = items;
    n->item_count = x->parts.count;
    return finish(u, n);
}

static struct feel_node *lower_row(struct dmn_unit *u, const struct dmn_expr *x, size_t r, const struct str *names)
{
    const struct dmn_expr *row = *LIST_AT(&x->rows, struct dmn_expr *, r);
    size_t count = x->parts.count;
    struct dmn_place at = {.place = FEEL_PLACE_CELL, .rule = (int32_t)r + 1, .line = row->line};
    if (row->parts.count != count) {
        struct arena *a = u->loader->scratch;
        return dmn_broken(u, at, FEEL_MSG_RELATION_CELLS,
                          FEEL_ARGS({.name = "found", .text = arena_printf(a, "%zu", row->parts.count)},
                                    {.name = "expected", .text = arena_printf(a, "%zu", count)}));
    }
    struct feel_node *n = dmn_node(u, FEEL_OP_CONTEXT, box_source(u, at));
    struct feel_node **items = ARENA_ARRAY(u->loader->arena, struct feel_node *, count);
    uint32_t slots = u->c.slots;
    n->slot = feel_slots(&u->c, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        at.part = names[i];
        at.column = (int32_t)i + 1;
        struct dmn_part cell = *part_at(row, i);
        cell.item.type_ref = part_at(x, i)->item.type_ref;
        items[i] = lower_part(u, &cell, at);
    }
    u->c.slots = slots;
    n->items = items;
    n->names = names;
    n->item_count = count;
    return finish(u, n);
}

static struct feel_node *lower_relation(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at)
{
    size_t count = x->parts.count;
    struct dmn_map seen = {.arena = u->loader->scratch};
    struct str *names = ARENA_ARRAY(u->loader->arena, struct str, count);
    for (size_t i = 0; i < count; i++) {
        const struct dmn_item *column = &part_at(x, i)->item;
        names[i] = column->name.n ? column->name : STR("");
        if (!names[i].n || !dmn_map_put(&seen, names[i], 0))
            return dmn_broken(
                u,
                (struct dmn_place){
                    .place = FEEL_PLACE_CELL, .column = (int32_t)i + 1, .part = names[i], .line = column->line},
                FEEL_MSG_ENTRY_TWICE, FEEL_ARGS({.name = "name", .text = names[i].n ? names[i] : STR("-")}));
    }
    struct feel_node *n = dmn_node(u, FEEL_OP_LIST, box_source(u, at));
    struct feel_node **items = ARENA_ARRAY(u->loader->arena, struct feel_node *, x->rows.count);
    for (size_t r = 0; r < x->rows.count; r++)
        items[r] = lower_row(u, x, r, names);
    n->items = items;
    n->item_count = x->rows.count;
    return finish(u, n);
}

/* ---- conditional, filter, iterators ---- */

static bool parts_there(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at, struct feel_node **broken)
{
    for (size_t i = 0; i < x->parts.count; i++) {
        const struct dmn_part *p = part_at(x, i);
        if (p->value) continue;
        at.part = p->item.name;
        *broken = dmn_broken(u, at, FEEL_MSG_PART_MISSING, FEEL_ARGS({.name = "part", .text = p->item.name}));
        return false;
    }
    return true;
}

static struct feel_node *lower_conditional(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at)
{
    struct feel_node *n = dmn_node(u, FEEL_OP_IF, box_source(u, at));
    n->flags = FEEL_STRICT;
    n->a = lower_part(u, part_at(x, 0), at);
    n->b = lower_part(u, part_at(x, 1), at);
    n->c = lower_part(u, part_at(x, 2), at);
    return finish(u, n);
}

/* What one item of a value of type t is. */
static const struct feel_type *item_type(const struct feel_type *t)
{
    if ((t->kind == FEEL_TYPE_LIST || t->kind == FEEL_TYPE_RANGE) && t->element) return t->element;
    return t->kind == FEEL_TYPE_LIST ? feel_type_of(FEEL_TYPE_ANY) : t;
}

static struct feel_node *lower_filter(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at)
{
    const struct feel_scope *around = u->c.scope;
    uint32_t slots = u->c.slots;
    struct feel_node *n = dmn_node(u, FEEL_OP_FILTER, box_source(u, at));
    n->flags = FEEL_STRICT;
    n->a = lower_part(u, part_at(x, 0), at);
    n->slot = feel_slots(&u->c, 1);
    const struct feel_filter *filter = u->c.filter;
    feel_filter_enter(&u->c, n->slot, n->a->type);
    n->b = lower_part(u, part_at(x, 1), at);
    u->c.scope = around;
    u->c.filter = filter;
    u->c.slots = slots;
    return finish(u, n);
}

static struct feel_node *lower_iterator(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at)
{
    static const enum feel_op OPS[] = {[DMN_FOR] = FEEL_OP_FOR, [DMN_SOME] = FEEL_OP_SOME, [DMN_EVERY] = FEEL_OP_EVERY};
    if (!x->name.n) return dmn_broken(u, at, FEEL_MSG_ITERATOR_NAME, NULL);
    struct arena *a = u->loader->arena;
    const struct feel_scope *around = u->c.scope;
    uint32_t slots = u->c.slots;
    struct feel_node *n = dmn_node(u, OPS[x->kind], box_source(u, at));
    struct feel_iterator *it = ARENA_NEW(a, struct feel_iterator);
    if (x->kind != DMN_FOR) n->flags = FEEL_STRICT;
    it->name = x->name;
    it->from = lower_part(u, part_at(x, 0), at);
    struct feel_scope *s = dmn_scope_new(u, around);
    if (x->kind == DMN_FOR) {
        n->slot = feel_slots(&u->c, 1);
        feel_scope_add(a, s, STR("partial"), FEEL_NAME_LOCAL, n->slot, feel_type_of(FEEL_TYPE_LIST));
    }
    it->slot = feel_slots(&u->c, 1);
    feel_scope_add(a, s, it->name, FEEL_NAME_LOCAL, it->slot, item_type(it->from->type));
    u->c.scope = s;
    n->a = lower_part(u, part_at(x, 1), at);
    n->iterators = it;
    n->iterator_count = 1;
    u->c.scope = around;
    u->c.slots = slots;
    return finish(u, n);
}

struct feel_node *dmn_lower_box(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at)
{
    struct feel_node *broken = NULL;
    switch (x->kind) {
    case DMN_CONTEXT:
        return lower_context(u, x, at);
    case DMN_INVOCATION:
        return lower_invocation(u, x, at);
    case DMN_LIST_OF:
        return lower_list(u, x, at);
    case DMN_RELATION:
        return lower_relation(u, x, at);
    case DMN_CONDITIONAL:
        return parts_there(u, x, at, &broken) ? lower_conditional(u, x, at) : broken;
    case DMN_FILTER:
        return parts_there(u, x, at, &broken) ? lower_filter(u, x, at) : broken;
    case DMN_FOR:
    case DMN_SOME:
    case DMN_EVERY:
        return parts_there(u, x, at, &broken) ? lower_iterator(u, x, at) : broken;
    case DMN_LITERAL:
    case DMN_FUNCTION:
    case DMN_TABLE:
        break;
    }
    assert(!"lowered elsewhere");
    return NULL;
}
