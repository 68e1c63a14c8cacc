/* route_router.c - a small HTTP client for distance services; every wait and every size has a limit. */
#include "cli/route_router.h"
#include "json/json_view.h"
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static bool no_matrix(const struct router *r, struct err *e, const char *what)
{
    return fail(e, ERR_BUSY, M(ROUTE_ROUTER_FAILED), S("address", r->address), S("what", str_of(what)));
}

bool router_open(struct cli *c, struct str text, struct router *out)
{
    struct str rest = text, kind = str_part(&rest, '='), http = STR("http://");
    *out = (struct router){.arena = c->arena, .valhalla = str_eq(kind, STR("valhalla")), .address = rest};
    bool known = out->valhalla || str_eq(kind, STR("osrm"));
    if (!known || !str_starts(rest, http)) return fail_field(&c->err, STR("--router"), M(ROUTE_ROUTER));
    rest = str_sub(rest, http.n, rest.n);
    struct str host = str_part(&rest, '/');
    while (str_ends(rest, STR("/")))
        rest.n--;
    out->prefix = rest.n ? arena_printf(c->arena, "/%.*s", STR_ARG(rest)) : STR("");
    out->host = str_part(&host, ':');
    out->port = host.n ? host : STR("80");
    bool clean = out->host.n && str_find(text, STR(" ")) == text.n && str_find(text, STR("\r")) == text.n &&
                 str_find(text, STR("\n")) == text.n;
    return clean || fail_field(&c->err, STR("--router"), M(ROUTE_ROUTER));
}

/* ---- one request ---- */

static int64_t now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool wait_for(int fd, short what, int64_t until)
{
    struct pollfd p = {.fd = fd, .events = what};
    int64_t left = until - now_ms();
    return left > 0 && poll(&p, 1, (int)left) == 1;
}

static int dial(const struct router *r, int64_t until)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM}, *list = NULL;
    int fd = -1;
    if (getaddrinfo(arena_cstr(r->arena, r->host), arena_cstr(r->arena, r->port), &hints, &list) != 0) return -1;
    for (const struct addrinfo *a = list; a && fd < 0; a = a->ai_next) {
        int error = 0;
        socklen_t size = sizeof error;
        fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        bool fine = fd >= 0 && (connect(fd, a->ai_addr, a->ai_addrlen) == 0 || errno == EINPROGRESS) &&
                    wait_for(fd, POLLOUT, until) && getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && !error;
        if (!fine && fd >= 0) (void)close(fd), fd = -1;
    }
    freeaddrinfo(list);
    return fd;
}

static bool send_all(int fd, struct str text, int64_t until)
{
    while (text.n) {
        if (!wait_for(fd, POLLOUT, until)) return false;
        ssize_t n = send(fd, text.p, text.n, MSG_NOSIGNAL);
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (n <= 0) return false;
        text = str_sub(text, (size_t)n, text.n);
    }
    return true;
}

/* Everything until the other side closes; NULL or what went wrong. */
static const char *receive(int fd, struct buf *b, int64_t until)
{
    char part[16384];
    for (;;) {
        if (!wait_for(fd, POLLIN, until)) return "it takes too long";
        ssize_t n = recv(fd, part, sizeof part, 0);
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (n < 0) return "the connection broke";
        if (n == 0) return NULL;
        if (b->n + (size_t)n > ROUTER_ANSWER_MAX) return "its answer is too large";
        buf_add(b, (struct str){part, (size_t)n});
    }
}

/* HTTP/1.0, so that the answer comes in one piece and ends with the connection. */
static bool ask(struct router *r, struct err *e, struct str path, struct str body, struct arena *a, struct str *out)
{
    int64_t until = now_ms() + ROUTER_SECONDS * 1000;
    struct buf b = {.arena = a}, answer = {.arena = a};
    buf_addf(&b, "%s %.*s%.*s HTTP/1.0\r\nHost: %.*s:%.*s\r\nAccept: application/json\r\n", body.n ? "POST" : "GET",
             STR_ARG(r->prefix), STR_ARG(path), STR_ARG(r->host), STR_ARG(r->port));
    if (body.n) buf_addf(&b, "Content-Type: application/json\r\nContent-Length: %zu\r\n", body.n);
    buf_add(&b, STR("Connection: close\r\n\r\n"));
    buf_add(&b, body);
    int fd = dial(r, until);
    if (fd < 0) return no_matrix(r, e, "it cannot be reached");
    const char *wrong = send_all(fd, buf_str(&b), until) ? receive(fd, &answer, until) : "the connection broke";
    (void)close(fd);
    if (wrong) return no_matrix(r, e, wrong);
    struct str text = buf_str(&answer);
    size_t head = str_find(text, STR("\r\n\r\n"));
    bool fine = head < text.n && str_starts(text, STR("HTTP/1.")) && str_eq(str_sub(text, 8, 4), STR(" 200"));
    if (!fine) return no_matrix(r, e, text.n >= 12 ? arena_cstr(a, str_sub(text, 9, 3)) : "it says nothing");
    *out = str_sub(text, head + 4, text.n);
    return true;
}

/* ---- numbers of the answer ---- */

/* A decimal number times `unit`, rounded; false when it is none, negative or too large. */
static bool scaled(struct json_view v, int64_t unit, int32_t *out)
{
    struct str w = json_view_word(v);
    int64_t value = 0, scale = 1;
    bool point = false;
    if (json_view_kind(v) != JSON_NUMBER || !w.n) return false;
    for (size_t i = 0; i < w.n; i++) {
        if (w.p[i] == '.') {
            point = true;
            continue;
        }
        if (w.p[i] < '0' || w.p[i] > '9') return false; /* no sign, no exponent */
        if (point && scale >= 1000000) continue;
        value = value * 10 + (w.p[i] - '0');
        if (point) scale *= 10;
        if (value > ((int64_t)1 << 50)) return false;
    }
    value = (value * unit + scale / 2) / scale;
    if (value > VRP_TIME_MAX / 2) return false;
    *out = (int32_t)value;
    return true;
}

/* A block of the matrices: rows from `from`, columns from `to`. */
struct block {
    struct router *r;
    struct err *e;
    const struct vroom_place *at;
    int32_t count, from, from_count, to, to_count;
    struct arena *arena;
};

static void degrees(struct buf *b, int64_t micro)
{
    int64_t x = micro < 0 ? -micro : micro;
    buf_addf(b, "%s%" PRId64 ".%06" PRId64, micro < 0 ? "-" : "", x / 1000000, x % 1000000);
}

static struct str point_of(struct arena *a, const struct vroom_place *p)
{
    struct buf b = {.arena = a};
    buf_add_char(&b, '[');
    degrees(&b, p->lon);
    buf_add(&b, STR(", "));
    degrees(&b, p->lat);
    buf_add_char(&b, ']');
    return buf_str(&b);
}

static bool entry(const struct block *x, struct json_view v, int64_t unit, int32_t i, int32_t j, int32_t *m)
{
    if (scaled(v, unit, &m[(int64_t)(x->from + i) * x->count + x->to + j])) return true;
    if (json_view_kind(v) != JSON_NULL) return no_matrix(x->r, x->e, "a number that is none");
    return fail(x->e, ERR_INVALID, M(ROUTE_NO_ROAD), S("from", point_of(x->arena, &x->at[x->from + i])),
                S("to", point_of(x->arena, &x->at[x->to + j])));
}

static bool member(struct arena *a, struct json_view object, struct str want, struct json_view *out)
{
    struct str name;
    for (struct json_walk w = json_walk(object); json_walk_next(a, &w, &name, out);)
        if (str_eq(name, want)) return true;
    return false;
}

/* A list of rows of numbers (OSRM), or of objects with a time and a distance in kilometres (Valhalla). */
static bool rows(const struct block *x, struct json_view list, bool pairs, int32_t *durations, int32_t *distances)
{
    struct json_view row, item, part;
    int32_t i = 0;
    for (struct json_walk w = json_walk(list); json_walk_next(x->arena, &w, NULL, &row); i++) {
        int32_t j = 0;
        for (struct json_walk v = json_walk(row); json_walk_next(x->arena, &v, NULL, &item); j++) {
            if (i >= x->from_count || j >= x->to_count) return no_matrix(x->r, x->e, "a matrix of another size");
            if (!pairs && !entry(x, item, 1, i, j, durations)) return false;
            if (!pairs) continue;
            if (!member(x->arena, item, STR("time"), &part)) return no_matrix(x->r, x->e, "no times in its answer");
            if (!entry(x, part, 1, i, j, durations)) return false;
            if (!member(x->arena, item, STR("distance"), &part))
                return no_matrix(x->r, x->e, "no distances in its answer");
            if (!entry(x, part, 1000, i, j, distances)) return false;
        }
        if (j != x->to_count) return no_matrix(x->r, x->e, "a matrix of another size");
    }
    return i == x->from_count || no_matrix(x->r, x->e, "a matrix of another size");
}

static void osrm_path(const struct block *x, struct str profile, struct buf *b)
{
    buf_addf(b, "/table/v1/%.*s/", STR_ARG(profile));
    for (int32_t k = 0; k < x->from_count + x->to_count; k++) {
        const struct vroom_place *p = &x->at[k < x->from_count ? x->from + k : x->to + k - x->from_count];
        if (k) buf_add_char(b, ';');
        degrees(b, p->lon);
        buf_add_char(b, ',');
        degrees(b, p->lat);
    }
    buf_add(b, STR("?annotations=duration,distance&sources="));
    for (int32_t k = 0; k < x->from_count; k++)
        buf_addf(b, k ? ";%d" : "%d", k);
    buf_add(b, STR("&destinations="));
    for (int32_t k = 0; k < x->to_count; k++)
        buf_addf(b, k ? ";%d" : "%d", x->from_count + k);
}

static bool osrm(const struct block *x, struct str profile, int32_t *durations, int32_t *distances)
{
    struct buf path = {.arena = x->arena};
    struct err own = {.arena = x->arena};
    struct str text;
    struct json_view root, list;
    osrm_path(x, profile, &path);
    if (!ask(x->r, x->e, buf_str(&path), (struct str){0}, x->arena, &text)) return false;
    if (!json_view(x->arena, &own, text, &root)) return no_matrix(x->r, x->e, "its answer is no JSON");
    if (!member(x->arena, root, STR("durations"), &list)) return no_matrix(x->r, x->e, "no durations in its answer");
    if (!rows(x, list, false, durations, NULL)) return false;
    if (!member(x->arena, root, STR("distances"), &list)) return no_matrix(x->r, x->e, "no distances in its answer");
    return rows(x, list, false, distances, NULL);
}

static void valhalla_points(const struct block *x, struct buf *b, const char *name, int32_t from, int32_t count)
{
    buf_addf(b, "\"%s\":[", name);
    for (int32_t k = 0; k < count; k++) {
        buf_add(b, k ? STR(",{\"lat\":") : STR("{\"lat\":"));
        degrees(b, x->at[from + k].lat);
        buf_add(b, STR(",\"lon\":"));
        degrees(b, x->at[from + k].lon);
        buf_add_char(b, '}');
    }
    buf_add(b, STR("],"));
}

static bool valhalla(const struct block *x, struct str profile, int32_t *durations, int32_t *distances)
{
    struct buf body = {.arena = x->arena};
    struct err own = {.arena = x->arena};
    struct str text;
    struct json_view root, list;
    buf_add_char(&body, '{');
    valhalla_points(x, &body, "sources", x->from, x->from_count);
    valhalla_points(x, &body, "targets", x->to, x->to_count);
    buf_add(&body, STR("\"units\":\"kilometers\",\"costing\":"));
    json_add_string(&body, str_eq(profile, STR("car")) ? STR("auto") : profile);
    buf_add_char(&body, '}');
    if (!ask(x->r, x->e, STR("/sources_to_targets"), buf_str(&body), x->arena, &text)) return false;
    if (!json_view(x->arena, &own, text, &root)) return no_matrix(x->r, x->e, "its answer is no JSON");
    if (!member(x->arena, root, STR("sources_to_targets"), &list))
        return no_matrix(x->r, x->e, "no matrix in its answer");
    return rows(x, list, true, durations, distances);
}

/* Profiles become a part of a path: letters, digits, '-' and '_' only. */
static bool plain_word(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        if (!fine) return false;
    }
    return s.n > 0;
}

bool router_table(void *data, struct err *e, struct str profile, const struct vroom_place *at, int32_t count,
                  int32_t *durations, int32_t *distances)
{
    struct router *r = data;
    bool good = true;
    if (count > ROUTER_PLACES_MAX)
        return fail(e, ERR_INVALID, M(ROUTE_TOO_MANY_PLACES), I("max", ROUTER_PLACES_MAX), I("count", count));
    if (!plain_word(profile)) return no_matrix(r, e, "no such profile");
    for (int32_t i = 0; i < count && good; i += ROUTER_BLOCK)
        for (int32_t j = 0; j < count && good; j += ROUTER_BLOCK) {
            struct block x = {.r = r, .e = e, .at = at, .count = count, .from = i, .to = j, .arena = arena_new()};
            x.from_count = count - i < ROUTER_BLOCK ? count - i : ROUTER_BLOCK;
            x.to_count = count - j < ROUTER_BLOCK ? count - j : ROUTER_BLOCK;
            good = r->valhalla ? valhalla(&x, profile, durations, distances) : osrm(&x, profile, durations, distances);
            arena_free(x.arena);
        }
    r->refused = !good;
    return good;
}
