/* marked.c - see marked.h. */
#include "intake/marked.h"
#include "app/app.h"
#include "attach/blob.h"
#include "intake_sql.h"

enum {
    BATCH_ROWS = 100
};

struct marked {
    struct arena *arena; /* outlives the pages */
    struct import import;
    struct sheet *sheet;
    size_t width;       /* columns of the original that are shown */
    int64_t chunk_no;   /* of `results` */
    struct str results; /* what is left of the newest chunk's letters */
    struct arena *chunk_arena;
    bool over; /* no more chunks */
};

static void free_later(void *arena)
{
    arena_free(arena);
}

struct marked *marked_open(struct ctx *c, struct str import_id)
{
    struct marked *m = ARENA_NEW(c->arena, struct marked);
    m->arena = c->arena;
    if (!import_open(c, import_id, &m->import)) return NULL;
    if (m->import.state < IMPORT_DONE) {
        fail(&c->err, ERR_CONFLICT, M(IMPORT_NOT_DONE));
        return NULL;
    }
    if (!blob_exists(c->arena, c->app->data_dir, m->import.file_hash)) {
        fail(&c->err, ERR_NOT_FOUND, M(IMPORT_FILE_GONE));
        return NULL;
    }
    m->sheet = sheet_open(c->arena, &c->err, import_path(c, &m->import));
    m->width = columns_shown(&m->import.columns);
    m->chunk_arena = arena_new();
    arena_defer(c->arena, free_later, m->chunk_arena);
    return m->sheet ? m : NULL;
}

const struct import *marked_import(const struct marked *m)
{
    return &m->import;
}

/* The letter of the next row; 0 when the import broke off before it. */
static bool next_letter(struct ctx *c, struct marked *m, char *letter)
{
    *letter = 0;
    if (m->results.n == 0 && !m->over) {
        struct intake_params p = intake_params(c);
        struct list rows = {0};
        p.import_id = m->import.id;
        p.chunk_no = m->chunk_no + 1;
        p.limit = 1;
        if (!ctx_rows(c, &SQL_IMPORT_CHUNK_FROM, &INTAKE_PARAMS, &p, &CHUNK_ROW, &rows)) return false;
        m->over = rows.count == 0;
        if (!m->over) {
            const struct chunk_row *row = LIST_AT(&rows, const struct chunk_row, 0);
            arena_reset(m->chunk_arena);
            m->results = arena_str(m->chunk_arena, row->results);
            m->chunk_no = row->chunk_no;
        }
    }
    if (m->results.n == 0) return true;
    *letter = m->results.p[0];
    m->results = str_sub(m->results, 1, m->results.n);
    return true;
}

static int32_t result_of(char letter)
{
    static const char LETTERS[] = "cu=rqCU!RQ";
    const char *at = letter ? strchr(LETTERS, letter) : NULL;
    return at ? (int32_t)((at - LETTERS) % 5 + 1) : RESULT_NONE;
}

static bool is_marked(char letter)
{
    return letter && strchr("rqCU!RQ", letter);
}

struct line {
    struct cell *cells;
    size_t count;
    int64_t row;
    char letter;
};

static struct line copy_line(struct ctx *c, const struct marked *m, const struct sheet_row *row)
{
    bool data = row->number >= m->import.header_row; /* titles above the headings stay as they are */
    size_t shown = data && row->count > m->width && row->count <= m->import.columns.count ? m->width : row->count;
    size_t count = data && shown < m->width ? m->width : shown;
    struct line l = {.cells = ARENA_ARRAY(c->arena, struct cell, count + 2), .count = count, .row = row->number};
    for (size_t i = 0; i < shown; i++)
        l.cells[i].text = arena_str(c->arena, cell_shown(c, &m->import, row->cells[i].text));
    return l;
}

/* "统一社会信用代码：校验位应为 8，现为 9；是否应为 ...？" */
static struct str reasons(struct ctx *c, const struct marked *m, const struct list *issues, size_t *at, int64_t row)
{
    struct buf b = {.arena = c->arena};
    int64_t column = -1;
    for (; *at < issues->count; ++*at) {
        const struct issue_row *r = LIST_AT(issues, const struct issue_row, *at);
        if (r->row_no > row) break;
        if (r->row_no < row) continue;
        if (b.n) buf_add(&b, c->lang == LANG_EN ? STR("; ") : STR("；"));
        if (r->column_no.has && r->column_no.v != column && (size_t)r->column_no.v < m->import.columns.count) {
            buf_add(&b, LIST_AT(&m->import.columns, const struct import_column, (size_t)r->column_no.v)->header);
            buf_add(&b, c->lang == LANG_EN ? STR(": ") : STR("："));
        }
        column = r->column_no.has ? r->column_no.v : -1;
        buf_add(&b, issue_text(c->arena, c->lang, r));
    }
    return buf_str(&b);
}

static bool read_lines(struct ctx *c, struct marked *m, struct list *lines, bool *end)
{
    while (lines->count < BATCH_ROWS) {
        struct sheet_row row;
        if (!sheet_next(m->sheet, &c->err, &row, end)) {
            if (m->import.state != IMPORT_FAILED) return false;
            err_clear(&c->err); /* that is where the import broke off */
            *end = true;
        }
        if (*end) return true;
        struct line l = copy_line(c, m, &row);
        if (row.number > m->import.header_row && !next_letter(c, m, &l.letter)) return false;
        *LIST_ADD(c->arena, lines, struct line) = l;
    }
    return true;
}

bool marked_next(struct ctx *c, struct marked *m, marked_emit *emit, void *arg, bool *end)
{
    struct list lines = {0}, issues = {0};
    size_t at = 0;
    *end = false;
    if (!read_lines(c, m, &lines, end)) return false;
    if (lines.count == 0) return true;
    struct intake_params p = intake_params(c);
    p.import_id = m->import.id;
    p.row_no = LIST_AT(&lines, struct line, 0)->row;
    p.row_to = LIST_AT(&lines, struct line, lines.count - 1)->row;
    if (!ctx_rows(c, &SQL_IMPORT_ISSUE_RANGE, &INTAKE_PARAMS, &p, &ISSUE_ROW, &issues)) return false;
    for (size_t i = 0; i < lines.count; i++) {
        struct line *l = LIST_AT(&lines, struct line, i);
        if (l->row == m->import.header_row) {
            l->cells[l->count++].text = msg_plain(c->lang, MSG_IMPORT_HEAD_RESULT);
            l->cells[l->count++].text = msg_plain(c->lang, MSG_IMPORT_HEAD_REASON);
        } else if (l->letter) {
            const char *const *labels = c->lang == LANG_EN ? IMPORT_RESULT_NAMES.en : IMPORT_RESULT_NAMES.zh;
            l->cells[l->count++].text = str_of(labels[result_of(l->letter)]);
            l->cells[l->count++].text = reasons(c, m, &issues, &at, l->row);
        }
        if (!emit(arg, &c->err, l->cells, l->count, is_marked(l->letter))) return false;
    }
    return true;
}

static bool emit_sheet(void *arg, struct err *e, const struct cell *cells, size_t count, bool mark)
{
    return sheet_write(arg, e, cells, count, mark);
}

bool import_sheet_write(struct ctx *c, const struct import_sheet_query *in, struct str path)
{
    struct marked *m = marked_open(c, in->id);
    if (!m) return false;
    int32_t format = in->format ? in->format : m->import.format;
    struct sheet_out *out = sheet_create(c->arena, &c->err, path, format == IMPORT_XLSX ? SHEET_XLSX : SHEET_CSV);
    if (!out) return false;
    struct ctx page = *c;
    page.arena = arena_new();
    page.err.arena = c->arena;
    bool end = false, good = true;
    while (good && !end) {
        good = marked_next(&page, m, emit_sheet, out, &end);
        arena_reset(page.arena);
    }
    c->err = page.err;
    arena_free(page.arena);
    return good && sheet_finish(out, &c->err);
}
