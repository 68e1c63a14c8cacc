/* ctx.h - what a domain function may use.  One per request, job step or command. */
#ifndef APP_CTX_H
#define APP_CTX_H
#include "app/right.h"
#include "base/rng.h"
#include "store/db.h"

struct app;         /* app.h: the running program (store, configuration, jobs, files) */
struct api_service; /* http/api.h */

/** Who acts.  Empty user_id: nobody is signed in (public rows) or the system itself (`system`). */
struct actor {
    struct str user_id, login, name;
    struct str session_id;
    struct list grants; /* of struct grant (right.h); empty while a one-time password is to be changed */
    bool must_change;   /* signed in with a one-time password: nothing but the password may be changed */
    bool system;        /* CLI on the data directory, a job */
};

struct ctx {
    struct arena *arena; /* dies with the request */
    struct db *db;       /* inside the transaction that the row declared */
    struct err err;      /* the first failure and all bad fields */
    struct str zone_id;  /* the tenant; every statement names it */
    int32_t utc_offset_minutes; /* of the zone; 480 in China */
    struct actor actor;
    enum lang lang;
    struct str remote;       /* peer address for the audit trail; "cli" or "job" otherwise */
    struct str agent;        /* the caller's User-Agent, for the list of sessions */
    struct instant now;      /* the only clock; tests set it */
    struct id_source *ids;   /* UUIDv7; seeded in tests */
    struct app *app;
    struct api_service *service; /* who serves this request, for http's own rows; NULL in jobs and commands */
    /* audit records written in this transaction; the dispatcher asserts > 0 after a WRITE row */
    int32_t audited;
    struct str set_cookie;   /* a Set-Cookie value to send with the reply, or absent */
    bool keep;               /* set before `return fail(...)` in a WRITE: the failure is answered, yet what was written
                                stays (a failed sign-in counts, a forged change is on record); set while nothing else
                                of the operation was written */
    bool wake_jobs;          /* a job was queued; ctx_committed wakes the worker */
};

/** A ctx of the running program: its clock and ids, Chinese, the offset of China; no zone, nobody signed in. */
void ctx_init(struct ctx *c, struct app *app, struct arena *arena);
/** Before a try inside a transaction: forgets the error and whatever an earlier try left in the ctx. */
void ctx_restart(struct ctx *c);
/** After the COMMIT of a TX_WRITE, never before: wakes the job worker when a job was queued. */
void ctx_committed(struct ctx *c);
/** NOT_FOUND with the thing named in the caller's language; returns false. */
bool ctx_not_found(struct ctx *c, const char *zh, const char *en);
/** For `return ctx_fail_kept(c)` after a fail(): the failure is answered and what was written stays (see keep). */
bool ctx_fail_kept(struct ctx *c);

/** A new UUIDv7 text (36 bytes) from c->now and the id source; sorts by time, unique in this process. */
struct str ctx_new_id(struct ctx *c);
/** Today in the zone's time zone (China: UTC+8, no summer time). */
struct date ctx_today(const struct ctx *c);
/** Does the person hold the right?  PUBLIC: everybody; SIGNED_IN: who has a session; the system: always.
 *  @error UNAUTHENTICATED nobody is signed in, FORBIDDEN the right is missing */
bool ctx_require(struct ctx *c, enum right right) MUST_USE;
/** The same as a question, without an error. */
bool ctx_may(const struct ctx *c, enum right right);
/** The widest scope at which the person holds the right (SCOPE_NONE: not at all); the system holds all in the zone. */
enum scope ctx_scope(const struct ctx *c, enum right right);

/** The statements of a slice get their parameters from records; these are the short forms for c->db, c->arena,
 *  &c->err. */
bool ctx_rows(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in,
              const struct record *out_rec, struct list *out) MUST_USE;
bool ctx_one(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in,
             const struct record *out_rec, void *out) MUST_USE;
bool ctx_find(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in,
              const struct record *out_rec, void *out, bool *found) MUST_USE;
bool ctx_exec(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in) MUST_USE;
/** Exactly one row must change.  @error STALE none did (somebody else changed the version, or it is gone) */
bool ctx_change(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in) MUST_USE;
/** db_gather and db_bulk. */
bool ctx_gather(struct ctx *c, const struct sql *q, const struct record *in_rec, const struct list *items,
                const struct record *out_rec, struct list *out) MUST_USE;
bool ctx_bulk(struct ctx *c, const struct sql *q, const struct record *in_rec, const struct list *items) MUST_USE;
/** ctx_change for a list: every record changes exactly one row.  @error STALE one did not */
bool ctx_change_all(struct ctx *c, const struct sql *q, const struct record *in_rec,
                    const struct list *items) MUST_USE;
#endif
