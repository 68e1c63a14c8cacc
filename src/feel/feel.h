/* feel.h - FEEL, the expression language of DMN 1.5: values, diagnostics, limits, evaluation.
 *
 * One engine may serve many threads: compiled expressions and types are immutable; everything that changes lives in a
 * struct feel_run, one per thread.  No globals, no locale, no clock, no file: the host gives them as callbacks.
 * A failing subexpression is null plus a diagnostic, and evaluation goes on.  @source OMG DMN 1.5, chapter 10 */
#ifndef FEEL_FEEL_H
#define FEEL_FEEL_H
#include "base/base.h"
#include "feel/feel_message.h"
#include "num/num.h"

/* ---- values ---- */

enum feel_kind {
    FEEL_NULL,
    FEEL_BOOLEAN,
    FEEL_NUMBER,
    FEEL_STRING,
    FEEL_DATE,
    FEEL_TIME,
    FEEL_DATE_TIME,
    FEEL_DAYS_DURATION,   /* days and time duration */
    FEEL_MONTHS_DURATION, /* years and months duration */
    FEEL_LIST,
    FEEL_CONTEXT,
    FEEL_RANGE,
    FEEL_FUNCTION,
};
enum {
    FEEL_KINDS = FEEL_FUNCTION + 1
};

struct feel_zone; /* a region of the time zone database */
/** What a time or a date and time points to.  Local fields as written; the zone is kept, never folded into UTC. */
struct feel_moment {
    int64_t days;     /* since 1970-01-01 in the proleptic Gregorian calendar; 0 for a time */
    int64_t nanos;    /* of the local day, 0 .. 86,399,999,999,999 */
    int32_t offset_s; /* seconds east of UTC, -64800..64800, when has_offset */
    bool has_offset;  /* written with Z or an offset */
    bool later; /* with a zone, where clocks were set back: the second of the two instants with these local fields */
    const struct feel_zone *zone; /* written with @Region/City, else NULL; never together with has_offset */
};
struct feel_value;
struct feel_entry;
struct feel_context {
    const struct feel_entry *entries; /* in the order of writing; names are unique */
    uint32_t count;
};
enum feel_range_op {
    FEEL_RANGE_INTERVAL,
    FEEL_RANGE_LT,
    FEEL_RANGE_LE,
    FEEL_RANGE_GT,
    FEEL_RANGE_GE,
    FEEL_RANGE_EQ,
    FEEL_RANGE_NE
};
struct feel_range;
struct feel_function;

/** 24 bytes, passed by value.  Texts, items and everything pointed to belong to the run's arena or to the compiled
 *  model; a value is never changed after it was made. */
struct feel_value {
    uint8_t kind;  /* enum feel_kind */
    uint8_t ascii; /* string: 1 = all bytes below 0x80, so bytes are code points; 0 = not known to be */
    uint32_t n;    /* string: bytes; list: items */
    union {
        bool boolean;
        struct num number;
        const char *text;
        int64_t days;   /* date: since 1970-01-01 */
        int64_t months; /* years and months duration */
        struct {
            int64_t seconds; /* rounded down */
            int32_t nanos;   /* 0 .. 999,999,999, added to seconds */
        } duration;
        const struct feel_moment *moment;
        const struct feel_value *items;
        const struct feel_context *context;
        const struct feel_range *range;
        const struct feel_function *function;
    };
};
_Static_assert(sizeof(struct feel_value) == 24, "a value is three words");
struct feel_entry {
    struct str name;
    struct feel_value value;
};
struct feel_range {
    enum feel_range_op op; /* anything but INTERVAL: the range was written (<10), (=10), ... */
    bool low_closed, high_closed;
    struct feel_value low, high; /* null = no bound; for EQ and NE: low is the point */
};

#define FEEL_NULL_VALUE ((struct feel_value){.kind = FEEL_NULL})
/** Makers of the scalar kinds. */
static inline struct feel_value feel_boolean(bool b)
{
    return (struct feel_value){.kind = FEEL_BOOLEAN, .boolean = b};
}
/** A number of the decimal library. */
static inline struct feel_value feel_number(struct num n)
{
    return (struct feel_value){.kind = FEEL_NUMBER, .number = n};
}
/** A whole number. */
static inline struct feel_value feel_integer(int64_t i)
{
    return feel_number(num_of(i));
}
/** Days since 1970-01-01. */
static inline struct feel_value feel_date(int64_t days)
{
    return (struct feel_value){.kind = FEEL_DATE, .days = days};
}
static inline struct feel_value feel_months(int64_t months)
{
    return (struct feel_value){.kind = FEEL_MONTHS_DURATION, .months = months};
}
/** Nanoseconds may have any sign and size; they are carried into seconds rounded down. */
struct feel_value feel_duration(int64_t seconds, int64_t nanos);
/** The text is borrowed: it must live as long as the value.  Valid UTF-8 asserted; sets .ascii. n <= UINT32_MAX. */
struct feel_value feel_string(struct str s);
static inline struct str feel_text(struct feel_value v)
{
    assert(v.kind == FEEL_STRING);
    return (struct str){v.text ? v.text : "", v.n};
}
/** Borrows the items. */
static inline struct feel_value feel_list(const struct feel_value *items, size_t count)
{
    assert(count <= UINT32_MAX);
    return (struct feel_value){.kind = FEEL_LIST, .n = (uint32_t)count, .items = items};
}
/** Borrows the entries; names must be unique (the caller's duty). */
struct feel_value feel_context(struct arena *a, const struct feel_entry *entries, size_t count);
struct feel_value feel_range_value(struct arena *a, const struct feel_range *r);
struct feel_value feel_moment(struct arena *a, enum feel_kind kind, const struct feel_moment *m);
/** The entry's value; NULL when there is no such entry. */
const struct feel_value *feel_context_get(const struct feel_context *c, struct str name);

/** Ternary equality of FEEL (`=`): true, false, or null when the kinds cannot be compared.  Contexts ignore the order
 * of entries; instants compare as instants, below-second parts excluded.  @source DMN 1.5, table 53 */
enum feel_truth {
    FEEL_FALSE,
    FEEL_TRUE,
    FEEL_UNKNOWN
};
enum feel_truth feel_equal(struct feel_value a, struct feel_value b);
/** Ordering of `<`: FEEL_UNKNOWN_ORDER when not comparable (other kinds, null). */
enum feel_order {
    FEEL_LESS = -1,
    FEEL_SAME = 0,
    FEEL_GREATER = 1,
    FEEL_UNKNOWN_ORDER = 2
};
enum feel_order feel_compare(struct feel_value a, struct feel_value b);
/** Is v inside the range?  @source DMN 1.5, table 55 */
enum feel_truth feel_in_range(struct feel_value v, const struct feel_range *r);
/** The built-in is(): same kind, same representation (zone and offset included). */
bool feel_is(struct feel_value a, struct feel_value b);
/** Canonical FEEL text as string() gives it: a string unquoted at the top, quoted and escaped inside lists and
 * contexts; null is "null".  A function is "function(a, b)".  Absent (p == NULL) when the value is nested more than
 * FEEL_VALUE_DEPTH deep or its text would be longer than FEEL_VALUE_TEXT_MAX: values can share parts, so a small one
 * may have an endless text.  The other walks over values stop at the same limits: then feel_equal knows nothing and
 * feel_copy gives null. */
enum { FEEL_VALUE_DEPTH = 1000, FEEL_VALUE_TEXT_MAX = 16 << 20 };
struct str feel_to_text(struct arena *a, struct feel_value v);
/** How FEEL calls the kind: "number", "days and time duration", "null" ...; for messages. */
const char *feel_kind_name(enum feel_kind kind);
/** A FEEL literal that reads back as the value: strings quoted, dates as date("..."), durations as duration("...").
 */
struct str feel_to_literal(struct arena *a, struct feel_value v);
/** A deep copy into another arena. */
struct feel_value feel_copy(struct arena *a, struct feel_value v);

/* ---- diagnostics ---- */

enum feel_language {
    FEEL_ZH,
    FEEL_EN
};
enum feel_severity {
    FEEL_ERROR,
    FEEL_WARNING,
    FEEL_NOTE
};
struct feel_arg {
    const char *name; /* of the {placeholder}; static storage */
    struct str text;
};
/** What of an element a text of FEEL is.  feel_diag_text makes the words of it: with rule 3 and part "age",
 * FEEL_PLACE_INPUT is 规则 3 的输入“age” / rule 3, input "age"; without a rule it is the clause's own expression. */
enum feel_place {
    FEEL_PLACE_WHOLE,         /* the element's own expression */
    FEEL_PLACE_INPUT,         /* a table's input: with a rule its cell, else the input expression */
    FEEL_PLACE_OUTPUT,        /* a table's output cell */
    FEEL_PLACE_INPUT_VALUES,  /* the allowed values of an input */
    FEEL_PLACE_OUTPUT_VALUES, /* the allowed values of an output */
    FEEL_PLACE_DEFAULT,       /* the default output entry */
    FEEL_PLACE_TABLE,         /* the decision table as a whole */
    FEEL_PLACE_ENTRY,         /* an entry of a boxed context */
    FEEL_PLACE_PARAMETER,     /* the value bound to a parameter of an invocation */
    FEEL_PLACE_CELL,          /* a cell of a relation: rule = row, column = column, part = the column's name */
    FEEL_PLACE_ITEM,          /* an item of a boxed list: column = its place */
    FEEL_PLACE_TYPE           /* the allowed values or the constraint of an item definition or its component */
};
/** Where a text of FEEL came from; belongs to the compiled model. */
struct feel_source {
    struct str text;    /* the expression as written */
    struct str model;   /* name of the model, empty for a bare expression */
    struct str element; /* the decision, knowledge model, service or item definition */
    struct str part;    /* the label of the place: "age", "total"; may be empty */
    int32_t rule;       /* 1-based row of a decision table, else 0 */
    int32_t column;     /* 1-based column (inputs first, then outputs), else 0 */
    int32_t line;       /* of the XML file where the text starts, else 0 */
    enum feel_place place;
};
struct feel_span {
    uint32_t at, n; /* bytes of source->text */
};
struct feel_diag {
    enum feel_message id;
    enum feel_severity severity;
    const struct feel_source *source; /* may be NULL */
    struct feel_span span;
    const struct feel_arg *args;
    size_t arg_count;
};
/** Collects diagnostics; beyond `max` they are only counted.  Zero it, set arena and max. */
struct feel_diags {
    struct arena *arena;
    struct list list; /* of struct feel_diag */
    size_t max;
    int64_t errors, warnings; /* all that were reported, kept or not */
};
#define FEEL_ARGS(...) ((const struct feel_arg[]){__VA_ARGS__, {.name = NULL}})
/** Reports; argument texts are copied into the diags' arena.  FEEL_ARGS ends with a NULL name; args may be NULL. */
void feel_report(struct feel_diags *d, enum feel_severity severity, enum feel_message id,
                 const struct feel_source *source, struct feel_span span, const struct feel_arg *args);
/** The sentence, e.g. zh "规则 3 的输入“年龄”：…", with place and, where there is one, the hint.  An argument named left,
 * right, found, expected, type or kind that is the name of a kind ("number") is said in Chinese: 数. */
struct str feel_diag_text(struct arena *a, enum feel_language language, const struct feel_diag *d);
/** The stable name of a message: "DIVISION_BY_ZERO". */
const char *feel_message_name(enum feel_message id);
/** 1-based line and column (in code points) of a byte offset of a text. */
void feel_position(struct str text, uint32_t at, int32_t *line, int32_t *column);

/* ---- the host ---- */

struct feel_limits {
    int32_t depth; /* nesting of calls at run time and of syntax; default 200, at most FEEL_DEPTH_MAX */
    int64_t steps; /* node evaluations and library loop steps of one evaluation; default 10 million */
    int64_t bytes; /* arena bytes of one evaluation; default 64 MB */
    int32_t diags; /* diagnostics kept; default 100 */
};
enum {
    FEEL_DEPTH_MAX = 1000
};
#define FEEL_LIMITS_DEFAULT ((struct feel_limits){.depth = 200, .steps = 10000000, .bytes = 64 << 20, .diags = 100})

/** What the host gives.  All callbacks may be NULL: then now(), today() and named zones are null with a diagnostic.
 */
struct feel_host {
    void *data;
    /** The instant of this evaluation: UTC seconds since 1970 and nanoseconds; asked once per evaluation. */
    bool (*now)(void *data, int64_t *seconds, int32_t *nanos);
    /** The TZif bytes of "Europe/Paris"; false when there is no such region.  They may be put into `a`, and are not
     * needed any more once the engine has asked for the next region or is freed. */
    bool (*zone)(void *data, struct arena *a, struct str name, struct str *tzif);
    struct str local_zone; /* region of now() and today(); empty = UTC */
};
/** Reads regions from a folder of TZif files such as /usr/share/zoneinfo; data = const char * folder.  The only
 * function of the library that opens a file; a host that must not gives its own. */
bool feel_zone_from_folder(void *folder, struct arena *a, struct str name, struct str *tzif);

/* ---- one expression, without a model ---- */

struct feel_engine;     /* immutable after feel_engine_new but for its zone and pattern caches, which lock */
struct feel_expression; /* compiled; immutable */
struct feel_run;        /* one evaluation's state; one per thread, reused */

/** host and limits are copied; NULL = no callbacks, FEEL_LIMITS_DEFAULT. */
struct feel_engine *feel_engine_new(const struct feel_host *host, const struct feel_limits *limits);
/** After every run and expression of it; NULL is fine. */
void feel_engine_free(struct feel_engine *e);

/** A variable that an expression may name. */
struct feel_variable {
    struct str name;
    struct str type; /* a FEEL type such as "number" or "list<string>"; empty = Any */
};
/** Compiles a text.  unary: the grammar of a table cell (`< 5, [10..20]`), where `?` is variables[0].
 *  The result lives in `a`, as does the copy of text; NULL with at least one diagnostic when it does not parse. */
struct feel_expression *feel_compile(struct feel_engine *e, struct arena *a, struct str text, bool unary,
                                     const struct feel_variable *variables, size_t count, struct feel_diags *d);
/** Evaluates with the variables' values in the order of compiling.  The result lives until feel_run_reset. */
struct feel_value feel_evaluate(struct feel_run *r, const struct feel_expression *x, const struct feel_value *values);
struct feel_run *feel_run_new(struct feel_engine *e);
void feel_run_free(struct feel_run *r);
/** Forgets the results and diagnostics of the evaluations before. */
void feel_run_reset(struct feel_run *r);
const struct feel_diags *feel_run_diags(const struct feel_run *r);
struct arena *feel_run_arena(struct feel_run *r);

/* ---- built-in functions, for documentation ---- */

/** One overload of a built-in function. */
struct feel_function_info {
    const char *name, *group;    /* "substring", "string" */
    const char *signature;       /* "substring(string: string, start position: number, length?: number): string" */
    const char *doc_zh, *doc_en; /* one sentence each */
    const char *example;         /* a FEEL expression that is true */
};
/** The built-in functions in the order of the guide; false when i is behind the last.  Texts live in `a`. */
bool feel_function_info(struct arena *a, size_t i, struct feel_function_info *out);
#endif
