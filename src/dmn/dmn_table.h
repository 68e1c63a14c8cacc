/* dmn_table.h - inside tables: the prepared plan, the rows that apply, what the hit policy makes of them.
 *
 * dmn_table (inputs, rows) -> dmn_table_plan (cells as sets, an index over many rows) -> dmn_table_hit (the result). */
#ifndef DMN_TABLE_H
#define DMN_TABLE_H
#include "dmn/dmn_impl.h"

struct dmn_plan_cell {
    const struct feel_node *test; /* NULL: the cell is `-` */
    struct dmn_cell set;          /* kind FEEL_NULL: `test` must be evaluated */
};
struct dmn_plan_output {
    struct feel_value value;
    bool known; /* a constant of the right type and among the allowed values: nothing to evaluate or check */
};
/** A column of the index: the value's bucket gives the rules that may apply.  In a large table a bucket may hold
 *  several pieces; then, and where a cell is no set, the rules found are tested again. */
struct dmn_plan_column {
    uint32_t input;
    uint8_t kind;
    bool exact; /* the bits alone decide: a bucket per piece, and every cell is a set of this kind or `-` */
    const struct feel_value *cuts; /* sorted, distinct */
    const int64_t *keys; /* the cuts as whole numbers times 10^exponent (dates: days, booleans: 0, 1); may be NULL */
    int32_t exponent;
    uint32_t cut_count;
    uint32_t buckets;
    const uint64_t *bits;    /* buckets * words: bit r = rule r may apply */
    const uint64_t *summary; /* buckets * summary_words: bit w = word w of the bucket is not 0 */
};
enum { DMN_INDEX_RULES_MIN = 3, DMN_INDEX_COLUMNS_MAX = 16 };
struct dmn_table_plan {
    const struct dmn_plan_cell *cells;     /* rule_count * input_count */
    const struct dmn_plan_output *outputs; /* rule_count * output_count */
    const uint32_t *ranks;                 /* rule_count * output_count; NULL = not all known */
    const struct dmn_cell *input_allowed;  /* per input: `allowed` as a set */
    const struct dmn_plan_column *columns;
    uint32_t column_count;
    bool exact; /* the columns are exact and every other input is `-` in all rules */
    size_t words, summary_words;
};

/** The rows that apply, 0-based, in rule order. */
struct dmn_hits {
    uint32_t *rows;
    uint32_t count, cap;
    uint32_t first[16]; /* enough for nearly every table, without the arena */
};
void dmn_hits_add(struct arena *a, struct dmn_hits *h, uint32_t row);
/** Do all cells of the rule hold for the values in the frame? */
bool dmn_rule_holds(struct feel_run *r, const struct dmn_table *t, size_t rule);
/** The rows that apply, found through the index; false when it cannot be used for these values. */
bool dmn_plan_find(struct feel_run *r, const struct dmn_table *t, struct dmn_hits *h);
/** A truth over `slot` of the frame, or over a type's own frame: is it true for v?  A list may satisfy it as a whole
 *  or with each of its items; null is never refused. */
bool dmn_allowed_holds(struct feel_run *r, const struct feel_node *allowed, const struct feel_type *type,
                       uint32_t slot, struct feel_value v);
/** The place of a value among the allowed items of an output: 0 = first; allowed_count when it is none of them. */
uint32_t dmn_output_rank(struct feel_run *r, const struct dmn_output_clause *out, struct feel_value v);
/** The result of the table for these rows; h->rows is left in the order of the result. */
struct feel_value dmn_table_outcome(struct feel_run *r, const struct feel_node *n, struct dmn_hits *h);
#endif
