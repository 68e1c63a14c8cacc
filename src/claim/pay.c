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

/* Is the payer nobody who has a part in the claim?  parts: what he did in it; NULL when nobody acts. */
static bool apart(struct ctx *c, const struct payment_row *p, const struct event_row *parts)
{
    if (!parts) return c->actor.system || fail(&c->err, ERR_FORBIDDEN, M(CLAIM_PERSON));
    if (claim_related(c, p->enterprise_id)) return fail(&c->err, ERR_FORBIDDEN, M(CLAIM_RELATED));
    return parts->applied + parts->first + parts->second == 0 || fail(&c->err, ERR_FORBIDDEN, M(CLAIM_FOUR_EYES));
}

bool claim_pay_guard(struct ctx *c, struct str payment_id)
{
    struct payment_row p = {0};
    struct event_row parts;
    return payment_get(c, payment_id, &p) && claim_parts(c, p.claim_id, &parts) &&
           apart(c, &p, c->actor.user_id.n ? &parts : NULL);
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
static enum claim_state state_of(const struct payment_row *n)
{
    if (n->failed) return CLAIM_PAY_FAILED;
    if (n->in_batch) return CLAIM_IN_BATCH;
    return n->payable ? CLAIM_PAYABLE : CLAIM_PAID;
}

static void follow(struct ctx *c, struct claim_row *row, const struct payment_row *n)
{
    if ((int32_t)state_of(n) != row->state) claim_enter(c, row, state_of(n));
}

static struct str payment_note(struct ctx *c, const struct payment_row *p, struct str note)
{
    return arena_printf(c->arena, "%.*s %.*s%s%.*s", STR_ARG(p->holder), STR_ARG(p->number_masked), note.n ? ": " : "",
                        STR_ARG(note));
}

/* A list of steps: what was read for it, and what will be written. */
struct paying {
    const struct list *in;     /* struct claim_pay */
    const size_t *payment;     /* by step: index in payments */
    const size_t *claim;       /* by payment: index in claims, counts and parts */
    struct list payments;      /* struct payment_row */
    struct list claims;        /* struct claim_row, as payment_claim reads them */
    struct list counts;        /* struct payment_row: how many payments of the claim are in which state */
    struct list parts;         /* struct event_row: what the actor did; empty for the system */
    struct list moves, events; /* struct fund_move, event_row */
};

static bool read_payments(struct ctx *c, struct paying *w)
{
    size_t n = w->in->count;
    struct str *ids = ARENA_ARRAY(c->arena, struct str, n + 1);
    size_t *index = ARENA_ARRAY(c->arena, size_t, n + 1);
    struct list asked = {0};
    for (size_t i = 0; i < n; i++)
        ids[i] = LIST_AT(w->in, const struct claim_pay, i)->payment_id;
    const size_t *firsts = str_firsts(c->arena, ids, n);
    for (size_t i = 0; i < n; i++) {
        index[i] = firsts[i] == i ? asked.count : index[firsts[i]];
        if (firsts[i] != i) continue;
        *LIST_ADD(c->arena, &asked, struct payment_row) = (struct payment_row){.zone_id = c->zone_id, .id = ids[i]};
    }
    w->payment = index;
    if (!ctx_gather(c, &SQL_PAYMENT_ROW, &PAYMENT_ROW, &asked, &PAYMENT_ROW, &w->payments)) return false;
    return w->payments.count == asked.count || fail(&c->err, ERR_NOT_FOUND, M(NO_PAYMENT));
}

static bool read_claims(struct ctx *c, struct paying *w)
{
    size_t n = w->payments.count;
    struct str *ids = ARENA_ARRAY(c->arena, struct str, n + 1);
    size_t *index = ARENA_ARRAY(c->arena, size_t, n + 1);
    struct list claims = {0}, payments = {0}, events = {0};
    for (size_t i = 0; i < n; i++)
        ids[i] = LIST_AT(&w->payments, const struct payment_row, i)->claim_id;
    const size_t *firsts = str_firsts(c->arena, ids, n);
    for (size_t i = 0; i < n; i++) {
        index[i] = firsts[i] == i ? claims.count : index[firsts[i]];
        if (firsts[i] != i) continue;
        *LIST_ADD(c->arena, &claims, struct claim_row) = (struct claim_row){.zone_id = c->zone_id, .id = ids[i]};
        *LIST_ADD(c->arena, &payments, struct payment_row) =
            (struct payment_row){.zone_id = c->zone_id, .claim_id = ids[i]};
        *LIST_ADD(c->arena, &events, struct event_row) =
            (struct event_row){.zone_id = c->zone_id, .claim_id = ids[i], .actor_id = c->actor.user_id};
    }
    w->claim = index;
    if (!ctx_gather(c, &SQL_PAYMENT_CLAIM, &CLAIM_ROW, &claims, &CLAIM_ROW, &w->claims) ||
        !ctx_gather(c, &SQL_PAYMENT_STATES, &PAYMENT_ROW, &payments, &PAYMENT_ROW, &w->counts))
        return false;
    if (w->claims.count != claims.count) return fail(&c->err, ERR_NOT_FOUND, M(NO_CLAIM));
    return !c->actor.user_id.n || ctx_gather(c, &SQL_EVENT_PARTS, &EVENT_ROW, &events, &EVENT_ROW, &w->parts);
}

static int64_t *count_of(struct payment_row *n, int32_t state)
{
    if (state == CLAIM_PAYABLE) return &n->payable;
    if (state == CLAIM_IN_BATCH) return &n->in_batch;
    return state == CLAIM_PAID ? &n->paid : &n->failed;
}

/* Judges a step and takes it in memory. */
static bool pay_judge(struct ctx *c, struct paying *w, size_t i)
{
    const struct claim_pay *in = LIST_AT(w->in, const struct claim_pay, i);
    struct payment_row *p = LIST_AT(&w->payments, struct payment_row, w->payment[i]);
    size_t claim = w->claim[w->payment[i]];
    struct claim_row *row = LIST_AT(&w->claims, struct claim_row, claim);
    struct payment_row *counts = LIST_AT(&w->counts, struct payment_row, claim);
    if (p->attempt != in->attempt) return fail(&c->err, ERR_STALE, M(STALE));
    const struct pay_step *step = pay_step(p->state, in->to);
    if (!step) {
        const char *const *names = c->lang == LANG_ZH ? CLAIM_STATE_NAMES.zh : CLAIM_STATE_NAMES.en;
        return fail(&c->err, ERR_CONFLICT, M(CLAIM_NOT_NOW), S("state", str_of(names[p->state])));
    }
    if (in->to == CLAIM_PAY_FAILED && !in->note.n) return fail_field(&c->err, STR("note"), M(REQUIRED));
    if (!apart(c, p, w->parts.count ? LIST_AT(&w->parts, const struct event_row, claim) : NULL)) return false;
    if (in->to == CLAIM_IN_BATCH && !account_current(c, p)) return false;
    if (step->kind != FUND_KIND_NONE) {
        const char *what = arena_cstr(c->arena, arena_printf(c->arena, "%s %.*s", step->key, STR_ARG(p->id)));
        *LIST_ADD(c->arena, &w->moves, struct fund_move) =
            claim_move(c, row, step->kind, p->amount_fen.fen, what, p->attempt);
    }
    int32_t from = row->state;
    --*count_of(counts, p->state);
    ++*count_of(counts, in->to);
    p->state = in->to;
    p->reason = in->to == CLAIM_PAY_FAILED ? in->note : (struct str){0};
    row->updated = c->now;
    follow(c, row, counts);
    struct event_row *event = LIST_ADD(c->arena, &w->events, struct event_row);
    *event = claim_event_of(c, row, step->act, from, payment_note(c, p, in->note));
    event->seq = ++row->n;
    return true;
}

bool claim_pay_states(struct ctx *c, const struct list *in)
{
    struct paying w = {.in = in};
    struct list entries = {0};
    if (!read_payments(c, &w) || !read_claims(c, &w)) return false;
    for (size_t i = 0; i < in->count; i++)
        if (!pay_judge(c, &w, i)) return false;
    return fund_moves(c, &w.moves, &entries) && ctx_change_all(c, &SQL_PAYMENT_SAVE, &PAYMENT_ROW, &w.payments) &&
           ctx_change_all(c, &SQL_PAYMENT_CLAIM_SAVE, &CLAIM_ROW, &w.claims) &&
           ctx_bulk(c, &SQL_EVENT_INSERT_AT, &EVENT_ROW, &w.events);
}

bool claim_pay_state(struct ctx *c, const struct claim_pay *in)
{
    struct list one = {0};
    *LIST_ADD(c->arena, &one, struct claim_pay) = *in;
    return claim_pay_states(c, &one);
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
    const struct payment_row p = {.zone_id = c->zone_id, .claim_id = row.id};
    struct payment_row counts = {0};
    if (!ctx_one(c, &SQL_PAYMENT_STATES, &PAYMENT_ROW, &p, &PAYMENT_ROW, &counts)) return false;
    follow(c, &row, &counts);
    return claim_row_save(c, &row) &&
           claim_event_add(c, &row, CLAIM_ACT_CORRECT, before.state, in->note) &&
           claim_audit(c, "claim.correct", &before, &row, in->note);
}

bool claim_correct(struct ctx *c, const struct claim_step *in, struct claim *out)
{
    struct claim_step copy = *in;
    return claim_or_refuse(c, "claim.correct", in->id, correct_step, &copy) && claim_show(c, in->id, NULL, out);
}
