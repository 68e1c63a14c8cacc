/* vroom_write.c - an answer in VROOM's form: summary, what is unassigned, routes with their steps and violations. */
#include "json/json.h"
#include "vrpfile/vroom_impl.h"

/* VROOM's words for what a plan breaks; where it has none, the key of ours. */
static const char *const CAUSES[] = {[VRP_BREAKS_CAPACITY] = "load",         [VRP_BREAKS_WINDOW] = "delay",
                                     [VRP_BREAKS_SHIFT] = "delay",           [VRP_BREAKS_DURATION] = "max_duty",
                                     [VRP_BREAKS_DISTANCE] = "max_distance", [VRP_BREAKS_STOPS] = "max_pickups",
                                     [VRP_BREAKS_VISITS] = "max_tasks",      [VRP_BREAKS_TRAVEL] = "max_travel_time",
                                     [VRP_BREAKS_SKILLS] = "skills",         [VRP_BREAKS_REFUSED] = "skills",
                                     [VRP_BREAKS_PAIR] = "precedence",       [VRP_BREAKS_GROUP] = "group",
                                     [VRP_BREAKS_RIDE] = "max_ride_time",    [VRP_BREAKS_EXCLUSION] = "exclusion",
                                     [VRP_BREAKS_CHUNK] = "min_chunk",       [VRP_BREAKS_AMOUNT] = "amount",
                                     [VRP_BREAKS_SERVED_TWICE] = "twice",    [VRP_BREAKS_VEHICLES] = "vehicles",
                                     [VRP_BREAKS_NOT_SERVED] = "unassigned", [VRP_BREAKS_DRIVERS] = "drivers",
                                     [VRP_BREAKS_PAUSE] = "missing_break",   [VRP_BREAKS_PAUSE_LATE] = "delay",
                                     [VRP_BREAKS_PAUSE_LOAD] = "max_load"};

static const char *cause_of(enum vrp_violation_id id)
{
    return (size_t)id < COUNT(CAUSES) && CAUSES[id] ? CAUSES[id] : "constraint";
}

bool vroom_is_time(enum vrp_violation_id id)
{
    return id == VRP_BREAKS_WINDOW || id == VRP_BREAKS_SHIFT || id == VRP_BREAKS_DURATION || id == VRP_BREAKS_TRAVEL ||
           id == VRP_BREAKS_RIDE || id == VRP_BREAKS_PAUSE_LATE;
}

static const char *const KINDS[] = {"job", "pickup", "delivery", "break", "start", "end"};

struct sums {
    int64_t cost, setup, service, travel, waiting, priority, distance;
    int64_t resting; /* of service: that of breaks */
    int64_t delivery[VRP_LOADS_MAX], pickup[VRP_LOADS_MAX];
    int64_t ride_max, ride_sum, rides;
    int32_t routes;
};
struct writer {
    struct buf *b;
    const struct vroom *f;
    const struct vroom_answer *answer;
    struct sums all;
};

/* ,"name":number */
static void number(struct buf *b, const char *name, int64_t x)
{
    buf_addf(b, ",\"%s\":%" PRId64, name, x);
}

static void loads(struct buf *b, const char *name, const int64_t *x, int32_t count)
{
    if (!count) return;
    buf_addf(b, ",\"%s\":[", name);
    for (int32_t d = 0; d < count; d++)
        buf_addf(b, d ? ",%" PRId64 : "%" PRId64, x[d]);
    buf_add_char(b, ']');
}

void vroom_degrees(struct buf *b, int64_t micro)
{
    int64_t whole = micro < 0 ? -micro : micro, part = whole % 1000000, digits = 6;
    whole /= 1000000;
    buf_addf(b, "%s%" PRId64, micro < 0 ? "-" : "", whole);
    while (part && part % 10 == 0)
        part /= 10, digits--;
    if (part) buf_addf(b, ".%0*" PRId64, (int)digits, part);
}

static void location(struct buf *b, const struct vroom_place *p)
{
    if (p->has_point) {
        buf_add(b, STR(",\"location\":["));
        vroom_degrees(b, p->lon);
        buf_add_char(b, ',');
        vroom_degrees(b, p->lat);
        buf_add_char(b, ']');
    }
    if (p->index >= 0) number(b, "location_index", p->index);
}

static void description(struct buf *b, struct str text)
{
    if (!text.p) return;
    buf_add(b, STR(",\"description\":"));
    json_add_string(b, text);
}

enum which {
    ALL,
    SHIFT_ALONE,
    NO_SHIFT
};

/* What is broken at a visit of a route, or (VRP_NONE) by the route as a whole. */
static void write_violations(struct writer *w, int32_t route, int32_t visit, int32_t nth, enum which which)
{
    const struct list *l = &w->answer->verdict->violations;
    int64_t count = 0;
    buf_add(w->b, STR(",\"violations\":["));
    for (size_t i = 0; i < l->count; i++) {
        const struct vrp_violation *x = LIST_AT(l, struct vrp_violation, i);
        bool step = x->nth_pause && x->id != VRP_BREAKS_PAUSE; /* one left out is the route's */
        if (x->route != route || x->visit != visit || nth != (step ? x->nth_pause : 0)) continue;
        if (which != ALL && (which == SHIFT_ALONE) != (x->id == VRP_BREAKS_SHIFT)) continue;
        buf_addf(w->b, "%s{\"cause\":\"%s\"", count++ ? "," : "", cause_of(x->id));
        number(w->b, vroom_is_time(x->id) ? "duration" : "by", x->by);
        buf_add_char(w->b, '}');
    }
    buf_add_char(w->b, ']');
}

static void violations(struct writer *w, int32_t route, int32_t visit, enum which which)
{
    write_violations(w, route, visit, 0, which);
}

/* Of the whole plan: each cause once, with the sum of what is too much. */
static void summary_violations(struct buf *b, const struct list *l)
{
    int64_t count = 0;
    buf_add(b, STR(",\"violations\":["));
    for (size_t i = 0; i < l->count; i++) {
        const struct vrp_violation *x = LIST_AT(l, struct vrp_violation, i);
        const char *cause = cause_of(x->id);
        int64_t by = 0;
        size_t k = 0;
        while (strcmp(cause_of(LIST_AT(l, struct vrp_violation, k)->id), cause) != 0)
            k++;
        if (k < i || x->id == VRP_BREAKS_NOT_SERVED) continue;
        for (; k < l->count; k++)
            if (strcmp(cause_of(LIST_AT(l, struct vrp_violation, k)->id), cause) == 0)
                by += LIST_AT(l, struct vrp_violation, k)->by;
        buf_addf(b, "%s{\"cause\":\"%s\"", count++ ? "," : "", cause);
        number(b, vroom_is_time(x->id) ? "duration" : "by", by);
        buf_add_char(b, '}');
    }
    buf_add_char(b, ']');
}

static int64_t entry(const struct vroom *f, const int32_t *m, int32_t from, int32_t to)
{
    return !m || from == VRP_NONE || to == VRP_NONE ? 0 : m[(int64_t)from * f->problem.location_count + to];
}

struct on_the_way {
    int32_t at; /* location */
    int64_t travel, distance, price, load[VRP_LOADS_MAX];
};

static void move(const struct vroom *f, const struct vrp_profile *p, struct on_the_way *way, int32_t to)
{
    const int32_t *length = p->length ? p->length : p->distance;
    way->travel += entry(f, p->duration ? p->duration : p->distance, way->at, to);
    way->distance += entry(f, length, way->at, to);
    way->price += entry(f, p->distance, way->at, to);
    way->at = to;
}

static void progress(struct writer *w, const struct on_the_way *way, int64_t arrival)
{
    number(w->b, "arrival", arrival + w->f->origin);
    number(w->b, "duration", way->travel);
    if (w->f->has_distances) number(w->b, "distance", way->distance);
    loads(w->b, "load", way->load, w->f->problem.load_count);
}

static int64_t part(const struct vrp_route *r, int32_t i, int64_t whole, int32_t d)
{
    return d || !r->amounts || !whole ? whole : r->amounts[i];
}

static void ride(struct sums *s, const struct vrp_stop *stop, int64_t count)
{
    if (!count) return;
    if (stop->ride > s->ride_max) s->ride_max = stop->ride;
    s->ride_sum += stop->ride * count;
    s->rides += count;
}

static void ride_time(struct buf *b, const struct sums *s)
{
    if (s->rides)
        buf_addf(b, ",\"ride_time\":{\"max\":%" PRId64 ",\"mean\":%" PRId64 "}", s->ride_max, s->ride_sum / s->rides);
}

static void visit_step(struct writer *w, int32_t k, int32_t i, const struct vrp_schedule *t, struct on_the_way *way,
                       struct sums *s)
{
    const struct vrp_route *r = &w->answer->plan->routes[k];
    int32_t u = r->visits[i];
    const struct vroom_task *task = &w->f->tasks[u];
    const struct vrp_visit *x = &w->f->problem.visits[u];
    const struct vrp_stop *stop = &t->stops[i];
    const struct vrp_vehicle *type = &w->f->problem.vehicles[r->vehicle];
    int64_t service = type->service ? type->service[u] : x->service, waiting = stop->begin - stop->arrival;
    int64_t setup = stop->leave - stop->begin - service;
    move(w->f, &w->f->problem.profiles[type->profile], way, x->location);
    for (int32_t d = 0; d < w->f->problem.load_count; d++) {
        int64_t down = part(r, i, x->delivery[d], d), up = part(r, i, x->pickup[d], d);
        way->load[d] += up - down;
        s->delivery[d] += down, s->pickup[d] += up;
        for (int32_t j = 0; j < i; j++) {
            const struct vrp_visit *from = &w->f->problem.visits[r->visits[j]];
            if (from->pair != u) continue;
            way->load[d] -= part(r, j, from->pickup[d], d);
            s->delivery[d] += part(r, j, from->pickup[d], d);
        }
    }
    buf_addf(w->b, ",{\"type\":\"%s\",\"id\":%" PRId64, KINDS[task->kind], task->id);
    description(w->b, task->description);
    location(w->b, &task->place);
    number(w->b, "setup", setup);
    number(w->b, "service", service);
    number(w->b, "waiting_time", waiting);
    if (r->amounts && x->min_chunk) number(w->b, "amount", r->amounts[i]);
    progress(w, way, stop->arrival);
    violations(w, k, u, ALL);
    buf_add_char(w->b, '}');
    s->setup += setup, s->service += service, s->waiting += waiting;
    if (task->kind != VROOM_DELIVERY) s->priority += task->priority;
    ride(s, stop, part(r, i, x->pickup[0], 0));
}

/* A break on the way to `to`; of that way's length, as much as of its time. */
static void break_step(struct writer *w, int32_t k, const struct vroom_break *x, const struct vrp_halt *h,
                       const struct on_the_way *way, int32_t to, struct sums *s)
{
    const struct vrp_profile *p =
        &w->f->problem.profiles[w->f->problem.vehicles[w->answer->plan->routes[k].vehicle].profile];
    struct on_the_way here = *way;
    int64_t time = entry(w->f, p->duration ? p->duration : p->distance, way->at, to);
    int64_t far = entry(w->f, p->length ? p->length : p->distance, way->at, to);
    here.travel += h->driven;
    if (time) here.distance += (far * h->driven + time / 2) / time;
    buf_addf(w->b, ",{\"type\":\"break\",\"id\":%" PRId64, x->id);
    description(w->b, x->description);
    number(w->b, "setup", 0);
    number(w->b, "service", h->leave - h->begin);
    number(w->b, "waiting_time", h->begin - h->arrival);
    progress(w, &here, h->arrival);
    write_violations(w, k, VRP_NONE, h->pause + 1, ALL);
    buf_add_char(w->b, '}');
    s->service += h->leave - h->begin, s->resting += h->leave - h->begin, s->waiting += h->begin - h->arrival;
}

static void terminal(struct writer *w, const char *type, const struct vroom_place *p, const struct on_the_way *way,
                     int64_t arrival)
{
    buf_addf(w->b, "{\"type\":\"%s\"", type);
    location(w->b, p);
    number(w->b, "setup", 0);
    number(w->b, "service", 0);
    number(w->b, "waiting_time", 0);
    progress(w, way, arrival);
}

static void totals(struct buf *b, const struct vroom *f, const struct sums *s)
{
    loads(b, "delivery", s->delivery, f->problem.load_count);
    loads(b, "pickup", s->pickup, f->problem.load_count);
    number(b, "setup", s->setup);
    number(b, "service", s->service);
    number(b, "duration", s->travel);
    number(b, "waiting_time", s->waiting);
    number(b, "priority", s->priority);
    if (f->has_distances) number(b, "distance", s->distance);
    ride_time(b, s);
}

/* Where the coach stands because of the drivers' rules: on the way to which step, when, and how long it has driven
 * there.
 */
static void rest_stops(struct writer *w, const struct vrp_schedule *t, bool start)
{
    static const char *const REASONS[] = {[VRP_STAND_STRETCH] = "rest",
                                          [VRP_STAND_DAY] = "hours_of_day",
                                          [VRP_STAND_BAN] = "night_ban",
                                          [VRP_STAND_LAYOVER] = "layover"};
    buf_add(w->b, STR(",\"rest_stops\":["));
    for (int32_t i = 0; i < t->stand_count; i++) {
        const struct vrp_stand *x = &t->stands[i];
        buf_addf(w->b, "%s{\"reason\":\"%s\"", i ? "," : "", REASONS[x->reason]);
        number(w->b, "before", x->before + start);
        number(w->b, "from", x->from + w->f->origin);
        number(w->b, "to", x->to + w->f->origin);
        number(w->b, "driven", x->driven);
        buf_add_char(w->b, '}');
    }
    buf_add_char(w->b, ']');
}

static void add(struct sums *all, const struct sums *s)
{
    all->cost += s->cost, all->setup += s->setup, all->service += s->service, all->travel += s->travel;
    all->waiting += s->waiting, all->priority += s->priority, all->distance += s->distance;
    all->ride_sum += s->ride_sum, all->rides += s->rides;
    if (s->ride_max > all->ride_max) all->ride_max = s->ride_max;
    for (int32_t d = 0; d < VRP_LOADS_MAX; d++)
        all->delivery[d] += s->delivery[d], all->pickup[d] += s->pickup[d];
    all->routes++;
}

static void route(struct writer *w, int32_t k, const struct vroom_vehicle *v)
{
    const struct vrp_route *r = &w->answer->plan->routes[k];
    const struct vrp_problem *p = &w->f->problem;
    const struct vrp_vehicle *type = &p->vehicles[r->vehicle];
    struct sums s = {0};
    struct on_the_way way = {.at = type->start};
    struct vrp_schedule t = {0};
    t.departure = t.arrival = type->shift.from;
    if (r->count) vrp_schedule(w->b->arena, p, r, &t);
    for (int32_t i = 0; i < r->count; i++)
        for (int32_t d = 0; d < p->load_count; d++)
            way.load[d] += part(r, i, p->visits[r->visits[i]].delivery[d], d);
    buf_addf(w->b, "%s{\"vehicle\":%" PRId64, w->all.routes ? "," : "", v->id);
    description(w->b, v->description);
    buf_add(w->b, STR(",\"steps\":["));
    size_t comma = w->b->n;
    if (v->start.given) {
        buf_add_char(w->b, ',');
        terminal(w, "start", &v->start, &way, t.departure);
        buf_add(w->b, STR(",\"violations\":[]}"));
    }
    for (int32_t i = 0, n = 0; i <= r->count; i++) {
        for (; n < t.halt_count && t.halts[n].before == i; n++)
            break_step(w, k, &v->breaks[t.halts[n].pause], &t.halts[n], &way,
                       i < r->count ? p->visits[r->visits[i]].location : type->end, &s);
        if (i < r->count) visit_step(w, k, i, &t, &way, &s);
    }
    if (v->end.given) {
        move(w->f, &p->profiles[type->profile], &way, type->end);
        buf_add_char(w->b, ',');
        terminal(w, "end", &v->end, &way, t.arrival);
        violations(w, k, VRP_NONE, SHIFT_ALONE);
        buf_add_char(w->b, '}');
    }
    if (w->b->n > comma) w->b->p[comma] = ' '; /* the first step has no comma before it */
    buf_add_char(w->b, ']');
    s.travel = way.travel, s.distance = way.distance;
    s.cost = (r->count ? type->fixed : 0) + way.price + vrp_wage(type->per_work, s.setup + s.service - s.resting);
    number(w->b, "cost", (s.cost + w->f->cost_unit / 2) / w->f->cost_unit);
    totals(w->b, w->f, &s);
    if (type->rules) rest_stops(w, &t, v->start.given);
    violations(w, k, VRP_NONE, v->end.given ? NO_SHIFT : ALL);
    buf_add_char(w->b, '}');
    add(&w->all, &s);
}

int32_t *vroom_vehicles_of(struct arena *a, const struct vroom *f, const struct vroom_answer *answer)
{
    const struct vrp_plan *plan = answer->plan;
    int32_t *out = ARENA_ARRAY(a, int32_t, (size_t)plan->route_count + 1);
    int32_t *next = ARENA_ARRAY(a, int32_t, (size_t)f->problem.vehicle_count + 1);
    for (int32_t k = 0; k < plan->route_count; k++) {
        int32_t type = plan->routes[k].vehicle, *v = &next[type];
        if (answer->vehicle_of) {
            out[k] = answer->vehicle_of[k];
        } else if (plan->routes[k].count) {
            while (f->vehicles[*v].type != type)
                (*v)++;
            out[k] = (*v)++;
        }
    }
    return out;
}

/* So many places are put to the checker that it takes seconds at most. */
const struct vrp_reason *vroom_reasons(struct arena *a, const struct vroom *f, const struct vroom_answer *answer,
                                       int32_t i)
{
    const struct vrp_problem *p = &f->problem;
    int64_t tests = p->visit_count + p->vehicle_count, budget = 400000;
    for (int32_t k = 0; k < p->vehicle_count; k++)
        if (p->vehicles[k].rules) budget = 20000;
    if (i >= 3 && i >= budget / tests) return NULL;
    struct vrp_reason *out = ARENA_ARRAY(a, struct vrp_reason, (size_t)p->vehicle_count);
    vrp_reasons(p, answer->plan, answer->plan->unassigned[i], out);
    return out;
}

int64_t vroom_vehicle_of_reason(const struct vroom *f, const int32_t *of, const struct vrp_reason *r)
{
    int32_t route = r->fails != VRP_OK && r->relax != VRP_OK ? r->relax_route : r->route, i = 0;
    if (route != VRP_NONE) return f->vehicles[of[route]].id;
    while (f->vehicles[i].type != r->vehicle)
        i++;
    return f->vehicles[i].id;
}

static void reasons(struct writer *w, int32_t i, const int32_t *of)
{
    const struct vrp_reason *r = vroom_reasons(w->b->arena, w->f, w->answer, i);
    buf_add(w->b, STR(",\"reasons\":["));
    for (int32_t k = 0; r && k < w->f->problem.vehicle_count; k++) {
        struct buf text = {.arena = w->b->arena};
        int64_t vehicle = vroom_vehicle_of_reason(w->f, of, &r[k]);
        buf_addf(w->b, "%s{\"vehicle\":%" PRId64, k ? "," : "", vehicle);
        if (r[k].fails != VRP_OK) {
            buf_addf(w->b, ",\"cause\":\"%s\"", cause_of(r[k].fails));
            number(w->b, vroom_is_time(r[k].fails) ? "duration" : "by", r[k].by);
        }
        if (r[k].relax != VRP_OK) {
            buf_addf(w->b, ",\"relax\":{\"cause\":\"%s\"", cause_of(r[k].relax));
            number(w->b, vroom_is_time(r[k].relax) ? "duration" : "by", r[k].relax_by);
            buf_add_char(w->b, '}');
        }
        vroom_reason_text(&text, &r[k], vehicle, w->answer->vehicle_of != NULL, w->answer->zh);
        buf_add(w->b, STR(",\"text\":"));
        json_add_string(w->b, buf_str(&text));
        buf_add_char(w->b, '}');
    }
    buf_add_char(w->b, ']');
}

static void unassigned(struct writer *w, const int32_t *of)
{
    const struct vrp_plan *plan = w->answer->plan;
    buf_add(w->b, STR("\"unassigned\":["));
    for (int32_t i = 0; i < plan->unassigned_count; i++) {
        const struct vroom_task *t = &w->f->tasks[plan->unassigned[i]];
        buf_addf(w->b, "%s{\"id\":%" PRId64 ",\"type\":\"%s\"", i ? "," : "", t->id, KINDS[t->kind]);
        description(w->b, t->description);
        location(w->b, &t->place);
        reasons(w, i, of);
        buf_add_char(w->b, '}');
    }
    buf_add_char(w->b, ']');
}

static void all_routes(struct writer *w, const int32_t *of)
{
    const struct vrp_plan *plan = w->answer->plan;
    buf_add(w->b, STR(",\"routes\":["));
    for (int32_t k = 0; k < plan->route_count; k++)
        if (w->answer->vehicle_of || plan->routes[k].count) route(w, k, &w->f->vehicles[of[k]]);
    buf_add_char(w->b, ']');
}

void vroom_write(struct buf *b, const struct vroom *f, const struct vroom_answer *answer)
{
    struct buf body = {.arena = b->arena};
    struct writer w = {.b = &body, .f = f, .answer = answer};
    const int32_t *of = vroom_vehicles_of(b->arena, f, answer);
    unassigned(&w, of);
    all_routes(&w, of);
    buf_addf(b, "{\"code\":0,\"summary\":{\"cost\":%" PRId64, (w.all.cost + f->cost_unit / 2) / f->cost_unit);
    number(b, "routes", w.all.routes);
    number(b, "unassigned", answer->plan->unassigned_count);
    totals(b, f, &w.all);
    summary_violations(b, &answer->verdict->violations);
    buf_addf(b, ",\"computing_times\":{\"loading\":%" PRId64 ",\"solving\":%" PRId64 ",\"routing\":0}},",
             answer->read_ms, answer->solve_ms);
    buf_add(b, buf_str(&body));
    buf_add(b, STR("}\n"));
}
