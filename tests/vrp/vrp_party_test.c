/* vrp_party_test.c - windows, set-up, release, parts, groups, exclusion, stops and prizes: the search finds the best
 * plan of small problems, keeps every rule in larger ones, and the checker sees each broken rule. */
#include "check.h"
#include "vrp/party.h"
#include "vrp_brute_parts.h"
#include "vrp_rig.h"

enum {
    VISITS = 60,
    LEFT = 1000000
};
enum rule {
    WINDOWS = 1,
    SETUP = 2,
    RELEASE = 4,
    GROUPS = 8,
    EXCLUSION = 16,
    STOPS = 32,
    PRIZES = 64,
    PARTS = 128,
    TOWNS = 256, /* several visits at one place */
    LARGE = 512, /* demands larger than a vehicle */
    TYPES = 1024,
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

struct made {
    struct vrp_problem p;
    struct vrp_visit v[VISITS];
    struct vrp_window w[VISITS][3];
    struct vrp_vehicle car[2];
};

static int32_t below(struct rng *r, int32_t n)
{
    return (int32_t)rng_below(r, (uint64_t)n);
}

static void make_visit(struct made *m, struct rng *r, int32_t rules, int32_t u, int32_t capacity)
{
    struct vrp_visit *v = &m->v[u];
    if (rules & TOWNS) v->location = 1 + below(r, 1 + m->p.visit_count / 3);
    if (rules & WINDOWS) {
        int32_t at = below(r, 600);
        v->window_count = 1 + below(r, 3);
        for (int32_t k = 0; k < v->window_count; k++) {
            m->w[u][k].from = at;
            at = m->w[u][k].to = at + 100 + below(r, 200);
            at += 100 + below(r, 900);
        }
        v->windows = m->w[u];
        v->service = below(r, 50);
    }
    if (rules & SETUP) v->setup = below(r, 2) ? 200 : 40;
    if (rules & RELEASE) v->release = below(r, 2) ? below(r, 400) : 0;
    if (rules & GROUPS) v->group = below(r, 3) ? below(r, m->p.visit_count / 2) : VRP_NONE;
    if (rules & EXCLUSION) {
        v->kind = (uint8_t)below(r, 4);
        v->excludes = below(r, 2) ? UINT64_C(1) << below(r, 4) : 0;
    }
    if (rules & PRIZES) v->optional = below(r, 4) != 0, v->prize = below(r, 900);
    if (rules & PARTS) {
        v->min_chunk = rules & LARGE ? 2 + below(r, 2) : below(r, 4);
        v->delivery[0] = 1 + below(r, rules & LARGE ? 3 * capacity / 2 : capacity);
    }
}

static void make(struct arena *a, struct made *m, int32_t rules, int32_t visits, int32_t capacity, uint64_t seed)
{
    struct rig_want want = {
        .visits = visits, .vehicles = visits, .capacity = capacity, .two_types = rules & TYPES, .seed = seed};
    struct rng r;
    *m = (struct made){.p = rig_problem(a, &want)};
    rng_init(&r, seed * 77 + 5);
    memcpy(m->v, m->p.visits, (size_t)visits * sizeof *m->v);
    memcpy(m->car, m->p.vehicles, sizeof m->car);
    for (int32_t u = 0; u < visits; u++) {
        if (m->v[u].delivery[0] > capacity) m->v[u].delivery[0] = capacity;
        make_visit(m, &r, rules, u, capacity);
    }
    for (int32_t k = 0; k < 2; k++) {
        m->car[k].count = visits < 3 ? visits : 3 * visits / 4;
        if (rules & (SETUP | RELEASE)) m->car[k].duration_max = 3000;
        if (rules & (SETUP | RELEASE | WINDOWS)) m->car[k].shift = (struct vrp_window){0, 4000};
        if (rules & STOPS) m->car[k].stops_max = 2 + k;
        m->car[k].fixed = 100;
    }
    m->p.visits = m->v;
    m->p.vehicles = m->car;
}

static struct vrp_plan solve(struct arena *a, const struct vrp_problem *p, int64_t iterations, uint64_t seed)
{
    struct vrp_options o = {.seed = seed, .iterations = iterations};
    struct vrp_plan plan = {0};
    struct vrp_stats stats;
    struct vrp_fault fault;
    CHECK(vrp_solve(a, p, &o, &plan, &stats, &fault));
    return plan;
}

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
            make(a, m, ROWS[i].rules, parts ? 3 : ROWS[i].rules & TYPES ? 4 : 5, parts ? 6 : 12, seed);
            struct vrp_plan plan = solve(a, &m->p, 2000, seed);
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
            make(a, m, ROWS[i].rules, VISITS, 20, seed);
            struct vrp_plan plan = solve(a, &m->p, 2000, seed);
            (void)judged(a, &m->p, &plan, ROWS[i].name);
            arena_free(a);
        }
}

static void states_are_true(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct made *m = ARENA_NEW(a, struct made);
        struct instance in;
        struct state *s = ARENA_NEW(a, struct state);
        struct vrp_fault fault;
        make(a, m, ROWS[i].rules, VISITS, 20, 9);
        CHECK(instance_build(a, &m->p, &in, &fault));
        struct tuning t = tuning_for(&in);
        state_init(s, a, &in, 5);
        state_verify(s);
        savings_build(s);
        state_verify(s);
        for (int k = 0; k < 200; k++) {
            int64_t before = s->cost;
            state_begin(s);
            ruin_strings(s, &t);
            recreate(s, &t);
            if (k % 3 == 0) (void)local_search(s, 20, 1000), party_merge(s);
            for (int32_t r = 0; k % 5 == 0 && r + 1 < in.slots; r++) {
                state_refresh(s, r);
                state_refresh(s, r + 1);
                if (s->routes[r].count && s->routes[r + 1].count) (void)op_swap_star(s, r, r + 1);
            }
            if (k % 4 == 1) state_undo(s);
            CHECK(k % 4 != 1 || s->cost == before);
            state_verify(s);
        }
        arena_free(a);
    }
}

int main(void)
{
    states_are_true();
    large_ones_keep_the_rules();
    small_ones_are_best();
    return check_end();
}
