/* paper_test.c - formal pages: bytes of a PDF, pages, limits; NQ_PAPER=FILE keeps one to look at. */
#include "check.h"
#include "paper/paper.h"
#include <stdlib.h>

/* A text of a static table. */
#define T(lit) {(lit), sizeof(lit) - 1}

static size_t pages_of(struct str pdf)
{
    size_t n = 0;
    for (struct str rest = pdf;;) {
        size_t at = str_find(rest, STR("/Type /Page "));
        if (at == rest.n) return n;
        rest = str_sub(rest, at + 1, rest.n);
        n++;
    }
}

static struct paper document(struct arena *a, size_t rows)
{
    static const struct str facts[] = {T("批次号"), T("PAY-2020-000007"), T("资金池"), T("复工复产专项 2020")};
    static const struct str signs[] = {T("制单："), T("复核："), T("负责人："), T("日期：")};
    static const struct paper_column columns[] = {{T("序号"), 6, PAPER_RIGHT}, {T("收款人户名"), 30, PAPER_LEFT},
                                                  {T("金额(元)"), 14, PAPER_RIGHT}};
    struct paper_block *blocks = ARENA_ARRAY(a, struct paper_block, 4);
    struct str *title = ARENA_NEW(a, struct str), *cells = ARENA_ARRAY(a, struct str, rows * COUNT(columns));
    *title = STR("拨付单");
    for (size_t i = 0; i < rows; i++) {
        cells[3 * i] = arena_printf(a, "%zu", i + 1);
        cells[3 * i + 1] = i % 7 ? STR("清远暖桥科技有限公司")
                                 : STR("清远高新技术产业开发区一家名称很长很长很长很长很长的新材料研究开发有限责任公司");
        cells[3 * i + 2] = STR("1,400.00");
    }
    blocks[0] = (struct paper_block){.kind = PAPER_TITLE, .cells = title, .cell_count = 1};
    blocks[1] = (struct paper_block){.kind = PAPER_FACTS, .cells = facts, .cell_count = COUNT(facts)};
    blocks[2] = (struct paper_block){.kind = PAPER_TABLE,
                                     .columns = columns,
                                     .column_count = COUNT(columns),
                                     .cells = cells,
                                     .cell_count = rows * COUNT(columns)};
    blocks[3] = (struct paper_block){.kind = PAPER_SIGNS, .cells = signs, .cell_count = COUNT(signs)};
    return (struct paper){.title = STR("拨付单"),
                          .footer = STR("PAY-2020-000007"),
                          .created = {INT64_C(1589445000000000)},
                          .blocks = blocks,
                          .block_count = 4};
}

static struct str print(struct arena *a, const struct paper *doc)
{
    struct err e = {.arena = a};
    struct buf b = {.arena = a};
    if (!paper_pdf(a, &e, doc, &b)) return str_of(msg_name(e.message.id));
    return buf_str(&b);
}

static void test_pages(struct arena *a)
{
    static const struct {
        const char *label;
        size_t rows, least, most;
    } cases[] = {{"an empty table", 0, 1, 1}, {"a few rows", 5, 1, 1}, {"a long table", 500, 9, 20}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct paper doc = document(a, cases[i].rows);
        struct str pdf = print(a, &doc);
        size_t n = pages_of(pdf);
        CHECK_ROW(cases[i].label, str_starts(pdf, STR("%PDF-1.")) && str_find(pdf, STR("%%EOF")) < pdf.n);
        CHECK_ROW(cases[i].label, n >= cases[i].least && n <= cases[i].most);
        CHECK_ROW("the same bytes each time", str_eq(pdf, print(a, &doc)));
    }
}

static void test_marked(struct arena *a)
{
    struct paper doc = document(a, 60);
    const char *keep = getenv("NQ_PAPER");
    doc.mark = STR("NOT RELEASED");
    doc.english = true;
    doc.landscape = true;
    struct str pdf = print(a, &doc);
    CHECK(pages_of(pdf) > 1);
    if (!keep) return;
    FILE *f = fopen(keep, "wb");
    assert(f);
    assert(fwrite(pdf.p, 1, pdf.n, f) == pdf.n);
    fclose(f);
}

static void test_limits(struct arena *a)
{
    struct str *cells = ARENA_ARRAY(a, struct str, 1);
    struct paper doc = document(a, 40000);
    CHECK_ROW("too many pages are refused", str_eq(print(a, &doc), STR("PAPER_LONG")));
    char *text = arena_alloc(a, PAPER_CELL_MAX + 1);
    memset(text, 'x', PAPER_CELL_MAX + 1);
    cells[0] = (struct str){text, PAPER_CELL_MAX};
    struct paper_block block = {.kind = PAPER_TEXT, .cells = cells, .cell_count = 1};
    struct paper one = {.title = STR("x"), .blocks = &block, .block_count = 1};
    CHECK_ROW("the longest text", str_starts(print(a, &one), STR("%PDF")));
    cells[0].n++;
    CHECK_ROW("a longer one is refused", str_eq(print(a, &one), STR("PAPER_TEXT_LONG")));
}

int main(void)
{
    struct arena *a = arena_new();
    test_pages(a);
    test_marked(a);
    test_limits(a);
    arena_free(a);
    return check_end();
}
