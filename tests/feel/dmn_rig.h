/* dmn_rig.h - small models for tests, written as lines instead of XML.
 *
 *   type NAME = BASE ; ALLOWED          input NAME ; TYPE            function NAME ; P TYPE, Q TYPE ; RESULT ; EXPR
 *   (the EXPR of a function may be the word `table`; the lines of the table follow)
 *   service NAME ; OUTPUTS ; ENCAPSULATED ; DECISIONS ; INPUTS      (names with blanks between)
 *   decision NAME ; TYPE ; NEEDS        followed by one of
 *     expr EXPR                         or a table:
 *     hit U|A|P|F|R|O|C|C#|C+|C<|C>
 *     in EXPR ; TYPE ; ALLOWED          out NAME ; TYPE ; VALUES ; DEFAULT
 *     row CELL | CELL | OUTPUT # annotation
 */
#ifndef TESTS_FEEL_DMN_RIG_H
#define TESTS_FEEL_DMN_RIG_H
#include "dmn/dmn_impl.h"
#include <stdlib.h>

struct rig {
    struct arena *arena;
    struct buf xml, clauses, rules; /* clauses and rules of the table being read */
    size_t inputs;                  /* of that table */
    struct str lines;
    bool in_decision, in_table, in_function, has_annotation;
    struct str function_needs;
};

static inline void rig_escape(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '<')
            buf_add(b, STR("&lt;"));
        else if (s.p[i] == '>')
            buf_add(b, STR("&gt;"));
        else if (s.p[i] == '&')
            buf_add(b, STR("&amp;"));
        else if (s.p[i] == '"')
            buf_add(b, STR("&quot;"));
        else
            buf_add_char(b, s.p[i]);
    }
}

static inline void rig_attribute(struct buf *b, const char *name, struct str value)
{
    if (value.n == 0) return;
    buf_addf(b, " %s=\"", name);
    rig_escape(b, value);
    buf_add_char(b, '"');
}

/* <tag><text>...</text></tag>, nothing when the text is empty. */
static inline void rig_text(struct buf *b, const char *tag, struct str text)
{
    if (text.n == 0) return;
    buf_addf(b, "<%s><text>", tag);
    rig_escape(b, text);
    buf_addf(b, "</text></%s>", tag);
}

static inline struct str rig_field(struct str *rest, char sep)
{
    return str_trim(str_part(rest, sep));
}

/* What a name was declared as: 'i'nput, 'd'ecision, 'f'unction, 's'ervice. */
static inline char rig_kind(const struct rig *g, struct str name)
{
    struct str lines = g->lines;
    while (lines.n) {
        struct str line = rig_field(&lines, '\n');
        struct str head = rig_field(&line, ';');
        struct str word = rig_field(&head, ' ');
        bool declares = str_eq(word, STR("input")) || str_eq(word, STR("decision")) || str_eq(word, STR("function")) ||
                        str_eq(word, STR("service"));
        if (declares && str_eq(str_trim(head), name)) return word.p[0];
    }
    return 'i';
}

static inline void rig_hrefs(struct rig *g, const char *tag, struct str names)
{
    while (names.n) {
        struct str name = rig_field(&names, ' ');
        if (name.n) buf_addf(&g->xml, "<%s href=\"#_%.*s\"/>", tag, STR_ARG(name));
    }
}

static inline void rig_needs(struct rig *g, struct str names)
{
    while (names.n) {
        struct str name = rig_field(&names, ' ');
        if (name.n == 0) continue;
        char kind = rig_kind(g, name);
        bool knowledge = kind == 'f' || kind == 's';
        const char *inner = knowledge ? "requiredKnowledge" : kind == 'd' ? "requiredDecision" : "requiredInput";
        const char *outer = knowledge ? "knowledgeRequirement" : "informationRequirement";
        buf_addf(&g->xml, "<%s><%s href=\"#_%.*s\"/></%s>", outer, inner, STR_ARG(name), outer);
    }
}

static inline void rig_open(struct rig *g, const char *tag, struct str name, struct str type)
{
    buf_addf(&g->xml, "<%s", tag);
    rig_attribute(&g->xml, "name", name);
    rig_attribute(&g->xml, "id", arena_printf(g->arena, "_%.*s", STR_ARG(name)));
    buf_add(&g->xml, STR("><variable"));
    rig_attribute(&g->xml, "name", name);
    rig_attribute(&g->xml, "typeRef", type);
    buf_add(&g->xml, STR("/>"));
}

static inline void rig_close_function(struct rig *g, struct str needs)
{
    buf_add(&g->xml, STR("</encapsulatedLogic>"));
    rig_needs(g, needs);
    buf_add(&g->xml, STR("</businessKnowledgeModel>\n"));
}

static inline void rig_close_decision(struct rig *g)
{
    if (g->in_table) {
        buf_add(&g->xml, buf_str(&g->clauses));
        if (g->has_annotation) buf_add(&g->xml, STR("<annotation name=\"note\"/>"));
        buf_add(&g->xml, buf_str(&g->rules));
        buf_add(&g->xml, STR("</decisionTable>"));
    }
    if (g->in_decision) buf_add(&g->xml, STR("</decision>\n"));
    if (g->in_function) rig_close_function(g, g->function_needs);
    g->in_table = g->in_decision = g->in_function = g->has_annotation = false;
    g->clauses.n = g->rules.n = 0;
    g->inputs = 0;
}

static inline void rig_hit(struct rig *g, struct str hit)
{
    static const struct {
        const char *letter, *name, *aggregation;
    } HITS[] = {
        {"U", "UNIQUE", ""},       {"A", "ANY", ""},        {"P", "PRIORITY", ""},
        {"F", "FIRST", ""},        {"R", "RULE ORDER", ""}, {"O", "OUTPUT " "ORDER", ""},
        {"C", "COLLECT", ""},      {"C#", "COLLECT", "COUNT"},
        {"C+", "COLLECT", "SUM"},  {"C<", "COLLECT", "MIN"},
        {"C>", "COLLECT", "MAX"},
    };
    for (size_t i = 0; i < COUNT(HITS); i++) {
        if (!str_eq(hit, str_of(HITS[i].letter))) continue;
        buf_addf(&g->xml, "<decisionTable hitPolicy=\"%s\"", HITS[i].name);
        rig_attribute(&g->xml, "aggregation", str_of(HITS[i].aggregation));
        buf_add_char(&g->xml, '>');
    }
    g->in_table = true;
}

static inline void rig_in(struct rig *g, struct str rest)
{
    struct str expression = rig_field(&rest, ';'), type = rig_field(&rest, ';'), allowed = str_trim(rest);
    struct buf *b = &g->clauses;
    buf_add(b, STR("<input><inputExpression"));
    rig_attribute(b, "typeRef", type);
    buf_add(b, STR("><text>"));
    rig_escape(b, expression);
    buf_add(b, STR("</text></inputExpression>"));
    rig_text(b, "inputValues", allowed);
    buf_add(b, STR("</input>"));
    g->inputs++;
}

static inline void rig_out(struct rig *g, struct str rest)
{
    struct str name = rig_field(&rest, ';'), type = rig_field(&rest, ';');
    struct str values = rig_field(&rest, ';'), fallback = str_trim(rest);
    buf_add(&g->clauses, STR("<output"));
    rig_attribute(&g->clauses, "name", name);
    rig_attribute(&g->clauses, "typeRef", type);
    buf_add_char(&g->clauses, '>');
    rig_text(&g->clauses, "outputValues", values);
    rig_text(&g->clauses, "defaultOutputEntry", fallback);
    buf_add(&g->clauses, STR("</output>"));
}

static inline void rig_row(struct rig *g, struct str rest)
{
    size_t mark = str_find(rest, STR(" # "));
    struct str note = mark < rest.n ? str_trim(str_sub(rest, mark + 3, rest.n)) : STR("");
    rest = str_sub(rest, 0, mark);
    buf_add(&g->rules, STR("<rule>"));
    for (size_t i = 0; rest.n; i++)
        rig_text(&g->rules, i < g->inputs ? "inputEntry" : "outputEntry", rig_field(&rest, '|'));
    rig_text(&g->rules, "annotationEntry", note);
    g->has_annotation |= note.n > 0;
    buf_add(&g->rules, STR("</rule>\n"));
}

static inline void rig_function(struct rig *g, struct str rest)
{
    struct str name = rig_field(&rest, ';'), params = rig_field(&rest, ';'), type = rig_field(&rest, ';');
    rig_open(g, "businessKnowledgeModel", name, STR(""));
    buf_add(&g->xml, STR("<encapsulatedLogic"));
    rig_attribute(&g->xml, "typeRef", type);
    buf_add_char(&g->xml, '>');
    while (params.n) {
        struct str param = rig_field(&params, ',');
        struct str param_name = rig_field(&param, ' ');
        buf_add(&g->xml, STR("<formalParameter"));
        rig_attribute(&g->xml, "name", param_name);
        rig_attribute(&g->xml, "typeRef", str_trim(param));
        buf_add(&g->xml, STR("/>"));
    }
    struct str body = rig_field(&rest, ';');
    g->in_function = str_eq(body, STR("table"));
    g->function_needs = str_trim(rest);
    if (g->in_function) return;
    rig_text(&g->xml, "literalExpression", body);
    rig_close_function(g, str_trim(rest));
}

static inline void rig_service(struct rig *g, struct str rest)
{
    struct str name = rig_field(&rest, ';'), outputs = rig_field(&rest, ';'), inner = rig_field(&rest, ';');
    rig_open(g, "decisionService", name, STR(""));
    rig_hrefs(g, "outputDecision", outputs);
    rig_hrefs(g, "encapsulatedDecision", inner);
    rig_hrefs(g, "inputDecision", rig_field(&rest, ';'));
    rig_hrefs(g, "inputData", str_trim(rest));
    buf_add(&g->xml, STR("</decisionService>\n"));
}

static inline void rig_declaration(struct rig *g, struct str word, struct str rest)
{
    rig_close_decision(g);
    if (str_eq(word, STR("function"))) {
        rig_function(g, rest);
    } else if (str_eq(word, STR("service"))) {
        rig_service(g, rest);
    } else if (str_eq(word, STR("type"))) {
        struct str name = rig_field(&rest, '='), base = rig_field(&rest, ';');
        buf_addf(&g->xml, "<itemDefinition name=\"%.*s\"><typeRef>%.*s</typeRef>", STR_ARG(name), STR_ARG(base));
        rig_text(&g->xml, "allowedValues", str_trim(rest));
        buf_add(&g->xml, STR("</itemDefinition>\n"));
    } else {
        struct str name = rig_field(&rest, ';');
        struct str type = rig_field(&rest, ';');
        bool input = str_eq(word, STR("input"));
        rig_open(g, input ? "inputData" : "decision", name, type);
        if (input) buf_add(&g->xml, STR("</inputData>\n"));
        if (!input) rig_needs(g, str_trim(rest));
        g->in_decision = !input;
    }
}

static inline void rig_line(struct rig *g, struct str line)
{
    struct str word = rig_field(&line, ' ');
    if (word.n == 0) return;
    if (str_eq(word, STR("expr")))
        rig_text(&g->xml, "literalExpression", str_trim(line));
    else if (str_eq(word, STR("hit")))
        rig_hit(g, str_trim(line));
    else if (str_eq(word, STR("in")))
        rig_in(g, line);
    else if (str_eq(word, STR("out")))
        rig_out(g, line);
    else if (str_eq(word, STR("row")))
        rig_row(g, line);
    else
        rig_declaration(g, word, line);
}

static inline struct str rig_xml(struct arena *a, struct str lines)
{
    struct rig g = {.arena = a, .lines = lines};
    g.xml.arena = g.clauses.arena = g.rules.arena = a;
    buf_add(&g.xml, STR("<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"rig\" id=\"rig\" "
                        "namespace=\"urn:rig\">\n"));
    while (lines.n) rig_line(&g, str_trim(str_part(&lines, '\n')));
    rig_close_decision(&g);
    buf_add(&g.xml, STR("</definitions>\n"));
    return buf_str(&g.xml);
}

/** Loads a model of lines; what is wrong with it goes to `d` (or to stderr when d is NULL). */
static inline struct dmn_model *rig_load(struct arena *a, const char *lines, struct feel_diags *d)
{
    struct feel_diags own = {.arena = a, .max = 20};
    struct dmn_model *m = dmn_load(rig_xml(a, str_of(lines)), &(struct dmn_options){0}, d ? d : &own);
    for (size_t i = 0; i < own.list.count; i++) {
        struct str text = feel_diag_text(a, FEEL_EN, LIST_AT(&own.list, struct feel_diag, i));
        (void)fprintf(stderr, "rig: %.*s\n", STR_ARG(text));
    }
    return m;
}

/** The value of a FEEL literal. */
static inline struct feel_value rig_value(struct dmn_run *r, struct str text)
{
    struct arena *a = dmn_run_arena(r);
    struct feel_diags d = {.arena = a, .max = 5};
    const struct feel_expression *x = feel_compile(r->model->engine, a, text, false, NULL, 0, &d);
    struct feel_run *own = feel_run_new(r->model->engine);
    struct feel_value v = x ? feel_copy(a, feel_evaluate(own, x, NULL)) : FEEL_NULL_VALUE;
    feel_run_free(own);
    return v;
}

/** Sets "name = literal ; name = literal". */
static inline void rig_set(struct dmn_run *r, const char *values)
{
    struct str rest = str_of(values);
    while (rest.n) {
        struct str one = rig_field(&rest, ';');
        struct str name = rig_field(&one, '=');
        if (name.n == 0) continue;
        size_t index = dmn_find(r->model, DMN_INPUT, name, (struct str){0});
        if (index == SIZE_MAX) index = dmn_find(r->model, DMN_DECISION, name, (struct str){0});
        assert(index != SIZE_MAX);
        dmn_set(r, index, rig_value(r, str_trim(one)));
    }
}

/** Names of the diagnostics of errors and warnings of a run, "A B". */
static inline struct str rig_diags(struct arena *a, const struct feel_diags *d)
{
    struct buf b = {.arena = a};
    for (size_t i = 0; i < d->list.count; i++) {
        const struct feel_diag *one = LIST_AT(&d->list, struct feel_diag, i);
        if (one->severity == FEEL_NOTE) continue;
        buf_addf(&b, "%s%s", b.n ? " " : "", feel_message_name(one->id));
    }
    return buf_str(&b);
}
#endif
