/* dmn_graph.c - who requires whom: hrefs, cycles, the order of compiling, the names that an element sees, and the
 * inputs that it needs.  All walks keep a stack of their own, because a chain may be as long as a model allows.
 *
 * @source DMN 1.5, 6.3 (requirements), 7.3.1 (scope of names) and 10.4 (decision services) */
#include "dmn/dmn_compile.h"

struct walk {
    struct dmn_loader *l;
    uint32_t *stack, *edge; /* elements being walked, and the next requirement of each */
    size_t depth;
    uint32_t *order; /* required ones first */
    size_t order_count;
    uint32_t *number, *low; /* Tarjan's; number 0 = not seen */
    uint32_t *component;    /* his second stack */
    size_t component_count;
    bool *open; /* on that stack */
    uint32_t next;
};

static struct dmn_element *element_at(const struct dmn_loader *l, uint32_t i)
{
    return &l->model->elements[i];
}

static struct str visible_name(const struct dmn_loader *l, uint32_t i)
{
    const struct dmn_xml_element *x = l->sources[i];
    return x->variable.name.n ? x->variable.name : x->name;
}

/* ---- hrefs ---- */

struct dmn_module *dmn_module_of(const struct dmn_loader *l, struct str uri)
{
    uint32_t i = dmn_map_get(&l->module_map, uri);
    return i == UINT32_MAX ? NULL : *LIST_AT(&l->modules, struct dmn_module *, i);
}

/* "#id", "uri#id", or just an id as some tools write; UINT32_MAX with a diagnostic when nothing is there. */
static uint32_t resolve(struct dmn_loader *l, uint32_t from, const struct dmn_href *h)
{
    struct dmn_module *m = l->owners[from], *target = m;
    struct str id = h->href;
    size_t hash = h->href.n;
    while (hash > 0 && h->href.p[hash - 1] != '#')
        hash--;
    if (hash > 0) {
        struct str uri = str_sub(h->href, 0, hash - 1);
        id = str_sub(h->href, hash, h->href.n);
        if (uri.n && !str_eq(uri, m->uri)) target = dmn_module_of(l, uri);
    }
    uint32_t found = target && id.n ? dmn_map_get(&target->ids, id) : UINT32_MAX;
    if (found == UINT32_MAX)
        dmn_module_fault(m, FEEL_ERROR, element_at(l, from)->name, h->line, FEEL_MSG_HREF_NOTHING,
                         FEEL_ARGS({.name = "href", .text = h->href.p ? h->href : STR("")}));
    return found;
}

static uint32_t *resolve_list(struct dmn_loader *l, uint32_t from, const struct list *hrefs, size_t *count)
{
    uint32_t *out = ARENA_ARRAY(l->arena, uint32_t, hrefs->count);
    *count = 0;
    for (size_t i = 0; i < hrefs->count; i++) {
        uint32_t found = resolve(l, from, LIST_AT(hrefs, const struct dmn_href, i));
        if (found != UINT32_MAX) out[(*count)++] = found;
    }
    return out;
}

/* The same for a service, whose lists hold one kind each. */
static uint32_t *resolve_kind(struct dmn_loader *l, uint32_t from, const struct list *hrefs, enum dmn_kind kind,
                              size_t *count)
{
    size_t all, kept = 0;
    uint32_t *out = resolve_list(l, from, hrefs, &all);
    for (size_t i = 0; i < all; i++) {
        const struct dmn_element *e = element_at(l, out[i]);
        if (e->kind == kind)
            out[kept++] = out[i];
        else
            dmn_module_fault(l->owners[from], FEEL_ERROR, element_at(l, from)->name, l->sources[from]->line,
                             FEEL_MSG_HREF_KIND, FEEL_ARGS({.name = "name", .text = e->name}));
    }
    *count = kept;
    return out;
}

/* ---- services ---- */

static void service_lists(struct dmn_loader *l, uint32_t i)
{
    struct dmn_element *e = element_at(l, i);
    const struct dmn_xml_element *x = l->sources[i];
    e->outputs = resolve_kind(l, i, &x->outputs, DMN_DECISION, &e->output_count);
    e->encapsulated = resolve_kind(l, i, &x->encapsulated, DMN_DECISION, &e->encapsulated_count);
    e->input_decisions = resolve_kind(l, i, &x->input_decisions, DMN_DECISION, &e->input_decision_count);
    e->input_data = resolve_kind(l, i, &x->input_data, DMN_INPUT, &e->input_data_count);
    if (!e->output_count)
        dmn_module_fault(l->owners[i], FEEL_ERROR, e->name, x->line, FEEL_MSG_SERVICE_NO_OUTPUT, NULL);
}

static void service_callable(struct dmn_loader *l, struct dmn_element *e, const struct feel_type *declared)
{
    size_t count = e->input_data_count + e->input_decision_count;
    struct feel_member *params = ARENA_ARRAY(l->arena, struct feel_member, count);
    for (size_t i = 0; i < count; i++) {
        bool data = i < e->input_data_count;
        uint32_t p = data ? e->input_data[i] : e->input_decisions[i - e->input_data_count];
        params[i] = (struct feel_member){.name = visible_name(l, p), .type = element_at(l, p)->type};
    }
    e->callable = (struct feel_callable){.name = e->name,
                                         .params = params,
                                         .param_count = count,
                                         .result = declared,
                                         .invoke = dmn_service_invoke,
                                         .data = e};
    struct feel_type *t = ARENA_NEW(l->arena, struct feel_type);
    *t = (struct feel_type){.kind = FEEL_TYPE_FUNCTION, .members = params, .member_count = count, .element = declared};
    e->type = t;
}

/* ---- types of elements ---- */

/* The result that the variable of something to be called declares: its type may be that of a function. */
static const struct feel_type *declared_result(const struct feel_type *t)
{
    return t->kind == FEEL_TYPE_FUNCTION ? t->element ? t->element : feel_type_of(FEEL_TYPE_ANY) : t;
}

static void knowledge_type(struct dmn_unit *u, struct dmn_element *e, const struct dmn_xml_element *x,
                           const struct feel_type *declared)
{
    struct feel_type *t = ARENA_NEW(u->loader->arena, struct feel_type);
    *t = (struct feel_type){.kind = FEEL_TYPE_FUNCTION, .element = declared};
    e->type = t;
    if (!x->logic) return;
    if (declared->kind == FEEL_TYPE_ANY && !declared->allowed) {
        struct str own = x->logic->type_ref.n ? x->logic->type_ref : STR("");
        if (!own.n && x->logic->body) own = x->logic->body->type_ref;
        const struct feel_type *named = own.n ? dmn_type_named(u->module, own) : NULL;
        bool is_function = named && x->logic->type_ref.n && named->kind == FEEL_TYPE_FUNCTION;
        if (named) t->element = is_function ? declared_result(named) : named;
    }
    t->member_count = x->logic->parts.count;
    struct feel_member *params = ARENA_ARRAY(u->loader->arena, struct feel_member, t->member_count);
    for (size_t i = 0; i < t->member_count; i++) {
        const struct dmn_item *p = &LIST_AT(&x->logic->parts, const struct dmn_part, i)->item;
        const struct feel_type *type = p->type_ref.n ? dmn_type_named(u->module, p->type_ref) : NULL;
        params[i] = (struct feel_member){.name = p->name, .type = type ? type : feel_type_of(FEEL_TYPE_ANY)};
    }
    t->members = params;
}

static const struct feel_type *variable_type(struct dmn_unit *u, const struct dmn_xml_element *x)
{
    return dmn_type(u, x->variable.type_ref, (struct dmn_place){.line = x->variable.line ? x->variable.line : x->line});
}

static void set_types(struct dmn_loader *l)
{
    for (int pass = 0; pass < 2; pass++) { /* services last: their parameters have the types of the others */
        for (uint32_t i = 0; i < l->model->element_count; i++) {
            struct dmn_element *e = element_at(l, i);
            if ((e->kind == DMN_SERVICE) != (pass == 1)) continue;
            struct dmn_unit u = dmn_unit_new(l->owners[i], e->name, i, NULL);
            const struct feel_type *t = variable_type(&u, l->sources[i]);
            e->type = t;
            if (e->kind == DMN_KNOWLEDGE) knowledge_type(&u, e, l->sources[i], declared_result(t));
            if (e->kind == DMN_SERVICE) service_callable(l, e, declared_result(t));
        }
    }
}

enum {
    TELLING_DEPTH = 8
};
static bool tells_names(const struct feel_type *t, int depth)
{
    if (depth > TELLING_DEPTH || !t) return false;
    if (t->kind == FEEL_TYPE_LIST) return tells_names(t->element, depth + 1);
    return t->kind == FEEL_TYPE_CONTEXT && t->member_count > 0;
}

const struct feel_type *dmn_element_type(const struct dmn_element *e)
{
    bool declared = e->type->kind != FEEL_TYPE_ANY || e->type->allowed || e->type->constraint;
    if (declared || e->kind != DMN_DECISION || !e->body) return e->type;
    return tells_names(e->body->type, 0) ? e->body->type : e->type;
}

/* ---- names ---- */

/* Names of imports between two modules, one step: which import of m leads nearest to the target? */
static const struct dmn_import *step_to(struct dmn_loader *l, struct dmn_module *m, const struct dmn_module *target)
{
    size_t count = l->modules.count, head = 0, tail = 0;
    if (!l->queue) {
        l->queue = ARENA_ARRAY(l->scratch, uint32_t, count);
        l->first = ARENA_ARRAY(l->scratch, const struct dmn_import *, count);
    }
    uint32_t *queue = l->queue;
    const struct dmn_import **first = l->first;
    memset(first, 0, count * sizeof *first);
    queue[tail++] = m->index;
    while (head < tail) {
        const struct dmn_module *at = *LIST_AT(&l->modules, struct dmn_module *, queue[head++]);
        for (size_t i = 0; i < at->xml->imports.count; i++) {
            const struct dmn_import *import = LIST_AT(&at->xml->imports, const struct dmn_import, i);
            if (import->module == UINT32_MAX || import->module == m->index || first[import->module]) continue;
            first[import->module] = at == m ? import : first[at->index];
            if (import->module == target->index) return first[import->module];
            queue[tail++] = import->module;
        }
    }
    return NULL;
}

/* A scope with those behind its imports' names. */
struct space {
    struct feel_scope scope;
    struct str name;
    struct list inner; /* of struct space * */
};

/* The scope behind the import's name, made at the first name that it holds. */
static struct space *space_of(struct dmn_loader *l, struct space *s, struct str name)
{
    for (size_t i = 0; i < s->inner.count; i++) {
        struct space *inner = *LIST_AT(&s->inner, struct space *, i);
        if (str_eq(inner->name, name)) return inner;
    }
    struct space *inner = ARENA_NEW(l->arena, struct space);
    inner->name = name;
    *LIST_ADD(l->scratch, &s->inner, struct space *) = inner;
    feel_scope_add(l->arena, &s->scope, name, FEEL_NAME_SPACE, 0, feel_type_of(FEEL_TYPE_ANY))->members = &inner->scope;
    return inner;
}

static struct feel_scope *scope_for(struct dmn_loader *l, struct space *s, struct dmn_module *m,
                                    const struct dmn_module *target)
{
    for (int depth = 0; m != target && depth <= DMN_IMPORT_DEPTH_MAX; depth++) {
        const struct dmn_import *import = step_to(l, m, target);
        if (!import) break;
        if (import->name.n) s = space_of(l, s, import->name);
        m = *LIST_AT(&l->modules, struct dmn_module *, import->module);
    }
    return &s->scope;
}

static void add_names(struct dmn_loader *l, struct space *s, uint32_t from, uint32_t to)
{
    const struct dmn_element *e = element_at(l, to);
    struct feel_scope *in = scope_for(l, s, l->owners[from], l->owners[to]);
    struct str name = visible_name(l, to);
    /* Some tools name the variable otherwise than the element: both are understood, the variable's name first. */
    if (!str_eq(name, e->name)) feel_scope_add(l->arena, in, e->name, FEEL_NAME_GLOBAL, to, dmn_element_type(e));
    feel_scope_add(l->arena, in, name, FEEL_NAME_GLOBAL, to, dmn_element_type(e));
}

static const struct feel_scope *scope_of(struct dmn_loader *l, uint32_t i)
{
    const struct dmn_element *e = element_at(l, i);
    struct space *s = ARENA_NEW(l->arena, struct space);
    if (e->kind == DMN_KNOWLEDGE) add_names(l, s, i, i);
    for (size_t k = 0; k < e->require_count; k++)
        add_names(l, s, i, e->requires_[k]);
    return &s->scope;
}

/* ---- order and cycles ---- */

static void report_cycle(struct dmn_loader *l, const uint32_t *members, size_t count)
{
    enum {
        NAMES_MAX = 10
    };
    struct buf b = {.arena = l->scratch};
    for (size_t k = count; k-- > 0 && count - k <= NAMES_MAX;)
        buf_addf(&b, "%.*s \xE2\x86\x92 ", STR_ARG(element_at(l, members[k])->name));
    if (count > NAMES_MAX) buf_add(&b, STR("... \xE2\x86\x92 "));
    const struct dmn_element *e = element_at(l, members[count - 1]);
    buf_add(&b, e->name);
    dmn_module_fault(l->owners[e->index], FEEL_ERROR, e->name, l->sources[e->index]->line, FEEL_MSG_DECISION_CYCLE,
                     FEEL_ARGS({.name = "path", .text = buf_str(&b)}));
}

/* Only decisions can be evaluated in a circle; functions may call themselves. */
static bool is_edge(const struct dmn_loader *l, uint32_t a, uint32_t b)
{
    return element_at(l, a)->kind == DMN_DECISION && element_at(l, b)->kind == DMN_DECISION;
}

static void close_component(struct walk *w, uint32_t root)
{
    size_t from = w->component_count;
    while (w->component[--from] != root)
        ;
    size_t count = w->component_count - from;
    bool circle = count > 1;
    const struct dmn_element *e = element_at(w->l, root);
    for (size_t k = 0; k < e->require_count; k++)
        circle = circle || (e->requires_[k] == root && e->kind == DMN_DECISION);
    for (size_t k = from; k < w->component_count; k++) {
        w->open[w->component[k]] = false;
        element_at(w->l, w->component[k])->cyclic = circle;
    }
    if (circle) report_cycle(w->l, w->component + from, count);
    w->component_count = from;
}

static void enter(struct walk *w, uint32_t i)
{
    w->number[i] = w->low[i] = ++w->next;
    w->stack[w->depth] = i;
    w->edge[w->depth++] = 0;
    w->component[w->component_count++] = i;
    w->open[i] = true;
}

static void leave(struct walk *w)
{
    uint32_t i = w->stack[--w->depth];
    if (w->low[i] == w->number[i]) close_component(w, i);
    w->order[w->order_count++] = i;
    if (!w->depth) return;
    uint32_t parent = w->stack[w->depth - 1];
    if (is_edge(w->l, parent, i) && w->open[i] && w->low[i] < w->low[parent]) w->low[parent] = w->low[i];
}

static void walk_from(struct walk *w, uint32_t root)
{
    enter(w, root);
    while (w->depth) {
        uint32_t i = w->stack[w->depth - 1];
        const struct dmn_element *e = element_at(w->l, i);
        if (w->edge[w->depth - 1] == e->require_count) {
            leave(w);
            continue;
        }
        uint32_t to = e->requires_[w->edge[w->depth - 1]++];
        if (!w->number[to])
            enter(w, to);
        else if (is_edge(w->l, i, to) && w->open[to] && w->number[to] < w->low[i])
            w->low[i] = w->number[to];
    }
}

/* ---- needs ---- */

struct needs {
    struct dmn_loader *l;
    uint32_t *stamp, *found;
    uint32_t now;
    size_t count, total;
};

static void need_one(struct needs *n, uint32_t input)
{
    n->total++;
    if (n->stamp[input] == n->now) return;
    n->stamp[input] = n->now;
    n->found[n->count++] = input;
}

static void need_all(struct needs *n, const uint32_t *inputs, size_t count)
{
    for (size_t i = 0; i < count && n->total < DMN_NEEDS_MAX; i++)
        need_one(n, inputs[i]);
}

/* What is found so far becomes the element's; a requirement with the very same list lends it. */
static void keep_needs(struct needs *n, struct dmn_element *e)
{
    for (size_t k = 0; k < e->require_count; k++) {
        const struct dmn_element *r = element_at(n->l, e->requires_[k]);
        if (r->kind != DMN_DECISION || r->need_count != n->count) continue;
        if (n->count && memcmp(r->needs, n->found, n->count * sizeof *n->found) != 0) continue;
        e->needs = r->needs;
        e->need_count = r->need_count;
        return;
    }
    uint32_t *kept = ARENA_ARRAY(n->l->arena, uint32_t, n->count);
    if (n->count) memcpy(kept, n->found, n->count * sizeof *kept);
    e->needs = kept;
    e->need_count = n->count;
}

static void decision_needs(struct needs *n, struct dmn_element *e)
{
    n->now++;
    n->count = 0;
    for (size_t k = 0; k < e->require_count; k++) {
        const struct dmn_element *r = element_at(n->l, e->requires_[k]);
        if (r->kind == DMN_INPUT) need_one(n, r->index);
        if (r->kind == DMN_DECISION) need_all(n, r->needs, r->need_count);
    }
    keep_needs(n, e);
}

/* A service needs what its outputs need, but for what its input decisions bring. */
static void service_needs(struct needs *n, struct dmn_element *e, uint32_t *stack)
{
    size_t depth = 0;
    n->now++;
    n->count = 0;
    need_all(n, e->input_data, e->input_data_count);
    for (size_t i = 0; i < e->input_decision_count; i++)
        n->stamp[e->input_decisions[i]] = n->now;
    for (size_t i = e->output_count; i-- > 0;) {
        if (n->stamp[e->outputs[i]] == n->now) continue;
        n->stamp[e->outputs[i]] = n->now;
        stack[depth++] = e->outputs[i];
    }
    while (depth && n->total < DMN_NEEDS_MAX) {
        const struct dmn_element *d = element_at(n->l, stack[--depth]);
        for (size_t k = 0; k < d->require_count; k++) {
            const struct dmn_element *r = element_at(n->l, d->requires_[k]);
            n->total++;
            if (r->kind == DMN_INPUT) need_one(n, r->index);
            if (r->kind != DMN_DECISION || n->stamp[r->index] == n->now) continue;
            n->stamp[r->index] = n->now;
            stack[depth++] = r->index;
        }
    }
    keep_needs(n, e);
}

static void set_needs(struct walk *w)
{
    size_t count = w->l->model->element_count;
    struct needs n = {.l = w->l,
                      .stamp = ARENA_ARRAY(w->l->scratch, uint32_t, count),
                      .found = ARENA_ARRAY(w->l->scratch, uint32_t, count)};
    for (size_t i = 0; i < count; i++) {
        struct dmn_element *e = element_at(w->l, w->order[i]);
        if (e->kind == DMN_DECISION) decision_needs(&n, e);
        if (e->kind == DMN_SERVICE) service_needs(&n, e, w->stack);
    }
    if (n.total < DMN_NEEDS_MAX) return;
    struct dmn_module *m = *LIST_AT(&w->l->modules, struct dmn_module *, 0);
    dmn_module_fault(m, FEEL_ERROR, STR(""), 0, FEEL_MSG_MODEL_TOO_BIG,
                     FEEL_ARGS({.name = "what", .text = STR("requirements")},
                               {.name = "max", .text = arena_printf(w->l->scratch, "%d", DMN_NEEDS_MAX)}));
}

/* ---- all of it ---- */

static struct walk walk_new(struct dmn_loader *l)
{
    size_t n = l->model->element_count;
    struct arena *a = l->scratch;
    return (struct walk){.l = l,
                         .stack = ARENA_ARRAY(a, uint32_t, n),
                         .edge = ARENA_ARRAY(a, uint32_t, n),
                         .order = ARENA_ARRAY(a, uint32_t, n),
                         .number = ARENA_ARRAY(a, uint32_t, n),
                         .low = ARENA_ARRAY(a, uint32_t, n),
                         .component = ARENA_ARRAY(a, uint32_t, n),
                         .open = ARENA_ARRAY(a, bool, n)};
}

void dmn_graph(struct dmn_loader *l)
{
    size_t count = l->model->element_count;
    for (uint32_t i = 0; i < count; i++) {
        struct dmn_element *e = element_at(l, i);
        if (e->kind == DMN_SERVICE) service_lists(l, i);
        e->requires_ = resolve_list(l, i, &l->sources[i]->requires_, &e->require_count);
    }
    set_types(l);
    struct walk w = walk_new(l);
    for (uint32_t i = 0; i < count; i++)
        if (!w.number[i]) walk_from(&w, i);
    for (size_t i = 0; i < count; i++)
        if (l->sources[w.order[i]]->logic) dmn_compile_element(l, w.order[i], scope_of(l, w.order[i]));
    set_needs(&w);
}
