/* commands.c - the table of sub-commands: names, one line of help, options. */
#include "cli/commands.h"

const struct command COMMANDS[] = {
    {.name = "config", .zh = "显示生效的配置", .en = "show the configuration in force", .run = cmd_config},
    {.name = "version", .zh = "显示版本", .en = "show the version", .run = cmd_version},
};
const size_t COMMAND_COUNT = COUNT(COMMANDS);
