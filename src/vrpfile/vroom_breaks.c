/* vroom_breaks.c - breaks of vehicles in VROOM's JSON, and the pauses of the problem that are made of them. */
#include "vrpfile/vroom_values.h"

static bool one(struct vroom_reader *r, struct json_view v, struct str where, struct break_draft *d)
{
    static const char *const KEYS[] = {"id", "time_windows", "service", "description", "max_load"};
    struct json_view k[COUNT(KEYS)];
    if (!value_members(r, v, where, KEYS, COUNT(KEYS), k)) return false;
    if (!k[0].p) return BAD(r, where, KEYS[0], M(REQUIRED));
    d->where = where;
    d->as.limited = k[4].p != NULL;
    return value_whole(r, k[0], where, KEYS[0], 0, FAR_MAX, &d->is.id) &&
           value_spans(r, k[1], where, KEYS[1], &d->windows) &&
           value_whole32(r, k[2], where, KEYS[2], VRP_TIME_MAX, &d->as.service) &&
           value_text(r, k[3], where, KEYS[3], &d->is.description) &&
           value_amounts(r, k[4], where, KEYS[4], d->as.load_max);
}

static int64_t begin_of(const struct break_draft *d)
{
    return d->windows.count ? LIST_AT(&d->windows, struct span, 0)->from : INT64_MIN;
}

static int64_t end_of(const struct break_draft *d)
{
    return d->windows.count ? LIST_AT(&d->windows, struct span, d->windows.count - 1)->to : INT64_MAX;
}

/* VROOM's order: by the begin of the first window, then the end of the last. */
static bool comes_before(const struct break_draft *x, const struct break_draft *y)
{
    int64_t a = begin_of(x), b = begin_of(y);
    if (a != b) return a < b;
    a = end_of(x), b = end_of(y);
    return a < b;
}

bool vroom_read_breaks(struct vroom_reader *r, struct json_view list, struct str where, struct vroom_vehicle *v,
                       struct vehicle_draft *d)
{
    struct json_view item;
    int64_t index = 0;
    if (!value_is_list(r, list, where, "breaks")) return false;
    for (struct json_walk w = json_walk(list); json_walk_next(r->arena, &w, NULL, &item); index++) {
        struct str inside = value_at(r, where, "breaks", index);
        struct break_draft x = {0};
        if (index == VRP_PAUSES_MAX) return BAD(r, where, "breaks", M(LIST_LONG), I("max", VRP_PAUSES_MAX));
        if (!one(r, item, inside, &x)) return false;
        for (size_t i = 0; i < d->breaks.count; i++)
            if (LIST_AT(&d->breaks, struct break_draft, i)->is.id == x.is.id)
                return BAD(r, inside, "id", M(ROUTE_ID_TWICE), I("id", x.is.id));
        struct break_draft *at = LIST_ADD(r->arena, &d->breaks, struct break_draft);
        for (size_t i = d->breaks.count - 1; i > 0 && comes_before(&x, at - 1); i--, at--)
            *at = at[-1];
        *at = x;
    }
    v->breaks = ARENA_ARRAY(r->arena, struct vroom_break, d->breaks.count + 1);
    for (size_t i = 0; i < d->breaks.count; i++)
        v->breaks[i] = LIST_AT(&d->breaks, struct break_draft, i)->is;
    v->break_count = (int32_t)d->breaks.count;
    return !v->break_count || !v->as.rules || BAD(r, where, "breaks", M(ROUTE_BREAKS_RULES));
}

static bool same_windows(const struct vrp_pause *x, const struct vrp_pause *y)
{
    bool same = x->window_count == y->window_count;
    for (int32_t i = 0; same && i < x->window_count; i++)
        same = x->windows[i].from == y->windows[i].from && x->windows[i].to == y->windows[i].to;
    return same;
}

static bool same_pauses(const struct vrp_vehicle *x, const struct vrp_vehicle *y)
{
    bool same = x->pause_count == y->pause_count;
    for (int32_t k = 0; same && k < x->pause_count; k++) {
        const struct vrp_pause *a = &x->pauses[k], *b = &y->pauses[k];
        same = a->service == b->service && a->limited == b->limited && same_windows(a, b) &&
               memcmp(a->load_max, b->load_max, sizeof a->load_max) == 0;
    }
    return same;
}

static bool has_forced_breaks(const struct vroom_vehicle *v)
{
    bool forced = false;
    for (size_t i = 0; i < v->steps.count; i++) {
        const struct vroom_step *s = LIST_AT(&v->steps, struct vroom_step, i);
        forced = forced ||
                 (s->kind == VROOM_BREAK && (s->at != INT64_MIN || s->after != INT64_MIN || s->before != INT64_MAX));
    }
    return forced;
}

bool vroom_pauses(struct vroom_reader *r)
{
    for (size_t i = 0; i < r->vehicles.count; i++) {
        struct vroom_vehicle *v = LIST_AT(&r->vehicles, struct vroom_vehicle, i);
        const struct list *l = &LIST_AT(&r->vehicle_drafts, struct vehicle_draft, i)->breaks;
        struct vrp_pause *out = ARENA_ARRAY(r->arena, struct vrp_pause, l->count + 1);
        for (size_t k = 0; k < l->count; k++) {
            const struct break_draft *d = LIST_AT(l, struct break_draft, k);
            struct vrp_window *w = ARENA_ARRAY(r->arena, struct vrp_window, d->windows.count + 1);
            out[k] = d->as;
            for (size_t j = 0; j < d->windows.count; j++)
                if (!vroom_on_clock(r, *LIST_AT(&d->windows, struct span, j), d->where, "time_windows", &w[j]))
                    return false;
            out[k].windows = w, out[k].window_count = (int32_t)d->windows.count;
        }
        if (!l->count) continue;
        v->as.pauses = out, v->as.pause_count = (int32_t)l->count;
        bool forced = has_forced_breaks(v);
        for (size_t k = 0; k < i && !forced && v->as.pauses == out; k++) { /* equal ones are one list */
            const struct vroom_vehicle *x = LIST_AT(&r->vehicles, struct vroom_vehicle, k);
            if (!has_forced_breaks(x) && same_pauses(&x->as, &v->as)) v->as.pauses = x->as.pauses;
        }
    }
    return true;
}
