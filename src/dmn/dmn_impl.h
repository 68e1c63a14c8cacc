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
struct dmn_model {
    struct arena *arena;
    struct feel_engine *engine;
    struct str name, uri;
    struct dmn_element *elements; /* of this model first, then of its imports */
    size_t element_count;
    struct dmn_table *const *tables;
    size_t table_count;
    const struct list *member_names;
    struct feel_diags diags; /* of loading */
};

/* ---- one run ---- */

struct dmn_fired {
    const uint32_t *rows; /* 1-based, in order of the hit policy's result */
    uint32_t count;
    bool reached;
};
struct dmn_run {
    const struct dmn_model *model;
    struct feel_run *feel;
    struct feel_value *globals; /* one per element */
    uint8_t *state;             /* one per element: enum dmn_state */
    struct dmn_fired *fired;    /* one per table, of its last evaluation; NULL when the trace is off */
    bool trace;
};
enum dmn_state { DMN_UNSET, DMN_GIVEN, DMN_RUNNING, DMN_DONE };
/** Evaluates what `element` requires and then itself, in the run's current globals. */
struct feel_value dmn_need(struct dmn_run *r, uint32_t element);
#endif
