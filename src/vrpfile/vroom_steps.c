/* vroom_steps.c - plans in VROOM's JSON: the steps of vehicles, the routes of an answer. */
#include "vrpfile/vroom_values.h"

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
    static const char *const KEYS[] = {"type",           "id",    "locked", "service_at", "service_after",
                                       "service_before", "amount"};
    struct json_view k[COUNT(KEYS)];
    struct str kind = {0};
    size_t i = 0;
    *s = (struct vroom_step){.visit = VRP_NONE, .at = INT64_MIN, .after = INT64_MIN, .before = INT64_MAX, .amount = -1};
    if (!value_members(r, v, where, KEYS, COUNT(KEYS), k) || !value_text(r, k[0], where, KEYS[0], &kind)) return false;
    while (i < COUNT(KINDS) && !str_eq(kind, str_of(KINDS[i])))
        i++;
    if (i == COUNT(KINDS)) return BAD(r, where, KEYS[0], M(ROUTE_STEP_KIND));
    s->kind = (enum vroom_kind)i;
    bool work = s->kind == VROOM_JOB || s->kind == VROOM_PICKUP || s->kind == VROOM_DELIVERY;
    if (!k[1].p && s->kind != VROOM_START && s->kind != VROOM_END) return BAD(r, where, KEYS[1], M(REQUIRED));
    if (!value_whole(r, k[1], where, KEYS[1], 0, FAR_MAX, &s->id) || !value_yes(r, k[2], where, KEYS[2], &s->locked) ||
        !value_whole(r, k[3], where, KEYS[3], -FAR_MAX, FAR_MAX, &s->at) ||
        !value_whole(r, k[4], where, KEYS[4], -FAR_MAX, FAR_MAX, &s->after) ||
        !value_whole(r, k[5], where, KEYS[5], -FAR_MAX, FAR_MAX, &s->before))
        return false;
    if (!work) return true;
    if (json_view_kind(k[6]) == JSON_NUMBER && !value_whole32(r, k[6], where, KEYS[6], VRP_LOAD_MAX, &s->amount))
        return false;
    s->visit = find_task(r, s->kind, s->id);
    return s->visit != VRP_NONE || BAD(r, where, KEYS[1], M(ROUTE_NO_TASK), I("id", s->id));
}

/* The last of the vehicle's steps is one of its breaks, and the first of that. */
static bool break_step(struct vroom_reader *r, struct str where, const struct vroom_vehicle *v, struct vroom_step *s)
{
    if (s->kind != VROOM_BREAK) return true;
    while (s->pause < v->break_count && v->breaks[s->pause].id != s->id)
        s->pause++;
    if (s->pause == v->break_count) return BAD(r, where, "id", M(ROUTE_NO_BREAK), I("id", s->id));
    for (size_t i = 0; i + 1 < v->steps.count; i++) {
        const struct vroom_step *x = LIST_AT(&v->steps, struct vroom_step, i);
        if (x->kind == VROOM_BREAK && x->id == s->id) return BAD(r, where, "id", M(ROUTE_ID_TWICE), I("id", s->id));
    }
    return true;
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
        struct str inside = value_at(r, where, "steps", index);
        if (v->steps.count > 2 * VRP_VISITS_MAX) return BAD(r, where, "steps", M(LIST_LONG), I("max", VRP_VISITS_MAX));
        if (!step(r, item, inside, s) || !break_step(r, inside, v, s)) return false;
        if (s->visit == VRP_NONE) continue;
        if (s->locked && loose) return BAD(r, inside, "locked", M(ROUTE_LOCKED_HEAD));
        loose = loose || !s->locked;
        v->lock_count += s->locked;
    }
    return true;
}

/* Each task once in all lists of steps, but in parts as often as wanted. */
static bool not_twice(struct vroom_reader *r, struct str where, const struct vroom_vehicle *v, bool *seen)
{
    for (size_t i = 0; i < v->steps.count; i++) {
        const struct vroom_step *s = LIST_AT(&v->steps, struct vroom_step, i);
        if (s->visit == VRP_NONE) continue;
        const struct vrp_visit *as = r->drafts.count ? &LIST_AT(&r->drafts, struct task_draft, (size_t)s->visit)->as
                                                     : &r->f->problem.visits[s->visit];
        if (seen[s->visit] && (!as->min_chunk || s->amount < 0))
            return BAD(r, value_at(r, where, "steps", (int64_t)i), "id", M(ROUTE_TASK_TWICE), I("id", s->id));
        seen[s->visit] = true;
    }
    return true;
}

bool vroom_all_steps(struct vroom_reader *r, struct json_view vehicles)
{
    static const char *const KEYS[] = {"steps"};
    bool *seen = ARENA_ARRAY(r->arena, bool, r->tasks.count + 1);
    struct json_view item, list;
    size_t i = 0;
    for (struct json_walk w = json_walk(vehicles); json_walk_next(r->arena, &w, NULL, &item); i++) {
        struct vroom_vehicle *v = LIST_AT(&r->vehicles, struct vroom_vehicle, i);
        struct str where = LIST_AT(&r->vehicle_drafts, struct vehicle_draft, i)->where;
        if (!v->has_steps) continue;
        if (!value_members(r, item, where, KEYS, 1, &list) || !vroom_steps(r, list, where, v) ||
            !not_twice(r, where, v, seen))
            return false;
    }
    return true;
}

bool vroom_plan_read(struct arena *a, struct err *e, struct str text_of_file, struct vroom *f)
{
    static const char *const KEYS[] = {"routes"}, *const ROUTE[] = {"vehicle", "steps"};
    struct vroom_reader r = {.arena = a, .err = e, .f = f};
    struct json_view root, routes, item, k[2];
    int64_t index = 0;
    r.tasks = (struct list){f->tasks, (size_t)f->problem.visit_count, (size_t)f->problem.visit_count};
    if (!json_view(a, e, text_of_file, &root) || !value_members(&r, root, (struct str){0}, KEYS, 1, &routes) ||
        !value_is_list(&r, routes, (struct str){0}, "routes"))
        return false;
    if (!routes.p) return BAD(&r, (struct str){0}, "routes", M(REQUIRED));
    bool *seen = ARENA_ARRAY(a, bool, (size_t)f->problem.visit_count + 1);
    for (int32_t i = 0; i < f->vehicle_count; i++)
        f->vehicles[i].has_steps = false, f->vehicles[i].steps = (struct list){0}, f->vehicles[i].lock_count = 0;
    for (struct json_walk w = json_walk(routes); json_walk_next(a, &w, NULL, &item); index++) {
        struct str where = value_at(&r, (struct str){0}, "routes", index);
        int64_t id = -1;
        int32_t v = 0;
        if (!value_members(&r, item, where, ROUTE, 2, k) || !value_whole(&r, k[0], where, ROUTE[0], 0, FAR_MAX, &id))
            return false;
        while (v < f->vehicle_count && f->vehicles[v].id != id)
            v++;
        if (v == f->vehicle_count) return BAD(&r, where, ROUTE[0], M(ROUTE_NO_VEHICLE), I("id", id));
        if (f->vehicles[v].has_steps) return BAD(&r, where, ROUTE[0], M(ROUTE_ID_TWICE), I("id", id));
        f->vehicles[v].has_steps = true;
        if (!value_is_list(&r, k[1], where, ROUTE[1]) || !vroom_steps(&r, k[1], where, &f->vehicles[v]) ||
            !not_twice(&r, where, &f->vehicles[v], seen))
            return false;
    }
    return true;
}
