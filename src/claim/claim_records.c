/* claim_records.c - the record tables of claim.h. */
#include "claim/claim.h"
#include "policy/policy.h"

enum {
    ID_MAX = 40,
    KEY_MAX = 60,
    VALUE_MAX = 400,
    NOTE_MAX = 1000,
    REASON_MIN = 2,
    NUMBER_MAX = 20,
    AFTER_MAX = 80
};

#define WIRE(id, wire, zh, en) wire,
#define ZH(id, wire, zh, en) zh,
#define EN(id, wire, zh, en) en,
#define NAMES(table, name_, list)                                                                                      \
    static const char *const table##_wire[] = {"", list(WIRE)};                                                        \
    static const char *const table##_zh[] = {"", list(ZH)};                                                            \
    static const char *const table##_en[] = {"", list(EN)};                                                            \
    const struct enum_names table = {                                                                                  \
        .name = name_, .names = table##_wire, .zh = table##_zh, .en = table##_en, .count = COUNT(table##_wire)}
NAMES(CLAIM_STATE_NAMES, "ClaimState", CLAIM_STATES);
NAMES(CLAIM_ACT_NAMES, "ClaimAct", CLAIM_ACTS);
#define QUEUES(X)                                                                                                      \
    X("first", "待初审", "First review")                                                                               \
    X("second", "待复审", "Second review")                                                                             \
    X("applicant", "待企业办理", "With the enterprise")                                                                \
    X("finance", "待拨付", "With finance")
ENUM_TABLE(CLAIM_QUEUE_NAMES, "ClaimQueue", QUEUES);
#define DECISIONS(X)                                                                                                   \
    X("pass", "初审通过", "Pass the first review")                                                                     \
    X("approve", "复审通过", "Approve")                                                                                \
    X("reject", "不予通过", "Reject")
ENUM_TABLE(CLAIM_DECISION_NAMES, "ClaimDecision", DECISIONS);

#define TABLE(T, id, ...)                                                                                              \
    static const struct field T##_fields[] = {__VA_ARGS__};                                                            \
    const struct record id = RECORD(T, T##_fields)
#define ID_FIELD(T) FIELD(T, id, .required = true, .max = ID_MAX, .zh = "标识", .en = "Id")
#define VERSION_FIELD(T) FIELD(T, version, .required = true, .min = 1, .zh = "版本", .en = "Version")
#define OPTIONAL_NOTE(T) FIELD(T, note, .max = NOTE_MAX, .zh = "说明", .en = "Note")

TABLE(claim_value, CLAIM_VALUE,
      FIELD(struct claim_value, key, .required = true, .max = KEY_MAX, .zh = "字段", .en = "Field",
            .example = "stay_from"),
      FIELD(struct claim_value, value, .max = VALUE_MAX, .zh = "值", .en = "Value", .example = "2020-05-14"),
      FIELD(struct claim_value, label, .max = VALUE_MAX, .zh = "名称", .en = "Label"));
TABLE(claim_line_new, CLAIM_LINE_NEW,
      FIELD(struct claim_line_new, worker_id, .max = ID_MAX, .zh = "员工", .en = "Worker"),
      FIELD_L(struct claim_line_new, values, CLAIM_VALUE, .max = CLAIM_VALUES_MAX, .zh = "填写项", .en = "Fields"));
TABLE(claim_new, CLAIM_NEW,
      FIELD(struct claim_new, item_id, .required = true, .max = ID_MAX, .zh = "政策事项", .en = "Item"),
      FIELD(struct claim_new, enterprise_id, .required = true, .max = ID_MAX, .zh = "企业", .en = "Enterprise",
            .example = "01900000-0000-7000-8000-0000000000e1"),
      FIELD_L(struct claim_new, form, CLAIM_VALUE, .max = CLAIM_VALUES_MAX, .zh = "填写项", .en = "Fields"),
      FIELD_L(struct claim_new, lines, CLAIM_LINE_NEW, .max = CLAIM_LINES_MAX, .zh = "明细", .en = "Lines"),
      OPTIONAL_NOTE(struct claim_new));
TABLE(claim_edit, CLAIM_EDIT, ID_FIELD(struct claim_edit), VERSION_FIELD(struct claim_edit),
      FIELD_L(struct claim_edit, form, CLAIM_VALUE, .max = CLAIM_VALUES_MAX, .zh = "填写项", .en = "Fields"),
      FIELD_L(struct claim_edit, lines, CLAIM_LINE_NEW, .max = CLAIM_LINES_MAX, .zh = "明细", .en = "Lines"),
      OPTIONAL_NOTE(struct claim_edit));
TABLE(claim_key, CLAIM_KEY, ID_FIELD(struct claim_key));
TABLE(claim_step, CLAIM_STEP, ID_FIELD(struct claim_step), VERSION_FIELD(struct claim_step),
      OPTIONAL_NOTE(struct claim_step));
TABLE(claim_reasoned, CLAIM_REASONED, ID_FIELD(struct claim_reasoned), VERSION_FIELD(struct claim_reasoned),
      FIELD(struct claim_reasoned, reason, .required = true, .min = REASON_MIN, .max = NOTE_MAX, .zh = "理由",
            .en = "Reason", .example = "请补充租房合同"));

TABLE(claim_line, CLAIM_LINE, FIELD(struct claim_line, line, .required = true, .zh = "行号", .en = "Line"),
      FIELD(struct claim_line, worker_id, .zh = "员工", .en = "Worker"),
      FIELD(struct claim_line, worker_name, .zh = "姓名", .en = "Name"),
      FIELD(struct claim_line, id_masked, .zh = "证件号码", .en = "Identity number"),
      FIELD_L(struct claim_line, values, CLAIM_VALUE, .zh = "填写项", .en = "Fields"),
      FIELD_E(struct claim_line, verdict, VERDICT_NAMES, .zh = "结论", .en = "Verdict"),
      FIELD(struct claim_line, amount_fen, .zh = "金额", .en = "Amount"),
      FIELD(struct claim_line, reason, .zh = "理由", .en = "Reason"));
TABLE(claim_payment, CLAIM_PAYMENT, FIELD(struct claim_payment, id, .required = true, .zh = "标识", .en = "Id"),
      FIELD(struct claim_payment, account_id, .required = true, .zh = "账户", .en = "Account"),
      FIELD(struct claim_payment, holder, .required = true, .zh = "户名", .en = "Holder"),
      FIELD(struct claim_payment, number_masked, .required = true, .zh = "账号", .en = "Number"),
      FIELD(struct claim_payment, bank_name, .required = true, .zh = "开户行", .en = "Bank"),
      FIELD(struct claim_payment, worker_id, .zh = "员工", .en = "Worker"),
      FIELD(struct claim_payment, amount_fen, .required = true, .zh = "金额", .en = "Amount"),
      FIELD_E(struct claim_payment, state, CLAIM_STATE_NAMES, .required = true, .zh = "状态", .en = "State"),
      FIELD(struct claim_payment, attempt, .required = true, .zh = "次数", .en = "Attempt"),
      FIELD(struct claim_payment, reason, .zh = "失败原因", .en = "Why it failed"));
TABLE(claim_event, CLAIM_EVENT, FIELD(struct claim_event, seq, .required = true, .zh = "序号", .en = "Number"),
      FIELD_E(struct claim_event, act, CLAIM_ACT_NAMES, .required = true, .zh = "做了什么", .en = "What"),
      FIELD_E(struct claim_event, from_state, CLAIM_STATE_NAMES, .zh = "原状态", .en = "From"),
      FIELD_E(struct claim_event, to_state, CLAIM_STATE_NAMES, .required = true, .zh = "新状态", .en = "To"),
      FIELD(struct claim_event, actor_id, .zh = "办理人标识", .en = "Id of who"),
      FIELD(struct claim_event, actor_name, .required = true, .zh = "办理人", .en = "Who"),
      FIELD(struct claim_event, at, .required = true, .zh = "时间", .en = "When"),
      FIELD(struct claim_event, note, .zh = "说明", .en = "Note"));
TABLE(claim_wanted, CLAIM_WANTED, FIELD(struct claim_wanted, kind, .required = true, .zh = "材料类型", .en = "Kind"),
      FIELD(struct claim_wanted, label, .required = true, .zh = "材料", .en = "File"),
      FIELD(struct claim_wanted, required, .required = true, .zh = "必交", .en = "Required"),
      FIELD(struct claim_wanted, given, .required = true, .zh = "已交", .en = "Given"));

#define HEAD(T)                                                                                                        \
    FIELD(T, id, .required = true, .zh = "标识", .en = "Id"), FIELD(T, no, .zh = "编号", .en = "Number"),              \
        FIELD_E(T, state, CLAIM_STATE_NAMES, .required = true, .zh = "状态", .en = "State"),                           \
        FIELD_E(T, queue, CLAIM_QUEUE_NAMES, .zh = "待谁办理", .en = "Whose work"),                                    \
        FIELD(T, item_id, .required = true, .zh = "政策事项", .en = "Item"),                                           \
        FIELD(T, item_code, .required = true, .zh = "事项代码", .en = "Code of the item"),                             \
        FIELD(T, item_name, .required = true, .zh = "事项名称", .en = "Name of the item"),                             \
        FIELD(T, enterprise_id, .required = true, .zh = "企业", .en = "Enterprise"),                                   \
        FIELD(T, enterprise_name, .required = true, .zh = "企业名称", .en = "Name of the enterprise"),                 \
        FIELD(T, holder_name, .zh = "办理人", .en = "Who has it"),                                                     \
        FIELD(T, since, .required = true, .zh = "自何时", .en = "Since"),                                              \
        FIELD(T, submitted, .zh = "提交时间", .en = "Submitted"),                                                      \
        FIELD(T, updated, .required = true, .zh = "更新时间", .en = "Updated"),                                        \
        FIELD_E(T, verdict, VERDICT_NAMES, .zh = "结论", .en = "Verdict"),                                             \
        FIELD(T, total_fen, .required = true, .zh = "金额", .en = "Amount"),                                           \
        FIELD(T, paid_fen, .required = true, .zh = "已到账", .en = "Paid so far"),                                     \
        FIELD(T, paid_count, .required = true, .zh = "已到账笔数", .en = "Payments so far"),                           \
        FIELD(T, version, .required = true, .zh = "版本", .en = "Version")

TABLE(claim, CLAIM, HEAD(struct claim), FIELD(struct claim, money, .required = true, .zh = "有资金", .en = "Money"),
      FIELD_E(struct claim, paid_to, PAID_TO_NAMES, .zh = "拨付对象", .en = "Paid to"),
      FIELD(struct claim, holder_id, .zh = "办理人标识", .en = "Id of who has it"),
      FIELD(struct claim, created, .required = true, .zh = "起草时间", .en = "Drafted"),
      FIELD(struct claim, stopped_s, .required = true, .zh = "停钟秒数", .en = "Seconds stopped"),
      FIELD(struct claim, created_by, .required = true, .zh = "起草人", .en = "Drafted by"),
      FIELD(struct claim, submitted_by, .zh = "提交人", .en = "Submitted by"),
      FIELD(struct claim, first_by, .zh = "初审人", .en = "First review by"),
      FIELD(struct claim, second_by, .zh = "复审人", .en = "Second review by"),
      FIELD(struct claim, as_of, .zh = "认定日期", .en = "As of"),
      FIELD(struct claim, rule_version_id, .zh = "规则版本", .en = "Rule version"),
      FIELD(struct claim, reasons, .zh = "理由", .en = "Reasons"),
      FIELD(struct claim, facts, .zh = "认定时的事实", .en = "Frozen facts"),
      FIELD(struct claim, note, .zh = "说明", .en = "Note"),
      FIELD(struct claim, reason, .zh = "补正或不予通过的理由", .en = "Why it came back or was rejected"),
      FIELD(struct claim, account_masked, .zh = "收款账号", .en = "Account"),
      FIELD(struct claim, account_verified, .required = true, .zh = "账户已核验", .en = "Account verified"),
      FIELD_L(struct claim, form, CLAIM_VALUE, .zh = "填写项", .en = "Fields"),
      FIELD_L(struct claim, lines, CLAIM_LINE, .zh = "明细", .en = "Lines"),
      FIELD_L(struct claim, wanted, CLAIM_WANTED, .zh = "应交材料", .en = "Files to bring"),
      FIELD_L(struct claim, payments, CLAIM_PAYMENT, .zh = "拨付", .en = "Payments"),
      FIELD_L(struct claim, history, CLAIM_EVENT, .zh = "办理记录", .en = "History"),
      FIELD(struct claim, actions, .required = true, .zh = "可做的事", .en = "Actions"));

TABLE(claim_query, CLAIM_QUERY, FIELD_E(struct claim_query, state, CLAIM_STATE_NAMES, .zh = "状态", .en = "State"),
      FIELD_E(struct claim_query, queue, CLAIM_QUEUE_NAMES, .zh = "待谁办理", .en = "Whose work"),
      FIELD(struct claim_query, item_id, .max = ID_MAX, .zh = "政策事项", .en = "Item"),
      FIELD(struct claim_query, enterprise_id, .max = ID_MAX, .zh = "企业", .en = "Enterprise"),
      FIELD(struct claim_query, no, .max = NUMBER_MAX, .zh = "编号", .en = "Number", .example = "2020-000123"),
      FIELD(struct claim_query, mine, .zh = "我办理的", .en = "That I have"),
      FIELD(struct claim_query, after, .max = AFTER_MAX, .zh = "上一页末尾", .en = "After"),
      FIELD(struct claim_query, limit, .min = 0, .max = CLAIM_PAGE_MAX, .zh = "条数", .en = "Limit"));
TABLE(claim_item, CLAIM_ITEM, HEAD(struct claim_item),
      FIELD(struct claim_item, line_count, .required = true, .zh = "明细行数", .en = "Lines"));
TABLE(claim_page, CLAIM_PAGE,
      FIELD_L(struct claim_page, items, CLAIM_ITEM, .required = true, .zh = "申请", .en = "Claims"),
      FIELD(struct claim_page, next, .zh = "下一页", .en = "Next"));
TABLE(claim_count, CLAIM_COUNT,
      FIELD_E(struct claim_count, state, CLAIM_STATE_NAMES, .required = true, .zh = "状态", .en = "State"),
      FIELD(struct claim_count, n, .required = true, .zh = "件数", .en = "How many"));
TABLE(claim_counts, CLAIM_COUNTS,
      FIELD_L(struct claim_counts, items, CLAIM_COUNT, .required = true, .zh = "各状态件数", .en = "Claims by state"));

TABLE(claim_pick, CLAIM_PICK, ID_FIELD(struct claim_pick), VERSION_FIELD(struct claim_pick));
TABLE(claim_decisions, CLAIM_DECISIONS,
      FIELD_E(struct claim_decisions, decision, CLAIM_DECISION_NAMES, .required = true, .zh = "决定", .en = "Decision"),
      FIELD_L(struct claim_decisions, items, CLAIM_PICK, .required = true, .min = 1, .max = CLAIM_DECISIONS_MAX,
              .zh = "申请", .en = "Claims"),
      FIELD(struct claim_decisions, note, .max = NOTE_MAX, .zh = "说明或理由", .en = "Note or reason"));
TABLE(claim_outcome, CLAIM_OUTCOME, FIELD(struct claim_outcome, id, .required = true, .zh = "标识", .en = "Id"),
      FIELD(struct claim_outcome, no, .zh = "编号", .en = "Number"),
      FIELD(struct claim_outcome, ok, .required = true, .zh = "成功", .en = "Done"),
      FIELD_E(struct claim_outcome, state, CLAIM_STATE_NAMES, .zh = "状态", .en = "State"),
      FIELD(struct claim_outcome, total_fen, .required = true, .zh = "金额", .en = "Amount"),
      FIELD(struct claim_outcome, code, .zh = "代码", .en = "Code"),
      FIELD(struct claim_outcome, message, .zh = "原因", .en = "Why not"));
TABLE(claim_outcomes, CLAIM_OUTCOMES, FIELD(struct claim_outcomes, done, .required = true, .zh = "成功", .en = "Done"),
      FIELD(struct claim_outcomes, refused, .required = true, .zh = "未成功", .en = "Refused"),
      FIELD(struct claim_outcomes, total_fen, .required = true, .zh = "金额合计", .en = "Sum"),
      FIELD_L(struct claim_outcomes, items, CLAIM_OUTCOME, .required = true, .zh = "逐件结果", .en = "Results"));

TABLE(claim_payable, CLAIM_PAYABLE_ROW,
      FIELD(struct claim_payable, payment_id, .required = true, .zh = "拨付", .en = "Payment"),
      FIELD(struct claim_payable, claim_id, .required = true, .zh = "申请", .en = "Claim"),
      FIELD(struct claim_payable, claim_no, .required = true, .zh = "申请编号", .en = "Number of the claim"),
      FIELD(struct claim_payable, item_id, .required = true, .zh = "政策事项", .en = "Item"),
      FIELD(struct claim_payable, item_code, .required = true, .zh = "事项代码", .en = "Code of the item"),
      FIELD(struct claim_payable, item_name_zh, .required = true, .zh = "事项名称", .en = "Name of the item (zh)"),
      FIELD(struct claim_payable, item_name_en, .required = true, .zh = "事项英文名称", .en = "Name of the item (en)"),
      FIELD(struct claim_payable, pot_id, .zh = "资金池", .en = "Pot"),
      FIELD(struct claim_payable, enterprise_id, .required = true, .zh = "企业", .en = "Enterprise"),
      FIELD(struct claim_payable, worker_id, .zh = "员工", .en = "Worker"),
      FIELD(struct claim_payable, account_id, .required = true, .zh = "账户", .en = "Account"),
      FIELD(struct claim_payable, holder, .required = true, .zh = "户名", .en = "Holder"),
      FIELD(struct claim_payable, number_masked, .required = true, .zh = "账号", .en = "Number"),
      FIELD(struct claim_payable, bank_name, .required = true, .zh = "开户行", .en = "Bank"),
      FIELD(struct claim_payable, cnaps, .required = true, .zh = "联行号", .en = "CNAPS code"),
      FIELD(struct claim_payable, number, .secret = true, .zh = "完整账号", .en = "Whole number"),
      FIELD(struct claim_payable, amount_fen, .required = true, .zh = "金额", .en = "Amount"),
      FIELD(struct claim_payable, attempt, .required = true, .zh = "次数", .en = "Attempt"),
      FIELD_E(struct claim_payable, state, CLAIM_STATE_NAMES, .required = true, .zh = "状态", .en = "State"),
      FIELD(struct claim_payable, replaced, .required = true, .zh = "账户已更换", .en = "Account replaced"));
