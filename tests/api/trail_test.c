/* trail_test.c - the history of one enterprise: what imports did to it, who sees it, and that forging it is found. */
#include "app/app.h"
#include "attach/attach_http.h"
#include "intake/intake.h"
#include "intake/intake_http.h"
#include "registry/registry_http.h"
#include "rig.h"
#include "zone/zone_http.h"

static const struct job_kind *const JOBS[] = {&INTAKE_JOB, NULL};
#define CODE "91441802MA4WDLR89W"

static const char *save(struct rig *r, const char *name, const char *text)
{
    struct str path = arena_printf(r->arena, "%.*s/%s", STR_ARG(r->app->tmp_dir), name);
    FILE *f = fopen(path.p, "wb");
    assert(f);
    assert(fputs(text, f) >= 0);
    fclose(f);
    return path.p;
}

/* Uploads, starts and waits for one sheet; its id is kept as `import`. */
static void take(struct rig *r, const char *kind, const char *file_name, const char *text)
{
    struct str path = arena_printf(r->arena, "/imports?kind=%s&file_name=%s", kind, file_name);
    rig_upload(r, "officer", arena_cstr(r->arena, path), save(r, file_name, text));
    CHECK_ROW(file_name, r->reply.status == 201);
    rig_keep(r, "import", rig_value(r, "id"));
    rig_call(r, "officer", "POST", "/imports/$import/start", "{\"version\":1}");
    CHECK_ROW(file_name, r->reply.status == 202);
    rig_wait(r);
    rig_later(r, 60);
    rig_call(r, "officer", "GET", "/imports/$import", NULL);
    CHECK_ROW(file_name, str_eq(rig_value(r, "state"), STR("done")));
}

#define HEAD "企业名称,统一社会信用代码,法定代表人,联系电话,注册地址\n"

static void test_import(struct rig *r)
{
    take(r, "enterprise", "first.csv", HEAD "暖桥甲公司," CODE ",程一,13800138000,高新区1号\n无码公司,,某某,,\n");
    rig_call(r, "officer", "GET", "/enterprises?q=" CODE, NULL);
    rig_keep(r, "one", rig_value(r, "id"));
    static const struct rig_row CREATED[] = {
        {"an enterprise that an import created has a trail", "officer", "GET", "/enterprises/$one/trail", NULL, 200,
         "\"action\":\"enterprise.import_created\""},
        {"with the file it came from", "officer", "GET", "/enterprises/$one/trail", NULL, 200,
         "\"source\":\"first.csv\",\"row\":2"},
        {"and nothing before it", "officer", "GET", "/enterprises/$one/trail", NULL, 200, "\"total\":1,"},
    };
    rig_rows(r, CREATED, COUNT(CREATED));
    take(r, "enterprise", "second.csv", HEAD "暖桥甲公司," CODE ",程二,13900139000,高新区1号\n");
    take(r, "enterprise", "third.csv", HEAD "暖桥甲公司," CODE ",程二,13900139000,高新区1号\n");
    static const struct rig_row UPDATED[] = {
        {"an update shows the values before and after", "officer", "GET", "/enterprises/$one/trail", NULL, 200,
         "{\"field\":\"legal_representative\",\"before\":\"程一\",\"after\":\"程二\"}"},
        {"only of the fields that changed", "officer", "GET", "/enterprises/$one/trail", NULL, 200, "second.csv",
         "高新区1号"},
        {"a row that changed nothing leaves nothing", "officer", "GET", "/enterprises/$one/trail", NULL, 200,
         "\"total\":2,", "third.csv"},
        {"a page ends and the next begins there", "officer", "GET", "/enterprises/$one/trail?limit=1", NULL, 200,
         "second.csv", "first.csv", .keep = "next=next"},
        {"with the older one", "officer", "GET", "/enterprises/$one/trail?limit=1&after=$next", NULL, 200, "first.csv",
         "second.csv"},
        {"a cursor of somewhere else is refused", "officer", "GET", "/enterprises/$one/trail?after=x", NULL, 422},
    };
    rig_rows(r, UPDATED, COUNT(UPDATED));
}

static void test_rows_of_others(struct rig *r)
{
    take(r, "year", "years.csv", "统一社会信用代码,年度,从业人数,营业收入（万元）\n" CODE ",2019,12,4567\n");
    take(r, "year", "years2.csv", "统一社会信用代码,年度,从业人数\n" CODE ",2019,15\n");
    take(r, "worker", "people.csv", "统一社会信用代码,姓名,证件号码,学历\n" CODE ",林小姐,110101199003074514,本科\n");
    take(r, "worker", "people2.csv", "统一社会信用代码,姓名,证件号码,学历\n" CODE ",林小姐,110101199003074514,硕士\n");
    static const struct rig_row ROWS[] = {
        {"figures of a year are in the trail of their enterprise", "officer", "GET", "/enterprises/$one/trail", NULL,
         200, "\"action\":\"year.import_updated\",\"subject_name\":\"2019\""},
        {"with what they were, not what the sheet left out", "officer", "GET", "/enterprises/$one/trail", NULL, 200,
         "{\"field\":\"headcount\",\"before\":\"12\",\"after\":\"15\"}", "revenue_fen"},
        {"so are its people", "officer", "GET", "/enterprises/$one/trail", NULL, 200,
         "\"action\":\"worker.import_updated\",\"subject_name\":\"林小姐\""},
        {"with what changed", "officer", "GET", "/enterprises/$one/trail", NULL, 200,
         "{\"field\":\"degree\",\"before\":\"bachelor\",\"after\":\"master\"}", "19900307"},
        {"who may not see people sees that, not whom", "finance", "GET", "/enterprises/$one/trail", NULL, 200,
         "worker.import_updated", "林小姐"},
        {"nor what changed of them", "finance", "GET", "/enterprises/$one/trail", NULL, 200, "headcount", "bachelor"},
    };
    rig_rows(r, ROWS, COUNT(ROWS));
}

static void test_readers(struct rig *r)
{
    static const struct rig_row EDIT[] = {
        {"the version before an edit", "officer", "GET", "/enterprises/$one", NULL, 200, .keep = "v=version"},
        {"an edit by hand", "officer", "PUT", "/enterprises/$one",
         "{\"version\":$v,\"name\":\"暖桥甲公司\",\"kind\":\"enterprise\",\"contact_phone\":\"13700137000\","
         "\"address\":\"高新区2号\"}",
         200},
        {"stands in the same trail", "officer", "GET", "/enterprises/$one/trail", NULL, 200,
         "{\"field\":\"address\",\"before\":\"高新区1号\",\"after\":\"高新区2号\"}", "\"remote\""},
        {"a phone is masked where the page masks it", "finance", "GET", "/enterprises/$one/trail", NULL, 200,
         "enterprise.update", "13700137000"},
        {"in the rows of imports, too", "finance", "GET", "/enterprises/$one/trail", NULL, 200, "程一", "13800138000"},
        {"a clerk of another enterprise sees nothing", "clerk", "GET", "/enterprises/$one/trail", NULL, 404},
        {"an assistant of another area neither", "assistant", "GET", "/enterprises/$one/trail", NULL, 404},
        {"another zone neither", "all@south", "GET", "/enterprises/$one/trail", NULL, 404},
        {"nobody neither", NULL, "GET", "/enterprises/$one/trail", NULL, 401},
        {"a captain has no right to it", "captain", "GET", "/enterprises/$one/trail", NULL, 403},
    };
    rig_rows(r, EDIT, COUNT(EDIT));
    rig_bind(r, "clerk", rig_kept(r, "one"));
    static const struct rig_row OWN[] = {
        {"its own clerk sees it", "clerk", "GET", "/enterprises/$one/trail", NULL, 200, "13800138000"},
    };
    rig_rows(r, OWN, COUNT(OWN));
}

static void test_quarantine_and_merge(struct rig *r)
{
    static const struct rig_row ROWS[] = {
        {"a row waits", "officer", "GET", "/quarantine?state=open", NULL, 200, "无码公司", .keep = "q"},
        {"it is accepted", "officer", "POST", "/quarantine/$q/accept",
         "{\"version\":1,\"fields\":[{\"field\":\"name\",\"value\":\"无码公司\"},{\"field\":\"address\",\"value\":"
         "\"清城2号\"}]}",
         200, .keep = "two=enterprise_id"},
        {"an accepted row tells its file and that it created", "officer", "GET", "/enterprises/$two/trail", NULL, 200,
         "\"action\":\"enterprise.accept_created\",\"subject_name\":\"无码公司\",\"source\":\"first.csv\",\"row\":3"},
        {"and is written once", "officer", "GET", "/enterprises/$two/trail", NULL, 200, "\"total\":1,"},
        {"it is merged", "officer", "POST", "/enterprises/$two/merge",
         "{\"version\":1,\"into_id\":\"$one\",\"reason\":\"同一企业\"}", 200},
        {"the trail of the merged one goes with it", "officer", "GET", "/enterprises/$one/trail", NULL, 200,
         "enterprise.accept_created"},
        {"and the merger with its reason", "officer", "GET", "/enterprises/$one/trail", NULL, 200,
         "{\"field\":\"reason\",\"before\":null,\"after\":\"同一企业\"}"},
    };
    rig_rows(r, ROWS, COUNT(ROWS));
}

/* Each forgery is undone before the next one. */
static void test_forgery(struct rig *r)
{
    static const struct rig_row SOUND[] = {
        {"the chain and the rows beside it are sound", "auditor", "GET", "/audit/verify", NULL, 200, "\"sound\":true"}};
    static const struct rig_row FOUND[] = {
        {"a forged row is found and its file named", "auditor", "GET", "/audit/verify", NULL, 200,
         "\"sound\":false,\"fault\":\"rows\"", "\"subject\":null"}};
    static const struct {
        const char *name, *forge, *undo;
    } FORGERIES[] = {
        {"a value before", "UPDATE import_change SET changes = replace(changes, '程一', '程九')",
         "UPDATE import_change SET changes = replace(changes, '程九', '程一')"},
        {"an outcome", "UPDATE import_change SET outcome = 'updated' WHERE kind = 'year' AND outcome = 'created'",
         "UPDATE import_change SET outcome = 'created' WHERE kind = 'year' AND changes IS NULL"},
        {"a row more",
         "INSERT INTO import_change SELECT zone_id, import_id, 7, 99, at, enterprise_id, origin, kind, subject, outcome, "
         "changes FROM import_change WHERE outcome = 'updated' AND kind = 'enterprise'",
         "DELETE FROM import_change WHERE chunk_no = 7"},
        {"another enterprise", "UPDATE import_change SET enterprise_id = enterprise_id || 'x' WHERE kind = 'worker'",
         "UPDATE import_change SET enterprise_id = replace(enterprise_id, 'x', '') WHERE kind = 'worker'"},
        {"a row less", "DELETE FROM import_change WHERE kind = 'year' AND outcome = 'updated'", NULL},
    };
    rig_rows(r, SOUND, COUNT(SOUND));
    for (size_t i = 0; i < COUNT(FORGERIES); i++) {
        rig_sql(r, FORGERIES[i].forge);
        rig_rows(r, FOUND, COUNT(FOUND));
        CHECK_ROW(FORGERIES[i].name, str_eq(rig_value(r, "fault"), STR("\"rows\"")) ||
                                         str_eq(rig_value(r, "fault"), STR("rows")));
        if (FORGERIES[i].undo) rig_sql(r, FORGERIES[i].undo);
        if (FORGERIES[i].undo) rig_rows(r, SOUND, COUNT(SOUND));
    }
}

static void body(struct rig *r)
{
    rig_jobs(r, JOBS);
    test_import(r);
    test_rows_of_others(r);
    test_readers(r);
    test_quarantine_and_merge(r);
    test_forgery(r);
}

int main(void)
{
    static struct api_set sets[4];
    sets[0] = INTAKE_API;
    sets[1] = REGISTRY_API;
    sets[2] = ATTACH_API;
    sets[3] = ZONE_API;
    rig_both("trail", sets, COUNT(sets), body);
    return check_end();
}
