/* vrp_search_test.c - the search: plans that keep every constraint, the same plan every time, limits, invariants. */
#include "check.h"
#include "vrp/absence.h"
#include "vrp/arrivals.h"
#include "vrp/pool.h"
#include "vrp_rig.h"

static const struct rig_want ROWS[] = {
    {.visits = 0, .vehicles = 1, .capacity = 10, .seed = 1},
    {.visits = 1, .vehicles = 1, .capacity = 10, .seed = 2},
    {.visits = 5, .vehicles = 2, .capacity = 10, .seed = 3},
    {.visits = 60, .vehicles = 60, .capacity = 30, .seed = 4},
    {.visits = 60, .vehicles = 60, .capacity = 30, .asymmetric = true, .seed = 5},
    {.visits = 60, .vehicles = 60, .capacity = 30, .open = true, .seed = 6},
    {.visits = 60, .vehicles = 60, .capacity = 30, .windows = true, .seed = 7},
    {.visits = 60, .vehicles = 60, .capacity = 30, .windows = true, .asymmetric = true, .open = true, .seed = 8},
    {.visits = 60, .vehicles = 6, .capacity = 40, .two_types = true, .seed = 9},
    {.visits = 60, .vehicles = 30, .capacity = 20, .two_types = true, .windows = true, .asymmetric = true, .seed = 10},
    {.visits = 60, .vehicles = 2, .capacity = 40, .seed = 11}, /* far too few vehicles */
};

static bool same_plan(const struct vrp_plan *x, const struct vrp_plan *y)
{
    bool same = x->cost == y->cost && x->route_count == y->route_count && x->unassigned_count == y->unassigned_count;
    for (int32_t k = 0; same && k < x->route_count; k++) {
        const struct vrp_route *r = &x->routes[k], *t = &y->routes[k];
        same = r->vehicle == t->vehicle && r->count == t->count &&
               memcmp(r->visits, t->visits, (size_t)r->count * sizeof *r->visits) == 0;
    }
    return same;
}

static void plans_are_true(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct vrp_problem p = rig_problem(a, &ROWS[i]);
        struct vrp_plan plan = rig_solve(a, &p, 3000, 1), again = rig_solve(a, &p, 3000, 1);
        struct vrp_verdict v;
        vrp_check(a, &p, &plan, &v);
        CHECK(v.cost == plan.cost);
        for (size_t k = 0; k < v.violations.count; k++)
            CHECK(LIST_AT(&v.violations, struct vrp_violation, k)->id == VRP_BREAKS_NOT_SERVED);
        CHECK(v.violations.count == (size_t)plan.unassigned_count);
        CHECK(i == COUNT(ROWS) - 1 ? plan.unassigned_count > 0 : plan.unassigned_count == 0);
        CHECK(same_plan(&plan, &again));
        arena_free(a);
    }
}

/* A way that is cut in two stays in time, also where the way from the depot is the longer one. */
static void long_routes_are_cut(void)
{
    enum {
        N = 60
    };
    for (int detour = 0; detour < 2; detour++) {
        struct arena *a = arena_new();
        struct rig_want want = {.visits = N, .vehicles = N, .capacity = 1 << 20, .windows = true, .seed = 31};
        struct vrp_problem p = rig_problem(a, &want);
        struct vrp_visit v[N];
        struct vrp_window w[N];
        int32_t *m = ARENA_ARRAY(a, int32_t, (size_t)(N + 1) * (N + 1)), cuts = 0;
        struct vrp_profile profile = {.distance = m};
        struct tuning t;
        memcpy(m, p.profiles[0].distance, (size_t)(N + 1) * (N + 1) * sizeof *m);
        memcpy(v, p.visits, sizeof v);
        for (int32_t u = 0; u < N; u++) {
            w[u] = (struct vrp_window){u * 100, detour ? 12000 : 60000};
            v[u].windows = &w[u], v[u].window_count = 1;
            if (detour && u % 3) m[u + 1] = m[(u + 1) * (N + 1)] = 11900; /* only by way of others */
        }
        struct vrp_vehicle car = p.vehicles[0];
        car.duration_max = 0; /* windows alone bind */
        p.visits = v, p.profiles = &profile, p.vehicles = &car;
        struct state *s = rig_state(a, &p, 5, &t);
        t.cut_every = 1;
        savings_build(s);
        for (int k = 0; k < 300; k++) {
            int32_t used = s->used;
            state_begin(s);
            ruin_strings(s, &t);
            cuts += s->used > used;
            for (int32_t slot = 0; slot < s->in->slots; slot++)
                CHECK(!s->routes[slot].count || (arrivals_kept(s, slot) && arrivals_true(s, slot)));
            recreate(s, &t);
            state_verify(s);
            if (k % 2) state_undo(s);
            state_verify(s);
        }
        CHECK(cuts > 0);
        arena_free(a);
    }
}

/* Two visits of three are reached in time by way of another one only: who takes that one out makes the others late. */
static void detours_stay_in_time(void)
{
    enum {
        N = 60
    };
    static const struct {
        const char *name;
        int32_t duration_max, distance_max, group, chunk;
    } KINDS[] = {{"windows", 0, 0, VRP_NONE, 0},
                 {"a longest duration", 6000, 0, VRP_NONE, 0},
                 {"a longest distance", 0, 5000, VRP_NONE, 0},
                 {"groups", 0, 0, 1, 0},
                 {"parts", 0, 0, VRP_NONE, 1}};
    for (size_t k = 0; k < COUNT(KINDS); k++) {
        struct arena *a = arena_new();
        struct rig_want want = {.visits = N, .vehicles = N, .capacity = 1 << 20, .seed = 31};
        struct vrp_problem p = rig_problem(a, &want);
        struct vrp_vehicle car = p.vehicles[0];
        struct vrp_visit v[N];
        struct vrp_window w[N];
        struct tuning t;
        int32_t *m = ARENA_ARRAY(a, int32_t, (size_t)(N + 1) * (N + 1));
        struct vrp_profile profile = {.distance = p.profiles[0].distance, .duration = m};
        memcpy(m, p.profiles[0].distance, (size_t)(N + 1) * (N + 1) * sizeof *m);
        memcpy(v, p.visits, sizeof v);
        car.duration_max = KINDS[k].duration_max, car.distance_max = KINDS[k].distance_max;
        for (int32_t u = 0; u < N; u++) {
            w[u] = (struct vrp_window){u * 50, 8000};
            v[u].windows = &w[u], v[u].window_count = 1;
            if (u % 6 == 0) v[u].group = v[u + 1].group = KINDS[k].group == VRP_NONE ? VRP_NONE : u;
            if (u % 6 == 3) v[u].min_chunk = KINDS[k].chunk;
            for (int32_t x = 0; u % 3 && x <= N; x++)
                if (x == 0 || x % 7) m[x * (N + 1) + u + 1] += 7990;
        }
        p.visits = v, p.profiles = &profile, p.vehicles = &car;
        struct state *s = rig_state(a, &p, 5, &t);
        rig_every_operator(s, &t);
        struct vrp_plan plan = rig_solve(a, &p, 2000, 7);
        struct vrp_verdict verdict;
        vrp_check(a, &p, &plan, &verdict);
        CHECK_ROW(KINDS[k].name, verdict.cost == plan.cost && plan.unassigned_count < N);
        for (size_t i = 0; i < verdict.violations.count; i++)
            CHECK_ROW(KINDS[k].name,
                      LIST_AT(&verdict.violations, struct vrp_violation, i)->id == VRP_BREAKS_NOT_SERVED);
        arena_free(a);
    }
}

static void states_are_true(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct vrp_problem p = rig_problem(a, &ROWS[i]);
        struct tuning t;
        rig_every_operator(rig_state(a, &p, 5, &t), &t);
        arena_free(a);
    }
}

/* A plan put back is the same plan; children of plans are true states, whatever vehicles there are. */
static void children_are_true(void)
{
    for (size_t i = 1; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct vrp_problem p = rig_problem(a, &ROWS[i]);
        struct tuning t;
        struct state *s = rig_state(a, &p, 5, &t);
        struct pool *pool = ARENA_NEW(a, struct pool);
        pool_init(pool, a, s->in);
        savings_build(s);
        for (int k = 0; k < 300; k++) {
            state_begin(s);
            ruin_strings(s, &t);
            recreate(s, &t);
            int32_t before = pool->count;
            pool_add(pool, s->in, s->cost, s->next, s->absent_count);
            CHECK(pool->count <= POOL_MAX && pool->count >= before);
        }
        for (int32_t k = 0; k < pool->count; k++) {
            state_restore(s, pool->entry[k].next);
            CHECK(s->cost == pool->entry[k].cost && s->absent_count == pool->entry[k].absent_count);
            state_verify(s);
        }
        for (int k = 0; k < 50 && pool->count > 1; k++) {
            pool_cross(pool, s, &t);
            state_verify(s);
        }
        arena_free(a);
    }
}

/* Ended where it is hopeless, an attempt is the same as long as it is not, and costs too much when it is. */
static void hopeless_attempts_end(void)
{
    int32_t ended = 0, whole = 0;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct arena *a = arena_new();
        struct rig_want want = {.visits = 80, .vehicles = 80, .capacity = 40, .windows = seed % 2, .seed = seed};
        struct vrp_problem p = rig_problem(a, &want);
        struct tuning t;
        struct state *s = rig_state(a, &p, seed, &t), *ends = rig_state(a, &p, seed, &t);
        savings_build(s), savings_build(ends);
        for (int32_t k = 0; k < 300; k++) {
            int64_t bound = s->cost + k % 50;
            state_begin(s), state_begin(ends);
            ruin_strings(s, &t), ruin_strings(ends, &t);
            recreate(s, &t);
            recreate_below(ends, &t, bound);
            bool good = s->cost < bound;
            CHECK(good ? ends->cost == s->cost : ends->cost >= bound);
            ended += ends->absent_count > s->absent_count;
            whole += good;
            if (!good) state_undo(s), state_undo(ends);
            CHECK(memcmp(s->next, ends->next, (size_t)s->in->nodes * sizeof *s->next) == 0);
            ends->rng = s->rng;
        }
        state_verify(ends);
        arena_free(a);
    }
    CHECK(ended > 100 && whole > 100);
}

/* Long routes: what comes out per attempt is what the tuning asks for, within a twentieth. */
static void ruins_are_as_large_as_asked(void)
{
    enum {
        RUINS = 4000
    };
    struct arena *a = arena_new();
    struct rig_want want = {.visits = 420, .vehicles = 420, .capacity = 200, .windows = true, .seed = 12};
    struct vrp_problem p = rig_problem(a, &want);
    struct tuning t;
    struct vrp_visit *v = ARENA_ARRAY(a, struct vrp_visit, 420);
    struct vrp_window always = {0, 1000000};
    struct vrp_vehicle car = p.vehicles[0];
    memcpy(v, p.visits, 420 * sizeof *v);
    for (int32_t u = 0; u < 420; u++)
        v[u].windows = &always;
    car.duration_max = 0;
    p.visits = v, p.vehicles = &car;
    struct state *s = rig_state(a, &p, 1, &t);
    int64_t removed = 0;
    for (int32_t slot = 0, u = 0; u < s->in->n; u++) { /* 42 routes of ten */
        state_insert(s, u, slot_start(s->in, slot));
        slot += u % 10 == 9;
    }
    for (int32_t slot = 0; slot < s->in->slots; slot++)
        state_refresh(s, slot);
    for (int32_t i = 0; i < RUINS; i++) {
        state_begin(s);
        ruin_strings(s, &t);
        removed += s->absent_count;
        state_undo(s);
    }
    CHECK(removed * 20 > RUINS * INT64_C(19) * t.removed && removed * 20 < RUINS * INT64_C(21) * t.removed);
    arena_free(a);
}

enum {
    HEAP = 45 /* more than an attempt looks at beside the others */
};

static int32_t way_between(int32_t i, int32_t j)
{
    enum {
        DEPOT,
        ONE = HEAP + 1,
        WEST,
        EAST
    };
    if (i > j) return way_between(j, i);
    if (i == j) return 0;
    if (i == WEST && j == EAST) return 1000;
    if (j >= WEST) return 500;
    if (i == DEPOT) return 600;
    return j == ONE ? 10 : 12;
}

/* A visit in a heap of others lies on the straight way between two that are far from it: the cheapest place is there,
 * and an attempt that looks at all places finds it. */
static void places_far_off_are_found(void)
{
    struct arena *a = arena_new();
    struct rig_want w = {.visits = HEAP + 3, .vehicles = 2, .capacity = 1000, .seed = 1};
    struct vrp_problem p = rig_problem(a, &w);
    int32_t n = p.location_count, *m = ARENA_ARRAY(a, int32_t, (size_t)(n * n)), at;
    for (int32_t i = 0; i < n * n; i++)
        m[i] = way_between(i / n, i % n);
    p.profiles = &(struct vrp_profile){.distance = m};
    struct tuning t;
    struct state *s = rig_state(a, &p, 1, &t);
    CHECK(t.wide > 0 && t.near_insert < HEAP);
    at = slot_start(s->in, 0);
    for (int32_t u = 0; u < HEAP; at = u++)
        state_insert(s, u, at);
    state_insert(s, HEAP + 1, slot_start(s->in, 1));
    state_insert(s, HEAP + 2, HEAP + 1);
    t.wide = 1, t.blink = 1 << 20;
    recreate(s, &t);
    CHECK(s->prev[HEAP] == HEAP + 1 && s->next[HEAP] == HEAP + 2);
    state_verify(s);
    arena_free(a);
}

/* Long enough for a pool of plans: the same bits again, and a plan that is true. */
static void pools_are_true(void)
{
    for (int timed = 0; timed < 2; timed++) {
        struct arena *a = arena_new();
        struct rig_want w = {.visits = 12, .vehicles = 12, .capacity = 20, .windows = timed != 0, .seed = 12};
        struct vrp_problem p = rig_problem(a, &w);
        struct vrp_plan plan = rig_solve(a, &p, 12 * 20000, 1), again = rig_solve(a, &p, 12 * 20000, 1);
        struct vrp_verdict v;
        vrp_check(a, &p, &plan, &v);
        CHECK(v.feasible && v.cost == plan.cost);
        CHECK(same_plan(&plan, &again));
        arena_free(a);
    }
}

/* A join of segments says the same as driving visit by visit. */
static void segments_join(void)
{
    struct segment a = {10, 0, 0, 100}, b = {5, 0, 200, 300}, c = {5, 0, 0, 50};
    struct segment ab = segment_join(a, 20, b), ac = segment_join(a, 60, c);
    CHECK(ab.warp == 0 && ab.duration == 10 + 20 + 70 + 5 && ab.early == 100 && ab.late == 100);
    CHECK(ac.warp == 20 && ac.duration == 75);
}

static void cooling_falls(void)
{
    struct arena *a = arena_new();
    struct chill *c = ARENA_NEW(a, struct chill);
    struct tuning t = {.heat_permille = 1000, .cold_permille = 10};
    chill_init(c);
    CHECK(c->loss[0] > 590000 && c->loss[0] < 591000); /* ln 8192 = 9.0109 */
    CHECK(c->loss[4095] < 16);
    CHECK(chill_at(&t, 100, 0, 10) / 65536 == 99 || chill_at(&t, 100, 0, 10) / 65536 == 100);
    CHECK(chill_at(&t, 100, 5, 10) / 6553 == 100 || chill_at(&t, 100, 5, 10) / 6553 == 99);
    CHECK(chill_at(&t, 100, 10, 10) > 64000 && chill_at(&t, 100, 10, 10) < 67000);
    arena_free(a);
}

static void bad_input_is_told(void)
{
    struct arena *a = arena_new();
    struct rig_want w = {.visits = 5, .vehicles = 2, .capacity = 10, .seed = 3};
    struct vrp_problem p = rig_problem(a, &w);
    struct vrp_options o = {.seed = 1};
    struct vrp_plan plan;
    struct vrp_stats stats;
    struct vrp_fault fault;
    CHECK(!vrp_solve(a, &p, &o, &plan, &stats, &fault) && fault.id == VRP_FAULT_NO_LIMIT);
    o.iterations = 10;
    struct vrp_visit v[5];
    memcpy(v, p.visits, sizeof v);
    p.visits = v;
    v[3].location = 99;
    CHECK(!vrp_solve(a, &p, &o, &plan, &stats, &fault) && fault.id == VRP_FAULT_VISIT_LOCATION && fault.at == 3);
    v[3].location = 1, v[3].delivery[0] = -1;
    CHECK(!vrp_solve(a, &p, &o, &plan, &stats, &fault) && fault.id == VRP_FAULT_VISIT_LOAD && fault.at == 3);
    v[3].delivery[0] = 1, v[3].pair = 3;
    CHECK(!vrp_solve(a, &p, &o, &plan, &stats, &fault) && fault.id == VRP_FAULT_VISIT_PAIR);
    v[3].pair = 2, v[3].min_chunk = 1;
    CHECK(!vrp_solve(a, &p, &o, &plan, &stats, &fault) && fault.id == VRP_FAULT_VISIT_OTHER && fault.at == 3);
    v[3].min_chunk = 0, v[0].min_chunk = 1, v[0].delivery[0] = 5;
    CHECK(!vrp_solve(a, &p, &o, &plan, &stats, &fault) && fault.id == VRP_FAULT_NOT_SEARCHED);
    int32_t m[36] = {[7] = -1};
    struct vrp_profile profile = {.distance = m};
    p.profiles = &profile;
    CHECK(!vrp_solve(a, &p, &o, &plan, &stats, &fault) && fault.id == VRP_FAULT_ARC && fault.at == 7);
    arena_free(a);
}

int main(void)
{
    segments_join();
    cooling_falls();
    bad_input_is_told();
    states_are_true();
    detours_stay_in_time();
    long_routes_are_cut();
    children_are_true();
    pools_are_true();
    places_far_off_are_found();
    ruins_are_as_large_as_asked();
    hopeless_attempts_end();
    plans_are_true();
    return check_end();
}
