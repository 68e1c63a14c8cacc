/* ride.h - rides and drivers' hours in the search: what a route must keep, and what its rides cost. */
#ifndef VRP_RIDE_H
#define VRP_RIDE_H
#include "vrp/instance.h"

/** What a route costs beside its distance and its fixed cost. */
struct ride_price {
    int64_t cost;    /* of duration and of the sum of excesses */
    int64_t longest; /* largest excess; the plan's longest_weight is not in `cost` */
};

/** Scratch and memory of the rules, one per instance: an instance with rules belongs to one thread. */
struct ride;

/** Puts the rule into force when some visit has a ride_max or some vehicle drivers' rules; in->ride is set then, or
 *  when rides or durations have a price (in->priced). */
void ride_add_rule(struct arena *a, struct instance *in);
/** Units of work (pace.h) done by driving since it was asked last.  Only when in->ride. */
int64_t ride_effort(const struct instance *in);
/** An instance that another thread may use at the same time: with scratch and memory of its own. */
void ride_fork(struct arena *a, struct instance *in);
/** The price of a route; count = 0 costs nothing.  Only when in->priced. */
struct ride_price ride_price(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count);
/** More than one visit can add to the price of a route; 0 when nothing is priced.  O(location_count squared). */
int64_t ride_price_bound(const struct instance *in);
#endif
