/* parts.c - the problem with parts, and groups as rings. */
#include "vrp/order.h"
#include "vrp/party.h"
#include <stdlib.h>

enum {
    PARTS_MORE = 2, /* parts beyond those that full vehicles would need */
    NODES_MAX = 4 * VRP_VISITS_MAX
};

static int64_t demand(const struct vrp_visit *v)
{
    return (int64_t)v->delivery[0] + v->pickup[0];
}

/* As many as the least chunk allows, and no more than the largest vehicle makes sensible. */
static int64_t parts_of(const struct vrp_visit *v, int64_t capacity, int64_t vehicles)
{
    if (!v->min_chunk || v->group != VRP_NONE || demand(v) / v->min_chunk < 2) return 1;
    int64_t count = demand(v) / (capacity > 0 ? capacity : 1) + 1 + PARTS_MORE, most = demand(v) / v->min_chunk;
    count = count < most ? count : most;
    return count < vehicles ? count : vehicles;
}

bool parts_expand(struct arena *a, const struct vrp_problem *p, const struct vrp_problem **out,
                  const struct parts **parts, int64_t *at)
{
    int64_t capacity = 0, vehicles = 0, nodes = p->visit_count;
    *out = p, *parts = NULL;
    if (p->load_count == 0) return true;
    for (int32_t k = 0; k < p->vehicle_count; k++) {
        capacity = p->vehicles[k].capacity[0] > capacity ? p->vehicles[k].capacity[0] : capacity;
        vehicles += p->vehicles[k].count;
    }
    for (int32_t u = 0; u < p->visit_count; u++) {
        nodes += parts_of(&p->visits[u], capacity, vehicles) - 1;
        if (nodes > NODES_MAX) return *at = u, false;
    }
    if (nodes == p->visit_count) return true;
    struct vrp_problem *more = ARENA_NEW(a, struct vrp_problem);
    struct parts *q = ARENA_NEW(a, struct parts);
    struct vrp_visit *visits = ARENA_ARRAY(a, struct vrp_visit, (size_t)nodes);
    int32_t *whole = ARENA_ARRAY(a, int32_t, (size_t)nodes), *sibling = ARENA_ARRAY(a, int32_t, (size_t)nodes);
    int32_t *chunk = ARENA_ARRAY(a, int32_t, (size_t)nodes), next = p->visit_count;
    for (int32_t u = 0; u < p->visit_count; u++) {
        visits[u] = p->visits[u];
        whole[u] = sibling[u] = u, chunk[u] = visits[u].min_chunk;
        int32_t last = u;
        for (int64_t k = parts_of(&visits[u], capacity, vehicles); k > 1; k--, last = next++) {
            visits[next] = p->visits[u];
            visits[next].delivery[0] = visits[next].pickup[0] = 0;
            whole[next] = u, chunk[next] = chunk[u], sibling[next] = u, sibling[last] = next;
        }
    }
    *q = (struct parts){.visit_count = p->visit_count, .whole = whole, .sibling = sibling, .chunk = chunk};
    *more = *p;
    more->visits = visits;
    more->visit_count = next;
    more->vehicles = order_vehicles(a, p, whole, next);
    *out = more, *parts = q;
    return true;
}

struct member {
    int32_t group, visit;
};

static int by_group(const void *x, const void *y)
{
    const struct member *a = x, *b = y;
    if (a->group != b->group) return a->group < b->group ? -1 : 1;
    return (a->visit > b->visit) - (a->visit < b->visit);
}

static int32_t leader_of(int32_t *leader, int32_t u)
{
    while (leader[u] != u)
        u = leader[u] = leader[leader[u]];
    return u;
}

static void join(int32_t *leader, int32_t u, int32_t v)
{
    int32_t x = leader_of(leader, u), y = leader_of(leader, v);
    if (x < y)
        leader[y] = x;
    else
        leader[x] = y;
}

/* Who is in a group brings the other end of its pair, and that one its group. */
const int32_t *groups_build(struct arena *a, const struct vrp_problem *p)
{
    size_t n = (size_t)p->visit_count + 1;
    struct member *m = ARENA_ARRAY(a, struct member, n);
    int32_t *fellow = ARENA_ARRAY(a, int32_t, n), *leader = ARENA_ARRAY(a, int32_t, n);
    int32_t *last = ARENA_ARRAY(a, int32_t, n), count = 0;
    for (int32_t u = 0; u < p->visit_count; u++) {
        leader[u] = u;
        if (p->visits[u].group != VRP_NONE) m[count++] = (struct member){p->visits[u].group, u};
    }
    if (count < 2) return NULL;
    qsort(m, (size_t)count, sizeof *m, by_group);
    bool any = false;
    for (int32_t i = 1; i < count; i++)
        if (m[i].group == m[i - 1].group) join(leader, m[i - 1].visit, m[i].visit), any = true;
    for (int32_t u = 0; u < p->visit_count; u++) {
        int32_t mate = p->visits[u].pair;
        if (mate != VRP_NONE && (p->visits[u].group != VRP_NONE || p->visits[mate].group != VRP_NONE))
            join(leader, u, mate);
    }
    for (int32_t u = 0; u < p->visit_count; u++) { /* rings go upwards and close at the leader, who is the least */
        int32_t first = leader_of(leader, u);
        if (u != first) fellow[last[first]] = u;
        last[first] = u, fellow[u] = first;
    }
    return any ? fellow : NULL;
}
