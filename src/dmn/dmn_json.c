/* dmn_json.c - JSON (RFC 8259) into values by their declared types, and values into JSON. */
#include "dmn/dmn_json.h"
#include "dmn/dmn_impl.h"
#include "feel/feel_time.h"

struct json {
    struct str text;
    size_t at;
    int32_t depth;
    struct feel_engine *engine;
    struct arena *arena;
    struct feel_diags *diags;
    struct str place; /* "applicant/birthday" */
    bool ok;
};

static void report(struct feel_diags *d, enum feel_message id, const struct feel_arg *args)
{
    feel_report(d, FEEL_ERROR, id, NULL, (struct feel_span){0}, args);
}

/* What follows cannot be read: reported once. */
static bool broken(struct json *j)
{
    if (j->at <= j->text.n) {
        int32_t line, column;
        feel_position(j->text, (uint32_t)j->at, &line, &column);
        report(j->diags, FEEL_MSG_JSON_SYNTAX,
               FEEL_ARGS({"line", arena_printf(j->arena, "%" PRId32, line)},
                         {"column", arena_printf(j->arena, "%" PRId32, column)}));
    }
    j->ok = false;
    return false;
}

static bool no_value(struct json *j, struct str text, const struct feel_type *t)
{
    struct str type = feel_type_text(j->arena, t);
    report(j->diags, FEEL_MSG_JSON_VALUE, FEEL_ARGS({"place", j->place}, {"text", text}, {"type", type}));
    j->ok = false;
    return true; /* the text goes on */
}

/* ---- reading ---- */

static char peek(struct json *j)
{
    while (j->at < j->text.n && j->text.p[j->at] && strchr(" \t\r\n", j->text.p[j->at]))
        j->at++;
    return j->at < j->text.n ? j->text.p[j->at] : 0;
}

static bool take(struct json *j, char c)
{
    if (peek(j) != c) return false;
    j->at++;
    return true;
}

static bool hex4(struct json *j, uint32_t *out)
{
    uint32_t n = 0;
    for (int i = 0; i < 4; i++) {
        char c = j->at < j->text.n ? j->text.p[j->at++] : 0;
        const char *digits = "0123456789abcdef", *d = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c) : NULL;
        if (!d) return false;
        n = n * 16 + (uint32_t)(d - digits);
    }
    *out = n;
    return true;
}

static bool read_escape(struct json *j, struct buf *b)
{
    char c = j->at < j->text.n ? j->text.p[j->at++] : 0;
    const char *from = "\"\\/bfnrt", *to = "\"\\/\b\f\n\r\t", *found = c ? strchr(from, c) : NULL;
    if (found) {
        buf_add_char(b, to[found - from]);
        return true;
    }
    uint32_t high, low;
    if (c != 'u' || !hex4(j, &high)) return false;
    if (high >= 0xD800 && high <= 0xDBFF) {
        if (!str_starts(str_sub(j->text, j->at, 2), STR("\\u"))) return false;
        j->at += 2;
        if (!hex4(j, &low) || low < 0xDC00 || low > 0xDFFF) return false;
        high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    }
    if (high >= 0xDC00 && high <= 0xDFFF) return false;
    buf_add_utf8(b, high);
    return true;
}

static bool read_string(struct json *j, struct str *out)
{
    struct buf b = {.arena = j->arena};
    if (!take(j, '"')) return broken(j);
    while (j->at < j->text.n && j->text.p[j->at] != '"') {
        if ((unsigned char)j->text.p[j->at] < 0x20) return broken(j);
        char c = j->text.p[j->at++];
        if (c != '\\')
            buf_add_char(&b, c);
        else if (!read_escape(j, &b))
            return broken(j);
    }
    *out = buf_str(&b);
    return take(j, '"') || broken(j);
}

static bool moment_of(struct json *j, enum feel_kind kind, struct str s, struct feel_value *out)
{
    struct feel_moment m;
    bool good = kind == FEEL_TIME ? feel_parse_time(j->engine, s, &m) : feel_parse_date_time(j->engine, s, &m);
    if (good) *out = feel_moment(j->arena, kind, &m);
    return good;
}

/* A text as a value of the declared type; a type that is none of texts leaves it a string, and the border where it is
 * given complains. */
static bool from_text(struct json *j, struct str s, const struct feel_type *t, struct feel_value *out)
{
    int64_t days;
    bool good = true;
    *out = feel_string(s);
    if (t->kind == FEEL_TYPE_DATE) {
        good = feel_parse_date(s, &days);
        if (good) *out = feel_date(days);
    } else if (t->kind == FEEL_TYPE_TIME) {
        good = moment_of(j, FEEL_TIME, s, out);
    } else if (t->kind == FEEL_TYPE_DATE_TIME) {
        good = moment_of(j, FEEL_DATE_TIME, s, out);
    } else if (t->kind == FEEL_TYPE_DAYS_DURATION || t->kind == FEEL_TYPE_MONTHS_DURATION) {
        enum feel_kind want = t->kind == FEEL_TYPE_DAYS_DURATION ? FEEL_DAYS_DURATION : FEEL_MONTHS_DURATION;
        good = feel_parse_duration(s, out) && out->kind == want;
    }
    return good || no_value(j, s, t);
}

static bool is_number(struct str s)
{
    size_t i = s.n && s.p[0] == '-', digits = 0;
    if (i < s.n && s.p[i] == '0' && i + 1 < s.n && s.p[i + 1] >= '0' && s.p[i + 1] <= '9') return false;
    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
        digits++;
    return digits > 0 && s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9' && str_find(s, STR("-.")) == s.n;
}

static bool read_number(struct json *j, struct feel_value *out)
{
    size_t start = j->at;
    while (j->at < j->text.n && j->text.p[j->at] && strchr("+-.0123456789eE", j->text.p[j->at]))
        j->at++;
    struct str s = str_sub(j->text, start, j->at - start);
    struct num n;
    if (!is_number(s) || !num_parse(s, &n)) {
        j->at = start;
        return broken(j);
    }
    *out = feel_number(n);
    return true;
}

static bool read_word(struct json *j, struct feel_value *out)
{
    static const struct {
        const char *word;
        struct feel_value value;
    } WORDS[] = {{"true", {.kind = FEEL_BOOLEAN, .boolean = true}},
                 {"false", {.kind = FEEL_BOOLEAN, .boolean = false}},
                 {"null", {.kind = FEEL_NULL}}};
    for (size_t i = 0; i < COUNT(WORDS); i++) {
        if (!str_starts(str_sub(j->text, j->at, j->text.n), str_of(WORDS[i].word))) continue;
        j->at += strlen(WORDS[i].word);
        *out = WORDS[i].value;
        return true;
    }
    return broken(j);
}

static bool read_value(struct json *j, const struct feel_type *t, struct feel_value *out);

static bool read_array(struct json *j, const struct feel_type *t, struct feel_value *out)
{
    struct list items = {0};
    const struct feel_type *element =
        t->kind == FEEL_TYPE_LIST && t->element ? t->element : feel_type_of(FEEL_TYPE_ANY);
    j->at++;
    while (peek(j) != ']') {
        struct feel_value item;
        if (items.count && !take(j, ',')) return broken(j);
        if (!read_value(j, element, &item)) return false;
        *LIST_ADD(j->arena, &items, struct feel_value) = item;
    }
    j->at++;
    *out = feel_list(items.items, items.count);
    return true;
}

static bool add_entry(struct json *j, struct list *entries, struct str name, struct feel_value v)
{
    if (entries->count == DMN_JSON_ENTRIES_MAX) return broken(j);
    for (size_t i = 0; i < entries->count; i++)
        if (str_eq(LIST_AT(entries, struct feel_entry, i)->name, name)) {
            report(j->diags, FEEL_MSG_JSON_TWICE, FEEL_ARGS({"name", name}));
            j->ok = false;
            return true;
        }
    *LIST_ADD(j->arena, entries, struct feel_entry) = (struct feel_entry){.name = name, .value = v};
    return true;
}

static bool read_object(struct json *j, const struct feel_type *t, struct feel_value *out)
{
    struct list entries = {0};
    struct str outer = j->place;
    j->at++;
    for (bool first = true; peek(j) != '}'; first = false) {
        struct str name;
        struct feel_value v;
        if (!first && !take(j, ',')) return broken(j);
        if (!read_string(j, &name)) return false;
        if (!take(j, ':')) return broken(j);
        const struct feel_type *member = feel_type_member(t, name);
        j->place = arena_printf(j->arena, "%.*s/%.*s", STR_ARG(outer), STR_ARG(name));
        if (!read_value(j, member ? member : feel_type_of(FEEL_TYPE_ANY), &v)) return false;
        if (!add_entry(j, &entries, name, v)) return false;
    }
    j->at++;
    j->place = outer;
    *out = feel_context(j->arena, entries.items, entries.count);
    return true;
}

static bool read_value(struct json *j, const struct feel_type *t, struct feel_value *out)
{
    struct str s;
    char c = peek(j);
    *out = FEEL_NULL_VALUE;
    /* A single value where a list is declared: an input becomes a list of one when it is set. */
    const struct feel_type *single = t->kind == FEEL_TYPE_LIST && t->element ? t->element : t;
    if (c == '"') return read_string(j, &s) && from_text(j, s, single, out);
    if (c == '-' || (c >= '0' && c <= '9')) return read_number(j, out);
    if (c != '[' && c != '{') return read_word(j, out);
    if (++j->depth > DMN_JSON_DEPTH_MAX) return broken(j);
    bool good = c == '[' ? read_array(j, t, out) : read_object(j, single, out);
    j->depth--;
    return good;
}

/* ---- giving inputs ---- */

static size_t find(const struct dmn_model *m, struct str name)
{
    size_t at = dmn_find(m, DMN_INPUT, name, (struct str){0});
    return at == SIZE_MAX ? dmn_find(m, DMN_DECISION, name, (struct str){0}) : at;
}

static void unknown(const struct dmn_model *m, struct arena *a, struct str name, struct feel_diags *d)
{
    struct feel_scope scope = {0};
    for (size_t i = 0; i < m->element_count; i++)
        if (m->elements[i].kind == DMN_INPUT)
            (void)feel_scope_add(a, &scope, m->elements[i].name, FEEL_NAME_GLOBAL, 0, feel_type_of(FEEL_TYPE_ANY));
    struct str nearest = feel_nearest(&scope, name);
    if (nearest.p)
        report(d, FEEL_MSG_NAME_UNKNOWN, FEEL_ARGS({"name", name}, {"nearest", nearest}));
    else
        report(d, FEEL_MSG_NAME_NONE_LIKE, FEEL_ARGS({"name", name}));
}

static struct json json_open(struct dmn_run *r, struct str text, struct feel_diags *d)
{
    struct json j = {.text = text, .engine = r->model->engine, .arena = dmn_run_arena(r), .diags = d, .ok = true};
    if (text.n > DMN_JSON_MAX || !utf8_valid(text)) {
        report(d, FEEL_MSG_TEXT_NOT_UTF8, FEEL_ARGS({.name = NULL}));
        j.ok = false;
    }
    return j;
}

bool dmn_set_json(struct dmn_run *r, struct str text, struct feel_diags *d)
{
    struct json j = json_open(r, text, d);
    struct list seen = {0};
    if (!j.ok) return false;
    if (!take(&j, '{')) return broken(&j);
    for (bool first = true; peek(&j) != '}'; first = false) {
        struct str name;
        struct feel_value v;
        if (!first && !take(&j, ',')) return broken(&j);
        if (!read_string(&j, &name)) return false;
        if (!take(&j, ':')) return broken(&j);
        size_t at = find(r->model, name);
        if (at == SIZE_MAX) {
            unknown(r->model, j.arena, name, d);
            j.ok = false;
        }
        j.place = name;
        const struct feel_type *type = at == SIZE_MAX ? NULL : r->model->elements[at].type;
        if (!read_value(&j, type ? type : feel_type_of(FEEL_TYPE_ANY), &v)) return false;
        if (!add_entry(&j, &seen, name, v)) return false;
        if (at != SIZE_MAX) dmn_set(r, at, v);
    }
    j.at++;
    return (peek(&j) == 0 && j.at == j.text.n) ? j.ok : broken(&j);
}

bool dmn_json_read(struct arena *a, struct str text, struct feel_value *out, struct feel_diags *d)
{
    struct json j = {.text = text, .arena = a, .diags = d, .ok = true};
    *out = FEEL_NULL_VALUE;
    if (text.n > DMN_JSON_MAX || !utf8_valid(text)) {
        report(d, FEEL_MSG_TEXT_NOT_UTF8, FEEL_ARGS({.name = NULL}));
        return false;
    }
    (void)peek(&j);
    if (!read_value(&j, feel_type_of(FEEL_TYPE_ANY), out)) return false;
    return (peek(&j) == 0 && j.at == j.text.n) ? j.ok : broken(&j);
}

bool dmn_set_text(struct dmn_run *r, struct str name, struct str text, struct feel_diags *d)
{
    struct json j = json_open(r, text, d);
    size_t at = find(r->model, name);
    if (at == SIZE_MAX) unknown(r->model, j.arena, name, d);
    if (at == SIZE_MAX || !j.ok) return false;
    const struct feel_type *type = r->model->elements[at].type;
    if (!type) type = feel_type_of(FEEL_TYPE_ANY);
    struct feel_value v = FEEL_NULL_VALUE;
    j.place = name;
    char c = peek(&j);
    if (type->kind == FEEL_TYPE_LIST && type->element && c != '[') type = type->element; /* one, for a list of one */
    bool words = type->kind == FEEL_TYPE_STRING || type->kind == FEEL_TYPE_DATE || type->kind == FEEL_TYPE_TIME ||
                 type->kind == FEEL_TYPE_DATE_TIME || type->kind == FEEL_TYPE_DAYS_DURATION ||
                 type->kind == FEEL_TYPE_MONTHS_DURATION;
    if (words && c != '"') {
        (void)from_text(&j, arena_str(j.arena, text), type, &v);
    } else {
        struct feel_diags quiet = {.arena = j.arena};
        j.diags = &quiet;
        bool good = read_value(&j, type, &v) && peek(&j) == 0 && j.at == text.n;
        j.diags = d;
        if (!good && type->kind == FEEL_TYPE_ANY)
            v = feel_string(arena_str(j.arena, text));
        else if (!good || !j.ok)
            (void)no_value(&j, text, type);
    }
    if (type->kind == FEEL_TYPE_ANY) j.ok = true;
    if (j.ok) dmn_set(r, at, v);
    return j.ok;
}

/* ---- writing ---- */

void dmn_json_string(struct buf *b, struct str s)
{
    buf_add_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '"' || c == '\\')
            buf_addf(b, "\\%c", c);
        else if ((unsigned char)c < 0x20 || c == '<')
            buf_addf(b, "\\u%04x", (unsigned)(unsigned char)c);
        else
            buf_add_char(b, c);
    }
    buf_add_char(b, '"');
}

static void write_value(struct buf *b, struct feel_value v, int32_t depth)
{
    if (depth > FEEL_VALUE_DEPTH || b->n > FEEL_VALUE_TEXT_MAX) {
        buf_add(b, STR("null"));
        return;
    }
    if (v.kind == FEEL_NULL) {
        buf_add(b, STR("null"));
    } else if (v.kind == FEEL_BOOLEAN || v.kind == FEEL_NUMBER) {
        buf_add(b, feel_to_text(b->arena, v));
    } else if (v.kind == FEEL_STRING) {
        dmn_json_string(b, feel_text(v));
    } else if (v.kind == FEEL_LIST) {
        buf_add_char(b, '[');
        for (uint32_t i = 0; i < v.n; i++) {
            if (i) buf_add(b, STR(", "));
            write_value(b, v.items[i], depth + 1);
        }
        buf_add_char(b, ']');
    } else if (v.kind == FEEL_CONTEXT) {
        buf_add_char(b, '{');
        for (uint32_t i = 0; i < v.context->count; i++) {
            if (i) buf_add(b, STR(", "));
            dmn_json_string(b, v.context->entries[i].name);
            buf_add(b, STR(": "));
            write_value(b, v.context->entries[i].value, depth + 1);
        }
        buf_add_char(b, '}');
    } else {
        struct str text = feel_to_text(b->arena, v);
        dmn_json_string(b, text.p ? text : STR(""));
    }
}

void dmn_json_write(struct buf *b, struct feel_value v) { write_value(b, v, 0); }
