/* solve.c - vrp_solve: start, the annealed loop of ruin and recreate with local search, limits, and the plan. */
#include "vrp/absence.h"
#include "vrp/eject.h"
#include "vrp/fleet.h"
#include "vrp/lend.h"
#include "vrp/order.h"
#include "vrp/party.h"
#include "vrp/pool.h"
#include "vrp/ride.h"
#include "vrp/start.h"
#include <stdlib.h>

enum {
    EXCHANGE = 1 << 14,       /* attempts between two exchanges of trajectories; a multiple of STRIDE */
    STRIDE = 64,              /* attempts between two looks at the clock */
    WHOLE_ROUTES = 10,        /* one ruin in so many takes whole routes where vehicles differ */
    FEWEST_SHARE = 4,         /* one in so many seconds for fewer vehicles, where they count first */
    EJECT_EVERY = 2,          /* an ejection, then an attempt that sees what it is good for */
    ROUNDS_MAX = 20,          /* of local search and SWAP* at the start */
    LOCAL_MOVES_MAX = 100000, /* of one local search; a bound, not a tuning */
    WHOLE = 1 << 20,          /* the search from its begin to its limit */
    PARENT = WHOLE / 20,      /* one of the first plans of the pool */
    CHILD = WHOLE / 100,
    AGAIN = WHOLE / 3 + 1,    /* few pairs are annealed three times */
    LENDING_VISITS_MAX = 200, /* with more it was worse */
    POOL_US = 60000,          /* for each visit; with less one long annealing is better */
    POOL_ATTEMPTS = 20000
};

/* A stretch of the search in which the temperature falls once. */
struct window {
    int64_t from, to; /* parts of WHOLE */
    int64_t best_before;
    int32_t number;
};
struct run {
    const struct instance *in;
    const struct vrp_options *o;
    struct state s;
    struct pace pace;
    struct tuning t;
    struct chill chill;
    int64_t scale; /* of temperatures: the cost of an arc */
    struct best best;
    struct absence absence;
    struct eject *eject; /* NULL = not for this problem */
    struct lend lend;
    bool lends;                           /* with the fewest vehicles that were found */
    struct start *start;                  /* NULL = none was given */
    int32_t least;                        /* vehicles that could hold all */
    int64_t fewest_iterations, fewest_us; /* spent on fewer vehicles, before the cooling began */
    struct pool *pool;                    /* NULL = one window is all */
    struct window window;
    int64_t iterations, began_us, elapsed_us, shown_us, best_at_us;
    struct arena *own;
    int32_t number;        /* of the trajectory; progress is told by the first */
    _Atomic bool *stopped; /* by progress, for all */
    bool over;
};

static void keep_best(struct run *r)
{
    const struct state *s = &r->s;
    r->best.cost = s->cost;
    r->best.absent_count = s->absent_count;
    r->best.routes = s->used;
    memcpy(r->best.next, s->next, (size_t)s->in->nodes * sizeof *s->next);
    if (r->best.load) memcpy(r->best.load, s->load, (size_t)s->in->n * (size_t)s->in->loads * sizeof *s->load);
    r->best_at_us = r->elapsed_us;
}

/* Is the time over, or was the search told to stop?  Asked by whatever takes long, through the pace. */
static bool is_over(void *run)
{
    struct run *r = run;
    const struct vrp_options *o = r->o;
    if (!o->now_us) return false;
    r->elapsed_us = o->now_us(o->data) - r->began_us;
    if (o->time_us && r->elapsed_us >= o->time_us) return true;
    if (o->progress && r->number == 0 && r->elapsed_us - r->shown_us >= 100000) {
        r->shown_us = r->elapsed_us;
        struct vrp_progress p = {.iterations = r->iterations,
                                 .elapsed_us = r->elapsed_us,
                                 .cost = r->best.cost - r->best.routes * r->in->per_route,
                                 .unassigned = r->best.absent_count,
                                 .routes = r->best.routes};
        if (!o->progress(o->data, &p)) *r->stopped = true;
    }
    return *r->stopped;
}

/* May it go on?  Looks at the clock now. */
static bool look(struct run *r)
{
    if (r->o->iterations && r->iterations >= r->o->iterations) return false;
    r->pace.done = PACE_LOOK;
    return !pace_late(&r->pace, 0);
}

/* Where routes are driven an attempt may take as long as a thousand others. */
static int64_t stride_of(const struct instance *in)
{
    return in->ride ? 1 : STRIDE;
}

/* How much of the search has passed; time counts only when no iteration limit was given, so that one is reproducible.
 */
static int64_t passed(const struct run *r)
{
    const struct vrp_options *o = r->o;
    int64_t done = o->iterations ? r->iterations - r->fewest_iterations : r->elapsed_us - r->fewest_us;
    int64_t whole = o->iterations ? o->iterations - r->fewest_iterations : o->time_us - r->fewest_us;
    if (whole <= 0 || done >= whole) return WHOLE; /* all of it went into fewer vehicles */
    return (int64_t)((int128)done * WHOLE / whole);
}

static int64_t temperature(const struct run *r)
{
    const struct window *w = &r->window;
    struct tuning t = r->t;
    if (w->number >= POOL_MAX) t.heat_permille = t.child_permille;
    int64_t done = passed(r) - w->from;
    return chill_at(&t, r->scale, done < 0 ? 0 : done, w->to - w->from);
}

/* Is there time to anneal more than once? */
static bool long_enough(const struct run *r)
{
    const struct vrp_options *o = r->o;
    return o->iterations ? o->iterations / POOL_ATTEMPTS >= r->in->n : o->time_us / POOL_US >= r->in->n;
}

/* Whether there is time for a pool, and nothing that routes alone do not say. */
static bool pools(const struct run *r)
{
    const struct instance *in = r->in;
    return long_enough(r) && in->n > 2 && in->n <= POOL_VISITS_MAX && instance_bare(in) && !in->fellow &&
           !fewest_wanted(in);
}

static void forget_queue(struct state *s)
{
    while (s->queue_count) {
        s->queued[s->queue[s->queue_at]] = false;
        s->queue_at = s->queue_at + 1 == s->in->n ? 0 : s->queue_at + 1;
        s->queue_count--;
    }
}

/* An attempt is taken when it costs less. */
static int64_t draw_bound(struct run *r, int64_t heat)
{
    int64_t luck = (heat * r->chill.loss[rng_next(&r->s.rng) >> 52]) >> 16;
    return r->s.was_cost + (luck >> 16); /* costs may be too large to be shifted */
}

/* May recreate end early?  Where nothing is put back together with others. */
static bool ends_early(const struct run *r)
{
    const struct instance *in = r->in;
    return in->several && !r->absence.before && !in->parts && !in->fellow && !in->mate && !in->priced;
}

static void attempt(struct run *r, int64_t heat)
{
    struct state *s = &r->s;
    int32_t was_used = s->used, cap = s->cap;
    int64_t was_relief = lend_relief(&r->lend, s);
    absence_begin(&r->absence, s);
    state_begin(s);
    if ((r->in->graded || r->in->choosy) && rng_below(&s->rng, WHOLE_ROUTES) == 0)
        ruin_routes(s, &r->t);
    else
        ruin_strings(s, &r->t);
    fleet_settle(s);
    if (r->in->parts) party_narrow(s, was_used, r->least);
    bool early = ends_early(r); /* the same cost is taken, and routes that change their vehicle may save something */
    int64_t bound = early ? draw_bound(r, heat) : INT64_MAX;
    recreate_below(s, &r->t, early ? bound + (heat >> 16) + 1 : INT64_MAX);
    s->cap = cap;
    fleet_settle(s);
    if (!early) bound = draw_bound(r, heat);
    if (s->cost < r->best.cost && !r->pace.late) /* on every accepted one it costs more than further attempts bring */
        (void)local_search(s, r->t.near_local, LOCAL_MOVES_MAX), party_merge(s);
    else
        forget_queue(s);
    bool scarcer = absence_better(&r->absence, s) && r->lend.price == 0;
    int64_t cost = s->cost - lend_relief(&r->lend, s) + was_relief;
    if ((cost < bound || cost == s->was_cost || scarcer) && lend_allows(&r->lend, s) && !r->pace.late) {
        if (s->cost < r->best.cost) keep_best(r);
    } else {
        state_undo(s);
    }
    lend_count(&r->lend, s, r->scale, heat);
}

static void begin(struct run *r)
{
    struct state *s = &r->s;
    struct tuning thorough = r->t;
    thorough.anywhere = 1;
    if (r->start)
        start_build(s, r->start);
    else
        savings_build(s);
    keep_best(r);
    state_begin(s);
    recreate(s, &thorough);
    for (int32_t u = 0; u < r->in->n; u++)
        state_queue(s, u);
    int32_t rounds = 0;
    do
        (void)local_search(s, r->t.near_local, LOCAL_MOVES_MAX);
    while (++rounds < ROUNDS_MAX && exchange_near_routes(s));
    (void)local_search(s, r->t.near_local, LOCAL_MOVES_MAX);
    party_merge(s);
    if (s->cost <= r->best.cost) keep_best(r);
}

/* Routes go one by one while those left find room for all, for a part of the time; then the best plan again. */
static void try_fewer(struct run *r)
{
    const struct vrp_options *o = r->o;
    struct state *s = &r->s;
    int32_t least = fewest_possible(r->in);
    int64_t heat = chill_at(&r->t, r->scale, 1, 2), until_us = r->elapsed_us + (o->time_us / FEWEST_SHARE);
    for (;; r->iterations++) {
        if (r->pace.late || ((r->eject || r->iterations % stride_of(r->in) == 0) && !look(r))) break;
        if (o->iterations ? r->iterations >= o->iterations / FEWEST_SHARE : r->elapsed_us >= until_us) break;
        if (s->absent_count == 0 && s->used <= least) break;
        if (s->absent_count == 0) fewest_drop_route(s, &r->absence);
        if (r->eject && s->absent_count && r->iterations % EJECT_EVERY == 0)
            eject_step(r->eject, s);
        else
            attempt(r, heat);
        if (s->cost < r->best.cost) keep_best(r);
    }
    state_restore(s, r->best.next);
    s->cap = r->in->problem->fewest_vehicles ? s->used : INT32_MAX;
    r->fewest_iterations = r->iterations;
    r->fewest_us = r->elapsed_us;
}

/* What each part of the route takes; NULL when it has no visit in parts. */
static const int32_t *amounts_of(const struct run *r, struct arena *a, const int32_t *nodes, int32_t count)
{
    const struct parts *parts = r->in->parts;
    int32_t *out = ARENA_ARRAY(a, int32_t, (size_t)count);
    bool any = false;
    for (int32_t i = 0; i < count; i++) {
        out[i] = r->best.load[nodes[i] * r->in->loads];
        any = any || parts->sibling[nodes[i]] != nodes[i];
    }
    return any ? out : NULL;
}

/* Ends a window: its plan goes into the pool; the next one warms up again, or begins with a child of two plans. */
static void turn_window(struct run *r)
{
    struct window *w = &r->window;
    bool better = r->best.cost < w->best_before;
    const int32_t *next = better ? r->best.next : r->s.next;
    pool_add(r->pool, r->in, better ? r->best.cost : r->s.cost, next,
             better ? r->best.absent_count : r->s.absent_count);
    w->number++;
    w->from = w->to;
    w->to = w->from + (w->number < POOL_MAX ? PARENT : CHILD);
    w->best_before = r->best.cost;
    if (w->number < POOL_MAX || r->pool->count < 2) return;
    pool_cross(r->pool, &r->s, &r->t);
    forget_queue(&r->s);
    if (r->s.cost < r->best.cost) keep_best(r);
}

static int ascending(const void *x, const void *y)
{
    const int32_t *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

/* Where pairs may be lent out a window begins so, and its last fifth is without. */
static void lend_settle(struct run *r)
{
    struct window *w = &r->window;
    int64_t done = passed(r);
    if (done >= w->to && w->to < WHOLE) {
        w->from = w->to, w->to += AGAIN;
        lend_begin(&r->lend, r->scale);
    } else if (r->lend.price && done - w->from > (w->to - w->from) / 5 * 4) {
        r->lend.price = 0;
        if (r->s.absent_count > r->best.absent_count) state_restore(&r->s, r->best.next), forget_queue(&r->s);
    }
}

/* The best plan in the host's numbers, `was`; NULL = the run has the same. */
static void give_plan(struct run *r, struct arena *a, const int32_t *was, struct vrp_plan *plan)
{
    const struct instance *in = r->in;
    int32_t count = in->parts ? in->parts->visit_count : in->n;
    struct vrp_route *routes = ARENA_ARRAY(a, struct vrp_route, (size_t)in->slots + 1);
    int32_t *visits = ARENA_ARRAY(a, int32_t, (size_t)in->n + 1), *left = ARENA_ARRAY(a, int32_t, (size_t)count + 1);
    bool *seen = ARENA_ARRAY(a, bool, (size_t)count + 1);
    int32_t at = 0;
    *plan =
        (struct vrp_plan){.routes = routes, .unassigned = left, .cost = r->best.cost - r->best.routes * in->per_route};
    for (int32_t slot = 0; slot < in->slots; slot++) {
        int32_t from = at;
        for (int32_t u = r->best.next[slot_start(in, slot)]; u < in->n; u = r->best.next[u])
            visits[at++] = u;
        if (at == from) continue;
        struct vrp_route *out = &routes[plan->route_count++];
        *out = (struct vrp_route){.vehicle = in->slot_fleet[slot], .count = at - from, .visits = visits + from};
        if (in->parts) out->amounts = amounts_of(r, a, visits + from, at - from);
        for (int32_t i = from; i < at; i++) {
            if (in->parts) visits[i] = in->parts->whole[visits[i]];
            seen[visits[i]] = true;
            if (was) visits[i] = was[visits[i]];
        }
    }
    for (int32_t u = 0; u < count; u++) {
        if (seen[u]) continue;
        left[plan->unassigned_count++] = was ? was[u] : u;
        if (!in->problem->visits[u].optional) plan->cost -= in->absent_cost[u];
    }
    if (was) qsort(left, (size_t)plan->unassigned_count, sizeof *left, ascending);
}

/* The time was over before the problem was read: nobody has a place. */
static void give_nothing(struct arena *a, const struct vrp_problem *p, struct vrp_plan *plan)
{
    int32_t *left = ARENA_ARRAY(a, int32_t, (size_t)p->visit_count + 1);
    *plan = (struct vrp_plan){.unassigned = left, .unassigned_count = p->visit_count};
    for (int32_t u = 0; u < p->visit_count; u++) {
        left[u] = u;
        plan->cost += p->visits[u].optional ? p->visits[u].prize : 0;
    }
}

/* ---- trajectories, one or several side by side ---- */

/* Reads the problem and the plan to start from for the first run; false with a fault, or with none: it became late. */
static bool run_read(struct run *r, const struct vrp_problem *p, struct vrp_fault *fault)
{
    struct instance *in = ARENA_NEW(r->own, struct instance);
    struct start *start = ARENA_NEW(r->own, struct start);
    start->problem = p;
    r->in = in;
    r->best.absent_count = p->visit_count;
    if (r->o->start && !start_read(r->own, p, r->o->start, &r->pace, start, fault)) return false;
    struct pace never = {0}; /* the plan is never worse than the one given */
    if (!instance_begin(r->own, start->problem, r->o->start ? &never : &r->pace, in, fault)) return false;
    (void)instance_near(r->own, in, &r->pace); /* when it became late the search is over */
    if (!r->o->start) return true;
    start_settle(r->own, start, in);
    r->start = start;
    return true;
}

/* Everything up to the first plan, for what the first run has read. */
static void run_open(struct run *r, const struct run *first)
{
    const struct vrp_options *o = r->o;
    if (r != first) {
        struct instance *own = ARENA_NEW(r->own, struct instance);
        *own = *first->in;
        ride_fork(r->own, own);
        r->in = own, r->start = first->start;
    }
    const struct instance *in = r->in;
    r->t = tuning_for(in);
    if (r->start) r->t.heat_permille = r->t.child_permille; /* warmer, and little of it would be left */
    r->best.next = ARENA_ARRAY(r->own, int32_t, (size_t)in->nodes + 1);
    if (in->parts) r->best.load = ARENA_ARRAY(r->own, int32_t, (size_t)in->n * (size_t)in->loads);
    r->least = fewest_possible(in);
    chill_init(&r->chill);
    absence_init(&r->absence, r->own, in);
    if (fewest_wanted(in) && eject_knows(in)) {
        r->eject = ARENA_NEW(r->own, struct eject);
        eject_init(r->eject, r->own, in);
    }
    state_init(&r->s, r->own, in, o->seed + (uint64_t)r->number * UINT64_C(0x9e3779b97f4a7c15));
    r->s.pace = &r->pace;
    keep_best(r);
}

/* What an arc of the plan costs on average, at least 1.  Where demands are cut the near arcs say little: the visits may
 * lie in heaps far from the depot, and what a plan can save is a whole journey. */
static int64_t scale_of(const struct state *s)
{
    const struct instance *in = s->in;
    int64_t total = 0, arcs = 0;
    for (int32_t slot = 0; slot < in->slots; slot++) {
        if (s->routes[slot].count == 0) continue;
        total += fleet_of(in, slot)->per_distance * s->routes[slot].distance;
        arcs += s->routes[slot].count + 1;
    }
    return arcs && total > arcs ? total / arcs : 1;
}

static void run_begin(struct run *r)
{
    r->window = (struct window){.to = WHOLE};
    r->scale = r->in->mean_arc;
    bool pool = pools(r);
    if (!pool) r->t.wide = 0; /* in a short search other attempts bring more */
    begin(r);
    if (r->in->parts && !r->in->timed) r->scale = scale_of(&r->s);
    if (fewest_wanted(r->in)) try_fewer(r);
    r->window.best_before = r->best.cost;
    r->lends = r->eject && r->best.absent_count == 0 && r->in->n <= LENDING_VISITS_MAX;
    if (r->lends) lend_begin(&r->lend, r->scale);
    if (r->lends && long_enough(r)) r->window.to = AGAIN;
    if (!pool) return;
    r->pool = ARENA_NEW(r->own, struct pool);
    pool_init(r->pool, r->own, r->in);
    r->window.to = PARENT;
}

/* Goes on until so many attempts have been made in all, or a limit is reached: then the run is over. */
static void run_on(struct run *r, int64_t until)
{
    for (int64_t heat = temperature(r); r->iterations < until; r->iterations++) {
        if (r->pace.late || r->iterations % stride_of(r->in) == 0 || r->iterations == r->o->iterations) {
            r->over = !look(r);
            if (r->over) return;
            if (r->pool && passed(r) >= r->window.to) turn_window(r);
            if (r->lends) lend_settle(r);
            heat = temperature(r);
        }
        attempt(r, heat);
    }
}

struct team {
    struct run *runs;
    int32_t count;
    int64_t until; /* 0 = the runs begin */
};

static void work(void *job, int32_t index)
{
    struct team *t = job;
    struct run *r = &t->runs[index];
    if (t->until == 0)
        run_begin(r);
    else if (!r->over)
        run_on(r, t->until);
}

static void run_all(struct team *t, const struct vrp_options *o)
{
    if (t->count > 1 && o->run_all) {
        o->run_all(o->data, t->count, work, t);
        return;
    }
    for (int32_t i = 0; i < t->count; i++)
        work(t, i);
}

static struct run *best_run(const struct team *t)
{
    struct run *best = &t->runs[0];
    for (int32_t i = 1; i < t->count; i++)
        if (t->runs[i].best.cost < best->best.cost) best = &t->runs[i];
    return best;
}

/* The worst trajectory goes on from the best plan; those between keep to their own ways. */
static void exchange(struct team *t)
{
    struct run *best = best_run(t), *worst = &t->runs[0];
    for (int32_t i = 1; i < t->count; i++)
        if (t->runs[i].best.cost >= worst->best.cost) worst = &t->runs[i];
    if (worst->over || worst->best.cost == best->best.cost || worst->in->parts) return;
    state_restore(&worst->s, best->best.next);
    forget_queue(&worst->s);
    keep_best(worst);
}

static void search(struct team *t, const struct vrp_options *o)
{
    bool over = false;
    run_all(t, o);
    for (t->until = t->count == 1 ? INT64_MAX / 2 : EXCHANGE; !over; t->until += EXCHANGE) {
        over = true;
        run_all(t, o);
        for (int32_t i = 0; i < t->count; i++)
            over = over && t->runs[i].over;
        if (t->count > 1) exchange(t);
    }
}

static bool limits_fine(const struct vrp_options *o, struct vrp_fault *fault)
{
    bool limited = o->iterations > 0 || (o->time_us > 0 && o->now_us);
    bool fine = limited && o->iterations >= 0 && o->time_us >= 0 && o->threads >= 0 && o->threads <= VRP_THREADS_MAX;
    if (!fine) *fault = (struct vrp_fault){limited ? VRP_FAULT_SIZE : VRP_FAULT_NO_LIMIT, 0};
    return fine;
}

bool vrp_solve(struct arena *a, const struct vrp_problem *p, const struct vrp_options *o, struct vrp_plan *plan,
               struct vrp_stats *stats, struct vrp_fault *fault)
{
    int64_t began = o->now_us ? o->now_us(o->data) : 0;
    if (!limits_fine(o, fault) || !vrp_problem_valid(p, fault)) return false;
    struct arena *own = arena_new();
    _Atomic bool *stopped = ARENA_NEW(own, _Atomic bool);
    struct team t = {.count = o->threads > 1 ? o->threads : 1};
    t.runs = ARENA_ARRAY(own, struct run, (size_t)t.count);
    *stats = (struct vrp_stats){0};
    for (int32_t i = 0; i < t.count; i++) {
        struct run *r = &t.runs[i];
        r->own = arena_new(), r->number = i, r->o = o, r->stopped = stopped, r->began_us = began;
        r->pace = (struct pace){.stop = is_over, .data = r};
    }
    struct order order;
    bool ordered = !o->start && p->visit_count > ORDER_VISITS && order_make(own, p, &t.runs[0].pace, &order);
    bool good = run_read(&t.runs[0], ordered ? &order.problem : p, fault);
    if (!good && ordered && fault->id != VRP_FAULT_NONE) good = run_read(&t.runs[0], p, fault); /* its own numbers */
    bool nothing = !good && fault->id == VRP_FAULT_NONE;
    if (nothing) give_nothing(a, p, plan);
    for (int32_t i = 0; i < t.count && good; i++)
        run_open(&t.runs[i], &t.runs[0]);
    if (good) {
        search(&t, o);
        struct run *r = best_run(&t);
        give_plan(r, a, ordered ? order.was : NULL, plan);
        stats->best_at_us = r->best_at_us;
    }
    for (int32_t i = 0; i < t.count; i++) {
        stats->iterations += t.runs[i].iterations;
        if (t.runs[i].elapsed_us > stats->elapsed_us) stats->elapsed_us = t.runs[i].elapsed_us;
        stats->bytes += arena_used(t.runs[i].own);
        arena_free(t.runs[i].own);
    }
    stats->bytes += arena_used(own);
    arena_free(own);
    return good || nothing;
}
