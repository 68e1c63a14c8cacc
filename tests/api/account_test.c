/* account_test.c - sign-in, sessions, invitations, users, the zone, the trail: real sessions over a real store. */
#include "people.h"
#include <stdlib.h>

/* ---- the first sign-in ---- */
static void test_first_sign_in(struct rig *r)
{
    struct str one_time = start(r, RIG_NORTH);
    static const struct rig_row nobody[] = {
        {"without a session nobody is known", NULL, "GET", "/session", NULL, 401, "unauthenticated"},
        {"zones can be seen before signing in", NULL, "GET", "/zones", NULL, 200, "\"code\":\"south\"", "csrf"},
        {"an empty sign-in names all three fields", NULL, "POST", "/session", "{}", 422, "password"},
        {"a sign-in that is no JSON", NULL, "POST", "/session", "zone=north", 400, NULL},
        {"a wrong password", NULL, "POST", "/session",
         "{\"zone\":\"north\",\"login\":\"chen.jing\",\"password\":\"wrong\"}", 401, "账号或密码不正确"},
        {"an unknown login gets the same words", NULL, "POST", "/session",
         "{\"zone\":\"north\",\"login\":\"nobody\",\"password\":\"wrong\"}", 401, "账号或密码不正确"},
        {"an unknown zone gets the same words", NULL, "POST", "/session",
         "{\"zone\":\"west\",\"login\":\"chen.jing\",\"password\":\"wrong\"}", 401, "账号或密码不正确"},
        {"the right login in the wrong zone too", NULL, "POST", "/session",
         "{\"zone\":\"south\",\"login\":\"chen.jing\",\"password\":\"wrong\"}", 401, "账号或密码不正确"},
        {"SQL in a login is a text", NULL, "POST", "/session",
         "{\"zone\":\"north\",\"login\":\"' OR 1=1 --\",\"password\":\"wrong\"}", 401, "账号或密码不正确"},
        {"SQL in a zone is a text", NULL, "POST", "/session",
         "{\"zone\":\"x' OR 'x'='x\",\"login\":\"chen.jing\",\"password\":\"wrong\"}", 401, "账号或密码不正确"},
    };
    rig_rows(r, nobody, COUNT(nobody));
    CHECK_ROW("the one-time password opens", sign_in_as(r, "north", "CHEN.JING", arena_cstr(r->arena, one_time)) == 200);
    CHECK_ROW("the cookie is closed to scripts and other sites",
              str_find(r->reply.set_cookie, STR("; HttpOnly; SameSite=Strict; ")) < r->reply.set_cookie.n &&
                  str_starts(r->reply.set_cookie, STR("nq_session=north.")));
    rig_keep(r, "one_time", one_time);
    static const struct rig_row changing[] = {
        {"the zone's clock comes with the session", NULL, "GET", "/session", NULL, 200, "\"utc_offset_minutes\":480"},
        {"the password must be changed", NULL, "GET", "/session", NULL, 200, "\"must_change\":true"},
        {"until then there is no right", NULL, "GET", "/session", NULL, 200, "\"rights\":[]"},
        {"and no use", NULL, "GET", "/users", NULL, 403, "请先修改一次性密码"},
        {"eight characters at least", NULL, "POST", "/session/password",
         "{\"old_password\":\"$one_time\",\"new_password\":\"short12\"}", 422, "new_password"},
        {"200 at most", NULL, "POST", "/session/password",
         "{\"old_password\":\"x\",\"new_password\":\"aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaa"
         "bbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbb"
         "aaaaaaaaaabbbbbbbbbb1\"}", 422, "new_password"},
        {"not the login", NULL, "POST", "/session/password",
         "{\"old_password\":\"$one_time\",\"new_password\":\"chen.JING\"}", 422, "账号相同"},
        {"not a common one", NULL, "POST", "/session/password",
         "{\"old_password\":\"$one_time\",\"new_password\":\"Password123\"}", 422, "太常见"},
        {"not one letter again and again", NULL, "POST", "/session/password",
         "{\"old_password\":\"$one_time\",\"new_password\":\"zzzzzzzzzz\"}", 422, "太常见"},
        {"not the old one", NULL, "POST", "/session/password",
         "{\"old_password\":\"$one_time\",\"new_password\":\"$one_time\"}", 422, "原密码相同"},
        {"only with the old one", NULL, "POST", "/session/password",
         "{\"old_password\":\"wrong\",\"new_password\":\"" PASSWORD "\"}", 422, "原密码不正确"},
    };
    rig_rows(r, changing, COUNT(changing));
    struct str old_cookie = r->cookie, old_csrf = r->csrf;
    CHECK_ROW("a good one is taken",
              rig_call(r, NULL, "POST", "/session/password",
                       "{\"old_password\":\"$one_time\",\"new_password\":\"" PASSWORD "\"}")->status == 200);
    struct str reply = r->reply.body;
    CHECK_ROW("the rights come back", str_find(reply, STR("\"must_change\":false")) < reply.n &&
                                          str_find(reply, STR("user_admin")) < reply.n);
    take_cookie(r);
    CHECK_ROW("under a new token", !str_eq(old_cookie, r->cookie) && !str_eq(old_csrf, r->csrf));
    CHECK_ROW("which works", rig_call(r, NULL, "GET", "/users", NULL)->status == 200);
    struct str cookie = r->cookie;
    r->cookie = old_cookie;
    CHECK_ROW("the old token is dead", rig_call(r, NULL, "GET", "/session", NULL)->status == 401);
    r->cookie = cookie;
    CHECK_ROW("the one-time password is dead", sign_in_as(r, "north", "chen.jing", arena_cstr(r->arena, one_time)) == 401);
    CHECK_ROW("the new one opens", sign_in_as(r, "north", "chen.jing", PASSWORD) == 200);
}

/* ---- wrong passwords ---- */
static void test_throttle(struct rig *r)
{
    administrator(r, "north", RIG_NORTH);
    rig_sql(r, "DELETE FROM login_throttle");
    /* What the nth failure costs, for a login that exists and for one that does not. */
    static const int32_t waits[] = {0, 0, 1, 2, 4, 8, 16, 32, 64, 900};
    static const char *const logins[] = {"chen.jing", "nobody"};
    for (size_t who = 0; who < COUNT(logins); who++) {
        for (size_t i = 0; i < COUNT(waits); i++) {
            CHECK_ROW("a wrong password is counted", sign_in_as(r, "north", logins[who], "wrong") == 401);
            if (waits[i] == 0) continue;
            int32_t status = sign_in_as(r, "north", logins[who], who == 0 ? PASSWORD : "wrong");
            CHECK_ROW("then even the right one must wait", status == 429);
            CHECK_ROW("as long as it is said", r->reply.retry_after_s == waits[i]);
            rig_later(r, waits[i] - 1);
            CHECK_ROW("not a second less", sign_in_as(r, "north", logins[who], "wrong") == 429);
            if (waits[i] < 900) rig_later(r, 1);
        }
    }
    CHECK_ROW("the lock of a person is on record", rig_number(r, "SELECT count(*) FROM audit WHERE action = 'user.lock'") == 1);
    CHECK_ROW("the wait counts from the lock", sign_in_as(r, "north", "nobody", "wrong") == 429);
    rig_later(r, 1);
    CHECK_ROW("after the lock the right password opens", sign_in_as(r, "north", "chen.jing", PASSWORD) == 200);
    CHECK_ROW("and the count begins again", rig_number(r, "SELECT count(*) FROM login_throttle WHERE login_folded = "
                                                          "'chen.jing'") == 0);
    for (int i = 0; i < 2; i++) CHECK_ROW("two are free again", sign_in_as(r, "north", "chen.jing", "wrong") == 401);
    CHECK_ROW("without a wait", sign_in_as(r, "north", "chen.jing", PASSWORD) == 200);
    for (int i = 0; i < 2; i++) CHECK_ROW("guesses of a day ago", sign_in_as(r, "north", "chen.jing", "wrong") == 401);
    rig_later(r, 86401);
    CHECK_ROW("are forgotten", sign_in_as(r, "north", "chen.jing", "wrong") == 401 &&
                                   sign_in_as(r, "north", "chen.jing", PASSWORD) == 200);
    for (int i = 0; i < 3; i++) (void)sign_in_as(r, "north", "ghost", "wrong");
    rig_later(r, 86401);
    (void)sign_in_as(r, "north", "other", "wrong");
    CHECK_ROW("and pruned", rig_number(r, "SELECT count(*) FROM login_throttle WHERE login_folded = 'ghost'") == 0);
}

/* Many guesses may be under way at once: the writer lets none of them through. */
struct race {
    struct sign_in in;
    struct session_info out;
};
static bool prepare_run(struct ctx *c, void *arg)
{
    struct race *t = arg;
    return sign_in_prepare(c, &t->in, &t->out);
}
static bool apply_run(struct ctx *c, void *arg)
{
    struct race *t = arg;
    return sign_in(c, &t->in, &t->out);
}

static void test_race(struct rig *r)
{
    struct ctx c;
    struct race t = {.in = {.zone = STR("north"), .login = STR("chen.jing"), .password = STR(PASSWORD)}};
    administrator(r, "north", RIG_NORTH);
    ctx_init(&c, r->app, r->arena);
    CHECK_ROW("the right password passes PREPARE", app_run(&c, TX_READ, prepare_run, &t) && t.in.right_password);
    for (int i = 0; i < 3; i++) CHECK(sign_in_as(r, "north", "chen.jing", "wrong") == 401);
    CHECK_ROW("not APPLY, when guesses came between", !app_run(&c, TX_WRITE, apply_run, &t) && c.err.code == ERR_TOO_MANY);
    rig_later(r, 2);
    ctx_init(&c, r->app, r->arena);
    CHECK_ROW("later it does", app_run(&c, TX_WRITE, apply_run, &t));
    rig_sql(r, "UPDATE app_user SET version = version + 1");
    ctx_init(&c, r->app, r->arena);
    CHECK_ROW("not when the person was changed meanwhile", !app_run(&c, TX_WRITE, apply_run, &t) && c.err.code == ERR_STALE);
}

/* ---- sessions ---- */
static void test_sessions(struct rig *r)
{
    administrator(r, "north", RIG_NORTH);
    struct str cookie = r->cookie, csrf = r->csrf;
    r->csrf = (struct str){0};
    CHECK_ROW("a change without a CSRF token", rig_call(r, NULL, "DELETE", "/session", NULL)->status == 403);
    r->csrf = STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    CHECK_ROW("a change with a wrong one", rig_call(r, NULL, "DELETE", "/session", NULL)->status == 403);
    CHECK_ROW("both are on record", rig_number(r, "SELECT count(*) FROM audit WHERE action = 'request.refused' AND subject_id "
                                                  "= 'signOut' AND actor_id <> ''") == 2);
    CHECK_ROW("reading needs none", rig_call(r, NULL, "GET", "/session", NULL)->status == 200);
    r->csrf = csrf;
    static const char *const forged[] = {
        "nq_session=north.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "nq_session=north.", "nq_session=north",
        "nq_session=", "nq_session=.", "nq_session=north.' OR '1'='1", "nq_session=%", "other=1",
    };
    for (size_t i = 0; i < COUNT(forged); i++) {
        r->cookie = str_of(forged[i]);
        CHECK_ROW(forged[i], rig_call(r, NULL, "GET", "/session", NULL)->status == 401);
    }
    struct str token = cookie;
    (void)str_part(&token, '.');
    r->cookie = arena_printf(r->arena, "nq_session=south.%.*s", STR_ARG(token));
    CHECK_ROW("the token of one zone is worth nothing in another", rig_call(r, NULL, "GET", "/session", NULL)->status == 401);
    r->cookie = arena_printf(r->arena, "nq_session=north.%.*s", STR_ARG(crypto_sha256(r->arena, token)));
    CHECK_ROW("nor is what the database holds", rig_call(r, NULL, "GET", "/session", NULL)->status == 401);
    r->cookie = cookie;
    rig_later(r, SESSION_IDLE_HOURS * 3600 - 1);
    CHECK_ROW("eight hours less a second idle", rig_call(r, NULL, "GET", "/session", NULL)->status == 200);
    rig_restart(r); /* last_seen is written after the answer; closing waits for it */
    rig_later(r, SESSION_IDLE_HOURS * 3600 - 1);
    CHECK_ROW("count from the last visit", rig_call(r, NULL, "GET", "/session", NULL)->status == 200);
    rig_restart(r);
    rig_later(r, SESSION_IDLE_HOURS * 3600);
    CHECK_ROW("eight hours idle are the end", rig_call(r, NULL, "GET", "/session", NULL)->status == 401);
    CHECK(sign_in_as(r, "north", "chen.jing", PASSWORD) == 200);
    for (int hours = 0; hours < SESSION_DAYS * 24 - 6; hours += 6) {
        rig_later(r, 6 * 3600);
        CHECK_ROW("a session in use", rig_call(r, NULL, "GET", "/session", NULL)->status == 200);
        rig_restart(r);
    }
    rig_later(r, 6 * 3600);
    CHECK_ROW("ends after seven days all the same", rig_call(r, NULL, "GET", "/session", NULL)->status == 401);
    CHECK(sign_in_as(r, "north", "chen.jing", PASSWORD) == 200);
    CHECK_ROW("dead sessions are swept", rig_number(r, "SELECT count(*) FROM session") == 1);
    CHECK_ROW("signing out", rig_call(r, NULL, "DELETE", "/session", NULL)->status == 204);
    CHECK_ROW("takes the cookie away", str_find(r->reply.set_cookie, STR("Max-Age=0")) < r->reply.set_cookie.n);
    CHECK_ROW("and ends the session", rig_call(r, NULL, "GET", "/session", NULL)->status == 401);
}

/* ---- users ---- */
static const struct rig_row CREATING[] = {
    {"nothing given: all fields named", NULL, "POST", "/users", "{}", 422, "grants"},
    {"no role at all", NULL, "POST", "/users", "{\"login\":\"li.wei\",\"name\":\"李伟\",\"grants\":[]}", 422, "grants"},
    {"a role nobody has heard of", NULL, "POST", "/users",
     "{\"login\":\"li.wei\",\"name\":\"李伟\",\"grants\":[{\"role\":\"king\"}]}", 422, "grants/0/role"},
    {"a login with a blank", NULL, "POST", "/users",
     "{\"login\":\"li wei\",\"name\":\"李伟\",\"grants\":[{\"role\":\"leader\"}]}", 422, "li.wei"},
    {"a login of one letter", NULL, "POST", "/users",
     "{\"login\":\"l\",\"name\":\"李伟\",\"grants\":[{\"role\":\"leader\"}]}", 422, "login"},
    {"a login that begins with a dot", NULL, "POST", "/users",
     "{\"login\":\".li\",\"name\":\"李伟\",\"grants\":[{\"role\":\"leader\"}]}", 422, "login"},
    {"a bad login and a bad role are both named", NULL, "POST", "/users",
     "{\"login\":\"li wei\",\"name\":\"李伟\",\"grants\":[{\"role\":\"clerk\"}]}", 422, "grants/0/scope_id"},
    {"a clerk without an enterprise", NULL, "POST", "/users",
     "{\"login\":\"li.wei\",\"name\":\"李伟\",\"grants\":[{\"role\":\"clerk\"}]}", 422, "grants/0/scope_id"},
    {"a clerk of an unknown enterprise", NULL, "POST", "/users",
     "{\"login\":\"li.wei\",\"name\":\"李伟\",\"grants\":[{\"role\":\"clerk\",\"scope_id\":\"x\"}]}", 422,
     "没有这个企业"},
    {"a clerk of another zone's enterprise", NULL, "POST", "/users",
     "{\"login\":\"li.wei\",\"name\":\"李伟\",\"grants\":[{\"role\":\"clerk\",\"scope_id\":\"e-south\"}]}", 422,
     "没有这个企业"},
    {"a clerk of a merged enterprise", NULL, "POST", "/users",
     "{\"login\":\"li.wei\",\"name\":\"李伟\",\"grants\":[{\"role\":\"clerk\",\"scope_id\":\"e-merged\"}]}", 422,
     "没有这个企业"},
    {"a clerk for the whole zone", NULL, "POST", "/users",
     "{\"login\":\"li.wei\",\"name\":\"李伟\",\"grants\":[{\"role\":\"clerk\",\"scope\":\"zone\"}]}", 422,
     "grants/0/scope"},
    {"a role left empty is asked for, not listed in code", NULL, "POST", "/users",
     "{\"login\":\"nora\",\"name\":\"Nora\",\"grants\":[{\"role\":\"\"}]}", 422, "\"message\":\"REQUIRED\""},
    {"a leader bound to an area", NULL, "POST", "/users",
     "{\"login\":\"li.wei\",\"name\":\"李伟\",\"grants\":[{\"role\":\"leader\",\"scope_id\":\"" RIG_AREA "\"}]}", 422,
     "不能再指定"},
    {"the same role twice", NULL, "POST", "/users",
     "{\"login\":\"li.wei\",\"name\":\"李伟\",\"grants\":[{\"role\":\"leader\"},{\"role\":\"leader\"}]}", 422,
     "grants/1"},
    {"an officer of an unknown department", NULL, "POST", "/users",
     "{\"login\":\"li.wei\",\"name\":\"李伟\",\"grants\":[{\"role\":\"officer\",\"scope_id\":\"x\"}]}", 422,
     "grants/0/scope_id"},
    {"a good clerk", NULL, "POST", "/users",
     "{\"login\":\"Li.Wei\",\"name\":\"李伟\",\"grants\":[{\"role\":\"clerk\",\"scope_id\":\"e-north\"}]}", 201,
     "\"scope_name\":\"暖桥纺织\"", .keep = "clerk"},
    {"is invited", NULL, "GET", "/users/$clerk", NULL, 200, "\"state\":\"invited\"", "password"},
    {"no token is shown again", NULL, "GET", "/users/$clerk", NULL, 200, "invite_expires", "invite_token"},
    {"the same login in other letters", NULL, "POST", "/users",
     "{\"login\":\"li.WEI\",\"name\":\"x\",\"grants\":[{\"role\":\"leader\"}]}", 409, "已被使用"},
    {"HTML and SQL in a name are a text", NULL, "POST", "/users",
     "{\"login\":\"bobby\",\"name\":\"<script>alert(1)</script>'; DROP TABLE app_user;--\",\"grants\":"
     "[{\"role\":\"assistant\",\"scope_id\":\"" RIG_AREA "\"},{\"role\":\"officer\",\"scope\":\"zone\"}]}", 201,
     "script>alert(1)\\u003c/script>'; DROP TABLE", "<script", .keep = "bobby"},
    {"the area has a name", NULL, "GET", "/users/$bobby", NULL, 200, "\"scope_name\":\"a1\""},
};
static const struct rig_row LISTING[] = {
    {"all people, by login", NULL, "GET", "/users", NULL, 200, "\"total\":3"},
    {"one page of one", NULL, "GET", "/users?limit=1", NULL, 200, "\"next\":\"bobby\"", "chen.jing"},
    {"the next one", NULL, "GET", "/users?limit=1&after=bobby", NULL, 200, "陈静", "bobby\""},
    {"the last has no next", NULL, "GET", "/users?limit=2&after=bobby", NULL, 200, "\"next\":null"},
    {"by role", NULL, "GET", "/users?role=clerk", NULL, 200, "\"total\":1", "chen.jing"},
    {"by state", NULL, "GET", "/users?state=active", NULL, 200, "\"total\":1", "bobby"},
    {"by a part of the name", NULL, "GET", "/users?q=%E6%9D%8E", NULL, 200, "李伟", "陈静"},
    {"by a part of the login in any case", NULL, "GET", "/users?q=LI.w", NULL, 200, "李伟", "陈静"},
    {"a percent sign is no wildcard", NULL, "GET", "/users?q=%25", NULL, 200, "\"total\":0"},
    {"a state nobody has heard of", NULL, "GET", "/users?state=asleep", NULL, 422, "state"},
    {"a limit of 0", NULL, "GET", "/users?limit=0", NULL, 422, "limit"},
    {"a limit of 201", NULL, "GET", "/users?limit=201", NULL, 422, "limit"},
    {"somebody unknown", NULL, "GET", "/users/x", NULL, 404, "用户"},
};

static void test_users(struct rig *r)
{
    administrator(r, "north", RIG_NORTH);
    rig_keep(r, "me", (rig_call(r, NULL, "GET", "/session", NULL), rig_value(r, "user_id")));
    rig_sql(r, "INSERT INTO enterprise (zone_id, id, no, state, kind, size_class, sample, version, created, updated, name, "
               "name_folded, initials, name_key) VALUES "
               "('" RIG_NORTH "', 'e-north', 9001, 'active', 'enterprise', 'none', false, 1, 0, 0, '暖桥纺织', 'x', 'x', 'x'), "
               "('" RIG_NORTH "', 'e-merged', 9002, 'merged', 'enterprise', 'none', false, 1, 0, 0, '旧', 'x', 'x', 'x'), "
               "('" RIG_SOUTH "', 'e-south', 9001, 'active', 'enterprise', 'none', false, 1, 0, 0, '南', 'x', 'x', 'x')");
    rig_rows(r, CREATING, COUNT(CREATING));
    rig_rows(r, LISTING, COUNT(LISTING));
    static const struct rig_row changing[] = {
        {"an old version", NULL, "PUT", "/users/$clerk",
         "{\"name\":\"李伟\",\"grants\":[{\"role\":\"leader\"}],\"version\":9}", 412, "他人修改"},
        {"another name and role", NULL, "PUT", "/users/$clerk",
         "{\"name\":\"李大伟\",\"grants\":[{\"role\":\"leader\",\"scope_name\":\"x\"}],\"version\":1}", 200, "\"version\":2",
         "e-north"},
        {"the old version is old now", NULL, "PUT", "/users/$clerk",
         "{\"name\":\"李伟\",\"grants\":[{\"role\":\"leader\"}],\"version\":1}", 412, NULL},
        {"one's own name", NULL, "PUT", "/users/$me",
         "{\"name\":\"陈静静\",\"grants\":[{\"role\":\"administrator\"}],\"version\":2}", 200, "陈静静"},
        {"one's own roles are refused", NULL, "PUT", "/users/$me",
         "{\"name\":\"陈静\",\"grants\":[{\"role\":\"administrator\"},{\"role\":\"auditor\"}],\"version\":3}", 403,
         "不能修改自己的角色"},
        {"and that is on record", NULL, "GET", "/audit?action=user.edit_refused", NULL, 200, "\"total\":1"},
        {"oneself cannot be switched off", NULL, "POST", "/users/$me/disable", "{\"version\":3}", 403, NULL},
        {"nor reset", NULL, "POST", "/users/$me/reset", "{\"version\":3}", 403, NULL},
        {"one's own actions", NULL, "GET", "/users/$me", NULL, 200, "\"actions\":[\"edit\"]"},
        {"another's actions", NULL, "GET", "/users/$clerk", NULL, 200, "\"actions\":[\"edit\",\"reset\",\"disable\"]"},
        {"a new invitation", NULL, "POST", "/users/$clerk/reset", "{\"version\":2}", 200, "invite_token"},
        {"switched off", NULL, "POST", "/users/$clerk/disable", "{\"version\":3}", 200, "\"state\":\"disabled\""},
        {"twice", NULL, "POST", "/users/$clerk/disable", "{\"version\":4}", 409, "已停用"},
        {"no invitation for who is off", NULL, "POST", "/users/$clerk/reset", "{\"version\":4}", 409, "先启用"},
        {"on again", NULL, "POST", "/users/$clerk/enable", "{\"version\":4}", 200, "\"state\":\"invited\""},
        {"twice too", NULL, "POST", "/users/$clerk/enable", "{\"version\":5}", 409, "没有停用"},
        {"somebody unknown", NULL, "POST", "/users/x/enable", "{\"version\":1}", 404, NULL},
        {"the trail shows before and after", NULL, "GET", "/audit?subject_kind=user&subject_id=$clerk", NULL, 200,
         "\\\"state\\\":\\\"disabled\\\"", "password"},
        {"the trail names actions by kind", NULL, "GET", "/audit?action=user.&limit=1", NULL, 200, "user.enable"},
    };
    rig_rows(r, changing, COUNT(changing));
    CHECK_ROW("no secret is in any payload", rig_number(r, "SELECT count(*) FROM audit_payload WHERE after_json LIKE "
                                                           "'%invite_token%' OR after_json LIKE '%argon2%'") == 0);
}

/* ---- invitations ---- */
static void test_invitations(struct rig *r)
{
    administrator(r, "north", RIG_NORTH);
    static const struct rig_row rows[] = {
        {"somebody is invited", NULL, "POST", "/users",
         "{\"login\":\"wang.fang\",\"name\":\"王芳\",\"grants\":[{\"role\":\"auditor\"}]}", 201, NULL,
         .keep = "t=invite_token"},
        {"a wrong token", NULL, "POST", "/invitations/accept",
         "{\"zone\":\"north\",\"token\":\"AAAA\",\"password\":\"" PASSWORD "\"}", 404, "邀请链接无效"},
        {"the token in another zone", NULL, "POST", "/invitations/accept",
         "{\"zone\":\"south\",\"token\":\"$t\",\"password\":\"" PASSWORD "\"}", 404, "邀请链接无效"},
        {"in no zone", NULL, "POST", "/invitations/accept",
         "{\"zone\":\"west\",\"token\":\"$t\",\"password\":\"" PASSWORD "\"}", 404, "邀请链接无效"},
        {"with a short password", NULL, "POST", "/invitations/accept",
         "{\"zone\":\"north\",\"token\":\"$t\",\"password\":\"kurz\"}", 422, "password"},
        {"with the login as password", NULL, "POST", "/invitations/accept",
         "{\"zone\":\"north\",\"token\":\"$t\",\"password\":\"Wang.Fang\"}", 422, "账号相同"},
        {"with a good one", NULL, "POST", "/invitations/accept",
         "{\"zone\":\"north\",\"token\":\"$t\",\"password\":\"" PASSWORD "\"}", 200, "wang.fang", PASSWORD},
        {"twice", NULL, "POST", "/invitations/accept",
         "{\"zone\":\"north\",\"token\":\"$t\",\"password\":\"" PASSWORD "\"}", 409, "已使用"},
        {"somebody else is invited", NULL, "POST", "/users",
         "{\"login\":\"zhao.lei\",\"name\":\"赵磊\",\"grants\":[{\"role\":\"leader\"}]}", 201, NULL, .keep = "zhao"},
    };
    rig_rows(r, rows, COUNT(rows));
    rig_keep(r, "first", rig_value(r, "invite_token"));
    static const struct rig_row again[] = {
        {"who is not active cannot sign in", NULL, "POST", "/session",
         "{\"zone\":\"north\",\"login\":\"zhao.lei\",\"password\":\"" PASSWORD "\"}", 401, NULL},
        {"a reset makes a new one", NULL, "POST", "/users/$zhao/reset", "{\"version\":1}", 200, NULL,
         .keep = "second=invite_token"},
        {"the first is worth nothing then", NULL, "POST", "/invitations/accept",
         "{\"zone\":\"north\",\"token\":\"$first\",\"password\":\"" PASSWORD "\"}", 404, NULL},
    };
    rig_rows(r, again, COUNT(again));
    rig_later(r, INVITE_DAYS * 86400);
    static const struct rig_row late[] = {
        {"after seven days it is too late", NULL, "POST", "/invitations/accept",
         "{\"zone\":\"north\",\"token\":\"$second\",\"password\":\"" PASSWORD "\"}", 409, "已过期"},
    };
    rig_rows(r, late, COUNT(late));
    CHECK_ROW("who accepted can sign in", sign_in_as(r, "north", "wang.fang", PASSWORD) == 200);
}

/* ---- one person, several sessions, several roles ---- */
static void test_people(struct rig *r)
{
    administrator(r, "north", RIG_NORTH);
    rig_keep(r, "me", (rig_call(r, NULL, "GET", "/session", NULL), rig_value(r, "user_id")));
    person(r, "north", "wang.fang", "[{\"role\":\"auditor\"}]");
    rig_keep(r, "wang", rig_kept(r, "wang.fang"));
    struct str chen = r->cookie, chen_csrf = r->csrf;
    CHECK(sign_in_as(r, "north", "wang.fang", PASSWORD) == 200);
    struct str wang = r->cookie, wang_csrf = r->csrf;
    static const struct rig_row auditor[] = {
        {"an auditor sees people", NULL, "GET", "/users", NULL, 200, "Chen.Jing"},
        {"and may do nothing with them", NULL, "GET", "/users/$me", NULL, 200, "\"actions\":[]"},
        {"cannot invite", NULL, "POST", "/users", "{\"login\":\"x.y\",\"name\":\"x\",\"grants\":[{\"role\":\"leader\"}]}", 403,
         "管理用户"},
        {"cannot make himself administrator", NULL, "PUT", "/users/$wang",
         "{\"name\":\"x\",\"grants\":[{\"role\":\"administrator\"}],\"version\":2}", 403, NULL},
        {"cannot switch off", NULL, "POST", "/users/$me/disable", "{\"version\":2}", 403, NULL},
        {"sees another's sessions", NULL, "GET", "/users/$me/sessions", NULL, 200, "192.0.2.7", "csrf", .keep = "s"},
        {"cannot end them", NULL, "DELETE", "/users/$me/sessions/$s", NULL, 403, NULL},
        {"sees the own ones", NULL, "GET", "/users/$wang/sessions", NULL, 200, "\"current\":true"},
        {"sees the trail", NULL, "GET", "/audit", NULL, 200, "session.create"},
        {"sees who may do what", NULL, "GET", "/rights", NULL, 200, "\"right\":\"identity_reveal\",\"scope\":\"zone\""},
        {"sees the zone, without a way to edit it", NULL, "GET", "/zone", NULL, 200, "\"actions\":[]"},
        {"cannot rename it", NULL, "PUT", "/zone", "{\"name_zh\":\"x\",\"name_en\":\"x\",\"version\":1}", 403, NULL},
    };
    rig_rows(r, auditor, COUNT(auditor));
    CHECK_ROW("each refused change is on record, under the name of who tried it",
              rig_number(r, "SELECT count(*) FROM audit a JOIN audit_payload p ON p.zone_id = a.zone_id AND p.seq = a.seq "
                            "WHERE a.action = 'request.refused' AND p.actor_name = 'wang.fang'") == 5);
    r->cookie = chen;
    r->csrf = chen_csrf;
    static const struct rig_row ending[] = {
        {"the administrator sees one session", NULL, "GET", "/users/$wang/sessions", NULL, 200, NULL, "\"current\":true",
         .keep = "ws"},
        {"a session that is not there", NULL, "DELETE", "/users/$wang/sessions/x", NULL, 404, NULL},
        {"a session of another person under this name", NULL, "DELETE", "/users/$me/sessions/$ws", NULL, 404, NULL},
        {"ends it", NULL, "DELETE", "/users/$wang/sessions/$ws", NULL, 200, "\"items\":[]"},
        {"the zone is renamed", NULL, "PUT", "/zone", "{\"name_zh\":\"清远\",\"name_en\":\"Qingyuan\",\"version\":1}", 200,
         "\"version\":2"},
        {"but not from an old page", NULL, "PUT", "/zone", "{\"name_zh\":\"x\",\"name_en\":\"x\",\"version\":1}", 412, NULL},
    };
    rig_rows(r, ending, COUNT(ending));
    r->cookie = wang;
    CHECK_ROW("the session is over at once", rig_call(r, NULL, "GET", "/session", NULL)->status == 401);
    CHECK(sign_in_as(r, "north", "wang.fang", PASSWORD) == 200);
    wang = r->cookie;
    wang_csrf = r->csrf;
    r->cookie = chen;
    r->csrf = chen_csrf;
    static const struct rig_row role[] = {
        {"a role is taken away", NULL, "PUT", "/users/$wang",
         "{\"name\":\"王芳\",\"grants\":[{\"role\":\"captain\"}],\"version\":2}", 200, "captain"},
    };
    rig_rows(r, role, COUNT(role));
    r->cookie = wang;
    r->csrf = wang_csrf;
    static const struct rig_row captain[] = {
        {"that counts at once", NULL, "GET", "/users", NULL, 403, NULL},
        {"another's sessions are closed", NULL, "GET", "/users/$me/sessions", NULL, 403, NULL},
        {"the own ones are not", NULL, "GET", "/users/$wang/sessions", NULL, 200, "\"current\":true", .keep = "ws"},
        {"and can be ended", NULL, "DELETE", "/users/$wang/sessions/$ws", NULL, 200, "\"items\":[]"},
        {"which ends this one", NULL, "GET", "/session", NULL, 401, NULL},
    };
    rig_rows(r, captain, COUNT(captain));
    CHECK(sign_in_as(r, "north", "wang.fang", PASSWORD) == 200);
    wang = r->cookie;
    r->cookie = chen;
    r->csrf = chen_csrf;
    static const struct rig_row off[] = {
        {"switching off", NULL, "POST", "/users/$wang/disable", "{\"version\":3}", 200, "\"actions\":[\"edit\",\"enable\"]"},
    };
    rig_rows(r, off, COUNT(off));
    r->cookie = wang;
    CHECK_ROW("ends the session", rig_call(r, NULL, "GET", "/session", NULL)->status == 401);
    CHECK_ROW("and the right password is wrong", sign_in_as(r, "north", "wang.fang", PASSWORD) == 401);
    r->cookie = chen;
    r->csrf = chen_csrf;
    static const struct rig_row on[] = {
        {"switching on", NULL, "POST", "/users/$wang/enable", "{\"version\":4}", 200, "\"state\":\"active\""},
    };
    rig_rows(r, on, COUNT(on));
    r->cookie = wang;
    CHECK_ROW("but does not revive the session", rig_call(r, NULL, "GET", "/session", NULL)->status == 401);
    CHECK_ROW("makes the password right again", sign_in_as(r, "north", "wang.fang", PASSWORD) == 200);
}

/* ---- the last administrator ---- */
static bool disable_run(struct ctx *c, void *arg)
{
    struct user out = {0};
    return user_disable(c, arg, &out);
}
static bool edit_run(struct ctx *c, void *arg)
{
    struct user out = {0};
    return user_edit(c, arg, &out);
}
struct reset {
    struct user_version in;
    struct user_invitation out;
};
static bool reset_run(struct ctx *c, void *arg)
{
    struct reset *t = arg;
    return user_reset(c, &t->in, &t->out);
}

static void test_last_administrator(struct rig *r)
{
    struct ctx c;
    administrator(r, "north", RIG_NORTH);
    struct str me = (rig_call(r, NULL, "GET", "/session", NULL), arena_str(r->arena, rig_value(r, "user_id")));
    struct user_version off = {me, 2};
    struct user_change demote = {.id = me, .name = STR("陈静"), .version = 2};
    *LIST_ADD(r->arena, &demote.grants, struct grant) = (struct grant){.role = ROLE_LEADER};
    CHECK_ROW("an invited administrator does not count yet",
              rig_call(r, NULL, "POST", "/users",
                       "{\"login\":\"b.b\",\"name\":\"b\",\"grants\":[{\"role\":\"administrator\"}]}")->status == 201);
    struct str token = arena_str(r->arena, rig_value(r, "invite_token"));
    struct reset back_in = {.in = {arena_str(r->arena, rig_value(r, "id")), 2}};
    system_ctx(r, &c, RIG_NORTH);
    CHECK_ROW("the last cannot be switched off", !app_run(&c, TX_WRITE, disable_run, &off) && c.err.code == ERR_CONFLICT);
    system_ctx(r, &c, RIG_NORTH);
    CHECK_ROW("nor lose the role", !app_run(&c, TX_WRITE, edit_run, &demote) && c.err.code == ERR_CONFLICT);
    accept(r, "north", token, PASSWORD);
    system_ctx(r, &c, RIG_NORTH);
    CHECK_ROW("with a second one that is fine", app_run(&c, TX_WRITE, edit_run, &demote));
    CHECK_ROW("and counts at once", rig_call(r, NULL, "GET", "/users", NULL)->status == 403);
    system_ctx(r, &c, RIG_NORTH);
    CHECK_ROW("the machine's operator may reset the last one", app_run(&c, TX_WRITE, reset_run, &back_in));
    CHECK_ROW("whose password is gone", sign_in_as(r, "north", "b.b", PASSWORD) == 401);
    accept(r, "north", back_in.out.invite_token, PASSWORD);
    CHECK_ROW("and who comes back in", sign_in_as(r, "north", "b.b", PASSWORD) == 200);
}

/* ---- two zones ---- */
static void test_zones(struct rig *r)
{
    administrator(r, "north", RIG_NORTH);
    rig_keep(r, "me", (rig_call(r, NULL, "GET", "/session", NULL), rig_value(r, "user_id")));
    rig_call(r, NULL, "GET", "/users/$me/sessions", NULL);
    rig_keep(r, "s", rig_value(r, "id"));
    administrator(r, "south", RIG_SOUTH);
    static const struct rig_row rows[] = {
        {"the same login lives in both zones", NULL, "GET", "/session", NULL, 200, "\"code\":\"south\"", "\"code\":\"north\""},
        {"only one's own people are listed", NULL, "GET", "/users", NULL, 200, "\"total\":1", "$me"},
        {"a person of the other zone is not there", NULL, "GET", "/users/$me", NULL, 404, NULL},
        {"cannot be edited", NULL, "PUT", "/users/$me",
         "{\"name\":\"x\",\"grants\":[{\"role\":\"leader\"}],\"version\":2}", 404, NULL},
        {"cannot be reset", NULL, "POST", "/users/$me/reset", "{\"version\":2}", 404, NULL},
        {"cannot be switched off", NULL, "POST", "/users/$me/disable", "{\"version\":2}", 404, NULL},
        {"has no sessions", NULL, "GET", "/users/$me/sessions", NULL, 404, NULL},
        {"that could be ended", NULL, "DELETE", "/users/$me/sessions/$s", NULL, 404, NULL},
        {"has no trail here", NULL, "GET", "/audit?subject_kind=user&subject_id=$me", NULL, 200, "\"total\":0"},
        {"a chain of its own", NULL, "GET", "/audit/verify", NULL, 200, "\"sound\":true"},
    };
    rig_rows(r, rows, COUNT(rows));
}

/* ---- demo accounts ---- */
static bool demo_run(struct ctx *c, void *arg)
{
    struct user out = {0};
    return account_add_demo(c, arg, &out);
}

static void test_demo(struct rig *r)
{
    struct ctx c;
    struct demo_user officer = {.login = STR("officer"), .name = STR("演示"), .password = STR(PASSWORD), .role = ROLE_OFFICER,
                                .scope_id = STR(RIG_DEPARTMENT)};
    (void)start(r, RIG_NORTH);
    system_ctx(r, &c, RIG_NORTH);
    CHECK_ROW("no demo accounts in a real zone", !app_run(&c, TX_WRITE, demo_run, &officer) && c.err.code == ERR_CONFLICT);
    rig_sql(r, "UPDATE zone SET demo = true");
    system_ctx(r, &c, RIG_NORTH);
    CHECK_ROW("in a demo zone they are made", app_run(&c, TX_WRITE, demo_run, &officer));
    CHECK_ROW("and sign in at once", sign_in_as(r, "north", "officer", PASSWORD) == 200);
    officer.password = STR("another-password");
    system_ctx(r, &c, RIG_NORTH);
    CHECK_ROW("installing again changes nothing", app_run(&c, TX_WRITE, demo_run, &officer) && c.audited == 0);
    CHECK_ROW("not even the password", sign_in_as(r, "north", "officer", PASSWORD) == 200);
    officer.login = STR("weak");
    officer.password = STR("12345678");
    system_ctx(r, &c, RIG_NORTH);
    CHECK_ROW("a weak password is refused even here", !app_run(&c, TX_WRITE, demo_run, &officer) && c.err.code == ERR_INVALID);
}

/* ---- faults: whichever call of the store fails, nothing stays half done ---- */
static void walk_faults(struct rig *r, const char *label, const char *method, const char *path, const char *body,
                        int32_t good, const char *count)
{
    int64_t before = rig_number(r, count);
    for (int64_t nth = 0; nth < 400; nth++) {
        store_fault_arm(r->app->store, nth);
        int32_t status = rig_call(r, NULL, method, path, body)->status;
        bool struck = store_fault_struck(r->app->store);
        store_fault_disarm(r->app->store);
        if (!struck) {
            CHECK_ROW(label, status == good && rig_number(r, count) > before && nth > 5);
            CHECK_ROW("the chain verifies after all faults",
                      rig_number(r, "SELECT seq FROM audit_head WHERE zone_id = '" RIG_NORTH "'") ==
                          rig_number(r, "SELECT count(*) FROM audit WHERE zone_id = '" RIG_NORTH "'"));
            return;
        }
        CHECK_ROW(label, status >= 500 && rig_number(r, count) == before);
    }
    CHECK_ROW("the walk ends", false);
}

static void test_faults(bool pg)
{
    const struct api_set sets[] = {ACCOUNT_API, ZONE_API};
    struct rig *r = rig_open_faulty("account", pg, sets, COUNT(sets));
    administrator(r, "north", RIG_NORTH);
    walk_faults(r, "an invitation is whole or not at all", "POST", "/users",
                "{\"login\":\"li.wei\",\"name\":\"李伟\",\"grants\":[{\"role\":\"leader\"},{\"role\":\"auditor\"}]}", 201,
                "SELECT (SELECT count(*) FROM app_user) + (SELECT count(*) FROM user_grant) + (SELECT count(*) FROM invite)"
                " + (SELECT count(*) FROM audit)");
    forget_session(r);
    walk_faults(r, "a sign-in is whole or not at all", "POST", "/session",
                "{\"zone\":\"north\",\"login\":\"chen.jing\",\"password\":\"" PASSWORD "\"}", 200,
                "SELECT (SELECT count(*) FROM session) + (SELECT count(*) FROM audit)");
    walk_faults(r, "a wrong password is counted or the answer is no 401", "POST", "/session",
                "{\"zone\":\"north\",\"login\":\"chen.jing\",\"password\":\"wrong\"}", 401,
                "SELECT count(*) FROM login_throttle");
    rig_close(r);
}

/* ---- each role at each kind of row, as people agreed on it ---- */
static void test_roles(struct rig *r)
{
    static const struct {
        const char *method, *path, *body, *may; /* may: the roles, between blanks */
    } rows[] = {
        {"GET", "/users", NULL, " auditor administrator "},
        {"POST", "/users", "{}", " administrator "},
        {"PUT", "/users/x", "{}", " administrator "},
        {"POST", "/users/x/reset", "{\"version\":1}", " administrator "},
        {"GET", "/audit", NULL, " auditor administrator "},
        {"GET", "/audit/verify", NULL, " auditor administrator "},
        {"POST", "/audit/1/erase", "{}", " administrator "},
        {"PUT", "/zone", "{}", " administrator "},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        for (int role = ROLE_NONE + 1; role < ROLE_COUNT; role++) {
            const char *name = ROLE_NAMES.names[role];
            struct str may = str_of(rows[i].may), me = arena_printf(r->arena, " %s ", name);
            int32_t status = rig_call(r, name, rows[i].method, rows[i].path, rows[i].body)->status;
            CHECK_ROW(name, (status != 403) == (str_find(may, me) < may.n));
        }
        CHECK_ROW("nobody", rig_call(r, NULL, rows[i].method, rows[i].path, rows[i].body)->status == 401);
    }
    for (int role = ROLE_NONE + 1; role < ROLE_COUNT; role++)
        CHECK_ROW("everybody sees the rights", rig_call(r, ROLE_NAMES.names[role], "GET", "/rights", NULL)->status == 200);
}

/* ---- all rows: nobody, strangers, the other zone ---- */
static void test_walk(struct rig *r)
{
    static const char *const marks[] = {"陈静", "chen.jing"};
    rig_sql(r, "UPDATE app_user SET name = '陈静' WHERE zone_id = '" RIG_NORTH "'");
    rig_keep(r, "user", STR("01900000-0000-7000-8000-0000000100d"));
    rig_keep(r, "session_id", STR("x"));
    rig_keep(r, "seq", STR("99999"));
    rig_walk(r, marks, COUNT(marks));
}

static void all(struct rig *r)
{
    test_roles(r); /* these two with the rig's own people, so first */
    test_walk(r);
    fresh(r, test_first_sign_in);
    fresh(r, test_throttle);
    fresh(r, test_race);
    fresh(r, test_sessions);
    fresh(r, test_users);
    fresh(r, test_invitations);
    fresh(r, test_people);
    fresh(r, test_last_administrator);
    fresh(r, test_zones);
    fresh(r, test_demo);
}

int main(void)
{
    const struct api_set sets[] = {ACCOUNT_API, ZONE_API};
    rig_both("account", sets, COUNT(sets), all);
    for (int pg = 0; pg <= (getenv("NQ_TEST_PG") != NULL); pg++) test_faults(pg);
    return check_end();
}
