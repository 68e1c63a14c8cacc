/* fund_records.c - the record tables of fund.h, and of the statements. */
#include "fund/fund_impl.h"

#define WIRE(id, wire, zh, en) wire,
#define ZH(id, wire, zh, en) zh,
#define EN(id, wire, zh, en) en,
static const char *const kind_wire[] = {"", FUND_KINDS(WIRE)}, *const kind_zh[] = {"", FUND_KINDS(ZH)},
                         *const kind_en[] = {"", FUND_KINDS(EN)};
static const char *const account_wire[] = {"", FUND_ACCOUNTS(WIRE)}, *const account_zh[] = {"", FUND_ACCOUNTS(ZH)},
                         *const account_en[] = {"", FUND_ACCOUNTS(EN)};
static const char *const state_wire[] = {"", "open", "closed"}, *const state_zh[] = {"", "使用中", "已关闭"},
                         *const state_en[] = {"", "Open", "Closed"};
const struct enum_names FUND_KIND_NAMES = {"FundKind", kind_wire, kind_zh, kind_en, COUNT(kind_wire)};
const struct enum_names FUND_ACCOUNT_NAMES = {"FundAccount", account_wire, account_zh, account_en, COUNT(account_wire)};
const struct enum_names FUND_POT_STATE_NAMES = {"PotState", state_wire, state_zh, state_en, COUNT(state_wire)};
static const char *const format_wire[] = {"", "xlsx", "csv"}, *const format_zh[] = {"", "Excel", "CSV"},
                         *const format_en[] = {"", "Excel", "CSV"};
const struct enum_names FUND_FORMAT_NAMES = {"LedgerFormat", format_wire, format_zh, format_en, COUNT(format_wire)};
/* What a change of budget may be: the first two kinds. */
static const struct enum_names BUDGET_KIND_NAMES = {"BudgetKind", kind_wire, kind_zh, kind_en, FUND_CUT + 1};

#define TABLE(T, id, ...)                                                                                              \
    static const struct field T##_fields[] = {__VA_ARGS__};                                                            \
    const struct record id = RECORD(T, T##_fields)

/* The columns that six figures are, in every record that has them. */
#define FIGURES(T)                                                                                                     \
    FIELD(T, budget_fen, .required = true, .zh = "预算", .en = "Budget"),                                              \
        FIELD(T, available_fen, .required = true, .zh = "可用", .en = "Available"),                                    \
        FIELD(T, reserved_fen, .required = true, .zh = "已预留", .en = "Reserved"),                                    \
        FIELD(T, committed_fen, .required = true, .zh = "已核定", .en = "Committed"),                                  \
        FIELD(T, paid_fen, .required = true, .zh = "已拨付", .en = "Paid"),                                            \
        FIELD(T, recovered_fen, .required = true, .zh = "已追回", .en = "Recovered")

#define POT_ID(T) FIELD(T, id, .required = true, .max = 40, .zh = "资金池", .en = "Pot")
#define NAME_ZH(T)                                                                                                     \
    FIELD(T, name_zh, .required = true, .max = 80, .zh = "中文名称", .en = "Chinese name", .example = "青年人才资金")
#define NAME_EN(T)                                                                                                     \
    FIELD(T, name_en, .required = true, .max = 120, .zh = "英文名称", .en = "English name",                            \
          .example = "Young talent fund")
#define BASIS(T)                                                                                                       \
    FIELD(T, basis, .max = 500, .zh = "政策或项目依据", .en = "Programme or policy", .example = "青年人才办法")

TABLE(fund_spender, FUND_SPENDER, FIELD_E(struct fund_spender, role, ROLE_NAMES, .zh = "角色", .en = "Role"),
      FIELD(struct fund_spender, department_id, .max = 40, .zh = "部门", .en = "Department"),
      FIELD(struct fund_spender, department_name, .max = 120, .zh = "部门名称", .en = "Department's name"));

#define POT_COLUMNS                                                                                                    \
    FIELD(struct fund_pot, id, .required = true), FIELD(struct fund_pot, code, .required = true),                      \
        FIELD(struct fund_pot, name_zh, .required = true), FIELD(struct fund_pot, name_en, .required = true),          \
        FIELD(struct fund_pot, year, .required = true), FIELD(struct fund_pot, basis),                                 \
        FIELD(struct fund_pot, department_id), FIELD(struct fund_pot, department_name),                                \
        FIELD_E(struct fund_pot, state, FUND_POT_STATE_NAMES, .required = true),                                       \
        FIELD(struct fund_pot, reuse_recovered, .required = true), FIELD(struct fund_pot, sample, .required = true),   \
        FIGURES(struct fund_pot), FIELD(struct fund_pot, entries, .required = true),                                   \
        FIELD(struct fund_pot, created, .required = true), FIELD(struct fund_pot, updated, .required = true),          \
        FIELD(struct fund_pot, version, .required = true)
TABLE(fund_pot, FUND_POT, POT_COLUMNS, FIELD_L(struct fund_pot, spenders, FUND_SPENDER, .required = true),
      FIELD(struct fund_pot, actions, .required = true));
static const struct field pot_row_fields[] = {POT_COLUMNS};
const struct record FUND_POT_ROW = {"fund_pot_row", sizeof(struct fund_pot), pot_row_fields, COUNT(pot_row_fields)};

TABLE(fund_pot_query, FUND_POT_QUERY,
      FIELD(struct fund_pot_query, year, .min = 1990, .max = 2200, .zh = "年度", .en = "Year"),
      FIELD_E(struct fund_pot_query, state, FUND_POT_STATE_NAMES, .zh = "状态", .en = "State"),
      FIELD(struct fund_pot_query, q, .max = 120, .zh = "名称、代码或依据", .en = "Part of name, code or basis"),
      FIELD(struct fund_pot_query, department_id, .max = 40, .zh = "部门", .en = "Department"),
      FIELD(struct fund_pot_query, after, .max = 80), FIELD(struct fund_pot_query, limit, .max = FUND_PAGE_MAX));
TABLE(fund_pot_page, FUND_POT_PAGE, FIELD_L(struct fund_pot_page, items, FUND_POT, .required = true),
      FIELD(struct fund_pot_page, next));
TABLE(fund_key, FUND_KEY, POT_ID(struct fund_key));

TABLE(fund_pot_new, FUND_POT_NEW,
      FIELD(struct fund_pot_new, code, .required = true, .max = 40, .zh = "代码", .en = "Code",
            .example = "talent-2020"),
      NAME_ZH(struct fund_pot_new), NAME_EN(struct fund_pot_new),
      FIELD(struct fund_pot_new, year, .required = true, .min = 1990, .max = 2200, .zh = "年度", .en = "Year",
            .example = "2020"),
      BASIS(struct fund_pot_new),
      FIELD(struct fund_pot_new, department_id, .max = 40, .zh = "主管部门", .en = "Department"),
      FIELD(struct fund_pot_new, amount_fen, .required = true, .min = 0, .max = MONEY_MAX, .zh = "预算金额",
            .en = "Budget", .example = "5000000000"),
      FIELD(struct fund_pot_new, reuse_recovered, .zh = "追回资金可再用", .en = "Recovered money is used again"),
      FIELD(struct fund_pot_new, sample, .zh = "示例金额", .en = "Sample amount"),
      FIELD_L(struct fund_pot_new, spenders, FUND_SPENDER, .max = FUND_SPENDERS_MAX, .zh = "可核定的角色或部门",
              .en = "Who may commit it"));
TABLE(fund_pot_edit, FUND_POT_EDIT, POT_ID(struct fund_pot_edit), NAME_ZH(struct fund_pot_edit),
      NAME_EN(struct fund_pot_edit), BASIS(struct fund_pot_edit),
      FIELD(struct fund_pot_edit, department_id, .max = 40, .zh = "主管部门", .en = "Department"),
      FIELD(struct fund_pot_edit, reuse_recovered, .zh = "追回资金可再用", .en = "Recovered money is used again"),
      FIELD_L(struct fund_pot_edit, spenders, FUND_SPENDER, .max = FUND_SPENDERS_MAX, .zh = "可核定的角色或部门",
              .en = "Who may commit it"),
      FIELD(struct fund_pot_edit, version, .required = true));
TABLE(fund_budget_change, FUND_BUDGET_CHANGE, POT_ID(struct fund_budget_change),
      FIELD_E(struct fund_budget_change, kind, BUDGET_KIND_NAMES, .required = true, .zh = "增减", .en = "Kind"),
      FIELD(struct fund_budget_change, amount_fen, .required = true, .min = 1, .max = MONEY_MAX, .zh = "金额",
            .en = "Amount", .example = "100000000"),
      FIELD(struct fund_budget_change, reason, .required = true, .max = FUND_NOTE_MAX, .zh = "理由", .en = "Reason",
            .example = "年中追加"));
TABLE(fund_pot_close, FUND_POT_CLOSE, POT_ID(struct fund_pot_close),
      FIELD(struct fund_pot_close, reason, .required = true, .max = FUND_NOTE_MAX, .zh = "理由", .en = "Reason",
            .example = "年度结束"),
      FIELD(struct fund_pot_close, version, .required = true));

TABLE(fund_posting, FUND_POSTING,
      FIELD_E(struct fund_posting, account, FUND_ACCOUNT_NAMES, .required = true, .zh = "科目", .en = "Account"),
      FIELD(struct fund_posting, amount_fen, .required = true, .zh = "金额", .en = "Amount"),
      FIELD(struct fund_posting, balance_fen, .required = true, .zh = "余额", .en = "Balance"));
#define ENTRY_COLUMNS                                                                                                  \
    FIELD(struct fund_entry, id, .required = true), FIELD(struct fund_entry, pot_id, .required = true),                \
        FIELD(struct fund_entry, pot_code, .required = true),                                                          \
        FIELD(struct fund_entry, no, .required = true, .zh = "序号", .en = "No."),                                     \
        FIELD_E(struct fund_entry, kind, FUND_KIND_NAMES, .required = true, .zh = "变动", .en = "Movement"),           \
        FIELD(struct fund_entry, amount_fen, .required = true, .zh = "金额", .en = "Amount"),                          \
        FIELD(struct fund_entry, subject, .zh = "单据", .en = "Subject"),                                              \
        FIELD(struct fund_entry, subject_no, .zh = "单据编号", .en = "Number of the subject"),                         \
        FIELD(struct fund_entry, key, .required = true), FIELD(struct fund_entry, note, .zh = "说明", .en = "Note"),   \
        FIELD(struct fund_entry, actor_id), FIELD(struct fund_entry, actor_name, .zh = "经办", .en = "By"),            \
        FIELD(struct fund_entry, at, .required = true, .zh = "时间", .en = "Time")
TABLE(fund_entry, FUND_ENTRY, ENTRY_COLUMNS, FIELD_L(struct fund_entry, postings, FUND_POSTING, .required = true));
static const struct field entry_row_fields[] = {ENTRY_COLUMNS};
const struct record FUND_ENTRY_ROW = {"fund_entry_row", sizeof(struct fund_entry), entry_row_fields,
                                      COUNT(entry_row_fields)};

TABLE(fund_entry_query, FUND_ENTRY_QUERY, POT_ID(struct fund_entry_query),
      FIELD_E(struct fund_entry_query, kind, FUND_KIND_NAMES, .zh = "变动", .en = "Movement"),
      FIELD(struct fund_entry_query, after, .min = 1), FIELD(struct fund_entry_query, limit, .max = FUND_PAGE_MAX));
TABLE(fund_entry_export, FUND_ENTRY_EXPORT, POT_ID(struct fund_entry_export),
      FIELD_E(struct fund_entry_export, kind, FUND_KIND_NAMES, .zh = "变动", .en = "Movement"),
      FIELD_E(struct fund_entry_export, format, FUND_FORMAT_NAMES, .zh = "格式", .en = "Format"));
TABLE(fund_entry_page, FUND_ENTRY_PAGE, FIELD_L(struct fund_entry_page, items, FUND_ENTRY, .required = true),
      FIELD(struct fund_entry_page, next));

TABLE(fund_subject, FUND_SUBJECT, FIELD(struct fund_subject, pot_id, .required = true),
      FIELD(struct fund_subject, pot_code, .required = true), FIELD(struct fund_subject, subject, .required = true),
      FIELD(struct fund_subject, subject_no),
      FIELD(struct fund_subject, reserved_fen, .required = true),
      FIELD(struct fund_subject, committed_fen, .required = true),
      FIELD(struct fund_subject, paid_fen, .required = true),
      FIELD(struct fund_subject, recovered_fen, .required = true),
      FIELD(struct fund_subject, last_no, .required = true));
TABLE(fund_subject_query, FUND_SUBJECT_QUERY, POT_ID(struct fund_subject_query),
      FIELD(struct fund_subject_query, open, .zh = "未结清", .en = "Open only"),
      FIELD(struct fund_subject_query, after, .max = FUND_ID_MAX),
      FIELD(struct fund_subject_query, limit, .max = FUND_PAGE_MAX));
TABLE(fund_subject_page, FUND_SUBJECT_PAGE, FIELD_L(struct fund_subject_page, items, FUND_SUBJECT, .required = true),
      FIELD(struct fund_subject_page, next));
TABLE(fund_subject_key, FUND_SUBJECT_KEY,
      FIELD(struct fund_subject_key, subject, .required = true, .max = FUND_ID_MAX, .zh = "单据", .en = "Subject"),
      FIELD(struct fund_subject_key, after, .max = 100), FIELD(struct fund_subject_key, limit, .max = FUND_PAGE_MAX));
TABLE(fund_subject_story, FUND_SUBJECT_STORY, FIELD(struct fund_subject_story, subject, .required = true),
      FIELD_L(struct fund_subject_story, pots, FUND_SUBJECT, .required = true),
      FIELD_L(struct fund_subject_story, entries, FUND_ENTRY, .required = true),
      FIELD(struct fund_subject_story, next));

TABLE(fund_summary_query, FUND_SUMMARY_QUERY,
      FIELD(struct fund_summary_query, year, .min = 1990, .max = 2200, .zh = "年度", .en = "Year"));
TABLE(fund_summary_year, FUND_SUMMARY_YEAR, FIELD(struct fund_summary_year, year, .required = true),
      FIELD(struct fund_summary_year, pots, .required = true), FIELD(struct fund_summary_year, open, .required = true),
      FIGURES(struct fund_summary_year));
TABLE(fund_summary, FUND_SUMMARY, FIELD_L(struct fund_summary, years, FUND_SUMMARY_YEAR, .required = true));

/* ---- statements ---- */

TABLE(fund_params, FUND_PARAMS, FIELD(struct fund_params, zone_id), FIELD(struct fund_params, id),
      FIELD(struct fund_params, code), FIELD(struct fund_params, name_zh), FIELD(struct fund_params, name_en),
      FIELD(struct fund_params, basis), FIELD(struct fund_params, department_id), FIELD(struct fund_params, subject),
      FIELD(struct fund_params, key), FIELD(struct fund_params, after), FIELD(struct fund_params, spender_kind),
      FIELD(struct fund_params, spender), FIELD(struct fund_params, q), FIELD(struct fund_params, actor_id),
      FIELD(struct fund_params, seal), FIELD_E(struct fund_params, state, FUND_POT_STATE_NAMES),
      FIELD_E(struct fund_params, kind, FUND_KIND_NAMES), FIELD(struct fund_params, year),
      FIELD(struct fund_params, no), FIELD(struct fund_params, after_no), FIELD(struct fund_params, limit),
      FIELD(struct fund_params, version), FIELD(struct fund_params, english), FIELD(struct fund_params, open),
      FIELD(struct fund_params, reuse_recovered), FIELD(struct fund_params, sample), FIELD(struct fund_params, now),
      FIGURES(struct fund_params));
TABLE(fund_count, FUND_COUNT, FIELD(struct fund_count, n));
