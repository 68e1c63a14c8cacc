/* intake_records.c - the record tables of intake.h. */
#include "intake/intake.h"

enum {
    ID_MAX = 40,
    CURSOR_MAX = 400,
    FIELD_NAME_MAX = 40,
    REASON_MAX = 200,
    FILE_NAME_MAX = 200,
    CELLS_MAX = 1000
};

#define NAMES(id, wire_name, w, z, e)                                                                                  \
    _Static_assert(COUNT(w) == COUNT(z) && COUNT(w) == COUNT(e), "one label per name");                                \
    const struct enum_names id = {.name = (wire_name), .names = (w), .zh = (z), .en = (e), .count = COUNT(w)}

static const char *const kind_wire[] = {"", "enterprise", "worker", "year"};
static const char *const kind_zh[] = {"", "企业", "员工", "年度数据"};
static const char *const kind_en[] = {"", "Enterprises", "Workers", "Figures of a year"};
NAMES(IMPORT_KIND_NAMES, "ImportKind", kind_wire, kind_zh, kind_en);

static const char *const state_wire[] = {"", "uploaded", "mapped", "running", "done", "failed"};
static const char *const state_zh[] = {"", "待对应列", "可以开始", "导入中", "已完成", "已中断"};
static const char *const state_en[] = {"", "Columns to match", "Ready", "Running", "Done", "Broken off"};
NAMES(IMPORT_STATE_NAMES, "ImportState", state_wire, state_zh, state_en);

static const char *const format_wire[] = {"", "csv", "xlsx"};
static const char *const format_label[] = {"", "CSV", "Excel (xlsx)"};
NAMES(IMPORT_FORMAT_NAMES, "ImportFormat", format_wire, format_label, format_label);

static const char *const encoding_wire[] = {"", "utf8", "utf8_bom", "gb18030"};
static const char *const encoding_label[] = {"", "UTF-8", "UTF-8 (BOM)", "GB18030"};
NAMES(IMPORT_ENCODING_NAMES, "ImportEncoding", encoding_wire, encoding_label, encoding_label);

static const char *const result_wire[] = {"", "created", "updated", "unchanged", "rejected", "quarantined"};
static const char *const result_zh[] = {"", "新增", "更新", "未变", "退回", "待核"};
static const char *const result_en[] = {"", "Created", "Updated", "Unchanged", "Rejected", "Quarantined"};
NAMES(IMPORT_RESULT_NAMES, "ImportResult", result_wire, result_zh, result_en);

static const char *const severity_wire[] = {"", "warn", "reject", "quarantine"};
static const char *const severity_zh[] = {"", "提醒", "退回", "待核"};
static const char *const severity_en[] = {"", "Remark", "Rejected", "Quarantined"};
NAMES(IMPORT_SEVERITY_NAMES, "ImportSeverity", severity_wire, severity_zh, severity_en);

static const char *const quarantine_wire[] = {"", "open", "accepted", "attached", "discarded"};
static const char *const quarantine_zh[] = {"", "待处理", "已采纳", "已并入", "已舍弃"};
static const char *const quarantine_en[] = {"", "Open", "Accepted", "Attached", "Discarded"};
NAMES(QUARANTINE_STATE_NAMES, "QuarantineState", quarantine_wire, quarantine_zh, quarantine_en);

/* A name and a table over a struct; several tables may share one struct. */
#define NAMED(T, id, record_name, ...)                                                                                 \
    static const struct field record_name##_fields[] = {__VA_ARGS__};                                                  \
    const struct record id = {.name = #record_name,                                                                    \
                              .size = sizeof(struct T),                                                                \
                              .fields = record_name##_fields,                                                          \
                              .count = COUNT(record_name##_fields)}
#define TABLE(T, id, ...) NAMED(T, id, T, __VA_ARGS__)

#define L_ID .max = ID_MAX, .zh = "标识", .en = "Id"
#define L_VERSION .zh = "版本", .en = "Version"
#define L_HEADER .zh = "表头", .en = "Heading"
#define L_COLUMN .zh = "列", .en = "Column"
#define L_FIELD .max = FIELD_NAME_MAX, .zh = "字段", .en = "Field", .example = "uscc"
#define L_ROW .zh = "行", .en = "Row"
#define L_AFTER .max = CURSOR_MAX, .zh = "翻页位置", .en = "Cursor"
#define L_LIMIT .max = 200, .zh = "每页条数", .en = "Page size", .example = "50"
#define L_KIND .zh = "内容", .en = "Contents", .example = "enterprise"
#define L_FILE_NAME .max = FILE_NAME_MAX, .zh = "文件名", .en = "File name", .example = "企业名单.xlsx"
#define L_CREATED .zh = "新增", .en = "Created"
#define L_UPDATED .zh = "更新", .en = "Updated"
#define L_UNCHANGED .zh = "未变", .en = "Unchanged"
#define L_REJECTED .zh = "退回", .en = "Rejected"
#define L_QUARANTINED .zh = "待核", .en = "Quarantined"
#define L_WARNED .zh = "有提醒", .en = "With remarks"
#define L_TOTAL .zh = "总数", .en = "Total"
#define L_CAPPED .zh = "总数不止于此", .en = "There are more"
#define L_NEXT .zh = "下一页", .en = "Next page"
#define L_ACTIONS .zh = "可做的事", .en = "Actions"
#define L_SEVERITY .zh = "程度", .en = "Severity"
#define L_MESSAGE .zh = "说明", .en = "Message"
#define NEED .required = true

TABLE(import_column, IMPORT_COLUMN, FIELD(struct import_column, index, NEED, .max = SHEET_COLUMNS_MAX, L_COLUMN),
      FIELD(struct import_column, header, L_HEADER), FIELD(struct import_column, field, L_FIELD),
      FIELD(struct import_column, samples, .zh = "样例", .en = "Samples"));

TABLE(import_target, IMPORT_TARGET, FIELD(struct import_target, field, NEED, L_FIELD),
      FIELD(struct import_target, zh, NEED, .zh = "中文名", .en = "Chinese name"),
      FIELD(struct import_target, en, NEED, .zh = "英文名", .en = "English name"),
      FIELD(struct import_target, example, .zh = "示例", .en = "Example"),
      FIELD(struct import_target, required, NEED, .zh = "必需", .en = "Required"),
      FIELD(struct import_target, checked, NEED, .zh = "只用于核对", .en = "For checking only"));

#define ITEM_FIELDS                                                                                                    \
    FIELD(struct import, id, NEED, L_ID), FIELD_E(struct import, kind, IMPORT_KIND_NAMES, NEED, L_KIND),               \
        FIELD(struct import, file_name, NEED, L_FILE_NAME),                                                            \
        FIELD(struct import, file_size, NEED, .zh = "字节数", .en = "Bytes"),                                          \
        FIELD_E(struct import, format, IMPORT_FORMAT_NAMES, NEED, .zh = "格式", .en = "Format"),                       \
        FIELD_E(struct import, encoding, IMPORT_ENCODING_NAMES, NEED, .zh = "编码", .en = "Encoding"),                 \
        FIELD_E(struct import, state, IMPORT_STATE_NAMES, NEED, .zh = "状态", .en = "State"),                          \
        FIELD(struct import, header_row, NEED, .zh = "表头所在行", .en = "Row of the headings"),                       \
        FIELD(struct import, rows, NEED, .zh = "行数", .en = "Rows"), FIELD(struct import, created, NEED, L_CREATED),  \
        FIELD(struct import, updated, NEED, L_UPDATED), FIELD(struct import, unchanged, NEED, L_UNCHANGED),            \
        FIELD(struct import, rejected, NEED, L_REJECTED), FIELD(struct import, quarantined, NEED, L_QUARANTINED),      \
        FIELD(struct import, warned, NEED, L_WARNED),                                                                  \
        FIELD(struct import, quarantine_open, NEED, .zh = "待处理", .en = "Still open"),                               \
        FIELD(struct import, job_id, .zh = "任务", .en = "Job"),                                                       \
        FIELD(struct import, done, NEED, .zh = "已读行数", .en = "Rows read"),                                         \
        FIELD(struct import, total, NEED, .zh = "总行数（估计）", .en = "Rows in all, estimated"),                     \
        FIELD(struct import, failure, .zh = "中断原因", .en = "Why it broke off"),                                     \
        FIELD(struct import, actor_name, .zh = "导入人", .en = "Imported by"),                                         \
        FIELD(struct import, uploaded_at, NEED, .zh = "上传时间", .en = "Uploaded"),                                   \
        FIELD(struct import, started_at, .zh = "开始时间", .en = "Started"),                                           \
        FIELD(struct import, finished_at, .zh = "完成时间", .en = "Finished"),                                         \
        FIELD(struct import, version, NEED, L_VERSION), FIELD(struct import, actions, NEED, L_ACTIONS)

NAMED(import, IMPORT_ITEM, import_item, ITEM_FIELDS);
NAMED(import, IMPORT, import, ITEM_FIELDS,
      FIELD(struct import, columns, NEED, .of = &IMPORT_COLUMN, .zh = "列", .en = "Columns"),
      FIELD(struct import, targets, NEED, .of = &IMPORT_TARGET, .zh = "可对应的字段", .en = "Fields to match"));

TABLE(import_query, IMPORT_QUERY, FIELD_E(struct import_query, kind, IMPORT_KIND_NAMES, L_KIND),
      FIELD_E(struct import_query, state, IMPORT_STATE_NAMES, .zh = "状态", .en = "State"),
      FIELD(struct import_query, after, L_AFTER), FIELD(struct import_query, limit, L_LIMIT));
TABLE(import_page, IMPORT_PAGE,
      FIELD(struct import_page, items, NEED, .of = &IMPORT_ITEM, .zh = "导入", .en = "Imports"),
      FIELD(struct import_page, total, NEED, L_TOTAL), FIELD(struct import_page, total_capped, NEED, L_CAPPED),
      FIELD(struct import_page, next, L_NEXT));
TABLE(import_new, IMPORT_NEW, FIELD_E(struct import_new, kind, IMPORT_KIND_NAMES, NEED, L_KIND),
      FIELD(struct import_new, file_name, NEED, .min = 1, L_FILE_NAME));
TABLE(import_key, IMPORT_KEY, FIELD(struct import_key, id, NEED, L_ID));
TABLE(import_choice, IMPORT_CHOICE,
      FIELD(struct import_choice, index, NEED, .min = 0, .max = SHEET_COLUMNS_MAX, L_COLUMN),
      FIELD(struct import_choice, field, L_FIELD));
TABLE(import_mapping, IMPORT_MAPPING, FIELD(struct import_mapping, id, NEED, L_ID),
      FIELD(struct import_mapping, version, NEED, .min = 1, L_VERSION),
      FIELD(struct import_mapping, columns, NEED, .of = &IMPORT_CHOICE, .max = SHEET_COLUMNS_MAX, .zh = "列",
            .en = "Columns"));
TABLE(import_start, IMPORT_START, FIELD(struct import_start, id, NEED, L_ID),
      FIELD(struct import_start, version, NEED, .min = 1, L_VERSION));

TABLE(import_note, IMPORT_NOTE, FIELD(struct import_note, column, L_COLUMN),
      FIELD(struct import_note, header, L_HEADER),
      FIELD_E(struct import_note, severity, IMPORT_SEVERITY_NAMES, NEED, L_SEVERITY),
      FIELD(struct import_note, message, NEED, L_MESSAGE));
TABLE(import_row, IMPORT_ROW, FIELD(struct import_row, row, NEED, L_ROW),
      FIELD_E(struct import_row, result, IMPORT_RESULT_NAMES, NEED, .zh = "结果", .en = "Result"),
      FIELD(struct import_row, name, .zh = "名称", .en = "Name"),
      FIELD(struct import_row, code, .zh = "代码", .en = "Code"),
      FIELD(struct import_row, cells, NEED, .zh = "各格", .en = "Cells"),
      FIELD(struct import_row, notes, NEED, .of = &IMPORT_NOTE, .zh = "说明", .en = "Notes"));
TABLE(import_preview, IMPORT_PREVIEW, FIELD(struct import_preview, id, NEED, L_ID),
      FIELD(struct import_preview, columns, NEED, .of = &IMPORT_COLUMN, .zh = "列", .en = "Columns"),
      FIELD(struct import_preview, rows, NEED, .of = &IMPORT_ROW, .zh = "前几行", .en = "The first rows"),
      FIELD(struct import_preview, judged, NEED, .zh = "已判断行数", .en = "Rows judged"),
      FIELD(struct import_preview, created, NEED, L_CREATED), FIELD(struct import_preview, updated, NEED, L_UPDATED),
      FIELD(struct import_preview, unchanged, NEED, L_UNCHANGED),
      FIELD(struct import_preview, rejected, NEED, L_REJECTED),
      FIELD(struct import_preview, quarantined, NEED, L_QUARANTINED),
      FIELD(struct import_preview, warned, NEED, L_WARNED),
      FIELD(struct import_preview, whole, NEED, .zh = "已是全部行", .en = "These are all rows"));

TABLE(import_issue, IMPORT_ISSUE, FIELD(struct import_issue, row, NEED, L_ROW),
      FIELD(struct import_issue, column, L_COLUMN), FIELD(struct import_issue, header, L_HEADER),
      FIELD_E(struct import_issue, severity, IMPORT_SEVERITY_NAMES, NEED, L_SEVERITY),
      FIELD(struct import_issue, message, NEED, L_MESSAGE));
TABLE(import_issue_query, IMPORT_ISSUE_QUERY, FIELD(struct import_issue_query, id, NEED, L_ID),
      FIELD_E(struct import_issue_query, severity, IMPORT_SEVERITY_NAMES, L_SEVERITY),
      FIELD(struct import_issue_query, after, L_AFTER), FIELD(struct import_issue_query, limit, L_LIMIT));
TABLE(import_issue_page, IMPORT_ISSUE_PAGE,
      FIELD(struct import_issue_page, items, NEED, .of = &IMPORT_ISSUE, .zh = "说明", .en = "Remarks"),
      FIELD(struct import_issue_page, total, NEED, L_TOTAL),
      FIELD(struct import_issue_page, total_capped, NEED, L_CAPPED), FIELD(struct import_issue_page, next, L_NEXT));
TABLE(import_sheet_query, IMPORT_SHEET_QUERY, FIELD(struct import_sheet_query, id, NEED, L_ID),
      FIELD_E(struct import_sheet_query, format, IMPORT_FORMAT_NAMES, .zh = "格式", .en = "Format"));

TABLE(quarantine_cell, QUARANTINE_CELL, FIELD(struct quarantine_cell, column, NEED, L_COLUMN),
      FIELD(struct quarantine_cell, header, L_HEADER), FIELD(struct quarantine_cell, field, L_FIELD),
      FIELD(struct quarantine_cell, value, .max = SHEET_CELL_MAX, .zh = "内容", .en = "Text"));
TABLE(quarantine_candidate, QUARANTINE_CANDIDATE, FIELD(struct quarantine_candidate, enterprise_id, NEED, L_ID),
      FIELD(struct quarantine_candidate, name, NEED, .zh = "企业名称", .en = "Enterprise name"),
      FIELD(struct quarantine_candidate, uscc, .zh = "统一社会信用代码", .en = "Unified social credit code"));
TABLE(quarantine_item, QUARANTINE_ITEM, FIELD(struct quarantine_item, id, NEED, L_ID),
      FIELD(struct quarantine_item, import_id, NEED, .zh = "导入", .en = "Import"),
      FIELD(struct quarantine_item, file_name, NEED, L_FILE_NAME),
      FIELD_E(struct quarantine_item, kind, IMPORT_KIND_NAMES, NEED, L_KIND),
      FIELD(struct quarantine_item, row, NEED, L_ROW), FIELD(struct quarantine_item, name, .zh = "名称", .en = "Name"),
      FIELD(struct quarantine_item, code, .zh = "代码", .en = "Code"),
      FIELD(struct quarantine_item, cells, NEED, .of = &QUARANTINE_CELL, .max = CELLS_MAX, .zh = "各格", .en = "Cells"),
      FIELD(struct quarantine_item, reasons, NEED, .of = &IMPORT_NOTE, .zh = "原因", .en = "Reasons"),
      FIELD_E(struct quarantine_item, state, QUARANTINE_STATE_NAMES, NEED, .zh = "状态", .en = "State"),
      FIELD(struct quarantine_item, enterprise_id, .zh = "企业", .en = "Enterprise"),
      FIELD(struct quarantine_item, enterprise_name, .zh = "企业名称", .en = "Enterprise name"),
      FIELD(struct quarantine_item, decision, .zh = "处理说明", .en = "Reason of the decision"),
      FIELD(struct quarantine_item, decided_by, .zh = "处理人", .en = "Decided by"),
      FIELD(struct quarantine_item, decided_at, .zh = "处理时间", .en = "Decided"),
      FIELD(struct quarantine_item, candidates, NEED, .of = &QUARANTINE_CANDIDATE, .zh = "同名企业", .en = "Same name"),
      FIELD(struct quarantine_item, version, NEED, L_VERSION), FIELD(struct quarantine_item, actions, NEED, L_ACTIONS));
TABLE(quarantine_query, QUARANTINE_QUERY, FIELD(struct quarantine_query, import_id, L_ID),
      FIELD_E(struct quarantine_query, state, QUARANTINE_STATE_NAMES, .zh = "状态", .en = "State"),
      FIELD(struct quarantine_query, after, L_AFTER), FIELD(struct quarantine_query, limit, L_LIMIT));
TABLE(quarantine_page, QUARANTINE_PAGE,
      FIELD(struct quarantine_page, items, NEED, .of = &QUARANTINE_ITEM, .zh = "待核行", .en = "Rows in quarantine"),
      FIELD(struct quarantine_page, total, NEED, L_TOTAL), FIELD(struct quarantine_page, total_capped, NEED, L_CAPPED),
      FIELD(struct quarantine_page, next, L_NEXT));
TABLE(import_value, IMPORT_VALUE, FIELD(struct import_value, field, NEED, L_FIELD),
      FIELD(struct import_value, value, .zh = "内容", .en = "Value"));
TABLE(quarantine_accept, QUARANTINE_ACCEPT, FIELD(struct quarantine_accept, id, NEED, L_ID),
      FIELD(struct quarantine_accept, version, NEED, .min = 1, L_VERSION),
      FIELD(struct quarantine_accept, enterprise_id, .max = ID_MAX, .zh = "并入的企业",
            .en = "Enterprise to attach to"),
      FIELD(struct quarantine_accept, fields, .of = &IMPORT_VALUE, .max = SHEET_COLUMNS_MAX, .zh = "各字段",
            .en = "Fields"));
TABLE(quarantine_discard, QUARANTINE_DISCARD, FIELD(struct quarantine_discard, id, NEED, L_ID),
      FIELD(struct quarantine_discard, version, NEED, .min = 1, L_VERSION),
      FIELD(struct quarantine_discard, reason, NEED, .min = 2, .max = REASON_MAX, .zh = "舍弃原因", .en = "Reason",
            .example = "不是本园区企业"));
