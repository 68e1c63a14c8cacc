/* api_impl.h - what the files behind api.h share. */
#ifndef HTTP_API_IMPL_H
#define HTTP_API_IMPL_H
#include "http/api.h"
#include <pthread.h>

/** A row with what is worked out once. */
struct route {
    const struct api *row;
    const char *slice;
    struct record body; /* the input without the fields of the path; count 0 = no body fields */
    bool has_body;
};
struct slow_pool; /* slow.c */
struct replay;    /* replay.c */
struct api_service {
    struct api_options o;
    struct arena *arena;
    struct route *routes;
    size_t route_count;
    struct slow_pool *slow;
    struct replay *replay;
    uint64_t request_key;
    _Atomic uint64_t request_number;
    pthread_mutex_t lock;
    pthread_cond_t idle;
    int64_t under_way; /* calls, pages and touches; guarded by lock */
};

/* route.c */
/** Works out and checks the routes of all sets. */
void route_build(struct api_service *s);
/** The best match (a literal step beats a hole), or NULL; *allow as in api_route, may be NULL. */
const struct route *route_find(const struct api_service *s, struct arena *a, struct str method, struct str path,
                               struct str *allow);

/* decode.c */
/** Fills `in` (zeroed) from body, query and path; all bad fields are reported.
 *  @error MALFORMED, MEDIA_TYPE, INVALID */
bool decode_input(struct ctx *c, const struct route *route, const struct request *r, void *in) MUST_USE;

/* slow.c */
struct slow_work {
    void (*run)(struct slow_work *w, struct db *db, struct err *e); /* db NULL and e set when there is no connection */
    struct slow_work *next;
};
/** Starts the thread; its connection is opened when the first work comes.  NULL with e set on failure. */
struct slow_pool *slow_open(struct err *e, struct str store_url);
/** False when the queue is full or closing. */
bool slow_submit(struct slow_pool *p, struct slow_work *w) MUST_USE;
/** Runs what is queued, then stops. */
void slow_close(struct slow_pool *p);

/* replay.c: Idempotency-Key (decision 6) */
struct replay_key {
    struct str endpoint, key, body; /* what was sent */
};
struct replay_result {
    int32_t status;
    struct str body;
};
/** Loads the window's keys (SQLite; PostgreSQL keeps its UNIQUE index).  NULL with e set on failure. */
struct replay *replay_open(struct err *e, struct app *app);
void replay_close(struct replay *r);
/** Checks the form of a key: 8 to 100 visible ASCII bytes. */
bool replay_key_valid(struct err *e, struct str key) MUST_USE;
/** On the writer: was this key of (zone, actor, endpoint) used?  @error CONFLICT with another body */
bool replay_find(struct ctx *c, struct replay *r, const struct replay_key *key, struct replay_result *out,
                 bool *found) MUST_USE;
/** On the writer, in the same transaction as the effect: keeps the result. */
bool replay_keep(struct ctx *c, struct replay *r, const struct replay_key *key,
                 const struct replay_result *result) MUST_USE;
#endif
