/* listen.h - the listening sockets of a server. */
#ifndef HTTP_LISTEN_H
#define HTTP_LISTEN_H
#include "http/server.h"

/** Opens `count` sockets that share the address of o (SO_REUSEPORT); *port is the one chosen when o->port is 0.
 *  False with e set when the address is bad or taken; then none is open.
 *  @error BUSY (MSG_ADDRESS_TAKEN), INVALID (MSG_ADDRESS_BAD) */
bool listen_open(struct err *e, const struct server_options *o, int *fds, int32_t count, int32_t *port) MUST_USE;
#endif
