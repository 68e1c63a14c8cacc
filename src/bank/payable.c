/* payable.c - payments that wait for a batch: shown, and chosen for one. */
#include "app/app.h"
#include "bank/payable.h"

enum {
    CHUNK = 200
};

/* Did the caller submit or review the payment's claim? */
static bool is_own(struct ctx *c, struct str payment_id, bool *own)
{
    const struct err before = c->err;
    c->err = (struct err){.arena = before.arena};
    *own = !claim_pay_guard(c, payment_id);
    if (*own && c->err.code != ERR_FORBIDDEN) return false;
    c->err = before;
    return true;
}

/* Walks what waits in the order of payment ids and gives each of the bank (when one is named) to `take` until that says
 * it has enough. */
static bool walk(struct ctx *c, struct claim_payable_query q, struct str bank_name,
                 bool (*take)(struct ctx *c, const struct claim_payable *p, void *arg, bool *enough), void *arg)
{
    bool enough = false;
    q.limit = CHUNK;
    for (size_t got = CHUNK; got == CHUNK && !enough;) {
        struct list chunk = {0};
        if (!claim_payable_list(c, &q, &chunk)) return false;
        got = chunk.count;
        for (size_t i = 0; i < got && !enough; i++) {
            const struct claim_payable *p = LIST_AT(&chunk, const struct claim_payable, i);
            if (bank_name.n && !str_eq(bank_name, p->bank_name)) continue;
            if (!take(c, p, arg, &enough)) return false;
        }
        if (got) q.after = LIST_AT(&chunk, const struct claim_payable, got - 1)->payment_id;
    }
    return true;
}

/* ---- shown ---- */

struct shown {
    struct payables *out;
    int64_t limit;
};

static bool show(struct ctx *c, const struct claim_payable *p, void *arg, bool *enough)
{
    struct shown *s = arg;
    bool own = false;
    *enough = s->out->count == s->limit;
    s->out->more = *enough;
    if (*enough) return true;
    if (!is_own(c, p->payment_id, &own)) return false;
    *LIST_ADD(c->arena, &s->out->items, struct payable) =
        (struct payable){.payment_id = p->payment_id,
                         .claim_id = p->claim_id,
                         .claim_no = p->claim_no,
                         .item_id = p->item_id,
                         .item_name = c->lang == LANG_EN ? p->item_name_en : p->item_name_zh,
                         .payee_name = p->holder,
                         .account_masked = p->number_masked,
                         .bank_name = p->bank_name,
                         .cnaps = p->cnaps,
                         .amount_fen = p->amount_fen,
                         .attempt = p->attempt,
                         .own = own,
                         .replaced = p->replaced};
    s->out->count++;
    s->out->total_fen.fen += p->amount_fen.fen;
    return true;
}

bool payable_list(struct ctx *c, const struct payable_query *in, struct payables *out)
{
    struct shown s = {out, in->limit ? in->limit : BANK_ROWS_MAX};
    const struct claim_payable_query q = {.item_id = bank_text(in->item_id), .pot_id = bank_text(in->pot_id)};
    return walk(c, q, bank_text(in->bank_name), show, &s);
}

/* ---- chosen ---- */

static void add_line(struct ctx *c, const struct claim_payable *p, struct payment_work *w)
{
    *LIST_ADD(c->arena, &w->lines, struct line_row) =
        (struct line_row){.zone_id = c->zone_id,
                          .no = (int64_t)w->lines.count,
                          .payment_id = p->payment_id,
                          .claim_id = p->claim_id,
                          .claim_no = p->claim_no,
                          .item_name_zh = p->item_name_zh,
                          .item_name_en = p->item_name_en,
                          .payee_name = p->holder,
                          .account_sealed = crypto_seal(c->arena, &c->app->key, p->number),
                          .account_masked = p->number_masked,
                          .bank_name = p->bank_name,
                          .cnaps = p->cnaps,
                          .amount_fen = p->amount_fen,
                          .attempt = p->attempt,
                          .state = PAYMENT_LINE_WAITING};
    w->total_fen += p->amount_fen.fen;
}

static bool choose(struct ctx *c, const struct claim_payable *p, void *arg, bool *enough)
{
    struct payment_work *w = arg;
    bool own = false;
    if (!is_own(c, p->payment_id, &own)) return false;
    if (!own && !p->replaced) add_line(c, p, w);
    *enough = w->lines.count == BANK_ROWS_MAX;
    return true;
}

static bool chosen_twice(const struct payment_work *w, struct str payment_id)
{
    for (size_t i = 0; i < w->lines.count; i++) {
        if (str_eq(LIST_AT(&w->lines, const struct line_row, i)->payment_id, payment_id)) return true;
    }
    return false;
}

/* One that was named: it must be what the batch is for. */
static bool choose_named(struct ctx *c, const struct payment_new *in, struct str id, size_t index,
                         struct payment_work *w)
{
    const struct claim_payable_query q = {.payment_id = id, .open = true, .limit = 1};
    struct str at = arena_printf(c->arena, "payments/%zu", index), bank = bank_text(in->bank_name);
    struct str item = bank_text(in->item_id);
    struct list one = {0};
    if (chosen_twice(w, id)) return fail_field(&c->err, at, M(PAYMENT_TWICE));
    if (!claim_payable_list(c, &q, &one)) return false;
    if (one.count == 0) return fail_field(&c->err, at, M(PAYMENT_UNKNOWN));
    const struct claim_payable *p = LIST_AT(&one, const struct claim_payable, 0);
    bool fits = str_eq(p->pot_id, in->pot_id) && (!item.n || str_eq(item, p->item_id)) &&
                (!bank.n || str_eq(bank, p->bank_name));
    if (!fits) return fail_field(&c->err, at, M(PAYMENT_OTHER_POT), S("claim", p->claim_no));
    if (p->state != CLAIM_PAYABLE) return fail(&c->err, ERR_CONFLICT, M(PAYMENT_NOT_PAYABLE), S("claim", p->claim_no));
    add_line(c, p, w);
    return true;
}

bool payable_choose(struct ctx *c, const struct payment_new *in, struct payment_work *w)
{
    const struct claim_payable_query q = {.item_id = bank_text(in->item_id), .pot_id = in->pot_id, .open = true};
    bool ok = true;
    if (in->payments.l.count == 0 && !walk(c, q, bank_text(in->bank_name), choose, w)) return false;
    for (size_t i = 0; i < in->payments.l.count; i++) {
        ok = choose_named(c, in, *LIST_AT(&in->payments.l, const struct str, i), i, w) && ok;
        if (!ok && c->err.code != ERR_INVALID) return false;
    }
    if (!ok) return false;
    if (w->lines.count == 0) return fail(&c->err, ERR_CONFLICT, M(PAYMENT_NOTHING));
    return w->total_fen <= MONEY_MAX || fail_internal(&c->err, "payments beyond all pots");
}
