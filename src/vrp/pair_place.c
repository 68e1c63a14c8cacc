/* pair_place.c - the cheapest two places of a pair on a route, and pairs put back. */
#include "vrp/pairs.h"
#include "vrp/search.h"

/* A slot as a pair sees it: its nodes in order, what the mate costs behind each, and what is aboard there. */
struct lane {
    struct state *s;
    const struct fleet *f;
    int32_t slot, u, mate, count; /* nodes from the start to the last visit */
    bool known;                   /* room_at says all about loads, and no other rule is driven */
    int32_t ride;                 /* distance from u to its mate */
    int64_t fixed;                /* what opening the slot costs */
    const int32_t *node;
    int64_t *then, *least; /* per node: distance that the mate adds behind it; the least from there on */
    int32_t *aboard;       /* per node x loads: when leaving it */
};

/* From x to the mate; on symmetric matrices out of the row of the mate, which stays in the cache. */
static int32_t to_mate(const struct lane *l, int32_t x)
{
    const struct instance *in = l->s->in;
    return in->symmetric ? arc(l->f->distance, in, l->mate, x) : arc(l->f->distance, in, x, l->mate);
}

/* What is aboard when leaving the start: all that is delivered. */
static void load_start(struct lane *l)
{
    const struct instance *in = l->s->in;
    for (int32_t d = 0; d < in->loads; d++)
        l->aboard[d] = 0;
    if (!in->delivers) return;
    for (int32_t x = l->s->next[slot_start(in, l->slot)]; x < in->n; x = l->s->next[x])
        for (int32_t d = 0; d < in->loads; d++)
            l->aboard[d] += in->aboard[x * in->loads + d];
}

static void lay_out(struct lane *l)
{
    struct state *s = l->s;
    const struct instance *in = s->in;
    int32_t *node = s->lane.node, end = slot_end(in, l->slot), k = 0;
    load_start(l);
    for (int32_t x = slot_start(in, l->slot), there = to_mate(l, x); x != end; k++) {
        int32_t q = s->next[x], back = arc(l->f->distance, in, l->mate, q);
        node[k] = x;
        l->then[k] = (int64_t)there + back - s->gap[x];
        for (int32_t d = 0; k && d < in->loads; d++)
            l->aboard[k * in->loads + d] = l->aboard[(k - 1) * in->loads + d] + in->change[x * in->loads + d];
        x = q;
        there = in->symmetric ? back : to_mate(l, x);
    }
    l->count = k;
    for (; k-- > 0;)
        l->least[k] = k + 1 < l->count && l->least[k + 1] < l->then[k] ? l->least[k + 1] : l->then[k];
    l->node = node;
}

/* Is there room for what u brings when leaving the node at place k?  What it delivers itself is aboard from the start.
 */
static bool room_at(const struct lane *l, int32_t k)
{
    const struct instance *in = l->s->in;
    for (int32_t d = 0; d < in->loads; d++)
        if (l->aboard[k * in->loads + d] + in->change[l->u * in->loads + d] > l->f->capacity[d]) return false;
    return true;
}

static bool ends_in_time(const struct lane *l, struct segment to, int32_t from, int32_t q)
{
    const struct state *s = l->s;
    to = segment_join(to, arc(l->f->duration, s->in, from, l->mate), s->in->own[l->mate]);
    if (to.warp) return false;
    return segment_fits(segment_join(to, arc(l->f->duration, s->in, l->mate, q), s->back[q]), l->f->duration_max);
}

/* Asks the rules that are driven about u behind place i and its mate behind place j >= i; adds what rides and durations
 * then cost more to *cost. */
static bool rules_allow(const struct lane *l, int32_t i, int32_t j, int64_t *cost)
{
    struct state *s = l->s;
    int32_t count = 0;
    if (l->known) return true;
    for (int32_t k = 0; k < l->count; k++) {
        if (k) s->sequence[count++] = l->node[k];
        if (k == i) s->sequence[count++] = l->u;
        if (k == j) s->sequence[count++] = l->mate;
    }
    if (s->in->priced) *cost += rich_price_change(s, l->slot, l->slot, s->sequence, count);
    return rich_sequence_fits(s->in, l->slot, s->sequence, count);
}

void pairs_pass_over(struct state *s, struct pair_place *best, int32_t one_in)
{
    best->blink_from = one_in;
    best->blink = 1 + (int32_t)rng_below(&s->rng, (uint64_t)(2 * one_in - 1));
}

static bool passed_over(struct state *s, struct pair_place *best)
{
    if (best->blink_from == 0 || --best->blink > 0) return false;
    pairs_pass_over(s, best, best->blink_from);
    best->passed = true;
    return true;
}

/* The places i and j >= i make the way longer by `more` and keep the times. */
static bool take(struct lane *l, int32_t i, int32_t j, int64_t more, struct pair_place *best)
{
    if (passed_over(l->s, best)) return false;
    if (l->s->in->ranged && l->s->routes[l->slot].distance + more > l->f->distance_max) return false;
    int64_t cost = l->fixed + l->f->per_distance * more;
    if (!rules_allow(l, i, j, &cost) || cost >= best->cost) return false;
    best->cost = cost;
    best->first = l->node[i];
    best->then = i == j ? l->u : l->node[j];
    return true;
}

static int64_t price(const struct lane *l, int64_t more)
{
    return l->fixed + l->f->per_distance * more;
}

/* u behind place i, its mate at once or further on. */
static bool behind(struct lane *l, int32_t i, struct pair_place *best)
{
    struct state *s = l->s;
    const struct instance *in = s->in;
    const struct fleet *f = l->f;
    int32_t p = l->node[i], q = s->next[p], u = l->u;
    int64_t to = (int64_t)(in->symmetric ? arc(f->distance, in, u, p) : arc(f->distance, in, p, u)) - s->gap[p];
    int64_t into = to + arc(f->distance, in, u, q);
    int64_t at_once = to + l->ride + arc(f->distance, in, l->mate, q);
    int64_t bound = i + 1 < l->count && into + l->least[i + 1] < at_once ? into + l->least[i + 1] : at_once;
    if (price(l, bound) >= best->cost || !room_at(l, i)) return false;
    struct segment seg = segment_join(s->fore[p], arc(f->duration, in, p, u), in->own[u]);
    if (seg.warp) return false;
    bool found = price(l, at_once) < best->cost && ends_in_time(l, seg, u, q) && take(l, i, i, at_once, best);
    for (int32_t j = i + 1, from = u; j < l->count; j++) {
        int32_t x = l->node[j];
        if (price(l, into + l->least[j]) >= best->cost || !room_at(l, j)) break;
        seg = segment_join(seg, arc(f->duration, in, from, x), in->own[x]);
        s->pace->done++;
        if (seg.warp) break;
        from = x;
        if (price(l, into + l->then[j]) >= best->cost || !ends_in_time(l, seg, x, s->next[x])) continue;
        found = take(l, i, j, into + l->then[j], best) || found;
    }
    return found;
}

bool pairs_find(struct state *s, int32_t slot, int32_t u, int64_t fixed, struct pair_place *best)
{
    const struct instance *in = s->in;
    struct lane l = {.s = s, .f = fleet_of(in, slot), .slot = slot, .u = u, .mate = in->mate[u], .fixed = fixed};
    if (l.f->serves && (!l.f->serves[u] || !l.f->serves[l.mate])) return false;
    l.then = s->lane.then, l.least = s->lane.least, l.aboard = s->lane.aboard;
    l.ride = arc(l.f->distance, in, u, l.mate);
    l.known = pairs_only(in) && !in->delivers;
    for (int32_t d = 0; d < in->loads; d++)
        l.known = l.known && in->change[u * in->loads + d] + in->change[l.mate * in->loads + d] == 0;
    lay_out(&l);
    int32_t soonest = in->own[u].early + in->own[u].duration;
    bool found = false;
    for (int32_t i = 0; i < l.count; i++) {
        if (pace_late(s->pace, 1)) break;
        const struct segment *at = &s->fore[l.node[i]];
        if (at->early + at->duration > in->own[u].late) break; /* and later ones leave no earlier */
        int32_t q = s->next[l.node[i]];
        if (soonest + arc(l.f->duration, in, u, q) > s->back[q].late) continue; /* and the rest would be late */
        found = behind(&l, i, best) || found;
    }
    return found;
}

void pairs_insert(struct state *s, int32_t u, const struct pair_place *at)
{
    state_insert(s, u, at->first);
    state_insert(s, s->in->mate[u], at->then);
    state_refresh(s, s->route[u]);
}

/* What pairs_find finds, remembered until the route changes: most attempts leave most routes as they were. */
static void find_or_remember(struct state *s, int32_t slot, int32_t u, struct pair_place *best)
{
    struct pair_memo *m = &s->lane.memo[u * s->lane.memo_width + (slot & (s->lane.memo_width - 1))];
    int64_t version = s->routes[slot].version, most = best->cost;
    if (m->version == version && m->cost >= most) return;
    if (m->version == version && m->first != VRP_NONE && !passed_over(s, best)) {
        best->cost = m->cost, best->first = m->first, best->then = m->then;
        return;
    }
    best->passed = false;
    bool found = pairs_find(s, slot, u, 0, best);
    if (best->passed || s->pace->late) return; /* something cheaper may be there */
    *m = (struct pair_memo){version, best->cost, found ? best->first : VRP_NONE, best->then};
}

/* Does nothing but the route and the pair decide what a place costs? */
static bool may_remember(const struct instance *in)
{
    return pairs_only(in) && !in->delivers && !in->several && !in->priced;
}

static void on_slot(struct state *s, int32_t slot, int32_t u, struct pair_place *best)
{
    if (may_remember(s->in))
        find_or_remember(s, slot, u, best);
    else
        (void)pairs_find(s, slot, u, 0, best);
}

static void on_slots_of_near(struct state *s, int32_t u, int32_t near, int32_t visit, struct pair_place *best)
{
    const int32_t *nb = s->in->near + visit * s->in->near_count;
    for (int32_t k = 0; k < near; k++) {
        int32_t slot = s->route[nb[k]];
        if (slot == VRP_NONE || s->lane.seen[slot] == s->lane.stamp) continue;
        s->lane.seen[slot] = s->lane.stamp;
        on_slot(s, slot, u, best);
    }
}

bool pairs_recreate(struct state *s, int32_t u, int32_t near, int32_t blink)
{
    const struct instance *in = s->in;
    int32_t mate = in->mate[u];
    struct pair_place best = {.cost = recreate_worth(s, u) + recreate_worth(s, mate), .first = VRP_NONE};
    pairs_pass_over(s, &best, blink);
    s->lane.stamp++;
    on_slots_of_near(s, u, near, u, &best);
    on_slots_of_near(s, u, near, mate, &best);
    for (int32_t slot = 0; best.first == VRP_NONE && slot < in->slots; slot++)
        if (s->routes[slot].count && s->lane.seen[slot] != s->lane.stamp) on_slot(s, slot, u, &best);
    for (int32_t k = 0; k < in->fleet_count && state_may_open(s); k++) {
        int32_t slot = state_vacant(s, k);
        if (slot == VRP_NONE) continue;
        /* the arc from start to end, which a vacant slot does not pay for */
        int64_t empty = in->fleets[k].per_distance * s->gap[slot_start(in, slot)];
        (void)pairs_find(s, slot, u, in->fleets[k].fixed + empty, &best);
    }
    if (best.first == VRP_NONE) return false;
    state_queue(s, best.first);
    pairs_insert(s, u, &best);
    state_queue(s, u);
    state_queue(s, mate);
    return true;
}
