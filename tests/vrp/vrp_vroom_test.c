/* vrp_vroom_test.c - VROOM's JSON: what is wrong is told by its path, what is right is solved, judged and answered. */
#include "check.h"
#include "json/json_view.h"
#include "vrpfile/sphere.h"
#include "vrpfile/vroom.h"
#include <stdlib.h>

/* ---- refusals: text, where, which sentence ---- */

struct refusal {
    const char *text, *path;
    enum msg what;
};
#define CAR "{\"id\":1,\"start\":[114.3,30.6]"
#define MATRIX "\"matrices\":{\"car\":{\"durations\":[[0,60],[60,0]]}}"
static const struct refusal REFUSALS[] = {
    {"{\"jobs\":[]}", "vehicles", MSG_ROUTE_NO_VEHICLES},
    {"{\"vehicles\":7}", "vehicles", MSG_TYPE_LIST},
    {"{\"vehicles\":[7]}", "vehicles/0", MSG_TYPE_OBJECT},
    {"{\"vehicles\":[{}]}", "vehicles/0/id", MSG_REQUIRED},
    {"{\"vehicles\":[{\"id\":1}]}", "vehicles/0/start", MSG_ROUTE_NO_END},
    {"{\"vehicles\":[{\"id\":-1,\"start\":[1,1]}]}", "vehicles/0/id", MSG_ROUTE_WHOLE},
    {"{\"vehicles\":[{\"id\":1.5,\"start\":[1,1]}]}", "vehicles/0/id", MSG_ROUTE_WHOLE},
    {"{\"vehicles\":[{\"id\":1,\"id\":2,\"start\":[1,1]}]}", "vehicles/0/id", MSG_FIELD_TWICE},
    {"{\"vehicles\":[" CAR "}," CAR "}]}", "vehicles/1/id", MSG_ROUTE_ID_TWICE},
    {"{\"vehicles\":[{\"id\":1,\"start\":[181,30]}]}", "vehicles/0/start", MSG_ROUTE_POINT},
    {"{\"vehicles\":[{\"id\":1,\"start\":[30,-91]}]}", "vehicles/0/start", MSG_ROUTE_POINT},
    {"{\"vehicles\":[{\"id\":1,\"start\":[30]}]}", "vehicles/0/start", MSG_ROUTE_POINT},
    {"{\"vehicles\":[{\"id\":1,\"start\":[30,\"31\"]}]}", "vehicles/0/start", MSG_ROUTE_POINT},
    {"{\"vehicles\":[{\"id\":1,\"start\":[1,2,3]}]}", "vehicles/0/start", MSG_ROUTE_POINT},
    {"{\"vehicles\":[" CAR ",\"capacity\":[-1]}]}", "vehicles/0/capacity/0", MSG_ROUTE_WHOLE},
    {"{\"vehicles\":[" CAR ",\"capacity\":[1,2,3,4,5,6,7,8,9]}]}", "vehicles/0/capacity", MSG_LIST_LONG},
    {"{\"vehicles\":[" CAR ",\"time_window\":[5,4]}]}", "vehicles/0/time_window", MSG_ROUTE_WINDOW},
    {"{\"vehicles\":[" CAR ",\"time_window\":[5]}]}", "vehicles/0/time_window", MSG_ROUTE_WINDOW},
    {"{\"vehicles\":[" CAR ",\"speed_factor\":0}]}", "vehicles/0/speed_factor", MSG_ROUTE_POSITIVE},
    {"{\"vehicles\":[" CAR ",\"speed_factor\":6}]}", "vehicles/0/speed_factor", MSG_ROUTE_DECIMAL},
    {"{\"vehicles\":[" CAR ",\"costs\":{\"per_task_hour\":-5}}]}", "vehicles/0/costs/per_task_hour", MSG_ROUTE_WHOLE},
    {"{\"vehicles\":[" CAR ",\"capacity\":[45],\"seat_ratio\":0.5,\"reserve_rows\":12}]}", "vehicles/0/capacity",
     MSG_ROUTE_NO_SEATS},
    {"{\"vehicles\":[" CAR ",\"crew\":{\"medics\":1,\"per_coaches\":0}}]}", "vehicles/0/crew/per_coaches",
     MSG_ROUTE_WHOLE},
    {"{\"vehicles\":[" CAR ",\"crew\":{\"medics\":-1}}]}", "vehicles/0/crew/medics", MSG_ROUTE_WHOLE},
    {"{\"vehicles\":[" CAR ",\"capacity\":[2],\"crew\":{\"seats\":2}}]}", "vehicles/0/capacity", MSG_ROUTE_NO_SEATS},
    {"{\"vehicles\":[" CAR "}],\"jobs\":[{\"id\":1}]}", "jobs/0/location", MSG_ROUTE_NO_PLACE},
    {"{\"vehicles\":[" CAR "}]," MATRIX "}", "vehicles/0/start", MSG_ROUTE_NO_PLACE},
    {"{\"vehicles\":[{\"id\":1,\"start_index\":2}]," MATRIX "}", "vehicles/0/start_index", MSG_ROUTE_INDEX},
    {"{\"vehicles\":[{\"id\":1,\"end_index\":0,\"profile\":\"bus\"}]," MATRIX "}", "vehicles/0/profile",
     MSG_ROUTE_NO_MATRIX},
    {"{\"vehicles\":[{\"id\":1,\"end_index\":0,\"max_distance\":9}]," MATRIX "}", "vehicles/0/max_distance",
     MSG_ROUTE_NO_LENGTHS},
    {"{\"vehicles\":[{\"id\":1,\"end_index\":0,\"costs\":{\"per_km\":9}}]," MATRIX "}", "vehicles/0/costs/per_km",
     MSG_ROUTE_NO_LENGTHS},
    {"{\"matrices\":{\"car\":{\"durations\":[[0,1],[-1,0]]}}}", "matrices/car/durations", MSG_ROUTE_ARC},
    {"{\"matrices\":{\"car\":{\"durations\":[[0,1],[1.5,0]]}}}", "matrices/car/durations", MSG_ROUTE_ARC},
    {"{\"matrices\":{\"car\":{\"durations\":[[0,1],[1]]}}}", "matrices/car/durations", MSG_ROUTE_SQUARE},
    {"{\"matrices\":{\"car\":{\"durations\":[[0,1]]}}}", "matrices/car/durations", MSG_ROUTE_SQUARE},
    {"{\"matrices\":{\"car\":{\"durations\":[[0]],\"costs\":[[0,1],[1,0]]}}}", "matrices/car/costs", MSG_ROUTE_SQUARE},
    {"{\"matrices\":{\"car\":{}}}", "matrices", MSG_ROUTE_NO_MATRIX},
    {"{\"vehicles\":[" CAR "}],\"jobs\":[{\"id\":1,\"location\":[1,1],\"delivery\":[1]},"
     "{\"id\":2,\"location\":[1,1],\"pickup\":[1,2]}]}",
     "jobs/1/pickup", MSG_ROUTE_AMOUNTS},
    {"{\"vehicles\":[" CAR "}],\"jobs\":[{\"id\":1,\"location\":[1,1],\"priority\":101}]}", "jobs/0/priority",
     MSG_ROUTE_WHOLE},
    {"{\"vehicles\":[" CAR "}],\"jobs\":[{\"id\":1,\"location\":[1,1],\"time_windows\":[[0,5],[5,9]]}]}",
     "jobs/0/time_windows", MSG_ROUTE_WINDOWS},
    {"{\"vehicles\":[" CAR "}],\"jobs\":[{\"id\":1,\"location\":[1,1],\"time_windows\":[[0,5],[\"a\",9]]}]}",
     "jobs/0/time_windows/1", MSG_ROUTE_WINDOW},
    {"{\"vehicles\":[" CAR
     "}],\"jobs\":[{\"id\":1,\"location\":[1,1],\"time_windows\":[[0,5],[900000000000,900000000001]]}]}",
     "jobs/0/time_windows", MSG_ROUTE_TIMES_FAR},
    {"{\"vehicles\":[" CAR "}],\"jobs\":[{\"id\":1,\"location\":[1,1],\"terrain\":\"moon\"}]}", "jobs/0/terrain",
     MSG_ENUM_BAD},
    {"{\"vehicles\":[" CAR "}],\"jobs\":[{\"id\":1,\"location\":[1,1],\"delivery\":[1],\"max_ride_time\":9}]}",
     "jobs/0/max_ride_time", MSG_ROUTE_RIDE_PICKUP},
    {"{\"vehicles\":[" CAR "}],\"jobs\":[{\"id\":1,\"location\":[1,1],\"service_per_type\":[]}]}",
     "jobs/0/service_per_type", MSG_TYPE_OBJECT},
    {"{\"vehicles\":[" CAR "}],\"jobs\":[{\"id\":1,\"location\":[1,1],\"setup_per_type\":{\"van\":1.5}}]}",
     "jobs/0/setup_per_type/van", MSG_ROUTE_WHOLE},
    {"{\"vehicles\":[" CAR "}],\"jobs\":[{\"id\":1,\"location\":[1,1],\"setup_per_type\":{\"van\":1,\"van\":2}}]}",
     "jobs/0/setup_per_type/van", MSG_FIELD_TWICE},
    {"{\"vehicles\":[" CAR "}],\"shipments\":[{\"pickup\":{\"id\":1,\"location\":[1,1]}}]}", "shipments/0/delivery",
     MSG_REQUIRED},
    {"{\"vehicles\":[" CAR "}],\"shipments\":[{\"pickup\":{\"id\":1,\"location\":[1,1]},\"delivery\":{\"id\":1}}]}",
     "shipments/0/delivery/location", MSG_ROUTE_NO_PLACE},
    {"{\"vehicles\":[" CAR ",\"steps\":[{\"type\":\"job\",\"id\":4}]}]}", "vehicles/0/steps/0/id", MSG_ROUTE_NO_TASK},
    {"{\"vehicles\":[" CAR ",\"steps\":[{\"type\":\"jump\"}]}]}", "vehicles/0/steps/0/type", MSG_ROUTE_STEP_KIND},
    {"{\"vehicles\":[" CAR ",\"steps\":[{\"type\":\"job\",\"id\":4},{\"type\":\"job\",\"id\":4}]}],"
     "\"jobs\":[{\"id\":4,\"location\":[1,1]}]}",
     "vehicles/0/steps/1/id", MSG_ROUTE_TASK_TWICE},
    {"{\"vehicles\":[" CAR ",\"steps\":[{\"type\":\"job\",\"id\":4},{\"type\":\"job\",\"id\":5,\"locked\":true}]}],"
     "\"jobs\":[{\"id\":4,\"location\":[1,1]},{\"id\":5,\"location\":[1,1]}]}",
     "vehicles/0/steps/1/locked", MSG_ROUTE_LOCKED_HEAD},
    {"{\"vehicles\":[" CAR ",\"driver_rules\":{\"rest\":0}}]}", "vehicles/0/driver_rules/rest", MSG_ROUTE_WHOLE},
    {"{\"vehicles\":[" CAR ",\"driver_rules\":{\"drive_day_max\":899}}]}", "vehicles/0/driver_rules/drive_day_max",
     MSG_ROUTE_WHOLE},
    {"{\"vehicles\":[" CAR ",\"driver_rules\":{\"drive_24h_max\":86401}}]}", "vehicles/0/driver_rules/drive_24h_max",
     MSG_ROUTE_WHOLE},
    {"{\"vehicles\":[" CAR ",\"driver_rules\":{\"step\":0}}]}", "vehicles/0/driver_rules/step", MSG_ROUTE_WHOLE},
    {"{\"vehicles\":[{\"id\":1,\"start_index\":0,\"driver_rules\":{}}],\"jobs\":[{\"id\":1,\"location_index\":1}],"
     "\"matrices\":{\"car\":{\"durations\":[[0,900000],[9,0]]}}}",
     "vehicles/0/driver_rules", MSG_ROUTE_RULES},
    {"{\"vehicles\":[" CAR ",\"driver_rules\":{\"ban\":[0,86400]}}]}", "vehicles/0/driver_rules/ban", MSG_ROUTE_BAN},
    {"{\"vehicles\":[" CAR ",\"driver_rules\":{\"ban\":[5,99999]}}]}", "vehicles/0/driver_rules/ban/1",
     MSG_ROUTE_WHOLE},
    {"{\"vehicles\":[" CAR "}],\"roads\":{\"plain\":0.5}}", "roads/plain", MSG_ROUTE_DECIMAL},
    {"{\"vehicles\":[" CAR ",\"breaks\":{}}]}", "vehicles/0/breaks", MSG_TYPE_LIST},
    {"{\"vehicles\":[" CAR ",\"breaks\":[{\"service\":5}]}]}", "vehicles/0/breaks/0/id", MSG_REQUIRED},
    {"{\"vehicles\":[" CAR ",\"breaks\":[{\"id\":5},{\"id\":5}]}]}", "vehicles/0/breaks/1/id", MSG_ROUTE_ID_TWICE},
    {"{\"vehicles\":[" CAR ",\"breaks\":[{\"id\":5,\"service\":-1}]}]}", "vehicles/0/breaks/0/service", MSG_ROUTE_WHOLE},
    {"{\"vehicles\":[" CAR ",\"breaks\":[{\"id\":5,\"time_windows\":[[9,3]]}]}]}",
     "vehicles/0/breaks/0/time_windows/0", MSG_ROUTE_WINDOW},
    {"{\"vehicles\":[" CAR ",\"capacity\":[1,2],\"breaks\":[{\"id\":5,\"max_load\":[1]}]}]}",
     "vehicles/0/breaks/0/max_load", MSG_ROUTE_AMOUNTS},
    {"{\"vehicles\":[" CAR ",\"driver_rules\":{},\"breaks\":[{\"id\":5}]}]}", "vehicles/0/breaks", MSG_ROUTE_BREAKS_RULES},
    {"{\"vehicles\":[" CAR ",\"breaks\":[{\"id\":5}],\"steps\":[{\"type\":\"break\",\"id\":6}]}]}",
     "vehicles/0/steps/0/id", MSG_ROUTE_NO_BREAK},
    {"{\"vehicles\":[" CAR
     ",\"breaks\":[{\"id\":5}],\"steps\":[{\"type\":\"break\",\"id\":5},{\"type\":\"break\",\"id\":5}]}]}",
     "vehicles/0/steps/1/id", MSG_ROUTE_ID_TWICE},
    {"{\"vehicles\":[" CAR ",\"breaks\":[{\"id\":5,\"time_windows\":[[0,5],[900000000000,900000000001]]}]}]}",
     "vehicles/0/breaks/0/time_windows", MSG_ROUTE_TIMES_FAR},
};

static void refusals_are_told(void)
{
    for (size_t i = 0; i < COUNT(REFUSALS); i++) {
        struct arena *a = arena_new();
        struct err e = {.arena = a};
        struct vroom f;
        CHECK_ROW(REFUSALS[i].text, !vroom_read(a, &e, str_of(REFUSALS[i].text), NULL, &f) && e.fields.count == 1);
        const struct err_field *x = LIST_AT(&e.fields, struct err_field, 0);
        bool right =
            e.fields.count == 1 && str_eq(x->name, str_of(REFUSALS[i].path)) && x->message.id == REFUSALS[i].what;
        if (!right && e.fields.count)
            fprintf(stderr, "got %.*s: %.*s\n", STR_ARG(x->name), STR_ARG(msg_render(a, LANG_EN, &x->message)));
        CHECK_ROW(REFUSALS[i].text, right);
        arena_free(a);
    }
}

/* Broken text is told by its byte: NaN is no JSON, and a megabyte of brackets ends at the 32nd. */
static void broken_text_is_told(void)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct vroom f;
    struct buf b = {.arena = a};
    CHECK(!vroom_read(a, &e, STR("{\"vehicles\":[{\"id\":1,\"start\":[NaN,1]}]}"), NULL, &f));
    CHECK(e.code == ERR_MALFORMED && e.message.id == MSG_JSON_BAD && e.message.args[0].number == 31);
    for (int i = 0; i < 1 << 20; i++)
        buf_add_char(&b, '[');
    e = (struct err){.arena = a};
    CHECK(!vroom_read(a, &e, buf_str(&b), NULL, &f) && e.message.id == MSG_JSON_DEPTH);
    e = (struct err){.arena = a};
    CHECK(!vroom_read(a, &e, STR("{} x"), NULL, &f) && e.message.id == MSG_JSON_EXTRA);
    arena_free(a);
}

/* ---- distances ---- */

/* Cities by their published coordinates; distances of a sphere of 6371.0088 km computed by the haversine
 * formula, in metres. */
static void great_circles(void)
{
    struct sphere_point wuhan = sphere_point(114298572, 30584355), shiyan = sphere_point(110787916, 32646907);
    struct sphere_point pole = sphere_point(0, 90000000), south = sphere_point(77000000, -90000000);
    struct sphere_point east = sphere_point(180000000, 0), west = sphere_point(-180000000, 0);
    CHECK(sphere_metres(wuhan, wuhan) == 0);
    CHECK(labs((long)sphere_metres(wuhan, shiyan) - 403825) <= 1);
    CHECK(sphere_metres(shiyan, wuhan) == sphere_metres(wuhan, shiyan));
    CHECK(labs((long)sphere_metres(pole, south) - 20015115) <= 300); /* half a turn */
    CHECK(labs((long)sphere_metres(pole, east) - 10007557) <= 1);    /* a quarter */
    CHECK(sphere_metres(east, west) <= 1);
}

/* ---- what is right ---- */

static struct str answer_of(struct arena *a, const struct vroom *f, const struct vrp_plan *plan,
                            const int32_t *vehicle_of, struct vrp_verdict *v)
{
    struct buf b = {.arena = a};
    vrp_check(a, &f->problem, plan, v);
    struct vroom_answer answer = {.plan = plan, .verdict = v, .vehicle_of = vehicle_of};
    vroom_write(&b, f, &answer);
    return buf_str(&b);
}

/* The plan of the steps with the times that they force, as `route check` judges it. */
static struct str judged(struct arena *a, struct vroom *f, struct vrp_plan *plan, int32_t *vehicle_of,
                         struct vrp_verdict *v)
{
    vroom_plan(a, f, plan, vehicle_of);
    vroom_force(a, f);
    return answer_of(a, f, plan, vehicle_of, v);
}

static bool has(struct str text, const char *what)
{
    bool found = str_find(text, str_of(what)) < text.n;
    if (!found) fprintf(stderr, "%s is not in %.*s\n", what, STR_ARG(text));
    return found;
}

static struct vroom read_or_fail(struct arena *a, const char *text)
{
    struct err e = {.arena = a};
    struct vroom f;
    struct vrp_fault fault;
    bool read = vroom_read(a, &e, str_of(text), NULL, &f);
    for (size_t i = 0; i < e.fields.count; i++) {
        const struct err_field *x = LIST_AT(&e.fields, struct err_field, i);
        fprintf(stderr, "%.*s: %.*s\n", STR_ARG(x->name), STR_ARG(msg_render(a, LANG_EN, &x->message)));
    }
    CHECK(read && vrp_problem_valid(&f.problem, &fault));
    return f;
}

/* A fuel round in three vans, by hand: matrices of two profiles, two loads, a shipment, skills, windows as timestamps.
 */
#define NOON "1600000000"
static const char ROUND[] =
    "{\"vehicles\":["
    "{\"id\":10,\"description\":\"van\",\"start_index\":0,\"end_index\":0,\"capacity\":[5,2],\"skills\":[4],"
    "\"costs\":{\"fixed\":1000,\"per_hour\":720,\"per_km\":50},\"time_window\":[" NOON ",1600020000],\"max_tasks\":4},"
    "{\"id\":11,\"start_index\":0,\"capacity\":[5,2],\"profile\":\"truck\",\"speed_factor\":2,\"max_distance\":9000}],"
    "\"jobs\":["
    "{\"id\":1,\"location_index\":1,\"service\":100,\"delivery\":[2,1],\"time_windows\":[[" NOON ",1600009000]]},"
    "{\"id\":2,\"location_index\":2,\"service\":100,\"pickup\":[3,0],\"skills\":[4]}],"
    "\"shipments\":[{\"amount\":[1,1],\"pickup\":{\"id\":1,\"location_index\":1},"
    "\"delivery\":{\"id\":1,\"location_index\":2,\"service\":50}}],"
    "\"matrices\":{\"car\":{\"durations\":[[0,600,900],[600,0,300],[900,300,0]],"
    "\"distances\":[[0,6000,9000],[6000,0,3000],[9000,3000,0]]},"
    "\"truck\":{\"durations\":[[0,1000,1000],[1000,0,1000],[1000,1000,0]],"
    "\"distances\":[[0,5000,5000],[5000,0,5000],[5000,5000,0]]}},\"unknown\":[{}]}";

static void figures_by_hand(void)
{
    struct arena *a = arena_new();
    struct vroom f = read_or_fail(a, ROUND);
    static const int32_t ORDER[] = {0, 2, 3, 1};
    struct vrp_route route = {.count = 4, .visits = ORDER};
    struct vrp_plan plan = {.routes = &route, .route_count = 1};
    struct vrp_verdict v;
    struct str text = answer_of(a, &f, &plan, NULL, &v);
    CHECK(f.problem.vehicle_count == 2 && f.problem.visit_count == 4 && f.problem.load_count == 2);
    CHECK(f.problem.vehicles[0].visits_max == 4 && f.problem.vehicles[1].distance_max == 9000);
    CHECK(v.feasible);
    /* 1800 s at 720 an hour and 18 km at 50: 360 + 900 + 1000 */
    CHECK(has(text, "\"summary\":{\"cost\":2260,\"routes\":1,\"unassigned\":0"));
    CHECK(has(text,
              "\"setup\":0,\"service\":250,\"duration\":1800,\"waiting_time\":0,\"priority\":0,\"distance\":18000"));
    /* leaves as late as the earliest end allows: at the begin of its working hours */
    CHECK(has(text, "{\"type\":\"start\",\"location_index\":0,\"setup\":0,\"service\":0,\"waiting_time\":0,"
                    "\"arrival\":" NOON ",\"duration\":0,\"distance\":0,\"load\":[2,1],\"violations\":[]}"));
    CHECK(has(text,
              "{\"type\":\"delivery\",\"id\":1,\"location_index\":2,\"setup\":0,\"service\":50,\"waiting_time\":0,"
              "\"arrival\":1600001000,\"duration\":900,\"distance\":9000,\"load\":[0,0],\"violations\":[]}"));
    CHECK(has(text, "\"arrival\":1600002050,\"duration\":1800,\"distance\":18000,\"load\":[3,0],\"violations\":[]}"));
    CHECK(has(text, "\"vehicle\":10,\"description\":\"van\",\"steps\":[ {\"type\":\"start\""));
    CHECK(has(text, "\"ride_time\":{\"max\":"));
    /* twice as fast: half of 1000 s */
    const struct vrp_profile *truck = &f.problem.profiles[f.problem.vehicles[1].profile];
    CHECK((truck->duration ? truck->duration : truck->distance)[1] == 500 && truck->length[1] == 5000);
    arena_free(a);
}

/* A task takes its own time with a type of vehicle, and an hour at work has its price: the slow one takes 400 s of
 * set-up and 100 of service, the quick one 10 and 30; job 2 is at the same place, so that set-up is saved. */
static void times_and_wages_by_type(void)
{
    static const char TEXT[] =
        "{\"vehicles\":[{\"id\":1,\"start_index\":0,\"end_index\":0,\"type\":\"slow\","
        "\"costs\":{\"per_hour\":7200,\"per_task_hour\":1800},\"steps\":[{\"type\":\"job\",\"id\":1},"
        "{\"type\":\"job\",\"id\":2}]},"
        "{\"id\":2,\"start_index\":0,\"end_index\":0,\"type\":\"quick\",\"costs\":{\"per_task_hour\":9000}},"
        "{\"id\":3,\"start_index\":0,\"end_index\":0,\"type\":\"slow\","
        "\"costs\":{\"per_hour\":7200,\"per_task_hour\":1800}},{\"id\":4,\"start_index\":0,\"end_index\":0}],\"jobs\":["
        "{\"id\":1,\"location_index\":1,\"service\":100,\"setup\":10,\"service_per_type\":{\"quick\":30,\"other\":1},"
        "\"setup_per_type\":{\"slow\":400}},"
        "{\"id\":2,\"location_index\":1,\"service\":60,\"setup\":5}],"
        "\"shipments\":[{\"pickup\":{\"id\":1,\"location_index\":0},"
        "\"delivery\":{\"id\":1,\"location_index\":1,\"service_per_type\":{\"quick\":7}}}],"
        "\"matrices\":{\"car\":{\"durations\":[[0,600],[600,0]]}}}";
    struct arena *a = arena_new();
    struct vroom f = read_or_fail(a, TEXT);
    const struct vrp_vehicle *v = f.problem.vehicles;
    struct vrp_plan plan;
    struct vrp_verdict verdict;
    int32_t vehicle_of[4];
    CHECK(f.problem.vehicle_count == 3 && v[0].count == 2); /* two slow ones are alike */
    CHECK(v[0].setup[0] == 400 && v[0].setup[1] == 5 && !v[0].service && !v[1].setup && !v[2].service && !v[2].setup);
    CHECK(v[1].service[0] == 30 && v[1].service[1] == 60 && v[1].service[2] == 0 && v[1].service[3] == 7);
    CHECK(f.cost_unit > 1); /* half a unit for each second of work */
    vroom_plan(a, &f, &plan, vehicle_of);
    struct str text = answer_of(a, &f, &plan, vehicle_of, &verdict);
    /* 1200 s of road at 7200 an hour, 560 s of work at 1800 */
    CHECK(has(text, "\"summary\":{\"cost\":2680,\"routes\":1,\"unassigned\":2"));
    CHECK(has(text, "\"id\":1,\"location_index\":1,\"setup\":400,\"service\":100,"));
    CHECK(has(text, "\"id\":2,\"location_index\":1,\"setup\":0,\"service\":60,"));
    CHECK(verdict.cost == 2680 * f.cost_unit);
    struct vrp_route quick = {.vehicle = 1, .count = 2, .visits = (int32_t[]){0, 1}};
    plan = (struct vrp_plan){.routes = &quick, .route_count = 1};
    text = answer_of(a, &f, &plan, NULL, &verdict); /* 1200 s and 100 s at 9000: 10 + 30, then 60 */
    CHECK(has(text, "\"summary\":{\"cost\":1450,") && verdict.cost == 1450 * f.cost_unit);
    CHECK(has(text, "\"setup\":10,\"service\":30,"));
    arena_free(a);
}

/* Ten minutes to job 1 and back, two breaks (given in the wrong order), of which the longer allows one aboard at most,
 * but two are until job 1 is served. */
#define BREAKS(steps)                                                                                                  \
    "{\"vehicles\":[{\"id\":1,\"start_index\":0,\"end_index\":0,\"capacity\":[3],\"time_window\":[0,5000],"                \
    "\"costs\":{\"per_task_hour\":3600},\"breaks\":["                                                                   \
    "{\"id\":5,\"service\":100,\"time_windows\":[[700,900]],\"description\":\"tea\",\"max_load\":[1]},"                     \
    "{\"id\":4,\"service\":10,\"time_windows\":[[50,60],[5000,6000]]}]" steps                                             \
    "},{\"id\":2,\"start_index\":0,\"breaks\":[]}],"                                                                    \
    "\"jobs\":[{\"id\":1,\"location_index\":1,\"delivery\":[2],\"service\":30}],"                                         \
    "\"matrices\":{\"car\":{\"durations\":[[0,600],[600,0]],\"distances\":[[0,6000],[6000,0]]}}}"

static void breaks_are_made(void)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct vroom f = read_or_fail(a, BREAKS(""));
    struct vrp_route route = {.count = 1, .visits = (int32_t[]){0}};
    struct vrp_plan plan = {.routes = &route, .route_count = 1}, again;
    struct vrp_verdict v;
    int32_t vehicle_of[2];
    struct str text = answer_of(a, &f, &plan, NULL, &v);
    CHECK(v.feasible && f.problem.vehicle_count == 2 && f.problem.vehicles[0].pause_count == 2);
    /* breaks are service, but no work that is paid */
    CHECK(has(text, "\"cost\":1230,\"routes\":1,\"unassigned\":0,\"delivery\":[2],\"pickup\":[0],\"setup\":0,\"service\":140,"));
    CHECK(has(text, "\"duration\":0,\"distance\":0,\"load\":[2],\"violations\":[]},"
                    "{\"type\":\"break\",\"id\":4,\"setup\":0,\"service\":10,\"waiting_time\":0,\"arrival\":50,\"duration\":50,"
                    "\"distance\":500,\"load\":[2],\"violations\":[]},{\"type\":\"job\",\"id\":1,"));
    CHECK(has(text, "\"arrival\":610,\"duration\":600,\"distance\":6000,\"load\":[0],\"violations\":[]},"
                    "{\"type\":\"break\",\"id\":5,\"description\":\"tea\",\"setup\":0,\"service\":100,\"waiting_time\":0,"
                    "\"arrival\":700,\"duration\":660,\"distance\":6600,\"load\":[0],\"violations\":[]},{\"type\":\"end\""));
    CHECK(has(text, "\"arrival\":1340,\"duration\":1200,\"distance\":12000,"));
    CHECK(vroom_plan_read(a, &e, text, &f));
    vroom_plan(a, &f, &again, vehicle_of);
    CHECK(again.routes[0].pauses[0] == 0 && again.routes[0].pauses[1] == 1);
    CHECK(str_eq(answer_of(a, &f, &again, vehicle_of, &v), text));
    struct buf words = {.arena = a};
    struct vroom_answer answer = {.plan = &again, .verdict = &v, .vehicle_of = vehicle_of};
    vroom_text(&words, &f, &answer, false);
    CHECK(has(buf_str(&words), "  00:11  break 0:01 (tea), until 00:13\n"));
    arena_free(a);
}

#define JOB "{\"type\":\"job\",\"id\":1}"
#define TEA "{\"type\":\"break\",\"id\":5"
#define SHORT "{\"type\":\"break\",\"id\":4}"
static void breaks_are_judged(void)
{
    static const struct {
        const char *text, *has[3];
        size_t violations;
    } ROWS[] = {
        {BREAKS(",\"steps\":[" TEA "}," JOB "]"), /* two are aboard, and the short one is left out */
         {"\"arrival\":700,\"duration\":600,\"distance\":6000,\"load\":[2],\"violations\":[{\"cause\":\"max_load\",\"by\":1}]},",
          ",\"violations\":[{\"cause\":\"missing_break\",\"by\":1}]}", "\"arrival\":1430,"},
         2},
        {BREAKS(",\"steps\":[" JOB "," SHORT "," TEA "}]"), /* late for its first window, so the other is late */
         {"\"id\":4,\"setup\":0,\"service\":10,\"waiting_time\":3770,\"arrival\":1230,\"duration\":1200,", "\"arrival\":5010,",
          "\"violations\":[{\"cause\":\"delay\",\"duration\":4110}]"},
         2},
        {BREAKS(",\"steps\":[" SHORT "," JOB "," TEA ",\"service_at\":750}]"),
         {"\"id\":5,\"description\":\"tea\",\"setup\":0,\"service\":100,\"waiting_time\":0,\"arrival\":750,\"duration\":710,",
          "\"arrival\":1340,", "\"violations\":[]"},
         0},
        {BREAKS(",\"steps\":[" SHORT "," JOB "," TEA ",\"service_before\":650}]"), /* its own window gives way */
         {"\"arrival\":640,\"duration\":600,\"distance\":6000,\"load\":[0],\"violations\":[]},", "\"arrival\":1340,",
          "\"violations\":[]"},
         0},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct vroom f = read_or_fail(a, ROWS[i].text);
        struct vrp_plan plan;
        struct vrp_verdict v;
        int32_t vehicle_of[2];
        struct str text = judged(a, &f, &plan, vehicle_of, &v);
        CHECK_ROW(ROWS[i].text, v.violations.count == ROWS[i].violations);
        for (size_t k = 0; k < 3; k++)
            CHECK_ROW(ROWS[i].has[k], has(text, ROWS[i].has[k]));
        arena_free(a);
    }
}

/* The plan of the steps is judged, and every violation has VROOM's word. */
static void plans_are_judged(void)
{
    static const char TEXT[] =
        "{\"vehicles\":[{\"id\":1,\"start_index\":0,\"end_index\":0,\"capacity\":[1],\"time_window\":[0,900],"
        "\"max_travel_time\":1000,\"max_tasks\":1,\"max_distance\":5,\"steps\":[{\"type\":\"start\"},"
        "{\"type\":\"job\",\"id\":2},{\"type\":\"job\",\"id\":1},{\"type\":\"end\"}]},"
        "{\"id\":2,\"start_index\":0}],\"jobs\":["
        "{\"id\":1,\"location_index\":1,\"delivery\":[1],\"time_windows\":[[0,500]],\"description\":\"\\u4e00\"},"
        "{\"id\":2,\"location_index\":1,\"delivery\":[2],\"skills\":[3],\"setup\":40,\"service\":7},"
        "{\"id\":3,\"location_index\":1}],"
        "\"matrices\":{\"car\":{\"durations\":[[0,600],[600,0]],\"distances\":[[0,6],[6,0]]}}}";
    struct arena *a = arena_new();
    struct vroom f = read_or_fail(a, TEXT);
    struct vrp_plan plan;
    struct vrp_verdict v;
    int32_t vehicle_of[2];
    struct str text = judged(a, &f, &plan, vehicle_of, &v);
    CHECK(plan.route_count == 1 && plan.unassigned_count == 1 && !v.feasible);
    CHECK(has(text, "\"type\":\"job\",\"id\":1,\"description\":\"\xe4\xb8\x80\",\"location_index\":1,\"setup\":0,"));
    CHECK(has(text, "\"violations\":[{\"cause\":\"delay\",\"duration\":147}]")); /* job 1: 600 + 47 - 500 */
    CHECK(has(text, "\"violations\":[{\"cause\":\"skills\",\"by\":1}]"));
    CHECK(has(text, "\"violations\":[{\"cause\":\"delay\",\"duration\":347}]")); /* the end: 1247 - 900 */
    CHECK(has(text, "{\"cause\":\"max_travel_time\",\"duration\":200}"));
    CHECK(has(text, "{\"cause\":\"max_distance\",\"by\":7}"));
    CHECK(has(text, "{\"cause\":\"max_tasks\",\"by\":1}"));
    CHECK(has(text, "{\"cause\":\"load\",\"by\":2}"));
    CHECK(has(text, "{\"cause\":\"delay\",\"duration\":494}")); /* in the summary */
    CHECK(has(text, "\"unassigned\":[{\"id\":3,\"type\":\"job\",\"location_index\":1,\"reasons\":[{\"vehicle\":"));
    arena_free(a);
}

/* Seats: 45 at half are 22; two rows of four and a medic leave 36 of 45; the medic may count within the half. */
static void seats_are_counted(void)
{
    static const struct {
        const char *keys;
        int32_t seats;
    } ROWS[] = {
        {"\"seat_ratio\":0.5", 22},
        {"\"reserve_rows\":2", 37},
        {"\"reserve_rows\":2,\"crew\":{\"seats\":1}", 36},
        {"\"reserve_rows\":2,\"row_seats\":5", 35},
        {"\"seat_ratio\":0.5,\"reserve_rows\":2,\"crew\":{\"seats\":1}", 22},
        {"\"seat_ratio\":0.5,\"crew\":{\"seats\":1,\"in_ratio\":true}", 21},
        {"\"seat_ratio\":0.5,\"crew\":{\"seats\":1},\"crew_in_ratio\":true", 21},
        {"\"seat_ratio\":0.5,\"crew\":{\"seats\":1},\"crew_in_ratio\":false", 22},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct str text = arena_printf(a, "{\"vehicles\":[" CAR ",\"capacity\":[45],%s}]}", ROWS[i].keys);
        struct vroom f = read_or_fail(a, arena_cstr(a, text));
        CHECK_ROW(ROWS[i].keys, f.problem.vehicles[0].capacity[0] == ROWS[i].seats);
        arena_free(a);
    }
    struct arena *a = arena_new();
    struct vroom f = read_or_fail(a, "{\"vehicles\":[" CAR ",\"crew\":{\"seats\":1}}]}"); /* no seats to take from */
    CHECK(f.problem.vehicles[0].capacity[0] == 0);
    arena_free(a);
}

/* A volunteer on each coach, and medics for so many coaches: the seats for passengers of seven coaches, one after
 * another; 45 seats, half of them for all aboard. */
static void medics_ride_on_some_coaches(void)
{
    static const struct {
        const char *crew;
        int32_t seats[7];
    } ROWS[] = {
        {"\"seats\":1,\"in_ratio\":true,\"medics\":1,\"per_coaches\":5", {20, 21, 21, 21, 21, 20, 21}},
        {"\"seats\":1,\"in_ratio\":true,\"medics\":2,\"per_coaches\":5", {20, 21, 20, 21, 21, 20, 21}},
        {"\"in_ratio\":true,\"medics\":2", {20, 20, 20, 20, 20, 20, 20}},
        {"\"in_ratio\":true,\"medics\":3,\"per_coaches\":2", {20, 21, 20, 21, 20, 21, 20}},
        {"\"in_ratio\":true,\"medics\":0,\"per_coaches\":5", {22, 22, 22, 22, 22, 22, 22}},
        {"\"medics\":9,\"per_coaches\":9", {22, 22, 22, 22, 22, 22, 22}}, /* beside the half */
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct arena *a = arena_new();
        struct buf b = {.arena = a};
        buf_add(&b, STR("{\"vehicles\":["));
        for (int k = 0; k < 7; k++) /* another that is no coach of the convoy stands between */
            buf_addf(&b,
                     "%s{\"id\":%d,\"start\":[114,30],\"capacity\":[45],\"seat_ratio\":0.5,\"crew\":{%s}},"
                     "{\"id\":%d,\"start\":[114,30],\"capacity\":[45],\"crew\":{\"seats\":3}}",
                     k ? "," : "", k, ROWS[i].crew, 100 + k);
        buf_add(&b, STR("]}"));
        struct vroom f = read_or_fail(a, arena_cstr(a, buf_str(&b)));
        for (int k = 0; k < 7; k++)
            CHECK_ROW(ROWS[i].crew, f.problem.vehicles[f.vehicles[2 * k].type].capacity[0] == ROWS[i].seats[k]);
        CHECK(f.problem.vehicles[f.vehicles[1].type].capacity[0] == 42);
        arena_free(a);
    }
}

/* So many medics for so many coaches, every share there is: any so many coaches in a row have them together, none has more
 * than its even share rounded up, and who sets off first is not without. */
static void every_share_of_medics(void)
{
    enum {
        COACHES = 15,
        SEATS = 45
    };
    for (int medics = 0; medics <= 8; medics++)
        for (int per = 1; per <= 7; per++) {
            struct arena *a = arena_new();
            struct buf b = {.arena = a};
            for (int k = 0; k < COACHES; k++)
                buf_addf(&b,
                         "%s{\"id\":%d,\"start\":[114,30],\"capacity\":[%d],\"crew\":{\"medics\":%d,\"per_coaches\":%d}}",
                         k ? "," : "{\"vehicles\":[", k, SEATS, medics, per);
            buf_add(&b, STR("]}"));
            struct vroom f = read_or_fail(a, arena_cstr(a, buf_str(&b)));
            int aboard[COACHES], sum = 0;
            for (int k = 0; k < COACHES; k++) {
                aboard[k] = SEATS - f.problem.vehicles[f.vehicles[k].type].capacity[0];
                sum += aboard[k] - (k >= per ? aboard[k - per] : 0);
                CHECK(k + 1 < per || sum == medics);
                CHECK(aboard[k] >= 0 && aboard[k] <= (medics + per - 1) / per);
            }
            CHECK(aboard[0] > 0 || medics == 0);
            arena_free(a);
        }
}

/* Alike vehicles are one type; keys of ours reach the problem; roads are longer than circles. */
static void keys_reach_the_problem(void)
{
    static const char TEXT[] =
        "{\"vehicles\":[" CAR ",\"end\":[115,30],\"capacity\":[9]},{\"id\":2,\"start\":[114.3,30.6],\"end\":[115,30],"
        "\"capacity\":[9]},{\"id\":3,\"start\":[114.3,30.6],\"end\":[115,30],\"capacity\":[9],\"max_pickups\":2,"
        "\"max_duty\":36000}],\"jobs\":["
        "{\"id\":1,\"location\":[114.3,30.6],\"pickup\":[3],\"group\":\"x\",\"max_ride_time\":{\"over_direct\":60}},"
        "{\"id\":2,\"location\":[110.787916,32.646907],\"terrain\":\"mountains\",\"pickup\":[3],\"group\":\"x\","
        "\"kind\":\"well\",\"splittable\":true,\"min_chunk\":2},"
        "{\"id\":3,\"location\":[114.298572,30.584355],\"pickup\":[3],\"exclusive_with\":[\"well\",7],\"priority\":3},"
        "{\"id\":4,\"location\":[114,30],\"pickup\":[3],\"group\":7,\"priority\":50,\"setup\":5,\"release\":100}]}";
    struct arena *a = arena_new();
    struct vroom f = read_or_fail(a, TEXT);
    const struct vrp_visit *v = f.problem.visits;
    const struct vrp_profile *p = f.problem.profiles;
    int32_t n = f.problem.location_count;
    CHECK(f.problem.vehicle_count == 2 && f.problem.vehicles[0].count == 2 && f.problem.vehicles[1].count == 1);
    CHECK(f.problem.vehicles[1].stops_max == 2 && f.problem.vehicles[1].duration_max == 36000);
    CHECK(v[0].group == v[1].group && v[0].group != v[3].group && v[2].group == VRP_NONE);
    CHECK(v[1].min_chunk == 2 && v[0].min_chunk == 0 && v[3].release == 100 && v[3].setup == 5);
    CHECK(v[2].excludes == ((UINT64_C(1) << v[1].kind) | (UINT64_C(1) << v[3].kind)) && v[1].kind && v[3].kind);
    CHECK(v[0].kind == 0 && v[0].location == f.problem.vehicles[0].start);
    CHECK(v[0].ride_max == p->distance[f.problem.vehicles[0].start * n + f.problem.vehicles[0].end] + 60);
    CHECK(v[3].optional && v[3].prize > 10 * v[2].prize && v[2].prize > v[0].prize && v[0].prize > 0);
    int32_t metres = p->length[v[1].location * n + v[2].location]; /* 403,825 m of circle, by 1.3 */
    CHECK(metres >= 524971 && metres <= 524974);
    CHECK(p->distance[v[1].location * n + v[2].location] == (metres * INT64_C(3600) + 40000) / 80000);
    arena_free(a);
}

/* Twenty jobs, two of a priority (or none), and a shipment, by a matrix of two places `far` apart. */
static struct vroom ranked(struct arena *a, int priority, int high, long far)
{
    struct buf b = {.arena = a};
    buf_addf(&b, "{\"vehicles\":[{\"id\":1,\"start_index\":0,\"end_index\":0,\"capacity\":[9],\"costs\":{\"fixed\":700}}],"
                 "\"matrices\":{\"car\":{\"durations\":[[0,%ld],[%ld,0]]}},\"jobs\":[", far, far);
    for (int k = 0; k < 20; k++)
        buf_addf(&b, "%s{\"id\":%d,\"location_index\":1,\"delivery\":[1],\"priority\":%d}", k ? "," : "", k,
                 k == 0 ? high : k == 1 ? priority : 0);
    buf_addf(&b, "],\"shipments\":[{\"amount\":[1],\"priority\":%d,\"pickup\":{\"id\":1,\"location_index\":1},"
                 "\"delivery\":{\"id\":1,\"location_index\":0}}]}", priority);
    return read_or_fail(a, arena_cstr(a, buf_str(&b)));
}

/* One step of priority outweighs all tasks of less and any cost; one task outweighs any cost; a shipment counts once. */
static void priorities_are_exact(void)
{
    struct arena *a = arena_new();
    struct vroom f = ranked(a, 40, 60, 1000);
    const struct vrp_visit *v = f.problem.visits;
    int64_t dearest = 23 * INT64_C(1000) + 700, without = 0; /* one vehicle, to 22 tasks and home */
    CHECK(v[0].optional && v[2].optional && v[2].prize > dearest);
    for (int k = 2; k < 20; k++)
        CHECK(v[k].prize == v[2].prize), without += v[k].prize;
    CHECK(v[1].prize > without + v[21].prize + dearest);
    CHECK(v[0].prize > v[1].prize + without + v[21].prize + dearest); /* 60 and 40: one step of 20 */
    CHECK(v[20].prize == v[1].prize && v[21].prize == v[2].prize);
    CHECK(v[1].prize + v[20].prize > v[0].prize + without + dearest); /* 80 and 60 */
    f = ranked(a, 0, 0, 1000);
    CHECK(!f.problem.visits[0].optional);
    f = ranked(a, 99, 100, 1 << 28); /* too large for an exact order: as far apart as fits */
    CHECK(f.problem.visits[0].prize >= f.problem.visits[1].prize && f.problem.visits[1].prize > f.problem.visits[2].prize);
    CHECK(f.problem.visits[2].prize > INT64_C(1) << 29);
    arena_free(a);
}

/* What we answer can be judged again, and is found to be as it says. */
static void answers_are_read_back(void)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct vroom f = read_or_fail(a, ROUND);
    static const int32_t FIRST[] = {1}, SECOND[] = {0, 2, 3};
    struct vrp_route routes[] = {{.vehicle = 0, .count = 1, .visits = FIRST},
                                 {.vehicle = 1, .count = 3, .visits = SECOND}};
    struct vrp_plan plan = {.routes = routes, .route_count = 2}, again;
    struct vrp_verdict v, w;
    int32_t vehicle_of[2];
    struct str text = answer_of(a, &f, &plan, NULL, &v);
    CHECK(vroom_plan_read(a, &e, text, &f));
    vroom_plan(a, &f, &again, vehicle_of);
    CHECK(str_eq(answer_of(a, &f, &again, vehicle_of, &w), text) && v.cost == w.cost);
    CHECK(!vroom_plan_read(a, &e, STR("{\"routes\":[{\"vehicle\":99,\"steps\":[]}]}"), &f));
    CHECK(!vroom_plan_read(a, &e, STR("{}"), &f));
    arena_free(a);
}

/* Ten hours of road under the national rules: a rest of 20 minutes after four hours, twice; times of day count from a
 * midnight of the file's clock. */
static void rests_are_shown(void)
{
    static const char TEXT[] =
        "{\"vehicles\":[{\"id\":1,\"end_index\":1,\"capacity\":[9],\"crew\":{\"drivers\":2},\"driver_rules\":{},"
        "\"time_window\":[1600041600,1600128000],\"steps\":[{\"type\":\"job\",\"id\":1}]}],\"day_begins\":57600,"
        "\"jobs\":["
        "{\"id\":1,\"location_index\":0,\"pickup\":[2],\"service\":60}],"
        "\"matrices\":{\"car\":{\"durations\":[[0,36000],[36000,0]]}}}";
    struct arena *a = arena_new();
    struct vroom f = read_or_fail(a, TEXT);
    struct vrp_plan plan;
    struct vrp_verdict v;
    int32_t vehicle_of[2];
    struct str text = judged(a, &f, &plan, vehicle_of, &v);
    CHECK((f.origin - 57600) % 86400 == 0 && v.feasible);
    CHECK(has(text, "\"rest_stops\":[{\"reason\":\"rest\",\"before\":1,"));
    CHECK(has(text, ",\"driven\":14400},{\"reason\":\"rest\",\"before\":1,") && has(text, ",\"driven\":28800}]"));
    CHECK(has(text, "\"ride_time\":{\"max\":38400,\"mean\":38400}")); /* 36000 and two rests */
    struct buf words = {.arena = a};
    struct vroom_answer answer = {.plan = &plan, .verdict = &v, .vehicle_of = vehicle_of};
    vroom_text(&words, &f, &answer, false);
    CHECK(has(buf_str(&words), "vehicle 1  2 of 9 seats  2 drivers  driving 10:00\n"));
    CHECK(has(buf_str(&words), "  rest on the way 0:20, until ") && has(buf_str(&words), "  2 get on  parties 1  "));
    CHECK(has(buf_str(&words), "  longest ride 10:40 (direct 10:00)\n"));
    CHECK(
        has(buf_str(&words), "\nIn all  1 coach  2 people  longest ride 10:40  mean 10:40  parties not seated: 0\n"));
    arena_free(a);
}

/* Times that a dispatcher has promised: kept by waiting, or told as a delay. */
static void forced_times_are_judged(void)
{
    static const char TEXT[] =
        "{\"vehicles\":[{\"id\":1,\"start_index\":0,\"time_window\":[1000,9000],\"steps\":["
        "{\"type\":\"job\",\"id\":1,\"service_at\":2000},{\"type\":\"job\",\"id\":2,\"service_before\":2050},"
        "{\"type\":\"job\",\"id\":3,\"service_after\":4000}]}],\"jobs\":["
        "{\"id\":1,\"location_index\":1,\"time_windows\":[[0,1500],[1900,2100]]},{\"id\":2,\"location_index\":2},"
        "{\"id\":3,\"location_index\":1,\"time_windows\":[[0,100]]}],"
        "\"matrices\":{\"car\":{\"durations\":[[0,60,60],[60,0,80],[60,80,0]]}}}";
    struct arena *a = arena_new();
    struct vroom f = read_or_fail(a, TEXT);
    struct vrp_plan plan;
    struct vrp_verdict v;
    int32_t vehicle_of[2];
    struct str text = judged(a, &f, &plan, vehicle_of, &v);
    CHECK(f.problem.visits[0].window_count == 1 && f.problem.visits[0].windows[0].from == 2000 - f.origin);
    CHECK(has(text, "\"id\":2,\"location_index\":2,\"setup\":0,\"service\":0,\"waiting_time\":0,\"arrival\":2080"));
    CHECK(has(text, "\"violations\":[{\"cause\":\"delay\",\"duration\":30}]"));
    CHECK(v.violations.count == 1); /* job 3 waits until 4000; its own window has given way */
    arena_free(a);
}

/* The answer to what the search finds. */
static struct str solved(struct arena *a, const struct vroom *f, struct vrp_plan *plan, struct vrp_verdict *v)
{
    struct vrp_options o = {.seed = 1, .iterations = 500};
    struct vrp_stats stats;
    struct vrp_fault fault;
    CHECK(vrp_solve(a, &f->problem, &o, plan, &stats, &fault));
    return answer_of(a, f, plan, NULL, v);
}

static void a_small_fleet_is_solved(void)
{
    static const char TEXT[] =
        "{\"vehicles\":[{\"id\":1,\"start\":[114.3,30.6],\"end\":[114.3,30.6],\"capacity\":[4]},"
        "{\"id\":2,\"start\":[114.3,30.6],\"end\":[114.3,30.6],\"capacity\":[4]}],\"jobs\":["
        "{\"id\":1,\"location\":[114.4,30.6],\"delivery\":[2]},{\"id\":2,\"location\":[114.41,30.6],\"delivery\":[2]},"
        "{\"id\":3,\"location\":[114.2,30.6],\"delivery\":[2]},{\"id\":4,\"location\":[114.19,30.6],\"delivery\":[2]},"
        "{\"id\":5,\"location\":[114.19,30.6],\"delivery\":[5]}]}";
    struct arena *a = arena_new();
    struct vroom f = read_or_fail(a, TEXT);
    struct vrp_plan plan;
    struct vrp_verdict v;
    struct str text = solved(a, &f, &plan, &v);
    CHECK(plan.route_count == 2 && plan.unassigned_count == 1);
    CHECK(
        has(text, "\"unassigned\":[{\"id\":5,\"type\":\"job\",\"location\":[114.19,30.6],\"reasons\":[{\"vehicle\":"));
    CHECK(has(text, "\"cause\":\"load\",\"by\":5,\"relax\":{\"cause\":\"load\",\"by\":5},\"text\":\"vehicle "));
    CHECK(has(text, "\"vehicle\":1,") && has(text, "\"vehicle\":2,") && has(text, "\"violations\":[]"));
    arena_free(a);
}

/* A couple from two towns goes to two firms: apart they would drive less, in one group they share a coach. */
static void a_family_of_shipments_shares_a_coach(void)
{
    static const char TEXT[] =
        "{\"vehicles\":[{\"id\":1,\"start\":[113,30],\"capacity\":[%d]},{\"id\":2,\"start\":[115,30],\"capacity\":[%d]}],"
        "\"shipments\":[{\"amount\":[2],\"group\":\"Li\",\"pickup\":{\"id\":1,\"location\":[113.1,30]},"
        "\"delivery\":{\"id\":2,\"location\":[113.2,30]}},{\"amount\":[2],\"group\":\"Li\","
        "\"pickup\":{\"id\":3,\"location\":[114.9,30]},\"delivery\":{\"id\":4,\"location\":[114.8,30]}}]}";
    for (int seats = 1; seats <= 2; seats++) {
        struct arena *a = arena_new();
        struct vroom f = read_or_fail(a, arena_cstr(a, arena_printf(a, TEXT, seats, seats)));
        struct vrp_plan plan;
        struct vrp_verdict v;
        struct str text = solved(a, &f, &plan, &v);
        if (seats == 2) CHECK(plan.route_count == 1 && plan.unassigned_count == 0 && v.feasible);
        if (seats == 1) CHECK(plan.route_count == 0 && plan.unassigned_count == 4 && has(text, "\"cause\":\"load\",\"by\":1"));
        arena_free(a);
    }
}

int main(void)
{
    a_family_of_shipments_shares_a_coach();
    refusals_are_told();
    broken_text_is_told();
    great_circles();
    figures_by_hand();
    times_and_wages_by_type();
    breaks_are_made();
    breaks_are_judged();
    plans_are_judged();
    seats_are_counted();
    medics_ride_on_some_coaches();
    every_share_of_medics();
    keys_reach_the_problem();
    priorities_are_exact();
    answers_are_read_back();
    rests_are_shown();
    forced_times_are_judged();
    a_small_fleet_is_solved();
    return check_end();
}
