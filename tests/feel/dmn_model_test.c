/* dmn_model_test.c - loading models: every version and every boxed expression gives its value, every fault of a model
 * is told with its place while the rest works, and hostile files end in a diagnostic. */
#include "dmn/dmn_impl.h"
#include "check.h"
#include "shared.h"

enum {
    CHAIN = 20000,
    RULES = 20000,
    DIAGS = 50
};

/* ---- files ---- */

static struct str read_file(struct arena *a, struct str path)
{
    struct buf b = {.arena = a};
    char block[4096];
    FILE *f = fopen(arena_cstr(a, path), "rb");
    if (!f) return (struct str){0};
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        buf_add(&b, (struct str){block, n});
    fclose(f);
    return buf_str(&b);
}

static struct str models_file(struct arena *a, const char *name)
{
    return read_file(a, arena_printf(a, "%stests/feel/models/%s", source_root(a), name));
}

static const struct {
    const char *uri, *file;
} IMPORTS[] = {{"http://example.org/part11", "part11.dmn"},
               {"http://example.org/law", "law.dmn"},
               {"http://example.org/base", "base.dmn"},
               {"http://example.org/boxed", "boxed.dmn"}};

static bool import_file(void *data, struct str uri, struct str location, struct str *xml)
{
    (void)location;
    for (size_t i = 0; i < COUNT(IMPORTS); i++) {
        if (!str_eq(uri, str_of(IMPORTS[i].uri))) continue;
        *xml = models_file(data, IMPORTS[i].file);
        return xml->p != NULL;
    }
    return false;
}

static struct dmn_model *load(struct arena *a, struct str xml, struct feel_diags *d, bool strict)
{
    struct dmn_options o = {.import = import_file, .import_data = a, .strict = strict};
    *d = (struct feel_diags){.arena = a, .max = DIAGS};
    return dmn_load(xml, &o, d);
}

static void print_diags(struct arena *a, const struct feel_diags *d)
{
    for (size_t i = 0; i < d->list.count; i++) {
        const struct feel_diag *g = LIST_AT(&d->list, const struct feel_diag, i);
        struct str text = feel_diag_text(a, FEEL_EN, g);
        fprintf(stderr, "    %d %s %.*s\n", g->source ? g->source->line : 0, feel_message_name(g->id), STR_ARG(text));
    }
}

/* ---- values ---- */

static const char PERSON[] = "person = {full name: \"Li\", grade: \"B\", years: [1, 2, 3]}";

static const struct {
    const char *file, *decision, *input, *value; /* input: name = FEEL */
    int diags;
} VALUES[] = {
    {"v11.dmn", "points", PERSON, "16", 0},
    {"v11.dmn", "points", "person = {full name: \"Li\", grade: \"C\", years: []}", "1", 0},
    {"v11.dmn", "doubled", PERSON, "32", 0},
    {"v11.dmn", "hours", "span = duration(\"P1DT2H\")", "26.5", 0},
    {"v11.dmn", "typed by the import", NULL, "7", 0},
    {"v12.dmn", "net", "income = 100", "80", 0},
    {"v12.dmn", "via service", NULL, "800", 0},
    {"v13.dmn", "Which ticket?", "Age of the applicant = 13", "\"child\"", 0},
    {"v13.dmn", "Price", "age = 13", "5", 0},
    {"v13.dmn", "ticket", "age = 70", "\"adult\"", 0},
    {"v14.dmn", "big ones", NULL, "[5, 4]", 0},
    {"v14.dmn", "any big", NULL, "true", 0},
    {"boxed.dmn", "literal", NULL, "2", 0},
    {"boxed.dmn", "context", NULL, "{first part: 2, second part: 20}", 0},
    {"boxed.dmn", "member", NULL, "22", 0},
    {"boxed.dmn", "result", NULL, "[2, 9]", 0},
    {"boxed.dmn", "invocation", NULL, "12", 0},
    {"boxed.dmn", "built-in invocation", NULL, "\"oobar\"", 0},
    {"boxed.dmn", "function", NULL, "[101, 102, null]", 1},
    {"boxed.dmn", "java", NULL, "3", 0},
    {"boxed.dmn", "list", NULL, "[1, [\"two\"], {three: 3}]", 0},
    {"boxed.dmn", "relation", NULL, "[{the name: \"Li\", age: 31}, {the name: \"Wu\", age: 28}]", 0},
    {"boxed.dmn", "names", NULL, "[\"Wu\"]", 0},
    {"boxed.dmn", "conditional", NULL, "\"yes\"", 0},
    {"boxed.dmn", "strict conditional", NULL, "null", 1},
    {"boxed.dmn", "filter", NULL, "[{the name: \"Li\", age: 31}]", 0},
    {"boxed.dmn", "filter of unknown", "staff = [{the name: \"Li\", age: 40}, {the name: \"Wu\", age: 50}, {age: 1}]",
     "[{the name: \"Li\", age: 40}]", 0},
    {"boxed.dmn", "for", NULL, "[10, 21, 32, 43]", 0},
    {"boxed.dmn", "for over list", NULL, "[{x: 1}, {x: 2}]", 0},
    {"boxed.dmn", "some", NULL, "true", 0},
    {"boxed.dmn", "every", NULL, "false", 0},
    {"boxed.dmn", "table in context", NULL, "{word: \"big\", twice: 30}", 0},
    {"boxed.dmn", "table in function", NULL, "[[\"odd\"], [2], [3, \"odd\"]]", 0},
    {"boxed.dmn", "no logic", NULL, "null", 1},
    {"types.dmn", "small", NULL, "3", 0},
    {"types.dmn", "not small", NULL, "null", 1},
    {"types.dmn", "both limits", NULL, "null", 1},
    {"types.dmn", "both kept", NULL, "4", 0},
    {"types.dmn", "smalls", NULL, "[1, 2]", 0},
    {"types.dmn", "too many", NULL, "null", 1},
    {"types.dmn", "one too big", NULL, "null", 1},
    {"types.dmn", "tree", NULL, "{value: 1, children: [{value: 2, children: []}]}", 0},
    {"types.dmn", "bad tree", NULL, "null", 1},
    {"types.dmn", "order", NULL, "{lines: [{item no: \"a\", pieces: 2}]}", 0},
    {"types.dmn", "bad order", NULL, "null", 1},
    {"types.dmn", "pieces", NULL, "[2]", 0},
    {"types.dmn", "applied", NULL, "16", 0},
    {"types.dmn", "limits are no types", NULL, "true", 0},
    {"types.dmn", "range", NULL, "[1..2]", 0},
    {"types.dmn", "anything", NULL, "\"x\"", 0},
    {"graph.dmn", "share", "amount = 300; other = 1", "4", 0},
    {"graph.dmn", "paid", "amount = 300; other = 1", "5", 0},
    {"graph.dmn", "paid", "amount = 5000; other = 1", "11", 0},
    {"graph.dmn", "from afar", NULL, "1", 0},
    {"graph.dmn", "recursion", NULL, "[120, true]", 0},
    {"graph.dmn", "services", NULL, "[2, {paid: 8, share: 7}]", 0},
    {"graph.dmn", "out of scope", "amount = 1", "null", 1},
};

/* "name = FEEL; name = FEEL" */
static void give(struct arena *a, struct dmn_run *r, struct str inputs)
{
    while (inputs.n) {
        struct str text = str_part(&inputs, ';'), name = text;
        size_t at = str_find(text, STR("="));
        name = str_trim(str_sub(text, 0, at));
        text = str_sub(text, at + 1, text.n);
        struct feel_diags d = {.arena = a, .max = DIAGS};
        struct feel_expression *x = feel_compile(r->model->engine, a, text, false, NULL, 0, &d);
        size_t i = dmn_find(r->model, DMN_INPUT, name, (struct str){0});
        CHECK_ROW("an input of the test", x && i != SIZE_MAX);
        if (!x || i == SIZE_MAX) return;
        struct feel_run *feel = feel_run_new(r->model->engine);
        struct feel_value v = feel_copy(a, feel_evaluate(feel, x, NULL));
        feel_run_free(feel);
        dmn_set(r, i, v);
    }
}

static void test_values(struct arena *a)
{
    for (size_t i = 0; i < COUNT(VALUES); i++) {
        struct feel_diags d;
        struct dmn_model *m = load(a, models_file(a, VALUES[i].file), &d, false);
        size_t at = m ? dmn_find(m, DMN_DECISION, str_of(VALUES[i].decision), (struct str){0}) : SIZE_MAX;
        CHECK_ROW(VALUES[i].decision, at != SIZE_MAX);
        if (at == SIZE_MAX) continue;
        struct dmn_run *r = dmn_run_new(m);
        give(a, r, str_of(VALUES[i].input));
        struct str got = feel_to_literal(a, dmn_evaluate(r, at));
        bool same = str_eq(got, str_of(VALUES[i].value)), told = (dmn_diags(r)->errors > 0) == (VALUES[i].diags > 0);
        CHECK_ROW(VALUES[i].decision, same && told);
        if (!same || !told) {
            fprintf(stderr, "  %s: got %.*s\n", VALUES[i].file, STR_ARG(got));
            print_diags(a, dmn_diags(r));
        }
        dmn_run_free(r);
        dmn_model_free(m);
    }
}

static void test_clean(struct arena *a)
{
    static const char *const FILES[] = {"v11.dmn", "v12.dmn", "v13.dmn", "v14.dmn", "boxed.dmn", "types.dmn"};
    for (size_t i = 0; i < COUNT(FILES); i++) {
        struct feel_diags d;
        struct dmn_model *m = load(a, models_file(a, FILES[i]), &d, true);
        CHECK_ROW(FILES[i], m && d.list.count == 0);
        print_diags(a, &d);
        dmn_model_free(m);
    }
}

/* ---- looking up ---- */

static void test_elements(struct arena *a)
{
    struct feel_diags d;
    struct dmn_model *m = load(a, models_file(a, "graph.dmn"), &d, false);
    CHECK(m != NULL);
    if (!m) return;
    struct str none = {0};
    CHECK(str_eq(dmn_model_name(m), STR("graph")) && str_eq(dmn_model_uri(m), STR("http://example.org/graph")));
    size_t zero = dmn_find(m, DMN_DECISION, STR("zero"), none);
    CHECK(zero != SIZE_MAX && dmn_element(m, zero).imported);
    CHECK(str_eq(dmn_element(m, zero).uri, STR("http://example.org/base")));
    CHECK(dmn_find(m, DMN_DECISION, STR("zero"), STR("http://example.org/base")) == zero);
    CHECK(dmn_find(m, DMN_DECISION, STR("zero"), STR("http://example.org/law")) == SIZE_MAX);
    CHECK(dmn_find(m, DMN_INPUT, STR("share"), none) == SIZE_MAX);
    size_t other = dmn_find(m, DMN_INPUT, STR("other"), none), amount = dmn_find(m, DMN_INPUT, STR("amount"), none);
    CHECK(str_eq(dmn_element(m, other).type, STR("law.tShare")) && str_eq(dmn_element(m, other).id, STR("b")));
    size_t n;
    const uint32_t *needs = dmn_needs(m, dmn_find(m, DMN_DECISION, STR("paid"), none), &n);
    CHECK_ROW("needs through others, each once, in order", n == 2 && needs[0] == amount && needs[1] == other);
    needs = dmn_needs(m, dmn_find(m, DMN_SERVICE, STR("two outputs"), none), &n);
    CHECK_ROW("a service does not need what its input decisions bring", n == 1 && needs[0] == other);
    dmn_needs(m, dmn_find(m, DMN_DECISION, STR("services"), none), &n);
    CHECK_ROW("what a called service needs are its arguments", n == 0);
    const struct dmn_element *e = &m->elements[dmn_find(m, DMN_SERVICE, STR("two outputs"), none)];
    CHECK(e->callable.param_count == 2 && str_eq(e->callable.params[0].name, STR("other")));
    CHECK(str_eq(e->callable.params[1].name, STR("share")) && e->output_count == 2 && e->input_decision_count == 1);
    dmn_model_free(m);
}

/* ---- faults ---- */

#define MODEL(body)                                                                                                    \
    "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='m' namespace='n'>\n" body "</"            \
    "definitions>"
#define DECISION(logic) MODEL("<decision id='d' name='D'><variable name='D'/>" logic "</decision>")
#define TEXT(x) "<literalExpression><text>" x "</text></literalExpression>"
#define CELL(x) "<inputEntry><text>" x "</text></inputEntry>"
#define OUT(x) "<outputEntry><text>" x "</text></outputEntry>"
#define INPUT "<input label='age'><inputExpression><text>5</text></inputExpression></input>"
#define TABLE(attributes, body) DECISION("<decisionTable " attributes ">" body "</decisionTable>")

static const struct {
    const char *label, *xml, *message;
    int line;
    const char *words; /* that its English sentence has */
    bool no_model;
} FAULTS[] = {
    {"no XML", "policy", "XML_BROKEN", 1, "", true},
    {"nothing", "", "XML_BROKEN", 1, "empty", true},
    {"an end that is missing", "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/'>\n<decision>",
     "XML_BROKEN", 2, "", true},
    {"a DOCTYPE", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><definitions/>", "XML_BROKEN", 1, "DOCTYPE",
     true},
    {"invalid UTF-8", "<definitions name='\xFF\xC0'/>", "XML_BROKEN", 1, "", true},
    {"another root", "<html/>", "MODEL_NOT", 1, "html", true},
    {"a version that we do not know",
     "<definitions xmlns='http://www.omg.org/spec/DMN/20130901'><decision name='a'/></definitions>", "MODEL_NOT", 1,
     "20130901", true},
    {"an element that DMN does not have", MODEL("<decison name='a'/>"), "XML_ELEMENT_UNKNOWN", 2, "decison", false},
    {"a decision without a name", MODEL("<decision id='d'/>"), "ATTRIBUTE_MISSING", 2, "decision has no name", false},
    {"an id twice", MODEL("<inputData id='a' name='a'/>\n<inputData id='a' name='b'/>"), "ID_TWICE", 3, "\"b\"", false},
    {"a name twice", MODEL("<inputData id='a' name='a'/>\n<decision id='b' name='a'/>"), "NAME_TWICE", 3, "\"a\"",
     false},
    {"another language",
     DECISION(
         "<literalExpression expressionLanguage='http://www.w3.org/1999/XPath'><text>1</text></literalExpression>"),
     "LANGUAGE_UNKNOWN", 2, "XPath", false},
    {"imported values", DECISION("<literalExpression><importedValues/></literalExpression>"), "IMPORTED_VALUES", 2, "",
     false},
    {"an empty expression", DECISION(TEXT(" ")), "EXPRESSION_MISSING", 2, "", false},
    {"an expression that does not parse", DECISION("\n\n" TEXT("1 +")), "SYNTAX_VALUE_END", 4, "\"D\"", false},
    {"an unknown name", DECISION(TEXT("agee")), "NAME_NONE_LIKE", 2, "agee", false},
    {"a name that is not required",
     MODEL("<inputData name='the age'/>\n<decision name='D'>" TEXT("1 + the  age") "</decision>"), "NAME_NOT_REQUIRED",
     3, "\"the age\"", false},
    {"an href to nothing",
     MODEL("<decision id='d' name='D'><informationRequirement>\n<requiredInput href='#nope'/>"
           "</informationRequirement>" TEXT("1") "</decision>"),
     "HREF_NOTHING", 3, "#nope", false},
    {"an href to another model that is not imported",
     MODEL(
         "<decision id='d' name='D'><informationRequirement><requiredInput href='u#x'/></informationRequirement>" TEXT(
             "1") "</decision>"),
     "HREF_NOTHING", 2, "u#x", false},
    {"an unknown type",
     MODEL("<inputData name='a'><variable name='a' typeRef='tPerso'/></inputData>"
           "<itemDefinition name='tPerson'/>"),
     "ITEM_TYPE_UNKNOWN", 2, "tPerson", false},
    {"an unknown type that is like none", MODEL("<inputData name='a'><variable name='a' typeRef='xyz'/></inputData>"),
     "ITEM_TYPE_NONE_LIKE", 2, "xyz", false},
    {"a type twice", MODEL("<itemDefinition name='t'/><itemDefinition name='t'/>"), "NAME_TWICE", 2, "\"t\"", false},
    {"a component twice",
     MODEL("<itemDefinition name='t'><itemComponent name='a'/>\n<itemComponent name='a'/>"
           "</itemDefinition>"),
     "COMPONENT_TWICE", 3, "\"a\"", false},
    {"a type that is itself", MODEL("<itemDefinition name='t'><typeRef>t</typeRef></itemDefinition>"), "TYPE_CYCLE", 2,
     "\"t\"", false},
    {"types that are each other",
     MODEL("<itemDefinition name='t'><typeRef>u</typeRef></itemDefinition>"
           "<itemDefinition name='u'><typeRef>t</typeRef></itemDefinition>"),
     "TYPE_CYCLE", 2, "", false},
    {"allowed values that do not parse",
     MODEL("<itemDefinition name='t'><typeRef>number</typeRef><allowedValues><text>[1..</text></allowedValues>"
           "</itemDefinition>"),
     "SYNTAX_VALUE_END", 2, "\"t\"", false},
    {"an import that nobody has",
     MODEL("<import name='x' namespace='ux' importType='https://www.omg.org/spec/DMN/20230324/MODEL/'/>"),
     "IMPORT_MISSING", 2, "ux", false},
    {"an import of XML types", MODEL("<import name='x' namespace='ux' importType='http://www.w3.org/2001/XMLSchema'/>"),
     "IMPORT_KIND", 2, "XMLSchema", false},
    {"an import of itself",
     MODEL("<import name='x' namespace='n' importType='https://www.omg.org/spec/DMN/20230324/MODEL/'/>"),
     "IMPORT_CYCLE", 2, "", false},
    {"a decision that waits for itself",
     MODEL("<decision id='d' name='D'><informationRequirement><requiredDecision "
           "href='#d'/></informationRequirement>" TEXT("1") "</decision>"),
     "DECISION_CYCLE", 2, "D \xE2\x86\x92 D", false},
    {"decisions that wait for each other",
     MODEL("<decision id='a' name='A'><informationRequirement><requiredDecision "
           "href='#b'/></informationRequirement>" TEXT(
               "1") "</decision><decision id='b' name='B'><informationRequirement><requiredDecision href='#a'/>"
                    "</informationRequirement>" TEXT("1") "</decision>"),
     "DECISION_CYCLE", 2, "\xE2\x86\x92", false},
    {"a service without output", MODEL("<decisionService name='s'/>"), "SERVICE_NO_OUTPUT", 2, "", false},
    {"a service with an input as output",
     MODEL("<inputData id='i' name='i'/><decisionService name='s'><outputDecision href='#i'/></decisionService>"),
     "HREF_KIND", 2, "\"i\"", false},
    {"a result that is not last",
     DECISION("<context><contextEntry>" TEXT("1") "</contextEntry><contextEntry>"
                                                  "<variable name='a'/>" TEXT("1") "</contextEntry></context>"),
     "CONTEXT_RESULT", 2, "", false},
    {"an entry twice",
     DECISION("<context><contextEntry><variable name='a'/>" TEXT("1") "</contextEntry><contextEntry>"
                                                                      "<variable name='a'/>" TEXT(
                                                                          "1") "</contextEntry></context>"),
     "ENTRY_TWICE", 2, "\"a\"", false},
    {"an entry without a value", DECISION("<context><contextEntry><variable name='a'/></contextEntry></context>"),
     "EXPRESSION_MISSING", 2, "\"a\"", false},
    {"a parameter twice",
     DECISION("<functionDefinition><formalParameter name='a'/><formalParameter name='a'/>" TEXT(
         "1") "</functionDefinition>"),
     "PARAMETER_TWICE", 2, "\"a\"", false},
    {"a PMML function", DECISION("<functionDefinition kind='PMML'>" TEXT("1") "</functionDefinition>"), "FUNCTION_KIND",
     2, "PMML", false},
    {"an invocation of nothing", DECISION("<invocation/>"), "EXPRESSION_MISSING", 2, "", false},
    {"a relation with a cell too few",
     DECISION("<relation><column name='a'/><column name='b'/>\n<row>" TEXT("1") "</row></relation>"), "RELATION_CELLS",
     3, "1 cells, expected 2", false},
    {"a conditional without else",
     DECISION("<conditional><if>" TEXT("true") "</if><then>" TEXT("1") "</then></conditional>"), "PART_MISSING", 2,
     "\"else\"", false},
    {"a loop without a name", DECISION("<for><in>" TEXT("[]") "</in><return>" TEXT("1") "</return></for>"),
     "ITERATOR_NAME", 2, "", false},
    {"an unknown hit policy", TABLE("hitPolicy='BEST'", INPUT "<output/>"), "TABLE_HIT_POLICY", 2, "BEST", false},
    {"an unknown aggregation", TABLE("hitPolicy='COLLECT' aggregation='AVG'", INPUT "<output/>"), "TABLE_AGGREGATION",
     2, "AVG", false},
    {"an aggregation without COLLECT", TABLE("aggregation='SUM'", INPUT "<output/>"), "TABLE_AGGREGATION_POLICY", 2,
     "UNIQUE", false},
    {"a table without output", TABLE("", INPUT), "TABLE_NO_OUTPUT", 2, "", false},
    {"an output without a name", TABLE("", INPUT "<output name='a'/><output/>"), "TABLE_OUTPUT_NAME", 2, "column 2",
     false},
    {"outputs with one name", TABLE("", INPUT "<output name='a'/><output name='a'/>"), "TABLE_OUTPUT_TWICE", 2, "\"a\"",
     false},
    {"a rule with a cell too many", TABLE("", INPUT "<output/><rule>" CELL("-") CELL("-") OUT("1") "</rule>"),
     "TABLE_INPUT_CELLS", 2, "rule 1", false},
    {"a rule without its output", TABLE("", INPUT "<output/><rule>" CELL("-") "</rule>"), "TABLE_OUTPUT_CELLS", 2,
     "0 output cells, expected 1", false},
    {"a cell that does not parse",
     TABLE("", INPUT "<output/><rule>" CELL("-") OUT("1") "</rule>\n<rule>" CELL("&lt;") OUT("1") "</rule>"),
     "SYNTAX_VALUE_END", 3, "rule 2, input \"age\"", false},
    {"an output that is empty", TABLE("", INPUT "<output name='x'/><rule>" CELL("-") OUT("") "</rule>"),
     "TABLE_OUTPUT_EMPTY", 2, "rule 1, output \"x\"", false},
};

static bool told(struct arena *a, const struct feel_diags *d, size_t row)
{
    for (size_t i = 0; i < d->list.count; i++) {
        const struct feel_diag *g = LIST_AT(&d->list, const struct feel_diag, i);
        struct str en = feel_diag_text(a, FEEL_EN, g), zh = feel_diag_text(a, FEEL_ZH, g);
        if (strcmp(feel_message_name(g->id), FAULTS[row].message) != 0) continue;
        bool found = str_find(en, str_of(FAULTS[row].words)) < en.n || !FAULTS[row].words[0];
        if (found && g->source && g->source->line == FAULTS[row].line && zh.n) return true;
    }
    return false;
}

static void test_faults(struct arena *a)
{
    for (size_t i = 0; i < COUNT(FAULTS); i++) {
        struct feel_diags d;
        struct dmn_model *m = load(a, str_of(FAULTS[i].xml), &d, false);
        bool ok = told(a, &d, i) && (m == NULL) == FAULTS[i].no_model;
        CHECK_ROW(FAULTS[i].label, ok);
        if (!ok) print_diags(a, &d);
        if (m) { /* what is left can be evaluated */
            struct dmn_run *r = dmn_run_new(m);
            for (size_t k = 0; k < dmn_count(m); k++)
                if (dmn_element(m, k).kind == DMN_DECISION) dmn_evaluate(r, k);
            dmn_run_free(r);
        }
        dmn_model_free(m);
        bool errors = d.errors > 0;
        m = load(a, str_of(FAULTS[i].xml), &d, true);
        CHECK_ROW("strict: no model with errors, and its diagnostics outlive it",
                  (m == NULL) == errors && told(a, &d, i));
        dmn_model_free(m);
    }
}

/* One decision is broken: it is null and says why; its neighbour works. */
static void test_rest_works(struct arena *a)
{
    static const char XML[] =
        MODEL("<decision id='a' name='A'>" TEXT("1 +") "</decision><decision id='b' name='B'>" TEXT(
            "2") "</decision>"
                 "<decision id='c' name='C'><context><contextEntry><variable name='x'/>" TEXT(
                     "(") "</contextEntry>"
                          "<contextEntry><variable name='y'/>" TEXT("3") "</contextEntry></context></decision>");
    struct feel_diags d;
    struct dmn_model *m = load(a, str_of(XML), &d, false);
    CHECK(m != NULL && d.errors == 2);
    if (!m) return;
    struct dmn_run *r = dmn_run_new(m);
    CHECK(str_eq(feel_to_literal(a, dmn_evaluate(r, 1)), STR("2")) && dmn_diags(r)->errors == 0);
    CHECK(dmn_evaluate(r, 0).kind == FEEL_NULL && dmn_diags(r)->errors == 1);
    CHECK(str_eq(feel_to_literal(a, dmn_evaluate(r, 2)), STR("{x: null, y: 3}")) && dmn_diags(r)->errors == 2);
    CHECK(LIST_AT(&dmn_diags(r)->list, struct feel_diag, 0)->id == FEEL_MSG_SYNTAX_VALUE_END);
    dmn_run_free(r);
    dmn_model_free(m);
}

/* ---- big and hostile ---- */

static struct str head_of(struct buf *b)
{
    buf_add(b, STR("<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='m' namespace='n'>"));
    return buf_str(b);
}

/* A chain of decisions, far longer than any stack of calls. */
static void test_chain(struct arena *a)
{
    struct buf b = {.arena = a};
    struct feel_diags d;
    head_of(&b);
    buf_add(&b, STR("<inputData id='i' name='i'/><decision id='d0' name='d0'><informationRequirement><requiredInput "
                    "href='#i'/></informationRequirement>" TEXT("i") "</decision>"));
    for (int i = 1; i < CHAIN; i++)
        buf_addf(&b,
                 "<decision id='d%d' name='d%d'><informationRequirement><requiredDecision href='#d%d'/>"
                 "</informationRequirement>" TEXT("d%d + 1") "</decision>",
                 i, i, i - 1, i - 1);
    buf_add(&b, STR("</definitions>"));
    struct dmn_model *m = load(a, buf_str(&b), &d, true);
    CHECK_ROW("a long chain loads", m != NULL);
    if (!m) return;
    size_t n;
    dmn_needs(m, CHAIN, &n);
    CHECK_ROW("and needs its one input", n == 1);
    struct dmn_run *r = dmn_run_new(m);
    dmn_set(r, 0, feel_integer(1));
    CHECK_ROW("and is evaluated", str_eq(feel_to_literal(a, dmn_evaluate(r, CHAIN)), STR("20000")));
    dmn_run_free(r);
    dmn_model_free(m);
}

static void test_circle(struct arena *a)
{
    struct buf b = {.arena = a};
    struct feel_diags d;
    head_of(&b);
    for (int i = 0; i < CHAIN; i++)
        buf_addf(&b,
                 "<decision id='d%d' name='d%d'><informationRequirement><requiredDecision href='#d%d'/>"
                 "</informationRequirement>" TEXT("1") "</decision>",
                 i, i, (i + 1) % CHAIN);
    for (int i = 0; i < CHAIN; i++)
        buf_addf(&b, "<itemDefinition name='t%d'><typeRef>t%d</typeRef></itemDefinition>", i, (i + 1) % CHAIN);
    for (int i = 0; i < CHAIN; i++)
        buf_addf(&b,
                 "<itemDefinition name='c%d'><itemComponent name='x'><typeRef>c%d</typeRef></itemComponent>"
                 "</itemDefinition>",
                 i, (i + 1) % CHAIN);
    buf_add(&b, STR("</definitions>"));
    struct dmn_model *m = load(a, buf_str(&b), &d, false);
    CHECK_ROW("a wide circle is told", m != NULL && d.errors > 1);
    if (!m) return;
    struct dmn_run *r = dmn_run_new(m);
    CHECK_ROW("and is null", dmn_evaluate(r, 0).kind == FEEL_NULL && dmn_diags(r)->errors > 0);
    dmn_run_free(r);
    dmn_model_free(m);
}

static void test_rules(struct arena *a)
{
    struct buf b = {.arena = a};
    struct feel_diags d;
    head_of(&b);
    buf_add(&b, STR("<inputData id='i' name='i'/><decision id='d' name='d'><informationRequirement><requiredInput "
                    "href='#i'/></informationRequirement><decisionTable><input><inputExpression typeRef='number'>"
                    "<text>i</text></inputExpression></input><output/>\n"));
    for (int i = 0; i < RULES; i++)
        buf_addf(&b, "<rule>" CELL("%d") OUT("%d + 1") "</rule>\n", i, i);
    buf_add(&b, STR("</decisionTable></decision></definitions>"));
    struct dmn_model *m = load(a, buf_str(&b), &d, true);
    CHECK_ROW("many rules", m && m->table_count == 1 && m->tables[0]->rule_count == RULES);
    if (!m) return;
    struct dmn_run *r = dmn_run_new(m);
    dmn_set(r, 0, feel_integer(RULES - 1));
    CHECK_ROW("the last of many rules", str_eq(feel_to_literal(a, dmn_evaluate(r, 1)), STR("20000")));
    CHECK(m->tables[0]->rules[RULES - 1].outputs[0]->source->line == RULES + 1);
    dmn_run_free(r);
    dmn_model_free(m);
}

/* Every beginning of a file, and a file with every byte changed, is read without a crash. */
static void test_cut(struct arena *a, const char *name)
{
    struct arena *round = arena_new();
    struct str xml = models_file(a, name);
    char *bytes = arena_cstr(a, xml);
    for (size_t n = 0; n < xml.n; n += 7) {
        struct feel_diags d;
        arena_reset(round);
        CHECK_ROW("a beginning is no model", load(round, str_sub(xml, 0, n), &d, false) == NULL && d.errors == 1);
        char was = bytes[n];
        bytes[n] = (char)(was ^ (1 << (n % 7)));
        struct dmn_model *m = load(round, (struct str){bytes, xml.n}, &d, false);
        struct dmn_run *r = m ? dmn_run_new(m) : NULL;
        for (size_t k = 0; m && k < dmn_count(m); k++)
            if (dmn_element(m, k).kind == DMN_DECISION) dmn_evaluate(r, k);
        dmn_run_free(r);
        dmn_model_free(m);
        bytes[n] = was;
    }
    arena_free(round);
}

int main(void)
{
    struct arena *a = arena_new();
    test_values(a);
    test_clean(a);
    test_elements(a);
    test_faults(a);
    test_rest_works(a);
    test_chain(a);
    test_circle(a);
    test_rules(a);
    test_cut(a, "v13.dmn");
    test_cut(a, "types.dmn");
    arena_free(a);
    return check_end();
}
