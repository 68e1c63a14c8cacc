/* vrp_rich_test.c - rules that are driven hold after every operator, in every plan and after every undo. */
#include "check.h"
#include "vrp/rich.h"
#include "vrp/search.h"
#include "vrp_rig.h"

/* At most three visits on a route. */
static bool three_at_most(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count)
{
    (void)in, (void)slot, (void)sequence;
    return count <= 3;
}

/* An even visit never stands before an odd one, and the second type of vehicle serves odd visits alone. */
static bool odd_first(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        if (i && sequence[i] % 2 && sequence[i - 1] % 2 == 0) return false;
        if (in->slot_fleet[slot] && sequence[i] % 2 == 0) return false;
    }
    return true;
}

static void each_operator(struct state *s, const struct tuning *t, int32_t round)
{
    state_begin(s);
    ruin_strings(s, t);
    state_verify(s); /* asserts every rule on every route */
    recreate(s, t);
    state_verify(s);
    if (round % 3 == 0) (void)local_search(s, 20, 1000);
    state_verify(s);
    if (round % 5 == 0) (void)exchange_near_routes(s);
    state_verify(s);
    if (round % 4 == 1) state_undo(s);
    state_verify(s);
}

static void rules_hold(rich_rule *rule, bool windows, bool asymmetric, uint64_t seed)
{
    struct arena *a = arena_new();
    struct rig_want w = {
        .visits = 40, .vehicles = 40, .capacity = 30, .windows = windows, .two_types = true, .asymmetric = asymmetric};
    w.seed = seed;
    struct vrp_problem p = rig_problem(a, &w);
    struct instance in;
    struct state *s = ARENA_NEW(a, struct state);
    struct vrp_fault fault;
    CHECK(instance_build(a, &p, &in, &fault));
    instance_add_rule(&in, rule);
    struct tuning t = tuning_for(&in);
    state_init(s, a, &in, seed);
    savings_build(s);
    state_verify(s);
    for (int32_t round = 0; round < 100; round++)
        each_operator(s, &t, round);
    CHECK(s->absent_count == 0); /* both rules can be kept by all */
    arena_free(a);
}

/* What is asked about a place is the sequence that stands there afterwards. */
static void the_sequence_asked_is_the_one_made(void)
{
    struct arena *a = arena_new();
    struct rig_want w = {.visits = 5, .vehicles = 4, .capacity = 50, .two_types = true, .seed = 3};
    struct vrp_problem p = rig_problem(a, &w);
    struct instance in;
    struct state *s = ARENA_NEW(a, struct state);
    struct vrp_fault fault;
    CHECK(instance_build(a, &p, &in, &fault));
    instance_add_rule(&in, odd_first);
    state_init(s, a, &in, 1);
    CHECK(rich_route_fits(s, 0)); /* vacant */
    int32_t start = slot_start(&in, 0), other = slot_start(&in, 4);
    CHECK(rich_insert_fits(s, 2, start) && !rich_insert_fits(s, 2, other) && rich_insert_fits(s, 3, other));
    state_begin(s);
    state_insert(s, 2, start);
    CHECK(rich_insert_fits(s, 3, start) && !rich_insert_fits(s, 3, 2) && rich_insert_fits(s, 4, 2));
    state_insert(s, 3, start);
    state_insert(s, 4, 2);
    state_refresh(s, 0);
    struct way whole = {.slot = 0, .count = 1, .piece = {{start, slot_end(&in, 0), false}}};
    struct way turned = {.slot = 0,
                         .count = 3,
                         .piece = {{start, start, false}, {3, 4, true}, {slot_end(&in, 0), slot_end(&in, 0), false}}};
    CHECK(rich_way_fits(s, &whole) && !rich_way_fits(s, &turned));
    CHECK(way_gather(s, &turned, s->sequence) == 3 && s->sequence[0] == 4 && s->sequence[2] == 3);
    arena_free(a);
}

int main(void)
{
    the_sequence_asked_is_the_one_made();
    for (uint64_t seed = 1; seed <= 4; seed++) {
        rules_hold(three_at_most, seed % 2, seed > 2, seed);
        rules_hold(odd_first, seed % 2, seed > 2, seed);
    }
    return check_end();
}
