/* route_file.h - what the commands of route planning share: files, sets, clock. */
#ifndef CLI_ROUTE_FILE_H
#define CLI_ROUTE_FILE_H
#include "cli/cli.h"
#include "cli/commands.h"
#include "vrpfile/vrpfile.h"

/** Reads a text of at most VRPFILE_TEXT_MAX bytes, without a mark of UTF-8 at its head.
 *  @error NOT_FOUND, INVALID when it is empty or no text */
bool route_text(struct cli *c, struct str path, struct str *out) MUST_USE;
/** After a failure that names a byte of JSON: says the line and column (in characters) as well. */
void route_json_place(struct cli *c, struct str path, struct str text);
/** May a file be written there?  Asked before a long search.  @error INTERNAL */
bool route_writable(struct cli *c, struct str path) MUST_USE;
/** As cli_fail, but an invalid value is the command line's fault: CLI_USAGE. */
enum cli_exit route_usage(struct cli *c);
/** A problem file. @error NOT_FOUND, INVALID also when the problem itself is not valid */
bool route_file(struct cli *c, struct str path, enum vrpfile_rounding rounding, struct vrpfile *out) MUST_USE;
/** CPU time of this process. */
int64_t route_cpu_us(void *data);
/** Wall-clock time, for several threads. */
int64_t route_wall_us(void *data);
/** How many threads a search takes: sets the options, with wall-clock time when they are several. */
void route_threads(struct vrp_options *how, int64_t threads);
/** Fewest vehicles first, when the file or the option says so. @error INVALID where visits may be left out */
bool route_fewest(struct cli *c, struct vrp_problem *p, bool wanted) MUST_USE;
/** "2.5" seconds as microseconds; absent = `otherwise`. @error INVALID */
bool route_time(struct cli *c, struct str text, int64_t otherwise, int64_t *us) MUST_USE;
/** Says what is wrong with a problem; false. */
bool route_fault(struct cli *c, struct vrp_fault fault);
/** Writes a text to a file; to standard output when the path is empty. @error INTERNAL */
bool route_write(struct cli *c, struct str path, struct str text) MUST_USE;

/* ---- cmd_route_vroom.c: problems in VROOM's JSON; sheet = answer in words, not as JSON ---- */

/** Plans and writes the answer as the options say. */
enum cli_exit route_vroom_solve(struct cli *c, struct str text, const struct vrp_options *how,
                                const struct route_solve_options *o);
/** Judges the plan of the second file, which is an answer; without one the steps of the vehicles. */
enum cli_exit route_vroom_check(struct cli *c, struct str text, const struct route_check_options *o);

struct vroom;

/* ---- cmd_route_plan.c ---- */

/** What a table calls a vehicle (an index): its description when no other has the same, else its number. */
struct str route_vehicle_name(struct arena *a, const struct vroom *f, int32_t vehicle);
/** Reads a plan as a table, as route_csv writes it, to the problem as the steps of its vehicles: the columns vehicle,
 *  party, and perhaps order (else that of the rows) and people.  Rows without a vehicle are passed over.
 *  @error NOT_FOUND, INVALID with the row */
bool route_plan_table(struct cli *c, struct str path, struct vroom *f) MUST_USE;

/* ---- cmd_route_table.c ---- */

/** Writes a plan as a table: coach, order, arrival, town, people, party, departure, vehicle; those on no route come
 *  last, without a coach. @error INTERNAL */
bool route_csv(struct cli *c, struct str path, const struct vroom *f, const struct vrp_plan *plan) MUST_USE;
#endif
