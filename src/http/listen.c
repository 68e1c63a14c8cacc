/* listen.c - see listen.h. */
#include "http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

static bool address_of(const struct server_options *o, int32_t port, struct sockaddr_storage *out, socklen_t *size)
{
    *out = (struct sockaddr_storage){0};
    struct sockaddr_in *v4 = (struct sockaddr_in *)(void *)out;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)(void *)out;
    char host[INET6_ADDRSTRLEN] = "127.0.0.1";
    if (o->host.n >= sizeof host) return false;
    if (o->host.n) {
        memcpy(host, o->host.p, o->host.n);
        host[o->host.n] = '\0';
    }
    if (inet_pton(AF_INET, host, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)port);
        *size = sizeof *v4;
        return true;
    }
    if (inet_pton(AF_INET6, host, &v6->sin6_addr) != 1) return false;
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons((uint16_t)port);
    *size = sizeof *v6;
    return true;
}

/* A listening socket, or -1 with errno set. */
static int listen_at(const struct sockaddr_storage *address, socklen_t size, bool shared)
{
    int on = 1, fd = socket(address->ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -1;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (shared) (void)setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    if (bind(fd, (const struct sockaddr *)(const void *)address, size) == 0 && listen(fd, 1024) == 0) return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

static bool fail_listen(struct err *e, const struct server_options *o, int why)
{
    struct str address = arena_printf(e->arena, "%.*s:%d", STR_ARG(o->host.n ? o->host : STR("127.0.0.1")), o->port);
    if (why == EADDRINUSE) return fail(e, ERR_BUSY, M(ADDRESS_TAKEN), S("address", address));
    return fail(e, ERR_INVALID, M(ADDRESS_BAD), S("address", address), S("reason", str_of(strerrordesc_np(why))));
}

/* One plain bind first: SO_REUSEPORT would let a second server share the port without a word. */
bool listen_open(struct err *e, const struct server_options *o, int *fds, int32_t count, int32_t *port)
{
    struct sockaddr_storage address;
    socklen_t size;
    if (!address_of(o, o->port, &address, &size)) return fail_listen(e, o, EADDRNOTAVAIL);
    int plain = listen_at(&address, size, false);
    if (plain < 0) return fail_listen(e, o, errno);
    socklen_t got = sizeof address;
    int known = getsockname(plain, (struct sockaddr *)(void *)&address, &got);
    close(plain);
    if (known != 0) return fail_listen(e, o, errno);
    *port = ntohs(address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)(void *)&address)->sin6_port
                                                : ((struct sockaddr_in *)(void *)&address)->sin_port);
    for (int32_t i = 0; i < count; i++) {
        fds[i] = listen_at(&address, size, true);
        if (fds[i] >= 0) continue;
        int why = errno;
        while (i > 0)
            close(fds[--i]);
        return fail_listen(e, o, why);
    }
    return true;
}
