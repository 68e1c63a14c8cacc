/* source.c - the rows of a stored file, judged, in chunks. */
#include "app/app.h"
#include "intake/intake_impl.h"

bool source_open(struct source *s, struct ctx *keys, struct err *e, const struct import *i, struct str path,
                 const struct places *places, struct date today)
{
    *s = (struct source){.arena = arena_new(), .places = places, .keys = keys, .header_row = i->header_row};
    s->sheet = sheet_open(s->arena, e, path);
    if (!s->sheet) return false;
    s->seen = seen_new(s->arena);
    size_t shown = columns_shown(&i->columns);
    s->width = shown < i->columns.count ? shown : SHEET_COLUMNS_MAX;
    judge_init(&s->judge, i->kind, &i->columns, i->format == IMPORT_CSV, today);
    return true;
}

void source_close(struct source *s)
{
    if (!s->arena) return;
    if (s->sheet) sheet_close(s->sheet);
    seen_free(s->seen);
    arena_free(s->arena);
    *s = (struct source){0};
}

/* What the record's rules and the reference tables say; optional cells are left out with a remark. */
static void notes_of_fields(struct arena *a, const struct judge *j, const struct err *e, struct judged *row,
                            bool refuse)
{
    for (size_t i = 0; i < e->fields.count; i++) {
        const struct err_field *f = LIST_AT(&e->fields, const struct err_field, i);
        struct note *n = LIST_ADD(a, &row->notes, struct note);
        *n = (struct note){.column = judge_column_of(j, arena_cstr(a, f->name)),
                           .severity = refuse ? SEVERITY_REJECT : SEVERITY_WARN,
                           .message = f->message};
        if (!refuse) judge_note(a, row, n->column, SEVERITY_WARN, M(CELL_LEFT_OUT));
    }
    if (refuse) row->verdict = VERDICT_REJECT;
}

/* The dear part: sort keys, tokens, sealing. */
static void prepare(struct source *s, struct arena *a, struct judged *row)
{
    struct err e = {.arena = a};
    if (row->enterprise && !enterprise_prepare(a, &e, s->places, row->enterprise))
        notes_of_fields(a, &s->judge, &e, row, false);
    if (!row->worker) return;
    struct ctx c = *s->keys;
    c.arena = a;
    c.err = e;
    c.db = NULL;
    if (!worker_prepare(&c, row->worker)) notes_of_fields(a, &s->judge, &c.err, row, true);
}

/* The same code twice in a file: the later row is rejected. */
static void find_twice(struct source *s, struct arena *a, struct judged *row)
{
    if (row->year) {
        struct str key = arena_printf(a, "%.*s:%" PRId64, STR_ARG(row->year->uscc), row->year->year);
        int64_t first = seen_before(s->seen, key, row->row);
        if (first) judge_note(a, row, -1, SEVERITY_REJECT, M(ROW_TWICE_YEAR), I("row", first));
        return;
    }
    if (row->worker) {
        int64_t first = seen_before(s->seen, row->worker->id_hash, row->row);
        if (first) judge_note(a, row, -1, SEVERITY_REJECT, M(ROW_TWICE_PERSON), I("row", first));
        return;
    }
    for (size_t i = 0; i < row->code_count; i++) {
        int64_t first = seen_before(s->seen, row->codes[i].value, row->row);
        if (!first || first == row->row) continue;
        judge_note(a, row, -1, SEVERITY_REJECT, M(ROW_TWICE), S("code", row->codes[i].value), I("row", first));
        return;
    }
}

/* The same for the same row of a later file: empty cells at the end and the columns of a marked sheet do not count.
 * Keyed, because the cells may hold identity numbers. */
static struct str row_digest(const struct source *s, struct arena *a, const struct list *cells)
{
    struct buf b = {.arena = a};
    size_t width = cells->count < s->width ? cells->count : s->width;
    buf_add(&b, enum_name(&IMPORT_KIND_NAMES, s->judge.schema->kind));
    while (width && str_trim(*LIST_AT(cells, struct str, width - 1)).n == 0)
        width--;
    for (size_t i = 0; i < width; i++) {
        struct str text = str_trim(*LIST_AT(cells, struct str, i));
        int32_t field = i < s->judge.count ? s->judge.columns[i].field : -1;
        buf_addf(&b, ";%s:%zu:", field >= 0 ? s->judge.schema->fields[field].name : "", text.n);
        buf_add(&b, text);
    }
    return crypto_keyed_hash(a, &s->keys->app->key, buf_str(&b));
}

static void add_row(struct source *s, const struct sheet_row *row, bool quick, struct chunk *out)
{
    struct item *item = LIST_ADD(out->arena, &out->items, struct item);
    struct judged *j = &item->j;
    judge_row(out->arena, &s->judge, row, j);
    if (j->verdict == VERDICT_TAKE && (j->worker || !quick)) prepare(s, out->arena, j);
    if (j->verdict == VERDICT_TAKE) find_twice(s, out->arena, j);
    if (j->cells.count) j->digest = row_digest(s, out->arena, &j->cells);
    item->notes = j->notes;
    item->verdict = j->verdict;
}

bool source_chunk(struct source *s, struct err *e, size_t most, bool quick, struct chunk *out)
{
    while (out->items.count < most && !s->end) {
        struct sheet_row row;
        if (!sheet_next(s->sheet, e, &row, &s->end)) return false;
        if (s->end || row.number <= s->header_row) continue;
        add_row(s, &row, quick, out);
        s->rows++;
    }
    out->last = s->end;
    out->permille = sheet_permille(s->sheet);
    return true;
}
