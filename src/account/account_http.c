/* account_http.c - the web face of account.h: a table, and the hooks by which the dispatcher knows people. */
#include "account/account_http.h"
#include "account/account.h"

API_RUN(session_get)
API_RUN(sign_in)
API_RUN(sign_out)
API_RUN(password_change)
API_RUN(user_create)
API_RUN(user_get)
API_RUN(user_list)
API_RUN(user_edit)
API_RUN(user_reset)
API_RUN(user_disable)
API_RUN(user_enable)
API_RUN(user_session_list)
API_RUN(user_session_end)
API_RUN(invite_accept)

static bool sign_in_prepare_run(struct ctx *c, void *in, void *out)
{
    return sign_in_prepare(c, in, out);
}
static bool password_change_prepare_run(struct ctx *c, void *in, void *out)
{
    return password_change_prepare(c, in, out);
}
static bool invite_accept_prepare_run(struct ctx *c, void *in, void *out)
{
    return invite_accept_prepare(c, in, out);
}

static const struct api rows[] = {
    {"GET", "/session", "getSession", "Who is signed in, with roles, rights and CSRF token", NULL, &SESSION_INFO,
     RIGHT_SIGNED_IN, TX_READ, 200, NULL, session_get_run},
    {"POST", "/session", "signIn", "Sign in", &SIGN_IN, &SESSION_INFO, RIGHT_PUBLIC, TX_WRITE, 200,
     sign_in_prepare_run, sign_in_run, .slow = true},
    {"DELETE", "/session", "signOut", "Sign out", NULL, NULL, RIGHT_SIGNED_IN, TX_WRITE, 204, NULL, sign_out_run},
    {"POST", "/session/password", "changePassword", "Change one's own password", &PASSWORD_CHANGE, &SESSION_INFO,
     RIGHT_SIGNED_IN, TX_WRITE, 200, password_change_prepare_run, password_change_run, .slow = true},
    {"POST", "/invitations/accept", "acceptInvitation", "Choose a password with an invitation", &INVITE_ACCEPT,
     &INVITE_ACCEPTED, RIGHT_PUBLIC, TX_WRITE, 200, invite_accept_prepare_run, invite_accept_run, .slow = true},
    {"GET", "/users", "listUsers", "People of the zone", &USER_FIND, &USER_PAGE, RIGHT_USER_READ, TX_READ, 200, NULL,
     user_list_run},
    {"POST", "/users", "createUser", "Invite a person", &USER_NEW, &USER_INVITATION, RIGHT_USER_ADMIN, TX_WRITE, 201,
     NULL, user_create_run},
    {"GET", "/users/{id}", "getUser", "One person", &USER_KEY, &USER, RIGHT_USER_READ, TX_READ, 200, NULL,
     user_get_run},
    {"PUT", "/users/{id}", "editUser", "Change a person's name and roles", &USER_CHANGE, &USER, RIGHT_USER_ADMIN,
     TX_WRITE, 200, NULL, user_edit_run},
    {"POST", "/users/{id}/reset", "resetUser", "New invitation; password and sessions end", &USER_VERSION,
     &USER_INVITATION, RIGHT_USER_ADMIN, TX_WRITE, 200, NULL, user_reset_run},
    {"POST", "/users/{id}/disable", "disableUser", "Switch an account off", &USER_VERSION, &USER, RIGHT_USER_ADMIN,
     TX_WRITE, 200, NULL, user_disable_run},
    {"POST", "/users/{id}/enable", "enableUser", "Switch an account on again", &USER_VERSION, &USER, RIGHT_USER_ADMIN,
     TX_WRITE, 200, NULL, user_enable_run},
    {"GET", "/users/{id}/sessions", "listSessions", "Live sessions of a person (oneself, or with user_read)", &USER_KEY,
     &USER_SESSIONS, RIGHT_SIGNED_IN, TX_READ, 200, NULL, user_session_list_run},
    {"DELETE", "/users/{id}/sessions/{session_id}", "endSession", "End a session (one's own, or with user_admin)",
     &USER_SESSION_KEY, &USER_SESSIONS, RIGHT_SIGNED_IN, TX_WRITE, 200, NULL, user_session_end_run},
};
const struct api_set ACCOUNT_API = {"account", rows, COUNT(rows)};

bool account_authenticate(struct ctx *c, const struct request *r, bool *touch)
{
    return session_resolve(c, request_cookie(r, STR("nq_session")), !request_is_safe(r), r->csrf, touch);
}

bool account_touch(struct ctx *c)
{
    return session_touch(c);
}
