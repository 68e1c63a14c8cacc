/* account_record.c - the record tables of account.h. */
#include "account/account.h"

static const char *const state_names[] = {"", "invited", "active", "disabled"};
static const char *const state_zh[] = {"", "待激活", "正常", "已停用"};
static const char *const state_en[] = {"", "Invited", "Active", "Switched off"};
const struct enum_names USER_STATE_NAMES = {"UserState", state_names, state_zh, state_en, COUNT(state_names)};

#define LOGIN(T) FIELD(T, login, .required = true, .max = 64, .zh = "账号", .en = "login", .example = "li.wei")
#define NAME(T) FIELD(T, name, .required = true, .max = 60, .zh = "姓名", .en = "name", .example = "李伟")
#define VERSION(T) FIELD(T, version, .required = true, .zh = "版本", .en = "version")
#define ID(T) FIELD(T, id, .required = true, .max = 40)
#define ZONE_CODE(T) FIELD(T, zone, .required = true, .max = 30, .zh = "园区", .en = "zone", .example = "qingyuan")

/* ---- sign-in and sessions ---- */
static const struct field sign_in_fields[] = {
    ZONE_CODE(struct sign_in),
    FIELD(struct sign_in, login, .required = true, .max = 64, .zh = "账号", .en = "login"),
    FIELD(struct sign_in, password, .required = true, .max = PASSWORD_MAX, .secret = true, .zh = "密码",
          .en = "password"),
};
const struct record SIGN_IN = RECORD(sign_in, sign_in_fields);

static const struct field session_info_fields[] = {
    FIELD(struct session_info, user_id, .required = true),
    FIELD(struct session_info, login, .required = true),
    FIELD(struct session_info, name, .required = true),
    FIELD(struct session_info, must_change, .required = true),
    FIELD_R(struct session_info, zone, ZONE_CHOICE, .required = true),
    FIELD_L(struct session_info, grants, GRANT, .required = true),
    FIELD(struct session_info, rights, .required = true),
    FIELD(struct session_info, csrf, .required = true, .secret = true),
    FIELD(struct session_info, expires, .required = true),
};
const struct record SESSION_INFO = RECORD(session_info, session_info_fields);

static const struct field password_change_fields[] = {
    FIELD(struct password_change, old_password, .required = true, .max = PASSWORD_MAX, .secret = true, .zh = "原密码",
          .en = "old password"),
    FIELD(struct password_change, new_password, .required = true, .min = PASSWORD_MIN, .max = PASSWORD_MAX,
          .secret = true, .zh = "新密码", .en = "new password"),
};
const struct record PASSWORD_CHANGE = RECORD(password_change, password_change_fields);

/* ---- users ---- */
static const struct field user_fields[] = {
    ID(struct user),
    LOGIN(struct user),
    NAME(struct user),
    FIELD_E(struct user, state, USER_STATE_NAMES, .required = true, .zh = "状态", .en = "state"),
    FIELD(struct user, must_change, .required = true, .zh = "须改密码", .en = "must change password"),
    FIELD_L(struct user, grants, GRANT, .required = true, .zh = "角色", .en = "roles"),
    FIELD(struct user, created, .required = true, .zh = "建立时间", .en = "created"),
    FIELD(struct user, last_sign_in, .zh = "最近登录", .en = "last sign-in"),
    FIELD(struct user, locked_until, .zh = "锁定至", .en = "locked until"),
    FIELD(struct user, invite_expires, .zh = "邀请有效期", .en = "invitation expires"),
    VERSION(struct user),
    FIELD(struct user, actions, .required = true),
};
const struct record USER = RECORD(user, user_fields);

static const struct field user_new_fields[] = {
    LOGIN(struct user_new),
    NAME(struct user_new),
    FIELD_L(struct user_new, grants, GRANT, .required = true, .min = 1, .max = 20, .zh = "角色", .en = "roles"),
};
const struct record USER_NEW = RECORD(user_new, user_new_fields);

static const struct field user_change_fields[] = {
    ID(struct user_change),
    NAME(struct user_change),
    FIELD_L(struct user_change, grants, GRANT, .required = true, .min = 1, .max = 20, .zh = "角色", .en = "roles"),
    VERSION(struct user_change),
};
const struct record USER_CHANGE = RECORD(user_change, user_change_fields);

static const struct field user_key_fields[] = {ID(struct user_key)};
const struct record USER_KEY = RECORD(user_key, user_key_fields);

static const struct field user_version_fields[] = {ID(struct user_version), VERSION(struct user_version)};
const struct record USER_VERSION = RECORD(user_version, user_version_fields);

static const struct field user_invitation_fields[] = {
    FIELD_R(struct user_invitation, user, USER, .required = true),
    FIELD(struct user_invitation, invite_token, .required = true, .secret = true),
    FIELD(struct user_invitation, invite_expires, .required = true),
};
const struct record USER_INVITATION = RECORD(user_invitation, user_invitation_fields);

static const struct field user_find_fields[] = {
    FIELD(struct user_find, q, .max = 60, .zh = "账号或姓名", .en = "login or name"),
    FIELD_E(struct user_find, role, ROLE_NAMES, .zh = "角色", .en = "role"),
    FIELD_E(struct user_find, state, USER_STATE_NAMES, .zh = "状态", .en = "state"),
    FIELD(struct user_find, after, .max = 64),
    FIELD(struct user_find, limit, .min = 1, .max = 200),
};
const struct record USER_FIND = RECORD(user_find, user_find_fields);

static const struct field user_page_fields[] = {
    FIELD_L(struct user_page, items, USER, .required = true),
    FIELD(struct user_page, total, .required = true),
    FIELD(struct user_page, total_capped, .required = true),
    FIELD(struct user_page, next),
};
const struct record USER_PAGE = RECORD(user_page, user_page_fields);

static const struct field user_session_fields[] = {
    FIELD(struct user_session, id, .required = true),
    FIELD(struct user_session, created, .required = true),
    FIELD(struct user_session, last_seen, .required = true),
    FIELD(struct user_session, expires, .required = true),
    FIELD(struct user_session, remote, .required = true),
    FIELD(struct user_session, agent, .required = true),
    FIELD(struct user_session, current, .required = true),
};
const struct record USER_SESSION = RECORD(user_session, user_session_fields);
static const struct field user_sessions_fields[] = {FIELD_L(struct user_sessions, items, USER_SESSION,
                                                            .required = true)};
const struct record USER_SESSIONS = RECORD(user_sessions, user_sessions_fields);

static const struct field user_session_key_fields[] = {
    ID(struct user_session_key),
    FIELD(struct user_session_key, session_id, .required = true, .max = 64),
};
const struct record USER_SESSION_KEY = RECORD(user_session_key, user_session_key_fields);

static const struct field invite_accept_fields[] = {
    ZONE_CODE(struct invite_accept),
    FIELD(struct invite_accept, token, .required = true, .max = 64, .secret = true, .zh = "邀请码", .en = "invitation"),
    FIELD(struct invite_accept, password, .required = true, .min = PASSWORD_MIN, .max = PASSWORD_MAX, .secret = true,
          .zh = "密码", .en = "password"),
};
const struct record INVITE_ACCEPT = RECORD(invite_accept, invite_accept_fields);
static const struct field invite_accepted_fields[] = {
    FIELD(struct invite_accepted, login, .required = true),
    FIELD(struct invite_accepted, name, .required = true),
};
const struct record INVITE_ACCEPTED = RECORD(invite_accepted, invite_accepted_fields);

/* ---- init and packs ---- */
static const struct field first_user_fields[] = {LOGIN(struct first_user), NAME(struct first_user)};
const struct record FIRST_USER = RECORD(first_user, first_user_fields);
static const struct field first_password_fields[] = {
    FIELD(struct first_password, user_id, .required = true),
    FIELD(struct first_password, login, .required = true),
    FIELD(struct first_password, password, .required = true, .secret = true),
};
const struct record FIRST_PASSWORD = RECORD(first_password, first_password_fields);
static const struct field demo_user_fields[] = {
    LOGIN(struct demo_user),
    NAME(struct demo_user),
    FIELD(struct demo_user, password, .required = true, .min = PASSWORD_MIN, .max = PASSWORD_MAX, .secret = true),
    FIELD_E(struct demo_user, role, ROLE_NAMES, .required = true),
    FIELD_E(struct demo_user, scope, SCOPE_NAMES),
    FIELD(struct demo_user, scope_id, .max = 40),
};
const struct record DEMO_USER = RECORD(demo_user, demo_user_fields);
