/* trip.c - the times of a route without rules for drivers, and what its rides come to. */
#include "vrp/trip.h"

int64_t trip_travel(const struct trip *t, int32_t from, int32_t to)
{
    const struct vrp_profile *f = &t->p->profiles[t->v->profile];
    if (from == VRP_NONE || to == VRP_NONE) return 0;
    return (f->duration ? f->duration : f->distance)[(int64_t)from * t->p->location_count + to];
}

int32_t trip_location(const struct trip *t, int32_t i)
{
    return i < 0 ? t->v->start : i < t->count ? t->p->visits[t->visits[i]].location : t->v->end;
}

int64_t trip_stay(const struct trip *t, int32_t i)
{
    const struct vrp_visit *x = &t->p->visits[t->visits[i]];
    bool same = i > 0 && t->p->visits[t->visits[i - 1]].location == x->location;
    int32_t service = t->v->service ? t->v->service[t->visits[i]] : x->service;
    int32_t setup = t->v->setup ? t->v->setup[t->visits[i]] : x->setup;
    return (int64_t)service + (same ? 0 : setup);
}

int64_t trip_longest_stay(const struct vrp_problem *p, int32_t u)
{
    int64_t longest = 0;
    for (int32_t k = 0; k < p->vehicle_count; k++) {
        const struct vrp_vehicle *v = &p->vehicles[k];
        int64_t stay = v->service ? v->service[u] : p->visits[u].service;
        stay += v->setup ? v->setup[u] : p->visits[u].setup;
        longest = stay > longest ? stay : longest;
    }
    return longest;
}

int64_t trip_release(const struct trip *t)
{
    int64_t at = t->v->shift.from;
    for (int32_t i = 0; i < t->count; i++)
        if (t->p->visits[t->visits[i]].release > at) at = t->p->visits[t->visits[i]].release;
    return at;
}

int64_t trip_ride_end(const struct trip *t, int32_t i, int32_t *location)
{
    int32_t pair = t->p->visits[t->visits[i]].pair;
    *location = trip_location(t, t->v->end == VRP_NONE ? t->count - 1 : t->count);
    for (int32_t j = i + 1; pair != VRP_NONE && j < t->count; j++) {
        if (t->visits[j] != pair) continue;
        *location = t->p->visits[pair].location;
        return t->begin[j];
    }
    return t->end;
}

static int64_t not_before(const struct vrp_visit *x, int64_t at)
{
    for (int32_t w = 0; w < x->window_count; w++)
        if (at <= x->windows[w].to) return at > x->windows[w].from ? at : x->windows[w].from;
    return at;
}

static int64_t not_after(const struct vrp_visit *x, int64_t at)
{
    for (int32_t w = x->window_count - 1; w >= 0; w--)
        if (at >= x->windows[w].from) return at < x->windows[w].to ? at : x->windows[w].to;
    return x->window_count ? x->windows[0].from : at;
}

int64_t trip_latest(const struct trip *t)
{
    bool bound = t->v->shift.to != 0;
    int64_t at = bound ? t->v->shift.to : INT64_MAX / 2;
    for (int32_t i = t->count - 1; i >= 0; i--) {
        const struct vrp_visit *x = &t->p->visits[t->visits[i]];
        at -= trip_travel(t, x->location, trip_location(t, i + 1)) + trip_stay(t, i);
        at = not_after(x, at);
        bound = bound || x->window_count;
    }
    return bound ? at - trip_travel(t, t->v->start, trip_location(t, 0)) : INT64_MAX;
}

static int64_t over(int64_t x, int64_t most)
{
    return x > most ? x - most : 0;
}

void trip_measure(struct trip *t)
{
    t->excess = t->longest = t->ride = t->work = 0;
    t->breach = t->v->shift.to ? over(t->end, t->v->shift.to) : 0;
    if (t->v->duration_max) t->breach += over(t->end - t->departure, t->v->duration_max);
    for (int32_t i = 0; i < t->count; i++) {
        const struct vrp_visit *x = &t->p->visits[t->visits[i]];
        int32_t to;
        t->work += trip_stay(t, i);
        if (x->window_count) t->breach += over(t->begin[i], x->windows[x->window_count - 1].to);
        if (!x->ride_max && !x->pickup[0]) continue;
        int64_t ride = trip_ride_end(t, i, &to) - t->leave[i];
        if (x->ride_max) t->breach += over(ride, x->ride_max);
        if (!x->pickup[0]) continue;
        int64_t excess = over(ride, trip_travel(t, x->location, to));
        t->excess += excess;
        if (excess > t->longest) t->longest = excess;
        if (ride > t->ride) t->ride = ride;
    }
}

static void without_pauses(struct trip *t)
{
    int64_t at = trip_release(t);
    bool late = false;
    t->driving = 0;
    for (int32_t i = 0; i < t->count; i++) {
        const struct vrp_visit *x = &t->p->visits[t->visits[i]];
        int64_t travel = trip_travel(t, trip_location(t, i - 1), x->location);
        t->driving += travel;
        t->begin[i] = at = not_before(x, at + travel);
        late = late || (x->window_count && at > x->windows[x->window_count - 1].to);
        at += trip_stay(t, i);
    }
    int64_t home = trip_travel(t, trip_location(t, t->count - 1), t->v->end);
    t->driving += home;
    t->end = at += home;
    for (int32_t i = t->count - 1; i >= 0 && !late; i--) {
        const struct vrp_visit *x = &t->p->visits[t->visits[i]];
        at -= trip_travel(t, x->location, trip_location(t, i + 1)) + trip_stay(t, i);
        t->begin[i] = at = not_after(x, at);
    }
    for (int32_t i = 0; i < t->count; i++)
        t->leave[i] = t->begin[i] + trip_stay(t, i);
    t->departure = t->begin[0] - trip_travel(t, t->v->start, trip_location(t, 0));
    for (int32_t i = 0; t->arrival && i < t->count; i++)
        t->arrival[i] =
            (i ? t->leave[i - 1] : t->departure) + trip_travel(t, trip_location(t, i - 1), trip_location(t, i));
}

void trip_plain(struct trip *t)
{
    t->halt_count = 0;
    bool paused = t->v->pause_count && trip_paused(t);
    if (!paused) without_pauses(t);
    trip_measure(t);
    t->breach += t->v->pause_count && !paused;
}
