/* paper.h - formal pages as PDF: A4, Chinese set by Pango, drawn by Cairo; the only door to both.
 *
 * A document is data: blocks in their order.  The same document gives the same bytes with the same fonts, because the
 * date inside the file is the document's own.  Tables break between rows and repeat their heading on every page; every
 * page carries its number and the number of all pages. */
#ifndef PAPER_PAPER_H
#define PAPER_PAPER_H
#include "base/date.h"
#include "base/err.h"

enum {
    PAPER_COLUMNS_MAX = 12,
    PAPER_CELL_MAX = 2000, /* bytes of one text; what is longer is refused, never cut */
    PAPER_PAGES_MAX = 500
};
enum paper_align {
    PAPER_LEFT,
    PAPER_CENTRE,
    PAPER_RIGHT
};
enum paper_kind {
    PAPER_TITLE, /* centred and large: cells[0] */
    PAPER_TEXT,  /* a paragraph: cells[0] */
    PAPER_FACTS, /* labels and values in two pairs a line: label, value, label, value ... */
    PAPER_TABLE, /* heading in columns, then cells row by row */
    PAPER_SIGNS  /* a line to sign on for each cell, side by side */
};
struct paper_column {
    struct str heading;
    int32_t width; /* a share: 10 is twice as wide as 5 */
    int32_t align; /* enum paper_align, of the cells */
};
struct paper_block {
    int32_t kind;                       /* enum paper_kind */
    int32_t align;                      /* of a PAPER_TEXT */
    const struct paper_column *columns; /* of a PAPER_TABLE */
    size_t column_count;
    const struct str *cells; /* valid UTF-8; of a PAPER_TABLE a multiple of column_count */
    size_t cell_count;
};
struct paper {
    struct str title;       /* inside the file, for its reader's window */
    struct str footer;      /* on every page, at the left; absent = nothing */
    struct str mark;        /* large, pale and aslant across every page: "示例"; absent = nothing */
    struct instant created; /* stands in the file and nowhere on the page */
    bool english;           /* "Page 1 of 2" instead of 第 1 页 共 2 页 */
    bool landscape;
    const struct paper_block *blocks;
    size_t block_count;
};

/** Appends the document as one PDF file.  Any thread.
 *  @error TOO_LARGE (PAPER_LONG) a text or the whole is over its limit; INTERNAL the fonts or the library failed */
bool paper_pdf(struct arena *a, struct err *e, const struct paper *doc, struct buf *out) MUST_USE;
#endif
