/* policy_records.c - the record tables of policy.h. */
#include "policy/policy_impl.h"

#define KINDS(X) X("money", "资金", "Money") X("service", "服务", "Service")
#define SUBJECTS(X) X("enterprise", "企业", "Enterprise") X("workers", "员工明细", "Lines of workers")
#define STATES(X) X("draft", "草稿", "Draft") X("open", "开放", "Open") X("closed", "关闭", "Closed")
#define RESERVES(X) X("submission", "提交时预留", "At submission") X("approval", "核定时预留", "At approval")
#define PAYEES(X) X("enterprise", "付给企业", "To the enterprise") X("person", "付给个人", "To the person")
#define RULES(X)                                                                                                       \
    X("draft", "草稿", "Draft")                                                                                        \
    X("tested", "测试通过", "Tested")                                                                                  \
    X("reviewed", "已复核", "Reviewed")                                                                                \
    X("published", "已发布", "Published")                                                                              \
    X("superseded", "已被取代", "Superseded")
#define TYPES(X)                                                                                                       \
    X("boolean", "是否", "Yes or no") X("number", "数", "Number") X("string", "文字", "Text") X("date", "日期", "Date")
#define SOURCES(X) X("form", "申请表填写", "Typed on the form") X("registry", "企业库", "From the registry")
#define EXCLUDES(X)                                                                                                    \
    X("person_day", "同人同日", "Same person, same day")                                                               \
    X("person", "同一人", "Same person")                                                                               \
    X("enterprise", "同一企业", "Same enterprise")                                                                     \
    X("number", "同一批准文号", "Same approval number")
#define VERDICTS(X)                                                                                                    \
    X("entitled", "可享受", "Entitled")                                                                                \
    X("likely", "很可能可享受", "Likely")                                                                              \
    X("lacks", "缺少材料或数据", "Facts are missing")                                                                  \
    X("not", "不符合", "Not entitled")

ENUM_TABLE(ITEM_KIND_NAMES, "ItemKind", KINDS);
ENUM_TABLE(ITEM_SUBJECT_NAMES, "ItemSubject", SUBJECTS);
ENUM_TABLE(ITEM_STATE_NAMES, "ItemState", STATES);
ENUM_TABLE(RESERVE_AT_NAMES, "ReserveAt", RESERVES);
ENUM_TABLE(PAID_TO_NAMES, "PaidTo", PAYEES);
ENUM_TABLE(RULE_STATE_NAMES, "RuleState", RULES);
ENUM_TABLE(FACT_TYPE_NAMES, "FactType", TYPES);
ENUM_TABLE(FACT_SOURCE_NAMES, "FactSource", SOURCES);
ENUM_TABLE(EXCLUDE_BY_NAMES, "ExcludeBy", EXCLUDES);
ENUM_TABLE(VERDICT_NAMES, "Verdict", VERDICTS);

#define TABLE(T, id, ...)                                                                                              \
    static const struct field id##_fields[] = {__VA_ARGS__};                                                           \
    const struct record id = RECORD(T, id##_fields)
/* A second record of a struct, under a name of its own. */
#define TABLE_AS(T, id, wire, ...)                                                                                     \
    static const struct field id##_fields[] = {__VA_ARGS__};                                                           \
    const struct record id = {                                                                                         \
        .name = wire, .size = sizeof(struct T), .fields = id##_fields, .count = COUNT(id##_fields)}

#define L_ID .max = 40, .zh = "标识", .en = "Id"
#define L_KEY .max = 60, .zh = "事实", .en = "Fact", .example = "headcount"
#define L_VERSION .zh = "版本", .en = "Version"
#define L_ACTIONS .required = true, .zh = "可做的事", .en = "Actions"
#define L_ZH .max = 200, .zh = "中文名", .en = "Chinese name"
#define L_EN .max = 200, .zh = "英文名", .en = "English name"
#define L_FORM .max = POLICY_FACTS_JSON_MAX, .zh = "表单（JSON）", .en = "Form (JSON)", .example = "{\"headcount\":52}"
#define L_LINES                                                                                                        \
    .max = POLICY_FACTS_JSON_MAX, .zh = "明细（JSON）", .en = "Lines (JSON)", .example = "[{\"worker_id\":\"...\"}]"
#define L_AS_OF .zh = "计算日期", .en = "As of", .example = "2020-05-14"
#define L_DMN .max = POLICY_DMN_MAX, .zh = "规则（DMN）", .en = "Rule (DMN)"
#define L_TESTS .max = POLICY_TESTS_MAX, .zh = "测试用例", .en = "Test cases"
#define L_FROM .zh = "生效日期", .en = "Valid from", .example = "2020-05-12"
#define L_TO .zh = "失效日期", .en = "Valid to", .example = "2020-12-31"

TABLE(policy_key, POLICY_KEY, FIELD(struct policy_key, id, .required = true, L_ID));
TABLE(policy_choice, POLICY_CHOICE,
      FIELD(struct policy_choice, value, .required = true, .max = 200, .zh = "值", .en = "Value"),
      FIELD(struct policy_choice, zh, .required = true, .max = 400, .zh = "中文", .en = "Chinese"),
      FIELD(struct policy_choice, en, .required = true, .max = 400, .zh = "英文", .en = "English"));

#define CHOICES .max = 200, .zh = "选项", .en = "Choices"
#define FACT_COLUMNS                                                                                                   \
    FIELD(struct policy_fact, key, .required = true, L_KEY),                                                           \
        FIELD_E(struct policy_fact, type, FACT_TYPE_NAMES, .required = true, .zh = "类型", .en = "Type"),              \
        FIELD(struct policy_fact, unit, .max = 40, .zh = "单位", .en = "Unit"),                                        \
        FIELD(struct policy_fact, zh, .required = true, L_ZH), FIELD(struct policy_fact, en, .required = true, L_EN),  \
        FIELD(struct policy_fact, provider, .max = 60, .zh = "来源", .en = "Provider"),                                \
        FIELD(struct policy_fact, as_of, .max = 200, .zh = "取数时点", .en = "As-of rule"),                            \
        FIELD(struct policy_fact, line, .zh = "逐人", .en = "Per line")
TABLE(policy_fact, POLICY_FACT, FACT_COLUMNS, FIELD_L(struct policy_fact, choices, POLICY_CHOICE, CHOICES));
TABLE_AS(policy_fact, FACT_ROW, "fact_row", FACT_COLUMNS, FIELD(struct policy_fact, zone_id),
         FIELD(struct policy_fact, detail, .max = DETAIL_MAX), FIELD(struct policy_fact, updated));
TABLE_AS(policy_fact, FACT_DETAIL, "fact_detail", FIELD_L(struct policy_fact, choices, POLICY_CHOICE, CHOICES));
TABLE(policy_facts, POLICY_FACTS, FIELD_L(struct policy_facts, items, POLICY_FACT, .zh = "事实", .en = "Facts"));

#define DOCUMENT_BODY(T)                                                                                               \
    FIELD(T, no, .required = true, .min = 1, .max = 60, .zh = "编号", .en = "Number", .example = "TALENT-2020"),       \
        FIELD(T, title_zh, .required = true, .max = 200, .zh = "标题", .en = "Title"),                                 \
        FIELD(T, title_en, .required = true, .max = 300, .zh = "英文标题", .en = "English title"),                     \
        FIELD(T, issuer, .required = true, .max = 200, .zh = "发文机关", .en = "Issuer"),                              \
        FIELD(T, issued_on, .zh = "发文日期", .en = "Issued on", .example = "2020-05-12"),                             \
        FIELD(T, text, .max = 100000, .zh = "正文", .en = "Text"),                                                     \
        FIELD(T, budget_fen, .min = 0, .zh = "预算", .en = "Budget"),                                                  \
        FIELD(T, budget_yearly, .zh = "每年", .en = "Every year"),                                                     \
        FIELD(T, budget_note, .max = 400, .zh = "预算说明", .en = "On the budget"),                                    \
        FIELD(T, sample, .zh = "示例", .en = "Sample")
TABLE(policy_document, POLICY_DOCUMENT, FIELD(struct policy_document, id, .required = true, L_ID),
      DOCUMENT_BODY(struct policy_document), FIELD(struct policy_document, items, .zh = "事项数", .en = "Items"),
      FIELD(struct policy_document, version, .required = true, L_VERSION),
      FIELD(struct policy_document, actions, L_ACTIONS));
TABLE_AS(policy_document, DOCUMENT_ROW, "document_row", FIELD(struct policy_document, id),
         DOCUMENT_BODY(struct policy_document), FIELD(struct policy_document, items),
         FIELD(struct policy_document, version), FIELD(struct policy_document, zone_id));
TABLE(policy_documents, POLICY_DOCUMENTS,
      FIELD_L(struct policy_documents, items, POLICY_DOCUMENT, .zh = "政策", .en = "Policies"));
TABLE_AS(policy_document_put, POLICY_DOCUMENT_NEW, "policy_document_new", DOCUMENT_BODY(struct policy_document_put));
TABLE_AS(policy_document_put, POLICY_DOCUMENT_EDIT, "policy_document_edit",
         FIELD(struct policy_document_put, id, .required = true, L_ID),
         FIELD(struct policy_document_put, version, .required = true, L_VERSION),
         DOCUMENT_BODY(struct policy_document_put));

TABLE(policy_field, POLICY_FIELD, FIELD(struct policy_field, key, .required = true, L_KEY),
      FIELD_E(struct policy_field, source, FACT_SOURCE_NAMES, .required = true, .zh = "来源", .en = "Source"),
      FIELD_E(struct policy_field, type, FACT_TYPE_NAMES, .zh = "类型", .en = "Type"),
      FIELD(struct policy_field, zh, L_ZH), FIELD(struct policy_field, en, L_EN),
      FIELD(struct policy_field, unit, .max = 40, .zh = "单位", .en = "Unit"),
      FIELD(struct policy_field, required, .zh = "必填", .en = "Required"),
      FIELD(struct policy_field, line, .zh = "逐人", .en = "Per line"),
      FIELD_L(struct policy_field, choices, POLICY_CHOICE, CHOICES));
TABLE(policy_exclusion, POLICY_EXCLUSION,
      FIELD(struct policy_exclusion, item_code, .required = true, .max = 60, .zh = "互斥事项", .en = "Other item"),
      FIELD_E(struct policy_exclusion, by, EXCLUDE_BY_NAMES, .required = true, .zh = "按", .en = "By"));
TABLE(policy_attachment, POLICY_ATTACHMENT,
      FIELD(struct policy_attachment, kind, .required = true, .max = 60, .zh = "种类", .en = "Kind"),
      FIELD(struct policy_attachment, zh, .required = true, L_ZH),
      FIELD(struct policy_attachment, en, .required = true, L_EN),
      FIELD(struct policy_attachment, required, .zh = "必交", .en = "Required"));
TABLE(policy_parameter, POLICY_PARAMETER, FIELD(struct policy_parameter, name, .required = true, L_KEY),
      FIELD(struct policy_parameter, zh, L_ZH), FIELD(struct policy_parameter, en, L_EN),
      FIELD(struct policy_parameter, value, .max = 200, .zh = "值", .en = "Value"),
      FIELD(struct policy_parameter, unit, .max = 40, .zh = "单位", .en = "Unit"),
      FIELD(struct policy_parameter, sample, .zh = "示例值", .en = "Sample value"));

#define ITEM_LISTS(T)                                                                                                  \
    FIELD_L(T, fields, POLICY_FIELD, .max = 100, .zh = "表单", .en = "Form"),                                          \
        FIELD_L(T, exclusions, POLICY_EXCLUSION, .max = 100, .zh = "互斥", .en = "Exclusions"),                        \
        FIELD_L(T, attachments, POLICY_ATTACHMENT, .max = 50, .zh = "附件", .en = "Attachments"),                      \
        FIELD_L(T, parameters, POLICY_PARAMETER, .max = 100, .zh = "参数", .en = "Parameters"),                        \
        FIELD_L(T, words, POLICY_CHOICE, .max = 300, .zh = "用语", .en = "Words")
#define ITEM_COLUMNS(T)                                                                                                \
    FIELD(T, code, .required = true, .min = 1, .max = 60, .zh = "事项代码", .en = "Code", .example = "LODGING-2020"),  \
        FIELD(T, name_zh, .required = true, .max = 200, .zh = "名称", .en = "Name"),                                   \
        FIELD(T, name_en, .required = true, .max = 300, .zh = "英文名称", .en = "English name"),                       \
        FIELD(T, summary_zh, .max = 2000, .zh = "说明", .en = "Summary"),                                              \
        FIELD(T, summary_en, .max = 2000, .zh = "英文说明", .en = "English summary"),                                  \
        FIELD_E(T, kind, ITEM_KIND_NAMES, .required = true, .zh = "类别", .en = "Kind"),                               \
        FIELD_E(T, subject, ITEM_SUBJECT_NAMES, .required = true, .zh = "对象", .en = "Subject"),                      \
        FIELD_E(T, state, ITEM_STATE_NAMES, .zh = "状态", .en = "State"),                                              \
        FIELD(T, line_decision, .required = true, .max = 200, .zh = "明细决策", .en = "Line decision"),                \
        FIELD(T, claim_decision, .max = 200, .zh = "整单决策", .en = "Claim decision"),                                \
        FIELD(T, pot_id, .max = 40, .zh = "资金池", .en = "Pot"),                                                      \
        FIELD(T, opens_on, .zh = "开始受理", .en = "Opens on"),                                                        \
        FIELD(T, closes_on, .zh = "截止受理", .en = "Closes on"),                                                      \
        FIELD_E(T, reserve_at, RESERVE_AT_NAMES, .zh = "预留时点", .en = "Reserved at"),                               \
        FIELD_E(T, paid_to, PAID_TO_NAMES, .zh = "付给", .en = "Paid to"),                                             \
        FIELD(T, notice_days, .min = 0, .max = 60, .zh = "公示工作日", .en = "Days of notice"),                        \
        FIELD(T, age_at, .max = 60, .zh = "年龄计算日", .en = "Age as of", .example = "2020-04-30"),                   \
        FIELD(T, person_key, L_KEY), FIELD(T, from_key, L_KEY), FIELD(T, to_key, L_KEY), FIELD(T, number_key, L_KEY),  \
        FIELD(T, try_it, .zh = "可自测", .en = "May be tried"), FIELD(T, sample, .zh = "示例", .en = "Sample")
TABLE(policy_item, POLICY_ITEM, FIELD(struct policy_item, id, .required = true, L_ID),
      FIELD(struct policy_item, document_id, .required = true, .max = 40, .zh = "政策", .en = "Policy"),
      FIELD(struct policy_item, document_title, .zh = "政策标题", .en = "Policy's title"),
      FIELD(struct policy_item, document_title_en, .zh = "政策英文标题", .en = "Policy's English title"),
      ITEM_COLUMNS(struct policy_item), ITEM_LISTS(struct policy_item),
      FIELD(struct policy_item, rule_version_id, .zh = "现行规则", .en = "Rule in force"),
      FIELD(struct policy_item, version, .required = true, L_VERSION), FIELD(struct policy_item, actions, L_ACTIONS));
TABLE_AS(policy_item, ITEM_ROW, "item_row", FIELD(struct policy_item, id), FIELD(struct policy_item, document_id),
         FIELD(struct policy_item, document_title),
         FIELD(struct policy_item, document_title_en), ITEM_COLUMNS(struct policy_item),
         FIELD(struct policy_item, rule_version_id), FIELD(struct policy_item, version),
         FIELD(struct policy_item, zone_id), FIELD(struct policy_item, detail, .max = DETAIL_MAX));
TABLE_AS(policy_item, ITEM_DETAIL, "item_detail", ITEM_LISTS(struct policy_item));
TABLE(policy_items, POLICY_ITEMS, FIELD_L(struct policy_items, items, POLICY_ITEM, .zh = "事项", .en = "Items"));
TABLE(policy_item_query, POLICY_ITEM_QUERY,
      FIELD(struct policy_item_query, document_id, .max = 40, .zh = "政策", .en = "Policy"),
      FIELD(struct policy_item_query, code, .max = 60, .zh = "事项代码", .en = "Code"),
      FIELD_E(struct policy_item_query, kind, ITEM_KIND_NAMES, .zh = "类别", .en = "Kind"),
      FIELD_E(struct policy_item_query, subject, ITEM_SUBJECT_NAMES, .zh = "对象", .en = "Subject"),
      FIELD_E(struct policy_item_query, state, ITEM_STATE_NAMES, .zh = "状态", .en = "State"));
TABLE_AS(policy_item_put, POLICY_ITEM_NEW, "policy_item_new",
         FIELD(struct policy_item_put, document_id, .max = 40, .zh = "政策", .en = "Policy"),
         ITEM_COLUMNS(struct policy_item_put), ITEM_LISTS(struct policy_item_put));
TABLE_AS(policy_item_put, POLICY_ITEM_EDIT, "policy_item_edit",
         FIELD(struct policy_item_put, id, .required = true, L_ID),
         FIELD(struct policy_item_put, version, .required = true, L_VERSION), ITEM_COLUMNS(struct policy_item_put),
         ITEM_LISTS(struct policy_item_put));

#define RULE_COLUMNS                                                                                                   \
    FIELD(struct rule_version, id, .required = true, L_ID),                                                            \
        FIELD(struct rule_version, item_id, .required = true, .max = 40, .zh = "事项", .en = "Item"),                  \
        FIELD(struct rule_version, item_code, .zh = "事项代码", .en = "Item's code"),                                  \
        FIELD(struct rule_version, no, .required = true, .zh = "第几版", .en = "Number"),                              \
        FIELD_E(struct rule_version, state, RULE_STATE_NAMES, .required = true, .zh = "状态", .en = "State"),          \
        FIELD(struct rule_version, valid_from, L_FROM), FIELD(struct rule_version, valid_to, L_TO),                    \
        FIELD(struct rule_version, dmn, L_DMN), FIELD(struct rule_version, tests, L_TESTS),                            \
        FIELD(struct rule_version, digest, .zh = "摘要", .en = "Digest"),                                              \
        FIELD(struct rule_version, note, .zh = "说明", .en = "Note"),                                                  \
        FIELD(struct rule_version, tests_passed, .zh = "通过用例", .en = "Cases passed"),                              \
        FIELD(struct rule_version, tests_failed, .zh = "失败用例", .en = "Cases failed"),                              \
        FIELD(struct rule_version, author_id, .zh = "编写人标识", .en = "Author's id"),                                \
        FIELD(struct rule_version, author_name, .zh = "编写人", .en = "Author"),                                       \
        FIELD(struct rule_version, reviewer_id, .zh = "复核人标识", .en = "Reviewer's id"),                            \
        FIELD(struct rule_version, reviewer_name, .zh = "复核人", .en = "Reviewer"),                                   \
        FIELD(struct rule_version, publisher_id, .zh = "发布人标识", .en = "Publisher's id"),                          \
        FIELD(struct rule_version, publisher_name, .zh = "发布人", .en = "Publisher"),                                 \
        FIELD(struct rule_version, created, .zh = "编写时间", .en = "Written"),                                        \
        FIELD(struct rule_version, tested, .zh = "测试时间", .en = "Tested"),                                          \
        FIELD(struct rule_version, reviewed, .zh = "复核时间", .en = "Reviewed"),                                      \
        FIELD(struct rule_version, published, .zh = "发布时间", .en = "Published"),                                    \
        FIELD(struct rule_version, version, .required = true, L_VERSION)
TABLE(rule_version, RULE_VERSION, RULE_COLUMNS, FIELD(struct rule_version, actions, L_ACTIONS));
TABLE_AS(rule_version, RULE_STORED, "rule_stored", RULE_COLUMNS, FIELD(struct rule_version, zone_id));
TABLE(rule_versions, RULE_VERSIONS,
      FIELD_L(struct rule_versions, items, RULE_VERSION, .zh = "规则版本", .en = "Rule versions"));
TABLE(rule_new, RULE_NEW, FIELD(struct rule_new, id, .required = true, L_ID),
      FIELD(struct rule_new, valid_from, .required = true, L_FROM), FIELD(struct rule_new, valid_to, L_TO),
      FIELD(struct rule_new, dmn, .required = true, L_DMN), FIELD(struct rule_new, tests, .required = true, L_TESTS),
      FIELD(struct rule_new, note, .max = 1000, .zh = "说明", .en = "Note"));
TABLE(rule_edit, RULE_EDIT, FIELD(struct rule_edit, id, .required = true, L_ID),
      FIELD(struct rule_edit, version, .required = true, L_VERSION),
      FIELD(struct rule_edit, valid_from, .required = true, L_FROM), FIELD(struct rule_edit, valid_to, L_TO),
      FIELD(struct rule_edit, dmn, .required = true, L_DMN), FIELD(struct rule_edit, tests, .required = true, L_TESTS),
      FIELD(struct rule_edit, note, .max = 1000, .zh = "说明", .en = "Note"));
TABLE(rule_step, RULE_STEP, FIELD(struct rule_step, id, .required = true, L_ID),
      FIELD(struct rule_step, version, .required = true, L_VERSION));
TABLE(rule_finding, RULE_FINDING, FIELD(struct rule_finding, error, .zh = "错误", .en = "Error"),
      FIELD(struct rule_finding, message, .zh = "代号", .en = "Name"),
      FIELD(struct rule_finding, place, .zh = "位置", .en = "Place"),
      FIELD(struct rule_finding, text, .zh = "说明", .en = "Sentence"));
TABLE(rule_case, RULE_CASE, FIELD(struct rule_case, id, .zh = "用例", .en = "Case"),
      FIELD(struct rule_case, decision, .zh = "决策", .en = "Decision"),
      FIELD(struct rule_case, passed, .zh = "通过", .en = "Passed"),
      FIELD(struct rule_case, expected, .zh = "应为", .en = "Expected"),
      FIELD(struct rule_case, got, .zh = "实为", .en = "Got"),
      FIELD(struct rule_case, text, .zh = "说明", .en = "Why"));
#define FINDINGS .zh = "检查结果", .en = "Findings"
TABLE(rule_outcome, RULE_OUTCOME, FIELD(struct rule_outcome, id, .required = true, L_ID),
      FIELD_E(struct rule_outcome, state, RULE_STATE_NAMES, .required = true, .zh = "状态", .en = "State"),
      FIELD(struct rule_outcome, version, .required = true, L_VERSION),
      FIELD(struct rule_outcome, passed, .zh = "通过", .en = "Passed"),
      FIELD(struct rule_outcome, failed, .zh = "失败", .en = "Failed"),
      FIELD_L(struct rule_outcome, cases, RULE_CASE, .zh = "用例", .en = "Cases"),
      FIELD_L(struct rule_outcome, findings, RULE_FINDING, FINDINGS),
      FIELD(struct rule_outcome, errors, .zh = "错误数", .en = "Errors"));

TABLE(rule_text, RULE_TEXT, FIELD(struct rule_text, text, .zh = "原文", .en = "Text"),
      FIELD(struct rule_text, zh, .zh = "中文", .en = "Chinese"),
      FIELD(struct rule_text, en, .zh = "英文", .en = "English"));
TABLE(rule_column, RULE_COLUMN, FIELD(struct rule_column, text, .zh = "原文", .en = "Text"),
      FIELD(struct rule_column, zh, .zh = "中文", .en = "Chinese"),
      FIELD(struct rule_column, en, .zh = "英文", .en = "English"),
      FIELD(struct rule_column, type, .zh = "类型", .en = "Type"),
      FIELD(struct rule_column, output, .zh = "输出", .en = "Output"));
TABLE(rule_row, RULE_ROW_SHOWN, FIELD(struct rule_row, no, .zh = "行", .en = "Row"),
      FIELD_L(struct rule_row, cells, RULE_TEXT, .zh = "单元格", .en = "Cells"),
      FIELD(struct rule_row, zh, .zh = "注", .en = "Note in Chinese"),
      FIELD(struct rule_row, en, .zh = "英文注", .en = "Note in English"));
TABLE(rule_box, RULE_BOX, FIELD(struct rule_box, name, .zh = "决策", .en = "Decision"),
      FIELD(struct rule_box, zh, L_ZH), FIELD(struct rule_box, en, L_EN),
      FIELD(struct rule_box, kind, .zh = "形式", .en = "Form"),
      FIELD(struct rule_box, hit_policy, .zh = "命中策略", .en = "Hit policy"),
      FIELD_L(struct rule_box, columns, RULE_COLUMN, .zh = "列", .en = "Columns"),
      FIELD_L(struct rule_box, rows, RULE_ROW_SHOWN, .zh = "行", .en = "Rows"),
      FIELD(struct rule_box, text, .zh = "表达式", .en = "Expression"),
      FIELD_L(struct rule_box, inputs, RULE_TEXT, .zh = "依据", .en = "Needs"));
TABLE(rule_view, RULE_VIEW, FIELD(struct rule_view, id, .required = true, L_ID),
      FIELD(struct rule_view, item_id, .required = true, .max = 40, .zh = "事项", .en = "Item"),
      FIELD_L(struct rule_view, inputs, RULE_COLUMN, .zh = "输入", .en = "Inputs"),
      FIELD_L(struct rule_view, boxes, RULE_BOX, .zh = "决策", .en = "Decisions"),
      FIELD_L(struct rule_view, findings, RULE_FINDING, FINDINGS));

TABLE(judge_request, JUDGE_REQUEST, FIELD(struct judge_request, item_id, L_ID),
      FIELD(struct judge_request, rule_version_id, L_ID), FIELD(struct judge_request, as_of, L_AS_OF),
      FIELD(struct judge_request, enterprise_id, L_ID), FIELD(struct judge_request, form_json, L_FORM),
      FIELD(struct judge_request, lines_json, L_LINES));
TABLE(judge_missing, JUDGE_MISSING, FIELD(struct judge_missing, key, L_KEY), FIELD(struct judge_missing, zh, L_ZH),
      FIELD(struct judge_missing, en, L_EN),
      FIELD(struct judge_missing, form, .zh = "需填写", .en = "Asked by the form"));
TABLE(judge_fired, JUDGE_FIRED, FIELD(struct judge_fired, decision, .required = true, .zh = "决策", .en = "Decision"),
      FIELD(struct judge_fired, row, .required = true, .zh = "行", .en = "Row"));
#define MISSING .zh = "缺少", .en = "Missing"
TABLE(judge_line, JUDGE_LINE,
      FIELD_E(struct judge_line, verdict, VERDICT_NAMES, .required = true, .zh = "结论", .en = "Verdict"),
      FIELD(struct judge_line, amount_fen, .required = true, .zh = "金额（分）", .en = "Amount (fen)"),
      FIELD(struct judge_line, reason_zh, .zh = "理由", .en = "Reasons in Chinese"),
      FIELD(struct judge_line, reason_en, .zh = "英文理由", .en = "Reasons in English"),
      FIELD(struct judge_line, reason, .zh = "规则给出的理由", .en = "The rule's own reason"),
      FIELD_L(struct judge_line, missing, JUDGE_MISSING, MISSING));
TABLE(judgement, JUDGEMENT,
      FIELD_E(struct judgement, verdict, VERDICT_NAMES, .required = true, .zh = "结论", .en = "Verdict"),
      FIELD(struct judgement, total_fen, .required = true, .zh = "合计（分）", .en = "Total (fen)"),
      FIELD_L(struct judgement, lines, JUDGE_LINE, .zh = "明细", .en = "Lines"),
      FIELD(struct judgement, rule_version_id, .required = true, .zh = "规则版本", .en = "Rule version"),
      FIELD(struct judgement, as_of, .required = true, L_AS_OF),
      FIELD(struct judgement, facts_json, .zh = "所用事实", .en = "Facts used"),
      FIELD(struct judgement, reasons_zh, .zh = "理由", .en = "Reasons in Chinese"),
      FIELD(struct judgement, reasons_en, .zh = "英文理由", .en = "Reasons in English"),
      FIELD_L(struct judgement, missing, JUDGE_MISSING, MISSING),
      FIELD_L(struct judgement, fired, JUDGE_FIRED, .zh = "适用的规则行", .en = "Rows that applied"));
TABLE(judge_ask, JUDGE_ASK, FIELD(struct judge_ask, id, .required = true, L_ID),
      FIELD(struct judge_ask, rule_version_id, L_ID), FIELD(struct judge_ask, as_of, L_AS_OF),
      FIELD(struct judge_ask, enterprise_id, L_ID), FIELD(struct judge_ask, form_json, L_FORM),
      FIELD(struct judge_ask, lines_json, L_LINES));
#define L_ZONE .max = 40, .zh = "园区代码", .en = "Zone's code", .example = "qyhtz"
TABLE(try_list, TRY_LIST, FIELD(struct try_list, zone, .required = true, L_ZONE));
TABLE(try_ask, TRY_ASK, FIELD(struct try_ask, zone, .required = true, L_ZONE),
      FIELD(struct try_ask, code, .required = true, .max = 60, .zh = "事项代码", .en = "Item's code"),
      FIELD(struct try_ask, as_of, L_AS_OF),
      FIELD(struct try_ask, form_json, .max = 20000, .zh = "表单（JSON）", .en = "Form (JSON)",
            .example = "{\"headcount\":52}"),
      FIELD(struct try_ask, lines_json, .max = 20000, .zh = "明细（JSON）", .en = "Lines (JSON)",
            .example = "[{\"worker_degree\":\"master\"}]"));

#define L_FILE .max = 120, .zh = "文件", .en = "File"
TABLE(policy_pack_item, POLICY_PACK_ITEM, FIELD_R(struct policy_pack_item, item, POLICY_ITEM_NEW, .required = true),
      FIELD(struct policy_pack_item, pot, .max = 60, .zh = "资金池代码", .en = "Pot's code"),
      FIELD(struct policy_pack_item, dmn_file, .required = true, L_FILE),
      FIELD(struct policy_pack_item, tests_file, .required = true, L_FILE),
      FIELD(struct policy_pack_item, valid_from, .required = true, L_FROM),
      FIELD(struct policy_pack_item, valid_to, L_TO));
TABLE(policy_pack_document, POLICY_PACK_DOCUMENT,
      FIELD(struct policy_pack_document, author, .required = true, .max = 60, .zh = "编写人", .en = "Author"),
      FIELD(struct policy_pack_document, publisher, .required = true, .max = 60, .zh = "发布人", .en = "Publisher"),
      FIELD_R(struct policy_pack_document, document, POLICY_DOCUMENT_NEW, .required = true),
      FIELD_L(struct policy_pack_document, items, POLICY_PACK_ITEM, .required = true, .max = 100));
