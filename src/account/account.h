/* account.h - people: sign-in and sessions, invitations, users with their roles. */
#ifndef ACCOUNT_ACCOUNT_H
#define ACCOUNT_ACCOUNT_H
#include "app/ctx.h"
#include "zone/zone.h"

enum {
    SESSION_IDLE_HOURS = 8,
    SESSION_DAYS = 7,
    INVITE_DAYS = 7,
    SIGN_IN_FREE_FAILURES = 2,  /* the 3rd wrong password waits 1 s, the 4th 2 s, the 5th 4 s ... */
    SIGN_IN_LOCK_FAILURES = 10, /* the 10th locks the login */
    SIGN_IN_LOCK_MINUTES = 15,
    PASSWORD_MIN = 8,
    PASSWORD_MAX = 200,
};

/* ---- sign-in and sessions ---- */
struct sign_in {
    struct str zone, login, password; /* zone: its code */
    /* filled by sign_in_prepare, not part of the request: */
    struct str user_id;
    int64_t user_version;
    bool right_password;
};
/** The signed-in person: everything the front end needs to know at its start. */
struct session_info {
    struct str user_id, login, name;
    bool must_change;         /* nothing but the password change is allowed until then */
    struct zone_choice zone;
    struct list grants;       /* of struct grant */
    struct texts rights;      /* wire names of the rights held */
    struct str csrf;          /* send it as X-CSRF-Token with every change */
    struct instant expires;
};
struct password_change {
    struct str old_password, new_password;
    struct str new_hash; /* filled by password_change_prepare, like the next two */
    int64_t user_version;
    bool right_password;
};
extern const struct record SIGN_IN, SESSION_INFO, PASSWORD_CHANGE;

/** PREPARE, slow: refuses while the login waits or is locked, then checks the password; an unknown zone, login or
 *  state costs the same time.  @error TOO_MANY with retry_after_s */
bool sign_in_prepare(struct ctx *c, struct sign_in *in, struct session_info *out) MUST_USE;
/** APPLY: counts a wrong password (kept although the sign-in fails) or makes a new session and its cookie.
 *  @error UNAUTHENTICATED one answer for every reason, TOO_MANY failures were counted meanwhile */
bool sign_in(struct ctx *c, const struct sign_in *in, struct session_info *out) MUST_USE;
/** @error UNAUTHENTICATED */
bool session_get(struct ctx *c, const void *none, struct session_info *out) MUST_USE;
/** Ends the session and its cookie. */
bool sign_out(struct ctx *c, const void *none, void *nothing) MUST_USE;
/** PREPARE, slow: checks the old password (wrong ones count as at sign-in), hashes the new one.  @error INVALID */
bool password_change_prepare(struct ctx *c, struct password_change *in, struct session_info *out) MUST_USE;
/** APPLY: all sessions of the person end, this one continues under a new token. */
bool password_change(struct ctx *c, const struct password_change *in, struct session_info *out) MUST_USE;
/** Length, not the login, not one of the commonest.  @error INVALID with the field */
bool password_check(struct ctx *c, struct str field, struct str password, struct str login) MUST_USE;

/** Who sends a request: sets zone, offset and actor from the cookie's value; the actor stays empty without a live
 *  session.  csrf matters when the request changes something.
 *  *touch: last_seen is older than a minute.  @error FORBIDDEN a change without the session's CSRF token (the actor is
 *  known then, without grants) */
bool session_resolve(struct ctx *c, struct str cookie, bool changes, struct str csrf, bool *touch) MUST_USE;

/** Writes last_seen of the caller's session. */
bool session_touch(struct ctx *c) MUST_USE;

/* ---- users ---- */
enum user_state { USER_NONE, USER_INVITED, USER_ACTIVE, USER_DISABLED };
extern const struct enum_names USER_STATE_NAMES;
struct user {
    struct str id, login, name;
    int32_t state;            /* enum user_state */
    bool must_change;
    struct list grants;       /* of struct grant */
    struct instant created, last_sign_in, locked_until, invite_expires; /* absent when not so */
    int64_t version;
    struct texts actions;     /* edit, reset, disable, enable */
};
struct user_new {
    struct str login, name;
    struct list grants; /* of struct grant */
};
struct user_change {
    struct str id, name;
    struct list grants;
    int64_t version;
};
struct user_key {
    struct str id;
};
struct user_version { /* reset, disable, enable */
    struct str id;
    int64_t version;
};
struct user_invitation {
    struct user user;
    struct str invite_token; /* shown once: the administrator hands it over */
    struct instant invite_expires;
};
struct user_find {
    struct str q; /* part of the login or the name */
    int32_t role, state;
    struct str after;
    int64_t limit;
};
struct user_page {
    struct list items; /* of struct user, by login */
    int64_t total;
    bool total_capped;
    struct str next; /* absent on the last page */
};
struct user_session {
    struct str id;
    struct instant created, last_seen, expires;
    struct str remote, agent;
    bool current; /* the session that asks */
};
struct user_sessions {
    struct list items; /* of struct user_session, newest first */
};
struct user_session_key {
    struct str id, session_id;
};
struct invite_accept {
    struct str zone, token, password;
    struct str hash; /* filled by invite_accept_prepare */
};
struct invite_accepted {
    struct str login, name; /* to fill in the sign-in page */
};
extern const struct record USER, USER_NEW, USER_CHANGE, USER_KEY, USER_VERSION, USER_INVITATION, USER_FIND, USER_PAGE,
    USER_SESSION, USER_SESSIONS, USER_SESSION_KEY, INVITE_ACCEPT, INVITE_ACCEPTED;

/** Invites a person.  @error INVALID, CONFLICT the login is taken */
bool user_create(struct ctx *c, const struct user_new *in, struct user_invitation *out) MUST_USE;
/** @error NOT_FOUND */
bool user_get(struct ctx *c, const struct user_key *in, struct user *out) MUST_USE;
bool user_list(struct ctx *c, const struct user_find *in, struct user_page *out) MUST_USE;
/** Name and roles.  @error NOT_FOUND, INVALID, STALE, CONFLICT the last administrator, FORBIDDEN one's own roles (on
 *  record) */
bool user_edit(struct ctx *c, const struct user_change *in, struct user *out) MUST_USE;
/** A new invitation; the password and all sessions are gone.  @error NOT_FOUND, STALE, CONFLICT */
bool user_reset(struct ctx *c, const struct user_version *in, struct user_invitation *out) MUST_USE;
/** Switches off: sessions and invitations end.  @error NOT_FOUND, STALE, CONFLICT */
bool user_disable(struct ctx *c, const struct user_version *in, struct user *out) MUST_USE;
/** @error NOT_FOUND, STALE, CONFLICT */
bool user_enable(struct ctx *c, const struct user_version *in, struct user *out) MUST_USE;
/** Live sessions of a person: one's own, or anybody's with the right to see users.  @error NOT_FOUND, FORBIDDEN */
bool user_session_list(struct ctx *c, const struct user_key *in, struct user_sessions *out) MUST_USE;
/** Ends one session: one's own, or anybody's with the right to administer users.  @error NOT_FOUND, FORBIDDEN */
bool user_session_end(struct ctx *c, const struct user_session_key *in, struct user_sessions *out) MUST_USE;
/** PREPARE, slow: finds the invitation, checks and hashes the password.
 *  @error NOT_FOUND, CONFLICT used or expired, INVALID */
bool invite_accept_prepare(struct ctx *c, struct invite_accept *in, struct invite_accepted *out) MUST_USE;
/** APPLY.  @error as prepare, when somebody was faster */
bool invite_accept(struct ctx *c, const struct invite_accept *in, struct invite_accepted *out) MUST_USE;

/* ---- for init and packs (the system only, inside a TX_WRITE of the zone) ---- */
struct first_user {
    struct str login, name;
};
struct first_password {
    struct str user_id, login, password; /* one-time: must be changed at the first sign-in */
};
/** The first administrator, with a one-time password.  @error CONFLICT the login is taken, INVALID */
bool account_bootstrap(struct ctx *c, const struct first_user *in, struct first_password *out) MUST_USE;
struct demo_user {
    struct str login, name, password;
    int32_t role, scope; /* scope absent = the role's */
    struct str scope_id;
};
extern const struct record FIRST_USER, FIRST_PASSWORD, DEMO_USER;
/** A demo account that can sign in at once; left as it is when the login exists.
 *  @error CONFLICT the zone is not a demo zone, INVALID */
bool account_add_demo(struct ctx *c, const struct demo_user *in, struct user *out) MUST_USE;
#endif
