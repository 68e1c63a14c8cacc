/* pool.c - see pool.h. */
#include "vrp/pool.h"
#include "vrp/absence.h"
#include "vrp/rich.h"

void pool_init(struct pool *p, struct arena *a, const struct instance *in)
{
    *p = (struct pool){0};
    for (int32_t k = 0; k < POOL_MAX; k++)
        p->entry[k].next = ARENA_ARRAY(a, int32_t, (size_t)in->nodes + 1);
    p->owner = ARENA_ARRAY(a, int32_t, (size_t)in->n + 1);
    p->given = ARENA_ARRAY(a, int32_t, (size_t)in->slots + 1);
}

void pool_add(struct pool *p, const struct instance *in, int64_t cost, const int32_t *next, int32_t absent_count)
{
    int32_t worst = 0;
    for (int32_t k = 0; k < p->count; k++) {
        if (p->entry[k].cost == cost) return;
        if (p->entry[k].cost > p->entry[worst].cost) worst = k;
    }
    if (p->count < POOL_MAX)
        worst = p->count++;
    else if (p->entry[worst].cost < cost)
        return;
    struct best *e = &p->entry[worst];
    e->cost = cost, e->absent_count = absent_count;
    memcpy(e->next, next, (size_t)in->nodes * sizeof *next);
}

static void clear(struct state *s, int32_t slot)
{
    while (s->routes[slot].count)
        state_remove(s, s->next[slot_start(s->in, slot)]);
}

/* The route of `slot` in a plan of links onto a vacant slot of the state. */
static void put_route(struct state *s, const int32_t *next, int32_t slot, int32_t onto)
{
    int32_t at = slot_start(s->in, onto);
    for (int32_t u = next[slot_start(s->in, slot)]; u < s->in->n; at = u, u = next[u])
        state_insert(s, u, at);
    state_refresh(s, onto);
}

/* Slots of the giving plan around a random visit into `given`; returns how many. */
static int32_t choose_routes(struct pool *p, struct state *s, const int32_t *next)
{
    const struct instance *in = s->in;
    int32_t used = 0, count = 0, seed = (int32_t)rng_below(&s->rng, (uint64_t)in->n);
    for (int32_t u = 0; u < in->n; u++)
        p->owner[u] = VRP_NONE;
    for (int32_t slot = 0; slot < in->slots; slot++) {
        s->mark[slot] = 0;
        used += next[slot_start(in, slot)] < in->n;
        for (int32_t u = next[slot_start(in, slot)]; u < in->n; u = next[u])
            p->owner[u] = slot;
    }
    int32_t most = 1 + (int32_t)rng_below(&s->rng, (uint64_t)(used / 2 + 1));
    for (int32_t k = -1; k < in->near_count && count < most; k++) {
        int32_t slot = p->owner[k < 0 ? seed : in->near[seed * in->near_count + k]];
        if (slot == VRP_NONE || s->mark[slot]) continue;
        s->mark[slot] = 1;
        p->given[count++] = slot;
    }
    return count;
}

/* Empties the `most` slots that lost visits to the given routes and have the fewest left. */
static void dissolve(struct state *s, int32_t most)
{
    for (int32_t i = 0; i < most; i++) {
        int32_t least = VRP_NONE;
        for (int32_t slot = 0; slot < s->in->slots; slot++) {
            if (!s->mark[slot]) continue;
            if (least == VRP_NONE || s->routes[slot].count < s->routes[least].count) least = slot;
        }
        if (least == VRP_NONE) return;
        clear(s, least);
        s->mark[least] = 0;
    }
}

void pool_cross(struct pool *p, struct state *s, const struct tuning *t)
{
    assert(p->count >= 2);
    uint64_t count = (uint64_t)p->count;
    int32_t one = (int32_t)rng_below(&s->rng, count), two = (int32_t)rng_below(&s->rng, count);
    if (p->entry[two].cost < p->entry[one].cost) one = two;
    two = (one + 1 + (int32_t)rng_below(&s->rng, count - 1)) % p->count;
    const int32_t *next = p->entry[two].next;
    state_restore(s, p->entry[one].next);
    int32_t given = choose_routes(p, s, next);
    for (int32_t slot = 0; slot < s->in->slots; slot++)
        s->mark[slot] = 0;
    for (int32_t i = 0; i < given; i++)
        for (int32_t u = next[slot_start(s->in, p->given[i])]; u < s->in->n; u = next[u]) {
            if (s->route[u] == VRP_NONE) continue;
            s->mark[s->route[u]] = 1;
            state_remove(s, u);
        }
    for (int32_t slot = 0; slot < s->in->slots; slot++) {
        if (!s->mark[slot]) continue;
        if (s->in->timed) state_refresh(s, slot);
        if (!rich_route_stands(s, slot)) clear(s, slot);
    }
    dissolve(s, given);
    for (int32_t i = 0; i < given; i++) {
        int32_t onto = state_vacant(s, s->in->slot_fleet[p->given[i]]);
        if (onto != VRP_NONE) put_route(s, next, p->given[i], onto);
    }
    recreate(s, t);
}
