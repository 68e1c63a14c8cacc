/* travel.h - limits of a route that its costs do not show: length, time on the road, number of visits. */
#ifndef VRP_TRAVEL_H
#define VRP_TRAVEL_H
#include "vrp/instance.h"

/** Puts the rule into force when some vehicle has such a limit (visits_max, travel_max, or distance_max on a profile
 *  whose lengths are not its costs); such a distance_max is taken off the fleets, for their distance is a cost. */
void travel_add_rule(struct instance *in, struct fleet *fleets);
#endif
