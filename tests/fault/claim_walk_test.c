/* claim_walk_test.c - a submission, an approval, many decisions and a payment, their database calls failed one after the
 * other: after every failure claim, guards, ledger and history are what they were. */
#include "api/claim_plant.h"
#include "claim/claim.h"
#include "claim/claim_http.h"
#include "fault_walk.h"
#include "fund/fund_http.h"
#include "policy/policy_http.h"
#include "registry/registry_http.h"
#include "testdb.h"

struct walk {
    struct rig *rig;
    const char *user, *path, *body;
    int32_t status;
};

static bool act(void *arg)
{
    struct walk *w = arg;
    const struct reply *reply = rig_call(w->rig, w->user, "POST", w->path, w->body);
    CHECK_ROW("an answer is a success or a failure of ours", reply->status == w->status || reply->status >= 500);
    return reply->status == w->status;
}

static bool pay_run(struct ctx *c, void *arg)
{
    return claim_pay_state(c, arg);
}

struct pay_walk {
    struct rig *rig;
    struct claim_pay step;
};

static bool pay_act(void *arg)
{
    struct pay_walk *w = arg;
    struct err e;
    struct actor finance = {.user_id = rig_user(w->rig, "finance"), .login = STR("finance")};
    return plant_as(w->rig, finance, TX_WRITE, pay_run, &w->step, &e);
}

#define HOTEL                                                                                                          \
    "{\"item_id\":\"$hotel\",\"enterprise_id\":\"$one\",\"lines\":[{\"worker_id\":\"$w1\",\"values\":["                 \
    "{\"key\":\"reason\",\"value\":\"quarantine\"},{\"key\":\"stay_from\",\"value\":\"2020-05-01\"},"                   \
    "{\"key\":\"stay_to\",\"value\":\"2020-05-03\"}]}]}"

static void test_walks(bool pg)
{
    const struct api_set sets[] = {API_SET_HTTP, REGISTRY_API, FUND_API, POLICY_API, CLAIM_API};
    struct rig *r = rig_open_faulty("claim_walk", pg, sets, COUNT(sets));
    struct store *s = r->app->store;
    plant_claims(r);
    static const struct rig_row rows[] = {
        {"an account", "clerk", "POST", "/accounts",
         "{\"enterprise_id\":\"$one\",\"holder\":\"清远暖桥新材料有限公司\",\"number\":\"44050176880100001234\","
         "\"bank_name\":\"建设银行\",\"cnaps\":\"105601000013\"}",
         201, NULL, NULL, "account"},
        {"verified", "officer", "POST", "/accounts/$account/verify", "{\"version\":1}", 200},
    };
    rig_rows(r, rows, COUNT(rows));
    struct walk draft = {r, "clerk", "/claims", HOTEL, 201};
    CHECK_ROW("a draft", fault_walk(s, "a draft: all or nothing", act, &draft) >= 8);
    rig_keep(r, "c1", rig_value(r, "id"));
    struct walk submit = {r, "clerk", "/claims/$c1/submit", "{\"version\":1}", 201};
    CHECK_ROW("a submission", fault_walk(s, "a submission: all or nothing", act, &submit) >= 20);
    struct walk pass = {r, "reviewer_first", "/claims/decisions",
                        "{\"decision\":\"pass\",\"items\":[{\"id\":\"$c1\",\"version\":2}]}", 200};
    CHECK_ROW("decisions", fault_walk(s, "decisions: all or nothing", act, &pass) >= 8);
    struct walk approve = {r, "reviewer_second", "/claims/$c1/approve", "{\"version\":3}", 200};
    CHECK_ROW("an approval", fault_walk(s, "an approval: all or nothing", act, &approve) >= 20);
    rig_call(r, "clerk", "GET", "/claims/$c1", NULL);
    struct str key = STR("\"payments\":[{\"id\":\""), body = r->reply.body;
    struct str payment = arena_str(r->arena, str_sub(body, str_find(body, key) + key.n, 36));
    struct pay_walk batch = {r, {.payment_id = payment, .attempt = 1, .to = CLAIM_IN_BATCH, .note = STR("B-1")}};
    CHECK_ROW("into a batch", fault_walk(s, "into a batch: all or nothing", pay_act, &batch) >= 5);
    struct pay_walk paid = {r, {.payment_id = payment, .attempt = 1, .to = CLAIM_PAID, .note = STR("B-1")}};
    CHECK_ROW("paid", fault_walk(s, "paid: all or nothing", pay_act, &paid) >= 8);
    CHECK_ROW("to the fen", rig_number(r, "SELECT sum(paid_fen) FROM fund_balance") == 30000);
    rig_close(r);
}

int main(void)
{
    test_walks(false);
    if (testdb_has_pg())
        test_walks(true);
    else
        CHECK_SKIP(1, "no PostgreSQL here (tools/with_pg.py)");
    return check_end();
}
