/* dmn_table.c - evaluates decision tables: inputs into their slots, the rows that apply, the hit policy's result.
 *
 * A cell that is not true does not hold, whatever else it is; cells of a row are tested from left to right until one
 * fails.  @source DMN 1.5, chapter 8 */
#include "dmn/dmn_table.h"

static bool is_true(struct feel_value v)
{
    return v.kind == FEEL_BOOLEAN && v.boolean;
}

void dmn_hits_add(struct arena *a, struct dmn_hits *h, uint32_t row)
{
    if (h->rows == NULL) {
        h->rows = h->first;
        h->cap = COUNT(h->first);
    }
    if (h->count == h->cap) {
        uint32_t *grown = ARENA_ARRAY(a, uint32_t, (size_t)h->cap * 2);
        memcpy(grown, h->rows, h->count * sizeof *grown);
        h->rows = grown;
        h->cap *= 2;
    }
    h->rows[h->count++] = row;
}

/* ---- inputs ---- */

static bool truth_of(struct feel_run *r, const struct feel_node *allowed, const struct feel_type *type, uint32_t slot,
                     struct feel_value v)
{
    if (type && type->allowed == allowed) return is_true(feel_eval_unit(r, allowed, type->frame_size, &v, 1));
    struct feel_value before = r->frame[slot];
    r->frame[slot] = v;
    bool holds = is_true(feel_eval(r, allowed));
    r->frame[slot] = before;
    return holds;
}

static bool all_hold(struct feel_run *r, const struct feel_node *allowed, const struct feel_type *type, uint32_t slot,
                     struct feel_value list)
{
    for (uint32_t i = 0; i < list.n; i++) {
        if (!truth_of(r, allowed, type, slot, list.items[i])) return false;
    }
    return true;
}

/* What testing a list one way or the other reports is no news: only the answer counts. */
bool dmn_allowed_holds(struct feel_run *r, const struct feel_node *allowed, const struct feel_type *type,
                       uint32_t slot, struct feel_value v)
{
    if (v.kind == FEEL_NULL) return true;
    if (v.kind != FEEL_LIST) return truth_of(r, allowed, type, slot, v);
    struct feel_diags before = r->diags;
    bool holds = all_hold(r, allowed, type, slot, v) || truth_of(r, allowed, type, slot, v);
    if (!r->stopped) r->diags = before;
    return holds;
}

static struct str allowed_text(const struct feel_node *allowed)
{
    struct str text = dmn_node_text(allowed);
    return text.n ? text : STR("?");
}

static bool input_allowed(struct feel_run *r, const struct dmn_table *t, size_t i, struct feel_value v)
{
    const struct dmn_input_clause *in = &t->inputs[i];
    if (in->allowed == NULL || v.kind == FEEL_NULL) return true;
    const struct dmn_cell *set = t->plan ? &t->plan->input_allowed[i] : NULL;
    bool holds = set && set->kind == v.kind ? dmn_cell_holds(set, v)
                                            : dmn_allowed_holds(r, in->allowed, in->type, in->slot, v);
    if (holds) return true;
    if (r->stopped) return false;
    feel_fail_at(r, in->expression, FEEL_MSG_TABLE_INPUT_NOT_ALLOWED,
                 FEEL_ARGS({"input", in->label}, {"value", feel_to_literal(r->arena, v)},
                           {"allowed", allowed_text(in->allowed)}));
    return false;
}

/* false: a value is not allowed, or a limit was reached. */
static bool take_inputs(struct feel_run *r, const struct dmn_table *t)
{
    bool allowed = true;
    for (size_t i = 0; i < t->input_count; i++) {
        struct feel_value v = feel_eval(r, t->inputs[i].expression);
        r->frame[t->inputs[i].slot] = v;
        if (!input_allowed(r, t, i, v)) allowed = false;
    }
    return allowed && !r->stopped;
}

/* ---- rows ---- */

static bool row_holds_plain(struct feel_run *r, const struct dmn_rule *rule, size_t inputs)
{
    for (size_t i = 0; i < inputs; i++) {
        if (rule->tests[i] && feel_eval_truth(r, rule->tests[i]) != FEEL_TRUE) return false;
    }
    return true;
}

bool dmn_rule_holds(struct feel_run *r, const struct dmn_table *t, size_t rule)
{
    if (t->plan == NULL) return row_holds_plain(r, &t->rules[rule], t->input_count);
    const struct dmn_plan_cell *cell = &t->plan->cells[rule * t->input_count];
    for (size_t i = 0; i < t->input_count; i++, cell++) {
        if (cell->test == NULL) continue;
        const struct feel_value *v = &r->frame[t->inputs[i].slot];
        if (cell->set.kind != FEEL_NULL && cell->set.kind == v->kind) {
            if (!dmn_cell_holds(&cell->set, *v)) return false;
        } else if (feel_eval_truth(r, cell->test) != FEEL_TRUE) {
            return false;
        }
    }
    return true;
}

static void find_rows(struct feel_run *r, const struct dmn_table *t, struct dmn_hits *h)
{
    if (t->plan && t->plan->column_count && dmn_plan_find(r, t, h)) return;
    size_t i = 0;
    for (; i < t->rule_count && !r->stopped; i++) {
        if (i % 1024 == 1023 && !feel_step(r, 1024)) return;
        if (!dmn_rule_holds(r, t, i)) continue;
        dmn_hits_add(r->arena, h, (uint32_t)i);
        if (t->hit == DMN_FIRST) break;
    }
    if (!feel_step(r, (int64_t)(i % 1024) + 1)) h->count = 0;
}

/* ---- the node ---- */

static void keep_trace(struct feel_run *r, const struct dmn_table *t, const struct dmn_hits *h,
                       struct feel_value result)
{
    struct dmn_fired fired = {.reached = true, .count = h->count, .result = result};
    uint32_t *rows = ARENA_ARRAY(r->arena, uint32_t, h->count + 1);
    for (uint32_t i = 0; i < h->count; i++) rows[i] = h->rows[i] + 1;
    fired.rows = rows;
    dmn_trace_table(r, t, &fired);
}

static struct feel_value eval_table(struct feel_run *r, const struct feel_node *n)
{
    const struct dmn_table *t = n->data;
    const struct dmn_run *run = r->host;
    struct dmn_hits h;
    h.rows = NULL;
    h.count = h.cap = 0;
    struct feel_value result = FEEL_NULL_VALUE;
    if (take_inputs(r, t)) {
        find_rows(r, t, &h);
        if (!r->stopped) result = dmn_table_outcome(r, n, &h);
    }
    if (run && run->trace && !r->stopped) keep_trace(r, t, &h, result);
    return r->stopped ? FEEL_NULL_VALUE : result;
}

const struct feel_host_node DMN_TABLE_NODE = {.eval = eval_table, .kind = "decision table"};
