/* main.c - the list of commands; finds the one that was typed and runs it. */
#include "cli/cli.h"
#include "cli/commands.h"
#include <locale.h>
#include <stdlib.h>
#include <sys/stat.h>

static bool is_chinese(const char *locale)
{
    return locale && str_starts(str_of(locale), STR("zh"));
}

static enum lang lang_of_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < COUNT(names); i++) {
        const char *value = getenv(names[i]);
        if (value && *value) return is_chinese(value) ? LANG_ZH : LANG_EN;
    }
    return LANG_EN;
}

/* The command of one or two words at the head of the arguments; *words = how many it took. */
static const struct command *command_find(int argc, char **argv, int *words)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        struct str rest = str_of(COMMANDS[i].name);
        int n = 0;
        while (rest.n && n < argc && str_eq(str_part(&rest, ' '), str_of(argv[n])))
            n++;
        struct str again = str_of(COMMANDS[i].name);
        int want = 0;
        while (again.n)
            (void)(str_part(&again, ' '), want++);
        if (n == want) {
            *words = n;
            return &COMMANDS[i];
        }
    }
    return NULL;
}

static enum cli_exit unknown_command(struct cli *c, int argc, char **argv)
{
    const char *known[32];
    assert(COMMAND_COUNT <= COUNT(known));
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        known[i] = COMMANDS[i].name;
    struct str typed = str_of(argv[0]);
    const char *near = cli_suggest(typed, known, COMMAND_COUNT);
    if (!near && argc > 1) {
        struct str two = arena_printf(c->arena, "%s %s", argv[0], argv[1]);
        near = cli_suggest(two, known, COMMAND_COUNT);
        if (near) typed = two;
    }
    for (size_t i = 0; !near && i < COMMAND_COUNT; i++) { /* "pack" alone, "pack add" */
        if (!str_starts(str_of(known[i]), arena_printf(c->arena, "%s ", argv[0]))) continue;
        near = known[i];
        if (argc > 1) typed = arena_printf(c->arena, "%s %s", argv[0], argv[1]);
    }
    if (near)
        (void)fail(&c->err, ERR_INVALID, M(CLI_COMMAND_NEAR), S("name", typed), S("near", str_of(near)));
    else
        (void)fail(&c->err, ERR_INVALID, M(CLI_COMMAND_UNKNOWN), S("name", typed));
    (void)cli_fail(c);
    return CLI_USAGE;
}

/* "route" alone or with --help, when several commands begin so. */
static bool is_group(int argc, char **argv)
{
    bool help = argc == 1 || str_eq(str_of(argv[1]), STR("--help")) || str_eq(str_of(argv[1]), STR("-h"));
    int count = 0;
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        struct str rest = str_of(COMMANDS[i].name);
        count += str_eq(str_part(&rest, ' '), str_of(argv[0])) && rest.n;
    }
    return help && count > 1;
}

static enum cli_exit run(struct cli *c, int argc, char **argv)
{
    int words = 0;
    if (argc < 1) {
        cli_help(c, NULL, NULL);
        return CLI_USAGE;
    }
    if (str_eq(str_of(argv[0]), STR("--help")) || str_eq(str_of(argv[0]), STR("-h"))) {
        cli_help(c, NULL, NULL);
        return CLI_DONE;
    }
    if (str_eq(str_of(argv[0]), STR("--version"))) return cmd_version(c, NULL);
    const struct command *command = command_find(argc, argv, &words);
    if (!command && is_group(argc, argv)) {
        cli_help(c, NULL, argv[0]);
        return argc == 1 ? CLI_USAGE : CLI_DONE;
    }
    if (!command) return unknown_command(c, argc, argv);
    c->command = command;
    void *options = arena_alloc(c->arena, command->options ? command->options->size : 1);
    if (!cli_options(c, command, argc - words, argv + words, options)) {
        (void)cli_fail(c);
        return CLI_USAGE;
    }
    if (c->at.help) {
        cli_help(c, command, NULL);
        return CLI_DONE;
    }
    return command->run(c, options);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct cli c = {.arena = arena, .err = {.arena = arena}, .lang = lang_of_environment(), .shown = -1};
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    (void)umask(077); /* whatever is written is personal data */
    enum cli_exit code = run(&c, argc - 1, argv + 1);
    cli_progress_end(&c);
    arena_free(arena);
    return (int)code;
}
