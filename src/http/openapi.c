/* openapi.c - prints the rows as an OpenAPI 3.1 document. */
#include "http/problem.h"
#include "http/schema.h"
#include "json/json.h"

static void quoted(struct buf *b, const char *name, const char *value)
{
    buf_addf(b, "\"%s\":", name);
    json_add_string(b, str_of(value));
}

static void add_limits(struct buf *b, const struct field *f, const char *least, const char *most, int64_t standard)
{
    if (f->min) buf_addf(b, ",\"%s\":%" PRId64, least, f->min);
    buf_addf(b, ",\"%s\":%" PRId64, most, f->max ? f->max : standard);
}

static void add_integer(struct buf *b, const struct field *f, int64_t standard)
{
    bool open = !f->min && !f->max;
    buf_addf(b, ",\"format\":\"int64\",\"minimum\":%" PRId64 ",\"maximum\":%" PRId64, open ? -standard : f->min,
             f->max ? f->max : standard);
}

/* The opening of an inline schema: its type, with null beside it where the value may be absent. */
static void add_type(struct buf *b, const char *type, bool null)
{
    if (null)
        buf_addf(b, "{\"type\":[\"%s\",\"null\"]", type);
    else
        buf_addf(b, "{\"type\":\"%s\"", type);
}

static void add_ref(struct buf *b, struct str name, bool null)
{
    if (null)
        buf_addf(b, "{\"anyOf\":[{\"$ref\":\"#/components/schemas/%.*s\"},{\"type\":\"null\"}]", STR_ARG(name));
    else
        buf_addf(b, "{\"$ref\":\"#/components/schemas/%.*s\"", STR_ARG(name));
}

static void add_value(struct buf *b, const struct schema *s, const struct field *f, bool in, bool null)
{
    switch (f->type) {
    case FIELD_BOOL:
        add_type(b, "boolean", null);
        return;
    case FIELD_I64:
    case FIELD_OPT_I64:
        add_type(b, "integer", null);
        add_integer(b, f, I64_EXACT);
        return;
    case FIELD_MONEY:
    case FIELD_OPT_MONEY:
        add_type(b, "integer", null);
        add_integer(b, f, MONEY_MAX);
        buf_add(b, STR(",\"x-unit\":\"fen\""));
        return;
    case FIELD_STR:
        add_type(b, "string", null);
        add_limits(b, f, "minLength", "maxLength", TEXT_MAX);
        return;
    case FIELD_DATE:
    case FIELD_OPT_DATE:
        add_type(b, "string", null);
        buf_add(b, STR(",\"format\":\"date\""));
        return;
    case FIELD_INSTANT:
        add_type(b, "string", null);
        buf_add(b, STR(",\"format\":\"date-time\""));
        return;
    case FIELD_ENUM:
        add_ref(b, str_of(f->labels->name), null);
        return;
    case FIELD_RECORD:
        add_ref(b, schema_name(s, f->of, in), null);
        return;
    case FIELD_LIST:
        add_type(b, "array", null);
        buf_addf(b, ",\"items\":{\"$ref\":\"#/components/schemas/%.*s\"}", STR_ARG(schema_name(s, f->of, in)));
        add_limits(b, f, "minItems", "maxItems", LIST_MAX);
        return;
    case FIELD_TEXTS:
        add_type(b, "array", null);
        buf_add(b, STR(",\"items\":{\"type\":\"string\"}"));
        add_limits(b, f, "minItems", "maxItems", LIST_MAX);
        return;
    }
}

static void add_field(struct buf *b, const struct schema *s, const struct field *f, bool in, bool null)
{
    add_value(b, s, f, in, null);
    if (f->en) {
        buf_add_char(b, ',');
        quoted(b, "title", f->en);
    }
    if (f->zh) {
        buf_add_char(b, ',');
        quoted(b, "x-title-zh", f->zh);
    }
    if (f->secret) buf_add(b, STR(",\"format\":\"password\""));
    if (f->example) {
        buf_add(b, STR(",\"examples\":["));
        bool bare = f->type == FIELD_I64 || f->type == FIELD_OPT_I64 || f->type == FIELD_MONEY ||
                    f->type == FIELD_OPT_MONEY || f->type == FIELD_BOOL;
        if (bare)
            buf_add(b, str_of(f->example));
        else
            json_add_string(b, str_of(f->example));
        buf_add_char(b, ']');
    }
    buf_add_char(b, '}');
}

/* Path fields of `row` (may be NULL) are parameters, so the body's schema leaves them out. */
static void add_object(struct buf *b, const struct schema *s, const struct record *r, bool in, const struct api *row)
{
    buf_add(b, STR("{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{"));
    bool first = true;
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if (row && row_hole(row, str_of(f->name))) continue;
        buf_addf(b, "%s\"%s\":", first ? "" : ",", f->name);
        first = false;
        add_field(b, s, f, in, in ? !f->required : field_nullable(f));
    }
    buf_add(b, STR("},\"required\":["));
    first = true;
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if ((in && !f->required) || (row && row_hole(row, str_of(f->name)))) continue;
        buf_addf(b, "%s\"%s\"", first ? "" : ",", f->name);
        first = false;
    }
    buf_add(b, STR("]}"));
}

static void add_parameters(struct buf *b, const struct schema *s, const struct api *row)
{
    buf_add(b, STR(",\"parameters\":["));
    bool first = true;
    for (size_t i = 0; row->in && i < row->in->count; i++) {
        const struct field *f = &row->in->fields[i];
        bool hole = row_hole(row, str_of(f->name));
        if (!hole && row_has_body(row)) continue;
        buf_addf(b, "%s{\"name\":\"%s\",\"in\":\"%s\",\"required\":%s,\"schema\":", first ? "" : ",", f->name,
                 hole ? "path" : "query", hole || f->required ? "true" : "false");
        add_field(b, s, f, true, false);
        buf_add_char(b, '}');
        first = false;
    }
    if (row->idempotent) buf_addf(b, "%s{\"$ref\":\"#/components/parameters/IdempotencyKey\"}", first ? "" : ",");
    buf_add_char(b, ']');
}

/* A row that is the only one with a whole record as its body refers to it; holes make an object of its own. */
static void add_body(struct buf *b, const struct schema *s, const struct api *row)
{
    if (row->upload_max > 0) {
        buf_addf(b,
                 ",\"requestBody\":{\"required\":true,\"description\":\"The file, at most %" PRId64
                 " bytes\",\"content\":{\"application/octet-stream\":{}}}",
                 row->upload_max);
        return;
    }
    if (!row_has_body(row)) return;
    buf_add(b, STR(",\"requestBody\":{\"required\":true,\"content\":{\"application/json\":{\"schema\":"));
    if (strchr(row->path, '{')) {
        add_object(b, s, row->in, true, row);
    } else {
        add_ref(b, schema_name(s, row->in, true), false);
        buf_add_char(b, '}');
    }
    buf_add(b, STR("}}}"));
}

/* Which failures can this row answer with? */
static bool can_fail(const struct api *row, enum err_code code)
{
    bool change = !row_is_safe(row);
    switch (code) {
    case ERR_NONE:
        return false;
    case ERR_MALFORMED:
        return true;
    case ERR_INVALID:
        return row->in != NULL;
    case ERR_UNAUTHENTICATED:
        return row->right != RIGHT_PUBLIC || change; /* a public change is a sign-in */
    case ERR_FORBIDDEN:
        return row->right != RIGHT_PUBLIC || change;
    case ERR_NOT_FOUND:
        return strchr(row->path, '{') != NULL;
    case ERR_METHOD:
        return false;
    case ERR_CONFLICT:
        return change;
    case ERR_STALE:
        return change && row->in && record_field(row->in, STR("version"));
    case ERR_TOO_LARGE:
    case ERR_MEDIA_TYPE:
        return row_has_body(row) || row->upload_max > 0;
    case ERR_TOO_MANY:
        return row->right == RIGHT_PUBLIC && change;
    case ERR_BUSY:
    case ERR_INTERNAL:
        return true;
    }
    return false;
}

static const enum err_code CODES[] = {
#define X(id, http, wire) ERR_##id,
    ERR_CODES(X)
#undef X
};

static void add_responses(struct buf *b, const struct schema *s, const struct api *row)
{
    buf_addf(b, ",\"responses\":{\"%d\":{\"description\":\"Done\"", row_status(row));
    if (row->download)
        buf_add(b, STR(",\"content\":{\"application/octet-stream\":{}}"));
    else if (row->out)
        buf_addf(b, ",\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/%.*s\"}}}",
                 STR_ARG(schema_name(s, row->out, false)));
    buf_add_char(b, '}');
    for (size_t i = 0; i < COUNT(CODES); i++)
        if (can_fail(row, CODES[i]))
            buf_addf(b, ",\"%d\":{\"$ref\":\"#/components/responses/%s\"}", err_http_status(CODES[i]),
                     err_wire_code(CODES[i]));
    buf_add_char(b, '}');
}

static void add_operation(struct buf *b, const struct schema *s, const struct api *row, const char *slice)
{
    struct str method = str_of(row->method);
    buf_add_char(b, '"');
    for (size_t i = 0; i < method.n; i++)
        buf_add_char(b, (char)(method.p[i] - 'A' + 'a'));
    buf_addf(b, "\":{\"operationId\":\"%s\",\"tags\":[\"%s\"],", row->id, slice);
    quoted(b, "summary", row->summary);
    buf_addf(b, ",\"x-right\":\"%s\"", RIGHT_NAMES.names[row->right + 1]);
    if (row->right == RIGHT_PUBLIC)
        buf_add(b, STR(",\"security\":[]"));
    else if (row_is_safe(row))
        buf_add(b, STR(",\"security\":[{\"session\":[]}]"));
    add_parameters(b, s, row);
    add_body(b, s, row);
    add_responses(b, s, row);
    buf_add_char(b, '}');
}

static bool path_first(const struct api_set *sets, size_t set, size_t row)
{
    struct str path = str_of(sets[set].rows[row].path);
    for (size_t i = 0; i <= set; i++)
        for (size_t k = 0; k < (i == set ? row : sets[i].count); k++)
            if (str_eq(path, str_of(sets[i].rows[k].path))) return false;
    return true;
}

/* All methods of one address stand together, where the address first occurs. */
static void add_path(struct buf *b, const struct schema *s, const struct api_set *sets, size_t count, const char *path)
{
    buf_addf(b, "\"%s\":{", path);
    bool first = true;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < sets[i].count; k++) {
            const struct api *row = &sets[i].rows[k];
            if (!str_eq(str_of(row->path), str_of(path))) continue;
            buf_add(b, first ? STR("\n  ") : STR(",\n  "));
            first = false;
            add_operation(b, s, row, sets[i].slice);
        }
    buf_add_char(b, '}');
}

static const char PROBLEM_SCHEMAS[] =
    "\"Problem\":{\"type\":\"object\",\"required\":[\"type\",\"title\",\"status\",\"code\",\"message\",\"detail\","
    "\"instance\"],\"properties\":{\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"status\":{\"type\":"
    "\"integer\"},\"code\":{\"type\":\"string\"},\"message\":{\"type\":\"string\",\"description\":\"The sentence's "
    "stable name\"},\"detail\":{\"type\":\"string\"},\"instance\":{\"type\":\"string\"},\"errors\":{\"type\":\"array\","
    "\"items\":{\"$ref\":\"#/components/schemas/ProblemField\"}}}},\n"
    "\"ProblemField\":{\"type\":\"object\",\"required\":[\"pointer\",\"label\",\"message\",\"detail\"],\"properties\":{"
    "\"pointer\":{\"type\":\"string\"},\"label\":{\"type\":\"string\"},\"message\":{\"type\":\"string\"},\"detail\":{"
    "\"type\":\"string\"},\"example\":{\"type\":\"string\"}}}";

static void add_schemas(struct buf *b, const struct schema *s)
{
    buf_add(b, STR("\"schemas\":{\n"));
    buf_add(b, STR(PROBLEM_SCHEMAS));
    for (size_t i = 0; i < s->enums.count; i++) {
        const struct enum_names *e = *LIST_AT(&s->enums, const struct enum_names *, i);
        buf_addf(b, ",\n\"%s\":{\"type\":\"string\",\"enum\":[", e->name);
        for (size_t k = 1; k < e->count; k++)
            buf_addf(b, "%s\"%s\"", k > 1 ? "," : "", e->names[k]);
        buf_add(b, STR("]}"));
    }
    for (size_t i = 0; i < s->types.count; i++) {
        const struct schema_type *t = LIST_AT(&s->types, struct schema_type, i);
        if (t->out) {
            buf_addf(b, ",\n\"%.*s\":", STR_ARG(t->name));
            add_object(b, s, t->record, false, NULL);
        }
        if (t->in) {
            buf_addf(b, ",\n\"%.*s\":", STR_ARG(t->in_name));
            add_object(b, s, t->record, true, NULL);
        }
    }
    buf_add(b, STR("}"));
}

static void add_problems(struct buf *b)
{
    buf_add(b, STR(",\n\"responses\":{"));
    for (size_t i = 0; i < COUNT(CODES); i++)
        buf_addf(b,
                 "%s\n\"%s\":{\"description\":\"%.*s\",\"content\":{\"application/problem+json\":{\"schema\":{\"$ref\":"
                 "\"#/components/schemas/Problem\"}}}}",
                 i ? "," : "", err_wire_code(CODES[i]), STR_ARG(problem_title(LANG_EN, err_http_status(CODES[i]))));
    buf_add(b, STR("}"));
}

void api_openapi(struct buf *b, const struct api_set *sets, size_t count)
{
    struct schema s;
    schema_collect(b->arena, sets, count, &s);
    buf_add(b, STR("{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Nuanqiao\",\"version\":\"1\",\"license\":{\"name\":"
                   "\"Apache-2.0\",\"identifier\":\"Apache-2.0\"}},\"servers\":[{\"url\":\"" API_ROOT "\"}],\n"
                   "\"security\":[{\"session\":[],\"csrf\":[]}],\n\"paths\":{"));
    bool first = true;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < sets[i].count; k++) {
            if (!path_first(sets, i, k)) continue;
            buf_add(b, first ? STR("\n") : STR(",\n"));
            first = false;
            add_path(b, &s, sets, count, sets[i].rows[k].path);
        }
    buf_add(b, STR("},\n\"components\":{"));
    add_schemas(b, &s);
    add_problems(b);
    buf_add(b,
            STR(",\n\"parameters\":{\"IdempotencyKey\":{\"name\":\"Idempotency-Key\",\"in\":\"header\",\"schema\":{"
                "\"type\":\"string\",\"minLength\":8,\"maxLength\":100}}},\n\"securitySchemes\":{\"session\":{\"type\":"
                "\"apiKey\",\"in\":\"cookie\",\"name\":\"nq_session\"},\"csrf\":{\"type\":\"apiKey\",\"in\":\"header\","
                "\"name\":\"X-CSRF-Token\"}}}}\n"));
}
