/* feel_builtins.c - all built-in functions: the groups in the order of the guide, and finding one by its name. */
#include "feel/feel_impl.h"

static const struct feel_builtin *const GROUPS[] = {FEEL_LIB_CONVERT, FEEL_LIB_BOOLEAN, FEEL_LIB_STRING, FEEL_LIB_LIST,
    FEEL_LIB_NUMBER, FEEL_LIB_TIME, FEEL_LIB_RANGE, FEEL_LIB_SORT, FEEL_LIB_CONTEXT};

/* Compiling asks this for names that follow no variable only, so a walk over some 90 rows is fast enough. */
const struct feel_builtin *feel_builtin_find(struct str name)
{
    for (size_t g = 0; g < COUNT(GROUPS); g++)
        for (const struct feel_builtin *b = GROUPS[g]; b->name; b++)
            if (str_eq(str_of(b->name), name)) return b;
    return NULL;
}

void feel_builtin_names(void (*fn)(void *data, struct str name), void *data)
{
    for (size_t g = 0; g < COUNT(GROUPS); g++) {
        const char *last = "";
        for (const struct feel_builtin *b = GROUPS[g]; b->name; b++) {
            if (strcmp(b->name, last) != 0) fn(data, str_of(b->name));
            last = b->name;
        }
    }
}
