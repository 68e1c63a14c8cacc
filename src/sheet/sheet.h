/* sheet.h - spreadsheets in and out, streaming: csv (UTF-8 with or without BOM, GB18030) and xlsx. */
#ifndef SHEET_SHEET_H
#define SHEET_SHEET_H
#include "base/err.h"

enum sheet_format {
    SHEET_CSV,
    SHEET_XLSX
};
enum sheet_encoding {
    SHEET_UTF8,
    SHEET_UTF8_BOM,
    SHEET_GB18030
};

/** Named limits; a file beyond one is refused with the limit's message, never cut. */
enum {
    SHEET_COLUMNS_MAX = 200,
    SHEET_CELL_MAX = 32767,
    SHEET_ROWS_MAX = 1048576
};
#define SHEET_FILE_MAX (INT64_C(64) << 20)    /* bytes of the file */
#define SHEET_UNZIPPED_MAX (INT64_C(1) << 30) /* bytes of all xlsx parts together, and ratio <= 200 (zip bomb) */

/** One cell as text.  xlsx: shared and inline strings as they are; numbers as Excel stores them (at most 17 digits);
 *  `numeric` tells a number cell, so that a code that lost digits can be refused; dates as YYYY-MM-DD by number
 *  format. */
struct cell {
    struct str text;
    bool numeric;
};
struct sheet_row {
    int64_t number; /* 1 = the first line of the file */
    const struct cell *cells;
    size_t count;
};
struct sheet;
/** Opens a file; format and encoding are found from the content, never from the name.
 *  @error MALFORMED not a spreadsheet, wrong encoding, broken zip, over a limit: each with its own message */
struct sheet *sheet_open(struct arena *a, struct err *e, struct str path);
enum sheet_format sheet_format(const struct sheet *s);
enum sheet_encoding sheet_encoding(const struct sheet *s);
/** The next row (views live until the next call), *end when there is none.  Wholly empty rows are skipped.
 *  A csv row keeps the number of fields it has.  @error MALFORMED with the row number */
bool sheet_next(struct sheet *s, struct err *e, struct sheet_row *out, bool *end) MUST_USE;
/** 0..1000 of the file read, for progress. */
int64_t sheet_permille(const struct sheet *s);
void sheet_close(struct sheet *s);

/** Writes rows into a csv (UTF-8 with BOM, CRLF, formula-leading cells =+-@ guarded with a leading apostrophe) or xlsx
 *  file with constant memory; cells are text unless numeric. */
struct sheet_out;
struct sheet_out *sheet_create(struct arena *a, struct err *e, struct str path, enum sheet_format format);
/** mark: the row gets a warm background in xlsx. */
bool sheet_write(struct sheet_out *s, struct err *e, const struct cell *cells, size_t count, bool mark) MUST_USE;
bool sheet_finish(struct sheet_out *s, struct err *e) MUST_USE;
/** One csv line in memory (for streamed exports). */
void sheet_csv_line(struct buf *b, const struct cell *cells, size_t count);
#endif
