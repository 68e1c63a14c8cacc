/* export.c - rows as csv or xlsx, a page in each transaction. */
#include "export/export.h"
#include "app/app.h"
#include <fcntl.h>
#include <unistd.h>

enum {
    SEND_BYTES = 64 * 1024,
    COLUMNS_MAX = 64
};

struct running {
    struct export e;
    struct arena *arena; /* lives as long as the download */
    bool begun;
    struct sheet_out *sheet; /* xlsx while it is made */
    char *path;
    int file; /* xlsx while it is sent; -1 */
};
struct export_to {
    struct buf *csv; /* NULL: into the sheet */
    struct sheet_out *sheet;
};

bool export_row(struct ctx *c, const struct export_to *to, const struct cell *cells, size_t count)
{
    if (!to->csv) return sheet_write(to->sheet, &c->err, cells, count, false);
    sheet_csv_line(to->csv, cells, count);
    return true;
}

/* Hands the headings once and then the next page of rows. */
static bool page(struct ctx *c, struct running *r, const struct export_to *to, bool *end)
{
    struct cell cells[COLUMNS_MAX];
    assert(r->e.columns <= COLUMNS_MAX);
    if (!r->begun) {
        r->e.head(r->e.state, cells);
        if (!export_row(c, to, cells, r->e.columns)) return false;
    }
    r->begun = true;
    return r->e.page(c, r->e.state, to, end);
}

static bool csv_next(struct ctx *c, void *state, struct buf *out, bool *end)
{
    struct running *r = state;
    if (!r->begun) buf_add(out, STR("\xEF\xBB\xBF")); /* so that Excel takes it for UTF-8 */
    return page(c, r, &(struct export_to){.csv = out}, end);
}

static bool xlsx_send(struct ctx *c, struct running *r, struct buf *out, bool *end)
{
    char *piece = arena_alloc(c->arena, SEND_BYTES);
    ssize_t n = read(r->file, piece, SEND_BYTES);
    if (n < 0) return fail_internal(&c->err, "cannot read %s back", r->path);
    buf_add(out, (struct str){piece, (size_t)n});
    *end = n == 0;
    return true;
}

static bool xlsx_next(struct ctx *c, void *state, struct buf *out, bool *end)
{
    struct running *r = state;
    bool last = false;
    if (r->file >= 0) return xlsx_send(c, r, out, end);
    if (!r->sheet) r->sheet = sheet_create(r->arena, &c->err, str_of(r->path), SHEET_XLSX);
    if (!r->sheet || !page(c, r, &(struct export_to){.sheet = r->sheet}, &last)) return false;
    if (!last) return true;
    if (!sheet_finish(r->sheet, &c->err)) return false;
    r->file = open(r->path, O_RDONLY | O_CLOEXEC);
    return r->file >= 0 || fail_internal(&c->err, "cannot open %s", r->path);
}

static void drop(void *arg)
{
    struct running *r = arg;
    if (r->file >= 0) (void)close(r->file);
    (void)unlink(r->path);
}

void export_start(struct ctx *c, const struct export *e, struct download *out)
{
    struct running *r = ARENA_NEW(c->arena, struct running);
    *r = (struct running){.e = *e, .arena = c->arena, .file = -1};
    *out = (struct download){
        .content_type = e->csv ? STR("text/csv; charset=utf-8")
                               : STR("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        .file_name = arena_printf(c->arena, "%.*s.%s", STR_ARG(e->file_name), e->csv ? "csv" : "xlsx"),
        .size = -1,
        .next = e->csv ? csv_next : xlsx_next,
        .state = r,
    };
    if (e->csv) return;
    r->path = arena_cstr(
        c->arena, arena_printf(c->arena, "%.*s/export-%.*s.xlsx", STR_ARG(c->app->tmp_dir), STR_ARG(ctx_new_id(c))));
    arena_defer(c->arena, drop, r);
}

struct cell export_cell(struct arena *a, enum lang lang, const struct field *f, const void *obj)
{
    if (f->type == FIELD_MONEY) {
        const struct money *m = field_in(f, obj);
        return (struct cell){.text = money_text(a, m->fen), .numeric = true};
    }
    if (f->type != FIELD_ENUM) return (struct cell){.text = field_to_text(a, f, obj), .numeric = f->type == FIELD_I64};
    int32_t i = *(const int32_t *)field_in(f, obj);
    return (struct cell){.text = str_of((lang == LANG_EN ? f->labels->en : f->labels->zh)[i])};
}
