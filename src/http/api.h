/* api.h - an endpoint is a row in a table; the dispatcher (api.c) does the rest.
 *
 * The life of a request: an upload row is admitted before its body is taken (api_admit); then
 * route (404, 405) -> on a reader: session (401), right (403), decode (400, 422 with all bad
 * fields), upload, prepare, and run of TX_NONE and TX_READ rows -> on the writer, TX_WRITE rows only: session and right
 * once more, Idempotency-Key, run, audit check -> after COMMIT: encode and answer. */
#ifndef HTTP_API_H
#define HTTP_API_H
#include "app/app.h"
#include "app/stream.h"

#define API_ROOT "/api/v1"

struct api {
    const char *method, *path;     /* "/enterprises/{id}": {id} fills field id of the input; served under /api/v1 */
    const char *id, *summary;      /* operationId = name of the client's function; one line for OpenAPI */
    const struct record *in, *out; /* input = path + (query | JSON body); NULL = nothing.  POST and PUT take a JSON
                                      body (not on upload rows), the others and upload rows take the query */
    enum right right;
    /* TX_NONE, TX_READ, TX_WRITE: of run.  prepare, upload, download are always in a READ */
    enum tx tx;
    int32_t status; /* on success; 0 = 200 */
    /* PREPARE (decision 2): on a reader, any cost, before run; may be NULL */
    bool (*prepare)(struct ctx *, void *in, void *out);
    /* a WRITE may run again from its start when its batch was lost */
    bool (*run)(struct ctx *, const void *in, void *out);
    bool slow;          /* prepare runs on the one slow thread with its own read connection (argon2id) */
    bool idempotent;    /* takes Idempotency-Key (WRITE rows whose reply carries no secret) */
    int64_t upload_max; /* > 0: the body is a file of at most this many bytes */
    /* like prepare: on a reader, before run */
    bool (*upload)(struct ctx *, const void *in, const struct upload *, void *out);
    bool (*download)(struct ctx *, const void *in, struct download *); /* instead of run and out */
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

struct api_service; /* the dispatcher over a store */

/** A request as the transport hands it over: raw texts, nothing decoded.  Headers that were not sent are absent. */
struct request {
    struct str method, path; /* path is still percent-encoded and begins with '/' */
    struct str query;        /* without '?', still encoded */
    struct str body;         /* of a JSON row */
    struct upload upload;    /* of an upload row */
    struct str content_type, cookie, csrf, accept_language, idempotency_key;
    struct str agent;      /* User-Agent */
    struct str fetch_site; /* Sec-Fetch-Site; "cross-site" may not change anything */
    struct str remote;     /* the peer's address */
};
/** The value of a cookie, absent when it was not sent. */
struct str request_cookie(const struct request *r, struct str name);
/** The language of the answer: cookie nq_lang, else the better of zh and en in Accept-Language, else Chinese. */
enum lang request_lang(const struct request *r);
/** GET, HEAD and OPTIONS change nothing and need no CSRF token. */
bool request_is_safe(const struct request *r);

struct reply {
    int32_t status;
    struct str content_type;
    struct str body;       /* unless a download */
    struct str set_cookie; /* absent = none */
    struct str allow;      /* of a 405 */
    struct str request_id; /* also in the log line */
    int32_t retry_after_s; /* > 0 with 429 and 503 */
    enum lang lang;
    bool replayed;                   /* the first answer of an Idempotency-Key, again */
    const struct download *download; /* pages are pulled with api_page; NULL = body */
    const struct api *row;           /* the endpoint, NULL when none matched */
};

/** What the composition (cli, test rig) plugs in; the account slice implements them. */
struct api_hooks {
    /** Resolves the session of r: sets c->zone_id and c->actor, and c->actor stays empty when there is no live session.
     *  *touch: last_seen should be written.  Runs on a reader and again on the writer; not called for PUBLIC rows.
     *  @error FORBIDDEN (MSG_CSRF) when r is not safe and its CSRF token is not the session's */
    bool (*authenticate)(struct ctx *c, const struct request *r, bool *touch);
    /** Writes last_seen of c->actor.session_id in a small write of low priority after the answer; may be NULL. */
    bool (*touch)(struct ctx *c);
};
struct api_log {
    struct instant at;
    struct str id, method, path, actor, debug; /* path without the query; debug: what is behind a 500 */
    int32_t status;
    int64_t us;
};
struct api_options {
    struct app *app; /* store, clock, ids; open, and it outlives the service */
    const struct api_set *sets;
    size_t set_count;
    struct api_hooks hooks;
    void (*log)(void *arg, const struct api_log *line); /* any thread; NULL = silent */
    void *log_arg;
};

/** Checks the rows (assert: unique ids and addresses, fields for all holes), rebuilds the idempotency window, starts
 *  the slow thread.  NULL with e set when the store cannot be read.  The sets must outlive the service.
 *  @param sets  API_SET_HTTP (health, openapi) is one of them when wanted */
struct api_service *api_open(struct err *e, const struct api_options *o);
/** Waits for calls under way, stops the slow thread. */
void api_close(struct api_service *s);
const struct api_set *api_sets(const struct api_service *s, size_t *count);

/** Which row answers?  NULL when none; *allow then names the methods the address has (absent: no such address).
 *  The transport asks before it reads a body; path is raw. */
const struct api *api_route(const struct api_service *s, struct arena *a, struct str method, struct str path,
                            struct str *allow);

/** One request under way.  The caller owns it (zeroed); request texts and the arena live until done was called and the
 *  reply is out.  done is called exactly once, from any thread, perhaps before api_submit returns. */
struct call {
    struct arena *arena;
    struct request request;
    void (*done)(struct call *);
    void *owner;              /* the transport's */
    struct reply reply;       /* valid from done on */
    struct call_state *state; /* api.c's */
    struct call *next;        /* the transport's queue */
};
/** Before the body of an upload row is taken: may it come?  Row, headers, session, CSRF token and right are looked at
 *  in a small read; done is called as by api_submit.  reply.status is then 0: admitted, take the body and api_submit
 *  (which looks again); otherwise reply is the refusal, logged and on record as one by api_submit is. */
void api_admit(struct api_service *s, struct call *c);
/** Starts a call: route, then readers, slow thread and writer as the row wants. */
void api_submit(struct api_service *s, struct call *c);
struct page {
    struct str bytes;
    bool end, failed;
};
/** Makes the next page of reply.download in the background: done is called again, then *page holds the bytes (valid
 *  until the next api_page) and end tells whether it was the last.  failed: the store failed, cut the answer. */
void api_page(struct api_service *s, struct call *c, struct page *page);
/** The same, waiting: tests, CLI, fault walk.  An upload is admitted first, as the transport does.
 *  A download arrives whole in reply->body (file downloads too).
 *  Texts of the reply live in the arena. */
void api_call(struct api_service *s, struct arena *a, const struct request *r, struct reply *reply);
/** A refusal by the transport itself (bad header, body too large), in the caller's language, as problem+json. */
void api_refuse(struct api_service *s, struct call *c, struct err *e);

/** http's own rows: GET /health, GET /openapi.json. */
extern const struct api_set API_SET_HTTP;

/* ---- the contract for others, printed by `nuanqiao openapi` and `nuanqiao typescript` ---- */
/** The OpenAPI 3.1 document of all rows, with errors, security, uploads and downloads. */
void api_openapi(struct buf *b, const struct api_set *sets, size_t count);
/** TypeScript: an interface per record, a union per enum, `interface Api { id: {in, out} }`, `const ENDPOINTS`. */
void api_typescript(struct buf *b, const struct api_set *sets, size_t count);
#endif
