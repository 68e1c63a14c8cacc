/* rich.h - rules that are driven: they look at a whole route, and only when everything cheaper has said yes.
 *
 * A rule is a function over a sequence of visits (rich_rule in instance.h), in its owner's own file; instance_build
 * lists those that the problem needs with instance_add_rule.  The routes are laid out here, in one place, so that no
 * rule knows pieces, links or slots under search, and no operator knows a rule. */
#ifndef VRP_RICH_H
#define VRP_RICH_H
#include "vrp/ride.h"
#include "vrp/state.h"

/** May the slot's vehicle serve these visits in this order?  count = 0 is always fine. */
bool rich_sequence_fits(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count);
/** The same of the route as it stands; the route may be stale. */
bool rich_route_fits(struct state *s, int32_t slot);
/** May the route stand as it is: rules, times, longest distance?  Asked of a refreshed one that lost visits. */
bool rich_route_stands(struct state *s, int32_t slot);
/** rich_sequence_fits of the new way of a slot. */
bool rich_way_fits(const struct state *s, const struct way *w);
/** The same of the slot of p with the absent visit u put behind p (a visit or a start); the route may be stale. */
bool rich_insert_fits(const struct state *s, int32_t u, int32_t p);

/* ---- what is priced: durations and rides, only when in->priced ---- */

/** The price of the route as it stands; it may be stale. */
struct ride_price rich_route_price(struct state *s, int32_t slot);
/** By how much the plan's cost beside distances and fixed costs rises when the route of slot `from` gives way to this
 *  one on slot `onto` (usually the same). */
int64_t rich_price_change(const struct state *s, int32_t from, int32_t onto, const int32_t *sequence, int32_t count);
/** The same with u put behind p. */
int64_t rich_insert_price(const struct state *s, int32_t u, int32_t p);
/** What the longest ride of all routes costs, those of two slots (or VRP_NONE) left out and `longest` beside. */
int64_t rich_longest_cost(const struct state *s, int32_t slot, int32_t other, int64_t longest);
/** Do the ways make the plan cheaper, everything counted? */
bool rich_ways_pay(const struct state *s, const struct way *ways, int32_t count);
#endif
