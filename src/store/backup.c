/* backup.c - all rows of a store in one text file, the same for both databases, and back.
 *
 * Why not pg_dump and SQLite's backup API: one form means one set of tests, a store of one kind can be restored as the
 * other (a zone that outgrows its file), no program outside is needed, and a file can be read by people.  SQLite's own
 * copy stays there as db_copy_sqlite.
 *
 *   nuanqiao-store 1                       the form's number
 *   schema 4                               the newest migration that ran
 *   table enterprise zone_id id name ...   columns, in the order of the lines below
 *   z1<TAB>e1<TAB>...                      PostgreSQL's COPY text form: \N is NULL, \t \n \r \b \f \v \\ are escaped,
 *   \.                                     booleans t and f, dates YYYY-MM-DD; ends a table
 *   end 12345 0123456789abcdef             rows, and the FNV-1a hash of all bytes before (against damage, not forgery)
 *
 * Tables come after those that their foreign keys name; rows in the order of the primary key, so equal stores give
 * equal files.  The table schema_version is left out: restoring runs the migrations. */
#include "store/db_impl.h"
#include "store/store.h"
#include "store/store_impl.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define FIRST_LINE "nuanqiao-store 1"
static const uint64_t FNV_START = UINT64_C(0xCBF29CE484222325);

static uint64_t fnv_add(uint64_t h, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001B3);
    return h;
}

static bool file_fail(struct err *e, struct str file)
{
    return fail(e, ERR_INTERNAL, M(FILE_FAILED), S("name", file), S("reason", str_of(strerror(errno))));
}

/* ---- the order of the tables ---- */

static bool listed(const struct list *names, struct str name)
{
    for (size_t i = 0; i < names->count; i++)
        if (str_eq(*LIST_AT(names, struct str, i), name)) return true;
    return false;
}

static bool parents_listed(const struct db_table *t, const struct list *names)
{
    for (size_t i = 0; i < t->parents.count; i++) {
        struct str parent = *LIST_AT(&t->parents, struct str, i);
        if (!str_eq(parent, t->name) && !listed(names, parent)) return false;
    }
    return true;
}

/* Parents first.  *sorted gets the tables without schema_version. */
static bool sort_tables(struct arena *a, struct err *e, const struct list *tables, struct list *sorted)
{
    struct list names = {0};
    *sorted = (struct list){0};
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t i = 0; i < tables->count; i++) {
            const struct db_table *t = LIST_AT(tables, struct db_table, i);
            if (listed(&names, t->name) || !parents_listed(t, &names)) continue;
            *LIST_ADD(a, &names, struct str) = t->name;
            if (!str_eq(t->name, STR("schema_version"))) *LIST_ADD(a, sorted, struct db_table) = *t;
            moved = true;
        }
    }
    return names.count == tables->count || fail_internal(e, "backup: foreign keys form a ring");
}

static bool read_tables(struct db *db, struct err *e, struct list *sorted)
{
    struct list found = {0};
    return db->be->tables(db, e->arena, e, &found) && sort_tables(e->arena, e, &found, sorted);
}

/* ---- writing ---- */

struct sink {
    FILE *file;
    uint64_t hash;
    int64_t rows;
};

static bool put(struct sink *s, struct str text)
{
    s->hash = fnv_add(s->hash, text);
    return fwrite(text.p, 1, text.n, s->file) == text.n;
}

static bool put_row(void *arg, struct str line)
{
    struct sink *s = arg;
    s->rows++;
    return put(s, line) && put(s, STR("\n"));
}

static bool put_table(struct db *db, struct err *e, struct sink *s, const struct db_table *t)
{
    struct buf head = {.arena = e->arena};
    buf_addf(&head, "table %.*s", STR_ARG(t->name));
    for (size_t i = 0; i < t->columns.count; i++)
        buf_addf(&head, " %.*s", STR_ARG(LIST_AT(&t->columns, struct db_column, i)->name));
    buf_add_char(&head, '\n');
    return put(s, buf_str(&head)) && db->be->copy_out(db, e, t, put_row, s) && put(s, STR("\\.\n"));
}

/* False with e clear: the file could not be written. */
static bool put_all(struct db *db, struct err *e, struct sink *s)
{
    struct list tables;
    int64_t version;
    if (!migrate_version(db, e, &version) || !read_tables(db, e, &tables)) return false;
    if (!put(s, arena_printf(e->arena, FIRST_LINE "\nschema %" PRId64 "\n", version))) return false;
    for (size_t i = 0; i < tables.count; i++)
        if (!put_table(db, e, s, LIST_AT(&tables, struct db_table, i))) return false;
    return fprintf(s->file, "end %" PRId64 " %016" PRIx64 "\n", s->rows, s->hash) > 0;
}

static bool write_file(struct db *db, struct err *e, const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600); /* it holds personal data */
    if (fd < 0) return file_fail(e, str_of(path));
    struct sink s = {.file = fdopen(fd, "w"), .hash = FNV_START};
    if (!s.file) abort();
    bool ok = put_all(db, e, &s);
    if (ok) ok = fflush(s.file) == 0 && fsync(fileno(s.file)) == 0;
    if (!ok && e->code == ERR_NONE) (void)file_fail(e, str_of(path));
    if (fclose(s.file) != 0 && ok) ok = file_fail(e, str_of(path));
    return ok;
}

bool store_backup(struct err *e, struct str url, struct str file)
{
    const char *path = arena_cstr(e->arena, file);
    const char *part = arena_printf(e->arena, "%s.part", path).p;
    struct db *db = db_open(e, url, DB_READER);
    if (!db) return false;
    (void)unlink(part);
    bool ok = db_begin(db, e, TX_READ) && write_file(db, e, part);
    db_close(db); /* gives the snapshot back */
    if (ok && (rename(part, path) != 0 || !db_sync_folder(path))) ok = file_fail(e, file);
    if (!ok) (void)unlink(part);
    return ok;
}

/* ---- reading ---- */

struct source {
    FILE *file;
    char *text; /* getline's */
    size_t cap;
    struct str line; /* without its newline */
    int64_t number, rows;
    uint64_t hash, hash_before; /* with and without this line */
};

/* The file is not what it should be, at this line.  Other failures (a full disk, no connection) stay what they are. */
static bool damaged(struct err *e, const struct source *in)
{
    if (e->code != ERR_NONE && e->code != ERR_INVALID && e->code != ERR_CONFLICT) return false;
    struct str debug = e->debug; /* the database's reason */
    err_clear(e);
    e->debug = debug;
    return fail(e, ERR_INVALID, M(BACKUP_BAD), I("line", in->number));
}

static bool next_line(struct source *in)
{
    ssize_t n = getline(&in->text, &in->cap, in->file);
    in->number++;
    if (n <= 0 || in->text[n - 1] != '\n') return false;
    in->line = (struct str){in->text, (size_t)n - 1};
    in->hash_before = in->hash;
    in->hash = fnv_add(in->hash, (struct str){in->text, (size_t)n});
    return true;
}

/* "WORD rest" -> rest. */
static bool after(struct str line, struct str word, struct str *rest)
{
    if (!str_starts(line, word)) return false;
    *rest = str_sub(line, word.n, line.n);
    return true;
}

static bool read_head(struct source *in, struct err *e, int64_t *version)
{
    struct str rest;
    if (!next_line(in) || !str_eq(in->line, STR(FIRST_LINE))) return damaged(e, in);
    if (!next_line(in) || !after(in->line, STR("schema "), &rest) || !str_to_i64(rest, version)) return damaged(e, in);
    return *version >= 0 || damaged(e, in);
}

/* Walks the whole file once before anything is touched. */
static bool check_file(struct source *in, struct err *e, int64_t *version)
{
    bool in_table = false;
    struct str rest;
    if (!read_head(in, e, version)) return false;
    while (next_line(in)) {
        if (in_table) {
            in_table = !str_eq(in->line, STR("\\."));
            in->rows += in_table;
            continue;
        }
        if (after(in->line, STR("end "), &rest)) {
            int64_t rows;
            struct str count = str_part(&rest, ' ');
            char hash[17] = "";
            if (rest.n == 16) memcpy(hash, rest.p, 16);
            bool good = str_to_i64(count, &rows) && rows == in->rows && strtoull(hash, NULL, 16) == in->hash_before;
            return good || damaged(e, in);
        }
        if (!str_starts(in->line, STR("table "))) return damaged(e, in);
        in_table = true;
    }
    return damaged(e, in);
}

static bool take_columns(struct err *e, const struct db_table *t, struct str names, struct db_table *out)
{
    *out = (struct db_table){.name = t->name};
    while (names.n) {
        struct str name = str_part(&names, ' ');
        for (size_t i = 0; i < t->columns.count; i++) {
            const struct db_column *c = LIST_AT(&t->columns, struct db_column, i);
            if (str_eq(c->name, name)) *LIST_ADD(e->arena, &out->columns, struct db_column) = *c;
        }
    }
    return out->columns.count == t->columns.count;
}

/* The table of a "table NAME COLUMN..." line with its columns in the line's order. */
static bool find_table(struct source *in, struct err *e, const struct list *tables, struct db_table *out)
{
    struct str rest;
    if (!after(in->line, STR("table "), &rest)) return damaged(e, in);
    struct str copy = arena_str(e->arena, rest), name = str_part(&copy, ' ');
    for (size_t i = 0; i < tables->count; i++) {
        const struct db_table *t = LIST_AT(tables, struct db_table, i);
        if (str_eq(t->name, name)) return take_columns(e, t, copy, out) || damaged(e, in);
    }
    return damaged(e, in);
}

static bool load_table(struct db *db, struct err *e, struct source *in, const struct db_table *t)
{
    if (!db->be->copy_in_begin(db, e, t)) return false;
    bool ok;
    while ((ok = next_line(in)) && !str_eq(in->line, STR("\\.")))
        if (!(ok = db->be->copy_in_line(db, e, in->line))) break;
    if (!ok) (void)damaged(e, in);
    return (db->be->copy_in_end(db, e) && ok) || damaged(e, in);
}

static bool load_tables(struct db *db, struct err *e, struct source *in, const struct list *tables)
{
    int64_t version;
    if (!read_head(in, e, &version)) return false;
    while (next_line(in)) {
        struct db_table t;
        if (str_starts(in->line, STR("end "))) return true;
        if (!find_table(in, e, tables, &t) || !load_table(db, e, in, &t)) return false;
    }
    return damaged(e, in);
}

static bool load(struct db *db, struct err *e, struct source *in, const struct list *tables)
{
    if (!db->be->load_begin(db, e)) return false;
    bool ok = load_tables(db, e, in, tables) && (db->be->load_end(db, e) || damaged(e, in));
    if (!ok) db->be->rollback(db);
    return ok;
}

/* ---- restoring ---- */

static bool found_row(void *arg, struct str line)
{
    (void)line;
    *(bool *)arg = true;
    return false; /* one is enough */
}

static bool refuse_rows(struct db *db, struct err *e, const struct list *tables)
{
    for (size_t i = 0; i < tables->count; i++) {
        bool found = false;
        if (!db->be->copy_out(db, e, LIST_AT(tables, struct db_table, i), found_row, &found) && !found) return false;
        if (found) return fail(e, ERR_CONFLICT, M(STORE_NOT_EMPTY));
    }
    return true;
}

static bool restore_into(struct db *db, struct err *e, struct source *in, int64_t version)
{
    struct list tables;
    int64_t have, applied;
    if (!db_lock(db, e) || !migrate_version(db, e, &have) || !read_tables(db, e, &tables)) return false;
    if (!refuse_rows(db, e, &tables)) return false;
    if (have > version) return fail(e, ERR_CONFLICT, M(STORE_NOT_EMPTY)); /* its tables are not those of the backup */
    if (!migrate_refuse_newer(e, version, migrate_newest())) return false;
    if (version > 0 && !migrate_up(db, e, MIGRATIONS, MIGRATION_COUNT, version, &applied)) return false;
    if (!read_tables(db, e, &tables)) return false;
    rewind(in->file);
    *in = (struct source){.file = in->file, .text = in->text, .cap = in->cap, .hash = FNV_START};
    return load(db, e, in, &tables) && migrate_up(db, e, MIGRATIONS, MIGRATION_COUNT, 0, &applied);
}

bool store_restore(struct err *e, struct str url, struct str file)
{
    struct source in = {.file = fopen(arena_cstr(e->arena, file), "re"), .hash = FNV_START};
    if (!in.file) return file_fail(e, file);
    int64_t version;
    bool ok = check_file(&in, e, &version);
    struct db *db = ok ? db_open(e, url, DB_WRITER) : NULL;
    ok = db && restore_into(db, e, &in, version);
    db_close(db);
    free(in.text);
    (void)fclose(in.file);
    return ok;
}
