/* sheet_out.c - writes csv and xlsx row by row with constant memory. */
#include "sheet/sheet_impl.h"
#include <errno.h>
#include <stdlib.h>
#include <xlsxwriter.h>

enum {
    DIGITS_MAX = 15,
    COLUMN_WIDTH = 18
};

struct sheet_out {
    struct arena *scratch; /* reset for every row */
    FILE *csv;
    lxw_workbook *book;
    lxw_worksheet *page;
    lxw_format *marked, *head;
    lxw_row_t row;
};

static bool is_number(struct str s)
{
    size_t digits = 0, points = 0, at = s.n && s.p[0] == '-' ? 1 : 0;
    if (at + 1 < s.n && s.p[at] == '0' && s.p[at + 1] != '.') return false; /* a code */
    for (; at < s.n; at++) {
        if (s.p[at] == '.')
            points++;
        else if (s.p[at] >= '0' && s.p[at] <= '9')
            digits++;
        else
            return false;
    }
    return digits > 0 && points <= 1 && s.p[s.n - 1] != '.';
}

void sheet_csv_line(struct buf *b, const struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str s = cells[i].text;
        if (i) buf_add_char(b, ',');
        bool guard = s.n && memchr("=+-@\t\r", s.p[0], 6) && !is_number(s);
        bool quote = false;
        for (size_t k = 0; k < s.n && !quote; k++)
            quote = memchr(",\"\r\n\t;", s.p[k], 6) != NULL;
        if (s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ')) quote = true;
        if (quote) buf_add_char(b, '"');
        if (guard) buf_add_char(b, '\'');
        for (size_t from = 0; from < s.n;) {
            const char *mark = memchr(s.p + from, '"', s.n - from);
            size_t n = mark ? (size_t)(mark - s.p) + 1 - from : s.n - from;
            buf_add(b, str_sub(s, from, n));
            if (mark) buf_add_char(b, '"');
            from += n;
        }
        if (quote) buf_add_char(b, '"');
    }
    buf_add(b, STR("\r\n"));
}

static void close_later(void *arg)
{
    struct sheet_out *s = arg;
    if (s->csv) fclose(s->csv);
    if (s->book) (void)workbook_close(s->book);
    if (s->scratch) arena_free(s->scratch);
    *s = (struct sheet_out){0};
}

static bool open_xlsx(struct sheet_out *s, struct arena *a, struct str path)
{
    size_t folder = path.n;
    while (folder && path.p[folder - 1] != '/')
        folder--;
    char *tmp = folder ? arena_cstr(a, str_sub(path, 0, folder)) : NULL;
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = tmp};
    s->book = workbook_new_opt(arena_cstr(a, path), &options);
    if (!s->book) return false;
    s->page = workbook_add_worksheet(s->book, NULL);
    s->marked = workbook_add_format(s->book);
    s->head = workbook_add_format(s->book);
    if (!s->page || !s->marked || !s->head) return false;
    format_set_bg_color(s->marked, 0xFFE7D6);
    format_set_bold(s->head);
    worksheet_set_column(s->page, 0, SHEET_COLUMNS_MAX - 1, COLUMN_WIDTH, NULL);
    worksheet_freeze_panes(s->page, 1, 0);
    return true;
}

struct sheet_out *sheet_create(struct arena *a, struct err *e, struct str path, enum sheet_format format)
{
    struct sheet_out *s = ARENA_NEW(a, struct sheet_out);
    s->scratch = arena_new();
    arena_defer(a, close_later, s);
    if (format == SHEET_XLSX) {
        if (open_xlsx(s, a, path)) return s;
        fail_internal(e, "cannot create an xlsx file");
        return NULL;
    }
    s->csv = fopen(arena_cstr(a, path), "wbe");
    if (s->csv && fwrite("\xEF\xBB\xBF", 1, 3, s->csv) == 3) return s;
    fail_internal(e, "cannot create a csv file: %s", strerror(errno));
    return NULL;
}

/* U+FFFE, U+FFFF and control characters may not stand in XML. */
static char *xml_text(struct arena *a, struct str s)
{
    struct buf b = {.arena = a};
    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);
        bool bad = (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0xFFFE || c == 0xFFFF;
        buf_add_utf8(&b, bad ? 0xFFFD : c);
    }
    return arena_cstr(a, buf_str(&b));
}

static bool write_xlsx(struct sheet_out *s, struct err *e, const struct cell *cells, size_t count, bool mark)
{
    lxw_format *format = s->row == 0 ? s->head : mark ? s->marked : NULL;
    for (size_t i = 0; i < count; i++) {
        struct str text = cells[i].text;
        lxw_error rc = LXW_NO_ERROR;
        if (cells[i].numeric && text.n <= DIGITS_MAX && is_number(text))
            rc = worksheet_write_number(s->page, s->row, (lxw_col_t)i, strtod(arena_cstr(s->scratch, text), NULL),
                                        format);
        else if (text.n)
            rc = worksheet_write_string(s->page, s->row, (lxw_col_t)i, xml_text(s->scratch, text), format);
        else if (format)
            rc = worksheet_write_blank(s->page, s->row, (lxw_col_t)i, format);
        if (rc == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
            return fail(e, ERR_INVALID, M(SHEET_CELL_LONG), I("row", s->row + 1), I("max", SHEET_CELL_MAX));
        if (rc != LXW_NO_ERROR) return fail_internal(e, "xlsx row %u: %s", s->row + 1, lxw_strerror(rc));
    }
    s->row++;
    return true;
}

bool sheet_write(struct sheet_out *s, struct err *e, const struct cell *cells, size_t count, bool mark)
{
    arena_reset(s->scratch);
    if (s->row >= SHEET_ROWS_MAX) return fail(e, ERR_TOO_LARGE, M(SHEET_ROWS_MANY), I("max", SHEET_ROWS_MAX));
    if (s->book) return write_xlsx(s, e, cells, count, mark);
    struct buf b = {.arena = s->scratch};
    sheet_csv_line(&b, cells, count);
    s->row++;
    if (fwrite(b.p, 1, b.n, s->csv) == b.n) return true;
    return fail_internal(e, "writing a csv file failed: %s", strerror(errno));
}

bool sheet_finish(struct sheet_out *s, struct err *e)
{
    bool good = true;
    if (s->csv) good = fclose(s->csv) == 0;
    if (s->book) good = workbook_close(s->book) == LXW_NO_ERROR;
    s->csv = NULL;
    s->book = NULL;
    return good || fail_internal(e, "finishing a spreadsheet failed");
}
