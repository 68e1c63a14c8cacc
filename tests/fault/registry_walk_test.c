/* registry_walk_test.c - adding and merging enterprises, their database calls failed one after the other: all or nothing. */
#include "api/rig.h"
#include "app/app.h"
#include "attach/attach_http.h"
#include "fault_walk.h"
#include "registry/registry_http.h"
#include "testdb.h"

struct walk {
    struct rig *rig;
    const char *path, *body;
    int32_t status;
};

static bool act(void *arg)
{
    struct walk *w = arg;
    const struct reply *reply = rig_call(w->rig, "officer", "POST", w->path, w->body);
    CHECK_ROW("an answer is a success or a failure of ours", reply->status == w->status || reply->status >= 500);
    return reply->status == w->status;
}

static void test_walks(bool pg)
{
    static const struct rig_row rows[] = {
        {"the one that stays", "officer", "POST", "/enterprises",
         "{\"name\":\"清远留下公司\",\"uscc\":\"91441802MA4WDLR89W\",\"tax_since\":\"2019-01-01\"}", 201, NULL, NULL, "stay"},
        {"the one that goes", "officer", "POST", "/enterprises",
         "{\"name\":\"清远离开公司\",\"reg15\":\"320404000009558\",\"registration_since\":\"2019-01-01\"}", 201, NULL, NULL,
         "go"},
        {"with figures", "officer", "PUT", "/enterprises/$go/years/2019", "{\"headcount\":52,\"version\":0}", 200},
        {"and a worker", "officer", "POST", "/enterprises/$go/workers",
         "{\"name\":\"李四\",\"id_number\":\"420106198508233031\"}", 201},
    };
    const struct api_set sets[] = {REGISTRY_API, ATTACH_API};
    struct rig *r = rig_open_faulty("registry_walk", pg, sets, COUNT(sets));
    rig_rows(r, rows, COUNT(rows));
    struct walk create = {r, "/enterprises",
                          "{\"name\":\"清远新增公司\",\"uscc\":\"91441802897577647U\",\"registration_since\":\"2018-01-01\"}", 201};
    CHECK_ROW("number, row, code, relation, tokens and audit record were all failed",
              fault_walk(r->app->store, "an enterprise is added: all or nothing", act, &create) >= 10);
    struct walk merge = {r, "/enterprises/$go/merge", "{\"into_id\":\"$stay\",\"reason\":\"重复登记\",\"version\":2}", 200};
    CHECK_ROW("every table of a merge was failed",
              fault_walk(r->app->store, "two enterprises are merged: all or nothing", act, &merge) >= 20);
    CHECK_ROW("and the worker moved with it",
              rig_number(r, "SELECT count(*) FROM worker w JOIN enterprise e ON e.zone_id = w.zone_id"
                            " AND e.id = w.enterprise_id WHERE e.state = 'active'") == 1);
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
