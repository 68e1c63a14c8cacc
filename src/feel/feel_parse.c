/* feel_parse.c - expressions of FEEL: operators by their strength, operands, if, for, some, every, functions.
 *
 * Chains of one strength are read by loops; whatever nests goes through feel_deeper, so the C stack is bounded. */
#include "feel/feel_syntax.h"
#include "feel/feel_time.h"

enum { DEPTH_MOST = 2000 }; /* of syntax, whatever the engine's limit says: the C stack is not endless */

/* ---- nodes ---- */

struct feel_node *feel_node_new(struct feel_compiler *c, enum feel_op op)
{
    struct feel_node *n = ARENA_NEW(c->arena, struct feel_node);
    n->op = (uint8_t)op;
    n->height = 1;
    n->source = c->source;
    n->type = feel_type_of(FEEL_TYPE_ANY);
    return n;
}

uint32_t feel_slots(struct feel_compiler *c, uint32_t count)
{
    uint32_t first = c->slots;
    assert(count <= UINT32_MAX - first);
    c->slots += count;
    if (c->slots > c->slots_max) c->slots_max = c->slots;
    return first;
}

struct feel_node *feel_make(struct feel_parser *p, enum feel_op op, uint32_t from)
{
    struct feel_node *n = feel_node_new(p->c, op);
    n->span = feel_span_from(p, from);
    return n;
}

static int32_t depth_limit(const struct feel_parser *p)
{
    int32_t most = p->c->engine ? p->c->engine->limits.depth : FEEL_LIMITS_DEFAULT.depth;
    return most < DEPTH_MOST ? most : DEPTH_MOST;
}

static bool too_deep(struct feel_parser *p, struct feel_span span, int32_t max)
{
    return feel_complain(p, span, FEEL_MSG_TOO_DEEP, FEEL_ARGS({"max", arena_printf(p->c->arena, "%d", max)}));
}

struct feel_node *feel_finish(struct feel_parser *p, struct feel_node *n)
{
    feel_infer(p->c, n);
    if (n->height <= FEEL_HEIGHT_MAX) return n;
    too_deep(p, n->span, FEEL_HEIGHT_MAX);
    return NULL;
}

struct feel_node *feel_make_const(struct feel_parser *p, struct feel_value v, uint32_t from)
{
    struct feel_node *n = feel_make(p, FEEL_OP_CONST, from);
    n->constant = v;
    return feel_finish(p, n);
}

struct feel_node *feel_make_local(struct feel_parser *p, uint32_t slot, const struct feel_type *t, uint32_t from)
{
    struct feel_node *n = feel_make(p, FEEL_OP_LOCAL, from);
    n->slot = slot;
    n->type = t;
    return feel_finish(p, n);
}

struct feel_node *feel_make_error(struct feel_parser *p, enum feel_message id, const struct feel_arg *args,
                                  uint32_t from)
{
    size_t count = 0;
    while (args[count].name) count++;
    struct feel_arg *copy = ARENA_ARRAY(p->c->arena, struct feel_arg, count + 1);
    memcpy(copy, args, count * sizeof *copy);
    struct feel_node *n = feel_make(p, FEEL_OP_ERROR, from);
    n->slot = id;
    n->args = copy;
    feel_report(p->c->diags, FEEL_ERROR, id, p->c->source, n->span, copy);
    return n;
}

bool feel_deeper(struct feel_parser *p)
{
    if (p->failed) return false;
    if (p->depth >= depth_limit(p)) return too_deep(p, (struct feel_span){p->at, p->n}, depth_limit(p));
    p->depth++;
    return true;
}

static struct feel_node *join(struct feel_parser *p, enum feel_op op, struct feel_node *a, struct feel_node *b)
{
    if (!a || !b || p->failed) return NULL;
    struct feel_node *n = feel_make(p, op, a->span.at);
    n->span.n = b->span.at + b->span.n - a->span.at;
    n->a = a;
    n->b = b;
    return feel_finish(p, n);
}

/* ---- operators ---- */

enum strength { LOOSEST, OR, AND, COMPARISON, SUM, PRODUCT, POWER, NO_OPERATOR };

static struct feel_node *binary(struct feel_parser *p, struct feel_node *left, enum strength least);
static struct feel_node *unary(struct feel_parser *p);

static enum strength operator_of(const struct feel_parser *p, enum feel_op *op)
{
    switch (p->token) {
    case TOKEN_PLUS: return *op = FEEL_OP_ADD, SUM;
    case TOKEN_MINUS: return *op = FEEL_OP_SUB, SUM;
    case TOKEN_STAR: return *op = FEEL_OP_MUL, PRODUCT;
    case TOKEN_SLASH: return *op = FEEL_OP_DIV, PRODUCT;
    case TOKEN_POWER: return *op = FEEL_OP_POW, POWER;
    case TOKEN_EQ:
    case TOKEN_NE:
    case TOKEN_LT:
    case TOKEN_LE:
    case TOKEN_GT:
    case TOKEN_GE: return *op = feel_comparison(p->token), COMPARISON;
    case TOKEN_WORD:
        if (p->word == WORD_AND) return *op = FEEL_OP_AND, AND;
        if (p->word == WORD_OR) return *op = FEEL_OP_OR, OR;
        if (p->word == WORD_BETWEEN) return *op = FEEL_OP_BETWEEN, COMPARISON;
        if (p->word == WORD_IN) return *op = FEEL_OP_IN, COMPARISON;
        return NO_OPERATOR;
    case TOKEN_END:
    case TOKEN_BAD:
    case TOKEN_NUMBER:
    case TOKEN_STRING:
    case TOKEN_AT:
    case TOKEN_LPAREN:
    case TOKEN_RPAREN:
    case TOKEN_LBRACKET:
    case TOKEN_RBRACKET:
    case TOKEN_LBRACE:
    case TOKEN_RBRACE:
    case TOKEN_COMMA:
    case TOKEN_COLON:
    case TOKEN_DOT:
    case TOKEN_DOTS:
    case TOKEN_ARROW: return NO_OPERATOR;
    }
    return NO_OPERATOR;
}

/* `a or b or c ...` as a tree of little height: both are associative, and the order stays. */
static struct feel_node *balanced(struct feel_parser *p, enum feel_op op, struct feel_node **items, size_t count)
{
    if (count == 1) return items[0];
    struct feel_node *a = balanced(p, op, items, count / 2);
    return join(p, op, a, balanced(p, op, items + count / 2, count - count / 2));
}

static struct feel_node *logic(struct feel_parser *p, struct feel_node *left, enum feel_op op, enum strength strength)
{
    struct list items = {0};
    enum feel_word word = op == FEEL_OP_AND ? WORD_AND : WORD_OR;
    *LIST_ADD(p->c->arena, &items, struct feel_node *) = left;
    while (feel_accept_word(p, word)) {
        struct feel_node *right = binary(p, unary(p), strength + 1);
        if (!right) return NULL;
        *LIST_ADD(p->c->arena, &items, struct feel_node *) = right;
    }
    return p->failed ? NULL : balanced(p, op, items.items, items.count);
}

static struct feel_node *between(struct feel_parser *p, struct feel_node *a)
{
    feel_advance(p);
    struct feel_node *low = feel_additive(p);
    if (!low) return NULL;
    if (!feel_accept_word(p, WORD_AND)) return feel_unexpected(p, "and"), NULL;
    struct feel_node *high = feel_additive(p);
    if (!high) return NULL;
    struct feel_node *n = feel_make(p, FEEL_OP_BETWEEN, a->span.at);
    n->a = a;
    n->b = low;
    n->c = high;
    return feel_finish(p, n);
}

/* Goes on behind `left` with operators that bind at least as tightly as `least`. */
static struct feel_node *binary(struct feel_parser *p, struct feel_node *left, enum strength least)
{
    while (left && !p->failed) {
        enum feel_op op = FEEL_OP_AND;
        enum strength s = operator_of(p, &op);
        if (s < least || s == NO_OPERATOR) return left;
        if (s == OR || s == AND) {
            left = logic(p, left, op, s);
        } else if (op == FEEL_OP_BETWEEN) {
            left = between(p, left);
        } else if (op == FEEL_OP_IN) {
            feel_advance(p);
            left = feel_parse_in(p, left, left->span.at);
        } else {
            feel_advance(p);
            left = join(p, op, left, binary(p, unary(p), s + 1));
        }
    }
    return NULL;
}

/* ---- literals ---- */

/* The current token; the sign, if any, is at `from`. */
static struct feel_node *number(struct feel_parser *p, uint32_t from)
{
    struct num n;
    bool minus = from != p->at, fine = num_parse(str_sub(p->text, p->at, p->n), &n);
    feel_advance(p);
    if (!fine) return feel_make_error(p, FEEL_MSG_NUMBER_RANGE, FEEL_ARGS({.name = NULL}), from);
    return feel_make_const(p, feel_number(minus ? num_neg(n) : n), from);
}

static struct feel_node *string(struct feel_parser *p)
{
    uint32_t from = p->at;
    struct str content;
    if (!feel_string_content(p, &content)) return NULL;
    feel_advance(p);
    return feel_make_const(p, feel_string(content), from);
}

/* @"2020-01-01" */
static struct feel_node *at_literal(struct feel_parser *p)
{
    uint32_t from = p->at;
    struct str content;
    struct feel_value v;
    feel_advance(p);
    if (p->token != TOKEN_STRING) return feel_unexpected(p, "@\"...\""), NULL;
    if (!feel_string_content(p, &content)) return NULL;
    feel_advance(p);
    if (feel_parse_temporal(p->c->engine, p->c->arena, content, &v)) return feel_make_const(p, v, from);
    return feel_make_error(p, FEEL_MSG_LITERAL_TEMPORAL, FEEL_ARGS({"text", content}), from);
}

/* ---- if, for, some, every, function ---- */

static struct feel_node *conditional(struct feel_parser *p)
{
    uint32_t from = p->at;
    feel_advance(p);
    struct feel_node *a = feel_expression(p);
    if (!a) return NULL;
    if (!feel_accept_word(p, WORD_THEN)) return feel_unexpected(p, "then"), NULL;
    struct feel_node *b = feel_expression(p);
    if (!b) return NULL;
    if (!feel_accept_word(p, WORD_ELSE)) return feel_unexpected(p, "else"), NULL;
    struct feel_node *c = feel_expression(p);
    if (!c) return NULL;
    struct feel_node *n = feel_make(p, FEEL_OP_IF, from);
    n->a = a;
    n->b = b;
    n->c = c;
    return feel_finish(p, n);
}

/* Behind the name of an iterator, which ends at the keyword `in`; at = none. */
static uint32_t iterator_name_end(struct str s, uint32_t at)
{
    uint32_t whole = feel_free_name_end(s, at), end = feel_word_end(s, at);
    while (end < whole) {
        uint32_t next = feel_skip_blanks(s, end), stop = feel_word_end(s, next);
        if (next > end && feel_word_of(s, next, stop) == WORD_IN) return end;
        if (stop > next)
            end = stop;
        else
            end = next + 1; /* one of . / - ' + * */
    }
    return feel_word_end(s, at); /* no `in`: complain behind the first word */
}

/* What one round of `for i in x` gives to i. */
static const struct feel_type *element_type(const struct feel_iterator *it)
{
    const struct feel_type *t = it->from->type;
    if (it->to && (t->kind == FEEL_TYPE_NUMBER || t->kind == FEEL_TYPE_DATE)) return t;
    if (!it->to && (t->kind == FEEL_TYPE_LIST || t->kind == FEEL_TYPE_RANGE) && t->element) return t->element;
    return feel_type_of(FEEL_TYPE_ANY);
}

static bool iterator(struct feel_parser *p, struct feel_scope *scope, struct feel_iterator *it)
{
    uint32_t end = p->token == TOKEN_WORD ? iterator_name_end(p->text, p->at) : p->at;
    if (end == p->at) return feel_no_value(p);
    it->name = feel_name_text(p, p->at, end);
    feel_jump(p, end);
    if (!feel_accept_word(p, WORD_IN)) return feel_unexpected(p, "in");
    it->from = feel_expression(p);
    if (!it->from) return false;
    if (feel_accept(p, TOKEN_DOTS) && !(it->to = feel_expression(p))) return false;
    it->slot = feel_slots(p->c, 1);
    feel_scope_add(p->c->arena, scope, it->name, FEEL_NAME_LOCAL, it->slot, element_type(it));
    return true;
}

static bool iterators(struct feel_parser *p, struct feel_scope *scope, struct list *out)
{
    do {
        struct feel_iterator *it = LIST_ADD(p->c->arena, out, struct feel_iterator);
        if (!iterator(p, scope, it)) return false;
    } while (feel_accept(p, TOKEN_COMMA));
    return !p->failed;
}

/* `for`, `some`, `every`: the current token. */
static struct feel_node *loop(struct feel_parser *p, enum feel_op op)
{
    uint32_t from = p->at, slots = p->c->slots, partial_slot = 0;
    const struct feel_scope *outer = p->scope;
    struct feel_scope partial = {.parent = outer}, scope = {.parent = outer};
    struct list list = {0};
    struct feel_node *body = NULL;
    if (op == FEEL_OP_FOR) {
        partial_slot = feel_slots(p->c, 1);
        feel_scope_add(p->c->arena, &partial, STR("partial"), FEEL_NAME_LOCAL, partial_slot,
                       feel_type_of(FEEL_TYPE_LIST));
    }
    feel_advance(p);
    p->scope = &scope;
    if (iterators(p, &scope, &list)) {
        scope.parent = &partial; /* known in the body only; an iterator of that name hides it */
        bool there = feel_accept_word(p, op == FEEL_OP_FOR ? WORD_RETURN : WORD_SATISFIES);
        if (there)
            body = feel_expression(p);
        else
            feel_unexpected(p, op == FEEL_OP_FOR ? "return" : "satisfies");
    }
    p->scope = outer;
    p->c->slots = slots;
    if (!body) return NULL;
    struct feel_node *n = feel_make(p, op, from);
    n->slot = partial_slot;
    n->iterators = list.items;
    n->iterator_count = list.count;
    n->a = body;
    return feel_finish(p, n);
}

static bool parameter(struct feel_parser *p, struct feel_member *m)
{
    uint32_t end = feel_free_name_end(p->text, p->at);
    if (end == p->at) return feel_no_value(p);
    m->name = feel_name_text(p, p->at, end);
    m->type = feel_type_of(FEEL_TYPE_ANY);
    uint32_t from = p->at;
    feel_jump(p, end);
    if (!feel_accept(p, TOKEN_COLON))
        return p->token == TOKEN_COMMA || p->token == TOKEN_RPAREN || p->token == TOKEN_END ||
               (feel_hint_inside(p, feel_span_from(p, from)), feel_unexpected(p, ":"));
    struct str unknown = {0};
    uint32_t type_from = p->at;
    m->type = feel_type_here(p, &unknown);
    if (m->type && unknown.p)
        feel_report(p->c->diags, FEEL_ERROR, FEEL_MSG_TYPE_UNKNOWN, p->c->source, feel_span_from(p, type_from),
                    FEEL_ARGS({"name", unknown}));
    return m->type != NULL;
}

static bool parameters(struct feel_parser *p, struct list *out)
{
    feel_advance(p);
    uint32_t opened = p->at;
    if (!feel_accept(p, TOKEN_LPAREN)) return feel_unexpected(p, "(");
    if (feel_accept(p, TOKEN_RPAREN)) return true;
    do {
        if (!parameter(p, LIST_ADD(p->c->arena, out, struct feel_member))) return false;
    } while (feel_accept(p, TOKEN_COMMA));
    return feel_close(p, TOKEN_RPAREN, opened);
}

/* The body has a frame of its own, which begins with a copy of the frame around it. */
static struct feel_node *function(struct feel_parser *p)
{
    uint32_t from = p->at, slot = p->c->slots, outer_max = p->c->slots_max;
    const struct feel_scope *outer = p->scope;
    struct feel_scope scope = {.parent = outer};
    struct list params = {0};
    if (!parameters(p, &params)) return NULL;
    const struct feel_member *m = params.items;
    for (size_t i = 0; i < params.count; i++)
        feel_scope_add(p->c->arena, &scope, m[i].name, FEEL_NAME_LOCAL, slot + (uint32_t)i, m[i].type);
    p->c->slots = p->c->slots_max = slot + (uint32_t)params.count;
    bool external = feel_accept_word(p, WORD_EXTERNAL);
    if (params.count) p->scope = &scope;
    struct feel_node *body = feel_expression(p);
    uint32_t frame_size = p->c->slots_max;
    p->scope = outer;
    p->c->slots = slot;
    p->c->slots_max = outer_max;
    if (!body) return NULL;
    struct feel_node *n = feel_make(p, FEEL_OP_FUNCTION, from);
    n->flags = external ? FEEL_EXTERNAL : 0;
    n->slot = slot;
    n->a = body;
    n->params = m;
    n->param_count = (uint32_t)params.count;
    n->frame_size = frame_size;
    return feel_finish(p, n);
}

/* ---- operands ---- */

static struct feel_node *keyword_const(struct feel_parser *p, struct feel_value v)
{
    uint32_t from = p->at;
    feel_advance(p);
    return feel_make_const(p, v, from);
}

static struct feel_node *word(struct feel_parser *p)
{
    bool name = p->word != WORD_NONE && feel_longer_name(p);
    if (!name) switch (p->word) {
        case WORD_IF: return conditional(p);
        case WORD_FOR: return loop(p, FEEL_OP_FOR);
        case WORD_SOME: return loop(p, FEEL_OP_SOME);
        case WORD_EVERY: return loop(p, FEEL_OP_EVERY);
        case WORD_FUNCTION: return function(p);
        case WORD_TRUE: return keyword_const(p, feel_boolean(true));
        case WORD_FALSE: return keyword_const(p, feel_boolean(false));
        case WORD_NULL: return keyword_const(p, FEEL_NULL_VALUE);
        case WORD_AND:
        case WORD_OR:
        case WORD_THEN:
        case WORD_ELSE:
        case WORD_RETURN:
        case WORD_SATISFIES:
        case WORD_BETWEEN:
        case WORD_IN:
        case WORD_INSTANCE: {
            uint32_t end;
            if (feel_scope_match(p->scope, p->text, p->at, &end, NULL)) break;
            return feel_no_value(p), NULL;
        }
        case WORD_NONE:
        case WORD_OF:
        case WORD_EXTERNAL:
        case WORD_NOT: break;
        }
    return feel_parse_name(p);
}

/* `2024年度补贴`: a known name that begins with digits and goes on where a number cannot. */
static bool name_of_digits(const struct feel_parser *p)
{
    uint32_t next = feel_skip_blanks(p->text, p->at + p->n), stop = feel_word_end(p->text, next), end = 0;
    if (stop == next) return false;
    enum feel_word w = feel_word_of(p->text, next, stop);
    if (w != WORD_NONE && w <= WORD_LAST_INFIX) return false;
    feel_scope_match(p->scope, p->text, p->at, &end, NULL);
    return end > p->at + p->n;
}

static struct feel_node *operand(struct feel_parser *p)
{
    switch (p->token) {
    case TOKEN_NUMBER: return name_of_digits(p) ? feel_parse_name(p) : number(p, p->at);
    case TOKEN_STRING: return string(p);
    case TOKEN_AT: return at_literal(p);
    case TOKEN_WORD: return word(p);
    case TOKEN_LPAREN: return feel_parse_parenthesis(p);
    case TOKEN_LBRACKET: return feel_parse_list(p);
    case TOKEN_RBRACKET: return feel_parse_open_range(p);
    case TOKEN_LBRACE: return feel_parse_context(p);
    case TOKEN_BAD: { /* a name of the model may begin with any sign */
        uint32_t end;
        if (!p->failed && feel_scope_match(p->scope, p->text, p->at, &end, NULL)) return feel_parse_name(p);
        return feel_no_value(p), NULL;
    }
    case TOKEN_END:
    case TOKEN_RPAREN:
    case TOKEN_RBRACE:
    case TOKEN_COMMA:
    case TOKEN_COLON:
    case TOKEN_DOT:
    case TOKEN_DOTS:
    case TOKEN_ARROW:
    case TOKEN_PLUS:
    case TOKEN_MINUS:
    case TOKEN_STAR:
    case TOKEN_SLASH:
    case TOKEN_POWER:
    case TOKEN_EQ:
    case TOKEN_NE:
    case TOKEN_LT:
    case TOKEN_LE:
    case TOKEN_GT:
    case TOKEN_GE: break;
    }
    feel_no_value(p);
    return NULL;
}

static struct feel_node *instance_of(struct feel_parser *p, struct feel_node *a, uint32_t from)
{
    feel_advance(p);
    if (!feel_accept_word(p, WORD_OF)) return feel_unexpected(p, "of"), NULL;
    struct str unknown = {0};
    const struct feel_type *t = feel_type_here(p, &unknown);
    if (!t) return NULL;
    if (unknown.p) return feel_make_error(p, FEEL_MSG_TYPE_UNKNOWN, FEEL_ARGS({"name", unknown}), from);
    struct feel_node *n = feel_make(p, FEEL_OP_INSTANCE, from);
    n->a = a;
    n->target = t;
    return feel_finish(p, n);
}

/* At the upper end of a range: does this `[` close it?  It does when nothing behind it begins a filter's operand. */
static bool closes_range(struct feel_parser *p)
{
    if (!p->endpoint) return false;
    struct feel_parser ahead = *p;
    feel_advance(&ahead);
    p->failed |= ahead.failed;
    switch (ahead.token) {
    case TOKEN_WORD: return ahead.word != WORD_NONE && ahead.word <= WORD_LAST_INFIX;
    case TOKEN_NUMBER:
    case TOKEN_STRING:
    case TOKEN_AT:
    case TOKEN_LPAREN:
    case TOKEN_LBRACKET:
    case TOKEN_LBRACE:
    case TOKEN_MINUS:
    case TOKEN_BAD: return false;
    case TOKEN_END:
    case TOKEN_RPAREN:
    case TOKEN_RBRACKET:
    case TOKEN_RBRACE:
    case TOKEN_COMMA:
    case TOKEN_COLON:
    case TOKEN_DOT:
    case TOKEN_DOTS:
    case TOKEN_ARROW:
    case TOKEN_PLUS:
    case TOKEN_STAR:
    case TOKEN_SLASH:
    case TOKEN_POWER:
    case TOKEN_EQ:
    case TOKEN_NE:
    case TOKEN_LT:
    case TOKEN_LE:
    case TOKEN_GT:
    case TOKEN_GE: return true;
    }
    return true;
}

struct feel_node *feel_postfix(struct feel_parser *p, struct feel_node *a, uint32_t from)
{
    while (a && !p->failed) {
        bool digits = p->token == TOKEN_NUMBER && p->text.p[p->at] == '.'; /* `.2024` cannot be a number here */
        if (digits) feel_jump(p, p->at + 1);
        if (digits || feel_accept(p, TOKEN_DOT))
            a = feel_parse_member(p, a, from);
        else if (p->token == TOKEN_LPAREN)
            a = feel_parse_call(p, a, from);
        else if (p->token == TOKEN_LBRACKET && !closes_range(p))
            a = feel_parse_filter(p, a, from);
        else if (p->token == TOKEN_WORD && p->word == WORD_INSTANCE)
            a = instance_of(p, a, from);
        else
            return p->failed ? NULL : a;
    }
    return NULL;
}

static struct feel_node *negation(struct feel_parser *p)
{
    uint32_t from = p->at;
    feel_advance(p);
    if (p->token == TOKEN_NUMBER && !name_of_digits(p)) /* the sign is a part of the literal */
        return feel_postfix(p, number(p, from), from);
    if (!feel_deeper(p)) return NULL;
    struct feel_node *a = unary(p);
    p->depth--;
    if (!a) return NULL;
    struct feel_node *n = feel_make(p, FEEL_OP_NEG, from);
    n->a = a;
    return feel_finish(p, n);
}

static struct feel_node *unary(struct feel_parser *p)
{
    if (p->failed) return NULL;
    uint32_t from = p->at;
    return p->token == TOKEN_MINUS ? negation(p) : feel_postfix(p, operand(p), from);
}

static struct feel_node *from_strength(struct feel_parser *p, enum strength least, bool endpoint)
{
    bool before = p->endpoint;
    if (!feel_deeper(p)) return NULL;
    p->endpoint = endpoint;
    struct feel_node *n = binary(p, unary(p), least);
    p->endpoint = before;
    p->depth--;
    return p->failed ? NULL : n;
}

struct feel_node *feel_expression(struct feel_parser *p)
{
    return from_strength(p, LOOSEST, false);
}

struct feel_node *feel_additive_behind(struct feel_parser *p, struct feel_node *left, uint32_t from)
{
    return binary(p, feel_postfix(p, left, from), SUM);
}

struct feel_node *feel_additive(struct feel_parser *p)
{
    return from_strength(p, SUM, p->endpoint);
}

/* ---- whole texts ---- */

bool feel_parser_start(struct feel_parser *p, struct feel_compiler *c, struct str text)
{
    *p = (struct feel_parser){.c = c, .text = {text.p ? text.p : "", text.n}, .scope = c->scope, .filter = c->filter};
    if (c->slots_max < c->slots) c->slots_max = c->slots;
    if (text.n > FEEL_TEXT_MAX)
        return feel_complain(p, (struct feel_span){0}, FEEL_MSG_TEXT_TOO_LONG,
                             FEEL_ARGS({"max", arena_printf(c->arena, "%d", FEEL_TEXT_MAX)}));
    if (!utf8_valid(p->text)) return feel_complain(p, (struct feel_span){0}, FEEL_MSG_TEXT_NOT_UTF8, NULL);
    feel_jump(p, 0);
    return !p->failed;
}

struct feel_node *feel_parse(struct feel_compiler *c, struct str text)
{
    struct feel_parser p;
    uint32_t slots = c->slots;
    struct feel_node *n = NULL;
    if (feel_parser_start(&p, c, text)) n = feel_expression(&p);
    c->slots = slots;
    if (n && p.token != TOKEN_END) feel_trailing(&p);
    return p.failed ? NULL : n;
}
