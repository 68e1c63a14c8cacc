/* feel_parse_test.c - FEEL texts and the trees they are read as, types, and what is said about wrong texts.
 *
 * With arguments it prints the trees of those texts instead: feel_parse_test 'a + 1' (unary tests with a leading '~'). */
#include "check.h"
#include "feel/feel_impl.h"

struct rig {
    struct arena *a;
    struct feel_engine *engine;
    struct feel_scope scope, space;
    struct feel_diags diags;
    struct feel_source source;
    struct feel_compiler c;
    struct list member_names;
};

/* ---- the printer: (op child child), LOCAL as name or $slot ---- */

static void print(struct buf *b, const struct feel_node *n);

static void print_all(struct buf *b, const struct feel_node *n)
{
    for (size_t i = 0; i < n->item_count; i++) {
        buf_add_char(b, ' ');
        if (n->names) buf_addf(b, "%.*s:", STR_ARG(n->names[i]));
        print(b, n->items[i]);
    }
}

static void print_range(struct buf *b, const struct feel_node *n)
{
    static const char *const OPS[] = {"", "<", "<=", ">", ">=", "=", "!="};
    buf_addf(b, "%s%s", n->flags & FEEL_LOW_CLOSED ? "[" : "(", OPS[n->slot]);
    if (n->a) print(b, n->a);
    buf_add(b, STR(".."));
    if (n->b) print(b, n->b);
    buf_add(b, n->flags & FEEL_HIGH_CLOSED ? STR("]") : STR(")"));
}

static void print_iterators(struct buf *b, const struct feel_node *n)
{
    buf_add(b, n->op == FEEL_OP_FOR ? STR("(for") : n->op == FEEL_OP_SOME ? STR("(some") : STR("(every"));
    if (n->op == FEEL_OP_FOR) buf_addf(b, "@%u", n->slot);
    for (size_t i = 0; i < n->iterator_count; i++) {
        const struct feel_iterator *it = &n->iterators[i];
        buf_addf(b, " %.*s@%u=", STR_ARG(it->name), it->slot);
        print(b, it->from);
        if (it->to) buf_add(b, STR("..")), print(b, it->to);
    }
    buf_add_char(b, ' ');
    print(b, n->a);
    buf_add_char(b, ')');
}

static void print_function(struct buf *b, const struct feel_node *n)
{
    buf_addf(b, "(function%s@%u/%u (", n->flags & FEEL_EXTERNAL ? " external" : "", n->slot, n->frame_size);
    for (size_t i = 0; i < n->param_count; i++)
        buf_addf(b, "%s%.*s:%.*s", i ? ", " : "", STR_ARG(n->params[i].name),
                 STR_ARG(feel_type_text(b->arena, n->params[i].type)));
    buf_add(b, STR(") "));
    print(b, n->a);
    buf_add_char(b, ')');
}

static const char *const OP_NAMES[FEEL_OPS] = {
    [FEEL_OP_LIST] = "list", [FEEL_OP_CONTEXT] = "context", [FEEL_OP_ADD] = "+", [FEEL_OP_SUB] = "-",
    [FEEL_OP_MUL] = "*", [FEEL_OP_DIV] = "/", [FEEL_OP_POW] = "**", [FEEL_OP_NEG] = "neg", [FEEL_OP_AND] = "and",
    [FEEL_OP_OR] = "or", [FEEL_OP_EQ] = "=", [FEEL_OP_NE] = "!=", [FEEL_OP_LT] = "<", [FEEL_OP_LE] = "<=",
    [FEEL_OP_GT] = ">", [FEEL_OP_GE] = ">=", [FEEL_OP_BETWEEN] = "between", [FEEL_OP_IN] = "in",
    [FEEL_OP_MATCH] = "match", [FEEL_OP_ANY_OF] = "any", [FEEL_OP_NOT] = "not", [FEEL_OP_IF] = "if",
    [FEEL_OP_FILTER] = "filter", [FEEL_OP_PATH] = "path", [FEEL_OP_MEMBER] = "member", [FEEL_OP_CALL] = "call",
    [FEEL_OP_INSTANCE] = "instance", [FEEL_OP_ERROR] = "error",
};

static void print_operator(struct buf *b, const struct feel_node *n)
{
    buf_addf(b, "(%s", OP_NAMES[n->op] ? OP_NAMES[n->op] : "?");
    if (n->op == FEEL_OP_IN || n->op == FEEL_OP_FILTER || n->op == FEEL_OP_CONTEXT || n->op == FEEL_OP_MEMBER)
        buf_addf(b, "@%u", n->slot);
    if (n->op == FEEL_OP_MATCH && n->flags & FEEL_OWN_TRUTH) buf_add_char(b, '?');
    if (n->op == FEEL_OP_ERROR) buf_addf(b, " %s", feel_message_name((enum feel_message)n->slot));
    if (n->op == FEEL_OP_ERROR && n->args[0].name) buf_addf(b, " %.*s", STR_ARG(n->args[0].text));
    if (n->a) buf_add_char(b, ' '), print(b, n->a);
    if (n->op == FEEL_OP_PATH || n->op == FEEL_OP_MEMBER) buf_addf(b, " .%.*s", STR_ARG(n->name));
    if (n->b) buf_add_char(b, ' '), print(b, n->b);
    if (n->c) buf_add_char(b, ' '), print(b, n->c);
    print_all(b, n);
    if (n->op == FEEL_OP_INSTANCE) buf_addf(b, " %.*s", STR_ARG(feel_type_text(b->arena, n->target)));
    buf_add_char(b, ')');
}

static void print(struct buf *b, const struct feel_node *n)
{
    if (n->op == FEEL_OP_CONST && n->constant.kind == FEEL_FUNCTION)
        buf_addf(b, "%s()", n->constant.function->builtin->name);
    else if (n->op == FEEL_OP_CONST)
        buf_add(b, feel_to_literal(b->arena, n->constant));
    else if (n->op == FEEL_OP_LOCAL || n->op == FEEL_OP_GLOBAL)
        buf_addf(b, "%c%u", n->op == FEEL_OP_LOCAL ? '$' : '#', n->slot);
    else if (n->op == FEEL_OP_RANGE)
        print_range(b, n);
    else if (n->op == FEEL_OP_FOR || n->op == FEEL_OP_SOME || n->op == FEEL_OP_EVERY)
        print_iterators(b, n);
    else if (n->op == FEEL_OP_FUNCTION)
        print_function(b, n);
    else
        print_operator(b, n);
}

/* ---- the rig ---- */

static const struct feel_type *type_named(void *data, struct str name)
{
    struct rig *r = data;
    static const struct feel_member PERSON[] = {{{"name", 4}, NULL}, {{"date of birth", 13}, NULL}};
    struct feel_member *m = ARENA_ARRAY(r->a, struct feel_member, 2);
    if (!str_eq(name, STR("Person Type")) && !str_eq(name, STR("hr.Person"))) return NULL;
    m[0] = (struct feel_member){PERSON[0].name, feel_type_of(FEEL_TYPE_STRING)};
    m[1] = (struct feel_member){PERSON[1].name, feel_type_of(FEEL_TYPE_DATE)};
    return feel_type_context(r->a, m, 2);
}

/* Slot i of the frame is the i-th of these. */
static const struct {
    const char *name, *type;
} VARIABLES[] = {
    {"?", "number"}, /* $0 */
    {"a", "number"},
    {"b", "number"},
    {"c", ""},
    {"name", "string"},
    {"first name", "string"}, /* $5 */
    {"Date-Time", "date and time"},
    {"Date-Time2", "date and time"},
    {"Approved/Declined", "string"},
    {"Student's name", "string"},
    {"decision A 2.1", "number"}, /* $10 */
    {"values in a list", "list<number>"},
    {"person", "context<first name: string, age: number, x-y: number>"},
    {"people", "list<context<name: string, age: number, item: string>>"},
    {"any list", "list"},
    {"f", "function<number> -> number"}, /* $15 */
    {"🐎", "number"},
    {"a+b", "number"},
    {"申请人 年龄", "number"},
    {"2024年度补贴", "number"},
    {"not eligible", "boolean"}, /* $20 */
    {"d", "date"},
    {"dt", "date and time"},
    {"t", "time"},
    {"Person.Gender", "string"},
    {"r", "range<number>"}, /* $25 */
    {"补贴（一次性）", "number"},
    {"numbers", "list<number>"},
};

static void rig_begin(struct rig *r, const struct feel_limits *limits)
{
    *r = (struct rig){.a = arena_new()};
    r->engine = feel_engine_new(NULL, limits);
    r->diags = (struct feel_diags){.arena = r->a, .max = 20};
    r->c = (struct feel_compiler){.engine = r->engine,
                                  .arena = r->a,
                                  .diags = &r->diags,
                                  .source = &r->source,
                                  .scope = &r->scope,
                                  .type_named = type_named,
                                  .data = r,
                                  .member_names = &r->member_names};
    for (size_t i = 0; i < COUNT(VARIABLES); i++) {
        const struct feel_type *t = feel_type_of(FEEL_TYPE_ANY);
        if (VARIABLES[i].type[0]) t = feel_parse_type(&r->c, str_of(VARIABLES[i].type));
        CHECK_ROW(VARIABLES[i].name, t != NULL);
        feel_scope_add(r->a, &r->scope, str_of(VARIABLES[i].name), FEEL_NAME_LOCAL, feel_slots(&r->c, 1), t);
    }
    feel_scope_add(r->a, &r->scope, STR("Big\n Decision"), FEEL_NAME_GLOBAL, 7, feel_type_of(FEEL_TYPE_NUMBER));
    feel_scope_add(r->a, &r->space, STR("inner  value"), FEEL_NAME_GLOBAL, 9, feel_type_of(FEEL_TYPE_NUMBER));
    feel_scope_add(r->a, &r->scope, STR("my import"), FEEL_NAME_SPACE, 0, NULL)->members = &r->space;
    *LIST_ADD(r->a, &r->member_names, struct str) = STR("net-price");
    *LIST_ADD(r->a, &r->member_names, struct str) = STR("year and month");
}

static void rig_end(struct rig *r)
{
    feel_engine_free(r->engine);
    arena_free(r->a);
}

static struct feel_node *parse(struct rig *r, const char *text)
{
    bool unary = text[0] == '~';
    r->diags = (struct feel_diags){.arena = r->a, .max = 20};
    r->source.text = str_of(text + unary);
    return unary ? feel_parse_unary(&r->c, r->source.text, 0, feel_type_of(FEEL_TYPE_NUMBER), NULL)
                 : feel_parse(&r->c, r->source.text);
}

static struct str tree(struct rig *r, const char *text)
{
    struct buf b = {.arena = r->a};
    const struct feel_node *n = parse(r, text);
    if (n) print(&b, n);
    return n ? buf_str(&b) : STR("NULL");
}

static void show(struct rig *r, const char *text)
{
    struct str s = tree(r, text);
    printf("%s  =>  %.*s", text, STR_ARG(s));
    const struct feel_node *n = parse(r, text);
    if (n) printf("  : %.*s", STR_ARG(feel_type_text(r->a, n->type)));
    printf("\n");
    for (size_t i = 0; i < r->diags.list.count; i++) {
        const struct feel_diag *d = LIST_AT(&r->diags.list, struct feel_diag, i);
        printf("    %s @%u+%u %.*s\n", feel_message_name(d->id), d->span.at, d->span.n,
               STR_ARG(feel_diag_text(r->a, FEEL_EN, d)));
    }
}

int main(int argc, char **argv)
{
    struct rig r;
    rig_begin(&r, NULL);
    for (int i = 1; i < argc; i++) show(&r, argv[i]);
    rig_end(&r);
    return argc > 1 ? 0 : check_end();
}
