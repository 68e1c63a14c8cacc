/* batch.c - payment batches: listed, made, released by another person, cancelled. */
#include "app/app.h"
#include "app/audit.h"
#include "bank/payable.h"
#include "bank_sql.h"
#include "fund/fund.h"

enum {
    PAGE_DEFAULT = 50,
    ID_LENGTH = 36
};

/* ---- reading ---- */

bool batch_row_get(struct ctx *c, struct str id, struct payment_batch *out)
{
    struct bank_params p = bank_params(c);
    bool found = false;
    p.id = id;
    if (!ctx_find(c, &SQL_BANK_BATCH_ONE, &BANK_PARAMS, &p, &BATCH_ROW, out, &found)) return false;
    if (!found) return fail(&c->err, ERR_NOT_FOUND, M(PAYMENT_NO_BATCH));
    out->total_capitals = bank_capitals(c->arena, out->total_fen.fen);
    return true;
}

bool batch_row_edit(struct ctx *c, struct str id, int64_t version, struct payment_batch *out)
{
    if (!batch_row_get(c, id, out)) return false;
    return out->version == version || fail(&c->err, ERR_STALE, M(STALE));
}

bool batch_state(struct ctx *c, const struct payment_batch *b, int32_t wanted)
{
    const char *const *names = c->lang == LANG_EN ? PAYMENT_STATE_NAMES.en : PAYMENT_STATE_NAMES.zh;
    if (b->state == wanted) return true;
    return fail(&c->err, ERR_CONFLICT, M(PAYMENT_STATE), S("no", b->no), S("state", str_of(names[b->state])),
                S("wanted", str_of(names[wanted])));
}

bool batch_lines(struct ctx *c, struct str id, struct list *lines)
{
    struct bank_params p = bank_params(c);
    p.id = id;
    return ctx_rows(c, &SQL_BANK_LINE_OF, &BANK_PARAMS, &p, &BANK_LINE_ROW, lines);
}

static void show_lines(struct ctx *c, const struct list *rows, struct list *out)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct line_row *r = LIST_AT(rows, const struct line_row, i);
        *LIST_ADD(c->arena, out, struct payment_line) =
            (struct payment_line){.no = r->no,
                                  .payment_id = r->payment_id,
                                  .claim_id = r->claim_id,
                                  .claim_no = r->claim_no,
                                  .item_name = c->lang == LANG_EN ? r->item_name_en : r->item_name_zh,
                                  .payee_name = r->payee_name,
                                  .account_masked = r->account_masked,
                                  .bank_name = r->bank_name,
                                  .cnaps = r->cnaps,
                                  .amount_fen = r->amount_fen,
                                  .attempt = r->attempt,
                                  .state = r->state,
                                  .reason = r->reason,
                                  .reference = r->reference,
                                  .paid_on = r->paid_on};
    }
}

static void show_actions(struct ctx *c, struct payment_batch *b)
{
    static const struct {
        const char *name;
        int32_t state;
    } steps[] = {{"release", PAYMENT_MADE},           {"cancel", PAYMENT_MADE},  {"file", PAYMENT_RELEASED},
                 {"import_result", PAYMENT_RELEASED}, {"file", PAYMENT_SETTLED}, {"return", PAYMENT_SETTLED}};
    if (!ctx_may(c, RIGHT_PAYMENT_EDIT)) return;
    for (size_t i = 0; i < COUNT(steps); i++) {
        bool maker = str_eq(b->maker_id, c->actor.user_id), none_paid = b->paid_count == 0;
        if (b->state != steps[i].state || (maker && i == 0)) continue;
        if (none_paid && str_eq(str_of(steps[i].name), STR("return"))) continue;
        *LIST_ADD(c->arena, &b->actions.l, struct str) = str_of(steps[i].name);
    }
}

bool batch_show(struct ctx *c, struct str id, struct payment_batch *out)
{
    struct bank_params p = bank_params(c);
    struct list lines = {0};
    p.id = id;
    *out = (struct payment_batch){.work = out->work}; /* a write may run again */
    if (!batch_row_get(c, id, out) || !batch_lines(c, id, &lines) ||
        !ctx_rows(c, &SQL_BANK_FILE_OF, &BANK_PARAMS, &p, &PAYMENT_FILE, &out->files) ||
        !ctx_rows(c, &SQL_BANK_ATTEMPT_OF, &BANK_PARAMS, &p, &PAYMENT_ATTEMPT, &out->attempts))
        return false;
    show_lines(c, &lines, &out->lines);
    show_actions(c, out);
    return true;
}

bool payment_get(struct ctx *c, const struct payment_key *in, struct payment_batch *out)
{
    return batch_show(c, in->id, out);
}

bool payment_list(struct ctx *c, const struct payment_query *in, struct payment_page *out)
{
    struct bank_params p = bank_params(c);
    int64_t limit = in->limit ? in->limit : PAGE_DEFAULT;
    p.state = in->state;
    p.pot_id = bank_text(in->pot_id);
    p.after = in->after.n ? in->after : STR("~"); /* behind every id */
    p.limit = limit + 1;
    if (in->after.n && in->after.n != ID_LENGTH) return fail_field(&c->err, STR("after"), M(CURSOR_BAD));
    if (!ctx_rows(c, &SQL_BANK_BATCH_PAGE, &BANK_PARAMS, &p, &BATCH_ROW, &out->items)) return false;
    if ((int64_t)out->items.count > limit) {
        out->items.count = (size_t)limit;
        out->next = LIST_AT(&out->items, const struct payment_batch, (size_t)limit - 1)->id;
    }
    for (size_t i = 0; i < out->items.count; i++) {
        struct payment_batch *b = LIST_AT(&out->items, struct payment_batch, i);
        b->total_capitals = bank_capitals(c->arena, b->total_fen.fen);
        show_actions(c, b);
    }
    return true;
}

/* ---- on record ---- */

/* Without the lists: the lines are frozen in the store, and the order's digest stands for them. */
static struct str audit_text(struct ctx *c, const struct payment_batch *b)
{
    struct payment_batch own = *b;
    own.lines = own.files = own.attempts = (struct list){0};
    own.actions = (struct texts){0};
    return audit_json(c, &PAYMENT_BATCH, &own);
}

bool batch_audit(struct ctx *c, const char *action, const struct payment_batch *before,
                 const struct payment_batch *after)
{
    struct audit_entry e = {.action = str_of(action),
                            .subject_kind = STR("payment"),
                            .subject_id = after->id,
                            .subject_name = after->no,
                            .after = audit_text(c, after)};
    if (before) e.before = audit_text(c, before);
    return audit_record(c, &e);
}

bool batch_or_refuse(struct ctx *c, const char *action, struct str id, struct str no,
                     bool (*step)(struct ctx *c, void *arg), void *arg)
{
    int32_t audited = c->audited;
    if (!db_savepoint(c->db, &c->err)) return false;
    if (step(c, arg)) return db_savepoint_end(c->db, &c->err, false);
    const struct err why = c->err;
    err_clear(&c->err);
    if (!db_savepoint_end(c->db, &c->err, true)) return false;
    c->err = why;
    c->audited = audited;
    bool refused =
        why.code == ERR_FORBIDDEN || why.code == ERR_CONFLICT || why.code == ERR_INVALID || why.code == ERR_MALFORMED;
    return refused && audit_refused(c, &(struct audit_entry){.action = str_of(action),
                                                             .subject_kind = STR("payment"),
                                                             .subject_id = id,
                                                             .subject_name = no});
}

/* ---- making ---- */

bool payment_create_prepare(struct ctx *c, const struct payment_new *in, struct payment_batch *out)
{
    struct payment_work *w = ARENA_NEW(c->arena, struct payment_work);
    struct fund_pot pot = {0};
    struct payer_row payer = {0};
    out->work = w;
    if (date_cmp(in->execute_on, ctx_today(c)) < 0) return fail_field(&c->err, STR("execute_on"), M(PAYMENT_PAST));
    return payer_row_get(c, in->payer_id, &payer) && fund_pot_get(c, &(struct fund_key){in->pot_id}, &pot) &&
           payable_choose(c, in, w);
}

struct making {
    const struct payment_new *in;
    const struct payment_work *work;
    struct str id, no;
    struct payment_batch *out;
};

static bool next_number(struct ctx *c, struct str *no)
{
    struct bank_params p = bank_params(c), out = {0};
    p.year = ctx_today(c).y;
    if (!ctx_one(c, &SQL_BANK_NEXT_NUMBER, &BANK_PARAMS, &p, &BANK_PARAMS, &out)) return false;
    *no = arena_printf(c->arena, "PAY-%04d-%06" PRId64, (int)p.year, out.n);
    return true;
}

static bool insert(struct ctx *c, const struct making *m)
{
    struct bank_params p = bank_params(c);
    struct list lines = {0};
    p.id = m->id;
    p.no = m->no;
    p.pot_id = m->in->pot_id;
    p.item_id = bank_text(m->in->item_id);
    p.bank_name = bank_text(m->in->bank_name);
    p.payer_id = m->in->payer_id;
    p.execute_on = m->in->execute_on;
    p.count = (int64_t)m->work->lines.count;
    p.total_fen.fen = m->work->total_fen;
    for (size_t i = 0; i < m->work->lines.count; i++) {
        struct line_row *r = LIST_ADD(c->arena, &lines, struct line_row);
        *r = *LIST_AT(&m->work->lines, const struct line_row, i);
        r->batch_id = m->id;
    }
    return ctx_exec(c, &SQL_BANK_BATCH_INSERT, &BANK_PARAMS, &p) &&
           db_bulk(c->db, c->arena, &c->err, &SQL_BANK_LINE_INSERT, &BANK_LINE_ROW, &lines);
}

/* Moves every payment of the lines; the claims guard steps and people. */
static bool move_all(struct ctx *c, const struct list *lines, int32_t to, struct str note)
{
    struct list steps = {0};
    for (size_t i = 0; i < lines->count; i++) {
        const struct line_row *r = LIST_AT(lines, const struct line_row, i);
        *LIST_ADD(c->arena, &steps, struct claim_pay) =
            (struct claim_pay){.payment_id = r->payment_id, .attempt = r->attempt, .to = to, .note = note};
    }
    return claim_pay_states(c, &steps);
}

static bool make_step(struct ctx *c, void *arg)
{
    struct making *m = arg;
    struct payer_row payer = {0};
    if (!payer_row_get(c, m->in->payer_id, &payer)) return false;
    if (payer.closed) return fail(&c->err, ERR_CONFLICT, M(PAYMENT_PAYER_CLOSED), S("name", payer.name));
    return next_number(c, &m->no) && move_all(c, &m->work->lines, CLAIM_IN_BATCH, m->no) && insert(c, m) &&
           batch_show(c, m->id, m->out) && batch_audit(c, "payment.create", NULL, m->out);
}

bool payment_create(struct ctx *c, const struct payment_new *in, struct payment_batch *out)
{
    struct making m = {.in = in, .work = out->work, .id = ctx_new_id(c), .out = out};
    return batch_or_refuse(c, "payment.create", m.id, (struct str){0}, make_step, &m);
}

/* ---- releasing ---- */

/* Nobody submits or reviews a claim that is in a batch, so what a reader finds still holds on the writer; an account
 * that is replaced in between is replaced after the release. */
static bool parts_ask(struct ctx *c, const struct list *lines, struct err *refused)
{
    for (size_t i = 0; i < lines->count; i++) {
        struct str id = LIST_AT(lines, const struct line_row, i)->payment_id;
        if (claim_pay_guard(c, id) && claim_pay_current(c, id)) continue;
        if (c->err.code != ERR_FORBIDDEN && c->err.code != ERR_CONFLICT) return false;
        *refused = c->err; /* told by the second half, so that it is on record */
        err_clear(&c->err);
        return true;
    }
    return true;
}

bool payment_release_prepare(struct ctx *c, const struct payment_release *in, struct payment_batch *out)
{
    struct payment_work *w = ARENA_NEW(c->arena, struct payment_work);
    struct bank_order order;
    struct list lines = {0};
    struct buf csv = {.arena = c->arena};
    out->work = w;
    if (!batch_order(c, in->id, &order) || !batch_lines(c, in->id, &lines)) return false;
    bank_csv(&csv, &order);
    w->digest = crypto_sha256(c->arena, buf_str(&csv));
    return parts_ask(c, &lines, &w->refused);
}

struct stepping {
    struct str id, words;
    int64_t version;
    struct payment_batch before, *out;
    const struct payment_work *work; /* of payment_release */
};

static bool release_step(struct ctx *c, void *arg)
{
    struct stepping *s = arg;
    struct bank_params p = bank_params(c);
    p.id = s->id;
    p.version = s->version;
    p.digest = s->work->digest;
    if (!batch_state(c, &s->before, PAYMENT_MADE)) return false;
    if (str_eq(s->before.maker_id, c->actor.user_id))
        return fail(&c->err, ERR_FORBIDDEN, M(PAYMENT_TWO_PEOPLE), S("no", s->before.no));
    if (s->work->refused.code != ERR_NONE) {
        c->err = s->work->refused;
        return false;
    }
    return ctx_change(c, &SQL_BANK_BATCH_RELEASE, &BANK_PARAMS, &p) && batch_show(c, s->id, s->out) &&
           batch_audit(c, "payment.release", &s->before, s->out);
}

bool payment_release(struct ctx *c, const struct payment_release *in, struct payment_batch *out)
{
    struct stepping s = {.id = in->id, .version = in->version, .out = out, .work = out->work};
    return batch_row_edit(c, in->id, in->version, &s.before) &&
           batch_or_refuse(c, "payment.release", in->id, s.before.no, release_step, &s);
}

/* ---- cancelling ---- */

static bool cancel_step(struct ctx *c, void *arg)
{
    struct stepping *s = arg;
    struct bank_params p = bank_params(c);
    struct list lines = {0};
    p.id = s->id;
    p.version = s->version;
    p.reason = s->words;
    return batch_state(c, &s->before, PAYMENT_MADE) && batch_lines(c, s->id, &lines) &&
           move_all(c, &lines, CLAIM_PAYABLE, s->before.no) &&
           ctx_change(c, &SQL_BANK_BATCH_CANCEL, &BANK_PARAMS, &p) &&
           ctx_exec(c, &SQL_BANK_LINE_CANCEL, &BANK_PARAMS, &p) && batch_show(c, s->id, s->out) &&
           batch_audit(c, "payment.cancel", &s->before, s->out);
}

bool payment_cancel(struct ctx *c, const struct payment_cancel *in, struct payment_batch *out)
{
    struct stepping s = {.id = in->id, .version = in->version, .words = str_trim(in->reason), .out = out};
    return batch_row_edit(c, in->id, in->version, &s.before) &&
           batch_or_refuse(c, "payment.cancel", in->id, s.before.no, cancel_step, &s);
}
