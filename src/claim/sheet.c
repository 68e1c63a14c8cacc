/* sheet.c - see sheet.h. */
#include "claim/sheet.h"
#include "app/app.h"
#include "claim/claim_impl.h"
#include "registry/code.h"
#include "registry/worker.h"
#include "sheet/sheet.h"
#include "sheet_sql.h"
#include <sys/stat.h>
#include <unistd.h>

#define TABLE(T, id, ...)                                                                                              \
    static const struct field T##_fields[] = {__VA_ARGS__};                                                            \
    const struct record id = RECORD(T, T##_fields)
TABLE(claim_sheet_new, CLAIM_SHEET_NEW,
      FIELD(struct claim_sheet_new, id, .required = true, .max = 40, .zh = "申请", .en = "Claim"),
      FIELD(struct claim_sheet_new, version, .required = true, .min = 1, .zh = "版本", .en = "Version"));
TABLE(claim_fault, CLAIM_FAULT, FIELD(struct claim_fault, row, .required = true, .zh = "行号", .en = "Row"),
      FIELD(struct claim_fault, name, .zh = "姓名", .en = "Name"),
      FIELD(struct claim_fault, message, .required = true, .zh = "原因", .en = "Why"));
TABLE(claim_sheet, CLAIM_SHEET, FIELD(struct claim_sheet, rows, .required = true, .zh = "行数", .en = "Rows"),
      FIELD(struct claim_sheet, taken, .required = true, .zh = "已录入", .en = "Taken"),
      FIELD(struct claim_sheet, refused, .required = true, .zh = "未录入", .en = "Refused"),
      FIELD_L(struct claim_sheet, faults, CLAIM_FAULT, .required = true, .zh = "未录入的行", .en = "Refused rows"),
      FIELD_R(struct claim_sheet, claim, CLAIM, .required = true, .zh = "申请", .en = "Claim"));

/* A worker, or what is asked about one. */
struct sheet_worker {
    struct str zone_id, enterprise_id, id, name, id_masked, id_hash;
};
static const struct field worker_fields[] = {
    FIELD(struct sheet_worker, zone_id), FIELD(struct sheet_worker, enterprise_id), FIELD(struct sheet_worker, id),
    FIELD(struct sheet_worker, name),    FIELD(struct sheet_worker, id_masked),     FIELD(struct sheet_worker, id_hash),
};
static const struct record WORKER_ROW = RECORD(sheet_worker, worker_fields);

#define HEAD_NAME_ZH "姓名"
#define HEAD_NAME_EN "Name"
#define HEAD_ID_ZH "证件号码"
#define HEAD_ID_EN "Identity number"

/* What a column is: the name, the identity number, or a field of the line. */
enum column_kind {
    COLUMN_NAME,
    COLUMN_ID,
    COLUMN_FIELD,
    COLUMN_BLANK
};
struct column {
    enum column_kind kind;
    const struct policy_field *field;
};
struct reading {
    struct claim_work work;
    struct column columns[SHEET_COLUMNS_MAX];
    size_t count;
};

/* ---- headings ---- */

static bool is_word(struct str s, const char *zh, const char *en)
{
    return str_eq(s, str_of(zh)) || str_eq_nocase(s, str_of(en));
}

static bool column_of(struct ctx *c, const struct policy_item *item, struct str heading, struct column *out)
{
    heading = str_trim(heading);
    *out = (struct column){.kind = COLUMN_BLANK};
    if (heading.n == 0) return true;
    if (is_word(heading, HEAD_NAME_ZH, HEAD_NAME_EN)) out->kind = COLUMN_NAME;
    if (is_word(heading, HEAD_ID_ZH, HEAD_ID_EN)) out->kind = COLUMN_ID;
    for (size_t i = 0; out->kind == COLUMN_BLANK && i < item->fields.count; i++) {
        const struct policy_field *f = LIST_AT(&item->fields, const struct policy_field, i);
        if (!f->line || !(str_eq(heading, f->zh) || str_eq_nocase(heading, f->en) || str_eq(heading, f->key))) continue;
        *out = (struct column){COLUMN_FIELD, f};
    }
    return out->kind != COLUMN_BLANK || fail_field(&c->err, STR("file"), M(CLAIM_SHEET_COLUMN), S("name", heading));
}

static bool head_read(struct ctx *c, const struct sheet_row *row, struct reading *r)
{
    bool person = false, ok = true;
    assert(row->count <= SHEET_COLUMNS_MAX);
    for (size_t i = 0; i < row->count; i++) {
        ok = column_of(c, &r->work.item, row->cells[i].text, &r->columns[i]) && ok;
        person = person || r->columns[i].kind == COLUMN_NAME || r->columns[i].kind == COLUMN_ID;
    }
    r->count = row->count;
    return ok && (person || fail_field(&c->err, STR("file"), M(CLAIM_SHEET_HEAD), I("line", row->number)));
}

/* ---- people ---- */

static bool by_identity(struct ctx *c, struct sheet_worker *p, struct str number, struct sheet_worker *out, bool *found)
{
    struct str plain = code_normal(c->arena, number);
    *found = false;
    for (size_t kind = 1; !*found && kind < WORKER_ID_KIND_NAMES.count; kind++) {
        struct str text = arena_printf(c->arena, "%s:%.*s", WORKER_ID_KIND_NAMES.names[kind], STR_ARG(plain));
        p->id_hash = crypto_keyed_hash(c->arena, &c->app->key, text);
        if (!ctx_find(c, &SQL_SHEET_BY_IDENTITY, &WORKER_ROW, p, &WORKER_ROW, out, found)) return false;
    }
    return true;
}

/* By the name; a masked number, as our own sheet has it, chooses among namesakes. */
static bool by_name(struct ctx *c, const struct sheet_worker *p, struct str masked, struct str *id)
{
    struct list rows = {0};
    int64_t fit = 0;
    if (!ctx_rows(c, &SQL_SHEET_BY_NAME, &WORKER_ROW, p, &WORKER_ROW, &rows)) return false;
    for (size_t i = 0; i < rows.count; i++) {
        const struct sheet_worker *w = LIST_AT(&rows, const struct sheet_worker, i);
        if (masked.n && !str_eq(masked, w->id_masked)) continue;
        *id = w->id;
        fit++;
    }
    if (fit == 0) return fail(&c->err, ERR_INVALID, M(CLAIM_SHEET_NOBODY));
    return fit == 1 || fail(&c->err, ERR_INVALID, M(CLAIM_SHEET_NAMESAKE), I("count", fit));
}

static bool person_find(struct ctx *c, const struct reading *r, struct str name, const struct cell *number,
                        struct str *id)
{
    struct sheet_worker p = {.zone_id = c->zone_id, .enterprise_id = r->work.row.enterprise_id, .name = name}, w = {0};
    enum {
        DIGITS_SAFE = 15
    };
    struct str text = str_trim(number->text);
    bool masked = str_find(text, STR("*")) < text.n, found = false;
    if (!text.n || masked) return by_name(c, &p, text, id);
    if (number->numeric && text.n > DIGITS_SAFE) return fail(&c->err, ERR_INVALID, M(CLAIM_SHEET_DIGITS));
    if (!by_identity(c, &p, text, &w, &found)) return false;
    if (!found) return fail(&c->err, ERR_INVALID, M(CLAIM_SHEET_NOBODY));
    *id = w.id;
    return !name.n || str_eq(name, w.name) || fail(&c->err, ERR_INVALID, M(CLAIM_SHEET_OTHER), S("name", w.name));
}

/* ---- rows ---- */

/* A date may carry Excel's time of day; a true or false may be written in words. */
static struct str cell_value(struct ctx *c, const struct policy_field *f, struct str text)
{
    enum {
        DATE_BYTES = 10
    };
    text = str_trim(text);
    if (f->type == FACT_DATE && text.n > DATE_BYTES && text.p[DATE_BYTES] == ' ') text = str_sub(text, 0, DATE_BYTES);
    if (f->type == FACT_BOOLEAN && (str_eq(text, STR("是")) || str_eq_nocase(text, STR("yes")))) return STR("true");
    if (f->type == FACT_BOOLEAN && (str_eq(text, STR("否")) || str_eq_nocase(text, STR("no")))) return STR("false");
    for (size_t i = 0; i < f->choices.count; i++) {
        const struct policy_choice *choice = LIST_AT(&f->choices, const struct policy_choice, i);
        if (str_eq(text, choice->zh) || str_eq_nocase(text, choice->en)) return choice->value;
    }
    return arena_str(c->arena, text);
}

static bool row_line(struct ctx *c, const struct reading *r, const struct sheet_row *row, struct str *name,
                     struct claim_line_new *out)
{
    struct cell number = {0};
    for (size_t i = 0; i < row->count && i < r->count; i++) {
        const struct column *col = &r->columns[i];
        if (col->kind == COLUMN_NAME) *name = arena_str(c->arena, str_trim(row->cells[i].text));
        if (col->kind == COLUMN_ID) number = row->cells[i];
        if (col->kind != COLUMN_FIELD) continue;
        struct str value = cell_value(c, col->field, row->cells[i].text);
        if (!value.n) continue;
        *LIST_ADD(c->arena, &out->values, struct claim_value) =
            (struct claim_value){.key = col->field->key, .value = value};
    }
    if (!person_find(c, r, *name, &number, &out->worker_id)) return false;
    return form_check(c, &r->work.item, &out->values, true, false, STR("line"));
}

/* A row is taken or told; only our own failures stop the reading. */
static bool row_judge(struct ctx *c, const struct reading *r, const struct sheet_row *row, struct claim_sheet *out)
{
    struct claim_line_new line = {0};
    struct str name = {0};
    out->rows++;
    if (row_line(c, r, row, &name, &line)) {
        out->taken++;
        *LIST_ADD(c->arena, &out->lines, struct claim_line_new) = line;
        return true;
    }
    if (c->err.code == ERR_INTERNAL || c->err.code == ERR_BUSY) return false;
    out->refused++;
    *LIST_ADD(c->arena, &out->faults, struct claim_fault) =
        (struct claim_fault){.row = row->number, .name = name, .message = claim_words(c, &c->err)};
    err_clear(&c->err);
    return true;
}

static bool rows_read(struct ctx *c, struct sheet *s, struct reading *r, struct claim_sheet *out)
{
    struct sheet_row row;
    bool end = false;
    if (!sheet_next(s, &c->err, &row, &end)) return false;
    if (end) return fail_field(&c->err, STR("file"), M(CLAIM_SHEET_EMPTY));
    if (!head_read(c, &row, r)) return false;
    for (;;) {
        if (!sheet_next(s, &c->err, &row, &end)) return false;
        if (end) break;
        if (out->rows >= CLAIM_LINES_MAX)
            return fail_field(&c->err, STR("file"), M(CLAIM_SHEET_LONG), I("max", CLAIM_LINES_MAX));
        if (!row_judge(c, r, &row, out)) return false;
    }
    return out->rows > 0 || fail_field(&c->err, STR("file"), M(CLAIM_SHEET_EMPTY));
}

bool claim_sheet_read(struct ctx *c, const struct claim_sheet_new *in, struct str path, struct claim_sheet *out)
{
    struct reading *r = ARENA_NEW(c->arena, struct reading);
    if (!claim_work_load(c, RIGHT_CLAIM_EDIT, in->id, &r->work)) return false;
    if (r->work.item.subject != ITEM_WORKERS) return fail_field(&c->err, STR("file"), M(CLAIM_LINES_EXTRA));
    struct sheet *s = sheet_open(c->arena, &c->err, path);
    if (!s) return false;
    bool good = rows_read(c, s, r, out);
    sheet_close(s);
    return good;
}

bool claim_sheet_take(struct ctx *c, const struct claim_sheet_new *in, struct claim_sheet *out)
{
    struct claim_row row = {0};
    struct claim_edit edit = {.id = in->id, .version = in->version, .lines = out->lines};
    if (!claim_row_get(c, RIGHT_CLAIM_EDIT, in->id, &row) || !form_load(c, row.form, &edit.form)) return false;
    edit.note = row.note;
    return claim_update(c, &edit, &out->claim);
}

/* ---- out ---- */

static void file_drop(void *arg)
{
    (void)unlink(arg);
}

static size_t cells_of(const struct ctx *c, const struct policy_item *item, const struct line_row *line,
                       const struct list *values, struct cell *cells)
{
    size_t n = 0;
    bool zh = c->lang == LANG_ZH;
    cells[n++].text = line ? line->worker_name : str_of(zh ? HEAD_NAME_ZH : HEAD_NAME_EN);
    cells[n++].text = line ? line->id_masked : str_of(zh ? HEAD_ID_ZH : HEAD_ID_EN);
    for (size_t i = 0; i < item->fields.count && n < SHEET_COLUMNS_MAX; i++) {
        const struct policy_field *f = LIST_AT(&item->fields, const struct policy_field, i);
        if (!f->line) continue;
        cells[n++].text = line ? form_value(values, f->key) : zh ? f->zh : f->en;
    }
    return n;
}

static bool lines_write(struct ctx *c, const struct claim_work *w, struct sheet_out *s)
{
    struct cell cells[SHEET_COLUMNS_MAX] = {0};
    if (!sheet_write(s, &c->err, cells, cells_of(c, &w->item, NULL, NULL, cells), false)) return false;
    for (size_t i = 0; i < w->lines.count; i++) {
        size_t n = cells_of(c, &w->item, LIST_AT(&w->lines, const struct line_row, i),
                            LIST_AT(&w->values, const struct list, i), cells);
        if (!sheet_write(s, &c->err, cells, n, false)) return false;
    }
    return true;
}

bool claim_sheet_write(struct ctx *c, const struct claim_key *in, struct str *path, struct str *name, int64_t *size)
{
    struct claim_work *w = ARENA_NEW(c->arena, struct claim_work);
    struct stat st;
    if (!claim_work_load(c, RIGHT_CLAIM_EDIT, in->id, w)) return false;
    if (w->item.subject != ITEM_WORKERS) return fail(&c->err, ERR_CONFLICT, M(CLAIM_LINES_EXTRA));
    *path = arena_printf(c->arena, "%.*s/claim-%.*s.xlsx", STR_ARG(c->app->tmp_dir), STR_ARG(ctx_new_id(c)));
    char *file = arena_cstr(c->arena, *path);
    arena_defer(c->arena, file_drop, file);
    struct sheet_out *s = sheet_create(c->arena, &c->err, *path, SHEET_XLSX);
    if (!s || !lines_write(c, w, s) || !sheet_finish(s, &c->err)) return false;
    if (stat(file, &st) != 0) return fail_internal(&c->err, "cannot find %s again", file);
    *size = (int64_t)st.st_size;
    *name = arena_printf(c->arena, "%.*s.xlsx", STR_ARG(w->row.no.n ? w->row.no : w->row.item_code));
    return true;
}
