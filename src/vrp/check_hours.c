/* check_hours.c - the checker's clock under drivers' rules: lists all driving, and asks of each moment how long the
 * coach may go on from it.  It knows vrp.h and nothing of the search. */
#include "vrp/check_hours.h"

struct drove {
    int64_t from, to;
};
struct clock {
    struct arena *arena;
    const struct vrp_problem *p;
    const struct vrp_route *route;
    const struct vrp_vehicle *v;
    const struct vrp_driver_rules *rules;
    struct list drove; /* of struct drove: all driving so far */
    size_t recent;     /* before it nothing was driven within a day or since the last rest */
    int64_t now;
    int64_t rested;    /* end of the last stand that was a rest, or the departure */
    int64_t idle_from; /* standing without service since; = now when it is not */
};

static int64_t matrix(const struct vrp_problem *p, const int32_t *m, int32_t from, int32_t to)
{
    return from == VRP_NONE || to == VRP_NONE ? 0 : m[(int64_t)from * p->location_count + to];
}

static int64_t minutes(const struct vrp_problem *p, const struct vrp_vehicle *v, int32_t from, int32_t to)
{
    const struct vrp_profile *f = &p->profiles[v->profile];
    return matrix(p, f->duration ? f->duration : f->distance, from, to);
}

static int32_t place(const struct vrp_problem *p, const struct vrp_route *r, int32_t i)
{
    const struct vrp_vehicle *v = &p->vehicles[r->vehicle];
    return i < 0 ? v->start : i == r->count ? v->end : p->visits[r->visits[i]].location;
}

int64_t check_work(const struct vrp_problem *p, const struct vrp_route *r, int32_t i)
{
    const struct vrp_visit *x = &p->visits[r->visits[i]];
    const struct vrp_vehicle *v = &p->vehicles[r->vehicle];
    int64_t service = v->service ? v->service[r->visits[i]] : x->service;
    if (i && place(p, r, i - 1) == x->location) return service;
    return service + (v->setup ? v->setup[r->visits[i]] : x->setup);
}

/* The part of [from, to) that lies in the daily window. */
static int64_t overlap(int64_t from, int64_t to, const struct vrp_window *w, int64_t day)
{
    int64_t last = w->to < w->from ? w->to + day : w->to, sum = 0;
    for (int64_t base = (from / day - 2) * day; base + w->from < to; base += day) {
        int64_t a = base + w->from > from ? base + w->from : from, b = base + last < to ? base + last : to;
        if (b > a) sum += b - a;
    }
    return sum;
}

/* The first moment from t on that lies in the window (inside = true) or out of it. */
static int64_t next(int64_t t, const struct vrp_window *w, int64_t day, bool inside)
{
    int64_t last = w->to < w->from ? w->to + day : w->to;
    if (last == w->from) return inside ? INT64_MAX : t;
    for (int64_t base = (t / day - 2) * day;; base += day) {
        int64_t a = base + w->from, b = base + last;
        if (t >= b) continue;
        if (inside) return t > a ? t : a;
        return t >= a ? b : t;
    }
}

/* Driven in [from, to), by night only or at all. */
static int64_t driven(const struct clock *c, int64_t from, int64_t to, bool night)
{
    int64_t sum = 0;
    for (size_t i = c->recent; i < c->drove.count; i++) {
        const struct drove *d = LIST_AT(&c->drove, struct drove, i);
        int64_t a = d->from > from ? d->from : from, b = d->to < to ? d->to : to;
        if (b > a) sum += night ? overlap(a, b, &c->rules->night, c->rules->day) : b - a;
    }
    return sum;
}

/* Driving on from now, when is the stretch over? */
static int64_t stretch_ends(const struct clock *c)
{
    const struct vrp_driver_rules *r = c->rules;
    int64_t ends = INT64_MAX;
    if (r->drive_day_max) ends = c->now + r->drive_day_max - driven(c, c->rested, c->now, false);
    if (!r->drive_night_max) return ends;
    int64_t left = r->drive_night_max - driven(c, c->rested, c->now, true);
    for (int64_t t = c->now; t < ends;) {
        int64_t dusk = next(t, &r->night, r->day, true);
        if (dusk >= ends) return ends;
        int64_t dawn = next(dusk, &r->night, r->day, false);
        if (dawn - dusk > left) return dusk + left < ends ? dusk + left : ends;
        left -= dawn - dusk;
        t = dawn;
    }
    return ends;
}

/* Driving on from now, when are the hours of a day used up, and when are they no longer? */
static int64_t hours_end(const struct clock *c, int64_t *again)
{
    const struct vrp_driver_rules *r = c->rules;
    int64_t left = (int64_t)r->drive_24h_max * r->drivers - driven(c, c->now - r->day, c->now, false), t = c->now;
    if (!r->drive_24h_max || r->relay) return INT64_MAX;
    for (size_t i = c->recent; i < c->drove.count; i++) {
        const struct drove *d = LIST_AT(&c->drove, struct drove, i);
        if (d->to + r->day <= t) continue;
        int64_t falls = d->from + r->day > t ? d->from + r->day : t; /* from then on this driving is a day old */
        if (falls - t > left || (falls > t && left == 0)) {
            *again = falls;
            return t + left;
        }
        left -= falls - t;
        t = d->to + r->day;
    }
    return t + left;
}

static void stand(struct clock *c, int64_t until)
{
    c->now = until;
    if (c->now - c->idle_from >= c->rules->rest) c->rested = c->now;
}

static void forget(struct clock *c)
{
    int64_t old = c->now - c->rules->day < c->rested ? c->now - c->rules->day : c->rested;
    while (c->recent < c->drove.count && LIST_AT(&c->drove, struct drove, c->recent)->to <= old)
        c->recent++;
}

static void drive(struct clock *c, int64_t far)
{
    const struct vrp_driver_rules *r = c->rules;
    while (far > 0) {
        forget(c);
        int64_t free = r->relay ? c->now : next(c->now, &r->ban, r->day, false);
        if (free > c->now) {
            stand(c, free);
            continue;
        }
        int64_t stretch = stretch_ends(c), again = 0, hours = hours_end(c, &again);
        int64_t ban = r->relay ? INT64_MAX : next(c->now, &r->ban, r->day, true);
        if (stretch <= c->now) {
            stand(c, c->idle_from + r->rest);
            continue;
        }
        if (hours <= c->now) {
            stand(c, again);
            continue;
        }
        int64_t until = c->now + far;
        until = stretch < until ? stretch : until;
        until = hours < until ? hours : until;
        until = ban < until ? ban : until;
        *LIST_ADD(c->arena, &c->drove, struct drove) = (struct drove){c->now, until};
        far -= until - c->now;
        c->now = c->idle_from = until;
    }
}

static int64_t open_at(const struct vrp_visit *x, int64_t t)
{
    for (int32_t w = 0; w < x->window_count; w++) {
        if (t < x->windows[w].from) return x->windows[w].from;
        if (t <= x->windows[w].to) return t;
    }
    return t;
}

static void follow(struct clock *c, int64_t departure, struct checked_times *out)
{
    c->drove.count = c->recent = 0;
    c->now = c->rested = c->idle_from = out->departure = departure;
    for (int32_t i = 0; i <= c->route->count; i++) {
        int64_t far = minutes(c->p, c->v, place(c->p, c->route, i - 1), place(c->p, c->route, i));
        drive(c, far);
        if (i == c->route->count) break;
        if (i == 0 && far > 0) stand(c, c->now + c->rules->layover);
        stand(c, open_at(&c->p->visits[c->route->visits[i]], c->now));
        out->begin[i] = c->now;
        out->leave[i] = c->now + check_work(c->p, c->route, i);
        if (out->leave[i] > c->now) c->now = c->idle_from = out->leave[i];
    }
    out->end = c->now;
}

static int64_t beyond(int64_t x, int64_t limit)
{
    return x > limit ? x - limit : 0;
}

struct checked_rides check_rides(const struct vrp_problem *p, const struct vrp_route *r, const struct checked_times *t)
{
    const struct vrp_vehicle *v = &p->vehicles[r->vehicle];
    struct checked_rides out = {0};
    if (v->shift.to) out.breach += beyond(t->end, v->shift.to);
    if (v->duration_max) out.breach += beyond(t->end - t->departure, v->duration_max);
    for (int32_t i = 0; i < r->count; i++) {
        const struct vrp_visit *x = &p->visits[r->visits[i]];
        int64_t off = t->end;
        int32_t where = v->end == VRP_NONE ? place(p, r, r->count - 1) : v->end;
        for (int32_t j = i + 1; x->pair != VRP_NONE && j < r->count; j++)
            if (r->visits[j] == x->pair) off = t->begin[j], where = place(p, r, j);
        int64_t ride = off - t->leave[i], excess = beyond(ride, minutes(p, v, x->location, where));
        if (x->window_count) out.breach += beyond(t->begin[i], x->windows[x->window_count - 1].to);
        if (x->ride_max) out.breach += beyond(ride, x->ride_max);
        if (!x->pickup[0]) continue;
        out.excess += excess;
        if (excess > out.longest) out.longest = excess;
        if (ride > out.ride) out.ride = ride;
    }
    return out;
}

/* The latest departure that keeps windows and shift without rests; *bound: is there any? */
static int64_t no_later(const struct clock *c, bool *bound)
{
    int64_t t = c->v->shift.to ? c->v->shift.to : INT64_MAX / 4;
    *bound = c->v->shift.to > 0;
    for (int32_t i = c->route->count; i-- > 0;) {
        const struct vrp_visit *x = &c->p->visits[c->route->visits[i]];
        t -= minutes(c->p, c->v, x->location, place(c->p, c->route, i + 1)) + check_work(c->p, c->route, i);
        int32_t w = x->window_count;
        while (w > 1 && x->windows[w - 1].from > t)
            w--;
        if (w)
            t = t < x->windows[w - 1].from ? x->windows[w - 1].from
                : t < x->windows[w - 1].to ? t
                                           : x->windows[w - 1].to;
        *bound |= w > 0;
    }
    return t - minutes(c->p, c->v, c->v->start, place(c->p, c->route, 0));
}

/* Less of the first that differs. */
static bool wins(const int128 *a, const int128 *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (a[i] != b[i]) return a[i] < b[i];
    return false;
}

struct checked_times check_hours(struct arena *a, const struct vrp_problem *p, const struct vrp_route *r)
{
    struct clock c = {.arena = a, .p = p, .route = r, .v = &p->vehicles[r->vehicle]};
    c.rules = c.v->rules;
    struct checked_times t = {.begin = ARENA_ARRAY(a, int64_t, (size_t)r->count)};
    t.leave = ARENA_ARRAY(a, int64_t, (size_t)r->count);
    int64_t first = c.v->shift.from, best_at = 0;
    int128 best[4] = {INT64_MAX};
    for (int32_t i = 0; i < r->count; i++)
        if (p->visits[r->visits[i]].release > first) first = p->visits[r->visits[i]].release;
    bool bound;
    int64_t last = no_later(&c, &bound), tries = (c.rules->day + c.rules->step - 1) / c.rules->step;
    for (int64_t k = 0; k < (bound ? 2 * tries : tries); k++) {
        int64_t at = k < tries ? first + k * c.rules->step : last - (k - tries) * c.rules->step;
        if (at < first) continue;
        follow(&c, at, &t);
        struct checked_rides x = check_rides(p, r, &t);
        int128 price = (int128)1000 * c.v->per_duration * (t.end - t.departure) + (int128)p->ride_weight * x.excess +
                       (int128)p->longest_weight * x.longest;
        int128 now[4] = {x.breach, price, x.ride, t.end - t.departure};
        if (wins(now, best, COUNT(now))) memcpy(best, now, sizeof best), best_at = at;
    }
    follow(&c, best_at, &t);
    return t;
}

int64_t check_drivers(const struct vrp_problem *p, const struct vrp_route *r)
{
    const struct vrp_vehicle *v = &p->vehicles[r->vehicle];
    const struct vrp_profile *f = &p->profiles[v->profile];
    const int32_t *m = f->length ? f->length : f->distance;
    int64_t whole = 0, far;
    for (int32_t i = 0; i <= r->count; i++)
        whole += matrix(p, m, place(p, r, i - 1), place(p, r, i));
    int64_t first = matrix(p, m, v->start, place(p, r, 0)), last = matrix(p, m, place(p, r, r->count - 1), v->end);
    far = whole - (first < last ? first : last);
    return v->rules && v->rules->two_drivers_beyond && v->rules->drivers < 2 ? beyond(far, v->rules->two_drivers_beyond)
                                                                             : 0;
}
