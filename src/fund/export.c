/* export.c - a pot's ledger as csv or xlsx, oldest entry first: what went where, and what both accounts had afterwards.
 *
 * csv goes out page by page.  An xlsx is zipped at its end only, so its pages are written to a temporary file first,
 * each in its own short transaction, and the file is sent then. */
#include "app/app.h"
#include "fund/fund_impl.h"
#include "fund_sql.h"
#include "sheet/sheet.h"
#include <fcntl.h>
#include <unistd.h>

enum {
    PAGE_ROWS = 500,
    SEND_BYTES = 64 * 1024
};

struct line {
    int64_t no;
    struct str at;
    int32_t kind, from, to;
    struct money amount_fen, from_fen, to_fen;
    struct str subject, note, actor_name;
};
static const struct field line_fields[] = {
    FIELD(struct line, no, .zh = "序号", .en = "No."),
    FIELD(struct line, at, .zh = "时间", .en = "Time"),
    FIELD_E(struct line, kind, FUND_KIND_NAMES, .zh = "变动", .en = "Movement"),
    FIELD(struct line, amount_fen, .zh = "金额（元）", .en = "Amount (yuan)"),
    FIELD_E(struct line, from, FUND_ACCOUNT_NAMES, .zh = "转出科目", .en = "From"),
    FIELD(struct line, from_fen, .zh = "转出后余额（元）", .en = "Balance afterwards (yuan)"),
    FIELD_E(struct line, to, FUND_ACCOUNT_NAMES, .zh = "转入科目", .en = "To"),
    FIELD(struct line, to_fen, .zh = "转入后余额（元）", .en = "Its balance afterwards (yuan)"),
    FIELD(struct line, subject, .zh = "单据", .en = "Subject"),
    FIELD(struct line, note, .zh = "说明", .en = "Note"),
    FIELD(struct line, actor_name, .zh = "经办", .en = "By"),
};

struct export
{
    struct arena *arena; /* lives as long as the download */
    struct str pot_id;
    int32_t kind;
    int64_t after_no;
    enum lang lang;
    int32_t offset_minutes;
    bool begun;
    struct sheet_out *sheet; /* xlsx while it is made */
    char *path;
    int file; /* xlsx while it is sent; -1 */
};
typedef bool put_fn(struct ctx *c, void *to, const struct cell *cells);

static void export_drop(void *arg)
{
    struct export *x = arg;
    if (x->file >= 0) (void)close(x->file);
    if (x->path) (void)unlink(x->path);
}

/* 2020-05-14 16:30:00 on the zone's clock. */
static struct str local_time(struct arena *a, const struct export *x, struct instant at)
{
    struct str text = instant_text(a, (struct instant){at.us + x->offset_minutes * INT64_C(60000000)});
    return arena_printf(a, "%.*s %.*s", STR_ARG(str_sub(text, 0, 10)), STR_ARG(str_sub(text, 11, 8)));
}

/* Yuan as a number: 1234.50. */
static struct str plain_yuan(struct arena *a, int64_t fen)
{
    uint64_t size = fen < 0 ? -(uint64_t)fen : (uint64_t)fen;
    return arena_printf(a, "%s%" PRIu64 ".%02d", fen < 0 ? "-" : "", size / 100, (int)(size % 100));
}

static struct line line_of(struct arena *a, const struct export *x, const struct fund_entry *e)
{
    const struct fund_posting *first = LIST_AT(&e->postings, struct fund_posting, 0);
    const struct fund_posting *last = LIST_AT(&e->postings, struct fund_posting, e->postings.count - 1);
    return (struct line){.no = e->no,
                         .at = local_time(a, x, e->at),
                         .kind = e->kind,
                         .from = first->account,
                         .to = last->account,
                         .amount_fen = e->amount_fen,
                         .from_fen = first->balance_fen,
                         .to_fen = last->balance_fen,
                         .subject = e->subject,
                         .note = e->note,
                         .actor_name = e->actor_name};
}

static struct cell cell_of(struct arena *a, enum lang lang, const struct field *f, const struct line *row)
{
    if (f->type == FIELD_MONEY) {
        const struct money *m = field_in(f, row);
        return (struct cell){.text = plain_yuan(a, m->fen), .numeric = true};
    }
    if (f->type != FIELD_ENUM) return (struct cell){.text = field_to_text(a, f, row), .numeric = f->type == FIELD_I64};
    int32_t i = *(const int32_t *)field_in(f, row);
    return (struct cell){.text = str_of((lang == LANG_EN ? f->labels->en : f->labels->zh)[i])};
}

static bool entries_next(struct ctx *c, struct export *x, struct list *entries)
{
    struct fund_params p = fund_params(c);
    p.id = x->pot_id;
    p.kind = x->kind;
    p.after_no = x->after_no;
    p.limit = PAGE_ROWS;
    if (!ctx_rows(c, &SQL_FUND_ENTRY_AFTER, &FUND_PARAMS, &p, &FUND_ENTRY_ROW, entries)) return false;
    if (entries->count) x->after_no = LIST_AT(entries, struct fund_entry, entries->count - 1)->no;
    return fund_postings(c, entries);
}

/* Hands the headings once and then the next page of entries to `put`. */
static bool export_page(struct ctx *c, struct export *x, put_fn *put, void *to, bool *end)
{
    struct list entries = {0};
    struct cell cells[COUNT(line_fields)];
    if (!entries_next(c, x, &entries)) return false;
    for (size_t i = 0; !x->begun && i < COUNT(line_fields); i++)
        cells[i] = (struct cell){.text = field_label(&line_fields[i], x->lang)};
    if (!x->begun && !put(c, to, cells)) return false;
    x->begun = true;
    for (size_t k = 0; k < entries.count; k++) {
        const struct fund_entry *e = LIST_AT(&entries, struct fund_entry, k);
        if (e->postings.count == 0) return fail_internal(&c->err, "an entry without postings: ledger verify");
        const struct line row = line_of(c->arena, x, e);
        for (size_t i = 0; i < COUNT(line_fields); i++)
            cells[i] = cell_of(c->arena, x->lang, &line_fields[i], &row);
        if (!put(c, to, cells)) return false;
    }
    *end = entries.count < PAGE_ROWS;
    return true;
}

static bool put_csv(struct ctx *c, void *to, const struct cell *cells)
{
    (void)c;
    sheet_csv_line(to, cells, COUNT(line_fields));
    return true;
}

static bool csv_next(struct ctx *c, void *state, struct buf *out, bool *end)
{
    struct export *x = state;
    if (!x->begun) buf_add(out, STR("\xEF\xBB\xBF")); /* so that Excel takes it for UTF-8 */
    return export_page(c, x, put_csv, out, end);
}

static bool put_xlsx(struct ctx *c, void *to, const struct cell *cells)
{
    return sheet_write(to, &c->err, cells, COUNT(line_fields), false);
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

static bool xlsx_next(struct ctx *c, void *state, struct buf *out, bool *end)
{
    struct export *x = state;
    bool last = false;
    if (x->file >= 0) return xlsx_send(c, x, out, end);
    if (!x->sheet) x->sheet = sheet_create(x->arena, &c->err, str_of(x->path), SHEET_XLSX);
    if (!x->sheet || !export_page(c, x, put_xlsx, x->sheet, &last)) return false;
    if (!last) return true;
    if (!sheet_finish(x->sheet, &c->err)) return false;
    x->file = open(x->path, O_RDONLY | O_CLOEXEC);
    return x->file >= 0 || fail_internal(&c->err, "cannot open %s", x->path);
}

bool fund_entry_download(struct ctx *c, const struct fund_entry_export *in, struct download *out)
{
    struct export *x = ARENA_NEW(c->arena, struct export);
    struct fund_pot pot = {0};
    bool csv = in->format == FUND_CSV;
    if (!fund_pot_get(c, &(struct fund_key){in->id}, &pot)) return false;
    *x = (struct export){.arena = c->arena,
                         .pot_id = pot.id,
                         .kind = in->kind,
                         .lang = c->lang,
                         .offset_minutes = c->utc_offset_minutes,
                         .file = -1};
    struct str day = date_text(c->arena, ctx_today(c));
    *out = (struct download){
        .content_type = csv ? STR("text/csv; charset=utf-8")
                            : STR("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        .file_name = arena_printf(c->arena, "%s-%.*s-%.*s.%s", c->lang == LANG_EN ? "ledger" : "台账",
                                  STR_ARG(pot.code), STR_ARG(day), csv ? "csv" : "xlsx"),
        .size = -1,
        .next = csv ? csv_next : xlsx_next,
        .state = x,
    };
    if (csv) return true;
    x->path = arena_cstr(
        c->arena, arena_printf(c->arena, "%.*s/ledger-%.*s.xlsx", STR_ARG(c->app->tmp_dir), STR_ARG(ctx_new_id(c))));
    arena_defer(c->arena, export_drop, x);
    return true;
}
