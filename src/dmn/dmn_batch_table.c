/* dmn_batch_table.c - decision tables as columns: every input gives a class per row, every class a set of rules.
 *
 * Numbers and dates are cut into classes by the constants of their cells; a function that rises or falls with one
 * column is cut on that column, so it need not be computed at all.  Which rules a class lets through is asked of the
 * interpreter, and so is what the rules that fired give, wherever outputs are constants. */
#include "dmn/dmn_batch_impl.h"
#include "dmn/dmn_table.h"
#include <stdlib.h>

enum {
    CUTS_MAX = 4000,
    SUBSET_RULES = 8
};

/* ---- cutting a line of values into classes ---- */

struct cuts {
    struct batch_maker *m;
    uint32_t slot;
    enum feel_kind kind;
    struct list constants; /* of struct feel_value */
};

static enum feel_kind kind_of(const struct batch_value *v)
{
    return v->kind == BATCH_NUMBER   ? FEEL_NUMBER
           : v->kind == BATCH_DATE   ? FEEL_DATE
           : v->kind == BATCH_PERIOD ? FEEL_MONTHS_DURATION
                                     : FEEL_DAYS_DURATION;
}

static void add_constant(struct cuts *c, struct feel_value v)
{
    if (v.kind == FEEL_RANGE) {
        add_constant(c, v.range->low);
        add_constant(c, v.range->high);
    } else if (v.kind == FEEL_LIST) {
        for (uint32_t i = 0; i < v.n; i++)
            add_constant(c, v.items[i]);
    } else if (v.kind == c->kind) {
        *LIST_ADD(c->m->arena, &c->constants, struct feel_value) = v;
    }
}

/* An operand: the subject itself, or a constant. */
static bool plain_operand(struct cuts *c, const struct feel_node *n)
{
    if (n->op == FEEL_OP_LOCAL && n->slot == c->slot) return true;
    if (feel_mentions(n, c->slot)) return false;
    struct batch_value *v = batch_lower(c->m, n);
    if (!batch_is_constant(v)) return false;
    add_constant(c, v->values[0]);
    return true;
}

/* Is the truth constant between the constants found? */
static bool stepwise(struct cuts *c, const struct feel_node *n)
{
    switch ((int)n->op) {
    case FEEL_OP_AND:
    case FEEL_OP_OR:
        return stepwise(c, n->a) && stepwise(c, n->b);
    case FEEL_OP_NOT:
        return stepwise(c, n->a);
    case FEEL_OP_ANY_OF:
        for (size_t i = 0; i < n->item_count; i++)
            if (!stepwise(c, n->items[i])) return false;
        return true;
    case FEEL_OP_BETWEEN:
        return plain_operand(c, n->a) && plain_operand(c, n->b) && plain_operand(c, n->c);
    case FEEL_OP_EQ:
    case FEEL_OP_NE:
    case FEEL_OP_LT:
    case FEEL_OP_LE:
    case FEEL_OP_GT:
    case FEEL_OP_GE:
    case FEEL_OP_MATCH:
        return plain_operand(c, n->a) && plain_operand(c, n->b);
    case FEEL_OP_LOCAL:
        return false;
    default:
        return plain_operand(c, n);
    }
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The least place in (lo, hi] from which on the value is past the constant; hi + 1 when it never is. */
static int128 threshold(struct batch_maker *m, const struct batch_mono *f, struct feel_value c, bool open, int64_t lo,
                        int64_t hi)
{
    int128 low = lo, high = (int128)hi + 1;
    while (low < high) {
        int128 middle = low + (high - low) / 2;
        enum feel_order o = feel_compare(batch_at(m, f, (int64_t)middle), c);
        bool past = open ? o == FEEL_GREATER : o == FEEL_GREATER || o == FEEL_SAME;
        if (past != f->falling)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* What is cut: the column under a rising or falling function, or the lanes themselves. */
struct line {
    const struct batch_mono *f;
    int32_t reg, null;
    uint8_t lane;
    int64_t lo, hi;
};
static struct line line_of(struct batch_maker *m, struct batch_value *v)
{
    const struct batch_value *root = v->mono ? v->mono->root : v;
    struct batch_mono *own = ARENA_NEW(m->arena, struct batch_mono);
    own->root = v;
    struct line l = {.f = v->mono ? v->mono : own,
                     .reg = root->reg,
                     .null = root->null,
                     .lane = root->lane,
                     .lo = root->lo,
                     .hi = root->hi};
    bool itself = v->mono && v->mono->inner == NULL && root->raw >= 0;
    if (!itself) return l;
    l.reg = root->raw;
    l.lo = root->lane == BATCH_64 ? -INT64_MAX : INT32_MIN;
    l.hi = root->lane == BATCH_64 ? INT64_MAX : INT32_MAX;
    return l;
}

/* v as classes between the constants; the last class is null.  NULL when there would be too many. */
static struct batch_value *cut_up(struct batch_maker *m, struct batch_value *v, const struct list *constants)
{
    struct line l = line_of(m, v);
    size_t n = 0;
    if (constants->count > CUTS_MAX) return NULL;
    int64_t *cuts = ARENA_ARRAY(m->arena, int64_t, constants->count * 2 + 1);
    for (size_t i = 0; i < constants->count; i++) {
        for (int open = 0; open < 2; open++) {
            int128 at = threshold(m, l.f, *LIST_AT(constants, struct feel_value, i), open, l.lo, l.hi);
            if (at > l.lo && at <= l.hi) cuts[n++] = (int64_t)at;
        }
    }
    qsort(cuts, n, sizeof *cuts, by_value);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || cuts[i] != cuts[kept - 1]) cuts[kept++] = cuts[i];
    struct batch_value *c = batch_value_new(m, BATCH_CLASSES);
    struct feel_value *values = ARENA_ARRAY(m->arena, struct feel_value, kept + 2);
    for (size_t i = 0; i <= kept; i++)
        values[i] = batch_at(m, l.f, i ? cuts[i - 1] : l.lo);
    values[kept + 1] = l.null >= 0 ? batch_at_null(m, l.f) : FEEL_NULL_VALUE;
    c->n = (uint32_t)kept + 2;
    c->values = values;
    c->lane = kept + 2 <= 256 ? BATCH_8 : BATCH_16;
    c->reg = batch_emit(m, (struct batch_ins){.op = BATCH_CUTS,
                                              .lane = c->lane,
                                              .from = l.lane,
                                              .a = l.reg,
                                              .b = -1,
                                              .c = -1,
                                              .data = cuts,
                                              .n = (uint32_t)kept});
    if (l.null >= 0)
        c->reg = batch_select(m, (enum batch_lane)c->lane, l.null,
                              batch_fill(m, (enum batch_lane)c->lane, (int64_t)kept + 1), c->reg);
    return c;
}

/* ---- inputs ---- */

struct maker { /* of one table */
    struct batch_maker *m;
    const struct feel_node *node;
    const struct dmn_table *t;
    uint32_t rules, planes;
    const uint32_t *order;          /* rule of bit r: rules by priority, else as written */
    struct list registers;          /* of int32_t: classes of the inputs of the kernel */
    struct list luts;               /* of uint8_t *: [class 256][plane] */
    struct list counts;             /* of uint32_t: classes */
    int32_t allowed;                /* truth plane, -1 = always */
    const struct batch_value *none; /* why not */
};

static uint8_t *add_input(struct maker *k, int32_t reg, uint32_t classes)
{
    uint8_t *lut = ARENA_ARRAY(k->m->arena, uint8_t, (size_t)256 * k->planes);
    memset(lut, 0xff, (size_t)256 * k->planes);
    *LIST_ADD(k->m->arena, &k->registers, int32_t) = reg;
    *LIST_ADD(k->m->arena, &k->luts, uint8_t *) = lut;
    *LIST_ADD(k->m->arena, &k->counts, uint32_t) = classes;
    return lut;
}

/* A cell that is a truth of its own: one more input with three classes. */
static bool add_truth(struct maker *k, uint32_t bit, struct batch_value *t)
{
    t = batch_truth(k->m, t);
    if (t->kind == BATCH_NONE) {
        k->none = t;
        return false;
    }
    uint8_t *lut = NULL;
    for (size_t i = 0; i < k->registers.count; i++) /* several rules may have the same cell */
        if (*LIST_AT(&k->registers, int32_t, i) == t->reg && *LIST_AT(&k->counts, uint32_t, i) == 3)
            lut = *LIST_AT(&k->luts, uint8_t *, i);
    if (lut == NULL) lut = add_input(k, t->reg, 3);
    for (uint32_t c = 0; c < 256; c++)
        if (c != BATCH_TRUE) lut[c * k->planes + bit / 8] &= (uint8_t) ~(1u << bit % 8);
    return true;
}

static bool is_true(struct feel_value v)
{
    return v.kind == FEEL_BOOLEAN && v.boolean;
}

/* Classes with the same rules become one; the kernel's class is a byte. */
static bool add_classes(struct maker *k, const struct batch_value *source, const uint8_t *masks)
{
    struct batch_maker *m = k->m;
    uint32_t distinct = 0;
    if (source->reg < 0) { /* a constant */
        uint8_t *lut = add_input(k, batch_fill(m, BATCH_8, 0), 1);
        for (uint32_t c = 0; c < 256; c++)
            memcpy(lut + c * k->planes, masks, k->planes);
        return true;
    }
    if (source->n <= 256) {
        uint8_t *lut = add_input(k, batch_class_byte(m, source), source->n);
        memcpy(lut, masks, (size_t)source->n * k->planes);
        return true;
    }
    uint8_t *byte = ARENA_ARRAY(m->arena, uint8_t, source->n);
    uint32_t *first = ARENA_ARRAY(m->arena, uint32_t, 257);
    for (uint32_t c = 0; c < source->n; c++) {
        uint32_t same = 0;
        while (same < distinct &&
               memcmp(masks + (size_t)first[same] * k->planes, masks + (size_t)c * k->planes, k->planes) != 0)
            same++;
        if (same == distinct && distinct == 256) return false;
        if (same == distinct) first[distinct++] = c;
        byte[c] = (uint8_t)same;
    }
    uint8_t *lut = add_input(k, batch_lut(m, source, BATCH_8, byte), distinct);
    for (uint32_t c = 0; c < distinct; c++)
        memcpy(lut + c * k->planes, masks + (size_t)first[c] * k->planes, k->planes);
    return true;
}

static bool is_dash(const struct feel_node *test)
{
    return test == NULL || (test->op == FEEL_OP_CONST && is_true(test->constant));
}

/* The classes by which the cells of a column are known; NULL = every cell must be computed. */
static struct batch_value *source_of(struct maker *k, size_t column, struct batch_value *v, bool *whole)
{
    struct batch_maker *m = k->m;
    *whole = true;
    if (v->kind == BATCH_CLASSES) return v;
    if (v->kind == BATCH_TRUTH) {
        struct batch_value *c = batch_value_new(m, BATCH_CLASSES);
        static const struct feel_value TRUTHS[3] = {
            {.kind = FEEL_BOOLEAN, .boolean = false}, {.kind = FEEL_NULL}, {.kind = FEEL_BOOLEAN, .boolean = true}};
        c->reg = v->reg;
        c->n = 3;
        c->values = TRUTHS;
        return c;
    }
    if (v->kind != BATCH_NUMBER && v->kind != BATCH_DATE && v->kind != BATCH_PERIOD && v->kind != BATCH_DAYS)
        return NULL;
    *whole = false;
    struct cuts cuts = {.m = m, .slot = k->t->inputs[column].slot, .kind = kind_of(v)};
    for (uint32_t r = 0; r < k->rules; r++) {
        const struct feel_node *test = k->t->rules[r].tests[column];
        if (!is_dash(test)) stepwise(&cuts, test);
    }
    return cut_up(m, v, &cuts.constants);
}

static bool add_column(struct maker *k, size_t column, struct batch_value *v)
{
    struct batch_maker *m = k->m;
    uint32_t slot = k->t->inputs[column].slot;
    bool whole, any = false;
    struct batch_value *source = source_of(k, column, v, &whole);
    uint8_t *masks = NULL;
    if (source) {
        masks = ARENA_ARRAY(m->arena, uint8_t, (size_t)source->n * k->planes);
        memset(masks, 0xff, (size_t)source->n * k->planes);
    }
    for (uint32_t bit = 0; bit < k->rules; bit++) {
        const struct feel_node *test = k->t->rules[k->order[bit]].tests[column];
        if (is_dash(test)) continue;
        struct cuts unused = {.m = m, .slot = slot, .kind = FEEL_NULL};
        struct batch_value *t = NULL;
        if (source && (whole || stepwise(&unused, test))) {
            m->frame[slot] = source;
            t = batch_lower(m, test);
            bool known =
                t->kind == BATCH_CLASSES && (batch_is_constant(t) || (t->reg == source->reg && t->n == source->n));
            m->frame[slot] = v;
            if (known) {
                for (uint32_t c = 0; c < source->n; c++)
                    if (!is_true(t->values[batch_is_constant(t) ? 0 : c]))
                        masks[(size_t)c * k->planes + bit / 8] &= (uint8_t) ~(1u << bit % 8);
                any = true;
                continue;
            }
        }
        m->frame[slot] = v;
        if (!add_truth(k, bit, whole && t ? t : batch_lower(m, test))) return false;
    }
    if (any && !add_classes(k, source, masks)) {
        k->none = batch_none(m, "单元格太不相同的列", "a column with too many unlike cells");
        return false;
    }
    return true;
}

/* Null passes; anything else must be allowed, or the table is null. */
static bool check_allowed(struct maker *k, size_t column, struct batch_value *v)
{
    const struct dmn_input_clause *in = &k->t->inputs[column];
    if (in->allowed == NULL) return true;
    int32_t holds = batch_allowed(k->m, in->allowed, in->type, in->slot, v), null = batch_nulls(k->m, v);
    if (holds == -2) {
        k->none = batch_none(k->m, "输入列的允许值按行检验", "allowed values that are checked row by row");
        return false;
    }
    holds = batch_emit(
        k->m, (struct batch_ins){.op = BATCH_EQC, .lane = BATCH_8, .a = holds, .b = -1, .c = -1, .imm = BATCH_TRUE});
    k->allowed = batch_and(k->m, k->allowed, null < 0 ? holds : batch_or(k->m, holds, null));
    return true;
}

static bool add_inputs(struct maker *k)
{
    bool cell = k->m->cell;
    for (size_t i = 0; i < k->t->input_count; i++) {
        struct batch_value *v = batch_lower(k->m, k->t->inputs[i].expression);
        k->m->frame[k->t->inputs[i].slot] = v;
        if (v->kind == BATCH_NONE) k->none = v;
        if (v->kind == BATCH_NONE || !check_allowed(k, i, v)) return false;
    }
    k->m->cell = true;
    for (size_t i = 0; i < k->t->input_count && !k->none; i++)
        add_column(k, i, k->m->frame[k->t->inputs[i].slot]);
    k->m->cell = cell;
    if (k->none == NULL && k->allowed >= 0) {
        uint8_t *lut = add_input(k, k->allowed, 3);
        for (uint32_t c = 0; c < 256; c++)
            if (c != BATCH_TRUE) memset(lut + c * k->planes, 0, k->planes);
    }
    return k->none == NULL;
}

/* ---- the kernel ---- */

static struct batch_table *kernel_of(struct maker *k, enum batch_hit hit)
{
    struct arena *a = k->m->arena;
    struct batch_table *b = ARENA_NEW(a, struct batch_table);
    uint32_t inputs = (uint32_t)k->registers.count;
    *b = (struct batch_table){.rules = k->rules, .planes = k->planes, .inputs = inputs, .hit = hit};
    b->registers = k->registers.items;
    uint8_t *lut = ARENA_ARRAY(a, uint8_t, (size_t)k->planes * (inputs + 1) * 256);
    uint8_t *narrow = ARENA_ARRAY(a, uint8_t, inputs + 1), *wide = ARENA_ARRAY(a, uint8_t, inputs + 1);
    /* Bits behind the last rule are never set: the first input clears them, or a constant one does. */
    for (uint32_t i = 0; i < inputs; i++) {
        uint32_t classes = *LIST_AT(&k->counts, uint32_t, i);
        const uint8_t *masks = *LIST_AT(&k->luts, uint8_t *, i);
        narrow[i] = classes <= 16;
        wide[i] = classes > 64;
        for (uint32_t p = 0; p < k->planes; p++) {
            uint8_t rest = p + 1 == k->planes && k->rules % 8 ? (uint8_t)((1u << k->rules % 8) - 1) : 0xff;
            for (uint32_t c = 0; c < 256; c++)
                lut[((size_t)p * inputs + i) * 256 + c] = (uint8_t)(masks[c * k->planes + p] & rest);
        }
    }
    b->lut = lut;
    b->narrow = narrow;
    b->wide = wide;
    return b;
}

static struct batch_value *emit_table(struct maker *k, struct batch_table *b)
{
    if (b->inputs == 0) return NULL;
    struct batch_value *hit = batch_value_new(k->m, BATCH_CLASSES);
    hit->lane = k->rules < 255 ? BATCH_8 : BATCH_16;
    hit->n = k->rules + 1;
    hit->reg = batch_emit(
        k->m, (struct batch_ins){.op = BATCH_TABLE, .lane = hit->lane, .a = -1, .b = -1, .c = -1, .data = b});
    return hit;
}

static void tell(struct maker *k, const struct batch_value *classes, const int16_t *rows)
{
    struct batch_maker *m = k->m;
    for (size_t i = 0; i < m->b->told_count; i++) {
        struct batch_told *told = &m->b->told[i];
        if (told->table != k->t) continue;
        int32_t fired = batch_lut(m, classes, BATCH_16, rows);
        if (m->reach >= 0)
            fired =
                batch_select(m, BATCH_16, m->reach, fired, told->fired >= 0 ? told->fired : batch_fill(m, BATCH_16, 0));
        told->fired = fired;
    }
}

/* ---- what the rules give ---- */

struct outcome { /* asked of the interpreter */
    const struct feel_node *node;
    struct dmn_hits *hits;
};
static struct feel_value eval_outcome(struct feel_run *r, const struct feel_node *n)
{
    const struct outcome *o = n->data;
    return dmn_table_outcome(r, o->node, o->hits);
}
static const struct feel_host_node OUTCOME = {.eval = eval_outcome, .kind = "outcome"};

static void look_for_calls(void *data, const struct feel_node *n)
{
    bool *found = data;
    if (n->op == FEEL_OP_CALL && n->builtin == NULL)
        *found = true;
    else
        feel_children(n, look_for_calls, data);
}

/* The table with constants for outputs; NULL when one is none, or calls a function, whose tables fire only then. */
static struct dmn_table *constant_outputs(struct maker *k)
{
    struct batch_maker *m = k->m;
    size_t outs = k->t->output_count;
    struct dmn_table *t = ARENA_NEW(m->arena, struct dmn_table);
    struct dmn_rule *rules = ARENA_ARRAY(m->arena, struct dmn_rule, k->t->rule_count + 1);
    struct dmn_output_clause *clauses = ARENA_ARRAY(m->arena, struct dmn_output_clause, outs + 1);
    *t = *k->t;
    t->plan = NULL;
    for (size_t r = 0; r <= k->t->rule_count; r++) { /* the last: the fallbacks */
        bool last = r == k->t->rule_count;
        const struct feel_node **cells = ARENA_ARRAY(m->arena, const struct feel_node *, outs + 1);
        for (size_t i = 0; i < outs; i++) {
            const struct feel_node *n = last ? k->t->outputs[i].fallback : k->t->rules[r].outputs[i];
            if (n == NULL) continue;
            bool calls = false;
            look_for_calls(&calls, n);
            struct batch_value *v = calls ? NULL : batch_lower(m, n);
            if (v == NULL || !batch_is_constant(v)) return NULL;
            struct feel_node *c = ARENA_NEW(m->arena, struct feel_node);
            *c =
                (struct feel_node){.op = FEEL_OP_CONST, .constant = v->values[0], .type = n->type, .source = n->source};
            cells[i] = c;
        }
        if (!last) rules[r] = (struct dmn_rule){.tests = k->t->rules[r].tests, .outputs = cells};
        for (size_t i = 0; last && i < outs; i++) {
            clauses[i] = k->t->outputs[i];
            clauses[i].fallback = cells[i];
        }
    }
    t->rules = rules;
    t->outputs = clauses;
    return t;
}

/* What the interpreter makes of these rules (0-based, ascending); *first: the row told as fired. */
static struct feel_value outcome_of(struct batch_maker *m, struct dmn_table *t, const uint32_t *rows, uint32_t count,
                                    int16_t *first)
{
    struct feel_node table = {.op = FEEL_OP_HOST,
                              .host = &DMN_TABLE_NODE,
                              .data = t,
                              .source = t->source,
                              .type = feel_type_of(FEEL_TYPE_ANY)};
    struct dmn_hits hits = {.rows = NULL};
    struct outcome o = {&table, &hits};
    struct feel_node n = {.op = FEEL_OP_HOST, .host = &OUTCOME, .data = &o, .type = table.type};
    m->budget--;
    dmn_run_reset(m->run);
    for (uint32_t i = 0; i < count; i++)
        dmn_hits_add(m->run->feel->arena, &hits, rows[i]);
    struct feel_value v = feel_eval_unit(m->run->feel, &n, m->frame_size, NULL, 0);
    *first = hits.count ? (int16_t)(hits.rows[0] + 1) : 0;
    return feel_copy(m->arena, v);
}

/* Null where an input is not allowed. */
static struct batch_value *unless_refused(struct maker *k, struct batch_value *v)
{
    return batch_null_unless(k->m, k->allowed, v);
}

/* Policies with one rule, outputs constant: the rule that fires is a class. */
static struct batch_value *by_rule(struct maker *k, struct dmn_table *t, struct batch_table *b)
{
    struct batch_value *hit = emit_table(k, b);
    if (hit == NULL) return NULL;
    struct feel_value *values = ARENA_ARRAY(k->m->arena, struct feel_value, hit->n);
    int16_t *rows = ARENA_ARRAY(k->m->arena, int16_t, hit->n);
    values[0] = outcome_of(k->m, t, NULL, 0, &rows[0]);
    for (uint32_t bit = 0; bit < k->rules; bit++)
        values[bit + 1] = outcome_of(k->m, t, &k->order[bit], 1, &rows[bit + 1]);
    tell(k, hit, rows);
    return unless_refused(k, batch_classes(k->m, hit, values));
}

/* At most eight rules, any policy, outputs constant: the set of rules is a class. */
static struct batch_value *by_subset(struct maker *k, struct dmn_table *t, struct batch_table *b)
{
    struct batch_maker *m = k->m;
    int32_t *out = ARENA_ARRAY(m->arena, int32_t, 1);
    out[0] = batch_register(m, BATCH_8);
    b->out = out;
    struct batch_value *hit = emit_table(k, b);
    if (hit == NULL) return NULL;
    struct batch_value *set = batch_value_new(m, BATCH_CLASSES);
    set->reg = out[0];
    set->lane = BATCH_8;
    set->n = 1u << k->rules;
    struct feel_value *values = ARENA_ARRAY(m->arena, struct feel_value, set->n);
    int16_t *rows = ARENA_ARRAY(m->arena, int16_t, set->n);
    for (uint32_t c = 0; c < set->n; c++) {
        uint32_t fired[SUBSET_RULES], count = 0;
        for (uint32_t r = 0; r < k->rules; r++)
            if (c >> r & 1) fired[count++] = r;
        values[c] = outcome_of(m, t, fired, count, &rows[c]);
    }
    tell(k, set, rows);
    return unless_refused(k, batch_classes(m, set, values));
}

/* ---- aggregates over many rules ---- */

static int64_t no_rule(enum dmn_aggregator aggregator)
{
    return aggregator == DMN_MIN ? INT64_MAX : aggregator == DMN_MAX ? -INT64_MAX : 0;
}

static int64_t with_rule(enum dmn_aggregator aggregator, int64_t total, int64_t v)
{
    if (aggregator == DMN_MIN) return v < total ? v : total;
    if (aggregator == DMN_MAX) return v > total ? v : total;
    return total + v;
}

/* Each rule's number as lanes of one scale; false when one has none or sums may overflow. */
static bool rule_numbers(struct maker *k, struct dmn_table *t, int64_t *numbers, int32_t *scale, int64_t *most)
{
    struct num *values = ARENA_ARRAY(k->m->arena, struct num, k->rules);
    *scale = 0;
    *most = 0;
    for (uint32_t r = 0; r < k->rules; r++) {
        int16_t row;
        int32_t own;
        int64_t mantissa;
        struct feel_value v = t->aggregator == DMN_COUNT ? feel_integer(1) : outcome_of(k->m, t, &r, 1, &row);
        if (v.kind != FEEL_NUMBER || !batch_mantissa(v.number, &mantissa, &own)) return false;
        if (own > *scale) *scale = own;
        values[r] = v.number;
    }
    for (uint32_t r = 0; r < k->rules; r++) {
        if (!num_to_scaled(values[r], *scale, &numbers[r]) || numbers[r] == INT64_MIN) return false;
        if (__builtin_add_overflow(*most, numbers[r] < 0 ? -numbers[r] : numbers[r], most)) return false;
    }
    return true;
}

static struct batch_value *by_sums(struct maker *k, struct dmn_table *t, struct batch_table *b)
{
    struct batch_maker *m = k->m;
    int64_t *numbers = ARENA_ARRAY(m->arena, int64_t, k->rules), most;
    struct batch_value *total = batch_value_new(m, BATCH_NUMBER);
    if (!rule_numbers(k, t, numbers, &total->scale, &most)) return NULL;
    int32_t *out = ARENA_ARRAY(m->arena, int32_t, k->planes);
    int64_t(*lut)[256] = arena_alloc_array(m->arena, k->planes, sizeof *lut);
    for (uint32_t p = 0; p < k->planes; p++) {
        out[p] = batch_register(m, BATCH_8);
        for (uint32_t c = 0; c < 256; c++) {
            lut[p][c] = no_rule(t->aggregator);
            for (uint32_t bit = 0; bit < 8 && p * 8 + bit < k->rules; bit++)
                if (c >> bit & 1) lut[p][c] = with_rule(t->aggregator, lut[p][c], numbers[p * 8 + bit]);
        }
    }
    b->out = out;
    struct batch_value *hit = emit_table(k, b);
    if (hit == NULL) return NULL;
    struct batch_sums *sums = ARENA_NEW(m->arena, struct batch_sums);
    *sums = (struct batch_sums){.planes = k->planes, .aggregator = t->aggregator, .registers = out, .lut = lut};
    total->reg = batch_emit(
        m, (struct batch_ins){.op = BATCH_SUMS, .lane = BATCH_64, .a = hit->reg, .b = -1, .c = -1, .data = sums});
    total->lane = BATCH_64;
    total->lo = -most;
    total->hi = most;
    total->least = -most;
    total->most = most;
    int16_t *rows = ARENA_ARRAY(m->arena, int16_t, hit->n), row;
    for (uint32_t r = 0; r <= k->rules; r++)
        rows[r] = (int16_t)r;
    tell(k, hit, rows);
    int32_t none = batch_emit(
        m, (struct batch_ins){.op = BATCH_EQC, .lane = hit->lane, .a = hit->reg, .b = -1, .c = -1, .imm = 0});
    struct feel_value nothing = outcome_of(m, t, NULL, 0, &row);
    return unless_refused(k, batch_choose(m, none, batch_constant(m, nothing), total));
}

/* ---- outputs that are computed ---- */

/* Truth plane: does one of these rules fire? */
static int32_t fires(struct maker *k, const struct batch_value *hit, const bool *rules)
{
    uint8_t *truth = ARENA_ARRAY(k->m->arena, uint8_t, hit->n);
    for (uint32_t bit = 0; bit < k->rules; bit++)
        truth[bit + 1] = rules[k->order[bit]] ? BATCH_TRUE : BATCH_FALSE;
    return batch_lut(k->m, hit, BATCH_8, truth);
}

static struct batch_value *output_cell(struct maker *k, const struct dmn_output_clause *out, const struct feel_node *n)
{
    if (n == NULL) return batch_constant(k->m, FEEL_NULL_VALUE);
    struct batch_value *v = batch_coerce(k->m, out->type, batch_lower(k->m, n));
    if (out->allowed == NULL || v->kind == BATCH_NONE || (out->type && out->type->allowed == out->allowed)) return v;
    int32_t holds = batch_allowed(k->m, out->allowed, out->type, out->slot, v);
    return holds == -2 ? batch_none(k->m, "结果列的允许值按行检验", "allowed results that are checked row by row")
                       : batch_null_unless(k->m, holds, v);
}

static struct batch_value *output_column(struct maker *k, const struct batch_value *hit, size_t column)
{
    struct batch_maker *m = k->m;
    const struct dmn_output_clause *out = &k->t->outputs[column];
    struct feel_value *known = ARENA_ARRAY(m->arena, struct feel_value, hit->n);
    struct batch_value **cells = ARENA_ARRAY(m->arena, struct batch_value *, k->rules + 1);
    int32_t reach = m->reach;
    int32_t none = batch_emit(
        m, (struct batch_ins){.op = BATCH_EQC, .lane = hit->lane, .a = hit->reg, .b = -1, .c = -1, .imm = 0});
    m->reach = batch_and(m, reach, batch_and(m, none, k->allowed));
    struct batch_value *fallback =
        out->fallback ? batch_coerce(m, out->type, batch_lower(m, out->fallback)) : batch_constant(m, FEEL_NULL_VALUE);
    m->reach = reach;
    if (batch_is_constant(fallback)) known[0] = fallback->values[0];
    for (uint32_t bit = 0; bit < k->rules; bit++) {
        bool *one = ARENA_ARRAY(m->arena, bool, k->rules);
        one[k->order[bit]] = true;
        m->reach = batch_and(m, reach, fires(k, hit, one));
        cells[bit] = output_cell(k, out, k->t->rules[k->order[bit]].outputs[column]);
        m->reach = reach;
        if (batch_is_constant(cells[bit])) known[bit + 1] = cells[bit]->values[0];
    }
    struct batch_value *v = batch_classes(m, hit, known);
    bool *done = ARENA_ARRAY(m->arena, bool, k->rules + 1);
    for (uint32_t bit = 0; bit < k->rules; bit++) {
        if (done[bit] || batch_is_constant(cells[bit])) continue;
        bool *rules = ARENA_ARRAY(m->arena, bool, k->rules);
        for (uint32_t other = bit; other < k->rules; other++) {
            bool same = cells[other]->kind == cells[bit]->kind && cells[other]->kind == BATCH_NUMBER &&
                        cells[other]->reg == cells[bit]->reg && cells[other]->null == cells[bit]->null &&
                        cells[other]->scale == cells[bit]->scale;
            if (!same && other != bit) continue;
            rules[k->order[other]] = done[other] = true;
        }
        v = batch_choose(m, fires(k, hit, rules), cells[bit], v);
    }
    if (batch_is_constant(fallback)) return v;
    return batch_choose(m, none, fallback, v);
}

static struct batch_value *computed(struct maker *k, struct batch_table *b)
{
    struct batch_maker *m = k->m;
    struct batch_value *hit = emit_table(k, b);
    if (hit == NULL) return NULL;
    int16_t *rows = ARENA_ARRAY(m->arena, int16_t, hit->n);
    for (uint32_t bit = 0; bit < k->rules; bit++)
        rows[bit + 1] = (int16_t)(k->order[bit] + 1);
    tell(k, hit, rows);
    size_t outs = k->t->output_count;
    if (outs == 1) return unless_refused(k, output_column(k, hit, 0));
    struct batch_value *v = batch_value_new(m, BATCH_CONTEXT);
    struct str *names = ARENA_ARRAY(m->arena, struct str, outs + 1);
    v->items = ARENA_ARRAY(m->arena, struct batch_value *, outs + 1);
    v->names = names;
    v->count = outs;
    bool fallback = false;
    for (size_t i = 0; i < outs; i++) {
        names[i] = k->t->outputs[i].name;
        v->items[i] = output_column(k, hit, i);
        fallback |= k->t->outputs[i].fallback != NULL;
    }
    int32_t some = batch_emit(
        m, (struct batch_ins){.op = BATCH_EQC, .lane = hit->lane, .a = hit->reg, .b = -1, .c = -1, .imm = 0});
    if (!fallback) v = batch_null_unless(m, batch_not(m, some), v);
    return unless_refused(k, v);
}

/* ---- policies ---- */

/* Rules by priority: the first that fires decides. */
static const uint32_t *by_priority(struct maker *k, struct dmn_table *t)
{
    struct batch_maker *m = k->m;
    uint32_t *order = ARENA_ARRAY(m->arena, uint32_t, k->rules);
    for (uint32_t i = 0; i < k->rules; i++) {
        uint32_t at = i;
        for (; at > 0; at--) { /* does rule i go before the one at at - 1? */
            uint32_t pair[2] = {order[at - 1], i};
            int16_t first;
            outcome_of(m, t, pair, 2, &first);
            if (first != (int16_t)(i + 1)) break;
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
    return order;
}

/* ANY: rules whose outputs differ from each other. */
static const uint8_t *conflicts_of(struct maker *k, struct dmn_table *t)
{
    struct batch_maker *m = k->m;
    int16_t row;
    struct feel_value *values = ARENA_ARRAY(m->arena, struct feel_value, k->rules);
    uint8_t *conflicts = ARENA_ARRAY(m->arena, uint8_t, (size_t)k->rules * k->planes);
    for (uint32_t r = 0; r < k->rules; r++)
        values[r] = outcome_of(m, t, &r, 1, &row);
    for (uint32_t r = 0; r < k->rules; r++)
        for (uint32_t o = 0; o < k->rules; o++)
            if (o != r && feel_equal(values[r], values[o]) != FEEL_TRUE)
                conflicts[(size_t)r * k->planes + o / 8] |= (uint8_t)(1u << o % 8);
    return conflicts;
}

static struct batch_value *lower_policy(struct maker *k, struct dmn_table *constant)
{
    enum dmn_hit hit = k->t->hit;
    bool many = hit == DMN_RULE_ORDER || hit == DMN_OUTPUT_ORDER || hit == DMN_COLLECT;
    if (many) {
        bool aggregate = hit == DMN_COLLECT && k->t->aggregator != DMN_LIST;
        if (constant && k->rules <= SUBSET_RULES) return by_subset(k, constant, kernel_of(k, BATCH_HIT_ALL));
        if (constant && aggregate && (k->t->output_count == 1 || k->t->aggregator == DMN_COUNT))
            return by_sums(k, constant, kernel_of(k, BATCH_HIT_ALL));
        return NULL;
    }
    struct batch_table *b = kernel_of(k, hit == DMN_FIRST || (hit == DMN_PRIORITY && constant) ? BATCH_HIT_FIRST
                                         : hit == DMN_ANY && constant                          ? BATCH_HIT_ANY
                                                                                               : BATCH_HIT_UNIQUE);
    if (b->hit == BATCH_HIT_ANY) b->conflicts = conflicts_of(k, constant);
    return constant ? by_rule(k, constant, b) : computed(k, b);
}

struct batch_value *batch_lower_table(struct batch_maker *m, const struct feel_node *n)
{
    const struct dmn_table *t = n->data;
    struct maker k = {.m = m, .node = n, .t = t, .rules = (uint32_t)t->rule_count, .allowed = -1};
    if (m->cell) return batch_none(m, "单元格里调用的表", "a table called inside a cell");
    if (t->rule_count == 0 || t->rule_count > BATCH_RULES_MAX)
        return batch_none(m, "规则太多的表", "a table with too many rules");
    k.planes = (k.rules + 7) / 8;
    struct dmn_table *constant = constant_outputs(&k);
    uint32_t *order = ARENA_ARRAY(m->arena, uint32_t, k.rules);
    for (uint32_t i = 0; i < k.rules; i++)
        order[i] = i;
    k.order = order;
    if (t->hit == DMN_PRIORITY && constant && k.rules <= 1000)
        k.order = by_priority(&k, constant);
    else if (t->hit == DMN_PRIORITY)
        constant = NULL;
    if (!add_inputs(&k)) return batch_none(m, k.none->zh, k.none->en);
    if (k.registers.count == 0) add_input(&k, batch_fill(m, BATCH_8, 0), 1);
    struct batch_value *v = lower_policy(&k, constant);
    return v ? v
             : batch_none(m, "此命中策略的结果按行计算", "results of this hit policy, which are computed row by row");
}
