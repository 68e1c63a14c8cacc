/* check_pauses.c - the checker's clock for vehicles with pauses: only drives forward and asks when the route would end;
 * what is as late as it can be is found by halving.  It knows vrp.h and nothing of the search. */
#include "vrp/check_pauses.h"

#define NEVER INT64_MAX

struct clock {
    const struct vrp_problem *p;
    const struct vrp_route *r;
    const struct vrp_vehicle *v;
    int32_t count, pause[VRP_PAUSES_MAX];
    bool (*may)[VRP_PAUSES_MAX]; /* per way and pause: may it be made there? */
    const int64_t *travel;       /* per way: to the visit of that index, or the end */
    int64_t *soonest;            /* scratch: by pauses made */
};

static int32_t place(const struct clock *c, int32_t i)
{
    return i < 0 ? c->v->start : i == c->r->count ? c->v->end : c->p->visits[c->r->visits[i]].location;
}

static int64_t minutes(const struct clock *c, int32_t i)
{
    const struct vrp_profile *f = &c->p->profiles[c->v->profile];
    int32_t from = place(c, i - 1), to = place(c, i);
    if (from == VRP_NONE || to == VRP_NONE) return 0;
    return (f->duration ? f->duration : f->distance)[(int64_t)from * c->p->location_count + to];
}

/* The first moment of a window from t on; *late when there is none. */
static int64_t from_then(const struct vrp_window *w, int32_t count, int64_t t, bool *late)
{
    for (int32_t i = 0; i < count; i++)
        if (t <= w[i].to) return t < w[i].from ? w[i].from : t;
    *late = *late || count;
    return t;
}

/* One way in hand: the moment, and how much of the road is left. */
struct going {
    int64_t now, left;
};

/* Stands for the next pause; drives until it begins. */
static int64_t take(const struct clock *c, int32_t k, struct going *g, bool *late)
{
    const struct vrp_pause *x = &c->v->pauses[c->pause[k]];
    int64_t begin = from_then(x->windows, x->window_count, g->now, late);
    g->left = g->left > begin - g->now ? g->left - (begin - g->now) : 0;
    g->now = begin + x->service;
    return begin;
}

/* When does it end, ready at `at` behind visit i - 1 with `made` pauses? */
static int64_t ends(const struct clock *c, int32_t i, int32_t made, int64_t at)
{
    int64_t *ready = c->soonest, *there = c->soonest + c->count + 1;
    for (int32_t k = 0; k <= c->count; k++)
        ready[k] = k == made ? at : NEVER;
    for (;; i++) {
        for (int32_t k = 0; k <= c->count; k++)
            there[k] = NEVER;
        for (int32_t k = 0; k <= c->count; k++) {
            if (ready[k] == NEVER) continue;
            struct going g = {ready[k], c->travel[i]};
            bool late = false;
            for (int32_t to = k;; to++) {
                if (g.now + g.left < there[to]) there[to] = g.now + g.left;
                if (to == c->count || !c->may[i][to]) break;
                (void)take(c, to, &g, &late);
                if (late) break;
            }
        }
        if (i == c->r->count) return there[c->count];
        const struct vrp_visit *x = &c->p->visits[c->r->visits[i]];
        for (int32_t k = 0; k <= c->count; k++) {
            bool late = there[k] == NEVER;
            int64_t begin = late ? 0 : from_then(x->windows, x->window_count, there[k], &late);
            ready[k] = late ? NEVER : begin + check_work(c->p, c->r, i);
        }
    }
}

/* When does it end, there at visit i at `at`? */
static int64_t ends_from(const struct clock *c, int32_t i, int32_t made, int64_t at)
{
    const struct vrp_visit *x = &c->p->visits[c->r->visits[i]];
    bool late = false;
    int64_t begin = from_then(x->windows, x->window_count, at, &late);
    return late ? NEVER : ends(c, i + 1, made, begin + check_work(c->p, c->r, i));
}

/* The last moment from which it still ends in time; `sure` is one. */
static int64_t last_moment(const struct clock *c, int32_t i, int32_t made, int64_t sure, int64_t end)
{
    int64_t too_late = end + 1;
    while (too_late - sure > 1) {
        int64_t t = sure + (too_late - sure) / 2;
        bool good = (i < 0 ? ends(c, 0, made, t) : ends_from(c, i, made, t)) <= end;
        *(good ? &sure : &too_late) = t;
    }
    return sure;
}

/* What is aboard on the way to each visit and to the end: count + 1 times the kinds of load. */
static int64_t *aboard(struct arena *a, const struct vrp_problem *p, const struct vrp_route *r)
{
    size_t loads = (size_t)p->load_count;
    int64_t *out = ARENA_ARRAY(a, int64_t, ((size_t)r->count + 1) * loads + 1);
    for (int32_t i = 0; i < r->count; i++) {
        const struct vrp_visit *x = &p->visits[r->visits[i]];
        int32_t off = r->count + 1; /* the way on which it is aboard no longer */
        for (int32_t j = i + 1; x->pair != VRP_NONE && j < r->count; j++)
            if (r->visits[j] == x->pair) off = j + 1;
        for (size_t d = 0; d < loads; d++) {
            bool part = d == 0 && r->amounts;
            int64_t down = part && x->delivery[d] ? r->amounts[i] : x->delivery[d];
            int64_t up = part && x->pickup[d] ? r->amounts[i] : x->pickup[d];
            for (int32_t w = 0; w <= r->count; w++) {
                if (w <= i) out[(size_t)w * loads + d] += down;
                if (w > i && w < off) out[(size_t)w * loads + d] += up;
            }
        }
    }
    return out;
}

static int64_t too_much(const struct clock *c, const struct vrp_pause *x, const int64_t *load)
{
    int64_t most = 0;
    for (int32_t d = 0; x->limited && d < c->p->load_count; d++)
        if (load[d] - x->load_max[d] > most) most = load[d] - x->load_max[d];
    return most;
}

static void note(struct arena *a, struct list *broken, enum vrp_violation_id id, int64_t by, int32_t nth)
{
    *LIST_ADD(a, broken, struct vrp_violation) = (struct vrp_violation){id, VRP_NONE, VRP_NONE, by, nth};
}

static void set_up(struct arena *a, struct clock *c, const int64_t *load, struct list *broken)
{
    int32_t ways = c->r->count + 1;
    int64_t *travel = ARENA_ARRAY(a, int64_t, (size_t)ways);
    c->may = (bool(*)[VRP_PAUSES_MAX])arena_alloc_array(a, (size_t)ways, sizeof *c->may);
    c->soonest = ARENA_ARRAY(a, int64_t, 2 * (VRP_PAUSES_MAX + 1));
    for (int32_t i = 0; i < ways; i++)
        travel[i] = minutes(c, i);
    c->travel = travel;
    const int32_t *given = c->r->pauses;
    for (int32_t i = given ? 0 : c->r->count; i < ways; i++)
        for (int32_t k = 0; k < c->v->pause_count; k++) {
            if (given && given[k] != i) continue;
            const struct vrp_pause *x = &c->v->pauses[k];
            int64_t over = given ? too_much(c, x, load + (int64_t)i * c->p->load_count) : 0;
            if (over) note(a, broken, VRP_BREAKS_PAUSE_LOAD, over, k + 1);
            for (int32_t w = 0; w < ways; w++)
                c->may[w][c->count] = given ? w == i : too_much(c, x, load + (int64_t)w * c->p->load_count) == 0;
            c->pause[c->count++] = k;
        }
    for (int32_t k = 0; given && k < c->v->pause_count; k++)
        if (given[k] == VRP_NONE) note(a, broken, VRP_BREAKS_PAUSE, 1, k + 1);
}

/* Given places that cannot be kept: each as early as it can be. */
static void late_times(struct arena *a, struct clock *c, struct checked_times *t, struct list *broken)
{
    int32_t k = 0;
    bool ignored = false;
    struct going g = {t->departure, 0};
    for (int32_t i = 0; i <= c->r->count; i++) {
        g.left = c->travel[i];
        for (; k < c->count && c->may[i][k]; k++) {
            const struct vrp_pause *x = &c->v->pauses[c->pause[k]];
            int64_t begin = take(c, k, &g, &ignored),
                    last = x->window_count ? x->windows[x->window_count - 1].to : begin;
            if (begin > last) note(a, broken, VRP_BREAKS_PAUSE_LATE, begin - last, c->pause[k] + 1);
        }
        g.now += g.left;
        if (i == c->r->count) break;
        const struct vrp_visit *x = &c->p->visits[c->r->visits[i]];
        t->begin[i] = from_then(x->windows, x->window_count, g.now, &ignored);
        g.now = t->leave[i] = t->begin[i] + check_work(c->p, c->r, i);
    }
    t->end = g.now;
}

bool check_pauses(struct arena *a, const struct vrp_problem *p, const struct vrp_route *r, int64_t release,
                  struct checked_times *t, struct list *broken)
{
    struct clock c = {.p = p, .r = r, .v = &p->vehicles[r->vehicle]};
    set_up(a, &c, aboard(a, p, r), broken);
    *t = (struct checked_times){.departure = release};
    t->begin = ARENA_ARRAY(a, int64_t, (size_t)r->count + 1);
    t->leave = ARENA_ARRAY(a, int64_t, (size_t)r->count + 1);
    t->end = ends(&c, 0, 0, release);
    if (t->end == NEVER && r->pauses) {
        late_times(a, &c, t, broken);
        return true;
    }
    if (t->end == NEVER) {
        note(a, broken, VRP_BREAKS_PAUSE, 1, 0);
        return false;
    }
    t->departure = last_moment(&c, -1, 0, release, t->end);
    int64_t at = t->departure;
    for (int32_t i = 0, made = 0; i < r->count; i++) {
        struct going g = {at, c.travel[i]};
        bool late = false;
        int64_t sure = NEVER;
        for (int32_t k = made;; k++) { /* the most that leave time enough */
            if (ends_from(&c, i, k, g.now + g.left) <= t->end) made = k, sure = g.now + g.left;
            if (k == c.count || !c.may[i][k]) break;
            (void)take(&c, k, &g, &late);
            if (late) break;
        }
        t->begin[i] = last_moment(&c, i, made, sure, t->end);
        at = t->leave[i] = t->begin[i] + check_work(p, r, i);
    }
    return true;
}
