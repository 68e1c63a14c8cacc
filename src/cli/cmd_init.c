/* cmd_init.c - nuanqiao init: a data directory, a zone in it, its first administrator. */
#include "account/account.h"
#include "app/app.h"
#include "app/audit.h"
#include "cli/client.h"
#include "cli/commands.h"
#include "cli/local.h"
#include "cli/pack.h"
#include "zone/zone.h"
#include <stdlib.h>

static const struct field INIT_FIELDS[] = {
    FIELD(struct init_options, demo, .zh = "演示园区：可以有公开密码的演示账号",
          .en = "a demo zone: may have demo accounts with known passwords"),
    FIELD(struct init_options, pack, .max = TEXT_MAX, .zh = "同时安装的资料包", .en = "a pack to install as well",
          .example = "FOLDER"),
    FIELD(struct init_options, name_zh, .max = 80, .zh = "园区名称", .en = "name of the zone in Chinese",
          .example = "NAME"),
    FIELD(struct init_options, name_en, .max = 80, .zh = "园区英文名称", .en = "name of the zone in English",
          .example = "NAME"),
    FIELD(struct init_options, login, .max = 60, .zh = "管理员登录名（默认 admin）",
          .en = "login of the administrator (default: admin)", .example = "LOGIN"),
    FIELD(struct init_options, name, .max = 60, .zh = "管理员姓名", .en = "name of the administrator",
          .example = "NAME"),
};
const struct record INIT_OPTIONS = RECORD(init_options, INIT_FIELDS);
static const struct field RESULT_FIELDS[] = {
    FIELD(struct init_result, data),
    FIELD(struct init_result, zone),
    FIELD(struct init_result, login),
    FIELD(struct init_result, password),
};
const struct record INIT_RESULT = RECORD(init_result, RESULT_FIELDS);

struct making {
    struct zone_new zone;
    struct first_user admin;
    bool with_admin;
    struct first_password password;
};

static bool make_zone(struct ctx *c, void *arg)
{
    struct making *m = arg;
    struct zone zone = {0};
    return zone_create(c, &m->zone, &zone) && (!m->with_admin || account_bootstrap(c, &m->admin, &m->password));
}

/* Names that were not given come from the pack, then from the code. */
static bool plan(struct cli *c, const struct init_options *o, struct making *m)
{
    struct pack_manifest pack = {0};
    if (o->pack.n && !pack_manifest_read(c->arena, &c->err, o->pack, &pack)) return false;
    m->zone = pack.zone;
    m->zone.demo = o->demo;
    if (c->at.zone.n) m->zone.code = c->at.zone;
    if (!m->zone.code.n) return fail_field(&c->err, STR("--zone"), M(REQUIRED));
    if (o->name_zh.n) m->zone.name_zh = o->name_zh;
    if (o->name_en.n) m->zone.name_en = o->name_en;
    if (!m->zone.name_zh.n) m->zone.name_zh = m->zone.code;
    if (!m->zone.name_en.n) m->zone.name_en = m->zone.code;
    if (!o->pack.n) m->zone.utc_offset_minutes = 480;
    m->admin.login = o->login.n ? o->login : STR("admin");
    m->admin.name = o->name.n ? o->name : c->lang == LANG_ZH ? STR("管理员") : STR("Administrator");
    m->with_admin = !(o->demo && o->pack.n);
    c->at.zone = m->zone.code;
    return true;
}

static bool make(struct cli *c, struct str dir, struct making *m)
{
    struct app *app = ARENA_NEW(c->arena, struct app);
    struct ctx ctx;
    const struct app_options o = {.data_dir = dir, .store_url = c->at.store, .create = true, .migrate = true};
    if (local_alive(arena_printf(c->arena, "%.*s/server.sock", STR_ARG(dir))))
        return fail(&c->err, ERR_CONFLICT, M(CLI_SERVER_RUNS), S("data", dir));
    if (!app_open(app, &c->err, &o)) return false;
    ctx_init(&ctx, app, c->arena);
    ctx.actor.system = true;
    ctx.remote = STR(LOCAL_REMOTE);
    bool ok = app_run(&ctx, TX_WRITE, make_zone, m);
    if (!ok) c->err = ctx.err;
    app_close(app);
    return ok;
}

enum cli_exit cmd_init(struct cli *c, const void *options)
{
    const struct init_options *o = options;
    struct making m = {0};
    struct str dir = c->at.data.n ? c->at.data : STR("data");
    if (!plan(c, o, &m) || !make(c, dir, &m)) return cli_fail(c);
    const struct init_result result = {
        .data = cli_data_dir(c), .zone = m.zone.code, .login = m.password.login, .password = m.password.password};
    cli_say(c, M(CLI_INIT_DONE), S("data", result.data), S("zone", result.zone));
    if (o->pack.n) {
        const struct pack_options pack = {.folder = o->pack};
        bool json = c->at.json;
        c->at.json = false;
        if (json) c->quiet = true;
        enum cli_exit code = cmd_pack_install(c, &pack);
        c->at.json = json;
        c->quiet = false;
        if (code != CLI_DONE) return code;
    }
    if (m.with_admin) cli_say(c, M(CLI_INIT_ADMIN), S("login", result.login), S("password", result.password));
    cli_result(c, &INIT_RESULT, &result);
    return CLI_DONE;
}
