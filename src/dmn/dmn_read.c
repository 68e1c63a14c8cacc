/* dmn_read.c - the XML of DMN 1.1 to 1.5 into one plain tree.
 *
 * Every function read_x starts at the START of its element and ends behind its END.  Only elements of the root's own
 * namespace count.  When the XML breaks, every loop over children ends, so no function must ask. */
#include "dmn/dmn_read.h"
#include "dmn/dmn_read_impl.h"

/* ---- versions ---- */

static const char *const MODEL_URIS[] = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",  "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/", "https://www.omg.org/spec/DMN/20230324/MODEL/",
};
static const char *const FEEL_URIS[] = {
    "http://www.omg.org/spec/FEEL/20140401",       "http://www.omg.org/spec/DMN/20180521/FEEL/",
    "https://www.omg.org/spec/DMN/20191111/FEEL/", "https://www.omg.org/spec/DMN/20211108/FEEL/",
    "https://www.omg.org/spec/DMN/20230324/FEEL/",
};

/* http and https are taken for the same, as is a missing slash at the end: tools differ. */
static struct str plain_uri(struct str uri)
{
    uri = str_trim(uri);
    if (str_starts(uri, STR("https://"))) uri = str_sub(uri, 8, uri.n);
    if (str_starts(uri, STR("http://"))) uri = str_sub(uri, 7, uri.n);
    if (str_ends(uri, STR("/"))) uri.n--;
    return uri;
}

static bool is_one_of(struct str uri, const char *const *uris, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(plain_uri(uri), plain_uri(str_of(uris[i])))) return true;
    return false;
}

bool dmn_is_model_uri(struct str uri)
{
    return is_one_of(uri, MODEL_URIS, COUNT(MODEL_URIS));
}

bool dmn_is_feel(struct str language)
{
    return !str_trim(language).n || str_eq_nocase(str_trim(language), STR("feel")) ||
           is_one_of(language, FEEL_URIS, COUNT(FEEL_URIS));
}

/* ---- reporting ---- */

void dmn_read_report(struct dmn_reader *r, enum feel_severity severity, enum feel_message id,
                     const struct feel_arg *args)
{
    struct feel_source *s = ARENA_NEW(r->keep, struct feel_source);
    *s = (struct feel_source){.model = r->out->name, .element = r->element, .line = xml_line(r->xml)};
    feel_report(r->diags, severity, id, s, (struct feel_span){0}, args);
}

/* ---- walking ---- */

static void skip(struct dmn_reader *r)
{
    for (int depth = 1; depth > 0 && !r->bad;) {
        enum xml_event e = xml_next(r->xml);
        if (e == XML_START) depth++;
        if (e == XML_END) depth--;
        if (e == XML_BAD || e == XML_EOF) r->bad = true;
    }
}

bool dmn_read_child(struct dmn_reader *r)
{
    while (!r->bad) {
        enum xml_event e = xml_next(r->xml);
        if (e == XML_END) return false;
        if (e == XML_BAD || e == XML_EOF) r->bad = true;
        if (e != XML_START) continue;
        if (str_eq(xml_uri(r->xml), r->uri)) return true;
        skip(r);
    }
    return false;
}

bool dmn_read_is(const struct dmn_reader *r, const char *name)
{
    return str_eq(xml_name(r->xml), str_of(name));
}

static const char *const FOR_PEOPLE[] = {
    "description",
    "extensionElements",
    "question",
    "allowedAnswers",
    "supportedObjective",
    "decisionMaker",
    "decisionOwner",
    "usingProcess",
    "usingTask",
    "impactedPerformanceIndicator",
    "authorityRequirement",
    "knowledgeSource",
    "group",
    "elementCollection",
    "textAnnotation",
    "association",
    "organizationUnit",
    "annotation",
    "performanceIndicator",
    "DMNDI",
};

void dmn_read_other(struct dmn_reader *r)
{
    bool known = false;
    for (size_t i = 0; i < COUNT(FOR_PEOPLE); i++)
        known = known || dmn_read_is(r, FOR_PEOPLE[i]);
    if (!known)
        dmn_read_report(r, FEEL_WARNING, FEEL_MSG_XML_ELEMENT_UNKNOWN,
                        FEEL_ARGS({.name = "name", .text = xml_name(r->xml)}));
    skip(r);
}

struct str dmn_read_text(struct dmn_reader *r)
{
    struct str text = STR("");
    while (!r->bad) {
        enum xml_event e = xml_next(r->xml);
        if (e == XML_END) return text;
        if (e == XML_TEXT) text = xml_text(r->xml);
        if (e == XML_START) skip(r);
        if (e == XML_BAD || e == XML_EOF) r->bad = true;
    }
    return text;
}

struct str dmn_read_attribute(const struct dmn_reader *r, const char *name)
{
    return xml_attribute(r->xml, str_of(name));
}

struct str dmn_read_name(struct dmn_reader *r, const char *attribute)
{
    struct str name = dmn_read_attribute(r, attribute);
    return name.p ? feel_name_normal(r->keep, name) : name;
}

/* ---- types by name ---- */

/* DMN 1.1 writes types as qualified names (feel:number, my:tPerson); we keep import.name as later versions do. */
static struct str type_of_qname(struct dmn_reader *r, struct str raw)
{
    struct str prefix = str_sub(raw, 0, str_find(raw, STR(":")));
    if (prefix.n == raw.n) return raw;
    struct str local = str_sub(raw, prefix.n + 1, raw.n), uri = xml_prefix_uri(r->xml, prefix);
    if (!uri.p) return raw;
    if ((uri.n && dmn_is_feel(uri)) || str_eq(uri, r->out->uri)) return local;
    for (size_t i = 0; i < r->out->imports.count; i++) {
        const struct dmn_import *m = LIST_AT(&r->out->imports, const struct dmn_import, i);
        if (!str_eq(m->uri, uri)) continue;
        return m->name.n ? arena_printf(r->keep, "%.*s.%.*s", STR_ARG(m->name), STR_ARG(local)) : local;
    }
    return raw;
}

struct str dmn_read_type(struct dmn_reader *r, struct str raw)
{
    if (!raw.p) return raw;
    struct str name = feel_name_normal(r->keep, raw);
    return name.n ? type_of_qname(r, name) : (struct str){0};
}

struct dmn_item dmn_read_item(struct dmn_reader *r)
{
    struct dmn_item item = {.name = dmn_read_name(r, "name"),
                            .type_ref = dmn_read_type(r, dmn_read_attribute(r, "typeRef")),
                            .line = xml_line(r->xml)};
    while (dmn_read_child(r))
        dmn_read_other(r);
    return item;
}

/* ---- texts ---- */

struct dmn_text dmn_read_feel(struct dmn_reader *r, struct str *type_ref, bool *imported)
{
    struct dmn_text out = {0};
    struct str language = dmn_read_attribute(r, "expressionLanguage");
    if (type_ref) *type_ref = dmn_read_type(r, dmn_read_attribute(r, "typeRef"));
    if (!language.p) language = r->language;
    int32_t line = xml_line(r->xml);
    bool text = false;
    while (dmn_read_child(r)) {
        if (dmn_read_is(r, "text") && !text) {
            line = xml_line(r->xml);
            out = dmn_text_of(dmn_read_text(r), line);
            text = true;
        } else if (dmn_read_is(r, "importedValues") && imported) {
            *imported = true;
            skip(r);
        } else {
            dmn_read_other(r);
        }
    }
    if (!dmn_is_feel(language)) {
        out = dmn_text_of(language, line);
        out.foreign = 1;
    }
    out.line = line;
    return out;
}

/* ---- item definitions ---- */

static bool is_true(struct str s)
{
    s = str_trim(s);
    return str_eq(s, STR("true")) || str_eq(s, STR("1"));
}

static void read_function_item(struct dmn_reader *r, struct dmn_xml_type *t)
{
    t->function = true;
    t->result = dmn_read_type(r, dmn_read_attribute(r, "outputTypeRef"));
    while (dmn_read_child(r)) {
        if (dmn_read_is(r, "parameters"))
            *LIST_ADD(r->tree, &t->params, struct dmn_item) = dmn_read_item(r);
        else
            dmn_read_other(r);
    }
}

static struct dmn_xml_type read_type_definition(struct dmn_reader *r)
{
    struct dmn_xml_type t = {.id = dmn_read_attribute(r, "id"),
                             .name = dmn_read_name(r, "name"),
                             .line = xml_line(r->xml),
                             .collection = is_true(dmn_read_attribute(r, "isCollection"))};
    struct str language = dmn_read_attribute(r, "typeLanguage");
    if (!dmn_is_feel(language))
        dmn_read_report(r, FEEL_ERROR, FEEL_MSG_LANGUAGE_UNKNOWN, FEEL_ARGS({.name = "language", .text = language}));
    while (dmn_read_child(r)) {
        if (dmn_read_is(r, "typeRef"))
            t.type_ref = dmn_read_type(r, dmn_read_text(r));
        else if (dmn_read_is(r, "allowedValues"))
            t.allowed = dmn_read_feel(r, NULL, NULL);
        else if (dmn_read_is(r, "typeConstraint"))
            t.constraint = dmn_read_feel(r, NULL, NULL);
        else if (dmn_read_is(r, "itemComponent")) {
            struct dmn_xml_type component = read_type_definition(r);
            *LIST_ADD(r->tree, &t.components, struct dmn_xml_type) = component;
        } else if (dmn_read_is(r, "functionItem"))
            read_function_item(r, &t);
        else
            dmn_read_other(r);
    }
    return t;
}

/* ---- elements ---- */

static struct dmn_href read_href(struct dmn_reader *r)
{
    struct dmn_href h = {.href = str_trim(dmn_read_attribute(r, "href")), .line = xml_line(r->xml)};
    skip(r);
    return h;
}

static void read_requirement(struct dmn_reader *r, struct list *to)
{
    while (dmn_read_child(r)) {
        if (dmn_read_is(r, "requiredDecision") || dmn_read_is(r, "requiredInput") ||
            dmn_read_is(r, "requiredKnowledge"))
            *LIST_ADD(r->tree, to, struct dmn_href) = read_href(r);
        else
            dmn_read_other(r);
    }
}

static void read_element_child(struct dmn_reader *r, struct dmn_xml_element *e, struct list *knowledge)
{
    if (dmn_read_is(r, "variable"))
        e->variable = dmn_read_item(r);
    else if (dmn_read_is(r, "informationRequirement"))
        read_requirement(r, &e->requires_);
    else if (dmn_read_is(r, "knowledgeRequirement"))
        read_requirement(r, knowledge);
    else if (dmn_read_is(r, "encapsulatedLogic") && e->kind == DMN_KNOWLEDGE)
        e->logic = dmn_read_function(r);
    else if (dmn_read_is(r, "outputDecision"))
        *LIST_ADD(r->tree, &e->outputs, struct dmn_href) = read_href(r);
    else if (dmn_read_is(r, "encapsulatedDecision"))
        *LIST_ADD(r->tree, &e->encapsulated, struct dmn_href) = read_href(r);
    else if (dmn_read_is(r, "inputDecision"))
        *LIST_ADD(r->tree, &e->input_decisions, struct dmn_href) = read_href(r);
    else if (dmn_read_is(r, "inputData"))
        *LIST_ADD(r->tree, &e->input_data, struct dmn_href) = read_href(r);
    else if (e->kind == DMN_DECISION && dmn_read_is_expression(r))
        e->logic = dmn_read_expression(r);
    else
        dmn_read_other(r);
}

static void read_element(struct dmn_reader *r, enum dmn_kind kind)
{
    struct dmn_xml_element e = {.kind = kind,
                                .id = dmn_read_attribute(r, "id"),
                                .name = dmn_read_name(r, "name"),
                                .label = dmn_read_attribute(r, "label"),
                                .line = xml_line(r->xml)};
    struct list knowledge = {0};
    struct str kind_name = xml_name(r->xml);
    r->element = e.name.p ? e.name : e.id;
    if (!e.name.n)
        dmn_read_report(r, FEEL_ERROR, FEEL_MSG_ATTRIBUTE_MISSING,
                        FEEL_ARGS({.name = "element", .text = kind_name}, {.name = "attribute", .text = STR("name")}));
    while (dmn_read_child(r))
        read_element_child(r, &e, &knowledge);
    for (size_t i = 0; i < knowledge.count; i++)
        *LIST_ADD(r->tree, &e.requires_, struct dmn_href) = *LIST_AT(&knowledge, struct dmn_href, i);
    *LIST_ADD(r->tree, &r->out->elements, struct dmn_xml_element) = e;
    r->element = STR("");
}

static void read_import(struct dmn_reader *r)
{
    *LIST_ADD(r->tree, &r->out->imports, struct dmn_import) =
        (struct dmn_import){.name = dmn_read_name(r, "name"),
                            .uri = dmn_read_attribute(r, "namespace"),
                            .location = dmn_read_attribute(r, "locationURI"),
                            .kind = dmn_read_attribute(r, "importType"),
                            .line = xml_line(r->xml)};
    skip(r);
}

static const struct {
    const char *name;
    enum dmn_kind kind;
} ELEMENTS[] = {{"inputData", DMN_INPUT},
                {"decision", DMN_DECISION},
                {"businessKnowledgeModel", DMN_KNOWLEDGE},
                {"decisionService", DMN_SERVICE}};

static void read_top(struct dmn_reader *r)
{
    for (size_t i = 0; i < COUNT(ELEMENTS); i++) {
        if (!dmn_read_is(r, ELEMENTS[i].name)) continue;
        read_element(r, ELEMENTS[i].kind);
        return;
    }
    if (dmn_read_is(r, "import")) {
        read_import(r);
    } else if (dmn_read_is(r, "itemDefinition")) {
        struct dmn_xml_type t = read_type_definition(r);
        *LIST_ADD(r->tree, &r->out->types, struct dmn_xml_type) = t;
    } else {
        dmn_read_other(r);
    }
}

static bool read_root(struct dmn_reader *r)
{
    r->uri = xml_uri(r->xml);
    r->out->line = xml_line(r->xml);
    if (!dmn_read_is(r, "definitions") || !dmn_is_model_uri(r->uri)) {
        dmn_read_report(r, FEEL_ERROR, FEEL_MSG_MODEL_NOT,
                        FEEL_ARGS({.name = "name", .text = xml_name(r->xml)},
                                  {.name = "uri", .text = r->uri.n ? r->uri : STR("-")}));
        return false;
    }
    r->out->name = dmn_read_name(r, "name");
    r->out->id = dmn_read_attribute(r, "id");
    r->out->uri = str_trim(dmn_read_attribute(r, "namespace"));
    r->language = dmn_read_attribute(r, "expressionLanguage");
    return true;
}

struct dmn_xml *dmn_read(struct arena *keep, struct arena *tree, struct str xml, struct feel_diags *d)
{
    struct dmn_reader r = {.keep = keep, .tree = tree, .diags = d, .xml = xml_open(keep, xml), .element = STR("")};
    r.out = ARENA_NEW(tree, struct dmn_xml);
    enum xml_event e = xml_next(r.xml);
    if (e == XML_START) {
        if (!read_root(&r)) return NULL;
        while (dmn_read_child(&r))
            read_top(&r);
        while (!r.bad && (e = xml_next(r.xml)) != XML_EOF)
            r.bad = e == XML_BAD;
    }
    if (!r.bad && e == XML_EOF) return r.out;
    dmn_read_report(&r, FEEL_ERROR, FEEL_MSG_XML_BROKEN, FEEL_ARGS({.name = "what", .text = xml_error(r.xml)}));
    return NULL;
}
