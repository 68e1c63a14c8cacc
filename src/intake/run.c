/* run.c - the job "import": reads the stored file in chunks, each applied once.
 *
 * Two threads: one reads and judges the next chunk while this one finds, applies and waits for the writer.  A chunk is
 * always the same INTAKE_CHUNK rows of the file, so after a restart the first job->chunk chunks are read again only for
 * the codes they hold. */
#include "app/app.h"
#include "app/audit.h"
#include "attach/blob.h"
#include "intake/change.h"
#include "intake/intake_impl.h"
#include "intake_sql.h"
#include "json/json.h"
#include <pthread.h>

enum {
    TRIES = 5
};

/* ---- the reading thread ---- */

struct reader {
    struct source source;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct chunk *ready; /* read but not taken yet */
    bool failed, stop, finished;
    struct arena *err_arena;
    struct err err;
    int64_t skip; /* chunks applied before a restart */
};

static struct chunk *chunk_new(void)
{
    struct arena *a = arena_new();
    struct chunk *k = ARENA_NEW(a, struct chunk);
    k->arena = a;
    return k;
}

/* Hands a chunk over; false when nobody wants more. */
static bool hand_over(struct reader *r, struct chunk *k)
{
    pthread_mutex_lock(&r->lock);
    while (r->ready && !r->stop)
        pthread_cond_wait(&r->changed, &r->lock);
    bool wanted = !r->stop;
    if (wanted) r->ready = k;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    if (!wanted) arena_free(k->arena);
    return wanted;
}

static void *read_all(void *arg)
{
    struct reader *r = arg;
    bool last = false, good = true, wanted = true;
    for (int64_t n = 0; good && wanted && !last; n++) {
        struct chunk *k = chunk_new();
        good = source_chunk(&r->source, &r->err, INTAKE_CHUNK, n < r->skip, k);
        last = k->last;
        if (good && n >= r->skip)
            wanted = hand_over(r, k);
        else
            arena_free(k->arena);
    }
    pthread_mutex_lock(&r->lock);
    r->failed = !good;
    r->finished = true;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

/* The next chunk; NULL when there is none (failed tells). */
static struct chunk *take(struct reader *r, bool *failed)
{
    pthread_mutex_lock(&r->lock);
    while (!r->ready && !r->finished)
        pthread_cond_wait(&r->changed, &r->lock);
    struct chunk *k = r->ready;
    r->ready = NULL;
    *failed = !k && r->failed;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    return k;
}

/* ---- one chunk ---- */

struct step {
    const struct import *import;
    struct chunk *chunk;
    int64_t chunk_no;
    bool find_again; /* in the writer, where nobody can come between */
};

static bool classify(struct ctx *c, void *arg)
{
    const struct step *s = arg;
    return chunk_classify(c, s->import->kind, s->chunk);
}

/* 'c' created, 'u' updated, '=' unchanged, 'r' rejected, 'q' quarantined; upper case or '!' with a remark. */
static char letter(const struct item *item)
{
    static const char PLAIN[] = " cu=rq", MARKED[] = " CU!RQ";
    return item->j.notes.count ? MARKED[item->result] : PLAIN[item->result];
}

static void digest_row(struct sha256 *h, struct arena *a, const struct item *item)
{
    const struct judged *j = &item->j;
    struct str id = item->work          ? item->work->id
                    : item->worker_work ? item->worker_work->id
                    : item->year_work   ? item->year_work->enterprise_id
                                        : (struct str){0};
    sha256_add_field(h, arena_printf(a, "%" PRId64 "%c", j->row, letter(item)));
    sha256_add_field(h, id);
    for (size_t i = 0; i < j->code_count; i++)
        sha256_add_field(h, j->codes[i].value);
}

static void add_issues(struct ctx *c, const struct step *s, const struct item *item, struct list *issues)
{
    for (size_t i = 0; i < item->j.notes.count; i++) {
        const struct note *n = LIST_AT(&item->j.notes, const struct note, i);
        struct stored_note stored = note_store(c->arena, s->import->kind, n);
        struct note_args args = {.args = stored.args};
        *LIST_ADD(c->arena, issues, struct intake_params) =
            (struct intake_params){.zone_id = c->zone_id,
                                   .import_id = s->import->id,
                                   .row_no = item->j.row,
                                   .issue_no = (int64_t)i + 1,
                                   .column_no = stored.column,
                                   .severity = n->severity,
                                   .message = stored.message,
                                   .args = intake_json(c->arena, &NOTE_ARGS, &args)};
    }
}

/* What a created or updated row did, for the trail of its enterprise. */
static void add_change(struct ctx *c, const struct step *s, const struct item *item, struct list *changes)
{
    if (item->result != RESULT_CREATED && item->result != RESULT_UPDATED) return;
    struct import_change *row = LIST_ADD(c->arena, changes, struct import_change);
    *row = (struct import_change){.zone_id = c->zone_id,
                                  .import_id = s->import->id,
                                  .chunk_no = s->chunk_no,
                                  .row_no = item->j.row,
                                  .at = c->now,
                                  .enterprise_id = item->work ? item->work->id : item->owner->id,
                                  .origin = STR("import"),
                                  .kind = s->import->kind,
                                  .outcome = item->result};
    if (item->worker_work) row->subject = item->worker_work->id;
    if (item->year_work) row->subject = arena_printf(c->arena, "%" PRId64, item->year_work->year);
    if (item->result != RESULT_UPDATED) return;
    struct field_changes box = {draft_changes(c->arena, s->import->kind, item->was, item_draft(item))};
    row->changes = intake_json(c->arena, &FIELD_CHANGES, &box);
}

static void add_quarantined(struct ctx *c, const struct step *s, const struct item *item, struct list *rows)
{
    struct cell_box cells = {0};
    struct stored_notes notes = {0};
    for (size_t i = 0; i < item->j.cells.count; i++) {
        struct quarantine_cell *cell = LIST_ADD(c->arena, &cells.cells, struct quarantine_cell);
        const struct import_column *column =
            i < s->import->columns.count ? LIST_AT(&s->import->columns, const struct import_column, i) : NULL;
        *cell = (struct quarantine_cell){
            .column = (int64_t)i,
            .value = cell_kept(c->arena, s->import->kind, *LIST_AT(&item->j.cells, struct str, i))};
        if (column) {
            cell->header = column->header;
            cell->field = column->field;
        }
    }
    for (size_t i = 0; i < item->j.notes.count; i++)
        *LIST_ADD(c->arena, &notes.notes, struct stored_note) =
            note_store(c->arena, s->import->kind, LIST_AT(&item->j.notes, const struct note, i));
    *LIST_ADD(c->arena, rows, struct intake_params) =
        (struct intake_params){.zone_id = c->zone_id,
                               .id = ctx_new_id(c),
                               .import_id = s->import->id,
                               .row_no = item->j.row,
                               .digest = item->j.digest,
                               .name = item->j.name,
                               .code = item->j.code,
                               .cells_json = intake_json(c->arena, &CELL_BOX, &cells),
                               .reasons_json = intake_json(c->arena, &STORED_NOTES, &notes)};
}

static bool bulk(struct ctx *c, const struct sql *q, const struct list *items)
{
    return items->count == 0 || db_bulk(c->db, c->arena, &c->err, q, &INTAKE_PARAMS, items);
}

/* Everything a chunk does, in one transaction with its number. */
static bool apply(struct ctx *c, void *arg)
{
    const struct step *s = arg;
    struct chunk *k = s->chunk;
    struct list issues = {0}, rows = {0}, changes = {0};
    struct str changed;
    if (s->find_again && !chunk_classify(c, s->import->kind, k)) return false;
    if (!chunk_write(c, s->import->kind, k)) return false;
    struct sha256 *h = sha256_begin(c->arena);
    char *results = arena_alloc(c->arena, k->items.count + 1);
    for (size_t i = 0; i < k->items.count; i++) {
        const struct item *item = LIST_AT(&k->items, const struct item, i);
        results[i] = letter(item);
        digest_row(h, c->arena, item);
        add_issues(c, s, item, &issues);
        add_change(c, s, item, &changes);
        if (item->result == RESULT_QUARANTINED) add_quarantined(c, s, item, &rows);
    }
    if (!import_changes_write(c, &changes, &changed)) return false;
    struct intake_params p = {.zone_id = c->zone_id,
                              .id = s->import->id,
                              .import_id = s->import->id,
                              .chunk_no = s->chunk_no,
                              .row_count = (int64_t)k->items.count,
                              .results = {results, k->items.count},
                              .digest = sha256_end(h, c->arena),
                              .changes_digest = changed,
                              .rows = k->counts.rows,
                              .created = k->counts.created,
                              .updated = k->counts.updated,
                              .unchanged = k->counts.unchanged,
                              .rejected = k->counts.rejected,
                              .quarantined = k->counts.quarantined,
                              .warned = k->counts.warned};
    return bulk(c, &SQL_IMPORT_ISSUE_INSERT, &issues) && bulk(c, &SQL_QUARANTINE_INSERT, &rows) &&
           ctx_exec(c, &SQL_IMPORT_CHUNK_INSERT, &INTAKE_PARAMS, &p) &&
           ctx_change(c, &SQL_IMPORT_ADD_COUNTS, &INTAKE_PARAMS, &p);
}

static bool lease_gone(const struct err *e)
{
    return e->message.id == MSG_JOB_CANCELLED || e->message.id == MSG_JOB_LOST;
}

/* Somebody may change an enterprise between finding and writing it: then find again, at last in the writer itself. */
static bool work_chunk(struct ctx *c, struct job *job, const struct import *import, struct chunk *k, int64_t done)
{
    struct step s = {.import = import, .chunk = k, .chunk_no = job->chunk + 1};
    int64_t total = k->last ? done : k->permille > 0 ? done * 1000 / k->permille : 0;
    for (int tries = 0; tries < TRIES; tries++) {
        s.find_again = tries + 1 == TRIES;
        if (!job_read(c, classify, &s)) return false;
        if (job_apply(c, job, done, total < done ? done : total, apply, &s)) return true;
        bool again = (c->err.code == ERR_CONFLICT && !lease_gone(&c->err)) || c->err.code == ERR_STALE;
        if (!again) return false;
        err_clear(&c->err);
    }
    const struct item *first = LIST_AT(&k->items, const struct item, 0);
    return fail(&c->err, ERR_CONFLICT, M(IMPORT_CHANGED_MEANWHILE), I("row", first->j.row));
}

/* ---- the job ---- */

struct job_state_of {
    struct import import;
    struct places places;
    struct str id;
};

static bool load(struct ctx *c, void *arg)
{
    struct job_state_of *s = arg;
    return import_load(c, s->id, &s->import) && places_load(c, &s->places);
}

/* A failure outlives the arena it was made in. */
static void err_move(struct err *to, const struct err *from)
{
    struct arena *a = to->arena;
    if (to->code != ERR_NONE) return;
    struct msg_part *parts = ARENA_ARRAY(a, struct msg_part, from->message.arg_count + 2);
    parts[0] = (struct msg_part){.kind = MSG_PART_ID, .id = from->message.id};
    for (size_t i = 0; i < from->message.arg_count; i++)
        parts[i + 1] = from->message.args[i];
    parts[from->message.arg_count + 1].kind = MSG_PART_END;
    (void)fail_parts(to, from->code, parts);
    to->debug = arena_str(a, from->debug);
}

static bool consume(struct ctx *c, struct job *job, const struct import *import, struct reader *r)
{
    int64_t done = job->done;
    for (;;) {
        bool failed = false;
        struct chunk *k = take(r, &failed);
        if (failed) {
            err_move(&c->err, &r->err);
            return false;
        }
        if (!k) return true; /* all of it was applied before a restart */
        struct ctx own = *c;
        own.arena = k->arena;
        own.err = (struct err){.arena = k->arena};
        done += (int64_t)k->items.count;
        bool last = k->last, good = k->items.count == 0 || work_chunk(&own, job, import, k, done);
        if (!good) err_move(&c->err, &own.err);
        arena_free(k->arena);
        if (!good || last) return good;
    }
}

static bool run(struct ctx *c, struct job *job)
{
    struct job_state_of s = {.id = job->subject_id};
    if (!job_read(c, load, &s)) return false;
    struct reader r = {.skip = job->chunk, .err_arena = arena_new()};
    struct ctx keys = *c;
    r.err = (struct err){.arena = r.err_arena};
    struct str path = import_path(c, &s.import);
    bool good = source_open(&r.source, &keys, &c->err, &s.import, path, &s.places, ctx_today(c));
    if (good) {
        pthread_t thread;
        pthread_mutex_init(&r.lock, NULL);
        pthread_cond_init(&r.changed, NULL);
        int rc = pthread_create(&thread, NULL, read_all, &r);
        assert(rc == 0);
        good = consume(c, job, &s.import, &r);
        pthread_mutex_lock(&r.lock);
        r.stop = true;
        pthread_cond_broadcast(&r.changed);
        pthread_mutex_unlock(&r.lock);
        pthread_join(thread, NULL);
        if (r.ready) arena_free(r.ready->arena);
        pthread_cond_destroy(&r.changed);
        pthread_mutex_destroy(&r.lock);
    }
    source_close(&r.source);
    arena_free(r.err_arena);
    return good;
}

/* ---- the receipt ---- */

/** What the audit trail keeps of an import. */
struct import_receipt {
    int32_t kind;
    struct str file_name, file_hash;
    int64_t rows, created, updated, unchanged, rejected, quarantined, warned;
    struct str digest, changes_digest, failure;
    struct str id;
};
static const struct field receipt_fields[] = {
    FIELD_E(struct import_receipt, kind, IMPORT_KIND_NAMES),
    FIELD(struct import_receipt, file_name),
    FIELD(struct import_receipt, file_hash),
    FIELD(struct import_receipt, rows),
    FIELD(struct import_receipt, created),
    FIELD(struct import_receipt, updated),
    FIELD(struct import_receipt, unchanged),
    FIELD(struct import_receipt, rejected),
    FIELD(struct import_receipt, quarantined),
    FIELD(struct import_receipt, warned),
    FIELD(struct import_receipt, digest),
    FIELD(struct import_receipt, changes_digest),
    FIELD(struct import_receipt, failure),
    FIELD(struct import_receipt, id),
};
static const struct record RECEIPT = RECORD(import_receipt, receipt_fields);

/* SHA-256 over the digests of all chunks in their order: of their rows, and of the changes these made. */
static bool whole_digests(struct ctx *c, struct str import_id, struct import_receipt *out)
{
    struct sha256 *h = sha256_begin(c->arena), *changes = sha256_begin(c->arena);
    struct intake_params p = intake_params(c);
    p.import_id = import_id;
    p.limit = 1000;
    for (bool more = true; more;) {
        struct list rows = {0};
        if (!ctx_rows(c, &SQL_IMPORT_CHUNK_FROM, &INTAKE_PARAMS, &p, &CHUNK_ROW, &rows)) return false;
        for (size_t i = 0; i < rows.count; i++) {
            const struct chunk_row *row = LIST_AT(&rows, const struct chunk_row, i);
            sha256_add_field(h, row->digest);
            if (row->changes_digest.n) sha256_add_field(changes, row->changes_digest);
            p.chunk_no = row->chunk_no + 1;
        }
        more = (int64_t)rows.count == p.limit;
    }
    out->digest = sha256_end(h, c->arena);
    out->changes_digest = sha256_end(changes, c->arena);
    return true;
}

static bool finish(struct ctx *c, const struct job *job)
{
    struct import i = {0};
    struct import_receipt r = {0};
    struct str failure = job->failure;
    if (!import_load(c, job->subject_id, &i) || !whole_digests(c, i.id, &r)) return false;
    if (job->state == JOB_CANCELLED) /* kept for readers of both languages, like the failures of jobs */
        failure = arena_printf(c->arena, "%.*s / %.*s", STR_ARG(msg_plain(LANG_ZH, MSG_IMPORT_CANCELLED)),
                               STR_ARG(msg_plain(LANG_EN, MSG_IMPORT_CANCELLED)));
    assert(i.rows == i.created + i.updated + i.unchanged + i.rejected + i.quarantined);
    r = (struct import_receipt){.kind = i.kind,
                                .file_name = i.file_name,
                                .file_hash = i.file_hash,
                                .rows = i.rows,
                                .created = i.created,
                                .updated = i.updated,
                                .unchanged = i.unchanged,
                                .rejected = i.rejected,
                                .quarantined = i.quarantined,
                                .warned = i.warned,
                                .digest = r.digest,
                                .changes_digest = r.changes_digest,
                                .id = i.id,
                                .failure = failure};
    struct intake_params p = intake_params(c);
    p.id = i.id;
    p.state = str_of(IMPORT_STATE_NAMES.names[job->state == JOB_DONE ? IMPORT_DONE : IMPORT_FAILED]);
    p.failure = failure;
    p.digest = r.digest;
    p.finished_at = c->now;
    if (!ctx_exec(c, &SQL_IMPORT_SET_FINISHED, &INTAKE_PARAMS, &p)) return false;
    return audit_record(c, &(struct audit_entry){.action = STR("import.finish"),
                                                 .subject_kind = STR("import"),
                                                 .subject_id = i.id,
                                                 .subject_name = i.file_name,
                                                 .after = audit_json(c, &RECEIPT, &r)});
}

/* Does the table of changes still give the digest of the receipt? */
static bool prove(struct ctx *c, struct str after, bool *holds, int64_t *rows)
{
    struct import_receipt r = {0};
    struct str digest;
    if (!json_decode(c->arena, &c->err, &RECEIPT, after, &r))
        return fail_internal(&c->err, "the receipt of an import is damaged");
    if (!import_changes_digest(c, r.id, &digest, rows)) return false;
    *holds = str_eq(digest, r.changes_digest);
    return true;
}

const struct job_kind INTAKE_JOB = {
    .name = "import", .run = run, .finish = finish, .claim = "import.finish", .prove = prove};
