/* fleet.h - which vehicle drives a route: types of vehicle compared, routes that change theirs, places that need a
 * larger one. */
#ifndef VRP_FLEET_H
#define VRP_FLEET_H
#include "vrp/rich.h"

/** Fills like, kin, several and graded of an instance, whose fleets are complete. */
void fleet_compare(struct instance *in, struct fleet *fleets, const struct vrp_problem *p);

/** Gives the route the vacant vehicle that makes it cheapest, if one does: another type, perhaps from another depot. */
bool op_vehicle(struct state *s, int32_t slot);
/** Exchanges the vehicles of two routes when that is cheaper. */
bool op_vehicle_swap(struct state *s, int32_t slot, int32_t other);
/** Tries both on the routes that this attempt has changed. */
void fleet_settle(struct state *s);

/** Puts the absent visit u where it costs least beside near visits, anywhere, or on a vacant slot; a route whose
 * vehicle is too small for it may change to one that is not.  For graded instances.  False: it is cheaper to leave it
 * out. */
bool fleet_recreate(struct state *s, int32_t u, int32_t near, int32_t blink);
#endif
