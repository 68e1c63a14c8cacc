/* fleet.c - types of vehicle compared, and routes that change their vehicle. */
#include "vrp/fleet.h"
#include "vrp/search.h"

static bool same_window(struct vrp_window x, struct vrp_window y)
{
    return x.from == y.from && x.to == y.to;
}

/* Times on the road and distances of a route are the same on both; times at a place, and pauses, are for the rules that
 * are driven. */
static bool is_kin(const struct vrp_vehicle *v, const struct vrp_vehicle *w)
{
    return v->profile == w->profile && v->start == w->start && v->end == w->end && same_window(v->shift, w->shift) &&
           v->duration_max == w->duration_max && v->rules == w->rules;
}

static bool is_like(const struct vrp_vehicle *v, const struct vrp_vehicle *w)
{
    return is_kin(v, w) && v->service == w->service && v->setup == w->setup && v->pauses == w->pauses &&
           v->pause_count == w->pause_count && memcmp(v->capacity, w->capacity, sizeof v->capacity) == 0 &&
           v->fixed == w->fixed && v->per_distance == w->per_distance && v->per_duration == w->per_duration &&
           v->per_work == w->per_work && v->distance_max == w->distance_max && v->stops_max == w->stops_max &&
           v->visits_max == w->visits_max && v->travel_max == w->travel_max && v->skills == w->skills &&
           v->serves == w->serves;
}

/* Where skills alone differ there is no larger vehicle to change to for one visit more. */
static bool is_graded(const struct vrp_vehicle *v, const struct vrp_vehicle *w)
{
    return memcmp(v->capacity, w->capacity, sizeof v->capacity) != 0 || v->fixed != w->fixed ||
           v->per_distance != w->per_distance;
}

void fleet_compare(struct instance *in, struct fleet *fleets, const struct vrp_problem *p)
{
    for (int32_t k = 0; k < in->fleet_count; k++) {
        int32_t like = 0, kin = 0;
        while (!is_like(&p->vehicles[like], &p->vehicles[k]))
            like++;
        while (!is_kin(&p->vehicles[kin], &p->vehicles[k]))
            kin++;
        fleets[k].like = like, fleets[k].kin = kin;
        in->several = in->several || like != 0;
        in->graded = in->graded || (like == k && is_graded(&p->vehicles[kin], &p->vehicles[k]));
    }
}

/* The whole of slot `from` (which has visits) as the way of slot `to`. */
static struct way whole_on(const struct state *s, int32_t from, int32_t to)
{
    const struct instance *in = s->in;
    const struct fleet *f = fleet_of(in, from), *g = fleet_of(in, to);
    int32_t start = slot_start(in, to), end = slot_end(in, to);
    int32_t first = s->next[slot_start(in, from)], last = s->prev[slot_end(in, from)];
    struct way w = {.slot = to, .count = 3, .piece = {{start, start, false}, {first, last, false}, {end, end, false}}};
    w.distance = (int64_t)arc(g->distance, in, start, first) + arc(g->distance, in, last, end);
    if (f->distance == g->distance)
        w.distance += s->routes[from].distance - s->gap[slot_start(in, from)] - s->gap[last];
    else
        for (int32_t u = first; u != last; u = s->next[u])
            w.distance += arc(g->distance, in, u, s->next[u]);
    return w;
}

static int64_t cost_on(const struct fleet *f, int64_t distance)
{
    return f->fixed + f->per_distance * distance;
}

static bool loads_match(const struct state *s, int32_t slot, const struct fleet *f)
{
    for (int32_t d = 0; d < s->in->loads; d++)
        if (s->routes[slot].load[d] > f->capacity[d]) return false;
    return true;
}

static struct way nothing_on(const struct state *s, int32_t slot)
{
    int32_t start = slot_start(s->in, slot), end = slot_end(s->in, slot);
    return (struct way){.slot = slot,
                        .count = 2,
                        .distance = arc(fleet_of(s->in, slot)->distance, s->in, start, end),
                        .piece = {{start, start, false}, {end, end, false}}};
}

static bool moving_pays(const struct state *s, const struct way *onto, int32_t from)
{
    return rich_ways_pay(s, (struct way[2]){*onto, nothing_on(s, from)}, 2);
}

static void move_route(struct state *s, const struct way *onto, int32_t from)
{
    way_apply(s, (struct way[2]){*onto, nothing_on(s, from)}, 2);
}

bool op_vehicle(struct state *s, int32_t slot)
{
    const struct instance *in = s->in;
    if (s->routes[slot].count == 0) return false;
    const struct fleet *f = fleet_of(in, slot);
    int64_t best = cost_on(f, s->routes[slot].distance);
    struct way onto = {.slot = VRP_NONE};
    for (int32_t k = 0; k < in->fleet_count; k++) {
        const struct fleet *g = &in->fleets[k];
        if (g->like == f->like || !loads_match(s, slot, g)) continue;
        int32_t to = state_vacant(s, k);
        if (to == VRP_NONE) continue;
        struct way w = whole_on(s, slot, to);
        if (cost_on(g, w.distance) >= best) continue;
        state_refresh(s, slot);
        state_refresh(s, to);
        if (!way_fits(s, &w) || (in->priced && !moving_pays(s, &w, slot))) continue;
        best = cost_on(g, w.distance);
        onto = w;
    }
    if (onto.slot == VRP_NONE) return false;
    move_route(s, &onto, slot);
    return true;
}

bool op_vehicle_swap(struct state *s, int32_t slot, int32_t other)
{
    const struct instance *in = s->in;
    const struct fleet *f = fleet_of(in, slot), *g = fleet_of(in, other);
    if (f->like == g->like || s->routes[slot].count == 0 || s->routes[other].count == 0) return false;
    if (!loads_match(s, slot, g) || !loads_match(s, other, f)) return false;
    struct way w[2] = {whole_on(s, slot, other), whole_on(s, other, slot)};
    int64_t was = cost_on(f, s->routes[slot].distance) + cost_on(g, s->routes[other].distance);
    if (cost_on(g, w[0].distance) + cost_on(f, w[1].distance) >= was) return false;
    state_refresh(s, slot);
    state_refresh(s, other);
    if (!ways_pay(s, w, 2)) return false;
    way_apply(s, w, 2);
    return true;
}

void fleet_settle(struct state *s)
{
    if (!s->in->several) return;
    int32_t count = s->saved_count; /* more come behind, they are vacant or moved */
    for (int32_t i = 0; i < count && !pace_late(s->pace, s->in->fleet_count); i++)
        (void)op_vehicle(s, s->journal[i].slot);
    for (int32_t i = 0; i < s->saved_count && !pace_late(s->pace, i); i++)
        for (int32_t j = 0; j < i; j++)
            (void)op_vehicle_swap(s, s->journal[i].slot, s->journal[j].slot);
}

/* ---- places that may need a larger vehicle ---- */

struct place {
    int64_t cost;
    int32_t after, onto; /* behind the node; the slot that the route moves to, VRP_NONE = it stays */
};
struct looking {
    struct state *s;
    int32_t u, blink, blink_from;
    struct place best;
};

static bool passed_over(struct looking *at)
{
    if (--at->blink > 0) return false;
    at->blink = 1 + (int32_t)rng_below(&at->s->rng, (uint64_t)(2 * at->blink_from - 1));
    return true;
}

static bool all_served(const struct state *s, int32_t slot, const struct fleet *g)
{
    if (!g->serves) return true;
    for (int32_t u = s->next[slot_start(s->in, slot)]; u < s->in->n; u = s->next[u])
        if (!g->serves[u]) return false;
    return true;
}

static bool room_for(const struct state *s, int32_t slot, int32_t u, const struct fleet *g)
{
    for (int32_t d = 0; d < s->in->loads; d++)
        if (s->routes[slot].load[d] + s->load[u * s->in->loads + d] > g->capacity[d]) return false;
    return !g->serves || g->serves[u];
}

/* The cheapest vacant vehicle of a kin fleet that has room for the route and u; what the change costs into *extra. */
static int32_t larger(struct looking *at, int32_t slot, int64_t *extra)
{
    struct state *s = at->s;
    const struct instance *in = s->in;
    struct grade_memo *memo = &s->grade[slot];
    if (memo->stamp == s->grade_stamp) return *extra = memo->extra, memo->onto;
    const struct fleet *f = fleet_of(in, slot);
    *memo = (struct grade_memo){.stamp = s->grade_stamp, .onto = VRP_NONE, .extra = INT64_MAX};
    for (int32_t k = f->kin; k < in->fleet_count; k++) {
        const struct fleet *g = &in->fleets[k];
        if (g->kin != f->kin || g->like == f->like || !room_for(s, slot, at->u, g)) continue;
        int64_t more = g->fixed - f->fixed + (g->per_distance - f->per_distance) * s->routes[slot].distance;
        if (more >= memo->extra || !all_served(s, slot, g)) continue;
        int32_t to = state_vacant(s, k);
        if (to != VRP_NONE) memo->extra = more, memo->onto = to;
    }
    *extra = memo->extra;
    return memo->onto;
}

/* Rules that are driven, with the route on slot `onto`; adds what rides and durations then cost more to *cost. */
static bool rules_allow(const struct looking *at, int32_t p, int32_t onto, int64_t *cost)
{
    const struct state *s = at->s;
    if (s->in->rule_count == 0 && !s->in->priced) return true;
    int32_t count = 0, slot = s->route[p];
    for (int32_t x = slot_start(s->in, slot), end = slot_end(s->in, slot); x != end; x = s->next[x]) {
        if (x < s->in->n) s->sequence[count++] = x;
        if (x == p) s->sequence[count++] = at->u;
    }
    if (!rich_sequence_fits(s->in, onto, s->sequence, count)) return false;
    if (s->in->priced) *cost += rich_price_change(s, slot, onto, s->sequence, count);
    return *cost < at->best.cost;
}

/* The place behind p, where u makes the way longer by `more`. */
static void consider(struct looking *at, int32_t p, int64_t more)
{
    struct state *s = at->s;
    int32_t slot = s->route[p], onto = slot;
    const struct fleet *f = fleet_of(s->in, slot), *g = f;
    int64_t extra = 0;
    if (f->per_distance * more >= at->best.cost) return;
    if (!room_for(s, slot, at->u, f)) {
        onto = larger(at, slot, &extra);
        if (onto == VRP_NONE) return;
        g = fleet_of(s->in, onto);
    }
    int64_t cost = extra + g->per_distance * more;
    if (cost >= at->best.cost || passed_over(at)) return;
    if (s->in->timed && !state_in_time(s, f, at->u, p)) return;
    if (s->in->ranged && s->routes[slot].distance + more > g->distance_max) return;
    if (!rules_allow(at, p, onto, &cost)) return;
    at->best = (struct place){cost, p, onto == slot ? VRP_NONE : onto};
}

static void beside_near(struct looking *at, int32_t near)
{
    const struct state *s = at->s;
    const struct instance *in = s->in;
    const int32_t u = at->u, *nb = in->near + u * in->near_count;
    for (int32_t k = 0; k < near; k++) {
        int32_t v = nb[k], slot = s->route[v];
        if (slot == VRP_NONE) continue;
        const int32_t *m = fleet_of(in, slot)->distance;
        int32_t p = s->prev[v], q = s->next[v];
        consider(at, v, (int64_t)arc(m, in, v, u) + arc(m, in, u, q) - s->gap[v]);
        consider(at, p, (int64_t)arc(m, in, p, u) + arc(m, in, u, v) - s->gap[p]);
    }
}

static void anywhere(struct looking *at)
{
    const struct state *s = at->s;
    const struct instance *in = s->in;
    for (int32_t slot = 0; slot < in->slots; slot++) {
        if (s->routes[slot].count == 0) continue;
        if (pace_late(s->pace, s->routes[slot].count)) return;
        const int32_t *m = fleet_of(in, slot)->distance;
        for (int32_t p = slot_start(in, slot), end = slot_end(in, slot), q; p != end; p = q) {
            q = s->next[p];
            consider(at, p, (int64_t)arc(m, in, p, at->u) + arc(m, in, at->u, q) - s->gap[p]);
        }
    }
}

static void on_vacant(struct looking *at)
{
    struct state *s = at->s;
    const struct instance *in = s->in;
    if (!state_may_open(s)) return;
    for (int32_t k = 0; k < in->fleet_count; k++) {
        const struct fleet *f = &in->fleets[k];
        int32_t p = slot_start(in, f->slot_from);
        int64_t more = (int64_t)arc(f->distance, in, p, at->u) + arc(f->distance, in, at->u, p + 1);
        if (cost_on(f, more) >= at->best.cost || more > f->distance_max) continue;
        int32_t slot = state_vacant(s, k);
        if (slot == VRP_NONE || !state_room(s, slot, at->u)) continue;
        p = slot_start(in, slot);
        int64_t cost = cost_on(f, more);
        if ((in->timed && !state_in_time(s, f, at->u, p)) || !rules_allow(at, p, slot, &cost)) continue;
        at->best = (struct place){cost, p, VRP_NONE};
    }
}

/* Moves the route to the larger vehicle first, where it must; returns the node behind which u goes. */
static int32_t make_room(struct state *s, const struct place *at)
{
    int32_t from = s->route[at->after];
    if (at->onto == VRP_NONE) return at->after;
    state_refresh(s, from);
    struct way w = whole_on(s, from, at->onto);
    move_route(s, &w, from);
    return at->after < s->in->n ? at->after : slot_start(s->in, at->onto);
}

bool fleet_recreate(struct state *s, int32_t u, int32_t near, int32_t blink)
{
    struct looking at = {.s = s, .u = u, .blink_from = blink, .best = {recreate_worth(s, u), VRP_NONE, VRP_NONE}};
    at.blink = 1 + (int32_t)rng_below(&s->rng, (uint64_t)(2 * blink - 1));
    s->grade_stamp++;
    beside_near(&at, near);
    if (at.best.after == VRP_NONE) anywhere(&at);
    on_vacant(&at);
    if (at.best.after == VRP_NONE) return false;
    int32_t p = make_room(s, &at.best);
    state_insert(s, u, p);
    state_queue(s, u);
    state_queue(s, p);
    state_queue(s, s->next[u]);
    if (s->in->timed && !s->in->spanned) state_refresh(s, s->route[u]);
    return true;
}
