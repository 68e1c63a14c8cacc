/* dmn_view.c - see dmn_view.h. */
#include "dmn/dmn_view.h"
#include "dmn/dmn_words.h"

static const char *const HITS[] = {"UNIQUE", "ANY", "PRIORITY", "FIRST", "RULE_ORDER", "OUTPUT_ORDER", "COLLECT"};

static struct str type_of(struct arena *a, const struct feel_type *t)
{
    return t && t->kind != FEEL_TYPE_ANY ? feel_type_text(a, t) : STR("");
}

static struct dmn_view_cell plain(struct str text)
{
    return (struct dmn_view_cell){text, text, text};
}

static struct dmn_view_cell condition(struct arena *a, const struct dmn_input_clause *in, const struct feel_node *test)
{
    struct dmn_cell set;
    if (test == NULL) return plain(STR("-"));
    struct dmn_view_cell cell = plain(str_trim(dmn_node_text(test)));
    if (!dmn_cell_read(a, test, in->slot, &set) || set.negated) return cell;
    cell.zh = dmn_words_set(a, FEEL_ZH, &set);
    cell.en = dmn_words_set(a, FEEL_EN, &set);
    return cell;
}

static struct dmn_view_cell result(struct arena *a, const struct feel_node *node)
{
    struct feel_value v;
    if (node == NULL) return plain(STR("-"));
    struct dmn_view_cell cell = plain(str_trim(dmn_node_text(node)));
    if (!dmn_constant(node, &v)) return cell;
    cell.zh = dmn_words_value(a, FEEL_ZH, v);
    cell.en = dmn_words_value(a, FEEL_EN, v);
    return cell;
}

static const struct dmn_table *table_of(const struct dmn_model *m, size_t element, size_t n)
{
    for (size_t i = 0; i < m->table_count; i++)
        if (m->tables[i]->element == element && n-- == 0) return m->tables[i];
    return NULL;
}

static const struct dmn_view_column *columns_of(struct arena *a, const struct dmn_table *t)
{
    struct dmn_view_column *columns = ARENA_ARRAY(a, struct dmn_view_column, t->input_count + t->output_count + 1);
    for (size_t i = 0; i < t->input_count; i++)
        columns[i] = (struct dmn_view_column){t->inputs[i].label, type_of(a, t->inputs[i].type), false};
    for (size_t i = 0; i < t->output_count; i++) {
        const struct dmn_output_clause *o = &t->outputs[i];
        columns[t->input_count + i] =
            (struct dmn_view_column){o->label.n ? o->label : o->name, type_of(a, o->type), true};
    }
    return columns;
}

static struct dmn_view_row row_of(struct arena *a, const struct dmn_table *t, const struct dmn_rule *rule)
{
    struct dmn_view_cell *cells = ARENA_ARRAY(a, struct dmn_view_cell, t->input_count + t->output_count + 1);
    for (size_t i = 0; i < t->input_count; i++)
        cells[i] = condition(a, &t->inputs[i], rule ? rule->tests[i] : NULL);
    for (size_t i = 0; i < t->output_count; i++)
        cells[t->input_count + i] = result(a, rule ? rule->outputs[i] : t->outputs[i].fallback);
    return (struct dmn_view_row){cells, rule ? rule->annotation : STR(""), rule == NULL};
}

bool dmn_view_table(const struct dmn_model *m, size_t element, size_t n, struct arena *a, struct dmn_view_table *out)
{
    assert(element < m->element_count);
    const struct dmn_table *t = table_of(m, element, n);
    if (t == NULL) return false;
    bool fallback = t->output_count > 0 && t->outputs[0].fallback != NULL;
    struct dmn_view_row *rows = ARENA_ARRAY(a, struct dmn_view_row, t->rule_count + 1);
    for (size_t i = 0; i < t->rule_count; i++) rows[i] = row_of(a, t, &t->rules[i]);
    if (fallback) rows[t->rule_count] = row_of(a, t, NULL);
    *out = (struct dmn_view_table){.hit_policy = HITS[t->hit],
                                   .columns = columns_of(a, t),
                                   .column_count = t->input_count + t->output_count,
                                   .rows = rows,
                                   .row_count = t->rule_count + fallback};
    return true;
}

struct str dmn_view_expression(const struct dmn_model *m, size_t element)
{
    assert(element < m->element_count);
    const struct feel_node *body = m->elements[element].body;
    bool decision = m->elements[element].kind == DMN_DECISION && table_of(m, element, 0) == NULL;
    return decision && body ? str_trim(dmn_node_text(body)) : STR("");
}

bool dmn_view_entry(const struct dmn_model *m, size_t element, size_t i, struct str *name, struct str *text)
{
    assert(element < m->element_count);
    const struct feel_node *n = m->elements[element].kind == DMN_DECISION ? m->elements[element].body : NULL;
    while (n && n->op == FEEL_OP_COERCE) n = n->a;
    if (n == NULL || n->op != FEEL_OP_CONTEXT || i >= n->item_count) return false;
    *name = n->names[i];
    *text = str_trim(dmn_node_text(n->items[i]));
    return true;
}

const uint32_t *dmn_view_requires(const struct dmn_model *m, size_t element, size_t *count)
{
    assert(element < m->element_count);
    *count = m->elements[element].require_count;
    return m->elements[element].requires_;
}
