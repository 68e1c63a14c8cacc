/* feel_type.c - types of FEEL: the built-in ones, their texts, conformance and `instance of`. */
#include "feel/feel_impl.h"

static const struct feel_type BUILTIN[] = {
#define TYPE(k) [FEEL_TYPE_##k] = {.kind = FEEL_TYPE_##k}
    TYPE(ANY),
    TYPE(NULL),
    TYPE(BOOLEAN),
    TYPE(NUMBER),
    TYPE(STRING),
    TYPE(DATE),
    TYPE(TIME),
    TYPE(DATE_TIME),
    TYPE(DAYS_DURATION),
    TYPE(MONTHS_DURATION),
    TYPE(LIST),
    TYPE(CONTEXT),
    TYPE(RANGE),
    TYPE(FUNCTION),
#undef TYPE
};
static const char *const NAMES[] = {
    [FEEL_TYPE_ANY] = "Any",
    [FEEL_TYPE_NULL] = "Null",
    [FEEL_TYPE_BOOLEAN] = "boolean",
    [FEEL_TYPE_NUMBER] = "number",
    [FEEL_TYPE_STRING] = "string",
    [FEEL_TYPE_DATE] = "date",
    [FEEL_TYPE_TIME] = "time",
    [FEEL_TYPE_DATE_TIME] = "date and time",
    [FEEL_TYPE_DAYS_DURATION] = "days and time duration",
    [FEEL_TYPE_MONTHS_DURATION] = "years and months duration",
    [FEEL_TYPE_LIST] = "list",
    [FEEL_TYPE_CONTEXT] = "context",
    [FEEL_TYPE_RANGE] = "range",
    [FEEL_TYPE_FUNCTION] = "function",
};
static const enum feel_type_kind OF_KIND[FEEL_KINDS] = {
    [FEEL_NULL] = FEEL_TYPE_NULL,
    [FEEL_BOOLEAN] = FEEL_TYPE_BOOLEAN,
    [FEEL_NUMBER] = FEEL_TYPE_NUMBER,
    [FEEL_STRING] = FEEL_TYPE_STRING,
    [FEEL_DATE] = FEEL_TYPE_DATE,
    [FEEL_TIME] = FEEL_TYPE_TIME,
    [FEEL_DATE_TIME] = FEEL_TYPE_DATE_TIME,
    [FEEL_DAYS_DURATION] = FEEL_TYPE_DAYS_DURATION,
    [FEEL_MONTHS_DURATION] = FEEL_TYPE_MONTHS_DURATION,
    [FEEL_LIST] = FEEL_TYPE_LIST,
    [FEEL_CONTEXT] = FEEL_TYPE_CONTEXT,
    [FEEL_RANGE] = FEEL_TYPE_RANGE,
    [FEEL_FUNCTION] = FEEL_TYPE_FUNCTION,
};

const struct feel_type *feel_type_of(enum feel_type_kind kind)
{
    assert(kind < COUNT(BUILTIN));
    return &BUILTIN[kind];
}

const struct feel_type *feel_type_list(struct arena *a, const struct feel_type *element)
{
    struct feel_type *t = ARENA_NEW(a, struct feel_type);
    *t = (struct feel_type){.kind = FEEL_TYPE_LIST, .element = element};
    return t;
}

const struct feel_type *feel_type_context(struct arena *a, const struct feel_member *members, size_t count)
{
    struct feel_type *t = ARENA_NEW(a, struct feel_type);
    *t = (struct feel_type){.kind = FEEL_TYPE_CONTEXT, .members = members, .member_count = count};
    return t;
}

const struct feel_type *feel_type_builtin(struct str name)
{
    /* Names of DMN 1.1 and of XML Schema's spelling; null has no name of its own in models. */
    static const struct {
        const char *name;
        enum feel_type_kind kind;
    } OTHERS[] = {
        {"dateTime", FEEL_TYPE_DATE_TIME},
        {"dayTimeDuration", FEEL_TYPE_DAYS_DURATION},
        {"yearMonthDuration", FEEL_TYPE_MONTHS_DURATION},
    };
    for (size_t i = 0; i < COUNT(NAMES); i++)
        if (str_eq(name, str_of(NAMES[i]))) return &BUILTIN[i];
    for (size_t i = 0; i < COUNT(OTHERS); i++)
        if (str_eq(name, str_of(OTHERS[i].name))) return &BUILTIN[OTHERS[i].kind];
    return NULL;
}

/* ---- texts ---- */

enum { TEXT_DEPTH = 20, TEXT_BYTES = 4096 }; /* a type's text is for reading */

static void write_type(struct buf *b, const struct feel_type *t, int32_t depth)
{
    if (!t) t = &BUILTIN[FEEL_TYPE_ANY];
    if (t->name.n) {
        buf_add(b, t->name);
        return;
    }
    if (depth > TEXT_DEPTH || b->n > TEXT_BYTES) {
        buf_add(b, STR("..."));
        return;
    }
    buf_add(b, str_of(NAMES[t->kind]));
    bool function = t->kind == FEEL_TYPE_FUNCTION;
    if ((t->kind == FEEL_TYPE_LIST || t->kind == FEEL_TYPE_RANGE) && t->element) {
        buf_add_char(b, '<');
        write_type(b, t->element, depth + 1);
        buf_add_char(b, '>');
    } else if ((t->kind == FEEL_TYPE_CONTEXT && t->member_count) || (function && t->element)) {
        buf_add_char(b, '<');
        for (size_t i = 0; i < t->member_count; i++) {
            if (i) buf_add(b, STR(", "));
            if (!function) {
                buf_add(b, t->members[i].name);
                buf_add(b, STR(": "));
            }
            write_type(b, t->members[i].type, depth + 1);
        }
        buf_add_char(b, '>');
    }
    if (function && t->element) {
        buf_add(b, STR(" -> "));
        write_type(b, t->element, depth + 1);
    }
}

struct str feel_type_text(struct arena *a, const struct feel_type *t)
{
    struct buf b = {.arena = a};
    write_type(&b, t, 0);
    return buf_str(&b);
}

/* ---- conformance ---- */

/** A question that is being answered further out: a recursive type asks it again, and then the answer is yes. */
struct asked {
    const struct feel_type *from, *to;
    const struct asked *outer;
};
struct question {
    int32_t depth;
    int64_t left; /* hostile item definitions may unfold without end; beyond the limits the answer is no */
};
enum { CONFORM_DEPTH = 200, CONFORM_WORK = 100000, INSTANCE_WORK = 10000000 };

static bool conforms(const struct feel_type *from, const struct feel_type *to, const struct asked *outer,
                     struct question *q);

static bool members_conform(const struct feel_type *from, const struct feel_type *to, const struct asked *outer,
                            struct question *q)
{
    for (size_t i = 0; i < to->member_count; i++) {
        const struct feel_type *has = feel_type_member(from, to->members[i].name);
        if (!has || !conforms(has, to->members[i].type, outer, q)) return false;
    }
    return true;
}

static bool functions_conform(const struct feel_type *from, const struct feel_type *to, const struct asked *outer,
                              struct question *q)
{
    if (!to->element) return true; /* any function */
    if (!from->element || from->member_count != to->member_count) return false;
    for (size_t i = 0; i < to->member_count; i++) /* parameters the other way round: it must take whatever comes */
        if (!conforms(to->members[i].type, from->members[i].type, outer, q)) return false;
    return conforms(from->element, to->element, outer, q);
}

static bool conforms(const struct feel_type *from, const struct feel_type *to, const struct asked *outer,
                     struct question *q)
{
    if (!from) from = &BUILTIN[FEEL_TYPE_ANY];
    if (!to || from == to || to->kind == FEEL_TYPE_ANY || from->kind == FEEL_TYPE_NULL) return true;
    if (from->kind != to->kind) return false;
    if (from->kind < FEEL_TYPE_LIST) return true;
    for (const struct asked *a = outer; a; a = a->outer)
        if (a->from == from && a->to == to) return true;
    if (q->depth >= CONFORM_DEPTH || q->left-- <= 0) return false;
    struct asked here = {from, to, outer};
    q->depth++;
    bool yes = from->kind == FEEL_TYPE_CONTEXT    ? members_conform(from, to, &here, q)
               : from->kind == FEEL_TYPE_FUNCTION ? functions_conform(from, to, &here, q)
                                                  : conforms(from->element, to->element, &here, q);
    q->depth--;
    return yes;
}

bool feel_type_conforms(const struct feel_type *from, const struct feel_type *to)
{
    struct question q = {.left = CONFORM_WORK};
    return conforms(from, to, NULL, &q);
}

const struct feel_type *feel_type_member(const struct feel_type *t, struct str name)
{
    if (t->kind != FEEL_TYPE_CONTEXT) return NULL;
    for (size_t i = 0; i < t->member_count; i++)
        if (str_eq(t->members[i].name, name)) return t->members[i].type;
    return NULL;
}

/* ---- instance of ---- */

static const struct feel_type *param_type(uint8_t what)
{
    switch ((enum feel_param_kind)(what & FEEL_P_KIND)) {
    case FEEL_P_BOOLEAN: return &BUILTIN[FEEL_TYPE_BOOLEAN];
    case FEEL_P_NUMBER: return &BUILTIN[FEEL_TYPE_NUMBER];
    case FEEL_P_STRING: return &BUILTIN[FEEL_TYPE_STRING];
    case FEEL_P_DATE: return &BUILTIN[FEEL_TYPE_DATE];
    case FEEL_P_TIME: return &BUILTIN[FEEL_TYPE_TIME];
    case FEEL_P_DATE_TIME: return &BUILTIN[FEEL_TYPE_DATE_TIME];
    case FEEL_P_DAYS_DURATION: return &BUILTIN[FEEL_TYPE_DAYS_DURATION];
    case FEEL_P_MONTHS_DURATION: return &BUILTIN[FEEL_TYPE_MONTHS_DURATION];
    case FEEL_P_LIST: return &BUILTIN[FEEL_TYPE_LIST];
    case FEEL_P_CONTEXT: return &BUILTIN[FEEL_TYPE_CONTEXT];
    case FEEL_P_RANGE: return &BUILTIN[FEEL_TYPE_RANGE];
    case FEEL_P_FUNCTION: return &BUILTIN[FEEL_TYPE_FUNCTION];
    case FEEL_P_ANY:
    case FEEL_P_DURATION:
    case FEEL_P_TEMPORAL:
    case FEEL_P_DATE_LIKE:
    case FEEL_P_COMPARABLE: break;
    }
    return &BUILTIN[FEEL_TYPE_ANY];
}

/** One overload with exactly as many arguments as the type has parameters; the last may stand for several. */
static bool overload_conforms(const struct feel_builtin *row, const struct feel_type *to)
{
    size_t count = 0;
    while (count < FEEL_PARAMS_MAX && row->params[count].name) count++;
    bool variadic = count > 0 && (row->params[count - 1].what & FEEL_P_VARIADIC);
    if (count < to->member_count && !variadic) return false;
    for (size_t i = count; i < to->member_count; i++)
        if (!feel_type_conforms(to->members[i].type, param_type(row->params[count - 1].what))) return false;
    for (size_t i = 0; i < count; i++) {
        if (i >= to->member_count) {
            if (!(row->params[i].what & (FEEL_P_OPTIONAL | FEEL_P_VARIADIC))) return false;
        } else if (!feel_type_conforms(to->members[i].type, param_type(row->params[i].what))) {
            return false;
        }
    }
    return feel_type_conforms(&BUILTIN[row->result], to->element);
}

static bool function_is(const struct feel_function *f, const struct feel_type *to)
{
    if (!to->element) return true;
    struct feel_type from = {.kind = FEEL_TYPE_FUNCTION};
    switch (f->kind) {
    case FEEL_FN_BUILTIN:
        for (const struct feel_builtin *row = f->builtin; row->name && strcmp(row->name, f->builtin->name) == 0; row++)
            if (overload_conforms(row, to)) return true;
        return false;
    case FEEL_FN_LAMBDA:
        from.members = f->lambda->params;
        from.member_count = f->lambda->param_count;
        from.element = f->lambda->flags & FEEL_EXTERNAL ? NULL : f->lambda->a->type;
        break;
    case FEEL_FN_CALLABLE:
        from.members = f->callable->params;
        from.member_count = f->callable->param_count;
        from.element = f->callable->result;
        /* A service without a declared type may give anything, so also what is asked for. */
        if (!from.element || from.element->kind == FEEL_TYPE_ANY) from.element = to->element;
        break;
    }
    if (!from.element) from.element = &BUILTIN[FEEL_TYPE_ANY];
    return feel_type_conforms(&from, to);
}

/** Inside a list or a context null conforms to every type, as the type of null does. */
static bool inside_of(struct feel_value v, const struct feel_type *t, struct question *q)
{
    if (!t || t->kind == FEEL_TYPE_ANY || v.kind == FEEL_NULL) return true;
    if (OF_KIND[v.kind] != t->kind) return false;
    if (q->left-- <= 0 || q->depth >= FEEL_VALUE_DEPTH) return false;
    q->depth++;
    bool yes = true;
    switch (t->kind) {
    case FEEL_TYPE_LIST:
        for (uint32_t i = 0; t->element && i < v.n && yes; i++, q->left--) yes = inside_of(v.items[i], t->element, q);
        break;
    case FEEL_TYPE_CONTEXT:
        for (size_t i = 0; i < t->member_count && yes; i++) {
            const struct feel_value *has = feel_context_get(v.context, t->members[i].name);
            yes = has && inside_of(*has, t->members[i].type, q);
        }
        break;
    case FEEL_TYPE_RANGE:
        yes = inside_of(v.range->low, t->element, q) && inside_of(v.range->high, t->element, q);
        break;
    case FEEL_TYPE_FUNCTION: yes = function_is(v.function, t); break;
    case FEEL_TYPE_ANY:
    case FEEL_TYPE_NULL:
    case FEEL_TYPE_BOOLEAN:
    case FEEL_TYPE_NUMBER:
    case FEEL_TYPE_STRING:
    case FEEL_TYPE_DATE:
    case FEEL_TYPE_TIME:
    case FEEL_TYPE_DATE_TIME:
    case FEEL_TYPE_DAYS_DURATION:
    case FEEL_TYPE_MONTHS_DURATION: break;
    }
    q->depth--;
    return yes;
}

bool feel_instance_within(struct feel_value v, const struct feel_type *t, int64_t *work)
{
    if (v.kind == FEEL_NULL) return t && t->kind == FEEL_TYPE_NULL;
    struct question q = {.left = *work};
    bool yes = inside_of(v, t, &q);
    *work = q.left > 0 ? q.left : 0;
    return yes;
}

bool feel_instance_of(struct feel_value v, const struct feel_type *t)
{
    int64_t work = INSTANCE_WORK;
    return feel_instance_within(v, t, &work);
}
