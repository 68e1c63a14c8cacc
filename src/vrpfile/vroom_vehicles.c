/* vroom_vehicles.c - vehicles of VROOM's JSON: seats, crew, costs, drivers' rules. */
#include "vrpfile/vroom_values.h"
#include "vrpfile/vrpfile_impl.h"

enum vehicle_key {
    V_ID,
    V_DESCRIPTION,
    V_PROFILE,
    V_START,
    V_START_INDEX,
    V_END,
    V_END_INDEX,
    V_CAPACITY,
    V_TYPE,
    V_COSTS,
    V_SKILLS,
    V_WINDOW,
    V_BREAKS,
    V_SPEED,
    V_TASKS,
    V_TRAVEL,
    V_DISTANCE,
    V_STEPS,
    V_RATIO,
    V_ROWS,
    V_ROW_SEATS,
    V_CREW,
    V_CREW_IN_RATIO,
    V_RULES,
    V_PICKUPS,
    V_DUTY,
    V_START_TERRAIN,
    V_END_TERRAIN,
    V_KEYS
};
static const char *const VEHICLE_KEYS[] = {"id",           "description",  "profile",       "start",
                                           "start_index",  "end",          "end_index",     "capacity",
                                           "type",         "costs",        "skills",        "time_window",
                                           "breaks",       "speed_factor", "max_tasks",     "max_travel_time",
                                           "max_distance", "steps",        "seat_ratio",    "reserve_rows",
                                           "row_seats",    "crew",         "crew_in_ratio", "driver_rules",
                                           "max_pickups",  "max_duty",     "start_terrain", "end_terrain"};
_Static_assert(COUNT(VEHICLE_KEYS) == V_KEYS, "a name for every key");

static bool costs(struct vroom_reader *r, struct json_view v, struct str where, struct vroom_costs *out)
{
    static const char *const KEYS[] = {"fixed", "per_hour", "per_km", "per_task_hour"};
    struct json_view k[4];
    struct str inside = arena_printf(r->arena, "%.*s/costs", STR_ARG(where));
    *out = (struct vroom_costs){0, 3600, 0, 0};
    if (!v.p) return true;
    return value_members(r, v, inside, KEYS, 4, k) &&
           value_whole(r, k[0], inside, KEYS[0], 0, VRP_COST_MAX / 1000, &out->fixed) &&
           value_whole(r, k[1], inside, KEYS[1], 0, 1000000000, &out->per_hour) &&
           value_whole(r, k[2], inside, KEYS[2], 0, 1000000000, &out->per_km) &&
           value_whole(r, k[3], inside, KEYS[3], 0, 1000000000, &out->per_task_hour);
}

struct seats {
    int64_t ratio; /* millionths */
    int32_t rows, row_seats, crew;
    bool crew_in_ratio;
    int32_t drivers;
};

static bool crew(struct vroom_reader *r, struct json_view v, struct str where, struct seats *out)
{
    static const char *const KEYS[] = {"drivers", "seats", "in_ratio", "medics", "per_coaches"};
    struct json_view k[5];
    struct str inside = arena_printf(r->arena, "%.*s/crew", STR_ARG(where));
    int64_t coaches = 1;
    int32_t medics = 0;
    if (!v.p) return true;
    if (!value_members(r, v, inside, KEYS, 5, k) || !value_whole32(r, k[0], inside, KEYS[0], 10, &out->drivers) ||
        !value_whole32(r, k[1], inside, KEYS[1], 1000, &out->crew) ||
        !value_yes(r, k[2], inside, KEYS[2], &out->crew_in_ratio) ||
        !value_whole32(r, k[3], inside, KEYS[3], 1000, &medics) ||
        !value_whole(r, k[4], inside, KEYS[4], 1, VRP_VEHICLES_MAX, &coaches))
        return false;
    if (medics) out->crew += vroom_medics(r, medics, (int32_t)coaches);
    return true;
}

/* The seats that are for passengers: what the ratio allows, and not more than stand outside the rows kept free. */
static bool seats(struct vroom_reader *r, struct str where, const struct seats *s, int32_t *capacity)
{
    int64_t rated = *capacity, free_seats = rated - (int64_t)s->rows * s->row_seats - s->crew;
    int64_t allowed = rated * s->ratio / MICRO - (s->crew_in_ratio ? s->crew : 0);
    int64_t left = allowed < free_seats ? allowed : free_seats;
    if (!rated) return true;
    if (left <= 0) return BAD(r, where, "capacity", M(ROUTE_NO_SEATS), I("seats", left));
    *capacity = (int32_t)left;
    return true;
}

/* The rules of vrp.h; what is not given is as the national rules say (docs/vrp-en.md). */
static bool rules(struct vroom_reader *r, struct json_view v, struct str where, int32_t drivers,
                  const struct vrp_driver_rules **out)
{
    static const char *const KEYS[] = {"night",   "ban",           "drive_day_max",      "drive_night_max",
                                       "rest",    "drive_24h_max", "two_drivers_beyond", "relay",
                                       "layover", "step"};
    struct json_view k[COUNT(KEYS)];
    struct str inside = arena_printf(r->arena, "%.*s/driver_rules", STR_ARG(where));
    if (!v.p) return true;
    struct vrp_driver_rules *x = ARENA_NEW(r->arena, struct vrp_driver_rules);
    *x = (struct vrp_driver_rules){.day = 86400,
                                   .night = {22 * 3600, 6 * 3600},
                                   .ban = {2 * 3600, 5 * 3600},
                                   .drive_day_max = 4 * 3600,
                                   .drive_night_max = 2 * 3600,
                                   .rest = 20 * 60,
                                   .drive_24h_max = 8 * 3600,
                                   .two_drivers_beyond = 600000,
                                   .step = 1800,
                                   .drivers = drivers};
    if (!value_members(r, v, inside, KEYS, COUNT(KEYS), k)) return false;
    for (size_t i = 0; i < 2; i++) {
        struct vrp_window *w = i ? &x->ban : &x->night;
        struct json_view item;
        int64_t index = 0, time;
        if (!k[i].p) continue;
        if (json_view_kind(k[i]) != JSON_LIST || json_view_count(k[i]) != 2)
            return BAD(r, inside, KEYS[i], M(ROUTE_WINDOW));
        for (struct json_walk walk = json_walk(k[i]); json_walk_next(r->arena, &walk, NULL, &item); index++) {
            if (!value_whole(r, item, value_at(r, inside, KEYS[i], index), NULL, 0, x->day, &time)) return false;
            *(index ? &w->to : &w->from) = (int32_t)time;
        }
    }
    const struct {
        int32_t *out, least, most; /* 0 is no limit, but for what must be */
        bool must;
    } FIGURES[COUNT(KEYS)] = {[2] = {&x->drive_day_max, x->day / 96, x->day},
                              [3] = {&x->drive_night_max, x->day / 96, x->day},
                              [4] = {&x->rest, 0, x->day},
                              [5] = {&x->drive_24h_max, x->day / 96, x->day},
                              [6] = {&x->two_drivers_beyond, 0, VRP_DISTANCE_MAX},
                              [8] = {&x->layover, 0, x->day},
                              [9] = {&x->step, x->day / VRP_DEPARTURES_MAX, x->day, .must = true}};
    for (size_t i = 0; i < COUNT(KEYS); i++) {
        int32_t *figure = FIGURES[i].out;
        if (!figure) continue;
        if (!value_whole32(r, k[i], inside, KEYS[i], FIGURES[i].most, figure)) return false;
        if (*figure < FIGURES[i].least && (*figure || FIGURES[i].must))
            return BAD(r, inside, KEYS[i], M(ROUTE_WHOLE), I("min", FIGURES[i].least), I("max", FIGURES[i].most));
    }
    if (!x->rest && (x->drive_day_max || x->drive_night_max))
        return BAD(r, inside, "rest", M(ROUTE_WHOLE), I("min", 1), I("max", x->day));
    int32_t banned = x->ban.to - x->ban.from + (x->ban.to < x->ban.from ? x->day : 0);
    if (banned > x->day - x->day / 96) return BAD(r, inside, "ban", M(ROUTE_BAN));
    *out = x;
    return value_yes(r, k[7], inside, KEYS[7], &x->relay);
}

bool vroom_read_vehicle(struct vroom_reader *r, struct json_view value, struct str where)
{
    struct json_view k[V_KEYS];
    struct seats s = {.ratio = MICRO, .row_seats = 4, .drivers = 1};
    if (r->vehicles.count >= VRP_VEHICLES_MAX)
        return BAD(r, (struct str){0}, "vehicles", M(LIST_LONG), I("max", VRP_VEHICLES_MAX));
    struct vroom_vehicle *v = LIST_ADD(r->arena, &r->vehicles, struct vroom_vehicle);
    struct vehicle_draft *d = LIST_ADD(r->arena, &r->vehicle_drafts, struct vehicle_draft);
    *v = (struct vroom_vehicle){.profile = STR("car"), .speed = MICRO, .matrices = -1};
    d->where = where;
    if (!value_members(r, value, where, VEHICLE_KEYS, V_KEYS, k)) return false;
    if (!k[V_ID].p) return BAD(r, where, "id", M(REQUIRED));
    d->has_shift = k[V_WINDOW].p != NULL;
    bool fine = value_whole(r, k[V_ID], where, "id", 0, FAR_MAX, &v->id) &&
                value_text(r, k[V_DESCRIPTION], where, "description", &v->description) &&
                value_text(r, k[V_PROFILE], where, "profile", &v->profile) &&
                value_text(r, k[V_TYPE], where, "type", &v->kind) &&
                value_place(r, k[V_START], k[V_START_INDEX], k[V_START_TERRAIN], where, "start", &v->start) &&
                value_place(r, k[V_END], k[V_END_INDEX], k[V_END_TERRAIN], where, "end", &v->end) &&
                value_amounts(r, k[V_CAPACITY], where, "capacity", v->as.capacity) &&
                costs(r, k[V_COSTS], where, &v->costs) && value_skills(r, k[V_SKILLS], where, &v->as.skills) &&
                (!d->has_shift || value_span(r, k[V_WINDOW], where, "time_window", &d->shift)) &&
                value_decimal(r, k[V_SPEED], where, "speed_factor", 0, 5, &v->speed) &&
                value_whole32(r, k[V_TASKS], where, "max_tasks", INT32_MAX, &v->as.visits_max) &&
                value_limit(r, k[V_TRAVEL], where, "max_travel_time", INT32_MAX, &v->as.travel_max) &&
                value_limit(r, k[V_DISTANCE], where, "max_distance", INT32_MAX, &v->as.distance_max) &&
                value_whole32(r, k[V_PICKUPS], where, "max_pickups", INT32_MAX, &v->as.stops_max) &&
                value_limit(r, k[V_DUTY], where, "max_duty", VRP_TIME_MAX, &v->as.duration_max) &&
                value_decimal(r, k[V_RATIO], where, "seat_ratio", 0, 1, &s.ratio) &&
                value_whole32(r, k[V_ROWS], where, "reserve_rows", 100, &s.rows) &&
                value_whole32(r, k[V_ROW_SEATS], where, "row_seats", 100, &s.row_seats) &&
                value_yes(r, k[V_CREW_IN_RATIO], where, "crew_in_ratio", &s.crew_in_ratio) &&
                crew(r, k[V_CREW], where, &s) && seats(r, where, &s, v->as.capacity) &&
                rules(r, k[V_RULES], where, s.drivers, &v->as.rules) && vroom_read_breaks(r, k[V_BREAKS], where, v, d);
    if (!fine) return false;
    if (v->speed < 1000) return BAD(r, where, "speed_factor", M(ROUTE_POSITIVE), I("max", 5));
    if (!v->start.given && !v->end.given) return BAD(r, where, "start", M(ROUTE_NO_END));
    v->idle = (k[V_TASKS].p && !v->as.visits_max) || (k[V_PICKUPS].p && !v->as.stops_max);
    v->has_steps = k[V_STEPS].p != NULL;
    v->as.count = 1;
    return value_is_list(r, k[V_STEPS], where, "steps");
}
