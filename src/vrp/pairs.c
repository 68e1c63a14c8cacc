/* pairs.c - loads that go up and down, visits in pairs: what the instance holds of them, the rule, and ruin. */
#include "vrp/pairs.h"

/* A load in one direction only is a sum, which state_room and the savings know. */
static bool both_directions(const struct vrp_problem *p)
{
    bool delivery = false, pickup = false, pair = false;
    for (int32_t i = 0; i < p->visit_count; i++) {
        pair = pair || p->visits[i].pair != VRP_NONE;
        for (int32_t d = 0; d < p->load_count; d++) {
            delivery = delivery || p->visits[i].delivery[d] > 0;
            pickup = pickup || p->visits[i].pickup[d] > 0;
        }
    }
    return pair || (delivery && pickup);
}

static bool mate_in_order(const struct instance *in, const int32_t *sequence, int32_t count, int32_t at)
{
    int32_t mate = in->mate[sequence[at]];
    if (mate == VRP_NONE) return true;
    int32_t step = in->drop[sequence[at]] ? -1 : 1;
    for (int32_t i = at + step; i >= 0 && i < count; i += step)
        if (sequence[i] == mate) return true;
    return false;
}

static bool pairs_rule(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count)
{
    const struct fleet *f = fleet_of(in, slot);
    for (int32_t i = 0; in->mate && i < count; i++)
        if (!mate_in_order(in, sequence, count, i)) return false;
    for (int32_t d = 0; d < in->loads; d++) {
        int64_t aboard = 0;
        for (int32_t i = 0; i < count; i++)
            aboard += in->aboard[sequence[i] * in->loads + d];
        if (aboard > f->capacity[d]) return false;
        for (int32_t i = 0; i < count; i++) {
            aboard += in->change[sequence[i] * in->loads + d];
            if (aboard > f->capacity[d]) return false;
        }
    }
    return true;
}

void pairs_build(struct arena *a, const struct vrp_problem *p, struct instance *in)
{
    if (!both_directions(p)) return;
    size_t n = (size_t)in->n + 1, loads = (size_t)in->loads;
    int32_t *mate = ARENA_ARRAY(a, int32_t, n), *aboard = ARENA_ARRAY(a, int32_t, n * loads);
    int32_t *change = ARENA_ARRAY(a, int32_t, n * loads);
    bool *drop = ARENA_ARRAY(a, bool, n), any = false;
    for (int32_t u = 0; u < in->n; u++)
        mate[u] = VRP_NONE;
    for (int32_t u = 0; u < in->n; u++) {
        const struct vrp_visit *v = &p->visits[u];
        if (v->pair != VRP_NONE) mate[u] = v->pair, mate[v->pair] = u, drop[v->pair] = any = true;
        for (int32_t d = 0; d < in->loads; d++) {
            aboard[u * in->loads + d] = v->delivery[d];
            in->delivers = in->delivers || v->delivery[d];
            change[u * in->loads + d] += v->pickup[d] - v->delivery[d];
            if (v->pair != VRP_NONE) change[v->pair * in->loads + d] -= v->pickup[d];
        }
    }
    if (any) in->mate = mate, in->drop = drop;
    in->mixed = true;
    in->aboard = aboard;
    in->change = change;
    instance_add_rule(in, pairs_rule);
}

void pairs_remove_mates(struct state *s, int32_t from)
{
    if (!s->in->mate) return;
    for (int32_t i = from; i < s->absent_count; i++) {
        int32_t mate = s->in->mate[s->absent[i]];
        if (mate != VRP_NONE && s->route[mate] != VRP_NONE) state_remove(s, mate);
    }
}
