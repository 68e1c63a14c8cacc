/* db.h - one face for SQLite and PostgreSQL.  Only db_sqlite.c and db_pg.c know which. */
#ifndef STORE_DB_H
#define STORE_DB_H
#include "base/record.h"

/** A named statement of an x.sql file; tools/embed_sql.py makes these.  Parameters are names of record fields. */
struct sql {
    const char *name, *sqlite, *pg;
    const char *const *params;
    size_t param_count;
};

/** One connection; used by one thread at a time.  Statements are prepared once per connection. */
struct db;
enum db_mode { DB_READER, DB_WRITER };
/** Opens "sqlite:PATH" or "postgres://..." / "postgresql://...".  A reader cannot write.  NULL with e set on failure. */
struct db *db_open(struct err *e, struct str url, enum db_mode mode);
void db_close(struct db *db);
bool db_is_pg(const struct db *db);

enum tx { TX_NONE, TX_READ, TX_WRITE };
/** Readers see one snapshot from begin to end.  Domain code never calls these four. */
bool db_begin(struct db *db, struct err *e, enum tx tx) MUST_USE;
bool db_commit(struct db *db, struct err *e) MUST_USE;
void db_rollback(struct db *db);
/** Nested: runs inside a TX_WRITE; `undo` rolls back to the savepoint.  end returns false when the whole
 *  transaction is gone (decision 3). */
bool db_savepoint(struct db *db, struct err *e) MUST_USE;
bool db_savepoint_end(struct db *db, struct err *e, bool undo) MUST_USE;

/** Runs a statement whose :names are fields of `in`; every row becomes one `out_rec` struct in out (columns by name,
 *  SQL NULL = absent).  @error CONFLICT a broken constraint, BUSY a retry may work, INTERNAL otherwise. */
bool db_rows(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
             const void *in, const struct record *out_rec, struct list *out) MUST_USE;
/** Exactly one row.  @error NOT_FOUND none */
bool db_one(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
            const void *in, const struct record *out_rec, void *out) MUST_USE;
/** At most one row; *found tells. */
bool db_find(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
             const void *in, const struct record *out_rec, void *out, bool *found) MUST_USE;
/** No rows wanted; *affected (may be NULL) gets the number of rows changed. */
bool db_exec(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
             const void *in, int64_t *affected) MUST_USE;
/** Runs the statement once per record of items (a prepared loop on SQLite, a pipeline on PostgreSQL). */
bool db_bulk(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
             const struct list *items) MUST_USE;
/** A whole script: migrations and pragmas only. */
bool db_script(struct db *db, struct err *e, struct str text) MUST_USE;
/** Compiles without running; a test calls it for every statement on both databases. */
bool db_check(struct db *db, struct err *e, const struct sql *q) MUST_USE;
/** Consistent copy of an SQLite database into a file, while others read and write (SQLite's backup API). */
bool db_copy_sqlite(struct db *db, struct err *e, struct str file) MUST_USE;

/** Test only: a connection that fails its nth call (0 = the first) and every later one until re-armed; wraps inner. */
struct db *db_fault_wrap(struct db *inner);
void db_fault_arm(struct db *fault, int64_t nth);
/** Did the armed fault strike? */
bool db_fault_struck(const struct db *fault);
#endif
