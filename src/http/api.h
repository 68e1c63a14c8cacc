/* api.h - an endpoint is a row in a table; the dispatcher does the rest. */
#ifndef HTTP_API_H
#define HTTP_API_H
#include "app/ctx.h"

/** A stream row's input: bytes of the request body, already written to a temporary file by the server (bounded). */
struct upload {
    struct str path; /* file with the whole body; removed after the request */
    int64_t size;
    struct str content_type;
};
/** A stream row's output: pages of bytes.  next appends the next piece to out (at most ~64 KiB) and returns true;
 *  *end = true after the last.  Each call runs in its own short read transaction (c->db set), so a slow client never
 *  pins a snapshot.  state lives in c->arena; `page` is reset after each call. */
struct download {
    struct str content_type, file_name; /* file_name absent = inline */
    int64_t size;                       /* -1 = unknown (chunked) */
    struct str file;                    /* a file to send as it is; then next is NULL */
    bool (*next)(struct ctx *c, void *state, struct buf *out, bool *end);
    void *state;
};

struct api {
    const char *method, *path;  /* "/enterprises/{id}": {id} fills field id of the input; served under /api/v1 */
    const char *id, *summary;   /* operationId = name of the client's function; one line for OpenAPI */
    const struct record *in, *out; /* input = path + (query | JSON body); NULL = nothing */
    enum right right;
    enum tx tx;                 /* TX_NONE, TX_READ, TX_WRITE: of run */
    int32_t status;             /* on success */
    bool (*prepare)(struct ctx *, void *in, void *out); /* PREPARE (decision 2): on a reader, any cost, before run; may be NULL */
    bool (*run)(struct ctx *, const void *in, void *out);
    bool slow;                  /* prepare runs in the one-thread pool (argon2id) */
    bool idempotent;            /* takes Idempotency-Key */
    int64_t upload_max;         /* > 0: the body is a file of at most this many bytes; struct upload in `upload` below */
    bool (*upload)(struct ctx *, const void *in, const struct upload *, void *out); /* like prepare: on a reader, before run */
    bool (*download)(struct ctx *, const void *in, struct download *); /* instead of out */
};
/* Adapts a typed domain function to the table; the compiler checks the types. */
#define API_RUN(fn)                                                                                                    \
    static bool fn##_run(struct ctx *c, const void *in, void *out)                                                     \
    {                                                                                                                  \
        return fn(c, in, out);                                                                                         \
    }

struct api_set {
    const char *slice;
    const struct api *rows;
    size_t count;
};
#endif
