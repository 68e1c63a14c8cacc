/* feel_java_impl.h - shared by the table of external functions and String.format. */
#ifndef FEEL_JAVA_IMPL_H
#define FEEL_JAVA_IMPL_H
#include "feel/feel_impl.h"

/** An argument or result of a method: the field of its type. */
struct feel_java_value {
    int64_t i;           /* boolean, byte, short, int, long */
    double d;            /* float, double */
    struct str s;        /* String, char */
    struct feel_value v; /* Object; the list of varargs */
};
/** The decimal digits of a number: 0.DIGITS * 10^point, without leading and trailing zeros; zero is "0" * 10^1. */
struct feel_digits {
    bool negative;
    struct str digits;
    int32_t point;
};
struct feel_digits feel_digits_of(struct arena *a, struct num n);
/** String.format(String, Object...): a[0].s with the items of a[1].v.  %s %b %c %d %x %X %o %f %e %E %n %%, with
 *  argument indexes, the flags - 0 + , ( and blank, width and precision; false (reported) for anything else. */
bool feel_java_format(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out);
#endif
