/* cmd_pack.c - nuanqiao pack install. */
#include "cli/client.h"
#include "cli/commands.h"
#include "cli/pack.h"
#include <stdlib.h>

static const struct field OPTIONS_FIELDS[] = {
    FIELD(struct pack_options, folder, .required = true, .min = 1, .max = 1000, .zh = "资料包的目录",
          .en = "folder of the pack"),
};
const struct record PACK_OPTIONS = RECORD(pack_options, OPTIONS_FIELDS);

static bool install(struct client *client, struct str folder, struct pack_installed *out)
{
    const struct pack_new in = {.path = folder};
    if (!client_call(client, "POST", STR("/packs"), &PACK_NEW, &in, &PACK_INSTALLED_RECORD, out)) return false;
    if (!out->job_id.n) return true;
    if (!client_wait(client, out->job_id, "pack")) return false;
    /* Asked again, the server counts what the job did and finds nothing more to do. */
    return client_call(client, "POST", STR("/packs"), &PACK_NEW, &in, &PACK_INSTALLED_RECORD, out);
}

enum cli_exit cmd_pack_install(struct cli *c, const void *options)
{
    const struct pack_options *o = options;
    struct pack_installed out = {0};
    char *whole = realpath(arena_cstr(c->arena, o->folder), NULL);
    if (!whole) {
        (void)fail(&c->err, ERR_NOT_FOUND, M(CLI_FILE_MISSING), S("file", o->folder));
        return cli_fail(c);
    }
    struct str folder = arena_str(c->arena, str_of(whole));
    free(whole);
    struct client *client = client_open(c);
    bool ok = client && install(client, folder, &out);
    client_close(client);
    if (!ok) return cli_fail(c);
    cli_say(c, M(PACK_DONE), S("name", out.id), S("version", out.version), I("created", out.created),
            I("kept", out.kept));
    cli_result(c, &PACK_INSTALLED_RECORD, &out);
    return CLI_DONE;
}
