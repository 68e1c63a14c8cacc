/* feel_builtins.c - all built-in functions: the groups in the order of the guide, and finding one by its name. */
#include "feel/feel_impl.h"

const struct feel_builtin_group FEEL_BUILTIN_GROUPS[] = {
    {"convert", FEEL_LIB_CONVERT}, {"boolean", FEEL_LIB_BOOLEAN}, {"string", FEEL_LIB_STRING},
    {"list", FEEL_LIB_LIST},       {"list", FEEL_LIB_STATS},      {"number", FEEL_LIB_NUMBER},
    {"time", FEEL_LIB_TIME},       {"range", FEEL_LIB_RANGE},     {"sort", FEEL_LIB_SORT},
    {"context", FEEL_LIB_CONTEXT},
    {NULL, NULL},
};

/* Compiling asks this for names that follow no variable only, so a walk over some 90 rows is fast enough. */
const struct feel_builtin *feel_builtin_find(struct str name)
{
    for (const struct feel_builtin_group *g = FEEL_BUILTIN_GROUPS; g->name; g++)
        for (const struct feel_builtin *b = g->rows; b->name; b++)
            if (str_eq(str_of(b->name), name)) return b;
    return NULL;
}

void feel_builtin_names(void (*fn)(void *data, struct str name), void *data)
{
    for (const struct feel_builtin_group *g = FEEL_BUILTIN_GROUPS; g->name; g++) {
        const char *last = "";
        for (const struct feel_builtin *b = g->rows; b->name; b++) {
            if (strcmp(b->name, last) != 0) fn(data, str_of(b->name));
            last = b->name;
        }
    }
}
