/* ride.c - rides and drivers' hours in the search: drives routes that everything cheaper has let pass.
 *
 * A route without drivers' rules is driven forth and back in O(length).  With rules each departure is driven, so
 * results are remembered by what the route looks like to its drivers: parties that get on at one place without delay
 * are one. */
#include "vrp/ride.h"
#include "vrp/trip.h"

enum {
    KNOWN = 1 << 15
};

struct known {
    uint64_t key; /* 0 = free */
    struct ride_price price;
    bool fits;
};
struct ride {
    int64_t *begin, *leave; /* a route's times */
    int64_t *table;         /* with pauses */
    const uint64_t *look;   /* per visit: equal for visits that are the same to a driver */
    const bool *quick;      /* per visit: a second one of the same look changes nothing */
    int64_t *hint;          /* per fleet: a departure that did well, after the earliest */
    struct known *known;    /* only with drivers' rules */
    bool plain;             /* at most one window each, no pairs */
    bool waits;             /* there are windows */
    int64_t effort;         /* visits driven past since the last time somebody asked */
};

static uint64_t mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ (h >> 29);
}

/* With pairs every visit looks its own way. */
static uint64_t look_of(const struct vrp_problem *p, int32_t u)
{
    const struct vrp_visit *x = &p->visits[u];
    uint64_t h = mix(mix(mix(1, (uint64_t)x->location), (uint64_t)x->service), (uint64_t)x->setup);
    h = mix(mix(mix(h, (uint64_t)x->release), (uint64_t)x->ride_max), x->pickup[0] > 0);
    for (int32_t w = 0; w < x->window_count; w++)
        h = mix(mix(h, (uint64_t)x->windows[w].from), (uint64_t)x->windows[w].to);
    return h;
}

/* At least so many rests until the end of the route; nobody waits. */
static bool rests_too_long(const struct trip *t)
{
    const struct vrp_driver_rules *r = t->v->rules;
    int64_t driven = 0;
    for (int32_t i = t->count - 1; i >= 0; i--) {
        const struct vrp_visit *x = &t->p->visits[t->visits[i]];
        driven += trip_travel(t, x->location, trip_location(t, i + 1));
        int64_t rests = driven ? (driven - 1) / r->drive_day_max : 0;
        if (x->ride_max && t->end - t->leave[i] + rests * r->rest > x->ride_max) return true;
    }
    return false;
}

/* Without rests a route is never longer; so when it breaks something then already, no departure helps.  (With several
 * windows, or rides to a pair, one that ends later may be better.) */
static bool hopeless(struct trip *t, bool plain, bool waits)
{
    if (!trip_manned(t)) return true;
    if (!plain) return false;
    trip_plain(t);
    return t->breach || (!waits && t->v->rules->drive_day_max && rests_too_long(t));
}

static void judge_driven(const struct instance *in, struct trip *t, int32_t fleet, struct known *out)
{
    const struct vrp_driver_rules *r = t->v->rules;
    in->ride->effort += t->count + 1;
    if (hopeless(t, in->ride->plain, in->ride->waits)) return;
    in->ride->effort += (int64_t)(t->count + 1) * (r->day / r->step + 1);
    if (in->priced)
        out->fits = trip_driven(t, NULL, NULL) && t->breach == 0;
    else
        out->fits = trip_drivable(t, &in->ride->hint[fleet]);
}

static int64_t cost_of(const struct trip *t)
{
    return vrp_toll(1000 * (int64_t)t->v->per_duration, t->end - t->departure) +
           vrp_toll(t->p->ride_weight, t->excess) + vrp_wage(t->v->per_work, t->work);
}

/* What is remembered of a route, or a place to remember it at (key = 0 then). */
static struct known *place_of(const struct instance *in, int32_t fleet, const int32_t *sequence, int32_t count,
                              uint64_t *key)
{
    const struct ride *r = in->ride;
    *key = mix(7, (uint64_t)fleet);
    for (int32_t i = 0; i < count; i++) {
        int32_t u = sequence[i];
        if (i && r->quick[u] && r->look[u] == r->look[sequence[i - 1]]) continue;
        *key = mix(*key, r->look[u]);
    }
    *key |= 1;
    return &r->known[*key >> 32 & (KNOWN - 1)];
}

static struct known judge(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count)
{
    int32_t fleet = in->slot_fleet[slot];
    uint64_t key;
    struct trip t = {.p = in->problem,
                     .v = &in->problem->vehicles[fleet],
                     .visits = sequence,
                     .count = count,
                     .begin = in->ride->begin,
                     .leave = in->ride->leave,
                     .table = in->ride->table};
    if (!t.v->rules) {
        in->ride->effort += (int64_t)count * t.v->pause_count;
        trip_plain(&t);
        return (struct known){.fits = t.breach == 0, .price = {cost_of(&t), t.longest}};
    }
    struct known *k = place_of(in, fleet, sequence, count, &key);
    if (k->key == key) return *k;
    *k = (struct known){.key = key};
    judge_driven(in, &t, fleet, k);
    if (in->priced && k->fits) k->price = (struct ride_price){cost_of(&t), t.longest};
    return *k;
}

static bool ride_fits(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count)
{
    return judge(in, slot, sequence, count).fits;
}

struct ride_price ride_price(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count)
{
    return count ? judge(in, slot, sequence, count).price : (struct ride_price){0};
}

static bool any_rules(const struct vrp_problem *p)
{
    for (int32_t k = 0; k < p->vehicle_count; k++)
        if (p->vehicles[k].rules) return true;
    return false;
}

static int32_t most_pauses(const struct vrp_problem *p)
{
    int32_t most = 0;
    for (int32_t k = 0; k < p->vehicle_count; k++)
        if (p->vehicles[k].pause_count > most) most = p->vehicles[k].pause_count;
    return most;
}

/* The longest that pauses make a route longer, waiting for them included. */
static int64_t pauses_bound(const struct vrp_problem *p)
{
    int64_t most = 0;
    for (int32_t k = 0; k < p->vehicle_count; k++) {
        const struct vrp_vehicle *v = &p->vehicles[k];
        int64_t takes = 0;
        for (int32_t i = 0; i < v->pause_count; i++) {
            const struct vrp_pause *x = &v->pauses[i];
            takes += x->service;
            if (x->window_count) takes += x->windows[x->window_count - 1].to;
        }
        most = takes > most ? takes : most;
    }
    return most;
}

/* Do times at a place depend on the vehicle? */
static bool any_own_times(const struct vrp_problem *p)
{
    for (int32_t k = 0; k < p->vehicle_count; k++)
        if (p->vehicles[k].service || p->vehicles[k].setup) return true;
    return false;
}

static bool any_price(const struct vrp_problem *p)
{
    bool priced = p->ride_weight || p->longest_weight;
    for (int32_t k = 0; k < p->vehicle_count; k++)
        priced = priced || p->vehicles[k].per_duration || p->vehicles[k].per_work;
    return priced;
}

int64_t ride_effort(const struct instance *in)
{
    int64_t effort = in->ride->effort;
    in->ride->effort = 0;
    return effort;
}

static void scratch_build(struct arena *a, struct instance *in, bool rules)
{
    size_t n = (size_t)in->n + 1;
    int32_t pauses = most_pauses(in->problem);
    in->ride->begin = ARENA_ARRAY(a, int64_t, n);
    in->ride->leave = ARENA_ARRAY(a, int64_t, n);
    in->ride->table = ARENA_ARRAY(a, int64_t, pauses ? trip_table_size(in->n, pauses) : 1);
    in->ride->hint = ARENA_ARRAY(a, int64_t, (size_t)in->fleet_count);
    in->ride->known = ARENA_ARRAY(a, struct known, rules ? KNOWN : 1);
    in->ride->effort = 0;
}

void ride_fork(struct arena *a, struct instance *in)
{
    if (!in->ride) return;
    struct ride *own = ARENA_NEW(a, struct ride);
    *own = *in->ride;
    in->ride = own;
    scratch_build(a, in, any_rules(in->problem));
}

void ride_add_rule(struct arena *a, struct instance *in)
{
    const struct vrp_problem *p = in->problem;
    size_t n = (size_t)in->n + 1;
    bool rules = any_rules(p), riding = false;
    struct ride *r = ARENA_NEW(a, struct ride);
    uint64_t *look = ARENA_ARRAY(a, uint64_t, n);
    bool *quick = ARENA_ARRAY(a, bool, n);
    bool own_times = any_own_times(p);
    r->plain = true;
    for (int32_t u = 0; u < in->n; u++) {
        const struct vrp_visit *x = &p->visits[u];
        look[u] = own_times ? mix(look_of(p, u), (uint64_t)u) : look_of(p, u);
        quick[u] = x->service == 0 && !own_times && !(p->ride_weight && x->pickup[0]);
        riding = riding || x->ride_max;
        r->plain = r->plain && x->window_count <= 1 && x->pair == VRP_NONE;
        r->waits = r->waits || x->window_count;
    }
    in->priced = any_price(p);
    riding = riding || most_pauses(p);
    if (!rules && !riding && !in->priced) return;
    r->look = look, r->quick = quick;
    in->ride = r;
    scratch_build(a, in, rules);
    if (rules || riding) instance_add_rule(in, ride_fits);
}

int64_t ride_price_bound(const struct instance *in)
{
    const struct vrp_problem *p = in->problem;
    int64_t longest = in->longest_time, stay = 0, wait = 0, per_duration = 0, per_work = 0;
    int64_t riders = in->n < 64 ? in->n : 64;
    if (!in->priced) return 0;
    for (int32_t u = 0; u < p->visit_count; u++) {
        const struct vrp_visit *x = &p->visits[u];
        int64_t most = trip_longest_stay(p, u);
        stay = most > stay ? most : stay;
        if (x->window_count && x->windows[x->window_count - 1].to > wait) wait = x->windows[x->window_count - 1].to;
    }
    for (int32_t k = 0; k < p->vehicle_count; k++)
        if (p->vehicles[k].per_duration > per_duration) per_duration = p->vehicles[k].per_duration;
    for (int32_t k = 0; k < p->vehicle_count; k++)
        if (p->vehicles[k].per_work > per_work) per_work = p->vehicles[k].per_work;
    int64_t later = 4 * longest + stay + wait + pauses_bound(p); /* rests: as long again */
    return later * per_duration + later * riders * p->ride_weight / 1000 + later * p->longest_weight / 1000 +
           vrp_wage(per_work, 2 * stay);
}
