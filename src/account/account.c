/* account.c - rows of people and their grants; used by sign_in.c, user.c and invite.c. */
#include "account/account_impl.h"
#include "account_sql.h"

static const struct field args_fields[] = {
    FIELD(struct account_args, zone_id),     FIELD(struct account_args, code),
    FIELD(struct account_args, user_id),     FIELD(struct account_args, session_id),
    FIELD(struct account_args, login_folded), FIELD(struct account_args, token_hash),
    FIELD(struct account_args, csrf),        FIELD(struct account_args, remote),
    FIELD(struct account_args, agent),       FIELD(struct account_args, scope_id),
    FIELD(struct account_args, now),         FIELD(struct account_args, expires),
    FIELD(struct account_args, idle_before), FIELD(struct account_args, forgotten_before),
    FIELD(struct account_args, english),
};
const struct record ACCOUNT_ARGS = RECORD(account_args, args_fields);

static const struct field row_fields[] = {
    FIELD(struct user_row, zone_id),       FIELD(struct user_row, id),
    FIELD(struct user_row, login),         FIELD(struct user_row, login_folded),
    FIELD(struct user_row, name),          FIELD(struct user_row, password_hash, .secret = true),
    FIELD_E(struct user_row, state, USER_STATE_NAMES), FIELD(struct user_row, must_change),
    FIELD(struct user_row, version),       FIELD(struct user_row, now),
};
const struct record USER_ROW = RECORD(user_row, row_fields);

/* Parameters of grant_insert. */
struct grant_row {
    struct str zone_id, user_id, scope_id;
    int32_t role, scope;
};
static const struct field grant_row_fields[] = {
    FIELD(struct grant_row, zone_id),
    FIELD(struct grant_row, user_id),
    FIELD(struct grant_row, scope_id),
    FIELD_E(struct grant_row, role, ROLE_NAMES),
    FIELD_E(struct grant_row, scope, SCOPE_NAMES),
};
static const struct record GRANT_ROW = RECORD(grant_row, grant_row_fields);

struct account_args account_args(const struct ctx *c)
{
    return (struct account_args){
        .zone_id = c->zone_id, .user_id = c->actor.user_id, .now = c->now, .english = c->lang == LANG_EN,
        .idle_before = {c->now.us - SESSION_IDLE_HOURS * INT64_C(3600000000)},
        .forgotten_before = {c->now.us - INT64_C(86400000000)},
    };
}

struct str login_fold(struct arena *a, struct str login)
{
    char *p = arena_cstr(a, login);
    for (size_t i = 0; i < login.n; i++)
        if (p[i] >= 'A' && p[i] <= 'Z') p[i] = (char)(p[i] + 32);
    return (struct str){p, login.n};
}

bool login_check(struct ctx *c, struct str login)
{
    bool ok = login.n >= 2 && login.n <= 64;
    for (size_t i = 0; ok && i < login.n; i++) {
        char ch = login.p[i];
        bool word = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9');
        ok = word || (i > 0 && (ch == '.' || ch == '_' || ch == '-' || ch == '@'));
    }
    return ok || fail_field(&c->err, STR("login"), M(LOGIN_BAD), S("example", STR("li.wei")));
}

bool user_row_find(struct ctx *c, struct str user_id, struct user_row *out, bool *found)
{
    struct account_args k = account_args(c);
    k.user_id = user_id;
    return ctx_find(c, &SQL_USER_ROW, &ACCOUNT_ARGS, &k, &USER_ROW, out, found);
}

bool user_row_by_login(struct ctx *c, struct str login, struct user_row *out, bool *found)
{
    struct account_args k = account_args(c);
    k.login_folded = login_fold(c->arena, login);
    return ctx_find(c, &SQL_USER_ROW_BY_LOGIN, &ACCOUNT_ARGS, &k, &USER_ROW, out, found);
}

bool user_row_get(struct ctx *c, struct str user_id, struct user_row *out)
{
    bool found = false;
    if (!user_row_find(c, user_id, out, &found)) return false;
    return found || ctx_not_found(c, "用户", "user");
}

bool user_row_update(struct ctx *c, struct user_row *row)
{
    row->zone_id = c->zone_id;
    row->now = c->now;
    return ctx_change(c, &SQL_USER_UPDATE, &USER_ROW, row);
}

bool user_row_insert(struct ctx *c, struct user_row *row, const struct list *grants)
{
    int64_t made = 0;
    row->zone_id = c->zone_id;
    row->now = c->now;
    row->login_folded = login_fold(c->arena, row->login);
    if (!db_exec(c->db, c->arena, &c->err, &SQL_USER_INSERT, &USER_ROW, row, &made)) return false;
    if (made == 0) return fail(&c->err, ERR_CONFLICT, M(LOGIN_TAKEN), S("login", row->login));
    return grants_replace(c, row->id, grants);
}

bool grants_replace(struct ctx *c, struct str user_id, const struct list *grants)
{
    struct account_args k = account_args(c);
    k.user_id = user_id;
    if (!ctx_exec(c, &SQL_GRANT_DELETE_USER, &ACCOUNT_ARGS, &k)) return false;
    for (size_t i = 0; i < grants->count; i++) {
        const struct grant *g = LIST_AT(grants, const struct grant, i);
        const struct grant_row row = {c->zone_id, user_id, g->scope_id, g->role, g->scope};
        if (!ctx_exec(c, &SQL_GRANT_INSERT, &GRANT_ROW, &row)) return false;
    }
    return true;
}

static const struct sql *bound_statement(enum scope scope)
{
    switch (scope) {
    case SCOPE_ENTERPRISE: return &SQL_BOUND_ENTERPRISE;
    case SCOPE_AREA: return &SQL_BOUND_AREA;
    case SCOPE_DEPARTMENT: return &SQL_BOUND_DEPARTMENT;
    case SCOPE_NONE:
    case SCOPE_ZONE: break;
    }
    return NULL;
}

static bool bound_check(struct ctx *c, const struct grant *g, struct str at)
{
    struct account_args k = account_args(c);
    struct user_key got;
    bool found = false;
    if (g->scope == SCOPE_ZONE)
        return g->scope_id.n == 0 || fail_field(&c->err, at, M(GRANT_BOUND_EXTRA));
    if (g->scope_id.n == 0) return fail_field(&c->err, at, M(GRANT_BOUND_MISSING));
    k.scope_id = g->scope_id;
    if (!ctx_find(c, bound_statement((enum scope)g->scope), &ACCOUNT_ARGS, &k, &USER_KEY, &got, &found)) return false;
    return found || fail_field(&c->err, at, M(GRANT_BOUND_UNKNOWN));
}

static bool grant_check(struct ctx *c, const struct list *grants, size_t i)
{
    struct grant *g = LIST_AT(grants, struct grant, i);
    if (g->scope == SCOPE_NONE) g->scope = role_scope((enum role)g->role);
    for (size_t k = 0; k < i; k++) {
        const struct grant *o = LIST_AT(grants, const struct grant, k);
        if (o->role == g->role && o->scope == g->scope && str_eq(o->scope_id, g->scope_id))
            return fail_field(&c->err, arena_printf(c->arena, "grants/%zu", i), M(GRANT_TWICE));
    }
    if (!role_takes_scope((enum role)g->role, (enum scope)g->scope))
        return fail_field(&c->err, arena_printf(c->arena, "grants/%zu/scope", i), M(GRANT_SCOPE),
                          S("role", role_label(c->lang, (enum role)g->role)),
                          S("scope", str_of((c->lang == LANG_ZH ? SCOPE_NAMES.zh : SCOPE_NAMES.en)[g->scope])));
    return bound_check(c, g, arena_printf(c->arena, "grants/%zu/scope_id", i));
}

bool grants_check(struct ctx *c, struct list *grants)
{
    bool ok = true;
    for (size_t i = 0; i < grants->count && (ok || c->err.code == ERR_INVALID); i++)
        ok = grant_check(c, grants, i) && ok;
    return ok;
}

bool user_audit(struct ctx *c, const char *action, const struct user *before, const struct user *after)
{
    const struct user *u = after ? after : before;
    return audit_record(c, &(struct audit_entry){.action = str_of(action), .subject_kind = STR("user"),
                                                 .subject_id = u->id, .subject_name = u->name,
                                                 .before = before ? audit_json(c, &USER, before) : (struct str){0},
                                                 .after = after ? audit_json(c, &USER, after) : (struct str){0}});
}
