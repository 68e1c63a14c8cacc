/* rich.h - rules that are driven: they look at a whole route, and only when everything cheaper has said yes.
 *
 * A rule is a function over a sequence of visits (rich_rule in instance.h), in its owner's own file; instance_build
 * lists those that the problem needs with instance_add_rule.  The routes are laid out here, in one place, so that no
 * rule knows pieces, links or slots under search, and no operator knows a rule. */
#ifndef VRP_RICH_H
#define VRP_RICH_H
#include "vrp/state.h"

/** May the slot's vehicle serve these visits in this order?  count = 0 is always fine. */
bool rich_sequence_fits(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count);
/** The same of the route as it stands; the route may be stale. */
bool rich_route_fits(struct state *s, int32_t slot);
/** The same of the new way of a slot. */
bool rich_way_fits(const struct state *s, const struct way *w);
/** The same of the slot of p with the absent visit u put behind p (a visit or a start); the route may be stale. */
bool rich_insert_fits(const struct state *s, int32_t u, int32_t p);
#endif
