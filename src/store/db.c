/* db.c - what both databases share: transactions' state, the statement cache, binding and rows by name. */
#include "store/db.h"
#include "store/db_impl.h"
#include <fcntl.h>
#include <unistd.h>

/* ---- connections and transactions ---- */

struct db *db_open(struct err *e, struct str url, enum db_mode mode)
{
    assert(e->arena);
    if (str_starts(url, STR("sqlite:"))) return db_sqlite_open(e, str_sub(url, 7, url.n - 7), mode);
    if (str_starts(url, STR("postgres://")) || str_starts(url, STR("postgresql://"))) return db_pg_open(e, url, mode);
    fail(e, ERR_INTERNAL, M(DATABASE_OPEN), S("reason", STR("sqlite:PATH | postgres://...")));
    return NULL;
}

void db_close(struct db *db)
{
    if (!db) return;
    db_rollback(db);
    db->be->close(db);
}

bool db_is_pg(const struct db *db)
{
    return db->be->is_pg;
}

bool db_reads_only(const struct db *db)
{
    return db->mode == DB_READER;
}

bool db_lock(struct db *db, struct err *e)
{
    assert(db->mode == DB_WRITER);
    return db->be->lock(db, e);
}

void db_common_init(struct db *db, const struct db_backend *be, enum db_mode mode)
{
    *db = (struct db){.be = be, .mode = mode, .cache = arena_new(), .scratch = arena_new()};
}

void db_common_end(struct db *db)
{
    arena_free(db->cache);
    arena_free(db->scratch);
}

void db_forget_all(struct db *db)
{
    for (size_t i = 0; i < STMT_BUCKETS; i++) {
        for (struct db_stmt *st = db->stmts[i]; st; st = st->next)
            db->be->forget(db, st);
        db->stmts[i] = NULL;
    }
    db->stmt_count = 0;
    arena_reset(db->cache);
}

bool db_fail_conflict(struct err *e, const char *what, const char *driver_text)
{
    if (e->code == ERR_NONE) e->debug = arena_printf(e->arena, "%s: %s", what, driver_text);
    return fail(e, ERR_CONFLICT, M(CONSTRAINT));
}

bool db_fail_busy(struct err *e, const char *what, const char *driver_text)
{
    if (e->code == ERR_NONE) {
        e->debug = arena_printf(e->arena, "%s: %s", what, driver_text);
        e->retry_after_s = 1;
    }
    return fail(e, ERR_BUSY, M(QUEUE_FULL));
}

bool db_sync_folder(const char *path)
{
    struct arena *a = arena_new();
    const char *slash = strrchr(path, '/');
    const char *folder = slash ? arena_cstr(a, (struct str){path, (size_t)(slash - path) + 1}) : ".";
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    arena_free(a);
    if (fd < 0) return false;
    bool ok = fsync(fd) == 0;
    return close(fd) == 0 && ok;
}

bool db_fail_line(struct err *e, const char *why)
{
    if (e->code == ERR_NONE) e->debug = arena_printf(e->arena, "load: %s", why);
    return fail(e, ERR_INVALID, M(BACKUP_BAD), I("line", 0));
}

bool db_begin(struct db *db, struct err *e, enum tx tx)
{
    assert(db->tx == TX_NONE); /* transactions are opened in one place: the store */
    assert(tx != TX_WRITE || db->mode == DB_WRITER);
    if (tx == TX_NONE) return true;
    if (!db->be->begin(db, e, tx)) return false;
    db->tx = tx;
    db->depth = 0;
    db->failed = false;
    return true;
}

bool db_commit(struct db *db, struct err *e)
{
    assert(db->depth == 0);
    if (db->tx == TX_NONE) return true;
    bool ok = db->failed ? fail_internal(e, "commit of a failed transaction") : db->be->commit(db, e);
    if (!ok) db->be->rollback(db);
    db->tx = TX_NONE;
    db->failed = false;
    return ok;
}

void db_rollback(struct db *db)
{
    if (db->tx == TX_NONE) return;
    db->be->rollback(db);
    db->tx = TX_NONE;
    db->depth = 0;
    db->failed = false;
}

bool db_savepoint(struct db *db, struct err *e)
{
    assert(db->tx == TX_WRITE);
    if (db->failed) return fail_internal(e, "savepoint after a failed statement");
    if (!db->be->mark(db, e, DB_MARK_SET)) {
        db->failed = true;
        return false;
    }
    db->depth++;
    return true;
}

bool db_savepoint_end(struct db *db, struct err *e, bool undo)
{
    assert(db->depth > 0);
    assert(undo || !db->failed); /* a failed statement can only be undone */
    db->depth--;
    if (!db->be->mark(db, e, undo ? DB_MARK_UNDO : DB_MARK_RELEASE)) {
        db->failed = true;
        return false;
    }
    db->failed = false;
    return true;
}

int32_t db_depth(const struct db *db)
{
    return db->depth;
}

bool db_failed(const struct db *db)
{
    return db->failed;
}

/* ---- the statement cache ---- */

static enum db_type param_type(const struct field *f)
{
    switch (f->type) {
    case FIELD_BOOL: return DB_BOOL;
    case FIELD_I64:
    case FIELD_OPT_I64:
    case FIELD_MONEY:
    case FIELD_OPT_MONEY:
    case FIELD_INSTANT: return DB_I64;
    case FIELD_DATE:
    case FIELD_OPT_DATE: return DB_DATE;
    case FIELD_STR:
    case FIELD_ENUM: return DB_TEXT;
    case FIELD_LIST:
    case FIELD_TEXTS:
    case FIELD_RECORD: break;
    }
    assert(false && "a list or record is no parameter");
    return DB_TEXT;
}

static bool map_params(struct db *db, struct err *e, struct db_stmt *st)
{
    const struct sql *q = st->q;
    st->params = ARENA_ARRAY(db->cache, const struct field *, q->param_count + 1);
    st->types = ARENA_ARRAY(db->cache, enum db_type, q->param_count + 1);
    for (size_t i = 0; i < q->param_count; i++) {
        const struct field *f = st->in_rec ? record_field(st->in_rec, str_of(q->params[i])) : NULL;
        if (!f)
            return fail_internal(e, "%s: parameter :%s has no field in %s", q->name, q->params[i],
                                 st->in_rec ? st->in_rec->name : "(none)");
        if (f->type == FIELD_LIST || f->type == FIELD_TEXTS || f->type == FIELD_RECORD)
            return fail_internal(e, "%s: parameter :%s is no plain value", q->name, q->params[i]);
        st->params[i] = f;
        st->types[i] = param_type(f);
    }
    return true;
}

static size_t bucket_of(const struct sql *q)
{
    uint64_t h = (uint64_t)(uintptr_t)q * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(h >> 56) % STMT_BUCKETS;
}

/* The statement prepared for this pair of records, from the cache or anew. */
static struct db_stmt *stmt_get(struct db *db, struct err *e, const struct sql *q, const struct record *in_rec,
                                const struct record *out_rec)
{
    const char *text = db->be->is_pg ? q->pg : q->sqlite;
    size_t bucket = bucket_of(q);
    for (struct db_stmt *st = db->stmts[bucket]; st; st = st->next)
        if (st->q == q && st->in_rec == in_rec && st->out_rec == out_rec && st->text == text)
            return db->be->prepare(db, e, st) ? st : NULL; /* a no-op unless the connection is new */
    if (db->stmt_count == STMT_MAX) db_forget_all(db);
    struct db_stmt *st = ARENA_NEW(db->cache, struct db_stmt);
    *st = (struct db_stmt){.q = q, .text = text, .in_rec = in_rec, .out_rec = out_rec};
    if (!map_params(db, e, st) || !db->be->prepare(db, e, st)) return NULL;
    st->next = db->stmts[bucket];
    db->stmts[bucket] = st;
    db->stmt_count++;
    return st;
}

/* ---- parameters ---- */

static bool bind_text(struct err *e, const struct db_stmt *st, size_t i, struct str s, struct db_value *v)
{
    v->null = s.p == NULL;
    v->text = s;
    if (v->null || (utf8_valid(s) && !memchr(s.p, 0, s.n))) return true;
    return fail_internal(e, "%s: :%s is not clean UTF-8", st->q->name, st->q->params[i]);
}

static bool bind_one(struct db *db, struct err *e, const struct db_stmt *st, size_t i, const void *in,
                     struct db_value *v)
{
    const struct field *f = st->params[i];
    const void *at = field_in(f, in);
    *v = (struct db_value){.type = st->types[i]};
    switch (f->type) {
    case FIELD_BOOL: v->number = *(const bool *)at; return true;
    case FIELD_I64: v->number = *(const int64_t *)at; return true;
    case FIELD_MONEY: v->number = ((const struct money *)at)->fen; return true;
    case FIELD_OPT_I64:
        v->null = !((const struct opt_i64 *)at)->has;
        v->number = ((const struct opt_i64 *)at)->v;
        return true;
    case FIELD_OPT_MONEY:
        v->null = !((const struct opt_money *)at)->has;
        v->number = ((const struct opt_money *)at)->fen;
        return true;
    case FIELD_INSTANT:
        v->number = ((const struct instant *)at)->us;
        v->null = v->number == 0;
        return true;
    case FIELD_STR: return bind_text(e, st, i, *(const struct str *)at, v);
    case FIELD_DATE:
    case FIELD_OPT_DATE:
    case FIELD_ENUM:
        v->null = field_absent(f, in);
        if (!v->null) v->text = field_to_text(db->scratch, f, in);
        return true;
    case FIELD_LIST:
    case FIELD_TEXTS:
    case FIELD_RECORD: break;
    }
    assert(false && "map_params let it through");
    return false;
}

/* The values of all parameters, alive until the scratch arena is reset. */
static bool bind_all(struct db *db, struct err *e, const struct db_stmt *st, const void *in, struct db_value **out)
{
    struct db_value *v = ARENA_ARRAY(db->scratch, struct db_value, st->q->param_count + 1);
    for (size_t i = 0; i < st->q->param_count; i++)
        if (!bind_one(db, e, st, i, in, &v[i])) return false;
    *out = v;
    return true;
}

/* ---- rows ---- */

struct db_sink {
    struct db *db;
    struct arena *arena;
    struct err *e;
    const struct record *rec; /* NULL: rows are dropped */
    struct list *out;
    struct db_stmt *st;
};

bool db_sink_wants(const struct db_sink *s)
{
    return s->rec != NULL;
}

bool db_sink_columns(struct db_sink *s, struct db_stmt *st, size_t count, const char *(*name)(void *, size_t),
                     void *arg)
{
    if (!s->rec || (st->columns && st->column_count == count)) return true;
    const struct field **columns = ARENA_ARRAY(s->db->cache, const struct field *, count + 1);
    for (size_t i = 0; i < count; i++) {
        columns[i] = record_field(s->rec, str_of(name(arg, i)));
        if (!columns[i])
            return fail_internal(s->e, "%s: column %s has no field in %s", st->q->name, name(arg, i), s->rec->name);
    }
    st->columns = columns;
    st->column_count = count;
    return true;
}

static bool bad_value(struct db_sink *s, const struct field *f, const struct db_value *v)
{
    /* Not the value itself: it may be personal. */
    return fail_internal(s->e, "%s: column %s: a %s does not fit", s->st->q->name, f->name,
                         v->type == DB_TEXT ? "text" : "number");
}

static bool take_number(const struct db_value *v, int64_t *out)
{
    if (v->type == DB_TEXT) return str_to_i64(v->text, out);
    *out = v->number;
    return true;
}

static bool take_bool(const struct db_value *v, bool *out)
{
    bool yes = v->type == DB_TEXT ? str_eq(v->text, STR("t")) || str_eq(v->text, STR("1")) : v->number == 1;
    bool no = v->type == DB_TEXT ? str_eq(v->text, STR("f")) || str_eq(v->text, STR("0")) : v->number == 0;
    *out = yes;
    return yes || no;
}

/* Texts of numbers: SQLite gives a number when an expression has no column's affinity. */
static struct str take_text(struct arena *a, const struct db_value *v)
{
    return v->type == DB_TEXT ? arena_str(a, v->text) : arena_printf(a, "%" PRId64, v->number);
}

/* One value into its field.  Stored values are not judged by today's limits: an old row must stay readable. */
static bool take_value(struct db_sink *s, const struct field *f, void *obj, const struct db_value *v)
{
    void *at = field_at(f, obj);
    switch (f->type) {
    case FIELD_BOOL: return take_bool(v, at) || bad_value(s, f, v);
    case FIELD_I64: return take_number(v, at) || bad_value(s, f, v);
    case FIELD_MONEY: return take_number(v, &((struct money *)at)->fen) || bad_value(s, f, v);
    case FIELD_INSTANT: return take_number(v, &((struct instant *)at)->us) || bad_value(s, f, v);
    case FIELD_OPT_I64:
        ((struct opt_i64 *)at)->has = true;
        return take_number(v, &((struct opt_i64 *)at)->v) || bad_value(s, f, v);
    case FIELD_OPT_MONEY:
        ((struct opt_money *)at)->has = true;
        return take_number(v, &((struct opt_money *)at)->fen) || bad_value(s, f, v);
    case FIELD_STR: *(struct str *)at = take_text(s->arena, v); return true;
    case FIELD_DATE: return (v->type == DB_TEXT && date_parse(v->text, at)) || bad_value(s, f, v);
    case FIELD_OPT_DATE:
        ((struct opt_date *)at)->has = true;
        return (v->type == DB_TEXT && date_parse(v->text, &((struct opt_date *)at)->v)) || bad_value(s, f, v);
    case FIELD_ENUM:
        if (v->type != DB_TEXT) return bad_value(s, f, v);
        if (v->text.n == 0) return true;
        *(int32_t *)at = enum_from_name(f->labels, v->text);
        return *(int32_t *)at != 0 || bad_value(s, f, v);
    case FIELD_LIST:
    case FIELD_TEXTS:
    case FIELD_RECORD: break;
    }
    return fail_internal(s->e, "%s: column %s is no plain value", s->st->q->name, f->name);
}

bool db_sink_row(struct db_sink *s, const struct db_value *values)
{
    if (!s->rec) return true;
    assert(s->st->columns);
    void *obj = list_add(s->arena, s->out, s->rec->size);
    for (size_t i = 0; i < s->st->column_count; i++)
        if (!values[i].null && !take_value(s, s->st->columns[i], obj, &values[i])) return false;
    return true;
}

/* ---- made-up statements of dump and load ---- */

static void add_name(struct buf *b, size_t i, struct str name)
{
    buf_addf(b, "%s\"%.*s\"", i ? ", " : "", STR_ARG(name));
}

struct str db_column_names(struct arena *a, const struct db_table *t)
{
    struct buf b = {.arena = a};
    for (size_t i = 0; i < t->columns.count; i++)
        add_name(&b, i, LIST_AT(&t->columns, struct db_column, i)->name);
    return arena_str(a, buf_str(&b));
}

struct str db_select_all(struct arena *a, const struct db_table *t)
{
    struct buf b = {.arena = a};
    buf_addf(&b, "SELECT %s FROM \"%.*s\"", db_column_names(a, t).p, STR_ARG(t->name));
    for (size_t i = 0; i < t->key.count; i++) {
        if (i == 0) buf_add(&b, STR(" ORDER BY "));
        add_name(&b, i, *LIST_AT(&t->key, struct str, i));
    }
    return arena_str(a, buf_str(&b));
}

/* ---- running ---- */

static bool run(struct db *db, struct db_sink *sink, const struct sql *q, const struct record *in_rec, const void *in,
                int64_t *affected)
{
    if (db->failed) return fail_internal(sink->e, "%s: after a failed statement of the same savepoint", q->name);
    struct db_value *params;
    int64_t changed = 0;
    struct db_stmt *st = stmt_get(db, sink->e, q, in_rec, sink->rec);
    bool ok = st && bind_all(db, sink->e, st, in, &params);
    sink->db = db;
    sink->st = st;
    ok = ok && db->be->run(db, sink->e, st, params, sink, &changed);
    arena_reset(db->scratch);
    if (affected) *affected = ok ? changed : 0;
    if (!ok && db->tx == TX_WRITE) db->failed = true;
    return ok; /* e may hold bad fields from before: callers go on to find them all */
}

bool db_rows(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
             const void *in, const struct record *out_rec, struct list *out)
{
    assert(out_rec);
    *out = (struct list){0};
    struct db_sink sink = {.arena = a, .e = e, .rec = out_rec, .out = out};
    return run(db, &sink, q, in_rec, in, NULL);
}

bool db_find(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
             const void *in, const struct record *out_rec, void *out, bool *found)
{
    struct list rows;
    *found = false;
    if (!db_rows(db, a, e, q, in_rec, in, out_rec, &rows)) return false;
    assert(rows.count <= 1);
    if (rows.count == 0) return true;
    memcpy(out, rows.items, out_rec->size);
    *found = true;
    return true;
}

bool db_one(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
            const void *in, const struct record *out_rec, void *out)
{
    bool found;
    if (!db_find(db, a, e, q, in_rec, in, out_rec, out, &found)) return false;
    return found || fail(e, ERR_NOT_FOUND, M(NOT_FOUND), S("what", str_of(out_rec->name)));
}

bool db_exec(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
             const void *in, int64_t *affected)
{
    struct db_sink sink = {.arena = a, .e = e};
    return run(db, &sink, q, in_rec, in, affected);
}

static bool bulk_rows(struct db *db, struct err *e, struct db_stmt *st, const struct list *items)
{
    for (size_t i = 0; i < items->count; i++) {
        struct db_value *params;
        const void *item = (const char *)items->items + i * st->in_rec->size;
        bool ok = bind_all(db, e, st, item, &params) && db->be->bulk_row(db, e, st, params);
        arena_reset(db->scratch);
        if (!ok) return false;
    }
    return true;
}

/* One statement for a list; sink: where its rows go, if anywhere. */
static bool each(struct db *db, struct db_sink *sink, const struct sql *q, const struct record *in_rec,
                 const struct list *items, int64_t *affected)
{
    struct err *e = sink->e;
    assert(in_rec);
    *affected = 0;
    if (db->failed) return fail_internal(e, "%s: after a failed statement of the same savepoint", q->name);
    struct db_stmt *st = stmt_get(db, e, q, in_rec, sink->rec);
    sink->db = db;
    sink->st = st;
    bool ok = st && db->be->bulk_begin(db, e, st, items->count, sink->rec ? sink : NULL);
    if (ok) {
        bool sent = bulk_rows(db, e, st, items);
        ok = db->be->bulk_end(db, e, st, !sent, affected) && sent;
        arena_reset(db->scratch);
    }
    if (!ok && db->tx == TX_WRITE) db->failed = true;
    return ok;
}

bool db_gather(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
               const struct list *items, const struct record *out_rec, struct list *out)
{
    struct db_sink sink = {.arena = a, .e = e, .rec = out_rec, .out = out};
    int64_t affected;
    assert(out_rec);
    return each(db, &sink, q, in_rec, items, &affected);
}

bool db_bulk_count(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
                   const struct list *items, int64_t *affected)
{
    struct db_sink sink = {.arena = a, .e = e};
    assert(db->tx == TX_WRITE);
    return each(db, &sink, q, in_rec, items, affected);
}

bool db_bulk(struct db *db, struct arena *a, struct err *e, const struct sql *q, const struct record *in_rec,
             const struct list *items)
{
    int64_t affected;
    return db_bulk_count(db, a, e, q, in_rec, items, &affected);
}

bool db_script(struct db *db, struct err *e, struct str text)
{
    db_forget_all(db);
    bool ok = db->be->script(db, e, text);
    if (!ok && db->tx == TX_WRITE) db->failed = true;
    return ok;
}

bool db_check(struct db *db, struct err *e, const struct sql *q)
{
    assert(db->tx == TX_NONE);
    return db->be->check(db, e, q);
}

bool db_copy_sqlite(struct db *db, struct err *e, struct str file)
{
    assert(!db->be->is_pg);
    assert(db->tx == TX_NONE);
    return db->be->copy_file(db, e, file);
}
