/* eject.h - pairs that find no place throw others out, the easy ones, until all have one: fewer routes. */
#ifndef VRP_EJECT_H
#define VRP_EJECT_H
#include "vrp/pairs.h"

/** A route as one who looks for places reads it, some pairs left out: nodes from the start to the last visit. */
struct eject_lane {
    int32_t slot, count;
    int32_t *node;
    struct segment *fore, *back; /* per place: start .. node; node .. end, one more for the end itself */
    int32_t *aboard;             /* per place x loads: when leaving it */
};

/** Guided ejection search: how often each pair found no place.
 *  @source Nagata and Kobayashi 2010, "Guided ejection search for the pickup and delivery problem with time windows" */
struct eject {
    int64_t *failed; /* per pickup, from 1 */
    int32_t *some;   /* scratch: pickups that are absent, or of one route */
    struct eject_lane lane;
};

/** Only pairs that change no load for good, on equal vehicles, where nothing else is driven or priced. */
bool eject_knows(const struct instance *in);
void eject_init(struct eject *x, struct arena *a, const struct instance *in);
/** One of the absent pairs gets a place, any one.  When there is none, one or two pairs of one route that failed less
 *  often make room; then some pairs of the plan move at random.  An attempt of its own: it begins with state_begin and
 *  is not undone.  Queues nothing for the local search. */
void eject_step(struct eject *x, struct state *s);
#endif
