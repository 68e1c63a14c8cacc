/* local.h - DATA/server.sock: commands on a data directory reach the running server and act as the system.
 *
 * A connection carries one request and one reply, in frames of our own (both ends are this program).  Only the user
 * that runs the server, and root, may connect (SO_PEERCRED).  Such a request arrives with remote = LOCAL_REMOTE, which
 * no network peer can have. */
#ifndef CLI_LOCAL_H
#define CLI_LOCAL_H
#include "http/api.h"

#define LOCAL_REMOTE "cli"

struct local;
/** Listens at path and answers from a thread of its own, one connection after the other.  The caller holds the data
 *  directory's lock: a socket left by a killed server is replaced.  NULL with e set on failure. */
struct local *local_start(struct err *e, struct api_service *api, struct str path, struct str tmp_dir);
/** Finishes the request under way, removes the socket. */
void local_stop(struct local *l);

/** Does a server listen there? */
bool local_alive(struct str path);
/** Sends r (with the file of r->upload) and waits for the reply; a download arrives whole in reply->body.
 *  @error BUSY the server went away, or this user is not the one it runs as */
bool local_call(struct arena *a, struct err *e, struct str path, const struct request *r, struct reply *reply) MUST_USE;
#endif
