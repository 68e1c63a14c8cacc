/* sheet.c - opens a spreadsheet of either format; what a file is, its first bytes tell. */
#include "sheet/sheet_impl.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

struct sheet {
    enum sheet_format format;
    FILE *file;
    struct csv_reader *csv;
    struct xlsx_reader *xlsx;
};

/* Files that are none of ours but that people send: each with its own advice. */
static const struct {
    const char *start;
    size_t n;
    enum msg message;
} FOREIGN[] = {
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, MSG_SHEET_IS_XLS}, /* also a password-protected xlsx */
    {"%PDF", 4, MSG_SHEET_IS_PDF},
    {"\xFF\xFE", 2, MSG_SHEET_IS_UTF16},
    {"\xFE\xFF", 2, MSG_SHEET_IS_UTF16},
    {"Rar!", 4, MSG_SHEET_UNKNOWN},
    {"7z\xBC\xAF", 4, MSG_SHEET_UNKNOWN},
    {"\x1F\x8B", 2, MSG_SHEET_UNKNOWN},
    {"\x89PNG", 4, MSG_SHEET_UNKNOWN},
    {"\xFF\xD8\xFF", 3, MSG_SHEET_UNKNOWN},
    {"GIF8", 4, MSG_SHEET_UNKNOWN},
};

static bool is_html(struct str s)
{
    static const char *const STARTS[] = {"<html", "<!doctype", "<?xml", "<table", "<head", "<meta", "<script"};
    if (str_starts(s, STR("\xEF\xBB\xBF"))) s = str_sub(s, 3, s.n);
    s = str_trim(s);
    for (size_t i = 0; i < COUNT(STARTS); i++)
        if (str_eq_nocase(str_sub(s, 0, strlen(STARTS[i])), str_of(STARTS[i]))) return true;
    return false;
}

/* *xlsx = the file is a zip; false with the reason when it is certainly no spreadsheet. */
static bool sniff(struct err *e, struct str head, bool *xlsx)
{
    *xlsx = str_starts(head, STR("PK\x03\x04"));
    if (*xlsx) return true;
    if (str_starts(head, STR("PK"))) return fail(e, ERR_MALFORMED, M(XLSX_BROKEN), I("row", 0));
    for (size_t i = 0; i < COUNT(FOREIGN); i++)
        if (str_starts(head, (struct str){FOREIGN[i].start, FOREIGN[i].n}))
            return fail(e, ERR_MALFORMED, {.kind = MSG_PART_ID, .id = FOREIGN[i].message});
    if (is_html(head)) return fail(e, ERR_MALFORMED, M(SHEET_IS_HTML));
    return true;
}

static void close_later(void *sheet)
{
    sheet_close(sheet);
}

struct sheet *sheet_open(struct arena *a, struct err *e, struct str path)
{
    struct sheet *s = ARENA_NEW(a, struct sheet);
    struct stat st;
    char head[64];
    bool xlsx = false;
    s->file = fopen(arena_cstr(a, path), "rbe");
    if (!s->file || fstat(fileno(s->file), &st) || !S_ISREG(st.st_mode)) {
        fail_internal(e, "cannot open the sheet: %s", strerror(errno));
        sheet_close(s);
        return NULL;
    }
    arena_defer(a, close_later, s);
    if (st.st_size > SHEET_FILE_MAX) {
        fail(e, ERR_TOO_LARGE, M(SHEET_FILE_LARGE), I("max", SHEET_FILE_MAX >> 20));
        return NULL;
    }
    size_t n = fread(head, 1, sizeof head, s->file);
    if (n == 0) {
        fail(e, ERR_MALFORMED, M(SHEET_EMPTY));
        return NULL;
    }
    if (!sniff(e, (struct str){head, n}, &xlsx)) return NULL;
    s->format = xlsx ? SHEET_XLSX : SHEET_CSV;
    if (xlsx)
        s->xlsx = xlsx_open(a, e, path, st.st_size);
    else
        s->csv = csv_open(a, s->file, st.st_size);
    return s->xlsx || s->csv ? s : NULL;
}

enum sheet_format sheet_format(const struct sheet *s)
{
    return s->format;
}

enum sheet_encoding sheet_encoding(const struct sheet *s)
{
    return s->csv ? csv_encoding(s->csv) : SHEET_UTF8;
}

bool sheet_next(struct sheet *s, struct err *e, struct sheet_row *out, bool *end)
{
    *out = (struct sheet_row){0};
    return s->csv ? csv_next(s->csv, e, out, end) : xlsx_next(s->xlsx, e, out, end);
}

int64_t sheet_permille(const struct sheet *s)
{
    return s->csv ? csv_permille(s->csv) : xlsx_permille(s->xlsx);
}

void sheet_close(struct sheet *s)
{
    if (s->csv) csv_close(s->csv);
    if (s->xlsx) xlsx_close(s->xlsx);
    if (s->file) fclose(s->file);
    *s = (struct sheet){0};
}
