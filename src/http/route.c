/* route.c - finds the row of an address; checks the tables once at start. */
#include "http/api_impl.h"
#include "http/schema.h"

static bool is_hole(struct str step)
{
    return step.n > 2 && step.p[0] == '{' && step.p[step.n - 1] == '}';
}

/* Does path match pattern?  *literals: one bit per step from the left, set where it matched by letter, so that of two
 * matches the one with the greater number has the earlier literal. */
static bool matches(struct str pattern, struct str path, uint32_t *literals)
{
    uint32_t bits = 0, bit = UINT32_C(1) << 31;
    while (pattern.n && path.n) {
        struct str want = str_part(&pattern, '/'), got = str_part(&path, '/');
        if (is_hole(want)) {
            if (got.n == 0) return false;
        } else {
            if (!str_eq(want, got)) return false;
            bits |= bit;
        }
        bit >>= 1;
    }
    *literals = bits;
    return pattern.n == 0 && path.n == 0;
}

/* The path behind API_ROOT with its leading slash; absent when it is not ours. */
static struct str under_root(struct str path)
{
    if (!str_starts(path, STR(API_ROOT "/"))) return (struct str){0};
    struct str rest = str_sub(path, sizeof API_ROOT - 1, path.n);
    return rest.p[rest.n - 1] == '/' ? (struct str){0} : rest;
}

static void add_allowed(struct buf *b, const char *method)
{
    if (b->n) buf_add(b, STR(", "));
    buf_addf(b, "%s", method);
    if (strcmp(method, "GET") == 0) buf_add(b, STR(", HEAD"));
}

const struct route *route_find(const struct api_service *s, struct arena *a, struct str method, struct str path,
                               struct str *allow)
{
    struct str rest = under_root(path);
    if (str_eq(method, STR("HEAD"))) method = STR("GET");
    const struct route *best = NULL;
    uint32_t best_literals = 0;
    struct buf allowed = {.arena = a};
    for (size_t i = 0; rest.n && i < s->route_count; i++) {
        const struct api *row = s->routes[i].row;
        uint32_t literals;
        if (!matches(str_of(row->path), rest, &literals)) continue;
        if (allow) add_allowed(&allowed, row->method);
        if (!str_eq(str_of(row->method), method)) continue;
        if (best && literals <= best_literals) continue;
        best = &s->routes[i];
        best_literals = literals;
    }
    if (allow) *allow = allowed.n ? buf_str(&allowed) : (struct str){0};
    return best;
}

const struct api *api_route(const struct api_service *s, struct arena *a, struct str method, struct str path,
                            struct str *allow)
{
    const struct route *route = route_find(s, a, method, path, allow);
    return route ? route->row : NULL;
}

static void check_row(const struct api *row)
{
    assert(row->path[0] == '/' && row->id && row->summary);
    assert(strcmp(row->method, "GET") == 0 || strcmp(row->method, "POST") == 0 || strcmp(row->method, "PUT") == 0 ||
           strcmp(row->method, "DELETE") == 0);
    assert((row->run != NULL) != (row->download != NULL));
    assert((row->upload_max > 0) == (row->upload != NULL));
    assert(!row->slow || row->prepare);
    assert(row->tx != TX_WRITE || !row_is_safe(row));
    assert(!row->idempotent || row->tx == TX_WRITE);
    struct str rest = str_of(row->path);
    while (rest.n) {
        struct str step = str_part(&rest, '/');
        if (is_hole(step)) assert(row->in && record_field(row->in, str_sub(step, 1, step.n - 2)));
    }
    for (size_t i = 0; row->idempotent && row->out && i < row->out->count; i++)
        assert(!row->out->fields[i].secret);
    assert(!row->in || row->in->count <= 64); /* decode.c keeps a bit per field */
}

static void build_body(struct arena *a, struct route *route)
{
    const struct api *row = route->row;
    route->has_body = row_has_body(row);
    route->body = (struct record){.name = row->in ? row->in->name : "nothing", .size = row->in ? row->in->size : 1};
    if (!route->has_body) return;
    struct field *fields = ARENA_ARRAY(a, struct field, row->in->count);
    for (size_t i = 0; i < row->in->count; i++)
        if (!row_hole(row, str_of(row->in->fields[i].name))) fields[route->body.count++] = row->in->fields[i];
    route->body.fields = fields;
}

void route_build(struct api_service *s)
{
    size_t count = 0;
    for (size_t i = 0; i < s->o.set_count; i++)
        count += s->o.sets[i].count;
    s->routes = ARENA_ARRAY(s->arena, struct route, count);
    for (size_t i = 0; i < s->o.set_count; i++)
        for (size_t k = 0; k < s->o.sets[i].count; k++) {
            struct route *route = &s->routes[s->route_count];
            *route = (struct route){.row = &s->o.sets[i].rows[k], .slice = s->o.sets[i].slice};
            check_row(route->row);
            build_body(s->arena, route);
            for (size_t m = 0; m < s->route_count; m++) {
                const struct api *other = s->routes[m].row;
                assert(strcmp(other->id, route->row->id) != 0);
                assert(strcmp(other->path, route->row->path) != 0 || strcmp(other->method, route->row->method) != 0);
            }
            s->route_count++;
        }
}
