/* check.c - the checker: drives every route of a plan visit by visit and notes what it breaks.
 *
 * It knows the problem only, nothing of the search: no segments, no matrices with extra rows, no sums kept elsewhere.
 */
#include "vrp/check_pauses.h"

struct checker {
    const struct vrp_problem *p;
    const struct vrp_plan *plan;
    struct vrp_verdict *out;
    struct arena *arena;
    int32_t *where;  /* per visit: route that serves it first, VRP_NONE = none */
    int32_t *rank;   /* per visit: its place on that route */
    int64_t *given;  /* per visit: amount of load 0 served in all */
    int64_t longest; /* excess of a ride */
};

static void note(struct checker *c, enum vrp_violation_id id, int32_t route, int32_t visit, int64_t by)
{
    *LIST_ADD(c->arena, &c->out->violations, struct vrp_violation) = (struct vrp_violation){id, route, visit, by, 0};
}

static int64_t demand(const struct vrp_visit *v)
{
    return (int64_t)v->delivery[0] + v->pickup[0];
}

/* The smallest part that it may be served in; 0 = as a whole only, as all who must stay together. */
static int32_t least_part(const struct vrp_visit *v)
{
    return v->group == VRP_NONE ? v->min_chunk : 0;
}

/* The part of visit i on a route: of load 0 the amount given, of the others all. */
static int64_t part(const struct vrp_route *r, int32_t i, const struct vrp_visit *v, int32_t d, bool delivery)
{
    int64_t whole = delivery ? v->delivery[d] : v->pickup[d];
    if (d || !r->amounts || !whole) return whole;
    return r->amounts[i];
}

static int64_t travel(const struct checker *c, const struct vrp_vehicle *v, int32_t from, int32_t to, bool time)
{
    const struct vrp_profile *f = &c->p->profiles[v->profile];
    if (from == VRP_NONE || to == VRP_NONE) return 0;
    const int32_t *m = time && f->duration ? f->duration : f->distance;
    return m[(int64_t)from * c->p->location_count + to];
}

/* What distance_max limits. */
static int64_t far(const struct checker *c, const struct vrp_vehicle *v, int32_t from, int32_t to)
{
    const int32_t *m = c->p->profiles[v->profile].length;
    if (!m || from == VRP_NONE || to == VRP_NONE) return travel(c, v, from, to, false);
    return m[(int64_t)from * c->p->location_count + to];
}

static int32_t location_of(const struct checker *c, const struct vrp_route *r, int32_t i)
{
    const struct vrp_vehicle *v = &c->p->vehicles[r->vehicle];
    return i < 0 ? v->start : i >= r->count ? v->end : c->p->visits[r->visits[i]].location;
}

/* Deliveries are aboard from the start, pickups to the end; what is picked up for a pair leaves at the pair. */
static void check_loads(struct checker *c, int32_t k)
{
    const struct vrp_route *r = &c->plan->routes[k];
    const struct vrp_vehicle *v = &c->p->vehicles[r->vehicle];
    bool pairs = false;
    for (int32_t i = 0; i < r->count; i++)
        pairs = pairs || c->p->visits[r->visits[i]].pair != VRP_NONE;
    for (int32_t d = 0; d < c->p->load_count; d++) {
        int64_t aboard = 0, most;
        for (int32_t i = 0; i < r->count; i++)
            aboard += part(r, i, &c->p->visits[r->visits[i]], d, true);
        most = aboard;
        for (int32_t i = 0; i < r->count; i++) {
            const struct vrp_visit *x = &c->p->visits[r->visits[i]];
            aboard += part(r, i, x, d, false) - part(r, i, x, d, true);
            for (int32_t j = 0; j < i && pairs; j++) {
                const struct vrp_visit *from = &c->p->visits[r->visits[j]];
                if (from->pair == r->visits[i]) aboard -= part(r, j, from, d, false);
            }
            if (aboard > most) most = aboard;
        }
        if (most > v->capacity[d]) note(c, VRP_BREAKS_CAPACITY, k, VRP_NONE, most - v->capacity[d]);
    }
}

/* Earliest begin of service not before t; the last window's end when all are over. */
static int64_t begin_at(const struct vrp_visit *v, int64_t t)
{
    for (int32_t w = 0; w < v->window_count; w++)
        if (t <= v->windows[w].to) return t > v->windows[w].from ? t : v->windows[w].from;
    return t;
}

static int64_t latest_begin(const struct vrp_visit *v, int64_t t)
{
    for (int32_t w = v->window_count - 1; w >= 0; w--)
        if (t >= v->windows[w].from) return t < v->windows[w].to ? t : v->windows[w].to;
    return v->window_count ? v->windows[0].from : t;
}

static int64_t stay(const struct checker *c, const struct vrp_route *r, int32_t i)
{
    return check_work(c->p, r, i);
}

static int64_t release_of(const struct checker *c, const struct vrp_route *r)
{
    int64_t at = c->p->vehicles[r->vehicle].shift.from;
    for (int32_t i = 0; i < r->count; i++)
        if (c->p->visits[r->visits[i]].release > at) at = c->p->visits[r->visits[i]].release;
    return at;
}

/* A ride lasts from the end of service to the begin of service at the pair or the arrival at the end. */
static void note_rides(struct checker *c, int32_t k, const struct checked_times *t)
{
    const struct vrp_route *r = &c->plan->routes[k];
    for (int32_t i = 0; i < r->count; i++) {
        const struct vrp_visit *x = &c->p->visits[r->visits[i]];
        int64_t to = t->end;
        for (int32_t j = i + 1; j < r->count && x->pair != VRP_NONE; j++)
            if (r->visits[j] == x->pair) to = t->begin[j];
        int64_t ride = to - t->leave[i];
        if (x->ride_max && ride > x->ride_max) note(c, VRP_BREAKS_RIDE, k, r->visits[i], ride - x->ride_max);
    }
    struct checked_rides all = check_rides(c->p, r, t);
    c->out->cost += vrp_toll(c->p->ride_weight, all.excess);
    if (all.longest > c->longest) c->longest = all.longest;
}

/* Forward as early as possible; then backward from the earliest end as late as possible: that is the shortest route
 * that ends as early as any. */
static struct checked_times times_without_rules(struct checker *c, int32_t k)
{
    const struct vrp_route *r = &c->plan->routes[k];
    const struct vrp_vehicle *v = &c->p->vehicles[r->vehicle];
    int64_t *begin = ARENA_ARRAY(c->arena, int64_t, (size_t)r->count), t = release_of(c, r);
    int64_t *leave = ARENA_ARRAY(c->arena, int64_t, (size_t)r->count);
    bool late = false;
    for (int32_t i = 0; i < r->count; i++) {
        const struct vrp_visit *x = &c->p->visits[r->visits[i]];
        begin[i] = t = begin_at(x, t + travel(c, v, location_of(c, r, i - 1), x->location, true));
        late = late || (x->window_count && t > x->windows[x->window_count - 1].to);
        t += stay(c, r, i);
    }
    t += travel(c, v, location_of(c, r, r->count - 1), v->end, true);
    int64_t end = t;
    for (int32_t i = r->count - 1; i >= 0 && !late; i--) {
        t -= travel(c, v, location_of(c, r, i), location_of(c, r, i + 1), true) + stay(c, r, i);
        begin[i] = t = latest_begin(&c->p->visits[r->visits[i]], t);
    }
    for (int32_t i = 0; i < r->count; i++)
        leave[i] = begin[i] + stay(c, r, i);
    return (struct checked_times){begin[0] - travel(c, v, v->start, location_of(c, r, 0), true), end, begin, leave};
}

static struct checked_times times_of(struct checker *c, int32_t k)
{
    const struct vrp_route *r = &c->plan->routes[k];
    const struct vrp_vehicle *v = &c->p->vehicles[r->vehicle];
    struct checked_times t;
    struct list broken = {0};
    if (v->rules) return check_hours(c->arena, c->p, r);
    if (!v->pause_count) return times_without_rules(c, k);
    bool timed = check_pauses(c->arena, c->p, r, release_of(c, r), &t, &broken);
    for (size_t i = 0; i < broken.count; i++) {
        struct vrp_violation *x = LIST_ADD(c->arena, &c->out->violations, struct vrp_violation);
        *x = *LIST_AT(&broken, struct vrp_violation, i);
        x->route = k;
    }
    return timed ? t : times_without_rules(c, k);
}

static void check_times(struct checker *c, int32_t k)
{
    const struct vrp_route *r = &c->plan->routes[k];
    const struct vrp_vehicle *v = &c->p->vehicles[r->vehicle];
    struct checked_times t = times_of(c, k);
    for (int32_t i = 0; i < r->count; i++) {
        const struct vrp_visit *x = &c->p->visits[r->visits[i]];
        int64_t over = x->window_count ? t.begin[i] - x->windows[x->window_count - 1].to : 0;
        if (over > 0) note(c, VRP_BREAKS_WINDOW, k, r->visits[i], over);
    }
    if (v->shift.to && t.end > v->shift.to) note(c, VRP_BREAKS_SHIFT, k, VRP_NONE, t.end - v->shift.to);
    int64_t takes = t.end - t.departure;
    c->out->duration += takes;
    c->out->cost += vrp_toll(1000 * (int64_t)v->per_duration, takes);
    int64_t work = 0;
    for (int32_t i = 0; i < r->count; i++)
        work += stay(c, r, i);
    c->out->cost += vrp_wage(v->per_work, work);
    if (v->duration_max && takes > v->duration_max) note(c, VRP_BREAKS_DURATION, k, VRP_NONE, takes - v->duration_max);
    if (check_drivers(c->p, r)) note(c, VRP_BREAKS_DRIVERS, k, VRP_NONE, check_drivers(c->p, r));
    note_rides(c, k, &t);
}

/* Is there another visit on the route that x does not ride with?  Two parts of one visit are one visit. */
static bool excluded(const struct checker *c, const struct vrp_route *r, int32_t u)
{
    for (int32_t i = 0; i < r->count; i++) {
        uint64_t kind = UINT64_C(1) << c->p->visits[r->visits[i]].kind;
        if (r->visits[i] != u && (c->p->visits[u].excludes & kind)) return true;
    }
    return false;
}

static void check_company(struct checker *c, int32_t k)
{
    const struct vrp_route *r = &c->plan->routes[k];
    const struct vrp_vehicle *v = &c->p->vehicles[r->vehicle];
    for (int32_t i = 0; i < r->count; i++) {
        int32_t u = r->visits[i];
        const struct vrp_visit *x = &c->p->visits[u];
        if (x->skills & ~v->skills) note(c, VRP_BREAKS_SKILLS, k, u, 1);
        if (v->serves && !v->serves[u]) note(c, VRP_BREAKS_REFUSED, k, u, 1);
        if (x->excludes && excluded(c, r, u)) note(c, VRP_BREAKS_EXCLUSION, k, u, 1);
    }
}

static void check_shape(struct checker *c, int32_t k)
{
    const struct vrp_route *r = &c->plan->routes[k];
    const struct vrp_vehicle *v = &c->p->vehicles[r->vehicle];
    int64_t length = 0, price = 0, driven = 0, stops = 0;
    for (int32_t i = 0; i <= r->count; i++) {
        int32_t from = location_of(c, r, i - 1), to = location_of(c, r, i);
        length += far(c, v, from, to);
        price += travel(c, v, from, to, false);
        driven += travel(c, v, from, to, true);
        stops += i < r->count && (i == 0 || from != to);
    }
    c->out->distance += length;
    c->out->cost += v->fixed + price * v->per_distance;
    c->out->vehicles++;
    if (v->distance_max && length > v->distance_max)
        note(c, VRP_BREAKS_DISTANCE, k, VRP_NONE, length - v->distance_max);
    if (v->stops_max && stops > v->stops_max) note(c, VRP_BREAKS_STOPS, k, VRP_NONE, stops - v->stops_max);
    if (v->visits_max && r->count > v->visits_max) note(c, VRP_BREAKS_VISITS, k, VRP_NONE, r->count - v->visits_max);
    if (v->travel_max && driven > v->travel_max) note(c, VRP_BREAKS_TRAVEL, k, VRP_NONE, driven - v->travel_max);
}

/* Do the numbers of a route exist?  Also notes which route serves what. */
static bool enter(struct checker *c, int32_t k)
{
    const struct vrp_route *r = &c->plan->routes[k];
    bool fine = r->vehicle >= 0 && r->vehicle < c->p->vehicle_count && r->count >= 0;
    for (int32_t i = 0; fine && i < r->count; i++)
        fine = r->visits[i] >= 0 && r->visits[i] < c->p->visit_count;
    for (int32_t i = 0; fine && r->pauses && i < c->p->vehicles[r->vehicle].pause_count; i++)
        fine = r->pauses[i] >= VRP_NONE && r->pauses[i] <= r->count;
    if (!fine) {
        note(c, VRP_BREAKS_ROUTE_SHAPE, k, VRP_NONE, 1);
        return false;
    }
    for (int32_t i = 0; i < r->count; i++) {
        int32_t u = r->visits[i];
        const struct vrp_visit *x = &c->p->visits[u];
        if (c->where[u] != VRP_NONE && (!least_part(x) || !r->amounts)) note(c, VRP_BREAKS_SERVED_TWICE, k, u, 1);
        int64_t amount = r->amounts ? r->amounts[i] : demand(x);
        bool whole = amount == demand(x);
        if (amount < 0 || (!whole && !least_part(x))) note(c, VRP_BREAKS_AMOUNT, k, u, demand(x) - amount);
        if (!whole && amount < least_part(x)) note(c, VRP_BREAKS_CHUNK, k, u, least_part(x) - amount);
        c->given[u] += amount;
        if (c->where[u] == VRP_NONE) c->where[u] = k, c->rank[u] = i;
    }
    return true;
}

static void check_fleet(struct checker *c)
{
    int64_t *used = ARENA_ARRAY(c->arena, int64_t, (size_t)c->p->vehicle_count);
    for (int32_t k = 0; k < c->plan->route_count; k++) {
        const struct vrp_route *r = &c->plan->routes[k];
        if (r->count <= 0 || r->vehicle < 0 || r->vehicle >= c->p->vehicle_count) continue;
        if (++used[r->vehicle] > c->p->vehicles[r->vehicle].count) note(c, VRP_BREAKS_VEHICLES, k, VRP_NONE, 1);
    }
}

static void check_visits(struct checker *c)
{
    int32_t *group = ARENA_ARRAY(c->arena, int32_t, (size_t)c->p->visit_count + 1), groups = 0;
    int32_t *member = ARENA_ARRAY(c->arena, int32_t, (size_t)c->p->visit_count + 1);
    for (int32_t u = 0; u < c->p->visit_count; u++) {
        const struct vrp_visit *x = &c->p->visits[u];
        if (c->where[u] == VRP_NONE) {
            c->out->cost += x->optional ? x->prize : 0;
            if (!x->optional) note(c, VRP_BREAKS_NOT_SERVED, VRP_NONE, u, 1);
        } else if (least_part(x) && c->given[u] != demand(x)) {
            note(c, VRP_BREAKS_AMOUNT, c->where[u], u, demand(x) - c->given[u]);
        }
        if (x->pair != VRP_NONE) {
            bool apart = c->where[x->pair] != c->where[u] || (c->where[u] != VRP_NONE && c->rank[x->pair] < c->rank[u]);
            if (apart) note(c, VRP_BREAKS_PAIR, c->where[u], u, 1);
        }
        if (x->group == VRP_NONE) continue;
        int32_t g = 0;
        while (g < groups && group[g] != x->group)
            g++;
        if (g == groups) group[groups] = x->group, member[groups++] = u;
        if (c->where[member[g]] != c->where[u]) note(c, VRP_BREAKS_GROUP, c->where[u], u, 1);
    }
}

void vrp_check(struct arena *a, const struct vrp_problem *p, const struct vrp_plan *plan, struct vrp_verdict *out)
{
    size_t n = (size_t)p->visit_count + 1;
    struct checker c = {.p = p, .plan = plan, .out = out, .arena = a};
    c.where = ARENA_ARRAY(a, int32_t, n);
    c.rank = ARENA_ARRAY(a, int32_t, n);
    c.given = ARENA_ARRAY(a, int64_t, n);
    *out = (struct vrp_verdict){0};
    for (int32_t u = 0; u < p->visit_count; u++)
        c.where[u] = VRP_NONE;
    check_fleet(&c);
    for (int32_t k = 0; k < plan->route_count; k++) {
        if (!enter(&c, k) || plan->routes[k].count == 0) continue;
        check_shape(&c, k);
        check_loads(&c, k);
        check_times(&c, k);
        check_company(&c, k);
    }
    check_visits(&c);
    out->cost += vrp_toll(p->longest_weight, c.longest);
    out->feasible = out->violations.count == 0;
}
