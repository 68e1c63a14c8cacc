/* people.h - for tests with real sessions: a first administrator, invitations, signing in and out. */
#ifndef TESTS_API_PEOPLE_H
#define TESTS_API_PEOPLE_H
#include "account/account.h"
#include "account/account_http.h"
#include "app/app.h"
#include "rig.h"
#include "zone/zone_http.h"

#define PASSWORD "sehr-geheim-2020"

/* ---- set-up ---- */
static inline bool bootstrap_run(struct ctx *c, void *arg)
{
    struct first_password *out = arg;
    return account_bootstrap(c, &(struct first_user){STR("Chen.Jing"), STR("陈静")}, out);
}

static inline void system_ctx(struct rig *r, struct ctx *c, const char *zone_id)
{
    ctx_init(c, r->app, r->arena);
    c->zone_id = str_of(zone_id);
    c->actor.system = true;
    c->remote = STR("cli");
}

/* Real sessions, and only the people of these tests. */
static inline struct str start(struct rig *r, const char *zone_id)
{
    struct ctx c;
    struct first_password first = {0};
    if (!r->hooks.authenticate) {
        r->hooks = (struct api_hooks){account_authenticate, account_touch};
        rig_restart(r);
        rig_sql(r, "DELETE FROM app_user");
    }
    system_ctx(r, &c, zone_id);
    CHECK_ROW("the first administrator is made", app_run(&c, TX_WRITE, bootstrap_run, &first));
    return first.password;
}

static inline void forget_session(struct rig *r)
{
    r->cookie = r->csrf = (struct str){0};
}

/* Takes the cookie of the last reply as a browser does. */
static inline void take_cookie(struct rig *r)
{
    struct str rest = r->reply.set_cookie;
    r->cookie = arena_str(r->arena, str_part(&rest, ';'));
    r->csrf = arena_str(r->arena, rig_value(r, "csrf"));
}

static inline int32_t sign_in_as(struct rig *r, const char *zone, const char *login, const char *password)
{
    const char *body = arena_printf(r->arena, "{\"zone\":\"%s\",\"login\":\"%s\",\"password\":\"%s\"}", zone, login,
                                    password).p;
    forget_session(r);
    int32_t status = rig_call(r, NULL, "POST", "/session", body)->status;
    if (status == 200) take_cookie(r);
    return status;
}

static inline void accept(struct rig *r, const char *zone, struct str token, const char *password)
{
    struct str cookie = r->cookie, csrf = r->csrf;
    const char *body = arena_printf(r->arena, "{\"zone\":\"%s\",\"token\":\"%.*s\",\"password\":\"%s\"}", zone,
                                    STR_ARG(token), password).p;
    forget_session(r);
    CHECK_ROW("an invitation is accepted", rig_call(r, NULL, "POST", "/invitations/accept", body)->status == 200);
    r->cookie = cookie;
    r->csrf = csrf;
}

/* The administrator chen.jing with PASSWORD, signed in. */
static inline void administrator(struct rig *r, const char *zone, const char *zone_id)
{
    struct str first = start(r, zone_id);
    CHECK(sign_in_as(r, zone, "chen.jing", arena_cstr(r->arena, first)) == 200);
    const char *body = arena_printf(r->arena, "{\"old_password\":\"%.*s\",\"new_password\":\"" PASSWORD "\"}",
                                    STR_ARG(first)).p;
    CHECK(rig_call(r, NULL, "POST", "/session/password", body)->status == 200);
    take_cookie(r);
}

/* Invites a person with roles, who accepts with PASSWORD; the id is kept under the login. */
static inline void person(struct rig *r, const char *zone, const char *login, const char *grants)
{
    const char *body = arena_printf(r->arena, "{\"login\":\"%s\",\"name\":\"%s\",\"grants\":%s}", login, login, grants).p;
    CHECK_ROW(login, rig_call(r, NULL, "POST", "/users", body)->status == 201);
    rig_keep(r, login, rig_value(r, "id"));
    accept(r, zone, rig_value(r, "invite_token"), PASSWORD);
}

/* Runs a test and clears what it left, so that tests do not depend on each other. */
static inline void fresh(struct rig *r, void (*body)(struct rig *r))
{
    static const char *const tables[] = {"session", "invite", "login_throttle", "user_grant", "app_user", "job",
                                         "audit_head", "audit_payload", "audit", "enterprise"};
    body(r);
    for (size_t i = 0; i < COUNT(tables); i++) rig_sql(r, arena_printf(r->arena, "DELETE FROM %s", tables[i]).p);
    rig_sql(r, "UPDATE zone SET version = 1, demo = false");
    forget_session(r);
    app_set_clock(r->app, (struct instant){RIG_NOW_US});
}
#endif
