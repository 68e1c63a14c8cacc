/* vroom.h - routing problems in VROOM's JSON (vehicles, jobs, shipments, matrices), with keys of our own beside it.
 *
 * docs/vrp-en.md lists the keys.  Times are seconds, lengths metres, coordinates [lon, lat].  Keys that nobody knows
 * are passed over, as VROOM does, and remembered; a key that is known but cannot be kept is an error with its path. */
#ifndef VRPFILE_VROOM_H
#define VRPFILE_VROOM_H
#include "base/err.h"
#include "vrp/vrp.h"

enum vroom_kind {
    VROOM_JOB,
    VROOM_PICKUP,
    VROOM_DELIVERY,
    VROOM_BREAK,
    VROOM_START,
    VROOM_END
};

/** A place as it was written. */
struct vroom_place {
    bool given, has_point;
    int64_t index;    /* in the matrices; -1 = not given */
    int64_t lon, lat; /* millionths of a degree */
    int32_t road;     /* thousandths of the great circle that a road there is long */
    int32_t location; /* in the problem */
};

/** What a vehicle was told to do. */
struct vroom_step {
    enum vroom_kind kind;
    int32_t visit;             /* of the problem; VRP_NONE for start, end and breaks */
    int32_t pause;             /* of a break: its index at the vehicle */
    int64_t id;                /* of a break */
    bool locked;               /* ours */
    int32_t amount;            /* ours: of load 0, when the task is split; -1 = all of it */
    int64_t at, after, before; /* forced times of service; INT64_MIN and INT64_MAX = none */
};

struct vroom_costs {
    int64_t fixed, per_hour, per_km, per_task_hour;
};

/** A break; what it is to the problem is the vehicle's pause of the same index. */
struct vroom_break {
    int64_t id;
    struct str description;
};

struct vroom_vehicle {
    int64_t id;
    struct str description, profile;
    struct str kind; /* `type`: tasks may take their own time with vehicles of one; may be empty */
    struct vroom_place start, end;
    struct vroom_costs costs;
    int64_t speed;      /* millionths */
    bool idle;          /* may do nothing: at most 0 tasks or places */
    bool has_steps;     /* also when there are none in it */
    struct list steps;  /* of struct vroom_step */
    int32_t lock_count; /* visits at the head of steps that are locked */
    struct vroom_break *breaks;
    int32_t break_count;
    int32_t matrices;      /* index of its profile in the file; -1 = by the great circle */
    int32_t type;          /* in the problem */
    struct vrp_vehicle as; /* what it is to the problem, locations and profile not yet set */
};

struct vroom_task {
    int64_t id;
    enum vroom_kind kind;
    struct str description;
    struct vroom_place place;
    int64_t priority;
};

/** Matrices of one profile as they were given; count x count, NULL = not given. */
struct vroom_matrices {
    struct str name;
    int32_t count;
    int32_t *durations, *distances, *costs;
};

/** How long roads are and how fast, where no matrix says so. */
struct vroom_roads {
    int32_t factor[3]; /* thousandths of the great circle: plain, hills, mountains */
    int64_t speed;     /* metres an hour */
};

/** A file, read; everything in the arena.  visits[i] of the problem is tasks[i]. */
struct vroom {
    struct vrp_problem problem;
    struct vroom_vehicle *vehicles;
    struct vroom_task *tasks;
    int32_t vehicle_count;
    int64_t cost_unit;  /* units of cost of the problem in one of the file */
    int64_t origin;     /* of the problem's time, on the file's clock */
    int64_t day_begins; /* a midnight, on the file's clock */
    bool has_distances; /* lengths are known */
    struct vroom_roads roads;
    struct list matrices; /* of struct vroom_matrices */
    struct list unused;   /* of struct str: the paths of keys that were passed over; each name once, 10 at most */
};

/** What the reader may ask for when places are coordinates. */
struct vroom_source {
    /* Fills durations (seconds) and distances (metres) between points, count x count; NULL = great circles. */
    bool (*table)(void *data, struct err *e, struct str profile, const struct vroom_place *at, int32_t count,
                  int32_t *durations, int32_t *distances);
    void *data;
};

/** Does the text look like JSON? */
bool vroom_is(struct str text);
/** Reads a problem.  @error MALFORMED with the byte; INVALID with the path of the value and what is wrong with it */
bool vroom_read(struct arena *a, struct err *e, struct str text, const struct vroom_source *source,
                struct vroom *out) MUST_USE;
/** The plan that the steps of the vehicles say, for judging or to start from; `locked` is set.  Route k is that of the
 *  k-th vehicle that has steps; `vehicle_of` (vehicle_count numbers) says which. */
void vroom_plan(struct arena *a, const struct vroom *f, struct vrp_plan *out, int32_t *vehicle_of);
/** Makes the forced times of steps (service_at, service_after, service_before) windows of their tasks, for judging;
 *  windows that they leave nothing of give way. */
void vroom_force(struct arena *a, struct vroom *f);
/** Reads the routes of an answer (routes[].vehicle and steps[]) to the problem as the steps of its vehicles.
 *  @error as vroom_read */
bool vroom_plan_read(struct arena *a, struct err *e, struct str text, struct vroom *f) MUST_USE;

/** What belongs to an answer beside the plan. */
struct vroom_answer {
    const struct vrp_plan *plan;
    const struct vrp_verdict *verdict; /* of it */
    const int32_t *vehicle_of;         /* per route; NULL = the next of its type */
    int64_t read_ms, solve_ms;
    bool zh; /* language of the reasons */
};
/** Per route of the plan: index of its vehicle in the file. */
int32_t *vroom_vehicles_of(struct arena *a, const struct vroom *f, const struct vroom_answer *answer);
/** Appends the answer in VROOM's form. */
void vroom_write(struct buf *b, const struct vroom *f, const struct vroom_answer *answer);
/** Appends the plan in words for a dispatcher: coach by coach departure, stops with people, rests, arrival, the longest
 *  ride and drivers; totals, what is broken, and the reasons of what is out. */
void vroom_text(struct buf *b, const struct vroom *f, const struct vroom_answer *answer, bool zh);
#endif
