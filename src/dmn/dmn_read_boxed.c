/* dmn_read_boxed.c - boxed expressions and decision tables from XML into the tree of dmn_read.h. */
#include "dmn/dmn_impl.h"
#include "dmn/dmn_read_impl.h"

static const struct {
    const char *name;
    enum dmn_expr_kind kind;
} KINDS[] = {
    {"literalExpression", DMN_LITERAL},
    {"context", DMN_CONTEXT},
    {"invocation", DMN_INVOCATION},
    {"functionDefinition", DMN_FUNCTION},
    {"list", DMN_LIST_OF},
    {"relation", DMN_RELATION},
    {"conditional", DMN_CONDITIONAL},
    {"filter", DMN_FILTER},
    {"for", DMN_FOR},
    {"some", DMN_SOME},
    {"every", DMN_EVERY},
    {"decisionTable", DMN_TABLE},
};

bool dmn_read_is_expression(const struct dmn_reader *r)
{
    for (size_t i = 0; i < COUNT(KINDS); i++)
        if (dmn_read_is(r, KINDS[i].name)) return true;
    return false;
}

static struct dmn_expr *new_expr(struct dmn_reader *r, enum dmn_expr_kind kind)
{
    struct dmn_expr *x = ARENA_NEW(r->tree, struct dmn_expr);
    x->kind = kind;
    x->label = dmn_read_attribute(r, "label");
    x->type_ref = dmn_read_type(r, dmn_read_attribute(r, "typeRef"));
    x->line = xml_line(r->xml);
    return x;
}

static struct dmn_part *add_part(struct dmn_reader *r, struct dmn_expr *x, struct str name, struct dmn_expr *value)
{
    struct dmn_part *p = LIST_ADD(r->tree, &x->parts, struct dmn_part);
    *p = (struct dmn_part){.item = {.name = name, .line = xml_line(r->xml)}, .value = value};
    return p;
}

/* ---- the simple boxes ---- */

/* contextEntry and binding: a typed name and a value. */
static void read_entry(struct dmn_reader *r, struct dmn_expr *x, const char *item)
{
    struct dmn_part p = {.item = {.line = xml_line(r->xml)}};
    while (dmn_read_child(r)) {
        if (dmn_read_is(r, item))
            p.item = dmn_read_item(r);
        else if (dmn_read_is_expression(r))
            p.value = dmn_read_expression(r);
        else
            dmn_read_other(r);
    }
    *LIST_ADD(r->tree, &x->parts, struct dmn_part) = p;
}

struct dmn_expr *dmn_read_function(struct dmn_reader *r)
{
    struct dmn_expr *x = new_expr(r, DMN_FUNCTION);
    x->name = dmn_read_attribute(r, "kind");
    while (dmn_read_child(r)) {
        if (dmn_read_is(r, "formalParameter")) {
            struct dmn_item item = dmn_read_item(r);
            add_part(r, x, item.name, NULL)->item = item;
        } else if (dmn_read_is_expression(r)) {
            x->body = dmn_read_expression(r);
        } else {
            dmn_read_other(r);
        }
    }
    return x;
}

static void read_invocation(struct dmn_reader *r, struct dmn_expr *x)
{
    while (dmn_read_child(r)) {
        if (dmn_read_is(r, "binding"))
            read_entry(r, x, "parameter");
        else if (dmn_read_is_expression(r))
            x->body = dmn_read_expression(r);
        else
            dmn_read_other(r);
    }
}

static void read_context(struct dmn_reader *r, struct dmn_expr *x)
{
    while (dmn_read_child(r)) {
        if (dmn_read_is(r, "contextEntry"))
            read_entry(r, x, "variable");
        else
            dmn_read_other(r);
    }
}

static void read_list(struct dmn_reader *r, struct dmn_expr *x)
{
    while (dmn_read_child(r)) {
        if (dmn_read_is_expression(r))
            add_part(r, x, (struct str){0}, NULL)->value = dmn_read_expression(r);
        else
            dmn_read_other(r);
    }
}

static void read_relation(struct dmn_reader *r, struct dmn_expr *x)
{
    while (dmn_read_child(r)) {
        if (dmn_read_is(r, "column")) {
            struct dmn_item item = dmn_read_item(r);
            add_part(r, x, item.name, NULL)->item = item;
        } else if (dmn_read_is(r, "row")) {
            struct dmn_expr *row = new_expr(r, DMN_LIST_OF);
            read_list(r, row);
            *LIST_ADD(r->tree, &x->rows, struct dmn_expr *) = row;
        } else {
            dmn_read_other(r);
        }
    }
}

/* The one expression inside if, then, in, return ... */
static struct dmn_expr *read_only_child(struct dmn_reader *r)
{
    struct dmn_expr *x = NULL;
    while (dmn_read_child(r)) {
        if (dmn_read_is_expression(r) && !x)
            x = dmn_read_expression(r);
        else
            dmn_read_other(r);
    }
    return x;
}

static const char *const PARTS[][3] = {
    [DMN_CONDITIONAL] = {"if", "then", "else"}, [DMN_FILTER] = {"in", "match"},    [DMN_FOR] = {"in", "return"},
    [DMN_SOME] = {"in", "satisfies"},           [DMN_EVERY] = {"in", "satisfies"},
};

static void read_parts(struct dmn_reader *r, struct dmn_expr *x)
{
    const char *const *names = PARTS[x->kind];
    size_t count = x->kind == DMN_CONDITIONAL ? 3 : 2;
    x->name = dmn_read_name(r, "iteratorVariable");
    for (size_t i = 0; i < count; i++)
        add_part(r, x, str_of(names[i]), NULL);
    while (dmn_read_child(r)) {
        size_t i = 0;
        while (i < count && !dmn_read_is(r, names[i]))
            i++;
        if (i < count) {
            struct dmn_part *p = LIST_AT(&x->parts, struct dmn_part, i);
            p->item.type_ref = dmn_read_type(r, dmn_read_attribute(r, "typeRef"));
            p->item.line = xml_line(r->xml);
            p->value = read_only_child(r);
        } else {
            dmn_read_other(r);
        }
    }
}

/* ---- decision tables ---- */

static struct dmn_xml_clause read_clause(struct dmn_reader *r)
{
    struct dmn_xml_clause c = {.name = dmn_read_name(r, "name"),
                               .label = dmn_read_attribute(r, "label"),
                               .type_ref = dmn_read_type(r, dmn_read_attribute(r, "typeRef")),
                               .line = xml_line(r->xml)};
    while (dmn_read_child(r)) {
        if (dmn_read_is(r, "inputExpression"))
            c.expression = dmn_read_feel(r, &c.type_ref, NULL);
        else if (dmn_read_is(r, "inputValues") || dmn_read_is(r, "outputValues"))
            c.values = dmn_read_feel(r, NULL, NULL);
        else if (dmn_read_is(r, "defaultOutputEntry"))
            c.fallback = dmn_read_feel(r, NULL, NULL);
        else
            dmn_read_other(r);
    }
    return c;
}

static void add_annotation(struct dmn_reader *r, struct dmn_xml_rule *rule)
{
    struct str text = STR("");
    while (dmn_read_child(r)) {
        if (dmn_read_is(r, "text"))
            text = str_trim(dmn_read_text(r));
        else
            dmn_read_other(r);
    }
    if (!text.n) return;
    rule->annotation =
        rule->annotation.n ? arena_printf(r->keep, "%.*s; %.*s", STR_ARG(rule->annotation), STR_ARG(text)) : text;
}

/* The cells of a rule, by way of two lists that every rule of the table uses again. */
static struct dmn_xml_rule read_rule(struct dmn_reader *r, struct list *inputs, struct list *outputs)
{
    struct dmn_xml_rule rule = {.line = xml_line(r->xml), .annotation = STR("")};
    inputs->count = outputs->count = 0;
    while (dmn_read_child(r)) {
        if (dmn_read_is(r, "inputEntry"))
            *LIST_ADD(r->tree, inputs, struct dmn_text) = dmn_read_feel(r, NULL, NULL);
        else if (dmn_read_is(r, "outputEntry"))
            *LIST_ADD(r->tree, outputs, struct dmn_text) = dmn_read_feel(r, NULL, NULL);
        else if (dmn_read_is(r, "annotationEntry"))
            add_annotation(r, &rule);
        else if (dmn_read_is(r, "description") && !rule.annotation.n)
            rule.annotation = str_trim(dmn_read_text(r));
        else
            dmn_read_other(r);
    }
    struct dmn_text *cells = ARENA_ARRAY(r->tree, struct dmn_text, inputs->count + outputs->count);
    if (inputs->count) memcpy(cells, inputs->items, inputs->count * sizeof *cells);
    if (outputs->count) memcpy(cells + inputs->count, outputs->items, outputs->count * sizeof *cells);
    rule.cells = cells;
    rule.input_count = (uint32_t)inputs->count;
    rule.output_count = (uint32_t)outputs->count;
    return rule;
}

static struct dmn_xml_table *read_table(struct dmn_reader *r)
{
    struct dmn_xml_table *t = ARENA_NEW(r->tree, struct dmn_xml_table);
    struct list inputs = {0}, outputs = {0};
    bool full = false;
    t->hit_policy = dmn_read_attribute(r, "hitPolicy");
    t->aggregation = dmn_read_attribute(r, "aggregation");
    t->output_label = dmn_read_attribute(r, "outputLabel");
    while (dmn_read_child(r)) {
        if (dmn_read_is(r, "input")) {
            *LIST_ADD(r->tree, &t->inputs, struct dmn_xml_clause) = read_clause(r);
        } else if (dmn_read_is(r, "output")) {
            *LIST_ADD(r->tree, &t->outputs, struct dmn_xml_clause) = read_clause(r);
        } else if (dmn_read_is(r, "rule")) {
            struct dmn_xml_rule rule = read_rule(r, &inputs, &outputs);
            if (t->rules.count < DMN_RULES_MAX) {
                *LIST_ADD(r->tree, &t->rules, struct dmn_xml_rule) = rule;
            } else if (!full) {
                full = true;
                dmn_read_report(r, FEEL_ERROR, FEEL_MSG_TABLE_TOO_LONG,
                                FEEL_ARGS({.name = "max", .text = arena_printf(r->tree, "%d", DMN_RULES_MAX)}));
            }
        } else {
            dmn_read_other(r);
        }
    }
    return t;
}

/* ---- any of them ---- */

static enum dmn_expr_kind kind_here(const struct dmn_reader *r)
{
    size_t i = 0;
    while (!dmn_read_is(r, KINDS[i].name))
        i++;
    return KINDS[i].kind;
}

struct dmn_expr *dmn_read_expression(struct dmn_reader *r)
{
    assert(dmn_read_is_expression(r));
    enum dmn_expr_kind kind = kind_here(r);
    if (kind == DMN_FUNCTION) return dmn_read_function(r);
    struct dmn_expr *x = new_expr(r, kind);
    switch (kind) {
    case DMN_LITERAL:
        x->text = dmn_read_feel(r, NULL, &x->imported);
        break;
    case DMN_CONTEXT:
        read_context(r, x);
        break;
    case DMN_INVOCATION:
        read_invocation(r, x);
        break;
    case DMN_LIST_OF:
        read_list(r, x);
        break;
    case DMN_RELATION:
        read_relation(r, x);
        break;
    case DMN_CONDITIONAL:
    case DMN_FILTER:
    case DMN_FOR:
    case DMN_SOME:
    case DMN_EVERY:
        read_parts(r, x);
        break;
    case DMN_TABLE:
        x->table = read_table(r);
        break;
    case DMN_FUNCTION:
        break;
    }
    return x;
}
