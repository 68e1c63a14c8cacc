/* dmn_lint.h - inside the lint of tables: inputs as axes, cut into pieces on which every cell is constant.
 *
 * Two values in one piece satisfy the same cells, so one witness per piece stands for all of them, and what is found
 * over the pieces (overlaps, gaps, rows that are never reached) is exact and comes with an example. */
#ifndef DMN_LINT_H
#define DMN_LINT_H
#include "dmn/dmn_impl.h"

enum {
    LINT_WORK_MAX = 100000000,
    LINT_WORDS_MAX = 8 << 20, /* of the bitmaps of one axis */
    LINT_AXES_MAX = 64,
    LINT_LISTED_MAX = 20,
    LINT_GAPS_MAX = 3
};

/** A class of pieces that no rule tells apart. */
struct lint_piece {
    struct feel_value witness;
    const uint64_t *rules; /* bit r: the cells of rule r hold here (a cell that is no set counts as `maybe` says) */
};
/** One input expression; columns with the same text are one axis. */
struct lint_axis {
    uint32_t column; /* the first of them */
    const struct lint_piece *pieces;
    size_t count;
    bool free; /* every cell is `-`: any value will do, and there is one piece */
};
/** The axes of a table.  maybe: what a cell that is no set counts as: true for gaps, false for overlaps. */
struct lint_axes {
    const struct dmn_table *table;
    struct arena *arena;
    const struct lint_axis *axes;
    size_t count;
    size_t words;  /* of a bitmap of rules */
    size_t opaque; /* cells that are no sets */
    int64_t work;  /* left; below 0 the axes are incomplete and must not be used */
};
/** What a cell is to the lint. */
enum lint_cell_kind {
    LINT_ANY,      /* `-` */
    LINT_SET,      /* a set of constants */
    LINT_IS_NULL,  /* null */
    LINT_NOT_NULL, /* not(null) */
    LINT_NEVER,    /* an interval of constants that is empty */
    LINT_OPAQUE
};
enum lint_cell_kind lint_cell(struct arena *a, const struct dmn_table *t, size_t rule, size_t column,
                              struct dmn_cell *set);
/** The allowed values of a column as a set; false when there are none or they are no set. */
bool lint_allowed(struct arena *a, const struct dmn_input_clause *in, struct dmn_cell *set);
/** The kind of an input's values by its declared type; FEEL_NULL when that says nothing (or is no kind of a set). */
uint8_t lint_declared_kind(const struct dmn_input_clause *in);
/** restricted: only values that the inputs' allowed values permit. */
struct lint_axes lint_axes_of(struct arena *a, const struct dmn_table *t, bool maybe, bool restricted);
/** "age = 17.5, degree = "x""; piece[i] of axis i, SIZE_MAX = any. */
struct str lint_example(const struct lint_axes *x, const size_t *piece);

/** Overlaps, gaps and rows that are never reached. */
void lint_table_rows(struct arena *a, const struct dmn_table *t, struct feel_diags *d);
#endif
