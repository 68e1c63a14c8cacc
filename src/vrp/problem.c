/* problem.c - is a problem well formed?  And the sentences for faults and violations. */
#include "vrp/vrp.h"

const char *vrp_fault_text(enum vrp_fault_id id, bool zh)
{
    static const char *const TEXTS[][2] = {[VRP_FAULT_NONE] = {"", ""},
#define X(id, zh_text, en_text) [VRP_FAULT_##id] = {zh_text, en_text},
                                           VRP_FAULTS(X)
#undef X
    };
    assert((size_t)id < COUNT(TEXTS));
    return TEXTS[id][zh ? 0 : 1];
}

const char *vrp_violation_text(enum vrp_violation_id id, bool zh)
{
    static const char *const TEXTS[][2] = {[VRP_OK] = {"", ""},
#define X(id, zh_text, en_text) [VRP_BREAKS_##id] = {zh_text, en_text},
                                           VRP_VIOLATIONS(X)
#undef X
    };
    assert((size_t)id < COUNT(TEXTS));
    return TEXTS[id][zh ? 0 : 1];
}

static bool within(int64_t x, int64_t most)
{
    return x >= 0 && x <= most;
}

static bool loads_fine(const int32_t *loads, int32_t count)
{
    for (int32_t d = 0; d < count; d++)
        if (!within(loads[d], VRP_LOAD_MAX)) return false;
    return true;
}

static bool times_fine(const int32_t *times, int32_t count)
{
    for (int32_t u = 0; times && u < count; u++)
        if (!within(times[u], VRP_TIME_MAX)) return false;
    return true;
}

static bool windows_fine(const struct vrp_window *w, int32_t count)
{
    if (!within(count, 1000) || (count && !w)) return false;
    for (int32_t i = 0; i < count; i++) {
        if (!within(w[i].from, VRP_TIME_MAX) || !within(w[i].to, VRP_TIME_MAX) || w[i].from > w[i].to) return false;
        if (i && w[i].from <= w[i - 1].to) return false;
    }
    return true;
}

static enum vrp_fault_id visit_fault(const struct vrp_problem *p, int32_t i)
{
    const struct vrp_visit *v = &p->visits[i];
    if (v->location < 0 || v->location >= p->location_count) return VRP_FAULT_VISIT_LOCATION;
    if (!loads_fine(v->delivery, p->load_count) || !loads_fine(v->pickup, p->load_count)) return VRP_FAULT_VISIT_LOAD;
    if (!within(v->service, VRP_TIME_MAX) || !within(v->setup, VRP_TIME_MAX) || !within(v->release, VRP_TIME_MAX))
        return VRP_FAULT_VISIT_TIME;
    if (!within(v->ride_max, VRP_TIME_MAX) || !windows_fine(v->windows, v->window_count)) return VRP_FAULT_VISIT_TIME;
    if (v->pair != VRP_NONE) {
        if (v->pair < 0 || v->pair >= p->visit_count || v->pair == i) return VRP_FAULT_VISIT_PAIR;
        if (p->visits[v->pair].pair != VRP_NONE || p->visits[v->pair].min_chunk) return VRP_FAULT_VISIT_PAIR;
    }
    bool parted = v->min_chunk && p->load_count && (v->pair != VRP_NONE || (v->delivery[0] && v->pickup[0]));
    bool fine = !parted && v->kind < 64 && within(v->prize, VRP_PRIZE_MAX) && within(v->min_chunk, VRP_LOAD_MAX) &&
                v->group >= VRP_NONE;
    return fine ? VRP_FAULT_NONE : VRP_FAULT_VISIT_OTHER;
}

/* *longest is its largest entry. */
static bool matrix_fine(const int32_t *m, int64_t cells, int64_t most, int64_t *at, int32_t *longest)
{
    enum {
        BLOCK = 4096
    };
    *longest = 0;
    for (int64_t from = 0; from < cells; from += BLOCK) {
        int32_t low = 0, high = 0, count = (int32_t)(cells - from < BLOCK ? cells - from : BLOCK);
        for (int32_t i = 0; i < count; i++) { /* without branches: there are hundreds of millions */
            low = m[from + i] < low ? m[from + i] : low;
            high = m[from + i] > high ? m[from + i] : high;
        }
        for (int32_t i = 0; (low < 0 || high > most) && i < count; i++)
            if (m[from + i] < 0 || m[from + i] > most) return *at = from + i, false;
        *longest = high > *longest ? high : *longest;
    }
    return true;
}

/* A part of the day that leaves `rest` of it. */
static bool daily(const struct vrp_window *w, int32_t day, int32_t rest)
{
    int64_t takes = (int64_t)w->to - w->from + (w->to < w->from ? day : 0);
    return within(w->from, day) && within(w->to, day) && takes <= day - rest;
}

/* Shorter limits, and arcs of weeks, would make endless lists of rests. */
static bool bounded(int32_t limit, int32_t day)
{
    return limit == 0 || within((int64_t)limit - day / 96, day);
}

static bool rules_fine(const struct vrp_vehicle *v, const int32_t *slowest)
{
    const struct vrp_driver_rules *r = v->rules;
    if (r->day <= 0 || r->day > VRP_TIME_MAX || r->step <= 0 || r->day / r->step > VRP_DEPARTURES_MAX) return false;
    if (!daily(&r->night, r->day, 0) || !daily(&r->ban, r->day, r->day / 96) ||
        !within(r->two_drivers_beyond, INT32_MAX))
        return false;
    if (!bounded(r->drive_day_max, r->day) || !bounded(r->drive_night_max, r->day) || !within(r->rest, r->day) ||
        !bounded(r->drive_24h_max, r->day) || !within(r->layover, VRP_TIME_MAX))
        return false;
    if (r->drivers < 1 || r->drivers > 16) return false;
    if (r->rest == 0 && (r->drive_day_max || r->drive_night_max)) return false;
    return slowest[v->profile] <= 10 * (int64_t)r->day;
}

static bool pauses_fine(const struct vrp_problem *p, const struct vrp_vehicle *v)
{
    bool fine = within(v->pause_count, VRP_PAUSES_MAX);
    for (int32_t k = 0; fine && k < v->pause_count; k++) {
        const struct vrp_pause *x = &v->pauses[k];
        fine = windows_fine(x->windows, x->window_count) && within(x->service, VRP_TIME_MAX) &&
               (!x->limited || loads_fine(x->load_max, p->load_count));
    }
    return fine;
}

/* slowest: per profile, its longest time of an arc. */
static enum vrp_fault_id vehicle_fault(const struct vrp_problem *p, const struct vrp_vehicle *v, const int32_t *slowest)
{
    for (int end = 0; end < 2; end++) {
        int32_t at = end ? v->end : v->start;
        if (at != VRP_NONE && (at < 0 || at >= p->location_count)) return VRP_FAULT_VEHICLE_LOCATION;
    }
    if (!loads_fine(v->capacity, p->load_count)) return VRP_FAULT_VEHICLE_CAPACITY;
    if (!windows_fine(&v->shift, 1) || !within(v->duration_max, VRP_TIME_MAX) ||
        !times_fine(v->service, p->visit_count) || !times_fine(v->setup, p->visit_count))
        return VRP_FAULT_VEHICLE_TIME;
    if (!within(v->fixed, VRP_COST_MAX) || !within(v->per_distance, 1 << 20) || !within(v->per_duration, 1 << 20) ||
        !within(v->per_work, VRP_COST_MAX))
        return VRP_FAULT_VEHICLE_COST;
    bool fine = v->count > 0 && v->profile >= 0 && v->profile < p->profile_count && v->distance_max >= 0 &&
                v->stops_max >= 0 && v->visits_max >= 0 && v->travel_max >= 0;
    if (!fine) return VRP_FAULT_VEHICLE_OTHER;
    if (!pauses_fine(p, v)) return VRP_FAULT_VEHICLE_TIME;
    if (v->rules && v->pause_count) return VRP_FAULT_VEHICLE_RULES;
    return !v->rules || rules_fine(v, slowest) ? VRP_FAULT_NONE : VRP_FAULT_VEHICLE_RULES;
}

/* Two profiles may share a matrix; it is looked at once when they stand side by side. */
static bool profile_fine(const struct vrp_problem *p, int32_t k, int64_t *at, int32_t *slowest)
{
    const struct vrp_profile *f = &p->profiles[k], *was = k ? f - 1 : &(struct vrp_profile){0};
    int64_t cells = (int64_t)p->location_count * p->location_count;
    int32_t longest;
    if (f->distance == was->distance && f->duration == was->duration && f->length == was->length)
        return slowest[k] = slowest[k - 1], true;
    if (!matrix_fine(f->distance, cells, VRP_DISTANCE_MAX, at, &slowest[k])) return false;
    if (f->duration && !matrix_fine(f->duration, cells, VRP_TIME_MAX, at, &slowest[k])) return false;
    return !f->length || matrix_fine(f->length, cells, VRP_DISTANCE_MAX, at, &longest);
}

/* Every visit is left at most once. */
static bool pairs_apart(const struct vrp_problem *p, int64_t *at)
{
    struct arena *a = arena_new();
    bool *left = ARENA_ARRAY(a, bool, (size_t)p->visit_count + 1), fine = true;
    for (int32_t i = 0; i < p->visit_count && fine; i++) {
        int32_t pair = p->visits[i].pair;
        if (pair == VRP_NONE) continue;
        if (left[pair]) *at = i, fine = false;
        left[pair] = true;
    }
    arena_free(a);
    return fine;
}

static bool refuse(struct vrp_fault *fault, enum vrp_fault_id id, int64_t at)
{
    *fault = (struct vrp_fault){id, at};
    return false;
}

bool vrp_problem_valid(const struct vrp_problem *p, struct vrp_fault *fault)
{
    int32_t slowest[VRP_VEHICLES_MAX];
    int64_t at = 0;
    if (p->location_count < 1 || p->location_count > VRP_LOCATIONS_MAX || !within(p->visit_count, VRP_VISITS_MAX) ||
        p->vehicle_count < 1 || p->vehicle_count > VRP_VEHICLES_MAX || !within(p->load_count, VRP_LOADS_MAX) ||
        p->profile_count < 1 || p->profile_count > VRP_VEHICLES_MAX || !p->profiles || !p->vehicles ||
        (p->visit_count && !p->visits))
        return refuse(fault, VRP_FAULT_SIZE, 0);
    if (!within(p->ride_weight, VRP_WEIGHT_MAX) || !within(p->longest_weight, VRP_WEIGHT_MAX))
        return refuse(fault, VRP_FAULT_WEIGHT, 0);
    for (int32_t k = 0; k < p->profile_count; k++) {
        if (!p->profiles[k].distance) return refuse(fault, VRP_FAULT_SIZE, k);
        if (!profile_fine(p, k, &at, slowest)) return refuse(fault, VRP_FAULT_ARC, at);
    }
    int64_t prizes = 0;
    for (int32_t i = 0; i < p->visit_count; i++) {
        enum vrp_fault_id id = visit_fault(p, i);
        if (id != VRP_FAULT_NONE) return refuse(fault, id, i);
        prizes += p->visits[i].prize;
        if (prizes > VRP_PRIZES_MAX) return refuse(fault, VRP_FAULT_VISIT_OTHER, i);
    }
    if (!pairs_apart(p, &at)) return refuse(fault, VRP_FAULT_VISIT_PAIR, at);
    for (int32_t k = 0; k < p->vehicle_count; k++) {
        enum vrp_fault_id id = vehicle_fault(p, &p->vehicles[k], slowest);
        if (id != VRP_FAULT_NONE) return refuse(fault, id, k);
    }
    *fault = (struct vrp_fault){0};
    return true;
}
