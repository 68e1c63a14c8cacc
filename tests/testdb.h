/* testdb.h - an empty database for a test program: an SQLite file in a folder of its own, or a PostgreSQL database on the
 * server that tools/with_pg.py started (NQ_TEST_PG). */
#ifndef TESTS_TESTDB_H
#define TESTS_TESTDB_H
#include "store/db.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct testdb {
    struct str url;
    struct str folder; /* SQLite: where the file lives; a data folder for both */
    struct str name;   /* PostgreSQL: the database */
};

/** Runs one command on the maintenance database; ends the program when it fails. */
static inline void testdb_admin(struct arena *a, struct str command)
{
    struct err e = {.arena = a};
    struct db *db = db_open(&e, str_of(getenv("NQ_TEST_PG")), DB_WRITER);
    if (!db || !db_script(db, &e, command)) {
        fprintf(stderr, "testdb: %.*s: %.*s\n", STR_ARG(command), STR_ARG(e.debug));
        exit(2);
    }
    db_close(db);
}

/** Can PostgreSQL rows run here? */
static inline bool testdb_has_pg(void)
{
    const char *url = getenv("NQ_TEST_PG");
    return url && *url;
}

/** A new empty database; name (a-z, 0-9, _) tells programs apart. */
static inline struct testdb testdb_make(struct arena *a, const char *name, bool pg)
{
    char folder[] = "/tmp/nqtXXXXXX";
    if (!mkdtemp(folder)) abort();
    struct testdb t = {.folder = arena_str(a, str_of(folder))};
    if (!pg) {
        t.url = arena_printf(a, "sqlite:%s/nuanqiao.db", folder);
        return t;
    }
    /* postgres:///postgres?host=... -> postgres:///NAME?host=... */
    struct str base = str_of(getenv("NQ_TEST_PG"));
    size_t query = str_find(base, STR("?"));
    t.name = arena_printf(a, "%s_%d_%s", name, (int)getpid(), folder + 8);
    testdb_admin(a, arena_printf(a,
                                 "CREATE DATABASE \"%.*s\" TEMPLATE template0 ENCODING UTF8 LC_COLLATE 'C' LC_CTYPE 'C'",
                                 STR_ARG(t.name)));
    t.url = arena_printf(a, "postgres:///%.*s%.*s", STR_ARG(t.name), STR_ARG(str_sub(base, query, base.n)));
    return t;
}

/** Removes it; every connection must be closed. */
static inline void testdb_drop(struct arena *a, const struct testdb *t)
{
    if (t->name.n) testdb_admin(a, arena_printf(a, "DROP DATABASE \"%.*s\" WITH (FORCE)", STR_ARG(t->name)));
    struct str command = arena_printf(a, "rm -rf '%.*s'", STR_ARG(t->folder));
    if (system(command.p) != 0) fprintf(stderr, "testdb: %.*s stays\n", STR_ARG(t->folder));
}
#endif
