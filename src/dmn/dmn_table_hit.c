/* dmn_table_hit.c - what the hit policies make of the rows that apply.
 *
 * A table that breaks its own policy (two rows under U, different results under A) gives null and a diagnostic that
 * names the rows.  @source DMN 1.5, 8.2.10 */
#include "dmn/dmn_table.h"
#include <stdlib.h>

enum { RULES_NAMED_MAX = 10 };

static const struct dmn_table *table_of(const struct feel_node *n)
{
    return n->data;
}

static bool is_many(const struct dmn_table *t)
{
    return t->hit == DMN_COLLECT || t->hit == DMN_RULE_ORDER || t->hit == DMN_OUTPUT_ORDER;
}

/* ---- outputs of one row ---- */

/* The output's declared type is a border; but under a policy with many results it may be the type of the list. */
static struct feel_value typed(struct feel_run *r, const struct dmn_table *t, size_t column, struct feel_value v,
                               const struct feel_node *at)
{
    const struct feel_type *type = t->outputs[column].type;
    if (v.kind == FEEL_NULL || type == NULL || type->kind == FEEL_TYPE_ANY || feel_instance_of(v, type)) return v;
    if (is_many(t) && type->kind == FEEL_TYPE_LIST && v.kind != FEEL_LIST) return v;
    return feel_coerce(r, type, v, at);
}

static struct str rule_text(struct arena *a, size_t rule)
{
    return arena_printf(a, "%zu", rule + 1);
}

static struct feel_value output_of(struct feel_run *r, const struct dmn_table *t, size_t rule, size_t column)
{
    if (t->plan && t->plan->outputs[rule * t->output_count + column].known)
        return t->plan->outputs[rule * t->output_count + column].value;
    const struct feel_node *node = t->rules[rule].outputs[column];
    const struct dmn_output_clause *out = &t->outputs[column];
    if (node == NULL) return FEEL_NULL_VALUE;
    struct feel_value v = typed(r, t, column, feel_eval(r, node), node);
    if (out->allowed == NULL || r->stopped || dmn_allowed_holds(r, out->allowed, out->type, out->slot, v)) return v;
    if (r->stopped) return FEEL_NULL_VALUE;
    return feel_fail_at(r, node, FEEL_MSG_TABLE_OUTPUT_NOT_ALLOWED,
                        FEEL_ARGS({"rule", rule_text(r->arena, rule)},
                                  {"output", out->label.n ? out->label : out->name},
                                  {"value", feel_to_literal(r->arena, v)}, {"allowed", dmn_node_text(out->allowed)}));
}

static struct feel_value row_result(struct feel_run *r, const struct dmn_table *t, size_t rule)
{
    if (t->output_count == 1) return output_of(r, t, rule, 0);
    struct feel_entry *entries = ARENA_ARRAY(r->arena, struct feel_entry, t->output_count + 1);
    for (size_t i = 0; i < t->output_count; i++)
        entries[i] = (struct feel_entry){t->outputs[i].name, output_of(r, t, rule, i)};
    return feel_context(r->arena, entries, t->output_count);
}

static struct feel_value default_row(struct feel_run *r, const struct dmn_table *t)
{
    struct feel_entry *entries = ARENA_ARRAY(r->arena, struct feel_entry, t->output_count);
    for (size_t i = 0; i < t->output_count; i++) {
        const struct feel_node *node = t->outputs[i].fallback;
        struct feel_value v = node ? typed(r, t, i, feel_eval(r, node), node) : FEEL_NULL_VALUE;
        entries[i] = (struct feel_entry){t->outputs[i].name, v};
    }
    return t->output_count == 1 ? entries[0].value : feel_context(r->arena, entries, t->output_count);
}

/* Under a policy with a list of results, the default is its only item; unless it is written as a list itself. */
static struct feel_value default_result(struct feel_run *r, const struct dmn_table *t)
{
    bool any = false, aggregated = t->hit == DMN_COLLECT && t->aggregator != DMN_LIST;
    for (size_t i = 0; i < t->output_count; i++) any |= t->outputs[i].fallback != NULL;
    if (!any) {
        if (aggregated && t->aggregator == DMN_COUNT) return feel_integer(0);
        feel_report(&r->diags, FEEL_NOTE, FEEL_MSG_TABLE_NO_RULE, t->source, (struct feel_span){0, 0}, NULL);
        return FEEL_NULL_VALUE;
    }
    struct feel_value v = default_row(r, t);
    if (!is_many(t) || aggregated || v.kind == FEEL_LIST) return v;
    struct feel_value *item = ARENA_NEW(r->arena, struct feel_value);
    *item = v;
    return feel_list(item, 1);
}

/* ---- one result ---- */

static struct feel_value broken(struct feel_run *r, const struct feel_node *n, enum feel_message id,
                                const struct dmn_hits *h)
{
    struct buf b = {.arena = r->arena};
    for (uint32_t i = 0; i < h->count && i < RULES_NAMED_MAX; i++)
        buf_addf(&b, "%s%" PRIu32, i ? ", " : "", h->rows[i] + 1);
    if (h->count > RULES_NAMED_MAX) buf_add(&b, STR(", …"));
    return feel_fail_at(r, n, id, FEEL_ARGS({"rules", buf_str(&b)}));
}

static struct feel_value any_result(struct feel_run *r, const struct feel_node *n, const struct dmn_hits *h)
{
    struct feel_value first = row_result(r, table_of(n), h->rows[0]);
    for (uint32_t i = 1; i < h->count && !r->stopped; i++) {
        struct feel_value v = row_result(r, table_of(n), h->rows[i]);
        if (feel_equal(first, v) != FEEL_TRUE) return broken(r, n, FEEL_MSG_TABLE_ANY, h);
    }
    return first;
}

/* ---- priorities ---- */

/* An item is a constant, or a truth over the output's slot (or over the frame of its type). */
static bool item_holds(struct feel_run *r, const struct dmn_output_clause *out, const struct feel_node *item,
                       struct feel_value v)
{
    if (item->op == FEEL_OP_CONST && item->constant.kind != FEEL_BOOLEAN)
        return feel_equal(item->constant, v) == FEEL_TRUE;
    struct feel_value truth;
    if (out->type && out->type->allowed_items == out->allowed_items) {
        truth = feel_eval_unit(r, item, out->type->frame_size, &v, 1);
    } else {
        r->frame[out->slot] = v;
        truth = feel_eval(r, item);
    }
    return truth.kind == FEEL_BOOLEAN && truth.boolean;
}

uint32_t dmn_output_rank(struct feel_run *r, const struct dmn_output_clause *out, struct feel_value v)
{
    for (size_t i = 0; i < out->allowed_count && v.kind != FEEL_NULL; i++) {
        if (item_holds(r, out, out->allowed_items[i], v)) return (uint32_t)i;
    }
    return (uint32_t)out->allowed_count;
}

struct ranked {
    const uint32_t *ranks; /* one per output, the first counts most */
    size_t count;
    uint32_t row;
    struct feel_value result;
};

static int by_rank(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    for (size_t i = 0; i < x->count; i++) {
        if (x->ranks[i] != y->ranks[i]) return x->ranks[i] < y->ranks[i] ? -1 : 1;
    }
    return (x->row > y->row) - (x->row < y->row);
}

static const uint32_t *ranks_of(struct feel_run *r, const struct dmn_table *t, uint32_t row, struct feel_value result)
{
    if (t->plan && t->plan->ranks) return &t->plan->ranks[row * t->output_count];
    uint32_t *ranks = ARENA_ARRAY(r->arena, uint32_t, t->output_count);
    for (size_t i = 0; i < t->output_count; i++) {
        struct feel_value v = t->output_count == 1 ? result : result.context->entries[i].value;
        ranks[i] = dmn_output_rank(r, &t->outputs[i], v);
    }
    return ranks;
}

/* The rows by priority; rows of equal priority keep the order of rules. */
static struct ranked *ranked_rows(struct feel_run *r, const struct dmn_table *t, struct dmn_hits *h)
{
    struct ranked *rows = ARENA_ARRAY(r->arena, struct ranked, h->count);
    for (uint32_t i = 0; i < h->count; i++) {
        rows[i] = (struct ranked){.count = t->output_count, .row = h->rows[i]};
        rows[i].result = row_result(r, t, h->rows[i]);
        rows[i].ranks = ranks_of(r, t, h->rows[i], rows[i].result);
    }
    qsort(rows, h->count, sizeof *rows, by_rank);
    for (uint32_t i = 0; i < h->count; i++) h->rows[i] = rows[i].row;
    return rows;
}

static struct feel_value priority_result(struct feel_run *r, const struct dmn_table *t, struct dmn_hits *h)
{
    if (h->count == 1) return row_result(r, t, h->rows[0]);
    struct feel_value best = ranked_rows(r, t, h)[0].result;
    h->count = 1;
    return best;
}

/* ---- many results ---- */

static struct feel_value list_result(struct feel_run *r, const struct dmn_table *t, struct dmn_hits *h)
{
    struct feel_value *items = ARENA_ARRAY(r->arena, struct feel_value, h->count);
    if (t->hit == DMN_OUTPUT_ORDER) {
        const struct ranked *rows = ranked_rows(r, t, h);
        for (uint32_t i = 0; i < h->count; i++) items[i] = rows[i].result;
    } else {
        for (uint32_t i = 0; i < h->count; i++) items[i] = row_result(r, t, h->rows[i]);
    }
    return feel_list(items, h->count);
}

static struct feel_value further(struct feel_run *r, const struct feel_node *n, struct feel_value a,
                                 struct feel_value b)
{
    enum dmn_aggregator aggregator = table_of(n)->aggregator;
    if (aggregator == DMN_SUM) return feel_arithmetic(r, FEEL_OP_ADD, a, b);
    enum feel_order order = feel_compare(a, b);
    if (order == FEEL_UNKNOWN_ORDER) {
        return feel_fail_at(
            r, n, FEEL_MSG_TABLE_NOT_COMPARABLE,
            FEEL_ARGS({"left", feel_to_literal(r->arena, a)}, {"right", feel_to_literal(r->arena, b)}));
    }
    bool take_b = aggregator == DMN_MIN ? order == FEEL_GREATER : order == FEEL_LESS;
    return take_b ? b : a;
}

static struct feel_value aggregate(struct feel_run *r, const struct feel_node *n, const struct dmn_hits *h)
{
    const struct dmn_table *t = table_of(n);
    if (t->aggregator == DMN_COUNT) return feel_integer(h->count);
    if (t->output_count > 1) return feel_fail_at(r, n, FEEL_MSG_TABLE_AGGREGATE_MANY, NULL);
    struct feel_value total = row_result(r, t, h->rows[0]);
    for (uint32_t i = 1; i < h->count && !r->stopped; i++) {
        total = further(r, n, total, row_result(r, t, h->rows[i]));
        if (total.kind == FEEL_NULL) break;
    }
    return total;
}

struct feel_value dmn_table_outcome(struct feel_run *r, const struct feel_node *n, struct dmn_hits *h)
{
    const struct dmn_table *t = table_of(n);
    if (h->count == 0) return default_result(r, t);
    switch (t->hit) {
    case DMN_UNIQUE:
        return h->count > 1 ? broken(r, n, FEEL_MSG_TABLE_UNIQUE, h) : row_result(r, t, h->rows[0]);
    case DMN_ANY:
        return any_result(r, n, h);
    case DMN_PRIORITY:
        return priority_result(r, t, h);
    case DMN_FIRST:
        return row_result(r, t, h->rows[0]);
    case DMN_COLLECT:
        return t->aggregator == DMN_LIST ? list_result(r, t, h) : aggregate(r, n, h);
    case DMN_RULE_ORDER:
    case DMN_OUTPUT_ORDER:
        return list_result(r, t, h);
    }
    return FEEL_NULL_VALUE;
}
