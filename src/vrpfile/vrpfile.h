/* vrpfile.h - the text files of published routing problems and plans, and the table of their best known values. */
#ifndef VRPFILE_VRPFILE_H
#define VRPFILE_VRPFILE_H
#include "base/err.h"
#include "vrp/vrp.h"

enum {
    VRPFILE_TEXT_MAX = 64 << 20
};

/* How a distance becomes a whole number. */
enum vrpfile_rounding {
    VRPFILE_NEAREST,            /* rounded; unit 1 */
    VRPFILE_TENTHS,             /* cut off; unit 1/10, as are the times */
    VRPFILE_THOUSANDTHS,        /* rounded; unit 1/1000 */
    VRPFILE_TEN_THOUSANDTHS_UP, /* rounded up, so that what is in time here is in time with real numbers; 1/10000 */
    VRPFILE_UP,                 /* as a file of type CEIL_2D asks instead of nearest; unit 1 */
    VRPFILE_DOWN,               /* FLOOR_2D */
};

/** A problem read from a file; everything in the arena. */
struct vrpfile {
    struct str name;
    struct vrp_problem problem;
    int64_t unit;          /* units of distance, time and cost in one of the file */
    int32_t *number;       /* per visit: its number in plans (that of the file's node, counted from 0) */
    int32_t *vehicle_of;   /* per vehicle of the file: its type */
    int32_t vehicle_files; /* how many that are; 0 = as many as wanted, all of type 0 */
};

/** Reads VRPLIB (also the dialect of PyVRP: several depots, heterogeneous vehicles, allowed clients), Solomon, Li and
 * Lim, or the split-delivery text form ("n Q", demands, coordinates), told apart by their beginning.
 *  @error INVALID with the line and what is wrong there */
bool vrpfile_read(struct arena *a, struct err *e, struct str text, enum vrpfile_rounding rounding,
                  struct vrpfile *out) MUST_USE;

/** Reads a plan ("Route #1: 3 4 (5) ...", "Cost 27591"); *cost is the figure as written in 1/1000, -1 when there is
 * none. Routes of a file whose vehicles differ belong to vehicle 1, 2, ... in order.  In a split plan a visit is
 * written number(amount).  @error INVALID with the line */
bool vrpfile_plan_read(struct arena *a, struct err *e, struct str text, const struct vrpfile *f, struct vrp_plan *out,
                       int64_t *cost) MUST_USE;
/** Writes a plan in the same form; what was read and written again reads the same. */
void vrpfile_plan_write(struct buf *b, const struct vrpfile *f, const struct vrp_plan *plan);

/** A row of bks.csv (instance,bks,set,n,convention,file,source). */
struct vrpfile_best {
    struct str instance, set, file;
    int64_t value; /* best known, in 1/1000 */
    int64_t n;
    int64_t vehicles; /* best known number of vehicles, which counts first; 0 = it does not */
    enum vrpfile_rounding rounding;
    int64_t cost_unit; /* units of cost in one of the published figure */
};
/** Reads the table; rows of a set that is not known are passed over and counted.  @error INVALID with the line */
bool vrpfile_best_read(struct arena *a, struct err *e, struct str text, struct list *rows, int64_t *unknown) MUST_USE;
/** The rounding of a set of the table ("cvrp", "vrptw", ...); false when there is none of that name. */
bool vrpfile_set_rounding(struct str set, enum vrpfile_rounding *out) MUST_USE;
#endif
