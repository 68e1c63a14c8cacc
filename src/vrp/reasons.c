/* reasons.c - why a visit found no place: every place is put to the checker, which knows every constraint. */
#include "vrp/alone.h"
#include "vrp/groups.h"

enum {
    THOROUGH = 600,           /* visits up to which every place of every route is tried; */
    THOROUGH_STEPS = 2000000, /* if no more visits than this are driven past for it; else the cheapest of each route */
    ROUTES_MAX = 200,         /* of one type that are tried then */
    SEATED = 64               /* of a group, each at its cheapest place; the others one behind the other */
};

struct finder {
    const struct vrp_problem *p;
    const struct vrp_plan *plan;
    struct arena *scratch;
    int32_t *party, party_count; /* visits that must come together, the one asked about first */
    const struct vrp_vehicle *vehicle;
    int32_t *sequence, *amounts, count;
    bool thorough;
};
/* A place that was tried: what it costs, which constraint fails there, by how much, and whether others fail too. */
struct trial {
    int32_t route, at;
    int64_t cost;
    enum vrp_violation_id id;
    int64_t by;
    bool alone;
};

static int64_t arc(const struct finder *f, int32_t from, int32_t to)
{
    if (from == VRP_NONE || to == VRP_NONE) return 0;
    return f->p->profiles[f->vehicle->profile].distance[(int64_t)from * f->p->location_count + to];
}

static int32_t location_at(const struct finder *f, int32_t i)
{
    if (i < 0) return f->vehicle->start;
    return i >= f->count ? f->vehicle->end : f->p->visits[f->sequence[i]].location;
}

/* What the arcs cost more with u before the visit at i. */
static int64_t detour(const struct finder *f, int32_t u, int32_t i)
{
    int32_t from = location_at(f, i - 1), to = location_at(f, i), by = f->p->visits[u].location;
    int64_t old = f->count ? arc(f, from, to) : 0;
    return f->vehicle->per_distance * (arc(f, from, by) + arc(f, by, to) - old);
}

static void put(struct finder *f, int32_t u, int32_t at)
{
    const struct vrp_visit *v = &f->p->visits[u];
    size_t behind = (size_t)(f->count++ - at);
    memmove(f->sequence + at + 1, f->sequence + at, behind * sizeof *f->sequence);
    memmove(f->amounts + at + 1, f->amounts + at, behind * sizeof *f->amounts);
    f->sequence[at] = u;
    f->amounts[at] = v->delivery[0] + v->pickup[0];
}

/* The route as it is (VRP_NONE = none yet), in sequence and amounts. */
static void lay_out(struct finder *f, int32_t route)
{
    f->count = 0;
    if (route == VRP_NONE) return;
    const struct vrp_route *r = &f->plan->routes[route];
    for (int32_t i = 0; i < r->count; i++) {
        put(f, r->visits[i], i);
        if (r->amounts) f->amounts[i] = r->amounts[i];
    }
}

/* The party's first visit at a place, the others each where they are cheapest then; what is left somewhere stands
 * behind where it was picked up.  Returns the cost of the arcs and of the vehicle when it is a new one. */
static int64_t seat(struct finder *f, int32_t at)
{
    int64_t cost = (f->count ? 0 : f->vehicle->fixed) + detour(f, f->party[0], at);
    int32_t last = at;
    put(f, f->party[0], at);
    for (int32_t k = 1; k < f->party_count; k++) {
        int32_t u = f->party[k], from = 0, to = f->count, best = -1;
        int64_t least = 0;
        for (int32_t i = 0; i < f->count && k <= SEATED; i++) {
            if (f->p->visits[f->sequence[i]].pair == u) from = i + 1;
            if (f->p->visits[u].pair == f->sequence[i]) to = i;
        }
        if (k > SEATED) from = to = last + 1;
        for (int32_t i = from; i <= to; i++) {
            int64_t more = detour(f, u, i);
            if (best < 0 || more < least) best = i, least = more;
        }
        last = best < 0 ? from : best;
        put(f, u, last);
        cost += least;
    }
    return cost;
}

/* Asks the checker about this one route, as a problem of its own. */
static void judge(struct finder *f, struct trial *t)
{
    struct vrp_verdict verdict;
    alone_check(f->scratch, f->p, f->vehicle, f->sequence, f->amounts, f->count, &verdict);
    for (size_t i = 0; i < verdict.violations.count; i++) {
        const struct vrp_violation *x = LIST_AT(&verdict.violations, struct vrp_violation, i);
        if (t->id == VRP_OK) t->id = x->id, t->alone = true;
        if (t->id != x->id) t->alone = false;
        if (t->id == x->id && x->by > t->by) t->by = x->by;
    }
}

/* The visits that must come with u and are out as well: the other end of its pair, its group and their pairs. */
static void gather(struct finder *f, struct arena *a, int32_t u)
{
    const struct vrp_problem *p = f->p;
    const int32_t *fellow = groups_build(a, p);
    bool *out = ARENA_ARRAY(a, bool, (size_t)p->visit_count + 1);
    f->party[0] = u, f->party_count = 1;
    for (int32_t i = 0; i < f->plan->unassigned_count; i++) {
        int32_t x = f->plan->unassigned[i];
        bool pair = p->visits[u].pair == x || p->visits[x].pair == u;
        out[x] = true;
        if (pair && (!fellow || fellow[u] == u)) f->party[f->party_count++] = x;
    }
    for (int32_t x = fellow ? fellow[u] : u; x != u; x = fellow[x])
        if (out[x]) f->party[f->party_count++] = x;
}

enum {
    IDS = 64
};
struct search {
    struct trial cheapest, open; /* the cheapest place; the cheapest where nothing fails */
    struct trial least[IDS];     /* by constraint: where it fails alone, and least */
    bool any, has_open;
};

static bool less(const struct trial *x, const struct trial *than)
{
    return x->by != than->by ? x->by < than->by : x->cost < than->cost;
}

/* `full`: the type has no vehicle left for a new route. */
static void try_at(struct finder *f, struct search *s, int32_t route, int32_t at, bool full)
{
    struct trial t = {.route = route, .at = at};
    lay_out(f, route);
    t.cost = seat(f, at);
    judge(f, &t);
    if (full) {
        t.alone = t.id == VRP_OK;
        t.id = VRP_BREAKS_VEHICLES, t.by = 1;
    }
    assert((size_t)t.id < IDS);
    if (t.id == VRP_OK && (!s->has_open || t.cost < s->open.cost)) s->open = t, s->has_open = true;
    if (!s->any || t.cost < s->cheapest.cost) s->cheapest = t, s->any = true;
    struct trial *least = &s->least[t.id];
    if (t.alone && (!least->alone || less(&t, least))) *least = t;
}

static void try_route(struct finder *f, struct search *s, int32_t route, bool full, bool thorough)
{
    int32_t best = 0;
    int64_t cheapest = INT64_MAX;
    lay_out(f, route);
    int32_t places = f->count;
    for (int32_t i = 0; i <= places && !thorough; i++) {
        int64_t more = detour(f, f->party[0], i);
        if (more < cheapest) best = i, cheapest = more;
    }
    for (int32_t i = 0; i <= places; i++)
        if (thorough || i == best) try_at(f, s, route, i, full);
}

static void try_type(struct finder *f, struct search *s, int32_t type)
{
    int32_t used = 0;
    f->vehicle = &f->p->vehicles[type];
    for (int32_t k = 0; k < f->plan->route_count; k++) {
        const struct vrp_route *r = &f->plan->routes[k];
        if (r->vehicle != type || !r->count) continue;
        used++;
        if (f->thorough || used <= ROUTES_MAX) try_route(f, s, k, false, f->thorough);
    }
    try_route(f, s, VRP_NONE, used >= f->vehicle->count, f->thorough);
}

static struct vrp_reason reason_of(const struct search *s, int32_t type)
{
    const struct trial *t = s->has_open ? &s->open : &s->cheapest, *least = &s->least[s->cheapest.id];
    struct vrp_reason out = {
        .vehicle = type, .route = t->route, .before = t->at, .cost = t->cost, .fails = t->id, .by = t->by};
    for (int32_t i = 0; i < IDS && !s->least[s->cheapest.id].alone; i++)
        if (s->least[i].alone && (!least->alone || less(&s->least[i], least))) least = &s->least[i];
    if (s->has_open || !least->alone) return out;
    out.relax = least->id, out.relax_by = least->by;
    out.relax_route = least->route, out.relax_before = least->at;
    return out;
}

/* May every place be tried?  Trying one drives the whole route, with drivers' rules once for each departure. */
static bool is_thorough(const struct finder *f)
{
    int64_t steps = 0;
    for (int32_t k = 0; k < f->plan->route_count; k++) {
        const struct vrp_driver_rules *rules = f->p->vehicles[f->plan->routes[k].vehicle].rules;
        int64_t length = f->plan->routes[k].count + f->party_count;
        steps += length * length * (rules ? rules->day / rules->step + 1 : 1);
    }
    return f->p->visit_count <= THOROUGH && steps <= THOROUGH_STEPS;
}

void vrp_reasons(const struct vrp_problem *p, const struct vrp_plan *plan, int32_t visit, struct vrp_reason *out)
{
    struct arena *own = arena_new();
    size_t n = (size_t)p->visit_count + 1;
    struct finder f = {.p = p, .plan = plan, .scratch = arena_new()};
    f.party = ARENA_ARRAY(own, int32_t, n);
    f.sequence = ARENA_ARRAY(own, int32_t, n);
    f.amounts = ARENA_ARRAY(own, int32_t, n);
    gather(&f, own, visit);
    f.thorough = is_thorough(&f);
    for (int32_t k = 0; k < p->vehicle_count; k++) {
        struct search *s = ARENA_NEW(own, struct search);
        try_type(&f, s, k);
        out[k] = reason_of(s, k);
    }
    arena_free(f.scratch);
    arena_free(own);
}
