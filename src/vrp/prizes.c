/* prizes.c - priorities as prizes, so that one sum orders plans by priority, number and cost. */
#include "vrp/vrp.h"

/* No plan costs more, prizes aside: every visit on a vehicle of its own, the dearest, over the longest arcs. */
static int128 dearest_plan(const struct vrp_problem *p)
{
    int64_t longest = 0, fixed = 0, per_distance = 0, per_duration = 0, cells = (int64_t)p->location_count;
    for (int32_t k = 0; k < p->profile_count; k++)
        for (int64_t i = 0; i < cells * cells; i++)
            longest = p->profiles[k].distance[i] > longest ? p->profiles[k].distance[i] : longest;
    for (int32_t k = 0; k < p->vehicle_count; k++) {
        const struct vrp_vehicle *v = &p->vehicles[k];
        fixed = v->fixed > fixed ? v->fixed : fixed;
        per_distance = v->per_distance > per_distance ? v->per_distance : per_distance;
        per_duration = v->per_duration > per_duration ? v->per_duration : per_duration;
    }
    int128 ride = ((int128)p->ride_weight + p->longest_weight) * VRP_TIME_MAX / 1000 + 1;
    int128 alone = (int128)fixed + 2 * (int128)longest * per_distance + (int128)VRP_TIME_MAX * per_duration + ride;
    return alone * p->visit_count;
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
