/* store_test.c - the writer and the readers: group commit, queues, lost batches, kill -9; the same on both databases. */
#include "store_rig.h"
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

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
    block_with(&b, &k, STORE_LOW); /* nothing joins its batch */
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
    CHECK_ROW("low had a commit of its own", store_stats(b.s).commits - before.commits == 3);
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
    int64_t seen = 0, vanished = 0;
    while (seen < THREADS * EACH / 2) { /* reads go on meanwhile */
        struct row now = sums(&b);
        vanished += now.n < seen;
        seen = now.n;
        nap_ms(5);
    }
    CHECK_ROW("a reader never sees rows vanish", vanished == 0);
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

/* Readers that always overlap must not make SQLite's log grow for ever. */
struct overlap {
    struct bench *b;
    atomic_bool stop;
};

static void *overlap_main(void *arg)
{
    struct overlap *o = arg;
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct db *two[2] = {db_open(&e, o->b->t.url, DB_READER), db_open(&e, o->b->t.url, DB_READER)};
    bool open[2] = {false, false};
    for (int i = 0; !atomic_load(&o->stop); i = 1 - i) { /* one snapshot is always held */
        struct row got;
        if (open[i]) db_rollback(two[i]);
        if (!db_begin(two[i], &e, TX_READ) || !db_one(two[i], a, &e, &SQL_ROW_SUM, NULL, NULL, &ROW, &got)) abort();
        open[i] = true;
        nap_ms(40);
    }
    db_close(two[0]);
    db_close(two[1]);
    arena_free(a);
    return NULL;
}

static void test_log_starts_over(void)
{
    struct bench b = bench_up(false, &(struct store_options){.readers = 1});
    struct overlap o = {.b = &b};
    pthread_t thread;
    (void)pthread_create(&thread, NULL, overlap_main, &o);
    char *text = arena_alloc(b.a, 1 << 20);
    for (int i = 0; i < 200; i++) { /* 200 MB in all */
        struct job j;
        struct arena *a = arena_new();
        job_init(&j, a, i == 0 ? "big" : "again", 1);
        j.row.text = (struct str){text, 1 << 20};
        if (i > 1) j.sql = &SQL_ROW_TEXT;
        memset(text, 'a' + i % 26, 1 << 20); /* an equal page would not be written */
        CHECK_ROW("big writes", store_run(b.s, &j.work));
        arena_free(a);
    }
    struct stat st;
    struct str wal = arena_printf(b.a, "%.*s/nuanqiao.db-wal", STR_ARG(b.t.folder));
    CHECK_ROW("the log stays below 100 MB", stat(wal.p, &st) == 0 && st.st_size < 100 << 20);
    atomic_store(&o.stop, true);
    (void)pthread_join(thread, NULL);
    bench_down(&b);
}

/* ---- COMMIT fails ---- */

/* A deferred key breaks at COMMIT and takes the batch along: the others must not pay for it. */
static void test_commit_fails(bool pg)
{
    struct bench b = bench_up(pg, &(struct store_options){.readers = 1});
    struct blocker k;
    struct job good[3], bad;
    block(&b, &k);
    for (int i = 0; i < 3; i++)
        job_init(&good[i], b.a, arena_printf(b.a, "good%d", i).p, 1);
    job_init(&bad, b.a, "bad", 1);
    bad.sql = &SQL_LATE_PUT;
    bad.row.text = STR("nobody");
    struct job *all[] = {&good[0], &bad, &good[1], &good[2]};
    for (size_t i = 0; i < COUNT(all); i++)
        if (!store_submit(b.s, &all[i]->work)) abort();
    gate_open(&k.gate);
    for (size_t i = 0; i < COUNT(all); i++)
        job_wait(all[i]);
    job_wait(&k.job);
    for (int i = 0; i < 3; i++)
        CHECK_ROW("the others are stored", good[i].e.code == ERR_NONE);
    CHECK_ROW("the one that breaks COMMIT is a conflict", bad.e.code == ERR_CONFLICT);
    CHECK_ROW("exactly the others are stored", sums(&b).n == 4);
    bench_down(&b);
}

/* What a work that inserts into `trap` makes of the COMMIT (RIG_TRAPS). */
static struct job spring_trap(struct bench *b, const char *what)
{
    struct job j;
    job_init(&j, b->a, what, 1);
    j.sql = &SQL_TRAP_PUT;
    bool ok = store_run(b->s, &j.work);
    CHECK_ROW(what, ok == (j.e.code == ERR_NONE));
    return j;
}

/* The answer to COMMIT is lost, or says that no standby has it: the work must not run again, and must say so. */
static void test_in_doubt(void)
{
    struct bench b = bench_up(true, &(struct store_options){.readers = 1});
    struct err e = {.arena = b.a};
    struct db *db = db_open(&e, b.t.url, DB_WRITER);
    if (!db || !db_script(db, &e, str_of(RIG_TRAPS))) die("traps", &e);
    db_close(db);
    struct job j = spring_trap(&b, "cut");
    CHECK_ROW("a connection lost in COMMIT is in doubt", j.e.code == ERR_INTERNAL && j.e.message.id == MSG_IN_DOUBT);
    CHECK_ROW("a connection lost in COMMIT is not run again", j.runs == 1);
    j = spring_trap(&b, "warn");
    CHECK_ROW("a warning at COMMIT is in doubt", j.e.code == ERR_INTERNAL && j.e.message.id == MSG_IN_DOUBT);
    CHECK_ROW("a warning at COMMIT is not run again", j.runs == 1);
    j = spring_trap(&b, "clash");
    CHECK_ROW("a clash at COMMIT is run again, then busy", j.e.code == ERR_BUSY && j.runs == 4);
    j = spring_trap(&b, "nothing");
    CHECK_ROW("and the writer goes on", j.e.code == ERR_NONE && row_put(&b, "after", 1, &e));
    bench_down(&b);
}

/* ---- PostgreSQL goes away ---- */

static void kill_sessions(struct bench *b)
{
    testdb_admin(b->a, arena_printf(b->a, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%.*s'",
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

static int64_t analysed(struct bench *b)
{
    struct row got;
    struct err e = {.arena = b->a};
    struct db *probe = db_open(&e, b->t.url, DB_READER);
    if (!probe || !db_one(probe, b->a, &e, &SQL_ROW_ANALYSED, NULL, NULL, &ROW, &got)) die("analysed", &e);
    db_close(probe);
    return got.n;
}

static void test_settle(void)
{
    struct bench b = bench_up(true, &(struct store_options){.readers = 1});
    struct err e = {.arena = b.a};
    for (int i = 0; i < 7; i++)
        CHECK(row_put(&b, arena_printf(b.a, "s%d", i).p, 1, &e));
    CHECK_ROW("a new table is unknown to the server", analysed(&b) == 0);
    CHECK(row_put(&b, "s7", 1, &e));
    CHECK_ROW("the eighth commit has it analysed", analysed(&b) == 1);
    CHECK_ROW("and the next write goes on", row_put(&b, "s8", 1, &e));
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
    struct db *first = db_open(&b.e, b.t.url, DB_READER); /* the first to open: it reads SQLite's log as it was left */
    int64_t missing = 0;
    for (size_t i = 0; i < ids.count; i++)
        missing += !stored(&b, first, *LIST_AT(&ids, struct str, i));
    CHECK_ROW("a mere reader finds every acknowledged write", missing == 0);
    db_close(first);
    struct store_options o = {.url = b.t.url, .readers = 1};
    for (int i = 0; i < 100 && !(b.s = store_open(&b.e, &o)); i++, nap_ms(20))
        err_clear(&b.e); /* PostgreSQL notices a dead client a moment later */
    CHECK_ROW("the store opens again", b.s != NULL);
    struct db *db = db_open(&b.e, b.t.url, DB_READER);
    missing = 0;
    for (size_t i = 0; i < ids.count; i++)
        missing += !stored(&b, db, *LIST_AT(&ids, struct str, i));
    CHECK_ROW("every acknowledged write is there", missing == 0);
    CHECK_ROW("and at most one more per thread", sums(&b).n <= (int64_t)ids.count + 4);
    db_close(db);
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
    test_commit_fails(pg);
    if (!pg) test_disk_full();
    if (!pg) test_log_starts_over();
    if (pg) test_in_doubt();
    if (pg) test_reconnect();
    if (pg) test_settle();
    test_kill(pg, self);
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
