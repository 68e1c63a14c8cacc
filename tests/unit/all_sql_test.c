/* all_sql_test.c - every statement of every x.sql compiles on both databases, on the schema of the migrations. */
#include "store/store.h"
#include "check.h"
#include "testdb.h"
#include "all_sql.h"

static void test_all_sql(bool pg)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct testdb t = testdb_make(a, "all_sql", pg);
    int64_t applied;
    CHECK_ROW("the migrations run", store_migrate(&e, t.url, &applied));
    struct db *db = db_open(&e, t.url, DB_WRITER);
    for (size_t f = 0; f < COUNT(ALL_SQL); f++) {
        CHECK_ROW(ALL_SQL[f].file, ALL_SQL[f].count > 0);
        for (size_t i = 0; i < ALL_SQL[f].count; i++) {
            err_clear(&e);
            bool ok = db_check(db, &e, ALL_SQL[f].list[i]);
            if (!ok) fprintf(stderr, "%s: %.*s\n", ALL_SQL[f].file, STR_ARG(e.debug));
            CHECK_ROW(ALL_SQL[f].list[i]->name, ok);
        }
    }
    db_close(db);
    testdb_drop(a, &t);
    arena_free(a);
}

int main(void)
{
    test_all_sql(false);
    if (testdb_has_pg())
        test_all_sql(true);
    else
        CHECK_SKIP(1, "no PostgreSQL here (tools/with_pg.py)");
    return check_end();
}
