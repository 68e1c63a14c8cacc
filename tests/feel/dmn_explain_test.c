/* dmn_explain_test.c - explanations as sentences, zh and en, and as JSON. */
#include "check.h"
#include "dmn_rig.h"

#define SUBSIDY                                                                                                        \
    "input 年龄 ; number\ninput 学历 ; string\ninput 社保 ; boolean\n"                                                 \
    "decision 补贴 ; number ; 年龄 学历 社保\nhit U\nin 年龄\nin 学历\nin 社保\nout\n"                                  \
    "row <= 35 | \"硕士\",\"博士\" | true | 5000 # 人才办法第三条\n"                                                    \
    "row [18..45) | \"博士\" | - | 8000\nrow > 60 | not(\"博士\") | - | 100"

static const struct {
    const char *label, *lines, *inputs, *decision;
    enum feel_language language;
    const char *text;
} ROWS[] = {
    {"10 a row that fired, zh", SUBSIDY, "年龄=30;学历=\"硕士\";社保=true", "补贴", FEEL_ZH,
     "“补贴”的结果为 5000。\n"
     "规则 1 适用：年龄 30 ≤ 35；学历为“硕士”，属于“硕士”或“博士”；社保为是。\n"
     "说明：人才办法第三条\n"
     "  年龄：30\n  学历：“硕士”\n  社保：是\n"},
    {"11 the same, en", SUBSIDY, "年龄=30;学历=\"硕士\";社保=true", "补贴", FEEL_EN,
     "\"补贴\" is 5000.\n"
     "Rule 1 applies: 年龄 30 ≤ 35; 学历 is \"硕士\", one of \"硕士\" or \"博士\"; 社保 is true.\n"
     "Note: 人才办法第三条\n"
     "  年龄: 30\n  学历: \"硕士\"\n  社保: true\n"},
    {"12 an interval and a single value, zh", SUBSIDY, "年龄=40;学历=\"博士\";社保=false", "补贴", FEEL_ZH,
     "“补贴”的结果为 8000。\n"
     "规则 2 适用：年龄 40 ≥ 18 且 < 45；学历为“博士”。\n"
     "  年龄：40\n  学历：“博士”\n  社保：否\n"},
    {"13 a negation, en", SUBSIDY, "年龄=61;学历=\"本科\"", "补贴", FEEL_EN,
     "\"补贴\" is 100.\n"
     "Rule 3 applies: 年龄 61 > 60; 学历 is \"本科\", not \"博士\".\n"
     "  年龄: 61\n  学历: \"本科\"\n  社保: null\n"},
    {"20 a no, zh", SUBSIDY, "年龄=33;学历=\"本科\";社保=true", "补贴", FEEL_ZH,
     "“补贴”的结果为空。\n"
     "没有一条规则适用。\n"
     "最接近的是规则 1，还差 1 个条件：学历应为“硕士”或“博士”，实为“本科”。\n"
     "它的其他条件已满足：年龄 33 ≤ 35；社保为是。\n"
     "说明：人才办法第三条\n"
     "  年龄：33\n  学历：“本科”\n  社保：是\n"},
    {"21 a no, en", SUBSIDY, "年龄=50;学历=\"博士\"", "补贴", FEEL_EN,
     "\"补贴\" is null.\n"
     "No rule applies.\n"
     "The nearest is rule 2, which fails on 1 condition: 年龄 must be ≥ 18 and < 45 but is 50.\n"
     "Its other conditions hold: 学历 is \"博士\".\n"
     "  年龄: 50\n  学历: \"博士\"\n  社保: null\n"},
    {"22 a missing value, zh", SUBSIDY, "年龄=33;学历=\"硕士\"", "补贴", FEEL_ZH,
     "“补贴”的结果为空。\n"
     "没有一条规则适用。\n"
     "最接近的是规则 1，还差 1 个条件：社保应为是，却没有值。\n"
     "它的其他条件已满足：年龄 33 ≤ 35；学历为“硕士”，属于“硕士”或“博士”。\n"
     "说明：人才办法第三条\n"
     "  年龄：33\n  学历：“硕士”\n  社保：空\n"},
    {"23 a row that says no, zh", "input 年龄 ; number\ndecision 符合 ; boolean ; 年龄\nhit F\nin 年龄\nout\nrow >= 35 | "
                                  "true\nrow - | false",
     "年龄=33", "符合", FEEL_ZH,
     "“符合”的结果为否。\n"
     "规则 2 对任何情形都适用。\n"
     "最接近的是规则 1，还差 1 个条件：年龄应 ≥ 35，实为 33。\n"
     "  年龄：33\n"},
    {"24 two conditions, en", "input a ; number\ninput b ; date\ndecision T ; boolean ; a b\nhit F\nin a\nin b\nout ; ; ; false\nrow "
                              ">= 35 | < date(\"2026-01-01\") | true",
     "a=3;b=date(\"2026-05-01\")", "T", FEEL_EN,
     "\"T\" is false.\n"
     "No rule applies, so the default result is taken.\n"
     "The nearest is rule 1, which fails on 2 conditions: a must be ≥ 35 but is 3; b must be < 2026-01-01 but is "
     "2026-05-01.\n"
     "  a: 3\n  b: 2026-05-01\n"},
    {"25 a formula in a cell, en", "input a ; number\ndecision T ; ; a\nhit F\nin a\nout\nrow ? > 2 and modulo(?, 2) = 0 | true",
     "a=3", "T", FEEL_EN,
     "\"T\" is null.\n"
     "No rule applies.\n"
     "The nearest is rule 1, which fails on 1 condition: a must satisfy \"? > 2 and modulo(?, 2) = 0\" but is 3.\n"
     "  a: 3\n"},
    {"26 must not, zh", "input 地区 ; string\ndecision T ; ; 地区\nhit F\nin 地区\nout\nrow not(\"长沙\",\"株洲\") | true",
     "地区=\"株洲\"", "T", FEEL_ZH,
     "“T”的结果为空。\n"
     "没有一条规则适用。\n"
     "最接近的是规则 1，还差 1 个条件：地区不应为“长沙”或“株洲”，实为“株洲”。\n"
     "  地区：“株洲”\n"},
    {"27 no money is a no, zh", "input a ; number\ndecision T ; number ; a\nhit F\nin a\nout\nrow >= 35 | 500\nrow < 35 | 0",
     "a=33", "T", FEEL_ZH,
     "“T”的结果为 0。\n"
     "规则 2 适用：a 33 < 35。\n"
     "最接近的是规则 1，还差 1 个条件：a 应 ≥ 35，实为 33。\n"
     "  a：33\n"},
    {"28 the row for all others, en", "input a ; number\ndecision T ; string ; a\nhit F\nin a\nout\nrow >= 35 | \"gold\"\n"
                                      "row - | \"plain\"",
     "a=33", "T", FEEL_EN,
     "\"T\" is \"plain\".\n"
     "Rule 2 applies in every case.\n"
     "The nearest is rule 1, which fails on 1 condition: a must be ≥ 35 but is 33.\n"
     "  a: 33\n"},
    {"30 a tree, zh", "input 工资 ; number\ndecision 奖金 ; number ; 工资\nexpr 工资 * 2\n"
                      "decision 补贴 ; number ; 工资 奖金\nhit C+\nin 工资\nout\nrow > 0 | 5\nrow > 10 | 7\n"
                      "decision 总额 ; number ; 补贴 奖金\nexpr 补贴 + 奖金",
     "工资=100", "总额", FEEL_ZH,
     "“总额”的结果为 212，按“补贴 + 奖金”算出。\n"
     "  “补贴”的结果为 12。\n"
     "  规则 1 适用：工资 100 > 0。\n"
     "  规则 2 适用：工资 100 > 10。\n"
     "    工资：100\n"
     "    “奖金”的结果为 200，按“工资 * 2”算出。\n"
     "  “奖金”见上文。\n"},
    {"31 long numbers are rounded, en",
     "input a ; number\ndecision B ; number ; a\nexpr a / 3\ndecision T ; ; B\nhit F\nin B\nout\nrow > 0.5 | B * 2", "a=2", "T",
     FEEL_EN,
     "\"T\" is about 1.333333.\n"
     "Rule 1 applies: B about 0.666667 > 0.5.\n"
     "  \"B\" is about 0.666667, computed as \"a / 3\".\n"
     "    a: 2\n"},
    {"40 two rows under U, en", "input a ; number\ndecision T ; ; a\nhit U\nin a\nout\nrow > 1 | 1\nrow > 2 | 2", "a=3", "T",
     FEEL_EN,
     "\"T\" is null.\n"
     "Rule 1 applies: a 3 > 1.\n"
     "Rule 2 applies: a 3 > 2.\n"
     "  a: 3\n"
     "Attention: \"T\" of \"rig\", decision table: rules 1, 2 apply at once, but this table allows only one (U)\n"},
};

static struct dmn_run *evaluated(struct arena *a, const char *lines, const char *inputs, const char *decision,
                                 size_t *index)
{
    struct dmn_model *m = rig_load(a, lines, NULL);
    assert(m);
    struct dmn_run *r = dmn_run_new(m);
    dmn_trace(r, true);
    rig_set(r, inputs);
    *index = dmn_find(m, DMN_DECISION, str_of(decision), STR("urn:rig"));
    (void)dmn_evaluate(r, *index);
    return r;
}

static void done(struct dmn_run *r)
{
    struct dmn_model *m = (struct dmn_model *)(uintptr_t)r->model;
    dmn_run_free(r);
    dmn_model_free(m);
}

static void test_text(size_t i)
{
    struct arena *a = arena_new();
    size_t d;
    struct dmn_run *r = evaluated(a, ROWS[i].lines, ROWS[i].inputs, ROWS[i].decision, &d);
    struct str text = dmn_explain_text(r, d, ROWS[i].language, a);
    bool good = str_eq(text, str_of(ROWS[i].text));
    CHECK_ROW(ROWS[i].label, good);
    if (!good) (void)fprintf(stderr, "found:\n%.*s\nwanted:\n%s\n", STR_ARG(text), ROWS[i].text);
    done(r);
    arena_free(a);
}

static void test_json(void)
{
    struct arena *a = arena_new();
    size_t d;
    struct dmn_run *r = evaluated(a,
                                  "input a ; number\ninput s ; string\ndecision T ; ; a s\nhit F\nin a\nin s\nout\n"
                                  "row >= 35 | \"x\\\"y\" | true # says \"yes\"",
                                  "a=33;s=\"x\\\"y\"", "T", &d);
    struct str json = dmn_explain_json(r, d, a);
    const char *wanted =
        "{\"decision\":{\"kind\":\"decision\",\"name\":\"T\",\"value\":null,\"tables\":[{\"hit\":\"FIRST\",\"inputs\":["
        "{\"label\":\"a\",\"value\":33},{\"label\":\"s\",\"value\":\"x\\\"y\"}],\"rows\":[],\"fired\":0,\"nearest\":"
        "{\"row\":1,\"held\":[{\"column\":2,\"input\":\"s\",\"value\":\"x\\\"y\",\"test\":\"\\\"x\\\\\\\"y\\\"\","
        "\"zh\":\"s 为“x\\\"y”\",\"en\":\"s is \\\"x\\\"y\\\"\"}],\"failed\":[{\"column\":1,\"input\":\"a\",\"value\":33,"
        "\"test\":\">= 35\",\"zh\":\"a 应 ≥ 35，实为 33\",\"en\":\"a must be ≥ 35 but is 33\"}],"
        "\"annotation\":\"says \\\"yes\\\"\"}}],\"requires\":[{\"kind\":\"input\",\"name\":\"a\",\"value\":33},"
        "{\"kind\":\"input\",\"name\":\"s\",\"value\":\"x\\\"y\"}]},\"zh\":[\"“T”的结果为空。\",";
    bool good = str_starts(json, str_of(wanted));
    CHECK(good);
    if (!good) (void)fprintf(stderr, "found:\n%.*s\nwanted:\n%s\n", STR_ARG(json), wanted);
    CHECK(str_ends(json, STR("]}")));
    done(r);
    arena_free(a);
}

/* For people: conditions with their notes, plain results and the inputs that have a value, each once and without formulas. */
static void test_brief(void)
{
    struct arena *a = arena_new();
    size_t d;
    struct dmn_run *r = evaluated(a,
                                  "input a ; number\ninput s ; string\ndecision double ; ; a\nexpr a * 2\n"
                                  "decision T ; ; a s double\nhit F\nin a\nin s\nout\nrow >= 30 | - | \"yes\" # adults\n"
                                  "row - | - | \"no\"\ndecision D ; ; T double\nexpr T",
                                  "a=33", "D", &d);
    struct str text = dmn_explain_brief(r, d, FEEL_EN, a);
    const char *wanted = "T: \"yes\"\nThe case: a 33 ≥ 30.\nNote: adults\na: 33\ndouble: 66\n";
    bool good = str_eq(text, str_of(wanted));
    CHECK(good);
    if (!good) (void)fprintf(stderr, "found:\n%.*s\nwanted:\n%s\n", STR_ARG(text), wanted);
    done(r);
    arena_free(a);
}

/* A wide and deep model has a bounded explanation. */
static void test_bounds(void)
{
    struct arena *a = arena_new();
    struct buf b = {.arena = a};
    size_t d;
    enum { LAYERS = 60, WIDTH = 5 };
    buf_add(&b, STR("input x ; number\n"));
    for (int l = 0; l < LAYERS; l++) {
        for (int i = 0; i < WIDTH; i++) {
            buf_addf(&b, "decision d%dx%d ; ;", l, i);
            for (int k = 0; l > 0 && k < WIDTH; k++) buf_addf(&b, " d%dx%d", l - 1, k);
            buf_addf(&b, " x\nexpr x + %d\n", i);
        }
    }
    struct dmn_run *r = evaluated(a, arena_cstr(a, buf_str(&b)), "x=1", "d59x0", &d);
    struct str text = dmn_explain_text(r, d, FEEL_EN, a);
    CHECK(text.n < 200000 && str_find(text, STR("left out")) < text.n);
    CHECK(dmn_explain_json(r, d, a).n < 400000);
    CHECK(dmn_explain_brief(r, d, FEEL_ZH, a).n < 200000);
    done(r);
    arena_free(a);
}

int main(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) test_text(i);
    test_json();
    test_brief();
    test_bounds();
    return check_end();
}
