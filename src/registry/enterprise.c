/* enterprise.c - one enterprise: its page, and every change by hand. */
#include "registry/registry_impl.h"
#include "app/audit.h"
#include "registry_sql.h"
#include "text/text.h"

/* ---- the page ---- */

struct place_names {
    struct str area_name, department_name;
};
static const struct field place_names_fields[] = {FIELD(struct place_names, area_name),
                                                  FIELD(struct place_names, department_name)};
static const struct record PLACE_NAMES = RECORD(place_names, place_names_fields);

static void page_of_row(struct ctx *c, const struct enterprise_row *r, struct enterprise *out)
{
    *out = (struct enterprise){
        .id = r->id,
        .no = r->no,
        .name = r->name,
        .uscc = r->uscc,
        .kind = r->kind,
        .state = r->state,
        .registered_on = r->registered_on,
        .capital_text = r->capital_text,
        .capital_fen = r->capital_fen,
        .legal_representative = r->legal_representative,
        .industry = r->industry,
        .address = r->address,
        .area_id = r->area_id,
        .department_id = r->department_id,
        .scope_text = r->scope_text,
        .contact_name = r->contact_name,
        .contact_phone = r->contact_phone,
        .sample = r->sample,
        .size_class = r->size_class,
        .merged_into = r->merged_into,
        .created = r->created,
        .updated = r->updated,
        .version = r->version,
    };
    const struct industry_row *industry = r->industry.n ? industry_find(r->industry) : NULL;
    if (industry) out->industry_name = str_of(c->lang == LANG_EN ? industry->en : industry->zh);
    /* An official needs the number to edit it and the clerk knows the own one; the others see it masked. */
    bool whole = ctx_may(c, RIGHT_ENTERPRISE_EDIT) || ctx_scope(c, RIGHT_ENTERPRISE_READ) == SCOPE_ENTERPRISE;
    if (!whole && out->contact_phone.n) out->contact_phone = code_mask_phone(c->arena, out->contact_phone);
}

static bool page_codes(struct ctx *c, const struct registry_params *p, struct enterprise *out)
{
    static const struct field fields[] = {FIELD_E(struct identifier, kind, IDENTIFIER_KIND_NAMES),
                                          FIELD(struct identifier, value), FIELD(struct identifier, valid_from),
                                          FIELD(struct identifier, valid_to)};
    static const struct record row = {"identifier_row", sizeof(struct identifier), fields, COUNT(fields)};
    if (!ctx_rows(c, &SQL_IDENTIFIER_OF, &REGISTRY_PARAMS, p, &row, &out->identifiers)) return false;
    for (size_t i = 0; i < out->identifiers.count; i++) {
        struct identifier *id = LIST_AT(&out->identifiers, struct identifier, i);
        static const enum code_kind kinds[] = {CODE_NONE, CODE_USCC, CODE_REG15, CODE_ORGCODE};
        struct code_result r;
        code_check(c->arena, kinds[id->kind], id->value, p->today, &r);
        id->check_ok = r.ok;
        id->suggestion = r.suggestion;
        if (!r.ok) id->warning = msg_render(c->arena, c->lang, &r.reason);
    }
    return true;
}

static bool page_size(struct ctx *c, const struct enterprise_row *row, struct enterprise *out)
{
    struct enterprise_row copy = *row;
    struct size_result why;
    if (!size_class_compute(c, &copy, &why, &out->size_year)) return false;
    out->size_class = why.size_class;
    out->size_group = c->lang == LANG_EN ? why.group_en : why.group_zh;
    out->size_reason = msg_render(c->arena, c->lang, &why.reason);
    return true;
}

static void action(struct ctx *c, struct enterprise *out, bool allowed, const char *name)
{
    if (allowed) *LIST_ADD(c->arena, &out->actions.l, struct str) = str_of(name);
}

static void page_actions(struct ctx *c, struct enterprise *out)
{
    bool live = out->state != ENTERPRISE_MERGED, edit = live && ctx_may(c, RIGHT_ENTERPRISE_EDIT);
    action(c, out, edit, "edit");
    action(c, out, edit, "add_identifier");
    action(c, out, edit, "add_relation");
    action(c, out, edit, "add_flag");
    action(c, out, edit, "put_year");
    action(c, out, live && ctx_may(c, RIGHT_ENTERPRISE_MERGE), "merge");
    action(c, out, ctx_may(c, RIGHT_WORKER_READ), "see_workers");
    action(c, out, live && ctx_may(c, RIGHT_WORKER_EDIT), "add_worker");
    action(c, out, ctx_may(c, RIGHT_ATTACHMENT_READ), "see_attachments");
    action(c, out, live && ctx_may(c, RIGHT_ATTACHMENT_EDIT), "attach");
    action(c, out, ctx_may(c, RIGHT_AUDIT_READ), "see_audit");
}

static bool page_names(struct ctx *c, struct registry_params p, struct enterprise *out)
{
    struct place_names names = {0};
    p.area_id = out->area_id;
    p.department_id = out->department_id;
    if (!ctx_one(c, &SQL_PLACE_NAMES, &REGISTRY_PARAMS, &p, &PLACE_NAMES, &names)) return false;
    out->area_name = names.area_name;
    out->department_name = names.department_name;
    if (!out->merged_into.n) return true;
    struct enterprise_row target = {0};
    p.id = out->merged_into;
    if (!ctx_one(c, &SQL_ENTERPRISE_ROW, &REGISTRY_PARAMS, &p, &ENTERPRISE_ROW, &target)) return false;
    out->merged_into_name = target.name;
    return true;
}

static bool page_fill(struct ctx *c, const struct enterprise_row *row, struct enterprise *out)
{
    page_of_row(c, row, out);
    struct registry_params p = registry_params(c);
    p.id = row->id;
    struct registry_count counts = {0};
    if (!page_names(c, p, out) || !page_codes(c, &p, out) || !page_size(c, row, out) ||
        !ctx_rows(c, &SQL_RELATION_OF, &REGISTRY_PARAMS, &p, &RELATION, &out->relations) ||
        !ctx_rows(c, &SQL_FLAG_OF, &REGISTRY_PARAMS, &p, &ENTERPRISE_FLAG, &out->flags) ||
        !ctx_rows(c, &SQL_YEAR_OF, &REGISTRY_PARAMS, &p, &ENTERPRISE_YEAR, &out->years) ||
        !ctx_rows(c, &SQL_MERGED_OF, &REGISTRY_PARAMS, &p, &MERGED_RECORD, &out->merged) ||
        !ctx_one(c, &SQL_ENTERPRISE_COUNTS, &REGISTRY_PARAMS, &p, &REGISTRY_COUNT, &counts))
        return false;
    out->worker_count = counts.n;
    out->attachment_count = counts.n2;
    for (size_t i = 0; i < out->relations.count; i++) {
        if (LIST_AT(&out->relations, struct relation, i)->current) out->in_zone = true;
    }
    page_actions(c, out);
    return true;
}

bool enterprise_get(struct ctx *c, const struct registry_key *in, struct enterprise *out)
{
    struct enterprise_row row = {0};
    return enterprise_row_get(c, RIGHT_ENTERPRISE_READ, in->id, &row) && page_fill(c, &row, out);
}

static bool page_again(struct ctx *c, struct str id, struct enterprise *out)
{
    return enterprise_get(c, &(struct registry_key){id}, out);
}

/* ---- checks that several changes share ---- */

static bool industry_accept(struct ctx *c, struct str raw, struct str *out)
{
    *out = industry_normal(c->arena, raw);
    if (out->n > 0 || str_trim(raw).n == 0) return true;
    return fail_field(&c->err, STR("industry"), M(INDUSTRY_UNKNOWN), S("value", raw));
}

static bool places_accept(struct ctx *c, struct str area_id, struct str department_id)
{
    struct registry_params p = registry_params(c);
    p.area_id = area_id;
    p.department_id = department_id;
    struct registry_count found = {0};
    bool any = false;
    if (!find_aside(c, &SQL_PLACE_EXISTS, &p, &REGISTRY_COUNT, &found, &any)) return false;
    bool area = !area_id.n || found.n > 0, department = !department_id.n || found.n2 > 0;
    if (!area) (void)fail_field(&c->err, STR("area_id"), M(AREA_UNKNOWN), S("value", area_id));
    if (!department) (void)fail_field(&c->err, STR("department_id"), M(DEPARTMENT_UNKNOWN), S("value", department_id));
    return area && department;
}

static bool past_accept(struct ctx *c, struct opt_date d, struct str field)
{
    if (!d.has || date_cmp(d.v, ctx_today(c)) <= 0) return true;
    return fail_field(&c->err, field, M(DATE_IN_FUTURE));
}

static bool dates_accept(struct ctx *c, struct opt_date since, struct opt_date until)
{
    if (!until.has || date_cmp(since.v, until.v) <= 0) return true;
    return fail_field(&c->err, STR("until"), M(DATES_REVERSED));
}

static struct str or_absent(struct str s)
{
    struct str t = str_trim(s);
    return t.n ? t : (struct str){0};
}

/* ---- create ---- */

static bool create_codes(struct ctx *c, const struct enterprise_new *in, struct enterprise_draft *d)
{
    struct str none = {0};
    bool uscc = code_accept(c, IDENTIFIER_USCC, in->uscc, in->code_confirmed, STR("uscc"), none, &d->uscc);
    if (c->err.code == ERR_INTERNAL || c->err.code == ERR_BUSY) return false;
    bool reg15 = code_accept(c, IDENTIFIER_REG15, in->reg15, in->code_confirmed, STR("reg15"), none, &d->reg15);
    if (c->err.code == ERR_INTERNAL || c->err.code == ERR_BUSY) return false;
    bool orgcode =
        code_accept(c, IDENTIFIER_ORGCODE, in->orgcode, in->code_confirmed, STR("orgcode"), none, &d->orgcode);
    return uscc && reg15 && orgcode;
}

bool enterprise_create(struct ctx *c, const struct enterprise_new *in, struct enterprise *out)
{
    struct enterprise_draft d = {
        .name = str_trim(in->name),
        .kind = in->kind,
        .registered_on = in->registered_on,
        .capital_text = or_absent(in->capital_text),
        .legal_representative = or_absent(in->legal_representative),
        .address = or_absent(in->address),
        .scope_text = or_absent(in->scope_text),
        .contact_name = or_absent(in->contact_name),
        .contact_phone = or_absent(in->contact_phone),
        .registration_since = in->registration_since,
        .tax_since = in->tax_since,
        .statistics_since = in->statistics_since,
        .sample = in->sample,
    };
    struct str industry = {0};
    bool ok = create_codes(c, in, &d);
    if (c->err.code == ERR_INTERNAL || c->err.code == ERR_BUSY) return false;
    ok = industry_accept(c, in->industry, &industry) && ok;
    ok = past_accept(c, in->registered_on, STR("registered_on")) && ok;
    ok = places_accept(c, in->area_id, in->department_id) && ok;
    if (utf8_count(d.name) < 2) ok = fail_field(&c->err, STR("name"), M(TEXT_SHORT), I("min", 2));
    if (!ok) return false;
    struct places none = {0};
    if (!enterprise_prepare(c->arena, &c->err, &none, &d)) return false;
    d.industry = industry;
    d.area_id = or_absent(in->area_id);
    d.department_id = or_absent(in->department_id);
    struct list one = {0};
    *LIST_ADD(c->arena, &one, struct enterprise_draft *) = &d;
    if (!enterprise_insert_many(c, &one)) return false;
    struct enterprise_row row = {.id = d.id, .name = d.name};
    return enterprise_audit(c, "enterprise.create", &row, &ENTERPRISE_NEW, NULL, in) && page_again(c, d.id, out);
}

/* ---- edit ---- */

static void edit_of_row(const struct enterprise_row *r, struct enterprise_edit *e)
{
    *e = (struct enterprise_edit){
        .id = r->id,
        .version = r->version,
        .name = r->name,
        .kind = r->kind,
        .state = r->state,
        .registered_on = r->registered_on,
        .capital_text = r->capital_text,
        .legal_representative = r->legal_representative,
        .industry = r->industry,
        .address = r->address,
        .area_id = r->area_id,
        .department_id = r->department_id,
        .scope_text = r->scope_text,
        .contact_name = r->contact_name,
        .contact_phone = r->contact_phone,
    };
}

static void edit_apply(struct ctx *c, const struct enterprise_edit *in, struct enterprise_row *r)
{
    if (!str_eq(r->name, in->name)) {
        r->name = str_trim(in->name);
        r->name_folded = text_fold(c->arena, r->name);
        r->name_key = text_sort_key(c->arena, r->name);
        r->initials = text_initials(c->arena, r->name);
    }
    r->kind = in->kind;
    if (in->state) r->state = in->state;
    r->registered_on = in->registered_on;
    r->capital_text = or_absent(in->capital_text);
    r->capital_fen = capital_parse(r->capital_text);
    r->legal_representative = or_absent(in->legal_representative);
    r->address = or_absent(in->address);
    r->area_id = or_absent(in->area_id);
    r->department_id = or_absent(in->department_id);
    r->scope_text = or_absent(in->scope_text);
    r->contact_name = or_absent(in->contact_name);
    r->contact_phone = or_absent(in->contact_phone);
}

bool enterprise_update(struct ctx *c, const struct enterprise_edit *in, struct enterprise *out)
{
    struct enterprise_row row = {0};
    struct str industry = {0};
    if (!enterprise_row_edit(c, RIGHT_ENTERPRISE_EDIT, in->id, in->version, &row)) return false;
    const struct enterprise_row before = row;
    bool ok = industry_accept(c, in->industry, &industry);
    ok = past_accept(c, in->registered_on, STR("registered_on")) && ok;
    ok = places_accept(c, in->area_id, in->department_id) && ok;
    if (in->state == ENTERPRISE_MERGED) ok = fail_field(&c->err, STR("state"), M(STATE_BY_MERGE));
    if (utf8_count(str_trim(in->name)) < 2) ok = fail_field(&c->err, STR("name"), M(TEXT_SHORT), I("min", 2));
    if (!ok) return false;
    edit_apply(c, in, &row);
    row.industry = industry;
    struct size_result why;
    struct opt_i64 year;
    if (!size_class_compute(c, &row, &why, &year)) return false;
    if (!enterprise_row_save(c, &row) || !tokens_replace(c, &before, &row)) return false;
    struct enterprise_edit was, is;
    edit_of_row(&before, &was);
    edit_of_row(&row, &is);
    return enterprise_audit(c, "enterprise.update", &row, &ENTERPRISE_EDIT, &was, &is) && page_again(c, row.id, out);
}

/* ---- codes ---- */

bool identifier_add(struct ctx *c, const struct identifier_new *in, struct enterprise *out)
{
    struct enterprise_row row = {0};
    if (!enterprise_row_edit(c, RIGHT_ENTERPRISE_EDIT, in->id, 0, &row)) return false;
    struct registry_params p = registry_params(c);
    struct str value = {0};
    bool ok =
        code_accept(c, (enum identifier_kind)in->kind, in->value, in->code_confirmed, STR("value"), row.id, &value);
    if (c->err.code == ERR_INTERNAL || c->err.code == ERR_BUSY) return false;
    if (!past_accept(c, in->valid_from, STR("valid_from")) || !ok) return false;
    p.id = row.id;
    p.code_kind = in->kind;
    p.value = value;
    p.since = in->valid_from.has ? in->valid_from : (struct opt_date){true, p.today};
    struct date eve = date_from_days(date_to_days(p.since.v) - 1);
    p.until = (struct opt_date){true, eve};
    if (in->kind == IDENTIFIER_USCC && str_eq(value, row.uscc))
        return fail(&c->err, ERR_CONFLICT, M(CODE_OWN), S("value", value));
    if (in->kind == IDENTIFIER_USCC && !ctx_exec(c, &SQL_IDENTIFIER_CLOSE, &REGISTRY_PARAMS, &p)) return false;
    int64_t reopened = 0;
    p.until = (struct opt_date){0};
    if (!db_exec(c->db, c->arena, &c->err, &SQL_IDENTIFIER_REOPEN, &REGISTRY_PARAMS, &p, &reopened)) return false;
    if (reopened == 0 && !ctx_exec(c, &SQL_IDENTIFIER_INSERT, &REGISTRY_PARAMS, &p)) return false;
    if (in->kind == IDENTIFIER_USCC) row.uscc = value;
    return enterprise_touch(c, &row) &&
           enterprise_audit(c, "enterprise.add_identifier", &row, &IDENTIFIER_NEW, NULL, in) &&
           page_again(c, row.id, out);
}

/* ---- relations ---- */

static bool relation_free(struct ctx *c, const struct registry_params *p)
{
    struct relation other = {0};
    bool found = false;
    if (!ctx_find(c, &SQL_RELATION_OVERLAP, &REGISTRY_PARAMS, p, &RELATION, &other, &found)) return false;
    if (!found) return true;
    return fail(&c->err, ERR_CONFLICT, M(RELATION_OVERLAP), S("since", date_text(c->arena, other.since.v)));
}

bool relation_add(struct ctx *c, const struct relation_new *in, struct enterprise *out)
{
    struct enterprise_row row = {0};
    if (!enterprise_row_edit(c, RIGHT_ENTERPRISE_EDIT, in->id, 0, &row)) return false;
    if (!dates_accept(c, in->since, in->until)) return false;
    struct registry_params p = registry_params(c);
    p.id = row.id;
    p.other_id = ctx_new_id(c);
    p.relation = in->kind;
    p.since = in->since;
    p.until = in->until;
    p.note = or_absent(in->note);
    return relation_free(c, &p) && ctx_exec(c, &SQL_RELATION_INSERT, &REGISTRY_PARAMS, &p) &&
           enterprise_touch(c, &row) && enterprise_audit(c, "enterprise.add_relation", &row, &RELATION_NEW, NULL, in) &&
           page_again(c, row.id, out);
}

/* The relation with that id among the enterprise's. */
static bool relation_find(struct ctx *c, struct registry_params *p, struct str relation_id, struct relation *out)
{
    struct list all = {0};
    if (!ctx_rows(c, &SQL_RELATION_OF, &REGISTRY_PARAMS, p, &RELATION, &all)) return false;
    for (size_t i = 0; i < all.count; i++) {
        *out = *LIST_AT(&all, const struct relation, i);
        if (str_eq(out->id, relation_id)) return true;
    }
    return fail(&c->err, ERR_NOT_FOUND, M(NO_RELATION));
}

bool relation_update(struct ctx *c, const struct relation_edit *in, struct enterprise *out)
{
    struct enterprise_row row = {0};
    if (!enterprise_row_edit(c, RIGHT_ENTERPRISE_EDIT, in->id, 0, &row)) return false;
    struct registry_params p = registry_params(c);
    p.id = row.id;
    struct relation was = {0};
    if (!relation_find(c, &p, in->relation_id, &was) || !dates_accept(c, in->since, in->until)) return false;
    struct relation_edit before = {row.id, was.id, was.since, was.until, was.note};
    p.other_id = was.id;
    p.relation = was.kind;
    p.since = in->since;
    p.until = in->until;
    p.note = or_absent(in->note);
    return relation_free(c, &p) && ctx_change(c, &SQL_RELATION_SAVE, &REGISTRY_PARAMS, &p) &&
           enterprise_touch(c, &row) &&
           enterprise_audit(c, "enterprise.update_relation", &row, &RELATION_EDIT, &before, in) &&
           page_again(c, row.id, out);
}

/* ---- flags ---- */

/* A flag on a frozen list may neither come nor change. */
static bool list_open(struct ctx *c, struct str list_id)
{
    if (!list_id.n) return true;
    struct registry_params p = registry_params(c);
    p.list_id = list_id;
    struct base_list list = {0};
    bool found = false;
    if (!ctx_find(c, &SQL_BASE_LIST_ROW, &REGISTRY_PARAMS, &p, &BASE_LIST, &list, &found)) return false;
    if (!found) return fail_field(&c->err, STR("list_id"), M(NO_LIST));
    return !list.frozen || fail(&c->err, ERR_CONFLICT, M(LIST_IS_FROZEN), S("name", list.name));
}

static bool flag_free(struct ctx *c, const struct registry_params *p)
{
    struct enterprise_flag other = {0};
    bool found = false;
    if (!ctx_find(c, &SQL_FLAG_OVERLAP, &REGISTRY_PARAMS, p, &ENTERPRISE_FLAG, &other, &found)) return false;
    if (!found) return true;
    return fail(&c->err, ERR_CONFLICT, M(FLAG_OVERLAP), S("since", date_text(c->arena, other.since.v)));
}

bool flag_add(struct ctx *c, const struct flag_new *in, struct enterprise *out)
{
    struct enterprise_row row = {0};
    if (!enterprise_row_edit(c, RIGHT_ENTERPRISE_EDIT, in->id, 0, &row)) return false;
    if (!dates_accept(c, in->since, in->until) || !list_open(c, in->list_id)) return false;
    struct registry_params p = registry_params(c);
    p.id = row.id;
    p.other_id = ctx_new_id(c);
    p.flag = in->flag;
    p.list_id = or_absent(in->list_id);
    p.since = in->since;
    p.until = in->until;
    p.note = or_absent(in->value);
    return flag_free(c, &p) && ctx_exec(c, &SQL_FLAG_INSERT, &REGISTRY_PARAMS, &p) && enterprise_touch(c, &row) &&
           enterprise_audit(c, "enterprise.add_flag", &row, &FLAG_NEW, NULL, in) && page_again(c, row.id, out);
}

static bool flag_find(struct ctx *c, struct registry_params *p, struct str flag_id, struct enterprise_flag *out)
{
    struct list all = {0};
    if (!ctx_rows(c, &SQL_FLAG_OF, &REGISTRY_PARAMS, p, &ENTERPRISE_FLAG, &all)) return false;
    for (size_t i = 0; i < all.count; i++) {
        *out = *LIST_AT(&all, const struct enterprise_flag, i);
        if (str_eq(out->id, flag_id)) return true;
    }
    return fail(&c->err, ERR_NOT_FOUND, M(NO_FLAG));
}

bool flag_update(struct ctx *c, const struct flag_edit *in, struct enterprise *out)
{
    struct enterprise_row row = {0};
    if (!enterprise_row_edit(c, RIGHT_ENTERPRISE_EDIT, in->id, 0, &row)) return false;
    struct registry_params p = registry_params(c);
    p.id = row.id;
    struct enterprise_flag was = {0};
    if (!flag_find(c, &p, in->flag_id, &was) || !dates_accept(c, in->since, in->until) || !list_open(c, was.list_id))
        return false;
    struct flag_edit before = {row.id, was.id, was.since, was.until, was.value};
    p.other_id = was.id;
    p.flag = was.flag;
    p.list_id = was.list_id;
    p.since = in->since;
    p.until = in->until;
    p.note = or_absent(in->value);
    return flag_free(c, &p) && ctx_change(c, &SQL_FLAG_SAVE, &REGISTRY_PARAMS, &p) && enterprise_touch(c, &row) &&
           enterprise_audit(c, "enterprise.update_flag", &row, &FLAG_EDIT, &before, in) && page_again(c, row.id, out);
}

/* ---- yearly figures ---- */

struct year_params {
    struct str zone_id, enterprise_id, id;
    int64_t year;
    struct opt_i64 headcount;
    struct opt_money revenue_fen, assets_fen;
    struct str source;
    int64_t version;
};
static const struct field year_params_fields[] = {
    FIELD(struct year_params, zone_id),    FIELD(struct year_params, enterprise_id),
    FIELD(struct year_params, id),         FIELD(struct year_params, year),
    FIELD(struct year_params, headcount),  FIELD(struct year_params, revenue_fen),
    FIELD(struct year_params, assets_fen), FIELD(struct year_params, source),
    FIELD(struct year_params, version),
};
static const struct record YEAR_PARAMS = RECORD(year_params, year_params_fields);

static bool year_accept(struct ctx *c, const struct year_put *in)
{
    bool ok = true;
    if (in->headcount.has && in->headcount.v < 0) ok = fail_field(&c->err, STR("headcount"), M(NEGATIVE));
    if (in->assets_fen.has && in->assets_fen.fen < 0) ok = fail_field(&c->err, STR("assets_fen"), M(NEGATIVE));
    if (in->revenue_fen.has && in->revenue_fen.fen < 0) ok = fail_field(&c->err, STR("revenue_fen"), M(NEGATIVE));
    if (in->year > ctx_today(c).y) ok = fail_field(&c->err, STR("year"), M(DATE_IN_FUTURE));
    bool empty = !in->headcount.has && !in->revenue_fen.has && !in->assets_fen.has;
    if (empty && in->version == 0) ok = fail_field(&c->err, STR("headcount"), M(YEAR_EMPTY));
    return ok;
}

bool year_put(struct ctx *c, const struct year_put *in, struct enterprise *out)
{
    struct enterprise_row row = {0};
    if (!enterprise_row_edit(c, RIGHT_ENTERPRISE_EDIT, in->id, 0, &row) || !year_accept(c, in)) return false;
    struct year_params p = {c->zone_id,    row.id,          row.id,         in->year,
                            in->headcount, in->revenue_fen, in->assets_fen, or_absent(in->source),
                            in->version};
    struct enterprise_year was = {0};
    struct registry_params find = registry_params(c);
    find.id = row.id;
    find.year = in->year;
    bool found = false;
    if (!ctx_find(c, &SQL_YEAR_ROW, &REGISTRY_PARAMS, &find, &ENTERPRISE_YEAR, &was, &found)) return false;
    if (in->version != (found ? was.version : 0)) return fail(&c->err, ERR_STALE, M(STALE));
    if (!ctx_change(c, found ? &SQL_YEAR_SAVE : &SQL_YEAR_INSERT, &YEAR_PARAMS, &p)) return false;
    struct size_result why;
    struct opt_i64 newest;
    if (!size_class_compute(c, &row, &why, &newest) || !enterprise_touch(c, &row)) return false;
    struct year_put before = {row.id,         was.year,   was.headcount, was.revenue_fen,
                              was.assets_fen, was.source, was.version};
    return enterprise_audit(c, "enterprise.put_year", &row, &YEAR_PUT, found ? &before : NULL, in) &&
           page_again(c, row.id, out);
}
