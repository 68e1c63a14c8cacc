/* dmn_view.h - a model for people's eyes: tables with their cells in words, expressions as written.
 *
 * What a screen shows of a rule, without knowing how it is compiled. */
#ifndef DMN_DMN_VIEW_H
#define DMN_DMN_VIEW_H
#include "dmn/dmn.h"

struct dmn_view_cell {
    struct str text;   /* as written; "-" for a cell that takes everything */
    struct str zh, en; /* in words where they are known, else the text */
};
struct dmn_view_column {
    struct str text; /* label, else the input's expression or the output's name */
    struct str type; /* as FEEL calls it; empty = any */
    bool output;
};
struct dmn_view_row {
    const struct dmn_view_cell *cells; /* one per column */
    struct str note;                   /* its annotations */
    bool otherwise;                    /* the default outputs: no other row applied */
};
struct dmn_view_table {
    const char *hit_policy; /* "UNIQUE" */
    const struct dmn_view_column *columns;
    size_t column_count;
    const struct dmn_view_row *rows;
    size_t row_count;
};
/** The n-th table of a decision or knowledge model; false behind the last.  Texts live in `a` or in the model. */
bool dmn_view_table(const struct dmn_model *m, size_t element, size_t n, struct arena *a, struct dmn_view_table *out);
/** The expression of a decision as written; empty when it is boxed. */
struct str dmn_view_expression(const struct dmn_model *m, size_t element);
/** The i-th entry of a decision that is a boxed context, as written; a table in it has an empty text, the result cell
 *  has no name.  False behind the last, and for what is no context. */
bool dmn_view_entry(const struct dmn_model *m, size_t element, size_t i, struct str *name, struct str *text);
/** Elements that an element requires directly, in order; borrowed. */
const uint32_t *dmn_view_requires(const struct dmn_model *m, size_t element, size_t *count);
#endif
