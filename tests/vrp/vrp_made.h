/* vrp_made.h - small problems of every kind, made from a seed: which rules there are is a set of bits. */
#ifndef TESTS_VRP_MADE_H
#define TESTS_VRP_MADE_H
#include "vrp_rig.h"

enum rule {
    WINDOWS = 1, /* one to three */
    SETUP = 2,
    RELEASE = 4,
    GROUPS = 8,
    EXCLUSION = 16,
    STOPS = 32,
    PRIZES = 64,
    PARTS = 128,
    TOWNS = 256,     /* several visits at one place */
    LARGE = 512,     /* demands larger than a vehicle */
    TYPES = 1024,    /* a second one, larger and dearer, at another depot */
    PAIRS = 1 << 11, /* every other visit brings what the one before it picked up; not with PARTS */
    MIXED = 1 << 12, /* every other load is picked up; not with PARTS */
    SKILLS = 1 << 13,
    SERVES = 1 << 14,  /* each type refuses some */
    RIDES = 1 << 15,   /* all loads are picked up, and ride so long at most */
    WEIGHTS = 1 << 16, /* rides and the longest of them cost something, so does time */
    HOURS = 1 << 17,   /* drivers' rules */
    FLEET = 1 << 18,   /* three types at one depot */
    DEPOTS = 1 << 19,  /* the same vehicle at three */
    OPEN = 1 << 20,
    FEWEST = 1 << 21,
    TRAVEL = 1 << 22, /* lengths apart, limits of length, time on the road and number of visits */
    ASYMMETRIC = 1 << 23,
    PAUSES = 1 << 24, /* two for every vehicle, one with no more than so much aboard; not with PARTS or HOURS */
    WORK = 1 << 25,   /* set-up and service by type of vehicle, at a price */
};
enum {
    MADE_VISITS = 60
};
struct made {
    struct vrp_problem p;
    struct vrp_visit v[MADE_VISITS];
    struct vrp_window w[MADE_VISITS][3];
    struct vrp_vehicle car[3];
    struct vrp_profile profile;
    struct vrp_driver_rules rules;
    uint8_t serves[3][MADE_VISITS];
    struct vrp_window when[3];
    struct vrp_pause pauses[2];
    int32_t service[3][MADE_VISITS], setup[3][MADE_VISITS];
};

static inline int32_t made_below(struct rng *r, int32_t n)
{
    return (int32_t)rng_below(r, (uint64_t)n);
}

static inline void made_windows(struct made *m, struct rng *r, int32_t u)
{
    struct vrp_visit *v = &m->v[u];
    int32_t at = made_below(r, 600);
    v->window_count = 1 + made_below(r, 3);
    for (int32_t k = 0; k < v->window_count; k++) {
        m->w[u][k].from = at;
        at = m->w[u][k].to = at + 100 + made_below(r, 200);
        at += 100 + made_below(r, 900);
    }
    v->windows = m->w[u];
    v->service = made_below(r, 50);
}

/* What rides is picked up; what belongs to a pair is left at the visit after it, as early as one likes. */
static inline void made_loads(struct made *m, struct rng *r, int32_t rules, int32_t u)
{
    struct vrp_visit *v = &m->v[u];
    bool brings = rules & PAIRS && u % 2, takes = rules & PAIRS && !brings && u + 1 < m->p.visit_count;
    if (takes || rules & RIDES || (rules & MIXED && u % 3 == 0)) v->pickup[0] = v->delivery[0], v->delivery[0] = 0;
    if (takes) v->pair = u + 1;
    if (brings) v->delivery[0] = v->pickup[0] = 0, v->window_count = 0;
    if (rules & RIDES && !brings && made_below(r, 2)) v->ride_max = 900 + made_below(r, 1500);
}

static inline void made_visit(struct made *m, struct rng *r, int32_t rules, int32_t u, int32_t capacity)
{
    struct vrp_visit *v = &m->v[u];
    if (rules & TOWNS) v->location = 1 + made_below(r, 1 + m->p.visit_count / 3);
    if (rules & WINDOWS) made_windows(m, r, u);
    if (rules & SETUP) v->setup = made_below(r, 2) ? 200 : 40;
    if (rules & RELEASE) v->release = made_below(r, 2) ? made_below(r, 400) : 0;
    if (rules & GROUPS) v->group = made_below(r, 3) ? made_below(r, m->p.visit_count / 2) : VRP_NONE;
    if (rules & EXCLUSION) {
        v->kind = (uint8_t)made_below(r, 4);
        v->excludes = made_below(r, 2) ? UINT64_C(1) << made_below(r, 4) : 0;
    }
    if (rules & PRIZES) v->optional = made_below(r, 4) != 0, v->prize = made_below(r, 900);
    if (rules & PARTS) {
        v->min_chunk = rules & LARGE ? 2 + made_below(r, 2) : made_below(r, 4);
        v->delivery[0] = 1 + made_below(r, rules & LARGE ? 3 * capacity / 2 : capacity);
    }
    if (rules & SKILLS) v->skills = (uint64_t)made_below(r, 4);
    made_loads(m, r, rules, u);
    if (rules & SERVES)
        for (int32_t k = 0; k < 3; k++)
            m->serves[k][u] = k == 0 || made_below(r, 3);
}

/* A day of 1440 minutes; a third of the way is the time on the road, so the farthest places are six hours apart. */
static inline void made_hours(struct arena *a, struct made *m)
{
    int32_t n = m->p.location_count * m->p.location_count, *duration = ARENA_ARRAY(a, int32_t, (size_t)n);
    for (int32_t i = 0; i < n; i++)
        duration[i] = m->profile.distance[i] / 3;
    m->profile.duration = duration;
    m->rules = (struct vrp_driver_rules){.day = 1440,
                                         .night = {1320, 360},
                                         .drive_day_max = 240,
                                         .drive_night_max = 120,
                                         .rest = 20,
                                         .drive_24h_max = 480,
                                         .ban = {120, 300},
                                         .two_drivers_beyond = 1600,
                                         .drivers = 1,
                                         .step = 180};
}

/* Arcs that cost seven tenths of their length, and limits that bind where a capacity of 20 does not. */
static inline void made_travel(struct arena *a, struct made *m)
{
    int32_t n = m->p.location_count * m->p.location_count, *cost = ARENA_ARRAY(a, int32_t, (size_t)n);
    for (int32_t i = 0; i < n; i++)
        cost[i] = m->profile.distance[i] * 7 / 10;
    m->profile.length = m->profile.distance, m->profile.distance = cost;
    for (int32_t k = 0; k < 3; k++)
        m->car[k].distance_max = 2600, m->car[k].travel_max = 1700, m->car[k].visits_max = 5;
}

/* The second may be made in one of two windows, with half of a vehicle full. */
static inline void made_pauses(struct made *m)
{
    m->when[0] = (struct vrp_window){200, 700};
    m->when[1] = (struct vrp_window){900, 1300}, m->when[2] = (struct vrp_window){1500, 2200};
    m->pauses[0] = (struct vrp_pause){.windows = m->when, .window_count = 1, .service = 60};
    m->pauses[1] = (struct vrp_pause){.windows = m->when + 1, .window_count = 2, .service = 90, .limited = true};
    m->pauses[1].load_max[0] = m->car[0].capacity[0] / 2;
    for (int32_t k = 0; k < 3; k++)
        m->car[k].pauses = m->pauses, m->car[k].pause_count = 2, m->car[k].shift = (struct vrp_window){100, 4000};
}

static inline void made_work(struct made *m, uint64_t seed)
{
    struct rng r;
    rng_init(&r, seed * 31 + 9);
    for (int32_t k = 0; k < 3; k++) {
        for (int32_t u = 0; u < m->p.visit_count; u++)
            m->service[k][u] = made_below(&r, 120), m->setup[k][u] = made_below(&r, 60);
        m->car[k].service = m->service[k], m->car[k].per_work = 3000 + 2000 * k;
        if (k) m->car[k].setup = m->setup[k];
    }
}

static inline void made_vehicle(struct made *m, int32_t rules, int32_t visits, int32_t k)
{
    struct vrp_vehicle *car = &m->car[k];
    car->count = visits < 3 ? visits : 3 * visits / 4;
    if (rules & (SETUP | RELEASE)) car->duration_max = 3000;
    if (rules & (SETUP | RELEASE | WINDOWS)) car->shift = (struct vrp_window){0, 4000};
    if (rules & STOPS) car->stops_max = 2 + k;
    car->fixed = 100;
    if (rules & FLEET) car->capacity[0] += 10 * k, car->fixed += 60 * k;
    if (rules & DEPOTS) car->start = k, car->end = k;
    if (rules & OPEN) car->end = VRP_NONE;
    if (rules & SKILLS) car->skills = k == 0 ? 3 : (uint64_t)k;
    if (rules & SERVES) car->serves = m->serves[k];
    if (rules & WEIGHTS) car->per_duration = 1;
    if (rules & HOURS) car->rules = &m->rules;
}

/** A problem of at most MADE_VISITS visits with the rules, everything it points to in `m` and `a`. */
static inline void made_fill(struct arena *a, struct made *m, int32_t rules, int32_t visits, int32_t capacity,
                             uint64_t seed)
{
    struct rig_want want = {.visits = visits,
                            .vehicles = visits,
                            .capacity = capacity,
                            .two_types = rules & TYPES,
                            .asymmetric = rules & ASYMMETRIC,
                            .seed = seed};
    struct rng r;
    assert(visits <= MADE_VISITS);
    *m = (struct made){.p = rig_problem(a, &want)};
    rng_init(&r, seed * 77 + 5);
    memcpy(m->v, m->p.visits, (size_t)visits * sizeof *m->v);
    memcpy(m->car, m->p.vehicles, 2 * sizeof *m->car);
    m->car[2] = m->car[0];
    if (rules & (FLEET | DEPOTS)) m->car[1] = m->car[0], m->p.vehicle_count = 3;
    for (int32_t u = 0; u < visits; u++) {
        if (m->v[u].delivery[0] > capacity) m->v[u].delivery[0] = capacity;
        made_visit(m, &r, rules, u, capacity);
    }
    for (int32_t k = 0; k < 3; k++)
        made_vehicle(m, rules, visits, k);
    m->profile = *m->p.profiles;
    if (rules & HOURS) made_hours(a, m);
    if (rules & TRAVEL) made_travel(a, m);
    if (rules & PAUSES) made_pauses(m);
    if (rules & WORK) made_work(m, seed);
    if (rules & WEIGHTS) m->p.ride_weight = 700, m->p.longest_weight = 300;
    m->p.fewest_vehicles = rules & FEWEST;
    m->p.profiles = &m->profile, m->p.visits = m->v, m->p.vehicles = m->car;
}
#endif
