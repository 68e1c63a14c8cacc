/* match_records.c - the record tables of match.h. */
#include "match/match_impl.h"
#include "policy/policy.h"

enum { ID_MAX = 40, CURSOR_MAX = 40 };

static const char *const verdict_wire[] = {"", "entitled", "likely", "lacks", "not", "failed"};
static const char *const verdict_zh[] = {"", "可享受", "很可能可享受", "缺少信息", "不符合", "规则出错"};
static const char *const verdict_en[] = {"", "Entitled", "Likely", "Facts missing", "Not entitled", "Rule failed"};
const struct enum_names MATCH_VERDICT_NAMES = {"MatchVerdict", verdict_wire, verdict_zh, verdict_en,
                                               COUNT(verdict_wire)};
_Static_assert(COUNT(verdict_wire) == MATCH_FAILED + 1, "one name per verdict");

static const char *const cause_wire[] = {"", "person", "rule", "item", "import", "pack", "day"};
static const char *const cause_zh[] = {"", "人工发起", "规则发布", "事项变更", "导入完成", "资料包安装", "每日更新"};
static const char *const cause_en[] = {"", "Started by a person", "A rule was published", "An item was changed",
                                       "An import ended", "A pack was installed", "A new day"};
const struct enum_names MATCH_CAUSE_NAMES = {"MatchCause", cause_wire, cause_zh, cause_en, COUNT(cause_wire)};
_Static_assert(COUNT(cause_wire) == MATCH_CAUSE_DAY + 1, "one name per cause");

#define NAMED(T, id, record_name, ...)                                                                                 \
    static const struct field record_name##_fields[] = {__VA_ARGS__};                                                  \
    const struct record id = {.name = #record_name,                                                                    \
                              .size = sizeof(struct T),                                                                \
                              .fields = record_name##_fields,                                                          \
                              .count = COUNT(record_name##_fields)}
#define TABLE(T, id, ...) NAMED(T, id, T, __VA_ARGS__)
#define NEED .required = true
#define L_ID .max = ID_MAX, .zh = "标识", .en = "Id"
#define L_AS_OF .zh = "截至日期", .en = "As of", .example = "2020-05-14"
#define L_VERDICT .zh = "结论", .en = "Verdict", .example = "entitled"
#define L_TOTAL_FEN .zh = "金额（分）", .en = "Amount in fen"
#define L_MISSING .of = &MATCH_FACT, .zh = "缺少的信息", .en = "Missing facts"
#define L_LINES .zh = "人数", .en = "Workers"
#define L_LINES_ELIGIBLE .zh = "符合人数", .en = "Workers eligible"
#define L_LINES_LACKING .zh = "缺少信息的人数", .en = "Workers with missing facts"
#define L_ZH .zh = "中文", .en = "Chinese"
#define L_EN .zh = "英文", .en = "English"

TABLE(match_key, MATCH_KEY, FIELD(struct match_key, id, NEED, L_ID));
TABLE(entitlement_key, ENTITLEMENT_KEY, FIELD(struct entitlement_key, id, NEED, L_ID),
      FIELD(struct entitlement_key, item_id, NEED, .max = ID_MAX, .zh = "政策事项", .en = "Item"));
TABLE(match_new, MATCH_NEW, FIELD(struct match_new, as_of, L_AS_OF));

#define RUN_FIELDS                                                                                                     \
    FIELD(struct match_run, id, NEED, L_ID), FIELD(struct match_run, no, NEED, .zh = "序号", .en = "Number"),          \
        FIELD(struct match_run, as_of, NEED, L_AS_OF),                                                                 \
        FIELD(struct match_run, job_id, NEED, .max = ID_MAX, .zh = "任务", .en = "Job"),                               \
        FIELD_E(struct match_run, state, JOB_STATE_NAMES, NEED, .zh = "状态", .en = "State"),                          \
        FIELD(struct match_run, done, NEED, .zh = "已完成", .en = "Done"),                                             \
        FIELD(struct match_run, total, NEED, .zh = "总数", .en = "Total"),                                             \
        FIELD(struct match_run, failure, .zh = "失败原因", .en = "Why it failed"),                                     \
        FIELD(struct match_run, actor_name, NEED, .zh = "发起人", .en = "Started by"),                                 \
        FIELD_E(struct match_run, cause, MATCH_CAUSE_NAMES, NEED, .zh = "起因", .en = "Why it started"),              \
        FIELD(struct match_run, cause_name, .zh = "起因名称", .en = "What started it"),                                \
        FIELD(struct match_run, causes, NEED, .zh = "变更数", .en = "Changes that started it"),                        \
        FIELD(struct match_run, created, NEED, .zh = "发起时间", .en = "Started"),                                     \
        FIELD(struct match_run, finished, .zh = "完成时间", .en = "Finished"),                                         \
        FIELD(struct match_run, items, NEED, .zh = "政策事项数", .en = "Items"),                                       \
        FIELD(struct match_run, enterprises, NEED, .zh = "企业数", .en = "Enterprises"),                               \
        FIELD(struct match_run, workers, NEED, .zh = "员工数", .en = "Workers"),                                       \
        FIELD(struct match_run, entitled, NEED, .zh = "至少可享受一项资金的企业", .en = "Enterprises entitled to money"), \
        FIELD(struct match_run, lacking, NEED, .zh = "仅缺少信息的企业", .en = "Enterprises that only lack facts"),    \
        FIELD(struct match_run, changed, NEED, .zh = "变化的结论", .en = "Verdicts that changed")
TABLE(match_run, MATCH_RUN, RUN_FIELDS);
NAMED(match_run, MATCH_RUN_ROW, match_run_row, RUN_FIELDS);

#define COUNT_FIELDS                                                                                                   \
    FIELD(struct match_item, rule_version_id, .max = ID_MAX, .zh = "规则版本", .en = "Rule version"),                  \
        FIELD(struct match_item, as_of, L_AS_OF), FIELD(struct match_item, run_no, NEED, .zh = "匹配序号", .en = "Run"), \
        FIELD(struct match_item, matched, NEED, .zh = "企业数", .en = "Enterprises"),                                  \
        FIELD(struct match_item, entitled, NEED, .zh = "可享受", .en = "Entitled"),                                    \
        FIELD(struct match_item, likely, NEED, .zh = "很可能可享受", .en = "Likely"),                                  \
        FIELD(struct match_item, lacks, NEED, .zh = "缺少信息", .en = "Facts missing"),                                \
        FIELD(struct match_item, not_entitled, NEED, .zh = "不符合", .en = "Not entitled"),                            \
        FIELD(struct match_item, failed, NEED, .zh = "规则出错", .en = "Rule failed"),                                 \
        FIELD(struct match_item, lines, NEED, L_LINES),                                                                \
        FIELD(struct match_item, lines_eligible, NEED, L_LINES_ELIGIBLE),                                              \
        FIELD(struct match_item, total_fen, NEED, L_TOTAL_FEN)
TABLE(match_item, MATCH_ITEM, FIELD(struct match_item, item_id, NEED, .max = ID_MAX, .zh = "政策事项", .en = "Item"),
      FIELD(struct match_item, code, NEED, .zh = "编号", .en = "Code"),
      FIELD(struct match_item, name_zh, NEED, .zh = "名称", .en = "Name"),
      FIELD(struct match_item, name_en, NEED, .zh = "英文名称", .en = "English name"),
      FIELD(struct match_item, document_title, .zh = "政策文件", .en = "Document"),
      FIELD(struct match_item, document_title_en, .zh = "政策文件英文标题", .en = "English title of the document"),
      FIELD_E(struct match_item, kind, ITEM_KIND_NAMES, NEED, .zh = "类别", .en = "Kind"),
      FIELD_E(struct match_item, subject, ITEM_SUBJECT_NAMES, NEED, .zh = "对象", .en = "About"), COUNT_FIELDS);
NAMED(match_item, MATCH_ITEM_ROW, match_item_row, FIELD(struct match_item, item_id), COUNT_FIELDS);
TABLE(match_summary, MATCH_SUMMARY, FIELD_R(struct match_summary, last, MATCH_RUN, .zh = "最近一次", .en = "Last run"),
      FIELD_R(struct match_summary, running, MATCH_RUN, .zh = "进行中", .en = "Under way"),
      FIELD_L(struct match_summary, items, MATCH_ITEM, NEED, .max = MATCH_ITEMS_MAX, .zh = "政策事项", .en = "Items"));

TABLE(match_query, MATCH_QUERY, FIELD(struct match_query, id, NEED, L_ID),
      FIELD_E(struct match_query, verdict, MATCH_VERDICT_NAMES, L_VERDICT),
      FIELD(struct match_query, after, .max = CURSOR_MAX, .zh = "翻页位置", .en = "Cursor"),
      FIELD(struct match_query, limit, .max = MATCH_PAGE_MAX, .zh = "每页条数", .en = "Page size", .example = "50"));
TABLE(match_fact, MATCH_FACT, FIELD(struct match_fact, key, NEED, .zh = "键", .en = "Key"),
      FIELD(struct match_fact, zh, NEED, L_ZH), FIELD(struct match_fact, en, NEED, L_EN));
TABLE(match_fired, MATCH_FIRED, FIELD(struct match_fired, table, NEED, .zh = "规则表", .en = "Table"),
      FIELD(struct match_fired, row, NEED, .zh = "行", .en = "Row"));
TABLE(match_hit, MATCH_HIT, FIELD(struct match_hit, enterprise_id, NEED, .max = ID_MAX, .zh = "企业", .en = "Enterprise"),
      FIELD(struct match_hit, name, NEED, .zh = "企业名称", .en = "Name"),
      FIELD(struct match_hit, uscc, .zh = "统一社会信用代码", .en = "USCC"),
      FIELD(struct match_hit, area_name, .zh = "片区", .en = "Area"),
      FIELD(struct match_hit, no, NEED, .zh = "编号", .en = "Number"),
      FIELD_E(struct match_hit, verdict, MATCH_VERDICT_NAMES, NEED, L_VERDICT),
      FIELD(struct match_hit, total_fen, NEED, L_TOTAL_FEN), FIELD(struct match_hit, lines, NEED, L_LINES),
      FIELD(struct match_hit, lines_eligible, NEED, L_LINES_ELIGIBLE),
      FIELD(struct match_hit, lines_lacking, NEED, L_LINES_LACKING),
      FIELD_L(struct match_hit, fired, MATCH_FIRED, NEED, .zh = "适用的规则行", .en = "Rows that fired"),
      FIELD(struct match_hit, missing, NEED, L_MISSING));
TABLE(match_page, MATCH_PAGE, FIELD_L(struct match_page, items, MATCH_HIT, NEED, .zh = "企业", .en = "Enterprises"),
      FIELD(struct match_page, total, NEED, .zh = "总数", .en = "Total"),
      FIELD(struct match_page, next, .zh = "下一页", .en = "Next page"));

TABLE(match_line, MATCH_LINE, FIELD(struct match_line, worker_id, .max = ID_MAX, .zh = "员工", .en = "Worker"),
      FIELD(struct match_line, name, .zh = "姓名", .en = "Name"),
      FIELD_E(struct match_line, verdict, MATCH_VERDICT_NAMES, NEED, L_VERDICT),
      FIELD(struct match_line, amount_fen, NEED, L_TOTAL_FEN),
      FIELD(struct match_line, reason_zh, .zh = "理由", .en = "Reasons in Chinese"),
      FIELD(struct match_line, reason_en, .zh = "英文理由", .en = "Reasons in English"),
      FIELD(struct match_line, missing, NEED, L_MISSING));
TABLE(entitlement, ENTITLEMENT, FIELD(struct entitlement, item_id, NEED, .max = ID_MAX, .zh = "政策事项", .en = "Item"),
      FIELD(struct entitlement, code, NEED, .zh = "编号", .en = "Code"),
      FIELD(struct entitlement, name_zh, NEED, .zh = "名称", .en = "Name"),
      FIELD(struct entitlement, name_en, NEED, .zh = "英文名称", .en = "English name"),
      FIELD(struct entitlement, summary_zh, .zh = "摘要", .en = "Summary"),
      FIELD(struct entitlement, summary_en, .zh = "英文摘要", .en = "English summary"),
      FIELD(struct entitlement, document_title, .zh = "政策文件", .en = "Document"),
      FIELD(struct entitlement, document_title_en, .zh = "政策文件英文标题", .en = "English title of the document"),
      FIELD_E(struct entitlement, kind, ITEM_KIND_NAMES, NEED, .zh = "类别", .en = "Kind"),
      FIELD_E(struct entitlement, subject, ITEM_SUBJECT_NAMES, NEED, .zh = "对象", .en = "About"),
      FIELD(struct entitlement, opens_on, .zh = "受理开始", .en = "Opens on"),
      FIELD(struct entitlement, closes_on, .zh = "受理截止", .en = "Closes on"),
      FIELD(struct entitlement, rule_version_id, .max = ID_MAX, .zh = "规则版本", .en = "Rule version"),
      FIELD(struct entitlement, as_of, NEED, L_AS_OF),
      FIELD_E(struct entitlement, verdict, MATCH_VERDICT_NAMES, NEED, L_VERDICT),
      FIELD(struct entitlement, total_fen, NEED, L_TOTAL_FEN),
      FIELD(struct entitlement, reasons_zh, .zh = "理由", .en = "Reasons in Chinese"),
      FIELD(struct entitlement, reasons_en, .zh = "英文理由", .en = "Reasons in English"),
      FIELD(struct entitlement, missing, NEED, L_MISSING), FIELD(struct entitlement, lines, NEED, L_LINES),
      FIELD(struct entitlement, lines_eligible, NEED, L_LINES_ELIGIBLE),
      FIELD(struct entitlement, lines_lacking, NEED, L_LINES_LACKING),
      FIELD_L(struct entitlement, told, MATCH_LINE, NEED, .zh = "逐人结论", .en = "Worker by worker"),
      FIELD_E(struct entitlement, matched, MATCH_VERDICT_NAMES, .zh = "最近一次匹配的结论", .en = "Verdict of the last run"),
      FIELD(struct entitlement, match_as_of, .zh = "最近一次匹配截至", .en = "The last run is as of"),
      FIELD(struct entitlement, sample, NEED, .zh = "示例", .en = "Sample"));
TABLE(entitlements, ENTITLEMENTS,
      FIELD(struct entitlements, enterprise_id, NEED, .max = ID_MAX, .zh = "企业", .en = "Enterprise"),
      FIELD(struct entitlements, name, NEED, .zh = "企业名称", .en = "Name"),
      FIELD(struct entitlements, as_of, NEED, L_AS_OF),
      FIELD_L(struct entitlements, items, ENTITLEMENT, NEED, .max = MATCH_ITEMS_MAX, .zh = "政策事项", .en = "Items"));

TABLE(match_change, MATCH_CHANGE, FIELD(struct match_change, item_id, NEED, .max = ID_MAX, .zh = "政策事项", .en = "Item"),
      FIELD(struct match_change, code, NEED, .zh = "编号", .en = "Code"),
      FIELD(struct match_change, name_zh, NEED, .zh = "名称", .en = "Name"),
      FIELD(struct match_change, name_en, NEED, .zh = "英文名称", .en = "English name"),
      FIELD(struct match_change, run_no, NEED, .zh = "匹配序号", .en = "Run"),
      FIELD(struct match_change, as_of, NEED, L_AS_OF), FIELD(struct match_change, at, NEED, .zh = "时间", .en = "At"),
      FIELD_E(struct match_change, before, MATCH_VERDICT_NAMES, .zh = "原结论", .en = "Before"),
      FIELD_E(struct match_change, after, MATCH_VERDICT_NAMES, .zh = "新结论", .en = "After"),
      FIELD(struct match_change, before_fen, NEED, .zh = "原金额（分）", .en = "Amount before"),
      FIELD(struct match_change, after_fen, NEED, .zh = "新金额（分）", .en = "Amount after"));
TABLE(match_changes, MATCH_CHANGES,
      FIELD_L(struct match_changes, items, MATCH_CHANGE, NEED, .zh = "变化", .en = "Changes"));

/* ---- the store's ---- */

#define P(m) FIELD(struct match_params, m)
static const struct field params_fields[] = {
    P(zone_id), P(id),          P(item_id), P(job_id),  P(actor_name), P(rule_version_id), P(verdict),
    P(fired),   P(missing),     P(cells),   P(changes), P(after),      P(numbers),         P(as_of),
    P(now),     P(at),          P(no),      P(run_no),  P(block),      P(limit),           P(changed),
    P(items),   P(enterprises), P(workers), P(entitled), P(lacking),   P(matched),         P(likely),
    P(lacks),   P(not_entitled), P(failed), P(lines),   P(lines_eligible), P(total_fen), P(cause),
    P(cause_name), P(causes),   P(seen),
};
const struct record MATCH_PARAMS = RECORD(match_params, params_fields);
TABLE(match_enterprise, MATCH_ENTERPRISE, FIELD(struct match_enterprise, enterprise_id),
      FIELD(struct match_enterprise, name), FIELD(struct match_enterprise, uscc),
      FIELD(struct match_enterprise, area_id), FIELD(struct match_enterprise, area_zh),
      FIELD(struct match_enterprise, area_en), FIELD(struct match_enterprise, no));
TABLE(match_outcome, MATCH_OUTCOME, FIELD(struct match_outcome, no),
      FIELD_E(struct match_outcome, verdict, MATCH_VERDICT_NAMES), FIELD(struct match_outcome, rule_version_id),
      FIELD(struct match_outcome, fired), FIELD(struct match_outcome, missing));
TABLE(match_block, MATCH_BLOCK, FIELD(struct match_block, item_id), FIELD(struct match_block, cells),
      FIELD(struct match_block, block));
