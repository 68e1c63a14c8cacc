/* db_sqlite.c - SQLite; the only file that includes sqlite3.h. */
#include "store/db_impl.h"
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

enum {
    BUSY_TIMEOUT_MS = 2000, /* a foreign process: sqlite3's shell, a backup tool */
    COPY_STEP_PAGES = 256,
    WAL_CHECKPOINT = 1000,  /* pages; SQLite's default, and the best 99th percentile of several that were tried */
    WAL_RESTART = 16384,    /* pages, 64 MB: then readers are waited for, or the log would grow for ever */
    WAL_RESTART_STEP = 4096,
    WAL_RESTART_MS = 200
};

/* The transaction statements, prepared once because every write needs two of them. */
enum control {
    BEGIN_READ,
    BEGIN_WRITE,
    COMMIT,
    ROLLBACK,
    MARK_SET,
    MARK_RELEASE,
    MARK_UNDO,
    CONTROL_COUNT
};
static const char *const CONTROL[CONTROL_COUNT] = {
    [BEGIN_READ] = "BEGIN",      [BEGIN_WRITE] = "BEGIN IMMEDIATE", [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",     [MARK_SET] = "SAVEPOINT m",        [MARK_RELEASE] = "RELEASE m",
    [MARK_UNDO] = "ROLLBACK TO m",
};

struct db_sqlite {
    struct db base;
    sqlite3 *h;
    sqlite3_stmt *control[CONTROL_COUNT];
    char *path;
    int wal_restart_at;  /* pages of log at which the next restart is tried */
    int lock_fd;         /* -1 = not locked */
    sqlite3_stmt *copy;          /* the INSERT of the table being loaded */
    enum db_type copy_types[128]; /* of its columns */
    struct db_sink *bulk_sink;   /* where its rows go; may be NULL */
    int64_t bulk_affected;       /* rows that the bulk under way changed */
};

static struct db_sqlite *self(struct db *db)
{
    return (struct db_sqlite *)(void *)db;
}

static bool sql_fail(struct db *db, struct err *e, const char *what)
{
    sqlite3 *h = self(db)->h;
    switch (sqlite3_errcode(h) & 0xff) {
    case SQLITE_CONSTRAINT: return db_fail_conflict(e, what, sqlite3_errmsg(h));
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return db_fail_busy(e, what, sqlite3_errmsg(h));
    default: return fail_internal(e, "%s: %s (%d)", what, sqlite3_errmsg(h), sqlite3_extended_errcode(h));
    }
}

static bool control(struct db *db, struct err *e, enum control which)
{
    struct db_sqlite *d = self(db);
    sqlite3_stmt **st = &d->control[which];
    if (!*st && sqlite3_prepare_v3(d->h, CONTROL[which], -1, SQLITE_PREPARE_PERSISTENT, st, NULL) != SQLITE_OK)
        return sql_fail(db, e, CONTROL[which]);
    int rc = sqlite3_step(*st);
    bool ok = rc == SQLITE_DONE || sql_fail(db, e, CONTROL[which]);
    (void)sqlite3_reset(*st);
    return ok;
}

/* ---- transactions ---- */

static bool begin(struct db *db, struct err *e, enum tx tx)
{
    return control(db, e, tx == TX_WRITE ? BEGIN_WRITE : BEGIN_READ);
}

static bool commit(struct db *db, struct err *e)
{
    if (sqlite3_get_autocommit(self(db)->h)) return fail_internal(e, "commit: the transaction is gone");
    if (control(db, e, COMMIT)) return true;
    if ((sqlite3_errcode(self(db)->h) & 0xff) != SQLITE_IOERR) return false;
    /* A failed sync leaves it open whether the commit frame is on the disk. */
    struct str driver_text = e->debug;
    err_clear(e);
    e->debug = driver_text;
    return fail(e, ERR_INTERNAL, M(IN_DOUBT));
}

static void rollback(struct db *db)
{
    struct arena *a = arena_new();
    struct err ignored = {.arena = a};
    if (!sqlite3_get_autocommit(self(db)->h)) (void)control(db, &ignored, ROLLBACK);
    arena_free(a);
}

static bool mark(struct db *db, struct err *e, enum db_mark m)
{
    if (m == DB_MARK_SET) return control(db, e, MARK_SET);
    /* A full disk, a failed write or an interrupt has rolled everything back already. */
    if (sqlite3_get_autocommit(self(db)->h)) return fail_internal(e, "the transaction is gone");
    if (m == DB_MARK_UNDO && !control(db, e, MARK_UNDO)) return false;
    return control(db, e, MARK_RELEASE);
}

/* ---- statements ---- */

static bool prepare(struct db *db, struct err *e, struct db_stmt *st)
{
    if (st->handle) return true;
    sqlite3_stmt *h = NULL;
    if (sqlite3_prepare_v3(self(db)->h, st->q->sqlite, -1, SQLITE_PREPARE_PERSISTENT, &h, NULL) != SQLITE_OK)
        return sql_fail(db, e, st->q->name);
    if (sqlite3_bind_parameter_count(h) != (int)st->q->param_count) {
        (void)sqlite3_finalize(h);
        return fail_internal(e, "%s: its parameters do not match its text", st->q->name);
    }
    st->handle = h;
    return true;
}

static void forget(struct db *db, struct db_stmt *st)
{
    (void)db;
    (void)sqlite3_finalize(st->handle);
    st->handle = NULL;
}

static int bind_value(sqlite3_stmt *h, int at, const struct db_value *v)
{
    if (v->null) return sqlite3_bind_null(h, at);
    switch (v->type) {
    case DB_I64:
    case DB_BOOL: return sqlite3_bind_int64(h, at, v->number);
    case DB_TEXT:
    case DB_DATE: return sqlite3_bind_text64(h, at, v->text.p, v->text.n, SQLITE_STATIC, SQLITE_UTF8);
    }
    return SQLITE_MISUSE;
}

static const char *column_name(void *arg, size_t i)
{
    return sqlite3_column_name(arg, (int)i);
}

static void read_row(sqlite3_stmt *h, struct db_value *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int type = sqlite3_column_type(h, (int)i);
        row[i] = (struct db_value){.type = type == SQLITE_INTEGER ? DB_I64 : DB_TEXT, .null = type == SQLITE_NULL};
        if (type == SQLITE_INTEGER) {
            row[i].number = sqlite3_column_int64(h, (int)i);
        } else if (type != SQLITE_NULL) {
            row[i].text.p = (const char *)sqlite3_column_text(h, (int)i);
            row[i].text.n = (size_t)sqlite3_column_bytes(h, (int)i);
        }
    }
}

/* Steps to the end; statements are always reset, or they would pin the snapshot and the log. */
static bool step_all(struct db *db, struct err *e, struct db_stmt *st, struct db_sink *sink)
{
    sqlite3_stmt *h = st->handle;
    struct db_value *row = NULL;
    int rc;
    while ((rc = sqlite3_step(h)) == SQLITE_ROW) {
        if (!sink || !db_sink_wants(sink)) continue;
        size_t n = (size_t)sqlite3_column_count(h);
        if (!row) row = ARENA_ARRAY(db->scratch, struct db_value, n);
        if (!db_sink_columns(sink, st, n, column_name, h)) return false;
        read_row(h, row, n);
        if (!db_sink_row(sink, row)) return false;
    }
    return rc == SQLITE_DONE || sql_fail(db, e, st->q->name);
}

static bool run(struct db *db, struct err *e, struct db_stmt *st, const struct db_value *params, struct db_sink *sink,
                int64_t *affected)
{
    sqlite3_stmt *h = st->handle;
    bool ok = true;
    for (size_t i = 0; ok && i < st->q->param_count; i++)
        if (bind_value(h, (int)i + 1, &params[i]) != SQLITE_OK) ok = sql_fail(db, e, st->q->name);
    ok = ok && step_all(db, e, st, sink);
    if (ok && affected && !sqlite3_stmt_readonly(h)) *affected = sqlite3_changes64(self(db)->h);
    (void)sqlite3_reset(h);
    (void)sqlite3_clear_bindings(h);
    return ok;
}

static bool bulk_begin(struct db *db, struct err *e, struct db_stmt *st, size_t count, struct db_sink *sink)
{
    (void)e;
    (void)st;
    (void)count;
    self(db)->bulk_affected = 0;
    self(db)->bulk_sink = sink;
    return true;
}

static bool bulk_row(struct db *db, struct err *e, struct db_stmt *st, const struct db_value *params)
{
    int64_t changed = 0;
    bool ok = run(db, e, st, params, self(db)->bulk_sink, &changed);
    self(db)->bulk_affected += changed;
    return ok;
}

static bool bulk_end(struct db *db, struct err *e, struct db_stmt *st, bool failed, int64_t *affected)
{
    (void)e;
    (void)st;
    (void)failed;
    *affected = self(db)->bulk_affected;
    return true;
}

static bool script(struct db *db, struct err *e, struct str text)
{
    char *z = arena_cstr(db->scratch, text);
    bool ok = sqlite3_exec(self(db)->h, z, NULL, NULL, NULL) == SQLITE_OK || sql_fail(db, e, "script");
    arena_reset(db->scratch);
    return ok;
}

static bool check(struct db *db, struct err *e, const struct sql *q)
{
    sqlite3_stmt *h = NULL;
    const char *tail = NULL;
    int rc = sqlite3_prepare_v2(self(db)->h, q->sqlite, -1, &h, &tail);
    int params = h ? sqlite3_bind_parameter_count(h) : 0;
    (void)sqlite3_finalize(h);
    if (rc != SQLITE_OK) return sql_fail(db, e, q->name);
    if (tail && *tail) return fail_internal(e, "%s: more than one statement", q->name);
    if (params != (int)q->param_count) return fail_internal(e, "%s: its parameters do not match its text", q->name);
    return true;
}

/* ---- the lock ---- */

static bool lock(struct db *db, struct err *e)
{
    struct db_sqlite *d = self(db);
    if (d->lock_fd >= 0) return true;
    const char *path = arena_printf(e->arena, "%s.lock", d->path).p;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        struct str why = arena_printf(e->arena, "%s: %s", path, strerror(errno));
        return fail(e, ERR_INTERNAL, M(DATABASE_OPEN), S("reason", why));
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        (void)close(fd);
        return fail(e, ERR_BUSY, M(STORE_LOCKED), S("name", str_of(d->path)));
    }
    d->lock_fd = fd;
    return true;
}

/* ---- a file copy ---- */

static bool sync_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    bool ok = fsync(fd) == 0;
    return close(fd) == 0 && ok;
}

/* Steps a few pages at a time; the source stays in one read transaction, so the copy never starts over. */
static bool copy_pages(struct db *db, struct err *e, sqlite3 *to)
{
    sqlite3_backup *b = sqlite3_backup_init(to, "main", self(db)->h, "main");
    if (!b) return fail_internal(e, "copy: %s", sqlite3_errmsg(to));
    int rc;
    do {
        rc = sqlite3_backup_step(b, COPY_STEP_PAGES);
        if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED) (void)sqlite3_sleep(5);
    } while (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED);
    (void)sqlite3_backup_finish(b);
    return rc == SQLITE_DONE || fail_internal(e, "copy: %s", sqlite3_errstr(rc));
}

static bool copy_to(struct db *db, struct err *e, const char *path)
{
    sqlite3 *to = NULL;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600); /* SQLite would let others read it */
    if (fd < 0) return fail_internal(e, "copy: %s: %s", path, strerror(errno));
    (void)close(fd);
    bool ok = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) ==
                  SQLITE_OK ||
              fail_internal(e, "copy: %s: %s", path, to ? sqlite3_errmsg(to) : "no memory");
    /* Nobody sees the file before it is complete and synced, so a journal would only cost. */
    ok = ok && (sqlite3_exec(to, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", NULL, NULL, NULL) == SQLITE_OK ||
                fail_internal(e, "copy: %s", sqlite3_errmsg(to)));
    ok = ok && copy_pages(db, e, to);
    (void)sqlite3_close(to);
    return ok && (sync_file(path) || fail_internal(e, "copy: %s: %s", path, strerror(errno)));
}

static bool copy_file(struct db *db, struct err *e, struct str file)
{
    const char *path = arena_cstr(e->arena, file);
    const char *part = arena_printf(e->arena, "%s.part", path).p;
    (void)unlink(part);
    /* The first read fixes the snapshot. */
    bool ok = control(db, e, BEGIN_READ) && script(db, e, STR("SELECT count(*) FROM sqlite_schema"));
    ok = ok && copy_to(db, e, part);
    rollback(db);
    if (ok && (rename(part, path) != 0 || !db_sync_folder(path)))
        ok = fail_internal(e, "copy: %s: %s", path, strerror(errno));
    if (!ok) (void)unlink(part);
    return ok;
}

/* ---- dump and load ---- */

typedef bool take_row(void *arg, struct err *e, sqlite3_stmt *h);

/* Runs a made-up statement (names from the catalogue) and hands its rows over. */
static bool each_row(struct db *db, struct err *e, const char *text, take_row *take, void *arg)
{
    sqlite3_stmt *h = NULL;
    if (sqlite3_prepare_v2(self(db)->h, text, -1, &h, NULL) != SQLITE_OK) return sql_fail(db, e, text);
    int rc = SQLITE_DONE;
    bool ok = true;
    while (ok && (rc = sqlite3_step(h)) == SQLITE_ROW)
        ok = take(arg, e, h);
    if (ok && rc != SQLITE_DONE) ok = sql_fail(db, e, text);
    (void)sqlite3_finalize(h);
    return ok;
}

struct catalogue {
    struct arena *arena;
    struct list *tables;
    struct db_table *table;
};

static struct str column_str(struct arena *a, sqlite3_stmt *h, int i)
{
    return arena_str(a, str_of((const char *)sqlite3_column_text(h, i)));
}

static bool take_table(void *arg, struct err *e, sqlite3_stmt *h)
{
    struct catalogue *c = arg;
    (void)e;
    LIST_ADD(c->arena, c->tables, struct db_table)->name = column_str(c->arena, h, 0);
    return true;
}

static bool take_column(void *arg, struct err *e, sqlite3_stmt *h)
{
    struct catalogue *c = arg;
    (void)e;
    *LIST_ADD(c->arena, &c->table->columns, struct db_column) =
        (struct db_column){column_str(c->arena, h, 0), column_str(c->arena, h, 1)};
    return true;
}

static bool take_name(void *arg, struct err *e, sqlite3_stmt *h)
{
    struct catalogue *c = arg;
    (void)e;
    *LIST_ADD(c->arena, c->tables, struct str) = column_str(c->arena, h, 0);
    return true;
}

static bool fill_table(struct db *db, struct arena *a, struct err *e, struct db_table *t)
{
    struct catalogue columns = {.arena = a, .table = t};
    struct catalogue keys = {.arena = a, .tables = &t->key}, parents = {.arena = a, .tables = &t->parents};
    const char *name = t->name.p;
    return each_row(db, e,
                    arena_printf(a, "SELECT name, lower(type) FROM pragma_table_info('%s') ORDER BY cid", name).p,
                    take_column, &columns) &&
           each_row(db, e, arena_printf(a, "SELECT name FROM pragma_table_info('%s') WHERE pk > 0 ORDER BY pk", name).p,
                    take_name, &keys) &&
           each_row(db, e,
                    arena_printf(a, "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list('%s') ORDER BY 1", name).p,
                    take_name, &parents);
}

static bool tables(struct db *db, struct arena *a, struct err *e, struct list *out)
{
    struct catalogue c = {.arena = a, .tables = out};
    if (!each_row(db, e,
                  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name",
                  take_table, &c))
        return false;
    for (size_t i = 0; i < out->count; i++)
        if (!fill_table(db, a, e, LIST_AT(out, struct db_table, i))) return false;
    return true;
}

/* A value in COPY's text form. */
static void add_escaped(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '\\': buf_add(b, STR("\\\\")); break;
        case '\b': buf_add(b, STR("\\b")); break;
        case '\f': buf_add(b, STR("\\f")); break;
        case '\n': buf_add(b, STR("\\n")); break;
        case '\r': buf_add(b, STR("\\r")); break;
        case '\t': buf_add(b, STR("\\t")); break;
        case '\v': buf_add(b, STR("\\v")); break;
        default: buf_add_char(b, s.p[i]);
        }
    }
}

struct copy_out {
    struct arena *arena;
    const struct db_table *table;
    db_line_fn *fn;
    void *arg;
};

static bool take_line(void *arg, struct err *e, sqlite3_stmt *h)
{
    struct copy_out *c = arg;
    struct buf b = {.arena = c->arena};
    (void)e;
    for (size_t i = 0; i < c->table->columns.count; i++) {
        const struct db_column *col = LIST_AT(&c->table->columns, struct db_column, i);
        if (i) buf_add_char(&b, '\t');
        if (sqlite3_column_type(h, (int)i) == SQLITE_NULL)
            buf_add(&b, STR("\\N"));
        else if (str_eq(col->type, STR("boolean")))
            buf_add_char(&b, sqlite3_column_int64(h, (int)i) ? 't' : 'f');
        else
            add_escaped(&b, (struct str){(const char *)sqlite3_column_text(h, (int)i),
                                         (size_t)sqlite3_column_bytes(h, (int)i)});
    }
    bool ok = c->fn(c->arg, buf_str(&b));
    arena_reset(c->arena);
    return ok;
}

static bool copy_out(struct db *db, struct err *e, const struct db_table *t, db_line_fn *fn, void *arg)
{
    struct arena *a = arena_new();
    struct copy_out c = {.arena = a, .table = t, .fn = fn, .arg = arg};
    bool ok = each_row(db, e, db_select_all(e->arena, t).p, take_line, &c);
    arena_free(a);
    return ok;
}

static bool load_begin(struct db *db, struct err *e)
{
    /* Rows of a table may name later rows of the same table: the keys are checked once, at the end. */
    return script(db, e, STR("PRAGMA foreign_keys=OFF")) && begin(db, e, TX_WRITE);
}

static enum db_type column_type(struct str name)
{
    if (str_eq(name, STR("bigint"))) return DB_I64;
    if (str_eq(name, STR("boolean"))) return DB_BOOL;
    return str_eq(name, STR("date")) ? DB_DATE : DB_TEXT;
}

static bool copy_in_begin(struct db *db, struct err *e, const struct db_table *t)
{
    struct db_sqlite *d = self(db);
    assert(!d->copy);
    assert(t->columns.count <= COUNT(d->copy_types));
    struct buf marks = {.arena = e->arena};
    for (size_t i = 0; i < t->columns.count; i++) {
        buf_add(&marks, i ? STR(", ?") : STR("?"));
        d->copy_types[i] = column_type(LIST_AT(&t->columns, struct db_column, i)->type);
    }
    struct str columns = db_column_names(e->arena, t);
    struct str text = arena_printf(e->arena, "INSERT INTO \"%.*s\" (%s) VALUES (%.*s)", STR_ARG(t->name), columns.p,
                                   STR_ARG(buf_str(&marks)));
    return sqlite3_prepare_v2(d->h, text.p, -1, &d->copy, NULL) == SQLITE_OK || sql_fail(db, e, text.p);
}

/* Undoes COPY's escapes; false for a form that our dumps do not write. */
static bool unescape(struct arena *a, struct str s, struct str *out)
{
    struct buf b = {.arena = a};
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\\') {
            buf_add_char(&b, s.p[i]);
            continue;
        }
        if (++i == s.n) return false;
        switch (s.p[i]) {
        case '\\': buf_add_char(&b, '\\'); break;
        case 'b': buf_add_char(&b, '\b'); break;
        case 'f': buf_add_char(&b, '\f'); break;
        case 'n': buf_add_char(&b, '\n'); break;
        case 'r': buf_add_char(&b, '\r'); break;
        case 't': buf_add_char(&b, '\t'); break;
        case 'v': buf_add_char(&b, '\v'); break;
        default: return false;
        }
    }
    *out = buf_str(&b);
    return true;
}

static bool bind_part(struct db *db, struct err *e, int at, struct str part)
{
    struct db_sqlite *d = self(db);
    if (str_eq(part, STR("\\N"))) return sqlite3_bind_null(d->copy, at) == SQLITE_OK || sql_fail(db, e, "load");
    /* SQLite would take any text in any column, so the types are judged here. */
    struct db_value v = {.type = d->copy_types[at - 1]};
    struct date day;
    if (!unescape(db->scratch, part, &v.text)) return db_fail_line(e, "a value");
    v.number = str_eq(v.text, STR("t"));
    bool fits = v.type == DB_TEXT   ? utf8_valid(v.text)
                : v.type == DB_DATE ? date_parse(v.text, &day)
                : v.type == DB_I64  ? str_to_i64(v.text, &v.number)
                                    : v.number || str_eq(v.text, STR("f"));
    if (!fits) return db_fail_line(e, "a value");
    return bind_value(d->copy, at, &v) == SQLITE_OK || sql_fail(db, e, "load");
}

static bool copy_in_line(struct db *db, struct err *e, struct str line)
{
    struct db_sqlite *d = self(db);
    int n = sqlite3_bind_parameter_count(d->copy), at = 0;
    struct str rest = line;
    do {
        if (++at > n) return db_fail_line(e, "too many values");
        const char *tab = rest.n ? memchr(rest.p, '\t', rest.n) : NULL;
        size_t len = tab ? (size_t)(tab - rest.p) : rest.n;
        if (!bind_part(db, e, at, str_sub(rest, 0, len))) return false;
        if (!tab) break;
        rest = (struct str){tab + 1, rest.n - len - 1};
    } while (true);
    if (at != n) return db_fail_line(e, "too few values");
    bool ok = sqlite3_step(d->copy) == SQLITE_DONE || sql_fail(db, e, "load");
    (void)sqlite3_reset(d->copy);
    arena_reset(db->scratch); /* the texts were bound where they lay */
    return ok;
}

static bool copy_in_end(struct db *db, struct err *e)
{
    (void)e;
    (void)sqlite3_finalize(self(db)->copy);
    self(db)->copy = NULL;
    return true;
}

static bool refuse_orphan(void *arg, struct err *e, sqlite3_stmt *h)
{
    (void)arg;
    const char *child = (const char *)sqlite3_column_text(h, 0), *parent = (const char *)sqlite3_column_text(h, 2);
    return db_fail_line(e, arena_printf(e->arena, "a row of %s names a missing row of %s", child, parent).p);
}

static bool load_end(struct db *db, struct err *e)
{
    return each_row(db, e, "PRAGMA foreign_key_check", refuse_orphan, NULL) && commit(db, e) &&
           script(db, e, STR("PRAGMA foreign_keys=ON"));
}

/* ---- the log ---- */

/* After each commit.  An ordinary checkpoint never waits, so while one reader always overlaps the next the log would
 * never start over; beyond WAL_RESTART the writer waits a little for the readers to move on. */
static int after_commit(void *arg, sqlite3 *h, const char *name, int pages)
{
    struct db_sqlite *d = arg;
    if (pages < WAL_CHECKPOINT) return SQLITE_OK;
    if (pages < d->wal_restart_at) {
        (void)sqlite3_wal_checkpoint_v2(h, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
        if (pages < WAL_RESTART) d->wal_restart_at = WAL_RESTART;
        return SQLITE_OK;
    }
    (void)sqlite3_busy_timeout(h, WAL_RESTART_MS);
    int rc = sqlite3_wal_checkpoint_v2(h, name, SQLITE_CHECKPOINT_RESTART, NULL, NULL);
    (void)sqlite3_busy_timeout(h, BUSY_TIMEOUT_MS);
    /* A reader that stays (a backup) must not cost 200 ms with every commit. */
    d->wal_restart_at = rc == SQLITE_OK ? WAL_RESTART : pages + WAL_RESTART_STEP;
    return SQLITE_OK; /* a checkpoint that failed is no failure of the commit */
}

/* ---- opening ---- */

static void close_db(struct db *db)
{
    struct db_sqlite *d = self(db);
    db_forget_all(db);
    (void)sqlite3_finalize(d->copy);
    for (int i = 0; i < CONTROL_COUNT; i++)
        (void)sqlite3_finalize(d->control[i]);
    int rc = sqlite3_close(d->h);
    assert(rc == SQLITE_OK); /* every statement was given back */
    if (d->lock_fd >= 0) (void)close(d->lock_fd);
    free(d->path);
    db_common_end(db);
    free(d);
}

static const struct db_backend SQLITE = {
    .is_pg = false,
    .lock = lock,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .mark = mark,
    .prepare = prepare,
    .forget = forget,
    .run = run,
    .bulk_begin = bulk_begin,
    .bulk_row = bulk_row,
    .bulk_end = bulk_end,
    .script = script,
    .check = check,
    .copy_file = copy_file,
    .tables = tables,
    .copy_out = copy_out,
    .load_begin = load_begin,
    .copy_in_begin = copy_in_begin,
    .copy_in_line = copy_in_line,
    .copy_in_end = copy_in_end,
    .load_end = load_end,
    .close = close_db,
};

static bool configure(struct db *db, struct err *e)
{
    sqlite3 *h = self(db)->h;
    (void)sqlite3_extended_result_codes(h, 1);
    (void)sqlite3_busy_timeout(h, BUSY_TIMEOUT_MS);
    (void)sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    (void)sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    (void)sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    if (db->mode == DB_READER)
        return script(db, e, STR("PRAGMA query_only=ON; PRAGMA cache_size=-2048; PRAGMA temp_store=MEMORY;"
                                 "PRAGMA foreign_keys=ON"));
    self(db)->wal_restart_at = WAL_RESTART;
    (void)sqlite3_wal_hook(h, after_commit, self(db)); /* instead of wal_autocheckpoint */
    return script(db, e, STR("PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                             "PRAGMA foreign_keys=ON; PRAGMA cache_size=-8192; PRAGMA temp_store=MEMORY;"
                             "PRAGMA journal_size_limit=67108864"));
}

struct db *db_sqlite_open(struct err *e, struct str path, enum db_mode mode)
{
    struct db_sqlite *d = calloc(1, sizeof *d);
    if (!d) abort();
    db_common_init(&d->base, &SQLITE, mode);
    d->lock_fd = -1;
    d->path = strndup(path.p, path.n);
    if (!d->path) abort();
    int flags = mode == DB_WRITER ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    int rc = sqlite3_open_v2(d->path, &d->h, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK && configure(&d->base, e)) return &d->base;
    struct str why = arena_printf(e->arena, "%s: %s", d->path, d->h ? sqlite3_errmsg(d->h) : sqlite3_errstr(rc));
    err_clear(e);
    (void)fail(e, ERR_INTERNAL, M(DATABASE_OPEN), S("reason", why));
    close_db(&d->base);
    return NULL;
}
