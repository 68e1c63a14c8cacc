/* feel_value.c - values: makers, equality, order, texts, copies. */
#include "feel/feel_impl.h"
#include "feel/feel_syntax.h"
#include "feel/feel_time.h"

/** A walk over a value that may share parts: depth and work are bounded, because a list that holds another list twice,
 *  sixty times over, is small in memory and endless to visit. */
struct walk {
    int32_t depth;
    int64_t left;
};
enum { WALK_MAX = 10000000 };
#define WALK_NEW ((struct walk){.left = WALK_MAX})

static bool walk_in(struct walk *w)
{
    if (w->depth >= FEEL_VALUE_DEPTH || w->left <= 0) {
        w->left = 0;
        return false;
    }
    w->depth++;
    w->left--;
    return true;
}

/* ---- makers ---- */

struct feel_value feel_duration(int64_t seconds, int64_t nanos)
{
    enum { NANOS = 1000000000 };
    int64_t carry = nanos / NANOS, rest = nanos % NANOS;
    if (rest < 0) {
        rest += NANOS;
        carry--;
    }
    int64_t sum;
    bool over = __builtin_add_overflow(seconds, carry, &sum);
    assert(!over);
    return (struct feel_value){.kind = FEEL_DAYS_DURATION, .duration = {.seconds = sum, .nanos = (int32_t)rest}};
}

static bool is_ascii(struct str s)
{
    size_t i = 0;
    for (; i + 8 <= s.n; i += 8) {
        uint64_t word;
        memcpy(&word, s.p + i, 8);
        if (word & UINT64_C(0x8080808080808080)) return false;
    }
    for (; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80) return false;
    return true;
}

struct feel_value feel_string(struct str s)
{
    assert(s.n <= UINT32_MAX);
    bool ascii = is_ascii(s);
    assert(ascii || utf8_valid(s));
    return (struct feel_value){.kind = FEEL_STRING, .ascii = ascii, .n = (uint32_t)s.n, .text = s.p ? s.p : ""};
}

struct feel_value feel_context(struct arena *a, const struct feel_entry *entries, size_t count)
{
    assert(count <= UINT32_MAX);
    struct feel_context *c = ARENA_NEW(a, struct feel_context);
    *c = (struct feel_context){.entries = entries, .count = (uint32_t)count};
    return (struct feel_value){.kind = FEEL_CONTEXT, .context = c};
}

struct feel_value feel_range_value(struct arena *a, const struct feel_range *r)
{
    struct feel_range *copy = ARENA_NEW(a, struct feel_range);
    *copy = *r;
    return (struct feel_value){.kind = FEEL_RANGE, .range = copy};
}

struct feel_value feel_moment(struct arena *a, enum feel_kind kind, const struct feel_moment *m)
{
    assert(kind == FEEL_TIME || kind == FEEL_DATE_TIME);
    struct feel_moment *copy = ARENA_NEW(a, struct feel_moment);
    *copy = *m;
    return (struct feel_value){.kind = (uint8_t)kind, .moment = copy};
}

const struct feel_value *feel_context_get(const struct feel_context *c, struct str name)
{
    for (uint32_t i = 0; i < c->count; i++)
        if (str_eq(c->entries[i].name, name)) return &c->entries[i].value;
    return NULL;
}

const char *feel_kind_name(enum feel_kind kind)
{
    static const char *const NAMES[FEEL_KINDS] = {
        [FEEL_NULL] = "null",
        [FEEL_BOOLEAN] = "boolean",
        [FEEL_NUMBER] = "number",
        [FEEL_STRING] = "string",
        [FEEL_DATE] = "date",
        [FEEL_TIME] = "time",
        [FEEL_DATE_TIME] = "date and time",
        [FEEL_DAYS_DURATION] = "days and time duration",
        [FEEL_MONTHS_DURATION] = "years and months duration",
        [FEEL_LIST] = "list",
        [FEEL_CONTEXT] = "context",
        [FEEL_RANGE] = "range",
        [FEEL_FUNCTION] = "function",
    };
    assert((int)kind < FEEL_KINDS);
    return NAMES[kind];
}

/* ---- equality ---- */

static enum feel_truth truth(bool b)
{
    return b ? FEEL_TRUE : FEEL_FALSE;
}

static bool same_function(const struct feel_function *f, const struct feel_function *g)
{
    if (f == g) return true;
    if (f->kind != g->kind) return false;
    switch (f->kind) {
    case FEEL_FN_BUILTIN: return f->builtin == g->builtin;
    case FEEL_FN_LAMBDA: return f->lambda == g->lambda && f->captured == g->captured;
    case FEEL_FN_CALLABLE: return f->callable == g->callable;
    }
    return false;
}

/** Either the `=` of FEEL or, strict, the sameness of is(). */
static enum feel_truth same(struct feel_value a, struct feel_value b, bool strict, struct walk *w);

static enum feel_truth same_list(struct feel_value a, struct feel_value b, bool strict, struct walk *w)
{
    if (a.n != b.n) return FEEL_FALSE;
    if (a.items == b.items) return FEEL_TRUE;
    enum feel_truth all = FEEL_TRUE;
    for (uint32_t i = 0; i < a.n && w->left > 0; i++, w->left--) {
        enum feel_truth one = same(a.items[i], b.items[i], strict, w);
        if (one == FEEL_FALSE) return FEEL_FALSE;
        if (one == FEEL_UNKNOWN) all = FEEL_UNKNOWN;
    }
    return w->left > 0 ? all : FEEL_UNKNOWN;
}

static enum feel_truth same_context(const struct feel_context *a, const struct feel_context *b, bool strict,
                                    struct walk *w)
{
    if (a == b) return FEEL_TRUE;
    if (a->count != b->count) return FEEL_FALSE;
    enum feel_truth all = FEEL_TRUE;
    for (uint32_t i = 0; i < a->count; i++) {
        struct str name = a->entries[i].name;
        const struct feel_value *other = &b->entries[i].value; /* most often the order is the same */
        if (!str_eq(b->entries[i].name, name)) {
            other = feel_context_get(b, name);
            w->left -= b->count;
        }
        if (!other) return FEEL_FALSE;
        enum feel_truth one = same(a->entries[i].value, *other, strict, w);
        if (one == FEEL_FALSE) return FEEL_FALSE;
        if (one == FEEL_UNKNOWN) all = FEEL_UNKNOWN;
    }
    return all;
}

static enum feel_truth same_range(const struct feel_range *a, const struct feel_range *b, bool strict, struct walk *w)
{
    if (a == b) return FEEL_TRUE;
    if (a->op != b->op || a->low_closed != b->low_closed || a->high_closed != b->high_closed) return FEEL_FALSE;
    enum feel_truth low = same(a->low, b->low, strict, w), high = same(a->high, b->high, strict, w);
    if (low == FEEL_FALSE || high == FEEL_FALSE) return FEEL_FALSE;
    return low == FEEL_UNKNOWN ? low : high;
}

static enum feel_truth same_inside(struct feel_value a, struct feel_value b, bool strict, struct walk *w)
{
    if (!walk_in(w)) return FEEL_UNKNOWN;
    enum feel_truth t = a.kind == FEEL_LIST      ? same_list(a, b, strict, w)
                        : a.kind == FEEL_CONTEXT ? same_context(a.context, b.context, strict, w)
                                                 : same_range(a.range, b.range, strict, w);
    w->depth--;
    return t;
}

static enum feel_truth same(struct feel_value a, struct feel_value b, bool strict, struct walk *w)
{
    if (a.kind != b.kind) return strict || a.kind == FEEL_NULL || b.kind == FEEL_NULL ? FEEL_FALSE : FEEL_UNKNOWN;
    switch ((enum feel_kind)a.kind) {
    case FEEL_NULL: return FEEL_TRUE;
    case FEEL_BOOLEAN: return truth(a.boolean == b.boolean);
    case FEEL_NUMBER: return truth(num_cmp(a.number, b.number) == 0);
    case FEEL_STRING:
        if (a.n == b.n) w->left -= a.n / 64; /* long texts are work, too */
        return truth(str_eq(feel_text(a), feel_text(b)));
    case FEEL_DATE: return truth(a.days == b.days);
    case FEEL_MONTHS_DURATION: return truth(a.months == b.months);
    case FEEL_TIME:
    case FEEL_DATE_TIME:
    case FEEL_DAYS_DURATION: return strict ? truth(feel_temporal_is(a, b)) : feel_temporal_equal(a, b);
    case FEEL_LIST:
    case FEEL_CONTEXT:
    case FEEL_RANGE: return same_inside(a, b, strict, w);
    case FEEL_FUNCTION: return truth(same_function(a.function, b.function));
    }
    return FEEL_UNKNOWN;
}

static enum feel_truth same_within(struct feel_value a, struct feel_value b, bool strict, int64_t *work)
{
    struct walk w = {.left = *work < WALK_MAX ? *work : WALK_MAX};
    int64_t start = w.left;
    enum feel_truth t = same(a, b, strict, &w);
    *work -= start - (w.left > 0 ? w.left : 0);
    return t;
}

enum feel_truth feel_equal_within(struct feel_value a, struct feel_value b, int64_t *work)
{
    return same_within(a, b, false, work);
}

bool feel_is_within(struct feel_value a, struct feel_value b, int64_t *work)
{
    return same_within(a, b, true, work) == FEEL_TRUE;
}

enum feel_truth feel_equal(struct feel_value a, struct feel_value b)
{
    struct walk w = WALK_NEW;
    return same(a, b, false, &w);
}

bool feel_is(struct feel_value a, struct feel_value b)
{
    struct walk w = WALK_NEW;
    return same(a, b, true, &w) == FEEL_TRUE;
}

/* ---- order ---- */

enum feel_order feel_compare(struct feel_value a, struct feel_value b)
{
    if (a.kind != b.kind) return FEEL_UNKNOWN_ORDER;
    int order = 0;
    switch ((enum feel_kind)a.kind) {
    case FEEL_NUMBER: order = num_cmp(a.number, b.number); break;
    case FEEL_STRING: order = str_cmp(feel_text(a), feel_text(b)); break; /* UTF-8 sorts as its code points do */
    case FEEL_DATE: order = (a.days > b.days) - (a.days < b.days); break;
    case FEEL_MONTHS_DURATION: order = (a.months > b.months) - (a.months < b.months); break;
    case FEEL_TIME:
    case FEEL_DATE_TIME:
    case FEEL_DAYS_DURATION: return feel_temporal_compare(a, b);
    case FEEL_NULL:
    case FEEL_BOOLEAN:
    case FEEL_LIST:
    case FEEL_CONTEXT:
    case FEEL_RANGE:
    case FEEL_FUNCTION: return FEEL_UNKNOWN_ORDER;
    }
    return order < 0 ? FEEL_LESS : order > 0 ? FEEL_GREATER : FEEL_SAME;
}

/** Is v on the inner side of a bound, where `inner` is the order that it then has to it? */
static enum feel_truth inside(struct feel_value v, struct feel_value bound, bool closed, enum feel_order inner)
{
    enum feel_order order = feel_compare(v, bound);
    if (order == FEEL_UNKNOWN_ORDER) return FEEL_UNKNOWN;
    return truth(order == inner || (closed && order == FEEL_SAME));
}

enum feel_truth feel_in_range(struct feel_value v, const struct feel_range *r)
{
    switch (r->op) {
    case FEEL_RANGE_LT: return inside(v, r->high, false, FEEL_LESS);
    case FEEL_RANGE_LE: return inside(v, r->high, true, FEEL_LESS);
    case FEEL_RANGE_GT: return inside(v, r->low, false, FEEL_GREATER);
    case FEEL_RANGE_GE: return inside(v, r->low, true, FEEL_GREATER);
    case FEEL_RANGE_EQ: return feel_equal(v, r->low);
    case FEEL_RANGE_NE: {
        enum feel_truth equal = feel_equal(v, r->low);
        return equal == FEEL_UNKNOWN ? equal : truth(equal == FEEL_FALSE);
    }
    case FEEL_RANGE_INTERVAL: break;
    }
    enum feel_truth low = inside(v, r->low, r->low_closed, FEEL_GREATER);
    enum feel_truth high = inside(v, r->high, r->high_closed, FEEL_LESS);
    if (low == FEEL_FALSE || high == FEEL_FALSE) return FEEL_FALSE;
    return low == FEEL_UNKNOWN ? low : high;
}

/* ---- texts ---- */

static void write_quoted(struct buf *b, struct str s)
{
    buf_add_char(b, '"');
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) continue;
        buf_add(b, str_sub(s, from, i - from));
        from = i + 1;
        if (c == '"' || c == '\\') {
            buf_add_char(b, '\\');
            buf_add_char(b, (char)c);
        } else if (c == '\n') {
            buf_add(b, STR("\\n"));
        } else if (c == '\r') {
            buf_add(b, STR("\\r"));
        } else if (c == '\t') {
            buf_add(b, STR("\\t"));
        } else {
            buf_addf(b, "\\u%04X", (unsigned)c);
        }
    }
    buf_add(b, str_sub(s, from, s.n - from));
    buf_add_char(b, '"');
}

/** A key that reads back without quotes: words of letters, digits and _ with one blank between them, none reserved. */
static bool plain_key(struct str name)
{
    static const char *const RESERVED[] = {"and",   "between", "else",   "every",     "false", "for",
                                           "function", "if",   "in",     "instance",  "not",   "null",
                                           "or",    "return",  "satisfies", "some",   "then",  "true"};
    if (name.n == 0) return false;
    while (true) {
        size_t end = 0;
        while (end < name.n && name.p[end] != ' ') {
            bool first = end == 0;
            uint32_t c = utf8_next(name, &end);
            if (c == '?' || !(first ? feel_name_start(c) : feel_name_part(c))) return false;
        }
        struct str word = str_sub(name, 0, end);
        if (end == 0) return false;
        for (size_t i = 0; i < COUNT(RESERVED); i++)
            if (str_eq(word, str_of(RESERVED[i]))) return false;
        if (end == name.n) return true;
        name = str_sub(name, end + 1, name.n);
    }
}

struct writer {
    struct buf b;
    struct walk walk;
    bool literal;
};
static void write_value(struct writer *w, struct feel_value v);

static void write_range(struct writer *w, const struct feel_range *r)
{
    static const char *const OPS[] = {[FEEL_RANGE_INTERVAL] = "", [FEEL_RANGE_LT] = "<",  [FEEL_RANGE_LE] = "<=",
                                      [FEEL_RANGE_GT] = ">",      [FEEL_RANGE_GE] = ">=", [FEEL_RANGE_EQ] = "=",
                                      [FEEL_RANGE_NE] = "!="};
    if (r->op != FEEL_RANGE_INTERVAL) {
        buf_add_char(&w->b, '(');
        buf_add(&w->b, str_of(OPS[r->op]));
        write_value(w, r->op == FEEL_RANGE_LT || r->op == FEEL_RANGE_LE ? r->high : r->low);
        buf_add_char(&w->b, ')');
        return;
    }
    buf_add_char(&w->b, r->low_closed ? '[' : '(');
    write_value(w, r->low);
    buf_add(&w->b, STR(".."));
    write_value(w, r->high);
    buf_add_char(&w->b, r->high_closed ? ']' : ')');
}

static void write_function(struct buf *b, const struct feel_function *f)
{
    const struct feel_member *params = NULL;
    size_t count = 0;
    buf_add(b, STR("function("));
    switch (f->kind) {
    case FEEL_FN_BUILTIN:
        for (size_t i = 0; i < FEEL_PARAMS_MAX && f->builtin->params[i].name; i++)
            buf_addf(b, "%s%s", i ? ", " : "", f->builtin->params[i].name);
        break;
    case FEEL_FN_LAMBDA:
        params = f->lambda->params;
        count = f->lambda->param_count;
        break;
    case FEEL_FN_CALLABLE:
        params = f->callable->params;
        count = f->callable->param_count;
        break;
    }
    for (size_t i = 0; i < count; i++) {
        if (i) buf_add(b, STR(", "));
        buf_add(b, params[i].name);
    }
    buf_add_char(b, ')');
}

static void write_list(struct writer *w, struct feel_value v)
{
    buf_add_char(&w->b, '[');
    for (uint32_t i = 0; i < v.n && w->walk.left > 0; i++) {
        if (i) buf_add(&w->b, STR(", "));
        write_value(w, v.items[i]);
    }
    buf_add_char(&w->b, ']');
}

static void write_context(struct writer *w, const struct feel_context *c)
{
    buf_add_char(&w->b, '{');
    for (uint32_t i = 0; i < c->count && w->walk.left > 0; i++) {
        if (i) buf_add(&w->b, STR(", "));
        if (plain_key(c->entries[i].name))
            buf_add(&w->b, c->entries[i].name);
        else
            write_quoted(&w->b, c->entries[i].name);
        buf_add(&w->b, STR(": "));
        write_value(w, c->entries[i].value);
    }
    buf_add_char(&w->b, '}');
}

static void write_temporal(struct writer *w, struct feel_value v)
{
    if (!w->literal) {
        feel_temporal_text(&w->b, v);
        return;
    }
    bool duration = v.kind == FEEL_DAYS_DURATION || v.kind == FEEL_MONTHS_DURATION;
    buf_add(&w->b, duration ? STR("duration") : str_of(feel_kind_name(v.kind)));
    buf_add(&w->b, STR("(\""));
    feel_temporal_text(&w->b, v);
    buf_add(&w->b, STR("\")"));
}

static void write_value(struct writer *w, struct feel_value v)
{
    if (w->b.n > FEEL_VALUE_TEXT_MAX) w->walk.left = 0;
    if (!walk_in(&w->walk)) return;
    switch ((enum feel_kind)v.kind) {
    case FEEL_NULL: buf_add(&w->b, STR("null")); break;
    case FEEL_BOOLEAN: buf_add(&w->b, v.boolean ? STR("true") : STR("false")); break;
    case FEEL_NUMBER: buf_add(&w->b, num_text(w->b.arena, v.number)); break;
    case FEEL_STRING: write_quoted(&w->b, feel_text(v)); break;
    case FEEL_DATE:
    case FEEL_TIME:
    case FEEL_DATE_TIME:
    case FEEL_DAYS_DURATION:
    case FEEL_MONTHS_DURATION: write_temporal(w, v); break;
    case FEEL_LIST: write_list(w, v); break;
    case FEEL_CONTEXT: write_context(w, v.context); break;
    case FEEL_RANGE: write_range(w, v.range); break;
    case FEEL_FUNCTION: write_function(&w->b, v.function); break;
    }
    w->walk.depth--;
}

static struct str text_of(struct arena *a, struct feel_value v, bool literal)
{
    struct writer w = {.b = {.arena = a}, .walk = WALK_NEW, .literal = literal};
    write_value(&w, v);
    if (w.walk.left <= 0 || w.b.n > FEEL_VALUE_TEXT_MAX) return (struct str){NULL, 0};
    return buf_str(&w.b);
}

struct str feel_to_text(struct arena *a, struct feel_value v)
{
    if (v.kind == FEEL_STRING) return feel_text(v);
    if (v.kind == FEEL_NUMBER) return num_text(a, v.number);
    return text_of(a, v, false);
}

struct str feel_to_literal(struct arena *a, struct feel_value v)
{
    return text_of(a, v, true);
}

/* ---- copies ---- */

struct copier {
    struct arena *arena;
    struct walk walk;
};
static struct feel_value copy(struct copier *c, struct feel_value v);

static const struct feel_value *copy_items(struct copier *c, const struct feel_value *items, size_t count)
{
    struct feel_value *to = ARENA_ARRAY(c->arena, struct feel_value, count);
    for (size_t i = 0; i < count && c->walk.left > 0; i++) to[i] = copy(c, items[i]);
    return to;
}

static struct feel_value copy_context(struct copier *c, const struct feel_context *from)
{
    struct feel_entry *to = ARENA_ARRAY(c->arena, struct feel_entry, from->count);
    for (uint32_t i = 0; i < from->count; i++) {
        to[i].name = arena_str(c->arena, from->entries[i].name);
        to[i].value = copy(c, from->entries[i].value);
    }
    return feel_context(c->arena, to, from->count);
}

static struct feel_value copy_function(struct copier *c, const struct feel_function *from)
{
    struct feel_function *to = ARENA_NEW(c->arena, struct feel_function);
    *to = *from;
    if (from->kind == FEEL_FN_LAMBDA && from->captured)
        to->captured = copy_items(c, from->captured, from->lambda->slot);
    return (struct feel_value){.kind = FEEL_FUNCTION, .function = to};
}

static struct feel_value copy(struct copier *c, struct feel_value v)
{
    if (!walk_in(&c->walk)) return FEEL_NULL_VALUE;
    switch ((enum feel_kind)v.kind) {
    case FEEL_STRING:
        c->walk.left -= v.n / 16;
        v.text = arena_str(c->arena, feel_text(v)).p;
        break;
    case FEEL_TIME:
    case FEEL_DATE_TIME: v = feel_moment(c->arena, v.kind, v.moment); break;
    case FEEL_LIST: v.items = copy_items(c, v.items, v.n); break;
    case FEEL_CONTEXT: v = copy_context(c, v.context); break;
    case FEEL_RANGE: {
        struct feel_range r = *v.range;
        r.low = copy(c, r.low);
        r.high = copy(c, r.high);
        v = feel_range_value(c->arena, &r);
        break;
    }
    case FEEL_FUNCTION: v = copy_function(c, v.function); break;
    case FEEL_NULL:
    case FEEL_BOOLEAN:
    case FEEL_NUMBER:
    case FEEL_DATE:
    case FEEL_DAYS_DURATION:
    case FEEL_MONTHS_DURATION: break;
    }
    c->walk.depth--;
    return v;
}

struct feel_value feel_copy(struct arena *a, struct feel_value v)
{
    struct copier c = {.arena = a, .walk = WALK_NEW};
    struct feel_value to = copy(&c, v);
    return c.walk.left > 0 ? to : FEEL_NULL_VALUE;
}
