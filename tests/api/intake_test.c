/* intake_test.c - imports over a real store: upload, mapping, preview, job, receipt, marked sheet, quarantine, restart.
 */
#include "app/app.h"
#include "intake/intake_http.h"
#include "intake/intake_impl.h"
#include "registry/registry_http.h"
#include "rig.h"
#include "shared.h"
#include "sheet/sheet.h"
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct job_kind *const JOBS[] = {&INTAKE_JOB, NULL};
static const char *program; /* argv[0]: the killed child is this program, too */

/* ---- files ---- */

static const char *save(struct rig *r, const char *name, struct str bytes)
{
    struct str path = arena_printf(r->arena, "%.*s/%s", STR_ARG(r->app->tmp_dir), name);
    FILE *f = fopen(path.p, "wb");
    assert(f);
    assert(fwrite(bytes.p, 1, bytes.n, f) == bytes.n);
    fclose(f);
    return path.p;
}

#define HEAD "企业名称,统一社会信用代码,注册日期,企业类型,法人代表,注册资金,经营范围,所在省份,地区,注册地址\n"

/* Codes with right check characters, made by the same rule as everybody's. */
static struct str code_of(struct arena *a, int64_t n)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static const int weights[] = {3, 7, 9, 10, 5, 8, 4, 2};
    char s[19] = "91441802NQ";
    for (int i = 15; i >= 10; i--, n /= 10)
        s[i] = (char)('0' + n % 10);
    int sum = 0;
    for (int i = 0; i < 8; i++) {
        char c = s[8 + i];
        sum += weights[i] * (c <= '9' ? c - '0' : c - 'A' + 10);
    }
    int check = 11 - sum % 11;
    s[16] = check == 10 ? 'X' : check == 11 ? '0' : (char)('0' + check);
    int64_t total = 0, weight = 1;
    for (int i = 0; i < 17; i++, weight = weight * 3 % 31)
        total += weight * (int64_t)(strchr(alphabet, s[i]) - alphabet);
    s[17] = alphabet[(31 - total % 31) % 31];
    return arena_str(a, str_of(s));
}

static struct str plain_rows(struct arena *a, int64_t from, int64_t to)
{
    struct buf b = {.arena = a};
    buf_add(&b, STR(HEAD));
    for (int64_t i = from; i < to; i++)
        buf_addf(&b,
                 "清远暖桥第%" PRId64 "号公司,%.*s,2019-04-22,N/A,程*,100(万元人民币),制造,广东,清远,高新区%" PRId64
                 "号\n",
                 i, STR_ARG(code_of(a, i)), i);
    return buf_str(&b);
}

/* ---- one import from upload to receipt ---- */

static int64_t number(struct rig *r, const char *name)
{
    int64_t v = -1;
    struct str s = rig_value(r, name);
    return str_to_i64(s, &v) ? v : -1;
}

/* Imports a file; the receipt "rows created updated unchanged rejected quarantined warned state". */
static struct str receipt(struct rig *r, const char *kind, const char *file)
{
    char path[200];
    struct str p = arena_printf(r->arena, "/imports?kind=%s&file_name=list.csv", kind);
    memcpy(path, p.p, p.n + 1);
    rig_upload(r, "officer", path, file);
    CHECK_ROW(file, r->reply.status == 201);
    if (r->reply.status != 201) return arena_str(r->arena, r->reply.body);
    rig_keep(r, "import", rig_value(r, "id"));
    struct str start = arena_printf(r->arena, "{\"version\":%" PRId64 "}", number(r, "version"));
    rig_call(r, "officer", "POST", "/imports/$import/start", arena_cstr(r->arena, start));
    CHECK_ROW(file, r->reply.status == 202);
    if (r->reply.status != 202) return arena_str(r->arena, r->reply.body);
    rig_wait(r);
    rig_call(r, "officer", "GET", "/imports/$import", NULL);
    CHECK_ROW("the receipt adds up", number(r, "rows") == number(r, "created") + number(r, "updated") +
                                                              number(r, "unchanged") + number(r, "rejected") +
                                                              number(r, "quarantined"));
    if (str_eq(rig_value(r, "state"), STR("failed"))) fprintf(stderr, "    %.*s\n", STR_ARG(rig_value(r, "failure")));
    return arena_printf(
        r->arena, "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %.*s",
        number(r, "rows"), number(r, "created"), number(r, "updated"), number(r, "unchanged"), number(r, "rejected"),
        number(r, "quarantined"), number(r, "warned"), STR_ARG(rig_value(r, "state")));
}

static void expect(struct rig *r, const char *shows, const char *kind, const char *file, const char *want)
{
    struct str got = receipt(r, kind, file);
    CHECK_ROW(shows, str_eq(got, str_of(want)));
    if (!str_eq(got, str_of(want))) fprintf(stderr, "    got %.300s\n", arena_cstr(r->arena, got));
}

static const char *answer(struct rig *r)
{
    return arena_cstr(r->call_arena, r->reply.body);
}

/* ---- the endpoints, one row after the other ---- */

static const char SMALL[] =
    "某区企业名单,,,,,,,,,\n" HEAD
    "暖桥甲公司,91441802MA4WDLR89W,2019-04-22,N/A,程*,100(万元人民币),制造,广东,清远,高新区1号\n"
    "暖桥乙公司,91441802MA4WDRL89W,2019-02-30,N/A,程*,N/A,制造,广东,清远,\n" /* swapped characters, no such day */
    "暖桥丙公司,9.14418E+17,2019-04-22,N/A,程*,N/A,制造,广东,清远,\n"        /* lost digits */
    "暖桥丁公司,91441802MA4WDLR89W,2019-04-22,N/A,程*,N/A,制造,广东,清远,\n" /* the code of row 3 */
    "暖桥戊公司,无,1999-01-06,N/A,程*,N/A,制造,广东,清远,\n"                 /* no code */
    "暖桥己公司,91441802897577647U,2019-04-22,30(万美元),B***,H***,制造,N/A,清远,\n" /* shifted */
    "\n"
    "清远分公司,9144180061751962XR,2019-04-22,分公司,程*,N/A,制造,广东,清远,\"甲,\"\"乙\"\"\"\n";

static void test_endpoints(struct rig *r)
{
    static const struct rig_row BAD[] = {
        {"a PDF is refused by name", "officer", "POST", "/imports?kind=enterprise&file_name=x.csv", "%PDF-1.7", 400,
         "PDF"},
        {"an unknown kind", "officer", "POST", "/imports?kind=cats&file_name=x.csv", "a,b\n", 422, "enterprise"},
        {"no file name", "officer", "POST", "/imports?kind=enterprise", "a,b\n", 422, "file_name"},
        {"headings without rows", "officer", "POST", "/imports?kind=enterprise&file_name=x.csv", "企业名称\n", 400,
         "没有数据"},
        {"a broken quotation mark", "officer", "POST", "/imports?kind=enterprise&file_name=x.csv", "企业名称\n\"x\n",
         400, "第 2 行"},
        {"an auditor imports nothing", "auditor", "POST", "/imports?kind=enterprise&file_name=x.csv", "企业名称\nx\n",
         403},
        {"a statistician may not import workers", "statistician", "POST", "/imports?kind=worker&file_name=x.csv",
         "姓名\nx\n", 403},
        {"no such import", "officer", "GET", "/imports/01900000-0000-7000-8000-0000000000ff", NULL, 404},
    };
    rig_rows(r, BAD, COUNT(BAD));
    static const struct rig_row MAP[] = {
        {"unknown headings wait for a mapping", "officer", "POST", "/imports?kind=enterprise&file_name=m.csv",
         "甲,乙\n暖桥科技,91441802MA4WDLR89W\n", 201, "\"state\":\"uploaded\"", .keep = "m"},
        {"samples are shown", "officer", "GET", "/imports/$m", NULL, 200, "\"samples\":[\"暖桥科技\"]"},
        {"and it cannot start", "officer", "POST", "/imports/$m/start", "{\"version\":1}", 422, "企业名称"},
        {"a column that is not there", "officer", "PUT", "/imports/$m/mapping",
         "{\"version\":1,\"columns\":[{\"index\":7,\"field\":\"name\"}]}", 422, "第 8 列"},
        {"a field that is not there", "officer", "PUT", "/imports/$m/mapping",
         "{\"version\":1,\"columns\":[{\"index\":0,\"field\":\"colour\"}]}", 422, "colour"},
        {"a field twice", "officer", "PUT", "/imports/$m/mapping",
         "{\"version\":1,\"columns\":[{\"index\":0,\"field\":\"name\"},{\"index\":1,\"field\":\"name\"}]}", 422,
         "一列"},
        {"an old version", "officer", "PUT", "/imports/$m/mapping",
         "{\"version\":9,\"columns\":[{\"index\":0,\"field\":\"name\"}]}", 412},
        {"the mapping step", "officer", "PUT", "/imports/$m/mapping",
         "{\"version\":1,\"columns\":[{\"index\":0,\"field\":\"name\"},{\"index\":1,\"field\":\"uscc\"}]}", 200,
         "\"state\":\"mapped\""},
        {"a preview judges without writing", "officer", "GET", "/imports/$m/preview", NULL, 200,
         "\"result\":\"created\""},
        {"another zone sees nothing", "officer@south", "GET", "/imports/$m", NULL, 404},
        {"nor its preview", "officer@south", "GET", "/imports/$m/preview", NULL, 404},
        {"starting an old version", "officer", "POST", "/imports/$m/start", "{\"version\":1}", 412},
    };
    rig_rows(r, MAP, COUNT(MAP));
    CHECK_ROW("a preview wrote no enterprise", rig_number(r, "SELECT count(*) FROM enterprise") == 0);
    expect(r, "the small file's receipt", "enterprise", save(r, "small.csv", STR(SMALL)), "7 3 0 0 2 2 1 done");
    static const struct rig_row AFTER[] = {
        {"the list of imports", "officer", "GET", "/imports?limit=1", NULL, 200, "\"rows\":7", "\"targets\""},
        {"started twice", "officer", "POST", "/imports/$import/start", "{\"version\":4}", 409, "已经开始"},
        {"mapped too late", "officer", "PUT", "/imports/$import/mapping",
         "{\"version\":4,\"columns\":[{\"index\":0,\"field\":\"name\"}]}", 409},
        {"remarks in the order of the file", "officer", "GET", "/imports/$import/issues?limit=2", NULL, 200,
         "\"next\":\"4.2\""},
        {"with their suggestion", "officer", "GET", "/imports/$import/issues", NULL, 200,
         "是否应为 91441802MA4WDLR89W"},
        {"the later pages", "officer", "GET", "/imports/$import/issues?after=4.9", NULL, 200, "\"row\":5", "\"row\":4"},
        {"only what rejects", "officer", "GET", "/imports/$import/issues?severity=reject", NULL, 200, "第 3 行已出现",
         "是否应为"},
        {"a bad cursor", "officer", "GET", "/imports/$import/issues?after=x", NULL, 422},
        {"the same sheet back", "officer", "GET", "/imports/$import/sheet", NULL, 200, "暖桥丁公司"},
        {"in xlsx", "officer", "GET", "/imports/$import/sheet?format=xlsx", NULL, 200, "PK"},
    };
    rig_rows(r, AFTER, COUNT(AFTER));
    CHECK_ROW("a branch is a branch",
              rig_number(r, "SELECT count(*) FROM enterprise WHERE kind = 'branch' AND name = '清远分公司'") == 1);
    CHECK_ROW("the day that does not exist was left out",
              rig_number(r, "SELECT count(*) FROM enterprise WHERE name = '暖桥乙公司' AND registered_on IS NULL") ==
                  1);
    CHECK_ROW("one audit record tells of the import",
              rig_number(r, "SELECT count(*) FROM audit WHERE action = 'import.finish'") == 1);
    CHECK_ROW("its digest is kept", rig_number(r, "SELECT count(*) FROM import WHERE length(digest) = 64") == 1);
    expect(r, "the same file again changes nothing", "enterprise", save(r, "small.csv", STR(SMALL)),
           "7 0 0 3 2 2 1 done");
    CHECK_ROW("its rows wait once", rig_number(r, "SELECT count(*) FROM quarantine WHERE state = 'open'") == 2);
    CHECK_ROW("at the newest import",
              rig_number(r, "SELECT count(*) FROM quarantine WHERE import_id = (SELECT max(id) FROM import)") == 2);
}

static void test_marked(struct rig *r)
{
    rig_call(r, "officer", "GET", "/imports/$import/sheet?format=csv", NULL);
    const char *csv = answer(r);
    CHECK_ROW("headings get two more columns", strstr(csv, "注册地址,导入结果,原因\r\n"));
    CHECK_ROW("a good row says so", strstr(csv, "高新区1号,未变,\r\n"));
    CHECK_ROW("a bad row says why", strstr(csv, "退回,代码 91441802MA4WDLR89W 在第 3 行已出现"));
    CHECK_ROW("the column is named", strstr(csv, "待核,企业类型：此列不应是金额"));
    CHECK_ROW("a title above the headings stays as it is", strstr(csv, "某区企业名单,,,,,,,,,\r\n"));
    CHECK_ROW("quotes come back as they were", strstr(csv, "\"甲,\"\"乙\"\"\",未变,\r\n"));
    r->language = STR("en");
    rig_call(r, "officer", "GET", "/imports/$import/sheet?format=csv", NULL);
    CHECK_ROW("in the reader's language", strstr(answer(r), ",Result,Reason\r\n") && strstr(answer(r), "Quarantined,"));
    r->language = (struct str){0};
    rig_call(r, "officer", "GET", "/imports/$import/sheet?format=xlsx", NULL);
    const char *file = save(r, "marked.xlsx", r->reply.body);
    expect(r, "the marked sheet itself can be sent in again", "enterprise", file, "7 0 0 3 2 2 1 done");
    rig_call(r, "officer", "GET", "/imports/$import/sheet?format=csv", NULL);
    const char *again = answer(r);
    const char *head = strstr(again, "导入结果");
    CHECK_ROW("nor a second row in quarantine", rig_number(r, "SELECT count(*) FROM quarantine") == 2);
    CHECK_ROW("without a second pair of columns", head && !strstr(head + 4, "导入结果"));
}

static void test_quarantine(struct rig *r)
{
    static const struct rig_row LIST[] = {
        {"rows to look at", "officer", "GET", "/quarantine?import_id=$import&state=open", NULL, 200, "暖桥戊公司",
         .keep = "q"},
        {"one row with its reasons", "officer", "GET", "/quarantine/$q", NULL, 200, "只有名称和日期"},
        {"another zone does not see it", "officer@south", "GET", "/quarantine/$q", NULL, 404},
        {"nor decides it", "officer@south", "POST", "/quarantine/$q/discard", "{\"version\":1,\"reason\":\"无关企业\"}",
         404},
        {"an auditor decides nothing", "auditor", "POST", "/quarantine/$q/discard",
         "{\"version\":1,\"reason\":\"无关企业\"}", 403},
        {"a field that is not there", "officer", "POST", "/quarantine/$q/accept",
         "{\"version\":1,\"fields\":[{\"field\":\"colour\",\"value\":\"x\"}]}", 422, "colour"},
        {"without a name", "officer", "POST", "/quarantine/$q/accept",
         "{\"version\":1,\"fields\":[{\"field\":\"uscc\",\"value\":\"51441800077917220H\"}]}", 422, "企业名称"},
        {"with a code that is none", "officer", "POST", "/quarantine/$q/accept",
         "{\"version\":1,\"fields\":[{\"field\":\"name\",\"value\":\"暖桥戊公司\"},{\"field\":\"uscc\",\"value\":"
         "\"123\"}]}",
         422, "uscc"},
        {"an old version", "officer", "POST", "/quarantine/$q/accept",
         "{\"version\":5,\"fields\":[{\"field\":\"name\",\"value\":\"暖桥戊公司\"}]}", 412},
        {"accepted with the code filled in", "officer", "POST", "/quarantine/$q/accept",
         "{\"version\":1,\"fields\":[{\"field\":\"name\",\"value\":\"暖桥戊公司\"},{\"field\":\"uscc\",\"value\":"
         "\"51441800077917220H\"},"
         "{\"field\":\"registered_on\",\"value\":\"1999-01-06\"}]}",
         200, "\"state\":\"accepted\""},
        {"twice is once", "officer", "POST", "/quarantine/$q/accept",
         "{\"version\":2,\"fields\":[{\"field\":\"name\",\"value\":\"暖桥戊公司\"}]}", 409, "已经处理"},
        {"the next one", "officer", "GET", "/quarantine?import_id=$import&state=open", NULL, 200, "暖桥己公司",
         "暖桥戊公司", .keep = "q2"},
        {"attached to an enterprise that is not there", "officer", "POST", "/quarantine/$q2/accept",
         "{\"version\":1,\"enterprise_id\":\"01900000-0000-7000-8000-0000000000ff\",\"fields\":[{\"field\":\"name\","
         "\"value\":\"暖桥甲公司\"}]}",
         404},
    };
    rig_rows(r, LIST, COUNT(LIST));
    CHECK_ROW("the accepted row is an enterprise",
              rig_number(r, "SELECT count(*) FROM enterprise WHERE uscc = '51441800077917220H'") == 1);
    rig_call(r, "officer", "GET", "/enterprises?q=91441802MA4WDLR89W", NULL);
    rig_keep(r, "e", rig_value(r, "id"));
    static const struct rig_row REST[] = {
        {"attached to one that a person chose", "officer", "POST", "/quarantine/$q2/accept",
         "{\"version\":1,\"enterprise_id\":\"$e\",\"fields\":[{\"field\":\"name\",\"value\":\"暖桥甲公司\"},"
         "{\"field\":\"address\",\"value\":\"高新区99号\"}]}",
         200, "\"state\":\"attached\""},
        {"which now says so", "officer", "GET", "/enterprises/$e", NULL, 200, "高新区99号"},
        {"discarded without a reason", "officer", "POST", "/quarantine/$q3/discard", "{\"version\":1,\"reason\":\"\"}",
         422},
        {"discarded with one", "officer", "POST", "/quarantine/$q3/discard",
         "{\"version\":1,\"reason\":\"不是本园区企业\"}", 200, "\"state\":\"discarded\""},
        {"what was decided", "officer", "GET", "/quarantine?state=discarded", NULL, 200, "不是本园区企业"},
    };
    rig_rows(r, REST, 2);
    const char *other = save(r, "other.csv", STR("企业名称,注册日期\n暖桥庚公司,1999-01-06\n"));
    expect(r, "a row that waits", "enterprise", other, "1 0 0 0 0 1 0 done");
    rig_call(r, "officer", "GET", "/quarantine?import_id=$import&state=open", NULL);
    rig_keep(r, "q3", rig_value(r, "id"));
    expect(r, "and again, while somebody looks at it", "enterprise", other, "1 0 0 0 0 1 0 done");
    rig_rows(r, REST + 2, COUNT(REST) - 2);
    expect(r, "what was discarded is rejected with the reason", "enterprise", other, "1 0 0 0 1 0 0 done");
    rig_call(r, "officer", "GET", "/imports/$import/issues", NULL);
    CHECK_ROW("and who gave it", strstr(answer(r), "舍弃：不是本园区企业"));
    expect(r, "what was accepted or attached stays so", "enterprise", save(r, "small.csv", STR(SMALL)),
           "7 0 1 4 2 0 3 done");
    rig_call(r, "officer", "GET", "/imports/$import/issues", NULL);
    CHECK_ROW("with what it became", strstr(answer(r), "归入“暖桥戊公司”") && strstr(answer(r), "归入“暖桥甲公司”"));
    CHECK_ROW("nobody has to look again", rig_number(r, "SELECT count(*) FROM quarantine WHERE state = 'open'") == 0);
    CHECK_ROW("every decision is on record",
              rig_number(r, "SELECT count(*) FROM audit WHERE action LIKE 'quarantine.%'") == 3);
}

/* ---- other files ---- */

static void test_encodings(struct rig *r)
{
    static const char gb[] =
        "\xC6\xF3\xD2\xB5\xC3\xFB\xB3\xC6,\xCD\xB3\xD2\xBB\xC9\xE7\xBB\xE1\xD0\xC5\xD3\xC3\xB4\xFA\xC2\xEB\r"
        "\xC5\xAF\xC7\xC5\xB9\xFA\xB1\xEA\xB9\xAB\xCB\xBE,914418003148041178";
    expect(r, "GB18030 with bare CR", "enterprise", save(r, "gb.csv", str_of(gb)), "1 1 0 0 0 0 1 done");
    CHECK_ROW("its characters arrive",
              rig_number(r, "SELECT count(*) FROM enterprise WHERE name = '暖桥国标公司'") == 1);
    rig_call(r, "officer", "GET", "/imports/$import", NULL);
    CHECK_ROW("and it is told", strstr(answer(r), "\"encoding\":\"gb18030\""));
    struct buf b = {.arena = r->arena};
    buf_add(&b, plain_rows(r->arena, 900, 902));
    buf_add(&b, STR("坏\xFF行,,,,,,,,,\n"));
    rig_upload(r, "officer", "/imports?kind=enterprise&file_name=bad.csv", save(r, "bad.csv", buf_str(&b)));
    CHECK_ROW("an encoding that breaks in the first rows is refused",
              r->reply.status == 400 && strstr(answer(r), "第 4 行"));
    b = (struct buf){.arena = r->arena};
    buf_add(&b, plain_rows(r->arena, 900, 1600));
    buf_add(&b, STR("坏\xFF行,,,,,,,,,\n"));
    expect(r, "one that breaks later keeps what came before it", "enterprise", save(r, "late.csv", buf_str(&b)),
           "500 500 0 0 0 0 0 failed");
    rig_call(r, "officer", "GET", "/imports/$import", NULL);
    CHECK_ROW("and says where", strstr(answer(r), "第 702 行"));
    rig_call(r, "officer", "GET", "/imports/$import/sheet", NULL);
    CHECK_ROW("its marked sheet ends there", r->reply.status == 200 && strstr(answer(r), "1599号"));
}

static void test_figures(struct rig *r)
{
    struct buf b = {.arena = r->arena};
    struct str one = code_of(r->arena, 900), none = code_of(r->arena, 555555);
    buf_addf(&b,
             "信用代码,年度,员工人数,营业收入（万元）,资产总额\n%.*s,2019,120,2000.5,300万元\n%.*s,2018,100,,\n"
             "%.*s,2019,5,,\n%.*s,2019,1,,\n%.*s,2017,NaN,,\n%.*s,2016,,1e400,\n%.*s,2015,,-1,\n%.*s,2014,,"
             "1234567890123456789,\n",
             STR_ARG(one), STR_ARG(one), STR_ARG(one), STR_ARG(none), STR_ARG(one), STR_ARG(one), STR_ARG(one),
             STR_ARG(one));
    expect(r, "figures of years", "year", save(r, "years.csv", buf_str(&b)), "8 2 0 0 6 0 0 done");
    CHECK_ROW("amounts are fen",
              rig_number(r, "SELECT revenue_fen FROM enterprise_year WHERE year = 2019") == 2000500000);
    expect(r, "again changes nothing", "year", save(r, "years.csv", buf_str(&b)), "8 0 0 2 6 0 0 done");
    b = (struct buf){.arena = r->arena};
    buf_addf(&b, "信用代码,年度,员工人数\n%.*s,2019,130\n", STR_ARG(one));
    expect(r, "an update keeps the cells that are not there", "year", save(r, "years.csv", buf_str(&b)),
           "1 0 1 0 0 0 0 done");
    CHECK_ROW("revenue stays",
              rig_number(r, "SELECT revenue_fen FROM enterprise_year WHERE year = 2019") == 2000500000);
}

static void test_workers(struct rig *r)
{
    struct buf b = {.arena = r->arena};
    struct str one = code_of(r->arena, 900), two = code_of(r->arena, 901);
    buf_addf(&b,
             "企业代码,姓名,身份证号,学历,入职日期,手机\n%.*s,张三,420106198508233031,本科,2019-07-01,13800138000\n"
             "%.*s,李四,440524198001010014,,,\n%.*s,王五,440524198001010013,大专,,\n%.*s,张三,420106198508233031,,,\n"
             "暖桥,赵六,441827199001010014,,,\n",
             STR_ARG(one), STR_ARG(one), STR_ARG(one), STR_ARG(one));
    expect(r, "workers: a wrong identity number, one twice, no enterprise", "worker", save(r, "w.csv", buf_str(&b)),
           "5 2 0 0 3 0 0 done");
    CHECK_ROW(
        "identity numbers stand nowhere in the clear",
        rig_number(r, "SELECT count(*) FROM worker WHERE id_sealed LIKE '%19850823%' OR id_masked LIKE '%19850823%'") ==
                0 &&
            rig_number(r, "SELECT count(*) FROM import_issue WHERE args LIKE '%198001%'") == 0);
    expect(r, "again changes nothing", "worker", save(r, "w.csv", buf_str(&b)), "5 0 0 2 3 0 0 done");
    CHECK_ROW("nor among the samples of the columns",
              rig_number(r, "SELECT count(*) FROM import WHERE columns_json LIKE '%19850823%'") == 0);
    static const struct rig_row PRIVATE[] = {
        {"who keeps no workers does not see their sheets", "statistician", "GET", "/imports/$import", NULL, 403},
        {"nor the remarks", "statistician", "GET", "/imports/$import/issues", NULL, 403},
        {"nor the preview", "statistician", "GET", "/imports/$import/preview", NULL, 403},
        {"nor the sheet with its numbers", "statistician", "GET", "/imports/$import/sheet", NULL, 403},
        {"who uploaded it gets it back as it was", "officer", "GET", "/imports/$import/sheet", NULL, 200,
         "420106198508233031"},
        {"to others its numbers are masked", "administrator", "GET", "/imports/$import/sheet", NULL, 200, "张三",
         "420106198508233031"},
        {"and phones", "administrator", "GET", "/imports/$import/sheet", NULL, 200, "张三", "13800138000"},
        {"and so is the preview", "administrator", "GET", "/imports/$import/preview", NULL, 200, "张三",
         "420106198508233031"},
    };
    rig_rows(r, PRIVATE, COUNT(PRIVATE));
    struct buf shifted = {.arena = r->arena};
    buf_addf(&shifted, "企业代码,姓名,身份证号,入职日期,手机\n%.*s,钱七,2019-07-01,440524198001010014,x\n", STR_ARG(one));
    (void)receipt(r, "worker", save(r, "shifted.csv", buf_str(&shifted)));
    CHECK_ROW("a number in the wrong column is masked in the remarks, too",
              rig_number(r, "SELECT count(*) FROM import_issue") > 0 &&
                  rig_number(r, "SELECT count(*) FROM import_issue WHERE args LIKE '%198001%'") == 0);
    CHECK_ROW("and in quarantine", rig_number(r, "SELECT count(*) FROM quarantine WHERE cells_json LIKE '%198001%' OR "
                                                 "reasons_json LIKE '%198001%'") == 0);
    CHECK_ROW("it is there", rig_number(r, "SELECT count(*) FROM quarantine WHERE name = '钱七' AND state = 'open'") == 1);
    rig_call(r, "statistician", "GET", "/quarantine?state=open", NULL);
    CHECK_ROW("who keeps no workers does not see their rows in quarantine", !strstr(answer(r), "钱七"));
    rig_call(r, "officer", "GET", "/quarantine?state=open", NULL);
    CHECK_ROW("who does sees them", strstr(answer(r), "钱七"));
    b = (struct buf){.arena = r->arena};
    buf_addf(&b, "企业代码,姓名,身份证号\n%.*s,张三,420106198508233031\n", STR_ARG(two));
    expect(r, "who works elsewhere is not taken over", "worker", save(r, "w.csv", buf_str(&b)), "1 0 0 0 1 0 0 done");
}

/* ---- an enterprise merged, figures typed, between finding and writing ---- */

struct between {
    struct import import;
    struct source source;
    struct places places;
    struct chunk chunk;
};

static bool between_find(struct ctx *c, void *arg)
{
    struct between *b = arg;
    struct str id = b->import.id;
    if (!import_load(c, id, &b->import) || !places_load(c, &b->places)) return false;
    return source_open(&b->source, c, &c->err, &b->import, import_path(c, &b->import), &b->places, ctx_today(c)) &&
           source_chunk(&b->source, &c->err, INTAKE_CHUNK, false, &b->chunk) &&
           chunk_classify(c, b->import.kind, &b->chunk);
}

static bool between_write(struct ctx *c, void *arg)
{
    struct between *b = arg;
    return chunk_write(c, b->import.kind, &b->chunk);
}

/* Finds the owners of a sheet's rows, makes a change by the web, then writes; @return the failure of the writing */
static enum err_code between(struct rig *r, const char *kind, struct str sheet, const char *path, const char *body)
{
    struct between b = {.chunk = {.arena = r->arena}};
    struct ctx c;
    struct str upload = arena_printf(r->arena, "/imports?kind=%s&file_name=b.csv", kind);
    rig_upload(r, "officer", upload.p, save(r, "between.csv", sheet));
    b.import.id = arena_str(r->arena, rig_value(r, "id"));
    ctx_init(&c, r->app, r->arena);
    c.zone_id = STR(RIG_NORTH);
    c.actor.system = true;
    CHECK(app_run(&c, TX_READ, between_find, &b));
    rig_call(r, "officer", path[0] == '+' ? "PUT" : "POST", path + (path[0] == '+'), body);
    CHECK(r->reply.status == 200);
    bool good = app_run(&c, TX_WRITE, between_write, &b);
    source_close(&b.source);
    return good ? ERR_NONE : c.err.code;
}

static void test_between(struct rig *r)
{
    struct str code = code_of(r->arena, 400001);
    struct buf f = {.arena = r->arena};
    rig_call(r, "officer", "POST", "/enterprises", "{\"name\":\"留下的公司\"}");
    rig_keep(r, "stays", rig_value(r, "id"));
    struct str body = arena_printf(r->arena, "{\"name\":\"并走的公司\",\"uscc\":\"%.*s\"}", STR_ARG(code));
    rig_call(r, "officer", "POST", "/enterprises", body.p);
    rig_keep(r, "goes", rig_value(r, "id"));
    rig_call(r, "officer", "PUT", "/enterprises/$goes/years/2018", "{\"version\":0,\"headcount\":10,\"revenue_fen\":100}");
    buf_addf(&f, "信用代码,年度,营业收入（元）\n%.*s,2018,2\n", STR_ARG(code));
    CHECK_ROW("figures are written", between(r, "year", buf_str(&f), "+/enterprises/$goes/years/2018",
                                             "{\"version\":1,\"headcount\":77,\"revenue_fen\":100}") == ERR_NONE);
    CHECK_ROW("and leave alone what somebody typed meanwhile",
              rig_number(r, "SELECT headcount FROM enterprise_year WHERE year = 2018 AND revenue_fen = 200") == 77);
    f = (struct buf){.arena = r->arena};
    buf_addf(&f, "企业代码,姓名,身份证号\n%.*s,孙八,110101199003077571\n", STR_ARG(code));
    struct str version = arena_printf(r->arena, "{\"into_id\":\"$stays\",\"reason\":\"同一家企业\",\"version\":%" PRId64 "}",
                                      rig_number(r, "SELECT version FROM enterprise WHERE name = '并走的公司'"));
    CHECK_ROW("who was merged meanwhile gets no workers any more: the chunk is found again",
              between(r, "worker", buf_str(&f), "/enterprises/$goes/merge", version.p) == ERR_STALE);
    CHECK_ROW("so nobody works for a record that is gone",
              rig_number(r, "SELECT count(*) FROM worker w JOIN enterprise e ON e.id = w.enterprise_id "
                            "WHERE e.state = 'merged'") == 0);
}

/* ---- somebody who never stops changing the same enterprises ---- */

struct busy {
    struct app *app;
    _Atomic bool stop;
};

static bool bump(struct ctx *c, void *arg)
{
    static const struct sql q = {
        .name = "bump",
        .sqlite = "UPDATE enterprise SET version = version + 1 WHERE name LIKE '忙碌%' AND zone_id = '" RIG_NORTH "'",
        .pg = "UPDATE enterprise SET version = version + 1 WHERE name LIKE '忙碌%' AND zone_id = '" RIG_NORTH "'"};
    (void)arg;
    return db_exec(c->db, c->arena, &c->err, &q, NULL, NULL, NULL);
}

static void *keep_changing(void *arg)
{
    struct busy *b = arg;
    while (!b->stop) {
        struct arena *a = arena_new();
        struct ctx c;
        ctx_init(&c, b->app, a);
        CHECK(app_run(&c, TX_WRITE, bump, NULL));
        arena_free(a);
    }
    return NULL;
}

static struct str busy_rows(struct rig *r, const char *address)
{
    struct buf f = {.arena = r->arena};
    buf_add(&f, STR("企业名称,统一社会信用代码,注册地址\n"));
    for (int64_t i = 0; i < 300; i++)
        buf_addf(&f, "忙碌%" PRId64 "公司,%.*s,%s\n", i, STR_ARG(code_of(r->arena, 500000 + i)), address);
    return buf_str(&f);
}

static void test_busy(struct rig *r)
{
    struct busy b = {.app = r->app};
    pthread_t thread;
    expect(r, "many enterprises", "enterprise", save(r, "busy.csv", busy_rows(r, "高新区1号")), "300 300 0 0 0 0 0 done");
    CHECK(pthread_create(&thread, NULL, keep_changing, &b) == 0);
    expect(r, "an import comes through while somebody keeps changing them", "enterprise",
           save(r, "busy.csv", busy_rows(r, "高新区2号")), "300 0 300 0 0 0 0 done");
    b.stop = true;
    (void)pthread_join(thread, NULL);
}

/* ---- the pack's sheet with planted errors ---- */

static void test_pack(struct rig *r)
{
    const char *root = source_root(r->arena);
    struct str areas = arena_printf(r->arena, "%spacks/qingyuan-2020/areas.csv", root);
    struct str sheet = arena_printf(r->arena, "%spacks/qingyuan-2020/samples/enterprises_with_errors.xlsx", root);
    struct str all = arena_printf(r->arena, "%spacks/qingyuan-2020/enterprises.csv", root);
    struct err e = {.arena = r->arena};
    struct sheet *s = sheet_open(r->arena, &e, areas);
    struct sheet_row row;
    struct buf sql = {.arena = r->arena};
    bool end = false;
    CHECK_ROW("the pack is there", s);
    while (s && sheet_next(s, &e, &row, &end) && !end) {
        if (row.number > 1)
            buf_addf(&sql,
                     "INSERT INTO area (zone_id, id, code, name_zh, name_en) VALUES ('%s', 'area-%" PRId64 "', '%.*s', "
                     "'%.*s', '%.*s');",
                     RIG_NORTH, row.number, STR_ARG(row.cells[0].text), STR_ARG(row.cells[1].text),
                     STR_ARG(row.cells[2].text));
    }
    rig_sql(r, arena_cstr(r->arena, buf_str(&sql)));
    struct str first = receipt(r, "enterprise", all.p);
    CHECK_ROW("the pack's enterprises are all new and good", str_find(first, STR(" 0 0 0 0 0 done")) < first.n);
    if (str_find(first, STR(" 0 0 0 0 0 done")) == first.n) fprintf(stderr, "    got %.*s\n", STR_ARG(first));
    expect(r, "the sheet with 5 % planted errors", "enterprise", sheet.p, "200 32 20 140 5 3 2 done");
    expect(r, "and again", "enterprise", sheet.p, "200 0 0 192 5 3 2 done");
}

/* ---- real registers, when the folder is there ---- */

static void test_registers(struct rig *r)
{
    static const struct {
        const char *name, *first, *again;
    } ROWS[] = {
        {"data/enterprises_qingyuan.csv", "1102 1102 0 0 0 0", "1102 0 0 1102 0 0"},
        {"data/enterprises_guangdong_sample.csv", "3405 3405 0 0 0 0", "3405 0 0 3405 0 0"},
        {"data/enterprises_dirty.csv", "837 564 0 0 0 273 195", "837 0 0 564 0 273 195"},
        {"data/enterprises_ragged.csv", "9 0 0 0 0 9", "9 0 0 0 0 9"},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        const char *path = shared_path(r->arena, ROWS[i].name);
        if (!path) {
            CHECK_SKIP(1, "no real registers here");
            continue;
        }
        struct str first = receipt(r, "enterprise", path), again = receipt(r, "enterprise", path);
        CHECK_ROW(ROWS[i].name, str_starts(first, str_of(ROWS[i].first)));
        CHECK_ROW(ROWS[i].name, str_starts(again, str_of(ROWS[i].again)));
        CHECK_ROW("the rows wait once",
                  rig_number(r, "SELECT count(*) - count(DISTINCT digest) FROM quarantine WHERE state = 'open'") == 0);
        if (!str_starts(first, str_of(ROWS[i].first)) || !str_starts(again, str_of(ROWS[i].again)))
            fprintf(stderr, "    %s: %.*s; again %.*s\n", ROWS[i].name, STR_ARG(first), STR_ARG(again));
    }
}

/* ---- kill -9 in the middle ---- */

enum {
    KILL_ROWS = 6000
};

/* The child: works on the jobs of a store until it is killed. */
static int work(const char *data, const char *url)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct app app = {0};
    const struct app_options o = {.data_dir = str_of(data), .store_url = str_of(url), .job_kinds = JOBS};
    if (!app_open(&app, &e, &o)) return 3;
    jobs_wait_idle(app.jobs);
    app_close(&app);
    arena_free(a);
    return 0;
}

static int64_t chunks_now(struct arena *a, struct str url)
{
    static const struct sql q = {.name = "chunks",
                                 .sqlite = "SELECT count(*) AS n FROM import_chunk",
                                 .pg = "SELECT count(*) AS n FROM import_chunk"};
    struct count {
        int64_t n;
    } n = {0};
    static const struct field fields[] = {FIELD(struct count, n)};
    static const struct record COUNT_ROW = RECORD(count, fields);
    struct err e = {.arena = a};
    struct db *db = db_open(&e, url, DB_READER);
    if (!db) return 0;
    bool good = db_begin(db, &e, TX_READ) && db_one(db, a, &e, &q, NULL, NULL, &COUNT_ROW, &n);
    db_rollback(db);
    db_close(db);
    return good ? n.n : 0;
}

static void test_kill(struct rig *r)
{
    rig_jobs(r, NULL); /* the job is queued, but nobody works on it here */
    int64_t before = rig_number(r, "SELECT count(*) FROM enterprise");
    int64_t chunks = rig_number(r, "SELECT count(*) FROM import_chunk");
    rig_upload(r, "officer", "/imports?kind=enterprise&file_name=big.csv",
               save(r, "big.csv", plain_rows(r->arena, 20000, 20000 + KILL_ROWS)));
    rig_keep(r, "import", rig_value(r, "id"));
    rig_call(r, "officer", "POST", "/imports/$import/start", "{\"version\":1}");
    CHECK(r->reply.status == 202);
    struct str data = arena_str(r->arena, r->app->data_dir), url = arena_str(r->arena, store_url(r->app->store));
    rig_stop(r);
    pid_t child = fork();
    if (child == 0) {
        (void)execl(program, program, "--work", arena_cstr(r->arena, data), arena_cstr(r->arena, url), (char *)NULL);
        _exit(127);
    }
    int64_t seen = 0;
    for (int i = 0; i < 20000 && seen < chunks + 2; i++) {
        (void)usleep(1000);
        seen = chunks_now(r->arena, url);
    }
    CHECK_ROW("the child is killed", kill(child, SIGKILL) == 0);
    int status = 0;
    CHECK_ROW("in the middle", waitpid(child, &status, 0) == child && WIFSIGNALED(status));
    rig_start(r);
    int64_t stopped_at = rig_number(r, "SELECT count(*) FROM import_chunk") - chunks;
    CHECK_ROW("some chunks were applied, not all", stopped_at >= 2 && stopped_at < KILL_ROWS / INTAKE_CHUNK);
    rig_jobs(r, JOBS);
    rig_wait(r);
    rig_call(r, "officer", "GET", "/imports/$import", NULL);
    CHECK_ROW("the job goes on after the restart", str_eq(rig_value(r, "state"), STR("done")));
    CHECK_ROW("every row once", number(r, "rows") == KILL_ROWS && number(r, "created") == KILL_ROWS);
    CHECK_ROW("no enterprise twice", rig_number(r, "SELECT count(*) FROM enterprise") - before == KILL_ROWS);
    CHECK_ROW("no code twice", rig_number(r, "SELECT count(*) - count(DISTINCT name) FROM enterprise") == 0);
    CHECK_ROW("one receipt in the trail",
              rig_number(r, "SELECT count(*) FROM (SELECT subject_id FROM audit WHERE action = 'import.finish' "
                            "GROUP BY subject_id HAVING count(*) > 1) AS twice") == 0);
}

/* A small file whose rows meet those that somebody else wrote meanwhile; and rows of one chunk that mean the same. */
static void test_meeting(struct rig *r)
{
    struct str a = code_of(r->arena, 300001), b = code_of(r->arena, 300002);
    struct buf f = {.arena = r->arena};
    buf_addf(&f, "企业名称,统一社会信用代码,注册号\n会合一公司,%.*s,320404000009558\n会合二公司,%.*s,\n", STR_ARG(a),
             STR_ARG(b));
    expect(r, "two enterprises, one with an old number", "enterprise", save(r, "a.csv", buf_str(&f)),
           "2 2 0 0 0 0 0 done");
    f = (struct buf){.arena = r->arena};
    buf_addf(&f, "企业名称,统一社会信用代码,注册号\n会合一公司,,320404000009558\n会合二公司,%.*s,320404000009558\n",
             STR_ARG(b));
    expect(r, "the old number finds it; the codes of two enterprises in one row are for a person to judge",
           "enterprise", save(r, "b.csv", buf_str(&f)), "2 0 0 1 1 0 0 done");
    f = (struct buf){.arena = r->arena};
    buf_addf(&f, "企业名称,统一社会信用代码,注册号\n会合二公司,%.*s,320404000009558\n", STR_ARG(b));
    expect(r, "alone it goes to quarantine", "enterprise", save(r, "c.csv", buf_str(&f)), "1 0 0 0 0 1 0 done");
    rig_call(r, "officer", "GET", "/quarantine?import_id=$import", NULL);
    CHECK_ROW("with its cells", strstr(answer(r), "\"value\":\"320404000009558\""));
    f = (struct buf){.arena = r->arena};
    buf_addf(&f, "企业名称,统一社会信用代码\n会合一新名公司,%.*s\n", STR_ARG(a));
    expect(r, "a new name is taken with a remark", "enterprise", save(r, "d.csv", buf_str(&f)), "1 0 1 0 0 0 1 done");
}

static void body(struct rig *r)
{
    rig_jobs(r, JOBS);
    test_endpoints(r);
    test_marked(r);
    test_quarantine(r);
    test_encodings(r);
    test_figures(r);
    test_workers(r);
    test_meeting(r);
    test_between(r);
    test_busy(r);
    test_pack(r);
    test_kill(r);
    static const char *const marks[] = {"暖桥戊公司", "暖桥己公司"};
    rig_keep(r, "id", rig_kept(r, "import"));
    rig_walk(r, marks, COUNT(marks));
}

static void registers(struct rig *r)
{
    rig_jobs(r, JOBS);
    test_registers(r);
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "--work") == 0) return work(argv[2], argv[3]);
    program = argv[0];
    static struct api_set sets[2];
    sets[0] = INTAKE_API;
    sets[1] = REGISTRY_API;
    rig_both("intake", sets, COUNT(sets), body);
    rig_both("intake_registers", sets, COUNT(sets), registers);
    return check_end();
}
