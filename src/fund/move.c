/* move.c - moving money: one entry with its postings, the pot's balances and the subject's, or nothing at all.
 *
 * All that can be refused is judged before the first statement that writes, in the order that fund.h gives; then the
 * guarded UPDATE of the balance row decides, and should it disagree, nothing was written yet. */
#include "app/app.h"
#include "fund/fund_impl.h"
#include "fund_sql.h"

/* Where each kind takes from and gives to. */
struct movement {
    int32_t from, to;
    bool opens; /* a closed pot refuses it */
};
static const struct movement MOVEMENTS[] = {
    [FUND_ADD] = {FUND_IN_BUDGET, FUND_IN_AVAILABLE, true},
    [FUND_CUT] = {FUND_IN_AVAILABLE, FUND_IN_BUDGET, true},
    [FUND_RESERVE] = {FUND_IN_AVAILABLE, FUND_IN_RESERVED, true},
    [FUND_RELEASE] = {FUND_IN_RESERVED, FUND_IN_AVAILABLE, false},
    [FUND_COMMIT] = {FUND_IN_RESERVED, FUND_IN_COMMITTED, false},
    [FUND_UNCOMMIT] = {FUND_IN_COMMITTED, FUND_IN_AVAILABLE, false},
    [FUND_PAY] = {FUND_IN_COMMITTED, FUND_IN_PAID, false},
    [FUND_UNPAY] = {FUND_IN_PAID, FUND_IN_COMMITTED, false},
    [FUND_RECOVER] = {FUND_IN_PAID, FUND_IN_RECOVERED, false},
};
enum {
    LEGS_MAX = 4
};

struct pot_row {
    struct str id, code, name_zh, name_en;
    int32_t state;
    bool reuse_recovered;
    struct money budget_fen, available_fen;
    int64_t entries, spenders;
    struct str seal;
};
static const struct field pot_row_fields[] = {
    FIELD(struct pot_row, id),
    FIELD(struct pot_row, code),
    FIELD(struct pot_row, name_zh),
    FIELD(struct pot_row, name_en),
    FIELD_E(struct pot_row, state, FUND_POT_STATE_NAMES),
    FIELD(struct pot_row, reuse_recovered),
    FIELD(struct pot_row, budget_fen),
    FIELD(struct pot_row, available_fen),
    FIELD(struct pot_row, entries),
    FIELD(struct pot_row, spenders),
    FIELD(struct pot_row, seal),
};
static const struct record POT_ROW = RECORD(pot_row, pot_row_fields);

struct balance_row {
    int64_t entries;
    struct money budget_fen, available_fen, reserved_fen, committed_fen, paid_fen, recovered_fen;
};
static const struct field balance_row_fields[] = {
    FIELD(struct balance_row, entries),       FIELD(struct balance_row, budget_fen),
    FIELD(struct balance_row, available_fen), FIELD(struct balance_row, reserved_fen),
    FIELD(struct balance_row, committed_fen), FIELD(struct balance_row, paid_fen),
    FIELD(struct balance_row, recovered_fen),
};
static const struct record BALANCE_ROW = RECORD(balance_row, balance_row_fields);

struct subject_row {
    struct str pot_id, subject;
    struct money reserved_fen, committed_fen, paid_fen, recovered_fen;
    int64_t last_no;
};
static const struct field subject_row_fields[] = {
    FIELD(struct subject_row, pot_id),       FIELD(struct subject_row, subject),
    FIELD(struct subject_row, reserved_fen), FIELD(struct subject_row, committed_fen),
    FIELD(struct subject_row, paid_fen),     FIELD(struct subject_row, recovered_fen),
    FIELD(struct subject_row, last_no),
};
static const struct record SUBJECT_ROW = RECORD(subject_row, subject_row_fields);

struct entry_row {
    struct str zone_id, pot_id, id, subject, key, note, actor_id, seal;
    int64_t no;
    int32_t kind;
    struct money amount_fen;
    struct instant at;
};
static const struct field entry_row_fields[] = {
    FIELD(struct entry_row, zone_id),
    FIELD(struct entry_row, pot_id),
    FIELD(struct entry_row, id),
    FIELD(struct entry_row, subject),
    FIELD(struct entry_row, key),
    FIELD(struct entry_row, note),
    FIELD(struct entry_row, actor_id),
    FIELD(struct entry_row, no),
    FIELD_E(struct entry_row, kind, FUND_KIND_NAMES),
    FIELD(struct entry_row, amount_fen),
    FIELD(struct entry_row, at),
    FIELD(struct entry_row, seal),
};
static const struct record ENTRY_ROW = RECORD(entry_row, entry_row_fields);

struct posting_row {
    struct str zone_id, pot_id;
    int64_t no, leg;
    int32_t account;
    struct money amount_fen, balance_fen;
};
static const struct field posting_row_fields[] = {
    FIELD(struct posting_row, zone_id),     FIELD(struct posting_row, pot_id),
    FIELD(struct posting_row, no),          FIELD(struct posting_row, leg),
    FIELD(struct posting_row, amount_fen),  FIELD_E(struct posting_row, account, FUND_ACCOUNT_NAMES),
    FIELD(struct posting_row, balance_fen),
};
static const struct record POSTING_ROW = RECORD(posting_row, posting_row_fields);

/* ---- outcomes, in their order ---- */

static bool is_budget(int32_t kind)
{
    return kind == FUND_ADD || kind == FUND_CUT;
}

/* 1-4: what can be said without the store. */
static bool shape(struct ctx *c, const struct fund_move *in)
{
    assert(in->kind > FUND_KIND_NONE);
    assert((size_t)in->kind < COUNT(MOVEMENTS));
    bool wants_subject = !is_budget(in->kind);
    if (in->amount_fen < 1 || in->amount_fen > MONEY_MAX)
        return fail_field(&c->err, STR("amount_fen"), M(FUND_AMOUNT), I("max", MONEY_MAX));
    if (in->key.n == 0 || in->key.n > FUND_KEY_MAX)
        return fail_field(&c->err, STR("key"), M(FUND_KEY_MISSING), I("max", FUND_KEY_MAX));
    if (wants_subject != (in->subject.n > 0) || in->subject.n > FUND_ID_MAX)
        return fail_field(&c->err, STR("subject"), M(FUND_SUBJECT_MISSING));
    if (!wants_subject && str_trim(in->note).n == 0) return fail_field(&c->err, STR("reason"), M(FUND_REASON));
    return true;
}

/* The name of the first thing that the first entry under the key has otherwise; absent when it is the same. */
static struct str difference(const struct ctx *c, const struct fund_move *in, const struct fund_entry *first)
{
    bool zh = c->lang == LANG_ZH;
    if (!str_eq(first->pot_id, in->pot_id)) return zh ? STR("资金池") : STR("pot");
    if (first->kind != in->kind) return zh ? STR("变动类型") : STR("movement");
    if (first->amount_fen.fen != in->amount_fen) return zh ? STR("金额") : STR("amount");
    if (!str_eq(first->subject, in->subject)) return zh ? STR("单据") : STR("subject");
    if (!str_eq(first->note, in->note)) return zh ? STR("说明") : STR("note");
    return (struct str){0};
}

/* 5, 6: a key that is known. */
static bool repeated(struct ctx *c, const struct fund_move *in, struct fund_entry *out, bool *known)
{
    struct fund_params p = fund_params(c);
    struct list one = {0};
    p.key = in->key;
    if (!ctx_rows(c, &SQL_FUND_ENTRY_BY_KEY, &FUND_PARAMS, &p, &FUND_ENTRY_ROW, &one)) return false;
    *known = one.count > 0;
    if (!*known) return true;
    struct str other = difference(c, in, LIST_AT(&one, struct fund_entry, 0));
    if (other.n) return fail(&c->err, ERR_CONFLICT, M(FUND_KEY_DIFFERENT), S("key", in->key), S("what", other));
    if (!fund_postings(c, &one)) return false;
    *out = *LIST_AT(&one, struct fund_entry, 0);
    out->repeated = true;
    return true;
}

/* Do the grants of the actor meet a row of the spenders?  In a job the person's grants are read from the store. */
bool fund_spends(struct ctx *c, const struct list *spenders, bool *may)
{
    struct list stored = {0};
    const struct list *grants = &c->actor.grants;
    *may = (c->actor.system && c->actor.user_id.n == 0) || spenders->count == 0;
    if (c->actor.system && c->actor.user_id.n) {
        struct fund_params p = fund_params(c);
        p.actor_id = c->actor.user_id;
        if (!ctx_rows(c, &SQL_FUND_ACTOR_GRANTS, &FUND_PARAMS, &p, &GRANT, &stored)) return false;
        grants = &stored;
    }
    for (size_t i = 0; i < grants->count && !*may; i++) {
        const struct grant *g = LIST_AT(grants, struct grant, i);
        for (size_t k = 0; k < spenders->count && !*may; k++) {
            const struct fund_spender *s = LIST_AT(spenders, struct fund_spender, k);
            *may = s->role ? s->role == g->role : g->scope == SCOPE_DEPARTMENT && str_eq(s->department_id, g->scope_id);
        }
    }
    return true;
}

bool fund_may_spend(struct ctx *c, struct str pot_id, bool *may)
{
    struct list spenders = {0};
    return fund_spenders(c, pot_id, &spenders) && fund_spends(c, &spenders, may);
}

static struct str pot_name(const struct ctx *c, const struct pot_row *pot)
{
    return c->lang == LANG_EN ? pot->name_en : pot->name_zh;
}

/* 7-9: the pot, and who may commit. */
static bool pot_accepts(struct ctx *c, const struct fund_move *in, struct pot_row *pot)
{
    struct fund_params p = fund_params(c);
    bool found = false, may = true;
    p.id = in->pot_id;
    if (!ctx_find(c, &SQL_FUND_MOVE_POT, &FUND_PARAMS, &p, &POT_ROW, pot, &found)) return false;
    if (!found) return fail(&c->err, ERR_NOT_FOUND, M(FUND_NO_POT));
    if (pot->state == FUND_POT_CLOSED && MOVEMENTS[in->kind].opens)
        return fail(&c->err, ERR_CONFLICT, M(FUND_CLOSED), S("pot", pot_name(c, pot)));
    if (in->kind == FUND_COMMIT && pot->spenders > 0 && !fund_may_spend(c, pot->id, &may)) return false;
    return may || fail(&c->err, ERR_FORBIDDEN, M(FUND_NOT_SPENDER), S("pot", pot_name(c, pot)));
}

static int64_t subject_has(const struct subject_row *s, int32_t account)
{
    if (account == FUND_IN_RESERVED) return s->reserved_fen.fen;
    if (account == FUND_IN_COMMITTED) return s->committed_fen.fen;
    if (account == FUND_IN_PAID) return s->paid_fen.fen;
    return MONEY_MAX; /* what comes from available is the pot's */
}

/* 10-12: is there enough? */
static bool enough(struct ctx *c, const struct fund_move *in, const struct pot_row *pot, const struct subject_row *s)
{
    int32_t from = MOVEMENTS[in->kind].from;
    if (in->subject.n && subject_has(s, from) < in->amount_fen) {
        const char *const *names = c->lang == LANG_EN ? FUND_ACCOUNT_NAMES.en : FUND_ACCOUNT_NAMES.zh;
        return fail(&c->err, ERR_CONFLICT, M(FUND_SUBJECT_SHORT), S("subject", in->subject),
                    S("account", str_of(names[from])), S("has", money_grouped(c->arena, subject_has(s, from))),
                    S("wanted", money_grouped(c->arena, in->amount_fen)));
    }
    if (from == FUND_IN_AVAILABLE && pot->available_fen.fen < in->amount_fen)
        return fail(&c->err, ERR_CONFLICT, M(FUND_SHORT), S("pot", pot_name(c, pot)),
                    S("available", money_grouped(c->arena, pot->available_fen.fen)),
                    S("wanted", money_grouped(c->arena, in->amount_fen)));
    if (in->kind == FUND_ADD && pot->budget_fen.fen > MONEY_MAX - in->amount_fen)
        return fail(&c->err, ERR_CONFLICT, M(FUND_TOO_MUCH), S("pot", pot_name(c, pot)),
                    S("max", money_grouped(c->arena, MONEY_MAX)));
    return true;
}

/* ---- writing ---- */

struct leg {
    int32_t account;
    int64_t amount_fen;
};

static size_t legs_of(const struct fund_move *in, bool reuse, struct leg legs[LEGS_MAX])
{
    const struct movement *m = &MOVEMENTS[in->kind];
    size_t n = 0;
    legs[n++] = (struct leg){m->from, -in->amount_fen};
    legs[n++] = (struct leg){m->to, in->amount_fen};
    if (in->kind != FUND_RECOVER || !reuse) return n;
    legs[n++] = (struct leg){FUND_IN_RECOVERED, -in->amount_fen};
    legs[n++] = (struct leg){FUND_IN_AVAILABLE, in->amount_fen};
    return n;
}

static void add_sealed(struct buf *b, struct str text)
{
    if (text.p) buf_addf(b, "%zu:", text.n);
    buf_add(b, text.p ? text : STR("-"));
}

/* What the entry says and what came before it, under the key that the database does not hold. */
static struct str seal_of(struct ctx *c, struct str before, const struct entry_row *row, size_t legs)
{
    const struct str texts[] = {row->zone_id, row->pot_id, row->id,   enum_name(&FUND_KIND_NAMES, row->kind),
                                row->subject, row->key,    row->note, row->actor_id};
    struct buf b = {.arena = c->arena};
    buf_add(&b, STR("ledger "));
    add_sealed(&b, before);
    for (size_t i = 0; i < COUNT(texts); i++)
        add_sealed(&b, texts[i]);
    buf_addf(&b, " %" PRId64 " %" PRId64 " %" PRId64 " %zu", row->no, row->amount_fen.fen, row->at.us, legs);
    return crypto_keyed_hash(c->arena, &c->app->key, buf_str(&b));
}

static struct entry_row entry_of(struct ctx *c, const struct fund_move *in, const struct pot_row *pot, size_t legs)
{
    struct entry_row row = {.zone_id = c->zone_id,
                            .pot_id = pot->id,
                            .id = ctx_new_id(c),
                            .subject = in->subject.n ? in->subject : (struct str){0},
                            .key = in->key,
                            .note = in->note.n ? in->note : (struct str){0},
                            .actor_id = c->actor.user_id.n ? c->actor.user_id : STR(""),
                            .no = pot->entries + 1,
                            .kind = in->kind,
                            .amount_fen = {in->amount_fen},
                            .at = c->now};
    row.seal = seal_of(c, pot->seal, &row, legs);
    return row;
}

/* The figure of an account, by its enum. */
static struct money *figure(struct balance_row *b, int32_t account)
{
    struct money *const all[] = {[FUND_IN_BUDGET] = &b->budget_fen,     [FUND_IN_AVAILABLE] = &b->available_fen,
                                 [FUND_IN_RESERVED] = &b->reserved_fen, [FUND_IN_COMMITTED] = &b->committed_fen,
                                 [FUND_IN_PAID] = &b->paid_fen,         [FUND_IN_RECOVERED] = &b->recovered_fen};
    assert(account > FUND_ACCOUNT_NONE);
    assert((size_t)account < COUNT(all));
    return all[account];
}

/* The budget is the other side: what its postings take makes it larger. */
static int64_t change_of(const struct leg *leg)
{
    return leg->account == FUND_IN_BUDGET ? -leg->amount_fen : leg->amount_fen;
}

static void params_of_changes(struct balance_row *changes, struct fund_params *p)
{
    p->budget_fen = changes->budget_fen;
    p->available_fen = changes->available_fen;
    p->reserved_fen = changes->reserved_fen;
    p->committed_fen = changes->committed_fen;
    p->paid_fen = changes->paid_fen;
    p->recovered_fen = changes->recovered_fen;
}

static bool move_balance(struct ctx *c, const struct entry_row *row, const struct leg *legs, size_t count,
                         struct balance_row *after)
{
    struct fund_params p = fund_params(c);
    struct balance_row changes = {0};
    bool found = false;
    for (size_t i = 0; i < count; i++)
        figure(&changes, legs[i].account)->fen += change_of(&legs[i]);
    params_of_changes(&changes, &p);
    p.id = row->pot_id;
    p.no = row->no;
    p.seal = row->seal;
    if (!ctx_find(c, &SQL_FUND_BALANCE_MOVE, &FUND_PARAMS, &p, &BALANCE_ROW, after, &found)) return false;
    return found || fail_internal(&c->err, "the balance of a pot refused what was judged possible");
}

/* For a subject recovered counts all that came back, and available is no account of its own. */
static bool move_subject(struct ctx *c, const struct fund_move *in, const struct subject_row *before, int64_t no)
{
    struct fund_params p = fund_params(c);
    const struct movement *m = &MOVEMENTS[in->kind];
    struct balance_row changes = {0};
    if (!in->subject.n) return true;
    figure(&changes, m->from)->fen -= in->amount_fen;
    figure(&changes, m->to)->fen += in->amount_fen;
    params_of_changes(&changes, &p);
    p.id = in->pot_id;
    p.subject = in->subject;
    p.no = no;
    if (before->last_no == 0) return ctx_exec(c, &SQL_FUND_SUBJECT_INSERT, &FUND_PARAMS, &p);
    return ctx_change(c, &SQL_FUND_SUBJECT_MOVE, &FUND_PARAMS, &p);
}

static bool write_entry(struct ctx *c, const struct entry_row *row, const struct pot_row *pot, struct fund_entry *out)
{
    *out = (struct fund_entry){.id = row->id,
                               .pot_id = row->pot_id,
                               .pot_code = pot->code,
                               .no = row->no,
                               .kind = row->kind,
                               .amount_fen = row->amount_fen,
                               .subject = row->subject,
                               .key = row->key,
                               .note = row->note,
                               .actor_id = row->actor_id.n ? row->actor_id : (struct str){0},
                               .actor_name = c->actor.name.n ? c->actor.name : (struct str){0},
                               .at = row->at};
    return ctx_exec(c, &SQL_FUND_ENTRY_INSERT, &ENTRY_ROW, row);
}

/* after: the figures after the whole entry; each posting tells its account's after that very leg. */
static bool write_postings(struct ctx *c, const struct leg *legs, size_t count, struct balance_row after,
                           struct fund_entry *out)
{
    struct list rows = {0};
    for (size_t i = 0; i < count; i++)
        figure(&after, legs[i].account)->fen -= change_of(&legs[i]);
    for (size_t i = 0; i < count; i++) {
        struct money *now = figure(&after, legs[i].account);
        now->fen += change_of(&legs[i]);
        *LIST_ADD(c->arena, &rows, struct posting_row) = (struct posting_row){.zone_id = c->zone_id,
                                                                              .pot_id = out->pot_id,
                                                                              .no = out->no,
                                                                              .leg = (int64_t)i + 1,
                                                                              .account = legs[i].account,
                                                                              .amount_fen = {legs[i].amount_fen},
                                                                              .balance_fen = *now};
        *LIST_ADD(c->arena, &out->postings, struct fund_posting) =
            (struct fund_posting){legs[i].account, {legs[i].amount_fen}, *now};
    }
    return db_bulk(c->db, c->arena, &c->err, &SQL_FUND_POSTING_INSERT, &POSTING_ROW, &rows);
}

static bool subject_of(struct ctx *c, struct str pot_id, struct str subject, struct subject_row *out)
{
    struct fund_params p = fund_params(c);
    bool found;
    p.id = pot_id;
    p.subject = subject;
    *out = (struct subject_row){.pot_id = pot_id, .subject = subject};
    return !subject.n || ctx_find(c, &SQL_FUND_SUBJECT_ONE, &FUND_PARAMS, &p, &SUBJECT_ROW, out, &found);
}

bool fund_move(struct ctx *c, const struct fund_move *in, struct fund_entry *out)
{
    struct pot_row pot = {0};
    struct subject_row subject;
    struct balance_row after = {0};
    struct leg legs[LEGS_MAX];
    bool known = false;
    if (!shape(c, in) || !repeated(c, in, out, &known)) return false;
    if (known) return true;
    if (!pot_accepts(c, in, &pot) || !subject_of(c, pot.id, in->subject, &subject) || !enough(c, in, &pot, &subject))
        return false;
    size_t count = legs_of(in, pot.reuse_recovered, legs);
    const struct entry_row row = entry_of(c, in, &pot, count);
    return move_balance(c, &row, legs, count, &after) && move_subject(c, in, &subject, row.no) &&
           write_entry(c, &row, &pot, out) && write_postings(c, legs, count, after, out);
}

bool fund_subject_get(struct ctx *c, struct str pot_id, struct str subject, struct fund_subject *out)
{
    struct subject_row row;
    if (!subject_of(c, pot_id, subject, &row)) return false;
    *out = (struct fund_subject){.pot_id = pot_id,
                                 .subject = subject,
                                 .reserved_fen = row.reserved_fen,
                                 .committed_fen = row.committed_fen,
                                 .paid_fen = row.paid_fen,
                                 .recovered_fen = row.recovered_fen,
                                 .last_no = row.last_no};
    return true;
}
