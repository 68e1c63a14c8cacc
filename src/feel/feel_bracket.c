/* feel_bracket.c - what stands in brackets of FEEL: lists, ranges, contexts, filters, arguments. */
#include "feel/feel_syntax.h"
#include "feel/feel_time.h"

/* ---- ranges ---- */

struct feel_node *feel_parse_range_end(struct feel_parser *p, struct feel_node *low, bool closed, uint32_t from)
{
    bool before = p->endpoint;
    p->endpoint = true;
    struct feel_node *high = feel_additive(p);
    p->endpoint = before;
    if (!high) return NULL;
    bool high_closed = p->token == TOKEN_RBRACKET;
    bool ended = feel_accept(p, TOKEN_RBRACKET) || feel_accept(p, TOKEN_RPAREN) || feel_accept(p, TOKEN_LBRACKET);
    if (!ended && !feel_close(p, closed ? TOKEN_RBRACKET : TOKEN_RPAREN, from)) return NULL;
    struct feel_node *n = feel_make(p, FEEL_OP_RANGE, from);
    n->flags = (uint8_t)((closed ? FEEL_LOW_CLOSED : 0) | (high_closed ? FEEL_HIGH_CLOSED : 0));
    n->slot = FEEL_RANGE_INTERVAL;
    n->a = low;
    n->b = high;
    return feel_finish(p, n);
}

/* (<10), (>=10), (=10), (!=10): the current token is the operator. */
static struct feel_node *half_range(struct feel_parser *p, uint32_t from)
{
    enum feel_token t = p->token;
    feel_advance(p);
    struct feel_node *end = feel_additive(p);
    if (!end || !feel_close(p, TOKEN_RPAREN, from)) return NULL;
    struct feel_node *n = feel_make(p, FEEL_OP_RANGE, from);
    bool high = t == TOKEN_LT || t == TOKEN_LE;
    n->slot = t == TOKEN_LT   ? FEEL_RANGE_LT
              : t == TOKEN_LE ? FEEL_RANGE_LE
              : t == TOKEN_GT ? FEEL_RANGE_GT
              : t == TOKEN_GE ? FEEL_RANGE_GE
              : t == TOKEN_EQ ? FEEL_RANGE_EQ
                              : FEEL_RANGE_NE;
    n->flags = t == TOKEN_LE ? FEEL_HIGH_CLOSED : t == TOKEN_GE ? FEEL_LOW_CLOSED : 0;
    if (t == TOKEN_EQ) n->flags = FEEL_LOW_CLOSED | FEEL_HIGH_CLOSED;
    n->a = high ? NULL : end;
    n->b = high ? end : NULL;
    return feel_finish(p, n);
}

struct feel_node *feel_parse_parenthesis(struct feel_parser *p)
{
    uint32_t from = p->at;
    feel_advance(p);
    if (feel_compares(p->token)) return half_range(p, from);
    struct feel_node *n = feel_expression(p);
    if (!n) return NULL;
    if (feel_accept(p, TOKEN_DOTS)) return feel_parse_range_end(p, n, false, from);
    if (!feel_close(p, TOKEN_RPAREN, from)) return NULL;
    n->span = feel_span_from(p, from); /* the brackets belong to what a message quotes */
    return n;
}

struct feel_node *feel_parse_open_range(struct feel_parser *p)
{
    uint32_t from = p->at;
    feel_advance(p);
    struct feel_node *low = feel_expression(p);
    if (!low) return NULL;
    if (!feel_accept(p, TOKEN_DOTS)) return feel_unexpected(p, ".."), NULL;
    return feel_parse_range_end(p, low, false, from);
}

/* ---- lists ---- */

/* At the `]` behind `[`: does a range such as ]1..2[ begin here?  It does when an operand follows. */
static bool open_range_follows(struct feel_parser *p)
{
    struct feel_parser ahead = *p;
    feel_advance(&ahead);
    p->failed |= ahead.failed;
    enum feel_token t = ahead.token;
    return t == TOKEN_NUMBER || t == TOKEN_STRING || t == TOKEN_AT || t == TOKEN_LBRACE ||
           (t == TOKEN_WORD && (ahead.word == WORD_NONE || ahead.word > WORD_LAST_INFIX));
}

struct feel_node *feel_parse_list(struct feel_parser *p)
{
    uint32_t from = p->at;
    struct list items = {0};
    feel_advance(p);
    bool empty = p->token == TOKEN_RBRACKET && !open_range_follows(p);
    if (!empty || !feel_accept(p, TOKEN_RBRACKET)) {
        do {
            struct feel_node *n = feel_expression(p);
            if (!n) return NULL;
            if (items.count == 0 && feel_accept(p, TOKEN_DOTS)) return feel_parse_range_end(p, n, true, from);
            *LIST_ADD(p->c->arena, &items, struct feel_node *) = n;
        } while (feel_accept(p, TOKEN_COMMA));
        if (!feel_close(p, TOKEN_RBRACKET, from)) return NULL;
    }
    struct feel_node *n = feel_make(p, FEEL_OP_LIST, from);
    n->items = items.items;
    n->item_count = items.count;
    return feel_finish(p, n);
}

/* ---- contexts ---- */

/* A key and its colon. */
static bool key(struct feel_parser *p, struct str *out)
{
    uint32_t from = p->at, end = feel_free_name_end(p->text, from);
    if (p->token == TOKEN_STRING) {
        if (!feel_string_content(p, out)) return false;
        feel_advance(p);
    } else if (end > from) {
        *out = feel_name_text(p, from, end);
        feel_jump(p, end);
    } else {
        return feel_no_value(p);
    }
    if (feel_accept(p, TOKEN_COLON)) return true;
    if (end > from && feel_hint_inside(p, (struct feel_span){from, end - from})) return false;
    return feel_unexpected(p, ":");
}

/* An entry sees those before it; while its value is worked out, the slots behind theirs are free for it. */
static bool entry(struct feel_parser *p, struct feel_scope *scope, struct list *names, struct list *items)
{
    struct str name;
    if (!key(p, &name)) return false;
    struct feel_node *n = feel_expression(p);
    if (!n) return false;
    uint32_t slot = feel_slots(p->c, 1);
    *LIST_ADD(p->c->arena, names, struct str) = name;
    *LIST_ADD(p->c->arena, items, struct feel_node *) = n;
    feel_scope_add(p->c->arena, scope, name, FEEL_NAME_LOCAL, slot, n->type);
    return true;
}

struct feel_node *feel_parse_context(struct feel_parser *p)
{
    uint32_t from = p->at, slot = p->c->slots;
    const struct feel_scope *outer = p->scope;
    struct feel_scope scope = {.parent = outer};
    struct list names = {0}, items = {0};
    bool fine = true;
    feel_advance(p);
    p->scope = &scope;
    if (!feel_accept(p, TOKEN_RBRACE)) {
        do {
            fine = entry(p, &scope, &names, &items);
        } while (fine && feel_accept(p, TOKEN_COMMA));
        fine = fine && feel_close(p, TOKEN_RBRACE, from);
    }
    p->scope = outer;
    p->c->slots = slot;
    if (!fine) return NULL;
    struct feel_node *n = feel_make(p, FEEL_OP_CONTEXT, from);
    n->slot = slot;
    n->names = names.items;
    n->items = items.items;
    n->item_count = items.count;
    return feel_finish(p, n);
}

/* ---- filters ---- */

/* The names of a filter over a value of a type: scope and filter, whose parents are set, know them then. */
static void name_items(struct arena *a, struct feel_filter *filter, struct feel_scope *scope,
                       const struct feel_type *filtered)
{
    const struct feel_type *t = filtered->kind == FEEL_TYPE_LIST ? filtered->element : filtered;
    if (!t || t->kind == FEEL_TYPE_NULL) t = feel_type_of(FEEL_TYPE_ANY);
    filter->scope = scope;
    filter->context = t->kind == FEEL_TYPE_CONTEXT;
    filter->open = t->kind == FEEL_TYPE_ANY || (filter->context && t->member_count == 0);
    feel_scope_add(a, scope, STR("item"), FEEL_NAME_LOCAL, filter->slot, t);
    for (size_t i = 0; filter->context && i < t->member_count; i++)
        feel_scope_add(a, scope, t->members[i].name, FEEL_NAME_MEMBER, filter->slot, t->members[i].type);
}

void feel_filter_enter(struct feel_compiler *c, uint32_t slot, const struct feel_type *filtered)
{
    struct feel_scope *scope = ARENA_NEW(c->arena, struct feel_scope);
    struct feel_filter *filter = ARENA_NEW(c->arena, struct feel_filter);
    scope->parent = c->scope;
    *filter = (struct feel_filter){.parent = c->filter, .slot = slot};
    name_items(c->arena, filter, scope, filtered);
    c->scope = scope;
    c->filter = filter;
}

struct feel_node *feel_parse_filter(struct feel_parser *p, struct feel_node *a, uint32_t from)
{
    uint32_t slots = p->c->slots, opened = p->at;
    const struct feel_scope *outer = p->scope;
    const struct feel_filter *around = p->filter;
    struct feel_scope scope = {.parent = outer};
    uint32_t slot = feel_slots(p->c, 1);
    struct feel_filter filter = {.parent = around, .slot = slot};
    name_items(p->c->arena, &filter, &scope, a->type);
    feel_advance(p);
    p->scope = &scope;
    p->filter = &filter;
    struct feel_node *b = NULL;
    if (p->token == TOKEN_RBRACKET)
        feel_no_value(p); /* not an open range */
    else
        b = feel_expression(p);
    p->scope = outer;
    p->filter = around;
    p->c->slots = slots;
    if (!b || !feel_close(p, TOKEN_RBRACKET, opened)) return NULL;
    struct feel_node *n = feel_make(p, FEEL_OP_FILTER, from);
    n->slot = slot;
    n->a = a;
    n->b = b;
    return feel_finish(p, n);
}

/* ---- calls ---- */

/* The name and the colon before an argument; false when there are none. */
static bool argument_name(struct feel_parser *p, struct str *out)
{
    uint32_t end = feel_free_name_end(p->text, p->at), next = feel_skip_blanks(p->text, end);
    if (end == p->at || next >= p->text.n || p->text.p[next] != ':') return false;
    *out = feel_name_text(p, p->at, end);
    feel_jump(p, next + 1);
    return true;
}

static bool arguments(struct feel_parser *p, struct list *names, struct list *items)
{
    uint32_t opened = p->at;
    feel_advance(p);
    if (feel_accept(p, TOKEN_RPAREN)) return true;
    do {
        struct str name;
        uint32_t at = p->at;
        bool named = argument_name(p, &name);
        if (items->count && named != (names->count > 0))
            return feel_complain(p, (struct feel_span){at, p->n}, FEEL_MSG_SYNTAX_MIXED_ARGUMENTS, NULL);
        if (named) *LIST_ADD(p->c->arena, names, struct str) = name;
        struct feel_node *n = feel_expression(p);
        if (!n) return false;
        *LIST_ADD(p->c->arena, items, struct feel_node *) = n;
    } while (feel_accept(p, TOKEN_COMMA));
    return feel_close(p, TOKEN_RPAREN, opened);
}

/* date("2020-01-01") and the like are constants when the text is a good one; a bad one stays a call, so that it is
 * reported when it is evaluated. */
static bool literal_call(struct feel_parser *p, const struct feel_node *call, struct feel_value *out)
{
    if (!call->builtin || call->item_count != 1 || call->items[0]->op != FEEL_OP_CONST) return false;
    if (call->items[0]->constant.kind != FEEL_STRING) return false;
    struct str name = str_of(call->builtin->name), text = feel_text(call->items[0]->constant);
    struct feel_moment m = {0};
    int64_t days;
    if (call->names) return false;
    if (str_eq(name, STR("duration"))) return feel_parse_duration(text, out);
    if (str_eq(name, STR("date"))) {
        if (!feel_parse_date(text, &days)) return false;
        *out = feel_date(days);
        return true;
    }
    bool time = str_eq(name, STR("time"));
    if (time ? !feel_parse_time(p->c->engine, text, &m)
             : !str_eq(name, STR("date and time")) || !feel_parse_date_time(p->c->engine, text, &m))
        return false;
    *out = feel_moment(p->c->arena, time ? FEEL_TIME : FEEL_DATE_TIME, &m);
    return true;
}

struct feel_node *feel_parse_call(struct feel_parser *p, struct feel_node *a, uint32_t from)
{
    struct list names = {0}, items = {0};
    if (!arguments(p, &names, &items)) return NULL;
    struct feel_node *n = feel_make(p, FEEL_OP_CALL, from);
    struct feel_value v;
    n->a = a;
    n->items = items.items;
    n->item_count = items.count;
    n->names = names.count ? names.items : NULL;
    if (a->op == FEEL_OP_CONST && a->constant.kind == FEEL_FUNCTION && a->constant.function->kind == FEEL_FN_BUILTIN)
        n->builtin = a->constant.function->builtin;
    if (literal_call(p, n, &v)) return feel_make_const(p, v, from);
    return feel_finish(p, n);
}
