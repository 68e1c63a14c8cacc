/* message_route.h - what is said about routing problems, plans and tables of towns; part of message.h. */
#ifndef BASE_MESSAGE_ROUTE_H
#define BASE_MESSAGE_ROUTE_H

#define MESSAGES_ROUTE(X)                                                                                              \
    X(ROUTE_EMPTY, "文件 {file} 是空的", "{file} is empty")                                                            \
    X(ROUTE_NOT_TEXT, "{file} 不是 UTF-8 文本；请另存为 UTF-8", "{file} is not text in UTF-8; save it as UTF-8")       \
    X(ROUTE_NO_FORM, "不是可识别的路线问题：应为 JSON 对象，或 VRPLIB、Solomon、Li & Lim、拆分配送的文本",             \
      "this is no routing problem: neither a JSON object nor VRPLIB, Solomon, Li & Lim or a split-delivery text")      \
    X(ROUTE_JSON_PLACE, "第 {line} 行第 {column} 列", "line {line}, column {column}")                                  \
    X(ROUTE_JSON_ONLY, "只用于 JSON 问题", "only for problems in JSON")                                                \
    X(ROUTE_TEXT_ONLY, "不用于 JSON 问题", "not for problems in JSON")                                                 \
    X(ROUTE_SAYS_COST, "文件写的费用是 {said}，实为 {cost}", "the file says cost {said}, it is {cost}")                \
    X(ROUTE_LINE_NUMBER, "第 {line} 行：不是数", "line {line}: not a number")                                          \
    X(ROUTE_LINE_FORM, "第 {line} 行：应为“{name}”", "line {line}: must be \"{name}\"")                               \
    X(ROUTE_LINE_RANGE, "第 {line} 行：数值超出范围", "line {line}: a figure out of range")                            \
    X(ROUTE_LINE_NAME, "{name} 缺失或无效", "{name} is missing or not valid")                                     \
    X(ROUTE_LINE_ROWS, "{name} 应为每个编号一行", "{name} must have a row for each number")                            \
    X(ROUTE_LINE_SECTION, "不认识 {name}", "{name} is not known")                                                      \
    X(ROUTE_LINE_TWICE, "第 {line} 行：出现两次", "line {line}: comes twice")                                          \
    X(ROUTE_LINE_NONE, "第 {line} 行：问题中没有这个编号", "line {line}: there is no such number in the problem")      \
    X(ROUTE_LINE_PAIRS, "第 {line} 行：取送不成对", "line {line}: the pairs do not match")                             \
    X(ROUTE_LINE_MANY, "第 {line} 行：数目过多", "line {line}: too many")                                              \
    X(ROUTE_LINE_END, "第 {line} 行之后：文件不完整", "behind line {line}: the file ends too early")                   \
    X(ROUTE_NO_ROUTES, "文件里没有路线，应为“Route #1: 3 5 8”", "there are no routes in it, such as \"Route #1: 3 5 8\"") \
    X(ROUTE_PROBLEM, "{what}（第 {at} 项）", "{what} (item {at})")                                                     \
    X(ROUTE_SET, "没有这个算例集", "there is no such set")                                                               \
    X(ROUTE_TWO_FILES, "需要两个文件：问题和方案", "two files are needed: a problem and a plan")                       \
    X(ROUTE_BENCH_UNKNOWN, "跳过 {count} 行：不认识的算例集", "passed over {count} rows of unknown sets")               \
    X(ROUTE_BENCH_LOST, "算例 {instance} 的进程意外结束", "the process that solved {instance} ended unexpectedly")         \
    X(ROUTE_NO_INSTANCE, "没有符合 --only 的算例", "no instance matches --only")                                       \
    X(ROUTE_ONLY_UNKNOWN, "--only 中没有对应算例的名称：{names}", "--only names no instance and no set: {names}")       \
    X(ROUTE_CANNOT_WRITE, "无法写入 {file}", "cannot write {file}")                                                    \
    X(ROUTE_SECONDS, "时间须为 0.01 至 86400 秒", "the time must be 0.01 to 86400 seconds")                             \
    X(ROUTE_WHOLE, "应为 {min} 至 {max} 的整数", "must be a whole number from {min} to {max}")                          \
    X(ROUTE_DECIMAL, "应为 {min} 至 {max} 的数", "must be a number from {min} to {max}")                                \
    X(ROUTE_WINDOW, "应为 [开始, 结束] 两个整数，开始不晚于结束", "must be [start, end], whole numbers, start not after end") \
    X(ROUTE_WINDOWS, "时间窗须先后排列、互不重叠", "the windows must be in order and apart from each other")            \
    X(ROUTE_AMOUNTS, "应有 {want} 个数，现有 {got} 个", "must have {want} numbers, it has {got}")                       \
    X(ROUTE_ID_TWICE, "编号 {id} 用了两次", "the id {id} is used twice")                                                \
    X(ROUTE_NO_PLACE, "没有地点：有矩阵时须给 {name}_index，否则须给 {name}",                                           \
      "there is no place: give {name}_index when there are matrices, {name} otherwise")                                \
    X(ROUTE_POINT, "应为 [经度, 纬度]：经度 -180 至 180，纬度 -90 至 90",                                               \
      "must be [longitude, latitude]: -180 to 180 and -90 to 90")                                                      \
    X(ROUTE_INDEX, "矩阵只有 {count} 行（从 0 数起）", "the matrices have only {count} rows (counted from 0)")           \
    X(ROUTE_SQUARE, "矩阵应为 {count} 行、每行 {count} 个数", "the matrix must have {count} rows of {count} numbers")     \
    X(ROUTE_ARC, "第 {row} 行第 {column} 列应为 0 至 {max} 的整数", "row {row}, column {column}: must be a whole number from 0 to {max}") \
    X(ROUTE_NO_MATRIX, "“{name}”没有 durations 矩阵", "\"{name}\" has no matrix of durations")                          \
    X(ROUTE_NO_LENGTHS, "需要 distances 矩阵", "needs a matrix of distances")                                           \
    X(ROUTE_BREAKS_RULES, "不能与 driver_rules 同时给出", "cannot be given together with driver_rules")                 \
    X(ROUTE_NO_BREAK, "该车辆没有编号为 {id} 的休息", "the vehicle has no break with the id {id}")                      \
    X(ROUTE_NO_SEATS, "扣除空座和随车人员后没有座位（{seats}）", "no seats are left after free rows and crew ({seats})") \
    X(ROUTE_NO_VEHICLE, "没有编号为 {id} 的车辆", "there is no vehicle with the id {id}")                              \
    X(ROUTE_KEYS_UNUSED, "不认识、未使用的键：{names}", "keys that are not known and not used: {names}")               \
    X(ROUTE_POSITIVE, "应大于 0，不超过 {max}", "must be more than 0 and at most {max}")                              \
    X(ROUTE_NO_TASK, "没有编号为 {id} 的任务", "there is no task with the id {id}")                                     \
    X(ROUTE_TASK_TWICE, "任务 {id} 安排了两次", "the task {id} is given twice")                                         \
    X(ROUTE_LOCKED_HEAD, "锁定的步骤须在路线的最前面", "locked steps must be at the head of the route")                 \
    X(ROUTE_LARGE, "{count} 个地点的矩阵超出内存上限", "the matrices of {count} places exceed the limit of memory")     \
    X(ROUTE_COSTS_LARGE, "路段费用超出范围", "the cost of an arc is out of range")                                      \
    X(ROUTE_TIMES_FAR, "时间相差过大（最多约 8 年）", "times are too far apart (about 8 years at most)")                 \
    X(ROUTE_LABELS, "互斥的类别最多 {max} 个", "at most {max} classes can exclude each other")                          \
    X(ROUTE_SKILLS, "技能最多 {max} 种", "at most {max} different skills")                                              \
    X(ROUTE_NO_VEHICLES, "没有车辆", "there are no vehicles")                                                           \
    X(ROUTE_RIDE_PICKUP, "限乘车时间的任务须是上车（pickup）", "only what is picked up can have a longest ride")         \
    X(ROUTE_STEP_KIND, "应为 start、job、pickup、delivery、break 或 end", "must be start, job, pickup, delivery, break or end") \
    X(ROUTE_NO_END, "起点和终点至少给一个", "give a start or an end")                                                   \
    X(ROUTE_RULES, "单程不得超过十天", "no way may take more than ten days with drivers' rules")                       \
    X(ROUTE_BAN, "一天中至少要留 15 分钟可以行车", "must leave 15 minutes of the day for driving")                     \
    X(ROUTE_FEWEST, "有可不安排的任务（prize、priority）时不能要求车辆最少",                                              \
      "fewest vehicles cannot be asked for where jobs may be left out (prize, priority)")                                \
    X(ROUTE_ROUTER, "应为 osrm=http://主机:端口 或 valhalla=http://主机:端口",                                           \
      "must be osrm=http://host:port or valhalla=http://host:port")                                                    \
    X(ROUTE_ROUTER_FAILED, "距离服务 {address} 没有给出矩阵：{what}", "the distance service {address} gave no matrix: {what}") \
    X(ROUTE_NO_ROAD, "{from} 与 {to} 之间没有道路", "there is no road from {from} to {to}")                             \
    X(ROUTE_TOO_MANY_PLACES, "距离服务最多 {max} 个地点，现有 {count} 个", "the distance service takes {max} places, there are {count}") \
    X(ROUTE_COLUMNS, "表头缺少“{name}”；须有“地点、经度、纬度、人数”各栏，可有“地形、分组”",                           \
      "the table has no column {name}; it must have town, lon, lat, people, and may have terrain, group")              \
    X(ROUTE_COLUMN_TWICE, "“{name}”栏出现两次", "the column {name} comes twice")                                       \
    X(ROUTE_ROW, "第 {row} 行：{name} 应为数", "row {row}: {name} must be a number")                                   \
    X(ROUTE_ROW_WHOLE, "第 {row} 行：{name} 应为 0 至 100000 的整数", "row {row}: {name} must be a whole number from 0 to 100000") \
    X(ROUTE_ROW_POINT, "第 {row} 行：经度应在 -180 至 180 之间，纬度应在 -90 至 90 之间；是否写反？",                  \
      "row {row}: lon must be -180 to 180 and lat -90 to 90; are they exchanged?")                                     \
    X(ROUTE_ROW_TERRAIN, "第 {row} 行：地形应为 平原、丘陵 或 山区", "row {row}: terrain must be plain, hills or mountains") \
    X(ROUTE_NO_PEOPLE, "表中没有人员", "there are no people in the table")                                             \
    X(ROUTE_TO, "应为“经度,纬度”（-180 至 180、-90 至 90），例如 114.3,30.6",                                          \
      "must be longitude,latitude (-180 to 180, -90 to 90), for example 114.3,30.6")

#endif
