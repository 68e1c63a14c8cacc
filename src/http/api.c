/* api.c - the life of a request, top to bottom; see api.h. */
#include "http/api_impl.h"
#include "app/audit.h"
#include "http/problem.h"
#include "http/schema.h"
#include "json/json.h"
#include <stdio.h>
#include <time.h>

struct call_state {
    struct store_work work; /* the reader's, then the writer's, then the pages' */
    struct slow_work slow;
    struct api_service *s;
    struct call *call;
    const struct route *route;
    struct ctx ctx;
    void *in, *out, *prepared; /* prepared: out as prepare left it; a WRITE may run again */
    struct str body;           /* the encoded answer */
    struct err kept;           /* the failure behind ctx.keep */
    bool touch, replayed;
    bool unprepared;           /* prepare refused it: that is in kept */
    struct download download;
    struct page *page;
    struct arena *page_arena;
    int64_t started_us;
};
#define STATE_OF(ptr, member) ((struct call_state *)(void *)((char *)(ptr)-offsetof(struct call_state, member)))

static int64_t monotonic_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void under_way(struct api_service *s, int64_t change)
{
    pthread_mutex_lock(&s->lock);
    s->under_way += change;
    if (s->under_way == 0) pthread_cond_broadcast(&s->idle);
    pthread_mutex_unlock(&s->lock);
}

/* ---- the answer ---- */

/* Unique in this run and not to be guessed from another: splitmix64 over a counter. */
static struct str new_request_id(struct api_service *s, struct arena *a)
{
    uint64_t z = s->request_key + ++s->request_number * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return arena_printf(a, "%016" PRIx64, z ^ (z >> 31));
}

static void reply_problem(struct call *call, const struct err *e, const struct record *record)
{
    struct reply *reply = &call->reply;
    struct buf b = {.arena = call->arena};
    problem_encode(&b, e, &(struct problem_context){reply->lang, reply->request_id, record});
    reply->status = err_http_status(e->code);
    reply->content_type = STR("application/problem+json");
    reply->body = buf_str(&b);
    reply->retry_after_s = e->retry_after_s > 0 ? e->retry_after_s : e->code == ERR_BUSY ? 1 : 0;
}

/* The log's path: nothing that could forge a line or hide one. */
static struct str log_path(struct str path)
{
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] <= ' ' || path.p[i] > '~') return STR("-");
    return str_sub(path, 0, 200);
}

static void log_call(const struct api_service *s, const struct call *call, struct str actor, const struct err *e,
                     struct instant at, int64_t us)
{
    if (!s->o.log) return;
    s->o.log(s->o.log_arg, &(struct api_log){
                               .at = at,
                               .id = call->reply.request_id,
                               .method = call->request.method,
                               .path = log_path(call->request.path),
                               .actor = actor,
                               .debug = e->code == ERR_INTERNAL ? e->debug : (struct str){0},
                               .status = call->reply.status,
                               .us = us,
                           });
}

static bool touch_run(struct ctx *c, void *arg)
{
    const struct api_hooks *hooks = arg;
    return hooks->touch(c);
}

/* last_seen is written after the answer, by a task that nobody waits for. */
static void post_touch(struct call_state *st)
{
    struct api_service *s = st->s;
    if (!st->touch || !s->o.hooks.touch || st->ctx.actor.session_id.n == 0) return;
    struct arena *own = arena_new();
    struct api_hooks *hooks = ARENA_NEW(own, struct api_hooks);
    *hooks = s->o.hooks;
    app_post(&st->ctx, own, touch_run, hooks);
}

static void finish(struct call_state *st)
{
    struct api_service *s = st->s;
    struct call *call = st->call;
    struct ctx *c = &st->ctx;
    struct reply *reply = &call->reply;
    reply->set_cookie = c->set_cookie;
    reply->row = st->route ? st->route->row : NULL;
    if (c->err.code != ERR_NONE) {
        reply_problem(call, &c->err, st->route ? st->route->row->in : NULL);
    } else if (st->route->row->download) {
        reply->status = row_status(st->route->row);
        reply->content_type = st->download.content_type;
        reply->download = &st->download;
    } else {
        if (!st->replayed) reply->status = row_status(st->route->row);
        reply->replayed = st->replayed;
        reply->content_type = st->body.n ? STR("application/json") : (struct str){0};
        reply->body = st->body;
    }
    post_touch(st);
    log_call(s, call, c->actor.login, &c->err, c->now, monotonic_us() - st->started_us);
    call->done(call); /* st may be gone from here on */
    under_way(s, -1);
}

/* ---- steps inside a transaction ---- */

static bool authorise(struct call_state *st)
{
    struct ctx *c = &st->ctx;
    const struct api *row = st->route->row;
    if (row->right == RIGHT_PUBLIC) return true;
    c->actor = (struct actor){0};
    c->zone_id = (struct str){0};
    if (!st->s->o.hooks.authenticate(c, &st->call->request, &st->touch)) return false;
    return ctx_require(c, row->right);
}

static void encode(struct call_state *st)
{
    const struct api *row = st->route->row;
    if (!row->out) return;
    struct buf b = {.arena = st->call->arena};
    json_encode(&b, row->out, st->out);
    st->body = buf_str(&b);
}

/* upload, prepare, and what needs no writer. */
static bool run_prepare(struct call_state *st)
{
    struct ctx *c = &st->ctx;
    const struct api *row = st->route->row;
    if (row->upload && !row->upload(c, st->in, &st->call->request.upload, st->out)) return false;
    if (row->prepare && !row->prepare(c, st->in, st->out)) {
        st->unprepared = true;
        return false;
    }
    if (row->tx == TX_WRITE) {
        memcpy(st->prepared, st->out, row->out ? row->out->size : 1);
        return true;
    }
    if (row->download) {
        st->download = (struct download){.size = -1};
        return row->download(c, st->in, &st->download);
    }
    if (!row->run(c, st->in, st->out)) return false;
    encode(st);
    return true;
}

/* A function that returns false without a failure, or a failure with true, is a bug of ours: say so, store nothing. */
static bool consistent(struct call_state *st, bool good)
{
    if (good == (st->ctx.err.code == ERR_NONE)) return good;
    const char *id = st->route->row->id;
    if (good) return false; /* the failure is set: it counts */
    return fail_internal(&st->ctx.err, "%s returned false without a failure", id);
}

static bool read_run(struct store_work *w, struct db *db, struct err *e)
{
    (void)e; /* the same as ctx.err */
    struct call_state *st = STATE_OF(w, work);
    struct ctx *c = &st->ctx;
    const struct api *row = st->route->row;
    ctx_restart(c);
    c->db = db;
    st->in = arena_alloc(c->arena, row->in ? row->in->size : 1);
    st->out = arena_alloc(c->arena, row->out ? row->out->size : 1);
    st->prepared = arena_alloc(c->arena, row->out ? row->out->size : 1);
    bool good =
        authorise(st) && decode_input(c, st->route, &st->call->request, st->in) && (row->slow || run_prepare(st));
    c->db = NULL;
    return consistent(st, good);
}

static bool admit_run(struct store_work *w, struct db *db, struct err *e)
{
    (void)e;
    struct call_state *st = STATE_OF(w, work);
    ctx_restart(&st->ctx);
    st->ctx.db = db;
    bool good = authorise(st);
    st->ctx.db = NULL;
    return consistent(st, good);
}

static bool wants_replay(const struct call_state *st)
{
    return st->route->row->idempotent && st->call->request.idempotency_key.p;
}

/* What a repeat must equal: the query belongs to it as well as the body, the path because {id} is not in the id. */
static struct replay_key replay_key_of(const struct call_state *st)
{
    const struct request *r = &st->call->request;
    return (struct replay_key){
        .endpoint = str_of(st->route->row->id),
        .key = r->idempotency_key,
        .body = arena_printf(st->call->arena, "%.*s?%.*s\n%.*s", STR_ARG(r->path), STR_ARG(r->query), STR_ARG(r->body)),
    };
}

static bool run_write(struct call_state *st)
{
    struct ctx *c = &st->ctx;
    const struct api *row = st->route->row;
    struct replay_key key = {0};
    if (wants_replay(st)) {
        struct replay_result first;
        bool found = false;
        key = replay_key_of(st);
        if (!replay_find(c, st->s->replay, &key, &first, &found)) return false;
        if (found) {
            st->replayed = true;
            st->call->reply.status = first.status;
            st->body = first.body;
            return true;
        }
    }
    memcpy(st->out, st->prepared, row->out ? row->out->size : 1);
    if (!row->run(c, st->in, st->out)) return false;
    if (c->audited == 0) return fail_internal(&c->err, "%s changed something and left no audit record", row->id);
    encode(st);
    struct replay_result result = {row_status(row), st->body};
    return !wants_replay(st) || replay_keep(c, st->s->replay, &key, &result);
}

static bool write_run(struct store_work *w, struct db *db, struct err *e)
{
    (void)e;
    struct call_state *st = STATE_OF(w, work);
    struct ctx *c = &st->ctx;
    ctx_restart(c);
    st->replayed = false;
    st->kept = (struct err){0};
    c->db = db;
    bool good = consistent(st, authorise(st) && run_write(st));
    c->db = NULL;
    if (good || !c->keep || c->err.code == ERR_INTERNAL) return good;
    st->kept = c->err; /* answered after the COMMIT of what was written */
    c->err = (struct err){.arena = c->arena};
    return true;
}

/* A repeat of what was done: prepare refuses it, because it is done, and the first answer is what is wanted. */
static bool repeat_run(struct store_work *w, struct db *db, struct err *e)
{
    (void)e;
    struct call_state *st = STATE_OF(w, work);
    struct ctx *c = &st->ctx;
    const struct replay_key key = replay_key_of(st);
    struct replay_result first;
    bool found = false;
    ctx_restart(c);
    c->db = db;
    bool good = authorise(st) && replay_find(c, st->s->replay, &key, &first, &found);
    c->db = NULL;
    if (!good) return consistent(st, false);
    st->replayed = found;
    if (!found) {
        c->err = st->kept;
        return false;
    }
    st->call->reply.status = first.status;
    st->body = first.body;
    return true;
}

/* ---- from step to step ---- */

/* Somebody who is signed in tried a change that he may not make: on record before the answer (decision 14). */
static bool refusal_run(struct store_work *w, struct db *db, struct err *e)
{
    (void)e;
    struct call_state *st = STATE_OF(w, work);
    const struct api *row = st->route->row;
    ctx_restart(&st->ctx);
    st->ctx.db = db;
    bool good = audit_record(&st->ctx, &(struct audit_entry){
                                           .action = STR("request.refused"),
                                           .subject_kind = STR("endpoint"),
                                           .subject_id = str_of(row->id),
                                           .subject_name = arena_printf(st->ctx.arena, "%s %.*s", row->method,
                                                                        STR_ARG(log_path(st->call->request.path))),
                                       });
    st->ctx.db = NULL;
    return good;
}

static void refusal_done(struct store_work *w)
{
    struct call_state *st = STATE_OF(w, work);
    st->ctx.err = st->kept; /* the refusal is answered, whether it could be recorded or not */
    finish(st);
}

static void finish_failed(struct call_state *st)
{
    const struct ctx *c = &st->ctx;
    bool forged = c->err.code == ERR_FORBIDDEN && st->route->row->tx == TX_WRITE && c->actor.user_id.n > 0;
    if (!forged) {
        finish(st);
        return;
    }
    st->kept = c->err;
    err_clear(&st->ctx.err);
    st->work = (struct store_work){.run = refusal_run, .done = refusal_done, .e = &st->ctx.err, .tx = TX_WRITE};
    if (!store_submit(st->s->o.app->store, &st->work)) refusal_done(&st->work);
}

static void write_done(struct store_work *w)
{
    struct call_state *st = STATE_OF(w, work);
    if (st->ctx.err.code != ERR_NONE) {
        finish_failed(st);
        return;
    }
    ctx_committed(&st->ctx);
    if (st->kept.code != ERR_NONE) st->ctx.err = st->kept;
    finish(st);
}

static void repeat_done(struct store_work *w)
{
    struct call_state *st = STATE_OF(w, work);
    if (st->ctx.err.code != ERR_NONE)
        finish_failed(st);
    else
        finish(st);
}

static void submit(struct call_state *st, enum tx tx, bool (*run)(struct store_work *, struct db *, struct err *),
                   void (*done)(struct store_work *))
{
    st->work = (struct store_work){.run = run, .done = done, .e = &st->ctx.err, .tx = tx};
    if (!store_submit(st->s->o.app->store, &st->work)) finish(st);
}

static void after_prepare(struct call_state *st)
{
    if (st->ctx.err.code == ERR_NONE && st->route->row->tx == TX_WRITE)
        submit(st, TX_WRITE, write_run, write_done);
    else if (st->unprepared && wants_replay(st) && st->ctx.err.code != ERR_INTERNAL) {
        st->kept = st->ctx.err;
        err_clear(&st->ctx.err);
        submit(st, TX_WRITE, repeat_run, repeat_done);
    } else if (st->ctx.err.code != ERR_NONE)
        finish_failed(st);
    else
        finish(st);
}

static void admit_done(struct store_work *w)
{
    struct call_state *st = STATE_OF(w, work);
    struct api_service *s = st->s;
    if (st->ctx.err.code != ERR_NONE) {
        finish_failed(st);
        return;
    }
    st->call->done(st->call); /* st may be gone from here on */
    under_way(s, -1);
}

static void slow_prepare(struct slow_work *w, struct db *db, struct err *e)
{
    struct call_state *st = STATE_OF(w, slow);
    struct ctx *c = &st->ctx;
    if (db) {
        c->db = db;
        (void)consistent(st, run_prepare(st));
        c->db = NULL;
    } else {
        (void)fail(&c->err, e->code == ERR_BUSY ? ERR_BUSY : ERR_INTERNAL, M(QUEUE_FULL));
        c->err.debug = arena_str(c->arena, e->debug);
    }
    after_prepare(st);
}

static void read_done(struct store_work *w)
{
    struct call_state *st = STATE_OF(w, work);
    if (st->ctx.err.code != ERR_NONE || !st->route->row->slow) {
        after_prepare(st);
        return;
    }
    st->slow = (struct slow_work){.run = slow_prepare};
    if (slow_submit(st->s->slow, &st->slow)) return;
    (void)fail(&st->ctx.err, ERR_BUSY, M(QUEUE_FULL));
    finish(st);
}

/* ---- before any transaction ---- */

static bool find_row(struct call_state *st)
{
    const struct request *r = &st->call->request;
    struct err *e = &st->ctx.err;
    struct str allow;
    st->route = route_find(st->s, st->call->arena, r->method, r->path, &allow);
    if (st->route) return true;
    if (!allow.p) return fail(e, ERR_NOT_FOUND, M(NO_ENDPOINT), S("method", r->method), S("path", log_path(r->path)));
    st->call->reply.allow = allow;
    return fail(e, ERR_METHOD, M(METHOD_NOT_ALLOWED), S("allowed", allow));
}

static bool check_headers(struct call_state *st)
{
    const struct request *r = &st->call->request;
    struct err *e = &st->ctx.err;
    if (!request_is_safe(r) && str_eq_nocase(r->fetch_site, STR("cross-site")))
        return fail(e, ERR_FORBIDDEN, M(CROSS_SITE));
    if (wants_replay(st)) return replay_key_valid(e, r->idempotency_key);
    return true;
}

/* An upload row needs its file: an absent one means that no body came. */
static bool check_upload(struct call_state *st)
{
    if (st->route->row->upload_max == 0 || st->call->request.upload.path.p) return true;
    return fail(&st->ctx.err, ERR_MALFORMED, M(UPLOAD_EMPTY));
}

static struct call_state *call_begin(struct api_service *s, struct call *call)
{
    struct call_state *st = ARENA_NEW(call->arena, struct call_state);
    st->s = s;
    st->call = call;
    st->started_us = monotonic_us();
    call->state = st;
    ctx_init(&st->ctx, s->o.app, call->arena);
    st->ctx.service = s;
    st->ctx.lang = request_lang(&call->request);
    st->ctx.remote = call->request.remote;
    st->ctx.agent = str_sub(call->request.agent, 0, 200);
    call->reply = (struct reply){.lang = st->ctx.lang, .request_id = new_request_id(s, call->arena)};
    return st;
}

void api_admit(struct api_service *s, struct call *call)
{
    struct call_state *st = call_begin(s, call);
    under_way(s, 1);
    if (find_row(st) && check_headers(st))
        submit(st, TX_READ, admit_run, admit_done);
    else
        finish(st);
}

void api_submit(struct api_service *s, struct call *call)
{
    struct call_state *st = call_begin(s, call);
    under_way(s, 1);
    if (find_row(st) && check_headers(st) && check_upload(st))
        submit(st, TX_READ, read_run, read_done);
    else
        finish(st);
}

void api_refuse(struct api_service *s, struct call *call, struct err *e)
{
    struct call_state *st = call_begin(s, call);
    reply_problem(call, e, NULL);
    log_call(s, call, (struct str){0}, e, st->ctx.now, 0);
}

/* ---- pages of a download ---- */

static void free_arena(void *arena)
{
    arena_free(arena);
}

static bool page_run(struct store_work *w, struct db *db, struct err *e)
{
    (void)e;
    struct call_state *st = STATE_OF(w, work);
    struct ctx *c = &st->ctx;
    struct arena *whole = c->arena;
    arena_reset(st->page_arena);
    ctx_restart(c);
    struct buf b = {.arena = st->page_arena};
    c->arena = c->err.arena = st->page_arena;
    c->db = db;
    st->page->end = false;
    bool good = consistent(st, st->download.next(c, st->download.state, &b, &st->page->end));
    c->db = NULL;
    c->arena = whole;
    st->page->bytes = buf_str(&b);
    return good;
}

static void page_done(struct store_work *w)
{
    struct call_state *st = STATE_OF(w, work);
    struct api_service *s = st->s;
    st->page->failed = st->ctx.err.code != ERR_NONE;
    if (st->page->failed) log_call(s, st->call, st->ctx.actor.login, &st->ctx.err, st->ctx.now, 0);
    st->call->done(st->call);
    under_way(s, -1);
}

void api_page(struct api_service *s, struct call *call, struct page *page)
{
    struct call_state *st = call->state;
    assert(call->reply.download && st->download.next);
    if (!st->page_arena) {
        st->page_arena = arena_new();
        arena_defer(call->arena, free_arena, st->page_arena);
    }
    *page = (struct page){0};
    st->page = page;
    under_way(s, 1);
    ctx_restart(&st->ctx);
    st->work = (struct store_work){.run = page_run, .done = page_done, .e = &st->ctx.err, .tx = TX_READ};
    if (!store_submit(s->o.app->store, &st->work)) page_done(&st->work);
}

/* ---- the same, waiting ---- */

struct waiter {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool done;
};

static void waiter_done(struct call *call)
{
    struct waiter *w = call->owner;
    pthread_mutex_lock(&w->lock);
    w->done = true;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
}

static void waiter_wait(struct waiter *w)
{
    pthread_mutex_lock(&w->lock);
    while (!w->done)
        pthread_cond_wait(&w->wake, &w->lock);
    w->done = false;
    pthread_mutex_unlock(&w->lock);
}

static void collect_file(struct buf *b, struct call *call)
{
    FILE *file = fopen(arena_cstr(b->arena, call->reply.download->file), "rb");
    char piece[8192];
    for (size_t n; file && (n = fread(piece, 1, sizeof piece, file)) > 0;)
        buf_add(b, (struct str){piece, n});
    if (file)
        (void)fclose(file);
    else
        call->reply.status = 500;
}

static void collect(struct api_service *s, struct call *call, struct waiter *w)
{
    struct buf b = {.arena = call->arena};
    struct page page = {0};
    if (call->reply.download->file.p) {
        collect_file(&b, call);
    } else {
        while (!page.end && !page.failed) {
            api_page(s, call, &page);
            waiter_wait(w);
            if (!page.failed) buf_add(&b, page.bytes);
        }
    }
    if (page.failed) call->reply.status = 500;
    call->reply.body = buf_str(&b);
}

void api_call(struct api_service *s, struct arena *a, const struct request *r, struct reply *reply)
{
    struct waiter w = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};
    struct call *call = ARENA_NEW(a, struct call);
    *call = (struct call){.arena = a, .request = *r, .done = waiter_done, .owner = &w};
    if (r->upload.path.p) {
        api_admit(s, call);
        waiter_wait(&w);
    }
    if (call->reply.status == 0) {
        api_submit(s, call);
        waiter_wait(&w);
    }
    if (call->reply.download) collect(s, call, &w);
    *reply = call->reply;
    pthread_mutex_lock(&w.lock); /* the signalling thread has let go */
    pthread_mutex_unlock(&w.lock);
    pthread_cond_destroy(&w.wake);
    pthread_mutex_destroy(&w.lock);
}

/* ---- the service ---- */

struct api_service *api_open(struct err *e, const struct api_options *o)
{
    struct arena *a = arena_new();
    struct api_service *s = ARENA_NEW(a, struct api_service);
    s->o = *o;
    s->arena = a;
    s->request_key = rng_entropy();
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->idle, NULL);
    route_build(s);
    s->replay = replay_open(e, o->app);
    s->slow = s->replay ? slow_open(e, store_url(o->app->store)) : NULL;
    if (s->slow) return s;
    if (s->replay) replay_close(s->replay);
    arena_free(a);
    return NULL;
}

void api_close(struct api_service *s)
{
    pthread_mutex_lock(&s->lock);
    while (s->under_way > 0)
        pthread_cond_wait(&s->idle, &s->lock);
    pthread_mutex_unlock(&s->lock);
    slow_close(s->slow);
    replay_close(s->replay);
    pthread_cond_destroy(&s->idle);
    pthread_mutex_destroy(&s->lock);
    arena_free(s->arena);
}

const struct api_set *api_sets(const struct api_service *s, size_t *count)
{
    *count = s->o.set_count;
    return s->o.sets;
}
