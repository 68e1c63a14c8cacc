/* dmn_compile.c - the logic of elements as nodes: units with their frames, texts, borders of types.
 *
 * What is wrong becomes a node that is null and reports, so that the rest of the model works. */
#include "dmn/dmn_compile.h"

/* ---- places and faults ---- */

const struct feel_source *dmn_source(struct dmn_unit *u, struct dmn_text text, struct dmn_place at)
{
    struct feel_source *s = ARENA_NEW(u->loader->arena, struct feel_source);
    *s = (struct feel_source){.text = {text.foreign ? NULL : text.p, text.foreign ? 0 : text.n},
                              .model = u->module->name,
                              .element = u->element,
                              .part = at.part,
                              .rule = at.rule,
                              .column = at.column,
                              .line = text.line ? text.line : at.line,
                              .place = at.place};
    return s;
}

void dmn_fault(struct dmn_unit *u, enum feel_severity severity, struct dmn_place at, enum feel_message id,
               const struct feel_arg *args)
{
    const struct feel_source *s = dmn_source(u, (struct dmn_text){0}, at);
    feel_report(u->loader->diags, severity, id, s, (struct feel_span){0}, args);
}

void dmn_module_fault(struct dmn_module *m, enum feel_severity severity, struct str element, int32_t line,
                      enum feel_message id, const struct feel_arg *args)
{
    struct dmn_unit u = dmn_unit_new(m, element, UINT32_MAX, NULL);
    dmn_fault(&u, severity, (struct dmn_place){.line = line}, id, args);
}

/* ---- nodes ---- */

struct feel_node *dmn_node(struct dmn_unit *u, enum feel_op op, const struct feel_source *source)
{
    struct feel_node *n = ARENA_NEW(u->loader->arena, struct feel_node);
    n->op = (uint8_t)op;
    n->source = source;
    n->type = feel_type_of(FEEL_TYPE_ANY);
    n->height = 1;
    return n;
}

struct feel_node *dmn_null(struct dmn_unit *u, const struct feel_source *source)
{
    struct feel_node *n = dmn_node(u, FEEL_OP_CONST, source);
    n->constant = FEEL_NULL_VALUE;
    feel_infer(&u->c, n);
    return n;
}

/* A node that reports; args need not end with a NULL name and are shared when they do. */
static struct feel_node *error_node(struct dmn_unit *u, const struct feel_source *source, enum feel_message id,
                                    const struct feel_arg *args, size_t count)
{
    struct feel_arg *copies = ARENA_ARRAY(u->loader->arena, struct feel_arg, count + 1);
    for (size_t i = 0; i < count; i++)
        copies[i] = (struct feel_arg){.name = args[i].name, .text = arena_str(u->loader->arena, args[i].text)};
    struct feel_node *n = dmn_node(u, FEEL_OP_ERROR, source);
    n->slot = (uint32_t)id;
    n->args = copies;
    n->span.n = (uint32_t)source->text.n;
    return n;
}

struct feel_node *dmn_broken(struct dmn_unit *u, struct dmn_place at, enum feel_message id, const struct feel_arg *args)
{
    size_t count = 0;
    while (args && args[count].name)
        count++;
    dmn_fault(u, FEEL_ERROR, at, id, args);
    return error_node(u, dmn_source(u, (struct dmn_text){0}, at), id, args, count);
}

struct dmn_unit dmn_unit_new(struct dmn_module *m, struct str element, uint32_t index, const struct feel_scope *s)
{
    struct dmn_loader *l = m->loader;
    return (struct dmn_unit){.loader = l,
                             .module = m,
                             .element = element,
                             .index = index,
                             .c = {.engine = l->model->engine,
                                   .arena = l->arena,
                                   .diags = l->diags,
                                   .scope = s,
                                   .type_named = dmn_type_named,
                                   .data = m,
                                   .member_names = &l->member_names,
                                   .elsewhere = &m->element_names}};
}

struct feel_scope *dmn_scope_new(struct dmn_unit *u, const struct feel_scope *parent)
{
    struct feel_scope *s = ARENA_NEW(u->loader->arena, struct feel_scope);
    s->parent = parent;
    return s;
}

void dmn_member_name(struct dmn_loader *l, struct str name)
{
    if (name.n && dmn_map_put(&l->member_map, name, 0))
        feel_scope_add(l->scratch, &l->member_names, name, FEEL_NAME_CONST, 0, NULL);
}

/* ---- texts ---- */

/* The parser reported why: the node reports the same whenever it is evaluated. */
static struct feel_node *unparsed(struct dmn_unit *u, size_t before)
{
    const struct list *list = &u->loader->diags->list;
    for (size_t i = before; i < list->count; i++) {
        const struct feel_diag *d = LIST_AT(list, const struct feel_diag, i);
        if (d->severity != FEEL_ERROR) continue;
        struct feel_node *n = error_node(u, u->c.source, d->id, d->args, d->arg_count);
        n->span = d->span;
        return n;
    }
    return error_node(u, u->c.source, FEEL_MSG_EXPRESSION_BROKEN, NULL, 0);
}

static bool is_blank(struct dmn_text t)
{
    return !t.p || (!t.foreign && !str_trim((struct str){t.p, t.n}).n);
}

struct feel_node *dmn_parse(struct dmn_unit *u, struct dmn_text text, struct dmn_place at)
{
    if (text.line) at.line = text.line;
    if (text.foreign)
        return dmn_broken(u, at, FEEL_MSG_LANGUAGE_UNKNOWN, FEEL_ARGS({.name = "language", .text = {text.p, text.n}}));
    if (is_blank(text)) return dmn_broken(u, at, FEEL_MSG_EXPRESSION_MISSING, NULL);
    size_t before = u->loader->diags->list.count;
    uint32_t slots = u->c.slots;
    u->c.source = dmn_source(u, text, at);
    struct feel_node *n = feel_parse(&u->c, u->c.source->text);
    u->c.slots = slots; /* what it needed inside is free again behind it */
    return n ? n : unparsed(u, before);
}

struct feel_node *dmn_parse_tests(struct dmn_unit *u, struct dmn_text text, uint32_t slot, const struct feel_type *t,
                                  struct list *items, struct dmn_place at)
{
    if (is_blank(text)) return NULL;
    if (text.foreign) return dmn_parse(u, text, at);
    if (str_eq(str_trim((struct str){text.p, text.n}), STR("-"))) return NULL;
    size_t before = u->loader->diags->list.count;
    uint32_t slots = u->c.slots;
    u->c.source = dmn_source(u, text, at);
    struct feel_node *n = feel_parse_unary(&u->c, u->c.source->text, slot, t, items);
    u->c.slots = slots;
    return n ? n : unparsed(u, before);
}

/* ---- borders ---- */

static bool any_value(const struct feel_type *t)
{
    return t->kind == FEEL_TYPE_ANY && !t->allowed && !t->constraint;
}

struct feel_node *dmn_coerce(struct dmn_unit *u, const struct feel_type *t, struct feel_node *n)
{
    if (!t || any_value(t) || n->op == FEEL_OP_ERROR) return n;
    if (n->op == FEEL_OP_COERCE && n->target == t) return n;
    bool free = !t->allowed && !t->constraint && t->kind < FEEL_TYPE_LIST;
    if (free && n->op == FEEL_OP_CONST && feel_instance_of(n->constant, t)) return n;
    struct feel_node *border = dmn_node(u, FEEL_OP_COERCE, n->source);
    border->span = n->span;
    border->a = n;
    border->target = t;
    feel_infer(&u->c, border);
    return border;
}

/* ---- expressions ---- */

static struct feel_node *lower_literal(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at)
{
    if (x->imported) return dmn_broken(u, at, FEEL_MSG_IMPORTED_VALUES, NULL);
    return dmn_parse(u, x->text, at);
}

struct feel_node *dmn_lower(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at)
{
    const struct feel_type *around = u->declared;
    u->declared = NULL;
    if (!x) return dmn_broken(u, at, FEEL_MSG_EXPRESSION_MISSING, NULL);
    at.line = x->line;
    if (x->kind == DMN_FUNCTION) return dmn_lower_function(u, x, NULL, at);
    const struct feel_type *t = x->type_ref.n ? dmn_type(u, x->type_ref, at) : NULL;
    struct feel_node *n;
    if (x->kind == DMN_LITERAL) {
        n = lower_literal(u, x, at);
    } else if (x->kind == DMN_TABLE) {
        u->declared = t ? t : around;
        n = dmn_lower_table(u, x, at);
        u->declared = NULL;
    } else {
        n = dmn_lower_box(u, x, at);
    }
    return t ? dmn_coerce(u, t, n) : n;
}

/* ---- elements ---- */

static const struct feel_type *result_of(const struct dmn_element *e)
{
    return e->type->kind == FEEL_TYPE_FUNCTION ? e->type->element : NULL;
}

void dmn_compile_element(struct dmn_loader *l, uint32_t element, const struct feel_scope *scope)
{
    struct dmn_element *e = &l->model->elements[element];
    const struct dmn_xml_element *x = l->sources[element];
    struct dmn_unit u = dmn_unit_new(l->owners[element], e->name, element, scope);
    struct dmn_place at = {.line = x->line};
    if (!x->logic) return;
    struct feel_node *n;
    if (e->kind == DMN_KNOWLEDGE) {
        at.line = x->logic->line;
        n = dmn_lower_function(&u, x->logic, result_of(e), at);
    } else {
        u.declared = e->type;
        n = dmn_coerce(&u, e->type, dmn_lower(&u, x->logic, at));
    }
    e->body = n;
    e->frame_size = u.c.slots_max;
}
