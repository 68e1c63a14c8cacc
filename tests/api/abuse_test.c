/* abuse_test.c - what dishonest and unlucky people try with claims, accounts, pots and rules; every row was a way in. */
#include "attach/attach_http.h"
#include "bank/bank_http.h"
#include "claim/claim.h"
#include "claim/claim_http.h"
#include "claim_plant.h"
#include "fund/fund.h"
#include "fund/fund_http.h"
#include "policy/policy_http.h"
#include "registry/registry_http.h"
#include <pthread.h>

#define V(key, value) "{\"key\":\"" key "\",\"value\":\"" value "\"}"
#define STAY(worker, from, to, more)                                                                                   \
    "{\"worker_id\":\"" worker "\",\"values\":[" V("reason", "quarantine") "," V("stay_from", from) "," V("stay_to", to) more \
    "]}"
#define DAYS(n) "," V("stay_days", n)
#define HOTEL_NEW(lines) "{\"item_id\":\"$hotel\",\"enterprise_id\":\"$one\",\"lines\":[" lines "]}"
#define GRANT_NEW(number, amount)                                                                                      \
    "{\"item_id\":\"$grant\",\"enterprise_id\":\"$one\",\"form\":[" V("project_no", number) "," V("city_grant", amount) "]}"
#define PUT(version, lines) "{\"version\":" version ",\"lines\":[" lines "]}"
#define PDF "%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"

static int64_t count_of(struct rig *r, const char *what)
{
    return rig_number(r, arena_cstr(r->arena, arena_printf(r->arena, "SELECT count(*) FROM %s", what)));
}

/* ---- the contact of an enterprise: more than there was ---- */

static void figures(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"half a day more than the stay", "clerk", "POST", "/claims",
         HOTEL_NEW(STAY("$w1", "2020-05-01", "2020-05-03", DAYS("3.5"))), 201, NULL, NULL, "d1"},
        {"is more than the stay", "clerk", "POST", "/claims/$d1/submit", "{\"version\":1}", 422, "lines/0/stay_days"},
        {"more days than a number of the machine holds", "clerk", "PUT", "/claims/$d1",
         PUT("1", STAY("$w1", "2020-05-01", "2020-05-03", DAYS("99999999999999999999"))), 200},
        {"are more, too", "clerk", "POST", "/claims/$d1/submit", "{\"version\":2}", 422, "lines/0/stay_days"},
        {"days below zero", "clerk", "PUT", "/claims/$d1", PUT("2", STAY("$w1", "2020-05-01", "2020-05-03", DAYS("-1"))),
         422, "lines/0/stay_days"},
        {"two and a half days of three", "clerk", "PUT", "/claims/$d1",
         PUT("2", STAY("$w1", "2020-05-01", "2020-05-03", DAYS("2.5"))), 200},
        {"fit", "clerk", "POST", "/claims/$d1/submit", "{\"version\":3}", 201, "\"state\":\"submitted\""},
        {"a grant", "clerk", "POST", "/claims", GRANT_NEW("粤科〔2020〕12号", "10"), 201, NULL, NULL, "n1"},
        {"counts", "clerk", "POST", "/claims/$n1/submit", "{\"version\":1}", 201},
        {"its number in other brackets", "clerk", "POST", "/claims", GRANT_NEW("粤科[2020]12号", "10"), 201, NULL, NULL, "n2"},
        {"is the same number", "clerk", "POST", "/claims/$n2/submit", "{\"version\":1}", 409, "已在申请"},
        {"a number of signs alone", "clerk", "POST", "/claims", GRANT_NEW("---", "10"), 201, NULL, NULL, "n3"},
        {"is none", "clerk", "POST", "/claims/$n3/submit", "{\"version\":1}", 422, "form/project_no"},
    };
    rig_rows(r, rows, COUNT(rows));
}

/* A supplement is judged by the rule and as of the day of the first submission, so it brings no later days. */
static void later_days(struct rig *r)
{
    static const struct rig_row first[] = {
        {"a supplement is asked", "reviewer_first", "POST", "/claims/$d1/supplement", "{\"version\":4,\"reason\":\"请补充\"}", 200},
    };
    rig_rows(r, first, COUNT(first));
    rig_later(r, 3 * 86400);
    static const struct rig_row rows[] = {
        {"days after the first submission", "clerk", "PUT", "/claims/$d1", PUT("5", STAY("$w1", "2020-05-01", "2020-05-16", "")), 200},
        {"are another claim's", "clerk", "POST", "/claims/$d1/submit", "{\"version\":6}", 422, "lines/0/stay_to"},
        {"days until then", "clerk", "PUT", "/claims/$d1", PUT("6", STAY("$w1", "2020-05-01", "2020-05-14", "")), 200},
        {"are not", "clerk", "POST", "/claims/$d1/submit", "{\"version\":7}", 201, "\"as_of\":\"2020-05-14\""},
    };
    rig_rows(r, rows, COUNT(rows));
}

/* ---- officers with two hats ---- */

struct act {
    struct claim_step step;
    struct str payment_id, account_id;
};

static bool take_run(struct ctx *c, void *arg)
{
    struct claim out = {0};
    return claim_take(c, &((struct act *)arg)->step, &out);
}

static bool verify_run(struct ctx *c, void *arg)
{
    struct payee_account out = {0};
    return payee_verify(c, &(struct payee_verify){.id = ((struct act *)arg)->account_id, .version = 1}, &out);
}

static bool guard_run(struct ctx *c, void *arg)
{
    return claim_pay_guard(c, ((struct act *)arg)->payment_id);
}

/* The rig's person with a second role: clerk of enterprise `of`. */
static struct actor two_hats(struct rig *r, const char *login, enum role role, const char *of)
{
    struct actor a = {.user_id = rig_user(r, login), .login = str_of(login), .name = str_of(login)};
    *LIST_ADD(r->arena, &a.grants, struct grant) = (struct grant){.role = (int32_t)role, .scope = SCOPE_ZONE};
    *LIST_ADD(r->arena, &a.grants, struct grant) =
        (struct grant){.role = ROLE_CLERK, .scope = SCOPE_ENTERPRISE, .scope_id = rig_kept(r, of)};
    return a;
}

static bool forbidden(struct rig *r, struct actor who, bool (*fn)(struct ctx *, void *), struct act *a)
{
    struct err e;
    return !plant_as(r, who, TX_WRITE, fn, a, &e) && e.code == ERR_FORBIDDEN;
}

struct spending {
    struct str id;
    int64_t version;
    int32_t role; /* ROLE_NONE: nobody is named */
};

static bool spend_run(struct ctx *c, void *arg)
{
    const struct spending *s = arg;
    struct fund_pot_edit edit = {
        .id = s->id, .version = s->version, .name_zh = STR("配套资金"), .name_en = STR("Grants")};
    struct fund_pot out = {0};
    if (s->role) *LIST_ADD(c->arena, &edit.spenders, struct fund_spender) = (struct fund_spender){.role = s->role};
    return fund_pot_update(c, &edit, &out);
}

static void relatives(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a claim of the enterprise", "clerk", "POST", "/claims", GRANT_NEW("R-1", "20"), 201, NULL, NULL, "r1"},
        {"submitted by a colleague", "clerk", "POST", "/claims/$r1/submit", "{\"version\":1}", 201},
        {"an account of it", "clerk", "POST", "/accounts",
         "{\"enterprise_id\":\"$one\",\"holder\":\"清远暖桥新材料有限公司\",\"number\":\"44050176880100001234\","
         "\"bank_name\":\"中国建设银行清远分行\",\"cnaps\":\"105601000013\"}", 201, NULL, NULL, "account"},
    };
    rig_rows(r, rows, COUNT(rows));
    struct act a = {.step = {.id = rig_kept(r, "r1"), .version = 2}, .account_id = rig_kept(r, "account")};
    CHECK_ROW("a reviewer who is a clerk of the enterprise reviews none of its claims",
              forbidden(r, two_hats(r, "reviewer_first", ROLE_REVIEWER_FIRST, "one"), take_run, &a));
    CHECK_ROW("that is on record", count_of(r, "audit WHERE action = 'claim.take_refused'") == 1);
    CHECK_ROW("nor does finance that is verify its accounts",
              forbidden(r, two_hats(r, "finance", ROLE_FINANCE, "one"), verify_run, &a));
    CHECK_ROW("on record, too", count_of(r, "audit WHERE action = 'payee.verify_refused'") == 1);
    CHECK_ROW("a clerk of another enterprise may",
              plant_as(r, two_hats(r, "reviewer_first", ROLE_REVIEWER_FIRST, "two"), TX_WRITE, take_run, &a, NULL));
    static const struct rig_row more[] = {
        {"passed", "reviewer_first", "POST", "/claims/$r1/pass", "{\"version\":3}", 200},
        {"verified", "finance", "POST", "/accounts/$account/verify", "{\"version\":1}", 200},
        {"approved", "reviewer_second", "POST", "/claims/$r1/approve", "{\"version\":4}", 200, "\"state\":\"payable\""},
        {"its payment", "auditor", "GET", "/claims/$r1", NULL, 200, "\"payments\":[{\"id\":\"", NULL, NULL},
    };
    rig_rows(r, more, COUNT(more));
    struct str rest = r->reply.body, mark = STR("\"payments\":[{\"id\":\"");
    rig_keep(r, "payment", str_sub(rest, str_find(rest, mark) + mark.n, 36));
    a.payment_id = arena_str(r->arena, str_sub(rest, str_find(rest, mark) + mark.n, 36));
    CHECK_ROW("nor does finance that is pay it", forbidden(r, two_hats(r, "finance", ROLE_FINANCE, "one"), guard_run, &a));
    CHECK_ROW("any other finance may",
              plant_as(r, two_hats(r, "finance", ROLE_FINANCE, "two"), TX_READ, guard_run, &a, NULL));
}

/* Who only wrote in somebody's draft had a part in it, too. */
static void writers(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a draft", "clerk", "POST", "/claims", GRANT_NEW("W-1", "20"), 201, NULL, NULL, "e1"},
        {"an officer writes in it", "all", "PUT", "/claims/$e1",
         "{\"version\":1,\"form\":[" V("project_no", "W-1") "," V("city_grant", "30") "]}", 200},
        {"and again", "all", "PUT", "/claims/$e1",
         "{\"version\":2,\"form\":[" V("project_no", "W-1") "," V("city_grant", "40") "]}", 200},
        {"the history says so, once", "auditor", "GET", "/claims/$e1", NULL, 200,
         "\"seq\":2,\"act\":\"edit\",\"from_state\":\"draft\",\"to_state\":\"draft\"", "\"seq\":3"},
        {"the clerk submits it", "clerk", "POST", "/claims/$e1/submit", "{\"version\":3}", 201},
        {"the officer does not review it", "all", "POST", "/claims/$e1/pass", "{\"version\":4}", 403, "不同的人"},
        {"nor in a batch", "all", "POST", "/claims/decisions",
         "{\"decision\":\"pass\",\"items\":[{\"id\":\"$e1\",\"version\":4}]}", 200, "\"done\":0,\"refused\":1"},
    };
    rig_rows(r, rows, COUNT(rows));
}

/* What a claim said is on the trail by its digest: another form, another digest; the same form, the same. */
static void said(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a draft", "clerk", "POST", "/claims", GRANT_NEW("S-1", "20"), 201, NULL, NULL, "s1"},
        {"more", "clerk", "PUT", "/claims/$s1", "{\"version\":1,\"form\":[" V("project_no", "S-1") "," V("city_grant", "30") "]}", 200},
        {"again", "clerk", "PUT", "/claims/$s1", "{\"version\":2,\"form\":[" V("project_no", "S-1") "," V("city_grant", "30") "]}", 200},
    };
    rig_rows(r, rows, COUNT(rows));
    const char *of = arena_printf(r->arena, "FROM audit a JOIN audit_payload p ON p.zone_id = a.zone_id AND p.seq = a.seq "
                                            "WHERE a.subject_id = '%.*s'", STR_ARG(rig_kept(r, "s1"))).p;
    const char *digest = "substr(p.after_json, strpos(p.after_json, '\"content\":\"') + 11, 64)";
    if (!r->pg) digest = "substr(p.after_json, instr(p.after_json, '\"content\":\"') + 11, 64)";
    CHECK_ROW("three records, two contents",
              rig_number(r, arena_printf(r->arena, "SELECT count(*) * 10 + count(DISTINCT %s) %s", digest, of).p) == 32);
}

/* ---- a reviewer leaves with a claim in his hands ---- */

static void left(struct rig *r)
{
    static const struct rig_row first[] = {
        {"a claim", "clerk", "POST", "/claims", GRANT_NEW("H-1", "1"), 201, NULL, NULL, "h1"},
        {"submitted", "clerk", "POST", "/claims/$h1/submit", "{\"version\":1}", 201},
        {"taken", "reviewer_first", "POST", "/claims/$h1/take", "{\"version\":2}", 200},
        {"is his", "all", "POST", "/claims/$h1/take", "{\"version\":3}", 422, "reviewer_first"},
        {"and shown so", "all", "GET", "/claims/$h1", NULL, 200, "\"actions\":[\"withdraw\",\"take_over\"]"},
    };
    rig_rows(r, first, COUNT(first));
    rig_sql(r, "UPDATE app_user SET state = 'disabled' WHERE zone_id = '" RIG_NORTH "' AND login = 'reviewer_first'");
    static const struct rig_row rows[] = {
        {"who is not there any more cannot pass it on, so others take it", "all", "POST", "/claims/$h1/take", "{\"version\":3}", 200,
         "\"holder_name\":\"all\""},
        {"the history keeps both", "all", "GET", "/claims/$h1", NULL, 200, "\"act\":\"take\",\"from_state\":\"first_review\""},
        {"and it goes on", "all", "POST", "/claims/$h1/pass", "{\"version\":4}", 200, "second_review"},
    };
    rig_rows(r, rows, COUNT(rows));
    rig_sql(r, "UPDATE app_user SET state = 'active' WHERE zone_id = '" RIG_NORTH "' AND login = 'reviewer_first'");
}

/* ---- files ---- */

static void files(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a draft", "clerk", "POST", "/claims", HOTEL_NEW(STAY("$w2", "2020-05-01", "2020-05-02", "")), 201, NULL, NULL, "f1"},
        {"a file of it", "clerk", "POST", "/claims/$f1/attachments?name=a.pdf&kind=contract", PDF, 201, NULL, NULL, "file"},
        {"who sees no claims sees no files of theirs", "dispatcher", "GET", "/claims/$f1/attachments", NULL, 404},
        {"whatever he sees of enterprises", "statistician", "GET", "/attachments/$file/content", NULL, 404},
        {"who makes no claims changes none", "administrator", "DELETE", "/attachments/$file", NULL, 404},
        {"nor adds one", "administrator", "POST", "/claims/$f1/attachments?name=b.pdf&kind=contract", PDF "b", 404},
        {"reviewers see them", "reviewer_second", "GET", "/attachments/$file/content", NULL, 200, "PDF"},
        {"and the clerk takes his own away", "clerk", "DELETE", "/attachments/$file", NULL, 200},
    };
    rig_rows(r, rows, COUNT(rows));
}

/* ---- a person without a line: the number that the form gives ---- */

/* A contact who collects his colleagues' money: the same number under several names. */
static void numbers(struct rig *r)
{
#define OWN_ACCOUNT(worker, holder, number)                                                                            \
    "{\"enterprise_id\":\"$one\",\"worker_id\":\"" worker "\",\"holder\":\"" holder "\",\"number\":\"" number                \
    "\",\"bank_name\":\"中国建设银行清远分行\",\"cnaps\":\"105601000013\"}"
    static const struct rig_row rows[] = {
        {"the first", "clerk", "POST", "/accounts", OWN_ACCOUNT("$w1", "李明", "44050176880100002361"), 201, "\"warning\":null", NULL, "b1"},
        {"a name of two lines", "clerk", "POST", "/accounts", OWN_ACCOUNT("$w1", "李明\\n1,王强", "44050176880100002361"), 422, "holder"},
        {"the same for a second", "clerk", "POST", "/accounts", OWN_ACCOUNT("$w2", "王强", "4405 0176 8801 0000 2361"), 201,
         "\"warning\":null", NULL, "b2"},
        {"who verifies is told", "officer", "GET", "/accounts/$b2", NULL, 200, "另有 1 个收款人登记了同一账号"},
        {"of either", "finance", "GET", "/accounts?worker_id=$w1", NULL, 200, "另有 1 个收款人登记了同一账号"},
        {"the clerk learns nothing of others", "clerk", "GET", "/accounts/$b1", NULL, 200, "\"warning\":null"},
        {"one is refused", "officer", "POST", "/accounts/$b2/refuse", "{\"version\":1,\"reason\":\"账号不是本人的\"}", 200},
        {"the other is alone", "officer", "GET", "/accounts/$b1", NULL, 200, "\"warning\":null"},
        {"verified", "officer", "POST", "/accounts/$b1/verify", "{\"version\":1}", 200},
        {"a new one of the first", "clerk", "POST", "/accounts", OWN_ACCOUNT("$w1", "李明", "44050176880100002379"), 201, NULL, NULL, "b3"},
        {"verified, too", "finance", "POST", "/accounts/$b3/verify", "{\"version\":1}", 200},
    };
    rig_rows(r, rows, COUNT(rows));
    CHECK_ROW("the account that it replaced is on the trail by itself",
              count_of(r, arena_cstr(r->arena, arena_printf(r->arena, "audit WHERE action = 'payee.replace' AND subject_id = '%.*s'",
                                                            STR_ARG(rig_kept(r, "b1"))))) == 1);
}

static void persons(struct rig *r)
{
    static const char FACTS[] = "{\"items\":[{\"key\":\"leader_id\",\"type\":\"string\",\"zh\":\"负责人证件号码\",\"en\":\"Number\"}]}";
    struct plant_facts j = {0};
    struct err e = {.arena = r->arena};
    CHECK_ROW("a fact", json_decode(r->arena, &e, &POLICY_FACTS, STR(FACTS), &j.facts) &&
                            plant_as(r, (struct actor){.system = true}, TX_WRITE, plant_put_facts, &j, NULL));
    static const struct rig_row items[] = {
        {"an item once per person", "policy_editor", "POST", "/policy-items",
         PLANT_ITEM("LEAD", "带头人", "Leader", "money", "enterprise",
                    "\"fields\":[{\"key\":\"city_grant\",\"source\":\"form\",\"required\":true},"
                    "{\"key\":\"leader_id\",\"source\":\"form\",\"required\":true}],"
                    "\"exclusions\":[{\"item_code\":\"LEAD\",\"by\":\"person\"},{\"item_code\":\"HIRE\",\"by\":\"person\"}],"
                    "\"person_key\":\"leader_id\",\"pot_id\":\"$pot\",\"paid_to\":\"enterprise\""),
         201, NULL, NULL, "lead"},
    };
    rig_rows(r, items, COUNT(items));
    plant_rule(r, "lead", PLANT_GRANT);
#define LEAD_NEW(number)                                                                                               \
    "{\"item_id\":\"$lead\",\"enterprise_id\":\"$one\",\"form\":[" V("leader_id", number) "," V("city_grant", "10") "]}"
    static const struct rig_row rows[] = {
        {"a leader", "clerk", "POST", "/claims", LEAD_NEW("11010519491231002X"), 201, NULL, NULL, "l1"},
        {"counts", "clerk", "POST", "/claims/$l1/submit", "{\"version\":1}", 201},
        {"by the number of before 1999", "clerk", "POST", "/claims", LEAD_NEW("110105 491231 002"), 201, NULL, NULL, "l2"},
        {"no second time", "clerk", "POST", "/claims/$l2/submit", "{\"version\":1}", 409, "已在申请"},
        {"by a number with a slip", "clerk", "POST", "/claims", LEAD_NEW("110105194912310021"), 201, NULL, NULL, "l3"},
        {"neither", "clerk", "POST", "/claims/$l3/submit", "{\"version\":1}", 422, "form/leader_id"},
        {"with a dot behind it", "clerk", "POST", "/claims", LEAD_NEW("11010519491231002X."), 201, NULL, NULL, "l4"},
        {"nor that", "clerk", "POST", "/claims/$l4/submit", "{\"version\":1}", 422, "form/leader_id"},
        {"a passport", "clerk", "POST", "/claims", LEAD_NEW("e1234567"), 201, NULL, NULL, "l5"},
        {"is another person", "clerk", "POST", "/claims/$l5/submit", "{\"version\":1}", 201},
        {"once", "clerk", "POST", "/claims", LEAD_NEW("E 123 4567."), 201, NULL, NULL, "l6"},
        {"and not twice", "clerk", "POST", "/claims/$l6/submit", "{\"version\":1}", 409, "已在申请"},
    };
    rig_rows(r, rows, COUNT(rows));
}

/* ---- pots and rules ---- */

#define POT_PUT(version, spenders)                                                                                     \
    "{\"version\":" version ",\"name_zh\":\"配套资金\",\"name_en\":\"Grants\",\"spenders\":[" spenders "]}"

static void pots(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"only a leader may spend it", "finance", "PUT", "/pots/$small", POT_PUT("1", "{\"role\":\"leader\"}"), 200},
        {"as the leader is not among his roles", "finance", "GET", "/pots/$small", NULL, 200, "\"role\":\"leader\""},
    };
    rig_rows(r, rows, COUNT(rows));
    struct actor a = two_hats(r, "finance", ROLE_FINANCE, "two");
    *LIST_ADD(r->arena, &a.grants, struct grant) = (struct grant){.role = ROLE_REVIEWER_SECOND, .scope = SCOPE_ZONE};
    struct spending s = {.id = rig_kept(r, "small"), .version = 2, .role = ROLE_REVIEWER_SECOND};
    struct err e;
    CHECK_ROW("who approves claims does not name himself",
              !plant_as(r, a, TX_WRITE, spend_run, &s, &e) && e.code == ERR_FORBIDDEN);
    s.role = ROLE_NONE;
    CHECK_ROW("nor everybody", !plant_as(r, a, TX_WRITE, spend_run, &s, &e) && e.code == ERR_FORBIDDEN);
    CHECK_ROW("that is on record", count_of(r, "audit WHERE action = 'pot.update_refused'") == 2);
    s.role = ROLE_AUDITOR;
    CHECK_ROW("others he may", plant_as(r, a, TX_WRITE, spend_run, &s, NULL));
}

static void rules(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"an item", "policy_editor", "POST", "/policy-items", PLANT_ITEM("FUTURE", "以后", "Later", "service", "enterprise", "\"fields\":[]"),
         201, NULL, NULL, "future"},
    };
    rig_rows(r, rows, COUNT(rows));
    struct str id = rig_kept(r, "future");
    rig_sql(r, arena_cstr(r->arena, arena_printf(r->arena,
        "INSERT INTO rule_version (zone_id, id, item_id, no, state, valid_from, dmn, tests, digest, tests_passed, "
        "tests_failed, author_id, author_name, created, published, version) VALUES ('" RIG_NORTH "', 'rule-%.*s', "
        "'%.*s', 1, 'published', '2021-01-01', '%s', '-', '-', 1, 0, '-', '-', 1, 1, 1)",
        STR_ARG(id), STR_ARG(id), PLANT_HELP)));
    static const struct rig_row more[] = {
        {"a rule published for later fixes the decision, too", "policy_editor", "PUT", "/policy-items/$future",
         "{\"version\":1,\"code\":\"FUTURE\",\"name_zh\":\"以后\",\"name_en\":\"Later\",\"kind\":\"service\","
         "\"subject\":\"enterprise\",\"line_decision\":\"Other\"}", 422, "line_decision"},
        {"and the code, under which things count once", "policy_editor", "PUT", "/policy-items/$future",
         "{\"version\":1,\"code\":\"FRESH\",\"name_zh\":\"以后\",\"name_en\":\"Later\",\"kind\":\"service\","
         "\"subject\":\"enterprise\",\"line_decision\":\"Line\"}", 422, "代码不能再改"},
    };
    rig_rows(r, more, COUNT(more));
}

/* ---- the account is replaced between approval and payment ---- */

#define FIRM_ACCOUNT(number)                                                                                           \
    "{\"enterprise_id\":\"$one\",\"holder\":\"清远暖桥新材料有限公司\",\"number\":\"" number                                \
    "\",\"bank_name\":\"中国建设银行清远分行\",\"cnaps\":\"105601000013\"}"
#define BATCH "{\"payer_id\":\"$payer\",\"pot_id\":\"$small\",\"payments\":[\"$payment\"],\"execute_on\":\"2020-05-18\"}"

static void replaced(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"an account to pay from", "finance", "POST", "/payers",
         "{\"name\":\"管委会\",\"account\":\"44050176880100000001\",\"bank_name\":\"建行\"}", 201, NULL, NULL, "payer"},
        {"nothing is there to correct", "clerk", "GET", "/claims/$r1", NULL, 200, "\"actions\":[]"},
        {"nor corrected", "clerk", "POST", "/claims/$r1/correct", "{\"version\":5}", 409, "待拨付"},
        {"another account", "clerk", "POST", "/accounts", FIRM_ACCOUNT("44050176880100009999"), 201, NULL, NULL, "new"},
        {"is verified", "officer", "POST", "/accounts/$new/verify", "{\"version\":1}", 200},
        {"who pays sees it", "finance", "GET", "/payables?pot_id=$small", NULL, 200, "\"replaced\":true"},
        {"the old one goes into no batch", "finance", "POST", "/payments", BATCH, 409, "已更换，请先更正"},
        {"whether it is named or not", "finance", "POST", "/payments",
         "{\"payer_id\":\"$payer\",\"pot_id\":\"$small\",\"execute_on\":\"2020-05-18\"}", 409, "PAYMENT_NOTHING"},
        {"the clerk may correct it now", "clerk", "GET", "/claims/$r1", NULL, 200, "\"actions\":[\"correct\"]"},
        {"he does", "clerk", "POST", "/claims/$r1/correct", "{\"version\":5}", 200, "\"state\":\"payable\""},
        {"to the new account, as the next attempt", "finance", "GET", "/payables?pot_id=$small", NULL, 200,
         "\"account_masked\":\"**** 9999\"", "\"replaced\":true"},
        {"once", "clerk", "POST", "/claims/$r1/correct", "{\"version\":6}", 409},
    };
    rig_rows(r, rows, COUNT(rows));
}

static void replaced_in_batch(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a third account while it is in a batch", "clerk", "POST", "/accounts", FIRM_ACCOUNT("44050176880100007777"), 201, NULL,
         NULL, "third"},
        {"verified", "officer", "POST", "/accounts/$third/verify", "{\"version\":1}", 200},
        {"the batch is not released", "all", "POST", "/payments/$batch/release", "{\"version\":1}", 409, "已更换，请先更正"},
        {"but cancelled", "finance", "POST", "/payments/$batch/cancel", "{\"version\":1,\"reason\":\"账户已更换\"}", 200},
        {"and corrected", "clerk", "POST", "/claims/$r1/correct", "{\"version\":8}", 200, "\"attempt\":3"},
        {"into another", "finance", "POST", "/payments", BATCH, 201, "**** 7777", NULL, "batch"},
        {"that is released", "all", "POST", "/payments/$batch/release", "{\"version\":1}", 200, "\"state\":\"released\""},
    };
    rig_rows(r, rows, COUNT(rows));
}

/* ---- whoever clicks again because no answer came ---- */

static void again(struct rig *r)
{
    r->key = STR("batch-0000001");
    static const struct rig_row rows[] = {
        {"a batch", "finance", "POST", "/payments", BATCH, 201, "\"no\":\"PAY-2020-000001\"", NULL, "batch"},
        {"again under its key: the first answer", "finance", "POST", "/payments", BATCH, 201, "\"no\":\"PAY-2020-000001\""},
        {"another body under it", "finance", "POST", "/payments",
         "{\"payer_id\":\"$payer\",\"pot_id\":\"$small\",\"execute_on\":\"2020-05-18\"}", 409, "IDEMPOTENCY"},
        {"another person's key is another key", "all", "POST", "/payments", BATCH, 409, "PAYMENT_NOT_PAYABLE"},
    };
    rig_rows(r, rows, COUNT(rows));
    r->key = (struct str){0};
    static const struct rig_row more[] = {
        {"without a key it is another batch", "finance", "POST", "/payments", BATCH, 409, "PAYMENT_NOT_PAYABLE"},
    };
    rig_rows(r, more, COUNT(more));
    CHECK_ROW("one batch", count_of(r, "payment_batch") == 1);
}

/* ---- many at once ---- */

enum {
    CLAIMS = 6,
    CLICKS = 3, /* of each */
};
struct click {
    struct rig *rig;
    struct claim_step step;
    struct actor who;
    bool approve;
    struct claim out;
    enum err_code code;
};

static bool click_prepare(struct ctx *c, void *arg)
{
    struct click *k = arg;
    return k->approve ? claim_approve_prepare(c, &k->step, &k->out) : claim_submit_prepare(c, &k->step, &k->out);
}

static bool click_run(struct ctx *c, void *arg)
{
    struct click *k = arg;
    struct claim out = {.work = k->out.work};
    return k->approve ? claim_approve(c, &k->step, &out) : claim_submit(c, &k->step, &out);
}

static void *click(void *arg)
{
    struct click *k = arg;
    struct arena *a = arena_new();
    for (int half = 0; half < 2 && k->code == ERR_NONE; half++) {
        struct ctx c;
        ctx_init(&c, k->rig->app, a);
        c.zone_id = STR(RIG_NORTH);
        c.actor = k->who;
        c.remote = STR("cli");
        bool good = app_run(&c, half ? TX_WRITE : TX_READ, half ? click_run : click_prepare, k);
        k->code = good ? ERR_NONE : c.err.code;
    }
    arena_free(a);
    return NULL;
}

/* How many of them were done; the others are refused, none is broken. */
static int64_t all_click(struct click *clicks, size_t count)
{
    pthread_t threads[CLAIMS * CLICKS];
    int64_t done = 0;
    for (size_t i = 0; i < count; i++)
        CHECK(pthread_create(&threads[i], NULL, click, &clicks[i]) == 0);
    for (size_t i = 0; i < count; i++) {
        (void)pthread_join(threads[i], NULL);
        done += clicks[i].code == ERR_NONE;
        CHECK_ROW("refused for what it is", clicks[i].code == ERR_NONE || clicks[i].code == ERR_CONFLICT || clicks[i].code == ERR_STALE);
    }
    return done;
}

static void at_once(struct rig *r)
{
    static const struct rig_row draft = {"the same number", "clerk", "POST", "/claims", GRANT_NEW("M-1", "1"), 201, NULL, NULL, "m"};
    struct click clicks[CLAIMS * CLICKS] = {0};
    struct str ids[CLAIMS];
    static const struct rig_row open = {"everybody may spend", "finance", "PUT", "/pots/$small", POT_PUT("3", ""), 200};
    rig_rows(r, &open, 1);
    int64_t numbers = rig_number(r, "SELECT max(last) FROM claim_counter");
    int64_t committed = rig_number(r, "SELECT sum(committed_fen) FROM fund_balance");
    for (size_t i = 0; i < CLAIMS; i++) {
        rig_rows(r, &draft, 1);
        ids[i] = arena_str(r->arena, rig_kept(r, "m"));
        for (size_t k = 0; k < CLICKS; k++)
            clicks[i * CLICKS + k] = (struct click){.rig = r, .step = {.id = ids[i], .version = 1},
                                                    .who = two_hats(r, "clerk", ROLE_OFFICER, "one")};
    }
    CHECK_ROW("of many claims of one number, clicked often, one is submitted once", all_click(clicks, COUNT(clicks)) == 1);
    CHECK_ROW("with one number", rig_number(r, "SELECT max(last) FROM claim_counter") == numbers + 1);
    for (size_t i = 0; i < CLAIMS; i++)
        if (clicks[i * CLICKS].code == ERR_NONE || clicks[i * CLICKS + 1].code == ERR_NONE || clicks[i * CLICKS + 2].code == ERR_NONE)
            rig_keep(r, "m", ids[i]);
    static const struct rig_row pass = {"it is passed", "reviewer_first", "POST", "/claims/$m/pass", "{\"version\":2}", 200};
    rig_rows(r, &pass, 1);
    for (size_t i = 0; i < COUNT(clicks); i++)
        clicks[i] = (struct click){.rig = r, .step = {.id = rig_kept(r, "m"), .version = 3}, .approve = true,
                                   .who = two_hats(r, i % 2 ? "all" : "reviewer_second", ROLE_REVIEWER_SECOND, "two")};
    CHECK_ROW("two officers click at once: one approves", all_click(clicks, COUNT(clicks)) == 1);
    CHECK_ROW("and the money is committed once",
              rig_number(r, "SELECT sum(committed_fen) FROM fund_balance") == committed + 100);
}

/* ---- somebody writes into the tables ---- */

static void forged(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"claims and ledger agree", "auditor", "GET", "/reconciliation?pot_id=$pot&differences=true", NULL, 200, "\"items\":[]"},
        {"of the other pot, too", "auditor", "GET", "/reconciliation?pot_id=$small&differences=true", NULL, 200, "\"items\":[]"},
    };
    rig_rows(r, rows, COUNT(rows));
    rig_sql(r, arena_printf(r->arena, "UPDATE claim SET reserved_fen = 0 WHERE id = '%.*s'", STR_ARG(rig_kept(r, "d1"))).p);
    rig_sql(r, arena_printf(r->arena, "UPDATE claim SET reserved_fen = 700 WHERE id = '%.*s'", STR_ARG(rig_kept(r, "l1"))).p);
    static const struct rig_row more[] = {
        {"what is reserved for nobody", "auditor", "GET", "/reconciliation?pot_id=$pot&differences=true", NULL, 200,
         "申请预留 0.00 元，台账预留 1,400.00 元"},
        {"and what nobody reserved", "auditor", "GET", "/reconciliation?pot_id=$pot&differences=true", NULL, 200,
         "申请预留 7.00 元，台账预留 0.00 元"},
    };
    rig_rows(r, more, COUNT(more));
}

static void body(struct rig *r)
{
    plant_claims(r);
    figures(r);
    later_days(r);
    relatives(r);
    writers(r);
    said(r);
    left(r);
    files(r);
    numbers(r);
    persons(r);
    pots(r);
    rules(r);
    replaced(r);
    again(r);
    replaced_in_batch(r);
    at_once(r);
    forged(r);
}

int main(void)
{
    static struct api_set sets[7];
    sets[0] = API_SET_HTTP;
    sets[1] = REGISTRY_API;
    sets[2] = ATTACH_API;
    sets[3] = FUND_API;
    sets[4] = POLICY_API;
    sets[5] = CLAIM_API;
    sets[6] = BANK_API;
    rig_both("abuse", sets, COUNT(sets), body);
    return check_end();
}
