/* vrp.h - vehicle routing: problems, search, plans and the checker.  The public door of libnqvrp.
 *
 * No clock, file or thread of its own inside: the host gives the clock.  All figures are integers in units that the
 * host chooses (metres, seconds, fen; or tenths of a unit for a benchmark); the same problem, seed and iteration limit
 * give the same plan bit for bit on every machine and compiler.  docs/vrp-design.md explains the search. */
#ifndef VRP_VRP_H
#define VRP_VRP_H
#include "base/base.h"

enum {
    VRP_NONE = -1,     /* no location, no partner, no group */
    VRP_LOADS_MAX = 8, /* dimensions of load */
    VRP_VISITS_MAX = 30000,
    VRP_LOCATIONS_MAX = 30000,  /* matrix entries are addressed by 32 bits */
    VRP_VEHICLES_MAX = 4096,    /* types of vehicle */
    VRP_TIME_MAX = 1 << 28,     /* of every time and duration: no sum of the search can overflow */
    VRP_DISTANCE_MAX = 1 << 28, /* of every arc */
    VRP_LOAD_MAX = 1 << 28,
    VRP_THREADS_MAX = 64,
    VRP_DEPARTURES_MAX = 288, /* that are tried in a day */
    VRP_WORK_UNIT = 3600,     /* so much time at work costs per_work */
    VRP_PAUSES_MAX = 16,      /* of a vehicle */
};
#define VRP_WEIGHT_MAX 100000             /* of the weights of rides */
#define VRP_TOLL_MAX (INT64_C(1) << 45)   /* of what time, or rides, of one route cost */
#define VRP_COST_MAX (INT64_C(1) << 40)   /* of every fixed cost */
#define VRP_PRIZE_MAX (INT64_C(1) << 56)  /* of every prize */
#define VRP_PRIZES_MAX (INT64_C(1) << 60) /* of all prizes together */

/* ---- the problem ---- */

struct vrp_window {
    int32_t from, to; /* from <= to; service begins in it, both ends included */
};

/** Distances and durations of one kind of vehicle on the road: location_count x location_count, row = from.  Not
 *  necessarily symmetric or triangular.  duration NULL = the distances are the durations.  length NULL = the distances
 *  are the lengths; otherwise `distance` is what an arc costs (fuel and tolls) and `length` is what distance_max limits
 *  and a verdict adds up. */
struct vrp_profile {
    const int32_t *distance, *duration, *length;
};

/** A place where something is taken or left: a customer, a party of passengers at its stop, an end of a shipment. */
struct vrp_visit {
    int32_t location;
    int32_t delivery[VRP_LOADS_MAX]; /* aboard from the start of the route until here */
    int32_t pickup[VRP_LOADS_MAX];   /* aboard from here to the end of the route (or to `pair`) */
    int32_t service;                 /* time at the place */
    int32_t setup;                   /* once more, unless the visit before is at the same location */
    int32_t release;                 /* its vehicle may not set off earlier */
    const struct vrp_window *windows;
    int32_t window_count; /* 0 = any time; ascending, apart from each other */
    int32_t pair;         /* the visit where what is picked up here is left, later on the same route; or VRP_NONE */
    int32_t group;        /* visits of one group (>= 0) ride on one vehicle or not at all; or VRP_NONE */
    uint8_t kind;         /* 0..63: class for exclusion */
    uint64_t excludes;    /* bit k: may not share a vehicle with a visit of kind k */
    uint64_t skills;      /* every bit must be among the vehicle's */
    int32_t ride_max;     /* from the end of service here to the begin of service at the pair, or to the end of the
                             route; 0 = no limit */
    int32_t min_chunk; /* of load 0: may be served in parts, none smaller; 0 = as a whole only, and so is a visit of a
                          group.  Not with a pair, nor with a delivery and a pickup both.  Each part has the whole
                          service and the whole of the other loads; on a route, parts of a visit may be several */
    bool optional;     /* may be left out at the price `prize` */
    int64_t prize;
};

/** What `amount` thousandths cost at `price` each, rounded down, VRP_TOLL_MAX at most. */
static inline int64_t vrp_toll(int64_t price, int64_t amount)
{
    int128 toll = (int128)price * amount / 1000;
    return toll > VRP_TOLL_MAX ? VRP_TOLL_MAX : (int64_t)toll;
}

/** What so much set-up and service costs at `price` for VRP_WORK_UNIT, rounded down, VRP_TOLL_MAX at most. */
static inline int64_t vrp_wage(int64_t price, int64_t work)
{
    int128 wage = (int128)price * work / VRP_WORK_UNIT;
    return wage > VRP_TOLL_MAX ? VRP_TOLL_MAX : (int64_t)wage;
}

/** Rules about drivers' hours, all of them data.  Times of day are the problem's times modulo `day`.  A plan says where
 * a coach goes; when, follows from the rules in one way, which the search, vrp_schedule and the checker have in common:
 *  - The coach drives whenever it may, and stands where it is, also in the middle of an arc, while it may not.
 *  - A stand without service of `rest` or more (waiting for a window counts) begins a new stretch.  In a stretch it
 *    drives drive_day_max at most, and drive_night_max at most by night; when one of them is reached while there is way
 *    to go, it stands until it has stood for `rest`.
 *  - Within any `day` it drives drivers x drive_24h_max at most; then it stands until the oldest driving is a day ago.
 *  - It does not drive in the ban.  With relay another crew takes over: ban and drive_24h_max do not apply.
 *  - Before the first service it stands for `layover`, when it came there on the road: the drivers sleep.
 *  - It sets off at e + k step or at l - k step, for k step < day, l - k step >= e; e is the begin of the shift or the
 *    latest release on the route; l, only when there is a window or an end of shift, the latest departure that keeps
 *    them all if nobody needed to rest.  Of these it takes, the first in this order if several are equal, the departure
 *    that breaks least (the sum of all by which windows, shift, duration_max and ride_max are exceeded), then costs
 *    least (per_duration and the weights of rides, longest_weight for the longest of this route), then has the shortest
 *    longest ride, then takes the shortest time.
 *  A figure of 0, or a window with from = to, is no limit; every other limit of driving is day / 96 at least, and no
 * arc takes longer than ten days. */
struct vrp_driver_rules {
    int32_t day;                            /* length of a day in time units, > 0 */
    struct vrp_window night;                /* from, to in [0, day]; may wrap (from > to) */
    int32_t drive_day_max, drive_night_max; /* between rests */
    int32_t rest;                           /* shortest stand that counts; > 0 when there is such a limit */
    int32_t drive_24h_max;                  /* per driver */
    struct vrp_window ban;                  /* as the night */
    int32_t two_drivers_beyond; /* distance, of the longer of the ways from the first visit to the end and from
                                   the start to the last, from which two drivers are needed */
    int32_t drivers;            /* on the coach, >= 1 */
    int32_t layover;
    int32_t step; /* between departures tried, > 0; day / step is at most VRP_DEPARTURES_MAX */
    bool relay;
};

/** A pause that a vehicle makes on each of its routes, between two stops: it stands where it is, also in the middle of
 *  an arc, and drives on while it waits for the window.  All pauses of a vehicle are made, in their order, where the
 *  plan says; where it says nothing, where the route then ends earliest, of those places where it leaves latest, of
 *  those as many as can be before the first visit, then before the second, and so on.  All other times are as late as
 *  they can be without the route ending later; when some window cannot be kept, as early as they can be. */
struct vrp_pause {
    const struct vrp_window *windows; /* it begins in one of them */
    int32_t window_count;             /* 0 = any time; ascending, apart from each other */
    int32_t service;                  /* how long it is */
    bool limited;                     /* no more than load_max may be aboard */
    int32_t load_max[VRP_LOADS_MAX];
};

/** A type of vehicle: `count` equal vehicles that stand at one place. */
struct vrp_vehicle {
    int32_t count;      /* > 0; more than there are visits = as many as wanted */
    int32_t profile;    /* index */
    int32_t start, end; /* locations; VRP_NONE = the route is open at that end */
    int32_t capacity[VRP_LOADS_MAX];
    int64_t fixed;           /* cost of using one */
    int32_t per_distance;    /* cost of a unit of distance */
    int32_t per_duration;    /* cost of a unit of time from leaving the start to reaching the end */
    int64_t per_work;        /* cost of VRP_WORK_UNIT of set-up and service; a route's in all rounded down */
    struct vrp_window shift; /* the route lies in it; {0, 0} = any time */
    int32_t duration_max;    /* 0 = no limit, as with the next four */
    int32_t distance_max;
    int32_t stops_max; /* different locations in a row count */
    int32_t visits_max;
    int32_t travel_max; /* time on the road: without service, set-up and waiting */
    uint64_t skills;
    const uint8_t *serves;                /* per visit, 0 = may not; NULL = all.  Borrowed, as the next two */
    const int32_t *service, *setup;       /* per visit, in place of the visit's own; NULL = the visit's own */
    const struct vrp_driver_rules *rules; /* NULL = none */
    const struct vrp_pause *pauses;       /* borrowed; not together with rules */
    int32_t pause_count;
};

/** A problem; everything that it points to belongs to the host and must not change while it is in use. */
struct vrp_problem {
    int32_t location_count, profile_count, visit_count, vehicle_count, load_count;
    const struct vrp_profile *profiles;
    const struct vrp_visit *visits;
    const struct vrp_vehicle *vehicles;
    /* Balance of rides.  The excess of a visit with something to pick up (load 0) is its ride, as for ride_max, less
     * the duration of the arc to where the ride ends (the last visit of an open route), and 0 at least.  A route costs
     * ride_weight thousandths for each unit of the sum of excesses on it, a plan longest_weight thousandths for each
     * unit of its largest excess; vrp_toll says how much that is.  0..VRP_WEIGHT_MAX. */
    int32_t ride_weight, longest_weight;
    bool fewest_vehicles; /* how many vehicles are used counts before any cost */
};

/* What can be wrong with a problem, an option or a plan given to start from; the place is in vrp_fault. */
#define VRP_FAULTS(X)                                                                                                  \
    X(SIZE, "数量超出范围，或缺少数据", "a count is out of range, or what it counts is missing")                       \
    X(ARC, "距离或时间为负或过大", "a distance or duration is negative or too large")                                  \
    X(VISIT_LOCATION, "访问的地点不存在", "the visit's location does not exist")                                       \
    X(VISIT_LOAD, "访问的载量为负或过大", "a load of the visit is negative or too large")                              \
    X(VISIT_TIME, "访问的时间或时间窗无效", "a time or window of the visit is not valid")                              \
    X(VISIT_PAIR, "成对的访问无效", "the visit's pair is not valid")                                                   \
    X(VISIT_OTHER, "访问的其他字段无效", "another field of the visit is not valid")                                    \
    X(VEHICLE_LOCATION, "车辆的起点或终点不存在", "the start or end of the vehicle does not exist")                    \
    X(VEHICLE_CAPACITY, "车辆的容量为负或过大", "a capacity of the vehicle is negative or too large")                  \
    X(VEHICLE_TIME, "车辆的时间无效", "a time of the vehicle is not valid")                                            \
    X(VEHICLE_COST, "车辆的费用为负或过大", "a cost of the vehicle is negative or too large")                          \
    X(VEHICLE_RULES, "驾驶员工时规则无效", "a rule about drivers' hours is not valid")                                 \
    X(VEHICLE_OTHER, "车辆的其他字段无效", "another field of the vehicle is not valid")                                \
    X(WEIGHT, "乘车时间的权重为负或过大", "a weight of rides is negative or too large")                                \
    X(START_PLAN, "起始方案与问题不符", "the plan to start from does not belong to the problem")                       \
    X(NO_LIMIT, "没有给出时间或次数限制", "neither a time nor an iteration limit was given")                           \
    X(NOT_SEARCHED, "搜索不支持这样的组合（拆分与取送、限载休息并用），可用检查器核验",                                \
      "the search does not know this combination (parts beside pairs, loads both ways or pauses that limit the "       \
      "load), the checker does")
enum vrp_fault_id {
    VRP_FAULT_NONE,
#define X(id, zh, en) VRP_FAULT_##id,
    VRP_FAULTS(X)
#undef X
};
struct vrp_fault {
    enum vrp_fault_id id;
    int64_t at; /* index of the visit, vehicle, profile, or row * location_count + column of the matrix */
};
/** The sentence of a fault, without its place. */
const char *vrp_fault_text(enum vrp_fault_id id, bool zh);

/** Is the problem well formed?  False: *fault says what and where.  O(location_count squared). */
bool vrp_problem_valid(const struct vrp_problem *p, struct vrp_fault *fault) MUST_USE;

/** Prizes for visits that are all optional, from priorities (0 = lowest; VROOM's go to 100), such that the cheapest
 * plan is the one with the least sum of priorities left out, among those the one with the fewest visits left out, among
 *  those the one that costs least.  With C more than any plan can cost and n visits, the prize is
 *  C (1 + priority (n + 1)): visits left out cost less than one step of priority, costs less than one visit.  Visits of
 *  a pair or group each have a prize.  False: the numbers do not fit (VRP_PRIZE_MAX, VRP_PRIZES_MAX); give costs in a
 *  coarser unit. */
bool vrp_rank_prizes(const struct vrp_problem *p, const uint8_t *priority, int64_t *prize) MUST_USE;

/* ---- plans ---- */

/** One vehicle's way: visits in order. */
struct vrp_route {
    int32_t vehicle; /* type */
    int32_t count;
    const int32_t *visits;
    const int32_t *amounts; /* of load 0 taken or left at each visit, for those that are split; NULL = all of it */
    int32_t locked;         /* in a plan to start from: so many visits at the head stay as they are */
    const int32_t *pauses;  /* for a plan that is judged or timed: each pause of the vehicle before so manieth visit,
                               `count` = before the end, VRP_NONE = left out; those before one visit in their order.
                               NULL = where it is best.  The search makes none and passes over given ones */
};
struct vrp_plan {
    const struct vrp_route *routes;
    int32_t route_count;
    const int32_t *unassigned; /* visits on no route, ascending */
    int32_t unassigned_count;
    int64_t cost; /* fixed, distance, duration, work, weights of rides, prizes of optional visits left out */
};

/* ---- searching ---- */

struct vrp_progress {
    int64_t iterations, elapsed_us;
    int64_t cost; /* of the best plan so far */
    int32_t unassigned, routes;
};
struct vrp_options {
    uint64_t seed;
    int64_t time_us;                                            /* limit; 0 = none.  Needs now_us */
    int64_t iterations;                                         /* limit; 0 = none.  At least one limit */
    int64_t (*now_us)(void *data);                              /* monotonic; CPU or wall time as the host likes */
    bool (*progress)(void *data, const struct vrp_progress *p); /* at most 10 a second of now_us; false = stop */
    void *data;                                                 /* for all three */
    /* Begin from it; NULL = from savings.  The plan is never worse than this one.  Of a route that breaks a constraint
     * the tail is put elsewhere, and so are visits given in parts; the first `locked` visits of a route stay where they
     * are, alone at its head, and a plan whose locked heads cannot stay is a fault START_PLAN at the route. */
    const struct vrp_plan *start;
    /* So many trajectories side by side (0 = 1), each with a seed of its own and the whole number of iterations; every
     * 16,384 attempts the worst goes on from the best plan.  The library starts no thread: run_all calls work(job, i)
     * once for each i in [0, count), on as many threads as it likes, and comes back when all are done (NULL = one after
     * another here).  now_us is called by all of them at once, progress by the first.  With an iteration limit the plan
     * depends on `threads`, not on who runs them. */
    int32_t threads;
    void (*run_all)(void *data, int32_t count, void (*work)(void *job, int32_t index), void *job);
};
struct vrp_stats {
    int64_t iterations, elapsed_us; /* of all trajectories; of the longest */
    int64_t best_at_us;             /* when the best plan was found */
    size_t bytes;                   /* memory of the search */
};
/** Searches for a plan until a limit is reached or progress says stop.  The plan lives in `a`; it keeps every
 *  constraint, and visits that found no place are unassigned.  False: *fault says what is wrong with the input.
 *  The time limit is kept within a few milliseconds, whatever the problem has (30 with 10,000 visits and many types),
 *  but for judging the problem (0.03 s with 10,000 locations, 0.2 s with a plan to start from).  When it is over early,
 *  visits may ride alone or be unassigned. */
bool vrp_solve(struct arena *a, const struct vrp_problem *p, const struct vrp_options *o, struct vrp_plan *plan,
               struct vrp_stats *stats, struct vrp_fault *fault) MUST_USE;

/* ---- times ---- */

struct vrp_stop {
    int32_t visit;
    int64_t arrival, begin, leave; /* begin of set-up and service, not before a window; leave = end of service */
    int64_t ride;                  /* as for ride_max */
    int64_t direct;                /* duration of the arc to where the ride ends */
};
enum vrp_stand_reason {
    VRP_STAND_STRETCH, /* a rest after the longest stretch */
    VRP_STAND_DAY,     /* the hours of 24 are used up */
    VRP_STAND_BAN,
    VRP_STAND_LAYOVER, /* before the first service */
};
/** A time for which the coach stands because of the drivers' rules. */
struct vrp_stand {
    enum vrp_stand_reason reason;
    int32_t before; /* index of the stop to which it is on its way, route count = the end */
    int64_t from, to;
    int64_t driven; /* on the arc to that stop before it stands */
};
/** A pause as it is made. */
struct vrp_halt {
    int32_t pause;  /* index in the vehicle */
    int32_t before; /* index of the stop to which it is on its way, route count = the end */
    int64_t arrival, begin, leave;
    int64_t driven; /* on the arc to that stop up to here */
};
struct vrp_schedule {
    int64_t departure, arrival;   /* at the start and at the end of the route */
    int64_t driving;              /* on the road in all */
    int64_t longest_ride;         /* of visits with something to pick up; 0 = there is none */
    const struct vrp_stop *stops; /* in the order of the route */
    int32_t stop_count, stand_count;
    const struct vrp_stand *stands; /* in order of time */
    const struct vrp_halt *halts;   /* likewise; none when the pauses find no place */
    int32_t halt_count;
};
/** The times of a route of a valid problem: for drivers' rules as struct vrp_driver_rules says, otherwise leaving as
 *  late as it can without ending later.  Windows that cannot be kept are passed late.  Lives in `a`. */
void vrp_schedule(struct arena *a, const struct vrp_problem *p, const struct vrp_route *route,
                  struct vrp_schedule *out);

/* ---- checking ---- */

/* What a plan can break; `by` of a violation has the unit in parentheses. */
#define VRP_VIOLATIONS(X)                                                                                              \
    X(ROUTE_SHAPE, "路线引用了不存在的车型或访问", "the route names a vehicle or visit that does not exist")           \
    X(VEHICLES, "车辆数超过现有数量", "more vehicles than there are")                                                  \
    X(SERVED_TWICE, "访问被安排多次", "the visit is served more than once")                                            \
    X(NOT_SERVED, "访问未安排", "the visit is on no route")                                                            \
    X(AMOUNT, "拆分数量之和不等于需求", "the parts do not add up to the demand")                                       \
    X(CHUNK, "拆分部分过小", "a part is smaller than allowed")                                                         \
    X(CAPACITY, "超载", "overloaded")                                                                                  \
    X(WINDOW, "迟于时间窗", "later than the window")                                                                   \
    X(SHIFT, "迟于班次结束", "later than the end of the shift")                                                        \
    X(DURATION, "总时长超限", "the route takes too long")                                                              \
    X(DISTANCE, "总里程超限", "the route is too long")                                                                 \
    X(STOPS, "停靠点过多", "too many stops")                                                                           \
    X(VISITS, "访问过多", "too many visits")                                                                           \
    X(TRAVEL, "行驶时间超限", "too long on the road")                                                                  \
    X(SKILLS, "车辆不具备所需条件", "the vehicle lacks a skill")                                                       \
    X(REFUSED, "该车型不服务此访问", "this type of vehicle does not serve the visit")                                  \
    X(PAIR, "成对访问不在同车或先后颠倒", "the pair is apart or in the wrong order")                                   \
    X(GROUP, "同组访问不在同一辆车", "the group is not together")                                                      \
    X(EXCLUSION, "互斥的访问同车", "visits that exclude each other share a vehicle")                                   \
    X(RIDE, "乘车时间超限", "the ride is too long")                                                                    \
    X(DRIVERS, "须配两名驾驶员", "a second driver is needed")                                                          \
    X(PAUSE, "缺少规定的休息", "a break is left out or finds no place")                                                \
    X(PAUSE_LATE, "休息开始过晚", "a break begins too late")                                                           \
    X(PAUSE_LOAD, "休息时车上载量超限", "too much is aboard during a break")
enum vrp_violation_id {
    VRP_OK,
#define X(id, zh, en) VRP_BREAKS_##id,
    VRP_VIOLATIONS(X)
#undef X
};
struct vrp_violation {
    enum vrp_violation_id id;
    int32_t route, visit; /* VRP_NONE when it is about none */
    int64_t by;           /* how much too much; 1 when it is not a quantity */
    int32_t nth_pause;    /* 1 = it is about the vehicle's first pause; 0 = about none of them */
};
struct vrp_verdict {
    bool feasible;              /* no violations; mandatory visits left out are violations NOT_SERVED */
    int64_t cost;               /* recomputed, as in vrp_plan */
    int64_t distance, duration; /* of all routes */
    int32_t vehicles;           /* routes with at least one visit */
    struct list violations;     /* of struct vrp_violation, in order of routes */
};
/** Judges any plan, by code that shares nothing with the search but this header.  The problem must be valid.
 *  Routes without visits cost nothing and use no vehicle.  A vehicle leaves as late as it can without ending later;
 *  under rules for drivers, as struct vrp_driver_rules says. */
void vrp_check(struct arena *a, const struct vrp_problem *p, const struct vrp_plan *plan, struct vrp_verdict *out);
/* ---- reasons ---- */

/** Why one visit that is out found no place on one type of vehicle. */
struct vrp_reason {
    int32_t vehicle;             /* type */
    int32_t route, before;       /* its cheapest place: before so manieth visit of that route of the plan; VRP_NONE = on
                                    a vehicle of its own */
    int64_t cost;                /* what arcs and vehicle cost more there */
    enum vrp_violation_id fails; /* the first constraint that fails there; VRP_OK = none, more search would place it */
    int64_t by;                  /* how much */
    enum vrp_violation_id relax; /* the constraint that, given way by relax_by, admits it somewhere on this type: the
                                    same when it can, else the one with the least; VRP_OK = no single one does */
    int64_t relax_by;
    int32_t relax_route, relax_before;
};
/** Asks the checker about every place for `visit`, which is out of the plan, together with its pair and those of its
 *  group, and their pairs, that are out as well.  With more than 600 visits, or where trying would drive past more than
 *  two million of them, only the cheapest place of each route (at most 200 of a type) is tried; of a group the first 64
 *  look for their places, the others come behind them.  So it takes tens of milliseconds at most.  `out` has
 *  vehicle_count entries. */
void vrp_reasons(const struct vrp_problem *p, const struct vrp_plan *plan, int32_t visit, struct vrp_reason *out);

/** The sentence of a violation. */
const char *vrp_violation_text(enum vrp_violation_id id, bool zh);

#endif
