/* absence.c - the memory of visits without a place, and plans with fewer vehicles. */
#include "vrp/absence.h"
#include "vrp/arrivals.h"

static bool is_mandatory(const struct instance *in, int32_t u)
{
    return !in->problem->visits[in->parts ? in->parts->whole[u] : u].optional;
}

static int64_t sum(const struct absence *x, const struct state *s)
{
    int64_t all = 0;
    for (int32_t i = 0; i < s->absent_count; i++)
        if (is_mandatory(s->in, s->absent[i])) all += x->missed[s->absent[i]];
    return all;
}

void absence_init(struct absence *x, struct arena *a, const struct instance *in)
{
    x->missed = ARENA_ARRAY(a, int64_t, (size_t)in->n + 1);
    for (int32_t u = 0; u < in->n; u++)
        x->missed[u] = 1;
}

void absence_begin(struct absence *x, const struct state *s)
{
    x->before = sum(x, s);
}

bool absence_better(struct absence *x, const struct state *s)
{
    if (x->before == 0) return false;
    bool better = sum(x, s) < x->before;
    for (int32_t i = 0; i < s->absent_count; i++)
        x->missed[s->absent[i]]++;
    return better;
}

/* A vehicle costs more than so many mean arcs: nothing that a further one saves makes up for it. */
enum {
    DEAR = 20
};

bool fewest_wanted(const struct instance *in)
{
    if (in->parts) return false;
    if (in->problem->fewest_vehicles) return true;
    return !in->several && in->fleets[0].fixed > DEAR * in->mean_arc;
}

int32_t fewest_possible(const struct instance *in)
{
    int32_t least = 1;
    for (int32_t d = 0; d < in->loads; d++) {
        int64_t load = 0, most = 1;
        for (int32_t k = 0; k < in->fleet_count; k++)
            most = in->fleets[k].capacity[d] > most ? in->fleets[k].capacity[d] : most;
        for (int32_t u = 0; u < in->n; u++)
            load += is_mandatory(in, u) ? in->load[u * in->loads + d] : 0;
        int64_t routes = (load + most - 1) / most;
        if (routes > least) least = (int32_t)routes;
    }
    return least;
}

void fewest_drop_route(struct state *s, const struct absence *x)
{
    int32_t seldom = VRP_NONE;
    int64_t least = INT64_MAX;
    for (int32_t slot = 0; slot < s->in->slots; slot++) {
        int64_t missed = 0;
        for (int32_t u = s->next[slot_start(s->in, slot)]; u < s->in->n; u = s->next[u])
            missed += x->missed[u];
        if (s->routes[slot].count && missed < least) least = missed, seldom = slot;
    }
    if (seldom == VRP_NONE) return;
    s->cap = s->used - 1;
    state_begin(s);
    while (s->routes[seldom].count)
        state_remove(s, s->next[slot_start(s->in, seldom)]);
    state_refresh(s, seldom);
}

void state_restore(struct state *s, const int32_t *next)
{
    const struct instance *in = s->in;
    state_begin(s);
    for (int32_t slot = 0; slot < in->slots; slot++)
        while (s->routes[slot].count)
            state_remove(s, s->next[slot_start(in, slot)]);
    for (int32_t slot = 0; slot < in->slots; slot++) {
        for (int32_t at = slot_start(in, slot), u = next[at]; u < in->n; at = u, u = next[u])
            state_append(s, u, at);
        state_refresh(s, slot);
        if (in->prompt) arrivals_refresh(s, slot);
    }
}
