/* export.h - rows as a download: csv page by page, or xlsx.
 *
 * An xlsx is zipped at its end only, so its pages are written to a temporary file first, each in its own short
 * transaction, and the file is sent then. */
#ifndef EXPORT_H
#define EXPORT_H
#include "app/stream.h"
#include "sheet/sheet.h"

struct export_to; /* where the rows of a page go */
/** Writes one row. */
bool export_row(struct ctx *c, const struct export_to *to, const struct cell *cells, size_t count) MUST_USE;

struct export {
    bool csv;             /* else xlsx */
    struct str file_name; /* without its ending */
    size_t columns;
    /** Fills cells[columns] with the headings. */
    void (*head)(const void *state, struct cell *cells);
    /** Puts the next page of rows; *end = true with the last.  As `next` of struct download: what must outlive the call
     *  lives in the arena that export_start saw. */
    bool (*page)(struct ctx *c, void *state, const struct export_to *to, bool *end);
    void *state;
};
/** The download of it; e is copied, what it points to must live as long as c->arena. */
void export_start(struct ctx *c, const struct export *e, struct download *out);

/** A field of a record as a cell: enums by their label, money in yuan, money and integers as numbers. */
struct cell export_cell(struct arena *a, enum lang lang, const struct field *f, const void *obj);
#endif
