/* xml.h - XML as a stream of events, from hostile files; the only door to libxml2's reader beside sheet/.
 *
 * No DOCTYPE is accepted (so no entities but the five of XML), nothing is fetched, and the size, depth, attribute and
 * text limits hold for any input.  Texts live in the arena given at the start. */
#ifndef XML_XML_H
#define XML_XML_H
#include "base/base.h"

enum {
    XML_BYTES_MAX = 256 << 20, /* a decision table of a million rules has some 100 MB and more */
    XML_DEPTH_MAX = 200,
    XML_NAME_MAX = 1000,
    XML_TEXT_MAX = 4 << 20,
    XML_ATTRIBUTES_MAX = 200
};

enum xml_event {
    XML_START,
    XML_END,
    XML_TEXT,
    XML_EOF,
    XML_BAD
};
struct xml_attribute {
    struct str name, uri, value; /* local name, namespace (empty = none), decoded value */
};
struct xml_reader; /* one open document; freed with its arena */

/** Starts reading a document held in memory (UTF-8 or what its declaration says). `text` must outlive the reader. */
struct xml_reader *xml_open(struct arena *a, struct str text);
/** The next event.  An empty element gives START and END.  Comments and processing instructions are skipped; CDATA is
 *  text.  Adjacent text comes as one event; white space alone is given too.  After XML_BAD, ask xml_error. */
enum xml_event xml_next(struct xml_reader *r);
/** Of the current START or END: local name and namespace URI. */
struct str xml_name(const struct xml_reader *r);
struct str xml_uri(const struct xml_reader *r);
/** Of the current START: all its attributes but xmlns declarations, in document order. */
const struct xml_attribute *xml_attributes(const struct xml_reader *r, size_t *count);
/** Of the current START: the value of an attribute without a namespace; absent when there is none. */
struct str xml_attribute(const struct xml_reader *r, struct str name);
/** Of the current START or END: the namespace that a prefix stands for here (empty prefix = default); absent when
 *  unbound.  For QNames in values, e.g. xsi:type="xsd:string" and typeRef="feel:number" of DMN 1.1. */
struct str xml_prefix_uri(const struct xml_reader *r, struct str prefix);
/** Of the current TEXT. */
struct str xml_text(const struct xml_reader *r);
/** Line of the current event, from 1. */
int32_t xml_line(const struct xml_reader *r);
/** What is wrong, in English words for a log and a diagnostic's {what}: "DOCTYPE is not allowed", "Opening and ending
 *  tag mismatch: a and b". */
struct str xml_error(const struct xml_reader *r);
#endif
