/* segment.h - the algebra of time: a run of visits as four numbers that join in O(1). */
#ifndef VRP_SEGMENT_H
#define VRP_SEGMENT_H
#include "vrp/vrp.h"

/** A run of visits: how long it takes, by how much it is late in all (0 = keeps every window), and between which
 *  starts it takes no longer than that.
 *  @source Vidal, Crainic, Gendreau, Prins 2013, "A hybrid genetic algorithm ... with time-windows", section 4.4 */
struct segment {
    int32_t duration, warp, early, late;
};

/** `a`, then `travel`, then `b`. */
static inline struct segment segment_join(struct segment a, int32_t travel, struct segment b)
{
    int32_t delta = a.duration - a.warp + travel;
    int32_t wait = b.early - delta - a.late;
    int32_t warp = a.early + delta - b.late;
    wait = wait > 0 ? wait : 0;
    warp = warp > 0 ? warp : 0;
    int32_t early = b.early - delta > a.early ? b.early - delta : a.early;
    int32_t late = b.late - delta < a.late ? b.late - delta : a.late;
    return (struct segment){a.duration + b.duration + travel + wait, a.warp + b.warp + warp, early - wait, late + warp};
}

/** Does it keep all windows and last at most `most`? */
static inline bool segment_fits(struct segment s, int32_t most)
{
    return s.warp == 0 && s.duration <= most;
}
#endif
