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
        if (moves >= most || s->route[u] == VRP_NONE) continue;
        state_refresh(s, s->route[u]);
        if (!improve(s, u, near)) continue;
        moves++;
        state_queue(s, u);
    }
    return moves;
}
