/* payee_records.c - the record tables of payee.h. */
#include "claim/payee.h"

enum {
    ID_MAX = 40,
    NAME_MAX_CHARS = 70, /* of an account in a bank file: pain.001 knows 70 */
    BANK_MAX = 100,
    NUMBER_MAX = 60, /* as typed, with blanks */
    CNAPS_MAX = 20,
    NOTE_MAX = 500,
    REASON_MIN = 2,
    LIMIT_MAX = 200
};

#define STATES(X)                                                                                                      \
    X("entered", "待核验", "Waits for verification")                                                                   \
    X("verified", "已核验", "Verified")                                                                                \
    X("refused", "核验未通过", "Refused")                                                                              \
    X("replaced", "已更换", "Replaced")
ENUM_TABLE(PAYEE_STATE_NAMES, "PayeeState", STATES);

#define TABLE(T, id, ...)                                                                                              \
    static const struct field T##_fields[] = {__VA_ARGS__};                                                            \
    const struct record id = RECORD(T, T##_fields)
#define ID_FIELD(T) FIELD(T, id, .required = true, .max = ID_MAX, .zh = "标识", .en = "Id")
#define VERSION_FIELD(T) FIELD(T, version, .required = true, .min = 1, .zh = "版本", .en = "Version")

TABLE(payee_account, PAYEE_ACCOUNT, FIELD(struct payee_account, id, .required = true, .zh = "标识", .en = "Id"),
      FIELD(struct payee_account, enterprise_id, .required = true, .zh = "企业", .en = "Enterprise"),
      FIELD(struct payee_account, enterprise_name, .required = true, .zh = "企业名称", .en = "Name of the enterprise"),
      FIELD(struct payee_account, worker_id, .zh = "员工", .en = "Worker"),
      FIELD(struct payee_account, worker_name, .zh = "员工姓名", .en = "Name of the worker"),
      FIELD(struct payee_account, holder, .required = true, .zh = "户名", .en = "Holder"),
      FIELD(struct payee_account, number_masked, .required = true, .zh = "账号", .en = "Number"),
      FIELD(struct payee_account, bank_name, .required = true, .zh = "开户行", .en = "Bank"),
      FIELD(struct payee_account, cnaps, .required = true, .zh = "联行号", .en = "CNAPS code"),
      FIELD_E(struct payee_account, state, PAYEE_STATE_NAMES, .required = true, .zh = "状态", .en = "State"),
      FIELD(struct payee_account, no, .required = true, .zh = "序号", .en = "Number of the account"),
      FIELD(struct payee_account, warning, .zh = "提醒", .en = "Warning"),
      FIELD(struct payee_account, note, .zh = "说明", .en = "Note"),
      FIELD(struct payee_account, entered_by, .required = true, .zh = "录入人", .en = "Entered by"),
      FIELD(struct payee_account, verified_by, .zh = "核验人", .en = "Verified by"),
      FIELD(struct payee_account, reason, .zh = "未通过的原因", .en = "Why it was refused"),
      FIELD(struct payee_account, failed, .zh = "银行退回的原因", .en = "Why the bank refused a payment"),
      FIELD(struct payee_account, entered, .required = true, .zh = "录入时间", .en = "Entered"),
      FIELD(struct payee_account, verified, .zh = "核验时间", .en = "Verified"),
      FIELD(struct payee_account, version, .required = true, .zh = "版本", .en = "Version"),
      FIELD(struct payee_account, actions, .required = true, .zh = "可做的事", .en = "Actions"));
TABLE(payee_new, PAYEE_NEW,
      FIELD(struct payee_new, enterprise_id, .required = true, .max = ID_MAX, .zh = "企业", .en = "Enterprise",
            .example = "01900000-0000-7000-8000-0000000000e1"),
      FIELD(struct payee_new, worker_id, .max = ID_MAX, .zh = "员工", .en = "Worker"),
      FIELD(struct payee_new, holder, .required = true, .max = NAME_MAX_CHARS, .zh = "户名", .en = "Holder",
            .example = "清远暖桥新材料有限公司"),
      FIELD(struct payee_new, number, .required = true, .secret = true, .max = NUMBER_MAX, .zh = "账号", .en = "Number",
            .example = "44050176 8801 0000 1234"),
      FIELD(struct payee_new, bank_name, .required = true, .max = BANK_MAX, .zh = "开户行", .en = "Bank",
            .example = "中国建设银行清远高新区支行"),
      FIELD(struct payee_new, cnaps, .required = true, .max = CNAPS_MAX, .zh = "联行号", .en = "CNAPS code",
            .example = "105601000013"),
      FIELD(struct payee_new, note, .max = NOTE_MAX, .zh = "说明", .en = "Note"));
TABLE(payee_key, PAYEE_KEY, ID_FIELD(struct payee_key));
TABLE(payee_verify, PAYEE_VERIFY, ID_FIELD(struct payee_verify), VERSION_FIELD(struct payee_verify),
      FIELD(struct payee_verify, note, .max = NOTE_MAX, .zh = "说明", .en = "Note"));
TABLE(payee_refuse, PAYEE_REFUSE, ID_FIELD(struct payee_refuse), VERSION_FIELD(struct payee_refuse),
      FIELD(struct payee_refuse, reason, .required = true, .min = REASON_MIN, .max = NOTE_MAX, .zh = "原因",
            .en = "Reason", .example = "户名与营业执照不符"));
TABLE(payee_reveal, PAYEE_REVEAL, ID_FIELD(struct payee_reveal),
      FIELD(struct payee_reveal, reason, .required = true, .min = REASON_MIN, .max = NOTE_MAX, .zh = "理由",
            .en = "Reason", .example = "与银行核对退回的一笔"));
TABLE(payee_number, PAYEE_NUMBER, FIELD(struct payee_number, id, .required = true, .zh = "标识", .en = "Id"),
      FIELD(struct payee_number, holder, .required = true, .zh = "户名", .en = "Holder"),
      FIELD(struct payee_number, number, .required = true, .secret = true, .zh = "账号", .en = "Number"),
      FIELD(struct payee_number, bank_name, .required = true, .zh = "开户行", .en = "Bank"),
      FIELD(struct payee_number, cnaps, .required = true, .zh = "联行号", .en = "CNAPS code"));
TABLE(payee_query, PAYEE_QUERY,
      FIELD(struct payee_query, enterprise_id, .max = ID_MAX, .zh = "企业", .en = "Enterprise"),
      FIELD(struct payee_query, worker_id, .max = ID_MAX, .zh = "员工", .en = "Worker"),
      FIELD_E(struct payee_query, state, PAYEE_STATE_NAMES, .zh = "状态", .en = "State"),
      FIELD(struct payee_query, after, .max = ID_MAX, .zh = "上一页末尾", .en = "After"),
      FIELD(struct payee_query, limit, .min = 0, .max = LIMIT_MAX, .zh = "条数", .en = "Limit"));
TABLE(payee_page, PAYEE_PAGE,
      FIELD_L(struct payee_page, items, PAYEE_ACCOUNT, .required = true, .zh = "账户", .en = "Accounts"),
      FIELD(struct payee_page, next, .zh = "下一页", .en = "Next"));
