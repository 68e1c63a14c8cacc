/* policy_walk_test.c - publishing a rule and writing an item, their database calls failed one after the other: after every
 * failure nothing is stored, and no rule is half published. */
#include "api/rig.h"
#include "fault_walk.h"
#include "json/json.h"
#include "policy/policy_http.h"
#include "testdb.h"

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

static void keep_json(struct rig *r, const char *name, struct str text)
{
    struct buf b = {.arena = r->arena};
    json_add_string(&b, text);
    rig_keep(r, name, buf_str(&b));
}

static const struct rig_row BEFORE[] = {
    {"a document", "policy_editor", "POST", "/policies", "{\"no\":\"W\",\"title_zh\":\"w\",\"title_en\":\"w\",\"issuer\":\"w\"}", 201, NULL,
     NULL, "policy"},
};
static const struct rig_row RULES[] = {
    {"the item is there once", "policy_editor", "GET", "/policy-items", NULL, 200, "\"code\":\"WALK\"", NULL, "item"},
    {"a rule", "policy_editor", "POST", "/policy-items/$item/rules", "{\"valid_from\":\"2020-05-01\",\"dmn\":$dmn,\"tests\":$tests}", 201,
     NULL, NULL, "first"},
    {"tested", "policy_editor", "POST", "/rules/$first/test", "{\"version\":1}", 200, "tested"},
    {"reviewed", "leader", "POST", "/rules/$first/review", "{\"version\":2}", 200},
    {"published", "leader", "POST", "/rules/$first/publish", "{\"version\":3}", 200},
    {"the next", "policy_editor", "POST", "/policy-items/$item/rules", "{\"valid_from\":\"2020-05-01\",\"dmn\":$dmn,\"tests\":$tests}", 201,
     NULL, NULL, "second"},
    {"tested, too", "policy_editor", "POST", "/rules/$second/test", "{\"version\":1}", 200, "tested"},
    {"reviewed, too", "leader", "POST", "/rules/$second/review", "{\"version\":2}", 200},
};

static void test_walks(bool pg)
{
    const struct api_set sets[] = {POLICY_API};
    struct rig *r = rig_open_faulty("policy_walk", pg, sets, COUNT(sets));
    keep_json(r, "dmn", STR(DMN));
    keep_json(r, "tests", STR(TESTS));
    rig_rows(r, BEFORE, COUNT(BEFORE));
    struct walk item = {r, "policy_editor", "/policy-items",
                        "{\"document_id\":\"$policy\",\"code\":\"WALK\",\"name_zh\":\"w\",\"name_en\":\"w\",\"kind\":\"money\","
                        "\"subject\":\"enterprise\",\"line_decision\":\"Line\"}",
                        201};
    CHECK_ROW("an item: all or nothing", fault_walk(r->app->store, "an item", act, &item) >= 5);
    rig_rows(r, RULES, COUNT(RULES));
    struct walk publish = {r, "leader", "/rules/$second/publish", "{\"version\":3}", 200};
    CHECK_ROW("publishing: all or nothing", fault_walk(r->app->store, "publishing", act, &publish) >= 6);
    CHECK_ROW("one rule decides", rig_number(r, "SELECT count(*) FROM rule_version WHERE state = 'published'") == 1);
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
