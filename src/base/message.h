/* message.h - every sentence the server can say, Chinese and English, by id; {name} is a named argument.
 *
 * X(ID, zh, en): the placeholders of zh and en must be the same set (a test compares).  A sentence names the rule
 * and, where it helps, an example; the field is named by the caller.  Keep each part sorted by use, one line each. */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

enum lang { LANG_ZH, LANG_EN };

#define MESSAGES_BASE(X)                                                                                               \
    X(INVALID_FIELDS, "有 {count} 处填写有误", "{count} field(s) are not valid")                                       \
    X(REQUIRED, "必填", "is required")                                                                                 \
    X(TEXT_EMPTY, "不能为空", "must not be empty")                                                                     \
    X(TEXT_SHORT, "至少 {min} 个字", "must have at least {min} characters")                                            \
    X(TEXT_LONG, "最多 {max} 个字，现有 {got} 个", "must have at most {max} characters, it has {got}")                 \
    X(TEXT_ENCODING, "含有无法识别的字符（应为 UTF-8）", "is not valid UTF-8")                                         \
    X(TEXT_CONTROL, "含有控制字符", "contains a control character")                                                    \
    X(NUMBER_BAD, "应为整数，例如 {example}", "must be a whole number, for example {example}")                         \
    X(NUMBER_RANGE, "应在 {min} 与 {max} 之间", "must be between {min} and {max}")                                     \
    X(MONEY_BAD, "金额应为整数分，例如 {example}", "must be a whole number of fen, for example {example}")             \
    X(DATE_BAD, "日期应为 年-月-日，例如 {example}", "must be a date YYYY-MM-DD, for example {example}")               \
    X(INSTANT_BAD, "时间应为 {example} 的形式", "must be an instant such as {example}")                                \
    X(ENUM_BAD, "不在可选值中：{known}", "must be one of: {known}")                                                    \
    X(BOOL_BAD, "应为 true 或 false", "must be true or false")                                                         \
    X(LIST_LONG, "最多 {max} 项", "must have at most {max} items")                                                     \
    X(LIST_SHORT, "至少 {min} 项", "must have at least {min} items")                                                   \
    X(TYPE_TEXT, "应为文字", "must be text in quotes")                                                                 \
    X(TYPE_UNQUOTED, "应为不带引号的值", "must not be quoted")                                                         \
    X(TYPE_LIST, "应为列表", "must be a list")                                                                         \
    X(TYPE_OBJECT, "应为对象", "must be an object")                                                                    \
    X(JSON_BAD, "JSON 第 {at} 字节处：应为 {expected}", "JSON, byte {at}: expected {expected}")                        \
    X(FIELD_UNKNOWN, "没有“{name}”这个字段", "there is no field \"{name}\"")                                           \
    X(FIELD_TWICE, "字段“{name}”出现了两次", "the field \"{name}\" is given twice")                                    \
    X(INTERNAL, "服务器出错，已记录，请稍后再试或联系管理员", "the server failed; it is logged. Try again or tell the administrator")

#define MESSAGES_FRAME(X)                                                                                              \
    X(NO_ENDPOINT, "没有 {method} {path} 这个地址", "there is no endpoint {method} {path}")                            \
    X(METHOD_NOT_ALLOWED, "这个地址只接受：{allowed}", "this address accepts only: {allowed}")                         \
    X(SIGN_IN, "请先登录", "please sign in")                                                                           \
    X(NO_RIGHT, "您的角色不能这样做（需要“{right}”权限）", "your role may not do this (it needs the right {right})")   \
    X(CSRF, "页面已过期，请刷新后重试", "the page is out of date; reload it and try again")                            \
    X(PARAM_UNKNOWN, "没有“{name}”这个参数", "there is no parameter \"{name}\"")                                       \
    X(PARAM_TWICE, "参数“{name}”出现了两次", "the parameter \"{name}\" is given twice")                                \
    X(URL_BAD, "网址中有错误的 % 编码", "the URL has a broken percent-encoding")                                       \
    X(BODY_TOO_LARGE, "内容过大，最多 {max} 字节", "the body is too large; at most {max} bytes")                       \
    X(BODY_TYPE, "内容类型应为 {expected}", "the content type must be {expected}")                                     \
    X(QUEUE_FULL, "服务器正忙，请稍后再试", "the server is busy; try again shortly")                                   \
    X(NOT_FOUND, "没有找到这个{what}", "there is no such {what}")                                                      \
    X(CONSTRAINT, "与已有数据冲突", "conflicts with stored data")                                                      \
    X(STALE, "这条记录已被他人修改，请刷新后重试", "somebody else changed this record; reload and try again")          \
    X(IDEMPOTENCY_DIFFERENT, "同一个 Idempotency-Key 已用于不同的内容",                                                \
      "this Idempotency-Key was used with a different body")                                                           \
    X(IDEMPOTENCY_KEY_BAD, "Idempotency-Key 应为 8 到 100 个可见字符", "Idempotency-Key must be 8 to 100 visible characters")

/* One part per slice; only that slice uses it. */
#define MESSAGES_ZONE(X)
#define MESSAGES_ACCOUNT(X)
#define MESSAGES_REGISTRY(X)
#define MESSAGES_INTAKE(X)
#define MESSAGES_ATTACH(X)
#define MESSAGES_SHEET(X)

#define MESSAGES(X)                                                                                                    \
    MESSAGES_BASE(X)                                                                                                   \
    MESSAGES_FRAME(X)                                                                                                  \
    MESSAGES_ZONE(X)                                                                                                   \
    MESSAGES_ACCOUNT(X)                                                                                                \
    MESSAGES_REGISTRY(X)                                                                                               \
    MESSAGES_INTAKE(X)                                                                                                 \
    MESSAGES_ATTACH(X)                                                                                                 \
    MESSAGES_SHEET(X)

enum msg {
    MSG_NONE,
#define X(id, zh, en) MSG_##id,
    MESSAGES(X)
#undef X
    MSG_COUNT
};
#endif
