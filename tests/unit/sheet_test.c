/* sheet_test.c - spreadsheets in and out; every fixture is made here, the hostile ones too. */
#include "check.h"
#include "sheet/sheet.h"
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

static char folder[] = "/tmp/nq-sheet-XXXXXX";

static struct str path_of(struct arena *a, const char *name)
{
    return arena_printf(a, "%s/%s", folder, name);
}

static struct str save(struct arena *a, const char *name, struct str bytes)
{
    struct str path = path_of(a, name);
    FILE *f = fopen(path.p, "wb");
    assert(f);
    assert(fwrite(bytes.p, 1, bytes.n, f) == bytes.n);
    fclose(f);
    return path;
}

static struct str load(struct arena *a, struct str path)
{
    struct buf b = {.arena = a};
    FILE *f = fopen(arena_cstr(a, path), "rb");
    char block[4096];
    assert(f);
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        buf_add(&b, (struct str){block, n});
    fclose(f);
    return buf_str(&b);
}

/* The whole file as "1:a|b;3:c", or the message that refused it as "!sheet_nul row=3"; a numeric cell ends with #. */
static struct str read_all(struct arena *a, struct str path)
{
    struct err e = {.arena = a};
    struct buf b = {.arena = a};
    struct sheet *s = sheet_open(a, &e, path);
    struct sheet_row row;
    bool end = false;
    while (s && sheet_next(s, &e, &row, &end) && !end) {
        if (b.n) buf_add_char(&b, ';');
        buf_addf(&b, "%" PRId64 ":", row.number);
        for (size_t i = 0; i < row.count; i++) {
            if (i) buf_add_char(&b, '|');
            buf_add(&b, row.cells[i].text);
            if (row.cells[i].numeric) buf_add_char(&b, '#');
        }
    }
    if (s) sheet_close(s);
    if (e.code == ERR_NONE) return buf_str(&b);
    struct buf out = {.arena = a};
    buf_addf(&out, "!%s", msg_name(e.message.id));
    for (size_t i = 0; i < e.message.arg_count; i++)
        if (strcmp(e.message.args[i].name, "row") == 0) buf_addf(&out, " row=%" PRId64, e.message.args[i].number);
    return buf_str(&out);
}

static void expect(struct arena *a, const char *shows, struct str path, struct str want)
{
    struct str got = read_all(a, path);
    bool same = want.n && want.p[0] == '!' ? str_eq_nocase(got, want) : str_eq(got, want);
    CHECK_ROW(shows, same);
    if (!same) fprintf(stderr, "  got  %.200s\n  want %.200s\n", arena_cstr(a, got), arena_cstr(a, want));
}

static void test_csv(struct arena *a)
{
    const struct {
        const char *shows;
        struct str in, out;
    } ROWS[] = {
        {"rows and fields, CRLF", STR("a,b\r\nc,d\r\n"), STR("1:a|b;2:c|d")},
        {"a missing final line end", STR("a,b\nc,d"), STR("1:a|b;2:c|d")},
        {"bare CR ends rows", STR("a,b\rc,d\r"), STR("1:a|b;2:c|d")},
        {"quoted separators, line ends and doubled quotes", STR("\"a,\"\"1\"\"\nx\",b\nc,d\n"),
         STR("1:a,\"1\"\nx|b;2:c|d")},
        {"a quote inside an unquoted field is kept", STR("5\" pipe,b\n"), STR("1:5\" pipe|b")},
        {"text behind a closing quote is kept", STR("\"a\"b,c\n"), STR("1:ab|c")},
        {"an unterminated quote is an error with its row", STR("a,b\nc,\"d\ne,f\n"), STR("!csv_quote_open row=2")},
        {"empty rows are skipped but counted", STR("a\n\n , \nb\n"), STR("1:a;4:b")},
        {"a row keeps its field count", STR("a,b,c\nd\ne,f,g,h\n"), STR("1:a|b|c;2:d;3:e|f|g|h")},
        {"a trailing separator makes an empty field", STR("a,b,\n"), STR("1:a|b|")},
        {"a byte order mark is no text", STR("\xEF\xBB\xBF名称,b\n"), STR("1:名称|b")},
        {"a lone byte order mark is an empty sheet", STR("\xEF\xBB\xBF"), STR("")},
        {"tabs separate when the first line says so", STR("a\tb,1\tz\nc\td\n"), STR("1:a|b,1|z;2:c|d")},
        {"semicolons separate when the first line says so", STR("a;b\nc;\"d;e\"\n"), STR("1:a|b;2:c|d;e")},
        {"NUL is refused with its row", STR("a,b\nc,\0d\n"), STR("!sheet_nul row=2")},
        {"GB18030 is read", STR("\xC6\xF3\xD2\xB5\xC3\xFB\xB3\xC6,\xB4\xFA\xC2\xEB\n"), STR("1:企业名称|代码")},
        {"GB18030 of four bytes is read", STR("\x81\x30\x84\x36,\x95\x32\x82\x36\xB9\xAB\n"), STR("1:¥|𠀀公")},
        {"neither encoding is refused with its row", STR("\xC6\xF3\n\xFF\xFF,b\n"),
         STR("!sheet_encoding_unknown row=2")},
        {"a GB18030 character cut at the end", STR("\xC6\xF3\xD2\xB5\xC3"), STR("!sheet_encoding_unknown row=1")},
        {"UTF-8 broken in the middle stays UTF-8", STR("企业名称,b\n暖桥公司,c\nx\xFFy,d\n"),
         STR("!sheet_encoding_broken row=3")},
        {"GB18030 glued to UTF-8 is refused", STR("企业名称\n\xB4\xFA\xC2\xEB,x\n"),
         STR("!sheet_encoding_broken row=2")},
        {"UTF-8 surrogates are refused", STR("企业名称\n\xED\xA0\x80\n"), STR("!sheet_encoding_broken row=2")},
        {"our own guard against formulas is taken off", STR("'=1+1,'-x,'a\n"), STR("1:=1+1|-x|'a")},
        {"an empty file", STR(""), STR("!sheet_empty")},
        {"old Excel gets its advice", STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"), STR("!sheet_is_xls")},
        {"a renamed PDF is told", STR("%PDF-1.7\n"), STR("!sheet_is_pdf")},
        {"Unicode text of Excel is told", STR("\xFF\xFE\x01\x4F"), STR("!sheet_is_utf16")},
        {"a web page named xls is told", STR("\r\n<HTML><table>"), STR("!sheet_is_html")},
        {"a picture is told", STR("\x89PNG\r\n\x1A\n"), STR("!sheet_unknown")},
        {"a broken archive is told", STR("PK\x03\x04rest of nothing"), STR("!xlsx_broken row=0")},
        {"an empty archive is told", STR("PK\x05\x06\0\0\0\0"), STR("!xlsx_broken row=0")},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++)
        expect(a, ROWS[i].shows, save(a, "t.csv", ROWS[i].in), ROWS[i].out);
}

static struct str repeat(struct arena *a, const char *before, const char *piece, size_t times, const char *after)
{
    struct buf b = {.arena = a};
    buf_add(&b, str_of(before));
    for (size_t i = 0; i < times; i++)
        buf_add(&b, str_of(piece));
    buf_add(&b, str_of(after));
    return buf_str(&b);
}

static void test_csv_limits(struct arena *a)
{
    expect(a, "17,000 columns are refused", save(a, "t.csv", repeat(a, "a\n", "x,", 17000, "\n")),
           STR("!sheet_columns_many row=2"));
    expect(a, "a cell of a million characters is refused", save(a, "t.csv", repeat(a, "a,b\n1,", "汉", 1000000, "\n")),
           STR("!sheet_cell_long row=2"));
    expect(a, "a quote that swallows the file is told as such",
           save(a, "t.csv", repeat(a, "a,b\n1,\"x\n", "more,text\n", 50000, "")), STR("!csv_cell_quoted_long row=2"));
    struct str cell = repeat(a, "", "汉", SHEET_CELL_MAX, "");
    expect(a, "a cell at the limit is read whole", save(a, "t.csv", cell), arena_printf(a, "1:%.*s", STR_ARG(cell)));
    struct str blocks = repeat(a, "", "暖桥,\"清远,高新区\"\r\n", 20000, "");
    struct str got = read_all(a, save(a, "t.csv", blocks));
    CHECK_ROW("characters, quotes and CRLF cut by block borders", str_ends(got, STR(";20000:暖桥|清远,高新区")));
    struct buf gb = {.arena = a};
    for (size_t i = 0; i < 50000; i++)
        buf_add(&gb, STR("\xC5\xAF\xC7\xC5,x\n"));
    got = read_all(a, save(a, "t.csv", buf_str(&gb)));
    CHECK_ROW("GB18030 cut by block borders",
              str_ends(got, STR(";50000:暖桥|x")) && str_find(got, STR("\xEF\xBF\xBD")) == got.n);
}

/* ---- xlsx ---- */

struct entry {
    const char *name;
    struct str text;
};

static struct str save_zip(struct arena *a, const char *name, const struct entry *entries, size_t count)
{
    struct str path = path_of(a, name);
    int rc = 0;
    zip_t *z = zip_open(path.p, ZIP_CREATE | ZIP_TRUNCATE, &rc);
    assert(z);
    for (size_t i = 0; i < count; i++) {
        zip_source_t *s = zip_source_buffer(z, entries[i].text.p, entries[i].text.n, 0);
        assert(zip_file_add(z, entries[i].name, s, ZIP_FL_ENC_UTF_8) >= 0);
    }
    assert(zip_close(z) == 0);
    return path;
}

#define RELS                                                                                                           \
    "<Relationships xmlns=\"x\"><Relationship Id=\"r1\" Type=\"http://x/officeDocument\" Target=\"xl/workbook.xml\"/>" \
    "</Relationships>"
#define BOOK                                                                                                           \
    "<workbook xmlns:r=\"y\"><sheets><sheet name=\"h\" state=\"hidden\" r:id=\"r9\"/>"                                 \
    "<sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>"
#define BOOK_RELS                                                                                                      \
    "<Relationships><Relationship Id=\"r1\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/>"            \
    "<Relationship Id=\"r2\" Type=\"http://x/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"                       \
    "<Relationship Id=\"r3\" Type=\"http://x/styles\" Target=\"styles.xml\"/></Relationships>"
#define STYLES                                                                                                           \
    "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>" \
    "<numFmt numFmtId=\"177\" formatCode=\"0.00_);[Red]\\(0.00\\)\"/></numFmts>"                                         \
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"176\"/><xf "                                       \
    "numFmtId=\"177\"/></cellXfs></styleSheet>"
#define SHARED "<sst><si><t>企业名称</t></si><si><r><t>暖</t></r><r><t>桥</t></r><rPh><t>nuan</t></rPh></si><si/></sst>"

static struct str package(struct arena *a, struct str sheet, struct str shared)
{
    const struct entry entries[] = {
        {"_rels/.rels", STR(RELS)},
        {"xl/workbook.xml", STR(BOOK)},
        {"xl/_rels/workbook.xml.rels", STR(BOOK_RELS)},
        {"xl/styles.xml", STR(STYLES)},
        {"xl/sharedStrings.xml", shared},
        {"xl/worksheets/sheet1.xml", sheet},
    };
    return save_zip(a, "t.xlsx", entries, COUNT(entries));
}

#define SHEET(rows) STR("<worksheet><sheetData>" rows "</sheetData></worksheet>")

static void test_xlsx(struct arena *a)
{
    const struct {
        const char *shows;
        struct str in, out;
    } ROWS[] = {
        {"shared strings, plain and rich, without phonetics",
         SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"),
         STR("1:企业名称|暖桥")},
        {"inline and formula strings",
         SHEET("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x&lt;y</t></is></c><c r=\"B1\" "
               "t=\"str\"><f>A1</f><v>z</v></c></row>"),
         STR("1:x<y|z")},
        {"left-out cells and rows keep their places",
         SHEET("<row r=\"2\"><c r=\"C2\"><v>5</v></c></row><row r=\"7\"><c r=\"A7\"><v>6</v></c></row>"),
         STR("2:||5#;7:6#")},
        {"cells without references follow each other", SHEET("<row><c><v>1</v></c><c/><c><v>3</v></c></row>"),
         STR("1:1#||3#")},
        {"numbers are flagged; 15 digits as people see them",
         SHEET("<row r=\"1\"><c r=\"A1\"><v>8.9499999999999993</v></c><c r=\"B1\"><v>9.1441802897577645E+17</v></c>"
               "<c r=\"C1\"><v>320483000003752</v></c><c r=\"D1\"><v>1E-3</v></c><c r=\"E1\"><v>-1.25E-7</v></c><c "
               "r=\"F1\"><v>1E+400</v></c></row>"),
         STR("1:8.95#|914418028975777000#|320483000003752#|0.001#|-0.000000125#|1E+400#")},
        {"dates by built-in and Chinese formats, amounts are no dates",
         SHEET("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>43965</v></c><c r=\"B1\" s=\"2\"><v>43965.5</v></c>"
               "<c r=\"C1\" s=\"3\"><v>43965</v></c><c r=\"D1\" t=\"d\"><v>2020-05-14T00:00:00</v></c></row>"),
         STR("1:2020-05-14|2020-05-14 12:00:00|43965#|2020-05-14")},
        {"days before March 1900 are one off in Excel; 29 February 1900 never was",
         SHEET("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>1</v></c><c r=\"B1\" s=\"1\"><v>60</v></c><c r=\"C1\" "
               "s=\"1\"><v>61</v></c></row>"),
         STR("1:1900-01-01|60#|1900-03-01")},
        {"booleans and errors are text",
         SHEET("<row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"e\"><v>#N/A</v></c></row>"),
         STR("1:TRUE|#N/A")},
        {"formatting far to the right does not matter",
         SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"XFD1\" s=\"1\"/></row>"), STR("1:1#")},
        {"a value in column 17,000 is refused", SHEET("<row r=\"1\"><c r=\"YCV1\"><v>1</v></c></row>"),
         STR("!sheet_columns_many row=1")},
        {"a number of a shared string that is not there is empty",
         SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>99</v></c></row>"), STR("1:1#|")},
        {"a DOCTYPE is refused",
         STR("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row r=\"1\">"
             "<c r=\"A1\" t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData></worksheet>"),
         STR("!xlsx_doctype")},
        {"rows that go backwards are refused",
         SHEET("<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"),
         STR("!xlsx_broken row=2")},
        {"broken XML is refused with its row",
         STR("<worksheet><sheetData><row r=\"3\"><c r=\"A3\"><v>1</v></c></row><row r=\"4\"><c"),
         STR("!xlsx_broken row=4")},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++)
        expect(a, ROWS[i].shows, package(a, ROWS[i].in, STR(SHARED)), ROWS[i].out);
}

static void test_xlsx_hostile(struct arena *a)
{
    struct str huge = repeat(a, "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>", "x", 1000000,
                             "</t></is></c></row></sheetData></worksheet>");
    expect(a, "a cell of a million characters is refused", package(a, huge, STR(SHARED)),
           STR("!sheet_cell_long row=1"));
    struct str deep = repeat(a, "", "<a>", 5000, "");
    expect(a, "deep nesting is refused", package(a, deep, STR(SHARED)), STR("!xlsx_broken row=0"));
    struct str bomb =
        repeat(a, "<sst>", "                                                                ", 1 << 20, "</sst>");
    struct str path = package(a, SHEET(""), bomb);
    expect(a, "an archive denser than 200 to 1 is refused", path, STR("!xlsx_bomb"));
    struct str laugh = STR("<!DOCTYPE s [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>");
    expect(a, "a DOCTYPE in the shared strings is refused", package(a, SHEET(""), laugh), STR("!xlsx_doctype"));
    path = package(a, SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"), STR(SHARED));
    struct str whole = load(a, path);
    for (size_t n = 64; n < whole.n; n += 97) {
        struct str got = read_all(a, save(a, "cut.xlsx", str_sub(whole, 0, n)));
        CHECK_ROW("a cut archive is refused", got.n && got.p[0] == '!');
    }
    const struct entry foreign[] = {{"word/document.xml", STR("<w/>")}};
    expect(a, "another kind of archive is told", save_zip(a, "t.docx", foreign, 1), STR("!xlsx_not"));
    /* Every byte of the archive broken once: any answer is fine, a crash is not. */
    for (size_t i = 0; i < whole.n; i += 7) {
        char *copy = arena_cstr(a, whole);
        copy[i] = (char)(copy[i] ^ 0x55);
        (void)read_all(a, save(a, "broken.xlsx", (struct str){copy, whole.n}));
    }
    CHECK_ROW("broken bytes never crash the reader", true);
}

static void test_written_by_others(struct arena *a)
{
    struct str path = path_of(a, "writer.xlsx");
    lxw_workbook *book = workbook_new(arena_cstr(a, path));
    lxw_worksheet *page = workbook_add_worksheet(book, "企业");
    lxw_format *date = workbook_add_format(book);
    format_set_num_format(date, "yyyy-mm-dd");
    lxw_datetime day = {.year = 2020, .month = 5, .day = 14};
    worksheet_write_string(page, 0, 0, "企业名称", NULL);
    worksheet_write_string(page, 0, 1, "成立日期", NULL);
    worksheet_write_string(page, 1, 0, "暖桥 & 桥", NULL);
    worksheet_write_datetime(page, 1, 1, &day, date);
    worksheet_write_number(page, 1, 2, 914418028975776477.0, NULL);
    workbook_close(book);
    expect(a, "a file of another program", path, STR("1:企业名称|成立日期;2:暖桥 & 桥|2020-05-14|914418028975777000#"));
}

static struct cell text_cell(const char *s)
{
    return (struct cell){.text = str_of(s)};
}

static void test_out(struct arena *a)
{
    struct err e = {.arena = a};
    const struct cell head[] = {text_cell("名称"), text_cell("说明"), text_cell("数")};
    const struct cell row[] = {text_cell("暖桥,\"清远\""), text_cell("=cmd|' /C calc'!A0"), {STR("12.5"), true}};
    const struct cell minus[] = {text_cell("-5"), text_cell("-x"), {STR("914418028975776477"), true}};
    for (int format = SHEET_CSV; format <= SHEET_XLSX; format++) {
        struct str path = path_of(a, format == SHEET_CSV ? "out.csv" : "out.xlsx");
        struct sheet_out *s = sheet_create(a, &e, path, (enum sheet_format)format);
        CHECK(s && sheet_write(s, &e, head, 3, false) && sheet_write(s, &e, row, 3, true) &&
              sheet_write(s, &e, minus, 3, false) && sheet_finish(s, &e));
        if (format == SHEET_CSV) {
            expect(a, "csv: what is written comes back", path,
                   STR("1:名称|说明|数;2:暖桥,\"清远\"|=cmd|' /C calc'!A0|12.5;3:-5|-x|914418028975776477"));
            struct str bytes = load(a, path);
            CHECK_ROW("csv begins with a byte order mark", str_starts(bytes, STR("\xEF\xBB\xBF")));
            CHECK_ROW("csv guards formulas but not numbers", str_find(bytes, STR("'=cmd")) < bytes.n &&
                                                                 str_find(bytes, STR("'-x")) < bytes.n &&
                                                                 str_find(bytes, STR("'-5")) == bytes.n);
            CHECK_ROW("csv rows end with CRLF", str_ends(bytes, STR("914418028975776477\r\n")));
        } else {
            expect(a, "xlsx: what is written comes back; long digits stay text", path,
                   STR("1:名称|说明|数;2:暖桥,\"清远\"|=cmd|' /C calc'!A0|12.5#;3:-5|-x|914418028975776477"));
        }
    }
    char *big = arena_alloc(a, SHEET_CELL_MAX + 2);
    memset(big, 'x', SHEET_CELL_MAX + 1);
    struct cell cell = text_cell(big), control = {.text = STR("a\x01z")};
    struct sheet_out *s = sheet_create(a, &e, path_of(a, "big.xlsx"), SHEET_XLSX);
    CHECK_ROW("control characters cannot break the file", sheet_write(s, &e, &control, 1, false));
    CHECK_ROW("a cell is refused, never cut",
              !sheet_write(s, &e, &cell, 1, false) && e.message.id == MSG_SHEET_CELL_LONG);
    err_clear(&e);
    CHECK(sheet_finish(s, &e));
    expect(a, "and the file is whole", path_of(a, "big.xlsx"), STR("1:a\xEF\xBF\xBDz"));
}

static void test_memory(struct arena *a)
{
    struct err e = {.arena = a};
    struct str path = path_of(a, "long.xlsx");
    struct sheet_out *s = sheet_create(a, &e, path, SHEET_XLSX);
    const struct cell row[] = {
        text_cell("清远高新区暖桥科技有限公司"), text_cell("91441802MA4WDLR89W"), {STR("12345.67"), true}};
    for (int i = 0; i < 30000; i++)
        if (!sheet_write(s, &e, row, 3, i % 7 == 0)) break;
    CHECK(sheet_finish(s, &e));
    size_t before = arena_used(a);
    struct sheet *in = sheet_open(a, &e, path);
    struct sheet_row got;
    bool end = false;
    int64_t count = 0, permille = 0;
    while (in && sheet_next(in, &e, &got, &end) && !end) {
        count++;
        CHECK_ROW("progress never goes back", count % 5000 || sheet_permille(in) >= permille);
        permille = sheet_permille(in);
    }
    CHECK_ROW("30,000 rows come back", count == 30000 && e.code == ERR_NONE && permille > 900);
    CHECK_ROW("memory does not grow with the rows", arena_used(a) - before < 1 << 20);
}

int main(void)
{
    assert(mkdtemp(folder));
    struct arena *a = arena_new();
    test_csv(a);
    test_csv_limits(a);
    test_xlsx(a);
    test_xlsx_hostile(a);
    test_written_by_others(a);
    test_out(a);
    test_memory(a);
    struct str remove = arena_printf(a, "rm -rf %s", folder);
    CHECK(system(remove.p) == 0);
    arena_free(a);
    return check_end();
}
