/* party.c - places what belongs together: a demand in parts on several routes, a group on one. */
#include "vrp/party.h"
#include "vrp/pairs.h"
#include "vrp/rich.h"

enum {
    OFFERS_MAX = 96, /* routes that are looked at for one demand */
    CUT_MAX = 6,     /* parts that a demand is cut into at once */
    VACANT_MAX = 2,  /* slots of one fleet that a cut may open */
    NARROW = 8,      /* one in so many attempts has no vehicle to add */
    HOPS = 1,        /* routes over which amounts are handed on to make room */
    OTHERS_MAX = 64, /* other parts of a visit that are asked for room: a demand of hundreds of vehicles has hundreds */
    ROUND = 8,       /* of a group the first, or one of so many behind it, is seated first */
    LOOSE = 4,       /* one in so many times a group is seated with more left to chance: */
    LOOSE_BLINK = 4, /* one in so many places is passed over */
    TOGETHER = 2     /* one in so many: a visit that lost a part loses the others as well */
};

/* A route that could take some of a demand. */
struct offer {
    int64_t cost;
    int32_t slot, after; /* behind this node; or */
    int32_t onto;        /* onto this part of the same visit, which costs nothing; VRP_NONE = none */
    int32_t room;
};
struct offers {
    struct state *s;
    int32_t u, chunk, count;
    bool everywhere; /* look at routes without anything near */
    struct offer of[OFFERS_MAX];
};

static int32_t taken(const struct state *s, int32_t u)
{
    return s->load[u * s->in->loads];
}

/* ---- after a ruin ---- */

/* With the other end of its pair.  A way that is left shorter may be late or break a rule all the same, where matrices
 * are not triangular: then others come out. */
static void take_off(struct state *s, int32_t u)
{
    int32_t slot = s->route[u], mate = s->in->mate ? s->in->mate[u] : VRP_NONE;
    state_remove(s, u);
    if (mate != VRP_NONE && s->route[mate] == slot) state_remove(s, mate);
    for (;;) {
        if (s->in->timed) state_refresh(s, slot);
        if (rich_route_stands(s, slot)) return;
        state_remove(s, s->next[slot_start(s->in, slot)]);
    }
}

/* Takes the fellows of all that is absent off its routes, and for one in `one_in` the other parts of its visit. */
static void take_off_with_absent(struct state *s, int32_t one_in)
{
    const struct instance *in = s->in;
    s->ring++;
    for (int32_t i = 0; i < s->absent_count; i++) { /* the list grows */
        int32_t u = s->absent[i];
        bool seen = in->fellow && s->ringed[u] == s->ring;
        for (int32_t v = in->fellow && !seen ? in->fellow[u] : u; v != u; v = in->fellow[v]) {
            s->ringed[v] = s->ring;
            if (s->route[v] != VRP_NONE) take_off(s, v);
        }
        if (!in->parts || in->parts->sibling[u] == u || rng_below(&s->rng, (uint64_t)one_in)) continue;
        for (int32_t v = in->parts->sibling[u]; v != u; v = in->parts->sibling[v])
            if (s->route[v] != VRP_NONE) take_off(s, v);
    }
}

/* All that is absent of one visit becomes one part. */
static void join_absent(struct state *s)
{
    const struct parts *parts = s->in->parts;
    for (int32_t i = 0; parts && i < s->absent_count; i++) {
        int32_t u = s->absent[i], sum = taken(s, u);
        for (int32_t v = parts->sibling[u]; v != u; v = parts->sibling[v]) {
            if (s->spare[v] || s->route[v] != VRP_NONE) continue; /* the absent ones stand behind i: u came first */
            sum += taken(s, v);
            state_spare(s, v);
        }
        state_set_part(s, u, sum);
    }
}

void party_gather(struct state *s)
{
    take_off_with_absent(s, TOGETHER);
    join_absent(s);
}

/* Alone a visit takes the vacant vehicle as soon as its detour is the cheapest, and a vehicle that nobody needs stays:
 * the room that would do without it is scattered over all the others.  At the fewest, those that ruin emptied go out
 * again, so that only what kept its vehicles is narrowed. */
void party_narrow(struct state *s, int32_t was_used, int32_t least)
{
    if (s->in->timed || s->in->rule_count || s->was_absent_count || rng_below(&s->rng, NARROW)) return;
    int32_t cap = was_used > least ? was_used - 1 : s->used == was_used ? was_used : s->cap;
    s->cap = cap < s->cap ? cap : s->cap;
}

/* Takes a visit that is on the road in part off it; false when there is none. */
static bool settle_one(struct state *s)
{
    const struct instance *in = s->in;
    for (int32_t i = 0; i < s->absent_count; i++) {
        int32_t u = s->absent[i];
        if (in->parts->sibling[u] == u || taken(s, u) == in->load[in->parts->whole[u] * in->loads]) continue;
        take_off_with_absent(s, 1);
        join_absent(s);
        return true;
    }
    return false;
}

void party_settle(struct state *s)
{
    while (s->in->parts && settle_one(s))
        ;
}

/* ---- a demand in parts ---- */

/* Room of load 0 now. */
static int32_t free_on(const struct state *s, int32_t slot)
{
    return fleet_of(s->in, slot)->capacity[0] - s->routes[slot].load[0];
}

/* What parts on the slot could hand to parts of the same visits on other routes, over `hops` routes, not to `from`; an
 * upper bound, because several may count on the same room. */
static int32_t could_hand_on(const struct state *s, int32_t slot, int32_t from, int32_t hops)
{
    const struct parts *parts = s->in->parts;
    int32_t sum = 0;
    for (int32_t w = s->next[slot_start(s->in, slot)]; w < s->in->n; w = s->next[w]) {
        int32_t most = parts->sibling[w] == w ? 0 : taken(s, w) - parts->chunk[w], got = 0;
        if (most <= 0) continue;
        int32_t asked = 0;
        for (int32_t v = parts->sibling[w]; v != w && got < most && asked < OTHERS_MAX; v = parts->sibling[v]) {
            int32_t to = s->route[v];
            asked++, s->pace->done++;
            if (to == VRP_NONE || to == slot || to == from) continue;
            got += free_on(s, to);
            if (hops > 1 && got < most) got += could_hand_on(s, to, slot, hops - 1);
        }
        sum += got < most ? got : most;
    }
    return sum;
}

/* Hands on up to `need`. */
static void hand_on(struct state *s, int32_t slot, int32_t from, int32_t need, int32_t hops)
{
    const struct parts *parts = s->in->parts;
    for (int32_t w = s->next[slot_start(s->in, slot)]; w < s->in->n && need > 0; w = s->next[w]) {
        if (parts->sibling[w] == w) continue;
        int32_t asked = 0;
        for (int32_t v = parts->sibling[w]; v != w && need > 0; v = parts->sibling[v]) {
            int32_t to = s->route[v], most = taken(s, w) - parts->chunk[w];
            if (++asked > OTHERS_MAX) break; /* as could_hand_on counts */
            if (to == VRP_NONE || to == slot || to == from || most <= 0) continue;
            if (most > need) most = need;
            if (hops > 1 && free_on(s, to) < most) hand_on(s, to, slot, most - free_on(s, to), hops - 1);
            if (most > free_on(s, to)) most = free_on(s, to);
            if (most <= 0) continue;
            state_set_part(s, w, taken(s, w) - most);
            state_set_part(s, v, taken(s, v) + most);
            need -= most;
        }
    }
}

/* Room of load 0, if the loads that are not divided fit. */
static int32_t room_of(const struct state *s, int32_t slot, int32_t u)
{
    const struct instance *in = s->in;
    const struct fleet *f = fleet_of(in, slot);
    for (int32_t d = 1; d < in->loads; d++)
        if (s->routes[slot].load[d] + s->load[u * in->loads + d] > f->capacity[d]) return 0;
    return f->serves && !f->serves[u] ? 0 : free_on(s, slot) + could_hand_on(s, slot, slot, HOPS);
}

static struct offer *offer_of(struct offers *o, int32_t slot)
{
    int32_t k = o->s->mark[slot];
    return k >= 0 && k < o->count && o->of[k].slot == slot ? &o->of[k] : NULL;
}

static void add_offer(struct offers *o, struct offer offer)
{
    if (o->count == OFFERS_MAX) return;
    o->s->mark[offer.slot] = o->count;
    o->of[o->count++] = offer;
}

/* May u stand behind p? */
static bool may_stand(const struct state *s, int32_t u, int32_t p, int64_t more)
{
    const struct instance *in = s->in;
    const struct fleet *f = fleet_of(in, s->route[p]);
    int64_t length = s->routes[s->route[p]].distance + more;
    if (in->timed && !state_in_time(s, f, u, p)) return false;
    return length <= f->distance_max && (!in->rule_count || rich_insert_fits(s, u, p));
}

static void consider(struct offers *o, int32_t p)
{
    struct state *s = o->s;
    const struct instance *in = s->in;
    int32_t slot = s->route[p], q = s->next[p];
    const struct fleet *f = fleet_of(in, slot);
    int64_t more = (int64_t)arc(f->distance, in, p, o->u) + arc(f->distance, in, o->u, q) - s->gap[p];
    int64_t cost = f->per_distance * more + (s->routes[slot].count ? 0 : f->fixed + f->per_distance * s->gap[p]);
    struct offer *was = offer_of(o, slot);
    if (was && (was->cost <= cost || was->onto != VRP_NONE)) return;
    if (in->priced) cost += rich_insert_price(s, o->u, p);
    if (was && was->cost <= cost) return;
    if (!was) {
        if (o->count == OFFERS_MAX) return;
        int32_t room = room_of(s, slot, o->u);
        if (room < o->chunk || !may_stand(s, o->u, p, more)) return;
        add_offer(o, (struct offer){cost, slot, p, VRP_NONE, room});
    } else if (may_stand(s, o->u, p, more)) {
        was->cost = cost, was->after = p;
    }
}

/* The first vacant slots of a fleet, as many as a cut may open, and as the plan may have. */
static void consider_vacant(struct offers *o, int32_t fleet)
{
    const struct state *s = o->s;
    int32_t slot = state_vacant(s, fleet), end = s->in->fleets[fleet].slot_from + s->in->fleets[fleet].slot_count;
    for (int32_t found = 0; slot != VRP_NONE && slot < end && found < VACANT_MAX && s->used + found < s->cap; slot++)
        if (s->routes[slot].count == 0) consider(o, slot_start(s->in, slot)), found++;
}

static void look_around(struct offers *o, int32_t near)
{
    struct state *s = o->s;
    const struct instance *in = s->in;
    for (int32_t v = in->parts->sibling[o->u]; v != o->u && o->count < OFFERS_MAX; v = in->parts->sibling[v]) {
        int32_t slot = s->route[v];
        if (slot == VRP_NONE || offer_of(o, slot)) continue;
        int32_t room = free_on(s, slot) + could_hand_on(s, slot, slot, HOPS);
        if (room > 0) add_offer(o, (struct offer){0, slot, VRP_NONE, v, room});
    }
    const int32_t *nb = in->near + o->u * in->near_count;
    for (int32_t k = 0; k < near; k++) {
        int32_t v = nb[k];
        if (s->route[v] == VRP_NONE) continue;
        consider(o, v);
        consider(o, s->prev[v]);
    }
    for (int32_t k = 0; k < in->fleet_count; k++)
        consider_vacant(o, k);
    for (int32_t slot = 0; o->everywhere && slot < in->slots && !pace_late(s->pace, s->routes[slot].count); slot++)
        for (int32_t p = slot_start(in, slot); s->routes[slot].count && p < in->nodes && p != slot_end(in, slot);
             p = s->next[p])
            consider(o, p);
}

/* How a demand is cut: so much onto each of some offers. */
struct cut {
    int64_t cost;
    int32_t count, offer[CUT_MAX], amount[CUT_MAX];
};

static int32_t least_on(const struct offers *o, int32_t k)
{
    return o->of[k].onto == VRP_NONE ? o->chunk : 1;
}

/* The amount on `one` when it takes as much as it can and `two` the rest; 0 = they cannot. */
static int32_t cut_between(const struct offers *o, int32_t one, int32_t two, int32_t x)
{
    int32_t first = x - least_on(o, two) < o->of[one].room ? x - least_on(o, two) : o->of[one].room;
    return first >= least_on(o, one) && x - first <= o->of[two].room ? first : 0;
}

static void sort_offers(struct offers *o, bool by_unit)
{
    for (int32_t i = 1; i < o->count; i++) {
        struct offer x = o->of[i];
        int32_t k = i;
        for (; k > 0; k--) {
            const struct offer *y = &o->of[k - 1];
            if (by_unit ? y->cost * x.room <= x.cost * y->room : y->cost <= x.cost) break;
            o->of[k] = *y;
        }
        o->of[k] = x;
    }
}

/* Onto one or two, from offers with the cheapest first. */
static void cut_in_two(struct offers *o, int32_t x, struct cut *best)
{
    for (int32_t i = 0; i < o->count && o->of[i].cost < best->cost; i++)
        if (o->of[i].room >= x) *best = (struct cut){o->of[i].cost, 1, {i}, {x}};
    for (int32_t i = 0; i < o->count && 2 * o->of[i].cost < best->cost; i++) {
        if (o->of[i].room >= x) continue;
        for (int32_t k = i + 1; k < o->count && o->of[i].cost + o->of[k].cost < best->cost; k++) {
            if (o->of[k].room >= x) continue; /* alone it is cheaper */
            bool turned = rng_below(&o->s->rng, 2);
            int32_t one = turned ? k : i, two = turned ? i : k, first = cut_between(o, one, two, x);
            if (first) *best = (struct cut){o->of[i].cost + o->of[k].cost, 2, {one, two}, {first, x - first}};
        }
    }
}

/* Onto more, from offers with the cheapest unit first: those full, and at each step the cheapest that takes the rest.
 */
static bool cut_in_more(const struct offers *o, int32_t x, struct cut *best)
{
    struct cut c = {0};
    bool found = false;
    for (int32_t i = 0; i < o->count && c.count + 1 < CUT_MAX && c.cost < best->cost; i++) {
        for (int32_t k = i; c.count > 1 && k < o->count; k++) {
            if (o->of[k].room < x || least_on(o, k) > x || c.cost + o->of[k].cost >= best->cost) continue;
            *best = c;
            best->cost += o->of[k].cost;
            best->offer[best->count] = k, best->amount[best->count++] = x;
            found = true;
        }
        int32_t most = o->of[i].room < x ? o->of[i].room : x;
        if (x - most < o->chunk) most = x - o->chunk;
        if (most < least_on(o, i)) continue;
        c.cost += o->of[i].cost;
        c.offer[c.count] = i, c.amount[c.count++] = most;
        x -= most;
    }
    return found;
}

/* The cheapest cut below the price that was found, its offers with it; count = 0: none. */
static struct cut best_cut(struct offers *o, int32_t x, int64_t price, int32_t blink)
{
    struct cut best = {.cost = price};
    for (int32_t i = o->count - 1; i >= 0; i--)
        if (rng_below(&o->s->rng, (uint64_t)blink) == 0) o->of[i] = o->of[--o->count];
    sort_offers(o, false);
    cut_in_two(o, x, &best);
    if (x < 3 * o->chunk || o->count < 3 || best.cost == 0) return best;
    struct offers by_unit = *o;
    sort_offers(&by_unit, true);
    if (cut_in_more(&by_unit, x, &best)) *o = by_unit;
    return best;
}

/* The offer that takes a unit at the lowest price, for a demand that no cut takes; *amount is what it takes. */
static int32_t cheapest_share(const struct offers *o, int32_t x, int32_t *amount)
{
    int32_t best = VRP_NONE;
    *amount = 1;
    for (int32_t k = 0; k < o->count; k++) {
        int32_t most = o->of[k].room < x ? o->of[k].room : x;
        if (most < x && x - most < o->chunk) most = x - o->chunk;
        if (most < least_on(o, k)) continue;
        if (best != VRP_NONE && o->of[k].cost * *amount >= o->of[best].cost * most) continue;
        best = k, *amount = most;
    }
    return best;
}

static int32_t spare_of(const struct state *s, int32_t u)
{
    int32_t v = s->in->parts->sibling[u];
    while (v != u && !s->spare[v])
        v = s->in->parts->sibling[v];
    return v == u ? VRP_NONE : v;
}

/* Puts `amount` of the absent part u onto the offer's route, or as much as there is room for once others have handed on
 * what they could; false: that is too little, or no part is left to do it with. */
static bool put(struct state *s, int32_t u, const struct offer *at, int32_t amount)
{
    int32_t chunk = s->in->parts->chunk[u], least = at->onto == VRP_NONE ? chunk : 1;
    if (free_on(s, at->slot) < amount) {
        hand_on(s, at->slot, at->slot, amount - free_on(s, at->slot), HOPS);
        if (free_on(s, at->slot) < amount) amount = free_on(s, at->slot);
        if (amount < taken(s, u) && amount > taken(s, u) - chunk) amount = taken(s, u) - chunk;
        if (amount < least) return false;
    }
    int32_t rest = taken(s, u) - amount, part = u;
    if (at->onto != VRP_NONE) {
        state_set_part(s, at->onto, taken(s, at->onto) + amount);
        state_set_part(s, u, rest);
        if (rest == 0) state_spare(s, u);
        state_queue(s, at->onto);
        return true;
    }
    if (rest) {
        part = spare_of(s, u);
        if (part == VRP_NONE) return false;
        state_unspare(s, part);
        state_set_part(s, part, amount);
        state_set_part(s, u, rest);
    }
    state_insert(s, part, at->after);
    state_queue(s, part);
    state_queue(s, s->prev[part]);
    state_queue(s, s->next[part]);
    if (s->in->timed) state_refresh(s, at->slot);
    return true;
}

static void place_part(struct state *s, const struct tuning *t, int32_t u, int32_t near)
{
    const struct instance *in = s->in;
    int64_t price = recreate_worth(s, u);
    struct offers o = {.s = s, .u = u, .chunk = in->parts->chunk[u]};
    for (int32_t round = 0; round < in->slots && !s->spare[u] && s->route[u] == VRP_NONE; round++) {
        if (pace_late(s->pace, near)) return;
        int32_t x = taken(s, u), amount;
        o.count = 0;
        look_around(&o, near);
        struct cut c = best_cut(&o, x, price, t->blink / 4);
        for (int32_t i = 0; i < c.count; i++)
            if (!put(s, u, &o.of[c.offer[i]], c.amount[i])) return;
        if (c.count) {
            price -= c.cost;
            continue;
        }
        int32_t k = cheapest_share(&o, x, &amount);
        if (k == VRP_NONE && o.everywhere) return;
        if (k == VRP_NONE)
            o.everywhere = true;
        else if (o.of[k].cost >= price || !put(s, u, &o.of[k], amount))
            return;
        else
            price -= o.of[k].cost;
    }
}

/* ---- groups ---- */

/* The cheapest place on the slot; its cost is INT64_MAX when there is none. */
static struct offer place_on(struct state *s, int32_t u, int32_t slot, int32_t blink)
{
    const struct instance *in = s->in;
    const struct fleet *f = fleet_of(in, slot);
    struct offer best = {INT64_MAX, slot, VRP_NONE, VRP_NONE, 0};
    if (!state_room(s, slot, u)) return best;
    for (int32_t p = slot_start(in, slot), end = slot_end(in, slot); p != end; p = s->next[p]) {
        int64_t more = (int64_t)arc(f->distance, in, p, u) + arc(f->distance, in, u, s->next[p]) - s->gap[p];
        int64_t cost = f->per_distance * more;
        if (cost >= best.cost || rng_below(&s->rng, (uint64_t)blink) == 0) continue;
        if (in->priced) cost += rich_insert_price(s, u, p);
        if (cost < best.cost && may_stand(s, u, p, more)) best.cost = cost, best.after = p;
    }
    return best;
}

/* Takes the group off the slot again: what stood there before it came was right. */
static void lift_group(struct state *s, int32_t u, int32_t slot)
{
    int32_t v = u;
    do {
        if (s->route[v] != VRP_NONE) state_remove(s, v);
        v = s->in->fellow[v];
    } while (v != u);
    if (s->in->timed) state_refresh(s, slot);
}

/* Puts v where it is cheapest on the slot, with the other end of its pair; false: there is no place. */
static bool put_fellow(struct state *s, int32_t v, int32_t slot, int32_t blink)
{
    if (s->in->mate && s->in->mate[v] != VRP_NONE) {
        if (s->in->drop[v]) return true; /* with its pickup */
        struct pair_place at = {.cost = INT64_MAX, .first = VRP_NONE};
        if (blink) pairs_pass_over(s, &at, blink);
        if (pairs_find(s, slot, v, 0, &at)) pairs_insert(s, v, &at);
        return s->route[v] != VRP_NONE;
    }
    struct offer at = place_on(s, v, slot, blink ? blink : INT32_MAX);
    if (at.after == VRP_NONE) return false;
    state_insert(s, v, at.after);
    if (s->in->timed) state_refresh(s, slot);
    return true;
}

/* Puts the whole group of u onto the slot; false: it does not fit, or costs `most` or more, and is absent as before.
 * One in `blink` places is passed over, 0 = none. */
static bool put_group(struct state *s, int32_t u, int32_t slot, int64_t most, int32_t blink)
{
    int64_t before = s->cost;
    int32_t v = u;
    bool fits = true;
    for (bool first = true; fits && (first || v != u); first = false) {
        fits = !pace_late(s->pace, s->routes[slot].count) && put_fellow(s, v, slot, blink);
        v = s->in->fellow[v];
    }
    fits = fits && s->cost - before < most;
    if (!fits) lift_group(s, u, slot);
    return fits;
}

/* The slots of visits near any of the group, and a vacant one of each fleet. */
static int32_t slots_near(struct state *s, int32_t u, int32_t near, int32_t *out)
{
    const struct instance *in = s->in;
    int32_t count = 0, v = u;
    for (int32_t k = 0; k < in->fleet_count && count < OFFERS_MAX; k++) {
        int32_t slot = state_may_open(s) ? state_vacant(s, k) : VRP_NONE;
        if (slot != VRP_NONE) out[count++] = slot;
    }
    do {
        s->pace->done += near;
        for (int32_t k = 0; k < near && count < OFFERS_MAX; k++) {
            int32_t slot = s->route[in->near[v * in->near_count + k]], i = 0;
            while (i < count && out[i] != slot)
                i++;
            if (slot != VRP_NONE && i == count) out[count++] = slot;
        }
        v = in->fellow[v];
    } while (v != u);
    return count;
}

static void place_group(struct state *s, const struct tuning *t, int32_t u, int32_t near)
{
    const struct instance *in = s->in;
    int32_t slots[OFFERS_MAX], count = slots_near(s, u, near, slots), best = VRP_NONE;
    int32_t blink = rng_below(&s->rng, LOOSE) == 0 ? LOOSE_BLINK : t->blink;
    for (uint64_t k = rng_below(&s->rng, ROUND); k > 0; k--) /* each takes what is cheapest then: who begins? */
        u = in->fellow[u];
    int64_t absent = s->cost, lowest = absent;
    for (int32_t x = in->fellow[u];; x = in->fellow[x]) {
        lowest += recreate_worth(s, x) - in->absent_cost[x];
        if (x == u) break;
    }
    for (int32_t k = 0; k < count + in->slots; k++) {
        if ((k >= count && best != VRP_NONE) || s->pace->late) break;
        int32_t slot = k < count ? slots[k] : k - count; /* nothing near: all the others */
        if (k >= count && s->routes[slot].count == 0) continue;
        if (!put_group(s, u, slot, lowest - absent, blink)) continue;
        lowest = s->cost, best = slot;
        lift_group(s, u, slot);
    }
    if (best == VRP_NONE) return;
    bool again = blink == LOOSE_BLINK && put_group(s, u, best, INT64_MAX, blink);
    if (!again && !put_group(s, u, best, INT64_MAX, 0)) return;
    for (int32_t x = in->fellow[u];; x = in->fellow[x]) {
        state_queue(s, x);
        state_queue(s, s->prev[x]);
        state_queue(s, s->next[x]);
        if (x == u) break;
    }
}

void party_place(struct state *s, const struct tuning *t, int32_t u)
{
    const struct instance *in = s->in;
    int32_t near = t->near_insert < in->near_count ? t->near_insert : in->near_count;
    if (s->route[u] != VRP_NONE || (in->parts && s->spare[u])) return;
    if (in->parts && in->parts->sibling[u] != u) {
        place_part(s, t, u, near);
        return;
    }
    for (int32_t v = in->fellow[u]; v != u; v = in->fellow[v])
        if (v < u) return; /* the first of the group answers for it */
    place_group(s, t, u, near);
}

/* ---- moves ---- */

bool party_way_fits(const struct state *s, const struct way *w)
{
    const int32_t *fellow = s->in->fellow;
    if (!fellow) return true;
    int32_t count = way_gather(s, w, s->sequence);
    for (int32_t i = 0; i < count; i++)
        s->gathered[s->sequence[i]] = i;
    for (int32_t i = 0; i < count; i++) {
        int32_t k = s->gathered[fellow[s->sequence[i]]];
        if (k >= count || s->sequence[k] != fellow[s->sequence[i]]) return false;
    }
    return true;
}

/* Takes u off and gives what it took to `onto` on the same route, if that is cheaper and fits. */
static bool merge(struct state *s, int32_t u, int32_t onto)
{
    const struct instance *in = s->in;
    int32_t slot = s->route[u], p = s->prev[u], q = s->next[u], amount = taken(s, u);
    const struct fleet *f = fleet_of(in, slot);
    int64_t more = (int64_t)arc(f->distance, in, p, q) - s->gap[p] - s->gap[u];
    if (more > 0) return false;
    state_refresh(s, slot);
    struct way w = {.slot = slot,
                    .count = 2,
                    .distance = s->routes[slot].distance + more,
                    .piece = {{slot_start(in, slot), p, false}, {q, slot_end(in, slot), false}}};
    if (!ways_pay(s, &w, 1)) return false;
    take_off(s, u);
    state_spare(s, u);
    state_set_part(s, onto, taken(s, onto) + amount);
    return true;
}

void party_merge(struct state *s)
{
    const struct instance *in = s->in;
    if (!in->parts) return;
    for (int32_t u = 0; u < in->n; u++)
        for (int32_t v = in->parts->sibling[u]; v != u && s->route[u] != VRP_NONE; v = in->parts->sibling[v])
            if (s->route[v] == s->route[u] && merge(s, u, v)) break;
}
