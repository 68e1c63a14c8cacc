/* export.c - a pot's ledger as csv or xlsx, oldest entry first: what went where, and
 * what both accounts had afterwards. */
#include "app/app.h"
#include "export/export.h"
#include "fund/fund_impl.h"
#include "fund_sql.h"

enum {
    PAGE_ROWS = 500
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

struct ledger {
    struct str pot_id;
    int32_t kind;
    int64_t after_no;
    enum lang lang;
    int32_t offset_minutes;
};

/* 2020-05-14 16:30:00 on the zone's clock. */
static struct str local_time(struct arena *a, const struct ledger *x, struct instant at)
{
    struct str text = instant_text(a, (struct instant){at.us + x->offset_minutes * INT64_C(60000000)});
    return arena_printf(a, "%.*s %.*s", STR_ARG(str_sub(text, 0, 10)), STR_ARG(str_sub(text, 11, 8)));
}

static struct line line_of(struct arena *a, const struct ledger *x, const struct fund_entry *e)
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
                         .subject = e->subject_no.n ? e->subject_no : e->subject,
                         .note = e->note,
                         .actor_name = e->actor_name};
}

static bool entries_next(struct ctx *c, struct ledger *x, struct list *entries)
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

static void ledger_head(const void *state, struct cell *cells)
{
    const struct ledger *x = state;
    for (size_t i = 0; i < COUNT(line_fields); i++)
        cells[i] = (struct cell){.text = field_label(&line_fields[i], x->lang)};
}

static bool ledger_page(struct ctx *c, void *state, const struct export_to *to, bool *end)
{
    struct ledger *x = state;
    struct list entries = {0};
    struct cell cells[COUNT(line_fields)];
    if (!entries_next(c, x, &entries)) return false;
    for (size_t k = 0; k < entries.count; k++) {
        const struct fund_entry *e = LIST_AT(&entries, struct fund_entry, k);
        if (e->postings.count == 0) return fail_internal(&c->err, "an entry without postings: ledger verify");
        const struct line row = line_of(c->arena, x, e);
        for (size_t i = 0; i < COUNT(line_fields); i++)
            cells[i] = export_cell(c->arena, x->lang, &line_fields[i], &row);
        if (!export_row(c, to, cells, COUNT(line_fields))) return false;
    }
    *end = entries.count < PAGE_ROWS;
    return true;
}

bool fund_entry_download(struct ctx *c, const struct fund_entry_export *in, struct download *out)
{
    struct ledger *x = ARENA_NEW(c->arena, struct ledger);
    struct fund_pot pot = {0};
    if (!fund_pot_get(c, &(struct fund_key){in->id}, &pot)) return false;
    *x = (struct ledger){.pot_id = pot.id, .kind = in->kind, .lang = c->lang, .offset_minutes = c->utc_offset_minutes};
    struct str day = date_text(c->arena, ctx_today(c));
    const struct export e = {.csv = in->format == FUND_CSV,
                             .file_name = arena_printf(c->arena, "%s-%.*s-%.*s", c->lang == LANG_EN ? "ledger" : "台账",
                                                       STR_ARG(pot.code), STR_ARG(day)),
                             .columns = COUNT(line_fields),
                             .head = ledger_head,
                             .page = ledger_page,
                             .state = x};
    export_start(c, &e, out);
    return true;
}
