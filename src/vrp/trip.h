/* trip.h - the times of one route: visit by visit, with the rests that drivers must have.
 *
 * It reads the problem alone, no instance and no state, so that the search and vrp_schedule drive by the same code. */
#ifndef VRP_TRIP_H
#define VRP_TRIP_H
#include "vrp/vrp.h"

/** A route and its times.  The caller gives the first four and arrays of `count` numbers. */
struct trip {
    const struct vrp_problem *p;
    const struct vrp_vehicle *v;
    const int32_t *visits;
    int32_t count; /* > 0 */
    int64_t *begin, *leave;
    int64_t *arrival; /* NULL = nobody asks */
    /* For vehicles with pauses (pause.c): */
    const int32_t *given;   /* as in struct vrp_route; NULL = where it is best */
    const int32_t *amounts; /* likewise; NULL = all of it */
    int64_t *table;         /* trip_table_size numbers of the caller's */
    struct vrp_halt *halts; /* room for all; NULL = nobody asks */
    int32_t halt_count;

    int64_t departure, end, driving;
    int64_t breach;  /* the sum of all by which windows, shift, duration_max and ride_max are exceeded */
    int64_t excess;  /* the sum of excesses, as in struct vrp_problem */
    int64_t longest; /* the largest excess */
    int64_t ride;    /* the longest ride of a visit with something to pick up */
    int64_t work;    /* set-up and service of all */
};

/** Duration of the arc between two locations, 0 to or from VRP_NONE. */
int64_t trip_travel(const struct trip *t, int32_t from, int32_t to);
/** The place of the i-th visit; -1 = the start, count = the end. */
int32_t trip_location(const struct trip *t, int32_t i);
/** Set-up and service of the i-th visit. */
int64_t trip_stay(const struct trip *t, int32_t i);
/** The longest set-up and service of a visit, whichever vehicle comes. */
int64_t trip_longest_stay(const struct vrp_problem *p, int32_t u);
/** The earliest departure: the begin of the shift or the latest release. */
int64_t trip_release(const struct trip *t);
/** Where and when the ride of the i-th visit ends: its begin at the pair or the end of the route. */
int64_t trip_ride_end(const struct trip *t, int32_t i, int32_t *location);

/** As early as possible, then as late as possible without ending later; no rests.  With pauses as struct vrp_pause
 *  says; when they find no place that adds 1 to `breach`, and the times are those without them. */
void trip_plain(struct trip *t);
/** How many numbers `table` has for routes of so many visits and so many pauses. */
static inline size_t trip_table_size(int32_t visits, int32_t pauses)
{
    return ((size_t)visits + 1) * ((size_t)pauses + 2);
}
/** The times with pauses (pause.c), but for the measures; false: no place for them. */
bool trip_paused(struct trip *t) MUST_USE;
/** breach, excess, longest and ride, from begin, leave, departure and end. */
void trip_measure(struct trip *t);

/** The latest departure that keeps all windows and the shift when nobody rests; INT64_MAX = there are none. */
int64_t trip_latest(const struct trip *t);
/** Under the vehicle's rules: chooses the departure and measures.  With `stands` (of struct vrp_stand, in `a`) it
 *  lists them; both NULL otherwise.  False: it could not be driven within the limits of this code (too many pieces of
 *  driving in a day), which counts as not allowed. */
bool trip_driven(struct trip *t, struct arena *a, struct list *stands) MUST_USE;
/** Is there a departure that breaks nothing?  *hint: a time after the earliest that is tried first, replaced by one
 *  that did well; any multiple of the step below a day, or 0.  Of the measures only `breach` is then true. */
bool trip_drivable(struct trip *t, int64_t *hint) MUST_USE;
/** Are there enough drivers for the length of the route? */
bool trip_manned(const struct trip *t);
#endif
