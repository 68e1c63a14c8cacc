/* cmd_user.c - nuanqiao user reset: a way back in when nobody can sign in any more. */
#include "account/account.h"
#include "cli/client.h"
#include "cli/commands.h"
#include "http/url.h"

static const struct field OPTIONS_FIELDS[] = {
    FIELD(struct user_options, login, .required = true, .min = 1, .max = 60, .zh = "登录名",
          .en = "login of the person"),
};
const struct record USER_OPTIONS = RECORD(user_options, OPTIONS_FIELDS);

static bool find_user(struct client *client, struct cli *c, struct str login, struct user *out)
{
    struct user_page page = {0};
    struct buf path = {.arena = c->arena};
    buf_add(&path, STR("/users?limit=200&q="));
    url_encode(&path, login);
    if (!client_call(client, "GET", buf_str(&path), NULL, NULL, &USER_PAGE, &page)) return false;
    for (size_t i = 0; i < page.items.count; i++) {
        const struct user *u = LIST_AT(&page.items, struct user, i);
        if (!str_eq_nocase(u->login, login)) continue;
        *out = *u;
        return true;
    }
    return fail(&c->err, ERR_NOT_FOUND, M(CLI_NO_USER), S("login", login));
}

/* The page that takes the invitation: what stands behind the address that people type. */
static struct str link_of(struct cli *c, struct str zone, struct str token)
{
    struct buf b = {.arena = c->arena};
    buf_add(&b, STR("/invitation#zone="));
    url_encode(&b, zone);
    buf_add(&b, STR("&token="));
    url_encode(&b, token);
    return buf_str(&b);
}

static bool reset(struct client *client, struct cli *c, struct str login, struct zone_page *zone,
                  struct user_invitation *out)
{
    struct user user = {0};
    if (!client_call(client, "GET", STR("/zone"), NULL, NULL, &ZONE_PAGE, zone)) return false;
    if (!find_user(client, c, login, &user)) return false;
    const struct user_version in = {.id = user.id, .version = user.version};
    return client_call(client, "POST", STR("/users/{id}/reset"), &USER_VERSION, &in, &USER_INVITATION, out);
}

enum cli_exit cmd_user_reset(struct cli *c, const void *options)
{
    const struct user_options *o = options;
    struct user_invitation out = {0};
    struct zone_page zone = {0};
    struct client *client = client_open(c);
    bool ok = client && reset(client, c, o->login, &zone, &out);
    client_close(client);
    if (!ok) return cli_fail(c);
    cli_say(c, M(CLI_USER_RESET), S("login", out.user.login), S("link", link_of(c, zone.zone.code, out.invite_token)),
            S("until", instant_text(c->arena, out.invite_expires)));
    cli_result(c, &USER_INVITATION, &out);
    return CLI_DONE;
}
