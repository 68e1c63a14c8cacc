/* invite.c - how people come in: accepting an invitation, the first administrator, demo accounts. */
#include "account/account_impl.h"
#include "account_sql.h"
#include "app/crypto.h"

struct invite_row {
    struct str user_id;
    struct instant expires, used;
};
static const struct field invite_row_fields[] = {
    FIELD(struct invite_row, user_id), FIELD(struct invite_row, expires), FIELD(struct invite_row, used),
};
static const struct record INVITE_ROW = RECORD(invite_row, invite_row_fields);

/* The invitation and its person, when it can still be used. */
static bool invite_get(struct ctx *c, const struct invite_accept *in, struct account_args *k, struct user_row *user)
{
    struct zone zone = {0};
    struct invite_row invite = {0};
    bool found = false;
    if (!zone_enter(c, in->zone, &zone)) {
        if (c->err.code != ERR_NOT_FOUND) return false;
        err_clear(&c->err);
        return fail(&c->err, ERR_NOT_FOUND, M(INVITE_UNKNOWN));
    }
    *k = account_args(c);
    k->token_hash = crypto_sha256(c->arena, in->token);
    if (!ctx_find(c, &SQL_INVITE_FIND, &ACCOUNT_ARGS, k, &INVITE_ROW, &invite, &found)) return false;
    if (!found) return fail(&c->err, ERR_NOT_FOUND, M(INVITE_UNKNOWN));
    if (invite.used.us != 0) return fail(&c->err, ERR_CONFLICT, M(INVITE_USED));
    if (invite.expires.us <= c->now.us) return fail(&c->err, ERR_CONFLICT, M(INVITE_EXPIRED));
    if (!user_row_get(c, invite.user_id, user)) return false;
    return user->state == USER_INVITED || fail(&c->err, ERR_NOT_FOUND, M(INVITE_UNKNOWN));
}

bool invite_accept_prepare(struct ctx *c, struct invite_accept *in, struct invite_accepted *out)
{
    struct account_args k;
    struct user_row user = {0};
    (void)out;
    if (!invite_get(c, in, &k, &user)) return false;
    if (!password_check(c, STR("password"), in->password, user.login)) return false;
    return crypto_password_hash(c->arena, &c->err, in->password, &in->hash);
}

bool invite_accept(struct ctx *c, const struct invite_accept *in, struct invite_accepted *out)
{
    struct account_args k;
    struct user_row user = {0};
    assert(in->hash.n > 0);
    if (!invite_get(c, in, &k, &user) || !ctx_change(c, &SQL_INVITE_USE, &ACCOUNT_ARGS, &k)) return false;
    user.password_hash = in->hash;
    user.state = USER_ACTIVE;
    if (!user_row_update(c, &user) || !throttle_clear(c, user.login)) return false;
    c->actor = (struct actor){.user_id = user.id, .login = user.login, .name = user.name};
    *out = (struct invite_accepted){user.login, user.name};
    return audit_record(c, &(struct audit_entry){.action = STR("user.accept"), .subject_kind = STR("user"),
                                                 .subject_id = user.id, .subject_name = user.name});
}

/* A person who can sign in at once; the callers say what for. */
static bool ready_user(struct ctx *c, struct user_row *row, struct str password, struct grant grant, const char *action)
{
    struct list grants = {0};
    struct user after = {0};
    *LIST_ADD(c->arena, &grants, struct grant) = grant;
    if (!login_check(c, row->login) || !grants_check(c, &grants)) return false;
    if (!crypto_password_hash(c->arena, &c->err, password, &row->password_hash)) return false;
    row->id = ctx_new_id(c);
    row->state = USER_ACTIVE;
    if (!user_row_insert(c, row, &grants) || !user_get(c, &(struct user_key){row->id}, &after)) return false;
    return user_audit(c, action, NULL, &after);
}

bool account_bootstrap(struct ctx *c, const struct first_user *in, struct first_password *out)
{
    assert(c->actor.system);
    struct user_row row = {.login = in->login, .name = in->name, .must_change = true};
    out->password = crypto_one_time_password(c->arena);
    const struct grant administrator = {.role = ROLE_ADMINISTRATOR, .scope = SCOPE_ZONE};
    if (!ready_user(c, &row, out->password, administrator, "user.bootstrap")) return false;
    out->user_id = row.id;
    out->login = row.login;
    return true;
}

bool account_add_demo(struct ctx *c, const struct demo_user *in, struct user *out)
{
    struct zone_page zone = {0};
    struct user_row row = {0};
    bool found = false;
    assert(c->actor.system);
    if (!zone_get(c, NULL, &zone)) return false;
    if (!zone.zone.demo) return fail(&c->err, ERR_CONFLICT, M(DEMO_ONLY));
    if (!user_row_by_login(c, in->login, &row, &found)) return false;
    if (!found) {
        row = (struct user_row){.login = in->login, .name = in->name};
        const struct grant grant = {.role = in->role, .scope = in->scope, .scope_id = in->scope_id};
        if (!password_check(c, STR("password"), in->password, in->login)) return false;
        if (!ready_user(c, &row, in->password, grant, "user.demo")) return false;
    }
    return user_get(c, &(struct user_key){row.id}, out);
}
