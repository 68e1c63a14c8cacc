/* tables.c - Solomon's, Li and Lim's and the split-delivery text files: plain columns of numbers. */
#include "vrpfile/vrpfile_impl.h"

struct line_of_numbers {
    int64_t v[16];
    int32_t count;
};

static bool numbers(struct reader *r, struct line_of_numbers *out)
{
    struct str line;
    out->count = 0;
    if (!reader_line(r, &line)) return reader_fail(r, MSG_ROUTE_LINE_END, "");
    for (struct str w = reader_word(&line); w.n; w = reader_word(&line)) {
        if (out->count == (int32_t)COUNT(out->v)) return reader_fail(r, MSG_ROUTE_LINE_MANY, "");
        if (!reader_number(w, &out->v[out->count++])) return reader_fail(r, MSG_ROUTE_LINE_NUMBER, "");
    }
    return true;
}

static bool whole(int64_t micro, int64_t least, int64_t most, int32_t *out)
{
    if (micro % MICRO || micro / MICRO < least || micro / MICRO > most) return false;
    *out = (int32_t)(micro / MICRO);
    return true;
}

/* One depot (node 0), `vehicles` equal vehicles, everything else in the visits already. */
static void finish(struct arena *a, struct vrpfile *out, const struct point *at, int32_t nodes,
                   enum vrpfile_rounding rounding, const struct vrp_vehicle *vehicle)
{
    struct vrp_profile *profile = ARENA_NEW(a, struct vrp_profile);
    struct vrp_vehicle *v = ARENA_NEW(a, struct vrp_vehicle);
    *v = *vehicle;
    profile->distance = distances(a, at, nodes, rounding);
    out->number = ARENA_ARRAY(a, int32_t, (size_t)nodes);
    for (int32_t u = 0; u + 1 < nodes; u++)
        out->number[u] = u + 1;
    out->problem.profiles = profile;
    out->problem.vehicles = v;
    out->problem.location_count = nodes;
    out->problem.visit_count = nodes - 1;
    out->problem.profile_count = out->problem.vehicle_count = out->problem.load_count = 1;
}

struct customers {
    struct list points, visits, windows; /* of struct point, vrp_visit, vrp_window: with the depot first */
    struct list pickups, deliveries;     /* of int32_t: Li and Lim's last two columns */
};

/* number x y demand ready due service [pickup delivery] */
static bool customer(struct reader *r, int64_t unit, const struct line_of_numbers *l, struct customers *c)
{
    struct vrp_visit *v = LIST_ADD(r->arena, &c->visits, struct vrp_visit);
    struct vrp_window *w = LIST_ADD(r->arena, &c->windows, struct vrp_window);
    int32_t index = (int32_t)c->points.count, demand, pickup = 0, delivery = 0;
    if (l->count < 7 || l->v[0] != index * MICRO)
        return reader_fail(r, MSG_ROUTE_LINE_FORM, "number x y demand ready due service");
    *LIST_ADD(r->arena, &c->points, struct point) = (struct point){l->v[1], l->v[2]};
    *v = (struct vrp_visit){.location = index, .pair = VRP_NONE, .group = VRP_NONE, .window_count = 1};
    if (!whole(l->v[3], -VRP_LOAD_MAX, VRP_LOAD_MAX, &demand) || !in_units(l->v[4], unit, &w->from) ||
        !in_units(l->v[5], unit, &w->to) || !in_units(l->v[6], unit, &v->service) || w->from > w->to)
        return reader_fail(r, MSG_ROUTE_LINE_RANGE, "");
    v->delivery[0] = demand; /* negative: the other end of a pair; settled in pair_up */
    if (l->count >= 9 && (!whole(l->v[7], 0, VRP_VISITS_MAX, &pickup) || !whole(l->v[8], 0, VRP_VISITS_MAX, &delivery)))
        return reader_fail(r, MSG_ROUTE_LINE_PAIRS, "");
    *LIST_ADD(r->arena, &c->pickups, int32_t) = pickup;
    *LIST_ADD(r->arena, &c->deliveries, int32_t) = delivery;
    return true;
}

static bool all_customers(struct reader *r, int64_t unit, struct customers *c)
{
    struct line_of_numbers l;
    struct reader ahead = *r;
    struct str line;
    while (reader_line(&ahead, &line)) {
        if (!numbers(r, &l) || !customer(r, unit, &l, c)) return false;
        if (c->points.count > VRP_LOCATIONS_MAX) return reader_fail(r, MSG_ROUTE_LINE_MANY, "");
        ahead = *r;
    }
    if (c->points.count < 2) return reader_fail(r, MSG_ROUTE_LINE_END, "");
    for (size_t i = 0; i < c->visits.count; i++)
        LIST_AT(&c->visits, struct vrp_visit, i)->windows = LIST_AT(&c->windows, struct vrp_window, i);
    return true;
}

static bool pair_up(struct reader *r, struct customers *c)
{
    for (size_t i = 1; i < c->visits.count; i++) {
        struct vrp_visit *v = LIST_AT(&c->visits, struct vrp_visit, i);
        int32_t from = *LIST_AT(&c->pickups, int32_t, i), to = *LIST_AT(&c->deliveries, int32_t, i);
        if (from == 0 && to == 0 && v->delivery[0] >= 0) continue;
        int32_t other = to ? to : from;
        if ((from && to) || other < 1 || (size_t)other >= c->visits.count || (size_t)other == i)
            return reader_fail(r, MSG_ROUTE_LINE_PAIRS, "");
        int32_t back =
            to ? *LIST_AT(&c->pickups, int32_t, (size_t)other) : *LIST_AT(&c->deliveries, int32_t, (size_t)other);
        if (back != (int32_t)i || (to && v->delivery[0] < 0)) return reader_fail(r, MSG_ROUTE_LINE_PAIRS, "");
        if (to) v->pair = to - 1, v->pickup[0] = v->delivery[0];
    }
    for (size_t i = 1; i < c->visits.count; i++) {
        struct vrp_visit *v = LIST_AT(&c->visits, struct vrp_visit, i);
        if (*LIST_AT(&c->pickups, int32_t, i) || *LIST_AT(&c->deliveries, int32_t, i)) v->delivery[0] = 0;
        if (v->delivery[0] < 0) return reader_fail(r, MSG_ROUTE_LINE_PAIRS, "");
    }
    return true;
}

static bool timed_file(struct reader *r, enum vrpfile_rounding rounding, int32_t vehicles, int32_t capacity,
                       struct vrpfile *out)
{
    struct customers c = {0};
    if (!all_customers(r, unit_of(rounding), &c) || !pair_up(r, &c)) return false;
    struct vrp_window shift = *LIST_AT(&c.windows, struct vrp_window, 0);
    struct vrp_vehicle v = {.count = vehicles, .capacity = {capacity}, .per_distance = 1, .shift = shift};
    finish(r->arena, out, c.points.items, (int32_t)c.points.count, rounding, &v);
    out->problem.visits = LIST_AT(&c.visits, struct vrp_visit, 1);
    return true;
}

bool read_li_lim(struct reader *r, enum vrpfile_rounding rounding, struct vrpfile *out)
{
    struct line_of_numbers l;
    int32_t vehicles, capacity;
    if (!numbers(r, &l)) return false;
    if (l.count != 3 || !whole(l.v[0], 1, VRP_VISITS_MAX, &vehicles) || !whole(l.v[1], 0, VRP_LOAD_MAX, &capacity))
        return reader_fail(r, MSG_ROUTE_LINE_FORM, "vehicles capacity speed");
    return timed_file(r, rounding, vehicles, capacity, out);
}

bool read_solomon(struct reader *r, enum vrpfile_rounding rounding, struct vrpfile *out)
{
    struct line_of_numbers l;
    struct str line;
    int32_t vehicles, capacity;
    if (!reader_line(r, &out->name)) return false;
    do
        if (!reader_line(r, &line)) return reader_fail(r, MSG_ROUTE_NO_FORM, "");
    while (!str_starts(line, STR("NUMBER")));
    if (!numbers(r, &l)) return false;
    if (l.count != 2 || !whole(l.v[0], 1, VRP_VISITS_MAX, &vehicles) || !whole(l.v[1], 0, VRP_LOAD_MAX, &capacity))
        return reader_fail(r, MSG_ROUTE_LINE_FORM, "number capacity");
    do
        if (!reader_line(r, &line)) return reader_fail(r, MSG_ROUTE_LINE_NAME, "CUST NO");
    while (!str_starts(line, STR("CUST NO")));
    return timed_file(r, rounding, vehicles, capacity, out);
}

/* n Q, then n demands over any number of lines, then n + 1 lines x y; every visit may be split into whole units. */
bool read_split(struct reader *r, enum vrpfile_rounding rounding, struct vrpfile *out)
{
    struct line_of_numbers l;
    int32_t n, capacity, demand;
    struct str line = {0}, word;
    int64_t micro;
    if (!numbers(r, &l)) return false;
    if (l.count != 2 || !whole(l.v[0], 1, VRP_VISITS_MAX - 1, &n) || !whole(l.v[1], 1, VRP_LOAD_MAX, &capacity))
        return reader_fail(r, MSG_ROUTE_LINE_FORM, "customers capacity");
    struct vrp_visit *v = ARENA_ARRAY(r->arena, struct vrp_visit, (size_t)n);
    struct point *at = ARENA_ARRAY(r->arena, struct point, (size_t)n + 1);
    for (int32_t i = 0; i < n; i++) {
        while (!(word = reader_word(&line)).n)
            if (!reader_line(r, &line)) return reader_fail(r, MSG_ROUTE_LINE_END, "");
        if (!reader_number(word, &micro) || !whole(micro, 0, VRP_LOAD_MAX, &demand))
            return reader_fail(r, MSG_ROUTE_LINE_RANGE, "");
        v[i] = (struct vrp_visit){.location = i + 1, .pair = VRP_NONE, .group = VRP_NONE, .min_chunk = 1};
        v[i].delivery[0] = demand;
    }
    for (int32_t i = 0; i <= n; i++) {
        if (!numbers(r, &l)) return false;
        if (l.count != 2) return reader_fail(r, MSG_ROUTE_LINE_FORM, "x y");
        at[i] = (struct point){l.v[0], l.v[1]};
    }
    struct vrp_vehicle one = {.count = VRP_VISITS_MAX, .capacity = {capacity}, .per_distance = 1};
    finish(r->arena, out, at, n + 1, rounding, &one);
    out->problem.visits = v;
    return true;
}
