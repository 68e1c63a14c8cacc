/* vroom_read.c - the values of VROOM's JSON, each checked where it stands; the problem is made of them in
 * vroom_build.c.
 */
#include "vrpfile/vroom_impl.h"
#include "vrpfile/vrpfile_impl.h"
#include <stdlib.h>

#define FAR_MAX (INT64_C(1) << 52) /* of every number of a file */

bool vroom_is(struct str text)
{
    text = str_trim(text);
    return text.n && text.p[0] == '{';
}

bool vroom_bad(struct vroom_reader *r, struct str where, const char *name, const struct msg_part *parts)
{
    struct str path = where;
    if (name && where.n) path = arena_printf(r->arena, "%.*s/%s", STR_ARG(where), name);
    if (name && !where.n) path = str_of(name);
    return fail_field_parts(r->err, path, parts);
}

static struct str at(struct vroom_reader *r, struct str where, const char *name, int64_t index)
{
    if (!where.n) return arena_printf(r->arena, "%s/%" PRId64, name, index);
    return arena_printf(r->arena, "%.*s/%s/%" PRId64, STR_ARG(where), name, index);
}

/* ---- values ---- */

/* The members of an object that `names` lists; others are passed over, null counts as absent. */
static bool members(struct vroom_reader *r, struct json_view v, struct str where, const char *const *names,
                    size_t count, struct json_view *out)
{
    struct str name;
    struct json_view value;
    if (json_view_kind(v) != JSON_OBJECT) return BAD(r, where, NULL, M(TYPE_OBJECT));
    for (size_t i = 0; i < count; i++)
        out[i] = (struct json_view){0};
    for (struct json_walk w = json_walk(v); json_walk_next(r->arena, &w, &name, &value);) {
        for (size_t i = 0; i < count; i++) {
            if (!str_eq(name, str_of(names[i]))) continue;
            if (out[i].p) return BAD(r, where, names[i], M(FIELD_TWICE), S("name", name));
            if (json_view_kind(value) != JSON_NULL) out[i] = value;
        }
    }
    return true;
}

static bool whole(struct vroom_reader *r, struct json_view v, struct str where, const char *name, int64_t least,
                  int64_t most, int64_t *out)
{
    if (!v.p) return true;
    if (json_view_whole(v, out) && *out >= least && *out <= most) return true;
    return BAD(r, where, name, M(ROUTE_WHOLE), I("min", least), I("max", most));
}

static bool whole32(struct vroom_reader *r, struct json_view v, struct str where, const char *name, int32_t most,
                    int32_t *out)
{
    int64_t x = *out;
    if (!whole(r, v, where, name, 0, most, &x)) return false;
    *out = (int32_t)x;
    return true;
}

/* A decimal number in millionths; the bounds are whole. */
static bool decimal(struct vroom_reader *r, struct json_view v, struct str where, const char *name, int64_t least,
                    int64_t most, int64_t *micro)
{
    if (!v.p) return true;
    bool fine = json_view_kind(v) == JSON_NUMBER && reader_number(json_view_word(v), micro);
    if (fine && *micro >= least * MICRO && *micro <= most * MICRO) return true;
    return BAD(r, where, name, M(ROUTE_DECIMAL), I("min", least), I("max", most));
}

static bool text(struct vroom_reader *r, struct json_view v, struct str where, const char *name, struct str *out)
{
    if (!v.p) return true;
    if (json_view_kind(v) != JSON_TEXT) return BAD(r, where, name, M(TYPE_TEXT));
    *out = json_view_text(r->arena, v);
    return true;
}

static bool yes(struct vroom_reader *r, struct json_view v, struct str where, const char *name, bool *out)
{
    if (!v.p) return true;
    if (json_view_kind(v) != JSON_BOOL) return BAD(r, where, name, M(BOOL_BAD));
    *out = json_view_word(v).p[0] == 't';
    return true;
}

/* A name: a text, or a number as it stands. */
static bool label(struct vroom_reader *r, struct json_view v, struct str where, const char *name, struct str *out)
{
    if (json_view_kind(v) == JSON_NUMBER) {
        *out = json_view_word(v);
        return true;
    }
    return text(r, v, where, name, out);
}

static bool is_list(struct vroom_reader *r, struct json_view v, struct str where, const char *name)
{
    return !v.p || json_view_kind(v) == JSON_LIST || BAD(r, where, name, M(TYPE_LIST));
}

static bool span(struct vroom_reader *r, struct json_view v, struct str where, const char *name, struct span *out)
{
    struct json_view end[3];
    struct json_walk w = json_walk(v);
    bool fine = json_view_kind(v) == JSON_LIST && json_walk_next(r->arena, &w, NULL, &end[0]) &&
                json_walk_next(r->arena, &w, NULL, &end[1]) && !json_walk_next(r->arena, &w, NULL, &end[2]) &&
                json_view_whole(end[0], &out->from) && json_view_whole(end[1], &out->to) && out->from <= out->to &&
                out->from >= -FAR_MAX && out->to <= FAR_MAX;
    return fine || BAD(r, where, name, M(ROUTE_WINDOW));
}

static bool spans(struct vroom_reader *r, struct json_view v, struct str where, const char *name, struct list *out)
{
    struct json_view item;
    if (!is_list(r, v, where, name)) return false;
    for (struct json_walk w = json_walk(v); json_walk_next(r->arena, &w, NULL, &item);) {
        struct span *s = LIST_ADD(r->arena, out, struct span);
        if (!span(r, item, at(r, where, name, (int64_t)out->count - 1), NULL, s)) return false;
        if (out->count > 1 && s->from <= s[-1].to) return BAD(r, where, name, M(ROUTE_WINDOWS));
        if (out->count > 1000) return BAD(r, where, name, M(LIST_LONG), I("max", 1000));
    }
    return true;
}

/* Amounts: all lists of a file are equally long. */
static bool amounts(struct vroom_reader *r, struct json_view v, struct str where, const char *name, int32_t *out)
{
    struct json_view item;
    int32_t count = 0;
    if (!v.p) return true;
    if (!is_list(r, v, where, name)) return false;
    int64_t got = (int64_t)json_view_count(v);
    if (r->loads < 0 && got > VRP_LOADS_MAX) return BAD(r, where, name, M(LIST_LONG), I("max", VRP_LOADS_MAX));
    if (r->loads < 0) r->loads = (int32_t)got;
    if (got != r->loads) return BAD(r, where, name, M(ROUTE_AMOUNTS), I("want", r->loads), I("got", got));
    for (struct json_walk w = json_walk(v); json_walk_next(r->arena, &w, NULL, &item); count++)
        if (!whole32(r, item, at(r, where, name, count), NULL, VRP_LOAD_MAX, &out[count])) return false;
    return true;
}

/* Skills become bits; those that no task asks for are numbered as well. */
static bool skills(struct vroom_reader *r, struct json_view v, struct str where, uint64_t *out)
{
    struct json_view item;
    int64_t number, index = 0;
    if (!is_list(r, v, where, "skills")) return false;
    for (struct json_walk w = json_walk(v); json_walk_next(r->arena, &w, NULL, &item); index++) {
        size_t k = 0;
        if (!whole(r, item, at(r, where, "skills", index), NULL, 0, UINT32_MAX, &number)) return false;
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
    if (!text(r, v, where, "terrain", &name)) return false;
    for (size_t i = 0; i < COUNT(TERRAINS); i++)
        if (str_eq(name, str_of(TERRAINS[i]))) out->road = r->f->roads.factor[i];
    return out->road || BAD(r, where, "terrain", M(ENUM_BAD), S("known", STR("plain, hills, mountains")));
}

static bool place(struct vroom_reader *r, struct json_view v, struct json_view index, struct json_view land,
                  struct str where, const char *name, struct vroom_place *out)
{
    *out = (struct vroom_place){.given = v.p || index.p, .index = -1, .location = VRP_NONE};
    if (!whole(r, index, where, arena_printf(r->arena, "%s_index", name).p, 0, VRP_LOCATIONS_MAX - 1, &out->index))
        return false;
    return (!v.p || point(r, v, where, name, out)) && terrain(r, land, where, out);
}

/* ---- tasks ---- */

enum task_key {
    T_ID,
    T_DESCRIPTION,
    T_LOCATION,
    T_INDEX,
    T_SETUP,
    T_SERVICE,
    T_DELIVERY,
    T_PICKUP,
    T_AMOUNT,
    T_SKILLS,
    T_PRIORITY,
    T_WINDOWS,
    T_RELEASE,
    T_RIDE,
    T_GROUP,
    T_KIND,
    T_EXCLUSIVE,
    T_SPLITTABLE,
    T_CHUNK,
    T_TERRAIN,
    T_PRIZE,
    T_SETUPS,
    T_SERVICES,
    T_KEYS
};
static const char *const TASK_KEYS[] = {"id",       "description",    "location",        "location_index", "setup",
                                        "service",  "delivery",       "pickup",          "amount",         "skills",
                                        "priority", "time_windows",   "release",         "max_ride_time",  "group",
                                        "kind",     "exclusive_with", "splittable",      "min_chunk",      "terrain",
                                        "prize",    "setup_per_type", "service_per_type"};
_Static_assert(COUNT(TASK_KEYS) == T_KEYS, "a name for every key");

/* Seconds, or {"over_direct": seconds}. */
static bool ride(struct vroom_reader *r, struct json_view v, struct str where, struct task_draft *d)
{
    static const char *const KEYS[] = {"over_direct"};
    struct json_view over;
    d->over_direct = -1;
    if (json_view_kind(v) != JSON_OBJECT) return whole32(r, v, where, "max_ride_time", VRP_TIME_MAX, &d->as.ride_max);
    struct str inside = arena_printf(r->arena, "%.*s/max_ride_time", STR_ARG(where));
    if (!members(r, v, inside, KEYS, 1, &over)) return false;
    if (!over.p) return BAD(r, inside, KEYS[0], M(REQUIRED));
    return whole(r, over, inside, KEYS[0], 0, VRP_TIME_MAX, &d->over_direct);
}

/* What jobs and both ends of a shipment have. */
static bool task(struct vroom_reader *r, const struct json_view *k, struct str where, struct vroom_task *t,
                 struct task_draft *d)
{
    *d = (struct task_draft){
        .as = {.pair = VRP_NONE, .group = VRP_NONE}, .release = INT64_MIN, .over_direct = -1, .where = where};
    if (!k[T_ID].p) return BAD(r, where, "id", M(REQUIRED));
    if (k[T_SETUPS].p) return BAD(r, where, "setup_per_type", M(ROUTE_NOT_KEPT));
    if (k[T_SERVICES].p) return BAD(r, where, "service_per_type", M(ROUTE_NOT_KEPT));
    return whole(r, k[T_ID], where, "id", 0, FAR_MAX, &t->id) &&
           text(r, k[T_DESCRIPTION], where, "description", &t->description) &&
           place(r, k[T_LOCATION], k[T_INDEX], k[T_TERRAIN], where, "location", &t->place) &&
           whole32(r, k[T_SETUP], where, "setup", VRP_TIME_MAX, &d->as.setup) &&
           whole32(r, k[T_SERVICE], where, "service", VRP_TIME_MAX, &d->as.service) &&
           whole(r, k[T_RELEASE], where, "release", -FAR_MAX, FAR_MAX, &d->release) &&
           spans(r, k[T_WINDOWS], where, "time_windows", &d->windows);
}

/* What a job and a shipment as a whole have. */
static bool demand(struct vroom_reader *r, const struct json_view *k, struct str where, struct vroom_task *t,
                   struct task_draft *d)
{
    bool split = false;
    d->excludes = k[T_EXCLUSIVE];
    if (!skills(r, k[T_SKILLS], where, &d->as.skills) ||
        !whole(r, k[T_PRIORITY], where, "priority", 0, 100, &t->priority) || !ride(r, k[T_RIDE], where, d) ||
        !label(r, k[T_GROUP], where, "group", &d->group) || !label(r, k[T_KIND], where, "kind", &d->kind) ||
        !is_list(r, k[T_EXCLUSIVE], where, "exclusive_with") || !yes(r, k[T_SPLITTABLE], where, "splittable", &split) ||
        !whole32(r, k[T_CHUNK], where, "min_chunk", VRP_LOAD_MAX, &d->as.min_chunk) ||
        !whole(r, k[T_PRIZE], where, "prize", 0, VRP_COST_MAX / 1000, &d->as.prize))
        return false;
    d->as.optional = k[T_PRIZE].p != NULL;
    if (!split) d->as.min_chunk = 0;
    if (split && !d->as.min_chunk) d->as.min_chunk = 1;
    return true;
}

static struct task_draft *new_task(struct vroom_reader *r, enum vroom_kind kind, struct vroom_task **t)
{
    *t = LIST_ADD(r->arena, &r->tasks, struct vroom_task);
    (*t)->kind = kind;
    return LIST_ADD(r->arena, &r->drafts, struct task_draft);
}

static bool room_for_tasks(struct vroom_reader *r, const char *name)
{
    return r->tasks.count + 2 <= VRP_VISITS_MAX ||
           BAD(r, (struct str){0}, name, M(LIST_LONG), I("max", VRP_VISITS_MAX));
}

static bool job(struct vroom_reader *r, struct json_view v, struct str where)
{
    struct json_view k[T_KEYS];
    struct vroom_task *t;
    if (!room_for_tasks(r, "jobs") || !members(r, v, where, TASK_KEYS, T_KEYS, k)) return false;
    struct task_draft *d = new_task(r, VROOM_JOB, &t);
    if (!task(r, k, where, t, d) || !demand(r, k, where, t, d)) return false;
    if (k[T_AMOUNT].p && !k[T_DELIVERY].p) k[T_DELIVERY] = k[T_AMOUNT]; /* the older name */
    if (!amounts(r, k[T_DELIVERY], where, "delivery", d->as.delivery) ||
        !amounts(r, k[T_PICKUP], where, "pickup", d->as.pickup))
        return false;
    bool aboard = d->as.pickup[0] > 0;
    return !k[T_RIDE].p || aboard || BAD(r, where, "max_ride_time", M(ROUTE_RIDE_PICKUP));
}

static bool shipment(struct vroom_reader *r, struct json_view v, struct str where)
{
    struct json_view k[T_KEYS], end[2][T_KEYS];
    struct vroom_task *t[2];
    struct task_draft *d[2];
    if (!room_for_tasks(r, "shipments") || !members(r, v, where, TASK_KEYS, T_KEYS, k)) return false;
    if (!k[T_PICKUP].p) return BAD(r, where, "pickup", M(REQUIRED));
    if (!k[T_DELIVERY].p) return BAD(r, where, "delivery", M(REQUIRED));
    struct json_view ends[] = {k[T_PICKUP], k[T_DELIVERY]};
    size_t first = r->tasks.count;
    for (int i = 0; i < 2; i++) {
        struct str inside = arena_printf(r->arena, "%.*s/%s", STR_ARG(where), i ? "delivery" : "pickup");
        d[i] = new_task(r, i ? VROOM_DELIVERY : VROOM_PICKUP, &t[i]);
        if (!members(r, ends[i], inside, TASK_KEYS, T_KEYS, end[i]) || !task(r, end[i], inside, t[i], d[i]))
            return false;
    }
    for (size_t i = 0; i < 2; i++) { /* the lists may have moved */
        t[i] = LIST_AT(&r->tasks, struct vroom_task, first + i);
        d[i] = LIST_AT(&r->drafts, struct task_draft, first + i);
    }
    if (!demand(r, k, where, t[0], d[0]) || !amounts(r, k[T_AMOUNT], where, "amount", d[0]->as.pickup)) return false;
    t[1]->priority = t[0]->priority;
    d[1]->as.skills = d[0]->as.skills;
    d[1]->as.optional = d[0]->as.optional;
    d[1]->as.prize = d[0]->as.prize / 2;
    d[0]->as.prize -= d[1]->as.prize;
    d[1]->group = d[0]->group, d[1]->kind = d[0]->kind, d[1]->excludes = d[0]->excludes;
    d[0]->as.pair = (int32_t)first + 1;
    return true;
}

/* ---- vehicles ---- */

enum vehicle_key {
    V_ID,
    V_DESCRIPTION,
    V_PROFILE,
    V_START,
    V_START_INDEX,
    V_END,
    V_END_INDEX,
    V_CAPACITY,
    V_COSTS,
    V_SKILLS,
    V_WINDOW,
    V_BREAKS,
    V_SPEED,
    V_TASKS,
    V_TRAVEL,
    V_DISTANCE,
    V_STEPS,
    V_RATIO,
    V_ROWS,
    V_ROW_SEATS,
    V_CREW,
    V_CREW_IN_RATIO,
    V_RULES,
    V_PICKUPS,
    V_DUTY,
    V_START_TERRAIN,
    V_END_TERRAIN,
    V_KEYS
};
static const char *const VEHICLE_KEYS[] = {
    "id",           "description",   "profile",      "start",        "start_index",
    "end",          "end_index",     "capacity",     "costs",        "skills",
    "time_window",  "breaks",        "speed_factor", "max_tasks",    "max_travel_time",
    "max_distance", "steps",         "seat_ratio",   "reserve_rows", "row_seats",
    "crew",         "crew_in_ratio", "driver_rules", "max_pickups",  "max_duty",
    "start_terrain", "end_terrain"};
_Static_assert(COUNT(VEHICLE_KEYS) == V_KEYS, "a name for every key");

static bool costs(struct vroom_reader *r, struct json_view v, struct str where, struct vroom_costs *out)
{
    static const char *const KEYS[] = {"fixed", "per_hour", "per_km", "per_task_hour"};
    struct json_view k[4];
    struct str inside = arena_printf(r->arena, "%.*s/costs", STR_ARG(where));
    int64_t per_task_hour = 0;
    *out = (struct vroom_costs){0, 3600, 0};
    if (!v.p) return true;
    return members(r, v, inside, KEYS, 4, k) && whole(r, k[0], inside, KEYS[0], 0, VRP_COST_MAX / 1000, &out->fixed) &&
           whole(r, k[1], inside, KEYS[1], 0, 1000000000, &out->per_hour) &&
           whole(r, k[2], inside, KEYS[2], 0, 1000000000, &out->per_km) &&
           whole(r, k[3], inside, KEYS[3], 0, 1000000000, &per_task_hour) &&
           (!per_task_hour || BAD(r, inside, KEYS[3], M(ROUTE_NOT_KEPT)));
}

struct seats {
    int64_t ratio; /* millionths */
    int32_t rows, row_seats, crew;
    bool crew_in_ratio;
    int32_t drivers;
};

static bool crew(struct vroom_reader *r, struct json_view v, struct str where, struct seats *out)
{
    static const char *const KEYS[] = {"drivers", "seats", "in_ratio", "medics", "per_coaches"};
    struct json_view k[5];
    struct str inside = arena_printf(r->arena, "%.*s/crew", STR_ARG(where));
    int64_t coaches = 1;
    int32_t medics = 0;
    if (!v.p) return true;
    if (!members(r, v, inside, KEYS, 5, k) || !whole32(r, k[0], inside, KEYS[0], 10, &out->drivers) ||
        !whole32(r, k[1], inside, KEYS[1], 1000, &out->crew) || !yes(r, k[2], inside, KEYS[2], &out->crew_in_ratio) ||
        !whole32(r, k[3], inside, KEYS[3], 1000, &medics) ||
        !whole(r, k[4], inside, KEYS[4], 1, VRP_VEHICLES_MAX, &coaches))
        return false;
    if (medics) out->crew += vroom_medics(r, medics, (int32_t)coaches);
    return true;
}

/* The seats that are for passengers: what the ratio allows, and not more than stand outside the rows kept free. */
static bool seats(struct vroom_reader *r, struct str where, const struct seats *s, int32_t *capacity)
{
    int64_t rated = *capacity, free_seats = rated - (int64_t)s->rows * s->row_seats - s->crew;
    int64_t allowed = rated * s->ratio / MICRO - (s->crew_in_ratio ? s->crew : 0);
    int64_t left = allowed < free_seats ? allowed : free_seats;
    if (!rated) return true;
    if (left <= 0) return BAD(r, where, "capacity", M(ROUTE_NO_SEATS), I("seats", left));
    *capacity = (int32_t)left;
    return true;
}

/* The rules of vrp.h; what is not given is as the national rules say (docs/vrp-en.md). */
static bool rules(struct vroom_reader *r, struct json_view v, struct str where, int32_t drivers,
                  const struct vrp_driver_rules **out)
{
    static const char *const KEYS[] = {"night",   "ban",           "drive_day_max",      "drive_night_max",
                                       "rest",    "drive_24h_max", "two_drivers_beyond", "relay",
                                       "layover", "step"};
    struct json_view k[COUNT(KEYS)];
    struct str inside = arena_printf(r->arena, "%.*s/driver_rules", STR_ARG(where));
    if (!v.p) return true;
    struct vrp_driver_rules *x = ARENA_NEW(r->arena, struct vrp_driver_rules);
    *x = (struct vrp_driver_rules){.day = 86400,
                                   .night = {22 * 3600, 6 * 3600},
                                   .ban = {2 * 3600, 5 * 3600},
                                   .drive_day_max = 4 * 3600,
                                   .drive_night_max = 2 * 3600,
                                   .rest = 20 * 60,
                                   .drive_24h_max = 8 * 3600,
                                   .two_drivers_beyond = 600000,
                                   .step = 1800,
                                   .drivers = drivers};
    if (!members(r, v, inside, KEYS, COUNT(KEYS), k)) return false;
    for (size_t i = 0; i < 2; i++) {
        struct vrp_window *w = i ? &x->ban : &x->night;
        struct json_view item;
        int64_t index = 0, time;
        if (!k[i].p) continue;
        if (json_view_kind(k[i]) != JSON_LIST || json_view_count(k[i]) != 2)
            return BAD(r, inside, KEYS[i], M(ROUTE_WINDOW));
        for (struct json_walk walk = json_walk(k[i]); json_walk_next(r->arena, &walk, NULL, &item); index++) {
            if (!whole(r, item, at(r, inside, KEYS[i], index), NULL, 0, x->day, &time)) return false;
            *(index ? &w->to : &w->from) = (int32_t)time;
        }
    }
    *out = x;
    return whole32(r, k[2], inside, KEYS[2], VRP_TIME_MAX, &x->drive_day_max) &&
           whole32(r, k[3], inside, KEYS[3], VRP_TIME_MAX, &x->drive_night_max) &&
           whole32(r, k[4], inside, KEYS[4], VRP_TIME_MAX, &x->rest) &&
           whole32(r, k[5], inside, KEYS[5], VRP_TIME_MAX, &x->drive_24h_max) &&
           whole32(r, k[6], inside, KEYS[6], VRP_DISTANCE_MAX, &x->two_drivers_beyond) &&
           whole32(r, k[8], inside, KEYS[8], x->day, &x->layover) &&
           whole32(r, k[9], inside, KEYS[9], x->day, &x->step) && yes(r, k[7], inside, KEYS[7], &x->relay);
}

static bool vehicle(struct vroom_reader *r, struct json_view value, struct str where)
{
    struct json_view k[V_KEYS];
    struct seats s = {.ratio = MICRO, .row_seats = 4, .drivers = 1};
    if (r->vehicles.count >= VRP_VEHICLES_MAX)
        return BAD(r, (struct str){0}, "vehicles", M(LIST_LONG), I("max", VRP_VEHICLES_MAX));
    struct vroom_vehicle *v = LIST_ADD(r->arena, &r->vehicles, struct vroom_vehicle);
    struct vehicle_draft *d = LIST_ADD(r->arena, &r->vehicle_drafts, struct vehicle_draft);
    *v = (struct vroom_vehicle){.profile = STR("car"), .speed = MICRO, .matrices = -1};
    d->where = where;
    if (!members(r, value, where, VEHICLE_KEYS, V_KEYS, k)) return false;
    if (!k[V_ID].p) return BAD(r, where, "id", M(REQUIRED));
    if (k[V_BREAKS].p && json_view_count(k[V_BREAKS])) return BAD(r, where, "breaks", M(ROUTE_NOT_KEPT));
    d->has_shift = k[V_WINDOW].p != NULL;
    bool fine = whole(r, k[V_ID], where, "id", 0, FAR_MAX, &v->id) &&
                text(r, k[V_DESCRIPTION], where, "description", &v->description) &&
                text(r, k[V_PROFILE], where, "profile", &v->profile) &&
                place(r, k[V_START], k[V_START_INDEX], k[V_START_TERRAIN], where, "start", &v->start) &&
                place(r, k[V_END], k[V_END_INDEX], k[V_END_TERRAIN], where, "end", &v->end) &&
                amounts(r, k[V_CAPACITY], where, "capacity", v->as.capacity) &&
                costs(r, k[V_COSTS], where, &v->costs) && skills(r, k[V_SKILLS], where, &v->as.skills) &&
                (!d->has_shift || span(r, k[V_WINDOW], where, "time_window", &d->shift)) &&
                decimal(r, k[V_SPEED], where, "speed_factor", 0, 5, &v->speed) &&
                whole32(r, k[V_TASKS], where, "max_tasks", INT32_MAX, &v->as.visits_max) &&
                whole32(r, k[V_TRAVEL], where, "max_travel_time", INT32_MAX, &v->as.travel_max) &&
                whole32(r, k[V_DISTANCE], where, "max_distance", INT32_MAX, &v->as.distance_max) &&
                whole32(r, k[V_PICKUPS], where, "max_pickups", INT32_MAX, &v->as.stops_max) &&
                whole32(r, k[V_DUTY], where, "max_duty", VRP_TIME_MAX, &v->as.duration_max) &&
                decimal(r, k[V_RATIO], where, "seat_ratio", 0, 1, &s.ratio) &&
                whole32(r, k[V_ROWS], where, "reserve_rows", 100, &s.rows) &&
                whole32(r, k[V_ROW_SEATS], where, "row_seats", 100, &s.row_seats) &&
                yes(r, k[V_CREW_IN_RATIO], where, "crew_in_ratio", &s.crew_in_ratio) && crew(r, k[V_CREW], where, &s) &&
                seats(r, where, &s, v->as.capacity) && rules(r, k[V_RULES], where, s.drivers, &v->as.rules);
    if (!fine) return false;
    if (v->speed < 1000) return BAD(r, where, "speed_factor", M(ROUTE_DECIMAL), I("min", 0), I("max", 5));
    if (!v->start.given && !v->end.given) return BAD(r, where, "start", M(ROUTE_NO_END));
    v->has_steps = k[V_STEPS].p != NULL;
    v->as.count = 1;
    return is_list(r, k[V_STEPS], where, "steps");
}

/* ---- steps ---- */

static const char *const KINDS[] = {"job", "pickup", "delivery", "break", "start", "end"};

static int32_t find_task(const struct vroom_reader *r, enum vroom_kind kind, int64_t id)
{
    for (size_t i = 0; i < r->tasks.count; i++) {
        const struct vroom_task *t = LIST_AT(&r->tasks, struct vroom_task, i);
        if (t->kind == kind && t->id == id) return (int32_t)i;
    }
    return VRP_NONE;
}

static bool step(struct vroom_reader *r, struct json_view v, struct str where, struct vroom_step *s)
{
    static const char *const KEYS[] = {"type", "id", "locked", "service_at", "service_after", "service_before"};
    struct json_view k[COUNT(KEYS)];
    struct str kind = {0};
    size_t i = 0;
    *s = (struct vroom_step){.visit = VRP_NONE, .at = INT64_MIN, .after = INT64_MIN, .before = INT64_MAX};
    if (!members(r, v, where, KEYS, COUNT(KEYS), k) || !text(r, k[0], where, KEYS[0], &kind)) return false;
    while (i < COUNT(KINDS) && !str_eq(kind, str_of(KINDS[i])))
        i++;
    if (i == COUNT(KINDS)) return BAD(r, where, KEYS[0], M(ROUTE_STEP_KIND));
    s->kind = (enum vroom_kind)i;
    bool work = s->kind == VROOM_JOB || s->kind == VROOM_PICKUP || s->kind == VROOM_DELIVERY;
    if (!k[1].p && s->kind != VROOM_START && s->kind != VROOM_END) return BAD(r, where, KEYS[1], M(REQUIRED));
    if (!whole(r, k[1], where, KEYS[1], 0, FAR_MAX, &s->id) || !yes(r, k[2], where, KEYS[2], &s->locked) ||
        !whole(r, k[3], where, KEYS[3], -FAR_MAX, FAR_MAX, &s->at) ||
        !whole(r, k[4], where, KEYS[4], -FAR_MAX, FAR_MAX, &s->after) ||
        !whole(r, k[5], where, KEYS[5], -FAR_MAX, FAR_MAX, &s->before))
        return false;
    if (!work) return true;
    s->visit = find_task(r, s->kind, s->id);
    return s->visit != VRP_NONE || BAD(r, where, KEYS[1], M(ROUTE_NO_TASK), I("id", s->id));
}

bool vroom_steps(struct vroom_reader *r, struct json_view list, struct str where, struct vroom_vehicle *v)
{
    struct json_view item;
    bool loose = false;
    int64_t index = 0;
    v->steps = (struct list){0};
    v->lock_count = 0;
    for (struct json_walk w = json_walk(list); json_walk_next(r->arena, &w, NULL, &item); index++) {
        struct vroom_step *s = LIST_ADD(r->arena, &v->steps, struct vroom_step);
        struct str inside = at(r, where, "steps", index);
        if (v->steps.count > 2 * VRP_VISITS_MAX) return BAD(r, where, "steps", M(LIST_LONG), I("max", VRP_VISITS_MAX));
        if (!step(r, item, inside, s)) return false;
        if (s->visit == VRP_NONE) continue;
        if (s->locked && loose) return BAD(r, inside, "locked", M(ROUTE_LOCKED_HEAD));
        loose = loose || !s->locked;
        v->lock_count += s->locked;
    }
    return true;
}

/* ---- the whole ---- */

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
    if (!is_list(r, list, (struct str){0}, name)) return false;
    for (struct json_walk w = json_walk(list); json_walk_next(r->arena, &w, NULL, &item); index++)
        if (!read(r, item, at(r, (struct str){0}, name, index))) return false;
    return true;
}

static bool roads(struct vroom_reader *r, struct json_view v)
{
    static const char *const KEYS[] = {"plain", "hills", "mountains", "speed"};
    struct json_view k[4];
    struct vroom_roads *out = &r->f->roads;
    *out = (struct vroom_roads){{1200, 1250, 1300}, 80000};
    if (!v.p) return true;
    if (!members(r, v, STR("roads"), KEYS, 4, k)) return false;
    for (size_t i = 0; i < 3; i++) {
        int64_t micro = out->factor[i] * MICRO / 1000;
        if (!decimal(r, k[i], STR("roads"), KEYS[i], 1, 10, &micro)) return false;
        out->factor[i] = (int32_t)(micro / (MICRO / 1000));
    }
    int64_t speed = 80 * MICRO;
    if (!decimal(r, k[3], STR("roads"), KEYS[3], 1, 1000, &speed)) return false;
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
        if (!members(r, value, where, KEYS, 3, k)) return false;
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

/* The steps of all vehicles, when all tasks are known; each task once. */
static bool all_steps(struct vroom_reader *r, struct json_view vehicles)
{
    static const char *const KEYS[] = {"steps"};
    bool *seen = ARENA_ARRAY(r->arena, bool, r->tasks.count + 1);
    struct json_view item, list;
    size_t i = 0;
    for (struct json_walk w = json_walk(vehicles); json_walk_next(r->arena, &w, NULL, &item); i++) {
        struct vroom_vehicle *v = LIST_AT(&r->vehicles, struct vroom_vehicle, i);
        struct str where = LIST_AT(&r->vehicle_drafts, struct vehicle_draft, i)->where;
        if (!v->has_steps) continue;
        if (!members(r, item, where, KEYS, 1, &list) || !vroom_steps(r, list, where, v)) return false;
        for (size_t k = 0; k < v->steps.count; k++) {
            const struct vroom_step *s = LIST_AT(&v->steps, struct vroom_step, k);
            if (s->visit == VRP_NONE) continue;
            if (seen[s->visit])
                return BAD(r, at(r, where, "steps", (int64_t)k), "id", M(ROUTE_TASK_TWICE), I("id", s->id));
            seen[s->visit] = true;
        }
    }
    return true;
}

bool vroom_read(struct arena *a, struct err *e, struct str text_of_file, const struct vroom_source *source,
                struct vroom *out)
{
    struct vroom_reader r = {.arena = a, .err = e, .f = out, .source = source, .loads = -1};
    struct json_view root, k[F_KEYS];
    struct str top = {0};
    *out = (struct vroom){0};
    if (!json_view(a, e, text_of_file, &root) || !members(&r, root, top, FILE_KEYS, F_KEYS, k)) return false;
    if (!whole(&r, k[F_DAY], top, "day_begins", -FAR_MAX, FAR_MAX, &r.day_begins) ||
        !whole32(&r, k[F_RIDE_WEIGHT], top, "ride_weight", VRP_WEIGHT_MAX, &out->problem.ride_weight) ||
        !whole32(&r, k[F_LONGEST_WEIGHT], top, "longest_ride_weight", VRP_WEIGHT_MAX, &out->problem.longest_weight) ||
        !yes(&r, k[F_FEWEST], top, "fewest_vehicles", &out->problem.fewest_vehicles) || !roads(&r, k[F_ROADS]) ||
        !matrices(&r, k[F_MATRICES], k[F_MATRIX]) || !each(&r, k[F_VEHICLES], "vehicles", vehicle) ||
        !each(&r, k[F_JOBS], "jobs", job) || !each(&r, k[F_SHIPMENTS], "shipments", shipment))
        return false;
    out->day_begins = r.day_begins;
    if (!r.vehicles.count) return BAD(&r, top, "vehicles", M(ROUTE_NO_VEHICLES));
    return ids_apart(&r) && all_steps(&r, k[F_VEHICLES]) && vroom_build(&r);
}

/* ---- an answer read as a plan ---- */

bool vroom_plan_read(struct arena *a, struct err *e, struct str text_of_file, struct vroom *f)
{
    static const char *const KEYS[] = {"routes"}, *const ROUTE[] = {"vehicle", "steps"};
    struct vroom_reader r = {.arena = a, .err = e, .f = f};
    struct json_view root, routes, item, k[2];
    int64_t index = 0;
    r.tasks = (struct list){f->tasks, (size_t)f->problem.visit_count, (size_t)f->problem.visit_count};
    if (!json_view(a, e, text_of_file, &root) || !members(&r, root, (struct str){0}, KEYS, 1, &routes) ||
        !is_list(&r, routes, (struct str){0}, "routes"))
        return false;
    if (!routes.p) return BAD(&r, (struct str){0}, "routes", M(REQUIRED));
    bool *seen = ARENA_ARRAY(a, bool, (size_t)f->problem.visit_count + 1);
    for (int32_t i = 0; i < f->vehicle_count; i++)
        f->vehicles[i].has_steps = false, f->vehicles[i].steps = (struct list){0}, f->vehicles[i].lock_count = 0;
    for (struct json_walk w = json_walk(routes); json_walk_next(a, &w, NULL, &item); index++) {
        struct str where = at(&r, (struct str){0}, "routes", index);
        int64_t id = -1;
        int32_t v = 0;
        if (!members(&r, item, where, ROUTE, 2, k) || !whole(&r, k[0], where, ROUTE[0], 0, FAR_MAX, &id)) return false;
        while (v < f->vehicle_count && f->vehicles[v].id != id)
            v++;
        if (v == f->vehicle_count || f->vehicles[v].has_steps)
            return BAD(&r, where, ROUTE[0], M(ROUTE_NO_TASK), I("id", id));
        f->vehicles[v].has_steps = true;
        if (!is_list(&r, k[1], where, ROUTE[1]) || !vroom_steps(&r, k[1], where, &f->vehicles[v])) return false;
        for (size_t j = 0; j < f->vehicles[v].steps.count; j++) {
            const struct vroom_step *s = LIST_AT(&f->vehicles[v].steps, struct vroom_step, j);
            if (s->visit == VRP_NONE) continue;
            if (seen[s->visit])
                return BAD(&r, at(&r, where, "steps", (int64_t)j), "id", M(ROUTE_TASK_TWICE), I("id", s->id));
            seen[s->visit] = true;
        }
    }
    return true;
}
