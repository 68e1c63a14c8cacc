/* dmn_compile.h - inside loading: the modules of a model (it and its imports), their types, and one unit being
 * lowered.  dmn_load reads and imports, dmn_types works out item definitions, dmn_graph who requires whom and who sees
 * which names, dmn_compile makes nodes of the logic, dmn_boxed and dmn_lower_table of its boxes. */
#ifndef DMN_COMPILE_H
#define DMN_COMPILE_H
#include "dmn/dmn_impl.h"
#include "dmn/dmn_read.h"

enum {
    DMN_IMPORTS_MAX = 1000,
    DMN_IMPORT_DEPTH_MAX = 50,
    DMN_TYPE_DEPTH_MAX = 200,
    DMN_NEEDS_MAX = 20000000 /* all lists of needed inputs together */
};

enum dmn_progress {
    DMN_UNTOUCHED,
    DMN_BEGUN,
    DMN_FINISHED
};
/** One item definition at the top of a module. */
struct dmn_type_def {
    struct dmn_xml_type *xml;
    struct dmn_module *module;
    struct feel_type *type;
    enum dmn_progress shape, limits;
};
/** The text of a type's allowed values, so that a table can test its own slot with them. */
struct dmn_allowed {
    const struct feel_type *type;
    struct dmn_text text;
    struct dmn_module *module;
    struct str name;
};
struct dmn_module {
    struct dmn_xml *xml;
    struct str name, uri;
    uint32_t index;          /* among the modules; 0 = the model itself */
    uint32_t first, count;   /* its elements among the model's */
    struct dmn_map ids;      /* id -> element */
    struct dmn_map type_map; /* name -> definition */
    struct dmn_type_def *types;
    size_t type_count;
    struct feel_scope type_names;    /* for the nearest name of a wrong one */
    struct feel_scope element_names; /* of all elements and their variables */
    struct dmn_loader *loader;
};
struct dmn_loader {
    struct arena *arena;   /* the model's */
    struct arena *scratch; /* given back behind loading */
    struct dmn_model *model;
    const struct dmn_options *options;
    struct feel_diags *diags;
    struct list modules;       /* of struct dmn_module *, the model itself first */
    struct dmn_map module_map; /* uri -> module */
    struct list tables;        /* of struct dmn_table * */
    struct feel_scope member_names;
    struct dmn_map member_map;
    struct list allowed; /* of struct dmn_allowed * */
    struct dmn_map allowed_map;
    const struct dmn_xml_element **sources; /* of each element */
    struct dmn_module **owners;             /* of each element */
    uint32_t *queue;                        /* of a walk over the modules, used again */
    const struct dmn_import **first;
    uint32_t import_path[DMN_IMPORT_DEPTH_MAX + 1], import_depth; /* modules whose imports are being read */
};

/** Where a text or a fault is. */
struct dmn_place {
    enum feel_place place;
    struct str part;
    int32_t rule, column, line;
};
/** A piece of logic with a frame of its own: of a decision, a knowledge model or an item definition. */
struct dmn_unit {
    struct dmn_loader *loader;
    struct dmn_module *module;
    struct str element; /* its name, for places */
    uint32_t index;     /* of the element; UINT32_MAX for an item definition */
    struct feel_compiler c;
    const struct feel_type *declared; /* what the border around the expression to be lowered next demands, or NULL */
};

/* ---- reporting ---- */

/** A place of FEEL in the model; text may be absent. */
const struct feel_source *dmn_source(struct dmn_unit *u, struct dmn_text text, struct dmn_place at);
/** Reports a fault of the model at a place. */
void dmn_fault(struct dmn_unit *u, enum feel_severity severity, struct dmn_place at, enum feel_message id,
               const struct feel_arg *args);
/** The same for a fault of a module or of one of its elements, outside any unit. */
void dmn_module_fault(struct dmn_module *m, enum feel_severity severity, struct str element, int32_t line,
                      enum feel_message id, const struct feel_arg *args);
/** A node that is null and reports `id` whenever it is evaluated; reported now as well. */
struct feel_node *dmn_broken(struct dmn_unit *u, struct dmn_place at, enum feel_message id,
                             const struct feel_arg *args);

/* ---- dmn_types.c ---- */

/** Makes the definitions of a module known, then works out the shapes and limits of all modules. */
void dmn_types_enter(struct dmn_module *m);
void dmn_types_finish(struct dmn_loader *l);
/** The type that a name stands for in a module: built-in, item definition, import.name, list<...>; Any with a
 *  diagnostic when there is none, Any when the name is absent. */
const struct feel_type *dmn_type(struct dmn_unit *u, struct str name, struct dmn_place at);
/** The same for the parser: NULL without a diagnostic. data = struct dmn_module. */
const struct feel_type *dmn_type_named(void *data, struct str name);
/** The text of a type's allowed values; NULL when it has none. */
const struct dmn_allowed *dmn_allowed_of(const struct dmn_loader *l, const struct feel_type *t);
/** The same type without its own allowed values. */
const struct feel_type *dmn_type_free(struct arena *a, const struct feel_type *t);

/* ---- dmn_compile.c ---- */

/** A unit of a module with the given scope and an empty frame. */
struct dmn_unit dmn_unit_new(struct dmn_module *m, struct str element, uint32_t index, const struct feel_scope *s);
/** A new scope inside the unit's. */
struct feel_scope *dmn_scope_new(struct dmn_unit *u, const struct feel_scope *parent);
/** A text; never NULL. */
struct feel_node *dmn_parse(struct dmn_unit *u, struct dmn_text text, struct dmn_place at);
/** A cell of unary tests over `slot`; NULL for `-` and for nothing; else never NULL. items may be NULL. */
struct feel_node *dmn_parse_tests(struct dmn_unit *u, struct dmn_text text, uint32_t slot, const struct feel_type *t,
                                  struct list *items, struct dmn_place at);
/** The node coerced to a type, unless it is a constant that is of the type anyway or the type is Any. */
struct feel_node *dmn_coerce(struct dmn_unit *u, const struct feel_type *t, struct feel_node *n);
/** Any boxed expression; NULL gives a node that reports that it is missing. */
struct feel_node *dmn_lower(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at);
/** The logic of an element. */
void dmn_compile_element(struct dmn_loader *l, uint32_t element, const struct feel_scope *scope);
/** Keeps a name for paths over values of unknown type. */
void dmn_member_name(struct dmn_loader *l, struct str name);
/** Takes a new node of the unit at a place; its children are set by the caller, who then calls feel_infer. */
struct feel_node *dmn_node(struct dmn_unit *u, enum feel_op op, const struct feel_source *source);
/** null. */
struct feel_node *dmn_null(struct dmn_unit *u, const struct feel_source *source);

/* ---- dmn_boxed.c, dmn_lower_table.c ---- */

/** All kinds but the literal expression and the table. */
struct feel_node *dmn_lower_box(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at);
/** A function definition whose result has the type `result` (NULL = as its body says). */
struct feel_node *dmn_lower_function(struct dmn_unit *u, const struct dmn_expr *x, const struct feel_type *result,
                                     struct dmn_place at);
struct feel_node *dmn_lower_table(struct dmn_unit *u, const struct dmn_expr *x, struct dmn_place at);

/* ---- dmn_graph.c ---- */

/** Sets requirements, services, cycles and needs of all elements, and compiles them, required ones first. */
void dmn_graph(struct dmn_loader *l);
/** The module of a namespace; NULL when none is loaded. */
struct dmn_module *dmn_module_of(const struct dmn_loader *l, struct str uri);
/** The type by which other logic sees an element: declared, else for a decision what its logic gives when that names
 *  members of contexts. */
const struct feel_type *dmn_element_type(const struct dmn_element *e);
#endif
