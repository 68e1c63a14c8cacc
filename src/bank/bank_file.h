/* bank_file.h - what the bank reads and writes: payment files, result files.  Pure: no store, no clock.
 *
 * An order is one payment batch as the bank sees it.  csv and pain.001 of an order are the same bytes each time. */
#ifndef BANK_BANK_FILE_H
#define BANK_BANK_FILE_H
#include "base/date.h"
#include "base/err.h"

enum {
    BANK_ROWS_MAX = 500,   /* of one batch */
    BANK_REASON_MAX = 200, /* characters of the bank's reason */
    BANK_REFERENCE_MAX = 64
};

struct bank_party {
    struct str name, account, bank_name;
    struct str cnaps; /* 12 digits (联行号); absent = not known */
    struct str code;  /* of the payer: its USCC; absent = not given */
};
struct bank_order_row {
    int64_t no;          /* 1..count */
    struct str claim_no; /* several rows may be of one claim; the EndToEndId is the batch and the row */
    struct bank_party payee;
    int64_t amount_fen; /* > 0 */
    struct str purpose; /* what the payee reads on the account */
};
struct bank_order {
    struct str no; /* of the batch */
    struct instant created;
    int32_t utc_offset_minutes;
    struct date execute_on;
    struct bank_party payer;
    const struct bank_order_row *rows;
    size_t count;
};

/** The inverse of money_text and money_grouped for an amount of the bank: "1234.56", "1,234.5", "1234"; at most two
 *  decimals, no sign, no blanks inside, at most MONEY_MAX fen.  False for anything else. */
bool bank_yuan_read(struct str s, int64_t *fen) MUST_USE;
/** 人民币大写: 壹拾贰万叁仟肆佰伍拾陆元柒角捌分, 壹拾元整, 壹佰元零伍分; a negative amount begins with 负.
 *  @source 支付结算办法 (银发〔1997〕393号) 附一《正确填写票据和结算凭证的基本规定》 */
struct str bank_capitals(struct arena *a, int64_t fen);
/** Sum of the amounts. */
int64_t bank_order_total(const struct bank_order *o);

/** The bank's own sheet: one heading, one line per row, no total (banks refuse trailing lines).  UTF-8 with BOM. */
void bank_csv(struct buf *b, const struct bank_order *o);
/** The same as xlsx at path; amounts are numbers, account numbers texts. */
bool bank_xlsx(struct arena *a, struct err *e, const struct bank_order *o, struct str path) MUST_USE;
/** ISO 20022 pain.001.001.03: one CdtTrfTxInf per row, CtrlSum and NbOfTxs twice.  Characters that XML or the standard
 *  forbids become '?', texts are cut to the standard's lengths at a character. */
void bank_pain001(struct buf *b, const struct bank_order *o);

/* ---- what comes back (回盘) ---- */

enum bank_outcome {
    BANK_OUTCOME_NONE,
    BANK_PAID,
    BANK_FAILED
};
/** One line of a result file. */
struct bank_result_line {
    int64_t line; /* of the file, 1 = its first */
    struct str batch_no;
    int64_t no;
    struct str claim_no;
    int64_t amount_fen;
    int32_t outcome; /* enum bank_outcome */
    struct str reason, reference;
    struct opt_date paid_on;
};
/** What a result must be about. */
struct bank_expected_row {
    int64_t no;
    struct str claim_no;
    int64_t amount_fen;
};

/** The empty result of an order, for the bank or for typing: batch, row, claim, payee, amount; outcome, reason,
 *  reference and date are left to fill.  csv appends to b. */
void bank_result_csv(struct buf *b, const struct bank_order *o);
bool bank_result_xlsx(struct arena *a, struct err *e, const struct bank_order *o, struct str path) MUST_USE;
/** Reads a csv or xlsx of that form.  Headings in Chinese or English, in any order; every bad cell is a bad field
 *  "lines/N/column" naming line and rule.  lines: of struct bank_result_line, in the order of the file.
 *  @error MALFORMED no spreadsheet; INVALID a heading is missing, unknown or twice, a cell is wrong, no lines, more
 *         than BANK_ROWS_MAX lines */
bool bank_result_read(struct arena *a, struct err *e, struct str path, struct list *lines) MUST_USE;
/** Is the result about exactly these rows?  Every finding is a bad field naming its line.
 *  @error INVALID another batch, an unknown row, another claim, another amount, a row twice, a date before `from` or
 *         after `to`, rows missing (the file was cut) */
bool bank_result_match(struct err *e, struct str batch_no, const struct bank_expected_row *rows, size_t count,
                       struct date from, struct date to, const struct list *lines) MUST_USE;
/** SHA-256 material of what a result says, in the order of the rows whatever the file's order and form was. */
struct str bank_result_text(struct arena *a, const struct list *lines);
#endif
