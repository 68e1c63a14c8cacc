/* rule_check.c - what publishing asks of a rule: it loads, it binds to facts, its tests are green. */
#include "app/crypto.h"
#include "dmn/dmn_tck.h"
#include "policy/policy_impl.h"

enum {
    FINDINGS_MAX = 200,
    CASES_MAX = 2000
};

static enum feel_language tongue(const struct ctx *c)
{
    return c->lang == LANG_ZH ? FEEL_ZH : FEEL_EN;
}

struct str rule_digest(struct arena *a, struct str dmn, struct str tests)
{
    struct sha256 *h = sha256_begin(a);
    sha256_add_field(h, dmn);
    sha256_add_field(h, tests);
    return sha256_end(h, a);
}

/* ---- findings ---- */

static void add_diags(struct ctx *c, const struct feel_diags *d, struct list *findings, int64_t *errors)
{
    for (size_t i = 0; i < d->list.count && findings->count < FINDINGS_MAX; i++) {
        const struct feel_diag *one = LIST_AT(&d->list, struct feel_diag, i);
        if (one->severity == FEEL_NOTE) continue;
        *LIST_ADD(c->arena, findings, struct rule_finding) =
            (struct rule_finding){.error = one->severity == FEEL_ERROR,
                                  .message = str_of(feel_message_name(one->id)),
                                  .place = one->source ? arena_str(c->arena, one->source->element) : STR(""),
                                  .text = feel_diag_text(c->arena, tongue(c), one)};
    }
    *errors += d->errors;
}

static void add_finding(struct ctx *c, struct list *findings, int64_t *errors, struct str place,
                        const struct msg_part *parts)
{
    struct msg_text m = msg_copy(c->arena, parts);
    *LIST_ADD(c->arena, findings, struct rule_finding) =
        (struct rule_finding){.error = true,
                              .message = str_of(msg_name(m.id)),
                              .place = arena_str(c->arena, place),
                              .text = msg_render(c->arena, c->lang, &m)};
    (*errors)++;
}

/* A type of the model's own is compared when the facts come in. */
static bool type_agrees(struct str type, int32_t fact)
{
    static const char *const PLAIN[] = {
        [FACT_BOOLEAN] = "boolean", [FACT_NUMBER] = "number", [FACT_STRING] = "string", [FACT_DATE] = "date"};
    bool plain = str_eq(type, STR("time")) || str_eq(type, STR("date and time")) || str_eq(type, STR("dateTime"));
    for (size_t i = FACT_BOOLEAN; i < COUNT(PLAIN); i++)
        plain = plain || str_eq(type, str_of(PLAIN[i]));
    return !plain || str_eq(type, str_of(PLAIN[fact]));
}

static void check_decision(struct ctx *c, const struct dmn_model *m, struct str name, struct list *findings,
                           int64_t *errors)
{
    if (!name.n || dmn_find(m, DMN_DECISION, name, (struct str){0}) != SIZE_MAX) return;
    add_finding(c, findings, errors, name, MSG_PARTS(M(RULE_NO_DECISION), S("name", name)));
}

bool rule_findings(struct ctx *c, const struct policy_item *item, const struct dmn_model *m, struct list *findings,
                   int64_t *errors)
{
    struct feel_diags d = {.arena = c->arena, .max = FINDINGS_MAX};
    struct policy_facts facts = {0};
    if (!policy_catalogue(c, &facts)) return false;
    (void)dmn_lint(m, &d);
    add_diags(c, &d, findings, errors);
    check_decision(c, m, item->line_decision, findings, errors);
    check_decision(c, m, item->claim_decision, findings, errors);
    for (size_t i = 0; i < dmn_count(m); i++) {
        struct dmn_element_info e = dmn_element(m, i);
        bool rows;
        if (e.kind != DMN_INPUT) continue;
        const struct policy_fact *f = policy_input_fact(&facts, &e, &rows);
        if (rows) continue;
        if (!f)
            add_finding(c, findings, errors, e.name, MSG_PARTS(M(RULE_NO_FACT), S("name", e.name)));
        else if (!type_agrees(e.type, f->type))
            add_finding(c, findings, errors, e.name,
                        MSG_PARTS(M(RULE_FACT_TYPE), S("name", e.name), S("type", enum_name(&FACT_TYPE_NAMES, f->type)),
                                  S("found", e.type)));
    }
    return true;
}

/* ---- tests ---- */

static struct str problems(struct ctx *c, const struct feel_diags *d)
{
    struct buf b = {.arena = c->arena};
    for (size_t i = 0; i < d->list.count && i < 5; i++) {
        if (i) buf_add_char(&b, '\n');
        buf_add(&b, feel_diag_text(c->arena, tongue(c), LIST_AT(&d->list, struct feel_diag, i)));
    }
    return buf_str(&b);
}

static void run_case(struct ctx *c, struct dmn_run *run, const struct dmn_tck_case *t, struct list *good,
                     struct list *bad)
{
    for (size_t i = 0; i < t->results.count && good->count + bad->count < CASES_MAX; i++) {
        const struct dmn_tck_result *r = LIST_AT(&t->results, struct dmn_tck_result, i);
        struct dmn_tck_outcome o = dmn_tck_run(run, t, r, c->arena);
        bool passed = o.verdict == DMN_TCK_PASSED;
        *LIST_ADD(c->arena, passed ? good : bad, struct rule_case) =
            (struct rule_case){.id = t->id,
                               .decision = r->name,
                               .passed = passed,
                               .expected = o.expected,
                               .got = o.got,
                               .text = passed ? STR("") : problems(c, &o.diags)};
    }
}

static void run_tests(struct ctx *c, const struct policy_item *item, const struct dmn_model *m, struct str tests,
                      struct rule_outcome *out)
{
    struct feel_diags d = {.arena = c->arena, .max = FINDINGS_MAX};
    struct dmn_tck_file file = {0};
    struct list good = {0};
    bool line = false;
    if (!dmn_tck_is_test(tests) || !dmn_tck_read(c->arena, tests, &file, &d)) {
        add_diags(c, &d, &out->findings, &out->errors);
        add_finding(c, &out->findings, &out->errors, STR(""), MSG_PARTS(M(RULE_NO_TESTS)));
        return;
    }
    struct dmn_run *run = dmn_run_new(m);
    for (size_t i = 0; i < file.cases.count; i++)
        run_case(c, run, LIST_AT(&file.cases, struct dmn_tck_case, i), &good, &out->cases);
    dmn_run_free(run);
    out->failed = (int64_t)out->cases.count;
    out->passed = (int64_t)good.count;
    for (size_t i = 0; i < good.count; i++) {
        const struct rule_case *one = LIST_AT(&good, struct rule_case, i);
        line = line || str_eq(one->decision, item->line_decision);
        *LIST_ADD(c->arena, &out->cases, struct rule_case) = *one;
    }
    if (!line && !out->failed)
        add_finding(c, &out->findings, &out->errors, item->line_decision,
                    MSG_PARTS(M(RULE_NO_CASE), S("name", item->line_decision)));
}

bool rule_examine(struct ctx *c, const struct policy_item *item, struct str dmn, struct str tests,
                  struct rule_outcome *out)
{
    struct feel_diags d = {.arena = c->arena, .max = FINDINGS_MAX};
    struct dmn_model *m = policy_model_load(dmn, false, &d);
    out->digest = rule_digest(c->arena, dmn, tests);
    if (!m) {
        add_diags(c, &d, &out->findings, &out->errors);
        if (!out->errors) out->errors = 1;
        return true;
    }
    bool ok = rule_findings(c, item, m, &out->findings, &out->errors);
    if (ok) run_tests(c, item, m, tests, out);
    dmn_model_free(m);
    return ok;
}
