/* feel_lib_convert.c - string() and number(); those of dates and times are in feel_lib_time.c.
 * @source DMN 1.5, table 72 */
#include "feel/feel_impl.h"

static struct feel_value lib_string(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    if (args[0].kind == FEEL_NULL || args[0].kind == FEEL_STRING) return args[0];
    struct str text = feel_to_text(r->arena, args[0]);
    if (!text.p) return feel_fail(r, FEEL_MSG_VALUE_ENDLESS, NULL);
    return feel_string(text);
}

/** A separator: one of the allowed characters, or 0 for null; false for anything else. */
static bool separator(struct feel_value v, struct str allowed, char *out)
{
    *out = 0;
    if (v.kind == FEEL_NULL) return true;
    struct str s = feel_text(v);
    if (s.n != 1 || str_find(allowed, s) == allowed.n) return false;
    *out = s.p[0];
    return true;
}

/** Takes the grouping out of the whole part and makes the decimal separator a point. */
static bool plain_number(struct buf *b, struct str s, char grouping, char decimal)
{
    bool fraction = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == grouping && grouping) {
            if (fraction || i == 0 || i + 1 == s.n) return false;
            continue;
        }
        if (c == decimal) {
            fraction = true;
            c = '.';
        } else if (c == '.') {
            return false;
        }
        buf_add_char(b, c);
    }
    return true;
}

static struct feel_value lib_number(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 3);
    char grouping, decimal;
    if (!separator(args[1], STR(" ,."), &grouping) || !separator(args[2], STR(",."), &decimal) ||
        (grouping && grouping == decimal))
        return feel_fail(r, FEEL_MSG_NUMBER_SEPARATORS, NULL);
    struct buf b = {.arena = r->arena};
    struct num n;
    if (!decimal && grouping != '.') decimal = '.';
    if (!plain_number(&b, feel_text(args[0]), grouping, decimal) || !num_parse(buf_str(&b), &n))
        return feel_fail(r, FEEL_MSG_NUMBER_TEXT, FEEL_ARGS({"text", feel_text(args[0])}));
    return feel_number(n);
}

const struct feel_builtin FEEL_LIB_CONVERT[] = {
    {"number",
     {{"from", FEEL_P_STRING},
      {"grouping separator", FEEL_P_STRING | FEEL_P_NULL},
      {"decimal separator", FEEL_P_STRING | FEEL_P_NULL}},
     FEEL_TYPE_NUMBER,
     lib_number,
     "把文字读成数；要说明千位分隔符和小数点各是什么。",
     "The number that a text writes with the given separators.",
     "number(\"1.000.000,01\", \".\", \",\") = 1000000.01"},
    {"string",
     {{"from", FEEL_P_ANY | FEEL_P_NULL}},
     FEEL_TYPE_STRING,
     lib_string,
     "把值写成文字；空缺仍是空缺。",
     "The text of a value; null stays null.",
     "string(1.1) = \"1.1\""},
    {.name = NULL},
};
