/* store.c - opening and closing the store, its queues, the pool of readers. */
#include "store/store.h"
#include "store/db_impl.h"
#include "store/store_impl.h"
#include <stdlib.h>
#include <time.h>

/* ---- queues ---- */

void queue_push(struct work_queue *q, struct store_work *w)
{
    w->next = NULL;
    if (q->tail)
        q->tail->next = w;
    else
        q->head = w;
    q->tail = w;
    q->count++;
}

struct store_work *queue_pop(struct work_queue *q)
{
    struct store_work *w = q->head;
    if (!w) return NULL;
    q->head = w->next;
    if (!q->head) q->tail = NULL;
    q->count--;
    w->next = NULL;
    return w;
}

int64_t monotonic_us(void)
{
    struct timespec t;
    int rc = clock_gettime(CLOCK_MONOTONIC, &t);
    assert(rc == 0);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static struct work_queue *queue_of(struct store *s, const struct store_work *w)
{
    if (w->tx != TX_WRITE) return &s->reads;
    return w->priority == STORE_LOW ? &s->low : &s->normal;
}

static bool queue_full(struct err *e)
{
    e->retry_after_s = 1;
    return fail(e, ERR_BUSY, M(QUEUE_FULL));
}

bool store_submit(struct store *s, struct store_work *w)
{
    assert(w->run && w->done && w->e);
    assert(w->e->arena && w->e->code == ERR_NONE);
    w->queued_us = monotonic_us();
    w->reruns = 0;
    (void)pthread_mutex_lock(&s->mutex);
    struct work_queue *q = queue_of(s, w);
    bool taken = !s->closing && q->count < s->queue_max;
    if (taken) {
        queue_push(q, w);
        (void)pthread_cond_signal(w->tx == TX_WRITE ? &s->write_ready : &s->read_ready);
    }
    (void)pthread_mutex_unlock(&s->mutex);
    return taken || queue_full(w->e);
}

/* ---- waiting for a work ---- */

struct waiter {
    struct store_work work; /* first: the work that is queued for the caller's */
    struct store_work *inner;
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    bool finished;
};

static struct waiter *waiter_of(struct store_work *w)
{
    return (struct waiter *)(void *)w;
}

static bool run_inner(struct store_work *w, struct db *db, struct err *e)
{
    struct store_work *inner = waiter_of(w)->inner;
    return inner->run(inner, db, e);
}

static void finish(struct store_work *w)
{
    struct waiter *me = waiter_of(w);
    (void)pthread_mutex_lock(&me->mutex);
    me->finished = true;
    (void)pthread_cond_signal(&me->cond);
    (void)pthread_mutex_unlock(&me->mutex);
}

static bool on_own_thread(struct store *s)
{
    pthread_t me = pthread_self();
    for (int32_t i = 0; i < s->reader_count; i++)
        if (pthread_equal(me, s->reader_threads[i])) return true;
    return pthread_equal(me, s->writer_thread) != 0;
}

bool store_run(struct store *s, struct store_work *w)
{
    assert(!on_own_thread(s)); /* it would wait for itself */
    struct waiter me = {.work = {.run = run_inner, .done = finish, .e = w->e, .tx = w->tx, .priority = w->priority},
                        .inner = w};
    (void)pthread_mutex_init(&me.mutex, NULL);
    (void)pthread_cond_init(&me.cond, NULL);
    if (store_submit(s, &me.work)) {
        (void)pthread_mutex_lock(&me.mutex);
        while (!me.finished)
            (void)pthread_cond_wait(&me.cond, &me.mutex);
        (void)pthread_mutex_unlock(&me.mutex);
    }
    (void)pthread_cond_destroy(&me.cond);
    (void)pthread_mutex_destroy(&me.mutex);
    w->reruns = me.work.reruns;
    bool ok = w->e->code == ERR_NONE; /* before done: it may free the work */
    if (w->done) w->done(w);
    return ok;
}

/* ---- readers ---- */

/* One try.  A read has nothing to commit: its transaction is only given back. */
static bool read_once(struct db *db, struct store_work *w)
{
    if (!db_begin(db, w->e, w->tx)) return false;
    bool ok = w->run(w, db, w->e);
    db_rollback(db);
    assert(ok == (w->e->code == ERR_NONE)); /* a failure says why */
    return ok;
}

static void read_work(struct db *db, struct store_work *w)
{
    while (!read_once(db, w) && w->e->code == ERR_BUSY && w->reruns < STORE_RERUNS_MAX) {
        w->reruns++;
        err_clear(w->e);
        /* Opens a lost connection again, also for TX_NONE. */
        struct err ignored = {.arena = w->e->arena};
        if (db_begin(db, &ignored, TX_READ)) db_rollback(db);
    }
}

static void *reader_main(void *arg)
{
    struct store *s = arg;
    (void)pthread_mutex_lock(&s->mutex);
    struct db *db = s->readers[s->next_reader++];
    for (;;) {
        while (!s->reads.head && !s->closing)
            (void)pthread_cond_wait(&s->read_ready, &s->mutex);
        struct store_work *w = queue_pop(&s->reads);
        if (!w) break; /* closing and drained */
        s->stats.reads++;
        (void)pthread_mutex_unlock(&s->mutex);
        read_work(db, w);
        w->done(w);
        (void)pthread_mutex_lock(&s->mutex);
    }
    (void)pthread_mutex_unlock(&s->mutex);
    return NULL;
}

/* ---- opening and closing ---- */

static struct db *connect_one(struct store *s, struct err *e, enum db_mode mode)
{
    struct db *db = db_open(e, s->url, mode);
    if (!db || !s->faults) return db;
    db = db_fault_wrap(db);
    if (s->writer) db_fault_share(db, s->writer); /* one count for the whole store */
    return db;
}

static bool check_schema(struct db *db, struct err *e)
{
    int64_t have, known = migrate_newest();
    if (!migrate_version(db, e, &have) || !migrate_refuse_newer(e, have, known)) return false;
    return have == known || fail(e, ERR_CONFLICT, M(SCHEMA_OLDER), I("have", have), I("known", known));
}

static bool connect_all(struct store *s, struct err *e)
{
    s->writer = connect_one(s, e, DB_WRITER);
    if (!s->writer || !db_lock(s->writer, e) || !check_schema(s->writer, e)) return false;
    for (int32_t i = 0; i < s->reader_count; i++)
        if (!(s->readers[i] = connect_one(s, e, DB_READER))) return false;
    return true;
}

static void start_threads(struct store *s)
{
    (void)pthread_mutex_lock(&s->mutex); /* nobody starts before all ids are known */
    for (int32_t i = 0; i < s->reader_count; i++)
        if (pthread_create(&s->reader_threads[i], NULL, reader_main, s) != 0) abort();
    if (pthread_create(&s->writer_thread, NULL, writer_main, s) != 0) abort();
    (void)pthread_mutex_unlock(&s->mutex);
}

static void disconnect(struct store *s)
{
    for (int32_t i = 0; i < s->reader_count; i++)
        db_close(s->readers[i]);
    db_close(s->writer); /* last: it checkpoints and gives the lock back */
    (void)pthread_cond_destroy(&s->write_ready);
    (void)pthread_cond_destroy(&s->read_ready);
    (void)pthread_mutex_destroy(&s->mutex);
    arena_free(s->arena);
    free(s);
}

struct store *store_open(struct err *e, const struct store_options *o)
{
    assert(o->readers >= 0 && o->readers <= STORE_READERS_MAX);
    assert(o->queue_max >= 0);
    struct store *s = calloc(1, sizeof *s);
    if (!s) abort();
    s->arena = arena_new();
    s->url = arena_str(s->arena, o->url);
    s->queue_max = o->queue_max ? o->queue_max : 1024;
    s->reader_count = o->readers ? o->readers : 4;
    s->faults = o->inject_faults;
    (void)pthread_mutex_init(&s->mutex, NULL);
    (void)pthread_cond_init(&s->write_ready, NULL);
    (void)pthread_cond_init(&s->read_ready, NULL);
    if (!connect_all(s, e)) {
        disconnect(s);
        return NULL;
    }
    s->pg = db_is_pg(s->writer);
    start_threads(s);
    return s;
}

void store_close(struct store *s)
{
    if (!s) return;
    (void)pthread_mutex_lock(&s->mutex);
    s->closing = true;
    (void)pthread_cond_broadcast(&s->read_ready);
    (void)pthread_cond_broadcast(&s->write_ready);
    (void)pthread_mutex_unlock(&s->mutex);
    for (int32_t i = 0; i < s->reader_count; i++)
        (void)pthread_join(s->reader_threads[i], NULL);
    (void)pthread_join(s->writer_thread, NULL);
    assert(!s->reads.head && !s->normal.head && !s->low.head && !s->again.head);
    disconnect(s);
}

bool store_is_pg(const struct store *s)
{
    return s->pg;
}

struct str store_url(const struct store *s)
{
    return s->url;
}

struct store_stats store_stats(struct store *s)
{
    (void)pthread_mutex_lock(&s->mutex);
    struct store_stats got = s->stats;
    got.queued_writes = s->normal.count + s->low.count + s->again.count;
    got.queued_reads = s->reads.count;
    (void)pthread_mutex_unlock(&s->mutex);
    return got;
}

/* ---- faults ---- */

void store_fault_arm(struct store *s, int64_t nth)
{
    assert(s->faults);
    db_fault_arm(s->writer, nth);
}

void store_fault_arm_loss(struct store *s, int64_t nth)
{
    assert(s->faults);
    db_fault_arm_loss(s->writer, nth);
}

void store_fault_disarm(struct store *s)
{
    assert(s->faults);
    db_fault_disarm(s->writer);
}

bool store_fault_struck(const struct store *s)
{
    assert(s->faults);
    return db_fault_struck(s->writer);
}
