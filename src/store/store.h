/* store.h - the store: one writer thread with group commit, a bounded pool of readers, migrations, backup.
 *
 * A write is a function run inside the writer's open transaction under a savepoint of its own; many share one COMMIT;
 * `done` is called only after that COMMIT (or after the write was rolled back, with the error set). */
#ifndef STORE_STORE_H
#define STORE_STORE_H
#include "store/db.h"

struct store;
struct store_options {
    struct str url;     /* sqlite:PATH or postgres://... */
    int32_t readers;    /* reader threads, each with its own connection, at most STORE_READERS_MAX; 0 = 4 */
    int32_t queue_max;  /* waiting reads, normal writes, low writes, each; 0 = 1024; full = ERR_BUSY, retry after 1 s */
    bool inject_faults; /* tests: connections are wrapped by db_fault */
};
enum {
    STORE_READERS_MAX = 64,
    STORE_BATCH_MAX = 256,       /* works that share one COMMIT */
    STORE_BATCH_MS = 50,         /* no new work joins a batch that is older */
    STORE_RERUNS_MAX = 3,        /* of a work whose batch was lost or whose run was BUSY */
    STORE_LOW_PATIENCE_MS = 1000 /* a LOW work that waited longer gets its turn although NORMAL works wait */
};
/** Opens the connections and starts the threads.  The schema must be current (store_migrate before).
 *  SQLite: takes a flock on PATH.lock (FILE's directory is the data directory); a second opener gets ERR_BUSY with
 *  MSG_STORE_LOCKED.  PostgreSQL: a session advisory lock.
 *  @error BUSY (STORE_LOCKED), INTERNAL (DATABASE_OPEN, DATABASE_COLLATION), CONFLICT (SCHEMA_OLDER, SCHEMA_NEWER) */
struct store *store_open(struct err *e, const struct store_options *o);
/** Drains all queues, stops the threads, closes.  No call may be under way in another thread.  NULL is fine. */
void store_close(struct store *s);
/** PostgreSQL? */
bool store_is_pg(const struct store *s);
/** As it was opened with; may hold a password. */
struct str store_url(const struct store *s);

enum store_priority {
    STORE_NORMAL,
    STORE_LOW
};
/** A unit of work.  The caller owns it and it lives until done was called.  run: inside a transaction, returns false
 *  with e set to roll back; it may run again after ERR_BUSY or when its batch was lost, so it must have no effect
 *  outside the database and the arena.  done: on the store's thread; quick; may free the work.
 *  Failures that run may see: what db.h says; and afterwards INTERNAL with IN_DOUBT when the connection broke during
 *  COMMIT: the work may be stored, only an idempotency key can tell. */
struct store_work {
    bool (*run)(struct store_work *w, struct db *db, struct err *e);
    void (*done)(struct store_work *w);
    struct err *e; /* in: arena set, code NONE; out: the failure */
    enum tx tx;    /* TX_READ or TX_NONE run on a reader, TX_WRITE on the writer */
    enum store_priority priority; /* LOW waits while NORMAL work is queued, one a batch; import chunks, pruning */
    /* the store's: */
    struct store_work *next;
    int64_t queued_us; /* monotonic */
    int32_t reruns;
};
/** Queues w; false (nothing queued, w->e set to BUSY) when the queue is full or the store is closing. */
bool store_submit(struct store *s, struct store_work *w) MUST_USE;
/** Runs w and waits until it is done: CLI, tests, jobs.  Not from the store's own threads (asserted).  w->done may be
 *  NULL; else it is called at the end on the caller's thread, also when the queue was full.  False when w->e is set. */
bool store_run(struct store *s, struct store_work *w) MUST_USE;
/** Figures for `health` and benches. */
struct store_stats {
    int64_t writes;  /* works committed */
    int64_t commits; /* COMMITs that stored them */
    int64_t reads;   /* works run on readers */
    int64_t reruns;  /* of writes, after a lost batch or BUSY */
    int64_t queued_writes, queued_reads;
};
/** A copy of the figures now. */
struct store_stats store_stats(struct store *s);

/** Tests, with inject_faults: the nth call (0 = the next) on any connection of the store and every later one fail until
 *  re-armed.  Arm while the store is idle. */
void store_fault_arm(struct store *s, int64_t nth);
/** The nth call loses its whole transaction, once. */
void store_fault_arm_loss(struct store *s, int64_t nth);
void store_fault_disarm(struct store *s);
bool store_fault_struck(const struct store *s);

/** A numbered forward-only script, embedded from migrations/NNNN-name.sql at build time. */
struct migration {
    int32_t number;
    const char *name;
    const char *sqlite, *pg;
};
extern const struct migration MIGRATIONS[];
extern const size_t MIGRATION_COUNT;
/** The schema version of the store (0 = empty, or an SQLite file that is not there yet). */
bool store_version(struct err *e, struct str url, int64_t *version) MUST_USE;
/** Brings the schema to the newest version, each migration in a transaction of its own; *applied = how many ran.
 *  @error BUSY (STORE_LOCKED) the store is in use, CONFLICT (SCHEMA_NEWER) the store is newer than the program */
bool store_migrate(struct err *e, struct str url, int64_t *applied) MUST_USE;

/** Writes all rows of one snapshot into a file while others read and write.  The form is the same for both databases
 *  (backup.c describes it), so a backup of one kind can be restored into the other.  The file appears whole or not
 *  at all; the store may be open in this or another process.
 *  @error INTERNAL (FILE_FAILED, DATABASE_OPEN) */
bool store_backup(struct err *e, struct str url, struct str file) MUST_USE;
/** Makes the schema of the backup in a store without rows, loads all rows in one transaction, then migrates to the
 *  newest schema.  A failure leaves the store without rows, so that it can be tried again.
 *  @error CONFLICT (STORE_NOT_EMPTY, SCHEMA_NEWER), BUSY (STORE_LOCKED), INVALID (BACKUP_BAD),
 *         INTERNAL (FILE_FAILED) */
bool store_restore(struct err *e, struct str url, struct str file) MUST_USE;
#endif
