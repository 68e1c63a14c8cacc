/* judge.c - facts into a rule, verdicts and reasons out of it.  Reads only. */
#include "dmn/dmn_json.h"
#include "json/json.h"
#include "policy/policy_impl.h"

struct judging {
    struct ctx *c;
    const struct policy_item *item;
    struct policy_rule *rule;
    struct dmn_run *run;
    struct words words;
    struct date as_of;
    struct str enterprise_id; /* absent: every fact is as declared */
    const struct enterprise_facts *enterprise;
    struct feel_value form, lines;   /* context; list of contexts */
    const struct policy_fact *birth; /* the fact from which ages are computed when it is declared */
    struct feel_value *rows;         /* what the claim decision gets, one per line */
    size_t count;
    struct judgement *out;
};
/* The value of one input for one line, and where it came from. */
struct known {
    struct feel_value value;
    enum fact_source source;
};

/* ---- reading what was declared ---- */

static bool bad(struct judging *j, struct str at, const struct policy_fact *f)
{
    struct str name = j->c->lang == LANG_ZH ? f->zh : f->en;
    switch ((enum fact_type)f->type) {
    case FACT_DATE:
        return fail_field(&j->c->err, at, M(DATE_BAD), S("example", STR("2020-02-15")));
    case FACT_NUMBER:
        return fail_field(&j->c->err, at, M(CLAIM_NUMBER));
    case FACT_BOOLEAN:
        return fail_field(&j->c->err, at, M(POLICY_YES_NO), S("name", name));
    case FACT_STRING:
    case FACT_TYPE_NONE:
        break;
    }
    return fail_field(&j->c->err, at, M(POLICY_WORDS), S("name", name), S("example", STR("A-2020-15")));
}

static const struct list *choices_of(const struct judging *j, const struct policy_fact *f)
{
    for (size_t i = 0; i < j->item->fields.count; i++) {
        const struct policy_field *field = LIST_AT(&j->item->fields, struct policy_field, i);
        if (str_eq(field->key, f->key) && field->choices.count) return &field->choices;
    }
    return &f->choices;
}

static bool is_choice(struct judging *j, const struct list *choices, struct str value, struct str at)
{
    struct buf known = {.arena = j->c->arena};
    for (size_t i = 0; i < choices->count; i++) {
        const struct policy_choice *choice = LIST_AT(choices, struct policy_choice, i);
        if (str_eq(choice->value, value)) return true;
        if (i) buf_add(&known, STR(", "));
        buf_add(&known, choice->value);
    }
    return choices->count == 0 || fail_field(&j->c->err, at, M(ENUM_BAD), S("known", buf_str(&known)));
}

/* A JSON value as the fact's type; null and "" are absent. */
static bool declared(struct judging *j, const struct policy_fact *f, struct feel_value v, struct str at,
                     struct feel_value *out)
{
    static const enum feel_kind KINDS[] = {[FACT_BOOLEAN] = FEEL_BOOLEAN,
                                           [FACT_NUMBER] = FEEL_NUMBER,
                                           [FACT_STRING] = FEEL_STRING,
                                           [FACT_DATE] = FEEL_STRING};
    struct date day;
    *out = FEEL_NULL_VALUE;
    if (v.kind == FEEL_NULL || (v.kind == FEEL_STRING && v.n == 0)) return true;
    if (v.kind != KINDS[f->type]) return bad(j, at, f);
    *out = v;
    if (f->type == FACT_STRING) return is_choice(j, choices_of(j, f), feel_text(v), at);
    if (f->type == FACT_NUMBER) return policy_number_ok(j->c, f->key, f->unit, feel_to_text(j->c->arena, v), at);
    if (f->type != FACT_DATE) return true;
    if (!date_written(feel_text(v), &day)) return bad(j, at, f);
    if (f == j->birth && date_cmp(day, j->as_of) > 0)
        return fail_field(&j->c->err, at, M(POLICY_BIRTH_FUTURE), S("date", feel_text(v)));
    *out = feel_date(date_to_days(day));
    return true;
}

static bool is_line_field(const struct judging *j, const struct policy_fact *f)
{
    if (f->line) return true;
    for (size_t i = 0; i < j->item->fields.count; i++) {
        const struct policy_field *field = LIST_AT(&j->item->fields, struct policy_field, i);
        if (str_eq(field->key, f->key)) return field->line;
    }
    return false;
}

static bool is_form_field(const struct judging *j, struct str key)
{
    for (size_t i = 0; i < j->item->fields.count; i++) {
        const struct policy_field *field = LIST_AT(&j->item->fields, struct policy_field, i);
        if (str_eq(field->key, key)) return field->source == FACT_FORM;
    }
    return false;
}

static const struct policy_fact *fact_of(const struct judging *j, struct str key)
{
    const struct policy_fact *f = policy_fact_find(&j->rule->facts, key);
    return f && str_eq(f->key, key) ? f : NULL;
}

/* Turns every entry of an object into a value of its fact's type; all bad ones are told. */
static bool read_object(struct judging *j, struct feel_value raw, const char *prefix, bool line, struct feel_value *out)
{
    struct arena *a = j->c->arena;
    if (raw.kind != FEEL_CONTEXT)
        return fail_field(&j->c->err, arena_printf(a, "%s", prefix), M(POLICY_JSON_OBJECT),
                          S("example", STR("{\"headcount\":52}")));
    struct feel_entry *entries = ARENA_ARRAY(a, struct feel_entry, raw.context->count + 1);
    bool ok = true;
    for (uint32_t i = 0; i < raw.context->count; i++) {
        const struct feel_entry *e = &raw.context->entries[i];
        struct str at = arena_printf(a, "%s/%.*s", prefix, STR_ARG(e->name));
        const struct policy_fact *f = fact_of(j, e->name);
        entries[i] = *e;
        if (line && str_eq(e->name, STR("worker_id"))) {
            if (e->value.kind != FEEL_STRING && e->value.kind != FEEL_NULL)
                ok = fail_field(&j->c->err, at, M(POLICY_NO_WORKER));
        } else if (!f || (line && !is_line_field(j, f))) {
            ok = fail_field(&j->c->err, at, M(POLICY_NO_FACT), S("name", e->name));
        } else {
            ok = declared(j, f, e->value, at, &entries[i].value) && ok;
        }
    }
    *out = feel_context(a, entries, raw.context->count);
    return ok;
}

static bool read_json(struct judging *j, struct str text, const char *name, struct str otherwise,
                      struct feel_value *out)
{
    struct feel_diags d = {.arena = j->c->arena, .max = 1};
    if (dmn_json_read(j->c->arena, text.n ? text : otherwise, out, &d)) return true;
    return fail_field(&j->c->err, str_of(name), M(POLICY_JSON));
}

static bool read_declared(struct judging *j, const struct judge_request *in, size_t lines_max)
{
    struct arena *a = j->c->arena;
    struct feel_value form, lines;
    bool ok = read_json(j, in->form_json, "form_json", STR("{}"), &form);
    if (!read_json(j, in->lines_json, "lines_json", STR("[{}]"), &lines) || !ok) return false;
    ok = read_object(j, form, "form", false, &j->form);
    if (lines.kind != FEEL_LIST || lines.n == 0) return fail_field(&j->c->err, STR("lines"), M(POLICY_JSON_LIST));
    if (lines.n > lines_max) return fail_field(&j->c->err, STR("lines"), M(LIST_LONG), I("max", (int64_t)lines_max));
    if (j->item->subject == ITEM_ENTERPRISE && lines.n > 1)
        return fail_field(&j->c->err, STR("lines"), M(LIST_LONG), I("max", 1));
    struct feel_value *read = ARENA_ARRAY(a, struct feel_value, lines.n);
    for (uint32_t i = 0; i < lines.n; i++)
        ok = read_object(j, lines.items[i], arena_printf(a, "lines/%u", i).p, true, &read[i]) && ok;
    j->lines = feel_list(read, lines.n);
    j->count = lines.n;
    return ok;
}

/* ---- what the registry knows ---- */

static bool read_enterprise(struct judging *j)
{
    struct list found = {0};
    const struct facts_query q = {.enterprise_id = j->enterprise_id, .as_of = j->as_of, .limit = 1};
    if (!j->enterprise_id.n) return true;
    if (!policy_enterprise_facts(j->c, &q, &found)) return false;
    if (!found.count) return ctx_not_found(j->c, "企业", "enterprise");
    j->enterprise = LIST_AT(&found, struct enterprise_facts, 0);
    return true;
}

/* NULL: the line names no worker. */
static bool read_worker(struct judging *j, size_t line, const struct worker_facts **out)
{
    struct list found = {0};
    const struct feel_value *id = feel_context_get(j->lines.items[line].context, STR("worker_id"));
    *out = NULL;
    if (!id || id->kind != FEEL_STRING || id->n == 0) return true;
    struct str at = arena_printf(j->c->arena, "lines/%zu/worker_id", line);
    const struct facts_query q = {.worker_id = feel_text(*id), .as_of = j->as_of, .limit = 1};
    if (!j->enterprise) return fail_field(&j->c->err, at, M(POLICY_NO_WORKER));
    if (!policy_worker_facts(j->c, &q, &found)) return false;
    bool here = found.count && str_eq(LIST_AT(&found, struct worker_facts, 0)->enterprise_id, j->enterprise_id);
    if (!here) return fail_field(&j->c->err, at, M(POLICY_NO_WORKER));
    *out = LIST_AT(&found, struct worker_facts, 0);
    return true;
}

/* ---- one input ---- */

static struct feel_value declared_of(const struct judging *j, const struct policy_fact *f, size_t line)
{
    const struct feel_value *v = NULL;
    if (line != SIZE_MAX && is_line_field(j, f)) v = feel_context_get(j->lines.items[line].context, f->key);
    if (!v || v->kind == FEEL_NULL) v = feel_context_get(j->form.context, f->key);
    return v ? *v : FEEL_NULL_VALUE;
}

static struct known find_known(const struct judging *j, const struct policy_fact *f, size_t line,
                               const struct worker_facts *w);

/* The date that the item names for ages: the as-of date, a fixed one, or a fact such as the day of hiring. */
static struct opt_date age_at(const struct judging *j, size_t line, const struct worker_facts *w)
{
    struct date day = j->as_of;
    if (!j->item->age_at.n || date_parse(j->item->age_at, &day)) return (struct opt_date){true, day};
    const struct policy_fact *f = fact_of(j, j->item->age_at);
    if (!f || f->type != FACT_DATE) return (struct opt_date){0};
    struct feel_value v = find_known(j, f, line, w).value;
    if (v.kind != FEEL_DATE) return (struct opt_date){0};
    return (struct opt_date){true, date_from_days(v.days)};
}

static struct feel_value declared_age(const struct judging *j, size_t line)
{
    struct opt_date at = age_at(j, line, NULL);
    struct feel_value birth = j->birth ? declared_of(j, j->birth, line) : FEEL_NULL_VALUE;
    if (birth.kind != FEEL_DATE || !at.has) return FEEL_NULL_VALUE;
    int64_t age = policy_age(date_from_days(birth.days), at.v);
    return age < 0 ? FEEL_NULL_VALUE : feel_integer(age);
}

static struct known find_known(const struct judging *j, const struct policy_fact *f, size_t line,
                               const struct worker_facts *w)
{
    enum provider p = policy_provider(f->provider);
    struct known out = {FEEL_NULL_VALUE, FACT_FORM};
    if (p != PROVIDER_NONE && !is_form_field(j, f->key)) {
        out.source = FACT_REGISTRY;
        if (p < PROVIDER_WORKER && j->enterprise) out.value = policy_enterprise_value(j->c->arena, p, j->enterprise);
        if (p >= PROVIDER_WORKER && w)
            out.value =
                policy_worker_value(p, w, j->as_of, p == PROVIDER_AGE ? age_at(j, line, w) : (struct opt_date){0});
        if (out.value.kind != FEEL_NULL) return out;
    }
    struct feel_value v = declared_of(j, f, line);
    if (v.kind == FEEL_NULL && p == PROVIDER_AGE && !w) v = declared_age(j, line);
    if (v.kind == FEEL_NULL) return out; /* absent: where it should have come from */
    return (struct known){v, FACT_FORM};
}

/* ---- reasons ---- */

static enum feel_language tongue(enum lang lang)
{
    return lang == LANG_ZH ? FEEL_ZH : FEEL_EN;
}

static struct str explain(struct judging *j, size_t decision, enum lang lang)
{
    struct str text = dmn_explain_brief(j->run, decision, tongue(lang), j->c->arena);
    return str_trim(words_say(&j->words, lang, text));
}

static struct str names_of(struct judging *j, const struct list *missing, enum lang lang)
{
    struct buf b = {.arena = j->c->arena};
    for (size_t i = 0; i < missing->count; i++) {
        const struct judge_missing *m = LIST_AT(missing, struct judge_missing, i);
        if (i) buf_add(&b, lang == LANG_ZH ? STR("、") : STR(", "));
        buf_add(&b, lang == LANG_ZH ? m->zh : m->en);
    }
    return buf_str(&b);
}

static void add_missing(struct judging *j, struct list *missing, const struct policy_fact *f)
{
    struct str zh = f->zh, en = f->en;
    for (size_t i = 0; i < missing->count; i++)
        if (str_eq(LIST_AT(missing, struct judge_missing, i)->key, f->key)) return;
    for (size_t i = 0; i < j->item->fields.count; i++) {
        const struct policy_field *field = LIST_AT(&j->item->fields, struct policy_field, i);
        if (!str_eq(field->key, f->key)) continue;
        zh = field->zh;
        en = field->en;
    }
    bool form = !f->provider.n || is_form_field(j, f->key);
    *LIST_ADD(j->c->arena, missing, struct judge_missing) =
        (struct judge_missing){.key = f->key, .zh = zh, .en = en, .form = form};
}

/* ---- evaluating ---- */

/* What a decision says, taken apart. */
struct said {
    enum feel_truth eligible;
    bool certain; /* a "no" whatever the missing facts are */
    int64_t fen;
    struct feel_value amount;
    struct str reason;
};

static bool rule_failed(struct judging *j, struct str reason)
{
    return fail(&j->c->err, ERR_CONFLICT, M(RULE_FAILED), S("code", j->item->code), I("no", j->rule->no),
                S("reason", reason));
}

static struct str first_problem(const struct judging *j)
{
    const struct feel_diags *d = dmn_diags(j->run);
    for (size_t i = 0; i < d->list.count; i++) {
        const struct feel_diag *one = LIST_AT(&d->list, struct feel_diag, i);
        if (one->severity == FEEL_ERROR) return feel_diag_text(j->c->arena, tongue(j->c->lang), one);
    }
    return STR("?");
}

static bool take_apart(struct judging *j, struct feel_value v, const char *amount, bool lacking, struct said *out)
{
    *out = (struct said){.eligible = FEEL_UNKNOWN, .amount = FEEL_NULL_VALUE};
    if (v.kind == FEEL_NULL) return true;
    if (v.kind != FEEL_CONTEXT) return rule_failed(j, feel_to_text(j->c->arena, v));
    const struct feel_value *eligible = feel_context_get(v.context, STR("eligible"));
    const struct feel_value *money = feel_context_get(v.context, str_of(amount));
    const struct feel_value *reason = feel_context_get(v.context, STR("reason"));
    if (eligible && eligible->kind == FEEL_BOOLEAN) out->eligible = eligible->boolean ? FEEL_TRUE : FEEL_FALSE;
    const struct feel_value *certain = feel_context_get(v.context, STR("certain"));
    out->certain = certain && certain->kind == FEEL_BOOLEAN && certain->boolean;
    if (reason && reason->kind == FEEL_STRING) out->reason = arena_str(j->c->arena, feel_text(*reason));
    if (out->eligible != FEEL_TRUE) return true;
    if (!money || money->kind == FEEL_NULL) {
        if (lacking) out->eligible = FEEL_UNKNOWN;
        if (lacking || j->item->kind == ITEM_SERVICE) return true;
        return rule_failed(j, msg_plain(j->c->lang, MSG_POLICY_NO_AMOUNT));
    }
    struct str text = feel_to_text(j->c->arena, *money);
    if (money->kind != FEEL_NUMBER || !num_to_scaled(money->number, 2, &out->fen) || out->fen < 0 ||
        out->fen > MONEY_MAX)
        return fail(&j->c->err, ERR_CONFLICT, M(POLICY_AMOUNT), S("code", j->item->code), S("amount", text));
    out->amount = *money;
    return true;
}

/* The list of lines for a claim's decision: the facts under the inputs' names and what was decided of them. */
static struct feel_value row_of(struct judging *j, const struct known *known, const struct said *said)
{
    struct arena *a = j->c->arena;
    const struct policy_rule *r = j->rule;
    struct feel_entry *entries = ARENA_ARRAY(a, struct feel_entry, r->input_count + 3);
    size_t n = 0;
    for (size_t i = 0; i < r->input_count; i++) {
        if (r->inputs[i].rows || !r->of_line[i]) continue;
        entries[n++] = (struct feel_entry){dmn_element(r->model, r->inputs[i].index).name, known[i].value};
    }
    bool yes = said->eligible == FEEL_TRUE;
    entries[n++] = (struct feel_entry){STR("eligible"), feel_boolean(yes)};
    entries[n++] = (struct feel_entry){STR("amount"), feel_number(num_scaled(said->fen, 2))};
    entries[n++] = (struct feel_entry){STR("reason"), said->reason.n ? feel_string(said->reason) : FEEL_NULL_VALUE};
    return feel_context(a, entries, n);
}

/* Sets the inputs of one of the two decisions; which ones are null or declared is told. */
static void set_inputs(struct judging *j, const bool *of, const struct known *known, struct list *missing,
                       bool *on_declared)
{
    const struct policy_rule *r = j->rule;
    dmn_run_reset(j->run);
    for (size_t i = 0; i < r->input_count; i++) {
        if (!of[i]) continue;
        if (r->inputs[i].rows) {
            dmn_set(j->run, r->inputs[i].index, feel_list(j->rows, j->count));
            continue;
        }
        dmn_set(j->run, r->inputs[i].index, known[i].value);
        if (known[i].value.kind == FEEL_NULL)
            add_missing(j, missing, r->inputs[i].fact);
        else if (known[i].source == FACT_FORM)
            *on_declared = true;
    }
}

static void add_fired(struct judging *j, struct str name, int64_t row)
{
    struct list *fired = &j->out->fired;
    for (size_t i = 0; i < fired->count; i++) {
        const struct judge_fired *f = LIST_AT(fired, struct judge_fired, i);
        if (f->row == row && str_eq(f->decision, name)) return;
    }
    *LIST_ADD(j->c->arena, fired, struct judge_fired) = (struct judge_fired){arena_str(j->c->arena, name), row};
}

/* Which rows applied, for the tables on the screen; lines share most of them, so there are few. */
static void gather_fired(struct judging *j)
{
    for (size_t i = 0; i < dmn_count(j->rule->model); i++) {
        const uint32_t *rows;
        size_t count = dmn_fired(j->run, i, &rows);
        for (size_t k = 0; k < count; k++) add_fired(j, dmn_element(j->rule->model, i).name, rows[k]);
    }
}

static bool decide(struct judging *j, size_t decision, const char *amount, bool lacking, struct said *out)
{
    struct feel_value v = dmn_evaluate(j->run, decision);
    if (dmn_diags(j->run)->errors > 0 && !lacking) return rule_failed(j, first_problem(j));
    gather_fired(j);
    return take_apart(j, v, amount, lacking, out);
}

static int32_t verdict_of(const struct said *s, bool lacking, bool on_declared)
{
    if (s->eligible == FEEL_TRUE) return on_declared ? VERDICT_LIKELY : VERDICT_ENTITLED;
    return lacking && !(s->certain && s->eligible == FEEL_FALSE) ? VERDICT_LACKS : VERDICT_NOT;
}

/* The sentence that comes first: what is missing, or yes or no with the rule's own reason. */
static struct str headline(struct judging *j, int32_t verdict, const struct said *said, const struct list *missing,
                           enum lang lang)
{
    struct arena *a = j->c->arena;
    struct str names = names_of(j, missing, lang), reason = words_say(&j->words, lang, said->reason);
    struct str yuan = num_text(a, num_scaled(said->fen, 2));
    struct msg_text m = msg_copy(a, MSG_PARTS(M(POLICY_NO)));
    if (verdict == VERDICT_LACKS)
        m = msg_copy(a, MSG_PARTS(M(POLICY_LACKS), S("names", names)));
    else if (verdict != VERDICT_NOT && j->item->kind == ITEM_SERVICE)
        m = msg_copy(a, MSG_PARTS(M(POLICY_YES_SERVICE)));
    else if (verdict != VERDICT_NOT)
        m = msg_copy(a, MSG_PARTS(M(POLICY_YES), S("amount", yuan)));
    struct buf b = {.arena = a};
    buf_add(&b, msg_render(a, lang, &m));
    if (reason.n && verdict != VERDICT_LACKS) {
        buf_add(&b, lang == LANG_ZH ? STR("：") : STR(": "));
        buf_add(&b, reason);
    }
    buf_add(&b, lang == LANG_ZH ? STR("。") : STR("."));
    return buf_str(&b);
}

static struct str reasons_of(struct judging *j, size_t decision, int32_t verdict, const struct said *said,
                             const struct list *missing, enum lang lang)
{
    struct str first = headline(j, verdict, said, missing, lang), rest = explain(j, decision, lang);
    if (!rest.n) return first;
    return arena_printf(j->c->arena, "%.*s\n%.*s", STR_ARG(first), STR_ARG(rest));
}

static void add_facts(struct judging *j, struct buf *facts, const struct known *known, bool line)
{
    const struct policy_rule *r = j->rule;
    const char *comma = buf_str(facts).p[facts->n - 1] == '{' ? "" : ",";
    for (size_t i = 0; i < r->input_count; i++) {
        const struct policy_fact *f = r->inputs[i].fact;
        if (!f || is_line_field(j, f) != line) continue;
        buf_add(facts, str_of(comma));
        comma = ",";
        json_add_string(facts, f->key);
        buf_add(facts, STR(":{\"value\":"));
        dmn_json_write(facts, known[i].value);
        buf_addf(facts, ",\"source\":\"%.*s\"}", STR_ARG(enum_name(&FACT_SOURCE_NAMES, (int32_t)known[i].source)));
    }
}

static bool judge_line(struct judging *j, size_t line, struct known *known, struct judge_line *out, struct buf *facts)
{
    const struct policy_rule *r = j->rule;
    const struct worker_facts *w;
    struct list missing = {0};
    struct said said;
    bool on_declared = false;
    if (!read_worker(j, line, &w)) return false;
    for (size_t i = 0; i < r->input_count; i++)
        if (r->inputs[i].fact) known[i] = find_known(j, r->inputs[i].fact, line, w);
    set_inputs(j, r->of_line, known, &missing, &on_declared);
    if (!decide(j, r->line, "amount", missing.count > 0, &said)) return false;
    out->verdict = verdict_of(&said, missing.count > 0, on_declared);
    out->amount_fen = said.fen;
    out->reason = words_say(&j->words, j->c->lang, said.reason);
    if (out->verdict == VERDICT_LACKS) out->missing = missing;
    out->reason_zh = reasons_of(j, r->line, out->verdict, &said, &missing, LANG_ZH);
    out->reason_en = reasons_of(j, r->line, out->verdict, &said, &missing, LANG_EN);
    j->rows[line] = row_of(j, known, &said);
    buf_add(facts, line ? STR(",{") : STR("{"));
    if (w) {
        buf_add(facts, STR("\"worker_id\":"));
        json_add_string(facts, w->worker_id);
    }
    add_facts(j, facts, known, true);
    buf_add_char(facts, '}');
    return true;
}

/* ---- the whole ---- */

static void gather_missing(struct judging *j, const struct list *from)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct judge_missing *m = LIST_AT(from, struct judge_missing, i);
        bool known = false;
        for (size_t k = 0; k < j->out->missing.count; k++)
            known = known || str_eq(LIST_AT(&j->out->missing, struct judge_missing, k)->key, m->key);
        if (!known) *LIST_ADD(j->c->arena, &j->out->missing, struct judge_missing) = *m;
    }
}

/* The eligible lines together (the weakest), else LACKS when a line lacks something, else NOT.
 * The answer is the number of eligible lines. */
static size_t sum_lines(struct judging *j)
{
    struct judgement *out = j->out;
    size_t eligible = 0;
    bool lacks = false;
    out->verdict = VERDICT_ENTITLED;
    for (size_t i = 0; i < out->lines.count; i++) {
        const struct judge_line *l = LIST_AT(&out->lines, struct judge_line, i);
        gather_missing(j, &l->missing);
        lacks = lacks || l->verdict == VERDICT_LACKS;
        if (l->verdict > VERDICT_LIKELY) continue;
        if (l->verdict == VERDICT_LIKELY) out->verdict = VERDICT_LIKELY;
        out->total_fen += l->amount_fen; /* at most POLICY_LINES_MAX * MONEY_MAX: fits */
        eligible++;
    }
    if (!eligible) out->verdict = lacks ? VERDICT_LACKS : VERDICT_NOT;
    return eligible;
}
_Static_assert(POLICY_LINES_MAX <= INT64_MAX / MONEY_MAX, "the sum of all lines fits");

static struct str summary(struct judging *j, size_t eligible, enum lang lang)
{
    struct arena *a = j->c->arena;
    struct msg_text m =
        msg_copy(a, MSG_PARTS(M(POLICY_SUMMARY), I("lines", (int64_t)j->count), I("eligible", (int64_t)eligible),
                              S("total", num_text(a, num_scaled(j->out->total_fen, 2)))));
    return msg_render(a, lang, &m);
}

static bool judge_claim(struct judging *j, const struct known *known)
{
    const struct policy_rule *r = j->rule;
    struct judgement *out = j->out;
    struct list missing = {0};
    struct said said;
    bool on_declared = out->verdict == VERDICT_LIKELY;
    set_inputs(j, r->of_claim, known, &missing, &on_declared);
    if (!decide(j, r->claim, "total", missing.count > 0, &said)) return false;
    out->verdict = verdict_of(&said, missing.count > 0, on_declared);
    out->total_fen = said.fen;
    if (out->verdict == VERDICT_LACKS) gather_missing(j, &missing);
    out->reasons_zh = reasons_of(j, r->claim, out->verdict, &said, &missing, LANG_ZH);
    out->reasons_en = reasons_of(j, r->claim, out->verdict, &said, &missing, LANG_EN);
    return true;
}

static bool conclude(struct judging *j, const struct known *known)
{
    struct judgement *out = j->out;
    size_t eligible = sum_lines(j);
    if (j->rule->claim != SIZE_MAX && eligible) {
        if (!judge_claim(j, known)) return false;
    } else if (j->count == 1) {
        out->reasons_zh = LIST_AT(&out->lines, struct judge_line, 0)->reason_zh;
        out->reasons_en = LIST_AT(&out->lines, struct judge_line, 0)->reason_en;
    }
    if (out->total_fen > MONEY_MAX) return rule_failed(j, msg_plain(j->c->lang, MSG_POLICY_TOO_MUCH));
    if (j->count > 1) {
        struct arena *a = j->c->arena;
        out->reasons_zh =
            arena_printf(a, "%.*s\n%.*s", STR_ARG(summary(j, eligible, LANG_ZH)), STR_ARG(out->reasons_zh));
        out->reasons_en =
            arena_printf(a, "%.*s\n%.*s", STR_ARG(summary(j, eligible, LANG_EN)), STR_ARG(out->reasons_en));
        out->reasons_zh = str_trim(out->reasons_zh);
        out->reasons_en = str_trim(out->reasons_en);
    }
    return true;
}

static bool run_all(struct judging *j)
{
    struct arena *a = j->c->arena;
    struct buf lines = {.arena = a}, facts = {.arena = a};
    struct known *known = ARENA_ARRAY(a, struct known, j->rule->input_count + 1);
    j->rows = ARENA_ARRAY(a, struct feel_value, j->count);
    j->run = dmn_run_new(j->rule->model);
    dmn_trace(j->run, true);
    bool ok = true;
    for (size_t i = 0; i < j->count && ok; i++)
        ok = judge_line(j, i, known, LIST_ADD(a, &j->out->lines, struct judge_line), &lines);
    /* the claim's facts are the enterprise's: no line has a say in them */
    for (size_t i = 0; i < j->rule->input_count && ok; i++)
        if (j->rule->inputs[i].fact) known[i] = find_known(j, j->rule->inputs[i].fact, SIZE_MAX, NULL);
    ok = ok && conclude(j, known);
    buf_addf(&facts, "{\"as_of\":\"%.*s\",\"enterprise\":{", STR_ARG(date_text(a, j->as_of)));
    add_facts(j, &facts, known, false);
    buf_addf(&facts, "},\"lines\":[%.*s]}", STR_ARG(buf_str(&lines)));
    j->out->facts_json = buf_str(&facts);
    dmn_run_free(j->run);
    return ok;
}

static bool judge_with(struct judging *j, const struct judge_request *in, size_t lines_max)
{
    for (size_t i = 0; i < j->rule->facts.items.count; i++) {
        const struct policy_fact *f = LIST_AT(&j->rule->facts.items, struct policy_fact, i);
        if (policy_provider(f->provider) == PROVIDER_BIRTH) j->birth = f;
    }
    j->words = words_of(j->c->arena, j->item, &j->rule->facts);
    return read_declared(j, in, lines_max) && read_enterprise(j) && run_all(j);
}

/* What the model and the run hold must not outlive them. */
static void keep_texts(struct ctx *c, struct judgement *out)
{
    out->rule_version_id = arena_str(c->arena, out->rule_version_id);
    for (size_t i = 0; i < out->lines.count; i++) {
        struct judge_line *l = LIST_AT(&out->lines, struct judge_line, i);
        for (size_t k = 0; k < l->missing.count; k++) {
            struct judge_missing *m = LIST_AT(&l->missing, struct judge_missing, k);
            *m = (struct judge_missing){arena_str(c->arena, m->key), arena_str(c->arena, m->zh),
                                        arena_str(c->arena, m->en), m->form};
        }
    }
    for (size_t k = 0; k < out->missing.count; k++) {
        struct judge_missing *m = LIST_AT(&out->missing, struct judge_missing, k);
        *m = (struct judge_missing){arena_str(c->arena, m->key), arena_str(c->arena, m->zh), arena_str(c->arena, m->en),
                                    m->form};
    }
}

bool judge_item(struct ctx *c, const struct policy_item *item, const struct judge_request *in, size_t lines_max,
                struct judgement *out)
{
    struct judging j = {.c = c, .item = item, .enterprise_id = in->enterprise_id, .out = out};
    j.as_of = in->as_of.has ? in->as_of.v : ctx_today(c);
    *out = (struct judgement){.as_of = j.as_of};
    if (!policy_rule_open(c, item->id, in->rule_version_id, j.as_of, &j.rule)) return false;
    out->rule_version_id = policy_rule_id(j.rule);
    bool ok = judge_with(&j, in, lines_max);
    keep_texts(c, out);
    policy_rule_close(j.rule);
    return ok;
}

bool policy_judge_item(struct ctx *c, const struct policy_item *item, const struct judge_request *in,
                       struct judgement *out)
{
    return judge_item(c, item, in, POLICY_LINES_MAX, out);
}

bool policy_judge(struct ctx *c, const struct judge_request *in, struct judgement *out)
{
    struct policy_item item = {0};
    struct str item_id = in->item_id;
    if (!item_id.n) {
        struct rule_version v = {0};
        bool found = false;
        if (!policy_rule_find(c, in->rule_version_id, &v, &found)) return false;
        if (!found) return ctx_not_found(c, "规则版本", "rule version");
        item_id = v.item_id;
    }
    return policy_item_find(c, item_id, &item) && judge_item(c, &item, in, POLICY_LINES_MAX, out);
}
