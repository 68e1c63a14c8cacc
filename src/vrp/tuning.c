/* tuning.c - what the search is tuned by: one row for each kind of problem. */
#include "vrp/pool.h"

enum {
    WIDE_VISITS_MAX = 150, /* with more visits attempts that look near bring more */
    PAIRS_MANY = 200,      /* more visits than that lie on long routes, which cool later */
    FEW = 16               /* places: two must be passed over to get elsewhere */
};
enum kind {
    DISTANCE, /* no windows and no durations; all vehicles alike */
    DISTANCE_LARGE,
    DISTANCE_SEVERAL,
    DISTANCE_PARTS,
    TIMED,
    TIMED_LARGE,
    TIMED_LARGE_SEVERAL,
    TIMED_LARGE_CHOOSY, /* some vehicle does not serve all */
    TIMED_SEVERAL,
    TIMED_PAIRS,
    TIMED_PAIRS_LARGE,
    TIMED_PAIRS_SEVERAL,
    KINDS
};

/* Large plain problems look at fewer near visits and make more attempts instead. */
static const struct tuning ROWS[KINDS] = {
    [DISTANCE] = {.near_insert = 40, .wide = 10, .heat_permille = 2000, .cold_permille = 60, .child_permille = 300},
    [DISTANCE_LARGE] = {.near_insert = 28, .heat_permille = 2000, .cold_permille = 60, .child_permille = 300},
    [DISTANCE_SEVERAL] = {.near_insert = 40, .heat_permille = 2000, .cold_permille = 60, .child_permille = 300},
    /* of the plan's own arcs */
    [DISTANCE_PARTS] = {.near_insert = 40, .heat_permille = 300, .cold_permille = 3, .child_permille = 90},
    [TIMED] = {.near_insert = NEAR_MAX, .heat_permille = 10000, .cold_permille = 300, .child_permille = 1500},
    /* hotter is noise; a warm end leaves noise in */
    [TIMED_LARGE] = {.near_insert = 36,
                     .heat_permille = 3000,
                     .cold_permille = 20,
                     .child_permille = 1500,
                     .cut_every = 100,
                     .strings_in_part = true},
    /* the first plan is poor, and arcs of plans are longer than those to near visits */
    [TIMED_LARGE_SEVERAL] = {.near_insert = 36,
                             .heat_permille = 6000,
                             .cold_permille = 20,
                             .child_permille = 1500,
                             .strings_in_part = true},
    /* of near visits many are on routes that do not serve this one */
    [TIMED_LARGE_CHOOSY] = {.near_insert = NEAR_MAX,
                            .heat_permille = 12000,
                            .warm_permille = 3000,
                            .warm_share = 60,
                            .time_priced = true,
                            .cold_permille = 100,
                            .child_permille = 1500,
                            .strings_in_part = true},
    [TIMED_SEVERAL] = {.near_insert = NEAR_MAX, .heat_permille = 5000, .cold_permille = 100, .child_permille = 1500},
    [TIMED_PAIRS] = {.near_insert = NEAR_MAX, .heat_permille = 10000, .cold_permille = 300, .child_permille = 1500},
    /* a pair must find two places on one route: begun colder it keeps the routes of the first plan */
    [TIMED_PAIRS_LARGE] = {.near_insert = NEAR_MAX,
                           .heat_permille = 30000,
                           .cold_permille = 300,
                           .child_permille = 1500},
    [TIMED_PAIRS_SEVERAL] = {.near_insert = NEAR_MAX,
                             .heat_permille = 5000,
                             .cold_permille = 100,
                             .child_permille = 1500},
};

static enum kind kind_of(const struct instance *in)
{
    bool large = in->even && instance_bare(in) && in->n > POOL_VISITS_MAX;
    if (in->timed && in->mate && in->several) return TIMED_PAIRS_SEVERAL;
    if (in->timed && in->mate) return in->n > PAIRS_MANY ? TIMED_PAIRS_LARGE : TIMED_PAIRS;
    if (in->timed && large && in->several) return in->choosy ? TIMED_LARGE_CHOOSY : TIMED_LARGE_SEVERAL;
    if (in->timed) return large ? TIMED_LARGE : in->several ? TIMED_SEVERAL : TIMED;
    if (in->parts) return DISTANCE_PARTS;
    return large ? DISTANCE_LARGE : in->several ? DISTANCE_SEVERAL : DISTANCE;
}

struct tuning tuning_for(const struct instance *in)
{
    struct tuning t = ROWS[kind_of(in)];
    if (in->n > WIDE_VISITS_MAX) t.wide = 0;
    t.removed = 10;
    t.string_max = 10;
    t.near_local = 20;
    t.anywhere = in->several ? 8 : 1; /* many near routes may not serve it, or are full */
    t.blink = in->n <= FEW && !in->parts ? 10 : 100;
    return t;
}
