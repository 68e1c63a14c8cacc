/* start.c - takes over a plan to start from. */
#include "vrp/start.h"
#include "vrp/alone.h"
#include "vrp/arrivals.h"
#include "vrp/party.h"

static bool refuse(struct vrp_fault *fault, int32_t route)
{
    *fault = (struct vrp_fault){VRP_FAULT_START_PLAN, route};
    return false;
}

/* Do the numbers exist, each visit once? */
static bool well_formed(const struct vrp_problem *p, const struct vrp_route *r, bool *seen)
{
    if (r->vehicle < 0 || r->vehicle >= p->vehicle_count || r->count < 0 || r->locked < 0 || r->locked > r->count)
        return false;
    for (int32_t i = 0; i < r->count; i++) {
        int32_t u = r->visits[i];
        if (u < 0 || u >= p->visit_count) return false;
        bool part = r->amounts && r->amounts[i] != p->visits[u].delivery[0] + p->visits[u].pickup[0];
        if ((seen[u] && !part) || (part && i < r->locked)) return false;
        seen[u] = seen[u] || !part;
    }
    return true;
}

struct reader {
    const struct vrp_problem *p;
    struct arena *scratch;
    const int32_t *fellow; /* as in the instance */
    int32_t *mate;         /* per visit: the other end of its pair, or VRP_NONE */
    int32_t *at;           /* per visit: its index on the route looked at; true where that one has it */
    struct pace *pace;
};

static bool is_on(const struct reader *x, const struct vrp_route *r, int32_t u)
{
    return x->at[u] < r->count && r->visits[x->at[u]] == u;
}

/* Is nobody of a pair or group left elsewhere? */
static bool together(struct reader *x, const struct vrp_route *r)
{
    for (int32_t i = 0; i < r->count; i++)
        x->at[r->visits[i]] = i;
    for (int32_t i = 0; i < r->count; i++) {
        int32_t u = r->visits[i];
        if (x->mate[u] != VRP_NONE && !is_on(x, r, x->mate[u])) return false;
        if (x->fellow && !is_on(x, r, x->fellow[u])) return false;
    }
    return true;
}

/* Does the route keep all constraints by itself? */
static bool keeps(struct reader *x, const struct vrp_route *r)
{
    struct vrp_verdict v;
    x->pace->done += r->count;
    if (!together(x, r)) return false;
    alone_check(x->scratch, x->p, &x->p->vehicles[r->vehicle], r->visits, NULL, r->count, &v);
    return v.feasible;
}

/* Takes visits off the tail until the route keeps everything, but for its locked head: one by one first, then more at
 * a time, because each question drives the whole route. */
static void cut(struct reader *x, struct vrp_route *r)
{
    enum {
        TRIES = 32 /* before the step is doubled */
    };
    for (int32_t step = 1, tries = 0; r->count > r->locked && !keeps(x, r); tries++) {
        if (tries == TRIES) step *= 2, tries = 0;
        if (pace_late(x->pace, r->count)) step = r->count;
        r->count = r->count - step > r->locked ? r->count - step : r->locked;
    }
}

bool start_read(struct arena *a, const struct vrp_problem *p, const struct vrp_plan *plan, struct pace *pace,
                struct start *out, struct vrp_fault *fault)
{
    struct vrp_problem *q = ARENA_NEW(a, struct vrp_problem);
    struct vrp_visit *visits = ARENA_ARRAY(a, struct vrp_visit, (size_t)p->visit_count + 1);
    bool *seen = ARENA_ARRAY(a, bool, (size_t)p->visit_count + 1);
    int32_t *used = ARENA_ARRAY(a, int32_t, (size_t)p->vehicle_count);
    struct reader x = {.p = p, .scratch = arena_new(), .fellow = groups_build(a, p), .pace = pace};
    x.at = ARENA_ARRAY(a, int32_t, (size_t)p->visit_count + 1);
    x.mate = ARENA_ARRAY(a, int32_t, (size_t)p->visit_count + 1);
    for (int32_t u = 0; u < p->visit_count; u++)
        x.mate[u] = VRP_NONE;
    for (int32_t u = 0; u < p->visit_count; u++)
        if (p->visits[u].pair != VRP_NONE) x.mate[u] = p->visits[u].pair, x.mate[p->visits[u].pair] = u;
    int32_t bad = VRP_NONE;
    *q = *p, q->visits = visits;
    memcpy(visits, p->visits, (size_t)p->visit_count * sizeof *visits);
    *out = (struct start){.problem = q, .routes = ARENA_ARRAY(a, struct vrp_route, (size_t)plan->route_count + 1)};
    for (int32_t k = 0; k < plan->route_count && bad == VRP_NONE; k++) {
        struct vrp_route *r = &out->routes[out->route_count];
        if (!well_formed(p, &plan->routes[k], seen)) bad = k;
        if (bad != VRP_NONE || !plan->routes[k].count) continue;
        *r = plan->routes[k];
        int32_t *kept = ARENA_ARRAY(a, int32_t, (size_t)r->count), count = 0;
        for (int32_t i = 0; i < r->count; i++) {
            const struct vrp_visit *v = &p->visits[r->visits[i]];
            if (i < r->locked) visits[r->visits[i]].min_chunk = 0;
            if (!r->amounts || r->amounts[i] == v->delivery[0] + v->pickup[0]) kept[count++] = r->visits[i];
        }
        r->visits = kept, r->count = count, r->amounts = NULL, r->pauses = NULL;
        cut(&x, r);
        if (!r->count) continue;
        bool fits = ++used[r->vehicle] <= p->vehicles[r->vehicle].count;
        if (r->locked && (!fits || (r->count == r->locked && !keeps(&x, r)))) bad = k;
        out->route_count += fits;
    }
    arena_free(x.scratch);
    return bad == VRP_NONE || refuse(fault, bad);
}

/* Locked visits of the slot stand at its head in their order; while the search has some of them out, the others do. */
static bool locks_fit(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count)
{
    const struct locks *l = in->locks;
    int32_t last = -1;
    bool head = true;
    for (int32_t i = 0; i < count; i++) {
        int32_t u = sequence[i];
        if (l->slot[u] == VRP_NONE) {
            head = false;
            continue;
        }
        if (l->slot[u] != slot || !head || l->rank[u] <= last) return false;
        last = l->rank[u];
    }
    return true;
}

void start_settle(struct arena *a, struct start *s, struct instance *in)
{
    struct locks *l = ARENA_NEW(a, struct locks);
    int32_t *used = ARENA_ARRAY(a, int32_t, (size_t)in->fleet_count), locked = 0;
    l->slot = ARENA_ARRAY(a, int32_t, (size_t)in->n + 1);
    l->rank = ARENA_ARRAY(a, int32_t, (size_t)in->n + 1);
    for (int32_t u = 0; u < in->n; u++)
        l->slot[u] = VRP_NONE;
    for (int32_t k = 0; k < s->route_count; k++) {
        struct vrp_route *r = &s->routes[k];
        int32_t slot = in->fleets[r->vehicle].slot_from + used[r->vehicle]++;
        r->vehicle = slot;
        for (int32_t i = 0; i < r->locked; i++, locked++)
            l->slot[r->visits[i]] = slot, l->rank[r->visits[i]] = i;
    }
    if (!locked) return;
    int64_t *cost = ARENA_ARRAY(a, int64_t, (size_t)in->n + 1), all = 1, most = ((int64_t)1 << 58) / in->n;
    for (int32_t u = 0; u < in->n; u++)
        all = all + in->absent_cost[u] < most ? all + in->absent_cost[u] : most;
    for (int32_t u = 0; u < in->n; u++)
        cost[u] = l->slot[u] == VRP_NONE ? in->absent_cost[u] : all;
    in->absent_cost = cost;
    in->locks = l;
    in->prompt = false; /* arrivals.h knows no rules */
    instance_add_rule(in, locks_fit);
}

void start_build(struct state *s, const struct start *from)
{
    state_begin(s);
    for (int32_t k = 0; k < from->route_count; k++) {
        const struct vrp_route *r = &from->routes[k];
        int32_t after = slot_start(s->in, r->vehicle);
        for (int32_t i = 0; i < r->count; i++) {
            state_append(s, r->visits[i], after);
            after = r->visits[i];
        }
        if (s->in->prompt) arrivals_refresh(s, r->vehicle);
        state_refresh(s, r->vehicle);
    }
}
