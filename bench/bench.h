/* bench.h - what the measuring programs have in common: time, ends with a reason, and runs on both databases. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H
#include "app/app.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/** Seconds of the wall. */
static inline double bench_now_s(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/** Says what went wrong, and ends. */
static inline void bench_die(const char *what, const struct err *e)
{
    struct arena *a = arena_new();
    fprintf(stderr, "%s: %.*s %.*s\n", what, STR_ARG(msg_render(a, LANG_EN, &e->message)), STR_ARG(e->debug));
    exit(1);
}

/** For qsort of doubles, ascending. */
static inline int bench_by_value(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

/** Measures on a new store and returns how often something was wrong; files may be left in `folder`. */
typedef int bench_measure(const char *name, struct app *app, struct str folder);

static inline int bench_on(const char *name, struct str folder, struct str url, bench_measure *measure)
{
    struct app app = {0};
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    const struct app_options o = {.data_dir = arena_printf(a, "%.*s/%s", STR_ARG(folder), name),
                                  .store_url = url,
                                  .create = true,
                                  .migrate = true};
    if (!app_open(&app, &e, &o)) bench_die(name, &e);
    int bad = measure(name, &app, folder);
    app_close(&app);
    arena_free(a);
    return bad;
}

/** The main of a program FOLDER [POSTGRES_URL]: on SQLite in the folder and, where a URL is given, on PostgreSQL. */
static inline int bench_both(int argc, char **argv, bench_measure *measure)
{
    if (argc < 2) return 2;
    int bad = bench_on("SQLite", str_of(argv[1]), (struct str){0}, measure);
    if (argc > 2) bad |= bench_on("PostgreSQL", str_of(argv[1]), str_of(argv[2]), measure);
    return bad;
}
#endif
