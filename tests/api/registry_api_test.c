/* registry_api_test.c - enterprises, codes, relations, flags, years, merge, lists, search and export through the API. */
#include "rig.h"
#include "app/app.h"
#include "attach/attach.h"
#include <stdlib.h>
#include "attach/attach_http.h"
#include "registry/bulk.h"
#include "registry/registry_http.h"

#define USCC_A "91441802MA4WDLR89W"
#define USCC_B "91441802897577647U"
#define USCC_C "9144180061751962XR"

static const struct rig_row LIFE[] = {
    {"an officer adds an enterprise", "officer", "POST", "/enterprises",
     "{\"name\":\"清远暖桥新材料有限公司\",\"uscc\":\"" USCC_A "\",\"industry\":\"2614\",\"area_id\":\"" RIG_AREA "\","
     "\"capital_text\":\"500万元人民币\",\"contact_phone\":\"13800138000\",\"registration_since\":\"2018-01-01\"}",
     201, "\"no\":1,", NULL, "one"},
    {"its page has the industry with its letter, the capital in fen and the code", "officer", "GET", "/enterprises/$one", NULL,
     200, "\"industry\":\"C2614\",\"industry_name\":\"化学原料和化学制品制造业\""},
    {"the relation makes it stand in the zone", "officer", "GET", "/enterprises/$one", NULL, 200, "\"in_zone\":true"},
    {"no figures: the class names what is missing", "officer", "GET", "/enterprises/$one", NULL, 200, "缺少员工人数"},
    {"the editor sees the phone", "officer", "GET", "/enterprises/$one", NULL, 200, "13800138000"},
    {"others see it masked", "leader", "GET", "/enterprises/$one", NULL, 200, "138****8000", "13800138000"},
    {"actions of an officer", "officer", "GET", "/enterprises/$one", NULL, 200, "\"edit\""},
    {"a leader may only look", "leader", "GET", "/enterprises/$one", NULL, 200, "\"actions\":[\"see_attachments\"]"},
    {"English names of the industry", "officer", "GET", "/industries", NULL, 200, "制造业"},
    {"another zone does not see it", "officer@south", "GET", "/enterprises/$one", NULL, 404, "没有找到这家企业"},
    {"nobody sees nothing", NULL, "GET", "/enterprises/$one", NULL, 401},
    {"a clerk of another enterprise does not see it", "clerk", "GET", "/enterprises/$one", NULL, 404},
    {"the assistant of the area sees it", "assistant", "GET", "/enterprises/$one", NULL, 200, "暖桥"},
    {"the same code again", "officer", "POST", "/enterprises", "{\"name\":\"别的公司\",\"uscc\":\"" USCC_A "\"}", 409, "已登记在"},
    {"a wrong check digit is refused with what was meant", "officer", "POST", "/enterprises",
     "{\"name\":\"别的公司\",\"uscc\":\"91441802MA4WDRL89W\"}", 422, "可能应为 91441802MA4WDLR89W"},
    {"a letter O is named with its place", "officer", "POST", "/enterprises",
     "{\"name\":\"别的公司\",\"uscc\":\"9I441802897577647U\"}", 422, "第 2 位"},
    {"a code seen on the certificate is kept", "officer", "POST", "/enterprises",
     "{\"name\":\"招商银行武汉分行\",\"uscc\":\"91420000877585797Y\",\"code_confirmed\":true}", 201, "\"check_ok\":false", NULL, "branch"},
    {"its kind was guessed from the name", "officer", "GET", "/enterprises/$branch", NULL, 200, "\"kind\":\"branch\""},
    {"even confirmed, letters where digits stand are refused", "officer", "POST", "/enterprises",
     "{\"name\":\"别的公司\",\"uscc\":\"9144AAAA897577647U\",\"code_confirmed\":true}", 422, "第 5 位"},
    {"all bad fields at once", "officer", "POST", "/enterprises",
     "{\"name\":\"别\",\"uscc\":\"123\",\"registered_on\":\"2020-02-30\",\"kind\":\"firm\"}", 422, "#/registered_on"},
    {"an industry that does not exist", "officer", "POST", "/enterprises", "{\"name\":\"别的公司\",\"industry\":\"D26\"}", 422, "C26"},
    {"an area that does not exist", "officer", "POST", "/enterprises", "{\"name\":\"别的公司\",\"area_id\":\"x\"}", 422, "area_id"},
    {"registered tomorrow", "officer", "POST", "/enterprises", "{\"name\":\"别的公司\",\"registered_on\":\"2020-05-15\"}", 422,
     "不能在今天之后"},
    {"an over-long name", "officer", "POST", "/enterprises",
     "{\"name\":\"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
     "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
     "一二三四五六七八九十一二三四五六七八九十一\"}",
     422, "最多 120"},
    {"SQL in a name is a name", "officer", "POST", "/enterprises", "{\"name\":\"'; DROP TABLE enterprise; --\"}", 201,
     "'; DROP TABLE enterprise; --"},
    {"HTML in a name cannot become markup", "officer", "POST", "/enterprises",
     "{\"name\":\"<script>alert(1)</script>\"}", 201, "\\u003c", "<script>"},
    {"a reviewer may not add", "reviewer_first", "POST", "/enterprises", "{\"name\":\"别的公司\"}", 403},
    {"facts change with the version", "officer", "PUT", "/enterprises/$one",
     "{\"version\":1,\"name\":\"清远暖桥新材料有限公司\",\"kind\":\"enterprise\",\"industry\":\"C26\",\"contact_phone\":\"0763-3480000\"}",
     200, "\"version\":2"},
    {"the second editor is told", "statistician", "PUT", "/enterprises/$one",
     "{\"version\":1,\"name\":\"改名\",\"kind\":\"enterprise\"}", 412, "他人修改"},
    {"merged is no state to type", "officer", "PUT", "/enterprises/$one",
     "{\"version\":2,\"name\":\"改名公司\",\"kind\":\"enterprise\",\"state\":\"merged\"}", 422, "合并"},
    {"nothing to change", "officer", "PUT", "/enterprises/nothing", "{\"version\":2,\"name\":\"改名公司\",\"kind\":\"enterprise\"}",
     404},
    /* codes */
    {"a new code closes the old one the day before", "officer", "POST", "/enterprises/$one/identifiers",
     "{\"kind\":\"uscc\",\"value\":\"" USCC_B "\",\"valid_from\":\"2020-05-01\"}", 201, "\"valid_to\":\"2020-04-30\""},
    {"and is the code of the enterprise", "officer", "GET", "/enterprises?q=" USCC_B, NULL, 200, "\"uscc\":\"" USCC_B "\""},
    {"it is still found by the old one", "officer", "GET", "/enterprises?q=" USCC_A, NULL, 200, "\"uscc\":\"" USCC_B "\""},
    {"the current code again", "officer", "POST", "/enterprises/$one/identifiers", "{\"kind\":\"uscc\",\"value\":\"" USCC_B "\"}",
     409, "当前代码"},
    {"somebody else's code", "officer", "POST", "/enterprises/$branch/identifiers", "{\"kind\":\"uscc\",\"value\":\"" USCC_A "\"}",
     409, "已登记在"},
    {"an old registration number beside it", "officer", "POST", "/enterprises/$one/identifiers",
     "{\"kind\":\"reg15\",\"value\":\"320404000009558\"}", 201, "320404000009558"},
    {"checked before it is sent", "officer", "GET", "/codes/check?kind=uscc&value=9I441802897577647U", NULL, 200,
     "\"suggestion\":\"91441802897577647U\""},
    {"who has it", "officer", "GET", "/codes/check?kind=uscc&value=" USCC_B, NULL, 200, "\"enterprise_name\":\"清远暖桥"},
    {"a clerk does not learn who has it", "clerk", "GET", "/codes/check?kind=uscc&value=" USCC_B, NULL, 200,
     "\"enterprise_name\":null"},
    /* relations */
    {"an overlap of the same kind", "officer", "POST", "/enterprises/$one/relations",
     "{\"kind\":\"registration\",\"since\":\"2019-01-01\"}", 409, "2018-01-01"},
    {"another kind beside it", "officer", "POST", "/enterprises/$one/relations",
     "{\"kind\":\"tax\",\"since\":\"2019-01-01\",\"until\":\"2019-12-31\"}", 201, "\"kind\":\"tax\""},
    {"ends before it begins", "officer", "POST", "/enterprises/$one/relations",
     "{\"kind\":\"statistics\",\"since\":\"2019-01-01\",\"until\":\"2018-12-31\"}", 422, "截止日期早于起始日期"},
    {"a day that does not exist", "officer", "POST", "/enterprises/$one/relations", "{\"kind\":\"tax\",\"since\":\"2019-02-29\"}", 422,
     "since"},
    {"nothing there to change", "officer", "PUT", "/enterprises/$one/relations/nothing", "{\"since\":\"2019-01-01\"}", 404, "关系"},
    /* years and size class */
    {"figures of a year give a class", "officer", "PUT", "/enterprises/$one/years/2019",
     "{\"headcount\":1000,\"revenue_fen\":40000000000,\"version\":0}", 200, "\"size_class\":\"large\""},
    {"with its reason", "officer", "GET", "/enterprises/$one", NULL, 200, "员工 1000 人，营业收入 40000 万元"},
    {"the same year without its version", "officer", "PUT", "/enterprises/$one/years/2019", "{\"headcount\":1,\"version\":0}", 412},
    {"one person fewer is medium", "officer", "PUT", "/enterprises/$one/years/2019",
     "{\"headcount\":999,\"revenue_fen\":40000000000,\"version\":1}", 200, "\"size_class\":\"medium\""},
    {"an older year does not decide", "officer", "PUT", "/enterprises/$one/years/2018",
     "{\"headcount\":1,\"revenue_fen\":1,\"version\":0}", 200, "\"size_class\":\"medium\""},
    {"negative people", "officer", "PUT", "/enterprises/$one/years/2017", "{\"headcount\":-1,\"version\":0}", 422, "0 与"},
    {"a year to come", "officer", "PUT", "/enterprises/$one/years/2021", "{\"headcount\":1,\"version\":0}", 422, "年"},
    {"no figure at all", "officer", "PUT", "/enterprises/$one/years/2017", "{\"version\":0}", 422, "至少"},
    {"money of 19 digits", "officer", "PUT", "/enterprises/$one/years/2017", "{\"revenue_fen\":9999999999999999999,\"version\":0}",
     422, "revenue_fen"},
    {"money with an exponent", "officer", "PUT", "/enterprises/$one/years/2017", "{\"revenue_fen\":1e400,\"version\":0}", 422},
    {"the filter knows the class", "officer", "GET", "/enterprises?size_class=medium", NULL, 200, "\"total\":1,"},
    {"and the year before last's absence", "officer", "GET", "/enterprises?size_class=large", NULL, 200, "\"total\":0,"},
    /* lists and flags */
    {"a base list", "officer", "POST", "/lists",
     "{\"code\":\"above-2020\",\"name\":\"2020 年规上工业企业\",\"kind\":\"above_scale\",\"as_of\":\"2020-01-01\"}", 201,
     "\"frozen\":false", NULL, "list"},
    {"its code again", "officer", "POST", "/lists",
     "{\"code\":\"above-2020\",\"name\":\"又一个\",\"kind\":\"other\",\"as_of\":\"2020-01-01\"}", 409, "已被使用"},
    {"a flag on the list", "officer", "POST", "/enterprises/$one/flags",
     "{\"flag\":\"above_scale\",\"list_id\":\"$list\",\"since\":\"2020-01-01\"}", 201, "\"list_name\":\"2020 年规上工业企业\""},
    {"the same flag again", "officer", "POST", "/enterprises/$one/flags",
     "{\"flag\":\"above_scale\",\"list_id\":\"$list\",\"since\":\"2020-02-01\"}", 409, "重叠"},
    {"a flag without a list", "officer", "POST", "/enterprises/$one/flags", "{\"flag\":\"resumed\",\"since\":\"2020-02-20\"}", 201,
     "\"flag\":\"resumed\""},
    {"a list that does not exist", "officer", "POST", "/enterprises/$one/flags",
     "{\"flag\":\"high_tech\",\"list_id\":\"nothing\",\"since\":\"2020-02-20\"}", 422, "list_id"},
    {"the list counts its members", "leader", "GET", "/lists", NULL, 200, "\"members\":1"},
    {"the filter knows the list", "leader", "GET", "/enterprises?list_id=$list&flag=resumed", NULL, 200, "\"total\":1,"},
    {"and the flag", "leader", "GET", "/enterprises?flag=high_tech", NULL, 200, "\"total\":0,"},
    {"a stale freeze", "officer", "POST", "/lists/$list/freeze", "{\"version\":7}", 412},
    {"frozen", "officer", "POST", "/lists/$list/freeze", "{\"version\":1}", 200, "\"frozen\":true"},
    {"frozen twice", "officer", "POST", "/lists/$list/freeze", "{\"version\":2}", 409, "已冻结"},
    {"a frozen list takes nobody", "officer", "POST", "/enterprises/$branch/flags",
     "{\"flag\":\"above_scale\",\"list_id\":\"$list\",\"since\":\"2020-01-01\"}", 409, "已冻结"},
    {"a reviewer may not freeze", "reviewer_first", "POST", "/lists/$list/freeze", "{\"version\":2}", 403},
    /* filters */
    {"by area", "officer", "GET", "/enterprises?area_id=" RIG_AREA, NULL, 200, "\"total\":0,"},
    {"in the zone", "officer", "GET", "/enterprises?in_zone=true", NULL, 200, "\"total\":1,"},
    {"by a relation that is over", "officer", "GET", "/enterprises?relation=tax", NULL, 200, "\"total\":0,"},
    {"by kind", "officer", "GET", "/enterprises?kind=branch", NULL, 200, "招商银行"},
    {"incomplete ones", "officer", "GET", "/enterprises?incomplete=true", NULL, 200, "\"total\":4,"},
    {"a parameter that does not exist", "officer", "GET", "/enterprises?colour=red", NULL, 422, "colour"},
    {"a cursor of another sort", "officer", "GET", "/enterprises?after=oa:1:1:0", NULL, 422, "第一页"},
    {"a cursor that is none", "officer", "GET", "/enterprises?after=%27%20OR%201%3D1", NULL, 422, "第一页"},
    {"too many at once", "officer", "GET", "/enterprises?limit=201", NULL, 422, "200"},
    {"no hit is an empty page", "officer", "GET", "/enterprises?q=没有这样的企业", NULL, 200, "\"items\":[],\"total\":0"},
};

static void life(struct rig *r)
{
    rig_rows(r, LIFE, COUNT(LIFE));
    rig_call(r, "officer", "GET", "/enterprises/$one", NULL);
    rig_keep(r, "relation", STR(""));
    int64_t records = rig_number(r, "SELECT count(*) FROM audit WHERE subject_kind IN ('enterprise', 'base_list')");
    CHECK_ROW("each change is on record once", records == 4 + 1 + 2 + 1 + 3 + 2 + 2);
}

/* ---- relations and flags by their ids ---- */

static void by_ids(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"one more", "officer", "POST", "/enterprises", "{\"name\":\"清远纪年电子有限公司\",\"registration_since\":\"2019-01-01\"}", 201,
         NULL, NULL, "two"},
    };
    rig_rows(r, rows, COUNT(rows));
    rig_call(r, "officer", "GET", "/enterprises/$two", NULL);
    struct str body = r->reply.body, key = STR("\"relations\":[{\"id\":\"");
    size_t at = str_find(body, key);
    CHECK(at < body.n);
    rig_keep(r, "relation", str_sub(body, at + key.n, 36));
    static const struct rig_row more[] = {
        {"the relation ends", "officer", "PUT", "/enterprises/$two/relations/$relation",
         "{\"since\":\"2019-01-01\",\"until\":\"2020-05-13\"}", 200, "\"in_zone\":false"},
        {"yesterday was its last day", "officer", "GET", "/enterprises/$two", NULL, 200, "\"current\":false"},
        {"and begins anew", "officer", "POST", "/enterprises/$two/relations",
         "{\"kind\":\"registration\",\"since\":\"2020-05-14\"}", 201, "\"in_zone\":true"},
        {"not into the new one", "officer", "PUT", "/enterprises/$two/relations/$relation", "{\"since\":\"2019-01-01\"}", 409},
        {"not of another enterprise", "officer", "PUT", "/enterprises/$one/relations/$relation", "{\"since\":\"2019-01-01\"}", 404},
        {"a flag", "officer", "POST", "/enterprises/$two/flags", "{\"flag\":\"high_tech\",\"since\":\"2020-01-01\"}", 201},
    };
    rig_rows(r, more, COUNT(more));
    body = r->reply.body;
    key = STR("\"flags\":[{\"id\":\"");
    at = str_find(body, key);
    CHECK(at < body.n);
    rig_keep(r, "flag", str_sub(body, at + key.n, 36));
    static const struct rig_row flags[] = {
        {"the flag ends", "officer", "PUT", "/enterprises/$two/flags/$flag", "{\"since\":\"2020-01-01\",\"until\":\"2020-02-01\"}", 200,
         "\"until\":\"2020-02-01\""},
        {"it is not current any more", "officer", "GET", "/enterprises?flag=high_tech", NULL, 200, "\"total\":0,"},
        {"no such flag", "officer", "PUT", "/enterprises/$two/flags/nothing", "{\"since\":\"2020-01-01\"}", 404},
        {"closed ones leave the list", "officer", "PUT", "/enterprises/$two",
         "{\"version\":5,\"name\":\"清远纪年电子有限公司\",\"kind\":\"enterprise\",\"state\":\"closed\"}", 200, "\"state\":\"closed\""},
        {"and the search", "officer", "GET", "/enterprises?q=纪年电子", NULL, 200, "\"total\":0,"},
        {"unless asked for", "officer", "GET", "/enterprises?q=纪年电子&state=closed", NULL, 200, "\"total\":1,"},
    };
    rig_rows(r, flags, COUNT(flags));
}

/* ---- merge ---- */

static void merge(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"the one that stays", "officer", "POST", "/enterprises",
         "{\"name\":\"清远合并电子有限公司\",\"uscc\":\"" USCC_C "\",\"registration_since\":\"2018-01-01\"}", 201, NULL, NULL, "stay"},
        {"the one that goes", "officer", "POST", "/enterprises",
         "{\"name\":\"清远合并电子公司\",\"reg15\":\"320404000009559\",\"code_confirmed\":true,\"industry\":\"C39\","
         "\"tax_since\":\"2019-01-01\"}", 201, NULL, NULL, "go"},
        {"with figures", "officer", "PUT", "/enterprises/$go/years/2019", "{\"headcount\":52,\"version\":0}", 200},
        {"with a flag", "officer", "POST", "/enterprises/$go/flags", "{\"flag\":\"high_tech\",\"since\":\"2019-12-01\"}", 201},
        {"into itself", "officer", "POST", "/enterprises/$go/merge", "{\"into_id\":\"$go\",\"reason\":\"重复登记\",\"version\":3}", 422},
        {"with an old version", "officer", "POST", "/enterprises/$go/merge", "{\"into_id\":\"$stay\",\"reason\":\"重复登记\",\"version\":1}",
         412},
        {"into nothing", "officer", "POST", "/enterprises/$go/merge", "{\"into_id\":\"x\",\"reason\":\"重复登记\",\"version\":3}", 404},
        {"without a reason", "officer", "POST", "/enterprises/$go/merge", "{\"into_id\":\"$stay\",\"version\":3}", 422, "reason"},
        {"figures that differ", "officer", "PUT", "/enterprises/$stay/years/2019", "{\"headcount\":53,\"version\":0}", 200},
        {"are settled first", "officer", "POST", "/enterprises/$go/merge", "{\"into_id\":\"$stay\",\"reason\":\"重复登记\",\"version\":3}",
         409, "2019 年的数据不一致"},
        {"settled", "officer", "PUT", "/enterprises/$stay/years/2019", "{\"headcount\":52,\"revenue_fen\":500,\"version\":1}", 200},
        {"two current codes are two enterprises", "officer", "POST", "/enterprises/$one/merge",
         "{\"into_id\":\"$stay\",\"reason\":\"重复登记\",\"version\":10}", 409, "不是同一家企业"},
        {"a reviewer may not", "reviewer_first", "POST", "/enterprises/$go/merge",
         "{\"into_id\":\"$stay\",\"reason\":\"重复登记\",\"version\":3}", 403},
        {"merged", "officer", "POST", "/enterprises/$go/merge", "{\"into_id\":\"$stay\",\"reason\":\"重复登记\",\"version\":3}", 200,
         "\"merged\":[{\"id\":\"$go\""},
        {"its code moved", "officer", "GET", "/enterprises/$stay", NULL, 200, "320404000009559"},
        {"its relation moved", "officer", "GET", "/enterprises/$stay", NULL, 200, "\"kind\":\"tax\""},
        {"its flag moved", "officer", "GET", "/enterprises/$stay", NULL, 200, "\"flag\":\"high_tech\""},
        {"its industry filled the gap", "officer", "GET", "/enterprises/$stay", NULL, 200, "\"industry\":\"C39\""},
        {"the figures are one", "officer", "GET", "/enterprises/$stay", NULL, 200, "\"headcount\":52,\"revenue_fen\":500"},
        {"the old page leads to the new", "officer", "GET", "/enterprises/$go", NULL, 200, "\"merged_into\":\"$stay\""},
        {"and cannot change", "officer", "PUT", "/enterprises/$go/years/2018", "{\"headcount\":5,\"version\":0}", 409, "已合并"},
        {"nor be merged again", "officer", "POST", "/enterprises/$go/merge", "{\"into_id\":\"$one\",\"reason\":\"重复登记\",\"version\":4}",
         409, "已合并"},
        {"the list has one", "officer", "GET", "/enterprises?q=合并电子", NULL, 200, "\"total\":1,"},
        {"its old number finds it", "officer", "GET", "/enterprises?q=320404000009559", NULL, 200, "清远合并电子有限公司"},
        {"another zone cannot merge into here", "officer@south", "POST", "/enterprises/$go/merge",
         "{\"into_id\":\"$stay\",\"reason\":\"重复登记\",\"version\":4}", 404},
    };
    rig_rows(r, rows, COUNT(rows));
    CHECK_ROW("both sides are audited",
              rig_number(r, "SELECT count(*) FROM audit WHERE action IN ('enterprise.merge', 'enterprise.merge_received')") == 2);
}

/* ---- search ---- */

static void search(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"several readings", "officer", "POST", "/enterprises", "{\"name\":\"重庆长安汽车销售有限公司\"}", 201},
        {"Latin letters", "officer", "POST", "/enterprises", "{\"name\":\"ＡＢＢ（清远）电气有限公司\"}", 201},
        {"cq", "officer", "GET", "/enterprises?q=cqca", NULL, 200, "重庆长安"},
        {"zq", "officer", "GET", "/enterprises?q=zqza", NULL, 200, "重庆长安"},
        {"capitals", "officer", "GET", "/enterprises?q=CQCA", NULL, 200, "重庆长安"},
        {"two letters", "officer", "GET", "/enterprises?q=zq", NULL, 200, "重庆长安"},
        {"initials inside the name", "officer", "GET", "/enterprises?q=qcxs", NULL, 200, "重庆长安"},
        {"full-width is the same", "officer", "GET", "/enterprises?q=abb", NULL, 200, "ＡＢＢ"},
        {"brackets of either width", "officer", "GET", "/enterprises?q=ABB(清远)", NULL, 200, "ＡＢＢ"},
        {"part of a name", "officer", "GET", "/enterprises?q=安汽车销", NULL, 200, "重庆长安"},
        {"one character", "officer", "GET", "/enterprises?q=庆", NULL, 200, "重庆长安"},
        {"blanks around", "officer", "GET", "/enterprises?q=%20%E9%87%8D%E5%BA%86%20", NULL, 200, "重庆长安"},
        {"stop words alone still search", "officer", "GET", "/enterprises?q=有限公司&limit=1", NULL, 200, "\"next\":\"na:"},
        {"a percent sign is no wildcard", "officer", "GET", "/enterprises?q=%25", NULL, 200, "\"total\":0"},
        {"an underscore is no wildcard", "officer", "GET", "/enterprises?q=_", NULL, 200, "\"total\":0"},
        {"a quote is harmless", "officer", "GET", "/enterprises?q=%27%20OR%20%27%27%3D%27", NULL, 200, "\"total\":0"},
        {"the name with SQL is found", "officer", "GET", "/enterprises?q=DROP%20TABLE", NULL, 200, "DROP TABLE"},
        {"the beginning of a code", "officer", "GET", "/enterprises?q=9144180061", NULL, 200, "清远合并电子有限公司"},
        {"the other zone finds nothing", "officer@south", "GET", "/enterprises?q=cqca", NULL, 200, "\"total\":0"},
    };
    rig_rows(r, rows, COUNT(rows));
}

/* ---- pages over 2,000 generated rows ---- */

enum { GENERATED = 2000 };

static bool generate(struct ctx *c, void *arg)
{
    static const char *const places[] = {"清远", "清城", "佛冈", "英德"};
    static const char *const trades[] = {"电子", "新材料", "生物医药", "机械", "食品", "物流", "软件"};
    struct places none = {0};
    int64_t from = *(const int64_t *)arg;
    struct list drafts = {0};
    for (int64_t i = from; i < from + BULK_MAX; i++) {
        struct enterprise_draft *d = ARENA_NEW(c->arena, struct enterprise_draft);
        d->name = arena_printf(c->arena, "%s%c%c%c%s北江有限公司", places[i % 4], (char)('A' + i % 26), (char)('A' + i / 26 % 26),
                               (char)('A' + i / 676), trades[i % 7]);
        d->registration_since = (struct opt_date){i % 2 == 0, {2019, 1, 1}};
        d->reg15 = arena_printf(c->arena, "4418%011d", (int)i);
        d->kind = i % 10 == 0 ? KIND_BRANCH : KIND_ENTERPRISE;
        if (!enterprise_prepare(c->arena, &c->err, &none, d)) return false;
        *LIST_ADD(c->arena, &drafts, struct enterprise_draft *) = d;
    }
    return enterprise_insert_many(c, &drafts);
}

static void generate_all(struct rig *r)
{
    for (int64_t from = 0; from < GENERATED; from += BULK_MAX) {
        struct arena *a = arena_new();
        struct ctx c;
        ctx_init(&c, r->app, a);
        c.zone_id = STR(RIG_NORTH);
        c.actor.system = true;
        bool ok = app_run(&c, TX_WRITE, generate, &from);
        CHECK_ROW("500 rows in one write, audited by their caller", !ok || c.audited == 0);
        arena_free(a);
    }
}

/* Walks all pages and counts; every number may come once. */
static int64_t walk_pages(struct rig *r, const char *query, bool *twice)
{
    static bool seen[GENERATED + 100];
    memset(seen, 0, sizeof seen);
    int64_t rows = 0;
    struct arena *a = arena_new();
    struct str after = STR("");
    do {
        struct str path = arena_printf(a, "/enterprises?%s&limit=97%s%.*s", query, after.n ? "&after=" : "", STR_ARG(after));
        const struct reply *reply = rig_call(r, "officer", "GET", path.p, NULL);
        CHECK(reply->status == 200);
        struct str rest = reply->body, key = STR("\"no\":");
        for (size_t at = str_find(rest, key); at < rest.n; at = str_find(rest, key)) {
            rest = str_sub(rest, at + key.n, rest.n);
            struct str text = rest, no = str_part(&text, ',');
            int64_t n = 0;
            CHECK(str_to_i64(no, &n) && n > 0 && n < (int64_t)COUNT(seen));
            if (seen[n]) *twice = true;
            seen[n] = true;
            rows++;
        }
        after = arena_str(a, rig_value(r, "next"));
        if (str_eq(after, STR("null"))) after = STR("");
    } while (after.n && rows < 3 * GENERATED);
    arena_free(a);
    return rows;
}

static void pages(struct rig *r)
{
    generate_all(r);
    int64_t active = rig_number(r, "SELECT count(*) FROM enterprise WHERE zone_id = '" RIG_NORTH "' AND state = 'active'");
    CHECK_ROW("the generated rows are there", active > GENERATED);
    static const struct {
        const char *query;
        int64_t want; /* 0 = all active */
    } rows[] = {
        {"sort=name", 0},        {"sort=name&dir=desc", 0},    {"sort=no", 0},
        {"sort=no&dir=desc", 0}, {"sort=updated", 0},          {"sort=updated&dir=desc", 0},
        {"q=英德&sort=name", 500}, {"q=英德&sort=no&dir=desc", 500}, {"q=英德&sort=updated", 500},
        {"q=清城&sort=name&dir=desc", 500}, {"q=yda&sort=name", -1}, {"q=4418&sort=no", GENERATED},
        {"q=4418&sort=name", GENERATED}, {"in_zone=true&q=4418", 1000}, {"q=佛冈&kind=branch&sort=name", 100},
        {"q=北江", GENERATED}, {"q=北江&dir=desc", GENERATED}, {"q=北江&sort=name", GENERATED}, /* dense: by number */
        {"q=北江&sort=updated&dir=desc", GENERATED}, {"q=北江有限公司", GENERATED}, {"q=北江&kind=branch", 200},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        bool twice = false;
        int64_t got = walk_pages(r, rows[i].query, &twice), want = rows[i].want ? rows[i].want : active;
        int64_t total = 0;
        CHECK_ROW(rows[i].query, !twice);
        struct arena *a = arena_new();
        rig_call(r, "officer", "GET", arena_printf(a, "/enterprises?%s&limit=1", rows[i].query).p, NULL);
        CHECK_ROW(rows[i].query, str_to_i64(rig_value(r, "total"), &total) && total == got);
        if (want > 0 && got != want) fprintf(stderr, "%s: %d rows, want %d\n", rows[i].query, (int)got, (int)want);
        CHECK_ROW(rows[i].query, want < 0 || got == want);
        arena_free(a);
    }
}

/* ---- clerks, export, bulk ---- */

static void scope(struct rig *r)
{
    rig_bind(r, "clerk", rig_kept(r, "one"));
    static const struct rig_row rows[] = {
        {"a clerk sees the own enterprise", "clerk", "GET", "/enterprises/$one", NULL, 200, "暖桥"},
        {"with its phone", "clerk", "GET", "/enterprises/$one", NULL, 200, "0763-3480000"},
        {"and it alone", "clerk", "GET", "/enterprises", NULL, 200, "\"total\":1,"},
        {"even when searching for others", "clerk", "GET", "/enterprises?q=重庆", NULL, 200, "\"total\":0"},
        {"not another page", "clerk", "GET", "/enterprises/$stay", NULL, 404},
        {"and may not edit", "clerk", "PUT", "/enterprises/$one", "{\"version\":9,\"name\":\"改名公司\",\"kind\":\"enterprise\"}", 403},
        {"nor export", "clerk", "GET", "/enterprises/export?format=csv", NULL, 403},
        {"the assistant's area is empty", "assistant", "GET", "/enterprises", NULL, 200, "\"total\":0,"},
        {"a csv with headings and the filter's rows", "officer", "GET", "/enterprises/export?format=csv&q=重庆长安", NULL, 200,
         "企业名称,统一社会信用代码,注册号"},
        {"exactly those", "officer", "GET", "/enterprises/export?format=csv&q=重庆长安", NULL, 200, "重庆长安汽车", "暖桥"},
        {"codes and dates in it", "officer", "GET", "/enterprises/export?format=csv&q=清远暖桥", NULL, 200, USCC_B},
        {"relations in it", "officer", "GET", "/enterprises/export?format=csv&q=清远暖桥", NULL, 200, "2018-01-01"},
        {"an xlsx is a zip", "officer", "GET", "/enterprises/export?format=xlsx&q=重庆长安", NULL, 200, "PK"},
        {"the other zone exports nothing of ours", "officer@south", "GET", "/enterprises/export?format=csv", NULL, 200, "企业名称", "重庆"},
    };
    rig_rows(r, rows, COUNT(rows));
    rig_call(r, "officer", "GET", "/enterprises/export?format=csv&q=4418", NULL);
    int64_t lines = 0;
    for (size_t i = 0; i < r->reply.body.n; i++) lines += r->reply.body.p[i] == '\n';
    CHECK_ROW("an export over several pages has every row once", lines == GENERATED + 1);
}

static bool bulk_again(struct ctx *c, void *arg)
{
    bool *fine = arg;
    struct places none = {0};
    struct list keys = {0}, known = {0}, changed = {0};
    *LIST_ADD(c->arena, &keys, struct code_key) = (struct code_key){IDENTIFIER_USCC, STR(USCC_A)};
    *LIST_ADD(c->arena, &keys, struct code_key) = (struct code_key){IDENTIFIER_REG15, STR("441800000000007")};
    *LIST_ADD(c->arena, &keys, struct code_key) = (struct code_key){IDENTIFIER_USCC, STR("nothing")};
    if (!enterprise_find_codes(c, &keys, &known)) return false;
    *fine = known.count == 2;
    for (size_t i = 0; i < known.count && *fine; i++) {
        const struct enterprise_draft *stored = &LIST_AT(&known, const struct enterprise_known, i)->stored;
        struct enterprise_draft same = {.name = stored->name, .uscc = stored->uscc, .reg15 = stored->reg15,
                                        .registration_since = stored->registration_since};
        *fine = *fine && enterprise_prepare(c->arena, &c->err, &none, &same) && !enterprise_merge_draft(stored, &same);
        struct enterprise_draft *other = ARENA_NEW(c->arena, struct enterprise_draft);
        *other = (struct enterprise_draft){.name = arena_printf(c->arena, "%.*s新名", STR_ARG(stored->name)),
                                           .tax_since = {true, {2020, 1, 1}}, .industry = STR("I65")};
        *fine = *fine && enterprise_prepare(c->arena, &c->err, &none, other) && enterprise_merge_draft(stored, other) &&
                other->renamed;
        *LIST_ADD(c->arena, &changed, struct enterprise_draft *) = other;
    }
    c->audited++; /* an import audits its rows as one */
    return enterprise_update_many(c, &changed);
}

static void bulk(struct rig *r)
{
    struct arena *a = arena_new();
    struct ctx c;
    bool fine = false;
    ctx_init(&c, r->app, a);
    c.zone_id = STR(RIG_NORTH);
    c.actor.system = true;
    bool ok = app_run(&c, TX_WRITE, bulk_again, &fine);
    CHECK_ROW("known rows are found by any code, the same is unchanged, the rest is updated", ok && fine);
    static const struct rig_row rows[] = {
        {"the new name is found", "officer", "GET", "/enterprises?q=公司新名", NULL, 200, "\"total\":2,"},
        {"with the new relation", "officer", "GET", "/enterprises?relation=tax&q=公司新名", NULL, 200, "\"total\":2,"},
        {"and the new industry's class", "officer", "GET", "/enterprises/$one", NULL, 200, "软件和信息技术服务业"},
    };
    rig_rows(r, rows, COUNT(rows));
    arena_free(a);
}

/* ---- workers ---- */

static void workers(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a worker", "officer", "POST", "/enterprises/$one/workers",
         "{\"name\":\"李四\",\"id_number\":\"420106198508233031\",\"phone\":\"13800138000\",\"degree\":\"bachelor\","
         "\"hired_on\":\"2020-03-26\"}", 201, "\"id_masked\":\"420106********3031\"", "420106198508233031", "worker"},
        {"birthday and household come from the number", "officer", "GET", "/enterprises/$one/workers", NULL, 200,
         "\"birth\":\"1985-08-23\",\"household\":\"420106\""},
        {"the phone is masked", "officer", "GET", "/enterprises/$one/workers", NULL, 200, "138****8000", "13800138000"},
        {"the page counts", "officer", "GET", "/enterprises/$one", NULL, 200, "\"worker_count\":1"},
        {"a wrong identity", "officer", "POST", "/enterprises/$one/workers", "{\"name\":\"王五\",\"id_number\":\"420106198508233032\"}",
         422, "校验位", "420106198508233031"},
        {"employed twice", "officer", "POST", "/enterprises/$stay/workers", "{\"name\":\"李四\",\"id_number\":\"420106198508233031\"}", 409,
         "已在"},
        {"a clerk is not told where", "clerk", "POST", "/enterprises/$one/workers",
         "{\"name\":\"李四\",\"id_number\":\"420106198508233031\"}", 409},
        {"a passport", "clerk", "POST", "/enterprises/$one/workers",
         "{\"name\":\"Smith\",\"id_kind\":\"passport\",\"id_number\":\"E12345678\",\"hired_on\":\"2020-01-01\"}", 201, "*******78"},
        {"a passport with blanks for letters", "clerk", "POST", "/enterprises/$one/workers",
         "{\"name\":\"Smith\",\"id_kind\":\"passport\",\"id_number\":\"汉字\"}", 422, "字母或数字"},
        {"a bad phone, a bad division and a date before birth", "officer", "POST", "/enterprises/$one/workers",
         "{\"name\":\"赵六\",\"id_number\":\"11010519491231002X\",\"phone\":\"123\",\"household\":\"42\",\"hired_on\":\"1940-01-01\"}", 422,
         "hired_on"},
        {"reveal needs the right", "clerk", "POST", "/workers/$worker/reveal", "{\"reason\":\"核对名单\"}", 403},
        {"and a reason", "officer", "POST", "/workers/$worker/reveal", "{}", 422, "reason"},
        {"then shows the number", "officer", "POST", "/workers/$worker/reveal", "{\"reason\":\"核对名单\"}", 200, "420106198508233031"},
        {"another zone does not find the worker", "officer@south", "POST", "/workers/$worker/reveal", "{\"reason\":\"核对名单\"}", 404},
        {"a stale edit", "officer", "PUT", "/workers/$worker", "{\"version\":9,\"name\":\"李四\"}", 412},
        {"left before hired", "officer", "PUT", "/workers/$worker",
         "{\"version\":1,\"name\":\"李四\",\"hired_on\":\"2020-03-26\",\"left_on\":\"2020-03-25\"}", 422, "离职"},
        {"leaves", "officer", "PUT", "/workers/$worker",
         "{\"version\":1,\"name\":\"李四\",\"hired_on\":\"2020-03-26\",\"left_on\":\"2020-04-30\"}", 200, "\"left_on\":\"2020-04-30\""},
        {"and may work elsewhere", "officer", "POST", "/enterprises/$stay/workers",
         "{\"name\":\"李四\",\"id_number\":\"420106198508233031\"}", 201},
        {"but not come back as well", "officer", "PUT", "/workers/$worker", "{\"version\":2,\"name\":\"李四\",\"hired_on\":\"2020-03-26\"}",
         409, "已在"},
        {"only those employed", "officer", "GET", "/enterprises/$one/workers?current=true", NULL, 200, "Smith", "李四"},
        {"one page at a time", "officer", "GET", "/enterprises/$one/workers?limit=1", NULL, 200, "\"total\":2,"},
        {"workers by name", "officer", "GET", "/enterprises/$one/workers?q=李", NULL, 200, "李四", "Smith"},
        {"the dispatcher reads, finance does not", "finance", "GET", "/enterprises/$one/workers", NULL, 403},
        {"a clerk sees no others' workers", "clerk", "GET", "/enterprises/$stay/workers", NULL, 404},
    };
    rig_rows(r, rows, COUNT(rows));
    CHECK_ROW("no number is stored in the clear, nor in the trail",
              rig_number(r, "SELECT (SELECT count(*) FROM worker WHERE id_sealed LIKE '%420106198508%' OR phone_sealed LIKE '%13800138%')"
                            " + (SELECT count(*) FROM audit_payload WHERE after_json LIKE '%420106198508%')") == 0);
    CHECK_ROW("a reveal is on record with its reason",
              rig_number(r, "SELECT count(*) FROM audit a JOIN audit_payload p ON p.zone_id = a.zone_id AND p.seq = a.seq "
                            "WHERE a.action = 'worker.reveal' AND p.after_json LIKE '%核对名单%'") == 1);
}

/* ---- attachments ---- */

static void attachments(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a pdf", "officer", "POST", "/enterprises/$one/attachments?name=营业执照.pdf", "%PDF-1.4 sample", 201, "application/pdf", NULL,
         "file"},
        {"its bytes come back", "officer", "GET", "/attachments/$file/content", NULL, 200, "%PDF-1.4 sample"},
        {"the page counts it", "officer", "GET", "/enterprises/$one", NULL, 200, "\"attachment_count\":1"},
        {"the same again", "officer", "POST", "/enterprises/$one/attachments?name=营业执照.pdf", "%PDF-1.4 sample", 409, "已在附件中"},
        {"the same bytes under another name", "officer", "POST", "/enterprises/$one/attachments?name=副本.pdf", "%PDF-1.4 sample", 201,
         NULL, NULL, "copy"},
        {"plain text", "clerk", "POST", "/enterprises/$one/attachments?name=a.csv", "名称,数量\n口罩,5\n", 201, "text/plain"},
        {"html is refused whatever its name", "officer", "POST", "/enterprises/$one/attachments?name=a.pdf", "<html><body>x", 415, "不接受"},
        {"svg too", "officer", "POST", "/enterprises/$one/attachments?name=a.png", "<?xml version=\"1.0\"?><svg/>", 415},
        {"a script too", "officer", "POST", "/enterprises/$one/attachments?name=a.txt", "#!/bin/sh\nrm -rf /\n", 415},
        {"an executable too", "officer", "POST", "/enterprises/$one/attachments?name=a.pdf", "MZ\x90\x03", 415},
        {"a zip that is no office file", "officer", "POST", "/enterprises/$one/attachments?name=a.xlsx", "PK\003\004nothing", 415},
        {"a path is no name", "officer", "POST", "/enterprises/$one/attachments?name=../../etc/passwd.txt", "text", 201,
         "\"name\":\"passwd.txt\""},
        {"no name at all", "officer", "POST", "/enterprises/$one/attachments", "text", 422, "name"},
        {"a name of blanks", "officer", "POST", "/enterprises/$one/attachments?name=%20%2F%20", "text", 422, "name"},
        {"to an enterprise that is not there", "officer", "POST", "/enterprises/nothing/attachments?name=a.txt", "text", 404},
        {"a leader may not attach", "leader", "POST", "/enterprises/$one/attachments?name=a.txt", "text", 403},
        {"but read", "leader", "GET", "/enterprises/$one/attachments", NULL, 200, "营业执照.pdf"},
        {"a clerk of the enterprise reads", "clerk", "GET", "/attachments/$file/content", NULL, 200, "%PDF"},
        {"another zone does not", "officer@south", "GET", "/attachments/$file/content", NULL, 404},
        {"nor deletes", "officer@south", "DELETE", "/attachments/$file", NULL, 404},
        {"deleted", "officer", "DELETE", "/attachments/$file", NULL, 200, "营业执照.pdf"},
        {"gone", "officer", "GET", "/attachments/$file/content", NULL, 404},
        {"the copy still has its bytes", "officer", "GET", "/attachments/$copy/content", NULL, 200, "%PDF-1.4 sample"},
        {"nothing to delete twice", "officer", "DELETE", "/attachments/$file", NULL, 404},
    };
    rig_rows(r, rows, COUNT(rows));
    struct arena *a = arena_new();
    struct str command = arena_printf(a, "test $(find %.*s -type f | wc -l) = 3", STR_ARG(r->app->blob_dir));
    CHECK_ROW("equal bytes are stored once", system(command.p) == 0);
    struct ctx c;
    int64_t removed = -1;
    ctx_init(&c, r->app, a);
    c.actor.system = true;
    CHECK_ROW("a fresh blob is not swept", attachment_sweep(&c, &removed) && removed == 0);
    rig_call(r, "officer", "DELETE", "/attachments/$copy", NULL);
    c.now.us = INT64_C(4102444800000000); /* long after */
    CHECK_ROW("an old one that nothing refers to is", attachment_sweep(&c, &removed) && removed == 1);
    arena_free(a);
}

static void body(struct rig *r)
{
    life(r);
    by_ids(r);
    merge(r);
    search(r);
    pages(r);
    scope(r);
    bulk(r);
    workers(r);
    attachments(r);
    rig_keep(r, "id", rig_kept(r, "one"));
    rig_keep(r, "enterprise_id", rig_kept(r, "one"));
    rig_walk(r, (const char *const[]){"重庆长安", "李四", USCC_B}, 3);
}

int main(void)
{
    const struct api_set sets[] = {REGISTRY_API, ATTACH_API};
    rig_both("registry_api", sets, COUNT(sets), body);
    return check_end();
}
