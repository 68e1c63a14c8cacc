/* rich.c - lays routes out as sequences of visits and asks the rules that are driven. */
#include "vrp/arrivals.h"
#include "vrp/pairs.h"

bool rich_sequence_fits(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count)
{
    for (int32_t k = 0; count && k < in->rule_count; k++)
        if (!in->rules[k](in, slot, sequence, count)) return false;
    return true;
}

static int32_t lay_out(struct state *s, int32_t slot)
{
    int32_t count = 0;
    for (int32_t u = s->next[slot_start(s->in, slot)]; u < s->in->n; u = s->next[u])
        s->sequence[count++] = u;
    return count;
}

/* What was driven for it counts as work done. */
static bool fits(const struct state *s, int32_t slot, int32_t count)
{
    bool good = rich_sequence_fits(s->in, slot, s->sequence, count);
    s->pace->done += count + (s->in->ride ? ride_effort(s->in) : 0);
    return good;
}

bool rich_route_fits(struct state *s, int32_t slot)
{
    return fits(s, slot, lay_out(s, slot));
}

bool rich_route_stands(struct state *s, int32_t slot)
{
    const struct instance *in = s->in;
    const struct fleet *f = fleet_of(in, slot);
    if (s->routes[slot].count == 0) return true;
    if (in->ranged && s->routes[slot].distance > f->distance_max) return false;
    if (in->prompt && !arrivals_kept(s, slot)) return false;
    if (in->timed && !in->prompt && !segment_fits(s->fore[slot_end(in, slot)], f->duration_max)) return false;
    return !in->rule_count || pairs_only(in) || rich_route_fits(s, slot);
}

bool rich_way_fits(const struct state *s, const struct way *w)
{
    return fits(s, w->slot, way_gather(s, w, s->sequence));
}

/* The slot of p with u behind p. */
static int32_t lay_out_with(const struct state *s, int32_t slot, int32_t u, int32_t p)
{
    int32_t count = 0;
    for (int32_t x = slot_start(s->in, slot), end = slot_end(s->in, slot); x != end; x = s->next[x]) {
        if (x < s->in->n) s->sequence[count++] = x;
        if (x == p) s->sequence[count++] = u;
    }
    return count;
}

bool rich_insert_fits(const struct state *s, int32_t u, int32_t p)
{
    int32_t slot = s->route[p];
    return fits(s, slot, lay_out_with(s, slot, u, p));
}

struct ride_price rich_route_price(struct state *s, int32_t slot)
{
    return ride_price(s->in, slot, s->sequence, lay_out(s, slot));
}

int64_t rich_longest_cost(const struct state *s, int32_t slot, int32_t other, int64_t longest)
{
    int64_t weight = s->in->problem->longest_weight;
    if (weight == 0) return 0;
    s->pace->done += s->in->slots / 16;
    for (int32_t k = 0; k < s->in->slots; k++)
        if (k != slot && k != other && s->routes[k].longest > longest) longest = s->routes[k].longest;
    return vrp_toll(weight, longest);
}

int64_t rich_price_change(const struct state *s, int32_t from, int32_t onto, const int32_t *sequence, int32_t count)
{
    struct ride_price price = ride_price(s->in, onto, sequence, count);
    s->pace->done += count + ride_effort(s->in);
    return price.cost - s->routes[from].extra + rich_longest_cost(s, from, onto, price.longest) -
           rich_longest_cost(s, VRP_NONE, VRP_NONE, 0);
}

int64_t rich_insert_price(const struct state *s, int32_t u, int32_t p)
{
    int32_t slot = s->route[p];
    return rich_price_change(s, slot, slot, s->sequence, lay_out_with(s, slot, u, p));
}

bool rich_ways_pay(const struct state *s, const struct way *ways, int32_t count)
{
    int64_t more = 0, longest = 0;
    for (int32_t k = 0; k < count; k++) {
        const struct fleet *f = fleet_of(s->in, ways[k].slot);
        const struct route *was = &s->routes[ways[k].slot];
        int32_t visits = way_gather(s, &ways[k], s->sequence);
        struct ride_price price = ride_price(s->in, ways[k].slot, s->sequence, visits);
        if (visits) more += f->fixed + f->per_distance * ways[k].distance + price.cost;
        if (was->count) more -= f->fixed + f->per_distance * was->distance + was->extra;
        if (price.longest > longest) longest = price.longest;
    }
    int32_t other = count > 1 ? ways[1].slot : VRP_NONE;
    more += rich_longest_cost(s, ways[0].slot, other, longest) - rich_longest_cost(s, VRP_NONE, VRP_NONE, 0);
    return more < 0;
}
