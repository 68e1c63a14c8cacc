/* local.c - see local.h. */
#include "cli/local.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum {
    PIECE_BYTES = 1 << 16,
    READ_SECONDS = 5,
    WRITE_SECONDS = 30,
    BACKLOG = 8
};
#define TEXT_BYTES_MAX ((uint32_t)64 << 20)
#define ANSWER_BYTES_MAX ((uint32_t)1 << 30)
#define ABSENT UINT32_MAX

struct local {
    struct api_service *api;
    struct str path, tmp_dir;
    struct arena *arena;
    int fd;
    pthread_t thread;
};

/* The texts of a request that travel, in this order; the file of an upload follows. */
enum {
    REQUEST_TEXTS = 8
};
static void request_texts(struct request *r, struct str *out[REQUEST_TEXTS])
{
    struct str *texts[REQUEST_TEXTS] = {&r->method, &r->path,         &r->query,           &r->body,
                                        &r->cookie, &r->content_type, &r->accept_language, &r->idempotency_key};
    memcpy(out, texts, sizeof texts);
}

/* ---- frames: a number is 8 bytes in host order, a text is its length and its bytes ---- */

static bool put(int fd, const void *p, size_t n)
{
    const char *at = p;
    while (n > 0) {
        ssize_t done = send(fd, at, n, MSG_NOSIGNAL);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return false;
        at += done;
        n -= (size_t)done;
    }
    return true;
}

static bool get(int fd, void *p, size_t n)
{
    char *at = p;
    while (n > 0) {
        ssize_t done = recv(fd, at, n, 0);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return false;
        at += done;
        n -= (size_t)done;
    }
    return true;
}

static bool put_text(int fd, struct str s)
{
    uint32_t n = s.p ? (uint32_t)s.n : ABSENT;
    return put(fd, &n, sizeof n) && put(fd, s.p, s.n);
}

static bool get_text(int fd, struct arena *a, uint32_t max, struct str *out)
{
    uint32_t n = 0;
    if (!get(fd, &n, sizeof n)) return false;
    *out = (struct str){0};
    if (n == ABSENT) return true;
    if (n > max) return false;
    char *p = arena_alloc(a, (size_t)n + 1);
    *out = (struct str){p, n};
    return get(fd, p, n);
}

/* ---- the server's end ---- */

static bool peer_may(int fd)
{
    struct ucred peer;
    socklen_t n = sizeof peer;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) != 0) return false;
    return peer.uid == geteuid() || peer.uid == 0;
}

/* Collects an upload into a file of the server's; its path is in r->upload when there is one. */
static bool get_upload(const struct local *l, int fd, struct arena *a, struct upload *u)
{
    int64_t size = -1;
    if (!get(fd, &size, sizeof size)) return false;
    if (size < 0) return true;
    char *path = arena_cstr(a, arena_printf(a, "%.*s/cli-XXXXXX", STR_ARG(l->tmp_dir)));
    int out = mkostemp(path, O_CLOEXEC);
    if (out < 0) return false;
    u->path = str_of(path);
    u->size = size;
    char *piece = arena_alloc(a, PIECE_BYTES);
    bool ok = true;
    while (ok && size > 0) {
        size_t n = size < PIECE_BYTES ? (size_t)size : PIECE_BYTES;
        ok = get(fd, piece, n) && write(out, piece, n) == (ssize_t)n;
        size -= (int64_t)n;
    }
    return close(out) == 0 && ok;
}

static void serve_one(const struct local *l, int fd, struct arena *a)
{
    struct request r = {.remote = STR(LOCAL_REMOTE), .agent = STR("nuanqiao")};
    struct reply reply = {0};
    struct str *texts[REQUEST_TEXTS];
    bool ok = true;
    request_texts(&r, texts);
    for (size_t i = 0; ok && i < REQUEST_TEXTS; i++)
        ok = get_text(fd, a, TEXT_BYTES_MAX, texts[i]);
    ok = ok && get_upload(l, fd, a, &r.upload);
    if (ok) {
        r.upload.content_type = r.content_type;
        api_call(l->api, a, &r, &reply);
        int64_t numbers[2] = {reply.status, reply.retry_after_s};
        /* The client may be gone; there is nobody left to tell. */
        (void)(put(fd, numbers, sizeof numbers) && put_text(fd, reply.content_type) && put_text(fd, reply.body));
    }
    if (r.upload.path.p) (void)unlink(r.upload.path.p);
}

static void *serve(void *arg)
{
    const struct local *l = arg;
    /* Short for reading, because local_stop waits for it; a command sends without pauses. */
    const struct timeval reading = {.tv_sec = READ_SECONDS}, writing = {.tv_sec = WRITE_SECONDS};
    for (;;) {
        int fd = accept4(l->fd, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0 && (errno == EINTR || errno == ECONNABORTED || errno == EMFILE)) continue;
        if (fd < 0) return NULL; /* local_stop shut it down */
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &reading, sizeof reading);
        (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &writing, sizeof writing);
        struct arena *a = arena_new();
        if (peer_may(fd)) serve_one(l, fd, a);
        arena_free(a);
        (void)close(fd);
    }
}

static bool address_of(struct str path, struct sockaddr_un *at)
{
    *at = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (path.n >= sizeof at->sun_path) return false;
    memcpy(at->sun_path, path.p, path.n);
    return true;
}

static bool listen_at(struct err *e, struct str path, int fd)
{
    struct sockaddr_un at;
    if (!address_of(path, &at)) return fail(e, ERR_INVALID, M(CLI_SOCKET_PATH), S("path", path));
    (void)unlink(at.sun_path);
    mode_t mask = umask(077);
    bool ok = bind(fd, (const struct sockaddr *)&at, sizeof at) == 0 && listen(fd, BACKLOG) == 0;
    (void)umask(mask);
    return ok || fail_internal(e, "%.*s: cannot listen: errno %d", STR_ARG(path), errno);
}

struct local *local_start(struct err *e, struct api_service *api, struct str path, struct str tmp_dir)
{
    struct arena *a = arena_new();
    struct local *l = ARENA_NEW(a, struct local);
    *l = (struct local){.api = api, .arena = a, .path = arena_str(a, path), .tmp_dir = arena_str(a, tmp_dir)};
    l->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool ok = l->fd >= 0 || fail_internal(e, "no Unix socket: errno %d", errno);
    ok = ok && listen_at(e, l->path, l->fd);
    if (ok && pthread_create(&l->thread, NULL, serve, l) != 0)
        ok = fail_internal(e, "no thread for %.*s", STR_ARG(path));
    if (ok) return l;
    if (l->fd >= 0) (void)close(l->fd);
    arena_free(a);
    return NULL;
}

void local_stop(struct local *l)
{
    if (!l) return;
    (void)shutdown(l->fd, SHUT_RDWR);
    (void)pthread_join(l->thread, NULL);
    (void)close(l->fd);
    (void)unlink(arena_cstr(l->arena, l->path));
    arena_free(l->arena);
}

/* ---- the command's end ---- */

static int dial(struct str path)
{
    struct sockaddr_un at;
    if (!address_of(path, &at)) return -1;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&at, sizeof at) == 0) return fd;
    if (fd >= 0) (void)close(fd);
    return -1;
}

bool local_alive(struct str path)
{
    int fd = dial(path);
    if (fd >= 0) (void)close(fd);
    return fd >= 0;
}

static bool put_upload(struct arena *a, int fd, const struct upload *u)
{
    int64_t size = u->path.p ? u->size : -1;
    if (!put(fd, &size, sizeof size)) return false;
    if (size < 0) return true;
    int in = open(arena_cstr(a, u->path), O_RDONLY | O_CLOEXEC);
    char *piece = arena_alloc(a, PIECE_BYTES);
    bool ok = in >= 0;
    while (ok && size > 0) {
        ssize_t n = read(in, piece, size < PIECE_BYTES ? (size_t)size : PIECE_BYTES);
        ok = n > 0 && put(fd, piece, (size_t)n);
        size -= n;
    }
    if (in >= 0) (void)close(in);
    return ok;
}

bool local_call(struct arena *a, struct err *e, struct str path, const struct request *r, struct reply *reply)
{
    struct request copy = *r;
    struct str *texts[REQUEST_TEXTS];
    int64_t numbers[2] = {0};
    int fd = dial(path);
    bool ok = fd >= 0;
    request_texts(&copy, texts);
    for (size_t i = 0; ok && i < REQUEST_TEXTS; i++)
        ok = put_text(fd, *texts[i]);
    ok = ok && put_upload(a, fd, &r->upload) && get(fd, numbers, sizeof numbers) &&
         get_text(fd, a, TEXT_BYTES_MAX, &reply->content_type) && get_text(fd, a, ANSWER_BYTES_MAX, &reply->body);
    if (fd >= 0) (void)close(fd);
    reply->status = (int32_t)numbers[0];
    reply->retry_after_s = (int32_t)numbers[1];
    return ok || fail(e, ERR_BUSY, M(CLI_SERVER_GONE));
}
