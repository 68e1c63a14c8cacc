/* xml.c - events of an XML document from libxml2's streaming reader, with every door to the outside shut.
 *
 * A DOCTYPE is refused before the parser sees it, so no entity is ever declared, expanded or fetched.  libxml2's errors
 * go to a handler of this reader alone.  Names live in the reader's dictionary, which is freed with the arena. */
#include "xml/xml.h"
#include <libxml/xmlreader.h>

enum {
    BLANKS_KEPT = 16,
    LINES_OF_LIBXML = 65535
};

struct xml_reader {
    struct arena *arena;
    xmlTextReaderPtr xml;
    struct str name, uri, text, error;
    struct list attributes;         /* of struct xml_attribute; the array is used again for every element */
    struct str blanks[BLANKS_KEPT]; /* white space between elements repeats: kept once */
    int32_t line, depth;
    bool held;  /* the parser stands already at the node of the next event */
    bool empty; /* the END of an empty element is due */
    bool bad;
};

static void reader_free(void *arg)
{
    xmlFreeTextReader(arg);
}

/* ---- errors ---- */

static enum xml_event bad(struct xml_reader *r, struct str why)
{
    if (!r->bad) r->error = why;
    r->bad = true;
    return XML_BAD;
}

static enum xml_event too_much(struct xml_reader *r, const char *what, int32_t max)
{
    return bad(r, arena_printf(r->arena, "%s is above the limit of %" PRId32, what, max));
}

/* libxml2 tells of namespaces that are no URI in the same way as of real faults; only fatal ones end the reading. */
static void on_error(void *arg, xmlErrorPtr e)
{
    struct xml_reader *r = arg;
    if (r->bad || e->level != XML_ERR_FATAL) return;
    struct str what = str_trim(str_of(e->message ? e->message : "not well-formed"));
    r->line = e->line;
    bad(r, utf8_valid(what) ? arena_str(r->arena, what) : STR("not well-formed"));
}

/* ---- opening ---- */

/* Skips `open ... close` at the start of *rest; false when it does not start so or does not end. */
static bool skip_part(struct str *rest, struct str open, struct str close)
{
    if (!str_starts(*rest, open)) return false;
    size_t end = str_find(*rest, close);
    if (end == rest->n) return false;
    *rest = str_sub(*rest, end + close.n, rest->n);
    return true;
}

static void skip_blanks(struct str *rest)
{
    while (rest->n && (*rest->p == ' ' || *rest->p == '\t' || *rest->p == '\n' || *rest->p == '\r'))
        rest->p++, rest->n--;
}

/* Does the prolog hold a DOCTYPE?  Encodings without ASCII are caught by the parser's event instead. */
static bool has_doctype(struct str text)
{
    struct str rest = text;
    if (str_starts(rest, STR("\xEF\xBB\xBF"))) rest = str_sub(rest, 3, rest.n);
    do
        skip_blanks(&rest);
    while (skip_part(&rest, STR("<?"), STR("?>")) || skip_part(&rest, STR("<!--"), STR("-->")));
    return str_starts(rest, STR("<!DOCTYPE"));
}

struct xml_reader *xml_open(struct arena *a, struct str text)
{
    struct xml_reader *r = ARENA_NEW(a, struct xml_reader);
    r->arena = a;
    r->line = 1;
    if (text.n > XML_BYTES_MAX) return too_much(r, "the number of bytes", XML_BYTES_MAX), r;
    if (text.n == 0) return bad(r, STR("the document is empty")), r;
    if (has_doctype(text)) return bad(r, STR("DOCTYPE is not allowed")), r;
    xmlInitParser();
    r->xml = xmlReaderForMemory(text.p, (int)text.n, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
    if (!r->xml) return bad(r, STR("the document cannot be opened")), r;
    arena_defer(a, reader_free, r->xml);
    xmlTextReaderSetStructuredErrorHandler(r->xml, on_error, r);
    return r;
}

/* ---- events ---- */

static struct str known(const xmlChar *z)
{
    return z ? str_of((const char *)z) : STR("");
}

static bool set_name(struct xml_reader *r)
{
    r->name = known(xmlTextReaderConstLocalName(r->xml));
    r->uri = known(xmlTextReaderConstNamespaceUri(r->xml));
    return r->name.n <= XML_NAME_MAX && r->uri.n <= XML_NAME_MAX;
}

static void set_line(struct xml_reader *r)
{
    xmlNodePtr node = xmlTextReaderCurrentNode(r->xml);
    long line = node ? xmlGetLineNo(node) : 0;
    if (line <= 0 || line >= LINES_OF_LIBXML) line = xmlTextReaderGetParserLineNumber(r->xml);
    r->line = line > 0 && line < INT32_MAX ? (int32_t)line : 1;
}

static bool set_attributes(struct xml_reader *r)
{
    r->attributes.count = 0;
    for (int rc = xmlTextReaderMoveToFirstAttribute(r->xml); rc == 1; rc = xmlTextReaderMoveToNextAttribute(r->xml)) {
        if (xmlTextReaderIsNamespaceDecl(r->xml) == 1) continue;
        if (r->attributes.count == XML_ATTRIBUTES_MAX)
            return too_much(r, "the number of attributes", XML_ATTRIBUTES_MAX), false;
        struct str value = known(xmlTextReaderConstValue(r->xml));
        if (value.n > XML_TEXT_MAX) return too_much(r, "the length of an attribute", XML_TEXT_MAX), false;
        *LIST_ADD(r->arena, &r->attributes, struct xml_attribute) = (struct xml_attribute){
            .name = known(xmlTextReaderConstLocalName(r->xml)),
            .uri = known(xmlTextReaderConstNamespaceUri(r->xml)),
            .value = arena_str(r->arena, value),
        };
    }
    xmlTextReaderMoveToElement(r->xml);
    return true;
}

static enum xml_event start(struct xml_reader *r)
{
    if (++r->depth > XML_DEPTH_MAX) return too_much(r, "the depth", XML_DEPTH_MAX);
    if (!set_name(r)) return too_much(r, "the length of a name", XML_NAME_MAX);
    set_line(r);
    if (!set_attributes(r)) return XML_BAD;
    r->empty = xmlTextReaderIsEmptyElement(r->xml) == 1;
    return XML_START;
}

static enum xml_event end(struct xml_reader *r)
{
    r->depth--;
    r->attributes.count = 0;
    if (r->empty) {
        r->empty = false; /* name, namespace and line are those of its START */
        return XML_END;
    }
    if (!set_name(r)) return too_much(r, "the length of a name", XML_NAME_MAX);
    return XML_END;
}

static bool is_text(int type)
{
    return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA || type == XML_READER_TYPE_WHITESPACE ||
           type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
}

static bool is_blank(struct str s)
{
    skip_blanks(&s);
    return s.n == 0;
}

static struct str kept(struct xml_reader *r, struct str s)
{
    if (!s.n || !is_blank(s)) return arena_str(r->arena, s);
    struct str *slot = &r->blanks[s.n % BLANKS_KEPT];
    if (!str_eq(*slot, s)) *slot = arena_str(r->arena, s);
    return *slot;
}

/* The next node that matters: its type, 0 at the end, -1 when it is bad. */
static int next_node(struct xml_reader *r)
{
    for (;;) {
        int rc = xmlTextReaderRead(r->xml);
        if (r->bad) return -1;
        if (rc < 0) return bad(r, STR("not well-formed")), -1;
        if (rc == 0) return 0;
        int type = xmlTextReaderNodeType(r->xml);
        if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT || is_text(type)) return type;
        if (type == XML_READER_TYPE_DOCUMENT_TYPE) return bad(r, STR("DOCTYPE is not allowed")), -1;
        if (type == XML_READER_TYPE_ENTITY_REFERENCE) return bad(r, STR("an entity is not declared")), -1;
    }
}

static enum xml_event text(struct xml_reader *r)
{
    struct buf b = {.arena = r->arena};
    r->text = kept(r, known(xmlTextReaderConstValue(r->xml)));
    for (;;) {
        if (r->text.n > XML_TEXT_MAX) return too_much(r, "the length of a text", XML_TEXT_MAX);
        int type = next_node(r);
        if (type < 0) return XML_BAD;
        r->held = true;
        if (!is_text(type)) return XML_TEXT;
        if (!b.n) buf_add(&b, r->text);
        buf_add(&b, known(xmlTextReaderConstValue(r->xml)));
        r->text = buf_str(&b);
    }
}

enum xml_event xml_next(struct xml_reader *r)
{
    if (r->bad) return XML_BAD;
    if (r->empty) return end(r);
    int type = r->held ? xmlTextReaderNodeType(r->xml) : next_node(r);
    r->held = false;
    if (type < 0) return bad(r, STR("not well-formed"));
    if (type == XML_READER_TYPE_ELEMENT) return start(r);
    if (type == XML_READER_TYPE_END_ELEMENT) return end(r);
    return is_text(type) ? text(r) : XML_EOF;
}

/* ---- of the current event ---- */

struct str xml_name(const struct xml_reader *r)
{
    return r->name;
}
struct str xml_uri(const struct xml_reader *r)
{
    return r->uri;
}
struct str xml_text(const struct xml_reader *r)
{
    return r->text;
}
int32_t xml_line(const struct xml_reader *r)
{
    return r->line;
}
struct str xml_error(const struct xml_reader *r)
{
    return r->error;
}

const struct xml_attribute *xml_attributes(const struct xml_reader *r, size_t *count)
{
    *count = r->attributes.count;
    return r->attributes.items;
}

struct str xml_attribute(const struct xml_reader *r, struct str name)
{
    for (size_t i = 0; i < r->attributes.count; i++) {
        const struct xml_attribute *at = LIST_AT(&r->attributes, const struct xml_attribute, i);
        if (!at->uri.n && str_eq(at->name, name)) return at->value;
    }
    return (struct str){0};
}

struct str xml_prefix_uri(const struct xml_reader *r, struct str prefix)
{
    if (prefix.n > XML_NAME_MAX || !r->xml || r->bad) return (struct str){0};
    const char *z = prefix.n ? arena_cstr(r->arena, prefix) : NULL;
    xmlChar *found = xmlTextReaderLookupNamespace(r->xml, (const xmlChar *)z);
    if (!found) return (struct str){0};
    struct str uri = arena_str(r->arena, known(found));
    xmlFree(found);
    return uri;
}
