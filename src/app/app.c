/* app.c - see app.h. */
#include "app/app.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

/* ---- clock ---- */
struct instant app_now(const struct app *app)
{
    int64_t fixed = atomic_load(&app->clock_us);
    struct timespec t;
    if (fixed != 0) return (struct instant){fixed};
    if (clock_gettime(CLOCK_REALTIME, &t) != 0) abort();
    return (struct instant){(int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000};
}

struct instant app_clock(void *app)
{
    return app_now(app);
}

void app_set_clock(struct app *app, struct instant now)
{
    atomic_store(&app->clock_us, now.us);
}

/* ---- open and close ---- */
static bool folder(struct err *e, struct arena *a, struct str path, bool create)
{
    const char *z = arena_cstr(a, path);
    struct stat st;
    if (create && mkdir(z, S_IRWXU) != 0 && errno != EEXIST)
        return fail_internal(e, "%s: cannot be made: errno %d", z, errno);
    if (stat(z, &st) != 0 || !S_ISDIR(st.st_mode)) return fail_internal(e, "%s: is not a folder", z);
    return true;
}

static bool folders(struct app *app, struct err *e, const struct app_options *o)
{
    struct arena *a = app->arena;
    app->data_dir = arena_str(a, o->data_dir);
    app->blob_dir = arena_printf(a, "%.*s/blobs", STR_ARG(app->data_dir));
    app->tmp_dir = arena_printf(a, "%.*s/tmp", STR_ARG(app->data_dir));
    app->socket_path = arena_printf(a, "%.*s/server.sock", STR_ARG(app->data_dir));
    app->config_path = arena_printf(a, "%.*s/host.conf", STR_ARG(app->data_dir));
    if (!folder(e, a, app->data_dir, o->create)) return false;
    return folder(e, a, app->blob_dir, true) && folder(e, a, app->tmp_dir, true);
}

static bool open_store(struct app *app, struct err *e, const struct app_options *o)
{
    struct str url = o->store_url.n ? o->store_url : app->config.store;
    int64_t applied = 0;
    if (url.n == 0) url = arena_printf(app->arena, "sqlite:%.*s/nuanqiao.db", STR_ARG(app->data_dir));
    url = arena_str(app->arena, url);
    if (o->migrate && !store_migrate(e, url, &applied)) return false;
    const struct store_options so = {
        .url = url, .readers = (int32_t)app->config.readers, .inject_faults = o->inject_faults,
    };
    app->store = store_open(e, &so);
    return app->store != NULL;
}

bool app_open(struct app *app, struct err *e, const struct app_options *o)
{
    assert(!app->arena);
    app->arena = arena_new();
    if (pthread_mutex_init(&app->parts_lock, NULL) != 0) abort();
    app->log = o->log;
    app->log_arg = o->log_arg;
    app->plan_jobs = o->plan_jobs;
    atomic_store(&app->clock_us, o->clock_us);
    id_source_init(&app->ids, o->id_seed ? o->id_seed : rng_entropy());
    struct str key_path = arena_printf(app->arena, "%.*s/secret.key", STR_ARG(o->data_dir));
    bool ok = folders(app, e, o) && config_load(app->arena, e, app->config_path, &app->config) &&
              crypto_key_load(e, arena_cstr(app->arena, key_path), o->create, &app->key) && open_store(app, e, o);
    if (ok && o->job_kinds) (void)jobs_start(app, o->job_kinds); /* sets app->jobs before its thread runs */
    if (!ok) app_close(app);
    return ok;
}

/* ---- parts ---- */
void *app_part(struct app *app, const void *owner, void *(*open)(void), void (*close)(void *data))
{
    (void)pthread_mutex_lock(&app->parts_lock);
    size_t i = 0;
    while (i < APP_PARTS_MAX && app->parts[i].owner && app->parts[i].owner != owner)
        i++;
    assert(i < APP_PARTS_MAX);
    if (!app->parts[i].owner) app->parts[i] = (struct app_part){owner, open(), close};
    void *data = app->parts[i].data;
    (void)pthread_mutex_unlock(&app->parts_lock);
    return data;
}

static void parts_close(struct app *app)
{
    for (size_t i = 0; i < APP_PARTS_MAX; i++) {
        if (app->parts[i].owner) app->parts[i].close(app->parts[i].data);
        app->parts[i] = (struct app_part){0};
    }
    if (app->arena) (void)pthread_mutex_destroy(&app->parts_lock);
}

void app_close(struct app *app)
{
    if (app->jobs) jobs_stop(app->jobs);
    app->jobs = NULL;
    if (app->store) store_close(app->store);
    app->store = NULL;
    parts_close(app);
    if (app->arena) arena_free(app->arena);
    app->arena = NULL;
}

void app_wake_jobs(struct app *app)
{
    if (app->jobs) jobs_wake(app->jobs);
}

/* ---- work in transactions of its own ---- */
struct task {
    struct store_work work; /* first, so that the store's pointer is ours */
    struct ctx *c;
    bool (*fn)(struct ctx *c, void *arg);
    void *arg;
    struct err kept;        /* a failure whose writes stay */
    struct arena *own;      /* of a posted task */
};

static bool task_run(struct store_work *w, struct db *db, struct err *e)
{
    struct task *t = (struct task *)w;
    assert(e == &t->c->err);
    ctx_restart(t->c);
    t->kept = (struct err){0};
    t->c->db = db;
    bool ok = t->fn(t->c, t->arg);
    t->c->db = NULL;
    assert(ok == (e->code == ERR_NONE));
    if (ok || !t->c->keep) return ok;
    t->kept = *e;
    err_clear(e);
    return true;
}

static bool run_and_wait(struct ctx *c, enum tx tx, enum store_priority priority, bool (*fn)(struct ctx *, void *),
                         void *arg)
{
    assert(!c->db);
    struct task t = {.c = c, .fn = fn, .arg = arg,
                     .work = {.run = task_run, .e = &c->err, .tx = tx, .priority = priority}};
    ctx_restart(c);
    bool ok = store_run(c->app->store, &t.work);
    if (ok && tx == TX_WRITE) ctx_committed(c);
    if (ok && t.kept.code != ERR_NONE) {
        c->err = t.kept;
        ok = false;
    }
    return ok;
}

bool app_run(struct ctx *c, enum tx tx, bool (*fn)(struct ctx *c, void *arg), void *arg)
{
    return run_and_wait(c, tx, STORE_NORMAL, fn, arg);
}

bool app_run_low(struct ctx *c, bool (*fn)(struct ctx *c, void *arg), void *arg)
{
    return run_and_wait(c, TX_WRITE, STORE_LOW, fn, arg);
}

static void posted_done(struct store_work *w)
{
    arena_free(((struct task *)w)->own);
}

void app_post(const struct ctx *c, struct arena *own, bool (*fn)(struct ctx *c, void *arg), void *arg)
{
    struct task *t = ARENA_NEW(own, struct task);
    struct ctx *mine = ARENA_NEW(own, struct ctx);
    ctx_init(mine, c->app, own);
    mine->zone_id = arena_str(own, c->zone_id);
    mine->utc_offset_minutes = c->utc_offset_minutes;
    mine->remote = arena_str(own, c->remote);
    mine->actor = (struct actor){
        .user_id = arena_str(own, c->actor.user_id), .login = arena_str(own, c->actor.login),
        .name = arena_str(own, c->actor.name), .session_id = arena_str(own, c->actor.session_id),
        .system = c->actor.system,
    };
    *t = (struct task){.c = mine, .fn = fn, .arg = arg, .own = own,
                       .work = {.run = task_run, .done = posted_done, .e = &mine->err, .tx = TX_WRITE,
                                .priority = STORE_LOW}};
    if (!store_submit(c->app->store, &t->work)) arena_free(own);
}
