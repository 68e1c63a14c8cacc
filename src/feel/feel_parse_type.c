/* feel_parse_type.c - types as FEEL writes them: names, list<...>, range<...>, context<...>, function<...> -> ... */
#include "feel/feel_syntax.h"

enum { TYPE_NAME_ENDS = 32 };

static const struct feel_type *named(const struct feel_compiler *c, struct str name)
{
    const struct feel_type *t = feel_type_builtin(name);
    return t || !c->type_named ? t : c->type_named(c->data, name);
}

/* The same in an expression, where a list, a context, a range or a function says of what.  @source DMN 1.5, table 61 */
static const struct feel_type *named_whole(const struct feel_compiler *c, struct str name)
{
    const struct feel_type *t = named(c, name), *bare = feel_type_builtin(name);
    if (!t || t != bare || t->kind < FEEL_TYPE_LIST) return t;
    t = c->type_named ? c->type_named(c->data, name) : NULL;
    return t == bare ? NULL : t;
}

/* Places where a name that begins at `at` may end, in order. */
static size_t name_ends(struct str s, uint32_t at, uint32_t ends[TYPE_NAME_ENDS])
{
    size_t count = 0;
    uint32_t whole = feel_free_name_end(s, at);
    for (uint32_t i = at; i < whole && count < TYPE_NAME_ENDS;) {
        uint32_t next = feel_skip_blanks(s, i), stop = feel_word_end(s, next);
        i = stop > next ? stop : next + 1; /* a word, or one of . / - ' + * */
        ends[count++] = i;
    }
    return count;
}

/* The longest known type name; an unknown one ends where a keyword follows. */
static const struct feel_type *type_name(struct feel_parser *p, struct str *unknown)
{
    uint32_t ends[TYPE_NAME_ENDS], at = p->at;
    size_t count = name_ends(p->text, at, ends), words = 0;
    if (p->token != TOKEN_WORD || count == 0) return feel_no_value(p), NULL;
    for (size_t i = count; i-- > 0;) {
        const struct feel_type *t = named_whole(p->c, feel_name_text(p, at, ends[i]));
        if (!t) continue;
        feel_jump(p, ends[i]);
        return t;
    }
    for (; words + 1 < count; words++) {
        uint32_t next = feel_skip_blanks(p->text, ends[words]);
        enum feel_word w = feel_word_of(p->text, next, ends[words + 1]);
        if (w != WORD_NONE && w <= WORD_LAST_INFIX) break;
    }
    *unknown = feel_name_text(p, at, ends[words]);
    feel_jump(p, ends[words]);
    return feel_type_of(FEEL_TYPE_ANY);
}

/* `<` and `>` byte by byte, because the scanner reads "<>" and ">=" as one sign. */
static bool angle(struct feel_parser *p, char c)
{
    if (p->failed || p->at >= p->text.n || p->text.p[p->at] != c) return false;
    feel_jump(p, p->at + 1);
    return true;
}

static bool close_angle(struct feel_parser *p)
{
    return angle(p, '>') || feel_unexpected(p, ">");
}

/* The types of list<...> and range<...>. */
static const struct feel_type *element(struct feel_parser *p, enum feel_type_kind kind, struct str *unknown)
{
    struct feel_type *t = ARENA_NEW(p->c->arena, struct feel_type);
    t->kind = kind;
    t->element = feel_type_here(p, unknown);
    return t->element && close_angle(p) ? t : NULL;
}

static const struct feel_type *members(struct feel_parser *p, struct str *unknown)
{
    struct list list = {0};
    if (!angle(p, '>')) {
        do {
            uint32_t end = feel_free_name_end(p->text, p->at);
            if (end == p->at) return feel_no_value(p), NULL;
            struct feel_member *m = LIST_ADD(p->c->arena, &list, struct feel_member);
            m->name = feel_name_text(p, p->at, end);
            feel_jump(p, end);
            if (!feel_accept(p, TOKEN_COLON)) return feel_unexpected(p, ":"), NULL;
            const struct feel_type *t = feel_type_here(p, unknown);
            if (!t) return NULL;
            m->type = t;
        } while (feel_accept(p, TOKEN_COMMA));
        if (!close_angle(p)) return NULL;
    }
    return feel_type_context(p->c->arena, list.items, list.count);
}

static const struct feel_type *function(struct feel_parser *p, struct str *unknown)
{
    struct list list = {0};
    if (!angle(p, '>')) {
        do {
            struct feel_member *m = LIST_ADD(p->c->arena, &list, struct feel_member);
            const struct feel_type *t = feel_type_here(p, unknown);
            if (!t) return NULL;
            *m = (struct feel_member){.name = STR(""), .type = t};
        } while (feel_accept(p, TOKEN_COMMA));
        if (!close_angle(p)) return NULL;
    }
    if (!feel_accept(p, TOKEN_ARROW)) return feel_unexpected(p, "->"), NULL;
    struct feel_type *t = ARENA_NEW(p->c->arena, struct feel_type);
    t->kind = FEEL_TYPE_FUNCTION;
    t->members = list.items;
    t->member_count = list.count;
    t->element = feel_type_here(p, unknown);
    return t->element ? t : NULL;
}

static const struct feel_type *type(struct feel_parser *p, struct str *unknown)
{
    static const struct {
        struct str name;
        enum feel_type_kind kind;
    } MADE_OF[] = {{TEXT("list"), FEEL_TYPE_LIST},
                   {TEXT("range"), FEEL_TYPE_RANGE},
                   {TEXT("context"), FEEL_TYPE_CONTEXT},
                   {TEXT("function"), FEEL_TYPE_FUNCTION}};
    struct str word = str_sub(p->text, p->at, p->token == TOKEN_WORD ? p->n : 0);
    uint32_t next = feel_skip_blanks(p->text, p->at + p->n);
    bool made = next < p->text.n && p->text.p[next] == '<';
    for (size_t i = 0; made && i < COUNT(MADE_OF); i++) {
        if (!str_eq(word, MADE_OF[i].name)) continue;
        feel_jump(p, next + 1);
        if (MADE_OF[i].kind == FEEL_TYPE_CONTEXT) return members(p, unknown);
        if (MADE_OF[i].kind == FEEL_TYPE_FUNCTION) return function(p, unknown);
        return element(p, MADE_OF[i].kind, unknown);
    }
    return type_name(p, unknown);
}

const struct feel_type *feel_type_here(struct feel_parser *p, struct str *unknown)
{
    if (!feel_deeper(p)) return NULL;
    const struct feel_type *t = type(p, unknown);
    p->depth--;
    return p->failed ? NULL : t;
}

const struct feel_type *feel_parse_type(struct feel_compiler *c, struct str text)
{
    struct feel_parser p;
    struct str unknown = {0};
    if (!feel_parser_start(&p, c, text)) return NULL;
    const struct feel_type *t = named(c, feel_name_normal(c->arena, text)); /* whatever signs the name has */
    if (t) return t;
    t = feel_type_here(&p, &unknown);
    if (!t) return NULL;
    if (unknown.p)
        feel_complain(&p, (struct feel_span){0, (uint32_t)text.n}, FEEL_MSG_TYPE_UNKNOWN, FEEL_ARGS({"name", unknown}));
    else if (p.token != TOKEN_END)
        feel_trailing(&p);
    return p.failed ? NULL : t;
}
