/* slow.c - one thread for what costs tens of milliseconds of processor (argon2id), so that a storm of sign-ins takes
 * one core and never a reader.  It has a read connection of its own. */
#include "http/api_impl.h"
#include <stdlib.h>

enum {
    SLOW_QUEUE_MAX = 64
}; /* at 12 ms each the last waits less than a second */

struct slow_pool {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct slow_work *first, **last;
    size_t count;
    bool closing;
    struct arena *arena;
    struct str url;
    struct db *db;
};

static struct slow_work *slow_next(struct slow_pool *p)
{
    pthread_mutex_lock(&p->lock);
    while (!p->first && !p->closing)
        pthread_cond_wait(&p->wake, &p->lock);
    struct slow_work *w = p->first;
    if (w) {
        p->first = w->next;
        if (!p->first) p->last = &p->first;
        p->count--;
    }
    pthread_mutex_unlock(&p->lock);
    return w;
}

/* One transaction around the work.  A connection that cannot begin is opened anew, once: the database may have been
 * restarted since. */
static void slow_run(struct slow_pool *p, struct slow_work *w)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    for (int tries = 0; tries < 2; tries++) {
        err_clear(&e);
        if (!p->db) p->db = db_open(&e, p->url, DB_READER);
        if (p->db && db_begin(p->db, &e, TX_READ)) break;
        if (p->db) db_close(p->db);
        p->db = NULL;
    }
    if (e.code == ERR_NONE) {
        w->run(w, p->db, &e);
        db_rollback(p->db); /* it only read */
    } else {
        w->run(w, NULL, &e);
    }
    arena_free(a);
}

static void *slow_thread(void *arg)
{
    struct slow_pool *p = arg;
    for (struct slow_work *w; (w = slow_next(p)) != NULL;)
        slow_run(p, w);
    if (p->db) db_close(p->db);
    return NULL;
}

struct slow_pool *slow_open(struct err *e, struct str store_url)
{
    struct arena *a = arena_new();
    struct slow_pool *p = ARENA_NEW(a, struct slow_pool);
    p->arena = a;
    p->url = arena_str(a, store_url);
    p->last = &p->first;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->wake, NULL);
    if (pthread_create(&p->thread, NULL, slow_thread, p) == 0) return p;
    arena_free(a);
    (void)fail_internal(e, "no thread for slow work");
    return NULL;
}

bool slow_submit(struct slow_pool *p, struct slow_work *w)
{
    pthread_mutex_lock(&p->lock);
    bool taken = !p->closing && p->count < SLOW_QUEUE_MAX;
    if (taken) {
        w->next = NULL;
        *p->last = w;
        p->last = &w->next;
        p->count++;
        pthread_cond_signal(&p->wake);
    }
    pthread_mutex_unlock(&p->lock);
    return taken;
}

void slow_close(struct slow_pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->closing = true;
    pthread_cond_signal(&p->wake);
    pthread_mutex_unlock(&p->lock);
    pthread_join(p->thread, NULL);
    pthread_cond_destroy(&p->wake);
    pthread_mutex_destroy(&p->lock);
    arena_free(p->arena);
}
