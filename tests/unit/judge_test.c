/* judge_test.c - one row of a sheet at a time: headings, dates, amounts, codes, shifted cells. */
#include "check.h"
#include "intake/judge.h"

static const struct date TODAY = {2020, 5, 14};

static void test_headings(struct arena *a)
{
    static const struct {
        const char *shows;
        int32_t kind;
        const char *heading, *field;
    } ROWS[] = {
        {"the register's own headings", IMPORT_ENTERPRISE, "企业名称", "name"},
        {"", IMPORT_ENTERPRISE, "统一社会信用代码", "uscc"},
        {"", IMPORT_ENTERPRISE, "注册日期", "registered_on"},
        {"", IMPORT_ENTERPRISE, "企业类型", "kind"},
        {"", IMPORT_ENTERPRISE, "法人代表", "legal_representative"},
        {"", IMPORT_ENTERPRISE, "注册资金", "capital_text"},
        {"", IMPORT_ENTERPRISE, "经营范围", "scope_text"},
        {"", IMPORT_ENTERPRISE, "所在省份", "province"},
        {"", IMPORT_ENTERPRISE, "地区", "city"},
        {"", IMPORT_ENTERPRISE, "注册地址", "address"},
        {"synonyms", IMPORT_ENTERPRISE, "单位名称", "name"},
        {"", IMPORT_ENTERPRISE, "纳税人识别号", "uscc"},
        {"", IMPORT_ENTERPRISE, "法定代表人", "legal_representative"},
        {"units, stars and brackets do not matter", IMPORT_ENTERPRISE, "*注册资本（万元）", "capital_text"},
        {"", IMPORT_ENTERPRISE, " 企 业 名 称（必填）：", "name"},
        {"English headings", IMPORT_ENTERPRISE, "Unified Social Credit Code", "uscc"},
        {"", IMPORT_ENTERPRISE, "Enterprise name", "name"},
        {"names of fields", IMPORT_ENTERPRISE, "capital_text", "capital_text"},
        {"a heading nobody knows", IMPORT_ENTERPRISE, "备注", NULL},
        {"an empty heading", IMPORT_ENTERPRISE, "", NULL},
        {"workers: the number of the identity card", IMPORT_WORKER, "身份证号码", "id_number"},
        {"workers: the name is the person's", IMPORT_WORKER, "姓名", "name"},
        {"workers: the enterprise's name", IMPORT_WORKER, "企业名称", "enterprise_name"},
        {"figures: revenue with its unit", IMPORT_YEAR, "营业收入(万元)", "revenue_fen"},
        {"figures: headcount", IMPORT_YEAR, "从业人员期末人数", "headcount"},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        const struct schema *s = schema_of(ROWS[i].kind);
        int32_t field = heading_field(a, s, str_of(ROWS[i].heading));
        const char *got = field < 0 ? NULL : s->fields[field].name;
        bool same = got && ROWS[i].field ? strcmp(got, ROWS[i].field) == 0 : got == ROWS[i].field;
        CHECK_ROW(ROWS[i].heading, same);
    }
    CHECK_ROW("unit of a heading", heading_unit(STR("营业收入(万元)")) == 1000000);
    CHECK_ROW("no unit", heading_unit(STR("营业收入")) == 0);
}

static void test_schemas(void)
{
    for (int32_t kind = IMPORT_ENTERPRISE; kind <= IMPORT_YEAR; kind++) {
        const struct schema *s = schema_of(kind);
        for (size_t i = 0; i < s->count; i++) {
            const struct field *f = schema_draft_field(s, (int32_t)i);
            CHECK_ROW(s->fields[i].name, f || (s->fields[i].zh && s->fields[i].en));
        }
        for (size_t i = 0; i < s->draft->count; i++)
            CHECK_ROW(s->draft->fields[i].name, schema_field(s, str_of(s->draft->fields[i].name)) >= 0);
    }
}

static void test_dates(void)
{
    static const struct {
        const char *in;
        enum cell_date want;
        struct date d;
    } ROWS[] = {
        {"2019-04-22", CELL_DATE_OK, {2019, 4, 22}},
        {"2019/4/2", CELL_DATE_OK, {2019, 4, 2}},
        {"2019.4.22", CELL_DATE_OK, {2019, 4, 22}},
        {"2019年4月22日", CELL_DATE_OK, {2019, 4, 22}},
        {"20190422", CELL_DATE_OK, {2019, 4, 22}},
        {"2019-04-22 08:30:00", CELL_DATE_OK, {2019, 4, 22}},
        {"2019-04-22T00:00:00Z", CELL_DATE_OK, {2019, 4, 22}},
        {"2019-02-30", CELL_DATE_IMPOSSIBLE, {0, 0, 0}},
        {"2019-13-01", CELL_DATE_IMPOSSIBLE, {0, 0, 0}},
        {"20190230", CELL_DATE_IMPOSSIBLE, {0, 0, 0}},
        {"2020-02-29", CELL_DATE_OK, {2020, 2, 29}},
        {"1900-02-29", CELL_DATE_IMPOSSIBLE, {0, 0, 0}},
        {"2019", CELL_DATE_NOT, {0, 0, 0}},
        {"43965", CELL_DATE_NOT, {0, 0, 0}},
        {"22/04/2019", CELL_DATE_NOT, {0, 0, 0}},
        {"2019-04-22的次日", CELL_DATE_NOT, {0, 0, 0}},
        {"100(万元)", CELL_DATE_NOT, {0, 0, 0}},
        {"", CELL_DATE_NOT, {0, 0, 0}},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct date d = {0};
        enum cell_date got = cell_date(str_of(ROWS[i].in), &d);
        CHECK_ROW(ROWS[i].in, got == ROWS[i].want && (got != CELL_DATE_OK || date_cmp(d, ROWS[i].d) == 0));
    }
}

static void test_amounts(void)
{
    static const struct {
        const char *in;
        int64_t unit, fen;
        enum msg why;
    } ROWS[] = {
        {"1234.56", 0, 123456, MSG_NONE},
        {"1,234.5", 0, 123450, MSG_NONE},
        {"1200万元", 0, 1200000000, MSG_NONE},
        {"12.5", 1000000, 12500000, MSG_NONE},
        {"3.2亿", 0, 32000000000, MSG_NONE},
        {"¥ 88", 0, 8800, MSG_NONE},
        {"0", 0, 0, MSG_NONE},
        {"1.230000", 0, 123, MSG_NONE},
        {"0.123456", 1000000, 123456, MSG_NONE},
        {"90000000000000", 0, 9000000000000000, MSG_NONE},
        {"-5", 0, 0, MSG_AMOUNT_NEGATIVE},
        {"NaN", 0, 0, MSG_AMOUNT_BAD},
        {"1e400", 0, 0, MSG_AMOUNT_BAD},
        {"1E+400", 0, 0, MSG_AMOUNT_BAD},
        {"inf", 0, 0, MSG_AMOUNT_BAD},
        {"1234567890123456789", 0, 0, MSG_AMOUNT_LARGE},
        {"90000000000000.01", 0, 0, MSG_AMOUNT_LARGE},
        {"1.234", 0, 0, MSG_AMOUNT_FEN},
        {"12abc", 0, 0, MSG_AMOUNT_BAD},
        {"约100", 0, 0, MSG_AMOUNT_BAD},
        {"12345678901234567890123456789012345678901234567890", 0, 0, MSG_AMOUNT_LARGE},
        {"1.2.3", 0, 0, MSG_AMOUNT_BAD},
        {"", 0, 0, MSG_AMOUNT_BAD},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        int64_t fen = 0;
        enum msg why = MSG_NONE;
        bool good = cell_amount(str_of(ROWS[i].in), ROWS[i].unit, &fen, &why);
        CHECK_ROW(ROWS[i].in, good ? ROWS[i].why == MSG_NONE && fen == ROWS[i].fen : why == ROWS[i].why);
    }
    static const char *const CAPITALS[] = {"100(万元人民币)",  "4,281.5000(万人民币元)", "3万人民币",
                                           "13（万元）",       "600.1000(万香港元)",     "0万港币",
                                           "301.5000(万美元)", "人民币500万元整"};
    for (size_t i = 0; i < COUNT(CAPITALS); i++)
        CHECK_ROW(CAPITALS[i], cell_is_capital(str_of(CAPITALS[i])));
    static const char *const OTHERS[] = {"3万里物流公司", "2", "梁**", "9元店", "万元", "2019-04-22", "5号地块"};
    for (size_t i = 0; i < COUNT(OTHERS); i++)
        CHECK_ROW(OTHERS[i], !cell_is_capital(str_of(OTHERS[i])));
}

/* ---- rows ---- */

/* "name|uscc|..." against headings "企业名称|..."; the answer as "take", "reject:ID,ID", a remark as "take:ID". */
static struct str judge_text(struct arena *a, int32_t kind, const char *headings, const char *cells, bool numeric)
{
    struct list columns = {0};
    struct cell row[40] = {0};
    size_t count = 0;
    for (struct str rest = str_of(headings); rest.n;) {
        struct str heading = str_part(&rest, '|');
        struct import_column *c = LIST_ADD(a, &columns, struct import_column);
        int32_t field = heading_field(a, schema_of(kind), heading);
        *c = (struct import_column){.index = (int64_t)columns.count - 1, .header = heading};
        if (field >= 0) c->field = str_of(schema_of(kind)->fields[field].name);
    }
    for (struct str rest = str_of(cells); count < COUNT(row);) {
        bool more = memchr(rest.p ? rest.p : "", '|', rest.n) != NULL;
        row[count].text = str_part(&rest, '|');
        if (str_starts(row[count].text, STR("#"))) {
            row[count].text = str_sub(row[count].text, 1, row[count].text.n);
            row[count].numeric = numeric;
        }
        count++;
        if (!more) break;
    }
    struct judge *j = ARENA_NEW(a, struct judge);
    judge_init(j, kind, &columns, true, TODAY);
    struct judged out;
    judge_row(a, j, &(struct sheet_row){.number = 7, .cells = row, .count = count}, &out);
    struct buf b = {.arena = a};
    static const char *const WORDS[] = {"take", "reject", "quarantine"};
    buf_add(&b, str_of(WORDS[out.verdict]));
    for (size_t i = 0; i < out.notes.count; i++) {
        const struct note *n = LIST_AT(&out.notes, const struct note, i);
        buf_addf(&b, "%c%s", i ? ',' : ':', msg_name(n->message.id));
        if (n->message.id == MSG_CODE_SUGGESTION) buf_addf(&b, "=%.*s", STR_ARG(n->message.args[0].text));
    }
    return buf_str(&b);
}

#define HEAD "企业名称|统一社会信用代码|注册日期|企业类型|法人代表|注册资金|经营范围|所在省份|地区|注册地址"
#define GOOD_CODE "91441802MA4WDLR89W"

static void test_enterprises(struct arena *a)
{
    static const struct {
        const char *shows, *cells, *want;
    } ROWS[] = {
        {"a good row", "暖桥公司|" GOOD_CODE "|2019-04-22|有限责任公司|程*|100(万元人民币)|制造|广东|清远|高新区1号",
         "take"},
        {"nothing but name and code", "暖桥公司|" GOOD_CODE "|N/A|N/A|N/A|N/A|N/A|广东|清远|", "take"},
        {"a lower-case code is the same code", "暖桥公司|91441802ma4wdlr89w||||||||", "take"},
        {"a 15-digit number is an identity, too", "暖桥公司|320404000009558||||||||", "take"},
        {"its check digit is remarked", "暖桥公司|320404000009559||||||||", "take:CODE_CHECK"},
        {"a wrong check character is remarked with what was meant, never dropped",
         "暖桥公司|91441802MA4WDRL89W||||||||", "take:CODE_CHECK_INNER,CODE_SUGGESTION=" GOOD_CODE},
        {"13 digits are no identity: somebody looks at it", "暖桥公司|3209231101873|1982-09-01|||||||",
         "quarantine:CODE_NO_CODE,ROW_NAME_DATE_ONLY"},
        {"an organisation code alone is no identity", "暖桥公司|13830295-X|1988-06-23|||||||",
         "quarantine:ROW_NAME_DATE_ONLY"},
        {"an old register's number is no identity", "暖桥公司|企合苏总字第000063|1993-03-27|||||||",
         "quarantine:CODE_NO_CODE,ROW_NAME_DATE_ONLY"},
        {"no code at all", "暖桥公司|无|1999-01-06|||||||", "quarantine:ROW_NAME_DATE_ONLY"},
        {"no code and no date", "暖桥公司|||||||||", "quarantine:ROW_NAME_ONLY"},
        {"a code that a spreadsheet made a number", "暖桥公司|9.14418E+17||||||||", "reject:CODE_LOST_DIGITS"},
        {"a number cell of 18 digits", "暖桥公司|#914418000000000000||||||||", "reject:CODE_LOST_DIGITS"},
        {"a number cell of 15 digits has all of them", "暖桥公司|#320404000009558||||||||", "take"},
        {"no name", "|" GOOD_CODE "|2019-04-22|||||||", "reject:CELL_REQUIRED"},
        {"a blank name", "　|" GOOD_CODE "|2019-04-22|||||||", "reject:CELL_REQUIRED"},
        {"one cell too many", "暖桥公司|" GOOD_CODE "|||||||||多", "quarantine:ROW_WIDTH"},
        {"one cell too few", "暖桥公司|" GOOD_CODE "|2019-04-22||||||", "quarantine:ROW_WIDTH"},
        {"empty cells too many do not matter", "暖桥公司|" GOOD_CODE "||||||||||", "take"},
        {"capital in the column of kinds", "暖桥公司|" GOOD_CODE "|2019-04-22|30(万美元)|B***|H***|制造|N/A|杭州|富阳",
         "quarantine:CELL_IS_CAPITAL,CELL_NOT_CAPITAL"},
        {"capital in the column of persons",
         "暖桥公司|" GOOD_CODE "|1999-01-04|2|600(万元人民币)|G***|P***|制造|N/A|苏州",
         "quarantine:CELL_IS_CAPITAL,CELL_NOT_CAPITAL,CELL_NOT_PROVINCE"},
        {"a province that is none", "暖桥公司|" GOOD_CODE "|1996-06-18|J***|X***|||D***|苏州|常熟",
         "quarantine:CELL_NOT_PROVINCE"},
        {"a date in the column of names", "2019-04-22|" GOOD_CODE "|||||||||", "quarantine:CELL_IS_DATE"},
        {"a code in another column", "暖桥公司||" GOOD_CODE "|||||||", "quarantine:CELL_IS_CODE"},
        {"a date in the column of kinds and no capital (the pack's shifted row)",
         "暖桥公司|" GOOD_CODE "|2020-03-11|300万人民币|邱思怡|C4011|||清远|", "quarantine:CELL_IS_CAPITAL"},
        {"a day that does not exist is left out", "暖桥公司|" GOOD_CODE "|2019-02-30|||||||",
         "take:CELL_DATE_IMPOSSIBLE,CELL_LEFT_OUT"},
        {"a day to come is left out", "暖桥公司|" GOOD_CODE "|2031-01-01|||||||",
         "take:CELL_DATE_FUTURE,CELL_LEFT_OUT"},
        {"no date is left out", "暖桥公司|" GOOD_CODE "|待定|||||||", "take:CELL_DATE_BAD,CELL_LEFT_OUT"},
        {"two names in one cell", "甲厂(第二名称:乙厂)|" GOOD_CODE "||||||||", "take:NAME_TWO"},
        {"full-width letters in a name", "美国ＦＭＣ代表处|" GOOD_CODE "||||||||", "take:NAME_WIDE"},
        {"a private character", "何\xEE\x9F\x99公司|" GOOD_CODE "||||||||", "take:TEXT_PRIVATE"},
        {"an HTML escape", "暖桥公司|" GOOD_CODE "||||||||世纪城&8226;启航社", "take:TEXT_ENTITY"},
        {"SQL and HTML in a name are text", "'; DROP TABLE x;--<b>厂|" GOOD_CODE "||||||||", "take"},
        {"a control character in a name", "暖\x01桥公司|" GOOD_CODE "||||||||", "reject:TEXT_CONTROL"},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct str got = judge_text(a, IMPORT_ENTERPRISE, HEAD, ROWS[i].cells, true);
        CHECK_ROW(ROWS[i].shows, str_eq_nocase(got, str_of(ROWS[i].want)));
        if (!str_eq_nocase(got, str_of(ROWS[i].want))) fprintf(stderr, "  got %.*s\n", STR_ARG(got));
    }
    struct buf b = {.arena = a};
    for (int i = 0; i < 500; i++)
        buf_add(&b, STR("长"));
    struct str longest = arena_printf(a, "%.*s|" GOOD_CODE "||||||||", STR_ARG(buf_str(&b)));
    CHECK_ROW("a name of 500 characters is refused",
              str_eq_nocase(judge_text(a, IMPORT_ENTERPRISE, HEAD, longest.p, true), STR("reject:TEXT_LONG")));
}

static void test_years(struct arena *a)
{
    static const char head[] = "信用代码|年度|员工人数|营业收入（万元）|资产总额";
    static const struct {
        const char *shows, *cells, *want;
    } ROWS[] = {
        {"a good row", GOOD_CODE "|2019|120|2,000.5|300万元", "take"},
        {"words behind numbers", GOOD_CODE "|2019年|120人||", "take"},
        {"an amount that is none", GOOD_CODE "|2019|120|NaN|", "reject:AMOUNT_BAD"},
        {"an amount beyond all numbers", GOOD_CODE "|2019||1e400|", "reject:AMOUNT_BAD"},
        {"a negative amount", GOOD_CODE "|2019|||-3", "reject:AMOUNT_NEGATIVE"},
        {"19 digits", GOOD_CODE "|2019|||1234567890123456789", "reject:AMOUNT_LARGE"},
        {"part of a fen", GOOD_CODE "|2019|||1.001", "reject:AMOUNT_FEN"},
        {"half a person", GOOD_CODE "|2019|1.5||", "reject:CELL_COUNT_BAD"},
        {"fewer than nobody", GOOD_CODE "|2019|-1||", "reject:NUMBER_RANGE"},
        {"no year", GOOD_CODE "||5||", "reject:CELL_REQUIRED"},
        {"a year long ago", GOOD_CODE "|1066|5||", "reject:NUMBER_RANGE"},
        {"no figures", GOOD_CODE "|2019|||", "reject:ROW_NO_FIGURES"},
        {"no code", "|2019|5||", "reject:CELL_REQUIRED"},
        {"no code by any rule", "abc|2019|5||", "reject:CODE_NO_CODE"},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct str got = judge_text(a, IMPORT_YEAR, head, ROWS[i].cells, false);
        CHECK_ROW(ROWS[i].shows, str_eq_nocase(got, str_of(ROWS[i].want)));
        if (!str_eq_nocase(got, str_of(ROWS[i].want))) fprintf(stderr, "  got %.*s\n", STR_ARG(got));
    }
}

static void test_workers(struct arena *a)
{
    static const char head[] = "企业代码|姓名|身份证号|学历|职称|入职日期|手机";
    static const struct {
        const char *shows, *cells, *want;
    } ROWS[] = {
        {"a good row", GOOD_CODE "|张三|11010519491231002X|本科|中级|2019-07-01|13800138000", "take"},
        {"a number cell lost digits of the identity number", GOOD_CODE "|张三|#110105194912310000||||",
         "reject:CODE_LOST_DIGITS"},
        {"an unknown degree is left out", GOOD_CODE "|张三|11010519491231002X|神童|||",
         "take:CELL_WORD_UNKNOWN,CELL_LEFT_OUT"},
        {"no name", GOOD_CODE "||11010519491231002X||||", "reject:CELL_REQUIRED"},
        {"no identity number", GOOD_CODE "|张三|||||", "reject:CELL_REQUIRED"},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct str got = judge_text(a, IMPORT_WORKER, head, ROWS[i].cells, true);
        CHECK_ROW(ROWS[i].shows, str_eq_nocase(got, str_of(ROWS[i].want)));
        if (!str_eq_nocase(got, str_of(ROWS[i].want))) fprintf(stderr, "  got %.*s\n", STR_ARG(got));
    }
}

int main(void)
{
    struct arena *a = arena_new();
    test_headings(a);
    test_schemas();
    test_dates();
    test_amounts();
    test_enterprises(a);
    test_years(a);
    test_workers(a);
    arena_free(a);
    return check_end();
}
