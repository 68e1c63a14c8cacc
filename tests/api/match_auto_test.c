/* match_auto_test.c - runs of the match that start by themselves: after rules, imports and packs, once for changes in a
 * row, and when a day begins. */
#include "app/audit.h"
#include "cli/pack.h"
#include "intake/intake.h"
#include "json/json.h"
#include "match/match.h"
#include "match/match_http.h"
#include "policy/policy_http.h"
#include "policy_plant.h"
#include "registry/registry_http.h"
#include <stdlib.h>
#include <unistd.h>

enum { MINUTE = 60, HOUR = 3600, TRIES = 1000, TRY_US = 20000 };

/* ---- what is due ---- */

static bool ask(struct ctx *c, void *arg)
{
    return match_due(c, arg);
}

static bool is_due(struct rig *r)
{
    bool due = false;
    CHECK_ROW("it can be asked", plant_as_system(r, TX_READ, ask, &due));
    return due;
}

static bool start(struct ctx *c, void *arg)
{
    (void)arg;
    return match_start_due(c);
}

static void start_due(struct rig *r)
{
    CHECK_ROW("what is due can be started", plant_as_system(r, TX_WRITE, start, NULL));
}

static int64_t runs(struct rig *r)
{
    return rig_number(r, "SELECT count(*) FROM match_run");
}

static bool put_on_record(struct ctx *c, void *arg)
{
    const char *const *action = arg;
    c->actor.name = STR("陈静");
    return audit_record(c, &(struct audit_entry){.action = str_of(*action), .subject_kind = STR("x"), .subject_id = STR("x"),
                                                 .subject_name = STR("名录.xlsx")});
}

static void happens(struct rig *r, const char *action)
{
    CHECK_ROW(action, plant_as_system(r, TX_WRITE, put_on_record, &action));
}

/* The newest run ends, whoever worked on it. */
static void newest_ends(struct rig *r, const char *state)
{
    rig_sql(r, arena_printf(r->arena, "UPDATE job SET state = '%s', owner = 'gone', finished = 1 WHERE id = (SELECT job_id FROM "
                            "match_run ORDER BY no DESC LIMIT 1)", state).p);
}

static const char DMN[] =
    "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" id=\"m\" name=\"m\" namespace=\"https://nuanqiao.example/w\">"
    "<decision id=\"d\" name=\"Line\"><variable name=\"Line\"/><context><contextEntry><variable name=\"eligible\"/>"
    "<literalExpression><text>true</text></literalExpression></contextEntry><contextEntry><variable name=\"amount\"/>"
    "<literalExpression><text>1</text></literalExpression></contextEntry></context></decision></definitions>";
static const char TESTS[] =
    "<testCases xmlns=\"http://www.omg.org/spec/DMN/20160719/testcase\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
    "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><modelName>m.dmn</modelName><testCase id=\"one\">"
    "<resultNode name=\"Line\" type=\"decision\"><expected><component name=\"eligible\"><value xsi:type=\"xsd:boolean\">true</value>"
    "</component><component name=\"amount\"><value xsi:type=\"xsd:decimal\">1</value></component></expected></resultNode>"
    "</testCase></testCases>";

static void keep_json(struct rig *r, const char *name, struct str text)
{
    struct buf b = {.arena = r->arena};
    json_add_string(&b, text);
    rig_keep(r, name, buf_str(&b));
}

/* As people do it. */
static void publish(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a document", "policy_editor", "POST", "/policies",
         "{\"no\":\"W\",\"title_zh\":\"w\",\"title_en\":\"w\",\"issuer\":\"w\"}", 201, .keep = "policy"},
        {"an item", "policy_editor", "POST", "/policy-items",
         "{\"document_id\":\"$policy\",\"code\":\"FRESH\",\"name_zh\":\"w\",\"name_en\":\"w\",\"kind\":\"money\","
         "\"subject\":\"enterprise\",\"line_decision\":\"Line\"}", 201, .keep = "item"},
        {"a rule", "policy_editor", "POST", "/policy-items/$item/rules",
         "{\"valid_from\":\"2020-05-01\",\"dmn\":$dmn,\"tests\":$tests}", 201, .keep = "rule"},
        {"tested", "policy_editor", "POST", "/rules/$rule/test", "{\"version\":1}", 200, "tested"},
        {"reviewed", "leader", "POST", "/rules/$rule/review", "{\"version\":2}", 200},
        {"published", "leader", "POST", "/rules/$rule/publish", "{\"version\":3}", 200},
    };
    keep_json(r, "dmn", STR(DMN));
    keep_json(r, "tests", STR(TESTS));
    rig_rows(r, rows, COUNT(rows));
}

static void test_changes(struct rig *r)
{
    CHECK_ROW("a zone without items: nothing is due", !is_due(r));
    plant_pack(r, PACK_POLICIES, 1);
    publish(r);
    CHECK_ROW("a rule was published: not at once", !is_due(r));
    rig_later(r, 3 * MINUTE - 10);
    CHECK_ROW("nor a little later", !is_due(r));
    start_due(r);
    CHECK_ROW("what is not due does not start", runs(r) == 0);
    rig_later(r, 20);
    CHECK_ROW("but after three minutes", is_due(r));
    start_due(r);
    start_due(r);
    CHECK_ROW("once for all of them", runs(r) == 1 && !is_due(r));
    static const struct rig_row rows[] = {
        {"who and what started it is told", "leader", "GET", "/match-summary", NULL, 200,
         "\"state\":\"queued\",\"done\":0,\"total\":0,\"failure\":null,\"actor_name\":\"leader\",\"cause\":\"rule\",\"cause_name\":"
         "\"FRESH"},
        {"a person need not queue another", "policy_editor", "POST", "/matches", "{}", 409, "conflict"},
    };
    rig_rows(r, rows, COUNT(rows));
    newest_ends(r, "running");
    static const struct rig_row more[] = {
        {"but may have one after what is under way", "policy_editor", "POST", "/matches", "{}", 202,
         "\"cause\":\"person\",\"cause_name\":null,\"causes\":0"},
        {"what is under way is shown", "leader", "GET", "/match-summary", NULL, 200, "\"state\":\"running\"", "\"cause\":\"person\""},
        {"one", "policy_editor", "POST", "/matches", "{}", 409},
    };
    rig_rows(r, more, COUNT(more));
    newest_ends(r, "running");
    static const struct rig_row again[] = {{"not after a person's", "policy_editor", "POST", "/matches", "{}", 409}};
    rig_rows(r, again, COUNT(again));
    rig_sql(r, "UPDATE job SET state = 'done'");
    CHECK_ROW("nothing is new then", !is_due(r));
}

/* After a change; keeps the run's cause. */
static void test_cause(struct rig *r, const char *action, const char *cause)
{
    int64_t before = runs(r);
    happens(r, action);
    rig_later(r, 2 * MINUTE);
    happens(r, action);
    CHECK_ROW(action, !is_due(r));
    rig_later(r, MINUTE);
    CHECK_ROW(action, is_due(r));
    start_due(r);
    CHECK_ROW(action, runs(r) == before + 1);
    const struct rig_row row = {action, "leader", "GET", "/match-summary", NULL, 200,
                                arena_printf(r->arena, "\"actor_name\":\"陈静\",\"cause\":\"%s\",\"cause_name\":\"名录.xlsx\",\"causes\":2,",
                                             cause).p};
    rig_rows(r, &row, 1);
    newest_ends(r, "done");
}

static void test_days(struct rig *r)
{
    rig_later(r, 6 * HOUR);
    CHECK_ROW("the day is long", !is_due(r));
    rig_later(r, HOUR + 30 * MINUTE);
    CHECK_ROW("a new day began in the zone", is_due(r));
    start_due(r);
    static const struct rig_row rows[] = {
        {"the day started it", "leader", "GET", "/match-summary", NULL, 200,
         "\"actor_name\":\"system\",\"cause\":\"day\",\"cause_name\":null,\"causes\":0"},
        {"as of that day", "leader", "GET", "/match-summary", NULL, 200, "\"as_of\":\"2020-05-15\""},
    };
    rig_rows(r, rows, COUNT(rows));
    newest_ends(r, "done");
    CHECK_ROW("once a day", !is_due(r));
}

static void test_ends(struct rig *r)
{
    happens(r, "import.finish");
    rig_later(r, 3 * MINUTE);
    start_due(r);
    newest_ends(r, "failed");
    CHECK_ROW("a run that failed is not tried again at once", !is_due(r));
    rig_later(r, HOUR);
    CHECK_ROW("but an hour later", is_due(r));
    start_due(r);
    newest_ends(r, "cancelled");
    rig_later(r, 2 * HOUR);
    CHECK_ROW("what a person cancelled stays so", !is_due(r));
    static const struct rig_row rows[] = {
        {"a person looks at another day", "policy_editor", "POST", "/matches", "{\"as_of\":\"2020-03-01\"}", 202, "2020-03-01"},
    };
    rig_rows(r, rows, COUNT(rows));
    newest_ends(r, "done");
    CHECK_ROW("nobody takes it away", !is_due(r));
    happens(r, "rule.publish");
    rig_later(r, 3 * MINUTE);
    CHECK_ROW("until something changes", is_due(r));
    CHECK_ROW("it can be turned off", setenv("NQ_MATCH_AFTER_MINUTES", "0", 1) == 0);
    rig_restart(r);
    CHECK_ROW("nothing starts by itself then", !is_due(r));
    CHECK_ROW("or wait longer", setenv("NQ_MATCH_AFTER_MINUTES", "60", 1) == 0);
    rig_restart(r);
    CHECK_ROW("not yet", !is_due(r));
    CHECK_ROW("and on again", unsetenv("NQ_MATCH_AFTER_MINUTES") == 0);
    rig_restart(r);
    CHECK_ROW("it is still due", is_due(r));
}

/* A server does it. */
static void test_server(struct rig *r)
{
    static const struct job_kind *const JOBS[] = {&MATCH_JOB, NULL};
    int64_t before = runs(r);
    rig_jobs(r, JOBS);
    usleep(TRY_US);
    CHECK_ROW("a command's worker starts nothing", runs(r) == before);
    rig_plan_jobs(r, JOBS);
    for (int i = 0; i < TRIES && runs(r) == before; i++)
        usleep(TRY_US);
    rig_wait(r);
    static const struct rig_row rows[] = {
        {"a server's does", "leader", "GET", "/match-summary", NULL, 200, "\"state\":\"done\"", "\"state\":\"queued\""},
        {"and says why", "leader", "GET", "/match-summary", NULL, 200, "\"cause\":\"rule\""},
    };
    rig_rows(r, rows, COUNT(rows));
    CHECK_ROW("one run, on record", runs(r) == before + 1);
    CHECK_ROW("the other zone has none", rig_number(r, "SELECT count(*) FROM match_run WHERE zone_id = '" RIG_SOUTH "'") == 0);
}

static void body(struct rig *r)
{
    test_changes(r);
    test_cause(r, "rule.publish", "rule");
    test_cause(r, "policy_item.edit", "item");
    test_cause(r, INTAKE_JOB.claim, "import");
    test_cause(r, PACK_JOB.claim, "pack");
    happens(r, "worker.reveal");
    rig_later(r, 5 * MINUTE);
    CHECK_ROW("other things make nothing old", !is_due(r));
    test_days(r);
    test_ends(r);
    test_server(r);
}

int main(void)
{
    const struct api_set sets[] = {REGISTRY_API, POLICY_API, MATCH_API};
    rig_both("match_auto", sets, COUNT(sets), body);
    return check_end();
}
