/* vroom_impl.h - what reading VROOM's JSON keeps between its two halves: the values, and the problem made of them. */
#ifndef VRPFILE_VROOM_IMPL_H
#define VRPFILE_VROOM_IMPL_H
#include "json/json_view.h"
#include "vrpfile/vroom.h"

struct span {
    int64_t from, to; /* on the file's clock */
};
/** A time that a task takes with one type of vehicle. */
struct time_by_type {
    struct str type;
    int32_t time;
};
/** A task between reading and building. */
struct task_draft {
    struct vrp_visit as;
    struct list windows;          /* of struct span */
    struct list setups, services; /* of struct time_by_type */
    int64_t release;              /* INT64_MIN = none */
    int64_t over_direct;          /* -1 = none: ride_max is the direct time and so much more */
    struct str group, kind;
    struct json_view excludes;
    struct str where;
};
struct break_draft {
    struct vroom_break is;
    struct vrp_pause as; /* but for the windows */
    struct list windows; /* of struct span */
    struct str where;
};
struct vehicle_draft {
    struct list breaks; /* of struct break_draft, in the order of the vehicle's */
    struct span shift;
    bool has_shift;
    struct str where;
};

/** Coaches that share medics. */
struct convoy {
    int32_t medics, coaches;
    int64_t seen; /* coaches of the file so far */
};

/** A file half read. */
struct vroom_reader {
    struct arena *arena;
    struct err *err;
    struct vroom *f;
    const struct vroom_source *source;
    struct list tasks, drafts;            /* of struct vroom_task, task_draft */
    struct list vehicles, vehicle_drafts; /* of struct vroom_vehicle, vehicle_draft */
    struct list skills;                   /* of int64_t */
    struct list convoys;                  /* of struct convoy */
    int64_t day_begins;
    int32_t loads; /* -1 = not known yet */
    bool telling;  /* keys that nobody knows are remembered: the file is a problem */
};

/* A failure at a place of the file: its path, then the message. */
#define BAD(r, where, name, ...) vroom_bad((r), (where), (name), MSG_PARTS(__VA_ARGS__))
bool vroom_bad(struct vroom_reader *r, struct str where, const char *name, const struct msg_part *parts);
/* The medics of the next coach: `medics` ride on each `coaches` of the file that say the same, first on the first. */
int32_t vroom_medics(struct vroom_reader *r, int32_t medics, int32_t coaches);
/* One element of `jobs`, `shipments`, `vehicles`. */
bool vroom_read_job(struct vroom_reader *r, struct json_view v, struct str where);
bool vroom_read_shipment(struct vroom_reader *r, struct json_view v, struct str where);
bool vroom_read_vehicle(struct vroom_reader *r, struct json_view value, struct str where);
/* The breaks of a vehicle, in order of time; after its rules. */
bool vroom_read_breaks(struct vroom_reader *r, struct json_view list, struct str where, struct vroom_vehicle *v,
                       struct vehicle_draft *d);
/* The pauses of all vehicles, when the problem's clock is known; equal ones are one list, but those whose times the
 * steps force. */
bool vroom_pauses(struct vroom_reader *r);
/* A begin must be on the problem's clock; an end that is not is as good as never. */
bool vroom_on_clock(struct vroom_reader *r, struct span s, struct str where, const char *name, struct vrp_window *out);
/* The steps of all vehicles, when all tasks are known; each task once. */
bool vroom_all_steps(struct vroom_reader *r, struct json_view vehicles);
/* The second half: locations, matrices, costs, types of vehicle, windows on the problem's clock. */
bool vroom_build(struct vroom_reader *r);
/* A list of steps; tasks are found by their kind and id. */
bool vroom_steps(struct vroom_reader *r, struct json_view list, struct str where, struct vroom_vehicle *v);
/* What a figure of a violation counts. */
bool vroom_is_time(enum vrp_violation_id id);
/* The reasons of the i-th visit that is out, one per type; NULL when so many are out that they are not asked for. */
const struct vrp_reason *vroom_reasons(struct arena *a, const struct vroom *f, const struct vroom_answer *answer,
                                       int32_t i);
/* The vehicle that a reason speaks of: that of its route, or the first of its type. */
int64_t vroom_vehicle_of_reason(const struct vroom *f, const int32_t *of, const struct vrp_reason *r);
/* "overloaded by 2": what is broken, and how much in units that people use. */
void vroom_violation_text(struct buf *b, enum vrp_violation_id id, int64_t by, bool zh);
/* "vehicle 7: overloaded by 2; there would be a place if it gave way by 2"; judged = the plan was given. */
void vroom_reason_text(struct buf *b, const struct vrp_reason *r, int64_t vehicle, bool judged, bool zh);
/* Millionths of a degree as degrees without superfluous zeros. */
void vroom_degrees(struct buf *b, int64_t micro);
/* A clock time: with timestamps the date, otherwise the number of the day when it is not the first. */
void vroom_moment(struct buf *b, const struct vroom *f, int64_t t, bool zh);
/* The coaches of a plan in words, what is broken, and totals. */
void vroom_sheet(struct buf *b, const struct vroom *f, const struct vroom_answer *answer, bool zh);
#endif
