/* json.c - a strict pull parser that writes straight into structs, and the writer; RFC 8259.  See json.h. */
#include "json/json_view.h"

/* What is being read.  A broken text stops the parser; a bad field is noted and reading goes on, so that a form shows
 * all its mistakes at once. */
struct in {
    struct arena *a;
    struct err *e;
    const char *start, *p, *end;
    int depth;
    struct err before; /* the error as the caller gave it: broken text takes back the fields noted since */
};

/* ---- the text ---- */

static bool broken(struct in *in, const struct msg_part *parts)
{
    *in->e = in->before;
    return fail_parts(in->e, ERR_MALFORMED, parts);
}

/* Broken at the current byte; expected is written in symbols, because it is shown in both languages. */
static bool expected(struct in *in, const char *what)
{
    return broken(in, MSG_PARTS(M(JSON_BAD), I("at", in->p - in->start + 1), S("expected", str_of(what))));
}

static void blanks(struct in *in)
{
    while (in->p < in->end && (*in->p == ' ' || *in->p == '\n' || *in->p == '\t' || *in->p == '\r')) in->p++;
}

/* Is c the next character behind blanks? */
static bool next_is(struct in *in, char c)
{
    blanks(in);
    return in->p < in->end && *in->p == c;
}

static bool take(struct in *in, char c)
{
    if (!next_is(in, c)) return false;
    in->p++;
    return true;
}

static bool deeper(struct in *in)
{
    return ++in->depth <= JSON_DEPTH_MAX ||
           broken(in, MSG_PARTS(M(JSON_DEPTH), I("at", in->p - in->start), I("max", JSON_DEPTH_MAX)));
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool hex4(struct in *in, uint32_t *out)
{
    *out = 0;
    for (int i = 0; i < 4; i++, in->p++) {
        int v = in->p < in->end ? hex_digit(*in->p) : -1;
        if (v < 0) return expected(in, "0-9 a-f");
        *out = *out << 4 | (uint32_t)v;
    }
    return true;
}

/* Behind "\u": one code point, which may take a second escape. */
static bool unicode_escape(struct in *in, uint32_t *cp)
{
    uint32_t low;
    if (!hex4(in, cp)) return false;
    if (*cp >= 0xDC00 && *cp <= 0xDFFF) return expected(in, "\\uD800-\\uDBFF");
    if (*cp < 0xD800 || *cp > 0xDBFF) return true;
    if (in->end - in->p < 2 || in->p[0] != '\\' || in->p[1] != 'u') return expected(in, "\\uDC00-\\uDFFF");
    in->p += 2;
    if (!hex4(in, &low)) return false;
    if (low < 0xDC00 || low > 0xDFFF) return expected(in, "\\uDC00-\\uDFFF");
    *cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
    return true;
}

static bool escape(struct in *in, struct buf *b)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    const char *hit = in->p < in->end && *in->p ? strchr(names, *in->p) : NULL;
    uint32_t cp;
    if (hit) {
        buf_add_char(b, values[hit - names]);
        in->p++;
        return true;
    }
    if (in->p == in->end || *in->p != 'u') return expected(in, "\" \\ / b f n r t u");
    in->p++;
    if (!unicode_escape(in, &cp)) return false;
    buf_add_utf8(b, cp);
    return true;
}

/* A string; a view into the text when it has no escapes. */
static bool string(struct in *in, struct str *out)
{
    if (!take(in, '"')) return expected(in, "\"");
    struct buf b = {.arena = in->a};
    const char *run = in->p;
    while (in->p < in->end && *in->p != '"') {
        if ((unsigned char)*in->p < 0x20) return expected(in, "\\u00XX");
        if (*in->p != '\\') {
            in->p++;
            continue;
        }
        buf_add(&b, (struct str){run, (size_t)(in->p - run)});
        in->p++;
        if (!escape(in, &b)) return false;
        run = in->p;
    }
    if (in->p == in->end) return expected(in, "\"");
    struct str tail = {run, (size_t)(in->p++ - run)};
    if (b.p) buf_add(&b, tail);
    *out = b.p ? buf_str(&b) : tail;
    return true;
}

/* ---- words: numbers, true, false, null ---- */

static struct str word(struct in *in)
{
    blanks(in);
    const char *s = in->p;
    for (; in->p < in->end; in->p++) {
        char c = *in->p;
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') break;
    }
    return (struct str){s, (size_t)(in->p - s)};
}

static size_t digits(struct str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9') n++;
    return n;
}

enum number { NUMBER_NONE, NUMBER_WHOLE, NUMBER_REAL };

/* The grammar of RFC 8259 section 6. */
static enum number number_kind(struct str s)
{
    size_t i = s.n && s.p[0] == '-' ? 1 : 0, n = digits(s, i);
    if (n == 0 || (n > 1 && s.p[i] == '0')) return NUMBER_NONE;
    i += n;
    if (i == s.n) return NUMBER_WHOLE;
    if (s.p[i] == '.') {
        if ((n = digits(s, ++i)) == 0) return NUMBER_NONE;
        i += n;
    }
    if (i < s.n && (s.p[i] == 'e' || s.p[i] == 'E')) {
        i++;
        if (i < s.n && (s.p[i] == '+' || s.p[i] == '-')) i++;
        if ((n = digits(s, i)) == 0) return NUMBER_NONE;
        i += n;
    }
    return i == s.n ? NUMBER_REAL : NUMBER_NONE;
}

/* ---- skipping: the value of a field that is wrong anyway must still be JSON ---- */

static bool skip(struct in *in);

static bool skip_object(struct in *in)
{
    struct str key;
    if (take(in, '}')) return true;
    do {
        blanks(in);
        if (!string(in, &key)) return false;
        if (!take(in, ':')) return expected(in, ":");
        if (!skip(in)) return false;
    } while (take(in, ','));
    return take(in, '}') || expected(in, ", }");
}

static bool skip_list(struct in *in)
{
    if (take(in, ']')) return true;
    do {
        if (!skip(in)) return false;
    } while (take(in, ','));
    return take(in, ']') || expected(in, ", ]");
}

static bool skip(struct in *in)
{
    struct str t;
    if (next_is(in, '"')) return string(in, &t);
    if (next_is(in, '{') || next_is(in, '[')) {
        bool object = *in->p++ == '{';
        if (!deeper(in)) return false;
        if (!(object ? skip_object(in) : skip_list(in))) return false;
        in->depth--;
        return true;
    }
    t = word(in);
    if (str_eq(t, STR("true")) || str_eq(t, STR("false")) || str_eq(t, STR("null"))) return true;
    if (number_kind(t) != NUMBER_NONE) return true;
    in->p -= t.n;
    return expected(in, "\" { [ 0-9 true false null");
}

/* ---- values into fields ---- */

static bool object(struct in *in, const struct record *r, void *obj, struct field_set *given);

/* Puts "list/3/" before the names of the fields noted since `from`. */
static void add_path(struct in *in, size_t from, const char *name, size_t index, bool indexed)
{
    for (size_t i = from; i < in->e->fields.count; i++) {
        struct err_field *f = LIST_AT(&in->e->fields, struct err_field, i);
        const char *slash = f->name.n ? "/" : "";
        f->name = indexed ? arena_printf(in->e->arena, "%s/%zu%s%.*s", name, index, slash, STR_ARG(f->name))
                          : arena_printf(in->e->arena, "%s%s%.*s", name, slash, STR_ARG(f->name));
    }
}

static bool wrong_type(struct in *in, struct str at, const struct msg_part *parts)
{
    (void)fail_field_parts(in->e, at, parts);
    return skip(in);
}

/* One item of a list; its bad fields get the item's path. */
static bool item(struct in *in, const struct field *f, struct list *l)
{
    size_t from = in->e->fields.count, index = l->count;
    bool texts = f->type == FIELD_TEXTS, ok;
    void *place = list_add(in->a, l, texts ? sizeof(struct str) : f->of->size);
    if (texts && next_is(in, '"')) {
        struct str t;
        if (!string(in, &t)) return false;
        *(struct str *)place = arena_str(in->a, t);
        return true;
    }
    if (texts)
        ok = wrong_type(in, STR(""), MSG_PARTS(M(TYPE_TEXT)));
    else if (!next_is(in, '{'))
        ok = wrong_type(in, STR(""), MSG_PARTS(M(TYPE_OBJECT)));
    else
        ok = object(in, f->of, place, &(struct field_set){0});
    if (ok) add_path(in, from, f->name, index, true);
    return ok;
}

static bool list(struct in *in, const struct field *f, void *obj)
{
    struct list l = {0};
    size_t max = (size_t)(f->max ? f->max : LIST_MAX), from = in->e->fields.count;
    bool excess = false;
    if (!next_is(in, '[')) return wrong_type(in, str_of(f->name), MSG_PARTS(M(TYPE_LIST)));
    in->p++;
    if (!deeper(in)) return false;
    if (!take(in, ']')) {
        do {
            /* what is too much is not stored, because a small text could fill the memory with large items */
            excess = l.count == max;
            if (!(excess ? skip(in) : item(in, f, &l))) return false;
        } while (take(in, ','));
        if (!take(in, ']')) return expected(in, ", ]");
    }
    in->depth--;
    if (excess) (void)fail_field(in->e, str_of(f->name), M(LIST_LONG), I("max", (int64_t)max));
    *(struct list *)field_at(f, obj) = l;
    if (from == in->e->fields.count) (void)field_check(in->e, f, obj, (struct str){0});
    return true;
}

static bool nested(struct in *in, const struct field *f, void *obj)
{
    size_t from = in->e->fields.count;
    if (!next_is(in, '{')) return wrong_type(in, str_of(f->name), MSG_PARTS(M(TYPE_OBJECT)));
    if (!object(in, f->of, field_at(f, obj), &(struct field_set){0})) return false;
    add_path(in, from, f->name, 0, false);
    return true;
}

/* A string, number or boolean. */
static bool scalar(struct in *in, const struct field *f, void *obj)
{
    struct str name = str_of(f->name), t;
    bool wants_text = f->type == FIELD_STR || f->type == FIELD_DATE || f->type == FIELD_OPT_DATE ||
                      f->type == FIELD_INSTANT || f->type == FIELD_ENUM;
    if (next_is(in, '"')) {
        if (!wants_text) return wrong_type(in, name, MSG_PARTS(M(TYPE_UNQUOTED)));
        if (!string(in, &t)) return false;
        /* null means absent; "" where something must stand is a form left empty, elsewhere it is a wrong date */
        if (t.n == 0 && f->type != FIELD_STR && !f->required) t = STR(" ");
        (void)field_from_text(in->a, in->e, f, obj, t, name);
        return true;
    }
    if (wants_text) return wrong_type(in, name, MSG_PARTS(M(TYPE_TEXT)));
    t = word(in);
    if (t.n == 0 && f->type == FIELD_BOOL) return wrong_type(in, name, MSG_PARTS(M(BOOL_BAD)));
    if (t.n == 0) return wrong_type(in, name, MSG_PARTS(M(TYPE_UNQUOTED)));
    bool right = f->type == FIELD_BOOL ? str_eq(t, STR("true")) || str_eq(t, STR("false"))
                                       : number_kind(t) == NUMBER_WHOLE;
    (void)field_from_text(in->a, in->e, f, obj, right ? t : STR("?"), name);
    return true;
}

static bool take_null(struct in *in)
{
    struct in ahead = *in;
    if (!str_eq(word(&ahead), STR("null"))) return false;
    in->p = ahead.p;
    return true;
}

static bool value(struct in *in, const struct field *f, void *obj)
{
    if (take_null(in)) {
        if (f->required) (void)fail_field(in->e, str_of(f->name), M(REQUIRED));
        return true;
    }
    switch (f->type) {
    case FIELD_LIST:
    case FIELD_TEXTS: return list(in, f, obj);
    case FIELD_RECORD: return nested(in, f, obj);
    case FIELD_BOOL:
    case FIELD_I64:
    case FIELD_OPT_I64:
    case FIELD_STR:
    case FIELD_DATE:
    case FIELD_OPT_DATE:
    case FIELD_MONEY:
    case FIELD_OPT_MONEY:
    case FIELD_INSTANT:
    case FIELD_ENUM: break;
    }
    return scalar(in, f, obj);
}

/* A name and its value. */
static bool member(struct in *in, const struct record *r, void *obj, struct field_set *given)
{
    struct str key;
    blanks(in);
    if (!string(in, &key)) return false;
    if (!take(in, ':')) return expected(in, ":");
    const struct field *f = record_field(r, key);
    if (!f) return wrong_type(in, key, MSG_PARTS(M(FIELD_UNKNOWN), S("name", key)));
    if (field_set_has(given, r, f)) return wrong_type(in, key, MSG_PARTS(M(FIELD_TWICE), S("name", key)));
    field_set_add(given, r, f);
    return value(in, f, obj);
}

static bool object(struct in *in, const struct record *r, void *obj, struct field_set *given)
{
    if (!take(in, '{')) return expected(in, "{");
    if (!deeper(in)) return false;
    if (!take(in, '}')) {
        do {
            if (!member(in, r, obj, given)) return false;
        } while (take(in, ','));
        if (!take(in, '}')) return expected(in, ", }");
    }
    in->depth--;
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if (f->required && !field_set_has(given, r, f)) (void)fail_field(in->e, str_of(f->name), M(REQUIRED));
    }
    return true;
}

/* Moves to the first byte that is not UTF-8; false when there is none. */
static bool find_bad_utf8(struct in *in)
{
    struct str s = {in->start, (size_t)(in->end - in->start)};
    if (utf8_valid(s)) return false;
    size_t at = 0;
    for (size_t next = 0; at < s.n; at = next)
        if (utf8_next(s, &next) == 0xFFFD && next == at + 1) break; /* the real U+FFFD takes three bytes */
    in->p = in->start + at;
    return true;
}

bool json_decode_rest(struct arena *a, struct err *e, const struct record *r, struct str text, void *obj,
                      struct field_set *given)
{
    const char *start = text.p ? text.p : "";
    struct in in = {.a = a, .e = e, .start = start, .p = start, .end = start + text.n, .before = *e};
    if (find_bad_utf8(&in)) return expected(&in, "UTF-8");
    if (!object(&in, r, obj, given)) return false;
    blanks(&in);
    if (in.p != in.end) return broken(&in, MSG_PARTS(M(JSON_EXTRA), I("at", in.p - in.start + 1)));
    return e->code == ERR_NONE;
}

bool json_decode(struct arena *a, struct err *e, const struct record *r, struct str text, void *obj)
{
    return json_decode_rest(a, e, r, text, obj, &(struct field_set){0});
}

/* ---- views: checked once, walked in place ---- */

bool json_view(struct arena *a, struct err *e, struct str text, struct json_view *out)
{
    const char *start = text.p ? text.p : "";
    struct in in = {.a = a, .e = e, .start = start, .p = start, .end = start + text.n, .before = *e};
    if (find_bad_utf8(&in)) return expected(&in, "UTF-8");
    blanks(&in);
    *out = (struct json_view){start, in.p, in.end};
    if (!skip(&in)) return false;
    blanks(&in);
    return in.p == in.end || broken(&in, MSG_PARTS(M(JSON_EXTRA), I("at", in.p - in.start + 1)));
}

/* A reader at a value that is known to be right. */
static struct in reader_at(struct arena *a, struct json_view v)
{
    return (struct in){.a = a, .start = v.start, .p = v.p, .end = v.end};
}

enum json_kind json_view_kind(struct json_view v)
{
    if (!v.p) return JSON_NOTHING;
    switch (*v.p) {
    case '{': return JSON_OBJECT;
    case '[': return JSON_LIST;
    case '"': return JSON_TEXT;
    case 'n': return JSON_NULL;
    case 't':
    case 'f': return JSON_BOOL;
    default: return JSON_NUMBER;
    }
}

struct str json_view_word(struct json_view v)
{
    if (!v.p) return (struct str){0};
    struct in in = reader_at(NULL, v);
    return word(&in);
}

bool json_view_whole(struct json_view v, int64_t *out)
{
    struct str w = json_view_word(v);
    return number_kind(w) == NUMBER_WHOLE && str_to_i64(w, out);
}

struct str json_view_text(struct arena *a, struct json_view v)
{
    struct in in = reader_at(a, v);
    struct str out = {0};
    if (json_view_kind(v) != JSON_TEXT) return out;
    bool fine = string(&in, &out);
    assert(fine);
    return out;
}

struct json_walk json_walk(struct json_view v)
{
    enum json_kind kind = json_view_kind(v);
    if (kind != JSON_LIST && kind != JSON_OBJECT) v = (struct json_view){0};
    return (struct json_walk){v, false, kind == JSON_OBJECT};
}

/* The strings that are passed over need no arena: json_view has resolved their escapes once. */
static void pass(struct in *in)
{
    if (*in->p == '"') {
        for (in->p++; *in->p != '"'; in->p++)
            in->p += *in->p == '\\';
        in->p++;
        return;
    }
    if (*in->p != '{' && *in->p != '[') {
        (void)word(in);
        return;
    }
    int depth = 0;
    do {
        if (*in->p == '"') {
            pass(in);
            continue;
        }
        depth += (*in->p == '{' || *in->p == '[') - (*in->p == '}' || *in->p == ']');
        in->p++;
    } while (depth);
}

bool json_walk_next(struct arena *a, struct json_walk *w, struct str *name, struct json_view *out)
{
    if (!w->at.p) return false;
    struct in in = reader_at(a, w->at);
    if (w->begun) pass(&in);
    blanks(&in);
    if (*in.p == ']' || *in.p == '}') return w->at.p = NULL, false;
    in.p++; /* the bracket or comma */
    blanks(&in);
    if (*in.p == ']' || *in.p == '}') return w->at.p = NULL, false;
    if (w->object) {
        if (name) {
            bool fine = string(&in, name);
            assert(fine);
        } else {
            pass(&in);
        }
        blanks(&in);
        in.p++;
        blanks(&in);
    }
    w->begun = true;
    w->at.p = in.p;
    *out = w->at;
    return true;
}

size_t json_view_count(struct json_view v)
{
    size_t count = 0;
    struct json_walk w = json_walk(v);
    for (struct json_view item; json_walk_next(NULL, &w, NULL, &item);)
        count++;
    return count;
}

/* ---- writing ---- */

/* How many bytes at the beginning may stand as they are?  E2 begins U+2028 and U+2029, so it is looked at closely;
 * E3..EC is where Chinese is, and any two continuation bytes are right behind these. */
static size_t plain_run(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t i = 0;
    while (i < s.n) {
        bool ascii = p[i] >= 0x20 && p[i] < 0x7F && p[i] != '"' && p[i] != '\\' && p[i] != '<';
        bool three = p[i] >= 0xE3 && p[i] <= 0xEC && s.n - i >= 3 && (p[i + 1] & 0xC0) == 0x80 &&
                     (p[i + 2] & 0xC0) == 0x80;
        if (!ascii && !three) break;
        i += ascii ? 1 : 3;
    }
    return i;
}

/* Must the character at s[*at] be escaped?  Moves *at behind it; *cp is U+FFFD for a byte that is not UTF-8. */
static bool must_escape(struct str s, size_t *at, uint32_t *cp)
{
    size_t from = *at;
    *cp = utf8_next(s, at);
    bool bad_byte = *cp == 0xFFFD && *at == from + 1;
    bool control = *cp < 0x20 || *cp == 0x7F || *cp == 0x2028 || *cp == 0x2029;
    return control || bad_byte || *cp == '"' || *cp == '\\' || *cp == '<';
}

static void add_escaped(struct buf *b, uint32_t cp)
{
    static const char names[] = "\"\\bfnrt", values[] = "\"\\\b\f\n\r\t";
    const char *hit = cp && cp < 0x80 ? strchr(values, (int)cp) : NULL;
    if (hit)
        buf_addf(b, "\\%c", names[hit - values]);
    else
        buf_addf(b, "\\u%04" PRIx32, cp);
}

void json_add_string(struct buf *b, struct str s)
{
    size_t run = 0;
    buf_add_char(b, '"');
    for (size_t at = plain_run(s); at < s.n; at += plain_run(str_sub(s, at, s.n))) {
        uint32_t cp;
        size_t from = at;
        if (!must_escape(s, &at, &cp)) continue;
        buf_add(b, str_sub(s, run, from - run));
        add_escaped(b, cp);
        run = at;
    }
    buf_add(b, str_sub(s, run, s.n));
    buf_add_char(b, '"');
}

static void encode(struct buf *b, const struct record *r, const void *obj, bool secrets);

static void encode_list(struct buf *b, const struct field *f, const struct list *l, bool secrets)
{
    buf_add_char(b, '[');
    for (size_t i = 0; i < l->count; i++) {
        if (i) buf_add_char(b, ',');
        if (f->type == FIELD_TEXTS)
            json_add_string(b, *LIST_AT(l, const struct str, i));
        else
            encode(b, f->of, (const char *)l->items + i * f->of->size, secrets);
    }
    buf_add_char(b, ']');
}

static void encode_field(struct buf *b, const struct field *f, const void *obj, bool secrets)
{
    switch (f->type) {
    case FIELD_LIST:
    case FIELD_TEXTS: encode_list(b, f, field_in(f, obj), secrets); return;
    case FIELD_RECORD:
        if (field_absent(f, obj) && !f->required)
            buf_add(b, STR("null"));
        else
            encode(b, f->of, field_in(f, obj), secrets);
        return;
    case FIELD_BOOL:
    case FIELD_I64:
    case FIELD_OPT_I64:
    case FIELD_MONEY:
    case FIELD_OPT_MONEY:
        buf_add(b, field_absent(f, obj) ? STR("null") : field_to_text(b->arena, f, obj));
        return;
    case FIELD_STR:
    case FIELD_DATE:
    case FIELD_OPT_DATE:
    case FIELD_INSTANT:
    case FIELD_ENUM: break;
    }
    if (field_absent(f, obj))
        buf_add(b, STR("null"));
    else
        json_add_string(b, field_to_text(b->arena, f, obj));
}

static void encode(struct buf *b, const struct record *r, const void *obj, bool secrets)
{
    char sep = '{';
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if (f->secret && !secrets) continue;
        buf_add_char(b, sep);
        buf_add_char(b, '"');
        buf_add(b, str_of(f->name));
        buf_add(b, STR("\":"));
        encode_field(b, f, obj, secrets);
        sep = ',';
    }
    buf_add(b, sep == '{' ? STR("{}") : STR("}"));
}

void json_encode(struct buf *b, const struct record *r, const void *obj)
{
    encode(b, r, obj, true);
}

void json_encode_public(struct buf *b, const struct record *r, const void *obj)
{
    encode(b, r, obj, false);
}
