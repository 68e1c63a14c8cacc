/* registry_test.c - codes, capital, industries and the size class rule: facts, row by row. */
#include "check.h"
#include "registry/bulk.h"
#include "registry/code.h"
#include "registry/industry.h"
#include "registry/size_class.h"
#include "shared.h"
#include <stdio.h>
#include <stdlib.h>

static const struct date TODAY = {2020, 5, 14};

static struct str render(struct arena *a, const struct msg_text *m)
{
    return msg_render(a, LANG_EN, m);
}

/* ---- codes ---- */

static const struct code_row {
    const char *label;
    enum code_kind kind;
    const char *raw, *value; /* value NULL = as raw */
    enum msg reason;
    const char *suggestion;
} CODES[] = {
    {"the worked example of GB 32100", CODE_USCC, "91350100M000100Y43", NULL, MSG_NONE, NULL},
    {"a real code of a bank branch", CODE_USCC, "91441802897577647U", NULL, MSG_NONE, NULL},
    {"a new-style subject code", CODE_USCC, "91441802MA4WDLR89W", NULL, MSG_NONE, NULL},
    {"X inside the subject code", CODE_USCC, "9144180061751962XR", NULL, MSG_NONE, NULL},
    {"full-width and lower case are repaired", CODE_USCC, "９１４４１８０２ｍａ４ｗｄｌｒ８９ｗ", "91441802MA4WDLR89W", MSG_NONE, NULL},
    {"blanks and hyphens are taken out", CODE_USCC, " 91441802-MA4WDLR8 9W ", "91441802MA4WDLR89W", MSG_NONE, NULL},
    {"Z is outside the alphabet; 2 would not be right either", CODE_USCC, "91350100M000100Y4Z", NULL, MSG_CODE_CHAR,
     "91350100M000100Y43"},
    {"a capital O for a nought", CODE_USCC, "9135O100M000100Y43", NULL, MSG_CODE_CHAR, "91350100M000100Y43"},
    {"O for 0 twice", CODE_USCC, "9135O1O0M000100Y43", NULL, MSG_CODE_CHAR, "91350100M000100Y43"},
    {"I for 1", CODE_USCC, "9I350100M000100Y43", NULL, MSG_CODE_CHAR, "91350100M000100Y43"},
    {"two neighbours swapped", CODE_USCC, "91441802MA4WDRL89W", NULL, MSG_CODE_CHECK_INNER, "91441802MA4WDLR89W"},
    {"one wrong character inside", CODE_USCC, "91441802MA4WDTR89W", NULL, MSG_CODE_CHECK_INNER, "91441802MA4WDLR89W"},
    {"the issuer forgot the subtraction", CODE_USCC, "91420000877585797Y", NULL, MSG_CODE_MIRROR, "914200008775857971"},
    {"a mirror error of another city", CODE_USCC, "91510100201920161Y", NULL, MSG_CODE_MIRROR, "915101002019201611"},
    {"lower-case xx happens to be right in upper case", CODE_USCC, "91510823MA6CJ9UAxx", "91510823MA6CJ9UAXX", MSG_NONE, NULL},
    {"typed at random", CODE_USCC, "91522625QWER12345E", NULL, MSG_CODE_CHECK_INNER, ""},
    {"too short", CODE_USCC, "9144180289757764", NULL, MSG_CODE_LENGTH, NULL},
    {"digits lost in a spreadsheet", CODE_USCC, "9.14418E+17", NULL, MSG_CODE_SCIENTIFIC, NULL},
    {"Chinese inside", CODE_USCC, "91441802待定77647U啊啊", NULL, MSG_CODE_CHAR, NULL},
    {"empty", CODE_USCC, "  ", "", MSG_CODE_EMPTY, NULL},
    {"an organisation code with its hyphen", CODE_ORGCODE, "13830295-X", "13830295X", MSG_NONE, NULL},
    {"positions 9 to 17 of a code", CODE_ORGCODE, "897577647", NULL, MSG_NONE, NULL},
    {"an organisation code with a wrong check", CODE_ORGCODE, "138302951", NULL, MSG_CODE_CHECK, NULL},
    {"an old registration number", CODE_REG15, "320404000009558", NULL, MSG_NONE, NULL},
    {"an old registration number, one off", CODE_REG15, "320404000009559", NULL, MSG_CODE_CHECK, NULL},
    {"letters in an old number", CODE_REG15, "32040400000955A", NULL, MSG_CODE_CHAR, NULL},
    {"the textbook identity", CODE_CITIZEN_ID, "11010519491231002X", NULL, MSG_NONE, NULL},
    {"lower-case x", CODE_CITIZEN_ID, "11010519491231002x", "11010519491231002X", MSG_NONE, NULL},
    {"the example of GB 11643, born 1880", CODE_CITIZEN_ID, "440524188001010014", NULL, MSG_NONE, NULL},
    {"a wrong check", CODE_CITIZEN_ID, "110105194912310021", NULL, MSG_CODE_CHECK, NULL},
    {"month 13", CODE_CITIZEN_ID, "11010519491331002X", NULL, MSG_CODE_DATE, NULL},
    {"30 February with a right check", CODE_CITIZEN_ID, "441827199002300013", NULL, MSG_CODE_DATE, NULL},
    {"a division abolished in 2012", CODE_CITIZEN_ID, "441827199001010014", NULL, MSG_NONE, NULL},
    {"15 digits are expanded", CODE_CITIZEN_ID, "440524800101001", "440524198001010013", MSG_NONE, NULL},
    {"no province 99", CODE_CITIZEN_ID, "990105194912310020", NULL, MSG_CODE_DIVISION, NULL},
    {"a mobile number with country code", CODE_MOBILE, "+86 138-0013-8000", "13800138000", MSG_NONE, NULL},
    {"12x is no mobile prefix", CODE_MOBILE, "12345678901", NULL, MSG_CODE_MOBILE, NULL},
};

static void codes(struct arena *a)
{
    for (size_t i = 0; i < COUNT(CODES); i++) {
        const struct code_row *r = &CODES[i];
        struct code_result got;
        code_check(a, r->kind, str_of(r->raw), TODAY, &got);
        CHECK_ROW(r->label, got.ok == (r->reason == MSG_NONE));
        CHECK_ROW(r->label, got.reason.id == r->reason);
        CHECK_ROW(r->label, str_eq(got.value, str_of(r->value ? r->value : r->raw)));
        if (r->suggestion && !str_eq(got.suggestion, str_of(r->suggestion)))
            fprintf(stderr, "%s: suggests \"%.*s\"\n", r->label, STR_ARG(got.suggestion));
        CHECK_ROW(r->label, !r->suggestion || str_eq(got.suggestion, str_of(r->suggestion)));
        if (!got.ok) CHECK_ROW("every reason has a sentence", render(a, &got.reason).n > 10);
    }
    struct code_result future;
    code_check(a, CODE_CITIZEN_ID, STR("420106202108233031"), TODAY, &future);
    CHECK_ROW("a birthday in the future", !future.ok);
    CHECK_ROW("the masked identity", str_eq(code_mask_id(a, STR("11010519491231002X")), STR("110105********002X")));
    CHECK_ROW("a masked passport", str_eq(code_mask_id(a, STR("E12345678")), STR("*******78")));
    CHECK_ROW("a masked mobile", str_eq(code_mask_phone(a, STR("13800138000")), STR("138****8000")));
}

/* Every single slip in a right code is noticed, and one that a suggestion follows leads back. */
static void every_slip(struct arena *a)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const struct str right = STR("91441802MA4WDLR89W");
    int noticed = 0, led_back = 0, misled = 0, slips = 0;
    for (size_t at = 0; at < right.n; at++) {
        for (const char *to = alphabet; *to; to++) {
            char text[19] = {0};
            memcpy(text, right.p, right.n);
            if (text[at] == *to) continue;
            text[at] = *to;
            struct code_result r;
            code_check(a, CODE_USCC, str_of(text), TODAY, &r);
            slips++;
            noticed += !r.ok;
            led_back += str_eq(r.suggestion, right);
            misled += r.suggestion.n && !str_eq(r.suggestion, right);
        }
    }
    CHECK_ROW("all single slips are noticed", noticed == slips);
    CHECK_ROW("a third of them or more lead back", led_back * 3 >= slips);
    CHECK_ROW("few mislead", misled * 10 <= slips);
    if (led_back * 3 < slips || misled * 10 > slips) fprintf(stderr, "%d slips, %d back, %d misled\n", slips, led_back, misled);
}

/* The vectors of the shared folder, when it is there: kind,value,expected,note. */
static void shared_vectors(struct arena *a)
{
    const char *path = shared_path(a, "data/id_test_vectors.csv");
    FILE *f = path ? fopen(path, "r") : NULL;
    if (!f) {
        CHECK_SKIP(1, "no shared vectors");
        return;
    }
    char line[512];
    while (fgets(line, sizeof line, f)) {
        struct str rest = str_of(line), kind = str_part(&rest, ','), value = str_part(&rest, ','), want = str_part(&rest, ',');
        enum code_kind k = str_eq(kind, STR("uscc"))         ? CODE_USCC
                           : str_eq(kind, STR("org_code"))   ? CODE_ORGCODE
                           : str_eq(kind, STR("reg15"))      ? CODE_REG15
                           : str_eq(kind, STR("citizen_id")) ? CODE_CITIZEN_ID
                           : str_eq(kind, STR("mobile"))     ? CODE_MOBILE
                                                             : CODE_NONE;
        if (k == CODE_NONE) continue;
        struct code_result r;
        code_check(a, k, value, TODAY, &r);
        /* Lower case and the country code are repaired here; the vectors count them as wrong as they stand. */
        bool want_ok = str_eq(want, STR("ok")) || r.repaired;
        char *label = arena_cstr(a, value);
        CHECK_ROW(label, r.ok == want_ok);
    }
    (void)fclose(f);
}

static void capital(struct arena *a)
{
    (void)a;
    static const struct {
        const char *text;
        bool has;
        int64_t fen;
    } rows[] = {
        {"4,281.5000(万人民币元)", true, INT64_C(4281500000)}, {"3万人民币", true, 3000000},
        {"50(万元人民币)", true, 50000000},                    {"68.3000(万元人民币)", true, 68300000},
        {"1.5亿元", true, INT64_C(15000000000)},               {"1000元", true, 100000},
        {"5,000(万美元)", false, 0},                           {"N/A", false, 0},
        {"", false, 0},                                        {"99999999999999999999", false, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct opt_money m = capital_parse(str_of(rows[i].text));
        CHECK_ROW(rows[i].text, m.has == rows[i].has && (!m.has || m.fen == rows[i].fen));
    }
}

static void industries(struct arena *a)
{
    static const char *const rows[][2] = {{"c2614", "C2614"}, {"2614", "C2614"}, {"C26", "C26"}, {"C", "C"},
                                          {"制造业", "C"},    {"房地产业", "K70"}, {"D26", ""},   {"C05", ""},
                                          {"98", ""},         {"C26145", ""},    {"2", ""},      {"", ""}};
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW(rows[i][0], str_eq(industry_normal(a, str_of(rows[i][0])), str_of(rows[i][1])));
    CHECK_ROW("117 rows", INDUSTRY_COUNT == 117);
    CHECK_ROW("a class finds its division", strcmp(industry_find(STR("C2614"))->code, "C26") == 0);
}

/* ---- size classes: the borders of the official table ---- */

#define NO INT64_MIN
static const struct size_row {
    const char *label, *industry;
    int64_t headcount, revenue_wan, assets_wan;
    enum size_class want;
} SIZES[] = {
    {"industry: large at both bounds", "C26", 1000, 40000, NO, SIZE_LARGE},
    {"industry: 999 people fall to medium", "C26", 999, 40000, NO, SIZE_MEDIUM},
    {"industry: revenue of 39,999 falls to medium", "C26", 5000, 39999, NO, SIZE_MEDIUM},
    {"industry: medium at both bounds", "B06", 300, 2000, NO, SIZE_MEDIUM},
    {"industry: small at both bounds", "D44", 20, 300, NO, SIZE_SMALL},
    {"industry: one criterion is enough for micro", "C26", 2000, 299, NO, SIZE_MICRO},
    {"industry: 19 people are micro", "C26", 19, 50000, NO, SIZE_MICRO},
    {"the section letter is enough for industry", "C", 300, 2000, NO, SIZE_MEDIUM},
    {"farming knows revenue only", "A01", NO, 20000, NO, SIZE_LARGE},
    {"farming: 50 is small", "A05", NO, 50, NO, SIZE_SMALL},
    {"farming: 49 is micro", "A05", NO, 49, NO, SIZE_MICRO},
    {"construction needs revenue and assets", "E47", NO, 80000, 80000, SIZE_LARGE},
    {"construction: assets of 79,999", "E47", NO, 80000, 79999, SIZE_MEDIUM},
    {"construction: assets of 4,999", "E47", NO, 80000, 4999, SIZE_SMALL},
    {"wholesale", "F51", 200, 40000, NO, SIZE_LARGE},
    {"wholesale: 5 people are small", "F511", 5, 1000, NO, SIZE_SMALL},
    {"retail", "F52", 50, 500, NO, SIZE_MEDIUM},
    {"road transport", "G54", 1000, 30000, NO, SIZE_LARGE},
    {"loading and unloading is transport", "G591", 300, 3000, NO, SIZE_MEDIUM},
    {"storage", "G592", 100, 1000, NO, SIZE_MEDIUM},
    {"storage: other", "G599", 20, 100, NO, SIZE_SMALL},
    {"post", "G60", 300, 2000, NO, SIZE_MEDIUM},
    {"hotels", "H61", 300, 10000, NO, SIZE_LARGE},
    {"restaurants", "H62", 10, 100, NO, SIZE_SMALL},
    {"telecommunication", "I63", 2000, 100000, NO, SIZE_LARGE},
    {"internet", "I64", 1999, 100000, NO, SIZE_MEDIUM},
    {"software", "I65", 300, 10000, NO, SIZE_LARGE},
    {"software: 50 is small", "I65", 10, 50, NO, SIZE_SMALL},
    {"property development", "K701", NO, 200000, 10000, SIZE_LARGE},
    {"property development: assets of 1,999", "K701", NO, 200000, 1999, SIZE_MICRO},
    {"property management", "K702", 1000, 5000, NO, SIZE_LARGE},
    {"property management: 100 people, 500", "K702", 100, 500, NO, SIZE_SMALL},
    {"leasing knows headcount and assets", "L71", 300, NO, 120000, SIZE_LARGE},
    {"business services: assets of 8,000", "L72", 100, NO, 8000, SIZE_MEDIUM},
    {"research knows headcount only", "M73", 300, NO, NO, SIZE_LARGE},
    {"entertainment: 9 people", "R90", 9, NO, NO, SIZE_MICRO},
    {"social work is in the rule", "Q85", 100, NO, NO, SIZE_MEDIUM},
    {"property agencies are 'other'", "K703", 10, NO, NO, SIZE_SMALL},
};
static const struct {
    const char *label, *industry;
    int64_t headcount, revenue_wan;
    enum msg want;
} UNCLASSED[] = {
    {"no industry", "", 10, 10, MSG_SIZE_NO_INDUSTRY},
    {"no headcount", "C26", NO, 10, MSG_SIZE_NO_HEADCOUNT},
    {"no revenue", "C26", 10, NO, MSG_SIZE_NO_REVENUE},
    {"no assets", "L71", 10, NO, MSG_SIZE_NO_ASSETS},
    {"no headcount, assets only matter later", "L71", NO, NO, MSG_SIZE_NO_HEADCOUNT},
    {"railways are not in the rule", "G53", 10, 10, MSG_SIZE_NOT_IN_RULE},
    {"finance is not in the rule", "J66", 10, 10, MSG_SIZE_NOT_IN_RULE},
    {"education is not in the rule", "P83", 10, 10, MSG_SIZE_NOT_IN_RULE},
    {"hospitals are not in the rule", "Q84", 10, 10, MSG_SIZE_NOT_IN_RULE},
    {"letting property is not in the rule", "K704", 10, 10, MSG_SIZE_NOT_IN_RULE},
    {"G59 is transport or storage", "G59", 10, 10, MSG_SIZE_INDUSTRY_SHORT},
    {"F is wholesale or retail", "F", 10, 10, MSG_SIZE_INDUSTRY_SHORT},
    {"K70 has several rows", "K70", 10, 10, MSG_SIZE_INDUSTRY_SHORT},
};

static void sizes(struct arena *a)
{
    for (size_t i = 0; i < COUNT(SIZES); i++) {
        const struct size_row *r = &SIZES[i];
        struct size_facts f = {.industry = str_of(r->industry), .headcount = {r->headcount != NO, r->headcount},
                               .revenue = {r->revenue_wan != NO, r->revenue_wan == NO ? 0 : r->revenue_wan * 1000000},
                               .assets = {r->assets_wan != NO, r->assets_wan == NO ? 0 : r->assets_wan * 1000000}};
        struct size_result got;
        size_class_of(a, &f, &got);
        CHECK_ROW(r->label, got.size_class == (int32_t)r->want);
        CHECK_ROW(r->label, got.group_zh.n > 0 && render(a, &got.reason).n > 0);
    }
    for (size_t i = 0; i < COUNT(UNCLASSED); i++) {
        struct size_facts f = {.industry = str_of(UNCLASSED[i].industry),
                               .headcount = {UNCLASSED[i].headcount != NO, UNCLASSED[i].headcount},
                               .revenue = {UNCLASSED[i].revenue_wan != NO, 0}};
        struct size_result got;
        size_class_of(a, &f, &got);
        CHECK_ROW(UNCLASSED[i].label, got.size_class == SIZE_UNCLASSED && got.reason.id == UNCLASSED[i].want);
    }
    struct size_facts fen = {.industry = STR("C26"), .headcount = {true, 1000}, .revenue = {true, INT64_C(39999999999)}};
    struct size_result got;
    size_class_of(a, &fen, &got);
    CHECK_ROW("one fen below the bound", got.size_class == SIZE_MEDIUM);
}

static void kinds(void)
{
    static const struct {
        const char *name, *uscc;
        int32_t want;
    } rows[] = {{"清远暖桥新材料有限公司", "91441802MA4WDLR89W", KIND_ENTERPRISE},
                {"农业银行清远石角支行", "91441802897577647U", KIND_BRANCH},
                {"清远某某有限公司佛冈分公司", "", KIND_BRANCH},
                {"张三小吃店", "92441802MA4WDLR89W", KIND_SOLE_TRADER}};
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW(rows[i].name, enterprise_kind_guess(str_of(rows[i].name), str_of(rows[i].uscc)) == rows[i].want);
}

int main(void)
{
    struct arena *a = arena_new();
    codes(a);
    every_slip(a);
    shared_vectors(a);
    capital(a);
    industries(a);
    sizes(a);
    kinds();
    arena_free(a);
    return check_end();
}
