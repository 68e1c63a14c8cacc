/* document.c - documents and their items. */
#include "app/audit.h"
#include "fund/fund.h"
#include "json/json.h"
#include "policy/policy_impl.h"
#include "policy_sql.h"

/* Parameters of the statements that read. */
struct find {
    struct str zone_id, id, no, document_id, code;
    int32_t kind, subject, state;
    struct date today;
    int64_t n, versions; /* what a statement counted */
};
static const struct field FIND_FIELDS[] = {
    FIELD(struct find, zone_id),
    FIELD(struct find, id),
    FIELD(struct find, no),
    FIELD(struct find, document_id),
    FIELD(struct find, code),
    FIELD(struct find, today),
    FIELD(struct find, n),
    FIELD(struct find, versions),
    FIELD_E(struct find, kind, ITEM_KIND_NAMES),
    FIELD_E(struct find, subject, ITEM_SUBJECT_NAMES),
    FIELD_E(struct find, state, ITEM_STATE_NAMES),
};
static const struct record FIND = RECORD(find, FIND_FIELDS);

void policy_action(struct ctx *c, struct texts *actions, const char *name)
{
    *LIST_ADD(c->arena, &actions->l, struct str) = str_of(name);
}

struct str policy_actor(const struct ctx *c)
{
    if (c->actor.name.n) return c->actor.name;
    return c->actor.login.n ? c->actor.login : STR("-");
}

static bool audit(struct ctx *c, const char *action, const char *kind, struct str id, struct str name,
                  const struct record *r, const void *before, const void *after)
{
    struct audit_entry e = {
        .action = str_of(action), .subject_kind = str_of(kind), .subject_id = id, .subject_name = name};
    if (before) e.before = audit_json(c, r, before);
    e.after = audit_json(c, r, after);
    return audit_record(c, &e);
}

/* ---- documents ---- */

static void document_actions(struct ctx *c, struct policy_document *d)
{
    if (!ctx_may(c, RIGHT_POLICY_EDIT)) return;
    policy_action(c, &d->actions, "edit");
    policy_action(c, &d->actions, "add_item");
}

bool policy_document_list(struct ctx *c, const void *in, struct policy_documents *out)
{
    (void)in;
    const struct find f = {.zone_id = c->zone_id};
    if (!ctx_rows(c, &SQL_DOCUMENT_ROWS, &FIND, &f, &DOCUMENT_ROW, &out->items)) return false;
    for (size_t i = 0; i < out->items.count; i++)
        document_actions(c, LIST_AT(&out->items, struct policy_document, i));
    return true;
}

static bool document_find(struct ctx *c, const struct sql *q, const struct find *f, struct policy_document *out,
                          bool *found)
{
    if (!ctx_find(c, q, &FIND, f, &DOCUMENT_ROW, out, found)) return false;
    if (*found) document_actions(c, out);
    return true;
}

bool policy_document_by_no(struct ctx *c, struct str no, struct policy_document *out, bool *found)
{
    return document_find(c, &SQL_DOCUMENT_BY_NO, &(struct find){.zone_id = c->zone_id, .no = no}, out, found);
}

bool policy_document_get(struct ctx *c, const struct policy_key *in, struct policy_document *out)
{
    bool found = false;
    if (!document_find(c, &SQL_DOCUMENT_ROW, &(struct find){.zone_id = c->zone_id, .id = in->id}, out, &found))
        return false;
    return found || ctx_not_found(c, "政策", "policy");
}

static struct policy_document document_of(const struct policy_document_put *in)
{
    return (struct policy_document){.id = in->id,
                                    .no = str_trim(in->no),
                                    .title_zh = str_trim(in->title_zh),
                                    .title_en = str_trim(in->title_en),
                                    .issuer = in->issuer,
                                    .issued_on = in->issued_on,
                                    .text = in->text,
                                    .budget_fen = in->budget_fen,
                                    .budget_yearly = in->budget_yearly,
                                    .budget_note = in->budget_note,
                                    .sample = in->sample,
                                    .version = in->version};
}

static bool number_is_free(struct ctx *c, const struct policy_document *d)
{
    struct policy_document other = {0};
    bool found = false;
    if (!policy_document_by_no(c, d->no, &other, &found)) return false;
    if (!found || str_eq(other.id, d->id)) return true;
    return fail(&c->err, ERR_CONFLICT, M(POLICY_NO_TAKEN), S("no", d->no));
}

bool policy_document_create(struct ctx *c, const struct policy_document_put *in, struct policy_document *out)
{
    struct policy_document d = document_of(in);
    d.id = (struct str){0};
    if (!number_is_free(c, &d)) return false;
    d.id = ctx_new_id(c);
    d.zone_id = c->zone_id;
    if (!ctx_exec(c, &SQL_DOCUMENT_INSERT, &DOCUMENT_ROW, &d)) return false;
    return policy_document_get(c, &(struct policy_key){d.id}, out) &&
           audit(c, "policy.create", "policy", d.id, d.title_zh, &POLICY_DOCUMENT, NULL, out);
}

bool policy_document_update(struct ctx *c, const struct policy_document_put *in, struct policy_document *out)
{
    struct policy_document before = {0}, d = document_of(in);
    d.zone_id = c->zone_id;
    if (!policy_document_get(c, &(struct policy_key){in->id}, &before) || !number_is_free(c, &d)) return false;
    if (!ctx_change(c, &SQL_DOCUMENT_SAVE, &DOCUMENT_ROW, &d)) return false;
    return policy_document_get(c, &(struct policy_key){d.id}, out) &&
           audit(c, "policy.edit", "policy", d.id, d.title_zh, &POLICY_DOCUMENT, &before, out);
}

/* ---- items ---- */

static bool item_open_up(struct ctx *c, struct policy_item *i)
{
    if (ctx_may(c, RIGHT_POLICY_EDIT)) {
        policy_action(c, &i->actions, "edit");
        policy_action(c, &i->actions, "add_rule");
    }
    struct str detail = i->detail;
    i->detail = (struct str){0};
    return item_lists(c, detail, i);
}

bool item_stamp(struct ctx *c, struct str *out)
{
    const struct find f = {.zone_id = c->zone_id};
    struct find stamp = {0};
    if (!ctx_one(c, &SQL_ITEM_STAMP, &FIND, &f, &FIND, &stamp)) return false;
    *out = arena_printf(c->arena, "%" PRId64 "/%" PRId64, stamp.n, stamp.versions);
    return true;
}

bool policy_item_find(struct ctx *c, struct str item_id, struct policy_item *out)
{
    const struct find f = {.zone_id = c->zone_id, .id = item_id, .today = ctx_today(c)};
    bool found = false;
    if (!ctx_find(c, &SQL_ITEM_ROW, &FIND, &f, &ITEM_ROW, out, &found)) return false;
    if (!found) return ctx_not_found(c, "政策事项", "policy item");
    return item_open_up(c, out);
}

static bool items_of(struct ctx *c, const struct find *f, struct policy_items *out)
{
    if (!ctx_rows(c, &SQL_ITEM_ROWS, &FIND, f, &ITEM_ROW, &out->items)) return false;
    for (size_t i = 0; i < out->items.count; i++)
        if (!item_open_up(c, LIST_AT(&out->items, struct policy_item, i))) return false;
    return true;
}

bool policy_item_list(struct ctx *c, const struct policy_item_query *in, struct policy_items *out)
{
    return items_of(c,
                    &(struct find){.zone_id = c->zone_id,
                                   .document_id = in->document_id,
                                   .code = in->code,
                                   .kind = in->kind,
                                   .subject = in->subject,
                                   .state = in->state,
                                   .today = ctx_today(c)},
                    out);
}

bool policy_item_by_code(struct ctx *c, struct str code, struct policy_item *out, bool *found)
{
    struct policy_items all = {0};
    const struct find f = {.zone_id = c->zone_id, .code = code, .today = ctx_today(c)};
    *found = false;
    if (code.n == 0) return true;
    if (!items_of(c, &f, &all)) return false;
    *found = all.items.count > 0;
    if (*found) *out = *LIST_AT(&all.items, struct policy_item, 0);
    return true;
}

bool policy_item_get(struct ctx *c, const struct policy_key *in, struct policy_item *out)
{
    return policy_item_find(c, in->id, out);
}

static struct str at(struct ctx *c, const char *list, size_t i, const char *field)
{
    return arena_printf(c->arena, "%s/%zu/%s", list, i, field);
}

/* A field of the form is a fact: type, labels, unit and choices come from the catalogue where it names none. */
static bool fill_fields(struct ctx *c, const struct policy_facts *facts, struct policy_item *item)
{
    bool ok = true;
    for (size_t i = 0; i < item->fields.count; i++) {
        struct policy_field *f = LIST_AT(&item->fields, struct policy_field, i);
        const struct policy_fact *fact = policy_fact_find(facts, f->key);
        if (!fact || !str_eq(fact->key, f->key)) {
            ok = fail_field(&c->err, at(c, "fields", i, "key"), M(POLICY_NO_FACT), S("name", f->key));
            continue;
        }
        for (size_t j = 0; j < i; j++)
            if (str_eq(LIST_AT(&item->fields, struct policy_field, j)->key, f->key))
                ok = fail_field(&c->err, at(c, "fields", i, "key"), M(FIELD_TWICE), S("name", f->key));
        if (f->type && f->type != fact->type)
            ok = fail_field(&c->err, at(c, "fields", i, "type"), M(POLICY_FACT_TYPE),
                            S("type", enum_name(&FACT_TYPE_NAMES, fact->type)));
        f->type = fact->type;
        if (!f->zh.n) f->zh = fact->zh;
        if (!f->en.n) f->en = fact->en;
        if (!f->unit.n) f->unit = fact->unit;
        if (!f->choices.count) f->choices = fact->choices;
        if (fact->line && item->subject == ITEM_WORKERS) f->line = true;
    }
    return ok;
}

static bool is_field(const struct policy_item *item, struct str key)
{
    if (str_eq(key, STR("worker_id"))) return true;
    for (size_t i = 0; i < item->fields.count; i++)
        if (str_eq(LIST_AT(&item->fields, struct policy_field, i)->key, key)) return true;
    return false;
}

/* What exclusions compare must be on the form. */
static bool check_keys(struct ctx *c, const struct policy_item *item)
{
    const struct {
        const char *name;
        struct str key;
    } keys[] = {{"person_key", item->person_key},
                {"from_key", item->from_key},
                {"to_key", item->to_key},
                {"number_key", item->number_key}};
    bool ok = true;
    for (size_t i = 0; i < COUNT(keys); i++)
        if (keys[i].key.n && !is_field(item, keys[i].key))
            ok = fail_field(&c->err, str_of(keys[i].name), M(POLICY_NO_FIELD), S("name", keys[i].key));
    for (size_t i = 0; i < item->exclusions.count; i++) {
        int32_t by = LIST_AT(&item->exclusions, struct policy_exclusion, i)->by;
        bool days = by == EXCLUDE_PERSON_DAY && !(item->person_key.n && item->from_key.n && item->to_key.n);
        if (days || (by == EXCLUDE_PERSON && !item->person_key.n) || (by == EXCLUDE_NUMBER && !item->number_key.n))
            ok = fail_field(&c->err, at(c, "exclusions", i, "by"), M(POLICY_EXCLUSION_KEYS));
    }
    struct date day;
    if (item->age_at.n && !date_parse(item->age_at, &day) && !is_field(item, item->age_at))
        ok = fail_field(&c->err, STR("age_at"), M(POLICY_AGE_AT), S("name", item->age_at));
    return ok;
}

static bool check_item(struct ctx *c, struct policy_item *item, bool opening)
{
    struct policy_facts facts = {0};
    struct policy_document document = {0};
    if (!policy_catalogue(c, &facts)) return false;
    bool ok = fill_fields(c, &facts, item);
    ok = check_keys(c, item) && ok;
    bool backwards = item->opens_on.has && item->closes_on.has && date_cmp(item->opens_on.v, item->closes_on.v) > 0;
    if (backwards) ok = fail_field(&c->err, STR("closes_on"), M(POLICY_DATES));
    if (item->kind == ITEM_SERVICE && item->pot_id.n) ok = fail_field(&c->err, STR("pot_id"), M(POLICY_SERVICE_POT));
    if (!ok) return false;
    if (!policy_document_get(c, &(struct policy_key){item->document_id}, &document)) {
        if (c->err.code != ERR_NOT_FOUND) return false;
        err_clear(&c->err);
        return fail_field(&c->err, STR("document_id"), M(POLICY_NO_DOCUMENT));
    }
    struct fund_pot pot = {0};
    if (item->pot_id.n && !fund_pot_get(c, &(struct fund_key){.id = item->pot_id}, &pot)) {
        if (c->err.code != ERR_NOT_FOUND) return false;
        err_clear(&c->err);
        return fail_field(&c->err, STR("pot_id"), M(POLICY_NO_POT));
    }
    if (item->state == ITEM_OPEN && !item->rule_version_id.n && !opening)
        return fail(&c->err, ERR_CONFLICT, M(POLICY_NO_RULE_YET));
    return true;
}

static struct policy_item item_of(const struct policy_item_put *in)
{
    return (struct policy_item){.id = in->id,
                                .document_id = in->document_id,
                                .code = str_trim(in->code),
                                .name_zh = str_trim(in->name_zh),
                                .name_en = str_trim(in->name_en),
                                .summary_zh = in->summary_zh,
                                .summary_en = in->summary_en,
                                .kind = in->kind,
                                .subject = in->subject,
                                .state = in->state ? in->state : ITEM_DRAFT,
                                .line_decision = in->line_decision,
                                .claim_decision = in->claim_decision,
                                .fields = in->fields,
                                .exclusions = in->exclusions,
                                .attachments = in->attachments,
                                .parameters = in->parameters,
                                .words = in->words,
                                .pot_id = in->pot_id,
                                .opens_on = in->opens_on,
                                .closes_on = in->closes_on,
                                .reserve_at = in->reserve_at ? in->reserve_at : RESERVE_AT_APPROVAL,
                                .paid_to = in->paid_to ? in->paid_to : PAID_TO_ENTERPRISE,
                                .notice_days = in->notice_days,
                                .age_at = in->age_at,
                                .person_key = in->person_key,
                                .from_key = in->from_key,
                                .to_key = in->to_key,
                                .number_key = in->number_key,
                                .try_it = in->try_it,
                                .sample = in->sample,
                                .version = in->version};
}

/* Was ever a rule of the item published, for whatever days?  People checked it with these decisions, and what counts
 * once is kept under the item's code. */
static bool published_once(struct ctx *c, struct str item_id, bool *published)
{
    const struct find f = {.zone_id = c->zone_id, .id = item_id};
    struct find n = {0};
    if (!ctx_one(c, &SQL_RULE_PUBLISHED, &FIND, &f, &FIND, &n)) return false;
    *published = n.n > 0;
    return true;
}

bool policy_item_write(struct ctx *c, const struct policy_item_put *in, bool opening, struct policy_item *out)
{
    struct policy_item before = {0}, other = {0}, item = item_of(in);
    bool found = false, fixed = false, edit = item.id.n > 0;
    if (edit && !policy_item_find(c, item.id, &before)) return false;
    bool same = str_eq(item.line_decision, before.line_decision) && str_eq(item.claim_decision, before.claim_decision);
    if (edit && !published_once(c, item.id, &fixed)) return false;
    if (fixed && !same) return fail_field(&c->err, STR("line_decision"), M(POLICY_DECISIONS_FIXED));
    if (fixed && !str_eq(item.code, before.code)) return fail_field(&c->err, STR("code"), M(POLICY_CODE_FIXED));
    item.rule_version_id = before.rule_version_id;
    if (!item.document_id.n) item.document_id = before.document_id;
    if (!check_item(c, &item, opening) || !policy_item_by_code(c, item.code, &other, &found)) return false;
    if (found && !str_eq(other.id, item.id))
        return fail(&c->err, ERR_CONFLICT, M(POLICY_CODE_TAKEN), S("code", item.code));
    struct buf detail = {.arena = c->arena};
    json_encode(&detail, &ITEM_DETAIL, &item);
    item.detail = buf_str(&detail);
    item.zone_id = c->zone_id;
    if (!edit) item.id = ctx_new_id(c);
    bool ok = edit ? ctx_change(c, &SQL_ITEM_SAVE, &ITEM_ROW, &item) : ctx_exec(c, &SQL_ITEM_INSERT, &ITEM_ROW, &item);
    if (!ok || !policy_item_find(c, item.id, out)) return false;
    return audit(c, edit ? "policy_item.edit" : "policy_item.create", "policy_item", item.id, item.name_zh,
                 &POLICY_ITEM, edit ? &before : NULL, out);
}

bool policy_item_create(struct ctx *c, const struct policy_item_put *in, struct policy_item *out)
{
    struct policy_item_put fresh = *in;
    fresh.id = (struct str){0};
    return policy_item_write(c, &fresh, false, out);
}

bool policy_item_update(struct ctx *c, const struct policy_item_put *in, struct policy_item *out)
{
    return policy_item_write(c, in, false, out);
}
