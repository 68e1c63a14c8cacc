/* instance.c - builds the search's flat arrays from a problem: slots, matrices with "nowhere", near lists. */
#include "vrp/company.h"
#include "vrp/fleet.h"
#include "vrp/matrix.h"
#include "vrp/pairs.h"
#include "vrp/party.h"
#include "vrp/ride.h"
#include "vrp/travel.h"
#include "vrp/window.h"

/* Is some vehicle's route open?  Otherwise there is no nowhere, and the problem's own matrices serve. */
static bool is_open(const struct vrp_problem *p)
{
    bool open = false;
    for (int32_t k = 0; k < p->vehicle_count; k++)
        open = open || p->vehicles[k].start == VRP_NONE || p->vehicles[k].end == VRP_NONE;
    return open;
}

struct matrices {
    struct matrix distance, duration;
};

/* NULL: it became late. */
static const struct matrices *matrices_of(struct arena *a, const struct vrp_problem *p, struct pace *pace,
                                          struct instance *in)
{
    struct matrices *out = ARENA_ARRAY(a, struct matrices, (size_t)p->profile_count);
    int32_t count = p->location_count, places = in->places;
    in->symmetric = true;
    for (int32_t k = 0; k < p->profile_count; k++) {
        const struct vrp_profile *f = &p->profiles[k];
        struct matrix *x = &out[k].distance, *y = &out[k].duration;
        if (k && f->distance == f[-1].distance)
            *x = out[k - 1].distance;
        else if (!matrix_read(a, f->distance, count, places, pace, x))
            return NULL;
        if (!f->duration || f->duration == f->distance)
            *y = *x;
        else if (k && f->duration == f[-1].duration)
            *y = out[k - 1].duration;
        else if (!matrix_read(a, f->duration, count, places, pace, y))
            return NULL;
        in->symmetric = in->symmetric && x->symmetric && y->symmetric;
        in->longest_arc = x->longest > in->longest_arc ? x->longest : in->longest_arc;
        in->longest_time = y->longest > in->longest_time ? y->longest : in->longest_time;
    }
    return out;
}

static const uint8_t *serves_of(struct arena *a, const struct vrp_problem *p, const struct vrp_vehicle *v)
{
    uint8_t *out = ARENA_ARRAY(a, uint8_t, (size_t)p->visit_count + 1);
    bool all = true;
    for (int32_t i = 0; i < p->visit_count; i++) {
        out[i] = (!v->serves || v->serves[i]) && (p->visits[i].skills & ~v->skills) == 0;
        all = all && out[i];
    }
    return all ? NULL : out;
}

/* More than one vehicle less can cost in distance, within what cannot overflow. */
static int64_t price_of_first(const struct vrp_problem *p, const struct instance *in)
{
    int64_t longest = in->longest_arc > 1 ? in->longest_arc : 1, dear = 0, most = INT64_C(1) << 44;
    for (int32_t k = 0; k < p->vehicle_count; k++) {
        int128 alone = (int128)p->vehicles[k].fixed + 2 * (int128)p->vehicles[k].per_distance * longest;
        dear = alone > most ? most : alone > dear ? (int64_t)alone : dear;
    }
    int128 all = (int128)dear * (p->visit_count + 1);
    return all < most ? (int64_t)all : most;
}

/* False: it became late. */
static bool fleets_build(struct arena *a, const struct vrp_problem *p, struct pace *pace, struct instance *in)
{
    const struct matrices *m = matrices_of(a, p, pace, in);
    if (!m) return false;
    struct fleet *f = ARENA_ARRAY(a, struct fleet, (size_t)p->vehicle_count);
    if (p->fewest_vehicles) in->per_route = price_of_first(p, in);
    for (int32_t k = 0; k < p->vehicle_count; k++) {
        const struct vrp_vehicle *v = &p->vehicles[k];
        f[k] = (struct fleet){.distance = m[v->profile].distance.m,
                              .duration = m[v->profile].duration.m,
                              .longest = m[v->profile].distance.longest,
                              .fixed = v->fixed + in->per_route,
                              .per_distance = v->per_distance,
                              .duration_max = v->duration_max ? v->duration_max : INT32_MAX,
                              .distance_max = v->distance_max ? v->distance_max : INT64_MAX,
                              .slot_from = in->slots,
                              .slot_count = v->count < in->n ? v->count : in->n,
                              .serves = serves_of(a, p, v)};
        memcpy(f[k].capacity, v->capacity, sizeof v->capacity);
        in->slots += f[k].slot_count;
        in->timed = in->timed || v->duration_max || v->shift.to || v->pause_count;
        in->choosy = in->choosy || f[k].serves;
    }
    in->fleets = f;
    in->fleet_count = p->vehicle_count;
    in->even = in->symmetric;
    for (int32_t k = 0; k < in->fleet_count; k++)
        in->even = in->even && f[k].distance == f[0].distance && f[k].per_distance == f[0].per_distance &&
                   f[k].per_distance > 0;
    fleet_compare(in, f, p);
    travel_add_rule(in, f);
    return true;
}

/* By the type of vehicle that takes least time for it. */
static int32_t least_service(const struct vrp_problem *p, int32_t u)
{
    int32_t least = INT32_MAX;
    for (int32_t k = 0; k < p->vehicle_count; k++) {
        int32_t own = p->vehicles[k].service ? p->vehicles[k].service[u] : p->visits[u].service;
        least = own < least ? own : least;
    }
    return least;
}

static void nodes_build(struct arena *a, const struct vrp_problem *p, struct instance *in)
{
    in->nodes = in->n + 2 * in->slots;
    size_t count = (size_t)in->nodes + 1;
    int32_t *place = ARENA_ARRAY(a, int32_t, count), *row = ARENA_ARRAY(a, int32_t, count);
    int32_t *load = ARENA_ARRAY(a, int32_t, (size_t)in->n * (size_t)in->loads + 1);
    int32_t *slot_fleet = ARENA_ARRAY(a, int32_t, (size_t)in->slots + 1);
    struct segment *own = ARENA_ARRAY(a, struct segment, count);
    for (int32_t u = 0; u < in->n; u++) {
        const struct vrp_visit *v = &p->visits[u];
        place[u] = v->location;
        own[u] = window_hull(v, least_service(p, u));
        for (int32_t d = 0; d < in->loads; d++)
            load[u * in->loads + d] = in->mixed ? 0 : v->delivery[d] + v->pickup[d];
        in->timed = in->timed || v->window_count;
    }
    for (int32_t k = 0; k < in->fleet_count; k++) {
        const struct vrp_vehicle *v = &p->vehicles[k];
        for (int32_t r = in->fleets[k].slot_from, i = 0; i < in->fleets[k].slot_count; i++, r++) {
            slot_fleet[r] = k;
            for (int32_t end = 0; end < 2; end++) {
                int32_t u = in->n + 2 * r + end, at = end ? v->end : v->start;
                place[u] = at == VRP_NONE ? p->location_count : at;
                own[u] = (struct segment){.early = v->shift.from, .late = v->shift.to ? v->shift.to : VRP_TIME_MAX};
            }
        }
    }
    for (int32_t u = 0; u < in->nodes; u++)
        row[u] = place[u] * in->places;
    in->place = place, in->row = row, in->load = load, in->slot_fleet = slot_fleet, in->own = own;
}

/* How far v is from u when waiting and lateness count too; the smaller of both directions. */
static int64_t proximity(const struct instance *in, int32_t u, int32_t v)
{
    const struct fleet *f = &in->fleets[0];
    int64_t best = INT64_MAX;
    for (int32_t way = 0; way < 2; way++) {
        int32_t from = way ? v : u, to = way ? u : v;
        int64_t far = 5 * (int64_t)arc(f->distance, in, from, to);
        if (in->timed) {
            int64_t travel = in->own[from].duration + arc(f->duration, in, from, to);
            int64_t wait = in->own[to].early - in->own[from].late - travel;
            int64_t late = in->own[from].early + travel - in->own[to].late;
            far += (wait > 0 ? wait : 0) + (late > 0 ? 5 * late : 0);
        }
        if (far < best) best = far;
    }
    return best;
}

struct neighbour {
    int64_t far;
    int32_t v;
};

/* Which visits the lists of near ones hold: of one place no more than some, so that they reach other places as well. */
struct crowd {
    int32_t own, other; /* of u's place, of any other */
    int32_t visits;     /* the host's; behind them come parts */
    bool turn;          /* there are more at one place than a list may hold */
};

static struct crowd crowd_of(struct arena *a, const struct instance *in)
{
    int32_t *seen = ARENA_ARRAY(a, int32_t, (size_t)in->places + 1), places = 0, most = 0;
    int32_t visits = in->parts ? in->parts->visit_count : in->n, own = NEAR_MAX / 4;
    for (int32_t u = 0; u < visits; u++) {
        int32_t here = ++seen[in->place[u]];
        places += here == 1;
        most = here > most ? here : most;
    }
    int32_t other = places ? (NEAR_MAX - own) / places : 0;
    if (other < 2) other = 2;
    return (struct crowd){own, other, visits, most > other};
}

/* The k-th visit to be looked at for u: the numbers after its own first, so that among visits of one place, which are
 * equally near, each has others in its list; and all visits before all parts. */
static int32_t candidate(const struct instance *in, const struct crowd *c, int32_t u, int32_t k)
{
    if (k >= c->visits || !c->turn) return k;
    int32_t v = (in->parts ? in->parts->whole[u] : u) + 1 + k;
    return v >= c->visits ? v - c->visits : v;
}

static bool same_visit(const struct instance *in, int32_t u, int32_t v)
{
    return u == v || (in->parts && in->parts->whole[u] == in->parts->whole[v]);
}

/* A sort is a type with all types alike to it. */
static void sorts_build(struct arena *a, struct instance *in)
{
    uint64_t *servers = ARENA_ARRAY(a, uint64_t, (size_t)in->n + 1);
    uint64_t *sort = ARENA_ARRAY(a, uint64_t, (size_t)in->slots + 1) + 1;
    uint64_t *bit = ARENA_ARRAY(a, uint64_t, (size_t)in->fleet_count);
    for (int32_t k = 0, sorts = 0; k < in->fleet_count; k++) {
        const struct fleet *f = &in->fleets[k];
        bit[k] = f->like == k ? UINT64_C(1) << (sorts++ % 64) : bit[f->like];
        for (int32_t u = 0; u < in->n && f->like == k; u++)
            if (!f->serves || f->serves[u]) servers[u] |= bit[k];
    }
    for (int32_t slot = 0; slot < in->slots; slot++)
        sort[slot] = bit[in->slot_fleet[slot]];
    in->servers = servers, in->sort = sort;
}

/* The nearest of u into nb, nearest first, ties in the order of candidates; returns how many. */
static int32_t nearest(const struct instance *in, const struct crowd *c, const uint64_t *servers, int32_t u,
                       struct neighbour *nb)
{
    const int32_t *row = in->fleets[0].distance + in->row[u], *places = in->place;
    int32_t count = 0, beyond = INT32_MAX; /* an arc of so much is too far */
    if (!in->near_count) return 0;         /* it is the only visit */
    for (int32_t k = 0; k < in->n; k++) {
        while (!c->turn && k + 1 < in->n && row[places[k]] >= beyond)
            k++;
        int32_t v = candidate(in, c, u, k), place = places[v], same = 0, last = 0;
        if (row[place] >= beyond) continue;
        if (same_visit(in, u, v) || (servers[u] & servers[v]) == 0) continue;
        int64_t far = proximity(in, u, v);
        if (count == in->near_count && far >= nb[count - 1].far) continue;
        for (int32_t i = 0; c->turn && i < count; i++)
            if (in->place[nb[i].v] == place) same++, last = i;
        if (same >= (place == in->place[u] ? c->own : c->other)) { /* in place of the farthest there, or not at all */
            if (far >= nb[last].far) continue;
            memmove(&nb[last], &nb[last + 1], (size_t)(--count - last) * sizeof *nb);
        }
        int32_t at = count < in->near_count ? count++ : count - 1;
        for (; at > 0 && nb[at - 1].far > far; at--)
            nb[at] = nb[at - 1];
        nb[at] = (struct neighbour){far, v};
        bool full = in->symmetric && count == in->near_count && nb[count - 1].far < 5 * (int64_t)VRP_DISTANCE_MAX;
        beyond = full ? (int32_t)((nb[count - 1].far + 4) / 5) : INT32_MAX;
    }
    return count;
}

/* Where durations are limited a place that makes a route wait less leaves more room; arcs of `time` cost `total`. */
static int64_t time_price(const struct instance *in, int64_t total, int64_t time)
{
    bool limited = false;
    for (int32_t k = 0; k < in->fleet_count; k++)
        limited = limited || in->fleets[k].duration_max < INT32_MAX;
    return in->spanned && in->even && !in->priced && limited && time ? (int64_t)((int128)total * 256 / time) : 0;
}

bool instance_near(struct arena *a, struct instance *in, struct pace *pace)
{
    in->near_count = in->n - 1 < NEAR_MAX ? (in->n > 0 ? in->n - 1 : 0) : NEAR_MAX;
    int32_t *near = ARENA_ARRAY(a, int32_t, (size_t)in->n * (size_t)in->near_count + 1);
    int32_t *far = ARENA_ARRAY(a, int32_t, (size_t)in->n * (size_t)in->near_count + 1);
    struct neighbour nb[NEAR_MAX];
    struct crowd crowd = crowd_of(a, in);
    sorts_build(a, in);
    uint64_t *all = ARENA_ARRAY(a, uint64_t, (size_t)in->n + 1);
    memset(all, 0xff, (size_t)in->n * sizeof *all);
    int64_t arcs = 0, total = 0, time = 0;
    in->near = near, in->far = far, in->mean_arc = 1;
    for (int32_t u = 0; u < in->n; u++) {
        if (pace_late(pace, in->n / 8)) return in->near_count = 0, false;
        int32_t count = nearest(in, &crowd, in->servers, u, nb), own = 0;
        if (count == 0) count = nearest(in, &crowd, all, u, nb); /* nobody may go with it */
        if (count == 0) in->near_count = 0;                      /* nobody has: parts of one visit */
        for (int32_t k = 0; k < in->near_count; k++) {
            int32_t v = nb[k % count].v; /* again from the front where places are crowded */
            near[u * in->near_count + k] = v;
            far[u * in->near_count + k] = arc(in->fleets[0].distance, in, u, v);
            if (own >= 4 || far[u * in->near_count + k] == 0) continue;
            own++, arcs++;
            total += in->fleets[0].per_distance * arc(in->fleets[0].distance, in, u, v);
            time += arc(in->fleets[0].duration, in, u, v);
        }
    }
    in->mean_arc = arcs && total / arcs > 0 ? total / arcs : 1;
    in->time_price = time_price(in, total, time);
    return true;
}

static void alone_build(struct arena *a, struct instance *in)
{
    int64_t *alone = ARENA_ARRAY(a, int64_t, (size_t)in->n + 1);
    for (int32_t u = 0; u < in->n; u++) {
        alone[u] = INT64_MAX;
        for (int32_t k = 0; k < in->fleet_count; k++) {
            const struct fleet *f = &in->fleets[k];
            int32_t start = in->n + 2 * f->slot_from;
            int64_t way = (int64_t)arc(f->distance, in, start, u) + arc(f->distance, in, u, start + 1);
            int64_t cost = f->fixed + f->per_distance * way;
            if (cost < alone[u]) alone[u] = cost;
        }
    }
    in->alone = alone;
}

/* All prizes of the first so many visits, as far as sums of it stay in range. */
static int64_t prizes_sum(const struct vrp_problem *p, int32_t visits)
{
    int64_t sum = 0, most = (INT64_C(1) << 60) / (visits + 1);
    for (int32_t u = 0; u < visits && sum < most; u++)
        sum += p->visits[u].optional ? p->visits[u].prize : 0;
    return sum < most ? sum : most;
}

/* A mandatory visit left out costs more than any way to serve it alone, and than all optional ones left out. */
static void prices_build(struct arena *a, const struct vrp_problem *p, struct instance *in)
{
    int64_t *cost = ARENA_ARRAY(a, int64_t, (size_t)in->n + 1), most = 1;
    for (int32_t k = 0; k < in->fleet_count; k++) {
        const struct fleet *f = &in->fleets[k];
        int64_t alone = f->fixed + 2 * f->per_distance * f->longest;
        if (alone > most) most = alone;
    }
    most += ride_price_bound(in);
    int64_t prizes = prizes_sum(p, in->parts ? in->parts->visit_count : in->n);
    for (int32_t u = 0; u < in->n; u++) {
        cost[u] = p->visits[u].optional ? p->visits[u].prize : 4 * most + prizes;
        in->prizes = in->prizes || p->visits[u].optional;
    }
    in->absent_cost = cost;
}

static bool is_prompt(const struct vrp_problem *p, const struct instance *in)
{
    bool prompt = !in->mixed && !in->mate && in->rule_count == 0;
    for (int32_t k = 0; k < p->vehicle_count; k++)
        prompt = prompt && p->vehicles[k].duration_max == 0 && p->vehicles[k].per_duration == 0;
    for (int32_t u = 0; u < p->visit_count; u++)
        prompt = prompt && p->visits[u].setup == 0 && p->visits[u].window_count <= 1 && p->visits[u].ride_max == 0;
    return prompt;
}

static bool any_limited_pause(const struct vrp_problem *p)
{
    for (int32_t k = 0; k < p->vehicle_count; k++)
        for (int32_t i = 0; i < p->vehicles[k].pause_count; i++)
            if (p->vehicles[k].pauses[i].limited) return true;
    return false;
}

bool instance_begin(struct arena *a, const struct vrp_problem *p, struct pace *pace, struct instance *out,
                    struct vrp_fault *fault)
{
    const struct parts *parts;
    *fault = (struct vrp_fault){.id = VRP_FAULT_SIZE};
    if (!parts_expand(a, p, &p, &parts, &fault->at)) return false;
    *out = (struct instance){.problem = p,
                             .parts = parts,
                             .fellow = groups_build(a, p),
                             .n = p->visit_count,
                             .places = p->location_count + is_open(p),
                             .loads = p->load_count};
    *fault = (struct vrp_fault){0};
    if (!fleets_build(a, p, pace, out)) return false;
    company_add_rules(out);
    pairs_build(a, p, out);
    if (parts && (out->mixed || any_limited_pause(p))) { /* what is aboard for a part would change with it */
        *fault = (struct vrp_fault){.id = VRP_FAULT_NOT_SEARCHED};
        return false;
    }
    out->timed = out->timed || out->mixed;
    nodes_build(a, p, out);
    window_add_rule(out);
    ride_add_rule(a, out);
    prices_build(a, p, out);
    alone_build(a, out);
    out->prompt = out->timed && is_prompt(p, out);
    out->spanned = out->timed && !out->prompt && out->rule_count == 0 && !out->parts && !out->fellow;
    return true;
}

bool instance_build(struct arena *a, const struct vrp_problem *p, struct instance *out, struct vrp_fault *fault)
{
    struct pace pace = {0};
    return instance_begin(a, p, &pace, out, fault) && instance_near(a, out, &pace);
}
