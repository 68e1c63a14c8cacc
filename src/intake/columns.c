/* columns.c - which field a heading means. */
#include "intake/judge.h"
#include "text/text.h"

/* Synonyms are written as text_fold leaves them: lower case, no blanks, ASCII brackets.  The labels of the draft record
 * and the field's own name count as well. */
static const struct intake_field ENTERPRISE_FIELDS[] = {
    {"name",
     "单位名称|公司名称|名称|主体名称|市场主体名称|纳税人名称|单位详细名称|企业全称|公司全称|单位全称|公司|企业|"
     "enterprise|company|companyname|firm",
     NULL, NULL},
    {"uscc",
     "信用代码|社会信用代码|统一信用代码|统一代码|统一社会信用码|社会统一信用代码|纳税人识别号|税号|信用代码/注册号|"
     "统一社会信用代码/注册号|注册号/"
     "统一社会信用代码|统一社会信用代码(注册号)|enterprise_uscc|creditcode|socialcreditcode",
     NULL, NULL},
    {"reg15", "工商注册号|营业执照注册号|营业执照号|工商登记号|登记号|licenceno|licenseno", NULL, NULL},
    {"orgcode", "机构代码|组织代码|组织机构代码证号|organizationcode", NULL, NULL},
    {"kind", "企业类型|类型|市场主体类型|单位类型|公司类型|登记注册类型|type|companytype", NULL, NULL},
    {"registered_on", "成立日期|成立时间|注册时间|开业日期|登记日期|设立日期|registered|registrationdate|established",
     NULL, NULL},
    {"capital_text", "注册资本|注册资本金|认缴注册资本|capital", NULL, NULL},
    {"legal_representative", "法定代表人|法人|负责人|经营者|法定代表人/负责人|法定代表人(负责人)|法人姓名|legalperson",
     NULL, NULL},
    {"industry", "行业|所属行业|行业类别|国民经济行业|国民经济行业代码|行业分类", NULL, NULL},
    {"address", "地址|住所|经营场所|住所(经营场所)|详细地址|企业地址|注册地|经营地址|单位地址|通讯地址", NULL, NULL},
    {"area", "园区|所属片区|所在片区|所属园区|区域", NULL, NULL},
    {"department", "包片部门|责任部门|归口部门", NULL, NULL},
    {"scope_text", "主营业务|业务范围|主要业务活动|主要产品|scope|businessscope", NULL, NULL},
    {"contact_name", "企业联系人|联系人姓名|contactname", NULL, NULL},
    {"contact_phone", "电话|手机|联系方式|手机号|手机号码|联系人电话|企业电话|phone|telephone|mobile", NULL, NULL},
    {"registration_since", "注册关系起始日期|registrationsince", NULL, NULL},
    {"tax_since", "纳税关系起始日期|税务登记日期|taxsince", NULL, NULL},
    {"statistics_since", "统计关系起始日期|入统日期|statisticssince", NULL, NULL},
    {"province", "所在省份|所在省|省", "省份", "Province"},
    {"city", "地区|所在城市|所在地区|所在市", "城市", "City"},
};
static const struct intake_field WORKER_FIELDS[] = {
    {"uscc", "信用代码|社会信用代码|统一代码|企业代码|单位代码|enterprise_uscc|creditcode", NULL, NULL},
    {"enterprise_name", "单位名称|公司名称|工作单位|所在企业|企业|单位|enterprise|company", NULL, NULL},
    {"name", "员工姓名|人员姓名|名字|workername", NULL, NULL},
    {"id_kind", "证件种类|idtype", NULL, NULL},
    {"id_number", "身份证号|身份证号码|身份证|公民身份号码|证件号|居民身份证号|idnumber|id", NULL, NULL},
    {"birth", "出生年月|生日|出生年月日|birthday", NULL, NULL},
    {"household", "户籍地|户籍代码|户籍所在地代码|籍贯代码", NULL, NULL},
    {"degree", "文化程度|最高学历|学位", NULL, NULL},
    {"title", "职称等级|专业技术职称|技术职称", NULL, NULL},
    {"hired_on", "入职时间|到岗日期|参加工作时间|hired", NULL, NULL},
    {"left_on", "离职时间|left", NULL, NULL},
    {"phone", "手机|电话|联系电话|手机号|联系方式|mobile", NULL, NULL},
};
static const struct intake_field YEAR_FIELDS[] = {
    {"uscc", "信用代码|社会信用代码|统一代码|企业代码|单位代码|纳税人识别号|税号|enterprise_uscc|creditcode", NULL,
     NULL},
    {"name", "单位名称|公司名称|名称|单位详细名称|企业|公司|enterprise|company", NULL, NULL},
    {"year", "年份|年|报告期|数据年度", NULL, NULL},
    {"headcount", "从业人数|从业人员|从业人员数|从业人员期末人数|职工人数|人数|员工数|employees|staff", NULL, NULL},
    {"revenue_fen", "营业收入|营收|主营业务收入|销售收入|年营业收入|收入|revenue", NULL, NULL},
    {"assets_fen", "资产总额|资产总计|总资产|资产|assets|totalassets", NULL, NULL},
    {"source", "来源", NULL, NULL},
};
static const struct schema SCHEMAS[] = {
    [IMPORT_ENTERPRISE] = {IMPORT_ENTERPRISE, &ENTERPRISE_DRAFT, ENTERPRISE_FIELDS, COUNT(ENTERPRISE_FIELDS)},
    [IMPORT_WORKER] = {IMPORT_WORKER, &WORKER_DRAFT, WORKER_FIELDS, COUNT(WORKER_FIELDS)},
    [IMPORT_YEAR] = {IMPORT_YEAR, &YEAR_DRAFT, YEAR_FIELDS, COUNT(YEAR_FIELDS)},
};

const struct schema *schema_of(int32_t kind)
{
    assert(kind > IMPORT_KIND_NONE);
    assert((size_t)kind < COUNT(SCHEMAS));
    return &SCHEMAS[kind];
}

int32_t schema_field(const struct schema *s, struct str name)
{
    for (size_t i = 0; i < s->count; i++)
        if (str_eq(str_of(s->fields[i].name), name)) return (int32_t)i;
    return -1;
}

const struct field *schema_draft_field(const struct schema *s, int32_t index)
{
    assert(index >= 0);
    return record_field(s->draft, str_of(s->fields[index].name));
}

/* Amounts are named without "_fen" for people; a sheet of enterprises may come without any code. */
bool schema_required(const struct schema *s, int32_t index)
{
    const struct field *f = schema_draft_field(s, index);
    return f && f->required;
}

struct list schema_targets(struct arena *a, const struct schema *s)
{
    struct list out = {0};
    for (size_t i = 0; i < s->count; i++) {
        const struct field *f = schema_draft_field(s, (int32_t)i);
        *LIST_ADD(a, &out, struct import_target) = (struct import_target){
            .field = str_of(s->fields[i].name),
            .zh = str_of(f ? f->zh : s->fields[i].zh),
            .en = str_of(f ? f->en : s->fields[i].en),
            .example = str_of(f ? f->example : NULL),
            .required = f && f->required,
            .checked = f == NULL,
        };
    }
    return out;
}

static bool in_list(struct str list, struct str word)
{
    while (list.n)
        if (str_eq(str_part(&list, '|'), word)) return true;
    return false;
}

static bool is_label(struct arena *a, const char *label, struct str folded)
{
    return label && str_eq(text_fold(a, str_of(label)), folded);
}

/* Labels first, then synonyms, so that 注册号 is never taken for another field's synonym. */
static int32_t find_field(struct arena *a, const struct schema *s, struct str folded)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct field *f = schema_draft_field(s, (int32_t)i);
        if (str_eq(str_of(s->fields[i].name), folded) || is_label(a, f ? f->zh : s->fields[i].zh, folded) ||
            is_label(a, f ? f->en : s->fields[i].en, folded))
            return (int32_t)i;
    }
    for (size_t i = 0; i < s->count; i++)
        if (in_list(str_of(s->fields[i].synonyms), folded)) return (int32_t)i;
    return -1;
}

int32_t heading_field(struct arena *a, const struct schema *s, struct str heading)
{
    struct str folded = text_fold(a, heading);
    while (folded.n && (folded.p[0] == '*' || folded.p[folded.n - 1] == '*' || folded.p[folded.n - 1] == ':'))
        folded = folded.p[0] == '*' ? str_sub(folded, 1, folded.n) : str_sub(folded, 0, folded.n - 1);
    if (folded.n == 0) return -1;
    int32_t found = find_field(a, s, folded);
    if (found >= 0) return found;
    /* "注册资本(万元)", "企业名称(必填)", "营业收入,万元" */
    size_t bracket = str_find(folded, STR("("));
    if (bracket == folded.n) bracket = str_find(folded, STR(","));
    if (bracket == folded.n) bracket = str_find(folded, STR("["));
    return bracket > 0 && bracket < folded.n ? find_field(a, s, str_sub(folded, 0, bracket)) : -1;
}

int64_t heading_unit(struct str heading)
{
    static const struct {
        const char *word;
        int64_t fen;
    } UNITS[] = {{"亿元", 10000000000}, {"百万元", 100000000}, {"万元", 1000000}, {"千元", 100000},
                 {"亿", 10000000000},   {"万", 1000000},       {"元", 100}};
    for (size_t i = 0; i < COUNT(UNITS); i++)
        if (str_find(heading, str_of(UNITS[i].word)) < heading.n) return UNITS[i].fen;
    return 0;
}
