/* vroom_plan.c - the steps of vehicles as a plan, and the times that they force. */
#include "vrpfile/vroom_impl.h"

/* Windows as far as [from, to] leaves them; when it leaves nothing, what was forced alone. */
static void force(struct arena *a, const struct vrp_window **windows, int32_t *window_count, int64_t from, int64_t to)
{
    struct vrp_window *w = ARENA_ARRAY(a, struct vrp_window, (size_t)*window_count + 1);
    int32_t count = 0;
    from = from < 0 ? 0 : from > VRP_TIME_MAX ? VRP_TIME_MAX : from;
    to = to < from ? from : to > VRP_TIME_MAX ? VRP_TIME_MAX : to;
    for (int32_t k = 0; k < *window_count; k++) {
        struct vrp_window x = (*windows)[k];
        if (x.from < from) x.from = (int32_t)from;
        if (x.to > to) x.to = (int32_t)to;
        if (x.from <= x.to) w[count++] = x;
    }
    if (!count) w[count++] = (struct vrp_window){(int32_t)from, (int32_t)to};
    *windows = w, *window_count = count;
}

static void force_break(struct arena *a, struct vrp_vehicle *v, int32_t pause, int64_t from, int64_t to)
{
    struct vrp_pause *own = ARENA_ARRAY(a, struct vrp_pause, (size_t)v->pause_count);
    memcpy(own, v->pauses, (size_t)v->pause_count * sizeof *own);
    force(a, &own[pause].windows, &own[pause].window_count, from, to);
    v->pauses = own;
}

void vroom_force(struct arena *a, struct vroom *f)
{
    size_t n = (size_t)f->problem.visit_count;
    struct vrp_visit *visits = ARENA_ARRAY(a, struct vrp_visit, n + 1);
    size_t types = (size_t)f->problem.vehicle_count;
    struct vrp_vehicle *vehicles = ARENA_ARRAY(a, struct vrp_vehicle, types);
    memcpy(visits, f->problem.visits, n * sizeof *visits);
    memcpy(vehicles, f->problem.vehicles, types * sizeof *vehicles);
    for (int32_t k = 0; k < f->vehicle_count; k++) {
        const struct list *l = &f->vehicles[k].steps;
        for (size_t i = 0; i < l->count; i++) {
            const struct vroom_step *s = LIST_AT(l, struct vroom_step, i);
            int64_t from = s->at != INT64_MIN ? s->at : s->after, to = s->at != INT64_MIN ? s->at : s->before;
            if ((s->visit == VRP_NONE && s->kind != VROOM_BREAK) || (from == INT64_MIN && to == INT64_MAX)) continue;
            from = from == INT64_MIN ? 0 : from - f->origin;
            to = to == INT64_MAX ? VRP_TIME_MAX : to - f->origin;
            if (s->visit != VRP_NONE)
                force(a, &visits[s->visit].windows, &visits[s->visit].window_count, from, to);
            else
                force_break(a, &vehicles[f->vehicles[k].type], s->pause, from, to);
        }
    }
    f->problem.visits = visits;
    f->problem.vehicles = vehicles;
}

void vroom_plan(struct arena *a, const struct vroom *f, struct vrp_plan *out, int32_t *vehicle_of)
{
    size_t n = (size_t)f->problem.visit_count + 1;
    struct vrp_route *routes = ARENA_ARRAY(a, struct vrp_route, (size_t)f->vehicle_count + 1);
    int32_t *left = ARENA_ARRAY(a, int32_t, n);
    bool *seen = ARENA_ARRAY(a, bool, n);
    *out = (struct vrp_plan){.routes = routes, .unassigned = left};
    for (int32_t k = 0; k < f->vehicle_count; k++) {
        const struct vroom_vehicle *v = &f->vehicles[k];
        if (!v->has_steps) continue;
        struct vrp_route *r = &routes[out->route_count];
        int32_t *visits = ARENA_ARRAY(a, int32_t, v->steps.count + 1), *amounts = NULL;
        *r = (struct vrp_route){.vehicle = v->type, .visits = visits, .locked = v->lock_count};
        int32_t *pauses = ARENA_ARRAY(a, int32_t, (size_t)v->break_count + 1);
        for (int32_t i = 0; i < v->break_count; i++)
            pauses[i] = VRP_NONE;
        if (v->break_count) r->pauses = pauses;
        vehicle_of[out->route_count++] = k;
        for (size_t i = 0; i < v->steps.count; i++) {
            const struct vroom_step *s = LIST_AT(&v->steps, struct vroom_step, i);
            if (s->kind == VROOM_BREAK) pauses[s->pause] = r->count;
            if (s->visit == VRP_NONE) continue;
            if (s->amount >= 0 && !amounts) r->amounts = amounts = ARENA_ARRAY(a, int32_t, v->steps.count + 1);
            visits[r->count++] = s->visit;
            seen[s->visit] = true;
        }
        for (size_t i = 0, at = 0; amounts && i < v->steps.count; i++) {
            const struct vroom_step *s = LIST_AT(&v->steps, struct vroom_step, i);
            if (s->visit == VRP_NONE) continue;
            const struct vrp_visit *x = &f->problem.visits[s->visit];
            amounts[at++] = s->amount >= 0 ? s->amount : x->delivery[0] + x->pickup[0];
        }
    }
    for (int32_t u = 0; u < f->problem.visit_count; u++)
        if (!seen[u]) left[out->unassigned_count++] = u;
}
