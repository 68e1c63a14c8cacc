/* size_class.c - the size class rule of 2017 as a const table and the few lines that read it. */
#include "registry/size_class.h"

static const char *const wire[] = {"", "large", "medium", "small", "micro", "unclassed"};
static const char *const zh[] = {"", "大型", "中型", "小型", "微型", "无法划型"};
static const char *const en[] = {"", "Large", "Medium", "Small", "Micro", "Cannot be classed"};
const struct enum_names SIZE_CLASS_NAMES = {
    .name = "SizeClass", .names = wire, .zh = zh, .en = en, .count = COUNT(wire)};

#define WAN INT64_C(1000000) /* 10,000 yuan in fen */

/* Lower bounds; all of a group's metrics must be reached. */
struct bounds {
    bool used;
    int64_t large, medium, small;
};
struct rule {
    const char *codes; /* prefixes of GB/T 4754 codes, separated by blanks; no two rows share one */
    const char *zh, *en;
    struct bounds headcount;       /* persons */
    struct bounds revenue, assets; /* 10,000 yuan */
};
static const struct rule RULES[] = {
    {"A", "农、林、牧、渔业", "Agriculture, forestry, animal husbandry, fishery", .revenue = {true, 20000, 500, 50}},
    {"B C D", "工业", "Industry", .headcount = {true, 1000, 300, 20}, .revenue = {true, 40000, 2000, 300}},
    {"E", "建筑业", "Construction", .revenue = {true, 80000, 6000, 300}, .assets = {true, 80000, 5000, 300}},
    {"F51", "批发业", "Wholesale", .headcount = {true, 200, 20, 5}, .revenue = {true, 40000, 5000, 1000}},
    {"F52", "零售业", "Retail", .headcount = {true, 300, 50, 10}, .revenue = {true, 20000, 500, 100}},
    {"G54 G55 G56 G57 G58 G591", "交通运输业", "Transport", .headcount = {true, 1000, 300, 20},
     .revenue = {true, 30000, 3000, 200}},
    {"G592 G593 G594 G595 G596 G599", "仓储业", "Storage", .headcount = {true, 200, 100, 20},
     .revenue = {true, 30000, 1000, 100}},
    {"G60", "邮政业", "Post", .headcount = {true, 1000, 300, 20}, .revenue = {true, 30000, 2000, 100}},
    {"H61", "住宿业", "Accommodation", .headcount = {true, 300, 100, 10}, .revenue = {true, 10000, 2000, 100}},
    {"H62", "餐饮业", "Catering", .headcount = {true, 300, 100, 10}, .revenue = {true, 10000, 2000, 100}},
    {"I63 I64", "信息传输业", "Information transmission", .headcount = {true, 2000, 100, 10},
     .revenue = {true, 100000, 1000, 100}},
    {"I65", "软件和信息技术服务业", "Software and information technology", .headcount = {true, 300, 100, 10},
     .revenue = {true, 10000, 1000, 50}},
    {"K701", "房地产开发经营", "Property development", .revenue = {true, 200000, 1000, 100},
     .assets = {true, 10000, 5000, 2000}},
    {"K702", "物业管理", "Property management", .headcount = {true, 1000, 300, 100},
     .revenue = {true, 5000, 1000, 500}},
    {"L", "租赁和商务服务业", "Leasing and business services", .headcount = {true, 300, 100, 10},
     .assets = {true, 120000, 8000, 100}},
    {"M N O Q85 R K703 K709", "其他未列明行业", "Other industries", .headcount = {true, 300, 100, 10}},
};

/* Does a code of the table begin with the given one, so that the given one is too short to decide? */
static bool is_too_short(struct str industry)
{
    for (size_t i = 0; i < COUNT(RULES); i++) {
        struct str rest = str_of(RULES[i].codes);
        while (rest.n > 0) {
            if (str_starts(str_part(&rest, ' '), industry)) return true;
        }
    }
    return false;
}

static const struct rule *rule_of(struct str industry)
{
    for (size_t i = 0; i < COUNT(RULES); i++) {
        struct str rest = str_of(RULES[i].codes);
        while (rest.n > 0) {
            struct str code = str_part(&rest, ' ');
            if (str_starts(industry, code)) return &RULES[i];
        }
    }
    return NULL;
}

/* The class by one metric alone. */
static int32_t class_by(const struct bounds *b, int64_t value, int64_t unit)
{
    if (value >= b->large * unit) return SIZE_LARGE;
    if (value >= b->medium * unit) return SIZE_MEDIUM;
    if (value >= b->small * unit) return SIZE_SMALL;
    return SIZE_MICRO;
}

static int32_t lower(int32_t a, int32_t b)
{
    return a > b ? a : b; /* LARGE is the smallest number of the enum */
}

static struct str wan_text(struct arena *a, int64_t fen)
{
    int64_t wan = fen / WAN, part = fen % WAN / (WAN / 100);
    if (part == 0) return arena_printf(a, "%" PRId64, wan);
    return arena_printf(a, "%" PRId64 ".%02" PRId64, wan, part);
}

static struct msg_text because(struct arena *a, const struct size_facts *in, const struct rule *r)
{
    struct str y = in->revenue.has ? wan_text(a, in->revenue.fen) : STR("");
    struct str z = in->assets.has ? wan_text(a, in->assets.fen) : STR("");
    int64_t x = in->headcount.v;
    if (r->headcount.used && r->revenue.used) {
        return msg_copy(a, MSG_PARTS(M(SIZE_BY_HEADCOUNT_REVENUE), I("headcount", x), S("revenue", y)));
    }
    if (r->headcount.used && r->assets.used) {
        return msg_copy(a, MSG_PARTS(M(SIZE_BY_HEADCOUNT_ASSETS), I("headcount", x), S("assets", z)));
    }
    if (r->revenue.used && r->assets.used) {
        return msg_copy(a, MSG_PARTS(M(SIZE_BY_REVENUE_ASSETS), S("revenue", y), S("assets", z)));
    }
    if (r->revenue.used) return msg_copy(a, MSG_PARTS(M(SIZE_BY_REVENUE), S("revenue", y)));
    return msg_copy(a, MSG_PARTS(M(SIZE_BY_HEADCOUNT), I("headcount", x)));
}

/* What keeps the enterprise from being classed; id MSG_NONE when nothing does. */
static struct msg_text why_not(struct arena *a, const struct size_facts *in, const struct rule *r)
{
    if (in->industry.n == 0) return msg_copy(a, MSG_PARTS(M(SIZE_NO_INDUSTRY)));
    if (!r && is_too_short(in->industry)) {
        return msg_copy(a, MSG_PARTS(M(SIZE_INDUSTRY_SHORT), S("industry", in->industry)));
    }
    if (!r) return msg_copy(a, MSG_PARTS(M(SIZE_NOT_IN_RULE), S("industry", in->industry)));
    if (r->headcount.used && !in->headcount.has) return msg_copy(a, MSG_PARTS(M(SIZE_NO_HEADCOUNT)));
    if (r->revenue.used && !in->revenue.has) return msg_copy(a, MSG_PARTS(M(SIZE_NO_REVENUE)));
    if (r->assets.used && !in->assets.has) return msg_copy(a, MSG_PARTS(M(SIZE_NO_ASSETS)));
    return (struct msg_text){.id = MSG_NONE};
}

void size_class_of(struct arena *a, const struct size_facts *in, struct size_result *out)
{
    const struct rule *r = rule_of(in->industry);
    *out = (struct size_result){.size_class = SIZE_UNCLASSED, .reason = why_not(a, in, r)};
    if (r) {
        out->group_zh = str_of(r->zh);
        out->group_en = str_of(r->en);
    }
    if (out->reason.id != MSG_NONE) return;
    int32_t class = SIZE_LARGE;
    if (r->headcount.used) class = lower(class, class_by(&r->headcount, in->headcount.v, 1));
    if (r->revenue.used) class = lower(class, class_by(&r->revenue, in->revenue.fen, WAN));
    if (r->assets.used) class = lower(class, class_by(&r->assets, in->assets.fen, WAN));
    out->size_class = class;
    out->reason = because(a, in, r);
}
