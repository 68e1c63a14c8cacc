/* sheet_impl.h - shared inside sheet/: the reader's parts and the decoding of text files. */
#ifndef SHEET_SHEET_IMPL_H
#define SHEET_SHEET_IMPL_H
#include "sheet/sheet.h"
#include <stdio.h>

/** A row of any csv or xlsx may hold at most this many bytes; more means a quotation mark is missing. */
enum {
    SHEET_ROW_BYTES_MAX = 4 << 20
};

/* ---- decoding: a file as a stream of valid UTF-8 without BOM, NUL refused ---- */
struct decoder;
/** What stopped the stream; the parser knows in which row. */
enum decode_stop {
    DECODE_OK,
    DECODE_END,
    DECODE_BAD_ENCODING,
    DECODE_NUL,
    DECODE_READ_ERROR
};
/** Finds the encoding by reading the whole file once: strict UTF-8, else GB18030.  A file that was UTF-8 for a while
 *  stays UTF-8, so that one broken byte is reported in its row instead of turning the file into another language. */
struct decoder *decoder_open(struct arena *a, FILE *file);
enum sheet_encoding decoder_encoding(const struct decoder *d);
/** The next bytes; good bytes before a bad one come first.  The view lives until the next call. */
enum decode_stop decoder_next(struct decoder *d, struct str *out);
int64_t decoder_consumed(const struct decoder *d);
void decoder_close(struct decoder *d);

/* ---- one row under construction, memory used again for every row ---- */
struct row_build {
    char *bytes;
    size_t n, cap;
    struct cell *cells; /* text.p is filled in by row_finish, because bytes may move */
    size_t *starts;
    size_t count, cell_cap;
};
void row_open(struct row_build *r);
void row_close(struct row_build *r);
void row_clear(struct row_build *r);
/** Appends to the text of the newest cell; false when the row is over SHEET_ROW_BYTES_MAX. */
bool row_add(struct row_build *r, struct str s) MUST_USE;
/** Begins a new cell; false when there are SHEET_COLUMNS_MAX already. */
bool row_cell(struct row_build *r) MUST_USE;
/** Points the cells at their texts.  @return is any cell not blank? */
bool row_finish(struct row_build *r);

/* ---- the two readers ---- */
struct csv_reader;
struct csv_reader *csv_open(struct arena *a, FILE *file, int64_t size);
bool csv_next(struct csv_reader *r, struct err *e, struct sheet_row *out, bool *end) MUST_USE;
enum sheet_encoding csv_encoding(const struct csv_reader *r);
int64_t csv_permille(const struct csv_reader *r);
void csv_close(struct csv_reader *r);

struct xlsx_reader;
struct xlsx_reader *xlsx_open(struct arena *a, struct err *e, struct str path, int64_t size);
bool xlsx_next(struct xlsx_reader *r, struct err *e, struct sheet_row *out, bool *end) MUST_USE;
int64_t xlsx_permille(const struct xlsx_reader *r);
void xlsx_close(struct xlsx_reader *r);

/** Is the number format a date?  `kind` of built-in ids and of format codes (m/d/y outside quotes and brackets). */
bool xlsx_format_is_date(int64_t id, struct str code);
/** A cell number as people see it: at most 15 significant digits, no exponent below 1e21. */
struct str xlsx_number_text(struct arena *a, struct str raw);
/** An Excel day number as YYYY-MM-DD, with " HH:MM:SS" when it has a time; absent when it is not a day 1900..9999. */
struct str xlsx_date_text(struct arena *a, double serial, bool date1904);
#endif
