/* feel_lib_boolean.c - not() and is().  @source DMN 1.5, tables 73 and 81 */
#include "feel/feel_impl.h"

static struct feel_value lib_not(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r;
    assert(count == 1);
    return args[0].kind == FEEL_NULL ? args[0] : feel_boolean(!args[0].boolean);
}

/** A value left out by name is nothing, and nothing is not the same as something; a missing second value of is(x) is
 *  a mistake in writing. */
static struct feel_value lib_is(struct feel_run *r, const struct feel_value *args, size_t count)
{
    if (count < 2) {
        bool named = count == 1 && r->at && r->at->names;
        return named ? feel_boolean(false) : feel_fail(r, FEEL_MSG_IS_TWO, NULL);
    }
    int64_t left = r->steps;
    bool same = feel_is_within(args[0], args[1], &left);
    return feel_step(r, r->steps - left) ? feel_boolean(same) : FEEL_NULL_VALUE;
}

const struct feel_builtin FEEL_LIB_BOOLEAN[] = {
    {"not",
     {{"negand", FEEL_P_BOOLEAN | FEEL_P_NULL}},
     FEEL_TYPE_BOOLEAN,
     lib_not,
     "“是”变“否”，“否”变“是”；空缺仍是空缺。",
     "True becomes false and false true; null stays null.",
     "not(false)"},
    {"is",
     {{"value1", FEEL_P_ANY | FEEL_P_NULL | FEEL_P_OPTIONAL}, {"value2", FEEL_P_ANY | FEEL_P_NULL | FEEL_P_OPTIONAL}},
     FEEL_TYPE_BOOLEAN,
     lib_is,
     "两个值是否完全一样：同一种类、同一写法，时区也要相同。",
     "Whether both values are the same in kind and representation, the time zone included.",
     "is(date(\"2012-12-25\"), time(\"23:00:50\")) = false"},
    {.name = NULL},
};
