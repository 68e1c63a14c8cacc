/* feel_lib_string.c - built-in functions on strings.  @source DMN 1.5, 10.3.4.3; regular expressions: F&O 3.1, 5.6
 *
 * Positions and lengths count code points.  A string whose bytes are all ASCII is not walked. */
#include "feel/feel_impl.h"
#include "feel/feel_regex.h"
#include "feel/feel_unicode.h"

/* Is there room for so many more bytes?  Otherwise the limit is reported. */
static bool has_room(struct feel_run *r, size_t bytes)
{
    int64_t used = (int64_t)arena_used(r->arena);
    if (bytes <= INT64_MAX / 2 && used + (int64_t)bytes <= r->limits.bytes) return true;
    struct str max = arena_printf(r->diags.arena, "%" PRId64, r->limits.bytes);
    (void)feel_fail(r, FEEL_MSG_LIMIT_BYTES, FEEL_ARGS({"max", max}));
    return false;
}

/* A part of a string that begins and ends between code points. */
static struct feel_value part_of(struct feel_value s, size_t from, size_t n)
{
    struct feel_value out = s;
    out.text = s.text ? s.text + from : "";
    out.n = (uint32_t)n;
    return out;
}

/* ---- parts ---- */

static int64_t length_of(struct feel_value s)
{
    return s.ascii ? (int64_t)s.n : (int64_t)utf8_count(feel_text(s));
}

/* The byte where code point `index` (from 0, at most the length) begins. */
static size_t byte_of(struct feel_value s, int64_t index)
{
    if (s.ascii) return (size_t)index;
    size_t at = 0;
    for (int64_t i = 0; i < index; i++)
        (void)utf8_next(feel_text(s), &at);
    return at;
}

static struct feel_value bad_position(struct feel_run *r, struct feel_value position, int64_t length)
{
    struct str text = arena_printf(r->arena, "%" PRId64, length);
    return feel_fail(r, FEEL_MSG_STRING_POSITION,
                     FEEL_ARGS({"position", feel_to_text(r->arena, position)}, {"length", text}));
}

static struct feel_value call_substring(struct feel_run *r, const struct feel_value *args, size_t count)
{
    int64_t start = 0, length = length_of(args[0]), want;
    bool whole = num_trunc_i64(args[1].number, &start);
    if (!whole || start == 0 || start > length || start < -length) return bad_position(r, args[1], length);
    int64_t first = start > 0 ? start - 1 : length + start, rest = length - first;
    if (count > 2 && args[2].kind == FEEL_NUMBER) {
        if (!num_trunc_i64(args[2].number, &want) || want < 1 || want > rest)
            return feel_fail(r, FEEL_MSG_STRING_LENGTH,
                             FEEL_ARGS({"length", feel_to_text(r->arena, args[2])},
                                       {"rest", arena_printf(r->arena, "%" PRId64, rest)}));
        rest = want;
    }
    size_t from = byte_of(args[0], first);
    struct feel_value tail = part_of(args[0], from, args[0].n - from);
    return part_of(tail, 0, byte_of(tail, rest));
}

static struct feel_value call_string_length(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r, (void)count;
    return feel_integer(length_of(args[0]));
}

static struct feel_value call_substring_before(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r, (void)count;
    size_t at = str_find(feel_text(args[0]), feel_text(args[1]));
    return part_of(args[0], 0, at < args[0].n ? at : 0);
}

static struct feel_value call_substring_after(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r, (void)count;
    if (args[1].n == 0) return args[0];
    size_t at = str_find(feel_text(args[0]), feel_text(args[1]));
    if (at == args[0].n) return part_of(args[0], 0, 0);
    size_t from = at + args[1].n;
    return part_of(args[0], from, args[0].n - from);
}

static struct feel_value call_contains(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r, (void)count;
    return feel_boolean(args[1].n == 0 || str_find(feel_text(args[0]), feel_text(args[1])) < args[0].n);
}

static struct feel_value call_starts_with(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r, (void)count;
    return feel_boolean(str_starts(feel_text(args[0]), feel_text(args[1])));
}

static struct feel_value call_ends_with(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r, (void)count;
    return feel_boolean(str_ends(feel_text(args[0]), feel_text(args[1])));
}

/* ---- letter case ---- */

static struct feel_value call_upper_case(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    struct buf b = {.arena = r->arena};
    if (!has_room(r, (size_t)args[0].n * FEEL_CASE_MAX)) return FEEL_NULL_VALUE;
    feel_upper_case(&b, feel_text(args[0]));
    return feel_string(buf_str(&b));
}

static struct feel_value call_lower_case(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    struct buf b = {.arena = r->arena};
    if (!has_room(r, (size_t)args[0].n * FEEL_CASE_MAX)) return FEEL_NULL_VALUE;
    feel_lower_case(&b, feel_text(args[0]));
    return feel_string(buf_str(&b));
}

/* ---- regular expressions ---- */

static struct feel_value regex_fail(struct feel_run *r, enum feel_message why, struct str pattern, uint32_t at)
{
    struct str before = str_sub(pattern, 0, at);
    struct str position = arena_printf(r->arena, "%zu", utf8_count(before) + 1);
    return feel_fail(r, why, FEEL_ARGS({"pattern", pattern}, {"position", position}));
}

static struct str flags_of(const struct feel_value *args, size_t count, size_t i)
{
    return count > i && args[i].kind == FEEL_STRING ? feel_text(args[i]) : STR("");
}

/* Fills m with the pattern and the text; false when the pattern is none (reported). */
static bool regex_open(struct feel_run *r, const struct feel_value *args, struct str flags, struct feel_match *m,
                       struct feel_regex **x)
{
    enum feel_message why;
    uint32_t at;
    struct str pattern = feel_text(args[1]);
    *x = feel_regex_get(r->engine, pattern, flags, &why, &at);
    if (!*x) {
        (void)regex_fail(r, why, why == FEEL_MSG_REGEX_FLAGS ? flags : pattern, at);
        return false;
    }
    int64_t left = r->limits.bytes - (int64_t)arena_used(r->arena);
    *m = (struct feel_match){.regex = *x, .arena = r->arena, .text = feel_text(args[0])};
    m->bytes_max = left > 0 ? (size_t)left : 0;
    return true;
}

/* Steps or, in a replacement or a split, bytes are used up; the bytes are told when the steps are paid. */
static struct feel_value regex_limit(struct feel_run *r, struct str pattern)
{
    if ((int64_t)arena_used(r->arena) > r->limits.bytes) return FEEL_NULL_VALUE;
    return regex_fail(r, FEEL_MSG_REGEX_LIMIT, pattern, 0);
}

/* Gives the pattern back and pays for its steps: one of ours is worth some of the matcher's. */
static struct feel_value regex_close(struct feel_run *r, struct feel_regex *x, const struct feel_match *m,
                                     struct feel_value v)
{
    feel_regex_put(r->engine, x);
    return feel_step(r, m->spent / 8) ? v : FEEL_NULL_VALUE;
}

static struct feel_value call_matches(struct feel_run *r, const struct feel_value *args, size_t count)
{
    struct feel_match m;
    struct feel_regex *x;
    if (!regex_open(r, args, flags_of(args, count, 2), &m, &x)) return FEEL_NULL_VALUE;
    enum feel_regex_result result = feel_regex_matches(&m);
    struct feel_value v = feel_boolean(result == FEEL_REGEX_YES);
    if (result == FEEL_REGEX_LIMIT) v = regex_limit(r, feel_text(args[1]));
    return regex_close(r, x, &m, v);
}

static struct feel_value call_replace(struct feel_run *r, const struct feel_value *args, size_t count)
{
    struct feel_match m;
    struct feel_regex *x;
    struct str out;
    enum feel_message why;
    if (!regex_open(r, args, flags_of(args, count, 3), &m, &x)) return FEEL_NULL_VALUE;
    struct feel_value v = FEEL_NULL_VALUE;
    switch (feel_regex_replace(&m, feel_text(args[2]), &out, &why)) {
    case FEEL_REGEX_YES:
        v = out.n <= UINT32_MAX ? feel_string(out) : FEEL_NULL_VALUE;
        break;
    case FEEL_REGEX_NO:
        v = regex_fail(r, why, feel_text(why == FEEL_MSG_REGEX_REPLACEMENT ? args[2] : args[1]), 0);
        break;
    case FEEL_REGEX_LIMIT:
        v = regex_limit(r, feel_text(args[1]));
        break;
    }
    return regex_close(r, x, &m, v);
}

static struct feel_value call_split(struct feel_run *r, const struct feel_value *args, size_t count)
{
    struct feel_match m;
    struct feel_regex *x;
    struct feel_value v = FEEL_NULL_VALUE;
    enum feel_message why;
    (void)count;
    if (!regex_open(r, args, STR(""), &m, &x)) return FEEL_NULL_VALUE;
    enum feel_regex_result result = feel_regex_split(&m, &v, &why);
    if (result == FEEL_REGEX_NO) v = regex_fail(r, why, feel_text(args[1]), 0);
    if (result == FEEL_REGEX_LIMIT) v = regex_limit(r, feel_text(args[1]));
    return regex_close(r, x, &m, v);
}

/* ---- joining ---- */

static struct feel_value call_string_join(struct feel_run *r, const struct feel_value *args, size_t count)
{
    struct str delimiter = count > 1 && args[1].kind == FEEL_STRING ? feel_text(args[1]) : STR("");
    struct buf b = {.arena = r->arena};
    size_t bytes = 0;
    for (size_t i = 0; i < args[0].n; i++) {
        struct feel_value item = args[0].items[i];
        if (item.kind == FEEL_NULL) continue;
        if (item.kind != FEEL_STRING) {
            struct str place = arena_printf(r->arena, "%zu", i + 1);
            return feel_fail(r, FEEL_MSG_STRING_JOIN_ITEM,
                             FEEL_ARGS({"position", place}, {"value", feel_to_text(r->arena, item)}));
        }
        bytes += item.n + delimiter.n;
    }
    if (!feel_step(r, args[0].n) || !has_room(r, bytes * 2)) return FEEL_NULL_VALUE;
    for (size_t i = 0, joined = 0; i < args[0].n; i++) {
        if (args[0].items[i].kind == FEEL_NULL) continue;
        if (joined++) buf_add(&b, delimiter);
        buf_add(&b, feel_text(args[0].items[i]));
    }
    return feel_string(buf_str(&b));
}

#define STRING(name) {name, FEEL_P_STRING}
#define FLAGS {"flags", FEEL_P_STRING | FEEL_P_OPTIONAL | FEEL_P_NULL}

const struct feel_builtin FEEL_LIB_STRING[] = {
    {.name = "substring",
     .params = {STRING("string"), {"start position", FEEL_P_NUMBER}, {"length", FEEL_P_NUMBER | FEEL_P_OPTIONAL}},
     .result = FEEL_TYPE_STRING,
     .call = call_substring,
     .doc_zh = "从起始位置取出若干个字符；第一个字符的位置是 1，负数从末尾数起，省略长度时取到末尾。",
     .doc_en = "The characters from the start position on: the first is 1, negative positions count from the end; "
               "without a length, all the rest.",
     .example = "substring(\"foobar\", 3, 3) = \"oba\""},
    {.name = "string length",
     .params = {STRING("string")},
     .result = FEEL_TYPE_NUMBER,
     .call = call_string_length,
     .doc_zh = "字符串的字符数（按 Unicode 码点计）。",
     .doc_en = "The number of characters (Unicode code points) of a string.",
     .example = "string length(\"高新区\") = 3"},
    {.name = "upper case",
     .params = {STRING("string")},
     .result = FEEL_TYPE_STRING,
     .call = call_upper_case,
     .doc_zh = "把字母变为大写。",
     .doc_en = "The string in upper case.",
     .example = "upper case(\"aBc4\") = \"ABC4\""},
    {.name = "lower case",
     .params = {STRING("string")},
     .result = FEEL_TYPE_STRING,
     .call = call_lower_case,
     .doc_zh = "把字母变为小写。",
     .doc_en = "The string in lower case.",
     .example = "lower case(\"aBc4\") = \"abc4\""},
    {.name = "substring before",
     .params = {STRING("string"), STRING("match")},
     .result = FEEL_TYPE_STRING,
     .call = call_substring_before,
     .doc_zh = "第一次出现的匹配文字之前的部分；没有出现时为空字符串。",
     .doc_en = "What stands before the first occurrence of the match; the empty string when there is none.",
     .example = "substring before(\"foobar\", \"bar\") = \"foo\""},
    {.name = "substring after",
     .params = {STRING("string"), STRING("match")},
     .result = FEEL_TYPE_STRING,
     .call = call_substring_after,
     .doc_zh = "第一次出现的匹配文字之后的部分；没有出现时为空字符串。",
     .doc_en = "What stands after the first occurrence of the match; the empty string when there is none.",
     .example = "substring after(\"foobar\", \"ob\") = \"ar\""},
    {.name = "replace",
     .params = {STRING("input"), STRING("pattern"), STRING("replacement"), FLAGS},
     .result = FEEL_TYPE_STRING,
     .call = call_replace,
     .doc_zh = "把正则表达式的每处匹配换成替换文字，其中 $1、$2…… 是各组匹配到的文字，$0 是整个匹配；标志见 matches。",
     .doc_en = "Replaces every match of a regular expression; $1, $2 ... in the replacement are what its groups "
               "matched, $0 the whole match. Flags as for matches.",
     .example = "replace(\"abcd\", \"(ab)|(a)\", \"[1=$1][2=$2]\") = \"[1=ab][2=]cd\""},
    {.name = "contains",
     .params = {STRING("string"), STRING("match")},
     .result = FEEL_TYPE_BOOLEAN,
     .call = call_contains,
     .doc_zh = "字符串中是否含有这段文字？",
     .doc_en = "Does the string contain the match?",
     .example = "contains(\"foobar\", \"ob\")"},
    {.name = "starts with",
     .params = {STRING("string"), STRING("match")},
     .result = FEEL_TYPE_BOOLEAN,
     .call = call_starts_with,
     .doc_zh = "字符串是否以这段文字开头？",
     .doc_en = "Does the string start with the match?",
     .example = "starts with(\"foobar\", \"fo\")"},
    {.name = "ends with",
     .params = {STRING("string"), STRING("match")},
     .result = FEEL_TYPE_BOOLEAN,
     .call = call_ends_with,
     .doc_zh = "字符串是否以这段文字结尾？",
     .doc_en = "Does the string end with the match?",
     .example = "ends with(\"foobar\", \"r\")"},
    {.name = "matches",
     .params = {STRING("input"), STRING("pattern"), FLAGS},
     .result = FEEL_TYPE_BOOLEAN,
     .call = call_matches,
     .doc_zh = "正则表达式（XPath 语法）是否匹配字符串的某一部分？标志：i 不分大小写，m 逐行匹配 ^ 和 $，s 点号也匹配换行，"
               "x 忽略模式中的空白。",
     .doc_en = "Does the regular expression (of XPath) match some part of the string? Flags: i ignores case, m lets ^ "
               "and $ match at every line, s lets the dot match line ends, x ignores blanks in the pattern.",
     .example = "matches(\"foobar\", \"^fo*b\")"},
    {.name = "split",
     .params = {STRING("string"), STRING("delimiter")},
     .result = FEEL_TYPE_LIST,
     .call = call_split,
     .doc_zh = "按分隔符（正则表达式）把字符串拆成列表，空的部分保留。",
     .doc_en = "The parts of a string between the matches of a delimiter (a regular expression); empty ones are kept.",
     .example = "split(\"a;b;c;;\", \";\") = [\"a\", \"b\", \"c\", \"\", \"\"]"},
    {.name = "string join",
     .params = {{"list", FEEL_P_LIST}, {"delimiter", FEEL_P_STRING | FEEL_P_OPTIONAL | FEEL_P_NULL}},
     .result = FEEL_TYPE_STRING,
     .call = call_string_join,
     .doc_zh = "把列表中的字符串连接起来，其间放分隔符；空缺的略过。",
     .doc_en = "The strings of a list put together with the delimiter between them; nulls are left out.",
     .example = "string join([\"a\", null, \"c\"], \"_\") = \"a_c\""},
    {.name = NULL},
};
