/* result.c - what the bank says about each row of a batch: read strictly, then compared with the batch. */
#include "bank/bank_file.h"
#include "base/record.h"
#include "sheet/sheet.h"
#include <stdio.h>

/* The columns of a result; the date is last and required, so that a file that was cut inside its last line shows. */
enum column {
    COLUMN_BATCH,
    COLUMN_ROW,
    COLUMN_CLAIM,
    COLUMN_PAYEE,
    COLUMN_AMOUNT,
    COLUMN_OUTCOME,
    COLUMN_REASON,
    COLUMN_REFERENCE,
    COLUMN_DATE,
    COLUMN_COUNT
};
static const struct {
    const char *name, *headings; /* without blanks, ASCII brackets, lower case */
} COLUMNS[COLUMN_COUNT] = {
    [COLUMN_BATCH] = {"batch", "批次号|batch"},
    [COLUMN_ROW] = {"row", "序号|row"},
    [COLUMN_CLAIM] = {"claim", "申请编号|claim"},
    [COLUMN_PAYEE] = {"payee", "收款人户名|payee"},
    [COLUMN_AMOUNT] = {"amount", "金额(元)|金额|amount(yuan)|amount"},
    [COLUMN_OUTCOME] = {"result", "结果|result"},
    [COLUMN_REASON] = {"reason", "失败原因|原因|reason"},
    [COLUMN_REFERENCE] = {"reference", "银行流水号|流水号|reference"},
    [COLUMN_DATE] = {"date", "交易日期|日期|date"},
};
static const struct {
    const char *word;
    int32_t outcome;
} OUTCOMES[] = {{"成功", BANK_PAID},   {"已付", BANK_PAID},   {"success", BANK_PAID}, {"paid", BANK_PAID},
                {"失败", BANK_FAILED}, {"退回", BANK_FAILED}, {"failed", BANK_FAILED}};

struct reader {
    struct arena *arena;
    struct err *e;
    bool csv, open_end;                 /* open_end: the last line of a csv has no end, so it may have been cut */
    size_t width;                       /* cells of the heading */
    int32_t columns[SHEET_COLUMNS_MAX]; /* of each cell */
};

/* ---- headings ---- */

static struct str heading_text(struct arena *a, struct str raw)
{
    struct buf b = {.arena = a};
    for (size_t at = 0; at < raw.n;) {
        uint32_t c = utf8_next(raw, &at);
        if (c == 0xFF08) c = '(';
        if (c == 0xFF09) c = ')';
        if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
        if (c != ' ' && c != '\t' && c != 0x3000 && c != '*') buf_add_utf8(&b, c);
    }
    return buf_str(&b);
}

static int32_t column_of(struct str heading)
{
    for (int32_t i = 0; i < COLUMN_COUNT; i++) {
        struct str rest = str_of(COLUMNS[i].headings);
        while (rest.n) {
            if (str_eq(str_part(&rest, '|'), heading)) return i;
        }
    }
    return COLUMN_COUNT;
}

static struct str at_line(struct arena *a, int64_t line, int32_t column)
{
    return arena_printf(a, "lines/%" PRId64 "/%s", line, column < COLUMN_COUNT ? COLUMNS[column].name : "heading");
}

static bool headings_read(struct reader *r, const struct sheet_row *row)
{
    bool seen[COLUMN_COUNT] = {false}, ok = true;
    r->width = row->count;
    while (r->width && str_trim(row->cells[r->width - 1].text).n == 0)
        r->width--;
    for (size_t i = 0; i < r->width; i++) {
        struct str name = heading_text(r->arena, row->cells[i].text);
        int32_t column = column_of(name);
        r->columns[i] = column;
        if (column == COLUMN_COUNT)
            ok = fail_field(r->e, at_line(r->arena, row->number, column), M(BANK_HEADING_UNKNOWN),
                            I("line", row->number), S("name", row->cells[i].text));
        else if (seen[column])
            ok = fail_field(r->e, at_line(r->arena, row->number, column), M(BANK_HEADING_TWICE), I("line", row->number),
                            S("name", row->cells[i].text));
        if (column < COLUMN_COUNT) seen[column] = true;
    }
    for (int32_t i = 0; i < COLUMN_COUNT; i++) {
        struct str headings = str_of(COLUMNS[i].headings);
        if (!seen[i] && i != COLUMN_PAYEE)
            ok = fail_field(r->e, at_line(r->arena, row->number, i), M(BANK_HEADING_MISSING), I("line", row->number),
                            S("name", str_part(&headings, '|')));
    }
    return ok;
}

/* ---- cells ---- */

static bool no_read(struct str s, int64_t *no)
{
    return s.n > 0 && s.n <= 9 && s.p[0] >= '0' && s.p[0] <= '9' && str_to_i64(s, no);
}

static int32_t outcome_read(struct str s)
{
    for (size_t i = 0; i < COUNT(OUTCOMES); i++) {
        if (str_eq_nocase(s, str_of(OUTCOMES[i].word))) return OUTCOMES[i].outcome;
    }
    return BANK_OUTCOME_NONE;
}

/* 2020/5/26 and 20200526, as Excel and banks write it; a cut could leave a wrong day of the first, so only in a file
 * whose end is there. */
static bool date_other(struct str s, bool open_end, struct date *out)
{
    int64_t n[3];
    if (s.n == 8 && str_to_i64(s, &n[0]) && n[0] > 0) {
        *out = (struct date){(int32_t)(n[0] / 10000), (int32_t)(n[0] / 100 % 100), (int32_t)(n[0] % 100)};
        return date_valid(*out);
    }
    for (size_t i = 0; i < COUNT(n); i++) {
        struct str part = str_part(&s, '/');
        if (part.n == 0 || part.n > (i == 0 ? 4 : 2) || !str_to_i64(part, &n[i]) || n[i] < 1) return false;
    }
    *out = (struct date){(int32_t)n[0], (int32_t)n[1], (int32_t)n[2]};
    return s.n == 0 && !open_end && date_valid(*out);
}

/* The day, with or without a time of day behind it. */
static bool date_read(const struct reader *r, struct str s, struct opt_date *out)
{
    struct str day = str_part(&s, ' ');
    out->has = date_parse(day, &out->v) || date_other(day, r->open_end, &out->v);
    return out->has;
}

static bool text_read(struct reader *r, struct str s, size_t max, struct str at, int64_t line, struct str *out)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < 0x20) return fail_field(r->e, at, M(BANK_CELL_CONTROL), I("line", line));
    }
    if (utf8_count(s) > max) return fail_field(r->e, at, M(BANK_CELL_LONG), I("line", line), I("max", (int64_t)max));
    *out = s.n ? arena_str(r->arena, s) : (struct str){0};
    return true;
}

static bool cell_read(struct reader *r, int32_t column, struct str s, struct bank_result_line *out)
{
    struct str at = at_line(r->arena, out->line, column);
    switch ((enum column)column) {
    case COLUMN_BATCH:
        return text_read(r, s, BANK_REFERENCE_MAX, at, out->line, &out->batch_no);
    case COLUMN_ROW:
        return no_read(s, &out->no) || fail_field(r->e, at, M(BANK_ROW_NO_BAD), I("line", out->line), S("got", s));
    case COLUMN_CLAIM:
        return text_read(r, s, BANK_REFERENCE_MAX, at, out->line, &out->claim_no);
    case COLUMN_AMOUNT:
        return bank_yuan_read(s, &out->amount_fen) ||
               fail_field(r->e, at, M(BANK_AMOUNT_BAD), I("line", out->line), S("got", s));
    case COLUMN_OUTCOME:
        out->outcome = outcome_read(s);
        return out->outcome || fail_field(r->e, at, M(BANK_OUTCOME_BAD), I("line", out->line), S("got", s));
    case COLUMN_REASON:
        return text_read(r, s, BANK_REASON_MAX, at, out->line, &out->reason);
    case COLUMN_REFERENCE:
        return text_read(r, s, BANK_REFERENCE_MAX, at, out->line, &out->reference);
    case COLUMN_DATE:
        return date_read(r, s, &out->paid_on) ||
               fail_field(r->e, at, M(BANK_DATE_BAD), I("line", out->line), S("got", s));
    case COLUMN_PAYEE:
    case COLUMN_COUNT:
        break;
    }
    return true;
}

static bool line_read(struct reader *r, const struct sheet_row *row, struct bank_result_line *out)
{
    bool ok = true;
    *out = (struct bank_result_line){.line = row->number};
    if (row->count > r->width || (r->csv && row->count < r->width))
        return fail_field(r->e, at_line(r->arena, row->number, COLUMN_COUNT), M(BANK_LINE_WIDTH),
                          I("line", row->number), I("got", (int64_t)row->count), I("want", (int64_t)r->width));
    for (size_t i = 0; i < r->width; i++) {
        struct str text = i < row->count ? str_trim(row->cells[i].text) : (struct str){0};
        ok = cell_read(r, r->columns[i], text, out) && ok;
    }
    if (out->outcome == BANK_FAILED && out->reason.n == 0)
        ok = fail_field(r->e, at_line(r->arena, row->number, COLUMN_REASON), M(BANK_REASON_MISSING),
                        I("line", row->number));
    return ok;
}

static bool lines_read(struct reader *r, struct sheet *sheet, struct list *lines)
{
    struct sheet_row row;
    bool end = false, ok = true;
    if (!sheet_next(sheet, r->e, &row, &end)) return false;
    if (end) return fail(r->e, ERR_INVALID, M(BANK_RESULT_EMPTY));
    if (!headings_read(r, &row)) return false;
    while (sheet_next(sheet, r->e, &row, &end) && !end) {
        if (lines->count == BANK_ROWS_MAX)
            return fail_field(r->e, at_line(r->arena, row.number, COLUMN_ROW), M(BANK_RESULT_LONG),
                              I("line", row.number), I("max", BANK_ROWS_MAX));
        ok = line_read(r, &row, LIST_ADD(r->arena, lines, struct bank_result_line)) && ok;
    }
    if (!end) return false;
    return ok && (lines->count > 0 || fail(r->e, ERR_INVALID, M(BANK_RESULT_EMPTY)));
}

static bool ends_open(struct arena *a, struct str path)
{
    FILE *f = fopen(arena_cstr(a, path), "rbe");
    int last = f && fseek(f, -1, SEEK_END) == 0 ? fgetc(f) : EOF;
    if (f) (void)fclose(f);
    return last != '\n' && last != '\r';
}

bool bank_result_read(struct arena *a, struct err *e, struct str path, struct list *lines)
{
    struct reader *r = ARENA_NEW(a, struct reader);
    struct sheet *sheet = sheet_open(a, e, path);
    if (!sheet) return false;
    *lines = (struct list){0};
    *r = (struct reader){.arena = a, .e = e, .csv = sheet_format(sheet) == SHEET_CSV};
    r->open_end = r->csv && ends_open(a, path);
    bool ok = lines_read(r, sheet, lines);
    sheet_close(sheet);
    return ok;
}

/* ---- comparing with the batch ---- */

static const struct bank_expected_row *expected(const struct bank_expected_row *rows, size_t count, int64_t no)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].no == no) return &rows[i];
    }
    return NULL;
}

static bool line_match(struct err *e, const struct bank_expected_row *want, const struct bank_result_line *l)
{
    bool ok = true;
    struct arena *a = e->arena;
    if (!str_eq(want->claim_no, l->claim_no))
        ok = fail_field(e, at_line(a, l->line, COLUMN_CLAIM), M(BANK_CLAIM_DIFFERS), I("line", l->line),
                        I("row", l->no), S("want", want->claim_no), S("got", l->claim_no));
    if (want->amount_fen != l->amount_fen)
        ok = fail_field(e, at_line(a, l->line, COLUMN_AMOUNT), M(BANK_AMOUNT_DIFFERS), I("line", l->line),
                        I("row", l->no), S("want", money_text(a, want->amount_fen)),
                        S("got", money_text(a, l->amount_fen)));
    return ok;
}

static bool date_match(struct err *e, struct date from, struct date to, const struct bank_result_line *l)
{
    struct str at = at_line(e->arena, l->line, COLUMN_DATE);
    if (date_cmp(l->paid_on.v, from) < 0)
        return fail_field(e, at, M(BANK_DATE_EARLY), I("line", l->line), S("from", date_text(e->arena, from)));
    if (date_cmp(l->paid_on.v, to) > 0) return fail_field(e, at, M(BANK_DATE_FUTURE), I("line", l->line));
    return true;
}

bool bank_result_match(struct err *e, struct str batch_no, const struct bank_expected_row *rows, size_t count,
                       struct date from, struct date to, const struct list *lines)
{
    bool ok = true;
    struct arena *a = e->arena;
    int64_t *seen = ARENA_ARRAY(a, int64_t, count + 1); /* the line that a row stands on */
    for (size_t i = 0; i < lines->count; i++) {
        const struct bank_result_line *l = LIST_AT(lines, const struct bank_result_line, i);
        const struct bank_expected_row *want = expected(rows, count, l->no);
        if (!str_eq(l->batch_no, batch_no)) {
            ok = fail_field(e, at_line(a, l->line, COLUMN_BATCH), M(BANK_OTHER_BATCH), I("line", l->line),
                            S("got", l->batch_no), S("want", batch_no));
        } else if (!want) {
            ok = fail_field(e, at_line(a, l->line, COLUMN_ROW), M(BANK_ROW_UNKNOWN), I("line", l->line),
                            I("row", l->no), S("batch", batch_no));
        } else if (seen[want - rows]) {
            ok = fail_field(e, at_line(a, l->line, COLUMN_ROW), M(BANK_ROW_TWICE), I("line", l->line), I("row", l->no),
                            I("first", seen[want - rows]));
        } else {
            seen[want - rows] = l->line;
            ok = line_match(e, want, l) && ok;
            ok = date_match(e, from, to, l) && ok;
        }
    }
    if (!ok) return false;
    for (size_t i = 0; i < count; i++) {
        if (!seen[i])
            ok = fail_field(e, arena_printf(a, "rows/%" PRId64, rows[i].no), M(BANK_ROW_MISSING), I("row", rows[i].no),
                            I("got", (int64_t)lines->count), I("want", (int64_t)count));
    }
    return ok;
}

struct str bank_result_text(struct arena *a, const struct list *lines)
{
    struct buf b = {.arena = a};
    /* Rows are few and seldom out of order, so looking for the next number is cheap enough. */
    for (int64_t last = INT64_MIN;;) {
        const struct bank_result_line *next = NULL;
        for (size_t i = 0; i < lines->count; i++) {
            const struct bank_result_line *l = LIST_AT(lines, const struct bank_result_line, i);
            if (l->no > last && (!next || l->no < next->no)) next = l;
        }
        if (!next) return buf_str(&b);
        last = next->no;
        struct str day = next->paid_on.has ? date_text(a, next->paid_on.v) : STR("");
        buf_addf(&b, "%.*s\t%" PRId64 "\t%.*s\t%" PRId64 "\t%d\t%.*s\t%.*s\t%.*s\n", STR_ARG(next->batch_no), next->no,
                 STR_ARG(next->claim_no), next->amount_fen, (int)next->outcome, STR_ARG(next->reason),
                 STR_ARG(next->reference), STR_ARG(day));
    }
}
