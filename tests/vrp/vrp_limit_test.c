/* vrp_limit_test.c - a limit of time holds for every kind of problem.
 *
 * The clock here is not the machine's: it stands still until a given look and is past the limit from then on.  Whatever
 * the search is at then, it comes back almost without another look, with a plan that keeps everything; and where one
 * attempt is much work, it looks more than once in it.
 * `vrp_limit_test VISITS MILLISECONDS [KIND]` measures with CPU time instead, for an engineer. */
#include "check.h"
#include "vrp_rig.h"
#include <time.h>

enum {
    SIDE = 100000 /* of the square; an hour at one unit a second is 3600 */
};

struct kind {
    const char *name;
    int32_t places;  /* 0 = one for each visit */
    int32_t group;   /* visits of each; 0 = none, -1 = one of all */
    int32_t types, stops, visits_max, skills, chunk, exclude;
    int32_t capacity; /* 0 = 60; a visit has 1 to 9 */
    int32_t vehicles; /* of each type; 0 = as many as wanted */
    int32_t windows;  /* of each visit */
    int32_t demand;   /* of one visit; 0 = as the others */
    bool duration, open, pairs, mixed, rides, weights, hours, fewest, optional, lengths, asymmetric, start, locked;
    int32_t threads;
    bool heavy; /* an attempt is much work, whatever it takes out */
};

static const struct kind KINDS[] = {
    {"plain"},
    {"one route", .capacity = 1 << 28},
    {"one route with windows", .capacity = 1 << 28, .windows = 1, .duration = true},
    {"no room", .vehicles = 1, .heavy = true},
    {"no room with windows", .vehicles = 1, .windows = 1, .duration = true},
    {"asymmetric", .asymmetric = true},
    {"open", .open = true},
    {"windows", .windows = 1},
    {"several windows", .windows = 3},
    {"duration", .windows = 1, .duration = true},
    {"pairs", .pairs = true},
    {"pairs with windows", .pairs = true, .windows = 1},
    {"pairs, fewest", .pairs = true, .windows = 1, .fewest = true},
    {"pairs, no room", .pairs = true, .windows = 1, .vehicles = 1},
    {"mixed", .mixed = true},
    {"groups", .group = 3},
    {"groups with windows", .group = 3, .windows = 1, .duration = true},
    {"one group", .group = -1, .capacity = 1 << 28, .heavy = true},
    {"one group with windows", .group = -1, .capacity = 1 << 28, .windows = 1, .duration = true},
    {"large groups", .group = 200, .capacity = 2000},
    {"parts", .chunk = 2},
    {"parts, no room", .chunk = 2, .vehicles = 1, .heavy = true},
    {"large parts", .chunk = 1, .capacity = 4},
    {"parts, a demand of hundreds of vehicles", .chunk = 3, .capacity = 10, .demand = 3000, .heavy = true},
    {"exclusion", .exclude = 1},
    {"skills and types", .skills = 1, .types = 12},
    {"types", .types = 12},
    {"types with windows", .types = 12, .windows = 1, .duration = true},
    {"types, no room", .types = 12, .vehicles = 1, .heavy = true},
    {"stops", .stops = 4, .places = 500},
    {"lengths", .lengths = true, .visits_max = 12},
    {"rides", .rides = true},
    {"rides with a price", .rides = true, .weights = true},
    {"hours", .hours = true},
    {"hours and windows", .hours = true, .windows = 1, .rides = true},
    {"hours with a price", .hours = true, .weights = true, .places = 200},
    {"hours on one route", .hours = true, .capacity = 1 << 28},
    {"crowded", .places = 50},
    {"crowded in two", .places = 2},
    {"fewest", .fewest = true},
    {"optional", .optional = true, .vehicles = 20},
    {"start", .start = true},
    {"start, locked", .start = true, .locked = true},
    {"start, one route", .start = true, .capacity = 1 << 28, .windows = 1},
    {"threads", .threads = 3},
};

static const struct vrp_driver_rules HOURS = {.day = 86400,
                                              .night = {79200, 18000},
                                              .drive_day_max = 14400,
                                              .drive_night_max = 7200,
                                              .rest = 1200,
                                              .drive_24h_max = 28800,
                                              .ban = {7200, 18000},
                                              .drivers = 2,
                                              .step = 1800};

static void visit_make(struct rng *r, const struct kind *k, int32_t n, int32_t i, struct vrp_visit *v,
                       struct vrp_window *w)
{
    *v = (struct vrp_visit){.location = 1 + (k->places ? i % k->places : i),
                            .pair = VRP_NONE,
                            .group = k->group < 0 ? 0 : k->group ? i / k->group : VRP_NONE,
                            .service = 60,
                            .window_count = k->windows,
                            .windows = w};
    int32_t load = 1 + (int32_t)rng_below(r, 9);
    if (i == 0 && k->demand) load = k->demand;
    bool up = k->rides || k->weights || (k->mixed && i % 2) || (k->pairs && i % 2 == 0);
    if (up) v->pickup[0] = load;
    if (!up && !k->pairs) v->delivery[0] = load;
    if (k->pairs && i % 2 == 0 && i + 1 < n) v->pair = i + 1;
    int32_t from = (int32_t)rng_below(r, 200000);
    for (int32_t j = 0; j < k->windows; j++, from += 40000)
        w[j] = (struct vrp_window){from, from + 20000};
    if (k->rides) v->ride_max = 2 * SIDE;
    v->min_chunk = k->chunk;
    v->optional = k->optional, v->prize = k->optional ? 1 + (int64_t)rng_below(r, SIDE) : 0;
    if (k->exclude) v->kind = (uint8_t)(i % 3), v->excludes = i % 3 == 0 ? 2 : 0;
    if (k->skills) v->skills = UINT64_C(1) << rng_below(r, 5);
}

static struct vrp_problem problem_of(struct arena *a, const struct kind *k, int32_t n)
{
    struct rng r;
    int32_t places = (k->places ? k->places : n) + 1;
    int32_t *x = ARENA_ARRAY(a, int32_t, (size_t)places), *y = ARENA_ARRAY(a, int32_t, (size_t)places);
    int32_t *m = ARENA_ARRAY(a, int32_t, (size_t)places * (size_t)places);
    struct vrp_visit *v = ARENA_ARRAY(a, struct vrp_visit, (size_t)n);
    struct vrp_window *w = ARENA_ARRAY(a, struct vrp_window, 3 * (size_t)n);
    int32_t types = k->types ? k->types : 1;
    struct vrp_vehicle *car = ARENA_ARRAY(a, struct vrp_vehicle, (size_t)types);
    struct vrp_profile *profile = ARENA_NEW(a, struct vrp_profile);
    rng_init(&r, 7);
    for (int32_t i = 0; i < places; i++)
        x[i] = (int32_t)rng_below(&r, SIDE), y[i] = (int32_t)rng_below(&r, SIDE);
    for (int32_t i = 0; i < places; i++)
        for (int32_t j = 0; j < places; j++) {
            int32_t dx = rig_abs(x[i] - x[j]), dy = rig_abs(y[i] - y[j]);
            m[(int64_t)i * places + j] = (dx > dy ? dx : dy) + (k->asymmetric && i < j ? (i + j) % 100 : 0);
        }
    for (int32_t i = 0; i < n; i++)
        visit_make(&r, k, n, i, &v[i], &w[(size_t)3 * (size_t)i]);
    for (int32_t t = 0; t < types; t++) {
        car[t] = (struct vrp_vehicle){.count = k->vehicles ? k->vehicles : n,
                                      .start = t % 3 < places ? t % 3 : 0,
                                      .capacity = {k->capacity ? k->capacity : 60 + 10 * (t / 3)},
                                      .per_distance = 1,
                                      .per_duration = k->weights,
                                      .fixed = 1000 * (t / 3),
                                      .stops_max = k->stops,
                                      .visits_max = k->visits_max,
                                      .distance_max = k->lengths ? 8 * SIDE : 0,
                                      .duration_max = k->duration ? 4 * SIDE : 0,
                                      .skills = k->skills ? (UINT64_C(1) << t % 5) | (UINT64_C(1) << (t + 1) % 5) : 0,
                                      .rules = k->hours ? &HOURS : NULL};
        car[t].end = k->open ? VRP_NONE : car[t].start;
        if (k->group < 0 && k->windows) car[t].duration_max = 0;
    }
    profile->distance = m;
    profile->length = k->lengths ? m : NULL;
    return (struct vrp_problem){.location_count = places,
                                .profile_count = 1,
                                .visit_count = n,
                                .load_count = 1,
                                .vehicle_count = types,
                                .profiles = profile,
                                .visits = v,
                                .vehicles = car,
                                .ride_weight = k->weights ? 500 : 0,
                                .longest_weight = k->weights ? 500 : 0,
                                .fewest_vehicles = k->fewest};
}

/* A plan to start from: as many as fit by their loads, in the order of their numbers. */
static struct vrp_plan *start_of(struct arena *a, const struct vrp_problem *p, bool locked)
{
    struct vrp_plan *plan = ARENA_NEW(a, struct vrp_plan);
    struct vrp_route *routes = ARENA_ARRAY(a, struct vrp_route, (size_t)p->visit_count);
    int32_t *visits = ARENA_ARRAY(a, int32_t, (size_t)p->visit_count), load = 0;
    struct vrp_route *r = &routes[0];
    r->visits = visits;
    for (int32_t u = 0; u < p->visit_count; u++) {
        visits[u] = u;
        if (load + p->visits[u].delivery[0] > p->vehicles[0].capacity[0]) {
            (++r)->visits = visits + u;
            load = 0;
        }
        load += p->visits[u].delivery[0];
        r->count++;
        if (locked) r->locked = 1;
    }
    *plan = (struct vrp_plan){.routes = routes, .route_count = (int32_t)(r - routes) + 1};
    return plan;
}

/* ---- measuring, for an engineer ---- */

struct watch {
    int64_t last_us, longest_us, looks;
};

static int64_t cpu_us(void *data)
{
    struct watch *w = data;
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    int64_t now = (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
    if (w->looks++ && now - w->last_us > w->longest_us) w->longest_us = now - w->last_us;
    w->last_us = now;
    return now;
}

static void measure(const struct kind *k, int32_t n, int64_t ms)
{
    struct arena *a = arena_new();
    struct vrp_problem p = problem_of(a, k, n);
    struct watch w = {0};
    struct vrp_options o = {.seed = 1, .time_us = 1000 * ms, .now_us = cpu_us, .data = &w, .threads = k->threads};
    struct vrp_plan plan = {0};
    struct vrp_stats stats = {0};
    struct vrp_fault fault;
    if (k->start) o.start = start_of(a, &p, k->locked);
    int64_t began = cpu_us(&(struct watch){0});
    bool good = vrp_solve(a, &p, &o, &plan, &stats, &fault);
    int64_t took = cpu_us(&(struct watch){0}) - began;
    struct vrp_reason *why = ARENA_ARRAY(a, struct vrp_reason, (size_t)p.vehicle_count);
    int64_t asked = cpu_us(&(struct watch){0});
    if (plan.unassigned_count) vrp_reasons(&p, &plan, plan.unassigned[0], why);
    asked = cpu_us(&(struct watch){0}) - asked;
    printf("%-24s %6d in %5" PRId64 " ms: over %5" PRId64 ", gap %5" PRId64 " ms, %8" PRId64 " attempts, %5d out, why %4" PRId64
           " ms %s\n",
           k->name, n, ms, took / 1000 - ms, w.longest_us / 1000, stats.iterations, plan.unassigned_count, asked / 1000,
           good ? "" : vrp_fault_text(fault.id, false));
    (void)fflush(stdout);
    arena_free(a);
}

/* ---- the test ---- */

struct fake {
    int64_t looks, late_from; /* the look from which on it is past the limit; 0 = never */
};

static int64_t fake_us(void *data)
{
    struct fake *f = data;
    return ++f->looks >= f->late_from && f->late_from ? 1000000 : 0;
}

enum {
    VISITS = 240,
    LOOKS_AFTER = 8 /* of all trajectories, when the time is over */
};

static bool keeps(struct arena *a, const struct vrp_problem *p, const struct vrp_plan *plan)
{
    struct vrp_verdict v;
    vrp_check(a, p, plan, &v);
    bool good = true;
    for (size_t i = 0; i < v.violations.count; i++)
        good = good && LIST_AT(&v.violations, struct vrp_violation, i)->id == VRP_BREAKS_NOT_SERVED;
    return good && v.cost == plan->cost;
}

/* The time is over at look `late_from`; returns whether the search was over before it came to that. */
static bool comes_back(const struct kind *k, int64_t late_from)
{
    struct arena *a = arena_new();
    struct vrp_problem p = problem_of(a, k, VISITS);
    struct fake f = {.late_from = late_from};
    struct vrp_options o = {.seed = 3, .time_us = 1000, .iterations = 600, .now_us = fake_us, .data = &f};
    struct vrp_plan plan = {0};
    struct vrp_stats stats = {0};
    struct vrp_fault fault;
    o.threads = k->threads;
    if (k->start) o.start = start_of(a, &p, k->locked);
    CHECK_ROW(k->name, vrp_solve(a, &p, &o, &plan, &stats, &fault));
    CHECK_ROW(k->name, f.looks <= late_from + LOOKS_AFTER);
    CHECK_ROW(k->name, keeps(a, &p, &plan));
    arena_free(a);
    return f.looks < late_from;
}

static void looks_often(const struct kind *k)
{
    struct arena *a = arena_new();
    struct vrp_problem p = problem_of(a, k, 2 * VISITS);
    struct fake first = {0}, f = {0};
    struct vrp_options o = {.seed = 3, .time_us = 1000, .iterations = 1, .now_us = fake_us, .data = &first};
    struct vrp_plan plan;
    struct vrp_stats stats;
    struct vrp_fault fault;
    CHECK_ROW(k->name, vrp_solve(a, &p, &o, &plan, &stats, &fault));
    o.iterations = 64, o.data = &f;
    CHECK_ROW(k->name, vrp_solve(a, &p, &o, &plan, &stats, &fault) && f.looks - first.looks > 32);
    arena_free(a);
}

int main(int argc, char **argv)
{
    for (size_t k = 0; argc > 2 && k < COUNT(KINDS); k++) {
        int64_t visits = 0, ms = 0;
        if (argc > 3 && strcmp(argv[3], KINDS[k].name) != 0) continue;
        if (str_to_i64(str_of(argv[1]), &visits) && str_to_i64(str_of(argv[2]), &ms)) measure(&KINDS[k], (int32_t)visits, ms);
    }
    if (argc > 2) return 0;
    static const int64_t AT[] = {2, 3, 4, 6, 10, 17, 40};
    for (size_t k = 0; k < COUNT(KINDS); k++) {
        bool over = false;
        for (size_t i = 0; i < COUNT(AT) && !over; i++)
            over = comes_back(&KINDS[k], AT[i]);
        if (KINDS[k].heavy) looks_often(&KINDS[k]);
    }
    return check_end();
}
