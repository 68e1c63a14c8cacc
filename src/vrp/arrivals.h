/* arrivals.h - times of routes that nothing but windows binds: two numbers per node instead of two segments.
 *
 * An instance is `prompt` when no duration is limited or paid and nothing is driven: then a vehicle leaves as early as
 * it can, `leave` is when service at a node can be done and `due` when it must begin at the latest so that the rest is
 * in time.  Both change only up to where a wait or a window swallows the change, so that routes may be long. */
#ifndef VRP_ARRIVALS_H
#define VRP_ARRIVALS_H
#include "vrp/state.h"

/** Computes both for the whole route. */
void arrivals_refresh(struct state *s, int32_t slot);
/** Computes both again after visits between nodes p and q, in this order on their route, have come or gone. */
void arrivals_update(struct state *s, int32_t slot, int32_t p, int32_t q);
/** Is the way in time? */
bool arrivals_fit(const struct state *s, const struct way *w);
/** Are the numbers of the slot what arrivals_refresh would make them, and in time? */
bool arrivals_true(const struct state *s, int32_t slot);
/** Is the slot's route in time, as it stands? */
bool arrivals_kept(const struct state *s, int32_t slot);
/** Where the instance is spanned: brings fore, back, leave and due of the route up to date after its visits between
 *  p and q changed; p and q are on it. */
void spans_update(struct state *s, int32_t slot, int32_t p, int32_t q);
/** Are they up to date? */
bool spans_true(const struct state *s, int32_t slot);
/** Where times are kept at all times: brings them up to date after visits between p and q have come or gone. */
static inline void times_update(struct state *s, int32_t slot, int32_t p, int32_t q)
{
    if (s->in->prompt) arrivals_update(s, slot, p, q);
    if (s->in->spanned) spans_update(s, slot, p, q);
}
#endif
