/* export.c - the rows of a filter as csv or xlsx, with the headings that an import understands.
 *
 * csv goes out page by page.  An xlsx is zipped at its end only, so its pages are written to a temporary file first,
 * each in its own short transaction, and the file is sent then. */
#include "registry/export.h"
#include "registry/registry_impl.h"
#include "app/app.h"
#include "registry_sql.h"
#include "sheet/sheet.h"
#include <fcntl.h>
#include <unistd.h>

enum {
    PAGE_ROWS = 500,
    SEND_BYTES = 64 * 1024
};

struct export
{
    struct arena *arena; /* lives as long as the download */
    struct registry_params filter;
    enum lang lang;
    int32_t format;
    bool begun;
    struct sheet_out *sheet; /* xlsx while it is made */
    char *path;
    int file; /* xlsx while it is sent; -1 */
};

static void export_drop(void *arg)
{
    struct export *x = arg;
    if (x->file >= 0) (void)close(x->file);
    if (x->path) (void)unlink(x->path);
}

static struct str cell_text(struct arena *a, enum lang lang, const struct field *f, const void *obj)
{
    if (f->type != FIELD_ENUM) return field_to_text(a, f, obj);
    int32_t i = *(const int32_t *)field_in(f, obj);
    return str_of((lang == LANG_EN ? f->labels->en : f->labels->zh)[i]);
}

static size_t cells_head(const struct export *x, struct cell *cells)
{
    for (size_t i = 0; i < ENTERPRISE_DRAFT.count; i++)
        cells[i] = (struct cell){.text = field_label(&ENTERPRISE_DRAFT.fields[i], x->lang)};
    return ENTERPRISE_DRAFT.count;
}

static size_t cells_row(struct arena *a, const struct export *x, const struct enterprise_row *row, struct cell *cells)
{
    struct enterprise_draft d;
    draft_of_row(row, &d);
    for (size_t i = 0; i < ENTERPRISE_DRAFT.count; i++)
        cells[i] = (struct cell){.text = cell_text(a, x->lang, &ENTERPRISE_DRAFT.fields[i], &d)};
    return ENTERPRISE_DRAFT.count;
}

/* The next rows by number; fewer than PAGE_ROWS means the last. */
static bool rows_next(struct ctx *c, struct export *x, struct list *rows)
{
    x->filter.limit = PAGE_ROWS;
    if (!ctx_rows(c, &SQL_EXPORT_PAGE, &REGISTRY_PARAMS, &x->filter, &ENTERPRISE_ROW, rows)) return false;
    if (rows->count) x->filter.after_no = LIST_AT(rows, const struct enterprise_row, rows->count - 1)->no;
    return true;
}

static bool csv_next(struct ctx *c, void *state, struct buf *out, bool *end)
{
    struct export *x = state;
    struct cell cells[64];
    assert(ENTERPRISE_DRAFT.count <= COUNT(cells));
    struct list rows = {0};
    if (!rows_next(c, x, &rows)) return false;
    if (!x->begun) {
        buf_add(out, STR("\xEF\xBB\xBF")); /* so that Excel takes it for UTF-8 */
        sheet_csv_line(out, cells, cells_head(x, cells));
        x->begun = true;
    }
    for (size_t i = 0; i < rows.count; i++)
        sheet_csv_line(out, cells, cells_row(c->arena, x, LIST_AT(&rows, const struct enterprise_row, i), cells));
    *end = rows.count < PAGE_ROWS;
    return true;
}

static bool xlsx_send(struct ctx *c, struct export *x, struct buf *out, bool *end)
{
    char *piece = arena_alloc(c->arena, SEND_BYTES);
    ssize_t n = read(x->file, piece, SEND_BYTES);
    if (n < 0) return fail_internal(&c->err, "cannot read %s back", x->path);
    buf_add(out, (struct str){piece, (size_t)n});
    *end = n == 0;
    return true;
}

static bool xlsx_close(struct ctx *c, struct export *x)
{
    if (!sheet_finish(x->sheet, &c->err)) return false;
    x->sheet = NULL;
    x->file = open(x->path, O_RDONLY | O_CLOEXEC);
    return x->file >= 0 || fail_internal(&c->err, "cannot open %s", x->path);
}

static bool xlsx_next(struct ctx *c, void *state, struct buf *out, bool *end)
{
    struct export *x = state;
    if (x->file >= 0) return xlsx_send(c, x, out, end);
    struct cell cells[64];
    assert(ENTERPRISE_DRAFT.count <= COUNT(cells));
    struct list rows = {0};
    if (!rows_next(c, x, &rows)) return false;
    if (!x->begun) {
        x->sheet = sheet_create(x->arena, &c->err, str_of(x->path), SHEET_XLSX);
        if (!x->sheet || !sheet_write(x->sheet, &c->err, cells, cells_head(x, cells), false)) return false;
        x->begun = true;
    }
    for (size_t i = 0; i < rows.count; i++) {
        size_t n = cells_row(c->arena, x, LIST_AT(&rows, const struct enterprise_row, i), cells);
        if (!sheet_write(x->sheet, &c->err, cells, n, false)) return false;
    }
    return rows.count == PAGE_ROWS || xlsx_close(c, x);
}

bool enterprise_export(struct ctx *c, const struct enterprise_query *q, struct export_file *out)
{
    struct export *x = ARENA_NEW(c->arena, struct export);
    *x = (struct export){.arena = c->arena, .lang = c->lang, .format = q->format, .file = -1};
    if (!enterprise_filter(c, RIGHT_ENTERPRISE_EXPORT, q, &x->filter)) return false;
    x->filter.after_no = -1;
    bool csv = q->format == FILE_CSV;
    struct str day = date_text(c->arena, ctx_today(c));
    *out = (struct export_file){
        .content_type = csv ? STR("text/csv; charset=utf-8")
                            : STR("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        .file_name = arena_printf(c->arena, "%s-%.*s.%s", c->lang == LANG_EN ? "enterprises" : "企业", STR_ARG(day),
                                  csv ? "csv" : "xlsx"),
        .next = csv ? csv_next : xlsx_next,
        .state = x,
    };
    if (csv) return true;
    x->path = arena_cstr(
        c->arena, arena_printf(c->arena, "%.*s/export-%.*s.xlsx", STR_ARG(c->app->tmp_dir), STR_ARG(ctx_new_id(c))));
    arena_defer(c->arena, export_drop, x);
    return true;
}
