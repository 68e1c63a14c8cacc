/* local.c - local search: works through the queue of visits whose surroundings changed. */
#include "vrp/op.h"

static int32_t pop(struct state *s)
{
    int32_t u = s->queue[s->queue_at];
    s->queue_at = s->queue_at + 1 == s->in->n ? 0 : s->queue_at + 1;
    s->queue_count--;
    s->queued[u] = false;
    return u;
}

static bool improve(struct state *s, int32_t u, int32_t near)
{
    const int32_t *nb = s->in->near + u * s->in->near_count;
    for (int32_t k = 0; k < near; k++) {
        int32_t v = nb[k];
        if (s->route[v] == VRP_NONE) continue;
        state_refresh(s, s->route[v]);
        if (op_relocate(s, u, v) || op_two_opt(s, u, v) || op_tails(s, u, v) || op_swap(s, u, v)) return true;
    }
    return false;
}

int32_t local_search(struct state *s, int32_t near, int32_t most)
{
    int32_t moves = 0;
    if (near > s->in->near_count) near = s->in->near_count;
    while (s->queue_count) {
        int32_t u = pop(s);
        if (pace_late(s->pace, near) || moves >= most || s->route[u] == VRP_NONE) continue;
        state_refresh(s, s->route[u]);
        if (!improve(s, u, near)) continue;
        moves++;
        state_queue(s, u);
    }
    return moves;
}

enum {
    LINKS = 6 /* two routes are near when one of a visit's nearest so many lies on the other */
};

/* The first exchange between the slot and a route near it that has a higher number. */
static bool exchange_one(struct state *s, int32_t slot)
{
    const struct instance *in = s->in;
    int32_t near = LINKS < in->near_count ? LINKS : in->near_count;
    for (int32_t u = s->next[slot_start(in, slot)]; u < in->n; u = s->next[u]) {
        for (int32_t k = 0; k < near; k++) {
            int32_t other = s->route[in->near[u * in->near_count + k]];
            if (other <= slot || s->mark[other] == slot + 1) continue; /* VRP_NONE is lower */
            s->mark[other] = slot + 1;
            if (pace_late(s->pace, (int64_t)s->routes[slot].count * s->routes[other].count)) return false;
            state_refresh(s, other);
            if (op_swap_star(s, slot, other)) return true;
        }
    }
    return false;
}

int32_t exchange_near_routes(struct state *s)
{
    int32_t moves = 0;
    for (int32_t slot = 0; slot < s->in->slots; slot++)
        s->mark[slot] = 0;
    for (int32_t slot = 0; slot < s->in->slots; slot++) {
        if (s->routes[slot].count == 0) continue;
        if (s->pace->late) break;
        state_refresh(s, slot);
        moves += exchange_one(s, slot);
    }
    return moves;
}
