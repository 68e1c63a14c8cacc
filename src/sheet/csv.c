/* csv.c - comma separated values: RFC 4180 and what real files do. */
#include "sheet/sheet_impl.h"
#include <stdlib.h>

/* Real files: bare CR as line end, no line end at the end, a quotation mark inside a cell that does not begin with one
 * (kept), text behind a closing quotation mark (kept), tabs or semicolons instead of commas (found from the first
 * line), and the apostrophe that our own export puts before = + - @ (taken off again). */
struct csv_reader {
    struct decoder *decoder;
    int64_t size;
    struct str text; /* the rest of the decoded block */
    enum decode_stop stop;
    char separator;
    bool skip_lf; /* a CR ended the last row */
    int64_t row;  /* of the row being read; 1 = first */
    struct row_build build;
};

enum {
    PEEK_BYTES = 8192
};

/* The separator that occurs most in the first line outside quotes; comma when none does. */
static char find_separator(struct str s)
{
    size_t comma = 0, tab = 0, semicolon = 0;
    bool quoted = false;
    for (size_t i = 0; i < s.n && i < PEEK_BYTES; i++) {
        char c = s.p[i];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') {
            if (comma + tab + semicolon) break;
        }
        comma += c == ',';
        tab += c == '\t';
        semicolon += c == ';';
    }
    if (tab > comma && tab >= semicolon) return '\t';
    return semicolon > comma && semicolon > tab ? ';' : ',';
}

static bool fill(struct csv_reader *r)
{
    while (r->text.n == 0 && r->stop == DECODE_OK)
        r->stop = decoder_next(r->decoder, &r->text);
    return r->text.n > 0;
}

struct csv_reader *csv_open(struct arena *a, FILE *file, int64_t size)
{
    struct csv_reader *r = ARENA_NEW(a, struct csv_reader);
    r->size = size;
    r->decoder = decoder_open(a, file);
    row_open(&r->build);
    fill(r);
    r->separator = find_separator(r->text);
    return r;
}

void csv_close(struct csv_reader *r)
{
    decoder_close(r->decoder);
    row_close(&r->build);
}

enum sheet_encoding csv_encoding(const struct csv_reader *r)
{
    return decoder_encoding(r->decoder);
}

int64_t csv_permille(const struct csv_reader *r)
{
    int64_t done = decoder_consumed(r->decoder) - (int64_t)r->text.n;
    return r->size > 0 && done > 0 ? (done >= r->size ? 1000 : done * 1000 / r->size) : 0;
}

static bool fail_row(struct csv_reader *r, struct err *e, enum msg message)
{
    return fail(e, ERR_MALFORMED, {.kind = MSG_PART_ID, .id = message}, I("row", r->row));
}

/* Adds to the newest cell and refuses what is over a limit. */
static bool add(struct csv_reader *r, struct err *e, struct str s, bool quoted)
{
    struct row_build *b = &r->build;
    size_t cell = b->n - b->starts[b->count - 1] + s.n;
    bool fits = cell <= (size_t)SHEET_CELL_MAX * 4 && row_add(b, s);
    /* Bytes are counted first because it is cheap; characters only where it could matter. */
    if (fits && cell > SHEET_CELL_MAX)
        fits = utf8_count((struct str){b->bytes + b->starts[b->count - 1], cell}) <= SHEET_CELL_MAX;
    if (fits) return true;
    return quoted ? fail_row(r, e, MSG_CSV_CELL_QUOTED_LONG)
                  : fail(e, ERR_MALFORMED, M(SHEET_CELL_LONG), I("row", r->row), I("max", SHEET_CELL_MAX));
}

static bool next_cell(struct csv_reader *r, struct err *e)
{
    if (row_cell(&r->build)) return true;
    return fail(e, ERR_MALFORMED, M(SHEET_COLUMNS_MANY), I("row", r->row), I("max", SHEET_COLUMNS_MAX));
}

/* Inside quotes up to and with the closing one. */
static bool read_quoted(struct csv_reader *r, struct err *e)
{
    for (;;) {
        if (!fill(r)) {
            if (r->stop == DECODE_END) return fail_row(r, e, MSG_CSV_QUOTE_OPEN);
            return true; /* the broken byte is reported by the caller */
        }
        const char *quote = memchr(r->text.p, '"', r->text.n);
        size_t n = quote ? (size_t)(quote - r->text.p) : r->text.n;
        if (!add(r, e, str_sub(r->text, 0, n), true)) return false;
        r->text = str_sub(r->text, n, r->text.n);
        if (!quote) continue;
        r->text = str_sub(r->text, 1, r->text.n);
        if (!fill(r) || r->text.p[0] != '"') return true;
        if (!add(r, e, STR("\""), true)) return false;
        r->text = str_sub(r->text, 1, r->text.n);
    }
}

enum row_part {
    PART_CELL,
    PART_ROW,
    PART_FILE
};

/* The rest of a cell up to its separator. */
static bool read_plain(struct csv_reader *r, struct err *e, enum row_part *part)
{
    *part = PART_FILE;
    while (fill(r)) {
        size_t n = 0;
        while (n < r->text.n && r->text.p[n] != r->separator && r->text.p[n] != '\n' && r->text.p[n] != '\r')
            n++;
        if (n && !add(r, e, str_sub(r->text, 0, n), false)) return false;
        if (n < r->text.n) {
            char c = r->text.p[n];
            *part = c == r->separator ? PART_CELL : PART_ROW;
            r->skip_lf = c == '\r';
            r->text = str_sub(r->text, n + 1, r->text.n);
            return true;
        }
        r->text = str_sub(r->text, n, r->text.n);
    }
    return true;
}

static bool read_row(struct csv_reader *r, struct err *e, bool *more)
{
    row_clear(&r->build);
    r->row++;
    for (enum row_part part = PART_CELL; part == PART_CELL;) {
        if (!next_cell(r, e)) return false;
        if (fill(r) && r->text.p[0] == '"') {
            r->text = str_sub(r->text, 1, r->text.n);
            if (!read_quoted(r, e)) return false;
        }
        if (!read_plain(r, e, &part)) return false;
        *more = part != PART_FILE;
    }
    switch (r->text.n == 0 && !*more ? r->stop : DECODE_OK) {
    case DECODE_OK:
    case DECODE_END:
        return true;
    case DECODE_NUL:
        return fail_row(r, e, MSG_SHEET_NUL);
    case DECODE_READ_ERROR:
        return fail_internal(e, "reading a csv file failed");
    case DECODE_BAD_ENCODING:
        break;
    }
    return fail_row(r, e, csv_encoding(r) == SHEET_GB18030 ? MSG_SHEET_ENCODING_UNKNOWN : MSG_SHEET_ENCODING_BROKEN);
}

/* Our own csv guards cells that a spreadsheet would run as a formula. */
static void unguard(struct row_build *b)
{
    for (size_t i = 0; i < b->count; i++) {
        struct str *s = &b->cells[i].text;
        if (s->n >= 2 && s->p[0] == '\'' && memchr("=+-@\t\r", s->p[1], 6)) *s = str_sub(*s, 1, s->n);
    }
}

bool csv_next(struct csv_reader *r, struct err *e, struct sheet_row *out, bool *end)
{
    for (;;) {
        *end = false;
        if (r->skip_lf && fill(r) && r->text.p[0] == '\n') r->text = str_sub(r->text, 1, r->text.n);
        r->skip_lf = false;
        if (!fill(r) && r->stop == DECODE_END) {
            *end = true;
            return true;
        }
        bool more = false;
        if (!read_row(r, e, &more)) return false;
        if (!row_finish(&r->build)) continue;
        if (r->row > SHEET_ROWS_MAX) return fail(e, ERR_TOO_LARGE, M(SHEET_ROWS_MANY), I("max", SHEET_ROWS_MAX));
        unguard(&r->build);
        *out = (struct sheet_row){.number = r->row, .cells = r->build.cells, .count = r->build.count};
        return true;
    }
}
