/* store_impl.h - the store's inside, shared by store.c (opening, queues, readers) and writer.c; and by migrate.c and
 * backup.c. */
#ifndef STORE_STORE_IMPL_H
#define STORE_STORE_IMPL_H
#include "store/store.h"
#include <pthread.h>

/** Works in the order in which they came. */
struct work_queue {
    struct store_work *head, *tail;
    int64_t count;
};
/** At the end. */
void queue_push(struct work_queue *q, struct store_work *w);
/** The oldest, or NULL. */
struct store_work *queue_pop(struct work_queue *q);

struct store {
    struct arena *arena; /* what lives as long as the store; used by store_open only */
    struct str url;
    int32_t queue_max, reader_count;
    bool pg, faults;
    struct db *writer;
    struct db *readers[STORE_READERS_MAX];
    pthread_t writer_thread, reader_threads[STORE_READERS_MAX];
    int32_t threads_started; /* readers and then the writer */

    pthread_mutex_t mutex; /* guards all below */
    pthread_cond_t write_ready, read_ready;
    struct work_queue normal, low, again, reads; /* again: writes to be rerun, before all others */
    bool closing;
    int32_t next_reader;
    struct store_stats stats;
};
/** The thread that owns s->writer. */
void *writer_main(void *store);
/** A clock that only runs forward, for how long things took. */
int64_t monotonic_us(void);

/** Schema steps on an open writer; migrations[0..count) in order.  Up to number `last` (0 = all). */
bool migrate_up(struct db *db, struct err *e, const struct migration *migrations, size_t count, int64_t last,
                int64_t *applied) MUST_USE;
/** The version that the tables have. */
bool migrate_version(struct db *db, struct err *e, int64_t *version) MUST_USE;
/** CONFLICT when the store is newer than `known`. */
bool migrate_refuse_newer(struct err *e, int64_t have, int64_t known) MUST_USE;
/** The newest number the program knows. */
int64_t migrate_newest(void);
#endif
