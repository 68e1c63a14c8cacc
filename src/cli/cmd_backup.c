/* cmd_backup.c - nuanqiao backup, restore and upgrade. */
#include "app/app.h"
#include "cli/bundle.h"
#include "cli/client.h"
#include "cli/commands.h"
#include "cli/local.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define ROWS_NAME "store.rows" /* the database's part of a backup, as store_backup writes it */

static const struct field BACKUP_FIELDS[] = {
    FIELD(struct backup_options, file, .required = true, .min = 1, .max = 1000, .zh = "备份文件", .en = "backup file"),
};
const struct record BACKUP_OPTIONS = RECORD(backup_options, BACKUP_FIELDS);
static const struct field RESULT_FIELDS[] = {
    FIELD(struct backup_result, file),
    FIELD(struct backup_result, files),
    FIELD(struct backup_result, bytes),
};
const struct record BACKUP_RESULT = RECORD(backup_result, RESULT_FIELDS);
static const struct field UPGRADE_FIELDS[] = {
    FIELD(struct upgrade_options, backup, .max = 1000, .zh = "备份文件（默认写入数据目录的 backups/）",
          .en = "backup file (default: in backups/ of the data directory)", .example = "FILE"),
};
const struct record UPGRADE_OPTIONS = RECORD(upgrade_options, UPGRADE_FIELDS);
static const struct field UPGRADED_FIELDS[] = {
    FIELD(struct upgrade_result, from),
    FIELD(struct upgrade_result, to),
    FIELD(struct upgrade_result, backup),
};
const struct record UPGRADE_RESULT = RECORD(upgrade_result, UPGRADED_FIELDS);

/* The store of a data directory: the option, else the configuration's, else SQLite. */
static bool store_of(struct cli *c, struct str dir, struct str *url)
{
    struct config config;
    if (!config_load(c->arena, &c->err, arena_printf(c->arena, "%.*s/host.conf", STR_ARG(dir)), &config)) return false;
    *url = c->at.store.n ? c->at.store : config.store;
    if (!url->n) *url = arena_printf(c->arena, "sqlite:%.*s/nuanqiao.db", STR_ARG(dir));
    return true;
}

static struct instant clock_now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    return (struct instant){(int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000};
}

static void on_progress(void *arg, int64_t done, int64_t total)
{
    struct cli *c = arg;
    cli_progress(c, "backup", done, total);
}

/* ---- backup ---- */

/* Adds every file below dir/name; temporary files and what is not a regular file stay out. */
static bool add_tree(struct cli *c, struct bundle *m, struct str dir, struct str name)
{
    DIR *d = opendir(arena_cstr(c->arena, arena_printf(c->arena, "%.*s/%.*s", STR_ARG(dir), STR_ARG(name))));
    if (!d) return errno == ENOENT || fail_internal(&c->err, "%.*s: errno %d", STR_ARG(name), errno);
    bool ok = true;
    const struct dirent *entry;
    while (ok && (entry = readdir(d))) {
        if (entry->d_name[0] == '.') continue;
        struct str inner = arena_printf(c->arena, "%.*s/%s", STR_ARG(name), entry->d_name);
        struct str path = arena_printf(c->arena, "%.*s/%.*s", STR_ARG(dir), STR_ARG(inner));
        struct stat st;
        if (lstat(path.p, &st) != 0) continue; /* swept meanwhile */
        if (S_ISDIR(st.st_mode))
            ok = add_tree(c, m, dir, inner);
        else if (S_ISREG(st.st_mode))
            ok = bundle_add(c->arena, &c->err, m, inner, path);
    }
    (void)closedir(d);
    return ok;
}

static bool add_if_there(struct cli *c, struct bundle *m, struct str dir, const char *name)
{
    struct str path = arena_printf(c->arena, "%.*s/%s", STR_ARG(dir), name);
    return access(path.p, F_OK) != 0 || bundle_add(c->arena, &c->err, m, str_of(name), path);
}

/* The database first, the files after it: every file that a row speaks of is then in the backup. */
static bool collect(struct cli *c, struct str dir, struct str url, struct str rows, struct bundle *m)
{
    *m = (struct bundle){.format = BUNDLE_FORMAT, .program = STR(NUANQIAO_VERSION), .created = clock_now()};
    m->store = str_starts(url, STR("sqlite:")) ? STR("sqlite") : STR("postgresql");
    if (!store_version(&c->err, url, &m->schema) || !store_backup(&c->err, url, rows)) return false;
    if (!bundle_add(c->arena, &c->err, m, STR(ROWS_NAME), rows)) return false;
    if (!add_if_there(c, m, dir, "secret.key") || !add_if_there(c, m, dir, "host.conf")) return false;
    return add_tree(c, m, dir, STR("blobs"));
}

static bool back_up(struct cli *c, struct str dir, struct str url, struct str file, struct backup_result *out)
{
    struct bundle m;
    if (access(arena_cstr(c->arena, file), F_OK) == 0)
        return fail(&c->err, ERR_CONFLICT, M(CLI_FILE_EXISTS), S("file", file));
    struct str rows = arena_printf(c->arena, "%.*s/tmp/backup-%d.rows", STR_ARG(dir), (int)getpid());
    bool ok = collect(c, dir, url, rows, &m) && bundle_write(c->arena, &c->err, file, &m, on_progress, c);
    (void)unlink(rows.p);
    cli_progress_end(c);
    *out = (struct backup_result){.file = file, .files = (int64_t)m.files.count};
    for (size_t i = 0; ok && i < m.files.count; i++)
        out->bytes += LIST_AT(&m.files, struct bundle_file, i)->size;
    return ok;
}

enum cli_exit cmd_backup(struct cli *c, const void *options)
{
    const struct backup_options *o = options;
    struct backup_result result;
    struct str dir, url;
    if (!cli_need_data(c, &dir) || !store_of(c, dir, &url) || !back_up(c, dir, url, o->file, &result))
        return cli_fail(c);
    cli_say(c, M(CLI_BACKUP_DONE), S("file", result.file), I("files", result.files), I("bytes", result.bytes));
    cli_result(c, &BACKUP_RESULT, &result);
    return CLI_DONE;
}

/* ---- restore ---- */

static bool is_empty_folder(const char *path)
{
    DIR *d = opendir(path);
    const struct dirent *entry;
    size_t count = 0;
    if (!d) return errno == ENOENT;
    while ((entry = readdir(d)))
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    (void)closedir(d);
    return count == 0;
}

/* Files into part/, rows into the store, then part/ takes its place: a failed restore leaves nothing half done. */
static bool restore_into(struct cli *c, struct str file, struct str dir, struct str part, struct bundle *m)
{
    struct str url, rows = arena_printf(c->arena, "%.*s/" ROWS_NAME, STR_ARG(part));
    if (mkdir(part.p, 0700) != 0)
        return errno == EEXIST ? fail(&c->err, ERR_CONFLICT, M(CLI_NOT_EMPTY), S("data", part))
                               : fail_internal(&c->err, "%.*s: errno %d", STR_ARG(part), errno);
    if (!bundle_extract(c->arena, &c->err, file, part, m, on_progress, c)) return false;
    if (!store_of(c, part, &url)) return false;
    if (!store_restore(&c->err, url, rows)) return false;
    (void)unlink(rows.p);
    (void)rmdir(arena_cstr(c->arena, dir));
    if (rename(part.p, arena_cstr(c->arena, dir)) != 0)
        return fail_internal(&c->err, "%.*s: cannot be renamed: errno %d", STR_ARG(part), errno);
    return true;
}

static void remove_tree(struct arena *a, struct str path)
{
    DIR *d = opendir(arena_cstr(a, path));
    const struct dirent *entry;
    while (d && (entry = readdir(d))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        struct str inner = arena_printf(a, "%.*s/%s", STR_ARG(path), entry->d_name);
        if (unlink(inner.p) != 0) remove_tree(a, inner);
    }
    if (d) (void)closedir(d);
    (void)rmdir(arena_cstr(a, path));
}

enum cli_exit cmd_restore(struct cli *c, const void *options)
{
    const struct backup_options *o = options;
    struct bundle m = {0};
    struct str dir = c->at.data.n ? c->at.data : STR("data");
    while (dir.n > 1 && dir.p[dir.n - 1] == '/')
        dir.n--;
    struct str part = arena_printf(c->arena, "%.*s.restoring", STR_ARG(dir));
    bool ok =
        is_empty_folder(arena_cstr(c->arena, dir)) || fail(&c->err, ERR_CONFLICT, M(CLI_NOT_EMPTY), S("data", dir));
    if (ok) {
        ok = restore_into(c, o->file, dir, part, &m);
        if (!ok && c->err.message.id != MSG_CLI_NOT_EMPTY) remove_tree(c->arena, part);
    }
    if (!ok) {
        bool damaged = c->err.code == ERR_MALFORMED;
        enum cli_exit code = cli_fail(c);
        return damaged ? CLI_FINDINGS : code;
    }
    cli_progress_end(c);
    const struct backup_result result = {.file = o->file, .files = (int64_t)m.files.count};
    cli_say(c, M(CLI_RESTORED), S("data", cli_data_dir(c)), S("at", instant_text(c->arena, m.created)));
    cli_result(c, &BACKUP_RESULT, &result);
    return CLI_DONE;
}

/* ---- upgrade ---- */

/* DIR/backups/before-2-20200514T083000Z.nqb */
static bool default_backup(struct cli *c, struct str dir, int64_t version, struct str *file)
{
    struct str folder = arena_printf(c->arena, "%.*s/backups", STR_ARG(dir));
    struct buf name = {.arena = c->arena};
    struct str at = instant_text(c->arena, clock_now());
    if (mkdir(folder.p, 0700) != 0 && errno != EEXIST)
        return fail_internal(&c->err, "%.*s: errno %d", STR_ARG(folder), errno);
    for (size_t i = 0; i < at.n && at.p[i] != '.'; i++)
        if (at.p[i] != '-' && at.p[i] != ':') buf_add_char(&name, at.p[i]);
    *file =
        arena_printf(c->arena, "%.*s/schema-%" PRId64 "-%.*sZ.nqb", STR_ARG(folder), version, STR_ARG(buf_str(&name)));
    return true;
}

static bool upgrade(struct cli *c, const struct upgrade_options *o, struct upgrade_result *out)
{
    struct str dir, url;
    struct backup_result backup;
    int64_t applied = 0;
    if (!cli_need_data(c, &dir) || !store_of(c, dir, &url) || !store_version(&c->err, url, &out->from)) return false;
    out->to = MIGRATIONS[MIGRATION_COUNT - 1].number;
    if (out->from == out->to) return true;
    if (local_alive(arena_printf(c->arena, "%.*s/server.sock", STR_ARG(dir))))
        return fail(&c->err, ERR_CONFLICT, M(CLI_SERVER_RUNS), S("data", dir));
    out->backup = o->backup;
    if (!out->backup.n && !default_backup(c, dir, out->from, &out->backup)) return false;
    return back_up(c, dir, url, out->backup, &backup) && store_migrate(&c->err, url, &applied);
}

enum cli_exit cmd_upgrade(struct cli *c, const void *options)
{
    struct upgrade_result result = {0};
    if (!upgrade(c, options, &result)) return cli_fail(c);
    if (result.backup.n)
        cli_say(c, M(CLI_UPGRADED), I("from", result.from), I("to", result.to), S("file", result.backup));
    else
        cli_say(c, M(CLI_UP_TO_DATE), I("to", result.to));
    cli_result(c, &UPGRADE_RESULT, &result);
    return CLI_DONE;
}
