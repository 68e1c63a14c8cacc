/* sheet.h - the lines of a claim as a spreadsheet: out with what is there, in with every refused row told. */
#ifndef CLAIM_SHEET_H
#define CLAIM_SHEET_H
#include "claim/claim.h"

#define CLAIM_SHEET_MAX (INT64_C(8) << 20) /* bytes of the file */

struct claim_sheet_new {
    struct str id;
    int64_t version;
};
/** A row that was left out. */
struct claim_fault {
    int64_t row; /* 1 = the first line of the file */
    struct str name, message;
};
struct claim_sheet {
    int64_t rows, taken, refused; /* rows = taken + refused */
    struct list faults;           /* struct claim_fault */
    struct claim claim;           /* with the lines that were taken */
    struct list lines;            /* the server's own: struct claim_line_new */
};
extern const struct record CLAIM_SHEET_NEW, CLAIM_FAULT, CLAIM_SHEET;

/** On a reader: reads the sheet against the claim's item and the enterprise's workers (by identity number, else by a
 *  name that only one of them has).
 *  @error INVALID no heading, a column that the item does not know, too many rows; MALFORMED no spreadsheet */
bool claim_sheet_read(struct ctx *c, const struct claim_sheet_new *in, struct str path,
                      struct claim_sheet *out) MUST_USE;
/** Replaces the lines of a draft or a supplement by those that were taken.  @error those of claim_update */
bool claim_sheet_take(struct ctx *c, const struct claim_sheet_new *in, struct claim_sheet *out) MUST_USE;
/** The lines as they are as an xlsx in a temporary file that dies with the request; identity numbers masked. */
bool claim_sheet_write(struct ctx *c, const struct claim_key *in, struct str *path, struct str *name,
                       int64_t *size) MUST_USE;
#endif
