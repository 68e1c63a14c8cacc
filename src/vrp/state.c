/* state.c - the plan under search: inserting, removing, undoing, and putting ways into effect. */
#include "vrp/arrivals.h"
#include "vrp/party.h"
#include "vrp/rich.h"

enum {
    PAIR_MEMO = 1 << 16 /* places of pairs that are remembered, at most */
};

/* What is absent points to itself by an arc so short that no place beside it is worth a look. */
static void detach(struct state *s, int32_t u)
{
    s->route[u] = VRP_NONE;
    s->next[u] = s->prev[u] = u;
    s->gap[u] = SENTINEL;
}

void state_init(struct state *s, struct arena *a, const struct instance *in, uint64_t seed)
{
    size_t n = (size_t)in->n + 1, nodes = (size_t)in->nodes + 1, slots = (size_t)in->slots + 1;
    *s = (struct state){.in = in, .epoch = 1, .cap = INT32_MAX};
    rng_init(&s->rng, seed);
    s->next = ARENA_ARRAY(a, int32_t, nodes);
    s->prev = ARENA_ARRAY(a, int32_t, nodes);
    s->gap = ARENA_ARRAY(a, int32_t, nodes);
    s->route = ARENA_ARRAY(a, int32_t, nodes);
    s->pos = ARENA_ARRAY(a, int32_t, nodes);
    s->loaded = ARENA_ARRAY(a, int32_t, nodes * (size_t)in->loads);
    s->run = ARENA_ARRAY(a, int64_t, nodes);
    s->turn = ARENA_ARRAY(a, int64_t, nodes);
    if (in->timed) {
        s->leave = ARENA_ARRAY(a, int32_t, nodes);
        s->due = ARENA_ARRAY(a, int32_t, nodes);
    }
    if (in->prompt) {
        s->saved_leave = ARENA_ARRAY(a, int32_t, n + slots);
        s->saved_due = ARENA_ARRAY(a, int32_t, n + slots);
    } else if (in->timed) {
        s->fore = ARENA_ARRAY(a, struct segment, nodes);
        s->back = ARENA_ARRAY(a, struct segment, nodes);
        s->saved_fore = ARENA_ARRAY(a, struct segment, in->spanned ? n + slots : 1);
        s->saved_back = ARENA_ARRAY(a, struct segment, in->spanned ? n + slots : 1);
    }
    s->routes = ARENA_ARRAY(a, struct route, slots);
    s->room = ARENA_ARRAY(a, int32_t, slots + 1) + 1;
    s->room[VRP_NONE] = -1;
    s->vacant = ARENA_ARRAY(a, uint64_t, slots / 64 + 1);
    s->absent = ARENA_ARRAY(a, int32_t, n);
    s->journal = ARENA_ARRAY(a, struct saved_route, slots);
    s->saved = ARENA_ARRAY(a, int32_t, n + slots);
    s->saved_gap = ARENA_ARRAY(a, int32_t, n + slots);
    s->was_absent = ARENA_ARRAY(a, int32_t, n);
    s->stale = ARENA_ARRAY(a, bool, slots);
    s->scratch = ARENA_ARRAY(a, int32_t, n);
    s->sequence = ARENA_ARRAY(a, int32_t, n);
    s->keys = ARENA_ARRAY(a, int64_t, 2 * n);
    s->mark = ARENA_ARRAY(a, int32_t, slots);
    s->order = ARENA_ARRAY(a, int32_t, 2 * n);
    s->pace = ARENA_NEW(a, struct pace);
    s->gathered = ARENA_ARRAY(a, int32_t, in->fellow ? n : 1);
    s->ringed = ARENA_ARRAY(a, int64_t, in->fellow ? n : 1);
    s->grade = ARENA_ARRAY(a, struct grade_memo, in->graded ? slots : 1);
    if (in->mate) {
        s->lane.node = ARENA_ARRAY(a, int32_t, n);
        s->lane.aboard = ARENA_ARRAY(a, int32_t, n * (size_t)in->loads);
        s->lane.then = ARENA_ARRAY(a, int64_t, n);
        s->lane.least = ARENA_ARRAY(a, int64_t, n);
        s->lane.seen = ARENA_ARRAY(a, int32_t, slots);
        while (s->lane.memo_width < in->slots && 2 * (size_t)s->lane.memo_width * n <= PAIR_MEMO)
            s->lane.memo_width = s->lane.memo_width ? 2 * s->lane.memo_width : 1;
        s->lane.memo = ARENA_ARRAY(a, struct pair_memo, n * (size_t)s->lane.memo_width);
    }
    s->queue = ARENA_ARRAY(a, int32_t, n);
    s->queued = ARENA_ARRAY(a, bool, n);
    s->load = ARENA_ARRAY(a, int32_t, n * (size_t)in->loads + 1);
    memcpy(s->load, in->load, (size_t)in->n * (size_t)in->loads * sizeof *s->load);
    if (in->parts) {
        s->part_journal = ARENA_ARRAY(a, struct saved_part, n);
        s->part_epoch = ARENA_ARRAY(a, int64_t, n);
        s->spare = ARENA_ARRAY(a, bool, n);
    }
    for (int32_t u = 0; u < in->n; u++) {
        detach(s, u);
        if (in->parts && in->parts->whole[u] != u) {
            s->spare[u] = true;
            s->spares++;
            continue;
        }
        s->pos[u] = s->absent_count;
        s->absent[s->absent_count++] = u;
        s->cost += in->absent_cost[u];
    }
    for (int32_t r = 0; r < in->slots; r++) {
        int32_t from = slot_start(in, r), to = slot_end(in, r);
        s->next[from] = s->next[to] = to;
        s->prev[from] = s->prev[to] = from;
        s->route[from] = s->route[to] = r;
        s->gap[from] = arc(fleet_of(in, r)->distance, in, from, to);
        s->vacant[r / 64] |= UINT64_C(1) << (r % 64);
        s->stale[r] = true;
        s->room[r] = fleet_of(in, r)->capacity[0];
        state_refresh(s, r);
        if (in->prompt) arrivals_refresh(s, r);
        s->routes[r].distance = s->run[to];
    }
}

void state_begin(struct state *s)
{
    s->epoch++;
    s->saved_count = s->saved_at = s->saved_parts = 0;
    s->was_cost = s->cost;
    s->was_absent_count = s->absent_count;
    if (s->absent_count) memcpy(s->was_absent, s->absent, (size_t)s->absent_count * sizeof *s->absent);
}

void state_touch(struct state *s, int32_t slot)
{
    struct route *r = &s->routes[slot];
    if (r->epoch == s->epoch) return;
    s->journal[s->saved_count++] = (struct saved_route){slot, s->saved_at + 1, *r};
    for (int32_t u = slot_start(s->in, slot), end = slot_end(s->in, slot); u != end; u = s->next[u]) {
        s->saved_gap[s->saved_at] = s->gap[u];
        if (s->in->prompt) s->saved_leave[s->saved_at] = s->leave[u], s->saved_due[s->saved_at] = s->due[u];
        if (s->in->spanned) s->saved_fore[s->saved_at] = s->fore[u], s->saved_back[s->saved_at] = s->back[u];
        s->saved[s->saved_at++] = u;
    }
    r->epoch = s->epoch;
}

static void set_vacant(struct state *s, int32_t slot, bool vacant)
{
    uint64_t bit = UINT64_C(1) << (slot % 64);
    s->used += ((s->vacant[slot / 64] & bit) != 0) - vacant;
    s->vacant[slot / 64] = vacant ? s->vacant[slot / 64] | bit : s->vacant[slot / 64] & ~bit;
}

/* Links the visits v[0..count) as the slot's route; gaps[0..count] are their distances, NULL = to be looked up. */
static void relink(struct state *s, int32_t slot, const int32_t *v, int32_t count, const int32_t *gaps)
{
    const int32_t *m = fleet_of(s->in, slot)->distance;
    int32_t at = slot_start(s->in, slot), end = slot_end(s->in, slot);
    for (int32_t i = 0; i < count; i++) {
        s->next[at] = v[i];
        s->prev[v[i]] = at;
        s->route[v[i]] = slot;
        s->gap[at] = gaps ? gaps[i] : arc(m, s->in, at, v[i]);
        at = v[i];
    }
    s->next[at] = end;
    s->prev[end] = at;
    s->gap[at] = gaps ? gaps[count] : arc(m, s->in, at, end);
    s->stale[slot] = true;
}

/* The segments of a route whose links are as they were. */
static void restore_spans(struct state *s, const struct saved_route *was)
{
    int32_t start = slot_start(s->in, was->slot), end = slot_end(s->in, was->slot), last = s->prev[end];
    s->back[start] = s->saved_back[was->at - 1];
    s->due[start] = s->back[start].late;
    for (int32_t k = was->at; k < was->at + was->was.count; k++) {
        int32_t u = s->saved[k];
        s->fore[u] = s->saved_fore[k], s->back[u] = s->saved_back[k];
        s->leave[u] = s->fore[u].early + s->fore[u].duration, s->due[u] = s->back[u].late;
    }
    s->fore[end] =
        segment_join(s->fore[last], arc(fleet_of(s->in, was->slot)->duration, s->in, last, end), s->in->own[end]);
    s->leave[end] = s->fore[end].early + s->fore[end].duration;
}

void state_undo(struct state *s)
{
    for (int32_t i = 0; i < s->saved_parts; i++) { /* before the lists and links, which say where the others are */
        const struct saved_part *was = &s->part_journal[i];
        s->load[was->node * s->in->loads] = was->load;
        s->spares += was->spare - s->spare[was->node];
        s->spare[was->node] = was->spare;
        detach(s, was->node);
    }
    s->saved_parts = 0;
    for (int32_t i = 0; i < s->absent_count; i++)
        detach(s, s->absent[i]);
    for (int32_t i = 0; i < s->was_absent_count; i++) {
        s->absent[i] = s->was_absent[i];
        s->pos[s->absent[i]] = i;
        detach(s, s->absent[i]);
    }
    s->absent_count = s->was_absent_count;
    for (int32_t i = 0; i < s->saved_count; i++) {
        const struct saved_route *was = &s->journal[i];
        int64_t epoch = s->routes[was->slot].epoch;
        s->routes[was->slot] = was->was;
        s->routes[was->slot].epoch = epoch - 1; /* not saved: the next attempt has another number anyway */
        set_vacant(s, was->slot, was->was.count == 0);
        s->room[was->slot] = fleet_of(s->in, was->slot)->capacity[0] - was->was.load[0];
        relink(s, was->slot, s->saved + was->at, was->was.count, s->saved_gap + was->at - 1);
        if (s->in->spanned) {
            restore_spans(s, was);
        } else if (s->in->prompt) {
            for (int32_t k = was->at; k < was->at + was->was.count; k++)
                s->leave[s->saved[k]] = s->saved_leave[k], s->due[s->saved[k]] = s->saved_due[k];
        } else if (s->in->timed) {
            state_refresh(s, was->slot);
        }
    }
    s->cost = s->was_cost;
    s->saved_count = 0;
}

/* Brings the price of a route and the cost up to date with its visits. */
static void reprice(struct state *s, int32_t slot)
{
    struct route *r = &s->routes[slot];
    struct ride_price price = rich_route_price(s, slot);
    s->cost += price.cost - r->extra - rich_longest_cost(s, VRP_NONE, VRP_NONE, 0);
    r->extra = price.cost, r->longest = price.longest;
    s->cost += rich_longest_cost(s, VRP_NONE, VRP_NONE, 0);
}

static void account(struct state *s, int32_t slot, int32_t u, int32_t sign, int64_t difference)
{
    const struct instance *in = s->in;
    const struct fleet *f = fleet_of(in, slot);
    struct route *r = &s->routes[slot];
    int64_t was = r->count ? f->fixed + f->per_distance * r->distance : 0;
    r->count += sign;
    r->distance += difference;
    for (int32_t d = 0; d < in->loads; d++)
        r->load[d] += sign * s->load[u * in->loads + d];
    r->version = ++s->versions;
    s->room[slot] = f->capacity[0] - r->load[0];
    if (r->count <= 1) set_vacant(s, slot, r->count == 0);
    s->cost += (r->count ? f->fixed + f->per_distance * r->distance : 0) - was - sign * in->absent_cost[u];
    s->stale[slot] = true;
    if (in->priced) reprice(s, slot);
}

void state_append(struct state *s, int32_t u, int32_t p)
{
    const struct instance *in = s->in;
    int32_t slot = s->route[p], q = s->next[p], last = s->absent[s->absent_count - 1];
    assert(s->route[u] == VRP_NONE);
    state_touch(s, slot);
    s->absent[s->pos[u]] = last;
    s->pos[last] = s->pos[u];
    s->absent_count--;
    s->next[p] = s->prev[q] = u;
    s->prev[u] = p;
    s->next[u] = q;
    s->route[u] = slot;
    const int32_t *m = fleet_of(in, slot)->distance;
    int64_t was = s->gap[p];
    s->gap[p] = arc(m, in, p, u);
    s->gap[u] = arc(m, in, u, q);
    account(s, slot, u, 1, (int64_t)s->gap[p] + s->gap[u] - was);
}

void state_insert(struct state *s, int32_t u, int32_t p)
{
    int32_t q = s->next[p];
    state_append(s, u, p);
    times_update(s, s->route[p], p, q);
}

void state_remove(struct state *s, int32_t u)
{
    int32_t slot = s->route[u], p = s->prev[u], q = s->next[u];
    state_remove_only(s, u);
    times_update(s, slot, p, q);
}

void state_remove_only(struct state *s, int32_t u)
{
    const struct instance *in = s->in;
    int32_t slot = s->route[u], p = s->prev[u], q = s->next[u];
    assert(slot != VRP_NONE);
    state_touch(s, slot);
    s->next[p] = q;
    s->prev[q] = p;
    s->pos[u] = s->absent_count;
    s->absent[s->absent_count++] = u;
    const int32_t *m = fleet_of(in, slot)->distance;
    int64_t was = (int64_t)s->gap[p] + s->gap[u];
    detach(s, u);
    s->gap[p] = arc(m, in, p, q);
    account(s, slot, u, -1, s->gap[p] - was);
}

static void save_part(struct state *s, int32_t u)
{
    if (s->part_epoch[u] == s->epoch) return;
    s->part_epoch[u] = s->epoch;
    s->part_journal[s->saved_parts++] = (struct saved_part){u, s->load[u * s->in->loads], s->spare[u]};
}

void state_set_part(struct state *s, int32_t u, int32_t amount)
{
    int32_t *load = &s->load[u * s->in->loads], slot = s->route[u];
    if (*load == amount) return;
    if (slot != VRP_NONE) {
        state_touch(s, slot);
        s->routes[slot].load[0] += amount - *load;
        s->room[slot] -= amount - *load;
        s->stale[slot] = true;
    }
    save_part(s, u);
    *load = amount;
}

void state_spare(struct state *s, int32_t u)
{
    int32_t last = s->absent[s->absent_count - 1];
    assert(s->route[u] == VRP_NONE && !s->spare[u]);
    save_part(s, u);
    s->absent[s->pos[u]] = last;
    s->pos[last] = s->pos[u];
    s->absent_count--;
    s->cost -= s->in->absent_cost[u];
    s->load[u * s->in->loads] = 0;
    s->spare[u] = true;
    s->spares++;
}

void state_unspare(struct state *s, int32_t u)
{
    assert(s->spare[u]);
    save_part(s, u);
    s->spare[u] = false;
    s->spares--;
    s->pos[u] = s->absent_count;
    s->absent[s->absent_count++] = u;
    s->cost += s->in->absent_cost[u];
}

static void refresh_times(struct state *s, const struct fleet *f, int32_t slot)
{
    const struct instance *in = s->in;
    int32_t start = slot_start(in, slot), end = slot_end(in, slot);
    s->fore[start] = in->own[start];
    s->leave[start] = in->own[start].early;
    for (int32_t p = start, u = s->next[start];; p = u, u = s->next[u]) {
        s->fore[u] = segment_join(s->fore[p], arc(f->duration, in, p, u), in->own[u]);
        s->leave[u] = s->fore[u].early + s->fore[u].duration;
        if (u == end) break;
    }
    s->back[end] = in->own[end];
    s->due[end] = in->own[end].late;
    for (int32_t q = end, u = s->prev[end];; q = u, u = s->prev[u]) {
        s->back[u] = segment_join(in->own[u], arc(f->duration, in, u, q), s->back[q]);
        s->due[u] = s->back[u].late;
        if (u == start) break;
    }
}

void state_refresh(struct state *s, int32_t slot)
{
    if (!s->stale[slot]) return;
    const struct instance *in = s->in;
    const struct fleet *f = fleet_of(in, slot);
    int32_t start = slot_start(in, slot), end = slot_end(in, slot), pos = 0;
    s->pos[start] = 0;
    s->run[start] = s->turn[start] = 0;
    for (int32_t d = 0; d < in->loads; d++)
        s->loaded[start * in->loads + d] = 0;
    for (int32_t p = start, u = s->next[start];; p = u, u = s->next[u]) {
        int32_t there = s->gap[p];
        s->pos[u] = ++pos;
        s->run[u] = s->run[p] + there;
        s->turn[u] = in->symmetric ? 0 : s->turn[p] + arc(f->distance, in, u, p) - there;
        for (int32_t d = 0; d < in->loads; d++)
            s->loaded[u * in->loads + d] = s->loaded[p * in->loads + d] + (u == end ? 0 : s->load[u * in->loads + d]);
        if (u == end) break;
    }
    if (in->timed && !in->prompt) refresh_times(s, f, slot);
    s->stale[slot] = false;
    s->pace->done += pos;
}

int32_t state_vacant(const struct state *s, int32_t fleet)
{
    const struct fleet *f = &s->in->fleets[fleet];
    int32_t from = f->slot_from, end = f->slot_from + f->slot_count;
    while (from < end) {
        uint64_t word = s->vacant[from / 64] >> (from % 64);
        if (word) {
            from += __builtin_ctzll(word);
            return from < end ? from : VRP_NONE;
        }
        from = (from / 64 + 1) * 64;
    }
    return VRP_NONE;
}

/* ---- ways ---- */

static bool loads_fit(const struct state *s, const struct way *w, const struct fleet *f)
{
    const struct instance *in = s->in;
    for (int32_t d = 0; d < in->loads; d++) {
        int64_t sum = 0;
        for (int32_t i = 0; i < w->count; i++) {
            int32_t first = w->piece[i].first, last = w->piece[i].last;
            sum += s->loaded[last * in->loads + d] - s->loaded[first * in->loads + d];
            if (first < in->n) sum += s->load[first * in->loads + d];
        }
        if (sum > f->capacity[d]) return false;
    }
    return true;
}

static bool all_served(const struct state *s, const struct way *w, const struct fleet *f)
{
    if (!f->serves) return true;
    for (int32_t i = 0; i < w->count; i++) {
        if (s->route[w->piece[i].first] == w->slot) continue;
        for (int32_t u = w->piece[i].first;; u = s->next[u]) {
            if (u < s->in->n && !f->serves[u]) return false;
            if (u == w->piece[i].last) break;
        }
    }
    return true;
}

static bool times_fit(const struct state *s, const struct way *w, const struct fleet *f)
{
    const struct instance *in = s->in;
    int32_t at = w->piece[0].last;
    struct segment seg = s->fore[at];
    for (int32_t i = 1; i < w->count; i++) {
        const struct piece *p = &w->piece[i];
        int32_t u = p->reversed ? p->last : p->first, stop = p->reversed ? p->first : p->last;
        if (i == w->count - 1)
            return segment_fits(segment_join(seg, arc(f->duration, in, at, u), s->back[u]), f->duration_max);
        for (;; u = p->reversed ? s->prev[u] : s->next[u]) {
            seg = segment_join(seg, arc(f->duration, in, at, u), in->own[u]);
            if (seg.warp) return false;
            at = u;
            if (u == stop) break;
        }
    }
    return segment_fits(seg, f->duration_max);
}

bool way_fits(const struct state *s, const struct way *w)
{
    const struct fleet *f = fleet_of(s->in, w->slot);
    if (s->in->ranged && w->distance > f->distance_max) return false;
    if (!loads_fit(s, w, f) || !all_served(s, w, f) ||
        (s->in->timed && !(s->in->prompt ? arrivals_fit(s, w) : times_fit(s, w, f))))
        return false;
    return party_way_fits(s, w) && (s->in->rule_count == 0 || rich_way_fits(s, w));
}

bool ways_pay(const struct state *s, const struct way *ways, int32_t count)
{
    for (int32_t k = 0; k < count; k++)
        if (!way_fits(s, &ways[k])) return false;
    return !s->in->priced || rich_ways_pay(s, ways, count);
}

int32_t way_gather(const struct state *s, const struct way *w, int32_t *out)
{
    int32_t count = 0;
    for (int32_t i = 0; i < w->count; i++) {
        const struct piece *p = &w->piece[i];
        int32_t u = p->reversed ? p->last : p->first, stop = p->reversed ? p->first : p->last;
        for (;; u = p->reversed ? s->prev[u] : s->next[u]) {
            if (u < s->in->n) out[count++] = u;
            if (u == stop) break;
        }
    }
    return count;
}

static void settle(struct state *s, const struct way *w, const int32_t *v, int32_t count)
{
    const struct instance *in = s->in;
    const struct fleet *f = fleet_of(in, w->slot);
    struct route *r = &s->routes[w->slot];
    if (r->count) s->cost -= f->fixed + f->per_distance * r->distance;
    relink(s, w->slot, v, count, NULL);
    r->count = count;
    r->version = ++s->versions;
    set_vacant(s, w->slot, count == 0);
    state_refresh(s, w->slot);
    if (in->prompt) arrivals_refresh(s, w->slot);
    r->distance = s->run[slot_end(in, w->slot)];
    assert(r->distance == w->distance);
    for (int32_t d = 0; d < in->loads; d++)
        r->load[d] = s->loaded[slot_end(in, w->slot) * in->loads + d];
    s->room[w->slot] = f->capacity[0] - r->load[0];
    if (r->count) s->cost += f->fixed + f->per_distance * r->distance;
    if (in->priced) reprice(s, w->slot);
}

void way_apply(struct state *s, const struct way *ways, int32_t count)
{
    int32_t made[2] = {0}, *at = s->scratch;
    assert(count == 1 || count == 2);
    for (int32_t k = 0; k < count; k++) {
        state_touch(s, ways[k].slot);
        for (int32_t i = 0; i < ways[k].count; i++)
            state_queue(s, ways[k].piece[i].first), state_queue(s, ways[k].piece[i].last);
        made[k] = way_gather(s, &ways[k], at);
        at += made[k];
    }
    settle(s, &ways[0], s->scratch, made[0]);
    if (count == 2) settle(s, &ways[1], s->scratch + made[0], made[1]);
}

static void verify_route(struct state *s, int32_t slot, int64_t *cost, int32_t *seen)
{
    const struct instance *in = s->in;
    const struct fleet *f = fleet_of(in, slot);
    struct route was = s->routes[slot];
    int32_t count = 0, load[VRP_LOADS_MAX] = {0}, end = slot_end(in, slot);
    int64_t distance = 0;
    for (int32_t p = slot_start(in, slot), u = s->next[p];; p = u, u = s->next[u]) {
        assert(s->prev[u] == p && s->route[u] == slot && s->gap[p] == arc(f->distance, in, p, u));
        distance += arc(f->distance, in, p, u);
        if (u == end) break;
        count++;
        for (int32_t d = 0; d < in->loads; d++)
            load[d] += s->load[u * in->loads + d];
    }
    assert(s->room[slot] == f->capacity[0] - was.load[0]);
    assert(was.count == count && was.distance == distance);
    for (int32_t d = 0; d < in->loads; d++)
        assert(was.load[d] == load[d] && load[d] <= f->capacity[d]);
    assert(((s->vacant[slot / 64] >> (slot % 64)) & 1) == (count == 0));
    if (in->spanned) assert(spans_true(s, slot));
    s->stale[slot] = true;
    state_refresh(s, slot);
    if (in->timed) assert(arrivals_true(s, slot));
    if (in->timed && !in->prompt && count) assert(segment_fits(s->fore[end], f->duration_max));
    assert(rich_route_fits(s, slot));
    *cost += count ? f->fixed + f->per_distance * distance : 0;
    struct ride_price price = in->priced ? rich_route_price(s, slot) : (struct ride_price){0};
    assert(was.extra == price.cost && was.longest == price.longest);
    *cost += price.cost;
    *seen += count;
}

/* The parts of every visit add up to its demand, and those not in use take nothing; returns how many these are. */
static int32_t verify_parts(const struct state *s)
{
    const struct instance *in = s->in;
    int32_t spare = 0;
    for (int32_t u = 0; in->parts && u < in->n; u++) {
        int64_t sum = s->load[u * in->loads];
        if (s->spare[u]) assert(s->route[u] == VRP_NONE && sum == 0);
        spare += s->spare[u];
        for (int32_t v = in->parts->sibling[u]; v != u; v = in->parts->sibling[v])
            sum += s->load[v * in->loads];
        assert(sum == in->load[in->parts->whole[u] * in->loads]);
    }
    assert(spare == s->spares);
    return spare;
}

void state_verify(struct state *s)
{
    int64_t cost = 0;
    int32_t seen = s->absent_count + verify_parts(s);
    for (int32_t i = 0; i < s->absent_count; i++) {
        assert(s->route[s->absent[i]] == VRP_NONE && s->pos[s->absent[i]] == i);
        cost += s->in->absent_cost[s->absent[i]];
    }
    for (int32_t r = 0; r < s->in->slots; r++)
        verify_route(s, r, &cost, &seen);
    int32_t used = 0;
    for (int32_t r = 0; r < s->in->slots; r++)
        used += s->routes[r].count > 0;
    assert(used == s->used);
    cost += rich_longest_cost(s, VRP_NONE, VRP_NONE, 0);
    assert(cost == s->cost);
    assert(seen == s->in->n);
}
