/* search.h - the parts of the search that are larger than a move: start, ruin, recreate, annealing. */
#ifndef VRP_SEARCH_H
#define VRP_SEARCH_H
#include "vrp/op.h"

/** Fills vacant slots with routes that grow by the largest savings (Clarke and Wright 1964) among near visits; what
 * fits nowhere stays absent. */
void savings_build(struct state *s);

/** What annealing and the parts of an attempt are tuned by; fixed at the start of a search. */
struct tuning {
    int32_t removed;                      /* visits taken out per attempt, on average */
    int32_t string_max;                   /* longest string taken out of a route */
    bool time_priced;                     /* recreate asks a price, drawn per attempt, for routes that last longer */
    bool strings_in_part;                 /* the most strings per attempt is not cut to a whole number */
    int32_t cut_every;                    /* one ruin in so many cuts a long route in two; 0 = none */
    int32_t near_insert;                  /* near visits beside which an absent one may be put */
    int32_t near_local;                   /* near visits that local search looks at */
    int32_t wide;                         /* with a pool one attempt in so many looks at all places; 0 = none */
    int32_t anywhere;                     /* one visit in so many that has no place beside near ones looks at all */
    int32_t blink;                        /* one place in so many is passed over */
    int32_t heat_permille, cold_permille; /* temperatures at both ends, in thousandths of the mean arc */
    int32_t warm_permille, warm_share;    /* the one at which cooling slows down, after so many 1/1000; 0 = never */
    int32_t child_permille;               /* where a child of two plans begins */
};
/** By the kind of problem; tuning.c has the rows. */
struct tuning tuning_for(const struct instance *in);

/** Removes strings of visits around a random one.
 *  @source Christiaens and Vanden Berghe 2020, "Slack Induction by String Removals" */
void ruin_strings(struct state *s, const struct tuning *t);
/** Removes one or two whole routes near each other, which are not too long: vehicles become free for others. */
void ruin_routes(struct state *s, const struct tuning *t);
/** What a place for the absent u may cost: what leaving it out costs; but of a visit with a prize one time in eight
 *  nothing, and one time in eight up to eight times the prize, because two that do not pay alone may pay together. */
int64_t recreate_worth(struct state *s, int32_t u);
/** Puts absent visits back, each at its cheapest place beside near visits or on a vacant slot; with blinks. */
void recreate(struct state *s, const struct tuning *t);
/** The same, but ends as soon as what is on the road and what found no place cost `hopeless` or more, because places
 *  only add to it; the caller undoes.  Of no use with pairs, parts and groups, which are put back several at once. */
void recreate_below(struct state *s, const struct tuning *t, int64_t hopeless);

/** ln(1/x) for a uniform x, in 1/65536; computed with whole numbers, because libm differs between machines. */
struct chill {
    uint32_t loss[4096];
};
void chill_init(struct chill *c);
/** The temperature in 1/65536 of a unit of cost when `done` of `whole` has passed: heat * (cold/heat)^(done/whole);
 *  with a warm share first so from heat to warm, then from warm to cold. */
int64_t chill_at(const struct tuning *t, int64_t mean_arc, int64_t done, int64_t whole);

/** The best plan seen: links copied from the state. */
struct best {
    int64_t cost;
    int32_t *next;
    int32_t *load; /* as in the state; NULL when the instance has no parts */
    int32_t absent_count, routes;
};
#endif
