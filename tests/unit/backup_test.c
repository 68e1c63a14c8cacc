/* backup_test.c - opening, migrations, backup and restore; the same rows on both databases and across them. */
#include "store_rig.h"
#include "store/store_impl.h"
#include <sys/stat.h>

/* ---- opening ---- */

static void test_locked(bool pg)
{
    struct bench b = bench_up(pg, &(struct store_options){.readers = 1});
    struct store_options o = {.url = b.t.url};
    int64_t applied;
    CHECK_ROW("a second store is refused", store_open(&b.e, &o) == NULL && b.e.code == ERR_BUSY);
    CHECK_ROW("a second store is refused", b.e.message.id == MSG_STORE_LOCKED);
    err_clear(&b.e);
    CHECK_ROW("migrating is refused too", !store_migrate(&b.e, b.t.url, &applied));
    CHECK_ROW("migrating is refused too", b.e.message.id == MSG_STORE_LOCKED);
    err_clear(&b.e);
    CHECK_ROW("its url is known", str_eq(store_url(b.s), b.t.url) && store_is_pg(b.s) == pg);
    bench_down(&b);
}

/* ---- migrations ---- */

static const struct migration TWO[] = {
    {1, "first", "CREATE TABLE one (id text)", "CREATE TABLE one (id text)"},
    {2, "second", "CREATE TABLE two (id text); CREATE TABLE three (id text)",
     "CREATE TABLE two (id text); CREATE TABLE three (id text)"},
};
static const struct migration BROKEN[] = {
    {1, "first", "CREATE TABLE one (id text)", "CREATE TABLE one (id text)"},
    {2, "second", "CREATE TABLE two (id text); CREATE TABLE one (id text)",
     "CREATE TABLE two (id text); CREATE TABLE one (id text)"},
};

static void test_migrations(bool pg)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct testdb t = testdb_make(a, "migrate_test", pg);
    int64_t version = -1, applied = -1;
    CHECK_ROW("an empty store has version 0", store_version(&e, t.url, &version) && version == 0);
    struct db *db = db_open(&e, t.url, DB_WRITER);
    CHECK_ROW("a broken script fails", !migrate_up(db, &e, BROKEN, 2, 0, &applied) && e.code == ERR_INTERNAL);
    err_clear(&e);
    CHECK_ROW("the one before it stays", applied == 1 && migrate_version(db, &e, &version) && version == 1);
    CHECK_ROW("the broken one left nothing", migrate_up(db, &e, TWO, 2, 0, &applied) && applied == 1);
    CHECK_ROW("again does nothing", migrate_up(db, &e, TWO, 2, 0, &applied) && applied == 0);
    CHECK_ROW("a newer store is refused", !migrate_up(db, &e, TWO, 1, 0, &applied) && e.code == ERR_CONFLICT);
    CHECK_ROW("a newer store is refused", e.message.id == MSG_SCHEMA_NEWER);
    err_clear(&e);
    db_close(db);
    testdb_drop(a, &t);

    t = testdb_make(a, "migrate_real", pg);
    CHECK_ROW("the real ones run from nothing", store_migrate(&e, t.url, &applied));
    CHECK_ROW("the real ones run from nothing", applied == (int64_t)MIGRATION_COUNT);
    CHECK_ROW("and once only", store_migrate(&e, t.url, &applied) && applied == 0);
    CHECK_ROW("the newest version", store_version(&e, t.url, &version) && version == migrate_newest());
    db = db_open(&e, t.url, DB_WRITER);
    CHECK_ROW("a store of the future", db_script(db, &e, str_of(MIGRATION_COUNT ? "SELECT 1" :
              "CREATE TABLE schema_version (number bigint, name text)")));
    CHECK_ROW("a store of the future", db_script(db, &e, STR("INSERT INTO schema_version VALUES (9999, 'future')")));
    db_close(db);
    struct store_options o = {.url = t.url};
    CHECK_ROW("opening it is refused", store_open(&e, &o) == NULL && e.message.id == MSG_SCHEMA_NEWER);
    err_clear(&e);
    CHECK_ROW("migrating it is refused", !store_migrate(&e, t.url, &applied) && e.message.id == MSG_SCHEMA_NEWER);
    testdb_drop(a, &t);
    arena_free(a);
}

/* ---- backup ---- */

enum { MOVED = 50, ACCOUNTS = MOVED + 1, OPENING = 1000 }; /* the last account keeps its opening: a row to forge */
struct mover {
    struct bench *b;
    atomic_bool stop;
    atomic_int failures;
};

/* Moves money between two accounts in one work: the sum never changes. */
static bool move_run(struct store_work *w, struct db *db, struct err *e)
{
    struct job *j = (struct job *)(void *)w;
    struct row to = {.id = j->row.text, .n = -j->row.n};
    return db_exec(db, e->arena, e, &SQL_ROW_MOVE, &ROW, &j->row, NULL) &&
           db_exec(db, e->arena, e, &SQL_ROW_MOVE, &ROW, &to, NULL);
}

static void *mover_main(void *arg)
{
    struct mover *m = arg;
    struct arena *a = arena_new();
    for (int i = 0; !atomic_load(&m->stop); i++) {
        struct job j;
        arena_reset(a);
        job_init(&j, a, arena_printf(a, "acc%02d", i % MOVED).p, i % 7 + 1);
        j.row.text = arena_printf(a, "acc%02d", (i * 7 + 3) % MOVED);
        j.work.run = move_run;
        if (!store_run(m->b->s, &j.work)) atomic_fetch_add(&m->failures, 1);
    }
    arena_free(a);
    return NULL;
}

static const struct row NODES[] = {
    {.id = {"n1", 2}, .text = {"n9", 2}, .flag = true, .day = {true, {2020, 2, 29}}}, /* names a later row */
    {.id = {"n9", 2}, .flag = false},
    {.id = {"tab\t\\N", 6}, .text = {"n1", 2}},
    {.id = {"\n\r\b\f\v'\"", 7}},
    {.id = {"", 0}},
    {.id = {"暖桥", 6}},
};

static void fill(struct bench *b)
{
    struct err e = {.arena = b->a};
    for (int i = 0; i < ACCOUNTS; i++)
        if (!row_put(b, arena_printf(b->a, "acc%02d", i).p, OPENING, &e)) die("fill", &e);
    for (size_t i = COUNT(NODES); i-- > 0;) { /* parents first */
        static const size_t ORDER[] = {1, 0, 2, 3, 4, 5};
        struct job j;
        job_init(&j, b->a, "", 0);
        j.sql = &SQL_NODE_PUT;
        j.row = NODES[ORDER[COUNT(NODES) - 1 - i]];
        if (!store_run(b->s, &j.work)) die("fill", &j.e);
    }
}

static struct str slurp(struct arena *a, struct str file)
{
    FILE *f = fopen(file.p, "r");
    if (!f) return (struct str){0};
    char *p = arena_alloc(a, 1 << 20);
    size_t n = fread(p, 1, 1 << 20, f);
    (void)fclose(f);
    return (struct str){p, n};
}

static void spew(struct str file, struct str text)
{
    FILE *f = fopen(file.p, "w");
    if (!f || fwrite(text.p, 1, text.n, f) != text.n || fclose(f) != 0) abort();
}

static int64_t sum_of(struct arena *a, struct str url)
{
    struct err e = {.arena = a};
    struct row got = {0};
    struct db *db = db_open(&e, url, DB_READER);
    if (!db || !db_one(db, a, &e, &SQL_ROW_SUM, NULL, NULL, &ROW, &got)) die("sum_of", &e);
    db_close(db);
    return got.sum;
}

/* Restores into a new database of each kind and backs that up again: the same bytes. */
static void restore_both(struct bench *b, struct str file, struct str text)
{
    for (int pg = 0; pg < 1 + testdb_has_pg(); pg++) {
        struct err e = {.arena = b->a};
        struct testdb t = testdb_make(b->a, "restore", pg);
        make_tables(&e, t.url);
        struct str again = arena_printf(b->a, "%.*s/again", STR_ARG(t.folder));
        CHECK_ROW("restore", store_restore(&e, t.url, file));
        CHECK_ROW("the sum holds", sum_of(b->a, t.url) == ACCOUNTS * OPENING);
        CHECK_ROW("back up the restored", store_backup(&e, t.url, again));
        CHECK_ROW("the same bytes", str_eq(slurp(b->a, again), text));
        CHECK_ROW("a filled store is refused", !store_restore(&e, t.url, file) && e.code == ERR_CONFLICT);
        CHECK_ROW("a filled store is refused", e.message.id == MSG_STORE_NOT_EMPTY);
        testdb_drop(b->a, &t);
    }
}

static void restore_damaged(struct bench *b, bool pg, struct str text)
{
    struct str file = arena_printf(b->a, "%.*s/damaged", STR_ARG(b->t.folder));
    struct err e = {.arena = b->a};
    struct testdb t = testdb_make(b->a, "damaged", pg);
    make_tables(&e, t.url);
    char *copy = arena_alloc(b->a, text.n);
    int64_t missed = 0;
    for (size_t at = 0; at < text.n; at += 97) {
        memcpy(copy, text.p, text.n);
        copy[at] = (char)(copy[at] ^ 1);
        spew(file, (struct str){copy, text.n});
        err_clear(&e);
        missed += store_restore(&e, t.url, file) || e.message.id != MSG_BACKUP_BAD;
    }
    CHECK_ROW("a changed byte is found wherever it is", missed == 0);
    for (size_t n = 0; n < text.n; n += 211) {
        spew(file, (struct str){text.p, n});
        err_clear(&e);
        missed += store_restore(&e, t.url, file) || e.message.id != MSG_BACKUP_BAD;
    }
    CHECK_ROW("a file cut anywhere is found", missed == 0);
    err_clear(&e);
    struct str none = STR("/nowhere/backup");
    CHECK_ROW("a missing file", !store_restore(&e, t.url, none) && e.message.id == MSG_FILE_FAILED);
    err_clear(&e);
    CHECK_ROW("an unwritable place", !store_backup(&e, t.url, none) && e.message.id == MSG_FILE_FAILED);
    CHECK_ROW("nothing was stored", sum_of(b->a, t.url) == 0);
    testdb_drop(b->a, &t);
}

/* The file with one text replaced and the hash made right again: a wrong file that nobody damaged by accident. */
static struct str forge(struct arena *a, struct str text, struct str from, struct str to)
{
    size_t at = str_find(text, from), end = str_find(text, STR("\nend ")) + 1;
    assert(at < end && end < text.n);
    struct buf b = {.arena = a};
    buf_add(&b, str_sub(text, 0, at));
    buf_add(&b, to);
    buf_add(&b, str_sub(text, at + from.n, end - at - from.n));
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < b.n; i++)
        hash = (hash ^ (unsigned char)b.p[i]) * UINT64_C(0x100000001B3);
    struct str last = str_sub(text, end, text.n), word = str_part(&last, ' '), rows = str_part(&last, ' ');
    buf_addf(&b, "%.*s %.*s %016" PRIx64 "\n", STR_ARG(word), STR_ARG(rows), hash);
    return buf_str(&b);
}

static const struct {
    const char *shows;
    struct str from, to;
} FORGED[] = {
    {"a row that names a missing row", {"n1\tn9", 5}, {"n1\tn8", 5}},
    {"a day that does not exist", {"2020-02-29", 10}, {"2021-02-29", 10}},
    {"a boolean of another kind", {"\tt\t2020", 7}, {"\tx\t2020", 7}},
    {"a text where a number belongs", {"\t1000\t", 6}, {"\tmany\t", 6}},
    {"a table that is not in the schema", {"table node ", 11}, {"table edon ", 11}},
    {"a column that is not in the table", {"table node id ", 14}, {"table node di ", 14}},
    {"a value too few", {"\t\\N\tf\t\\N\n", 9}, {"\t\\N\tf\n", 6}},
    {"a row twice", {"\nn9\t", 4}, {"\nn1\t", 4}},
};

/* Rows that do not fit end the load; the store stays empty and takes the right file afterwards. */
static void restore_forged(struct bench *b, bool pg, struct str text)
{
    struct str file = arena_printf(b->a, "%.*s/forged", STR_ARG(b->t.folder));
    struct err e = {.arena = b->a};
    struct testdb t = testdb_make(b->a, "forged", pg);
    make_tables(&e, t.url);
    for (size_t i = 0; i < COUNT(FORGED); i++) {
        spew(file, forge(b->a, text, FORGED[i].from, FORGED[i].to));
        err_clear(&e);
        CHECK_ROW(FORGED[i].shows, !store_restore(&e, t.url, file));
        CHECK_ROW(FORGED[i].shows, e.code == ERR_INVALID && e.message.id == MSG_BACKUP_BAD);
        CHECK_ROW(FORGED[i].shows, sum_of(b->a, t.url) == 0);
    }
    err_clear(&e);
    spew(file, text);
    CHECK_ROW("the right file afterwards", store_restore(&e, t.url, file));
    CHECK_ROW("the right file afterwards", sum_of(b->a, t.url) == ACCOUNTS * OPENING);
    testdb_drop(b->a, &t);
}

static void test_backup(bool pg)
{
    struct bench b = bench_up(pg, &(struct store_options){.readers = 1});
    fill(&b);
    struct mover m = {.b = &b};
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        (void)pthread_create(&threads[i], NULL, mover_main, &m);
    struct str file = arena_printf(b.a, "%.*s/backup", STR_ARG(b.t.folder));
    struct str copy = arena_printf(b.a, "%.*s/copy.db", STR_ARG(b.t.folder));
    for (int i = 0; i < 5; i++) {
        int64_t before = store_stats(b.s).writes;
        CHECK_ROW("back up under load", store_backup(&b.e, b.t.url, file));
        struct stat st;
        CHECK_ROW("for nobody else to read", stat(file.p, &st) == 0 && (st.st_mode & 0777) == 0600);
        if (!pg) {
            struct db *db = db_open(&b.e, b.t.url, DB_READER);
            CHECK_ROW("copy the file under load", db_copy_sqlite(db, &b.e, copy));
            db_close(db);
            struct str url = arena_printf(b.a, "sqlite:%.*s", STR_ARG(copy));
            CHECK_ROW("the copy's sum holds", sum_of(b.a, url) == ACCOUNTS * OPENING);
        }
        nap_ms(20);
        CHECK_ROW("writes went on", store_stats(b.s).writes > before);
    }
    atomic_store(&m.stop, true);
    for (int i = 0; i < 3; i++)
        (void)pthread_join(threads[i], NULL);
    CHECK_ROW("no write failed", atomic_load(&m.failures) == 0);
    struct str text = slurp(b.a, file);
    restore_both(&b, file, text);
    restore_damaged(&b, pg, text);
    restore_forged(&b, pg, text);
    bench_down(&b);
}

int main(void)
{
    for (int pg = 0; pg < 1 + testdb_has_pg(); pg++) {
        test_locked(pg);
        test_migrations(pg);
        test_backup(pg);
    }
    if (!testdb_has_pg()) CHECK_SKIP(1, "no PostgreSQL here (tools/with_pg.py)");
    return check_end();
}
