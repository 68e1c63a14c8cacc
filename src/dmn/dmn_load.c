/* dmn_load.c - loading a model with its imports, and looking things up in it. */
#include "dmn/dmn_compile.h"
#include <stdlib.h>

/* ---- modules ---- */

static struct dmn_module *module_add(struct dmn_loader *l, struct dmn_xml *xml, struct str uri)
{
    struct dmn_module *m = ARENA_NEW(l->scratch, struct dmn_module);
    *m = (struct dmn_module){.xml = xml,
                             .name = xml->name.n ? xml->name : xml->id,
                             .uri = xml->uri,
                             .index = (uint32_t)l->modules.count,
                             .loader = l,
                             .ids = {.arena = l->scratch}};
    *LIST_ADD(l->scratch, &l->modules, struct dmn_module *) = m;
    dmn_map_put(&l->module_map, xml->uri, m->index);
    dmn_map_put(&l->module_map, uri, m->index);
    dmn_types_enter(m);
    return m;
}

static void import_fault(struct dmn_module *m, const struct dmn_import *import, enum feel_message id)
{
    dmn_module_fault(m, FEEL_ERROR, STR(""), import->line, id,
                     FEEL_ARGS({.name = "name", .text = import->name.n ? import->name : STR("-")},
                               {.name = "uri", .text = import->uri.n ? import->uri : STR("-")},
                               {.name = "kind", .text = import->kind.n ? import->kind : STR("-")},
                               {.name = "max", .text = arena_printf(m->loader->scratch, "%d", DMN_IMPORTS_MAX)}));
}

/* Is the module `to` among those whose imports are being read right now? */
static bool being_read(const struct dmn_loader *l, uint32_t to)
{
    for (uint32_t i = 0; i < l->import_depth; i++)
        if (l->import_path[i] == to) return true;
    return false;
}

static void read_imports(struct dmn_module *m);

static void read_import(struct dmn_module *m, struct dmn_import *import)
{
    struct dmn_loader *l = m->loader;
    import->module = dmn_map_get(&l->module_map, import->uri);
    if (import->module != UINT32_MAX) {
        if (being_read(l, import->module)) import_fault(m, import, FEEL_MSG_IMPORT_CYCLE);
        return;
    }
    if (import->kind.n && !dmn_is_model_uri(import->kind)) {
        import_fault(m, import, FEEL_MSG_IMPORT_KIND);
        return;
    }
    if (l->modules.count >= DMN_IMPORTS_MAX || l->import_depth >= DMN_IMPORT_DEPTH_MAX) {
        import_fault(m, import, FEEL_MSG_IMPORT_MANY);
        return;
    }
    struct str text = {0};
    bool got = l->options->import && l->options->import(l->options->import_data, import->uri, import->location, &text);
    struct dmn_xml *xml = got ? dmn_read(l->arena, l->scratch, text, l->diags) : NULL;
    if (!xml) {
        import_fault(m, import, got ? FEEL_MSG_IMPORT_BROKEN : FEEL_MSG_IMPORT_MISSING);
        return;
    }
    if (!str_eq(xml->uri, import->uri)) import_fault(m, import, FEEL_MSG_IMPORT_OTHER);
    struct dmn_module *other = module_add(l, xml, import->uri);
    import->module = other->index;
    read_imports(other);
}

static void read_imports(struct dmn_module *m)
{
    struct dmn_loader *l = m->loader;
    l->import_path[l->import_depth++] = m->index;
    for (size_t i = 0; i < m->xml->imports.count; i++)
        read_import(m, LIST_AT(&m->xml->imports, struct dmn_import, i));
    l->import_depth--;
}

/* ---- elements ---- */

static void enter_element(struct dmn_module *m, const struct dmn_xml_element *x, uint32_t i, struct dmn_map *names)
{
    struct dmn_loader *l = m->loader;
    struct dmn_unit u = dmn_unit_new(m, x->name, i, NULL);
    l->sources[i] = x;
    l->owners[i] = m;
    l->model->elements[i] =
        (struct dmn_element){.kind = x->kind,
                             .name = x->name.p ? x->name : STR(""),
                             .id = x->id,
                             .label = x->label,
                             .uri = m->uri,
                             .type_ref = x->variable.type_ref,
                             .imported = m->index != 0,
                             .index = i,
                             .source = dmn_source(&u, (struct dmn_text){0}, (struct dmn_place){.line = x->line})};
    if (x->name.n) feel_scope_add(l->scratch, &m->element_names, x->name, FEEL_NAME_GLOBAL, i, NULL);
    if (x->variable.name.n && !str_eq(x->name, x->variable.name))
        feel_scope_add(l->scratch, &m->element_names, x->variable.name, FEEL_NAME_GLOBAL, i, NULL);
    if (x->id.n && !dmn_map_put(&m->ids, x->id, i))
        dmn_module_fault(m, FEEL_ERROR, x->name, x->line, FEEL_MSG_ID_TWICE, FEEL_ARGS({.name = "id", .text = x->id}));
    if (x->name.n && !dmn_map_put(names, x->name, i))
        dmn_module_fault(m, FEEL_ERROR, x->name, x->line, FEEL_MSG_NAME_TWICE,
                         FEEL_ARGS({.name = "name", .text = x->name}));
}

static bool enter_elements(struct dmn_loader *l)
{
    size_t total = 0;
    for (size_t k = 0; k < l->modules.count; k++)
        total += (*LIST_AT(&l->modules, struct dmn_module *, k))->xml->elements.count;
    if (total > DMN_ELEMENTS_MAX) {
        dmn_module_fault(*LIST_AT(&l->modules, struct dmn_module *, 0), FEEL_ERROR, STR(""), 0, FEEL_MSG_MODEL_TOO_BIG,
                         FEEL_ARGS({.name = "what", .text = STR("elements")},
                                   {.name = "max", .text = arena_printf(l->scratch, "%d", DMN_ELEMENTS_MAX)}));
        return false;
    }
    l->model->elements = ARENA_ARRAY(l->arena, struct dmn_element, total);
    l->model->element_count = total;
    l->sources = ARENA_ARRAY(l->scratch, const struct dmn_xml_element *, total);
    l->owners = ARENA_ARRAY(l->scratch, struct dmn_module *, total);
    uint32_t at = 0;
    for (size_t k = 0; k < l->modules.count; k++) {
        struct dmn_module *m = *LIST_AT(&l->modules, struct dmn_module *, k);
        struct dmn_map names = {.arena = l->scratch};
        for (size_t i = 0; i < m->xml->elements.count; i++)
            enter_element(m, LIST_AT(&m->xml->elements, const struct dmn_xml_element, i), at++, &names);
    }
    return true;
}

/* ---- names for paths over values of unknown type ---- */

/* The XML is at most XML_DEPTH_MAX deep, so is this. */
static void collect_names(struct dmn_loader *l, const struct dmn_expr *x)
{
    if (!x) return;
    bool named = x->kind == DMN_CONTEXT || x->kind == DMN_RELATION;
    for (size_t i = 0; i < x->parts.count; i++) {
        const struct dmn_part *p = LIST_AT(&x->parts, const struct dmn_part, i);
        if (named) dmn_member_name(l, p->item.name);
        collect_names(l, p->value);
    }
    for (size_t i = 0; i < x->rows.count; i++)
        collect_names(l, *LIST_AT(&x->rows, struct dmn_expr *, i));
    collect_names(l, x->body);
    for (size_t i = 0; x->table && i < x->table->outputs.count; i++)
        dmn_member_name(l, LIST_AT(&x->table->outputs, const struct dmn_xml_clause, i)->name);
}

static void collect_all(struct dmn_loader *l)
{
    for (size_t i = 0; i < l->model->element_count; i++) {
        collect_names(l, l->sources[i]->logic);
        if (l->model->elements[i].kind == DMN_DECISION) dmn_member_name(l, l->model->elements[i].name);
    }
}

static int by_name(const void *pa, const void *pb)
{
    const struct dmn_named *a = pa, *b = pb;
    int order = str_cmp(a->name, b->name);
    if (order) return order;
    if (a->variable != b->variable) return a->variable - b->variable;
    return a->index < b->index ? -1 : a->index > b->index;
}

static void index_names(struct dmn_loader *l)
{
    struct dmn_model *m = l->model;
    struct dmn_named *names = ARENA_ARRAY(l->arena, struct dmn_named, 2 * m->element_count);
    size_t count = 0;
    for (uint32_t i = 0; i < m->element_count; i++) {
        struct str variable = l->sources[i]->variable.name;
        names[count++] = (struct dmn_named){.name = m->elements[i].name, .index = i};
        if (variable.n && !str_eq(variable, m->elements[i].name))
            names[count++] = (struct dmn_named){.name = variable, .index = i, .variable = true};
    }
    if (count) qsort(names, count, sizeof *names, by_name);
    m->by_name = names;
    m->by_name_count = count;
}

/* ---- the door ---- */

static bool load(struct dmn_loader *l, struct str text)
{
    struct dmn_model *model = l->model;
    struct dmn_xml *xml = dmn_read(l->arena, l->scratch, text, l->diags);
    if (!xml) return false;
    struct dmn_module *m = module_add(l, xml, xml->uri);
    model->name = m->name;
    model->uri = m->uri;
    read_imports(m);
    dmn_types_finish(l);
    if (!enter_elements(l)) return false;
    collect_all(l);
    dmn_graph(l);
    index_names(l);
    struct dmn_table **tables = ARENA_ARRAY(l->arena, struct dmn_table *, l->tables.count);
    if (l->tables.count) memcpy(tables, l->tables.items, l->tables.count * sizeof *tables);
    model->tables = tables;
    model->table_count = l->tables.count;
    return true;
}

static void pass_on(const struct feel_diags *from, struct feel_diags *to)
{
    int64_t errors = to->errors + from->errors, warnings = to->warnings + from->warnings;
    for (size_t i = 0; i < from->list.count; i++) {
        const struct feel_diag *d = LIST_AT(&from->list, const struct feel_diag, i);
        struct feel_arg *args = ARENA_ARRAY(to->arena, struct feel_arg, d->arg_count + 1);
        if (d->arg_count) memcpy(args, d->args, d->arg_count * sizeof *args);
        feel_report(to, d->severity, d->id, d->source, d->span, args);
    }
    to->errors = errors; /* with those that were only counted */
    to->warnings = warnings;
}

static void free_arena(void *arg)
{
    arena_free(arg);
}

struct dmn_model *dmn_load(struct str xml, const struct dmn_options *options, struct feel_diags *d)
{
    static const struct dmn_options none = {0};
    if (!options) options = &none;
    struct arena *a = arena_new(), *scratch = arena_new();
    struct dmn_model *m = ARENA_NEW(a, struct dmn_model);
    bool has_limits = options->limits.depth || options->limits.steps || options->limits.bytes || options->limits.diags;
    struct feel_limits limits = has_limits ? options->limits : FEEL_LIMITS_DEFAULT;
    m->arena = a;
    m->engine = feel_engine_new(&options->host, &limits);
    m->diags = (struct feel_diags){.arena = a, .max = limits.diags > 0 ? (size_t)limits.diags : 1};
    struct dmn_loader l = {.arena = a,
                           .scratch = scratch,
                           .model = m,
                           .options = options,
                           .diags = &m->diags,
                           .module_map = {.arena = scratch},
                           .member_map = {.arena = scratch},
                           .allowed_map = {.arena = scratch}};
    bool ok = load(&l, xml) && !(options->strict && m->diags.errors);
    arena_free(scratch);
    if (d) pass_on(&m->diags, d);
    if (ok) return m;
    feel_engine_free(m->engine);
    if (d)
        arena_defer(d->arena, free_arena, a); /* the diagnostics point to places in it */
    else
        arena_free(a);
    return NULL;
}

void dmn_model_free(struct dmn_model *m)
{
    if (!m) return;
    feel_engine_free(m->engine);
    arena_free(m->arena);
}

struct str dmn_model_name(const struct dmn_model *m)
{
    return m->name;
}
struct str dmn_model_uri(const struct dmn_model *m)
{
    return m->uri;
}
size_t dmn_count(const struct dmn_model *m)
{
    return m->element_count;
}

struct dmn_element_info dmn_element(const struct dmn_model *m, size_t index)
{
    assert(index < m->element_count);
    const struct dmn_element *e = &m->elements[index];
    return (struct dmn_element_info){.kind = e->kind,
                                     .name = e->name,
                                     .id = e->id,
                                     .label = e->label,
                                     .uri = e->uri,
                                     .type = e->type_ref,
                                     .imported = e->imported};
}

static size_t find_written(const struct dmn_model *m, enum dmn_kind kind, struct str name, struct str uri)
{
    size_t low = 0, high = m->by_name_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(m->by_name[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < m->by_name_count && str_eq(m->by_name[low].name, name); low++) {
        const struct dmn_element *e = &m->elements[m->by_name[low].index];
        if (e->kind == kind && (!uri.p || str_eq(e->uri, uri))) return e->index;
    }
    return SIZE_MAX;
}

/* A model keeps its names with single blanks, so one that is not found may be there in that form. */
size_t dmn_find(const struct dmn_model *m, enum dmn_kind kind, struct str name, struct str uri)
{
    size_t at = find_written(m, kind, name, uri);
    if (at != SIZE_MAX) return at;
    struct arena *a = arena_new();
    struct str normal = feel_name_normal(a, name);
    if (!str_eq(normal, name)) at = find_written(m, kind, normal, uri);
    arena_free(a);
    return at;
}

const uint32_t *dmn_needs(const struct dmn_model *m, size_t index, size_t *count)
{
    assert(index < m->element_count);
    *count = m->elements[index].need_count;
    return m->elements[index].needs;
}
