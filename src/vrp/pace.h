/* pace.h - how much is done between two looks at the clock: whatever can take long asks here, however it is nested. */
#ifndef VRP_PACE_H
#define VRP_PACE_H
#include "base/base.h"

enum {
    PACE_LOOK = 1 << 14 /* units between two looks: a unit is one place or one visit of a route looked at, 5 to 50 ns */
};
/** One per trajectory; all zero = never late. */
struct pace {
    int64_t done;             /* units since the last look */
    bool (*stop)(void *data); /* is the time over, or was the search told to stop?  NULL = never */
    void *data;
    bool late; /* it was: what is under way comes to its end and leaves a plan that keeps everything */
};

/** Counts `units` of work and looks when it is time to; true = come to an end. */
static inline bool pace_late(struct pace *p, int64_t units)
{
    p->done += units;
    if (p->done < PACE_LOOK) return p->late;
    p->done = 0;
    if (!p->late && p->stop) p->late = p->stop(p->data);
    return p->late;
}
#endif
