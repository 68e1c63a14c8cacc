/* view.c - a rule as tables for the screen, in the reader's words. */
#include "dmn/dmn_view.h"
#include "policy/policy_impl.h"

enum {
    DIAGS_MAX = 100
};

struct viewing {
    struct ctx *c;
    const struct dmn_model *model;
    struct words words;
};

static struct str say(const struct viewing *v, enum lang lang, struct str text)
{
    return words_say(&v->words, lang, text);
}

static struct rule_text text_of(const struct viewing *v, struct str text)
{
    struct str kept = arena_str(v->c->arena, text);
    return (struct rule_text){kept, say(v, LANG_ZH, kept), say(v, LANG_EN, kept)};
}

static struct str name_of(const struct dmn_element_info *e)
{
    return e->label.n ? e->label : e->name;
}

/* A value is a word of its own here, without the quotation marks around it. */
static struct rule_text cell_of(const struct viewing *v, const struct dmn_view_cell *cell)
{
    return (struct rule_text){arena_str(v->c->arena, cell->text), say(v, LANG_ZH, cell->zh), say(v, LANG_EN, cell->en)};
}

static void add_inputs(const struct viewing *v, size_t element, struct rule_box *box)
{
    size_t count = 0;
    const uint32_t *all = dmn_view_requires(v->model, element, &count);
    for (size_t i = 0; i < count; i++) {
        struct dmn_element_info e = dmn_element(v->model, all[i]);
        *LIST_ADD(v->c->arena, &box->inputs, struct rule_text) = text_of(v, name_of(&e));
    }
}

static struct rule_box box_of(const struct viewing *v, size_t element, const char *kind)
{
    struct dmn_element_info e = dmn_element(v->model, element);
    struct rule_text name = text_of(v, name_of(&e));
    struct rule_box box = {.name = arena_str(v->c->arena, e.name), .zh = name.zh, .en = name.en, .kind = str_of(kind)};
    add_inputs(v, element, &box);
    return box;
}

static void add_table(const struct viewing *v, size_t element, const struct dmn_view_table *t, struct list *boxes)
{
    struct arena *a = v->c->arena;
    struct rule_box box = box_of(v, element, "table");
    box.hit_policy = str_of(t->hit_policy);
    for (size_t i = 0; i < t->column_count; i++) {
        struct rule_text name = text_of(v, t->columns[i].text);
        *LIST_ADD(a, &box.columns, struct rule_column) =
            (struct rule_column){name.text, name.zh, name.en, arena_str(a, t->columns[i].type), t->columns[i].output};
    }
    for (size_t i = 0; i < t->row_count; i++) {
        struct rule_text note = text_of(v, t->rows[i].note);
        struct rule_row *row = LIST_ADD(a, &box.rows, struct rule_row);
        *row = (struct rule_row){.no = t->rows[i].otherwise ? 0 : (int64_t)i + 1, .zh = note.zh, .en = note.en};
        for (size_t k = 0; k < t->column_count; k++)
            *LIST_ADD(a, &row->cells, struct rule_text) = cell_of(v, &t->rows[i].cells[k]);
    }
    *LIST_ADD(a, boxes, struct rule_box) = box;
}

static void add_context(const struct viewing *v, size_t element, struct list *boxes)
{
    struct rule_box box = box_of(v, element, "context");
    struct str name, text;
    for (size_t i = 0; dmn_view_entry(v->model, element, i, &name, &text); i++) {
        struct rule_row *row = LIST_ADD(v->c->arena, &box.rows, struct rule_row);
        row->no = (int64_t)i + 1;
        *LIST_ADD(v->c->arena, &row->cells, struct rule_text) = text_of(v, name);
        *LIST_ADD(v->c->arena, &row->cells, struct rule_text) = text_of(v, text);
    }
    *LIST_ADD(v->c->arena, boxes, struct rule_box) = box;
}

static void add_element(const struct viewing *v, size_t element, struct list *boxes)
{
    struct dmn_view_table t;
    struct str name, text = dmn_view_expression(v->model, element);
    if (dmn_view_entry(v->model, element, 0, &name, &text)) {
        add_context(v, element, boxes);
    } else if (text.n) {
        struct rule_box box = box_of(v, element, "expression");
        box.text = arena_str(v->c->arena, text);
        struct rule_row *row = LIST_ADD(v->c->arena, &box.rows, struct rule_row);
        *row = (struct rule_row){0};
        *LIST_ADD(v->c->arena, &row->cells, struct rule_text) = text_of(v, text);
        *LIST_ADD(v->c->arena, boxes, struct rule_box) = box;
    }
    for (size_t n = 0; dmn_view_table(v->model, element, n, v->c->arena, &t); n++)
        add_table(v, element, &t, boxes);
}

static bool is_shown(enum dmn_kind kind)
{
    return kind == DMN_DECISION || kind == DMN_KNOWLEDGE;
}

static void add_elements(const struct viewing *v, const struct policy_item *item, const struct policy_facts *facts,
                         struct rule_view *out)
{
    size_t count = dmn_count(v->model);
    size_t line = dmn_find(v->model, DMN_DECISION, item->line_decision, (struct str){0});
    size_t claim = SIZE_MAX;
    if (item->claim_decision.n) claim = dmn_find(v->model, DMN_DECISION, item->claim_decision, (struct str){0});
    if (line != SIZE_MAX) add_element(v, line, &out->boxes);
    if (claim != SIZE_MAX && claim != line) add_element(v, claim, &out->boxes);
    for (size_t i = 0; i < count; i++) {
        struct dmn_element_info e = dmn_element(v->model, i);
        bool rows;
        if (is_shown(e.kind) && i != line && i != claim) add_element(v, i, &out->boxes);
        if (e.kind != DMN_INPUT) continue;
        const struct policy_fact *f = policy_input_fact(facts, &e, &rows);
        struct rule_text name = text_of(v, e.name);
        *LIST_ADD(v->c->arena, &out->inputs, struct rule_column) = (struct rule_column){
            name.text, f ? f->zh : name.zh, f ? f->en : name.en, arena_str(v->c->arena, e.type), false};
    }
}

bool rule_view(struct ctx *c, const struct policy_key *in, struct rule_view *out)
{
    struct rule_version rule = {0};
    struct policy_item item = {0};
    struct policy_facts facts = {0};
    struct feel_diags d = {.arena = c->arena, .max = DIAGS_MAX};
    int64_t errors = 0;
    if (!rule_get(c, in, &rule) || !policy_item_find(c, rule.item_id, &item) || !policy_catalogue(c, &facts))
        return false;
    struct dmn_model *m = policy_model_load(rule.dmn, false, &d);
    if (!m) {
        struct str why = STR("?");
        if (d.list.count)
            why =
                feel_diag_text(c->arena, c->lang == LANG_ZH ? FEEL_ZH : FEEL_EN, LIST_AT(&d.list, struct feel_diag, 0));
        return fail(&c->err, ERR_CONFLICT, M(RULE_FAILED), S("code", rule.item_code), I("no", rule.no),
                    S("reason", why));
    }
    const struct viewing v = {c, m, words_of(c->arena, &item, &facts)};
    *out = (struct rule_view){.id = rule.id, .item_id = rule.item_id};
    add_elements(&v, &item, &facts, out);
    bool ok = rule_findings(c, &item, m, &out->findings, &errors);
    dmn_model_free(m);
    return ok;
}
