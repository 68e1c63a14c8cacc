/* dmn_tck_test.c - the runner of TCK files passes what is right and fails what is wrong, for the right reason; then the
 * kit itself, where it is there. */
#include "check.h"
#include "cli/dmn_files.h"
#include "dmn/dmn_json.h"
#include "shared.h"

static const char *const VERDICTS[] = {"passed", "wrong", "silent", "complaint", "broken"};

/* The first word of a case's id says how it must end; in passing.xml all pass. */
struct judging {
    const char *file;
    size_t cases;
    bool all_pass;
};

static void each(void *data, const struct dmn_files_report *r)
{
    struct judging *j = data;
    enum dmn_tck_verdict last = r->outcomes[r->count - 1].verdict;
    struct str id = r->c ? r->c->id : STR("(file)");
    bool good = str_starts(id, str_of(VERDICTS[last])) || (j->all_pass && last == DMN_TCK_PASSED);
    if (!good || r->passed != (last == DMN_TCK_PASSED)) {
        struct arena *a = arena_new();
        const struct dmn_tck_outcome *o = &r->outcomes[r->count - 1];
        fprintf(stderr, "%.*s#%.*s: %s, got %.*s\n", STR_ARG(r->path), STR_ARG(id), VERDICTS[last], STR_ARG(o->got));
        for (size_t i = 0; i < o->diags.list.count; i++) {
            struct str text = feel_diag_text(a, FEEL_EN, LIST_AT(&o->diags.list, struct feel_diag, i));
            fprintf(stderr, "  %.*s\n", STR_ARG(text));
        }
        arena_free(a);
    }
    CHECK_ROW(j->file, good);
    CHECK_ROW(j->file, r->passed == (last == DMN_TCK_PASSED));
    CHECK_ROW(j->file, last != DMN_TCK_BROKEN || r->outcomes[r->count - 1].diags.errors > 0);
    j->cases++;
}

static void test_own(void)
{
    static const struct judging FILES[] = {{"passing.xml", 17, true}, {"failing.xml", 24, false}};
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT(FILES); i++) {
        struct judging j = {.file = FILES[i].file, .all_pass = FILES[i].all_pass};
        struct dmn_files_tests t = {.each = each, .data = &j};
        CHECK_ROW(j.file, dmn_files_test(&t, arena_printf(a, "%stests/feel/tck/own/%s", source_root(a), j.file)));
        CHECK_ROW(j.file, j.cases == FILES[i].cases);
        CHECK_ROW(j.file, t.passed == (int64_t)(j.all_pass ? j.cases : 0) && t.failed == (int64_t)(j.all_pass ? 0 : j.cases));
        struct dmn_files_tests some = {.each = each, .data = &j, .only = STR("#wrong order")};
        CHECK_ROW(j.file, dmn_files_test(&some, arena_printf(a, "%stests/feel/tck/own/%s", source_root(a), j.file)));
        CHECK_ROW(j.file, some.passed + some.failed == (j.all_pass ? 0 : 1));
    }
    struct dmn_files_tests none = {.each = each};
    CHECK(!dmn_files_test(&none, arena_printf(a, "%stests/feel/tck/own/own.dmn", source_root(a))));
    CHECK(!dmn_files_test(&none, arena_printf(a, "%stests/feel/tck/missing.xml", source_root(a))));
    arena_free(a);
}

/* Types, tables, boxes, services, imports and the namespaces of 1.1 to 1.4, judged by the sentences of the standard. */
static void test_conform(void)
{
    static const struct judging FILES[] = {
        {"types", 149, true}, {"tables", 501, true}, {"boxes", 151, true}, {"imports", 29, true}, {"odds", 34, true}, {"more", 88, true},
        {"old_11", 4, true},  {"old_12", 4, true},   {"old_13", 4, true},  {"old_14", 4, true},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT(FILES); i++) {
        struct judging j = {.file = FILES[i].file, .all_pass = true};
        struct dmn_files_tests t = {.each = each, .data = &j};
        struct str path = arena_printf(a, "%stests/feel/tck/conform/conform_%s.xml", source_root(a), j.file);
        CHECK_ROW(j.file, dmn_files_test(&t, path));
        CHECK_ROW(j.file, j.cases == FILES[i].cases && t.failed == 0);
    }
    arena_free(a);
}

#define ROOT(inside) "<testCases xmlns='http://www.omg.org/spec/DMN/20160719/testcase'>" inside "</testCases>"
struct reading {
    const char *xml, *says; /* NULL = it is read */
};
static const struct reading READINGS[] = {
    {ROOT("<modelName>m.dmn</modelName>"), NULL},
    {ROOT("<labels><label>x</label></labels><modelName> m.dmn </modelName><testCase/>"), NULL},
    {ROOT("<modelName>m.dmn</modelName><testCase id='1'><inputNode name='a'/><resultNode name='b'/></testCase>"), NULL},
    {ROOT(""), "no modelName"},
    {"<testCases/>", "root element"},
    {"<x/>", "root element"},
    {"", "line"},
    {"hello", "line"},
    {"<testCases xmlns='http://www.omg.org/spec/DMN/20160719/testcase'>", "line"},
    {ROOT("<modelName>m.dmn</modelName><testCase>"), "line"},
    {"<!DOCTYPE x [<!ENTITY a 'b'>]>" ROOT("<modelName>&a;</modelName>"), "DOCTYPE"},
    {ROOT("<modelName>m.dmn</modelName>") "<more/>", "line"},
    {"\xff\xfe\xff", "line"},
};

static void test_reading(void)
{
    for (size_t i = 0; i < COUNT(READINGS); i++) {
        struct arena *a = arena_new();
        struct feel_diags d = {.arena = a, .max = 10};
        struct dmn_tck_file file;
        bool good = dmn_tck_read(a, str_of(READINGS[i].xml), &file, &d);
        CHECK_ROW(READINGS[i].xml, good == !READINGS[i].says);
        CHECK_ROW(READINGS[i].xml, good ? d.errors == 0 && str_eq(file.model_name, STR("m.dmn")) : d.errors == 1);
        struct str text = d.list.count ? feel_diag_text(a, FEEL_EN, LIST_AT(&d.list, struct feel_diag, 0)) : STR("");
        CHECK_ROW(READINGS[i].xml, good || str_find(text, str_of(READINGS[i].says)) < text.n);
        arena_free(a);
    }
}

/* ---- JSON ---- */

struct giving {
    const char *json, *decision, *want; /* want: the result as JSON; NULL = refused */
    const char *says;
};
static const struct giving GIVINGS[] = {
    {"{\"First number\": 0.1, \"Second number\": 0.2}", "Sum", "0.3", NULL},
    {"{\"First number\": 1234567890123456789012345678901234, \"Second number\": 0}", "Sum", "1234567890123456789012345678901234", NULL},
    {" { \"First number\" : 1e3 , \"Second number\" : -2.50 } ", "Sum", "997.5", NULL},
    {"{\"Sum\": 4}", "Double", "8", NULL},
    {"{\"Applicant\": {\"birthday\": \"1990-05-01\", \"degrees\": [\"BSc\"]}}", "Year of birth", "1990", NULL},
    {"{\"Applicant\": {\"birthday\": \"1990-05-01\", \"degrees\": \"BSc\"}}", "Year of birth", "null", NULL},
    {"{\"Applicant\": {\"birthday\": \"1990-02-30\", \"degrees\": []}}", "Year of birth", NULL, "Applicant/birthday"},
    {"{\"Applicant\": {\"birthday\": \"\", \"degrees\": []}}", "Year of birth", NULL, "date"},
    {"{\"Since\": \"2020-01-31T10:00:00+08:00\", \"For how long\": \"PT36H\"}", "Until", "\"2020-02-01T22:00:00+08:00\"", NULL},
    {"{\"Since\": \"2020-01-31T10:00:00+08:00\", \"For how long\": \"P1M\"}", "Until", NULL, "For how long"},
    {"{\"Anything\": {\"a\": [true, null, \"\\u9ad8\\ud83d\\ude00\\n\\\"\\\\\\/\"], \"\": {}}}", "Echo", "{\"a\": [true, null, \"高😀\\u000a\\\"\\\\/\"], \"\": {}}", NULL},
    {"{\"Anything\": []}", "Echo", "[]", NULL},
    {"{}", "Echo", "null", NULL},
    {"{\"Fist number\": 1}", "Sum", NULL, "First number"},
    {"{\"xyz\": 1}", "Sum", NULL, "xyz"},
    {"{\"Anything\": 1, \"Anything\": 2}", "Echo", NULL, "twice"},
    {"{\"Anything\": {\"a\": 1, \"a\": 2}}", "Echo", NULL, "twice"},
    {"", "Echo", NULL, "line 1"},
    {"[]", "Echo", NULL, "line 1"},
    {"{", "Echo", NULL, "line 1"},
    {"{\"Anything\"}", "Echo", NULL, "column 12"},
    {"{\"Anything\": 1,}", "Echo", NULL, "line 1"},
    {"{\"Anything\": [1 2]}", "Echo", NULL, "line 1"},
    {"{\"Anything\": 1} x", "Echo", NULL, "line 1"},
    {"{\n\"Anything\": nul}", "Echo", NULL, "line 2"},
    {"{\"Anything\": 01}", "Echo", NULL, "line 1"},
    {"{\"Anything\": +1}", "Echo", NULL, "line 1"},
    {"{\"Anything\": 1.}", "Echo", NULL, "line 1"},
    {"{\"Anything\": .5}", "Echo", NULL, "line 1"},
    {"{\"Anything\": 1e9999}", "Echo", NULL, "line 1"},
    {"{\"Anything\": NaN}", "Echo", NULL, "line 1"},
    {"{\"Anything\": \"\\ud800\"}", "Echo", NULL, "line 1"},
    {"{\"Anything\": \"\\x\"}", "Echo", NULL, "line 1"},
    {"{\"Anything\": \"\n\"}", "Echo", NULL, "line 1"},
    {"{\"Anything\": \"", "Echo", NULL, "line 1"},
    {"{\"Anything\": \"\xff\"}", "Echo", NULL, "UTF-8"},
};
static const struct {
    const char *name, *text, *decision, *want;
} WORDS[] = {
    {"First number", "12.50", "Sum", "null"},
    {"Anything", "12.50", "Echo", "12.5"},
    {"Anything", "hello", "Echo", "\"hello\""},
    {"Anything", "\"12\"", "Echo", "\"12\""},
    {"Anything", "[1, {\"a\": 2}]", "Echo", "[1, {\"a\": 2}]"},
    {"Anything", "[1", "Echo", "\"[1\""},
    {"Anything", "", "Echo", "\"\""},
    {"First number", "twelve", "Sum", NULL},
    {"First number", "", "Sum", NULL},
    {"Since", "yesterday", "Until", NULL},
    {"Since", "2020-01-31", "Until", "null"},
    {"Nothing", "1", "Echo", NULL},
    {"Degrees", "BSc", "Degree count", "1"},
    {"Degrees", "[\"BSc\", \"PhD\"]", "Degree count", "2"},
};

static struct dmn_model *own_model(struct arena *a)
{
    bool found;
    struct feel_diags d = {.arena = a, .max = 10};
    struct dmn_model *m = dmn_files_load(a, arena_printf(a, "%stests/feel/tck/own/own.dmn", source_root(a)), &d, &found);
    CHECK(m != NULL && d.errors == 0);
    for (size_t i = 0; i < d.list.count; i++) {
        struct str text = feel_diag_text(a, FEEL_EN, LIST_AT(&d.list, struct feel_diag, i));
        fprintf(stderr, "%.*s\n", STR_ARG(text));
    }
    return m;
}

static void check_result(struct arena *a, struct dmn_run *r, const char *decision, const char *want)
{
    struct buf b = {.arena = a};
    size_t at = dmn_find(dmn_run_model(r), DMN_DECISION, str_of(decision), (struct str){0});
    dmn_json_write(&b, dmn_evaluate(r, at));
    if (!str_eq(buf_str(&b), str_of(want))) fprintf(stderr, "%s: %.*s\n", decision, STR_ARG(buf_str(&b)));
    CHECK_ROW(want, str_eq(buf_str(&b), str_of(want)));
}

static void test_json(void)
{
    struct arena *a = arena_new();
    struct dmn_model *m = own_model(a);
    struct dmn_run *r = m ? dmn_run_new(m) : NULL;
    for (size_t i = 0; r && i < COUNT(GIVINGS); i++) {
        struct feel_diags d = {.arena = a, .max = 10};
        dmn_run_reset(r);
        bool good = dmn_set_json(r, str_of(GIVINGS[i].json), &d);
        CHECK_ROW(GIVINGS[i].json, good == (GIVINGS[i].want != NULL) && good == (d.errors == 0));
        if (good && GIVINGS[i].want) check_result(a, r, GIVINGS[i].decision, GIVINGS[i].want);
        struct str text = d.list.count ? feel_diag_text(a, FEEL_EN, LIST_AT(&d.list, struct feel_diag, 0)) : STR("");
        CHECK_ROW(GIVINGS[i].json, good || str_find(text, str_of(GIVINGS[i].says)) < text.n);
    }
    for (size_t i = 0; r && i < COUNT(WORDS); i++) {
        struct feel_diags d = {.arena = a, .max = 10};
        dmn_run_reset(r);
        bool good = dmn_set_text(r, str_of(WORDS[i].name), str_of(WORDS[i].text), &d);
        CHECK_ROW(WORDS[i].text, good == (WORDS[i].want != NULL) && good == (d.errors == 0));
        if (good && WORDS[i].want) check_result(a, r, WORDS[i].decision, WORDS[i].want);
    }
    dmn_run_free(r);
    dmn_model_free(m);
    arena_free(a);
}

/* ---- the kit ---- */

static void kit_each(void *data, const struct dmn_files_report *r)
{
    (void)data;
    struct str id = r->c ? r->c->id : STR("(file)");
    if (!r->passed) fprintf(stderr, "%.*s#%.*s failed\n", STR_ARG(r->path), STR_ARG(id));
    CHECK_ROW("kit", r->passed);
}

static void test_kit(void)
{
    struct arena *a = arena_new();
    const char *folder = shared_path(a, "dmn-tck");
    struct list files = {0};
    struct dmn_files_tests t = {.each = kit_each};
    if (!folder) {
        CHECK_SKIP(1, "the kit (shared/dmn-tck) is not there");
    } else {
        CHECK(file_walk(a, str_of(folder), STR(".xml"), &files));
        for (size_t i = 0; i < files.count; i++)
            (void)dmn_files_test(&t, *LIST_AT(&files, struct str, i));
        CHECK(t.passed + t.failed > 2000);
    }
    arena_free(a);
}

int main(void)
{
    test_reading();
    test_own();
    test_conform();
    test_json();
    test_kit();
    return check_end();
}
