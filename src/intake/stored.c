/* stored.c - how intake keeps things in the database: records of statements, remarks and columns as JSON. */
#include "intake/intake_impl.h"
#include "json/json.h"
#include "registry/code.h"

#define NAMED(T, id, record_name, ...)                                                                                 \
    static const struct field record_name##_fields[] = {__VA_ARGS__};                                                  \
    const struct record id = {.name = #record_name,                                                                    \
                              .size = sizeof(struct T),                                                                \
                              .fields = record_name##_fields,                                                          \
                              .count = COUNT(record_name##_fields)}
#define TABLE(T, id, ...) NAMED(T, id, T, __VA_ARGS__)

#define P(m) FIELD(struct intake_params, m)
TABLE(intake_params, INTAKE_PARAMS, P(zone_id), P(id), P(import_id), P(job_id), P(after), P(file_name), P(file_hash),
      P(columns_json), P(actor_id), P(actor_name), FIELD_E(struct intake_params, kind, IMPORT_KIND_NAMES),
      FIELD_E(struct intake_params, format, IMPORT_FORMAT_NAMES),
      FIELD_E(struct intake_params, encoding, IMPORT_ENCODING_NAMES),
      FIELD_E(struct intake_params, severity, IMPORT_SEVERITY_NAMES), P(state), P(file_size), P(header_row), P(version),
      P(limit), P(uploaded_at), P(started_at), P(finished_at), P(decided_at), P(rows), P(created), P(updated),
      P(unchanged), P(rejected), P(quarantined), P(warned), P(failure), P(digest),
      P(changes_digest), P(results), P(message), P(args),
      P(name), P(code), P(cells_json), P(reasons_json), P(chunk_no), P(row_count), P(row_no), P(row_to), P(issue_no),
      P(column_no), P(enterprise_id), P(enterprise_name), P(decision), P(decided_by), P(workers));

TABLE(intake_count, INTAKE_COUNT, FIELD(struct intake_count, n));

#define I_(m) FIELD(struct import, m)
NAMED(import, IMPORT_STORED, import_stored, I_(id), FIELD_E(struct import, kind, IMPORT_KIND_NAMES),
      FIELD_E(struct import, state, IMPORT_STATE_NAMES), FIELD_E(struct import, format, IMPORT_FORMAT_NAMES),
      FIELD_E(struct import, encoding, IMPORT_ENCODING_NAMES), I_(file_name), I_(file_hash), I_(file_size),
      I_(header_row), I_(rows), I_(created), I_(updated), I_(unchanged), I_(rejected), I_(quarantined), I_(warned),
      I_(quarantine_open), I_(job_id), I_(done), I_(total), I_(failure), I_(actor_id), I_(actor_name), I_(uploaded_at),
      I_(started_at), I_(finished_at), I_(version), I_(columns_json));

#define Q_(m) FIELD(struct quarantine_item, m)
NAMED(quarantine_item, QUARANTINE_STORED, quarantine_stored, Q_(id), Q_(import_id), Q_(file_name),
      FIELD_E(struct quarantine_item, kind, IMPORT_KIND_NAMES), Q_(row), Q_(name), Q_(code),
      FIELD_E(struct quarantine_item, state, QUARANTINE_STATE_NAMES), Q_(enterprise_id), Q_(enterprise_name),
      Q_(decision), Q_(decided_by), Q_(decided_at), Q_(version), Q_(cells_json), Q_(reasons_json), Q_(columns_json));

TABLE(issue_row, ISSUE_ROW, FIELD(struct issue_row, row_no), FIELD(struct issue_row, issue_no),
      FIELD(struct issue_row, column_no), FIELD_E(struct issue_row, severity, IMPORT_SEVERITY_NAMES),
      FIELD(struct issue_row, message), FIELD(struct issue_row, args));
TABLE(decided_row, DECIDED_ROW, FIELD(struct decided_row, digest),
      FIELD_E(struct decided_row, state, QUARANTINE_STATE_NAMES), FIELD(struct decided_row, enterprise_name),
      FIELD(struct decided_row, decision), FIELD(struct decided_row, decided_by));
TABLE(chunk_row, CHUNK_ROW, FIELD(struct chunk_row, chunk_no), FIELD(struct chunk_row, row_count),
      FIELD(struct chunk_row, results), FIELD(struct chunk_row, digest),
      FIELD(struct chunk_row, changes_digest));

size_t columns_shown(const struct list *columns)
{
    size_t n = columns->count;
    if (n < 3) return n;
    struct str result = LIST_AT(columns, const struct import_column, n - 2)->header;
    struct str reason = LIST_AT(columns, const struct import_column, n - 1)->header;
    for (int lang = LANG_ZH; lang <= LANG_EN; lang++)
        if (str_eq(result, msg_plain((enum lang)lang, MSG_IMPORT_HEAD_RESULT)) &&
            str_eq(reason, msg_plain((enum lang)lang, MSG_IMPORT_HEAD_REASON)))
            return n - 2;
    return n;
}

enum {
    NOTE_TEXT_MAX = 4000,
    NOTES_MAX = 1000
};

static const struct field note_arg_fields[] = {FIELD(struct note_arg, name, .required = true),
                                               FIELD(struct note_arg, text, .max = NOTE_TEXT_MAX),
                                               FIELD(struct note_arg, number)};
static const struct record NOTE_ARG = RECORD(note_arg, note_arg_fields);
static const struct field stored_note_fields[] = {
    FIELD(struct stored_note, column), FIELD_E(struct stored_note, severity, IMPORT_SEVERITY_NAMES, .required = true),
    FIELD(struct stored_note, message, .required = true), FIELD(struct stored_note, args, .of = &NOTE_ARG)};
static const struct record STORED_NOTE = RECORD(stored_note, stored_note_fields);
TABLE(stored_notes, STORED_NOTES, FIELD(struct stored_notes, notes, .of = &STORED_NOTE, .max = NOTES_MAX));
TABLE(note_args, NOTE_ARGS, FIELD(struct note_args, args, .of = &NOTE_ARG));
TABLE(column_box, COLUMN_BOX, FIELD(struct column_box, columns, .of = &IMPORT_COLUMN, .max = SHEET_COLUMNS_MAX));
TABLE(cell_box, CELL_BOX, FIELD(struct cell_box, cells, .of = &QUARANTINE_CELL, .max = SHEET_COLUMNS_MAX));

struct intake_params intake_params(const struct ctx *c)
{
    return (struct intake_params){.zone_id = c->zone_id};
}

struct str intake_json(struct arena *a, const struct record *r, const void *obj)
{
    struct buf b = {.arena = a};
    json_encode(&b, r, obj);
    return buf_str(&b);
}

bool columns_read(struct arena *a, struct err *e, struct str json, struct list *columns)
{
    struct column_box box = {0};
    if (!json_decode(a, e, &COLUMN_BOX, json, &box)) return fail_internal(e, "the columns of an import are damaged");
    *columns = box.columns;
    return true;
}

struct str cell_kept(struct arena *a, int32_t kind, struct str s)
{
    struct str code = kind == IMPORT_WORKER ? code_normal(a, s) : (struct str){0};
    size_t digits = 0;
    for (size_t i = 0; i < code.n; i++)
        digits += code.p[i] >= '0' && code.p[i] <= '9';
    return digits >= 7 ? code_mask_id(a, code) : s.p ? s : STR("");
}

struct stored_note note_store(struct arena *a, int32_t kind, const struct note *n)
{
    struct stored_note out = {.severity = n->severity, .message = str_of(msg_name(n->message.id))};
    if (n->column >= 0) out.column = (struct opt_i64){true, n->column};
    for (size_t i = 0; i < n->message.arg_count; i++) {
        const struct msg_part *p = &n->message.args[i];
        struct note_arg *arg = LIST_ADD(a, &out.args, struct note_arg);
        arg->name = str_of(p->name);
        if (p->kind == MSG_PART_I64)
            arg->number = (struct opt_i64){true, p->number};
        else
            arg->text = str_eq(arg->name, STR("value")) ? cell_kept(a, kind, p->text) : p->text.p ? p->text : STR("");
    }
    return out;
}

struct msg_text note_message(struct arena *a, struct str name, const struct list *args)
{
    struct msg_part *parts = ARENA_ARRAY(a, struct msg_part, args->count + 1);
    for (size_t i = 0; i < args->count; i++) {
        const struct note_arg *arg = LIST_AT(args, const struct note_arg, i);
        parts[i] = (struct msg_part){.kind = arg->number.has ? MSG_PART_I64 : MSG_PART_STR,
                                     .name = arena_cstr(a, arg->name),
                                     .text = arg->text,
                                     .number = arg->number.v};
    }
    return (struct msg_text){.id = msg_by_name(name), .args = parts, .arg_count = args->count};
}

/* A sentence of an older version of the program may be gone: then its id says at least something. */
static struct str sentence(struct arena *a, enum lang lang, struct str name, const struct list *args)
{
    struct msg_text m = note_message(a, name, args);
    return m.id == MSG_NONE ? name : msg_render(a, lang, &m);
}

struct str issue_text(struct arena *a, enum lang lang, const struct issue_row *r)
{
    struct err e = {.arena = a};
    struct note_args box = {0};
    if (!json_decode(a, &e, &NOTE_ARGS, r->args, &box)) return r->message;
    return sentence(a, lang, r->message, &box.args);
}

struct import_note note_show(struct arena *a, enum lang lang, const struct stored_note *n, const struct list *columns)
{
    struct import_note out = {.column = n->column, .severity = n->severity};
    if (n->column.has && n->column.v >= 0 && (size_t)n->column.v < columns->count)
        out.header = LIST_AT(columns, const struct import_column, (size_t)n->column.v)->header;
    out.message = sentence(a, lang, n->message, &n->args);
    return out;
}
