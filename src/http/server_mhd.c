/* server_mhd.c - the transport on libmicrohttpd; the only file that includes it.
 *
 * libmicrohttpd 0.9.75's own epoll threads stall whenever they dequeue an exact multiple of 128 events, so each loop
 * here is our thread with our epoll set: it holds the daemon's epoll descriptor and an eventfd, and calls MHD_run.  A
 * request is collected on its loop, suspended while readers and the writer work on it, and resumed on the same loop,
 * never from another thread.  Deadlines are ours too (a client that drips a byte now and then is never idle): a
 * connection past its deadline is shut down, which the library sees as a closed peer. */
#include "http/guard.h"
#include "http/listen.h"
#include "http/server.h"
#include "http/static.h"
#include "http/url.h"

#include <microhttpd.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    LOOPS_MAX = 8,
    CONNECTIONS_MAX = 2048,
    CONNECTION_MEMORY = 32 * 1024,
    BODY_MAX = 1 << 20,
    UPLOADS_MAX = 16,       /* files being received at once */
    OVERRUN_MAX = 64 << 20, /* bytes read and thrown away, so that a client that is refused hears why */
    RATE_MIN = 32 * 1024,   /* bytes per second that lengthen a deadline */
    TAKE_MIN = 2 * 1024,    /* bytes per second that a client must take of its answer */
    TICK_MS = 500,
    HEADER_S = 5,
    BODY_S = 9, /* with the tick: cut within 10 s */
    SEND_S = 30,
    IDLE_S = 30,
    STOP_S = 10,
};

enum phase {
    PHASE_HEADER,
    PHASE_BODY,
    PHASE_WORK,
    PHASE_SEND,
    PHASE_IDLE
};

struct incoming;
struct conn { /* one connection; lives on its loop */
    struct loop *loop;
    struct conn *prev, *next;
    struct incoming *incoming; /* the request under way, or NULL */
    int fd;
    enum phase phase;
    bool cut;
    int64_t deadline_us;
    int64_t idle_bytes; /* bytes received when first seen idle; -1 = not looked yet */
    int64_t sent_bytes; /* bytes that the client had taken at the last look */
};
struct incoming { /* one request; lives in its arena */
    struct call call;
    struct conn *conn;
    struct MHD_Connection *connection;
    struct guard guard;
    const struct api *row;
    struct buf body;
    int64_t received, limit, started_us;
    int upload_fd; /* -1 = none */
    const char *upload_path;
    bool begun, submitted, ready;
    bool asking;        /* suspended before the body: may it come? */
    bool denied;        /* it may not: call.reply says why */
    struct err refusal; /* known before or while the body comes, answered behind it */
    struct page page;
    size_t page_at;
    bool page_known;
};
struct loop {
    struct server *server;
    pthread_t thread;
    struct MHD_Daemon *daemon;
    int listen_fd, epoll_fd, event_fd;
    pthread_mutex_t lock;
    struct call *ready; /* finished by the store's threads; guarded by lock */
    struct conn *conns;
    int64_t suspended, now_us, next_tick_us, stop_us;
};
struct server {
    struct server_options o;
    struct arena *arena;
    struct static_site *site;
    struct loop loops[LOOPS_MAX];
    int32_t loop_count, port;
    atomic_bool stopping;
    atomic_int_fast64_t connections, uploads;
};

static int64_t clock_now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void deadline(struct conn *c, enum phase phase, int64_t seconds)
{
    c->phase = phase;
    c->deadline_us = seconds ? c->loop->now_us + seconds * 1000000 : INT64_MAX;
}

/* ---- connections and requests begin and end ---- */

static struct conn *conn_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static void incoming_free(struct incoming *in)
{
    if (in->upload_fd >= 0) close(in->upload_fd);
    if (in->upload_path) {
        (void)unlink(in->upload_path);
        in->conn->loop->server->uploads--;
    }
    in->conn->incoming = NULL;
    arena_free(in->call.arena);
}

static void on_connection(void *cls, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    struct loop *loop = cls;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        struct conn *c = calloc(1, sizeof *c);
        if (!c) abort();
        c->loop = loop;
        c->fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        c->next = loop->conns;
        if (c->next) c->next->prev = c;
        loop->conns = c;
        loop->now_us = clock_now_us();
        deadline(c, PHASE_HEADER, HEADER_S);
        loop->server->connections++;
        *context = c;
        return;
    }
    struct conn *c = *context;
    if (c->incoming) incoming_free(c->incoming); /* its headers never became complete */
    *(c->prev ? &c->prev->next : &loop->conns) = c->next;
    if (c->next) c->next->prev = c->prev;
    loop->server->connections--;
    free(c);
}

static void call_done(struct call *call)
{
    struct incoming *in = call->owner;
    struct loop *loop = in->conn->loop;
    pthread_mutex_lock(&loop->lock);
    bool first = loop->ready == NULL;
    call->next = loop->ready;
    loop->ready = call;
    pthread_mutex_unlock(&loop->lock);
    if (first) (void)!write(loop->event_fd, &(uint64_t){1}, sizeof(uint64_t));
}

/* The request line has come.  The texts must be copied here: the library cuts them to pieces afterwards. */
static void *on_uri(void *cls, const char *uri, struct MHD_Connection *connection)
{
    (void)cls;
    struct conn *c = conn_of(connection);
    if (c->incoming) incoming_free(c->incoming);
    struct arena *a = arena_new();
    struct incoming *in = ARENA_NEW(a, struct incoming);
    in->call = (struct call){.arena = a, .done = call_done, .owner = in};
    in->conn = c;
    in->connection = connection;
    in->upload_fd = -1;
    in->body.arena = a;
    struct str rest = arena_str(a, str_of(uri));
    in->call.request.path = str_part(&rest, '?');
    in->call.request.query = rest;
    c->incoming = in;
    if (c->phase == PHASE_IDLE) deadline(c, PHASE_HEADER, HEADER_S);
    return in;
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode why)
{
    (void)cls;
    (void)connection;
    (void)why;
    struct incoming *in = *state;
    if (!in) return;
    struct conn *c = in->conn;
    incoming_free(in);
    *state = NULL;
    c->idle_bytes = -1;
    deadline(c, PHASE_IDLE, IDLE_S);
}

/* ---- answering ---- */

static void add_header(struct MHD_Response *response, const char *name, struct arena *a, struct str value)
{
    if (value.p && MHD_add_response_header(response, name, arena_cstr(a, value)) != MHD_YES) abort();
}

static enum MHD_Result queue(struct incoming *in, unsigned status, struct MHD_Response *response, bool close_after)
{
    struct arena *a = in->call.arena;
    add_header(response, "X-Content-Type-Options", a, STR("nosniff"));
    add_header(response, "Referrer-Policy", a, STR("same-origin"));
    if (close_after || in->conn->loop->server->stopping) add_header(response, "Connection", a, STR("close"));
    deadline(in->conn, PHASE_SEND, SEND_S);
    enum MHD_Result result = MHD_queue_response(in->connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static struct MHD_Response *bytes_response(struct str bytes)
{
    struct MHD_Response *r =
        MHD_create_response_from_buffer(bytes.n, (void *)(uintptr_t)bytes.p, MHD_RESPMEM_PERSISTENT);
    if (!r) abort();
    return r;
}

/* RFC 6266: an ASCII stand-in for old clients, the real name percent-encoded. */
static struct str disposition(struct arena *a, struct str file_name)
{
    struct buf b = {.arena = a};
    buf_add(&b, STR("attachment; filename=\""));
    for (size_t at = 0; at < file_name.n;) {
        uint32_t cp = utf8_next(file_name, &at);
        buf_add_char(&b, cp > ' ' && cp < 0x7f && cp != '"' && cp != '\\' && cp != '%' ? (char)cp : '_');
    }
    buf_add(&b, STR("\"; filename*=UTF-8''"));
    url_encode(&b, file_name);
    return buf_str(&b);
}

/* Pulls pages as the client takes them; while one is made the connection sleeps. */
static ssize_t read_page(void *cls, uint64_t position, char *out, size_t room)
{
    (void)position;
    struct incoming *in = cls;
    if (in->page_known && in->page.failed) return MHD_CONTENT_READER_END_WITH_ERROR;
    size_t left = in->page_known ? in->page.bytes.n - in->page_at : 0;
    if (left) {
        size_t n = left < room ? left : room;
        memcpy(out, in->page.bytes.p + in->page_at, n);
        in->page_at += n;
        deadline(in->conn, PHASE_SEND, SEND_S); /* it takes what we send */
        return (ssize_t)n;
    }
    if (in->page_known && in->page.end) return MHD_CONTENT_READER_END_OF_STREAM;
    in->page_known = false;
    in->page_at = 0;
    deadline(in->conn, PHASE_WORK, 0);
    in->conn->loop->suspended++;
    MHD_suspend_connection(in->connection);
    api_page(in->conn->loop->server->o.api, &in->call, &in->page);
    return 0;
}

static struct MHD_Response *file_response(struct incoming *in, struct str path)
{
    int fd = open(arena_cstr(in->call.arena, path), O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        struct MHD_Response *r = MHD_create_response_from_fd64((uint64_t)st.st_size, fd); /* closes fd */
        if (r) return r;
    }
    if (fd >= 0) close(fd);
    return NULL;
}

static struct MHD_Response *download_response(struct incoming *in, const struct download *d)
{
    struct MHD_Response *r;
    if (d->file.p)
        r = file_response(in, d->file);
    else
        r = MHD_create_response_from_callback(d->size >= 0 ? (uint64_t)d->size : MHD_SIZE_UNKNOWN, 16 * 1024, read_page,
                                              in, NULL);
    if (r && d->file_name.p)
        add_header(r, "Content-Disposition", in->call.arena, disposition(in->call.arena, d->file_name));
    return r;
}

static enum MHD_Result answer(struct incoming *in, bool close_after)
{
    const struct reply *reply = &in->call.reply;
    struct arena *a = in->call.arena;
    unsigned status = (unsigned)reply->status;
    struct MHD_Response *r = reply->download ? download_response(in, reply->download) : bytes_response(reply->body);
    if (!r) { /* the file is gone from the disk */
        r = bytes_response(STR(""));
        status = 500;
    }
    add_header(r, "Content-Type", a, status == 500 && reply->download ? (struct str){0} : reply->content_type);
    add_header(r, "X-Request-Id", a, reply->request_id);
    add_header(r, "Cache-Control", a, STR("no-store"));
    add_header(r, "Content-Security-Policy", a, STR("default-src 'none'; frame-ancestors 'none'; sandbox"));
    add_header(r, "Content-Language", a, reply->lang == LANG_EN ? STR("en") : STR("zh-CN"));
    add_header(r, "Set-Cookie", a, reply->set_cookie);
    add_header(r, "Allow", a, reply->allow);
    if (reply->replayed) add_header(r, "Idempotency-Replayed", a, STR("true"));
    if (reply->retry_after_s > 0) add_header(r, "Retry-After", a, arena_printf(a, "%d", reply->retry_after_s));
    /* Behind a request that we could not read nothing on the connection can be trusted: the library ends a header at a
     * line without a name, for one, and what follows would be taken as the next request. */
    return queue(in, status, r, close_after || status == 400);
}

static bool refused(const struct incoming *in)
{
    return in->denied || in->refusal.code != ERR_NONE;
}

static enum MHD_Result refuse(struct incoming *in, bool close_after)
{
    if (!in->denied) api_refuse(in->conn->loop->server->o.api, &in->call, &in->refusal);
    return answer(in, close_after);
}

static const char PAGE_POLICY[] = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                                  "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

static enum MHD_Result answer_page(struct incoming *in, const struct static_file *f)
{
    struct arena *a = in->call.arena;
    bool unchanged = static_unchanged(f, in->guard.if_none_match);
    bool gzip = f->gzip.p && static_accepts_gzip(in->guard.accept_encoding);
    struct MHD_Response *r = bytes_response(unchanged ? STR("") : gzip ? f->gzip : f->bytes);
    add_header(r, "Content-Type", a, f->content_type);
    if (gzip && !unchanged) add_header(r, "Content-Encoding", a, STR("gzip"));
    if (f->gzip.p) add_header(r, "Vary", a, STR("Accept-Encoding"));
    add_header(r, "ETag", a, f->etag);
    add_header(r, "Cache-Control", a, f->immutable ? STR("public, max-age=31536000, immutable") : STR("no-cache"));
    add_header(r, "Content-Security-Policy", a, STR(PAGE_POLICY));
    add_header(r, "Cross-Origin-Opener-Policy", a, STR("same-origin"));
    return queue(in, unchanged ? 304 : 200, r, false);
}

/* The web pages; what is not there falls through to the API's 404. */
static const struct static_file *page_of(const struct incoming *in)
{
    const struct server *s = in->conn->loop->server;
    struct str path = in->call.request.path, text;
    bool get = request_is_safe(&in->call.request) && !str_eq(in->call.request.method, STR("OPTIONS"));
    if (!s->site || !get || str_starts(path, STR("/api/"))) return NULL;
    if (!url_decode(in->call.arena, path, false, &text)) return NULL;
    return static_find(s->site, text);
}

/* ---- reading ---- */

static enum MHD_Result take_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_size,
                                   const char *value, size_t value_size)
{
    (void)kind;
    struct incoming *in = cls;
    struct arena *a = in->call.arena;
    guard_header(&in->guard, arena_str(a, (struct str){name ? name : "", name ? name_size : 0}),
                 arena_str(a, (struct str){value ? value : "", value ? value_size : 0}));
    return MHD_YES;
}

/* What the proxy in front has seen: it appends, so only the last address is its own word. */
static struct str forwarded_peer(const struct incoming *in)
{
    struct str last = {0};
    for (struct str rest = in->guard.forwarded_for; rest.n;)
        last = str_trim(str_part(&rest, ','));
    unsigned char address[sizeof(struct in6_addr)];
    const char *text = last.n && last.n < INET6_ADDRSTRLEN ? arena_cstr(in->call.arena, last) : "";
    return inet_pton(AF_INET, text, address) == 1 || inet_pton(AF_INET6, text, address) == 1 ? last : (struct str){0};
}

static struct str peer_of(struct incoming *in)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(in->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "";
    if (!info || !info->client_addr) return STR("");
    const struct sockaddr *sa = info->client_addr;
    const void *address = sa->sa_family == AF_INET6
                              ? (const void *)&((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr
                              : (const void *)&((const struct sockaddr_in *)(const void *)sa)->sin_addr;
    if (!inet_ntop(sa->sa_family, address, text, sizeof text)) return STR("");
    return arena_str(in->call.arena, str_of(text));
}

/* A file for the body of an upload row that was admitted. */
static bool open_upload(struct incoming *in, struct err *e)
{
    struct server *s = in->conn->loop->server;
    if (s->uploads >= UPLOADS_MAX) return fail(e, ERR_BUSY, M(UPLOADS_FULL));
    char *path = arena_cstr(in->call.arena, arena_printf(in->call.arena, "%.*s/upload-XXXXXX", STR_ARG(s->o.tmp_dir)));
    in->upload_fd = mkostemp(path, O_CLOEXEC);
    if (in->upload_fd < 0) return fail_internal(e, "no upload file in %.*s, errno %d", STR_ARG(s->o.tmp_dir), errno);
    in->upload_path = path;
    s->uploads++;
    return true;
}

/* @error MALFORMED: where this request ends is not certain */
static bool check_head(struct incoming *in, const char *method, struct err *e)
{
    struct request *r = &in->call.request;
    r->method = arena_str(in->call.arena, str_of(method));
    in->guard.request = r;
    (void)MHD_get_connection_values_n(in->connection, MHD_HEADER_KIND, take_header, in);
    if (in->conn->loop->server->o.behind_proxy) r->remote = forwarded_peer(in);
    if (!r->remote.p) r->remote = peer_of(in);
    if (!guard_end(&in->guard, e)) return false;
    return (r->path.n && r->path.p[0] == '/') || fail(e, ERR_MALFORMED, M(URL_BAD));
}

static bool is_upload(const struct incoming *in)
{
    return in->row && in->row->upload_max > 0;
}

/* How large may the body be? */
static bool check_body(struct incoming *in, struct err *e)
{
    struct request *r = &in->call.request;
    struct str allow;
    in->row = api_route(in->conn->loop->server->o.api, in->call.arena, r->method, r->path, &allow);
    in->limit = is_upload(in) ? in->row->upload_max : BODY_MAX;
    return in->guard.length <= in->limit || fail(e, ERR_TOO_LARGE, M(BODY_TOO_LARGE), I("max", in->limit));
}

/* Who may not upload takes no slot and no disk: asked while nothing of the body was read.  The deadline stays armed. */
static enum MHD_Result ask_admission(struct incoming *in)
{
    in->asking = true;
    in->conn->loop->suspended++;
    MHD_suspend_connection(in->connection);
    api_admit(in->conn->loop->server->o.api, &in->call);
    return MHD_YES;
}

/* A body that is not wanted is read all the same, within reason: closing while the client still sends would cost it our
 * answer. */
static enum MHD_Result turn_away(struct incoming *in)
{
    return in->guard.expect.p || in->guard.length > in->limit + OVERRUN_MAX ? refuse(in, true) : MHD_YES;
}

/* The answer of ask_admission is here, still nothing of the body was read. */
static enum MHD_Result end_admission(struct incoming *in)
{
    in->asking = false;
    in->denied = in->call.reply.status != 0;
    return in->denied || !open_upload(in, &in->refusal) ? turn_away(in) : MHD_YES;
}

/* All headers are there, nothing of the body was read. */
static enum MHD_Result begin(struct incoming *in, const char *method)
{
    struct err *e = &in->refusal;
    e->arena = in->call.arena;
    in->begun = true;
    in->started_us = in->conn->loop->now_us;
    deadline(in->conn, PHASE_BODY, BODY_S);
    if (!check_head(in, method, e)) return refuse(in, true);
    if (!check_body(in, e)) return turn_away(in);
    return is_upload(in) && in->guard.length != 0 ? ask_admission(in) : MHD_YES;
}

static bool write_all(int fd, const char *data, size_t size)
{
    while (size) {
        ssize_t n = write(fd, data, size);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        data += n;
        size -= (size_t)n;
    }
    return true;
}

/* MHD_NO cuts the connection: only for what goes on far beyond its limit. */
static enum MHD_Result take_body(struct incoming *in, const char *data, size_t size)
{
    struct conn *c = in->conn;
    struct err *e = &in->refusal;
    in->received += (int64_t)size;
    c->deadline_us = in->started_us + BODY_S * 1000000 + in->received * 1000000 / RATE_MIN;
    if (in->received > in->limit + OVERRUN_MAX) return MHD_NO;
    if (refused(in)) return MHD_YES;
    if (in->received > in->limit)
        (void)fail(e, ERR_TOO_LARGE, M(BODY_TOO_LARGE), I("max", in->limit));
    else if (in->upload_fd < 0)
        buf_add(&in->body, (struct str){data, size});
    else if (!write_all(in->upload_fd, data, size))
        (void)fail_internal(e, "the upload cannot be written, errno %d", errno);
    return MHD_YES;
}

/* The whole request is here: hand it to the readers and sleep. */
static enum MHD_Result submit(struct incoming *in)
{
    struct request *r = &in->call.request;
    if (refused(in)) return refuse(in, false);
    const struct static_file *page = page_of(in);
    if (page) return answer_page(in, page);
    if (in->upload_fd >= 0)
        r->upload = (struct upload){str_of(in->upload_path), in->received, r->content_type};
    else
        r->body = buf_str(&in->body);
    in->submitted = true;
    deadline(in->conn, PHASE_WORK, 0);
    in->conn->loop->suspended++;
    MHD_suspend_connection(in->connection);
    api_submit(in->conn->loop->server->o.api, &in->call);
    return MHD_YES;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *data, size_t *size, void **state)
{
    (void)cls;
    (void)connection;
    (void)url;
    (void)version;
    struct incoming *in = *state;
    if (!in->begun) return begin(in, method);
    if (in->asking) return end_admission(in);
    if (*size) {
        enum MHD_Result result = take_body(in, data, *size);
        *size = 0;
        return result;
    }
    if (!in->submitted) return submit(in);
    assert(in->ready);
    return answer(in, false);
}

/* Paths and queries stay as they were sent; url.c decodes them. */
static size_t leave_escaped(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

/* ---- the loop ---- */

static void wake(struct incoming *in)
{
    if (in->asking) { /* its wait is not the client's */
        in->started_us = in->conn->loop->now_us;
        deadline(in->conn, PHASE_BODY, BODY_S);
        return;
    }
    if (in->ready) in->page_known = true;
    in->ready = true;
    deadline(in->conn, PHASE_SEND, SEND_S);
}

static void resume_ready(struct loop *loop)
{
    pthread_mutex_lock(&loop->lock);
    struct call *call = loop->ready;
    loop->ready = NULL;
    pthread_mutex_unlock(&loop->lock);
    for (struct call *next; call; call = next) {
        struct incoming *in = call->owner;
        next = call->next;
        wake(in);
        loop->suspended--;
        MHD_resume_connection(in->connection);
    }
}

/* A second request's header is invisible to us until its first line is whole, but its bytes are counted by the kernel.
 */
static void watch_idle(struct conn *c)
{
    struct tcp_info info;
    socklen_t size = sizeof info;
    if (getsockopt(c->fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return;
    int64_t bytes = (int64_t)info.tcpi_bytes_received;
    if (c->idle_bytes < 0) c->idle_bytes = bytes;
    if (bytes > c->idle_bytes) deadline(c, PHASE_HEADER, HEADER_S);
}

/* An answer lies in the library's hands; how much of it arrived the kernel knows. */
static bool client_takes(struct conn *c)
{
    struct tcp_info info;
    socklen_t size = sizeof info;
    if (c->phase != PHASE_SEND || getsockopt(c->fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return false;
    int64_t taken = (int64_t)info.tcpi_bytes_acked - c->sent_bytes;
    c->sent_bytes += taken;
    if (taken < SEND_S * TAKE_MIN) return false;
    deadline(c, PHASE_SEND, SEND_S);
    return true;
}

static void cut(struct conn *c)
{
    c->cut = true;
    c->deadline_us = INT64_MAX;
    (void)shutdown(c->fd, SHUT_RDWR);
}

static void tick(struct loop *loop)
{
    if (loop->now_us < loop->next_tick_us) return;
    loop->next_tick_us = loop->now_us + TICK_MS * 1000;
    bool stopping = loop->server->stopping, late = stopping && loop->now_us > loop->stop_us;
    for (struct conn *c = loop->conns; c; c = c->next) {
        if (c->phase == PHASE_IDLE) watch_idle(c);
        bool waits = c->phase == PHASE_IDLE || (c->phase == PHASE_HEADER && !c->incoming);
        bool over = loop->now_us > c->deadline_us || (stopping && waits) || (late && c->phase != PHASE_WORK);
        if (over && !c->cut && (stopping || !client_takes(c))) cut(c);
    }
}

static int wait_ms(const struct loop *loop)
{
    MHD_UNSIGNED_LONG_LONG wish;
    int64_t left = (loop->next_tick_us - loop->now_us + 999) / 1000;
    if (left < 0) left = 0;
    if (MHD_get_timeout(loop->daemon, &wish) == MHD_YES && (int64_t)wish < left) left = (int64_t)wish;
    return (int)left;
}

static void begin_stop(struct loop *loop)
{
    loop->stop_us = loop->now_us + STOP_S * 1000000;
    loop->next_tick_us = 0;
    int fd = MHD_quiesce_daemon(loop->daemon);
    if (fd >= 0) close(fd);
    loop->listen_fd = -1;
}

static void *loop_thread(void *arg)
{
    struct loop *loop = arg;
    for (;;) {
        struct epoll_event events[4];
        loop->now_us = clock_now_us();
        (void)epoll_wait(loop->epoll_fd, events, COUNT(events), wait_ms(loop));
        loop->now_us = clock_now_us();
        uint64_t count;
        (void)!read(loop->event_fd, &count, sizeof count);
        if (loop->server->stopping && loop->listen_fd >= 0) begin_stop(loop);
        resume_ready(loop);
        (void)MHD_run(loop->daemon);
        tick(loop);
        if (loop->listen_fd < 0 && !loop->conns && loop->suspended == 0) break;
    }
    MHD_stop_daemon(loop->daemon);
    return NULL;
}

/* ---- start and stop ---- */

static bool open_sockets(struct server *s, struct err *e)
{
    int fds[LOOPS_MAX];
    if (!listen_open(e, &s->o, fds, s->loop_count, &s->port)) return false;
    for (int32_t i = 0; i < s->loop_count; i++)
        s->loops[i].listen_fd = fds[i];
    return true;
}

static void log_nothing(void *cls, const char *format, va_list ap)
{
    (void)cls;
    (void)format;
    (void)ap; /* broken requests are the clients' business */
}

static bool watch(int epoll_fd, int fd)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    return epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

static bool loop_open(struct loop *loop, struct err *e)
{
    unsigned most = CONNECTIONS_MAX / (unsigned)loop->server->loop_count;
    pthread_mutex_init(&loop->lock, NULL);
    loop->now_us = clock_now_us();
    loop->daemon =
        MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL, on_request, loop,
                         MHD_OPTION_EXTERNAL_LOGGER, log_nothing, NULL, MHD_OPTION_LISTEN_SOCKET, loop->listen_fd,
                         MHD_OPTION_CONNECTION_LIMIT, most, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                         (size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_STRICT_FOR_CLIENT, 1,
                         MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
                         MHD_OPTION_URI_LOG_CALLBACK, on_uri, loop, MHD_OPTION_NOTIFY_CONNECTION, on_connection, loop,
                         MHD_OPTION_NOTIFY_COMPLETED, on_completed, loop, MHD_OPTION_END);
    if (!loop->daemon) return fail_internal(e, "libmicrohttpd does not start");
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(loop->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    loop->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    loop->event_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (!info || !watch(loop->epoll_fd, info->epoll_fd) || !watch(loop->epoll_fd, loop->event_fd))
        return fail_internal(e, "no epoll, errno %d", errno);
    if (pthread_create(&loop->thread, NULL, loop_thread, loop) != 0) return fail_internal(e, "no thread for a loop");
    return true;
}

/* Every connection needs a descriptor; the usual soft limit is 1,024. */
static void raise_limits(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= CONNECTIONS_MAX * 2) return;
    files.rlim_cur = files.rlim_max < CONNECTIONS_MAX * 2 ? files.rlim_max : CONNECTIONS_MAX * 2;
    (void)setrlimit(RLIMIT_NOFILE, &files);
}

struct server *server_start(struct err *e, const struct server_options *o)
{
    struct arena *a = arena_new();
    struct server *s = ARENA_NEW(a, struct server);
    s->arena = a;
    s->o = *o;
    s->o.host = arena_str(a, o->host);
    s->o.tmp_dir = arena_str(a, o->tmp_dir);
    s->loop_count = o->loops > 0 && o->loops <= LOOPS_MAX ? o->loops : 2;
    for (int32_t i = 0; i < LOOPS_MAX; i++)
        s->loops[i] = (struct loop){.server = s, .listen_fd = -1, .epoll_fd = -1, .event_fd = -1};
    raise_limits();
    (void)signal(SIGPIPE, SIG_IGN);
    bool good = (!o->web_dir.p || (s->site = static_open(a, e, o->web_dir)) != NULL) && open_sockets(s, e);
    int32_t started = 0;
    while (good && started < s->loop_count)
        good = loop_open(&s->loops[started], e) && ++started;
    if (good) return s;
    for (int32_t i = started; i < s->loop_count; i++) { /* what was opened and not started */
        if (s->loops[i].daemon)
            MHD_stop_daemon(s->loops[i].daemon); /* closes its socket */
        else if (s->loops[i].listen_fd >= 0)
            close(s->loops[i].listen_fd);
    }
    s->loop_count = started;
    server_stop(s);
    return NULL;
}

int32_t server_port(const struct server *s)
{
    return s->port;
}

int64_t server_connections(const struct server *s)
{
    return s->connections;
}

void server_stop(struct server *s)
{
    s->stopping = true;
    for (int32_t i = 0; i < s->loop_count; i++)
        (void)!write(s->loops[i].event_fd, &(uint64_t){1}, sizeof(uint64_t));
    for (int32_t i = 0; i < s->loop_count; i++) {
        struct loop *loop = &s->loops[i];
        pthread_join(loop->thread, NULL);
        close(loop->event_fd);
        close(loop->epoll_fd);
        pthread_mutex_destroy(&loop->lock);
    }
    arena_free(s->arena);
}
