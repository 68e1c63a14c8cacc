/* payee.c - accounts that money is paid to: sealed, masked, verified by a second person. */
#include "claim/payee.h"
#include "app/app.h"
#include "app/audit.h"
#include "claim/claim_impl.h"
#include "payee_sql.h"
#include "registry/code.h"
#include "registry/registry.h"

enum {
    NUMBER_MIN = 8,
    NUMBER_MAX = 32,
    CARD_MIN = 16, /* bank cards carry a Luhn digit, company accounts do not */
    CARD_MAX = 19,
    CNAPS_DIGITS = 12,
    SHOWN = 4,
    LIMIT_DEFAULT = 50
};

#define F(...) FIELD(struct payee_row, __VA_ARGS__)
static const struct field row_fields[] = {
    F(zone_id),
    F(id),
    F(payee),
    F(no),
    F(enterprise_id),
    F(enterprise_name),
    F(area_id),
    F(worker_id),
    F(worker_name),
    F(holder),
    F(number_sealed),
    F(number_hash),
    F(number_masked),
    F(odd),
    F(shared),
    F(failed),
    F(bank_name),
    F(cnaps),
    F(note),
    F(reason),
    F(entered_by_id),
    F(entered_by),
    F(entered),
    F(verified_by_id),
    F(verified_by),
    F(verified),
    F(version),
    F(bounds),
    F(after),
    F(limit),
    FIELD_E(struct payee_row, state, PAYEE_STATE_NAMES),
};
static const struct record ROW = RECORD(payee_row, row_fields);

/* ---- what is shown ---- */

static bool reaches(const struct ctx *c, enum right right, const struct payee_row *r)
{
    return c->actor.system || right_reaches(&c->actor.grants, right, r->enterprise_id, r->area_id);
}

static void warn(struct ctx *c, struct buf *b, const struct msg_part *parts)
{
    struct msg_text m = msg_copy(c->arena, parts);
    if (b->n) buf_add_char(b, '\n');
    buf_add(b, msg_render(c->arena, c->lang, &m));
}

/* That others have the number is said to those who verify: many people's money in one account is how it is taken. */
static struct str warning(struct ctx *c, const struct payee_row *r)
{
    struct buf b = {.arena = c->arena};
    struct str owner = r->worker_id.n ? r->worker_name : r->enterprise_name;
    if (r->odd) buf_add(&b, msg_plain(c->lang, MSG_PAYEE_ODD));
    if (!str_eq(owner, r->holder)) warn(c, &b, MSG_PARTS(M(PAYEE_OTHER_NAME), S("name", owner)));
    bool told = r->shared > 0 && reaches(c, RIGHT_PAYEE_VERIFY, r);
    if (told) warn(c, &b, MSG_PARTS(M(PAYEE_SHARED), I("count", r->shared)));
    return b.n ? buf_str(&b) : (struct str){0};
}

static void show(struct ctx *c, const struct payee_row *r, struct payee_account *out)
{
    *out = (struct payee_account){
        .id = r->id,
        .enterprise_id = r->enterprise_id,
        .enterprise_name = r->enterprise_name,
        .worker_id = r->worker_id,
        .worker_name = r->worker_name,
        .holder = r->holder,
        .number_masked = r->number_masked,
        .bank_name = r->bank_name,
        .cnaps = r->cnaps,
        .state = r->state,
        .no = r->no,
        .warning = warning(c, r),
        .note = r->note,
        .entered_by = r->entered_by,
        .verified_by = r->verified_by,
        .reason = r->reason,
        .failed = r->failed,
        .entered = r->entered,
        .verified = r->verified,
        .version = r->version,
    };
    bool second = !str_eq(r->entered_by_id, c->actor.user_id) && !claim_related(c, r->enterprise_id);
    if (r->state == PAYEE_ENTERED && reaches(c, RIGHT_PAYEE_VERIFY, r) && second) {
        *LIST_ADD(c->arena, &out->actions.l, struct str) = STR("verify");
        *LIST_ADD(c->arena, &out->actions.l, struct str) = STR("refuse");
    }
    if (reaches(c, RIGHT_PAYEE_REVEAL, r)) *LIST_ADD(c->arena, &out->actions.l, struct str) = STR("reveal");
    if (reaches(c, RIGHT_PAYEE_EDIT, r)) *LIST_ADD(c->arena, &out->actions.l, struct str) = STR("replace");
}

static bool row_get(struct ctx *c, enum right right, struct str id, struct payee_row *out)
{
    struct payee_row p = {.zone_id = c->zone_id, .id = id};
    bool found = false;
    if (!ctx_find(c, &SQL_PAYEE_ROW, &ROW, &p, &ROW, out, &found)) return false;
    return (found && reaches(c, right, out)) || fail(&c->err, ERR_NOT_FOUND, M(NO_PAYEE));
}

bool payee_newest(struct ctx *c, struct str payee, struct payee_row *out, bool *found)
{
    struct payee_row p = {.zone_id = c->zone_id, .payee = payee};
    return ctx_find(c, &SQL_PAYEE_NEWEST, &ROW, &p, &ROW, out, found);
}

static bool audit(struct ctx *c, const char *action, const struct payee_row *r, struct str before, struct str after)
{
    return audit_record(c, &(struct audit_entry){.action = str_of(action),
                                                 .subject_kind = STR("payee"),
                                                 .subject_id = r->id,
                                                 .subject_name = r->holder,
                                                 .before = before,
                                                 .after = after});
}

/* ---- entering ---- */

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n > 0;
}

/* The check digit of bank cards: every second digit from the right counts double, the sum of all digits ends in 0. */
static bool luhn(struct str digits)
{
    int sum = 0;
    for (size_t i = 0; i < digits.n; i++) {
        int d = digits.p[digits.n - 1 - i] - '0';
        if (i % 2 == 1) d = d > 4 ? 2 * d - 9 : 2 * d;
        sum += d;
    }
    return sum % 10 == 0;
}

static bool number_accept(struct ctx *c, struct str raw, struct payee_row *r)
{
    struct str number = code_normal(c->arena, raw);
    if (!all_digits(number) || number.n < NUMBER_MIN || number.n > NUMBER_MAX)
        return fail_field(&c->err, STR("number"), M(PAYEE_NUMBER), I("min", NUMBER_MIN), I("max", NUMBER_MAX));
    r->odd = number.n >= CARD_MIN && number.n <= CARD_MAX && !luhn(number);
    r->number_masked = arena_printf(c->arena, "**** %.*s", STR_ARG(str_sub(number, number.n - SHOWN, SHOWN)));
    r->number_hash = crypto_keyed_hash(c->arena, &c->app->key, arena_printf(c->arena, "account:%.*s", STR_ARG(number)));
    r->number_sealed = crypto_seal(c->arena, &c->app->key, number);
    return true;
}

/* One line of the bank's file is one payee. */
static bool has_line_end(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ') return true;
    return false;
}

static bool accept(struct ctx *c, const struct payee_new *in, struct payee_row *r)
{
    bool ok = number_accept(c, in->number, r);
    r->holder = str_trim(in->holder);
    r->bank_name = str_trim(in->bank_name);
    r->cnaps = code_normal(c->arena, in->cnaps);
    if (has_line_end(r->holder)) ok = fail_field(&c->err, STR("holder"), M(TEXT_CONTROL));
    if (has_line_end(r->bank_name)) ok = fail_field(&c->err, STR("bank_name"), M(TEXT_CONTROL));
    if (r->holder.n == 0) ok = fail_field(&c->err, STR("holder"), M(REQUIRED));
    if (r->bank_name.n == 0) ok = fail_field(&c->err, STR("bank_name"), M(REQUIRED));
    if (r->cnaps.n != CNAPS_DIGITS || !all_digits(r->cnaps)) ok = fail_field(&c->err, STR("cnaps"), M(PAYEE_CNAPS));
    return ok;
}

static bool worker_is_there(struct ctx *c, const struct payee_row *r)
{
    struct payee_row found_row = {0};
    bool found = false;
    if (!r->worker_id.n) return true;
    if (!ctx_find(c, &SQL_PAYEE_WORKER, &ROW, r, &ROW, &found_row, &found)) return false;
    return found || fail_field(&c->err, STR("worker_id"), M(CLAIM_WORKER_ELSEWHERE));
}

struct str claim_actor_name(const struct ctx *c)
{
    if (c->actor.name.n) return c->actor.name;
    return c->actor.login.n ? c->actor.login : STR("-");
}

bool payee_create(struct ctx *c, const struct payee_new *in, struct payee_account *out)
{
    struct str name;
    struct payee_row row = {.zone_id = c->zone_id,
                            .enterprise_id = in->enterprise_id,
                            .worker_id = in->worker_id.n ? in->worker_id : (struct str){0},
                            .note = in->note.n ? in->note : (struct str){0},
                            .entered_by_id = c->actor.user_id.n ? c->actor.user_id : STR("system"),
                            .entered_by = claim_actor_name(c),
                            .entered = c->now};
    if (!enterprise_require(c, RIGHT_PAYEE_EDIT, in->enterprise_id, true, &name)) return false;
    if (!worker_is_there(c, &row) || !accept(c, in, &row)) return false;
    row.payee = row.worker_id.n ? row.worker_id : row.enterprise_id;
    struct payee_row same = {0}, last = {0};
    bool found = false;
    if (!ctx_find(c, &SQL_PAYEE_SAME, &ROW, &row, &ROW, &same, &found)) return false;
    if (found) return fail(&c->err, ERR_CONFLICT, M(PAYEE_TWICE), S("number", row.number_masked));
    if (!ctx_one(c, &SQL_PAYEE_LAST, &ROW, &row, &ROW, &last)) return false;
    row.id = ctx_new_id(c);
    row.no = last.no + 1;
    if (!ctx_exec(c, &SQL_PAYEE_INSERT, &ROW, &row)) return false;
    struct payee_row stored = {0};
    if (!row_get(c, RIGHT_PAYEE_EDIT, row.id, &stored)) return false;
    show(c, &stored, out);
    return audit(c, "payee.create", &stored, (struct str){0}, audit_json(c, &PAYEE_ACCOUNT, out));
}

bool payee_get(struct ctx *c, const struct payee_key *in, struct payee_account *out)
{
    struct payee_row row = {0};
    if (!row_get(c, RIGHT_PAYEE_READ, in->id, &row)) return false;
    show(c, &row, out);
    return true;
}

/* ---- the second person ---- */

/* The account that was paid to until now, if there is one. */
static bool replace_current(struct ctx *c, struct str payee)
{
    struct payee_row row = {0};
    struct payee_account before, after;
    bool found = false;
    if (!payee_newest(c, payee, &row, &found)) return false;
    if (!found || row.state != PAYEE_VERIFIED) return true;
    row.zone_id = c->zone_id;
    show(c, &row, &before);
    if (!ctx_change(c, &SQL_PAYEE_REPLACE, &ROW, &row)) return false;
    row.state = PAYEE_REPLACED;
    row.failed = (struct str){0};
    row.version++;
    show(c, &row, &after);
    return audit(c, "payee.replace", &row, audit_json(c, &PAYEE_ACCOUNT, &before),
                 audit_json(c, &PAYEE_ACCOUNT, &after));
}

static bool decide(struct ctx *c, struct str id, int64_t version, enum payee_state to, struct str words,
                   struct payee_account *out)
{
    struct payee_row row = {0};
    struct payee_account before;
    const char *action = to == PAYEE_VERIFIED ? "payee.verify" : "payee.refuse";
    if (!row_get(c, RIGHT_PAYEE_VERIFY, id, &row)) return false;
    row.zone_id = c->zone_id;
    show(c, &row, &before);
    if (row.version != version) return fail(&c->err, ERR_STALE, M(STALE));
    if (row.state != PAYEE_ENTERED) return fail(&c->err, ERR_CONFLICT, M(PAYEE_DECIDED));
    bool own = !c->actor.user_id.n || str_eq(c->actor.user_id, row.entered_by_id);
    if (own || claim_related(c, row.enterprise_id)) {
        if (own) (void)fail(&c->err, ERR_FORBIDDEN, M(PAYEE_SECOND), S("name", row.entered_by));
        if (!own) (void)fail(&c->err, ERR_FORBIDDEN, M(CLAIM_RELATED));
        return audit_refused(c, &(struct audit_entry){.action = str_of(action),
                                                      .subject_kind = STR("payee"),
                                                      .subject_id = row.id,
                                                      .subject_name = row.holder});
    }
    row.state = to;
    row.reason = words.n ? words : (struct str){0};
    row.verified_by_id = c->actor.user_id;
    row.verified_by = claim_actor_name(c);
    row.verified = c->now;
    if (to == PAYEE_VERIFIED && !replace_current(c, row.payee)) return false;
    if (!ctx_change(c, &SQL_PAYEE_DECIDE, &ROW, &row)) return false;
    row.version++;
    show(c, &row, out);
    return audit(c, action, &row, audit_json(c, &PAYEE_ACCOUNT, &before), audit_json(c, &PAYEE_ACCOUNT, out));
}

bool payee_verify(struct ctx *c, const struct payee_verify *in, struct payee_account *out)
{
    return decide(c, in->id, in->version, PAYEE_VERIFIED, in->note, out);
}

bool payee_refuse(struct ctx *c, const struct payee_refuse *in, struct payee_account *out)
{
    return decide(c, in->id, in->version, PAYEE_REFUSED, in->reason, out);
}

bool payee_reveal(struct ctx *c, const struct payee_reveal *in, struct payee_number *out)
{
    struct payee_row row = {0};
    if (!row_get(c, RIGHT_PAYEE_REVEAL, in->id, &row)) return false;
    *out = (struct payee_number){.id = row.id, .holder = row.holder, .bank_name = row.bank_name, .cnaps = row.cnaps};
    if (!crypto_open(c->arena, &c->app->key, row.number_sealed, &out->number))
        return fail_internal(&c->err, "account %.*s was not sealed with this key", STR_ARG(row.id));
    return audit(c, "payee.reveal", &row, (struct str){0}, audit_json(c, &PAYEE_REVEAL, in));
}

/* ---- the list ---- */

struct str claim_bounds(struct ctx *c, enum right right)
{
    if (ctx_scope(c, right) == SCOPE_ZONE) return (struct str){0};
    struct list own = right_bounds(c->arena, &c->actor.grants, right, SCOPE_ENTERPRISE);
    struct list areas = right_bounds(c->arena, &c->actor.grants, right, SCOPE_AREA);
    struct buf b = {.arena = c->arena};
    buf_add(&b, STR("-"));
    for (size_t i = 0; i < own.count; i++)
        buf_addf(&b, "%.*s ", STR_ARG(*LIST_AT(&own, struct str, i)));
    for (size_t i = 0; i < areas.count; i++)
        buf_addf(&b, "%.*s ", STR_ARG(*LIST_AT(&areas, struct str, i)));
    return buf_str(&b);
}

bool payee_list(struct ctx *c, const struct payee_query *in, struct payee_page *out)
{
    int64_t limit = in->limit > 0 ? in->limit : LIMIT_DEFAULT;
    struct list rows = {0};
    struct payee_row p = {.zone_id = c->zone_id,
                          .enterprise_id = in->enterprise_id.n ? in->enterprise_id : (struct str){0},
                          .worker_id = in->worker_id.n ? in->worker_id : (struct str){0},
                          .state = in->state,
                          .after = in->after.n ? in->after : STR("~"),
                          .bounds = claim_bounds(c, RIGHT_PAYEE_READ),
                          .limit = limit + 1};
    if (!ctx_rows(c, &SQL_PAYEE_PAGE, &ROW, &p, &ROW, &rows)) return false;
    bool more = rows.count > (size_t)limit;
    if (more) rows.count = (size_t)limit;
    for (size_t i = 0; i < rows.count; i++)
        show(c, LIST_AT(&rows, const struct payee_row, i), LIST_ADD(c->arena, &out->items, struct payee_account));
    if (more) out->next = LIST_AT(&rows, const struct payee_row, rows.count - 1)->id;
    return true;
}
