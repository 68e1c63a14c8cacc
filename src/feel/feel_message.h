/* feel_message.h - every sentence of the FEEL and DMN engine, Chinese and English, by id; {name} is a named argument.
 *
 * X(ID, zh, en): the placeholders of zh and en are the same set (a test compares).  A sentence names what was
 * expected and what was found, in words of a policy officer; the place is added by feel_diag_text.  Each part belongs
 * to the file that reports it, so add to the part of your file. */
#ifndef FEEL_MESSAGE_H
#define FEEL_MESSAGE_H

#define FEEL_MESSAGES_SYNTAX(X)                                                                                      \
    X(SYNTAX_EXPECTED, "这里应为 {expected}，却是 {found}", "expected {expected} here, found {found}")               \
    X(SYNTAX_END, "表达式没有写完，还缺 {expected}", "the expression ends too early: {expected} is missing")         \
    X(NAME_UNKNOWN, "没有名为“{name}”的输入或决策；是否要写“{nearest}”？",                                           \
      "there is no input or decision \"{name}\"; did you mean \"{nearest}\"?")                                       \
    X(NAME_NONE_LIKE, "没有名为“{name}”的输入或决策", "there is no input or decision \"{name}\"")                    \
    X(NAME_NOT_REQUIRED, "模型里有“{name}”，但这里没有引用它：请在决策图上把它连过来",                                 \
      "the model has \"{name}\", but this element does not require it: connect it in the diagram")                   \
    X(TEXT_NOT_UTF8, "文字不是有效的 UTF-8", "the text is not valid UTF-8")                                          \
    X(SYNTAX_VALUE, "这里应为一个值、名称或表达式，却是“{found}”",                                                                    \
      "expected a value, a name or an expression here, found \"{found}\"")                                           \
    X(SYNTAX_VALUE_END, "表达式没有写完：这里还缺一个值、名称或表达式",                                                                    \
      "the expression ends too early: a value, a name or an expression is missing")                                  \
    X(SYNTAX_NAME, "这里应为一个名称，却是“{found}”", "expected a name here, found \"{found}\"")                                \
    X(SYNTAX_TRAILING, "前面的表达式已经完整，不应再有“{found}”；是否缺少运算符或逗号？",                                                       \
      "the expression before is complete, \"{found}\" must not follow: is an operator or a comma missing?")          \
    X(SYNTAX_INSTEAD, "这里不能用“{found}”，请写“{expected}”",                                                           \
      "\"{found}\" cannot be used here, write {expected} instead")                                                   \
    X(SYNTAX_UNCLOSED, "第 {line} 行第 {column} 列的“{open}”还缺对应的“{expected}”，这里却是“{found}”",                             \
      "the \"{open}\" of line {line}, column {column} needs its \"{expected}\" here, found \"{found}\"")             \
    X(SYNTAX_UNCLOSED_END, "第 {line} 行第 {column} 列的“{open}”缺少对应的“{expected}”",                                       \
      "the \"{open}\" of line {line}, column {column} lacks its \"{expected}\"")                                     \
    X(SYNTAX_TEST_JOINED, "“< 5”这样的条件不能用“{found}”连接：请写区间 [1..5]，或写“? > 1 and ? < 5”",                                \
      "tests such as \"< 5\" cannot be joined by \"{found}\": write a range [1..5] or \"? > 1 and ? < 5\"")          \
    X(SYNTAX_STRING_OPEN, "这段文字缺少结尾的双引号", "this text lacks the double quote at its end")                             \
    X(SYNTAX_COMMENT_OPEN, "注释缺少结尾的 */", "this comment lacks its */")                                                \
    X(SYNTAX_ESCAPE, "“{found}”不是任何字符的编码", "\"{found}\" is not the code of a character")                             \
    X(SYNTAX_MIXED_ARGUMENTS, "参数要么全部写名称，要么全部不写", "either all arguments have names or none")                         \
    X(SYNTAX_SPACE_ALONE, "“{name}”是导入的模型，后面应写“.”和其中的名称",                                                            \
      "\"{name}\" is an imported model: write a dot and one of its names behind it")                                 \
    X(TYPE_UNKNOWN, "没有名为“{name}”的类型", "there is no type \"{name}\"")                                                \
    X(LITERAL_TEMPORAL, "“{text}”不是日期、时间、日期时间或时长",                                                                   \
      "\"{text}\" is not a date, a time, a date and time or a duration")                                             \
    X(TEXT_TOO_LONG, "表达式超过 {max} 字节", "the expression is longer than {max} bytes")                                  \
    X(TOO_DEEP, "嵌套超过 {max} 层", "nested more than {max} levels deep")

#define FEEL_MESSAGES_EVAL(X)                                                                                        \
    X(DIVISION_BY_ZERO, "除数为 0", "division by zero")                                                              \
    X(NUMBER_RANGE, "数超出可表示的范围", "the number is out of range")                                              \
    X(LIMIT_STEPS, "计算超过 {max} 步，已停止", "stopped after {max} steps")                                         \
    X(LIMIT_BYTES, "计算占用超过 {max} 字节，已停止", "stopped after using {max} bytes")                             \
    X(TYPE_OPERANDS, "“{operator}”不能用于 {left} 与 {right}",                                                       \
      "\"{operator}\" cannot be applied to {left} and {right}")                                                       \
    X(TYPE_OPERAND, "“{operator}”不能用于 {found}", "\"{operator}\" cannot be applied to {found}")                   \
    X(COMPARE_UNKNOWN, "无法判断 {value} 是否符合条件", "cannot tell whether {value} meets the condition")            \
    X(RANGE_BOUNDS, "区间的两端应为可以比较的同类值，却是 {low} 与 {high}",                                          \
      "the ends of a range must be comparable values of one kind, found {low} and {high}")                           \
    X(KEY_TWICE, "“{name}”写了两次，每个名称只能有一个值", "\"{name}\" is written twice; a name has one value")      \
    X(CONDITION_KIND, "条件应为真（true）或假（false），却是 {found}",                                               \
      "the condition must be true or false, found {found}")                                                          \
    X(ENTRY_MISSING, "没有名为“{name}”的项", "there is no entry \"{name}\"")                                         \
    X(PATH_KIND, "不能从 {found} 取“{name}”", "\"{name}\" cannot be read from {found}")                              \
    X(FILTER_INDEX, "列表的位置应为整数，却是 {found}", "a position in a list must be a whole number, found {found}") \
    X(FILTER_NULL, "不能对空值（null）筛选", "null cannot be filtered")                                              \
    X(ITERATE_KIND, "不能逐项遍历 {found}，应为列表、整数区间或日期区间",                                            \
      "cannot iterate over {found}; a list or a range of whole numbers or dates is needed")                          \
    X(ITERATE_DOWN, "区间的起点 {low} 大于终点 {high}", "the range begins at {low}, above its end {high}")

/* ---- feel_lib_number.c ---- */

#define FEEL_MESSAGES_NUMBER(X)                                                                                        \
    X(SCALE_NULL, "没有给出小数位数（应为数，例如 2）", "the scale is missing: it must be a number such as 2")         \
    X(SCALE_RANGE, "小数位数 {scale} 不在 -6111 与 6176 之间", "the scale {scale} is not between -6111 and 6176")      \
    X(ABS_KIND, "绝对值只对数和时长有定义，这里是 {value}",                                                            \
      "abs is defined for numbers and durations only, not for {value}")                                                \
    X(SQRT_NEGATIVE, "负数 {value} 没有平方根", "the negative number {value} has no square root")                      \
    X(LOG_NOT_POSITIVE, "对数只对正数有定义，这里是 {value}", "log is defined for positive numbers only, not for {value}")

/* end of number */

/* ---- feel_time, feel_lib_time.c, feel_lib_range.c ---- */

#define FEEL_MESSAGES_TIME(X)                                                                                         \
    X(DATE_TEXT, "“{text}”不是日期，应写成 2024-02-29 这样",                                                                    \
      "\"{text}\" is not a date such as 2024-02-29")                                                                  \
    X(TIME_TEXT, "“{text}”不是时刻，应写成 08:30:00 或 08:30:00+08:00 这样",                                                     \
      "\"{text}\" is not a time such as 08:30:00 or 08:30:00+08:00")                                                  \
    X(DATE_TIME_TEXT, "“{text}”不是日期和时刻，应写成 2024-02-29T08:30:00 这样",                                                   \
      "\"{text}\" is not a date and time such as 2024-02-29T08:30:00")                                                \
    X(DURATION_TEXT, "“{text}”不是时长，应写成 P1Y6M（年月）或 P1DT12H（日时）这样",                                                     \
      "\"{text}\" is not a duration such as P1Y6M or P1DT12H")                                                        \
    X(ZONE_UNKNOWN, "没有名为“{zone}”的时区",                                                                                \
      "there is no time zone \"{zone}\"")                                                                             \
    X(DATE_PARTS, "没有这一天：年 {year}，月 {month}，日 {day}",                                                                 \
      "there is no such day: year {year}, month {month}, day {day}")                                                  \
    X(TIME_PARTS, "没有这个时刻：时 {hour}，分 {minute}，秒 {second}",                                                            \
      "there is no such time: hour {hour}, minute {minute}, second {second}")                                         \
    X(TIME_OFFSET, "与世界时相差应为整秒且不超过 18 小时，却是 {offset}",                                                                \
      "the offset from UTC must be whole seconds within 18 hours, not {offset}")                                      \
    X(CLOCK_NONE, "这里没有时钟，不能知道现在的时间",                                                                                 \
      "there is no clock here, so the present time is not known")                                                     \
    X(POINTS_UNLIKE, "{left} 与 {right} 不能比先后",                                                                        \
      "{left} and {right} cannot be put in order")                                                                    \
    X(RANGE_BOUND, "区间 {range} 的端点不能用于比较",                                                                            \
      "the ends of the range {range} cannot be compared")                                                             \
    X(RANGE_TEXT, "“{text}”不是区间，应写成 [1..10] 或 (1..10) 这样，两端是常量",                                                      \
      "\"{text}\" is not a range of constants such as [1..10] or (1..10)")                                            \
    X(RANGE_ORDER, "区间的起点 {low} 应不大于终点 {high}，且两者同类",                                                                 \
      "the start {low} of the range must not be greater than its end {high}, and both of one type")

/* end of time */

/* ---- feel_lib_string.c, feel_lib_convert.c ---- */

#define FEEL_MESSAGES_STRING(X) \
    X(STRING_POSITION, "位置 {position} 超出长度为 {length} 的字符串；位置从 1 数起，或从末尾的 -1 数起", \
      "position {position} is outside the string of length {length}; positions count from 1, or from " \
      "-1 at the end") \
    X(STRING_LENGTH, "取出的长度须在 1 至 {rest} 之间，却是 {length}", \
      "the length must lie between 1 and {rest}, but is {length}") \
    X(STRING_JOIN_ITEM, "只能连接字符串，第 {position} 项却是 {value}", \
      "only strings can be joined, but item {position} is {value}")

/* end of string */

/* ---- feel_regex.c ---- */

#define FEEL_MESSAGES_REGEX(X) \
    X(REGEX_FLAGS, "标志“{pattern}”有误：只能用 s、m、i、x", \
      "the flags \"{pattern}\" are wrong: only s, m, i and x are known") \
    X(REGEX_LONG, "正则表达式太长，最多 10000 字节", \
      "the regular expression is too long: at most 10000 bytes") \
    X(REGEX_DEPTH, "正则表达式“{pattern}”第 {position} 个字符处嵌套太深", \
      "the regular expression \"{pattern}\" is nested too deep at character {position}") \
    X(REGEX_COMPLEX, "正则表达式“{pattern}”太复杂", \
      "the regular expression \"{pattern}\" is too complex") \
    X(REGEX_GROUP_OPEN, "正则表达式“{pattern}”第 {position} 个字符处的“(”没有对应的“)”", \
      "in the regular expression \"{pattern}\" the ( at character {position} has no )") \
    X(REGEX_GROUP_CLOSE, "正则表达式“{pattern}”第 {position} 个字符处的“)”没有对应的“(”；要匹配括号本身请写 \\)", \
      "in the regular expression \"{pattern}\" the ) at character {position} has no (; write \\) for " \
      "the character itself") \
    X(REGEX_GROUP_KIND, "正则表达式“{pattern}”第 {position} 个字符处：“(?”之后只能是“:”", \
      "in the regular expression \"{pattern}\" at character {position} only (?: may begin with (?") \
    X(REGEX_CLASS_OPEN, "正则表达式“{pattern}”第 {position} 个字符处的“[”没有对应的“]”", \
      "in the regular expression \"{pattern}\" the [ at character {position} has no ]") \
    X(REGEX_CLASS_EMPTY, "正则表达式“{pattern}”第 {position} 个字符处的方括号里没有内容", \
      "in the regular expression \"{pattern}\" there is nothing in the brackets at character " \
      "{position}") \
    X(REGEX_SUBTRACTION, "正则表达式“{pattern}”第 {position} 个字符处应为“]”：减去的字符必须写在最后", \
      "in the regular expression \"{pattern}\" a ] is missing at character {position}: what is " \
      "subtracted stands last") \
    X(REGEX_RANGE, "正则表达式“{pattern}”第 {position} 个字符处的范围次序颠倒或终点不是单个字符", \
      "in the regular expression \"{pattern}\" the range at character {position} runs backwards or " \
      "does not end with a character") \
    X(REGEX_CHARACTER, "正则表达式“{pattern}”第 {position} 个字符处：这个符号有特殊含义，要匹配它本身请在前面加反斜杠", \
      "in the regular expression \"{pattern}\" the sign at character {position} has a meaning of its " \
      "own: write a backslash before it") \
    X(REGEX_ESCAPE, "正则表达式“{pattern}”第 {position} 个字符处：没有这种反斜杠写法", \
      "in the regular expression \"{pattern}\" there is no such escape as at character {position}") \
    X(REGEX_PROPERTY, "正则表达式“{pattern}”第 {position} 个字符处：没有这个字符类别或区块", \
      "in the regular expression \"{pattern}\" there is no such category or block as at character " \
      "{position}") \
    X(REGEX_BACK_REFERENCE, "正则表达式“{pattern}”第 {position} 个字符处引用了不存在或尚未结束的组", \
      "in the regular expression \"{pattern}\" the group that is referred to at character {position} " \
      "does not exist or is not closed yet") \
    X(REGEX_QUANTIFIER, "正则表达式“{pattern}”第 {position} 个字符处：前面没有可以重复的内容", \
      "in the regular expression \"{pattern}\" there is nothing to repeat before character {position}") \
    X(REGEX_QUANTITY, "正则表达式“{pattern}”第 {position} 个字符处的重复次数有误：应写一个数，或用逗号隔开的由小到大的两个数，最大 65535", \
      "in the regular expression \"{pattern}\" the number of repetitions at character {position} is " \
      "wrong: one number, or two with a comma between them, the smaller first, at most 65535") \
    X(REGEX_LIMIT, "正则表达式“{pattern}”的匹配步骤太多，已停止；请写得更明确", \
      "matching the regular expression \"{pattern}\" took too many steps and was stopped; write it " \
      "more exactly") \
    X(REGEX_MATCHES_EMPTY, "正则表达式“{pattern}”能匹配空字符串，不能用于替换或拆分", \
      "the regular expression \"{pattern}\" matches the empty string and cannot replace or split") \
    X(REGEX_REPLACEMENT, "替换文字“{pattern}”有误：$ 之后必须是数字，要写 $ 或反斜杠本身请在前面加反斜杠", \
      "the replacement \"{pattern}\" is wrong: a digit must follow $; write a backslash before a $ or " \
      "a backslash itself")

/* end of regex */

/* ---- feel_lib_list.c, _stats.c, _sort.c, _context.c, _convert.c, _boolean.c ---- */

#define FEEL_MESSAGES_LIST(X)                                                                                          \
    X(LIST_TOO_FEW, "“{function}”至少需要 {min} 项，列表里只有 {count} 项",                                            \
      "\"{function}\" needs at least {min} items, the list has {count}")                                               \
    X(LIST_ITEM_KIND, "“{function}”的第 {position} 项应为{expected}，却是{found}",                                     \
      "item {position} of \"{function}\" must be a {expected} and is a {found}")                                       \
    X(LIST_ITEM_ORDER, "“{function}”的第 {position} 项是{found}，不能比较大小",                                        \
      "item {position} of \"{function}\" cannot be put in order: {found}")                                             \
    X(LIST_ITEMS_DIFFER, "“{function}”不能比较{left}与{right}",                                                        \
      "\"{function}\" cannot compare a {left} with a {right}")                                                         \
    X(LIST_POSITION, "“{function}”的位置 {position} 不在列表里：列表有 {count} 项，位置从 1 数起，负数从末尾数起",     \
      "position {position} of \"{function}\" is outside the list of {count} items (counted from 1, negative from "     \
      "the end)")                                                                                                      \
    X(LIST_LENGTH, "“{function}”从位置 {position} 起不能取 {length} 项：列表有 {count} 项",                            \
      "\"{function}\" cannot take {length} items from position {position} of a list of {count}")                       \
    X(LIST_TEST, "“{function}”的函数应得出“是”或“否”，却得出{found}",                                                  \
      "the function given to \"{function}\" must give true or false and gave a {found}")                               \
    X(CONTEXT_KEY_TWICE, "名称“{key}”出现了两次", "the key \"{key}\" occurs twice")                                    \
    X(CONTEXT_ENTRY, "第 {position} 项应是带有“key”（文字）和“value”的结构",                                           \
      "item {position} must be a context with \"key\" (a string) and \"value\"")                                       \
    X(CONTEXT_KEY_KIND, "第 {position} 个名称应为文字，却是{found}", "key {position} must be a string and is a {found}") \
    X(CONTEXT_NO_KEYS, "没有给出名称：“keys”是空的", "no key is given: \"keys\" is empty")                             \
    X(CONTEXT_NO_LEVEL, "“{key}”不存在或不是结构，不能放入下一层",                                                     \
      "\"{key}\" does not exist or is not a context, so nothing can be put into it")                                   \
    X(NUMBER_TEXT, "“{text}”不是数", "\"{text}\" is not a number")                                                     \
    X(NUMBER_SEPARATORS, "千位分隔符只能是空格、逗号、句点或 null，小数点只能是逗号、句点或 null，两者不能相同",       \
      "the grouping separator must be a space, a comma, a period or null, the decimal separator a comma, a period or " \
      "null, and they must differ")                                                                                    \
    X(VALUE_ENDLESS, "这个值嵌套过深或过长，写不成文字", "the value is nested too deeply or too long for a text")      \
    X(IS_TWO, "“is”需要两个值", "\"is\" needs two values")

/* end of list */

/* ---- feel_call.c, feel_coerce.c, feel_java.c ---- */

#define FEEL_MESSAGES_CALL(X)                                                                                        \
    X(CALL_KIND, "{found} 不是函数，不能调用", "{found} is not a function and cannot be called")                     \
    X(CALL_COUNT, "函数“{function}”需要 {expected} 个参数，却给了 {found} 个",                                       \
      "the function \"{function}\" takes {expected} arguments, found {found}")                                       \
    X(CALL_ARGUMENT, "函数“{function}”的参数“{parameter}”应为 {expected}，却是 {found}",                             \
      "the argument \"{parameter}\" of \"{function}\" must be {expected}, found {found}")                            \
    X(CALL_NAME_UNKNOWN, "函数“{function}”没有名为“{parameter}”的参数",                                              \
      "the function \"{function}\" has no parameter \"{parameter}\"")                                                \
    X(CALL_NAME_TWICE, "函数“{function}”的参数“{parameter}”给了两次",                                                \
      "the argument \"{parameter}\" of \"{function}\" is given twice")                                               \
    X(CALL_NAME_MISSING, "函数“{function}”缺少参数“{parameter}”",                                                    \
      "the function \"{function}\" lacks the argument \"{parameter}\"")                                              \
    X(COERCE_KIND, "这里应为 {type}，却是 {found}", "{type} is needed here, found {found}")                          \
    X(COERCE_ALLOWED, "{found} 不在“{type}”允许的取值之内", "{found} is not among the allowed values of {type}")     \
    X(EXTERNAL_FORM, "外部函数应写明 java 的 class 与 method signature",                                             \
      "an external function must name java's class and method signature")                                            \
    X(EXTERNAL_UNKNOWN, "没有外部函数 {class} 的 {method}", "there is no external function {method} of {class}")     \
    X(EXTERNAL_ARGUMENT, "外部函数 {method} 的第 {position} 个参数应为 {expected}，却是 {found}",                    \
      "argument {position} of the external function {method} must be {expected}, found {found}")                     \
    X(EXTERNAL_RESULT, "外部函数 {method} 没有结果", "the external function {method} has no result")                 \
    X(EXTERNAL_FORMAT, "格式“{format}”不能用于给出的参数", "the format \"{format}\" does not fit its arguments")

/* end of call */

/* ---- dmn_read.c to dmn_service.c ---- */

#define FEEL_MESSAGES_MODEL(X)                                                                                         \
    X(XML_BROKEN, "文件不是完好的 XML：{what}", "the file is not well-formed XML: {what}")                             \
    X(XML_ELEMENT_UNKNOWN, "DMN 没有元素“{name}”，已跳过", "DMN has no element \"{name}\" here; it was skipped")       \
    X(MODEL_NOT, "文件不是 DMN 1.1 至 1.5 的模型：根元素是“{name}”，命名空间是 {uri}",                                 \
      "the file is no model of DMN 1.1 to 1.5: its root is \"{name}\" of the namespace {uri}")                         \
    X(MODEL_TOO_BIG, "模型太大：{what} 超过 {max}", "the model is too big: more than {max} {what}")                    \
    X(ATTRIBUTE_MISSING, "{element} 缺少属性 {attribute}", "{element} has no {attribute}")                             \
    X(LANGUAGE_UNKNOWN, "表达式语言应为 FEEL，却是 {language}",                                                        \
      "the expression language must be FEEL, but is {language}")                                                       \
    X(EXPRESSION_MISSING, "这里缺少表达式", "an expression is missing here")                                           \
    X(EXPRESSION_BROKEN, "表达式有错，装载时已说明", "the expression has a fault that was reported when loading")      \
    X(IMPORTED_VALUES, "不支持从其他文件引入的值（importedValues）",                                                   \
      "values of another file (importedValues) are not supported")                                                     \
    X(IMPORT_MISSING, "找不到引入的模型“{name}”（{uri}）", "the imported model \"{name}\" ({uri}) was not found")      \
    X(IMPORT_BROKEN, "引入的模型“{name}”（{uri}）不能读取", "the imported model \"{name}\" ({uri}) cannot be read")    \
    X(IMPORT_OTHER, "为“{name}”找到的模型的命名空间不是 {uri}",                                                        \
      "the model found for \"{name}\" has another namespace than {uri}")                                               \
    X(IMPORT_CYCLE, "引入“{name}”（{uri}）成了循环：它又引入本模型",                                                   \
      "importing \"{name}\" ({uri}) goes round in a circle: it imports this model again")                              \
    X(IMPORT_KIND, "只能引入 DMN 模型，“{name}”却是 {kind}",                                                           \
      "only DMN models can be imported, but \"{name}\" is of the kind {kind}")                                         \
    X(IMPORT_MANY, "引入“{name}”时嵌套太深或超过 {max} 个模型",                                                        \
      "importing \"{name}\" nests too deep or exceeds {max} models")                                                   \
    X(ID_TWICE, "标识“{id}”用了两次，以第一个为准", "the id \"{id}\" is used twice; the first one counts")             \
    X(NAME_TWICE, "名称“{name}”用了两次", "the name \"{name}\" is used twice")                                         \
    X(COMPONENT_TWICE, "部分“{name}”没有名称或出现两次", "the component \"{name}\" has no name or appears twice")      \
    X(ITEM_TYPE_UNKNOWN, "没有名为“{name}”的类型；是否要写“{nearest}”？",                                                   \
      "there is no type \"{name}\"; did you mean \"{nearest}\"?")                                                      \
    X(ITEM_TYPE_NONE_LIKE, "没有名为“{name}”的类型", "there is no type \"{name}\"")                                         \
    X(TYPE_CYCLE, "类型“{name}”的定义绕回它自己，或引用的层数太多",                                                    \
      "the definition of the type \"{name}\" leads back to itself, or through too many others")                        \
    X(HREF_NOTHING, "引用“{href}”没有指向任何输入、决策、知识模型或服务",                                              \
      "the reference \"{href}\" leads to no input, decision, knowledge model or service")                              \
    X(HREF_KIND, "决策服务不能把“{name}”用在这里：输入数据与决策弄混了",                                               \
      "the decision service cannot use \"{name}\" here: input data and decisions are mixed up")                        \
    X(DECISION_CYCLE, "决策互相等待，成了循环：{path}", "decisions wait for each other in a circle: {path}")           \
    X(SERVICE_NO_OUTPUT, "决策服务没有输出决策", "the decision service has no output decision")                        \
    X(CONTEXT_RESULT, "没有名称的条目（结果）只能是最后一个",                                                          \
      "an entry without a name (the result) can only be the last one")                                                 \
    X(ENTRY_TWICE, "名称“{name}”为空或出现两次", "the name \"{name}\" is empty or appears twice")                      \
    X(PARAMETER_TWICE, "参数“{name}”没有名称或出现两次", "the parameter \"{name}\" has no name or appears twice")      \
    X(FUNCTION_KIND, "不支持 {kind} 函数；只有 FEEL，以及 Java 中有对应的函数",                                        \
      "functions of the kind {kind} are not supported; only FEEL, and of Java those with an equivalent")               \
    X(RELATION_CELLS, "这一行有 {found} 格，应为 {expected} 格", "this row has {found} cells, expected {expected}")    \
    X(PART_MISSING, "缺少“{part}”部分", "the part \"{part}\" is missing")                                              \
    X(ITERATOR_NAME, "循环没有变量名", "the iteration has no variable name")                                           \
    X(TABLE_TOO_LONG, "决策表超过 {max} 条规则，其余的不算",                                                           \
      "the decision table has more than {max} rules; the rest is ignored")                                             \
    X(TABLE_HIT_POLICY, "没有命中策略“{found}”", "there is no hit policy \"{found}\"")                                 \
    X(TABLE_AGGREGATION, "没有聚合方式“{found}”，应为 SUM、COUNT、MIN 或 MAX",                                         \
      "there is no aggregation \"{found}\"; expected SUM, COUNT, MIN or MAX")                                          \
    X(TABLE_AGGREGATION_POLICY, "聚合 {found} 只能与命中策略 COLLECT 一起用，这里却是 {policy}",                       \
      "the aggregation {found} goes with the hit policy COLLECT only, but this is {policy}")                           \
    X(TABLE_NO_OUTPUT, "决策表没有输出列", "the decision table has no output")                                         \
    X(TABLE_OUTPUT_NAME, "有几个输出时，每个都要有名称；第 {column} 列没有",                                           \
      "with several outputs each needs a name; column {column} has none")                                              \
    X(TABLE_OUTPUT_TWICE, "两个输出都叫“{name}”", "two outputs have the name \"{name}\"")                              \
    X(TABLE_OUTPUT_EMPTY, "输出格是空的，按 null 计", "the output cell is empty and counts as null")                   \
    X(TABLE_INPUT_CELLS, "这条规则有 {found} 个输入格，应为 {expected} 个",                                            \
      "this rule has {found} input cells, expected {expected}")                                                        \
    X(TABLE_OUTPUT_CELLS, "这条规则有 {found} 个输出格，应为 {expected} 个",                                           \
      "this rule has {found} output cells, expected {expected}")

/* end of model */

/* ---- dmn_table.c, dmn_run.c, dmn_service.c ---- */

#define FEEL_MESSAGES_TABLE(X) \
    X(TABLE_INPUT_NOT_ALLOWED, "输入“{input}”的值 {value} 不在允许的范围内：{allowed}", \
      "input \"{input}\" has the value {value}, which is not allowed; allowed: {allowed}") \
    X(TABLE_OUTPUT_NOT_ALLOWED, "规则 {rule} 的结果“{output}”为 {value}，不在允许的范围内：{allowed}", \
      "rule {rule} gives \"{output}\" the value {value}, which is not allowed; allowed: {allowed}") \
    X(TABLE_UNIQUE, "规则 {rules} 同时适用，而此表只容许一条适用（U）", \
      "rules {rules} apply at once, but this table allows only one (U)") \
    X(TABLE_ANY, "规则 {rules} 同时适用而结果不同，此表要求结果相同（A）", \
      "rules {rules} apply at once with different results, but this table wants them equal (A)") \
    X(TABLE_NO_RULE, "没有一条规则适用，也没有写默认结果", \
      "no rule applies, and there is no default result") \
    X(TABLE_AGGREGATE_MANY, "此表有几个结果列，不能合计成一个值", \
      "this table has several result columns, so they cannot be aggregated into one value") \
    X(TABLE_NOT_COMPARABLE, "结果 {left} 与 {right} 不能比较大小", \
      "the results {left} and {right} cannot be compared")
#define FEEL_MESSAGES_RUN(X) \
    X(RUN_CYCLE, "“{name}”直接或间接地需要它自己，无法计算", \
      "\"{name}\" requires itself, directly or through others, so it cannot be evaluated") \
    X(RUN_NO_LOGIC, "决策“{name}”没有写内容", \
      "decision \"{name}\" has no content")

/* end of table */

/* ---- dmn_lint.c ---- */

#define FEEL_MESSAGES_LINT(X) \
    X(LINT_OVERLAP, "规则 {first} 与 {second} 重叠，而此表只容许一条适用；例如 {example}", \
      "rules {first} and {second} overlap, but this table allows only one; for example {example}") \
    X(LINT_ANY_DIFFERS, "规则 {first} 与 {second} 重叠而结果不同，此表要求结果相同；例如 {example}", \
      "rules {first} and {second} overlap with different results, but this table wants them " \
      "equal; for example {example}") \
    X(LINT_SAME_PRIORITY, "规则 {first} 与 {second} 重叠，结果不同而优先级相同，取先写的一条；例如 {example}", \
      "rules {first} and {second} overlap with different results of equal priority, so the first " \
      "is taken; for example {example}") \
    X(LINT_GAP, "有的情形没有一条规则适用，例如 {example}", \
      "some inputs fall through all rules, for example {example}") \
    X(LINT_MASKED, "规则 {rule} 永远轮不到：前面的规则已包括它的所有情形", \
      "rule {rule} is never reached: the rules before it cover all its cases") \
    X(LINT_OUTRANKED, "规则 {rule} 永远不起作用：优先级更高的规则已包括它的所有情形", \
      "rule {rule} never decides: rules of higher priority cover all its cases") \
    X(LINT_EMPTY_CELL, "规则 {rule} 的输入“{input}”写作“{test}”，没有任何值能满足，此规则永远不适用", \
      "rule {rule}, input \"{input}\": no value satisfies \"{test}\", so the rule never applies") \
    X(LINT_NOT_ALLOWED_CELL, "规则 {rule} 的输入“{input}”写作“{test}”，所有允许的值都不满足，此规则永远不适用", \
      "rule {rule}, input \"{input}\": no allowed value satisfies \"{test}\", so the rule never applies") \
    X(LINT_CELL_TYPE, "规则 {rule} 的输入“{input}”是{expected}，这一格“{test}”却按{found}比较，永远不成立", \
      "rule {rule}: input \"{input}\" is a {expected}, but the cell \"{test}\" compares it with a " \
      "{found}, which never holds") \
    X(LINT_OUTPUT_TYPE, "规则 {rule} 的结果“{output}”应为{expected}，却是{found}", \
      "rule {rule}: the result \"{output}\" should be {expected} but is {found}") \
    X(LINT_OUTPUT_NOT_ALLOWED, "规则 {rule} 的结果“{output}”为 {value}，不在允许的范围内：{allowed}", \
      "rule {rule}: the result \"{output}\" is {value}, which is not allowed; allowed: {allowed}") \
    X(LINT_COMPARE_TYPES, "把{left}与{right}作比较，永远不成立", \
      "compares a {left} with a {right}, which never holds") \
    X(LINT_OPERAND_TYPES, "{left}与{right}之间不能这样计算", \
      "a {left} and a {right} cannot be combined like this") \
    X(LINT_UNUSED_REQUIREMENT, "“{name}”写明需要“{other}”，但没有用到", \
      "\"{name}\" requires \"{other}\" but does not use it") \
    X(LINT_UNUSED_INPUT, "输入“{name}”没有任何决策用到", \
      "the input \"{name}\" is used by no decision") \
    X(LINT_UNUSED_COLUMN, "输入“{input}”在所有规则里都是“-”，不起作用", \
      "the input \"{input}\" is \"-\" in every rule, so it has no effect") \
    X(LINT_INCOMPLETE_CELLS, "有 {count} 格是公式，重叠与缺口没有包括它们", \
      "{count} cells are formulas, so overlaps and gaps do not take them into account") \
    X(LINT_INCOMPLETE_SIZE, "此表太大，重叠与缺口没有查全", \
      "the table is too large to check all overlaps and gaps") \
    X(LINT_MORE, "同类的发现还有 {count} 处，没有逐一列出", \
      "{count} more findings of this kind are not listed")

/* end of lint */

/* ---- dmn_explain.c ---- */

#define FEEL_MESSAGES_EXPLAIN(X) \
    X(EXPLAIN_RESULT, "“{name}”的结果为{value}。", "\"{name}\" is {value}.") \
    X(EXPLAIN_COMPUTED, "“{name}”的结果为{value}，按“{text}”算出。", \
      "\"{name}\" is {value}, computed as \"{text}\".") \
    X(EXPLAIN_NOT_REACHED, "“{name}”没有用到。", "\"{name}\" was not needed.") \
    X(EXPLAIN_AGAIN, "“{name}”见上文。", "\"{name}\": see above.") \
    X(EXPLAIN_MORE, "其余从略。", "The rest is left out.") \
    X(EXPLAIN_ROW, "规则{rule}适用：{conditions}。", "Rule {rule} applies: {conditions}.") \
    X(EXPLAIN_CASE, "情况：{conditions}。", "The case: {conditions}.") \
    X(EXPLAIN_LACKS, "还差{count}个条件：{conditions}。", "Not met, {count}: {conditions}.") \
    X(EXPLAIN_HELD, "其他条件已满足：{conditions}。", "The other conditions hold: {conditions}.") \
    X(EXPLAIN_ROW_ALWAYS, "规则{rule}对任何情形都适用。", "Rule {rule} applies in every case.") \
    X(EXPLAIN_NO_ROW, "没有一条规则适用。", "No rule applies.") \
    X(EXPLAIN_DEFAULT, "没有一条规则适用，取默认结果。", \
      "No rule applies, so the default result is taken.") \
    X(EXPLAIN_NEAREST, "最接近的是规则{rule}，还差{count}个条件：{conditions}。", \
      "The nearest is rule {rule}, which fails on {count}: {conditions}.") \
    X(EXPLAIN_MET, "它的其他条件已满足：{conditions}。", "Its other conditions hold: {conditions}.") \
    X(EXPLAIN_NOTE, "说明：{note}", "Note: {note}") \
    X(EXPLAIN_INPUT, "{name}：{value}", "{name}: {value}") \
    X(EXPLAIN_PROBLEM, "注意：{text}", "Attention: {text}") \
    X(EXPLAIN_MUST, "{input}应{wanted}，实为{value}", "{input} must be {wanted} but is {value}") \
    X(EXPLAIN_MUST_NOT, "{input}不应{wanted}，实为{value}", "{input} must not be {wanted} but is {value}") \
    X(EXPLAIN_MISSING, "{input}应{wanted}，却没有值", "{input} must be {wanted} but has no value") \
    X(EXPLAIN_MISSING_NOT, "{input}应有值且不{wanted}，却没有值", \
      "{input} must have a value that is not {wanted}, but has none") \
    X(EXPLAIN_MUST_SATISFY, "{input}应满足“{test}”，实为{value}", \
      "{input} must satisfy \"{test}\" but is {value}") \
    X(EXPLAIN_COMPARES, "{input} {value} {wanted}", "{input} {value} {wanted}") \
    X(EXPLAIN_IS, "{input}为{value}", "{input} is {value}") \
    X(EXPLAIN_IS_ONE_OF, "{input}为{value}，属于{wanted}", "{input} is {value}, one of {wanted}") \
    X(EXPLAIN_IS_NOT, "{input}为{value}，不{wanted}", "{input} is {value}, not {wanted}") \
    X(EXPLAIN_SATISFIES, "{input} {value}满足“{test}”", "{input} {value} satisfies \"{test}\"")

/* end of explain */

/* ---- dmn_batch*.c ---- */

#define FEEL_MESSAGES_BATCH(X)

/* end of batch */

/* ---- dmn_tck.c, dmn_json.c ---- */

#define FEEL_MESSAGES_TCK(X) \
    X(TCK_FILE, "测试文件第 {line} 行有误：{what}", "the test file is wrong in line {line}: {what}") \
    X(TCK_MODEL, "测试文件旁边没有模型 {name}", "there is no model {name} beside the test file") \
    X(TCK_VALUE, "第 {line} 行的“{text}”不是 {type} 类型的值", "\"{text}\" in line {line} is not a value of the type {type}") \
    X(JSON_SYNTAX, "JSON 第 {line} 行第 {column} 列有误", "the JSON is wrong in line {line}, column {column}") \
    X(JSON_VALUE, "“{place}”的“{text}”不是 {type} 类型的值", "\"{text}\" of \"{place}\" is not a value of the type {type}") \
    X(JSON_TWICE, "“{name}”给出了两次", "\"{name}\" is given twice")

/* end of tck */

#define FEEL_MESSAGES(X)                                                                                             \
    FEEL_MESSAGES_SYNTAX(X)                                                                                          \
    FEEL_MESSAGES_EVAL(X) FEEL_MESSAGES_NUMBER(X) FEEL_MESSAGES_TIME(X) FEEL_MESSAGES_STRING(X)                      \
        FEEL_MESSAGES_REGEX(X) FEEL_MESSAGES_LIST(X) FEEL_MESSAGES_CALL(X) FEEL_MESSAGES_MODEL(X)                    \
            FEEL_MESSAGES_TABLE(X) FEEL_MESSAGES_RUN(X) FEEL_MESSAGES_LINT(X) FEEL_MESSAGES_EXPLAIN(X)               \
                FEEL_MESSAGES_BATCH(X)                                                                               \
                FEEL_MESSAGES_TCK(X)

enum feel_message {
#define X(id, zh, en) FEEL_MSG_##id,
    FEEL_MESSAGES(X)
#undef X
        FEEL_MESSAGE_COUNT
};
#endif
