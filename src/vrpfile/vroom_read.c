/* vroom_read.c - a file of VROOM's JSON: its matrices, and all of it in turn; the problem is made of the values in
 * vroom_build.c.
 */
#include "vrpfile/vroom_values.h"
#include "vrpfile/vrpfile_impl.h"
#include <stdlib.h>

bool vroom_is(struct str text)
{
    text = str_trim(text);
    return text.n && text.p[0] == '{';
}

enum file_key {
    F_VEHICLES,
    F_JOBS,
    F_SHIPMENTS,
    F_MATRICES,
    F_MATRIX,
    F_ROADS,
    F_DAY,
    F_RIDE_WEIGHT,
    F_LONGEST_WEIGHT,
    F_FEWEST,
    F_KEYS
};
static const char *const FILE_KEYS[] = {
    "vehicles",   "jobs",        "shipments",           "matrices",       "matrix", "roads",
    "day_begins", "ride_weight", "longest_ride_weight", "fewest_vehicles"};
_Static_assert(COUNT(FILE_KEYS) == F_KEYS, "a name for every key");

static bool each(struct vroom_reader *r, struct json_view list, const char *name,
                 bool (*read)(struct vroom_reader *, struct json_view, struct str))
{
    struct json_view item;
    int64_t index = 0;
    if (!value_is_list(r, list, (struct str){0}, name)) return false;
    for (struct json_walk w = json_walk(list); json_walk_next(r->arena, &w, NULL, &item); index++)
        if (!read(r, item, value_at(r, (struct str){0}, name, index))) return false;
    return true;
}

static bool roads(struct vroom_reader *r, struct json_view v)
{
    static const char *const KEYS[] = {"plain", "hills", "mountains", "speed"};
    struct json_view k[4];
    struct vroom_roads *out = &r->f->roads;
    *out = (struct vroom_roads){{1200, 1250, 1300}, 80000};
    if (!v.p) return true;
    if (!value_members(r, v, STR("roads"), KEYS, 4, k)) return false;
    for (size_t i = 0; i < 3; i++) {
        int64_t micro = out->factor[i] * MICRO / 1000;
        if (!value_decimal(r, k[i], STR("roads"), KEYS[i], 1, 10, &micro)) return false;
        out->factor[i] = (int32_t)(micro / (MICRO / 1000));
    }
    int64_t speed = 80 * MICRO;
    if (!value_decimal(r, k[3], STR("roads"), KEYS[3], 1, 1000, &speed)) return false;
    out->speed = speed / (MICRO / 1000);
    return true;
}

static bool matrix(struct vroom_reader *r, struct json_view v, struct str where, int32_t *count, int32_t **out)
{
    struct json_view row, item;
    if (json_view_kind(v) != JSON_LIST) return BAD(r, where, NULL, M(TYPE_LIST));
    int64_t rows = (int64_t)json_view_count(v), i = 0;
    if (rows > VRP_LOCATIONS_MAX) return BAD(r, where, NULL, M(LIST_LONG), I("max", VRP_LOCATIONS_MAX));
    if (*count >= 0 && rows != *count) return BAD(r, where, NULL, M(ROUTE_SQUARE), I("count", *count));
    *count = (int32_t)rows;
    struct json_walk w = json_walk(v);
    /* before memory is taken: a text of so many numbers has at least two bytes for each */
    if (rows * rows > (v.end - v.p) / 2 + 1) return BAD(r, where, NULL, M(ROUTE_SQUARE), I("count", rows));
    *out = ARENA_ARRAY(r->arena, int32_t, (size_t)(rows * rows) + 1);
    for (; json_walk_next(r->arena, &w, NULL, &row); i++) {
        int64_t j = 0, x = 0;
        struct json_walk across = json_walk(row);
        for (; json_walk_next(r->arena, &across, NULL, &item); j++) {
            if (j == rows) return BAD(r, where, NULL, M(ROUTE_SQUARE), I("count", rows));
            if (!json_view_whole(item, &x) || x < 0 || x > VRP_TIME_MAX)
                return BAD(r, where, NULL, M(ROUTE_ARC), I("row", i), I("column", j), I("max", VRP_TIME_MAX));
            (*out)[i * rows + j] = (int32_t)x;
        }
        if (j != rows) return BAD(r, where, NULL, M(ROUTE_SQUARE), I("count", rows));
    }
    return true;
}

static bool matrices(struct vroom_reader *r, struct json_view v, struct json_view old)
{
    static const char *const KEYS[] = {"durations", "distances", "costs"};
    struct json_view k[3], value;
    struct str name;
    int32_t count = -1;
    if (v.p && json_view_kind(v) != JSON_OBJECT) return BAD(r, STR("matrices"), NULL, M(TYPE_OBJECT));
    for (struct json_walk w = json_walk(v); json_walk_next(r->arena, &w, &name, &value);) {
        struct vroom_matrices *m = LIST_ADD(r->arena, &r->f->matrices, struct vroom_matrices);
        int32_t **out[] = {&m->durations, &m->distances, &m->costs};
        struct str where = arena_printf(r->arena, "matrices/%.*s", STR_ARG(name));
        m->name = name;
        if (r->f->matrices.count > VRP_VEHICLES_MAX)
            return BAD(r, STR("matrices"), NULL, M(LIST_LONG), I("max", VRP_VEHICLES_MAX));
        if (!value_members(r, value, where, KEYS, 3, k)) return false;
        for (size_t i = 0; i < 3; i++)
            if (k[i].p && !matrix(r, k[i], arena_printf(r->arena, "%.*s/%s", STR_ARG(where), KEYS[i]), &count, out[i]))
                return false;
    }
    for (size_t i = 0; i < r->f->matrices.count; i++) {
        struct vroom_matrices *m = LIST_AT(&r->f->matrices, struct vroom_matrices, i);
        if (count < 0) return BAD(r, STR("matrices"), NULL, M(ROUTE_NO_MATRIX), S("name", m->name));
        m->count = count;
    }
    if (v.p || !old.p) return true;
    struct vroom_matrices *m = LIST_ADD(r->arena, &r->f->matrices, struct vroom_matrices);
    m->name = STR("car"); /* the older name of its durations */
    if (!matrix(r, old, STR("matrix"), &count, &m->durations)) return false;
    m->count = count;
    return true;
}

struct known_id {
    int64_t id;
    int kind;
    size_t index;
};

static int by_id(const void *x, const void *y)
{
    const struct known_id *a = x, *b = y;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->id != b->id) return a->id < b->id ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static bool ids_apart(struct vroom_reader *r)
{
    size_t n = r->tasks.count, m = r->vehicles.count;
    struct known_id *k = ARENA_ARRAY(r->arena, struct known_id, n + m + 1);
    for (size_t i = 0; i < n; i++)
        k[i] = (struct known_id){LIST_AT(&r->tasks, struct vroom_task, i)->id,
                                 (int)LIST_AT(&r->tasks, struct vroom_task, i)->kind, i};
    for (size_t i = 0; i < m; i++)
        k[n + i] = (struct known_id){LIST_AT(&r->vehicles, struct vroom_vehicle, i)->id, 100, i};
    qsort(k, n + m, sizeof *k, by_id);
    for (size_t i = 1; i < n + m; i++) {
        if (k[i].kind != k[i - 1].kind || k[i].id != k[i - 1].id) continue;
        struct str where = k[i].kind == 100 ? LIST_AT(&r->vehicle_drafts, struct vehicle_draft, k[i].index)->where
                                            : LIST_AT(&r->drafts, struct task_draft, k[i].index)->where;
        return BAD(r, where, "id", M(ROUTE_ID_TWICE), I("id", k[i].id));
    }
    return true;
}

bool vroom_read(struct arena *a, struct err *e, struct str text_of_file, const struct vroom_source *source,
                struct vroom *out)
{
    struct vroom_reader r = {.arena = a, .err = e, .f = out, .source = source, .loads = -1, .telling = true};
    struct json_view root, k[F_KEYS];
    struct str top = {0};
    *out = (struct vroom){0};
    if (!json_view(a, e, text_of_file, &root) || !value_members(&r, root, top, FILE_KEYS, F_KEYS, k)) return false;
    if (!value_whole(&r, k[F_DAY], top, "day_begins", -FAR_MAX, FAR_MAX, &r.day_begins) ||
        !value_whole32(&r, k[F_RIDE_WEIGHT], top, "ride_weight", VRP_WEIGHT_MAX, &out->problem.ride_weight) ||
        !value_whole32(&r, k[F_LONGEST_WEIGHT], top, "longest_ride_weight", VRP_WEIGHT_MAX,
                       &out->problem.longest_weight) ||
        !value_yes(&r, k[F_FEWEST], top, "fewest_vehicles", &out->problem.fewest_vehicles) || !roads(&r, k[F_ROADS]) ||
        !matrices(&r, k[F_MATRICES], k[F_MATRIX]) || !each(&r, k[F_VEHICLES], "vehicles", vroom_read_vehicle) ||
        !each(&r, k[F_JOBS], "jobs", vroom_read_job) || !each(&r, k[F_SHIPMENTS], "shipments", vroom_read_shipment))
        return false;
    out->day_begins = r.day_begins;
    if (!r.vehicles.count) return BAD(&r, top, "vehicles", M(ROUTE_NO_VEHICLES));
    r.telling = false; /* the rest reads vehicles once more */
    return ids_apart(&r) && vroom_all_steps(&r, k[F_VEHICLES]) && vroom_build(&r);
}
