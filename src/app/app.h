/* app.h - the running program: store, configuration, keys, folders, clock, the job worker. */
#ifndef APP_APP_H
#define APP_APP_H
#include "app/config.h"
#include "app/crypto.h"
#include "app/ctx.h"
#include "app/job.h"
#include "store/store.h"

#include <pthread.h>

struct jobs; /* job.c: the worker thread */

/** What a slice keeps in memory while the program runs, such as compiled models; see app_part. */
struct app_part {
    const void *owner;
    void *data;
    void (*close)(void *data);
};
enum { APP_PARTS_MAX = 8 };

/** A job that failed inside, for the log of the host; people see only that it did. */
struct app_failure {
    struct instant at;
    struct str job_id, job_kind, actor_id, debug;
};

struct app {
    struct arena *arena; /* lives as long as the program; used by app_open only */
    struct store *store;
    struct config config;
    struct secret_key key;
    struct id_source ids;
    struct str data_dir, blob_dir, tmp_dir, socket_path, config_path;
    _Atomic int64_t clock_us; /* a test's fixed clock; 0 = the system's */
    struct jobs *jobs;        /* NULL when the worker was not asked for */
    bool plan_jobs;           /* see app_options */
    void (*log)(void *arg, const struct app_failure *failure); /* from the worker's thread; NULL = silent */
    void *log_arg;
    pthread_mutex_t parts_lock;
    struct app_part parts[APP_PARTS_MAX];
};

struct app_options {
    struct str data_dir;     /* made when missing (mode 0700) if `create`; with PostgreSQL too, for files and the key */
    struct str store_url;    /* absent: the configuration's, else sqlite:DATA/nuanqiao.db */
    bool create;             /* make the folders and the secret key; else they must exist */
    bool migrate;            /* bring the schema to the newest version first */
    bool inject_faults;      /* tests: see store_options */
    uint64_t id_seed;        /* tests; 0 = random */
    int64_t clock_us;        /* tests; 0 = the system's clock */
    void (*log)(void *arg, const struct app_failure *failure); /* see struct app */
    void *log_arg;
    const struct job_kind *const *job_kinds; /* what the worker can do; NULL-terminated; NULL = no worker */
    bool plan_jobs;          /* the worker also starts what is due by itself: a server, not a command */
};
/** Loads DATA/host.conf, the key and the store, starts the job worker.  The app must be zeroed and outlive everything.
 *  @error what config_load, crypto_key_load, store_migrate and store_open say; INTERNAL a folder cannot be made */
bool app_open(struct app *app, struct err *e, const struct app_options *o) MUST_USE;
/** Stops the worker (a running job goes on at the next start), drains and closes the store. */
void app_close(struct app *app);

/** The part of that owner (any static address); made by `open` when it is first asked for, closed by app_close.  Any
 *  thread; what is inside locks itself. */
void *app_part(struct app *app, const void *owner, void *(*open)(void), void (*close)(void *data));

/** The clock of the program; fits api_options.now with the app as its argument. */
struct instant app_now(const struct app *app);
struct instant app_clock(void *app);
/** Tests: stops the clock at an instant. */
void app_set_clock(struct app *app, struct instant now);
/** The worker looks for queued jobs at once instead of at its next poll. */
void app_wake_jobs(struct app *app);

/** Runs fn in a transaction of its own on the store's threads and waits; c->db is set meanwhile and fn may run again.
 *  For the CLI, jobs and tests; never from a store thread. */
bool app_run(struct ctx *c, enum tx tx, bool (*fn)(struct ctx *c, void *arg), void *arg) MUST_USE;
/** The same as a write of low priority: import chunks. */
bool app_run_low(struct ctx *c, bool (*fn)(struct ctx *c, void *arg), void *arg) MUST_USE;
/** Queues fn as a write of low priority that nobody waits for; dropped when the queue is full or it fails.  `own` is
 *  an arena of this task alone: arg lives in it, and it is freed afterwards.  The ctx has the zone and the actor of
 *  c. */
void app_post(const struct ctx *c, struct arena *own, bool (*fn)(struct ctx *c, void *arg), void *arg);
#endif
