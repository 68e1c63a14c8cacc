/* db_impl.h - what a kind of database must provide; private to store/. */
#ifndef STORE_DB_IMPL_H
#define STORE_DB_IMPL_H
#include "store/db.h"

enum {
    STMT_BUCKETS = 256,
    STMT_MAX = 2048 /* prepared statements per connection; beyond, all are forgotten */
};

enum db_type {
    DB_TEXT,
    DB_I64,
    DB_BOOL,
    DB_DATE
};
/** A parameter or the value of a column.  A parameter has its type even when null; a column is DB_TEXT or DB_I64. */
struct db_value {
    enum db_type type;
    bool null;
    int64_t number;
    struct str text;
};

/** A statement as one connection knows it, for one pair of records. */
struct db_stmt {
    const struct sql *q;
    const char *text; /* q->sqlite or q->pg when it was prepared */
    const struct record *in_rec, *out_rec;
    const struct field **params;  /* one per parameter */
    enum db_type *types;          /* of the parameters */
    const struct field **columns; /* one per column, NULL until the columns are known */
    size_t column_count;
    void *handle;       /* the database's prepared statement; NULL = not prepared */
    int64_t generation; /* PostgreSQL: the connection it was prepared on */
    void *many;         /* PostgreSQL: pg_many, prepared when it is first used */
    int64_t many_generation;
    struct db_stmt *next;
};

/** Where rows go: called once per row with as many values as the statement has columns. */
struct db_sink;
/** One row. */
bool db_sink_row(struct db_sink *s, const struct db_value *values) MUST_USE;
/** Is a row wanted at all?  (db_exec drops rows of RETURNING.) */
bool db_sink_wants(const struct db_sink *s);
/** Tells the names of the columns before the first row; a no-op when st knows them already. */
bool db_sink_columns(struct db_sink *s, struct db_stmt *st, size_t count, const char *(*name)(void *, size_t),
                     void *arg) MUST_USE;

enum db_mark {
    DB_MARK_SET,
    DB_MARK_RELEASE,
    DB_MARK_UNDO
};
struct db_table;
/** Takes one row of a dump; false stops it. */
typedef bool db_line_fn(void *arg, struct str line);

struct db_backend {
    bool is_pg;
    bool (*lock)(struct db *, struct err *);
    bool (*begin)(struct db *, struct err *, enum tx);
    bool (*commit)(struct db *, struct err *);
    void (*rollback)(struct db *);
    /* UNDO false: the transaction is gone. */
    bool (*mark)(struct db *, struct err *, enum db_mark);
    bool (*prepare)(struct db *, struct err *, struct db_stmt *);
    void (*forget)(struct db *, struct db_stmt *);
    bool (*run)(struct db *, struct err *, struct db_stmt *, const struct db_value *params, struct db_sink *,
                int64_t *affected);
    /* The sink is NULL for statements without rows. */
    bool (*bulk_begin)(struct db *, struct err *, struct db_stmt *, size_t count, struct db_sink *);
    bool (*bulk_row)(struct db *, struct err *, struct db_stmt *, const struct db_value *params);
    bool (*bulk_end)(struct db *, struct err *, struct db_stmt *, bool failed, int64_t *affected);
    bool (*script)(struct db *, struct err *, struct str text);
    bool (*check)(struct db *, struct err *, const struct sql *);
    bool (*copy_file)(struct db *, struct err *, struct str file);
    /* Dump and load (backup.c); lines are in PostgreSQL's COPY text form, without the newline. */
    bool (*tables)(struct db *, struct arena *, struct err *, struct list *tables);
    bool (*copy_out)(struct db *, struct err *, const struct db_table *, db_line_fn *, void *arg);
    bool (*load_begin)(struct db *, struct err *); /* opens the transaction */
    bool (*copy_in_begin)(struct db *, struct err *, const struct db_table *);
    bool (*copy_in_line)(struct db *, struct err *, struct str line);
    bool (*copy_in_end)(struct db *, struct err *);
    bool (*load_end)(struct db *, struct err *); /* checks foreign keys and commits; on false the caller rolls back */
    void (*close)(struct db *);
};

/** A table of the schema, for dump and load. */
struct db_column {
    struct str name, type; /* "text", "bigint", "boolean", "date" */
};
struct db_table {
    struct str name;
    struct list columns; /* of struct db_column, in order */
    struct list key;     /* of struct str: the columns of the primary key */
    struct list parents; /* of struct str: tables its foreign keys name */
};

/** The columns, quoted, with commas between. */
struct str db_column_names(struct arena *a, const struct db_table *t);
/** SELECT of all columns of all rows in the order of the primary key. */
struct str db_select_all(struct arena *a, const struct db_table *t);

/** The common part of every connection; a backend's struct begins with it. */
struct db {
    const struct db_backend *be;
    enum db_mode mode;
    enum tx tx;
    int32_t depth;  /* open savepoints */
    bool failed;    /* a statement failed since the innermost savepoint of a TX_WRITE */
    struct arena *cache;   /* statements and their maps */
    struct arena *scratch; /* parameters of the call under way */
    struct db_stmt *stmts[STMT_BUCKETS];
    size_t stmt_count;
};

/** Sets up and gives back the common part. */
void db_common_init(struct db *db, const struct db_backend *be, enum db_mode mode);
void db_common_end(struct db *db);
/** Forgets every prepared statement. */
void db_forget_all(struct db *db);

/** db_open without the scheme (SQLite) and with it (PostgreSQL). */
struct db *db_sqlite_open(struct err *e, struct str path, enum db_mode mode);
/** See db_sqlite_open. */
struct db *db_pg_open(struct err *e, struct str url, enum db_mode mode);

/** A broken constraint, a busy database: the message for people, the driver's text for the log. */
bool db_fail_conflict(struct err *e, const char *what, const char *driver_text);
bool db_fail_busy(struct err *e, const char *what, const char *driver_text);
/** INVALID: a line of a dump does not fit its table; `why` for the log.  The reader of the file adds the number. */
bool db_fail_line(struct err *e, const char *why);

/** Rows on their way into one statement: a text per parameter, a PostgreSQL array of its values. */
struct db_arrays {
    struct arena *arena;
    size_t params, rows;
    struct buf *columns;
};
struct db_arrays *db_arrays_new(size_t params);
void db_arrays_add(struct db_arrays *arrays, const struct db_value *row);
/** The arrays, until they are cleared; at least one row was added. */
const char *const *db_arrays_texts(struct db_arrays *arrays);
void db_arrays_clear(struct db_arrays *arrays);
void db_arrays_free(struct db_arrays *arrays);

/** Syncs the folder that holds path, so that a renamed file stays; false with errno set. */
bool db_sync_folder(const char *path) MUST_USE;

/** Makes one count of two fault connections; the owner is closed last. */
void db_fault_share(struct db *fault, struct db *owner);
#endif
