/* migrate.c - brings the schema forward, one numbered script after the other, each whole or not at all. */
#include "store/store.h"
#include "store/store_impl.h"
#include "store_sql.h"
#include <unistd.h>

struct schema {
    int64_t version;
    struct str name;
};
static const struct field SCHEMA_FIELDS[] = {FIELD(struct schema, version), FIELD(struct schema, name)};
static const struct record SCHEMA = {"schema", sizeof(struct schema), SCHEMA_FIELDS, COUNT(SCHEMA_FIELDS)};

int64_t migrate_newest(void)
{
    return MIGRATION_COUNT ? MIGRATIONS[MIGRATION_COUNT - 1].number : 0;
}

bool migrate_version(struct db *db, struct err *e, int64_t *version)
{
    struct schema got = {0};
    if (!db_one(db, e->arena, e, &SQL_SCHEMA_TABLE_THERE, NULL, NULL, &SCHEMA, &got)) return false;
    if (got.version > 0 && !db_one(db, e->arena, e, &SQL_SCHEMA_VERSION_GET, NULL, NULL, &SCHEMA, &got)) return false;
    *version = got.version;
    return true;
}

bool migrate_refuse_newer(struct err *e, int64_t have, int64_t known)
{
    return have <= known || fail(e, ERR_CONFLICT, M(SCHEMA_NEWER), I("have", have), I("known", known));
}

/* Inside the transaction of the caller. */
static bool apply(struct db *db, struct err *e, const struct migration *m)
{
    struct schema row = {m->number, str_of(m->name)};
    if (m->number == 1 &&
        !db_script(db, e, STR("CREATE TABLE schema_version (number bigint NOT NULL PRIMARY KEY, name text NOT NULL)")))
        return false;
    return db_script(db, e, str_of(db_is_pg(db) ? m->pg : m->sqlite)) &&
           db_exec(db, e->arena, e, &SQL_SCHEMA_VERSION_PUT, &SCHEMA, &row, NULL);
}

bool migrate_up(struct db *db, struct err *e, const struct migration *migrations, size_t count, int64_t last,
                int64_t *applied)
{
    int64_t have;
    *applied = 0;
    if (!migrate_version(db, e, &have) || !migrate_refuse_newer(e, have, count ? migrations[count - 1].number : 0))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct migration *m = &migrations[i];
        assert(m->number == (int64_t)i + 1);
        if (m->number <= have || (last && m->number > last)) continue;
        if (!db_begin(db, e, TX_WRITE)) return false;
        if (!apply(db, e, m)) {
            db_rollback(db);
            return false;
        }
        if (!db_commit(db, e)) return false;
        ++*applied;
    }
    return true;
}

/* A store that is not there has version 0, and asking must not make it. */
static bool missing_file(struct err *e, struct str url)
{
    return str_starts(url, STR("sqlite:")) && access(arena_cstr(e->arena, str_sub(url, 7, url.n)), F_OK) != 0;
}

bool store_version(struct err *e, struct str url, int64_t *version)
{
    *version = 0;
    if (missing_file(e, url)) return true;
    struct db *db = db_open(e, url, DB_READER);
    bool ok = db && migrate_version(db, e, version);
    db_close(db);
    return ok;
}

bool store_migrate(struct err *e, struct str url, int64_t *applied)
{
    *applied = 0;
    struct db *db = db_open(e, url, DB_WRITER);
    bool ok = db && db_lock(db, e) && migrate_up(db, e, MIGRATIONS, MIGRATION_COUNT, 0, applied);
    db_close(db);
    return ok;
}
