/* lend.h - pairs that may be without a place for a while, at a price: a way between plans of full routes. */
#ifndef VRP_LEND_H
#define VRP_LEND_H
#include "vrp/search.h"

/** Where the vehicles are as few as can be, nearly no attempt finds a place for all it took out, and the search stays
 *  in the plans around the first one.  So a few visits may wait without a place while it is hot; the price of one
 *  rises while more than a part of the plans have some, and falls else.
 *  @source Ropke and Pisinger 2006, "An Adaptive Large Neighborhood Search Heuristic for the Pickup and Delivery
 *  Problem with Time Windows", the request bank */
struct lend {
    int64_t price; /* of a visit without a place; 0 = none may be without */
    int32_t looked, lent;
};
/** Begins, at the price of an arc. */
void lend_begin(struct lend *l, int64_t scale);
/** By how much the plan is cheaper than its cost, because those without a place cost the price alone. */
int64_t lend_relief(const struct lend *l, const struct state *s);
/** May the plan after an attempt have as many without a place? */
bool lend_allows(const struct lend *l, const struct state *s);
/** After each attempt, at the temperature `heat` (in 1/65536): counts, and settles the price now and then. */
void lend_count(struct lend *l, const struct state *s, int64_t scale, int64_t heat);
#endif
