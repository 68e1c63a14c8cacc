/* travel.c - drives a route for its length and its time on the road. */
#include "vrp/travel.h"

static bool has_own_length(const struct vrp_problem *p, const struct vrp_vehicle *v)
{
    return v->distance_max && p->profiles[v->profile].length;
}

static bool travel_fits(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count)
{
    const struct vrp_problem *p = in->problem;
    const struct vrp_vehicle *v = &p->vehicles[in->slot_fleet[slot]];
    bool ranged = has_own_length(p, v);
    if (v->visits_max && count > v->visits_max) return false;
    if (!ranged && !v->travel_max) return true;
    const struct vrp_profile *f = &p->profiles[v->profile];
    const int32_t *length = f->length ? f->length : f->distance, *time = f->duration ? f->duration : f->distance;
    int64_t far = 0, driven = 0;
    for (int32_t i = 0, from = v->start; i <= count; i++) {
        int32_t to = i < count ? p->visits[sequence[i]].location : v->end;
        if (from != VRP_NONE && to != VRP_NONE) {
            far += length[(int64_t)from * p->location_count + to];
            driven += time[(int64_t)from * p->location_count + to];
        }
        from = to;
    }
    return !(ranged && far > v->distance_max) && !(v->travel_max && driven > v->travel_max);
}

void travel_add_rule(struct instance *in, struct fleet *fleets)
{
    bool needed = false;
    in->ranged = false;
    for (int32_t k = 0; k < in->fleet_count; k++) {
        const struct vrp_vehicle *v = &in->problem->vehicles[k];
        if (has_own_length(in->problem, v)) fleets[k].distance_max = INT64_MAX, needed = true;
        needed = needed || v->visits_max || v->travel_max;
        in->ranged = in->ranged || fleets[k].distance_max != INT64_MAX;
    }
    if (needed) instance_add_rule(in, travel_fits);
}
