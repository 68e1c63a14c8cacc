/* form.c - what people typed: checked by the item's fields, kept as text, handed to the rule as JSON. */
#include "claim/claim_impl.h"
#include "json/json.h"

enum {
    DIGITS_MAX = 30, /* of a number: the engine computes with 34 */
    FEN_PLACES = 2,
    VALUE_MAX = 400
};

struct form_values {
    struct list items; /* struct claim_value */
};
static const struct field stored_value_fields[] = {
    FIELD(struct claim_value, key, .required = true),
    FIELD(struct claim_value, value, .required = true),
};
static const struct record STORED_VALUE = {"claim_value_stored", sizeof(struct claim_value), stored_value_fields,
                                           COUNT(stored_value_fields)};
static const struct field values_fields[] = {FIELD_L(struct form_values, items, STORED_VALUE)};
static const struct record VALUES = RECORD(form_values, values_fields);

static const struct policy_field *field_of(const struct policy_item *item, struct str key, bool line)
{
    for (size_t i = 0; i < item->fields.count; i++) {
        const struct policy_field *f = LIST_AT(&item->fields, const struct policy_field, i);
        if (f->line == line && str_eq(f->key, key)) return f;
    }
    return NULL;
}

struct str form_value(const struct list *values, struct str key)
{
    for (size_t i = 0; key.n && i < values->count; i++) {
        const struct claim_value *v = LIST_AT(values, const struct claim_value, i);
        if (str_eq(v->key, key)) return v->value;
    }
    return (struct str){0};
}

/* -?digits[.digits]; *places gets the number of digits behind the point. */
static bool number_ok(struct str s, size_t *places)
{
    size_t at = s.n && s.p[0] == '-' ? 1 : 0, digits = 0;
    bool point = false;
    *places = 0;
    for (size_t first = at; at < s.n; at++) {
        bool digit = s.p[at] >= '0' && s.p[at] <= '9';
        if (s.p[at] == '.' && !point && at > first)
            point = true;
        else if (!digit)
            return false;
        if (digit && point) ++*places;
        digits += digit;
    }
    return digits > 0 && digits <= DIGITS_MAX && (!point || *places > 0);
}

static bool is_money(const struct policy_field *f)
{
    return str_eq(f->unit, STR("yuan")) || str_eq(f->unit, STR("元"));
}

static bool choice_ok(struct ctx *c, const struct policy_field *f, struct str value, struct str name)
{
    struct buf known = {.arena = c->arena};
    for (size_t i = 0; i < f->choices.count; i++) {
        const struct policy_choice *choice = LIST_AT(&f->choices, const struct policy_choice, i);
        if (str_eq(choice->value, value)) return true;
        if (i) buf_add(&known, STR(", "));
        buf_add(&known, choice->value);
    }
    return f->choices.count == 0 || fail_field(&c->err, name, M(ENUM_BAD), S("known", buf_str(&known)));
}

/* Keeps the day as 2020-05-14, however it was written. */
static bool date_ok(struct ctx *c, const struct policy_field *f, struct str *value, struct str name)
{
    struct date d;
    if (!date_written(*value, &d)) return fail_field(&c->err, name, M(DATE_BAD), S("example", STR("2020-05-14")));
    *value = date_text(c->arena, d);
    bool birth = str_find(f->key, STR("birth")) < f->key.n;
    if (birth && date_cmp(d, ctx_today(c)) > 0) return fail_field(&c->err, name, M(CLAIM_BORN_LATER));
    return true;
}

static bool value_ok(struct ctx *c, const struct policy_field *f, struct str *typed, struct str name)
{
    struct str value = *typed;
    size_t places;
    if (value.n > VALUE_MAX)
        return fail_field(&c->err, name, M(TEXT_LONG), I("max", VALUE_MAX), I("got", (int64_t)utf8_count(value)));
    switch ((enum fact_type)f->type) {
    case FACT_BOOLEAN:
        return str_eq(value, STR("true")) || str_eq(value, STR("false")) || fail_field(&c->err, name, M(BOOL_BAD));
    case FACT_NUMBER:
        if (!number_ok(value, &places)) return fail_field(&c->err, name, M(CLAIM_NUMBER));
        if (is_money(f) && places > FEN_PLACES) return fail_field(&c->err, name, M(CLAIM_FEN));
        return policy_number_ok(c, f->key, f->unit, value, name);
    case FACT_DATE:
        return date_ok(c, f, typed, name);
    case FACT_STRING:
    case FACT_TYPE_NONE:
        break;
    }
    return choice_ok(c, f, value, name);
}

static bool required_ok(struct ctx *c, const struct policy_item *item, const struct list *values, bool line,
                        struct str at)
{
    bool ok = true;
    for (size_t i = 0; i < item->fields.count; i++) {
        const struct policy_field *f = LIST_AT(&item->fields, const struct policy_field, i);
        if (f->line != line || !f->required || f->source == FACT_REGISTRY || form_value(values, f->key).n) continue;
        struct str label = c->lang == LANG_ZH ? f->zh : f->en;
        ok = fail_field(&c->err, arena_printf(c->arena, "%.*s/%.*s", STR_ARG(at), STR_ARG(f->key)), M(CLAIM_REQUIRED),
                        S("label", label));
    }
    return ok;
}

bool form_check(struct ctx *c, const struct policy_item *item, struct list *values, bool line, bool complete,
                struct str at)
{
    struct list kept = {0};
    bool ok = true;
    for (size_t i = 0; i < values->count; i++) {
        struct claim_value v = *LIST_AT(values, const struct claim_value, i);
        const struct policy_field *f = field_of(item, v.key, line);
        struct str name = arena_printf(c->arena, "%.*s/%.*s", STR_ARG(at), STR_ARG(v.key));
        v.value = str_trim(v.value);
        v.label = (struct str){0};
        if (!f)
            ok = fail_field(&c->err, name, M(FIELD_UNKNOWN), S("name", v.key));
        else if (form_value(&kept, v.key).n)
            ok = fail_field(&c->err, name, M(FIELD_TWICE), S("name", v.key));
        else if (v.value.n)
            ok = value_ok(c, f, &v.value, name) && ok;
        if (v.value.n) *LIST_ADD(c->arena, &kept, struct claim_value) = v;
    }
    *values = kept;
    if (complete) ok = required_ok(c, item, values, line, at) && ok;
    return ok;
}

void form_json(struct buf *b, const struct policy_item *item, const struct list *values, struct str worker_id)
{
    bool first = true;
    buf_add_char(b, '{');
    if (worker_id.n) {
        buf_add(b, STR("\"worker_id\":"));
        json_add_string(b, worker_id);
        first = false;
    }
    for (size_t i = 0; i < values->count; i++) {
        const struct claim_value *v = LIST_AT(values, const struct claim_value, i);
        const struct policy_field *f = field_of(item, v->key, false);
        if (!f) f = field_of(item, v->key, true);
        if (!first) buf_add_char(b, ',');
        first = false;
        json_add_string(b, v->key);
        buf_add_char(b, ':');
        if (f && (f->type == FACT_NUMBER || f->type == FACT_BOOLEAN)) {
            struct str digits = v->value; /* JSON knows no leading zeros */
            bool minus = digits.n && digits.p[0] == '-';
            if (minus) digits = str_sub(digits, 1, digits.n);
            while (digits.n > 1 && digits.p[0] == '0' && digits.p[1] != '.')
                digits = str_sub(digits, 1, digits.n);
            if (minus) buf_add_char(b, '-');
            buf_add(b, digits);
        } else {
            json_add_string(b, v->value);
        }
    }
    buf_add_char(b, '}');
}

struct str form_store(struct ctx *c, const struct list *values)
{
    struct buf b = {.arena = c->arena};
    const struct form_values v = {.items = *values};
    json_encode(&b, &VALUES, &v);
    return buf_str(&b);
}

bool form_load(struct ctx *c, struct str text, struct list *values)
{
    struct form_values v = {0};
    if (text.n && !json_decode(c->arena, &c->err, &VALUES, text, &v)) return false;
    *values = v.items;
    return true;
}

void form_label(struct ctx *c, const struct policy_item *item, struct list *values)
{
    for (size_t i = 0; i < values->count; i++) {
        struct claim_value *v = LIST_AT(values, struct claim_value, i);
        const struct policy_field *f = field_of(item, v->key, false);
        if (!f) f = field_of(item, v->key, true);
        if (f) v->label = c->lang == LANG_ZH ? f->zh : f->en;
    }
}
