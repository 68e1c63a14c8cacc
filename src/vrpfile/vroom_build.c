/* vroom_build.c - makes a problem of the values read: locations, matrices, costs in whole units, types, clock. */
#include "vrpfile/sphere.h"
#include "vrpfile/vroom_impl.h"

#define BYTES_MAX ((int64_t)1 << 31) /* of all matrices together */
#define MICRO INT64_C(1000000)
#define BEFORE ((int64_t)1 << 26) /* vehicles may leave so long before the first window */

struct builder {
    struct vroom_reader *r;
    struct arena *arena;
    struct vroom *f;
    int32_t count;        /* locations */
    int64_t bytes;        /* of matrices so far */
    struct list points;   /* of struct vroom_place: location -> place, when places are coordinates */
    struct list profiles; /* of struct vrp_profile */
    struct list recipes;  /* of struct recipe, one per profile */
};
/* What a profile was made of. */
struct recipe {
    int32_t matrices;
    int64_t speed, per_hour, per_km;
};

static struct vroom_task *task_at(const struct builder *b, size_t i)
{
    return LIST_AT(&b->r->tasks, struct vroom_task, i);
}
static struct task_draft *draft_at(const struct builder *b, size_t i)
{
    return LIST_AT(&b->r->drafts, struct task_draft, i);
}
static struct vroom_vehicle *vehicle_at(const struct builder *b, size_t i)
{
    return LIST_AT(&b->r->vehicles, struct vroom_vehicle, i);
}
static struct vehicle_draft *vehicle_draft_at(const struct builder *b, size_t i)
{
    return LIST_AT(&b->r->vehicle_drafts, struct vehicle_draft, i);
}

/* ---- places ---- */

static bool locate(struct builder *b, struct vroom_place *p, struct str where, const char *name)
{
    if (b->f->matrices.count) {
        if (p->index < 0) return BAD(b->r, where, name, M(ROUTE_NO_PLACE), S("name", str_of(name)));
        const char *key = arena_printf(b->arena, "%s_index", name).p;
        if (p->index >= b->count) return BAD(b->r, where, key, M(ROUTE_INDEX), I("count", b->count));
        p->location = (int32_t)p->index;
        return true;
    }
    if (!p->has_point) return BAD(b->r, where, name, M(ROUTE_NO_PLACE), S("name", str_of(name)));
    for (size_t i = 0; i < b->points.count && p->location == VRP_NONE; i++) {
        const struct vroom_place *q = LIST_AT(&b->points, struct vroom_place, i);
        if (q->lon == p->lon && q->lat == p->lat && q->road == p->road) p->location = (int32_t)i;
    }
    if (p->location != VRP_NONE) return true;
    p->location = (int32_t)b->points.count;
    *LIST_ADD(b->arena, &b->points, struct vroom_place) = *p;
    return p->location < VRP_LOCATIONS_MAX || BAD(b->r, where, name, M(LIST_LONG), I("max", VRP_LOCATIONS_MAX));
}

static bool locate_all(struct builder *b)
{
    if (b->f->matrices.count) b->count = LIST_AT(&b->f->matrices, struct vroom_matrices, 0)->count;
    for (size_t i = 0; i < b->r->vehicles.count; i++) {
        struct vroom_vehicle *v = vehicle_at(b, i);
        struct str where = vehicle_draft_at(b, i)->where;
        if (v->start.given && !locate(b, &v->start, where, "start")) return false;
        if (v->end.given && !locate(b, &v->end, where, "end")) return false;
        v->as.start = v->start.location, v->as.end = v->end.location;
    }
    for (size_t i = 0; i < b->r->tasks.count; i++) {
        if (!locate(b, &task_at(b, i)->place, draft_at(b, i)->where, "location")) return false;
        draft_at(b, i)->as.location = task_at(b, i)->place.location;
    }
    if (!b->f->matrices.count) b->count = (int32_t)b->points.count;
    return true;
}

/* ---- matrices ---- */

static int64_t cells(const struct builder *b)
{
    return (int64_t)b->count * b->count;
}

static bool take(struct builder *b, int32_t **out)
{
    b->bytes += cells(b) * (int64_t)sizeof **out;
    if (b->bytes > BYTES_MAX) return BAD(b->r, (struct str){0}, "jobs", M(ROUTE_LARGE), I("count", b->count));
    *out = ARENA_ARRAY(b->arena, int32_t, (size_t)cells(b) + 1);
    return true;
}

static int32_t capped(int128 x)
{
    return x > VRP_DISTANCE_MAX ? VRP_DISTANCE_MAX : (int32_t)x;
}

/* Roads as long as great circles times the worse of both ends' factors. */
static void by_circles(struct builder *b, struct vroom_matrices *m)
{
    struct sphere_point *at = ARENA_ARRAY(b->arena, struct sphere_point, (size_t)b->count + 1);
    const struct vroom_place *p = b->points.items;
    for (int32_t i = 0; i < b->count; i++)
        at[i] = sphere_point(p[i].lon, p[i].lat);
    for (int64_t i = 0; i < b->count; i++)
        for (int64_t j = 0; j < i; j++) {
            int64_t road = p[i].road > p[j].road ? p[i].road : p[j].road;
            int64_t far = (sphere_metres(at[i], at[j]) * road + 500) / 1000;
            int32_t time = capped(((int128)far * 3600 + b->f->roads.speed / 2) / b->f->roads.speed);
            m->distances[i * b->count + j] = m->distances[j * b->count + i] = (int32_t)far;
            m->durations[i * b->count + j] = m->durations[j * b->count + i] = time;
        }
}

/* The matrices for a profile name; made when places are coordinates. */
static bool find_matrices(struct builder *b, struct vroom_vehicle *v, struct str where)
{
    bool given = b->points.count == 0, asks = b->r->source && b->r->source->table;
    for (size_t i = 0; i < b->f->matrices.count; i++) {
        const struct vroom_matrices *m = LIST_AT(&b->f->matrices, struct vroom_matrices, i);
        if ((given || asks) && !str_eq(m->name, v->profile)) continue;
        if (!m->durations) break;
        v->matrices = (int32_t)i;
        return true;
    }
    if (given) return BAD(b->r, where, "profile", M(ROUTE_NO_MATRIX), S("name", v->profile));
    struct vroom_matrices *m = LIST_ADD(b->arena, &b->f->matrices, struct vroom_matrices);
    m->name = v->profile, m->count = b->count;
    v->matrices = (int32_t)b->f->matrices.count - 1;
    if (!take(b, &m->durations) || !take(b, &m->distances)) return false;
    if (!asks) {
        by_circles(b, m);
        return true;
    }
    return b->r->source->table(b->r->source->data, b->r->err, v->profile, b->points.items, b->count, m->durations,
                               m->distances);
}

static const struct vroom_matrices *matrices_of(const struct builder *b, const struct vroom_vehicle *v)
{
    return LIST_AT(&b->f->matrices, struct vroom_matrices, v->matrices);
}

static int64_t scaled_time(int32_t time, int64_t speed)
{
    return ((int64_t)time * MICRO + speed / 2) / speed;
}

/* The cost of an arc in 1/18000. */
static int128 arc_cost(const struct vroom_matrices *m, const struct vroom_vehicle *v, int64_t i)
{
    if (m->costs) return (int128)m->costs[i] * 18000;
    int128 far = m->distances ? m->distances[i] : 0;
    return (int128)v->costs.per_hour * scaled_time(m->durations[i], v->speed) * 5 + far * v->costs.per_km * 18;
}

/* How many units of cost make one of the file: as many as fit, none more than needed. */
static bool cost_unit(struct builder *b)
{
    int128 longest = 0;
    int64_t fixed = 0, weight = b->f->problem.ride_weight;
    bool whole = true;
    if (b->f->problem.longest_weight > weight) weight = b->f->problem.longest_weight;
    for (size_t k = 0; k < b->r->vehicles.count; k++) {
        const struct vroom_vehicle *v = vehicle_at(b, k);
        const struct vroom_matrices *m = matrices_of(b, v);
        whole = whole && v->costs.per_task_hour % 3600 == 0 &&
                (m->costs || (v->costs.per_hour % 3600 == 0 && v->costs.per_km % 1000 == 0));
        if (v->costs.fixed > fixed) fixed = v->costs.fixed;
        if (v->costs.per_task_hour / 1000 > fixed) fixed = v->costs.per_task_hour / 1000; /* a bound of its own */
        if (k && v->matrices == v[-1].matrices && memcmp(&v->costs, &v[-1].costs, sizeof v->costs) == 0 &&
            v->speed == v[-1].speed)
            continue;
        for (int64_t i = 0; i < cells(b); i++) {
            int128 x = arc_cost(m, v, i);
            if (x > longest) longest = x;
        }
    }
    b->f->cost_unit = 1;
    if (longest / 18000 > VRP_DISTANCE_MAX) return BAD(b->r, STR("vehicles/0"), "costs", M(ROUTE_COSTS_LARGE));
    while (!whole && b->f->cost_unit < 1000 && longest * b->f->cost_unit * 10 / 18000 <= VRP_DISTANCE_MAX / 2 &&
           fixed * b->f->cost_unit * 10 <= VRP_COST_MAX / 1000 && weight * b->f->cost_unit * 10 <= VRP_WEIGHT_MAX)
        b->f->cost_unit *= 10;
    b->f->problem.ride_weight *= (int32_t)b->f->cost_unit;
    b->f->problem.longest_weight *= (int32_t)b->f->cost_unit;
    return true;
}

static bool make_profile(struct builder *b, const struct vroom_vehicle *v)
{
    const struct vroom_matrices *m = matrices_of(b, v);
    struct vrp_profile *p = LIST_ADD(b->arena, &b->profiles, struct vrp_profile);
    int32_t *times = m->durations, *prices;
    if (v->speed != MICRO) {
        if (!take(b, &times)) return false;
        for (int64_t i = 0; i < cells(b); i++)
            times[i] = capped(scaled_time(m->durations[i], v->speed));
    }
    p->distance = times;
    p->length = m->distances;
    if (!m->costs && v->costs.per_hour == 3600 && !v->costs.per_km && b->f->cost_unit == 1) return true;
    if (!take(b, &prices)) return false;
    for (int64_t i = 0; i < cells(b); i++)
        prices[i] = capped((arc_cost(m, v, i) * b->f->cost_unit + 9000) / 18000);
    p->distance = prices;
    p->duration = times;
    if (!p->length) p->length = times;
    return true;
}

static bool profile_of(struct builder *b, struct vroom_vehicle *v)
{
    struct recipe want = {v->matrices, v->speed, v->costs.per_hour, v->costs.per_km};
    if (matrices_of(b, v)->costs) want.per_hour = want.per_km = 0;
    for (size_t i = 0; i < b->recipes.count; i++) {
        const struct recipe *x = LIST_AT(&b->recipes, struct recipe, i);
        if (x->matrices != want.matrices || x->speed != want.speed || x->per_hour != want.per_hour ||
            x->per_km != want.per_km)
            continue;
        v->as.profile = (int32_t)i;
        return true;
    }
    *LIST_ADD(b->arena, &b->recipes, struct recipe) = want;
    v->as.profile = (int32_t)b->profiles.count;
    return make_profile(b, v);
}

static bool all_profiles(struct builder *b)
{
    b->f->has_distances = true;
    for (size_t i = 0; i < b->r->vehicles.count; i++) {
        struct vroom_vehicle *v = vehicle_at(b, i);
        struct str where = vehicle_draft_at(b, i)->where;
        if (!find_matrices(b, v, where)) return false;
        bool known = matrices_of(b, v)->distances != NULL;
        b->f->has_distances = b->f->has_distances && known;
        if (!known && v->as.distance_max) return BAD(b->r, where, "max_distance", M(ROUTE_NO_LENGTHS));
        if (!known && v->costs.per_km) return BAD(b->r, where, "costs/per_km", M(ROUTE_NO_LENGTHS));
    }
    if (!cost_unit(b)) return false;
    for (size_t i = 0; i < b->r->vehicles.count; i++)
        if (!profile_of(b, vehicle_at(b, i))) return false;
    return true;
}

/* ---- the clock ---- */

static int64_t floor_to(int64_t x, int64_t step)
{
    int64_t rest = x % step;
    return x - (rest < 0 ? rest + step : rest);
}

/* Times of the file may be timestamps; those of the problem begin at 0.  With rules about the time of day the origin is
 * a midnight. */
static void find_origin(struct builder *b)
{
    int64_t first = 0, last = 0;
    bool any = false, ruled = false;
    for (size_t i = 0; i < b->r->drafts.count; i++) {
        const struct task_draft *d = draft_at(b, i);
        for (size_t k = 0; k < d->windows.count; k++) {
            const struct span *s = LIST_AT(&d->windows, struct span, k);
            if (!any || s->from < first) first = s->from;
            if (!any || s->from > last) last = s->from;
            any = true;
        }
        if (d->release == INT64_MIN) continue;
        if (!any || d->release < first) first = d->release;
        if (!any || d->release > last) last = d->release;
        any = true;
    }
    for (size_t i = 0; i < b->r->vehicles.count; i++) {
        const struct vehicle_draft *d = vehicle_draft_at(b, i);
        ruled = ruled || vehicle_at(b, i)->as.rules;
        for (size_t k = 0; k < d->breaks.count; k++) {
            const struct list *l = &LIST_AT(&d->breaks, struct break_draft, k)->windows;
            for (size_t j = 0; j < l->count; j++) {
                const struct span *w = LIST_AT(l, struct span, j);
                if (!any || w->from < first) first = w->from;
                if (!any || w->from > last) last = w->from;
                any = true;
            }
        }
        if (!d->has_shift) continue;
        if (!any || d->shift.from < first) first = d->shift.from;
        if (!any || d->shift.from > last) last = d->shift.from;
        any = true;
    }
    if (first < 0 || last > VRP_TIME_MAX) b->f->origin = first - (first < 0 ? 0 : BEFORE);
    if (ruled) b->f->origin = floor_to(b->f->origin - b->r->day_begins, 86400) + b->r->day_begins;
}

bool vroom_on_clock(struct vroom_reader *r, struct span s, struct str where, const char *name, struct vrp_window *out)
{
    int64_t from = s.from - r->f->origin, to = s.to - r->f->origin;
    if (from < 0 || from > VRP_TIME_MAX) return BAD(r, where, name, M(ROUTE_TIMES_FAR));
    *out = (struct vrp_window){(int32_t)from, to > VRP_TIME_MAX ? VRP_TIME_MAX : (int32_t)to};
    return true;
}

static bool all_times(struct builder *b)
{
    struct vrp_window w = {0};
    find_origin(b);
    for (size_t i = 0; i < b->r->drafts.count; i++) {
        struct task_draft *d = draft_at(b, i);
        struct vrp_window *out = ARENA_ARRAY(b->arena, struct vrp_window, d->windows.count + 1);
        for (size_t k = 0; k < d->windows.count; k++)
            if (!vroom_on_clock(b->r, *LIST_AT(&d->windows, struct span, k), d->where, "time_windows", &out[k]))
                return false;
        d->as.windows = out;
        d->as.window_count = (int32_t)d->windows.count;
        struct span release = {d->release, d->release};
        if (d->release == INT64_MIN) continue;
        if (!vroom_on_clock(b->r, release, d->where, "release", &w)) return false;
        d->as.release = w.from;
    }
    for (size_t i = 0; i < b->r->vehicles.count; i++) {
        struct vrp_window *shift = &vehicle_at(b, i)->as.shift;
        const struct vehicle_draft *d = vehicle_draft_at(b, i);
        if (d->has_shift && !vroom_on_clock(b->r, d->shift, d->where, "time_window", shift)) return false;
        if (d->has_shift && shift->to == 0) shift->to = 1; /* 0 means any time */
    }
    return true;
}

/* ---- types of vehicle ---- */

static bool same_rules(const struct vrp_driver_rules *x, const struct vrp_driver_rules *y)
{
    return x == y || (x && y && memcmp(x, y, sizeof *x) == 0);
}

static bool same_type(const struct vrp_vehicle *x, const struct vrp_vehicle *y)
{
    return x->profile == y->profile && x->start == y->start && x->end == y->end && x->fixed == y->fixed &&
           memcmp(x->capacity, y->capacity, sizeof x->capacity) == 0 && x->shift.from == y->shift.from &&
           x->shift.to == y->shift.to && x->duration_max == y->duration_max && x->distance_max == y->distance_max &&
           x->stops_max == y->stops_max && x->visits_max == y->visits_max && x->travel_max == y->travel_max &&
           x->per_work == y->per_work && x->service == y->service && x->setup == y->setup && x->pauses == y->pauses &&
           x->skills == y->skills && x->serves == y->serves && same_rules(x->rules, y->rules);
}

/* The times of a type in the order of tasks; NULL when no task has one. */
static const int32_t *times_by_type(struct builder *b, struct str type, bool setup)
{
    size_t n = b->r->drafts.count;
    int32_t *out = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct task_draft *d = draft_at(b, i);
        const struct list *l = setup ? &d->setups : &d->services;
        for (size_t k = 0; k < l->count; k++) {
            const struct time_by_type *x = LIST_AT(l, struct time_by_type, k);
            if (!str_eq(x->type, type)) continue;
            if (!out) out = ARENA_ARRAY(b->arena, int32_t, n);
            out[i] = x->time + 1;
        }
    }
    for (size_t i = 0; out && i < n; i++) {
        const struct vrp_visit *x = &draft_at(b, i)->as;
        out[i] = out[i] ? out[i] - 1 : setup ? x->setup : x->service;
    }
    return out;
}

/* Vehicles of one type share its lists. */
static void all_times_by_type(struct builder *b)
{
    for (size_t i = 0; i < b->r->vehicles.count; i++) {
        struct vroom_vehicle *v = vehicle_at(b, i);
        size_t k = 0;
        while (k < i && !str_eq(vehicle_at(b, k)->kind, v->kind))
            k++;
        if (!v->kind.n) continue;
        v->as.service = k < i ? vehicle_at(b, k)->as.service : times_by_type(b, v->kind, false);
        v->as.setup = k < i ? vehicle_at(b, k)->as.setup : times_by_type(b, v->kind, true);
    }
}

/* Vehicles that are alike are one type; one with locked steps stays alone, so that they stay its own. */
static void group_vehicles(struct builder *b)
{
    struct list types = {0};
    const uint8_t *nobody = ARENA_ARRAY(b->arena, uint8_t, b->r->drafts.count + 1);
    int32_t *lead = ARENA_ARRAY(b->arena, int32_t, b->r->vehicles.count + 1);
    for (size_t i = 0; i < b->r->vehicles.count; i++) {
        struct vroom_vehicle *v = vehicle_at(b, i);
        size_t k = v->lock_count ? types.count : 0;
        v->as.per_distance = 1;
        v->as.serves = v->idle ? nobody : NULL;
        v->as.fixed = v->costs.fixed * b->f->cost_unit;
        v->as.per_work = v->costs.per_task_hour * b->f->cost_unit;
        while (k < types.count && (vehicle_at(b, (size_t)lead[k])->lock_count ||
                                   !same_type(LIST_AT(&types, struct vrp_vehicle, k), &v->as)))
            k++;
        v->type = (int32_t)k;
        if (k < types.count) {
            LIST_AT(&types, struct vrp_vehicle, k)->count++;
            continue;
        }
        lead[k] = (int32_t)i;
        *LIST_ADD(b->arena, &types, struct vrp_vehicle) = v->as;
    }
    b->f->problem.vehicles = types.items;
    b->f->problem.vehicle_count = (int32_t)types.count;
}

/* ---- groups, exclusion, rides ---- */

static int32_t number_of(struct arena *a, struct list *names, struct str name)
{
    size_t k = 0;
    while (k < names->count && !str_eq(*LIST_AT(names, struct str, k), name))
        k++;
    if (k == names->count) *LIST_ADD(a, names, struct str) = name;
    return (int32_t)k;
}

static struct str label_of(struct arena *a, struct json_view v)
{
    return json_view_kind(v) == JSON_TEXT ? json_view_text(a, v) : json_view_word(v);
}

/* Class 0 is everybody whom nobody excludes. */
static bool company(struct builder *b)
{
    struct list groups = {0}, kinds = {0};
    struct json_view item;
    size_t n = b->r->drafts.count;
    (void)number_of(b->arena, &kinds, STR(""));
    for (size_t i = 0; i < n; i++) {
        struct task_draft *d = draft_at(b, i);
        if (d->group.n) d->as.group = number_of(b->arena, &groups, d->group);
        for (struct json_walk w = json_walk(d->excludes); json_walk_next(b->arena, &w, NULL, &item);) {
            int32_t kind = number_of(b->arena, &kinds, label_of(b->arena, item));
            if (kind > 63) return BAD(b->r, d->where, "exclusive_with", M(ROUTE_LABELS), I("max", 63));
            d->as.excludes |= UINT64_C(1) << kind;
        }
    }
    for (size_t i = 0; i < n; i++) {
        struct task_draft *d = draft_at(b, i);
        struct str own = d->kind.n ? d->kind : d->group;
        for (size_t k = 1; k < kinds.count; k++)
            if (own.n && str_eq(*LIST_AT(&kinds, struct str, k), own)) d->as.kind = (uint8_t)k;
    }
    return true;
}

static const int32_t *times_of(const struct builder *b, const struct vrp_vehicle *v)
{
    const struct vrp_profile *p = LIST_AT(&b->profiles, struct vrp_profile, v->profile);
    return p->duration ? p->duration : p->distance;
}

/* "Direct and so much more": the direct ride of the slowest kind of vehicle that could carry the party. */
static void rides(struct builder *b)
{
    for (size_t i = 0; i < b->r->drafts.count; i++) {
        struct task_draft *d = draft_at(b, i);
        int64_t direct = 0;
        if (d->over_direct < 0) continue;
        for (int32_t k = 0; k < b->f->problem.vehicle_count; k++) {
            const struct vrp_vehicle *v = &b->f->problem.vehicles[k];
            int32_t to = d->as.pair == VRP_NONE ? v->end : draft_at(b, (size_t)d->as.pair)->as.location;
            int64_t takes = to == VRP_NONE ? 0 : times_of(b, v)[(int64_t)d->as.location * b->count + to];
            if (takes > direct) direct = takes;
        }
        direct += d->over_direct;
        d->as.ride_max = direct > VRP_TIME_MAX ? VRP_TIME_MAX : direct ? (int32_t)direct : 1;
    }
}

static struct vrp_visit *hand_over(struct builder *b)
{
    struct vroom *f = b->f;
    size_t n = b->r->tasks.count;
    struct vrp_visit *visits = ARENA_ARRAY(b->arena, struct vrp_visit, n + 1);
    for (size_t i = 0; i < n; i++) {
        visits[i] = draft_at(b, i)->as;
        if (b->r->loads <= 0) visits[i].min_chunk = 0;
    }
    f->problem.visits = visits;
    f->problem.profiles = b->profiles.items;
    f->problem.profile_count = (int32_t)b->profiles.count;
    f->problem.location_count = b->count;
    f->problem.visit_count = (int32_t)n;
    f->problem.load_count = b->r->loads < 0 ? 0 : b->r->loads;
    f->tasks = b->r->tasks.items;
    f->vehicles = b->r->vehicles.items;
    f->vehicle_count = (int32_t)b->r->vehicles.count;
    return visits;
}

/* ---- prices ---- */

/* As far apart as the numbers allow, by prices that no way to serve a task reaches; for problems that are too large for
 * an exact order. */
static void prices_apart(struct builder *b, struct vrp_visit *visits)
{
    int64_t n = (int64_t)b->r->tasks.count, longest = 1, fixed = 0, per_work = 0, stay = 0;
    for (size_t k = 0; k < b->profiles.count; k++)
        for (int64_t i = 0; i < cells(b); i++) {
            int64_t x = LIST_AT(&b->profiles, struct vrp_profile, k)->distance[i];
            if (x > longest) longest = x;
        }
    for (int32_t k = 0; k < b->f->problem.vehicle_count; k++)
        if (b->f->problem.vehicles[k].fixed > fixed) fixed = b->f->problem.vehicles[k].fixed;
    for (int32_t k = 0; k < b->f->problem.vehicle_count; k++)
        if (b->f->problem.vehicles[k].per_work > per_work) per_work = b->f->problem.vehicles[k].per_work;
    for (size_t i = 0; i < b->r->tasks.count; i++)
        for (size_t k = 0; k < b->r->vehicles.count; k++) {
            const struct vrp_vehicle *v = &vehicle_at(b, k)->as;
            int64_t takes =
                (int64_t)(v->service ? v->service[i] : visits[i].service) + (v->setup ? v->setup[i] : visits[i].setup);
            if (takes > stay) stay = takes;
        }
    int64_t base = 4 * (fixed + 2 * longest + vrp_wage(per_work, 2 * stay)),
            most = VRP_COST_MAX < ((int64_t)1 << 45) / n ? VRP_COST_MAX : ((int64_t)1 << 45) / n;
    int64_t weight = (most / base - 1) / 100;
    weight = weight > n + 1 ? n + 1 : weight < 1 ? 1 : weight;
    for (int64_t i = 0; i < n; i++) {
        int128 prize = (int128)base * (1 + task_at(b, (size_t)i)->priority * weight);
        if (visits[i].optional) continue;
        visits[i].optional = true;
        visits[i].prize = prize > VRP_COST_MAX ? VRP_COST_MAX : (int64_t)prize;
    }
}

static int64_t common_divisor(int64_t x, int64_t y)
{
    return y ? common_divisor(y, x % y) : x;
}

/* Priorities count before the number of tasks, and that before any cost; the priority of a shipment once.  Who has a
 * prize of his own keeps it. */
static void prices(struct builder *b, struct vrp_visit *visits)
{
    size_t n = b->r->tasks.count;
    int64_t step = 0, *prize = ARENA_ARRAY(b->arena, int64_t, n + 1);
    uint8_t *rank = ARENA_ARRAY(b->arena, uint8_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        visits[i].prize *= b->f->cost_unit;
        if (!visits[i].optional) step = common_divisor(task_at(b, i)->priority, step);
    }
    if (!step) return;
    for (size_t i = 0; i < n; i++) {
        const struct vroom_task *t = task_at(b, i);
        bool counts = !visits[i].optional && t->kind != VROOM_DELIVERY;
        rank[i] = counts ? (uint8_t)(t->priority / step) : 0;
    }
    if (!vrp_rank_prizes(&b->f->problem, rank, prize)) {
        prices_apart(b, visits);
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (!visits[i].optional) visits[i].optional = true, visits[i].prize = prize[i];
}

/* All but the rules for drivers has been looked at where it stood. */
static bool rules_hold(struct builder *b)
{
    struct vrp_fault fault;
    if (vrp_problem_valid(&b->f->problem, &fault) || fault.id != VRP_FAULT_VEHICLE_RULES) return true;
    size_t i = 0;
    while (vehicle_at(b, i)->type != fault.at)
        i++;
    return BAD(b->r, vehicle_draft_at(b, i)->where, "driver_rules", M(ROUTE_RULES));
}

bool vroom_build(struct vroom_reader *r)
{
    struct builder b = {.r = r, .arena = r->arena, .f = r->f};
    if (!locate_all(&b) || !all_times(&b) || !vroom_pauses(r) || !all_profiles(&b) || !company(&b)) return false;
    all_times_by_type(&b);
    group_vehicles(&b);
    rides(&b);
    prices(&b, hand_over(&b));
    return rules_hold(&b);
}
