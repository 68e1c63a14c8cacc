/* base_list.c - base lists: made, filled through flags, frozen for good. */
#include "registry/registry_impl.h"
#include "app/audit.h"
#include "registry_sql.h"

static const struct field row_fields[] = {
    FIELD(struct base_list, id),      FIELD(struct base_list, code),
    FIELD(struct base_list, name),    FIELD_E(struct base_list, kind, LIST_KIND_NAMES),
    FIELD(struct base_list, as_of),   FIELD(struct base_list, frozen),
    FIELD(struct base_list, members), FIELD(struct base_list, version),
};
static const struct record ROW = {"base_list_row", sizeof(struct base_list), row_fields, COUNT(row_fields)};

static void actions(struct ctx *c, struct base_list *l)
{
    if (l->frozen || !ctx_may(c, RIGHT_ENTERPRISE_EDIT)) return;
    *LIST_ADD(c->arena, &l->actions.l, struct str) = STR("freeze");
}

bool base_list_list(struct ctx *c, const void *in, struct base_lists *out)
{
    (void)in;
    struct registry_params p = registry_params(c);
    if (!ctx_rows(c, &SQL_BASE_LIST_ALL, &REGISTRY_PARAMS, &p, &ROW, &out->items)) return false;
    for (size_t i = 0; i < out->items.count; i++)
        actions(c, LIST_AT(&out->items, struct base_list, i));
    return true;
}

static bool get(struct ctx *c, struct str id, struct base_list *out)
{
    struct registry_params p = registry_params(c);
    p.list_id = id;
    bool found = false;
    if (!ctx_find(c, &SQL_BASE_LIST_ROW, &REGISTRY_PARAMS, &p, &ROW, out, &found)) return false;
    if (!found) return fail(&c->err, ERR_NOT_FOUND, M(NO_LIST));
    actions(c, out);
    return true;
}

static bool audit(struct ctx *c, const char *action, const struct base_list *l, const struct record *r,
                  const void *before, const void *after)
{
    struct audit_entry e = {.action = str_of(action),
                            .subject_kind = STR("base_list"),
                            .subject_id = l->id,
                            .subject_name = l->name,
                            .after = audit_json(c, r, after)};
    if (before) e.before = audit_json(c, r, before);
    return audit_record(c, &e);
}

bool base_list_create(struct ctx *c, const struct base_list_new *in, struct base_list *out)
{
    struct registry_params p = registry_params(c);
    p.list_id = ctx_new_id(c);
    p.value = str_trim(in->code);
    p.note = str_trim(in->name);
    p.list_kind = in->kind;
    p.since = in->as_of;
    int64_t made = 0;
    if (!db_exec(c->db, c->arena, &c->err, &SQL_BASE_LIST_INSERT, &REGISTRY_PARAMS, &p, &made)) return false;
    if (made == 0) return fail(&c->err, ERR_CONFLICT, M(LIST_CODE_TAKEN), S("code", p.value));
    return get(c, p.list_id, out) && audit(c, "base_list.create", out, &BASE_LIST_NEW, NULL, in);
}

bool base_list_freeze(struct ctx *c, const struct base_list_freeze *in, struct base_list *out)
{
    struct base_list was = {0};
    if (!get(c, in->id, &was)) return false;
    if (was.version != in->version) return fail(&c->err, ERR_STALE, M(STALE));
    if (was.frozen) return fail(&c->err, ERR_CONFLICT, M(LIST_IS_FROZEN), S("name", was.name));
    struct registry_params p = registry_params(c);
    p.list_id = in->id;
    p.version = in->version;
    return ctx_change(c, &SQL_BASE_LIST_FREEZE, &REGISTRY_PARAMS, &p) && get(c, in->id, out) &&
           audit(c, "base_list.freeze", out, &BASE_LIST, &was, out);
}
