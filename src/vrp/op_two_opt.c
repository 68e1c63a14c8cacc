/* op_two_opt.c - turns a stretch of one route round. */
#include "vrp/op.h"

/* Reverses a..b, which stand so on one route. */
static bool turn(struct state *s, int32_t a, int32_t b)
{
    const struct instance *in = s->in;
    int32_t slot = s->route[a], p = s->prev[a], q = s->next[b];
    const int32_t *m = fleet_of(in, slot)->distance;
    int64_t change =
        (int64_t)arc(m, in, p, b) + arc(m, in, a, q) - arc(m, in, p, a) - arc(m, in, b, q) + s->turn[b] - s->turn[a];
    if (change >= 0) return false;
    struct way w = {.slot = slot,
                    .count = 3,
                    .distance = s->routes[slot].distance + change,
                    .piece = {{slot_start(in, slot), p, false}, {a, b, true}, {q, slot_end(in, slot), false}}};
    if (!ways_pay(s, &w, 1)) return false;
    way_apply(s, &w, 1);
    return true;
}

bool op_two_opt(struct state *s, int32_t u, int32_t v)
{
    if (s->route[u] != s->route[v]) return false;
    int32_t one = s->pos[u] < s->pos[v] ? u : v, two = one == u ? v : u;
    if (s->next[one] == two) return false;
    return turn(s, s->next[one], two) || turn(s, one, s->prev[two]);
}
