/* cli.h - what the sub-commands share: options as records, sentences, results, progress, exit codes. */
#ifndef CLI_CLI_H
#define CLI_CLI_H
#include "base/record.h"

/* What a command's exit code says; documented in `nuanqiao --help`. */
enum cli_exit {
    CLI_DONE,     /* 0 */
    CLI_FAILED,   /* 1 the machine, the store or the server failed */
    CLI_USAGE,    /* 2 the command line is wrong */
    CLI_REFUSED,  /* 3 the input is not valid, not allowed or in the way of what is stored */
    CLI_FINDINGS, /* 4 done, and something needs attention: rejected rows, a broken chain, a damaged backup */
};

/* Options that every command takes. */
struct cli_common {
    struct str data;  /* data directory */
    struct str store; /* postgres://...; absent = the configuration's, else SQLite in the data directory */
    struct str zone;  /* code of the zone; absent = the only one */
    bool json, help;
};

struct cli {
    struct arena *arena;
    struct err err;
    enum lang lang;
    struct cli_common at;
    const struct command *command;
    bool quiet;        /* cli_say says nothing: the command is a step of another one */
    const char *label; /* of the running progress bar */
    int64_t began_us;  /* of it */
    int32_t shown;     /* permille shown last, -1 = nothing drawn */
};

struct command {
    const char *name;              /* "pack install" */
    const char *zh, *en;           /* one line */
    const struct record *options;  /* NULL = only the common ones; FIELD_BOOL fields are switches */
    const char *positional;        /* field that the bare argument fills; NULL = none */
    const char *note_zh, *note_en; /* paragraph of the help; may be NULL */
    bool no_store;                 /* needs no data directory: the help is silent about those options */
    enum cli_exit (*run)(struct cli *c, const void *options);
};
extern const struct command COMMANDS[];
extern const size_t COMMAND_COUNT;

/** Fills c->at and options (a zeroed struct of command->options) from the arguments behind the command's name.
 *  @error INVALID with one field per bad argument */
bool cli_options(struct cli *c, const struct command *command, int argc, char **argv, void *options) MUST_USE;
/** Prints a command's options; command NULL = the list of commands, only those whose first word is `group` when that is
 *  not NULL. */
void cli_help(struct cli *c, const struct command *command, const char *group);
/** The known word that a mistyped one was probably meant to be: at most two slips away.  NULL when none is near. */
const char *cli_suggest(struct str typed, const char *const *known, size_t count);
/** Turns c->err into sentences on standard error (problem JSON on standard output with --json) and an exit code. */
enum cli_exit cli_fail(struct cli *c);

/** A sentence on standard output; nothing with --json. */
#define cli_say(c, ...) cli_say_parts((c), MSG_PARTS(__VA_ARGS__))
void cli_say_parts(struct cli *c, const struct msg_part *parts);
/** A sentence on standard error, also with --json: what somebody should know about input that is accepted. */
#define cli_note(c, ...) cli_note_parts((c), MSG_PARTS(__VA_ARGS__))
void cli_note_parts(struct cli *c, const struct msg_part *parts);
/** Bytes to standard output, as they are. */
void cli_write(struct str s);
/** With --json the record as one line on standard output, otherwise nothing. */
void cli_result(struct cli *c, const struct record *r, const void *obj);
/** A progress bar on standard error when that is a terminal and the work takes over a second; done of total, total > 0.
 */
void cli_progress(struct cli *c, const char *label, int64_t done, int64_t total);
/** Removes the bar. */
void cli_progress_end(struct cli *c);
#endif
