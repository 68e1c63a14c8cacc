/* cmd_dmn.c - nuanqiao dmn eval, explain, lint and test: decision models from files, without a data directory. */
#include "cli/cmd_dmn.h"
#include "cli/commands.h"
#include "cli/dmn_files.h"
#include "dmn/dmn_json.h"
#include <stdio.h>

#define LANGUAGES(X) X("zh", "中文", "Chinese") X("en", "英文", "English")
ENUM_TABLE(LANGUAGE_NAMES, "Language", LANGUAGES);
enum {
    DIAGNOSTICS_MAX = 100
};

static const struct field EVAL_FIELDS[] = {
    FIELD(struct dmn_eval_options, model, .required = true, .min = 1, .max = 1000, .zh = "决策模型文件（.dmn）",
          .en = "model file (.dmn)"),
    FIELD(struct dmn_eval_options, decision, .max = 1000, .zh = "决策或决策服务的名称（只有一项决策时可省略）",
          .en = "name of the decision or decision service (not needed when there is only one decision)",
          .example = "NAME"),
    FIELD(struct dmn_eval_options, input, .max = 1000, .zh = "输入数据的 JSON 文件", .en = "JSON file with the inputs",
          .example = "FILE"),
    FIELD(struct dmn_eval_options, set, .zh = "一项输入，可多次使用", .en = "one input; may be given several times",
          .example = "NAME=VALUE"),
    FIELD_E(struct dmn_eval_options, language, LANGUAGE_NAMES, .zh = "说明的语言", .en = "language of the sentences",
            .example = "LANG"),
};
const struct record DMN_EVAL_OPTIONS = RECORD(dmn_eval_options, EVAL_FIELDS);
static const struct field LINT_FIELDS[] = {
    FIELD(struct dmn_lint_options, model, .required = true, .min = 1, .max = 1000, .zh = "决策模型文件（.dmn）",
          .en = "model file (.dmn)"),
    FIELD_E(struct dmn_lint_options, language, LANGUAGE_NAMES, .zh = "说明的语言", .en = "language of the sentences",
            .example = "LANG"),
};
const struct record DMN_LINT_OPTIONS = RECORD(dmn_lint_options, LINT_FIELDS);
static const struct field TEST_FIELDS[] = {
    FIELD(struct dmn_test_options, folder, .required = true, .zh = "测试文件或文件夹", .en = "test files or folders"),
    FIELD(struct dmn_test_options, only, .max = 1000, .zh = "只运行“路径#编号”含有这段文字的测试",
          .en = "only the tests whose path#id contains this", .example = "TEXT"),
    FIELD(struct dmn_test_options, quiet, .zh = "只输出最后一行", .en = "print the last line only"),
    FIELD_E(struct dmn_test_options, language, LANGUAGE_NAMES, .zh = "说明的语言", .en = "language of the sentences",
            .example = "LANG"),
};
const struct record DMN_TEST_OPTIONS = RECORD(dmn_test_options, TEST_FIELDS);

enum feel_language dmn_command_language(struct cli *c, int32_t language)
{
    if (language) c->lang = language == DMN_LANGUAGE_ZH ? LANG_ZH : LANG_EN;
    return c->lang == LANG_ZH ? FEEL_ZH : FEEL_EN;
}

/* ---- diagnostics ---- */

static void list_diags(struct buf *b, enum feel_language language, const struct feel_diags *d, const char *indent)
{
    static const char *const SEVERITIES[][2] = {
        [FEEL_ERROR] = {"错误", "error"}, [FEEL_WARNING] = {"提醒", "warning"}, [FEEL_NOTE] = {"说明", "note"}};
    for (size_t i = 0; i < d->list.count; i++) {
        const struct feel_diag *one = LIST_AT(&d->list, struct feel_diag, i);
        struct str text = feel_diag_text(b->arena, language, one);
        buf_addf(b, "%s%s%s%.*s\n", indent, SEVERITIES[one->severity][language], language == FEEL_ZH ? "：" : ": ",
                 STR_ARG(text));
    }
}

static void json_diags(struct buf *b, enum feel_language language, const struct feel_diags *d)
{
    static const char *const SEVERITIES[] = {[FEEL_ERROR] = "error", [FEEL_WARNING] = "warning", [FEEL_NOTE] = "note"};
    buf_add_char(b, '[');
    for (size_t i = 0; i < d->list.count; i++) {
        const struct feel_diag *one = LIST_AT(&d->list, struct feel_diag, i);
        buf_addf(b, "%s{\"severity\":\"%s\",\"id\":\"%s\",\"text\":", i ? "," : "", SEVERITIES[one->severity],
                 feel_message_name(one->id));
        dmn_json_string(b, feel_diag_text(b->arena, language, one));
        buf_add_char(b, '}');
    }
    buf_add_char(b, ']');
}

/* Without those of loading: what is wrong in the model comes up again when it is evaluated. */
static struct feel_diags without(struct arena *a, const struct feel_diags *all, const struct feel_diags *known)
{
    struct feel_diags out = {.arena = a, .max = all->max, .errors = all->errors, .warnings = all->warnings};
    for (size_t i = 0; i < all->list.count; i++) {
        const struct feel_diag *d = LIST_AT(&all->list, struct feel_diag, i);
        bool again = false;
        for (size_t k = 0; k < known->list.count && !again; k++) {
            const struct feel_diag *o = LIST_AT(&known->list, struct feel_diag, k);
            again = o->id == d->id && o->source == d->source && o->span.at == d->span.at && o->span.n == d->span.n;
        }
        if (!again) *LIST_ADD(a, &out.list, struct feel_diag) = *d;
    }
    return out;
}

void dmn_command_diags(struct cli *c, enum feel_language language, const struct feel_diags *d)
{
    struct buf b = {.arena = c->arena};
    list_diags(&b, language, d, "");
    (void)fwrite(buf_str(&b).p, 1, b.n, stderr);
}

/* ---- dmn eval ---- */

size_t dmn_command_decision(struct cli *c, const struct dmn_model *m, struct str name)
{
    struct buf names = {.arena = c->arena};
    struct list known = {0};
    size_t only = SIZE_MAX, count = 0;
    if (name.n) {
        size_t at = dmn_find(m, DMN_DECISION, name, (struct str){0});
        if (at == SIZE_MAX) at = dmn_find(m, DMN_SERVICE, name, (struct str){0});
        if (at != SIZE_MAX) return at;
    }
    for (size_t i = 0; i < dmn_count(m); i++) {
        struct dmn_element_info e = dmn_element(m, i);
        if (e.kind != DMN_DECISION && e.kind != DMN_SERVICE) continue;
        *LIST_ADD(c->arena, &known, const char *) = arena_cstr(c->arena, e.name);
        if (e.imported || e.kind == DMN_SERVICE) continue;
        buf_addf(&names, "%s%.*s", count ? (c->lang == LANG_ZH ? "、" : ", ") : "", STR_ARG(e.name));
        only = i;
        count++;
    }
    if (!name.n && count == 1) return only;
    const char *near = name.n ? cli_suggest(name, known.items, known.count) : NULL;
    if (near)
        (void)fail(&c->err, ERR_NOT_FOUND, M(CLI_NO_DECISION_NEAR), S("name", name), S("near", str_of(near)));
    else if (name.n || count == 0)
        (void)fail(&c->err, ERR_NOT_FOUND, M(CLI_NO_DECISION), S("name", name));
    else
        (void)fail(&c->err, ERR_INVALID, M(CLI_DECISION_WHICH), S("names", buf_str(&names)));
    return SIZE_MAX;
}

static bool set_inputs(struct cli *c, struct dmn_run *r, const struct dmn_eval_options *o, struct feel_diags *d)
{
    struct str json;
    if (o->input.n && !file_read(c->arena, o->input, DMN_JSON_MAX, &json))
        return fail(&c->err, ERR_NOT_FOUND, M(CLI_FILE_MISSING), S("file", o->input));
    bool good = !o->input.n || dmn_set_json(r, json, d);
    for (size_t i = 0; i < o->set.l.count; i++) {
        struct str value = *LIST_AT(&o->set.l, struct str, i);
        if (str_find(value, STR("=")) == value.n) return fail_field(&c->err, STR("--set"), M(CLI_SET_FORM));
        struct str name = str_part(&value, '=');
        if (!dmn_set_text(r, str_trim(name), value, d)) good = false;
    }
    return good || fail(&c->err, ERR_INVALID, M(CLI_DMN_INPUT));
}

static void print_result(struct cli *c, enum feel_language language, struct feel_value v, const struct feel_diags *d)
{
    struct buf b = {.arena = c->arena};
    if (c->at.json) {
        buf_add(&b, STR("{\"result\":"));
        dmn_json_write(&b, v);
        buf_add(&b, STR(",\"diagnostics\":"));
        json_diags(&b, language, d);
        buf_add(&b, STR("}\n"));
    } else {
        struct str text = feel_to_text(c->arena, v);
        buf_addf(&b, "%.*s\n", STR_ARG(text.p ? text : STR("...")));
        dmn_command_diags(c, language, d);
    }
    cli_write(buf_str(&b));
}

static enum cli_exit evaluate(struct cli *c, const struct dmn_eval_options *o, const struct dmn_model *m,
                              const struct feel_diags *loading)
{
    enum feel_language language = c->lang == LANG_ZH ? FEEL_ZH : FEEL_EN;
    struct feel_diags d = {.arena = c->arena, .max = DIAGNOSTICS_MAX};
    struct dmn_run *r = dmn_run_new(m);
    enum cli_exit code = CLI_DONE;
    size_t at = dmn_command_decision(c, m, o->decision);
    if (at == SIZE_MAX || !set_inputs(c, r, o, &d)) {
        dmn_command_diags(c, language, &d);
        code = cli_fail(c);
    } else {
        struct feel_value v = dmn_element(m, at).kind == DMN_SERVICE ? dmn_invoke(r, at) : dmn_evaluate(r, at);
        struct feel_diags fresh = without(c->arena, dmn_diags(r), loading);
        print_result(c, language, v, c->at.json ? dmn_diags(r) : &fresh);
        code = dmn_diags(r)->errors > 0 ? CLI_FINDINGS : CLI_DONE;
    }
    dmn_run_free(r);
    return code;
}

struct dmn_model *dmn_command_load(struct cli *c, struct str path, struct feel_diags *d)
{
    bool found = false;
    struct dmn_model *m = dmn_files_load(c->arena, path, d, &found);
    if (!m) {
        (void)(found ? fail(&c->err, ERR_INVALID, M(CLI_NOT_A_MODEL), S("file", path))
                     : fail(&c->err, ERR_NOT_FOUND, M(CLI_FILE_MISSING), S("file", path)));
    }
    return m;
}

enum cli_exit cmd_dmn_eval(struct cli *c, const void *options)
{
    const struct dmn_eval_options *o = options;
    enum feel_language language = dmn_command_language(c, o->language);
    struct feel_diags d = {.arena = c->arena, .max = DIAGNOSTICS_MAX};
    struct dmn_model *m = dmn_command_load(c, o->model, &d);
    dmn_command_diags(c, language, &d);
    if (!m) return cli_fail(c);
    enum cli_exit code = evaluate(c, o, m, &d);
    dmn_model_free(m);
    return code;
}

/* ---- dmn explain ---- */

static enum cli_exit explain(struct cli *c, const struct dmn_eval_options *o, const struct dmn_model *m,
                             enum feel_language language)
{
    struct feel_diags d = {.arena = c->arena, .max = DIAGNOSTICS_MAX};
    size_t at = dmn_command_decision(c, m, o->decision);
    if (at == SIZE_MAX) return cli_fail(c);
    if (dmn_element(m, at).kind != DMN_DECISION) {
        (void)fail(&c->err, ERR_NOT_FOUND, M(CLI_NO_DECISION), S("name", o->decision));
        return cli_fail(c);
    }
    struct dmn_run *r = dmn_run_new(m);
    enum cli_exit code = CLI_DONE;
    dmn_trace(r, true);
    if (set_inputs(c, r, o, &d)) {
        (void)dmn_evaluate(r, at);
        struct buf b = {.arena = c->arena};
        buf_add(&b, c->at.json ? dmn_explain_json(r, at, c->arena) : dmn_explain_text(r, at, language, c->arena));
        if (c->at.json) buf_add_char(&b, '\n');
        cli_write(buf_str(&b));
        code = dmn_diags(r)->errors > 0 ? CLI_FINDINGS : CLI_DONE;
    } else {
        dmn_command_diags(c, language, &d);
        code = cli_fail(c);
    }
    dmn_run_free(r);
    return code;
}

enum cli_exit cmd_dmn_explain(struct cli *c, const void *options)
{
    const struct dmn_eval_options *o = options;
    enum feel_language language = dmn_command_language(c, o->language);
    struct feel_diags d = {.arena = c->arena, .max = DIAGNOSTICS_MAX};
    struct dmn_model *m = dmn_command_load(c, o->model, &d);
    dmn_command_diags(c, language, &d);
    if (!m) return cli_fail(c);
    enum cli_exit code = explain(c, o, m, language);
    dmn_model_free(m);
    return code;
}

/* ---- dmn lint ---- */

static void print_findings(struct cli *c, enum feel_language language, const struct feel_diags *d, size_t notes)
{
    struct buf b = {.arena = c->arena};
    if (c->at.json) {
        buf_addf(&b, "{\"errors\":%" PRId64 ",\"warnings\":%" PRId64 ",\"notes\":%zu,\"findings\":", d->errors,
                 d->warnings, notes);
        json_diags(&b, language, d);
        buf_add(&b, STR("}\n"));
    } else {
        list_diags(&b, language, d, "");
        if (language == FEEL_ZH)
            buf_addf(&b, "错误 %" PRId64 "，提醒 %" PRId64 "，说明 %zu\n", d->errors, d->warnings, notes);
        else
            buf_addf(&b, "%" PRId64 " errors, %" PRId64 " warnings, %zu notes\n", d->errors, d->warnings, notes);
    }
    cli_write(buf_str(&b));
}

enum cli_exit cmd_dmn_lint(struct cli *c, const void *options)
{
    const struct dmn_lint_options *o = options;
    enum feel_language language = dmn_command_language(c, o->language);
    struct feel_diags loading = {.arena = c->arena, .max = DIAGNOSTICS_MAX}, d = loading;
    struct dmn_model *m = dmn_command_load(c, o->model, &loading);
    if (!m) {
        dmn_command_diags(c, language, &loading);
        return cli_fail(c);
    }
    size_t count = dmn_lint(m, &d); /* with what loading found */
    print_findings(c, language, &d, count - (size_t)d.errors - (size_t)d.warnings);
    dmn_model_free(m);
    return d.errors + d.warnings > 0 ? CLI_FINDINGS : CLI_DONE;
}

/* ---- dmn test ---- */

struct printing {
    struct cli *cli;
    enum feel_language language;
    bool quiet;
    struct buf json; /* the failures, with --json */
};

static struct str result_name(const struct dmn_files_report *r, size_t i)
{
    return r->c ? LIST_AT(&r->c->results, struct dmn_tck_result, i)->name : STR("");
}

static void failure_json(struct printing *p, const struct dmn_files_report *r, size_t i)
{
    static const char *const VERDICTS[] = {[DMN_TCK_PASSED] = "passed",
                                           [DMN_TCK_WRONG] = "wrong",
                                           [DMN_TCK_SILENT] = "silent",
                                           [DMN_TCK_COMPLAINT] = "complaint",
                                           [DMN_TCK_BROKEN] = "broken"};
    const struct dmn_tck_outcome *o = &r->outcomes[i];
    struct buf *b = &p->json;
    buf_add(b, b->n ? STR(",{\"file\":") : STR("{\"file\":"));
    dmn_json_string(b, r->path);
    buf_add(b, STR(",\"case\":"));
    dmn_json_string(b, r->c ? r->c->id : STR(""));
    buf_add(b, STR(",\"result\":"));
    dmn_json_string(b, result_name(r, i));
    buf_addf(b, ",\"verdict\":\"%s\",\"expected\":", VERDICTS[o->verdict]);
    dmn_json_string(b, o->expected);
    buf_add(b, STR(",\"got\":"));
    dmn_json_string(b, o->got);
    buf_add(b, STR(",\"diagnostics\":"));
    json_diags(b, p->language, &o->diags);
    buf_add_char(b, '}');
}

static const char *verdict_text(enum dmn_tck_verdict v, bool zh)
{
    switch (v) {
    case DMN_TCK_PASSED:
        return zh ? "通过" : "passed";
    case DMN_TCK_WRONG:
        return zh ? "结果不同" : "another result";
    case DMN_TCK_SILENT:
        return zh ? "应报告错误而没有报告" : "an error must be reported and is not";
    case DMN_TCK_COMPLAINT:
        return zh ? "结果正确却报告了错误" : "the result is right but an error is reported";
    case DMN_TCK_BROKEN:
        return zh ? "无法运行" : "cannot be run";
    }
    return "";
}

static void failure_text(struct printing *p, const struct dmn_files_report *r, size_t i)
{
    const struct dmn_tck_outcome *o = &r->outcomes[i];
    struct buf b = {.arena = arena_new()};
    struct str name = result_name(r, i), id = r->c ? r->c->id : STR("");
    bool zh = p->language == FEEL_ZH;
    buf_addf(&b, "%.*s#%.*s %.*s: %s\n", STR_ARG(r->path), STR_ARG(id), STR_ARG(name), verdict_text(o->verdict, zh));
    if (o->verdict != DMN_TCK_BROKEN) {
        buf_addf(&b, "  %s%.*s\n", zh ? "应为：" : "expected: ", STR_ARG(o->expected));
        buf_addf(&b, "  %s%.*s\n", zh ? "得到：" : "got:      ", STR_ARG(o->got));
    }
    list_diags(&b, p->language, &o->diags, "  ");
    cli_write(buf_str(&b));
    arena_free(b.arena);
}

static void print_report(void *data, const struct dmn_files_report *r)
{
    struct printing *p = data;
    for (size_t i = 0; !r->passed && i < r->count; i++) {
        if (r->outcomes[i].verdict == DMN_TCK_PASSED) continue;
        if (p->cli->at.json)
            failure_json(p, r, i);
        else if (!p->quiet)
            failure_text(p, r, i);
    }
}

/* All test files of a folder; false when there is none. */
static bool test_folder(struct cli *c, struct dmn_files_tests *t, struct str folder)
{
    struct list files = {0};
    bool some = false;
    if (!file_walk(c->arena, folder, STR(".xml"), &files))
        return fail(&c->err, ERR_NOT_FOUND, M(CLI_FILE_MISSING), S("file", folder));
    for (size_t i = 0; i < files.count; i++)
        some = dmn_files_test(t, *LIST_AT(&files, struct str, i)) || some;
    return some || fail(&c->err, ERR_NOT_FOUND, M(CLI_NO_TESTS), S("folder", folder));
}

enum cli_exit cmd_dmn_test(struct cli *c, const void *options)
{
    const struct dmn_test_options *o = options;
    struct printing p = {.cli = c, .quiet = o->quiet, .json = {.arena = c->arena}};
    struct dmn_files_tests t = {.only = o->only, .each = print_report, .data = &p};
    p.language = dmn_command_language(c, o->language);
    for (size_t i = 0; i < o->folder.l.count; i++)
        if (!test_folder(c, &t, *LIST_AT(&o->folder.l, struct str, i))) return cli_fail(c);
    struct buf b = {.arena = c->arena};
    if (c->at.json)
        buf_addf(&b, "{\"passed\":%" PRId64 ",\"failed\":%" PRId64 ",\"failures\":[%.*s]}\n", t.passed, t.failed,
                 STR_ARG(buf_str(&p.json)));
    else
        buf_addf(&b, "%" PRId64 " passed, %" PRId64 " failed\n", t.passed, t.failed);
    cli_write(buf_str(&b));
    return t.failed ? CLI_FAILED : CLI_DONE;
}
