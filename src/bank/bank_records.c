/* bank_records.c - the record tables of bank.h and bank_impl.h: names, labels, limits, examples. */
#include "bank/bank_impl.h"

enum {
    ID_MAX = 40,
    NAME_MAX_CHARS = 120,
    BANK_MAX = 100,
    ACCOUNT_MAX = 40,
    REASON_MIN = 2,
    CURSOR_MAX = 80
};

#define STATES(X)                                                                                                      \
    X("made", "待复核", "Made")                                                                                        \
    X("released", "已放行", "Released")                                                                                \
    X("settled", "已回盘", "Settled")                                                                                  \
    X("cancelled", "已撤销", "Cancelled")
#define LINE_STATES(X)                                                                                                 \
    X("waiting", "待付", "Waiting")                                                                                    \
    X("paid", "成功", "Paid")                                                                                          \
    X("failed", "失败", "Failed")                                                                                      \
    X("returned", "退汇", "Sent back")                                                                                 \
    X("cancelled", "已撤销", "Cancelled")
#define FORMATS(X)                                                                                                     \
    X("xlsx", "Excel 工作簿", "Excel workbook")                                                                        \
    X("csv", "CSV 文本", "CSV text")                                                                                   \
    X("pain001", "ISO 20022 pain.001.001.03", "ISO 20022 pain.001.001.03")
ENUM_TABLE(PAYMENT_STATE_NAMES, "PaymentState", STATES);
ENUM_TABLE(PAYMENT_LINE_STATE_NAMES, "PaymentLineState", LINE_STATES);
ENUM_TABLE(PAYMENT_FORMAT_NAMES, "PaymentFormat", FORMATS);

/* .max where it is a request; replies are not judged. */
#define L_ID .max = ID_MAX, .zh = "标识", .en = "Id"
#define L_BATCH .max = ID_MAX, .zh = "拨付批次", .en = "Payment batch"
#define L_BATCH_NO .zh = "批次号", .en = "Batch number"
#define L_POT .max = ID_MAX, .zh = "资金池", .en = "Pot"
#define L_ITEM .max = ID_MAX, .zh = "政策事项", .en = "Item"
#define L_BANK .max = BANK_MAX, .zh = "开户行", .en = "Bank", .example = "中国建设银行清远高新支行"
#define L_CNAPS .max = 12, .zh = "联行号", .en = "CNAPS code", .example = "105601000123"
#define L_VERSION .zh = "版本", .en = "Version", .example = "1"
#define L_ACTIONS .zh = "可做的事", .en = "Actions"
#define L_CURSOR .max = CURSOR_MAX, .zh = "翻页位置", .en = "Cursor"
#define L_LIMIT .min = 1, .max = BANK_PAGE_MAX, .zh = "每页条数", .en = "Page size", .example = "50"
#define L_REASON .min = REASON_MIN, .max = BANK_REASON_MAX, .zh = "理由", .en = "Reason"
#define L_FORMAT .zh = "文件格式", .en = "Format"
#define L_NO .zh = "序号", .en = "Row"
#define L_CLAIM_ID .zh = "申请标识", .en = "Claim id"
#define L_CLAIM_NO .zh = "申请编号", .en = "Claim"
#define L_PAYEE .zh = "收款人户名", .en = "Payee"
#define L_MASKED .zh = "账号", .en = "Account"
#define L_AMOUNT .zh = "金额", .en = "Amount"
#define L_ATTEMPT .zh = "第几次拨付", .en = "Attempt"
#define L_COUNT .zh = "笔数", .en = "Rows"
#define L_TOTAL .zh = "合计金额", .en = "Total"
#define L_STATE .zh = "状态", .en = "State"
#define L_DIGEST .zh = "文件摘要", .en = "Digest"

#define TABLE(T, id, ...)                                                                                              \
    static const struct field T##_fields[] = {__VA_ARGS__};                                                            \
    const struct record id = RECORD(T, T##_fields)

TABLE(payment_key, PAYMENT_KEY, FIELD(struct payment_key, id, .required = true, L_ID));

/* ---- accounts that are paid from ---- */

TABLE(payer, PAYER, FIELD(struct payer, id, .required = true, L_ID),
      FIELD(struct payer, name, .required = true, .zh = "付款户名", .en = "Payer"),
      FIELD(struct payer, account_masked, .required = true, L_MASKED),
      FIELD(struct payer, bank_name, .required = true, L_BANK), FIELD(struct payer, cnaps, L_CNAPS),
      FIELD(struct payer, code, .zh = "统一社会信用代码", .en = "USCC"),
      FIELD(struct payer, closed, .required = true, .zh = "已停用", .en = "Closed"),
      FIELD(struct payer, created, .required = true, .zh = "登记时间", .en = "Entered"),
      FIELD(struct payer, version, .required = true, L_VERSION),
      FIELD(struct payer, actions, .required = true, L_ACTIONS));
TABLE(payers, PAYERS, FIELD_L(struct payers, items, PAYER, .required = true, .zh = "付款账户", .en = "Payers"));
TABLE(payer_new, PAYER_NEW,
      FIELD(struct payer_new, name, .required = true, .min = 2, .max = NAME_MAX_CHARS, .zh = "付款户名", .en = "Payer",
            .example = "清远高新技术产业开发区财政局"),
      FIELD(struct payer_new, account, .required = true, .max = ACCOUNT_MAX, .zh = "付款账号", .en = "Account number",
            .example = "44001763808053000001"),
      FIELD(struct payer_new, bank_name, .required = true, .min = 2, L_BANK), FIELD(struct payer_new, cnaps, L_CNAPS),
      FIELD(struct payer_new, code, .max = ID_MAX, .zh = "统一社会信用代码", .en = "USCC",
            .example = "91441802MA4WDLR89W"));
TABLE(payer_close, PAYER_CLOSE, FIELD(struct payer_close, id, .required = true, L_ID),
      FIELD(struct payer_close, version, .required = true, .min = 1, L_VERSION));

/* ---- what can be paid ---- */

TABLE(payable_query, PAYABLE_QUERY, FIELD(struct payable_query, pot_id, L_POT),
      FIELD(struct payable_query, item_id, L_ITEM), FIELD(struct payable_query, bank_name, L_BANK),
      FIELD(struct payable_query, limit, .min = 1, .max = BANK_ROWS_MAX, .zh = "最多笔数", .en = "At most",
            .example = "100"));
TABLE(payable, PAYABLE, FIELD(struct payable, payment_id, .required = true, L_ID),
      FIELD(struct payable, claim_id, .required = true, L_CLAIM_ID),
      FIELD(struct payable, claim_no, .required = true, L_CLAIM_NO),
      FIELD(struct payable, item_id, .required = true, L_ITEM),
      FIELD(struct payable, item_name, .required = true, .zh = "政策事项", .en = "Item"),
      FIELD(struct payable, payee_name, .required = true, L_PAYEE),
      FIELD(struct payable, account_masked, .required = true, L_MASKED),
      FIELD(struct payable, bank_name, .required = true, L_BANK), FIELD(struct payable, cnaps, L_CNAPS),
      FIELD(struct payable, amount_fen, .required = true, L_AMOUNT),
      FIELD(struct payable, attempt, .required = true, L_ATTEMPT),
      FIELD(struct payable, own, .required = true, .zh = "本人经办或审核", .en = "Own part in it"),
      FIELD(struct payable, replaced, .required = true, .zh = "账户已更换", .en = "Account replaced"));
TABLE(payables, PAYABLES, FIELD_L(struct payables, items, PAYABLE, .required = true, .zh = "待拨付", .en = "Payable"),
      FIELD(struct payables, count, .required = true, L_COUNT),
      FIELD(struct payables, total_fen, .required = true, L_TOTAL),
      FIELD(struct payables, more, .required = true, .zh = "不止于此", .en = "There are more"));

/* ---- batches ---- */

TABLE(payment_line, PAYMENT_LINE, FIELD(struct payment_line, no, .required = true, L_NO),
      FIELD(struct payment_line, payment_id, .required = true, L_ID),
      FIELD(struct payment_line, claim_id, .required = true, L_CLAIM_ID),
      FIELD(struct payment_line, claim_no, .required = true, L_CLAIM_NO),
      FIELD(struct payment_line, item_name, .required = true, .zh = "政策事项", .en = "Item"),
      FIELD(struct payment_line, payee_name, .required = true, L_PAYEE),
      FIELD(struct payment_line, account_masked, .required = true, L_MASKED),
      FIELD(struct payment_line, bank_name, .required = true, L_BANK), FIELD(struct payment_line, cnaps, L_CNAPS),
      FIELD(struct payment_line, amount_fen, .required = true, L_AMOUNT),
      FIELD(struct payment_line, attempt, .required = true, L_ATTEMPT),
      FIELD_E(struct payment_line, state, PAYMENT_LINE_STATE_NAMES, .required = true, L_STATE),
      FIELD(struct payment_line, reason, .zh = "失败原因", .en = "Reason"),
      FIELD(struct payment_line, reference, .zh = "银行流水号", .en = "Reference"),
      FIELD(struct payment_line, paid_on, .zh = "交易日期", .en = "Date"));
TABLE(payment_file, PAYMENT_FILE, FIELD(struct payment_file, id, .required = true, L_ID),
      FIELD(struct payment_file, batch_id, .required = true, L_BATCH),
      FIELD(struct payment_file, batch_no, .required = true, L_BATCH_NO),
      FIELD_E(struct payment_file, format, PAYMENT_FORMAT_NAMES, .required = true, L_FORMAT),
      FIELD(struct payment_file, digest, .required = true, L_DIGEST),
      FIELD(struct payment_file, count, .required = true, L_COUNT),
      FIELD(struct payment_file, total_fen, .required = true, L_TOTAL),
      FIELD(struct payment_file, made_by, .required = true, .zh = "生成人", .en = "Made by"),
      FIELD(struct payment_file, made, .required = true, .zh = "生成时间", .en = "Made"));
TABLE(payment_attempt, PAYMENT_ATTEMPT, FIELD(struct payment_attempt, at, .required = true, .zh = "时间", .en = "Time"),
      FIELD(struct payment_attempt, by_name, .required = true, .zh = "导入人", .en = "By"),
      FIELD(struct payment_attempt, taken, .required = true, .zh = "已采用", .en = "Taken"),
      FIELD(struct payment_attempt, line_count, .required = true, .zh = "行数", .en = "Lines"),
      FIELD(struct payment_attempt, finding_count, .required = true, .zh = "问题数", .en = "Findings"),
      FIELD(struct payment_attempt, finding, .zh = "首个问题", .en = "First finding"),
      FIELD(struct payment_attempt, digest, .required = true, L_DIGEST));

#define BATCH(m, ...) FIELD(struct payment_batch, m, __VA_ARGS__)
TABLE(payment_batch, PAYMENT_BATCH, BATCH(id, .required = true, L_ID), BATCH(no, .required = true, L_BATCH_NO),
      FIELD_E(struct payment_batch, state, PAYMENT_STATE_NAMES, .required = true, L_STATE),
      BATCH(pot_id, .required = true, L_POT), BATCH(pot_code, .required = true, .zh = "资金池代码", .en = "Pot code"),
      BATCH(pot_name, .required = true, .zh = "资金池名称", .en = "Pot name"), BATCH(item_id, L_ITEM),
      BATCH(bank_name, .zh = "限定开户行", .en = "Bank only"),
      BATCH(payer_id, .required = true, .zh = "付款账户", .en = "Payer id"),
      BATCH(payer_name, .required = true, .zh = "付款户名", .en = "Payer"),
      BATCH(payer_account_masked, .required = true, .zh = "付款账号", .en = "Account"),
      BATCH(execute_on, .required = true, .zh = "付款日期", .en = "Execute on"),
      BATCH(count, .required = true, L_COUNT), BATCH(total_fen, .required = true, L_TOTAL),
      BATCH(total_capitals, .required = true, .zh = "合计大写", .en = "Total in capitals"),
      BATCH(paid_count, .required = true, .zh = "成功笔数", .en = "Paid rows"),
      BATCH(failed_count, .required = true, .zh = "失败笔数", .en = "Failed rows"),
      BATCH(paid_fen, .required = true, .zh = "成功金额", .en = "Paid"),
      BATCH(failed_fen, .required = true, .zh = "失败金额", .en = "Failed"),
      BATCH(maker_id, .zh = "制单人标识", .en = "Maker id"),
      BATCH(maker_name, .required = true, .zh = "制单人", .en = "Maker"),
      BATCH(checker_id, .zh = "复核人标识", .en = "Checker id"), BATCH(checker_name, .zh = "复核人", .en = "Checker"),
      BATCH(settled_by_name, .zh = "回盘导入人", .en = "Settled by"),
      BATCH(cancelled_by_name, .zh = "撤销人", .en = "Cancelled by"),
      BATCH(cancel_reason, .zh = "撤销理由", .en = "Why cancelled"),
      BATCH(made, .required = true, .zh = "制单时间", .en = "Made"),
      BATCH(released, .zh = "放行时间", .en = "Released"), BATCH(settled, .zh = "回盘时间", .en = "Settled"),
      BATCH(cancelled, .zh = "撤销时间", .en = "Cancelled"), BATCH(order_digest, L_DIGEST),
      FIELD_L(struct payment_batch, lines, PAYMENT_LINE, .required = true, .zh = "明细", .en = "Lines"),
      FIELD_L(struct payment_batch, files, PAYMENT_FILE, .required = true, .zh = "银行文件", .en = "Files"),
      FIELD_L(struct payment_batch, attempts, PAYMENT_ATTEMPT, .required = true, .zh = "回盘记录", .en = "Results"),
      BATCH(version, .required = true, L_VERSION), BATCH(actions, .required = true, L_ACTIONS));
TABLE(payment_query, PAYMENT_QUERY, FIELD_E(struct payment_query, state, PAYMENT_STATE_NAMES, L_STATE),
      FIELD(struct payment_query, pot_id, L_POT), FIELD(struct payment_query, after, L_CURSOR),
      FIELD(struct payment_query, limit, L_LIMIT));
TABLE(payment_page, PAYMENT_PAGE,
      FIELD_L(struct payment_page, items, PAYMENT_BATCH, .required = true, .zh = "拨付批次", .en = "Batches"),
      FIELD(struct payment_page, next, .zh = "下一页", .en = "Next page"));
TABLE(payment_new, PAYMENT_NEW,
      FIELD(struct payment_new, payer_id, .required = true, .max = ID_MAX, .zh = "付款账户", .en = "Payer"),
      FIELD(struct payment_new, pot_id, .required = true, L_POT), FIELD(struct payment_new, item_id, L_ITEM),
      FIELD(struct payment_new, bank_name, L_BANK),
      FIELD(struct payment_new, payments, .max = BANK_ROWS_MAX, .zh = "选定的拨付", .en = "Payments"),
      FIELD(struct payment_new, execute_on, .required = true, .zh = "付款日期", .en = "Execute on",
            .example = "2020-05-15"));
TABLE(payment_release, PAYMENT_RELEASE, FIELD(struct payment_release, id, .required = true, L_BATCH),
      FIELD(struct payment_release, version, .required = true, .min = 1, L_VERSION));
TABLE(payment_cancel, PAYMENT_CANCEL, FIELD(struct payment_cancel, id, .required = true, L_BATCH),
      FIELD(struct payment_cancel, reason, .required = true, L_REASON, .example = "付款账户选错"),
      FIELD(struct payment_cancel, version, .required = true, .min = 1, L_VERSION));

/* ---- files and results ---- */

TABLE(payment_file_new, PAYMENT_FILE_NEW, FIELD(struct payment_file_new, id, .required = true, L_BATCH),
      FIELD_E(struct payment_file_new, format, PAYMENT_FORMAT_NAMES, .required = true, L_FORMAT),
      FIELD(struct payment_file_new, reason, .required = true, L_REASON, .example = "送交银行"));
TABLE(payment_template, PAYMENT_TEMPLATE, FIELD(struct payment_template, id, .required = true, L_BATCH),
      FIELD_E(struct payment_template, format, PAYMENT_FORMAT_NAMES, L_FORMAT));
TABLE(payment_result_in, PAYMENT_RESULT_IN, FIELD(struct payment_result_in, id, .required = true, L_BATCH));
TABLE(payment_result, PAYMENT_RESULT,
      FIELD_R(struct payment_result, batch, PAYMENT_BATCH, .required = true, .zh = "拨付批次", .en = "Batch"));
TABLE(payment_return, PAYMENT_RETURN, FIELD(struct payment_return, id, .required = true, L_BATCH),
      FIELD(struct payment_return, no, .required = true, .min = 1, .max = BANK_ROWS_MAX, L_NO, .example = "1"),
      FIELD(struct payment_return, reason, .required = true, L_REASON, .example = "收款账户已销户，银行退汇"),
      FIELD(struct payment_return, version, .required = true, .min = 1, L_VERSION));

/* ---- reconciliation ---- */

TABLE(payment_finding, PAYMENT_FINDING,
      FIELD(struct payment_finding, line, .required = true, .zh = "行", .en = "Line"),
      FIELD(struct payment_finding, text, .required = true, .zh = "问题", .en = "Finding"));
TABLE(payment_check, PAYMENT_CHECK,
      FIELD(struct payment_check, line_count, .required = true, .zh = "行数", .en = "Lines"),
      FIELD(struct payment_check, paid_count, .required = true, .zh = "成功笔数", .en = "Paid rows"),
      FIELD(struct payment_check, failed_count, .required = true, .zh = "失败笔数", .en = "Failed rows"),
      FIELD(struct payment_check, paid_fen, .required = true, .zh = "成功金额", .en = "Paid"),
      FIELD(struct payment_check, failed_fen, .required = true, .zh = "失败金额", .en = "Failed"),
      FIELD(struct payment_check, finding_count, .required = true, .zh = "问题数", .en = "Findings in all"),
      FIELD_L(struct payment_check, findings, PAYMENT_FINDING, .required = true, .zh = "问题", .en = "Findings"));

TABLE(reconcile_query, RECONCILE_QUERY, FIELD(struct reconcile_query, pot_id, .required = true, L_POT),
      FIELD(struct reconcile_query, from, .zh = "放行日期自", .en = "Released from"),
      FIELD(struct reconcile_query, to, .zh = "放行日期至", .en = "Released to"),
      FIELD(struct reconcile_query, differences, .zh = "只看不符", .en = "Differences only"),
      FIELD(struct reconcile_query, after, L_CURSOR), FIELD(struct reconcile_query, limit, L_LIMIT));
TABLE(reconcile_export, RECONCILE_EXPORT, FIELD(struct reconcile_export, pot_id, .required = true, L_POT),
      FIELD(struct reconcile_export, from, .zh = "放行日期自", .en = "Released from"),
      FIELD(struct reconcile_export, to, .zh = "放行日期至", .en = "Released to"),
      FIELD(struct reconcile_export, differences, .zh = "只看不符", .en = "Differences only"),
      FIELD_E(struct reconcile_export, format, PAYMENT_FORMAT_NAMES, L_FORMAT));
TABLE(reconcile_transfer, RECONCILE_TRANSFER,
      FIELD(struct reconcile_transfer, batch_id, .required = true, .zh = "批次标识", .en = "Batch id"),
      FIELD(struct reconcile_transfer, batch_no, .required = true, .zh = "批次", .en = "Batch"),
      FIELD(struct reconcile_transfer, no, .required = true, .zh = "序号", .en = "Row"),
      FIELD_E(struct reconcile_transfer, state, PAYMENT_LINE_STATE_NAMES, .required = true, .zh = "状态", .en = "State"),
      FIELD(struct reconcile_transfer, amount_fen, .required = true, .zh = "金额", .en = "Amount"),
      FIELD(struct reconcile_transfer, reference, .zh = "银行流水号", .en = "Reference"));
#define RECONCILE(m, ...) FIELD(struct reconcile_row, m, .required = true, __VA_ARGS__)
TABLE(reconcile_row, RECONCILE_ROW, RECONCILE(claim_id, L_CLAIM_ID), FIELD(struct reconcile_row, claim_no, L_CLAIM_NO),
      FIELD_E(struct reconcile_row, claim_state, CLAIM_STATE_NAMES, .zh = "申请状态", .en = "State of the claim"),
      RECONCILE(claim_due_fen, .zh = "申请待付", .en = "Claim: due"),
      RECONCILE(claim_paid_fen, .zh = "申请已付", .en = "Claim: paid"),
      RECONCILE(ledger_committed_fen, .zh = "台账已核定", .en = "Ledger: committed"),
      RECONCILE(ledger_paid_fen, .zh = "台账已拨付", .en = "Ledger: paid"),
      RECONCILE(bank_waiting_fen, .zh = "银行待付", .en = "Bank: waiting"),
      RECONCILE(bank_paid_fen, .zh = "银行已付", .en = "Bank: paid"),
      FIELD(struct reconcile_row, batch_no, .zh = "批次", .en = "Batches"),
      FIELD(struct reconcile_row, reference, .zh = "银行流水号", .en = "References"),
      FIELD(struct reconcile_row, difference, .zh = "不符", .en = "Difference"),
      FIELD_L(struct reconcile_row, transfers, RECONCILE_TRANSFER, .required = true, .zh = "付款记录", .en = "Transfers"));
TABLE(reconcile_page, RECONCILE_PAGE,
      FIELD_L(struct reconcile_page, items, RECONCILE_ROW, .required = true, .zh = "对账", .en = "Rows"),
      FIELD(struct reconcile_page, checked, .required = true, .zh = "已核对", .en = "Checked"),
      FIELD(struct reconcile_page, next, .zh = "下一页", .en = "Next page"));

/* ---- stored rows ---- */

#define R(m) FIELD(struct payer_row, m)
TABLE(payer_row, PAYER_ROW, R(zone_id), R(id), R(name), R(account_sealed), R(account_masked), R(bank_name), R(cnaps),
      R(code), R(closed), R(created), R(version));
#undef R
#define R(m) FIELD(struct line_row, m)
TABLE(line_row, BANK_LINE_ROW, R(zone_id), R(batch_id), R(no), R(payment_id), R(claim_id), R(claim_no), R(item_name_zh),
      R(item_name_en), R(payee_name), R(account_sealed), R(account_masked), R(bank_name), R(cnaps), R(amount_fen),
      R(attempt), FIELD_E(struct line_row, state, PAYMENT_LINE_STATE_NAMES), R(reason), R(reference), R(paid_on));
#undef R
#define R(m) FIELD(struct file_row, m)
TABLE(file_row, FILE_ROW, R(zone_id), R(id), R(batch_id), R(reason), R(digest), R(made_by_id), R(made_by),
      FIELD_E(struct file_row, format, PAYMENT_FORMAT_NAMES), R(made));
#undef R
#define R(m) FIELD(struct attempt_row, m)
TABLE(attempt_row, ATTEMPT_ROW, R(zone_id), R(id), R(batch_id), R(by_name), R(finding), R(digest), R(at), R(taken),
      R(line_count), R(finding_count));
#undef R
#define R(m) FIELD(struct bank_params, m)
TABLE(bank_params, BANK_PARAMS, R(zone_id), R(id), R(no), R(pot_id), R(item_id), R(bank_name), R(payer_id), R(actor_id),
      R(actor_name), R(reason), R(digest), R(after), R(english),
      FIELD_E(struct bank_params, state, PAYMENT_STATE_NAMES), R(execute_on), R(year), R(count), R(paid_count),
      R(failed_count), R(version), R(limit), R(n), R(from), R(to), R(total_fen), R(paid_fen), R(failed_fen),
      R(amount_fen), R(now));
#undef R
#define B(m) FIELD(struct payment_batch, m)
static const struct field batch_row_fields[] = {B(id),
                                                B(no),
                                                FIELD_E(struct payment_batch, state, PAYMENT_STATE_NAMES),
                                                B(pot_id),
                                                B(pot_code),
                                                B(pot_name),
                                                B(item_id),
                                                B(bank_name),
                                                B(payer_id),
                                                B(payer_name),
                                                B(payer_account_masked),
                                                B(execute_on),
                                                B(count),
                                                B(total_fen),
                                                B(paid_count),
                                                B(failed_count),
                                                B(paid_fen),
                                                B(failed_fen),
                                                B(maker_id),
                                                B(maker_name),
                                                B(checker_id),
                                                B(checker_name),
                                                B(settled_by_name),
                                                B(cancelled_by_name),
                                                B(cancel_reason),
                                                B(made),
                                                B(released),
                                                B(settled),
                                                B(cancelled),
                                                B(order_digest),
                                                B(result_digest),
                                                B(version)};
const struct record BATCH_ROW = {"batch_row", sizeof(struct payment_batch), batch_row_fields, COUNT(batch_row_fields)};
