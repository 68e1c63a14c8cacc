/* order.c - an order as the bank's files: csv, xlsx, ISO 20022 pain.001.001.03. */
#include "bank/bank_file.h"
#include "sheet/sheet.h"

enum {
    COLUMNS = 9,
    RESULT_COLUMNS = 9,
    /* lengths of pain.001.001.03 in characters */
    MAX_34 = 34,
    MAX_35 = 35,
    MAX_140 = 140
};

int64_t bank_order_total(const struct bank_order *o)
{
    int64_t total = 0;
    for (size_t i = 0; i < o->count; i++)
        total += o->rows[i].amount_fen;
    return total;
}

/* ---- sheets ---- */

static const char *const HEADINGS[COLUMNS] = {"序号",     "收款人户名", "收款人账号", "收款人开户行", "联行号",
                                              "金额(元)", "用途",       "申请编号",   "批次号"};
static const char *const RESULT_HEADINGS[RESULT_COLUMNS] = {
    "批次号", "序号", "申请编号", "收款人户名", "金额(元)", "结果", "失败原因", "银行流水号", "交易日期"};

static size_t headings(const char *const *names, size_t count, struct cell *cells)
{
    for (size_t i = 0; i < count; i++)
        cells[i] = (struct cell){.text = str_of(names[i])};
    return count;
}

static struct cell number(struct arena *a, int64_t n)
{
    return (struct cell){.text = arena_printf(a, "%" PRId64, n), .numeric = true};
}

static size_t order_cells(struct arena *a, const struct bank_order *o, const struct bank_order_row *r,
                          struct cell *cells)
{
    cells[0] = number(a, r->no);
    cells[1] = (struct cell){.text = r->payee.name};
    cells[2] = (struct cell){.text = r->payee.account};
    cells[3] = (struct cell){.text = r->payee.bank_name};
    cells[4] = (struct cell){.text = r->payee.cnaps};
    cells[5] = (struct cell){.text = money_text(a, r->amount_fen), .numeric = true};
    cells[6] = (struct cell){.text = r->purpose};
    cells[7] = (struct cell){.text = r->claim_no};
    cells[8] = (struct cell){.text = o->no};
    return COLUMNS;
}

static size_t result_cells(struct arena *a, const struct bank_order *o, const struct bank_order_row *r,
                           struct cell *cells)
{
    cells[0] = (struct cell){.text = o->no};
    cells[1] = number(a, r->no);
    cells[2] = (struct cell){.text = r->claim_no};
    cells[3] = (struct cell){.text = r->payee.name};
    cells[4] = (struct cell){.text = money_text(a, r->amount_fen), .numeric = true};
    for (size_t i = 5; i < RESULT_COLUMNS; i++)
        cells[i] = (struct cell){.text = STR("")};
    return RESULT_COLUMNS;
}

struct form {
    const char *const *headings;
    size_t columns;
    size_t (*cells)(struct arena *a, const struct bank_order *o, const struct bank_order_row *r, struct cell *cells);
};
static const struct form ORDER_FORM = {HEADINGS, COLUMNS, order_cells};
static const struct form RESULT_FORM = {RESULT_HEADINGS, RESULT_COLUMNS, result_cells};

static void form_csv(struct buf *b, const struct bank_order *o, const struct form *f)
{
    struct cell cells[COLUMNS > RESULT_COLUMNS ? COLUMNS : RESULT_COLUMNS];
    buf_add(b, STR("\xEF\xBB\xBF"));
    sheet_csv_line(b, cells, headings(f->headings, f->columns, cells));
    for (size_t i = 0; i < o->count; i++)
        sheet_csv_line(b, cells, f->cells(b->arena, o, &o->rows[i], cells));
}

static bool form_xlsx(struct arena *a, struct err *e, const struct bank_order *o, const struct form *f, struct str path)
{
    struct cell cells[COLUMNS > RESULT_COLUMNS ? COLUMNS : RESULT_COLUMNS];
    struct sheet_out *sheet = sheet_create(a, e, path, SHEET_XLSX);
    if (!sheet || !sheet_write(sheet, e, cells, headings(f->headings, f->columns, cells), false)) return false;
    for (size_t i = 0; i < o->count; i++) {
        if (!sheet_write(sheet, e, cells, f->cells(a, o, &o->rows[i], cells), false)) return false;
    }
    return sheet_finish(sheet, e);
}

void bank_csv(struct buf *b, const struct bank_order *o)
{
    form_csv(b, o, &ORDER_FORM);
}

bool bank_xlsx(struct arena *a, struct err *e, const struct bank_order *o, struct str path)
{
    return form_xlsx(a, e, o, &ORDER_FORM, path);
}

void bank_result_csv(struct buf *b, const struct bank_order *o)
{
    form_csv(b, o, &RESULT_FORM);
}

bool bank_result_xlsx(struct arena *a, struct err *e, const struct bank_order *o, struct str path)
{
    return form_xlsx(a, e, o, &RESULT_FORM, path);
}

/* ---- pain.001.001.03 ---- */

/* Characters of XML 1.0 but controls and line ends, which no field of the standard has room for. */
static bool allowed(uint32_t c)
{
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return false;
    return c != 0xFFFD && c != 0xFFFE && c != 0xFFFF;
}

static void add_escaped(struct buf *b, struct str s, size_t max)
{
    size_t count = 0;
    for (size_t at = 0; at < s.n && count < max; count++) {
        uint32_t c = utf8_next(s, &at);
        if (c == '&')
            buf_add(b, STR("&amp;"));
        else if (c == '<')
            buf_add(b, STR("&lt;"));
        else if (c == '>')
            buf_add(b, STR("&gt;"));
        else
            buf_add_utf8(b, allowed(c) ? c : '?');
    }
}

/* <tag>text</tag>; nothing for an empty text, because the standard's texts have at least one character. */
static void element(struct buf *b, const char *tag, struct str s, size_t max)
{
    if (s.n == 0) return;
    buf_addf(b, "<%s>", tag);
    add_escaped(b, s, max);
    buf_addf(b, "</%s>", tag);
}

static void totals(struct buf *b, const struct bank_order *o)
{
    buf_addf(b, "<NbOfTxs>%zu</NbOfTxs>", o->count);
    element(b, "CtrlSum", money_text(b->arena, bank_order_total(o)), MAX_35);
}

static void agent(struct buf *b, const char *tag, const struct bank_party *p)
{
    buf_addf(b, "<%s><FinInstnId>", tag);
    if (p->cnaps.n) {
        buf_add(b, STR("<ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId>"));
        element(b, "MmbId", p->cnaps, MAX_35);
        buf_add(b, STR("</ClrSysMmbId>"));
    }
    element(b, "Nm", p->bank_name, MAX_140);
    buf_addf(b, "</FinInstnId></%s>", tag);
}

static void account(struct buf *b, const char *tag, const struct bank_party *p, bool currency)
{
    buf_addf(b, "<%s><Id><Othr>", tag);
    element(b, "Id", p->account, MAX_34);
    buf_addf(b, "</Othr></Id>%s</%s>\n", currency ? "<Ccy>CNY</Ccy>" : "", tag);
}

/* YYYY-MM-DDThh:mm:ss with the zone's offset. */
static struct str date_time(struct arena *a, const struct bank_order *o)
{
    int64_t local_s = o->created.us / 1000000 + (int64_t)o->utc_offset_minutes * 60;
    struct str day = date_text(a, instant_date(o->created, o->utc_offset_minutes));
    int64_t of_day = (local_s % 86400 + 86400) % 86400;
    int32_t offset = o->utc_offset_minutes < 0 ? -o->utc_offset_minutes : o->utc_offset_minutes;
    return arena_printf(a, "%.*sT%02d:%02d:%02d%c%02d:%02d", STR_ARG(day), (int)(of_day / 3600),
                        (int)(of_day / 60 % 60), (int)(of_day % 60), o->utc_offset_minutes < 0 ? '-' : '+', offset / 60,
                        offset % 60);
}

static void header(struct buf *b, const struct bank_order *o)
{
    buf_add(b, STR("<GrpHdr>"));
    element(b, "MsgId", o->no, MAX_35);
    element(b, "CreDtTm", date_time(b->arena, o), MAX_35);
    totals(b, o);
    buf_add(b, STR("<InitgPty>"));
    element(b, "Nm", o->payer.name, MAX_140);
    if (o->payer.code.n) {
        buf_add(b, STR("<Id><OrgId><Othr>"));
        element(b, "Id", o->payer.code, MAX_35);
        buf_add(b, STR("<SchmeNm><Prtry>USCC</Prtry></SchmeNm></Othr></OrgId></Id>"));
    }
    buf_add(b, STR("</InitgPty></GrpHdr>\n"));
}

static void transfer(struct buf *b, const struct bank_order *o, const struct bank_order_row *r)
{
    struct str end_to_end = arena_printf(b->arena, "%.*s-%04" PRId64, STR_ARG(o->no), r->no);
    buf_add(b, STR("<CdtTrfTxInf><PmtId>"));
    element(b, "InstrId", r->claim_no, MAX_35);
    element(b, "EndToEndId", end_to_end, MAX_35);
    buf_add(b, STR("</PmtId><Amt><InstdAmt Ccy=\"CNY\">"));
    buf_add(b, money_text(b->arena, r->amount_fen));
    buf_add(b, STR("</InstdAmt></Amt>"));
    if (r->payee.cnaps.n || r->payee.bank_name.n) agent(b, "CdtrAgt", &r->payee);
    buf_add(b, STR("<Cdtr>"));
    element(b, "Nm", r->payee.name, MAX_140);
    buf_add(b, STR("</Cdtr>"));
    account(b, "CdtrAcct", &r->payee, false);
    if (r->purpose.n) {
        buf_add(b, STR("<RmtInf>"));
        element(b, "Ustrd", r->purpose, MAX_140);
        buf_add(b, STR("</RmtInf>"));
    }
    buf_add(b, STR("</CdtTrfTxInf>\n"));
}

void bank_pain001(struct buf *b, const struct bank_order *o)
{
    buf_add(b, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.03\"><CstmrCdtTrfInitn>\n"));
    header(b, o);
    buf_add(b, STR("<PmtInf>"));
    element(b, "PmtInfId", o->no, MAX_35);
    buf_add(b, STR("<PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>"));
    totals(b, o);
    element(b, "ReqdExctnDt", date_text(b->arena, o->execute_on), MAX_35);
    buf_add(b, STR("<Dbtr>"));
    element(b, "Nm", o->payer.name, MAX_140);
    buf_add(b, STR("</Dbtr>"));
    account(b, "DbtrAcct", &o->payer, true);
    agent(b, "DbtrAgt", &o->payer);
    buf_add(b, STR("\n"));
    for (size_t i = 0; i < o->count; i++)
        transfer(b, o, &o->rows[i]);
    buf_add(b, STR("</PmtInf></CstmrCdtTrfInitn></Document>\n"));
}
