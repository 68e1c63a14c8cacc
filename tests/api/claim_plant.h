/* claim_plant.h - items with rules, pots, an enterprise with workers: what tests of claims and payments begin with.
 *
 * Kept: $pot (1,000,000 fen), $small (10,000 fen), $stay (workers, paid to the person, reserved at submission, a person's
 * day counts once, asks for a contract), $hotel (the same, paid to the enterprise, excludes STAY, no contract), $grant
 * (the enterprise, reserved at approval, an approval number counts once, pot $small), $help (a service), $one (the
 * clerk's enterprise) with $w1 $w2 and $w3 (without a date of birth), $two with $x1. */
#ifndef TESTS_API_CLAIM_PLANT_H
#define TESTS_API_CLAIM_PLANT_H
#include "app/app.h"
#include "json/json.h"
#include "policy/rule.h"
#include "rig.h"

#define PLANT_HEAD                                                                                                     \
    "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" id=\"m\" name=\"m\" "                         \
    "namespace=\"https://nuanqiao.example/t\">"
#define PLANT_INPUT(name, type)                                                                                        \
    "<inputData id=\"in_" name "\" name=\"" name "\"><variable name=\"" name "\" typeRef=\"" type "\"/></inputData>"
#define PLANT_NEEDS(name) "<informationRequirement><requiredInput href=\"#in_" name "\"/></informationRequirement>"
#define PLANT_ENTRY(name, text)                                                                                        \
    "<contextEntry><variable name=\"" name "\"/><literalExpression><text>" text "</text></literalExpression></contextEntry>"
#define PLANT_LINE(needs, entries)                                                                                     \
    "<decision id=\"d\" name=\"Line\"><variable name=\"Line\"/>" needs "<context>" entries "</context></decision></definitions>"

/* A hundred yuan a day for adults in quarantine. */
#define PLANT_STAY                                                                                                     \
    PLANT_HEAD PLANT_INPUT("reason", "string") PLANT_INPUT("stay_from", "date") PLANT_INPUT("stay_to", "date")         \
        PLANT_INPUT("worker_age", "number")                                                                            \
            PLANT_LINE(PLANT_NEEDS("reason") PLANT_NEEDS("stay_from") PLANT_NEEDS("stay_to") PLANT_NEEDS("worker_age"), \
                       PLANT_ENTRY("eligible", "reason = \"quarantine\" and worker_age &gt;= 18")                      \
                           PLANT_ENTRY("amount", "((stay_to - stay_from).days + 1) * 100"))
/* The city's grant again. */
#define PLANT_GRANT                                                                                                    \
    PLANT_HEAD PLANT_INPUT("city_grant", "number")                                                                     \
        PLANT_LINE(PLANT_NEEDS("city_grant"), PLANT_ENTRY("eligible", "city_grant &gt; 0")                             \
                                                  PLANT_ENTRY("amount", "city_grant"))
#define PLANT_HELP                                                                                                     \
    PLANT_HEAD PLANT_INPUT("city_grant", "number")                                                                     \
        PLANT_LINE(PLANT_NEEDS("city_grant"), PLANT_ENTRY("eligible", "city_grant &gt; 0") PLANT_ENTRY("amount", "0"))

static const char PLANT_FACTS[] =
    "{\"items\":["
    "{\"key\":\"worker_age\",\"type\":\"number\",\"zh\":\"年龄\",\"en\":\"age\",\"provider\":\"worker.age\",\"line\":true},"
    "{\"key\":\"reason\",\"type\":\"string\",\"zh\":\"租住原因\",\"en\":\"Reason\",\"line\":true,\"choices\":["
    "{\"value\":\"quarantine\",\"zh\":\"隔离\",\"en\":\"quarantine\"},{\"value\":\"visit\",\"zh\":\"探访\",\"en\":\"visit\"}]},"
    "{\"key\":\"stay_from\",\"type\":\"date\",\"zh\":\"入住日期\",\"en\":\"First day\",\"line\":true},"
    "{\"key\":\"stay_to\",\"type\":\"date\",\"zh\":\"最后一日\",\"en\":\"Last day\",\"line\":true},"
    "{\"key\":\"stay_days\",\"type\":\"number\",\"unit\":\"days\",\"zh\":\"天数\",\"en\":\"Days\",\"line\":true},"
    "{\"key\":\"period_from\",\"type\":\"date\",\"zh\":\"申请期间起\",\"en\":\"Period from\"},"
    "{\"key\":\"period_to\",\"type\":\"date\",\"zh\":\"申请期间止\",\"en\":\"Period to\"},"
    "{\"key\":\"city_grant\",\"type\":\"number\",\"unit\":\"yuan\",\"zh\":\"市级资助\",\"en\":\"City grant\"},"
    "{\"key\":\"project_no\",\"type\":\"string\",\"zh\":\"立项编号\",\"en\":\"Approval number\"},"
    "{\"key\":\"leader_birth\",\"type\":\"date\",\"zh\":\"负责人出生日期\",\"en\":\"Birth of the leader\"}]}";

struct plant_facts {
    struct policy_facts facts;
    struct policy_pack_counts n;
};

static bool plant_put_facts(struct ctx *c, void *arg)
{
    struct plant_facts *j = arg;
    return policy_pack_facts(c, &j->facts, &j->n);
}

/* Runs fn as the system, or as a person of the rig with one role. */
static inline bool plant_as(struct rig *r, struct actor actor, enum tx tx, bool (*fn)(struct ctx *, void *), void *arg,
                            struct err *e)
{
    struct ctx c;
    ctx_init(&c, r->app, r->arena);
    c.zone_id = STR(RIG_NORTH);
    c.actor = actor;
    c.remote = STR("cli");
    bool ok = app_run(&c, tx, fn, arg);
    if (e) *e = c.err;
    if (!ok && !e)
        printf("    %.*s %.*s\n", STR_ARG(msg_render(r->arena, LANG_EN, &c.err.message)), STR_ARG(c.err.debug));
    return ok;
}

#define PLANT_LINE_FIELDS                                                                                              \
    "{\"key\":\"worker_age\",\"source\":\"registry\",\"line\":true},"                                                  \
    "{\"key\":\"reason\",\"source\":\"form\",\"required\":true,\"line\":true},"                                        \
    "{\"key\":\"stay_from\",\"source\":\"form\",\"required\":true,\"line\":true},"                                     \
    "{\"key\":\"stay_to\",\"source\":\"form\",\"required\":true,\"line\":true},"                                       \
    "{\"key\":\"stay_days\",\"source\":\"form\",\"line\":true},"                                                       \
    "{\"key\":\"period_from\",\"source\":\"form\"},{\"key\":\"period_to\",\"source\":\"form\"}"
#define PLANT_DAYS "\"person_key\":\"worker_id\",\"from_key\":\"stay_from\",\"to_key\":\"stay_to\""
#define PLANT_ITEM(code, zh, en, kind, subject, rest)                                                                  \
    "{\"document_id\":\"$policy\",\"code\":\"" code "\",\"name_zh\":\"" zh "\",\"name_en\":\"" en "\",\"kind\":\"" kind   \
    "\",\"subject\":\"" subject "\",\"line_decision\":\"Line\"," rest "}"

static const struct rig_row PLANT_ROWS[] = {
    {"a pot", "finance", "POST", "/pots",
     "{\"code\":\"stay-2020\",\"name_zh\":\"租住补贴资金\",\"name_en\":\"Stays\",\"year\":2020,\"amount_fen\":1000000}", 201,
     NULL, NULL, "pot"},
    {"a small pot", "finance", "POST", "/pots",
     "{\"code\":\"grant-2020\",\"name_zh\":\"配套资金\",\"name_en\":\"Grants\",\"year\":2020,\"amount_fen\":10000,"
     "\"spenders\":[{\"role\":\"reviewer_second\"}]}",
     201, NULL, NULL, "small"},
    {"a policy", "policy_editor", "POST", "/policies",
     "{\"no\":\"P-2020\",\"title_zh\":\"办法\",\"title_en\":\"Policy\",\"issuer\":\"管委会\"}", 201, NULL, NULL, "policy"},
    {"stays, paid to the person", "policy_editor", "POST", "/policy-items",
     PLANT_ITEM("STAY", "租住补贴", "Stays", "money", "workers",
                "\"fields\":[" PLANT_LINE_FIELDS "],\"exclusions\":[{\"item_code\":\"STAY\",\"by\":\"person_day\"}],"
                "\"attachments\":[{\"kind\":\"contract\",\"zh\":\"租房合同\",\"en\":\"contract\",\"required\":true}],"
                "\"pot_id\":\"$pot\",\"reserve_at\":\"submission\",\"paid_to\":\"person\"," PLANT_DAYS),
     201, NULL, NULL, "stay"},
    {"hotels, paid to the enterprise", "policy_editor", "POST", "/policy-items",
     PLANT_ITEM("HOTEL", "隔离酒店", "Hotels", "money", "workers",
                "\"fields\":[" PLANT_LINE_FIELDS "],\"exclusions\":[{\"item_code\":\"STAY\",\"by\":\"person_day\"}],"
                "\"pot_id\":\"$pot\",\"reserve_at\":\"submission\",\"paid_to\":\"enterprise\"," PLANT_DAYS),
     201, NULL, NULL, "hotel"},
    {"grants, reserved at approval", "policy_editor", "POST", "/policy-items",
     PLANT_ITEM("GRANT", "配套资助", "Grants", "money", "enterprise",
                "\"fields\":[{\"key\":\"city_grant\",\"source\":\"form\",\"required\":true},"
                "{\"key\":\"project_no\",\"source\":\"form\",\"required\":true},"
                "{\"key\":\"leader_birth\",\"source\":\"form\"}],"
                "\"exclusions\":[{\"item_code\":\"GRANT\",\"by\":\"number\"}],\"number_key\":\"project_no\","
                "\"pot_id\":\"$small\",\"reserve_at\":\"approval\",\"paid_to\":\"enterprise\""),
     201, NULL, NULL, "grant"},
    {"help, without money", "policy_editor", "POST", "/policy-items",
     PLANT_ITEM("HELP", "人才服务", "Help", "service", "enterprise",
                "\"fields\":[{\"key\":\"city_grant\",\"source\":\"form\",\"required\":true}]"),
     201, NULL, NULL, "help"},
    {"an enterprise", "officer", "POST", "/enterprises",
     "{\"name\":\"清远暖桥新材料有限公司\",\"registration_since\":\"2018-01-01\"}", 201, NULL, NULL, "one"},
    {"another", "officer", "POST", "/enterprises", "{\"name\":\"清远纪年电子有限公司\"}", 201, NULL, NULL, "two"},
    {"a worker", "officer", "POST", "/enterprises/$one/workers",
     "{\"name\":\"李明\",\"id_kind\":\"passport\",\"id_number\":\"E12345678\",\"birth\":\"1985-05-14\"}", 201, NULL, NULL, "w1"},
    {"a second", "officer", "POST", "/enterprises/$one/workers",
     "{\"name\":\"王强\",\"id_kind\":\"passport\",\"id_number\":\"E12345679\",\"birth\":\"1984-05-13\"}", 201, NULL, NULL, "w2"},
    {"one without a birth date", "officer", "POST", "/enterprises/$one/workers",
     "{\"name\":\"赵敏\",\"id_kind\":\"passport\",\"id_number\":\"E12345680\"}", 201, NULL, NULL, "w3"},
    {"one of the other enterprise", "officer", "POST", "/enterprises/$two/workers",
     "{\"name\":\"陈晨\",\"id_kind\":\"passport\",\"id_number\":\"E12345681\",\"birth\":\"1990-01-01\"}", 201, NULL, NULL, "x1"},
};

static inline void plant_rule(struct rig *r, const char *item, const char *dmn)
{
    struct str id = rig_kept(r, item);
    struct str sql = arena_printf(
        r->arena,
        "INSERT INTO rule_version (zone_id, id, item_id, no, state, valid_from, dmn, tests, digest, tests_passed, "
        "tests_failed, author_id, author_name, created, published, version) VALUES ('" RIG_NORTH "', 'rule-%.*s', "
        "'%.*s', 1, 'published', '2020-01-01', '%s', '-', '-', 1, 0, '-', '-', 1, 1, 1); "
        "UPDATE policy_item SET state = 'open' WHERE id = '%.*s';",
        STR_ARG(id), STR_ARG(id), dmn, STR_ARG(id));
    rig_sql(r, arena_cstr(r->arena, sql));
}

static inline void plant_claims(struct rig *r)
{
    struct plant_facts j = {0};
    struct err e = {.arena = r->arena};
    CHECK_ROW("facts", json_decode(r->arena, &e, &POLICY_FACTS, STR(PLANT_FACTS), &j.facts));
    CHECK_ROW("facts are stored", plant_as(r, (struct actor){.system = true}, TX_WRITE, plant_put_facts, &j, NULL));
    rig_rows(r, PLANT_ROWS, COUNT(PLANT_ROWS));
    plant_rule(r, "stay", PLANT_STAY);
    plant_rule(r, "hotel", PLANT_STAY);
    plant_rule(r, "grant", PLANT_GRANT);
    plant_rule(r, "help", PLANT_HELP);
    rig_bind(r, "clerk", rig_kept(r, "one"));
}
#endif
