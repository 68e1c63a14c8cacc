/* company.c - exclusion classes and the limit of stops, over a route laid out. */
#include "vrp/company.h"

/* Nobody is excluded by himself: a class that excludes itself may have one visit on each vehicle. */
static bool company_fits(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count)
{
    const struct vrp_visit *visits = in->problem->visits;
    uint64_t once = 0, twice = 0;
    (void)slot;
    for (int32_t i = 0; i < count; i++) {
        uint64_t kind = UINT64_C(1) << visits[sequence[i]].kind;
        twice |= once & kind;
        once |= kind;
    }
    for (int32_t i = 0; i < count; i++) {
        const struct vrp_visit *v = &visits[sequence[i]];
        uint64_t own = UINT64_C(1) << v->kind, others = (once & ~own) | twice;
        if (v->excludes & others) return false;
    }
    return true;
}

static bool stops_fit(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count)
{
    int32_t most = in->problem->vehicles[in->slot_fleet[slot]].stops_max, stops = 0;
    for (int32_t i = 0, at = VRP_NONE; most && i < count; i++) {
        stops += in->place[sequence[i]] != at;
        at = in->place[sequence[i]];
    }
    return stops <= most;
}

void company_add_rules(struct instance *in)
{
    bool excludes = false, stops = false;
    for (int32_t u = 0; u < in->n; u++)
        excludes = excludes || in->problem->visits[u].excludes;
    for (int32_t k = 0; k < in->fleet_count; k++)
        stops = stops || in->problem->vehicles[k].stops_max;
    if (stops) instance_add_rule(in, stops_fit);
    if (excludes) instance_add_rule(in, company_fits);
}
