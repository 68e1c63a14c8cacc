/* change.c - see change.h. */
#include "intake/change.h"
#include "app/crypto.h"
#include "intake/intake_impl.h"
#include "intake_sql.h"

static const struct field change_fields[] = {
    FIELD(struct field_change, field, .required = true, .zh = "字段", .en = "Field"),
    FIELD(struct field_change, before, .max = SHEET_CELL_MAX, .zh = "变更前", .en = "Before"),
    FIELD(struct field_change, after, .max = SHEET_CELL_MAX, .zh = "变更后", .en = "After"),
};
const struct record FIELD_CHANGE = RECORD(field_change, change_fields);
static const struct field changes_fields[] = {FIELD_L(struct field_changes, changes, FIELD_CHANGE)};
const struct record FIELD_CHANGES = RECORD(field_changes, changes_fields);

static const struct field row_fields[] = {
    FIELD(struct import_change, zone_id),
    FIELD(struct import_change, import_id),
    FIELD(struct import_change, chunk_no),
    FIELD(struct import_change, row_no),
    FIELD(struct import_change, at),
    FIELD(struct import_change, enterprise_id),
    FIELD(struct import_change, origin),
    FIELD_E(struct import_change, kind, IMPORT_KIND_NAMES),
    FIELD(struct import_change, subject),
    FIELD_E(struct import_change, outcome, IMPORT_RESULT_NAMES),
    FIELD(struct import_change, changes),
};
const struct record IMPORT_CHANGE = RECORD(import_change, row_fields);

static const struct field receipt_fields[] = {
    FIELD(struct quarantine_receipt, id),
    FIELD(struct quarantine_receipt, import_id),
    FIELD(struct quarantine_receipt, file_name),
    FIELD_E(struct quarantine_receipt, kind, IMPORT_KIND_NAMES),
    FIELD(struct quarantine_receipt, row),
    FIELD(struct quarantine_receipt, name, .max = SHEET_CELL_MAX),
    FIELD(struct quarantine_receipt, code, .max = SHEET_CELL_MAX),
    FIELD_E(struct quarantine_receipt, state, QUARANTINE_STATE_NAMES),
    FIELD_E(struct quarantine_receipt, outcome, IMPORT_RESULT_NAMES),
    FIELD_L(struct quarantine_receipt, changes, FIELD_CHANGE),
};
const struct record QUARANTINE_RECEIPT = RECORD(quarantine_receipt, receipt_fields);

/* ---- what differs ---- */

/* A worker's fields; numbers only as they are shown, masked. */
static const struct field worker_fields[] = {
    FIELD(struct worker_draft, name),       FIELD(struct worker_draft, birth),
    FIELD(struct worker_draft, household),  FIELD_E(struct worker_draft, degree, DEGREE_NAMES),
    FIELD_E(struct worker_draft, title, TITLE_NAMES), FIELD(struct worker_draft, hired_on),
    FIELD(struct worker_draft, left_on),    FIELD(struct worker_draft, phone_masked),
};
static const struct record WORKER_CHANGES = RECORD(worker_draft, worker_fields);
static const struct field year_fields[] = {
    FIELD(struct year_draft, headcount),
    FIELD(struct year_draft, revenue_fen),
    FIELD(struct year_draft, assets_fen),
    FIELD(struct year_draft, source),
};
static const struct record YEAR_CHANGES = RECORD(year_draft, year_fields);

/* Places are typed as codes or names: their ids tell whether they differ. */
static bool same_place(const struct field *f, const struct enterprise_draft *a, const struct enterprise_draft *b)
{
    if (strcmp(f->name, "area") == 0) return str_eq(a->area_id, b->area_id);
    return strcmp(f->name, "department") == 0 && str_eq(a->department_id, b->department_id);
}

struct list draft_changes(struct arena *a, int32_t kind, const void *before, const void *after)
{
    const struct record *rec = kind == IMPORT_ENTERPRISE ? &ENTERPRISE_DRAFT
                               : kind == IMPORT_WORKER   ? &WORKER_CHANGES
                                                         : &YEAR_CHANGES;
    struct list out = {0};
    for (size_t i = 0; i < rec->count; i++) {
        const struct field *f = &rec->fields[i];
        struct str was = field_to_sql(a, f, before), is = field_to_sql(a, f, after);
        if (is.n == 0 || str_eq(was, is)) continue; /* an empty cell leaves what is stored */
        if (kind == IMPORT_ENTERPRISE && same_place(f, before, after)) continue;
        *LIST_ADD(a, &out, struct field_change) = (struct field_change){str_of(f->name), was, is};
    }
    return out;
}

/* ---- digests ---- */

static void digest_row(struct sha256 *h, struct arena *a, const struct import_change *r)
{
    for (size_t i = 0; i < IMPORT_CHANGE.count; i++)
        sha256_add_field(h, field_to_sql(a, &IMPORT_CHANGE.fields[i], r));
}

bool import_changes_write(struct ctx *c, const struct list *rows, struct str *digest)
{
    *digest = (struct str){0};
    if (rows->count == 0) return true;
    struct sha256 *h = sha256_begin(c->arena);
    for (size_t i = 0; i < rows->count; i++) {
        const struct import_change *r = LIST_AT(rows, const struct import_change, i);
        assert(i == 0 || r->row_no > LIST_AT(rows, const struct import_change, i - 1)->row_no);
        digest_row(h, c->arena, r);
    }
    *digest = sha256_end(h, c->arena);
    return db_bulk(c->db, c->arena, &c->err, &SQL_CHANGE_INSERT, &IMPORT_CHANGE, rows);
}

/* A digest computed again, across pages. */
struct again {
    struct sha256 *whole, *chunk; /* chunk NULL: none is open */
    struct import_change from;    /* the last row: the next page begins behind it */
    int64_t rows;
};

static void chunk_close(struct again *x, struct arena *a)
{
    if (x->chunk) sha256_add_field(x->whole, sha256_end(x->chunk, a));
    x->chunk = NULL;
}

/* One page of rows, in an arena of its own. */
static bool page_add(struct ctx *c, struct arena *page, struct again *x, bool *end)
{
    struct list rows = {0};
    if (!db_rows(c->db, page, &c->err, &SQL_CHANGE_FROM, &IMPORT_CHANGE, &x->from, &IMPORT_CHANGE, &rows)) return false;
    for (size_t i = 0; i < rows.count; i++) {
        const struct import_change *r = LIST_AT(&rows, const struct import_change, i);
        if (r->chunk_no != x->from.chunk_no) chunk_close(x, page);
        if (!x->chunk) x->chunk = sha256_begin(c->arena);
        x->from.chunk_no = r->chunk_no;
        x->from.row_no = r->row_no;
        digest_row(x->chunk, page, r);
    }
    x->rows += (int64_t)rows.count;
    *end = rows.count == 0;
    return true;
}

bool import_changes_digest(struct ctx *c, struct str import_id, struct str *digest, int64_t *rows)
{
    struct again x = {.whole = sha256_begin(c->arena), .from = {.zone_id = c->zone_id, .import_id = import_id}};
    struct arena *page = arena_new();
    bool good = true, end = false;
    while (good && !end) {
        good = page_add(c, page, &x, &end);
        arena_reset(page);
    }
    chunk_close(&x, page);
    *digest = sha256_end(x.whole, c->arena);
    *rows = x.rows;
    arena_free(page);
    return good;
}
