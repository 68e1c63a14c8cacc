/* vrp_pause_test.c - breaks of drivers: where they are made, second by second; search, schedule and checker agree. */
#include "base/rng.h"
#include "check.h"
#include "vrp_brute.h"

enum {
    PLACES = 5,
    VISITS = 4,
    PAUSES = 3,
    HORIZON = 260
};

/* A problem of a few seconds: arcs of 1 to 25, windows within two minutes. */
struct tiny {
    int32_t matrix[PLACES * PLACES], order[VISITS];
    struct vrp_profile profile;
    struct vrp_window windows[VISITS + PAUSES][2];
    struct vrp_visit visits[VISITS];
    struct vrp_pause pauses[PAUSES];
    struct vrp_vehicle cars[2];
    struct vrp_problem p;
};

static int32_t draw(struct rng *r, int32_t from, int32_t to)
{
    return from + (int32_t)rng_below(r, (uint64_t)(to - from + 1));
}

static int32_t draw_windows(struct rng *r, struct vrp_window *w, int32_t last)
{
    int32_t count = draw(r, 0, 2);
    for (int32_t i = 0; i < count; i++) {
        w[i].from = draw(r, i ? w[0].to + 1 : 0, i ? w[0].to + 40 : last);
        w[i].to = w[i].from + draw(r, 0, 25);
    }
    return count;
}

static void make(struct tiny *t, uint64_t seed, int32_t visits)
{
    struct rng r;
    rng_init(&r, seed);
    memset(t, 0, sizeof *t);
    for (int32_t i = 0; i < PLACES * PLACES; i++)
        t->matrix[i] = i % (PLACES + 1) ? draw(&r, 1, 25) : 0;
    for (int32_t u = 0; u < visits; u++) {
        struct vrp_visit *v = &t->visits[u];
        *v = (struct vrp_visit){.location = draw(&r, 0, PLACES - 1),
                                .pair = VRP_NONE,
                                .group = VRP_NONE,
                                .service = draw(&r, 0, 9),
                                .setup = draw(&r, 0, 3),
                                .windows = t->windows[u]};
        v->window_count = draw_windows(&r, t->windows[u], 90);
        v->release = draw(&r, 0, 3) ? 0 : draw(&r, 0, 30);
        *(draw(&r, 0, 1) ? &v->pickup[0] : &v->delivery[0]) = draw(&r, 0, 4);
        t->order[u] = u;
    }
    int32_t pauses = draw(&r, 1, PAUSES);
    for (int32_t k = 0; k < pauses; k++) {
        struct vrp_pause *x = &t->pauses[k];
        *x = (struct vrp_pause){.service = draw(&r, 0, 20), .windows = t->windows[VISITS + k]};
        x->window_count = draw_windows(&r, t->windows[VISITS + k], 60 + 30 * k);
        x->limited = draw(&r, 0, 3) == 0;
        x->load_max[0] = draw(&r, 0, 4);
    }
    t->cars[0] = (struct vrp_vehicle){.count = 1,
                                      .capacity = {20},
                                      .per_distance = 1,
                                      .start = draw(&r, 0, 3) ? 0 : VRP_NONE,
                                      .end = draw(&r, 0, 3) ? 0 : VRP_NONE,
                                      .shift = {draw(&r, 0, 20), draw(&r, 150, 250)},
                                      .pauses = t->pauses,
                                      .pause_count = pauses};
    t->cars[1] = t->cars[0];
    t->cars[1].fixed = 40, t->cars[1].pause_count = 0, t->cars[1].pauses = NULL;
    t->profile.distance = t->matrix;
    t->p = (struct vrp_problem){.location_count = PLACES,
                                .profile_count = 1,
                                .visit_count = visits,
                                .vehicle_count = 1,
                                .load_count = 1,
                                .profiles = &t->profile,
                                .visits = t->visits,
                                .vehicles = t->cars};
}

/* ---- second by second ---- */

static bool open(const struct vrp_window *w, int32_t count, int32_t now)
{
    bool any = count == 0;
    for (int32_t i = 0; i < count; i++)
        any = any || (w[i].from <= now && now <= w[i].to);
    return any;
}

static int32_t place(const struct tiny *t, int32_t i)
{
    return i < 0 ? t->cars[0].start : i == t->p.visit_count ? t->cars[0].end : t->visits[i].location;
}

static int32_t load_before(const struct tiny *t, int32_t i)
{
    int32_t sum = 0;
    for (int32_t u = 0; u < t->p.visit_count; u++)
        sum += u < i ? t->visits[u].pickup[0] : t->visits[u].delivery[0];
    return sum;
}

/* The end of the route with pause k made before visit gap[k]; -1 = something cannot be kept. */
static int32_t simulate(const struct tiny *t, const int32_t *gap, int32_t departure)
{
    int32_t now = departure, k = 0, n = t->p.visit_count;
    for (int32_t i = 0; i <= n; i++) {
        int32_t from = place(t, i - 1), to = place(t, i);
        int32_t left = from == VRP_NONE || to == VRP_NONE ? 0 : t->matrix[from * PLACES + to];
        while (left || (k < t->cars[0].pause_count && gap[k] == i)) {
            const struct vrp_pause *x = &t->pauses[k];
            if (now > HORIZON) return -1;
            if (k < t->cars[0].pause_count && gap[k] == i && open(x->windows, x->window_count, now)) {
                if (x->limited && load_before(t, i) > x->load_max[0]) return -1;
                now += x->service, k++;
                continue;
            }
            left -= left > 0;
            now++;
        }
        if (i == n) break;
        const struct vrp_visit *v = &t->visits[i];
        while (!open(v->windows, v->window_count, now))
            if (now++ > HORIZON) return -1;
        now += v->service + (i && place(t, i - 1) == v->location ? 0 : v->setup);
    }
    return now;
}

struct found {
    int32_t end, departure; /* end -1 = there is no way */
};

static void try_gaps(const struct tiny *t, int32_t *gap, int32_t k, int32_t first, struct found *best)
{
    if (k == t->cars[0].pause_count) {
        for (int32_t at = first; at <= HORIZON; at++) {
            int32_t end = simulate(t, gap, at);
            if (end < 0) break;
            bool better = best->end < 0 || end < best->end || (end == best->end && at > best->departure);
            if (better) *best = (struct found){end, at};
        }
        return;
    }
    for (gap[k] = k ? gap[k - 1] : 0; gap[k] <= t->p.visit_count; gap[k]++)
        try_gaps(t, gap, k + 1, first, best);
}

static bool breaks(const struct vrp_verdict *v, enum vrp_violation_id id, int32_t nth, int64_t by)
{
    bool any = false;
    for (size_t i = 0; i < v->violations.count; i++) {
        const struct vrp_violation *x = LIST_AT(&v->violations, struct vrp_violation, i);
        any = any || (x->id == id && x->nth_pause == nth && x->by == by);
    }
    return any;
}

/* End and departure are those of the best way among all, tried second by second. */
static void times_are_the_best(void)
{
    int32_t with = 0, without = 0;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct tiny t;
        make(&t, seed, 1 + (int32_t)(seed % 3));
        struct arena *a = arena_new();
        struct vrp_route route = {.count = t.p.visit_count, .visits = t.order};
        struct vrp_plan plan = {.routes = &route, .route_count = 1};
        struct vrp_verdict v;
        struct vrp_schedule s;
        int32_t gap[PAUSES], first = t.cars[0].shift.from;
        struct found best = {-1, 0};
        for (int32_t u = 0; u < t.p.visit_count; u++)
            if (t.visits[u].release > first) first = t.visits[u].release;
        try_gaps(&t, gap, 0, first, &best);
        vrp_check(a, &t.p, &plan, &v);
        vrp_schedule(a, &t.p, &route, &s);
        CHECK(breaks(&v, VRP_BREAKS_PAUSE, 0, 1) == (best.end < 0));
        CHECK(s.halt_count == (best.end < 0 ? 0 : t.cars[0].pause_count));
        *(best.end < 0 ? &without : &with) += 1;
        if (best.end >= 0) {
            CHECK(s.arrival == best.end && s.departure == best.departure && v.duration == best.end - best.departure);
            CHECK(breaks(&v, VRP_BREAKS_SHIFT, 0, best.end - t.cars[0].shift.to) == (best.end > t.cars[0].shift.to));
            for (int32_t k = 0; k < s.halt_count; k++) /* the places told lead to the same end */
                gap[k] = s.halts[k].before;
            CHECK(simulate(&t, gap, best.departure) == best.end);
            for (int32_t k = 0; k < s.halt_count; k++) {
                const struct vrp_halt *h = &s.halts[k];
                CHECK(h->pause == k && h->arrival <= h->begin && h->leave == h->begin + t.pauses[k].service);
                CHECK(open(t.pauses[k].windows, t.pauses[k].window_count, (int32_t)h->begin));
            }
            route.pauses = gap; /* given, they are judged the same */
            struct vrp_verdict again;
            vrp_check(a, &t.p, &plan, &again);
            CHECK(again.feasible == v.feasible && again.duration == v.duration && again.cost == v.cost);
        }
        arena_free(a);
    }
    CHECK(with > 100 && without > 50);
}

/* Two vehicles, one of them dearer and without pauses: the search finds the best plan that there is. */
static void the_search_finds_the_best(void)
{
    int32_t served = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct tiny t;
        make(&t, 1000 + seed, VISITS);
        struct arena *a = arena_new();
        struct vrp_options o = {.seed = seed, .iterations = 1500};
        struct vrp_plan plan;
        struct vrp_stats stats;
        struct vrp_fault fault;
        struct vrp_verdict v;
        t.p.vehicle_count = 2;
        if (seed % 3 == 0) t.cars[0].duration_max = 90;
        if (seed % 4 == 0) t.p.ride_weight = 3000, t.p.longest_weight = 2000;
        if (seed % 5 == 0) t.cars[0].per_duration = 2;
        CHECK(vrp_problem_valid(&t.p, &fault) && vrp_solve(a, &t.p, &o, &plan, &stats, &fault));
        vrp_check(a, &t.p, &plan, &v);
        int64_t best = brute_best(&t.p, 2);
        CHECK(v.feasible == (plan.unassigned_count == 0));
        CHECK((best == INT64_MAX) == (plan.unassigned_count > 0));
        if (best != INT64_MAX) CHECK(v.cost == plan.cost && v.cost == best);
        served += best != INT64_MAX;
        arena_free(a);
    }
    CHECK(served > 20);
}

/* Three ride from the first visit to the second, nobody before and after: a pause with an empty coach is made when they
 * are off, if it is too late for it before they are on. */
static void pairs_get_off(void)
{
    static const int32_t M[] = {0, 60, 60, 0}, ORDER[] = {0, 1};
    static const struct vrp_window WHEN[] = {{65, 999}};
    struct arena *a = arena_new();
    struct vrp_visit visits[] = {{.location = 1,
                                  .pair = 1,
                                  .group = VRP_NONE,
                                  .pickup = {3},
                                  .windows = &(struct vrp_window){0, 60},
                                  .window_count = 1},
                                 {.location = 0, .pair = VRP_NONE, .group = VRP_NONE},
                                 {.location = 1, .pair = VRP_NONE, .group = VRP_NONE, .delivery = {3}, .min_chunk = 1}};
    struct vrp_pause pause = {.windows = WHEN, .window_count = 1, .service = 10, .limited = true};
    struct vrp_vehicle car = {
        .count = 1, .capacity = {9}, .per_distance = 1, .end = 1, .pauses = &pause, .pause_count = 1};
    struct vrp_profile profile = {.distance = M};
    struct vrp_problem p = {.location_count = 2,
                            .profile_count = 1,
                            .visit_count = 2,
                            .vehicle_count = 1,
                            .load_count = 1,
                            .profiles = &profile,
                            .visits = visits,
                            .vehicles = &car};
    struct vrp_route route = {.count = 2, .visits = ORDER};
    struct vrp_plan plan = {.routes = &route, .route_count = 1};
    struct vrp_options o = {.seed = 1, .iterations = 100};
    struct vrp_stats stats;
    struct vrp_fault fault;
    struct vrp_verdict v;
    struct vrp_schedule s;
    vrp_check(a, &p, &plan, &v);
    vrp_schedule(a, &p, &route, &s);
    CHECK(v.feasible && s.halt_count == 1 && s.halts[0].before == 2 && s.halts[0].begin == 120 && s.arrival == 190);
    CHECK(vrp_solve(a, &p, &o, &plan, &stats, &fault) && plan.unassigned_count == 0);
    p.visits = visits + 2, p.visit_count = 1; /* in parts the load of a route is not known to the rule */
    car.count = 2, car.capacity[0] = 2;
    CHECK(!vrp_solve(a, &p, &o, &plan, &stats, &fault) && fault.id == VRP_FAULT_NOT_SEARCHED);
    pause.limited = false;
    CHECK(vrp_solve(a, &p, &o, &plan, &stats, &fault) && plan.route_count == 2 && plan.unassigned_count == 0);
    arena_free(a);
}

/* An hour of road, a pause of 10 minutes from the 20th on: on the way, and 40 minutes more. */
static void figures_by_hand(void)
{
    static const int32_t M[] = {0, 60, 60, 0}, ORDER[] = {0};
    static const struct vrp_window WHEN[] = {{20, 30}}, OVER[] = {{0, 5}};
    struct arena *a = arena_new();
    struct vrp_visit visit = {.location = 1, .pair = VRP_NONE, .group = VRP_NONE, .service = 5, .pickup = {3}};
    struct vrp_pause pauses[] = {{.windows = WHEN, .window_count = 1, .service = 10},
                                 {.service = 7, .limited = true, .load_max = {2}}};
    struct vrp_vehicle car = {
        .count = 1, .capacity = {9}, .per_distance = 1, .shift = {10, 999}, .pauses = pauses, .pause_count = 2};
    struct vrp_profile profile = {.distance = M};
    struct vrp_problem p = {.location_count = 2,
                            .profile_count = 1,
                            .visit_count = 1,
                            .vehicle_count = 1,
                            .load_count = 1,
                            .profiles = &profile,
                            .visits = &visit,
                            .vehicles = &car};
    struct vrp_route route = {.count = 1, .visits = ORDER};
    struct vrp_plan plan = {.routes = &route, .route_count = 1};
    struct vrp_verdict v;
    struct vrp_schedule s;
    struct vrp_fault fault;
    vrp_check(a, &p, &plan, &v);
    vrp_schedule(a, &p, &route, &s);
    CHECK(v.feasible && v.duration == 142 && s.departure == 10 && s.arrival == 152 && s.halt_count == 2);
    CHECK(s.halts[0].before == 0 && s.halts[0].begin == 20 && s.halts[0].driven == 10 && s.halts[0].arrival == 20);
    CHECK(s.halts[1].before == 0 && s.halts[1].begin == 30 && s.halts[1].driven == 10); /* not with three aboard */
    CHECK(s.stops[0].arrival == 87 && s.stops[0].begin == 87 && s.driving == 120);
    route.pauses = (const int32_t[]){1, 1}; /* both on the way back: too late, and with three aboard */
    vrp_check(a, &p, &plan, &v);
    vrp_schedule(a, &p, &route, &s);
    CHECK(v.violations.count == 2 && breaks(&v, VRP_BREAKS_PAUSE_LATE, 1, 45) &&
          breaks(&v, VRP_BREAKS_PAUSE_LOAD, 2, 1));
    CHECK(s.departure == 10 && s.halts[0].begin == 75 && s.halts[0].driven == 0 && s.arrival == 152);
    route.pauses = (const int32_t[]){0, VRP_NONE};
    vrp_check(a, &p, &plan, &v);
    CHECK(v.violations.count == 1 && breaks(&v, VRP_BREAKS_PAUSE, 2, 1) && v.duration == 135);
    route.pauses = (const int32_t[]){0, 2};
    vrp_check(a, &p, &plan, &v);
    CHECK(breaks(&v, VRP_BREAKS_ROUTE_SHAPE, 0, 1));
    route.pauses = NULL;
    pauses[0].windows = OVER; /* it cannot set off before 10 */
    vrp_check(a, &p, &plan, &v);
    vrp_schedule(a, &p, &route, &s);
    CHECK(v.violations.count == 1 && breaks(&v, VRP_BREAKS_PAUSE, 0, 1) && s.halt_count == 0 && v.duration == 125);
    pauses[0].service = -1;
    CHECK(!vrp_problem_valid(&p, &fault) && fault.id == VRP_FAULT_VEHICLE_TIME);
    pauses[0].service = 1, car.pause_count = VRP_PAUSES_MAX + 1;
    CHECK(!vrp_problem_valid(&p, &fault) && fault.id == VRP_FAULT_VEHICLE_TIME);
    car.pause_count = 2, car.rules = &(struct vrp_driver_rules){.day = 86400, .step = 3600, .drivers = 1};
    CHECK(!vrp_problem_valid(&p, &fault) && fault.id == VRP_FAULT_VEHICLE_RULES);
    arena_free(a);
}

int main(void)
{
    figures_by_hand();
    pairs_get_off();
    times_are_the_best();
    the_search_finds_the_best();
    return check_end();
}
