/* rule.c - the life of a rule version: draft, tested, reviewed, published, superseded. */
#include "app/audit.h"
#include "policy/policy_impl.h"
#include "policy_sql.h"

struct rule_find {
    struct str zone_id, id, item_id, digest;
    struct date valid_from;
    int64_t no;
};
static const struct field FIND_FIELDS[] = {
    FIELD(struct rule_find, zone_id), FIELD(struct rule_find, id),         FIELD(struct rule_find, item_id),
    FIELD(struct rule_find, digest),  FIELD(struct rule_find, valid_from), FIELD(struct rule_find, no),
};
static const struct record FIND = RECORD(rule_find, FIND_FIELDS);

/* ---- reading ---- */

static bool is_public(const struct rule_version *v)
{
    return v->state == RULE_PUBLISHED || v->state == RULE_SUPERSEDED;
}

/* Drafts are seen by those who write, check or audit them. */
static bool may_see(struct ctx *c, const struct rule_version *v)
{
    return is_public(v) || ctx_may(c, RIGHT_POLICY_EDIT) || ctx_may(c, RIGHT_POLICY_PUBLISH) ||
           ctx_may(c, RIGHT_AUDIT_READ);
}

static bool is_own(const struct ctx *c, const struct rule_version *v)
{
    return c->actor.user_id.n == 0 || str_eq(c->actor.user_id, v->author_id);
}

static void actions_of(struct ctx *c, struct rule_version *v)
{
    if (is_public(v)) return;
    bool checker = ctx_may(c, RIGHT_POLICY_PUBLISH) && !is_own(c, v);
    if (ctx_may(c, RIGHT_POLICY_EDIT)) {
        policy_action(c, &v->actions, "edit");
        policy_action(c, &v->actions, "test");
    }
    if (checker && v->state == RULE_TESTED) policy_action(c, &v->actions, "review");
    if (checker && v->state == RULE_REVIEWED) policy_action(c, &v->actions, "publish");
}

bool policy_rule_find(struct ctx *c, struct str id, struct rule_version *out, bool *found)
{
    const struct rule_find f = {.zone_id = c->zone_id, .id = id};
    return ctx_find(c, &SQL_RULE_ROW, &FIND, &f, &RULE_STORED, out, found);
}

static bool load(struct ctx *c, struct str id, struct rule_version *out)
{
    bool found = false;
    if (!policy_rule_find(c, id, out, &found)) return false;
    return (found && may_see(c, out)) || ctx_not_found(c, "规则版本", "rule version");
}

bool rule_get(struct ctx *c, const struct policy_key *in, struct rule_version *out)
{
    if (!load(c, in->id, out)) return false;
    actions_of(c, out);
    return true;
}

bool rule_list(struct ctx *c, const struct policy_key *in, struct rule_versions *out)
{
    struct policy_item item = {0};
    struct list all = {0};
    const struct rule_find f = {.zone_id = c->zone_id, .item_id = in->id};
    if (!policy_item_find(c, in->id, &item)) return false;
    if (!ctx_rows(c, &SQL_RULE_ROWS, &FIND, &f, &RULE_STORED, &all)) return false;
    for (size_t i = 0; i < all.count; i++) {
        struct rule_version *v = LIST_AT(&all, struct rule_version, i);
        if (!may_see(c, v)) continue;
        actions_of(c, v);
        *LIST_ADD(c->arena, &out->items, struct rule_version) = *v;
    }
    return true;
}

/* ---- writing ---- */

/* The record without the texts: their digest stands for them, and the store keeps them for ever once published. */
static bool audit(struct ctx *c, const char *action, const struct rule_version *v)
{
    struct rule_version shown = *v;
    shown.dmn = shown.tests = (struct str){0};
    shown.actions = (struct texts){0};
    return audit_record(
        c, &(struct audit_entry){.action = str_of(action),
                                 .subject_kind = STR("rule"),
                                 .subject_id = v->id,
                                 .subject_name = arena_printf(c->arena, "%.*s %" PRId64, STR_ARG(v->item_code), v->no),
                                 .after = audit_json(c, &RULE_VERSION, &shown)});
}

static bool dates_agree(struct ctx *c, const struct opt_date *from, const struct opt_date *to)
{
    if (!to->has || date_cmp(from->v, to->v) <= 0) return true;
    return fail_field(&c->err, STR("valid_to"), M(POLICY_DATES));
}

static bool answer(struct ctx *c, const char *action, struct str id, struct rule_version *out)
{
    *out = (struct rule_version){0};
    return rule_get(c, &(struct policy_key){id}, out) && audit(c, action, out);
}

bool policy_rule_insert(struct ctx *c, struct rule_version *v)
{
    struct rule_find newest = {.zone_id = c->zone_id, .item_id = v->item_id};
    if (!ctx_one(c, &SQL_RULE_NEWEST, &FIND, &newest, &FIND, &newest)) return false;
    v->id = ctx_new_id(c);
    v->zone_id = c->zone_id;
    v->no = newest.no + 1;
    v->state = RULE_DRAFT;
    v->digest = rule_digest(c->arena, v->dmn, v->tests);
    v->created = c->now;
    return ctx_exec(c, &SQL_RULE_INSERT, &RULE_STORED, v);
}

bool rule_create(struct ctx *c, const struct rule_new *in, struct rule_version *out)
{
    struct policy_item item = {0};
    struct rule_version v = {.item_id = in->id,
                             .valid_from = in->valid_from,
                             .valid_to = in->valid_to,
                             .dmn = in->dmn,
                             .tests = in->tests,
                             .note = in->note,
                             .author_id = c->actor.user_id.n ? c->actor.user_id : STR("-"),
                             .author_name = policy_actor(c)};
    if (!dates_agree(c, &in->valid_from, &in->valid_to) || !policy_item_find(c, in->id, &item)) return false;
    return policy_rule_insert(c, &v) && answer(c, "rule.create", v.id, out);
}

static bool open_for_change(struct ctx *c, const struct rule_step *in, struct rule_version *v)
{
    if (!load(c, in->id, v)) return false;
    if (is_public(v)) return fail(&c->err, ERR_CONFLICT, M(RULE_IS_PUBLISHED), S("code", v->item_code), I("no", v->no));
    v->zone_id = c->zone_id;
    return v->version == in->version || fail(&c->err, ERR_STALE, M(STALE));
}

bool rule_update(struct ctx *c, const struct rule_edit *in, struct rule_version *out)
{
    struct rule_version v = {0};
    const struct rule_step step = {.id = in->id, .version = in->version};
    if (!dates_agree(c, &in->valid_from, &in->valid_to) || !open_for_change(c, &step, &v)) return false;
    v.valid_from = in->valid_from;
    v.valid_to = in->valid_to;
    v.dmn = in->dmn;
    v.tests = in->tests;
    v.note = in->note;
    v.digest = rule_digest(c->arena, v.dmn, v.tests);
    v.author_id = c->actor.user_id.n ? c->actor.user_id : STR("-");
    v.author_name = policy_actor(c);
    return ctx_change(c, &SQL_RULE_REWRITE, &RULE_STORED, &v) && answer(c, "rule.edit", v.id, out);
}

/* ---- testing ---- */

static bool examine(struct ctx *c, struct str id, struct rule_outcome *out)
{
    struct rule_version v = {0};
    struct policy_item item = {0};
    *out = (struct rule_outcome){0};
    if (!load(c, id, &v) || !policy_item_find(c, v.item_id, &item)) return false;
    out->id = v.id;
    out->state = v.state;
    out->version = v.version;
    return rule_examine(c, &item, v.dmn, v.tests, out);
}

bool rule_check(struct ctx *c, const struct policy_key *in, struct rule_outcome *out)
{
    return examine(c, in->id, out);
}

bool rule_run_tests(struct ctx *c, struct rule_step *in)
{
    struct rule_outcome *o = ARENA_NEW(c->arena, struct rule_outcome);
    in->found = o;
    return examine(c, in->id, o);
}

bool rule_is_green(const struct rule_outcome *o)
{
    return o->passed > 0 && o->failed == 0 && o->errors == 0;
}

/* What was tested must be what is stored now. */
static bool same_text(struct ctx *c, const struct rule_version *v, const struct rule_outcome *o)
{
    return str_eq(v->digest, o->digest) || fail(&c->err, ERR_STALE, M(STALE));
}

bool rule_test(struct ctx *c, const struct rule_step *in, struct rule_outcome *out)
{
    struct rule_version v = {0};
    *out = *in->found;
    if (!open_for_change(c, in, &v) || !same_text(c, &v, out)) return false;
    bool green = rule_is_green(out);
    if (!green || v.state == RULE_DRAFT) {
        v.state = green ? RULE_TESTED : RULE_DRAFT;
        v.reviewer_id = v.reviewer_name = (struct str){0};
        v.reviewed = (struct instant){0};
    }
    v.tests_passed = out->passed;
    v.tests_failed = out->failed;
    v.tested = c->now;
    if (!ctx_change(c, &SQL_RULE_STEP, &RULE_STORED, &v)) return false;
    out->state = v.state;
    out->version = v.version + 1;
    return audit(c, "rule.test", &v);
}

/* ---- four eyes ---- */

static bool other_person(struct ctx *c, const struct rule_version *v)
{
    return !is_own(c, v) || fail(&c->err, ERR_FORBIDDEN, M(RULE_OWN), S("name", v->author_name));
}

static bool in_state(struct ctx *c, const struct rule_version *v, int32_t state)
{
    if (v->state == state) return true;
    struct str is = str_of((c->lang == LANG_ZH ? RULE_STATE_NAMES.zh : RULE_STATE_NAMES.en)[v->state]);
    struct str must = str_of((c->lang == LANG_ZH ? RULE_STATE_NAMES.zh : RULE_STATE_NAMES.en)[state]);
    return fail(&c->err, ERR_CONFLICT, M(RULE_NOT_READY), S("state", is), S("wanted", must));
}

bool rule_review(struct ctx *c, const struct rule_step *in, struct rule_version *out)
{
    struct rule_version v = {0};
    if (!open_for_change(c, in, &v) || !in_state(c, &v, RULE_TESTED) || !other_person(c, &v)) return false;
    v.state = RULE_REVIEWED;
    v.reviewer_id = c->actor.user_id;
    v.reviewer_name = policy_actor(c);
    v.reviewed = c->now;
    return ctx_change(c, &SQL_RULE_STEP, &RULE_STORED, &v) && answer(c, "rule.review", v.id, out);
}

bool policy_rule_make_public(struct ctx *c, struct rule_version *v)
{
    v->state = RULE_PUBLISHED;
    v->published = c->now;
    return ctx_exec(c, &SQL_RULE_SUPERSEDE, &RULE_STORED, v) && ctx_change(c, &SQL_RULE_STEP, &RULE_STORED, v);
}

bool rule_publish(struct ctx *c, const struct rule_step *in, struct rule_outcome *out)
{
    struct rule_version v = {0};
    *out = *in->found;
    if (!open_for_change(c, in, &v) || !in_state(c, &v, RULE_REVIEWED) || !other_person(c, &v)) return false;
    if (!same_text(c, &v, out)) return false;
    if (!rule_is_green(out))
        return fail(&c->err, ERR_CONFLICT, M(RULE_NOT_GREEN), I("failed", out->failed), I("errors", out->errors));
    v.tests_passed = out->passed;
    v.tests_failed = out->failed;
    v.tested = c->now;
    v.publisher_id = c->actor.user_id;
    v.publisher_name = policy_actor(c);
    if (!policy_rule_make_public(c, &v)) return false;
    out->state = v.state;
    out->version = v.version + 1;
    return audit(c, "rule.publish", &v);
}
