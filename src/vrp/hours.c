/* hours.c - drives a route under the rules for drivers: rests wherever they are due, and the best departure.
 *
 * The procedure is that of struct vrp_driver_rules.  One drive goes from event to event: the end of a stretch, a border
 * of the night or of the ban, the hours of a day used up, an arrival. */
#include "vrp/trip.h"

enum {
    SPELLS_MAX = 512 /* pieces of driving within a day */
};

struct spell {
    int64_t from, to;
};
struct drive {
    const struct vrp_driver_rules *r;
    int64_t t;             /* now */
    int64_t stretch, dark; /* driven since the last rest, and of that by night */
    int64_t idle;          /* stood without service up to now */
    int64_t driven;        /* on this arc */
    int64_t within;        /* in the spells */
    int32_t first, count, before;
    bool counted; /* drive_24h_max applies: the spells are kept */
    bool lost;
    struct arena *arena;
    struct list *stands; /* NULL = nobody wants them */
    struct spell spells[SPELLS_MAX];
};

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Time since the window opened last, and how long it is. */
static int64_t since(const struct drive *d, const struct vrp_window *w)
{
    int64_t x = (d->t - w->from) % d->r->day;
    return x < 0 ? x + d->r->day : x;
}

static int64_t length(const struct drive *d, const struct vrp_window *w)
{
    return w->to >= w->from ? w->to - w->from : w->to - w->from + d->r->day;
}

static void stand(struct drive *d, int64_t time, enum vrp_stand_reason reason)
{
    if (d->stands)
        *LIST_ADD(d->arena, d->stands, struct vrp_stand) =
            (struct vrp_stand){reason, d->before, d->t, d->t + time, d->driven};
    d->t += time;
    d->idle += time;
    if (d->idle >= d->r->rest) d->stretch = d->dark = 0;
}

/* Waiting for a window is a stand as well, but the stop's own. */
static void wait_until(struct drive *d, int64_t at)
{
    d->idle += at - d->t;
    d->t = at;
    if (d->idle >= d->r->rest) d->stretch = d->dark = 0;
}

static struct spell *oldest(struct drive *d)
{
    return &d->spells[d->first];
}

/* How long it may go on before the hours of a day are used up. */
static int64_t day_allows(struct drive *d)
{
    if (!d->counted) return INT64_MAX;
    int64_t old = d->t - d->r->day, left = (int64_t)d->r->drive_24h_max * d->r->drivers - d->within;
    while (d->count && oldest(d)->to <= old) {
        left += oldest(d)->to - oldest(d)->from;
        d->within -= oldest(d)->to - oldest(d)->from;
        d->first = (d->first + 1) % SPELLS_MAX;
        d->count--;
    }
    if (!d->count || oldest(d)->from > old) return left;
    return left + (old - oldest(d)->from) + (oldest(d)->to - old); /* while it drives, as much becomes a day old */
}

static void remember(struct drive *d, int64_t time)
{
    struct spell *last = &d->spells[(d->first + d->count + SPELLS_MAX - 1) % SPELLS_MAX];
    d->within += time;
    if (d->count && last->to == d->t) {
        last->to += time;
    } else if (d->count == SPELLS_MAX) {
        d->lost = true;
    } else {
        d->spells[(d->first + d->count++) % SPELLS_MAX] = (struct spell){d->t, d->t + time};
    }
}

static void go(struct drive *d, int64_t time, bool dark)
{
    if (d->counted) remember(d, time);
    d->t += time;
    d->driven += time;
    d->stretch += time;
    if (dark) d->dark += time;
    d->idle = 0;
}

/* One event of driving; returns how far it went. */
static int64_t advance(struct drive *d, int64_t far)
{
    const struct vrp_driver_rules *r = d->r;
    int64_t night = length(d, &r->night), ban = r->relay ? 0 : length(d, &r->ban);
    bool dark = night && since(d, &r->night) < night;
    if (ban && since(d, &r->ban) < ban) {
        stand(d, ban - since(d, &r->ban), VRP_STAND_BAN);
        return 0;
    }
    if ((r->drive_day_max && d->stretch == r->drive_day_max) ||
        (r->drive_night_max && dark && d->dark == r->drive_night_max)) {
        stand(d, r->rest - d->idle, VRP_STAND_STRETCH);
        return 0;
    }
    int64_t most = day_allows(d);
    if (most == 0) {
        stand(d, oldest(d)->from + r->day - d->t, VRP_STAND_DAY);
        return 0;
    }
    most = least(most, far);
    if (ban) most = least(most, r->day - since(d, &r->ban));
    if (night) most = least(most, dark ? night - since(d, &r->night) : r->day - since(d, &r->night));
    if (r->drive_day_max) most = least(most, r->drive_day_max - d->stretch);
    if (r->drive_night_max && dark) most = least(most, r->drive_night_max - d->dark);
    go(d, most, dark);
    return most;
}

static void travel(struct drive *d, int64_t far)
{
    d->driven = 0;
    while (far > 0 && !d->lost)
        far -= advance(d, far);
}

static void serve(struct drive *d, int64_t time)
{
    d->t += time;
    if (time) d->idle = 0;
}

static int64_t opens(const struct vrp_visit *x, int64_t at)
{
    for (int32_t w = 0; w < x->window_count; w++)
        if (at <= x->windows[w].to) return at > x->windows[w].from ? at : x->windows[w].from;
    return at;
}

static bool set_off(struct trip *t, struct drive *d, int64_t departure)
{
    d->t = t->departure = departure;
    d->stretch = d->dark = d->idle = d->within = t->driving = 0;
    d->first = d->count = 0;
    for (int32_t i = 0; i <= t->count; i++) {
        int64_t far = trip_travel(t, trip_location(t, i - 1), trip_location(t, i));
        d->before = i;
        t->driving += far;
        travel(d, far);
        if (i == t->count || d->lost) break;
        if (t->arrival) t->arrival[i] = d->t;
        if (i == 0 && far && d->r->layover) stand(d, d->r->layover, VRP_STAND_LAYOVER);
        wait_until(d, opens(&t->p->visits[t->visits[i]], d->t));
        t->begin[i] = d->t;
        serve(d, trip_stay(t, i));
        t->leave[i] = d->t;
    }
    t->end = d->t;
    if (d->lost) return false;
    trip_measure(t);
    return true;
}

struct choice {
    int64_t departure, breach, ride, takes;
    int128 value;
};

static int128 value_of(const struct trip *t)
{
    return (int128)1000 * t->v->per_duration * (t->end - t->departure) + (int128)t->p->ride_weight * t->excess +
           (int128)t->p->longest_weight * t->longest;
}

static bool better(const struct choice *a, const struct choice *b)
{
    if (a->breach != b->breach) return a->breach < b->breach;
    if (a->value != b->value) return a->value < b->value;
    if (a->ride != b->ride) return a->ride < b->ride;
    return a->takes < b->takes;
}

static void drive_init(struct drive *d, const struct vrp_driver_rules *r)
{
    d->r = r;
    d->counted = r->drive_24h_max && !r->relay;
    d->lost = false;
    d->arena = NULL;
    d->stands = NULL;
}

bool trip_driven(struct trip *t, struct arena *a, struct list *stands)
{
    const struct vrp_driver_rules *r = t->v->rules;
    struct drive d;
    drive_init(&d, r);
    int64_t early = trip_release(t), late = trip_latest(t);
    struct choice best = {.breach = INT64_MAX};
    for (int32_t back = 0; back < (late == INT64_MAX ? 1 : 2); back++) {
        for (int64_t k = 0; k < r->day; k += r->step) {
            int64_t at = back ? late - k : early + k;
            if (at < early) break;
            if (!set_off(t, &d, at)) return false;
            struct choice c = {at, t->breach, t->ride, t->end - t->departure, value_of(t)};
            if (better(&c, &best)) best = c;
        }
    }
    d.arena = a, d.stands = stands;
    return set_off(t, &d, best.departure);
}

bool trip_drivable(struct trip *t, int64_t *hint)
{
    const struct vrp_driver_rules *r = t->v->rules;
    struct drive d;
    drive_init(&d, r);
    int64_t early = trip_release(t), late = trip_latest(t);
    if (*hint && set_off(t, &d, early + *hint) && t->breach == 0) return true;
    for (int64_t k = 0; k < r->day && !d.lost; k += r->step) {
        if (!set_off(t, &d, early + k) || t->breach) continue;
        *hint = k;
        return true;
    }
    for (int64_t k = 0; late != INT64_MAX && k < r->day && late - k >= early && !d.lost; k += r->step)
        if (set_off(t, &d, late - k) && t->breach == 0) return true;
    return false;
}

bool trip_manned(const struct trip *t)
{
    const struct vrp_driver_rules *r = t->v->rules;
    const struct vrp_profile *f = &t->p->profiles[t->v->profile];
    const int32_t *m = f->length ? f->length : f->distance;
    if (!r->two_drivers_beyond || r->drivers >= 2) return true;
    int64_t out = 0, home = 0;
    for (int32_t i = 0; i <= t->count; i++) {
        int32_t from = trip_location(t, i - 1), to = trip_location(t, i);
        if (from == VRP_NONE || to == VRP_NONE) continue;
        int64_t far = m[(int64_t)from * t->p->location_count + to];
        if (i < t->count) out += far;
        if (i > 0) home += far;
    }
    return out <= r->two_drivers_beyond && home <= r->two_drivers_beyond;
}
