/* zone.c - rules of zones, areas and departments. */
#include "zone/zone.h"
#include "zone_sql.h"

static const struct field zone_fields[] = {
    FIELD(struct zone, id, .required = true),
    FIELD(struct zone, code, .required = true, .zh = "代码", .en = "code"),
    FIELD(struct zone, name_zh, .required = true, .zh = "中文名称", .en = "Chinese name"),
    FIELD(struct zone, name_en, .required = true, .zh = "英文名称", .en = "English name"),
    FIELD(struct zone, utc_offset_minutes, .required = true),
    FIELD(struct zone, demo, .required = true, .zh = "演示", .en = "demo"),
    FIELD(struct zone, version, .required = true),
    FIELD(struct zone, created, .required = true),
};
const struct record ZONE = RECORD(zone, zone_fields);

static const struct field part_fields[] = {
    FIELD(struct zone_part, id, .required = true),
    FIELD(struct zone_part, code, .required = true, .max = 40, .zh = "代码", .en = "code"),
    FIELD(struct zone_part, name_zh, .required = true, .max = 80, .zh = "中文名称", .en = "Chinese name"),
    FIELD(struct zone_part, name_en, .required = true, .max = 120, .zh = "英文名称", .en = "English name"),
};
const struct record ZONE_PART = RECORD(zone_part, part_fields);

static const struct field part_new_fields[] = {
    FIELD(struct zone_part_new, code, .required = true, .max = 40, .zh = "代码", .en = "code", .example = "north"),
    FIELD(struct zone_part_new, name_zh, .required = true, .max = 80, .zh = "中文名称", .en = "Chinese name"),
    FIELD(struct zone_part_new, name_en, .required = true, .max = 120, .zh = "英文名称", .en = "English name"),
};
const struct record ZONE_PART_NEW = RECORD(zone_part_new, part_new_fields);
static const struct field part_change_fields[] = {
    FIELD(struct zone_part_change, id, .required = true, .max = 40),
    FIELD(struct zone_part_change, name_zh, .required = true, .max = 80, .zh = "中文名称", .en = "Chinese name"),
    FIELD(struct zone_part_change, name_en, .required = true, .max = 120, .zh = "英文名称", .en = "English name"),
};
const struct record ZONE_PART_CHANGE = RECORD(zone_part_change, part_change_fields);

static const struct field new_fields[] = {
    FIELD(struct zone_new, code, .required = true, .max = 30, .zh = "代码", .en = "code", .example = "qingyuan"),
    FIELD(struct zone_new, name_zh, .required = true, .max = 80, .zh = "中文名称", .en = "Chinese name"),
    FIELD(struct zone_new, name_en, .required = true, .max = 120, .zh = "英文名称", .en = "English name"),
    FIELD(struct zone_new, utc_offset_minutes, .min = -720, .max = 840, .example = "480"),
    FIELD(struct zone_new, demo),
};
const struct record ZONE_NEW = RECORD(zone_new, new_fields);

static const struct field change_fields[] = {
    FIELD(struct zone_change, name_zh, .required = true, .max = 80, .zh = "中文名称", .en = "Chinese name"),
    FIELD(struct zone_change, name_en, .required = true, .max = 120, .zh = "英文名称", .en = "English name"),
    FIELD(struct zone_change, version, .required = true),
};
const struct record ZONE_CHANGE = RECORD(zone_change, change_fields);

static const struct field choice_fields[] = {
    FIELD(struct zone_choice, id, .required = true),      FIELD(struct zone_choice, code, .required = true),
    FIELD(struct zone_choice, name_zh, .required = true), FIELD(struct zone_choice, name_en, .required = true),
    FIELD(struct zone_choice, utc_offset_minutes, .required = true),
    FIELD(struct zone_choice, demo, .required = true),
};
const struct record ZONE_CHOICE = RECORD(zone_choice, choice_fields);
static const struct field choices_fields[] = {FIELD_L(struct zone_choices, items, ZONE_CHOICE, .required = true)};
const struct record ZONE_CHOICES = RECORD(zone_choices, choices_fields);

static const struct field page_fields[] = {
    FIELD_R(struct zone_page, zone, ZONE, .required = true),
    FIELD_L(struct zone_page, areas, ZONE_PART, .required = true),
    FIELD_L(struct zone_page, departments, ZONE_PART, .required = true),
    FIELD(struct zone_page, actions, .required = true),
};
const struct record ZONE_PAGE = RECORD(zone_page, page_fields);

/* Parameters of the statements. */
struct put {
    struct str zone_id, id, code, name_zh, name_en;
};
static const struct field put_fields[] = {
    FIELD(struct put, zone_id), FIELD(struct put, id),      FIELD(struct put, code),
    FIELD(struct put, name_zh), FIELD(struct put, name_en),
};
static const struct record PUT = RECORD(put, put_fields);
struct update {
    struct str zone_id, name_zh, name_en;
    int64_t version;
    struct instant now;
};
static const struct field update_fields[] = {
    FIELD(struct update, zone_id), FIELD(struct update, name_zh), FIELD(struct update, name_en),
    FIELD(struct update, version), FIELD(struct update, now),
};
static const struct record UPDATE = RECORD(update, update_fields);

/* The code is part of the session cookie and of URLs, so it keeps to letters that need no escaping there. */
static bool code_valid(struct str code)
{
    if (code.n < 2 || code.n > 30 || code.p[0] < 'a' || code.p[0] > 'z') return false;
    for (size_t i = 0; i < code.n; i++) {
        char ch = code.p[i];
        if (!((ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '-')) return false;
    }
    return true;
}

bool zone_create(struct ctx *c, const struct zone_new *in, struct zone *out)
{
    bool ok = true;
    for (size_t i = 0; i < ZONE_NEW.count; i++)
        ok = field_check(&c->err, &ZONE_NEW.fields[i], in, (struct str){0}) && ok;
    if (!ok) return false;
    if (!code_valid(in->code)) return fail_field(&c->err, STR("code"), M(ZONE_CODE_BAD));
    *out = (struct zone){
        .id = ctx_new_id(c), .code = in->code, .name_zh = in->name_zh, .name_en = in->name_en,
        .utc_offset_minutes = in->utc_offset_minutes, .demo = in->demo, .version = 1, .created = c->now,
    };
    int64_t made = 0;
    if (!db_exec(c->db, c->arena, &c->err, &SQL_ZONE_INSERT, &ZONE, out, &made)) return false;
    if (made == 0) return fail(&c->err, ERR_CONFLICT, M(ZONE_CODE_TAKEN), S("code", in->code));
    c->zone_id = out->id;
    c->utc_offset_minutes = (int32_t)out->utc_offset_minutes;
    return audit_record(c, &(struct audit_entry){.action = STR("zone.create"), .subject_kind = STR("zone"),
                                                 .subject_id = out->id, .subject_name = out->name_zh,
                                                 .after = audit_json(c, &ZONE, out)});
}

bool zone_by_code(struct ctx *c, struct str code, struct zone *out)
{
    bool found = false;
    const struct put key = {.code = code};
    if (!ctx_find(c, &SQL_ZONE_SELECT_BY_CODE, &PUT, &key, &ZONE, out, &found)) return false;
    return found || fail(&c->err, ERR_NOT_FOUND, M(ZONE_UNKNOWN), S("code", code));
}

bool zone_enter(struct ctx *c, struct str code, struct zone *out)
{
    if (code.n == 0) {
        struct zone_choices all = {0};
        if (!zone_choices(c, NULL, &all)) return false;
        if (all.items.count != 1) return fail(&c->err, ERR_NOT_FOUND, M(ZONE_UNKNOWN), S("code", STR("")));
        code = LIST_AT(&all.items, struct zone_choice, 0)->code;
    }
    if (!zone_by_code(c, code, out)) return false;
    c->zone_id = out->id;
    c->utc_offset_minutes = (int32_t)out->utc_offset_minutes;
    return true;
}

bool zone_choices(struct ctx *c, const void *none, struct zone_choices *out)
{
    (void)none;
    return ctx_rows(c, &SQL_ZONE_SELECT_ALL, &PUT, &(struct put){0}, &ZONE_CHOICE, &out->items);
}

bool zone_get(struct ctx *c, const void *none, struct zone_page *out)
{
    (void)none;
    const struct put key = {.zone_id = c->zone_id, .id = c->zone_id};
    if (!ctx_one(c, &SQL_ZONE_SELECT_BY_ID, &PUT, &key, &ZONE, &out->zone)) return false;
    if (!ctx_rows(c, &SQL_AREA_SELECT, &PUT, &key, &ZONE_PART, &out->areas)) return false;
    if (!ctx_rows(c, &SQL_DEPARTMENT_SELECT, &PUT, &key, &ZONE_PART, &out->departments)) return false;
    if (ctx_may(c, RIGHT_ZONE_EDIT)) *LIST_ADD(c->arena, &out->actions.l, struct str) = STR("edit");
    return true;
}

bool zone_edit(struct ctx *c, const struct zone_change *in, struct zone_page *out)
{
    struct zone before = {0};
    const struct put key = {.id = c->zone_id};
    if (!ctx_one(c, &SQL_ZONE_SELECT_BY_ID, &PUT, &key, &ZONE, &before)) return false;
    const struct update u = {c->zone_id, in->name_zh, in->name_en, in->version, c->now};
    if (!ctx_change(c, &SQL_ZONE_UPDATE, &UPDATE, &u)) return false;
    if (!zone_get(c, NULL, out)) return false;
    return audit_record(c, &(struct audit_entry){.action = STR("zone.edit"), .subject_kind = STR("zone"),
                                                 .subject_id = c->zone_id, .subject_name = out->zone.name_zh,
                                                 .before = audit_json(c, &ZONE, &before),
                                                 .after = audit_json(c, &ZONE, &out->zone)});
}

/* ---- areas and departments: the same rules for both ---- */
struct part_kind {
    const char *name, *zh;
    const struct sql *by_code, *by_id, *put;
};
static const struct part_kind AREAS = {"area", "片区", &SQL_AREA_BY_CODE, &SQL_AREA_BY_ID, &SQL_AREA_PUT};
static const struct part_kind DEPARTMENTS = {"department", "部门", &SQL_DEPARTMENT_BY_CODE, &SQL_DEPARTMENT_BY_ID,
                                             &SQL_DEPARTMENT_PUT};

static bool part_find(struct ctx *c, const struct part_kind *kind, struct str code, struct zone_part *out, bool *found)
{
    const struct put key = {.zone_id = c->zone_id, .code = code};
    return ctx_find(c, kind->by_code, &PUT, &key, &ZONE_PART, out, found);
}

/* Stores the part and puts it on record; before is NULL for a new one. */
static bool part_store(struct ctx *c, const struct part_kind *kind, const struct zone_part *before,
                       const struct zone_part *part)
{
    const struct put p = {c->zone_id, part->id, part->code, part->name_zh, part->name_en};
    if (!ctx_exec(c, kind->put, &PUT, &p)) return false;
    return audit_record(c, &(struct audit_entry){
                               .action = arena_printf(c->arena, "%s.%s", kind->name, before ? "edit" : "create"),
                               .subject_kind = str_of(kind->name), .subject_id = part->id,
                               .subject_name = part->name_zh,
                               .before = before ? audit_json(c, &ZONE_PART, before) : (struct str){0},
                               .after = audit_json(c, &ZONE_PART, part)});
}

static bool part_create(struct ctx *c, const struct part_kind *kind, const struct zone_part_new *in,
                        struct zone_part *out)
{
    bool found = false;
    struct zone_part taken = {0};
    struct str code = str_trim(in->code);
    if (!part_find(c, kind, code, &taken, &found)) return false;
    if (found) return fail(&c->err, ERR_CONFLICT, M(PART_CODE_TAKEN), S("code", code), S("name", taken.name_zh));
    *out = (struct zone_part){ctx_new_id(c), code, str_trim(in->name_zh), str_trim(in->name_en)};
    return part_store(c, kind, NULL, out);
}

static bool part_edit(struct ctx *c, const struct part_kind *kind, const struct zone_part_change *in,
                      struct zone_part *out)
{
    bool found = false;
    struct zone_part before = {0};
    const struct put key = {.zone_id = c->zone_id, .id = in->id};
    if (!ctx_find(c, kind->by_id, &PUT, &key, &ZONE_PART, &before, &found)) return false;
    if (!found) return ctx_not_found(c, kind->zh, kind->name);
    *out = (struct zone_part){before.id, before.code, str_trim(in->name_zh), str_trim(in->name_en)};
    return part_store(c, kind, &before, out);
}

/* What a pack does again and again: no record when nothing changed. */
static bool part_put(struct ctx *c, const struct part_kind *kind, const struct zone_part *in, struct zone_part *out)
{
    bool found = false;
    struct zone_part before = {0};
    if (!part_find(c, kind, in->code, &before, &found)) return false;
    *out = (struct zone_part){found ? before.id : ctx_new_id(c), in->code, in->name_zh, in->name_en};
    if (found && str_eq(before.name_zh, in->name_zh) && str_eq(before.name_en, in->name_en)) return true;
    return part_store(c, kind, found ? &before : NULL, out);
}

bool zone_area_create(struct ctx *c, const struct zone_part_new *in, struct zone_part *out)
{
    return part_create(c, &AREAS, in, out);
}

bool zone_department_create(struct ctx *c, const struct zone_part_new *in, struct zone_part *out)
{
    return part_create(c, &DEPARTMENTS, in, out);
}

bool zone_area_edit(struct ctx *c, const struct zone_part_change *in, struct zone_part *out)
{
    return part_edit(c, &AREAS, in, out);
}

bool zone_department_edit(struct ctx *c, const struct zone_part_change *in, struct zone_part *out)
{
    return part_edit(c, &DEPARTMENTS, in, out);
}

bool zone_area_put(struct ctx *c, const struct zone_part *in, struct zone_part *out)
{
    return part_put(c, &AREAS, in, out);
}

bool zone_department_put(struct ctx *c, const struct zone_part *in, struct zone_part *out)
{
    return part_put(c, &DEPARTMENTS, in, out);
}

/* ---- who may do what ---- */
static const struct field cell_fields[] = {
    FIELD_E(struct right_cell, right, RIGHT_NAMES, .required = true),
    FIELD_E(struct right_cell, scope, SCOPE_NAMES, .required = true),
};
static const struct record RIGHT_CELL = RECORD(right_cell, cell_fields);
static const struct field role_row_fields[] = {
    FIELD_E(struct role_row, role, ROLE_NAMES, .required = true),
    FIELD(struct role_row, zh, .required = true),
    FIELD(struct role_row, en, .required = true),
    FIELD_E(struct role_row, scope, SCOPE_NAMES, .required = true),
    FIELD(struct role_row, scopes, .required = true),
    FIELD_L(struct role_row, rights, RIGHT_CELL, .required = true),
};
static const struct record ROLE_ROW = RECORD(role_row, role_row_fields);
static const struct field right_row_fields[] = {
    FIELD_E(struct right_row, right, RIGHT_NAMES, .required = true),
    FIELD(struct right_row, zh, .required = true),
    FIELD(struct right_row, en, .required = true),
};
static const struct record RIGHT_ROW = RECORD(right_row, right_row_fields);
static const struct field matrix_fields[] = {
    FIELD_L(struct right_matrix, roles, ROLE_ROW, .required = true),
    FIELD_L(struct right_matrix, rights, RIGHT_ROW, .required = true),
};
const struct record RIGHT_MATRIX = RECORD(right_matrix, matrix_fields);

static void role_row_fill(struct ctx *c, struct role_row *row, enum role role)
{
    *row = (struct role_row){.role = role, .zh = role_label(LANG_ZH, role), .en = role_label(LANG_EN, role),
                             .scope = role_scope(role)};
    for (int32_t s = SCOPE_ENTERPRISE; s <= SCOPE_ZONE; s++)
        if (role_takes_scope(role, (enum scope)s))
            *LIST_ADD(c->arena, &row->scopes.l, struct str) = enum_name(&SCOPE_NAMES, s);
    for (int32_t r = RIGHT_SIGNED_IN + 1; r < RIGHT_COUNT; r++) {
        enum scope s = role_right(role, (enum right)r);
        if (s != SCOPE_NONE) *LIST_ADD(c->arena, &row->rights, struct right_cell) = (struct right_cell){r + 1, s};
    }
}

bool right_matrix(struct ctx *c, const void *none, struct right_matrix *out)
{
    (void)none;
    for (int32_t r = ROLE_NONE + 1; r < ROLE_COUNT; r++)
        role_row_fill(c, LIST_ADD(c->arena, &out->roles, struct role_row), (enum role)r);
    for (int32_t r = RIGHT_SIGNED_IN + 1; r < RIGHT_COUNT; r++)
        *LIST_ADD(c->arena, &out->rights, struct right_row) = (struct right_row){
            r + 1, right_label(LANG_ZH, (enum right)r), right_label(LANG_EN, (enum right)r)};
    return true;
}

bool zone_audit_erase(struct ctx *c, const struct audit_erase *in, struct audit_head *out)
{
    return audit_erase(c, in) && audit_get_head(c, NULL, out);
}

/* ---- jobs ---- */
static const struct field job_key_fields[] = {FIELD(struct job_key, id, .required = true, .max = 40)};
const struct record JOB_KEY = RECORD(job_key, job_key_fields);

bool zone_job_get(struct ctx *c, const struct job_key *in, struct job *out)
{
    if (!job_get(c, in->id, out)) return false;
    if (str_eq(out->actor_id, c->actor.user_id) || ctx_may(c, RIGHT_ENTERPRISE_IMPORT)) return true;
    *out = (struct job){0};
    return ctx_not_found(c, "任务", "job");
}

bool zone_job_cancel(struct ctx *c, const struct job_key *in, struct job *out)
{
    return zone_job_get(c, in, out) && job_cancel(c, in->id, out);
}
