/* db_fault.c - test only: a connection that fails on demand, to walk every path of failure. */
#include "store/db.h"
#include "store/db_impl.h"
#include <stdatomic.h>
#include <stdlib.h>

/* When to strike; armed by the test's thread, so atomic. */
struct plan {
    _Atomic int64_t left; /* calls until it strikes; < 0 = not armed */
    atomic_bool loss, struck;
};
struct db_fault {
    struct db base;
    struct db *inner;
    struct plan own;
    struct plan *plan; /* own, or the one it shares */
};

static struct db_fault *self(struct db *db)
{
    return (struct db_fault *)(void *)db;
}

static struct db *inner(struct db *db)
{
    return self(db)->inner;
}

/* Counts a call; false with e set when it shall fail. */
static bool pass(struct db *db, struct err *e)
{
    struct plan *p = self(db)->plan;
    int64_t left = atomic_load(&p->left);
    if (left < 0) return true;
    if (left > 0) {
        atomic_store(&p->left, left - 1);
        return true;
    }
    atomic_store(&p->struck, true);
    if (atomic_load(&p->loss)) {
        inner(db)->be->rollback(inner(db));
        atomic_store(&p->left, -1);
    }
    return fail_internal(e, "injected fault");
}

static bool lock(struct db *db, struct err *e)
{
    return inner(db)->be->lock(inner(db), e);
}

static bool begin(struct db *db, struct err *e, enum tx tx)
{
    return pass(db, e) && inner(db)->be->begin(inner(db), e, tx);
}

static bool commit(struct db *db, struct err *e)
{
    return pass(db, e) && inner(db)->be->commit(inner(db), e);
}

static void rollback(struct db *db)
{
    inner(db)->be->rollback(inner(db));
}

static bool mark(struct db *db, struct err *e, enum db_mark m)
{
    return (m == DB_MARK_UNDO || pass(db, e)) && inner(db)->be->mark(inner(db), e, m);
}

static bool prepare(struct db *db, struct err *e, struct db_stmt *st)
{
    return inner(db)->be->prepare(inner(db), e, st);
}

static void forget(struct db *db, struct db_stmt *st)
{
    inner(db)->be->forget(inner(db), st);
}

static bool run(struct db *db, struct err *e, struct db_stmt *st, const struct db_value *params, struct db_sink *sink,
                int64_t *affected)
{
    if (!pass(db, e)) return false;
    bool ok = inner(db)->be->run(inner(db), e, st, params, sink, affected);
    arena_reset(inner(db)->scratch);
    return ok;
}

static bool bulk_begin(struct db *db, struct err *e, struct db_stmt *st, size_t count, struct db_sink *sink)
{
    return pass(db, e) && inner(db)->be->bulk_begin(inner(db), e, st, count, sink);
}

static bool bulk_row(struct db *db, struct err *e, struct db_stmt *st, const struct db_value *params)
{
    return inner(db)->be->bulk_row(inner(db), e, st, params);
}

static bool bulk_end(struct db *db, struct err *e, struct db_stmt *st, bool failed, int64_t *affected)
{
    bool ok = inner(db)->be->bulk_end(inner(db), e, st, failed, affected);
    arena_reset(inner(db)->scratch);
    return ok;
}

static bool script(struct db *db, struct err *e, struct str text)
{
    return pass(db, e) && inner(db)->be->script(inner(db), e, text);
}

static bool check(struct db *db, struct err *e, const struct sql *q)
{
    return inner(db)->be->check(inner(db), e, q);
}

static bool copy_file(struct db *db, struct err *e, struct str file)
{
    return pass(db, e) && inner(db)->be->copy_file(inner(db), e, file);
}

static bool tables(struct db *db, struct arena *a, struct err *e, struct list *out)
{
    return pass(db, e) && inner(db)->be->tables(inner(db), a, e, out);
}

static bool copy_out(struct db *db, struct err *e, const struct db_table *t, db_line_fn *fn, void *arg)
{
    return pass(db, e) && inner(db)->be->copy_out(inner(db), e, t, fn, arg);
}

static bool load_begin(struct db *db, struct err *e)
{
    return pass(db, e) && inner(db)->be->load_begin(inner(db), e);
}

static bool copy_in_begin(struct db *db, struct err *e, const struct db_table *t)
{
    return pass(db, e) && inner(db)->be->copy_in_begin(inner(db), e, t);
}

static bool copy_in_line(struct db *db, struct err *e, struct str line)
{
    return inner(db)->be->copy_in_line(inner(db), e, line);
}

static bool copy_in_end(struct db *db, struct err *e)
{
    return inner(db)->be->copy_in_end(inner(db), e);
}

static bool load_end(struct db *db, struct err *e)
{
    return pass(db, e) && inner(db)->be->load_end(inner(db), e);
}

static void close_db(struct db *db)
{
    db_forget_all(db); /* while the inner connection is there */
    db_close(inner(db));
    db_common_end(db);
    free(db);
}

#define FAULT_BACKEND(pg)                                                                                              \
    {                                                                                                                  \
        .is_pg = (pg), .lock = lock, .begin = begin, .commit = commit, .rollback = rollback, .mark = mark,             \
        .prepare = prepare, .forget = forget, .run = run, .bulk_begin = bulk_begin, .bulk_row = bulk_row,              \
        .bulk_end = bulk_end, .script = script, .check = check, .copy_file = copy_file, .tables = tables,              \
        .copy_out = copy_out, .load_begin = load_begin, .copy_in_begin = copy_in_begin, .copy_in_line = copy_in_line,  \
        .copy_in_end = copy_in_end, .load_end = load_end, .close = close_db                                            \
    }
static const struct db_backend FAULT[2] = {FAULT_BACKEND(false), FAULT_BACKEND(true)};

struct db *db_fault_wrap(struct db *wrapped)
{
    struct db_fault *d = calloc(1, sizeof *d);
    if (!d) abort();
    db_common_init(&d->base, &FAULT[wrapped->be->is_pg], wrapped->mode);
    d->inner = wrapped;
    atomic_init(&d->own.left, -1);
    d->plan = &d->own;
    return &d->base;
}

void db_fault_share(struct db *fault, struct db *owner)
{
    self(fault)->plan = self(owner)->plan;
}

static void arm(struct db *fault, int64_t nth, bool loss)
{
    struct plan *p = self(fault)->plan;
    assert(fault->be == &FAULT[fault->be->is_pg]);
    atomic_store(&p->struck, false);
    atomic_store(&p->loss, loss);
    atomic_store(&p->left, nth);
}

void db_fault_arm(struct db *fault, int64_t nth)
{
    arm(fault, nth, false);
}

void db_fault_arm_loss(struct db *fault, int64_t nth)
{
    arm(fault, nth, true);
}

void db_fault_disarm(struct db *fault)
{
    arm(fault, -1, false);
}

bool db_fault_struck(const struct db *fault)
{
    return atomic_load(&((const struct db_fault *)(const void *)fault)->plan->struck);
}
