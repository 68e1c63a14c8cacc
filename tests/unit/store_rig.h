/* store_rig.h - what the tests of the store share: a table of rows, works on it, a gate that holds the writer. */
#ifndef TESTS_STORE_RIG_H
#define TESTS_STORE_RIG_H
#include "store/store.h"
#include "check.h"
#include "testdb.h"
#include "store_test_sql.h"
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

struct row {
    struct str id;
    int64_t n, sum;
    struct str text;
    bool flag;
    struct opt_date day;
};
static const struct field ROW_FIELDS[] = {FIELD(struct row, id),   FIELD(struct row, n),    FIELD(struct row, sum),
                                          FIELD(struct row, text), FIELD(struct row, flag), FIELD(struct row, day)};
static const struct record ROW = {"row", sizeof(struct row), ROW_FIELDS, COUNT(ROW_FIELDS)};
static const char RIG_SCHEMA[] =
    "CREATE TABLE row (id text NOT NULL PRIMARY KEY, n bigint NOT NULL, text text);"
    "CREATE TABLE a_leaf (id text NOT NULL PRIMARY KEY, row_id text REFERENCES row (id));"
    "CREATE TABLE late (id text NOT NULL PRIMARY KEY, row_id text REFERENCES row (id) DEFERRABLE INITIALLY DEFERRED);"
    "CREATE TABLE node (id text NOT NULL PRIMARY KEY, parent text REFERENCES node (id), flag boolean, day date)";

/* PostgreSQL: a row in `trap` springs at COMMIT. */
static const char RIG_TRAPS[] __attribute__((unused)) =
    "CREATE TABLE trap (id text);"
    "CREATE FUNCTION spring() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    "  IF NEW.id = 'cut' THEN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); END IF;"
    "  IF NEW.id = 'warn' THEN RAISE WARNING 'canceling wait'; END IF;"
    "  IF NEW.id = 'clash' THEN RAISE EXCEPTION 'clash' USING ERRCODE = '40001'; END IF;"
    "  RETURN NULL; END $$;"
    "CREATE CONSTRAINT TRIGGER spring AFTER INSERT ON trap DEFERRABLE INITIALLY DEFERRED"
    "  FOR EACH ROW EXECUTE FUNCTION spring()";

/* ---- surroundings ---- */

struct bench {
    struct arena *a;
    struct err e;
    struct testdb t;
    struct store *s;
};

static inline void die(const char *what, const struct err *e)
{
    fprintf(stderr, "%s: %.*s\n", what, STR_ARG(e->debug));
    exit(2);
}

static inline void make_tables(struct err *e, struct str url)
{
    int64_t applied;
    if (!store_migrate(e, url, &applied)) die("migrate", e);
    struct db *db = db_open(e, url, DB_WRITER);
    if (!db || !db_script(db, e, str_of(RIG_SCHEMA))) die("schema", e);
    db_close(db);
}

static inline struct bench bench_up(bool pg, const struct store_options *o)
{
    struct bench b = {.a = arena_new()};
    b.e.arena = b.a;
    b.t = testdb_make(b.a, "store_test", pg);
    make_tables(&b.e, b.t.url);
    struct store_options with = *o;
    with.url = b.t.url;
    b.s = store_open(&b.e, &with);
    if (!b.s) die("open", &b.e);
    return b;
}

static inline void bench_down(struct bench *b)
{
    store_close(b->s);
    testdb_drop(b->a, &b->t);
    arena_free(b->a);
}

static inline void nap_ms(int64_t ms)
{
    struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = (ms % 1000) * 1000000};
    (void)nanosleep(&t, NULL);
}

/* ---- works ---- */

struct job {
    struct store_work work;
    struct err e;
    struct row row;
    const struct sql *sql;
    enum err_code fail_with; /* after the statement */
    int fail_times;          /* how often; -1 = always */
    int runs;
    atomic_int *order; /* counts the answers */
    int answered;      /* when it was answered, 1 = first; 0 = not yet */
    struct db *probe;  /* a reader of the test: what is visible when the answer comes */
    int64_t seen;
    bool kill_session; /* PostgreSQL: ends the writer's own session on the first run */
    struct gate *gate;
    atomic_bool done;
};

/* Holds the writer until opened. */
struct gate {
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    bool entered, open;
};

static inline void gate_wait(struct gate *g)
{
    (void)pthread_mutex_lock(&g->mutex);
    g->entered = true;
    (void)pthread_cond_broadcast(&g->cond);
    while (!g->open)
        (void)pthread_cond_wait(&g->cond, &g->mutex);
    (void)pthread_mutex_unlock(&g->mutex);
}

static inline void gate_entered(struct gate *g)
{
    (void)pthread_mutex_lock(&g->mutex);
    while (!g->entered)
        (void)pthread_cond_wait(&g->cond, &g->mutex);
    (void)pthread_mutex_unlock(&g->mutex);
}

static inline void gate_open(struct gate *g)
{
    (void)pthread_mutex_lock(&g->mutex);
    g->open = true;
    (void)pthread_cond_broadcast(&g->cond);
    (void)pthread_mutex_unlock(&g->mutex);
}

static inline bool job_run(struct store_work *w, struct db *db, struct err *e)
{
    struct job *j = (struct job *)(void *)w;
    j->runs++;
    if (j->gate) gate_wait(j->gate);
    if (j->kill_session && j->runs == 1) {
        static const struct sql KILL = {"kill", "SELECT 1 AS n", "SELECT 1 AS n FROM pg_terminate_backend(pg_backend_pid())",
                                        NULL, 0};
        return db_exec(db, e->arena, e, &KILL, NULL, NULL, NULL);
    }
    if (!db_exec(db, e->arena, e, j->sql, &ROW, &j->row, NULL)) return false;
    if (j->fail_with != ERR_NONE && (j->fail_times < 0 || j->runs <= j->fail_times))
        return fail(e, j->fail_with, M(CONSTRAINT));
    return true;
}

static inline void job_done(struct store_work *w)
{
    struct job *j = (struct job *)(void *)w;
    if (j->probe) {
        struct arena *a = arena_new();
        struct err e = {.arena = a};
        struct row got = {0};
        if (db_one(j->probe, a, &e, &SQL_ROW_SUM, NULL, NULL, &ROW, &got)) j->seen = got.n;
        arena_free(a);
    }
    if (j->order) j->answered = atomic_fetch_add(j->order, 1) + 1;
    atomic_store(&j->done, true);
}

static inline void job_init(struct job *j, struct arena *a, const char *id, int64_t n)
{
    *j = (struct job){.work = {.run = job_run, .done = job_done, .tx = TX_WRITE}, .sql = &SQL_ROW_PUT};
    j->e.arena = a;
    j->work.e = &j->e;
    j->row = (struct row){.id = str_of(id), .n = n, .text = STR("第一")};
}

static inline void job_wait(struct job *j)
{
    while (!atomic_load(&j->done))
        nap_ms(1);
}

static inline bool row_put(struct bench *b, const char *id, int64_t n, struct err *e)
{
    struct job j;
    job_init(&j, b->a, id, n);
    j.work.e = e;
    return store_run(b->s, &j.work);
}

struct sum_work {
    struct store_work work;
    struct row got;
};

static inline bool sum_run(struct store_work *w, struct db *db, struct err *e)
{
    return db_one(db, e->arena, e, &SQL_ROW_SUM, NULL, NULL, &ROW, &((struct sum_work *)(void *)w)->got);
}

static inline struct row sums(struct bench *b)
{
    struct err e = {.arena = b->a};
    struct sum_work w = {.work = {.run = sum_run, .e = &e, .tx = TX_READ}};
    if (!store_run(b->s, &w.work)) die("sum", &e);
    return w.got;
}

/* A work that holds the writer, so that others queue up behind it. */
struct blocker {
    struct gate gate;
    struct job job;
};

static inline void block_with(struct bench *b, struct blocker *k, enum store_priority priority)
{
    *k = (struct blocker){.gate = {.mutex = PTHREAD_MUTEX_INITIALIZER, .cond = PTHREAD_COND_INITIALIZER}};
    job_init(&k->job, b->a, "blocker", 0);
    k->job.gate = &k->gate;
    k->job.work.priority = priority;
    if (!store_submit(b->s, &k->job.work)) abort();
    gate_entered(&k->gate);
}

static inline void block(struct bench *b, struct blocker *k)
{
    block_with(b, k, STORE_NORMAL);
}
#endif
