/* state.h - the plan under search: linked routes with prefix sums, what a move changes, and its undo. */
#ifndef VRP_STATE_H
#define VRP_STATE_H
#include "base/rng.h"
#include "vrp/instance.h"
#include "vrp/pace.h"

enum {
    SENTINEL = -(1 << 30) /* `gap` of what is absent: shorter than any arc is long */
};
struct route {
    int32_t count;   /* visits */
    int64_t epoch;   /* in which it was saved last */
    int64_t version; /* of its visits and their order: a number that no other way has; 0 = never any */
    int64_t distance;
    int64_t extra;   /* priced: what it costs beside distance and fixed cost */
    int64_t longest; /* priced: its largest excess of a ride */
    int32_t load[VRP_LOADS_MAX];
};
struct saved_part {
    int32_t node, load;
    bool spare;
};
struct saved_route {
    int32_t slot, at; /* its visits are saved[at .. at + was.count); before them its start, for the gap */
    struct route was;
};

/* The larger vehicle that a route would change to for the visit that is being placed, for fleet.c. */
struct grade_memo {
    int64_t stamp, extra;
    int32_t onto;
};
/* The cheapest places of a pair on a route as it was at a version; first = VRP_NONE: none costs less than `cost`. */
struct pair_memo {
    int64_t version, cost;
    int32_t first, then;
};
/* A route as a pair of visits sees it, for pair_place.c: room for one, and which slots were looked at. */
struct lane_room {
    int32_t *node, *aboard;
    int64_t *then, *least;
    int32_t *seen, stamp;   /* per slot */
    struct pair_memo *memo; /* per pickup x memo_width, a power of two: by the last bits of the slot */
    int32_t memo_width;
};

/* Invariant between two moves: links, route, routes[], cost and absent are true.  Positions and sums (pos, loaded, run,
 * turn) are true for routes that are not stale; leave and due always in a timed instance, fore and back as well unless
 * it is prompt. */
struct state {
    const struct instance *in;
    struct rng rng;
    bool wild;            /* in this attempt prizes are not what they are: recreate_worth */
    int32_t *next, *prev; /* per node; the start's prev, the end's next, and of an absent visit both are itself */
    int32_t *gap;         /* per node: distance to the next, on its fleet's matrix */
    int32_t *route;       /* per node: slot, VRP_NONE = absent */
    int32_t *pos;         /* per node: 0 = start; of an absent visit its place in `absent` */
    int32_t *load;        /* per visit x loads; load 0 of the parts of a split visit changes, nothing else does */
    int32_t *loaded;      /* per node x loads: load of the route up to and with it */
    int64_t *run;         /* per node: distance from the start */
    int64_t *turn;        /* per node: what driving the way from the start backwards costs more; 0 if symmetric */
    int32_t *leave, *due; /* per node of a timed instance: earliest end and latest begin of service, see arrivals.h */
    struct segment *fore; /* per node: start .. node */
    struct segment *back; /* per node: node .. end */
    struct route *routes; /* per slot */
    int32_t *room;        /* per slot: what is left of its capacity for load 0; room[VRP_NONE] = -1 */
    uint64_t *vacant;     /* bit per slot: no visits */
    int32_t *absent;      /* visits on no route, absent_count of them */
    int32_t absent_count;
    int64_t cost; /* of the routes and of what is absent */

    int64_t epoch; /* one per attempt that may be undone */
    int32_t saved_count, saved_at, was_absent_count;
    int64_t was_cost;
    struct saved_route *journal;
    int32_t *saved, *saved_gap, *was_absent, *saved_leave, *saved_due;
    struct segment *saved_fore, *saved_back; /* spanned */
    int32_t saved_parts;
    struct saved_part *part_journal; /* with the next two: only when the instance has parts */
    int64_t *part_epoch;             /* per visit: in which it was saved last */
    bool *spare;                     /* per visit: a part that is not in use, neither on a route nor absent */
    int32_t spares;                  /* how many are */
    bool *stale;                     /* per slot */
    int32_t *scratch;                /* n + 1 numbers for whoever runs */
    int32_t *sequence;               /* as many, for routes laid out by rich.c */
    int64_t *keys;                   /* 2 n + 2 numbers, to sort by */
    int32_t *mark;                   /* per slot, for whoever runs */
    struct lane_room lane;
    int64_t versions;         /* of routes, given out so far */
    struct grade_memo *grade; /* per slot */
    int64_t grade_stamp;
    int32_t used, cap; /* slots with visits; at most so many may be */
    int32_t *order;    /* 2 n + 2 numbers: what recreate puts back */

    struct pace *pace;     /* its own, which is never late, until the search gives another */
    int32_t *gathered;     /* per visit: its index in a sequence under test; true where that one has it, for party.c */
    int64_t *ringed, ring; /* per visit: the last time its whole group was looked at; how often that was, for party.c */

    int32_t *queue; /* ring of visits whose surroundings changed: n + 1 places */
    int32_t queue_at, queue_count;
    bool *queued; /* per visit */
};

/** The node where a slot starts. */
static inline int32_t slot_start(const struct instance *in, int32_t slot)
{
    return in->n + 2 * slot;
}
/** Its end. */
static inline int32_t slot_end(const struct instance *in, int32_t slot)
{
    return in->n + 2 * slot + 1;
}
/** Its type of vehicle. */
static inline const struct fleet *fleet_of(const struct instance *in, int32_t slot)
{
    return &in->fleets[in->slot_fleet[slot]];
}

/** All visits absent, all slots vacant. */
void state_init(struct state *s, struct arena *a, const struct instance *in, uint64_t seed);

/* ---- attempts ---- */

/** Begins an attempt: what changes from here on can be undone as a whole. */
void state_begin(struct state *s);
/** Saves a route before its first change of this attempt.  Every function below that changes a route calls it. */
void state_touch(struct state *s, int32_t slot);
/** Back to where state_begin was. */
void state_undo(struct state *s);

/* ---- single visits ---- */

/** Puts an absent visit behind node p (a visit or a start). */
void state_insert(struct state *s, int32_t u, int32_t p);
/** The same, but in a prompt instance the caller calls arrivals_refresh when the route is whole. */
void state_append(struct state *s, int32_t u, int32_t p);
/** Takes a visit off its route. */
void state_remove(struct state *s, int32_t u);
/** The same, but in a prompt instance the caller calls arrivals_update afterwards. */
void state_remove_only(struct state *s, int32_t u);
/** Computes positions and sums of a route again; without effect when it is not stale. */
void state_refresh(struct state *s, int32_t slot);
/** May one more slot be used? */
static inline bool state_may_open(const struct state *s)
{
    return s->used < s->cap;
}
/** The first vacant slot of a fleet, VRP_NONE when all are used. */
int32_t state_vacant(const struct state *s, int32_t fleet);

/** Would u fit into the slot as far as loads and the fleet go? */
static inline bool state_room(const struct state *s, int32_t slot, int32_t u)
{
    const struct instance *in = s->in;
    const struct fleet *f = fleet_of(in, slot);
    const struct route *r = &s->routes[slot];
    for (int32_t d = 0; d < in->loads; d++)
        if (r->load[d] + s->load[u * in->loads + d] > f->capacity[d]) return false;
    return !f->serves || f->serves[u];
}
/** Does u between p and next[p] keep the times of the slot? */
static inline bool state_in_time(const struct state *s, const struct fleet *f, int32_t u, int32_t p)
{
    const struct instance *in = s->in;
    int32_t q = s->next[p];
    if (in->prompt) {
        int32_t at = s->leave[p] + (in->symmetric ? arc(f->duration, in, u, p) : arc(f->duration, in, p, u));
        if (at > in->own[u].late) return false;
        at = at > in->own[u].early ? at : in->own[u].early;
        return at + in->own[u].duration + arc(f->duration, in, u, q) <= s->due[q];
    }
    struct segment to = segment_join(s->fore[p], arc(f->duration, in, p, u), in->own[u]);
    if (to.warp) return false;
    return segment_fits(segment_join(to, arc(f->duration, in, u, q), s->back[q]), f->duration_max);
}
/** The same where the instance is spanned; then by how much the route lasts longer into *longer. */
static inline bool state_lasts(const struct state *s, const struct fleet *f, int32_t u, int32_t p, int32_t *longer)
{
    const struct instance *in = s->in;
    int32_t q = s->next[p];
    struct segment to = segment_join(s->fore[p], arc(f->duration, in, p, u), in->own[u]);
    if (to.warp) return false;
    to = segment_join(to, arc(f->duration, in, u, q), s->back[q]);
    *longer = to.duration - s->back[slot_start(in, s->route[p])].duration;
    return segment_fits(to, f->duration_max);
}

/* ---- parts of split visits (party.h): nodes of one visit that share its demand of load 0 ---- */

/** Sets what a part takes, wherever it is; a route that has it becomes stale. */
void state_set_part(struct state *s, int32_t u, int32_t amount);
/** Takes an absent part out of use: it takes nothing and costs nothing. */
void state_spare(struct state *s, int32_t u);
/** Makes a spare part absent, with nothing to take yet. */
void state_unspare(struct state *s, int32_t u);

/* ---- moves: new ways for one or two routes, put together from pieces of old ones ---- */

struct piece {
    int32_t first, last; /* as they stand on their route now */
    bool reversed;
};
/** The new way of a slot: the first piece begins with a start, the last ends with an end (any slot of its fleet).
 *  `distance` is the new one, given by the operator, which has computed the difference anyway. */
struct way {
    int32_t slot, count;
    int64_t distance;
    struct piece piece[6];
};
/** Loads, windows, durations, range, whether the fleet serves what is new, then what is driven.  All routes concerned
 *  are fresh. */
bool way_fits(const struct state *s, const struct way *w);
/** way_fits of one or two ways; and where durations or rides cost something, the plan becomes cheaper. */
bool ways_pay(const struct state *s, const struct way *ways, int32_t count);
/** The visits of a way in order into out (n numbers); returns how many. */
int32_t way_gather(const struct state *s, const struct way *w, int32_t *out);
/** Puts one or two ways into effect (each visit of the slots concerned on exactly one of them), and queues the visits
 *  where pieces meet.  Touches and refreshes. */
void way_apply(struct state *s, const struct way *ways, int32_t count);

/** Marks a visit (terminals are passed over) for the local search. */
static inline void state_queue(struct state *s, int32_t u)
{
    if (u >= s->in->n || s->queued[u]) return;
    int32_t at = s->queue_at + s->queue_count++;
    s->queue[at >= s->in->n ? at - s->in->n : at] = u;
    s->queued[u] = true;
}

/** Asserts the invariants by computing everything again; for tests. */
void state_verify(struct state *s);
#endif
