/* registry_records.c - the record tables of registry.h: names, labels, limits, examples. */
#include "registry/bulk.h"
#include "registry/registry.h"

enum {
    NAME_MAX_CHARS = 120,
    CODE_MAX = 40,
    ID_MAX = 40,
    TEXT_SHORT_MAX = 200,
    SCOPE_MAX = 4000
};
#define CODE_EXAMPLE "91441802MA4WDLR89W"
#define DATE_EXAMPLE "2020-05-14"

#define KINDS(X)                                                                                                       \
    X("enterprise", "企业", "Enterprise")                                                                              \
    X("branch", "分支机构", "Branch")                                                                                  \
    X("sole_trader", "个体工商户", "Sole trader")                                                                      \
    X("other", "其他", "Other")
#define STATES(X)                                                                                                      \
    X("active", "正常", "Active")                                                                                      \
    X("merged", "已合并", "Merged")                                                                                    \
    X("closed", "已注销", "Closed")
#define IDENTIFIERS(X)                                                                                                 \
    X("uscc", "统一社会信用代码", "Unified social credit code")                                                        \
    X("reg15", "注册号", "Registration number")                                                                        \
    X("orgcode", "组织机构代码", "Organisation code")
#define RELATIONS(X)                                                                                                   \
    X("registration", "注册", "Registration")                                                                          \
    X("tax", "纳税", "Tax")                                                                                            \
    X("statistics", "统计", "Statistics")
#define LISTS(X)                                                                                                       \
    X("above_scale", "规上企业", "Above scale")                                                                        \
    X("high_tech", "高新技术企业", "High-tech")                                                                        \
    X("size_class", "大中小微", "Size class")                                                                          \
    X("resumption", "复工复产", "Return to work")                                                                      \
    X("other", "其他", "Other")
#define FLAGS(X)                                                                                                       \
    X("above_scale", "规上", "Above scale")                                                                            \
    X("high_tech", "高新技术", "High-tech")                                                                            \
    X("resumed", "已复工", "Back at work")                                                                             \
    X("specialised", "专精特新", "Specialised and innovative")                                                         \
    X("listed", "上市", "Listed company")                                                                              \
    X("other", "其他", "Other")
#define SORTS(X)                                                                                                       \
    X("name", "名称", "Name")                                                                                          \
    X("no", "编号", "Number")                                                                                          \
    X("updated", "更新时间", "Last change")
#define FORMATS(X)                                                                                                     \
    X("xlsx", "Excel 工作簿", "Excel workbook")                                                                        \
    X("csv", "CSV 文本", "CSV text")
#define DIRS(X)                                                                                                        \
    X("asc", "升序", "Ascending")                                                                                      \
    X("desc", "降序", "Descending")

ENUM_TABLE(ENTERPRISE_KIND_NAMES, "EnterpriseKind", KINDS);
ENUM_TABLE(ENTERPRISE_STATE_NAMES, "EnterpriseState", STATES);
ENUM_TABLE(IDENTIFIER_KIND_NAMES, "IdentifierKind", IDENTIFIERS);
ENUM_TABLE(RELATION_KIND_NAMES, "RelationKind", RELATIONS);
ENUM_TABLE(LIST_KIND_NAMES, "BaseListKind", LISTS);
ENUM_TABLE(FLAG_KIND_NAMES, "FlagKind", FLAGS);
ENUM_TABLE(ENTERPRISE_SORT_NAMES, "EnterpriseSort", SORTS);
ENUM_TABLE(SORT_DIR_NAMES, "SortDirection", DIRS);
ENUM_TABLE(FILE_FORMAT_NAMES, "FileFormat", FORMATS);

/* Labels that several tables share. */
#define L_NAME .max = NAME_MAX_CHARS, .zh = "企业名称", .en = "Enterprise name", .example = "清远暖桥新材料有限公司"
#define L_USCC .max = CODE_MAX, .zh = "统一社会信用代码", .en = "Unified social credit code", .example = CODE_EXAMPLE
#define L_REG15 .max = CODE_MAX, .zh = "注册号", .en = "Registration number", .example = "320404000009558"
#define L_ORGCODE .max = CODE_MAX, .zh = "组织机构代码", .en = "Organisation code", .example = "13830295-X"
#define L_KIND .zh = "主体类型", .en = "Kind", .example = "enterprise"
#define L_REGISTERED .zh = "注册日期", .en = "Registered on", .example = DATE_EXAMPLE
#define L_CAPITAL .max = TEXT_SHORT_MAX, .zh = "注册资金", .en = "Registered capital", .example = "500万元人民币"
#define L_LEGAL .max = TEXT_SHORT_MAX, .zh = "法人代表", .en = "Legal representative"
#define L_INDUSTRY .max = TEXT_SHORT_MAX, .zh = "行业代码", .en = "Industry code", .example = "C26"
#define L_ADDRESS .max = 400, .zh = "注册地址", .en = "Registered address"
#define L_AREA .max = ID_MAX, .zh = "片区", .en = "Area"
#define L_DEPARTMENT .max = ID_MAX, .zh = "主管部门", .en = "Department in charge"
#define L_SCOPE .max = SCOPE_MAX, .zh = "经营范围", .en = "Business scope"
#define L_CONTACT .max = TEXT_SHORT_MAX, .zh = "联系人", .en = "Contact"
#define L_PHONE .max = 60, .zh = "联系电话", .en = "Contact phone", .example = "0763-3480000"
#define L_ID .max = ID_MAX, .zh = "标识", .en = "Id"
#define L_ENTERPRISE_ID .max = ID_MAX, .zh = "企业", .en = "Enterprise"
#define L_VERSION .zh = "版本", .en = "Version"
#define L_SINCE .zh = "起始日期", .en = "Since", .example = DATE_EXAMPLE
#define L_UNTIL .zh = "截止日期", .en = "Until", .example = DATE_EXAMPLE
#define L_NOTE .max = TEXT_SHORT_MAX, .zh = "备注", .en = "Note"
#define L_YEAR .zh = "年度", .en = "Year", .example = "2019"
#define L_HEADCOUNT .max = 10000000, .zh = "员工人数", .en = "Headcount", .example = "120"
#define L_REVENUE .zh = "营业收入", .en = "Revenue", .example = "2000000000"
#define L_ASSETS .zh = "资产总额", .en = "Total assets", .example = "2000000000"
#define L_SOURCE .max = TEXT_SHORT_MAX, .zh = "数据来源", .en = "Source"
#define L_REG_SINCE .zh = "注册关系起", .en = "Registered here since", .example = DATE_EXAMPLE
#define L_TAX_SINCE .zh = "纳税关系起", .en = "Taxed here since", .example = DATE_EXAMPLE
#define L_STAT_SINCE .zh = "统计关系起", .en = "Counted here since", .example = DATE_EXAMPLE
#define L_IN_ZONE .zh = "在园区", .en = "In the zone"
#define L_LIST .max = ID_MAX, .zh = "基数名单", .en = "Base list"
#define L_AFTER .max = 400, .zh = "翻页位置", .en = "Cursor"
#define L_LIMIT .max = ENTERPRISE_PAGE_MAX, .zh = "每页条数", .en = "Page size", .example = "50"

#define TABLE(T, id, ...)                                                                                              \
    static const struct field T##_fields[] = {__VA_ARGS__};                                                            \
    const struct record id = RECORD(T, T##_fields)

TABLE(registry_key, REGISTRY_KEY, FIELD(struct registry_key, id, .required = true, L_ID));

#define QUERY_FILTER                                                                                                   \
    FIELD(struct enterprise_query, q, .max = NAME_MAX_CHARS, .zh = "搜索", .en = "Search", .example = "清远"),         \
        FIELD(struct enterprise_query, area_id, L_AREA), FIELD(struct enterprise_query, department_id, L_DEPARTMENT),  \
        FIELD_E(struct enterprise_query, flag, FLAG_KIND_NAMES, .zh = "标识", .en = "Flag"),                           \
        FIELD(struct enterprise_query, list_id, L_LIST),                                                               \
        FIELD_E(struct enterprise_query, size_class, SIZE_CLASS_NAMES, .zh = "规模", .en = "Size class"),              \
        FIELD_E(struct enterprise_query, kind, ENTERPRISE_KIND_NAMES, L_KIND),                                         \
        FIELD_E(struct enterprise_query, relation, RELATION_KIND_NAMES, .zh = "与园区的关系", .en = "Relation"),       \
        FIELD_E(struct enterprise_query, state, ENTERPRISE_STATE_NAMES, .zh = "状态", .en = "State"),                  \
        FIELD(struct enterprise_query, in_zone, L_IN_ZONE),                                                            \
        FIELD(struct enterprise_query, incomplete, .zh = "资料不全", .en = "Incomplete"), \
        FIELD(struct enterprise_query, complete, .zh = "资料完整", .en = "Complete")

TABLE(enterprise_query, ENTERPRISE_QUERY, QUERY_FILTER,
      FIELD_E(struct enterprise_query, sort, ENTERPRISE_SORT_NAMES, .zh = "排序", .en = "Sort"),
      FIELD_E(struct enterprise_query, dir, SORT_DIR_NAMES, .zh = "次序", .en = "Direction"),
      FIELD(struct enterprise_query, after, L_AFTER), FIELD(struct enterprise_query, limit, L_LIMIT));

static const struct field export_fields[] = {
    QUERY_FILTER, FIELD_E(struct enterprise_query, format, FILE_FORMAT_NAMES, .zh = "格式", .en = "Format")};
const struct record ENTERPRISE_EXPORT = {"enterprise_export", sizeof(struct enterprise_query), export_fields,
                                         COUNT(export_fields)};

TABLE(enterprise_item, ENTERPRISE_ITEM, FIELD(struct enterprise_item, id, .required = true, L_ID),
      FIELD(struct enterprise_item, no, .required = true, .zh = "编号", .en = "Number"),
      FIELD(struct enterprise_item, name, .required = true, L_NAME), FIELD(struct enterprise_item, uscc, L_USCC),
      FIELD_E(struct enterprise_item, kind, ENTERPRISE_KIND_NAMES, .required = true, L_KIND),
      FIELD_E(struct enterprise_item, state, ENTERPRISE_STATE_NAMES, .required = true, .zh = "状态", .en = "State"),
      FIELD(struct enterprise_item, industry, L_INDUSTRY),
      FIELD(struct enterprise_item, industry_name, .zh = "行业", .en = "Industry"),
      FIELD(struct enterprise_item, area_id, L_AREA),
      FIELD(struct enterprise_item, area_name, .zh = "片区名称", .en = "Area name"),
      FIELD_E(struct enterprise_item, size_class, SIZE_CLASS_NAMES, .required = true, .zh = "规模", .en = "Size class"),
      FIELD(struct enterprise_item, in_zone, .required = true, L_IN_ZONE),
      FIELD(struct enterprise_item, above_scale, .required = true, .zh = "规上", .en = "Above scale"),
      FIELD(struct enterprise_item, high_tech, .required = true, .zh = "高新技术", .en = "High-tech"),
      FIELD(struct enterprise_item, resumed, .required = true, .zh = "已复工", .en = "Back at work"),
      FIELD(struct enterprise_item, sample, .required = true, .zh = "示例数据", .en = "Sample data"),
      FIELD(struct enterprise_item, updated, .required = true, .zh = "更新时间", .en = "Updated"),
      FIELD(struct enterprise_item, version, .required = true, L_VERSION));

TABLE(enterprise_page, ENTERPRISE_PAGE,
      FIELD(struct enterprise_page, items, .required = true, .of = &ENTERPRISE_ITEM, .zh = "企业", .en = "Enterprises"),
      FIELD(struct enterprise_page, total, .required = true, .zh = "总数", .en = "Total"),
      FIELD(struct enterprise_page, total_capped, .required = true, .zh = "总数封顶", .en = "Total capped"),
      FIELD(struct enterprise_page, next, .zh = "下一页", .en = "Next page"));

TABLE(identifier, IDENTIFIER,
      FIELD_E(struct identifier, kind, IDENTIFIER_KIND_NAMES, .required = true, .zh = "代码类型", .en = "Kind of code"),
      FIELD(struct identifier, value, .required = true, .max = CODE_MAX, .zh = "代码", .en = "Code"),
      FIELD(struct identifier, valid_from, L_SINCE), FIELD(struct identifier, valid_to, L_UNTIL),
      FIELD(struct identifier, check_ok, .required = true, .zh = "校验通过", .en = "Check digit right"),
      FIELD(struct identifier, warning, .zh = "提示", .en = "Warning"),
      FIELD(struct identifier, suggestion, .zh = "可能应为", .en = "Probably"));

TABLE(relation, RELATION, FIELD(struct relation, id, .required = true, L_ID),
      FIELD_E(struct relation, kind, RELATION_KIND_NAMES, .required = true, .zh = "关系", .en = "Relation"),
      FIELD(struct relation, since, .required = true, L_SINCE), FIELD(struct relation, until, L_UNTIL),
      FIELD(struct relation, note, L_NOTE),
      FIELD(struct relation, current, .required = true, .zh = "当前有效", .en = "Current"));

TABLE(enterprise_flag, ENTERPRISE_FLAG, FIELD(struct enterprise_flag, id, .required = true, L_ID),
      FIELD_E(struct enterprise_flag, flag, FLAG_KIND_NAMES, .required = true, .zh = "标识", .en = "Flag"),
      FIELD(struct enterprise_flag, list_id, L_LIST),
      FIELD(struct enterprise_flag, list_name, .zh = "名单名称", .en = "Name of the list"),
      FIELD(struct enterprise_flag, since, .required = true, L_SINCE), FIELD(struct enterprise_flag, until, L_UNTIL),
      FIELD(struct enterprise_flag, value, .max = TEXT_SHORT_MAX, .zh = "说明", .en = "Value"),
      FIELD(struct enterprise_flag, current, .required = true, .zh = "当前有效", .en = "Current"));

TABLE(enterprise_year, ENTERPRISE_YEAR,
      FIELD(struct enterprise_year, year, .required = true, .min = 1949, .max = 9999, L_YEAR),
      FIELD(struct enterprise_year, headcount, L_HEADCOUNT), FIELD(struct enterprise_year, revenue_fen, L_REVENUE),
      FIELD(struct enterprise_year, assets_fen, L_ASSETS), FIELD(struct enterprise_year, source, L_SOURCE),
      FIELD(struct enterprise_year, version, .required = true, L_VERSION));

TABLE(merged_record, MERGED_RECORD, FIELD(struct merged_record, id, .required = true, L_ID),
      FIELD(struct merged_record, no, .required = true, .zh = "编号", .en = "Number"),
      FIELD(struct merged_record, name, .required = true, L_NAME), FIELD(struct merged_record, uscc, L_USCC),
      FIELD(struct merged_record, updated, .required = true, .zh = "合并时间", .en = "Merged at"));

TABLE(enterprise, ENTERPRISE, FIELD(struct enterprise, id, .required = true, L_ID),
      FIELD(struct enterprise, no, .required = true, .zh = "编号", .en = "Number"),
      FIELD(struct enterprise, name, .required = true, L_NAME), FIELD(struct enterprise, uscc, L_USCC),
      FIELD_E(struct enterprise, kind, ENTERPRISE_KIND_NAMES, .required = true, L_KIND),
      FIELD_E(struct enterprise, state, ENTERPRISE_STATE_NAMES, .required = true, .zh = "状态", .en = "State"),
      FIELD(struct enterprise, registered_on, L_REGISTERED), FIELD(struct enterprise, capital_text, L_CAPITAL),
      FIELD(struct enterprise, capital_fen, .zh = "注册资金（分）", .en = "Registered capital in fen"),
      FIELD(struct enterprise, legal_representative, L_LEGAL), FIELD(struct enterprise, industry, L_INDUSTRY),
      FIELD(struct enterprise, industry_name, .zh = "行业", .en = "Industry"),
      FIELD(struct enterprise, address, L_ADDRESS), FIELD(struct enterprise, area_id, L_AREA),
      FIELD(struct enterprise, area_name, .zh = "片区名称", .en = "Area name"),
      FIELD(struct enterprise, department_id, L_DEPARTMENT),
      FIELD(struct enterprise, department_name, .zh = "主管部门名称", .en = "Name of the department"),
      FIELD(struct enterprise, scope_text, L_SCOPE), FIELD(struct enterprise, contact_name, L_CONTACT),
      FIELD(struct enterprise, contact_phone, L_PHONE),
      FIELD(struct enterprise, sample, .required = true, .zh = "示例数据", .en = "Sample data"),
      FIELD(struct enterprise, in_zone, .required = true, L_IN_ZONE),
      FIELD_E(struct enterprise, size_class, SIZE_CLASS_NAMES, .required = true, .zh = "规模", .en = "Size class"),
      FIELD(struct enterprise, size_group, .zh = "适用的行业组", .en = "Industry group of the rule"),
      FIELD(struct enterprise, size_reason, .zh = "划型依据", .en = "Why this size class"),
      FIELD(struct enterprise, size_year, .zh = "划型年度", .en = "Year of the figures"),
      FIELD(struct enterprise, merged_into, .zh = "合并到", .en = "Merged into"),
      FIELD(struct enterprise, merged_into_name, .zh = "合并到的企业", .en = "Name of the one merged into"),
      FIELD(struct enterprise, identifiers, .required = true, .of = &IDENTIFIER, .zh = "代码", .en = "Codes"),
      FIELD(struct enterprise, relations, .required = true, .of = &RELATION, .zh = "关系", .en = "Relations"),
      FIELD(struct enterprise, flags, .required = true, .of = &ENTERPRISE_FLAG, .zh = "标识", .en = "Flags"),
      FIELD(struct enterprise, years, .required = true, .of = &ENTERPRISE_YEAR, .zh = "年度数据", .en = "Years"),
      FIELD(struct enterprise, merged, .required = true, .of = &MERGED_RECORD, .zh = "并入的记录",
            .en = "Merged records"),
      FIELD(struct enterprise, worker_count, .required = true, .zh = "员工数", .en = "Workers"),
      FIELD(struct enterprise, attachment_count, .required = true, .zh = "附件数", .en = "Attachments"),
      FIELD(struct enterprise, created, .required = true, .zh = "建立时间", .en = "Created"),
      FIELD(struct enterprise, updated, .required = true, .zh = "更新时间", .en = "Updated"),
      FIELD(struct enterprise, version, .required = true, L_VERSION),
      FIELD(struct enterprise, actions, .required = true, .zh = "可做的事", .en = "Actions"));

TABLE(enterprise_new, ENTERPRISE_NEW, FIELD(struct enterprise_new, name, .required = true, .min = 2, L_NAME),
      FIELD(struct enterprise_new, uscc, L_USCC), FIELD(struct enterprise_new, reg15, L_REG15),
      FIELD(struct enterprise_new, orgcode, L_ORGCODE),
      FIELD(struct enterprise_new, code_confirmed, .zh = "已核对证照", .en = "Checked against the certificate"),
      FIELD_E(struct enterprise_new, kind, ENTERPRISE_KIND_NAMES, L_KIND),
      FIELD(struct enterprise_new, registered_on, L_REGISTERED), FIELD(struct enterprise_new, capital_text, L_CAPITAL),
      FIELD(struct enterprise_new, legal_representative, L_LEGAL), FIELD(struct enterprise_new, industry, L_INDUSTRY),
      FIELD(struct enterprise_new, address, L_ADDRESS), FIELD(struct enterprise_new, area_id, L_AREA),
      FIELD(struct enterprise_new, department_id, L_DEPARTMENT), FIELD(struct enterprise_new, scope_text, L_SCOPE),
      FIELD(struct enterprise_new, contact_name, L_CONTACT), FIELD(struct enterprise_new, contact_phone, L_PHONE),
      FIELD(struct enterprise_new, registration_since, L_REG_SINCE),
      FIELD(struct enterprise_new, tax_since, L_TAX_SINCE),
      FIELD(struct enterprise_new, statistics_since, L_STAT_SINCE),
      FIELD(struct enterprise_new, sample, .zh = "示例数据", .en = "Sample data"));

TABLE(enterprise_edit, ENTERPRISE_EDIT, FIELD(struct enterprise_edit, id, .required = true, L_ID),
      FIELD(struct enterprise_edit, version, .required = true, .min = 1, L_VERSION),
      FIELD(struct enterprise_edit, name, .required = true, .min = 2, L_NAME),
      FIELD_E(struct enterprise_edit, kind, ENTERPRISE_KIND_NAMES, .required = true, L_KIND),
      FIELD_E(struct enterprise_edit, state, ENTERPRISE_STATE_NAMES, .zh = "状态", .en = "State"),
      FIELD(struct enterprise_edit, registered_on, L_REGISTERED),
      FIELD(struct enterprise_edit, capital_text, L_CAPITAL),
      FIELD(struct enterprise_edit, legal_representative, L_LEGAL), FIELD(struct enterprise_edit, industry, L_INDUSTRY),
      FIELD(struct enterprise_edit, address, L_ADDRESS), FIELD(struct enterprise_edit, area_id, L_AREA),
      FIELD(struct enterprise_edit, department_id, L_DEPARTMENT), FIELD(struct enterprise_edit, scope_text, L_SCOPE),
      FIELD(struct enterprise_edit, contact_name, L_CONTACT), FIELD(struct enterprise_edit, contact_phone, L_PHONE));

TABLE(enterprise_merge, ENTERPRISE_MERGE, FIELD(struct enterprise_merge, id, .required = true, L_ID),
      FIELD(struct enterprise_merge, into_id, .required = true, .max = ID_MAX, .zh = "并入的企业", .en = "Merge into"),
      FIELD(struct enterprise_merge, reason, .required = true, .min = 2, .max = TEXT_SHORT_MAX, .zh = "理由",
            .en = "Reason", .example = "重复登记"),
      FIELD(struct enterprise_merge, version, .required = true, .min = 1, L_VERSION));

TABLE(identifier_new, IDENTIFIER_NEW, FIELD(struct identifier_new, id, .required = true, L_ENTERPRISE_ID),
      FIELD_E(struct identifier_new, kind, IDENTIFIER_KIND_NAMES, .required = true, .zh = "代码类型",
              .en = "Kind of code"),
      FIELD(struct identifier_new, value, .required = true, .min = 1, .max = CODE_MAX, .zh = "代码", .en = "Code",
            .example = CODE_EXAMPLE),
      FIELD(struct identifier_new, valid_from, L_SINCE),
      FIELD(struct identifier_new, code_confirmed, .zh = "已核对证照", .en = "Checked against the certificate"));

TABLE(relation_new, RELATION_NEW, FIELD(struct relation_new, id, .required = true, L_ENTERPRISE_ID),
      FIELD_E(struct relation_new, kind, RELATION_KIND_NAMES, .required = true, .zh = "关系", .en = "Relation"),
      FIELD(struct relation_new, since, .required = true, L_SINCE), FIELD(struct relation_new, until, L_UNTIL),
      FIELD(struct relation_new, note, L_NOTE));

TABLE(relation_edit, RELATION_EDIT, FIELD(struct relation_edit, id, .required = true, L_ENTERPRISE_ID),
      FIELD(struct relation_edit, relation_id, .required = true, L_ID),
      FIELD(struct relation_edit, since, .required = true, L_SINCE), FIELD(struct relation_edit, until, L_UNTIL),
      FIELD(struct relation_edit, note, L_NOTE));

TABLE(flag_new, FLAG_NEW, FIELD(struct flag_new, id, .required = true, L_ENTERPRISE_ID),
      FIELD_E(struct flag_new, flag, FLAG_KIND_NAMES, .required = true, .zh = "标识", .en = "Flag"),
      FIELD(struct flag_new, list_id, L_LIST), FIELD(struct flag_new, since, .required = true, L_SINCE),
      FIELD(struct flag_new, until, L_UNTIL),
      FIELD(struct flag_new, value, .max = TEXT_SHORT_MAX, .zh = "说明", .en = "Value"));

TABLE(flag_edit, FLAG_EDIT, FIELD(struct flag_edit, id, .required = true, L_ENTERPRISE_ID),
      FIELD(struct flag_edit, flag_id, .required = true, L_ID),
      FIELD(struct flag_edit, since, .required = true, L_SINCE), FIELD(struct flag_edit, until, L_UNTIL),
      FIELD(struct flag_edit, value, .max = TEXT_SHORT_MAX, .zh = "说明", .en = "Value"));

TABLE(year_put, YEAR_PUT, FIELD(struct year_put, id, .required = true, L_ENTERPRISE_ID),
      FIELD(struct year_put, year, .required = true, .min = 1949, .max = 9999, L_YEAR),
      FIELD(struct year_put, headcount, L_HEADCOUNT), FIELD(struct year_put, revenue_fen, L_REVENUE),
      FIELD(struct year_put, assets_fen, L_ASSETS), FIELD(struct year_put, source, L_SOURCE),
      FIELD(struct year_put, version, L_VERSION));

TABLE(base_list, BASE_LIST, FIELD(struct base_list, id, .required = true, L_ID),
      FIELD(struct base_list, code, .required = true, .max = CODE_MAX, .zh = "名单代码", .en = "Code"),
      FIELD(struct base_list, name, .required = true, .max = NAME_MAX_CHARS, .zh = "名单名称", .en = "Name"),
      FIELD_E(struct base_list, kind, LIST_KIND_NAMES, .required = true, .zh = "名单类型", .en = "Kind of list"),
      FIELD(struct base_list, as_of, .required = true, .zh = "基准日", .en = "As of"),
      FIELD(struct base_list, frozen, .required = true, .zh = "已冻结", .en = "Frozen"),
      FIELD(struct base_list, members, .required = true, .zh = "企业数", .en = "Members"),
      FIELD(struct base_list, version, .required = true, L_VERSION),
      FIELD(struct base_list, actions, .required = true, .zh = "可做的事", .en = "Actions"));

TABLE(base_list_new, BASE_LIST_NEW,
      FIELD(struct base_list_new, code, .required = true, .min = 1, .max = CODE_MAX, .zh = "名单代码", .en = "Code",
            .example = "above-scale-2020"),
      FIELD(struct base_list_new, name, .required = true, .min = 2, .max = NAME_MAX_CHARS, .zh = "名单名称",
            .en = "Name", .example = "2020 年规上工业企业"),
      FIELD_E(struct base_list_new, kind, LIST_KIND_NAMES, .required = true, .zh = "名单类型", .en = "Kind of list"),
      FIELD(struct base_list_new, as_of, .required = true, .zh = "基准日", .en = "As of", .example = DATE_EXAMPLE));

TABLE(base_list_freeze, BASE_LIST_FREEZE, FIELD(struct base_list_freeze, id, .required = true, L_ID),
      FIELD(struct base_list_freeze, version, .required = true, .min = 1, L_VERSION));

TABLE(base_lists, BASE_LISTS,
      FIELD(struct base_lists, items, .required = true, .of = &BASE_LIST, .zh = "名单", .en = "Lists"));

TABLE(industry_choice, INDUSTRY_CHOICE,
      FIELD(struct industry_choice, code, .required = true, .zh = "行业代码", .en = "Code"),
      FIELD(struct industry_choice, name, .required = true, .zh = "行业", .en = "Industry"));
TABLE(industry_choices, INDUSTRY_CHOICES,
      FIELD(struct industry_choices, items, .required = true, .of = &INDUSTRY_CHOICE, .zh = "行业",
            .en = "Industries"));

TABLE(code_query, CODE_QUERY,
      FIELD_E(struct code_query, kind, IDENTIFIER_KIND_NAMES, .required = true, .zh = "代码类型", .en = "Kind of code"),
      FIELD(struct code_query, value, .required = true, .min = 1, .max = CODE_MAX, .zh = "代码", .en = "Code",
            .example = CODE_EXAMPLE));
TABLE(code_answer, CODE_ANSWER, FIELD(struct code_answer, ok, .required = true, .zh = "正确", .en = "Right"),
      FIELD(struct code_answer, value, .required = true, .zh = "代码", .en = "Code"),
      FIELD(struct code_answer, reason, .zh = "原因", .en = "Reason"),
      FIELD(struct code_answer, suggestion, .zh = "可能应为", .en = "Probably"),
      FIELD(struct code_answer, enterprise_id, .zh = "已登记于", .en = "Enterprise that has it"),
      FIELD(struct code_answer, enterprise_name, .zh = "已登记企业", .en = "Its name"));

TABLE(enterprise_draft, ENTERPRISE_DRAFT, FIELD(struct enterprise_draft, name, .required = true, .min = 2, L_NAME),
      FIELD(struct enterprise_draft, uscc, L_USCC), FIELD(struct enterprise_draft, reg15, L_REG15),
      FIELD(struct enterprise_draft, orgcode, L_ORGCODE),
      FIELD_E(struct enterprise_draft, kind, ENTERPRISE_KIND_NAMES, L_KIND),
      FIELD(struct enterprise_draft, registered_on, L_REGISTERED),
      FIELD(struct enterprise_draft, capital_text, L_CAPITAL),
      FIELD(struct enterprise_draft, legal_representative, L_LEGAL),
      FIELD(struct enterprise_draft, industry, L_INDUSTRY), FIELD(struct enterprise_draft, address, L_ADDRESS),
      FIELD(struct enterprise_draft, area, .max = 80, .zh = "片区", .en = "Area"),
      FIELD(struct enterprise_draft, department, .max = 80, .zh = "主管部门", .en = "Department in charge"),
      FIELD(struct enterprise_draft, scope_text, L_SCOPE), FIELD(struct enterprise_draft, contact_name, L_CONTACT),
      FIELD(struct enterprise_draft, contact_phone, L_PHONE),
      FIELD(struct enterprise_draft, registration_since, L_REG_SINCE),
      FIELD(struct enterprise_draft, tax_since, L_TAX_SINCE),
      FIELD(struct enterprise_draft, statistics_since, L_STAT_SINCE));

TABLE(year_draft, YEAR_DRAFT, FIELD(struct year_draft, uscc, .required = true, L_USCC),
      FIELD(struct year_draft, name, L_NAME),
      FIELD(struct year_draft, year, .required = true, .min = 1949, .max = 9999, L_YEAR),
      FIELD(struct year_draft, headcount, L_HEADCOUNT), FIELD(struct year_draft, revenue_fen, L_REVENUE),
      FIELD(struct year_draft, assets_fen, L_ASSETS), FIELD(struct year_draft, source, L_SOURCE));
