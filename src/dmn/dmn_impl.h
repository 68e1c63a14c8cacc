/* dmn_impl.h - inside DMN: the compiled model, its tables, and one run.
 *
 * dmn_read (XML -> struct dmn_xml, a plain tree of what DMN knows) -> dmn_types (item definitions) -> dmn_compile
 * (boxed expressions lowered to struct feel_node) -> dmn_graph (requirements, cycles, order) -> dmn_run. */
#ifndef DMN_IMPL_H
#define DMN_IMPL_H
#include "dmn/dmn.h"
#include "feel/feel_impl.h"

/* ---- decision tables ---- */

enum dmn_hit { DMN_UNIQUE, DMN_ANY, DMN_PRIORITY, DMN_FIRST, DMN_RULE_ORDER, DMN_OUTPUT_ORDER, DMN_COLLECT };
enum dmn_aggregator { DMN_LIST, DMN_COUNT, DMN_SUM, DMN_MIN, DMN_MAX };
struct dmn_input_clause {
    const struct feel_node *expression;
    uint32_t slot;                   /* frame slot that holds its value while the cells are tested (their `?`) */
    const struct feel_type *type;    /* typeRef of the input expression, or what was inferred */
    const struct feel_node *allowed; /* inputValues as a truth over `slot`, or the type's; NULL = none */
    const struct feel_node *const *allowed_items; /* its single tests */
    size_t allowed_count;
    struct str label; /* for people: the clause's label, else the expression's text */
};
struct dmn_output_clause {
    struct str name; /* empty when the table has one output */
    const struct feel_type *type;
    const struct feel_node *allowed; /* outputValues (else the type's allowed values) as a truth over `slot` */
    const struct feel_node *const *allowed_items; /* in their order of priority: constants or tests over `slot` */
    size_t allowed_count;
    uint32_t slot;                    /* for `allowed` */
    const struct feel_node *fallback; /* defaultOutputEntry, NULL = none */
    struct str label;
};
struct dmn_rule {
    const struct feel_node *const *tests; /* a truth per input; NULL = the cell is `-` */
    const struct feel_node *const *outputs;
    struct str annotation; /* all annotations, "; " between, empty = none */
};
struct dmn_table {
    enum dmn_hit hit;
    enum dmn_aggregator aggregator;
    const struct dmn_input_clause *inputs;
    size_t input_count;
    const struct dmn_output_clause *outputs;
    size_t output_count;
    const struct dmn_rule *rules;
    size_t rule_count;
    uint32_t index;                   /* among all tables of the model: its place in the trace and in fired columns */
    uint32_t element;                 /* of the decision or knowledge model that holds it */
    const struct feel_source *source; /* of the table itself */
    const struct dmn_table_plan *plan; /* dmn_table.c: cells prepared for speed; NULL until prepared */
};
enum { DMN_RULES_MAX = 2000000, DMN_ELEMENTS_MAX = 100000 };
/** The host node of a decision table: data is the struct dmn_table. */
extern const struct feel_host_node DMN_TABLE_NODE;
/** Prepares a table's plan once its cells are compiled; lives in `a`. */
void dmn_table_prepare(struct arena *a, struct dmn_table *t);

/* ---- cells as sets (dmn_cell.c): what the plan, the lint and the explanation know of a cell ---- */

struct dmn_span {
    struct feel_value low, high; /* null = no bound on that side; low == high, both closed: one point */
    bool low_closed, high_closed;
};
/** The values of one kind for which a cell is true: a union of spans of constants, or everything but that union.
 *  Only numbers, strings, dates and booleans (booleans: points only). */
struct dmn_cell {
    uint8_t kind; /* enum feel_kind; FEEL_NULL = not such a cell, its node must be evaluated */
    bool negated;
    bool points; /* every span is one point */
    uint32_t count;
    const struct dmn_span *spans;
};
/** Reads a truth over LOCAL slot `subject` as a set; false (kind FEEL_NULL) when it is not one. */
bool dmn_cell_read(struct arena *a, const struct feel_node *test, uint32_t subject, struct dmn_cell *out);
/** Is the truth true for v?  v.kind == c->kind asserted. */
bool dmn_cell_holds(const struct dmn_cell *c, struct feel_value v);
/** Order of two values of one kind among number, string, date and boolean: < 0, 0, > 0. */
int dmn_scalar_cmp(struct feel_value a, struct feel_value b);
/** The value of a node that is a constant: CONST, -CONST, date("..."), or one of them coerced to its own kind. */
bool dmn_constant(const struct feel_node *n, struct feel_value *out);
/** The expression as written where the node comes from; empty when that is not known. */
struct str dmn_node_text(const struct feel_node *n);

/* ---- the model ---- */

struct dmn_element {
    enum dmn_kind kind;
    struct str name, id, label, uri, type_ref;
    bool imported;
    uint32_t index;               /* = slot among the run's globals */
    const struct feel_type *type; /* of the variable; Any when none */
    /* DECISION: the lowered expression, NULL when it has none (its value is then null + diagnostic), coerced to
     * `type`. KNOWLEDGE: a FEEL_OP_FUNCTION node.  SERVICE, INPUT: NULL. */
    const struct feel_node *body;
    uint32_t frame_size;
    const struct feel_source *source;
    const uint32_t
        *requires_; /* elements it requires directly (inputs, decisions, knowledge models, services), in order */
    size_t require_count;
    const uint32_t *needs; /* inputs needed, directly or not: dmn_needs */
    size_t need_count;
    bool cyclic; /* it requires itself, directly or not: null + diagnostic */
    /* SERVICE only: */
    const uint32_t *outputs, *encapsulated, *input_decisions, *input_data;
    size_t output_count, encapsulated_count, input_decision_count, input_data_count;
    struct feel_callable
        callable; /* SERVICE: parameters = input data, then input decisions, in order (DMN 1.5, 10.4) */
};
struct dmn_named {
    struct str name;
    uint32_t index;
    bool variable;
};
struct dmn_model {
    struct arena *arena;
    struct feel_engine *engine;
    struct str name, uri;
    struct dmn_element *elements; /* of this model first, then of its imports */
    size_t element_count;
    struct dmn_table *const *tables;
    size_t table_count;
    const struct dmn_named *by_name; /* for dmn_find: sorted by name; first by the elements' names, then variables' */
    size_t by_name_count;
    struct feel_diags diags; /* of loading */
};

/* ---- one run ---- */

struct dmn_fired {
    const uint32_t *rows; /* 1-based, in order of the hit policy's result */
    uint32_t count;
    bool reached;
    const struct feel_value *inputs; /* what the cells saw */
    struct feel_value result;
    uint32_t nearest;   /* 1-based row with the fewest failed cells when the result is a "no", else 0 */
    const bool *failed; /* of that row, one per input */
};
/** The values of the elements in one evaluation: the run's own, or of one invocation of a service. */
struct dmn_globals {
    struct feel_value *values; /* one per element */
    uint8_t *state;            /* one per element: enum dmn_state */
    uint32_t *touched;         /* elements whose state is not UNSET, so that forgetting costs only what was used */
    uint32_t touched_count;
    struct dmn_globals *next; /* in the list of those ready for reuse */
};
struct dmn_run {
    const struct dmn_model *model;
    struct arena *arena; /* of the run itself; values live in feel->arena */
    struct feel_run *feel;
    struct dmn_globals *globals; /* current */
    struct dmn_globals *own;     /* those of dmn_set and dmn_evaluate */
    struct dmn_globals *spare;   /* ready for reuse */
    struct dmn_globals *kept;    /* functions that live on may refer to them; spare after the reset */
    struct dmn_fired *fired; /* one per table, of its last evaluation; NULL when the trace was never on */
    uint32_t *stack;         /* of dmn_need: elements to do */
    size_t stack_count, stack_cap;
    bool trace;
};
enum dmn_state { DMN_UNSET, DMN_GIVEN, DMN_RUNNING, DMN_DONE };
/** Evaluates what `element` requires and then itself, in the run's current globals. */
struct feel_value dmn_need(struct dmn_run *r, uint32_t element);
/** Sets an element in the current globals; v may be null for RUNNING. */
void dmn_put(struct dmn_run *r, uint32_t element, enum dmn_state state, struct feel_value v);
/** Fresh globals, all unset; dmn_globals_give returns them for reuse, at once or (keep: a function that lives on
 *  refers to them) at the next reset. */
struct dmn_globals *dmn_globals_take(struct dmn_run *r);
void dmn_globals_give(struct dmn_run *r, struct dmn_globals *g, bool keep);
/** invoke of a decision service's callable, whose data is its struct dmn_element.  Its decisions see only the
 *  arguments and the model's knowledge models, never the values around the call. */
struct feel_value dmn_service_invoke(struct feel_run *r, const struct feel_callable *f,
                                     const struct feel_value *args);
/** The value of a knowledge model or a service as a function. */
struct feel_value dmn_function_value(struct dmn_run *r, const struct dmn_element *e);
/** With the trace on: keeps what the explanation of this evaluation of a table needs (dmn_trace.c). */
void dmn_trace_table(struct feel_run *r, const struct dmn_table *t, const struct dmn_fired *fired);
#endif
