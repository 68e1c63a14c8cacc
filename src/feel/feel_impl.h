/* feel_impl.h - inside FEEL and DMN: types, nodes, scopes, the run's state, built-in rows.
 *
 * Stages, each knowing only the ones before:  feel_lex -> feel_parse (names and types resolved while parsing, because
 * FEEL's names depend on them) -> struct feel_node -> feel_eval.  DMN lowers its boxed expressions to the same nodes,
 * so the interpreter, the column compiler, the lint and the explanation all read one tree. */
#ifndef FEEL_IMPL_H
#define FEEL_IMPL_H
#include "feel/feel.h"

/* ---- types ---- */

enum feel_type_kind {
    FEEL_TYPE_ANY, /* nothing is known, or Any was written */
    FEEL_TYPE_NULL,
    FEEL_TYPE_BOOLEAN,
    FEEL_TYPE_NUMBER,
    FEEL_TYPE_STRING,
    FEEL_TYPE_DATE,
    FEEL_TYPE_TIME,
    FEEL_TYPE_DATE_TIME,
    FEEL_TYPE_DAYS_DURATION,
    FEEL_TYPE_MONTHS_DURATION,
    FEEL_TYPE_LIST,     /* element */
    FEEL_TYPE_CONTEXT,  /* members; none = any context */
    FEEL_TYPE_RANGE,    /* element */
    FEEL_TYPE_FUNCTION, /* members = parameters, element = result */
};
struct feel_member {
    struct str name;
    const struct feel_type *type;
};
struct feel_node;
/** Immutable once its model is compiled; item definitions may be recursive through pointers. */
struct feel_type {
    enum feel_type_kind kind;
    struct str name; /* of the item definition, else empty */
    const struct feel_type *element;
    const struct feel_member *members;
    size_t member_count;
    /* Constraints of an item definition; both are truths over LOCAL slot 0 (the value), NULL = none.  They hold at
     * declared borders only, never for `instance of`. */
    const struct feel_node *allowed;    /* allowedValues: of the value; of each element for a collection (DMN 1.5) */
    const struct feel_node *constraint; /* typeConstraint: of the whole value, collections included */
    uint32_t frame_size;                /* of both */
    const struct feel_node *const
        *allowed_items; /* the single tests in their order: PRIORITY and OUTPUT ORDER use it */
    size_t allowed_count;
};
/** The built-in type of that kind without element or members; static storage. */
const struct feel_type *feel_type_of(enum feel_type_kind kind);
/** New types in an arena. */
const struct feel_type *feel_type_list(struct arena *a, const struct feel_type *element);
const struct feel_type *feel_type_context(struct arena *a, const struct feel_member *members, size_t count);
/** "number", "days and time duration", ...; NULL when it is not a built-in name. Blanks are normalised by the caller.
 */
const struct feel_type *feel_type_builtin(struct str name);
/** How FEEL writes the type: the item definition's name, else "list<number>", "context<a: string>", ... */
struct str feel_type_text(struct arena *a, const struct feel_type *t);
/** Does every value of `from` conform to `to`?  Structural; Any accepts all; names do not matter.  @source 10.3.2.9
 */
bool feel_type_conforms(const struct feel_type *from, const struct feel_type *to);
/** The member's type; NULL when the type has no such member (or is not a context with known members). */
const struct feel_type *feel_type_member(const struct feel_type *t, struct str name);
/** `instance of`: by structure and kind, without constraints; null is an instance of nothing. */
bool feel_instance_of(struct feel_value v, const struct feel_type *t);

/** feel_equal, feel_is and feel_instance_of within *work visits of parts, which they count down: at 0 the answer is
 *  unknown or no.  Parts can be shared, so a value made in a few steps may be endless to visit. */
enum feel_truth feel_equal_within(struct feel_value a, struct feel_value b, int64_t *work);
bool feel_is_within(struct feel_value a, struct feel_value b, int64_t *work);
bool feel_instance_within(struct feel_value v, const struct feel_type *t, int64_t *work);

/* ---- nodes ---- */

enum feel_op {
    FEEL_OP_CONST,   /* constant */
    FEEL_OP_LOCAL,   /* frame[slot] */
    FEEL_OP_GLOBAL,  /* run->globals[slot]: an input, decision, knowledge model or service of the model */
    FEEL_OP_LIST,    /* items */
    FEEL_OP_CONTEXT, /* names[i]: items[i], evaluated in order into frame[slot + i]; a repeated name gives null */
    FEEL_OP_RANGE,   /* a .. b (either may be NULL), flags FEEL_LOW_CLOSED | FEEL_HIGH_CLOSED, range_op in slot */
    FEEL_OP_ADD,
    FEEL_OP_SUB,
    FEEL_OP_MUL,
    FEEL_OP_DIV,
    FEEL_OP_POW, /* a, b */
    FEEL_OP_NEG, /* a */
    FEEL_OP_AND,
    FEEL_OP_OR, /* a, b: ternary logic */
    FEEL_OP_EQ,
    FEEL_OP_NE,
    FEEL_OP_LT,
    FEEL_OP_LE,
    FEEL_OP_GT,
    FEEL_OP_GE,      /* a, b */
    FEEL_OP_BETWEEN, /* a between b and c */
    FEEL_OP_IN,      /* frame[slot] := a; the truth b, which reads LOCAL slot */
    FEEL_OP_MATCH, /* a against the value of b as a unary test without an operator: list = membership, range = inside,
                    * flag FEEL_OWN_TRUTH (b mentions `?`): a boolean b counts as is; else equality */
    FEEL_OP_ANY_OF, /* items: truths of a comma list of unary tests; true if one is true */
    FEEL_OP_NOT,    /* a: not(...) around unary tests */
    FEEL_OP_IF,     /* a ? b : c; flag FEEL_STRICT (boxed): a non-boolean a is null + diagnostic */
    FEEL_OP_FOR,    /* iterators, body a; frame[slot] is `partial` */
    FEEL_OP_SOME,
    FEEL_OP_EVERY,  /* iterators, satisfies a; flag FEEL_STRICT when boxed */
    FEEL_OP_FILTER, /* a[b]; frame[slot] is `item`; flag FEEL_STRICT when boxed */
    FEEL_OP_PATH,   /* a.name */
    FEEL_OP_MEMBER, /* inside a filter over items of unknown type: the entry `name` of frame[slot] when that is a
                     * context that has it, else b (the name's outer meaning), or null when b is NULL */
    FEEL_OP_CALL, /* a(items), positional, or named when names != NULL; builtin != NULL when a is a known built-in */
    FEEL_OP_FUNCTION, /* a function definition: params, body a, own frame; captures the frame around it */
    FEEL_OP_INSTANCE, /* a instance of type `target` */
    FEEL_OP_COERCE,   /* a converted to `target` at a declared border: see feel_coerce */
    FEEL_OP_HOST,     /* a boxed expression that DMN evaluates itself (decision table): host->eval(run, this) */
    FEEL_OP_ERROR,    /* what is wrong already when parsing (an unknown name, @"no date"): reported then, and null +
                       * feel_fail_at(r, n, n->slot, n->args) whenever it is evaluated */
};
enum { FEEL_OPS = FEEL_OP_ERROR + 1 };
/** No tree of a text is higher (chains such as a+b+c+... lean to the left and count); `and` and `or` are balanced, so
 *  long ones stay low.  One call or unit may thus need FEEL_HEIGHT_MAX frames of the C stack. */
enum { FEEL_HEIGHT_MAX = 1000, FEEL_TEXT_MAX = 1 << 20 };
enum feel_node_flags {
    FEEL_LOW_CLOSED = 1,
    FEEL_HIGH_CLOSED = 2,
    FEEL_STRICT = 4,
    FEEL_OWN_TRUTH = 8,
    FEEL_EXTERNAL = 16, /* FUNCTION: body a is a context {java: {class, method signature}} */
    FEEL_RESULT_CELL = 32, /* CONTEXT: the last item is the result cell of a boxed context; its name is empty and its
                            * value, not a context, is the node's value (and its type the node's type) */
};
struct feel_iterator {
    struct str name;
    uint32_t slot;
    struct feel_node *from, *to; /* to == NULL: `from` gives a list (or a range); else from..to, up or down */
};
struct feel_run;
struct feel_builtin;
struct feel_host_node {
    struct feel_value (*eval)(struct feel_run *r, const struct feel_node *n);
    const char *kind; /* "decision table" */
};
struct feel_node {
    uint8_t op, flags;
    uint16_t height; /* 1 + that of the highest child, at most UINT16_MAX; feel_infer sets it */
    uint32_t slot;
    struct feel_span span;
    const struct feel_source *source;
    const struct feel_type *type; /* what is known of the result; never NULL after parsing */
    union {
        struct feel_value constant;
        struct {
            struct feel_node *a, *b, *c;
        };
    };
    struct feel_node *const *items;
    const struct str *names;
    size_t item_count;
    union {
        struct str name;                    /* PATH, MEMBER */
        const struct feel_builtin *builtin; /* CALL: first row of the function's overloads */
        const struct feel_type *target;     /* INSTANCE, COERCE */
        const struct feel_arg *args;        /* ERROR: ends with a NULL name; slot is the enum feel_message */
        struct {
            const struct feel_iterator *iterators;
            size_t iterator_count;
        };
        struct {
            const struct feel_member *params; /* FUNCTION: argument i goes to frame[slot + i] of the new frame */
            uint32_t param_count, frame_size; /* the new frame starts with a copy of the frame[0..slot) around it */
        };
        struct {
            const struct feel_host_node *host;
            void *data;
        };
    };
};

/* ---- scopes and parsing ---- */

enum feel_name_kind {
    FEEL_NAME_LOCAL,
    FEEL_NAME_GLOBAL,
    FEEL_NAME_SPACE,
    FEEL_NAME_CONST,
    FEEL_NAME_MEMBER, /* made by the parser inside filters: the entry `text` of the item in LOCAL slot */
};
struct feel_name {
    struct str text; /* blanks normalised to one space, trimmed */
    enum feel_name_kind kind;
    uint32_t slot;
    const struct feel_type *type;
    const struct feel_scope *members; /* SPACE: the names of an import, written space.name */
    const struct feel_value *value;   /* CONST */
};
/** A chain of names, innermost first; a name hides the same name further out (and earlier in the same scope), and
 *  built-in functions are outermost.  Add names with feel_scope_add only. */
struct feel_scope_index;
struct feel_scope {
    const struct feel_scope *parent;
    struct feel_name *names;
    size_t count, cap;
    struct feel_scope_index *index; /* feel_scope.c: made when the scope has many names */
};
/** Adds a name (normalising blanks); the scope must not be shared by threads while it grows.  The pointer holds until
 *  the next name is added to the scope. */
struct feel_name *feel_scope_add(struct arena *a, struct feel_scope *s, struct str text, enum feel_name_kind kind,
                                 uint32_t slot, const struct feel_type *type);
/** Trims and turns every run of white space (of XML and of FEEL: U+00A0, U+3000 ...) into one space. */
struct str feel_name_normal(struct arena *a, struct str name);

/** What parsing needs.  Zero it and set the first six. */
struct feel_compiler {
    struct feel_engine *engine;
    struct arena *arena;
    struct feel_diags *diags;
    const struct feel_source *source; /* of the text being parsed */
    const struct feel_scope *scope;
    const struct feel_type *(*type_named)(void *data,
                                          struct str name); /* item definitions, incl. import.name; may be NULL */
    void *data;
    const struct feel_scope *member_names; /* every component and entry name of the model, so that a path over a value
                                            * of unknown type still finds names with blanks; may be NULL */
    uint32_t slots;                  /* in: slots of the frame in use; grows while parsing */
    uint32_t slots_max;              /* out: the frame size needed so far (>= slots) */
    const struct feel_filter *filter; /* the boxed filter around the text: feel_filter_enter */
    const struct feel_scope *elsewhere; /* names of the model that the text's element does not require; may be NULL */
};
/** Goes into a filter that the caller makes (DMN's boxed one) over a value of type `filtered`, whose items come into
 *  LOCAL slot `slot`: sets c->scope and c->filter, which the caller puts back behind it. */
void feel_filter_enter(struct feel_compiler *c, uint32_t slot, const struct feel_type *filtered);
/** One textual expression; NULL with a diagnostic when it does not parse.  An unknown name is an error among the diags
 *  as well, but becomes a FEEL_OP_ERROR node, so that the rest of the model works. */
struct feel_node *feel_parse(struct feel_compiler *c, struct str text);
/** A cell of unary tests over the value in LOCAL slot `subject` of type `type`, lowered to a truth: `-` is CONST
 * true,
 *  `<5` is LT(subject, 5), `a, b` is ANY_OF, not(...) is NOT, any other expression e is MATCH(subject, e).  The scope
 *  must already hold `?`.  With items != NULL the single tests (struct feel_node *) are returned there too; not(...)
 *  is one of them, and `-` or an empty text is none. */
struct feel_node *feel_parse_unary(struct feel_compiler *c, struct str text, uint32_t subject,
                                   const struct feel_type *type, struct list *items);
/** A type as FEEL writes it ("list<number>", "function<number> -> string", an item definition's name); NULL with a
 *  diagnostic when it is none. */
const struct feel_type *feel_parse_type(struct feel_compiler *c, struct str text);
/** A new node with its type worked out from its children; for DMN's lowering of boxed expressions. */
struct feel_node *feel_node_new(struct feel_compiler *c, enum feel_op op);
/** Works out node->type from the children (called by the parser for every node, and by DMN for those it makes). */
void feel_infer(struct feel_compiler *c, struct feel_node *n);
/** Takes `count` fresh slots of the frame. */
uint32_t feel_slots(struct feel_compiler *c, uint32_t count);
/** Does `?` (LOCAL slot `subject`) occur in the tree? */
bool feel_mentions(const struct feel_node *n, uint32_t subject);
/** The nearest of the known names to a wrong one (edit distance <= 1/3 of its length); absent when none is near. */
struct str feel_nearest(const struct feel_scope *s, struct str wrong);
/** Calls fn for every child of n, in order of evaluation. */
void feel_children(const struct feel_node *n, void (*fn)(void *data, const struct feel_node *child), void *data);

/* ---- functions ---- */

/** What a call can reach beside built-ins: a knowledge model, a decision service, a host's own function. */
struct feel_callable {
    struct str name;
    const struct feel_member *params;
    size_t param_count;
    const struct feel_type *result;
    /** Arguments are complete, in order and coerced; the result is coerced by the caller. */
    struct feel_value (*invoke)(struct feel_run *r, const struct feel_callable *f, const struct feel_value *args);
    void *data;
};
struct feel_function {
    enum { FEEL_FN_BUILTIN, FEEL_FN_LAMBDA, FEEL_FN_CALLABLE } kind;
    const struct feel_builtin *builtin; /* the first of its overloads */
    const struct feel_node *lambda;     /* FEEL_OP_FUNCTION */
    const struct feel_value *captured;  /* lambda->slot values */
    const struct feel_value *globals;   /* those at the definition */
    const struct feel_callable *callable;
};

/** A parameter of a built-in.  The dispatcher checks and converts before the function sees it: a one-element list to
 * a scalar, a scalar to a one-element list; a null or a wrong kind where FEEL_P_NULL is not set gives null +
 * diagnostic. */
enum feel_param_kind {
    FEEL_P_ANY,
    FEEL_P_BOOLEAN,
    FEEL_P_NUMBER,
    FEEL_P_STRING,
    FEEL_P_DATE,
    FEEL_P_TIME,
    FEEL_P_DATE_TIME,
    FEEL_P_DAYS_DURATION,
    FEEL_P_MONTHS_DURATION,
    FEEL_P_DURATION /* either */,
    FEEL_P_LIST,
    FEEL_P_CONTEXT,
    FEEL_P_RANGE,
    FEEL_P_FUNCTION,
    FEEL_P_TEMPORAL /* date, time or date and time */,
    FEEL_P_DATE_LIKE /* date or date and time */,
    FEEL_P_COMPARABLE /* number, string, temporal, duration */,
};
enum {
    FEEL_P_KIND = 31,
    FEEL_P_NULL = 32,
    FEEL_P_OPTIONAL = 64,
    FEEL_P_VARIADIC = 128 /* last only: the rest as a list */
};
struct feel_param {
    const char *name;
    uint8_t what; /* enum feel_param_kind | flags */
};
enum { FEEL_PARAMS_MAX = 4 };
/** One overload: one row.  Overloads of a name stand one after another; the first whose count and kinds fit is
 * called. */
struct feel_builtin {
    const char *name;
    struct feel_param params[FEEL_PARAMS_MAX];
    enum feel_type_kind result;
    /** args has `count` values: absent optional ones are missing at the end or null (args[i].kind == FEEL_NULL). */
    struct feel_value (*call)(struct feel_run *r, const struct feel_value *args, size_t count);
    const char *doc_zh, *doc_en, *example;
};
/** The rows of each library file; the last has name NULL.  feel_builtins.c lists the groups in the guide's order. */
extern const struct feel_builtin FEEL_LIB_CONVERT[], FEEL_LIB_BOOLEAN[], FEEL_LIB_STRING[], FEEL_LIB_LIST[],
    FEEL_LIB_STATS[], FEEL_LIB_NUMBER[], FEEL_LIB_TIME[], FEEL_LIB_SORT[], FEEL_LIB_CONTEXT[], FEEL_LIB_RANGE[];
/** The groups in the order of the guide; the last has name NULL.  In feel_builtins.c. */
struct feel_builtin_group {
    const char *name; /* "string" */
    const struct feel_builtin *rows;
};
extern const struct feel_builtin_group FEEL_BUILTIN_GROUPS[];
/** The first row of that name, or NULL. */
const struct feel_builtin *feel_builtin_find(struct str name);
/** Calls fn(data, name) for every built-in name, for the scanner's longest match. */
void feel_builtin_names(void (*fn)(void *data, struct str name), void *data);

/* ---- running ---- */

struct feel_run {
    struct feel_engine *engine;
    struct arena *arena; /* results and temporaries of the evaluation */
    struct feel_diags diags;
    struct feel_value *frame; /* of the unit being evaluated */
    const struct feel_value *globals;
    struct feel_limits limits;
    int32_t depth;
    int64_t steps; /* left; at 0 everything is null + LIMIT_STEPS */
    bool stopped;  /* a limit was reached: every node is null at once */
    bool has_now;
    int64_t now_s; /* asked of the host once per evaluation */
    int32_t now_ns;
    const struct feel_node *at; /* the call being evaluated, so that built-ins report with a place */
    void *host;                 /* dmn's state of this run */
    struct arena *own;          /* holds the run itself; outlives every evaluation */
    int32_t calls;              /* nesting of function calls; `depth` counts nested nodes */
    size_t bytes_max;           /* arena_used(arena) at which the evaluation stops; 0 = limits.bytes */
    struct feel_value *frame_top, *frame_end; /* the free part of the chunk of frames in use */
    struct feel_chunk *frames;                /* that chunk, living in `own`: feel_eval.c */
};
/** Calls nest limits.depth deep, nodes FEEL_HEIGHT_MAX + FEEL_DEPTH_NODES * limits.depth.  A node needs up to 600
 *  bytes of the C stack, so that FEEL_DEPTH_MAX, which feel_engine_new enforces, keeps within 8 MB, and the default
 *  within 2 MB (in a sanitized build 8 MB). */
enum { FEEL_DEPTH_NODES = 8 };
/** Begins an evaluation: full steps and bytes, no depth, not stopped, the clock not asked yet. */
void feel_run_begin(struct feel_run *r);
/** The value of a node in the run's current frame. */
struct feel_value feel_eval(struct feel_run *r, const struct feel_node *n);
/** The same written where it is wanted, which is faster: a returned value is copied in pieces wider than those it was
 *  just written in, and that stalls the processor.  Nothing may read *out meanwhile. */
void feel_eval_into(struct feel_run *r, const struct feel_node *n, struct feel_value *out);
/** Its truth: unknown for null and for what is not a boolean.  Cheaper than the value where only that counts. */
enum feel_truth feel_eval_truth(struct feel_run *r, const struct feel_node *n);
/** Evaluates a unit in a fresh frame of `frame_size` whose first values are given, then restores the frame. */
struct feel_value feel_eval_unit(struct feel_run *r, const struct feel_node *n, uint32_t frame_size,
                                 const struct feel_value *first, size_t count);
/** The value of v.name: an entry, a property of a temporal value or range, or a list of those of a list's items. */
struct feel_value feel_path(struct feel_run *r, const struct feel_node *n, struct feel_value v);
/** The nodes of feel_iterate.c and feel_call.c, for the table of feel_eval.c. */
struct feel_value feel_op_for(struct feel_run *r, const struct feel_node *n);
struct feel_value feel_op_quantified(struct feel_run *r, const struct feel_node *n);
struct feel_value feel_op_filter(struct feel_run *r, const struct feel_node *n);
struct feel_value feel_op_path(struct feel_run *r, const struct feel_node *n);
struct feel_value feel_op_member(struct feel_run *r, const struct feel_node *n);
struct feel_value feel_op_call(struct feel_run *r, const struct feel_node *n);
struct feel_value feel_op_function(struct feel_run *r, const struct feel_node *n);
/** Nodes nest one deeper than allowed: is the run stopped because of it? */
bool feel_too_deep(struct feel_run *r, const struct feel_node *n);
/** feel_coerce with its success told apart from a null that was given. */
bool feel_coerced(struct feel_run *r, const struct feel_type *t, struct feel_value *v, const struct feel_node *at);
/** Any function value with positional arguments: checks the count, coerces, invokes, coerces the result. */
struct feel_value feel_call(struct feel_run *r, const struct feel_function *f, const struct feel_value *args,
                            size_t count);
/** Conversion at a declared border: conforms -> as is; [x] -> x; x -> [x]; date -> date and time at midnight UTC;
 * then the constraints of the type; else null + diagnostic.  @source DMN 1.5, 10.3.2.9.4 */
struct feel_value feel_coerce(struct feel_run *r, const struct feel_type *t, struct feel_value v,
                              const struct feel_node *at);
/** For {found} and the like in messages: the literal of a scalar, cut when long, else the name of the kind; lives in
 *  the run's arena. */
struct str feel_describe(struct feel_run *r, struct feel_value v);
/** Reports an error at the node being evaluated and gives null, so callers write `return feel_fail(...)`. */
struct feel_value feel_fail(struct feel_run *r, enum feel_message id, const struct feel_arg *args);
/** The same at a given node. */
struct feel_value feel_fail_at(struct feel_run *r, const struct feel_node *n, enum feel_message id,
                               const struct feel_arg *args);
/** Takes n steps; false (and the run is stopped, reported once) when they are used up or too many bytes are. */
bool feel_step(struct feel_run *r, int64_t n) MUST_USE;
/** feel_equal and feel_instance_of whose visits count as steps. */
enum feel_truth feel_equal_in(struct feel_run *r, struct feel_value a, struct feel_value b);
bool feel_instance_in(struct feel_run *r, struct feel_value v, const struct feel_type *t);
/** now() as UTC seconds and nanoseconds; false when the host has no clock. */
bool feel_now(struct feel_run *r, int64_t *seconds, int32_t *nanos) MUST_USE;
/** The operators on values, shared with built-ins (sum, mean, sort ...) and the column engine's fallback. */
struct feel_value feel_arithmetic(struct feel_run *r, enum feel_op op, struct feel_value a, struct feel_value b);

struct feel_engine {
    struct feel_host host;
    struct feel_limits limits;
    struct feel_zones *zones;       /* feel_zone.c */
    struct feel_patterns *patterns; /* feel_regex.c */
    struct arena *arena;            /* holds the engine */
};
/** The engine's caches; each file makes and frees its own. */
struct feel_zones *feel_zones_new(const struct feel_host *host);
void feel_zones_free(struct feel_zones *z);
struct feel_patterns *feel_patterns_new(void);
void feel_patterns_free(struct feel_patterns *p);
/** The table of C equivalents of external Java functions ("java.lang.Math", "cos(double)"); NULL when it is not in
 * it. */
struct feel_java;
const struct feel_java *feel_java_find(struct str class_name, struct str signature);
size_t feel_java_params(const struct feel_java *j);
struct feel_value feel_java_call(struct feel_run *r, const struct feel_java *j, const struct feel_value *args,
                                 size_t count);
#endif
