/* op_tails.c - 2-opt*: two routes exchange their tails, or the head of one and the turned tail of the other meet. */
#include "vrp/op.h"

/* The pieces from `first` (a visit or an end) to the end of the slot of w, and their distance. */
static int64_t add_tail(const struct state *s, struct way *w, int32_t first)
{
    const struct instance *in = s->in;
    int32_t end = slot_end(in, w->slot);
    if (first >= in->n) {
        w->piece[w->count++] = (struct piece){end, end, false};
        return 0;
    }
    int32_t from = s->route[first], last = s->prev[slot_end(in, from)];
    if (in->slot_fleet[from] == in->slot_fleet[w->slot]) {
        w->piece[w->count++] = (struct piece){first, slot_end(in, from), false};
        return s->run[slot_end(in, from)] - s->run[first];
    }
    w->piece[w->count++] = (struct piece){first, last, false};
    w->piece[w->count++] = (struct piece){end, end, false};
    return s->run[last] - s->run[first] + arc(fleet_of(in, w->slot)->distance, in, last, end);
}

static int64_t cost_of(const struct state *s, int32_t slot, int64_t distance, bool used)
{
    const struct fleet *f = fleet_of(s->in, slot);
    return used ? f->fixed + f->per_distance * distance : 0;
}

static bool take(struct state *s, struct way *w, bool used0, bool used1)
{
    int64_t delta = cost_of(s, w[0].slot, w[0].distance, used0) + cost_of(s, w[1].slot, w[1].distance, used1);
    for (int32_t k = 0; k < 2; k++)
        delta -= cost_of(s, w[k].slot, s->routes[w[k].slot].distance, true);
    if (delta >= 0 || !ways_pay(s, w, 2)) return false;
    way_apply(s, w, 2);
    return true;
}

/* ... u | v ... and ... prev v | next u ... */
static bool straight(struct state *s, int32_t u, int32_t v)
{
    const struct instance *in = s->in;
    int32_t r = s->route[u], t = s->route[v], p = s->prev[v], q = s->next[u];
    const int32_t *m = fleet_of(in, r)->distance;
    if (arc(m, in, u, v) >= arc(m, in, u, q) + arc(m, in, p, v) && in->symmetric &&
        in->slot_fleet[r] == in->slot_fleet[t])
        return false;
    struct way w[2] = {{.slot = r, .count = 1, .piece = {{slot_start(in, r), u, false}}},
                       {.slot = t, .count = 1, .piece = {{slot_start(in, t), p, false}}}};
    w[0].distance = s->run[u] + arc(m, in, u, v) + add_tail(s, &w[0], v);
    w[1].distance = s->run[p] + arc(m, in, p, q < in->n ? q : slot_end(in, t)) + add_tail(s, &w[1], q);
    return take(s, w, true, p < in->n || q < in->n);
}

/* Heads meet: start .. u | v .. start', and end .. next u | next v .. end' */
static bool crossed(struct state *s, int32_t u, int32_t v)
{
    const struct instance *in = s->in;
    int32_t r = s->route[u], t = s->route[v], p = s->next[u], q = s->next[v];
    int32_t first = s->next[slot_start(in, t)], last = s->prev[slot_end(in, r)];
    const int32_t *m = fleet_of(in, r)->distance;
    struct way w[2] = {
        {.slot = r,
         .count = 3,
         .piece = {{slot_start(in, r), u, false}, {first, v, true}, {slot_end(in, r), slot_end(in, r), false}}},
        {.slot = t, .count = 1, .piece = {{slot_start(in, t), slot_start(in, t), false}}}};
    w[0].distance = s->run[u] + arc(m, in, u, v) + s->run[v] - s->run[first] + s->turn[v] - s->turn[first] +
                    arc(m, in, first, slot_end(in, r));
    int32_t at = slot_start(in, t);
    if (p < in->n) {
        w[1].piece[w[1].count++] = (struct piece){p, last, true};
        w[1].distance = arc(m, in, at, last) + s->run[last] - s->run[p] + s->turn[last] - s->turn[p];
        at = p;
    }
    w[1].distance += arc(m, in, at, q < in->n ? q : slot_end(in, t)) + add_tail(s, &w[1], q);
    return take(s, w, true, p < in->n || q < in->n);
}

bool op_tails(struct state *s, int32_t u, int32_t v)
{
    const struct instance *in = s->in;
    if (s->route[u] == s->route[v]) return false;
    if (fleet_of(in, s->route[u])->distance != fleet_of(in, s->route[v])->distance) return false;
    return straight(s, u, v) || straight(s, v, u) || crossed(s, u, v);
}
