/* client.h - how a command calls the API: through the running server's socket, or in this process when none runs. */
#ifndef CLI_CLIENT_H
#define CLI_CLIENT_H
#include "cli/cli.h"
#include "http/api.h"

struct client;
/** Connects to the server of c->at.data, or opens the data directory itself.  NULL with c->err set on failure. */
struct client *client_open(struct cli *c);
void client_close(struct client *client);
/** Does a server answer, rather than this process? */
bool client_is_remote(const struct client *client);

/** Calls an endpoint as the system in the zone of c->at.zone.  {name} in path is filled from the field of in, the other
 *  fields are sent as JSON; in_rec NULL: nothing is sent, and path may carry a query.  out_rec NULL: the answer is not
 *  looked at.  A refusal becomes c->err. */
bool client_call(struct client *client, const char *method, struct str path, const struct record *in_rec,
                 const void *in, const struct record *out_rec, void *out) MUST_USE;
/** Sends a file as the body. */
bool client_upload(struct client *client, struct str path, struct str file, const struct record *out_rec,
                   void *out) MUST_USE;
/** May a new file be written there?  Ask before anything happens that the file is to tell of.
 *  @error CONFLICT it exists, or its folder is not there or closed */
bool client_may_write(struct cli *c, struct str file) MUST_USE;
/** Fetches a download whole and writes it to a new file.  @error CONFLICT the file exists */
bool client_download(struct client *client, struct str path, struct str file, int64_t *size) MUST_USE;
/** Polls a job until it is over, with a progress bar.  @error CONFLICT it failed or was cancelled, with its reason */
bool client_wait(struct client *client, struct str job_id, const char *label) MUST_USE;
/** The directory of the data, its absolute form. */
struct str cli_data_dir(struct cli *c);
/** The same, when there is one.  @error NOT_FOUND it is not there, or not a data directory */
bool cli_need_data(struct cli *c, struct str *dir) MUST_USE;
#endif
