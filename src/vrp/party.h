/* party.h - what belongs together: parts of visits that may be split, and groups that ride together or not at all.
 *
 * A visit that may be split (min_chunk) is several nodes of the search, its parts.  Parts that are on no route are
 * spare, but for at most one between two attempts; which is absent and takes what no other part takes.  A visit whose
 * demand does not find room is taken off its routes altogether.  So all constraints of single visits hold for parts as
 * they are, and moves carry parts about without knowing them; only recreate decides how a demand is cut. */
#ifndef VRP_PARTY_H
#define VRP_PARTY_H
#include "vrp/groups.h"
#include "vrp/search.h"

/** A copy of the problem with enough visits for the parts of all that may be split; p itself, and *parts NULL, when
 *  none may.  False: so many parts that they cannot be searched; *at is the visit. */
bool parts_expand(struct arena *a, const struct vrp_problem *p, const struct vrp_problem **out,
                  const struct parts **parts, int64_t *at) MUST_USE;
/** After a ruin: absent parts of one visit become one; the fellows of absent visits become absent as well. */
void party_gather(struct state *s);
/** Is it placed by party_place instead of alone? */
static inline bool party_of_many(const struct instance *in, int32_t u)
{
    return (in->fellow && in->fellow[u] != u) || (in->parts && in->parts->sibling[u] != u);
}
/** Puts an absent part, or the group of an absent visit, where it costs least; the part on one or more routes.  Without
 *  effect when that is nowhere cheaper than to leave it out. */
void party_place(struct state *s, const struct tuning *t, int32_t u);
/** After a ruin, now and then where nothing but room is short: what is absent may not have a vehicle more than before,
 *  or has one less when `was_used` is above `least`, the fewest that can hold all.  Sets `cap` of the state; the caller
 *  sets it back after the recreate. */
void party_narrow(struct state *s, int32_t was_used, int32_t least);
/** After a recreate: visits that are on the road in part only are taken off it. */
void party_settle(struct state *s);
/** Parts of one visit that have come onto one route become one where that is cheaper. */
void party_merge(struct state *s);
/** Does the way leave no group apart? */
bool party_way_fits(const struct state *s, const struct way *w);
#endif
