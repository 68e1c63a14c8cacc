/* dmn_lower_table.c - decision tables: clauses, cells and outputs as nodes.  Rules of the XML are rows whatever the
 * preferred orientation, which is for display only.  @source DMN 1.5, 8.3 */
#include "dmn/dmn_compile.h"

static const struct {
    const char *name;
    enum dmn_hit hit;
} HITS[] = {{"UNIQUE", DMN_UNIQUE},         {"ANY", DMN_ANY},
            {"PRIORITY", DMN_PRIORITY},     {"FIRST", DMN_FIRST},
            {"RULE ORDER", DMN_RULE_ORDER}, {"OUTPUT ORDER", DMN_OUTPUT_ORDER},
            {"COLLECT", DMN_COLLECT}};
static const struct {
    const char *name;
    enum dmn_aggregator aggregator;
} AGGREGATORS[] = {{"COUNT", DMN_COUNT}, {"SUM", DMN_SUM}, {"MIN", DMN_MIN}, {"MAX", DMN_MAX}};

/* What is known while one table is lowered. */
struct builder {
    struct dmn_unit *unit;
    const struct dmn_xml_table *xml;
    struct dmn_table *table;
    struct dmn_input_clause *inputs;
    struct dmn_output_clause *outputs;
    const struct feel_scope **scopes; /* of each input's cells */
    const struct feel_scope *around;
    const struct feel_type *declared; /* of one hit's output; NULL = not known */
    const struct feel_type **borders; /* of the outputs that have a type of their own */
};

static struct str number_text(struct builder *b, size_t n)
{
    return arena_printf(b->unit->loader->scratch, "%zu", n);
}

/* ---- the head ---- */

static bool read_head(struct builder *b, struct dmn_place at, struct feel_node **broken)
{
    struct str hit = str_trim(b->xml->hit_policy), aggregation = str_trim(b->xml->aggregation);
    bool known = !hit.n;
    for (size_t i = 0; i < COUNT(HITS); i++) {
        if (!str_eq(hit, str_of(HITS[i].name))) continue;
        b->table->hit = HITS[i].hit;
        known = true;
    }
    if (!known) {
        *broken = dmn_broken(b->unit, at, FEEL_MSG_TABLE_HIT_POLICY, FEEL_ARGS({.name = "found", .text = hit}));
        return false;
    }
    known = !aggregation.n;
    for (size_t i = 0; i < COUNT(AGGREGATORS); i++) {
        if (!str_eq(aggregation, str_of(AGGREGATORS[i].name))) continue;
        b->table->aggregator = AGGREGATORS[i].aggregator;
        known = true;
    }
    if (!known || (aggregation.n && b->table->hit != DMN_COLLECT)) {
        *broken = dmn_broken(
            b->unit, at, known ? FEEL_MSG_TABLE_AGGREGATION_POLICY : FEEL_MSG_TABLE_AGGREGATION,
            FEEL_ARGS({.name = "found", .text = aggregation}, {.name = "policy", .text = hit.n ? hit : STR("UNIQUE")}));
        return false;
    }
    return true;
}

static bool names_good(struct builder *b, struct dmn_place at, struct feel_node **broken)
{
    size_t count = b->xml->outputs.count;
    struct dmn_map seen = {.arena = b->unit->loader->scratch};
    if (!count) {
        *broken = dmn_broken(b->unit, at, FEEL_MSG_TABLE_NO_OUTPUT, NULL);
        return false;
    }
    for (size_t i = 0; count > 1 && i < count; i++) {
        const struct dmn_xml_clause *c = LIST_AT(&b->xml->outputs, const struct dmn_xml_clause, i);
        if (c->name.n && dmn_map_put(&seen, c->name, 0)) continue;
        struct dmn_place here = {
            .place = FEEL_PLACE_OUTPUT, .part = c->name, .column = (int32_t)i + 1, .line = c->line};
        *broken = dmn_broken(b->unit, here, c->name.n ? FEEL_MSG_TABLE_OUTPUT_TWICE : FEEL_MSG_TABLE_OUTPUT_NAME,
                             FEEL_ARGS({.name = "column", .text = number_text(b, i + 1)},
                                       {.name = "name", .text = c->name.n ? c->name : STR("-")}));
        return false;
    }
    return true;
}

/* ---- clauses ---- */

/* A list of nodes as an array that outlives loading. */
static const struct feel_node *const *kept(struct builder *b, const struct list *items)
{
    const struct feel_node **out = ARENA_ARRAY(b->unit->loader->arena, const struct feel_node *, items->count);
    for (size_t i = 0; i < items->count; i++)
        out[i] = *LIST_AT(items, struct feel_node *, i);
    return out;
}

struct allowed {
    const struct feel_node *test;
    const struct feel_node *const *items;
    size_t count;
    bool of_type;
};

/* The clause's own values, else those of its type, as tests over the clause's slot. */
static struct allowed allowed_of(struct builder *b, struct dmn_text own, uint32_t slot, const struct feel_type *t,
                                 struct dmn_place at)
{
    struct dmn_unit *u = b->unit;
    struct dmn_module *module = u->module;
    const struct feel_scope *scope = b->around;
    struct list items = {0};
    bool from_type = false;
    if (!own.p || (!own.foreign && !str_trim((struct str){own.p, own.n}).n)) {
        const struct dmn_allowed *of_type = dmn_allowed_of(u->loader, t);
        if (!of_type || t->kind == FEEL_TYPE_LIST) return (struct allowed){0};
        own = of_type->text;
        from_type = true;
        u->c.data = u->module = of_type->module;
        at = (struct dmn_place){.place = FEEL_PLACE_TYPE, .part = of_type->name};
        scope = NULL;
    }
    struct feel_scope *s = dmn_scope_new(u, scope);
    feel_scope_add(u->loader->arena, s, STR("?"), FEEL_NAME_LOCAL, slot, t);
    u->c.scope = s;
    struct feel_node *test = dmn_parse_tests(u, own, slot, t, &items, at);
    u->c.scope = b->around;
    u->c.data = u->module = module;
    return (struct allowed){
        .test = test, .items = kept(b, &items), .count = test ? items.count : 0, .of_type = from_type};
}

/* The type at the clause's border: where the table itself tests the type's allowed values, not once more. */
static const struct feel_type *border(struct builder *b, const struct feel_type *t, const struct allowed *allowed)
{
    return allowed->of_type ? dmn_type_free(b->unit->loader->arena, t) : t;
}

static void lower_input(struct builder *b, size_t i)
{
    struct dmn_unit *u = b->unit;
    const struct dmn_xml_clause *x = LIST_AT(&b->xml->inputs, const struct dmn_xml_clause, i);
    struct dmn_input_clause *c = &b->inputs[i];
    struct str text = x->expression.foreign ? STR("") : str_trim((struct str){x->expression.p, x->expression.n});
    c->label = x->label.n ? x->label : text;
    struct dmn_place at = {.place = FEEL_PLACE_INPUT, .part = c->label, .column = (int32_t)i + 1, .line = x->line};
    struct feel_node *n = dmn_parse(u, x->expression, at);
    c->type = x->type_ref.n ? dmn_type(u, x->type_ref, at) : n->type;
    at.place = FEEL_PLACE_INPUT_VALUES;
    struct allowed allowed = allowed_of(b, x->values, c->slot, c->type, at);
    c->expression = x->type_ref.n ? dmn_coerce(u, border(b, c->type, &allowed), n) : n;
    c->allowed = allowed.test;
    c->allowed_items = allowed.items;
    c->allowed_count = allowed.count;
    struct feel_scope *s = dmn_scope_new(u, b->around);
    feel_scope_add(u->loader->arena, s, STR("?"), FEEL_NAME_LOCAL, c->slot, c->type);
    b->scopes[i] = s;
}

/* What the border around the table says of this output: it names the order of priority. */
static const struct feel_type *type_around(const struct builder *b, struct str name)
{
    const struct feel_type *t = b->declared;
    if (t && b->xml->outputs.count > 1) t = t->kind == FEEL_TYPE_CONTEXT ? feel_type_member(t, name) : NULL;
    return t ? t : feel_type_of(FEEL_TYPE_ANY);
}

static void lower_output(struct builder *b, size_t i)
{
    struct dmn_unit *u = b->unit;
    const struct dmn_xml_clause *x = LIST_AT(&b->xml->outputs, const struct dmn_xml_clause, i);
    struct dmn_output_clause *c = &b->outputs[i];
    c->name = b->xml->outputs.count > 1 ? x->name : STR("");
    c->label = x->label.n ? x->label : x->name.n ? x->name : b->xml->output_label.n ? b->xml->output_label : STR("");
    struct dmn_place at = {.place = FEEL_PLACE_OUTPUT,
                           .part = c->label,
                           .column = (int32_t)(b->xml->inputs.count + i) + 1,
                           .line = x->line};
    c->type = x->type_ref.n ? dmn_type(u, x->type_ref, at) : type_around(b, x->name);
    at.place = FEEL_PLACE_OUTPUT_VALUES;
    struct allowed allowed = allowed_of(b, x->values, c->slot, c->type, at);
    c->allowed = allowed.test;
    c->allowed_items = allowed.items;
    c->allowed_count = allowed.count;
    b->borders[i] = x->type_ref.n ? border(b, c->type, &allowed) : NULL;
    if (!x->type_ref.n && b->xml->outputs.count > 1) { /* the border around judges the outputs together */
        c->type = feel_type_of(FEEL_TYPE_ANY);
        if (!x->values.p) c->allowed = NULL;
    }
    at.place = FEEL_PLACE_DEFAULT;
    if (!x->fallback.p) return;
    struct feel_node *n = dmn_parse(u, x->fallback, at);
    c->fallback = dmn_coerce(u, b->borders[i], n);
}

/* ---- rules ---- */

static struct feel_node *lower_result(struct builder *b, struct dmn_text text, struct dmn_place at,
                                      const struct feel_type *t)
{
    struct dmn_unit *u = b->unit;
    bool empty = !text.foreign && !str_trim((struct str){text.p, text.n}).n;
    at.line = text.line;
    if (empty) { /* editors leave a cell without a value empty */
        dmn_fault(u, FEEL_WARNING, at, FEEL_MSG_TABLE_OUTPUT_EMPTY, NULL);
        return dmn_null(u, dmn_source(u, text, at));
    }
    struct feel_node *n = dmn_parse(u, text, at);
    return dmn_coerce(u, t, n);
}

static void wrong_cells(struct builder *b, const struct dmn_xml_rule *x, struct dmn_place at)
{
    bool in = x->input_count != b->xml->inputs.count;
    dmn_fault(
        b->unit, FEEL_ERROR, at, in ? FEEL_MSG_TABLE_INPUT_CELLS : FEEL_MSG_TABLE_OUTPUT_CELLS,
        FEEL_ARGS({.name = "found", .text = number_text(b, in ? x->input_count : x->output_count)},
                  {.name = "expected", .text = number_text(b, in ? b->xml->inputs.count : b->xml->outputs.count)}));
}

static void lower_rule(struct builder *b, size_t r, const struct feel_node **cells, struct dmn_rule *rule)
{
    struct dmn_unit *u = b->unit;
    const struct dmn_xml_rule *x = LIST_AT(&b->xml->rules, const struct dmn_xml_rule, r);
    size_t inputs = b->xml->inputs.count, outputs = b->xml->outputs.count;
    struct dmn_place at = {.place = FEEL_PLACE_TABLE, .rule = (int32_t)r + 1, .line = x->line};
    if (x->input_count != inputs || x->output_count != outputs) wrong_cells(b, x, at);
    for (size_t i = 0; i < inputs; i++) {
        at.place = FEEL_PLACE_INPUT;
        at.part = b->inputs[i].label;
        at.column = (int32_t)i + 1;
        u->c.scope = b->scopes[i];
        if (i < x->input_count)
            cells[i] = dmn_parse_tests(u, x->cells[i], b->inputs[i].slot, b->inputs[i].type, NULL, at);
        else
            cells[i] = dmn_broken(u, at, FEEL_MSG_EXPRESSION_MISSING, NULL);
    }
    u->c.scope = b->around;
    for (size_t i = 0; i < outputs; i++) {
        at.place = FEEL_PLACE_OUTPUT;
        at.part = b->outputs[i].label;
        at.column = (int32_t)(inputs + i) + 1;
        if (i < x->output_count)
            cells[inputs + i] = lower_result(b, x->cells[x->input_count + i], at, b->borders[i]);
        else
            cells[inputs + i] = dmn_broken(u, at, FEEL_MSG_EXPRESSION_MISSING, NULL);
    }
    *rule = (struct dmn_rule){.tests = cells, .outputs = cells + inputs, .annotation = x->annotation};
}

static void lower_rules(struct builder *b)
{
    size_t count = b->xml->rules.count, width = b->xml->inputs.count + b->xml->outputs.count;
    struct arena *a = b->unit->loader->arena;
    struct dmn_rule *rules = ARENA_ARRAY(a, struct dmn_rule, count);
    const struct feel_node **cells = ARENA_ARRAY(a, const struct feel_node *, count *width);
    for (size_t r = 0; r < count; r++)
        lower_rule(b, r, cells + r * width, &rules[r]);
    b->table->rules = rules;
    b->table->rule_count = count;
}

/* ---- the type of the result ---- */

/* The type that all outputs of a column have, else Any. */
static const struct feel_type *column_type(const struct builder *b, size_t i)
{
    const struct dmn_table *t = b->table;
    if (b->borders[i]) return t->outputs[i].type;
    const struct feel_type *common = t->outputs[i].fallback ? t->outputs[i].fallback->type : NULL;
    for (size_t r = 0; r < t->rule_count; r++) {
        const struct feel_type *cell = t->rules[r].outputs[i]->type;
        if (cell->kind == FEEL_TYPE_NULL) continue;
        if (!common) common = cell;
        if (common != cell && (common->kind != cell->kind || cell->kind >= FEEL_TYPE_LIST))
            return feel_type_of(FEEL_TYPE_ANY);
    }
    return common ? common : feel_type_of(FEEL_TYPE_ANY);
}

static const struct feel_type *result_type(const struct builder *b)
{
    const struct dmn_table *t = b->table;
    struct arena *a = b->unit->loader->arena;
    if (t->aggregator == DMN_COUNT) return feel_type_of(FEEL_TYPE_NUMBER);
    const struct feel_type *one;
    if (t->output_count == 1) {
        one = column_type(b, 0);
    } else {
        struct feel_member *members = ARENA_ARRAY(a, struct feel_member, t->output_count);
        for (size_t i = 0; i < t->output_count; i++)
            members[i] = (struct feel_member){.name = t->outputs[i].name, .type = column_type(b, i)};
        one = feel_type_context(a, members, t->output_count);
    }
    bool many = t->hit == DMN_RULE_ORDER || t->hit == DMN_OUTPUT_ORDER || t->hit == DMN_COLLECT;
    return many && t->aggregator == DMN_LIST ? feel_type_list(a, one) : one;
}

static const struct feel_type *one_hit(const struct dmn_table *t, const struct feel_type *declared)
{
    bool many = t->hit == DMN_RULE_ORDER || t->hit == DMN_OUTPUT_ORDER || t->hit == DMN_COLLECT;
    if (!declared || t->aggregator == DMN_COUNT || t->aggregator == DMN_SUM) return NULL;
    if (many && t->aggregator == DMN_LIST) return declared->kind == FEEL_TYPE_LIST ? declared->element : NULL;
    return declared;
}

struct feel_node *dmn_lower_table(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at)
{
    struct arena *a = u->loader->arena, *scratch = u->loader->scratch;
    size_t ins = x->table->inputs.count, outs = x->table->outputs.count;
    uint32_t slots = u->c.slots;
    struct feel_node *broken = NULL;
    struct builder b = {.unit = u,
                        .xml = x->table,
                        .around = u->c.scope,
                        .table = ARENA_NEW(a, struct dmn_table),
                        .inputs = ARENA_ARRAY(a, struct dmn_input_clause, ins),
                        .outputs = ARENA_ARRAY(a, struct dmn_output_clause, outs),
                        .scopes = ARENA_ARRAY(scratch, const struct feel_scope *, ins),
                        .borders = ARENA_ARRAY(scratch, const struct feel_type *, outs)};
    struct dmn_place whole = {.place = FEEL_PLACE_TABLE, .part = at.part, .line = at.line};
    if (!read_head(&b, whole, &broken) || !names_good(&b, whole, &broken)) return broken;
    struct dmn_table *t = b.table;
    b.declared = one_hit(t, u->declared);
    u->declared = NULL;
    for (size_t i = 0; i < ins; i++)
        b.inputs[i].slot = feel_slots(&u->c, 1);
    for (size_t i = 0; i < outs; i++)
        b.outputs[i].slot = feel_slots(&u->c, 1);
    for (size_t i = 0; i < ins; i++)
        lower_input(&b, i);
    for (size_t i = 0; i < outs; i++)
        lower_output(&b, i);
    t->inputs = b.inputs;
    t->input_count = ins;
    t->outputs = b.outputs;
    t->output_count = outs;
    t->element = u->index;
    t->source = dmn_source(u, (struct dmn_text){0}, whole);
    lower_rules(&b);
    u->c.slots = slots;
    t->index = (uint32_t)u->loader->tables.count;
    *LIST_ADD(scratch, &u->loader->tables, struct dmn_table *) = t;
    dmn_table_prepare(a, t);
    struct feel_node *n = dmn_node(u, FEEL_OP_HOST, t->source);
    n->host = &DMN_TABLE_NODE;
    n->data = t;
    feel_infer(&u->c, n);
    n->type = result_type(&b);
    return n;
}
