/* check_hours.h - the checker's own clock for routes under drivers' rules. */
#ifndef VRP_CHECK_HOURS_H
#define VRP_CHECK_HOURS_H
#include "vrp/vrp.h"

/** When a route happens; arrays of as many numbers as it has visits. */
struct checked_times {
    int64_t departure, end;
    int64_t *begin, *leave; /* of set-up and service */
};
/** What there is to compare of two departures. */
struct checked_rides {
    int64_t breach;          /* all that is exceeded */
    int64_t excess, longest; /* sum and largest, as in struct vrp_problem */
    int64_t ride;            /* the longest */
};

/** Set-up and service of the i-th visit. */
int64_t check_work(const struct vrp_problem *p, const struct vrp_route *r, int32_t i);
/** The times of a route with visits of a vehicle with rules, as struct vrp_driver_rules says. */
struct checked_times check_hours(struct arena *a, const struct vrp_problem *p, const struct vrp_route *r);
/** What its rides come to at these times, with or without rules. */
struct checked_rides check_rides(const struct vrp_problem *p, const struct vrp_route *r, const struct checked_times *t);
/** By how much the route is too long for the drivers that it has; 0 = it is not. */
int64_t check_drivers(const struct vrp_problem *p, const struct vrp_route *r);
#endif
