/* vrp_kinds.h - every kind of problem that the search knows, by the rules it is made of. */
#ifndef TESTS_VRP_KINDS_H
#define TESTS_VRP_KINDS_H
#include "vrp_made.h"

struct kind {
    const char *name;
    int32_t rules, visits;
    int64_t attempts;
    size_t ways; /* of solving it in vrp_bits_test.c, 0 = all */
};
/* With HOURS an attempt is dear; those called long and pool are long enough for an exchange of trajectories and for the
 * pool.  New ones come last: a row's number is in its seed. */
static const struct kind KINDS[] = {
    {"plain", 0, 50, 800},
    {"asymmetric", ASYMMETRIC, 50, 800},
    {"open", OPEN, 50, 800},
    {"windows", WINDOWS, 50, 800},
    {"windows-setup-release", WINDOWS | SETUP | RELEASE | TOWNS | ASYMMETRIC, 50, 800},
    {"pairs", PAIRS, 50, 800},
    {"pairs-windows", PAIRS | WINDOWS | ASYMMETRIC, 50, 800},
    {"pairs-among-others", PAIRS | MIXED | TYPES | PRIZES, 50, 800},
    {"mixed", MIXED, 50, 800},
    {"mixed-windows-open", MIXED | WINDOWS | OPEN, 50, 800},
    {"groups", GROUPS | TOWNS, 50, 800},
    {"groups-windows", GROUPS | WINDOWS | PRIZES, 50, 800},
    {"parts", PARTS | LARGE, 50, 800},
    {"parts-windows", PARTS | WINDOWS | SETUP, 50, 800},
    {"parts-fleet-skills", PARTS | LARGE | FLEET | SKILLS, 50, 800},
    {"exclusion", EXCLUSION, 50, 800},
    {"exclusion-groups-stops", EXCLUSION | GROUPS | STOPS | TOWNS, 50, 800},
    {"skills", SKILLS | DEPOTS, 50, 800},
    {"who-serves-whom", SERVES | FLEET, 50, 800},
    {"prizes", PRIZES | TYPES, 50, 800},
    {"prizes-windows", PRIZES | WINDOWS, 50, 800},
    {"travel", TRAVEL, 50, 800},
    {"travel-windows", TRAVEL | WINDOWS | ASYMMETRIC, 50, 800},
    {"rides", RIDES, 50, 1000},
    {"rides-to-pairs", RIDES | PAIRS | WINDOWS, 50, 1000},
    {"rides-balanced", RIDES | WEIGHTS, 40, 600},
    {"rides-balanced-windows", RIDES | WEIGHTS | WINDOWS | SETUP | RELEASE | TOWNS, 40, 600},
    {"hours", HOURS | RIDES, 30, 150},
    {"hours-balanced-open", HOURS | RIDES | WEIGHTS | OPEN, 40, 200},
    {"hours-parts-groups", HOURS | PARTS | LARGE | GROUPS, 40, 200},
    {"fleet", FLEET, 50, 800},
    {"fleet-windows-open", FLEET | WINDOWS | OPEN | ASYMMETRIC, 50, 800},
    {"depots", DEPOTS, 50, 800},
    {"depots-windows", DEPOTS | WINDOWS, 50, 800},
    {"fewest", FEWEST | WINDOWS, 50, 3000},
    {"fewest-pairs", FEWEST | PAIRS | WINDOWS, 50, 3000},
    {"fewest-fleet", FEWEST | FLEET, 50, 3000},
    {"long", ASYMMETRIC, 24, 17000, 2},
    {"long-windows-fleet", FLEET | WINDOWS, 24, 17000, 2},
    {"pool", 0, 12, 12 * 20000, 1},
    {"pool-windows", WINDOWS | ASYMMETRIC, 12, 12 * 20000, 1},
    {"pauses", PAUSES, 50, 800},
    {"pauses-windows-pairs", PAUSES | WINDOWS | PAIRS, 50, 800},
    {"pauses-rides-fleet", PAUSES | RIDES | WEIGHTS | FLEET, 40, 600},
    {"work-fleet", WORK | FLEET, 50, 800},
    {"work-windows-setup", WORK | FLEET | WINDOWS | SETUP | TOWNS, 50, 800},
    {"fewest-pairs-lent", FEWEST | PAIRS, 50, 3000},
    {"fewest-pairs-again", FEWEST | PAIRS, 12, 12 * 20000, 1},
    {"pairs-groups", PAIRS | GROUPS | TOWNS, 50, 800},
    {"pairs-groups-windows", PAIRS | GROUPS | WINDOWS | PRIZES | ASYMMETRIC, 50, 800},
    {"pairs-groups-rides-fleet", PAIRS | GROUPS | RIDES | WEIGHTS | FLEET, 24, 60},
};
#endif
