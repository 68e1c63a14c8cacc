/* reconcile.c - claims of a pot beside the ledger and the rows of the bank: each says what is due and what is paid. */
#include "app/app.h"
#include "bank/bank_impl.h"
#include "bank_sql.h"
#include "export/export.h"
#include "fund/fund.h"
#include <stddef.h>

enum {
    PAGE_DEFAULT = 50,
    CHUNK = 200,        /* claims a statement looks at */
    CHECKED_MAX = 2000, /* claims a page looks at when it shows differences only */
    EXPORT_PAGE = 200,
    ID_LENGTH = 36,
    SHEET_COLUMNS = 12 /* fields of a row in a sheet: all but the last, the list of transfers */
};

/* A row of bank_reconcile_page. */
struct compared {
    struct str claim_id, claim_no;
    int32_t claim_state;
    bool chosen;
    struct money claim_reserved_fen, ledger_reserved_fen;
    struct money claim_due_fen, claim_paid_fen, claim_in_batch_fen, ledger_committed_fen, ledger_paid_fen,
        bank_waiting_fen, bank_paid_fen;
};
#define F(m) FIELD(struct compared, m)
static const struct field compared_fields[] = {
    F(claim_id),
    F(claim_no),
    FIELD_E(struct compared, claim_state, CLAIM_STATE_NAMES),
    F(chosen),
    F(claim_reserved_fen),
    F(ledger_reserved_fen),
    F(claim_due_fen),
    F(claim_paid_fen),
    F(claim_in_batch_fen),
    F(ledger_committed_fen),
    F(ledger_paid_fen),
    F(bank_waiting_fen),
    F(bank_paid_fen),
};
static const struct record COMPARED = RECORD(compared, compared_fields);

/* A row of bank_reconcile_transfers; begins with what is sent. */
struct transfer_row {
    struct reconcile_transfer transfer;
    struct str claim_id;
};
#undef F
#define F(m) FIELD(struct transfer_row, m)
#define T(m) FIELD(struct reconcile_transfer, m)
_Static_assert(offsetof(struct transfer_row, transfer) == 0, "the fields of both are read into one struct");
static const struct field transfer_row_fields[] = {
    F(claim_id), T(batch_id), T(batch_no), T(no), FIELD_E(struct reconcile_transfer, state, PAYMENT_LINE_STATE_NAMES),
    T(amount_fen), T(reference),
};
static const struct record TRANSFER_ROW = RECORD(transfer_row, transfer_row_fields);

/* ---- what differs ---- */

static void say(struct ctx *c, struct buf *b, enum msg id, int64_t one, int64_t other)
{
    const struct msg_part parts[] = {{.kind = MSG_PART_ID, .id = id},
                                     S("one", money_grouped(c->arena, one)),
                                     S("other", money_grouped(c->arena, other)),
                                     {.kind = MSG_PART_END}};
    struct msg_text m = msg_copy(c->arena, parts);
    if (one == other) return;
    if (b->n) buf_add(b, c->lang == LANG_EN ? STR("; ") : STR("；"));
    buf_add(b, msg_render(c->arena, c->lang, &m));
}

/* A sentence; absent when the three agree. */
static struct str difference(struct ctx *c, const struct compared *r)
{
    struct buf b = {.arena = c->arena};
    if (!r->claim_no.n) return msg_plain(c->lang, MSG_RECONCILE_NO_CLAIM);
    say(c, &b, MSG_RECONCILE_RESERVED, r->claim_reserved_fen.fen, r->ledger_reserved_fen.fen);
    say(c, &b, MSG_RECONCILE_COMMITTED, r->claim_due_fen.fen, r->ledger_committed_fen.fen);
    say(c, &b, MSG_RECONCILE_PAID, r->claim_paid_fen.fen, r->ledger_paid_fen.fen);
    say(c, &b, MSG_RECONCILE_BANK_WAITING, r->claim_in_batch_fen.fen, r->bank_waiting_fen.fen);
    say(c, &b, MSG_RECONCILE_BANK_PAID, r->claim_paid_fen.fen, r->bank_paid_fen.fen);
    return b.n ? buf_str(&b) : (struct str){0};
}

/* ---- pages ---- */

/* Midnight of the zone. */
static int64_t day_us(const struct ctx *c, struct date d, int64_t later_days)
{
    return (date_to_days(d) + later_days) * INT64_C(86400000000) - (int64_t)c->utc_offset_minutes * 60000000;
}

static void add_row(struct ctx *c, const struct compared *r, struct str differs, struct list *out)
{
    *LIST_ADD(c->arena, out, struct reconcile_row) =
        (struct reconcile_row){.claim_id = r->claim_id,
                               .claim_no = r->claim_no,
                               .claim_state = r->claim_state,
                               .claim_due_fen = r->claim_due_fen,
                               .claim_paid_fen = r->claim_paid_fen,
                               .ledger_committed_fen = r->ledger_committed_fen,
                               .ledger_paid_fen = r->ledger_paid_fen,
                               .bank_waiting_fen = r->bank_waiting_fen,
                               .bank_paid_fen = r->bank_paid_fen,
                               .difference = differs};
}

/* Fills the page from claims behind p->after; p->after moves on.  *end: there are no more. */
static bool page_fill(struct ctx *c, const struct reconcile_query *in, struct bank_params *p, int64_t limit,
                      struct reconcile_page *out, bool *end)
{
    bool dated = in->from.has || in->to.has;
    *end = false;
    while (!*end && (int64_t)out->items.count < limit && out->checked < CHECKED_MAX) {
        struct list chunk = {0};
        int64_t wanted = limit - (int64_t)out->items.count + 1; /* one more tells whether it goes on */
        p->limit = dated || in->differences || wanted > CHUNK ? CHUNK : wanted;
        if (!ctx_rows(c, &SQL_BANK_RECONCILE_PAGE, &BANK_PARAMS, p, &COMPARED, &chunk)) return false;
        *end = (int64_t)chunk.count < p->limit;
        for (size_t i = 0; i < chunk.count && (int64_t)out->items.count < limit; i++) {
            const struct compared *r = LIST_AT(&chunk, const struct compared, i);
            struct str differs = difference(c, r);
            p->after = r->claim_id;
            out->checked++;
            if ((!dated || r->chosen) && (!in->differences || differs.n)) add_row(c, r, differs, &out->items);
            if ((int64_t)out->items.count == limit && i + 1 < chunk.count) *end = false;
        }
    }
    return true;
}

/* What was sent to the bank before comes first. */
static bool before(const struct reconcile_transfer *a, const struct reconcile_transfer *b)
{
    int batches = str_cmp(a->batch_id, b->batch_id);
    return batches != 0 ? batches < 0 : a->no < b->no;
}

static void add_name(struct ctx *c, struct str *names, struct str name)
{
    if (!name.n || str_eq(*names, name)) return;
    *names = names->n ? arena_printf(c->arena, "%.*s; %.*s", STR_ARG(*names), STR_ARG(name)) : name;
}

static void tell_transfers(struct ctx *c, struct reconcile_row *r)
{
    struct str last = {0};
    for (size_t i = 0; i < r->transfers.count; i++) {
        const struct reconcile_transfer *t = LIST_AT(&r->transfers, const struct reconcile_transfer, i);
        if (!str_eq(last, t->batch_no)) add_name(c, &r->batch_no, t->batch_no);
        add_name(c, &r->reference, t->reference);
        last = t->batch_no;
    }
}

static void transfer_add(struct ctx *c, struct list *all, const struct reconcile_transfer *t)
{
    *LIST_ADD(c->arena, all, struct reconcile_transfer) = *t;
    for (size_t i = all->count - 1; i > 0; i--) { /* they come nearly in order */
        struct reconcile_transfer *a = LIST_AT(all, struct reconcile_transfer, i - 1), *b = a + 1, kept = *a;
        if (!before(b, a)) break;
        *a = *b;
        *b = kept;
    }
}

/* Every row of a batch that is about a claim of the page. */
static bool add_transfers(struct ctx *c, struct list *items)
{
    struct list asked = {0}, rows = {0};
    for (size_t i = 0; i < items->count; i++) {
        struct bank_params *p = LIST_ADD(c->arena, &asked, struct bank_params);
        *p = bank_params(c);
        p->id = LIST_AT(items, const struct reconcile_row, i)->claim_id;
    }
    if (!ctx_gather(c, &SQL_BANK_RECONCILE_TRANSFERS, &BANK_PARAMS, &asked, &TRANSFER_ROW, &rows)) return false;
    for (size_t i = 0, at = 0; i < items->count; i++) { /* the rows of a claim stand together, claims as asked */
        struct reconcile_row *r = LIST_AT(items, struct reconcile_row, i);
        for (; at < rows.count; at++) {
            const struct transfer_row *t = LIST_AT(&rows, const struct transfer_row, at);
            if (!str_eq(t->claim_id, r->claim_id)) break;
            transfer_add(c, &r->transfers, &t->transfer);
        }
        tell_transfers(c, r);
    }
    return true;
}

static bool filter(struct ctx *c, const struct reconcile_query *in, struct bank_params *p)
{
    struct fund_pot pot = {0};
    *p = bank_params(c);
    p->pot_id = in->pot_id;
    p->after = in->after.n ? in->after : STR("");
    p->from = in->from.has ? day_us(c, in->from.v, 0) : INT64_MIN;
    p->to = in->to.has ? day_us(c, in->to.v, 1) : INT64_MAX;
    if (in->after.n && in->after.n != ID_LENGTH) return fail_field(&c->err, STR("after"), M(CURSOR_BAD));
    return fund_pot_get(c, &(struct fund_key){in->pot_id}, &pot);
}

bool reconcile_list(struct ctx *c, const struct reconcile_query *in, struct reconcile_page *out)
{
    struct bank_params p;
    bool end = false;
    if (!filter(c, in, &p) || !page_fill(c, in, &p, in->limit ? in->limit : PAGE_DEFAULT, out, &end) ||
        !add_transfers(c, &out->items))
        return false;
    if (!end) out->next = p.after;
    return true;
}

/* ---- as a spreadsheet ---- */

struct compare {
    struct arena *arena; /* lives as long as the download */
    struct reconcile_query filter;
    enum lang lang;
};

static void compare_head(const void *state, struct cell *cells)
{
    const struct compare *x = state;
    for (size_t i = 0; i < SHEET_COLUMNS; i++)
        cells[i] = (struct cell){.text = field_label(&RECONCILE_ROW.fields[i], x->lang)};
}

static bool compare_page(struct ctx *c, void *state, const struct export_to *to, bool *end)
{
    struct compare *x = state;
    struct reconcile_page page = {0};
    struct bank_params p;
    struct cell cells[SHEET_COLUMNS];
    c->lang = x->lang; /* a page runs in a ctx of its own */
    if (!filter(c, &x->filter, &p) || !page_fill(c, &x->filter, &p, EXPORT_PAGE, &page, end) ||
        !add_transfers(c, &page.items))
        return false;
    x->filter.after = arena_str(x->arena, p.after);
    for (size_t i = 0; i < page.items.count; i++) {
        const struct reconcile_row *r = LIST_AT(&page.items, const struct reconcile_row, i);
        for (size_t k = 0; k < SHEET_COLUMNS; k++)
            cells[k] = export_cell(c->arena, x->lang, &RECONCILE_ROW.fields[k], r);
        if (!export_row(c, to, cells, SHEET_COLUMNS)) return false;
    }
    return true;
}

bool reconcile_download(struct ctx *c, const struct reconcile_export *in, struct download *out)
{
    struct compare *x = ARENA_NEW(c->arena, struct compare);
    struct bank_params p;
    assert(RECONCILE_ROW.count == SHEET_COLUMNS + 1);
    *x = (struct compare){
        .arena = c->arena,
        .filter = {.pot_id = in->pot_id, .from = in->from, .to = in->to, .differences = in->differences},
        .lang = c->lang};
    if (in->format == PAYMENT_PAIN001) return fail_field(&c->err, STR("format"), M(PAYMENT_SHEET_FORMAT));
    if (!filter(c, &x->filter, &p)) return false;
    struct str day = date_text(c->arena, ctx_today(c));
    const struct export e = {.csv = in->format == PAYMENT_CSV,
                             .file_name = arena_printf(
                                 c->arena, "%s-%.*s", c->lang == LANG_EN ? "reconciliation" : "对账", STR_ARG(day)),
                             .columns = SHEET_COLUMNS,
                             .head = compare_head,
                             .page = compare_page,
                             .state = x};
    export_start(c, &e, out);
    return true;
}
