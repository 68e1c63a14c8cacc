/* dmn_lint.c - what is wrong with a model, or looks so, before it is ever evaluated.
 *
 * Errors of loading (syntax, unknown names with the nearest known one) come first, then every table of the model itself
 * (imports are linted where they are written), types that clash, and what is declared but not used. */
#include "dmn/dmn_lint.h"

enum { FINDINGS_MAX = 10000 };

struct linter {
    const struct dmn_model *model;
    struct arena *arena; /* scratch */
    struct feel_diags *diags;
    bool *used;       /* elements that the current element's logic reads */
    struct list seen; /* of uint32_t: those, to forget them */
};

static bool is_scalar_type(const struct feel_type *t)
{
    return t && t->kind >= FEEL_TYPE_BOOLEAN && t->kind <= FEEL_TYPE_MONTHS_DURATION;
}

/* Dates become dates and times where that is wanted. */
static bool kinds_clash(const struct feel_type *a, const struct feel_type *b)
{
    if (!is_scalar_type(a) || !is_scalar_type(b) || a->kind == b->kind) return false;
    bool dates = (a->kind == FEEL_TYPE_DATE || a->kind == FEEL_TYPE_DATE_TIME) &&
                 (b->kind == FEEL_TYPE_DATE || b->kind == FEEL_TYPE_DATE_TIME);
    return !dates;
}

static struct str kind_text(const struct linter *l, const struct feel_type *t)
{
    return feel_type_text(l->arena, feel_type_of(t->kind));
}

static void report_types(struct linter *l, const struct feel_node *n, enum feel_message id)
{
    feel_report(l->diags, FEEL_WARNING, id, n->source, n->span,
                FEEL_ARGS({"left", kind_text(l, n->a->type)}, {"right", kind_text(l, n->b->type)}));
}

static bool is_text_or_truth(const struct feel_type *t)
{
    return t && (t->kind == FEEL_TYPE_STRING || t->kind == FEEL_TYPE_BOOLEAN);
}

static void check_node(void *data, const struct feel_node *n)
{
    struct linter *l = data;
    if (n->op == FEEL_OP_GLOBAL && n->slot < l->model->element_count && !l->used[n->slot]) {
        l->used[n->slot] = true;
        *LIST_ADD(l->arena, &l->seen, uint32_t) = n->slot;
    }
    bool two = n->op >= FEEL_OP_ADD && n->op <= FEEL_OP_GE && n->op != FEEL_OP_NEG && n->op != FEEL_OP_AND &&
               n->op != FEEL_OP_OR;
    if (two && n->a && n->b && kinds_clash(n->a->type, n->b->type)) {
        if (n->op >= FEEL_OP_EQ)
            report_types(l, n, FEEL_MSG_LINT_COMPARE_TYPES);
        else if (is_text_or_truth(n->a->type) || is_text_or_truth(n->b->type))
            report_types(l, n, FEEL_MSG_LINT_OPERAND_TYPES);
    }
    feel_children(n, check_node, l);
}

static void check(struct linter *l, const struct feel_node *n)
{
    if (n) check_node(l, n);
}

/* ---- outputs ---- */

static const struct feel_node *inside_coercion(const struct feel_node *n)
{
    while (n->op == FEEL_OP_COERCE) n = n->a;
    return n;
}

static struct str rule_text(struct linter *l, size_t rule)
{
    return arena_printf(l->arena, "%zu", rule + 1);
}

static void check_output(struct linter *l, const struct dmn_table *t, size_t rule, size_t column)
{
    const struct dmn_output_clause *out = &t->outputs[column];
    const struct feel_node *n = t->rules[rule].outputs[column];
    if (n == NULL) return;
    n = inside_coercion(n);
    struct str name = out->label.n ? out->label : out->name;
    struct feel_value v;
    if (kinds_clash(n->type, out->type)) {
        feel_report(l->diags, FEEL_ERROR, FEEL_MSG_LINT_OUTPUT_TYPE, t->source, (struct feel_span){0, 0},
                    FEEL_ARGS({"rule", rule_text(l, rule)}, {"output", name}, {"expected", kind_text(l, out->type)},
                              {"found", kind_text(l, n->type)}));
        return;
    }
    struct dmn_cell set;
    bool of_type = out->type && out->type->allowed == out->allowed;
    if (!out->allowed || !dmn_constant(n, &v) || v.kind == FEEL_NULL) return;
    if (!dmn_cell_read(l->arena, out->allowed, of_type ? 0 : out->slot, &set)) return;
    if (set.kind == v.kind && dmn_cell_holds(&set, v)) return;
    feel_report(l->diags, FEEL_ERROR, FEEL_MSG_LINT_OUTPUT_NOT_ALLOWED, t->source, (struct feel_span){0, 0},
                FEEL_ARGS({"rule", rule_text(l, rule)}, {"output", name}, {"value", feel_to_literal(l->arena, v)},
                          {"allowed", dmn_node_text(out->allowed)}));
}

/* ---- tables ---- */

static void check_column(struct linter *l, const struct dmn_table *t, size_t column)
{
    struct dmn_cell set;
    bool used = t->rule_count == 0;
    for (size_t r = 0; r < t->rule_count; r++) {
        enum lint_cell_kind kind = lint_cell(l->arena, t, r, column, &set);
        used |= kind != LINT_ANY;
        /* A cell that is a set is judged with the table; what it compares is known. */
        if (kind != LINT_SET) check(l, t->rules[r].tests[column]);
    }
    if (used) return;
    feel_report(l->diags, FEEL_NOTE, FEEL_MSG_LINT_UNUSED_COLUMN, t->source, (struct feel_span){0, 0},
                FEEL_ARGS({"input", t->inputs[column].label}));
}

static void check_table(struct linter *l, const struct dmn_table *t)
{
    for (size_t i = 0; i < t->input_count; i++) {
        check(l, t->inputs[i].expression);
        check(l, t->inputs[i].allowed);
        check_column(l, t, i);
    }
    for (size_t i = 0; i < t->output_count; i++) check(l, t->outputs[i].fallback);
    for (size_t r = 0; r < t->rule_count; r++) {
        for (size_t i = 0; i < t->output_count; i++) {
            check(l, t->rules[r].outputs[i]);
            check_output(l, t, r, i);
        }
    }
    struct arena *own = arena_new();
    lint_table_rows(own, t, l->diags);
    arena_free(own);
}

/* ---- elements ---- */

static void check_requirements(struct linter *l, const struct dmn_element *e)
{
    for (size_t i = 0; i < e->require_count; i++) {
        uint32_t needed = e->requires_[i];
        if (l->used[needed]) continue;
        feel_report(l->diags, FEEL_NOTE, FEEL_MSG_LINT_UNUSED_REQUIREMENT, e->source, (struct feel_span){0, 0},
                    FEEL_ARGS({"name", e->name}, {"other", l->model->elements[needed].name}));
    }
}

/* The tables of each element as chains: first[element], next[table]; 0 = none, else index + 1. */
struct chains {
    uint32_t *first, *next;
};

static struct chains chains_of(struct linter *l)
{
    const struct dmn_model *m = l->model;
    struct chains c = {.first = ARENA_ARRAY(l->arena, uint32_t, m->element_count + 1),
                       .next = ARENA_ARRAY(l->arena, uint32_t, m->table_count + 1)};
    for (size_t i = m->table_count; i-- > 0;) {
        uint32_t element = m->tables[i]->element;
        c.next[i] = c.first[element];
        c.first[element] = (uint32_t)i + 1;
    }
    return c;
}

static void check_element(struct linter *l, const struct dmn_element *e, const struct chains *c)
{
    if (e->kind == DMN_INPUT || e->kind == DMN_SERVICE) return;
    check(l, e->body);
    for (uint32_t t = c->first[e->index]; t; t = c->next[t - 1]) check_table(l, l->model->tables[t - 1]);
    if (e->body) check_requirements(l, e);
    for (size_t i = 0; i < l->seen.count; i++) l->used[*LIST_AT(&l->seen, uint32_t, i)] = false;
    l->seen.count = 0;
}

static void check_inputs(struct linter *l)
{
    const struct dmn_model *m = l->model;
    bool *needed = ARENA_ARRAY(l->arena, bool, m->element_count + 1);
    for (size_t i = 0; i < m->element_count; i++) {
        const struct dmn_element *e = &m->elements[i];
        for (size_t k = 0; k < e->require_count; k++) needed[e->requires_[k]] = true;
        for (size_t k = 0; k < e->input_data_count; k++) needed[e->input_data[k]] = true;
    }
    for (size_t i = 0; i < m->element_count; i++) {
        const struct dmn_element *e = &m->elements[i];
        if (e->kind != DMN_INPUT || e->imported || needed[i]) continue;
        feel_report(l->diags, FEEL_NOTE, FEEL_MSG_LINT_UNUSED_INPUT, e->source, (struct feel_span){0, 0},
                    FEEL_ARGS({"name", e->name}));
    }
}

static void pass_on(const struct feel_diags *from, struct feel_diags *to)
{
    for (size_t i = 0; i < from->list.count; i++) {
        const struct feel_diag *d = LIST_AT(&from->list, const struct feel_diag, i);
        struct feel_arg *args = ARENA_ARRAY(to->arena, struct feel_arg, d->arg_count + 1);
        for (size_t k = 0; k < d->arg_count; k++) args[k] = d->args[k];
        feel_report(to, d->severity, d->id, d->source, d->span, args);
    }
}

size_t dmn_lint(const struct dmn_model *m, struct feel_diags *d)
{
    struct arena *a = arena_new();
    struct feel_diags found = {.arena = a, .max = FINDINGS_MAX};
    struct linter l = {.model = m, .arena = a, .diags = &found, .used = ARENA_ARRAY(a, bool, m->element_count + 1)};
    struct chains c = chains_of(&l);
    pass_on(&m->diags, &found);
    for (size_t i = 0; i < m->element_count; i++) {
        if (!m->elements[i].imported) check_element(&l, &m->elements[i], &c);
    }
    check_inputs(&l);
    pass_on(&found, d);
    size_t count = found.list.count;
    arena_free(a);
    return count;
}
