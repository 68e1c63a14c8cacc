/* dmn.h - decision models of DMN 1.5: load, evaluate, explain, lint, and judge columns.  The public door of libnqdmn.
 *
 * A model is immutable after loading and may be used by many threads, each with its own struct dmn_run.  Files,
 * clock, zones and imports come from the host; nothing here opens a file.  @source OMG DMN 1.5, compliance level 3 */
#ifndef DMN_DMN_H
#define DMN_DMN_H
#include "feel/feel.h"

/* ---- loading ---- */

struct dmn_model;
struct dmn_options {
    struct feel_host host;
    struct feel_limits limits; /* zero = FEEL_LIMITS_DEFAULT */
    /** The XML of an imported model; `location` is locationURI or absent.  false: the import is a diagnostic. */
    bool (*import)(void *data, struct str uri, struct str location, struct str *xml);
    void *import_data;
    bool strict; /* true: a model with any error is not returned; false: its bad parts evaluate to null (test kits) */
};
/** Reads a model of the namespaces of DMN 1.1 to 1.5 and compiles every expression.  NULL when the XML is no model
 * (or, with strict, has an error); `d` says why.  Its texts outlive the call; free with dmn_model_free. */
struct dmn_model *dmn_load(struct str xml, const struct dmn_options *options, struct feel_diags *d);
void dmn_model_free(struct dmn_model *m);
struct str dmn_model_name(const struct dmn_model *m);
struct str dmn_model_uri(const struct dmn_model *m);

/* ---- what is in it ---- */

enum dmn_kind { DMN_INPUT, DMN_DECISION, DMN_KNOWLEDGE, DMN_SERVICE };
/** A named element; index = its place among all elements of the model and its imports, 0 .. dmn_count - 1. */
struct dmn_element_info {
    enum dmn_kind kind;
    struct str name, id, label;
    struct str uri;  /* namespace of the model that holds it */
    struct str type; /* as written; empty = none */
    bool imported;
};
size_t dmn_count(const struct dmn_model *m);
struct dmn_element_info dmn_element(const struct dmn_model *m, size_t index);
/** The element of that name; uri absent = this model first, then any.  SIZE_MAX when there is none. */
size_t dmn_find(const struct dmn_model *m, enum dmn_kind kind, struct str name, struct str uri);
/** Indexes of the inputs that a decision (or service) needs, directly or through others, in order; borrowed. */
const uint32_t *dmn_needs(const struct dmn_model *m, size_t index, size_t *count);

/* ---- evaluating ---- */

struct dmn_run;
/** The state of one thread. */
struct dmn_run *dmn_run_new(const struct dmn_model *m);
/** NULL is fine. */
void dmn_run_free(struct dmn_run *r);
const struct dmn_model *dmn_run_model(const struct dmn_run *r);
/** Forgets inputs, results, diagnostics and trace. */
void dmn_run_reset(struct dmn_run *r);
/** Where a host may build input values (feel_string borrows). */
struct arena *dmn_run_arena(struct dmn_run *r);
/** Gives an input its value, or overrides a decision.  The value is coerced to the element's type. */
void dmn_set(struct dmn_run *r, size_t index, struct feel_value v);
/** The value of a decision; memoised until dmn_run_reset.  Null with diagnostics when something failed. */
struct feel_value dmn_evaluate(struct dmn_run *r, size_t decision);
/** Invokes a decision service with the inputs set before, by name: a context of its outputs, or the only output. */
struct feel_value dmn_invoke(struct dmn_run *r, size_t service);
const struct feel_diags *dmn_diags(const struct dmn_run *r);

/* ---- explaining ---- */

/** Must be called before evaluating: keeps what is needed to explain (costs time). */
void dmn_trace(struct dmn_run *r, bool on);
/** The explanation of a decision evaluated with the trace on, as JSON: the tree of decisions and inputs with values,
 *  the rows that fired, and for a "no" (no row, null, false, 0, or the row for all others) the nearest row with the
 *  conditions that failed; sentences zh and en. */
struct str dmn_explain_json(struct dmn_run *r, size_t decision, struct arena *a);
/** The same as sentences, one a line, indented by depth. */
struct str dmn_explain_text(struct dmn_run *r, size_t decision, enum feel_language language, struct arena *a);
/** What people need of it, one sentence a line: the conditions that held or that failed with their notes, results that
 *  are plain values, and the inputs that have a value.  Nothing of tables, row numbers (dmn_fired has them), formulas,
 *  constants and what was left open. */
struct str dmn_explain_brief(struct dmn_run *r, size_t decision, enum feel_language language, struct arena *a);
/** The rows (1-based) of a decision's table that fired, in order; 0 rows when it has no table. */
size_t dmn_fired(const struct dmn_run *r, size_t decision, const uint32_t **rows);

/* ---- lint ---- */

/** Overlapping rules under U, A and P, gaps (with an example of inputs that fall through), unreachable rows, unknown
 *  names, type clashes, outputs outside the allowed values, what is not used; what loading reported comes first.
 *  Findings go to `d`; returns their number. */
size_t dmn_lint(const struct dmn_model *m, struct feel_diags *d);

#endif
