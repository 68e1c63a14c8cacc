/* feel_java.c - external functions: C equivalents of pure static methods of java.lang. */
#include "feel/feel_impl.h"

const struct feel_java *feel_java_find(struct str class_name, struct str signature)
{
    (void)class_name;
    (void)signature;
    return NULL;
}
size_t feel_java_params(const struct feel_java *j)
{
    (void)j;
    return 0;
}
struct feel_value feel_java_call(struct feel_run *r, const struct feel_java *j, const struct feel_value *args,
                                 size_t count)
{
    (void)r;
    (void)j;
    (void)args;
    (void)count;
    return FEEL_NULL_VALUE;
}
