/* feel_engine.c - the doors of FEEL: engine, expression, run; and the built-in functions for documentation. */
#include "feel/feel_impl.h"

/* ---- engine ---- */

struct feel_engine *feel_engine_new(const struct feel_host *host, const struct feel_limits *limits)
{
    struct arena *a = arena_new();
    struct feel_engine *e = ARENA_NEW(a, struct feel_engine);
    e->arena = a;
    if (host) e->host = *host;
    e->host.local_zone = arena_str(a, e->host.local_zone);
    e->limits = limits ? *limits : FEEL_LIMITS_DEFAULT;
    if (e->limits.depth > FEEL_DEPTH_MAX) e->limits.depth = FEEL_DEPTH_MAX; /* the C stack holds no more */
    e->zones = feel_zones_new(&e->host);
    e->patterns = feel_patterns_new();
    return e;
}

void feel_engine_free(struct feel_engine *e)
{
    if (!e) return;
    feel_zones_free(e->zones);
    feel_patterns_free(e->patterns);
    arena_free(e->arena);
}

/* ---- expressions ---- */

struct feel_expression {
    const struct feel_node *node;
    uint32_t frame_size;
    size_t variables;
};

static const struct feel_type *variable_type(struct feel_compiler *c, struct str text)
{
    if (text.n == 0) return feel_type_of(FEEL_TYPE_ANY);
    const struct feel_type *t = feel_parse_type(c, text);
    return t ? t : feel_type_of(FEEL_TYPE_ANY);
}

struct feel_expression *feel_compile(struct feel_engine *e, struct arena *a, struct str text, bool unary,
                                     const struct feel_variable *variables, size_t count, struct feel_diags *d)
{
    assert(!unary || count > 0);
    struct feel_source *source = ARENA_NEW(a, struct feel_source);
    source->text = arena_str(a, text.p ? text : STR(""));
    if (!utf8_valid(text) || text.n > UINT32_MAX) {
        source->text = STR("");
        feel_report(d, FEEL_ERROR, FEEL_MSG_TEXT_NOT_UTF8, source, (struct feel_span){0}, NULL);
        return NULL;
    }
    struct feel_scope *scope = ARENA_NEW(a, struct feel_scope);
    struct feel_compiler c = {.engine = e, .arena = a, .diags = d, .source = source, .scope = scope};
    for (size_t i = 0; i < count; i++) {
        uint32_t slot = feel_slots(&c, 1);
        const struct feel_type *type = variable_type(&c, variables[i].type);
        if (variables[i].name.n) feel_scope_add(a, scope, variables[i].name, FEEL_NAME_LOCAL, slot, type);
        if (unary && i == 0 && !str_eq(variables[i].name, STR("?")))
            feel_scope_add(a, scope, STR("?"), FEEL_NAME_LOCAL, slot, type);
    }
    const struct feel_type *subject = unary ? scope->names[0].type : NULL;
    const struct feel_node *node =
        unary ? feel_parse_unary(&c, source->text, 0, subject, NULL) : feel_parse(&c, source->text);
    if (!node) return NULL;
    struct feel_expression *x = ARENA_NEW(a, struct feel_expression);
    *x = (struct feel_expression){.node = node, .frame_size = c.slots_max, .variables = count};
    if (x->frame_size < c.slots) x->frame_size = c.slots;
    return x;
}

/* ---- runs ---- */

struct feel_run *feel_run_new(struct feel_engine *e)
{
    struct arena *own = arena_new();
    struct feel_run *r = ARENA_NEW(own, struct feel_run);
    *r = (struct feel_run){.engine = e, .own = own, .arena = arena_new(), .limits = e->limits};
    feel_run_reset(r);
    return r;
}

void feel_run_free(struct feel_run *r)
{
    if (!r) return;
    arena_free(r->arena);
    arena_free(r->own);
}

void feel_run_reset(struct feel_run *r)
{
    arena_reset(r->arena);
    assert(r->limits.diags >= 0);
    r->diags = (struct feel_diags){.arena = r->arena, .max = (size_t)r->limits.diags};
    r->frame = NULL;
    feel_run_begin(r);
}

const struct feel_diags *feel_run_diags(const struct feel_run *r)
{
    return &r->diags;
}

struct arena *feel_run_arena(struct feel_run *r)
{
    return r->arena;
}

struct feel_value feel_evaluate(struct feel_run *r, const struct feel_expression *x, const struct feel_value *values)
{
    assert(values || x->variables == 0);
    feel_run_begin(r);
    return feel_eval_unit(r, x->node, x->frame_size, values, x->variables);
}

/* ---- the guide to the built-in functions ---- */

static const char *param_word(uint8_t what)
{
    static const char *const WORDS[] = {
        [FEEL_P_ANY] = "Any",
        [FEEL_P_BOOLEAN] = "boolean",
        [FEEL_P_NUMBER] = "number",
        [FEEL_P_STRING] = "string",
        [FEEL_P_DATE] = "date",
        [FEEL_P_TIME] = "time",
        [FEEL_P_DATE_TIME] = "date and time",
        [FEEL_P_DAYS_DURATION] = "days and time duration",
        [FEEL_P_MONTHS_DURATION] = "years and months duration",
        [FEEL_P_DURATION] = "duration",
        [FEEL_P_LIST] = "list",
        [FEEL_P_CONTEXT] = "context",
        [FEEL_P_RANGE] = "range",
        [FEEL_P_FUNCTION] = "function",
        [FEEL_P_TEMPORAL] = "date, time or date and time",
        [FEEL_P_DATE_LIKE] = "date or date and time",
        [FEEL_P_COMPARABLE] = "comparable",
    };
    size_t i = what & FEEL_P_KIND;
    assert(i < COUNT(WORDS));
    return WORDS[i];
}

static const char *signature(struct arena *a, const struct feel_builtin *row)
{
    struct buf b = {.arena = a};
    buf_addf(&b, "%s(", row->name);
    for (size_t i = 0; i < FEEL_PARAMS_MAX && row->params[i].name; i++) {
        uint8_t what = row->params[i].what;
        buf_addf(&b, "%s%s%s: %s%s", i ? ", " : "", row->params[i].name, what & FEEL_P_OPTIONAL ? "?" : "",
                 param_word(what), what & FEEL_P_VARIADIC ? "..." : "");
    }
    buf_add(&b, STR("): "));
    buf_add(&b, feel_type_text(a, feel_type_of(row->result)));
    return arena_cstr(a, buf_str(&b));
}

bool feel_function_info(struct arena *a, size_t i, struct feel_function_info *out)
{
    for (const struct feel_builtin_group *g = FEEL_BUILTIN_GROUPS; g->name; g++)
        for (const struct feel_builtin *row = g->rows; row->name; row++) {
            if (i-- > 0) continue;
            *out = (struct feel_function_info){.name = row->name,
                                               .group = g->name,
                                               .signature = signature(a, row),
                                               .doc_zh = row->doc_zh,
                                               .doc_en = row->doc_en,
                                               .example = row->example};
            return true;
        }
    return false;
}
