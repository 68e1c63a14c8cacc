/* job.c - see job.h: the rows, and the one thread that works on them. */
#include "app/job.h"
#include "app/app.h"
#include "app/audit.h"
#include "app_sql.h"
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { POLL_MS = 2000, RETRY_MS = 100, IDLE_POLL_MS = 10, PLAN_EVERY_S = 10 };

static const char *const state_names[] = {"", "queued", "running", "done", "failed", "cancelled"};
static const char *const state_zh[] = {"", "排队中", "进行中", "已完成", "失败", "已取消"};
static const char *const state_en[] = {"", "Queued", "Running", "Done", "Failed", "Cancelled"};
const struct enum_names JOB_STATE_NAMES = {"JobState", state_names, state_zh, state_en, COUNT(state_names)};

static const struct field job_fields[] = {
    FIELD(struct job, id, .required = true),
    FIELD(struct job, kind, .required = true, .zh = "类型", .en = "kind"),
    FIELD(struct job, subject_id, .required = true),
    FIELD(struct job, actor_id, .required = true),
    FIELD(struct job, actor_name, .required = true, .zh = "发起人", .en = "started by"),
    FIELD_E(struct job, state, JOB_STATE_NAMES, .required = true, .zh = "状态", .en = "state"),
    FIELD(struct job, done, .required = true, .zh = "已处理", .en = "done"),
    FIELD(struct job, total, .required = true, .zh = "总数", .en = "total"),
    FIELD(struct job, failure, .zh = "失败原因", .en = "failure"),
    FIELD(struct job, created, .required = true, .zh = "提交时间", .en = "created"),
    FIELD(struct job, started, .zh = "开始时间", .en = "started"),
    FIELD(struct job, finished, .zh = "结束时间", .en = "finished"),
};
const struct record JOB = RECORD(job, job_fields);

/* A stored row: the job and who works on it. */
struct job_row {
    struct job job;
    struct str owner;
    struct instant now;
    int64_t utc_offset_minutes; /* of its zone */
};
#define JOB_FIELD(m)                                                                                                   \
    {.name = #m, .type = FIELD_TYPE(((struct job_row *)0)->job.m), .offset = offsetof(struct job_row, job.m)}
static const struct field row_fields[] = {
    JOB_FIELD(id), JOB_FIELD(zone_id), JOB_FIELD(kind), JOB_FIELD(subject_id), JOB_FIELD(actor_id),
    JOB_FIELD(actor_name), JOB_FIELD(done), JOB_FIELD(total), JOB_FIELD(chunk), JOB_FIELD(failure), JOB_FIELD(created),
    JOB_FIELD(started), JOB_FIELD(finished),
    {.name = "state", .type = FIELD_ENUM, .offset = offsetof(struct job_row, job.state), .labels = &JOB_STATE_NAMES},
    FIELD(struct job_row, owner), FIELD(struct job_row, now), FIELD(struct job_row, utc_offset_minutes),
};
static const struct record JOB_ROW = RECORD(job_row, row_fields);

struct jobs {
    struct app *app;
    const struct job_kind *const *kinds;
    struct arena *arena;
    struct str owner; /* this process */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool woken;       /* under lock */
    _Atomic bool stop;
    int64_t planned_us; /* when it was last looked what is due; on the program's clock */
};

/* ---- inside a transaction ---- */
bool job_create(struct ctx *c, struct str kind, struct str subject_id, struct job *out)
{
    *out = (struct job){
        .id = ctx_new_id(c), .zone_id = c->zone_id, .kind = kind, .subject_id = subject_id,
        .actor_id = c->actor.user_id.p ? c->actor.user_id : STR(""),
        .actor_name = c->actor.name.p ? c->actor.name : STR(""), .state = JOB_QUEUED, .created = c->now,
    };
    const struct job_row row = {.job = *out};
    c->wake_jobs = true;
    return ctx_exec(c, &SQL_JOB_INSERT, &JOB_ROW, &row);
}

bool job_get(struct ctx *c, struct str id, struct job *out)
{
    struct job_row row = {.job = {.zone_id = c->zone_id, .id = id}};
    bool found = false;
    if (!ctx_find(c, &SQL_JOB_BY_ID, &JOB_ROW, &row, &JOB_ROW, &row, &found)) return false;
    *out = row.job;
    return found || ctx_not_found(c, "任务", "job");
}

bool job_of_subject(struct ctx *c, struct str kind, struct str subject_id, struct job *out, bool *found)
{
    struct job_row row = {.job = {.zone_id = c->zone_id, .kind = kind, .subject_id = subject_id}};
    if (!ctx_find(c, &SQL_JOB_BY_SUBJECT, &JOB_ROW, &row, &JOB_ROW, &row, found)) return false;
    if (*found) *out = row.job;
    return true;
}

static const struct job_kind *kind_of(const struct jobs *j, struct str name)
{
    for (size_t i = 0; j && j->kinds[i]; i++)
        if (str_eq(str_of(j->kinds[i]->name), name)) return j->kinds[i];
    return NULL;
}

const struct job_kind *jobs_prover(const struct jobs *j, struct str action)
{
    for (size_t i = 0; j && j->kinds[i]; i++)
        if (j->kinds[i]->claim && str_eq(str_of(j->kinds[i]->claim), action)) return j->kinds[i];
    return NULL;
}

bool job_cancel(struct ctx *c, struct str id, struct job *out)
{
    struct job before = {0};
    const struct job_row row = {.job = {.zone_id = c->zone_id, .id = id}, .now = c->now};
    int64_t ended = 0;
    if (!job_get(c, id, &before)) return false;
    if (!db_exec(c->db, c->arena, &c->err, &SQL_JOB_CANCEL, &JOB_ROW, &row, &ended)) return false;
    if (ended == 0) return fail(&c->err, ERR_CONFLICT, M(JOB_OVER));
    if (!job_get(c, id, out)) return false;
    const struct job_kind *kind = c->app ? kind_of(c->app->jobs, before.kind) : NULL;
    if (kind && kind->finish && !kind->finish(c, out)) return false;
    return audit_record(c, &(struct audit_entry){.action = STR("job.cancel"), .subject_kind = STR("job"),
                                                 .subject_id = id, .subject_name = before.kind,
                                                 .before = audit_json(c, &JOB, &before),
                                                 .after = audit_json(c, &JOB, out)});
}

/* ---- for a job's own code, on the worker thread ---- */
static void pause_ms(int64_t ms)
{
    struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = (ms % 1000) * 1000000};
    (void)nanosleep(&t, NULL);
}

static bool stopping(const struct ctx *c)
{
    return atomic_load(&c->app->jobs->stop);
}

bool job_read(struct ctx *c, bool (*fn)(struct ctx *c, void *arg), void *arg)
{
    for (;;) {
        if (stopping(c)) return fail(&c->err, ERR_BUSY, M(JOB_STOPPING));
        c->now = app_now(c->app);
        if (app_run(c, TX_READ, fn, arg)) return true;
        if (c->err.code != ERR_BUSY) return false;
        err_clear(&c->err);
        pause_ms(RETRY_MS); /* the queue is full; nobody waits for a job */
    }
}

struct step {
    struct job_row row;
    bool (*fn)(struct ctx *c, void *arg);
    void *arg;
};

static bool step_run(struct ctx *c, void *arg)
{
    struct step *s = arg;
    int64_t changed = 0;
    struct job now = {0};
    if (!db_exec(c->db, c->arena, &c->err, &SQL_JOB_PROGRESS, &JOB_ROW, &s->row, &changed)) return false;
    if (changed == 1) return s->fn(c, s->arg);
    if (!job_get(c, s->row.job.id, &now)) return false;
    if (now.state == JOB_CANCELLED) return fail(&c->err, ERR_CONFLICT, M(JOB_CANCELLED));
    return fail(&c->err, ERR_CONFLICT, M(JOB_LOST));
}

static bool look_run(struct ctx *c, void *arg)
{
    struct job *job = arg;
    return job_get(c, job->id, job);
}

/* The connection broke during COMMIT: the chunk number, stored with the effect, tells whether it is there. */
static bool is_stored(struct ctx *c, const struct job *wanted)
{
    struct job now = *wanted;
    err_clear(&c->err);
    while (!stopping(c)) {
        if (app_run(c, TX_READ, look_run, &now)) return now.chunk == wanted->chunk;
        err_clear(&c->err);
        pause_ms(RETRY_MS);
    }
    return false;
}

bool job_apply(struct ctx *c, struct job *job, int64_t done, int64_t total, bool (*fn)(struct ctx *c, void *arg),
               void *arg)
{
    struct step s = {.row = {.job = *job, .owner = c->app->jobs->owner}, .fn = fn, .arg = arg};
    s.row.job.done = done;
    s.row.job.total = total;
    s.row.job.chunk = job->chunk + 1;
    for (;;) {
        if (stopping(c)) return fail(&c->err, ERR_BUSY, M(JOB_STOPPING));
        c->now = app_now(c->app);
        if (app_run_low(c, step_run, &s)) break;
        if (c->err.message.id == MSG_IN_DOUBT) {
            if (is_stored(c, &s.row.job)) break;
        } else if (c->err.code != ERR_BUSY) {
            return false;
        }
        err_clear(&c->err);
        pause_ms(RETRY_MS);
    }
    job->done = done;
    job->total = total;
    job->chunk++;
    return true;
}

/* ---- the worker ---- */
struct pick {
    struct job_row row;
    const struct job_kind *kind;
    bool found;
};

static bool pick_next(struct ctx *c, void *arg)
{
    struct pick *p = arg;
    return ctx_find(c, &SQL_JOB_NEXT, &JOB_ROW, &p->row, &JOB_ROW, &p->row, &p->found);
}

static bool lease(struct ctx *c, void *arg)
{
    struct pick *p = arg;
    return ctx_change(c, &SQL_JOB_LEASE, &JOB_ROW, &p->row);
}

/* The end of a job and what its kind does then, in one transaction; nothing when somebody ended it before. */
static bool end(struct ctx *c, void *arg)
{
    struct pick *p = arg;
    int64_t changed = 0;
    p->row.now = c->now;
    p->row.job.finished = c->now;
    if (!db_exec(c->db, c->arena, &c->err, &SQL_JOB_END, &JOB_ROW, &p->row, &changed)) return false;
    if (changed == 0 || !p->kind || !p->kind->finish) return true;
    return p->kind->finish(c, &p->row.job);
}

/* For people of either language: a job's failure is read long after the request that asked for it. */
static struct str failure_text(struct ctx *c)
{
    const struct msg_text *m = &c->err.message;
    return arena_printf(c->arena, "%.*s / %.*s", STR_ARG(msg_render(c->arena, LANG_ZH, m)),
                        STR_ARG(msg_render(c->arena, LANG_EN, m)));
}

static void log_failure(const struct ctx *c, const struct job *job)
{
    const struct app *app = c->app;
    if (c->err.code != ERR_INTERNAL || !app->log) return;
    app->log(app->log_arg, &(struct app_failure){app_now(app), job->id, job->kind, job->actor_id, c->err.debug});
}

/* Ends the job as often as it takes: only a stop may leave it running, for the next start. */
static void end_surely(struct jobs *j, struct ctx *c, struct pick *p, int32_t state, struct str failure)
{
    p->row.job.state = state;
    p->row.job.failure = failure;
    while (!atomic_load(&j->stop)) {
        c->now = app_now(j->app);
        if (app_run(c, TX_WRITE, end, p)) return;
        log_failure(c, &p->row.job);
        if (c->err.code != ERR_BUSY && state != JOB_FAILED) { /* its finish failed: then the job did */
            p->row.job.state = state = JOB_FAILED;
            p->row.job.failure = failure_text(c);
        } else if (c->err.code != ERR_BUSY) {
            p->kind = NULL; /* even its finish after the failure failed: end without it */
        }
        err_clear(&c->err);
        pause_ms(RETRY_MS);
    }
}

static void work_on(struct jobs *j, struct ctx *c, struct pick *p)
{
    p->kind = kind_of(j, p->row.job.kind);
    c->zone_id = p->row.job.zone_id;
    c->utc_offset_minutes = (int32_t)p->row.utc_offset_minutes;
    c->actor.user_id = p->row.job.actor_id;
    c->actor.name = p->row.job.actor_name;
    if (!p->kind) {
        (void)fail(&c->err, ERR_INTERNAL, M(JOB_NO_KIND), S("kind", p->row.job.kind));
        end_surely(j, c, p, JOB_FAILED, failure_text(c));
        return;
    }
    struct job job = p->row.job;
    bool ok = p->kind->run(c, &job);
    if (!ok && atomic_load(&j->stop)) return; /* goes on at the next start */
    struct str failure = ok ? (struct str){0} : failure_text(c);
    if (!ok) log_failure(c, &job);
    err_clear(&c->err);
    p->row.job = job;
    end_surely(j, c, p, ok ? JOB_DONE : JOB_FAILED, failure);
}

/* One job, or false when there is none. */
static bool work_once(struct jobs *j)
{
    struct arena *a = arena_new();
    struct ctx c;
    struct pick p = {.row = {.owner = j->owner}};
    ctx_init(&c, j->app, a);
    c.remote = STR("job");
    c.actor.system = true;
    bool found = app_run(&c, TX_READ, pick_next, &p) && p.found;
    p.row.owner = j->owner;
    p.row.now = c.now;
    if (found) c.zone_id = p.row.job.zone_id;
    if (found && app_run(&c, TX_WRITE, lease, &p)) {
        p.row.job.state = JOB_RUNNING;
        if (p.row.job.started.us == 0) p.row.job.started = c.now;
        work_on(j, &c, &p);
    } else {
        found = false;
    }
    arena_free(a);
    return found;
}

/* ---- what starts by itself ---- */
struct zone_row {
    struct str zone_id;
    int64_t utc_offset_minutes;
};
static const struct field zone_fields[] = {FIELD(struct zone_row, zone_id), FIELD(struct zone_row, utc_offset_minutes)};
static const struct record ZONE_ROW = RECORD(zone_row, zone_fields);
struct planning {
    const struct job_kind *kind;
    struct list zones; /* struct zone_row */
    bool due;
};

static bool find_zones(struct ctx *c, void *arg)
{
    return ctx_rows(c, &SQL_JOB_ZONES, NULL, NULL, &ZONE_ROW, &((struct planning *)arg)->zones);
}

static bool is_due(struct ctx *c, void *arg)
{
    struct planning *p = arg;
    p->due = false;
    return p->kind->due(c, &p->due);
}

static bool start_due(struct ctx *c, void *arg)
{
    return ((struct planning *)arg)->kind->start(c);
}

/* What fails is asked again the next time. */
static void plan_in(struct jobs *j, struct arena *a, const struct zone_row *zone, struct planning *p)
{
    struct ctx c;
    ctx_init(&c, j->app, a);
    c.zone_id = zone->zone_id;
    c.utc_offset_minutes = (int32_t)zone->utc_offset_minutes;
    c.remote = STR("job");
    c.actor.system = true;
    bool ok = app_run(&c, TX_READ, is_due, p) && (!p->due || app_run(&c, TX_WRITE, start_due, p));
    if (!ok) log_failure(&c, &(struct job){.kind = str_of(p->kind->name)});
}

static void plan(struct jobs *j)
{
    int64_t now = app_now(j->app).us, since = now - j->planned_us;
    if (!j->app->plan_jobs || (since >= 0 && since < PLAN_EVERY_S * INT64_C(1000000))) return;
    struct arena *a = arena_new();
    struct planning p = {0};
    struct ctx c;
    ctx_init(&c, j->app, a);
    if (app_run(&c, TX_READ, find_zones, &p))
        for (size_t i = 0; j->kinds[i]; i++)
            for (size_t z = 0; z < p.zones.count && j->kinds[i]->due && !atomic_load(&j->stop); z++) {
                p.kind = j->kinds[i];
                plan_in(j, a, LIST_AT(&p.zones, struct zone_row, z), &p);
            }
    j->planned_us = now;
    arena_free(a);
}

static void sleep_until_woken(struct jobs *j)
{
    struct timespec until;
    if (clock_gettime(CLOCK_REALTIME, &until) != 0) abort();
    until.tv_sec += POLL_MS / 1000;
    (void)pthread_mutex_lock(&j->lock);
    int timed_out = 0;
    while (!j->woken && !atomic_load(&j->stop) && timed_out == 0)
        timed_out = pthread_cond_timedwait(&j->changed, &j->lock, &until);
    j->woken = false;
    (void)pthread_mutex_unlock(&j->lock);
}

static void *worker(void *arg)
{
    struct jobs *j = arg;
    while (!atomic_load(&j->stop)) {
        if (work_once(j)) continue;
        plan(j);
        sleep_until_woken(j);
    }
    return NULL;
}

struct jobs *jobs_start(struct app *app, const struct job_kind *const *kinds)
{
    struct jobs *j = ARENA_NEW(app->arena, struct jobs);
    j->app = app;
    j->kinds = kinds;
    j->owner = crypto_token(app->arena);
    app->jobs = j; /* before the thread looks for it */
    if (pthread_mutex_init(&j->lock, NULL) != 0 || pthread_cond_init(&j->changed, NULL) != 0) abort();
    if (pthread_create(&j->thread, NULL, worker, j) != 0) abort();
    return j;
}

void jobs_stop(struct jobs *j)
{
    atomic_store(&j->stop, true);
    jobs_wake(j);
    (void)pthread_join(j->thread, NULL);
    (void)pthread_cond_destroy(&j->changed);
    (void)pthread_mutex_destroy(&j->lock);
}

void jobs_wake(struct jobs *j)
{
    (void)pthread_mutex_lock(&j->lock);
    j->woken = true;
    (void)pthread_cond_signal(&j->changed);
    (void)pthread_mutex_unlock(&j->lock);
}

static bool find_open(struct ctx *c, void *arg)
{
    struct pick *p = arg;
    return ctx_find(c, &SQL_JOB_OPEN, NULL, NULL, &JOB_ROW, &p->row, &p->found);
}

void jobs_wait_idle(struct jobs *j)
{
    struct arena *a = arena_new();
    struct ctx c;
    struct pick p;
    do {
        arena_reset(a);
        ctx_init(&c, j->app, a);
        p = (struct pick){0};
        bool ok = app_run(&c, TX_READ, find_open, &p);
        if (ok && p.found) jobs_wake(j);
        if (!ok || p.found) pause_ms(IDLE_POLL_MS);
        if (!ok) p.found = true;
    } while (p.found);
    arena_free(a);
}
