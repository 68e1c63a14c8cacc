/* message.h - every sentence the server can say, Chinese and English, by id; {name} is a named argument.
 *
 * X(ID, zh, en): the placeholders of zh and en must be the same set (a test compares).  A sentence names the rule
 * and, where it helps, an example; the field is named by the caller.  Keep each part sorted by use, one line each. */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H
#include "base/message_route.h"

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
    X(JSON_EXTRA, "JSON 第 {at} 字节处有多余的内容", "JSON, byte {at}: there is more after the end")                    \
    X(JSON_DEPTH, "JSON 第 {at} 字节处嵌套过深，最多 {max} 层", "JSON, byte {at}: nested too deeply, at most {max} levels")                     \
    X(FIELD_UNKNOWN, "没有“{name}”这个字段", "there is no field \"{name}\"")                                           \
    X(FIELD_TWICE, "字段“{name}”出现了两次", "the field \"{name}\" is given twice")                                    \
    X(INTERNAL, "服务器出错，已记录，请稍后再试或联系管理员", "the server failed; it is logged. Try again or tell the administrator")

#define MESSAGES_FRAME(X)                                                                                              \
    X(NO_ENDPOINT, "没有 {method} {path} 这个地址", "there is no endpoint {method} {path}")                            \
    X(METHOD_NOT_ALLOWED, "这个地址只接受：{allowed}", "this address accepts only: {allowed}")                         \
    X(SIGN_IN, "请先登录", "please sign in")                                                                           \
    X(NO_RIGHT, "您的角色不能这样做：需要“{right}”权限，请找园区管理员开通",                                                  \
      "your role may not do this: it needs the right {right}; ask the administrator of your zone")                     \
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
    X(CONFIG_LINE, "这一行应为“名称 = 值”：{line}", "a line must be `name = value`, not: {line}")                      \
    X(PASSWORD_MUST_CHANGE, "请先修改一次性密码", "please change the one-time password first")                         \
    X(JOB_CANCELLED, "任务已取消", "the job was cancelled")                                                            \
    X(JOB_OVER, "任务已结束", "the job is over already")                                                               \
    X(JOB_LOST, "任务已由另一个进程接管", "another process took the job over")                                         \
    X(JOB_STOPPING, "服务器正在停止，任务将在下次启动后继续", "the server is stopping; the job goes on at its next start") \
    X(JOB_NO_KIND, "没有名为“{kind}”的任务", "there is no kind of job \"{kind}\"")                                     \
    X(AUDIT_ERASED, "这条记录的内容已被销毁", "the payload of this record was erased already")                         \
    X(IDEMPOTENCY_KEY_BAD, "Idempotency-Key 应为 8 到 100 个可见字符", "Idempotency-Key must be 8 to 100 visible characters")

#define MESSAGES_STORE(X)                                                                                              \
    X(DATABASE_OPEN, "无法打开数据库：{reason}", "cannot open the database: {reason}")                                 \
    X(DATABASE_COLLATION, "数据库“{name}”须以 ENCODING UTF8 LC_COLLATE C LC_CTYPE C 创建",                             \
      "the database {name} must be created with ENCODING UTF8 LC_COLLATE C LC_CTYPE C")                                \
    X(STORE_LOCKED, "数据库“{name}”正被另一个程序使用", "another program is using the database {name}")                \
    X(SCHEMA_NEWER, "数据库是较新的版本（{have}），本程序只认识到 {known}；请升级程序",                                \
      "the database has schema {have}, this program knows only {known}; use a newer program")                          \
    X(SCHEMA_OLDER, "数据库版本是 {have}，应为 {known}；请先运行 nuanqiao upgrade",                                    \
      "the database has schema {have}, it should be {known}; run nuanqiao upgrade first")                              \
    X(IN_DOUBT, "保存时与数据库的连接中断，请先查看是否已保存再重试",                                                  \
      "the connection to the database broke while saving; check whether it was saved before trying again")             \
    X(STORE_NOT_EMPTY, "数据库不是空的，不能恢复到这里", "the database is not empty, so nothing can be restored into it") \
    X(BACKUP_BAD, "备份文件损坏或不完整（第 {line} 行）", "the backup file is damaged or incomplete (line {line})")    \
    X(FILE_FAILED, "文件“{name}”：{reason}", "file {name}: {reason}")

#define MESSAGES_HTTP(X)                                                                                               \
    X(HEADER_BAD, "请求头“{header}”有误", "the request header {header} is not acceptable")                             \
    X(BODY_UNWANTED, "这个地址不接受请求内容", "this address takes no body")                                           \
    X(UPLOAD_EMPTY, "文件是空的，请检查后重新选择文件", "the file is empty; choose another one")                           \
    X(BODY_MISSING, "缺少请求内容", "the body is missing")                                                             \
    X(PARAM_MANY, "参数过多，最多 {max} 个", "too many parameters; at most {max}")                                     \
    X(CROSS_SITE, "不接受其他网站发起的修改", "changes started by another web site are refused")                       \
    X(UPLOADS_FULL, "同时上传的文件过多，请稍后再试", "too many uploads at once; try again shortly")                   \
    X(ADDRESS_TAKEN, "地址 {address} 已被占用，服务器可能已在运行",                                                    \
      "the address {address} is taken; the server may be running already")                                             \
    X(ADDRESS_BAD, "不能在地址 {address} 上服务：{reason}", "cannot serve at {address}: {reason}")                     \
    X(WEB_MISSING, "没有找到网页文件：{path}", "the web files are missing: {path}")

/* One part per slice; only that slice uses it. */
#define MESSAGES_ZONE(X)                                                                                               \
    X(ZONE_CODE_BAD, "园区代码应为 2 到 30 个小写字母、数字或连字符，以字母开头，例如 qingyuan",                       \
      "a zone code is 2 to 30 lower-case letters, digits or hyphens and begins with a letter, for example qingyuan")   \
    X(ZONE_CODE_TAKEN, "园区代码 {code} 已被使用", "the zone code {code} is taken")                                    \
    X(PART_CODE_TAKEN, "代码 {code} 已被“{name}”使用", "the code {code} is taken by {name}")                           \
    X(ZONE_UNKNOWN, "没有代码为 {code} 的园区", "there is no zone with the code {code}")
#define MESSAGES_ACCOUNT(X)                                                                                            \
    X(SIGN_IN_WRONG, "账号或密码不正确", "the login or the password is wrong")                                         \
    X(SIGN_IN_WAIT, "密码多次错误，请在 {seconds} 秒后再试", "too many wrong passwords; try again in {seconds} s") \
    X(PASSWORD_IS_LOGIN, "密码不能与账号相同", "the password must not be the login")                                   \
    X(PASSWORD_COMMON, "这个密码太常见，请换一个", "this password is too common; choose another")                      \
    X(PASSWORD_SAME, "新密码不能与原密码相同", "the new password must differ from the old one")                        \
    X(PASSWORD_OLD_WRONG, "原密码不正确", "the old password is wrong")                                                 \
    X(LOGIN_BAD, "账号应为 2 到 64 个字母、数字或 . _ - @，以字母或数字开头，例如 {example}",                          \
      "a login is 2 to 64 letters, digits or . _ - @ and begins with a letter or digit, for example {example}")        \
    X(LOGIN_TAKEN, "账号 {login} 已被使用", "the login {login} is taken")                                              \
    X(GRANT_TWICE, "同一角色和范围重复", "the same role and scope is given twice")                                     \
    X(GRANT_SCOPE, "{role}的范围不能是“{scope}”", "the role {role} cannot have the scope {scope}")                     \
    X(GRANT_BOUND_MISSING, "请选择范围所属的企业、部门或片区", "choose the enterprise, department or area it is bound to") \
    X(GRANT_BOUND_EXTRA, "全园区的角色不能再指定对象", "a role for the whole zone is not bound to anything")           \
    X(GRANT_BOUND_UNKNOWN, "没有这个企业、部门或片区", "there is no such enterprise, department or area")              \
    X(OWN_GRANTS, "不能修改自己的角色", "nobody changes their own roles")                                              \
    X(OWN_ACCOUNT, "不能停用或重置自己的账号", "nobody disables or resets their own account")                          \
    X(LAST_ADMINISTRATOR, "这是最后一位管理员，不能停用或取消其角色",                                                  \
      "this is the last administrator; the account cannot be switched off or lose the role")                           \
    X(USER_DISABLED_ALREADY, "账号已停用", "the account is switched off already")                                      \
    X(USER_NOT_DISABLED, "账号没有停用", "the account is not switched off")                                            \
    X(USER_IS_DISABLED, "账号已停用，请先启用", "the account is switched off; switch it on first")                     \
    X(INVITE_UNKNOWN, "邀请链接无效", "the invitation is not valid")                                                   \
    X(INVITE_USED, "邀请链接已使用过", "the invitation was used already")                                              \
    X(INVITE_EXPIRED, "邀请链接已过期，请联系管理员重新发送", "the invitation has expired; ask the administrator for a new one") \
    X(DEMO_ONLY, "只有演示园区可以建立演示账号", "demo accounts exist in a demo zone only")
#define MESSAGES_REGISTRY(X)                                                                                           \
    X(SIZE_NO_INDUSTRY, "无法划型：缺少行业代码", "cannot be classed: the industry is missing")                        \
    X(SIZE_INDUSTRY_SHORT, "无法划型：行业代码 {industry} 不够细，应填到中类（三位数字），例如 G592",                  \
      "cannot be classed: the industry code {industry} is too short; give three digits, for example G592")             \
    X(SIZE_NOT_IN_RULE, "无法划型：行业 {industry} 不在 2017 年划型办法之内",                                          \
      "cannot be classed: the rule of 2017 does not cover the industry {industry}")                                    \
    X(SIZE_NO_HEADCOUNT, "无法划型：缺少员工人数", "cannot be classed: the headcount is missing")                      \
    X(SIZE_NO_REVENUE, "无法划型：缺少营业收入", "cannot be classed: the revenue is missing")                          \
    X(SIZE_NO_ASSETS, "无法划型：缺少资产总额", "cannot be classed: the total assets are missing")                     \
    X(SIZE_BY_HEADCOUNT_REVENUE, "员工 {headcount} 人，营业收入 {revenue} 万元",                                       \
      "{headcount} employees, revenue of {revenue} × 10,000 yuan")                                                     \
    X(SIZE_BY_HEADCOUNT_ASSETS, "员工 {headcount} 人，资产总额 {assets} 万元",                                         \
      "{headcount} employees, assets of {assets} × 10,000 yuan")                                                       \
    X(SIZE_BY_REVENUE_ASSETS, "营业收入 {revenue} 万元，资产总额 {assets} 万元",                                       \
      "revenue of {revenue} × 10,000 yuan, assets of {assets} × 10,000 yuan")                                          \
    X(SIZE_BY_REVENUE, "营业收入 {revenue} 万元", "revenue of {revenue} × 10,000 yuan")                                \
    X(SIZE_BY_HEADCOUNT, "员工 {headcount} 人", "{headcount} employees")                                               \
    X(CODE_EMPTY, "代码为空", "the code is empty")                                                                     \
    X(CODE_LENGTH, "应为 {expected} 位，现有 {got} 位", "must have {expected} characters, it has {got}")               \
    X(CODE_SCIENTIFIC, "被表格软件存成了数字 {value}，位数已丢失，请从证照重新录入",                                   \
      "a spreadsheet stored it as the number {value} and lost digits; type it again from the certificate")             \
    X(CODE_CHAR, "第 {at} 位“{char}”不能出现在这里", "character {at}, \"{char}\", cannot stand there")                 \
    X(CODE_CHECK, "校验位应为 {expected}，现为 {got}", "the check character should be {expected}, not {got}")          \
    X(CODE_CHECK_INNER, "校验位应为 {expected}，现为 {got}；第 9 至 17 位内也有错误",                                  \
      "the check character should be {expected}, not {got}; characters 9 to 17 are wrong in themselves, too")          \
    X(CODE_MIRROR, "校验位应为 {expected}，现为 {got}（签发时少算了一步减法）",                                        \
      "the check character should be {expected}, not {got} (its issuer forgot the last subtraction)")                  \
    X(CODE_DATE, "出生日期 {value} 不存在", "the birthday {value} does not exist")                                     \
    X(CODE_DATE_FUTURE, "出生日期 {value} 在今天之后", "the birthday {value} lies in the future")                      \
    X(CODE_DIVISION, "前两位 {value} 不是省级代码", "the first two digits, {value}, are no province")                  \
    X(CODE_MOBILE, "应为 1 开头的 11 位手机号码，第二位为 3 至 9", "a mobile number has 11 digits and begins with 13 to 19") \
    X(CODE_WRONG, "{reason}。如证照确实如此，请勾选“已核对证照”", "{reason}. If the certificate says so, tick \"checked against the certificate\"") \
    X(CODE_WRONG_SUGGEST, "{reason}。可能应为 {suggestion}", "{reason}. Probably {suggestion} is meant")                 \
    X(CODE_WRONG_ID, "{reason}", "{reason}")                                                                           \
    X(CODE_TAKEN, "{value} 已登记在“{name}”名下", "{value} belongs to \"{name}\"")                                     \
    X(CODE_OWN, "{value} 已是这家企业的当前代码", "{value} is this enterprise's current code already")                 \
    X(NO_ENTERPRISE, "没有找到这家企业", "there is no such enterprise")                                                \
    X(NO_RELATION, "没有找到这条关系", "there is no such relation")                                                    \
    X(NO_FLAG, "没有找到这个标识", "there is no such flag")                                                            \
    X(NO_LIST, "没有找到这个基数名单", "there is no such base list")                                                   \
    X(NO_WORKER, "没有找到这名员工", "there is no such worker")                                                        \
    X(ENTERPRISE_IS_MERGED, "“{name}”已合并到另一家企业，不能再改", "\"{name}\" was merged into another enterprise and cannot change") \
    X(INDUSTRY_UNKNOWN, "“{value}”不是国民经济行业分类（GB/T 4754-2017）的代码，例如 C26",                             \
      "\"{value}\" is no code of the industrial classification GB/T 4754-2017, for example C26")                       \
    X(AREA_UNKNOWN, "没有“{value}”这个片区", "there is no area \"{value}\"")                                           \
    X(AREA_UNKNOWN_NEAR, "没有“{value}”这个片区，可填：{known}",                                                       \
      "there is no area \"{value}\"; it can be: {known}")                                                              \
    X(DEPARTMENT_UNKNOWN_NEAR, "没有“{value}”这个部门，可填：{known}",                                                 \
      "there is no department \"{value}\"; it can be: {known}")                                                        \
    X(DEPARTMENT_UNKNOWN, "没有“{value}”这个部门", "there is no department \"{value}\"")                               \
    X(DATE_IN_FUTURE, "不能在今天之后", "must not lie in the future")                                                  \
    X(DATES_REVERSED, "截止日期早于起始日期", "the last day lies before the first")                                    \
    X(STATE_BY_MERGE, "请用“合并”功能", "use merge for that")                                                          \
    X(NEGATIVE, "不能为负", "must not be negative")                                                                    \
    X(YEAR_EMPTY, "请至少填写员工人数、营业收入、资产总额中的一项", "give at least one of headcount, revenue and assets") \
    X(RELATION_OVERLAP, "与 {since} 起的同类关系日期重叠", "overlaps the relation of the same kind since {since}")     \
    X(FLAG_OVERLAP, "与 {since} 起的同一标识日期重叠", "overlaps the same flag since {since}")                         \
    X(LIST_IS_FROZEN, "名单“{name}”已冻结，不能再改", "the list \"{name}\" is frozen and does not change any more")    \
    X(LIST_CODE_TAKEN, "名单代码 {code} 已被使用", "the list code {code} is taken")                                    \
    X(MERGE_SELF, "不能与自己合并", "an enterprise is not merged with itself")                                         \
    X(MERGE_TWO_CODES, "两家企业各有有效的统一社会信用代码 {first} 和 {second}，不是同一家企业",                       \
      "each has a current unified social credit code, {first} and {second}: they are two enterprises")                 \
    X(MERGE_YEARS, "两家企业 {year} 年的数据不一致，请先核对", "their figures of {year} differ; settle them first")    \
    X(MERGE_FROZEN_LIST, "两家企业都在已冻结的名单“{name}”上，合并会改变基数",                                         \
      "both stand on the frozen list \"{name}\"; merging them would change its base")                                  \
    X(CURSOR_BAD, "翻页位置无效，请从第一页开始", "the cursor is not valid; begin with the first page")                \
    X(WORKER_ID_FORM, "应为 5 到 20 位字母或数字", "must be 5 to 20 letters or digits")                                \
    X(HOUSEHOLD_BAD, "应为 6 位行政区划代码，例如 420106", "must be a division code of 6 digits, for example 420106")  \
    X(WORKER_DATES, "离职日期早于入职日期", "left before being hired")                                                 \
    X(WORKER_BORN_LATER, "入职日期早于出生日期", "hired before being born")                                            \
    X(WORKER_EMPLOYED, "此人已在“{name}”在职", "this person is employed by \"{name}\" already")                        \
    X(WORKER_EMPLOYED_ELSEWHERE, "此人已在园区另一家企业在职", "this person is employed by another enterprise of the zone already")
#define MESSAGES_INTAKE(X)                                                                                             \
    X(ROW_WIDTH, "这一行有 {got} 格，表头有 {expected} 格，可能串列",                                                  \
      "the row has {got} cells, the headings {expected}: its cells may be shifted")                                    \
    X(CELL_IS_CODE, "此列不应是代码，却填了“{value}”，可能串列",                                                       \
      "holds the code \"{value}\", which does not belong in this column: the row may be shifted")                      \
    X(CELL_IS_DATE, "此列不应是日期，却填了“{value}”，可能串列",                                                       \
      "holds the date \"{value}\", which does not belong in this column: the row may be shifted")                      \
    X(CELL_IS_CAPITAL, "此列不应是金额，却填了“{value}”，可能串列",                                                    \
      "holds the amount \"{value}\", which does not belong in this column: the row may be shifted")                    \
    X(CELL_NOT_CAPITAL, "注册资金中没有数字：“{value}”，可能串列",                                                     \
      "the registered capital \"{value}\" has no number: the row may be shifted")                                      \
    X(CELL_NOT_PROVINCE, "“{value}”不是省份，可能串列", "\"{value}\" is no province: the row may be shifted")          \
    X(CELL_NOT_NAME, "此列应为名称，却填了“{value}”，可能串列",                                                        \
      "should hold a name, not \"{value}\": the row may be shifted")                                                   \
    X(CELL_NOT_CODE, "此列应为代码，却填了“{value}”，可能串列",                                                        \
      "should hold a code, not \"{value}\": the row may be shifted")                                                   \
    X(ROW_NAME_DATE_ONLY, "没有可用的信用代码或注册号，只有名称和日期，需要人工核对",                                  \
      "no usable credit code or registration number, only name and date: somebody has to look at it")                  \
    X(ROW_NAME_ONLY, "没有可用的信用代码或注册号，需要人工核对",                                                       \
      "no usable credit code or registration number: somebody has to look at it")                                      \
    X(ROW_TWICE, "代码 {code} 在第 {row} 行已出现，以先出现的为准",                                                    \
      "the code {code} stands in row {row} already; the first one counts")                                             \
    X(ROW_TWICE_PERSON, "同一证件号码在第 {row} 行已出现", "the same identity number stands in row {row} already")     \
    X(ROW_TWICE_YEAR, "同一企业同一年度在第 {row} 行已出现",                                                           \
      "the same enterprise and year stand in row {row} already")                                                       \
    X(ROW_CODES_DIFFER, "这些代码分别属于已登记的“{first}”和“{second}”",                                               \
      "the codes belong to two registered enterprises, \"{first}\" and \"{second}\"")                                  \
    X(ROW_OTHER_USCC, "注册号属于已登记的“{name}”，但其信用代码为 {code}",                                             \
      "the registration number belongs to \"{name}\", whose credit code is {code}")                                    \
    X(ROW_DECIDED_TAKEN, "此行此前已由 {person} 核定，归入“{name}”，不再重复处理",                                     \
      "{person} has taken this row before, as \"{name}\"; nothing is to do")                                           \
    X(ROW_DECIDED_DISCARDED, "此行此前已由 {person} 舍弃：{reason}",                                                   \
      "{person} has discarded this row before: {reason}")                                                              \
    X(ROW_RENAMED, "名称由“{before}”变更", "the name changes; it was \"{before}\"")                                    \
    X(ROW_OWNER_UNKNOWN, "没有登记代码为 {code} 的企业", "no enterprise with the code {code} is registered")           \
    X(ROW_OTHER_EMPLOYER, "此人现登记在“{name}”，应先在那里填写离职日期",                                              \
      "this person is registered with \"{name}\"; a last day has to be entered there first")                           \
    X(ROW_NO_FIGURES, "这一行没有任何数据", "the row has no figures")                                                  \
    X(CELL_REQUIRED, "缺少{field}", "is missing ({field})")                                                            \
    X(CELL_LEFT_OUT, "这一格没有采用，其余已导入", "this cell was left out, the rest of the row is taken")             \
    X(CELL_DATE_BAD, "“{value}”不是日期，应如 2019-04-22", "\"{value}\" is no date; write 2019-04-22")                 \
    X(CELL_DATE_IMPOSSIBLE, "日期“{value}”不存在", "the day \"{value}\" does not exist")                               \
    X(CELL_DATE_FUTURE, "日期“{value}”在今天之后", "the day \"{value}\" lies in the future")                           \
    X(CELL_COUNT_BAD, "“{value}”不是整数", "\"{value}\" is no whole number")                                           \
    X(CELL_WORD_UNKNOWN, "不认识“{value}”", "\"{value}\" is not a known value")                                        \
    X(AMOUNT_BAD, "“{value}”不是金额，应如 1234.56 或 1200万元", "\"{value}\" is no amount; write 1234.56")            \
    X(AMOUNT_NEGATIVE, "金额“{value}”不能为负", "the amount \"{value}\" must not be negative")                         \
    X(AMOUNT_LARGE, "金额“{value}”过大", "the amount \"{value}\" is too large")                                        \
    X(AMOUNT_FEN, "金额“{value}”不足一分的部分无法记账", "the amount \"{value}\" has a part smaller than a fen")       \
    X(CODE_LOST_DIGITS, "代码被表格软件存成了数字“{value}”，后几位已丢失；请把该列设为文本后重新填写",                 \
      "a spreadsheet stored the code as the number \"{value}\" and lost its last digits; make the column text and type it again") \
    X(CODE_NO_CODE, "“{value}”不是 18 位信用代码、15 位注册号或 9 位组织机构代码",                                     \
      "\"{value}\" is no credit code (18), registration number (15) or organisation code (9)")                         \
    X(CODE_SUGGESTION, "是否应为 {code}？", "should it be {code}?")                                                    \
    X(TEXT_PRIVATE, "含有私有区字符，其他电脑可能显示不出来",                                                          \
      "contains a private-use character that other computers may not show")                                            \
    X(TEXT_LOST, "含有已损坏的字符（�）", "contains a character that was lost (�)")                                    \
    X(TEXT_ENTITY, "含有网页转义字符，例如 &8226;", "contains an HTML escape such as &8226;")                          \
    X(NAME_WIDE, "名称含有全角字母或数字", "the name has full-width letters or digits")                                \
    X(NAME_TWO, "一格里似乎有两个名称", "there seem to be two names in one cell")                                      \
    X(IMPORT_NO_HEADINGS, "前 {rows} 行里没有找到表头", "no row of headings was found among the first {rows} rows")    \
    X(IMPORT_NO_ROWS, "表头下面没有数据", "there are no rows below the headings")                                      \
    X(IMPORT_STARTED, "这次导入已经开始", "this import has started already")                                           \
    X(IMPORT_NOT_DONE, "导入还没有完成", "the import is not done yet")                                                 \
    X(IMPORT_NO_COLUMN, "文件没有第 {column} 列", "the file has no column {column}")                                   \
    X(IMPORT_NO_FIELD, "没有“{field}”这个字段", "there is no field \"{field}\"")                                       \
    X(IMPORT_FIELD_TWICE, "“{field}”只能对应一列", "\"{field}\" can be filled by one column only")                     \
    X(IMPORT_FIELD_MISSING, "还没有哪一列对应“{field}”", "no column fills \"{field}\" yet")                            \
    X(IMPORT_FILE_GONE, "原始文件已不在服务器上", "the original file is not on the server any more")                   \
    X(IMPORT_CHANGED_MEANWHILE, "第 {row} 行附近的企业一直在被修改，请稍后重新导入",                                   \
      "the enterprises near row {row} kept being changed; import again later")                                         \
    X(IMPORT_CURSOR, "翻页位置无效", "is not a cursor of this list")                                                   \
    X(IMPORT_CANCELLED, "已取消", "cancelled")                                                                         \
    X(IMPORT_HEAD_RESULT, "导入结果", "Result")                                                                        \
    X(IMPORT_HEAD_REASON, "原因", "Reason")                                                                            \
    X(QUARANTINE_DECIDED, "这一行已经处理过了", "this row has been decided already")                                   \
    X(QUARANTINE_NO_NAME, "请填写企业名称", "fill in the name of the enterprise")
#define MESSAGES_ATTACH(X)                                                                                             \
    X(ATTACH_CLAIM_CLOSED, "申请已提交，材料不能再改动", "the claim was submitted; its files cannot be changed")                   \
    X(ATTACH_EMPTY, "文件为空", "the file is empty")                                                                   \
    X(ATTACH_TYPE, "不接受这种文件；可以上传 pdf、png、jpeg、xlsx、docx、ofd 和 UTF-8 编码的 csv、txt",                \
      "this kind of file is not accepted; pdf, png, jpeg, xlsx, docx, ofd and csv or txt in UTF-8 are")                \
    X(ATTACH_ENDING, "“{name}”的内容与文件名的扩展名不符；这种内容的文件应以 {endings} 结尾，可以上传 pdf、png、jpeg、xlsx、docx、ofd、csv、txt", \
      "the content of \"{name}\" is not what its ending says; with this content a name ends in {endings}; pdf, png, jpeg, xlsx, docx, ofd, csv and txt are accepted") \
    X(ATTACH_TWICE, "“{name}”已在附件中，内容相同", "\"{name}\" is attached already, with the same content")            \
    X(ATTACH_MANY, "最多 {max} 个附件", "at most {max} files can be attached")                                         \
    X(ATTACH_LOST, "文件“{name}”在服务器上找不到了，请联系管理员", "the file \"{name}\" is missing on the server; tell the administrator") \
    X(NO_ATTACHMENT, "没有找到这个附件", "there is no such file")
#define MESSAGES_SHEET(X)                                                                                              \
    X(SHEET_EMPTY, "文件是空的", "the file is empty")                                                                  \
    X(SHEET_FILE_LARGE, "文件超过 {max} MB，请分成几个文件", "the file is larger than {max} MB; split it into several") \
    X(SHEET_UNKNOWN, "这不是表格文件，请上传 xlsx 或 csv", "this is not a spreadsheet; send xlsx or csv")              \
    X(SHEET_IS_XLS, "这是旧版 Excel（xls）或加密文件，请用 Excel 或 WPS 打开后另存为不加密的 xlsx",                    \
      "this is an old Excel file (xls) or a protected one; open it in Excel or WPS and save it as xlsx without a password") \
    X(SHEET_IS_PDF, "这是 PDF 文件，请上传 xlsx 或 csv", "this is a PDF file; send xlsx or csv")                       \
    X(SHEET_IS_UTF16, "这是 UTF-16（Unicode 文本）文件，请另存为 xlsx 或 UTF-8 的 csv",                                \
      "this is a UTF-16 (Unicode text) file; save it as xlsx or as csv in UTF-8")                                      \
    X(SHEET_IS_HTML, "这是网页（HTML 或 XML），有些系统把它命名为 xls；请打开后另存为 xlsx",                           \
      "this is a web page (HTML or XML) that some systems name xls; open it and save it as xlsx")                      \
    X(SHEET_NUL, "第 {row} 行含有不属于文本的字节，这不是表格文件；请上传 xlsx 或 csv",                               \
      "row {row} contains a NUL byte, so this is no spreadsheet; send xlsx or csv") \
    X(SHEET_ENCODING_UNKNOWN, "第 {row} 行的编码既不是 UTF-8 也不是 GB18030", "row {row} is neither UTF-8 nor GB18030") \
    X(SHEET_ENCODING_BROKEN, "文件是 UTF-8 编码，但第 {row} 行有损坏的字节", "the file is UTF-8, but row {row} has broken bytes") \
    X(SHEET_CELL_LONG, "第 {row} 行有一格超过 {max} 个字", "a cell in row {row} is longer than {max} characters")      \
    X(SHEET_COLUMNS_MANY, "第 {row} 行超过 {max} 列", "row {row} has more than {max} columns")                         \
    X(SHEET_ROWS_MANY, "表格超过 {max} 行", "the sheet has more than {max} rows")                                      \
    X(CSV_QUOTE_OPEN, "第 {row} 行的引号没有结束", "row {row} has a quotation mark that never ends")                   \
    X(CSV_CELL_QUOTED_LONG, "第 {row} 行带引号的一格过长，可能缺少结束的引号",                                         \
      "a quoted cell in row {row} is too long; perhaps its closing quotation mark is missing")                         \
    X(XLSX_NOT, "这个压缩文件里没有 Excel 工作表", "this archive holds no Excel sheet")                                \
    X(XLSX_BROKEN, "xlsx 文件已损坏（第 {row} 行之后），请重新保存后上传",                                             \
      "the xlsx file is damaged (behind row {row}); save it again and send it")                                        \
    X(XLSX_LOCKED, "xlsx 文件已加密，请去掉密码后上传", "the xlsx file is protected; remove its password and send it") \
    X(XLSX_DOCTYPE, "xlsx 文件含有 DOCTYPE，不予读取", "the xlsx file contains a DOCTYPE and is refused")              \
    X(XLSX_BOMB, "xlsx 文件解压后过大，不予读取", "the xlsx file unpacks to too much and is refused")

#define MESSAGES_CLI(X)                                                                                                \
    X(CLI_COMMAND_NEAR, "没有“{name}”这个命令，您是想用“{near}”吗？", "there is no command \"{name}\"; did you mean \"{near}\"?") \
    X(CLI_COMMAND_UNKNOWN, "没有“{name}”这个命令，nuanqiao --help 列出全部命令",                                       \
      "there is no command \"{name}\"; nuanqiao --help lists them")                                                    \
    X(CLI_OPTION_NEAR, "没有这个选项，您是想用 {near} 吗？", "there is no such option; did you mean {near}?")          \
    X(CLI_OPTION_UNKNOWN, "没有这个选项", "there is no such option")                                                   \
    X(CLI_OPTION_SWITCH, "是开关，不带值", "is a switch and takes no value")                                           \
    X(CLI_OPTION_VALUE, "后面缺少值", "needs a value behind it")                                                       \
    X(CLI_ARGUMENT_EXTRA, "是多余的参数", "is one argument too many")                                                  \
    X(CLI_NO_DATA, "{data} 不是数据目录；nuanqiao init 可以建立一个", "{data} is no data directory; nuanqiao init makes one") \
    X(CLI_FOLDER_CLOSED, "文件夹 {folder} 不存在或不可写", "the folder {folder} is not there or may not be written to")    \
    X(CLI_FILE_EXISTS, "{file} 已存在，请换一个文件名", "{file} exists already; choose another name")                  \
    X(CLI_FILE_MISSING, "找不到文件 {file}", "there is no file {file}")                                                \
    X(CLI_NOT_A_MODEL, "{file} 不是可用的决策模型", "{file} is no usable decision model")                               \
    X(CLI_NO_DECISION, "模型中没有名为“{name}”的决策", "the model has no decision \"{name}\"")                         \
    X(CLI_NO_DECISION_NEAR, "模型中没有名为“{name}”的决策，您是想用“{near}”吗？",                                      \
      "the model has no decision \"{name}\"; did you mean \"{near}\"?")                                              \
    X(CLI_DECISION_WHICH, "模型有几项决策，请用 --decision 选择：{names}",                                             \
      "the model has several decisions; choose one with --decision: {names}")                                          \
    X(CLI_DMN_INPUT, "输入无效", "the inputs are not valid")                                                           \
    X(CLI_SET_FORM, "应写作 名称=值", "must be written name=value")                                                    \
    X(CLI_BATCH_FILES, "应依次写出模型、输入表格和输出表格三个文件",                                                   \
      "needs three files: the model, the csv to read and the csv to write")                                            \
    X(CLI_BATCH_EMPTY, "{file} 没有表头", "{file} has no headings")                                                    \
    X(CLI_BATCH_UNKNOWN, "列“{column}”不是这项决策的输入，原样抄出",                                                   \
      "the column \"{column}\" is no input of this decision; it is copied as it is")                                   \
    X(CLI_BATCH_ABSENT, "没有输入“{column}”的列，按 null 计算",                                                        \
      "there is no column for the input \"{column}\"; it counts as null")                                              \
    X(CLI_BATCH_NUMBER, "第 {line} 行“{column}”列：“{value}”不是数；应为没有千分位的数，例如 12000.50",                \
      "line {line}, column \"{column}\": \"{value}\" is no number; write it without separators, such as 12000.50")     \
    X(CLI_BATCH_DATE, "第 {line} 行“{column}”列：“{value}”不是日期；应为年-月-日，例如 2020-01-31",                    \
      "line {line}, column \"{column}\": \"{value}\" is no date; write year-month-day, such as 2020-01-31")            \
    X(CLI_BATCH_BOOLEAN, "第 {line} 行“{column}”列：“{value}”应为 true 或 false，例如 true",                           \
      "line {line}, column \"{column}\": \"{value}\" must be true or false, such as true")                             \
    X(CLI_BATCH_OTHER, "第 {line} 行“{column}”列：“{value}”不是 {type}，例如 {example}",                               \
      "line {line}, column \"{column}\": \"{value}\" is no {type}, such as {example}")                                 \
    X(CLI_BATCH_DONE, "已计算 {rows} 行（其中 {interpreted} 行逐行解释），错误 {errors} 处；结果在 {file}",            \
      "judged {rows} rows ({interpreted} of them row by row) with {errors} errors; the results are in {file}")         \
    X(CLI_NO_TESTS, "{folder} 中没有测试文件", "there is no test file in {folder}")                                    \
    X(CLI_NOT_A_BACKUP, "{file} 不是暖桥的备份文件", "{file} is not a backup of Nuanqiao")                             \
    X(CLI_BACKUP_DAMAGED, "备份已损坏：{name} 与清单不符", "the backup is damaged: {name} is not as its manifest says") \
    X(CLI_BACKUP_NEWER, "这个备份由更新的版本 {version} 写成，请先升级程序",                                           \
      "this backup was written by a newer version, {version}; upgrade the program first")                              \
    X(CLI_SERVER_GONE, "服务器没有应答", "the server does not answer")                                                 \
    X(CLI_SOCKET_PATH, "数据目录的路径太长，放不下套接字 {path}", "the data directory's path is too long for the socket {path}") \
    X(PACK_SYSTEM_ONLY, "只能在服务器上用命令行安装资料包", "packs are installed on the server, by the command line only") \
    X(PACK_BUSY, "资料包 {name} 正在安装", "the pack {name} is being installed already")                               \
    X(PACK_CHANGED, "{path} 中的资料包在安装途中被改动，请重新安装",                                                   \
      "the pack in {path} changed while it was being installed; install it again")                                     \
    X(PACK_COLUMN, "{file} 的列“{name}”不认识", "{file}: the column \"{name}\" is not known")                          \
    X(PACK_ROW, "{file} 第 {row} 行的列数与表头不符", "{file}, line {row}: not as many cells as headings")             \
    X(PACK_ROW_BAD, "{file} 第 {row} 行 {name}：{reason}", "{file}, line {row}, {name}: {reason}")                     \
    X(PACK_NO_ENTERPRISE, "资料包中没有代码为 {code} 的企业", "no enterprise has the code {code}")                     \
    X(PACK_NO_LIST, "资料包中没有代码为 {code} 的名单", "no base list has the code {code}")                            \
    X(PACK_FILE_BAD, "资料包的 {file} 不是有效的 JSON", "{file} of the pack is not valid JSON")                        \
    X(PACK_PART_BAD, "资料包的 {part} {name}：{reason}", "{part} of the pack, {name}: {reason}")                       \
    X(PACK_FILE_NAME, "须为同一文件夹中的文件名", "must be the name of a file in the same folder")                     \
    X(PACK_NO_DEPARTMENT, "资料包中没有代码为 {code} 的部门", "no department has the code {code}")                     \
    X(CLI_SERVER_SAYS, "{text}", "{text}")                                                                             \
    X(CLI_SERVER_RUNS, "{data} 的服务器正在运行，请先停止", "the server of {data} is running; stop it first")          \
    X(CLI_SERVING, "暖桥已启动：{address}", "Nuanqiao is running at {address}")                                        \
    X(CLI_STOPPING, "正在停止……", "stopping ...")                                                                      \
    X(CLI_JOB_FAILED, "任务没有完成：{reason}", "the job did not finish: {reason}")                                    \
    X(CLI_INIT_DONE, "已建立园区 {zone}，数据目录 {data}", "made the zone {zone} in {data}")                           \
    X(CLI_INIT_ADMIN, "管理员 {login} 的一次性密码（仅显示这一次）：{password}",                                       \
      "one-time password of the administrator {login} (shown this once): {password}")                                  \
    X(CLI_NO_COLUMN, "表格中没有名为“{name}”的列", "the sheet has no column \"{name}\"")                               \
    X(CLI_RECEIPT,                                                                                                     \
      "共 {rows} 行 = 新增 {created} + 更新 {updated} + 未变 {unchanged} + 退回 {rejected} + 待核 {quarantined}；提醒 {warned} 行", \
      "{rows} rows = {created} created + {updated} updated + {unchanged} unchanged + {rejected} rejected + {quarantined} " \
      "quarantined; {warned} with a warning")                                                                          \
    X(CLI_MARKED, "标出问题行的原表：{file}", "the same sheet with the bad rows marked: {file}")                       \
    X(CLI_WRITTEN, "已写入 {file}（{size} 字节）", "wrote {file} ({size} bytes)")                                      \
    X(CLI_BACKUP_DONE, "已备份到 {file}：{files} 个文件，{bytes} 字节。其中有密钥，请妥善保管",                        \
      "backed up to {file}: {files} files, {bytes} bytes. The key is in it: keep it safe")                             \
    X(CLI_NOT_EMPTY, "{data} 不是空目录，恢复只写入空目录", "{data} is not empty; a backup is restored into an empty directory only") \
    X(CLI_RESTORED, "已把 {at} 的备份恢复到 {data}", "restored the backup of {at} into {data}")                        \
    X(CLI_UPGRADED, "数据结构已从第 {from} 版升级到第 {to} 版，升级前的备份在 {file}",                                 \
      "upgraded the schema from {from} to {to}; the backup from before is {file}")                                     \
    X(CLI_UP_TO_DATE, "数据结构已是第 {to} 版，无需升级", "the schema is at version {to} already")                     \
    X(CLI_NO_USER, "没有登录名为 {login} 的用户", "there is no user with the login {login}")                           \
    X(CLI_USER_RESET, "{login} 的密码已作废。请在浏览器中打开本站的 {link} 设置新密码（{until} 前有效）",              \
      "the password of {login} is void. Open {link} of this site to choose a new one (valid until {until})")           \
    X(CLI_CHAIN_SOUND, "审计链完整：{records} 条记录，链头 {head}", "the audit chain is sound: {records} records, head {head}") \
    X(CLI_CHAIN_BROKEN, "审计链在第 {seq} 条记录处断裂：{fault}", "the audit chain is broken at record {seq}: {fault}") \
    X(CLI_NO_POT, "没有代码为 {code} 的资金池", "there is no pot with the code {code}")                                \
    X(CLI_NO_POTS, "还没有资金池", "there are no pots")                                                                \
    X(CLI_LEDGER_POT, "{pot}：{entries} 笔分录，{subjects} 张单据，封印 {seal}",                                       \
      "{pot}: {entries} entries, {subjects} subjects, seal {seal}")                                                    \
    X(CLI_LEDGER_SOUND, "台账无误：{pots} 个资金池", "the ledger is sound: {pots} pots")                               \
    X(CLI_LEDGER_FORGED, "台账有 {findings} 处不符", "faults in the ledger: {findings}")                               \
    X(PACK_DONE, "资料包 {name} {version} 已安装：新增 {created} 行，保留已有 {kept} 行",                              \
      "the pack {name} {version} is installed: {created} rows added, {kept} kept as they were")                        \
    X(CLI_VERSION, "暖桥 {version}（数据结构第 {schema} 版）", "Nuanqiao {version} (schema {schema})")

#define MESSAGES_PAYMENT(X)                                                                                           \
    X(PAYMENT_NO_PAYER, "没有这个付款账户", "there is no such payer")                                                  \
    X(PAYMENT_PAYER_CLOSED, "付款账户“{name}”已停用", "the payer \"{name}\" is closed")                              \
    X(PAYMENT_ACCOUNT, "账号应为 {min} 到 {max} 位数字、字母或连字符", "an account number has {min} to {max} digits, letters or hyphens") \
    X(PAYMENT_CNAPS, "联行号应为 {digits} 位数字", "a CNAPS code has {digits} digits")                                  \
    X(PAYMENT_USCC, "统一社会信用代码有误：{why}", "the code is wrong: {why}")                                         \
    X(PAYMENT_NO_BATCH, "没有这个拨付批次", "there is no such payment batch")                                          \
    X(PAYMENT_PAST, "付款日期不能早于今天", "the date must not be in the past")                                        \
    X(PAYMENT_NOTHING, "没有可以编入批次的待拨付款项", "nothing waits that could be put into a batch")                 \
    X(PAYMENT_TWICE, "同一笔拨付选了两次", "the same payment is chosen twice")                                         \
    X(PAYMENT_UNKNOWN, "没有这笔拨付", "there is no such payment")                                                     \
    X(PAYMENT_OTHER_POT, "申请 {claim} 的拨付不属于所选资金池、事项或银行",                                            \
      "the payment of claim {claim} is not of the chosen pot, item or bank")                                           \
    X(PAYMENT_NOT_PAYABLE, "申请 {claim} 的拨付不在待拨付状态", "the payment of claim {claim} does not wait for a batch") \
    X(PAYMENT_STATE, "批次 {no} {state}，此操作要求{wanted}", "batch {no} is {state}; this wants it {wanted}")         \
    X(PAYMENT_TWO_PEOPLE, "批次 {no} 是您编制的，须由另一人复核放行", "you made batch {no}; somebody else must release it") \
    X(PAYMENT_ORDER_CHANGED, "批次 {no} 的明细与放行时不一致，不能生成文件",                                           \
      "the lines of batch {no} are not those that were released; no file is made")                                     \
    X(PAYMENT_NO_FILE, "没有这个文件", "there is no such file")                                                        \
    X(PAYMENT_FILE_OTHERS, "银行文件只供生成人下载，请说明理由后自行生成",                                             \
      "only who made a file may fetch it; make your own, with your reason")                                            \
    X(PAYMENT_SHEET_FORMAT, "只有 xlsx 或 csv", "only xlsx or csv")                                                    \
    X(PAYMENT_RESULT_REPEATED, "批次 {no} 的同一份回盘已由{by}导入，未作任何改动",                                     \
      "{by} has imported this very result of batch {no} already; nothing was changed")                                 \
    X(PAYMENT_RESULT_OTHER, "批次 {no} 的回盘已由{by}导入，这份与之不同，未作任何改动",                                \
      "{by} has imported another result of batch {no} already; nothing was changed")                                   \
    X(PAYMENT_NO_LINE, "批次 {no} 没有序号 {row}", "batch {no} has no row {row}")                                      \
    X(PAYMENT_LINE_NOT_PAID, "批次 {no} 序号 {row} 没有付成，不能退汇", "row {row} of batch {no} is not paid, so it cannot come back") \
    X(RECONCILE_NO_CLAIM, "台账或银行有记录，但没有这个申请", "the ledger or the bank knows it, but there is no such claim") \
    X(RECONCILE_RESERVED, "申请预留 {one} 元，台账预留 {other} 元", "the claim has {one} reserved, the ledger {other}") \
    X(RECONCILE_COMMITTED, "申请待付 {one} 元，台账已核定 {other} 元", "the claim has {one} due, the ledger {other} committed") \
    X(RECONCILE_PAID, "申请已付 {one} 元，台账已拨付 {other} 元", "the claim has {one} paid, the ledger {other}")      \
    X(RECONCILE_BANK_WAITING, "申请在批次中 {one} 元，银行待付 {other} 元", "the claim has {one} in a batch, the bank {other} waiting") \
    X(RECONCILE_BANK_PAID, "申请已付 {one} 元，银行已付 {other} 元", "the claim has {one} paid, the bank {other}")
#define MESSAGES_PAPER(X)                                                                                              \
    X(PAPER_LONG, "文档超过 {max} 页", "the document is longer than {max} pages")                                      \
    X(PAPER_TEXT_LONG, "文档中有一段文字超过 {max} 字节", "a text of the document is longer than {max} bytes")
#define MESSAGES_BANK(X)                                                                                               \
    X(BANK_RESULT_EMPTY, "回盘文件里没有明细行", "the result file has no lines")                                       \
    X(BANK_RESULT_LONG, "第 {line} 行：一个批次最多 {max} 笔", "line {line}: a batch has at most {max} rows")          \
    X(BANK_HEADING_UNKNOWN, "第 {line} 行：回盘模板没有“{name}”这一栏",                                                \
      "line {line}: the result template has no column \"{name}\"")                                                     \
    X(BANK_HEADING_TWICE, "第 {line} 行：“{name}”栏出现了两次", "line {line}: the column \"{name}\" stands there twice") \
    X(BANK_HEADING_MISSING, "第 {line} 行：缺少“{name}”栏，请使用本批次的回盘模板",                                    \
      "line {line}: the column \"{name}\" is missing; use the template of this batch")                                 \
    X(BANK_LINE_WIDTH, "第 {line} 行：有 {got} 格，应为 {want} 格，文件可能被截断",                                    \
      "line {line}: {got} cells instead of {want}; perhaps the file was cut")                                          \
    X(BANK_CELL_CONTROL, "第 {line} 行：含有控制字符", "line {line}: contains a control character")                    \
    X(BANK_CELL_LONG, "第 {line} 行：最多 {max} 个字", "line {line}: at most {max} characters")                        \
    X(BANK_ROW_NO_BAD, "第 {line} 行：序号“{got}”应为整数，例如 12", "line {line}: the row \"{got}\" must be a whole number, for example 12") \
    X(BANK_AMOUNT_BAD, "第 {line} 行：金额“{got}”应为元，最多两位小数，例如 1400.00",                                  \
      "line {line}: the amount \"{got}\" must be yuan with at most two decimals, for example 1400.00")                 \
    X(BANK_OUTCOME_BAD, "第 {line} 行：结果“{got}”应为 成功 或 失败", "line {line}: the result \"{got}\" must be success or failed") \
    X(BANK_DATE_BAD, "第 {line} 行：交易日期“{got}”应为 年-月-日，例如 2020-05-26，文件可能被截断",                    \
      "line {line}: the date \"{got}\" must be YYYY-MM-DD, for example 2020-05-26; perhaps the file was cut")          \
    X(BANK_REASON_MISSING, "第 {line} 行：失败的一笔应写明原因", "line {line}: a failed row needs the bank's reason")  \
    X(BANK_OTHER_BATCH, "第 {line} 行：属于批次“{got}”，不是批次 {want}",                                              \
      "line {line}: belongs to batch \"{got}\", not to batch {want}")                                                  \
    X(BANK_ROW_UNKNOWN, "第 {line} 行：批次 {batch} 没有序号 {row}", "line {line}: batch {batch} has no row {row}")    \
    X(BANK_ROW_TWICE, "第 {line} 行：序号 {row} 在第 {first} 行已出现", "line {line}: row {row} stands on line {first} already") \
    X(BANK_CLAIM_DIFFERS, "第 {line} 行：序号 {row} 的申请编号应为 {want}，文件中是“{got}”",                           \
      "line {line}: row {row} is claim {want}, the file says \"{got}\"")                                               \
    X(BANK_AMOUNT_DIFFERS, "第 {line} 行：序号 {row} 的金额应为 {want} 元，文件中是 {got} 元",                         \
      "line {line}: row {row} is {want} yuan, the file says {got} yuan")                                               \
    X(BANK_DATE_EARLY, "第 {line} 行：交易日期早于放行日期 {from}", "line {line}: the date is before the release on {from}") \
    X(BANK_DATE_FUTURE, "第 {line} 行：交易日期在将来", "line {line}: the date is in the future")                      \
    X(BANK_ROW_MISSING, "缺少序号 {row}：文件有 {got} 笔，批次有 {want} 笔，文件可能被截断",                           \
      "row {row} is missing: the file has {got} rows, the batch has {want}; perhaps the file was cut")

#define MESSAGES_FUND(X)                                                                                               \
    X(FUND_AMOUNT, "金额应为 1 到 {max} 分之间的整数", "an amount is a whole number of fen from 1 to {max}")           \
    X(FUND_KEY_MISSING, "资金变动须有编号，最多 {max} 个字节", "a movement needs a key of at most {max} bytes")        \
    X(FUND_SUBJECT_MISSING, "预算增减不属于任何单据，其他变动须写明单据",                                              \
      "a change of budget has no subject, every other movement needs one")                                             \
    X(FUND_REASON, "增减预算须写明理由", "a change of budget needs a reason")                                          \
    X(FUND_KEY_DIFFERENT, "编号 {key} 的资金变动已存在，但{what}不同",                                                 \
      "there is a movement {key} already, and its {what} differs")                                                     \
    X(FUND_NO_POT, "没有找到这个资金池", "there is no such pot")                                                       \
    X(FUND_CLOSED, "资金池“{pot}”已关闭", "the pot {pot} is closed")                                                   \
    X(FUND_NOT_SPENDER, "您的角色和部门不能核定资金池“{pot}”的资金",                                                   \
      "neither your role nor your department may commit the money of {pot}")                                           \
    X(FUND_SUBJECT_SHORT, "单据 {subject} {account} {has} 元，不足 {wanted} 元",                                       \
      "{subject} has {has} yuan {account}, less than {wanted} yuan")                                                   \
    X(FUND_SHORT, "资金池“{pot}”可用 {available} 元，不足 {wanted} 元",                                                \
      "the pot {pot} has {available} yuan available, less than {wanted} yuan")                                         \
    X(FUND_TOO_MUCH, "资金池“{pot}”的预算不能超过 {max} 元", "the budget of {pot} cannot exceed {max} yuan")           \
    X(FUND_CODE, "资金池代码应为 2 到 40 个小写字母、数字或连字符，以字母开头，例如 talent-2020",                      \
      "a pot's code is 2 to 40 lower-case letters, digits or hyphens and begins with a letter, for example talent-2020") \
    X(FUND_CODE_TAKEN, "代码 {code} 已被资金池“{pot}”使用", "the pot {pot} has the code {code} already")               \
    X(FUND_DEPARTMENT, "没有这个部门：{value}", "there is no department {value}")                                      \
    X(FUND_SPENDER_ONE, "每一行填一个角色或一个部门，不能都填或都不填",                                                \
      "each row names either a role or a department")                                                                  \
    X(FUND_SPENDER_TWICE, "同一角色或部门重复", "the same role or department is named twice")                          \
    X(FUND_OWN_SPENDER, "您能复审申请，不能把自己列入资金池“{pot}”的支出人员，请由他人设置",                          \
      "you approve claims, so somebody else must name you among those who may spend {pot}")                           \
    X(FUND_NO_SUBJECT, "这张单据没有资金变动", "no money was moved for this subject")                                  \
    X(FUND_CURSOR, "翻页位置无效，请从第一页重新开始",                                                                 \
      "the place to go on from is not valid; begin at the first page")

#define MESSAGES_POLICY(X)                                                                                             \
    X(POLICY_NO_TAKEN, "编号 {no} 已被另一份政策使用", "another policy has the number {no} already")                   \
    X(POLICY_CODE_TAKEN, "事项代码 {code} 已被使用", "the item code {code} is taken")                                  \
    X(POLICY_CODE_FIXED, "已有发布的规则，事项代码不能再改", "a rule of this item is published; its code stays")       \
    X(POLICY_NO_FACT, "“{name}”不是可用的事实，请从事实目录中选择",                                                    \
      "\"{name}\" is no fact that can be given here; choose one of the catalogue")                                     \
    X(POLICY_FACT_TYPE, "类型应为 {type}", "the type must be {type}")                                                  \
    X(POLICY_YES_NO, "“{name}”应为“是”或“否”（true 或 false）", "\"{name}\" is yes or no (true or false)")            \
    X(POLICY_WORDS, "“{name}”应为文字，例如 {example}", "\"{name}\" is a text, for example {example}")               \
    X(POLICY_WHOLE, "应为整数，例如 {example}", "must be a whole number, for example {example}")                       \
    X(POLICY_LESS, "不能小于 0，例如 {example}", "cannot be less than 0; for example {example}")                       \
    X(POLICY_RANGE, "应在 {min} 到 {max} 之间，例如 {example}", "must lie between {min} and {max}, for example {example}") \
    X(POLICY_NO_FIELD, "表单中没有“{name}”这一项", "the form has no field \"{name}\"")                                 \
    X(POLICY_EXCLUSION_KEYS, "这种互斥要比较的表单项还没有填：人员、起止日期或批准文号",                               \
      "name the fields that this exclusion compares: person, first and last day, or approval number")                  \
    X(POLICY_AGE_AT, "“{name}”既不是日期也不是表单中的日期项", "\"{name}\" is neither a date nor a date of the form")  \
    X(POLICY_DATES, "结束日期早于开始日期", "the end is before the beginning")                                         \
    X(POLICY_SERVICE_POT, "服务事项没有资金池", "a service has no pot")                                                \
    X(POLICY_NO_DOCUMENT, "没有这份政策", "there is no such policy")                                                   \
    X(POLICY_NO_POT, "没有这个资金池", "there is no such pot")                                                         \
    X(POLICY_NO_RULE_YET, "还没有已发布的规则，事项不能开放", "the item cannot open before a rule of it is published") \
    X(POLICY_DECISIONS_FIXED, "已有发布的规则，决策名称不能再改",                                                      \
      "a rule with these decisions is published; their names stay")                                                    \
    X(POLICY_BIRTH_FUTURE, "出生日期 {date} 在计算日期之后", "the birth date {date} is after the as-of date")          \
    X(POLICY_JSON, "应为 JSON 文本", "must be JSON")                                                                   \
    X(POLICY_JSON_OBJECT, "应为 JSON 对象，例如 {example}", "must be a JSON object such as {example}")                 \
    X(POLICY_JSON_LIST, "应为至少一行的 JSON 列表", "must be a JSON list with at least one line")                      \
    X(POLICY_NO_WORKER, "这家企业没有这名员工", "this enterprise has no such worker")                                  \
    X(POLICY_NO_AMOUNT, "符合条件却没有给出金额", "the rule says eligible but gives no amount")                        \
    X(POLICY_AMOUNT, "事项 {code} 的规则给出的金额 {amount} 元不是整数分，或超出范围",                                 \
      "the rule of {code} gives {amount} yuan, which is no whole number of fen in range")                              \
    X(POLICY_TOO_MUCH, "合计金额超出范围", "the total is out of range")                                                \
    X(POLICY_LACKS, "还缺：{names}", "Missing: {names}")                                                               \
    X(POLICY_YES, "符合条件，{amount} 元", "Eligible for {amount} yuan")                                               \
    X(POLICY_YES_SERVICE, "符合条件", "Eligible")                                                                      \
    X(POLICY_NO, "不符合条件", "Not eligible")                                                                         \
    X(POLICY_SUMMARY, "共 {lines} 行，符合 {eligible} 行，合计 {total} 元。",                                          \
      "{eligible} of {lines} lines are eligible, {total} yuan in all.")                                                \
    X(POLICY_TRY_OFTEN, "自测过于频繁，请在 {seconds} 秒后再试", "too many tries; try again in {seconds} s")           \
    X(NO_RULE, "{date} 没有已发布的规则", "no rule is published for {date}")                                           \
    X(RULE_FAILED, "事项 {code} 的规则（第 {no} 版）无法执行：{reason}", "the rule of {code} (version {no}) failed: {reason}") \
    X(RULE_NO_DECISION, "模型中没有决策“{name}”", "the model has no decision \"{name}\"")                              \
    X(RULE_NO_FACT, "输入“{name}”不在事实目录中", "the input \"{name}\" is not in the fact catalogue")                 \
    X(RULE_FACT_TYPE, "输入“{name}”的类型是 {found}，事实目录中是 {type}",                                             \
      "the input \"{name}\" is {found}, the fact catalogue says {type}")                                               \
    X(RULE_NO_TESTS, "没有可运行的测试用例", "there is no test file that can be run")                                  \
    X(RULE_NO_CASE, "没有一个用例检查决策“{name}”", "no case tests the decision \"{name}\"")                           \
    X(RULE_IS_PUBLISHED, "事项 {code} 的第 {no} 版已发布，不能再改", "version {no} of {code} is published and never changes") \
    X(RULE_NOT_READY, "现在的状态是“{state}”，应先为“{wanted}”", "it is {state} and must be {wanted} first")           \
    X(RULE_NOT_GREEN, "不能发布：{failed} 个用例失败，{errors} 处错误",                                                \
      "cannot be published: {failed} cases fail, {errors} errors")                                                     \
    X(RULE_OWN, "规则由 {name} 编写，须由另一人复核和发布", "{name} wrote this rule; another person must review and publish it") \
    X(PACK_POLICY_FACT, "资料包的事实 {key}：来源“{provider}”不存在、类型不同，或未标明逐人",                          \
      "fact {key} of the pack: the provider \"{provider}\" is unknown, of another type, or of a worker without line")  \
    X(PACK_POLICY_PEOPLE, "资料包的政策 {no}：编写人和发布人应为两个不同的人",                                         \
      "policy {no} of the pack: author and publisher must be two people")                                              \
    X(PACK_POLICY_RED, "资料包的规则 {code} 不能发布：{reason}", "the rule {code} of the pack cannot be published: {reason}") \
    X(PACK_NO_POT, "资料包的事项 {code}：没有资金池 {pot}", "item {code} of the pack: there is no pot {pot}")

#define MESSAGES_CLAIM(X)                                                                                              \
    X(NO_CLAIM, "没有找到这个申请", "there is no such claim")                                                                 \
    X(NO_PAYMENT, "没有找到这笔拨付", "there is no such payment")                                                             \
    X(CLAIM_NUMBER, "应为数字，例如 1250.50", "must be a number, for example 1250.50")                                       \
    X(CLAIM_FEN, "金额以元为单位，最多两位小数，例如 1250.50", "is in yuan with at most two decimals, for example 1250.50")            \
    X(CLAIM_BORN_LATER, "出生日期不能在今天之后，例如 1990-05-14",                                                                  \
      "a date of birth cannot lie after today; for example 1990-05-14")                                               \
    X(CLAIM_REQUIRED, "请填写“{label}”", "please fill in \"{label}\"")                                                   \
    X(CLAIM_LACKS, "缺少“{label}”，无法认定", "\"{label}\" is missing, so nothing can be decided")                           \
    X(CLAIM_LINE_NOT, "这一行不符合条件：{reason}", "this line does not meet the conditions: {reason}")                        \
    X(CLAIM_LINE_TWICE, "与第 {line} 行重复，只计一次", "counts the same as line {line}; each counts once")              \
    X(CLAIM_OVERLAP, "与第 {line} 行是同一人，{from} 至 {to} 共 {days} 天重复，同一天只计一次",                           \
      "the same person as line {line}: {from} to {to}, {days} days, overlap; a day counts once")                      \
    X(CLAIM_OVERLAP_DAY, "与第 {line} 行是同一人，{day} 这一天重复，同一天只计一次",                                     \
      "the same person as line {line}: {day} overlaps; a day counts once")                                            \
    X(CLAIM_LINES_EXTRA, "这个事项没有人员明细", "this item takes no lines")                                                    \
    X(CLAIM_NO_LINES, "请至少填写一行人员明细", "enter at least one line")                                                       \
    X(CLAIM_WORKER_MISSING, "请选择员工", "choose a worker")                                                               \
    X(CLAIM_WORKER_ELSEWHERE, "没有这名员工，或不属于这家企业", "there is no such worker in this enterprise")                        \
    X(CLAIM_FILE_MISSING, "缺少材料“{label}”", "the file \"{label}\" is missing")                                         \
    X(CLAIM_DAYS_MISSING, "缺少起止日期，无法按天计", "the days are missing")                                                     \
    X(CLAIM_DAYS_ORDER, "止日早于起日 {from}", "ends before it begins on {from}")                                           \
    X(CLAIM_DAY_LATER, "{day} 还没有到，只能申请已发生的天数",                                                                       \
      "{day} is still to come; only days that have passed can be claimed")                                            \
    X(CLAIM_DAY_OUTSIDE, "{day} 不在期间之内（{label}：{bound}）", "{day} lies outside the period ({label}: {bound})")         \
    X(CLAIM_DAYS_MORE, "{days} 天多于 {from} 至 {to} 的 {stay} 天",                                                         \
      "{days} days are more than the {stay} from {from} to {to}")                                                     \
    X(CLAIM_DAYS_MANY, "一次申请最多 {max} 个人天", "a claim has at most {max} person-days")                                   \
    X(CLAIM_ITEM_CLOSED, "“{name}”目前不受理", "{name} is not open")                                                       \
    X(CLAIM_ITEM_EARLY, "“{name}”自 {day} 起受理", "{name} opens on {day}")                                               \
    X(CLAIM_ITEM_OVER, "“{name}”已于 {day} 截止", "{name} closed on {day}")                                               \
    X(CLAIM_NOT_EDITABLE, "申请已提交，只有起草或待补正时可以修改",                                                                      \
      "the claim was submitted; it can be changed while it is a draft or came back for a supplement")                 \
    X(CLAIM_SUBMITTED_ALREADY, "申请 {no} 已提交", "the claim {no} was submitted already")                                 \
    X(CLAIM_NOT_ENTITLED, "不符合条件：{reason}", "not entitled: {reason}")                                                 \
    X(CLAIM_NOTHING, "认定金额为零，无需申请", "the amount comes to nothing")                                                    \
    X(CLAIM_NO_POT, "这个事项还没有资金池，请联系管理部门", "this item has no pot yet; tell the department")                            \
    X(CLAIM_SPLIT, "明细合计 {sum} 分，认定总额 {total} 分，拨付到个人的事项两者应相等",                                                       \
      "the lines sum to {sum} fen and the claim to {total} fen; paid to persons, the two must agree")                 \
    X(CLAIM_COUNTED, "已在申请 {no}（{item}）中计过，不能重复申请", "counted in claim {no} ({item}) already")                         \
    X(CLAIM_COUNTED_LINE, "第 {line} 行已在申请 {no}（{item}）中计过",                                                           \
      "line {line} is counted in claim {no} ({item}) already")                                                        \
    X(CLAIM_COUNTED_DAY, "第 {line} 行的 {day} 已在申请 {no}（{item}）中计过",                                                    \
      "{day} of line {line} is counted in claim {no} ({item}) already")                                               \
    X(CLAIM_NOT_NOW, "状态为“{state}”时不能这样做", "this cannot be done in the state {state}")                                \
    X(CLAIM_OVER_REASON, "正由{name}办理，请说明接手的理由，例如：{name}请假",                                           \
      "{name} has it; say why you take it over, for example: {name} is on leave")                                     \
    X(CLAIM_HELD, "正由{name}办理；他不在时可以先接手", "{name} has it; while {name} is away you can take it over")                                                                      \
    X(CLAIM_TAKEN, "您已受理", "you have it already")                                                                     \
    X(CLAIM_PERSON, "审核须由具名人员办理", "a review needs a person who is signed in")                                         \
    X(CLAIM_FOUR_EYES, "提交、初审、复审、拨付须由不同的人办理，您已参与这件申请的另一环节",                                                           \
      "submitting, first review, second review and paying are done by different people; you had another part in this claim") \
    X(CLAIM_RELATED, "您是这家企业的经办人，审核、核验和拨付须由其他人办理",                                                 \
      "you act for this enterprise; somebody else reviews, verifies and pays")                                        \
    X(CLAIM_JUDGED_OTHERWISE, "重新认定的结果不同：提交时 {was} 分，现在 {now} 分，请要求补正",                                               \
      "judged again it comes out differently: {was} fen when submitted, {now} fen now; ask for a supplement")         \
    X(CLAIM_NO_ACCOUNT, "没有已核验的收款账户：{name}", "no verified account: {name}")                                           \
    X(CLAIM_SAME_ACCOUNT, "{name}还没有另一个已核验的账户（失败的是 {number}）",                                                        \
      "{name} has no other verified account (the one that failed is {number})")                                       \
    X(CLAIM_ACCOUNT_REPLACED, "申请 {no} 的收款账户（{name} {number}）已更换，请先更正",                                     \
      "the account of claim {no} ({name} {number}) was replaced; correct the claim first")                            \
    X(CLAIM_NOT_SPENDER, "您不在这个资金池的支出人员之列", "the pot does not name you among those who may spend it")                 \
    X(CLAIM_POT_SHORT, "资金池可用 {available} 分，需要 {wanted} 分",                                                           \
      "the pot has {available} fen available, {wanted} fen are wanted")                                               \
    X(CLAIM_SHEET_HEAD, "第 {line} 行没有“姓名”或“证件号码”一栏，请使用下载的模板",                                                         \
      "line {line} has no column for name or identity number; use the template")                                      \
    X(CLAIM_SHEET_EMPTY, "表格里没有人员", "the sheet has no people")                                                        \
    X(CLAIM_SHEET_LONG, "一次申请最多 {max} 行", "a claim has at most {max} lines")                                          \
    X(CLAIM_SHEET_COLUMN, "“{name}”一栏不属于这个事项", "the column \"{name}\" does not belong to this item")                  \
    X(CLAIM_SHEET_DIGITS, "证件号码在表格里是数字，末几位可能已丢失，请把单元格改为文本",                                                           \
      "the identity number is a number cell and may have lost digits; make the cell text")                            \
    X(CLAIM_SHEET_NOBODY, "本企业没有这名员工，请先在员工名册里登记", "this enterprise has no such worker; add the person first")         \
    X(CLAIM_SHEET_NAMESAKE, "有 {count} 名同名员工，请填写证件号码",                                                                \
      "{count} workers have this name; give the identity number")                                                     \
    X(CLAIM_SHEET_OTHER, "证件号码属于“{name}”", "the identity number is that of {name}")                                   \
    X(NO_PAYEE, "没有找到这个收款账户", "there is no such account")                                                             \
    X(PAYEE_NUMBER, "账号应为 {min} 到 {max} 位数字，例如 44050176880100001234",                                                 \
      "an account number has {min} to {max} digits, for example 44050176880100001234")                                \
    X(PAYEE_CNAPS, "联行号应为 12 位数字，例如 105601000013", "a CNAPS code has 12 digits, for example 105601000013")            \
    X(PAYEE_ODD, "账号不符合银行卡号的校验规则，请核对", "the number fails the check digit of bank cards; compare it")                  \
    X(PAYEE_OTHER_NAME, "户名与“{name}”不一致，请核对", "the holder is not \"{name}\"; compare it")                             \
    X(PAYEE_TWICE, "账户 {number} 已登记", "the account {number} is entered already")                                      \
    X(PAYEE_DECIDED, "这个账户已核验过或已更换", "this account was decided on or replaced already")                               \
    X(PAYEE_SHARED, "另有 {count} 个收款人登记了同一账号，请核对", "{count} other payees have the same number; please check") \
    X(PAYEE_SECOND, "账户由{name}录入，须由另一人核验", "{name} entered the account; another person verifies it")
#define MESSAGES_MATCH(X)                                                                                              \
    X(MATCH_RUNNING, "第 {no} 次匹配正在进行，请等它完成", "match {no} is under way; wait until it is done")           \
    X(MATCH_DONE, "第 {no} 次匹配完成：{items} 个事项，{enterprises} 家企业，{entitled} 家可享受，{changed} 个结论有变化", \
      "match {no}: {items} items, {enterprises} enterprises, {entitled} entitled, {changed} verdicts changed")           \
    X(MATCH_STORED, "共 {lines} 人，符合 {eligible} 人，合计 {total} 元（{date} 匹配的结论；人数较多，逐人结论请看事项页）。", \
      "{eligible} of {lines} workers are eligible, {total} yuan in all (the match of {date}: more workers than this page judges).") \
    X(MATCH_PARTLY, "员工较多，以下只看了前 {lines} 人。", "Only the first {lines} workers were looked at.")

#define MESSAGES_COCKPIT(X)                                                                                            \
    X(CARD_RESUMPTION, "复工复产", "Return to work")                                                                   \
    X(CARD_ABOVE_SCALE, "规上工业企业", "Above-scale enterprises")                                                     \
    X(CARD_HIGH_TECH, "高新技术企业", "High-tech enterprises")                                                         \
    X(CARD_QUALITY, "数据质量", "Data quality")                                                                        \
    X(VALUE_RESUMED, "已复工企业", "Enterprises back at work")                                                         \
    X(VALUE_RESUMED_ABOUT, "园区内正常状态、今日带“已复工”标识的企业，不含分支机构和个体工商户",                       \
      "Active enterprises of the zone that are flagged as back at work today; branches and sole traders do not count") \
    X(VALUE_IN_ZONE, "园区企业", "Enterprises of the zone")                                                            \
    X(VALUE_IN_ZONE_ABOUT, "今日与园区有注册、纳税或统计关系的正常企业，不含分支机构和个体工商户",                     \
      "Active enterprises with a registration, tax or statistics relation to the zone today; branches and sole traders do not count") \
    X(VALUE_RESUMED_OF_LIST, "名单内已复工", "Back at work, of the list")                                              \
    X(VALUE_RESUMED_OF_LIST_ABOUT, "名单“{name}”内今日带“已复工”标识的企业",                                           \
      "Enterprises of the list \"{name}\" that are flagged as back at work today")                                     \
    X(VALUE_MEMBERS, "名单企业", "Enterprises of the list")                                                            \
    X(VALUE_MEMBERS_ABOUT, "名单“{name}”上今日有效的企业", "Enterprises that stand on the list \"{name}\" today")      \
    X(VALUE_COMPLETE, "资料完整的企业", "Enterprises with complete records")                                           \
    X(VALUE_COMPLETE_ABOUT, "行业、片区和 {year} 年员工人数、营业收入齐全的园区企业",                                  \
      "Enterprises of the zone with industry, area, and headcount and revenue of {year}")                              \
    X(VALUE_INCOMPLETE, "资料不全的企业", "Enterprises with incomplete records")                                       \
    X(VALUE_INCOMPLETE_ABOUT, "行业、片区或 {year} 年员工人数、营业收入有缺的园区企业",                                \
      "Enterprises of the zone lacking industry, area, or headcount or revenue of {year}")                             \
    X(VALUE_UNCLASSED, "无法划型的企业", "Enterprises without a size class")                                           \
    X(VALUE_UNCLASSED_ABOUT, "按 2017 年划型办法缺少数据或不在办法之内的园区企业",                                     \
      "Enterprises of the zone that lack a figure for the rule of 2017 or are outside it")                             \
    X(VALUE_QUARANTINE, "待核的导入行", "Rows in quarantine")                                                          \
    X(VALUE_QUARANTINE_ABOUT, "导入时拿不准、尚未有人处理的行", "Rows that an import set aside and nobody has decided") \
    X(SOURCE_REGISTRY, "企业登记", "Registry")                                                                         \
    X(SOURCE_IMPORTS, "导入记录", "Imports")                                                                           \
    X(TODO_QUARANTINE, "待核的导入行", "Rows in quarantine to decide")                                             \
    X(TODO_IMPORTS, "导入待确认栏目或正在运行", "Imports to map or running")                                           \
    X(TODO_INCOMPLETE, "企业资料待补全", "Enterprises whose records lack facts")                                       \
    X(TODO_UNCLASSED, "企业无法划型", "Enterprises without a size class")                                              \
    X(TODO_INVITED, "邀请尚未接受", "Invitations not accepted yet")

#define MESSAGES(X)                                                                                                    \
    MESSAGES_BASE(X)                                                                                                   \
    MESSAGES_FRAME(X)                                                                                                  \
    MESSAGES_STORE(X)                                                                                                  \
    MESSAGES_HTTP(X)                                                                                                   \
    MESSAGES_ZONE(X)                                                                                                   \
    MESSAGES_ACCOUNT(X)                                                                                                \
    MESSAGES_REGISTRY(X)                                                                                               \
    MESSAGES_INTAKE(X)                                                                                                 \
    MESSAGES_FUND(X)                                                                                                   \
    MESSAGES_POLICY(X)                                                                                                 \
    MESSAGES_MATCH(X)                                                                                                  \
    MESSAGES_COCKPIT(X)                                                                                                \
    MESSAGES_PAYMENT(X)                                                                                               \
    MESSAGES_PAPER(X)                                                                                                  \
    MESSAGES_BANK(X)                                                                                                   \
    MESSAGES_CLAIM(X)                                                                                                  \
    MESSAGES_ATTACH(X)                                                                                                 \
    MESSAGES_SHEET(X)                                                                                                  \
    MESSAGES_ROUTE(X)                                                                                                  \
    MESSAGES_CLI(X)

enum msg {
    MSG_NONE,
#define X(id, zh, en) MSG_##id,
    MESSAGES(X)
#undef X
    MSG_COUNT
};
#endif
