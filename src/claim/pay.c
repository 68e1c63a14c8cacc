/* pay.c - payments of an approved claim: made, listed for batches, moved by bank, corrected after a failure. */
#include "app/app.h"
#include "claim/claim_impl.h"
#include "claim_sql.h"
#include "fund/fund.h"

/* ---- made at approval ---- */

static struct payment_row *plan_of(struct ctx *c, const struct claim_row *row, struct str payee, struct list *out)
{
    for (size_t i = 0; i < out->count; i++) {
        struct payment_row *p = LIST_AT(out, struct payment_row, i);
        if (str_eq(p->payee, payee)) return p;
    }
    struct payment_row *p = LIST_ADD(c->arena, out, struct payment_row);
    *p = (struct payment_row){.zone_id = c->zone_id, .claim_id = row->id, .payee = payee, .state = CLAIM_PAYABLE};
    return p;
}

bool payments_plan(struct ctx *c, const struct claim_row *row, const struct list *lines, struct list *out)
{
    struct buf without = {.arena = c->arena};
    if (row->paid_to != PAID_TO_PERSON) plan_of(c, row, row->enterprise_id, out)->amount_fen = row->total_fen;
    for (size_t i = 0; row->paid_to == PAID_TO_PERSON && i < lines->count; i++) {
        const struct line_row *l = LIST_AT(lines, const struct line_row, i);
        if (l->amount_fen.fen == 0) continue;
        struct payment_row *p = plan_of(c, row, l->worker_id, out);
        p->worker_id = l->worker_id;
        p->holder = l->worker_name;
        p->amount_fen.fen += l->amount_fen.fen;
    }
    for (size_t i = 0; i < out->count; i++) {
        struct payment_row *p = LIST_AT(out, struct payment_row, i);
        struct payee_row account = {0};
        bool found = false;
        if (!payee_newest(c, p->payee, &account, &found)) return false;
        if (found && account.state == PAYEE_VERIFIED) {
            p->account_id = account.id;
            continue;
        }
        if (without.n) buf_add(&without, STR(", "));
        buf_add(&without, p->worker_id.n ? p->holder : row->enterprise_name);
    }
    return without.n == 0 || fail(&c->err, ERR_CONFLICT, M(CLAIM_NO_ACCOUNT), S("name", buf_str(&without)));
}

bool payments_make(struct ctx *c, const struct claim_row *row, const struct list *lines)
{
    struct list plan = {0};
    if (!payments_plan(c, row, lines, &plan)) return false;
    for (size_t i = 0; i < plan.count; i++)
        LIST_AT(&plan, struct payment_row, i)->id = ctx_new_id(c);
    return db_bulk(c->db, c->arena, &c->err, &SQL_PAYMENT_INSERT, &PAYMENT_ROW, &plan);
}

bool payments_of(struct ctx *c, const struct claim_row *row, struct list *out)
{
    const struct payment_row p = {.zone_id = c->zone_id, .claim_id = row->id};
    return ctx_rows(c, &SQL_PAYMENT_OF, &PAYMENT_ROW, &p, &PAYMENT_ROW, out);
}

/* ---- for batches ---- */

static bool payable(struct ctx *c, const struct payment_row *p, bool open, struct claim_payable *out)
{
    *out = (struct claim_payable){
        .payment_id = p->id,
        .claim_id = p->claim_id,
        .claim_no = p->claim_no,
        .item_id = p->item_id,
        .item_code = p->item_code,
        .item_name_zh = p->name_zh,
        .item_name_en = p->name_en,
        .pot_id = p->pot_id,
        .enterprise_id = p->enterprise_id,
        .worker_id = p->worker_id,
        .account_id = p->account_id,
        .holder = p->holder,
        .number_masked = p->number_masked,
        .bank_name = p->bank_name,
        .cnaps = p->cnaps,
        .amount_fen = p->amount_fen,
        .attempt = p->attempt,
        .state = p->state,
        .replaced = p->replaced,
    };
    return !open || crypto_open(c->arena, &c->app->key, p->number_sealed, &out->number) ||
           fail_internal(&c->err, "account %.*s was not sealed with this key", STR_ARG(p->account_id));
}

bool claim_payable_list(struct ctx *c, const struct claim_payable_query *in, struct list *out)
{
    enum {
        LIMIT_MAX = 500
    };
    struct payment_row p = {.zone_id = c->zone_id,
                            .id = in->payment_id,
                            .item_id = in->item_id.n ? in->item_id : (struct str){0},
                            .pot_id = in->pot_id.n ? in->pot_id : (struct str){0},
                            .after = in->after.n ? in->after : STR(""),
                            .limit = in->limit};
    struct list rows = {0};
    const struct sql *q = in->payment_id.n ? &SQL_PAYMENT_ROW : &SQL_PAYMENT_PAYABLE;
    assert(in->payment_id.n || (in->limit >= 1 && in->limit <= LIMIT_MAX));
    if (!ctx_rows(c, q, &PAYMENT_ROW, &p, &PAYMENT_ROW, &rows)) return false;
    for (size_t i = 0; i < rows.count; i++)
        if (!payable(c, LIST_AT(&rows, const struct payment_row, i), in->open,
                     LIST_ADD(c->arena, out, struct claim_payable)))
            return false;
    return true;
}

/* ---- moved by bank ---- */

static bool payment_get(struct ctx *c, struct str id, struct payment_row *out)
{
    const struct payment_row p = {.zone_id = c->zone_id, .id = id};
    bool found = false;
    if (!ctx_find(c, &SQL_PAYMENT_ROW, &PAYMENT_ROW, &p, &PAYMENT_ROW, out, &found)) return false;
    return found || fail(&c->err, ERR_NOT_FOUND, M(NO_PAYMENT));
}

static bool payer_apart(struct ctx *c, const struct payment_row *p)
{
    struct event_row parts;
    if (!c->actor.user_id.n) return c->actor.system || fail(&c->err, ERR_FORBIDDEN, M(CLAIM_PERSON));
    if (claim_related(c, p->enterprise_id)) return fail(&c->err, ERR_FORBIDDEN, M(CLAIM_RELATED));
    if (!claim_parts(c, p->claim_id, &parts)) return false;
    return parts.applied + parts.first + parts.second == 0 || fail(&c->err, ERR_FORBIDDEN, M(CLAIM_FOUR_EYES));
}

bool claim_pay_guard(struct ctx *c, struct str payment_id)
{
    struct payment_row p = {0};
    return payment_get(c, payment_id, &p) && payer_apart(c, &p);
}

static bool account_current(struct ctx *c, const struct payment_row *p)
{
    return !p->replaced || fail(&c->err, ERR_CONFLICT, M(CLAIM_ACCOUNT_REPLACED), S("no", p->claim_no),
                                S("name", p->holder), S("number", p->number_masked));
}

bool claim_pay_current(struct ctx *c, struct str payment_id)
{
    struct payment_row p = {0};
    return payment_get(c, payment_id, &p) && account_current(c, &p);
}

/* The steps of a payment and what each is in the history and in the fund. */
static const struct pay_step {
    int32_t from, to;
    enum claim_act act;
    enum fund_kind kind;
    const char *key;
} PAY_STEPS[] = {
    {CLAIM_PAYABLE, CLAIM_IN_BATCH, CLAIM_ACT_BATCH, FUND_KIND_NONE, NULL},
    {CLAIM_IN_BATCH, CLAIM_PAYABLE, CLAIM_ACT_UNBATCH, FUND_KIND_NONE, NULL},
    {CLAIM_IN_BATCH, CLAIM_PAID, CLAIM_ACT_PAY, FUND_PAY, "pay"},
    {CLAIM_IN_BATCH, CLAIM_PAY_FAILED, CLAIM_ACT_PAY_FAIL, FUND_KIND_NONE, NULL},
    {CLAIM_PAID, CLAIM_PAY_FAILED, CLAIM_ACT_PAY_FAIL, FUND_UNPAY, "unpay"},
};

static const struct pay_step *pay_step(int32_t from, int32_t to)
{
    for (size_t i = 0; i < COUNT(PAY_STEPS); i++)
        if (PAY_STEPS[i].from == from && PAY_STEPS[i].to == to) return &PAY_STEPS[i];
    return NULL;
}

/* A claim is what its payments are together: failed when one is, paid when all are. */
static bool claim_follow(struct ctx *c, struct claim_row *row)
{
    const struct payment_row p = {.zone_id = c->zone_id, .claim_id = row->id};
    struct payment_row n = {0};
    if (!ctx_one(c, &SQL_PAYMENT_STATES, &PAYMENT_ROW, &p, &PAYMENT_ROW, &n)) return false;
    enum claim_state state = n.failed     ? CLAIM_PAY_FAILED
                             : n.in_batch ? CLAIM_IN_BATCH
                             : n.payable  ? CLAIM_PAYABLE
                                          : CLAIM_PAID;
    if ((int32_t)state != row->state) claim_enter(c, row, state);
    return true;
}

static struct str payment_note(struct ctx *c, const struct payment_row *p, struct str note)
{
    return arena_printf(c->arena, "%.*s %.*s%s%.*s", STR_ARG(p->holder), STR_ARG(p->number_masked), note.n ? ": " : "",
                        STR_ARG(note));
}

bool claim_pay_state(struct ctx *c, const struct claim_pay *in)
{
    struct payment_row p = {0};
    struct claim_row row = {0};
    if (!payment_get(c, in->payment_id, &p) || !claim_row_any(c, p.claim_id, &row)) return false;
    row.zone_id = p.zone_id = c->zone_id;
    if (p.attempt != in->attempt) return fail(&c->err, ERR_STALE, M(STALE));
    const struct pay_step *step = pay_step(p.state, in->to);
    if (!step) {
        const char *const *names = c->lang == LANG_ZH ? CLAIM_STATE_NAMES.zh : CLAIM_STATE_NAMES.en;
        return fail(&c->err, ERR_CONFLICT, M(CLAIM_NOT_NOW), S("state", str_of(names[p.state])));
    }
    if (in->to == CLAIM_PAY_FAILED && !in->note.n) return fail_field(&c->err, STR("note"), M(REQUIRED));
    if (!payer_apart(c, &p)) return false;
    if (in->to == CLAIM_IN_BATCH && !account_current(c, &p)) return false;
    if (step->kind != FUND_KIND_NONE) {
        const char *what = arena_cstr(c->arena, arena_printf(c->arena, "%s %.*s", step->key, STR_ARG(p.id)));
        if (!claim_money(c, &row, step->kind, p.amount_fen.fen, what, p.attempt)) return false;
    }
    int32_t from = row.state;
    p.state = in->to;
    p.reason = in->to == CLAIM_PAY_FAILED ? in->note : (struct str){0};
    return ctx_change(c, &SQL_PAYMENT_SAVE, &PAYMENT_ROW, &p) && claim_follow(c, &row) && claim_row_save(c, &row) &&
           claim_event_add(c, &row, step->act, from, payment_note(c, &p, in->note));
}

/* ---- corrected ---- */

static bool payment_correct(struct ctx *c, struct payment_row *p)
{
    struct payee_row account = {0};
    bool found = false;
    if (!payee_newest(c, p->payee, &account, &found)) return false;
    if (!found || account.state != PAYEE_VERIFIED || str_eq(account.id, p->account_id))
        return fail(&c->err, ERR_CONFLICT, M(CLAIM_SAME_ACCOUNT), S("name", p->holder), S("number", p->number_masked));
    p->zone_id = c->zone_id;
    p->account_id = account.id;
    p->state = CLAIM_PAYABLE;
    p->reason = (struct str){0};
    p->attempt++;
    return ctx_change(c, &SQL_PAYMENT_SAVE, &PAYMENT_ROW, p);
}

static bool correct_step(struct ctx *c, void *arg)
{
    const struct claim_step *in = arg;
    struct claim_row row = {0};
    struct list payments = {0};
    if (!claim_row_edit(c, RIGHT_CLAIM_EDIT, in->id, in->version, &row)) return false;
    if (!claim_may(c, &row, CLAIM_ACT_CORRECT)) return false;
    const struct claim_row before = row;
    if (!payments_of(c, &row, &payments)) return false;
    for (size_t i = 0; i < payments.count; i++) {
        struct payment_row *p = LIST_AT(&payments, struct payment_row, i);
        bool due = p->state == CLAIM_PAY_FAILED || (p->state == CLAIM_PAYABLE && p->replaced);
        if (due && !payment_correct(c, p)) return false;
    }
    return claim_follow(c, &row) && claim_row_save(c, &row) &&
           claim_event_add(c, &row, CLAIM_ACT_CORRECT, before.state, in->note) &&
           claim_audit(c, "claim.correct", &before, &row, in->note);
}

bool claim_correct(struct ctx *c, const struct claim_step *in, struct claim *out)
{
    struct claim_step copy = *in;
    return claim_or_refuse(c, "claim.correct", in->id, correct_step, &copy) && claim_show(c, in->id, NULL, out);
}
