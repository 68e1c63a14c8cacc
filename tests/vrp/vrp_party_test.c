/* vrp_party_test.c - windows, set-up, release, parts, groups, exclusion, stops and prizes: the search finds the best
 * plan of small problems, keeps every rule in larger ones, and the checker sees each broken rule. */
#include "vrp_brute_parts.h"
#include "vrp_made.h"

enum {
    VISITS = 60,
    LEFT = 1000000
};
struct row {
    const char *name;
    int32_t rules;
};
static const struct row ROWS[] = {
    {"windows", WINDOWS},
    {"setup", SETUP | TOWNS},
    {"setup in windows", SETUP | TOWNS | WINDOWS},
    {"release", RELEASE | WINDOWS},
    {"groups", GROUPS},
    {"groups of towns", GROUPS | TOWNS | PRIZES},
    {"groups in time", GROUPS | WINDOWS | RELEASE},
    {"exclusion", EXCLUSION},
    {"exclusion of groups", EXCLUSION | GROUPS | PRIZES},
    {"stops", STOPS | TOWNS},
    {"stops of types", STOPS | TYPES},
    {"prizes", PRIZES},
    {"prizes in time", PRIZES | WINDOWS | SETUP | RELEASE | TYPES},
    {"parts", PARTS},
    {"large parts", PARTS | LARGE},
    {"parts in time", PARTS | WINDOWS | SETUP},
    {"parts of types", PARTS | TYPES | LARGE},
    {"parts with prizes", PARTS | PRIZES | TOWNS | STOPS},
    {"parts apart", PARTS | EXCLUSION},
};

/* Keeps every rule, costs what the checker says; returns how many mandatory visits are left out. */
static int64_t judged(struct arena *a, const struct vrp_problem *p, const struct vrp_plan *plan, const char *name)
{
    struct vrp_verdict v;
    vrp_check(a, p, plan, &v);
    for (size_t k = 0; k < v.violations.count; k++) {
        const struct vrp_violation *x = LIST_AT(&v.violations, struct vrp_violation, k);
        if (x->id != VRP_BREAKS_NOT_SERVED)
            fprintf(stderr, "%s: %s, route %d visit %d by %" PRId64 "\n", name, vrp_violation_text(x->id, false),
                    x->route, x->visit, x->by);
        CHECK(x->id == VRP_BREAKS_NOT_SERVED);
    }
    if (v.cost != plan->cost) fprintf(stderr, "%s: %" PRId64 " is %" PRId64 "\n", name, plan->cost, v.cost);
    CHECK(v.cost == plan->cost);
    return (int64_t)v.violations.count;
}

static void small_ones_are_best(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++)
        for (uint64_t seed = 1; seed <= 8; seed++) {
            struct arena *a = arena_new();
            struct made *m = ARENA_NEW(a, struct made);
            bool parts = ROWS[i].rules & PARTS;
            made_fill(a, m, ROWS[i].rules, parts ? 3 : ROWS[i].rules & TYPES ? 4 : 5, parts ? 6 : 12, seed);
            struct vrp_plan plan = rig_solve(a, &m->p, 2000, seed);
            int64_t left = judged(a, &m->p, &plan, ROWS[i].name);
            int64_t best = cutter_best(&m->p, parts, LEFT), got = plan.cost + left * LEFT;
            if (best != got)
                fprintf(stderr, "%s, seed %" PRIu64 ": %" PRId64 " instead of %" PRId64 "\n", ROWS[i].name, seed, got,
                        best);
            CHECK(best == got);
            arena_free(a);
        }
}

static void large_ones_keep_the_rules(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++)
        for (uint64_t seed = 1; seed <= 3; seed++) {
            struct arena *a = arena_new();
            struct made *m = ARENA_NEW(a, struct made);
            made_fill(a, m, ROWS[i].rules, VISITS, 20, seed);
            struct vrp_plan plan = rig_solve(a, &m->p, 2000, seed);
            (void)judged(a, &m->p, &plan, ROWS[i].name);
            arena_free(a);
        }
}

static void states_are_true(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct made *m = ARENA_NEW(a, struct made);
        struct tuning t;
        made_fill(a, m, ROWS[i].rules, VISITS, 20, 9);
        rig_every_operator(rig_state(a, &m->p, 5, &t), &t);
        arena_free(a);
    }
}

/* ---- the checker against plans that break a rule ---- */

/* Visits 0..4 at places 1..5 on a line, 100 apart, the depot at 0; vehicles of 10. */
static struct made *line(struct arena *a)
{
    struct made *m = ARENA_NEW(a, struct made);
    struct vrp_profile *profile = ARENA_NEW(a, struct vrp_profile);
    int32_t *distance = ARENA_ARRAY(a, int32_t, 36);
    for (int32_t i = 0; i < 36; i++)
        distance[i] = 100 * rig_abs(i / 6 - i % 6);
    profile->distance = distance;
    for (int32_t u = 0; u < 5; u++)
        m->v[u] = (struct vrp_visit){.location = u + 1, .delivery = {4}, .pair = VRP_NONE, .group = VRP_NONE};
    m->car[0] = (struct vrp_vehicle){.count = 3, .capacity = {10}, .per_distance = 1};
    m->p = (struct vrp_problem){.location_count = 6,
                                .profile_count = 1,
                                .visit_count = 5,
                                .vehicle_count = 1,
                                .load_count = 1,
                                .profiles = profile,
                                .visits = m->v,
                                .vehicles = m->car};
    return m;
}

/* Visits 0 1 | 2 3 | 4 of the line: what the plan breaks first, VRP_OK = nothing; *by is by how much. */
static enum vrp_violation_id broken(struct arena *a, const struct made *m, int64_t *by)
{
    struct vrp_route r[3] = {{.count = 2, .visits = (int32_t[]){0, 1}},
                             {.count = 2, .visits = (int32_t[]){2, 3}},
                             {.count = 1, .visits = (int32_t[]){4}}};
    struct vrp_plan plan = {.routes = r, .route_count = 3};
    struct vrp_verdict v;
    vrp_check(a, &m->p, &plan, &v);
    const struct vrp_violation *x = v.violations.count ? LIST_AT(&v.violations, struct vrp_violation, 0) : NULL;
    *by = x ? x->by : 0;
    return x ? x->id : VRP_OK;
}

static void times_are_judged(void)
{
    struct arena *a = arena_new();
    struct made *m = line(a);
    int64_t by;
    CHECK(broken(a, m, &by) == VRP_OK);
    m->w[1][0] = (struct vrp_window){0, 150}, m->w[1][1] = (struct vrp_window){300, 350};
    m->v[1].windows = m->w[1], m->v[1].window_count = 2;
    CHECK(broken(a, m, &by) == VRP_OK); /* there at 200, waits for the second window */
    m->v[0].service = 151;
    CHECK(broken(a, m, &by) == VRP_BREAKS_WINDOW && by == 1);
    m->v[0].service = 0, m->v[0].setup = 151;
    CHECK(broken(a, m, &by) == VRP_BREAKS_WINDOW && by == 1);
    m->v[0].setup = 0, m->v[1].release = 151;
    CHECK(broken(a, m, &by) == VRP_BREAKS_WINDOW && by == 1); /* the vehicle waits for visit 1 at the depot */
    m->v[1].release = 150;
    CHECK(broken(a, m, &by) == VRP_OK);
    m->car[0].duration_max = 999; /* the longest is 4 out and back: 1000 */
    m->v[1].window_count = 0;
    CHECK(broken(a, m, &by) == VRP_BREAKS_DURATION && by == 1);
    m->car[0].duration_max = 0, m->v[0].setup = m->v[1].setup = 50, m->v[1].location = 1;
    m->car[0].shift = (struct vrp_window){0, 1000};
    CHECK(broken(a, m, &by) == VRP_OK);
    m->v[4].setup = 1; /* not at the place of the visit before, for there is none */
    CHECK(broken(a, m, &by) == VRP_BREAKS_SHIFT && by == 1);
    m->v[4].setup = 0, m->v[3].location = m->v[2].location, m->v[2].setup = 400, m->v[3].setup = 300;
    CHECK(broken(a, m, &by) == VRP_OK); /* once at one place: 300 + 400 + 300 */
    arena_free(a);
}

static void company_is_judged(void)
{
    struct arena *a = arena_new();
    struct made *m = line(a);
    int64_t by;
    m->v[0].group = m->v[1].group = 7;
    CHECK(broken(a, m, &by) == VRP_OK);
    m->v[2].group = 7;
    CHECK(broken(a, m, &by) == VRP_BREAKS_GROUP);
    m->v[2].group = VRP_NONE, m->v[2].kind = 5, m->v[0].excludes = UINT64_C(1) << 5;
    CHECK(broken(a, m, &by) == VRP_OK);
    m->v[3].excludes = UINT64_C(1) << 5;
    CHECK(broken(a, m, &by) == VRP_BREAKS_EXCLUSION);
    m->v[3].excludes = 0, m->v[2].excludes = UINT64_C(1) << 5; /* its own class: but it is alone of it */
    CHECK(broken(a, m, &by) == VRP_OK);
    m->v[3].kind = 5;
    CHECK(broken(a, m, &by) == VRP_BREAKS_EXCLUSION);
    m->v[3].kind = 0, m->car[0].stops_max = 1;
    CHECK(broken(a, m, &by) == VRP_BREAKS_STOPS && by == 1);
    m->v[1].location = m->v[0].location, m->v[3].location = m->v[2].location;
    CHECK(broken(a, m, &by) == VRP_OK);
    arena_free(a);
}

/* A demand of 15 in parts of at least 4: 10 and 5 pass; what else can be done with it does not. */
static void parts_are_judged(void)
{
    static const struct {
        int32_t amount[3];
        enum vrp_violation_id id;
        int64_t by;
    } PLANS[] = {{{10, 5, 0}, VRP_OK, 0},
                 {{11, 4, 0}, VRP_BREAKS_CAPACITY, 1},
                 {{10, 3, 0}, VRP_BREAKS_CHUNK, 1},
                 {{10, 4, 0}, VRP_BREAKS_AMOUNT, 1},
                 {{10, 6, 0}, VRP_BREAKS_AMOUNT, -1},
                 {{5, 5, 5}, VRP_OK, 0}};
    for (size_t i = 0; i < COUNT(PLANS); i++) {
        struct arena *a = arena_new();
        struct made *m = line(a);
        struct vrp_route r[3];
        const int32_t nobody_else = 0;
        m->v[0].delivery[0] = 15, m->v[0].min_chunk = 4, m->p.visit_count = 1;
        for (int32_t k = 0; k < 3; k++)
            r[k] = (struct vrp_route){
                .count = PLANS[i].amount[k] > 0, .visits = &nobody_else, .amounts = &PLANS[i].amount[k]};
        struct vrp_plan plan = {.routes = r, .route_count = 3};
        struct vrp_verdict v;
        vrp_check(a, &m->p, &plan, &v);
        CHECK(v.feasible == (PLANS[i].id == VRP_OK));
        bool found = PLANS[i].id == VRP_OK;
        for (size_t k = 0; k < v.violations.count; k++) {
            const struct vrp_violation *x = LIST_AT(&v.violations, struct vrp_violation, k);
            found = found || (x->id == PLANS[i].id && x->by == PLANS[i].by);
        }
        CHECK(found);
        arena_free(a);
    }
    struct arena *a = arena_new();
    struct made *m = line(a);
    struct vrp_route r[2] = {{.count = 1, .visits = (int32_t[]){0}, .amounts = (int32_t[]){2}},
                             {.count = 1, .visits = (int32_t[]){0}, .amounts = (int32_t[]){2}}};
    struct vrp_plan plan = {.routes = r, .route_count = 2};
    struct vrp_verdict v;
    m->p.visit_count = 1, m->v[0].min_chunk = 1;
    vrp_check(a, &m->p, &plan, &v);
    CHECK(v.feasible);
    m->v[0].group = 1; /* whoever is in a group stays whole */
    vrp_check(a, &m->p, &plan, &v);
    CHECK(!v.feasible);
    m->v[0].group = VRP_NONE, m->v[0].min_chunk = 0;
    vrp_check(a, &m->p, &plan, &v);
    CHECK(!v.feasible);
    arena_free(a);
}

/* Forty parties in three towns and one in each of twenty: the lists of near visits reach the other places. */
static void crowds_leave_room(void)
{
    struct arena *a = arena_new();
    struct made *m = ARENA_NEW(a, struct made);
    struct instance in;
    struct vrp_fault fault;
    made_fill(a, m, 0, VISITS, 20, 3);
    for (int32_t u = 0; u < 40; u++)
        m->v[u].location = 1 + u % 3;
    CHECK(instance_build(a, &m->p, &in, &fault));
    for (int32_t u = 0; u < VISITS; u++) {
        int32_t there[VISITS + 1] = {0}, places = 0;
        for (int32_t k = 0; k < in.near_count; k++)
            places += there[in.place[in.near[u * in.near_count + k]]]++ == 0;
        CHECK(places >= 22);
    }
    arena_free(a);
}

/* Any two sets left out: fewer priorities win, then fewer visits, whatever the rest costs. */
static void ranks_come_first(void)
{
    static const uint8_t PRIORITY[5] = {0, 1, 1, 100, 2};
    struct arena *a = arena_new();
    struct made *m = line(a);
    int64_t prize[5], dearest = 8 * INT64_C(500); /* to five visits, and home with three vehicles */
    CHECK(vrp_rank_prizes(&m->p, PRIORITY, prize));
    for (unsigned x = 0; x < 32; x++)
        for (unsigned y = 0; y < 32; y++) {
            int32_t rank[2] = {0}, count[2] = {0};
            int64_t sum[2] = {0};
            for (unsigned u = 0; u < 5; u++)
                for (int side = 0; side < 2; side++) {
                    if (!(((side ? y : x) >> u) & 1)) continue;
                    rank[side] += PRIORITY[u], count[side]++, sum[side] += prize[u];
                }
            bool less = rank[0] != rank[1] ? rank[0] < rank[1] : count[0] < count[1];
            CHECK(!less || sum[0] + dearest < sum[1]);
        }
    m->p.vehicles = m->car, m->car[0].count = 1; /* room for two of five */
    for (int32_t u = 0; u < 5; u++)
        m->v[u].optional = true, m->v[u].prize = prize[u];
    struct vrp_plan plan = rig_solve(a, &m->p, 1000, 1);
    CHECK(plan.unassigned_count == 3 && plan.unassigned[0] == 0 && plan.unassigned[1] == 1 && plan.unassigned[2] == 2);
    m->car[0].fixed = VRP_COST_MAX;
    CHECK(vrp_rank_prizes(&m->p, PRIORITY, prize)); /* 2^40 * 600 */
    m->car[0].per_duration = 1 << 20;
    CHECK(!vrp_rank_prizes(&m->p, PRIORITY, prize));
    m->car[0].per_duration = 0, m->car[0].fixed = 10, m->car[0].count = 9;
    int64_t one[2];
    for (int part = 0; part < 2; part++) { /* in parts of 2 of 8 it may cost four vehicles */
        m->v[1].min_chunk = part ? 2 : 0, m->v[1].delivery[0] = 8;
        CHECK(vrp_rank_prizes(&m->p, PRIORITY, prize));
        one[part] = prize[0];
    }
    CHECK(one[1] >= one[0] + 30 && one[1] > 8 * 10);
    m->v[1].min_chunk = 0;
    struct vrp_fault fault;
    m->v[3].prize = VRP_PRIZE_MAX + 1;
    CHECK(!vrp_problem_valid(&m->p, &fault) && fault.id == VRP_FAULT_VISIT_OTHER && fault.at == 3);
    arena_free(a);
}

enum {
    HEAP = 12,
    HEAPS = 3,
    SEATS = 200
};

/* Three heaps far from the depot and from each other; heap h asks for percent[h] hundredths of
 * a vehicle, less `spare` seats in all. */
static struct vrp_problem heaps(struct arena *a, const int32_t *percent, int32_t spare)
{
    int32_t n = HEAP * HEAPS, m = n + 1;
    struct vrp_visit *v = ARENA_ARRAY(a, struct vrp_visit, (size_t)n);
    int32_t *way = ARENA_ARRAY(a, int32_t, (size_t)(m * m));
    for (int32_t i = 0; i < m; i++)
        for (int32_t k = 0; k < m; k++) {
            bool same = i && k && (i - 1) / HEAP == (k - 1) / HEAP;
            way[i * m + k] = i == k ? 0 : same ? 4 + rig_abs(i - k) : i && k ? 60 : 100;
        }
    for (int32_t i = 0; i < n; i++) {
        int32_t all = percent[i / HEAP] * SEATS / 100, step = i % HEAP - HEAP / 2;
        v[i] = (struct vrp_visit){.location = i + 1, .pair = VRP_NONE, .group = VRP_NONE, .min_chunk = 1};
        v[i].delivery[0] = all / HEAP + 3 * (step >= 0 ? step + 1 : step);
        if (i % HEAP == 0) v[i].delivery[0] += all % HEAP - spare / HEAPS;
    }
    struct vrp_vehicle *car = ARENA_NEW(a, struct vrp_vehicle);
    struct vrp_profile *profile = ARENA_NEW(a, struct vrp_profile);
    *car = (struct vrp_vehicle){.count = n, .capacity = {SEATS}, .per_distance = 1};
    profile->distance = way;
    return (struct vrp_problem){.location_count = m,
                                .profile_count = 1,
                                .profiles = profile,
                                .visit_count = n,
                                .visits = v,
                                .load_count = 1,
                                .vehicle_count = 1,
                                .vehicles = car};
}

/* Shares of far heaps that fill vehicles together: a vehicle more costs a journey. */
static void heaps_fill_their_vehicles(void)
{
    static const int32_t PERCENT[][HEAPS] = {{445, 430, 425}, {520, 330, 550}, {560, 470, 470}};
    for (size_t i = 0; i < COUNT(PERCENT); i++)
        for (uint64_t seed = 1; seed <= 4; seed++) {
            struct arena *a = arena_new();
            struct vrp_problem p = heaps(a, PERCENT[i], 60);
            struct vrp_plan plan = rig_solve(a, &p, 20000, seed);
            int32_t least = (PERCENT[i][0] + PERCENT[i][1] + PERCENT[i][2]) / 100;
            CHECK(judged(a, &p, &plan, "heaps") == 0);
            if (plan.route_count != least)
                fprintf(stderr, "heaps %zu, seed %" PRIu64 ": %d of %d\n", i, seed, plan.route_count, least);
            CHECK(plan.route_count == least);
            arena_free(a);
        }
}

int main(void)
{
    ranks_come_first();
    times_are_judged();
    company_is_judged();
    parts_are_judged();
    crowds_leave_room();
    states_are_true();
    large_ones_keep_the_rules();
    heaps_fill_their_vehicles();
    small_ones_are_best();
    return check_end();
}
