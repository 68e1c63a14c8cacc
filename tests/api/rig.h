/* rig.h - tests of endpoints: a fresh migrated store (SQLite, or PostgreSQL when NQ_TEST_PG is set), two zones, people
 * with roles, a stopped clock, seeded ids, and requests that go through the whole dispatcher (session, right, decode,
 * prepare, writer, audit check, encode) without a socket.
 *
 *     static const struct rig_row ROWS[] = {
 *         {"a clerk may not create", "clerk", "POST", "/enterprises", "{\"name\":\"暖桥\"}", 403, "forbidden"},
 *         {"an officer creates", "officer", "POST", "/enterprises", "{\"name\":\"暖桥\"}", 201, "\"name\":\"暖桥\"",
 *          .keep = "one"},
 *         {"and finds it", "officer", "GET", "/enterprises/$one", NULL, 200, "暖桥", "password"},
 *         {"another zone does not", "officer@south", "GET", "/enterprises/$one", NULL, 404},
 *     };
 *     static void body(struct rig *r) { rig_rows(r, ROWS, COUNT(ROWS)); }
 *     int main(void) {
 *         static const struct api_set sets[] = {...};            // API_SET_REGISTRY ...
 *         rig_both("registry_api", sets, COUNT(sets), body);     // on SQLite, then on PostgreSQL (or counts it
 * skipped) return check_end();
 *     }
 *
 * In meson (tests/api/meson.build): add a line  'registry_api': [rig_dep, registry_dep],
 *
 * People: "clerk", "assistant", ... (the wire names of ROLES) each hold that one role in zone north; "all" holds every
 * role with zone scope; "none" is signed in without a role; "x@south" is the same in the other zone; NULL or "" is
 * nobody.  clerk is bound to enterprise RIG_ENTERPRISE, officer to department RIG_DEPARTMENT, assistant to area
 * RIG_AREA (rig_bind changes that).  Sessions are the rig's own: slices are not needed.  For real sessions (account's
 * tests) set rig->hooks before the first call and fill rig->cookie and rig->csrf; user is then ignored.
 *
 * $name in path and body is what an earlier row kept: .keep = "one" keeps the value of the first "id" of the reply,
 * .keep = "token=invite_token" that of the first "invite_token". */
#ifndef TESTS_API_RIG_H
#define TESTS_API_RIG_H
#include "app/job.h"
#include "check.h"
#include "http/api.h"

#define RIG_NOW_US INT64_C(1589445000000000) /* 2020-05-14T08:30:00Z */
#define RIG_NORTH "01900000-0000-7000-8000-00000000000a"
#define RIG_SOUTH "01900000-0000-7000-8000-00000000000b"
#define RIG_AREA "01900000-0000-7000-8000-0000000000a1"
#define RIG_DEPARTMENT "01900000-0000-7000-8000-0000000000d1"
#define RIG_ENTERPRISE "01900000-0000-7000-8000-0000000000e1"

struct rig {
    struct arena *arena; /* lives as long as the rig */
    struct app *app;
    struct api_service *service;
    bool pg;
    struct api_hooks hooks;  /* authenticate NULL = the rig's own people */
    struct str cookie, csrf; /* sent when set */
    struct str key;          /* Idempotency-Key of the next requests, absent = none */
    struct str language;     /* Accept-Language; absent = Chinese */
    struct str content_type; /* of the next upload or body; absent = application/json */
    struct reply reply;      /* of the last call; its texts live until the next call */
    struct arena *call_arena;
    struct rig_own *own;
};
struct rig_row {
    const char *label, *user, *method, *path, *body;
    int32_t status;
    const char *must, *must_not; /* texts that the reply's body must (not) contain; NULL = any */
    const char *keep;
};

/** A rig on one database; ends the program when it cannot be made.  name: a-z, 0-9, _. */
struct rig *rig_open(const char *name, bool pg, const struct api_set *sets, size_t count);
/** The same with faults in the store's connections (store_fault_arm on rig->app->store). */
struct rig *rig_open_faulty(const char *name, bool pg, const struct api_set *sets, size_t count);
void rig_close(struct rig *r);
/** Runs body on SQLite and, when there is one, on PostgreSQL. */
void rig_both(const char *name, const struct api_set *sets, size_t count, void (*body)(struct rig *r));

/** One request under /api/v1 as a person; path may carry a query.  The reply also stays in r->reply.
 *  On an upload row body is the file's content. */
const struct reply *rig_call(struct rig *r, const char *user, const char *method, const char *path, const char *body);
/** Walks the rows in order and checks status and texts of each; prints the reply of a failure. */
void rig_rows(struct rig *r, const struct rig_row *rows, size_t count);
/** What was kept under a name; "" when nothing was. */
struct str rig_kept(const struct rig *r, const char *name);
/** Keeps a value by hand. */
void rig_keep(struct rig *r, const char *name, struct str value);
/** The value of the first "name": in the last reply (text without its quotes, or a number); "" when there is none. */
struct str rig_value(const struct rig *r, const char *name);
/** Binds the clerk, officer or assistant of north to another enterprise, department or area. */
void rig_bind(struct rig *r, const char *user, struct str scope_id);
/** The id of a person. */
struct str rig_user(struct rig *r, const char *user);
/** Runs SQL statements in one write, straight on the store: to plant rows or to look behind the rules. */
void rig_sql(struct rig *r, const char *sql);
/** The same where the store may refuse: did it take them?  All or nothing. */
bool rig_try_sql(struct rig *r, const char *sql);
/** The number that a query answers, e.g. "SELECT count(*) FROM audit". */
int64_t rig_number(struct rig *r, const char *sql);
/** Moves the clock. */
void rig_later(struct rig *r, int64_t seconds);
/** Closes and opens the program on the same data, as a restart does. */
void rig_restart(struct rig *r);
/** The two halves of it: between them another program may have the data (rig->app is gone meanwhile). */
void rig_stop(struct rig *r);
void rig_start(struct rig *r);
/** Gives the program a worker for these kinds of jobs, NULL-terminated (it restarts); NULL = no worker. */
void rig_jobs(struct rig *r, const struct job_kind *const *kinds);
/** The worker also starts what is due by itself, as a server's does (the program restarts). */
void rig_plan_jobs(struct rig *r, const struct job_kind *const *kinds);
/** Waits until no job is queued or running. */
void rig_wait(struct rig *r);
/** An upload of a file, whatever bytes it holds. */
const struct reply *rig_upload(struct rig *r, const char *user, const char *path, const char *file);
/** A valid JSON body (fields of the path left out) made of the fields' examples. */
struct str rig_example(struct rig *r, const struct api *row);
/** The three walks over all rows: nobody gets 401 unless the row is public; who lacks the right gets 403; a person of
 *  zone south with all rights never gets 2xx on a row with a hole filled with north's ids, and never sees one of them
 * or of `marks` (texts that stand only in north's data).  Before, it makes one of each kind in north by the POST rows
 * that answer an id and keeps it by the singular of its path ("/enterprises": enterprise); a test may have kept better
 * ones under that name (or under the name of a hole other than id). */
void rig_walk(struct rig *r, const char *const *marks, size_t mark_count);
#endif
