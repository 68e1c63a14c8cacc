/* cmd_serve.c - nuanqiao serve: the program itself, until SIGINT or SIGTERM. */
#include "attach/attach.h"
#include "cli/client.h"
#include "cli/commands.h"
#include "cli/compose.h"
#include "cli/local.h"
#include "http/server.h"
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SWEEP_NEVER_S = 365 * 86400, TEMPORARY_AGE_S = 3600 };

static const struct field SERVE_FIELDS[] = {
    FIELD(struct serve_options, listen, .max = 100, .zh = "监听地址（默认取自配置）",
          .en = "address to listen on (default: the configuration's)", .example = "ADDRESS"),
    FIELD(struct serve_options, port, .min = 0, .max = 65535, .zh = "监听端口；0 由系统选择",
          .en = "port to listen on; 0 = the system chooses", .example = "N"),
    FIELD(struct serve_options, web, .max = TEXT_MAX, .zh = "前端文件所在目录", .en = "folder of the built web pages",
          .example = "DIR"),
    FIELD(struct serve_options, log, .max = TEXT_MAX, .zh = "请求日志文件（默认标准错误）",
          .en = "file for a line per request (default: standard error)", .example = "FILE"),
    FIELD(struct serve_options, upgrade, .zh = "先把数据结构升级到本版本（不做备份）",
          .en = "bring the schema up to date first (without a backup)"),
    FIELD(struct serve_options, quiet, .zh = "不记录请求", .en = "do not log requests"),
};
const struct record SERVE_OPTIONS = RECORD(serve_options, SERVE_FIELDS);

struct serving {
    struct program program;
    struct local *local;
    struct server *server;
    FILE *log;
};

/* One line per request: instant, id, who, what, status, microseconds, and what is behind a 500. */
static void log_line(void *arg, const struct api_log *line)
{
    struct arena *a = arena_new();
    FILE *log = arg;
    struct str at = instant_text(a, line->at);
    struct str text =
        arena_printf(a, "%.*s %.*s %.*s %.*s %.*s %d %" PRId64 "us%s%.*s\n", STR_ARG(at), STR_ARG(line->id),
                     STR_ARG(line->actor.n ? line->actor : STR("-")), STR_ARG(line->method), STR_ARG(line->path),
                     (int)line->status, line->us, line->debug.n ? " " : "", STR_ARG(line->debug));
    (void)fwrite(text.p, 1, text.n, log);
    (void)fflush(log);
    arena_free(a);
}

static bool open_log(struct cli *c, const struct serve_options *o, struct serving *s)
{
    s->log = stderr;
    if (!o->log.n) return true;
    s->log = fopen(arena_cstr(c->arena, o->log), "ae");
    return s->log || fail_internal(&c->err, "%.*s: cannot be opened: errno %d", STR_ARG(o->log), errno);
}

static bool start(struct cli *c, const struct serve_options *o, struct serving *s)
{
    struct str dir;
    if (!cli_need_data(c, &dir)) return false;
    const struct program_options po = {.serving = true,
                                       .data_dir = dir,
                                       .store_url = c->at.store,
                                       .migrate = o->upgrade,
                                       .log = o->quiet ? NULL : log_line,
                                       .log_arg = s->log};
    if (!program_open(&s->program, c->arena, &c->err, &po)) return false;
    const struct app *app = &s->program.app;
    struct server_options so = {.api = s->program.api,
                                .host = o->listen.n ? o->listen : app->config.listen,
                                .port = (int32_t)(o->port.has ? o->port.v : app->config.port),
                                .loops = (int32_t)app->config.loops,
                                .web_dir = o->web,
                                .tmp_dir = app->tmp_dir,
                                .behind_proxy =
                                    config_secure(&app->config)}; /* we speak no TLS: somebody in front does */
    s->local = local_start(&c->err, s->program.api, app->socket_path, app->tmp_dir);
    s->server = s->local ? server_start(&c->err, &so) : NULL;
    if (s->server) {
        struct str host =
            str_find(so.host, STR(":")) < so.host.n ? arena_printf(c->arena, "[%.*s]", STR_ARG(so.host)) : so.host;
        const struct serving_info info = {
            .address = arena_printf(c->arena, "http://%.*s:%d", STR_ARG(host), (int)server_port(s->server))};
        cli_say(c, M(CLI_SERVING), S("address", info.address));
        cli_result(c, &SERVING_INFO, &info);
        return true;
    }
    local_stop(s->local);
    program_close(&s->program);
    return false;
}

static const struct field SERVING_FIELDS[] = {FIELD(struct serving_info, address, .required = true)};
const struct record SERVING_INFO = RECORD(serving_info, SERVING_FIELDS);

/* What uploads and downloads of a killed server left behind; those under way are younger. */
static void sweep_temporary(struct ctx *c, int64_t *removed)
{
    DIR *d = opendir(arena_cstr(c->arena, c->app->tmp_dir));
    for (const struct dirent *entry; d && (entry = readdir(d));) {
        struct stat st;
        const char *path = arena_printf(c->arena, "%.*s/%s", STR_ARG(c->app->tmp_dir), entry->d_name).p;
        bool old = lstat(path, &st) == 0 && S_ISREG(st.st_mode) && time(NULL) - st.st_mtime > TEMPORARY_AGE_S;
        if (old && unlink(path) == 0) ++*removed;
    }
    if (d) (void)closedir(d);
}

/* Files that an interrupted upload or a removed attachment left behind; what fails today is tried again next time. */
static void sweep(struct serving *s)
{
    struct arena *a = arena_new();
    struct ctx *c = ARENA_NEW(a, struct ctx);
    int64_t removed = 0;
    ctx_init(c, &s->program.app, a);
    c->actor.system = true;
    bool ok = attachment_sweep(c, &removed);
    sweep_temporary(c, &removed);
    if (!ok || removed > 0) {
        struct str text = arena_printf(a, "sweep: %" PRId64 " unreferenced files removed%s%.*s\n", removed,
                                       ok ? "" : "; stopped: ", STR_ARG(ok ? STR("") : c->err.debug));
        (void)fwrite(text.p, 1, text.n, s->log);
        (void)fflush(s->log);
    }
    arena_free(a);
}

/* Until a signal asks to stop: looks after the stored files now and then. */
static void serve_until(const sigset_t *stop, struct serving *s)
{
    int64_t minutes = s->program.app.config.sweep_minutes;
    struct timespec wait = {.tv_sec = minutes > 0 ? minutes * 60 : SWEEP_NEVER_S};
    sweep(s);
    while (sigtimedwait(stop, NULL, &wait) < 0)
        if (errno == EAGAIN) sweep(s);
}

enum cli_exit cmd_serve(struct cli *c, const void *options)
{
    struct serving *s = ARENA_NEW(c->arena, struct serving);
    sigset_t stop;
    /* Blocked before any thread starts, so that only serve_until gets them. */
    (void)sigemptyset(&stop);
    (void)sigaddset(&stop, SIGINT);
    (void)sigaddset(&stop, SIGTERM);
    (void)pthread_sigmask(SIG_BLOCK, &stop, NULL);
    if (!open_log(c, options, s) || !start(c, options, s)) return cli_fail(c);
    serve_until(&stop, s);
    cli_say(c, M(CLI_STOPPING));
    server_stop(s->server);
    local_stop(s->local);
    program_close(&s->program);
    return CLI_DONE;
}
