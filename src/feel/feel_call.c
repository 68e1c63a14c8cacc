/* feel_call.c - calls: built-ins with their overloads, lambdas and closures, callables of the host, external ones. */
#include "feel/feel_impl.h"

/* What was written between the parentheses, evaluated. */
struct given {
    const struct feel_value *values;
    const struct str *names; /* NULL: by position */
    size_t count;
};
enum { ARGS_ON_STACK = 6 };

/* ---- parameters of built-ins ---- */

#define K(kind) (1u << FEEL_##kind)
enum {
    ANY_KIND = (1u << FEEL_KINDS) - 2, /* all but null */
    TEMPORAL = K(DATE) | K(TIME) | K(DATE_TIME),
    DURATION = K(DAYS_DURATION) | K(MONTHS_DURATION),
};
static const struct {
    uint32_t kinds;
    const char *name;
} PARAM_KINDS[] = {
    [FEEL_P_ANY] = {ANY_KIND, "Any"},
    [FEEL_P_BOOLEAN] = {K(BOOLEAN), "boolean"},
    [FEEL_P_NUMBER] = {K(NUMBER), "number"},
    [FEEL_P_STRING] = {K(STRING), "string"},
    [FEEL_P_DATE] = {K(DATE), "date"},
    [FEEL_P_TIME] = {K(TIME), "time"},
    [FEEL_P_DATE_TIME] = {K(DATE_TIME), "date and time"},
    [FEEL_P_DAYS_DURATION] = {K(DAYS_DURATION), "days and time duration"},
    [FEEL_P_MONTHS_DURATION] = {K(MONTHS_DURATION), "years and months duration"},
    [FEEL_P_DURATION] = {DURATION, "duration"},
    [FEEL_P_LIST] = {K(LIST), "list"},
    [FEEL_P_CONTEXT] = {K(CONTEXT), "context"},
    [FEEL_P_RANGE] = {K(RANGE), "range"},
    [FEEL_P_FUNCTION] = {K(FUNCTION), "function"},
    [FEEL_P_TEMPORAL] = {TEMPORAL, "date | time | date and time"},
    [FEEL_P_DATE_LIKE] = {K(DATE) | K(DATE_TIME), "date | date and time"},
    [FEEL_P_COMPARABLE] = {K(NUMBER) | K(STRING) | TEMPORAL | DURATION, "number | string | date | time | duration"},
};
_Static_assert(COUNT(PARAM_KINDS) == FEEL_P_COMPARABLE + 1, "a row per kind of parameter");

static size_t param_count(const struct feel_builtin *b)
{
    size_t n = 0;
    while (n < FEEL_PARAMS_MAX && b->params[n].name) n++;
    return n;
}

static bool variadic(const struct feel_builtin *b, size_t params)
{
    return params > 0 && b->params[params - 1].what & FEEL_P_VARIADIC;
}

static size_t required(const struct feel_builtin *b, size_t params)
{
    while (params > 0 && b->params[params - 1].what & FEEL_P_OPTIONAL) params--;
    return params;
}

static inline bool kind_fits(const struct feel_param *p, const struct feel_value *v)
{
    if (v->kind == FEEL_NULL) return p->what & FEEL_P_NULL;
    return PARAM_KINDS[p->what & FEEL_P_KIND].kinds >> v->kind & 1;
}

/* Makes v fit the parameter: as it is, or (loosely) out of or into a list of one. */
static bool fit(struct feel_run *r, const struct feel_param *p, struct feel_value *v, bool loosely)
{
    if (kind_fits(p, v)) return true;
    if (!loosely || v->kind == FEEL_NULL) return false;
    if (v->kind == FEEL_LIST) {
        if (v->n != 1 || v->items[0].kind == FEEL_NULL || !kind_fits(p, &v->items[0])) return false;
        *v = v->items[0];
        return true;
    }
    if ((p->what & FEEL_P_KIND) != FEEL_P_LIST) return false;
    struct feel_value *only = ARENA_NEW(r->arena, struct feel_value);
    *only = *v;
    *v = feel_list(only, 1);
    return true;
}

/* ---- binding ---- */

/* The arguments of one overload, in order; and why it does not fit. */
struct bound {
    struct feel_value args[FEEL_PARAMS_MAX];
    size_t count;
    enum { BOUND, WRONG_COUNT, WRONG_NAME, TWICE, MISSING, WRONG_KIND } why;
    const char *parameter; /* MISSING, WRONG_KIND */
    struct str name;       /* WRONG_NAME, TWICE */
    struct feel_value found;
    const struct feel_builtin *row;
};

/* Rest of the arguments as one list. */
static bool bind_rest(struct feel_run *r, const struct feel_param *p, const struct given *g, size_t from,
                      struct bound *out, bool loosely)
{
    size_t n = g->count - from;
    struct feel_value *items = ARENA_ARRAY(r->arena, struct feel_value, n);
    for (size_t i = 0; i < n; i++) {
        items[i] = g->values[from + i];
        if (fit(r, p, &items[i], loosely)) continue;
        out->why = WRONG_KIND;
        out->parameter = p->name;
        out->found = items[i];
        return false;
    }
    out->args[from] = feel_list(items, n);
    return true;
}

static bool bind_positions(struct feel_run *r, const struct feel_builtin *b, const struct given *g, struct bound *out,
                           bool loosely)
{
    size_t params = param_count(b), plain = params;
    bool rest = variadic(b, params);
    if (rest) plain--;
    if (g->count < required(b, params) || (!rest && g->count > params)) {
        out->why = WRONG_COUNT;
        return false;
    }
    out->count = g->count < params ? g->count : params;
    for (size_t i = 0; i < plain && i < g->count; i++) {
        out->args[i] = g->values[i];
        if (fit(r, &b->params[i], &out->args[i], loosely)) continue;
        out->why = WRONG_KIND;
        out->parameter = b->params[i].name;
        out->found = g->values[i];
        return false;
    }
    return !rest || g->count < params || bind_rest(r, &b->params[plain], g, plain, out, loosely);
}

static size_t param_named(const struct feel_builtin *b, size_t params, struct str name)
{
    size_t i = 0;
    while (i < params && !str_eq(str_of(b->params[i].name), name)) i++;
    return i;
}

/* Parameters whose names are not given are null.  @source DMN 1.5, 10.3.2.13.5 */
static bool bind_names(struct feel_run *r, const struct feel_builtin *b, const struct given *g, struct bound *out,
                       bool loosely)
{
    size_t params = param_count(b);
    bool has[FEEL_PARAMS_MAX] = {false};
    for (size_t i = 0; i < g->count; i++) {
        size_t p = param_named(b, params, g->names[i]);
        out->name = g->names[i];
        if (p == params || has[p]) {
            out->why = p == params ? WRONG_NAME : TWICE;
            return false;
        }
        has[p] = true;
        out->args[p] = g->values[i];
        if (p + 1 > out->count) out->count = p + 1;
    }
    for (size_t p = 0; p < params; p++) {
        bool rest = b->params[p].what & FEEL_P_VARIADIC;
        if (!has[p] && b->params[p].what & FEEL_P_OPTIONAL) continue;
        out->parameter = b->params[p].name;
        out->found = out->args[p]; /* null when the name was not given */
        out->why = has[p] ? WRONG_KIND : MISSING;
        if ((!has[p] && rest) || !fit(r, &b->params[p], &out->args[p], loosely)) return false;
        if (p + 1 > out->count) out->count = p + 1;
        if (rest) {
            struct feel_value *only = ARENA_NEW(r->arena, struct feel_value);
            *only = out->args[p];
            out->args[p] = feel_list(only, 1);
        }
    }
    out->why = BOUND;
    return true;
}

static bool bind(struct feel_run *r, const struct feel_builtin *b, const struct given *g, struct bound *out,
                 bool loosely)
{
    memset(out, 0, sizeof *out);
    out->row = b;
    return g->names ? bind_names(r, b, g, out, loosely) : bind_positions(r, b, g, out, loosely);
}

/* ---- what does not fit ---- */

/* "1", "2-3", "1 / 2+": the counts that the overloads take, each once. */
static struct str counts_text(struct feel_run *r, const struct feel_builtin *first)
{
    struct buf b = {.arena = r->arena};
    struct str last = {0};
    for (const struct feel_builtin *row = first; row->name && strcmp(row->name, first->name) == 0; row++) {
        size_t most = param_count(row), least = required(row, most);
        struct str one = variadic(row, most) ? arena_printf(r->arena, "%zu+", least)
                         : most > least      ? arena_printf(r->arena, "%zu-%zu", least, most)
                                             : arena_printf(r->arena, "%zu", least);
        if (str_eq(one, last)) continue;
        if (b.n) buf_add(&b, STR(" / "));
        buf_add(&b, one);
        last = one;
    }
    return buf_str(&b);
}

static struct feel_value fail_bound(struct feel_run *r, const struct feel_builtin *first, const struct bound *b,
                                    size_t given)
{
    bool by_name = b->why == WRONG_NAME || b->why == TWICE;
    struct str function = str_of(first->name), parameter = by_name ? b->name : str_of(b->parameter);
    switch (b->why) {
    case WRONG_COUNT:
        return feel_fail(r, FEEL_MSG_CALL_COUNT,
                         FEEL_ARGS({"function", function}, {"expected", counts_text(r, first)},
                                   {"found", arena_printf(r->arena, "%zu", given)}));
    case WRONG_NAME:
        return feel_fail(r, FEEL_MSG_CALL_NAME_UNKNOWN, FEEL_ARGS({"function", function}, {"parameter", parameter}));
    case TWICE:
        return feel_fail(r, FEEL_MSG_CALL_NAME_TWICE, FEEL_ARGS({"function", function}, {"parameter", parameter}));
    case MISSING:
        return feel_fail(r, FEEL_MSG_CALL_NAME_MISSING, FEEL_ARGS({"function", function}, {"parameter", parameter}));
    case BOUND:
    case WRONG_KIND: break;
    }
    size_t p = param_named(b->row, param_count(b->row), parameter);
    const char *expected = p < FEEL_PARAMS_MAX ? PARAM_KINDS[b->row->params[p].what & FEEL_P_KIND].name : "";
    return feel_fail(r, FEEL_MSG_CALL_ARGUMENT,
                     FEEL_ARGS({"function", function}, {"parameter", parameter}, {"expected", str_of(expected)},
                               {"found", feel_describe(r, b->found)}));
}

/* ---- built-ins ---- */

/* Are the arguments named in the order of the parameters? */
static bool in_order(const struct feel_builtin *b, const struct given *g)
{
    for (size_t i = 0; i < g->count; i++)
        if (i >= FEEL_PARAMS_MAX || !b->params[i].name || !str_eq(g->names[i], str_of(b->params[i].name))) return false;
    return true;
}

/* Reading long texts is work, too: a million calls over a text of a megabyte would not end. */
static struct feel_value invoke(struct feel_run *r, const struct feel_builtin *row, const struct feel_value *args,
                                size_t count)
{
    int64_t cost = 0;
    for (size_t i = 0; i < count; i++)
        if (args[i].kind == FEEL_STRING) cost += args[i].n / 64;
    return cost == 0 || feel_step(r, cost) ? row->call(r, args, count) : FEEL_NULL_VALUE;
}

static bool same_function(const struct feel_builtin *row, const struct feel_builtin *first)
{
    return row == first || (row->name && strcmp(row->name, first->name) == 0);
}

/* The arguments by position as they are, in the room of the longest overload; false when they must be looked at more
 * closely. */
static bool bind_quickly(struct feel_run *r, const struct feel_builtin *b, const struct given *g,
                         struct feel_value args[FEEL_PARAMS_MAX], size_t *count)
{
    size_t i = 0;
    for (; i < FEEL_PARAMS_MAX && b->params[i].name && !(b->params[i].what & FEEL_P_VARIADIC); i++) {
        if (i >= g->count && !(b->params[i].what & FEEL_P_OPTIONAL)) return false;
        if (i < g->count && !kind_fits(&b->params[i], &g->values[i])) return false;
        args[i] = i < g->count ? g->values[i] : FEEL_NULL_VALUE;
    }
    *count = g->count;
    if (i == FEEL_PARAMS_MAX || !b->params[i].name) return g->count <= i;
    if (g->count <= i) return false;
    for (size_t k = i; k < g->count; k++)
        if (!kind_fits(&b->params[i], &g->values[k])) return false;
    struct feel_value *rest = ARENA_ARRAY(r->arena, struct feel_value, g->count - i);
    memcpy(rest, g->values + i, (g->count - i) * sizeof *rest);
    args[i] = feel_list(rest, g->count - i);
    *count = i + 1;
    return true;
}

/* The first overload that takes the arguments as they are, else the first that takes them loosely.  before() and
 * after() have two with the same names in another order: there, the order of writing decides.  r->at is set. */
static struct feel_value call_bound(struct feel_run *r, const struct feel_builtin *first, const struct given *g)
{
    enum { IN_ORDER, AS_THEY_ARE, LOOSELY, PASSES };
    struct bound b, worst = {.why = BOUND};
    for (int pass = g->names ? IN_ORDER : AS_THEY_ARE; pass < PASSES; pass++) {
        for (const struct feel_builtin *row = first; same_function(row, first); row++) {
            if (pass == IN_ORDER && !in_order(row, g)) continue;
            if (bind(r, row, g, &b, pass == LOOSELY)) return invoke(r, row, b.args, b.count);
            if (worst.why == BOUND || (b.why > worst.why && pass == LOOSELY)) worst = b; /* the nearest miss */
        }
    }
    return fail_bound(r, first, &worst, g->count);
}

static struct feel_value call_builtin(struct feel_run *r, const struct feel_builtin *first, const struct given *g)
{
    struct feel_value args[FEEL_PARAMS_MAX];
    size_t count;
    for (const struct feel_builtin *row = first; !g->names && same_function(row, first); row++)
        if (bind_quickly(r, row, g, args, &count)) return invoke(r, row, args, count);
    return call_bound(r, first, g);
}

/* ---- lambdas, callables, external functions ---- */

static struct str callee_name(const struct feel_run *r, const struct feel_function *f)
{
    if (f->kind == FEEL_FN_CALLABLE) return f->callable->name;
    const struct feel_node *n = r->at;
    if (n && n->op == FEEL_OP_CALL && !n->builtin && n->a && n->a->source)
        return str_sub(n->a->source->text, n->a->span.at, n->a->span.n);
    return STR("function");
}

/* Is every name that of a parameter, and given once? */
static bool names_known(struct feel_run *r, const struct feel_function *f, const struct given *g,
                        const struct feel_member *params, size_t count)
{
    for (size_t i = 0; i < g->count; i++) {
        size_t p = 0, before = 0;
        while (p < count && !str_eq(g->names[i], params[p].name)) p++;
        while (before < i && !str_eq(g->names[i], g->names[before])) before++;
        if (p < count && before == i) continue;
        feel_fail(r, p == count ? FEEL_MSG_CALL_NAME_UNKNOWN : FEEL_MSG_CALL_NAME_TWICE,
                  FEEL_ARGS({"function", callee_name(r, f)}, {"parameter", g->names[i]}));
        return false;
    }
    return true;
}

static struct feel_value value_named(struct feel_run *r, const struct feel_function *f, const struct given *g,
                                     struct str name)
{
    for (size_t i = 0; i < g->count; i++)
        if (str_eq(g->names[i], name)) return g->values[i];
    feel_report(&r->diags, FEEL_NOTE, FEEL_MSG_CALL_NAME_MISSING, r->at ? r->at->source : NULL,
                r->at ? r->at->span : (struct feel_span){0, 0},
                FEEL_ARGS({"function", callee_name(r, f)}, {"parameter", name}));
    return FEEL_NULL_VALUE;
}

/* Orders, counts and coerces arguments by declared parameters into out[count].  By position all of them must be
 * given; by name, those that are not given are null.  @source DMN 1.5, 10.3.2.13.5 */
static bool bind_params(struct feel_run *r, const struct feel_function *f, const struct given *g,
                        const struct feel_member *params, size_t count, struct feel_value *out)
{
    if (g->names ? !names_known(r, f, g, params, count) : g->count != count) {
        if (!g->names)
            feel_fail(r, FEEL_MSG_CALL_COUNT,
                      FEEL_ARGS({"function", callee_name(r, f)},
                                {"expected", arena_printf(r->arena, "%zu", count)},
                                {"found", arena_printf(r->arena, "%zu", g->count)}));
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = g->names ? value_named(r, f, g, params[i].name) : g->values[i];
        if (!feel_coerced(r, params[i].type, &out[i], r->at)) return false;
    }
    return true;
}

static struct str text_entry(const struct feel_value *c, struct str name)
{
    const struct feel_value *v = c && c->kind == FEEL_CONTEXT ? feel_context_get(c->context, name) : NULL;
    return v && v->kind == FEEL_STRING ? feel_text(*v) : (struct str){0};
}

/* The body of an external function is {java: {class: ..., method signature: ...}}; the inner context alone is what a
 * boxed definition writes. */
static struct feel_value call_external(struct feel_run *r, const struct feel_value *about,
                                       const struct feel_value *args, size_t count)
{
    const struct feel_value *java =
        about->kind == FEEL_CONTEXT ? feel_context_get(about->context, STR("java")) : NULL;
    if (!java) java = about;
    struct str class_name = text_entry(java, STR("class")), method = text_entry(java, STR("method signature"));
    if (!class_name.p || !method.p) return feel_fail(r, FEEL_MSG_EXTERNAL_FORM, NULL);
    const struct feel_java *j = feel_java_find(class_name, method);
    if (!j) return feel_fail(r, FEEL_MSG_EXTERNAL_UNKNOWN, FEEL_ARGS({"class", class_name}, {"method", method}));
    return feel_java_call(r, j, args, count);
}

/* The frame of the call: what was captured, then the arguments. */
static struct feel_value run_lambda(struct feel_run *r, const struct feel_function *f, const struct feel_value *args)
{
    const struct feel_node *n = f->lambda;
    const struct feel_value *globals = r->globals;
    size_t count = (size_t)n->slot + n->param_count;
    struct feel_value room[2 * ARGS_ON_STACK], *first = room;
    if (count > COUNT(room)) first = ARENA_ARRAY(r->arena, struct feel_value, count);
    if (n->slot) memcpy(first, f->captured, n->slot * sizeof *first);
    if (n->param_count) memcpy(first + n->slot, args, n->param_count * sizeof *first);
    r->globals = f->globals ? f->globals : globals;
    assert(n->frame_size >= count);
    struct feel_value v = feel_eval_unit(r, n->a, n->frame_size, first, count);
    r->globals = globals;
    if (!(n->flags & FEEL_EXTERNAL)) return v;
    return call_external(r, &v, args, n->param_count);
}

static struct feel_value call_declared(struct feel_run *r, const struct feel_function *f, const struct given *g)
{
    bool lambda = f->kind == FEEL_FN_LAMBDA;
    const struct feel_member *params = lambda ? f->lambda->params : f->callable->params;
    size_t count = lambda ? f->lambda->param_count : f->callable->param_count;
    struct feel_value room[ARGS_ON_STACK], *args = room;
    if (count > COUNT(room)) args = ARENA_ARRAY(r->arena, struct feel_value, count);
    if (!bind_params(r, f, g, params, count, args)) return FEEL_NULL_VALUE;
    if (lambda) return run_lambda(r, f, args);
    const struct feel_node *at = r->at;
    return feel_coerce(r, f->callable->result, f->callable->invoke(r, f->callable, args), at);
}

static struct feel_value call(struct feel_run *r, const struct feel_function *f, const struct given *g)
{
    if (!feel_step(r, 1)) return FEEL_NULL_VALUE;
    if (f->kind == FEEL_FN_BUILTIN) return call_builtin(r, f->builtin, g);
    if (r->calls >= r->limits.depth) { /* too deep: the whole evaluation ends, else every level would try again */
        feel_fail(r, FEEL_MSG_TOO_DEEP, FEEL_ARGS({"max", arena_printf(r->arena, "%" PRId32, r->limits.depth)}));
        r->stopped = true;
        r->steps = 0;
        return FEEL_NULL_VALUE;
    }
    const struct feel_node *at = r->at;
    r->calls++;
    struct feel_value v = call_declared(r, f, g);
    r->calls--;
    r->at = at;
    return v;
}

struct feel_value feel_call(struct feel_run *r, const struct feel_function *f, const struct feel_value *args,
                            size_t count)
{
    return call(r, f, &(struct given){.values = args, .count = count});
}

/* ---- the nodes ---- */

struct feel_value feel_op_call(struct feel_run *r, const struct feel_node *n)
{
    struct feel_value callee = FEEL_NULL_VALUE;
    if (!n->builtin) {
        callee = feel_eval(r, n->a);
        if (callee.kind != FEEL_FUNCTION)
            return feel_fail_at(r, n, FEEL_MSG_CALL_KIND, FEEL_ARGS({"found", feel_describe(r, callee)}));
    }
    struct feel_value room[ARGS_ON_STACK], *values = room;
    if (n->item_count > COUNT(room)) values = ARENA_ARRAY(r->arena, struct feel_value, n->item_count);
    for (size_t i = 0; i < n->item_count; i++) feel_eval_into(r, n->items[i], &values[i]);
    struct given g = {.values = values, .names = n->names, .count = n->item_count};
    r->at = n;
    if (!n->builtin) return call(r, callee.function, &g);
    return feel_step(r, 1) ? call_builtin(r, n->builtin, &g) : FEEL_NULL_VALUE;
}

struct feel_value feel_op_function(struct feel_run *r, const struct feel_node *n)
{
    if (!feel_step(r, 1 + n->slot / 16)) return FEEL_NULL_VALUE;
    struct feel_function *f = ARENA_NEW(r->arena, struct feel_function);
    *f = (struct feel_function){.kind = FEEL_FN_LAMBDA, .lambda = n, .globals = r->globals};
    if (n->slot) {
        struct feel_value *captured = ARENA_ARRAY(r->arena, struct feel_value, n->slot);
        memcpy(captured, r->frame, n->slot * sizeof *captured);
        f->captured = captured;
    }
    return (struct feel_value){.kind = FEEL_FUNCTION, .function = f};
}
