/* cells.h - verdicts of 1,024 enterprises by one item as one text.
 *
 *     block = cell { " " cell }         in the order of the enterprises' numbers; equal neighbours as  cell "~" times
 *     cell  = "-" | verdict lines [ "$" fen ]
 *     verdict = E entitled | L likely | K lacks | N not | X the rule failed
 *     lines = outcome [ "*" count ] { "," outcome [ "*" count ] }
 *
 * "E7$600000": entitled to 6,000 yuan by outcome 7.  "E7*3,9*120$30000": three workers by outcome 7, 120 by outcome 9.
 * "K2*0": no worker is known; outcome 2 says what is missing. */
#ifndef MATCH_CELLS_H
#define MATCH_CELLS_H
#include "match/match.h"

enum {
    CELLS_MAX = 1024, /* of a block */
    PARTS_MAX = 100000
};

struct match_part {
    int64_t outcome, lines;
};
struct match_cell {
    int32_t verdict; /* enum match_verdict; NONE: "-" */
    int64_t fen;
    struct list parts; /* struct match_part, by outcome */
};

/** The text of a cell. */
struct str cell_write(struct arena *a, const struct match_cell *cell);
/** The inverse; false when it is none. */
bool cell_read(struct arena *a, struct str text, struct match_cell *out) MUST_USE;
/** Only the verdict. */
enum match_verdict cell_verdict(struct str text);
/** The text of a block of CELLS_MAX cells; an absent one is "-".  Absent when no cell is there at all. */
struct str cells_write(struct arena *a, const struct str *cells);
/** The inverse: views into text; false when it is no block. */
bool cells_read(struct str text, struct str *cells) MUST_USE;
#endif
