/* dmn_read.h - a model as written: the XML of DMN 1.1 to 1.5 as one plain tree, without any meaning worked out.
 *
 * Elements of other namespaces, diagrams and words for people only (description, question ...) are left out.  Names
 * are trimmed with single blanks; texts are as written.  Absent texts have p == NULL. */
#ifndef DMN_READ_H
#define DMN_READ_H
#include "dmn/dmn.h"

/** A text of FEEL.  foreign: it is of another language and `p, n` is that language's name. */
struct dmn_text {
    const char *p;
    uint32_t n : 31, foreign : 1;
    int32_t line;
};
static inline struct dmn_text dmn_text_of(struct str s, int32_t line)
{
    return (struct dmn_text){.p = s.p, .n = s.n & 0x7fffffff, .line = line};
}
/** A typed name: variable, parameter, column. */
struct dmn_item {
    struct str name, type_ref;
    int32_t line;
};
enum dmn_expr_kind {
    DMN_LITERAL,     /* text */
    DMN_CONTEXT,     /* parts: entries; the result cell has no name */
    DMN_INVOCATION,  /* body(parts) */
    DMN_FUNCTION,    /* parts: parameters without value; body; name: kind, "FEEL" when absent */
    DMN_LIST_OF,     /* parts: items without name */
    DMN_RELATION,    /* parts: columns without value; rows */
    DMN_CONDITIONAL, /* parts: if, then, else */
    DMN_FILTER,      /* parts: in, match */
    DMN_FOR,         /* name: iterator variable; parts: in, return */
    DMN_SOME,        /* name: iterator variable; parts: in, satisfies */
    DMN_EVERY,
    DMN_TABLE /* table */
};
struct dmn_expr;
struct dmn_part {
    struct dmn_item item;
    struct dmn_expr *value; /* NULL = missing */
};
struct dmn_expr {
    enum dmn_expr_kind kind;
    struct str label, type_ref, name;
    int32_t line;
    struct dmn_text text;
    bool imported;     /* LITERAL: its values are those of another file */
    struct list parts; /* of struct dmn_part */
    struct dmn_expr *body;
    struct list rows; /* of struct dmn_expr *, kind DMN_LIST_OF */
    struct dmn_xml_table *table;
};
struct dmn_xml_clause {
    struct str name, label, type_ref; /* name: of an output; type_ref: of the input expression or the output */
    int32_t line;
    struct dmn_text expression; /* of an input */
    struct dmn_text values;     /* inputValues, outputValues */
    struct dmn_text fallback;   /* defaultOutputEntry */
};
struct dmn_xml_rule {
    const struct dmn_text *cells; /* inputs, then outputs */
    uint32_t input_count, output_count;
    struct str annotation;
    int32_t line;
};
struct dmn_xml_table {
    struct str hit_policy, aggregation, output_label;
    struct list inputs, outputs; /* of struct dmn_xml_clause */
    struct list rules;           /* of struct dmn_xml_rule */
};
struct dmn_href {
    struct str href;
    int32_t line;
};
/** inputData, decision, businessKnowledgeModel or decisionService. */
struct dmn_xml_element {
    enum dmn_kind kind;
    struct str id, name, label;
    int32_t line;
    struct dmn_item variable; /* name absent = no variable */
    struct dmn_expr *logic;   /* of a knowledge model: kind DMN_FUNCTION */
    struct list requires_;    /* of struct dmn_href: information first, then knowledge requirements, in order */
    struct list outputs, encapsulated, input_decisions, input_data; /* of struct dmn_href */
};
struct dmn_xml_type {
    struct str id, name, type_ref;
    int32_t line;
    bool collection, function;
    struct dmn_text allowed, constraint;
    struct list components; /* of struct dmn_xml_type */
    struct str result;      /* function: type of the result */
    struct list params;     /* function: of struct dmn_item */
    struct feel_type *made; /* for the loader: the type of a component that does not just share another */
};
struct dmn_import {
    struct str name, uri, location, kind;
    int32_t line;
    uint32_t module; /* for the loader */
};
struct dmn_xml {
    struct str name, id, uri;
    int32_t line;
    struct list imports;  /* of struct dmn_import */
    struct list types;    /* of struct dmn_xml_type */
    struct list elements; /* of struct dmn_xml_element */
};

/** Reads the XML of a model; NULL with a diagnostic when it is none.  Texts go to `keep`, the tree to `tree`, which
 *  may be given back once the model is compiled. */
struct dmn_xml *dmn_read(struct arena *keep, struct arena *tree, struct str xml, struct feel_diags *d);
/** Is it the URI of a FEEL that we speak (of DMN 1.1 to 1.5), or absent, or just "feel"? */
bool dmn_is_feel(struct str language);
/** Is it the namespace of a DMN model, 1.1 to 1.5? */
bool dmn_is_model_uri(struct str uri);

/** A map from texts to numbers, for the time of loading. */
struct dmn_map {
    struct arena *arena;
    struct dmn_map_slot *slots;
    size_t count, cap;
};
/** Puts key -> value; false (nothing changed) when the key is there already.  The key is borrowed. */
bool dmn_map_put(struct dmn_map *m, struct str key, uint32_t value);
/** The value of a key; UINT32_MAX when there is none. */
uint32_t dmn_map_get(const struct dmn_map *m, struct str key);
#endif
