/* trail.c - see trail.h. */
#include "intake/trail.h"
#include "intake/intake_impl.h"
#include "intake_sql.h"
#include "json/json.h"
#include "registry/code.h"
#include "registry/registry.h"

enum {
    PAGE_DEFAULT = 50,
    COUNT_CAP = 10000,
    NEWEST = 9, /* greater than any part */
    VALUE_MAX = 100000
};

static const struct field query_fields[] = {
    FIELD(struct trail_query, id, .required = true, .max = 40, .zh = "企业", .en = "Enterprise"),
    FIELD(struct trail_query, after, .max = 120, .zh = "翻页位置", .en = "Cursor"),
    FIELD(struct trail_query, limit, .min = 1, .max = 200, .zh = "每页条数", .en = "Page size", .example = "50"),
};
const struct record TRAIL_QUERY = RECORD(trail_query, query_fields);
static const struct field line_fields[] = {
    FIELD(struct trail_line, id, .required = true, .zh = "标识", .en = "Id"),
    FIELD(struct trail_line, at, .required = true, .zh = "时间", .en = "Time"),
    FIELD(struct trail_line, actor_name, .zh = "操作人", .en = "Who"),
    FIELD(struct trail_line, action, .required = true, .zh = "操作", .en = "Action"),
    FIELD(struct trail_line, subject_name, .zh = "对象", .en = "Subject"),
    FIELD(struct trail_line, source, .zh = "来源文件", .en = "File"),
    FIELD(struct trail_line, row, .zh = "行", .en = "Row"),
    FIELD(struct trail_line, seq, .zh = "审计序号", .en = "Audit number"),
    FIELD(struct trail_line, erased, .required = true, .zh = "已销毁", .en = "Erased"),
    FIELD_L(struct trail_line, changes, FIELD_CHANGE, .required = true, .zh = "变更", .en = "Changes"),
};
const struct record TRAIL_LINE = RECORD(trail_line, line_fields);
static const struct field page_fields[] = {
    FIELD_L(struct trail_page, items, TRAIL_LINE, .required = true, .zh = "变更记录", .en = "Trail"),
    FIELD(struct trail_page, total, .required = true, .zh = "总数", .en = "Total"),
    FIELD(struct trail_page, total_capped, .required = true, .zh = "总数不止于此", .en = "There are more"),
    FIELD(struct trail_page, next, .zh = "下一页", .en = "Next page"),
};
const struct record TRAIL_PAGE = RECORD(trail_page, page_fields);

/* Parameters and rows of trail_page. */
struct trail_key {
    struct str zone_id, id, import_id;
    int64_t at, part, n, limit;
};
static const struct field key_fields[] = {
    FIELD(struct trail_key, zone_id), FIELD(struct trail_key, id), FIELD(struct trail_key, import_id),
    FIELD(struct trail_key, at),      FIELD(struct trail_key, part), FIELD(struct trail_key, n),
    FIELD(struct trail_key, limit),
};
static const struct record TRAIL_KEY = RECORD(trail_key, key_fields);
struct trail_row {
    struct instant at;
    int64_t part, n; /* part 1: a record of the chain, n its number; 0: a row of an import */
    struct str import_id, action, actor_name, subject_name, source, before_json, after_json, changes_json;
    struct opt_i64 row_no;
    bool erased;
};
static const struct field row_fields[] = {
    FIELD(struct trail_row, at),           FIELD(struct trail_row, part),        FIELD(struct trail_row, n),
    FIELD(struct trail_row, import_id),    FIELD(struct trail_row, action),      FIELD(struct trail_row, actor_name),
    FIELD(struct trail_row, subject_name), FIELD(struct trail_row, source),      FIELD(struct trail_row, before_json),
    FIELD(struct trail_row, after_json),   FIELD(struct trail_row, changes_json), FIELD(struct trail_row, row_no),
    FIELD(struct trail_row, erased),
};
static const struct record TRAIL_ROW = RECORD(trail_row, row_fields);

/* ---- values of an audit record ---- */

/* The end of the JSON value at `at`: behind a text, a tree, or before the next ',' or '}'. */
static size_t value_end(struct str json, size_t at)
{
    int depth = 0;
    bool text = false;
    for (; at < json.n; at++) {
        char ch = json.p[at];
        if (text) {
            if (ch == '\\') at++;
            text = ch != '"' || json.p[at] != '"';
            if (!text && depth == 0) return at + 1;
        } else if (ch == '"') {
            text = true;
        } else if (ch == '{' || ch == '[') {
            depth++;
        } else if (ch == '}' || ch == ']' || ch == ',') {
            if (depth == 0) return at;
            depth -= ch != ',';
            if (depth == 0 && ch != ',') return at + 1;
        }
    }
    return json.n;
}

/* The plain value of a member: a text without its quotes, a number or a truth as it stands; null and trees: absent. */
static struct str plain_value(struct arena *a, struct str raw)
{
    struct box {
        struct str v;
    } box = {0};
    static const struct field fields[] = {FIELD(struct box, v, .max = VALUE_MAX)};
    static const struct record rec = {"box", sizeof(struct box), fields, COUNT(fields)};
    struct err e = {.arena = a};
    raw = str_trim(raw);
    if (raw.n == 0 || raw.p[0] == '{' || raw.p[0] == '[' || str_eq(raw, STR("null"))) return (struct str){0};
    if (raw.p[0] != '"') return raw;
    struct str text = arena_printf(a, "{\"v\":%.*s}", STR_ARG(raw));
    return json_decode(a, &e, &rec, text, &box) ? box.v : (struct str){0};
}

struct member {
    struct str name, value;
};

/* The plain members of an object that the audit trail keeps (json_encode_public wrote it). */
static struct list members_of(struct arena *a, struct str json)
{
    struct list out = {0};
    for (size_t at = 1; at + 1 < json.n;) {
        size_t end = value_end(json, at); /* behind the name */
        struct str name = str_trim(str_sub(json, at, end - at));
        if (name.n < 2 || end >= json.n || json.p[end] != ':') break;
        size_t from = end + 1;
        end = value_end(json, from);
        struct str value = plain_value(a, str_sub(json, from, end - from));
        if (value.n)
            *LIST_ADD(a, &out, struct member) = (struct member){str_sub(name, 1, name.n - 2), value};
        at = end + 1;
    }
    return out;
}

static struct str member_value(const struct list *members, struct str name)
{
    for (size_t i = 0; i < members->count; i++) {
        const struct member *m = LIST_AT(members, const struct member, i);
        if (str_eq(m->name, name)) return m->value;
    }
    return (struct str){0};
}

/* ---- what a reader may see ---- */

struct reader {
    struct ctx *c;
    bool workers, files, phone; /* may see people, files, whole phone numbers */
    struct places places;
};

static bool one_of(struct str name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(name, str_of(names[i]))) return true;
    return false;
}

/* Values that say nothing to people, and those of identity: that they changed may be seen, not what they are. */
static bool is_technical(struct str name)
{
    static const char *const names[] = {"id",     "version",      "updated",   "created",
                                        "sha256", "subject_kind", "confirmed", "code_confirmed"};
    return one_of(name, names, COUNT(names)) ||
           (str_ends(name, STR("_id")) && !str_eq(name, STR("area_id")) && !str_eq(name, STR("department_id")));
}

static struct str place_name(const struct reader *r, const struct list *places, struct str id)
{
    for (size_t i = 0; i < places->count; i++) {
        const struct place *p = LIST_AT(places, const struct place, i);
        if (str_eq(p->id, id)) return r->c->lang == LANG_EN && p->name_en.n ? p->name_en : p->name_zh;
    }
    return id;
}

static struct str shown(const struct reader *r, struct str name, struct str value)
{
    static const char *const identity[] = {"id_number", "id_masked", "id_kind", "birth", "household", "phone"};
    if (!value.n) return (struct str){0};
    if (one_of(name, identity, COUNT(identity))) return STR("***");
    if (str_eq(name, STR("contact_phone")) && !r->phone) return code_mask_phone(r->c->arena, value);
    if (str_eq(name, STR("area_id"))) return place_name(r, &r->places.areas, value);
    if (str_eq(name, STR("department_id"))) return place_name(r, &r->places.departments, value);
    return value;
}

static void add_change(const struct reader *r, struct list *out, struct str name, struct str before, struct str after)
{
    if (is_technical(name) || str_eq(before, after) || (!before.n && !after.n)) return;
    *LIST_ADD(r->c->arena, out, struct field_change) =
        (struct field_change){name, shown(r, name, before), shown(r, name, after)};
}

static struct list changes_of_record(const struct reader *r, struct str before_json, struct str after_json)
{
    struct list before = members_of(r->c->arena, before_json), after = members_of(r->c->arena, after_json), out = {0};
    for (size_t i = 0; i < after.count; i++) {
        const struct member *m = LIST_AT(&after, const struct member, i);
        add_change(r, &out, m->name, member_value(&before, m->name), m->value);
    }
    for (size_t i = 0; i < before.count; i++) {
        const struct member *m = LIST_AT(&before, const struct member, i);
        if (!member_value(&after, m->name).n) add_change(r, &out, m->name, m->value, (struct str){0});
    }
    return out;
}

static bool changes_of_row(const struct reader *r, struct str json, struct list *out)
{
    struct field_changes box = {0};
    if (!json.n) return true;
    if (!json_decode(r->c->arena, &r->c->err, &FIELD_CHANGES, json, &box))
        return fail_internal(&r->c->err, "the changes of a row are damaged");
    for (size_t i = 0; i < box.changes.count; i++) {
        const struct field_change *f = LIST_AT(&box.changes, const struct field_change, i);
        add_change(r, out, f->field, f->before, f->after);
    }
    return true;
}

/* The values that quarantine_accept put on record: where the row came from and what it did. */
static bool accepted_row(const struct reader *r, const struct trail_row *row, struct trail_line *out)
{
    struct quarantine_receipt q = {0};
    if (!json_decode(r->c->arena, &r->c->err, &QUARANTINE_RECEIPT, row->after_json, &q))
        return fail_internal(&r->c->err, "the record of an accepted row is damaged");
    out->source = q.file_name;
    out->row = (struct opt_i64){true, q.row};
    out->action = arena_printf(r->c->arena, "%s.accept_%s", IMPORT_KIND_NAMES.names[q.kind],
                               IMPORT_RESULT_NAMES.names[q.outcome]);
    if (q.kind == IMPORT_WORKER && !r->workers) return true;
    if (q.kind == IMPORT_WORKER) out->subject_name = q.name;
    for (size_t i = 0; i < q.changes.count; i++) {
        const struct field_change *f = LIST_AT(&q.changes, const struct field_change, i);
        add_change(r, &out->changes, f->field, f->before, f->after);
    }
    return true;
}

static bool line_of(const struct reader *r, const struct trail_row *row, struct trail_line *out)
{
    *out = (struct trail_line){
        .id = arena_printf(r->c->arena, "%" PRId64 ":%" PRId64 ":%.*s:%" PRId64, row->at.us, row->part,
                           STR_ARG(row->import_id), row->n),
        .at = row->at,
        .actor_name = row->actor_name.n ? row->actor_name : STR("system"),
        .action = row->action,
        .source = row->source,
        .row = row->row_no,
        .erased = row->erased,
    };
    if (row->part == 1) out->seq = (struct opt_i64){true, row->n};
    if (row->erased) out->actor_name = (struct str){0};
    bool accepted = str_eq(row->action, STR("quarantine.accept")) && row->after_json.n;
    if (accepted) {
        out->subject_name = row->subject_name;
        return accepted_row(r, row, out);
    }
    bool hidden = (str_starts(row->action, STR("worker.")) && !r->workers) ||
                  (str_starts(row->action, STR("attachment.")) && !r->files);
    if (hidden) return true;
    out->subject_name = row->subject_name;
    if (row->part == 0) return changes_of_row(r, row->changes_json, &out->changes);
    out->changes = changes_of_record(r, row->before_json, row->after_json);
    return true;
}

/* ---- the list ---- */

static bool cursor_read(struct ctx *c, struct str after, struct trail_key *k)
{
    k->at = INT64_MAX;
    k->part = NEWEST;
    k->import_id = STR("");
    if (!after.n) return true;
    struct str rest = after, at = str_part(&rest, ':'), part = str_part(&rest, ':');
    k->import_id = str_part(&rest, ':');
    if (!k->import_id.p) k->import_id = STR("");
    return (str_to_i64(at, &k->at) && str_to_i64(part, &k->part) && str_to_i64(rest, &k->n)) ||
           fail_field(&c->err, STR("after"), M(IMPORT_CURSOR));
}

bool trail_list(struct ctx *c, const struct trail_query *in, struct trail_page *out)
{
    struct enterprise *e = ARENA_NEW(c->arena, struct enterprise);
    struct trail_key k = {.zone_id = c->zone_id, .id = in->id};
    struct intake_count n = {0};
    struct list rows = {0};
    int64_t limit = in->limit ? in->limit : PAGE_DEFAULT;
    if (!enterprise_get(c, &(struct registry_key){.id = in->id}, e) || !cursor_read(c, in->after, &k)) return false;
    k.limit = limit + 1;
    if (!ctx_rows(c, &SQL_TRAIL_PAGE, &TRAIL_KEY, &k, &TRAIL_ROW, &rows) ||
        !ctx_one(c, &SQL_TRAIL_COUNT, &TRAIL_KEY, &k, &INTAKE_COUNT, &n))
        return false;
    struct reader r = {.c = c,
                       .workers = ctx_may(c, RIGHT_WORKER_READ),
                       .files = ctx_may(c, RIGHT_ATTACHMENT_READ),
                       .phone = ctx_may(c, RIGHT_ENTERPRISE_EDIT) ||
                                ctx_scope(c, RIGHT_ENTERPRISE_READ) == SCOPE_ENTERPRISE};
    if (!places_load(c, &r.places)) return false;
    bool more = (int64_t)rows.count > limit;
    for (size_t i = 0; i < rows.count - more; i++)
        if (!line_of(&r, LIST_AT(&rows, const struct trail_row, i), LIST_ADD(c->arena, &out->items, struct trail_line)))
            return false;
    if (more) out->next = LIST_AT(&out->items, struct trail_line, (size_t)limit - 1)->id;
    out->total_capped = n.n > COUNT_CAP;
    out->total = out->total_capped ? COUNT_CAP : n.n;
    return true;
}
