/* echo_server.c - the server with the sample endpoints on a data folder of its own; for strict.py, slow.py and load.py.
 * usage: echo_server DATA_FOLDER [WEB_FOLDER [PORT]]   prints "listening on PORT", stops at SIGTERM. */
#include "http/server.h"
#include "sample_api.h"
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static bool plant(struct ctx *c, void *arg)
{
    (void)arg;
    return db_script(
        c->db, &c->err,
        STR("INSERT INTO zone (id, code, name_zh, name_en, utc_offset_minutes, demo, version, created, "
            "updated) VALUES ('01900000-0000-7000-8000-00000000000a', 'north', 'n', 'n', 480, false, 1, 1, 1) "
            "ON CONFLICT DO NOTHING"));
}

static _Noreturn int failed(const struct err *e)
{
    struct arena *a = arena_new();
    struct str text = msg_render(a, LANG_EN, &e->message);
    fprintf(stderr, "%.*s %.*s\n", STR_ARG(text), STR_ARG(e->debug));
    (void)fflush(stderr);
    _exit(1); /* threads and arenas end with the process */
}

int main(int argc, char **argv)
{
    if (argc < 2) return 2;
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    static struct app app; /* outlives everything */
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, NULL); /* before any thread */
    struct app_options ao = {.data_dir = str_of(argv[1]), .create = true, .migrate = true};
    if (!app_open(&app, &e, &ao)) return failed(&e);
    struct ctx c;
    ctx_init(&c, &app, a);
    if (!app_run(&c, TX_WRITE, plant, NULL)) return failed(&c.err);
    const struct api_set sets[] = {API_SET_HTTP, SAMPLE_SET};
    struct api_options o = {.app = &app, .sets = sets, .set_count = COUNT(sets), .hooks = {sample_authenticate, NULL}};
    struct api_service *api = api_open(&e, &o);
    if (!api) return failed(&e);
    struct server_options so = {.api = api, .tmp_dir = app.tmp_dir, .behind_proxy = true};
    int64_t port = 0;
    if (argc > 2) so.web_dir = str_of(argv[2]);
    if (argc > 3 && !str_to_i64(str_of(argv[3]), &port)) return 2;
    so.port = (int32_t)port;
    struct server *s = server_start(&e, &so);
    if (!s) return failed(&e);
    printf("listening on %d\n", server_port(s));
    (void)fflush(stdout);
    int number;
    sigwait(&stop, &number);
    server_stop(s);
    api_close(api);
    app_close(&app);
    arena_free(a);
    printf("stopped\n");
    return 0;
}
