/* dmn_explain.c - why a decision has its value: the tree of decisions and inputs, the rows that fired with the
 * conditions that held, and for a "no" the nearest row with what would be needed.
 *
 * Everything is read from the trace; nothing is evaluated again.  An element is told once, where it is first needed.
 * Depth, elements, rows and bytes are bounded, so a hostile model has a short explanation too. */
#include "dmn/dmn_json.h"
#include "dmn/dmn_words.h"

enum { DEPTH_MAX = 30, NODES_MAX = 1000, ROWS_MAX = 20, BYTES_MAX = 1 << 20, PROBLEMS_MAX = 10, INDENT = 2 };

struct explainer {
    const struct dmn_run *run;
    struct arena *arena;
    struct buf out;
    enum feel_language language; /* of the text */
    bool *seen;                  /* per element */
    int nodes_left;
    bool full;
    bool as_list; /* lines as texts of a JSON array instead of indented ones */
    bool brief;   /* see dmn_explain_brief */
    size_t lines;
};

static struct explainer explainer_of(const struct dmn_run *r, struct arena *a, enum feel_language language)
{
    return (struct explainer){.run = r,
                              .arena = a,
                              .out = {.arena = a},
                              .language = language,
                              .seen = ARENA_ARRAY(a, bool, r->model->element_count + 1),
                              .nodes_left = NODES_MAX};
}

static const struct dmn_element *element_at(const struct explainer *x, uint32_t i)
{
    return &x->run->model->elements[i];
}

static struct str name_of(const struct dmn_element *e)
{
    return e->label.n ? e->label : e->name;
}

/* The i-th table of the element that was reached; NULL behind the last. */
static const struct dmn_table *table_at(const struct explainer *x, uint32_t element, size_t i)
{
    const struct dmn_model *m = x->run->model;
    for (size_t t = 0; x->run->fired && t < m->table_count; t++) {
        if (m->tables[t]->element != element || !x->run->fired[m->tables[t]->index].reached) continue;
        if (i-- == 0) return m->tables[t];
    }
    return NULL;
}

/* Knowledge models are told when they judged by a table; services are values here. */
static bool is_told(const struct explainer *x, uint32_t element)
{
    const struct dmn_element *e = element_at(x, element);
    if (e->kind == DMN_SERVICE) return false;
    return e->kind != DMN_KNOWLEDGE || table_at(x, element, 0) != NULL;
}

static bool may_go_on(struct explainer *x, int depth)
{
    if (--x->nodes_left < 0 || depth > DEPTH_MAX || x->out.n > BYTES_MAX) x->full = true;
    return !x->full;
}

/* ---- conditions of a row ---- */

enum which {
    WHICH_HELD,
    WHICH_FAILED
};

/* The conditions of a row that held or failed, joined; `count` is their number. */
static struct str conditions(struct explainer *x, const struct dmn_table *t, uint32_t row, enum which which,
                             size_t *count)
{
    const struct dmn_fired *f = &x->run->fired[t->index];
    bool nearest = row == f->nearest;
    struct buf b = {.arena = x->arena};
    *count = 0;
    for (size_t i = 0; i < t->input_count; i++) {
        const struct feel_node *test = t->rules[row - 1].tests[i];
        bool failed = nearest && f->failed[i];
        if (test == NULL || failed != (which == WHICH_FAILED)) continue;
        if (b.n) buf_add(&b, x->language == FEEL_ZH ? STR("；") : STR("; "));
        buf_add(&b, dmn_words_condition(x->arena, x->language, &t->inputs[i], test, f->inputs[i], !failed));
        (*count)++;
    }
    return buf_str(&b);
}

/* ---- text ---- */

static void line(struct explainer *x, int depth, struct str text)
{
    if (x->as_list) {
        if (x->lines++) buf_add_char(&x->out, ',');
        dmn_json_string(&x->out, text);
        return;
    }
    for (int i = 0; i < depth * INDENT && !x->brief; i++) buf_add_char(&x->out, ' ');
    buf_add(&x->out, text);
    buf_add_char(&x->out, '\n');
}

static void say(struct explainer *x, int depth, enum feel_message id, const struct feel_arg *args)
{
    line(x, depth, dmn_words(x->arena, x->language, id, args));
}

static struct str number(struct explainer *x, size_t n)
{
    return arena_printf(x->arena, "%zu", n);
}

static void say_note(struct explainer *x, int depth, const struct dmn_rule *rule)
{
    if (rule->annotation.n) say(x, depth, FEEL_MSG_EXPLAIN_NOTE, FEEL_ARGS({"note", rule->annotation}));
}

static void say_row(struct explainer *x, int depth, const struct dmn_table *t, uint32_t row)
{
    size_t count;
    struct str held = conditions(x, t, row, WHICH_HELD, &count);
    enum feel_message id = count ? FEEL_MSG_EXPLAIN_ROW : FEEL_MSG_EXPLAIN_ROW_ALWAYS;
    say(x, depth, id, FEEL_ARGS({"rule", number(x, row)}, {"conditions", held}));
    say_note(x, depth, &t->rules[row - 1]);
}

static void say_nearest(struct explainer *x, int depth, const struct dmn_table *t, uint32_t row)
{
    size_t failed, held;
    struct str wrong = conditions(x, t, row, WHICH_FAILED, &failed);
    struct str right = conditions(x, t, row, WHICH_HELD, &held);
    const char *word = x->language == FEEL_ZH ? "" : failed == 1 ? " condition" : " conditions";
    struct str count = arena_printf(x->arena, "%zu%s", failed, word);
    say(x, depth, x->brief ? FEEL_MSG_EXPLAIN_LACKS : FEEL_MSG_EXPLAIN_NEAREST,
        FEEL_ARGS({"rule", number(x, row)}, {"count", count}, {"conditions", wrong}));
    if (held)
        say(x, depth, x->brief ? FEEL_MSG_EXPLAIN_HELD : FEEL_MSG_EXPLAIN_MET, FEEL_ARGS({"conditions", right}));
    say_note(x, depth, &t->rules[row - 1]);
}

static void say_table(struct explainer *x, int depth, const struct dmn_table *t)
{
    const struct dmn_fired *f = &x->run->fired[t->index];
    for (uint32_t i = 0; i < f->count && i < ROWS_MAX; i++) say_row(x, depth, t, f->rows[i]);
    if (f->count > ROWS_MAX) say(x, depth, FEEL_MSG_EXPLAIN_MORE, NULL);
    if (f->count == 0) {
        enum feel_message id = f->result.kind == FEEL_NULL ? FEEL_MSG_EXPLAIN_NO_ROW : FEEL_MSG_EXPLAIN_DEFAULT;
        say(x, depth, id, NULL);
    }
    if (f->nearest) say_nearest(x, depth, t, f->nearest);
}

static void say_result(struct explainer *x, int depth, const struct dmn_element *e, bool has_table)
{
    enum { TEXT_MAX = 200 };
    struct feel_value v = x->run->own->values[e->index];
    if (e->kind == DMN_KNOWLEDGE) v = x->run->fired[table_at(x, e->index, 0)->index].result; /* of the last call */
    struct str name = name_of(e), value = dmn_words_value(x->arena, x->language, v);
    if (e->kind == DMN_INPUT) {
        say(x, depth, FEEL_MSG_EXPLAIN_INPUT, FEEL_ARGS({"name", name}, {"value", value}));
        return;
    }
    struct str text = e->body ? str_trim(dmn_node_text(e->body)) : STR("");
    bool given = x->run->own->state[e->index] == DMN_GIVEN;
    bool computed = !has_table && !given && text.n > 0 && text.n < TEXT_MAX;
    say(x, depth, computed ? FEEL_MSG_EXPLAIN_COMPUTED : FEEL_MSG_EXPLAIN_RESULT,
        FEEL_ARGS({"name", name}, {"value", value}, {"text", text}));
}

static void say_element(struct explainer *x, uint32_t element, int depth)
{
    const struct dmn_element *e = element_at(x, element);
    if (!is_told(x, element)) return;
    if (!may_go_on(x, depth)) return;
    bool again = x->seen[element];
    x->seen[element] = true;
    if (x->run->own->state[element] == DMN_UNSET && e->kind != DMN_INPUT && table_at(x, element, 0) == NULL) {
        say(x, depth, FEEL_MSG_EXPLAIN_NOT_REACHED, FEEL_ARGS({"name", name_of(e)}));
        return;
    }
    if (again) {
        if (e->kind != DMN_INPUT) say(x, depth, FEEL_MSG_EXPLAIN_AGAIN, FEEL_ARGS({"name", name_of(e)}));
        return;
    }
    say_result(x, depth, e, table_at(x, element, 0) != NULL);
    const struct dmn_table *t;
    for (size_t i = 0; (t = table_at(x, element, i)) != NULL; i++) say_table(x, depth, t);
    if (x->run->own->state[element] == DMN_GIVEN) return;
    for (size_t i = 0; i < e->require_count; i++) say_element(x, e->requires_[i], depth + 1);
}

static void say_problems(struct explainer *x)
{
    const struct list *diags = &x->run->feel->diags.list;
    int told = 0;
    for (size_t i = 0; i < diags->count && told < PROBLEMS_MAX; i++) {
        const struct feel_diag *d = LIST_AT(diags, struct feel_diag, i);
        if (d->severity == FEEL_NOTE) continue;
        say(x, 0, FEEL_MSG_EXPLAIN_PROBLEM, FEEL_ARGS({"text", feel_diag_text(x->arena, x->language, d)}));
        told++;
    }
}

static struct str text_of(const struct dmn_run *r, size_t decision, enum feel_language language, struct arena *a,
                          bool as_list)
{
    assert(decision < r->model->element_count);
    struct explainer x = explainer_of(r, a, language);
    x.as_list = as_list;
    say_element(&x, (uint32_t)decision, 0);
    if (x.full) say(&x, 0, FEEL_MSG_EXPLAIN_MORE, NULL);
    say_problems(&x);
    return buf_str(&x.out);
}

struct str dmn_explain_text(struct dmn_run *r, size_t decision, enum feel_language language, struct arena *a)
{
    return text_of(r, decision, language, a, false);
}

/* ---- brief ---- */

static bool is_plain(struct feel_value v)
{
    bool parts = v.kind == FEEL_CONTEXT || v.kind == FEEL_LIST || v.kind == FEEL_FUNCTION;
    return v.kind != FEEL_NULL && !parts && v.kind != FEEL_DAYS_DURATION && v.kind != FEEL_MONTHS_DURATION;
}

static void brief_table(struct explainer *x, const struct dmn_table *t)
{
    const struct dmn_fired *f = &x->run->fired[t->index];
    for (uint32_t i = 0; i < f->count && i < ROWS_MAX; i++) {
        size_t count;
        struct str held = conditions(x, t, f->rows[i], WHICH_HELD, &count);
        if (count == 0) continue;
        say(x, 0, FEEL_MSG_EXPLAIN_CASE, FEEL_ARGS({"conditions", held}));
        say_note(x, 0, &t->rules[f->rows[i] - 1]);
    }
    /* A default for what is left open has no row that it nearly was. */
    if (f->nearest && (f->count || f->result.kind == FEEL_NULL)) say_nearest(x, 0, t, f->nearest);
}

static void brief_value(struct explainer *x, const struct dmn_element *e, struct feel_value v)
{
    struct str value = dmn_words_value(x->arena, x->language, v);
    if (is_plain(v)) say(x, 0, FEEL_MSG_EXPLAIN_INPUT, FEEL_ARGS({"name", name_of(e)}, {"value", value}));
}

static void brief_element(struct explainer *x, uint32_t element, int depth)
{
    const struct dmn_element *e = element_at(x, element);
    const struct dmn_table *t;
    struct feel_value v = x->run->own->values[element];
    if (x->seen[element] || !is_told(x, element) || !may_go_on(x, depth)) return;
    x->seen[element] = true;
    if (e->kind == DMN_INPUT) {
        brief_value(x, e, v);
        return;
    }
    if (depth > 0 && e->kind == DMN_DECISION) brief_value(x, e, v);
    for (size_t i = 0; (t = table_at(x, element, i)) != NULL; i++) brief_table(x, t);
    if (x->run->own->state[element] == DMN_GIVEN) return;
    for (size_t i = 0; i < e->require_count; i++) brief_element(x, e->requires_[i], depth + 1);
}

struct str dmn_explain_brief(struct dmn_run *r, size_t decision, enum feel_language language, struct arena *a)
{
    assert(decision < r->model->element_count);
    struct explainer x = explainer_of(r, a, language);
    x.brief = true;
    brief_element(&x, (uint32_t)decision, 0);
    if (x.full) say(&x, 0, FEEL_MSG_EXPLAIN_MORE, NULL);
    return buf_str(&x.out);
}

/* ---- JSON ---- */

static void key(struct buf *b, const char *name)
{
    char last = b->n ? b->p[b->n - 1] : '{';
    if (last != '{' && last != '[') buf_add_char(b, ',');
    buf_addf(b, "\"%s\":", name);
}

static void json_conditions(struct explainer *x, const struct dmn_table *t, uint32_t row, enum which which)
{
    static const char *const LANGUAGES[] = {"zh", "en"};
    const struct dmn_fired *f = &x->run->fired[t->index];
    struct buf *b = &x->out;
    buf_add_char(b, '[');
    bool any = false;
    for (size_t i = 0; i < t->input_count; i++) {
        const struct feel_node *test = t->rules[row - 1].tests[i];
        bool failed = row == f->nearest && f->failed[i];
        if (test == NULL || failed != (which == WHICH_FAILED)) continue;
        buf_addf(b, "%s{\"column\":%zu", any ? "," : "", i + 1);
        any = true;
        key(b, "input");
        dmn_json_string(b, t->inputs[i].label);
        key(b, "value");
        dmn_words_json(b, f->inputs[i]);
        key(b, "test");
        dmn_json_string(b, dmn_node_text(test));
        for (enum feel_language l = FEEL_ZH; l <= FEEL_EN; l++) {
            key(b, LANGUAGES[l]);
            dmn_json_string(b, dmn_words_condition(x->arena, l, &t->inputs[i], test, f->inputs[i], !failed));
        }
        buf_add_char(b, '}');
    }
    buf_add_char(b, ']');
}

static void json_row(struct explainer *x, const struct dmn_table *t, uint32_t row, bool nearest)
{
    struct buf *b = &x->out;
    buf_addf(b, "{\"row\":%" PRIu32, row);
    key(b, "held");
    json_conditions(x, t, row, WHICH_HELD);
    if (nearest) {
        key(b, "failed");
        json_conditions(x, t, row, WHICH_FAILED);
    }
    if (t->rules[row - 1].annotation.n) {
        key(b, "annotation");
        dmn_json_string(b, t->rules[row - 1].annotation);
    }
    buf_add_char(b, '}');
}

static void json_table(struct explainer *x, const struct dmn_table *t)
{
    static const char *const HITS[] = {"UNIQUE", "ANY", "PRIORITY", "FIRST", "RULE_ORDER", "OUTPUT_ORDER", "COLLECT"};
    const struct dmn_fired *f = &x->run->fired[t->index];
    struct buf *b = &x->out;
    buf_addf(b, "{\"hit\":\"%s\",\"inputs\":[", HITS[t->hit]);
    for (size_t i = 0; i < t->input_count; i++) {
        if (i) buf_add_char(b, ',');
        buf_add(b, STR("{\"label\":"));
        dmn_json_string(b, t->inputs[i].label);
        buf_add(b, STR(",\"value\":"));
        dmn_words_json(b, f->inputs[i]);
        buf_add_char(b, '}');
    }
    buf_add(b, STR("],\"rows\":["));
    for (uint32_t i = 0; i < f->count && i < ROWS_MAX; i++) {
        if (i) buf_add_char(b, ',');
        json_row(x, t, f->rows[i], false);
    }
    buf_addf(b, "],\"fired\":%" PRIu32, f->count);
    if (f->nearest) {
        key(b, "nearest");
        json_row(x, t, f->nearest, true);
    }
    buf_add_char(b, '}');
}

static void json_element(struct explainer *x, uint32_t element, int depth)
{
    static const char *const KINDS[] = {"input", "decision", "knowledge", "service"};
    const struct dmn_element *e = element_at(x, element);
    struct buf *b = &x->out;
    buf_addf(b, "{\"kind\":\"%s\",\"name\":", KINDS[e->kind]);
    dmn_json_string(b, e->name);
    if (e->label.n) {
        key(b, "label");
        dmn_json_string(b, e->label);
    }
    uint8_t state = x->run->own->state[element];
    if (e->kind != DMN_KNOWLEDGE) {
        key(b, "value");
        dmn_words_json(b, x->run->own->values[element]);
    }
    if (state == DMN_GIVEN && e->kind == DMN_DECISION) buf_add(b, STR(",\"given\":true"));
    bool again = x->seen[element];
    x->seen[element] = true;
    if (again || !may_go_on(x, depth)) {
        buf_add(b, again ? STR(",\"again\":true}") : STR(",\"more\":true}"));
        return;
    }
    const struct dmn_table *t;
    for (size_t i = 0; (t = table_at(x, element, i)) != NULL; i++) {
        buf_add(b, i == 0 ? STR(",\"tables\":[") : STR(","));
        json_table(x, t);
    }
    if (table_at(x, element, 0)) buf_add_char(b, ']');
    bool any = false;
    for (size_t i = 0; state != DMN_GIVEN && i < e->require_count && !x->full; i++) {
        if (!is_told(x, e->requires_[i])) continue;
        buf_add(b, any ? STR(",") : STR(",\"requires\":["));
        any = true;
        json_element(x, e->requires_[i], depth + 1);
    }
    buf_add(b, any ? STR("]}") : STR("}"));
}

struct str dmn_explain_json(struct dmn_run *r, size_t decision, struct arena *a)
{
    assert(decision < r->model->element_count);
    struct explainer x = explainer_of(r, a, FEEL_ZH);
    buf_add(&x.out, STR("{\"decision\":"));
    json_element(&x, (uint32_t)decision, 0);
    buf_add(&x.out, STR(",\"zh\":["));
    buf_add(&x.out, text_of(r, decision, FEEL_ZH, a, true));
    buf_add(&x.out, STR("],\"en\":["));
    buf_add(&x.out, text_of(r, decision, FEEL_EN, a, true));
    buf_add(&x.out, STR("]}"));
    return buf_str(&x.out);
}
