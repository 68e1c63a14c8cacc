/* bank_plant.h - what tests of payments begin with: approved claims of a pot whose money is committed, $e their
 * enterprise (the clerk's), $pot and the empty $pot2.  Claim 4 was submitted by "all", the others by the clerk. */
#ifndef TESTS_API_BANK_PLANT_H
#define TESTS_API_BANK_PLANT_H
#include "app/app.h"
#include "fund/fund.h"
#include "rig.h"

#define CLAIM(n) "01900000-0000-7000-8000-0000000c000" n
#define PAYMENT(n) "01900000-0000-7000-8000-0000000f000" n
#define ACCOUNT "622202100111624570"

/* ---- what stands at the beginning: approved claims whose money is committed ---- */

struct plan {
    int claim, payment;
    int64_t fen;
    const char *submitter, *holder, *bank;
};
static const struct plan PLANS[] = {
    {1, 1, 140000, "clerk", "清远暖桥科技有限公司", "中国建设银行清远高新支行"},
    {2, 2, 5005, "clerk", "李四", "中国工商银行清远分行"},
    {3, 3, 60000000, "clerk", "王五", "中国工商银行清远分行"},
    {3, 4, 1, "clerk", "赵六", "中国工商银行清远分行"},
    {4, 5, 30000, "all", "清远暖桥科技有限公司", "中国建设银行清远高新支行"},
};

struct plant_move {
    struct fund_move move;
};

static inline bool plant_move_run(struct ctx *c, void *arg)
{
    struct fund_entry entry = {0};
    return fund_move(c, &((const struct plant_move *)arg)->move, &entry);
}

static inline void fund_step(struct rig *r, int32_t kind, const char *claim, int64_t fen, const char *key)
{
    struct ctx c;
    struct plant_move s = {.move = {.pot_id = rig_kept(r, "pot"),
                                    .kind = kind,
                                    .amount_fen = fen,
                                    .subject = str_of(claim),
                                    .key = arena_printf(r->arena, "%s %s", claim, key)}};
    ctx_init(&c, r->app, r->arena);
    c.zone_id = STR(RIG_NORTH);
    c.actor.system = true;
    CHECK_ROW(key, app_run(&c, TX_WRITE, plant_move_run, &s));
}

static inline const char *sealed(struct rig *r, int payment)
{
    struct str number = arena_printf(r->arena, ACCOUNT "%d", payment);
    return arena_cstr(r->arena, crypto_seal(r->arena, &r->app->key, number));
}

/* A verified account; no: 1, 2, ... of its payee. */
static inline void plant_account(struct rig *r, const struct plan *p, int no, int number)
{
    rig_sql(r, arena_printf(r->arena,
                            "INSERT INTO payee_account (zone_id, id, payee, no, enterprise_id, state, holder, "
                            "number_sealed, number_hash, number_masked, odd, bank_name, cnaps, entered_by_id, entered_by, "
                            "entered, verified_by_id, verified_by, verified, version) VALUES ('" RIG_NORTH "', "
                            "'account-%d-%d', 'payee-%d', %d, '%.*s', 'verified', '%s', '%s', 'hash-%d', '**** 570%d', "
                            "false, '%s', '105601000123', 'x', 'x', 1, 'y', 'y', 1, 1)",
                            p->payment, no, p->payment, no, STR_ARG(rig_kept(r, "e")), p->holder, sealed(r, number),
                            number, number, p->bank)
                   .p);
}

static inline void plant_claim(struct rig *r, const struct plan *p)
{
    static const char *const acts[] = {"submit", "pass", "approve"};
    const char *who[] = {p->submitter, "reviewer_first", "reviewer_second"};
    static const char *const from[] = {"draft", "first_review", "second_review"};
    struct buf b = {.arena = r->arena};
    const char *id = arena_printf(r->arena, CLAIM("%d"), p->claim).p;
    buf_addf(&b,
             "INSERT INTO claim (zone_id, id, state, queue, since, updated, version, round, money, total_fen, "
             "reserved_fen, line_count, stopped_us, created, submitted, no, item_id, item_code, name_zh, name_en, paid_to, "
             "reserve_at, pot_id, enterprise_id, created_by, submitted_by) VALUES ('" RIG_NORTH "', '%s', 'payable', "
             "'finance', 1, 1, 1, 1, true, %d, 0, 1, 0, 1, 1, '2020-00000%d', 'item-1', 'steady', '稳岗补贴', "
             "'Steady jobs', 'enterprise', 'submission', '%.*s', '%.*s', 'x', 'x');",
             id, (int)p->fen, p->claim, STR_ARG(rig_kept(r, "pot")), STR_ARG(rig_kept(r, "e")));
    buf_addf(&b, "INSERT INTO claim_text (zone_id, claim_id, form) VALUES ('" RIG_NORTH "', '%s', '{}');", id);
    for (size_t i = 0; i < COUNT(acts); i++)
        buf_addf(&b,
                 "INSERT INTO claim_event (zone_id, claim_id, seq, at, act, from_state, to_state, actor_id, actor_name) "
                 "SELECT '" RIG_NORTH "', '%s', %zu, 1, '%s', '%s', 'payable', id, login FROM app_user "
                 "WHERE zone_id = '" RIG_NORTH "' AND login = '%s';",
                 id, i + 1, acts[i], from[i], who[i]);
    rig_sql(r, arena_cstr(r->arena, buf_str(&b)));
}

static inline void plant(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"an enterprise", "officer", "POST", "/enterprises", "{\"name\":\"清远暖桥科技有限公司\"}", 201, NULL, .keep = "e"},
        {"a pot", "all", "POST", "/pots",
         "{\"code\":\"resume-2020\",\"name_zh\":\"复工复产专项\",\"name_en\":\"Return to work\",\"year\":2020,"
         "\"amount_fen\":100000000}", 201, NULL, .keep = "pot"},
        {"another pot", "all", "POST", "/pots",
         "{\"code\":\"talent-2020\",\"name_zh\":\"人才专项\",\"name_en\":\"Talent\",\"year\":2020,\"amount_fen\":100}", 201,
         NULL, .keep = "pot2"},
    };
    rig_rows(r, rows, COUNT(rows));
    rig_bind(r, "clerk", rig_kept(r, "e"));
    rig_sql(r, "INSERT INTO policy_document (zone_id, id, no, title_zh, title_en, issuer, budget_yearly, sample, version) "
               "VALUES ('" RIG_NORTH "', 'document-1', '1', 'x', 'x', 'x', false, false, 1)");
    rig_sql(r, "INSERT INTO policy_item (zone_id, id, document_id, code, name_zh, name_en, kind, subject, state, "
               "line_decision, detail, reserve_at, paid_to, notice_days, try_it, sample, version) VALUES ('" RIG_NORTH
               "', 'item-1', 'document-1', 'steady', '稳岗补贴', 'Steady jobs', 'money', 'enterprise', 'open', 'Line', '{}', "
               "'submission', 'enterprise', 0, false, false, 1)");
    for (size_t i = 0; i < COUNT(PLANS); i++) {
        const struct plan *p = &PLANS[i];
        const char *claim = arena_printf(r->arena, CLAIM("%d"), p->claim).p;
        if (i == 0 || PLANS[i - 1].claim != p->claim) plant_claim(r, p);
        plant_account(r, p, 1, p->payment);
        rig_sql(r, arena_printf(r->arena,
                                "INSERT INTO claim_payment (zone_id, id, claim_id, state, amount_fen, attempt, payee, "
                                "account_id) VALUES ('" RIG_NORTH "', '" PAYMENT("%d") "', '%s', 'payable', %d, 1, "
                                "'payee-%d', 'account-%d-1')",
                                p->payment, claim, (int)p->fen, p->payment, p->payment)
                       .p);
        fund_step(r, FUND_RESERVE, claim, p->fen, arena_printf(r->arena, "reserve %d", p->payment).p);
        fund_step(r, FUND_COMMIT, claim, p->fen, arena_printf(r->arena, "commit %d", p->payment).p);
    }
}
#endif
