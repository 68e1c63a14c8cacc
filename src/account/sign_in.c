/* sign_in.c - signing in and out, sessions, one's own password, and what wrong passwords cost. */
#include "account/account_impl.h"
#include "account_sql.h"
#include "app/app.h"

#define SECOND_US INT64_C(1000000)

/* ---- wrong passwords ---- */
struct throttle {
    struct str zone_id, login_folded;
    int64_t failures;
    struct instant last_failed, locked_until;
};
static const struct field throttle_fields[] = {
    FIELD(struct throttle, zone_id),  FIELD(struct throttle, login_folded), FIELD(struct throttle, failures),
    FIELD(struct throttle, last_failed), FIELD(struct throttle, locked_until),
};
static const struct record THROTTLE = RECORD(throttle, throttle_fields);

static bool throttle_get(struct ctx *c, struct str login, struct throttle *out)
{
    struct account_args k = account_args(c);
    bool found = false;
    k.login_folded = login_fold(c->arena, login);
    if (!ctx_find(c, &SQL_THROTTLE_FIND, &ACCOUNT_ARGS, &k, &THROTTLE, out, &found)) return false;
    bool forgotten = found && out->last_failed.us < k.forgotten_before.us;
    bool served = found && out->failures >= SIGN_IN_LOCK_FAILURES && out->locked_until.us <= c->now.us;
    if (!found || forgotten || served) *out = (struct throttle){0};
    out->zone_id = c->zone_id;
    out->login_folded = k.login_folded;
    return true;
}

bool throttle_check(struct ctx *c, struct str login)
{
    struct throttle t = {0};
    if (!throttle_get(c, login, &t)) return false;
    int64_t wait_us = t.locked_until.us - c->now.us;
    if (wait_us <= 0) return true;
    c->err.retry_after_s = (int32_t)((wait_us + SECOND_US - 1) / SECOND_US);
    return fail(&c->err, ERR_TOO_MANY, M(SIGN_IN_WAIT), I("seconds", c->err.retry_after_s));
}

bool throttle_count(struct ctx *c, struct str login, bool *locked)
{
    struct throttle t = {0};
    struct account_args k = account_args(c);
    if (!throttle_get(c, login, &t)) return false;
    t.failures++;
    t.last_failed = c->now;
    t.locked_until = c->now; /* the first failures are free: people mistype */
    *locked = t.failures >= SIGN_IN_LOCK_FAILURES;
    if (*locked)
        t.locked_until.us += SIGN_IN_LOCK_MINUTES * 60 * SECOND_US;
    else if (t.failures > SIGN_IN_FREE_FAILURES)
        t.locked_until.us += SECOND_US << (t.failures - SIGN_IN_FREE_FAILURES - 1);
    return ctx_exec(c, &SQL_THROTTLE_PRUNE, &ACCOUNT_ARGS, &k) && ctx_exec(c, &SQL_THROTTLE_PUT, &THROTTLE, &t);
}

bool throttle_clear(struct ctx *c, struct str login)
{
    struct account_args k = account_args(c);
    k.login_folded = login_fold(c->arena, login);
    return ctx_exec(c, &SQL_THROTTLE_CLEAR, &ACCOUNT_ARGS, &k);
}

/* ---- passwords ---- */
static bool one_letter(struct str s)
{
    for (size_t i = 1; i < s.n; i++)
        if (s.p[i] != s.p[0]) return false;
    return true;
}

bool password_check(struct ctx *c, struct str field, struct str password, struct str login)
{
    /* From published lists of leaked passwords, those of 8 and more characters that are seen most in China and
     * abroad. */
    static const char *const common[] = {
        "12345678", "123456789", "1234567890", "0123456789", "87654321", "987654321", "0987654321", "11223344",
        "1122334455", "12341234", "123123123", "123321123", "147258369", "789456123", "password", "password1",
        "password123", "passw0rd", "p@ssw0rd", "p@ssword", "qwertyuiop", "qwerty123", "qwer1234", "1qaz2wsx",
        "1q2w3e4r", "1q2w3e4r5t", "q1w2e3r4", "asdfghjkl", "asdf1234", "zxcvbnm123", "abcd1234", "abc12345",
        "abc123456", "abcdefgh", "a1234567", "a12345678", "a123456789", "aa123456", "aa12345678", "woaini123",
        "woaini520", "woaini1314", "woaini521", "5201314520", "iloveyou", "iloveyou1", "admin123", "admin1234",
        "admin@123", "admin123456", "administrator", "administrator1", "root1234", "test1234", "welcome1", "welcome123",
        "letmein1", "sunshine", "princess", "football", "baseball", "superman", "trustno1", "nuanqiao", "nuanqiao123",
        "changeme", "changeme1", "qq123456", "qq123456789", "zhang123", "wang1234", "xiaoming", "88888888", "66666666",
    };
    struct str folded = login_fold(c->arena, password);
    if (utf8_count(password) < PASSWORD_MIN)
        return fail_field(&c->err, field, M(TEXT_SHORT), I("min", PASSWORD_MIN));
    if (str_eq_nocase(password, login)) return fail_field(&c->err, field, M(PASSWORD_IS_LOGIN));
    if (one_letter(password)) return fail_field(&c->err, field, M(PASSWORD_COMMON));
    for (size_t i = 0; i < COUNT(common); i++)
        if (str_eq(folded, str_of(common[i]))) return fail_field(&c->err, field, M(PASSWORD_COMMON));
    return true;
}

/* ---- sessions ---- */
struct session_row {
    struct str zone_id, session_id, csrf, user_id, login, name;
    int64_t utc_offset_minutes;
    struct instant last_seen, expires;
    int32_t state;
    bool must_change;
};
static const struct field session_row_fields[] = {
    FIELD(struct session_row, zone_id), FIELD(struct session_row, session_id), FIELD(struct session_row, csrf),
    FIELD(struct session_row, user_id), FIELD(struct session_row, login),      FIELD(struct session_row, name),
    FIELD(struct session_row, utc_offset_minutes),
    FIELD(struct session_row, last_seen), FIELD(struct session_row, expires),
    FIELD_E(struct session_row, state, USER_STATE_NAMES), FIELD(struct session_row, must_change),
};
static const struct record SESSION_ROW = RECORD(session_row, session_row_fields);

static bool grants_load(struct ctx *c)
{
    struct account_args k = account_args(c);
    if (c->actor.must_change) return true; /* no right but "signed in" until the one-time password is changed */
    return ctx_rows(c, &SQL_GRANT_LIST, &ACCOUNT_ARGS, &k, &GRANT, &c->actor.grants);
}

bool session_resolve(struct ctx *c, struct str cookie, bool changes, struct str csrf, bool *touch)
{
    struct str token = cookie, code = str_part(&token, '.');
    struct session_row s = {0};
    bool found = false;
    *touch = false;
    if (code.n == 0 || token.n == 0 || token.n > 100) return true;
    const struct account_args k = {.code = code, .session_id = crypto_sha256(c->arena, token)};
    if (!utf8_valid(code)) return true;
    if (!ctx_find(c, &SQL_SESSION_FIND, &ACCOUNT_ARGS, &k, &SESSION_ROW, &s, &found)) return false;
    if (!found || s.state != USER_ACTIVE || s.expires.us <= c->now.us) return true;
    if (s.last_seen.us + SESSION_IDLE_HOURS * 3600 * SECOND_US <= c->now.us) return true;
    c->zone_id = s.zone_id;
    c->utc_offset_minutes = (int32_t)s.utc_offset_minutes;
    c->actor = (struct actor){.user_id = s.user_id, .login = s.login, .name = s.name, .session_id = s.session_id,
                              .must_change = s.must_change};
    if (changes && !crypto_equal(csrf, s.csrf)) return fail(&c->err, ERR_FORBIDDEN, M(CSRF)); /* on record as his */
    *touch = s.last_seen.us + 60 * SECOND_US <= c->now.us;
    return grants_load(c);
}

bool session_touch(struct ctx *c)
{
    struct account_args k = account_args(c);
    k.session_id = c->actor.session_id;
    return ctx_exec(c, &SQL_SESSION_TOUCH, &ACCOUNT_ARGS, &k);
}

static struct str cut(struct str s, size_t max)
{
    if (s.n <= max) return s.p && utf8_valid(s) ? s : STR("");
    while (max > 0 && ((unsigned char)s.p[max] & 0xc0) == 0x80) max--; /* not inside a character */
    s.n = max;
    return utf8_valid(s) ? s : STR("");
}

static void set_cookie(struct ctx *c, struct str zone_code, struct str token)
{
    const char *secure = c->app && config_secure(&c->app->config) ? "; Secure" : "";
    c->set_cookie = arena_printf(c->arena, "nq_session=%.*s.%.*s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s",
                                 STR_ARG(zone_code), STR_ARG(token), SESSION_DAYS * 86400, secure);
}

/* A fresh token each time, so a token planted before the sign-in is worth nothing. */
static bool session_make(struct ctx *c, struct str zone_code)
{
    struct account_args k = account_args(c);
    struct str token = crypto_token(c->arena);
    k.session_id = crypto_sha256(c->arena, token);
    k.csrf = crypto_token(c->arena);
    k.expires.us = c->now.us + SESSION_DAYS * 86400 * SECOND_US;
    k.remote = cut(c->remote, 64);
    k.agent = cut(c->agent, 200);
    if (!ctx_exec(c, &SQL_SESSION_DELETE_DEAD, &ACCOUNT_ARGS, &k)) return false;
    if (!ctx_exec(c, &SQL_SESSION_INSERT, &ACCOUNT_ARGS, &k)) return false;
    c->actor.session_id = k.session_id;
    set_cookie(c, zone_code, token);
    return true;
}

static void rights_fill(struct ctx *c, struct texts *out)
{
    for (int32_t r = RIGHT_SIGNED_IN + 1; r < RIGHT_COUNT; r++)
        if (right_held(&c->actor.grants, (enum right)r))
            *LIST_ADD(c->arena, &out->l, struct str) = enum_name(&RIGHT_NAMES, r + 1);
}

bool session_get(struct ctx *c, const void *none, struct session_info *out)
{
    (void)none;
    struct account_args k = account_args(c);
    struct session_row s = {0};
    struct zone_page zone = {0};
    k.session_id = c->actor.session_id;
    if (!ctx_one(c, &SQL_SESSION_BY_ID, &ACCOUNT_ARGS, &k, &SESSION_ROW, &s) || !zone_get(c, NULL, &zone)) return false;
    const struct zone *z = &zone.zone;
    *out = (struct session_info){
        .user_id = c->actor.user_id, .login = c->actor.login, .name = c->actor.name,
        .must_change = c->actor.must_change,
        .zone = {z->id, z->code, z->name_zh, z->name_en, z->utc_offset_minutes, z->demo},
        .csrf = s.csrf, .expires = s.expires,
    };
    rights_fill(c, &out->rights);
    return ctx_rows(c, &SQL_GRANT_LIST_NAMED, &ACCOUNT_ARGS, &k, &GRANT, &out->grants);
}

/* ---- sign-in ---- */
static bool zone_of_sign_in(struct ctx *c, struct str code, struct zone *zone, bool *found)
{
    *found = zone_enter(c, code, zone);
    if (*found || c->err.code != ERR_NOT_FOUND) return *found;
    err_clear(&c->err); /* an unknown zone is answered like a wrong password */
    return true;
}

bool sign_in_prepare(struct ctx *c, struct sign_in *in, struct session_info *out)
{
    struct zone zone = {0};
    struct user_row user = {0};
    bool found = false;
    (void)out;
    if (!zone_of_sign_in(c, in->zone, &zone, &found)) return false;
    if (found && !throttle_check(c, in->login)) return false;
    if (found && !user_row_by_login(c, in->login, &user, &found)) return false;
    bool may = found && user.state == USER_ACTIVE;
    in->right_password = crypto_password_verify(c->arena, may ? user.password_hash : (struct str){0}, in->password);
    in->user_id = in->right_password ? user.id : (struct str){0};
    in->user_version = user.version;
    return true;
}

/* The record of a lock, for a login that somebody has; a login that nobody has leaves no trace but its throttle. */
static bool audit_lock(struct ctx *c, struct str login)
{
    struct user_row user = {0};
    bool found = false;
    if (!user_row_by_login(c, login, &user, &found)) return false;
    return !found || audit_record(c, &(struct audit_entry){.action = STR("user.lock"), .subject_kind = STR("user"),
                                                           .subject_id = user.id, .subject_name = user.name});
}

/* Many guesses may have passed the check of PREPARE at once; only one at a time gets past this one. */
static bool wrong_password(struct ctx *c, struct str login, bool (*say)(struct ctx *c))
{
    bool locked = false;
    if (!throttle_count(c, login, &locked)) return false;
    if (locked && !audit_lock(c, login)) return false;
    (void)say(c);
    return ctx_fail_kept(c);
}

static bool say_sign_in_wrong(struct ctx *c)
{
    return fail(&c->err, ERR_UNAUTHENTICATED, M(SIGN_IN_WRONG));
}

static bool say_old_wrong(struct ctx *c)
{
    return fail_field(&c->err, STR("old_password"), M(PASSWORD_OLD_WRONG));
}

bool sign_in(struct ctx *c, const struct sign_in *in, struct session_info *out)
{
    struct zone zone = {0};
    struct user_row user = {0};
    bool found = false;
    if (!zone_of_sign_in(c, in->zone, &zone, &found)) return false;
    if (!found) return say_sign_in_wrong(c);
    if (!throttle_check(c, in->login)) return false;
    if (!in->right_password) return wrong_password(c, in->login, say_sign_in_wrong);
    if (!user_row_find(c, in->user_id, &user, &found)) return false;
    if (!found || user.state != USER_ACTIVE || user.version != in->user_version)
        return fail(&c->err, ERR_STALE, M(STALE)); /* changed while the password was being checked */
    c->actor = (struct actor){.user_id = user.id, .login = user.login, .name = user.name,
                              .must_change = user.must_change};
    const struct account_args k = account_args(c);
    if (!throttle_clear(c, in->login) || !ctx_exec(c, &SQL_USER_SIGNED_IN, &ACCOUNT_ARGS, &k)) return false;
    if (!session_make(c, zone.code) || !grants_load(c)) return false;
    if (!audit_record(c, &(struct audit_entry){.action = STR("session.create"), .subject_kind = STR("user"),
                                               .subject_id = user.id, .subject_name = user.name}))
        return false;
    return session_get(c, NULL, out);
}

bool sign_out(struct ctx *c, const void *none, void *nothing)
{
    (void)none;
    (void)nothing;
    struct account_args k = account_args(c);
    k.session_id = c->actor.session_id;
    if (!ctx_exec(c, &SQL_SESSION_DELETE, &ACCOUNT_ARGS, &k)) return false;
    c->set_cookie = STR("nq_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    return audit_record(c, &(struct audit_entry){.action = STR("session.end"), .subject_kind = STR("user"),
                                                 .subject_id = c->actor.user_id, .subject_name = c->actor.name});
}

/* ---- one's own password ---- */
bool password_change_prepare(struct ctx *c, struct password_change *in, struct session_info *out)
{
    struct user_row user = {0};
    (void)out;
    if (!password_check(c, STR("new_password"), in->new_password, c->actor.login)) return false;
    if (str_eq(in->old_password, in->new_password))
        return fail_field(&c->err, STR("new_password"), M(PASSWORD_SAME));
    if (!throttle_check(c, c->actor.login) || !user_row_get(c, c->actor.user_id, &user)) return false;
    in->user_version = user.version;
    in->right_password = crypto_password_verify(c->arena, user.password_hash, in->old_password);
    return !in->right_password || crypto_password_hash(c->arena, &c->err, in->new_password, &in->new_hash);
}

bool password_change(struct ctx *c, const struct password_change *in, struct session_info *out)
{
    struct user_row user = {0};
    struct zone_page zone = {0};
    const struct account_args k = account_args(c);
    if (!throttle_check(c, c->actor.login)) return false;
    if (!in->right_password) return wrong_password(c, c->actor.login, say_old_wrong);
    if (!user_row_get(c, c->actor.user_id, &user) || !zone_get(c, NULL, &zone)) return false;
    user.password_hash = in->new_hash;
    user.must_change = false;
    user.version = in->user_version;
    if (!user_row_update(c, &user) || !throttle_clear(c, user.login)) return false;
    if (!ctx_exec(c, &SQL_SESSION_DELETE_USER, &ACCOUNT_ARGS, &k) || !session_make(c, zone.zone.code)) return false;
    c->actor.must_change = false;
    c->actor.grants = (struct list){0};
    if (!grants_load(c)) return false;
    if (!audit_record(c, &(struct audit_entry){.action = STR("user.password"), .subject_kind = STR("user"),
                                               .subject_id = user.id, .subject_name = user.name}))
        return false;
    return session_get(c, NULL, out);
}
