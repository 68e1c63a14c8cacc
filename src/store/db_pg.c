/* db_pg.c - PostgreSQL; the only file that includes libpq-fe.h. */
#include "store/db_impl.h"
#include <libpq-fe.h>
#include <stdlib.h>
#include <time.h>

enum {
    PENDING_MAX = 64, /* savepoint statements not sent yet */
    SETTLE_EVERY = 8, /* see settle */
    LOCK_TRIES = 25, LOCK_PAUSE_MS = 20,
    BULK_SYNC = 256,  /* rows between two waits: their answers fit a socket buffer, so nobody blocks for ever */
    MANY_LEAST = 4,   /* rows from which arrays are quicker than a pipeline */
    MANY_MOST = 4096  /* rows of one statement over arrays */
};
#define LOCK_KEY "77824319077" /* any number, the same for every store */

static const char MARK_SET[] = "SAVEPOINT m", MARK_RELEASE[] = "RELEASE SAVEPOINT m";

struct db_pg {
    struct db base;
    PGconn *c;
    int64_t commits, settle_at;
    int64_t generation; /* counts connections; prepared statements die with theirs */
    int64_t names;      /* of prepared statements */
    bool locked;
    bool warned; /* a WARNING came since it was cleared */
    /* Savepoint statements wait here and travel with the next one, because a round trip costs as much as a row. */
    const char *pending[PENDING_MAX];
    int pending_count;
    int bulk_sent;
    int64_t bulk_affected;
    struct db_sink *bulk_sink; /* where the rows of a bulk go; may be NULL */
    struct db_arrays *many; /* not NULL: rows are collected */
};

static struct db_pg *self(struct db *db)
{
    return (struct db_pg *)(void *)db;
}

static bool lost(struct db *db)
{
    return PQstatus(self(db)->c) != CONNECTION_OK;
}

/* What a failed result means.  r may be NULL (no memory, or the connection is gone). */
static bool pg_fail(struct db *db, struct err *e, const PGresult *r, const char *what)
{
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    const char *text = r ? PQresultErrorMessage(r) : PQerrorMessage(self(db)->c);
    char *line = arena_cstr(e->arena, (struct str){text, strcspn(text, "\n")});
    if (lost(db)) return db_fail_busy(e, what, line);
    if (!state) return fail_internal(e, "%s: %s", what, line);
    if (strncmp(state, "23", 2) == 0) return db_fail_conflict(e, what, line);
    /* 40: serialization failure, deadlock; 08 and 57P: the server goes away; 55P03: a foreign lock. */
    if (strncmp(state, "40", 2) == 0 || strncmp(state, "08", 2) == 0 || strncmp(state, "57P", 3) == 0 ||
        strcmp(state, "55P03") == 0)
        return db_fail_busy(e, what, line);
    return fail_internal(e, "%s: %s (%s)", what, line, state);
}

static bool result_ok(const PGresult *r)
{
    return PQresultStatus(r) == PGRES_COMMAND_OK || PQresultStatus(r) == PGRES_TUPLES_OK;
}

static bool exec_text(struct db *db, struct err *e, const char *text)
{
    PGresult *r = PQexec(self(db)->c, text);
    bool ok = result_ok(r) || pg_fail(db, e, r, "script");
    PQclear(r);
    return ok;
}

/* The first column of the first row; absent when there is none. */
static bool ask(struct db *db, struct err *e, const char *text, struct str *out)
{
    PGresult *r = PQexec(self(db)->c, text);
    bool ok = PQresultStatus(r) == PGRES_TUPLES_OK || pg_fail(db, e, r, "session");
    *out = (struct str){0};
    if (ok && PQntuples(r) > 0 && !PQgetisnull(r, 0, 0)) *out = arena_str(e->arena, str_of(PQgetvalue(r, 0, 0)));
    PQclear(r);
    return ok;
}

/* ---- the session ---- */

static void note_warning(void *arg, const PGresult *r)
{
    const char *severity = PQresultErrorField(r, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity && strcmp(severity, "WARNING") == 0) ((struct db_pg *)arg)->warned = true;
}

/* The server frees the lock of a program that died a moment after it did, so a quick restart asks for a while. */
static bool take_lock(struct db *db, struct err *e)
{
    for (int i = 0; i < LOCK_TRIES; i++) {
        struct str got;
        if (!ask(db, e, "SELECT pg_try_advisory_lock(" LOCK_KEY ")", &got)) return false;
        if (str_eq(got, STR("t"))) return true;
        (void)nanosleep(&(struct timespec){.tv_nsec = LOCK_PAUSE_MS * 1000000L}, NULL);
    }
    return fail(e, ERR_BUSY, M(STORE_LOCKED), S("name", str_of(PQdb(self(db)->c))));
}

static bool set_up(struct db *db, struct err *e)
{
    struct db_pg *d = self(db);
    d->generation++;
    d->pending_count = 0;
    if (!exec_text(db, e,
                   "SET client_encoding = 'UTF8'; SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD';"
                   "SET standard_conforming_strings = on; SET client_min_messages = warning;"
                   /* Compiling a statement costs 100 ms each time, and none of ours runs for seconds. */
                   "SET jit = off;"
                   /* The server notices a dead program within a minute and frees its lock; sockets ignore these. */
                   "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3"))
        return false;
    if (db->mode == DB_READER)
        return exec_text(db, e,
                         "SET default_transaction_read_only = on;"
                         "SET default_transaction_isolation = 'repeatable read'");
    /* An answer means that it is on the disk; stronger settings of the server stay. */
    if (!exec_text(db, e,
                   "SELECT set_config('synchronous_commit', 'on', false)"
                   " WHERE current_setting('synchronous_commit') = 'off'"))
        return false;
    return !d->locked || take_lock(db, e);
}

static bool connect_again(struct db *db, struct err *e)
{
    PQreset(self(db)->c);
    if (lost(db)) return pg_fail(db, e, NULL, "connect");
    return set_up(db, e);
}

static bool lock(struct db *db, struct err *e)
{
    if (!take_lock(db, e)) return false;
    self(db)->locked = true;
    return true;
}

/* ---- transactions ---- */

static bool begin(struct db *db, struct err *e, enum tx tx)
{
    struct db_pg *d = self(db);
    const char *text = tx == TX_WRITE ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                                      : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    d->pending_count = 0;
    for (int attempt = 0;; attempt++) {
        if (lost(db) && !connect_again(db, e)) return false;
        PGresult *r = PQexec(d->c, text);
        bool ok = result_ok(r);
        /* A connection that died while it was idle shows now, and nothing has happened on it: once more. */
        bool again = !ok && lost(db) && attempt == 0;
        if (!ok && !again) (void)pg_fail(db, e, r, "begin");
        PQclear(r);
        if (!again) return ok;
    }
}

/* A table that was never analysed: the server holds every index of it that begins with the zone to be as good as the
 * others, keeps plans that read the whole zone for one row, and its own autovacuum looks once a minute.  So the writer
 * has the tables analysed that are new or grew fourfold, after its 8th, 64th, 512th ... commit.  A failure is none. */
static void settle(struct db *db)
{
    struct db_pg *d = self(db);
    static const char grown[] =
        "SELECT string_agg(quote_ident(c.relname), ', ') FROM pg_class c WHERE c.relkind = 'r'"
        " AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
        " AND pg_relation_size(c.oid) / 8192 > CASE WHEN c.reltuples > 0 THEN 4 * c.relpages ELSE 0 END";
    PGresult *r = PQexec(d->c, grown);
    if (PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 1 && !PQgetisnull(r, 0, 0)) {
        struct arena *a = arena_new();
        PQclear(PQexec(d->c, arena_printf(a, "ANALYZE %s", PQgetvalue(r, 0, 0)).p));
        arena_free(a);
    }
    PQclear(r);
}

static bool commit(struct db *db, struct err *e)
{
    struct db_pg *d = self(db);
    d->pending_count = 0; /* releases that COMMIT does too */
    if (lost(db)) return db_fail_busy(e, "commit", "the connection is gone");
    d->warned = false;
    PGresult *r = PQexec(d->c, "COMMIT");
    bool ok = result_ok(r) && !lost(db);
    if (lost(db) || (ok && d->warned)) {
        /* Gone while we waited; or committed here, but a synchronous standby did not say so. */
        e->debug = arena_printf(e->arena, "commit: %s", d->warned ? "warned" : PQerrorMessage(d->c));
        ok = fail(e, ERR_INTERNAL, M(IN_DOUBT));
    } else if (ok && strcmp(PQcmdStatus(r), "COMMIT") != 0) {
        ok = fail_internal(e, "commit: the transaction had failed");
    } else if (!ok) {
        (void)pg_fail(db, e, r, "commit");
    }
    PQclear(r);
    if (ok && db->mode == DB_WRITER && ++d->commits == d->settle_at) {
        d->settle_at *= SETTLE_EVERY;
        settle(db);
    }
    return ok;
}

static void rollback(struct db *db)
{
    struct db_pg *d = self(db);
    d->pending_count = 0;
    if (lost(db) || PQtransactionStatus(d->c) == PQTRANS_IDLE) return;
    PQclear(PQexec(d->c, "ROLLBACK"));
}

static bool flush_pending(struct db *db, struct err *e)
{
    struct db_pg *d = self(db);
    bool ok = true;
    for (int i = 0; ok && i < d->pending_count; i++)
        ok = exec_text(db, e, d->pending[i]);
    d->pending_count = 0;
    return ok;
}

static bool mark(struct db *db, struct err *e, enum db_mark m)
{
    struct db_pg *d = self(db);
    if (lost(db)) return db_fail_busy(e, "savepoint", "the connection is gone");
    bool unsent = d->pending_count > 0 && d->pending[d->pending_count - 1] == MARK_SET;
    if (m != DB_MARK_SET && unsent) { /* nothing ran inside it */
        d->pending_count--;
        return true;
    }
    if (m == DB_MARK_UNDO)
        return flush_pending(db, e) && exec_text(db, e, "ROLLBACK TO SAVEPOINT m; RELEASE SAVEPOINT m");
    if (d->pending_count == PENDING_MAX && !flush_pending(db, e)) return false;
    d->pending[d->pending_count++] = m == DB_MARK_SET ? MARK_SET : MARK_RELEASE;
    return true;
}

/* ---- statements ---- */

static Oid type_oid(enum db_type t)
{
    switch (t) {
    case DB_TEXT: return 25;
    case DB_I64: return 20;
    case DB_BOOL: return 16;
    case DB_DATE: return 1082;
    }
    return 0;
}

/* The type of an array of these. */
static Oid array_oid(Oid element)
{
    switch (element) {
    case 25: return 1009;
    case 20: return 1016;
    case 16: return 1000;
    case 1082: return 1182;
    default: return 0;
    }
}

/* Prepares the statement, or its form over arrays, under a new name in *handle. */
static bool prepare_text(struct db *db, struct err *e, const struct db_stmt *st, bool many, void **handle)
{
    struct db_pg *d = self(db);
    if (!flush_pending(db, e)) return false;
    char *name = arena_cstr(db->cache, arena_printf(db->scratch, "s%" PRId64, d->names++));
    Oid *types = ARENA_ARRAY(db->scratch, Oid, st->q->param_count + 1);
    for (size_t i = 0; i < st->q->param_count; i++)
        types[i] = many ? array_oid(type_oid(st->types[i])) : type_oid(st->types[i]);
    PGresult *r = PQprepare(d->c, name, many ? st->q->pg_many : st->q->pg, (int)st->q->param_count, types);
    bool ok = result_ok(r) || pg_fail(db, e, r, st->q->name);
    PQclear(r);
    if (ok) *handle = name;
    return ok;
}

static bool prepare(struct db *db, struct err *e, struct db_stmt *st)
{
    struct db_pg *d = self(db);
    if (st->handle && st->generation == d->generation) return true;
    if (!prepare_text(db, e, st, false, &st->handle)) return false;
    st->generation = d->generation;
    return true;
}

static bool prepare_many(struct db *db, struct err *e, struct db_stmt *st)
{
    struct db_pg *d = self(db);
    if (st->many && st->many_generation == d->generation) return true;
    if (!prepare_text(db, e, st, true, &st->many)) return false;
    st->many_generation = d->generation;
    return true;
}

static void deallocate(struct db *db, void **handle, int64_t generation)
{
    struct db_pg *d = self(db);
    if (!*handle || generation != d->generation || lost(db)) return;
    if (PQtransactionStatus(d->c) == PQTRANS_INERROR) return; /* leaks a name on the server until the session ends */
    struct arena *a = arena_new();
    PQclear(PQexec(d->c, arena_printf(a, "DEALLOCATE %s", (const char *)*handle).p));
    arena_free(a);
    *handle = NULL;
}

static void forget(struct db *db, struct db_stmt *st)
{
    deallocate(db, &st->handle, st->generation);
    deallocate(db, &st->many, st->many_generation);
}

/* Parameters in text form, in the scratch arena. */
static const char *const *param_texts(struct db *db, const struct db_stmt *st, const struct db_value *params)
{
    const char **z = ARENA_ARRAY(db->scratch, const char *, st->q->param_count + 1);
    for (size_t i = 0; i < st->q->param_count; i++) {
        const struct db_value *v = &params[i];
        if (v->null) continue;
        switch (v->type) {
        case DB_I64: z[i] = arena_printf(db->scratch, "%" PRId64, v->number).p; break;
        case DB_BOOL: z[i] = v->number ? "t" : "f"; break;
        case DB_TEXT:
        case DB_DATE: z[i] = arena_cstr(db->scratch, v->text); break;
        }
    }
    return z;
}

static bool send_pending(struct db *db)
{
    struct db_pg *d = self(db);
    for (int i = 0; i < d->pending_count; i++)
        if (!PQsendQueryParams(d->c, d->pending[i], 0, NULL, NULL, NULL, NULL, 0)) return false;
    d->pending_count = 0;
    return true;
}

/* How many rows a statement changed; 0 for a SELECT. */
static int64_t tuples(PGresult *r)
{
    int64_t n = 0;
    return strncmp(PQcmdStatus(r), "SELECT", 6) != 0 && str_to_i64(str_of(PQcmdTuples(r)), &n) ? n : 0;
}

/* Waits for everything sent up to the sync.  *last (may be NULL) keeps the last result; the caller clears it. */
static bool drain(struct db *db, struct err *e, const char *what, PGresult **last)
{
    struct db_pg *d = self(db);
    bool ok = true;
    for (int nulls = 0; nulls < 2;) {
        PGresult *r = PQgetResult(d->c);
        if (!r) {
            nulls++; /* one closes each statement's results; two in a row: nothing more will come */
            continue;
        }
        nulls = 0;
        d->bulk_affected += tuples(r);
        ExecStatusType s = PQresultStatus(r);
        if (s == PGRES_PIPELINE_SYNC) {
            PQclear(r);
            return ok;
        }
        if (!result_ok(r) && ok) ok = pg_fail(db, e, r, what); /* what follows the first failure is only aborted */
        if (last) {
            PQclear(*last);
            *last = r;
        } else {
            PQclear(r);
        }
    }
    return ok ? pg_fail(db, e, NULL, what) : false;
}

static PGresult *exec_prepared(struct db *db, struct err *e, const struct db_stmt *st, const char *handle,
                               const char *const *z)
{
    struct db_pg *d = self(db);
    int n = (int)st->q->param_count;
    if (d->pending_count == 0) {
        PGresult *r = PQexecPrepared(d->c, handle, n, z, NULL, NULL, 0);
        if (result_ok(r)) return r;
        (void)pg_fail(db, e, r, st->q->name);
        PQclear(r);
        return NULL;
    }
    PGresult *r = NULL;
    bool ok = PQenterPipelineMode(d->c) && send_pending(db) &&
              PQsendQueryPrepared(d->c, handle, n, z, NULL, NULL, 0) && PQpipelineSync(d->c);
    ok = ok ? drain(db, e, st->q->name, &r) : pg_fail(db, e, NULL, st->q->name);
    (void)PQexitPipelineMode(d->c);
    if (ok) return r;
    PQclear(r);
    return NULL;
}

struct names {
    const PGresult *r;
};

static const char *column_name(void *arg, size_t i)
{
    return PQfname(((const struct names *)arg)->r, (int)i);
}

static bool give_rows(struct db *db, const PGresult *r, struct db_stmt *st, struct db_sink *sink)
{
    size_t n = (size_t)PQnfields(r);
    struct names names = {r};
    int rows = PQntuples(r);
    if (rows == 0) return true;
    if (!db_sink_columns(sink, st, n, column_name, &names)) return false;
    struct db_value *row = ARENA_ARRAY(db->scratch, struct db_value, n);
    for (int y = 0; y < rows; y++) {
        for (size_t x = 0; x < n; x++) {
            row[x].null = PQgetisnull(r, y, (int)x) != 0;
            row[x].text = (struct str){PQgetvalue(r, y, (int)x), (size_t)PQgetlength(r, y, (int)x)};
        }
        if (!db_sink_row(sink, row)) return false;
    }
    return true;
}

static bool run(struct db *db, struct err *e, struct db_stmt *st, const struct db_value *params, struct db_sink *sink,
                int64_t *affected)
{
    PGresult *r = exec_prepared(db, e, st, st->handle, param_texts(db, st, params));
    if (!r) return false;
    bool ok = !db_sink_wants(sink) || give_rows(db, r, st, sink);
    if (ok && affected) *affected = tuples(r);
    PQclear(r);
    return ok;
}

/* ---- many rows: over arrays, or in a pipeline ---- */

static bool many_run(struct db *db, struct err *e, struct db_stmt *st)
{
    struct db_pg *d = self(db);
    if (d->many->rows == 0) return true;
    int64_t before = d->bulk_affected; /* what travels along counts nothing */
    PGresult *r = exec_prepared(db, e, st, st->many, db_arrays_texts(d->many));
    if (!r) return false;
    bool ok = !d->bulk_sink || give_rows(db, r, st, d->bulk_sink);
    d->bulk_affected = before + tuples(r);
    PQclear(r);
    db_arrays_clear(d->many);
    return ok;
}

static bool bulk_begin(struct db *db, struct err *e, struct db_stmt *st, size_t count, struct db_sink *sink)
{
    struct db_pg *d = self(db);
    d->bulk_sent = 0;
    d->bulk_affected = 0;
    d->bulk_sink = sink;
    if (st->q->pg_many && count >= MANY_LEAST) {
        if (!prepare_many(db, e, st)) return false;
        d->many = db_arrays_new(st->q->param_count);
        return true;
    }
    if (sink) return true; /* one after the other */
    if (PQenterPipelineMode(self(db)->c) && send_pending(db)) return true;
    return pg_fail(db, e, NULL, st->q->name);
}

static bool bulk_sync(struct db *db, struct err *e, struct db_stmt *st)
{
    self(db)->bulk_sent = 0;
    if (!PQpipelineSync(self(db)->c)) return pg_fail(db, e, NULL, st->q->name);
    return drain(db, e, st->q->name, NULL);
}

static bool bulk_row(struct db *db, struct err *e, struct db_stmt *st, const struct db_value *params)
{
    struct db_pg *d = self(db);
    if (d->many) {
        db_arrays_add(d->many, params);
        return d->many->rows < MANY_MOST || many_run(db, e, st);
    }
    if (d->bulk_sink) return run(db, e, st, params, d->bulk_sink, NULL);
    const char *const *z = param_texts(db, st, params);
    if (!PQsendQueryPrepared(d->c, st->handle, (int)st->q->param_count, z, NULL, NULL, 0))
        return pg_fail(db, e, NULL, st->q->name);
    return ++d->bulk_sent < BULK_SYNC || bulk_sync(db, e, st);
}

static bool bulk_end(struct db *db, struct err *e, struct db_stmt *st, bool failed, int64_t *affected)
{
    struct db_pg *d = self(db);
    if (d->many) {
        bool ran = !failed && many_run(db, e, st);
        db_arrays_free(d->many);
        d->many = NULL;
        *affected = d->bulk_affected;
        return ran;
    }
    if (d->bulk_sink) return !failed;
    /* After a failure the rows still under way must be heard too. */
    bool ok = failed && d->bulk_sent == 0 ? false : bulk_sync(db, e, st);
    (void)PQexitPipelineMode(d->c);
    *affected = d->bulk_affected;
    return ok;
}

static bool script(struct db *db, struct err *e, struct str text)
{
    if (!flush_pending(db, e)) return false;
    char *z = arena_cstr(db->scratch, text);
    bool ok = exec_text(db, e, z);
    arena_reset(db->scratch);
    return ok;
}

/* The form over arrays; one: what the server says of the single form. */
static bool check_many(struct db *db, struct err *e, const struct sql *q, const PGresult *one)
{
    Oid types[64] = {0};
    if (!q->pg_many) return true;
    if (q->param_count > COUNT(types)) return fail_internal(e, "%s: too many parameters", q->name);
    for (size_t i = 0; i < q->param_count; i++)
        types[i] = array_oid(PQparamtype(one, (int)i));
    PGresult *r = PQprepare(self(db)->c, "", q->pg_many, (int)q->param_count, types);
    bool ok = result_ok(r) || pg_fail(db, e, r, q->name);
    PQclear(r);
    return ok;
}

static bool check(struct db *db, struct err *e, const struct sql *q)
{
    PGresult *r = PQprepare(self(db)->c, "", q->pg, 0, NULL);
    bool ok = result_ok(r) || pg_fail(db, e, r, q->name);
    PQclear(r);
    if (!ok) return false;
    r = PQdescribePrepared(self(db)->c, "");
    ok = result_ok(r) || pg_fail(db, e, r, q->name);
    if (ok && PQnparams(r) != (int)q->param_count)
        ok = fail_internal(e, "%s: its parameters do not match its text", q->name);
    ok = ok && check_many(db, e, q, r);
    PQclear(r);
    return ok;
}

static bool copy_file(struct db *db, struct err *e, struct str file)
{
    (void)db;
    (void)file;
    return fail_internal(e, "a PostgreSQL store has no file to copy");
}

/* ---- dump and load ---- */

/* Every row of a catalogue query as texts: take(arg, r, row). */
static bool each_row(struct db *db, struct err *e, const char *text, void (*take)(void *, const PGresult *, int),
                     void *arg)
{
    PGresult *r = PQexec(self(db)->c, text);
    bool ok = PQresultStatus(r) == PGRES_TUPLES_OK || pg_fail(db, e, r, "catalogue");
    for (int y = 0; ok && y < PQntuples(r); y++)
        take(arg, r, y);
    PQclear(r);
    return ok;
}

struct catalogue {
    struct arena *arena;
    struct list *list;
};

static struct str cell(struct arena *a, const PGresult *r, int y, int x)
{
    return arena_str(a, str_of(PQgetvalue(r, y, x)));
}

static void take_table(void *arg, const PGresult *r, int y)
{
    struct catalogue *c = arg;
    LIST_ADD(c->arena, c->list, struct db_table)->name = cell(c->arena, r, y, 0);
}

static void take_column(void *arg, const PGresult *r, int y)
{
    struct catalogue *c = arg;
    *LIST_ADD(c->arena, c->list, struct db_column) =
        (struct db_column){cell(c->arena, r, y, 0), cell(c->arena, r, y, 1)};
}

static void take_name(void *arg, const PGresult *r, int y)
{
    struct catalogue *c = arg;
    *LIST_ADD(c->arena, c->list, struct str) = cell(c->arena, r, y, 0);
}

static bool fill_table(struct db *db, struct arena *a, struct err *e, struct db_table *t)
{
    struct catalogue columns = {a, &t->columns}, keys = {a, &t->key}, parents = {a, &t->parents};
    struct str of = arena_printf(a, "to_regclass(quote_ident('%.*s'))", STR_ARG(t->name));
    return each_row(db, e,
                    arena_printf(a,
                                 "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = %s "
                                 "AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
                                 of.p)
                        .p,
                    take_column, &columns) &&
           each_row(db, e,
                    arena_printf(a,
                                 "SELECT a.attname FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY k(n, o) "
                                 "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.n "
                                 "WHERE i.indisprimary AND i.indrelid = %s ORDER BY k.o",
                                 of.p)
                        .p,
                    take_name, &keys) &&
           each_row(db, e,
                    arena_printf(a,
                                 "SELECT DISTINCT p.relname FROM pg_constraint f "
                                 "JOIN pg_class p ON p.oid = f.confrelid "
                                 "WHERE f.contype = 'f' AND f.conrelid = %s ORDER BY 1",
                                 of.p)
                        .p,
                    take_name, &parents);
}

static bool tables(struct db *db, struct arena *a, struct err *e, struct list *out)
{
    struct catalogue c = {a, out};
    if (!each_row(db, e,
                  "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                  "WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT c.relispartition "
                  "ORDER BY c.relname",
                  take_table, &c))
        return false;
    for (size_t i = 0; i < out->count; i++)
        if (!fill_table(db, a, e, LIST_AT(out, struct db_table, i))) return false;
    return true;
}

static bool start_copy(struct db *db, struct err *e, const char *text, ExecStatusType wanted)
{
    PGresult *r = PQexec(self(db)->c, text);
    bool ok = PQresultStatus(r) == wanted || pg_fail(db, e, r, "copy");
    PQclear(r);
    return ok;
}

/* The result that follows the data. */
static bool end_copy(struct db *db, struct err *e)
{
    bool ok = true;
    PGresult *r;
    while ((r = PQgetResult(self(db)->c)) != NULL) {
        const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
        if (!result_ok(r) && ok) /* 22: a value that is not of its column's type */
            ok = state && strncmp(state, "22", 2) == 0 ? db_fail_line(e, state) : pg_fail(db, e, r, "copy");
        PQclear(r);
    }
    return ok;
}

static bool copy_out(struct db *db, struct err *e, const struct db_table *t, db_line_fn *fn, void *arg)
{
    struct str text = arena_printf(e->arena, "COPY (%s) TO STDOUT", db_select_all(e->arena, t).p);
    if (!start_copy(db, e, text.p, PGRES_COPY_OUT)) return false;
    char *line;
    int n;
    bool taken = true;
    while ((n = PQgetCopyData(self(db)->c, &line, 0)) > 0) {
        if (taken) taken = fn(arg, (struct str){line, (size_t)n - 1}); /* without the newline */
        PQfreemem(line);
    }
    return end_copy(db, e) && taken;
}

static bool load_begin(struct db *db, struct err *e)
{
    return begin(db, e, TX_WRITE);
}

static bool copy_in_begin(struct db *db, struct err *e, const struct db_table *t)
{
    struct str text = arena_printf(e->arena, "COPY \"%.*s\" (%s) FROM STDIN", STR_ARG(t->name),
                                   db_column_names(e->arena, t).p);
    return start_copy(db, e, text.p, PGRES_COPY_IN);
}

static bool copy_in_line(struct db *db, struct err *e, struct str line)
{
    PGconn *c = self(db)->c;
    if (line.n > INT32_MAX / 2) return db_fail_line(e, "a line is too long");
    if (PQputCopyData(c, line.p, (int)line.n) == 1 && PQputCopyData(c, "\n", 1) == 1) return true;
    return pg_fail(db, e, NULL, "copy");
}

static bool copy_in_end(struct db *db, struct err *e)
{
    /* With a failure before, the copy is broken off; the transaction is rolled back anyway. */
    const char *broken = e->code != ERR_NONE ? "broken off" : NULL;
    if (PQputCopyEnd(self(db)->c, broken) != 1) return pg_fail(db, e, NULL, "copy");
    return end_copy(db, e) && !broken;
}

static bool load_end(struct db *db, struct err *e)
{
    return commit(db, e);
}

/* ---- opening ---- */

static void close_db(struct db *db)
{
    struct db_pg *d = self(db);
    if (d->locked) PQclear(PQexec(d->c, "SELECT pg_advisory_unlock(" LOCK_KEY ")"));
    PQfinish(d->c);
    db_common_end(db);
    free(d);
}

static const struct db_backend PG = {
    .is_pg = true,
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

/* Texts must sort by bytes as they do in SQLite and in C, or keyset pages would skip rows. */
static bool check_database(struct db *db, struct err *e)
{
    struct str right;
    if (!ask(db, e,
             "SELECT pg_encoding_to_char(encoding) = 'UTF8' AND datcollate IN ('C', 'POSIX', 'C.UTF-8', 'C.UTF8')"
             " FROM pg_database WHERE datname = current_database()",
             &right))
        return false;
    if (str_eq(right, STR("t"))) return true;
    return fail(e, ERR_INTERNAL, M(DATABASE_COLLATION), S("name", str_of(PQdb(self(db)->c))));
}

static bool fail_open(struct db *db, struct err *e)
{
    if (e->code != ERR_NONE && e->message.id == MSG_DATABASE_COLLATION) return false;
    const char *why = PQerrorMessage(self(db)->c);
    struct str line = {why, strcspn(why, "\n")};
    if (line.n == 0) line = e->debug;
    err_clear(e);
    return fail(e, ERR_INTERNAL, M(DATABASE_OPEN), S("reason", line));
}

struct db *db_pg_open(struct err *e, struct str url, enum db_mode mode)
{
    struct db_pg *d = calloc(1, sizeof *d);
    if (!d) abort();
    d->settle_at = SETTLE_EVERY;
    db_common_init(&d->base, &PG, mode);
    const char *z = arena_cstr(e->arena, url);
    /* What the URL says comes last and wins.  The timeouts find a server that vanished without a word. */
    const char *const keys[] = {"connect_timeout",     "keepalives_idle",  "keepalives_interval", "keepalives_count",
                                "tcp_user_timeout", "application_name", "dbname",              NULL};
    const char *const values[] = {"5", "30", "10", "3", "30000", "nuanqiao", z, NULL};
    d->c = PQconnectdbParams(keys, values, 1);
    if (!d->c) abort();
    (void)PQsetNoticeReceiver(d->c, note_warning, d);
    if (!lost(&d->base) && set_up(&d->base, e) && check_database(&d->base, e)) return &d->base;
    (void)fail_open(&d->base, e);
    close_db(&d->base);
    return NULL;
}
