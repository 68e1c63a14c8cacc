/* db_test.c - connections: types, errors, savepoints, snapshots, bulk, faults; the same rows on both databases. */
#include "store/db.h"
#include "check.h"
#include "testdb.h"
#include "db_test_sql.h"

static const char *const KIND_WIRE[] = {"", "big", "small"};
static const struct enum_names KINDS = {.name = "kind", .names = KIND_WIRE, .count = 3};
struct thing {
    struct str id;
    bool flag;
    int64_t n;
    struct opt_i64 maybe_n;
    struct str name;
    struct date day;
    struct opt_date maybe_day;
    struct money price;
    struct opt_money maybe_price;
    struct instant at;
    int32_t kind;
};
static const struct field THING_FIELDS[] = {
    FIELD(struct thing, id),    FIELD(struct thing, flag),      FIELD(struct thing, n),
    FIELD(struct thing, name),  FIELD(struct thing, maybe_n),   FIELD(struct thing, day),
    FIELD(struct thing, price), FIELD(struct thing, maybe_day), FIELD(struct thing, maybe_price),
    FIELD(struct thing, at),    FIELD_E(struct thing, kind, KINDS),
};
static const struct record THING = {"thing", sizeof(struct thing), THING_FIELDS, COUNT(THING_FIELDS)};
static const char SCHEMA[] =
    "CREATE TABLE thing (id text NOT NULL PRIMARY KEY, flag boolean, n bigint CHECK (n <> 13), maybe_n bigint, name text,"
    " day date, maybe_day date, price bigint, maybe_price bigint, at bigint, kind text);"
    "CREATE TABLE part (id text NOT NULL PRIMARY KEY, thing_id text NOT NULL REFERENCES thing (id))";

/* One test's surroundings. */
struct bench {
    struct arena *a;
    struct err e;
    struct testdb t;
    struct db *w; /* the writer */
};

static struct bench bench_up(bool pg)
{
    struct bench b = {.a = arena_new()};
    b.e.arena = b.a;
    b.t = testdb_make(b.a, "db_test", pg);
    b.w = db_open(&b.e, b.t.url, DB_WRITER);
    if (!b.w || !db_script(b.w, &b.e, str_of(SCHEMA))) {
        fprintf(stderr, "bench: %.*s\n", STR_ARG(b.e.debug));
        exit(2);
    }
    return b;
}

static void bench_down(struct bench *b)
{
    db_close(b->w);
    testdb_drop(b->a, &b->t);
    arena_free(b->a);
}

static bool put(struct bench *b, const char *id, const char *name, int64_t n)
{
    struct thing t = {.id = str_of(id), .name = str_of(name), .n = n, .day = {2020, 5, 14}};
    return db_exec(b->w, b->a, &b->e, &SQL_THING_PUT, &THING, &t, NULL);
}

static int64_t count(struct bench *b, struct db *db)
{
    struct thing got = {0};
    struct err e = {.arena = b->a};
    return db_one(db, b->a, &e, &SQL_THING_SUM, NULL, NULL, &THING, &got) ? got.n : -1;
}

/* ---- types ---- */

static const struct thing ROUND_TRIP[] = {
    {.id = {"everything", 10},
     .flag = true,
     .n = INT64_MAX,
     .maybe_n = {true, INT64_MIN},
     .name = {"清远市 \xF0\x9F\x8C\x89 O'Neil \\ \t\n", 26},
     .day = {2020, 2, 29},
     .maybe_day = {true, {9999, 12, 31}},
     .price = {-9000000000000000},
     .maybe_price = {true, 0},
     .at = {1589445000123456},
     .kind = 2},
    {.id = {"smallest", 8}, .n = INT64_MIN, .maybe_n = {true, 0}, .name = {"", 0}, .day = {1, 1, 1}, .kind = 1},
    {.id = {"absent", 6}},
};

static void test_types(bool pg)
{
    struct bench b = bench_up(pg);
    CHECK_ROW("begin a write", db_begin(b.w, &b.e, TX_WRITE));
    for (size_t i = 0; i < COUNT(ROUND_TRIP); i++) {
        const struct thing *in = &ROUND_TRIP[i];
        struct thing out = {0};
        const char *row = in->id.p;
        CHECK_ROW(row, db_exec(b.w, b.a, &b.e, &SQL_THING_PUT, &THING, in, NULL));
        CHECK_ROW(row, db_one(b.w, b.a, &b.e, &SQL_THING_GET, &THING, in, &THING, &out));
        CHECK_ROW(row, out.flag == in->flag);
        CHECK_ROW(row, out.n == in->n);
        CHECK_ROW(row, out.maybe_n.has == in->maybe_n.has && out.maybe_n.v == in->maybe_n.v);
        CHECK_ROW(row, str_eq(out.name, in->name) && (out.name.p == NULL) == (in->name.p == NULL));
        CHECK_ROW(row, date_cmp(out.day, in->day) == 0);
        CHECK_ROW(row, out.maybe_day.has == in->maybe_day.has && date_cmp(out.maybe_day.v, in->maybe_day.v) == 0);
        CHECK_ROW(row, out.price.fen == in->price.fen);
        CHECK_ROW(row, out.maybe_price.has == in->maybe_price.has && out.maybe_price.fen == in->maybe_price.fen);
        CHECK_ROW(row, out.at.us == in->at.us);
        CHECK_ROW(row, out.kind == in->kind);
    }
    CHECK_ROW("commit", db_commit(b.w, &b.e));
    bench_down(&b);
}

/* ---- statements ---- */

static void test_statements(bool pg)
{
    struct bench b = bench_up(pg);
    struct list rows;
    struct thing got, in = {.id = STR("b"), .name = STR("new")};
    int64_t affected = -1;
    bool found = true;
    CHECK_ROW("begin a write", db_begin(b.w, &b.e, TX_WRITE));
    CHECK_ROW("three rows", put(&b, "c", "三", 3) && put(&b, "a", "一", 1) && put(&b, "b", "二", 2));
    struct thing page = {.id = STR("a"), .n = 10};
    CHECK_ROW("a page behind a key", db_rows(b.w, b.a, &b.e, &SQL_THING_PAGE, &THING, &page, &THING, &rows));
    CHECK_ROW("a page behind a key", rows.count == 2 && str_eq(LIST_AT(&rows, struct thing, 1)->name, STR("三")));
    CHECK_ROW("one change is one row", db_exec(b.w, b.a, &b.e, &SQL_THING_RENAME, &THING, &in, &affected));
    CHECK_ROW("one change is one row", affected == 1);
    in.id = STR("nobody");
    CHECK_ROW("no row changes", db_exec(b.w, b.a, &b.e, &SQL_THING_RENAME, &THING, &in, &affected) && affected == 0);
    CHECK_ROW("find: none", db_find(b.w, b.a, &b.e, &SQL_THING_GET, &THING, &in, &THING, &got, &found) && !found);
    CHECK_ROW("one: none is NOT_FOUND", !db_one(b.w, b.a, &b.e, &SQL_THING_GET, &THING, &in, &THING, &got));
    CHECK_ROW("one: none is NOT_FOUND", b.e.code == ERR_NOT_FOUND);
    CHECK_ROW("no row is no failed statement", !db_failed(b.w));
    err_clear(&b.e);
    in.id = STR("b");
    CHECK_ROW("returning gives the new row", db_one(b.w, b.a, &b.e, &SQL_THING_RENAME, &THING, &in, &THING, &got));
    CHECK_ROW("returning gives the new row", str_eq(got.name, STR("new")));
    CHECK_ROW("a sum is a whole number on both", db_one(b.w, b.a, &b.e, &SQL_THING_SUM, NULL, NULL, &THING, &got));
    CHECK_ROW("a sum is a whole number on both", got.n == 3 && got.maybe_n.has && got.maybe_n.v == 6);
    struct thing any = {0};
    CHECK_ROW("absent parameters are NULL", db_rows(b.w, b.a, &b.e, &SQL_THING_OPTIONAL, &THING, &any, &THING, &rows));
    CHECK_ROW("absent parameters are NULL", rows.count == 3);
    any.day = (struct date){2020, 5, 15};
    CHECK_ROW("dates compare", db_rows(b.w, b.a, &b.e, &SQL_THING_OPTIONAL, &THING, &any, &THING, &rows));
    CHECK_ROW("dates compare", rows.count == 0);
    CHECK_ROW("commit", db_commit(b.w, &b.e));
    bench_down(&b);
}

static void test_bulk(bool pg)
{
    struct bench b = bench_up(pg);
    struct list items = {0};
    for (int i = 0; i < 1000; i++)
        *LIST_ADD(b.a, &items, struct thing) =
            (struct thing){.id = arena_printf(b.a, "t%04d", i), .n = i + 100, .name = STR("第一")};
    CHECK_ROW("begin a write", db_begin(b.w, &b.e, TX_WRITE));
    CHECK_ROW("1000 rows at once", db_savepoint(b.w, &b.e));
    CHECK_ROW("1000 rows at once", db_bulk(b.w, b.a, &b.e, &SQL_THING_PUT, &THING, &items));
    CHECK_ROW("1000 rows at once", db_savepoint_end(b.w, &b.e, false) && count(&b, b.w) == 1000);
    CHECK_ROW("a list with one bad row", db_savepoint(b.w, &b.e));
    for (size_t i = 0; i < items.count; i++) {
        struct thing *t = LIST_AT(&items, struct thing, i);
        t->id = i == 700 ? STR("t0000") : arena_printf(b.a, "u%04zu", i);
    }
    CHECK_ROW("a list with one bad row", !db_bulk(b.w, b.a, &b.e, &SQL_THING_PUT, &THING, &items));
    CHECK_ROW("a list with one bad row is a conflict", b.e.code == ERR_CONFLICT && db_failed(b.w));
    err_clear(&b.e);
    CHECK_ROW("and can be undone", db_savepoint_end(b.w, &b.e, true) && count(&b, b.w) == 1000);
    CHECK_ROW("an empty list", db_bulk(b.w, b.a, &b.e, &SQL_THING_PUT, &THING, &(struct list){0}));
    CHECK_ROW("commit", db_commit(b.w, &b.e));
    bench_down(&b);
}

/* Every kind of value and of text through every way that lists go, and how many rows changed. */
static void test_bulk_values(bool pg)
{
    static const struct {
        const char *label;
        int count;
    } sizes[] = {{"none", 0}, {"one", 1}, {"a few", 3}, {"some", 5}, {"hundreds", 300}, {"more than one statement", 5000}};
    static const char *const texts[] = {"", "NULL", "a,b", "{x}", "\"", "\\", "\\\"", " ", "line\nend\t", "二", "'", "u.p1"};
    struct bench b = bench_up(pg);
    CHECK_ROW("begin a write", db_begin(b.w, &b.e, TX_WRITE));
    for (size_t s = 0; s < COUNT(sizes); s++) {
        struct list items = {0}, rows;
        struct thing page = {.id = STR("")};
        int64_t affected = -1;
        CHECK_ROW(sizes[s].label, db_savepoint(b.w, &b.e));
        for (int i = 0; i < sizes[s].count; i++)
            *LIST_ADD(b.a, &items, struct thing) = (struct thing){.id = arena_printf(b.a, "v%06d", i), .n = i + 100};
        CHECK_ROW(sizes[s].label, db_bulk_count(b.w, b.a, &b.e, &SQL_THING_PUT, &THING, &items, &affected));
        CHECK_ROW(sizes[s].label, affected == sizes[s].count && count(&b, b.w) == sizes[s].count);
        for (int i = 0; i < sizes[s].count; i++) {
            struct thing *t = LIST_AT(&items, struct thing, i);
            t->flag = i % 3 == 0;
            t->name = i % 13 == 12 ? (struct str){0} : str_of(texts[i % 13]);
            if (i % 2) t->maybe_n = (struct opt_i64){true, INT64_MIN + i};
            if (i % 4) t->day = (struct date){2020, 2, 1 + i % 29};
        }
        if (sizes[s].count) {
            struct thing *nobody = LIST_ADD(b.a, &items, struct thing);
            *nobody = (struct thing){.id = STR("nobody"), .name = STR("x")};
        }
        CHECK_ROW(sizes[s].label, db_bulk_count(b.w, b.a, &b.e, &SQL_THING_RETITLE, &THING, &items, &affected));
        CHECK_ROW(sizes[s].label, affected == sizes[s].count);
        CHECK_ROW(sizes[s].label, db_rows(b.w, b.a, &b.e, &SQL_THING_ALL, &THING, &page, &THING, &rows));
        CHECK_ROW(sizes[s].label, rows.count == (size_t)sizes[s].count);
        for (size_t i = 0; i < rows.count; i++) {
            const struct thing *want = LIST_AT(&items, struct thing, i), *got = LIST_AT(&rows, struct thing, i);
            bool same = str_eq(got->id, want->id) && str_eq(got->name, want->name) && !got->name.p == !want->name.p &&
                        got->flag == want->flag && got->n == want->n + 1 && got->maybe_n.has == want->maybe_n.has &&
                        got->maybe_n.v == want->maybe_n.v && date_cmp(got->day, want->day) == 0;
            CHECK_ROW(sizes[s].label, same);
        }
        /* Asked for in another order, some twice, some in vain. */
        struct list asked = {0}, got = {0};
        for (int i = sizes[s].count; i >= 0; i--) {
            size_t of = i % 5 ? (size_t)i : 0;
            struct str id = of < items.count ? LIST_AT(&items, struct thing, of)->id : STR("none");
            *LIST_ADD(b.a, &asked, struct thing) = (struct thing){.id = id};
        }
        size_t at = 0;
        CHECK_ROW(sizes[s].label, db_gather(b.w, b.a, &b.e, &SQL_THING_GET, &THING, &asked, &THING, &got));
        for (size_t i = 0; i < asked.count; i++) {
            struct str id = LIST_AT(&asked, struct thing, i)->id;
            bool there = sizes[s].count && !str_eq(id, STR("nobody"));
            CHECK_ROW(sizes[s].label, !there || (at < got.count && str_eq(LIST_AT(&got, struct thing, at)->id, id)));
            at += there;
        }
        CHECK_ROW(sizes[s].label, at == got.count);
        CHECK_ROW(sizes[s].label, db_savepoint_end(b.w, &b.e, true) && count(&b, b.w) == 0);
    }
    struct list unknown = {0}, none = {0};
    struct thing five[5] = {{.id = STR("a")}, {.id = STR("b")}, {.id = STR("c")}, {.id = {"a\xFF", 2}}, {.id = STR("d")}};
    for (size_t i = 0; i < COUNT(five); i++)
        *LIST_ADD(b.a, &unknown, struct thing) = five[i];
    CHECK_ROW("a broken byte: savepoint", db_savepoint(b.w, &b.e));
    CHECK_ROW("a broken byte in a list", !db_gather(b.w, b.a, &b.e, &SQL_THING_GET, &THING, &unknown, &THING, &none));
    CHECK_ROW("a broken byte in a list", db_failed(b.w));
    err_clear(&b.e);
    CHECK_ROW("a broken byte: undo", db_savepoint_end(b.w, &b.e, true));
    CHECK_ROW("a broken byte: savepoint", db_savepoint(b.w, &b.e));
    CHECK_ROW("a broken byte to be written", !db_bulk(b.w, b.a, &b.e, &SQL_THING_PUT, &THING, &unknown));
    err_clear(&b.e);
    CHECK_ROW("a broken byte: undo", db_savepoint_end(b.w, &b.e, true) && count(&b, b.w) == 0);
    CHECK_ROW("commit", db_commit(b.w, &b.e));
    bench_down(&b);
}

/* ---- failures ---- */

static void test_failures(bool pg)
{
    struct bench b = bench_up(pg);
    struct thing got;
    struct list rows;
    CHECK_ROW("begin a write", db_begin(b.w, &b.e, TX_WRITE) && put(&b, "a", "一", 1));
    CHECK_ROW("same key: savepoint", db_savepoint(b.w, &b.e));
    CHECK_ROW("same key is a conflict", !put(&b, "a", "again", 2) && b.e.code == ERR_CONFLICT);
    CHECK_ROW("same key: message and driver text", b.e.message.id == MSG_CONSTRAINT && b.e.debug.n > 0);
    err_clear(&b.e);
    CHECK_ROW("after a failure nothing runs", !put(&b, "z", "z", 2) && b.e.code == ERR_INTERNAL && db_failed(b.w));
    err_clear(&b.e);
    CHECK_ROW("undo heals", db_savepoint_end(b.w, &b.e, true) && !db_failed(b.w));
    CHECK_ROW("undo heals", put(&b, "b", "二", 2));

    CHECK_ROW("a check: savepoint", db_savepoint(b.w, &b.e));
    CHECK_ROW("a broken check is a conflict", !put(&b, "c", "三", 13) && b.e.code == ERR_CONFLICT);
    err_clear(&b.e);
    CHECK_ROW("a broken check is undone", db_savepoint_end(b.w, &b.e, true));

    struct thing orphan = {.id = STR("p"), .name = STR("nobody")};
    CHECK_ROW("a foreign key: savepoint", db_savepoint(b.w, &b.e));
    CHECK_ROW("foreign keys hold at once", !db_exec(b.w, b.a, &b.e, &SQL_PART_PUT, &THING, &orphan, NULL));
    CHECK_ROW("foreign keys hold at once", b.e.code == ERR_CONFLICT);
    err_clear(&b.e);
    CHECK_ROW("foreign keys: undo", db_savepoint_end(b.w, &b.e, true));

    CHECK_ROW("NUL in a text: savepoint", db_savepoint(b.w, &b.e));
    struct thing nul = {.id = {"a\0b", 3}};
    CHECK_ROW("NUL in a text is refused", !db_exec(b.w, b.a, &b.e, &SQL_THING_PUT, &THING, &nul, NULL));
    err_clear(&b.e);
    CHECK_ROW("NUL: undo", db_savepoint_end(b.w, &b.e, true));
    CHECK_ROW("a broken byte: savepoint", db_savepoint(b.w, &b.e));
    struct thing broken = {.id = {"a\xFF", 2}};
    CHECK_ROW("a broken byte is refused", !db_exec(b.w, b.a, &b.e, &SQL_THING_PUT, &THING, &broken, NULL));
    err_clear(&b.e);
    CHECK_ROW("a broken byte: undo", db_savepoint_end(b.w, &b.e, true));
    CHECK_ROW("unknown column: savepoint", db_savepoint(b.w, &b.e));
    CHECK_ROW("a column without a field", !db_rows(b.w, b.a, &b.e, &SQL_THING_UNKNOWN_COLUMN, NULL, NULL, &THING, &rows));
    CHECK_ROW("a column without a field", b.e.code == ERR_INTERNAL && str_find(b.e.debug, STR("nowhere")) < b.e.debug.n);
    err_clear(&b.e);
    CHECK_ROW("unknown column: undo", db_savepoint_end(b.w, &b.e, true));
    CHECK_ROW("the good rows stay", count(&b, b.w) == 2);
    CHECK_ROW("commit", db_commit(b.w, &b.e));

    struct sql bad = {"bad", "SELEC 1", "SELEC 1", NULL, 0};
    CHECK_ROW("check finds bad SQL", !db_check(b.w, &b.e, &bad) && b.e.code == ERR_INTERNAL);
    err_clear(&b.e);
    static const struct sql *const MINE[] = SQL_ALL_DB_TEST;
    for (size_t i = 0; i < COUNT(MINE); i++)
        CHECK_ROW(MINE[i]->name, db_check(b.w, &b.e, MINE[i]));
    CHECK_ROW("a bad field found before", !fail_field(&b.e, STR("name"), M(REQUIRED)));
    CHECK_ROW("does not stop a look", db_one(b.w, b.a, &b.e, &SQL_THING_SUM, NULL, NULL, &THING, &got) && got.n == 2);
    CHECK_ROW("and stays", b.e.code == ERR_INVALID && b.e.fields.count == 1);
    bench_down(&b);
}

static void test_savepoints(bool pg)
{
    struct bench b = bench_up(pg);
    CHECK_ROW("begin a write", db_begin(b.w, &b.e, TX_WRITE));
    CHECK_ROW("outer kept", db_savepoint(b.w, &b.e) && put(&b, "a", "一", 1));
    CHECK_ROW("inner undone", db_savepoint(b.w, &b.e) && put(&b, "b", "二", 2) && db_savepoint_end(b.w, &b.e, true));
    CHECK_ROW("inner kept", db_savepoint(b.w, &b.e) && put(&b, "c", "三", 3) && db_savepoint_end(b.w, &b.e, false));
    CHECK_ROW("empty inner undone", db_savepoint(b.w, &b.e) && db_savepoint_end(b.w, &b.e, true));
    CHECK_ROW("empty inner kept", db_savepoint(b.w, &b.e) && db_savepoint_end(b.w, &b.e, false));
    CHECK_ROW("outer kept", db_savepoint_end(b.w, &b.e, false) && count(&b, b.w) == 2);
    CHECK_ROW("outer undone takes inner along", db_savepoint(b.w, &b.e) && put(&b, "d", "四", 4));
    CHECK_ROW("outer undone takes inner along",
              db_savepoint(b.w, &b.e) && put(&b, "e", "五", 5) && db_savepoint_end(b.w, &b.e, false));
    CHECK_ROW("outer undone takes inner along", db_savepoint_end(b.w, &b.e, true) && count(&b, b.w) == 2);
    for (int i = 0; i < 100; i++)
        CHECK_ROW("many empty savepoints", db_savepoint(b.w, &b.e) && db_savepoint_end(b.w, &b.e, false));
    for (int i = 0; i < 100; i++) {
        struct str id = arena_printf(b.a, "many%02d", i);
        CHECK_ROW("many savepoints", db_savepoint(b.w, &b.e) && put(&b, id.p, "多", 1));
        CHECK_ROW("many savepoints", db_savepoint_end(b.w, &b.e, i % 2 == 1));
    }
    CHECK_ROW("commit", db_commit(b.w, &b.e));
    CHECK_ROW("all is stored", count(&b, b.w) == 52);
    CHECK_ROW("rollback", db_begin(b.w, &b.e, TX_WRITE) && put(&b, "z", "z", 1));
    db_rollback(b.w);
    CHECK_ROW("rollback", count(&b, b.w) == 52);
    bench_down(&b);
}

static void test_reader(bool pg)
{
    struct bench b = bench_up(pg);
    struct db *r = db_open(&b.e, b.t.url, DB_READER);
    struct thing t = {.id = STR("x")};
    CHECK_ROW("a reader opens", r != NULL);
    CHECK_ROW("one row", db_begin(b.w, &b.e, TX_WRITE) && put(&b, "a", "一", 1) && db_commit(b.w, &b.e));
    CHECK_ROW("a reader sees it", db_begin(r, &b.e, TX_READ) && count(&b, r) == 1);
    CHECK_ROW("a second row meanwhile", db_begin(b.w, &b.e, TX_WRITE) && put(&b, "b", "二", 1) && db_commit(b.w, &b.e));
    CHECK_ROW("the snapshot stays", count(&b, r) == 1);
    CHECK_ROW("a new snapshot is new", db_commit(r, &b.e) && db_begin(r, &b.e, TX_READ) && count(&b, r) == 2);
    CHECK_ROW("a reader cannot write", !db_exec(r, b.a, &b.e, &SQL_THING_PUT, &THING, &t, NULL));
    CHECK_ROW("a reader cannot write", b.e.code == ERR_INTERNAL);
    db_rollback(r);
    err_clear(&b.e);
    CHECK_ROW("not even outside a transaction", !db_exec(r, b.a, &b.e, &SQL_THING_PUT, &THING, &t, NULL));
    err_clear(&b.e);
    CHECK_ROW("nothing was written", count(&b, b.w) == 2);
    db_close(r);
    struct str missing = pg ? STR("postgres:///nobody?host=/nowhere") : STR("sqlite:/nowhere/at/all.db");
    CHECK_ROW("a missing database", db_open(&b.e, missing, DB_READER) == NULL && b.e.message.id == MSG_DATABASE_OPEN);
    err_clear(&b.e);
    CHECK_ROW("an unknown kind", db_open(&b.e, STR("mysql:x"), DB_READER) == NULL && b.e.code == ERR_INTERNAL);
    bench_down(&b);
}

static void test_lock(bool pg)
{
    struct bench b = bench_up(pg);
    struct db *second = db_open(&b.e, b.t.url, DB_WRITER);
    CHECK_ROW("the first takes the store", second && db_lock(b.w, &b.e));
    CHECK_ROW("the second is refused", !db_lock(second, &b.e) && b.e.code == ERR_BUSY);
    CHECK_ROW("the second is refused", b.e.message.id == MSG_STORE_LOCKED);
    err_clear(&b.e);
    db_close(b.w);
    b.w = second;
    bool free_now = false; /* PostgreSQL gives a session's locks back a moment later */
    for (int i = 0; i < 100 && !free_now; i++, usleep(20000)) {
        err_clear(&b.e);
        free_now = db_lock(second, &b.e);
    }
    CHECK_ROW("free when the first is gone", free_now);
    bench_down(&b);
}

/* ---- faults ---- */

static void test_faults(bool pg)
{
    struct bench b = bench_up(pg);
    struct db *plain = b.w;
    struct db *f = db_fault_wrap(plain);
    b.w = f;
    int64_t calls = 0;
    for (bool done = false; !done && calls < 50; calls++) {
        db_fault_arm(f, calls);
        err_clear(&b.e);
        done = db_begin(f, &b.e, TX_WRITE) && put(&b, "a", "一", 1) && put(&b, "b", "二", 2) && db_commit(f, &b.e);
        CHECK_ROW("a fault shows", done == (b.e.code == ERR_NONE) && done != db_fault_struck(f));
        if (!done) db_rollback(f);
        db_fault_disarm(f);
        CHECK_ROW("nothing stored after a failure", count(&b, f) == (done ? 2 : 0));
    }
    CHECK_ROW("begin, two statements, commit: four calls", calls == 5);
    err_clear(&b.e);
    CHECK_ROW("a loss: begin", db_begin(f, &b.e, TX_WRITE) && db_savepoint(f, &b.e) && put(&b, "c", "三", 3));
    db_fault_arm_loss(f, 0);
    CHECK_ROW("a loss fails the statement", !put(&b, "d", "四", 4));
    err_clear(&b.e);
    CHECK_ROW("the whole transaction is gone", !db_savepoint_end(f, &b.e, true));
    db_rollback(f);
    CHECK_ROW("the whole transaction is gone", count(&b, f) == 2);
    err_clear(&b.e);
    CHECK_ROW("and the next works", db_begin(f, &b.e, TX_WRITE) && put(&b, "c", "三", 3) && db_commit(f, &b.e));
    bench_down(&b);
}

static void test_all(bool pg)
{
    test_types(pg);
    test_statements(pg);
    test_bulk(pg);
    test_bulk_values(pg);
    test_failures(pg);
    test_savepoints(pg);
    test_reader(pg);
    test_lock(pg);
    test_faults(pg);
}

int main(void)
{
    test_all(false);
    if (testdb_has_pg())
        test_all(true);
    else
        CHECK_SKIP(1, "no PostgreSQL here (tools/with_pg.py)");
    return check_end();
}
