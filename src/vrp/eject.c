/* eject.c - guided ejection search over pairs. */
#include "vrp/eject.h"

enum {
    SHAKES = 20 /* random moves after an ejection */
};

/* Places i and j >= i of a pair on the lane. */
struct seat {
    int32_t i, j;
};

bool eject_knows(const struct instance *in)
{
    bool plain = pairs_only(in) && !in->delivers && !in->several && !in->choosy && !in->ranged && !in->priced;
    if (!in->mate || in->fellow || !plain) return false;
    for (int32_t u = 0; u < in->n; u++) {
        if (in->mate[u] == VRP_NONE) return false;
        for (int32_t d = 0; d < in->loads; d++)
            if (in->change[u * in->loads + d] + in->change[in->mate[u] * in->loads + d]) return false;
    }
    return in->n > 0;
}

void eject_init(struct eject *x, struct arena *a, const struct instance *in)
{
    size_t n = (size_t)in->n + 2;
    *x = (struct eject){.failed = ARENA_ARRAY(a, int64_t, n)};
    x->some = ARENA_ARRAY(a, int32_t, n);
    x->lane.node = ARENA_ARRAY(a, int32_t, n);
    x->lane.fore = ARENA_ARRAY(a, struct segment, n);
    x->lane.back = ARENA_ARRAY(a, struct segment, n);
    x->lane.aboard = ARENA_ARRAY(a, int32_t, n * (size_t)in->loads);
    for (int32_t u = 0; u < in->n; u++)
        x->failed[u] = 1;
}

/* Lays a slot out without the pairs of the pickups a and b; false: then it breaks a window. */
static bool lay_out(struct eject_lane *l, const struct state *s, int32_t slot, int32_t a, int32_t b)
{
    const struct instance *in = s->in;
    const int32_t *m = fleet_of(in, slot)->duration;
    int32_t start = slot_start(in, slot), end = slot_end(in, slot), k = 0;
    int32_t a_mate = a < 0 ? a : in->mate[a], b_mate = b < 0 ? b : in->mate[b];
    l->slot = slot;
    for (int32_t u = start; u != end; u = s->next[u]) {
        if (u == a || u == a_mate || u == b || u == b_mate) continue;
        l->node[k] = u;
        l->fore[k] = k ? segment_join(l->fore[k - 1], arc(m, in, l->node[k - 1], u), in->own[u]) : in->own[u];
        if (l->fore[k].warp) return false;
        for (int32_t d = 0; d < in->loads; d++)
            l->aboard[k * in->loads + d] = k ? l->aboard[(k - 1) * in->loads + d] + in->change[u * in->loads + d] : 0;
        k++;
    }
    l->count = k;
    l->node[k] = end;
    l->back[k] = in->own[end];
    for (; k-- > 0;)
        l->back[k] = segment_join(in->own[l->node[k]], arc(m, in, l->node[k], l->node[k + 1]), l->back[k + 1]);
    return segment_fits(l->back[0], fleet_of(in, slot)->duration_max);
}

static bool room_at(const struct eject_lane *l, const struct instance *in, int32_t k, int32_t u)
{
    const struct fleet *f = fleet_of(in, l->slot);
    for (int32_t d = 0; d < in->loads; d++)
        if (l->aboard[k * in->loads + d] + in->change[u * in->loads + d] > f->capacity[d]) return false;
    return true;
}

/* Is it too late to go on from here at place k, whatever comes between? */
static bool too_late(const struct eject_lane *l, const struct instance *in, const int32_t *m, struct segment seg,
                     int32_t from, int32_t k)
{
    return seg.early + seg.duration + arc(m, in, from, l->node[k]) > l->back[k].late;
}

static bool mate_ends(const struct eject_lane *l, const struct instance *in, struct segment seg, int32_t from,
                      int32_t mate, int32_t k)
{
    const struct fleet *f = fleet_of(in, l->slot);
    seg = segment_join(seg, arc(f->duration, in, from, mate), in->own[mate]);
    if (seg.warp) return false;
    return segment_fits(segment_join(seg, arc(f->duration, in, mate, l->node[k]), l->back[k]), f->duration_max);
}

/* A place of the pair on the lane, each as likely as any other; with `any` the first one found. */
static bool find_seat(const struct eject_lane *l, struct state *s, int32_t u, bool any, struct seat *out)
{
    const struct instance *in = s->in;
    const int32_t *m = fleet_of(in, l->slot)->duration;
    int32_t mate = in->mate[u], found = 0;
    for (int32_t i = 0; i < l->count; i++) {
        if (l->fore[i].early + l->fore[i].duration > in->own[u].late) break;
        if (!room_at(l, in, i, u)) continue;
        struct segment seg = segment_join(l->fore[i], arc(m, in, l->node[i], u), in->own[u]);
        if (seg.warp) continue;
        for (int32_t j = i, from = u; !too_late(l, in, m, seg, from, j + 1); j++) {
            if (mate_ends(l, in, seg, from, mate, j + 1)) {
                if (rng_below(&s->rng, (uint64_t)++found) == 0) *out = (struct seat){i, j};
                if (any) return true;
            }
            if (j + 1 >= l->count || !room_at(l, in, j + 1, u)) break;
            seg = segment_join(seg, arc(m, in, from, l->node[j + 1]), in->own[l->node[j + 1]]);
            from = l->node[j + 1];
            if (seg.warp) break;
        }
    }
    return found > 0;
}

static void take_out(struct state *s, int32_t u)
{
    int32_t slot = s->route[u];
    state_remove(s, s->in->mate[u]);
    state_remove(s, u);
    state_refresh(s, slot);
}

static void put_in(struct state *s, const struct eject_lane *l, int32_t u, struct seat at)
{
    state_insert(s, u, l->node[at.i]);
    state_insert(s, s->in->mate[u], at.i == at.j ? u : l->node[at.j]);
    state_refresh(s, l->slot);
}

/* A place on a route as it is; the routes in a random turn. */
static bool seat_as_it_is(struct eject *x, struct state *s, int32_t u)
{
    const struct instance *in = s->in;
    struct seat at;
    int32_t first = (int32_t)rng_below(&s->rng, (uint64_t)in->slots);
    for (int32_t k = 0; k < in->slots; k++) {
        int32_t slot = first + k < in->slots ? first + k : first + k - in->slots;
        if (pace_late(s->pace, 2 * s->routes[slot].count)) return false;
        if (!s->routes[slot].count || !lay_out(&x->lane, s, slot, VRP_NONE, VRP_NONE)) continue;
        if (!find_seat(&x->lane, s, u, false, &at)) continue;
        put_in(s, &x->lane, u, at);
        return true;
    }
    return false;
}

/* Who makes room: one pair, or two of one route. */
struct ejection {
    int64_t failed; /* in: only less counts, or as much when chosen by chance */
    int32_t a, b, ties;
};

static void weigh(struct eject *x, struct state *s, int32_t u, int32_t a, int32_t b, struct ejection *best)
{
    int64_t failed = x->failed[a] + (b == VRP_NONE ? 0 : x->failed[b]);
    struct seat at;
    if (pace_late(s->pace, 1) || failed > best->failed) return;
    if (failed == best->failed && rng_below(&s->rng, (uint64_t)best->ties + 1)) return;
    s->pace->done += 2 * s->routes[s->route[a]].count;
    if (!lay_out(&x->lane, s, s->route[a], a, b) || !find_seat(&x->lane, s, u, true, &at)) return;
    best->ties = failed == best->failed ? best->ties + 1 : 1;
    best->failed = failed, best->a = a, best->b = b;
}

static int32_t gather(struct eject *x, const struct state *s, int32_t slot)
{
    int32_t count = 0;
    for (int32_t v = s->next[slot_start(s->in, slot)]; v < s->in->n; v = s->next[v])
        if (!s->in->drop[v]) x->some[count++] = v;
    return count;
}

static bool choose_ejection(struct eject *x, struct state *s, int32_t u, struct ejection *best)
{
    const struct instance *in = s->in;
    *best = (struct ejection){x->failed[u], VRP_NONE, VRP_NONE, 0};
    for (int32_t v = 0; v < in->n; v++)
        if (!in->drop[v] && s->route[v] != VRP_NONE) weigh(x, s, u, v, VRP_NONE, best);
    for (int32_t slot = 0; slot < in->slots; slot++) {
        int32_t count = s->routes[slot].count ? gather(x, s, slot) : 0;
        for (int32_t i = 0; i < count; i++)
            for (int32_t j = 0; x->failed[x->some[i]] < best->failed && j < i; j++)
                weigh(x, s, u, x->some[i], x->some[j], best);
    }
    return best->a != VRP_NONE;
}

static int32_t draw_present(struct state *s)
{
    for (;;) {
        int32_t u = (int32_t)rng_below(&s->rng, (uint64_t)s->in->n);
        u = s->in->drop[u] ? s->in->mate[u] : u;
        if (s->route[u] != VRP_NONE) return u;
    }
}

/* A random pair to a random place of a random route. */
static void shake_move(struct eject *x, struct state *s)
{
    int32_t u = draw_present(s), slot = s->route[draw_present(s)];
    struct seat at;
    if (!lay_out(&x->lane, s, s->route[u], u, VRP_NONE)) return;
    if (slot != s->route[u] && !lay_out(&x->lane, s, slot, VRP_NONE, VRP_NONE)) return;
    if (!find_seat(&x->lane, s, u, false, &at)) return;
    take_out(s, u);
    put_in(s, &x->lane, u, at);
}

/* Two random pairs of different routes change places. */
static void shake_exchange(struct eject *x, struct state *s)
{
    int32_t u = draw_present(s), v = draw_present(s), from = s->route[u], onto = s->route[v];
    struct seat at;
    if (from == onto) return;
    if (!lay_out(&x->lane, s, from, u, VRP_NONE) || !find_seat(&x->lane, s, v, true, &at)) return;
    if (!lay_out(&x->lane, s, onto, v, VRP_NONE) || !find_seat(&x->lane, s, u, false, &at)) return;
    take_out(s, u);
    take_out(s, v);
    put_in(s, &x->lane, u, at);
    (void)lay_out(&x->lane, s, from, VRP_NONE, VRP_NONE);
    if (find_seat(&x->lane, s, v, false, &at)) put_in(s, &x->lane, v, at);
}

/* Who failed more often throws out who failed less, so that it ends. */
static void throw_out(struct eject *x, struct state *s, int32_t u)
{
    struct ejection out;
    struct seat at;
    x->failed[u]++;
    if (!choose_ejection(x, s, u, &out)) return;
    (void)lay_out(&x->lane, s, s->route[out.a], out.a, out.b);
    (void)find_seat(&x->lane, s, u, false, &at);
    take_out(s, out.a);
    if (out.b != VRP_NONE) take_out(s, out.b);
    put_in(s, &x->lane, u, at);
}

void eject_step(struct eject *x, struct state *s)
{
    int32_t count = 0;
    for (int32_t i = 0; i < s->absent_count; i++)
        if (!s->in->drop[s->absent[i]]) x->some[count++] = s->absent[i];
    if (count == 0) return;
    int32_t u = x->some[rng_below(&s->rng, (uint64_t)count)];
    state_begin(s);
    if (seat_as_it_is(x, s, u)) return;
    throw_out(x, s, u);
    for (int32_t k = 0; k < SHAKES && s->used; k++) {
        if (k % 2)
            shake_move(x, s);
        else
            shake_exchange(x, s);
    }
}
