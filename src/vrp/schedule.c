/* schedule.c - vrp_schedule: the times of one route for those who publish it. */
#include "vrp/trip.h"

static void drive(struct trip *t, struct arena *a, struct list *stands)
{
    bool told = t->v->rules && trip_driven(t, a, stands);
    if (told) return;
    stands->count = 0;
    trip_plain(t);
}

void vrp_schedule(struct arena *a, const struct vrp_problem *p, const struct vrp_route *route, struct vrp_schedule *out)
{
    size_t n = (size_t)route->count + 1;
    struct vrp_stop *stops = ARENA_ARRAY(a, struct vrp_stop, n);
    struct list stands = {0};
    struct trip t = {.p = p,
                     .v = &p->vehicles[route->vehicle],
                     .visits = route->visits,
                     .count = route->count,
                     .arrival = ARENA_ARRAY(a, int64_t, n),
                     .begin = ARENA_ARRAY(a, int64_t, n),
                     .leave = ARENA_ARRAY(a, int64_t, n),
                     .given = route->pauses,
                     .amounts = route->amounts};
    t.table = ARENA_ARRAY(a, int64_t, trip_table_size(route->count, t.v->pause_count));
    t.halts = ARENA_ARRAY(a, struct vrp_halt, VRP_PAUSES_MAX);
    *out = (struct vrp_schedule){.stops = stops, .stop_count = route->count};
    if (route->count == 0) return;
    drive(&t, a, &stands);
    for (int32_t i = 0; i < route->count; i++) {
        const struct vrp_visit *x = &p->visits[route->visits[i]];
        int32_t to;
        int64_t end = trip_ride_end(&t, i, &to);
        stops[i] = (struct vrp_stop){.visit = route->visits[i],
                                     .arrival = t.arrival[i],
                                     .begin = t.begin[i],
                                     .leave = t.leave[i],
                                     .ride = end - t.leave[i],
                                     .direct = trip_travel(&t, x->location, to)};
    }
    out->departure = t.departure, out->arrival = t.end;
    out->driving = t.driving, out->longest_ride = t.ride;
    out->halts = t.halts, out->halt_count = t.halt_count;
    out->stands = stands.items;
    out->stand_count = (int32_t)stands.count;
}
