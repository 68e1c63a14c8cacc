/* print.c - commands that only print: version, config, openapi, typescript. */
#include "app/config.h"
#include "cli/commands.h"
#include "cli/compose.h"

static const struct field VERSION_FIELDS[] = {
    FIELD(struct version_info, program, .required = true),
    FIELD(struct version_info, version, .required = true),
    FIELD(struct version_info, schema, .required = true),
};
const struct record VERSION_INFO = RECORD(version_info, VERSION_FIELDS);

enum cli_exit cmd_version(struct cli *c, const void *options)
{
    (void)options;
    const struct version_info v = {
        .program = STR("nuanqiao"), .version = STR(NUANQIAO_VERSION), .schema = MIGRATIONS[MIGRATION_COUNT - 1].number};
    cli_say(c, M(CLI_VERSION), S("version", v.version), I("schema", v.schema));
    cli_result(c, &VERSION_INFO, &v);
    return CLI_DONE;
}

enum cli_exit cmd_config(struct cli *c, const void *options)
{
    (void)options;
    struct config config;
    struct str data = c->at.data.n ? c->at.data : STR("data");
    if (!config_load(c->arena, &c->err, arena_printf(c->arena, "%.*s/host.conf", STR_ARG(data)), &config))
        return cli_fail(c);
    struct buf b = {.arena = c->arena};
    config_print(&b, c->lang, &config);
    if (!c->at.json) cli_write(buf_str(&b));
    if (config.store.n) config.store = STR("(set)");
    cli_result(c, &CONFIG, &config);
    return CLI_DONE;
}

static enum cli_exit print_contract(struct cli *c, void (*print)(struct buf *, const struct api_set *, size_t))
{
    struct buf b = {.arena = c->arena};
    size_t count;
    const struct api_set *sets = compose_sets(c->arena, &count);
    print(&b, sets, count);
    cli_write(buf_str(&b));
    return CLI_DONE;
}

enum cli_exit cmd_openapi(struct cli *c, const void *options)
{
    (void)options;
    return print_contract(c, api_openapi);
}

enum cli_exit cmd_typescript(struct cli *c, const void *options)
{
    (void)options;
    return print_contract(c, api_typescript);
}
