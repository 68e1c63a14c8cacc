/* ctx.h - what a domain function may use.  One per request, job step or command. */
#ifndef APP_CTX_H
#define APP_CTX_H
#include "app/right.h"
#include "store/db.h"

struct app; /* app.h: the running program (store, configuration, jobs, files) */

/** Who acts.  Empty user_id: nobody is signed in (public rows) or the system itself (`system`). */
struct actor {
    struct str user_id, login, name;
    struct str session_id;
    struct list grants; /* of struct grant (right.h) */
    bool system;        /* CLI on the data directory, a job */
};

struct ctx {
    struct arena *arena; /* dies with the request */
    struct db *db;       /* inside the transaction that the row declared */
    struct err err;      /* the first failure and all bad fields */
    struct str zone_id;  /* the tenant; every statement names it */
    struct actor actor;
    enum lang lang;
    struct str remote;       /* peer address for the audit trail; "cli" or "job" otherwise */
    struct str agent;        /* the caller's User-Agent, for the list of sessions */
    struct instant now;      /* the only clock; tests set it */
    struct id_source *ids;   /* UUIDv7; seeded in tests */
    struct app *app;
    int32_t audited;         /* audit records written in this transaction; the dispatcher asserts > 0 after a WRITE row */
    struct str set_cookie;   /* a Set-Cookie value to send with the reply, or absent */
    bool keep;               /* set before `return fail(...)` in a WRITE: the failure is answered, yet what was written
                                stays (a failed sign-in counts, a forged change is on record); set while nothing else
                                of the operation was written */
};

/** A new UUIDv7 text (36 bytes) from c->now and the id source; sorts by time, unique in this process. */
struct str ctx_new_id(struct ctx *c);
/** Today in the zone's time zone (China: UTC+8, no summer time). */
struct date ctx_today(const struct ctx *c);

/** The statements of a slice get their parameters from records; these are the short forms for c->db, c->arena, &c->err. */
bool ctx_rows(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in,
              const struct record *out_rec, struct list *out) MUST_USE;
bool ctx_one(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in,
             const struct record *out_rec, void *out) MUST_USE;
bool ctx_find(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in,
              const struct record *out_rec, void *out, bool *found) MUST_USE;
bool ctx_exec(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in) MUST_USE;
/** Exactly one row must change.  @error STALE none did (somebody else changed the version, or it is gone) */
bool ctx_change(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in) MUST_USE;
#endif
