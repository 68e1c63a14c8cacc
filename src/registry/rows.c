/* rows.c - stored rows of the registry: reading within what the actor may see, saving with version, search tokens. */
#include "registry/registry_impl.h"
#include "app/app.h"
#include "app/audit.h"
#include "registry_sql.h"
#include "text/text.h"

static const struct field row_fields[] = {
    FIELD(struct enterprise_row, zone_id),
    FIELD(struct enterprise_row, id),
    FIELD(struct enterprise_row, no),
    FIELD_E(struct enterprise_row, state, ENTERPRISE_STATE_NAMES),
    FIELD_E(struct enterprise_row, kind, ENTERPRISE_KIND_NAMES),
    FIELD_E(struct enterprise_row, size_class, SIZE_CLASS_NAMES),
    FIELD(struct enterprise_row, sample),
    FIELD(struct enterprise_row, version),
    FIELD(struct enterprise_row, created),
    FIELD(struct enterprise_row, updated),
    FIELD(struct enterprise_row, area_id),
    FIELD(struct enterprise_row, department_id),
    FIELD(struct enterprise_row, industry),
    FIELD(struct enterprise_row, uscc),
    FIELD(struct enterprise_row, merged_into),
    FIELD(struct enterprise_row, name),
    FIELD(struct enterprise_row, name_folded),
    FIELD(struct enterprise_row, initials),
    FIELD(struct enterprise_row, name_key),
    FIELD(struct enterprise_row, registered_on),
    FIELD(struct enterprise_row, capital_fen),
    FIELD(struct enterprise_row, capital_text),
    FIELD(struct enterprise_row, legal_representative),
    FIELD(struct enterprise_row, contact_name),
    FIELD(struct enterprise_row, contact_phone),
    FIELD(struct enterprise_row, address),
    FIELD(struct enterprise_row, scope_text),
    FIELD(struct enterprise_row, area),
    FIELD(struct enterprise_row, department),
    FIELD(struct enterprise_row, reg15),
    FIELD(struct enterprise_row, orgcode),
    FIELD(struct enterprise_row, registration_since),
    FIELD(struct enterprise_row, tax_since),
    FIELD(struct enterprise_row, statistics_since),
    FIELD_E(struct enterprise_row, code_kind, IDENTIFIER_KIND_NAMES),
    FIELD(struct enterprise_row, code_value),
};
const struct record ENTERPRISE_ROW = RECORD(enterprise_row, row_fields);

static const struct field params_fields[] = {
    FIELD(struct registry_params, zone_id),
    FIELD(struct registry_params, id),
    FIELD(struct registry_params, into_id),
    FIELD(struct registry_params, other_id),
    FIELD_E(struct registry_params, code_kind, IDENTIFIER_KIND_NAMES),
    FIELD_E(struct registry_params, relation, RELATION_KIND_NAMES),
    FIELD_E(struct registry_params, flag, FLAG_KIND_NAMES),
    FIELD_E(struct registry_params, list_kind, LIST_KIND_NAMES),
    FIELD_E(struct registry_params, from_flag, FLAG_KIND_NAMES),
    FIELD_E(struct registry_params, state, ENTERPRISE_STATE_NAMES),
    FIELD_E(struct registry_params, size_class, SIZE_CLASS_NAMES),
    FIELD_E(struct registry_params, kind, ENTERPRISE_KIND_NAMES),
    FIELD(struct registry_params, value),
    FIELD(struct registry_params, note),
    FIELD(struct registry_params, list_id),
    FIELD(struct registry_params, from_list),
    FIELD(struct registry_params, from_id),
    FIELD(struct registry_params, area_id),
    FIELD(struct registry_params, department_id),
    FIELD(struct registry_params, since),
    FIELD(struct registry_params, until),
    FIELD(struct registry_params, today),
    FIELD(struct registry_params, year),
    FIELD(struct registry_params, version),
    FIELD(struct registry_params, count),
    FIELD(struct registry_params, no),
    FIELD(struct registry_params, english),
    FIELD(struct registry_params, in_zone),
    FIELD(struct registry_params, incomplete),
    FIELD(struct registry_params, complete),
    FIELD(struct registry_params, bounds),
    FIELD(struct registry_params, part),
    FIELD(struct registry_params, letters),
    FIELD(struct registry_params, token),
    FIELD(struct registry_params, code_from),
    FIELD(struct registry_params, code_to),
    FIELD(struct registry_params, codes),
    FIELD_E(struct registry_params, sort, ENTERPRISE_SORT_NAMES),
    FIELD(struct registry_params, after_key),
    FIELD(struct registry_params, after_time),
    FIELD(struct registry_params, after_no),
    FIELD(struct registry_params, limit),
};
const struct record REGISTRY_PARAMS = RECORD(registry_params, params_fields);

static const struct field count_fields[] = {FIELD(struct registry_count, n), FIELD(struct registry_count, n2)};
const struct record REGISTRY_COUNT = RECORD(registry_count, count_fields);

struct registry_params registry_params(const struct ctx *c)
{
    return (struct registry_params){.zone_id = c->zone_id, .today = ctx_today(c), .english = c->lang == LANG_EN};
}

bool find_aside(struct ctx *c, const struct sql *q, const struct registry_params *p, const struct record *out_rec,
                void *out, bool *found)
{
    const struct err before = c->err;
    c->err = (struct err){.arena = before.arena};
    if (!ctx_find(c, q, &REGISTRY_PARAMS, p, out_rec, out, found)) return false;
    c->err = before;
    return true;
}

bool enterprise_row_get(struct ctx *c, enum right right, struct str id, struct enterprise_row *out)
{
    struct registry_params p = registry_params(c);
    p.id = id;
    bool found = false;
    if (!ctx_find(c, &SQL_ENTERPRISE_ROW, &REGISTRY_PARAMS, &p, &ENTERPRISE_ROW, out, &found)) return false;
    bool reached = c->actor.system || right_reaches(&c->actor.grants, right, out->id, out->area_id);
    if (found && reached) return true;
    return fail(&c->err, ERR_NOT_FOUND, M(NO_ENTERPRISE));
}

bool enterprise_row_edit(struct ctx *c, enum right right, struct str id, int64_t version, struct enterprise_row *out)
{
    if (!enterprise_row_get(c, right, id, out)) return false;
    if (version > 0 && out->version != version) return fail(&c->err, ERR_STALE, M(STALE));
    if (out->state != ENTERPRISE_MERGED) return true;
    return fail(&c->err, ERR_CONFLICT, M(ENTERPRISE_IS_MERGED), S("name", out->name));
}

bool enterprise_require(struct ctx *c, enum right right, struct str id, bool change, struct str *name)
{
    struct enterprise_row row = {0};
    bool ok = change ? enterprise_row_edit(c, right, id, 0, &row) : enterprise_row_get(c, right, id, &row);
    *name = row.name;
    return ok;
}

bool enterprise_row_save(struct ctx *c, struct enterprise_row *row)
{
    row->updated = c->now;
    if (!ctx_change(c, &SQL_ENTERPRISE_SAVE, &ENTERPRISE_ROW, row)) return false;
    row->version++;
    return true;
}

bool enterprise_touch(struct ctx *c, struct enterprise_row *row)
{
    return enterprise_row_save(c, row);
}

/* ---- search tokens ---- */

struct token_row {
    struct str zone_id;
    int64_t segment;
    struct str token;
    int64_t no;
};
static const struct field token_fields[] = {FIELD(struct token_row, zone_id), FIELD(struct token_row, segment),
                                            FIELD(struct token_row, token), FIELD(struct token_row, no)};
static const struct record TOKEN_ROW = RECORD(token_row, token_fields);

static bool tokens_write(struct ctx *c, const struct sql *q, const struct enterprise_row *row)
{
    struct list tokens = text_tokens(c->arena, row->name_folded, row->initials), rows = {0};
    for (size_t i = 0; i < tokens.count; i++) {
        *LIST_ADD(c->arena, &rows, struct token_row) =
            (struct token_row){c->zone_id, row->no / TOKEN_SEGMENT, *LIST_AT(&tokens, struct str, i), row->no};
    }
    return rows.count == 0 || db_bulk(c->db, c->arena, &c->err, q, &TOKEN_ROW, &rows);
}

bool tokens_replace(struct ctx *c, const struct enterprise_row *before, const struct enterprise_row *after)
{
    bool had = before && before->state == ENTERPRISE_ACTIVE, has = after && after->state == ENTERPRISE_ACTIVE;
    bool same =
        had && has && str_eq(before->name_folded, after->name_folded) && str_eq(before->initials, after->initials);
    if (same) return true;
    if (had && !tokens_write(c, &SQL_TOKEN_DELETE, before)) return false;
    return !has || tokens_write(c, &SQL_TOKEN_INSERT, after);
}

/* ---- codes ---- */

static enum code_kind code_kind_of(enum identifier_kind kind)
{
    switch (kind) {
    case IDENTIFIER_USCC:
        return CODE_USCC;
    case IDENTIFIER_REG15:
        return CODE_REG15;
    case IDENTIFIER_ORGCODE:
        return CODE_ORGCODE;
    case IDENTIFIER_NONE:
        break;
    }
    assert(!"a kind of identifier");
    return CODE_NONE;
}

static bool code_refuse(struct ctx *c, struct str field, const struct code_result *r)
{
    struct str reason = msg_render(c->arena, c->lang, &r->reason);
    if (r->suggestion.n == 0) return fail_field(&c->err, field, M(CODE_WRONG), S("reason", reason));
    return fail_field(&c->err, field, M(CODE_WRONG_SUGGEST), S("reason", reason), S("suggestion", r->suggestion));
}

struct owner {
    struct str id, name;
};
static const struct field owner_fields[] = {FIELD(struct owner, id), FIELD(struct owner, name)};
static const struct record OWNER = RECORD(owner, owner_fields);

bool code_accept(struct ctx *c, enum identifier_kind kind, struct str raw, bool confirmed, struct str field,
                 struct str own_id, struct str *value)
{
    *value = (struct str){0};
    if (raw.n == 0) return true;
    struct code_result r;
    code_check(c->arena, code_kind_of(kind), raw, ctx_today(c), &r);
    /* Even a confirmed code must be one: only its check character may be wrong. */
    bool plausible =
        r.reason.id == MSG_CODE_CHECK || r.reason.id == MSG_CODE_CHECK_INNER || r.reason.id == MSG_CODE_MIRROR;
    if (!r.ok && !(confirmed && plausible)) return code_refuse(c, field, &r);
    struct registry_params p = registry_params(c);
    p.code_kind = kind;
    p.value = *value = r.value;
    struct owner owner = {0};
    bool found = false;
    if (!find_aside(c, &SQL_IDENTIFIER_OWNER, &p, &OWNER, &owner, &found)) return false;
    if (!found || str_eq(owner.id, own_id)) return true;
    return fail(&c->err, ERR_CONFLICT, M(CODE_TAKEN), S("value", r.value), S("name", owner.name));
}

bool code_ask(struct ctx *c, const struct code_query *in, struct code_answer *out)
{
    struct code_result r;
    code_check(c->arena, code_kind_of((enum identifier_kind)in->kind), in->value, ctx_today(c), &r);
    *out = (struct code_answer){.ok = r.ok, .value = r.value, .suggestion = r.suggestion};
    if (!r.ok) out->reason = msg_render(c->arena, c->lang, &r.reason);
    struct registry_params p = registry_params(c);
    p.code_kind = in->kind;
    p.value = r.value;
    struct owner owner = {0};
    bool found = false;
    if (!ctx_find(c, &SQL_IDENTIFIER_OWNER, &REGISTRY_PARAMS, &p, &OWNER, &owner, &found)) return false;
    if (!found || ctx_scope(c, RIGHT_ENTERPRISE_READ) != SCOPE_ZONE) return true; /* a clerk learns nothing of others */
    out->enterprise_id = owner.id;
    out->enterprise_name = owner.name;
    return true;
}

/* ---- size class ---- */

bool size_class_compute(struct ctx *c, struct enterprise_row *row, struct size_result *why, struct opt_i64 *year)
{
    struct registry_params p = registry_params(c);
    p.id = row->id;
    struct enterprise_year newest = {0};
    bool found = false;
    if (!ctx_find(c, &SQL_YEAR_NEWEST, &REGISTRY_PARAMS, &p, &ENTERPRISE_YEAR, &newest, &found)) return false;
    struct size_facts facts = {row->industry, newest.headcount, newest.revenue_fen, newest.assets_fen};
    size_class_of(c->arena, &facts, why);
    row->size_class = why->size_class;
    *year = (struct opt_i64){found, newest.year};
    return true;
}

bool enterprise_audit(struct ctx *c, const char *action, const struct enterprise_row *row, const struct record *r,
                      const void *before, const void *after)
{
    struct audit_entry e = {
        .action = str_of(action), .subject_kind = STR("enterprise"), .subject_id = row->id, .subject_name = row->name};
    if (before) e.before = audit_json(c, r, before);
    if (after) e.after = audit_json(c, r, after);
    return audit_record(c, &e);
}
