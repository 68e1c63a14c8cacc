/* pay_sheet.c - the printed pay sheet of a batch: amounts in figures and in capitals, lines to sign on. */
#include "bank/bank_impl.h"
#include "paper/paper.h"
#include "zone/zone.h"

enum {
    COLUMNS = 8,
    BLOCKS_MAX = 6,
    FACTS_MAX = 24
};

/* The words of the sheet, by language. */
enum word {
    W_TITLE,
    W_NO,
    W_STATE,
    W_POT,
    W_EXECUTE,
    W_PAYER,
    W_ACCOUNT,
    W_BANK,
    W_COUNT,
    W_TOTAL,
    W_CAPITALS,
    W_PAID,
    W_FAILED,
    W_ROW,
    W_CLAIM,
    W_PAYEE,
    W_PAYEE_ACCOUNT,
    W_PAYEE_BANK,
    W_FIGURES,
    W_LINE_STATE,
    W_MAKER,
    W_CHECKER,
    W_HEAD,
    W_DATE,
    W_MADE_MARK,
    W_CANCELLED_MARK,
    W_SAMPLE_MARK,
    WORDS
};
static const char *const ZH[WORDS] = {
    [W_TITLE] = "资金拨付单",
    [W_NO] = "批次号",
    [W_STATE] = "状态",
    [W_POT] = "资金池",
    [W_EXECUTE] = "付款日期",
    [W_PAYER] = "付款户名",
    [W_ACCOUNT] = "付款账号",
    [W_BANK] = "付款银行",
    [W_COUNT] = "笔数",
    [W_TOTAL] = "合计（元）",
    [W_CAPITALS] = "合计（大写）",
    [W_PAID] = "成功",
    [W_FAILED] = "失败",
    [W_ROW] = "序号",
    [W_CLAIM] = "申请编号",
    [W_PAYEE] = "收款人户名",
    [W_PAYEE_ACCOUNT] = "收款账号",
    [W_PAYEE_BANK] = "收款人开户行",
    [W_FIGURES] = "金额（元）",
    [W_LINE_STATE] = "结果",
    [W_MAKER] = "制单",
    [W_CHECKER] = "复核",
    [W_HEAD] = "负责人",
    [W_DATE] = "日期",
    [W_MADE_MARK] = "未放行",
    [W_CANCELLED_MARK] = "已撤销",
    [W_SAMPLE_MARK] = "示例",
};
static const char *const EN[WORDS] = {
    [W_TITLE] = "Payment sheet",
    [W_NO] = "Batch",
    [W_STATE] = "State",
    [W_POT] = "Pot",
    [W_EXECUTE] = "Execute on",
    [W_PAYER] = "Payer",
    [W_ACCOUNT] = "Account",
    [W_BANK] = "Bank",
    [W_COUNT] = "Rows",
    [W_TOTAL] = "Total (yuan)",
    [W_CAPITALS] = "In capitals",
    [W_PAID] = "Paid",
    [W_FAILED] = "Failed",
    [W_ROW] = "No.",
    [W_CLAIM] = "Claim",
    [W_PAYEE] = "Payee",
    [W_PAYEE_ACCOUNT] = "Account",
    [W_PAYEE_BANK] = "Bank",
    [W_FIGURES] = "Amount (yuan)",
    [W_LINE_STATE] = "Result",
    [W_MAKER] = "Maker",
    [W_CHECKER] = "Checker",
    [W_HEAD] = "Head",
    [W_DATE] = "Date",
    [W_MADE_MARK] = "NOT RELEASED",
    [W_CANCELLED_MARK] = "CANCELLED",
    [W_SAMPLE_MARK] = "SAMPLE",
};

struct setting {
    struct ctx *c;
    const struct payment_batch *batch;
    const struct payer_row *payer;
    const struct zone *zone;
    bool english;
    struct paper_block blocks[BLOCKS_MAX];
    size_t block_count;
    struct str facts[FACTS_MAX];
    size_t fact_count;
};

static struct str word(const struct setting *s, enum word w)
{
    return str_of((s->english ? EN : ZH)[w]);
}

static void fact(struct setting *s, enum word label, struct str value)
{
    assert(s->fact_count + 2 <= FACTS_MAX);
    s->facts[s->fact_count++] = word(s, label);
    s->facts[s->fact_count++] = value;
}

static struct str number(const struct setting *s, int64_t n)
{
    return arena_printf(s->c->arena, "%" PRId64, n);
}

static void set_facts(struct setting *s)
{
    const struct payment_batch *b = s->batch;
    struct arena *a = s->c->arena;
    const char *const *states = s->english ? PAYMENT_STATE_NAMES.en : PAYMENT_STATE_NAMES.zh;
    fact(s, W_NO, b->no);
    fact(s, W_STATE, str_of(states[b->state]));
    fact(s, W_POT, b->pot_name);
    fact(s, W_EXECUTE, date_text(a, b->execute_on));
    fact(s, W_PAYER, b->payer_name);
    fact(s, W_ACCOUNT, b->payer_account_masked);
    fact(s, W_BANK, s->payer->bank_name);
    fact(s, W_COUNT, number(s, b->count));
    fact(s, W_TOTAL, money_grouped(a, b->total_fen.fen));
    fact(s, W_CAPITALS, b->total_capitals);
    if (b->state != PAYMENT_SETTLED) return;
    fact(s, W_PAID,
         arena_printf(a, "%" PRId64 " / %.*s", b->paid_count, STR_ARG(money_grouped(a, b->paid_fen.fen))));
    fact(s, W_FAILED,
         arena_printf(a, "%" PRId64 " / %.*s", b->failed_count, STR_ARG(money_grouped(a, b->failed_fen.fen))));
}

static void set_row(const struct setting *s, const struct payment_line *l, struct str *cells)
{
    struct arena *a = s->c->arena;
    const char *const *states = s->english ? PAYMENT_LINE_STATE_NAMES.en : PAYMENT_LINE_STATE_NAMES.zh;
    struct str state = str_of(states[l->state]);
    cells[0] = number(s, l->no);
    cells[1] = l->claim_no;
    cells[2] = l->payee_name;
    cells[3] = l->account_masked;
    cells[4] = l->bank_name;
    cells[5] = money_grouped(a, l->amount_fen.fen);
    cells[6] = bank_capitals(a, l->amount_fen.fen);
    cells[7] = l->reason.n ? arena_printf(a, "%.*s: %.*s", STR_ARG(state), STR_ARG(l->reason)) : state;
}

static void add(struct setting *s, struct paper_block b)
{
    assert(s->block_count < BLOCKS_MAX);
    s->blocks[s->block_count++] = b;
}

static void set_table(struct setting *s)
{
    static const struct {
        enum word heading;
        int32_t width, align;
    } columns[COLUMNS] = {{W_ROW, 5, PAPER_RIGHT},        {W_CLAIM, 13, PAPER_LEFT},
                          {W_PAYEE, 20, PAPER_LEFT},      {W_PAYEE_ACCOUNT, 10, PAPER_LEFT},
                          {W_PAYEE_BANK, 20, PAPER_LEFT}, {W_FIGURES, 12, PAPER_RIGHT},
                          {W_CAPITALS, 22, PAPER_LEFT},   {W_LINE_STATE, 12, PAPER_LEFT}};
    struct arena *a = s->c->arena;
    struct paper_column *set = ARENA_ARRAY(a, struct paper_column, COLUMNS);
    struct str *cells = ARENA_ARRAY(a, struct str, s->batch->lines.count * COLUMNS);
    for (size_t i = 0; i < COLUMNS; i++)
        set[i] = (struct paper_column){word(s, columns[i].heading), columns[i].width, columns[i].align};
    set[6].heading = s->english ? STR("In capitals") : STR("金额（大写）");
    for (size_t i = 0; i < s->batch->lines.count; i++)
        set_row(s, LIST_AT(&s->batch->lines, const struct payment_line, i), cells + i * COLUMNS);
    add(s, (struct paper_block){.kind = PAPER_TABLE,
                                .columns = set,
                                .column_count = COLUMNS,
                                .cells = cells,
                                .cell_count = s->batch->lines.count * COLUMNS});
}

static void set_signs(struct setting *s)
{
    struct arena *a = s->c->arena;
    struct str *cells = ARENA_ARRAY(a, struct str, 4);
    const char *colon = s->english ? ": " : "：";
    cells[0] = arena_printf(a, "%.*s%s%.*s", STR_ARG(word(s, W_MAKER)), colon, STR_ARG(s->batch->maker_name));
    cells[1] = arena_printf(a, "%.*s%s%.*s", STR_ARG(word(s, W_CHECKER)), colon, STR_ARG(s->batch->checker_name));
    cells[2] = arena_printf(a, "%.*s%s", STR_ARG(word(s, W_HEAD)), colon);
    cells[3] = arena_printf(a, "%.*s%s", STR_ARG(word(s, W_DATE)), colon);
    add(s, (struct paper_block){.kind = PAPER_SIGNS, .cells = cells, .cell_count = 4});
}

static struct str mark(const struct setting *s)
{
    if (s->batch->state == PAYMENT_MADE) return word(s, W_MADE_MARK);
    if (s->batch->state == PAYMENT_CANCELLED) return word(s, W_CANCELLED_MARK);
    return s->zone->demo ? word(s, W_SAMPLE_MARK) : (struct str){0};
}

bool payment_sheet_bytes(struct ctx *c, const struct payment_key *in, struct bank_bytes *out)
{
    struct payment_batch b = {0};
    struct payer_row payer = {0};
    struct zone_page zone = {0};
    struct buf pdf = {.arena = c->arena};
    if (!batch_show(c, in->id, &b) || !payer_row_get(c, b.payer_id, &payer) || !zone_get(c, NULL, &zone)) return false;
    struct setting s = {.c = c, .batch = &b, .payer = &payer, .zone = &zone.zone, .english = c->lang == LANG_EN};
    struct str zone_name = s.english ? zone.zone.name_en : zone.zone.name_zh;
    struct str title =
        arena_printf(c->arena, "%.*s%s%.*s", STR_ARG(zone_name), s.english ? " - " : "", STR_ARG(word(&s, W_TITLE)));
    set_facts(&s);
    add(&s, (struct paper_block){.kind = PAPER_TITLE, .cells = &title, .cell_count = 1});
    add(&s, (struct paper_block){.kind = PAPER_FACTS, .cells = s.facts, .cell_count = s.fact_count});
    set_table(&s);
    set_signs(&s);
    const struct paper doc = {.title = title,
                              .footer = b.order_digest.n ? arena_printf(c->arena, "%.*s　SHA-256 %.*s", STR_ARG(b.no),
                                                                        STR_ARG(b.order_digest))
                                                         : b.no,
                              .mark = mark(&s),
                              .created = b.made,
                              .english = s.english,
                              .landscape = true,
                              .blocks = s.blocks,
                              .block_count = s.block_count};
    *out = (struct bank_bytes){.content_type = STR("application/pdf"),
                               .file_name = arena_printf(c->arena, "%.*s.pdf", STR_ARG(b.no))};
    if (!paper_pdf(c->arena, &c->err, &doc, &pdf)) return false;
    out->bytes = buf_str(&pdf);
    return true;
}
