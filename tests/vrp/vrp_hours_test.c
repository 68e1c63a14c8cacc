/* vrp_hours_test.c - rides and drivers' hours: schedules worked out by hand, search and checker against each other,
 * planted violations, and brute force over small problems. */
#include "check.h"
#include "vrp/search.h"
#include "vrp_rig.h"

enum {
    H = 60, /* minutes */
    DAY = 24 * H
};

/* The Chinese rules, in minutes. */
static const struct vrp_driver_rules CHINA = {.day = DAY,
                                              .night = {22 * H, 6 * H},
                                              .drive_day_max = 4 * H,
                                              .drive_night_max = 2 * H,
                                              .rest = 20,
                                              .drive_24h_max = 8 * H,
                                              .ban = {2 * H, 5 * H},
                                              .two_drivers_beyond = 600,
                                              .drivers = 2,
                                              .step = H};

/* ---- one coach, one road: home 0 - stop 1 - stop 2 - home ---- */

struct line {
    struct vrp_problem p;
    struct vrp_profile profile;
    struct vrp_vehicle v;
    struct vrp_visit x[2];
    struct vrp_window w[2];
    struct vrp_driver_rules rules;
    int32_t m[9];
};

/* Hours from 0 to 1, 1 to 2, 2 to 0. */
static struct line *line_new(struct arena *a, int32_t out, int32_t on, int32_t home)
{
    struct line *l = ARENA_NEW(a, struct line);
    l->m[0 * 3 + 1] = l->m[1 * 3 + 0] = out;
    l->m[1 * 3 + 2] = l->m[2 * 3 + 1] = on;
    l->m[2 * 3 + 0] = l->m[0 * 3 + 2] = home;
    l->rules = CHINA;
    l->profile.distance = l->m;
    for (int32_t i = 0; i < 2; i++)
        l->x[i] = (struct vrp_visit){.location = i + 1, .pair = VRP_NONE, .group = VRP_NONE, .pickup = {5}};
    l->v = (struct vrp_vehicle){.count = 1, .capacity = {20}, .per_distance = 1, .end = 0, .rules = &l->rules};
    l->p = (struct vrp_problem){.location_count = 3,
                                .profile_count = 1,
                                .visit_count = 2,
                                .vehicle_count = 1,
                                .load_count = 1,
                                .profiles = &l->profile,
                                .visits = l->x,
                                .vehicles = &l->v};
    return l;
}

static struct vrp_schedule times(struct arena *a, const struct line *l)
{
    static const int32_t BOTH[2] = {0, 1};
    struct vrp_route r = {.count = 2, .visits = BOTH};
    struct vrp_schedule s;
    struct vrp_fault fault;
    CHECK(vrp_problem_valid(&l->p, &fault));
    vrp_schedule(a, &l->p, &r, &s);
    return s;
}

static struct vrp_verdict verdict(struct arena *a, const struct vrp_problem *p, int32_t count)
{
    static const int32_t BOTH[2] = {0, 1};
    struct vrp_route r = {.count = count, .visits = BOTH};
    struct vrp_plan plan = {.routes = &r, .route_count = 1};
    struct vrp_verdict v;
    vrp_check(a, p, &plan, &v);
    return v;
}

static bool stands(const struct vrp_schedule *s, int32_t i, enum vrp_stand_reason reason, int64_t from, int64_t to)
{
    return i < s->stand_count && s->stands[i].reason == reason && s->stands[i].from == from && s->stands[i].to == to;
}

/* Five hours by day need one rest after four; it lies in the middle of an arc. */
static void a_rest_after_four_hours(void)
{
    struct arena *a = arena_new();
    struct line *l = line_new(a, 1 * H, 2 * H, 5 * H);
    l->v.shift = (struct vrp_window){6 * H, 20 * H};
    struct vrp_schedule s = times(a, l);
    CHECK(s.departure == 6 * H && s.stand_count == 1 && stands(&s, 0, VRP_STAND_STRETCH, 10 * H, 10 * H + 20));
    CHECK(s.stands[0].before == 2 && s.stands[0].driven == 1 * H);
    CHECK(s.stops[0].arrival == 7 * H && s.stops[1].begin == 9 * H && s.arrival == 14 * H + 20 && s.driving == 8 * H);
    CHECK(s.stops[0].ride == 7 * H + 20 && s.stops[0].direct == 1 * H && s.longest_ride == 7 * H + 20);
    l->x[1].windows = &l->w[1], l->x[1].window_count = 1, l->w[1] = (struct vrp_window){9 * H + 20, 20 * H};
    l->v.end = VRP_NONE, l->v.start = VRP_NONE; /* waiting twenty minutes would be a rest; leaving later is shorter */
    s = times(a, l);
    CHECK(s.stand_count == 0 && s.arrival - s.departure == 2 * H);
    arena_free(a);
}

/* By night two hours, and a stretch that begins by day counts its night alone. */
static void two_hours_by_night(void)
{
    struct arena *a = arena_new();
    struct line *l = line_new(a, 6 * H, 1, 1);
    l->rules.ban = (struct vrp_window){0, 0};
    l->rules.step = DAY; /* one departure */
    l->v.shift = (struct vrp_window){21 * H, 0};
    l->v.shift.to = 5 * DAY;
    l->v.end = VRP_NONE;
    l->x[0].release = 21 * H;
    struct vrp_schedule s = times(a, l);
    /* from l, the latest without rests, it would be late: e breaks nothing */
    CHECK(s.departure == 21 * H && stands(&s, 0, VRP_STAND_STRETCH, 24 * H, 24 * H + 20));
    CHECK(stands(&s, 1, VRP_STAND_STRETCH, 26 * H + 20, 26 * H + 40) && s.stops[0].arrival == 27 * H + 40);
    arena_free(a);
}

static void nobody_drives_in_the_ban(void)
{
    struct arena *a = arena_new();
    struct line *l = line_new(a, 4 * H, 1, 1);
    l->rules.step = DAY;
    l->v.shift = (struct vrp_window){DAY, 5 * DAY};
    l->v.end = VRP_NONE;
    struct vrp_schedule s = times(a, l);
    CHECK(s.departure == DAY && stands(&s, 0, VRP_STAND_BAN, 26 * H, 29 * H) && s.stops[0].arrival == 31 * H);
    CHECK(s.stand_count == 1); /* three hours are a rest as well: two more by night and by day */
    l->rules.relay = true;
    s = times(a, l);
    CHECK(stands(&s, 0, VRP_STAND_STRETCH, 26 * H, 26 * H + 20) && s.stops[0].arrival == 28 * H + 20);
    arena_free(a);
}

/* One driver drives eight hours in any twenty-four; two drive sixteen. */
static void hours_of_a_day(void)
{
    struct arena *a = arena_new();
    struct line *l = line_new(a, 5 * H, 5 * H, 1);
    l->rules.ban = l->rules.night = (struct vrp_window){0, 0};
    l->rules.drivers = 1, l->rules.step = DAY, l->rules.two_drivers_beyond = 0;
    l->v.end = VRP_NONE;
    struct vrp_schedule s = times(a, l);
    /* 0-4, 4:20-8:20, then from midnight the oldest driving is a day ago */
    CHECK(stands(&s, 0, VRP_STAND_STRETCH, 4 * H, 4 * H + 20));
    CHECK(stands(&s, 1, VRP_STAND_STRETCH, 8 * H + 20, 8 * H + 40) && stands(&s, 2, VRP_STAND_DAY, 8 * H + 40, DAY));
    CHECK(s.arrival == DAY + 2 * H && s.stand_count == 3);
    l->rules.drivers = 2;
    s = times(a, l);
    CHECK(s.stand_count == 2 && s.arrival == 10 * H + 40);
    arena_free(a);
}

static void drivers_sleep_before_boarding(void)
{
    struct arena *a = arena_new();
    struct line *l = line_new(a, 3 * H, 1 * H, 3 * H);
    l->rules.layover = 8 * H;
    l->v.shift = (struct vrp_window){6 * H, 6 * H + 19 * H};
    struct vrp_schedule s = times(a, l);
    CHECK(s.departure == 6 * H && stands(&s, 0, VRP_STAND_LAYOVER, 9 * H, 17 * H));
    CHECK(s.stops[0].arrival == 9 * H && s.stops[0].begin == 17 * H && s.arrival == 21 * H && s.stops[0].ride == 4 * H);
    l->v.start = VRP_NONE; /* it stands there already */
    s = times(a, l);
    CHECK(s.stand_count == 0 && s.departure == 6 * H && s.arrival == 10 * H);
    arena_free(a);
}

/* Of several departures the one that keeps people out of the night. */
static void the_departure_is_chosen(void)
{
    struct arena *a = arena_new();
    struct line *l = line_new(a, 0, 10, 13 * H);
    struct vrp_schedule s = times(a, l);
    CHECK(s.departure == 5 * H && s.arrival == 5 * H + 10 + 13 * H + 60); /* three rests and no ban */
    CHECK(s.stand_count == 3 && s.longest_ride == s.arrival - s.departure);
    arena_free(a);
}

/* ---- the checker against violations that were put there ---- */

static bool breaks(const struct vrp_verdict *v, enum vrp_violation_id id, int32_t visit, int64_t by)
{
    for (size_t i = 0; i < v->violations.count; i++) {
        const struct vrp_violation *x = LIST_AT(&v->violations, struct vrp_violation, i);
        if (x->id == id && x->visit == visit && x->by == by) return true;
    }
    return false;
}

static void the_checker_sees_each(void)
{
    struct arena *a = arena_new();
    struct line *l = line_new(a, 1 * H, 2 * H, 5 * H);
    l->v.shift = (struct vrp_window){6 * H, 20 * H};
    struct vrp_verdict v = verdict(a, &l->p, 2);
    CHECK(v.feasible && v.duration == 8 * H + 20);
    l->x[0].ride_max = 7 * H + 20; /* with the rest */
    v = verdict(a, &l->p, 2);
    CHECK(v.feasible);
    l->x[0].ride_max = 7 * H + 15; /* enough without it */
    v = verdict(a, &l->p, 2);
    CHECK(!v.feasible && v.violations.count == 1 && breaks(&v, VRP_BREAKS_RIDE, 0, 5));
    l->v.rules = NULL;
    v = verdict(a, &l->p, 2);
    CHECK(v.feasible);
    l->x[0].ride_max = 7 * H - 1;
    v = verdict(a, &l->p, 2);
    CHECK(breaks(&v, VRP_BREAKS_RIDE, 0, 1));
    l->x[0].ride_max = 0, l->v.rules = &l->rules, l->v.duration_max = 8 * H + 10;
    v = verdict(a, &l->p, 2);
    CHECK(breaks(&v, VRP_BREAKS_DURATION, VRP_NONE, 10));
    l->v.duration_max = 0, l->v.shift.to = 14 * H;
    v = verdict(a, &l->p, 2);
    CHECK(breaks(&v, VRP_BREAKS_SHIFT, VRP_NONE, 20));
    l->v.shift.to = 20 * H, l->x[1].windows = &l->w[1], l->x[1].window_count = 1;
    l->rules.ban = (struct vrp_window){7 * H, 9 * H}, l->w[1] = (struct vrp_window){0, 8 * H};
    v = verdict(a, &l->p, 2);
    CHECK(breaks(&v, VRP_BREAKS_WINDOW, 1, 3 * H)); /* leaves at 6, stands from 7 to 9 */
    l->x[1].window_count = 0, l->rules.ban = (struct vrp_window){0, 0};
    l->rules.drivers = 1, l->rules.two_drivers_beyond = 7 * H - 1;
    v = verdict(a, &l->p, 2);
    CHECK(v.violations.count == 1 && breaks(&v, VRP_BREAKS_DRIVERS, VRP_NONE, 1));
    l->rules.two_drivers_beyond = 7 * H; /* the empty way out does not count */
    v = verdict(a, &l->p, 2);
    CHECK(v.feasible);
    arena_free(a);
}

/* Waiting with people aboard is a part of their ride. */
static void waiting_counts(void)
{
    struct arena *a = arena_new();
    struct line *l = line_new(a, 10, 10, 10);
    l->v.rules = NULL;
    l->x[0].windows = &l->w[0], l->x[1].windows = &l->w[1], l->x[0].window_count = l->x[1].window_count = 1;
    l->w[0] = (struct vrp_window){0, 100}, l->w[1] = (struct vrp_window){200, 300};
    l->x[0].service = 3, l->x[0].ride_max = 106;
    struct vrp_verdict v = verdict(a, &l->p, 2);
    CHECK(v.violations.count == 1 && breaks(&v, VRP_BREAKS_RIDE, 0, 1)); /* on at 103, off at 210 */
    struct vrp_schedule s = times(a, l);
    CHECK(s.departure == 90 && s.stops[0].ride == 107 && s.stops[1].arrival == 113 && s.stops[1].begin == 200);
    arena_free(a);
}

/* Balance: excess of rides in the checker's cost. */
static void rides_cost(void)
{
    struct arena *a = arena_new();
    struct line *l = line_new(a, 60, 30, 70);
    l->v.rules = NULL;
    int64_t plain = verdict(a, &l->p, 2).cost;
    CHECK(plain == 160);
    l->p.ride_weight = 500; /* 40 minutes above direct for visit 0, none for visit 1 */
    CHECK(verdict(a, &l->p, 2).cost == plain + 20);
    l->p.longest_weight = 2000;
    CHECK(verdict(a, &l->p, 2).cost == plain + 20 + 80);
    l->x[0].pickup[0] = 0, l->x[0].delivery[0] = 1; /* goods do not ride */
    CHECK(verdict(a, &l->p, 2).cost == plain);
    arena_free(a);
}

/* The shortest stretches, the longest arcs and all departures that are allowed: weeks of rests, yet an answer soon. */
static void the_worst_rules_end(void)
{
    struct arena *a = arena_new();
    struct line *l = line_new(a, 10 * DAY, 10 * DAY, 10 * DAY);
    l->rules.drive_day_max = l->rules.drive_night_max = 15, l->rules.rest = 1, l->rules.step = 5;
    struct vrp_schedule s = times(a, l);
    struct vrp_verdict v = verdict(a, &l->p, 2);
    CHECK(v.feasible && v.duration == s.arrival - s.departure && s.stand_count > 2000);
    arena_free(a);
}

/* ---- search and checker drive alike, over random rules, windows and routes ---- */

static int32_t pick(struct rng *r, int32_t from, int32_t to)
{
    return from + (int32_t)rng_below(r, (uint64_t)(to - from + 1));
}

static struct vrp_driver_rules random_rules(struct rng *r)
{
    struct vrp_driver_rules x = {.day = 1000, .step = pick(r, 20, 400), .drivers = pick(r, 1, 2)};
    x.rest = pick(r, 5, 60);
    if (pick(r, 0, 3)) x.drive_day_max = pick(r, 100, 400);
    if (pick(r, 0, 1)) x.drive_night_max = pick(r, 30, 200);
    if (pick(r, 0, 2)) x.drive_24h_max = pick(r, 100, 500);
    if (pick(r, 0, 2)) x.night = (struct vrp_window){pick(r, 0, 1000), pick(r, 0, 1000)};
    if (pick(r, 0, 1)) x.ban.from = pick(r, 0, 900), x.ban.to = x.ban.from + pick(r, 0, 100);
    if (pick(r, 0, 1)) x.layover = pick(r, 1, 300);
    if (pick(r, 0, 2) == 0) x.two_drivers_beyond = pick(r, 500, 3000);
    x.relay = pick(r, 0, 3) == 0;
    return x;
}

struct random_case {
    struct vrp_problem p;
    struct vrp_visit *visits;
    struct vrp_vehicle vehicle;
    struct vrp_driver_rules rules;
};

static struct random_case *random_case(struct arena *a, uint64_t seed, int32_t visits, bool many_windows, bool priced)
{
    struct rng r;
    struct random_case *c = ARENA_NEW(a, struct random_case);
    struct rig_want w = {.visits = visits, .vehicles = visits, .capacity = 1000, .seed = seed};
    c->p = rig_problem(a, &w);
    rng_init(&r, seed);
    c->rules = random_rules(&r);
    c->vehicle = c->p.vehicles[0];
    c->vehicle.rules = pick(&r, 0, 5) ? &c->rules : NULL;
    c->vehicle.per_duration = priced ? pick(&r, 0, 3) : 0;
    if (pick(&r, 0, 3) == 0) c->vehicle.start = VRP_NONE;
    if (pick(&r, 0, 3) == 0) c->vehicle.end = VRP_NONE;
    if (pick(&r, 0, 3) == 0) c->vehicle.shift = (struct vrp_window){pick(&r, 0, 2000), pick(&r, 4000, 12000)};
    if (pick(&r, 0, 3) == 0) c->vehicle.duration_max = pick(&r, 2000, 9000);
    c->visits = ARENA_ARRAY(a, struct vrp_visit, (size_t)visits);
    for (int32_t i = 0; i < visits; i++) {
        struct vrp_visit *x = &c->visits[i];
        struct vrp_window *win = ARENA_ARRAY(a, struct vrp_window, 2);
        *x = c->p.visits[i];
        x->pickup[0] = x->delivery[0], x->delivery[0] = 0;
        x->location = pick(&r, 0, 3) == 0 && i ? c->visits[i - 1].location : x->location;
        x->service = pick(&r, 0, 1) ? 0 : pick(&r, 1, 40);
        if (pick(&r, 0, 2) == 0) x->ride_max = pick(&r, 800, 4000);
        win[0].from = pick(&r, 0, 2000), win[0].to = win[0].from + pick(&r, 100, 4000);
        win[1].from = win[0].to + 100, win[1].to = win[1].from + 3000;
        x->windows = win;
        x->window_count = pick(&r, 0, 2) ? 0 : pick(&r, 1, many_windows ? 2 : 1);
        if (many_windows) x->setup = pick(&r, 0, 20), x->release = pick(&r, 0, 500);
    }
    c->p.visits = c->visits, c->p.vehicles = &c->vehicle;
    if (priced) c->p.ride_weight = pick(&r, 0, 2000), c->p.longest_weight = pick(&r, 0, 2000);
    return c;
}

static int64_t time_broken(const struct vrp_verdict *v)
{
    int64_t sum = 0;
    for (size_t i = 0; i < v->violations.count; i++) {
        const struct vrp_violation *x = LIST_AT(&v->violations, struct vrp_violation, i);
        if (x->id == VRP_BREAKS_WINDOW || x->id == VRP_BREAKS_SHIFT || x->id == VRP_BREAKS_DURATION ||
            x->id == VRP_BREAKS_RIDE)
            sum += x->by;
    }
    return sum;
}

/* Nothing in a schedule may contradict the rules, looked at without the procedure that made it. */
static void schedule_is_lawful(const struct random_case *c, const struct vrp_schedule *s)
{
    int64_t stood = 0;
    if (!c->vehicle.rules) return;
    for (int32_t i = 0; i < s->stand_count; i++) {
        CHECK(s->stands[i].to > s->stands[i].from && (!i || s->stands[i - 1].to <= s->stands[i].from));
        stood += s->stands[i].to - s->stands[i].from;
    }
    for (int32_t i = 0; i < s->stop_count; i++) {
        stood += s->stops[i].leave - s->stops[i].arrival;
        for (int32_t k = 0; k < s->stand_count; k++) /* the layover lies within the stop */
            if (s->stands[k].reason == VRP_STAND_LAYOVER && i == 0) stood -= s->stands[k].to - s->stands[k].from;
    }
    CHECK(s->arrival - s->departure == stood + s->driving);
}

static void both_drive_alike(void)
{
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        struct arena *a = arena_new();
        struct random_case *c = random_case(a, seed, 1 + (int32_t)(seed % 6), true, true);
        int32_t all[8];
        struct vrp_fault fault;
        CHECK(vrp_problem_valid(&c->p, &fault));
        for (int32_t i = 0; i < c->p.visit_count; i++)
            all[i] = i;
        struct vrp_route r = {.count = c->p.visit_count, .visits = all};
        struct vrp_plan plan = {.routes = &r, .route_count = 1};
        struct vrp_verdict v;
        struct vrp_schedule s;
        vrp_check(a, &c->p, &plan, &v);
        vrp_schedule(a, &c->p, &r, &s);
        if (v.duration != s.arrival - s.departure) fprintf(stderr, "seed %d\n", (int)seed);
        CHECK(v.duration == s.arrival - s.departure);
        int64_t broken = c->vehicle.shift.to && s.arrival > c->vehicle.shift.to ? s.arrival - c->vehicle.shift.to : 0;
        if (c->vehicle.duration_max && v.duration > c->vehicle.duration_max)
            broken += v.duration - c->vehicle.duration_max;
        int64_t excess = 0, longest = 0;
        for (int32_t i = 0; i < s.stop_count; i++) {
            const struct vrp_visit *x = &c->visits[i];
            if (x->ride_max && s.stops[i].ride > x->ride_max) broken += s.stops[i].ride - x->ride_max;
            if (x->window_count && s.stops[i].begin > x->windows[x->window_count - 1].to)
                broken += s.stops[i].begin - x->windows[x->window_count - 1].to;
            int64_t above = s.stops[i].ride > s.stops[i].direct ? s.stops[i].ride - s.stops[i].direct : 0;
            excess += above;
            longest = above > longest ? above : longest;
        }
        CHECK(broken == time_broken(&v));
        CHECK(v.cost == c->vehicle.fixed + v.distance * c->vehicle.per_distance + v.duration * c->vehicle.per_duration +
                            c->p.ride_weight * excess / 1000 + c->p.longest_weight * longest / 1000);
        schedule_is_lawful(c, &s);
        arena_free(a);
    }
}

/* ---- the search ---- */

struct brute {
    struct arena *arena;
    const struct vrp_problem *p;
    int32_t order[8], count;
    int64_t best;
};

/* Every way to cut the order into routes. */
static void cut(struct brute *b)
{
    for (uint32_t cuts = 0; cuts < 1u << (b->count - 1); cuts++) {
        struct arena *a = arena_new();
        struct vrp_route r[8];
        int32_t k = 0, from = 0;
        for (int32_t i = 0; i < b->count; i++) {
            if (i + 1 < b->count && !(cuts >> i & 1)) continue;
            r[k++] = (struct vrp_route){.count = i + 1 - from, .visits = b->order + from};
            from = i + 1;
        }
        struct vrp_plan plan = {.routes = r, .route_count = k};
        struct vrp_verdict v;
        vrp_check(a, b->p, &plan, &v);
        if (v.feasible && v.cost < b->best) b->best = v.cost;
        arena_free(a);
    }
}

static void orders(struct brute *b, int32_t at)
{
    if (at == b->count) {
        cut(b);
        return;
    }
    for (int32_t i = at; i < b->count; i++) {
        int32_t x = b->order[at];
        b->order[at] = b->order[i], b->order[i] = x;
        orders(b, at + 1);
        b->order[i] = b->order[at], b->order[at] = x;
    }
}

static void search_finds_the_best(void)
{
    int32_t solved = 0;
    for (uint64_t seed = 1; seed <= 120; seed++) {
        struct arena *a = arena_new();
        struct random_case *c = random_case(a, seed, 4, false, seed > 60);
        struct brute b = {.arena = a, .p = &c->p, .order = {0, 1, 2, 3}, .count = 4, .best = INT64_MAX};
        orders(&b, 0);
        struct vrp_plan plan = rig_solve(a, &c->p, 500, 3);
        struct vrp_verdict v;
        vrp_check(a, &c->p, &plan, &v);
        CHECK(v.cost == plan.cost);
        CHECK(v.violations.count == (size_t)plan.unassigned_count);
        CHECK((b.best == INT64_MAX) == (plan.unassigned_count > 0));
        if (plan.unassigned_count == 0 && plan.cost != b.best)
            fprintf(stderr, "seed %d: %" PRId64 " %" PRId64 "\n", (int)seed, plan.cost, b.best);
        CHECK(plan.unassigned_count > 0 || plan.cost == b.best);
        solved += plan.unassigned_count == 0;
        arena_free(a);
    }
    CHECK(solved >= 30);
}

static void plans_keep_rides_and_hours(void)
{
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct arena *a = arena_new();
        struct random_case *c = random_case(a, seed, 40, false, seed > 6);
        struct vrp_plan plan = rig_solve(a, &c->p, 300, 3);
        struct vrp_verdict v;
        vrp_check(a, &c->p, &plan, &v);
        CHECK(v.cost == plan.cost && v.violations.count == (size_t)plan.unassigned_count);
        arena_free(a);
    }
}

/* Where durations and rides cost something, states stay true after every operator and undo. */
static void priced_states_are_true(void)
{
    for (uint64_t seed = 1; seed <= 8; seed++) {
        struct arena *a = arena_new();
        struct random_case *c = random_case(a, seed, 30, false, true);
        struct tuning t;
        struct state *s = rig_state(a, &c->p, seed, &t);
        savings_build(s);
        for (int32_t round = 0; round < 60; round++) {
            state_verify(s);
            int64_t before = s->cost;
            state_begin(s);
            ruin_strings(s, &t);
            recreate(s, &t);
            state_verify(s);
            int64_t middle = s->cost;
            (void)local_search(s, 20, 1000);
            (void)exchange_near_routes(s);
            CHECK(s->cost <= middle); /* what is shorter must be cheaper as well */
            if (round % 2) state_undo(s);
            CHECK(round % 2 == 0 || s->cost == before);
        }
        arena_free(a);
    }
}

/* The weights do what they are for: rides get shorter, and the longest is the shortest with its own weight. */
static void weights_shorten_rides(void)
{
    static const int32_t WEIGHTS[3][2] = {{0, 0}, {300, 0}, {0, 3000}};
    int64_t sum[3] = {0}, longest[3] = {0};
    struct arena *a = arena_new();
    struct rig_want w = {.visits = 30, .vehicles = 30, .capacity = 40, .seed = 77};
    struct vrp_problem p = rig_problem(a, &w);
    struct vrp_visit *v = ARENA_ARRAY(a, struct vrp_visit, 30);
    for (int32_t i = 0; i < 30; i++)
        v[i] = p.visits[i], v[i].pickup[0] = v[i].delivery[0], v[i].delivery[0] = 0;
    p.visits = v;
    for (int32_t k = 0; k < 3; k++) {
        p.ride_weight = WEIGHTS[k][0], p.longest_weight = WEIGHTS[k][1];
        struct vrp_plan plan = rig_solve(a, &p, 2000, 3);
        for (int32_t i = 0; i < plan.route_count; i++) {
            struct vrp_schedule s;
            vrp_schedule(a, &p, &plan.routes[i], &s);
            for (int32_t j = 0; j < s.stop_count; j++) {
                int64_t above = s.stops[j].ride - s.stops[j].direct;
                sum[k] += above;
                if (above > longest[k]) longest[k] = above;
            }
        }
    }
    CHECK(sum[1] < sum[0] / 2 && longest[2] < longest[0] && longest[2] <= longest[1]);
    arena_free(a);
}

static void bad_rules_are_told(void)
{
    struct arena *a = arena_new();
    struct vrp_fault fault;
    for (int32_t k = 0; k < 8; k++) {
        struct line *l = line_new(a, 60, 60, 60);
        struct vrp_driver_rules *r = &l->rules;
        CHECK(vrp_problem_valid(&l->p, &fault));
        if (k == 0) r->day = 0;
        if (k == 1) r->step = 0;
        if (k == 2) r->step = 1; /* 1440 departures */
        if (k == 3) r->ban = (struct vrp_window){0, DAY};
        if (k == 4) r->rest = 0;
        if (k == 5) r->drive_day_max = 1;
        if (k == 6) r->drivers = 0;
        if (k == 7) l->m[1] = 11 * DAY;
        CHECK(!vrp_problem_valid(&l->p, &fault) && fault.id == VRP_FAULT_VEHICLE_RULES);
    }
    struct line *l = line_new(a, 60, 60, 60);
    l->p.ride_weight = -1;
    CHECK(!vrp_problem_valid(&l->p, &fault) && fault.id == VRP_FAULT_WEIGHT);
    arena_free(a);
}

int main(void)
{
    a_rest_after_four_hours();
    two_hours_by_night();
    nobody_drives_in_the_ban();
    hours_of_a_day();
    drivers_sleep_before_boarding();
    the_departure_is_chosen();
    the_checker_sees_each();
    waiting_counts();
    rides_cost();
    the_worst_rules_end();
    both_drive_alike();
    search_finds_the_best();
    plans_keep_rides_and_hours();
    priced_states_are_true();
    weights_shorten_rides();
    bad_rules_are_told();
    return check_end();
}
