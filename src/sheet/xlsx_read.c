/* xlsx_read.c - a streaming reader of the first visible sheet of an xlsx file (ECMA-376, transitional and strict).
 *
 * Memory: the shared strings (bounded) and one row.  Hostile files: sizes are checked before anything is unpacked and
 * again while reading; a DOCTYPE is refused, so there are no entities; names are compared without their prefixes. */
#include "sheet/sheet_impl.h"
#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <zip.h>

enum {
    ENTRIES_MAX = 10000,
    RATIO_MAX = 200,
    RATIO_FREE = 16 << 20, /* files that unpack to no more than this may be as dense as they like */
    STYLES_MAX = 65536,
    SHARED_COUNT_MAX = 4 << 20,
    SHARED_BYTES_MAX = 256 << 20,
};

struct part { /* one file of the package being read as XML */
    zip_file_t *file;
    xmlTextReaderPtr xml;
    int64_t size, done;
    bool broken, too_big;
};

struct xlsx_reader {
    struct arena *arena;
    zip_t *zip;
    struct part part;
    struct str sheet_path, strings_path, styles_path;
    char *shared; /* all shared strings one after another */
    size_t shared_n, shared_cap;
    uint32_t *ends; /* end of each one */
    size_t shared_count, ends_cap;
    uint8_t *style_dates; /* by cell style: is it a date? */
    size_t style_count;
    bool date1904, rows_open;
    int64_t row;
    struct row_build build;
    struct arena *scratch; /* reset for every row */
};

/* ---- a part of the package as XML ---- */

static int part_read(void *context, char *buffer, int len)
{
    struct part *p = context;
    zip_int64_t got = zip_fread(p->file, buffer, (zip_uint64_t)len);
    if (got < 0) {
        p->broken = true;
        return -1;
    }
    p->done += got;
    if (p->done > p->size) { /* more than the directory promised, on which the limits were checked */
        p->too_big = true;
        return -1;
    }
    return (int)got;
}

static void part_close(struct part *p)
{
    if (p->xml) xmlFreeTextReader(p->xml);
    if (p->file) zip_fclose(p->file);
    *p = (struct part){0};
}

static void ignore_error(void *arg, const char *message, xmlParserSeverities severity, xmlTextReaderLocatorPtr at)
{
    (void)arg, (void)message, (void)severity, (void)at;
}

/* False without an error when the package has no such part. */
static bool part_open(struct xlsx_reader *r, struct str path)
{
    part_close(&r->part);
    zip_stat_t stat;
    zip_int64_t index = zip_name_locate(r->zip, arena_cstr(r->arena, path), ZIP_FL_NOCASE);
    if (index < 0 || zip_stat_index(r->zip, (zip_uint64_t)index, 0, &stat)) return false;
    r->part.size = (int64_t)stat.size;
    r->part.file = zip_fopen_index(r->zip, (zip_uint64_t)index, 0);
    if (!r->part.file) return false;
    r->part.xml = xmlReaderForIO(part_read, NULL, &r->part, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
    if (!r->part.xml) return false;
    xmlTextReaderSetErrorHandler(r->part.xml, ignore_error, NULL);
    return true;
}

/* The next XML node; *end at the end of the part.  A broken part and a DOCTYPE are failures. */
static bool node(struct xlsx_reader *r, struct err *e, bool *end)
{
    int rc = xmlTextReaderRead(r->part.xml);
    *end = rc == 0;
    if (rc == 1) {
        int type = xmlTextReaderNodeType(r->part.xml);
        if (type == XML_READER_TYPE_DOCUMENT_TYPE || type == XML_READER_TYPE_ENTITY_REFERENCE)
            return fail(e, ERR_MALFORMED, M(XLSX_DOCTYPE));
        return true;
    }
    if (rc == 0 && !r->part.broken && !r->part.too_big) return true;
    *end = true;
    if (r->part.too_big) return fail(e, ERR_MALFORMED, M(XLSX_BOMB));
    return fail(e, ERR_MALFORMED, M(XLSX_BROKEN), I("row", r->row));
}

static bool opens(const struct xlsx_reader *r, const char *name)
{
    return xmlTextReaderNodeType(r->part.xml) == XML_READER_TYPE_ELEMENT &&
           strcmp((const char *)xmlTextReaderConstLocalName(r->part.xml), name) == 0;
}

static bool closes(const struct xlsx_reader *r, const char *name)
{
    return xmlTextReaderNodeType(r->part.xml) == XML_READER_TYPE_END_ELEMENT &&
           strcmp((const char *)xmlTextReaderConstLocalName(r->part.xml), name) == 0;
}

static bool is_empty(const struct xlsx_reader *r)
{
    return xmlTextReaderIsEmptyElement(r->part.xml) == 1;
}

static bool is_text(const struct xlsx_reader *r)
{
    int type = xmlTextReaderNodeType(r->part.xml);
    return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA || type == XML_READER_TYPE_WHITESPACE ||
           type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
}

static struct str node_text(const struct xlsx_reader *r)
{
    return str_of((const char *)xmlTextReaderConstValue(r->part.xml));
}

/* An attribute by its local name, in the arena; absent when there is none. */
static struct str attribute(const struct xlsx_reader *r, struct arena *a, const char *name)
{
    struct str out = {0};
    for (int rc = xmlTextReaderMoveToFirstAttribute(r->part.xml); rc == 1;
         rc = xmlTextReaderMoveToNextAttribute(r->part.xml)) {
        if (strcmp((const char *)xmlTextReaderConstLocalName(r->part.xml), name) == 0)
            out = arena_str(a, str_of((const char *)xmlTextReaderConstValue(r->part.xml)));
    }
    xmlTextReaderMoveToElement(r->part.xml);
    return out;
}

/* ---- the package: relations, workbook, styles, shared strings ---- */

/* "../a/b" and "/x" against the folder of a part. */
static struct str resolve(struct arena *a, struct str base, struct str target)
{
    if (target.n && target.p[0] == '/') return str_sub(target, 1, target.n);
    size_t folder = base.n;
    while (folder && base.p[folder - 1] != '/')
        folder--;
    struct str at = str_sub(base, 0, folder);
    while (str_starts(target, STR("../")) && at.n) {
        target = str_sub(target, 3, target.n);
        at.n--;
        while (at.n && at.p[at.n - 1] != '/')
            at.n--;
    }
    return arena_printf(a, "%.*s%.*s", STR_ARG(at), STR_ARG(target));
}

/* The target of the relation with this id, or else of this kind ("/worksheet"); absent when there is none. */
static bool relation(struct xlsx_reader *r, struct err *e, struct str base, struct str id, struct str kind,
                     struct str *out)
{
    struct arena *a = r->arena;
    size_t folder = base.n;
    while (folder && base.p[folder - 1] != '/')
        folder--;
    struct str path =
        arena_printf(a, "%.*s_rels/%.*s.rels", (int)folder, base.p, (int)(base.n - folder), base.p + folder);
    *out = (struct str){0};
    if (!part_open(r, path)) return true;
    for (bool end = false;;) {
        if (!node(r, e, &end)) return false;
        if (end) break;
        if (!opens(r, "Relationship")) continue;
        struct str type = attribute(r, a, "Type");
        bool hit = id.n ? str_eq(attribute(r, a, "Id"), id) : str_ends(type, kind);
        if (hit && !str_eq(attribute(r, a, "TargetMode"), STR("External")) && out->p == NULL)
            *out = resolve(a, base, attribute(r, a, "Target"));
    }
    return true;
}

static bool read_workbook(struct xlsx_reader *r, struct err *e, struct str path)
{
    struct str id = {0};
    if (!part_open(r, path)) return fail(e, ERR_MALFORMED, M(XLSX_NOT));
    for (bool end = false;;) {
        if (!node(r, e, &end)) return false;
        if (end) break;
        if (opens(r, "workbookPr")) {
            struct str v = attribute(r, r->arena, "date1904");
            r->date1904 = str_eq(v, STR("1")) || str_eq(v, STR("true"));
        } else if (opens(r, "sheet") && id.p == NULL && !str_starts(attribute(r, r->arena, "state"), STR("hidden")) &&
                   !str_starts(attribute(r, r->arena, "state"), STR("veryHidden"))) {
            id = attribute(r, r->arena, "id");
        }
    }
    if (id.p == NULL) return fail(e, ERR_MALFORMED, M(XLSX_NOT));
    return relation(r, e, path, id, STR(""), &r->sheet_path) &&
           relation(r, e, path, STR(""), STR("/sharedStrings"), &r->strings_path) &&
           relation(r, e, path, STR(""), STR("/styles"), &r->styles_path);
}

struct format {
    int64_t id;
    bool date;
};

static int64_t number_of(struct str s)
{
    int64_t v;
    return str_to_i64(s, &v) ? v : -1;
}

static bool read_styles(struct xlsx_reader *r, struct err *e)
{
    struct list formats = {0}, dates = {0};
    bool cells = false;
    if (r->styles_path.p == NULL || !part_open(r, r->styles_path)) return true;
    for (bool end = false;;) {
        if (!node(r, e, &end)) return false;
        if (end) break;
        if (opens(r, "numFmt")) {
            if (formats.count == STYLES_MAX) return fail(e, ERR_MALFORMED, M(XLSX_BOMB));
            int64_t id = number_of(attribute(r, r->arena, "numFmtId"));
            struct format *f = LIST_ADD(r->arena, &formats, struct format);
            *f = (struct format){id, xlsx_format_is_date(id, attribute(r, r->arena, "formatCode"))};
        } else if (opens(r, "cellXfs")) {
            cells = !is_empty(r);
        } else if (closes(r, "cellXfs")) {
            cells = false;
        } else if (cells && opens(r, "xf")) {
            if (dates.count == STYLES_MAX) return fail(e, ERR_MALFORMED, M(XLSX_BOMB));
            int64_t id = number_of(attribute(r, r->arena, "numFmtId"));
            bool date = id >= 0 && xlsx_format_is_date(id, STR(""));
            for (size_t i = 0; i < formats.count; i++)
                if (LIST_AT(&formats, struct format, i)->id == id) date = LIST_AT(&formats, struct format, i)->date;
            *LIST_ADD(r->arena, &dates, uint8_t) = date;
        }
    }
    r->style_dates = dates.items;
    r->style_count = dates.count;
    return true;
}

static bool shared_add(struct xlsx_reader *r, struct str s)
{
    if (s.n > SHARED_BYTES_MAX - r->shared_n) return false;
    if (r->shared_n + s.n > r->shared_cap) {
        size_t cap = r->shared_cap ? r->shared_cap : 64 * 1024;
        while (cap < r->shared_n + s.n)
            cap += cap / 2;
        r->shared = realloc(r->shared, cap);
        assert(r->shared);
        r->shared_cap = cap;
    }
    if (s.n) memcpy(r->shared + r->shared_n, s.p, s.n);
    r->shared_n += s.n;
    return true;
}

static bool shared_end(struct xlsx_reader *r)
{
    if (r->shared_count == SHARED_COUNT_MAX) return false;
    if (r->shared_count == r->ends_cap) {
        r->ends_cap = r->ends_cap ? r->ends_cap * 2 : 4096;
        r->ends = realloc(r->ends, r->ends_cap * sizeof *r->ends);
        assert(r->ends);
    }
    r->ends[r->shared_count++] = (uint32_t)r->shared_n;
    return true;
}

static bool read_shared(struct xlsx_reader *r, struct err *e)
{
    bool text = false, phonetic = false, fits = true;
    if (r->strings_path.p == NULL || !part_open(r, r->strings_path)) return true;
    for (bool end = false; fits;) {
        if (!node(r, e, &end)) return false;
        if (end) return true;
        if (opens(r, "rPh"))
            phonetic = !is_empty(r);
        else if (closes(r, "rPh"))
            phonetic = false;
        else if (opens(r, "t"))
            text = !phonetic && !is_empty(r);
        else if (closes(r, "t"))
            text = false;
        else if (text && is_text(r))
            fits = shared_add(r, node_text(r));
        if (closes(r, "si") || (opens(r, "si") && is_empty(r))) fits = fits && shared_end(r);
    }
    return fail(e, ERR_MALFORMED, M(XLSX_BOMB));
}

/* Refuses what would unpack to too much before anything is unpacked. */
static bool check_sizes(struct xlsx_reader *r, struct err *e, int64_t file_size)
{
    zip_int64_t count = zip_get_num_entries(r->zip, 0);
    int64_t total = 0;
    bool fits = count <= ENTRIES_MAX;
    for (zip_int64_t i = 0; fits && i < count; i++) {
        zip_stat_t stat;
        if (zip_stat_index(r->zip, (zip_uint64_t)i, 0, &stat) || !(stat.valid & ZIP_STAT_SIZE))
            return fail(e, ERR_MALFORMED, M(XLSX_BROKEN), I("row", 0));
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
            return fail(e, ERR_MALFORMED, M(XLSX_LOCKED));
        fits = stat.size <= (zip_uint64_t)SHEET_UNZIPPED_MAX;
        total += fits ? (int64_t)stat.size : 0;
        fits = fits && total <= SHEET_UNZIPPED_MAX;
    }
    if (fits && (total <= RATIO_FREE || total / RATIO_MAX <= file_size)) return true;
    return fail(e, ERR_MALFORMED, M(XLSX_BOMB));
}

static bool open_package(struct xlsx_reader *r, struct err *e, struct str path, int64_t size)
{
    int code = 0;
    struct str workbook;
    r->zip = zip_open(arena_cstr(r->arena, path), ZIP_RDONLY, &code);
    if (!r->zip) return fail(e, ERR_MALFORMED, M(XLSX_BROKEN), I("row", 0));
    if (!check_sizes(r, e, size)) return false;
    if (!relation(r, e, STR(""), STR(""), STR("/officeDocument"), &workbook)) return false;
    if (workbook.p == NULL) workbook = STR("xl/workbook.xml");
    if (!read_workbook(r, e, workbook) || !read_styles(r, e) || !read_shared(r, e)) return false;
    if (r->sheet_path.p == NULL || !part_open(r, r->sheet_path)) return fail(e, ERR_MALFORMED, M(XLSX_NOT));
    return true;
}

struct xlsx_reader *xlsx_open(struct arena *a, struct err *e, struct str path, int64_t size)
{
    struct xlsx_reader *r = ARENA_NEW(a, struct xlsx_reader);
    r->arena = a;
    r->scratch = arena_new();
    row_open(&r->build);
    if (open_package(r, e, path, size)) return r;
    xlsx_close(r);
    return NULL;
}

void xlsx_close(struct xlsx_reader *r)
{
    part_close(&r->part);
    if (r->zip) zip_discard(r->zip);
    free(r->shared);
    free(r->ends);
    row_close(&r->build);
    if (r->scratch) arena_free(r->scratch);
    r->zip = NULL;
    r->shared = NULL;
    r->ends = NULL;
    r->scratch = NULL;
}

int64_t xlsx_permille(const struct xlsx_reader *r)
{
    return r->part.size > 0 ? r->part.done * 1000 / r->part.size : 1000;
}

/* ---- rows ---- */

struct cell_head {
    int64_t column; /* 0-based; -1 = behind the last one */
    enum {
        CELL_NUMBER,
        CELL_SHARED,
        CELL_TEXT,
        CELL_BOOL,
        CELL_DATE
    } type;
    bool date;
};

/* Letters of "AB12" as a 0-based column; -1 when there are none. */
static int64_t column_of(struct str ref)
{
    int64_t n = 0;
    size_t i = 0;
    for (; i < ref.n && i < 4; i++) {
        char c = ref.p[i] >= 'a' && ref.p[i] <= 'z' ? (char)(ref.p[i] - 32) : ref.p[i];
        if (c < 'A' || c > 'Z') break;
        n = n * 26 + (c - 'A' + 1);
    }
    return i ? n - 1 : -1;
}

static struct cell_head cell_head(struct xlsx_reader *r)
{
    struct cell_head h = {.column = -1};
    xmlTextReaderPtr x = r->part.xml;
    for (int rc = xmlTextReaderMoveToFirstAttribute(x); rc == 1; rc = xmlTextReaderMoveToNextAttribute(x)) {
        const char *name = (const char *)xmlTextReaderConstLocalName(x);
        struct str value = str_of((const char *)xmlTextReaderConstValue(x));
        if (strcmp(name, "r") == 0) {
            h.column = column_of(value);
        } else if (strcmp(name, "s") == 0) {
            int64_t style = number_of(value);
            h.date = style >= 0 && (size_t)style < r->style_count && r->style_dates[style];
        } else if (strcmp(name, "t") == 0) {
            if (str_eq(value, STR("s")))
                h.type = CELL_SHARED;
            else if (str_eq(value, STR("b")))
                h.type = CELL_BOOL;
            else if (str_eq(value, STR("d")))
                h.type = CELL_DATE;
            else if (!str_eq(value, STR("n")))
                h.type = CELL_TEXT; /* inlineStr, str, e */
        }
    }
    xmlTextReaderMoveToElement(x);
    return h;
}

static struct str shared_text(const struct xlsx_reader *r, struct str number)
{
    int64_t i = number_of(number);
    if (i < 0 || (size_t)i >= r->shared_count) return STR("");
    size_t from = i ? r->ends[i - 1] : 0;
    return (struct str){r->shared + from, r->ends[i] - from};
}

static struct str number_text(struct xlsx_reader *r, struct str raw, bool date, bool *numeric)
{
    *numeric = true;
    if (date) {
        char *text = arena_cstr(r->scratch, raw), *end;
        double serial = strtod(text, &end);
        struct str s = end != text && !*end ? xlsx_date_text(r->scratch, serial, r->date1904) : (struct str){0};
        *numeric = s.p == NULL;
        if (s.p) return s;
    }
    return xlsx_number_text(r->scratch, raw);
}

/* Puts a finished cell into the row; cells left out before it are empty ones. */
static bool put_cell(struct xlsx_reader *r, struct err *e, struct cell_head h, struct str value)
{
    struct row_build *b = &r->build;
    size_t column = h.column < 0 ? b->count : (size_t)h.column;
    bool numeric = false;
    value = str_trim(value).n || h.type == CELL_TEXT ? value : STR("");
    if (h.type == CELL_SHARED && value.n) value = shared_text(r, str_trim(value));
    if (h.type == CELL_NUMBER && value.n) value = number_text(r, str_trim(value), h.date, &numeric);
    if (h.type == CELL_BOOL && value.n) value = str_eq(value, STR("1")) ? STR("TRUE") : STR("FALSE");
    if (h.type == CELL_DATE) value = str_sub(value, 0, 10);
    if (value.n == 0 && column >= SHEET_COLUMNS_MAX) return true; /* formatting only */
    if (column >= SHEET_COLUMNS_MAX)
        return fail(e, ERR_MALFORMED, M(SHEET_COLUMNS_MANY), I("row", r->row), I("max", SHEET_COLUMNS_MAX));
    if (column < b->count) return fail(e, ERR_MALFORMED, M(XLSX_BROKEN), I("row", r->row));
    while (b->count <= column)
        if (!row_cell(b)) return fail(e, ERR_MALFORMED, M(XLSX_BROKEN), I("row", r->row));
    if ((value.n > SHEET_CELL_MAX && utf8_count(value) > SHEET_CELL_MAX) || !row_add(b, value))
        return fail(e, ERR_MALFORMED, M(SHEET_CELL_LONG), I("row", r->row), I("max", SHEET_CELL_MAX));
    b->cells[column].numeric = numeric;
    return true;
}

/* From behind <c ...> to </c>. */
static bool read_cell(struct xlsx_reader *r, struct err *e, struct cell_head h)
{
    struct buf value = {.arena = r->scratch};
    bool wanted = false, phonetic = false;
    for (bool end = false;;) {
        if (!node(r, e, &end)) return false;
        if (end || closes(r, "c")) return put_cell(r, e, h, buf_str(&value));
        if (opens(r, "rPh"))
            phonetic = !is_empty(r);
        else if (closes(r, "rPh"))
            phonetic = false;
        else if (opens(r, "v") || opens(r, "t"))
            wanted = !phonetic && !is_empty(r);
        else if (closes(r, "v") || closes(r, "t"))
            wanted = false;
        else if (wanted && is_text(r))
            buf_add(&value, node_text(r));
    }
}

static bool read_cells(struct xlsx_reader *r, struct err *e)
{
    for (bool end = false;;) {
        if (!node(r, e, &end)) return false;
        if (end || closes(r, "row")) return true;
        if (!opens(r, "c")) continue;
        struct cell_head h = cell_head(r);
        if (is_empty(r) ? h.column < 0 && !put_cell(r, e, h, STR("")) : !read_cell(r, e, h)) return false;
    }
}

bool xlsx_next(struct xlsx_reader *r, struct err *e, struct sheet_row *out, bool *end)
{
    for (;;) {
        *end = false;
        if (!node(r, e, end)) return false;
        if (*end) return true;
        if (!opens(r, "row")) continue;
        arena_reset(r->scratch);
        row_clear(&r->build);
        int64_t number = number_of(attribute(r, r->scratch, "r"));
        if (number >= 0 && number <= r->row) return fail(e, ERR_MALFORMED, M(XLSX_BROKEN), I("row", r->row));
        r->row = number > 0 ? number : r->row + 1;
        if (r->row > SHEET_ROWS_MAX) return fail(e, ERR_TOO_LARGE, M(SHEET_ROWS_MANY), I("max", SHEET_ROWS_MAX));
        if (is_empty(r)) continue;
        if (!read_cells(r, e)) return false;
        if (!row_finish(&r->build)) continue;
        *out = (struct sheet_row){.number = r->row, .cells = r->build.cells, .count = r->build.count};
        return true;
    }
}
