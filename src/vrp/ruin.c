/* ruin.c - takes strings of visits out of routes that lie near each other. */
#include "vrp/arrivals.h"
#include "vrp/pairs.h"
#include "vrp/search.h"

enum {
    ALL_SORTS = 10, /* one in so many takes from vehicles of all sorts */
    LONG = 20,      /* visits of a route that may be cut in two */
    ROUTES_MOST = 4 /* whole routes: at most so many times the visits of other ruins */
};

static int32_t draw(struct state *s, int32_t from, int32_t to)
{
    return from + (int32_t)rng_below(&s->rng, (uint64_t)(to - from + 1));
}

/* Removes `length` visits around c; when `kept` > 0 so many in the middle stay. */
static void remove_string(struct state *s, int32_t c, int32_t length, int32_t kept)
{
    int32_t n = s->in->n, back = draw(s, 0, length + kept - 1), u = c, before = 0, after = 0;
    for (; before < back && s->prev[u] < n; before++)
        u = s->prev[u];
    for (int32_t x = c; after < length + kept - 1 - before && s->next[x] < n; after++)
        x = s->next[x];
    for (; before + after < length + kept - 1 && s->prev[u] < n; before++)
        u = s->prev[u];
    int32_t whole = before + after + 1, gap = kept ? draw(s, 1, length - 1) : whole;
    int32_t slot = s->route[u], p = s->prev[u];
    for (int32_t i = 0; i < whole; i++) {
        int32_t next = s->next[u];
        if (i < gap || i >= gap + kept) state_remove_only(s, u);
        u = next;
    }
    times_update(s, slot, p, u);
}

/* How many visits in the middle stay: mostly one, within what the route has. */
static int32_t kept_of(struct state *s, int32_t length, int32_t count)
{
    int32_t kept = 1;
    while (length + kept < count && rng_below(&s->rng, 100) == 0)
        kept++;
    return length + kept <= count ? kept : 0;
}

/* A way that is left shorter may be late or break a rule all the same, where matrices are not triangular: then all come
 * out. */
static void clear_unless_it_stands(struct state *s, int32_t slot)
{
    if (rich_route_stands(s, slot)) return;
    while (s->routes[slot].count)
        state_remove(s, s->next[slot_start(s->in, slot)]);
    if (s->in->timed) state_refresh(s, slot);
}

/* A visit to begin with: every other time one that found no place, so that there will be room for it. */
static int32_t draw_seed(struct state *s)
{
    if (s->absent_count && rng_below(&s->rng, 2)) return s->absent[rng_below(&s->rng, (uint64_t)s->absent_count)];
    return (int32_t)rng_below(&s->rng, (uint64_t)s->in->n);
}

void ruin_routes(struct state *s, const struct tuning *t)
{
    const struct instance *in = s->in;
    int32_t seed = draw_seed(s), routes = draw(s, 1, 2), most = ROUTES_MOST * t->removed;
    for (int32_t k = -1; k < in->near_count && routes > 0; k++) {
        int32_t c = k < 0 ? seed : in->near[seed * in->near_count + k], slot = s->route[c];
        if (slot == VRP_NONE || s->routes[slot].count > most) continue;
        most -= s->routes[slot].count;
        while (s->routes[slot].count)
            state_remove_only(s, s->next[slot_start(in, slot)]);
        if (in->timed) state_refresh(s, slot);
        if (in->prompt) arrivals_refresh(s, slot);
        routes--;
    }
}

/* Where only windows and loads bind a visit, not who else is on its route. */
static bool may_cut(const struct instance *in)
{
    return in->prompt && !in->ranged && !in->fellow && !in->parts;
}

/* The way behind c goes onto a vacant slot, if it is in time from there.  Beside a long route a new one never pays for
 * a visit alone, so that without this routes only become fewer. */
static void cut_route(struct state *s, const struct tuning *t, int32_t c)
{
    const struct instance *in = s->in;
    int32_t slot = s->route[c], count = 0;
    if (slot == VRP_NONE || s->routes[slot].count < LONG || s->next[c] >= in->n || !state_may_open(s)) return;
    if (rng_below(&s->rng, (uint64_t)t->cut_every)) return;
    int32_t onto = state_vacant(s, in->slot_fleet[slot]), end = slot_end(in, slot), then = s->next[c];
    if (onto == VRP_NONE) return;
    const int32_t *duration = fleet_of(in, slot)->duration;
    int32_t start = slot_start(in, onto);
    if (in->own[start].early + arc(duration, in, start, then) > s->due[then]) return;
    if (s->leave[c] + arc(duration, in, c, end) > s->due[end]) return;
    for (int32_t u = then; u < in->n; u = s->next[c]) {
        s->scratch[count++] = u;
        state_remove_only(s, u);
    }
    arrivals_update(s, slot, c, end);
    for (int32_t i = 0, at = start; i < count; at = s->scratch[i++])
        state_append(s, s->scratch[i], at);
    arrivals_refresh(s, onto);
}

/* How many strings of up to `longest` come out; they are `removed` visits on average where the most is not cut. */
static int32_t draw_strings(struct state *s, const struct tuning *t, int32_t longest)
{
    int32_t visits = 4 * t->removed, unit = 1 + longest, most = visits / unit - 1;
    if (t->strings_in_part && visits > unit) return 1 + draw(s, 0, visits - unit - 1) / unit;
    return draw(s, 1, most < 1 ? 1 : most);
}

/* Whose routes lose visits: where vehicles do not serve all, mostly those of the seed's sort, so that what comes out of
 * one can go into another. */
static uint64_t draw_sorts(struct state *s, int32_t seed)
{
    if (!s->in->choosy || rng_below(&s->rng, ALL_SORTS) == 0) return ~UINT64_C(0);
    return s->route[seed] == VRP_NONE ? s->in->servers[seed] : s->in->sort[s->route[seed]];
}

void ruin_strings(struct state *s, const struct tuning *t)
{
    const struct instance *in = s->in;
    int32_t used = 0, seen = in->n - s->absent_count;
    if (in->n == 0) return;
    for (int32_t w = 0; w < (in->slots + 63) / 64; w++)
        used -= __builtin_popcountll(s->vacant[w]);
    used += in->slots;
    int32_t mean = used ? seen / used : 1, longest = t->string_max < mean ? t->string_max : mean;
    if (longest < 1) longest = 1;
    int32_t strings = draw_strings(s, t, longest);
    int32_t seed = draw_seed(s);
    uint64_t sorts = draw_sorts(s, seed);
    if (t->cut_every && may_cut(in)) cut_route(s, t, seed);
    for (int32_t k = -1; k < in->near_count && strings > 0; k++) {
        int32_t c = k < 0 ? seed : in->near[seed * in->near_count + k], slot = s->route[c];
        if (slot == VRP_NONE || s->routes[slot].epoch == s->epoch || !(in->sort[slot] & sorts)) continue;
        int32_t count = s->routes[slot].count, most = longest < count ? longest : count;
        int32_t length = draw(s, 1, most);
        int32_t kept = length > 1 && rng_below(&s->rng, 2) ? kept_of(s, length, count) : 0;
        int32_t was = s->absent_count;
        state_touch(s, slot);
        remove_string(s, c, length, kept);
        pairs_remove_mates(s, was);
        if (instance_refreshes(in)) state_refresh(s, slot);
        clear_unless_it_stands(s, slot);
        strings--;
    }
}
