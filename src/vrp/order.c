/* order.c - see order.h. */
#include "vrp/order.h"
#include <stdlib.h>

enum {
    LEAF = 4,  /* visits: fewer are not told apart */
    CHEAP = 16 /* entries of a matrix are a unit of work */
};
struct item {
    int64_t key;
    int32_t visit;
};

static int by_key(const void *x, const void *y)
{
    const struct item *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->visit > b->visit) - (a->visit < b->visit);
}

static const int32_t *row_of(const struct vrp_problem *p, int32_t visit)
{
    return p->profiles[0].distance + (int64_t)p->visits[visit].location * p->location_count;
}

static int32_t farthest(const struct vrp_problem *p, int32_t from, const struct item *item, int32_t count)
{
    const int32_t *row = row_of(p, from);
    int32_t best = item[0].visit;
    for (int32_t i = 1; i < count; i++)
        if (row[p->visits[item[i].visit].location] > row[p->visits[best].location]) best = item[i].visit;
    return best;
}

/* From one end of some visits to the other, by how much nearer they are to it; it begins near the first, as before. */
static void lay_out(const struct vrp_problem *p, struct item *item, int32_t count)
{
    int32_t one = farthest(p, item[0].visit, item, count), other = farthest(p, one, item, count);
    const int32_t *from = row_of(p, other), *to = row_of(p, one);
    for (int32_t i = 0; i < count; i++) {
        int32_t at = p->visits[item[i].visit].location;
        item[i].key = (int64_t)from[at] - to[at];
    }
    qsort(item, (size_t)count, sizeof *item, by_key);
}

/* Halves, quarters and so on, each laid out from end to end. */
static bool divide(const struct vrp_problem *p, struct item *item, struct pace *pace)
{
    int64_t n = p->visit_count;
    for (int64_t parts = 1; n / parts > LEAF; parts *= 2)
        for (int64_t k = 0; k < parts; k++) {
            int32_t from = (int32_t)(k * n / parts), count = (int32_t)((k + 1) * n / parts) - from;
            if (pace_late(pace, 4 * count)) return false;
            lay_out(p, item + from, count);
        }
    return true;
}

/* Places in the order of the visits at them, behind starts and ends; those where nobody is are left out.  `now` and
 * `was` have a number per place; returns how many there are. */
static int32_t number_places(const struct vrp_problem *p, const int32_t *visit_was, int32_t *now, int32_t *was)
{
    int32_t count = 0;
    for (int32_t i = 0; i < p->location_count; i++)
        now[i] = VRP_NONE;
    for (int32_t k = 0; k < 2 * p->vehicle_count + p->visit_count; k++) {
        const struct vrp_vehicle *v = k < 2 * p->vehicle_count ? &p->vehicles[k / 2] : NULL;
        int32_t at = !v ? p->visits[visit_was[k - 2 * p->vehicle_count]].location : k % 2 ? v->end : v->start;
        if (at == VRP_NONE || now[at] != VRP_NONE) continue;
        now[at] = count;
        was[count++] = at;
    }
    return count;
}

/* NULL: it became late. */
static const int32_t *copy_matrix(struct arena *a, const int32_t *m, int32_t stride, const int32_t *was, int32_t count,
                                  struct pace *pace)
{
    int32_t *out = ARENA_ARRAY(a, int32_t, (size_t)count * (size_t)count);
    for (int64_t i = 0; i < count; i++) {
        const int32_t *row = m + (int64_t)was[i] * stride;
        if (pace_late(pace, count / CHEAP)) return NULL;
        for (int64_t j = 0; j < count; j++)
            out[i * count + j] = row[was[j]];
    }
    return out;
}

/* One matrix of the profiles by its number: three of each. */
static const int32_t **matrix_at(struct vrp_profile *f, int32_t k)
{
    return k % 3 == 0 ? &f[k / 3].distance : k % 3 == 1 ? &f[k / 3].duration : &f[k / 3].length;
}

/* The number of the first that is the same matrix. */
static int32_t first_like(struct vrp_profile *f, int32_t k)
{
    int32_t i = 0;
    while (*matrix_at(f, i) != *matrix_at(f, k))
        i++;
    return i;
}

/* Matrices of numbered places, unless they are too large: then `out` keeps the host's and every place its number. */
static bool copy_matrices(struct arena *a, const struct vrp_problem *p, struct pace *pace, struct vrp_problem *out,
                          int32_t *now, const int32_t *was, int32_t count)
{
    struct vrp_profile *f = ARENA_ARRAY(a, struct vrp_profile, (size_t)p->profile_count);
    struct vrp_profile *old = ARENA_ARRAY(a, struct vrp_profile, (size_t)p->profile_count);
    int64_t entries = 0;
    memcpy(old, p->profiles, (size_t)p->profile_count * sizeof *old);
    for (int32_t k = 0; k < 3 * p->profile_count; k++)
        if (*matrix_at(old, k) && first_like(old, k) == k) entries += (int64_t)count * count;
    if (entries > ORDER_ENTRIES) {
        for (int32_t i = 0; i < p->location_count; i++)
            now[i] = i;
        return true;
    }
    for (int32_t k = 0; k < 3 * p->profile_count; k++) {
        const int32_t *m = *matrix_at(old, k);
        int32_t like = first_like(old, k);
        if (!m) continue;
        *matrix_at(f, k) = like < k ? *matrix_at(f, like) : copy_matrix(a, m, p->location_count, was, count, pace);
        if (!*matrix_at(f, k)) return false;
    }
    out->profiles = f, out->location_count = count;
    return true;
}

static const int32_t *times_of(struct arena *a, const int32_t *times, const int32_t *was, int32_t n)
{
    if (!times) return NULL;
    int32_t *out = ARENA_ARRAY(a, int32_t, (size_t)n);
    for (int32_t u = 0; u < n; u++)
        out[u] = times[was[u]];
    return out;
}

static const uint8_t *serves_of(struct arena *a, const uint8_t *serves, const int32_t *was, int32_t n)
{
    if (!serves) return NULL;
    uint8_t *out = ARENA_ARRAY(a, uint8_t, (size_t)n);
    for (int32_t u = 0; u < n; u++)
        out[u] = serves[was[u]];
    return out;
}

struct vrp_vehicle *order_vehicles(struct arena *a, const struct vrp_problem *p, const int32_t *was, int32_t n)
{
    struct vrp_vehicle *out = ARENA_ARRAY(a, struct vrp_vehicle, (size_t)p->vehicle_count);
    for (int32_t k = 0; k < p->vehicle_count; k++) {
        const struct vrp_vehicle *v = &p->vehicles[k], *before = k ? v - 1 : NULL;
        struct vrp_vehicle *to = &out[k];
        *to = *v;
        bool same = before && before->serves == v->serves; /* still the same list */
        to->serves = same ? to[-1].serves : serves_of(a, v->serves, was, n);
        same = before && before->service == v->service;
        to->service = same ? to[-1].service : times_of(a, v->service, was, n);
        same = before && before->setup == v->setup;
        to->setup = same ? to[-1].setup : times_of(a, v->setup, was, n);
    }
    return out;
}

static const struct vrp_vehicle *vehicles_of(struct arena *a, const struct vrp_problem *p, const int32_t *place_now,
                                             const int32_t *was)
{
    struct vrp_vehicle *out = order_vehicles(a, p, was, p->visit_count);
    for (int32_t k = 0; k < p->vehicle_count; k++) {
        if (out[k].start != VRP_NONE) out[k].start = place_now[out[k].start];
        if (out[k].end != VRP_NONE) out[k].end = place_now[out[k].end];
    }
    return out;
}

bool order_make(struct arena *a, const struct vrp_problem *p, struct pace *pace, struct order *out)
{
    int32_t n = p->visit_count;
    struct item *item = ARENA_ARRAY(a, struct item, (size_t)n + 1);
    int32_t *was = ARENA_ARRAY(a, int32_t, (size_t)n + 1), *now = ARENA_ARRAY(a, int32_t, (size_t)n + 1);
    int32_t *place_was = ARENA_ARRAY(a, int32_t, (size_t)p->location_count);
    int32_t *place_now = ARENA_ARRAY(a, int32_t, (size_t)p->location_count);
    struct vrp_visit *visits = ARENA_ARRAY(a, struct vrp_visit, (size_t)n + 1);
    *out = (struct order){.problem = *p, .was = was};
    for (int32_t u = 0; u < n; u++)
        item[u].visit = u;
    if (!divide(p, item, pace)) return false;
    for (int32_t u = 0; u < n; u++)
        was[u] = item[u].visit, now[was[u]] = u;
    int32_t places = number_places(p, was, place_now, place_was);
    if (!copy_matrices(a, p, pace, &out->problem, place_now, place_was, places)) return false;
    for (int32_t u = 0; u < n; u++) {
        visits[u] = p->visits[was[u]];
        visits[u].location = place_now[visits[u].location];
        if (visits[u].pair != VRP_NONE) visits[u].pair = now[visits[u].pair];
    }
    out->problem.visits = visits;
    out->problem.vehicles = vehicles_of(a, p, place_now, was);
    return true;
}
