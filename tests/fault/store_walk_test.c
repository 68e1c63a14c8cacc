/* store_walk_test.c - a write of several statements, its database calls failed one after the other. */
#include "fault_walk.h"
#include "testdb.h"
#include "walk_test_sql.h"

struct item {
    struct str id, parent;
    int64_t n;
};
static const struct field ITEM_FIELDS[] = {FIELD(struct item, id), FIELD(struct item, parent), FIELD(struct item, n)};
static const struct record ITEM = {"item", sizeof(struct item), ITEM_FIELDS, COUNT(ITEM_FIELDS)};

struct walk {
    struct store *store;
    struct store_work work;
};

/* A parent, an inner savepoint that is undone, 300 children in bulk, a change, a read. */
static bool write_all(struct store_work *w, struct db *db, struct err *e)
{
    struct arena *a = e->arena;
    struct item parent = {.id = STR("p"), .parent = STR("p"), .n = 1}, got;
    struct list children = {0};
    int64_t changed;
    (void)w;
    for (int i = 0; i < 300; i++)
        *LIST_ADD(a, &children, struct item) = (struct item){.id = arena_printf(a, "c%03d", i), .parent = STR("p"), .n = i};
    if (!db_exec(db, a, e, &SQL_ITEM_PUT, &ITEM, &parent, NULL)) return false;
    if (!db_savepoint(db, e) || !db_exec(db, a, e, &SQL_ITEM_RAISE, &ITEM, &parent, &changed)) return false;
    if (!db_savepoint_end(db, e, true)) return false;
    return db_bulk(db, a, e, &SQL_ITEM_PUT, &ITEM, &children) &&
           db_exec(db, a, e, &SQL_ITEM_RAISE, &ITEM, &parent, &changed) &&
           db_one(db, a, e, &SQL_ITEM_SUM, &ITEM, &parent, &ITEM, &got);
}

static bool act(void *arg)
{
    struct walk *w = arg;
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    w->work = (struct store_work){.run = write_all, .e = &e, .tx = TX_WRITE};
    bool ok = store_run(w->store, &w->work);
    arena_free(a);
    return ok;
}

static void test_walk(bool pg)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct testdb t = testdb_make(a, "walk", pg);
    int64_t applied;
    if (!store_migrate(&e, t.url, &applied)) abort();
    struct db *db = db_open(&e, t.url, DB_WRITER);
    if (!db || !db_script(db, &e, STR("CREATE TABLE item (id text NOT NULL PRIMARY KEY,"
                                      " parent text NOT NULL REFERENCES item (id), n bigint NOT NULL)")))
        abort();
    db_close(db);
    struct walk w = {.store = store_open(&e, &(struct store_options){.url = t.url, .readers = 1, .inject_faults = true})};
    int64_t calls = fault_walk(w.store, pg ? "PostgreSQL: all or nothing" : "SQLite: all or nothing", act, &w);
    /* begin, savepoint, put, savepoint, raise, bulk, raise, sum, release, commit; undoing cannot fail */
    CHECK_ROW("ten calls were failed", calls == 10);
    store_close(w.store);
    testdb_drop(a, &t);
    arena_free(a);
}

int main(void)
{
    test_walk(false);
    if (testdb_has_pg())
        test_walk(true);
    else
        CHECK_SKIP(1, "no PostgreSQL here (tools/with_pg.py)");
    return check_end();
}
