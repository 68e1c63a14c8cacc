/* pot.c - pots: set up, described, given and taken budget, closed. */
#include "app/audit.h"
#include "fund/fund_impl.h"
#include "fund_sql.h"

enum {
    PAGE_DEFAULT = 50
};

/* ---- small steps that the folder shares ---- */

struct fund_params fund_params(const struct ctx *c)
{
    return (struct fund_params){.zone_id = c->zone_id, .english = c->lang == LANG_EN, .now = c->now};
}

struct str fund_text(struct str s)
{
    struct str t = str_trim(s);
    return t.n ? t : (struct str){0};
}

bool fund_spenders(struct ctx *c, struct str pot_id, struct list *out)
{
    struct fund_params p = fund_params(c);
    p.id = pot_id;
    return ctx_rows(c, &SQL_FUND_SPENDER_OF, &FUND_PARAMS, &p, &FUND_SPENDER, out);
}

/* ---- reading ---- */

static void action(struct ctx *c, struct fund_pot *pot, const char *name)
{
    *LIST_ADD(c->arena, &pot->actions.l, struct str) = str_of(name);
}

/* What a row does not hold: who may spend, and what the reader may do now. */
static bool complete(struct ctx *c, struct fund_pot *pot)
{
    if (!fund_spenders(c, pot->id, &pot->spenders)) return false;
    if (!ctx_may(c, RIGHT_FUND_EDIT) || pot->state != FUND_POT_OPEN) return true;
    action(c, pot, "edit");
    action(c, pot, "add_budget");
    if (pot->available_fen.fen > 0) action(c, pot, "cut_budget");
    action(c, pot, "close");
    return true;
}

static bool find(struct ctx *c, const struct sql *q, const struct fund_params *p, struct fund_pot *out, bool *found)
{
    return ctx_find(c, q, &FUND_PARAMS, p, &FUND_POT_ROW, out, found) && (!*found || complete(c, out));
}

bool fund_pot_get(struct ctx *c, const struct fund_key *in, struct fund_pot *out)
{
    struct fund_params p = fund_params(c);
    bool found = false;
    p.id = in->id;
    if (!find(c, &SQL_FUND_POT_BY_ID, &p, out, &found)) return false;
    return found || fail(&c->err, ERR_NOT_FOUND, M(FUND_NO_POT));
}

bool fund_pot_by_code(struct ctx *c, struct str code, struct fund_pot *out, bool *found)
{
    struct fund_params p = fund_params(c);
    p.code = code;
    return find(c, &SQL_FUND_POT_BY_CODE, &p, out, found);
}

/* A cursor is "YEAR:CODE" of the last row. */
static bool cursor_read(struct str text, struct fund_params *p)
{
    p->after_no = INT64_MAX;
    p->after = STR("");
    if (text.n == 0) return true;
    struct str rest = text, year = str_part(&rest, ':');
    p->after = rest;
    return str_to_i64(year, &p->after_no) && rest.n > 0;
}

/* "50%" -> "%50!%%", in small letters; absent for nothing. */
static struct str pattern_of(struct arena *a, struct str q)
{
    struct buf b = {.arena = a};
    struct str text = fund_text(q);
    if (!text.n) return text;
    buf_add_char(&b, '%');
    for (size_t i = 0; i < text.n; i++) {
        char ch = text.p[i];
        if (ch == '%' || ch == '_' || ch == '!') buf_add_char(&b, '!');
        buf_add_char(&b, ch >= 'A' && ch <= 'Z' ? (char)(ch + 'a' - 'A') : ch);
    }
    buf_add_char(&b, '%');
    return buf_str(&b);
}

bool fund_pot_list(struct ctx *c, const struct fund_pot_query *in, struct fund_pot_page *out)
{
    struct fund_params p = fund_params(c);
    int64_t limit = in->limit > 0 ? in->limit : PAGE_DEFAULT;
    p.year = in->year;
    p.state = in->state;
    p.department_id = in->department_id.n ? in->department_id : (struct str){0};
    p.q = pattern_of(c->arena, in->q);
    p.limit = limit + 1;
    if (!cursor_read(in->after, &p)) return fail_field(&c->err, STR("after"), M(FUND_CURSOR));
    if (!ctx_rows(c, &SQL_FUND_POT_PAGE, &FUND_PARAMS, &p, &FUND_POT_ROW, &out->items)) return false;
    if (out->items.count > (size_t)limit) {
        out->items.count = (size_t)limit;
        const struct fund_pot *last = LIST_AT(&out->items, struct fund_pot, (size_t)limit - 1);
        out->next = arena_printf(c->arena, "%" PRId64 ":%.*s", last->year, STR_ARG(last->code));
    }
    for (size_t i = 0; i < out->items.count; i++)
        if (!complete(c, LIST_AT(&out->items, struct fund_pot, i))) return false;
    return true;
}

bool fund_summary(struct ctx *c, const struct fund_summary_query *in, struct fund_summary *out)
{
    struct fund_params p = fund_params(c);
    p.year = in->year;
    return ctx_rows(c, &SQL_FUND_SUMMARY, &FUND_PARAMS, &p, &FUND_SUMMARY_YEAR, &out->years);
}

/* ---- checks that setting up and editing share ---- */

static bool code_valid(struct str code)
{
    if (code.n < 2 || code.p[0] < 'a' || code.p[0] > 'z') return false;
    for (size_t i = 0; i < code.n; i++) {
        char ch = code.p[i];
        if (!((ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '-')) return false;
    }
    return true;
}

static bool department_exists(struct ctx *c, struct str id, bool *found)
{
    struct fund_params p = fund_params(c);
    struct fund_count count = {0};
    struct err kept = c->err; /* all bad fields are reported, and this one is only known by looking */
    p.department_id = id;
    err_clear(&c->err);
    if (!ctx_one(c, &SQL_FUND_DEPARTMENT_EXISTS, &FUND_PARAMS, &p, &FUND_COUNT, &count)) return false;
    c->err = kept;
    *found = count.n > 0;
    return true;
}

static bool department_accept(struct ctx *c, struct str id, struct str field, bool *ok)
{
    bool found = true;
    if (id.n && !department_exists(c, id, &found)) return false;
    if (!found) *ok = fail_field(&c->err, field, M(FUND_DEPARTMENT), S("value", id));
    return true;
}

static bool spenders_accept(struct ctx *c, const struct list *spenders, bool *ok)
{
    for (size_t i = 0; i < spenders->count; i++) {
        const struct fund_spender *s = LIST_AT(spenders, struct fund_spender, i);
        struct str field = arena_printf(c->arena, "spenders/%zu", i);
        if ((s->role != ROLE_NONE) == (s->department_id.n > 0)) *ok = fail_field(&c->err, field, M(FUND_SPENDER_ONE));
        for (size_t k = 0; k < i; k++) {
            const struct fund_spender *other = LIST_AT(spenders, struct fund_spender, k);
            if (s->role == other->role && str_eq(s->department_id, other->department_id))
                *ok = fail_field(&c->err, field, M(FUND_SPENDER_TWICE));
        }
        struct str department = arena_printf(c->arena, "spenders/%zu/department_id", i);
        if (!department_accept(c, s->department_id, department, ok)) return false;
    }
    return true;
}

static bool spenders_store(struct ctx *c, struct str pot_id, const struct list *spenders)
{
    struct list rows = {0};
    for (size_t i = 0; i < spenders->count; i++) {
        const struct fund_spender *s = LIST_AT(spenders, struct fund_spender, i);
        struct fund_params *p = LIST_ADD(c->arena, &rows, struct fund_params);
        *p = fund_params(c);
        p->id = pot_id;
        p->spender_kind = s->role ? STR("role") : STR("department");
        p->spender = s->role ? enum_name(&ROLE_NAMES, s->role) : s->department_id;
    }
    return rows.count == 0 || db_bulk(c->db, c->arena, &c->err, &SQL_FUND_SPENDER_INSERT, &FUND_PARAMS, &rows);
}

static bool audit(struct ctx *c, const char *name, const struct fund_pot *pot, const struct record *r,
                  const void *before, const void *after)
{
    struct audit_entry e = {.action = str_of(name),
                            .subject_kind = STR("pot"),
                            .subject_id = pot->id,
                            .subject_name = pot->name_zh,
                            .after = audit_json(c, r, after)};
    if (before) e.before = audit_json(c, r, before);
    return audit_record(c, &e);
}

static bool again(struct ctx *c, struct str id, struct fund_pot *out)
{
    *out = (struct fund_pot){0};
    return fund_pot_get(c, &(struct fund_key){id}, out);
}

/* ---- set up ---- */

static bool book(struct ctx *c, struct str pot_id, int32_t kind, int64_t fen, struct str reason)
{
    struct fund_entry entry = {0};
    const struct fund_move move = {.pot_id = pot_id,
                                   .kind = kind,
                                   .amount_fen = fen,
                                   .key = arena_printf(c->arena, "budget %.*s", STR_ARG(ctx_new_id(c))),
                                   .note = reason};
    return fund_move(c, &move, &entry);
}

static bool create_accept(struct ctx *c, const struct fund_pot_new *in, const struct str *code)
{
    struct fund_pot taken = {0};
    bool ok = true, found = false;
    if (!code_valid(*code)) ok = fail_field(&c->err, STR("code"), M(FUND_CODE));
    if (!department_accept(c, in->department_id, STR("department_id"), &ok)) return false;
    if (!spenders_accept(c, &in->spenders, &ok) || !ok) return false;
    if (!fund_pot_by_code(c, *code, &taken, &found)) return false;
    return !found || fail(&c->err, ERR_CONFLICT, M(FUND_CODE_TAKEN), S("code", *code), S("pot", taken.name_zh));
}

bool fund_pot_create(struct ctx *c, const struct fund_pot_new *in, struct fund_pot *out)
{
    struct fund_params p = fund_params(c);
    p.code = str_trim(in->code);
    if (!create_accept(c, in, &p.code)) return false;
    p.id = ctx_new_id(c);
    p.name_zh = str_trim(in->name_zh);
    p.name_en = str_trim(in->name_en);
    p.year = (struct opt_i64){true, in->year};
    p.basis = fund_text(in->basis);
    p.department_id = fund_text(in->department_id);
    p.state = FUND_POT_OPEN;
    p.reuse_recovered = in->reuse_recovered;
    p.sample = in->sample;
    if (!ctx_exec(c, &SQL_FUND_POT_INSERT, &FUND_PARAMS, &p) ||
        !ctx_exec(c, &SQL_FUND_BALANCE_INSERT, &FUND_PARAMS, &p) || !spenders_store(c, p.id, &in->spenders))
        return false;
    struct str why = p.basis.n ? p.basis : p.name_zh;
    if (in->amount_fen.fen > 0 && !book(c, p.id, FUND_ADD, in->amount_fen.fen, why)) return false;
    return again(c, p.id, out) && audit(c, "pot.create", out, &FUND_POT_NEW, NULL, in);
}

/* ---- change ---- */

/* The pot at the version that the caller has seen, still open. */
static bool open_pot(struct ctx *c, struct str id, int64_t version, struct fund_pot *out)
{
    if (!fund_pot_get(c, &(struct fund_key){id}, out)) return false;
    if (version > 0 && out->version != version) return fail(&c->err, ERR_STALE, M(STALE));
    if (out->state == FUND_POT_OPEN) return true;
    return fail(&c->err, ERR_CONFLICT, M(FUND_CLOSED), S("pot", c->lang == LANG_EN ? out->name_en : out->name_zh));
}

static struct fund_pot_edit edit_of(const struct fund_pot *pot)
{
    return (struct fund_pot_edit){.id = pot->id,
                                  .name_zh = pot->name_zh,
                                  .name_en = pot->name_en,
                                  .basis = pot->basis,
                                  .department_id = pot->department_id,
                                  .reuse_recovered = pot->reuse_recovered,
                                  .spenders = pot->spenders,
                                  .version = pot->version};
}

/* Who may approve claims does not open a pot to himself. */
static bool not_for_oneself(struct ctx *c, const struct fund_pot *pot, const struct list *spenders)
{
    bool before = true, after = false;
    if (c->actor.system || !ctx_may(c, RIGHT_CLAIM_SECOND)) return true;
    if (!fund_spends(c, &pot->spenders, &before) || !fund_spends(c, spenders, &after)) return false;
    if (before || !after) return true;
    (void)fail(&c->err, ERR_FORBIDDEN, M(FUND_OWN_SPENDER), S("pot", c->lang == LANG_EN ? pot->name_en : pot->name_zh));
    return audit_refused(c, &(struct audit_entry){.action = STR("pot.update"),
                                                  .subject_kind = STR("pot"),
                                                  .subject_id = pot->id,
                                                  .subject_name = pot->name_zh});
}

bool fund_pot_update(struct ctx *c, const struct fund_pot_edit *in, struct fund_pot *out)
{
    struct fund_params p = fund_params(c);
    bool ok = true;
    if (!open_pot(c, in->id, in->version, out)) return false;
    const struct fund_pot_edit before = edit_of(out);
    if (!department_accept(c, in->department_id, STR("department_id"), &ok)) return false;
    if (!spenders_accept(c, &in->spenders, &ok) || !ok || !not_for_oneself(c, out, &in->spenders)) return false;
    p.id = in->id;
    p.name_zh = str_trim(in->name_zh);
    p.name_en = str_trim(in->name_en);
    p.basis = fund_text(in->basis);
    p.department_id = fund_text(in->department_id);
    p.reuse_recovered = in->reuse_recovered;
    p.version = in->version;
    if (!ctx_change(c, &SQL_FUND_POT_UPDATE, &FUND_PARAMS, &p) ||
        !ctx_exec(c, &SQL_FUND_SPENDER_CLEAR, &FUND_PARAMS, &p) || !spenders_store(c, p.id, &in->spenders) ||
        !again(c, p.id, out))
        return false;
    const struct fund_pot_edit after = edit_of(out);
    return audit(c, "pot.update", out, &FUND_POT_EDIT, &before, &after);
}

bool fund_pot_budget(struct ctx *c, const struct fund_budget_change *in, struct fund_pot *out)
{
    if (in->kind != FUND_ADD && in->kind != FUND_CUT) return fail_field(&c->err, STR("kind"), M(REQUIRED));
    return book(c, in->id, in->kind, in->amount_fen.fen, str_trim(in->reason)) && again(c, in->id, out) &&
           audit(c, in->kind == FUND_ADD ? "pot.add_budget" : "pot.cut_budget", out, &FUND_BUDGET_CHANGE, NULL, in);
}

bool fund_pot_close(struct ctx *c, const struct fund_pot_close *in, struct fund_pot *out)
{
    struct fund_params p = fund_params(c);
    if (!open_pot(c, in->id, in->version, out)) return false;
    p.id = in->id;
    p.state = FUND_POT_CLOSED;
    p.version = in->version;
    return ctx_change(c, &SQL_FUND_POT_SET_STATE, &FUND_PARAMS, &p) && again(c, in->id, out) &&
           audit(c, "pot.close", out, &FUND_POT_CLOSE, NULL, in);
}
