/* commands.h - the sub-commands, one file each; commands.c lists them. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H
#include "cli/cli.h"

struct version_info {
    struct str program, version;
    int64_t schema; /* the schema version that this program makes */
};
extern const struct record VERSION_INFO;

/** The program's version. */
enum cli_exit cmd_version(struct cli *c, const void *options);
/** The configuration as this program sees it: defaults, host.conf, environment. */
enum cli_exit cmd_config(struct cli *c, const void *options);
/** The contract of the API as OpenAPI 3.1. */
enum cli_exit cmd_openapi(struct cli *c, const void *options);
/** The contract of the API as TypeScript types. */
enum cli_exit cmd_typescript(struct cli *c, const void *options);
#endif
