/* pause.c - the times of a route with pauses: where each of them is made.
 *
 * Forward, the earliest that the vehicle can be ready behind each visit with so many pauses made; backward from the
 * earliest end, the latest that each visit may begin so that the route still ends then; then along both. */
#include "vrp/trip.h"

#define NEVER INT64_MAX
#define TOO_LATE INT64_MIN

struct plan {
    struct trip *t;
    int32_t count, width;                               /* pauses that are made; numbers in a row of the table */
    int32_t pause[VRP_PAUSES_MAX], gap[VRP_PAUSES_MAX]; /* VRP_NONE = any gap where the load allows it */
};

/* The latest begins at the i-th visit (count = the end) by pauses made before. */
static int64_t *row(const struct plan *q, int32_t i)
{
    return q->t->table + (size_t)i * (size_t)q->width;
}

/* Bits of the pauses that may be made on the way to the i-th visit; it stands behind the row. */
static int64_t *mask(const struct plan *q, int32_t i)
{
    return row(q, i) + q->width - 1;
}

static const struct vrp_pause *pause_at(const struct plan *q, int32_t k)
{
    return &q->t->v->pauses[q->pause[k]];
}

static int64_t opens(const struct vrp_window *w, int32_t count, int64_t at)
{
    int32_t i = 0;
    if (count == 0 || at == NEVER) return at;
    while (i < count && w[i].to < at)
        i++;
    if (i == count) return NEVER;
    return w[i].from > at ? w[i].from : at;
}

static int64_t closes(const struct vrp_window *w, int32_t count, int64_t at)
{
    int32_t i = count - 1;
    if (count == 0 || at == TOO_LATE) return at;
    while (i >= 0 && w[i].from > at)
        i--;
    if (i < 0) return TOO_LATE;
    return w[i].to < at ? w[i].to : at;
}

static int64_t way(const struct plan *q, int32_t i)
{
    return trip_travel(q->t, trip_location(q->t, i - 1), trip_location(q->t, i));
}

/* Arrival when it leaves at `at` and makes pauses from .. to-1 on the way; `halts` may be NULL. */
static int64_t arrives(const struct plan *q, int32_t from, int32_t to, int64_t at, int64_t travel,
                       struct vrp_halt *halts)
{
    int64_t left = travel;
    for (int32_t k = from; k < to; k++) {
        const struct vrp_pause *x = pause_at(q, k);
        int64_t begin = opens(x->windows, x->window_count, at);
        if (begin == NEVER) return NEVER;
        int64_t drives = begin - at < left ? begin - at : left;
        left -= drives;
        if (halts)
            halts[k] = (struct vrp_halt){.pause = q->pause[k],
                                         .arrival = at + drives,
                                         .begin = begin,
                                         .leave = begin + x->service,
                                         .driven = travel - left};
        at = begin + x->service;
    }
    return at + left;
}

/* When it must leave to be there at `at` with pauses from .. to-1 on the way. */
static int64_t leaves(const struct plan *q, int32_t from, int32_t to, int64_t at, int64_t left)
{
    for (int32_t k = to - 1; k >= from; k--) {
        const struct vrp_pause *x = pause_at(q, k);
        int64_t begin = closes(x->windows, x->window_count, at - x->service);
        if (begin == TOO_LATE) return TOO_LATE;
        int64_t drives = at - x->service - begin;
        left -= drives < left ? drives : left;
        at = begin;
    }
    return at - left;
}

/* ---- which pauses may be made where ---- */

static bool allowed(const struct plan *q, int32_t k, int32_t gap, const int64_t *load)
{
    const struct vrp_pause *x = pause_at(q, k);
    if (q->gap[k] != VRP_NONE) return q->gap[k] == gap;
    for (int32_t d = 0; x->limited && d < q->t->p->load_count; d++)
        if (load[d] > x->load_max[d]) return false;
    return true;
}

static int64_t amount(const struct trip *t, int32_t i, int64_t whole, int32_t d)
{
    return d == 0 && t->amounts && whole ? t->amounts[i] : whole;
}

/* What the i-th visit changes; what comes off for its pair too. */
static void change(const struct trip *t, int32_t i, bool pairs, int64_t *load)
{
    const struct vrp_visit *x = &t->p->visits[t->visits[i]];
    for (int32_t d = 0; d < t->p->load_count; d++)
        load[d] += amount(t, i, x->pickup[d], d) - amount(t, i, x->delivery[d], d);
    for (int32_t j = 0; pairs && j < i; j++) {
        const struct vrp_visit *from = &t->p->visits[t->visits[j]];
        for (int32_t d = 0; from->pair == t->visits[i] && d < t->p->load_count; d++)
            load[d] -= amount(t, j, from->pickup[d], d);
    }
}

static void find_masks(const struct plan *q)
{
    const struct trip *t = q->t;
    int64_t load[VRP_LOADS_MAX] = {0};
    bool limited = false, pairs = false;
    for (int32_t k = 0; k < q->count; k++)
        limited = limited || pause_at(q, k)->limited;
    for (int32_t i = 0; limited && i < t->count; i++) {
        const struct vrp_visit *x = &t->p->visits[t->visits[i]];
        pairs = pairs || x->pair != VRP_NONE;
        for (int32_t d = 0; d < t->p->load_count; d++)
            load[d] += amount(t, i, x->delivery[d], d);
    }
    for (int32_t i = 0; i <= t->count; i++) {
        int64_t bits = 0;
        for (int32_t k = 0; k < q->count; k++)
            bits |= (int64_t)allowed(q, k, i, load) << k;
        *mask(q, i) = bits;
        if (limited && i < t->count) change(t, i, pairs, load);
    }
}

/* So many of the pauses from the k-th on may be made on the way to the i-th visit. */
static int32_t last_allowed(const struct plan *q, int32_t i, int32_t k)
{
    while (k < q->count && (*mask(q, i) >> k & 1))
        k++;
    return k;
}

/* ---- forth, back, and along ---- */

/* The earliest end; NEVER when some window cannot be kept. */
static int64_t earliest_end(const struct plan *q)
{
    const struct trip *t = q->t;
    int64_t ready[VRP_PAUSES_MAX + 1] = {0};
    for (int32_t k = 0; k <= q->count; k++)
        ready[k] = k ? NEVER : trip_release(t);
    for (int32_t i = 0; i <= t->count; i++) {
        int64_t there[VRP_PAUSES_MAX + 1] = {0}, travel = way(q, i);
        for (int32_t k = 0; k <= q->count; k++)
            there[k] = NEVER;
        for (int32_t k = 0; k <= q->count; k++)
            for (int32_t to = k, last = last_allowed(q, i, k); ready[k] != NEVER && to <= last; to++) {
                int64_t at = arrives(q, k, to, ready[k], travel, NULL);
                there[to] = at < there[to] ? at : there[to];
            }
        if (i == t->count) return there[q->count];
        const struct vrp_visit *x = &t->p->visits[t->visits[i]];
        for (int32_t k = 0; k <= q->count; k++) {
            int64_t begin = opens(x->windows, x->window_count, there[k]);
            ready[k] = begin == NEVER ? NEVER : begin + trip_stay(t, i);
        }
    }
    return NEVER;
}

/* Fills the table; returns the latest departure. */
static int64_t latest_departure(const struct plan *q, int64_t end)
{
    const struct trip *t = q->t;
    for (int32_t k = 0; k <= q->count; k++)
        row(q, t->count)[k] = k == q->count ? end : TOO_LATE;
    for (int32_t i = t->count;; i--) {
        int64_t travel = way(q, i), out[VRP_PAUSES_MAX + 1] = {0};
        for (int32_t k = 0; k <= q->count; k++) {
            out[k] = TOO_LATE;
            for (int32_t to = k, last = last_allowed(q, i, k); to <= last; to++) {
                int64_t at = row(q, i)[to] == TOO_LATE ? TOO_LATE : leaves(q, k, to, row(q, i)[to], travel);
                out[k] = at > out[k] ? at : out[k];
            }
        }
        if (i == 0) return out[0];
        const struct vrp_visit *x = &t->p->visits[t->visits[i - 1]];
        for (int32_t k = 0; k <= q->count; k++)
            row(q, i - 1)[k] =
                closes(x->windows, x->window_count, out[k] == TOO_LATE ? TOO_LATE : out[k] - trip_stay(t, i - 1));
    }
}

/* From the departure on, as many pauses as can be on each way. */
static void follow(const struct plan *q)
{
    struct trip *t = q->t;
    int64_t at = t->departure;
    for (int32_t i = 0, k = 0; i <= t->count; i++) {
        int64_t travel = way(q, i);
        int32_t to = last_allowed(q, i, k);
        while (to > k && (row(q, i)[to] == TOO_LATE || arrives(q, k, to, at, travel, NULL) > row(q, i)[to]))
            to--;
        int64_t there = arrives(q, k, to, at, travel, t->halts);
        for (; k < to; k++)
            if (t->halts) t->halts[k].before = i;
        t->driving += travel;
        if (i == t->count) break;
        if (t->arrival) t->arrival[i] = there;
        t->begin[i] = row(q, i)[to];
        at = t->leave[i] = t->begin[i] + trip_stay(t, i);
    }
}

/* Given places where some window cannot be kept: as early as it can be, late where it must. */
static void follow_late(const struct plan *q)
{
    struct trip *t = q->t;
    int64_t at = t->departure = trip_release(t);
    for (int32_t i = 0, k = 0; i <= t->count; i++) {
        int64_t travel = way(q, i), left = travel;
        for (; k < q->count && q->gap[k] == i; k++) {
            const struct vrp_pause *x = pause_at(q, k);
            int64_t begin = opens(x->windows, x->window_count, at);
            if (begin == NEVER) begin = at;
            int64_t drives = begin - at < left ? begin - at : left;
            left -= drives;
            if (t->halts)
                t->halts[k] = (struct vrp_halt){q->pause[k], i, at + drives, begin, begin + x->service, travel - left};
            at = begin + x->service;
        }
        at += left;
        t->driving += travel;
        if (i == t->count) break;
        const struct vrp_visit *x = &t->p->visits[t->visits[i]];
        if (t->arrival) t->arrival[i] = at;
        int64_t begin = opens(x->windows, x->window_count, at);
        t->begin[i] = begin == NEVER ? at : begin;
        at = t->leave[i] = t->begin[i] + trip_stay(t, i);
    }
    t->end = at;
}

/* Those that are made, by their places and then their order. */
static void choose(struct plan *q)
{
    const struct trip *t = q->t;
    for (int32_t gap = t->given ? 0 : VRP_NONE; gap <= (t->given ? t->count : VRP_NONE); gap++)
        for (int32_t k = 0; k < t->v->pause_count; k++) {
            if (t->given && t->given[k] != gap) continue;
            q->pause[q->count] = k, q->gap[q->count++] = gap;
        }
}

bool trip_paused(struct trip *t)
{
    struct plan q = {.t = t};
    choose(&q);
    q.width = q.count + 2;
    find_masks(&q);
    t->driving = 0;
    t->halt_count = q.count;
    t->end = earliest_end(&q);
    if (t->end == NEVER && t->given) {
        follow_late(&q);
        return true;
    }
    if (t->end == NEVER) {
        t->halt_count = 0;
        return false;
    }
    t->departure = latest_departure(&q, t->end);
    follow(&q);
    return true;
}
