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
    struct feel_scope member_names;
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
    feel_scope_add(r->a, &r->member_names, STR("net-price"), FEEL_NAME_CONST, 0, NULL);
    feel_scope_add(r->a, &r->member_names, STR("year and month"), FEEL_NAME_CONST, 0, NULL);
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

/* ---- trees and types ---- */

static const struct {
    const char *text, *tree, *type;
} TREES[] = {
    {"c.2024年度 + 1", "(+ (path $3 .2024年度) 1)", "Any"},
    {"a<-1", "(< $1 -1)", "boolean"},
    {"a=-b", "(= $1 (neg $2))", "boolean"},
    {"[-a..-1]", "[(neg $1)..-1]", "range<number>"},
    {"[.5..1.5]", "[0.5..1.5]", "range<number>"},
    {"1", "1", "number"},
    {"-1", "-1", "number"},
    {".872", "0.872", "number"},
    {"1e3", "1000", "number"},
    {"1.5E-2", "0.015", "number"},
    {"- 5", "-5", "number"},
    {"--10", "(neg -10)", "number"},
    {"- -10", "(neg -10)", "number"},
    {"-a", "(neg $1)", "number"},
    {"-3 ** 2", "(** -3 2)", "number"},
    {"-a ** 2", "(** (neg $1) 2)", "number"},
    {"a**-b", "(** $1 (neg $2))", "number"},
    {"3**4**5", "(** (** 3 4) 5)", "number"},
    {"1+2*3", "(+ 1 (* 2 3))", "number"},
    {"1*2+3", "(+ (* 1 2) 3)", "number"},
    {"(1+2)*3", "(* (+ 1 2) 3)", "number"},
    {"a - b - c", "(- (- $1 $2) $3)", "Any"},
    {"a / b * c", "(* (/ $1 $2) $3)", "Any"},
    {"1 + 2 < 3 * 4", "(< (+ 1 2) (* 3 4))", "boolean"},
    {"a = b and c or true", "(or (and (= $1 $2) $3) true)", "boolean"},
    {"a or b or c or true or false", "(or (or $1 $2) (or $3 (or true false)))", "boolean"},
    {"a and b or c and true", "(or (and $1 $2) (and $3 true))", "boolean"},
    {"true", "true", "boolean"},
    {"false", "false", "boolean"},
    {"null", "null", "Null"},
    {"\"abc\"", "\"abc\"", "string"},
    {"\"\"", "\"\"", "string"},
    {"\"a\\\"b\\\\c\\n\\t\"", "\"a\\\"b\\\\c\\n\\t\"", "string"},
    {"\"\\uD83D\\uDCA9\\U01F40E\"", "\"💩🐎\"", "string"},
    {"\"\\d\\s\"", "\"\\\\d\\\\s\"", "string"},
    {"\"\\u00e9\"", "\"é\"", "string"},
    {"@\"2020-01-01\"", "date(\"2020-01-01\")", "date"},
    {"@\"P1D\"", "duration(\"P1D\")", "days and time duration"},
    {"@\"10:30:00Z\"", "time(\"10:30:00Z\")", "time"},
    {"date(\"2020-02-29\")", "date(\"2020-02-29\")", "date"},
    {"date(\"2020-02-30\")", "(call date() \"2020-02-30\")", "date"},
    {"time(\"10:30:00\")", "time(\"10:30:00\")", "time"},
    {"date and time(\"2020-01-01T00:00:00\")", "date and time(\"2020-01-01T00:00:00\")", "date and time"},
    {"duration(\"P1Y\")", "duration(\"P1Y\")", "years and months duration"},
    {"date(2020, 1, 1)", "(call date() 2020 1 1)", "date"},
    {"date(from: \"2020-01-01\")", "(call date() from:\"2020-01-01\")", "date"},
    {"a + b", "(+ $1 $2)", "number"},
    {"a+b", "$17", "number"},
    {"a +b", "(+ $1 $2)", "number"},
    {"first name", "$5", "string"},
    {"first   name", "$5", "string"},
    {"name", "$4", "string"},
    {"Date-Time - Date-Time2", "(- $6 $7)", "days and time duration"},
    {"Date-Time-Date-Time2", "(- $6 $7)", "days and time duration"},
    {"Approved/Declined", "$8", "string"},
    {"a/b", "(/ $1 $2)", "number"},
    {"Student's name", "$9", "string"},
    {"decision A 2.1", "$10", "number"},
    {"decision A 2.1 + 1", "(+ $10 1)", "number"},
    {"values in a list", "$11", "list<number>"},
    {"values in a list[1]", "(filter@28 $11 1)", "number"},
    {"values  in a list", "$11", "list<number>"},
    {"🐎 + 1", "(+ $16 1)", "number"},
    {"申请人 年龄 >= 18", "(>= $18 18)", "boolean"},
    {"申请人　年龄", "$18", "number"},
    {"2024年度补贴 * 2", "(* $19 2)", "number"},
    {"-2024年度补贴", "(neg $19)", "number"},
    {"not eligible", "$20", "boolean"},
    {"not eligible and true", "(and $20 true)", "boolean"},
    {"not(not eligible)", "(call not() $20)", "boolean"},
    {"not (true)", "(call not() true)", "boolean"},
    {"补贴（一次性） + 1", "(+ $26 1)", "number"},
    {"Person.Gender", "$24", "string"},
    {"my import.inner value + 1", "(+ #9 1)", "number"},
    {"my import . inner value", "#9", "number"},
    {"Big Decision", "#7", "number"},
    {"person.first name", "(path $12 .first name)", "string"},
    {"person.age + 1", "(+ (path $12 .age) 1)", "number"},
    {"person.x-y", "(path $12 .x-y)", "number"},
    {"person.x - y", "(- (path $12 .x) (error NAME_NONE_LIKE y))", "Any"},
    {"person.unknown thing and true", "(and (path $12 .unknown thing) true)", "boolean"},
    {"people.name", "(path $13 .name)", "list<string>"},
    {"people.item", "(path $13 .item)", "list<string>"},
    {"c.net-price", "(path $3 .net-price)", "Any"},
    {"c.net", "(path $3 .net)", "Any"},
    {"c.year and month", "(path $3 .year and month)", "Any"},
    {"c.some name and true", "(and (path $3 .some name) true)", "boolean"},
    {"c.a.b.c", "(path (path (path $3 .a) .b) .c)", "Any"},
    {"d.year", "(path $21 .year)", "number"},
    {"dt.time offset", "(path $22 .time offset)", "days and time duration"},
    {"t.hour + 1", "(+ (path $23 .hour) 1)", "number"},
    {"r.start included", "(path $25 .start included)", "boolean"},
    {"r.start", "(path $25 .start)", "number"},
    {"d.weekday in (1, 2)", "(in@28 (path $21 .weekday) (any (match $28 1) (match $28 2)))", "boolean"},
    {"[]", "(list)", "list"},
    {"[1, 2, 3]", "(list 1 2 3)", "list<number>"},
    {"[1, [2, \"x\"]]", "(list 1 (list 2 \"x\"))", "list<Any>"},
    {"[1, null]", "(list 1 null)", "list<number>"},
    {"[1, \"a\"]", "(list 1 \"a\")", "list<Any>"},
    {"[1..10]", "[1..10]", "range<number>"},
    {"(1..10)", "(1..10)", "range<number>"},
    {"]1..10[", "(1..10)", "range<number>"},
    {"[1..10)", "[1..10)", "range<number>"},
    {"[1..10[", "[1..10)", "range<number>"},
    {"(1..10]", "(1..10]", "range<number>"},
    {"]1..10]", "(1..10]", "range<number>"},
    {"[a..b]", "[$1..$2]", "range<number>"},
    {"[a + 1..b * 2]", "[(+ $1 1)..(* $2 2)]", "range<number>"},
    {"(< 10)", "(<..10)", "range<number>"},
    {"(<=10)", "(<=..10]", "range<number>"},
    {"(>10)", "(>10..)", "range<number>"},
    {"(>= 10)", "[>=10..)", "range<number>"},
    {"(=10)", "[=10..]", "range<number>"},
    {"(!=10)", "(!=10..)", "range<number>"},
    {"[d..d + @\"P1D\"]", "[$21..(+ $21 duration(\"P1D\"))]", "range<date>"},
    {"]a..numbers[1][", "($1..(filter@28 $27 1))", "range<number>"},
    {"]1..5[ = ]1..5[", "(= (1..5) (1..5))", "boolean"},
    {"1 in ]a..b[ and true", "(and (in@28 1 (match $28 ($1..$2))) true)", "boolean"},
    {"[1..numbers[1]]", "[1..(filter@28 $27 1)]", "range<number>"},
    {"[[1..2], ]3..4[]", "(list [1..2] (3..4))", "list<range<number>>"},
    {"{}", "(context@28)", "context"},
    {"{a: 1}", "(context@28 a:1)", "context<a: number>"},
    {"{first name: 1, b + c: 2}", "(context@28 first name:1 b + c:2)", "context<first name: number, b + c: number>"},
    {"{\"a b\": 1, \"{\": 2}", "(context@28 a b:1 {:2)", "context<a b: number, {: number>"},
    {"{a: 1, b: a + 1, c: b}", "(context@28 a:1 b:(+ $28 1) c:$29)", "context<a: number, b: number, c: number>"},
    {"{a: 1, a: 2}", "(context@28 a:1 a:2)", "Any"},
    {"{x: {y: {z: 1}}}.x.y.z",
     "(path (path (path (context@28 x:(context@28 y:(context@28 z:1))) .x) .y) .z)", "number"},
    {"{if: 1, for: 2}.if", "(path (context@28 if:1 for:2) .if)", "number"},
    {"{foo+bar: 1, d: foo+bar}", "(context@28 foo+bar:1 d:$28)", "context<foo+bar: number, d: number>"},
    {"{f2: function(x) x + 1, g: f2(2)}.g",
     "(path (context@28 f2:(function@28/29 (x:Any) (+ $28 1)) g:(call $28 2)) .g)", "Any"},
    {"{a: for i in 1..2 return i, b2: a}",
     "(context@28 a:(for@28 i@29=1..2 $29) b2:$28)", "context<a: list<number>, b2: list<number>>"},
    {"numbers[1]", "(filter@28 $27 1)", "number"},
    {"numbers[-1]", "(filter@28 $27 -1)", "number"},
    {"numbers[item > 1]", "(filter@28 $27 (> $28 1))", "list<number>"},
    {"people[age > 3]",
     "(filter@28 $13 (> (path $28 .age) 3))", "list<context<name: string, age: number, item: string>>"},
    {"people[item.age > 3]",
     "(filter@28 $13 (> (path (path $28 .item) .age) 3))", "list<context<name: string, age: number, item: string>>"},
    {"people[item = \"x\"]",
     "(filter@28 $13 (= (path $28 .item) \"x\"))", "list<context<name: string, age: number, item: string>>"},
    {"people[name = \"x\" and age < a]",
     "(filter@28 $13 (and (= (path $28 .name) \"x\") (< (path $28 .age) $1)))", "list<context<name: string, age: number, item: string>>"},
    {"people[1].name", "(path (filter@28 $13 1) .name)", "string"},
    {"people.age[item > 3]", "(filter@28 (path $13 .age) (> $28 3))", "list<number>"},
    {"any list[x = 1]", "(filter@28 $14 (= (member@28 .x) 1))", "list<Any>"},
    {"any list[x = a]", "(filter@28 $14 (= (member@28 .x) (member@28 .a $1)))", "list<Any>"},
    {"any list[item.x = a]", "(filter@28 $14 (= (path $28 .x) (member@28 .a $1)))", "list<Any>"},
    {"any list[net-price > 1]", "(filter@28 $14 (> (member@28 .net-price) 1))", "list<Any>"},
    {"any list[first thing = 1]", "(filter@28 $14 (= (member@28 .first thing) 1))", "list<Any>"},
    {"any list[count(item) = 1]", "(filter@28 $14 (= (call count() $28) 1))", "list<Any>"},
    {"any list[inner[y = 1]]",
     "(filter@28 $14 (filter@29 (member@28 .inner) (= (member@29 .y (member@28 .y)) 1)))", "Any"},
    {"any list[some z in item satisfies z = 1]", "(filter@28 $14 (some z@29=$28 (= $29 1)))", "list<Any>"},
    {"c[a]", "(filter@28 $3 (member@28 .a $1))", "Any"},
    {"a[1]", "(filter@28 $1 1)", "number"},
    {"[{x: 1}, {x: 2, y: 3}][y = 2]",
     "(filter@28 (list (context@28 x:1) (context@28 x:2 y:3)) (= (member@28 .y) 2))", "list<context>"},
    {"[{x: 1}][x = 1].x", "(path (filter@28 (list (context@28 x:1)) (= (path $28 .x) 1)) .x)", "list<number>"},
    {"f(1)", "(call $15 1)", "number"},
    {"f(1)(2)", "(call (call $15 1) 2)", "Any"},
    {"abs(-1)", "(call abs() -1)", "Any"},
    {"abs(n: -1)", "(call abs() n:-1)", "Any"},
    {"substring(string: \"abc\", start position: 2)", "(call substring() string:\"abc\" start position:2)", "string"},
    {"null()", "(call null)", "Any"},
    {"\"abs\"(-1)", "(call \"abs\" -1)", "Any"},
    {"123()", "(call 123)", "Any"},
    {"c.f(1).g(2)[3].h", "(path (filter@28 (call (path (call (path $3 .f) 1) .g) 2) 3) .h)", "Any"},
    {"[1, 2](3)", "(call (list 1 2) 3)", "Any"},
    {"(function(x) x)(1)", "(call (function@28/29 (x:Any) $28) 1)", "Any"},
    {"sum([1, 2, 3])", "(call sum() (list 1 2 3))", "number"},
    {"count(numbers)", "(call count() $27)", "number"},
    {"is(a, b)", "(call is() $1 $2)", "boolean"},
    {"string join([\"a\"], \",\")", "(call string join() (list \"a\") \",\")", "string"},
    {"years and months duration(d, d)", "(call years and months duration() $21 $21)", "years and months duration"},
    {"day of week(d)", "(call day of week() $21)", "string"},
    {"f(a, b, 1 + 2)", "(call $15 $1 $2 (+ 1 2))", "number"},
    {"if a then b else c", "(if $1 $2 $3)", "Any"},
    {"if a > 1 then \"x\" else null", "(if (> $1 1) \"x\" null)", "string"},
    {"if a then if b then 1 else 2 else 3", "(if $1 (if $2 1 2) 3)", "number"},
    {"1 + if a then 2 else 3", "(+ 1 (if $1 2 3))", "number"},
    {"for i in numbers return i * 2", "(for@28 i@29=$27 (* $29 2))", "list<number>"},
    {"for i in 1..3 return i", "(for@28 i@29=1..3 $29)", "list<number>"},
    {"for i in 3..1, j in [i] return i + j", "(for@28 i@29=3..1 j@30=(list $29) (+ $29 $30))", "list<number>"},
    {"for first name in people return first name.age", "(for@28 first name@29=$13 (path $29 .age))", "list<number>"},
    {"for x in any list return x.y", "(for@28 x@29=$14 (path $29 .y))", "list<Any>"},
    {"for i in [1..3] return i", "(for@28 i@29=[1..3] $29)", "list<number>"},
    {"for i in 1..3 return sum(partial) + i", "(for@28 i@29=1..3 (+ (call sum() $28) $29))", "list<number>"},
    {"for values in a list in numbers return 1",
     "(for@28 values@29=(in@29 (error NAME_UNKNOWN a list) (match $29 $27)) 1)", "list<number>"},
    {"some x in numbers satisfies x > 1", "(some x@28=$27 (> $28 1))", "boolean"},
    {"every x in numbers, y in numbers satisfies x > y", "(every x@28=$27 y@29=$27 (> $28 $29))", "boolean"},
    {"some i in 1..3 satisfies i = 2", "(some i@28=1..3 (= $28 2))", "boolean"},
    {"function() 1", "(function@28/28 () 1)", "function<> -> number"},
    {"function(x) x", "(function@28/29 (x:Any) $28)", "function<Any> -> Any"},
    {"function(x: number, y z: string) x",
     "(function@28/30 (x:number, y z:string) $28)", "function<number, string> -> number"},
    {"function(x) function(y) x + y",
     "(function@28/29 (x:Any) (function@29/30 (y:Any) (+ $28 $29)))", "function<Any> -> function<Any> -> Any"},
    {"function(x: list<number>) x[1]",
     "(function@28/30 (x:list<number>) (filter@29 $28 1))", "function<list<number>> -> number"},
    {"for i in 1..2 return function(x) x + i",
     "(for@28 i@29=1..2 (function@30/31 (x:Any) (+ $30 $29)))", "list<function<Any> -> Any>"},
    {"function(n1) external {java: {class: \"java.lang.Math\", method signature: \"cos(double)\"}}",
     "(function external@28/31 (n1:Any) (context@29 java:(context@29 class:\"java.lang.Math\" method signature:\"cos(double)\")))", "function<Any> -> Any"},
    {"a between 1 and 10", "(between $1 1 10)", "boolean"},
    {"a between 1 and 10 and true", "(and (between $1 1 10) true)", "boolean"},
    {"a + 1 between b and c + 1 or true", "(or (between (+ $1 1) $2 (+ $3 1)) true)", "boolean"},
    {"a in 1", "(in@28 $1 (match $28 1))", "boolean"},
    {"a in [1..5]", "(in@28 $1 (match $28 [1..5]))", "boolean"},
    {"a in (1..5)", "(in@28 $1 (match $28 (1..5)))", "boolean"},
    {"a in (1, <5, >=10)", "(in@28 $1 (any (match $28 1) (< $28 5) (>= $28 10)))", "boolean"},
    {"a in <=10", "(in@28 $1 (<= $28 10))", "boolean"},
    {"a in !=10", "(in@28 $1 (!= $28 10))", "boolean"},
    {"a in (<5)", "(in@28 $1 (< $28 5))", "boolean"},
    {"a in (b)", "(in@28 $1 (match $28 $2))", "boolean"},
    {"a in (b) and true", "(and (in@28 $1 (match $28 $2)) true)", "boolean"},
    {"a in (b)[1]", "(in@28 $1 (match $28 (filter@29 $2 1)))", "boolean"},
    {"a in (b) + 1", "(in@28 $1 (match $28 (+ $2 1)))", "boolean"},
    {"a in (1..5]", "(in@28 $1 (match $28 (1..5]))", "boolean"},
    {"a in numbers", "(in@28 $1 (match $28 $27))", "boolean"},
    {"a in ([1..2], [3..4])", "(in@28 $1 (any (match $28 [1..2]) (match $28 [3..4])))", "boolean"},
    {"a in (? > 3, 7)", "(in@28 $1 (any (match? $28 (> $28 3)) (match $28 7)))", "boolean"},
    {"\"a\" in (\"b\"..\"d\")", "(in@28 \"a\" (match $28 (\"b\"..\"d\")))", "boolean"},
    {"a instance of number", "(instance $1 number)", "boolean"},
    {"a instance of number and true", "(and (instance $1 number) true)", "boolean"},
    {"c instance of list<number>", "(instance $3 list<number>)", "boolean"},
    {"c instance of list<list<string>>", "(instance $3 list<list<string>>)", "boolean"},
    {"c instance of context<a: number, b c: string>", "(instance $3 context<a: number, b c: string>)", "boolean"},
    {"c instance of context<>", "(instance $3 context)", "boolean"},
    {"c instance of function<number, string> -> boolean",
     "(instance $3 function<number, string> -> boolean)", "boolean"},
    {"c instance of function<>->Any", "(instance $3 function<> -> Any)", "boolean"},
    {"c instance of range<number>", "(instance $3 range<number>)", "boolean"},
    {"c instance of days and time duration", "(instance $3 days and time duration)", "boolean"},
    {"c instance of years and months duration or true",
     "(or (instance $3 years and months duration) true)", "boolean"},
    {"c instance of Person Type", "(instance $3 context<name: string, date of birth: date>)", "boolean"},
    {"c instance of hr.Person", "(instance $3 context<name: string, date of birth: date>)", "boolean"},
    {"-1 instance of number", "(instance -1 number)", "boolean"},
    {"a + 1 instance of number", "(+ $1 (instance 1 number))", "Any"},
    {"c instance of foo bar and true", "(and (error TYPE_UNKNOWN foo bar) true)", "boolean"},
    {"a = b = c", "(= (= $1 $2) $3)", "boolean"},
    {"a != b", "(!= $1 $2)", "boolean"},
    {"a >= b", "(>= $1 $2)", "boolean"},
    {"1 // comment", "1", "number"},
    {"1 /* x */ + /* y */ 2", "(+ 1 2)", "number"},
    {"/* only */ 1", "1", "number"},
    {" 1 ", "1", "number"},
    {"　1", "1", "number"},
    {"~-", "true", "boolean"},
    {"~ - ", "true", "boolean"},
    {"~", "true", "boolean"},
    {"~5", "(match $0 5)", "boolean"},
    {"~< 5", "(< $0 5)", "boolean"},
    {"~<=5", "(<= $0 5)", "boolean"},
    {"~>a", "(> $0 $1)", "boolean"},
    {"~>= a + 1", "(>= $0 (+ $1 1))", "boolean"},
    {"~= 5", "(= $0 5)", "boolean"},
    {"~!= 5", "(!= $0 5)", "boolean"},
    {"~\"a\",\"b\"", "(any (match $0 \"a\") (match $0 \"b\"))", "boolean"},
    {"~1, 2, <3", "(any (match $0 1) (match $0 2) (< $0 3))", "boolean"},
    {"~[1..5]", "(match $0 [1..5])", "boolean"},
    {"~]1..5[, 7", "(any (match $0 (1..5)) (match $0 7))", "boolean"},
    {"~(1..5)", "(match $0 (1..5))", "boolean"},
    {"~(<5)", "(match $0 (<..5))", "boolean"},
    {"~not(1)", "(not (match $0 1))", "boolean"},
    {"~not(1, 2)", "(not (any (match $0 1) (match $0 2)))", "boolean"},
    {"~not(<5, [7..9])", "(not (any (< $0 5) (match $0 [7..9])))", "boolean"},
    {"~not(true) and true", "(match $0 (and (call not() true) true))", "boolean"},
    {"~not eligible", "(match $0 $20)", "boolean"},
    {"~null", "(match $0 null)", "boolean"},
    {"~true", "(match $0 true)", "boolean"},
    {"~? > 5", "(match? $0 (> $0 5))", "boolean"},
    {"~? > 5 and ? < 10", "(match? $0 (and (> $0 5) (< $0 10)))", "boolean"},
    {"~not(? > 5)", "(not (match? $0 (> $0 5)))", "boolean"},
    {"~numbers", "(match $0 $27)", "boolean"},
    {"~numbers[item > ?]", "(match? $0 (filter@28 $27 (> $28 $0)))", "boolean"},
    {"~date(\"2020-01-01\")", "(match $0 date(\"2020-01-01\"))", "boolean"},
    {"~<date(\"2020-01-01\")", "(< $0 date(\"2020-01-01\"))", "boolean"},
    {"~-5", "(match $0 -5)", "boolean"},
    {"~-a", "(match $0 (neg $1))", "boolean"},
    {"~- a, 3", "(any (match $0 (neg $1)) (match $0 3))", "boolean"},
    {"~if ? > 3 then true else false", "(match? $0 (if (> $0 3) true false))", "boolean"},
    {"~a in (1, 2)", "(match $0 (in@28 $1 (any (match $28 1) (match $28 2))))", "boolean"},
    {"nmae", "(error NAME_UNKNOWN nmae)", "Any"},
    {"Frist name", "(error NAME_UNKNOWN Frist name)", "Any"},
    {"foo", "(error NAME_NONE_LIKE foo)", "Any"},
    {"foo(1)", "(call (error NAME_NONE_LIKE foo) 1)", "Any"},
    {"foo bar.x + 1", "(+ (path (error NAME_NONE_LIKE foo bar) .x) 1)", "Any"},
    {"age limit", "(error NAME_NONE_LIKE age limit)", "Any"},
    {"a limit > 3", "(> (error NAME_NONE_LIKE a limit) 3)", "boolean"},
    {"my import.inner valu", "(error NAME_UNKNOWN inner valu)", "Any"},
    {"1e7000", "(error NUMBER_RANGE)", "Any"},
    {"@\"foo\"", "(error LITERAL_TEMPORAL foo)", "Any"},
};

static void test_trees(struct rig *r)
{
    for (size_t i = 0; i < COUNT(TREES); i++) {
        struct str got = tree(r, TREES[i].text);
        CHECK_ROW(TREES[i].text, str_eq(got, str_of(TREES[i].tree)));
        const struct feel_node *n = parse(r, TREES[i].text);
        struct str type = n ? feel_type_text(r->a, n->type) : STR("");
        CHECK_ROW(TREES[i].text, str_eq(type, str_of(TREES[i].type)));
        CHECK_ROW(TREES[i].text, r->c.slots == COUNT(VARIABLES) && r->c.slots_max >= r->c.slots);
    }
}

/* ---- wrong texts: the last complaint and where it points ---- */

static const struct {
    const char *text, *message;
    uint32_t at;
} ERRORS[] = {
    {"a > 1 AND b < 2", "SYNTAX_INSTEAD", 6},
    {"a OR b", "SYNTAX_INSTEAD", 2},
    {"a > 1 且 b < 2", "SYNTAX_INSTEAD", 6},
    {"申请人 年龄 大于 18", "SYNTAX_INSTEAD", 17},
    {"IF a > 1 THEN 2 ELSE 3", "SYNTAX_INSTEAD", 0},
    {"if a > 1 THEN 2 else 3", "SYNTAX_INSTEAD", 9},
    {"如果 a", "SYNTAX_INSTEAD", 0},
    {"a = True", "SYNTAX_INSTEAD", 4},
    {"not a", "SYNTAX_INSTEAD", 0},
    {"(", "SYNTAX_VALUE_END", 1},
    {"(1", "SYNTAX_UNCLOSED_END", 2},
    {"(1 + 2", "SYNTAX_UNCLOSED_END", 6},
    {"[1, 2", "SYNTAX_UNCLOSED_END", 5},
    {"{a: 1", "SYNTAX_UNCLOSED_END", 5},
    {"{a 1}", "SYNTAX_EXPECTED", 4},
    {"{a：1}", "SYNTAX_INSTEAD", 2},
    {"{: 1}", "SYNTAX_VALUE", 1},
    {"{a: 1,}", "SYNTAX_VALUE", 6},
    {"[1,,2]", "SYNTAX_VALUE", 3},
    {"[1 2]", "SYNTAX_UNCLOSED", 3},
    {"1 +", "SYNTAX_VALUE_END", 3},
    {"* 2", "SYNTAX_VALUE", 0},
    {"1 + * 2", "SYNTAX_VALUE", 4},
    {"1 2", "SYNTAX_TRAILING", 2},
    {"a b c d e == 3", "SYNTAX_INSTEAD", 10},
    {"a == b", "SYNTAX_INSTEAD", 2},
    {"a <> b", "SYNTAX_INSTEAD", 2},
    {"a => b", "SYNTAX_INSTEAD", 2},
    {"a =< b", "SYNTAX_INSTEAD", 2},
    {"a && true", "SYNTAX_INSTEAD", 2},
    {"a || true", "SYNTAX_INSTEAD", 2},
    {"!true", "SYNTAX_INSTEAD", 0},
    {"a ! b", "SYNTAX_INSTEAD", 2},
    {"'abc'", "SYNTAX_INSTEAD", 0},
    {"“abc”", "SYNTAX_INSTEAD", 0},
    {"\"abc", "SYNTAX_STRING_OPEN", 0},
    {"\"abc\\\"", "SYNTAX_STRING_OPEN", 0},
    {"1 /* open", "SYNTAX_COMMENT_OPEN", 2},
    {"a ≥ 1", "SYNTAX_INSTEAD", 2},
    {"a ≤ 1", "SYNTAX_INSTEAD", 2},
    {"a ≠ 1", "SYNTAX_INSTEAD", 2},
    {"sum（1, 2）", "SYNTAX_INSTEAD", 3},
    {"f(1，2)", "SYNTAX_INSTEAD", 3},
    {"if a > 1 then 2", "SYNTAX_END", 15},
    {"if a > 1 else 2", "SYNTAX_EXPECTED", 9},
    {"if then", "SYNTAX_VALUE", 3},
    {"for i 1..2 return i", "SYNTAX_EXPECTED", 6},
    {"for i in 1..2", "SYNTAX_END", 13},
    {"for in a return 1", "SYNTAX_EXPECTED", 7},
    {"some x in a", "SYNTAX_END", 11},
    {"some x in a return x", "SYNTAX_EXPECTED", 12},
    {"f(1, b: 2)", "SYNTAX_MIXED_ARGUMENTS", 5},
    {"f(a: 1, 2)", "SYNTAX_MIXED_ARGUMENTS", 8},
    {"f(1", "SYNTAX_UNCLOSED_END", 3},
    {"a between 1", "SYNTAX_END", 11},
    {"a between 1 or 2", "SYNTAX_EXPECTED", 12},
    {"a in", "SYNTAX_VALUE_END", 4},
    {"a in (", "SYNTAX_VALUE_END", 6},
    {"a in ()", "SYNTAX_VALUE", 6},
    {"a in (1, )", "SYNTAX_VALUE", 9},
    {"a instance number", "SYNTAX_EXPECTED", 11},
    {"a instance of", "SYNTAX_VALUE_END", 13},
    {"a instance of list<", "SYNTAX_VALUE_END", 19},
    {"a instance of list<number", "SYNTAX_END", 25},
    {"a instance of function<number> number", "SYNTAX_EXPECTED", 31},
    {"a instance of context<a>", "SYNTAX_EXPECTED", 23},
    {"function x", "SYNTAX_EXPECTED", 9},
    {"function(x", "SYNTAX_UNCLOSED_END", 10},
    {"function(x: ) x", "SYNTAX_VALUE", 12},
    {"function(1) x", "SYNTAX_VALUE", 9},
    {"[1..2", "SYNTAX_UNCLOSED_END", 5},
    {"[1..", "SYNTAX_VALUE_END", 4},
    {"1..2", "SYNTAX_TRAILING", 1},
    {"]1, 2]", "SYNTAX_EXPECTED", 2},
    {"a.", "SYNTAX_VALUE_END", 2},
    {"a.1", "SYNTAX_NAME", 2},
    {"a.+", "SYNTAX_NAME", 2},
    {"any list[", "SYNTAX_VALUE_END", 9},
    {"any list[]", "SYNTAX_VALUE", 9},
    {"any list[1", "SYNTAX_UNCLOSED_END", 10},
    {"@", "SYNTAX_END", 1},
    {"@5", "SYNTAX_EXPECTED", 1},
    {"@'2020-01-01'", "SYNTAX_INSTEAD", 1},
    {"\"\\uD83D\"", "SYNTAX_ESCAPE", 1},
    {"\"\\UFFFFFF\"", "SYNTAX_ESCAPE", 1},
    {"a % 2", "SYNTAX_INSTEAD", 2},
    {"a ^ 2", "SYNTAX_INSTEAD", 2},
    {"a; b", "SYNTAX_INSTEAD", 1},
    {"my import", "SYNTAX_SPACE_ALONE", 0},
    {"my import + 1", "SYNTAX_SPACE_ALONE", 0},
    {"my import.", "SYNTAX_VALUE_END", 10},
    {"~<", "SYNTAX_VALUE_END", 1},
    {"~< 5, ", "SYNTAX_VALUE_END", 5},
    {"~not(", "SYNTAX_VALUE_END", 4},
    {"~not(1", "SYNTAX_UNCLOSED_END", 5},
    {"~not(< 5) and 1", "SYNTAX_TRAILING", 9},
    {"~1, 2)", "SYNTAX_TRAILING", 4},
    {"~> 5 and < 10", "SYNTAX_TEST_JOINED", 4},
    {"~-, 1", "SYNTAX_VALUE", 1},
    {"~5..6", "SYNTAX_TRAILING", 1},
    {"and", "SYNTAX_VALUE", 0},
    {"then 1", "SYNTAX_VALUE", 0},
    {"1 and", "SYNTAX_VALUE_END", 5},
    {"a = ", "SYNTAX_VALUE_END", 4},
    {"年龄，5", "SYNTAX_INSTEAD", 6},
    {"#", "SYNTAX_VALUE", 0},
    {"a # b", "SYNTAX_TRAILING", 2},
    {")", "SYNTAX_VALUE", 0},
    {"1)", "SYNTAX_TRAILING", 1},
    {"{a: 1}}", "SYNTAX_TRAILING", 6},
};

static void test_errors(struct rig *r)
{
    for (size_t i = 0; i < COUNT(ERRORS); i++) {
        const struct feel_node *n = parse(r, ERRORS[i].text);
        CHECK_ROW(ERRORS[i].text, n == NULL && r->diags.list.count > 0);
        if (r->diags.list.count == 0) continue;
        const struct feel_diag *d = LIST_AT(&r->diags.list, struct feel_diag, r->diags.list.count - 1);
        CHECK_ROW(ERRORS[i].text, strcmp(feel_message_name(d->id), ERRORS[i].message) == 0);
        CHECK_ROW(ERRORS[i].text, d->span.at == ERRORS[i].at);
        CHECK_ROW(ERRORS[i].text, feel_diag_text(r->a, FEEL_ZH, d).n > 0);
    }
}

/* Names that are not known: the tree goes on, the complaint names the nearest. */
static const struct {
    const char *text, *nearest;
} UNKNOWN[] = {
    {"nmae", "name"},       {"Frist name", "first name"}, {"cuont(1)", "count"},
    {"persn.age", "person"}, {"my import.inner valu", "inner value"}, {"申请人年龄", "申请人 年龄"},
    {"xyzzy", NULL},        {"not eligble", "not eligible"},        {"a limit", NULL},            {"stirng length(\"a\")", "string length"},
};

static void test_unknown(struct rig *r)
{
    for (size_t i = 0; i < COUNT(UNKNOWN); i++) {
        const struct feel_node *n = parse(r, UNKNOWN[i].text);
        CHECK_ROW(UNKNOWN[i].text, n && r->diags.errors == 1 && r->diags.list.count == 1);
        if (r->diags.list.count != 1) continue;
        const struct feel_diag *d = LIST_AT(&r->diags.list, struct feel_diag, 0);
        bool near = d->id == FEEL_MSG_NAME_UNKNOWN;
        CHECK_ROW(UNKNOWN[i].text, near == (UNKNOWN[i].nearest != NULL));
        if (near) CHECK_ROW(UNKNOWN[i].text, str_eq(d->args[1].text, str_of(UNKNOWN[i].nearest)));
    }
}

/* ---- types ---- */

static const struct {
    const char *text, *type; /* NULL = refused */
} TYPES[] = {
    {"number", "number"},
    {" days  and time\nduration ", "days and time duration"},
    {"list<number>", "list<number>"},
    {"list < list<string> >", "list<list<string>>"},
    {"range<date>", "range<date>"},
    {"context<a: number, b c: list<string>>", "context<a: number, b c: list<string>>"},
    {"context<>", "context"},
    {"function<number, date and time> -> string", "function<number, date and time> -> string"},
    {"function<>->Any", "function<> -> Any"},
    {"Person  Type", "context<name: string, date of birth: date>"},
    {"hr.Person", "context<name: string, date of birth: date>"},
    {"list<hr.Person>", "list<context<name: string, date of birth: date>>"},
    {"nonsense", NULL},
    {"list<nonsense>", NULL},
    {"list<number", NULL},
    {"number number", NULL},
    {"", NULL},
};

static void test_types(struct rig *r)
{
    for (size_t i = 0; i < COUNT(TYPES); i++) {
        r->diags = (struct feel_diags){.arena = r->a, .max = 20};
        const struct feel_type *t = feel_parse_type(&r->c, str_of(TYPES[i].text));
        CHECK_ROW(TYPES[i].text, (t != NULL) == (TYPES[i].type != NULL) && (t == NULL) == (r->diags.errors == 1));
        if (t && TYPES[i].type) CHECK_ROW(TYPES[i].text, str_eq(feel_type_text(r->a, t), str_of(TYPES[i].type)));
    }
}

/* ---- hostile texts: bounded depth, height and time ---- */

static const struct {
    const char *begin, *again, *end; /* again is repeated to 1 MB */
    const char *message;             /* NULL = parses */
} HOSTILE[] = {
    {"", "(", "", "TOO_DEEP"},
    {"", "[", "", "TOO_DEEP"},
    {"", "{a:", "", "TOO_DEEP"},
    {"", "- ", "1", "TOO_DEEP"},
    {"1", "+a", "", "TOO_DEEP"},
    {"1", "**a", "", "TOO_DEEP"},
    {"1", " = a", "", "TOO_DEEP"},
    {"c", ".x", "", "TOO_DEEP"},
    {"c", "[1]", "", "TOO_DEEP"},
    {"c", "()", "", "TOO_DEEP"},
    {"c", " in c", "", "TOO_DEEP"},
    {"c", " instance of Any", "", "TOO_DEEP"},
    {"", "c[", "", "TOO_DEEP"},
    {"", "f(", "", "TOO_DEEP"},
    {"", "a in (", "", "TOO_DEEP"},
    {"", "if a then 1 else ", "2", "TOO_DEEP"},
    {"", "function(x) ", "1", "TOO_DEEP"},
    {"", "for i in a return ", "1", "TOO_DEEP"},
    {"c instance of ", "list<", "", "TOO_DEEP"},
    {"~", "not(", "", "TOO_DEEP"},
    {"~1", ", <5", "", NULL},
    {"true", " or a = 1", "", NULL},
    {"true", " and a", " or true", NULL},
    {"[1", ", 2", "]", NULL},
    {"f(1", ", a", ")", NULL},
    {"{a0: 1", ", a: 1", "}", NULL},
    {"/*", "x", "*/ 1", NULL},
    {"\"", "x", "\"", NULL},
    {"\"", "\\n", "\"", NULL},
    {"", " ", "1", NULL},
    {"1", " ", "", NULL},
    {"[", "xa, ", "1]", NULL},
    {"", "x y ", "", NULL},
    {"", "x", "", NULL},
    {"1", "0", "", "NUMBER_RANGE"},
    {"", "a ", "", NULL},
    {"f(", "a - ", "1)", "TOO_DEEP"},
    {"[", "first ", "name]", NULL},
};

static void test_hostile(struct rig *shared)
{
    for (size_t i = 0; i < COUNT(HOSTILE); i++) {
        struct rig r;
        rig_begin(&r, NULL);
        struct buf b = {.arena = r.a};
        buf_add(&b, str_of(HOSTILE[i].begin));
        while (b.n < FEEL_TEXT_MAX - 100) buf_add(&b, str_of(HOSTILE[i].again));
        buf_add(&b, str_of(HOSTILE[i].end));
        buf_add_char(&b, '\0');
        const struct feel_node *n = parse(&r, buf_str(&b).p);
        bool last = r.diags.list.count > 0;
        const struct feel_diag *d = last ? LIST_AT(&r.diags.list, struct feel_diag, r.diags.list.count - 1) : NULL;
        bool right = HOSTILE[i].message ? d && strcmp(feel_message_name(d->id), HOSTILE[i].message) == 0 : n != NULL;
        CHECK_ROW(HOSTILE[i].again, right);
        rig_end(&r);
    }
    struct rig deep; /* a careless limit does not make the C stack longer */
    rig_begin(&deep, &(struct feel_limits){.depth = 1000000, .steps = 1, .bytes = 1, .diags = 1});
    for (size_t i = 0; i < COUNT(HOSTILE); i++) {
        if (!HOSTILE[i].message || strcmp(HOSTILE[i].message, "TOO_DEEP") != 0) continue;
        struct buf b = {.arena = deep.a};
        buf_add(&b, str_of(HOSTILE[i].begin));
        for (int k = 0; k < 50000; k++) buf_add(&b, str_of(HOSTILE[i].again));
        buf_add(&b, str_of(HOSTILE[i].end));
        buf_add_char(&b, '\0');
        CHECK_ROW(HOSTILE[i].again, parse(&deep, buf_str(&b).p) == NULL);
    }
    rig_end(&deep);
    struct str long_text = {ARENA_ARRAY(shared->a, char, FEEL_TEXT_MAX + 1), FEEL_TEXT_MAX + 1};
    CHECK(feel_parse(&shared->c, long_text) == NULL);
    CHECK(feel_parse(&shared->c, STR("\"\xff\"")) == NULL);
    CHECK(feel_parse_unary(&shared->c, STR("\xc0\x80"), 0, NULL, NULL) == NULL);
}

/* ---- big scopes: the index finds what the walk finds ---- */

static void test_big_scope(struct rig *r)
{
    struct feel_scope big = {.parent = NULL};
    enum { NAMES = 5000 };
    for (uint32_t i = 0; i < NAMES; i++)
        feel_scope_add(r->a, &big, arena_printf(r->a, "rule %u of part-%u", i % 71, i), FEEL_NAME_LOCAL, i, NULL);
    feel_scope_add(r->a, &big, STR("rule"), FEEL_NAME_LOCAL, NAMES, NULL);
    feel_scope_add(r->a, &big, STR("rule 3"), FEEL_NAME_LOCAL, NAMES + 1, NULL);
    feel_scope_add(r->a, &big, STR("rule"), FEEL_NAME_LOCAL, NAMES + 2, NULL); /* hides the older one */
    struct feel_compiler c = r->c;
    c.scope = &big;
    for (uint32_t i = 0; i < NAMES; i += 7) {
        struct str text = arena_printf(r->a, "rule  %u of\n part-%u - rule + rule 3", i % 71, i);
        const struct feel_node *n = feel_parse(&c, text);
        CHECK_ROW("the longest of many names", n && n->op == FEEL_OP_ADD && n->b->slot == NAMES + 1 &&
                                                   n->a->b->slot == NAMES + 2 && n->a->a->slot == i);
    }
}

static void count_child(void *data, const struct feel_node *child)
{
    (void)child;
    ++*(int *)data;
}

static void test_walks(struct rig *r)
{
    static const struct {
        const char *text;
        int children;
        bool mentions;
    } ROWS[] = {
        {"1", 0, false},          {"? + a", 2, true},         {"f(a, b, ?)", 4, true},
        {"for i in a, j in 1..? return 1", 4, true},          {"if a then b else c", 3, false},
        {"function(x) x + ?", 1, true}, {"numbers[item > ?]", 2, true}, {"[1..?]", 2, true},
        {"(< a)", 1, false},      {"{a: ?, b: 2}", 2, true},  {"a in (?)", 2, false},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        const struct feel_node *n = parse(r, ROWS[i].text);
        int children = 0;
        CHECK_ROW(ROWS[i].text, n != NULL);
        if (!n) continue;
        feel_children(n, count_child, &children);
        CHECK_ROW(ROWS[i].text, children == ROWS[i].children);
        CHECK_ROW(ROWS[i].text, feel_mentions(n, 0) == ROWS[i].mentions);
    }
}

static void test_items(struct rig *r)
{
    static const struct {
        const char *text;
        size_t items;
    } ROWS[] = {{"-", 0}, {"", 0}, {"1", 1}, {"\"a\", \"b\", <5", 3}, {"not(1, 2)", 1}};
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct list items = {0};
        const struct feel_node *n = feel_parse_unary(&r->c, str_of(ROWS[i].text), 0, NULL, &items);
        CHECK_ROW(ROWS[i].text, n && items.count == ROWS[i].items);
    }
}

int main(int argc, char **argv)
{
    struct rig r;
    rig_begin(&r, NULL);
    for (int i = 1; i < argc; i++) show(&r, argv[i]);
    if (argc == 1) {
        test_trees(&r);
        test_errors(&r);
        test_unknown(&r);
        test_types(&r);
        test_hostile(&r);
        test_big_scope(&r);
        test_walks(&r);
        test_items(&r);
    }
    rig_end(&r);
    return argc > 1 ? 0 : check_end();
}
