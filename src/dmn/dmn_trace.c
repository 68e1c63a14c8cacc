/* dmn_trace.c - what an evaluation of a table keeps, so that it can be explained afterwards.
 *
 * For a "no" (null, false, 0, nothing, or the row for all others) the nearest row is sought here, while the inputs are
 * still in the frame: the row with the fewest failed cells that would have given something else.  What its cells report
 * is forgotten again. */
#include "dmn/dmn_table.h"

enum { TRACE_CELLS_MAX = 200000 };

static bool is_no(struct feel_value v)
{
    if (v.kind == FEEL_NULL || (v.kind == FEEL_BOOLEAN && !v.boolean) || (v.kind == FEEL_LIST && v.n == 0)) return true;
    if (v.kind == FEEL_NUMBER) return num_sign(v.number) == 0; /* no money */
    if (v.kind != FEEL_CONTEXT) return false;
    for (uint32_t i = 0; i < v.context->count; i++) {
        if (!is_no(v.context->entries[i].value)) return false;
    }
    return true;
}

/* The row for whoever fits no other: every cell is `-`. */
static bool is_otherwise(const struct dmn_table *t, uint32_t row)
{
    for (size_t i = 0; i < t->input_count; i++) {
        if (t->rules[row - 1].tests[i]) return false;
    }
    return t->rule_count > 1;
}

static bool has_fired(const struct dmn_fired *f, size_t rule)
{
    for (uint32_t i = 0; i < f->count; i++) {
        if (f->rows[i] == rule + 1) return true;
    }
    return false;
}

/* A row that says "no" as well is nothing to strive for. */
static bool is_wanted(const struct dmn_table *t, size_t rule)
{
    struct feel_value v;
    for (size_t i = 0; i < t->output_count; i++) {
        const struct feel_node *node = t->rules[rule].outputs[i];
        if (node && (!dmn_constant(node, &v) || !is_no(v))) return true;
    }
    return false;
}

static size_t failed_cells(struct feel_run *r, const struct dmn_rule *rule, size_t inputs, bool *failed)
{
    size_t count = 0;
    for (size_t i = 0; i < inputs; i++) {
        struct feel_value v = rule->tests[i] ? feel_eval(r, rule->tests[i]) : feel_boolean(true);
        failed[i] = !(v.kind == FEEL_BOOLEAN && v.boolean);
        count += failed[i];
    }
    return count;
}

static void seek_nearest(struct feel_run *r, const struct dmn_table *t, struct dmn_fired *f)
{
    size_t best = SIZE_MAX;
    size_t rules = t->input_count ? TRACE_CELLS_MAX / t->input_count : 0;
    if (rules > t->rule_count) rules = t->rule_count;
    bool *failed = ARENA_ARRAY(r->arena, bool, t->input_count + 1);
    bool *kept = ARENA_ARRAY(r->arena, bool, t->input_count + 1);
    for (size_t i = 0; i < rules && !r->stopped; i++) {
        if (has_fired(f, i) || !is_wanted(t, i)) continue;
        size_t count = failed_cells(r, &t->rules[i], t->input_count, failed);
        if (count >= best || count == 0) continue;
        best = count;
        memcpy(kept, failed, t->input_count * sizeof *kept);
        f->nearest = (uint32_t)i + 1;
        f->failed = kept;
    }
}

void dmn_trace_table(struct feel_run *r, const struct dmn_table *t, const struct dmn_fired *fired)
{
    const struct dmn_run *run = r->host;
    if (run == NULL || run->fired == NULL || t->index >= run->model->table_count) return;
    struct dmn_fired f = *fired;
    struct feel_value *inputs = ARENA_ARRAY(r->arena, struct feel_value, t->input_count + 1);
    for (size_t i = 0; i < t->input_count; i++) inputs[i] = r->frame[t->inputs[i].slot];
    f.inputs = inputs;
    if (f.count == 0 || (f.count == 1 && (is_no(f.result) || is_otherwise(t, f.rows[0])))) {
        struct feel_diags diags = r->diags;
        int64_t steps = r->steps;
        seek_nearest(r, t, &f);
        r->diags = diags;
        r->steps = steps;
        r->stopped = false;
    }
    run->fired[t->index] = f;
}
