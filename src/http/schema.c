/* schema.c - see schema.h. */
#include "http/schema.h"

bool row_hole(const struct api *row, struct str name)
{
    struct str rest = str_of(row->path);
    while (rest.n) {
        struct str step = str_part(&rest, '/');
        if (step.n > 2 && step.p[0] == '{' && str_eq(str_sub(step, 1, step.n - 2), name)) return true;
    }
    return false;
}

bool row_is_safe(const struct api *row)
{
    return str_eq(str_of(row->method), STR("GET"));
}

bool row_has_body(const struct api *row)
{
    struct str method = str_of(row->method);
    if (!row->in || row->upload_max > 0 || (!str_eq(method, STR("POST")) && !str_eq(method, STR("PUT")))) return false;
    for (size_t i = 0; i < row->in->count; i++)
        if (!row_hole(row, str_of(row->in->fields[i].name))) return true;
    return false;
}

int32_t row_status(const struct api *row)
{
    return row->status ? row->status : 200;
}

bool field_nullable(const struct field *f)
{
    switch (f->type) {
    case FIELD_BOOL:
    case FIELD_I64:
    case FIELD_MONEY:
    case FIELD_LIST:
    case FIELD_TEXTS:
    case FIELD_RECORD:
        return false;
    case FIELD_STR:
    case FIELD_DATE:
    case FIELD_INSTANT:
    case FIELD_ENUM:
    case FIELD_OPT_I64:
    case FIELD_OPT_DATE:
    case FIELD_OPT_MONEY:
        return !f->required;
    }
    return true;
}

struct str schema_pascal(struct arena *a, const char *name)
{
    struct buf b = {.arena = a};
    bool up = true;
    for (const char *p = name; *p; p++) {
        if (*p == '_') {
            up = true;
            continue;
        }
        buf_add_char(&b, up && *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p);
        up = false;
    }
    return buf_str(&b);
}

static struct schema_type *find_type(const struct schema *s, const struct record *r)
{
    for (size_t i = 0; i < s->types.count; i++)
        if (LIST_AT(&s->types, struct schema_type, i)->record == r) return LIST_AT(&s->types, struct schema_type, i);
    return NULL;
}

static void add_enum(struct arena *a, struct schema *s, const struct enum_names *names)
{
    for (size_t i = 0; i < s->enums.count; i++)
        if (*LIST_AT(&s->enums, const struct enum_names *, i) == names) return;
    *LIST_ADD(a, &s->enums, const struct enum_names *) = names;
}

static void add_record(struct arena *a, struct schema *s, const struct record *r, bool in)
{
    if (!r) return;
    struct schema_type *t = find_type(s, r);
    if (t && (in ? t->in : t->out)) return;
    if (!t) {
        t = LIST_ADD(a, &s->types, struct schema_type);
        t->record = r;
    }
    *(in ? &t->in : &t->out) = true;
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if (f->type == FIELD_ENUM) add_enum(a, s, f->labels);
        if (f->type == FIELD_LIST || f->type == FIELD_RECORD) add_record(a, s, f->of, in);
    }
}

static bool name_taken(const struct schema *s, struct str name)
{
    for (size_t i = 0; i < s->types.count; i++) {
        const struct schema_type *t = LIST_AT(&s->types, struct schema_type, i);
        if (str_eq(t->name, name) || str_eq(t->in_name, name)) return true;
    }
    for (size_t i = 0; i < s->enums.count; i++)
        if (str_eq(str_of((*LIST_AT(&s->enums, const struct enum_names *, i))->name), name)) return true;
    return false;
}

static struct str free_name(struct arena *a, const struct schema *s, struct str wish, bool in)
{
    if (!name_taken(s, wish)) return wish;
    if (in) wish = arena_printf(a, "%.*sInput", STR_ARG(wish));
    struct str name = wish;
    for (int k = 2; name_taken(s, name); k++)
        name = arena_printf(a, "%.*s%d", STR_ARG(wish), k);
    return name;
}

/* Outputs choose their names first, so that the plain name is what a page shows. */
static void name_types(struct arena *a, struct schema *s)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < s->types.count; i++) {
            struct schema_type *t = LIST_AT(&s->types, struct schema_type, i);
            if (t->out != (pass == 0)) continue;
            t->name = free_name(a, s, schema_pascal(a, t->record->name), !t->out);
            t->in_name = t->name;
        }
    for (size_t i = 0; i < s->types.count; i++) {
        struct schema_type *t = LIST_AT(&s->types, struct schema_type, i);
        if (t->in && t->out) t->in_name = free_name(a, s, t->name, true);
    }
}

void schema_collect(struct arena *a, const struct api_set *sets, size_t count, struct schema *out)
{
    *out = (struct schema){0};
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < sets[i].count; k++) {
            add_record(a, out, sets[i].rows[k].in, true);
            add_record(a, out, sets[i].rows[k].out, false);
        }
    name_types(a, out);
}

struct str schema_name(const struct schema *s, const struct record *r, bool in)
{
    const struct schema_type *t = find_type(s, r);
    assert(t);
    return in ? t->in_name : t->name;
}
