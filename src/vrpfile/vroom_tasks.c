/* vroom_tasks.c - jobs and shipments of VROOM's JSON. */
#include "vrpfile/vroom_values.h"

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
    if (json_view_kind(v) != JSON_OBJECT)
        return value_limit(r, v, where, "max_ride_time", VRP_TIME_MAX, &d->as.ride_max);
    struct str inside = arena_printf(r->arena, "%.*s/max_ride_time", STR_ARG(where));
    if (!value_members(r, v, inside, KEYS, 1, &over)) return false;
    if (!over.p) return BAD(r, inside, KEYS[0], M(REQUIRED));
    return value_whole(r, over, inside, KEYS[0], 0, VRP_TIME_MAX, &d->over_direct);
}

/* {"type": seconds, ...} */
static bool by_type(struct vroom_reader *r, struct json_view v, struct str where, const char *name, struct list *out)
{
    struct str inside = arena_printf(r->arena, "%.*s/%s", STR_ARG(where), name), type;
    struct json_view value;
    if (!v.p) return true;
    if (json_view_kind(v) != JSON_OBJECT) return BAD(r, where, name, M(TYPE_OBJECT));
    for (struct json_walk w = json_walk(v); json_walk_next(r->arena, &w, &type, &value);) {
        int32_t time = 0;
        const char *key = arena_cstr(r->arena, type);
        for (size_t i = 0; i < out->count; i++)
            if (str_eq(LIST_AT(out, struct time_by_type, i)->type, type))
                return BAD(r, inside, key, M(FIELD_TWICE), S("name", type));
        if (out->count >= VRP_VEHICLES_MAX) return BAD(r, where, name, M(LIST_LONG), I("max", VRP_VEHICLES_MAX));
        if (!value_whole32(r, value, inside, key, VRP_TIME_MAX, &time)) return false;
        *LIST_ADD(r->arena, out, struct time_by_type) = (struct time_by_type){type, time};
    }
    return true;
}

/* What jobs and both ends of a shipment have. */
static bool task(struct vroom_reader *r, const struct json_view *k, struct str where, struct vroom_task *t,
                 struct task_draft *d)
{
    *d = (struct task_draft){
        .as = {.pair = VRP_NONE, .group = VRP_NONE}, .release = INT64_MIN, .over_direct = -1, .where = where};
    if (!k[T_ID].p) return BAD(r, where, "id", M(REQUIRED));
    return value_whole(r, k[T_ID], where, "id", 0, FAR_MAX, &t->id) &&
           value_text(r, k[T_DESCRIPTION], where, "description", &t->description) &&
           value_place(r, k[T_LOCATION], k[T_INDEX], k[T_TERRAIN], where, "location", &t->place) &&
           value_whole32(r, k[T_SETUP], where, "setup", VRP_TIME_MAX, &d->as.setup) &&
           value_whole32(r, k[T_SERVICE], where, "service", VRP_TIME_MAX, &d->as.service) &&
           by_type(r, k[T_SETUPS], where, "setup_per_type", &d->setups) &&
           by_type(r, k[T_SERVICES], where, "service_per_type", &d->services) &&
           value_whole(r, k[T_RELEASE], where, "release", -FAR_MAX, FAR_MAX, &d->release) &&
           value_spans(r, k[T_WINDOWS], where, "time_windows", &d->windows);
}

/* What a job and a shipment as a whole have. */
static bool demand(struct vroom_reader *r, const struct json_view *k, struct str where, struct vroom_task *t,
                   struct task_draft *d)
{
    bool split = false;
    d->excludes = k[T_EXCLUSIVE];
    if (!value_skills(r, k[T_SKILLS], where, &d->as.skills) ||
        !value_whole(r, k[T_PRIORITY], where, "priority", 0, 100, &t->priority) || !ride(r, k[T_RIDE], where, d) ||
        !value_label(r, k[T_GROUP], where, "group", &d->group) || !value_label(r, k[T_KIND], where, "kind", &d->kind) ||
        !value_is_list(r, k[T_EXCLUSIVE], where, "exclusive_with") ||
        !value_yes(r, k[T_SPLITTABLE], where, "splittable", &split) ||
        !value_whole32(r, k[T_CHUNK], where, "min_chunk", VRP_LOAD_MAX, &d->as.min_chunk) ||
        !value_whole(r, k[T_PRIZE], where, "prize", 0, VRP_COST_MAX / 1000, &d->as.prize))
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

bool vroom_read_job(struct vroom_reader *r, struct json_view v, struct str where)
{
    struct json_view k[T_KEYS];
    struct vroom_task *t;
    if (!room_for_tasks(r, "jobs") || !value_members(r, v, where, TASK_KEYS, T_KEYS, k)) return false;
    struct task_draft *d = new_task(r, VROOM_JOB, &t);
    if (!task(r, k, where, t, d) || !demand(r, k, where, t, d)) return false;
    if (k[T_AMOUNT].p && !k[T_DELIVERY].p) k[T_DELIVERY] = k[T_AMOUNT]; /* the older name */
    if (!value_amounts(r, k[T_DELIVERY], where, "delivery", d->as.delivery) ||
        !value_amounts(r, k[T_PICKUP], where, "pickup", d->as.pickup))
        return false;
    bool aboard = d->as.pickup[0] > 0;
    return !k[T_RIDE].p || aboard || BAD(r, where, "max_ride_time", M(ROUTE_RIDE_PICKUP));
}

bool vroom_read_shipment(struct vroom_reader *r, struct json_view v, struct str where)
{
    struct json_view k[T_KEYS], end[2][T_KEYS];
    struct vroom_task *t[2];
    struct task_draft *d[2];
    if (!room_for_tasks(r, "shipments") || !value_members(r, v, where, TASK_KEYS, T_KEYS, k)) return false;
    if (!k[T_PICKUP].p) return BAD(r, where, "pickup", M(REQUIRED));
    if (!k[T_DELIVERY].p) return BAD(r, where, "delivery", M(REQUIRED));
    struct json_view ends[] = {k[T_PICKUP], k[T_DELIVERY]};
    size_t first = r->tasks.count;
    for (int i = 0; i < 2; i++) {
        struct str inside = arena_printf(r->arena, "%.*s/%s", STR_ARG(where), i ? "delivery" : "pickup");
        d[i] = new_task(r, i ? VROOM_DELIVERY : VROOM_PICKUP, &t[i]);
        if (!value_members(r, ends[i], inside, TASK_KEYS, T_KEYS, end[i]) || !task(r, end[i], inside, t[i], d[i]))
            return false;
    }
    for (size_t i = 0; i < 2; i++) { /* the lists may have moved */
        t[i] = LIST_AT(&r->tasks, struct vroom_task, first + i);
        d[i] = LIST_AT(&r->drafts, struct task_draft, first + i);
    }
    if (!demand(r, k, where, t[0], d[0]) || !value_amounts(r, k[T_AMOUNT], where, "amount", d[0]->as.pickup))
        return false;
    t[1]->priority = t[0]->priority;
    d[1]->as.skills = d[0]->as.skills;
    d[1]->as.optional = d[0]->as.optional;
    d[1]->as.prize = d[0]->as.prize / 2;
    d[0]->as.prize -= d[1]->as.prize;
    d[1]->group = d[0]->group, d[1]->kind = d[0]->kind, d[1]->excludes = d[0]->excludes;
    d[0]->as.pair = (int32_t)first + 1;
    return true;
}
