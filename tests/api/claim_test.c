/* claim_test.c - payee accounts, claims from draft to paid with every refusal, four eyes, what counts once, the money in
 * the pot after each step, sheets, many decisions. */
#include "attach/attach_http.h"
#include "claim/claim_http.h"
#include "claim/claim.h"
#include "claim_plant.h"
#include "fund/fund_http.h"
#include "policy/policy_http.h"
#include "registry/registry_http.h"
#include "sheet/sheet.h"
#include <unistd.h>

#define V(key, value) "{\"key\":\"" key "\",\"value\":\"" value "\"}"
#define LINE(worker, reason, from, to)                                                                                 \
    "{\"worker_id\":\"" worker "\",\"values\":[" V("reason", reason) "," V("stay_from", from) "," V("stay_to", to) "]}"
#define STAY_NEW(lines) "{\"item_id\":\"$stay\",\"enterprise_id\":\"$one\",\"lines\":[" lines "]}"
#define HOTEL_NEW(lines) "{\"item_id\":\"$hotel\",\"enterprise_id\":\"$one\",\"lines\":[" lines "]}"
#define GRANT_NEW(number, amount)                                                                                      \
    "{\"item_id\":\"$grant\",\"enterprise_id\":\"$one\",\"form\":[" V("project_no", number) "," V("city_grant", amount) "]}"
#define PUT(version, lines) "{\"version\":" version ",\"lines\":[" lines "]}"
#define PDF "%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"

/* available, reserved, committed, paid of a pot, in fen */
static bool pot_is(struct rig *r, const char *pot, int64_t available, int64_t reserved, int64_t committed, int64_t paid)
{
    const char *path = arena_cstr(r->arena, arena_printf(r->arena, "/pots/$%s", pot));
    const struct reply *reply = rig_call(r, "finance", "GET", path, NULL);
    struct str want = arena_printf(r->arena,
                                   "\"available_fen\":%" PRId64 ",\"reserved_fen\":%" PRId64 ",\"committed_fen\":%" PRId64
                                   ",\"paid_fen\":%" PRId64,
                                   available, reserved, committed, paid);
    bool is = str_find(reply->body, want) < reply->body.n;
    if (!is) printf("    wanted %.*s, got %.*s\n", STR_ARG(want), STR_ARG(reply->body));
    return is;
}

static int64_t count_of(struct rig *r, const char *what)
{
    return rig_number(r, arena_cstr(r->arena, arena_printf(r->arena, "SELECT count(*) FROM %s", what)));
}

static int64_t refused(struct rig *r, const char *action)
{
    return count_of(r, arena_cstr(r->arena, arena_printf(r->arena, "audit WHERE action = '%s_refused'", action)));
}

/* ---- drafts ---- */

static const struct rig_row DRAFTS[] = {
    {"nobody drafts", NULL, "POST", "/claims", STAY_NEW(""), 401},
    {"an assistant does not", "assistant", "POST", "/claims", STAY_NEW(""), 403},
    {"nor does a reviewer", "reviewer_first", "POST", "/claims", STAY_NEW(""), 403},
    {"no such item", "clerk", "POST", "/claims", "{\"item_id\":\"x\",\"enterprise_id\":\"$one\"}", 404},
    {"not of another enterprise", "clerk", "POST", "/claims", "{\"item_id\":\"$stay\",\"enterprise_id\":\"$two\"}", 404},
    {"not of another zone", "clerk@south", "POST", "/claims", STAY_NEW(""), 404},
    {"a birth date in the future", "clerk", "POST", "/claims",
     "{\"item_id\":\"$grant\",\"enterprise_id\":\"$one\",\"form\":[" V("leader_birth", "2020-05-15") "]}", 422, "例如 1990-05-14"},
    {"an amount with a fraction of a fen", "clerk", "POST", "/claims", GRANT_NEW("A-1", "100.005"), 422, "最多两位小数"},
    {"a number that is none", "clerk", "POST", "/claims", GRANT_NEW("A-1", "1e9"), 422, "form/city_grant"},
    {"a day that does not exist", "clerk", "POST", "/claims", STAY_NEW(LINE("$w1", "quarantine", "2020-02-30", "2020-03-01")), 422,
     "lines/0/stay_from"},
    {"a choice that is none, in the second line", "clerk", "POST", "/claims",
     STAY_NEW(LINE("$w1", "quarantine", "2020-05-01", "2020-05-02") "," LINE("$w2", "holiday", "2020-05-01", "2020-05-02")), 422,
     "lines/1/reason"},
    {"a field that the item does not have", "clerk", "POST", "/claims",
     "{\"item_id\":\"$stay\",\"enterprise_id\":\"$one\",\"form\":[" V("colour", "red") "]}", 422, "form/colour"},
    {"all bad fields at once", "clerk", "POST", "/claims",
     STAY_NEW("{\"values\":[" V("stay_from", "x") "," V("stay_to", "y") "]}"), 422, "lines/0/worker_id"},
    {"a field twice", "clerk", "POST", "/claims",
     "{\"item_id\":\"$grant\",\"enterprise_id\":\"$one\",\"form\":[" V("project_no", "1") "," V("project_no", "2") "]}", 422, "两次"},
    {"a worker of another enterprise", "clerk", "POST", "/claims", STAY_NEW(LINE("$x1", "quarantine", "2020-05-01", "2020-05-02")),
     422, "lines/0/worker_id"},
    {"lines for an item without", "clerk", "POST", "/claims",
     "{\"item_id\":\"$grant\",\"enterprise_id\":\"$one\",\"lines\":[{\"worker_id\":\"$w1\"}]}", 422, "没有人员明细"},
};

static void drafts(struct rig *r)
{
    rig_rows(r, DRAFTS, COUNT(DRAFTS));
    CHECK_ROW("nothing of it is stored", count_of(r, "claim") + count_of(r, "claim_line") + count_of(r, "claim_text") == 0);
    CHECK_ROW("what was refused is on record", refused(r, "claim.create") == 10);
    static const struct rig_row rows[] = {
        {"a draft with what there is", "clerk", "POST", "/claims",
         STAY_NEW("{\"worker_id\":\"$w1\",\"values\":[" V("reason", "quarantine") "]}"), 201,
         "\"state\":\"draft\",\"queue\":\"applicant\"", NULL, "c1"},
        {"it names what it wants", "clerk", "GET", "/claims/$c1", NULL, 200,
         "\"kind\":\"contract\",\"label\":\"租房合同\",\"required\":true,\"given\":false"},
        {"fields have their labels", "clerk", "GET", "/claims/$c1", NULL, 200,
         "{\"key\":\"reason\",\"value\":\"quarantine\",\"label\":\"租住原因\"}"},
        {"the worker is masked", "clerk", "GET", "/claims/$c1", NULL, 200, "\"worker_name\":\"李明\"", "E12345678"},
        {"what may be done", "clerk", "GET", "/claims/$c1", NULL, 200, "\"actions\":[\"edit\",\"attach\",\"submit\",\"withdraw\"]"},
        {"a reader may do nothing", "auditor", "GET", "/claims/$c1", NULL, 200, "\"actions\":[]"},
        {"another zone does not see it", "all@south", "GET", "/claims/$c1", NULL, 404},
        {"nothing is there yet: all is told", "clerk", "POST", "/claims/$c1/submit", "{\"version\":1}", 422, "lines/0/stay_from"},
        {"the file too", "clerk", "POST", "/claims/$c1/submit", "{\"version\":1}", 422, "attachments/contract"},
        {"lines are replaced", "clerk", "PUT", "/claims/$c1",
         PUT("1", LINE("$w1", "quarantine", "2020-05-01", "2020-05-03") "," LINE("$w3", "quarantine", "2020-05-01", "2020-05-02")),
         200, "\"version\":2"},
        {"the second editor is told", "officer", "PUT", "/claims/$c1", PUT("1", ""), 412},
        {"a file of the wrong kind", "clerk", "POST", "/claims/$c1/attachments?name=a.txt&kind=contract", "\x7f" "ELF", 415},
        {"the contract", "clerk", "POST", "/claims/$c1/attachments?name=a.pdf&kind=contract", PDF, 201, "\"kind\":\"contract\"",
         NULL, "file"},
        {"the claim knows it", "clerk", "GET", "/claims/$c1", NULL, 200, "\"given\":true"},
        {"the reviewer sees it", "reviewer_first", "GET", "/claims/$c1/attachments", NULL, 200, "a.pdf"},
        {"a stranger does not", "clerk@south", "GET", "/claims/$c1/attachments", NULL, 404},
        {"a fact that the registry does not know", "clerk", "POST", "/claims/$c1/submit", "{\"version\":2}", 422,
         "lines/1/worker_age"},
        {"a line that is not entitled", "clerk", "PUT", "/claims/$c1",
         PUT("2", LINE("$w1", "quarantine", "2020-05-01", "2020-05-03") "," LINE("$w2", "visit", "2020-05-01", "2020-05-02")), 200},
        {"is named with its reason", "clerk", "POST", "/claims/$c1/submit", "{\"version\":3}", 422, "这一行不符合条件"},
        {"days backwards", "clerk", "PUT", "/claims/$c1", PUT("3", LINE("$w1", "quarantine", "2020-05-03", "2020-05-01")), 200},
        {"are refused", "clerk", "POST", "/claims/$c1/submit", "{\"version\":4}", 422, "lines/0"},
        {"a day to come", "clerk", "PUT", "/claims/$c1", PUT("4", LINE("$w1", "quarantine", "2020-05-10", "2020-05-15")), 200},
        {"is refused", "clerk", "POST", "/claims/$c1/submit", "{\"version\":5}", 422, "2020-05-15 还没有到"},
        {"more days than the stay", "clerk", "PUT", "/claims/$c1",
         PUT("5", "{\"worker_id\":\"$w1\",\"values\":[" V("reason", "quarantine") "," V("stay_from", "2020-05-01") ","
                  V("stay_to", "2020-05-03") "," V("stay_days", "4") "]}"),
         200},
        {"are refused", "clerk", "POST", "/claims/$c1/submit", "{\"version\":6}", 422, "4 天多于 2020-05-01 至 2020-05-03 的 3 天"},
        {"a day outside the period", "clerk", "PUT", "/claims/$c1",
         "{\"version\":6,\"form\":[" V("period_from", "2020-05-02") "],\"lines\":[" LINE("$w1", "quarantine", "2020-05-01", "2020-05-03") "]}",
         200},
        {"is refused", "clerk", "POST", "/claims/$c1/submit", "{\"version\":7}", 422, "2020-05-01 不在期间之内"},
        {"a day twice", "clerk", "PUT", "/claims/$c1",
         PUT("7", LINE("$w1", "quarantine", "2020-05-01", "2020-05-03") "," LINE("$w1", "quarantine", "2020-05-03", "2020-05-04")), 200},
        {"is refused", "clerk", "POST", "/claims/$c1/submit", "{\"version\":8}", 422, "与第 1 行是同一人，2020-05-03 这一天重复"},
        {"six days of two lines", "clerk", "PUT", "/claims/$c1",
         PUT("8", LINE("$w1", "quarantine", "2020-05-01", "2020-05-08") "," LINE("$w2", "quarantine", "2020-05-01", "2020-05-03") ","
                  LINE("$w1", "quarantine", "2020-05-03", "2020-05-10")),
         200},
        {"are one overlap, with both lines and the days", "clerk", "POST", "/claims/$c1/submit", "{\"version\":9}", 422,
         "\"detail\":\"与第 1 行是同一人，2020-05-03 至 2020-05-08 共 6 天重复，同一天只计一次\"}]"},
        {"told once", "clerk", "POST", "/claims/$c1/submit", "{\"version\":9}", 422, "有 1 处填写有误"},
        {"a name that does not fit its content", "clerk", "POST", "/claims/$c1/attachments?name=list.exe&kind=contract", "hello\n", 415,
         "应以 csv txt 结尾"},
        {"nor one that hides it", "clerk", "POST", "/claims/$c1/attachments?name=list.pdf&kind=contract", "MZ\x90\x03", 415, "pdf"},
        {"the same file for another kind", "clerk", "POST", "/claims/$c1/attachments?name=a.pdf&kind=roster", PDF, 201, NULL, NULL, "twin"},
        {"twice for one kind", "clerk", "POST", "/claims/$c1/attachments?name=a.pdf&kind=roster", PDF, 409},
        {"and away", "clerk", "DELETE", "/attachments/$twin", NULL, 200},
        {"days as people write them", "clerk", "PUT", "/claims/$c1",
         PUT("9", LINE("$w1", "quarantine", "20200501", "2020/5/3") "," LINE("$w2", "quarantine", "2020.5.1", "2020年5月2日")), 200,
         "\"key\":\"stay_to\",\"value\":\"2020-05-02\""},
        {"a day that does not exist, however written", "clerk", "PUT", "/claims/$c1", PUT("10", LINE("$w1", "quarantine", "20200230", "2020/5/3")),
         422, "例如 2020-05-14"},
        {"less than no days", "clerk", "PUT", "/claims/$c1",
         PUT("10", "{\"worker_id\":\"$w1\",\"values\":[" V("stay_days", "-1") "]}"), 422, "不能小于 0，例如 14"},
        {"without a line", "clerk", "PUT", "/claims/$c1", PUT("10", ""), 200, "\"lines\":[]"},
        {"is refused", "clerk", "POST", "/claims/$c1/submit", "{\"version\":11}", 422, "至少填写一行"},
        {"two good lines", "clerk", "PUT", "/claims/$c1",
         PUT("11", LINE("$w1", "quarantine", "2020-05-01", "2020-05-03") "," LINE("$w2", "quarantine", "2020-05-01", "2020-05-02")), 200,
         "\"version\":12"},
        {"an old version", "clerk", "POST", "/claims/$c1/submit", "{\"version\":11}", 412},
        {"nobody reviews a draft", "reviewer_first", "POST", "/claims/$c1/take", "{\"version\":12}", 409, "草稿"},
    };
    rig_rows(r, rows, COUNT(rows));
    CHECK_ROW("refused submissions are on record", refused(r, "claim.submit") == 12);
    CHECK_ROW("and moved no money", pot_is(r, "pot", 1000000, 0, 0, 0));
    CHECK_ROW("nor counted a day", count_of(r, "claim_guard") == 0);
}

/* ---- submitted; counted once ---- */

/* The answer to a submission is made of what was written, a page of what is stored. */
static void answers_its_page(struct rig *r)
{
    struct str answer = arena_str(r->arena, rig_call(r, "clerk", "POST", "/claims/$c1/submit", "{\"version\":12}")->body);
    CHECK_ROW("the answer to a submission is its page", str_eq(answer, rig_call(r, "clerk", "GET", "/claims/$c1", NULL)->body));
}

static void submitting(struct rig *r)
{
    r->key = STR("submit-0000001");
    static const struct rig_row first[] = {
        {"submitted", "clerk", "POST", "/claims/$c1/submit", "{\"version\":12}", 201, "\"no\":\"2020-000001\",\"state\":\"submitted\""},
        {"again under the key: the first answer", "clerk", "POST", "/claims/$c1/submit", "{\"version\":12}", 201,
         "\"no\":\"2020-000001\""},
        {"another body under the key", "clerk", "POST", "/claims/$c1/submit", "{\"version\":13}", 409},
    };
    rig_rows(r, first, COUNT(first));
    answers_its_page(r);
    r->key = (struct str){0};
    CHECK_ROW("counted once", rig_number(r, "SELECT count(*) FROM claim_event WHERE act = 'submit'") == 1);
    CHECK_ROW("five person-days, by the item and by the pair", count_of(r, "claim_guard") == 10);
    CHECK_ROW("500 yuan are reserved", pot_is(r, "pot", 950000, 50000, 0, 0));
    static const struct rig_row rows[] = {
        {"judged to the fen", "clerk", "GET", "/claims/$c1", NULL, 200, "\"verdict\":\"likely\",\"total_fen\":50000"},
        {"each line", "clerk", "GET", "/claims/$c1", NULL, 200, "\"verdict\":\"likely\",\"amount_fen\":30000"},
        {"with reasons", "clerk", "GET", "/claims/$c1", NULL, 200, "年龄"},
        {"and frozen facts", "clerk", "GET", "/claims/$c1", NULL, 200, "\\\"as_of\\\""},
        {"who has it: nobody yet", "clerk", "GET", "/claims/$c1", NULL, 200, "\"queue\":\"first\""},
        {"twice", "clerk", "POST", "/claims/$c1/submit", "{\"version\":13}", 409, "申请 2020-000001 已提交"},
        {"not to be changed", "clerk", "PUT", "/claims/$c1", PUT("13", ""), 409},
        {"nor its files", "clerk", "POST", "/claims/$c1/attachments?name=b.pdf&kind=contract", PDF "b", 409, "材料不能再改动"},
        {"nor removed", "clerk", "DELETE", "/attachments/$file", NULL, 409},
        {"the same person and day again", "clerk", "POST", "/claims", STAY_NEW(LINE("$w1", "quarantine", "2020-05-03", "2020-05-04")),
         201, NULL, NULL, "c2"},
        {"with its file", "clerk", "POST", "/claims/$c2/attachments?name=a.pdf&kind=contract", PDF, 201},
        {"names claim and day", "clerk", "POST", "/claims/$c2/submit", "{\"version\":1}", 409,
         "第 1 行的 2020-05-03 已在申请 2020-000001（STAY）中计过"},
        {"it stays a draft without a number", "clerk", "GET", "/claims/$c2", NULL, 200, "\"no\":null,\"state\":\"draft\""},
        {"an excluding item, though only the other names it", "clerk", "POST", "/claims",
         HOTEL_NEW(LINE("$w1", "quarantine", "2020-05-03", "2020-05-05")), 201, NULL, NULL, "h1"},
        {"counts the same day no more", "clerk", "POST", "/claims/$h1/submit", "{\"version\":1}", 409, "2020-000001"},
        {"other days", "clerk", "PUT", "/claims/$h1",
         PUT("1", LINE("$w1", "quarantine", "2020-05-04", "2020-05-05") "," LINE("$w1", "quarantine", "2020-05-05", "2020-05-05")), 200},
        {"count, twice in an item that does not exclude itself", "clerk", "POST", "/claims/$h1/submit", "{\"version\":2}", 201,
         "\"total_fen\":30000"},
        {"then not in the first item", "clerk", "PUT", "/claims/$c2", PUT("1", LINE("$w1", "quarantine", "2020-05-04", "2020-05-04")), 200},
        {"in the other direction", "clerk", "POST", "/claims/$c2/submit", "{\"version\":2}", 409, "HOTEL"},
        {"the hotel is withdrawn", "clerk", "POST", "/claims/$h1/withdraw", "{\"version\":3}", 200, "\"state\":\"withdrawn\""},
        {"twice is too often", "clerk", "POST", "/claims/$h1/withdraw", "{\"version\":4}", 409},
        {"the days are free again", "clerk", "POST", "/claims/$c2/submit", "{\"version\":2}", 201, "\"no\":\"2020-000003\""},
        {"and it goes", "officer", "POST", "/claims/$c2/withdraw", "{\"version\":3,\"note\":\"重复\"}", 200},
    };
    rig_rows(r, rows, COUNT(rows));
    CHECK_ROW("withdrawn money is free", pot_is(r, "pot", 950000, 50000, 0, 0));
    CHECK_ROW("numbers have no gaps", rig_number(r, "SELECT max(last) FROM claim_counter") == 3);
}

/* ---- reviews ---- */

static void reviewing(struct rig *r)
{
    static const struct rig_row first[] = {
        {"a clerk does not review", "clerk", "POST", "/claims/$c1/take", "{\"version\":13}", 403},
        {"the second reviewer does not take the first review", "reviewer_second", "POST", "/claims/$c1/take", "{\"version\":13}", 403},
        {"nor pass it", "reviewer_second", "POST", "/claims/$c1/pass", "{\"version\":13}", 403},
        {"taken", "reviewer_first", "POST", "/claims/$c1/take", "{\"version\":13}", 200,
         "\"state\":\"first_review\",\"queue\":\"first\""},
        {"it is his", "reviewer_first", "GET", "/claims?mine=true", NULL, 200, "\"holder_name\":\"reviewer_first\""},
        {"taken twice", "reviewer_first", "POST", "/claims/$c1/take", "{\"version\":14}", 409},
        {"somebody else has it", "all", "POST", "/claims/$c1/pass", "{\"version\":14}", 409, "reviewer_first"},
        {"a supplement without a reason", "reviewer_first", "POST", "/claims/$c1/supplement", "{\"version\":14}", 422, "reason"},
        {"a supplement is asked", "reviewer_first", "POST", "/claims/$c1/supplement",
         "{\"version\":14,\"reason\":\"请补充第二人的最后一日\"}", 200, "\"state\":\"supplement\",\"queue\":\"applicant\""},
        {"the reviewer cannot go on", "reviewer_first", "POST", "/claims/$c1/pass", "{\"version\":15}", 409, "待补正"},
    };
    rig_rows(r, first, COUNT(first));
    CHECK_ROW("the money stays reserved", pot_is(r, "pot", 950000, 50000, 0, 0));
    rig_later(r, 3600);
    static const struct rig_row rows[] = {
        {"the clock stands", "clerk", "GET", "/claims/$c1", NULL, 200, "\"stopped_s\":3600"},
        {"the reason is there", "clerk", "GET", "/claims/$c1", NULL, 200, "\"reason\":\"请补充第二人的最后一日\""},
        {"corrected", "clerk", "PUT", "/claims/$c1",
         PUT("15", LINE("$w1", "quarantine", "2020-05-01", "2020-05-03") "," LINE("$w2", "quarantine", "2020-05-01", "2020-05-03")), 200},
        {"another file may come now", "clerk", "POST", "/claims/$c1/attachments?name=c.pdf&kind=contract", PDF "c", 201},
        {"submitted again", "clerk", "POST", "/claims/$c1/submit", "{\"version\":16,\"note\":\"已补充\"}", 201,
         "\"no\":\"2020-000001\",\"state\":\"submitted\""},
        {"the clock goes on", "clerk", "GET", "/claims/$c1", NULL, 200, "\"stopped_s\":3600"},
        {"judged as of the first day", "clerk", "GET", "/claims/$c1", NULL, 200, "\"as_of\":\"2020-05-14\""},
        {"to the new amount", "clerk", "GET", "/claims/$c1", NULL, 200, "\"total_fen\":60000"},
    };
    rig_rows(r, rows, COUNT(rows));
    CHECK_ROW("the reserve follows", pot_is(r, "pot", 940000, 60000, 0, 0));
    static const struct rig_row second[] = {
        {"the first review is passed", "reviewer_first", "POST", "/claims/$c1/pass", "{\"version\":17,\"note\":\"齐全\"}", 200,
         "\"state\":\"second_review\",\"queue\":\"second\""},
        {"the first reviewer has no second review", "reviewer_first", "POST", "/claims/$c1/approve", "{\"version\":18}", 403},
        {"without an account there is no approval", "reviewer_second", "POST", "/claims/$c1/approve", "{\"version\":18}", 409,
         "没有已核验的收款账户：李明, 王强"},
        {"nothing changed", "reviewer_second", "GET", "/claims/$c1", NULL, 200, "\"state\":\"second_review\""},
    };
    rig_rows(r, second, COUNT(second));
    CHECK_ROW("nothing moved", pot_is(r, "pot", 940000, 60000, 0, 0));
    CHECK_ROW("and it is on record", refused(r, "claim.approve") == 1 && refused(r, "claim.pass") == 2);
}

/* ---- accounts ---- */

#define ACCOUNT(worker, holder, number)                                                                                \
    "{\"enterprise_id\":\"$one\",\"worker_id\":\"" worker "\",\"holder\":\"" holder "\",\"number\":\"" number             \
    "\",\"bank_name\":\"中国建设银行清远分行\",\"cnaps\":\"105601000013\"}"

static void accounts(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"nobody", NULL, "POST", "/accounts", ACCOUNT("$w1", "李明", "6217000010012345"), 401},
        {"a reviewer enters none", "reviewer_first", "POST", "/accounts", ACCOUNT("$w1", "李明", "6217000010012345"), 403},
        {"all that is wrong", "clerk", "POST", "/accounts",
         "{\"enterprise_id\":\"$one\",\"holder\":\" \",\"number\":\"12\",\"bank_name\":\"x\",\"cnaps\":\"1\"}", 422, "holder"},
        {"a number with letters", "clerk", "POST", "/accounts", ACCOUNT("$w1", "李明", "62170000100123X5"), 422, "number"},
        {"a bank's number that is too short", "clerk", "POST", "/accounts",
         "{\"enterprise_id\":\"$one\",\"holder\":\"x\",\"number\":\"6217000010012345\",\"bank_name\":\"x\",\"cnaps\":\"123\"}", 422, "12 位"},
        {"of another enterprise", "clerk", "POST", "/accounts",
         "{\"enterprise_id\":\"$two\",\"holder\":\"x\",\"number\":\"6217000010012345\",\"bank_name\":\"x\",\"cnaps\":\"105601000013\"}", 404},
        {"of somebody else's worker", "clerk", "POST", "/accounts", ACCOUNT("$x1", "陈晨", "6217000010012345"), 422, "worker_id"},
        {"entered, masked, told that it looks odd", "clerk", "POST", "/accounts", ACCOUNT("$w1", "李明", "6217 0000 1001 2345"), 201,
         "\"number_masked\":\"**** 2345\"", "62170000", "a1"},
        {"the warning", "officer", "GET", "/accounts/$a1", NULL, 200, "请核对"},
        {"the same again", "clerk", "POST", "/accounts", ACCOUNT("$w1", "李明", "6217000010012345"), 409, "**** 2345"},
        {"the clerk verifies nothing", "clerk", "POST", "/accounts/$a1/verify", "{\"version\":1}", 403},
        {"a stale version", "officer", "POST", "/accounts/$a1/verify", "{\"version\":2}", 412},
        {"a second person verifies", "officer", "POST", "/accounts/$a1/verify", "{\"version\":1}", 200, "\"state\":\"verified\""},
        {"twice", "officer", "POST", "/accounts/$a1/verify", "{\"version\":2}", 409},
        {"an officer enters one", "officer", "POST", "/accounts", ACCOUNT("$w2", "王大强", "6217000010012353"), 201, NULL, NULL, "a2"},
        {"another name is told", "officer", "GET", "/accounts/$a2", NULL, 200, "户名与“王强”不一致"},
        {"and may not verify it", "officer", "POST", "/accounts/$a2/verify", "{\"version\":1}", 403, "须由另一人核验"},
        {"nor refuse it", "officer", "POST", "/accounts/$a2/refuse", "{\"version\":1,\"reason\":\"错了\"}", 403},
        {"finance refuses it", "finance", "POST", "/accounts/$a2/refuse", "{\"version\":1,\"reason\":\"户名不符\"}", 200,
         "\"state\":\"refused\""},
        {"the right one", "officer", "POST", "/accounts", ACCOUNT("$w2", "王强", "6217000010012353"), 201, NULL, NULL, "a3"},
        {"verified by finance", "finance", "POST", "/accounts/$a3/verify", "{\"version\":1}", 200, "\"verified_by\":\"finance\""},
        {"the enterprise's own", "clerk", "POST", "/accounts", ACCOUNT("", "清远暖桥新材料有限公司", "44050176880100001234"), 201, NULL, NULL,
         "a4"},
        {"verified", "officer", "POST", "/accounts/$a4/verify", "{\"version\":1}", 200},
        {"the whole number needs a right", "clerk", "POST", "/accounts/$a1/reveal", "{\"reason\":\"核对\"}", 403},
        {"and a reason", "finance", "POST", "/accounts/$a1/reveal", "{}", 422, "reason"},
        {"revealed", "finance", "POST", "/accounts/$a1/reveal", "{\"reason\":\"与银行核对\"}", 200, "\"number\":\"6217000010012345\""},
        {"listed newest first", "finance", "GET", "/accounts?state=verified&limit=1", NULL, 200, "清远暖桥", "李明", "next=next"},
        {"the next page", "finance", "GET", "/accounts?state=verified&limit=1&after=$next", NULL, 200, "王强"},
        {"the clerk sees his own", "clerk", "GET", "/accounts", NULL, 200, "李明"},
        {"another zone none", "finance@south", "GET", "/accounts", NULL, 200, "\"items\":[]"},
        {"nor one by its id", "finance@south", "GET", "/accounts/$a1", NULL, 404},
    };
    rig_rows(r, rows, COUNT(rows));
    CHECK_ROW("revealing is on record", count_of(r, "audit WHERE action = 'payee.reveal'") == 1);
    CHECK_ROW("the forged verification too", refused(r, "payee.verify") == 1);
    CHECK_ROW("no number is stored in the clear",
              count_of(r, "payee_account WHERE number_sealed LIKE '%6217000010%' OR number_hash LIKE '%6217000010%'") == 0);
}

/* ---- approved and paid ---- */

struct pay {
    struct claim_pay step;
    struct claim_payable_query query;
    struct list rows;
};

static bool pay_run(struct ctx *c, void *arg)
{
    struct pay *p = arg;
    return claim_pay_state(c, &p->step);
}

static bool list_run(struct ctx *c, void *arg)
{
    struct pay *p = arg;
    p->rows = (struct list){0};
    return claim_payable_list(c, &p->query, &p->rows);
}

static bool guard_run(struct ctx *c, void *arg)
{
    struct pay *p = arg;
    return claim_pay_guard(c, p->step.payment_id);
}

static struct actor person(struct rig *r, const char *login)
{
    return (struct actor){.user_id = rig_user(r, login), .login = str_of(login), .name = str_of(login)};
}

static bool pay_to(struct rig *r, const char *login, struct str payment, int64_t attempt, enum claim_state to,
                   const char *note, enum err_code *code)
{
    struct pay p = {.step = {.payment_id = payment, .attempt = attempt, .to = to, .note = str_of(note)}};
    struct err e;
    bool ok = plant_as(r, person(r, login), TX_WRITE, pay_run, &p, &e);
    *code = e.code;
    return ok;
}

static struct list payables(struct rig *r, bool open)
{
    struct pay p = {.query = {.open = open, .limit = 500}};
    CHECK(plant_as(r, person(r, "finance"), TX_READ, list_run, &p, NULL));
    return p.rows;
}

static void approving(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"approved: payable at once", "reviewer_second", "POST", "/claims/$c1/approve", "{\"version\":18,\"note\":\"同意\"}", 200,
         "\"state\":\"payable\",\"queue\":\"finance\""},
        {"a payment each", "clerk", "GET", "/claims/$c1", NULL, 200, "\"holder\":\"李明\",\"number_masked\":\"**** 2345\""},
        {"approved twice", "reviewer_second", "POST", "/claims/$c1/approve", "{\"version\":19}", 409, "待拨付"},
        {"too late to reject", "reviewer_second", "POST", "/claims/$c1/reject", "{\"version\":19,\"reason\":\"晚了\"}", 409},
        {"or to withdraw", "clerk", "POST", "/claims/$c1/withdraw", "{\"version\":19}", 409},
        {"the history has it all", "clerk", "GET", "/claims/$c1", NULL, 200,
         "\"act\":\"approve\",\"from_state\":\"second_review\",\"to_state\":\"approved\""},
    };
    rig_rows(r, rows, COUNT(rows));
    CHECK_ROW("committed", pot_is(r, "pot", 940000, 0, 60000, 0));
}

static void paying(struct rig *r)
{
    enum err_code code;
    struct list all = payables(r, true);
    CHECK_ROW("two payments wait", all.count == 2);
    if (all.count != 2) return;
    const struct claim_payable *a = LIST_AT(&all, const struct claim_payable, 0), *b = a + 1;
    CHECK_ROW("opened for the bank", str_eq(a->number, STR("6217000010012345")) && str_eq(a->cnaps, STR("105601000013")));
    struct list masked = payables(r, false);
    CHECK_ROW("masked otherwise", !LIST_AT(&masked, const struct claim_payable, 0)->number.n);
    CHECK_ROW("300 yuan each", a->amount_fen.fen == 30000 && b->amount_fen.fen == 30000);
    struct pay g = {.step = {.payment_id = a->payment_id}};
    struct err e;
    CHECK_ROW("a reviewer is no payer", !plant_as(r, person(r, "reviewer_second"), TX_READ, guard_run, &g, &e) && e.code == ERR_FORBIDDEN);
    CHECK_ROW("nor the clerk", !plant_as(r, person(r, "clerk"), TX_READ, guard_run, &g, &e) && e.code == ERR_FORBIDDEN);
    CHECK_ROW("finance is", plant_as(r, person(r, "finance"), TX_READ, guard_run, &g, NULL));
    CHECK_ROW("not paid before a batch", !pay_to(r, "finance", a->payment_id, 1, CLAIM_PAID, NULL, &code) && code == ERR_CONFLICT);
    CHECK_ROW("another attempt", !pay_to(r, "finance", a->payment_id, 2, CLAIM_IN_BATCH, NULL, &code) && code == ERR_STALE);
    CHECK_ROW("the submitter does not pay", !pay_to(r, "clerk", a->payment_id, 1, CLAIM_IN_BATCH, NULL, &code) && code == ERR_FORBIDDEN);
    CHECK_ROW("nobody's payment", !pay_to(r, "finance", STR("x"), 1, CLAIM_IN_BATCH, NULL, &code) && code == ERR_NOT_FOUND);
    CHECK_ROW("into a batch", pay_to(r, "finance", a->payment_id, 1, CLAIM_IN_BATCH, "B-1", &code));
    CHECK_ROW("and out", pay_to(r, "finance", a->payment_id, 1, CLAIM_PAYABLE, "B-1", &code));
    CHECK_ROW("and in", pay_to(r, "finance", a->payment_id, 1, CLAIM_IN_BATCH, "B-2", &code) &&
                            pay_to(r, "finance", b->payment_id, 1, CLAIM_IN_BATCH, "B-2", &code));
    CHECK_ROW("none waits", payables(r, false).count == 0);
    CHECK_ROW("a failure needs a reason", !pay_to(r, "finance", b->payment_id, 1, CLAIM_PAY_FAILED, NULL, &code) && code == ERR_INVALID);
    CHECK_ROW("one is paid", pay_to(r, "finance", a->payment_id, 1, CLAIM_PAID, "B-2", &code));
    CHECK_ROW("half of it", pot_is(r, "pot", 940000, 0, 30000, 30000));
    CHECK_ROW("one fails", pay_to(r, "finance", b->payment_id, 1, CLAIM_PAY_FAILED, "账号不存在", &code));
    rig_keep(r, "failed", b->payment_id);
    static const struct rig_row rows[] = {
        {"the claim says so", "clerk", "GET", "/claims/$c1", NULL, 200, "\"state\":\"pay_failed\",\"queue\":\"applicant\""},
        {"with the bank's reason", "clerk", "GET", "/claims/$c1", NULL, 200, "\"reason\":\"账号不存在\""},
        {"and what can be done", "clerk", "GET", "/claims/$c1", NULL, 200, "\"actions\":[\"correct\"]"},
        {"the same account is none", "clerk", "POST", "/claims/$c1/correct", "{\"version\":25}", 409, "还没有另一个已核验的账户"},
        {"its account is marked", "clerk", "GET", "/accounts/$a3", NULL, 200, "\"failed\":\"账号不存在\""},
        {"in the list, too", "clerk", "GET", "/accounts?state=verified", NULL, 200, "\"failed\":\"账号不存在\""},
        {"the one that was paid to is not", "clerk", "GET", "/accounts/$a1", NULL, 200, "\"failed\":null"},
        {"a new one, with the same last digits", "clerk", "POST", "/accounts", ACCOUNT("$w2", "王强", "6222000010012353"), 201, NULL, NULL, "a5"},
        {"the mark stays until it is verified", "clerk", "GET", "/accounts/$a3", NULL, 200, "\"failed\":\"账号不存在\""},
        {"not verified yet", "clerk", "POST", "/claims/$c1/correct", "{\"version\":25}", 409},
        {"verified", "officer", "POST", "/accounts/$a5/verify", "{\"version\":1}", 200},
        {"the old one is replaced", "officer", "GET", "/accounts/$a3", NULL, 200, "\"state\":\"replaced\""},
        {"and no longer marked", "clerk", "GET", "/accounts/$a3", NULL, 200, "\"failed\":null"},
        {"nor is the new one", "clerk", "GET", "/accounts/$a5", NULL, 200, "\"failed\":null"},
        {"the payment tells them apart", "clerk", "GET", "/claims/$c1", NULL, 200, "\"account_id\":\"$a3\""},
        {"corrected", "clerk", "POST", "/claims/$c1/correct", "{\"version\":25}", 200, "\"state\":\"payable\""},
        {"the next attempt", "clerk", "GET", "/claims/$c1", NULL, 200, "\"account_id\":\"$a5\""},
    };
    rig_rows(r, rows, COUNT(rows));
    struct str failed = rig_kept(r, "failed");
    CHECK_ROW("the old attempt is over", !pay_to(r, "finance", failed, 1, CLAIM_IN_BATCH, NULL, &code) && code == ERR_STALE);
    CHECK_ROW("the second attempt", pay_to(r, "finance", failed, 2, CLAIM_IN_BATCH, "B-3", &code) &&
                                        pay_to(r, "finance", failed, 2, CLAIM_PAID, "B-3", &code));
    CHECK_ROW("all of it", pot_is(r, "pot", 940000, 0, 0, 60000));
    rig_call(r, "clerk", "GET", "/claims/$c1", NULL);
    CHECK_ROW("paid", str_eq(rig_value(r, "state"), STR("paid")));
    CHECK_ROW("the bank sends it back", pay_to(r, "finance", failed, 2, CLAIM_PAY_FAILED, "退汇", &code));
    CHECK_ROW("committed again", pot_is(r, "pot", 940000, 0, 30000, 30000));
}

/* ---- two people, the pot, rejection ---- */

static void four_eyes(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"one who may do everything submits", "all", "POST", "/claims", GRANT_NEW("A-1", "60.00"), 201, NULL, NULL, "g1"},
        {"a claim", "all", "POST", "/claims/$g1/submit", "{\"version\":1}", 201, "\"total_fen\":6000"},
        {"and may not review it", "all", "POST", "/claims/$g1/take", "{\"version\":2}", 403, "不同的人"},
        {"nor pass it", "all", "POST", "/claims/$g1/pass", "{\"version\":2}", 403, "不同的人"},
        {"nor reject it", "all", "POST", "/claims/$g1/reject", "{\"version\":2,\"reason\":\"不行\"}", 403},
        {"nor see such actions", "all", "GET", "/claims/$g1", NULL, 200, "\"actions\":[\"withdraw\"]"},
        {"a clerk submits another", "clerk", "POST", "/claims", GRANT_NEW(" a-2 ", "60.00"), 201, NULL, NULL, "g2"},
        {"so", "clerk", "POST", "/claims/$g2/submit", "{\"version\":1}", 201},
        {"one number", "clerk", "POST", "/claims", GRANT_NEW("A-2", "1.00"), 201, NULL, NULL, "g3"},
        {"counts once, however it is written", "clerk", "POST", "/claims/$g3/submit", "{\"version\":1}", 409, "GRANT"},
        {"who passes the first review", "all", "POST", "/claims/$g2/pass", "{\"version\":2}", 200},
        {"does not approve", "all", "POST", "/claims/$g2/approve", "{\"version\":3}", 403, "不同的人"},
        {"the first passes the other", "reviewer_first", "POST", "/claims/$g1/pass", "{\"version\":2}", 200},
        {"the submitter does not approve", "all", "POST", "/claims/$g1/approve", "{\"version\":3}", 403, "不同的人"},
        {"a preview of both: the pot has enough for one", "reviewer_second", "POST", "/claims/decisions/preview",
         "{\"decision\":\"approve\",\"items\":[{\"id\":\"$g1\",\"version\":3},{\"id\":\"$g2\",\"version\":3}]}", 200,
         "\"done\":1,\"refused\":1,\"total_fen\":6000"},
        {"which says why", "reviewer_second", "POST", "/claims/decisions/preview",
         "{\"decision\":\"approve\",\"items\":[{\"id\":\"$g1\",\"version\":3},{\"id\":\"$g2\",\"version\":3}]}", 200,
         "资金池可用 4000 分，需要 6000 分"},
        {"and changes nothing", "reviewer_second", "GET", "/claims/$g1", NULL, 200, "\"state\":\"second_review\""},
        {"approved both: a result for each", "reviewer_second", "POST", "/claims/decisions",
         "{\"decision\":\"approve\",\"items\":[{\"id\":\"$g1\",\"version\":3},{\"id\":\"$g2\",\"version\":3}]}", 200,
         "\"done\":1,\"refused\":1,\"total_fen\":6000"},
        {"the one", "clerk", "GET", "/claims/$g1", NULL, 200, "\"state\":\"payable\""},
        {"not the other", "clerk", "GET", "/claims/$g2", NULL, 200, "\"state\":\"second_review\""},
        {"alone it is short too", "reviewer_second", "POST", "/claims/$g2/approve", "{\"version\":3}", 409},
        {"the second reviewer takes it", "reviewer_second", "POST", "/claims/$g2/take", "{\"version\":3}", 200,
         "\"state\":\"second_review\""},
        {"and rejects it", "reviewer_second", "POST", "/claims/$g2/reject", "{\"version\":4,\"reason\":\"资金不足\"}", 200,
         "\"state\":\"rejected\""},
        {"the number is free again", "clerk", "POST", "/claims/$g3/submit", "{\"version\":1}", 201},
        {"a rejected one is over", "clerk", "POST", "/claims/$g2/submit", "{\"version\":5}", 409},
    };
    rig_rows(r, rows, COUNT(rows));
    CHECK_ROW("the small pot", pot_is(r, "small", 4000, 0, 6000, 0));
    CHECK_ROW("the tries of the batch are on record", refused(r, "claim.approve") >= 4);
    static const struct rig_row more[] = {
        {"an amount of nothing", "clerk", "POST", "/claims", GRANT_NEW("A-4", "0"), 201, NULL, NULL, "g4"},
        {"is not entitled", "clerk", "POST", "/claims/$g4/submit", "{\"version\":1}", 409, "不符合条件"},
        {"a service", "clerk", "POST", "/claims",
         "{\"item_id\":\"$help\",\"enterprise_id\":\"$one\",\"form\":[" V("city_grant", "1") "]}", 201, "\"money\":false", NULL, "s1"},
        {"is claimed", "clerk", "POST", "/claims/$s1/submit", "{\"version\":1}", 201, "\"total_fen\":0"},
        {"passed", "reviewer_first", "POST", "/claims/$s1/pass", "{\"version\":2}", 200},
        {"approved, and nothing is paid", "reviewer_second", "POST", "/claims/$s1/approve", "{\"version\":3}", 200,
         "\"state\":\"approved\",\"queue\":null"},
        {"a batch without claims", "reviewer_first", "POST", "/claims/decisions", "{\"decision\":\"pass\",\"items\":[]}", 422},
        {"rejecting many needs a reason", "reviewer_first", "POST", "/claims/decisions",
         "{\"decision\":\"reject\",\"items\":[{\"id\":\"$g3\",\"version\":2}]}", 422, "note"},
        {"one that is not there, one twice", "reviewer_first", "POST", "/claims/decisions",
         "{\"decision\":\"pass\",\"items\":[{\"id\":\"x\",\"version\":1},{\"id\":\"$g3\",\"version\":2},{\"id\":\"$g3\",\"version\":2}]}", 200,
         "\"done\":1,\"refused\":2"},
        {"a clerk decides nothing", "clerk", "POST", "/claims/decisions",
         "{\"decision\":\"pass\",\"items\":[{\"id\":\"$g3\",\"version\":3}]}", 403},
        {"the facts change before the approval", "clerk", "POST", "/claims", HOTEL_NEW(LINE("$w1", "quarantine", "2020-05-08", "2020-05-09")),
         201, NULL, NULL, "h2"},
        {"submitted", "clerk", "POST", "/claims/$h2/submit", "{\"version\":1}", 201},
        {"passed", "reviewer_first", "POST", "/claims/$h2/pass", "{\"version\":2}", 200},
        {"the worker is a child now", "officer", "PUT", "/workers/$w1",
         "{\"version\":1,\"name\":\"李明\",\"birth\":\"2010-05-14\"}", 200},
        {"judged again", "reviewer_second", "POST", "/claims/$h2/approve", "{\"version\":3}", 422, "lines/0"},
        {"as he was", "officer", "PUT", "/workers/$w1", "{\"version\":2,\"name\":\"李明\",\"birth\":\"1985-05-14\"}", 200},
        {"approved", "reviewer_second", "POST", "/claims/$h2/approve", "{\"version\":3}", 200, "\"holder\":\"清远暖桥新材料有限公司\""},
    };
    rig_rows(r, more, COUNT(more));
    CHECK_ROW("both pots", pot_is(r, "small", 4000, 0, 6000, 0) && pot_is(r, "pot", 920000, 0, 50000, 30000));
    rig_sql(r, "UPDATE policy_item SET closes_on = '2020-05-13' WHERE code = 'HOTEL'");
    static const struct rig_row closed[] = {
        {"an item that is over", "clerk", "POST", "/claims", HOTEL_NEW(""), 409, "2020-05-13"},
    };
    rig_rows(r, closed, COUNT(closed));
}

/* ---- lists ---- */

static void lists(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"all, newest first", "auditor", "GET", "/claims?limit=1", NULL, 200, "\"item_code\":\"HOTEL\"", "\"GRANT\"", "next=next"},
        {"the next page", "auditor", "GET", "/claims?limit=1&after=$next", NULL, 200, "\"items\":[{"},
        {"by state", "auditor", "GET", "/claims?state=rejected", NULL, 200, "2020-00000"},
        {"by number", "auditor", "GET", "/claims?no=2020-000001", NULL, 200, "\"no\":\"2020-000001\""},
        {"the second reviewer's queue", "reviewer_second", "GET", "/claims?queue=second", NULL, 200, "\"queue\":\"second\""},
        {"of an item", "reviewer_second", "GET", "/claims?queue=second&item_id=$grant", NULL, 200, "\"GRANT\""},
        {"of another", "reviewer_second", "GET", "/claims?queue=second&item_id=$stay", NULL, 200, "\"items\":[]"},
        {"finance", "finance", "GET", "/claims?queue=finance", NULL, 200, "\"state\":\"payable\""},
        {"the clerk's own work", "clerk", "GET", "/claims?queue=applicant", NULL, 200, "\"state\":\"pay_failed\""},
        {"counts", "clerk", "GET", "/claims/counts", NULL, 200, "{\"state\":\"withdrawn\",\"n\":2}"},
        {"of the zone", "leader", "GET", "/claims/counts", NULL, 200, "{\"state\":\"withdrawn\",\"n\":2}"},
        {"of an area without claims", "assistant", "GET", "/claims/counts", NULL, 200, "\"items\":[]"},
        {"no cursor", "auditor", "GET", "/claims?after=x", NULL, 422, "第一页"},
        {"another zone", "auditor@south", "GET", "/claims", NULL, 200, "\"items\":[]"},
        {"one in English", "auditor", "GET", "/claims?state=rejected", NULL, 200, "配套资助"},
    };
    rig_rows(r, rows, COUNT(rows));
    rig_bind(r, "clerk", rig_kept(r, "two"));
    static const struct rig_row other[] = {
        {"a clerk of another enterprise sees none", "clerk", "GET", "/claims", NULL, 200, "\"items\":[]"},
        {"whatever he asks", "clerk", "GET", "/claims?enterprise_id=$one", NULL, 200, "\"items\":[]"},
        {"nor by queue", "clerk", "GET", "/claims?queue=applicant&enterprise_id=$one", NULL, 200, "\"items\":[]"},
        {"nor one", "clerk", "GET", "/claims/$c1", NULL, 404},
        {"nor its files", "clerk", "GET", "/claims/$c1/attachments", NULL, 404},
        {"nor changes it", "clerk", "POST", "/claims/$g3/withdraw", "{\"version\":3}", 404},
        {"nor sees its accounts", "clerk", "GET", "/accounts", NULL, 200, "\"items\":[]"},
    };
    rig_rows(r, other, COUNT(other));
    rig_bind(r, "clerk", rig_kept(r, "one"));
}

/* ---- sheets ---- */

static void sheets(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a draft", "clerk", "POST", "/claims", STAY_NEW(LINE("$w1", "quarantine", "2020-04-01", "2020-04-02")), 201, NULL, NULL, "x"},
        {"as a sheet", "clerk", "GET", "/claims/$x/sheet", NULL, 200, "PK"},
        {"not a reader's", "auditor", "GET", "/claims/$x/sheet", NULL, 403},
        {"no lines, no sheet", "clerk", "GET", "/claims/$g4/sheet", NULL, 409},
        {"good rows are taken, each other one is told", "clerk", "POST", "/claims/$x/sheet?version=1",
         "姓名,证件号码,租住原因,入住日期,最后一日\n"
         "李明,,隔离,2020-04-01,2020-04-03\n"
         ",E12345679,quarantine,2020-04-01,2020-04-02\n"
         "王强,E12345678,隔离,2020-04-01,2020-04-02\n"
         "陈晨,,隔离,2020-04-01,2020-04-02\n"
         "赵敏,E*****680,隔离,2020-04-31,2020-04-02\n",
         200, "\"rows\":5,\"taken\":2,\"refused\":3"},
        {"they are the lines", "clerk", "GET", "/claims/$x", NULL, 200, "\"worker_name\":\"王强\"", "赵敏"},
        {"who is nobody's", "clerk", "POST", "/claims/$x/sheet?version=2", "姓名,入住日期\n陈晨,2020-04-01\n李明,2020-04-01\n", 200,
         "{\"row\":2,\"name\":\"陈晨\",\"message\":\"本企业没有这名员工"},
        {"another's number", "clerk", "POST", "/claims/$x/sheet?version=3", "姓名,证件号码\n王强,E12345678\n李明,\n", 200, "证件号码属于“李明”"},
        {"a stale version", "clerk", "POST", "/claims/$x/sheet?version=1", "姓名\n李明\n", 412},
        {"a column that nobody knows", "clerk", "POST", "/claims/$x/sheet?version=4", "姓名,颜色\n李明,红\n", 422, "颜色"},
        {"no person", "clerk", "POST", "/claims/$x/sheet?version=4", "入住日期\n2020-04-01\n", 422, "模板"},
        {"nothing", "clerk", "POST", "/claims/$x/sheet?version=4", "姓名\n", 422, "没有人员"},
        {"of a submitted claim", "clerk", "POST", "/claims/$c1/sheet?version=29", "姓名\n李明\n", 409},
    };
    rig_rows(r, rows, COUNT(rows));
}

/* ---- an enterprise is merged while its claims are under way ---- */

static void merging(struct rig *r)
{
    static const struct rig_row merge[] = {
        {"merged", "officer", "POST", "/enterprises/$one/merge", "{\"into_id\":\"$two\",\"reason\":\"重复登记\",\"version\":1}",
         200},
    };
    static const struct rig_row rows[] = {
        {"its claims go on in the other's name", "auditor", "GET", "/claims/$c1", NULL, 200,
         "\"enterprise_id\":\"$two\""},
        {"what was judged before is stale", "clerk", "POST", "/claims/$g3/withdraw", "{\"version\":3}", 412},
        {"the clerk goes on with it", "clerk", "POST", "/claims/$g3/withdraw", "{\"version\":4}", 200, "\"withdrawn\""},
        {"workers keep their accounts", "auditor", "GET", "/accounts?enterprise_id=$two&state=verified", NULL, 200, "李明"},
        {"the new name needs an account of its own", "clerk", "POST", "/claims", "{\"item_id\":\"$grant\","
         "\"enterprise_id\":\"$two\",\"form\":[" V("project_no", "A-9") "," V("city_grant", "10") "]}", 201, NULL, NULL, "g9"},
        {"submitted", "clerk", "POST", "/claims/$g9/submit", "{\"version\":1}", 201},
        {"passed", "reviewer_first", "POST", "/claims/$g9/pass", "{\"version\":2}", 200},
        {"not approved", "reviewer_second", "POST", "/claims/$g9/approve", "{\"version\":3}", 409, "清远纪年电子有限公司"},
    };
    rig_rows(r, merge, COUNT(merge));
    rig_bind(r, "clerk", rig_kept(r, "two"));
    rig_rows(r, rows, COUNT(rows));
}

/* ---- who is away, who brought a file, what excludes later ---- */

#define HELP_NEW "{\"item_id\":\"$help\",\"enterprise_id\":\"$one\",\"form\":[" V("city_grant", "1") "]}"

static void away(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a claim", "clerk", "POST", "/claims", HELP_NEW, 201, NULL, NULL, "o1"},
        {"its file may go", "clerk", "POST", "/claims/$o1/attachments?name=a.txt", "hello\n", 201, "\"actions\":[\"download\",\"delete\"]"},
        {"submitted", "clerk", "POST", "/claims/$o1/submit", "{\"version\":1}", 201},
        {"and now it stays", "clerk", "GET", "/claims/$o1/attachments", NULL, 200, "\"actions\":[\"download\"]", "delete"},
        {"taken", "reviewer_first", "POST", "/claims/$o1/take", "{\"version\":2}", 200, "\"holder_name\":\"reviewer_first\""},
        {"another may take it over", "all", "GET", "/claims/$o1", NULL, 200, "\"take_over\"", "\"pass\""},
        {"not pass it as it is", "all", "POST", "/claims/$o1/pass", "{\"version\":3}", 409, "可以先接手"},
        {"nor take it over without a word", "all", "POST", "/claims/$o1/take", "{\"version\":3}", 422, "请说明接手的理由"},
        {"nor with a blank", "all", "POST", "/claims/$o1/take", "{\"version\":3,\"note\":\"  \"}", 422, "#/note"},
        {"who may not review does not", "clerk", "POST", "/claims/$o1/take", "{\"version\":3,\"note\":\"请假\"}", 403},
        {"taken over", "all", "POST", "/claims/$o1/take", "{\"version\":3,\"note\":\"原办理人请假\"}", 200,
         "\"holder_name\":\"all\""},
        {"its history says why", "auditor", "GET", "/claims/$o1", NULL, 200, "\"note\":\"原办理人请假\""},
        {"the first has it no more", "reviewer_first", "POST", "/claims/$o1/pass", "{\"version\":4}", 409, "正由all办理"},
        {"passed by the other", "all", "POST", "/claims/$o1/pass", "{\"version\":4}", 200, "\"state\":\"second_review\""},
        {"who had it first has no second review", "all", "POST", "/claims/$o1/approve", "{\"version\":5}", 403, "不同的人"},
        {"one whose file somebody else brought", "clerk", "POST", "/claims", HELP_NEW, 201, NULL, NULL, "o2"},
        {"he", "all", "POST", "/claims/$o2/attachments?name=b.txt", "hello again\n", 201, NULL, NULL, "brought"},
        {"is in its history", "auditor", "GET", "/claims/$o2", NULL, 200, "\"act\":\"edit\""},
        {"submitted", "clerk", "POST", "/claims/$o2/submit", "{\"version\":1}", 201},
        {"he does not review it", "all", "POST", "/claims/$o2/take", "{\"version\":2}", 403, "不同的人"},
        {"one whose file somebody else took away", "clerk", "POST", "/claims", HELP_NEW, 201, NULL, NULL, "o3"},
        {"a file", "clerk", "POST", "/claims/$o3/attachments?name=c.txt", "hello\n", 201, NULL, NULL, "gone"},
        {"away", "all", "DELETE", "/attachments/$gone", NULL, 200},
        {"submitted", "clerk", "POST", "/claims/$o3/submit", "{\"version\":1}", 201},
        {"nor this", "all", "POST", "/claims/$o3/pass", "{\"version\":2}", 403, "不同的人"},
        {"two pass the first review", "reviewer_first", "POST", "/claims/$o2/pass", "{\"version\":2}", 200},
        {"so", "reviewer_first", "POST", "/claims/$o3/pass", "{\"version\":2}", 200},
        {"then the item excludes itself", "policy_editor", "GET", "/policy-items/$help", NULL, 200, NULL, NULL, "now=version"},
    };
    rig_rows(r, rows, COUNT(rows));
    CHECK_ROW("the audit trail has who had it before",
              count_of(r, "audit t JOIN audit_payload p ON p.zone_id = t.zone_id AND p.seq = t.seq WHERE t.action = 'claim.take' "
                          "AND p.before_json LIKE '%reviewer_first%' AND p.after_json LIKE '%原办理人请假%'") == 1);
    static const struct rig_row later[] = {
        {"once an enterprise", "policy_editor", "PUT", "/policy-items/$help",
         "{\"version\":$now,\"name_zh\":\"人才服务\",\"name_en\":\"Help\",\"kind\":\"service\",\"subject\":\"enterprise\","
         "\"line_decision\":\"Line\",\"code\":\"HELP\",\"state\":\"open\",\"fields\":[{\"key\":\"city_grant\",\"source\":\"form\",\"required\":true}],"
         "\"exclusions\":[{\"item_code\":\"HELP\",\"by\":\"enterprise\"}]}",
         200},
        {"the one is approved", "reviewer_second", "POST", "/claims/$o2/approve", "{\"version\":3}", 200, "\"state\":\"approved\""},
        {"the other counts the same", "reviewer_second", "POST", "/claims/$o3/approve", "{\"version\":3}", 409, "（HELP）中计过"},
        {"it waits", "reviewer_second", "GET", "/claims/$o3", NULL, 200, "\"state\":\"second_review\""},
    };
    rig_rows(r, later, COUNT(later));
}

static void body(struct rig *r)
{
    plant_claims(r);
    drafts(r);
    submitting(r);
    reviewing(r);
    accounts(r);
    approving(r);
    paying(r);
    four_eyes(r);
    lists(r);
    sheets(r);
    away(r);
    merging(r);
    CHECK_ROW("what every claim reserved, committed and paid is what the pots say",
              rig_number(r, "SELECT sum(reserved_fen) FROM claim") == rig_number(r, "SELECT sum(reserved_fen) FROM fund_balance"));
}

int main(void)
{
    static struct api_set sets[6];
    sets[0] = API_SET_HTTP;
    sets[1] = REGISTRY_API;
    sets[2] = ATTACH_API;
    sets[3] = FUND_API;
    sets[4] = POLICY_API;
    sets[5] = CLAIM_API;
    rig_both("claim", sets, COUNT(sets), body);
    return check_end();
}
