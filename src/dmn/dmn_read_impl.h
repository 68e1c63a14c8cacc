/* dmn_read_impl.h - shared by the two files that read the XML of a model: elements, and boxed expressions. */
#ifndef DMN_READ_IMPL_H
#define DMN_READ_IMPL_H
#include "dmn/dmn_read.h"
#include "feel/feel_impl.h"
#include "xml/xml.h"

struct dmn_reader {
    struct arena *keep, *tree;
    struct feel_diags *diags;
    struct xml_reader *xml;
    struct dmn_xml *out;
    struct str uri;      /* namespace of the model's version */
    struct str language; /* expressionLanguage of the definitions */
    struct str element;  /* being read, for diagnostics */
    bool bad;            /* the XML is broken: every loop ends */
};
/** Goes to the next child of the current element that belongs to DMN; false behind the element's end. */
bool dmn_read_child(struct dmn_reader *r);
/** Is it the current element's name? */
bool dmn_read_is(const struct dmn_reader *r, const char *name);
/** Skips the current element; a warning when DMN knows no such element. */
void dmn_read_other(struct dmn_reader *r);
/** The text of the current element, up to and with its end. */
struct str dmn_read_text(struct dmn_reader *r);
/** An attribute of the current element; absent when there is none. */
struct str dmn_read_attribute(const struct dmn_reader *r, const char *name);
/** The same as a name: trimmed, single blanks. */
struct str dmn_read_name(struct dmn_reader *r, const char *attribute);
/** A type's name with its namespace prefix (DMN 1.1) turned into the import's name; absent when it is empty. */
struct str dmn_read_type(struct dmn_reader *r, struct str raw);
/** An information item: variable, parameter, column. */
struct dmn_item dmn_read_item(struct dmn_reader *r);
/** The text of a literal expression or of unary tests. type_ref and imported may be NULL. */
struct dmn_text dmn_read_feel(struct dmn_reader *r, struct str *type_ref, bool *imported);
/** Reports at the current line. */
void dmn_read_report(struct dmn_reader *r, enum feel_severity severity, enum feel_message id,
                     const struct feel_arg *args);
/** Does the current element's name stand for an expression?  In dmn_read_boxed.c, as the two below. */
bool dmn_read_is_expression(const struct dmn_reader *r);
struct dmn_expr *dmn_read_expression(struct dmn_reader *r);
/** A function definition, whatever its element is called (encapsulatedLogic). */
struct dmn_expr *dmn_read_function(struct dmn_reader *r);
#endif
