/* user.c - administration of people: invite, roles, reset, switch off and on, their sessions. */
#include "account/account_impl.h"
#include "account_sql.h"
#include "app/crypto.h"

enum { PAGE_DEFAULT = 50 };

/* ---- reading ---- */
struct user_query {
    struct str zone_id, q, after;
    int32_t role, state;
    int64_t limit;
    struct instant now;
};
static const struct field query_fields[] = {
    FIELD(struct user_query, zone_id), FIELD(struct user_query, q), FIELD(struct user_query, after),
    FIELD_E(struct user_query, role, ROLE_NAMES), FIELD_E(struct user_query, state, USER_STATE_NAMES),
    FIELD(struct user_query, limit), FIELD(struct user_query, now),
};
static const struct record USER_QUERY = RECORD(user_query, query_fields);
struct count {
    int64_t n;
};
static const struct field count_fields[] = {FIELD(struct count, n)};
static const struct record COUNT_RECORD = RECORD(count, count_fields);

static bool is_self(const struct ctx *c, struct str user_id)
{
    return c->actor.user_id.n > 0 && str_eq(c->actor.user_id, user_id);
}

static void add_action(struct ctx *c, struct user *u, const char *action)
{
    *LIST_ADD(c->arena, &u->actions.l, struct str) = str_of(action);
}

/* Roles and what the caller may do with this person now. */
static bool user_complete(struct ctx *c, struct user *u)
{
    struct account_args k = account_args(c);
    k.user_id = u->id;
    if (!ctx_rows(c, &SQL_GRANT_LIST_NAMED, &ACCOUNT_ARGS, &k, &GRANT, &u->grants)) return false;
    if (!ctx_may(c, RIGHT_USER_ADMIN)) return true;
    add_action(c, u, "edit");
    if (is_self(c, u->id)) return true;
    if (u->state != USER_DISABLED) add_action(c, u, "reset");
    add_action(c, u, u->state == USER_DISABLED ? "enable" : "disable");
    return true;
}

bool user_get(struct ctx *c, const struct user_key *in, struct user *out)
{
    struct account_args k = account_args(c);
    bool found = false;
    k.user_id = in->id;
    if (!ctx_find(c, &SQL_USER_BY_ID, &ACCOUNT_ARGS, &k, &USER, out, &found)) return false;
    if (!found) return ctx_not_found(c, "用户", "user");
    return user_complete(c, out);
}

bool user_list(struct ctx *c, const struct user_find *in, struct user_page *out)
{
    int64_t limit = in->limit > 0 ? in->limit : PAGE_DEFAULT;
    struct str q = str_trim(in->q);
    struct user_query query = {
        .zone_id = c->zone_id, .q = q.n ? login_fold(c->arena, q) : (struct str){0}, .role = in->role,
        .after = in->after.n ? in->after : (struct str){0}, .state = in->state, .limit = limit + 1, .now = c->now,
    };
    struct count total = {0};
    if (!ctx_rows(c, &SQL_USER_PAGE, &USER_QUERY, &query, &USER, &out->items)) return false;
    if (!ctx_one(c, &SQL_USER_COUNT, &USER_QUERY, &query, &COUNT_RECORD, &total)) return false;
    if (out->items.count > (size_t)limit) {
        out->items.count = (size_t)limit;
        out->next = login_fold(c->arena, LIST_AT(&out->items, struct user, limit - 1)->login);
    }
    out->total = total.n;
    for (size_t i = 0; i < out->items.count; i++)
        if (!user_complete(c, LIST_AT(&out->items, struct user, i))) return false;
    return true;
}

/* ---- inviting ---- */
static bool invite_make(struct ctx *c, struct str user_id, struct user_invitation *out)
{
    struct account_args k = account_args(c);
    k.user_id = user_id;
    out->invite_token = crypto_token(c->arena);
    out->invite_expires.us = c->now.us + INVITE_DAYS * INT64_C(86400000000);
    k.token_hash = crypto_sha256(c->arena, out->invite_token);
    k.expires = out->invite_expires;
    return ctx_exec(c, &SQL_INVITE_DELETE_OPEN, &ACCOUNT_ARGS, &k) &&
        ctx_exec(c, &SQL_INVITE_INSERT, &ACCOUNT_ARGS, &k);
}

bool user_create(struct ctx *c, const struct user_new *in, struct user_invitation *out)
{
    struct list grants = in->grants;
    bool login_ok = login_check(c, in->login);
    if (!grants_check(c, &grants) || !login_ok) return false;
    struct user_row row = {.id = ctx_new_id(c), .login = in->login, .name = str_trim(in->name), .state = USER_INVITED};
    if (!user_row_insert(c, &row, &grants) || !invite_make(c, row.id, out)) return false;
    return user_get(c, &(struct user_key){row.id}, &out->user) && user_audit(c, "user.create", NULL, &out->user);
}

/* ---- changing ---- */
static bool same_grants(const struct list *a, const struct list *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++) { /* no duplicates in either, so one direction is enough */
        const struct grant *g = LIST_AT(a, const struct grant, i);
        bool found = false;
        for (size_t k = 0; k < b->count && !found; k++) {
            const struct grant *o = LIST_AT(b, const struct grant, k);
            found = o->role == g->role && o->scope == g->scope && str_eq(o->scope_id, g->scope_id);
        }
        if (!found) return false;
    }
    return true;
}

static bool is_administrator(const struct list *grants)
{
    for (size_t i = 0; i < grants->count; i++)
        if (LIST_AT(grants, const struct grant, i)->role == ROLE_ADMINISTRATOR) return true;
    return false;
}

/* A zone without an administrator could never be administered again. */
static bool another_administrator(struct ctx *c, const struct user *leaving)
{
    struct account_args k = account_args(c);
    struct count others = {0};
    if (leaving->state != USER_ACTIVE || !is_administrator(&leaving->grants)) return true;
    k.user_id = leaving->id;
    if (!ctx_one(c, &SQL_ADMINISTRATOR_COUNT_OTHERS, &ACCOUNT_ARGS, &k, &COUNT_RECORD, &others)) return false;
    return others.n > 0 || fail(&c->err, ERR_CONFLICT, M(LAST_ADMINISTRATOR));
}

/* Somebody tried to change or switch off himself: refused, and on record. */
static bool refuse_self(struct ctx *c, const struct user *u, const char *action)
{
    return audit_refused(c, &(struct audit_entry){.action = str_of(action), .subject_kind = STR("user"),
                                                  .subject_id = u->id, .subject_name = u->name,
                                                  .before = audit_json(c, &USER, u)});
}

bool user_edit(struct ctx *c, const struct user_change *in, struct user *out)
{
    struct user before = {0};
    struct user_row row = {0};
    struct list grants = in->grants;
    if (!user_get(c, &(struct user_key){in->id}, &before) || !grants_check(c, &grants)) return false;
    bool same = same_grants(&before.grants, &grants);
    if (is_self(c, in->id) && !same) {
        (void)fail(&c->err, ERR_FORBIDDEN, M(OWN_GRANTS));
        return refuse_self(c, &before, "user.edit");
    }
    if (!is_administrator(&grants) && !another_administrator(c, &before)) return false;
    if (!user_row_get(c, in->id, &row)) return false;
    row.name = str_trim(in->name);
    row.version = in->version;
    if (!user_row_update(c, &row) || (!same && !grants_replace(c, in->id, &grants))) return false;
    return user_get(c, &(struct user_key){in->id}, out) && user_audit(c, "user.edit", &before, out);
}

static bool end_access(struct ctx *c, struct str user_id)
{
    struct account_args k = account_args(c);
    k.user_id = user_id;
    return ctx_exec(c, &SQL_SESSION_DELETE_USER, &ACCOUNT_ARGS, &k) &&
           ctx_exec(c, &SQL_INVITE_DELETE_OPEN, &ACCOUNT_ARGS, &k);
}

/* What reset, disable and enable begin with: the person, not oneself. */
static bool other_person(struct ctx *c, const struct user_version *in, const char *action, struct user *before,
                         struct user_row *row)
{
    if (!user_get(c, &(struct user_key){in->id}, before) || !user_row_get(c, in->id, row)) return false;
    row->version = in->version;
    if (!is_self(c, in->id)) return true;
    (void)fail(&c->err, ERR_FORBIDDEN, M(OWN_ACCOUNT));
    return refuse_self(c, before, action);
}

bool user_reset(struct ctx *c, const struct user_version *in, struct user_invitation *out)
{
    struct user before = {0};
    struct user_row row = {0};
    if (!other_person(c, in, "user.reset", &before, &row)) return false;
    if (row.state == USER_DISABLED) return fail(&c->err, ERR_CONFLICT, M(USER_IS_DISABLED));
    /* The machine's operator may: it is the way back in. */
    if (!c->actor.system && !another_administrator(c, &before)) return false;
    row.state = USER_INVITED;
    row.password_hash = (struct str){0};
    row.must_change = false;
    if (!user_row_update(c, &row) || !end_access(c, in->id) || !throttle_clear(c, row.login)) return false;
    if (!invite_make(c, in->id, out) || !user_get(c, &(struct user_key){in->id}, &out->user)) return false;
    return user_audit(c, "user.reset", &before, &out->user);
}

bool user_disable(struct ctx *c, const struct user_version *in, struct user *out)
{
    struct user before = {0};
    struct user_row row = {0};
    if (!other_person(c, in, "user.disable", &before, &row)) return false;
    if (row.state == USER_DISABLED) return fail(&c->err, ERR_CONFLICT, M(USER_DISABLED_ALREADY));
    if (!another_administrator(c, &before)) return false;
    row.state = USER_DISABLED;
    if (!user_row_update(c, &row) || !end_access(c, in->id)) return false;
    return user_get(c, &(struct user_key){in->id}, out) && user_audit(c, "user.disable", &before, out);
}

bool user_enable(struct ctx *c, const struct user_version *in, struct user *out)
{
    struct user before = {0};
    struct user_row row = {0};
    if (!other_person(c, in, "user.enable", &before, &row)) return false;
    if (row.state != USER_DISABLED) return fail(&c->err, ERR_CONFLICT, M(USER_NOT_DISABLED));
    row.state = row.password_hash.n > 0 ? USER_ACTIVE : USER_INVITED;
    if (!user_row_update(c, &row)) return false;
    return user_get(c, &(struct user_key){in->id}, out) && user_audit(c, "user.enable", &before, out);
}

/* ---- sessions of a person ---- */
bool user_session_list(struct ctx *c, const struct user_key *in, struct user_sessions *out)
{
    struct account_args k = account_args(c);
    struct user_row row = {0};
    if (!is_self(c, in->id) && !ctx_require(c, RIGHT_USER_READ)) return false;
    if (!user_row_get(c, in->id, &row)) return false;
    k.user_id = in->id;
    if (!ctx_rows(c, &SQL_SESSION_LIST, &ACCOUNT_ARGS, &k, &USER_SESSION, &out->items)) return false;
    for (size_t i = 0; i < out->items.count; i++) {
        struct user_session *s = LIST_AT(&out->items, struct user_session, i);
        s->current = str_eq(s->id, c->actor.session_id);
    }
    return true;
}

bool user_session_end(struct ctx *c, const struct user_session_key *in, struct user_sessions *out)
{
    struct account_args k = account_args(c);
    struct user_row row = {0};
    int64_t ended = 0;
    if (!is_self(c, in->id) && !ctx_require(c, RIGHT_USER_ADMIN)) return false;
    if (!user_row_get(c, in->id, &row)) return false;
    k.user_id = in->id;
    k.session_id = in->session_id;
    if (!db_exec(c->db, c->arena, &c->err, &SQL_SESSION_DELETE, &ACCOUNT_ARGS, &k, &ended)) return false;
    if (ended == 0) return ctx_not_found(c, "登录会话", "session");
    if (!audit_record(c, &(struct audit_entry){.action = STR("session.revoke"), .subject_kind = STR("user"),
                                               .subject_id = row.id, .subject_name = row.name}))
        return false;
    return user_session_list(c, &(struct user_key){in->id}, out);
}
