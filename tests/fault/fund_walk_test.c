/* fund_walk_test.c - setting a pot up, giving it budget and moving its money, their database calls failed one after the
 * other: all or nothing. */
#include "api/rig.h"
#include "app/app.h"
#include "fault_walk.h"
#include "fund/fund.h"
#include "fund/fund_http.h"
#include "testdb.h"

struct walk {
    struct rig *rig;
    const char *path, *body;
    int32_t status;
};

static bool act(void *arg)
{
    struct walk *w = arg;
    const struct reply *reply = rig_call(w->rig, "finance", "POST", w->path, w->body);
    CHECK_ROW("an answer is a success or a failure of ours", reply->status == w->status || reply->status >= 500);
    return reply->status == w->status;
}

static bool move_run(struct ctx *c, void *arg)
{
    struct fund_entry out = {0};
    struct fund_move m = {.pot_id = rig_kept(arg, "pot"), .kind = FUND_RESERVE, .amount_fen = 5, .subject = STR("c1"), .key = STR("r")};
    if (!fund_move(c, &m, &out)) return false;
    m.kind = FUND_COMMIT;
    m.key = STR("c");
    return fund_move(c, &m, &out);
}

static bool move(void *arg)
{
    struct rig *r = arg;
    struct arena *a = arena_new();
    struct ctx c;
    ctx_init(&c, r->app, a);
    c.zone_id = STR(RIG_NORTH);
    c.actor.system = true;
    bool ok = app_run(&c, TX_WRITE, move_run, r);
    CHECK_ROW("a movement is done or our failure", ok || c.err.code == ERR_INTERNAL || c.err.code == ERR_BUSY);
    arena_free(a);
    return ok;
}

static void test_walks(bool pg)
{
    static const struct rig_row row = {
        "a pot", "finance", "POST", "/pots",
        "{\"code\":\"one\",\"name_zh\":\"一\",\"name_en\":\"One\",\"year\":2020,\"amount_fen\":100}", 201, NULL, NULL, "pot"};
    static const struct rig_row sound = {"the ledger is sound", "auditor", "GET", "/fund/verification", NULL, 200, "\"sound\":true"};
    const struct api_set sets[] = {FUND_API};
    struct rig *r = rig_open_faulty("fund_walk", pg, sets, COUNT(sets));
    rig_rows(r, &row, 1);
    struct walk create = {r, "/pots",
                          "{\"code\":\"two\",\"name_zh\":\"二\",\"name_en\":\"Two\",\"year\":2020,\"amount_fen\":7,"
                          "\"spenders\":[{\"role\":\"finance\"}]}", 201};
    CHECK_ROW("pot, balance, spender, entry, postings and audit record were all failed",
              fault_walk(r->app->store, "a pot is set up: all or nothing", act, &create) >= 10);
    struct walk budget = {r, "/pots/$pot/budget", "{\"kind\":\"add\",\"amount_fen\":9,\"reason\":\"x\"}", 200};
    CHECK_ROW("so were those of a budget", fault_walk(r->app->store, "budget is added: all or nothing", act, &budget) >= 6);
    CHECK_ROW("and of movements", fault_walk(r->app->store, "money is moved: all or nothing", move, r) >= 8);
    rig_rows(r, &sound, 1);
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
