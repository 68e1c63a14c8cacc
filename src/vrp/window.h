/* window.h - times that a segment cannot say: several windows, set-up, release.
 *
 * The segments hold less than these ask for: the hull of the windows and of the release, the service of the quickest
 * type of vehicle, and no set-up.  So they never
 * refuse wrongly, and the rule here, which drives the route, has the last word. */
#ifndef VRP_WINDOW_H
#define VRP_WINDOW_H
#include "vrp/instance.h"

/** The visit's segment: so much service, and the hull of its windows and release. */
struct segment window_hull(const struct vrp_visit *v, int32_t service);
/** Puts the rule into force where some visit has such times and some limit of time can bind. */
void window_add_rule(struct instance *in);
#endif
