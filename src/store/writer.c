/* writer.c - the one thread that writes: takes what is queued, runs each work under a savepoint, commits once, answers.
 *
 * There is no timer: while a batch is being committed the next works queue up, so batches grow with the load. */
#include "store/store.h"
#include "store/store_impl.h"
#include <time.h>

struct batch {
    struct store_work *works[STORE_BATCH_MAX];
    int32_t count;
    int64_t began_us;
    bool alone; /* nothing may join: a LOW work, or one whose batch was lost before */
    bool lost;  /* the transaction is gone before its COMMIT */
    struct store_work *culprit; /* the work whose failure lost it, if any */
};

/* ---- taking works from the queues; the mutex is held ---- */

static bool low_is_due(const struct store *s)
{
    if (!s->low.head) return false;
    return !s->normal.head || monotonic_us() - s->low.head->queued_us > STORE_LOW_PATIENCE_MS * INT64_C(1000);
}

/* The first work of a batch, or NULL. */
static struct store_work *take_first(struct store *s, struct batch *b)
{
    struct store_work *w = queue_pop(&s->again);
    if (w) {
        b->alone = w->reruns > 1 || w->priority == STORE_LOW; /* the first rerun still shares */
        return w;
    }
    if (low_is_due(s)) {
        b->alone = true;
        return queue_pop(&s->low);
    }
    return queue_pop(&s->normal);
}

/* One more for the batch, or NULL. */
static struct store_work *take_more(struct store *s, const struct batch *b)
{
    if (b->alone || b->count == STORE_BATCH_MAX) return NULL;
    if (monotonic_us() - b->began_us > STORE_BATCH_MS * INT64_C(1000)) return NULL;
    const struct store_work *again = s->again.head;
    if (again) return again->reruns > 1 || again->priority == STORE_LOW ? NULL : queue_pop(&s->again);
    return queue_pop(&s->normal);
}

static struct store_work *locked_more(struct store *s, const struct batch *b)
{
    (void)pthread_mutex_lock(&s->mutex);
    struct store_work *w = take_more(s, b);
    (void)pthread_mutex_unlock(&s->mutex);
    return w;
}

/* ---- running ---- */

/* A work that failed may have left savepoints of its own open. */
static bool undo_all(struct db *db, struct err *e)
{
    while (db_depth(db) > 0)
        if (!db_savepoint_end(db, e, true)) return false;
    return true;
}

/* Runs a work under its savepoint.  False: the whole batch is lost. */
static bool run_work(struct db *db, struct batch *b, struct store_work *w)
{
    if (!db_savepoint(db, w->e)) return false;
    bool ok = w->run(w, db, w->e);
    assert(ok == (w->e->code == ERR_NONE)); /* a failure says why */
    if (ok && db_failed(db)) ok = fail_internal(w->e, "a failed statement was passed over");
    if (ok) return db_savepoint_end(db, w->e, false);
    struct err ignored = {.arena = w->e->arena};
    if (undo_all(db, &ignored)) return true;
    /* A lost connection is nobody's fault; anything else, a full disk above all, is this work's. */
    if (w->e->code != ERR_BUSY) b->culprit = w;
    return false;
}

static void run_all(struct store *s, struct batch *b, struct store_work *first)
{
    for (struct store_work *w = first; w; w = locked_more(s, b)) {
        b->works[b->count++] = w;
        if (run_work(s->writer, b, w)) continue;
        b->lost = true;
        return;
    }
}

/* ---- ending ---- */

static void requeue(struct store *s, struct store_work *w)
{
    w->reruns++;
    err_clear(w->e);
    (void)pthread_mutex_lock(&s->mutex);
    s->stats.reruns++;
    queue_push(&s->again, w);
    (void)pthread_mutex_unlock(&s->mutex);
}

static void finish(struct store_work *w)
{
    w->done(w); /* may free it */
}

/* The batch is gone and surely not stored: all run again, those that failed too, because what they saw of the others
 * never became true.  The culprit, and a work that had its chances, keeps its failure. */
static void end_lost(struct store *s, struct batch *b)
{
    for (int32_t i = 0; i < b->count; i++) {
        struct store_work *w = b->works[i];
        if (w == b->culprit) {
            finish(w);
        } else if (w->reruns == STORE_RERUNS_MAX) {
            w->e->retry_after_s = 1;
            (void)fail(w->e, ERR_BUSY, M(QUEUE_FULL)); /* unless it has a failure of its own */
            finish(w);
        } else {
            requeue(s, w);
        }
    }
}

/* Nobody knows whether it is stored: every work that succeeded must say so. */
static void end_in_doubt(struct batch *b)
{
    for (int32_t i = 0; i < b->count; i++) {
        (void)fail(b->works[i]->e, ERR_INTERNAL, M(IN_DOUBT));
        finish(b->works[i]);
    }
}

static void end_stored(struct store *s, struct batch *b, int32_t good)
{
    (void)pthread_mutex_lock(&s->mutex);
    s->stats.writes += good;
    s->stats.commits += good > 0;
    (void)pthread_mutex_unlock(&s->mutex);
    for (int32_t i = 0; i < b->count; i++) {
        struct store_work *w = b->works[i];
        if (w->e->code == ERR_BUSY && w->reruns < STORE_RERUNS_MAX)
            requeue(s, w);
        else
            finish(w);
    }
}

static int32_t count_good(const struct batch *b)
{
    int32_t good = 0;
    for (int32_t i = 0; i < b->count; i++)
        good += b->works[i]->e->code == ERR_NONE;
    return good;
}

static void end_batch(struct store *s, struct batch *b)
{
    int32_t good = count_good(b);
    if (b->lost) {
        db_rollback(s->writer);
        end_lost(s, b);
        return;
    }
    if (good == 0) { /* nothing to keep */
        db_rollback(s->writer);
        end_stored(s, b, 0);
        return;
    }
    /* The failure of COMMIT is the failure of a work that was alone. */
    struct arena *a = arena_new();
    struct err shared = {.arena = a}, *e = b->count == 1 ? b->works[0]->e : &shared;
    if (db_commit(s->writer, e)) {
        end_stored(s, b, good);
    } else if (e->message.id == MSG_IN_DOUBT) {
        end_in_doubt(b);
    } else {
        if (b->count == 1 && e->code == ERR_CONFLICT) b->culprit = b->works[0];
        end_lost(s, b);
    }
    arena_free(a);
}

/* No transaction could be opened: the works wait a little for the database to come back. */
static void end_unopened(struct store *s, struct store_work *w)
{
    struct batch b = {.works = {w}, .count = 1};
    struct timespec pause = {.tv_nsec = 20000000L << w->reruns};
    if (w->e->code != ERR_BUSY) b.culprit = w;
    if (w->reruns < STORE_RERUNS_MAX) (void)nanosleep(&pause, NULL);
    end_lost(s, &b);
}

static void run_batch(struct store *s, struct batch *b, struct store_work *first)
{
    b->began_us = monotonic_us();
    if (!db_begin(s->writer, first->e, TX_WRITE)) {
        end_unopened(s, first);
        return;
    }
    run_all(s, b, first);
    end_batch(s, b);
}

void *writer_main(void *arg)
{
    struct store *s = arg;
    for (;;) {
        struct batch b = {.count = 0};
        (void)pthread_mutex_lock(&s->mutex);
        struct store_work *first = take_first(s, &b);
        while (!first && !s->closing) {
            (void)pthread_cond_wait(&s->write_ready, &s->mutex);
            first = take_first(s, &b);
        }
        (void)pthread_mutex_unlock(&s->mutex);
        if (!first) return NULL; /* closing and drained */
        run_batch(s, &b, first);
    }
}
