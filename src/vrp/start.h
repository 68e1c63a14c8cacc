/* start.h - a plan to start from, and its locked visits. */
#ifndef VRP_START_H
#define VRP_START_H
#include "vrp/state.h"

/** Which visits stay where they are: at the head of a slot, in this order. */
struct locks {
    int32_t *slot; /* per node: of a locked visit its slot, else VRP_NONE */
    int32_t *rank; /* per node: of a locked visit its place in the route */
};
/** The routes of a start as the search takes them over. */
struct start {
    const struct vrp_problem *problem; /* the host's, but that locked visits may not be split */
    struct vrp_route *routes;          /* slot = vehicle until start_settle */
    int32_t route_count;
};
/** Looks at the plan.  Of a route that breaks a constraint the tail is cut until it does not, when it becomes late all
 *  but the locked head; visits given in parts are placed anew.  False: START_PLAN with the route whose numbers are
 *  wrong, whose locked head breaks a constraint itself, or for which there is no vehicle. */
bool start_read(struct arena *a, const struct vrp_problem *p, const struct vrp_plan *plan, struct pace *pace,
                struct start *out, struct vrp_fault *fault) MUST_USE;
/** Gives each route its slot, and the instance the rule that keeps locked visits at their place, and a price for
 * leaving one out that nothing outweighs.  Before state_init. */
void start_settle(struct arena *a, struct start *s, struct instance *in);
/** Puts the routes on their slots; all visits are absent. */
void start_build(struct state *s, const struct start *from);
#endif
