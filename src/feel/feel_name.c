/* feel_name.c - what a name means at its place: a variable, a built-in function, an entry of a filter's item, or
 * nothing known. */
#include "feel/feel_syntax.h"

/* ---- properties that values have by nature ---- */

static const struct {
    enum feel_type_kind of;
    struct str name;
    enum feel_type_kind type;
} PROPERTIES[] = {
    {FEEL_TYPE_DATE, TEXT("year"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_DATE, TEXT("month"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_DATE, TEXT("day"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_DATE, TEXT("weekday"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_DATE_TIME, TEXT("year"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_DATE_TIME, TEXT("month"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_DATE_TIME, TEXT("day"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_DATE_TIME, TEXT("weekday"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_DATE_TIME, TEXT("hour"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_DATE_TIME, TEXT("minute"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_DATE_TIME, TEXT("second"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_DATE_TIME, TEXT("time offset"), FEEL_TYPE_DAYS_DURATION},
    {FEEL_TYPE_DATE_TIME, TEXT("timezone"), FEEL_TYPE_STRING},
    {FEEL_TYPE_TIME, TEXT("hour"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_TIME, TEXT("minute"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_TIME, TEXT("second"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_TIME, TEXT("time offset"), FEEL_TYPE_DAYS_DURATION},
    {FEEL_TYPE_TIME, TEXT("timezone"), FEEL_TYPE_STRING},
    {FEEL_TYPE_DAYS_DURATION, TEXT("days"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_DAYS_DURATION, TEXT("hours"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_DAYS_DURATION, TEXT("minutes"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_DAYS_DURATION, TEXT("seconds"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_MONTHS_DURATION, TEXT("years"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_MONTHS_DURATION, TEXT("months"), FEEL_TYPE_NUMBER},
    {FEEL_TYPE_RANGE, TEXT("start included"), FEEL_TYPE_BOOLEAN},
    {FEEL_TYPE_RANGE, TEXT("end included"), FEEL_TYPE_BOOLEAN},
};

const struct feel_type *feel_property_type(const struct feel_type *t, struct str name)
{
    if (t->kind == FEEL_TYPE_CONTEXT) return feel_type_member(t, name);
    if (t->kind == FEEL_TYPE_RANGE && (str_eq(name, STR("start")) || str_eq(name, STR("end")))) return t->element;
    for (size_t i = 0; i < COUNT(PROPERTIES); i++)
        if (PROPERTIES[i].of == t->kind && str_eq(PROPERTIES[i].name, name)) return feel_type_of(PROPERTIES[i].type);
    return NULL;
}

/* ---- how long a name is ---- */

/* Behind the words at s[at] that no keyword cuts: "first name" of `first name = "x"`. */
static uint32_t words_end(struct str s, uint32_t at)
{
    uint32_t end = feel_word_end(s, at);
    for (;;) {
        uint32_t next = feel_skip_blanks(s, end), stop = feel_word_end(s, next);
        if (stop == next) return end;
        enum feel_word w = feel_word_of(s, next, stop);
        if (w != WORD_NONE && w <= WORD_LAST_INFIX) return end;
        end = stop;
    }
}

/* The longest of the model's entry names at s[at]; 0 when there is none. */
static uint32_t entry_name_end(const struct feel_parser *p, uint32_t at)
{
    uint32_t end = 0;
    if (p->c->member_names) feel_scope_match(p->c->member_names, p->text, at, &end, NULL);
    return end;
}

/* The longest member of the type at s[at]; 0 when there is none. */
static uint32_t member_end(const struct feel_parser *p, const struct feel_type *t, uint32_t at)
{
    uint32_t end = 0;
    while (t && t->kind == FEEL_TYPE_LIST && t->element) t = t->element;
    for (size_t i = 0; t && t->kind == FEEL_TYPE_CONTEXT && i < t->member_count; i++) {
        uint32_t behind = feel_name_at(p->text, at, t->members[i].name);
        if (behind > end) end = behind;
    }
    return end;
}

struct str feel_name_text(struct feel_parser *p, uint32_t at, uint32_t end)
{
    return feel_name_normal(p->c->arena, str_sub(p->text, at, end - at));
}

bool feel_longer_name(struct feel_parser *p)
{
    uint32_t end = 0;
    feel_scope_match(p->scope, p->text, p->at, &end, NULL);
    return end > p->at + p->n;
}

/* ---- meanings ---- */

static struct feel_node *member_of_item(struct feel_parser *p, const struct feel_filter *f, struct feel_node *outer,
                                        struct str name)
{
    struct feel_node *n = feel_make(p, FEEL_OP_MEMBER, p->at);
    n->span = (struct feel_span){p->at, 0};
    if (outer) n->span = outer->span;
    n->slot = f->slot;
    n->name = name;
    n->b = outer;
    return feel_finish(p, n);
}

/* Is the filter's scope the owner, or further in than it? */
static bool encloses(const struct feel_filter *f, const struct feel_scope *owner)
{
    for (const struct feel_scope *s = f->scope->parent; s; s = s->parent)
        if (s == owner) return true;
    return owner == NULL;
}

/* The outer meaning, behind the entries of the items of all open filters between the name and its owner. */
static struct feel_node *through_filters(struct feel_parser *p, const struct feel_filter *f,
                                         const struct feel_scope *owner, struct feel_node *outer, struct str name)
{
    if (!f || !encloses(f, owner)) return outer;
    outer = through_filters(p, f->parent, owner, outer, name);
    return f->open && !p->failed ? member_of_item(p, f, outer, name) : outer;
}

static struct feel_node *no_such_name(struct feel_parser *p, struct str name, struct str nearest, uint32_t from)
{
    if (nearest.p)
        return feel_make_error(p, FEEL_MSG_NAME_UNKNOWN, FEEL_ARGS({"name", name}, {"nearest", nearest}), from);
    return feel_make_error(p, FEEL_MSG_NAME_NONE_LIKE, FEEL_ARGS({"name", name}), from);
}

/* The model has the name, but the text's element does not require what it names. */
static struct feel_node *not_required(struct feel_parser *p)
{
    uint32_t from = p->at, end = 0;
    if (!p->c->elsewhere || !feel_scope_match(p->c->elsewhere, p->text, from, &end, NULL)) return NULL;
    struct str name = feel_name_text(p, from, end);
    feel_jump(p, end);
    return feel_make_error(p, FEEL_MSG_NAME_NOT_REQUIRED, FEEL_ARGS({"name", name}), from);
}

static struct feel_node *unknown(struct feel_parser *p, uint32_t end)
{
    uint32_t from = p->at;
    struct str name = feel_name_text(p, from, end);
    struct feel_span span = {from, end - from};
    struct feel_node *n = through_filters(p, p->filter, NULL, NULL, name);
    if (p->failed) return NULL;
    const struct feel_filter *f = p->filter;
    while (!n && f && !f->context) f = f->parent;
    if (!n && f) {
        n = member_of_item(p, f, NULL, name); /* contexts may have more entries than their type says */
        feel_report(p->c->diags, FEEL_WARNING, FEEL_MSG_NAME_NONE_LIKE, p->c->source, span,
                    FEEL_ARGS({"name", name}));
    }
    if (n) {
        feel_jump(p, end);
        n->span = span;
        return n;
    }
    n = not_required(p);
    if (n || p->failed) return n;
    if (feel_hint_inside(p, span)) return NULL;
    struct str nearest = {0};
    bool kept = p->c->diags->list.count < p->c->diags->max; /* else nobody would read it */
    if (kept && p->unknown++ < FEEL_NEAREST_MAX) nearest = feel_nearest(p->scope, name);
    if (!nearest.p && feel_hint_words(p, span)) return NULL;
    feel_jump(p, end);
    return no_such_name(p, name, nearest, from);
}

static struct feel_node *builtin(struct feel_parser *p, const struct feel_builtin *b, uint32_t from)
{
    struct feel_function *f = ARENA_NEW(p->c->arena, struct feel_function);
    f->kind = FEEL_FN_BUILTIN;
    f->builtin = b;
    return feel_make_const(p, (struct feel_value){.kind = FEEL_FUNCTION, .function = f}, from);
}

static struct feel_node *meaning(struct feel_parser *p, const struct feel_name *name, uint32_t from)
{
    struct feel_node *n = NULL;
    switch (name->kind) {
    case FEEL_NAME_LOCAL: return feel_make_local(p, name->slot, name->type, from);
    case FEEL_NAME_GLOBAL:
        n = feel_make(p, FEEL_OP_GLOBAL, from);
        n->slot = name->slot;
        n->type = name->type;
        return feel_finish(p, n);
    case FEEL_NAME_CONST: return feel_make_const(p, name->value ? *name->value : FEEL_NULL_VALUE, from);
    case FEEL_NAME_MEMBER:
        n = feel_make(p, FEEL_OP_PATH, from);
        n->a = feel_make_local(p, name->slot, feel_type_of(FEEL_TYPE_ANY), from);
        n->name = name->text;
        n->type = name->type;
        return n->a ? feel_finish(p, n) : NULL;
    case FEEL_NAME_SPACE: break;
    }
    feel_complain(p, feel_span_from(p, from), FEEL_MSG_SYNTAX_SPACE_ALONE, FEEL_ARGS({"name", name->text}));
    return NULL;
}

/* `space.name`: the name of an import; the current token is the one behind `space`. */
static struct feel_node *in_space(struct feel_parser *p, const struct feel_name *space, uint32_t from)
{
    while (space->kind == FEEL_NAME_SPACE) {
        if (p->token != TOKEN_DOT || !space->members) return meaning(p, space, from);
        feel_advance(p);
        struct feel_scope alone = *space->members;
        alone.parent = NULL;
        uint32_t end = 0;
        const struct feel_name *name = feel_scope_match(&alone, p->text, p->at, &end, NULL);
        if (!name) {
            uint32_t stop = words_end(p->text, p->at);
            if (stop == p->at) return feel_no_value(p), NULL;
            struct str wrong = feel_name_text(p, p->at, stop);
            feel_jump(p, stop);
            return no_such_name(p, wrong, feel_nearest(&alone, wrong), from);
        }
        feel_jump(p, end);
        space = name;
    }
    return meaning(p, space, from);
}

/* Does a word follow that cannot follow an operand?  Then the name is longer than what is known of it. */
static uint32_t behind_words(const struct feel_parser *p, uint32_t end)
{
    uint32_t next = feel_skip_blanks(p->text, end), stop = feel_word_end(p->text, next);
    if (next == end || stop == next) return end;
    enum feel_word w = feel_word_of(p->text, next, stop);
    return w != WORD_NONE && w <= WORD_LAST_INFIX ? end : words_end(p->text, next);
}

static bool call_follows(const struct feel_parser *p, uint32_t end)
{
    uint32_t next = feel_skip_blanks(p->text, end);
    return next < p->text.n && p->text.p[next] == '(';
}

/* Is there a filter around whose items may have entries that nobody declared? */
static bool may_be_entry(const struct feel_filter *f)
{
    while (f && !f->open && !f->context) f = f->parent;
    return f != NULL;
}

struct feel_node *feel_parse_name(struct feel_parser *p)
{
    uint32_t from = p->at, end = 0;
    const struct feel_scope *owner = NULL;
    const struct feel_name *name = feel_scope_match(p->scope, p->text, from, &end, &owner);
    const struct feel_builtin *b = NULL;
    if (!name || feel_blank_at(p->text, end)) b = feel_builtin_match(p->text, from, &end);
    if (b) name = NULL, owner = NULL;
    if (may_be_entry(p->filter)) {
        uint32_t entry = entry_name_end(p, from);
        if (entry > end) name = NULL, b = NULL, end = entry;
    }
    if (end == 0) return unknown(p, words_end(p->text, from));
    if (behind_words(p, end) != end) return unknown(p, behind_words(p, end));
    if (!name && !b) return unknown(p, end);
    bool called = b && call_follows(p, end);
    feel_jump(p, end);
    struct feel_node *n = b ? builtin(p, b, from) : in_space(p, name, from);
    if (!n || called || (name && name->kind == FEEL_NAME_SPACE)) return n;
    struct str text = feel_name_text(p, from, end);
    struct feel_span span = n->span;
    n = through_filters(p, p->filter, owner, n, text);
    if (n) n->span = span;
    return n;
}

struct feel_node *feel_parse_member(struct feel_parser *p, struct feel_node *a, uint32_t from)
{
    uint32_t end = member_end(p, a->type, p->at);
    if (!end) end = entry_name_end(p, p->at);
    if (end) {
        end = behind_words(p, end);
    } else if (p->token == TOKEN_WORD || feel_word_end(p->text, p->at) > p->at + p->n) {
        end = words_end(p->text, p->at);
    } else {
        if (p->token == TOKEN_BAD || p->token == TOKEN_END) return feel_no_value(p), NULL;
        struct feel_span span = {p->at, p->n};
        feel_complain(p, span, FEEL_MSG_SYNTAX_NAME, FEEL_ARGS({"found", str_sub(p->text, p->at, p->n)}));
        return NULL;
    }
    struct str name = feel_name_text(p, p->at, end);
    feel_jump(p, end);
    struct feel_node *n = feel_make(p, FEEL_OP_PATH, from);
    n->a = a;
    n->name = name;
    return feel_finish(p, n);
}
