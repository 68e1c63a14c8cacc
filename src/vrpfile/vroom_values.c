/* vroom_values.c - one value of VROOM's JSON at a time, checked where it stands. */
#include "vrpfile/vroom_values.h"
#include "vrpfile/vrpfile_impl.h"

bool vroom_bad(struct vroom_reader *r, struct str where, const char *name, const struct msg_part *parts)
{
    struct str path = where;
    if (name && where.n) path = arena_printf(r->arena, "%.*s/%s", STR_ARG(where), name);
    if (name && !where.n) path = str_of(name);
    return fail_field_parts(r->err, path, parts);
}

struct str value_at(struct vroom_reader *r, struct str where, const char *name, int64_t index)
{
    if (!where.n) return arena_printf(r->arena, "%s/%" PRId64, name, index);
    return arena_printf(r->arena, "%.*s/%s/%" PRId64, STR_ARG(where), name, index);
}

enum {
    UNUSED_MAX = 10
};

/* Remembers a key that nobody knows: it may be a slip of the pen.  Not in steps, which may come from an answer. */
static void unused(struct vroom_reader *r, struct str where, struct str name)
{
    struct str tail = arena_printf(r->arena, "/%.*s", STR_ARG(name)), path = {tail.p + 1, tail.n - 1};
    if (!r->telling || r->f->unused.count == UNUSED_MAX) return;
    if (where.n) path = arena_printf(r->arena, "%.*s%.*s", STR_ARG(where), STR_ARG(tail));
    for (size_t i = 0; i < r->f->unused.count; i++) {
        struct str other = *LIST_AT(&r->f->unused, struct str, i);
        if (str_eq(other, path) || str_ends(other, tail)) return;
    }
    *LIST_ADD(r->arena, &r->f->unused, struct str) = path;
}

/* The members of an object that `names` lists; others are passed over, null counts as absent. */
bool value_members(struct vroom_reader *r, struct json_view v, struct str where, const char *const *names, size_t count,
                   struct json_view *out)
{
    struct str name;
    struct json_view value;
    if (json_view_kind(v) != JSON_OBJECT) return BAD(r, where, NULL, M(TYPE_OBJECT));
    for (size_t i = 0; i < count; i++)
        out[i] = (struct json_view){0};
    for (struct json_walk w = json_walk(v); json_walk_next(r->arena, &w, &name, &value);) {
        bool known = false;
        for (size_t i = 0; i < count; i++) {
            if (!str_eq(name, str_of(names[i]))) continue;
            known = true;
            if (out[i].p) return BAD(r, where, names[i], M(FIELD_TWICE), S("name", name));
            if (json_view_kind(value) != JSON_NULL) out[i] = value;
        }
        if (!known) unused(r, where, name);
    }
    return true;
}

bool value_whole(struct vroom_reader *r, struct json_view v, struct str where, const char *name, int64_t least,
                 int64_t most, int64_t *out)
{
    if (!v.p) return true;
    if (json_view_whole(v, out) && *out >= least && *out <= most) return true;
    return BAD(r, where, name, M(ROUTE_WHOLE), I("min", least), I("max", most));
}

bool value_whole32(struct vroom_reader *r, struct json_view v, struct str where, const char *name, int32_t most,
                   int32_t *out)
{
    int64_t x = *out;
    if (!value_whole(r, v, where, name, 0, most, &x)) return false;
    *out = (int32_t)x;
    return true;
}

bool value_limit(struct vroom_reader *r, struct json_view v, struct str where, const char *name, int32_t most,
                 int32_t *out)
{
    if (!value_whole32(r, v, where, name, most, out)) return false;
    if (v.p && *out == 0) *out = 1;
    return true;
}

/* A decimal number in millionths; the bounds are whole. */
bool value_decimal(struct vroom_reader *r, struct json_view v, struct str where, const char *name, int64_t least,
                   int64_t most, int64_t *micro)
{
    if (!v.p) return true;
    bool fine = json_view_kind(v) == JSON_NUMBER && reader_number(json_view_word(v), micro);
    if (fine && *micro >= least * MICRO && *micro <= most * MICRO) return true;
    return BAD(r, where, name, M(ROUTE_DECIMAL), I("min", least), I("max", most));
}

bool value_text(struct vroom_reader *r, struct json_view v, struct str where, const char *name, struct str *out)
{
    if (!v.p) return true;
    if (json_view_kind(v) != JSON_TEXT) return BAD(r, where, name, M(TYPE_TEXT));
    *out = json_view_text(r->arena, v);
    return true;
}

bool value_yes(struct vroom_reader *r, struct json_view v, struct str where, const char *name, bool *out)
{
    if (!v.p) return true;
    if (json_view_kind(v) != JSON_BOOL) return BAD(r, where, name, M(BOOL_BAD));
    *out = json_view_word(v).p[0] == 't';
    return true;
}

/* A name: a text, or a number as it stands. */
bool value_label(struct vroom_reader *r, struct json_view v, struct str where, const char *name, struct str *out)
{
    if (json_view_kind(v) == JSON_NUMBER) {
        *out = json_view_word(v);
        return true;
    }
    return value_text(r, v, where, name, out);
}

bool value_is_list(struct vroom_reader *r, struct json_view v, struct str where, const char *name)
{
    return !v.p || json_view_kind(v) == JSON_LIST || BAD(r, where, name, M(TYPE_LIST));
}

bool value_span(struct vroom_reader *r, struct json_view v, struct str where, const char *name, struct span *out)
{
    struct json_view end[3];
    struct json_walk w = json_walk(v);
    bool fine = json_view_kind(v) == JSON_LIST && json_walk_next(r->arena, &w, NULL, &end[0]) &&
                json_walk_next(r->arena, &w, NULL, &end[1]) && !json_walk_next(r->arena, &w, NULL, &end[2]) &&
                json_view_whole(end[0], &out->from) && json_view_whole(end[1], &out->to) && out->from <= out->to &&
                out->from >= -FAR_MAX && out->to <= FAR_MAX;
    return fine || BAD(r, where, name, M(ROUTE_WINDOW));
}

bool value_spans(struct vroom_reader *r, struct json_view v, struct str where, const char *name, struct list *out)
{
    struct json_view item;
    if (!value_is_list(r, v, where, name)) return false;
    for (struct json_walk w = json_walk(v); json_walk_next(r->arena, &w, NULL, &item);) {
        struct span *s = LIST_ADD(r->arena, out, struct span);
        if (!value_span(r, item, value_at(r, where, name, (int64_t)out->count - 1), NULL, s)) return false;
        if (out->count > 1 && s->from <= s[-1].to) return BAD(r, where, name, M(ROUTE_WINDOWS));
        if (out->count > 1000) return BAD(r, where, name, M(LIST_LONG), I("max", 1000));
    }
    return true;
}

/* Amounts: all lists of a file are equally long. */
bool value_amounts(struct vroom_reader *r, struct json_view v, struct str where, const char *name, int32_t *out)
{
    struct json_view item;
    int32_t count = 0;
    if (!v.p) return true;
    if (!value_is_list(r, v, where, name)) return false;
    int64_t got = (int64_t)json_view_count(v);
    if (r->loads < 0 && got > VRP_LOADS_MAX) return BAD(r, where, name, M(LIST_LONG), I("max", VRP_LOADS_MAX));
    if (r->loads < 0) r->loads = (int32_t)got;
    if (got != r->loads) return BAD(r, where, name, M(ROUTE_AMOUNTS), I("want", r->loads), I("got", got));
    for (struct json_walk w = json_walk(v); json_walk_next(r->arena, &w, NULL, &item); count++)
        if (!value_whole32(r, item, value_at(r, where, name, count), NULL, VRP_LOAD_MAX, &out[count])) return false;
    return true;
}

/* Skills become bits; those that no task asks for are numbered as well. */
bool value_skills(struct vroom_reader *r, struct json_view v, struct str where, uint64_t *out)
{
    struct json_view item;
    int64_t number, index = 0;
    if (!value_is_list(r, v, where, "skills")) return false;
    for (struct json_walk w = json_walk(v); json_walk_next(r->arena, &w, NULL, &item); index++) {
        size_t k = 0;
        if (!value_whole(r, item, value_at(r, where, "skills", index), NULL, 0, UINT32_MAX, &number)) return false;
        while (k < r->skills.count && *LIST_AT(&r->skills, int64_t, k) != number)
            k++;
        if (k == 64) return BAD(r, where, "skills", M(ROUTE_SKILLS), I("max", 64));
        if (k == r->skills.count) *LIST_ADD(r->arena, &r->skills, int64_t) = number;
        *out |= UINT64_C(1) << k;
    }
    return true;
}

static bool point(struct vroom_reader *r, struct json_view v, struct str where, const char *name,
                  struct vroom_place *out)
{
    struct json_view x[3];
    struct json_walk w = json_walk(v);
    bool fine = json_view_kind(v) == JSON_LIST && json_walk_next(r->arena, &w, NULL, &x[0]) &&
                json_walk_next(r->arena, &w, NULL, &x[1]) && !json_walk_next(r->arena, &w, NULL, &x[2]) &&
                json_view_kind(x[0]) == JSON_NUMBER && json_view_kind(x[1]) == JSON_NUMBER &&
                reader_number(json_view_word(x[0]), &out->lon) && reader_number(json_view_word(x[1]), &out->lat) &&
                out->lon >= -180 * MICRO && out->lon <= 180 * MICRO && out->lat >= -90 * MICRO &&
                out->lat <= 90 * MICRO;
    out->has_point = true;
    return fine || BAD(r, where, name, M(ROUTE_POINT));
}

static const char *const TERRAINS[] = {"plain", "hills", "mountains"};

static bool terrain(struct vroom_reader *r, struct json_view v, struct str where, struct vroom_place *out)
{
    struct str name = STR("plain");
    if (!value_text(r, v, where, "terrain", &name)) return false;
    for (size_t i = 0; i < COUNT(TERRAINS); i++)
        if (str_eq(name, str_of(TERRAINS[i]))) out->road = r->f->roads.factor[i];
    return out->road || BAD(r, where, "terrain", M(ENUM_BAD), S("known", STR("plain, hills, mountains")));
}

bool value_place(struct vroom_reader *r, struct json_view v, struct json_view index, struct json_view land,
                 struct str where, const char *name, struct vroom_place *out)
{
    *out = (struct vroom_place){.given = v.p || index.p, .index = -1, .location = VRP_NONE};
    if (!value_whole(r, index, where, arena_printf(r->arena, "%s_index", name).p, 0, VRP_LOCATIONS_MAX - 1,
                     &out->index))
        return false;
    return (!v.p || point(r, v, where, name, out)) && terrain(r, land, where, out);
}
