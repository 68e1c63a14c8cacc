/* check.h - the few macros of our test programs: count, say where, print the closing line. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H
#include <stdio.h>

/* Weak: the parts of one program (a rig and its test) count together. */
__attribute__((weak)) int check_passed, check_failed, check_skipped;

/** Counts a condition; a failure prints where and what (label = what the row shows). */
#define CHECK_ROW(label, x)                                                                                            \
    ((x) ? (void)check_passed++                                                                                        \
         : (void)(check_failed++, fprintf(stderr, "%s:%d: [%s] failed: %s\n", __FILE__, __LINE__, (label), #x)))
#define CHECK(x) CHECK_ROW(__func__, x)
/** Counts n tests that could not run here and says why. */
#define CHECK_SKIP(n, why) (check_skipped += (n), (void)fprintf(stderr, "skipped: %s\n", (why)))

/** Prints the closing line that tools/run_tests.py adds up; the exit code of main. */
static inline int check_end(void)
{
    printf("%d passed, %d failed, %d skipped\n", check_passed, check_failed, check_skipped);
    return check_failed != 0;
}
#endif
