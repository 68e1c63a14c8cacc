/* savings.c - the start: routes that grow together where most is saved. */
#include "vrp/arrivals.h"
#include "vrp/party.h"
#include "vrp/rich.h"

struct saving {
    int64_t gain;
    int32_t i, j; /* i before j */
};
struct strand { /* a run of visits, kept at its head */
    int32_t tail;
    int64_t load[VRP_LOADS_MAX];
    struct segment time;
    int64_t distance;
};
struct weave {
    const struct instance *in;
    const struct fleet *fleet;
    int32_t *next, *head; /* per visit; the head is true at tails */
    bool *has_prev;
    struct strand *strand;
    int32_t *sequence; /* for rules that are driven */
    struct pace *pace;
};

static bool before(const struct saving *a, const struct saving *b)
{
    if (a->gain != b->gain) return a->gain > b->gain;
    return a->i != b->i ? a->i < b->i : a->j < b->j;
}

/* Two sorted runs, one behind the other, into one. */
static void merge(const struct saving *from, size_t middle, size_t count, struct saving *to)
{
    for (size_t i = 0, j = middle, at = 0; at < count; at++)
        to[at] = from[i < middle && (j == count || !before(&from[j], &from[i])) ? i++ : j++];
}

/* Largest first.  Runs that are sorted become longer, so that it can stop in between: then they are sorted in part. */
static struct saving *sort(struct saving *from, struct saving *to, size_t count, struct pace *pace)
{
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t at = 0; at < count; at += 2 * run) {
            size_t most = count - at < 2 * run ? count - at : 2 * run;
            if (pace_late(pace, (int64_t)(most < PACE_LOOK ? most : PACE_LOOK))) return from;
            merge(from + at, run < most ? run : most, most, to + at);
        }
        struct saving *was = from;
        from = to, to = was;
    }
    return from;
}

/* May it be part of the start?  Groups and all but the first parts come later, with recreate. */
static bool starts(const struct instance *in, int32_t u)
{
    return !(in->fellow && in->fellow[u] != u) && !(in->parts && in->parts->whole[u] != u);
}

static struct saving *list_savings(const struct weave *w, struct arena *a, struct pace *pace, size_t *count)
{
    const struct instance *in = w->in;
    int32_t start = slot_start(in, w->fleet->slot_from), end = start + 1;
    const int32_t *m = w->fleet->distance;
    size_t most = 2 * (size_t)in->n * (size_t)in->near_count + 1;
    struct saving *out = ARENA_ARRAY(a, struct saving, most);
    *count = 0;
    for (int32_t u = 0; u < in->n && !pace_late(pace, 2 * in->near_count); u++) {
        for (int32_t k = 0; k < in->near_count; k++) {
            int32_t v = in->near[u * in->near_count + k];
            if (!starts(in, u) || !starts(in, v)) continue;
            for (int32_t way = 0; way < 2; way++) {
                int32_t i = way ? v : u, j = way ? u : v;
                int64_t gain = (int64_t)arc(m, in, i, end) + arc(m, in, start, j) - arc(m, in, i, j);
                if (gain > 0) out[(*count)++] = (struct saving){gain, i, j};
            }
        }
    }
    return sort(out, ARENA_ARRAY(a, struct saving, most), *count, pace);
}

static bool time_allows(const struct weave *w, struct segment s, int32_t first, int32_t last)
{
    const struct instance *in = w->in;
    int32_t start = slot_start(in, w->fleet->slot_from), end = start + 1;
    s = segment_join(in->own[start], arc(w->fleet->duration, in, start, first), s);
    return segment_fits(segment_join(s, arc(w->fleet->duration, in, last, end), in->own[end]), w->fleet->duration_max);
}

/* Do the strands that begin with i and j keep the rules that are driven, one behind the other? */
static bool rules_allow(const struct weave *w, int32_t i, int32_t j)
{
    int32_t count = 0;
    for (; i != VRP_NONE; i = w->next[i])
        w->sequence[count++] = i;
    for (; j != VRP_NONE; j = w->next[j])
        w->sequence[count++] = j;
    bool fits = rich_sequence_fits(w->in, w->fleet->slot_from, w->sequence, count);
    w->pace->done += count + (w->in->ride ? ride_effort(w->in) : 0);
    return fits;
}

static bool join(struct weave *w, int32_t i, int32_t j)
{
    const struct instance *in = w->in;
    if (w->next[i] != VRP_NONE || w->has_prev[j] || w->head[i] == j) return false;
    struct strand *a = &w->strand[w->head[i]], *b = &w->strand[j];
    for (int32_t d = 0; d < in->loads; d++)
        if (a->load[d] + b->load[d] > w->fleet->capacity[d]) return false;
    struct segment time = segment_join(a->time, arc(w->fleet->duration, in, i, j), b->time);
    if (in->timed && !time_allows(w, time, w->head[i], b->tail)) return false;
    int64_t distance = a->distance + arc(w->fleet->distance, in, i, j) + b->distance;
    int32_t start = slot_start(in, w->fleet->slot_from);
    if (in->ranged &&
        distance + arc(w->fleet->distance, in, start, w->head[i]) + arc(w->fleet->distance, in, b->tail, start + 1) >
            w->fleet->distance_max)
        return false;
    if (in->rule_count && !rules_allow(w, w->head[i], j)) return false;
    for (int32_t d = 0; d < in->loads; d++)
        a->load[d] += b->load[d];
    a->time = time;
    a->distance = distance;
    a->tail = b->tail;
    w->head[b->tail] = w->head[i];
    w->next[i] = j;
    w->has_prev[j] = true;
    return true;
}

/* The strand that begins with `first` onto a vacant slot, if some fleet can drive it. */
static void place(struct state *s, const struct weave *w, int32_t first)
{
    const struct instance *in = s->in;
    for (int32_t k = 0; k < in->fleet_count; k++) {
        int32_t slot = state_vacant(s, k), at = slot == VRP_NONE ? 0 : slot_start(in, slot), u = first;
        if (slot == VRP_NONE) continue;
        for (; u != VRP_NONE && state_room(s, slot, u); at = u, u = w->next[u])
            state_append(s, u, at);
        state_refresh(s, slot);
        if (in->prompt) arrivals_refresh(s, slot);
        bool fits = u == VRP_NONE && s->routes[slot].distance <= in->fleets[k].distance_max;
        if (fits && in->prompt) fits = arrivals_kept(s, slot);
        if (fits && in->timed && !in->prompt)
            fits = segment_fits(s->fore[slot_end(in, slot)], in->fleets[k].duration_max);
        bool known = k == 0 && w->next[first] != VRP_NONE; /* it was driven when it was joined */
        if (fits && in->rule_count && !known) fits = rich_route_fits(s, slot);
        if (fits) return;
        while (s->routes[slot].count)
            state_remove(s, s->next[slot_start(in, slot)]);
        state_refresh(s, slot);
    }
}

void savings_build(struct state *s)
{
    const struct instance *in = s->in;
    struct arena *own = arena_new();
    size_t n = (size_t)in->n + 1, count = 0;
    struct weave w = {.in = in,
                      .fleet = &in->fleets[0],
                      .next = ARENA_ARRAY(own, int32_t, n),
                      .head = ARENA_ARRAY(own, int32_t, n),
                      .has_prev = ARENA_ARRAY(own, bool, n),
                      .strand = ARENA_ARRAY(own, struct strand, n),
                      .sequence = ARENA_ARRAY(own, int32_t, n),
                      .pace = s->pace};
    for (int32_t u = 0; u < in->n; u++) {
        w.next[u] = VRP_NONE;
        w.head[u] = u;
        w.strand[u] = (struct strand){.tail = u, .time = in->own[u]};
        for (int32_t d = 0; d < in->loads; d++)
            w.strand[u].load[d] = in->load[u * in->loads + d];
    }
    const struct saving *list = list_savings(&w, own, s->pace, &count);
    for (size_t k = 0; k < count && !pace_late(s->pace, 2); k++)
        (void)join(&w, list[k].i, list[k].j);
    state_begin(s);
    /* also when it has become late, unless routes are driven for it: one vehicle for each is better than no plan */
    for (int32_t u = 0; u < in->n; u++) {
        bool driven = in->ride && (in->priced || in->fleet_count > 1 || w.next[u] == VRP_NONE);
        if (!w.has_prev[u] && starts(in, u) && !(pace_late(s->pace, in->fleet_count) && driven)) place(s, &w, u);
    }
    arena_free(own);
}
