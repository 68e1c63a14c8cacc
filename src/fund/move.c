/* move.c - moving money: entries with their postings, the pots' balances and the subjects', or nothing at all.
 *
 * There is one way for one movement and for many.  What they need is read at once; then they are judged one after
 * another, in the order that fund.h gives, against figures that follow in memory; then all is written, each kind of row
 * in one statement.  The guarded UPDATE of the balances comes first: should it disagree, nothing was written yet. */
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
    struct money budget_fen, available_fen, reserved_fen, committed_fen, paid_fen, recovered_fen;
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
    FIELD(struct pot_row, reserved_fen),
    FIELD(struct pot_row, committed_fen),
    FIELD(struct pot_row, paid_fen),
    FIELD(struct pot_row, recovered_fen),
    FIELD(struct pot_row, entries),
    FIELD(struct pot_row, spenders),
    FIELD(struct pot_row, seal),
};
static const struct record POT_ROW = RECORD(pot_row, pot_row_fields);

/* The six figures of a pot; of a subject's, reserved to recovered. */
struct figures {
    struct money budget_fen, available_fen, reserved_fen, committed_fen, paid_fen, recovered_fen;
};

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

/* ---- what a list of movements touches ---- */

struct pot_now {
    struct pot_row row;       /* as it was read; but entries and seal follow */
    struct figures was, now;
    int64_t entries;          /* before the first movement of the list */
    bool asked, may;          /* may the actor commit? */
};
struct subject_now {
    struct subject_row row; /* last_no follows */
    bool there, moved;
    struct figures was, now;
};
struct moves {
    const struct list *in;          /* struct fund_move */
    struct list *out;               /* struct fund_entry */
    size_t before;                  /* entries in out before the first of ours */
    const size_t *same_key;         /* by movement: the first one with its key */
    const size_t *subject;          /* by movement: index in subjects */
    struct list pots;               /* struct pot_now */
    struct list subjects;           /* struct subject_now */
    struct list entries, postings;  /* struct entry_row, posting_row: to be written */
};

/* The figure of an account, by its enum. */
static struct money *figure(struct figures *f, int32_t account)
{
    struct money *const all[] = {[FUND_IN_BUDGET] = &f->budget_fen,     [FUND_IN_AVAILABLE] = &f->available_fen,
                                 [FUND_IN_RESERVED] = &f->reserved_fen, [FUND_IN_COMMITTED] = &f->committed_fen,
                                 [FUND_IN_PAID] = &f->paid_fen,         [FUND_IN_RECOVERED] = &f->recovered_fen};
    assert(account > FUND_ACCOUNT_NONE);
    assert((size_t)account < COUNT(all));
    return all[account];
}

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

/* 6: what the first entry under the key has otherwise. */
static bool same(struct ctx *c, const struct fund_move *in, const struct fund_entry *first)
{
    struct str other = difference(c, in, first);
    return !other.n || fail(&c->err, ERR_CONFLICT, M(FUND_KEY_DIFFERENT), S("key", in->key), S("what", other));
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

static bool pot_find(struct ctx *c, struct moves *m, struct str id, struct pot_now **out)
{
    struct fund_params p = fund_params(c);
    struct pot_now pot = {0};
    bool found = false;
    for (size_t i = 0; i < m->pots.count; i++) {
        *out = LIST_AT(&m->pots, struct pot_now, i);
        if (str_eq((*out)->row.id, id)) return true;
    }
    p.id = id;
    if (!ctx_find(c, &SQL_FUND_MOVE_POT, &FUND_PARAMS, &p, &POT_ROW, &pot.row, &found)) return false;
    if (!found) return fail(&c->err, ERR_NOT_FOUND, M(FUND_NO_POT));
    const struct pot_row *r = &pot.row;
    pot.was = pot.now = (struct figures){r->budget_fen,    r->available_fen, r->reserved_fen,
                                         r->committed_fen, r->paid_fen,      r->recovered_fen};
    pot.entries = r->entries;
    *out = LIST_ADD(c->arena, &m->pots, struct pot_now);
    **out = pot;
    return true;
}

/* 7-9: the pot, and who may commit. */
static bool pot_accepts(struct ctx *c, struct moves *m, const struct fund_move *in, struct pot_now **out)
{
    if (!pot_find(c, m, in->pot_id, out)) return false;
    struct pot_now *pot = *out;
    if (pot->row.state == FUND_POT_CLOSED && MOVEMENTS[in->kind].opens)
        return fail(&c->err, ERR_CONFLICT, M(FUND_CLOSED), S("pot", pot_name(c, &pot->row)));
    if (in->kind != FUND_COMMIT || pot->row.spenders == 0) return true;
    if (!pot->asked && !fund_may_spend(c, pot->row.id, &pot->may)) return false;
    pot->asked = true;
    return pot->may || fail(&c->err, ERR_FORBIDDEN, M(FUND_NOT_SPENDER), S("pot", pot_name(c, &pot->row)));
}

/* 10-12: is there enough?  What a subject has is told by account; what comes from available is the pot's. */
static bool enough(struct ctx *c, const struct fund_move *in, struct pot_now *pot, struct subject_now *s)
{
    int32_t from = MOVEMENTS[in->kind].from;
    bool of_subject = in->subject.n && from != FUND_IN_AVAILABLE;
    if (of_subject && figure(&s->now, from)->fen < in->amount_fen) {
        const char *const *names = c->lang == LANG_EN ? FUND_ACCOUNT_NAMES.en : FUND_ACCOUNT_NAMES.zh;
        return fail(&c->err, ERR_CONFLICT, M(FUND_SUBJECT_SHORT), S("subject", in->subject),
                    S("account", str_of(names[from])), S("has", money_grouped(c->arena, figure(&s->now, from)->fen)),
                    S("wanted", money_grouped(c->arena, in->amount_fen)));
    }
    if (from == FUND_IN_AVAILABLE && pot->now.available_fen.fen < in->amount_fen)
        return fail(&c->err, ERR_CONFLICT, M(FUND_SHORT), S("pot", pot_name(c, &pot->row)),
                    S("available", money_grouped(c->arena, pot->now.available_fen.fen)),
                    S("wanted", money_grouped(c->arena, in->amount_fen)));
    if (in->kind == FUND_ADD && pot->now.budget_fen.fen > MONEY_MAX - in->amount_fen)
        return fail(&c->err, ERR_CONFLICT, M(FUND_TOO_MUCH), S("pot", pot_name(c, &pot->row)),
                    S("max", money_grouped(c->arena, MONEY_MAX)));
    return true;
}

/* ---- doing it, in memory ---- */

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

static void show_entry(const struct ctx *c, const struct entry_row *row, const struct pot_row *pot,
                       struct fund_entry *out)
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
}

/* Each posting tells its account's balance after that very leg. */
static void post(struct ctx *c, struct moves *m, struct pot_now *pot, const struct leg *leg, int64_t no_of_leg,
                 struct fund_entry *out)
{
    struct money *now = figure(&pot->now, leg->account);
    /* The budget is the other side: what its postings take makes it larger. */
    now->fen += leg->account == FUND_IN_BUDGET ? -leg->amount_fen : leg->amount_fen;
    *LIST_ADD(c->arena, &m->postings, struct posting_row) = (struct posting_row){.zone_id = c->zone_id,
                                                                                 .pot_id = out->pot_id,
                                                                                 .no = out->no,
                                                                                 .leg = no_of_leg,
                                                                                 .account = leg->account,
                                                                                 .amount_fen = {leg->amount_fen},
                                                                                 .balance_fen = *now};
    *LIST_ADD(c->arena, &out->postings, struct fund_posting) =
        (struct fund_posting){leg->account, {leg->amount_fen}, *now};
}

static void move_in_memory(struct ctx *c, struct moves *m, const struct fund_move *in, struct pot_now *pot,
                           struct subject_now *s, struct fund_entry *out)
{
    struct leg legs[LEGS_MAX];
    size_t count = legs_of(in, pot->row.reuse_recovered, legs);
    struct entry_row *row = LIST_ADD(c->arena, &m->entries, struct entry_row);
    *row = entry_of(c, in, &pot->row, count);
    show_entry(c, row, &pot->row, out);
    for (size_t i = 0; i < count; i++)
        post(c, m, pot, &legs[i], (int64_t)i + 1, out);
    pot->row.entries = row->no;
    pot->row.seal = row->seal;
    if (!in->subject.n) return;
    /* For a subject recovered counts all that came back, and available is no account of its own. */
    figure(&s->now, MOVEMENTS[in->kind].from)->fen -= in->amount_fen;
    figure(&s->now, MOVEMENTS[in->kind].to)->fen += in->amount_fen;
    s->row.last_no = row->no;
}

/* ---- reading ---- */

/* 5: puts the entries of keys that are known into out, marked as repeated; the others stay empty. */
static bool known_entries(struct ctx *c, struct moves *m)
{
    size_t n = m->in->count;
    struct str *keys = ARENA_ARRAY(c->arena, struct str, n + 1);
    struct list asked = {0}, rows = {0};
    for (size_t i = 0; i < n; i++)
        keys[i] = LIST_AT(m->in, const struct fund_move, i)->key;
    m->same_key = str_firsts(c->arena, keys, n);
    for (size_t i = 0; i < n; i++) {
        if (m->same_key[i] != i) continue;
        struct fund_params *p = LIST_ADD(c->arena, &asked, struct fund_params);
        *p = fund_params(c);
        p->key = keys[i];
    }
    if (!ctx_gather(c, &SQL_FUND_ENTRY_BY_KEY, &FUND_PARAMS, &asked, &FUND_ENTRY_ROW, &rows)) return false;
    if (!fund_postings(c, &rows)) return false;
    for (size_t i = 0, at = 0; i < n; i++) {
        struct fund_entry *out = LIST_ADD(c->arena, m->out, struct fund_entry);
        bool known = m->same_key[i] == i && at < rows.count &&
                     str_eq(LIST_AT(&rows, const struct fund_entry, at)->key, keys[i]);
        if (!known) continue;
        *out = *LIST_AT(&rows, const struct fund_entry, at++);
        out->repeated = true;
    }
    return true;
}

static bool read_subjects(struct ctx *c, struct moves *m)
{
    size_t n = m->in->count;
    struct str *names = ARENA_ARRAY(c->arena, struct str, n + 1);
    size_t *index = ARENA_ARRAY(c->arena, size_t, n + 1);
    struct list asked = {0}, rows = {0};
    for (size_t i = 0; i < n; i++) {
        const struct fund_move *in = LIST_AT(m->in, const struct fund_move, i);
        names[i] = arena_printf(c->arena, "%zu %.*s %.*s", in->pot_id.n, STR_ARG(in->pot_id), STR_ARG(in->subject));
    }
    const size_t *firsts = str_firsts(c->arena, names, n);
    for (size_t i = 0; i < n; i++) {
        const struct fund_move *in = LIST_AT(m->in, const struct fund_move, i);
        index[i] = firsts[i] == i ? m->subjects.count : index[firsts[i]];
        if (firsts[i] != i) continue;
        LIST_ADD(c->arena, &m->subjects, struct subject_now)->row =
            (struct subject_row){.pot_id = in->pot_id, .subject = in->subject};
        if (!in->subject.n) continue;
        struct fund_params *p = LIST_ADD(c->arena, &asked, struct fund_params);
        *p = fund_params(c);
        p->id = in->pot_id;
        p->subject = in->subject;
    }
    m->subject = index;
    if (asked.count == 0) return true;
    if (!ctx_gather(c, &SQL_FUND_SUBJECT_ONE, &FUND_PARAMS, &asked, &SUBJECT_ROW, &rows)) return false;
    for (size_t i = 0, at = 0; i < m->subjects.count && at < rows.count; i++) {
        struct subject_now *s = LIST_AT(&m->subjects, struct subject_now, i);
        const struct subject_row *row = LIST_AT(&rows, const struct subject_row, at);
        if (!str_eq(row->pot_id, s->row.pot_id) || !str_eq(row->subject, s->row.subject)) continue;
        at++;
        s->there = true;
        s->row = *row;
        s->was = s->now = (struct figures){.reserved_fen = row->reserved_fen,
                                           .committed_fen = row->committed_fen,
                                           .paid_fen = row->paid_fen,
                                           .recovered_fen = row->recovered_fen};
    }
    return true;
}

/* ---- writing ---- */

static void params_of_changes(const struct figures *was, const struct figures *now, struct fund_params *p)
{
    p->budget_fen.fen = now->budget_fen.fen - was->budget_fen.fen;
    p->available_fen.fen = now->available_fen.fen - was->available_fen.fen;
    p->reserved_fen.fen = now->reserved_fen.fen - was->reserved_fen.fen;
    p->committed_fen.fen = now->committed_fen.fen - was->committed_fen.fen;
    p->paid_fen.fen = now->paid_fen.fen - was->paid_fen.fen;
    p->recovered_fen.fen = now->recovered_fen.fen - was->recovered_fen.fen;
}

static bool write_balance(struct ctx *c, const struct pot_now *pot)
{
    struct fund_params p = fund_params(c);
    int64_t affected = 0;
    params_of_changes(&pot->was, &pot->now, &p);
    p.id = pot->row.id;
    p.no = pot->row.entries;
    p.after_no = pot->entries;
    p.seal = pot->row.seal;
    if (!db_exec(c->db, c->arena, &c->err, &SQL_FUND_BALANCE_MOVE, &FUND_PARAMS, &p, &affected)) return false;
    return affected == 1 || fail_internal(&c->err, "the balance of a pot refused what was judged possible");
}

static bool write_subjects(struct ctx *c, const struct moves *m)
{
    struct list fresh = {0}, changed = {0};
    for (size_t i = 0; i < m->subjects.count; i++) {
        const struct subject_now *s = LIST_AT(&m->subjects, const struct subject_now, i);
        if (!s->row.subject.n || !s->moved) continue;
        struct fund_params *p = LIST_ADD(c->arena, s->there ? &changed : &fresh, struct fund_params);
        *p = fund_params(c);
        params_of_changes(&s->was, &s->now, p);
        p->id = s->row.pot_id;
        p->subject = s->row.subject;
        p->no = s->row.last_no;
    }
    return ctx_bulk(c, &SQL_FUND_SUBJECT_INSERT, &FUND_PARAMS, &fresh) &&
           ctx_change_all(c, &SQL_FUND_SUBJECT_MOVE, &FUND_PARAMS, &changed);
}

static bool write_moves(struct ctx *c, const struct moves *m)
{
    for (size_t i = 0; i < m->pots.count; i++)
        if (!write_balance(c, LIST_AT(&m->pots, const struct pot_now, i))) return false;
    return write_subjects(c, m) && ctx_bulk(c, &SQL_FUND_ENTRY_INSERT, &ENTRY_ROW, &m->entries) &&
           ctx_bulk(c, &SQL_FUND_POSTING_INSERT, &POSTING_ROW, &m->postings);
}

/* ---- the doors ---- */

static bool judge(struct ctx *c, struct moves *m, size_t i)
{
    const struct fund_move *in = LIST_AT(m->in, const struct fund_move, i);
    struct fund_entry *out = LIST_AT(m->out, struct fund_entry, m->before + i);
    struct subject_now *s = LIST_AT(&m->subjects, struct subject_now, m->subject[i]);
    struct pot_now *pot = NULL;
    if (m->same_key[i] != i) {
        *out = *LIST_AT(m->out, const struct fund_entry, m->before + m->same_key[i]);
        out->repeated = true;
    }
    if (out->repeated) return same(c, in, out);
    if (!pot_accepts(c, m, in, &pot) || !enough(c, in, pot, s)) return false;
    s->moved = true;
    move_in_memory(c, m, in, pot, s, out);
    return true;
}

bool fund_moves(struct ctx *c, const struct list *in, struct list *out)
{
    struct moves m = {.in = in, .out = out, .before = out->count};
    if (in->count == 0) return true;
    for (size_t i = 0; i < in->count; i++)
        if (!shape(c, LIST_AT(in, const struct fund_move, i))) return false;
    if (!known_entries(c, &m) || !read_subjects(c, &m)) return false;
    for (size_t i = 0; i < in->count; i++)
        if (!judge(c, &m, i)) return false;
    return m.entries.count == 0 || write_moves(c, &m);
}

bool fund_move(struct ctx *c, const struct fund_move *in, struct fund_entry *out)
{
    struct list one = {0}, entry = {0};
    *LIST_ADD(c->arena, &one, struct fund_move) = *in;
    if (!fund_moves(c, &one, &entry)) return false;
    *out = *LIST_AT(&entry, const struct fund_entry, 0);
    return true;
}

bool fund_subject_get(struct ctx *c, struct str pot_id, struct str subject, struct fund_subject *out)
{
    struct fund_params p = fund_params(c);
    struct subject_row row = {.pot_id = pot_id, .subject = subject};
    bool found;
    p.id = pot_id;
    p.subject = subject;
    if (subject.n && !ctx_find(c, &SQL_FUND_SUBJECT_ONE, &FUND_PARAMS, &p, &SUBJECT_ROW, &row, &found)) return false;
    *out = (struct fund_subject){.pot_id = pot_id,
                                 .subject = subject,
                                 .reserved_fen = row.reserved_fen,
                                 .committed_fen = row.committed_fen,
                                 .paid_fen = row.paid_fen,
                                 .recovered_fen = row.recovered_fen,
                                 .last_no = row.last_no};
    return true;
}
