/* dmn_table_plan.c - a table prepared for speed: cells as sets, outputs known beforehand, an index over many rules.
 *
 * The index: a column's constants are cuts of the line of its values; every bucket of neighbouring pieces has a bitmap
 * of the rules that may apply there.  The bitmaps of all columns are joined by AND, and what is left is tested cell by
 * cell, so buckets may be coarse (bounded memory) and cells that are no sets simply stay in every bucket. */
#include "dmn/dmn_table.h"
#include <stdlib.h>

enum { INDEX_BYTES_MAX = 16 << 20, BUCKETS_MAX = 2048 };

/* ---- cells and outputs ---- */

static const struct dmn_plan_cell *plan_cells(struct arena *a, const struct dmn_table *t)
{
    struct dmn_plan_cell *cells = ARENA_ARRAY(a, struct dmn_plan_cell, t->rule_count * t->input_count + 1);
    for (size_t i = 0; i < t->rule_count; i++) {
        for (size_t j = 0; j < t->input_count; j++) {
            const struct feel_node *test = t->rules[i].tests[j];
            bool always = test && test->op == FEEL_OP_CONST && test->constant.kind == FEEL_BOOLEAN &&
                          test->constant.boolean;
            if (test == NULL || always) continue;
            struct dmn_plan_cell *cell = &cells[i * t->input_count + j];
            cell->test = test;
            dmn_cell_read(a, test, t->inputs[j].slot, &cell->set);
        }
    }
    return cells;
}

static bool type_accepts(const struct feel_type *type, struct feel_value v)
{
    return type == NULL || type->kind == FEEL_TYPE_ANY || v.kind == FEEL_NULL || feel_instance_of(v, type);
}

static const struct dmn_plan_output *plan_outputs(struct arena *a, const struct dmn_table *t)
{
    struct dmn_plan_output *outputs = ARENA_ARRAY(a, struct dmn_plan_output, t->rule_count * t->output_count + 1);
    for (size_t j = 0; j < t->output_count; j++) {
        const struct dmn_output_clause *out = &t->outputs[j];
        struct dmn_cell allowed = {.kind = FEEL_NULL};
        bool of_type = out->type && out->type->allowed == out->allowed;
        if (out->allowed) dmn_cell_read(a, out->allowed, of_type ? 0 : out->slot, &allowed);
        for (size_t i = 0; i < t->rule_count; i++) {
            struct dmn_plan_output *known = &outputs[i * t->output_count + j];
            const struct feel_node *node = t->rules[i].outputs[j];
            if (node && (!dmn_constant(node, &known->value) || !type_accepts(out->type, known->value))) continue;
            struct feel_value v = known->value;
            known->known = out->allowed == NULL || v.kind == FEEL_NULL ||
                           (allowed.kind == v.kind && dmn_cell_holds(&allowed, v));
        }
    }
    return outputs;
}

/* ---- priorities ---- */

/* The items of an output as sets; NULL when one of them is none. */
static const struct dmn_cell *rank_sets(struct arena *a, const struct dmn_output_clause *out)
{
    bool of_type = out->type && out->type->allowed_items == out->allowed_items;
    struct dmn_cell *sets = ARENA_ARRAY(a, struct dmn_cell, out->allowed_count + 1);
    for (size_t i = 0; i < out->allowed_count; i++) {
        if (!dmn_cell_read(a, out->allowed_items[i], of_type ? 0 : out->slot, &sets[i])) return NULL;
    }
    return sets;
}

static uint32_t rank_in(const struct dmn_cell *sets, size_t count, struct feel_value v)
{
    for (size_t i = 0; i < count; i++) {
        if (sets[i].kind == v.kind && dmn_cell_holds(&sets[i], v)) return (uint32_t)i;
    }
    return (uint32_t)count;
}

static const uint32_t *plan_ranks(struct arena *a, const struct dmn_table *t, const struct dmn_plan_output *outputs)
{
    if (t->hit != DMN_PRIORITY && t->hit != DMN_OUTPUT_ORDER) return NULL;
    uint32_t *ranks = ARENA_ARRAY(a, uint32_t, t->rule_count * t->output_count + 1);
    for (size_t j = 0; j < t->output_count; j++) {
        const struct dmn_cell *sets = rank_sets(a, &t->outputs[j]);
        if (sets == NULL) return NULL;
        for (size_t i = j; i < t->rule_count * t->output_count; i += t->output_count) {
            if (!outputs[i].known) return NULL;
            ranks[i] = rank_in(sets, t->outputs[j].allowed_count, outputs[i].value);
        }
    }
    return ranks;
}

/* ---- the index ---- */

static int by_value(const void *a, const void *b)
{
    return dmn_scalar_cmp(*(const struct feel_value *)a, *(const struct feel_value *)b);
}

/* The key of a value among the keys of a column; false when it has none: a number with more digits, or too large. */
static inline bool key_of(const struct dmn_plan_column *c, const struct feel_value *v, int64_t *key)
{
    static const int64_t POWERS[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};
    int32_t exponent;
    if (v->kind == FEEL_DATE) {
        *key = v->days;
        return true;
    }
    if (v->kind == FEEL_BOOLEAN) {
        *key = v->boolean;
        return true;
    }
    if (v->kind != FEEL_NUMBER || !num_small(v->number, key, &exponent)) return false;
    if (exponent == c->exponent) return true;
    int32_t shift = exponent - c->exponent;
    return shift > 0 && shift < (int32_t)COUNT(POWERS) && !__builtin_mul_overflow(*key, POWERS[shift], key);
}

static inline uint32_t piece_of_key(const struct dmn_plan_column *c, int64_t key)
{
    uint32_t low = 0;
    for (uint32_t n = c->cut_count; n > 0;) {
        uint32_t half = n / 2;
        bool right = c->keys[low + half] < key;
        low = right ? low + half + 1 : low;
        n = right ? n - half - 1 : half;
    }
    return 2 * low + (low < c->cut_count && c->keys[low] == key);
}

/* The line of values in pieces: 2i + 1 is the cut i itself, 2i the gap before it. */
static uint32_t piece_of(const struct dmn_plan_column *c, struct feel_value v)
{
    int64_t key;
    if (c->keys && key_of(c, &v, &key)) return piece_of_key(c, key);
    uint32_t low = 0, high = c->cut_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = dmn_scalar_cmp(v, c->cuts[middle]);
        if (order == 0) return 2 * middle + 1;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 2 * low;
}

static uint32_t bucket_of(const struct dmn_plan_column *c, uint32_t piece)
{
    uint32_t pieces = 2 * c->cut_count + 1;
    return pieces == c->buckets ? piece : (uint32_t)((uint64_t)piece * c->buckets / pieces);
}

/* The kind of most cells of a column that are sets; FEEL_NULL when they are less than half of its cells. */
static uint8_t column_kind(const struct dmn_table *t, const struct dmn_plan_cell *cells, size_t input)
{
    size_t of_kind[FEEL_KINDS] = {0}, all = 0;
    for (size_t i = 0; i < t->rule_count; i++) {
        const struct dmn_plan_cell *cell = &cells[i * t->input_count + input];
        if (cell->test == NULL) continue;
        all++;
        of_kind[cell->set.kind]++;
    }
    for (uint8_t kind = FEEL_BOOLEAN; kind < FEEL_KINDS; kind++) {
        if (of_kind[kind] > 0 && of_kind[kind] * 2 >= all) return kind;
    }
    return FEEL_NULL;
}

static void find_cuts(struct arena *a, const struct dmn_table *t, const struct dmn_plan_cell *cells,
                      struct dmn_plan_column *c)
{
    struct list cuts = {0};
    for (size_t i = 0; i < t->rule_count; i++) {
        const struct dmn_cell *set = &cells[i * t->input_count + c->input].set;
        for (uint32_t k = 0; set->kind == c->kind && k < set->count; k++) {
            const struct dmn_span *s = &set->spans[k];
            if (s->low.kind) *LIST_ADD(a, &cuts, struct feel_value) = s->low;
            if (s->high.kind) *LIST_ADD(a, &cuts, struct feel_value) = s->high;
        }
    }
    struct feel_value *v = cuts.items;
    qsort(v, cuts.count, sizeof *v, by_value);
    uint32_t distinct = 0;
    for (size_t i = 0; i < cuts.count; i++) {
        if (distinct == 0 || dmn_scalar_cmp(v[distinct - 1], v[i]) != 0) v[distinct++] = v[i];
    }
    c->cuts = v;
    c->cut_count = distinct;
}

/* The cuts as whole numbers at the finest exponent among them. */
static void find_keys(struct arena *a, struct dmn_plan_column *c)
{
    int64_t *keys = ARENA_ARRAY(a, int64_t, c->cut_count + 1), m;
    int32_t exponent;
    c->exponent = INT32_MAX;
    for (uint32_t i = 0; c->kind == FEEL_NUMBER && i < c->cut_count; i++) {
        if (!num_small(c->cuts[i].number, &m, &exponent)) return;
        if (exponent < c->exponent) c->exponent = exponent;
    }
    for (uint32_t i = 0; i < c->cut_count; i++) {
        if (!key_of(c, &c->cuts[i], &keys[i])) return;
    }
    c->keys = keys;
}

static void set_bits(uint64_t *bits, size_t words, uint32_t from, uint32_t to, size_t rule)
{
    for (uint32_t b = from; b <= to; b++) bits[b * words + rule / 64] |= (uint64_t)1 << rule % 64;
}

static void clear_bits(uint64_t *bits, size_t words, uint32_t from, uint32_t to, size_t rule)
{
    for (uint32_t b = from; b <= to; b++) bits[b * words + rule / 64] &= ~((uint64_t)1 << rule % 64);
}

/* Marks the buckets where the rule may apply. */
static void fill_rule(const struct dmn_plan_column *c, uint64_t *bits, size_t words, const struct dmn_plan_cell *cell,
                      size_t rule)
{
    bool exact = c->buckets == 2 * c->cut_count + 1, is_set = cell->test && cell->set.kind == c->kind;
    bool everywhere = !is_set || cell->set.negated;
    if (everywhere) set_bits(bits, words, 0, c->buckets - 1, rule);
    if (!is_set || (everywhere && !exact)) return;
    for (uint32_t k = 0; k < cell->set.count; k++) {
        const struct dmn_span *s = &cell->set.spans[k];
        uint32_t from = 0, to = 2 * c->cut_count;
        if (s->low.kind) from = piece_of(c, s->low) + !s->low_closed;
        if (s->high.kind) to = piece_of(c, s->high) - !s->high_closed;
        if (everywhere)
            clear_bits(bits, words, bucket_of(c, from), bucket_of(c, to), rule);
        else
            set_bits(bits, words, bucket_of(c, from), bucket_of(c, to), rule);
    }
}

static void plan_column(struct arena *a, const struct dmn_table *t, const struct dmn_table_plan *p,
                        struct dmn_plan_column *c)
{
    find_cuts(a, t, p->cells, c);
    find_keys(a, c);
    size_t bucket_bytes = p->words * sizeof(uint64_t);
    size_t affordable = INDEX_BYTES_MAX / DMN_INDEX_COLUMNS_MAX / bucket_bytes;
    size_t buckets = 2 * (size_t)c->cut_count + 1;
    if (buckets > BUCKETS_MAX) buckets = BUCKETS_MAX;
    if (buckets > affordable) buckets = affordable ? affordable : 1;
    c->buckets = (uint32_t)buckets;
    uint64_t *bits = ARENA_ARRAY(a, uint64_t, buckets * p->words);
    uint64_t *summary = ARENA_ARRAY(a, uint64_t, buckets * p->summary_words);
    for (size_t i = 0; i < t->rule_count; i++)
        fill_rule(c, bits, p->words, &p->cells[i * t->input_count + c->input], i);
    for (size_t b = 0; b < buckets; b++) {
        for (size_t w = 0; w < p->words; w++) {
            if (bits[b * p->words + w]) summary[b * p->summary_words + w / 64] |= (uint64_t)1 << w % 64;
        }
    }
    c->bits = bits;
    c->summary = summary;
    c->exact = c->buckets == 2 * c->cut_count + 1;
    for (size_t i = 0; i < t->rule_count; i++) {
        const struct dmn_plan_cell *cell = &p->cells[i * t->input_count + c->input];
        if (cell->test && cell->set.kind != c->kind) c->exact = false;
    }
}

static bool is_unused(const struct dmn_table *t, const struct dmn_plan_cell *cells, size_t input)
{
    for (size_t i = 0; i < t->rule_count; i++) {
        if (cells[i * t->input_count + input].test) return false;
    }
    return true;
}

static void plan_index(struct arena *a, const struct dmn_table *t, struct dmn_table_plan *p)
{
    if (t->rule_count < DMN_INDEX_RULES_MIN) return;
    p->words = (t->rule_count + 63) / 64;
    p->summary_words = (p->words + 63) / 64;
    struct dmn_plan_column *columns = ARENA_ARRAY(a, struct dmn_plan_column, DMN_INDEX_COLUMNS_MAX);
    p->exact = true;
    for (size_t i = 0; i < t->input_count; i++) {
        if (is_unused(t, p->cells, i)) continue;
        uint8_t kind = column_kind(t, p->cells, i);
        if (kind == FEEL_NULL || p->column_count == DMN_INDEX_COLUMNS_MAX) {
            p->exact = false;
            continue;
        }
        struct dmn_plan_column *c = &columns[p->column_count++];
        *c = (struct dmn_plan_column){.input = (uint32_t)i, .kind = kind};
        plan_column(a, t, p, c);
        p->exact &= c->exact;
    }
    p->columns = columns;
}

void dmn_table_prepare(struct arena *a, struct dmn_table *t)
{
    struct dmn_table_plan *p = ARENA_NEW(a, struct dmn_table_plan);
    struct dmn_cell *allowed = ARENA_ARRAY(a, struct dmn_cell, t->input_count + 1);
    for (size_t i = 0; i < t->input_count; i++) {
        const struct dmn_input_clause *in = &t->inputs[i];
        bool of_type = in->type && in->type->allowed == in->allowed;
        if (in->allowed) dmn_cell_read(a, in->allowed, of_type ? 0 : in->slot, &allowed[i]);
    }
    p->input_allowed = allowed;
    p->cells = plan_cells(a, t);
    p->outputs = plan_outputs(a, t);
    p->ranks = plan_ranks(a, t, p->outputs);
    plan_index(a, t, p);
    t->plan = p;
}

/* ---- finding ---- */

struct finder {
    const uint64_t *bits[DMN_INDEX_COLUMNS_MAX], *summary[DMN_INDEX_COLUMNS_MAX];
    uint32_t columns;
    bool sure; /* the bits alone decide */
    int64_t steps;
};

/* Takes the rules of a word that apply; true = enough was found. */
static bool take_rules(struct feel_run *r, const struct dmn_table *t, struct finder *f, uint64_t rules, size_t word,
                       struct dmn_hits *h)
{
    for (; rules; rules &= rules - 1) {
        size_t rule = word * 64 + (size_t)__builtin_ctzll(rules);
        f->steps++;
        if (!f->sure && !dmn_rule_holds(r, t, rule)) continue;
        dmn_hits_add(r->arena, h, (uint32_t)rule);
        if (t->hit == DMN_FIRST) return true;
    }
    return r->stopped;
}

/* Up to 64 rules: a word of each column, as long as a rule is left.  A value of another kind does not narrow. */
static void find_small(struct feel_run *r, const struct dmn_table *t, struct finder *f, struct dmn_hits *h)
{
    const struct dmn_table_plan *p = t->plan;
    uint64_t rules = t->rule_count == 64 ? UINT64_MAX : ((uint64_t)1 << t->rule_count) - 1;
    for (uint32_t i = 0; i < p->column_count; i++) {
        const struct dmn_plan_column *c = &p->columns[i];
        const struct feel_value *v = &r->frame[t->inputs[c->input].slot];
        if (v->kind != c->kind) {
            f->sure = false;
            continue;
        }
        rules &= c->bits[bucket_of(c, piece_of(c, *v))];
        if (rules == 0) return;
    }
    (void)take_rules(r, t, f, rules, 0, h);
}

static void find_buckets(const struct feel_run *r, const struct dmn_table *t, struct finder *f)
{
    const struct dmn_table_plan *p = t->plan;
    for (uint32_t i = 0; i < p->column_count; i++) {
        const struct dmn_plan_column *c = &p->columns[i];
        struct feel_value v = r->frame[t->inputs[c->input].slot];
        if (v.kind != c->kind) {
            f->sure = false;
            continue;
        }
        size_t bucket = bucket_of(c, piece_of(c, v));
        f->bits[f->columns] = c->bits + bucket * p->words;
        f->summary[f->columns++] = c->summary + bucket * p->summary_words;
    }
}

static bool find_word(struct feel_run *r, const struct dmn_table *t, struct finder *f, size_t word, struct dmn_hits *h)
{
    uint64_t rules = f->bits[0][word];
    for (uint32_t i = 1; i < f->columns; i++) rules &= f->bits[i][word];
    f->steps++;
    return take_rules(r, t, f, rules, word, h);
}

bool dmn_plan_find(struct feel_run *r, const struct dmn_table *t, struct dmn_hits *h)
{
    struct finder f;
    f.columns = 0;
    f.steps = 1;
    f.sure = t->plan->exact;
    if (t->rule_count <= 64) {
        find_small(r, t, &f, h);
    } else {
        find_buckets(r, t, &f);
        if (f.columns == 0) return false;
        bool done = false;
        for (size_t s = 0; s < t->plan->summary_words && !done; s++) {
            uint64_t words = f.summary[0][s];
            for (uint32_t i = 1; i < f.columns; i++) words &= f.summary[i][s];
            for (; words && !done; words &= words - 1)
                done = find_word(r, t, &f, s * 64 + (size_t)__builtin_ctzll(words), h);
        }
    }
    if (!feel_step(r, f.steps)) h->count = 0;
    return true;
}
