/* db.h - one face for SQLite and PostgreSQL.  Only db_sqlite.c and db_pg.c know which. */
#ifndef STORE_DB_H
#define STORE_DB_H
#include "base/record.h"

/** A named statement of an x.sql file; tools/embed_sql.py makes these.  Parameters are names of record fields.
 *  Static storage: connections remember prepared statements by its address. */
struct sql {
    const char *name, *sqlite, *pg;
    const char *const *params;
    size_t param_count;
    const char *pg_many; /* the same over one array per parameter; NULL: db_bulk goes row by row */
};

/** One connection; used by one thread at a time.  Statements are prepared once per connection. */
struct db;
enum db_mode {
    DB_READER,
    DB_WRITER
};
/** Opens "sqlite:PATH" or "postgres://..." / "postgresql://...".  A reader cannot write; a writer makes a missing
 *  SQLite file, a reader does not.  NULL with e set (DATABASE_OPEN, DATABASE_COLLATION) on failure. */
struct db *db_open(struct err *e, struct str url, enum db_mode mode);
/** Rolls back what is open, gives statements and locks back.  NULL is fine. */
void db_close(struct db *db);
/** PostgreSQL? */
bool db_is_pg(const struct db *db);
/** A reader: what it sees is committed. */
bool db_reads_only(const struct db *db);
/** Claims the whole store for this connection until it is closed: flock on PATH.lock (SQLite), a session advisory lock
 *  (PostgreSQL, taken again after a reconnect).  @error BUSY (STORE_LOCKED) another program or store holds it */
bool db_lock(struct db *db, struct err *e) MUST_USE;

enum tx {
    TX_NONE,
    TX_READ,
    TX_WRITE
};
/** Opens a transaction; readers see one snapshot from their first statement to the end.  A lost PostgreSQL
 *  connection is opened again here.  Domain code never calls these four.
 *  @error BUSY a foreign process writes, or no connection */
bool db_begin(struct db *db, struct err *e, enum tx tx) MUST_USE;
/** Commits; whatever happens the transaction is over.  @error INTERNAL with IN_DOUBT: the connection broke while the
 *  answer was awaited, the data may be stored; every other error: surely not stored (BUSY: again may work) */
bool db_commit(struct db *db, struct err *e) MUST_USE;
/** Undoes the transaction; cannot fail.  Fine when none is open. */
void db_rollback(struct db *db);
/** Nested: runs inside a TX_WRITE; `undo` rolls back to the savepoint.  end returns false when the whole
 *  transaction is gone (decision 3). */
bool db_savepoint(struct db *db, struct err *e) MUST_USE;
bool db_savepoint_end(struct db *db, struct err *e, bool undo) MUST_USE;
/** How many savepoints are open? */
int32_t db_depth(const struct db *db);
/** Has a statement failed since the innermost savepoint (or begin) of a TX_WRITE?  On both databases every further
 *  statement then fails (INTERNAL) until the savepoint is undone: PostgreSQL works so, SQLite is made to. */
bool db_failed(const struct db *db);

/** Runs a statement whose :names are fields of `in`; every row becomes one `out_rec` struct in out (columns by name,
 *  SQL NULL = absent: the zero value).  Fields are bound by their type: BOOL, I64, MONEY, INSTANT as such, DATE, STR
 *  and ENUM as text; NULL when absent.  in_rec may be NULL for a statement without parameters.  Values are not checked
 *  against the record's limits again, but text must be UTF-8 without NUL.
 *  @error CONFLICT (CONSTRAINT) a broken constraint, BUSY a retry may work, INTERNAL otherwise */
bool db_rows(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
             const void *in, const struct record *out_rec, struct list *out) MUST_USE;
/** Exactly one row (more than one is our mistake: asserted).  @error NOT_FOUND none */
bool db_one(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
            const void *in, const struct record *out_rec, void *out) MUST_USE;
/** At most one row; *found tells, out is untouched when there is none. */
bool db_find(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
             const void *in, const struct record *out_rec, void *out, bool *found) MUST_USE;
/** No rows wanted; *affected (may be NULL) gets the number of rows inserted, changed or deleted. */
bool db_exec(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
             const void *in, int64_t *affected) MUST_USE;
/** Runs the statement once per record of items; TX_WRITE only.  SQLite: a prepared loop.  PostgreSQL: one statement
 *  over arrays where embed_sql.py could write that (pg_many), else, and for a few records, a pipeline. */
bool db_bulk(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
             const struct list *items) MUST_USE;
/** The same; *affected is the number of rows inserted, changed or deleted in all. */
bool db_bulk_count(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
                   const struct list *items, int64_t *affected) MUST_USE;
/** Asks the same for every record of items: appends the rows in the order of the records (those of one record in any
 *  order).  PostgreSQL: one statement when the SQL says `-- many`, else one after the other. */
bool db_gather(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
               const struct list *items, const struct record *out_rec, struct list *out) MUST_USE;
/** A whole script: migrations and pragmas only.  Forgets prepared statements. */
bool db_script(struct db *db, struct err *e, struct str text) MUST_USE;
/** Compiles without running; a test calls it for every statement on both databases. */
bool db_check(struct db *db, struct err *e, const struct sql *q) MUST_USE;
/** Consistent copy of an SQLite database into a new file, while others read and write: SQLite's backup API, a few pages
 *  a step inside one read transaction, so the writer never waits.  The file appears whole or not at all. */
bool db_copy_sqlite(struct db *db, struct err *e, struct str file) MUST_USE;

/** Test only: a connection that fails its nth call (0 = the first) and every later one until re-armed; wraps inner and
 *  closes it.  Undoing always works.  Not armed at first. */
struct db *db_fault_wrap(struct db *inner);
void db_fault_arm(struct db *fault, int64_t nth);
/** The nth call loses the whole transaction, as a full disk does on SQLite; later calls work again. */
void db_fault_arm_loss(struct db *fault, int64_t nth);
void db_fault_disarm(struct db *fault);
/** Did the armed fault strike? */
bool db_fault_struck(const struct db *fault);
#endif
