/* fund_test.c - pots and their ledger: set-up, every movement, what is refused, keys, pages, rights; the check of the
 * ledger against every kind of forged row; many threads on one pot. */
#include "app/app.h"
#include "fund/fund.h"
#include "fund/fund_http.h"
#include "fund/verify.h"
#include "rig.h"
#include <pthread.h>
#include <string.h>

#define NO_ONE "01900000-0000-7000-8000-00000000ffff"

/* ---- setting up ---- */

static const struct rig_row SETTING_UP[] = {
    {"nobody sees pots", NULL, "GET", "/pots", NULL, 401},
    {"a clerk does not", "clerk", "GET", "/pots", NULL, 403},
    {"an auditor reads", "auditor", "GET", "/pots", NULL, 200, "\"items\":[]"},
    {"a reviewer reads", "reviewer_second", "GET", "/pots", NULL, 200, "\"items\":[]"},
    {"an auditor sets nothing up", "auditor", "POST", "/pots",
     "{\"code\":\"talent\",\"name_zh\":\"人才\",\"name_en\":\"Talent\",\"year\":2020,\"amount_fen\":1}", 403},
    {"finance sets a pot up", "finance", "POST", "/pots",
     "{\"code\":\"talent-2020\",\"name_zh\":\"青年人才资金\",\"name_en\":\"Young talent fund\",\"year\":2020,"
     "\"basis\":\"青年人才办法\",\"department_id\":\"" RIG_DEPARTMENT "\",\"amount_fen\":100000,\"sample\":true,"
     "\"spenders\":[{\"role\":\"reviewer_second\"},{\"department_id\":\"" RIG_DEPARTMENT "\"}]}",
     201, "\"budget_fen\":100000,\"available_fen\":100000,\"reserved_fen\":0", NULL, "pot"},
    {"with who may spend it and what may be done", "finance", "GET", "/pots/$pot", NULL, 200,
     "\"actions\":[\"edit\",\"add_budget\",\"cut_budget\",\"close\"]"},
    {"a reader may do nothing to it", "auditor", "GET", "/pots/$pot", NULL, 200, "\"actions\":[]"},
    {"the department by its name", "finance", "GET", "/pots/$pot", NULL, 200, "\"department_name\":\"d1\""},
    {"its first entry tells why", "finance", "GET", "/pots/$pot/entries", NULL, 200, "\"note\":\"青年人才办法\""},
    {"and who", "finance", "GET", "/pots/$pot/entries", NULL, 200, "\"actor_name\":\"finance\""},
    {"a pot that uses recovered money again, without a budget yet", "finance", "POST", "/pots",
     "{\"code\":\"bus-2020\",\"name_zh\":\"直通车资金\",\"name_en\":\"Bus fund\",\"year\":2020,\"amount_fen\":0,"
     "\"reuse_recovered\":true}",
     201, "\"entries\":0", NULL, "bus"},
    {"one of the year before", "finance", "POST", "/pots",
     "{\"code\":\"old\",\"name_zh\":\"旧资金\",\"name_en\":\"Old fund\",\"year\":2019,\"amount_fen\":700}", 201, NULL, NULL,
     "old"},
    {"a code twice", "finance", "POST", "/pots",
     "{\"code\":\"old\",\"name_zh\":\"又一个\",\"name_en\":\"Another\",\"year\":2020,\"amount_fen\":700}", 409, "旧资金"},
    {"the other zone may have the same code", "finance@south", "POST", "/pots",
     "{\"code\":\"old\",\"name_zh\":\"南区资金\",\"name_en\":\"South\",\"year\":2019,\"amount_fen\":9}", 201},
    {"all bad fields at once", "finance", "POST", "/pots",
     "{\"code\":\"Bad Code\",\"name_zh\":\"x\",\"name_en\":\"x\",\"year\":2020,\"amount_fen\":1,\"department_id\":\"nowhere\","
     "\"spenders\":[{},{\"role\":\"finance\"},{\"role\":\"finance\"}]}",
     422, "spenders/2"},
    {"the code is told with an example", "finance", "POST", "/pots",
     "{\"code\":\"1x\",\"name_zh\":\"x\",\"name_en\":\"x\",\"year\":2020,\"amount_fen\":1}", 422, "talent-2020"},
    {"the department of another zone is none", "finance", "POST", "/pots",
     "{\"code\":\"xx\",\"name_zh\":\"x\",\"name_en\":\"x\",\"year\":2020,\"amount_fen\":1,\"department_id\":\"" NO_ONE "\"}", 422,
     "department_id"},
    {"a budget below zero", "finance", "POST", "/pots",
     "{\"code\":\"xx\",\"name_zh\":\"x\",\"name_en\":\"x\",\"year\":2020,\"amount_fen\":-1}", 422, "amount_fen"},
    {"a fraction of a fen", "finance", "POST", "/pots",
     "{\"code\":\"xx\",\"name_zh\":\"x\",\"name_en\":\"x\",\"year\":2020,\"amount_fen\":1.5}", 422, "amount_fen"},
    {"newest year first, then by code", "auditor", "GET", "/pots?limit=1", NULL, 200, "\"next\":\"2020:bus-2020\"", NULL,
     "next=next"},
    {"the next page", "auditor", "GET", "/pots?limit=1&after=$next", NULL, 200, "talent-2020", "bus-2020"},
    {"the last page has no next one", "auditor", "GET", "/pots?after=2020:talent-2020", NULL, 200, "\"next\":null"},
    {"a broken cursor", "auditor", "GET", "/pots?after=x", NULL, 422, "after"},
    {"of a year", "auditor", "GET", "/pots?year=2019", NULL, 200, "旧资金", "talent"},
    {"by a part of its basis", "auditor", "GET", "/pots?q=人才办", NULL, 200, "talent-2020", "bus-2020"},
    {"of its name, whatever the case", "auditor", "GET", "/pots?q=BUS%20f", NULL, 200, "bus-2020", "talent-2020"},
    {"signs are signs", "auditor", "GET", "/pots?q=%25", NULL, 200, "\"items\":[]"},
    {"of a department", "auditor", "GET", "/pots?department_id=" RIG_DEPARTMENT, NULL, 200, "talent-2020", "旧资金"},
    {"sums by year", "leader", "GET", "/fund/summary", NULL, 200, "{\"year\":2020,\"pots\":2,\"open\":2,\"budget_fen\":100000"},
    {"of one year", "leader", "GET", "/fund/summary?year=2019", NULL, 200, "\"budget_fen\":700", "2020"},
    {"a pot that is not there", "finance", "GET", "/pots/" NO_ONE, NULL, 404},
    {"its ledger neither", "finance", "GET", "/pots/" NO_ONE "/entries", NULL, 404},
    {"nor its subjects", "finance", "GET", "/pots/" NO_ONE "/subjects", NULL, 404},
    {"another zone does not find it", "finance@south", "GET", "/pots/$pot", NULL, 404},
    {"edited at its version", "finance", "PUT", "/pots/$pot",
     "{\"version\":1,\"name_zh\":\"青年人才专项\",\"name_en\":\"Young talent fund\",\"spenders\":[{\"role\":\"reviewer_second\"}]}",
     200, "\"version\":2"},
    {"an edit leaves the money alone", "finance", "GET", "/pots/$pot", NULL, 200, "\"available_fen\":100000"},
    {"a stale edit", "finance", "PUT", "/pots/$pot", "{\"version\":1,\"name_zh\":\"x\",\"name_en\":\"x\"}", 412},
    {"an edit with a bad spender", "finance", "PUT", "/pots/$pot",
     "{\"version\":2,\"name_zh\":\"x\",\"name_en\":\"x\",\"spenders\":[{\"role\":\"finance\",\"department_id\":\"x\"}]}", 422,
     "spenders/0"},
    {"more budget", "finance", "POST", "/pots/$pot/budget", "{\"kind\":\"add\",\"amount_fen\":50000,\"reason\":\"年中追加\"}", 200,
     "\"budget_fen\":150000,\"available_fen\":150000"},
    {"less budget", "finance", "POST", "/pots/$pot/budget", "{\"kind\":\"cut\",\"amount_fen\":50000,\"reason\":\"压减\"}", 200,
     "\"budget_fen\":100000,\"available_fen\":100000"},
    {"a reason is needed", "finance", "POST", "/pots/$pot/budget", "{\"kind\":\"add\",\"amount_fen\":1,\"reason\":\" \"}", 422,
     "reason"},
    {"not more than is available", "finance", "POST", "/pots/$pot/budget",
     "{\"kind\":\"cut\",\"amount_fen\":100001,\"reason\":\"压减\"}", 409, "可用 1,000.00 元，不足 1,000.01 元"},
    {"not more than can be counted", "finance", "POST", "/pots/$pot/budget",
     "{\"kind\":\"add\",\"amount_fen\":9000000000000000,\"reason\":\"追加\"}", 409, "90,000,000,000,000.00"},
    {"no other movement by this way", "finance", "POST", "/pots/$pot/budget",
     "{\"kind\":\"pay\",\"amount_fen\":1,\"reason\":\"x\"}", 422, "kind"},
    {"a leader changes no budget", "leader", "POST", "/pots/$pot/budget", "{\"kind\":\"add\",\"amount_fen\":1,\"reason\":\"x\"}",
     403},
    {"to a pot that is not there", "finance", "POST", "/pots/" NO_ONE "/budget",
     "{\"kind\":\"add\",\"amount_fen\":1,\"reason\":\"x\"}", 404},
    {"closed with a reason", "finance", "POST", "/pots/$old/close", "{\"version\":1,\"reason\":\"年度结束\"}", 200,
     "\"state\":\"closed\""},
    {"once", "finance", "POST", "/pots/$old/close", "{\"version\":2,\"reason\":\"年度结束\"}", 409, "已关闭"},
    {"a closed pot gets no budget", "finance", "POST", "/pots/$old/budget", "{\"kind\":\"add\",\"amount_fen\":1,\"reason\":\"x\"}",
     409, "已关闭"},
    {"nor another name", "finance", "PUT", "/pots/$old", "{\"version\":2,\"name_zh\":\"x\",\"name_en\":\"x\"}", 409, "已关闭"},
    {"nothing can be done to it", "finance", "GET", "/pots/$old", NULL, 200, "\"actions\":[]"},
    {"only open ones", "auditor", "GET", "/pots?state=open", NULL, 200, "talent-2020", "旧资金"},
};

static void setting_up(struct rig *r)
{
    rig_rows(r, SETTING_UP, COUNT(SETTING_UP));
    CHECK_ROW("every change is on record",
              rig_number(r, "SELECT count(*) FROM audit WHERE action LIKE 'pot.%' AND zone_id = '" RIG_NORTH "'") == 7);
    r->key = STR("again-and-again");
    static const struct rig_row again[] = {
        {"budget under a key", "finance", "POST", "/pots/$bus/budget", "{\"kind\":\"add\",\"amount_fen\":5000,\"reason\":\"首批\"}",
         200, "\"budget_fen\":5000"},
        {"sent again", "finance", "POST", "/pots/$bus/budget", "{\"kind\":\"add\",\"amount_fen\":5000,\"reason\":\"首批\"}", 200,
         "\"budget_fen\":5000"},
        {"once only", "finance", "GET", "/pots/$bus", NULL, 200, "\"budget_fen\":5000"},
    };
    rig_rows(r, again, COUNT(again));
    r->key = (struct str){0};
}

/* ---- moving ---- */

struct step {
    const char *label, *user, *pot; /* user: a role, "" = the system */
    int32_t kind;
    int64_t amount_fen;
    const char *subject, *key, *note;
    enum err_code code; /* ERR_NONE: it is written */
    enum msg message;   /* of the refusal */
    const char *names;  /* text in the message, or in a field's */
    int64_t after[6];   /* budget, available, reserved, committed, paid, recovered; all 0 = not looked at */
};
struct moving {
    struct fund_move in;
    struct fund_entry out;
    bool twice; /* the same in the same transaction again */
};

static bool move_run(struct ctx *c, void *arg)
{
    struct moving *m = arg;
    m->out = (struct fund_entry){0};
    c->audited++; /* the caller's operation has the record */
    return fund_move(c, &m->in, &m->out) && (!m->twice || fund_move(c, &m->in, &m->out));
}

static void act_as(struct ctx *c, struct rig *r, struct arena *a, const char *user)
{
    int32_t role = ROLE_NONE;
    ctx_init(c, r->app, a);
    c->zone_id = STR(RIG_NORTH);
    c->actor.system = user[0] == '\0';
    if (c->actor.system) return;
    role = enum_from_name(&ROLE_NAMES, str_of(user));
    c->actor.user_id = arena_printf(a, "01900000-0000-7000-8000-000000010%02x", (unsigned)role); /* of rig.c */
    c->actor.name = str_of(user);
    struct grant *g = LIST_ADD(a, &c->actor.grants, struct grant);
    *g = (struct grant){.role = role, .scope = (int32_t)role_scope((enum role)role)};
    if (g->scope == SCOPE_DEPARTMENT) g->scope_id = STR(RIG_DEPARTMENT);
}

static bool balances_are(struct rig *r, struct str pot, const int64_t want[6])
{
    static const char *const names[6] = {"budget", "available", "reserved", "committed", "paid", "recovered"};
    bool same = true;
    for (int i = 0; i < 6; i++) {
        const char *sql = arena_printf(r->arena, "SELECT %s_fen FROM fund_balance WHERE pot_id = '%.*s'", names[i],
                                       STR_ARG(pot)).p;
        int64_t have = rig_number(r, sql);
        if (have != want[i]) fprintf(stderr, "    %s: %d, not %d\n", names[i], (int)have, (int)want[i]);
        same = same && have == want[i];
    }
    return same;
}

static void take_step(struct rig *r, const struct step *s)
{
    static const int64_t unknown[6];
    struct arena *a = arena_new();
    struct ctx c;
    struct str pot = s->pot[0] == '$' ? rig_kept(r, s->pot + 1) : str_of(s->pot);
    struct moving m = {.in = {.pot_id = pot,
                              .kind = s->kind,
                              .amount_fen = s->amount_fen,
                              .subject = s->subject ? str_of(s->subject) : (struct str){0},
                              .key = s->key ? str_of(s->key) : (struct str){0},
                              .note = s->note ? str_of(s->note) : (struct str){0}}};
    act_as(&c, r, a, s->user);
    bool ok = app_run(&c, TX_WRITE, move_run, &m);
    struct msg_text text = c.err.message;
    if (c.err.fields.count) text = LIST_AT(&c.err.fields, struct err_field, 0)->message;
    struct str said = msg_render(a, LANG_ZH, &text);
    bool right = ok == (s->code == ERR_NONE) && c.err.code == s->code && (ok || text.id == s->message) &&
                 (!s->names || str_find(said, str_of(s->names)) < said.n);
    CHECK_ROW(s->label, right);
    if (!right) fprintf(stderr, "    %d %.*s %.*s\n", (int)c.err.code, STR_ARG(said), STR_ARG(c.err.debug));
    if (memcmp(s->after, unknown, sizeof unknown) != 0) CHECK_ROW(s->label, balances_are(r, pot, s->after));
    arena_free(a);
}

#define OK ERR_NONE, MSG_NONE, NULL
static const struct step MOVES[] = {
    {"reserved", "", "$pot", FUND_RESERVE, 30000, "c1", "c1 reserve 1", NULL, OK, {100000, 70000, 30000}},
    {"a second claim", "", "$pot", FUND_RESERVE, 20000, "c2", "c2 reserve 1", NULL, OK, {100000, 50000, 50000}},
    {"a part released", "", "$pot", FUND_RELEASE, 5000, "c2", "c2 release 1", NULL, OK, {100000, 55000, 45000}},
    {"committed by who may", "reviewer_second", "$pot", FUND_COMMIT, 30000, "c1", "c1 commit 1", "复审", OK,
     {100000, 55000, 15000, 30000}},
    {"the commitment undone", "", "$pot", FUND_UNCOMMIT, 10000, "c1", "c1 uncommit 1", NULL, OK,
     {100000, 65000, 15000, 20000}},
    {"paid", "finance", "$pot", FUND_PAY, 20000, "c1", "c1 pay 1", NULL, OK, {100000, 65000, 15000, 0, 20000}},
    {"the bank refused", "finance", "$pot", FUND_UNPAY, 20000, "c1", "c1 unpay 1", NULL, OK, {100000, 65000, 15000, 20000}},
    {"paid on the next attempt", "finance", "$pot", FUND_PAY, 20000, "c1", "c1 pay 2", NULL, OK,
     {100000, 65000, 15000, 0, 20000}},
    {"a part recovered stays recovered", "finance", "$pot", FUND_RECOVER, 8000, "c1", "c1 recover 1", NULL, OK,
     {100000, 65000, 15000, 0, 12000, 8000}},
    {"budget added", "finance", "$pot", FUND_ADD, 1000, NULL, "add 1", "追加", OK, {101000, 66000, 15000, 0, 12000, 8000}},
    {"budget cut", "finance", "$pot", FUND_CUT, 1000, NULL, "cut 1", "压减", OK, {100000, 65000, 15000, 0, 12000, 8000}},
    {"where recovered money is used again", "", "$bus", FUND_RESERVE, 5000, "b1", "b1 r", NULL, OK, {5000, 0, 5000}},
    {"no spenders named: whoever may approve", "reviewer_first", "$bus", FUND_COMMIT, 5000, "b1", "b1 c", NULL, OK,
     {5000, 0, 0, 5000}},
    {"all paid", "", "$bus", FUND_PAY, 5000, "b1", "b1 p", NULL, OK, {5000, 0, 0, 0, 5000}},
    {"it becomes available", "", "$bus", FUND_RECOVER, 3000, "b1", "b1 v", NULL, OK, {5000, 3000, 0, 0, 2000}},
    /* refused, in the order of fund.h, and nothing moved */
    {"no amount", "", "$pot", FUND_RESERVE, 0, "c3", "k", NULL, ERR_INVALID, MSG_FUND_AMOUNT, "1 到"},
    {"less than none", "", "$pot", FUND_RESERVE, -5, "c3", "k", NULL, ERR_INVALID, MSG_FUND_AMOUNT, NULL},
    {"more than money can be", "", "$pot", FUND_RESERVE, MONEY_MAX + 1, "c3", "k", NULL, ERR_INVALID, MSG_FUND_AMOUNT, NULL},
    {"no key", "", "$pot", FUND_RESERVE, 1, "c3", NULL, NULL, ERR_INVALID, MSG_FUND_KEY_MISSING, NULL},
    {"no subject", "", "$pot", FUND_RESERVE, 1, NULL, "k", NULL, ERR_INVALID, MSG_FUND_SUBJECT_MISSING, NULL},
    {"a budget with a subject", "", "$pot", FUND_ADD, 1, "c3", "k", "x", ERR_INVALID, MSG_FUND_SUBJECT_MISSING, NULL},
    {"a budget without a reason", "", "$pot", FUND_CUT, 1, NULL, "k", " ", ERR_INVALID, MSG_FUND_REASON, NULL},
    {"the same again is the first one", "", "$pot", FUND_RESERVE, 30000, "c1", "c1 reserve 1", NULL, OK,
     {100000, 65000, 15000, 0, 12000, 8000}},
    {"the key with another amount", "", "$pot", FUND_RESERVE, 30001, "c1", "c1 reserve 1", NULL, ERR_CONFLICT,
     MSG_FUND_KEY_DIFFERENT, "金额"},
    {"with another pot", "", "$bus", FUND_RESERVE, 30000, "c1", "c1 reserve 1", NULL, ERR_CONFLICT, MSG_FUND_KEY_DIFFERENT,
     "资金池"},
    {"with another movement", "", "$pot", FUND_RELEASE, 30000, "c1", "c1 reserve 1", NULL, ERR_CONFLICT,
     MSG_FUND_KEY_DIFFERENT, "变动类型"},
    {"with another subject", "", "$pot", FUND_RESERVE, 30000, "c9", "c1 reserve 1", NULL, ERR_CONFLICT,
     MSG_FUND_KEY_DIFFERENT, "单据"},
    {"with another note", "", "$pot", FUND_RESERVE, 30000, "c1", "c1 reserve 1", "x", ERR_CONFLICT, MSG_FUND_KEY_DIFFERENT,
     "说明"},
    {"a known key beats a pot that is not there", "", NO_ONE, FUND_RESERVE, 30000, "c1", "c1 reserve 1", NULL, ERR_CONFLICT,
     MSG_FUND_KEY_DIFFERENT, "资金池"},
    {"no such pot", "", NO_ONE, FUND_RESERVE, 1, "c3", "k", NULL, ERR_NOT_FOUND, MSG_FUND_NO_POT, NULL},
    {"a closed pot reserves nothing", "", "$old", FUND_RESERVE, 1, "c3", "k", NULL, ERR_CONFLICT, MSG_FUND_CLOSED, "旧资金"},
    {"who is no spender commits nothing", "finance", "$pot", FUND_COMMIT, 1, "c2", "k", NULL, ERR_FORBIDDEN,
     MSG_FUND_NOT_SPENDER, "青年人才专项"},
    {"a department that is no longer named neither", "officer", "$pot", FUND_COMMIT, 1, "c2", "k", NULL, ERR_FORBIDDEN,
     MSG_FUND_NOT_SPENDER, NULL},
    {"no more than the claim has reserved", "reviewer_second", "$pot", FUND_COMMIT, 15001, "c2", "k", NULL, ERR_CONFLICT,
     MSG_FUND_SUBJECT_SHORT, "已预留 150.00 元，不足 150.01 元"},
    {"no more released than reserved", "", "$pot", FUND_RELEASE, 15001, "c2", "k", NULL, ERR_CONFLICT,
     MSG_FUND_SUBJECT_SHORT, NULL},
    {"nothing of another claim's", "", "$pot", FUND_RELEASE, 1, "c1", "k", NULL, ERR_CONFLICT, MSG_FUND_SUBJECT_SHORT, NULL},
    {"nothing undone that is not committed", "", "$pot", FUND_UNCOMMIT, 1, "c2", "k", NULL, ERR_CONFLICT,
     MSG_FUND_SUBJECT_SHORT, NULL},
    {"nothing paid that is not committed", "", "$pot", FUND_PAY, 1, "c2", "k", NULL, ERR_CONFLICT, MSG_FUND_SUBJECT_SHORT,
     NULL},
    {"nothing refused that is not paid", "", "$pot", FUND_UNPAY, 1, "c2", "k", NULL, ERR_CONFLICT, MSG_FUND_SUBJECT_SHORT,
     NULL},
    {"no more recovered than paid", "", "$pot", FUND_RECOVER, 12001, "c1", "k", NULL, ERR_CONFLICT, MSG_FUND_SUBJECT_SHORT,
     NULL},
    {"no more reserved than available", "", "$pot", FUND_RESERVE, 65001, "c3", "k", NULL, ERR_CONFLICT, MSG_FUND_SHORT,
     "可用 650.00 元，不足 650.01 元"},
    {"no more cut than available", "", "$pot", FUND_CUT, 65001, NULL, "k", "x", ERR_CONFLICT, MSG_FUND_SHORT, NULL},
    {"no budget beyond money", "", "$pot", FUND_ADD, MONEY_MAX - 99999, NULL, "k", "x", ERR_CONFLICT, MSG_FUND_TOO_MUCH, NULL},
    {"a last look: nothing moved", "", "$pot", FUND_RESERVE, 65000, "c3", "c3 r", NULL, OK,
     {100000, 0, 80000, 0, 12000, 8000}},
    {"to the last fen", "", "$pot", FUND_RESERVE, 1, "c4", "k", NULL, ERR_CONFLICT, MSG_FUND_SHORT, "可用 0.00 元"},
};

/* A refused move leaves its transaction usable, and may_spend says what COMMIT would. */
static bool refused_then_done(struct ctx *c, void *arg)
{
    struct rig *r = arg;
    struct fund_entry out = {0};
    const struct fund_move much = {.pot_id = rig_kept(r, "pot"), .kind = FUND_RESERVE, .amount_fen = 1, .subject = STR("c5"), .key = STR("c5 r")};
    const struct fund_move back = {.pot_id = rig_kept(r, "pot"), .kind = FUND_RELEASE, .amount_fen = 65000, .subject = STR("c3"), .key = STR("c3 back")};
    c->audited++;
    if (fund_move(c, &much, &out)) return fail_internal(&c->err, "it should be refused");
    err_clear(&c->err);
    return fund_move(c, &back, &out) && fund_move(c, &much, &out) && out.no > 0 && !out.repeated;
}

static bool may_run(struct ctx *c, void *arg)
{
    struct rig *r = arg;
    bool may = false;
    return fund_may_spend(c, rig_kept(r, "pot"), &may) && (may || fail_internal(&c->err, "no"));
}

static bool may_spend(struct rig *r, const char *user, bool job)
{
    struct arena *a = arena_new();
    struct ctx c;
    act_as(&c, r, a, user);
    c.actor.system = c.actor.system || job;
    bool may = app_run(&c, TX_READ, may_run, r);
    arena_free(a);
    return may;
}

static void moving(struct rig *r)
{
    for (size_t i = 0; i < COUNT(MOVES); i++)
        take_step(r, &MOVES[i]);
    struct arena *a = arena_new();
    struct ctx c;
    act_as(&c, r, a, "");
    CHECK_ROW("after a refusal the transaction goes on", app_run(&c, TX_WRITE, refused_then_done, r));
    struct moving m = {.in = {.pot_id = rig_kept(r, "pot"), .kind = FUND_RELEASE, .amount_fen = 1, .subject = STR("c5"), .key = STR("c5 back")}, .twice = true};
    act_as(&c, r, a, "");
    CHECK_ROW("twice within one transaction", app_run(&c, TX_WRITE, move_run, &m) && m.out.repeated && m.out.postings.count == 2);
    CHECK_ROW("the repeat answers the first entry", m.out.no == rig_number(r, "SELECT no FROM fund_entry WHERE key = 'c5 back'"));
    CHECK_ROW("a second reviewer may spend", may_spend(r, "reviewer_second", false));
    CHECK_ROW("finance may not", !may_spend(r, "finance", false));
    CHECK_ROW("the system may", may_spend(r, "", false));
    rig_sql(r, "INSERT INTO user_grant (zone_id, user_id, role, scope, scope_id) SELECT zone_id, id, 'reviewer_second', 'zone', ''"
               " FROM app_user WHERE login = 'reviewer_second'");
    CHECK_ROW("in a job the person's roles of now count", may_spend(r, "reviewer_second", true));
    CHECK_ROW("and a person without the role may not", !may_spend(r, "finance", true));
    arena_free(a);
}

/* ---- reading ---- */

static const struct rig_row READING[] = {
    {"the ledger, newest first", "auditor", "GET", "/pots/$pot/entries?limit=2", NULL, 200, "c5 back", "c1 reserve 1",
     "more=next"},
    {"the next page", "auditor", "GET", "/pots/$pot/entries?limit=200&after=$more", NULL, 200, "c1 reserve 1", "c5 back"},
    {"which was the last", "auditor", "GET", "/pots/$pot/entries?limit=200", NULL, 200, "\"next\":null"},
    {"one kind alone", "auditor", "GET", "/pots/$pot/entries?kind=pay", NULL, 200, "c1 pay 2", "reserve"},
    {"with its postings", "auditor", "GET", "/pots/$pot/entries?kind=recover", NULL, 200,
     "\"postings\":[{\"account\":\"paid\",\"amount_fen\":-8000,\"balance_fen\":12000},"
     "{\"account\":\"recovered\",\"amount_fen\":8000,\"balance_fen\":8000}]"},
    {"recovered money that is used again passes through", "auditor", "GET", "/pots/$bus/entries?kind=recover", NULL, 200,
     "{\"account\":\"recovered\",\"amount_fen\":-3000,\"balance_fen\":0},{\"account\":\"available\",\"amount_fen\":3000,"
     "\"balance_fen\":3000}"},
    {"all of it as a file, oldest first, in yuan", "auditor", "GET", "/pots/$pot/entries/export?format=csv", NULL, 200,
     "序号,时间,变动,金额（元）,转出科目,转出后余额（元）,转入科目,转入后余额（元）,单据,说明,经办\r\n"
     "1,2020-05-14 16:30:00,增加预算,1000.00,预算,1000.00,可用,1000.00,,青年人才办法,finance\r\n"},
    {"recovered money goes on to available", "auditor", "GET", "/pots/$bus/entries/export?format=csv&kind=recover", NULL, 200,
     "追回,30.00,已拨付,20.00,可用,30.00,b1", "预留"},
    {"as a workbook", "auditor", "GET", "/pots/$pot/entries/export", NULL, 200, "PK"},
    {"of a pot that is not there", "auditor", "GET", "/pots/" NO_ONE "/entries/export", NULL, 404},
    {"not for a clerk", "clerk", "GET", "/pots/$pot/entries/export", NULL, 403},
    {"an unknown kind", "auditor", "GET", "/pots/$pot/entries?kind=gift", NULL, 422, "kind"},
    {"what each claim has", "auditor", "GET", "/pots/$pot/subjects", NULL, 200,
     "\"subject\":\"c1\",\"subject_no\":null,\"reserved_fen\":0,\"committed_fen\":0,\"paid_fen\":12000,\"recovered_fen\":8000"},
    {"a page of it", "auditor", "GET", "/pots/$pot/subjects?limit=1", NULL, 200, "\"next\":\"c1\"", "c2"},
    {"the next one", "auditor", "GET", "/pots/$pot/subjects?limit=1&after=c1", NULL, 200, "c2", "c1"},
    {"only what is under way", "auditor", "GET", "/pots/$pot/subjects?open=true", NULL, 200, "c2", "c1"},
    {"the story of a claim", "auditor", "GET", "/fund/subjects/c1", NULL, 200, "c1 unpay 1"},
    {"oldest first, page by page", "auditor", "GET", "/fund/subjects/c1?limit=1", NULL, 200, "c1 reserve 1", "c1 pay 2", "story=next"},
    {"the next page of it", "auditor", "GET", "/fund/subjects/c1?limit=1&after=$story", NULL, 200, "c1 commit 1", "c1 reserve 1"},
    {"a broken cursor", "auditor", "GET", "/fund/subjects/c1?after=x", NULL, 422, "after"},
    {"a claim that never moved money", "auditor", "GET", "/fund/subjects/c99", NULL, 404},
    {"another zone does not see it", "auditor@south", "GET", "/fund/subjects/c1", NULL, 404},
    {"a clerk neither", "clerk", "GET", "/fund/subjects/c1", NULL, 403},
    {"the check of a pot names the next", "auditor", "GET", "/fund/verification", NULL, 200, "\"sound\":true,\"pot_id\":\"$pot\""},
    {"a clerk checks nothing", "clerk", "GET", "/fund/verification", NULL, 403},
    {"English where it is asked for", "auditor", "GET", "/pots/$pot", NULL, 200, "Young talent fund"},
};

static bool subject_run(struct ctx *c, void *arg)
{
    struct rig *r = arg;
    struct fund_subject s = {0}, none = {0};
    return fund_subject_get(c, rig_kept(r, "pot"), STR("c1"), &s) && s.paid_fen.fen == 12000 && s.recovered_fen.fen == 8000 &&
           fund_subject_get(c, rig_kept(r, "pot"), STR("c99"), &none) && none.last_no == 0 && none.paid_fen.fen == 0;
}

static void reading(struct rig *r)
{
    struct arena *a = arena_new();
    struct ctx c;
    rig_rows(r, READING, COUNT(READING));
    act_as(&c, r, a, "");
    CHECK_ROW("what a claim has, for those who decide", app_run(&c, TX_READ, subject_run, r));
    arena_free(a);
}

/* ---- forged rows ---- */

struct forgery {
    const char *label, *sql; /* $pot, $bus are filled in */
    const char *fault;       /* its wire name in the verdict */
    const char *detail;      /* more of the verdict; may be NULL */
};
static const struct forgery FORGERIES[] = {
    {"an entry is gone", "DELETE FROM fund_posting WHERE pot_id = '$pot' AND no = 4; DELETE FROM fund_entry WHERE pot_id = '$pot' AND no = 4",
     "gap", "\"no\":4"},
    {"the newest entry is gone", "DELETE FROM fund_posting WHERE pot_id = '$bus' AND no = 5; DELETE FROM fund_entry WHERE pot_id = '$bus' AND no = 5",
     "gap", NULL},
    {"all entries are gone", "DELETE FROM fund_posting WHERE pot_id = '$bus'; DELETE FROM fund_entry WHERE pot_id = '$bus'", "balance",
     "\"account\":\"paid\",\"subject\":null,\"expected_fen\":0,\"found_fen\":2000"},
    {"a movement of an unknown kind", "UPDATE fund_entry SET kind = 'gift' WHERE pot_id = '$pot' AND no = 2", "kind", "\"no\":2"},
    {"a movement becomes another", "UPDATE fund_entry SET kind = 'release' WHERE pot_id = '$pot' AND key = 'c2 reserve 1'", "legs", NULL},
    {"an amount is raised", "UPDATE fund_entry SET amount_fen = amount_fen + 1 WHERE pot_id = '$pot' AND key = 'c1 pay 2'", "legs",
     "\"expected_fen\":20001,\"found_fen\":20000"},
    {"one leg is raised", "UPDATE fund_posting SET amount_fen = amount_fen + 1 WHERE pot_id = '$pot' AND no = 4 AND leg = 2", "sum",
     "\"expected_fen\":0,\"found_fen\":1"},
    {"a leg is gone", "DELETE FROM fund_posting WHERE pot_id = '$pot' AND no = 4 AND leg = 2", "sum", NULL},
    {"both legs are gone", "DELETE FROM fund_posting WHERE pot_id = '$pot' AND no = 4", "legs", NULL},
    {"a leg twice", "INSERT INTO fund_posting SELECT zone_id, pot_id, no, 3, account, amount_fen, balance_fen FROM fund_posting"
     " WHERE pot_id = '$pot' AND no = 4 AND leg = 2", "sum", NULL},
    {"a leg goes to another account", "UPDATE fund_posting SET account = 'paid' WHERE pot_id = '$pot' AND no = 4 AND leg = 2", "legs", NULL},
    {"to an account that is none", "UPDATE fund_posting SET account = 'pocket' WHERE pot_id = '$pot' AND no = 4 AND leg = 2", "legs", NULL},
    {"more goes out than there was, all else alike",
     "UPDATE fund_entry SET amount_fen = 900000 WHERE pot_id = '$bus' AND key = 'b1 r'; UPDATE fund_posting SET amount_fen ="
     " CASE WHEN leg = 1 THEN -900000 ELSE 900000 END WHERE pot_id = '$bus' AND no = 2", "negative", "\"account\":\"available\""},
    {"a noted balance", "UPDATE fund_posting SET balance_fen = balance_fen + 1 WHERE pot_id = '$pot' AND no = 4 AND leg = 1", "running",
     "\"no\":4"},
    {"a payment goes to another claim", "UPDATE fund_entry SET subject = 'c2' WHERE pot_id = '$pot' AND key = 'c1 pay 2'", "path",
     "\"account\":\"committed\""},
    {"to a claim that never was", "UPDATE fund_entry SET subject = 'ghost' WHERE pot_id = '$pot' AND key = 'c1 pay 2'", "subject",
     "\"subject\":\"ghost\""},
    {"to none", "UPDATE fund_entry SET subject = NULL WHERE pot_id = '$pot' AND key = 'c1 pay 2'", "subject", "\"subject\":\"c1\""},
    {"the stored balance", "UPDATE fund_balance SET available_fen = available_fen + 1, paid_fen = paid_fen - 1 WHERE pot_id = '$pot'",
     "balance", "\"account\":\"available\""},
    {"the stored budget", "UPDATE fund_balance SET budget_fen = budget_fen + 1, available_fen = available_fen + 1 WHERE pot_id = '$pot'",
     "budget", NULL},
    {"the count of entries", "UPDATE fund_balance SET entries = entries - 1 WHERE pot_id = '$pot'", "gap", NULL},
    {"no stored balance", "DELETE FROM fund_balance WHERE pot_id = '$pot'", "balance", NULL},
    {"what a claim has", "UPDATE fund_subject SET paid_fen = paid_fen - 1 WHERE pot_id = '$pot' AND subject = 'c1'", "subject",
     "\"account\":\"paid\",\"subject\":\"c1\",\"expected_fen\":12000,\"found_fen\":11999"},
    {"its newest entry", "UPDATE fund_subject SET last_no = last_no + 1 WHERE pot_id = '$pot' AND subject = 'c1'", "subject", NULL},
    {"a claim is gone", "DELETE FROM fund_subject WHERE pot_id = '$pot' AND subject = 'c1'", "subject", "\"subject\":\"c1\""},
    {"the last claim is gone", "DELETE FROM fund_subject WHERE pot_id = '$pot' AND subject = 'c5'", "subject", "\"subject\":\"c5\""},
    {"a claim that moved nothing, first", "INSERT INTO fund_subject SELECT zone_id, pot_id, 'a0', 1, 5, 0, 0, 0 FROM fund_subject"
     " WHERE pot_id = '$pot' AND subject = 'c1'", "subject", "\"subject\":\"a0\""},
    {"last", "INSERT INTO fund_subject SELECT zone_id, pot_id, 'z9', 1, 5, 0, 0, 0 FROM fund_subject"
     " WHERE pot_id = '$pot' AND subject = 'c1'", "subject", "\"subject\":\"z9\""},
    {"a key twice", "UPDATE fund_entry SET key = 'c1 pay 1' WHERE key = 'c1 pay 2'", "key", NULL},
    {"a key twice over two pots", "UPDATE fund_entry SET key = 'b1 p' WHERE key = 'c1 pay 2'", "key", NULL},
    {"a leg without an entry", "INSERT INTO fund_posting SELECT zone_id, pot_id, 900, 1, 'paid', 5, 5 FROM fund_posting"
     " WHERE pot_id = '$pot' AND no = 1 AND leg = 1", "orphan", "\"no\":900"},
    {"who moved it", "UPDATE fund_entry SET actor_id = 'somebody else' WHERE key = 'c1 pay 2'", "seal", NULL},
    {"when", "UPDATE fund_entry SET at = at - 1 WHERE key = 'c1 pay 2'", "seal", NULL},
    {"why", "UPDATE fund_entry SET note = '同意' WHERE key = 'c1 commit 1'", "seal", NULL},
    {"under which key", "UPDATE fund_entry SET key = 'c1 pay 9' WHERE key = 'c1 pay 2'", "seal", NULL},
    {"its id", "UPDATE fund_entry SET id = 'other' WHERE key = 'c1 pay 2'", "seal", NULL},
    {"another claim has the money, everywhere alike",
     "UPDATE fund_entry SET subject = 'b2' WHERE pot_id = '$bus' AND subject = 'b1'; UPDATE fund_subject SET subject = 'b2' WHERE subject = 'b1'",
     "seal", "\"subject\":\"b2\""},
    {"a whole entry that fits",
     "INSERT INTO fund_entry SELECT zone_id, pot_id, 6, 'made up', 'reserve', 1000, 'b3', 'b3 r', NULL, actor_id, at, seal FROM fund_entry"
     " WHERE pot_id = '$bus' AND no = 2; INSERT INTO fund_posting SELECT zone_id, pot_id, 6, leg, account,"
     " CASE WHEN leg = 1 THEN -1000 ELSE 1000 END, CASE WHEN leg = 1 THEN 2000 ELSE 1000 END FROM fund_posting WHERE pot_id = '$bus'"
     " AND no = 2; INSERT INTO fund_subject SELECT zone_id, pot_id, 'b3', 6, 1000, 0, 0, 0 FROM fund_subject WHERE subject = 'b1';"
     " UPDATE fund_balance SET entries = 6, available_fen = 2000, reserved_fen = 1000 WHERE pot_id = '$bus'", "seal", "\"no\":6"},
    {"recovered money stays in another account, everywhere alike",
     "DELETE FROM fund_posting WHERE pot_id = '$bus' AND no = 5 AND leg > 2; UPDATE fund_balance SET available_fen = 0, recovered_fen = 3000"
     " WHERE pot_id = '$bus'", "seal", "\"no\":5"},
    {"a seal shows in the next entry, too", "UPDATE fund_entry SET seal = '00' WHERE pot_id = '$pot' AND no = 3", "seal", "\"no\":4"},
    {"the stored seal", "UPDATE fund_balance SET seal = '' WHERE pot_id = '$pot'", "seal", "\"finding_count\":1"},
    {"legs that would wrap around", "UPDATE fund_posting SET amount_fen = 9223372036854775807 WHERE pot_id = '$pot' AND no = 4", "sum",
     NULL},
};

static const char *const TABLES[] = {"fund_posting", "fund_entry", "fund_subject", "fund_balance"};

static char *filled(struct rig *r, const char *sql)
{
    struct buf b = {.arena = r->arena};
    for (const char *at = sql; *at;) {
        bool pot = strncmp(at, "$pot", 4) == 0, bus = strncmp(at, "$bus", 4) == 0;
        if (pot || bus)
            buf_add(&b, rig_kept(r, pot ? "pot" : "bus"));
        else
            buf_add_char(&b, *at);
        at += pot || bus ? 4 : 1;
    }
    return arena_cstr(r->arena, buf_str(&b));
}

/* Who has the database's files minds neither triggers nor keys: bare copies of the tables take their place. */
static void lay_open(struct rig *r)
{
    struct buf b = {.arena = r->arena};
    for (size_t i = 0; i < COUNT(TABLES); i++)
        buf_addf(&b, "CREATE TABLE true_%s AS SELECT * FROM %s; DROP TABLE %s; CREATE TABLE %s AS SELECT * FROM true_%s;", TABLES[i],
                 TABLES[i], TABLES[i], TABLES[i], TABLES[i]);
    rig_sql(r, arena_cstr(r->arena, buf_str(&b)));
}

static void put_back(struct rig *r)
{
    struct buf b = {.arena = r->arena};
    for (size_t i = 0; i < COUNT(TABLES); i++)
        buf_addf(&b, "DELETE FROM %s; INSERT INTO %s SELECT * FROM true_%s;", TABLES[i], TABLES[i], TABLES[i]);
    rig_sql(r, arena_cstr(r->arena, buf_str(&b)));
}

/* The verdicts on all pots, one after the other. */
static struct str verdicts(struct rig *r)
{
    struct buf b = {.arena = r->arena};
    struct str after = STR("");
    do {
        struct str path = arena_printf(r->arena, "/fund/verification?after=%.*s", STR_ARG(after));
        const struct reply *reply = rig_call(r, "auditor", "GET", arena_cstr(r->arena, path), NULL);
        CHECK(reply->status == 200);
        buf_add(&b, reply->body);
        after = arena_str(r->arena, rig_value(r, "next"));
    } while (id_valid(after));
    return buf_str(&b);
}

static bool says(struct str text, const char *what)
{
    return str_find(text, str_of(what)) < text.n;
}

static void kept_closed(struct rig *r)
{
    static const char *const tries[] = {
        "UPDATE fund_entry SET amount_fen = 1 WHERE no = 1", "DELETE FROM fund_entry WHERE no = 1",
        "UPDATE fund_posting SET amount_fen = 1 WHERE no = 1", "DELETE FROM fund_posting WHERE no = 1",
        "UPDATE fund_balance SET available_fen = -1", "UPDATE fund_balance SET available_fen = available_fen + 1",
        "UPDATE fund_subject SET paid_fen = -1"};
    for (size_t i = 0; i < COUNT(tries); i++)
        CHECK_ROW(tries[i], !rig_try_sql(r, tries[i]));
}

static void forging(struct rig *r)
{
    kept_closed(r);
    struct str fine = verdicts(r);
    CHECK_ROW("an honest ledger is sound", !says(fine, "\"sound\":false") && says(fine, "\"findings\":[]"));
    lay_open(r);
    CHECK_ROW("so are its copies", !says(verdicts(r), "\"sound\":false"));
    for (size_t i = 0; i < COUNT(FORGERIES); i++) {
        const struct forgery *f = &FORGERIES[i];
        rig_sql(r, filled(r, f->sql));
        struct str verdict = verdicts(r);
        char *fault = arena_cstr(r->arena, arena_printf(r->arena, "\"fault\":\"%s\"", f->fault));
        bool found = says(verdict, "\"sound\":false") && says(verdict, fault) && (!f->detail || says(verdict, f->detail));
        CHECK_ROW(f->label, found);
        if (!found) fprintf(stderr, "    %.*s\n", STR_ARG(verdict));
        put_back(r);
        CHECK_ROW(f->label, !says(verdicts(r), "\"sound\":false"));
    }
}

/* ---- many at once ---- */

enum {
    THREADS = 64,
    TRIES = 12
};
struct crowd {
    struct rig *rig;
    struct str pot;
    int64_t taken_fen; /* what this thread got */
    int32_t number, refused, broken;
};

static bool take(struct ctx *c, void *arg)
{
    const struct crowd *w = arg;
    struct fund_entry out = {0};
    struct str subject = arena_printf(c->arena, "t%d-%d", (int)w->number, (int)(w->refused + w->taken_fen));
    const struct fund_move reserve = {.pot_id = w->pot,
                                      .kind = FUND_RESERVE,
                                      .amount_fen = 1 + w->number % 7,
                                      .subject = subject,
                                      .key = arena_printf(c->arena, "%.*s r", STR_ARG(subject))};
    struct fund_move commit = reserve;
    commit.kind = FUND_COMMIT;
    commit.key = arena_printf(c->arena, "%.*s c", STR_ARG(subject));
    c->audited++;
    return fund_move(c, &reserve, &out) && fund_move(c, &commit, &out);
}

static void *approver(void *arg)
{
    struct crowd *w = arg;
    for (int i = 0; i < TRIES; i++) {
        struct arena *a = arena_new();
        struct ctx c;
        act_as(&c, w->rig, a, "");
        if (app_run(&c, TX_WRITE, take, w))
            w->taken_fen += 1 + w->number % 7;
        else if (c.err.code == ERR_CONFLICT && c.err.message.id == MSG_FUND_SHORT)
            w->refused++;
        else
            w->broken++;
        arena_free(a);
    }
    return NULL;
}

static void many(struct rig *r)
{
    enum {
        BUDGET = 1500 /* about half of what is wanted */
    };
    static struct crowd crowd[THREADS];
    pthread_t threads[THREADS];
    int64_t taken = 0, refused = 0, broken = 0;
    static const struct rig_row pot = {
        "a pot for many", "finance", "POST", "/pots",
        "{\"code\":\"crowd\",\"name_zh\":\"众\",\"name_en\":\"Crowd\",\"year\":2020,\"amount_fen\":1500}", 201, NULL, NULL, "crowd"};
    rig_rows(r, &pot, 1);
    for (int32_t i = 0; i < THREADS; i++) {
        crowd[i] = (struct crowd){.rig = r, .pot = rig_kept(r, "crowd"), .number = i};
        CHECK(pthread_create(&threads[i], NULL, approver, &crowd[i]) == 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        (void)pthread_join(threads[i], NULL);
        taken += crowd[i].taken_fen;
        refused += crowd[i].refused;
        broken += crowd[i].broken;
    }
    CHECK_ROW("every try was answered", broken == 0 && refused > 0);
    CHECK_ROW("not a fen too much, and at most what nobody could take is left", taken <= BUDGET && taken > BUDGET - 7);
    const int64_t after[6] = {BUDGET, BUDGET - taken, 0, taken};
    CHECK_ROW("the pot says the same", balances_are(r, rig_kept(r, "crowd"), after));
    CHECK_ROW("and so does the check", !says(verdicts(r), "\"sound\":false"));
}

/* ---- lists of movements ---- */

struct list_move {
    const char *pot; /* the name it is kept under */
    int32_t kind;
    int64_t amount_fen;
    const char *subject, *key;
};
struct list_case {
    const char *label;
    struct list_move moves[8];
    enum msg message; /* MSG_NONE: done */
    int64_t list_a[6], list_b[6], entries; /* afterwards: both pots, and the entries of both */
    int32_t repeated; /* bits: which of them were known */
};
static const struct list_case LISTS[] = {
    {"nothing", {{0}}, MSG_NONE, {1000, 1000}, {500, 500}, 2, 0},
    {"each stands on those before it, over two pots",
     {{"list_a", FUND_RESERVE, 600, "l1", "l1 r"}, {"list_b", FUND_RESERVE, 500, "l1", "l1 r b"}, {"list_a", FUND_COMMIT, 600, "l1", "l1 c"},
      {"list_a", FUND_RESERVE, 400, "l2", "l2 r"}, {"list_a", FUND_PAY, 100, "l1", "l1 p"}, {"list_a", FUND_RELEASE, 400, "l2", "l2 back"}},
     MSG_NONE, {1000, 400, 0, 500, 100}, {500, 0, 500}, 8, 0},
    {"the last is refused: none is done",
     {{"list_a", FUND_RESERVE, 300, "l3", "l3 r"}, {"list_a", FUND_RESERVE, 101, "l4", "l4 r"}},
     MSG_FUND_SHORT, {1000, 400, 0, 500, 100}, {500, 0, 500}, 8, 0},
    {"a claim cannot pay what one before it paid",
     {{"list_a", FUND_PAY, 400, "l1", "l1 p 2"}, {"list_a", FUND_PAY, 101, "l1", "l1 p 3"}},
     MSG_FUND_SUBJECT_SHORT, {1000, 400, 0, 500, 100}, {500, 0, 500}, 8, 0},
    {"known keys, and one twice in the list, answer the first",
     {{"list_a", FUND_PAY, 100, "l1", "l1 p"}, {"list_a", FUND_PAY, 5, "l1", "l1 p 4"}, {"list_b", FUND_RESERVE, 500, "l1", "l1 r b"},
      {"list_a", FUND_PAY, 5, "l1", "l1 p 4"}, {"list_a", FUND_PAY, 5, "l1", "l1 p 5"}},
     MSG_NONE, {1000, 400, 0, 490, 110}, {500, 0, 500}, 10, 1 | 4 | 8},
    {"a key twice with another content",
     {{"list_a", FUND_PAY, 5, "l1", "l1 p 6"}, {"list_a", FUND_PAY, 6, "l1", "l1 p 6"}},
     MSG_FUND_KEY_DIFFERENT, {1000, 400, 0, 490, 110}, {500, 0, 500}, 10, 0},
    {"many", {{"list_a", FUND_RESERVE, 1, "m1", "m1"}, {"list_a", FUND_RESERVE, 1, "m2", "m2"}, {"list_a", FUND_RESERVE, 1, "m3", "m3"},
      {"list_a", FUND_RESERVE, 1, "m4", "m4"}, {"list_a", FUND_RESERVE, 1, "m5", "m5"}, {"list_a", FUND_RESERVE, 1, "m6", "m6"},
      {"list_a", FUND_COMMIT, 1, "m2", "m2 c"}, {"list_a", FUND_COMMIT, 1, "m6", "m6 c"}},
     MSG_NONE, {1000, 394, 4, 492, 110}, {500, 0, 500}, 18, 0},
};

struct listing {
    struct rig *rig;
    const struct list_case *of;
    struct list out;
};

static bool list_run(struct ctx *c, void *arg)
{
    struct listing *l = arg;
    struct list in = {0};
    l->out = (struct list){0};
    for (size_t i = 0; i < COUNT(l->of->moves) && l->of->moves[i].pot; i++) {
        const struct list_move *m = &l->of->moves[i];
        *LIST_ADD(c->arena, &in, struct fund_move) = (struct fund_move){.pot_id = rig_kept(l->rig, m->pot),
                                                                        .kind = m->kind,
                                                                        .amount_fen = m->amount_fen,
                                                                        .subject = str_of(m->subject),
                                                                        .key = str_of(m->key)};
    }
    c->audited++;
    return fund_moves(c, &in, &l->out);
}

static void lists(struct rig *r)
{
    static const struct rig_row pots[] = {
        {"a pot", "finance", "POST", "/pots",
         "{\"code\":\"list-a\",\"name_zh\":\"甲\",\"name_en\":\"A\",\"year\":2020,\"amount_fen\":1000}", 201, .keep = "list_a"},
        {"another", "finance", "POST", "/pots",
         "{\"code\":\"list-b\",\"name_zh\":\"乙\",\"name_en\":\"B\",\"year\":2020,\"amount_fen\":500}", 201, .keep = "list_b"}};
    struct arena *a = arena_new();
    rig_rows(r, pots, COUNT(pots));
    for (size_t i = 0; i < COUNT(LISTS); i++) {
        const struct list_case *k = &LISTS[i];
        struct listing l = {r, k, {0}};
        struct ctx c;
        act_as(&c, r, a, "");
        bool done = app_run(&c, TX_WRITE, list_run, &l);
        CHECK_ROW(k->label, done == (k->message == MSG_NONE) && c.err.message.id == k->message);
        CHECK_ROW(k->label, balances_are(r, rig_kept(r, "list_a"), k->list_a) && balances_are(r, rig_kept(r, "list_b"), k->list_b));
        CHECK_ROW(k->label, rig_number(r, "SELECT count(*) FROM fund_entry e JOIN pot p ON p.id = e.pot_id WHERE p.code IN ('list-a', 'list-b')") == k->entries);
        for (size_t n = 0; done && n < l.out.count; n++) {
            const struct fund_entry *e = LIST_AT(&l.out, const struct fund_entry, n);
            CHECK_ROW(k->label, e->repeated == ((k->repeated >> n & 1) != 0) && str_eq(e->key, str_of(k->moves[n].key)));
            CHECK_ROW(k->label, e->no > 0 && e->postings.count == 2 && e->amount_fen.fen == k->moves[n].amount_fen);
        }
    }
    CHECK_ROW("the ledger is sound", !says(verdicts(r), "\"sound\":false"));
    arena_free(a);
}

static void body(struct rig *r)
{
    setting_up(r);
    moving(r);
    reading(r);
    many(r);
    lists(r);
    rig_keep(r, "subject", STR("c1"));
    rig_walk(r, (const char *const[]){"青年人才专项", "c1 pay", "直通车资金"}, 3);
    forging(r);
}

int main(void)
{
    const struct api_set sets[] = {FUND_API};
    rig_both("fund", sets, COUNT(sets), body);
    return check_end();
}
