/* verify.c - see verify.h.  Reads pages of raw rows and keeps the running figures of one pot, so memory stays bounded
 * however long the ledger is. */
#include "fund/verify.h"
#include "app/app.h"
#include "verify_sql.h"

#define WIRE(id, wire, zh, en) wire,
#define ZH(id, wire, zh, en) zh,
#define EN(id, wire, zh, en) en,
static const char *const fault_wire[] = {"", FUND_FAULTS(WIRE)}, *const fault_zh[] = {"", FUND_FAULTS(ZH)},
                         *const fault_en[] = {"", FUND_FAULTS(EN)};
const struct enum_names FUND_FAULT_NAMES = {"FundFault", fault_wire, fault_zh, fault_en, COUNT(fault_wire)};

#define TABLE(T, id, ...)                                                                                              \
    static const struct field T##_fields[] = {__VA_ARGS__};                                                            \
    const struct record id = RECORD(T, T##_fields)
TABLE(fund_finding, FUND_FINDING, FIELD_E(struct fund_finding, fault, FUND_FAULT_NAMES, .required = true),
      FIELD(struct fund_finding, pot_code, .required = true), FIELD(struct fund_finding, no),
      FIELD(struct fund_finding, account), FIELD(struct fund_finding, subject),
      FIELD(struct fund_finding, expected_fen), FIELD(struct fund_finding, found_fen));
TABLE(fund_verify, FUND_VERIFY, FIELD(struct fund_verify, after, .max = 40));
TABLE(fund_verdict, FUND_VERDICT, FIELD(struct fund_verdict, sound, .required = true),
      FIELD(struct fund_verdict, pot_id), FIELD(struct fund_verdict, pot_code),
      FIELD(struct fund_verdict, entries, .required = true), FIELD(struct fund_verdict, postings, .required = true),
      FIELD(struct fund_verdict, subjects, .required = true),
      FIELD_L(struct fund_verdict, findings, FUND_FINDING, .required = true),
      FIELD(struct fund_verdict, finding_count, .required = true), FIELD(struct fund_verdict, seal),
      FIELD(struct fund_verdict, next));

/* ---- rows, as texts and numbers: nothing here knows the enums of fund.h ---- */

struct params {
    struct str zone_id, pot_id, after;
    int64_t after_no, to_no, limit;
};
static const struct field params_fields[] = {
    FIELD(struct params, zone_id),  FIELD(struct params, pot_id), FIELD(struct params, after),
    FIELD(struct params, after_no), FIELD(struct params, to_no),  FIELD(struct params, limit),
};
static const struct record PARAMS = RECORD(params, params_fields);

enum {
    BUDGET,
    AVAILABLE,
    RESERVED,
    COMMITTED,
    PAID,
    RECOVERED,
    ACCOUNTS,
    PAGE_ROWS = 1000
};
static const char *const ACCOUNT_NAMES[ACCOUNTS] = {"budget",    "available", "reserved",
                                                    "committed", "paid",      "recovered"};

struct pot_row {
    struct str id, code, seal;
    struct opt_i64 entries; /* absent: there is no balance row */
    struct money budget_fen, available_fen, reserved_fen, committed_fen, paid_fen, recovered_fen;
};
static const struct field pot_row_fields[] = {
    FIELD(struct pot_row, id),           FIELD(struct pot_row, code),
    FIELD(struct pot_row, seal),         FIELD(struct pot_row, entries),
    FIELD(struct pot_row, budget_fen),   FIELD(struct pot_row, available_fen),
    FIELD(struct pot_row, reserved_fen), FIELD(struct pot_row, committed_fen),
    FIELD(struct pot_row, paid_fen),     FIELD(struct pot_row, recovered_fen),
};
static const struct record POT_ROW = RECORD(pot_row, pot_row_fields);

struct entry_row {
    struct str kind, subject, code, account, id, key, note, actor_id, seal;
    int64_t no;
    struct money amount_fen;
    struct instant at;
};
static const struct field entry_row_fields[] = {
    FIELD(struct entry_row, kind), FIELD(struct entry_row, subject),    FIELD(struct entry_row, code),
    FIELD(struct entry_row, no),   FIELD(struct entry_row, amount_fen), FIELD(struct entry_row, account),
    FIELD(struct entry_row, id),   FIELD(struct entry_row, key),        FIELD(struct entry_row, note),
    FIELD(struct entry_row, at),   FIELD(struct entry_row, seal),       FIELD(struct entry_row, actor_id),
};
static const struct record ENTRY_ROW = RECORD(entry_row, entry_row_fields);

struct posting_row {
    int64_t no;
    struct str account;
    struct money amount_fen, balance_fen;
};
static const struct field posting_row_fields[] = {
    FIELD(struct posting_row, no),
    FIELD(struct posting_row, account),
    FIELD(struct posting_row, amount_fen),
    FIELD(struct posting_row, balance_fen),
};
static const struct record POSTING_ROW = RECORD(posting_row, posting_row_fields);

struct subject_row {
    struct str subject;
    int64_t last_no;
    struct money reserved_fen, committed_fen, paid_fen, recovered_fen;
};
static const struct field subject_row_fields[] = {
    FIELD(struct subject_row, subject),      FIELD(struct subject_row, last_no),
    FIELD(struct subject_row, reserved_fen), FIELD(struct subject_row, committed_fen),
    FIELD(struct subject_row, paid_fen),     FIELD(struct subject_row, recovered_fen),
};
static const struct record SUBJECT_ROW = RECORD(subject_row, subject_row_fields);

/* ---- what a movement does, said once more ---- */

struct effect {
    const char *kind;
    int from, to;
    int64_t budget; /* +1, -1: how it changes the budget */
};
static const struct effect EFFECTS[] = {
    {"add", BUDGET, AVAILABLE, 1},       {"cut", AVAILABLE, BUDGET, -1},     {"reserve", AVAILABLE, RESERVED, 0},
    {"release", RESERVED, AVAILABLE, 0}, {"commit", RESERVED, COMMITTED, 0}, {"uncommit", COMMITTED, AVAILABLE, 0},
    {"pay", COMMITTED, PAID, 0},         {"unpay", PAID, COMMITTED, 0},      {"recover", PAID, RECOVERED, 0},
};

static const struct effect *effect_of(struct str kind)
{
    for (size_t i = 0; i < COUNT(EFFECTS); i++)
        if (str_eq(kind, str_of(EFFECTS[i].kind))) return &EFFECTS[i];
    return NULL;
}

static int account_of(struct str name)
{
    for (int i = 0; i < ACCOUNTS; i++)
        if (str_eq(name, str_of(ACCOUNT_NAMES[i]))) return i;
    return -1;
}

/* ---- the work on one pot ---- */

struct check {
    struct ctx *c;
    struct arena *arena; /* of the answer; c->arena is that of a page */
    struct fund_verdict *out;
    struct pot_row pot;
    int64_t sums[ACCOUNTS]; /* of all postings so far, signed as they are */
    int64_t budget;         /* of additions and cuts */
    int64_t last_no;
    char seal[64]; /* of the entry before */
    size_t seal_length;
};

static struct fund_finding *find(struct check *k, enum fund_fault fault)
{
    k->out->sound = false;
    k->out->finding_count++;
    if (k->out->findings.count >= FUND_FINDINGS_MAX) return ARENA_NEW(k->c->arena, struct fund_finding);
    struct fund_finding *f = LIST_ADD(k->arena, &k->out->findings, struct fund_finding);
    f->fault = fault;
    f->pot_code = k->pot.code;
    return f;
}

static void find_at(struct check *k, enum fund_fault fault, int64_t no, struct str account, struct str subject,
                    struct opt_money expected, struct opt_money found)
{
    struct fund_finding *f = find(k, fault);
    if (no > 0) f->no = (struct opt_i64){true, no};
    f->account = arena_str(k->arena, account);
    f->subject = arena_str(k->arena, subject);
    f->expected_fen = expected;
    f->found_fen = found;
}

static struct opt_money fen(int64_t n)
{
    return (struct opt_money){true, n};
}

/* An account's figure as people know it: the budget with its sign turned. */
static int64_t shown(const int64_t sums[ACCOUNTS], int account)
{
    return account == BUDGET ? -sums[account] : sums[account];
}

/* Are these exactly the legs of that movement?  Recovered money may go on to available. */
static bool legs_right(const struct effect *e, int64_t amount, const struct posting_row *p, size_t count)
{
    const struct {
        int account;
        int64_t amount;
    } want[] = {{e->from, -amount}, {e->to, amount}, {RECOVERED, -amount}, {AVAILABLE, amount}};
    bool recover = e->from == PAID && e->to == RECOVERED;
    if (count != 2 && !(count == 4 && recover)) return false;
    for (size_t i = 0; i < count; i++)
        if (account_of(p[i].account) != want[i].account || p[i].amount_fen.fen != want[i].amount) return false;
    return true;
}

static void check_posting(struct check *k, const struct entry_row *e, const struct posting_row *p)
{
    int account = account_of(p->account);
    if (account < 0) return; /* the legs are wrong then, and said to be */
    k->sums[account] = (int64_t)((uint64_t)k->sums[account] + (uint64_t)p->amount_fen.fen); /* forged rows may wrap */
    int64_t now = shown(k->sums, account);
    if (now < 0) find_at(k, FUND_FAULT_NEGATIVE, e->no, p->account, e->subject, fen(0), fen(now));
    if (now != p->balance_fen.fen)
        find_at(k, FUND_FAULT_RUNNING, e->no, p->account, e->subject, fen(now), fen(p->balance_fen.fen));
}

/* Each text with its length, an absent one as a dash; numbers behind. */
static void check_seal(struct check *k, const struct entry_row *e, size_t legs)
{
    const struct str parts[] = {
        {k->seal, k->seal_length}, k->c->zone_id, k->pot.id, e->id, e->kind, e->subject, e->key, e->note, e->actor_id};
    struct buf said = {.arena = k->c->arena};
    buf_add(&said, STR("ledger "));
    for (size_t i = 0; i < COUNT(parts); i++) {
        if (parts[i].p)
            buf_addf(&said, "%zu:%.*s", parts[i].n, STR_ARG(parts[i]));
        else
            buf_add(&said, STR("-"));
    }
    buf_addf(&said, " %" PRId64 " %" PRId64 " %" PRId64 " %zu", e->no, e->amount_fen.fen, e->at.us, legs);
    struct str seal = crypto_keyed_hash(k->c->arena, &k->c->app->key, buf_str(&said));
    if (!crypto_equal(seal, e->seal))
        find_at(k, FUND_FAULT_SEAL, e->no, (struct str){0}, e->subject, (struct opt_money){0}, (struct opt_money){0});
    k->seal_length = e->seal.n < sizeof k->seal ? e->seal.n : sizeof k->seal;
    memcpy(k->seal, e->seal.p, k->seal_length);
}

static void check_entry(struct check *k, const struct entry_row *e, const struct posting_row *p, size_t count)
{
    const struct effect *effect = effect_of(e->kind);
    struct str none = {0};
    uint64_t sum = 0;
    if (e->no != k->last_no + 1)
        find_at(k, FUND_FAULT_GAP, k->last_no + 1, none, none, (struct opt_money){0}, (struct opt_money){0});
    k->last_no = e->no;
    for (size_t i = 0; i < count; i++)
        sum += (uint64_t)p[i].amount_fen.fen;
    if (!effect) find_at(k, FUND_FAULT_KIND, e->no, none, e->subject, (struct opt_money){0}, (struct opt_money){0});
    if (sum != 0) find_at(k, FUND_FAULT_SUM, e->no, none, e->subject, fen(0), fen((int64_t)sum));
    if (effect && !legs_right(effect, e->amount_fen.fen, p, count))
        find_at(k, FUND_FAULT_LEGS, e->no, none, e->subject, fen(e->amount_fen.fen),
                count > 1 ? fen(p[1].amount_fen.fen) : (struct opt_money){0});
    check_seal(k, e, count);
    if (effect) k->budget += effect->budget * e->amount_fen.fen;
    for (size_t i = 0; i < count; i++)
        check_posting(k, e, &p[i]);
    k->out->entries++;
    k->out->postings += (int64_t)count;
}

/* Pass 1: every entry in its order. */
static bool pass_entries(struct check *k)
{
    struct ctx *c = k->c;
    struct params p = {.zone_id = c->zone_id, .pot_id = k->pot.id, .limit = PAGE_ROWS};
    for (bool more = true; more;) {
        struct list entries = {0}, postings = {0};
        arena_reset(c->arena);
        if (!ctx_rows(c, &SQL_LEDGER_ENTRIES, &PARAMS, &p, &ENTRY_ROW, &entries)) return false;
        more = entries.count == PAGE_ROWS;
        if (entries.count == 0) break;
        p.to_no = LIST_AT(&entries, struct entry_row, entries.count - 1)->no;
        if (!ctx_rows(c, &SQL_LEDGER_POSTINGS, &PARAMS, &p, &POSTING_ROW, &postings)) return false;
        for (size_t i = 0, at = 0; i < entries.count; i++) {
            const struct entry_row *e = LIST_AT(&entries, struct entry_row, i);
            while (at < postings.count && LIST_AT(&postings, struct posting_row, at)->no < e->no)
                at++; /* of no entry: the orphans are found apart */
            size_t from = at;
            while (at < postings.count && LIST_AT(&postings, struct posting_row, at)->no == e->no)
                at++;
            check_entry(k, e, (const struct posting_row *)postings.items + from, at - from);
        }
        p.after_no = p.to_no;
    }
    return true;
}

/* The stored row against what pass 1 computed. */
static void check_balances(struct check *k)
{
    const struct pot_row *pot = &k->pot;
    const int64_t stored[ACCOUNTS] = {pot->budget_fen.fen,    pot->available_fen.fen, pot->reserved_fen.fen,
                                      pot->committed_fen.fen, pot->paid_fen.fen,      pot->recovered_fen.fen};
    struct str none = {0};
    for (int i = 0; i < ACCOUNTS; i++)
        if (stored[i] != shown(k->sums, i))
            find_at(k, FUND_FAULT_BALANCE, 0, str_of(ACCOUNT_NAMES[i]), none, fen(shown(k->sums, i)), fen(stored[i]));
    if (stored[BUDGET] != k->budget)
        find_at(k, FUND_FAULT_BUDGET, 0, str_of(ACCOUNT_NAMES[BUDGET]), none, fen(k->budget), fen(stored[BUDGET]));
    if (!str_eq(pot->seal, (struct str){k->seal, k->seal_length}))
        find_at(k, FUND_FAULT_SEAL, 0, none, none, (struct opt_money){0}, (struct opt_money){0});
    if (!pot->entries.has || pot->entries.v != k->last_no)
        find_at(k, FUND_FAULT_GAP, pot->entries.v, none, none, (struct opt_money){0}, (struct opt_money){0});
}

/* ---- pass 2: every subject's path ---- */

/* Two sorted streams: what the entries make of each subject, and what is stored of it. */
struct subjects {
    struct subject_row running; /* subject absent: none yet */
    struct list stored;
    size_t at;
    bool end;
    char name[256], last[256]; /* the running subject and the last stored one outlive their pages */
};

static struct str keep(char *room, struct str s)
{
    size_t n = s.n < 256 ? s.n : 256; /* longer ones were never accepted */
    memcpy(room, s.p, n);
    return (struct str){room, n};
}

/* The next stored subject, NULL at the end. */
static bool stored_next(struct check *k, struct subjects *s, struct arena *pages, const struct subject_row **next)
{
    struct ctx *c = k->c;
    *next = NULL;
    if (s->at == s->stored.count && !s->end) {
        struct params p = {.zone_id = c->zone_id, .pot_id = k->pot.id, .limit = PAGE_ROWS, .after = STR("")};
        if (s->stored.count)
            p.after = keep(s->last, LIST_AT(&s->stored, struct subject_row, s->stored.count - 1)->subject);
        struct arena *mine = c->arena;
        arena_reset(pages);
        s->stored = (struct list){0};
        s->at = 0;
        c->arena = pages;
        bool ok = ctx_rows(c, &SQL_LEDGER_SUBJECTS, &PARAMS, &p, &SUBJECT_ROW, &s->stored);
        c->arena = mine;
        if (!ok) return false;
        s->end = s->stored.count < PAGE_ROWS;
    }
    if (s->at < s->stored.count) *next = LIST_AT(&s->stored, struct subject_row, s->at);
    return true;
}

static void compare(struct check *k, const struct subject_row *want, const struct subject_row *have)
{
    const struct {
        const char *account;
        int64_t want, have;
    } pairs[] = {
        {ACCOUNT_NAMES[RESERVED], want->reserved_fen.fen, have->reserved_fen.fen},
        {ACCOUNT_NAMES[COMMITTED], want->committed_fen.fen, have->committed_fen.fen},
        {ACCOUNT_NAMES[PAID], want->paid_fen.fen, have->paid_fen.fen},
        {ACCOUNT_NAMES[RECOVERED], want->recovered_fen.fen, have->recovered_fen.fen},
    };
    struct str subject = want->subject.n ? want->subject : have->subject;
    for (size_t i = 0; i < COUNT(pairs); i++)
        if (pairs[i].want != pairs[i].have)
            find_at(k, FUND_FAULT_SUBJECT, want->last_no, str_of(pairs[i].account), subject, fen(pairs[i].want),
                    fen(pairs[i].have));
    if (want->last_no != have->last_no)
        find_at(k, FUND_FAULT_SUBJECT, want->last_no, (struct str){0}, subject, (struct opt_money){0},
                (struct opt_money){0});
}

/* The running subject is over: everything stored before it should not be there, and it should be as computed. */
static bool subject_over(struct check *k, struct subjects *s, struct arena *pages)
{
    const struct subject_row nothing = {0}, *have;
    bool met = false;
    while (!met) {
        if (!stored_next(k, s, pages, &have)) return false;
        int order = have ? str_cmp(have->subject, s->running.subject) : 1;
        if (order > 0) break;
        met = order == 0;
        compare(k, met ? &s->running : &nothing, have);
        s->at++;
    }
    if (!met) compare(k, &s->running, &nothing);
    k->out->subjects++;
    return true;
}

static void step(struct check *k, struct subject_row *s, const struct entry_row *e)
{
    int64_t *const figures[ACCOUNTS] = {[RESERVED] = &s->reserved_fen.fen,
                                        [COMMITTED] = &s->committed_fen.fen,
                                        [PAID] = &s->paid_fen.fen,
                                        [RECOVERED] = &s->recovered_fen.fen};
    const struct effect *effect = effect_of(e->kind);
    s->last_no = e->no;
    if (!effect) return; /* pass 1 said so */
    if (figures[effect->from]) {
        int64_t had = *figures[effect->from];
        *figures[effect->from] -= e->amount_fen.fen;
        if (had < e->amount_fen.fen)
            find_at(k, FUND_FAULT_PATH, e->no, str_of(ACCOUNT_NAMES[effect->from]), e->subject, fen(had),
                    fen(e->amount_fen.fen));
    }
    if (figures[effect->to]) *figures[effect->to] += e->amount_fen.fen;
}

static bool pass_subjects(struct check *k, struct arena *pages)
{
    struct ctx *c = k->c;
    struct subjects *s = ARENA_NEW(k->arena, struct subjects);
    struct params p = {.zone_id = c->zone_id, .pot_id = k->pot.id, .limit = PAGE_ROWS, .after = STR("")};
    char cursor[256];
    for (bool more = true; more;) {
        struct list page = {0};
        arena_reset(c->arena);
        if (!ctx_rows(c, &SQL_LEDGER_BY_SUBJECT, &PARAMS, &p, &ENTRY_ROW, &page)) return false;
        for (size_t i = 0; i < page.count; i++) {
            const struct entry_row *e = LIST_AT(&page, struct entry_row, i);
            if (!str_eq(s->running.subject, e->subject)) {
                if (s->running.subject.n && !subject_over(k, s, pages)) return false;
                s->running = (struct subject_row){.subject = keep(s->name, e->subject)};
            }
            step(k, &s->running, e);
            p.after_no = e->no;
        }
        more = page.count == PAGE_ROWS;
        if (page.count) p.after = keep(cursor, LIST_AT(&page, struct entry_row, page.count - 1)->subject);
    }
    if (s->running.subject.n && !subject_over(k, s, pages)) return false;
    const struct subject_row nothing = {0}, *have;
    while (stored_next(k, s, pages, &have) && have) {
        compare(k, &nothing, have);
        s->at++;
    }
    return c->err.code == ERR_NONE;
}

/* ---- the rest ---- */

static bool pass_orphans(struct check *k, bool first)
{
    struct ctx *c = k->c;
    struct params p = {.zone_id = c->zone_id, .pot_id = k->pot.id, .limit = FUND_FINDINGS_MAX};
    struct list orphans = {0}, twice = {0};
    arena_reset(c->arena);
    if (!ctx_rows(c, &SQL_LEDGER_ORPHANS, &PARAMS, &p, &ENTRY_ROW, &orphans)) return false;
    for (size_t i = 0; i < orphans.count; i++) {
        const struct entry_row *o = LIST_AT(&orphans, struct entry_row, i);
        find_at(k, FUND_FAULT_ORPHAN, o->no, o->account, (struct str){0}, (struct opt_money){0},
                fen(o->amount_fen.fen));
    }
    if (first && !ctx_rows(c, &SQL_LEDGER_KEYS_TWICE, &PARAMS, &p, &ENTRY_ROW, &twice)) return false;
    for (size_t i = 0; i < twice.count; i++) {
        const struct entry_row *t = LIST_AT(&twice, struct entry_row, i);
        find_at(k, FUND_FAULT_KEY, t->no, (struct str){0}, t->subject, (struct opt_money){0}, (struct opt_money){0});
    }
    return true;
}

static bool check_pot(struct check *k, struct arena *pages, bool first)
{
    if (!pass_entries(k)) return false;
    check_balances(k);
    return pass_subjects(k, pages) && pass_orphans(k, first);
}

bool fund_verify(struct ctx *c, const struct fund_verify *in, struct fund_verdict *out)
{
    struct params p = {.zone_id = c->zone_id, .after = in->after.n ? in->after : STR("")};
    struct list pots = {0};
    out->sound = true;
    if (!ctx_rows(c, &SQL_LEDGER_NEXT_POT, &PARAMS, &p, &POT_ROW, &pots)) return false;
    if (pots.count == 0) return true;
    struct arena *whole = c->arena, *page = arena_new(), *pages = arena_new();
    struct check *k = ARENA_NEW(whole, struct check);
    k->c = c;
    k->arena = whole;
    k->out = out;
    k->pot = *LIST_AT(&pots, struct pot_row, 0);
    out->pot_id = k->pot.id;
    out->pot_code = k->pot.code;
    if (pots.count > 1) out->next = k->pot.id;
    c->arena = page;
    bool ok = check_pot(k, pages, in->after.n == 0);
    if (k->seal_length) out->seal = arena_str(whole, (struct str){k->seal, k->seal_length});
    c->arena = whole;
    arena_free(page);
    arena_free(pages);
    return ok;
}
