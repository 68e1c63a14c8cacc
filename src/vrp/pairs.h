/* pairs.h - loads that go up and down along the route, and visits that stand in pairs on one route. */
#ifndef VRP_PAIRS_H
#define VRP_PAIRS_H
#include "vrp/rich.h"

/** Fills mate, drop, aboard and change of an instance whose visits both deliver and pick up, or stand in pairs, and
 * puts the rule into force: no load is exceeded anywhere, and of a pair both ends are on the route in order.  Without
 * effect on other problems. */
void pairs_build(struct arena *a, const struct vrp_problem *p, struct instance *in);

/** Is the rule of pairs the only one that is driven?  It cannot be broken by taking visits out. */
static inline bool pairs_only(const struct instance *in)
{
    return in->mixed && in->rule_count == 1;
}

/** Takes the other ends of all visits off their routes that became absent at or behind place `from` of the list of
 *  absent visits. */
void pairs_remove_mates(struct state *s, int32_t from);

/** The cheapest places of a pair on one slot, or none. */
struct pair_place {
    int64_t cost;              /* in: only what is cheaper counts; out: of the places found */
    int32_t first, then;       /* the pickup behind node `first`, then its mate behind `then` */
    int32_t blink, blink_from; /* places until the next one passed over; 0 = none is */
    bool passed;               /* out: one was */
};
/** From now on about one place in `one_in` is passed over. */
void pairs_pass_over(struct state *s, struct pair_place *best, int32_t one_in);
/** Looks for the cheapest places of the absent pickup u and its mate on a slot, which may be vacant; `fixed` is what
 *  opening the slot costs.  True when something cheaper than best->cost was found.  O(length squared) at worst; most
 *  places are left out by their cost alone. */
bool pairs_find(struct state *s, int32_t slot, int32_t u, int64_t fixed, struct pair_place *best);
/** Puts both where pairs_find said. */
void pairs_insert(struct state *s, int32_t u, const struct pair_place *at);
/** Puts the absent pickup u and its mate at their cheapest places beside near visits, anywhere, or on a vacant slot.
 *  False: there is none that is cheaper than to leave them out. */
bool pairs_recreate(struct state *s, int32_t u, int32_t near, int32_t blink);
#endif
