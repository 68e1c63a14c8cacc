/* op_swap.c - exchanges chains of one or two visits, so that one of them comes beside a near visit. */
#include "vrp/op.h"

enum {
    CHAIN_MAX = 2
};

struct chain {
    int32_t a, b; /* as they stand */
};

static int64_t inner(const struct state *s, const int32_t *m, struct chain c, bool reversed)
{
    if (c.a == c.b) return 0;
    return reversed ? arc(m, s->in, c.b, c.a) : arc(m, s->in, c.a, c.b);
}

/* What putting `in_c` in the place of `out_c` changes in the distance. */
static int64_t replace(const struct state *s, const int32_t *m, struct chain out_c, struct chain in_c, bool reversed)
{
    const struct instance *in = s->in;
    int32_t p = s->prev[out_c.a], q = s->next[out_c.b];
    int32_t first = reversed ? in_c.b : in_c.a, last = reversed ? in_c.a : in_c.b;
    return (int64_t)arc(m, in, p, first) + arc(m, in, last, q) - arc(m, in, p, out_c.a) - arc(m, in, out_c.b, q) +
           inner(s, m, in_c, reversed) - inner(s, m, out_c, false);
}

static bool try_pair(struct state *s, struct chain c, struct chain d, bool reversed)
{
    const struct instance *in = s->in;
    int32_t from = s->route[c.a], to = s->route[d.a];
    const struct fleet *f = fleet_of(in, from), *g = fleet_of(in, to);
    int64_t into = replace(s, g->distance, d, c, reversed), out = replace(s, f->distance, c, d, false);
    if (f->per_distance * out + g->per_distance * into >= 0) return false;
    struct piece moved = {c.a, c.b, reversed}, back = {d.a, d.b, false};
    if (from != to) {
        struct way w[2] = {
            {.slot = to,
             .count = 3,
             .distance = s->routes[to].distance + into,
             .piece = {{slot_start(in, to), s->prev[d.a], false}, moved, {s->next[d.b], slot_end(in, to), false}}},
            {.slot = from,
             .count = 3,
             .distance = s->routes[from].distance + out,
             .piece = {{slot_start(in, from), s->prev[c.a], false}, back, {s->next[c.b], slot_end(in, from), false}}}};
        if (!ways_pay(s, w, 2)) return false;
        way_apply(s, w, 2);
        return true;
    }
    bool ahead = s->pos[c.a] < s->pos[d.a]; /* c stands before d */
    struct chain one = ahead ? c : d, two = ahead ? d : c;
    struct way w = {.slot = to,
                    .count = 5,
                    .distance = s->routes[to].distance + into + out,
                    .piece = {{slot_start(in, to), s->prev[one.a], false},
                              ahead ? back : moved,
                              {s->next[one.b], s->prev[two.a], false},
                              ahead ? moved : back,
                              {s->next[two.b], slot_end(in, to), false}}};
    if (!ways_pay(s, &w, 1)) return false;
    way_apply(s, &w, 1);
    return true;
}

/* On one route chains must have a visit between them; the others are moves of op_relocate. */
static bool apart(const struct state *s, struct chain c, struct chain d)
{
    if (s->route[c.a] != s->route[d.a]) return true;
    return s->pos[c.b] + 1 < s->pos[d.a] || s->pos[d.b] + 1 < s->pos[c.a];
}

static bool grow(const struct state *s, struct chain *c, bool backward)
{
    if (backward)
        c->a = s->prev[c->a];
    else
        c->b = s->next[c->b];
    return c->a < s->in->n && c->b < s->in->n;
}

static bool try_beside(struct state *s, int32_t u, int32_t v, bool before)
{
    int32_t w = before ? s->prev[v] : s->next[v];
    if (w >= s->in->n || w == u) return false;
    for (int32_t backward = 0; backward < 2; backward++) {
        struct chain c = {u, u};
        for (int32_t i = 0; i < CHAIN_MAX; i++) {
            if (i && !grow(s, &c, backward)) break;
            if (!i && backward) continue;
            if (c.a == v || c.b == v) break;
            struct chain d = {w, w};
            for (int32_t j = 0; j < CHAIN_MAX; j++) {
                if (j && !grow(s, &d, before)) break;
                if (!apart(s, c, d)) break;
                /* u must end up beside v: first when v stands before the place, last otherwise */
                if (try_pair(s, c, d, i > 0 && (backward != 0) != before)) return true;
            }
        }
    }
    return false;
}

bool op_swap(struct state *s, int32_t u, int32_t v)
{
    return try_beside(s, u, v, false) || try_beside(s, u, v, true);
}
