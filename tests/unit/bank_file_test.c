/* bank_file_test.c - what the bank reads and writes: amounts in figures and capitals, csv, xlsx, pain.001, results. */
#include "bank/bank_file.h"
#include "base/record.h"
#include "check.h"
#include "shared.h"
#include "sheet/sheet.h"
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdlib.h>

/* A text of a static table. */
#define T(lit) {(lit), sizeof(lit) - 1}
static char folder[] = "/tmp/nq-bank-XXXXXX";

static struct str save(struct arena *a, const char *name, struct str bytes)
{
    struct str path = arena_printf(a, "%s/%s", folder, name);
    FILE *f = fopen(path.p, "wb");
    assert(f);
    assert(fwrite(bytes.p, 1, bytes.n, f) == bytes.n);
    fclose(f);
    return path;
}

/* ---- amounts ---- */

static void test_capitals(struct arena *a)
{
    static const struct {
        int64_t fen;
        const char *capitals, *figures;
    } rows[] = {
        /* the examples of the regulation itself */
        {140950, "壹仟肆佰零玖元伍角", "1,409.50"},
        {600714, "陆仟零柒元壹角肆分", "6,007.14"},
        {168032, "壹仟陆佰捌拾元叁角贰分", "1,680.32"},
        {10700053, "壹拾万柒仟元伍角叁分", "107,000.53"},
        {1640902, "壹万陆仟肆佰零玖元零贰分", "16,409.02"},
        {32504, "叁佰贰拾伍元零肆分", "325.04"},
        /* 整 after whole yuan, none after jiao or fen */
        {0, "零元整", "0.00"},
        {100, "壹元整", "1.00"},
        {1000, "壹拾元整", "10.00"},
        {1100, "壹拾壹元整", "11.00"},
        {10000, "壹佰元整", "100.00"},
        {1, "壹分", "0.01"},
        {10, "壹角", "0.10"},
        {11, "壹角壹分", "0.11"},
        {101, "壹元零壹分", "1.01"},
        {110, "壹元壹角", "1.10"},
        {10005, "壹佰元零伍分", "100.05"},
        {10050, "壹佰元伍角", "100.50"},
        /* zeros inside are read once, at the end not at all */
        {10100, "壹佰零壹元整", "101.00"},
        {100100, "壹仟零壹元整", "1,001.00"},
        {101000, "壹仟零壹拾元整", "1,010.00"},
        {110000, "壹仟壹佰元整", "1,100.00"},
        {1000000, "壹万元整", "10,000.00"},
        {1000100, "壹万零壹元整", "10,001.00"},
        {1100000, "壹万壹仟元整", "11,000.00"},
        {10010000, "壹拾万零壹佰元整", "100,100.00"},
        {100000000, "壹佰万元整", "1,000,000.00"},
        {60000000, "陆拾万元整", "600,000.00"},
        {12345678, "壹拾贰万叁仟肆佰伍拾陆元柒角捌分", "123,456.78"},
        {10000000000, "壹亿元整", "100,000,000.00"},
        {10000000100, "壹亿零壹元整", "100,000,001.00"},
        {10500000000, "壹亿零伍佰万元整", "105,000,000.00"},
        {10001000500, "壹亿零壹万零伍元整", "100,010,005.00"},
        {123456789012, "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分", "1,234,567,890.12"},
        {100000000000000, "壹万亿元整", "1,000,000,000,000.00"},
        {100000000000100, "壹万亿零壹元整", "1,000,000,000,001.00"},
        {MONEY_MAX, "玖拾万亿元整", "90,000,000,000,000.00"},
        {-12345, "负壹佰贰拾叁元肆角伍分", "-123.45"},
        {-5, "负伍分", "-0.05"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str capitals = bank_capitals(a, rows[i].fen), figures = money_grouped(a, rows[i].fen);
        CHECK_ROW(rows[i].capitals, str_eq(capitals, str_of(rows[i].capitals)));
        CHECK_ROW(rows[i].figures, str_eq(figures, str_of(rows[i].figures)));
        int64_t back = -1;
        if (rows[i].fen >= 0) {
            CHECK_ROW(rows[i].figures, bank_yuan_read(figures, &back) && back == rows[i].fen);
            CHECK_ROW(rows[i].figures, bank_yuan_read(money_text(a, rows[i].fen), &back) && back == rows[i].fen);
        }
    }
}

static void test_yuan_read(void)
{
    static const struct {
        const char *text;
        int64_t fen; /* -1: refused */
    } rows[] = {
        {"1234", 123400},    {"1234.5", 123450},  {"1,234.56", 123456}, {"0.01", 1},     {"0", 0},
        {"12,345,678", 1234567800}, {"90000000000000.00", MONEY_MAX},
        {"90000000000000.01", -1},  {"", -1},          {".", -1},       {"1.", -1},      {".5", -1},
        {"1.234", -1},       {"1400.005", -1},    {"-1", -1},           {"+1", -1},      {"1e3", -1},
        {"1,23", -1},        {"12,34.00", -1},    {",123", -1},         {"1234,567", -1}, {"1,2345", -1},
        {"1 234", -1},       {"￥12", -1},        {"12元", -1},         {"99999999999999999999", -1},
        {"1.2.3", -1},       {"1,,234", -1},      {"0x10", -1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t fen = -1;
        bool ok = bank_yuan_read(str_of(rows[i].text), &fen);
        CHECK_ROW(rows[i].text, ok == (rows[i].fen >= 0) && (!ok || fen == rows[i].fen));
    }
}

/* Every amount's capitals read back to the amount, by a reader that knows nothing of the writer. */
static int64_t capitals_read(struct str s)
{
    static const char *const digits[] = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
    int64_t total = 0, group = 0, digit = 0, cents = 0;
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        (void)utf8_next(s, &at);
        struct str c = str_sub(s, from, at - from);
        for (int64_t d = 0; d < 10; d++)
            if (str_eq(c, str_of(digits[d]))) digit = d;
        int64_t unit = str_eq(c, STR("仟")) ? 1000 : str_eq(c, STR("佰")) ? 100 : str_eq(c, STR("拾")) ? 10 : 0;
        if (unit) {
            group += digit * unit;
            digit = 0;
        } else if (str_eq(c, STR("万"))) {
            total += (group + digit) * 10000;
            group = digit = 0;
        } else if (str_eq(c, STR("亿"))) {
            total = (total + group + digit) * 100000000;
            group = digit = 0;
        } else if (str_eq(c, STR("元"))) {
            total += group + digit;
            group = digit = 0;
        } else if (str_eq(c, STR("角")) || str_eq(c, STR("分"))) {
            cents += digit * (str_eq(c, STR("角")) ? 10 : 1);
            digit = 0;
        }
    }
    return total * 100 + cents;
}

static void test_capitals_back(struct arena *a)
{
    uint64_t x = 88172645463325252; /* xorshift: the same amounts every time */
    int64_t wrong = 0;
    for (int i = 0; i < 20000; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        int64_t fen = (int64_t)(x % (uint64_t)MONEY_MAX) >> (x % 50);
        struct str s = bank_capitals(a, fen);
        if (capitals_read(s) != fen || str_find(s, STR("零零")) < s.n || str_find(s, STR("零元")) < (fen ? s.n : 0)) {
            fprintf(stderr, "%" PRId64 " %.*s\n", fen, STR_ARG(s));
            wrong++;
        }
    }
    CHECK(wrong == 0);
}

/* ---- orders ---- */

static const struct bank_order_row ROWS[] = {
    {1, T("2020-000001"), {T("清远暖桥科技有限公司"), T("44050176380800000123"), T("中国建设银行清远高新支行"),
                             T("105601000123"), {0}}, 140000, T("稳岗补贴 2020-000001")},
    {2, T("2020-000002"), {T("李\"四\",& <五>"), T("6222021001116245702"), T("中国工商银行清远分行"), {0}, {0}},
     5005, T("交通补贴")},
    {3, T("2020-000002"), {T("=张三"), T("6222021001116245710"), T("工行"), {0}, {0}}, 1, {0}},
};
static const struct bank_order ORDER = {
    .no = T("PAY-2020-000007"),
    .created = {INT64_C(1589445000000000)},
    .utc_offset_minutes = 480,
    .execute_on = {2020, 5, 15},
    .payer = {T("清远高新技术产业开发区财政局"), T("44001763808053000001"), T("中国建设银行清远分行"),
              T("105601000001"), T("11441800MB2D00001X")},
    .rows = ROWS,
    .count = COUNT(ROWS),
};

static void test_csv(struct arena *a)
{
    struct buf b = {.arena = a};
    bank_csv(&b, &ORDER);
    struct str want = STR("\xEF\xBB\xBF"
                          "序号,收款人户名,收款人账号,收款人开户行,联行号,金额(元),用途,申请编号,批次号\r\n"
                          "1,清远暖桥科技有限公司,44050176380800000123,中国建设银行清远高新支行,105601000123,1400.00,"
                          "稳岗补贴 2020-000001,2020-000001,PAY-2020-000007\r\n"
                          "2,\"李\"\"四\"\",& <五>\",6222021001116245702,中国工商银行清远分行,,50.05,交通补贴,"
                          "2020-000002,PAY-2020-000007\r\n"
                          "3,'=张三,6222021001116245710,工行,,0.01,,2020-000002,PAY-2020-000007\r\n");
    CHECK(str_eq(buf_str(&b), want));
    CHECK(bank_order_total(&ORDER) == 145006);
}

/* The cells of a row as "a|b|c", numbers with # behind them. */
static struct str row_of(struct arena *a, const struct sheet_row *row)
{
    struct buf b = {.arena = a};
    for (size_t i = 0; i < row->count; i++)
        buf_addf(&b, "%s%.*s%s", i ? "|" : "", STR_ARG(row->cells[i].text), row->cells[i].numeric ? "#" : "");
    return buf_str(&b);
}

static void test_xlsx(struct arena *a)
{
    static const char *const want[] = {
        "序号|收款人户名|收款人账号|收款人开户行|联行号|金额(元)|用途|申请编号|批次号",
        ("1#|清远暖桥科技有限公司|44050176380800000123|中国建设银行清远高新支行|105601000123|1400#|稳岗补贴 2020-000001|"
         "2020-000001|PAY-2020-000007"),
        "2#|李\"四\",& <五>|6222021001116245702|中国工商银行清远分行||50.05#|交通补贴|2020-000002|PAY-2020-000007",
        "3#|=张三|6222021001116245710|工行||0.01#||2020-000002|PAY-2020-000007",
    };
    struct err e = {.arena = a};
    struct str path = arena_printf(a, "%s/order.xlsx", folder);
    struct sheet_row row;
    bool end = false;
    CHECK(bank_xlsx(a, &e, &ORDER, path));
    struct sheet *s = sheet_open(a, &e, path);
    CHECK(s != NULL);
    for (size_t i = 0; s && i < COUNT(want); i++)
        CHECK_ROW(want[i], sheet_next(s, &e, &row, &end) && !end && str_eq(row_of(a, &row), str_of(want[i])));
    CHECK(s && sheet_next(s, &e, &row, &end) && end);
    if (s) sheet_close(s);
}

/* ---- pain.001 ---- */

static void quiet(void *arg, const char *fmt, ...)
{
    (void)arg;
    (void)fmt;
}

static bool schema_valid(const char *xsd, struct str xml)
{
    xmlSchemaParserCtxt *parser = xmlSchemaNewParserCtxt(xsd);
    xmlSchema *schema = xmlSchemaParse(parser);
    xmlSchemaValidCtxt *valid = xmlSchemaNewValidCtxt(schema);
    xmlDoc *doc = xmlReadMemory(xml.p, (int)xml.n, "pain.xml", NULL, XML_PARSE_NONET);
    int rc = doc ? xmlSchemaValidateDoc(valid, doc) : -1;
    xmlFreeDoc(doc);
    xmlSchemaFreeValidCtxt(valid);
    xmlSchemaFree(schema);
    xmlSchemaFreeParserCtxt(parser);
    return rc == 0;
}

/* The text that an XPath gives, e.g. "string(//p:MsgId)". */
static struct str xpath(struct arena *a, struct str xml, const char *expression)
{
    xmlDoc *doc = xmlReadMemory(xml.p, (int)xml.n, "pain.xml", NULL, XML_PARSE_NONET);
    xmlXPathContext *x = xmlXPathNewContext(doc);
    (void)xmlXPathRegisterNs(x, (const xmlChar *)"p",
                             (const xmlChar *)"urn:iso:std:iso:20022:tech:xsd:pain.001.001.03");
    xmlXPathObject *o = xmlXPathEvalExpression((const xmlChar *)expression, x);
    xmlChar *text = o ? xmlXPathCastToString(o) : NULL;
    struct str s = arena_str(a, str_of(text ? (const char *)text : "!"));
    xmlFree(text);
    xmlXPathFreeObject(o);
    xmlXPathFreeContext(x);
    xmlFreeDoc(doc);
    return s;
}

/* Everything at its longest and worst: what the standard has no room for is cut or replaced. */
static struct bank_order hostile_order(struct arena *a)
{
    struct buf long_name = {.arena = a}, account = {.arena = a};
    for (int i = 0; i < 200; i++)
        buf_add(&long_name, STR("𠮷"));
    for (int i = 0; i < 40; i++)
        buf_add_char(&account, '9');
    struct bank_order_row *rows = ARENA_ARRAY(a, struct bank_order_row, BANK_ROWS_MAX);
    for (int64_t i = 0; i < BANK_ROWS_MAX; i++)
        rows[i] = (struct bank_order_row){.no = i + 1,
                                          .claim_no = STR("2020-999999"),
                                          .payee = {.name = i % 2 ? buf_str(&long_name) : STR("\x01\x7F\xEF\xBF\xBF]]>&<"),
                                                    .account = i % 2 ? buf_str(&account) : STR("1"),
                                                    .bank_name = i % 3 ? buf_str(&long_name) : (struct str){0}},
                                          .amount_fen = i % 2 ? 1 : MONEY_MAX / BANK_ROWS_MAX,
                                          .purpose = i % 5 ? buf_str(&long_name) : STR("")};
    struct bank_order o = ORDER;
    o.payer = (struct bank_party){.name = STR("局\r\n财\t政"), .account = STR("1")};
    o.created = (struct instant){INT64_C(-1)};
    o.utc_offset_minutes = -210;
    o.rows = rows;
    o.count = BANK_ROWS_MAX;
    return o;
}

static void test_pain(struct arena *a)
{
    static const struct {
        const char *expression, *want;
    } rows[] = {
        {"string(//p:GrpHdr/p:MsgId)", "PAY-2020-000007"},
        {"string(//p:GrpHdr/p:CreDtTm)", "2020-05-14T16:30:00+08:00"},
        {"string(//p:GrpHdr/p:NbOfTxs)", "3"},
        {"string(//p:GrpHdr/p:CtrlSum)", "1450.06"},
        {"string(//p:PmtInf/p:CtrlSum)", "1450.06"},
        {"string(//p:ReqdExctnDt)", "2020-05-15"},
        {"string(//p:Dbtr/p:Nm)", "清远高新技术产业开发区财政局"},
        {"string(//p:DbtrAgt//p:MmbId)", "105601000001"},
        {"count(//p:CdtTrfTxInf)", "3"},
        {"string(//p:CdtTrfTxInf[1]//p:EndToEndId)", "PAY-2020-000007-0001"},
        {"string(//p:CdtTrfTxInf[1]//p:InstrId)", "2020-000001"},
        {"string(//p:CdtTrfTxInf[1]//p:InstdAmt)", "1400.00"},
        {"string(//p:CdtTrfTxInf[1]//p:InstdAmt/@Ccy)", "CNY"},
        {"string(//p:CdtTrfTxInf[1]//p:CdtrAgt//p:MmbId)", "105601000123"},
        {"string(//p:CdtTrfTxInf[2]//p:Cdtr/p:Nm)", "李\"四\",& <五>"},
        {"string(//p:CdtTrfTxInf[2]//p:CdtrAcct//p:Id/p:Othr/p:Id)", "6222021001116245702"},
        {"count(//p:CdtTrfTxInf[3]//p:RmtInf)", "0"},
        {"number(//p:GrpHdr/p:CtrlSum) = sum(//p:InstdAmt)", "true"},
    };
    struct buf b = {.arena = a}, again = {.arena = a}, worst = {.arena = a};
    bank_pain001(&b, &ORDER);
    bank_pain001(&again, &ORDER);
    CHECK_ROW("the same bytes each time", str_eq(buf_str(&b), buf_str(&again)));
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW(rows[i].expression, str_eq(xpath(a, buf_str(&b), rows[i].expression), str_of(rows[i].want)));
    struct bank_order hostile = hostile_order(a);
    bank_pain001(&worst, &hostile);
    CHECK_ROW("worst texts", str_eq(xpath(a, buf_str(&worst), "string(//p:CdtTrfTxInf[1]//p:Cdtr/p:Nm)"),
                                    STR("???]]>&<")));
    CHECK_ROW("cut at a character", str_eq(xpath(a, buf_str(&worst), "string-length(//p:CdtTrfTxInf[2]//p:Cdtr/p:Nm)"),
                                           STR("140")));
    const char *xsd = shared_path(a, "data/pain.001.001.03.xsd");
    if (!xsd) {
        CHECK_SKIP(3, "no pain.001.001.03.xsd beside the project");
        return;
    }
    CHECK_ROW("valid", schema_valid(xsd, buf_str(&b)));
    CHECK_ROW("the worst is valid", schema_valid(xsd, buf_str(&worst)));
    xmlSetGenericErrorFunc(NULL, quiet);
    CHECK_ROW("the schema does refuse", !schema_valid(xsd, STR("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:"
                                                               "pain.001.001.03\"><CstmrCdtTrfInitn/></Document>")));
    xmlSetGenericErrorFunc(NULL, NULL);
}

/* ---- results ---- */

#define HEAD "批次号,序号,申请编号,收款人户名,金额(元),结果,失败原因,银行流水号,交易日期\r\n"
#define ONE "PAY-2020-000007,1,2020-000001,清远暖桥科技有限公司,1400.00,成功,,B1,2020-05-15\r\n"
#define TWO "PAY-2020-000007,2,2020-000002,李四,50.05,失败,户名不符,B2,2020-05-15\r\n"
#define THREE "PAY-2020-000007,3,2020-000002,张三,0.01,成功,,,2020-05-15\r\n"

static const struct bank_expected_row EXPECTED[] = {
    {1, T("2020-000001"), 140000}, {2, T("2020-000002"), 5005}, {3, T("2020-000002"), 1}};

/* Reads a result and compares it: "ok", or "!MESSAGE field;field" of what is wrong. */
static struct str judge(struct arena *a, struct str path, struct list *lines)
{
    struct err e = {.arena = a};
    struct buf b = {.arena = a};
    if (bank_result_read(a, &e, path, lines) &&
        bank_result_match(&e, ORDER.no, EXPECTED, COUNT(EXPECTED), (struct date){2020, 5, 14},
                          (struct date){2020, 5, 20}, lines))
        return STR("ok");
    if (e.fields.count == 0) buf_addf(&b, "!%s", msg_name(e.message.id));
    for (size_t i = 0; i < e.fields.count; i++) {
        const struct err_field *f = LIST_AT(&e.fields, const struct err_field, i);
        buf_addf(&b, "%s%.*s %s", i ? ";" : "", STR_ARG(f->name), msg_name(f->message.id));
        struct str zh = msg_render(a, LANG_ZH, &f->message), en = msg_render(a, LANG_EN, &f->message);
        CHECK_ROW("no argument is missing", memchr(zh.p, '{', zh.n) == NULL && memchr(en.p, '{', en.n) == NULL);
    }
    return buf_str(&b);
}

static void test_results(struct arena *a)
{
    static const struct {
        const char *label, *text, *want;
    } rows[] = {
        {"a whole result", HEAD ONE TWO THREE, "ok"},
        {"any order of lines", HEAD THREE ONE TWO, "ok"},
        {"with a BOM", "\xEF\xBB\xBF" HEAD ONE TWO THREE, "ok"},
        {"English headings in another order, no payee",
         "Date,Reference,Reason,Result,Amount (yuan),Claim,Row,Batch\n2020-05-15,B1,,paid,\"1,400\",2020-000001,1,"
         "PAY-2020-000007\n2020-05-16,,wrong name,FAILED,50.05,2020-000002,2,PAY-2020-000007\n2020-05-20,,,success,"
         "0.01,2020-000002,3,PAY-2020-000007\n", "ok"},
        {"dates as Excel writes them into csv", HEAD "PAY-2020-000007,1,2020-000001,,1400,成功,,,2020/5/15\r\n"
         "PAY-2020-000007,2,2020-000002,,50.05,失败,户名不符,,20200515\r\n"
         "PAY-2020-000007,3,2020-000002,,0.01,成功,,,2020-05-15 10:30:00\r\n", "ok"},
        {"another batch", HEAD "PAY-2020-000008,1,2020-000001,,1400.00,成功,,,2020-05-15\r\n" TWO THREE,
         "lines/2/batch BANK_OTHER_BATCH"},
        {"a row that is not there", HEAD ONE TWO THREE "PAY-2020-000007,4,2020-000004,,1.00,成功,,,2020-05-15\r\n",
         "lines/5/row BANK_ROW_UNKNOWN"},
        {"a row twice", HEAD ONE TWO THREE ONE, "lines/5/row BANK_ROW_TWICE"},
        {"another claim", HEAD "PAY-2020-000007,1,2020-000009,,1400.00,成功,,,2020-05-15\r\n" TWO THREE,
         "lines/2/claim BANK_CLAIM_DIFFERS"},
        {"another amount", HEAD "PAY-2020-000007,1,2020-000001,,1400.01,成功,,,2020-05-15\r\n" TWO THREE,
         "lines/2/amount BANK_AMOUNT_DIFFERS"},
        {"all findings at once", HEAD "PAY-2020-000007,1,2020-000003,,1.00,成功,,,2020-05-01\r\n" THREE,
         "lines/2/claim BANK_CLAIM_DIFFERS;lines/2/amount BANK_AMOUNT_DIFFERS;lines/2/date BANK_DATE_EARLY"},
        {"before the release", HEAD "PAY-2020-000007,1,2020-000001,,1400.00,成功,,,2020-05-13\r\n" TWO THREE,
         "lines/2/date BANK_DATE_EARLY"},
        {"in the future", HEAD "PAY-2020-000007,1,2020-000001,,1400.00,成功,,,2020-05-21\r\n" TWO THREE,
         "lines/2/date BANK_DATE_FUTURE"},
        {"a row missing", HEAD ONE TWO, "rows/3 BANK_ROW_MISSING"},
        {"cut between lines", HEAD ONE, "rows/2 BANK_ROW_MISSING;rows/3 BANK_ROW_MISSING"},
        {"cut inside a line", HEAD ONE "PAY-2020-000007,2,2020-0000", "lines/3/heading BANK_LINE_WIDTH"},
        {"cut inside the last date", HEAD ONE TWO "PAY-2020-000007,3,2020-000002,张三,0.01,成功,,,2020-05-1",
         "lines/4/date BANK_DATE_BAD"},
        {"cut before the last date", HEAD ONE TWO "PAY-2020-000007,3,2020-000002,张三,0.01,成功,,,",
         "lines/4/date BANK_DATE_BAD"},
        {"cut inside a date as Excel writes it", HEAD ONE TWO "PAY-2020-000007,3,2020-000002,张三,0.01,成功,,,2020/5/1",
         "lines/4/date BANK_DATE_BAD"},
        {"the heading alone", HEAD, "!BANK_RESULT_EMPTY"},
        {"nothing", "", "!SHEET_EMPTY"},
        {"the heading cut", "批次号,序号,申请编号\r\n", "lines/1/amount BANK_HEADING_MISSING;"
         "lines/1/result BANK_HEADING_MISSING;lines/1/reason BANK_HEADING_MISSING;lines/1/reference BANK_HEADING_MISSING;"
         "lines/1/date BANK_HEADING_MISSING"},
        {"the order instead of the result", "序号,收款人户名,收款人账号,收款人开户行,联行号,金额(元),用途,申请编号,批次号\r\n",
         "lines/1/heading BANK_HEADING_UNKNOWN;lines/1/heading BANK_HEADING_UNKNOWN;lines/1/heading BANK_HEADING_UNKNOWN;"
         "lines/1/heading BANK_HEADING_UNKNOWN;lines/1/result BANK_HEADING_MISSING;lines/1/reason BANK_HEADING_MISSING;"
         "lines/1/reference BANK_HEADING_MISSING;lines/1/date BANK_HEADING_MISSING"},
        {"a heading twice", "批次号,序号,序号,申请编号,金额,结果,原因,流水号,日期\r\n", "lines/1/row BANK_HEADING_TWICE"},
        {"cells that are wrong", HEAD "PAY-2020-000007,x,2020-000001,,十元,好,,,昨天\r\n" TWO THREE,
         "lines/2/row BANK_ROW_NO_BAD;lines/2/amount BANK_AMOUNT_BAD;lines/2/result BANK_OUTCOME_BAD;lines/2/date "
         "BANK_DATE_BAD"},
        {"the outcome not filled in", HEAD "PAY-2020-000007,1,2020-000001,,1400.00,,,,2020-05-15\r\n" TWO THREE,
         "lines/2/result BANK_OUTCOME_BAD"},
        {"a fraction of a fen", HEAD "PAY-2020-000007,1,2020-000001,,1400.005,成功,,,2020-05-15\r\n" TWO THREE,
         "lines/2/amount BANK_AMOUNT_BAD"},
        {"failed without a reason", HEAD ONE "PAY-2020-000007,2,2020-000002,,50.05,失败,,,2020-05-15\r\n" THREE,
         "lines/3/reason BANK_REASON_MISSING"},
        {"a day that does not exist", HEAD "PAY-2020-000007,1,2020-000001,,1400.00,成功,,,2020-02-30\r\n" TWO THREE,
         "lines/2/date BANK_DATE_BAD"},
        {"a control character", HEAD "PAY-2020-000007,1,2020-000001,,1400.00,成功,,\"a\nb\",2020-05-15\r\n" TWO THREE,
         "lines/2/reference BANK_CELL_CONTROL"},
        {"one cell too many", HEAD "PAY-2020-000007,1,2020-000001,,1400.00,成功,,,2020-05-15,x\r\n" TWO THREE,
         "lines/2/heading BANK_LINE_WIDTH"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct list lines;
        struct str got = judge(a, save(a, "result.csv", str_of(rows[i].text)), &lines);
        CHECK_ROW(rows[i].label, str_eq(got, str_of(rows[i].want)));
        if (!str_eq(got, str_of(rows[i].want))) fprintf(stderr, "  got %.*s\n", STR_ARG(got));
    }
}

/* A file cut at any byte but within its last line end is refused. */
static void test_cuts(struct arena *a)
{
    static const char whole[] = HEAD ONE TWO THREE;
    struct arena *own = arena_new();
    int64_t taken = 0;
    for (size_t n = 0; n < sizeof whole - 3; n++) {
        struct list lines;
        arena_reset(own);
        if (str_eq(judge(own, save(own, "cut.csv", (struct str){whole, n}), &lines), STR("ok"))) taken++;
    }
    arena_free(own);
    CHECK_ROW("no cut is taken", taken == 0);
    struct list lines;
    CHECK_ROW("but without its last line end it is whole",
              str_eq(judge(a, save(a, "cut.csv", (struct str){whole, sizeof whole - 3}), &lines), STR("ok")));
}

static struct str fill(struct arena *a, struct str csv)
{
    static const char *const ends[] = {"成功,,B1,2020-05-15\r\n", "失败,账号不存在,B2,2020-05-15\r\n",
                                       "成功,,B3,2020-05-16\r\n"};
    struct buf b = {.arena = a};
    size_t line = 0;
    for (struct str rest = csv; rest.n; line++) {
        struct str l = str_part(&rest, '\n');
        if (line == 0)
            buf_addf(&b, "%.*s\n", STR_ARG(l));
        else
            buf_addf(&b, "%.*s%s", STR_ARG(str_sub(l, 0, l.n - strlen(",,,\r"))), ends[line - 1]);
    }
    return buf_str(&b);
}

static void test_template(struct arena *a)
{
    struct buf b = {.arena = a};
    struct err e = {.arena = a};
    struct list lines, other;
    bank_result_csv(&b, &ORDER);
    CHECK_ROW("the empty template is not a result",
              str_eq(judge(a, save(a, "empty.csv", buf_str(&b)), &lines),
                     STR("lines/2/result BANK_OUTCOME_BAD;lines/2/date BANK_DATE_BAD;lines/3/result BANK_OUTCOME_BAD;"
                         "lines/3/date BANK_DATE_BAD;lines/4/result BANK_OUTCOME_BAD;lines/4/date BANK_DATE_BAD")));
    CHECK_ROW("filled it is", str_eq(judge(a, save(a, "full.csv", fill(a, buf_str(&b))), &lines), STR("ok")));
    CHECK(lines.count == 3);
    const struct bank_result_line *l = LIST_AT(&lines, const struct bank_result_line, 1);
    CHECK(l->line == 3 && l->no == 2 && l->amount_fen == 5005 && l->outcome == BANK_FAILED);
    CHECK(str_eq(l->reason, STR("账号不存在")) && str_eq(l->reference, STR("B2")) && l->paid_on.v.d == 15);
    struct str path = arena_printf(a, "%s/template.xlsx", folder);
    CHECK(bank_result_xlsx(a, &e, &ORDER, path));
    CHECK_ROW("the xlsx template is read, too", !bank_result_read(a, &e, path, &other) && other.count == 3);
    CHECK(str_eq(LIST_AT(&other, const struct bank_result_line, 1)->claim_no, STR("2020-000002")));
}

/* The same result in another order of lines or columns says the same; one that differs anywhere does not. */
static void test_text(struct arena *a)
{
    struct list one, two, three;
    (void)judge(a, save(a, "a.csv", STR(HEAD ONE TWO THREE)), &one);
    (void)judge(a, save(a, "b.csv", STR(HEAD THREE TWO ONE)), &two);
    (void)judge(a, save(a, "c.csv", STR(HEAD ONE "PAY-2020-000007,2,2020-000002,李四,50.05,失败,户名不对,B2,2020-05-15\r\n"
                                             THREE)), &three);
    CHECK(str_eq(bank_result_text(a, &one), bank_result_text(a, &two)));
    CHECK(!str_eq(bank_result_text(a, &one), bank_result_text(a, &three)));
}

int main(void)
{
    struct arena *a = arena_new();
    assert(mkdtemp(folder));
    test_capitals(a);
    test_yuan_read();
    test_capitals_back(a);
    test_csv(a);
    test_xlsx(a);
    test_pain(a);
    test_results(a);
    test_cuts(a);
    test_template(a);
    test_text(a);
    arena_free(a);
    xmlCleanupParser();
    return check_end();
}
