/* bank_walk_test.c - a batch made, released, settled and sent back, its database calls failed one after the other: lines,
 * claims, ledger and batch change together or not at all. */
#include "api/bank_plant.h"
#include "bank/bank_http.h"
#include "claim/claim_http.h"
#include "fault_walk.h"
#include "fund/fund_http.h"
#include "registry/registry_http.h"
#include "testdb.h"

#define HEAD "批次号,序号,申请编号,金额,结果,原因,流水号,日期\n"

struct walk {
    struct rig *rig;
    const char *label, *user, *path, *body;
    int32_t status;
    int64_t least; /* calls that were failed at least */
};

static bool act(void *arg)
{
    const struct walk *w = arg;
    const struct reply *reply = rig_call(w->rig, w->user, "POST", w->path, w->body);
    CHECK_ROW("an answer is a success or a failure of ours", reply->status == w->status || reply->status >= 500);
    return reply->status == w->status;
}

static void test_walks(bool pg)
{
    const struct api_set sets[] = {REGISTRY_API, FUND_API, CLAIM_API, BANK_API};
    struct rig *r = rig_open_faulty("bank_walk", pg, sets, COUNT(sets));
    static const struct rig_row payer[] = {{"a payer", "finance", "POST", "/payers",
                                            "{\"name\":\"财政局\",\"account\":\"12345678\",\"bank_name\":\"建行\"}", 201, NULL,
                                            .keep = "payer"}};
    plant(r);
    rig_rows(r, payer, COUNT(payer));
    struct walk walks[] = {
        {r, "a batch is made", "finance", "/payments",
         "{\"payer_id\":\"$payer\",\"pot_id\":\"$pot\",\"execute_on\":\"2020-05-15\",\"payments\":[\"" PAYMENT("1") "\",\"" PAYMENT(
             "2") "\"]}", 201, 25},
        {r, "it is released", "all", "/payments/$batch/release", "{\"version\":1}", 200, 8},
        {r, "its result is booked", "finance", "/payments/$batch/results",
         HEAD "PAY-2020-000001,1,2020-000001,1400,成功,,,2020-05-14\nPAY-2020-000001,2,2020-000002,50.05,失败,户名不符,,2020-05-14\n",
         200, 30},
        {r, "a row is sent back", "finance", "/payments/$batch/returns", "{\"no\":1,\"reason\":\"已销户\",\"version\":3}", 200, 15},
    };
    for (size_t i = 0; i < COUNT(walks); i++) {
        int64_t failed = (int64_t)fault_walk(r->app->store, walks[i].label, act, &walks[i]);
        CHECK_ROW(walks[i].label, failed >= walks[i].least);
        if (i == 0) rig_keep(r, "batch", rig_value(r, "id"));
    }
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
