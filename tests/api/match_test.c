/* match_test.c - the match says of every enterprise and item what policy_judge says, writes only what changed, and shows
 * people only what is theirs. */
#include "match/cells.h"
#include "match/match_http.h"
#include "policy/policy_http.h"
#include "policy_plant.h"
#include "registry/registry_http.h"

enum { ENTERPRISES = 90, STRIDE = 61 /* between numbers: several blocks */, PEOPLE_MAX = 9 };

/* ---- models ---- */

#define HEAD                                                                                                           \
    "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" id=\"m\" name=\"M\" "                        \
    "namespace=\"https://nuanqiao.example/t\">"
#define INPUT(name, type)                                                                                              \
    "<inputData id=\"in_" name "\" name=\"" name "\"><variable name=\"" name "\" typeRef=\"" type "\"/></inputData>"
#define NEEDS(name) "<informationRequirement><requiredInput href=\"#in_" name "\"/></informationRequirement>"
#define ENTRY(name, text)                                                                                              \
    "<contextEntry><variable name=\"" name "\"/><literalExpression><text>" text "</text></literalExpression></contextEntry>"
#define CELL(text) "<inputEntry><text>" text "</text></inputEntry>"
#define OUT(text) "<outputEntry><text>" text "</text></outputEntry>"
#define COLUMN(id, name, type)                                                                                         \
    "<input id=\"" id "\"><inputExpression typeRef=\"" type "\"><text>" name "</text></inputExpression></input>"
#define TESTS                                                                                                          \
    "<testCases xmlns=\"http://www.omg.org/spec/DMN/20160719/testcase\" "                                              \
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">"          \
    "<modelName>m.dmn</modelName><testCase id=\"one\">"
#define GIVEN(name, type, value)                                                                                       \
    "<inputNode name=\"" name "\"><value xsi:type=\"xsd:" type "\">" value "</value></inputNode>"
#define PART(name, type, value)                                                                                        \
    "<component name=\"" name "\"><value xsi:type=\"xsd:" type "\">" value "</value></component>"
#define EXPECTED(parts) "<resultNode name=\"Line\" type=\"decision\"><expected>" parts "</expected></resultNode></testCase></testCases>"
#define CONTEXT(needs, entries)                                                                                        \
    "<decision id=\"d_line\" name=\"Line\"><variable name=\"Line\"/>" needs "<context>" entries "</context></decision>"

#define HEADS(rate)                                                                                                    \
    HEAD INPUT("headcount", "number") CONTEXT(NEEDS("headcount"),                                                      \
        ENTRY("eligible", "headcount &gt;= 100") ENTRY("amount", "headcount * " rate)) "</definitions>"
#define HEADS_TESTS(amount)                                                                                            \
    TESTS GIVEN("headcount", "decimal", "300") EXPECTED(PART("eligible", "boolean", "true") PART("amount", "decimal", amount))
/* A third of a yuan is no whole number of fen. */
#define FRACTION                                                                                                       \
    HEAD INPUT("headcount", "number") CONTEXT(NEEDS("headcount"),                                                      \
        ENTRY("eligible", "headcount &gt;= 200") ENTRY("amount", "headcount / 300")) "</definitions>"
/* Divides by the number of heads, which may be 0. */
#define DIVIDE                                                                                                         \
    HEAD INPUT("headcount", "number") INPUT("revenue", "number") CONTEXT(NEEDS("headcount") NEEDS("revenue"),          \
        ENTRY("eligible", "if revenue / headcount &gt; 100000 then true else false") ENTRY("amount", "7.5"))           \
        "</definitions>"
#define DIVIDE_TESTS                                                                                                   \
    TESTS GIVEN("headcount", "decimal", "1") GIVEN("revenue", "decimal", "100001")                                     \
        EXPECTED(PART("eligible", "boolean", "true") PART("amount", "decimal", "7.5"))
#define SERVICE                                                                                                        \
    HEAD INPUT("in_zone", "boolean") INPUT("size_class", "string")                                                     \
        CONTEXT(NEEDS("in_zone") NEEDS("size_class"),                                                                  \
                ENTRY("eligible", "in_zone and size_class = \"micro\"") ENTRY("certain", "not(in_zone)")) "</definitions>"
#define SERVICE_TESTS                                                                                                  \
    TESTS GIVEN("in_zone", "boolean", "true") GIVEN("size_class", "string", "micro")                                   \
        EXPECTED(PART("eligible", "boolean", "true") PART("certain", "boolean", "false"))
/* A table of constants; no row applies to large ones with little revenue. */
#define TABLE_RULE                                                                                                     \
    HEAD INPUT("size_class", "string") INPUT("revenue", "number")                                                      \
        "<decision id=\"d_line\" name=\"Line\"><variable name=\"Line\"/>" NEEDS("size_class") NEEDS("revenue")         \
        "<decisionTable id=\"t\" hitPolicy=\"FIRST\">" COLUMN("i1", "size_class", "string")                            \
        COLUMN("i2", "revenue", "number")                                                                              \
        "<output id=\"o1\" name=\"eligible\" typeRef=\"boolean\"/><output id=\"o2\" name=\"amount\" typeRef=\"number\"/>" \
        "<output id=\"o3\" name=\"reason\" typeRef=\"string\"/>"                                                       \
        "<rule id=\"r1\">" CELL("\"micro\",\"small\"") CELL("-") OUT("true") OUT("500") OUT("\"small\"") "</rule>"     \
        "<rule id=\"r2\">" CELL("-") CELL("&gt; 100000000") OUT("true") OUT("900") OUT("\"rich\"") "</rule>"           \
        "<rule id=\"r3\">" CELL("\"medium\"") CELL("-") OUT("false") OUT("0") OUT("\"medium\"") "</rule>"              \
        "</decisionTable></decision></definitions>"
#define TABLE_TESTS                                                                                                    \
    TESTS GIVEN("size_class", "string", "micro") GIVEN("revenue", "decimal", "1")                                      \
        EXPECTED(PART("eligible", "boolean", "true") PART("amount", "decimal", "500") PART("reason", "string", "small"))
/* People up to 30 on the day they were hired; at most 250 yuan an enterprise, nothing beyond 400 heads. */
#define YOUNG                                                                                                          \
    HEAD INPUT("worker_age", "number") INPUT("worker_degree", "string") INPUT("headcount", "number")                   \
        "<inputData id=\"in_rows\" name=\"rows\"><variable name=\"rows\"/></inputData>"                                \
        CONTEXT(NEEDS("worker_age") NEEDS("worker_degree"),                                                            \
                ENTRY("eligible", "worker_age &lt;= 30") ENTRY("amount", "if worker_degree = \"doctor\" then 200 else 100.5") \
                ENTRY("reason", "worker_degree"))                                                                      \
        "<decision id=\"d_claim\" name=\"Claim\"><variable name=\"Claim\"/>" NEEDS("rows") NEEDS("headcount")          \
        "<context>" ENTRY("sum", "sum(for r in rows return if r.worker_age != null and r.eligible then r.amount else 0)") \
            ENTRY("eligible", "headcount &lt;= 400") ENTRY("total", "min(sum, 250)")                                   \
        "</context></decision></definitions>"
#define YOUNG_TESTS                                                                                                    \
    TESTS GIVEN("worker_age", "decimal", "30") GIVEN("worker_degree", "string", "doctor")                              \
        EXPECTED(PART("eligible", "boolean", "true") PART("amount", "decimal", "200") PART("reason", "string", "doctor"))

#define ITEM(code, kind, subject, more)                                                                                \
    "{\"dmn_file\":\"x.dmn\",\"tests_file\":\"x.xml\",\"valid_from\":\"2020-01-01\",\"item\":{\"code\":\"" code        \
    "\",\"name_zh\":\"" code "事项\",\"name_en\":\"" code "\",\"kind\":\"" kind "\",\"subject\":\"" subject            \
    "\",\"state\":\"open\",\"line_decision\":\"Line\"" more "}}"
static const char DOCUMENT[] =
    "{\"author\":\"林晓\",\"publisher\":\"陈静\",\"document\":{\"no\":\"T-1\",\"title_zh\":\"测试政策\",\"title_en\":\"Test\","
    "\"issuer\":\"管委会\",\"sample\":true},\"items\":["
    ITEM("HEADS", "money", "enterprise", "") "," ITEM("FRACTION", "money", "enterprise", "") ","
    ITEM("DIVIDE", "money", "enterprise", "") "," ITEM("SERVICE", "service", "enterprise", "") ","
    ITEM("TABLE", "money", "enterprise", "") ","
    ITEM("YOUNG", "money", "workers", ",\"claim_decision\":\"Claim\",\"age_at\":\"hired_on\",\"fields\":["
         "{\"key\":\"hired_on\",\"source\":\"registry\",\"line\":true}]") "]}";
static const struct plant_texts TEXTS[] = {
    {HEADS("10"), HEADS_TESTS("3000")}, {FRACTION, HEADS_TESTS("1")}, {DIVIDE, DIVIDE_TESTS},
    {SERVICE, SERVICE_TESTS},           {TABLE_RULE, TABLE_TESTS},    {YOUNG, YOUNG_TESTS},
};
static const char AGAIN[] =
    "{\"author\":\"林晓\",\"publisher\":\"陈静\",\"document\":{\"no\":\"T-1\",\"title_zh\":\"测试政策\",\"title_en\":\"Test\","
    "\"issuer\":\"管委会\",\"sample\":true},\"items\":[" ITEM("HEADS", "money", "enterprise", "") "]}";
static const struct plant_texts TEXTS_AGAIN[] = {{HEADS("20"), HEADS_TESTS("6000")}};

/* ---- the zone ---- */

static struct str id_of(struct rig *r, int i)
{
    if (i == 0) return STR(RIG_ENTERPRISE);
    return arena_printf(r->arena, "01900000-0000-7000-9000-%012d", i);
}

static void plant_enterprise(struct rig *r, struct buf *b, int i)
{
    static const char *const INDUSTRIES[] = {"'C39'", "'I65'", "'F52'", "NULL"};
    struct str id = id_of(r, i);
    buf_addf(b,
             "INSERT INTO enterprise (zone_id, id, no, state, kind, size_class, sample, version, created, updated, "
             "area_id, industry, name, name_folded, initials, name_key, registered_on) VALUES ('" RIG_NORTH "', '%.*s', "
             "%d, 'active', 'enterprise', 'unclassed', TRUE, 1, 1, 1, %s, %s, '企业%d', 'x', 'x', '%04d', '%d-03-01');",
             STR_ARG(id), i * STRIDE + 1, i % 5 ? "'" RIG_AREA "'" : "NULL", INDUSTRIES[i % 4], i, i, 1990 + i % 30);
    if (i % 3)
        buf_addf(b,
                 "INSERT INTO enterprise_relation (zone_id, enterprise_id, id, kind, since) VALUES ('" RIG_NORTH
                 "', '%.*s', 'r', 'registration', '2018-01-01');",
                 STR_ARG(id));
    if (i % 7)
        buf_addf(b,
                 "INSERT INTO enterprise_year (zone_id, enterprise_id, year, headcount, revenue_fen, assets_fen, version) "
                 "VALUES ('" RIG_NORTH "', '%.*s', 2019, %s, %s, NULL, 1);",
                 STR_ARG(id), i % 11 ? arena_printf(r->arena, "%d", i % 13 ? i * 7 : 0).p : "NULL",
                 arena_printf(r->arena, "%" PRId64, i * INT64_C(300000001)).p);
}

static void plant_people(struct rig *r, struct buf *b, int i)
{
    static const char *const DEGREES[] = {"'doctor'", "'bachelor'", "'master'", "NULL", "'college'"};
    static const char *const TITLES[] = {"NULL", "'middle'", "'senior_technician'"};
    for (int k = 0; k < i % PEOPLE_MAX; k++) {
        int n = i * 10 + k;
        buf_addf(b,
                 "INSERT INTO worker (zone_id, id, enterprise_id, name, name_key, id_kind, id_sealed, id_hash, id_masked, "
                 "birth, household, degree, title, hired_on, left_on, version, updated) VALUES ('" RIG_NORTH
                 "', '01900000-0000-7000-a000-%012d', '%.*s', '员工%d', 'k', 'citizen', 's', 'h%d', 'm', %s, %s, %s, %s, "
                 "%s, %s, 1, 1);",
                 (n * 7919) % 100000, STR_ARG(id_of(r, i)), n, n,
                 n % 9 ? arena_printf(r->arena, "'%d-%02d-28'", 1970 + n % 30, 1 + n % 12).p : "NULL",
                 n % 4 ? "'420100'" : n % 8 ? "'441802'" : "NULL", DEGREES[n % 5], TITLES[n % 3],
                 n % 6 ? arena_printf(r->arena, "'%d-02-28'", 2005 + n % 16).p : "NULL",
                 n % 10 ? "NULL" : n % 20 ? "'2020-05-13'" : "'2020-05-14'");
    }
}

/* Doctors of 25 years: enterprise `i` has `count` of them and nobody else. */
static void plant_crowd(struct rig *r, int i, int count)
{
    struct buf b = {.arena = r->arena};
    buf_addf(&b, "DELETE FROM worker WHERE enterprise_id = '%.*s';", STR_ARG(id_of(r, i)));
    for (int k = 0; k < count; k++)
        buf_addf(&b,
                 "INSERT INTO worker (zone_id, id, enterprise_id, name, name_key, id_kind, id_sealed, id_hash, id_masked, "
                 "birth, degree, hired_on, version, updated) VALUES ('" RIG_NORTH "', '01900000-0000-7000-b000-%012d', "
                 "'%.*s', '博士%d', 'k', 'citizen', 's', 'c%d-%d', 'm', '1994-01-01', 'doctor', '2020-01-01', 1, 1);",
                 i * 1000 + k, STR_ARG(id_of(r, i)), k, i, k);
    buf_add_char(&b, '\0');
    rig_sql(r, buf_str(&b).p);
}

static void plant_zone(struct rig *r)
{
    struct buf b = {.arena = r->arena};
    for (int i = 0; i < ENTERPRISES; i++) {
        plant_enterprise(r, &b, i);
        plant_people(r, &b, i);
    }
    buf_add(&b, STR("UPDATE enterprise SET state = 'closed' WHERE no = 62;"));
    buf_add_char(&b, '\0');
    rig_sql(r, buf_str(&b).p);
    plant_crowd(r, 43, 62);
    plant_crowd(r, 47, 203);
}

/* ---- the match against policy_judge ---- */

struct comparison {
    struct str item_id;
    bool workers;
    struct match_page hits;
    int compared, differ, verdicts[MATCH_FAILED + 1];
};

static bool read_hits(struct ctx *c, struct comparison *k)
{
    struct match_query q = {.id = k->item_id, .limit = 7};
    for (;;) {
        struct match_page page = {0};
        if (!match_list(c, &q, &page)) return false;
        for (size_t i = 0; i < page.items.count; i++)
            *LIST_ADD(c->arena, &k->hits.items, struct match_hit) = *LIST_AT(&page.items, struct match_hit, i);
        k->hits.total = page.total;
        if (!page.next.n) return true;
        q.after = page.next;
    }
}

static bool lines_of(struct ctx *c, struct str enterprise_id, struct str *out)
{
    struct list people = {0};
    struct buf b = {.arena = c->arena};
    const struct facts_query q = {.zone_id = c->zone_id, .enterprise_id = enterprise_id, .as_of = ctx_today(c)};
    if (!policy_worker_facts(c, &q, &people)) return false;
    for (size_t i = 0; i < people.count; i++) {
        const struct worker_facts *w = LIST_AT(&people, struct worker_facts, i);
        if (w->left_on.has && date_cmp(w->left_on.v, q.as_of) < 0) continue;
        buf_addf(&b, "%s{\"worker_id\":\"%.*s\"}", b.n ? "," : "[", STR_ARG(w->worker_id));
    }
    *out = b.n ? arena_printf(c->arena, "%.*s]", (int)b.n, b.p) : (struct str){0};
    return true;
}

static bool same_missing(const struct list *facts, const struct list *missing)
{
    if (facts->count != missing->count) return false;
    for (size_t i = 0; i < missing->count; i++) {
        bool there = false;
        for (size_t k = 0; k < facts->count; k++)
            there = there || str_eq(LIST_AT(facts, struct match_fact, k)->key, LIST_AT(missing, struct judge_missing, i)->key);
        if (!there) return false;
    }
    return true;
}

static bool compare_hit(struct ctx *c, struct comparison *k, const struct match_hit *hit)
{
    struct judge_request q = {.item_id = k->item_id, .enterprise_id = hit->enterprise_id};
    struct judgement j = {0};
    if (k->workers && !lines_of(c, hit->enterprise_id, &q.lines_json)) return false;
    bool ok = policy_judge(c, &q, &j);
    if (!ok && c->err.code != ERR_CONFLICT) return false;
    err_clear(&c->err);
    int32_t expected = ok ? j.verdict : MATCH_FAILED; /* the first four are the same in both */
    int64_t lines = 0, eligible = 0;
    for (size_t i = 0; ok && q.lines_json.n && i < j.lines.count; i++, lines++)
        eligible += LIST_AT(&j.lines, struct judge_line, i)->verdict <= VERDICT_LIKELY;
    bool same = hit->verdict == expected && (!ok || hit->total_fen == j.total_fen) &&
                (!ok || (hit->lines == lines && hit->lines_eligible == eligible)) &&
                (hit->verdict != MATCH_LACKS || same_missing(&hit->missing, &j.missing));
    k->compared++;
    k->verdicts[hit->verdict]++;
    if (same) return true;
    k->differ++;
    printf("    %.*s: match %d %" PRId64 " %" PRId64 "/%" PRId64 " (%zu missing), judged %d %" PRId64 " %" PRId64 "/%" PRId64
           " (%zu missing)\n", STR_ARG(hit->name), hit->verdict, hit->total_fen, hit->lines_eligible, hit->lines,
           hit->missing.count, expected, j.total_fen, eligible, lines, j.missing.count);
    return true;
}

static bool compare_item(struct ctx *c, void *arg)
{
    struct comparison *k = arg;
    if (!read_hits(c, k)) return false;
    for (size_t i = 0; i < k->hits.items.count; i++)
        if (!compare_hit(c, k, LIST_AT(&k->hits.items, struct match_hit, i))) return false;
    return true;
}

static bool all_items(struct ctx *c, void *arg)
{
    const struct policy_item_query open = {.state = ITEM_OPEN};
    return policy_item_list(c, &open, arg);
}

/* The best verdict of each enterprise over the items that are money. */
static void best_of(const struct policy_item *item, const struct match_page *hits, int32_t *best)
{
    for (size_t i = 0; i < hits->items.count && item->kind == ITEM_MONEY; i++) {
        const struct match_hit *hit = LIST_AT(&hits->items, struct match_hit, i);
        assert(i < ENTERPRISES); /* always in the order of their numbers */
        if (best[i] == MATCH_NONE || hit->verdict < best[i]) best[i] = hit->verdict;
    }
}

static void test_headline(struct rig *r, const int32_t *best)
{
    int64_t entitled = 0, lacking = 0;
    for (size_t i = 0; i < ENTERPRISES; i++) {
        entitled += best[i] == MATCH_ENTITLED || best[i] == MATCH_LIKELY;
        lacking += best[i] == MATCH_LACKS;
    }
    CHECK_ROW("not everybody is entitled to money", entitled > 0 && entitled < ENTERPRISES - 1);
    CHECK_ROW("a service for everybody is not counted", rig_number(r, "SELECT entitled FROM match_run ORDER BY no DESC LIMIT 1") == entitled);
    CHECK_ROW("nor by those who lack", rig_number(r, "SELECT lacking FROM match_run ORDER BY no DESC LIMIT 1") == lacking);
}

/* The verdicts of the people that a page tells: the best first? */
static bool best_first(struct str body, bool *mixed)
{
    struct str rest = str_sub(body, str_find(body, STR("\"told\":[")), body.n);
    int32_t last = MATCH_ENTITLED;
    for (size_t at; (at = str_find(rest, STR("\"verdict\":\""))) < rest.n;) {
        rest = str_sub(rest, at + STR("\"verdict\":\"").n, rest.n);
        int32_t now = enum_from_name(&MATCH_VERDICT_NAMES, str_sub(rest, 0, str_find(rest, STR("\""))));
        if (now < last) return false;
        *mixed = *mixed || (now > MATCH_LIKELY && last <= MATCH_LIKELY && last != now);
        last = now;
    }
    return true;
}

static void test_people_first(struct rig *r)
{
    bool sorted = true, mixed = false;
    (void)rig_call(r, "officer", "GET", "/policy-items?code=YOUNG", NULL);
    rig_keep(r, "young", rig_value(r, "id"));
    for (int i = 1; i < ENTERPRISES; i++) {
        struct str path = arena_printf(r->arena, "/enterprises/01900000-0000-7000-9000-%012d/entitlements/$young", i);
        const struct reply *reply = rig_call(r, "officer", "GET", path.p, NULL);
        if (reply->status == 200) sorted = best_first(reply->body, &mixed) && sorted;
    }
    CHECK_ROW("people of more than one verdict are told", mixed);
    CHECK_ROW("who is eligible comes first", sorted);
}

static void test_equal(struct rig *r, bool told)
{
    struct policy_items items = {0};
    int32_t best[ENTERPRISES + 1] = {0};
    int verdicts[MATCH_FAILED + 1] = {0};
    CHECK_ROW("items are read", plant_as_system(r, TX_READ, all_items, &items) && items.items.count == 21);
    for (size_t i = 0; i < items.items.count; i++) {
        const struct policy_item *item = LIST_AT(&items.items, struct policy_item, i);
        struct comparison k = {.item_id = item->id, .workers = item->subject == ITEM_WORKERS};
        bool read = plant_as_system(r, TX_READ, compare_item, &k);
        const char *code = arena_cstr(r->arena, item->code);
        CHECK_ROW(code, read && k.compared == ENTERPRISES - 1 && k.differ == 0 && k.hits.total == ENTERPRISES - 1);
        if (told)
            printf("    %s: %d entitled, %d lack, %d not, %d failed\n", code, k.verdicts[1], k.verdicts[3], k.verdicts[4],
                   k.verdicts[5]);
        for (size_t v = 0; v < COUNT(verdicts); v++)
            verdicts[v] += k.verdicts[v];
        best_of(item, &k.hits, best);
    }
    test_headline(r, best);
    if (told) test_people_first(r);
    CHECK_ROW("every kind of verdict occurs", verdicts[MATCH_ENTITLED] > 50 && verdicts[MATCH_LACKS] > 50 &&
                                                  verdicts[MATCH_NOT] > 50 && verdicts[MATCH_FAILED] > 5);
}

/* ---- runs ---- */

static void run_match(struct rig *r, const char *keep)
{
    const struct rig_row row = {"a run is queued", "policy_editor", "POST", "/matches", "{}", 202, "\"state\":\"queued\"",
                                .keep = keep};
    rig_rows(r, &row, 1);
    rig_wait(r);
}

static void test_crowds(struct rig *r, bool matched)
{
#define OF(no, item) "/enterprises/01900000-0000-7000-9000-0000000000" no "/entitlements" item
    const struct rig_row rows[] = {
        {"a crowd is told with its true number", "officer", "GET", OF("43", ""), NULL, 200, "共 62 行，符合 62 行"},
        {"in figures, too", "officer", "GET", OF("43", ""), NULL, 200, "\"lines\":62,\"lines_eligible\":62,", "\"lines\":60,"},
        {"a larger one, too", "officer", "GET", OF("47", ""), NULL, 200,
         matched ? "共 203 人，符合 203 人" : "员工较多，以下只看了前 200 人", matched ? "只看了前" : "共 203"},
        {"in figures as the run found them", "officer", "GET", OF("47", ""), NULL, 200,
         matched ? "\"lines\":203,\"lines_eligible\":203," : "\"lines\":200,"},
        {"not for who may not see workers", "finance", "GET", OF("47", ""), NULL, 200, "\"told\":[]", "共 203"},
        {"the item", "officer", "GET", "/policy-items?code=YOUNG", NULL, 200, "YOUNG", .keep = "young"},
        {"the item's page judges all", "officer", "GET", OF("47", "/$young"), NULL, 200, "共 203 行，符合 203 行"},
    };
    rig_rows(r, rows, COUNT(rows));
}

static void test_runs(struct rig *r)
{
    test_crowds(r, false);
    run_match(r, "first");
    const struct rig_row done[] = {
        {"it is done", "finance", "GET", "/matches/$first", NULL, 200, "\"state\":\"done\",\"done\":1869,\"total\":1869,\"failure\":null"},
        {"all were looked at", "finance", "GET", "/matches/$first", NULL, 200, "\"items\":21,\"enterprises\":89,"},
        {"nothing was there before", "finance", "GET", "/matches/$first", NULL, 200, "\"changed\":0"},
        {"the summary has every item", "leader", "GET", "/match-summary", NULL, 200, "\"running\":null", "\"last\":null"},
    };
    rig_rows(r, done, COUNT(done));
    test_equal(r, !r->pg);
    test_crowds(r, true);
    CHECK_ROW("five thousand numbers make six blocks an item",
              rig_number(r, "SELECT count(*) FROM match_block") == 21 * 6);
    run_match(r, "second");
    CHECK_ROW("the same again writes no block", rig_number(r, "SELECT count(*) FROM match_block WHERE run_no = 2") == 0);
    CHECK_ROW("and no outcome twice", rig_number(r, "SELECT count(*) FROM (SELECT DISTINCT item_id, verdict, fired, missing, "
              "rule_version_id FROM match_outcome) x") == rig_number(r, "SELECT count(*) FROM match_outcome"));
}

static void test_changes(struct rig *r)
{
    /* 企业20 goes from 140 heads to 30: only HEADS knows the difference (YOUNG's limit is 400). */
    rig_sql(r, "UPDATE enterprise_year SET headcount = 30 WHERE enterprise_id = '01900000-0000-7000-9000-000000000020'");
    run_match(r, "third");
    static const struct rig_row rows[] = {
        {"one verdict changed", "finance", "GET", "/matches/$third", NULL, 200, "\"changed\":1}"},
        {"it is told", "officer", "GET", "/enterprises/01900000-0000-7000-9000-000000000020/entitlement-changes", NULL, 200,
         "\"code\":\"HEADS\",\"name_zh\":\"HEADS事项\",\"name_en\":\"HEADS\",\"run_no\":3,\"as_of\":\"2020-05-14\","},
        {"from entitled to not", "officer", "GET", "/enterprises/01900000-0000-7000-9000-000000000020/entitlement-changes",
         NULL, 200, "\"before\":\"entitled\",\"after\":\"not\",\"before_fen\":140000,\"after_fen\":0}]}"},
        {"others have no news", "officer", "GET", "/enterprises/01900000-0000-7000-9000-000000000021/entitlement-changes",
         NULL, 200, "{\"items\":[]}"},
    };
    rig_rows(r, rows, COUNT(rows));
    CHECK_ROW("one block was written", rig_number(r, "SELECT count(*) FROM match_block WHERE run_no = 3") == 1);
    plant_document(r, STR(AGAIN), NULL, TEXTS_AGAIN, 0);
    run_match(r, "fourth");
    static const struct rig_row more[] = {
        {"a new rule: other amounts", "leader", "GET", "/match-summary", NULL, 200, "\"run_no\":4"},
        {"of that item only", "officer", "GET", "/enterprises/01900000-0000-7000-9000-000000000020/entitlement-changes", NULL,
         200, "\"run_no\":3", "\"run_no\":4"},
        {"and told to who has it", "officer", "GET", "/enterprises/01900000-0000-7000-9000-000000000023/entitlement-changes",
         NULL, 200, "\"before\":\"entitled\",\"after\":\"entitled\",\"before_fen\":161000,\"after_fen\":322000}]}"},
    };
    rig_rows(r, more, COUNT(more));
    CHECK_ROW("only blocks of that item", rig_number(r, "SELECT count(DISTINCT item_id) FROM match_block WHERE run_no = 4") == 1);
    test_equal(r, false);
}

/* ---- people ---- */

static void test_people(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a clerk sees what is his", "clerk", "GET", "/enterprises/" RIG_ENTERPRISE "/entitlements", NULL, 200,
         "\"enterprise_id\":\"" RIG_ENTERPRISE "\",\"name\":\"企业0\"", "\"verdict\":\"failed\""},
        {"with the reason", "clerk", "GET", "/enterprises/" RIG_ENTERPRISE "/entitlements", NULL, 200, "企业不在园区"},
        {"and what is missing", "clerk", "GET", "/enterprises/" RIG_ENTERPRISE "/entitlements", NULL, 200,
         "\"missing\":[{\"key\":\"headcount\",\"zh\":\"从业人数\""},
        {"beside the last run", "clerk", "GET", "/enterprises/" RIG_ENTERPRISE "/entitlements", NULL, 200,
         "\"matched\":\"not\",\"match_as_of\":\"2020-05-14\""},
        {"not of another", "clerk", "GET", "/enterprises/01900000-0000-7000-9000-000000000005/entitlements", NULL, 404},
        {"an assistant of his area", "assistant", "GET", "/enterprises/01900000-0000-7000-9000-000000000001/entitlements",
         NULL, 200, "\"items\":["},
        {"not of another area", "assistant", "GET", "/enterprises/01900000-0000-7000-9000-000000000005/entitlements", NULL, 404},
        {"a person of the other zone", "all@south", "GET", "/enterprises/" RIG_ENTERPRISE "/entitlements", NULL, 404},
        {"nobody", NULL, "GET", "/enterprises/" RIG_ENTERPRISE "/entitlements", NULL, 401},
        {"who has no role", "none", "GET", "/enterprises/" RIG_ENTERPRISE "/entitlements", NULL, 403},
        {"the item", "officer", "GET", "/policy-items?code=YOUNG", NULL, 200, "YOUNG", .keep = "young"},
        {"worker by worker", "officer", "GET", "/enterprises/01900000-0000-7000-9000-000000000008/entitlements/$young", NULL,
         200, "\"told\":[{\"worker_id\":\"01900000", NULL},
        {"with names", "officer", "GET", "/enterprises/01900000-0000-7000-9000-000000000008/entitlements/$young", NULL, 200,
         "\"name\":\"员工8"},
        {"but not for who may not see workers", "finance", "GET",
         "/enterprises/01900000-0000-7000-9000-000000000008/entitlements/$young", NULL, 200, "\"told\":[]", "员工8"},
        {"no such item", "officer", "GET", "/enterprises/01900000-0000-7000-9000-000000000008/entitlements/x", NULL, 404},
        {"the enterprises of an item", "finance", "GET", "/policy-items/$young/matches?verdict=entitled&limit=2", NULL, 200,
         "\"verdict\":\"entitled\"", "\"verdict\":\"lacks\""},
        {"a clerk finds himself only", "clerk", "GET", "/policy-items/$young/matches", NULL, 200,
         "\"items\":[{\"enterprise_id\":\"" RIG_ENTERPRISE "\"", "企业1\""},
        {"without a total", "clerk", "GET", "/policy-items/$young/matches", NULL, 200, "\"total\":0"},
        {"an assistant his area", "assistant", "GET", "/policy-items/$young/matches?limit=200", NULL, 200, "\"企业2\"", "\"企业5\""},
        {"a cursor that is none", "finance", "GET", "/policy-items/$young/matches?after=x", NULL, 422},
        {"no such item in a list", "finance", "GET", "/policy-items/x/matches", NULL, 404},
        {"the other zone's list", "all@south", "GET", "/policy-items/$young/matches", NULL, 404},
        {"no such run", "finance", "GET", "/matches/x", NULL, 404},
        {"the other zone's run", "all@south", "GET", "/matches/$first", NULL, 404},
        {"finance may not run it", "finance", "POST", "/matches", "{}", 403},
        {"nor a clerk", "clerk", "POST", "/matches", "{}", 403},
        {"nor see the zone's figures", "clerk", "GET", "/match-summary", NULL, 403},
        {"a date that is none", "policy_editor", "POST", "/matches", "{\"as_of\":\"2020-02-30\"}", 422},
        {"before the rules began", "policy_editor", "POST", "/matches", "{\"as_of\":\"2019-12-31\"}", 202, .keep = "early"},
    };
    rig_rows(r, rows, COUNT(rows));
    rig_wait(r);
    static const struct rig_row after[] = {
        {"there was nothing to match", "finance", "GET", "/matches/$early", NULL, 200, "\"state\":\"done\"", "\"items\":21"},
        {"and nothing is left", "leader", "GET", "/match-summary", NULL, 200, "\"items\":[]"},
        {"the page is judged as of today all the same", "clerk", "GET", "/enterprises/" RIG_ENTERPRISE "/entitlements", NULL,
         200, "\"matched\":null", "\"matched\":\""},
    };
    rig_rows(r, after, COUNT(after));
}

/* ---- cells ---- */

static void test_cells(void)
{
    struct arena *a = arena_new();
    static const char *const GOOD[] = {"-", "E7", "E7*3,9*120$30000", "K2*0", "X1", "N12,13", "L4$1"};
    static const char *const BAD[] = {"", "E", "Q1", "E1*", "Ex", "E1$x", "-1", "E1,", "E*2"};
    struct str cells[CELLS_MAX] = {[0] = STR("E7$1"), [1] = STR("N3"), [2] = STR("N3"), [1000] = STR("K2*0")}, read[CELLS_MAX];
    struct match_cell cell;
    for (size_t i = 0; i < COUNT(GOOD); i++) {
        bool ok = cell_read(a, str_of(GOOD[i]), &cell);
        CHECK_ROW(GOOD[i], ok && str_eq(cell_write(a, &cell), str_of(GOOD[i])));
    }
    for (size_t i = 1; i < COUNT(BAD); i++)
        CHECK_ROW(BAD[i], !cell_read(a, str_of(BAD[i]), &cell) || BAD[i][strlen(BAD[i]) - 1] == '*' ||
                              BAD[i][strlen(BAD[i]) - 1] == ',');
    struct str text = cells_write(a, cells);
    CHECK_ROW("neighbours that are equal are told once", str_eq(text, STR("E7$1 N3~2 -~997 K2*0 -~23")));
    CHECK_ROW("a block is read back", cells_read(text, read) && str_eq(read[2], STR("N3")) && str_eq(read[1000], STR("K2*0")) &&
                                          str_eq(read[1023], STR("-")));
    CHECK_ROW("one that is too short", !cells_read(STR("E7$1 N3~2"), read));
    CHECK_ROW("one that is too long", !cells_read(STR("-~1024 -"), read) && !cells_read(STR("-~1025"), read));
    CHECK_ROW("no block at all", !cells_read(STR("-~0"), read) && !cells_read(STR(""), read) && !cells_read(STR("-~x"), read));
    memset(cells, 0, sizeof cells);
    CHECK_ROW("nothing is no block", cells_write(a, cells).n == 0);
    arena_free(a);
}

static const struct job_kind *const JOBS[] = {&MATCH_JOB, NULL};

static void body(struct rig *r)
{
    rig_jobs(r, JOBS);
    plant_zone(r);
    plant_pack(r, PACK_POLICIES, 1);
    plant_document(r, STR(DOCUMENT), NULL, TEXTS, 0);
    test_runs(r);
    test_changes(r);
    test_people(r);
}

int main(void)
{
    const struct api_set sets[] = {REGISTRY_API, POLICY_API, MATCH_API};
    test_cells();
    rig_both("match", sets, COUNT(sets), body);
    return check_end();
}
