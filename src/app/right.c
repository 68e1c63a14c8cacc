/* right.c - the one table of rights: role x right x scope (decision 11). */
#include "app/right.h"

#define WIRE(id, wire, zh, en) wire,
#define ZH(id, wire, zh, en) zh,
#define EN(id, wire, zh, en) en,
static const char *const role_wire[] = {"", ROLES(WIRE)}, *const role_zh[] = {"", ROLES(ZH)},
                  *const role_en[] = {"", ROLES(EN)};
static const char *const right_wire[] = {"", RIGHTS(WIRE)}, *const right_zh[] = {"", RIGHTS(ZH)},
                  *const right_en[] = {"", RIGHTS(EN)};
static const char *const scope_wire[] = {"", "enterprise", "department", "area", "zone"};
static const char *const scope_zh[] = {"", "本企业", "本部门", "本片区", "全园区"};
static const char *const scope_en[] = {"", "Own enterprise", "Own department", "Own area", "Whole zone"};
_Static_assert(COUNT(role_wire) == ROLE_COUNT, "one name per role");
_Static_assert(COUNT(right_wire) == RIGHT_COUNT + 1, "one name per right");

const struct enum_names ROLE_NAMES = {"Role", role_wire, role_zh, role_en, COUNT(role_wire)};
const struct enum_names RIGHT_NAMES = {"Right", right_wire, right_zh, right_en, COUNT(right_wire)};
const struct enum_names SCOPE_NAMES = {"Scope", scope_wire, scope_zh, scope_en, COUNT(scope_wire)};

static const struct field grant_fields[] = {
    FIELD_E(struct grant, role, ROLE_NAMES, .required = true, .zh = "角色", .en = "role"),
    FIELD_E(struct grant, scope, SCOPE_NAMES, .zh = "范围", .en = "scope"),
    FIELD(struct grant, scope_id, .max = 40, .zh = "范围对象", .en = "bound to"),
    FIELD(struct grant, scope_name, .max = 200, .zh = "范围名称", .en = "name of the bound"),
};
const struct record GRANT = RECORD(grant, grant_fields);

enum { E = SCOPE_ENTERPRISE, A = SCOPE_AREA, Z = SCOPE_ZONE };

/* Who may do what, and how far.  An empty cell is "no". */
static const uint8_t CELLS[ROLE_COUNT][RIGHT_COUNT] = {
    [ROLE_CLERK] = {[RIGHT_ENTERPRISE_READ] = E, [RIGHT_WORKER_READ] = E, [RIGHT_WORKER_EDIT] = E,
                    [RIGHT_ATTACHMENT_READ] = E, [RIGHT_ATTACHMENT_EDIT] = E,
                    [RIGHT_CLAIM_READ] = E, [RIGHT_CLAIM_EDIT] = E, [RIGHT_PAYEE_READ] = E, [RIGHT_PAYEE_EDIT] = E,
                    [RIGHT_MATCH_READ] = E},
    [ROLE_ASSISTANT] = {[RIGHT_ENTERPRISE_READ] = A, [RIGHT_WORKER_READ] = A, [RIGHT_ATTACHMENT_READ] = A,
                        [RIGHT_ATTACHMENT_EDIT] = A,
                        [RIGHT_CLAIM_READ] = A, [RIGHT_PAYEE_READ] = A,
                        [RIGHT_MATCH_READ] = A},
    [ROLE_OFFICER] = {[RIGHT_ENTERPRISE_READ] = Z, [RIGHT_ENTERPRISE_EDIT] = Z, [RIGHT_ENTERPRISE_MERGE] = Z,
                      [RIGHT_ENTERPRISE_IMPORT] = Z, [RIGHT_ENTERPRISE_EXPORT] = Z, [RIGHT_WORKER_READ] = Z,
                      [RIGHT_WORKER_EDIT] = Z, [RIGHT_IDENTITY_REVEAL] = Z, [RIGHT_ATTACHMENT_READ] = Z,
                      [RIGHT_ATTACHMENT_EDIT] = Z, [RIGHT_COCKPIT_READ] = Z,
                      [RIGHT_CLAIM_READ] = Z, [RIGHT_CLAIM_EDIT] = Z, [RIGHT_PAYEE_READ] = Z, [RIGHT_PAYEE_EDIT] = Z,
                      [RIGHT_PAYEE_VERIFY] = Z,
                      [RIGHT_MATCH_READ] = Z, [RIGHT_MATCH_RUN] = Z},
    [ROLE_REVIEWER_FIRST] = {[RIGHT_ENTERPRISE_READ] = Z, [RIGHT_ENTERPRISE_EXPORT] = Z, [RIGHT_WORKER_READ] = Z,
                             [RIGHT_IDENTITY_REVEAL] = Z, [RIGHT_ATTACHMENT_READ] = Z, [RIGHT_COCKPIT_READ] = Z,
                             [RIGHT_FUND_READ] = Z,
                             [RIGHT_CLAIM_READ] = Z, [RIGHT_CLAIM_REVIEW] = Z, [RIGHT_CLAIM_FIRST] = Z,
                             [RIGHT_PAYEE_READ] = Z,
                             [RIGHT_MATCH_READ] = Z},
    [ROLE_REVIEWER_SECOND] = {[RIGHT_ENTERPRISE_READ] = Z, [RIGHT_ENTERPRISE_EXPORT] = Z, [RIGHT_WORKER_READ] = Z,
                              [RIGHT_IDENTITY_REVEAL] = Z, [RIGHT_ATTACHMENT_READ] = Z, [RIGHT_COCKPIT_READ] = Z,
                             [RIGHT_FUND_READ] = Z,
                              [RIGHT_CLAIM_READ] = Z, [RIGHT_CLAIM_REVIEW] = Z, [RIGHT_CLAIM_SECOND] = Z,
                              [RIGHT_PAYEE_READ] = Z,
                              [RIGHT_MATCH_READ] = Z},
    [ROLE_FINANCE] = {[RIGHT_PAYMENT_READ] = Z, [RIGHT_PAYMENT_EDIT] = Z,
                      [RIGHT_ENTERPRISE_READ] = Z, [RIGHT_ENTERPRISE_EXPORT] = Z, [RIGHT_ATTACHMENT_READ] = Z,
                      [RIGHT_COCKPIT_READ] = Z, [RIGHT_FUND_READ] = Z, [RIGHT_FUND_EDIT] = Z,
                      [RIGHT_CLAIM_READ] = Z, [RIGHT_PAYEE_READ] = Z, [RIGHT_PAYEE_VERIFY] = Z,
                      [RIGHT_PAYEE_REVEAL] = Z,
                      [RIGHT_MATCH_READ] = Z},
    [ROLE_POLICY_EDITOR] = {[RIGHT_ENTERPRISE_READ] = Z, [RIGHT_COCKPIT_READ] = Z, [RIGHT_FUND_READ] = Z,
                            [RIGHT_POLICY_EDIT] = Z, [RIGHT_POLICY_PUBLISH] = Z,
                            [RIGHT_CLAIM_READ] = Z,
                            [RIGHT_MATCH_READ] = Z, [RIGHT_MATCH_RUN] = Z},
    [ROLE_DISPATCHER] = {[RIGHT_ENTERPRISE_READ] = Z, [RIGHT_WORKER_READ] = Z, [RIGHT_ATTACHMENT_READ] = Z,
                         [RIGHT_COCKPIT_READ] = Z},
    [ROLE_STATISTICIAN] = {[RIGHT_ENTERPRISE_READ] = Z, [RIGHT_ENTERPRISE_EDIT] = Z, [RIGHT_ENTERPRISE_MERGE] = Z,
                           [RIGHT_ENTERPRISE_IMPORT] = Z, [RIGHT_ENTERPRISE_EXPORT] = Z, [RIGHT_ATTACHMENT_READ] = Z,
                           [RIGHT_COCKPIT_READ] = Z},
    [ROLE_LEADER] = {[RIGHT_PAYMENT_READ] = Z,
                     [RIGHT_ENTERPRISE_READ] = Z, [RIGHT_ENTERPRISE_EXPORT] = Z, [RIGHT_ATTACHMENT_READ] = Z,
                     [RIGHT_COCKPIT_READ] = Z, [RIGHT_FUND_READ] = Z, [RIGHT_POLICY_PUBLISH] = Z,
                     [RIGHT_CLAIM_READ] = Z,
                     [RIGHT_MATCH_READ] = Z},
    [ROLE_AUDITOR] = {[RIGHT_PAYMENT_READ] = Z,
                      [RIGHT_ENTERPRISE_READ] = Z, [RIGHT_WORKER_READ] = Z, [RIGHT_ATTACHMENT_READ] = Z,
                      [RIGHT_USER_READ] = Z, [RIGHT_AUDIT_READ] = Z, [RIGHT_COCKPIT_READ] = Z, [RIGHT_FUND_READ] = Z,
                      [RIGHT_CLAIM_READ] = Z, [RIGHT_PAYEE_READ] = Z,
                      [RIGHT_MATCH_READ] = Z},
    /* Not IDENTITY_REVEAL: who hands out the rights does not also read identity numbers. */
    [ROLE_ADMINISTRATOR] = {[RIGHT_ENTERPRISE_READ] = Z, [RIGHT_ENTERPRISE_EDIT] = Z, [RIGHT_ENTERPRISE_MERGE] = Z,
                            [RIGHT_ENTERPRISE_IMPORT] = Z, [RIGHT_ENTERPRISE_EXPORT] = Z, [RIGHT_WORKER_READ] = Z,
                            [RIGHT_WORKER_EDIT] = Z, [RIGHT_ATTACHMENT_READ] = Z, [RIGHT_ATTACHMENT_EDIT] = Z,
                            [RIGHT_USER_READ] = Z, [RIGHT_USER_ADMIN] = Z, [RIGHT_AUDIT_READ] = Z,
                            [RIGHT_COCKPIT_READ] = Z, [RIGHT_ZONE_EDIT] = Z, [RIGHT_FUND_READ] = Z,
                            [RIGHT_CLAIM_READ] = Z, [RIGHT_PAYEE_READ] = Z,
                            [RIGHT_MATCH_READ] = Z, [RIGHT_MATCH_RUN] = Z},
};

enum scope role_right(enum role role, enum right right)
{
    assert(role > ROLE_NONE && role < ROLE_COUNT);
    assert(right < RIGHT_COUNT);
    if (right == RIGHT_PUBLIC || right == RIGHT_SIGNED_IN) return SCOPE_ZONE;
    return (enum scope)CELLS[role][right];
}

bool role_has_right(enum role role, enum right right)
{
    return role_right(role, right) != SCOPE_NONE;
}

enum scope role_scope(enum role role)
{
    if (role == ROLE_CLERK) return SCOPE_ENTERPRISE;
    if (role == ROLE_OFFICER) return SCOPE_DEPARTMENT;
    if (role == ROLE_ASSISTANT) return SCOPE_AREA;
    return SCOPE_ZONE;
}

bool role_takes_scope(enum role role, enum scope scope)
{
    if (scope == role_scope(role)) return true;
    return scope == SCOPE_ZONE && (role == ROLE_OFFICER || role == ROLE_ASSISTANT);
}

/* How far one grant carries the right: the table's cell, widened by a grant for the whole zone. */
static enum scope grant_scope(const struct grant *g, enum right right)
{
    enum scope cell = role_right((enum role)g->role, right);
    if (cell == SCOPE_NONE) return SCOPE_NONE;
    return g->scope == SCOPE_ZONE ? SCOPE_ZONE : cell;
}

enum scope right_scope(const struct list *grants, enum right right)
{
    enum scope widest = SCOPE_NONE;
    for (size_t i = 0; i < grants->count; i++) {
        enum scope s = grant_scope(LIST_AT(grants, const struct grant, i), right);
        if (s > widest) widest = s;
    }
    return widest;
}

bool right_held(const struct list *grants, enum right right)
{
    return right_scope(grants, right) != SCOPE_NONE;
}

bool right_reaches(const struct list *grants, enum right right, struct str enterprise_id, struct str area_id)
{
    for (size_t i = 0; i < grants->count; i++) {
        const struct grant *g = LIST_AT(grants, const struct grant, i);
        enum scope s = grant_scope(g, right);
        if (s == SCOPE_ZONE) return true;
        if (s == SCOPE_ENTERPRISE && enterprise_id.n > 0 && str_eq(g->scope_id, enterprise_id)) return true;
        if (s == SCOPE_AREA && area_id.n > 0 && str_eq(g->scope_id, area_id)) return true;
    }
    return false;
}

struct list right_bounds(struct arena *a, const struct list *grants, enum right right, enum scope scope)
{
    struct list ids = {0};
    if (right_scope(grants, right) == SCOPE_ZONE) return ids;
    for (size_t i = 0; i < grants->count; i++) {
        const struct grant *g = LIST_AT(grants, const struct grant, i);
        if (grant_scope(g, right) == scope && g->scope_id.n > 0) *LIST_ADD(a, &ids, struct str) = g->scope_id;
    }
    return ids;
}

static struct str label(const struct enum_names *names, enum lang lang, size_t i)
{
    assert(i < names->count);
    return str_of((lang == LANG_ZH ? names->zh : names->en)[i]);
}

struct str right_label(enum lang lang, enum right right)
{
    return label(&RIGHT_NAMES, lang, (size_t)right + 1);
}

struct str role_label(enum lang lang, enum role role)
{
    return label(&ROLE_NAMES, lang, (size_t)role);
}
