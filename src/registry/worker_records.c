/* worker_records.c - the record tables of worker.h. */
#include "registry/bulk.h"
#include "registry/worker.h"

enum {
    NAME_MAX_CHARS = 80,
    ID_MAX = 40,
    TEXT_SHORT_MAX = 200
};
#define DATE_EXAMPLE "2020-03-26"

#define ID_KINDS(X)                                                                                                    \
    X("citizen", "居民身份证", "Citizen identity card")                                                                \
    X("hmt_permit", "港澳台通行证", "Hong Kong, Macao, Taiwan travel permit")                                          \
    X("hmt_residence", "港澳台居住证", "Hong Kong, Macao, Taiwan residence card")                                      \
    X("passport", "护照", "Passport")                                                                                  \
    X("foreign_residence", "外国人永久居留证", "Foreigner's permanent residence card")
#define DEGREES(X)                                                                                                     \
    X("below_college", "大专以下", "Below college")                                                                    \
    X("college", "大专", "College")                                                                                    \
    X("bachelor", "本科", "Bachelor")                                                                                  \
    X("master", "硕士", "Master")                                                                                      \
    X("doctor", "博士", "Doctor")
#define TITLES(X)                                                                                                      \
    X("junior", "初级", "Junior")                                                                                      \
    X("middle", "中级", "Intermediate")                                                                                \
    X("associate_senior", "副高", "Associate senior")                                                                  \
    X("full_senior", "正高", "Full senior")                                                                            \
    X("technician", "技师", "Technician")                                                                              \
    X("senior_technician", "高级技师", "Senior technician")

ENUM_TABLE(WORKER_ID_KIND_NAMES, "WorkerIdKind", ID_KINDS);
ENUM_TABLE(DEGREE_NAMES, "Degree", DEGREES);
ENUM_TABLE(TITLE_NAMES, "Title", TITLES);

#define L_NAME .max = NAME_MAX_CHARS, .zh = "姓名", .en = "Name", .example = "张三"
#define L_ID_KIND .zh = "证件类型", .en = "Kind of identity document", .example = "citizen"
#define L_ID_NUMBER                                                                                                    \
    .secret = true, .max = ID_MAX, .zh = "证件号码", .en = "Identity number", .example = "11010519491231002X"
#define L_ID_MASKED .zh = "证件号码（隐去）", .en = "Identity number, masked"
#define L_BIRTH .zh = "出生日期", .en = "Born on", .example = "1990-05-14"
#define L_HOUSEHOLD .max = 12, .zh = "户籍地代码", .en = "Household division", .example = "420106"
#define L_DEGREE .zh = "学历", .en = "Degree", .example = "bachelor"
#define L_TITLE .zh = "职称", .en = "Title", .example = "middle"
#define L_HIRED .zh = "入职日期", .en = "Hired on", .example = DATE_EXAMPLE
#define L_LEFT .zh = "离职日期", .en = "Left on", .example = DATE_EXAMPLE
#define L_PHONE .secret = true, .max = 40, .zh = "手机号码", .en = "Mobile number", .example = "13800138000"
#define L_PHONE_MASKED .zh = "手机号码（隐去）", .en = "Mobile number, masked"
#define L_ID .max = ID_MAX, .zh = "标识", .en = "Id"
#define L_ENTERPRISE_ID .max = ID_MAX, .zh = "企业", .en = "Enterprise"
#define L_VERSION .zh = "版本", .en = "Version"

#define TABLE(T, id, ...)                                                                                              \
    static const struct field T##_fields[] = {__VA_ARGS__};                                                            \
    const struct record id = RECORD(T, T##_fields)

TABLE(worker, WORKER, FIELD(struct worker, id, .required = true, L_ID),
      FIELD(struct worker, enterprise_id, .required = true, L_ENTERPRISE_ID),
      FIELD(struct worker, name, .required = true, L_NAME),
      FIELD_E(struct worker, id_kind, WORKER_ID_KIND_NAMES, .required = true, L_ID_KIND),
      FIELD(struct worker, id_masked, .required = true, L_ID_MASKED), FIELD(struct worker, birth, L_BIRTH),
      FIELD(struct worker, household, L_HOUSEHOLD), FIELD_E(struct worker, degree, DEGREE_NAMES, L_DEGREE),
      FIELD_E(struct worker, title, TITLE_NAMES, L_TITLE), FIELD(struct worker, hired_on, L_HIRED),
      FIELD(struct worker, left_on, L_LEFT), FIELD(struct worker, phone_masked, L_PHONE_MASKED),
      FIELD(struct worker, updated, .required = true, .zh = "更新时间", .en = "Updated"),
      FIELD(struct worker, version, .required = true, L_VERSION),
      FIELD(struct worker, actions, .required = true, .zh = "可做的事", .en = "Actions"));

TABLE(worker_query, WORKER_QUERY, FIELD(struct worker_query, id, .required = true, L_ENTERPRISE_ID),
      FIELD(struct worker_query, q, .max = NAME_MAX_CHARS, .zh = "搜索", .en = "Search"),
      FIELD(struct worker_query, current, .zh = "只看在职", .en = "Only those still employed"),
      FIELD(struct worker_query, after, .max = 400, .zh = "翻页位置", .en = "Cursor"),
      FIELD(struct worker_query, limit, .max = 200, .zh = "每页条数", .en = "Page size", .example = "50"));

TABLE(worker_page, WORKER_PAGE,
      FIELD(struct worker_page, items, .required = true, .of = &WORKER, .zh = "员工", .en = "Workers"),
      FIELD(struct worker_page, total, .required = true, .zh = "总数", .en = "Total"),
      FIELD(struct worker_page, total_capped, .required = true, .zh = "总数封顶", .en = "Total capped"),
      FIELD(struct worker_page, next, .zh = "下一页", .en = "Next page"));

TABLE(worker_new, WORKER_NEW, FIELD(struct worker_new, id, .required = true, L_ENTERPRISE_ID),
      FIELD(struct worker_new, name, .required = true, .min = 1, L_NAME),
      FIELD_E(struct worker_new, id_kind, WORKER_ID_KIND_NAMES, L_ID_KIND),
      FIELD(struct worker_new, id_number, .required = true, .min = 1, L_ID_NUMBER),
      FIELD(struct worker_new, birth, L_BIRTH), FIELD(struct worker_new, household, L_HOUSEHOLD),
      FIELD_E(struct worker_new, degree, DEGREE_NAMES, L_DEGREE),
      FIELD_E(struct worker_new, title, TITLE_NAMES, L_TITLE), FIELD(struct worker_new, hired_on, L_HIRED),
      FIELD(struct worker_new, left_on, L_LEFT), FIELD(struct worker_new, phone, L_PHONE));

TABLE(worker_edit, WORKER_EDIT, FIELD(struct worker_edit, id, .required = true, L_ID),
      FIELD(struct worker_edit, version, .required = true, .min = 1, L_VERSION),
      FIELD(struct worker_edit, name, .required = true, .min = 1, L_NAME), FIELD(struct worker_edit, birth, L_BIRTH),
      FIELD(struct worker_edit, household, L_HOUSEHOLD), FIELD_E(struct worker_edit, degree, DEGREE_NAMES, L_DEGREE),
      FIELD_E(struct worker_edit, title, TITLE_NAMES, L_TITLE), FIELD(struct worker_edit, hired_on, L_HIRED),
      FIELD(struct worker_edit, left_on, L_LEFT), FIELD(struct worker_edit, phone, L_PHONE));

TABLE(worker_reveal, WORKER_REVEAL, FIELD(struct worker_reveal, id, .required = true, L_ID),
      FIELD(struct worker_reveal, reason, .required = true, .min = 2, .max = TEXT_SHORT_MAX, .zh = "理由",
            .en = "Reason", .example = "核对补贴名单"));

TABLE(worker_identity, WORKER_IDENTITY, FIELD(struct worker_identity, id, .required = true, L_ID),
      FIELD(struct worker_identity, name, .required = true, L_NAME),
      FIELD(struct worker_identity, id_number, .required = true, L_ID_NUMBER),
      FIELD(struct worker_identity, phone, L_PHONE));

TABLE(worker_draft, WORKER_DRAFT,
      FIELD(struct worker_draft, uscc, .required = true, .max = ID_MAX, .zh = "统一社会信用代码",
            .en = "Unified social credit code", .example = "91441802MA4WDLR89W"),
      FIELD(struct worker_draft, enterprise_name, .max = 120, .zh = "企业名称", .en = "Enterprise name"),
      FIELD(struct worker_draft, name, .required = true, .min = 1, L_NAME),
      FIELD_E(struct worker_draft, id_kind, WORKER_ID_KIND_NAMES, L_ID_KIND),
      FIELD(struct worker_draft, id_number, .required = true, .min = 1, L_ID_NUMBER),
      FIELD(struct worker_draft, birth, L_BIRTH), FIELD(struct worker_draft, household, L_HOUSEHOLD),
      FIELD_E(struct worker_draft, degree, DEGREE_NAMES, L_DEGREE),
      FIELD_E(struct worker_draft, title, TITLE_NAMES, L_TITLE), FIELD(struct worker_draft, hired_on, L_HIRED),
      FIELD(struct worker_draft, left_on, L_LEFT), FIELD(struct worker_draft, phone, L_PHONE));
