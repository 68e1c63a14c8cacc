/* feel_eval_test.c - the interpreter over trees built by hand: operators, logic, loops, calls, borders, limits.
 *
 * What a text can say is a row of cases/eval.feel; here stands what needs a tree, a limit or a callable of its own. */
#include "check.h"
#include "feel/feel_impl.h"
#include <stdlib.h>
#include <time.h>
#ifdef __has_feature
#define SANITIZED __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

/* ---- trees ---- */

static struct arena *trees;

static struct feel_node *node(enum feel_op op, struct feel_node *a, struct feel_node *b, struct feel_node *c)
{
    struct feel_node *n = ARENA_NEW(trees, struct feel_node);
    n->op = (uint8_t)op;
    n->a = a;
    n->b = b;
    n->c = c;
    n->type = feel_type_of(FEEL_TYPE_ANY);
    return n;
}
static struct feel_node *constant(struct feel_value v)
{
    struct feel_node *n = node(FEEL_OP_CONST, NULL, NULL, NULL);
    n->constant = v;
    return n;
}
static struct feel_node *number(int64_t i)
{
    return constant(feel_integer(i));
}
static struct feel_node *text(const char *s)
{
    return constant(feel_string(str_of(s)));
}
static struct feel_node *nothing(void)
{
    return constant(FEEL_NULL_VALUE);
}
static struct feel_node *truth(bool b)
{
    return constant(feel_boolean(b));
}
static struct feel_node *local(uint32_t slot)
{
    struct feel_node *n = node(FEEL_OP_LOCAL, NULL, NULL, NULL);
    n->slot = slot;
    return n;
}
static struct feel_node *two(enum feel_op op, struct feel_node *a, struct feel_node *b)
{
    return node(op, a, b, NULL);
}
static struct feel_node *items(enum feel_op op, size_t count, struct feel_node *const *list)
{
    struct feel_node *n = node(op, NULL, NULL, NULL);
    struct feel_node **copy = ARENA_ARRAY(trees, struct feel_node *, count);
    if (count) memcpy(copy, list, count * sizeof *copy);
    n->items = copy;
    n->item_count = count;
    return n;
}
#define ITEMS(op, ...)                                                                                               \
    items(op, sizeof((struct feel_node *[]){__VA_ARGS__}) / sizeof(struct feel_node *),                              \
          (struct feel_node *[]){__VA_ARGS__})

/* ---- running ---- */

static struct feel_engine *engine;
static struct feel_run *run;

/* Checks a tree's value against its canonical text, and how many errors it reported. */
static void expect(const char *label, const struct feel_node *n, const char *value, int64_t errors)
{
    feel_run_reset(run);
    feel_run_begin(run);
    struct feel_value v = feel_eval_unit(run, n, 16, NULL, 0);
    struct str got = feel_to_text(run->arena, v);
    bool same = str_eq(got, str_of(value)) && feel_run_diags(run)->errors == errors;
    CHECK_ROW(label, same);
    if (!same) fprintf(stderr, "  got %.*s with %d errors\n", STR_ARG(got), (int)feel_run_diags(run)->errors);
}

static void operators(void)
{
    expect("sum", two(FEEL_OP_ADD, number(1), number(2)), "3", 0);
    expect("text is joined", two(FEEL_OP_ADD, text("a"), text("b")), "ab", 0);
    expect("text and number", two(FEEL_OP_ADD, text("a"), number(1)), "null", 1);
    expect("null in a sum", two(FEEL_OP_ADD, nothing(), number(1)), "null", 1);
    expect("division", two(FEEL_OP_DIV, number(1), number(8)), "0.125", 0);
    expect("division by zero", two(FEEL_OP_DIV, number(1), number(0)), "null", 1);
    expect("power", two(FEEL_OP_POW, number(2), number(10)), "1024", 0);
    expect("negation", node(FEEL_OP_NEG, number(2), NULL, NULL), "-2", 0);
    expect("negated text", node(FEEL_OP_NEG, text("2"), NULL, NULL), "null", 1);
    expect("less", two(FEEL_OP_LT, number(1), number(2)), "true", 0);
    expect("comparison with null is not an error", two(FEEL_OP_LT, nothing(), number(2)), "null", 0);
    expect("comparison of kinds is", two(FEEL_OP_LT, text("1"), number(2)), "null", 1);
    expect("equal to null", two(FEEL_OP_EQ, number(1), nothing()), "false", 0);
    expect("not equal", two(FEEL_OP_NE, text("a"), text("b")), "true", 0);
    expect("equal kinds only", two(FEEL_OP_EQ, text("1"), number(1)), "null", 1);
    expect("between", node(FEEL_OP_BETWEEN, number(2), number(1), number(3)), "true", 0);
    expect("between, below", node(FEEL_OP_BETWEEN, number(0), number(1), number(3)), "false", 0);
    expect("between null", node(FEEL_OP_BETWEEN, number(2), nothing(), number(3)), "null", 1);
}

static void logic(void)
{
    static const struct {
        enum feel_op op;
        int a, b; /* 0, 1, 2 = null, 3 = a number */
        const char *value;
    } ROWS[] = {
        {FEEL_OP_AND, 1, 1, "true"},  {FEEL_OP_AND, 1, 0, "false"}, {FEEL_OP_AND, 0, 2, "false"},
        {FEEL_OP_AND, 2, 0, "false"}, {FEEL_OP_AND, 1, 2, "null"},  {FEEL_OP_AND, 2, 2, "null"},
        {FEEL_OP_AND, 1, 3, "null"},  {FEEL_OP_AND, 0, 3, "false"}, {FEEL_OP_OR, 0, 0, "false"},
        {FEEL_OP_OR, 0, 1, "true"},   {FEEL_OP_OR, 1, 2, "true"},   {FEEL_OP_OR, 2, 1, "true"},
        {FEEL_OP_OR, 0, 2, "null"},   {FEEL_OP_OR, 3, 1, "true"},   {FEEL_OP_OR, 3, 0, "null"},
    };
    struct feel_node *values[] = {truth(false), truth(true), nothing(), number(7)};
    for (size_t i = 0; i < COUNT(ROWS); i++)
        expect("logic", two(ROWS[i].op, values[ROWS[i].a], values[ROWS[i].b]), ROWS[i].value, 0);
    expect("not", node(FEEL_OP_NOT, truth(false), NULL, NULL), "true", 0);
    expect("not null", node(FEEL_OP_NOT, nothing(), NULL, NULL), "null", 0);
    expect("if true", node(FEEL_OP_IF, truth(true), number(1), number(2)), "1", 0);
    expect("if null", node(FEEL_OP_IF, nothing(), number(1), number(2)), "2", 0);
    expect("if a number", node(FEEL_OP_IF, number(1), number(1), number(2)), "2", 0);
    struct feel_node *strict = node(FEEL_OP_IF, text("abc"), number(1), number(2));
    strict->flags = FEEL_STRICT;
    expect("a boxed if of a text", strict, "null", 1);
}

static struct feel_node *range(int64_t low, int64_t high, uint8_t flags)
{
    struct feel_node *n = two(FEEL_OP_RANGE, number(low), number(high));
    n->flags = flags;
    return n;
}

static void tests(void)
{
    struct feel_node *closed = range(1, 10, FEEL_LOW_CLOSED | FEEL_HIGH_CLOSED);
    expect("in a range", two(FEEL_OP_MATCH, number(10), closed), "true", 0);
    expect("outside an open range", two(FEEL_OP_MATCH, number(10), range(1, 10, FEEL_LOW_CLOSED)), "false", 0);
    struct feel_node *list = ITEMS(FEEL_OP_LIST, number(1), closed, text("a"));
    expect("in a list", two(FEEL_OP_MATCH, text("a"), list), "true", 0);
    expect("in a range of a list", two(FEEL_OP_MATCH, number(5), list), "true", 0);
    expect("not in a list", two(FEEL_OP_MATCH, number(50), list), "false", 0);
    expect("null is not in a list without it", two(FEEL_OP_MATCH, nothing(), list), "false", 0);
    expect("equal", two(FEEL_OP_MATCH, number(5), number(5)), "true", 0);
    struct feel_node *own = two(FEEL_OP_MATCH, number(5), truth(true));
    own->flags = FEEL_OWN_TRUTH;
    expect("a truth about ?", own, "true", 0);
    struct feel_node *in = two(FEEL_OP_IN, nothing(), two(FEEL_OP_MATCH, local(3), closed));
    in->slot = 3;
    expect("null in a range", in, "null", 1);
    expect("any of", ITEMS(FEEL_OP_ANY_OF, truth(false), nothing(), truth(true)), "true", 0);
    expect("perhaps one of", ITEMS(FEEL_OP_ANY_OF, truth(false), nothing()), "null", 0);
    expect("none of", ITEMS(FEEL_OP_ANY_OF, truth(false), truth(false)), "false", 0);
    expect("ends of two kinds", two(FEEL_OP_RANGE, number(1), text("b")), "null", 1);
    struct feel_node *open = two(FEEL_OP_RANGE, number(1), nothing());
    open->flags = FEEL_LOW_CLOSED;
    expect("an open end may be null", open, "[1..null)", 0);
    open->flags |= FEEL_HIGH_CLOSED;
    expect("a closed end may not", open, "null", 1);
}

/* ---- loops ---- */

static struct feel_node *loop(enum feel_op op, struct feel_node *from, struct feel_node *to, struct feel_node *body)
{
    struct feel_node *n = node(op, body, NULL, NULL);
    struct feel_iterator *it = ARENA_NEW(trees, struct feel_iterator);
    *it = (struct feel_iterator){.name = STR("i"), .slot = 2, .from = from, .to = to};
    n->iterators = it;
    n->iterator_count = 1;
    n->slot = 1; /* partial */
    return n;
}

static void loops(void)
{
    struct feel_node *list = ITEMS(FEEL_OP_LIST, number(1), number(2), number(3));
    struct feel_node *square = two(FEEL_OP_MUL, local(2), local(2));
    expect("for", loop(FEEL_OP_FOR, list, NULL, square), "[1, 4, 9]", 0);
    expect("for, up", loop(FEEL_OP_FOR, number(-1), number(1), local(2)), "[-1, 0, 1]", 0);
    expect("for, down", loop(FEEL_OP_FOR, number(4), number(2), local(2)), "[4, 3, 2]", 0);
    expect("for over a range", loop(FEEL_OP_FOR, range(1, 4, 0), NULL, local(2)), "[2, 3]", 0);
    expect("for over an empty range", loop(FEEL_OP_FOR, range(1, 2, 0), NULL, local(2)), "[]", 0);
    expect("for over a point", loop(FEEL_OP_FOR, range(2, 2, 3), NULL, local(2)), "[2]", 0);
    expect("for over a half-open point", loop(FEEL_OP_FOR, range(2, 2, FEEL_LOW_CLOSED), NULL, local(2)), "[]", 0);
    expect("for over a descending range", loop(FEEL_OP_FOR, range(2, 1, 3), NULL, local(2)), "null", 1);
    expect("for over one value", loop(FEEL_OP_FOR, text("a"), NULL, local(2)), "[\"a\"]", 0);
    expect("for over null", loop(FEEL_OP_FOR, nothing(), NULL, local(2)), "null", 1);
    expect("for over texts", loop(FEEL_OP_FOR, text("a"), text("c"), local(2)), "null", 1);
    expect("partial", loop(FEEL_OP_FOR, number(1), number(3), local(1)), "[[], [[]], [[], [[]]]]", 0);
    struct feel_node *big = two(FEEL_OP_GT, local(2), number(2));
    expect("some", loop(FEEL_OP_SOME, list, NULL, big), "true", 0);
    expect("every", loop(FEEL_OP_EVERY, list, NULL, big), "false", 0);
    struct feel_node *none = items(FEEL_OP_LIST, 0, NULL);
    expect("some of none", loop(FEEL_OP_SOME, none, NULL, big), "false", 0);
    expect("every of none", loop(FEEL_OP_EVERY, none, NULL, big), "true", 0);
    expect("some unknown", loop(FEEL_OP_SOME, list, NULL, nothing()), "null", 0);
    struct feel_node *strict = loop(FEEL_OP_SOME, list, NULL, text("x"));
    strict->flags = FEEL_STRICT;
    expect("a boxed some of texts", strict, "null", 1);
}

static struct feel_node *filter(struct feel_node *a, struct feel_node *b)
{
    struct feel_node *n = two(FEEL_OP_FILTER, a, b);
    n->slot = 3;
    return n;
}
static struct feel_node *context(size_t count, const char *const *names, struct feel_node *const *values)
{
    struct feel_node *n = items(FEEL_OP_CONTEXT, count, values);
    struct str *copy = ARENA_ARRAY(trees, struct str, count);
    for (size_t i = 0; i < count; i++) copy[i] = str_of(names[i]);
    n->names = copy;
    n->slot = 5;
    return n;
}
static struct feel_node *path(struct feel_node *a, const char *name)
{
    struct feel_node *n = node(FEEL_OP_PATH, a, NULL, NULL);
    n->name = str_of(name);
    return n;
}

static void filters(void)
{
    struct feel_node *list = ITEMS(FEEL_OP_LIST, number(1), number(2), number(3));
    expect("an index", filter(list, number(2)), "2", 0);
    expect("from the end", filter(list, number(-1)), "3", 0);
    expect("index 0", filter(list, number(0)), "null", 0);
    expect("behind the end", filter(list, number(4)), "null", 0);
    expect("half an index", filter(list, constant(feel_number(num_scaled(15, 1)))), "null", 1);
    expect("a test", filter(list, two(FEEL_OP_GE, local(3), number(2))), "[2, 3]", 0);
    expect("one value", filter(number(7), number(1)), "7", 0);
    expect("one value, tested", filter(number(7), truth(false)), "[]", 0);
    expect("null", filter(nothing(), truth(true)), "null", 1);
    expect("an empty list, tested", filter(items(FEEL_OP_LIST, 0, NULL), truth(true)), "[]", 0);
    expect("an empty list, indexed", filter(items(FEEL_OP_LIST, 0, NULL), number(1)), "null", 0);
    struct feel_node *c = context(2, (const char *[]){"a", "b"},
                                  (struct feel_node *[]){number(1), two(FEEL_OP_ADD, local(5), number(1))});
    expect("entries see earlier ones", c, "{a: 1, b: 2}", 0);
    expect("path", path(c, "b"), "2", 0);
    expect("path to nothing", path(c, "x"), "null", 0);
    expect("path of null", path(nothing(), "x"), "null", 1);
    expect("path over a list", path(ITEMS(FEEL_OP_LIST, c, nothing(), c), "b"), "[2, null, 2]", 0);
    expect("a start", path(range(1, 3, FEEL_LOW_CLOSED), "start"), "1", 0);
    expect("an end not included", path(range(1, 3, FEEL_LOW_CLOSED), "end included"), "false", 0);
    const char *twice[] = {"a", "a"};
    expect("a name twice", context(2, twice, (struct feel_node *[]){number(1), number(2)}), "null", 1);
    struct feel_node *cell = context(2, (const char *[]){"a", ""}, (struct feel_node *[]){number(4), local(5)});
    cell->flags = FEEL_RESULT_CELL;
    expect("a result cell", cell, "4", 0);
    struct feel_node *member = node(FEEL_OP_MEMBER, NULL, number(9), NULL);
    member->slot = 3;
    member->name = STR("b");
    expect("a member of the item", filter(c, two(FEEL_OP_EQ, member, number(2))), "[{a: 1, b: 2}]", 0);
    member->name = STR("z");
    expect("the name's outer meaning", filter(c, two(FEEL_OP_EQ, member, number(9))), "[{a: 1, b: 2}]", 0);
}

/* ---- calls ---- */

static struct feel_node *function(uint32_t slot, uint32_t params, struct feel_node *body)
{
    struct feel_node *n = node(FEEL_OP_FUNCTION, body, NULL, NULL);
    struct feel_member *m = ARENA_ARRAY(trees, struct feel_member, params);
    for (uint32_t i = 0; i < params; i++)
        m[i] = (struct feel_member){i == 0 ? STR("x") : STR("y"), feel_type_of(FEEL_TYPE_NUMBER)};
    n->params = m;
    n->param_count = params;
    n->slot = slot;
    n->frame_size = slot + params + 4;
    return n;
}
static struct feel_node *call_node(struct feel_node *a, size_t count, struct feel_node *const *args)
{
    struct feel_node *n = items(FEEL_OP_CALL, count, args);
    n->a = a;
    return n;
}
#define CALL(f, ...)                                                                                                 \
    call_node(f, sizeof((struct feel_node *[]){__VA_ARGS__}) / sizeof(struct feel_node *),                           \
              (struct feel_node *[]){__VA_ARGS__})

static struct feel_value double_it(struct feel_run *r, const struct feel_callable *f, const struct feel_value *args)
{
    (void)f;
    return feel_arithmetic(r, FEEL_OP_ADD, args[0], args[0]);
}
static struct feel_value difference(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    if (args[1].kind == FEEL_NULL) return args[0];
    return feel_arithmetic(r, FEEL_OP_SUB, args[0], args[1]);
}
static struct feel_value how_many(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r;
    (void)count;
    return feel_integer(args[0].n);
}
static const struct feel_builtin ROWS[] = {
    {"minus", {{"a", FEEL_P_NUMBER}, {"b", FEEL_P_NUMBER | FEEL_P_OPTIONAL}}, FEEL_TYPE_NUMBER, difference, "", "", ""},
    {"size", {{"list", FEEL_P_LIST}}, FEEL_TYPE_NUMBER, how_many, "", "", ""},
    {"size", {{"item", FEEL_P_NUMBER | FEEL_P_VARIADIC}}, FEEL_TYPE_NUMBER, how_many, "", "", ""},
    {0},
};
static struct feel_node *built_in(const struct feel_builtin *b, size_t count, struct feel_node *const *args,
                                  const char *const *names)
{
    struct feel_node *n = items(FEEL_OP_CALL, count, args);
    n->builtin = b;
    struct str *copy = names ? ARENA_ARRAY(trees, struct str, count) : NULL;
    for (size_t i = 0; names && i < count; i++) copy[i] = str_of(names[i]);
    n->names = copy;
    return n;
}
#define BUILT_IN(b, names, ...)                                                                                      \
    built_in(b, sizeof((struct feel_node *[]){__VA_ARGS__}) / sizeof(struct feel_node *),                            \
             (struct feel_node *[]){__VA_ARGS__}, names)
#define NAMES(...) ((const char *[]){__VA_ARGS__})

static void built_ins(void)
{
    expect("two arguments", BUILT_IN(&ROWS[0], NULL, number(5), number(3)), "2", 0);
    expect("one left out", BUILT_IN(&ROWS[0], NULL, number(5)), "5", 0);
    expect("a null is not left out", BUILT_IN(&ROWS[0], NULL, number(5), nothing()), "null", 1);
    expect("three are too many", BUILT_IN(&ROWS[0], NULL, number(5), number(3), number(1)), "null", 1);
    expect("a text for a number", BUILT_IN(&ROWS[0], NULL, text("5"), number(3)), "null", 1);
    expect("a list of one", BUILT_IN(&ROWS[0], NULL, ITEMS(FEEL_OP_LIST, number(5)), number(3)), "2", 0);
    expect("names in any order", BUILT_IN(&ROWS[0], NAMES("b", "a"), number(3), number(5)), "2", 0);
    expect("a wrong name", BUILT_IN(&ROWS[0], NAMES("b", "c"), number(3), number(5)), "null", 1);
    expect("a name twice", BUILT_IN(&ROWS[0], NAMES("a", "a"), number(3), number(5)), "null", 1);
    expect("a name missing", BUILT_IN(&ROWS[0], NAMES("b"), number(3)), "null", 1);
    expect("a list", BUILT_IN(&ROWS[1], NULL, ITEMS(FEEL_OP_LIST, number(5), text("a"))), "2", 0);
    expect("one to a list", BUILT_IN(&ROWS[1], NULL, text("a")), "1", 0);
    expect("the other overload", BUILT_IN(&ROWS[1], NULL, number(5), number(6), number(7)), "3", 0);
    expect("neither overload", BUILT_IN(&ROWS[1], NULL, number(5), text("a")), "null", 1);
    expect("nothing", built_in(&ROWS[1], 0, NULL, NULL), "null", 1);
}

static void calls(void)
{
    struct feel_node *add = function(0, 2, two(FEEL_OP_ADD, local(0), local(1)));
    expect("a lambda", CALL(add, number(1), number(2)), "3", 0);
    expect("too few", CALL(add, number(1)), "null", 1);
    expect("a text for a number", CALL(add, number(1), text("2")), "null", 1);
    expect("a list of one", CALL(add, number(1), ITEMS(FEEL_OP_LIST, number(2))), "3", 0);
    struct feel_node *named = CALL(add, number(1), number(2));
    named->names = (const struct str[]){STR("y"), STR("x")};
    expect("by name", named, "3", 0);
    named = CALL(add, number(1), number(2));
    named->names = (const struct str[]){STR("y"), STR("y")};
    expect("by one name twice", named, "null", 1);
    struct feel_node *adder = function(0, 1, function(1, 1, two(FEEL_OP_ADD, local(0), local(1))));
    expect("a closure", CALL(CALL(adder, number(10)), number(5)), "15", 0);
    expect("not a function", CALL(text("abs"), number(1)), "null", 1);
    struct feel_callable c = {.name = STR("double"),
                              .params = &(struct feel_member){STR("x"), feel_type_of(FEEL_TYPE_NUMBER)},
                              .param_count = 1,
                              .result = feel_type_of(FEEL_TYPE_STRING),
                              .invoke = double_it};
    struct feel_function f = {.kind = FEEL_FN_CALLABLE, .callable = &c};
    struct feel_node *host = constant((struct feel_value){.kind = FEEL_FUNCTION, .function = &f});
    expect("a result of the wrong type", CALL(host, number(4)), "null", 1);
    c.result = feel_type_of(FEEL_TYPE_NUMBER);
    expect("a callable", CALL(host, number(4)), "8", 0);
}

static struct feel_node *java(const char *class_name, const char *method, uint32_t params)
{
    struct feel_node *c = context(2, (const char *[]){"class", "method signature"},
                                  (struct feel_node *[]){text(class_name), text(method)});
    struct feel_node *f = function(0, params, context(1, (const char *[]){"java"}, (struct feel_node *[]){c}));
    c->slot = 6;
    f->frame_size = 16;
    f->flags = FEEL_EXTERNAL;
    struct feel_member *m = ARENA_ARRAY(trees, struct feel_member, params);
    for (uint32_t i = 0; i < params; i++) m[i] = (struct feel_member){STR("p"), feel_type_of(FEEL_TYPE_ANY)};
    f->params = m;
    return f;
}

static void external(void)
{
    static const struct {
        const char *class_name, *method, *a, *b; /* b NULL: one argument; a number is written =1.5 */
        const char *value;
    } TABLE[] = {
        {"java.lang.Math", "max(double, double)", "=123", "=456", "456"},
        {"java.lang.Math", "max(int,int)", "=-3", "=2", "2"},
        {"java.lang.Math", "max(float,float)", "=123.46", "=456.78", "456.78"},
        {"java.lang.Math", "max(java.lang.String, java.lang.String)", "1", "2", NULL},
        {"java.lang.Math", "foo(double)", "=1", NULL, NULL},
        {"java.lang.Foo", "max(double,double)", "=1", "=2", NULL},
        {"java.lang.Math", "cos(double)", "=0", NULL, "1"},
        {"java.lang.Math", "sqrt(double)", "=2", NULL, "1.4142135623730951"},
        {"java.lang.Math", "sqrt(double)", "=-2", NULL, NULL},
        {"java.lang.Math", "round(double)", "=-2.5", NULL, "-2"},
        {"java.lang.Math", "rint(double)", "=2.5", NULL, "2"},
        {"java.lang.Math", "abs(int)", "=2.5", NULL, NULL},
        {"java.lang.Math", "abs(long)", "=-9223372036854775807", NULL, "9223372036854775807"},
        {"java.lang.Math", "addExact(int,int)", "=2147483647", "=1", NULL},
        {"java.lang.Math", "floorMod(int,int)", "=-7", "=3", "2"},
        {"java.lang.Byte", "valueOf(byte)", "=128", NULL, NULL},
        {"java.lang.Short", "valueOf(short)", "=123", NULL, "123"},
        {"java.lang.Integer", "valueOf(java.lang.String)", "123", NULL, "123"},
        {"java.lang.Integer", "valueOf(java.lang.String)", "+12", NULL, "12"},
        {"java.lang.Integer", "valueOf(java.lang.String)", "12a", NULL, NULL},
        {"java.lang.Integer", "parseInt(java.lang.String,int)", "ff", "=16", "255"},
        {"java.lang.Float", "valueOf(java.lang.String)", "1234.56", NULL, "1234.56"},
        {"java.lang.Double", "parseDouble(java.lang.String)", "1e3", NULL, "1000"},
        {"java.lang.Boolean", "parseBoolean(java.lang.String)", "TRUE", NULL, "true"},
        {"java.lang.String", "valueOf(char)", "a", NULL, "a"},
        {"java.lang.String", "valueOf(char)", "abc", NULL, NULL},
        {"java.lang.String", "valueOf(double)", "=12", NULL, "12.0"},
        {"java.lang.String", "valueOf(double)", "=12345678.9", NULL, "1.23456789E7"},
        {"java.lang.String", "valueOf(int)", "=12", NULL, "12"},
        {"java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", "foo %s", "bar", "foo bar"},
        {"java.lang.String", "format(java.lang.String,[Ljava.lang.Object;)", "%6.2f|%%", "=3.14159", "  3.14|%"},
        {"java.lang.String", "format(java.lang.String,[Ljava.lang.Object;)", "%05d", "=-42", "-0042"},
        {"java.lang.String", "format(java.lang.String,[Ljava.lang.Object;)", "%,d", "=1234567", "1,234,567"},
        {"java.lang.String", "format(java.lang.String,[Ljava.lang.Object;)", "%-5s|", "ab", "ab   |"},
        {"java.lang.String", "format(java.lang.String,[Ljava.lang.Object;)", "%x", "=255", "ff"},
        {"java.lang.String", "format(java.lang.String,[Ljava.lang.Object;)", "%.3e", "=12345.678", "1.235e+04"},
        {"java.lang.String", "format(java.lang.String,[Ljava.lang.Object;)", "%d", "x", NULL},
        {"java.lang.String", "format(java.lang.String,[Ljava.lang.Object;)", "%s %s", "x", NULL},
        {"java.lang.String", "format(java.lang.String,[Ljava.lang.Object;)", "%1$s%1$s", "x", "xx"},
    };
    for (size_t i = 0; i < COUNT(TABLE); i++) {
        struct feel_node *args[2];
        const char *texts[2] = {TABLE[i].a, TABLE[i].b};
        for (size_t k = 0; k < 2 && texts[k]; k++) {
            struct num n;
            bool is_number = texts[k][0] == '=' && num_parse(str_of(texts[k] + 1), &n);
            args[k] = is_number ? constant(feel_number(n)) : text(texts[k]);
        }
        size_t count = texts[1] ? 2 : 1;
        struct feel_node *f = java(TABLE[i].class_name, TABLE[i].method, (uint32_t)count);
        expect(TABLE[i].method, call_node(f, count, args), TABLE[i].value ? TABLE[i].value : "null",
               TABLE[i].value ? 0 : 1);
    }
}

/* ---- borders ---- */

static void borders(void)
{
    const struct feel_type *any_number = feel_type_of(FEEL_TYPE_NUMBER);
    struct feel_type small = {.kind = FEEL_TYPE_NUMBER,
                              .name = STR("small"),
                              .allowed = two(FEEL_OP_LT, local(0), number(10)),
                              .frame_size = 1};
    struct feel_type smalls = {.kind = FEEL_TYPE_LIST, .name = STR("smalls"), .element = &small};
    struct feel_member members[] = {{STR("a"), &small}};
    struct feel_type thing = {.kind = FEEL_TYPE_CONTEXT, .name = STR("thing"), .members = members, .member_count = 1};
    struct feel_node *five = number(5), *list = ITEMS(FEEL_OP_LIST, number(5)),
                     *mixed = ITEMS(FEEL_OP_LIST, number(5), number(50));
    struct {
        const char *label;
        const struct feel_type *type;
        struct feel_node *value;
        const char *text;
        int64_t errors;
    } table[] = {
        {"as it is", any_number, five, "5", 0},
        {"null passes", any_number, nothing(), "null", 0},
        {"another kind", any_number, text("5"), "null", 1},
        {"out of a list of one", any_number, list, "5", 0},
        {"not out of two lists", any_number, ITEMS(FEEL_OP_LIST, list), "null", 1},
        {"into a list", feel_type_list(trees, any_number), five, "[5]", 0},
        {"not a text into a list of numbers", feel_type_list(trees, any_number), text("5"), "null", 1},
        {"one bad item", feel_type_list(trees, any_number), ITEMS(FEEL_OP_LIST, five, text("x")), "null", 1},
        {"allowed", &small, five, "5", 0},
        {"not allowed", &small, number(50), "null", 1},
        {"not allowed inside a list", &smalls, mixed, "null", 1},
        {"allowed inside a list", &smalls, list, "[5]", 0},
        {"an entry allowed", &thing, context(1, NAMES("a"), &five), "{a: 5}", 0},
        {"an entry missing", &thing, context(1, NAMES("b"), &five), "null", 1},
        {"an entry more", &thing, context(2, NAMES("a", "b"), (struct feel_node *[]){five, five}), "{a: 5, b: 5}", 0},
        {"any", feel_type_of(FEEL_TYPE_ANY), mixed, "[5, 50]", 0},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct feel_node *n = node(FEEL_OP_COERCE, table[i].value, NULL, NULL);
        n->target = table[i].type;
        expect(table[i].label, n, table[i].text, table[i].errors);
    }
}

/* ---- limits ---- */

/* A function that calls itself for ever: f(x) = f(x + 1) + f(x + 1), f being a global. */
static struct feel_value endless(int32_t depth)
{
    feel_run_reset(run);
    run->limits.depth = depth;
    feel_run_begin(run);
    struct feel_node *f = node(FEEL_OP_GLOBAL, NULL, NULL, NULL);
    struct feel_node *again = CALL(f, two(FEEL_OP_ADD, local(0), number(1)));
    struct feel_function fn = {.kind = FEEL_FN_LAMBDA, .lambda = function(0, 1, two(FEEL_OP_ADD, again, again))};
    struct feel_value globals[] = {{.kind = FEEL_FUNCTION, .function = &fn}};
    run->globals = globals;
    struct feel_value v = feel_eval_unit(run, CALL(f, number(0)), 4, NULL, 0);
    run->globals = NULL;
    return v;
}

/* A tree of nodes, higher than the limits let pass; the sanitized stack holds it at the default depth. */
static void deepest(int32_t depth)
{
    CHECK(endless(depth).kind == FEEL_NULL);
    CHECK(run->diags.errors == 1);
    struct feel_node *deep = number(1);
    for (int i = 0; i < FEEL_HEIGHT_MAX + FEEL_DEPTH_NODES * depth + 10; i++)
        deep = node(FEEL_OP_IF, two(FEEL_OP_EQ, deep, number(1)), number(1), number(2));
    expect("too deep a tree", deep, "null", 1);
    for (int i = 0; i < FEEL_HEIGHT_MAX + FEEL_DEPTH_NODES * depth + 10; i++) deep = CALL(deep, deep);
    expect("too deep a tree of calls", deep, "null", 1);
}

static void limits(void)
{
    CHECK(endless(200).kind == FEEL_NULL);
    CHECK(run->diags.errors == 1);
    CHECK(run->stopped);
    deepest(FEEL_LIMITS_DEFAULT.depth);
#if !SANITIZED
    deepest(FEEL_DEPTH_MAX);
#endif
    run->limits = FEEL_LIMITS_DEFAULT;
    run->limits.steps = 1000;
    expect("too many steps", loop(FEEL_OP_FOR, number(1), number(1000000), local(2)), "null", 1);
    run->limits = FEEL_LIMITS_DEFAULT;
    run->limits.bytes = 100000;
    struct feel_node *grow = loop(FEEL_OP_FOR, number(1), number(1000000), ITEMS(FEEL_OP_LIST, local(2)));
    expect("too many bytes", grow, "null", 1);
    run->limits = FEEL_LIMITS_DEFAULT;
    expect("fine again", two(FEEL_OP_ADD, number(1), number(2)), "3", 0);
}

/* ---- speed: seen with feel_eval_test speed ---- */

static void speed(void)
{
    /* (a + b) * c > 10 and d = "x" */
    struct feel_node *n =
        two(FEEL_OP_AND,
            two(FEEL_OP_GT, two(FEEL_OP_MUL, two(FEEL_OP_ADD, local(0), local(1)), local(2)), number(10)),
            two(FEEL_OP_EQ, local(3), text("x")));
    struct feel_value values[] = {feel_integer(3), feel_integer(4), feel_integer(5), feel_string(STR("x"))};
    enum { TIMES = 1000000, ROUNDS = 9 };
    int64_t best = INT64_MAX, yes = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct timespec a, b;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
        for (int i = 0; i < TIMES; i++) {
            feel_run_begin(run);
            values[0] = feel_integer(i & 7);
            yes += feel_eval_unit(run, n, 4, values, 4).boolean;
        }
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
        int64_t ns = (b.tv_sec - a.tv_sec) * 1000000000 + (b.tv_nsec - a.tv_nsec);
        if (ns < best) best = ns;
    }
    printf("%d ns per 1,000 evaluations, %d true\n", (int)(best / (TIMES / 1000)), (int)yes);
}

int main(int argc, char **argv)
{
    trees = arena_new();
    engine = feel_engine_new(NULL, NULL);
    run = feel_run_new(engine);
    operators();
    logic();
    tests();
    loops();
    filters();
    built_ins();
    calls();
    external();
    borders();
    limits();
    if (argc > 1 && strcmp(argv[1], "speed") == 0) speed();
    feel_run_free(run);
    feel_engine_free(engine);
    arena_free(trees);
    return check_end();
}
