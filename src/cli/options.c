/* options.c - the command line into records: --name value, --name=value, switches, bare arguments; and the help.
 *
 * An option or bare argument whose field is a list of texts may be given several times. */
#include "cli/cli.h"
#include <stdio.h>

static const struct field COMMON_FIELDS[] = {
    FIELD(struct cli_common, data, .max = TEXT_MAX, .zh = "数据目录（默认 data）",
          .en = "data directory (default: data)", .example = "DIR"),
    FIELD(struct cli_common, store, .max = TEXT_MAX, .zh = "数据库（默认取自配置，否则为数据目录中的 SQLite）",
          .en = "database (default: the configuration's, else SQLite in the data directory)",
          .example = "postgres://..."),
    FIELD(struct cli_common, zone, .max = 80, .zh = "园区代码（只有一个园区时可省略）",
          .en = "code of the zone (not needed when there is only one)", .example = "CODE"),
    FIELD(struct cli_common, json, .zh = "结果以 JSON 输出", .en = "results as JSON"),
    FIELD(struct cli_common, help, .zh = "显示本帮助", .en = "this help"),
};
static const struct record COMMON = RECORD(cli_common, COMMON_FIELDS);

enum {
    SUGGEST_SLIPS_MAX = 2,
    WORD_MAX = 40
};

/* Edits (one character more, less or other) between two short words. */
static size_t edit_distance(struct str a, struct str b)
{
    size_t row[WORD_MAX + 1];
    for (size_t j = 0; j <= b.n; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t other = diagonal + (a.p[i - 1] != b.p[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < other) other = row[j] + 1;
            row[j] = row[j - 1] + 1 < other ? row[j - 1] + 1 : other;
        }
    }
    return row[b.n];
}

const char *cli_suggest(struct str typed, const char *const *known, size_t count)
{
    size_t best = SUGGEST_SLIPS_MAX + 1;
    const char *found = NULL;
    if (typed.n > WORD_MAX) return NULL;
    for (size_t i = 0; i < count; i++) {
        struct str word = str_of(known[i]);
        if (word.n > WORD_MAX) continue;
        size_t slips = edit_distance(typed, word);
        if (slips < best && slips < word.n) {
            best = slips;
            found = known[i];
        }
    }
    return found;
}

/* "client_port" is typed as --client-port. */
static struct str option_word(struct arena *a, const struct field *f)
{
    char *word = arena_cstr(a, str_of(f->name));
    for (char *p = word; *p; p++)
        if (*p == '_') *p = '-';
    return str_of(word);
}

/* An option's place: which record it is a field of, and the struct that gets it. */
struct option {
    const struct field *field;
    void *obj;
};

static bool option_in(struct arena *a, const struct record *r, void *obj, struct str word, struct option *out)
{
    for (size_t i = 0; r && i < r->count; i++) {
        if (!str_eq(option_word(a, &r->fields[i]), word)) continue;
        *out = (struct option){.field = &r->fields[i], .obj = obj};
        return true;
    }
    return false;
}

static void unknown_option(struct cli *c, const struct command *command, struct str word)
{
    const char *known[64];
    size_t count = 0;
    for (size_t i = 0; i < COMMON.count; i++)
        known[count++] = option_word(c->arena, &COMMON.fields[i]).p;
    for (size_t i = 0; command->options && i < command->options->count; i++) {
        assert(count < COUNT(known));
        known[count++] = option_word(c->arena, &command->options->fields[i]).p;
    }
    const char *near = cli_suggest(word, known, count);
    struct str shown = arena_printf(c->arena, "--%.*s", STR_ARG(word));
    if (near)
        (void)fail_field(&c->err, shown, M(CLI_OPTION_NEAR), S("near", arena_printf(c->arena, "--%s", near)));
    else
        (void)fail_field(&c->err, shown, M(CLI_OPTION_UNKNOWN));
}

/* A field of texts takes one more with every use. */
static void take_value(struct cli *c, const struct field *f, void *obj, struct str value, struct str shown)
{
    if (f->type != FIELD_TEXTS) {
        (void)field_from_text(c->arena, &c->err, f, obj, value, shown);
        return;
    }
    struct texts *texts = field_at(f, obj);
    *LIST_ADD(c->arena, &texts->l, struct str) = value;
}

/* Parses one "--word[=value]" with what follows; returns how many arguments it took. */
static int option_take(struct cli *c, const struct command *command, int argc, char **argv, void *options)
{
    struct str value = str_of(argv[0] + 2);
    size_t cut = str_find(value, STR("="));
    struct str word = str_sub(value, 0, cut);
    bool inline_value = cut < value.n;
    struct option o;
    if (!option_in(c->arena, &COMMON, &c->at, word, &o) && !option_in(c->arena, command->options, options, word, &o)) {
        unknown_option(c, command, word);
        return 1;
    }
    struct str shown = arena_printf(c->arena, "--%.*s", STR_ARG(word));
    if (o.field->type == FIELD_BOOL) {
        if (inline_value) (void)fail_field(&c->err, shown, M(CLI_OPTION_SWITCH));
        *(bool *)field_at(o.field, o.obj) = true;
        return 1;
    }
    if (!inline_value && argc < 2) {
        (void)fail_field(&c->err, shown, M(CLI_OPTION_VALUE));
        return 1;
    }
    value = inline_value ? str_sub(value, cut + 1, value.n) : str_of(argv[1]);
    take_value(c, o.field, o.obj, value, shown);
    return inline_value ? 1 : 2;
}

static void bare_take(struct cli *c, const struct command *command, char *arg, void *options, bool *taken)
{
    const struct field *f = command->positional ? record_field(command->options, str_of(command->positional)) : NULL;
    assert(f || !command->positional);
    if (!f || (*taken && f->type != FIELD_TEXTS)) {
        (void)fail_field(&c->err, str_of(arg), M(CLI_ARGUMENT_EXTRA));
        return;
    }
    *taken = true;
    take_value(c, f, options, str_of(arg), str_of(command->positional));
}

static void check_required(struct cli *c, const struct command *command, const void *options)
{
    for (size_t i = 0; command->options && i < command->options->count; i++) {
        const struct field *f = &command->options->fields[i];
        if (!f->required || !field_absent(f, options)) continue;
        bool bare = command->positional && str_eq(str_of(f->name), str_of(command->positional));
        struct str word = option_word(c->arena, f);
        (void)fail_field(&c->err, bare ? word : arena_printf(c->arena, "--%.*s", STR_ARG(word)), M(REQUIRED));
    }
}

bool cli_options(struct cli *c, const struct command *command, int argc, char **argv, void *options)
{
    bool bare = false, only_bare = false;
    for (int i = 0; i < argc;) {
        struct str arg = str_of(argv[i]);
        if (!only_bare && str_eq(arg, STR("--"))) {
            only_bare = true;
            i++;
        } else if (!only_bare && str_eq(arg, STR("-h"))) {
            c->at.help = true;
            i++;
        } else if (!only_bare && str_starts(arg, STR("--"))) {
            i += option_take(c, command, argc - i, argv + i, options);
        } else {
            bare_take(c, command, argv[i++], options, &bare);
        }
    }
    if (!c->at.help) check_required(c, command, options);
    return c->at.help || c->err.code == ERR_NONE;
}

/* ---- help ---- */

static struct str in_lang(const struct cli *c, const char *zh, const char *en)
{
    return str_of(c->lang == LANG_ZH ? zh : en);
}

static void help_option(struct cli *c, struct buf *b, const struct field *f, bool bare)
{
    struct str word = option_word(c->arena, f);
    struct buf left = {.arena = c->arena};
    if (bare)
        buf_addf(&left, "  %.*s", STR_ARG(word));
    else
        buf_addf(&left, "  --%.*s", STR_ARG(word));
    if (!bare && f->type != FIELD_BOOL) buf_addf(&left, " %s", f->example ? f->example : "N");
    if (f->labels) {
        buf_add(&left, STR(": "));
        for (size_t i = 1; i < f->labels->count; i++)
            buf_addf(&left, "%s%s", i > 1 ? " | " : "", f->labels->names[i]);
    }
    while (left.n < 28)
        buf_add_char(&left, ' ');
    buf_add(b, buf_str(&left));
    buf_addf(b, "  %.*s\n", STR_ARG(field_label(f, c->lang)));
}

static void help_command(struct cli *c, struct buf *b, const struct command *command)
{
    buf_addf(b, "nuanqiao %s", command->name);
    if (command->positional) {
        const struct field *f = record_field(command->options, str_of(command->positional));
        buf_addf(b, " %s%s", command->positional, f && f->type == FIELD_TEXTS ? " ..." : "");
    }
    struct str options = in_lang(c, "[选项]", "[options]");
    buf_addf(b, " %.*s\n%.*s\n\n", STR_ARG(options), STR_ARG(in_lang(c, command->zh, command->en)));
    for (size_t i = 0; command->options && i < command->options->count; i++) {
        const struct field *f = &command->options->fields[i];
        help_option(c, b, f, command->positional && str_eq(str_of(f->name), str_of(command->positional)));
    }
    for (size_t i = 0; i < COMMON.count; i++)
        if (!command->no_store || COMMON.fields[i].type == FIELD_BOOL) help_option(c, b, &COMMON.fields[i], false);
    if (command->note_zh) buf_addf(b, "\n%.*s\n", STR_ARG(in_lang(c, command->note_zh, command->note_en)));
}

static void help_all(struct cli *c, struct buf *b, const char *group)
{
    struct str intro = in_lang(c, "nuanqiao 命令 [选项]    园区企业服务平台“暖桥”\n\n",
                               "nuanqiao COMMAND [options]    Nuanqiao, the service desk of a high-tech zone\n\n");
    if (!group) buf_add(b, intro);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        struct str rest = str_of(COMMANDS[i].name);
        if (group && !str_eq(str_part(&rest, ' '), str_of(group))) continue;
        struct str line = in_lang(c, COMMANDS[i].zh, COMMANDS[i].en);
        buf_addf(b, "  %-14s %.*s\n", COMMANDS[i].name, STR_ARG(line));
    }
    struct str codes =
        in_lang(c,
                "\nnuanqiao 命令 --help 显示该命令的选项。\n"
                "退出码：0 完成；1 机器、数据库或服务器出错；2 命令行有误；3 输入无效、不允许或与已有数据冲突；\n"
                "4 已完成，但有需要处理的问题（导入有退回的行、审计链断裂、备份损坏）。\n",
                "\nnuanqiao COMMAND --help shows a command's options.\n"
                "Exit codes: 0 done; 1 the machine, the store or the server failed; 2 the command line is wrong;\n"
                "3 the input is not valid, not allowed or in the way of what is stored; 4 done, and something needs\n"
                "attention (rejected rows of an import, a broken audit chain, a damaged backup).\n");
    buf_add(b, codes);
}

void cli_help(struct cli *c, const struct command *command, const char *group)
{
    struct buf b = {.arena = c->arena};
    if (command)
        help_command(c, &b, command);
    else
        help_all(c, &b, group);
    cli_write(buf_str(&b));
}
