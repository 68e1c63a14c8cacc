/* store_test.c - the writer, the readers, migrations, backup: the same rows on both databases. */
#include "store/store.h"
#include "store/store_impl.h"
#include "check.h"
#include "testdb.h"
#include "store_test_sql.h"
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/wait.h>
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
static const char SCHEMA[] =
    "CREATE TABLE row (id text NOT NULL PRIMARY KEY, n bigint NOT NULL, text text);"
    "CREATE TABLE a_leaf (id text NOT NULL PRIMARY KEY, row_id text REFERENCES row (id));"
    "CREATE TABLE node (id text NOT NULL PRIMARY KEY, parent text REFERENCES node (id), flag boolean, day date)";

/* ---- surroundings ---- */

struct bench {
    struct arena *a;
    struct err e;
    struct testdb t;
    struct store *s;
};

static void die(const char *what, const struct err *e)
{
    fprintf(stderr, "%s: %.*s\n", what, STR_ARG(e->debug));
    exit(2);
}

static void make_tables(struct err *e, struct str url)
{
    int64_t applied;
    if (!store_migrate(e, url, &applied)) die("migrate", e);
    struct db *db = db_open(e, url, DB_WRITER);
    if (!db || !db_script(db, e, str_of(SCHEMA))) die("schema", e);
    db_close(db);
}

static struct bench bench_up(bool pg, const struct store_options *o)
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

static void bench_down(struct bench *b)
{
    store_close(b->s);
    testdb_drop(b->a, &b->t);
    arena_free(b->a);
}

static void nap_ms(int64_t ms)
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

static void gate_wait(struct gate *g)
{
    (void)pthread_mutex_lock(&g->mutex);
    g->entered = true;
    (void)pthread_cond_broadcast(&g->cond);
    while (!g->open)
        (void)pthread_cond_wait(&g->cond, &g->mutex);
    (void)pthread_mutex_unlock(&g->mutex);
}

static void gate_entered(struct gate *g)
{
    (void)pthread_mutex_lock(&g->mutex);
    while (!g->entered)
        (void)pthread_cond_wait(&g->cond, &g->mutex);
    (void)pthread_mutex_unlock(&g->mutex);
}

static void gate_open(struct gate *g)
{
    (void)pthread_mutex_lock(&g->mutex);
    g->open = true;
    (void)pthread_cond_broadcast(&g->cond);
    (void)pthread_mutex_unlock(&g->mutex);
}

static bool job_run(struct store_work *w, struct db *db, struct err *e)
{
    struct job *j = (struct job *)(void *)w;
    j->runs++;
    if (j->gate) gate_wait(j->gate);
    if (j->kill_session && j->runs == 1) {
        static const struct sql KILL = {"kill", "SELECT 1 AS n",
            "SELECT 1 AS n FROM pg_terminate_backend(pg_backend_pid())",
                                        NULL, 0};
        return db_exec(db, e->arena, e, &KILL, NULL, NULL, NULL);
    }
    if (!db_exec(db, e->arena, e, j->sql, &ROW, &j->row, NULL)) return false;
    if (j->fail_with != ERR_NONE && (j->fail_times < 0 || j->runs <= j->fail_times))
        return fail(e, j->fail_with, M(CONSTRAINT));
    return true;
}

static void job_done(struct store_work *w)
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

static void job_init(struct job *j, struct arena *a, const char *id, int64_t n)
{
    *j = (struct job){.work = {.run = job_run, .done = job_done, .tx = TX_WRITE}, .sql = &SQL_ROW_PUT};
    j->e.arena = a;
    j->work.e = &j->e;
    j->row = (struct row){.id = str_of(id), .n = n, .text = STR("第一")};
}

static void job_wait(struct job *j)
{
    while (!atomic_load(&j->done))
        nap_ms(1);
}

static bool row_put(struct bench *b, const char *id, int64_t n, struct err *e)
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

static bool sum_run(struct store_work *w, struct db *db, struct err *e)
{
    return db_one(db, e->arena, e, &SQL_ROW_SUM, NULL, NULL, &ROW, &((struct sum_work *)(void *)w)->got);
}

static struct row sums(struct bench *b)
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

static void block(struct bench *b, struct blocker *k)
{
    *k = (struct blocker){.gate = {.mutex = PTHREAD_MUTEX_INITIALIZER, .cond = PTHREAD_COND_INITIALIZER}};
    job_init(&k->job, b->a, "blocker", 0);
    k->job.gate = &k->gate;
    if (!store_submit(b->s, &k->job.work)) abort();
    gate_entered(&k->gate);
}

/* ---- the writer ---- */

enum { MANY = 100 };

static void test_group_commit(bool pg)
{
    struct bench b = bench_up(pg, &(struct store_options){.readers = 1});
    struct db *probe = db_open(&b.e, b.t.url, DB_READER);
    struct blocker k;
    struct job *jobs = ARENA_ARRAY(b.a, struct job, MANY);
    struct store_stats before = store_stats(b.s);
    block(&b, &k);
    for (int i = 0; i < MANY; i++) {
        job_init(&jobs[i], arena_new(), arena_printf(b.a, "r%03d", i).p, i);
        jobs[i].probe = probe;
        if (!store_submit(b.s, &jobs[i].work)) abort();
    }
    CHECK_ROW("works wait in the queue", store_stats(b.s).queued_writes == MANY);
    CHECK_ROW("nothing is visible before the commit", sums(&b).n == 0);
    gate_open(&k.gate);
    for (int i = 0; i < MANY; i++) {
        job_wait(&jobs[i]);
        CHECK_ROW("answered well", jobs[i].e.code == ERR_NONE && jobs[i].runs == 1);
        CHECK_ROW("answered after its commit", jobs[i].seen >= i + 1);
        arena_free(jobs[i].e.arena);
    }
    job_wait(&k.job);
    struct store_stats after = store_stats(b.s);
    CHECK_ROW("all were written", after.writes - before.writes == MANY + 1);
    CHECK_ROW("they shared commits", after.commits - before.commits <= 4);
    CHECK_ROW("the sum is right", sums(&b).sum == MANY * (MANY - 1) / 2);
    db_close(probe);
    bench_down(&b);
}

static void test_failures(bool pg)
{
    struct bench b = bench_up(pg, &(struct store_options){.readers = 1});
    struct blocker k;
    struct job good[3], twice, refused, busy, busy_always;
    block(&b, &k);
    for (int i = 0; i < 3; i++)
        job_init(&good[i], b.a, arena_printf(b.a, "good%d", i).p, 1);
    job_init(&twice, b.a, "good0", 1);
    job_init(&refused, b.a, "refused", 1);
    refused.fail_with = ERR_INVALID, refused.fail_times = -1;
    job_init(&busy, b.a, "busy", 1);
    busy.fail_with = ERR_BUSY, busy.fail_times = 2;
    job_init(&busy_always, b.a, "busy always", 1);
    busy_always.fail_with = ERR_BUSY, busy_always.fail_times = -1;
    struct job *all[] = {&good[0], &twice, &good[1], &refused, &busy, &busy_always, &good[2]};
    for (size_t i = 0; i < COUNT(all); i++)
        if (!store_submit(b.s, &all[i]->work)) abort();
    gate_open(&k.gate);
    for (size_t i = 0; i < COUNT(all); i++)
        job_wait(all[i]);
    job_wait(&k.job);
    for (int i = 0; i < 3; i++)
        CHECK_ROW("others of the batch are stored", good[i].e.code == ERR_NONE && good[i].runs == 1);
    CHECK_ROW("a conflict is final", twice.e.code == ERR_CONFLICT && twice.runs == 1);
    CHECK_ROW("a refusal is undone", refused.e.code == ERR_INVALID && refused.runs == 1);
    CHECK_ROW("busy twice, then stored", busy.e.code == ERR_NONE && busy.runs == 3);
    CHECK_ROW("busy four times is given up", busy_always.e.code == ERR_BUSY && busy_always.runs == 4);
    CHECK_ROW("exactly the good ones are stored", sums(&b).n == 5);
    bench_down(&b);
}

static void test_queues(bool pg)
{
    struct bench b = bench_up(pg, &(struct store_options){.readers = 1, .queue_max = 4});
    struct blocker k;
    struct job jobs[6], low, read;
    atomic_int order = 0;
    block(&b, &k);
    for (int i = 0; i < 6; i++) {
        job_init(&jobs[i], b.a, arena_printf(b.a, "q%d", i).p, 1);
        jobs[i].order = &order;
    }
    job_init(&low, b.a, "low", 1);
    low.order = &order;
    low.work.priority = STORE_LOW;
    CHECK_ROW("low goes in first", store_submit(b.s, &low.work));
    for (int i = 0; i < 4; i++)
        CHECK_ROW("four fit", store_submit(b.s, &jobs[i].work));
    CHECK_ROW("the fifth does not", !store_submit(b.s, &jobs[4].work) && jobs[4].e.code == ERR_BUSY);
    CHECK_ROW("the fifth does not", jobs[4].e.message.id == MSG_QUEUE_FULL && jobs[4].e.retry_after_s == 1);
    CHECK_ROW("store_run is refused too", !store_run(b.s, &jobs[5].work) && jobs[5].e.code == ERR_BUSY);
    CHECK_ROW("reads have a queue of their own", sums(&b).n == 0);
    struct store_stats before = store_stats(b.s);
    gate_open(&k.gate);
    job_wait(&low);
    job_wait(&k.job);
    for (int i = 0; i < 4; i++) {
        job_wait(&jobs[i]);
        CHECK_ROW("normal works keep their order, before the low one", jobs[i].answered == (i + 1) + 1);
    }
    CHECK_ROW("low was last", low.answered == 6);
    CHECK_ROW("low had a commit of its own", store_stats(b.s).commits - before.commits == 2);
    job_init(&read, b.a, "read", 1);
    read.work.tx = TX_READ;
    CHECK_ROW("a reader cannot write", !store_run(b.s, &read.work) && read.e.code == ERR_INTERNAL);
    CHECK_ROW("a reader cannot write", sums(&b).n == 6);
    bench_down(&b);
}

static void test_low_patience(bool pg)
{
    struct bench b = bench_up(pg, &(struct store_options){.readers = 1});
    struct blocker k;
    struct job low, normal;
    atomic_int order = 0;
    block(&b, &k);
    job_init(&low, b.a, "low", 1);
    low.work.priority = STORE_LOW;
    job_init(&normal, b.a, "normal", 1);
    low.order = normal.order = &order;
    CHECK_ROW("both queued", store_submit(b.s, &low.work));
    nap_ms(STORE_LOW_PATIENCE_MS + 100);
    CHECK_ROW("both queued", store_submit(b.s, &normal.work));
    gate_open(&k.gate);
    job_wait(&low);
    job_wait(&normal);
    job_wait(&k.job);
    CHECK_ROW("a low work is not starved", low.answered < normal.answered);
    bench_down(&b);
}

enum { THREADS = 8, EACH = 1000 };
struct hammer {
    struct bench *b;
    int number;
    int64_t failures;
};

static void *hammer_main(void *arg)
{
    struct hammer *h = arg;
    struct arena *a = arena_new();
    for (int i = 0; i < EACH; i++) {
        struct job j;
        arena_reset(a);
        job_init(&j, a, arena_printf(a, "%d-%04d", h->number, i).p, h->number + i);
        if (!store_run(h->b->s, &j.work)) h->failures++;
    }
    arena_free(a);
    return NULL;
}

static void test_threads(bool pg)
{
    struct bench b = bench_up(pg, &(struct store_options){.readers = 2});
    pthread_t threads[THREADS];
    struct hammer hammers[THREADS];
    for (int i = 0; i < THREADS; i++) {
        hammers[i] = (struct hammer){&b, i, 0};
        (void)pthread_create(&threads[i], NULL, hammer_main, &hammers[i]);
    }
    int64_t seen = 0;
    while (seen < THREADS * EACH / 2) { /* reads go on meanwhile and never see less than before */
        struct row now = sums(&b);
        CHECK_ROW("a reader never sees rows vanish", now.n >= seen);
        seen = now.n;
        nap_ms(5);
    }
    int64_t failures = 0;
    for (int i = 0; i < THREADS; i++) {
        (void)pthread_join(threads[i], NULL);
        failures += hammers[i].failures;
    }
    struct row end = sums(&b);
    CHECK_ROW("no write failed", failures == 0);
    CHECK_ROW("every write is stored once", end.n == THREADS * EACH);
    CHECK_ROW("the sum is right", end.sum == EACH * (THREADS * (THREADS - 1) / 2) + THREADS * (EACH * (EACH - 1) / 2));
    struct store_stats s = store_stats(b.s);
    CHECK_ROW("commits were shared", s.writes == THREADS * EACH && s.commits < s.writes);
    bench_down(&b);
}

/* ---- lost batches ---- */

/* Five works in one batch; the nth call after the block loses everything once. */
static void lose_at(bool pg, int64_t nth, bool *struck)
{
    struct bench b = bench_up(pg, &(struct store_options){.readers = 1, .inject_faults = true});
    struct blocker k;
    struct job jobs[5];
    block(&b, &k);
    for (int i = 0; i < 5; i++) {
        job_init(&jobs[i], b.a, arena_printf(b.a, "l%d", i).p, 1);
        if (!store_submit(b.s, &jobs[i].work)) abort();
    }
    store_fault_arm_loss(b.s, nth);
    gate_open(&k.gate);
    int good = 0, runs = 0;
    job_wait(&k.job);
    good += k.job.e.code == ERR_NONE;
    for (int i = 0; i < 5; i++) {
        job_wait(&jobs[i]);
        good += jobs[i].e.code == ERR_NONE;
        runs += jobs[i].runs;
        CHECK_ROW("a failure says what was injected", jobs[i].e.code == ERR_NONE || jobs[i].e.code == ERR_INTERNAL);
    }
    *struck = store_fault_struck(b.s);
    store_fault_disarm(b.s);
    CHECK_ROW("at most the culprit fails", good >= 5);
    CHECK_ROW("exactly the answered works are stored", sums(&b).n == good);
    CHECK_ROW("others were run again", !*struck || runs + k.job.runs > 6 || good == 5);
    bench_down(&b);
}

static void test_lost_batch(bool pg)
{
    int64_t nth = 0;
    for (bool struck = true; struck && nth < 100; nth++)
        lose_at(pg, nth, &struck);
    CHECK_ROW("every call of the batch was lost once", nth > 15);
}

/* A connection that fails for good: every work is answered with a failure, nothing is stored, and it heals. */
static void test_sticky_fault(bool pg)
{
    struct bench b = bench_up(pg, &(struct store_options){.readers = 1, .inject_faults = true});
    struct err e = {.arena = b.a};
    int64_t nth = 0;
    for (bool ok = false; !ok && nth < 100; nth++) {
        err_clear(&e);
        store_fault_arm(b.s, nth);
        ok = row_put(&b, "walk", 1, &e);
        CHECK_ROW("a failure has a code", ok == (e.code == ERR_NONE));
        CHECK_ROW("it failed because of the fault", ok != store_fault_struck(b.s));
        store_fault_disarm(b.s);
        CHECK_ROW("nothing is stored after a failure", sums(&b).n == ok);
    }
    CHECK_ROW("begin, savepoint, statement, release, commit", nth == 6);
    bench_down(&b);
}

struct full_work {
    struct job job;
    bool set;
};

static bool full_run(struct store_work *w, struct db *db, struct err *e)
{
    struct full_work *f = (struct full_work *)(void *)w;
    f->job.runs++;
    if (f->set) return db_script(db, e, STR("PRAGMA max_page_count=1"));
    return db_exec(db, e->arena, e, &SQL_ROW_PUT, &ROW, &f->job.row, NULL);
}

/* SQLite rolls the whole transaction back when the disk is full (decision 3): here by a limit on the file. */
static void test_disk_full(void)
{
    struct bench b = bench_up(false, &(struct store_options){.readers = 1});
    struct full_work limit = {.set = true}, big = {.set = false};
    struct blocker k;
    struct job small[2];
    job_init(&limit.job, b.a, "limit", 0);
    limit.job.work.run = full_run;
    if (!store_run(b.s, &limit.job.work)) abort();
    block(&b, &k);
    char *megabyte = arena_alloc(b.a, 1 << 20);
    memset(megabyte, 'x', 1 << 20);
    job_init(&small[0], b.a, "small0", 1);
    job_init(&big.job, b.a, "big", 1);
    big.job.work.run = full_run;
    big.job.row.text = (struct str){megabyte, 1 << 20};
    job_init(&small[1], b.a, "small1", 1);
    if (!store_submit(b.s, &small[0].work) || !store_submit(b.s, &big.job.work) || !store_submit(b.s, &small[1].work))
        abort();
    gate_open(&k.gate);
    job_wait(&k.job);
    job_wait(&small[0]);
    job_wait(&small[1]);
    job_wait(&big.job);
    CHECK_ROW("the work that filled the disk fails", big.job.e.code == ERR_INTERNAL && big.job.runs == 1);
    CHECK_ROW("those before it ran again and are stored", small[0].e.code == ERR_NONE && small[0].runs == 2);
    CHECK_ROW("those behind it are stored", small[1].e.code == ERR_NONE);
    CHECK_ROW("exactly these are stored", sums(&b).n == 3);
    bench_down(&b);
}

/* ---- PostgreSQL goes away ---- */

static void kill_sessions(struct bench *b)
{
    testdb_admin(b->a, arena_printf(b->a,
                                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%.*s'",
                                    STR_ARG(b->t.name)));
    nap_ms(50);
}

static void test_reconnect(void)
{
    struct bench b = bench_up(true, &(struct store_options){.readers = 2});
    struct err e = {.arena = b.a};
    struct job j;
    CHECK_ROW("a write before", row_put(&b, "a", 1, &e) && sums(&b).n == 1);
    kill_sessions(&b);
    CHECK_ROW("idle connections come back: a write", row_put(&b, "b", 1, &e));
    CHECK_ROW("idle connections come back: reads", sums(&b).n == 2 && sums(&b).n == 2 && sums(&b).n == 2);
    job_init(&j, b.a, "c", 1);
    j.kill_session = true;
    CHECK_ROW("lost in the middle: run again", store_run(b.s, &j.work) && j.runs == 2);
    CHECK_ROW("lost in the middle: stored once", sums(&b).n == 3);
    struct db *other = db_open(&e, b.t.url, DB_WRITER);
    CHECK_ROW("the lock was taken again", !db_lock(other, &e) && e.message.id == MSG_STORE_LOCKED);
    db_close(other);
    bench_down(&b);
}

/* ---- kill -9 ---- */

static void *child_thread(void *arg)
{
    struct hammer *h = arg;
    struct arena *a = arena_new();
    for (int i = 0;; i++) {
        struct job j;
        arena_reset(a);
        struct str id = arena_printf(a, "%d-%06d\n", h->number, i);
        job_init(&j, a, "", 1);
        j.row.id = str_sub(id, 0, id.n - 1);
        if (store_run(h->b->s, &j.work) && write(1, id.p, id.n) != (ssize_t)id.n) break;
    }
    arena_free(a);
    return NULL;
}

/* Writes for ever from four threads and prints each acknowledged id. */
static int child_main(const char *url)
{
    struct bench b = {.a = arena_new()};
    b.e.arena = b.a;
    b.s = store_open(&b.e, &(struct store_options){.url = str_of(url), .readers = 1});
    if (!b.s) die("child", &b.e);
    pthread_t threads[4];
    struct hammer hammers[4];
    for (int i = 0; i < 4; i++) {
        hammers[i] = (struct hammer){&b, i, 0};
        (void)pthread_create(&threads[i], NULL, child_thread, &hammers[i]);
    }
    (void)pthread_join(threads[0], NULL);
    return 0;
}

static bool stored(struct bench *b, struct db *db, struct str id)
{
    struct row key = {.id = id}, got;
    struct err e = {.arena = b->a};
    bool found = false;
    return db_find(db, b->a, &e, &SQL_ROW_GET, &ROW, &key, &ROW, &got, &found) && found;
}

static void test_kill(bool pg, const char *self)
{
    struct bench b = bench_up(pg, &(struct store_options){.readers = 1});
    store_close(b.s);
    int pipe_fd[2];
    if (pipe(pipe_fd) != 0) abort();
    pid_t child = fork();
    if (child == 0) {
        (void)dup2(pipe_fd[1], 1);
        (void)execl(self, self, "child", arena_cstr(b.a, b.t.url), (char *)NULL);
        _exit(127);
    }
    (void)close(pipe_fd[1]);
    FILE *acks = fdopen(pipe_fd[0], "r");
    struct list ids = {0};
    char line[64];
    while (fgets(line, sizeof line, acks)) {
        *LIST_ADD(b.a, &ids, struct str) = arena_str(b.a, (struct str){line, strlen(line) - 1});
        if (ids.count == 300) (void)kill(child, SIGKILL); /* the rest of the pipe was acknowledged too */
    }
    (void)fclose(acks);
    int status;
    (void)waitpid(child, &status, 0);
    CHECK_ROW("the child was killed in mid write", WIFSIGNALED(status) && ids.count >= 300);
    struct store_options o = {.url = b.t.url, .readers = 1};
    for (int i = 0; i < 100 && !(b.s = store_open(&b.e, &o)); i++, nap_ms(20))
        err_clear(&b.e); /* PostgreSQL notices a dead client a moment later */
    CHECK_ROW("the store opens again", b.s != NULL);
    struct db *db = db_open(&b.e, b.t.url, DB_READER);
    int64_t missing = 0;
    for (size_t i = 0; i < ids.count; i++)
        missing += !stored(&b, db, *LIST_AT(&ids, struct str, i));
    CHECK_ROW("every acknowledged write is there", missing == 0);
    CHECK_ROW("and at most one more per thread", sums(&b).n <= (int64_t)ids.count + 4);
    db_close(db);
    bench_down(&b);
}

/* ---- opening ---- */

static void test_locked(bool pg)
{
    struct bench b = bench_up(pg, &(struct store_options){.readers = 1});
    struct store_options o = {.url = b.t.url};
    int64_t applied;
    CHECK_ROW("a second store is refused", store_open(&b.e, &o) == NULL && b.e.code == ERR_BUSY);
    CHECK_ROW("a second store is refused", b.e.message.id == MSG_STORE_LOCKED);
    err_clear(&b.e);
    CHECK_ROW("migrating is refused too", !store_migrate(&b.e, b.t.url, &applied));
    CHECK_ROW("migrating is refused too", b.e.message.id == MSG_STORE_LOCKED);
    err_clear(&b.e);
    CHECK_ROW("its url is known", str_eq(store_url(b.s), b.t.url) && store_is_pg(b.s) == pg);
    bench_down(&b);
}

static const struct migration TWO[] = {
    {1, "first", "CREATE TABLE one (id text)", "CREATE TABLE one (id text)"},
    {2, "second", "CREATE TABLE two (id text); CREATE TABLE three (id text)",
     "CREATE TABLE two (id text); CREATE TABLE three (id text)"},
};
static const struct migration BROKEN[] = {
    {1, "first", "CREATE TABLE one (id text)", "CREATE TABLE one (id text)"},
    {2, "second", "CREATE TABLE two (id text); CREATE TABLE one (id text)",
     "CREATE TABLE two (id text); CREATE TABLE one (id text)"},
};

static void test_migrations(bool pg)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct testdb t = testdb_make(a, "migrate_test", pg);
    int64_t version = -1, applied = -1;
    CHECK_ROW("an empty store has version 0", store_version(&e, t.url, &version) && version == 0);
    struct db *db = db_open(&e, t.url, DB_WRITER);
    CHECK_ROW("a broken script fails", !migrate_up(db, &e, BROKEN, 2, 0, &applied) && e.code == ERR_INTERNAL);
    err_clear(&e);
    CHECK_ROW("the one before it stays", applied == 1 && migrate_version(db, &e, &version) && version == 1);
    CHECK_ROW("the broken one left nothing", migrate_up(db, &e, TWO, 2, 0, &applied) && applied == 1);
    CHECK_ROW("again does nothing", migrate_up(db, &e, TWO, 2, 0, &applied) && applied == 0);
    CHECK_ROW("a newer store is refused", !migrate_up(db, &e, TWO, 1, 0, &applied) && e.code == ERR_CONFLICT);
    CHECK_ROW("a newer store is refused", e.message.id == MSG_SCHEMA_NEWER);
    err_clear(&e);
    db_close(db);
    testdb_drop(a, &t);

    t = testdb_make(a, "migrate_real", pg);
    CHECK_ROW("the real ones run from nothing", store_migrate(&e, t.url, &applied));
    CHECK_ROW("the real ones run from nothing", applied == (int64_t)MIGRATION_COUNT);
    CHECK_ROW("and once only", store_migrate(&e, t.url, &applied) && applied == 0);
    CHECK_ROW("the newest version", store_version(&e, t.url, &version) && version == migrate_newest());
    db = db_open(&e, t.url, DB_WRITER);
    CHECK_ROW("a store of the future", db_script(db, &e, str_of(MIGRATION_COUNT ? "SELECT 1" :
              "CREATE TABLE schema_version (number bigint, name text)")));
    CHECK_ROW("a store of the future", db_script(db, &e, STR("INSERT INTO schema_version VALUES (9999, 'future')")));
    db_close(db);
    struct store_options o = {.url = t.url};
    CHECK_ROW("opening it is refused", store_open(&e, &o) == NULL && e.message.id == MSG_SCHEMA_NEWER);
    err_clear(&e);
    CHECK_ROW("migrating it is refused", !store_migrate(&e, t.url, &applied) && e.message.id == MSG_SCHEMA_NEWER);
    testdb_drop(a, &t);
    arena_free(a);
}

/* ---- backup ---- */

enum { ACCOUNTS = 50, OPENING = 1000 };
struct mover {
    struct bench *b;
    atomic_bool stop;
    atomic_int failures;
};

/* Moves money between two accounts in one work: the sum never changes. */
static bool move_run(struct store_work *w, struct db *db, struct err *e)
{
    struct job *j = (struct job *)(void *)w;
    struct row to = {.id = j->row.text, .n = -j->row.n};
    return db_exec(db, e->arena, e, &SQL_ROW_MOVE, &ROW, &j->row, NULL) &&
           db_exec(db, e->arena, e, &SQL_ROW_MOVE, &ROW, &to, NULL);
}

static void *mover_main(void *arg)
{
    struct mover *m = arg;
    struct arena *a = arena_new();
    for (int i = 0; !atomic_load(&m->stop); i++) {
        struct job j;
        arena_reset(a);
        job_init(&j, a, arena_printf(a, "acc%02d", i % ACCOUNTS).p, i % 7 + 1);
        j.row.text = arena_printf(a, "acc%02d", (i * 7 + 3) % ACCOUNTS);
        j.work.run = move_run;
        if (!store_run(m->b->s, &j.work)) atomic_fetch_add(&m->failures, 1);
    }
    arena_free(a);
    return NULL;
}

static const struct row NODES[] = {
    {.id = {"n1", 2}, .text = {"n9", 2}, .flag = true, .day = {true, {2020, 2, 29}}}, /* names a later row */
    {.id = {"n9", 2}, .flag = false},
    {.id = {"tab\t\\N", 6}, .text = {"n1", 2}},
    {.id = {"\n\r\b\f\v'\"", 7}},
    {.id = {"", 0}},
    {.id = {"暖桥", 6}},
};

static void fill(struct bench *b)
{
    struct err e = {.arena = b->a};
    for (int i = 0; i < ACCOUNTS; i++)
        if (!row_put(b, arena_printf(b->a, "acc%02d", i).p, OPENING, &e)) die("fill", &e);
    for (size_t i = COUNT(NODES); i-- > 0;) { /* parents first */
        static const size_t ORDER[] = {1, 0, 2, 3, 4, 5};
        struct job j;
        job_init(&j, b->a, "", 0);
        j.sql = &SQL_NODE_PUT;
        j.row = NODES[ORDER[COUNT(NODES) - 1 - i]];
        if (!store_run(b->s, &j.work)) die("fill", &j.e);
    }
}

static struct str slurp(struct arena *a, struct str file)
{
    FILE *f = fopen(file.p, "r");
    if (!f) return (struct str){0};
    char *p = arena_alloc(a, 1 << 20);
    size_t n = fread(p, 1, 1 << 20, f);
    (void)fclose(f);
    return (struct str){p, n};
}

static void spew(struct str file, struct str text)
{
    FILE *f = fopen(file.p, "w");
    if (!f || fwrite(text.p, 1, text.n, f) != text.n || fclose(f) != 0) abort();
}

static int64_t sum_of(struct arena *a, struct str url)
{
    struct err e = {.arena = a};
    struct row got = {0};
    struct db *db = db_open(&e, url, DB_READER);
    if (!db || !db_one(db, a, &e, &SQL_ROW_SUM, NULL, NULL, &ROW, &got)) die("sum_of", &e);
    db_close(db);
    return got.sum;
}

/* Restores into a new database of each kind and backs that up again: the same bytes. */
static void restore_both(struct bench *b, struct str file, struct str text)
{
    for (int pg = 0; pg < 1 + testdb_has_pg(); pg++) {
        struct err e = {.arena = b->a};
        struct testdb t = testdb_make(b->a, "restore", pg);
        make_tables(&e, t.url);
        struct str again = arena_printf(b->a, "%.*s/again", STR_ARG(t.folder));
        CHECK_ROW("restore", store_restore(&e, t.url, file));
        CHECK_ROW("the sum holds", sum_of(b->a, t.url) == ACCOUNTS * OPENING);
        CHECK_ROW("back up the restored", store_backup(&e, t.url, again));
        CHECK_ROW("the same bytes", str_eq(slurp(b->a, again), text));
        CHECK_ROW("a filled store is refused", !store_restore(&e, t.url, file) && e.code == ERR_CONFLICT);
        CHECK_ROW("a filled store is refused", e.message.id == MSG_STORE_NOT_EMPTY);
        testdb_drop(b->a, &t);
    }
}

static void restore_damaged(struct bench *b, bool pg, struct str text)
{
    struct str file = arena_printf(b->a, "%.*s/damaged", STR_ARG(b->t.folder));
    struct err e = {.arena = b->a};
    struct testdb t = testdb_make(b->a, "damaged", pg);
    make_tables(&e, t.url);
    char *copy = arena_alloc(b->a, text.n);
    for (size_t at = 0; at < text.n; at += 97) {
        memcpy(copy, text.p, text.n);
        copy[at] = (char)(copy[at] ^ 1);
        spew(file, (struct str){copy, text.n});
        err_clear(&e);
        CHECK_ROW("a changed byte is found", !store_restore(&e, t.url, file) && e.message.id == MSG_BACKUP_BAD);
    }
    for (size_t n = 0; n < text.n; n += 211) {
        spew(file, (struct str){text.p, n});
        err_clear(&e);
        CHECK_ROW("a cut file is found", !store_restore(&e, t.url, file) && e.message.id == MSG_BACKUP_BAD);
    }
    err_clear(&e);
    struct str none = STR("/nowhere/backup");
    CHECK_ROW("a missing file", !store_restore(&e, t.url, none) && e.message.id == MSG_FILE_FAILED);
    err_clear(&e);
    CHECK_ROW("an unwritable place", !store_backup(&e, t.url, none) && e.message.id == MSG_FILE_FAILED);
    CHECK_ROW("nothing was stored", sum_of(b->a, t.url) == 0);
    testdb_drop(b->a, &t);
}

static void test_backup(bool pg)
{
    struct bench b = bench_up(pg, &(struct store_options){.readers = 1});
    fill(&b);
    struct mover m = {.b = &b};
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        (void)pthread_create(&threads[i], NULL, mover_main, &m);
    struct str file = arena_printf(b.a, "%.*s/backup", STR_ARG(b.t.folder));
    struct str copy = arena_printf(b.a, "%.*s/copy.db", STR_ARG(b.t.folder));
    for (int i = 0; i < 5; i++) {
        int64_t before = store_stats(b.s).writes;
        CHECK_ROW("back up under load", store_backup(&b.e, b.t.url, file));
        struct stat st;
        CHECK_ROW("for nobody else to read", stat(file.p, &st) == 0 && (st.st_mode & 0777) == 0600);
        if (!pg) {
            struct db *db = db_open(&b.e, b.t.url, DB_READER);
            CHECK_ROW("copy the file under load", db_copy_sqlite(db, &b.e, copy));
            db_close(db);
            struct str url = arena_printf(b.a, "sqlite:%.*s", STR_ARG(copy));
            CHECK_ROW("the copy's sum holds", sum_of(b.a, url) == ACCOUNTS * OPENING);
        }
        nap_ms(20);
        CHECK_ROW("writes went on", store_stats(b.s).writes > before);
    }
    atomic_store(&m.stop, true);
    for (int i = 0; i < 3; i++)
        (void)pthread_join(threads[i], NULL);
    CHECK_ROW("no write failed", atomic_load(&m.failures) == 0);
    struct str text = slurp(b.a, file);
    restore_both(&b, file, text);
    restore_damaged(&b, pg, text);
    bench_down(&b);
}

static void test_all(bool pg, const char *self)
{
    test_group_commit(pg);
    test_failures(pg);
    test_queues(pg);
    test_low_patience(pg);
    test_threads(pg);
    test_lost_batch(pg);
    test_sticky_fault(pg);
    if (!pg) test_disk_full();
    if (pg) test_reconnect();
    test_kill(pg, self);
    test_locked(pg);
    test_migrations(pg);
    test_backup(pg);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "child") == 0) return child_main(argv[2]);
    test_all(false, argv[0]);
    if (testdb_has_pg())
        test_all(true, argv[0]);
    else
        CHECK_SKIP(1, "no PostgreSQL here (tools/with_pg.py)");
    return check_end();
}
