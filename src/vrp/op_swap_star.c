/* op_swap_star.c - SWAP*: two visits change routes, each going to its cheapest place there. */
#include "vrp/op.h"

enum {
    BEST = 3
};
struct places {
    int64_t cost[BEST];
    int32_t after[BEST];
};

/* The three cheapest places for u in the slot, places beside u's own left out by the caller's choice. */
static void find_places(const struct state *s, int32_t u, int32_t slot, struct places *best)
{
    const struct instance *in = s->in;
    const int32_t *m = fleet_of(in, slot)->distance;
    for (int32_t k = 0; k < BEST; k++)
        best->cost[k] = INT64_MAX / 4, best->after[k] = VRP_NONE;
    for (int32_t p = slot_start(in, slot), end = slot_end(in, slot); p != end; p = s->next[p]) {
        int32_t q = s->next[p];
        int64_t cost = (int64_t)arc(m, in, p, u) + arc(m, in, u, q) - arc(m, in, p, q);
        int32_t k = BEST;
        for (; k > 0 && cost < best->cost[k - 1]; k--)
            if (k < BEST) best->cost[k] = best->cost[k - 1], best->after[k] = best->after[k - 1];
        if (k < BEST) best->cost[k] = cost, best->after[k] = p;
    }
}

/* The cheapest place for u when v leaves its route; *after = v means in v's own place. */
static int64_t without(const struct state *s, int32_t u, int32_t v, const struct places *best, int32_t *after)
{
    const struct instance *in = s->in;
    const int32_t *m = fleet_of(in, s->route[v])->distance;
    int32_t p = s->prev[v], q = s->next[v];
    int64_t cost = (int64_t)arc(m, in, p, u) + arc(m, in, u, q) - arc(m, in, p, q);
    *after = v;
    for (int32_t k = 0; k < BEST && best->after[k] != VRP_NONE; k++) {
        if (best->after[k] == v || best->after[k] == p) continue;
        if (best->cost[k] < cost) cost = best->cost[k], *after = best->after[k];
        break;
    }
    return cost;
}

static int64_t removal(const struct state *s, int32_t u)
{
    const int32_t *m = fleet_of(s->in, s->route[u])->distance;
    int32_t p = s->prev[u], q = s->next[u];
    return (int64_t)arc(m, s->in, p, q) - arc(m, s->in, p, u) - arc(m, s->in, u, q);
}

/* v's route with v gone and u behind `after`. */
static struct way exchange(const struct state *s, int32_t v, int32_t u, int32_t after, int64_t change)
{
    const struct instance *in = s->in;
    int32_t slot = s->route[v], start = slot_start(in, slot), end = slot_end(in, slot);
    int32_t p = s->prev[v], q = s->next[v];
    struct way w = {.slot = slot, .distance = s->routes[slot].distance + change};
    struct piece *at = w.piece;
    if (after == v) {
        *at++ = (struct piece){start, p, false}, *at++ = (struct piece){u, u, false};
    } else if (s->pos[after] < s->pos[v]) {
        *at++ = (struct piece){start, after, false}, *at++ = (struct piece){u, u, false};
        *at++ = (struct piece){s->next[after], p, false};
    } else {
        *at++ = (struct piece){start, p, false}, *at++ = (struct piece){q, after, false};
        *at++ = (struct piece){u, u, false};
        q = s->next[after];
    }
    *at++ = (struct piece){q, end, false};
    w.count = (int32_t)(at - w.piece);
    return w;
}

struct candidate {
    int64_t delta;
    int32_t u, v, u_after, v_after;
    int64_t change_u, change_v; /* of the route of u, of v */
};

static void consider(const struct state *s, int32_t u, int32_t v, const struct places *to, const struct places *fro,
                     struct candidate *best)
{
    const struct fleet *f = fleet_of(s->in, s->route[u]), *g = fleet_of(s->in, s->route[v]);
    int64_t ru = removal(s, u), rv = removal(s, v);
    if (f->per_distance * ru + g->per_distance * rv >= best->delta) return;
    struct candidate c = {.u = u, .v = v};
    c.change_v = rv + without(s, u, v, to, &c.u_after);
    c.change_u = ru + without(s, v, u, fro, &c.v_after);
    /* in the own place the arcs of the one that left are counted by the removal already */
    c.delta = f->per_distance * c.change_u + g->per_distance * c.change_v;
    if (c.delta < best->delta) *best = c;
}

static bool loads_allow(const struct state *s, int32_t u, int32_t v)
{
    const struct instance *in = s->in;
    const struct fleet *f = fleet_of(in, s->route[u]), *g = fleet_of(in, s->route[v]);
    for (int32_t d = 0; d < in->loads; d++) {
        int32_t more = s->load[v * in->loads + d] - s->load[u * in->loads + d];
        if (s->routes[s->route[u]].load[d] + more > f->capacity[d]) return false;
        if (s->routes[s->route[v]].load[d] - more > g->capacity[d]) return false;
    }
    return true;
}

enum {
    ROUTE_MAX = 256 /* a longer route is passed over: the work grows with the product */
};

bool op_swap_star(struct state *s, int32_t slot, int32_t other)
{
    const struct instance *in = s->in;
    if (s->routes[slot].count > ROUTE_MAX || s->routes[other].count > ROUTE_MAX) return false;
    struct places to[ROUTE_MAX], fro[ROUTE_MAX];
    int32_t i = 0, j = 0;
    for (int32_t u = s->next[slot_start(in, slot)]; u < in->n; u = s->next[u])
        find_places(s, u, other, &to[i++]);
    for (int32_t v = s->next[slot_start(in, other)]; v < in->n; v = s->next[v])
        find_places(s, v, slot, &fro[j++]);
    struct candidate best = {0};
    i = 0;
    for (int32_t u = s->next[slot_start(in, slot)]; u < in->n; u = s->next[u], i++) {
        j = 0;
        for (int32_t v = s->next[slot_start(in, other)]; v < in->n; v = s->next[v], j++)
            if (loads_allow(s, u, v)) consider(s, u, v, &to[i], &fro[j], &best);
    }
    if (best.delta >= 0) return false;
    struct way w[2] = {exchange(s, best.v, best.u, best.u_after, best.change_v),
                       exchange(s, best.u, best.v, best.v_after, best.change_u)};
    if (!ways_pay(s, w, 2)) return false;
    way_apply(s, w, 2);
    return true;
}
