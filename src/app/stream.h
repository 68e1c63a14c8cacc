/* stream.h - files that come in and go out of a domain function. */
#ifndef APP_STREAM_H
#define APP_STREAM_H
#include "app/ctx.h"

/** A stream row's input: bytes of the request body, already written to a temporary file by the server (bounded). */
struct upload {
    struct str path; /* file with the whole body; removed after the request, so move or copy it.  Absent: no upload */
    int64_t size;
    struct str content_type;
};
/** A stream row's output: pages of bytes.  next appends the next piece to out (at most ~64 KiB) and returns true;
 *  *end = true after the last.  Each call runs in its own short read transaction (c->db set), so a slow client never
 *  pins a snapshot.  c->arena of a next call is emptied after the call; state (and what must outlive a page, such as
 *  the cursor) lives in the c->arena that download() saw: keep that pointer in the state. */
struct download {
    struct str content_type, file_name; /* file_name absent = inline */
    int64_t size;                       /* -1 = unknown (chunked) */
    struct str file;                    /* a file to send as it is; then next is NULL */
    bool (*next)(struct ctx *c, void *state, struct buf *out, bool *end);
    void *state;
};
#endif
