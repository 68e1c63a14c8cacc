/* window.c - drives a route for several windows, set-up and release. */
#include "vrp/window.h"

struct segment window_hull(const struct vrp_visit *v, int32_t service)
{
    struct segment own = {.duration = service, .early = v->release, .late = VRP_TIME_MAX};
    if (v->window_count == 0) return own;
    own.late = v->windows[v->window_count - 1].to;
    if (v->windows[0].from > own.early) own.early = v->windows[0].from;
    if (own.early > own.late) own.early = own.late; /* never in time; the drive says so */
    return own;
}

/* Begin of service when the vehicle is there at t; INT64_MAX when all windows are over. */
static int64_t begin_from(const struct vrp_visit *v, int64_t t)
{
    int32_t w = 0;
    while (w < v->window_count && v->windows[w].to < t)
        w++;
    if (w == v->window_count) return v->window_count ? INT64_MAX : t;
    return v->windows[w].from > t ? v->windows[w].from : t;
}

/* The latest begin of service not after t; there is one. */
static int64_t begin_until(const struct vrp_visit *v, int64_t t)
{
    int32_t w = v->window_count - 1;
    while (w > 0 && v->windows[w].from > t)
        w--;
    return w >= 0 && v->windows[w].to < t ? v->windows[w].to : t;
}

struct drive {
    const struct instance *in;
    const struct vrp_vehicle *v;
    const int32_t *duration, *sequence;
    int32_t slot, count;
};

static int32_t node_of(const struct drive *d, int32_t i)
{
    if (i < 0) return d->in->n + 2 * d->slot;
    return i < d->count ? d->sequence[i] : d->in->n + 2 * d->slot + 1;
}

static int64_t road(const struct drive *d, int32_t i)
{
    return arc(d->duration, d->in, node_of(d, i - 1), node_of(d, i));
}

static int64_t stay(const struct drive *d, int32_t i)
{
    int32_t u = d->sequence[i];
    const struct vrp_visit *x = &d->in->problem->visits[u];
    bool again = i > 0 && d->in->place[d->sequence[i - 1]] == d->in->place[u];
    int64_t service = d->v->service ? d->v->service[u] : x->service;
    return service + (again ? 0 : d->v->setup ? d->v->setup[u] : x->setup);
}

/* As early as possible; returns the end, or INT64_MAX. */
static int64_t forward(const struct drive *d, int64_t from)
{
    int64_t t = from;
    for (int32_t i = 0; i < d->count; i++) {
        t = begin_from(&d->in->problem->visits[d->sequence[i]], t + road(d, i));
        if (t == INT64_MAX) return t;
        t += stay(d, i);
    }
    return t + road(d, d->count);
}

/* As late as possible without ending later than `end`; returns when to leave. */
static int64_t backward(const struct drive *d, int64_t end)
{
    int64_t t = end;
    for (int32_t i = d->count - 1; i >= 0; i--)
        t = begin_until(&d->in->problem->visits[d->sequence[i]], t - road(d, i + 1) - stay(d, i));
    return t - road(d, 0);
}

static bool windows_fit(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count)
{
    const struct fleet *f = &in->fleets[in->slot_fleet[slot]];
    const struct vrp_vehicle *v = &in->problem->vehicles[in->slot_fleet[slot]];
    struct drive d = {in, v, f->duration, sequence, slot, count};
    int64_t from = v->shift.from;
    for (int32_t i = 0; i < count; i++) {
        int32_t release = in->problem->visits[sequence[i]].release;
        if (release > from) from = release;
    }
    int64_t end = forward(&d, from);
    if (end == INT64_MAX || (v->shift.to && end > v->shift.to)) return false;
    if (v->pause_count) return true; /* with pauses it may leave later */
    return !v->duration_max || end - backward(&d, end) <= v->duration_max;
}

void window_add_rule(struct instance *in)
{
    bool needed = false;
    for (int32_t u = 0; in->timed && u < in->n; u++) {
        const struct vrp_visit *v = &in->problem->visits[u];
        needed = needed || v->window_count > 1 || v->setup || v->release;
    }
    for (int32_t k = 0; in->timed && k < in->fleet_count; k++)
        needed = needed || in->problem->vehicles[k].service || in->problem->vehicles[k].setup;
    if (needed) instance_add_rule(in, windows_fit);
}
