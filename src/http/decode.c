/* decode.c - one input from path, query and body; every bad field is reported, wherever it came from. */
#include "http/api_impl.h"
#include "http/url.h"
#include "json/json.h"

static bool is_json(struct str content_type)
{
    struct str rest = content_type;
    return str_eq_nocase(str_trim(str_part(&rest, ';')), STR("application/json"));
}

static bool decode_body(struct ctx *c, const struct route *route, const struct request *r, void *in)
{
    if (request_is_safe(r) || route->row->upload_max > 0)
        return r->body.n == 0 || fail(&c->err, ERR_MALFORMED, M(BODY_UNWANTED));
    if (r->body.n == 0) {
        if (!route->has_body) return true;
        return fail(&c->err, ERR_MALFORMED, M(BODY_MISSING));
    }
    if (!is_json(r->content_type))
        return fail(&c->err, ERR_MEDIA_TYPE, M(BODY_TYPE), S("expected", STR("application/json")));
    return json_decode(c->arena, &c->err, &route->body, r->body, in);
}

static uint64_t field_bit(const struct record *r, const struct field *f)
{
    return UINT64_C(1) << (f - r->fields);
}

/* An empty value means that the parameter was not given: what a form with an empty filter sends. */
static bool decode_query(struct ctx *c, const struct route *route, const struct request *r, void *in, uint64_t *seen)
{
    struct list params = {0};
    bool good = url_query(c->arena, &c->err, r->query, &params);
    const struct record *record = route->has_body ? NULL : route->row->in;
    for (size_t i = 0; i < params.count; i++) {
        const struct url_param *p = LIST_AT(&params, struct url_param, i);
        const struct field *f = record ? record_field(record, p->name) : NULL;
        if (!f || (*seen & field_bit(record, f))) { /* a field of the path is not a parameter */
            good = fail_field(&c->err, p->name, M(PARAM_UNKNOWN), S("name", p->name));
            continue;
        }
        if (p->value.n == 0) continue;
        if (!field_from_text(c->arena, &c->err, f, in, p->value, (struct str){0})) good = false;
        *seen |= field_bit(record, f);
    }
    return good;
}

static bool decode_path(struct ctx *c, const struct route *route, const struct request *r, void *in, uint64_t *seen)
{
    struct str pattern = str_of(route->row->path), path = str_sub(r->path, sizeof API_ROOT - 1, r->path.n);
    bool good = true;
    while (pattern.n) {
        struct str want = str_part(&pattern, '/'), raw = str_part(&path, '/'), text;
        if (want.n < 3 || want.p[0] != '{') continue;
        const struct field *f = record_field(route->row->in, str_sub(want, 1, want.n - 2));
        *seen |= field_bit(route->row->in, f);
        if (!url_decode(c->arena, raw, false, &text)) return fail(&c->err, ERR_MALFORMED, M(URL_BAD));
        if (!field_from_text(c->arena, &c->err, f, in, text, (struct str){0})) good = false;
    }
    return good;
}

/* json_decode has looked at the fields of the body; the others are looked at here. */
static bool check_required(struct ctx *c, const struct route *route, uint64_t seen)
{
    bool good = true;
    const struct record *r = route->row->in;
    for (size_t i = 0; r && !route->has_body && i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if (f->required && !(seen & field_bit(r, f))) good = fail_field(&c->err, str_of(f->name), M(REQUIRED));
    }
    return good;
}

bool decode_input(struct ctx *c, const struct route *route, const struct request *r, void *in)
{
    uint64_t seen = 0;
    bool body = decode_body(c, route, r, in); /* first: it may clear the whole struct */
    if (!body && c->err.code != ERR_INVALID) return false;
    bool path = decode_path(c, route, r, in, &seen);
    bool query = decode_query(c, route, r, in, &seen);
    return body && path && query && check_required(c, route, seen);
}
