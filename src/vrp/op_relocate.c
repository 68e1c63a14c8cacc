/* op_relocate.c - moves a chain of one to three visits beside a near visit. */
#include "vrp/op.h"

enum {
    CHAIN_MAX = 3
};

struct chain {
    int32_t a, b, length; /* from a to b as they stand */
    bool backward;        /* u is b */
};

static int64_t inner(const struct state *s, const int32_t *m, const struct chain *c, bool reversed)
{
    int64_t sum = 0;
    for (int32_t x = c->a; x != c->b; x = s->next[x])
        sum += reversed ? arc(m, s->in, s->next[x], x) : arc(m, s->in, x, s->next[x]);
    return sum;
}

static bool apply_same(struct state *s, const struct chain *c, int32_t x, bool reversed, int64_t change)
{
    int32_t slot = s->route[c->a], p = s->prev[c->a], q = s->next[c->b], y = s->next[x];
    int32_t start = slot_start(s->in, slot), end = slot_end(s->in, slot);
    struct piece moved = {c->a, c->b, reversed};
    struct way w = {.slot = slot, .count = 4, .distance = s->routes[slot].distance + change};
    if (s->pos[x] < s->pos[c->a])
        memcpy(w.piece, (struct piece[]){{start, x, false}, moved, {y, p, false}, {q, end, false}}, 4 * sizeof moved);
    else
        memcpy(w.piece, (struct piece[]){{start, p, false}, {q, x, false}, moved, {y, end, false}}, 4 * sizeof moved);
    if (!ways_pay(s, &w, 1)) return false;
    way_apply(s, &w, 1);
    return true;
}

static bool apply_other(struct state *s, const struct chain *c, int32_t x, bool reversed, const int64_t change[2])
{
    const struct instance *in = s->in;
    int32_t from = s->route[c->a], to = s->route[x];
    struct way w[2] = {
        {.slot = to,
         .count = 3,
         .distance = s->routes[to].distance + change[1],
         .piece = {{slot_start(in, to), x, false}, {c->a, c->b, reversed}, {s->next[x], slot_end(in, to), false}}},
        {.slot = from,
         .count = 2,
         .distance = s->routes[from].distance + change[0],
         .piece = {{slot_start(in, from), s->prev[c->a], false}, {s->next[c->b], slot_end(in, from), false}}}};
    if (!ways_pay(s, w, 2)) return false;
    way_apply(s, w, 2);
    return true;
}

static bool try_chain(struct state *s, const struct chain *c, int32_t v)
{
    const struct instance *in = s->in;
    int32_t from = s->route[c->a], to = s->route[v], p = s->prev[c->a], q = s->next[c->b];
    const struct fleet *f = fleet_of(in, from), *g = fleet_of(in, to);
    if (in->loads && from != to &&
        s->loaded[c->b * in->loads] - s->loaded[p * in->loads] + s->routes[to].load[0] > g->capacity[0])
        return false;
    int64_t straight = inner(s, f->distance, c, false);
    int64_t out =
        (int64_t)arc(f->distance, in, p, q) - arc(f->distance, in, p, c->a) - arc(f->distance, in, c->b, q) - straight;
    for (int32_t before = 0; before < 2; before++) {
        int32_t x = before ? s->prev[v] : v, y = s->next[x];
        if (x == p || x == c->b) continue;
        bool reversed = c->length > 1 && c->backward != (before == 1);
        int32_t first = reversed ? c->b : c->a, last = reversed ? c->a : c->b;
        int64_t into =
            (int64_t)arc(g->distance, in, x, first) + arc(g->distance, in, last, y) - arc(g->distance, in, x, y);
        into += reversed || f->distance != g->distance ? inner(s, g->distance, c, reversed) : straight;
        if (from == to) {
            if (out + into < 0 && apply_same(s, c, x, reversed, out + into)) return true;
            continue;
        }
        int64_t delta = f->per_distance * out + g->per_distance * into;
        if (s->routes[from].count == c->length) delta -= f->fixed + f->per_distance * (s->routes[from].distance + out);
        if (delta < 0 && apply_other(s, c, x, reversed, (int64_t[2]){out, into})) return true;
    }
    return false;
}

bool op_relocate(struct state *s, int32_t u, int32_t v)
{
    for (int32_t backward = 0; backward < 2; backward++) {
        struct chain c = {u, u, 1, backward};
        for (;; c.length++) {
            if (c.a == v || c.b == v) break;
            if ((c.length > 1 || !backward) && try_chain(s, &c, v)) return true;
            if (c.length == CHAIN_MAX) break;
            if (backward)
                c.a = s->prev[c.a];
            else
                c.b = s->next[c.b];
            if (c.a >= s->in->n || c.b >= s->in->n) break;
        }
    }
    return false;
}
