/* dmn_lint_table.c - overlaps, gaps and rows that are never reached, by exact search over the pieces of the axes.
 *
 * A gap is sought axis by axis with the rules that still apply; a branch ends when a rule covers all that is left.
 * States seen before are not searched again, and the work is bounded: then the report says that it is incomplete. */
#include "dmn/dmn_lint.h"

enum { MEMO_SLOTS = 1 << 14 };

struct search {
    const struct lint_axes *x;
    const uint64_t *covers;    /* (axes + 1) * words: rules that hold everywhere on this axis and those behind it */
    size_t within;             /* only where this rule holds; SIZE_MAX = everywhere */
    uint64_t *alive;           /* (axes + 1) * words: the rules that apply on the path so far */
    size_t *path;              /* the piece of every axis */
    const uint64_t **memo;     /* states without a gap */
    uint32_t *memo_axis;
    size_t memo_count;
    int64_t work;              /* left */
    size_t found, wanted;
    struct list told; /* of struct str: examples of gaps */
    void (*gap)(struct search *s);
    struct feel_diags *diags;
};

static void report(struct feel_diags *d, enum feel_severity severity, enum feel_message id, const struct dmn_table *t,
                   const struct feel_arg *args)
{
    feel_report(d, severity, id, t->source, (struct feel_span){0, 0}, args);
}

static bool has_bit(const uint64_t *bits, size_t i)
{
    return bits[i / 64] >> i % 64 & 1;
}

static struct str row_text(const struct lint_axes *x, size_t rule)
{
    return arena_printf(x->arena, "%zu", rule + 1);
}

/* ---- the search for gaps ---- */

static const uint64_t *covers_of(const struct lint_axes *x)
{
    uint64_t *covers = ARENA_ARRAY(x->arena, uint64_t, (x->count + 1) * x->words + 1);
    memset(covers + x->count * x->words, 0xff, x->words * sizeof *covers);
    for (size_t i = x->count; i-- > 0;) {
        for (size_t w = 0; w < x->words; w++) {
            uint64_t all = covers[(i + 1) * x->words + w];
            for (size_t p = 0; p < x->axes[i].count; p++) all &= x->axes[i].pieces[p].rules[w];
            covers[i * x->words + w] = all;
        }
    }
    return covers;
}

static uint64_t *memo_slot(struct search *s, size_t axis, const uint64_t *alive, bool *known)
{
    size_t words = s->x->words;
    uint64_t hash = 1469598103934665603u ^ axis;
    for (size_t w = 0; w < words; w++) hash = (hash ^ alive[w]) * 1099511628211u ^ hash >> 29;
    *known = false;
    if (s->memo_count > MEMO_SLOTS / 2) return NULL;
    size_t at = hash % MEMO_SLOTS;
    for (; s->memo[at]; at = (at + 1) % MEMO_SLOTS) {
        if (s->memo_axis[at] != axis || memcmp(s->memo[at], alive, words * sizeof *alive) != 0) continue;
        *known = true;
        return NULL;
    }
    uint64_t *copy = ARENA_ARRAY(s->x->arena, uint64_t, words);
    memcpy(copy, alive, words * sizeof *copy);
    s->memo[at] = copy;
    s->memo_axis[at] = (uint32_t)axis;
    s->memo_count++;
    return copy;
}

static void seek(struct search *s, size_t axis);

/* Does the rule of the region hold somewhere on every axis from this one on? */
static bool region_left(const struct search *s, size_t axis)
{
    for (; axis < s->x->count; axis++) {
        size_t p = 0;
        while (p < s->x->axes[axis].count && !has_bit(s->x->axes[axis].pieces[p].rules, s->within)) p++;
        if (p == s->x->axes[axis].count) return false;
    }
    return true;
}

/* One piece of an axis: ends the branch, or goes on behind it. */
static void seek_piece(struct search *s, size_t axis, size_t piece)
{
    size_t words = s->x->words;
    const uint64_t *here = &s->alive[axis * words], *covers = &s->covers[(axis + 1) * words];
    uint64_t *next = &s->alive[(axis + 1) * words];
    const uint64_t *rules = s->x->axes[axis].pieces[piece].rules;
    uint64_t any = 0, covered = 0;
    for (size_t w = 0; w < words; w++) {
        next[w] = here[w] & rules[w];
        any |= next[w];
        covered |= next[w] & covers[w];
    }
    s->work -= (int64_t)words;
    if (covered) return;
    s->path[axis] = piece;
    if (!any) { /* what is left may be anything */
        for (size_t i = axis + 1; i < s->x->count; i++) s->path[i] = SIZE_MAX;
        if (s->within != SIZE_MAX && !region_left(s, axis + 1)) return;
        s->found++;
        s->gap(s);
        return;
    }
    seek(s, axis + 1);
}

static void seek(struct search *s, size_t axis)
{
    bool known;
    assert(axis < s->x->count);
    (void)memo_slot(s, axis, &s->alive[axis * s->x->words], &known);
    if (known) return;
    for (size_t p = 0; p < s->x->axes[axis].count; p++) {
        if (s->found >= s->wanted || s->work < 0) return;
        if (s->within == SIZE_MAX || has_bit(s->x->axes[axis].pieces[p].rules, s->within)) seek_piece(s, axis, p);
    }
}

static struct search search_of(const struct lint_axes *x, const uint64_t *covers, size_t rules)
{
    struct search s = {.x = x, .covers = covers, .within = SIZE_MAX, .wanted = 1, .work = LINT_WORK_MAX};
    s.alive = ARENA_ARRAY(x->arena, uint64_t, (x->count + 1) * x->words + 1);
    s.path = ARENA_ARRAY(x->arena, size_t, x->count + 1);
    s.memo = ARENA_ARRAY(x->arena, const uint64_t *, MEMO_SLOTS);
    s.memo_axis = ARENA_ARRAY(x->arena, uint32_t, MEMO_SLOTS);
    for (size_t r = 0; r < rules; r++) s.alive[r / 64] |= (uint64_t)1 << r % 64;
    return s;
}

/* The rules that hold somewhere on the axis: on its piece of the path, or on any. */
static uint64_t rules_on(const struct search *s, size_t axis, size_t word)
{
    const struct lint_axis *x = &s->x->axes[axis];
    if (s->path[axis] != SIZE_MAX) return x->pieces[s->path[axis]].rules[word];
    uint64_t any = 0;
    for (size_t p = 0; p < x->count; p++) any |= x->pieces[p].rules[word];
    return any;
}

/* A rule is a box, so it meets another box when it meets it on every axis. */
static bool is_gap(struct search *s)
{
    for (size_t w = 0; w < s->x->words; w++) {
        uint64_t rules = UINT64_MAX;
        for (size_t i = 0; i < s->x->count && rules; i++) rules &= rules_on(s, i, w);
        s->work -= (int64_t)s->x->count;
        if (rules) return false;
    }
    return true;
}

/* Names only the inputs that matter: what is a gap whatever an input is, is told without it, and once. */
static void report_gap(struct search *s)
{
    size_t *path = ARENA_ARRAY(s->x->arena, size_t, s->x->count);
    memcpy(path, s->path, s->x->count * sizeof *path);
    for (size_t i = 0; i < s->x->count; i++) {
        s->path[i] = SIZE_MAX;
        if (!is_gap(s)) s->path[i] = path[i];
    }
    struct str example = lint_example(s->x, s->path);
    memcpy(s->path, path, s->x->count * sizeof *path);
    for (size_t i = 0; i < s->told.count; i++) {
        if (!str_eq(*LIST_AT(&s->told, struct str, i), example)) continue;
        s->found--;
        return;
    }
    *LIST_ADD(s->x->arena, &s->told, struct str) = example;
    bool many = s->x->table->hit >= DMN_RULE_ORDER;
    report(s->diags, many ? FEEL_NOTE : FEEL_WARNING, FEEL_MSG_LINT_GAP, s->x->table, FEEL_ARGS({"example", example}));
}

/* false: incomplete. */
static bool find_gaps(const struct lint_axes *x, struct feel_diags *d)
{
    for (size_t i = 0; i < x->table->output_count; i++) {
        if (x->table->outputs[i].fallback) return true;
    }
    if (x->count == 0 || x->table->rule_count == 0) return true;
    struct search s = search_of(x, covers_of(x), x->table->rule_count);
    s.gap = report_gap;
    s.wanted = LINT_GAPS_MAX;
    s.diags = d;
    seek(&s, 0);
    return s.work >= 0;
}

/* ---- overlaps ---- */

struct pairs {
    const struct lint_axes *x;
    const uint64_t **rows; /* per axis: rule * its words: bit p = the rule holds on piece p */
    struct feel_diags *diags;
    size_t listed, unlisted;
    int64_t work;
};

static size_t axis_words(const struct lint_axis *axis)
{
    return (axis->count + 63) / 64;
}

/* Bitmaps by rule instead of by piece. */
static bool turn(struct pairs *p)
{
    const struct lint_axes *x = p->x;
    p->rows = ARENA_ARRAY(x->arena, const uint64_t *, x->count + 1);
    for (size_t i = 0; i < x->count; i++) {
        const struct lint_axis *axis = &x->axes[i];
        size_t words = axis_words(axis);
        p->work -= (int64_t)(words * x->table->rule_count + axis->count * x->words);
        if (p->work < 0) return false;
        uint64_t *rows = ARENA_ARRAY(x->arena, uint64_t, words * x->table->rule_count + 1);
        for (size_t k = 0; k < axis->count; k++) {
            for (size_t w = 0; w < x->words; w++) {
                for (uint64_t rules = axis->pieces[k].rules[w]; rules; rules &= rules - 1)
                    rows[(w * 64 + (size_t)__builtin_ctzll(rules)) * words + k / 64] |= (uint64_t)1 << k % 64;
            }
        }
        p->rows[i] = rows;
    }
    return true;
}

/* The first piece where both rules hold; SIZE_MAX when there is none. */
static size_t common_piece(struct pairs *p, size_t axis, size_t a, size_t b)
{
    size_t words = axis_words(&p->x->axes[axis]);
    const uint64_t *x = &p->rows[axis][a * words], *y = &p->rows[axis][b * words];
    for (size_t w = 0; w < words; w++) {
        p->work--;
        if (x[w] & y[w]) return w * 64 + (size_t)__builtin_ctzll(x[w] & y[w]);
    }
    return SIZE_MAX;
}

static bool overlap(struct pairs *p, size_t a, size_t b, size_t *piece)
{
    for (size_t i = 0; i < p->x->count; i++) {
        piece[i] = common_piece(p, i, a, b);
        if (piece[i] == SIZE_MAX) return false;
    }
    return true;
}

/* Outputs of two rules: FEEL_UNKNOWN when they are not constants. */
static enum feel_truth same_outputs(const struct dmn_table *t, size_t a, size_t b)
{
    struct feel_value v, w;
    enum feel_truth same = FEEL_TRUE;
    for (size_t i = 0; i < t->output_count; i++) {
        const struct feel_node *x = t->rules[a].outputs[i], *y = t->rules[b].outputs[i];
        if (!x || !y || !dmn_constant(x, &v) || !dmn_constant(y, &w)) {
            same = FEEL_UNKNOWN;
        } else if (feel_equal(v, w) != FEEL_TRUE) {
            return FEEL_FALSE;
        }
    }
    return same;
}

static size_t rank(struct arena *a, const struct dmn_output_clause *out, struct feel_value v)
{
    bool of_type = out->type && out->type->allowed_items == out->allowed_items;
    struct dmn_cell set;
    for (size_t i = 0; i < out->allowed_count; i++) {
        if (!dmn_cell_read(a, out->allowed_items[i], of_type ? 0 : out->slot, &set)) continue;
        if (set.kind == v.kind && dmn_cell_holds(&set, v)) return i;
    }
    return out->allowed_count;
}

static bool same_priority(const struct lint_axes *x, size_t a, size_t b)
{
    struct feel_value v, w;
    const struct dmn_table *t = x->table;
    for (size_t i = 0; i < t->output_count; i++) {
        if (!dmn_constant(t->rules[a].outputs[i], &v) || !dmn_constant(t->rules[b].outputs[i], &w)) return false;
        if (rank(x->arena, &t->outputs[i], v) != rank(x->arena, &t->outputs[i], w)) return false;
    }
    return true;
}

static void report_pair(struct pairs *p, size_t a, size_t b, const size_t *piece)
{
    const struct dmn_table *t = p->x->table;
    enum feel_message id = FEEL_MSG_LINT_OVERLAP;
    enum feel_severity severity = FEEL_ERROR;
    if (t->hit != DMN_UNIQUE && same_outputs(t, a, b) != FEEL_FALSE) return;
    if (t->hit == DMN_ANY) id = FEEL_MSG_LINT_ANY_DIFFERS;
    if (t->hit == DMN_PRIORITY) {
        if (!same_priority(p->x, a, b)) return;
        id = FEEL_MSG_LINT_SAME_PRIORITY;
        severity = FEEL_NOTE;
    }
    if (p->listed >= LINT_LISTED_MAX) {
        p->unlisted++;
        return;
    }
    p->listed++;
    report(p->diags, severity, id, t,
           FEEL_ARGS({"first", row_text(p->x, a)}, {"second", row_text(p->x, b)},
                     {"example", lint_example(p->x, piece)}));
}

/* The axis on which the fewest pairs meet. */
static size_t best_axis(const struct lint_axes *x)
{
    size_t best = 0;
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < x->count; i++) {
        uint64_t pairs = 0;
        for (size_t k = 0; k < x->axes[i].count; k++) {
            uint64_t rules = 0;
            for (size_t w = 0; w < x->words; w++)
                rules += (uint64_t)__builtin_popcountll(x->axes[i].pieces[k].rules[w]);
            pairs += rules * rules;
        }
        if (pairs < least) best = i;
        if (pairs < least) least = pairs;
    }
    return best;
}

/* Only rules that meet on a piece of the best axis are compared; a pair is told at the first piece it shares. */
static bool find_overlaps(const struct lint_axes *x, struct feel_diags *d)
{
    struct pairs p = {.x = x, .diags = d, .work = LINT_WORK_MAX};
    if (!turn(&p)) return false;
    size_t *piece = ARENA_ARRAY(x->arena, size_t, x->count + 1);
    uint32_t *rules = ARENA_ARRAY(x->arena, uint32_t, x->table->rule_count + 1);
    size_t axis = x->count ? best_axis(x) : 0, pieces = x->count ? x->axes[axis].count : 1;
    for (size_t k = 0; k < pieces && p.work >= 0; k++) {
        size_t count = 0;
        for (size_t r = 0; r < x->table->rule_count; r++) {
            if (x->count == 0 || has_bit(x->axes[axis].pieces[k].rules, r)) rules[count++] = (uint32_t)r;
        }
        for (size_t i = 0; i < count; i++) {
            for (size_t j = i + 1; j < count && p.work >= 0; j++) {
                p.work--;
                if (x->count && common_piece(&p, axis, rules[i], rules[j]) != k) continue;
                if (overlap(&p, rules[i], rules[j], piece)) report_pair(&p, rules[i], rules[j], piece);
            }
        }
    }
    if (p.unlisted)
        report(d, FEEL_NOTE, FEEL_MSG_LINT_MORE, x->table,
               FEEL_ARGS({"count", arena_printf(x->arena, "%zu", p.unlisted)}));
    return p.work >= 0;
}

/* ---- rows that are never reached ---- */

static void no_report(struct search *s)
{
    (void)s;
}

static bool has_opaque(const struct lint_axes *x, size_t rule)
{
    struct dmn_cell set;
    for (size_t i = 0; i < x->table->input_count; i++) {
        if (lint_cell(x->arena, x->table, rule, i, &set) == LINT_OPAQUE) return true;
    }
    return false;
}

/* The ranks of the outputs of every rule; NULL when one is not known. */
static const size_t *ranks_of(const struct lint_axes *x)
{
    const struct dmn_table *t = x->table;
    struct feel_value v;
    size_t *ranks = ARENA_ARRAY(x->arena, size_t, t->rule_count * t->output_count + 1);
    for (size_t r = 0; r < t->rule_count; r++) {
        for (size_t i = 0; i < t->output_count; i++) {
            if (!t->rules[r].outputs[i] || !dmn_constant(t->rules[r].outputs[i], &v)) return NULL;
            ranks[r * t->output_count + i] = rank(x->arena, &t->outputs[i], v);
        }
    }
    return ranks;
}

/* Does rule `a` win over rule `b` where both hold?  ranks == NULL: the first wins. */
static bool wins(const struct dmn_table *t, const size_t *ranks, size_t a, size_t b)
{
    if (ranks == NULL) return a < b;
    for (size_t i = 0; i < t->output_count; i++) {
        size_t x = ranks[a * t->output_count + i], y = ranks[b * t->output_count + i];
        if (x != y) return x < y;
    }
    return false;
}

/* Is the whole of rule r covered by rules that win over it?  Takes from *work; false when that is used up. */
static bool is_masked(const struct lint_axes *x, const uint64_t *covers, const size_t *ranks, size_t r, int64_t *work)
{
    struct arena *own = arena_new();
    struct lint_axes mine = *x;
    mine.arena = own;
    struct search s = search_of(&mine, covers, 0);
    uint64_t any = 0;
    for (size_t q = 0; q < x->table->rule_count; q++) {
        if (q != r && wins(x->table, ranks, q, r)) s.alive[q / 64] |= (uint64_t)1 << q % 64;
    }
    for (size_t w = 0; w < x->words; w++) any |= s.alive[w];
    s.within = r;
    s.gap = no_report;
    s.work = *work;
    if (x->count && any) seek(&s, 0);
    *work = s.work - MEMO_SLOTS / 8 - (int64_t)x->table->rule_count;
    bool masked = any && s.found == 0 && *work >= 0;
    arena_free(own);
    return masked;
}

/* The axes treat an opaque cell as false, so a masked row really is one; a row with opaque cells is left alone. */
static bool find_masked(const struct lint_axes *x, const bool *dead, struct feel_diags *d)
{
    bool priority = x->table->hit == DMN_PRIORITY;
    const size_t *ranks = priority ? ranks_of(x) : NULL;
    if (priority && ranks == NULL) return true;
    const uint64_t *covers = covers_of(x);
    int64_t work = LINT_WORK_MAX;
    for (size_t r = 0; r < x->table->rule_count; r++) {
        if (dead[r] || has_opaque(x, r)) continue;
        bool masked = is_masked(x, covers, ranks, r, &work);
        if (work < 0) return false;
        if (masked)
            report(d, FEEL_WARNING, priority ? FEEL_MSG_LINT_OUTRANKED : FEEL_MSG_LINT_MASKED, x->table,
                   FEEL_ARGS({"rule", row_text(x, r)}));
    }
    return true;
}

/* ---- rows that never apply by themselves ---- */

/* Does the rule hold on no piece of some axis?  *column = of the first such axis. */
static bool never_holds(const struct lint_axes *x, size_t rule, size_t *column)
{
    for (size_t i = 0; i < x->count; i++) {
        bool somewhere = x->axes[i].count == 0;
        for (size_t k = 0; k < x->axes[i].count && !somewhere; k++)
            somewhere = has_bit(x->axes[i].pieces[k].rules, rule);
        *column = x->axes[i].column;
        if (!somewhere) return true;
    }
    return false;
}

static const char *set_kind_name(uint8_t kind)
{
    return feel_kind_name((enum feel_kind)kind);
}

static void report_dead(const struct lint_axes *x, size_t rule, size_t column, bool by_itself, struct feel_diags *d)
{
    const struct dmn_table *t = x->table;
    const struct dmn_input_clause *in = &t->inputs[column];
    const struct feel_node *test = t->rules[rule].tests[column];
    struct dmn_cell set;
    uint8_t declared = lint_declared_kind(in);
    bool is_set = lint_cell(x->arena, t, rule, column, &set) == LINT_SET;
    enum feel_message id = by_itself ? FEEL_MSG_LINT_EMPTY_CELL : FEEL_MSG_LINT_NOT_ALLOWED_CELL;
    bool clash = is_set && declared != FEEL_NULL && set.kind != declared;
    if (clash) id = FEEL_MSG_LINT_CELL_TYPE;
    report(d, clash ? FEEL_ERROR : FEEL_WARNING, id, t,
           FEEL_ARGS({"rule", row_text(x, rule)}, {"input", in->label}, {"test", dmn_node_text(test)},
                     {"expected", str_of(set_kind_name(declared))},
                     {"found", str_of(set_kind_name(is_set ? set.kind : FEEL_NULL))}));
}

/* Opaque cells count as holding; `open` has no allowed values, `x` has. */
static void find_dead(const struct lint_axes *open, const struct lint_axes *x, bool *dead, struct feel_diags *d)
{
    size_t column = 0;
    for (size_t r = 0; r < x->table->rule_count; r++) {
        bool by_itself = never_holds(open, r, &column);
        dead[r] = by_itself || never_holds(x, r, &column);
        if (dead[r]) report_dead(x, r, column, by_itself, d);
    }
}

void lint_table_rows(struct arena *a, const struct dmn_table *t, struct feel_diags *d)
{
    struct lint_axes open = lint_axes_of(a, t, true, false), maybe = open, sure = open;
    if (open.work >= 0) maybe = lint_axes_of(a, t, true, true);
    if (maybe.work >= 0) sure = lint_axes_of(a, t, false, true);
    if (open.work < 0 || maybe.work < 0 || sure.work < 0) {
        report(d, FEEL_NOTE, FEEL_MSG_LINT_INCOMPLETE_SIZE, t, NULL);
        return;
    }
    bool *dead = ARENA_ARRAY(a, bool, t->rule_count + 1);
    find_dead(&open, &maybe, dead, d);
    bool complete = find_gaps(&maybe, d);
    if (t->hit == DMN_UNIQUE || t->hit == DMN_ANY || t->hit == DMN_PRIORITY) complete &= find_overlaps(&sure, d);
    if (t->hit == DMN_FIRST || t->hit == DMN_PRIORITY) complete &= find_masked(&sure, dead, d);
    if (!complete) report(d, FEEL_NOTE, FEEL_MSG_LINT_INCOMPLETE_SIZE, t, NULL);
    if (maybe.opaque)
        report(d, FEEL_NOTE, FEEL_MSG_LINT_INCOMPLETE_CELLS, t,
               FEEL_ARGS({"count", arena_printf(a, "%zu", maybe.opaque)}));
}
