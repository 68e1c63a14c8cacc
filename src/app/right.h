/* right.h - roles, rights and scopes as one const table (decision 11). */
#ifndef APP_RIGHT_H
#define APP_RIGHT_H
#include "base/record.h"

/* X(ID, wire, zh, en) in the order of domain.md. */
#define ROLES(X)                                                                                                       \
    X(CLERK, "clerk", "企业经办", "Enterprise clerk")                                                                  \
    X(ASSISTANT, "assistant", "企业助理", "Enterprise assistant")                                                      \
    X(OFFICER, "officer", "部门经办", "Department officer")                                                            \
    X(REVIEWER_FIRST, "reviewer_first", "初审", "First reviewer")                                                      \
    X(REVIEWER_SECOND, "reviewer_second", "复审", "Second reviewer")                                                   \
    X(FINANCE, "finance", "财务", "Finance")                                                                           \
    X(POLICY_EDITOR, "policy_editor", "政策编辑", "Policy editor")                                                     \
    X(DISPATCHER, "dispatcher", "调度", "Dispatcher")                                                                  \
    X(STATISTICIAN, "statistician", "统计", "Statistician")                                                            \
    X(CAPTAIN, "captain", "车长", "Bus captain")                                                                       \
    X(LEADER, "leader", "领导", "Leader")                                                                              \
    X(AUDITOR, "auditor", "审计", "Auditor")                                                                           \
    X(ADMINISTRATOR, "administrator", "管理员", "Administrator")
enum role {
    ROLE_NONE,
#define X(id, wire, zh, en) ROLE_##id,
    ROLES(X)
#undef X
    ROLE_COUNT
};

/* Rights of this release; each endpoint row names one.  PUBLIC needs no session, SIGNED_IN any session. */
#define RIGHTS(X)                                                                                                      \
    X(PUBLIC, "public", "公开", "Public")                                                                              \
    X(SIGNED_IN, "signed_in", "已登录", "Signed in")                                                                   \
    X(ENTERPRISE_READ, "enterprise_read", "查看企业", "See enterprises")                                               \
    X(ENTERPRISE_EDIT, "enterprise_edit", "维护企业", "Edit enterprises")                                              \
    X(ENTERPRISE_MERGE, "enterprise_merge", "合并企业", "Merge enterprises")                                           \
    X(ENTERPRISE_IMPORT, "enterprise_import", "导入企业", "Import enterprises")                                        \
    X(ENTERPRISE_EXPORT, "enterprise_export", "导出企业", "Export enterprises")                                        \
    X(WORKER_READ, "worker_read", "查看员工", "See workers")                                                           \
    X(WORKER_EDIT, "worker_edit", "维护员工", "Edit workers")                                                          \
    X(IDENTITY_REVEAL, "identity_reveal", "查看证件号码", "Reveal identity numbers")                                   \
    X(ATTACHMENT_READ, "attachment_read", "查看附件", "See attachments")                                               \
    X(ATTACHMENT_EDIT, "attachment_edit", "维护附件", "Edit attachments")                                              \
    X(CLAIM_READ, "claim_read", "查看申请", "See claims")                                                              \
    X(CLAIM_EDIT, "claim_edit", "办理申请", "Make claims")                                                             \
    X(CLAIM_REVIEW, "claim_review", "审核申请", "Review claims")                                                       \
    X(CLAIM_FIRST, "claim_first", "初审", "First review")                                                              \
    X(CLAIM_SECOND, "claim_second", "复审", "Second review")                                                           \
    X(PAYEE_READ, "payee_read", "查看收款账户", "See accounts")                                                        \
    X(PAYEE_EDIT, "payee_edit", "录入收款账户", "Enter accounts")                                                      \
    X(PAYEE_VERIFY, "payee_verify", "核验收款账户", "Verify accounts")                                                 \
    X(PAYEE_REVEAL, "payee_reveal", "查看完整账号", "Reveal account numbers")                                          \
    X(USER_READ, "user_read", "查看用户", "See users")                                                                 \
    X(USER_ADMIN, "user_admin", "管理用户", "Administer users")                                                        \
    X(AUDIT_READ, "audit_read", "查看审计记录", "See the audit trail")                                                 \
    X(PAYMENT_READ, "payment_read", "查看拨付", "See payments")                                                        \
    X(PAYMENT_EDIT, "payment_edit", "办理拨付", "Make and release payments")                                           \
    X(COCKPIT_READ, "cockpit_read", "查看驾驶舱", "See the cockpit")                                                   \
    X(FUND_READ, "fund_read", "查看资金池和台账", "See pots and their ledger")                                         \
    X(FUND_EDIT, "fund_edit", "维护资金池", "Set up pots and their budgets")                                           \
    X(POLICY_EDIT, "policy_edit", "编写政策和规则", "Write policies and rules")                                        \
    X(POLICY_PUBLISH, "policy_publish", "复核和发布规则", "Review and publish rules")                                  \
    X(MATCH_READ, "match_read", "查看政策匹配结果", "See who is entitled to what")                                      \
    X(MATCH_RUN, "match_run", "运行政策匹配", "Run the match")                                                         \
    X(ZONE_EDIT, "zone_edit", "维护园区设置", "Edit the zone")
enum right {
#define X(id, wire, zh, en) RIGHT_##id,
    RIGHTS(X)
#undef X
    RIGHT_COUNT
};

enum scope { SCOPE_NONE, SCOPE_ENTERPRISE, SCOPE_DEPARTMENT, SCOPE_AREA, SCOPE_ZONE }; /* narrow to wide */
extern const struct enum_names ROLE_NAMES, SCOPE_NAMES;
extern const struct enum_names RIGHT_NAMES; /* index right + 1 */

/** A role given to a user, with the enterprise, department or area it is bound to (by its scope). */
struct grant {
    int32_t role;          /* enum role */
    int32_t scope;         /* enum scope; absent in a request = role_scope(role) */
    struct str scope_id;   /* enterprise, department or area id; absent for SCOPE_ZONE */
    struct str scope_name; /* for people; ignored in a request */
};
extern const struct record GRANT;

/** The scope at which a role carries a right whatever its grant is bound to (SCOPE_NONE: it does not carry it).
 *  This is the table: the grant's own scope can only widen it. */
enum scope role_right(enum role role, enum right right);
/** Does the role carry the right at all? */
bool role_has_right(enum role role, enum right right);
/** The scope a role is granted with when none is named: clerk = enterprise, officer = department, assistant = area,
 *  others zone. */
enum scope role_scope(enum role role);
/** May the role be granted with that scope?  A clerk never beyond his enterprise; officer and assistant also
 *  zone-wide. */
bool role_takes_scope(enum role role, enum scope scope);
/** Does one of the grants (struct grant) carry the right?  The scope is for the caller: right_scope. */
bool right_held(const struct list *grants, enum right right);
/** The widest scope at which the grants hold the right (SCOPE_NONE when not held). */
enum scope right_scope(const struct list *grants, enum right right);
/** Do the grants hold the right over this enterprise?  enterprise_id and area_id may be absent (= matches no bound). */
bool right_reaches(const struct list *grants, enum right right, struct str enterprise_id, struct str area_id);
/** The ids of that scope (struct str) to which the grants bind the right, for a filter: the enterprises of a clerk, the
 *  areas of an assistant.  Empty when the right is held wider or not at all. */
struct list right_bounds(struct arena *a, const struct list *grants, enum right right, enum scope scope);
/** "查看企业" / "See enterprises". */
struct str right_label(enum lang lang, enum right right);
struct str role_label(enum lang lang, enum role role);
#endif
