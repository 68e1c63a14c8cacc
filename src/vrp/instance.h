/* instance.h - a problem as the search reads it: flat arrays by node, immutable once built. */
#ifndef VRP_INSTANCE_H
#define VRP_INSTANCE_H
#include "vrp/pace.h"
#include "vrp/segment.h"

enum {
    NEAR_MAX = 64, /* length of the lists of near visits */
    RULES_MAX = 12, /* rules that are driven */
};

struct instance;
/** A rule that is driven: may the slot's vehicle serve these visits in this order?  count > 0.  It may only forbid;
 * what it needs beside the instance's arrays it reads from `problem`.  rich.h says when it is asked. */
typedef bool rich_rule(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count);

/** A type of vehicle with its slots: one slot per vehicle that could be used, numbered from slot_from. */
struct fleet {
    const int32_t *distance, *duration; /* of its profile, with the row and column "nowhere" when some route is open */
    int64_t fixed;
    int64_t per_distance;
    int32_t longest; /* entry of `distance` */
    int32_t capacity[VRP_LOADS_MAX];
    int32_t duration_max;
    int64_t distance_max;
    int32_t slot_from, slot_count;
    const uint8_t *serves; /* per visit, skills taken into account; NULL = all */
    int32_t like, kin;     /* the first fleet that is equal; that gives a way the same times and distances */
};

/** Visits that may be served in parts: the problem under search has several equal visits for each, its parts, which
 *  share the demand of load 0.  The first visit_count nodes are the host's visits and their first parts. */
struct parts {
    int32_t visit_count;    /* of the host's problem */
    const int32_t *whole;   /* per node: the host's visit */
    const int32_t *sibling; /* per node: the next part of the same visit, round and round; itself = may not be split */
    const int32_t *chunk;   /* per node: least amount of a part */
};

/** Nodes: visits 0..n-1, then for slot r its start n + 2r and its end n + 2r + 1.  A node has a place (row and column
 *  of the matrix); where some route is open the last place is nowhere, all its arcs are 0, so that open routes need no
 *  code of their own. */
struct instance {
    const struct vrp_problem *problem; /* borrowed; with parts, a copy of it with more visits */
    const struct parts *parts;         /* NULL = no visit may be split */
    const int32_t *fellow;             /* per visit: the next of its group, round and round; NULL = no groups */
    int32_t n, slots, nodes, places, loads, fleet_count;
    const struct fleet *fleets;
    const int32_t *slot_fleet; /* per slot */
    const uint64_t *servers;   /* per visit: the sorts of vehicles that serve it, as bits; many sorts share them */
    const uint64_t *sort;      /* per slot: the bit of its sort; sort[VRP_NONE] = 0 */
    const int32_t *place;      /* per node: column */
    const int32_t *row;        /* per node: place * places */
    const int32_t *load;       /* per visit: loads numbers */
    const struct segment *own; /* per node: its own segment of time; the duration is the service */
    const int32_t *near;       /* per visit: near_count visits, nearest first */
    const int32_t *far;        /* their distances from it, by the first fleet's matrix */
    int32_t near_count;
    int32_t longest_arc, longest_time; /* of all profiles */
    const int64_t *absent_cost;  /* per visit: its prize; of a mandatory one more than any detour */
    const int64_t *alone;        /* per visit: what the cheapest vehicle for it alone costs, whether it may or not */
    int64_t mean_arc;            /* mean cost of an arc to the nearest four, at least 1: the scale of temperatures */
    bool timed;                  /* some window, service or duration can bind, or mixed: routes are kept fresh */
    bool prompt;                 /* timed, but by windows alone: arrivals.h instead of segments */
    bool spanned;                /* timed, but not prompt, and nothing is driven: fore and back are true at all times */
    bool ranged;                 /* some distance_max is set */
    int64_t time_price;          /* what a unit of time on arcs costs in distance, in 1/256; 0 = not asked for */
    bool choosy;                 /* some fleet does not serve all */
    bool prizes;                 /* some visit may be left out at its prize */
    bool symmetric;              /* every profile is, its durations too */
    bool mixed;                  /* loads go up and down along a route: `load` is 0, the rule of pairs.c knows them */
    const int32_t *mate;         /* per visit: the other end of its pair or VRP_NONE; NULL = no pairs */
    const bool *drop;            /* per visit: it is the second of its pair */
    bool delivers;               /* mixed: some visit takes what was aboard from the start */
    const int32_t *aboard;       /* mixed: per visit x loads, what is aboard for it from the start */
    const int32_t *change;       /* mixed: per visit x loads, by how much the load rises there */
    bool even;                   /* and all fleets have one matrix and one price of distance, above 0 */
    int64_t per_route;           /* in the price of every fleet, so that fewer vehicles count first; else 0 */
    bool several;                /* not all fleets are alike */
    bool graded;                 /* some fleets are kin but not alike: a route may change to a larger vehicle */
    struct ride *ride;           /* ride.h; NULL = nobody asks */
    bool priced;                 /* durations or rides cost something: ride_price */
    const struct locks *locks;   /* start.h; NULL = no visit is locked */
    int32_t rule_count;          /* rules in force; 0 = nothing is driven */
    rich_rule *rules[RULES_MAX]; /* cheap ones first */
};

/** The entry of a matrix for the way from node u to node v. */
static inline int32_t arc(const int32_t *matrix, const struct instance *in, int32_t u, int32_t v)
{
    return matrix[in->row[u] + in->place[v]];
}

/** Nothing but loads, windows and vehicles that need no comparing: no parts, no pairs, nothing that is driven. */
static inline bool instance_bare(const struct instance *in)
{
    return !in->parts && !in->mate && !in->mixed && !in->graded && in->rule_count == 0;
}

/** Must a changed route be refreshed for its times?  Where nothing is driven they are kept (arrivals.h). */
static inline bool instance_refreshes(const struct instance *in)
{
    return in->timed && !in->prompt && !in->spanned;
}

/** Puts a rule into force; for instance_build and tests. */
static inline void instance_add_rule(struct instance *in, rich_rule *rule)
{
    assert(in->rule_count < RULES_MAX);
    in->rules[in->rule_count++] = rule;
}

/** Builds it in the arena; the problem is borrowed as long as the instance is used.  The problem must be valid; false
 * with NOT_SEARCHED when it has a constraint that the search does not know. */
bool instance_build(struct arena *a, const struct vrp_problem *p, struct instance *out,
                    struct vrp_fault *fault) MUST_USE;
/** The same in two steps: everything but the lists of near visits; false with fault->id = NONE: it became late; */
bool instance_begin(struct arena *a, const struct vrp_problem *p, struct pace *pace, struct instance *out,
                    struct vrp_fault *fault) MUST_USE;
/** these, O(visits squared).  False: it became late, and the lists are empty. */
bool instance_near(struct arena *a, struct instance *in, struct pace *pace);
#endif
