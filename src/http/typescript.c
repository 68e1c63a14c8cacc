/* typescript.c - prints the rows for the web client: interfaces, unions, one table of endpoints. */
#include "http/schema.h"

static void add_enum(struct buf *b, const struct enum_names *e)
{
    buf_addf(b, "export type %s =", e->name);
    for (size_t i = 1; i < e->count; i++)
        buf_addf(b, "%s '%s'", i > 1 ? " |" : "", e->names[i]);
    buf_add(b, STR("\n"));
    buf_addf(b, "export const %s_VALUES: readonly %s[] = [", e->name, e->name);
    for (size_t i = 1; i < e->count; i++)
        buf_addf(b, "%s'%s'", i > 1 ? ", " : "", e->names[i]);
    buf_add(b, STR("]\n"));
}

static void add_type(struct buf *b, const struct schema *s, const struct field *f, bool in)
{
    switch (f->type) {
    case FIELD_BOOL:
        buf_add(b, STR("boolean"));
        return;
    case FIELD_I64:
    case FIELD_OPT_I64:
    case FIELD_MONEY:
    case FIELD_OPT_MONEY:
        buf_add(b, STR("number"));
        return;
    case FIELD_STR:
    case FIELD_DATE:
    case FIELD_OPT_DATE:
    case FIELD_INSTANT:
        buf_add(b, STR("string"));
        return;
    case FIELD_ENUM:
        buf_addf(b, "%s", f->labels->name);
        return;
    case FIELD_LIST:
        buf_addf(b, "%.*s[]", STR_ARG(schema_name(s, f->of, in)));
        return;
    case FIELD_TEXTS:
        buf_add(b, STR("string[]"));
        return;
    case FIELD_RECORD:
        buf_addf(b, "%.*s", STR_ARG(schema_name(s, f->of, in)));
        return;
    }
}

static void add_interface(struct buf *b, const struct schema *s, const struct record *r, struct str name, bool in)
{
    buf_addf(b, "export interface %.*s {\n", STR_ARG(name));
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if (f->zh && f->en) buf_addf(b, "  /** %s / %s */\n", f->zh, f->en);
        buf_addf(b, "  %s%s: ", f->name, in && !f->required ? "?" : "");
        add_type(b, s, f, in);
        if (in ? !f->required : field_nullable(f)) buf_add(b, STR(" | null"));
        buf_add_char(b, '\n');
    }
    buf_add(b, STR("}\n"));
}

static void add_signature(struct buf *b, const struct schema *s, const struct api *row)
{
    struct str in = row->in ? schema_name(s, row->in, true) : STR("Nothing");
    struct str out = row->download ? STR("Blob") : row->out ? schema_name(s, row->out, false) : STR("Nothing");
    buf_addf(b, "  /** %s */\n  %s: { in: %.*s; out: %.*s }\n", row->summary, row->id, STR_ARG(in), STR_ARG(out));
}

static void add_endpoint(struct buf *b, const struct api *row)
{
    buf_addf(b, "  %s: { method: '%s', path: '%s'", row->id, row->method, row->path);
    if (row->upload_max > 0) buf_addf(b, ", upload: %" PRId64, row->upload_max);
    if (row->download) buf_add(b, STR(", download: true"));
    if (row->idempotent) buf_add(b, STR(", idempotent: true"));
    buf_add(b, STR(" },\n"));
}

static void add_records(struct buf *b, const struct schema *s)
{
    for (size_t i = 0; i < s->enums.count; i++)
        add_enum(b, *LIST_AT(&s->enums, const struct enum_names *, i));
    for (size_t i = 0; i < s->types.count; i++) {
        const struct schema_type *t = LIST_AT(&s->types, struct schema_type, i);
        if (t->out) add_interface(b, s, t->record, t->name, false);
        if (t->in) add_interface(b, s, t->record, t->in_name, true);
    }
}

static const char HEAD[] =
    "// Printed by `nuanqiao typescript`; a test compares.  Do not edit.\n"
    "/* eslint-disable */\n\n"
    "export const API_ROOT = '" API_ROOT "'\n"
    "export type Nothing = Record<string, never>\n"
    "/** One bad field of a refusal; pointer is a JSON pointer into the input. */\n"
    "export interface ProblemField { pointer: string; label: string; message: string; detail: string; example?: string "
    "}\n"
    "/** Every refusal (application/problem+json). */\n"
    "export interface Problem {\n"
    "  type: string; title: string; status: number; code: string; message: string; detail: string; instance: string\n"
    "  errors?: ProblemField[]\n"
    "}\n"
    "/** {name} in path is taken from the input; what is left of it is the query (GET, DELETE, uploads) or the JSON "
    "body.\n"
    " *  upload: the most bytes of the file that is the body.  download: the reply is a file.  idempotent: takes an\n"
    " *  Idempotency-Key. */\n"
    "export interface Endpoint {\n"
    "  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'; readonly path: string\n"
    "  readonly upload?: number; readonly download?: true; readonly idempotent?: true\n"
    "}\n";

void api_typescript(struct buf *b, const struct api_set *sets, size_t count)
{
    struct schema s;
    schema_collect(b->arena, sets, count, &s);
    buf_add(b, STR(HEAD));
    add_records(b, &s);
    buf_add(b, STR("\nexport interface Api {\n"));
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < sets[i].count; k++)
            add_signature(b, &s, &sets[i].rows[k]);
    buf_add(b, STR("}\nexport const ENDPOINTS: { readonly [K in keyof Api]: Endpoint } = {\n"));
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < sets[i].count; k++)
            add_endpoint(b, &sets[i].rows[k]);
    buf_add(b, STR("}\n"));
}
