/* groups.h - visits that ride together or not at all, as rings. */
#ifndef VRP_GROUPS_H
#define VRP_GROUPS_H
#include "vrp/vrp.h"

/** Per visit the next of its group, round and round; NULL when there are no groups.  Who is in a group brings the other
 *  end of its pair with all of its group. */
const int32_t *groups_build(struct arena *a, const struct vrp_problem *p);
#endif
