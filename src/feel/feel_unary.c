/* feel_unary.c - unary tests: cells of decision tables, and what follows `in`, lowered to truths over a slot. */
#include "feel/feel_syntax.h"

/* What the tests are about. */
struct subject {
    uint32_t slot;
    const struct feel_type *type;
};

enum feel_op feel_comparison(enum feel_token t)
{
    return t == TOKEN_EQ   ? FEEL_OP_EQ
           : t == TOKEN_NE ? FEEL_OP_NE
           : t == TOKEN_LT ? FEEL_OP_LT
           : t == TOKEN_LE ? FEEL_OP_LE
           : t == TOKEN_GT ? FEEL_OP_GT
                           : FEEL_OP_GE;
}

bool feel_compares(enum feel_token t)
{
    return t >= TOKEN_EQ && t <= TOKEN_GE;
}

/* A test without an operator: the expression's value decides how it is applied. */
static struct feel_node *match(struct feel_parser *p, struct subject s, struct feel_node *e)
{
    if (!e || p->failed) return NULL;
    struct feel_node *n = feel_make(p, FEEL_OP_MATCH, e->span.at);
    n->span = e->span;
    n->a = feel_make_local(p, s.slot, s.type, e->span.at);
    n->b = e;
    if (feel_mentions(e, s.slot)) n->flags = FEEL_OWN_TRUTH;
    return feel_finish(p, n);
}

/* `< 5`: the current token is the operator. */
static struct feel_node *operator_test(struct feel_parser *p, struct subject s)
{
    uint32_t from = p->at;
    enum feel_op op = feel_comparison(p->token);
    feel_advance(p);
    struct feel_node *b = feel_additive(p);
    if (!b) return NULL;
    struct feel_node *n = feel_make(p, op, from);
    n->a = feel_make_local(p, s.slot, s.type, from);
    n->b = b;
    return feel_finish(p, n);
}

static struct feel_node *test(struct feel_parser *p, struct subject s)
{
    if (feel_compares(p->token)) return operator_test(p, s);
    return match(p, s, feel_expression(p));
}

/* More tests behind those of the list, after commas. */
static bool more_tests(struct feel_parser *p, struct subject s, struct list *tests)
{
    while (feel_accept(p, TOKEN_COMMA)) {
        struct feel_node *n = test(p, s);
        if (!n) return false;
        *LIST_ADD(p->c->arena, tests, struct feel_node *) = n;
    }
    return !p->failed;
}

static struct feel_node *any_of(struct feel_parser *p, const struct list *tests, uint32_t from)
{
    if (tests->count == 1) return *LIST_AT(tests, struct feel_node *, 0);
    struct feel_node *n = feel_make(p, FEEL_OP_ANY_OF, from);
    n->items = tests->items;
    n->item_count = tests->count;
    return feel_finish(p, n);
}

/* ---- in ---- */

/* `(`: tests with commas between, a range, or the beginning of any expression. */
static struct feel_node *in_parenthesis(struct feel_parser *p, struct subject s)
{
    uint32_t from = p->at;
    struct list tests = {0};
    struct feel_node *e = NULL, *n = NULL;
    feel_advance(p);
    if (feel_compares(p->token))
        n = operator_test(p, s);
    else
        e = feel_expression(p);
    if (e && feel_accept(p, TOKEN_DOTS))
        return match(p, s, feel_additive_behind(p, feel_parse_range_end(p, e, false, from), from));
    if (e && p->token == TOKEN_RPAREN) {
        feel_advance(p);
        return match(p, s, feel_additive_behind(p, e, from));
    }
    if (e) n = match(p, s, e);
    if (!n) return NULL;
    *LIST_ADD(p->c->arena, &tests, struct feel_node *) = n;
    if (!more_tests(p, s, &tests) || !feel_close(p, TOKEN_RPAREN, from)) return NULL;
    return any_of(p, &tests, from);
}

struct feel_node *feel_parse_in(struct feel_parser *p, struct feel_node *a, uint32_t from)
{
    uint32_t slots = p->c->slots;
    struct subject s = {feel_slots(p->c, 1), a->type};
    const struct feel_scope *outer = p->scope;
    struct feel_scope scope = {.parent = outer};
    struct feel_node *b = NULL;
    feel_scope_add(p->c->arena, &scope, STR("?"), FEEL_NAME_LOCAL, s.slot, s.type);
    p->scope = &scope;
    if (p->token == TOKEN_LPAREN) {
        if (feel_deeper(p)) {
            b = in_parenthesis(p, s);
            p->depth--;
        }
    } else if (feel_compares(p->token)) {
        b = operator_test(p, s);
    } else {
        b = match(p, s, feel_additive(p));
    }
    p->scope = outer;
    p->c->slots = slots;
    if (!b) return NULL;
    struct feel_node *n = feel_make(p, FEEL_OP_IN, from);
    n->slot = s.slot;
    n->a = a;
    n->b = b;
    return feel_finish(p, n);
}

/* ---- cells ---- */

static void collect(struct feel_compiler *c, struct list *items, const struct list *tests)
{
    for (size_t i = 0; items && i < tests->count; i++)
        *LIST_ADD(c->arena, items, struct feel_node *) = *LIST_AT(tests, struct feel_node *, i);
}

/* All of the text as tests with commas between. */
static struct feel_node *tests_to_end(struct feel_parser *p, struct subject s, struct list *tests)
{
    uint32_t from = p->at;
    struct feel_node *first = test(p, s);
    if (!first) return NULL;
    *LIST_ADD(p->c->arena, tests, struct feel_node *) = first;
    if (!more_tests(p, s, tests)) return NULL;
    return any_of(p, tests, from);
}

/* `not(` tests `)` when that is the whole text. */
static struct feel_node *negated(struct feel_parser *p, struct subject s)
{
    uint32_t from = p->at;
    struct list tests = {0};
    feel_advance(p);
    uint32_t opened = p->at;
    feel_advance(p);
    struct feel_node *a = tests_to_end(p, s, &tests);
    if (!a || !feel_close(p, TOKEN_RPAREN, opened)) return NULL;
    if (p->token != TOKEN_END) return feel_trailing(p), NULL;
    struct feel_node *n = feel_make(p, FEEL_OP_NOT, from);
    n->a = a;
    return feel_finish(p, n);
}

static bool begins_negated(struct feel_parser *p)
{
    if (p->token != TOKEN_WORD || p->word != WORD_NOT || feel_longer_name(p)) return false;
    uint32_t next = feel_skip_blanks(p->text, p->at + p->n);
    return next < p->text.n && p->text.p[next] == '(';
}

/* `not(a) or b` is an expression, `not(a, <5)` a negated list: the second is tried first, and when both fail, the
 * complaint of the one that got further stays. */
static struct feel_node *cell(struct feel_parser *p, struct subject s, struct list *items)
{
    struct list tests = {0};
    struct feel_parser start = *p;
    struct feel_diags before = *p->c->diags;
    uint32_t got = 0;
    if (begins_negated(p)) {
        struct feel_node *n = negated(p, s);
        if (n) {
            *LIST_ADD(p->c->arena, &tests, struct feel_node *) = n;
            collect(p->c, items, &tests);
            return n;
        }
        got = p->last;
        *p = start;
        *p->c->diags = before;
    }
    struct feel_node *n = tests_to_end(p, s, &tests);
    if (n && (p->word == WORD_AND || p->word == WORD_OR))
        feel_complain(p, (struct feel_span){p->at, p->n}, FEEL_MSG_SYNTAX_TEST_JOINED,
                      FEEL_ARGS({"found", str_sub(p->text, p->at, p->n)}));
    else if (n && p->token != TOKEN_END)
        feel_trailing(p);
    if (p->failed) n = NULL;
    if (n) {
        collect(p->c, items, &tests);
    } else if (got > p->last) {
        *p = start;
        *p->c->diags = before;
        (void)negated(p, s);
    }
    return n;
}

struct feel_node *feel_parse_unary(struct feel_compiler *c, struct str text, uint32_t subject,
                                   const struct feel_type *type, struct list *items)
{
    struct feel_parser p;
    uint32_t slots = c->slots;
    struct subject s = {subject, type ? type : feel_type_of(FEEL_TYPE_ANY)};
    if (!feel_parser_start(&p, c, text)) return NULL;
    struct feel_parser ahead = p;
    if (p.token == TOKEN_MINUS) feel_advance(&ahead);
    if (ahead.token == TOKEN_END && !ahead.failed) return feel_make_const(&ahead, feel_boolean(true), p.at);
    struct feel_node *n = cell(&p, s, items);
    c->slots = slots;
    return p.failed ? NULL : n;
}
