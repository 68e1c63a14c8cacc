/* store.h - the store: one writer thread with group commit, a bounded pool of readers, migrations, backup.
 *
 * A write is a function run inside the writer's open transaction under a savepoint of its own; many share one COMMIT;
 * `done` is called only after that COMMIT (or after the write was rolled back, with the error set). */
#ifndef STORE_STORE_H
#define STORE_STORE_H
#include "store/db.h"

struct store;
struct store_options {
    struct str url;          /* sqlite:PATH or postgres://... */
    int32_t readers;         /* reader threads, each with its own connection; default 4 */
    int32_t queue_max;       /* waiting reads and, apart, waiting writes; default 1024; full = ERR_BUSY, retry after 1 s */
    bool inject_faults;      /* tests: connections are wrapped by db_fault */
};
/** Opens the connections and starts the threads.  The schema must be current (store_migrate before).
 *  SQLite: takes a flock on PATH.lock (FILE's directory is the data directory); a second opener gets ERR_BUSY with
 *  MSG_STORE_LOCKED.  PostgreSQL: a session advisory lock. */
struct store *store_open(struct err *e, const struct store_options *o);
/** Drains both queues, stops the threads, closes.  No call may be under way in another thread. */
void store_close(struct store *s);
bool store_is_pg(const struct store *s);
struct str store_url(const struct store *s);

enum store_priority { STORE_NORMAL, STORE_LOW };
/** A unit of work.  The caller owns it and it lives until done was called.  run: inside a transaction, returns false
 *  with e set to roll back; it may run again after ERR_BUSY or when its batch was lost, so it must have no effect outside
 *  the database and the arena.  done: on the store's thread; quick. */
struct store_work {
    bool (*run)(struct store_work *w, struct db *db, struct err *e);
    void (*done)(struct store_work *w);
    struct err *e;        /* in: arena set, code NONE; out: the failure */
    enum tx tx;           /* TX_READ or TX_NONE run on a reader, TX_WRITE on the writer */
    enum store_priority priority; /* LOW waits while NORMAL work is queued; import chunks, pruning */
    struct store_work *next;      /* the store's */
};
/** Queues w; false (nothing queued, w->e set to BUSY) when the queue is full or the store is closing. */
bool store_submit(struct store *s, struct store_work *w) MUST_USE;
/** Runs w and waits until it is done: CLI, tests, jobs.  Not from the store's own threads. */
bool store_run(struct store *s, struct store_work *w) MUST_USE;
/** Figures for `health` and benches. */
struct store_stats { int64_t writes, commits, reads, queued_writes, queued_reads; };
struct store_stats store_stats(struct store *s);

/** A numbered forward-only script, embedded from migrations/NNNN-name.sql at build time. */
struct migration { int32_t number; const char *name; const char *sqlite, *pg; };
extern const struct migration MIGRATIONS[];
extern const size_t MIGRATION_COUNT;
/** The schema version of the store (0 = empty). */
bool store_version(struct err *e, struct str url, int64_t *version) MUST_USE;
/** Brings the schema to the newest version, each migration in a transaction of its own; *applied = how many ran. */
bool store_migrate(struct err *e, struct str url, int64_t *applied) MUST_USE;
#endif
