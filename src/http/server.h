/* server.h - the transport: bytes to requests and replies to bytes.  Knows no library; server_mhd.c is the one behind
 * it. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H
#include "http/api.h"

struct server;
struct server_options {
    struct api_service *api;
    struct str host;    /* "127.0.0.1", "0.0.0.0", "::1"; absent = 127.0.0.1 */
    int32_t port;       /* 0 = the kernel chooses */
    int32_t loops;      /* event loops; 0 = 2 */
    struct str web_dir; /* folder of the built web pages; absent = none */
    struct str tmp_dir; /* where uploads are collected */
    bool behind_proxy;  /* the peer's address is the last one of X-Forwarded-For, when it is one */
};
/** Listens and starts the loops.  SIGPIPE is ignored from here on.
 *  @error BUSY (MSG_ADDRESS_TAKEN) somebody listens there already, INVALID (MSG_ADDRESS_BAD) no such address, NOT_FOUND
 *  (MSG_WEB_MISSING) web_dir without index.html.  NULL on failure */
struct server *server_start(struct err *e, const struct server_options *o);
/** The port it listens on: the kernel's choice when 0 was asked for. */
int32_t server_port(const struct server *s);
/** Stops accepting, lets requests under way finish (at most 10 s, then they are cut), frees.  Not from a loop. */
void server_stop(struct server *s);
/** Connections now open, for figures and tests. */
int64_t server_connections(const struct server *s);
#endif
