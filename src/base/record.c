/* record.c - one field at a time: parse, check, print; see record.h. */
#include "base/record.h"

const struct field *record_field(const struct record *r, struct str name)
{
    for (size_t i = 0; i < r->count; i++)
        if (str_eq(str_of(r->fields[i].name), name)) return &r->fields[i];
    return NULL;
}

struct str field_label(const struct field *f, enum lang lang)
{
    const char *label = lang == LANG_ZH ? f->zh : f->en;
    return str_of(label ? label : f->name);
}

int32_t enum_from_name(const struct enum_names *names, struct str name)
{
    for (size_t i = 1; i < names->count; i++)
        if (str_eq(str_of(names->names[i]), name)) return (int32_t)i;
    return 0;
}

int32_t enum_from_label(const struct enum_names *names, struct str label)
{
    for (size_t i = 1; i < names->count; i++)
        if ((names->zh && str_eq(str_of(names->zh[i]), label)) ||
            (names->en && str_eq_nocase(str_of(names->en[i]), label)))
            return (int32_t)i;
    return enum_from_name(names, label);
}

struct str enum_name(const struct enum_names *names, int32_t value)
{
    assert(value >= 0);
    assert((size_t)value < names->count);
    return value == 0 ? (struct str){0} : str_of(names->names[value]);
}

/* Such a nested record cannot have been given. */
static bool lacks_required(const struct record *r, const void *obj)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->fields[i].required && field_absent(&r->fields[i], obj)) return true;
    return false;
}

bool field_absent(const struct field *f, const void *obj)
{
    const void *p = field_in(f, obj);
    switch (f->type) {
    case FIELD_BOOL:
    case FIELD_I64:
    case FIELD_MONEY: return false;
    case FIELD_RECORD: return lacks_required(f->of, p);
    case FIELD_OPT_I64: return !((const struct opt_i64 *)p)->has;
    case FIELD_STR: return !((const struct str *)p)->p;
    case FIELD_DATE: return ((const struct date *)p)->y == 0;
    case FIELD_OPT_DATE: return !((const struct opt_date *)p)->has;
    case FIELD_OPT_MONEY: return !((const struct opt_money *)p)->has;
    case FIELD_INSTANT: return ((const struct instant *)p)->us == 0;
    case FIELD_ENUM: return *(const int32_t *)p == 0;
    case FIELD_LIST:
    case FIELD_TEXTS: return ((const struct list *)p)->count == 0;
    }
    return false;
}

/* ---- checking ---- */

static struct str name_at(const struct field *f, struct str at)
{
    return at.p ? at : str_of(f->name);
}

/* NUL and other control characters confuse terminals, sheets and logs; TAB, LF and CR are text. */
static bool has_control(struct str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0)) return true;
    }
    return false;
}

static bool check_text(struct err *e, const struct field *f, struct str s, int64_t max, struct str at)
{
    if (!utf8_valid(s)) return fail_field(e, at, M(TEXT_ENCODING));
    if (has_control(s)) return fail_field(e, at, M(TEXT_CONTROL));
    if (f->required && str_trim(s).n == 0) return fail_field(e, at, M(TEXT_EMPTY));
    int64_t got = (int64_t)utf8_count(s);
    if (got > max) return fail_field(e, at, M(TEXT_LONG), I("max", max), I("got", got));
    if (f->type == FIELD_STR && got > 0 && got < f->min) return fail_field(e, at, M(TEXT_SHORT), I("min", f->min));
    return true;
}

static bool check_number(struct err *e, const struct field *f, int64_t v, int64_t limit, struct str at)
{
    bool bounded = f->min != 0 || f->max != 0;
    int64_t min = bounded ? f->min : -limit, max = f->max ? f->max : limit;
    if (v < min || v > max) return fail_field(e, at, M(NUMBER_RANGE), I("min", min), I("max", max));
    return true;
}

static bool check_list(struct err *e, const struct field *f, const struct list *l, struct str at)
{
    int64_t max = f->max ? f->max : LIST_MAX;
    if ((int64_t)l->count > max) return fail_field(e, at, M(LIST_LONG), I("max", max));
    if ((int64_t)l->count < f->min) return fail_field(e, at, M(LIST_SHORT), I("min", f->min));
    if (f->type != FIELD_TEXTS) return true;
    for (size_t i = 0; i < l->count; i++) {
        struct str where = arena_printf(e->arena, "%.*s/%zu", STR_ARG(at), i);
        if (!check_text(e, f, *LIST_AT(l, const struct str, i), TEXT_MAX, where)) return false;
    }
    return true;
}

bool field_check(struct err *e, const struct field *f, const void *obj, struct str at)
{
    const void *p = field_in(f, obj);
    at = name_at(f, at);
    if (field_absent(f, obj)) return f->required ? fail_field(e, at, M(REQUIRED)) : true;
    switch (f->type) {
    case FIELD_BOOL:
    case FIELD_RECORD: return true;
    case FIELD_I64: return check_number(e, f, *(const int64_t *)p, I64_EXACT, at);
    case FIELD_OPT_I64: return check_number(e, f, ((const struct opt_i64 *)p)->v, I64_EXACT, at);
    case FIELD_MONEY: return check_number(e, f, ((const struct money *)p)->fen, MONEY_MAX, at);
    case FIELD_OPT_MONEY: return check_number(e, f, ((const struct opt_money *)p)->fen, MONEY_MAX, at);
    case FIELD_STR: return check_text(e, f, *(const struct str *)p, f->max ? f->max : TEXT_MAX, at);
    case FIELD_DATE:
    case FIELD_OPT_DATE: {
        struct date d = f->type == FIELD_DATE ? *(const struct date *)p : ((const struct opt_date *)p)->v;
        return date_valid(d) || fail_field(e, at, M(DATE_BAD), S("example", field_example(f)));
    }
    case FIELD_INSTANT: return true;
    case FIELD_ENUM: {
        int32_t v = *(const int32_t *)p;
        return (v > 0 && (size_t)v < f->labels->count) || fail_field(e, at, M(ENUM_BAD), S("known", STR("")));
    }
    case FIELD_LIST:
    case FIELD_TEXTS: return check_list(e, f, p, at);
    }
    return true;
}

/* ---- text to value ---- */

struct str field_example(const struct field *f)
{
    if (f->example) return str_of(f->example);
    switch (f->type) {
    case FIELD_BOOL: return STR("true");
    case FIELD_I64:
    case FIELD_OPT_I64: return STR("12");
    case FIELD_MONEY:
    case FIELD_OPT_MONEY: return STR("125000");
    case FIELD_DATE:
    case FIELD_OPT_DATE: return STR("2024-05-31");
    case FIELD_INSTANT: return STR("2024-05-31T08:30:00Z");
    case FIELD_ENUM: return f->labels->count > 1 ? str_of(f->labels->names[1]) : STR("");
    case FIELD_STR:
    case FIELD_LIST:
    case FIELD_TEXTS:
    case FIELD_RECORD: break;
    }
    return STR("");
}

static bool parse_bool(struct str t, bool *out)
{
    *out = str_eq(t, STR("true")) || str_eq(t, STR("1")) || str_eq(t, STR("t"));
    return *out || str_eq(t, STR("false")) || str_eq(t, STR("0")) || str_eq(t, STR("f"));
}

static bool bad_enum(struct err *e, const struct field *f, struct str at)
{
    struct buf known = {.arena = e->arena};
    for (size_t i = 1; i < f->labels->count; i++) {
        if (i > 1) buf_add(&known, STR(", "));
        buf_add(&known, str_of(f->labels->names[i]));
    }
    return fail_field(e, at, M(ENUM_BAD), S("known", buf_str(&known)));
}

/* Makes the field absent; for the types that have no absence it becomes zero. */
static void set_absent(const struct field *f, void *obj)
{
    static const size_t sizes[] = {
        [FIELD_BOOL] = sizeof(bool),         [FIELD_I64] = sizeof(int64_t),
        [FIELD_OPT_I64] = sizeof(struct opt_i64), [FIELD_STR] = sizeof(struct str),
        [FIELD_DATE] = sizeof(struct date),  [FIELD_OPT_DATE] = sizeof(struct opt_date),
        [FIELD_MONEY] = sizeof(struct money), [FIELD_OPT_MONEY] = sizeof(struct opt_money),
        [FIELD_INSTANT] = sizeof(struct instant), [FIELD_ENUM] = sizeof(int32_t),
        [FIELD_LIST] = sizeof(struct list),  [FIELD_TEXTS] = sizeof(struct list),
        [FIELD_RECORD] = 0,
    };
    memset(field_at(f, obj), 0, f->type == FIELD_RECORD ? f->of->size : sizes[f->type]);
}

/* A whole number beyond int64 becomes the nearest one, so that it is refused for its range, not for its form. */
static bool parse_i64(struct str t, int64_t *out)
{
    if (str_to_i64(t, out)) return true;
    bool minus = t.n > 0 && t.p[0] == '-';
    size_t i = minus ? 1 : 0;
    if (i == t.n) return false;
    for (; i < t.n; i++)
        if (t.p[i] < '0' || t.p[i] > '9') return false;
    *out = minus ? INT64_MIN : INT64_MAX;
    return true;
}

/* Parses without any check of range; false when the text has not the form of the type. */
static bool parse(struct arena *a, const struct field *f, void *p, struct str t)
{
    switch (f->type) {
    case FIELD_BOOL: return parse_bool(t, p);
    case FIELD_I64: return parse_i64(t, p);
    case FIELD_OPT_I64: return ((struct opt_i64 *)p)->has = parse_i64(t, &((struct opt_i64 *)p)->v);
    case FIELD_MONEY: return parse_i64(t, &((struct money *)p)->fen);
    case FIELD_OPT_MONEY: return ((struct opt_money *)p)->has = parse_i64(t, &((struct opt_money *)p)->fen);
    case FIELD_STR: *(struct str *)p = arena_str(a, t); return true;
    case FIELD_DATE: return date_parse(t, p);
    case FIELD_OPT_DATE: return ((struct opt_date *)p)->has = date_parse(t, &((struct opt_date *)p)->v);
    case FIELD_INSTANT: return instant_parse(t, p);
    case FIELD_ENUM: return (*(int32_t *)p = enum_from_name(f->labels, t)) != 0;
    case FIELD_LIST:
    case FIELD_TEXTS:
    case FIELD_RECORD: break;
    }
    return false;
}

static bool bad_form(struct err *e, const struct field *f, struct str at)
{
    switch (f->type) {
    case FIELD_BOOL: return fail_field(e, at, M(BOOL_BAD));
    case FIELD_I64:
    case FIELD_OPT_I64: return fail_field(e, at, M(NUMBER_BAD), S("example", field_example(f)));
    case FIELD_MONEY:
    case FIELD_OPT_MONEY: return fail_field(e, at, M(MONEY_BAD), S("example", field_example(f)));
    case FIELD_DATE:
    case FIELD_OPT_DATE: return fail_field(e, at, M(DATE_BAD), S("example", field_example(f)));
    case FIELD_INSTANT: return fail_field(e, at, M(INSTANT_BAD), S("example", field_example(f)));
    case FIELD_ENUM: return bad_enum(e, f, at);
    case FIELD_STR: return fail_field(e, at, M(TYPE_TEXT));
    case FIELD_LIST:
    case FIELD_TEXTS: return fail_field(e, at, M(TYPE_LIST));
    case FIELD_RECORD: return fail_field(e, at, M(TYPE_OBJECT));
    }
    return false;
}

bool field_from_text(struct arena *a, struct err *e, const struct field *f, void *obj, struct str text, struct str at)
{
    at = name_at(f, at);
    bool none = !text.p || (text.n == 0 && f->type != FIELD_STR);
    bool has_absence = f->type != FIELD_BOOL && f->type != FIELD_I64 && f->type != FIELD_MONEY;
    if (none && (has_absence || f->required)) {
        set_absent(f, obj);
        return f->required ? fail_field(e, at, M(REQUIRED)) : true;
    }
    if (none || !parse(a, f, field_at(f, obj), text)) {
        set_absent(f, obj);
        return bad_form(e, f, at);
    }
    return field_check(e, f, obj, at);
}

bool field_from_sql(struct arena *a, struct err *e, const struct field *f, void *obj, struct str text)
{
    if (!text.p) {
        set_absent(f, obj);
        return true;
    }
    bool ok = f->type == FIELD_INSTANT ? str_to_i64(text, &((struct instant *)field_at(f, obj))->us)
                                       : parse(a, f, field_at(f, obj), text);
    return ok || fail_internal(e, "column %s: not a value of its type: %.*s", f->name,
                               f->secret ? 3 : (int)text.n, f->secret ? "***" : text.p);
}

/* ---- value to text ---- */

struct str field_to_text(struct arena *a, const struct field *f, const void *obj)
{
    const void *p = field_in(f, obj);
    if (field_absent(f, obj)) return (struct str){0};
    switch (f->type) {
    case FIELD_BOOL: return *(const bool *)p ? STR("true") : STR("false");
    case FIELD_I64: return arena_printf(a, "%" PRId64, *(const int64_t *)p);
    case FIELD_OPT_I64: return arena_printf(a, "%" PRId64, ((const struct opt_i64 *)p)->v);
    case FIELD_MONEY: return arena_printf(a, "%" PRId64, ((const struct money *)p)->fen);
    case FIELD_OPT_MONEY: return arena_printf(a, "%" PRId64, ((const struct opt_money *)p)->fen);
    case FIELD_STR: return *(const struct str *)p;
    case FIELD_DATE: return date_text(a, *(const struct date *)p);
    case FIELD_OPT_DATE: return date_text(a, ((const struct opt_date *)p)->v);
    case FIELD_INSTANT: return instant_text(a, *(const struct instant *)p);
    case FIELD_ENUM: return enum_name(f->labels, *(const int32_t *)p);
    case FIELD_LIST:
    case FIELD_TEXTS:
    case FIELD_RECORD: break;
    }
    assert(f->type < FIELD_LIST); /* lists and records have no text form */
    return (struct str){0};
}

struct str field_to_sql(struct arena *a, const struct field *f, const void *obj)
{
    if (f->type != FIELD_INSTANT || field_absent(f, obj)) return field_to_text(a, f, obj);
    return arena_printf(a, "%" PRId64, ((const struct instant *)field_in(f, obj))->us);
}
