/* payer.c - accounts that money is paid from. */
#include "app/app.h"
#include "app/audit.h"
#include "bank/bank_impl.h"
#include "bank_sql.h"
#include "registry/code.h"

enum {
    ACCOUNT_MIN = 6,
    ACCOUNT_MAX = 34, /* of pain.001 */
    CNAPS_DIGITS = 12,
    SHOWN = 4
};

struct bank_params bank_params(const struct ctx *c)
{
    return (struct bank_params){.zone_id = c->zone_id,
                                .actor_id = c->actor.user_id.n ? c->actor.user_id : STR(""),
                                .actor_name = bank_actor_name(c),
                                .english = c->lang == LANG_EN,
                                .now = c->now};
}

struct str bank_actor_name(const struct ctx *c)
{
    if (c->actor.name.n) return c->actor.name;
    return c->actor.login.n ? c->actor.login : STR("-");
}

struct str bank_text(struct str s)
{
    struct str t = str_trim(s);
    return t.n ? t : (struct str){0};
}

bool payer_row_get(struct ctx *c, struct str id, struct payer_row *out)
{
    struct payer_row p = {.zone_id = c->zone_id, .id = id};
    bool found = false;
    if (!ctx_find(c, &SQL_BANK_PAYER_ONE, &PAYER_ROW, &p, &PAYER_ROW, out, &found)) return false;
    return found || fail(&c->err, ERR_NOT_FOUND, M(PAYMENT_NO_PAYER));
}

static void show(struct ctx *c, const struct payer_row *r, struct payer *out)
{
    *out = (struct payer){.id = r->id,
                          .name = r->name,
                          .account_masked = r->account_masked,
                          .bank_name = r->bank_name,
                          .cnaps = r->cnaps,
                          .code = r->code,
                          .closed = r->closed,
                          .created = r->created,
                          .version = r->version};
    if (!r->closed && ctx_may(c, RIGHT_PAYMENT_EDIT)) *LIST_ADD(c->arena, &out->actions.l, struct str) = STR("close");
}

bool payer_list(struct ctx *c, const void *none, struct payers *out)
{
    (void)none;
    struct payer_row p = {.zone_id = c->zone_id};
    struct list rows = {0};
    if (!ctx_rows(c, &SQL_BANK_PAYER_ALL, &PAYER_ROW, &p, &PAYER_ROW, &rows)) return false;
    for (size_t i = 0; i < rows.count; i++)
        show(c, LIST_AT(&rows, const struct payer_row, i), LIST_ADD(c->arena, &out->items, struct payer));
    return true;
}

/* Digits, letters and hyphens; blanks that people type between groups are left out. */
static bool account_accept(struct ctx *c, struct str raw, struct payer_row *r)
{
    struct buf b = {.arena = c->arena};
    bool good = true;
    for (size_t i = 0; i < raw.n; i++) {
        char ch = raw.p[i];
        bool digit = ch >= '0' && ch <= '9', letter = (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z');
        if (ch == ' ') continue;
        good = good && (digit || letter || ch == '-');
        buf_add_char(&b, ch);
    }
    if (!good || b.n < ACCOUNT_MIN || b.n > ACCOUNT_MAX)
        return fail_field(&c->err, STR("account"), M(PAYMENT_ACCOUNT), I("min", ACCOUNT_MIN), I("max", ACCOUNT_MAX));
    struct str account = buf_str(&b);
    r->account_masked = arena_printf(c->arena, "**** %.*s", STR_ARG(str_sub(account, account.n - SHOWN, SHOWN)));
    r->account_sealed = crypto_seal(c->arena, &c->app->key, account);
    return true;
}

static bool codes_accept(struct ctx *c, const struct payer_new *in, struct payer_row *r)
{
    bool ok = true;
    r->cnaps = bank_text(in->cnaps);
    for (size_t i = 0; i < r->cnaps.n; i++)
        ok = ok && r->cnaps.p[i] >= '0' && r->cnaps.p[i] <= '9';
    if (r->cnaps.n && (!ok || r->cnaps.n != CNAPS_DIGITS))
        ok = fail_field(&c->err, STR("cnaps"), M(PAYMENT_CNAPS), I("digits", CNAPS_DIGITS));
    if (bank_text(in->code).n == 0) return ok;
    struct code_result code;
    code_check(c->arena, CODE_USCC, in->code, (struct date){0}, &code);
    r->code = code.value;
    if (!code.ok)
        ok = fail_field(&c->err, STR("code"), M(PAYMENT_USCC), S("why", msg_render(c->arena, c->lang, &code.reason)));
    return ok;
}

bool payer_create(struct ctx *c, const struct payer_new *in, struct payer *out)
{
    struct payer_row r = {.zone_id = c->zone_id,
                          .id = ctx_new_id(c),
                          .name = str_trim(in->name),
                          .bank_name = str_trim(in->bank_name),
                          .created = c->now,
                          .version = 1};
    bool account = account_accept(c, in->account, &r);
    if (!codes_accept(c, in, &r) || !account) return false;
    if (!ctx_exec(c, &SQL_BANK_PAYER_INSERT, &PAYER_ROW, &r)) return false;
    show(c, &r, out);
    return audit_record(c, &(struct audit_entry){.action = STR("payer.create"),
                                                 .subject_kind = STR("payer"),
                                                 .subject_id = r.id,
                                                 .subject_name = r.name,
                                                 .after = audit_json(c, &PAYER, out)});
}

bool payer_close(struct ctx *c, const struct payer_close *in, struct payer *out)
{
    struct payer_row r = {0};
    struct payer before;
    if (!payer_row_get(c, in->id, &r)) return false;
    if (r.version != in->version) return fail(&c->err, ERR_STALE, M(STALE));
    if (r.closed) return fail(&c->err, ERR_CONFLICT, M(PAYMENT_PAYER_CLOSED), S("name", r.name));
    show(c, &r, &before);
    r.zone_id = c->zone_id;
    if (!ctx_change(c, &SQL_BANK_PAYER_CLOSE, &PAYER_ROW, &r) || !payer_row_get(c, in->id, &r)) return false;
    show(c, &r, out);
    return audit_record(c, &(struct audit_entry){.action = STR("payer.close"),
                                                 .subject_kind = STR("payer"),
                                                 .subject_id = r.id,
                                                 .subject_name = r.name,
                                                 .before = audit_json(c, &PAYER, &before),
                                                 .after = audit_json(c, &PAYER, out)});
}
