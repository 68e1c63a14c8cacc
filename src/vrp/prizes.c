/* prizes.c - priorities as prizes, so that one sum orders plans by priority, number and cost. */
#include "vrp/trip.h"

/* On how many vehicles a visit can be: one, or those that its parts could take, `most` of them in all. */
static int64_t parts_of(const struct vrp_visit *x, int64_t most)
{
    if (!x->min_chunk || x->group != VRP_NONE) return 1;
    int64_t parts = ((int64_t)x->delivery[0] + x->pickup[0]) / x->min_chunk;
    return parts < 1 ? 1 : parts < most ? parts : most;
}

/* No plan costs more, prizes aside: each stop and each vehicle's end over the longest arc, each vehicle the dearest. */
static int128 dearest_plan(const struct vrp_problem *p)
{
    int64_t longest = 0, fixed = 0, per_distance = 0, per_duration = 0, cells = (int64_t)p->location_count;
    int64_t vehicles = 0, stops = 0, per_work = 0, stay = 0;
    for (int32_t k = 0; k < p->profile_count; k++)
        for (int64_t i = 0; i < cells * cells; i++)
            longest = p->profiles[k].distance[i] > longest ? p->profiles[k].distance[i] : longest;
    for (int32_t k = 0; k < p->vehicle_count; k++) {
        const struct vrp_vehicle *v = &p->vehicles[k];
        fixed = v->fixed > fixed ? v->fixed : fixed;
        per_distance = v->per_distance > per_distance ? v->per_distance : per_distance;
        per_duration = v->per_duration > per_duration ? v->per_duration : per_duration;
        per_work = v->per_work > per_work ? v->per_work : per_work;
        vehicles += v->count;
    }
    for (int32_t u = 0; u < p->visit_count; u++) {
        int64_t longest_stay = trip_longest_stay(p, u);
        stay = longest_stay > stay ? longest_stay : stay;
        stops += parts_of(&p->visits[u], vehicles);
    }
    int64_t used = vehicles < stops ? vehicles : stops;
    int128 ride = ((int128)p->ride_weight * stops + p->longest_weight) * VRP_TIME_MAX / 1000;
    int128 driven = ((int128)stops + used) * longest * per_distance;
    int128 work = (int128)stops * stay * per_work / VRP_WORK_UNIT;
    return work + driven + used * ((int128)fixed + (int128)VRP_TIME_MAX * per_duration) + ride;
}

bool vrp_rank_prizes(const struct vrp_problem *p, const uint8_t *priority, int64_t *prize)
{
    int128 one = dearest_plan(p) + 1, sum = 0;
    for (int32_t u = 0; u < p->visit_count; u++) {
        int128 x = one * (1 + (int128)priority[u] * (p->visit_count + 1));
        sum += x;
        if (x > VRP_PRIZE_MAX || sum > VRP_PRIZES_MAX) return false;
        prize[u] = (int64_t)x;
    }
    return true;
}
