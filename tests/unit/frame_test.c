/* frame_test.c - the audit chain, jobs and the running program, on SQLite and on PostgreSQL. */
#include "app/app.h"
#include "app/audit.h"
#include "check.h"
#include "frame_test_sql.h"
#include "testdb.h"
#include "zone/zone.h"
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#define NOW_US INT64_C(1589445000000000) /* 2020-05-14T08:30:00Z */

static const struct job_kind *const KINDS[6];

/* A program on a database of its own. */
struct frame {
    struct arena *arena;
    struct testdb db;
    struct app app;
    struct str north, south;
    int logged; /* failures that the log was told of */
    bool log_ok;
};

static void die(const struct err *e, const char *what)
{
    struct str text = msg_render(e->arena, LANG_EN, &e->message);
    fprintf(stderr, "frame_test: %s: %.*s %.*s\n", what, STR_ARG(text), STR_ARG(e->debug));
    exit(2);
}

/* Keeps what the log was told about. */
static void note_failure(void *arg, const struct app_failure *failure)
{
    struct frame *f = arg;
    f->logged++;
    f->log_ok = str_eq(failure->job_kind, STR("breaks")) && str_eq(failure->debug, STR("the disk is on fire"));
}

static void open_app(struct frame *f, bool jobs)
{
    struct err e = {.arena = f->arena};
    const struct app_options o = {.data_dir = f->db.folder, .store_url = f->db.url, .create = true, .migrate = true,
                                  .id_seed = 7, .clock_us = NOW_US, .log = note_failure, .log_arg = f, .job_kinds = jobs ? KINDS : NULL};
    f->app = (struct app){0};
    if (!app_open(&f->app, &e, &o)) die(&e, "app_open");
}

static void ctx_of(struct frame *f, struct ctx *c, struct str zone_id)
{
    ctx_init(c, &f->app, f->arena);
    c->zone_id = zone_id;
    c->remote = STR("10.0.0.1");
    c->actor = (struct actor){.user_id = STR("u1"), .name = STR("李伟"), .system = true};
}

static bool make_zone(struct ctx *c, void *arg)
{
    struct str *code = arg;
    struct zone z;
    return zone_create(c, &(struct zone_new){*code, STR("园区"), STR("Zone"), 480, true}, &z);
}

static struct str new_zone(struct frame *f, struct str code)
{
    struct ctx c;
    ctx_of(f, &c, (struct str){0});
    if (!app_run(&c, TX_WRITE, make_zone, &code)) die(&c.err, "zone");
    return c.zone_id;
}

static void frame_open(struct frame *f, bool pg, bool jobs)
{
    *f = (struct frame){.arena = arena_new()};
    f->db = testdb_make(f->arena, "frame", pg);
    open_app(f, jobs);
    f->north = new_zone(f, STR("north"));
    f->south = new_zone(f, STR("south"));
}

static void frame_close(struct frame *f)
{
    app_close(&f->app);
    testdb_drop(f->arena, &f->db);
    arena_free(f->arena);
}

/* Straight into the database, behind every rule. */
static void tamper(struct frame *f, const char *script)
{
    struct err e = {.arena = f->arena};
    struct db *db = db_open(&e, f->db.url, DB_WRITER);
    if (!db || !db_script(db, &e, str_of(script))) die(&e, script);
    db_close(db);
}

/* The same; each ? is the zone north. */
static void tamper_north(struct frame *f, const char *script)
{
    struct buf b = {.arena = f->arena};
    for (const char *p = script; *p; p++) {
        if (*p == '?') buf_addf(&b, "'%.*s'", STR_ARG(f->north));
        else buf_add_char(&b, *p);
    }
    tamper(f, arena_cstr(f->arena, buf_str(&b)));
}

/* ---- audit ---- */
static bool record_run(struct ctx *c, void *arg)
{
    return audit_record(c, arg);
}

static void record(struct frame *f, struct str zone, const char *action, const char *kind, const char *id)
{
    struct ctx c;
    struct audit_entry e = {.action = str_of(action), .subject_kind = str_of(kind), .subject_id = str_of(id),
                            .subject_name = STR("暖桥'); DROP TABLE audit;--"), .before = STR("{\"a\":1}"),
                            .after = STR("{\"a\":2}")};
    ctx_of(f, &c, zone);
    CHECK_ROW("a record is appended", app_run(&c, TX_WRITE, record_run, &e) && c.audited == 1);
}

static struct audit_verdict verify(struct frame *f, struct str zone, struct str head)
{
    struct ctx c;
    struct audit_verdict v = {0};
    ctx_of(f, &c, zone);
    CHECK_ROW("verify itself works", audit_verify_store(&c, head, NULL, NULL, &v));
    return v;
}

/* Each column of record 3 changed and changed back; sets are about row 3 of north. */
static const struct {
    const char *label, *table, *change, *back;
    enum audit_fault fault;
} COLUMNS[] = {
    {"time", "audit", "at = at + 1", "at = at - 1", AUDIT_HASH},
    {"actor", "audit", "actor_id = actor_id || 'x'", "actor_id = substr(actor_id, 1, length(actor_id) - 1)", AUDIT_HASH},
    {"action", "audit", "action = action || 'x'", "action = substr(action, 1, length(action) - 1)", AUDIT_HASH},
    {"subject kind", "audit", "subject_kind = subject_kind || 'x'",
     "subject_kind = substr(subject_kind, 1, length(subject_kind) - 1)", AUDIT_HASH},
    {"subject id", "audit", "subject_id = subject_id || 'x'",
     "subject_id = substr(subject_id, 1, length(subject_id) - 1)", AUDIT_HASH},
    {"a letter moved from one column to the next", "audit", "subject_kind = 'enterpris', subject_id = 'e1'",
     "subject_kind = 'enterprise', subject_id = '1'", AUDIT_HASH},
    {"digest", "audit", "digest = digest || 'x'", "digest = substr(digest, 1, length(digest) - 1)", AUDIT_HASH},
    {"hash", "audit", "hash = hash || 'x'", "hash = substr(hash, 1, length(hash) - 1)", AUDIT_HASH},
    {"salt", "audit_payload", "salt = salt || 'x'", "salt = substr(salt, 1, length(salt) - 1)", AUDIT_PAYLOAD},
    {"actor name", "audit_payload", "actor_name = 'Somebody'", "actor_name = '李伟'", AUDIT_PAYLOAD},
    {"remote", "audit_payload", "remote = '10.0.0.2'", "remote = '10.0.0.1'", AUDIT_PAYLOAD},
    {"subject name", "audit_payload", "subject_name = subject_name || 'x'",
     "subject_name = substr(subject_name, 1, length(subject_name) - 1)", AUDIT_PAYLOAD},
    {"before", "audit_payload", "before_json = '{}'", "before_json = '{\"a\":1}'", AUDIT_PAYLOAD},
    {"before made NULL", "audit_payload", "before_json = NULL", "before_json = '{\"a\":1}'", AUDIT_PAYLOAD},
    {"after", "audit_payload", "after_json = '{\"a\":3}'", "after_json = '{\"a\":2}'", AUDIT_PAYLOAD},
};

static void test_tampering(struct frame *f)
{
    for (size_t i = 0; i < COUNT(COLUMNS); i++) {
        tamper_north(f, arena_printf(f->arena, "UPDATE %s SET %s WHERE seq = 3 AND zone_id = ? ", COLUMNS[i].table,
                                     COLUMNS[i].change).p);
        struct audit_verdict v = verify(f, f->north, (struct str){0});
        CHECK_ROW(COLUMNS[i].label, !v.sound && v.broken_seq == 3 && v.fault == (int32_t)COLUMNS[i].fault);
        CHECK_ROW("the other zone stays sound", verify(f, f->south, (struct str){0}).sound);
        tamper_north(f, arena_printf(f->arena, "UPDATE %s SET %s WHERE seq = 3 AND zone_id = ? ", COLUMNS[i].table,
                                     COLUMNS[i].back).p);
        CHECK_ROW(COLUMNS[i].label, verify(f, f->north, (struct str){0}).sound);
    }
}

static void test_cutting(struct frame *f, struct str kept_head)
{
    struct audit_verdict v;
    static const struct {
        const char *label, *script;
        enum audit_fault fault;
        int64_t seq;
    } rows[] = {
        {"a head that was rewritten", "UPDATE audit_head SET hash = 'x' || hash WHERE zone_id = ? ", AUDIT_HEAD_ROW, 8},
        {"a payload that was deleted", "UPDATE audit_head SET hash = substr(hash, 2) WHERE zone_id = ?; "
         "DELETE FROM audit_payload WHERE zone_id = ? AND seq = 5 ", AUDIT_PAYLOAD_MISSING, 5},
        {"a salt alone that was removed", "UPDATE audit_payload SET salt = NULL WHERE zone_id = ? AND seq = 4",
         AUDIT_PAYLOAD, 4},
        {"a record in the middle that was deleted", "DELETE FROM audit_payload WHERE zone_id = ? AND seq = 3; "
         "DELETE FROM audit WHERE zone_id = ? AND seq = 3", AUDIT_MISSING, 3},
        {"a whole tail that was deleted", "DELETE FROM audit_payload WHERE zone_id = ? AND seq >= 2; "
         "DELETE FROM audit WHERE zone_id = ? AND seq >= 2", AUDIT_MISSING, 2},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        tamper_north(f, rows[i].script);
        v = verify(f, f->north, (struct str){0});
        CHECK_ROW(rows[i].label, !v.sound && v.fault == (int32_t)rows[i].fault && v.broken_seq == rows[i].seq);
    }
    tamper_north(f, "UPDATE audit_head SET seq = 1, hash = (SELECT a.hash FROM audit a WHERE a.zone_id = ? AND a.seq = 1) "
                    "WHERE zone_id = ? ");
    CHECK_ROW("a tail cut off cleanly looks sound", verify(f, f->north, (struct str){0}).sound);
    v = verify(f, f->north, kept_head);
    CHECK_ROW("but not to who kept the head", !v.sound && v.fault == AUDIT_HEAD_UNKNOWN);
}

static bool erase_run(struct ctx *c, void *arg)
{
    return audit_erase(c, arg);
}

static void test_erasing(struct frame *f)
{
    struct ctx c;
    struct audit_erase two = {2, STR("员工要求")}, none = {99, STR("x")};
    ctx_of(f, &c, f->north);
    CHECK_ROW("a payload is erased", app_run(&c, TX_WRITE, erase_run, &two));
    CHECK_ROW("the chain still verifies", verify(f, f->north, (struct str){0}).sound);
    CHECK_ROW("twice is a conflict", !app_run(&c, TX_WRITE, erase_run, &two) && c.err.code == ERR_CONFLICT);
    CHECK_ROW("a record that is not there", !app_run(&c, TX_WRITE, erase_run, &none) && c.err.code == ERR_NOT_FOUND);
    ctx_of(f, &c, f->south);
    two.seq = 3;
    CHECK_ROW("another zone's record is not there", !app_run(&c, TX_WRITE, erase_run, &two) && c.err.code == ERR_NOT_FOUND);
    tamper_north(f, "UPDATE audit_payload SET after_json = '{}' WHERE seq = 2 AND zone_id = ? ");
    struct audit_verdict v = verify(f, f->north, (struct str){0});
    CHECK_ROW("nothing new can be put into an erased payload", v.fault == AUDIT_PAYLOAD && v.broken_seq == 2);
    tamper_north(f, "UPDATE audit_payload SET after_json = NULL WHERE seq = 2 AND zone_id = ? ");
}

struct find {
    struct audit_find in;
    struct audit_page out;
};
static bool find_run(struct ctx *c, void *arg)
{
    struct find *f = arg;
    f->out = (struct audit_page){0};
    return audit_list(c, &f->in, &f->out);
}

static void test_listing(struct frame *f)
{
    static const struct {
        const char *label;
        struct audit_find in;
        size_t items;
        int64_t total;
    } rows[] = {
        {"everything", {.limit = 0}, 8, 8},
        {"two at a time", {.limit = 2}, 2, 8},
        {"below the cursor", {.after = {true, 3}, .limit = 5}, 2, 8},
        {"one subject", {.subject_kind = {"enterprise", 10}, .subject_id = {"1", 1}}, 2, 2},
        {"one subject and one action",
         {.subject_kind = {"enterprise", 10}, .subject_id = {"1", 1}, .action = {"enterprise.edit", 15}}, 1, 1},
        {"an action", {.action = {"user.reset", 10}}, 1, 1},
        {"the actions of a kind", {.action = {"enterprise.", 11}}, 4, 4},
        {"an actor", {.actor = {"u1", 2}}, 8, 8},
        {"an actor who did nothing", {.actor = {"u2", 2}}, 0, 0},
        {"today in the zone", {.from = {true, {2020, 5, 14}}, .to = {true, {2020, 5, 14}}}, 8, 8},
        {"yesterday", {.to = {true, {2020, 5, 13}}}, 0, 0},
        {"tomorrow", {.from = {true, {2020, 5, 15}}}, 0, 0},
        {"SQL as an action finds nothing", {.action = {"' OR 1=1 --", 11}}, 0, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct ctx c;
        struct find q = {.in = rows[i].in};
        ctx_of(f, &c, f->north);
        CHECK_ROW(rows[i].label, app_run(&c, TX_READ, find_run, &q));
        CHECK_ROW(rows[i].label, q.out.items.count == rows[i].items && q.out.total == rows[i].total);
    }
    struct ctx c;
    struct find q = {.in = {.limit = 3}};
    int64_t seen = 0, last = 99;
    ctx_of(f, &c, f->north);
    do {
        CHECK(app_run(&c, TX_READ, find_run, &q));
        for (size_t i = 0; i < q.out.items.count; i++, seen++) {
            const struct audit_line *l = LIST_AT(&q.out.items, struct audit_line, i);
            CHECK_ROW("newest first, each once", l->seq < last);
            last = l->seq;
            CHECK_ROW("only the erased one is erased", l->erased == (l->seq == 2) && (l->seq != 2 || !l->after.p));
        }
        q.in.after = q.out.next;
    } while (q.out.next.has);
    CHECK_ROW("paging reaches every record", seen == 8);
}

static void test_pieces(struct frame *f)
{
    struct ctx c;
    struct audit_verify in = {.limit = 3};
    struct audit_verdict v = {0};
    int pieces = 0;
    ctx_of(f, &c, f->north);
    do {
        struct err e = {.arena = f->arena};
        struct db *db = db_open(&e, f->db.url, DB_READER);
        if (!db) die(&e, "reader");
        c.db = db;
        CHECK_ROW("a piece is sound", db_begin(db, &e, TX_READ) && audit_verify(&c, &in, &v) && v.sound);
        db_rollback(db);
        db_close(db);
        in.from = v.next.v;
        pieces++;
    } while (v.next.has);
    CHECK_ROW("eight records in pieces of three", pieces == 3 && v.checked_to == 8 && v.head_seq == 8);
}

static bool refuse_run(struct ctx *c, void *arg)
{
    (void)arg;
    (void)fail(&c->err, ERR_FORBIDDEN, M(OWN_GRANTS));
    return audit_refused(c, &(struct audit_entry){.action = STR("user.edit"), .subject_kind = STR("user"),
                                                  .subject_id = STR("u1")});
}

static bool rollback_run(struct ctx *c, void *arg)
{
    return audit_record(c, arg) && fail(&c->err, ERR_CONFLICT, M(CONSTRAINT));
}

static void test_audit(bool pg)
{
    struct frame f;
    struct ctx c;
    struct audit_entry lost = {.action = STR("a.b")};
    frame_open(&f, pg, false);
    record(&f, f.north, "enterprise.create", "enterprise", "1");
    record(&f, f.north, "enterprise.edit", "enterprise", "1");
    record(&f, f.north, "user.reset", "user", "u2");
    record(&f, f.south, "enterprise.create", "enterprise", "1");
    ctx_of(&f, &c, f.north);
    CHECK_ROW("a refused forgery fails", !app_run(&c, TX_WRITE, refuse_run, NULL) && c.err.code == ERR_FORBIDDEN);
    CHECK_ROW("and is on record", verify(&f, f.north, (struct str){0}).head_seq == 5);
    CHECK_ROW("what is rolled back leaves none", !app_run(&c, TX_WRITE, rollback_run, &lost));
    CHECK_ROW("and the chain goes on", verify(&f, f.north, (struct str){0}).head_seq == 5);
    record(&f, f.north, "enterprise.create", "enterprise", "2");
    test_erasing(&f);
    record(&f, f.north, "enterprise.edit", "enterprise", "2");
    struct audit_verdict v = verify(&f, f.north, (struct str){0});
    CHECK_ROW("eight records are sound", v.sound && v.checked_to == 8 && v.head_hash.n == 64);
    CHECK_ROW("the kept head is met", verify(&f, f.north, v.head_hash).head_met);
    CHECK_ROW("another zone's head is not", !verify(&f, f.south, v.head_hash).sound);
    test_listing(&f);
    test_pieces(&f);
    test_tampering(&f);
    test_cutting(&f, v.head_hash);
    frame_close(&f);
}

/* ---- jobs ---- */
struct effect {
    struct str name, value;
    int64_t n;
};
static const struct field effect_fields[] = {FIELD(struct effect, name), FIELD(struct effect, value),
                                             FIELD(struct effect, n)};
static const struct record EFFECT = RECORD(effect, effect_fields);
enum { CHUNKS = 6, KILLED_AT = 3 };

static bool effect_run(struct ctx *c, void *arg)
{
    return ctx_exec(c, &SQL_EFFECT_INSERT, &EFFECT, arg);
}

static bool effects_of(struct ctx *c, void *arg)
{
    return ctx_one(c, &SQL_EFFECT_COUNT, &EFFECT, arg, &EFFECT, arg);
}

static int64_t effects(struct frame *f, struct str job_id)
{
    struct ctx c;
    struct effect e = {.value = job_id};
    ctx_of(f, &c, f->north);
    CHECK(app_run(&c, TX_READ, effects_of, &e));
    return e.n;
}

/* One effect a chunk; the same chunk twice would break the primary key. */
static bool step(struct ctx *c, struct job *job)
{
    struct effect e = {.name = arena_printf(c->arena, "%.*s-%" PRId64, STR_ARG(job->id), job->chunk), .value = job->id};
    return job_apply(c, job, job->chunk + 1, CHUNKS, effect_run, &e);
}

static bool steps_run(struct ctx *c, struct job *job)
{
    while (job->chunk < CHUNKS)
        if (!step(c, job)) return false;
    return true;
}

/* Dies as by kill -9 in the middle, unless it was told (by the subject) that this is the second life. */
static bool killed_run(struct ctx *c, struct job *job)
{
    while (job->chunk < CHUNKS) {
        if (job->chunk == KILLED_AT && getenv("NQ_TEST_DIE")) raise(SIGKILL);
        if (!step(c, job)) return false;
    }
    return true;
}

static bool fails_run(struct ctx *c, struct job *job)
{
    return step(c, job) && fail(&c->err, ERR_CONFLICT, M(LOGIN_TAKEN), S("login", STR("<b>x</b>")));
}

static bool breaks_run(struct ctx *c, struct job *job)
{
    (void)job;
    return fail_internal(&c->err, "the disk is on fire");
}

static bool endless_run(struct ctx *c, struct job *job)
{
    struct effect e = {.value = job->id};
    for (;;)
        if (!job_apply(c, job, job->chunk + 1, 0, effects_of, &e)) return false;
}

static bool finish_mark(struct ctx *c, const struct job *job)
{
    struct effect e = {.name = arena_printf(c->arena, "%.*s-end", STR_ARG(job->id)),
                       .value = enum_name(&JOB_STATE_NAMES, job->state)};
    return ctx_exec(c, &SQL_EFFECT_INSERT, &EFFECT, &e);
}

static const struct job_kind STEPS = {"steps", steps_run, finish_mark}, KILLED = {"killed", killed_run, NULL},
                             FAILS = {"fails", fails_run, finish_mark}, ENDLESS = {"endless", endless_run, finish_mark},
                             BREAKS = {"breaks", breaks_run, NULL};
static const struct job_kind *const KINDS[6] = {&STEPS, &KILLED, &FAILS, &ENDLESS, &BREAKS, NULL};

struct new_job {
    const char *kind;
    struct job job;
    bool found;
};
static bool create_run(struct ctx *c, void *arg)
{
    struct new_job *n = arg;
    return job_create(c, str_of(n->kind), STR("s1"), &n->job);
}
static bool get_run(struct ctx *c, void *arg)
{
    struct new_job *n = arg;
    return job_get(c, n->job.id, &n->job);
}
static bool cancel_run(struct ctx *c, void *arg)
{
    struct new_job *n = arg;
    return job_cancel(c, n->job.id, &n->job);
}
static bool subject_run(struct ctx *c, void *arg)
{
    struct new_job *n = arg;
    return job_of_subject(c, str_of(n->kind), STR("s1"), &n->job, &n->found);
}

static void pause_ms(int64_t ms)
{
    struct timespec t = {.tv_sec = 0, .tv_nsec = ms * 1000000};
    (void)nanosleep(&t, NULL);
}

static void test_done_and_failed(struct frame *f)
{
    struct ctx c;
    struct new_job good = {.kind = "steps"}, bad = {.kind = "fails"}, odd = {.kind = "unheard"},
                   breaks = {.kind = "breaks"};
    ctx_of(f, &c, f->north);
    CHECK(app_run(&c, TX_WRITE, create_run, &good) && good.job.state == JOB_QUEUED);
    CHECK(app_run(&c, TX_WRITE, create_run, &bad) && app_run(&c, TX_WRITE, create_run, &odd));
    CHECK(app_run(&c, TX_WRITE, create_run, &breaks));
    jobs_wait_idle(f->app.jobs);
    CHECK_ROW("a job gets done", app_run(&c, TX_READ, get_run, &good) && good.job.state == JOB_DONE);
    CHECK_ROW("with its progress", good.job.done == CHUNKS && good.job.total == CHUNKS && good.job.chunk == CHUNKS);
    CHECK_ROW("and its times", good.job.started.us == NOW_US && good.job.finished.us == NOW_US);
    CHECK_ROW("each chunk had its effect once", effects(f, good.job.id) == CHUNKS);
    CHECK_ROW("its finish ran once in the end", effects(f, STR("done")) == 1);
    CHECK_ROW("a job fails", app_run(&c, TX_READ, get_run, &bad) && bad.job.state == JOB_FAILED);
    CHECK_ROW("and says why in both languages", str_find(bad.job.failure, STR("账号 <b>x</b> 已被使用")) < bad.job.failure.n &&
                                                    str_find(bad.job.failure, STR("is taken")) < bad.job.failure.n);
    CHECK_ROW("the chunk before stays", effects(f, bad.job.id) == 1 && effects(f, STR("failed")) == 1);
    CHECK_ROW("an unknown kind fails", app_run(&c, TX_READ, get_run, &odd) && odd.job.state == JOB_FAILED);
    CHECK_ROW("a job that breaks fails", app_run(&c, TX_READ, get_run, &breaks) && breaks.job.state == JOB_FAILED);
    CHECK_ROW("people do not see what is behind", str_find(breaks.job.failure, STR("fire")) == breaks.job.failure.n);
    CHECK_ROW("the log does, once", f->logged == 1 && f->log_ok);
    good.job = (struct job){0};
    CHECK_ROW("a subject's job is found", app_run(&c, TX_READ, subject_run, &good) && good.found && good.job.id.n == 36);
    CHECK_ROW("a job that is over cannot be cancelled",
              !app_run(&c, TX_WRITE, cancel_run, &good) && c.err.code == ERR_CONFLICT);
    ctx_of(f, &c, f->south);
    CHECK_ROW("another zone does not see it", !app_run(&c, TX_READ, get_run, &good) && c.err.code == ERR_NOT_FOUND);
}

static void test_cancel(struct frame *f)
{
    struct ctx c;
    struct new_job endless = {.kind = "endless"};
    ctx_of(f, &c, f->north);
    CHECK(app_run(&c, TX_WRITE, create_run, &endless));
    for (int i = 0; i < 500 && endless.job.chunk < 2; i++) {
        pause_ms(10);
        CHECK(app_run(&c, TX_READ, get_run, &endless));
    }
    CHECK_ROW("it runs", endless.job.state == JOB_RUNNING && endless.job.chunk >= 2);
    CHECK_ROW("and is cancelled", app_run(&c, TX_WRITE, cancel_run, &endless) && endless.job.state == JOB_CANCELLED);
    CHECK_ROW("on record", c.audited == 1);
    struct new_job next = {.kind = "steps"};
    CHECK(app_run(&c, TX_WRITE, create_run, &next));
    jobs_wait_idle(f->app.jobs);
    pause_ms(50);
    CHECK_ROW("the worker goes on with the next", app_run(&c, TX_READ, get_run, &next) && next.job.state == JOB_DONE);
    CHECK_ROW("the cancelled one stays cancelled",
              app_run(&c, TX_READ, get_run, &endless) && endless.job.state == JOB_CANCELLED);
    CHECK_ROW("its finish ran once", effects(f, STR("cancelled")) == 1);
}

/* A stopped program leaves its job; the next start goes on with it. */
static void test_stop(struct frame *f)
{
    struct ctx c;
    struct new_job endless = {.kind = "endless"};
    ctx_of(f, &c, f->north);
    CHECK(app_run(&c, TX_WRITE, create_run, &endless));
    for (int i = 0; i < 500 && endless.job.chunk < 2; i++) {
        pause_ms(10);
        CHECK(app_run(&c, TX_READ, get_run, &endless));
    }
    app_close(&f->app);
    open_app(f, false);
    ctx_of(f, &c, f->north);
    CHECK_ROW("a stop leaves it running", app_run(&c, TX_READ, get_run, &endless) && endless.job.state == JOB_RUNNING);
    CHECK_ROW("it can be cancelled without a worker", app_run(&c, TX_WRITE, cancel_run, &endless));
}

static void test_kill(struct frame *f)
{
    struct ctx c;
    struct new_job killed = {.kind = "killed"};
    int status = 0;
    ctx_of(f, &c, f->north);
    CHECK(app_run(&c, TX_WRITE, create_run, &killed));
    app_close(&f->app);
    pid_t child = fork();
    if (child == 0) {
        setenv("NQ_TEST_DIE", "1", 1);
        open_app(f, true);
        for (;;) pause_ms(100);
    }
    CHECK(waitpid(child, &status, 0) == child);
    CHECK_ROW("it was killed in the middle", WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    open_app(f, true);
    ctx_of(f, &c, f->north);
    jobs_wait_idle(f->app.jobs);
    CHECK_ROW("the next start finishes it", app_run(&c, TX_READ, get_run, &killed) && killed.job.state == JOB_DONE);
    CHECK_ROW("no chunk twice, none left out", killed.job.chunk == CHUNKS && effects(f, killed.job.id) == CHUNKS);
}

static void test_jobs(bool pg)
{
    struct frame f;
    frame_open(&f, pg, true);
    test_done_and_failed(&f);
    test_cancel(&f);
    test_stop(&f);
    test_kill(&f);
    frame_close(&f);
}

/* ---- the program ---- */
enum { THREADS = 6, RECORDS = 40 };

static void *recorder(void *arg)
{
    struct frame *f = arg;
    struct arena *a = arena_new();
    for (int i = 0; i < RECORDS; i++) {
        struct ctx c;
        struct audit_entry e = {.action = STR("race"), .subject_kind = STR("x"), .subject_id = STR("1")};
        ctx_init(&c, &f->app, a);
        c.zone_id = f->south;
        c.actor.system = true;
        if (!app_run(&c, TX_WRITE, record_run, &e)) die(&c.err, "recorder");
        arena_reset(a);
    }
    arena_free(a);
    return NULL;
}

/* Many at once share commits; the chain has no gap and no fork. */
static void test_many_writers(bool pg)
{
    struct frame f;
    pthread_t threads[THREADS];
    frame_open(&f, pg, false);
    for (size_t i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, recorder, &f) != 0) abort();
    for (size_t i = 0; i < THREADS; i++) (void)pthread_join(threads[i], NULL);
    struct audit_verdict v = verify(&f, f.south, (struct str){0});
    CHECK_ROW("every record of six threads is in the chain", v.sound && v.checked_to == THREADS * RECORDS + 1);
    CHECK_ROW("the other zone's chain is its own", verify(&f, f.north, (struct str){0}).checked_to == 1);
    frame_close(&f);
}

static bool touch_zone(struct ctx *c, void *arg)
{
    (void)arg;
    return audit_record(c, &(struct audit_entry){.action = STR("posted")});
}

static void test_program(bool pg)
{
    struct frame f;
    struct err e = {0};
    struct app second = {0};
    struct ctx c;
    frame_open(&f, pg, false);
    e.arena = f.arena;
    const struct app_options o = {.data_dir = f.db.folder, .store_url = f.db.url};
    CHECK_ROW("a second program on the same data is refused", !app_open(&second, &e, &o) && e.code == ERR_BUSY);
    err_clear(&e);
    const struct app_options missing = {.data_dir = STR("/tmp/nq-does-not-exist"), .store_url = f.db.url};
    CHECK_ROW("a missing data folder is refused", !app_open(&second, &e, &missing) && e.code == ERR_INTERNAL);
    ctx_of(&f, &c, f.north);
    app_post(&c, arena_new(), touch_zone, NULL);
    app_close(&f.app); /* drains */
    open_app(&f, false);
    CHECK_ROW("what was posted is done before the end", verify(&f, f.north, (struct str){0}).head_seq == 2);
    ctx_of(&f, &c, (struct str){0});
    struct str bad = STR("North Zone"), taken = STR("north");
    CHECK_ROW("a zone code with a blank is refused", !app_run(&c, TX_WRITE, make_zone, &bad) && c.err.code == ERR_INVALID);
    CHECK_ROW("a taken zone code is refused", !app_run(&c, TX_WRITE, make_zone, &taken) && c.err.code == ERR_CONFLICT);
    CHECK_ROW("the date is the zone's: at 20:30 UTC China has tomorrow",
              (c.now.us = NOW_US + INT64_C(12) * 3600 * 1000000, ctx_today(&c).d == 15));
    frame_close(&f);
}

int main(void)
{
    for (int pg = 0; pg <= testdb_has_pg(); pg++) {
        test_program(pg);
        test_audit(pg);
        test_jobs(pg);
        test_many_writers(pg);
    }
    if (!testdb_has_pg()) CHECK_SKIP(1, "no PostgreSQL: the frame ran on SQLite alone");
    return check_end();
}
