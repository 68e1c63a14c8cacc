/* account_impl.h - shared inside src/account: parameters of the statements, rows, small helpers. */
#ifndef ACCOUNT_IMPL_H
#define ACCOUNT_IMPL_H
#include "account/account.h"

/* What the simple statements of account.sql take; a statement uses the fields that it names. */
struct account_args {
    struct str zone_id, code, user_id, session_id, login_folded, token_hash, csrf, remote, agent, scope_id;
    struct instant now, expires, idle_before, forgotten_before;
    bool english;
};
extern const struct record ACCOUNT_ARGS;

/* A user with what never leaves the server. */
struct user_row {
    struct str zone_id, id, login, login_folded, name, password_hash;
    int32_t state;
    bool must_change;
    int64_t version;
    struct instant now;
};
extern const struct record USER_ROW;

/** Parameters of the caller's zone at c->now. */
struct account_args account_args(const struct ctx *c);
/** Lower case for ASCII; a login has nothing else. */
struct str login_fold(struct arena *a, struct str login);
/** The row, or *found = false. */
bool user_row_find(struct ctx *c, struct str user_id, struct user_row *out, bool *found) MUST_USE;
bool user_row_by_login(struct ctx *c, struct str login, struct user_row *out, bool *found) MUST_USE;
/** @error NOT_FOUND */
bool user_row_get(struct ctx *c, struct str user_id, struct user_row *out) MUST_USE;
/** Writes the row where its version is still stored.  @error STALE */
bool user_row_update(struct ctx *c, struct user_row *row) MUST_USE;
/** Inserts a user with its grants (already checked).  @error CONFLICT the login is taken */
bool user_row_insert(struct ctx *c, struct user_row *row, const struct list *grants) MUST_USE;
bool grants_replace(struct ctx *c, struct str user_id, const struct list *grants) MUST_USE;
/** Roles, scopes and bounds; fills a missing scope.  @error INVALID every bad one */
bool grants_check(struct ctx *c, struct list *grants) MUST_USE;
/** @error INVALID */
bool login_check(struct ctx *c, struct str login) MUST_USE;
/** One audit record about a user. */
bool user_audit(struct ctx *c, const char *action, const struct user *before, const struct user *after) MUST_USE;

/** Refuses while the login waits or is locked.  @error TOO_MANY with retry_after_s */
bool throttle_check(struct ctx *c, struct str login) MUST_USE;
/** Counts a wrong password; *locked: this one locked the login. */
bool throttle_count(struct ctx *c, struct str login, bool *locked) MUST_USE;
bool throttle_clear(struct ctx *c, struct str login) MUST_USE;
#endif
