/* fault_walk.h - fails the 1st, 2nd, 3rd ... database call of an operation until it succeeds; after every failure the
 * store must hold exactly what it held before.  For any operation that goes through a store: a work, a request, a job. */
#ifndef TESTS_FAULT_WALK_H
#define TESTS_FAULT_WALK_H
#include "check.h"
#include "store/store.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FAULT_WALK_MAX = 500 }; /* calls; an operation that needs more is not walked but broken */

/** Performs the operation once; true = it said that it succeeded. */
typedef bool fault_act(void *arg);

/** The rows of the whole store as its backup writes them. */
static inline struct str fault_walk_rows(struct arena *a, struct store *s)
{
    struct err e = {.arena = a};
    char name[] = "/tmp/nqfXXXXXX";
    int fd = mkstemp(name);
    FILE *f = fd >= 0 && store_backup(&e, store_url(s), str_of(name)) ? fopen(name, "r") : NULL;
    if (!f) abort();
    struct buf b = {.arena = a};
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;)
        buf_add(&b, (struct str){part, n});
    (void)fclose(f);
    (void)close(fd);
    (void)remove(name);
    return buf_str(&b);
}

/** Walks; `label` is what the rows show.  The store was opened with inject_faults and is idle.  Returns how many calls
 *  failed before the operation succeeded: assert a least number, or the walk may have walked nothing. */
static inline int64_t fault_walk(struct store *s, const char *label, fault_act *act, void *arg)
{
    struct arena *a = arena_new();
    struct str before = fault_walk_rows(a, s);
    int64_t nth = 0;
    bool ok = false;
    for (; !ok && nth < FAULT_WALK_MAX; nth++) {
        store_fault_arm(s, nth);
        ok = act(arg);
        CHECK_ROW(label, ok || store_fault_struck(s)); /* it fails for no other reason */
        store_fault_disarm(s);
        CHECK_ROW(label, ok || str_eq(fault_walk_rows(a, s), before));
    }
    CHECK_ROW(label, ok);
    CHECK_ROW(label, !str_eq(fault_walk_rows(a, s), before)); /* success has stored something */
    arena_free(a);
    return nth - 1;
}
#endif
