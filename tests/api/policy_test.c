/* policy_test.c - documents, items, rule versions in four eyes, judging with reasons, trying without sign-in, packs. */
#include "app/app.h"
#include "json/json.h"
#include "policy/policy_http.h"
#include "policy/rule.h"
#include "fund/fund_http.h"
#include "registry/registry_http.h"
#include "rig.h"

/* ---- models ---- */

#define HEAD                                                                                                           \
    "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" id=\"m\" name=\"Lodging\" "                 \
    "namespace=\"https://nuanqiao.example/t\">"
#define INPUT(name, type)                                                                                              \
    "<inputData id=\"in_" name "\" name=\"" name "\"><variable name=\"" name "\" typeRef=\"" type "\"/></inputData>"
#define NEEDS(name) "<informationRequirement><requiredInput href=\"#in_" name "\"/></informationRequirement>"
#define CELL(text) "<inputEntry><text>" text "</text></inputEntry>"
#define OUT(text) "<outputEntry><text>" text "</text></outputEntry>"
#define ENTRY(name, text)                                                                                              \
    "<contextEntry><variable name=\"" name "\"/><literalExpression><text>" text "</text></literalExpression></contextEntry>"

/* A hundred yuan (or `per_day`) a night for people up to 35 of an enterprise in the zone; 1,000 yuan a claim at most. */
#define LODGING(per_day)                                                                                               \
    HEAD INPUT("in_zone", "boolean") INPUT("worker_age", "number") INPUT("nights", "number")                           \
        "<inputData id=\"in_rows\" name=\"rows\"><variable name=\"rows\"/></inputData>"                                \
        "<decision id=\"d_params\" name=\"params\"><variable name=\"params\"/><context>" ENTRY("per_day", per_day)     \
            ENTRY("cap", "1000") "</context></decision>"                                                               \
        "<decision id=\"d_line\" name=\"Line\"><variable name=\"Line\"/>" NEEDS("in_zone") NEEDS("worker_age")         \
            NEEDS("nights")                                                                                            \
        "<informationRequirement><requiredDecision href=\"#d_params\"/></informationRequirement>"                      \
        "<decisionTable id=\"t\" hitPolicy=\"FIRST\">"                                                                 \
        "<input id=\"i1\" label=\"in_zone\"><inputExpression typeRef=\"boolean\"><text>in_zone</text></inputExpression></input>"       \
        "<input id=\"i2\" label=\"worker_age\"><inputExpression typeRef=\"number\"><text>worker_age</text></inputExpression></input>"  \
        "<input id=\"i3\" label=\"nights\"><inputExpression typeRef=\"number\"><text>nights</text></inputExpression></input>"          \
        "<output id=\"o1\" name=\"eligible\" typeRef=\"boolean\"/><output id=\"o2\" name=\"amount\" typeRef=\"number\"/>"              \
        "<output id=\"o3\" name=\"reason\" typeRef=\"string\"/>"                                                       \
        "<rule id=\"r1\">" CELL("true") CELL("&lt;= 35") CELL("&gt; 0") OUT("true") OUT("nights * params.per_day")     \
            OUT("\"young\"") "</rule>"                                                                                 \
        "<rule id=\"r2\">" CELL("-") CELL("-") CELL("-") OUT("false") OUT("0") OUT("\"otherwise\"") "</rule>"          \
        "</decisionTable></decision>"                                                                                  \
        "<decision id=\"d_claim\" name=\"Claim\"><variable name=\"Claim\"/>" NEEDS("rows")                             \
        "<informationRequirement><requiredDecision href=\"#d_params\"/></informationRequirement><context>"             \
            ENTRY("sum", "sum(for r in rows return r.amount)") ENTRY("eligible", "sum &gt; 0")                         \
            ENTRY("total", "min(sum, params.cap)") "</context></decision></definitions>"

/* Ten yuan a head from a hundred heads on; outside the zone certainly nothing. */
#define HEADS                                                                                                          \
    HEAD INPUT("headcount", "number") INPUT("in_zone", "boolean")                                                      \
        "<decision id=\"d_line\" name=\"Grant\"><variable name=\"Grant\"/>" NEEDS("headcount") NEEDS("in_zone")        \
        "<context>" ENTRY("eligible", "in_zone and headcount &gt;= 100") ENTRY("certain", "not(in_zone)")              \
            ENTRY("amount", "headcount * 10")                                                                          \
        "</context></decision></definitions>"

#define TESTS                                                                                                          \
    "<testCases xmlns=\"http://www.omg.org/spec/DMN/20160719/testcase\" "                                              \
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">"          \
    "<modelName>m.dmn</modelName>"
#define GIVEN(name, type, value)                                                                                       \
    "<inputNode name=\"" name "\"><value xsi:type=\"xsd:" type "\">" value "</value></inputNode>"
#define PART(name, type, value)                                                                                        \
    "<component name=\"" name "\"><value xsi:type=\"xsd:" type "\">" value "</value></component>"
#define LODGING_TESTS(amount)                                                                                          \
    TESTS "<testCase id=\"one\">" GIVEN("in_zone", "boolean", "true") GIVEN("worker_age", "decimal", "35")             \
        GIVEN("nights", "decimal", "3") "<resultNode name=\"Line\" type=\"decision\"><expected>"                       \
            PART("eligible", "boolean", "true") PART("amount", "decimal", amount) PART("reason", "string", "young")    \
        "</expected></resultNode></testCase></testCases>"
#define HEADS_TESTS                                                                                                    \
    TESTS "<testCase id=\"one\">" GIVEN("headcount", "decimal", "100") GIVEN("in_zone", "boolean", "true")             \
        "<resultNode name=\"Grant\" type=\"decision\"><expected>" PART("eligible", "boolean", "true")                  \
            PART("certain", "boolean", "false") PART("amount", "decimal", "1000") "</expected></resultNode></testCase></testCases>"

/* ---- facts ---- */

static const char FACTS[] =
    "{\"items\":["
    "{\"key\":\"in_zone\",\"type\":\"boolean\",\"zh\":\"在园区\",\"en\":\"in the zone\",\"provider\":\"enterprise.in_zone\"},"
    "{\"key\":\"headcount\",\"type\":\"number\",\"unit\":\"people\",\"zh\":\"从业人数\",\"en\":\"people employed\","
    "\"provider\":\"enterprise.headcount\"},"
    "{\"key\":\"worker_name\",\"type\":\"string\",\"zh\":\"姓名\",\"en\":\"name\",\"provider\":\"worker.name\",\"line\":true},"
    "{\"key\":\"worker_birth\",\"type\":\"date\",\"zh\":\"出生日期\",\"en\":\"birth date\",\"provider\":\"worker.birth\",\"line\":true},"
    "{\"key\":\"worker_age\",\"type\":\"number\",\"unit\":\"years\",\"zh\":\"年龄\",\"en\":\"age\",\"provider\":\"worker.age\",\"line\":true},"
    "{\"key\":\"nights\",\"type\":\"number\",\"zh\":\"入住天数\",\"en\":\"nights\",\"line\":true},"
    "{\"key\":\"price\",\"type\":\"number\",\"unit\":\"yuan\",\"zh\":\"房价\",\"en\":\"price\",\"line\":true},"
    "{\"key\":\"from\",\"type\":\"date\",\"zh\":\"入住日期\",\"en\":\"first day\",\"line\":true},"
    "{\"key\":\"to\",\"type\":\"date\",\"zh\":\"离店日期\",\"en\":\"last day\",\"line\":true},"
    "{\"key\":\"room\",\"type\":\"string\",\"zh\":\"房型\",\"en\":\"room\",\"line\":true,\"choices\":["
    "{\"value\":\"single\",\"zh\":\"单人间\",\"en\":\"single room\"},{\"value\":\"double\",\"zh\":\"双人间\",\"en\":\"double room\"}]}"
    "]}";

static bool as_system(struct rig *r, enum tx tx, bool (*run)(struct ctx *, void *), void *arg, enum err_code *code)
{
    struct ctx c;
    ctx_init(&c, r->app, r->arena);
    c.zone_id = STR(RIG_NORTH);
    c.actor.system = true;
    c.remote = STR("cli");
    c.now = (struct instant){RIG_NOW_US};
    bool ok = app_run(&c, tx, run, arg);
    if (code) *code = c.err.code;
    else if (!ok) printf("    %.*s %.*s\n", STR_ARG(msg_render(r->arena, LANG_EN, &c.err.message)), STR_ARG(c.err.debug));
    return ok;
}

struct facts_job {
    struct policy_facts facts;
    struct policy_pack_counts n;
};

static bool put_facts(struct ctx *c, void *arg)
{
    struct facts_job *j = arg;
    j->n = (struct policy_pack_counts){0};
    return policy_pack_facts(c, &j->facts, &j->n);
}

static void plant_facts(struct rig *r)
{
    struct facts_job j = {0};
    struct err e = {.arena = r->arena};
    CHECK_ROW("the facts are read", json_decode(r->arena, &e, &POLICY_FACTS, STR(FACTS), &j.facts));
    CHECK_ROW("the catalogue is stored", as_system(r, TX_WRITE, put_facts, &j, NULL) && j.n.created == 10);
    CHECK_ROW("a second time nothing changes", as_system(r, TX_WRITE, put_facts, &j, NULL) && j.n.kept == 10);
    LIST_AT(&j.facts.items, struct policy_fact, 0)->provider = STR("enterprise.colour");
    enum err_code code;
    CHECK_ROW("an unknown provider is refused", !as_system(r, TX_WRITE, put_facts, &j, &code) && code == ERR_INVALID);
}

static void keep_json(struct rig *r, const char *name, const char *text)
{
    struct buf b = {.arena = r->arena};
    json_add_string(&b, str_of(text));
    rig_keep(r, name, buf_str(&b));
}

/* ---- documents, items, versions ---- */

#define LODGING_FORM                                                                                                   \
    "\"fields\":[{\"key\":\"worker_name\",\"source\":\"registry\"},{\"key\":\"worker_age\",\"source\":\"registry\"},"  \
    "{\"key\":\"from\",\"source\":\"form\",\"required\":true},{\"key\":\"to\",\"source\":\"form\"},"                   \
    "{\"key\":\"nights\",\"source\":\"form\"},{\"key\":\"room\",\"source\":\"form\"}],"                                \
    "\"exclusions\":[{\"item_code\":\"LODGING\",\"by\":\"person_day\"}],"                                              \
    "\"attachments\":[{\"kind\":\"invoice\",\"zh\":\"发票\",\"en\":\"invoice\",\"required\":true}],"                   \
    "\"parameters\":[{\"name\":\"per_day\",\"zh\":\"每人每天\",\"en\":\"per person and day\",\"value\":\"100\","       \
    "\"unit\":\"yuan\",\"sample\":true}],"                                                                             \
    "\"words\":[{\"value\":\"Line\",\"zh\":\"住宿补贴\",\"en\":\"the lodging grant\"}],"                               \
    "\"person_key\":\"worker_id\",\"from_key\":\"from\",\"to_key\":\"to\""
#define LODGING_ITEM                                                                                                   \
    "\"code\":\"LODGING\",\"name_zh\":\"住宿补贴\",\"name_en\":\"Lodging\",\"kind\":\"money\",\"subject\":\"workers\","\
    "\"line_decision\":\"Line\",\"claim_decision\":\"Claim\",\"try_it\":true,\"sample\":true," LODGING_FORM

static const struct rig_row WRITING[] = {
    {"the catalogue is for everybody signed in", "clerk", "GET", "/policy-facts", NULL, 200, "\"provider\":\"worker.birth\""},
    {"an editor adds a document", "policy_editor", "POST", "/policies",
     "{\"no\":\"TALENT-2020\",\"title_zh\":\"人才政策\",\"title_en\":\"Talents\",\"issuer\":\"管委会\",\"issued_on\":\"2020-05-12\","
     "\"budget_fen\":5000000000,\"sample\":true}",
     201, "\"no\":\"TALENT-2020\"", NULL, "policy"},
    {"its number again", "policy_editor", "POST", "/policies",
     "{\"no\":\"TALENT-2020\",\"title_zh\":\"又一份\",\"title_en\":\"Another\",\"issuer\":\"管委会\"}", 409, "TALENT-2020"},
    {"a clerk may not", "clerk", "POST", "/policies",
     "{\"no\":\"X\",\"title_zh\":\"又一份\",\"title_en\":\"Another\",\"issuer\":\"管委会\"}", 403},
    {"all may read it", "clerk", "GET", "/policies/$policy", NULL, 200, "人才政策"},
    {"and list them", "clerk", "GET", "/policies", NULL, 200, "\"items\":[{\"id\":\"$policy\""},
    {"it changes with its version", "policy_editor", "PUT", "/policies/$policy",
     "{\"version\":1,\"no\":\"TALENT-2020\",\"title_zh\":\"人才新政\",\"title_en\":\"Talents\",\"issuer\":\"管委会\"}", 200,
     "人才新政"},
    {"the second editor is told", "policy_editor", "PUT", "/policies/$policy",
     "{\"version\":1,\"no\":\"TALENT-2020\",\"title_zh\":\"旧\",\"title_en\":\"Old\",\"issuer\":\"管委会\"}", 412},
    {"another zone does not see it", "policy_editor@south", "GET", "/policies/$policy", NULL, 404},
    /* items */
    {"an item with its form; labels and types come from the catalogue", "policy_editor", "POST", "/policy-items",
     "{\"document_id\":\"$policy\"," LODGING_ITEM "}", 201,
     "\"key\":\"nights\",\"source\":\"form\",\"type\":\"number\",\"zh\":\"入住天数\"", NULL, "item"},
    {"a field of a line is asked per line", "clerk", "GET", "/policy-items/$item", NULL, 200, "\"line\":true"},
    {"the code is taken", "policy_editor", "POST", "/policy-items", "{\"document_id\":\"$policy\"," LODGING_ITEM "}", 409, "LODGING"},
    {"it cannot open without a rule", "policy_editor", "PUT", "/policy-items/$item",
     "{\"version\":1,\"state\":\"open\"," LODGING_ITEM "}", 409, "还没有已发布的规则"},
    {"an unknown field and a second one at once", "policy_editor", "POST", "/policy-items",
     "{\"document_id\":\"$policy\",\"code\":\"X\",\"name_zh\":\"x\",\"name_en\":\"x\",\"kind\":\"money\",\"subject\":\"workers\","
     "\"line_decision\":\"Line\",\"fields\":[{\"key\":\"colour\",\"source\":\"form\"},{\"key\":\"nights\",\"source\":\"form\","
     "\"type\":\"date\"}]}",
     422, "fields/1/type"},
    {"the first of them", "policy_editor", "POST", "/policy-items",
     "{\"document_id\":\"$policy\",\"code\":\"X\",\"name_zh\":\"x\",\"name_en\":\"x\",\"kind\":\"money\",\"subject\":\"workers\","
     "\"line_decision\":\"Line\",\"fields\":[{\"key\":\"colour\",\"source\":\"form\"}]}",
     422, "colour"},
    {"an exclusion by days without the days", "policy_editor", "POST", "/policy-items",
     "{\"document_id\":\"$policy\",\"code\":\"X\",\"name_zh\":\"x\",\"name_en\":\"x\",\"kind\":\"money\",\"subject\":\"workers\","
     "\"line_decision\":\"Line\",\"exclusions\":[{\"item_code\":\"LODGING\",\"by\":\"person_day\"}]}",
     422, "exclusions/0/by"},
    {"closes before it opens", "policy_editor", "POST", "/policy-items",
     "{\"document_id\":\"$policy\",\"code\":\"X\",\"name_zh\":\"x\",\"name_en\":\"x\",\"kind\":\"money\",\"subject\":\"workers\","
     "\"line_decision\":\"Line\",\"opens_on\":\"2020-06-01\",\"closes_on\":\"2020-05-01\"}",
     422, "closes_on"},
    {"a pot that is not there", "policy_editor", "POST", "/policy-items",
     "{\"document_id\":\"$policy\",\"code\":\"X\",\"name_zh\":\"x\",\"name_en\":\"x\",\"kind\":\"money\",\"subject\":\"workers\","
     "\"line_decision\":\"Line\",\"pot_id\":\"nothing\"}",
     422, "pot_id"},
    /* rule versions */
    {"a draft", "policy_editor", "POST", "/policy-items/$item/rules",
     "{\"valid_from\":\"2020-05-12\",\"dmn\":$dmn,\"tests\":$red}", 201, "\"no\":1,\"state\":\"draft\"", NULL, "rule"},
    {"a clerk sees no drafts", "clerk", "GET", "/policy-items/$item/rules", NULL, 200, "\"items\":[]"},
    {"nor one by its id", "clerk", "GET", "/rules/$rule", NULL, 404},
    {"the auditor sees it", "auditor", "GET", "/rules/$rule", NULL, 200, "definitions xmlns"},
    {"a red test is told with what was expected", "policy_editor", "POST", "/rules/$rule/test", "{\"version\":1}", 200,
     "\"expected\":\"{eligible: true, amount: 301"},
    {"looking at it stores nothing", "policy_editor", "GET", "/rules/$rule/check", NULL, 200, "\"version\":2,\"passed\":0,\"failed\":1"},
    {"it stays a draft", "policy_editor", "GET", "/rules/$rule", NULL, 200, "\"state\":\"draft\""},
    {"and cannot be reviewed", "leader", "POST", "/rules/$rule/review", "{\"version\":2}", 409, "测试通过"},
    {"another text", "policy_editor", "PUT", "/rules/$rule",
     "{\"version\":2,\"valid_from\":\"2020-05-12\",\"dmn\":$dmn,\"tests\":$green}", 200, "\"version\":3"},
    {"an old version of it", "policy_editor", "POST", "/rules/$rule/test", "{\"version\":2}", 412},
    {"green", "policy_editor", "POST", "/rules/$rule/test", "{\"version\":3}", 200, "\"state\":\"tested\",\"version\":4,\"passed\":1"},
    {"no publishing before the review", "leader", "POST", "/rules/$rule/publish", "{\"version\":4}", 409, "已复核"},
    {"the author does not review", "policy_editor", "POST", "/rules/$rule/review", "{\"version\":4}", 403, "另一人"},
    {"a clerk has no right to", "clerk", "POST", "/rules/$rule/review", "{\"version\":4}", 403},
    {"another person reviews", "leader", "POST", "/rules/$rule/review", "{\"version\":4}", 200, "\"state\":\"reviewed\""},
    {"the author does not publish", "policy_editor", "POST", "/rules/$rule/publish", "{\"version\":5}", 403, "另一人"},
    {"another person publishes", "leader", "POST", "/rules/$rule/publish", "{\"version\":5}", 200, "\"state\":\"published\""},
    {"published is published", "policy_editor", "PUT", "/rules/$rule",
     "{\"version\":6,\"valid_from\":\"2020-05-12\",\"dmn\":$dmn,\"tests\":$red}", 409, "不能再改"},
    {"now all see it", "clerk", "GET", "/policy-items/$item/rules", NULL, 200, "\"state\":\"published\""},
    {"and the item opens", "policy_editor", "PUT", "/policy-items/$item", "{\"version\":1,\"state\":\"open\"," LODGING_ITEM "}",
     200, "\"rule_version_id\":\"$rule\""},
    {"its decisions keep their names", "policy_editor", "PUT", "/policy-items/$item",
     "{\"version\":2,\"code\":\"LODGING\",\"name_zh\":\"x\",\"name_en\":\"x\",\"kind\":\"money\",\"subject\":\"workers\","
     "\"line_decision\":\"Other\"}",
     422, "line_decision"},
    {"a draft with a future date and another amount", "policy_editor", "POST", "/policy-items/$item/rules",
     "{\"valid_from\":\"2020-06-01\",\"dmn\":$dmn150,\"tests\":$green150}", 201, "\"no\":2", NULL, "next"},
    {"an input that is no fact", "policy_editor", "POST", "/policy-items/$item/rules",
     "{\"valid_from\":\"2020-06-01\",\"dmn\":$strange,\"tests\":$green}", 201, NULL, NULL, "strange_rule"},
    {"blocks it", "policy_editor", "POST", "/rules/$strange_rule/test", "{\"version\":1}", 200, "colour", "\"state\":\"tested\""},
    {"a text that is no model", "policy_editor", "POST", "/policy-items/$item/rules",
     "{\"valid_from\":\"2020-06-01\",\"dmn\":\"<a/>\",\"tests\":\"<b/>\"}", 201, NULL, NULL, "none"},
    {"blocks it too", "policy_editor", "POST", "/rules/$none/test", "{\"version\":1}", 200, "\"errors\":1"},
    {"and has no tables", "policy_editor", "GET", "/rules/$none/view", NULL, 409},
    {"the rule as a table, in words", "clerk", "GET", "/rules/$rule/view", NULL, 200,
     "\"name\":\"Line\",\"zh\":\"住宿补贴\",\"en\":\"the lodging grant\",\"kind\":\"table\",\"hit_policy\":\"FIRST\""},
    {"its column says what people say", "clerk", "GET", "/rules/$rule/view", NULL, 200, "\"text\":\"worker_age\",\"zh\":\"年龄\""},
    {"its cells too", "clerk", "GET", "/rules/$rule/view", NULL, 200, "\"text\":\"nights * params.per_day\",\"zh\":\"入住天数 * "},
    {"and the parameters", "clerk", "GET", "/rules/$rule/view", NULL, 200, " * parameters.per person and day\""},
    {"constants stand as a context", "clerk", "GET", "/rules/$rule/view", NULL, 200, "\"text\":\"per_day\",\"zh\":\"每人每天\""},
    {"an end before the beginning", "policy_editor", "POST", "/policy-items/$item/rules",
     "{\"valid_from\":\"2020-06-01\",\"valid_to\":\"2020-05-01\",\"dmn\":$dmn,\"tests\":$green}", 422, "valid_to"},
};

/* ---- judging ---- */

#define ASK(lines) "{\"enterprise_id\":\"$one\",\"lines_json\":\"" lines "\"}"

static const struct rig_row JUDGING[] = {
    {"an enterprise of the zone", "officer", "POST", "/enterprises",
     "{\"name\":\"清远暖桥新材料有限公司\",\"registration_since\":\"2018-01-01\"}", 201, NULL, NULL, "one"},
    {"a young worker", "officer", "POST", "/enterprises/$one/workers",
     "{\"name\":\"李明\",\"id_kind\":\"passport\",\"id_number\":\"E12345678\",\"birth\":\"1985-05-14\"}", 201, NULL, NULL, "young"},
    {"one a day older than 35 years", "officer", "POST", "/enterprises/$one/workers",
     "{\"name\":\"王强\",\"id_kind\":\"passport\",\"id_number\":\"E12345679\",\"birth\":\"1984-05-13\"}", 201, NULL, NULL, "old"},
    {"one without a birth date", "officer", "POST", "/enterprises/$one/workers",
     "{\"name\":\"赵敏\",\"id_kind\":\"passport\",\"id_number\":\"E12345680\"}", 201, NULL, NULL, "blank"},
    {"nights are declared: likely, to the fen, by the published rule", "officer", "POST", "/policy-items/$item/judge",
     ASK("[{\\\"worker_id\\\":\\\"$young\\\",\\\"nights\\\":3}]"), 200, "{\"verdict\":\"likely\",\"total_fen\":30000,"},
    {"the rule's version is named", "officer", "POST", "/policy-items/$item/judge",
     ASK("[{\\\"worker_id\\\":\\\"$young\\\",\\\"nights\\\":3}]"), 200, "\"rule_version_id\":\"$rule\""},
    {"the row that applied is named, for the tables on the screen", "officer", "POST", "/policy-items/$item/judge",
     ASK("[{\\\"worker_id\\\":\\\"$young\\\",\\\"nights\\\":3}]"), 200, "\"fired\":[{\"decision\":\"Line\",\"row\":1}"},
    {"reasons are sentences in the people's words", "officer", "POST", "/policy-items/$item/judge",
     ASK("[{\\\"worker_id\\\":\\\"$young\\\",\\\"nights\\\":3}]"), 200, "年龄 35 ≤ 35"},
    {"in English as well", "officer", "POST", "/policy-items/$item/judge",
     ASK("[{\\\"worker_id\\\":\\\"$young\\\",\\\"nights\\\":3}]"), 200, "The case: in the zone is true", ", rule "},
    {"the facts are frozen with their source", "officer", "POST", "/policy-items/$item/judge",
     ASK("[{\\\"worker_id\\\":\\\"$young\\\",\\\"nights\\\":3}]"), 200,
     "\\\"worker_age\\\":{\\\"value\\\":35,\\\"source\\\":\\\"registry\\\"}"},
    {"too old", "officer", "POST", "/policy-items/$item/judge", ASK("[{\\\"worker_id\\\":\\\"$old\\\",\\\"nights\\\":3}]"), 200,
     "{\"verdict\":\"not\",\"total_fen\":0,"},
    {"a fact that nobody knows is named", "officer", "POST", "/policy-items/$item/judge",
     ASK("[{\\\"worker_id\\\":\\\"$blank\\\",\\\"nights\\\":3}]"), 200, "\"missing\":[{\"key\":\"worker_age\",\"zh\":\"年龄\",\"en\":\"age\",\"form\":false}]"},
    {"in the verdict too", "officer", "POST", "/policy-items/$item/judge",
     ASK("[{\\\"worker_id\\\":\\\"$blank\\\",\\\"nights\\\":3}]"), 200, "还缺：年龄。"},
    {"the eligible lines together, capped by the claim's decision", "officer", "POST", "/policy-items/$item/judge",
     ASK("[{\\\"worker_id\\\":\\\"$young\\\",\\\"nights\\\":12},{\\\"worker_id\\\":\\\"$old\\\",\\\"nights\\\":3}]"), 200,
     "{\"verdict\":\"likely\",\"total_fen\":100000,"},
    {"with a sentence on the whole", "officer", "POST", "/policy-items/$item/judge",
     ASK("[{\\\"worker_id\\\":\\\"$young\\\",\\\"nights\\\":12},{\\\"worker_id\\\":\\\"$old\\\",\\\"nights\\\":3}]"), 200,
     "共 2 行，符合 1 行，合计 1000 元。"},
    {"a fraction of a fen is an error of the rule, not rounded", "officer", "POST", "/policy-items/$item/judge",
     ASK("[{\\\"worker_id\\\":\\\"$young\\\",\\\"nights\\\":0.00001}]"), 409, "不是整数分"},
    {"somebody else's worker", "officer", "POST", "/policy-items/$item/judge", ASK("[{\\\"worker_id\\\":\\\"x\\\",\\\"nights\\\":3}]"),
     422, "lines/0/worker_id"},
    {"all bad facts at once", "officer", "POST", "/policy-items/$item/judge",
     ASK("[{\\\"nights\\\":\\\"three\\\",\\\"room\\\":\\\"suite\\\",\\\"from\\\":\\\"2020-02-30\\\",\\\"colour\\\":1}]"), 422,
     "lines/0/room"},
    {"the unknown one too", "officer", "POST", "/policy-items/$item/judge", ASK("[{\\\"colour\\\":1}]"), 422, "lines/0/colour"},
    {"a birth date in the future", "officer", "POST", "/policy-items/$item/judge",
     ASK("[{\\\"worker_birth\\\":\\\"2020-05-15\\\"}]"), 422, "计算日期之后"},
    {"no JSON", "officer", "POST", "/policy-items/$item/judge", ASK("[{"), 422, "lines_json"},
    {"no lines", "officer", "POST", "/policy-items/$item/judge", ASK("[]"), 422, "lines"},
    {"before the rule", "officer", "POST", "/policy-items/$item/judge",
     "{\"as_of\":\"2020-05-01\",\"enterprise_id\":\"$one\"}", 404, "2020-05-01"},
    {"a clerk of another enterprise", "clerk", "POST", "/policy-items/$item/judge", "{\"enterprise_id\":\"$one\"}", 404},
    {"a reader of enterprises without a right to workers", "finance", "POST", "/policy-items/$item/judge",
     ASK("[{\\\"worker_id\\\":\\\"$young\\\",\\\"nights\\\":3}]"), 404},
    {"declared facts alone, without an enterprise", "clerk", "POST", "/policy-items/$item/judge",
     "{\"form_json\":\"{\\\"in_zone\\\":true}\",\"lines_json\":\"[{\\\"worker_birth\\\":\\\"1990-01-01\\\",\\\"nights\\\":2}]\"}", 200,
     "{\"verdict\":\"likely\",\"total_fen\":20000,"},
    {"a draft is not for everybody", "clerk", "POST", "/policy-items/$item/judge", "{\"rule_version_id\":\"$next\"}", 404},
    {"its writers try it", "policy_editor", "POST", "/policy-items/$item/judge",
     "{\"rule_version_id\":\"$next\",\"form_json\":\"{\\\"in_zone\\\":true}\","
     "\"lines_json\":\"[{\\\"worker_birth\\\":\\\"1990-01-01\\\",\\\"nights\\\":2}]\"}",
     200, "\"total_fen\":30000,"},
    {"the next version is tested", "policy_editor", "POST", "/rules/$next/test", "{\"version\":1}", 200, "\"state\":\"tested\""},
    {"reviewed", "leader", "POST", "/rules/$next/review", "{\"version\":2}", 200},
    {"published", "leader", "POST", "/rules/$next/publish", "{\"version\":3}", 200},
    {"until its day the old one holds", "officer", "POST", "/policy-items/$item/judge",
     "{\"as_of\":\"2020-05-31\",\"enterprise_id\":\"$one\",\"lines_json\":\"[{\\\"worker_birth\\\":\\\"1990-01-01\\\",\\\"nights\\\":2}]\"}",
     200, "\"total_fen\":20000,"},
    {"then the new one", "officer", "POST", "/policy-items/$item/judge",
     "{\"as_of\":\"2020-06-01\",\"enterprise_id\":\"$one\",\"lines_json\":\"[{\\\"worker_birth\\\":\\\"1990-01-01\\\",\\\"nights\\\":2}]\"}",
     200, "\"total_fen\":30000,"},
    {"one that begins before it", "policy_editor", "POST", "/policy-items/$item/rules",
     "{\"valid_from\":\"2020-05-20\",\"valid_to\":\"2020-06-30\",\"dmn\":$dmn,\"tests\":$green}", 201, "\"no\":5", NULL, "third"},
    {"is tested", "policy_editor", "POST", "/rules/$third/test", "{\"version\":1}", 200},
    {"reviewed, too", "leader", "POST", "/rules/$third/review", "{\"version\":2}", 200},
    {"and published", "leader", "POST", "/rules/$third/publish", "{\"version\":3}", 200},
    {"which keeps the days behind it", "clerk", "GET", "/rules/$next", NULL, 200, "\"state\":\"published\""},
    {"decides in its place", "officer", "POST", "/policy-items/$item/judge",
     "{\"as_of\":\"2020-06-01\",\"enterprise_id\":\"$one\",\"lines_json\":\"[{\\\"worker_birth\\\":\\\"1990-01-01\\\",\\\"nights\\\":2}]\"}",
     200, "\"total_fen\":20000,"},
    {"to its last day", "officer", "POST", "/policy-items/$item/judge",
     "{\"as_of\":\"2020-07-01\",\"enterprise_id\":\"$one\",\"lines_json\":\"[{\\\"worker_birth\\\":\\\"1990-01-01\\\",\\\"nights\\\":2}]\"}",
     200, "\"total_fen\":30000,"},
    {"the first one holds for the days before", "officer", "POST", "/policy-items/$item/judge",
     "{\"as_of\":\"2020-05-19\",\"enterprise_id\":\"$one\",\"lines_json\":\"[{\\\"worker_birth\\\":\\\"1990-01-01\\\",\\\"nights\\\":2}]\"}",
     200, "\"rule_version_id\":\"$rule\""},
    {"one that covers all their days", "policy_editor", "POST", "/policy-items/$item/rules",
     "{\"valid_from\":\"2020-05-20\",\"dmn\":$dmn,\"tests\":$green}", 201, "\"no\":6", NULL, "fourth"},
    {"it is tested", "policy_editor", "POST", "/rules/$fourth/test", "{\"version\":1}", 200},
    {"it is reviewed", "leader", "POST", "/rules/$fourth/review", "{\"version\":2}", 200},
    {"it is published", "leader", "POST", "/rules/$fourth/publish", "{\"version\":3}", 200},
    {"supersedes the one", "clerk", "GET", "/rules/$next", NULL, 200, "\"state\":\"superseded\""},
    {"and the other", "clerk", "GET", "/rules/$third", NULL, 200, "\"state\":\"superseded\""},
    {"not the one with days of its own", "clerk", "GET", "/rules/$rule", NULL, 200, "\"state\":\"published\""},
};

/* Every fact of the registry, for an item about the enterprise itself. */
static const struct rig_row ENTITLED[] = {
    {"an item of the enterprise", "policy_editor", "POST", "/policy-items",
     "{\"document_id\":\"$policy\",\"code\":\"HEADS\",\"name_zh\":\"稳岗\",\"name_en\":\"Heads\",\"kind\":\"money\","
     "\"subject\":\"enterprise\",\"line_decision\":\"Grant\"}",
     201, NULL, NULL, "heads"},
    {"its rule", "policy_editor", "POST", "/policy-items/$heads/rules",
     "{\"valid_from\":\"2020-05-12\",\"dmn\":$heads_dmn,\"tests\":$heads_green}", 201, NULL, NULL, "heads_rule"},
    {"tested", "policy_editor", "POST", "/rules/$heads_rule/test", "{\"version\":1}", 200, "\"state\":\"tested\""},
    {"reviewed", "leader", "POST", "/rules/$heads_rule/review", "{\"version\":2}", 200},
    {"published", "leader", "POST", "/rules/$heads_rule/publish", "{\"version\":3}", 200},
    {"without figures it lacks them, although null >= 100 is no \"no\"", "officer", "POST", "/policy-items/$heads/judge",
     "{\"enterprise_id\":\"$one\"}", 200, "{\"verdict\":\"lacks\",\"total_fen\":0,"},
    {"an enterprise elsewhere", "officer", "POST", "/enterprises", "{\"name\":\"外地新材料有限公司\"}", 201, NULL, NULL, "far"},
    {"certainly not, whatever its figures are", "officer", "POST", "/policy-items/$heads/judge",
     "{\"enterprise_id\":\"$far\"}", 200, "{\"verdict\":\"not\",\"total_fen\":0,"},
    {"figures of last year", "officer", "PUT", "/enterprises/$one/years/2019", "{\"headcount\":120,\"version\":0}", 200},
    {"entitled by the registry alone", "officer", "POST", "/policy-items/$heads/judge", "{\"enterprise_id\":\"$one\"}", 200,
     "{\"verdict\":\"entitled\",\"total_fen\":120000,"},
    {"what the registry knows is not declared otherwise", "officer", "POST", "/policy-items/$heads/judge",
     "{\"enterprise_id\":\"$one\",\"form_json\":\"{\\\"headcount\\\":5000}\"}", 200, "{\"verdict\":\"entitled\",\"total_fen\":120000,"},
    {"in a year without figures the newest before counts", "officer", "POST", "/policy-items/$heads/judge",
     "{\"enterprise_id\":\"$one\",\"as_of\":\"2020-12-31\"}", 200, "\"total_fen\":120000,"},
    {"two lines for one enterprise", "officer", "POST", "/policy-items/$heads/judge",
     "{\"enterprise_id\":\"$one\",\"lines_json\":\"[{},{}]\"}", 422, "lines"},
};

/* ---- without sign-in ---- */

static const struct rig_row TRYING[] = {
    {"anybody sees what may be tried", NULL, "GET", "/try/north/items", NULL, 200, "\"code\":\"LODGING\"", "HEADS"},
    {"and tries it", NULL, "POST", "/try/north/items/LODGING",
     "{\"form_json\":\"{\\\"in_zone\\\":true}\",\"lines_json\":\"[{\\\"worker_birth\\\":\\\"1990-01-01\\\",\\\"nights\\\":2}]\"}", 200,
     "{\"verdict\":\"likely\",\"total_fen\":20000,"},
    {"what is missing is named", NULL, "POST", "/try/north/items/LODGING", "{\"form_json\":\"{\\\"in_zone\\\":true}\"}", 200,
     "入住天数"},
    {"a day as people write it", NULL, "POST", "/try/north/items/LODGING",
     "{\"form_json\":\"{\\\"in_zone\\\":true}\",\"lines_json\":\"[{\\\"worker_birth\\\":\\\"1990/1/1\\\",\\\"nights\\\":2}]\"}", 200,
     "\"total_fen\":20000,"},
    {"an age that nobody has", NULL, "POST", "/try/north/items/LODGING", "{\"lines_json\":\"[{\\\"worker_age\\\":-3}]\"}", 422,
     "应在 0 到 150 之间，例如 35"},
    {"nor this", NULL, "POST", "/try/north/items/LODGING", "{\"lines_json\":\"[{\\\"worker_age\\\":151}]\"}", 422, "应在 0 到 150 之间"},
    {"nor half a year of it", NULL, "POST", "/try/north/items/LODGING", "{\"lines_json\":\"[{\\\"worker_age\\\":20.5}]\"}", 422,
     "应为整数"},
    {"half a person", NULL, "POST", "/try/north/items/LODGING", "{\"form_json\":\"{\\\"headcount\\\":1.5}\"}", 422, "应为整数，例如 52"},
    {"people below zero", NULL, "POST", "/try/north/items/LODGING", "{\"form_json\":\"{\\\"headcount\\\":-1}\"}", 422, "不能小于 0"},
    {"a fraction of a fen", NULL, "POST", "/try/north/items/LODGING", "{\"lines_json\":\"[{\\\"price\\\":0.001}]\"}", 422, "最多两位小数"},
    {"a day that is none, in words and with an example", NULL, "POST", "/try/north/items/LODGING",
     "{\"lines_json\":\"[{\\\"from\\\":\\\"2020-13-01\\\"}]\"}", 422, "日期应为 年-月-日，例如 2020-02-15", "date"},
    {"a number in letters", NULL, "POST", "/try/north/items/LODGING", "{\"lines_json\":\"[{\\\"nights\\\":\\\"two\\\"}]\"}", 422,
     "应为数字，例如"},
    {"a choice that is none", NULL, "POST", "/try/north/items/LODGING", "{\"lines_json\":\"[{\\\"room\\\":\\\"suite\\\"}]\"}", 422,
     "single, double"},
    {"an item that is not for trying", NULL, "POST", "/try/north/items/HEADS", "{}", 404},
    {"no people of the registry", NULL, "POST", "/try/north/items/LODGING", "{\"lines_json\":\"[{\\\"worker_id\\\":\\\"$young\\\"}]\"}",
     422, "worker_id"},
    {"no such zone", NULL, "POST", "/try/west/items/LODGING", "{}", 404},
    {"the other zone has none", NULL, "GET", "/try/south/items", NULL, 200, "\"items\":[]"},
};

static void test_guard(struct rig *r)
{
    int32_t status = 200;
    int64_t audits = rig_number(r, "SELECT count(*) FROM audit");
    for (int i = 0; i < TRY_PER_MINUTE && status != 429; i++)
        status = rig_call(r, NULL, "POST", "/try/north/items/LODGING", "{}")->status;
    CHECK_ROW("one address cannot try for ever", status == 429);
    rig_later(r, 61);
    CHECK_ROW("a minute later it may", rig_call(r, NULL, "POST", "/try/north/items/LODGING", "{}")->status == 200);
    CHECK_ROW("nothing is stored", rig_number(r, "SELECT count(*) FROM audit") == audits);
}

/* ---- the store itself refuses ---- */

static bool forge(struct ctx *c, void *arg)
{
    return ctx_exec(c, arg, NULL, NULL);
}

static void test_frozen(struct rig *r)
{
    static const char *const FORGED[] = {
        "UPDATE rule_version SET dmn = 'x' WHERE published IS NOT NULL",
        "UPDATE rule_version SET valid_from = '2019-01-01' WHERE published IS NOT NULL",
        "UPDATE rule_version SET state = 'draft' WHERE published IS NOT NULL",
        "DELETE FROM rule_version WHERE published IS NOT NULL",
    };
    for (size_t i = 0; i < COUNT(FORGED); i++) {
        struct sql *q = ARENA_NEW(r->arena, struct sql);
        enum err_code code;
        *q = (struct sql){.name = FORGED[i], .sqlite = FORGED[i], .pg = FORGED[i]};
        CHECK_ROW(FORGED[i], !as_system(r, TX_WRITE, forge, q, &code));
    }
    CHECK_ROW("the published texts are what they were",
              rig_number(r, "SELECT count(*) FROM rule_version WHERE published IS NOT NULL AND dmn LIKE '%definitions%'") == 5);
}

/* ---- packs ---- */

struct pack_job {
    struct policy_pack_document document;
    struct policy_pack_counts n;
};

static bool check_pack(struct ctx *c, void *arg)
{
    return policy_pack_check(c, &((struct pack_job *)arg)->document);
}

static bool put_pack(struct ctx *c, void *arg)
{
    struct pack_job *j = arg;
    j->n = (struct policy_pack_counts){0};
    return policy_pack_document(c, &j->document, &j->n);
}

static const char PACK[] =
    "{\"author\":\"林晓\",\"publisher\":\"陈静\",\"document\":{\"no\":\"PACK-1\",\"title_zh\":\"资料包政策\",\"title_en\":\"Pack\","
    "\"issuer\":\"管委会\",\"sample\":true},\"items\":[{\"dmn_file\":\"a.dmn\",\"tests_file\":\"a.xml\",\"valid_from\":\"2020-05-01\","
    "\"item\":{\"code\":\"PACKED\",\"name_zh\":\"包内事项\",\"name_en\":\"Packed\",\"kind\":\"money\",\"subject\":\"enterprise\","
    "\"state\":\"open\",\"line_decision\":\"Grant\"}}]}";

static void test_pack(struct rig *r)
{
    struct pack_job j = {0};
    struct err e = {.arena = r->arena};
    enum err_code code;
    CHECK_ROW("the pack's document is read", json_decode(r->arena, &e, &POLICY_PACK_DOCUMENT, STR(PACK), &j.document));
    struct policy_pack_item *item = LIST_AT(&j.document.items, struct policy_pack_item, 0);
    item->dmn = STR(HEADS);
    item->tests = STR(LODGING_TESTS("300"));
    CHECK_ROW("a red test stops it", !as_system(r, TX_READ, check_pack, &j, &code) && code == ERR_INVALID);
    item->tests = STR(HEADS_TESTS);
    CHECK_ROW("green", as_system(r, TX_READ, check_pack, &j, NULL) && item->passed == 1);
    CHECK_ROW("document, item and rule are made", as_system(r, TX_WRITE, put_pack, &j, NULL) && j.n.created == 3);
    CHECK_ROW("again: all three stay", as_system(r, TX_WRITE, put_pack, &j, NULL) && j.n.kept == 3 && !j.n.created);
    const struct rig_row rows[] = {
        {"it is published in two names", "clerk", "GET", "/policy-items?code=PACKED", NULL, 200, "\"state\":\"open\"", NULL, "packed"},
        {"author and publisher", "clerk", "GET", "/policy-items/$packed/rules", NULL, 200, "\"publisher_name\":\"陈静\""},
        {"it judges", "officer", "POST", "/policy-items/$packed/judge", "{\"enterprise_id\":\"$one\"}", 200, "\"total_fen\":120000,"},
    };
    rig_rows(r, rows, COUNT(rows));
    item->valid_from.v.d = 2;
    CHECK_ROW("another text or day is a further version", as_system(r, TX_WRITE, put_pack, &j, NULL) && j.n.created == 1);
    j.document.publisher = j.document.author;
    CHECK_ROW("two people", !as_system(r, TX_READ, check_pack, &j, &code) && code == ERR_INVALID);
    j.document.publisher = STR("陈静");
    item->pot = STR("no-such-pot");
    item->item.code = STR("PACKED2");
    CHECK_ROW("a pot that is not there", !as_system(r, TX_WRITE, put_pack, &j, &code) && code == ERR_INVALID);
}

static void test_age(void)
{
    CHECK_ROW("on the birthday", policy_age((struct date){1985, 5, 14}, (struct date){2020, 5, 14}) == 35);
    CHECK_ROW("the day before", policy_age((struct date){1985, 5, 15}, (struct date){2020, 5, 14}) == 34);
    CHECK_ROW("29 February counts from 1 March", policy_age((struct date){2000, 2, 29}, (struct date){2019, 2, 28}) == 18);
    CHECK_ROW("and on it", policy_age((struct date){2000, 2, 29}, (struct date){2019, 3, 1}) == 19);
    CHECK_ROW("before birth", policy_age((struct date){2020, 5, 15}, (struct date){2020, 5, 14}) == -1);
}

static void body(struct rig *r)
{
    test_age();
    plant_facts(r);
    keep_json(r, "dmn", LODGING("100"));
    keep_json(r, "dmn150", LODGING("150"));
    keep_json(r, "strange", HEAD INPUT("colour", "string") "</definitions>");
    keep_json(r, "red", LODGING_TESTS("301"));
    keep_json(r, "green", LODGING_TESTS("300"));
    keep_json(r, "green150", LODGING_TESTS("450"));
    keep_json(r, "heads_dmn", HEADS);
    keep_json(r, "heads_green", HEADS_TESTS);
    rig_rows(r, WRITING, COUNT(WRITING));
    rig_rows(r, JUDGING, COUNT(JUDGING));
    rig_rows(r, ENTITLED, COUNT(ENTITLED));
    rig_rows(r, TRYING, COUNT(TRYING));
    test_guard(r);
    test_frozen(r);
    test_pack(r);
}

int main(void)
{
    static struct api_set sets[3];
    sets[0] = POLICY_API;
    sets[1] = REGISTRY_API;
    sets[2] = FUND_API;
    rig_both("policy", sets, COUNT(sets), body);
    return check_end();
}
