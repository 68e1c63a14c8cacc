/* dmn_tck.h - test files of the DMN Technology Compatibility Kit: read them, run a case, compare strictly.
 *
 * The form is that of the kit's testCases.xsd, with any prefix.  Numbers are equal within 1e-8; lists are ordered,
 * contexts have the same entries and no more, temporal values the same offset or zone.  A result that must be an error
 * is null and comes with a diagnostic; any other that is not null comes without one of severity error. */
#ifndef DMN_DMN_TCK_H
#define DMN_DMN_TCK_H
#include "dmn/dmn.h"

enum dmn_tck_form {
    DMN_TCK_NIL,
    DMN_TCK_SCALAR,
    DMN_TCK_LIST,
    DMN_TCK_CONTEXT
};
/** A value as written; dmn_tck_value makes a FEEL value of it. */
struct dmn_tck_value {
    enum dmn_tck_form form;
    struct str name;  /* of a component, else empty */
    struct str type;  /* SCALAR: "string", "decimal" ... without its prefix; empty = none written */
    struct str text;  /* SCALAR */
    struct list parts; /* LIST, CONTEXT: struct dmn_tck_value */
    int32_t line;
};
struct dmn_tck_input {
    struct str name, uri; /* uri empty = none written */
    struct dmn_tck_value value;
};
struct dmn_tck_result {
    struct str name, uri;
    bool error;
    struct dmn_tck_value expected; /* NIL when none is written */
    int32_t line;
};
struct dmn_tck_case {
    struct str id;
    struct str type;      /* "decision", "decisionService", "bkm" */
    struct str invocable; /* the service, when that is the type */
    struct list inputs;   /* struct dmn_tck_input */
    struct list results;  /* struct dmn_tck_result */
    int32_t line;
};
struct dmn_tck_file {
    struct str model_name; /* file name of the model, beside the test file */
    struct list cases;     /* struct dmn_tck_case */
};
/** Is the root element that of a test file? */
bool dmn_tck_is_test(struct str xml);
/** Reads a test file; texts live in `a`.  False with a diagnostic when it is broken. */
bool dmn_tck_read(struct arena *a, struct str xml, struct dmn_tck_file *out, struct feel_diags *d) MUST_USE;
/** A FEEL value; false with a diagnostic when a text is no value of its type. */
bool dmn_tck_value(const struct dmn_model *m, struct arena *a, const struct dmn_tck_value *in, struct feel_value *out,
                   struct feel_diags *d) MUST_USE;
/** The strict comparison described above. */
bool dmn_tck_equal(struct feel_value expected, struct feel_value got);

enum dmn_tck_verdict {
    DMN_TCK_PASSED,
    DMN_TCK_WRONG,     /* another value */
    DMN_TCK_SILENT,    /* null as it must be, but without a diagnostic */
    DMN_TCK_COMPLAINT, /* the right value, but with a diagnostic of severity error */
    DMN_TCK_BROKEN     /* the case names what is not there, or has a value that is none: see diags */
};
struct dmn_tck_outcome {
    enum dmn_tck_verdict verdict;
    struct str expected, got;  /* FEEL literals; empty when BROKEN */
    struct feel_diags diags;   /* of the evaluation, or why the case is broken; valid until the run is reset */
};
/** Runs one case for one of its results; the run is reset first.  Texts live in `a`. */
struct dmn_tck_outcome dmn_tck_run(struct dmn_run *r, const struct dmn_tck_case *c, const struct dmn_tck_result *result,
                                   struct arena *a);
#endif
