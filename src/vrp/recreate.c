/* recreate.c - puts absent visits back, one by one, each where it costs least. */
#include "vrp/fleet.h"
#include "vrp/pairs.h"
#include "vrp/party.h"

enum {
    DETOUR_MAX = (1 << 29) + 1, /* more than two arcs are long */
    FETCH_MAX = 2000,           /* places of a matrix whose rows are fetched ahead */
    WILD = 16,                  /* in one attempt of so many prizes are not what they are */
    WORTH_DRAWS = 4,            /* one in so many counts as nothing then, one up to eight times */
    WORTH_MOST = 8
};
struct place {
    int64_t cost;
    int32_t after;
};
struct search_place { /* what looking for a place needs */
    struct state *s;
    int32_t u, blink; /* places until the next one passed over */
    int32_t blink_max;
    int64_t time_price; /* what it costs in 1/256 when a route lasts longer, the service aside; 0 = nothing */
    int32_t most;       /* a place must make the way longer by less than this */
    struct place best;
};

static bool passed_over(struct search_place *at)
{
    if (--at->blink > 0) return false;
    at->blink = 1 + (int32_t)rng_below(&at->s->rng, (uint64_t)(2 * at->blink_max - 1));
    return true;
}

static int32_t least(int32_t x, int64_t y)
{
    return y < x ? (int32_t)y : x;
}

/* The place behind p, where the visit makes the way longer by `more`; cheap refusals first. */
static void consider(struct search_place *at, int32_t p, int64_t more)
{
    const struct state *s = at->s;
    int32_t slot = s->route[p];
    const struct fleet *f = fleet_of(s->in, slot);
    int64_t cost = f->per_distance * more;
    if (cost >= at->best.cost || !state_room(s, slot, at->u) || passed_over(at)) return;
    if (at->time_price) {
        int32_t longer;
        if (!state_lasts(s, f, at->u, p, &longer)) return;
        longer -= s->in->own[at->u].duration;
        cost += longer > 0 ? (int64_t)((int128)longer * at->time_price >> 8) : 0;
        if (cost >= at->best.cost) return;
    } else if (s->in->timed && !state_in_time(s, f, at->u, p)) {
        return;
    }
    if (s->in->ranged && s->routes[slot].distance + more > f->distance_max) return;
    if (s->in->rule_count && !rich_insert_fits(s, at->u, p)) return;
    if (s->in->priced) {
        cost += rich_insert_price(s, at->u, p);
        if (cost < at->best.cost) at->best = (struct place){cost, p};
        return;
    }
    at->best = (struct place){cost, p};
    at->most = least(at->most, at->time_price ? (cost + f->per_distance - 1) / f->per_distance : more);
}

/* Which of the near visits are on routes with room whose vehicle may serve u, perhaps: their places in its list. */
static int32_t roomy_of_sort(const struct state *s, int32_t u, int32_t near, int32_t *roomy)
{
    const struct instance *in = s->in;
    const int32_t *nb = in->near + u * in->near_count, load = in->loads ? s->load[u * in->loads] : 0;
    const uint64_t servers = in->servers[u];
    int32_t count = 0;
    for (int32_t k = 0; k < near; k++) {
        int32_t slot = s->route[nb[k]];
        roomy[count] = k;
        count += (s->room[slot] >= load) & ((servers & in->sort[slot]) != 0);
    }
    return count;
}

/* Where all fleets measure alike in both directions.  An arc is worth a look from its nearer end: there the detour is
 * at least twice the distance less the arc.  What is absent has no room. */
static void beside_near_even(struct search_place *at, int32_t near)
{
    struct state *s = at->s;
    const struct instance *in = s->in;
    const int32_t u = at->u, n = in->n, *nb = in->near + u * in->near_count, *far = in->far + u * in->near_count;
    const int32_t *row = in->fleets[0].distance + in->row[u], *place = in->place;
    const int32_t *next = s->next, *prev = s->prev, *gap = s->gap, *leave = s->leave, *due = s->due;
    const int32_t *route = s->route, *room = s->room, load = in->loads ? s->load[u * in->loads] : 0;
    const int32_t soonest = in->own[u].early + in->own[u].duration, latest = in->own[u].late;
    int32_t roomy[NEAR_MAX], count = in->choosy ? roomy_of_sort(s, u, near, roomy) : 0;
    for (int32_t k = 0; k < near && !in->choosy; k++) { /* without branches, because nobody can foretell them */
        roomy[count] = k;
        count += room[route[nb[k]]] >= load;
    }
    for (int32_t i = 0; i < count; i++) {
        int32_t k = roomy[i], v = nb[k], twice = 2 * far[k], p = prev[v], q = next[v];
        bool behind = twice - gap[v] < at->most || q >= n, before = twice - gap[p] < at->most || p >= n;
        if (in->timed) {
            behind = behind && leave[v] <= latest && soonest <= due[q];
            before = before && leave[p] <= latest && soonest <= due[v];
        }
        if (behind) {
            int32_t more = far[k] + row[place[q]] - gap[v];
            if (more < at->most) consider(at, v, more);
        }
        if (before) {
            int32_t more = far[k] + row[place[p]] - gap[p];
            if (more < at->most) consider(at, p, more);
        }
    }
}

static void beside_near(struct search_place *at, int32_t near)
{
    struct state *s = at->s;
    const struct instance *in = s->in;
    const int32_t u = at->u, *nb = in->near + u * in->near_count;
    if (in->even) {
        beside_near_even(at, near);
        return;
    }
    for (int32_t k = 0; k < near; k++) {
        int32_t v = nb[k], slot = s->route[v];
        if (slot == VRP_NONE) continue;
        const struct fleet *f = fleet_of(in, slot);
        int32_t p = s->prev[v], q = s->next[v];
        consider(at, v, (int64_t)arc(f->distance, in, v, u) + arc(f->distance, in, u, q) - s->gap[v]);
        consider(at, p, (int64_t)arc(f->distance, in, p, u) + arc(f->distance, in, u, v) - s->gap[p]);
    }
}

/* One vacant slot of each fleet. */
static void on_vacant(struct search_place *at)
{
    struct state *s = at->s;
    const struct instance *in = s->in;
    if (!state_may_open(s)) return;
    for (int32_t k = 0; k < in->fleet_count; k++) {
        const struct fleet *f = &in->fleets[k];
        int32_t p = slot_start(in, f->slot_from), q = p + 1;
        int64_t more = (int64_t)arc(f->distance, in, p, at->u) + arc(f->distance, in, at->u, q);
        int64_t cost = f->fixed + f->per_distance * more;
        if (cost >= at->best.cost || more > f->distance_max) continue;
        int32_t slot = state_vacant(s, k);
        if (slot == VRP_NONE || !state_room(s, slot, at->u)) continue;
        p = slot_start(in, slot);
        if (in->timed && !state_in_time(s, f, at->u, p)) continue;
        if (in->rule_count && !rich_insert_fits(s, at->u, p)) continue;
        if (in->priced) cost += rich_insert_price(s, at->u, p);
        if (cost >= at->best.cost) continue;
        at->best = (struct place){cost, p};
    }
}

static void anywhere_on(struct search_place *at, int32_t slot)
{
    const struct state *s = at->s;
    const struct instance *in = s->in;
    const int32_t *m = fleet_of(in, slot)->distance, u = at->u;
    s->pace->done += s->routes[slot].count;
    for (int32_t p = slot_start(in, slot), end = slot_end(in, slot), q; p != end; p = q) {
        q = s->next[p];
        int64_t there = in->symmetric ? arc(m, in, u, p) : arc(m, in, p, u); /* the row of u stays in the cache */
        consider(at, p, there + arc(m, in, u, q) - s->gap[p]);
    }
}

static void anywhere(struct search_place *at)
{
    const struct state *s = at->s;
    for (int32_t word = 0; word <= (s->in->slots - 1) / 64; word++)
        for (uint64_t used = ~s->vacant[word]; used; used &= used - 1) {
            int32_t slot = word * 64 + __builtin_ctzll(used);
            if (slot >= s->in->slots) return;
            if (pace_late(s->pace, 1)) return;
            if (state_room(s, slot, at->u)) anywhere_on(at, slot);
        }
}

static int64_t depot_distance(const struct instance *in, int32_t u)
{
    return arc(in->fleets[0].distance, in, slot_start(in, 0), u);
}

enum order {
    ORDER_RANDOM,
    ORDER_LOAD,
    ORDER_FAR,
    ORDER_NEAR,
    ORDER_WINDOW,
    ORDER_EARLY,
    ORDER_LATE
};

static enum order order_draw(struct state *s)
{
    static const uint8_t WEIGHTS[] = {[ORDER_RANDOM] = 4, [ORDER_LOAD] = 4,  [ORDER_FAR] = 2, [ORDER_NEAR] = 1,
                                      [ORDER_WINDOW] = 2, [ORDER_EARLY] = 2, [ORDER_LATE] = 2};
    int64_t x = (int64_t)rng_below(&s->rng, s->in->timed ? 17 : 11);
    int order = 0;
    while (x >= WEIGHTS[order])
        x -= WEIGHTS[order++];
    return (enum order)order;
}

static int64_t rank(struct state *s, enum order order, int32_t u)
{
    const struct instance *in = s->in;
    switch (order) {
    case ORDER_RANDOM:
        return (int64_t)(rng_next(&s->rng) >> 1);
    case ORDER_LOAD:
        return in->loads ? -s->load[u * in->loads] : 0;
    case ORDER_FAR:
        return -depot_distance(in, u);
    case ORDER_NEAR:
        return depot_distance(in, u);
    case ORDER_WINDOW:
        return in->own[u].late - in->own[u].early;
    case ORDER_EARLY:
        return in->own[u].early;
    case ORDER_LATE:
        return -in->own[u].late;
    }
    return 0;
}

/* Two sorted runs of keys and visits, one behind the other, into others; of equal ones the first run's come first. */
static void merge(const int64_t *key, const int32_t *list, int32_t middle, int32_t count, int64_t *key_to,
                  int32_t *list_to)
{
    for (int32_t i = 0, j = middle, at = 0; at < count; at++) {
        int32_t from = i < middle && (j == count || key[i] <= key[j]) ? i++ : j++;
        key_to[at] = key[from], list_to[at] = list[from];
    }
}

/* By insertion, up to a few dozen. */
static void sort_few(int64_t *key, int32_t *list, int32_t count)
{
    for (int32_t i = 1; i < count; i++) {
        int32_t u = list[i], at = i;
        int64_t k = key[i];
        for (; at > 0 && key[at - 1] > k; at--)
            key[at] = key[at - 1], list[at] = list[at - 1];
        key[at] = k, list[at] = u;
    }
}

/* Sorts what stands at the front of the keys and the order, with their other halves as room. */
static void sort_many(struct state *s, int32_t count)
{
    enum {
        RUN = 32
    };
    size_t n = (size_t)s->in->n + 1;
    int64_t *key = s->keys, *key_to = key + n;
    int32_t *list = s->order, *list_to = list + n;
    for (int32_t from = 0; from < count; from += RUN)
        sort_few(key + from, list + from, count - from < RUN ? count - from : RUN);
    for (int32_t run = RUN; run < count; run *= 2) {
        for (int32_t from = 0; from < count; from += 2 * run) {
            int32_t most = count - from < 2 * run ? count - from : 2 * run;
            merge(key + from, list + from, run < most ? run : most, most, key_to + from, list_to + from);
        }
        memcpy(key, key_to, (size_t)count * sizeof *key);
        memcpy(list, list_to, (size_t)count * sizeof *list);
    }
}

/* The front of the order, in an order that is drawn. */
static void sort_absent(struct state *s, int32_t count)
{
    enum order order = order_draw(s);
    for (int32_t i = 0; i < count; i++)
        s->keys[i] = rank(s, order, s->order[i]);
    sort_many(s, count);
}

int64_t recreate_worth(struct state *s, int32_t u)
{
    const struct instance *in = s->in;
    int64_t prize = in->absent_cost[u];
    if (!s->wild || prize > VRP_PRIZE_MAX || !in->problem->visits[in->parts ? in->parts->whole[u] : u].optional)
        return prize;
    int64_t luck = (int64_t)rng_below(&s->rng, WORTH_DRAWS);
    return luck == 0 ? 0 : luck == 1 ? prize * (1 + (int64_t)rng_below(&s->rng, WORTH_MOST)) : prize;
}

static int64_t absent_sum(const struct state *s)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < s->absent_count; i++)
        sum += s->in->absent_cost[s->absent[i]];
    return sum;
}

/* The distances from u are read here and there: all on the way at once cost less than each when it is asked for. */
static void fetch_row(const struct instance *in, int32_t u)
{
    const int32_t *row = in->fleets[0].distance + in->row[u];
    for (int32_t k = 0; k < in->places; k += 16)
        __builtin_prefetch(row + k);
}

void recreate(struct state *s, const struct tuning *t)
{
    recreate_below(s, t, INT64_MAX);
}

void recreate_below(struct state *s, const struct tuning *t, int64_t hopeless)
{
    const struct instance *in = s->in;
    bool parties = in->parts || in->fellow;
    s->wild = in->prizes && rng_below(&s->rng, WILD) == 0;
    if (parties) party_gather(s);
    int32_t count = s->absent_count;
    int32_t near = t->near_insert < in->near_count ? t->near_insert : in->near_count;
    int32_t *list = s->order;
    if (count == 0) return;
    bool fetch = in->even && in->several && in->places <= FETCH_MAX;
    bool wide = t->wide && rng_below(&s->rng, (uint64_t)t->wide) == 0;
    memcpy(list, s->absent, (size_t)count * sizeof *list);
    sort_absent(s, count);
    struct search_place at = {.s = s, .blink_max = t->blink, .blink = 1};
    if (in->time_price && t->time_priced)
        at.time_price = (int64_t)((int128)in->time_price * (int64_t)rng_below(&s->rng, 257) >> 8);
    (void)passed_over(&at);
    int64_t ahead = hopeless == INT64_MAX ? 0 : absent_sum(s); /* in the cost, and not looked at yet */
    for (int32_t i = 0; i < count && !pace_late(s->pace, near) && s->cost - ahead < hopeless; i++) {
        int32_t u = list[i];
        ahead -= hopeless == INT64_MAX ? 0 : in->absent_cost[u];
        if (fetch && i + 1 < count) fetch_row(in, list[i + 1]);
        if (parties && party_of_many(in, u)) {
            party_place(s, t, u);
            continue;
        }
        if (in->mate && in->mate[u] != VRP_NONE) { /* both ends at once, when it is the turn of the first */
            if (!in->drop[u]) (void)pairs_recreate(s, u, near, t->blink);
            continue;
        }
        if (in->graded) {
            (void)fleet_recreate(s, u, near, t->blink);
            continue;
        }
        at.u = u;
        at.best = (struct place){recreate_worth(s, u), VRP_NONE};
        at.most = DETOUR_MAX;
        beside_near(&at, near);
        /* before a vacant slot: a tight fleet has no room for one more */
        bool none = at.best.after == VRP_NONE;
        if (wide || (none && (t->anywhere == 1 || rng_below(&s->rng, (uint64_t)t->anywhere) == 0))) anywhere(&at);
        if (at.best.cost > in->alone[u]) on_vacant(&at);
        if (at.best.after == VRP_NONE) continue;
        state_queue(s, u);
        state_queue(s, at.best.after);
        state_insert(s, u, at.best.after);
        state_queue(s, s->next[u]);
        if (instance_refreshes(in)) state_refresh(s, s->route[u]);
    }
    if (parties) party_settle(s);
}
