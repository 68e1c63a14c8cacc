/* vrp_pairs_test.c - pick-up and delivery: pairs stay together and in order, loads that go up and down fit everywhere.
 */
#include "check.h"
#include "vrp/search.h"
#include "vrp_brute.h"
#include "vrp_rig.h"

struct row {
    const char *shows;
    int32_t visits, pairs; /* the first 2 * pairs visits are pairs, of the rest every other one is a pickup */
    int32_t vehicles, capacity;
    bool windows, open, two_types, asymmetric;
    uint64_t seed;
};
static const struct row ROWS[] = {
    {"pairs alone", 40, 20, 40, 15, false, false, false, false, 1},
    {"pairs with windows", 40, 20, 40, 15, true, false, false, false, 2},
    {"pairs among deliveries and pickups", 40, 12, 40, 20, false, false, false, true, 3},
    {"the same with windows, open", 40, 12, 40, 20, true, true, false, true, 4},
    {"two types", 40, 12, 20, 12, true, false, true, false, 5},
    {"deliveries and pickups mixed", 40, 0, 10, 30, false, false, false, false, 6},
    {"the same with windows", 40, 0, 40, 30, true, false, true, false, 7},
    {"too few vehicles", 40, 20, 1, 9, true, false, false, false, 8},
};

static struct vrp_problem problem(struct arena *a, const struct row *row)
{
    struct rig_want w = {.visits = row->visits,
                         .vehicles = row->vehicles,
                         .capacity = row->capacity,
                         .windows = row->windows,
                         .open = row->open,
                         .two_types = row->two_types,
                         .asymmetric = row->asymmetric,
                         .seed = row->seed};
    struct vrp_problem p = rig_problem(a, &w);
    struct vrp_visit *v = ARENA_ARRAY(a, struct vrp_visit, (size_t)row->visits + 1);
    struct vrp_window *win = ARENA_ARRAY(a, struct vrp_window, (size_t)row->visits + 1);
    memcpy(v, p.visits, (size_t)row->visits * sizeof *v);
    for (int32_t i = 0; i < row->visits; i++) {
        if (i < 2 * row->pairs) {
            if (i % 2 == 0) v[i].pickup[0] = v[i].delivery[0], v[i].pair = i + 1;
            v[i].delivery[0] = 0;
            win[i] = i % 2 ? (struct vrp_window){win[i - 1].from + 100, win[i - 1].to + 1300} : *v[i].windows;
            v[i].windows = &win[i]; /* wide enough for the way between */
        } else if (i % 2) {
            v[i].pickup[0] = v[i].delivery[0], v[i].delivery[0] = 0;
        }
    }
    p.visits = v;
    return p;
}

static void plans_keep_pairs(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct vrp_problem p = problem(a, &ROWS[i]);
        struct vrp_verdict v;
        struct vrp_plan plan = rig_solve(a, &p, 2000, 1);
        vrp_check(a, &p, &plan, &v);
        CHECK_ROW(ROWS[i].shows, v.cost == plan.cost);
        for (size_t k = 0; k < v.violations.count; k++)
            CHECK_ROW(ROWS[i].shows, LIST_AT(&v.violations, struct vrp_violation, k)->id == VRP_BREAKS_NOT_SERVED);
        CHECK_ROW(ROWS[i].shows, v.violations.count == (size_t)plan.unassigned_count);
        CHECK_ROW(ROWS[i].shows, (plan.unassigned_count > 0) == (i == COUNT(ROWS) - 1));
        for (int32_t k = 0; k < plan.unassigned_count; k++) { /* both ends or none */
            int32_t u = plan.unassigned[k], mate = u % 2 ? u - 1 : u + 1, at = 0;
            while (at < plan.unassigned_count && plan.unassigned[at] != mate)
                at++;
            CHECK_ROW(ROWS[i].shows, at < plan.unassigned_count);
        }
        arena_free(a);
    }
}

static void states_are_true(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct vrp_problem p = problem(a, &ROWS[i]);
        struct tuning t;
        struct state *s = rig_state(a, &p, 5, &t);
        savings_build(s);
        state_verify(s);
        for (int k = 0; k < 150; k++) {
            int64_t before = s->cost;
            state_begin(s);
            ruin_strings(s, &t);
            state_verify(s);
            recreate(s, &t);
            state_verify(s);
            if (k % 3 == 0) (void)local_search(s, 20, 1000);
            if (k % 5 == 0) (void)exchange_near_routes(s);
            state_verify(s);
            if (k % 4 == 1) state_undo(s);
            CHECK(k % 4 != 1 || s->cost == before);
            state_verify(s);
        }
        arena_free(a);
    }
}

/* Six visits on at most two routes: the search finds what trying everything finds. */
static void small_ones_are_optimal(void)
{
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct row row = {"small",       6, (int32_t)(seed % 4), 2, 10, seed % 2 == 0, seed % 5 == 0, seed % 3 == 0,
                          seed % 7 == 0, 0};
        row.seed = 100 + seed;
        struct arena *a = arena_new();
        struct vrp_problem p = problem(a, &row);
        int64_t best = brute_best(&p, 2);
        if (row.two_types) { /* as many vehicles of each type as the plans tried can use */
            struct vrp_vehicle *car = ARENA_ARRAY(a, struct vrp_vehicle, 2);
            memcpy(car, p.vehicles, 2 * sizeof *car);
            p.vehicles = car;
            car[0].count = car[1].count = 1;
            best = brute_best(&p, 2);
        }
        struct vrp_plan plan = rig_solve(a, &p, 3000, 1);
        if (best == INT64_MAX)
            CHECK_ROW("no plan serves all", plan.unassigned_count > 0);
        else
            CHECK_ROW("as good as every plan tried", plan.unassigned_count == 0 && plan.cost == best);
        arena_free(a);
    }
}

struct planted {
    const char *shows;
    int32_t order[4], count, cut; /* the second route begins at `cut` */
    enum vrp_violation_id id;
};
/* 0 -> 1 brings 6, 2 -> 3 brings 5; capacity 10. */
static const struct planted PLANTED[] = {
    {"one after the other", {0, 1, 2, 3}, 4, 4, VRP_OK},
    {"in two vehicles", {0, 1, 2, 3}, 4, 2, VRP_OK},
    {"both aboard at once", {0, 2, 1, 3}, 4, 4, VRP_BREAKS_CAPACITY},
    {"nested", {0, 2, 3, 1}, 4, 4, VRP_BREAKS_CAPACITY},
    {"the wrong way round", {1, 0, 2, 3}, 4, 4, VRP_BREAKS_PAIR},
    {"on two vehicles", {0, 2, 3, 1}, 4, 3, VRP_BREAKS_PAIR},
};

static void the_checker_sees_it(void)
{
    for (size_t i = 0; i < COUNT(PLANTED); i++) {
        struct arena *a = arena_new();
        struct row row = {"planted", 4, 2, 2, 10, false, false, false, false, 3};
        struct vrp_problem p = problem(a, &row);
        struct vrp_visit v[4];
        memcpy(v, p.visits, sizeof v);
        v[0].pickup[0] = 6, v[2].pickup[0] = 5;
        p.visits = v;
        struct vrp_route r[2] = {{.count = PLANTED[i].cut, .visits = PLANTED[i].order},
                                 {.count = 4 - PLANTED[i].cut, .visits = PLANTED[i].order + PLANTED[i].cut}};
        struct vrp_plan plan = {.routes = r, .route_count = 2};
        struct vrp_verdict verdict;
        vrp_check(a, &p, &plan, &verdict);
        bool seen = verdict.feasible && PLANTED[i].id == VRP_OK;
        for (size_t k = 0; k < verdict.violations.count; k++)
            seen = seen || LIST_AT(&verdict.violations, struct vrp_violation, k)->id == PLANTED[i].id;
        CHECK_ROW(PLANTED[i].shows, seen);
        arena_free(a);
    }
}

int main(void)
{
    the_checker_sees_it();
    small_ones_are_optimal();
    states_are_true();
    plans_keep_pairs();
    return check_end();
}
