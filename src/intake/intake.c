/* intake.c - an import from upload to start: headings, mapping, preview. */
#include "app/app.h"
#include "app/audit.h"
#include "attach/blob.h"
#include "intake/intake_impl.h"
#include "intake_sql.h"
#include "json/json.h"

enum {
    HEAD_ROWS = 10,
    SAMPLES = 3,
    SAMPLE_CHARS = 40,
    PAGE_DEFAULT = 50,
    COUNT_CAP = 10000
};

/* ---- headings ---- */

/* How many fields the cells of a row name, as headings. */
static size_t named_fields(struct arena *a, const struct schema *s, const struct sheet_row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < row->count; i++)
        n += heading_field(a, s, row->cells[i].text) >= 0;
    return n;
}

static void copy_row(struct arena *a, const struct sheet_row *row, struct list *out)
{
    struct list *cells = LIST_ADD(a, out, struct list);
    for (size_t i = 0; i < row->count; i++)
        *LIST_ADD(a, cells, struct str) = arena_str(a, row->cells[i].text);
}

/* A field belongs to the first heading that names it. */
static void match_columns(struct arena *a, const struct schema *s, const struct list *cells, struct import *out)
{
    bool taken[SHEET_COLUMNS_MAX] = {false};
    size_t width = cells->count;
    while (width && str_trim(*LIST_AT(cells, struct str, width - 1)).n == 0)
        width--;
    for (size_t i = 0; i < width; i++) {
        struct import_column *c = LIST_ADD(a, &out->columns, struct import_column);
        c->index = (int64_t)i;
        c->header = str_trim(*LIST_AT(cells, struct str, i));
        if (c->header.n == 0) c->header = STR("");
        int32_t field = heading_field(a, s, c->header);
        if (field < 0 || taken[field]) continue;
        taken[field] = true;
        c->field = str_of(s->fields[field].name);
    }
}

static void add_samples(struct arena *a, const struct list *cells, struct import *out)
{
    for (size_t i = 0; i < cells->count && i < out->columns.count; i++) {
        struct import_column *c = LIST_AT(&out->columns, struct import_column, i);
        struct str s = cell_kept(a, out->kind, str_trim(*LIST_AT(cells, struct str, i)));
        if (s.n == 0 || c->samples.l.count == SAMPLES) continue;
        size_t at = 0;
        for (size_t n = 0; at < s.n && n < SAMPLE_CHARS; n++)
            (void)utf8_next(s, &at);
        *LIST_ADD(a, &c->samples.l, struct str) = str_sub(s, 0, at);
    }
}

/* The row of the first few that names the most fields is the heading; a title above it is skipped. */
static bool find_headings(struct ctx *c, struct sheet *sheet, const struct schema *s, struct import *out)
{
    struct list rows = {0};
    int64_t numbers[HEAD_ROWS] = {0};
    size_t best = 0, most = 0;
    bool end = false;
    while (rows.count < HEAD_ROWS) {
        struct sheet_row row;
        if (!sheet_next(sheet, &c->err, &row, &end)) return false;
        if (end) break;
        size_t named = named_fields(c->arena, s, &row);
        if (named > most) {
            most = named;
            best = rows.count;
        }
        numbers[rows.count] = row.number;
        copy_row(c->arena, &row, &rows);
    }
    if (rows.count == 0) return fail(&c->err, ERR_MALFORMED, M(IMPORT_NO_HEADINGS), I("rows", HEAD_ROWS));
    if (best + 1 == rows.count) return fail(&c->err, ERR_MALFORMED, M(IMPORT_NO_ROWS));
    out->header_row = numbers[best];
    match_columns(c->arena, s, LIST_AT(&rows, struct list, best), out);
    if (out->columns.count == 0) return fail(&c->err, ERR_MALFORMED, M(IMPORT_NO_HEADINGS), I("rows", HEAD_ROWS));
    for (size_t i = best + 1; i < rows.count; i++)
        add_samples(c->arena, LIST_AT(&rows, struct list, i), out);
    return true;
}

/* ---- states and what may be done ---- */

static bool has_field(const struct list *columns, const char *field)
{
    for (size_t i = 0; i < columns->count; i++)
        if (str_eq(LIST_AT(columns, const struct import_column, i)->field, str_of(field))) return true;
    return false;
}

/* The first required field that no column fills; NULL when all are. */
static const struct field *missing_field(const struct import *i)
{
    const struct schema *s = schema_of(i->kind);
    for (size_t k = 0; k < s->count; k++)
        if (schema_required(s, (int32_t)k) && !has_field(&i->columns, s->fields[k].name))
            return schema_draft_field(s, (int32_t)k);
    return NULL;
}

static int32_t state_of(const struct import *i)
{
    return missing_field(i) ? IMPORT_UPLOADED : IMPORT_MAPPED;
}

static void action(struct ctx *c, struct import *i, const char *name)
{
    *LIST_ADD(c->arena, &i->actions.l, struct str) = str_of(name);
}

static bool may_import(const struct ctx *c, int32_t kind)
{
    return ctx_may(c, RIGHT_ENTERPRISE_IMPORT) && (kind != IMPORT_WORKER || ctx_may(c, RIGHT_WORKER_EDIT));
}

static void set_actions(struct ctx *c, struct import *i)
{
    if (!may_import(c, i->kind)) return;
    if (i->state == IMPORT_UPLOADED || i->state == IMPORT_MAPPED) action(c, i, "map");
    if (i->state == IMPORT_MAPPED) action(c, i, "start");
    if (i->state == IMPORT_DONE || i->state == IMPORT_FAILED) action(c, i, "sheet");
    if (i->quarantine_open) action(c, i, "quarantine");
}

static bool require_import(struct ctx *c, int32_t kind)
{
    return ctx_require(c, RIGHT_ENTERPRISE_IMPORT) && (kind != IMPORT_WORKER || ctx_require(c, RIGHT_WORKER_EDIT));
}

/* ---- upload ---- */

bool import_receive(struct ctx *c, const struct import_new *in, struct str path, struct import *out)
{
    if (!require_import(c, in->kind)) return false;
    *out = (struct import){.kind = in->kind, .file_name = in->file_name};
    struct sheet *sheet = sheet_open(c->arena, &c->err, path);
    if (!sheet) return false;
    out->format = sheet_format(sheet) == SHEET_CSV ? IMPORT_CSV : IMPORT_XLSX;
    out->encoding = (int32_t)sheet_encoding(sheet) + 1;
    bool good = find_headings(c, sheet, schema_of(in->kind), out);
    sheet_close(sheet);
    struct blob blob;
    if (!good || !blob_put(c->arena, &c->err, c->app->data_dir, path, &blob)) return false;
    out->file_hash = blob.sha256;
    out->file_size = blob.size;
    return true;
}

static struct str columns_json(struct ctx *c, const struct list *columns)
{
    struct column_box box = {.columns = *columns};
    return intake_json(c->arena, &COLUMN_BOX, &box);
}

static bool audit(struct ctx *c, const char *what, const struct import *before, const struct import *after)
{
    return audit_record(c,
                        &(struct audit_entry){.action = str_of(what),
                                              .subject_kind = STR("import"),
                                              .subject_id = after->id,
                                              .subject_name = after->file_name,
                                              .before = before ? audit_json(c, &IMPORT_ITEM, before) : (struct str){0},
                                              .after = audit_json(c, &IMPORT_ITEM, after)});
}

bool import_create(struct ctx *c, const struct import_new *in, struct import *out)
{
    if (!require_import(c, in->kind)) return false;
    out->id = ctx_new_id(c);
    out->state = state_of(out);
    out->version = 1;
    out->actor_name = c->actor.name.p ? c->actor.name : STR("");
    out->uploaded_at = c->now;
    out->actions = (struct texts){0}; /* a write may run again */
    out->targets = schema_targets(c->arena, schema_of(out->kind));
    set_actions(c, out);
    struct intake_params p = {.zone_id = c->zone_id,
                              .id = out->id,
                              .kind = out->kind,
                              .state = str_of(IMPORT_STATE_NAMES.names[out->state]),
                              .format = out->format,
                              .encoding = out->encoding,
                              .file_name = out->file_name,
                              .file_hash = out->file_hash,
                              .file_size = out->file_size,
                              .header_row = out->header_row,
                              .uploaded_at = out->uploaded_at,
                              .actor_id = c->actor.user_id.p ? c->actor.user_id : STR(""),
                              .actor_name = out->actor_name,
                              .columns_json = columns_json(c, &out->columns)};
    return ctx_exec(c, &SQL_IMPORT_INSERT, &INTAKE_PARAMS, &p) && audit(c, "import.upload", NULL, out);
}

/* ---- reading ---- */

bool import_load(struct ctx *c, struct str id, struct import *out)
{
    struct intake_params p = intake_params(c);
    bool found = false;
    p.id = id;
    *out = (struct import){0};
    if (!ctx_find(c, &SQL_IMPORT_BY_ID, &INTAKE_PARAMS, &p, &IMPORT_STORED, out, &found)) return false;
    if (!found) return ctx_not_found(c, "导入", "import");
    return columns_read(c->arena, &c->err, out->columns_json, &out->columns);
}

bool import_open(struct ctx *c, struct str id, struct import *out)
{
    return import_load(c, id, out) && require_import(c, out->kind);
}

struct str cell_shown(struct ctx *c, const struct import *i, struct str s)
{
    bool own = c->actor.system || (c->actor.user_id.n && str_eq(c->actor.user_id, i->actor_id));
    return own ? s : cell_kept(c->arena, i->kind, s);
}

struct str import_path(struct ctx *c, const struct import *i)
{
    return blob_path(c->arena, c->app->data_dir, i->file_hash);
}

bool import_get(struct ctx *c, const struct import_key *in, struct import *out)
{
    if (!import_open(c, in->id, out)) return false;
    out->targets = schema_targets(c->arena, schema_of(out->kind));
    set_actions(c, out);
    return true;
}

bool import_list(struct ctx *c, const struct import_query *in, struct import_page *out)
{
    struct intake_params p = intake_params(c);
    struct intake_count n = {0};
    int64_t limit = in->limit ? in->limit : PAGE_DEFAULT;
    p.kind = in->kind;
    if (in->state) p.state = str_of(IMPORT_STATE_NAMES.names[in->state]);
    p.limit = COUNT_CAP + 1;
    if (!ctx_one(c, &SQL_IMPORT_COUNT, &INTAKE_PARAMS, &p, &INTAKE_COUNT, &n)) return false;
    p.after = in->after.n ? in->after : STR("~"); /* the newest first: behind every id */
    p.limit = limit + 1;
    if (!ctx_rows(c, &SQL_IMPORT_LIST, &INTAKE_PARAMS, &p, &IMPORT_STORED, &out->items)) return false;
    out->total_capped = n.n > COUNT_CAP;
    out->total = out->total_capped ? COUNT_CAP : n.n;
    if ((int64_t)out->items.count > limit) {
        out->items.count = (size_t)limit;
        out->next = LIST_AT(&out->items, struct import, (size_t)limit - 1)->id;
    }
    for (size_t i = 0; i < out->items.count; i++)
        set_actions(c, LIST_AT(&out->items, struct import, i));
    return true;
}

/* ---- mapping ---- */

static bool choose(struct ctx *c, struct import *i, const struct import_choice *choice, size_t at)
{
    struct str where = arena_printf(c->arena, "columns/%zu/field", at);
    if (choice->index >= (int64_t)i->columns.count)
        return fail_field(&c->err, where, M(IMPORT_NO_COLUMN), I("column", choice->index + 1));
    if (choice->field.n == 0) return true;
    const struct schema *s = schema_of(i->kind);
    int32_t field = schema_field(s, choice->field);
    if (field < 0) return fail_field(&c->err, where, M(IMPORT_NO_FIELD), S("field", choice->field));
    struct import_column *column = LIST_AT(&i->columns, struct import_column, (size_t)choice->index);
    if (has_field(&i->columns, s->fields[field].name) || column->field.n)
        return fail_field(&c->err, where, M(IMPORT_FIELD_TWICE), S("field", choice->field));
    column->field = choice->field;
    return true;
}

bool import_map(struct ctx *c, const struct import_mapping *in, struct import *out)
{
    struct import before;
    const struct import_key key = {in->id};
    if (!import_open(c, in->id, &before)) return false;
    if (before.state != IMPORT_UPLOADED && before.state != IMPORT_MAPPED)
        return fail(&c->err, ERR_CONFLICT, M(IMPORT_STARTED));
    struct import now = before;
    now.columns = (struct list){0};
    for (size_t i = 0; i < before.columns.count; i++) {
        struct import_column *column = LIST_ADD(c->arena, &now.columns, struct import_column);
        *column = *LIST_AT(&before.columns, const struct import_column, i);
        column->field = (struct str){0};
    }
    bool good = true;
    for (size_t i = 0; i < in->columns.count; i++)
        good = choose(c, &now, LIST_AT(&in->columns, const struct import_choice, i), i) && good;
    if (!good) return false;
    struct intake_params p = intake_params(c);
    p.id = in->id;
    p.version = in->version;
    p.state = str_of(IMPORT_STATE_NAMES.names[state_of(&now)]);
    p.columns_json = columns_json(c, &now.columns);
    return ctx_change(c, &SQL_IMPORT_SET_COLUMNS, &INTAKE_PARAMS, &p) && import_get(c, &key, out) &&
           audit(c, "import.map", &before, out);
}

/* ---- start ---- */

bool import_start(struct ctx *c, const struct import_start *in, struct import *out)
{
    struct import before;
    struct job job;
    const struct import_key key = {in->id};
    if (!import_open(c, in->id, &before)) return false;
    if (before.state > IMPORT_MAPPED) return fail(&c->err, ERR_CONFLICT, M(IMPORT_STARTED));
    const struct field *missing = missing_field(&before);
    if (missing)
        return fail(&c->err, ERR_INVALID, M(IMPORT_FIELD_MISSING),
                    S("field", str_of(c->lang == LANG_EN ? missing->en : missing->zh)));
    if (!job_create(c, str_of(INTAKE_JOB.name), in->id, &job)) return false;
    struct intake_params p = intake_params(c);
    p.id = in->id;
    p.version = in->version;
    p.job_id = job.id;
    p.started_at = c->now;
    return ctx_change(c, &SQL_IMPORT_SET_STARTED, &INTAKE_PARAMS, &p) && import_get(c, &key, out) &&
           audit(c, "import.start", &before, out);
}

/* ---- preview ---- */

static void show_row(struct ctx *c, const struct import *i, const struct item *item, const struct list *cells,
                     struct import_row *out)
{
    *out = (struct import_row){.row = item->j.row, .result = item->result, .name = item->j.name, .code = item->j.code};
    for (size_t n = 0; n < cells->count; n++)
        *LIST_ADD(c->arena, &out->cells.l, struct str) = cell_shown(c, i, *LIST_AT(cells, const struct str, n));
    if (item->work) out->name = item->work->name;
    if (item->j.code_count) out->code = item->j.codes[0].value;
    for (size_t n = 0; n < item->j.notes.count; n++) {
        struct stored_note stored = note_store(c->arena, i->kind, LIST_AT(&item->j.notes, const struct note, n));
        *LIST_ADD(c->arena, &out->notes, struct import_note) = note_show(c->arena, c->lang, &stored, &i->columns);
    }
}

/* The cells of the first rows as they stand in the file. */
static bool first_cells(struct ctx *c, const struct import *i, struct str path, struct list *rows)
{
    struct sheet *sheet = sheet_open(c->arena, &c->err, path);
    bool end = false;
    while (sheet && rows->count < INTAKE_PREVIEW_ROWS) {
        struct sheet_row row;
        if (!sheet_next(sheet, &c->err, &row, &end)) return false;
        if (end) break;
        if (row.number > i->header_row) copy_row(c->arena, &row, rows);
    }
    if (sheet) sheet_close(sheet);
    return sheet != NULL;
}

bool import_preview(struct ctx *c, const struct import_key *in, struct import_preview *out)
{
    struct import i;
    struct places places;
    struct source source = {0};
    struct chunk k = {.arena = c->arena};
    struct list cells = {0};
    if (!import_open(c, in->id, &i) || !places_load(c, &places)) return false;
    if (!blob_exists(c->arena, c->app->data_dir, i.file_hash)) return fail(&c->err, ERR_NOT_FOUND, M(IMPORT_FILE_GONE));
    struct str path = import_path(c, &i);
    bool good = first_cells(c, &i, path, &cells) && source_open(&source, c, &c->err, &i, path, &places, ctx_today(c)) &&
                source_chunk(&source, &c->err, INTAKE_ESTIMATE_ROWS, false, &k) && chunk_classify(c, i.kind, &k);
    if (good && !k.last) { /* is there one more row? */
        struct chunk rest = {.arena = c->arena};
        struct err ignored = {.arena = c->arena};
        k.last = source_chunk(&source, &ignored, 1, true, &rest) && rest.items.count == 0;
    }
    source_close(&source);
    if (!good) return false;
    *out = (struct import_preview){.id = i.id,
                                   .columns = i.columns,
                                   .judged = k.counts.rows,
                                   .created = k.counts.created,
                                   .updated = k.counts.updated,
                                   .unchanged = k.counts.unchanged,
                                   .rejected = k.counts.rejected,
                                   .quarantined = k.counts.quarantined,
                                   .warned = k.counts.warned,
                                   .whole = k.last};
    for (size_t n = 0; n < k.items.count && n < cells.count; n++)
        show_row(c, &i, LIST_AT(&k.items, const struct item, n), LIST_AT(&cells, struct list, n),
                 LIST_ADD(c->arena, &out->rows, struct import_row));
    return true;
}

/* ---- remarks ---- */

/* "ROW.NUMBER" of the last one shown. */
static bool cursor_read(struct str after, int64_t *row, int64_t *issue)
{
    struct str rest = after, first = str_part(&rest, '.');
    return after.n == 0 || (str_to_i64(first, row) && str_to_i64(rest, issue));
}

bool import_issues(struct ctx *c, const struct import_issue_query *in, struct import_issue_page *out)
{
    struct import i;
    struct intake_params p = intake_params(c);
    struct intake_count n = {0};
    struct list rows = {0};
    int64_t limit = in->limit ? in->limit : PAGE_DEFAULT;
    if (!import_open(c, in->id, &i)) return false;
    if (!cursor_read(in->after, &p.row_no, &p.issue_no)) return fail_field(&c->err, STR("after"), M(IMPORT_CURSOR));
    p.import_id = in->id;
    p.severity = in->severity;
    p.limit = COUNT_CAP + 1;
    if (!ctx_one(c, &SQL_IMPORT_ISSUE_COUNT, &INTAKE_PARAMS, &p, &INTAKE_COUNT, &n)) return false;
    p.limit = limit + 1;
    if (!ctx_rows(c, &SQL_IMPORT_ISSUE_PAGE, &INTAKE_PARAMS, &p, &ISSUE_ROW, &rows)) return false;
    out->total_capped = n.n > COUNT_CAP;
    out->total = out->total_capped ? COUNT_CAP : n.n;
    for (size_t k = 0; k < rows.count && (int64_t)k < limit; k++) {
        const struct issue_row *r = LIST_AT(&rows, const struct issue_row, k);
        struct import_issue *issue = LIST_ADD(c->arena, &out->items, struct import_issue);
        *issue = (struct import_issue){.row = r->row_no,
                                       .column = r->column_no,
                                       .severity = r->severity,
                                       .message = issue_text(c->arena, c->lang, r)};
        if (r->column_no.has && (size_t)r->column_no.v < i.columns.count)
            issue->header = LIST_AT(&i.columns, const struct import_column, (size_t)r->column_no.v)->header;
        if ((int64_t)k + 1 == limit && (int64_t)rows.count > limit)
            out->next = arena_printf(c->arena, "%" PRId64 ".%" PRId64, r->row_no, r->issue_no);
    }
    return true;
}

const struct sql *const INTAKE_SQL[] = SQL_ALL_INTAKE;
const size_t INTAKE_SQL_COUNT = COUNT(INTAKE_SQL);
