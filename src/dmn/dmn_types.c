/* dmn_types.c - item definitions: their shapes first, so that they may refer to each other in any order, then their
 * limits (allowed values and constraints), which are FEEL.
 *
 * A definition may contain itself through its components; only a chain of definitions that are nothing but each other
 * is a fault.  @source DMN 1.5, 7.3.2 (ItemDefinition) */
#include "dmn/dmn_compile.h"

/* ---- names ---- */

/* Names that DMN 1.1 tools write for types whose FEEL names have blanks. */
static const struct {
    const char *name, *feel;
} ALIASES[] = {
    {"dateTime", "date and time"},
    {"dayTimeDuration", "days and time duration"},
    {"daysAndTimeDuration", "days and time duration"},
    {"yearMonthDuration", "years and months duration"},
    {"yearsAndMonthsDuration", "years and months duration"},
    {"any", "Any"},
};

static struct dmn_type_def *find_def(struct dmn_module *m, struct str name)
{
    uint32_t i = dmn_map_get(&m->type_map, name);
    if (i != UINT32_MAX) return &m->types[i];
    for (size_t k = 0; k < m->xml->imports.count; k++) {
        const struct dmn_import *import = LIST_AT(&m->xml->imports, const struct dmn_import, k);
        if (import->module == UINT32_MAX) continue;
        struct str rest = name;
        if (import->name.n) {
            if (!str_starts(name, import->name) || name.n <= import->name.n + 1 || name.p[import->name.n] != '.')
                continue;
            rest = str_trim(str_sub(name, import->name.n + 1, name.n));
        }
        struct dmn_module *other = *LIST_AT(&m->loader->modules, struct dmn_module *, import->module);
        i = dmn_map_get(&other->type_map, rest);
        if (i != UINT32_MAX) return &other->types[i];
    }
    return NULL;
}

static const struct feel_type *built_in(struct str name)
{
    for (size_t i = 0; i < COUNT(ALIASES); i++)
        if (str_eq(name, str_of(ALIASES[i].name))) return feel_type_builtin(str_of(ALIASES[i].feel));
    return feel_type_builtin(name);
}

const struct feel_type *dmn_type_named(void *data, struct str name)
{
    const struct dmn_type_def *d = find_def(data, name);
    return d ? d->type : built_in(name);
}

const struct feel_type *dmn_type(struct dmn_unit *u, struct str name, struct dmn_place at)
{
    if (!name.n) return feel_type_of(FEEL_TYPE_ANY);
    const struct feel_type *t = dmn_type_named(u->module, name);
    if (t) return t;
    if (str_find(name, STR("<")) < name.n) {
        u->c.source = dmn_source(u, dmn_text_of(name, 0), at);
        t = feel_parse_type(&u->c, name);
        return t ? t : feel_type_of(FEEL_TYPE_ANY);
    }
    struct str near = feel_nearest(&u->module->type_names, name);
    struct feel_arg args[] = {{.name = "name", .text = name}, {.name = "nearest", .text = near}, {.name = NULL}};
    dmn_fault(u, FEEL_ERROR, at, near.p ? FEEL_MSG_ITEM_TYPE_UNKNOWN : FEEL_MSG_ITEM_TYPE_NONE_LIKE, args);
    return feel_type_of(FEEL_TYPE_ANY);
}

const struct feel_type *dmn_type_free(struct arena *a, const struct feel_type *t)
{
    if (!t->allowed) return t;
    struct feel_type *copy = ARENA_NEW(a, struct feel_type);
    *copy = *t;
    copy->allowed = NULL;
    copy->allowed_items = NULL;
    copy->allowed_count = 0;
    return copy;
}

/* ---- shapes ---- */

static struct dmn_unit unit_of(struct dmn_type_def *d)
{
    return dmn_unit_new(d->module, d->xml->name, UINT32_MAX, NULL);
}

static struct dmn_place place_of(const struct dmn_xml_type *x)
{
    return (struct dmn_place){.place = FEEL_PLACE_TYPE, .part = x->name, .line = x->line};
}

static void shape_function(struct dmn_unit *u, const struct dmn_xml_type *x, struct feel_type *t)
{
    struct feel_member *params = ARENA_ARRAY(u->loader->arena, struct feel_member, x->params.count);
    for (size_t i = 0; i < x->params.count; i++) {
        const struct dmn_item *p = LIST_AT(&x->params, const struct dmn_item, i);
        params[i] = (struct feel_member){.name = p->name, .type = dmn_type(u, p->type_ref, place_of(x))};
    }
    t->kind = FEEL_TYPE_FUNCTION;
    t->members = params;
    t->member_count = x->params.count;
    t->element = dmn_type(u, x->result, place_of(x));
}

static void shape_into(struct dmn_unit *u, struct dmn_xml_type *x, struct feel_type *t);

static bool has_limits(const struct dmn_xml_type *x)
{
    return x->allowed.p || x->constraint.p;
}

/* A component that is nothing but another type shares it. */
static const struct feel_type *component_type(struct dmn_unit *u, struct dmn_xml_type *x)
{
    bool plain = !x->components.count && !x->collection && !x->function && !has_limits(x);
    if (plain) return dmn_type(u, x->type_ref, place_of(x));
    struct feel_type *t = ARENA_NEW(u->loader->arena, struct feel_type);
    x->made = t;
    shape_into(u, x, t);
    return t;
}

static void shape_context(struct dmn_unit *u, const struct dmn_xml_type *x, struct feel_type *t)
{
    struct feel_member *members = ARENA_ARRAY(u->loader->arena, struct feel_member, x->components.count);
    struct dmn_map seen = {.arena = u->loader->scratch};
    size_t count = 0;
    for (size_t i = 0; i < x->components.count; i++) {
        struct dmn_xml_type *c = LIST_AT(&x->components, struct dmn_xml_type, i);
        if (!c->name.n || !dmn_map_put(&seen, c->name, 0)) {
            dmn_fault(u, FEEL_ERROR, place_of(c), FEEL_MSG_COMPONENT_TWICE,
                      FEEL_ARGS({.name = "name", .text = c->name.n ? c->name : STR("-")}));
            continue;
        }
        dmn_member_name(u->loader, c->name);
        members[count++] = (struct feel_member){.name = c->name, .type = component_type(u, c)};
    }
    t->kind = FEEL_TYPE_CONTEXT;
    t->members = members;
    t->member_count = count;
}

static void shape_base(struct dmn_unit *u, const struct dmn_xml_type *x, struct feel_type *t)
{
    if (x->function) {
        shape_function(u, x, t);
    } else if (x->components.count) {
        shape_context(u, x, t);
    } else {
        struct str name = t->name;
        *t = *dmn_type_free(u->loader->scratch, dmn_type(u, x->type_ref, place_of(x)));
        t->name = name;
    }
}

static void shape_into(struct dmn_unit *u, struct dmn_xml_type *x, struct feel_type *t)
{
    t->kind = FEEL_TYPE_ANY;
    if (!x->collection) {
        shape_base(u, x, t);
        return;
    }
    bool named = !x->function && !x->components.count;
    t->kind = FEEL_TYPE_LIST;
    if (named) {
        t->element = dmn_type(u, x->type_ref, place_of(x));
    } else {
        struct feel_type *element = ARENA_NEW(u->loader->arena, struct feel_type);
        t->element = element;
        shape_base(u, x, element);
    }
}

static void cycle(struct dmn_type_def *d)
{
    struct dmn_unit u = unit_of(d);
    dmn_fault(&u, FEEL_ERROR, place_of(d->xml), FEEL_MSG_TYPE_CYCLE, FEEL_ARGS({.name = "name", .text = d->xml->name}));
}

/* Only a definition that is another one (no components, no collection) needs the other's shape at once. */
static bool is_alias(const struct dmn_xml_type *x)
{
    return !x->components.count && !x->collection && !x->function;
}

/* Follows a chain of aliases without recursion; the deepest is shaped first. */
static void shape(struct dmn_type_def *d)
{
    struct dmn_type_def *chain[DMN_TYPE_DEPTH_MAX];
    size_t n = 0;
    while (d && d->shape == DMN_UNTOUCHED && n < DMN_TYPE_DEPTH_MAX) {
        d->shape = DMN_BEGUN;
        chain[n++] = d;
        d = is_alias(d->xml) && d->xml->type_ref.n ? find_def(d->module, d->xml->type_ref) : NULL;
    }
    if (n && d && d->shape != DMN_FINISHED) { /* round in a circle, or longer than anybody would write */
        cycle(chain[--n]);
        chain[n]->shape = DMN_FINISHED; /* it stays Any */
    }
    while (n-- > 0) {
        struct dmn_unit u = unit_of(chain[n]);
        chain[n]->shape = DMN_FINISHED;
        shape_into(&u, chain[n]->xml, chain[n]->type);
    }
}

/* ---- limits ---- */

static struct feel_node *both(struct dmn_unit *u, const struct feel_node *a, struct feel_node *b)
{
    if (!a) return b;
    struct feel_node *left = ARENA_NEW(u->loader->arena, struct feel_node);
    struct feel_node *n = dmn_node(u, FEEL_OP_AND, b->source);
    *left = *a;
    n->a = left;
    n->b = b;
    feel_infer(&u->c, n);
    return n;
}

/* A truth over slot 0, which holds a value of type `of`. */
static struct feel_node *truth(struct dmn_unit *u, struct dmn_text text, const struct feel_type *of, struct list *items,
                               const struct dmn_xml_type *x)
{
    u->c.slots = 1;
    if (u->c.slots_max < 1) u->c.slots_max = 1;
    struct feel_scope *s = dmn_scope_new(u, NULL);
    feel_scope_add(u->loader->arena, s, STR("?"), FEEL_NAME_LOCAL, 0, of);
    u->c.scope = s;
    return dmn_parse_tests(u, text, 0, of, items, place_of(x));
}

static struct str pointer_key(const struct feel_type *const *t)
{
    return (struct str){.p = (const char *)t, .n = sizeof *t};
}

static void keep_allowed(struct dmn_loader *l, struct dmn_allowed allowed)
{
    struct dmn_allowed *kept = ARENA_NEW(l->scratch, struct dmn_allowed);
    *kept = allowed;
    if (dmn_map_put(&l->allowed_map, pointer_key(&kept->type), (uint32_t)l->allowed.count))
        *LIST_ADD(l->scratch, &l->allowed, struct dmn_allowed *) = kept;
}

const struct dmn_allowed *dmn_allowed_of(const struct dmn_loader *l, const struct feel_type *t)
{
    uint32_t i = dmn_map_get(&l->allowed_map, pointer_key(&t));
    return i == UINT32_MAX ? NULL : *LIST_AT(&l->allowed, struct dmn_allowed *, i);
}

static void own_limits(struct dmn_unit *u, const struct dmn_xml_type *x, struct feel_type *t)
{
    struct list items = {0};
    const struct feel_type *of = x->collection && t->element ? t->element : t;
    if (x->allowed.p) {
        struct feel_node *n = truth(u, x->allowed, of, &items, x);
        bool whole = !x->collection && t->kind == FEEL_TYPE_LIST; /* another name of a collection: all of it */
        if (whole) {
            if (n) t->constraint = both(u, t->constraint, n);
        } else if (n) {
            t->allowed = both(u, t->allowed, n);
            t->allowed_items = items.items;
            t->allowed_count = items.count;
            keep_allowed(u->loader,
                         (struct dmn_allowed){.type = t, .text = x->allowed, .module = u->module, .name = x->name});
        }
    }
    if (x->constraint.p) {
        struct feel_node *n = truth(u, x->constraint, t, NULL, x);
        if (n) t->constraint = both(u, t->constraint, n);
    }
    if (t->frame_size < u->c.slots_max) t->frame_size = u->c.slots_max;
}

static void limits(struct dmn_type_def *d, int depth);

/* What another name of a type inherits. */
static void inherit(struct dmn_unit *u, const struct dmn_xml_type *x, struct feel_type *t, int depth)
{
    struct dmn_type_def *base = is_alias(x) && x->type_ref.n ? find_def(u->module, x->type_ref) : NULL;
    if (!base || base->type == t) return;
    limits(base, depth + 1);
    t->allowed = base->type->allowed;
    t->constraint = base->type->constraint;
    t->allowed_items = base->type->allowed_items;
    t->allowed_count = base->type->allowed_count;
    t->frame_size = base->type->frame_size;
    const struct dmn_allowed *known = dmn_allowed_of(u->loader, base->type);
    if (!known || x->allowed.p) return;
    struct dmn_allowed same = *known;
    same.type = t;
    keep_allowed(u->loader, same);
}

static void limits_of(struct dmn_unit *u, const struct dmn_xml_type *x, struct feel_type *t, int depth)
{
    for (size_t i = 0; i < x->components.count; i++) {
        const struct dmn_xml_type *c = LIST_AT(&x->components, const struct dmn_xml_type, i);
        if (c->made) limits_of(u, c, c->made, depth + 1);
    }
    inherit(u, x, t, depth);
    if (has_limits(x)) own_limits(u, x, t);
}

static void limits(struct dmn_type_def *d, int depth)
{
    if (d->limits != DMN_UNTOUCHED) return;
    struct dmn_unit u = unit_of(d);
    if (depth > DMN_TYPE_DEPTH_MAX) {
        dmn_fault(&u, FEEL_ERROR, place_of(d->xml), FEEL_MSG_TYPE_CYCLE,
                  FEEL_ARGS({.name = "name", .text = d->xml->name}));
        return;
    }
    d->limits = DMN_BEGUN;
    limits_of(&u, d->xml, d->type, depth);
    d->limits = DMN_FINISHED;
}

/* ---- all of them ---- */

void dmn_types_enter(struct dmn_module *m)
{
    struct dmn_loader *l = m->loader;
    m->type_count = m->xml->types.count;
    m->types = ARENA_ARRAY(l->scratch, struct dmn_type_def, m->type_count);
    m->type_map.arena = l->scratch;
    for (size_t i = 0; i < m->type_count; i++) {
        struct dmn_xml_type *x = LIST_AT(&m->xml->types, struct dmn_xml_type, i);
        struct feel_type *t = ARENA_NEW(l->arena, struct feel_type);
        *t = (struct feel_type){.kind = FEEL_TYPE_ANY, .name = x->name};
        m->types[i] = (struct dmn_type_def){.xml = x, .module = m, .type = t};
        if (!x->name.n)
            dmn_module_fault(m, FEEL_ERROR, STR(""), x->line, FEEL_MSG_ATTRIBUTE_MISSING,
                             FEEL_ARGS({.name = "element", .text = STR("itemDefinition")},
                                       {.name = "attribute", .text = STR("name")}));
        else if (!dmn_map_put(&m->type_map, x->name, (uint32_t)i))
            dmn_module_fault(m, FEEL_ERROR, x->name, x->line, FEEL_MSG_NAME_TWICE,
                             FEEL_ARGS({.name = "name", .text = x->name}));
        else
            feel_scope_add(l->scratch, &m->type_names, x->name, FEEL_NAME_CONST, 0, t);
    }
}

void dmn_types_finish(struct dmn_loader *l)
{
    for (size_t k = 0; k < l->modules.count; k++) {
        struct dmn_module *m = *LIST_AT(&l->modules, struct dmn_module *, k);
        for (size_t i = 0; i < m->type_count; i++)
            shape(&m->types[i]);
    }
    for (size_t k = 0; k < l->modules.count; k++) {
        struct dmn_module *m = *LIST_AT(&l->modules, struct dmn_module *, k);
        for (size_t i = 0; i < m->type_count; i++)
            limits(&m->types[i], 0);
    }
}
