/* commands.h - the sub-commands, one file each; commands.c lists them. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H
#include "cli/cli.h"

/* ---- print.c ---- */
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

/* ---- cmd_serve.c ---- */
struct serve_options {
    struct str listen;
    struct opt_i64 port;
    struct str web;
    struct str log; /* file for a line per request; absent = standard error */
    bool upgrade, quiet;
};
struct serving_info {
    struct str address;
};
extern const struct record SERVE_OPTIONS, SERVING_INFO;
/** Serves until SIGINT or SIGTERM. */
enum cli_exit cmd_serve(struct cli *c, const void *options);

/* ---- cmd_init.c ---- */
struct init_options {
    bool demo;
    struct str pack; /* folder of a pack to install; its zone is the default */
    struct str name_zh, name_en;
    struct str login, name; /* the first administrator */
};
struct init_result {
    struct str data, zone, login, password; /* login and password absent when the pack brought its accounts */
};
extern const struct record INIT_OPTIONS, INIT_RESULT;
/** Makes a data directory (or another zone in it) with one administrator. */
enum cli_exit cmd_init(struct cli *c, const void *options);

/* ---- cmd_pack.c ---- */
struct pack_options {
    struct str folder;
};
extern const struct record PACK_OPTIONS;
/** Installs a pack into a zone. */
enum cli_exit cmd_pack_install(struct cli *c, const void *options);

/* ---- cmd_import.c ---- */
struct import_options {
    struct str file;
    int32_t kind;
    struct str map;    /* "heading=field,heading=field" */
    struct str marked; /* file for the same sheet with the bad rows marked */
};
struct import_receipt {
    struct str id, file_name;
    int64_t rows, created, updated, unchanged, rejected, quarantined, warned;
};
extern const struct record IMPORT_OPTIONS, IMPORT_RECEIPT;
/** Imports a spreadsheet. */
enum cli_exit cmd_import(struct cli *c, const void *options);

/* ---- cmd_match.c ---- */
struct match_options {
    struct opt_date as_of;
};
extern const struct record MATCH_OPTIONS;
/** Matches all items with all enterprises and workers. */
enum cli_exit cmd_match(struct cli *c, const void *options);

/* ---- cmd_export.c ---- */
struct export_options {
    struct str file;
    int32_t format; /* absent: from the file's name */
    struct str q, area_id, list_id;
    int32_t flag, size_class, kind, relation, state;
    bool in_zone, incomplete;
};
struct export_result {
    struct str file;
    int64_t size;
};
extern const struct record EXPORT_OPTIONS, EXPORT_RESULT;
/** Writes the enterprises that a filter shows into a file. */
enum cli_exit cmd_export(struct cli *c, const void *options);

/* ---- cmd_backup.c ---- */
struct backup_options {
    struct str file;
};
struct backup_result {
    struct str file;
    int64_t files, bytes; /* what is in it, before packing */
};
extern const struct record BACKUP_OPTIONS, BACKUP_RESULT;
/** Writes a backup while the server may run. */
enum cli_exit cmd_backup(struct cli *c, const void *options);
/** Makes a data directory from a backup. */
enum cli_exit cmd_restore(struct cli *c, const void *options);

struct upgrade_options {
    struct str backup;
};
struct upgrade_result {
    int64_t from, to;
    struct str backup; /* absent when nothing was to do */
};
extern const struct record UPGRADE_OPTIONS, UPGRADE_RESULT;
/** Backs up, then brings the schema to this program's version. */
enum cli_exit cmd_upgrade(struct cli *c, const void *options);

/* ---- cmd_user.c ---- */
struct user_options {
    struct str login;
};
extern const struct record USER_OPTIONS;
/** Takes a person's password away and prints an invitation to choose a new one. */
enum cli_exit cmd_user_reset(struct cli *c, const void *options);

/* ---- cmd_audit.c ---- */
struct audit_options {
    struct str head;
};
extern const struct record AUDIT_OPTIONS;
/** Checks the zone's hash chain. */
enum cli_exit cmd_audit_verify(struct cli *c, const void *options);

/* ---- cmd_fund.c ---- */
struct fund_show_options {
    struct str code;
    struct opt_i64 year;
};
struct fund_shown {
    struct list pots;    /* of struct fund_pot */
    struct list entries; /* of struct fund_entry: the newest of the one pot that was asked for */
};
struct ledger_report {
    bool sound;
    int64_t finding_count;
    struct list pots; /* of struct fund_verdict */
};
extern const struct record FUND_SHOW_OPTIONS, FUND_SHOWN, LEDGER_REPORT;
/** Prints the pots with their six figures. */
enum cli_exit cmd_fund_show(struct cli *c, const void *options);
/** Checks every pot's ledger by code that shares nothing with what writes it. */
enum cli_exit cmd_ledger_verify(struct cli *c, const void *options);

/* ---- cmd_dmn.c ---- */
enum {
    DMN_LANGUAGE_ZH = 1, /* value of an option --language, 0 = not given */
    DMN_LANGUAGE_EN = 2
};
extern const struct enum_names LANGUAGE_NAMES;
struct dmn_eval_options {
    struct str model, decision, input;
    struct texts set;
    int32_t language;
};
struct dmn_lint_options {
    struct str model;
    int32_t language;
};
struct dmn_test_options {
    struct texts folder;
    struct str only;
    bool quiet;
    int32_t language;
};
extern const struct record DMN_EVAL_OPTIONS, DMN_LINT_OPTIONS, DMN_TEST_OPTIONS;
/* ---- cmd_dmn_batch.c ---- */
struct dmn_batch_options {
    struct texts files; /* model, input, output */
    struct str decision;
    struct opt_i64 threads;
    int32_t language;
};
struct dmn_batch_receipt {
    struct str file;
    int64_t rows, interpreted, errors;
};
extern const struct record DMN_BATCH_OPTIONS, DMN_BATCH_RECEIPT;
/** Judges every row of a csv file. */
enum cli_exit cmd_dmn_batch(struct cli *c, const void *options);

/** Evaluates a decision of a model file. */
enum cli_exit cmd_dmn_eval(struct cli *c, const void *options);
/** Explains the value of a decision: rows, conditions, and for a "no" what would be needed. */
enum cli_exit cmd_dmn_explain(struct cli *c, const void *options);
/** Lists what is wrong, or looks so, in a model file. */
enum cli_exit cmd_dmn_lint(struct cli *c, const void *options);
/** Runs test files in the form of the DMN Technology Compatibility Kit. */
enum cli_exit cmd_dmn_test(struct cli *c, const void *options);

/* ---- cmd_route.c ---- */
struct route_solve_options {
    struct str file, set, time, out, csv, router;
    struct opt_i64 iterations, seed, threads;
    bool sheet, fewest;
};
struct route_check_options {
    struct texts files; /* problem, plan */
    struct str set;
    bool sheet;
};
extern const struct record ROUTE_SOLVE_OPTIONS, ROUTE_CHECK_OPTIONS;
/** Plans the routes of a problem file. */
enum cli_exit cmd_route_solve(struct cli *c, const void *options);
/** Judges a plan of a problem file. */
enum cli_exit cmd_route_check(struct cli *c, const void *options);

/* ---- cmd_route_table.c ---- */
struct route_problem_options {
    struct str file, to, leave, out;
    int64_t coaches, seats;
    struct opt_i64 board, drivers;
};
extern const struct record ROUTE_PROBLEM_OPTIONS;
/** Makes a problem file of a table of towns and parties. */
enum cli_exit cmd_route_problem(struct cli *c, const void *options);

/* ---- cmd_route_bench.c ---- */
struct route_bench_options {
    struct str folder, only, time;
    struct opt_i64 iterations, seed;
};
extern const struct record ROUTE_BENCH_OPTIONS;
/** Solves the published instances of a folder and compares with the best known values. */
enum cli_exit cmd_route_bench(struct cli *c, const void *options);

/* ---- cmd_dmn_functions.c ---- */
struct dmn_functions_options {
    int32_t language;
};
extern const struct record DMN_FUNCTIONS_OPTIONS;
/** Prints the built-in functions of FEEL as the tables of the guide, or as JSON. */
enum cli_exit cmd_dmn_functions(struct cli *c, const void *options);
#endif
