/* dmn_files.c - reads models and test files from disk. */
#include "cli/dmn_files.h"
#include "xml/xml.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

enum {
    FOLDER_DEPTH_MAX = 20,
    FILE_BYTES_MAX = 256 << 20,
    DIAGS_MAX = 100
};

bool file_read(struct arena *a, struct str path, size_t max, struct str *out)
{
    FILE *f = fopen(arena_cstr(a, path), "rb");
    struct stat info;
    if (!f) return false;
    bool good = fstat(fileno(f), &info) == 0 && S_ISREG(info.st_mode) && info.st_size >= 0;
    size_t size = good ? (size_t)info.st_size : 0;
    good = good && size <= max;
    if (good) {
        char *p = arena_alloc(a, size + 1);
        good = fread(p, 1, size, f) == size;
        *out = (struct str){.p = p, .n = size};
    }
    (void)fclose(f);
    return good;
}

static int by_text(const void *a, const void *b) { return str_cmp(*(const struct str *)a, *(const struct str *)b); }

static void walk(struct arena *a, struct str path, struct str suffix, struct list *out, int32_t depth)
{
    DIR *d = depth < FOLDER_DEPTH_MAX ? opendir(arena_cstr(a, path)) : NULL;
    if (!d) return;
    for (struct dirent *e = readdir(d); e; e = readdir(d)) {
        struct str name = str_of(e->d_name);
        struct stat info;
        if (str_starts(name, STR("."))) continue;
        struct str file = arena_printf(a, "%.*s/%s", STR_ARG(path), e->d_name);
        if (stat(file.p, &info) != 0) continue;
        if (S_ISDIR(info.st_mode))
            walk(a, file, suffix, out, depth + 1);
        else if (S_ISREG(info.st_mode) && str_ends(name, suffix))
            *LIST_ADD(a, out, struct str) = file;
    }
    (void)closedir(d);
}

bool file_walk(struct arena *a, struct str path, struct str suffix, struct list *out)
{
    struct stat info;
    if (stat(arena_cstr(a, path), &info) != 0) return false;
    if (S_ISREG(info.st_mode)) {
        *LIST_ADD(a, out, struct str) = path;
        return true;
    }
    struct str folder = path;
    while (folder.n > 1 && folder.p[folder.n - 1] == '/')
        folder.n--;
    walk(a, folder, suffix, out, 0);
    if (out->count) qsort(out->items, out->count, sizeof(struct str), by_text);
    return true;
}

struct str file_folder(struct arena *a, struct str path)
{
    size_t end = path.n;
    while (end > 0 && path.p[end - 1] != '/')
        end--;
    return end ? arena_str(a, str_sub(path, 0, end > 1 ? end - 1 : 1)) : STR(".");
}

/* ---- models ---- */

static bool now(void *data, int64_t *seconds, int32_t *nanos)
{
    struct timespec t;
    (void)data;
    if (clock_gettime(CLOCK_REALTIME, &t) != 0) return false;
    *seconds = t.tv_sec;
    *nanos = (int32_t)t.tv_nsec;
    return true;
}

struct folder {
    struct arena *arena;
    struct str path;
    struct list files; /* struct str, once listed */
    bool listed;
};

/* The namespace that a model defines; empty when it is none. */
static struct str namespace_of(struct arena *a, struct str xml)
{
    struct arena *own = arena_new();
    struct xml_reader *r = xml_open(own, xml);
    enum xml_event event = xml_next(r);
    while (event == XML_TEXT)
        event = xml_next(r);
    struct str uri = event == XML_START ? arena_str(a, xml_attribute(r, STR("namespace"))) : STR("");
    arena_free(own);
    return uri;
}

static bool import_model(void *data, struct str uri, struct str location, struct str *xml)
{
    struct folder *f = data;
    (void)location;
    if (!f->listed) walk(f->arena, f->path, STR(".dmn"), &f->files, FOLDER_DEPTH_MAX - 1);
    f->listed = true;
    for (size_t i = 0; i < f->files.count; i++) {
        struct str text;
        if (!file_read(f->arena, *LIST_AT(&f->files, struct str, i), FILE_BYTES_MAX, &text)) continue;
        if (!str_eq(namespace_of(f->arena, text), uri)) continue;
        *xml = text;
        return true;
    }
    return false;
}

static const char ZONES[] = "/usr/share/zoneinfo";

static bool zone(void *data, struct arena *a, struct str name, struct str *tzif)
{
    (void)data;
    return feel_zone_from_folder(arena_cstr(a, str_of(ZONES)), a, name, tzif);
}

struct dmn_model *dmn_files_load(struct arena *a, struct str path, struct feel_diags *d, bool *found)
{
    struct folder folder = {.arena = a, .path = file_folder(a, path)};
    struct dmn_options options = {.host = {.now = now, .zone = zone},
                                  .limits = FEEL_LIMITS_DEFAULT,
                                  .import = import_model,
                                  .import_data = &folder};
    struct str xml;
    *found = file_read(a, path, FILE_BYTES_MAX, &xml);
    return *found ? dmn_load(xml, &options, d) : NULL;
}

/* ---- tests ---- */

static void file_failed(struct dmn_files_tests *t, struct str path, const struct feel_diags *d)
{
    struct dmn_tck_outcome outcome = {.verdict = DMN_TCK_BROKEN, .diags = *d};
    struct dmn_files_report report = {.path = path, .outcomes = &outcome, .count = 1};
    t->failed++;
    t->each(t->data, &report);
}

static void run_case(struct dmn_files_tests *t, struct str path, struct dmn_run *run, const struct dmn_tck_case *c)
{
    struct arena *a = arena_new();
    struct dmn_files_report report = {.path = path, .c = c, .passed = true};
    struct str key = arena_printf(a, "%.*s#%.*s", STR_ARG(path), STR_ARG(c->id));
    if (t->only.n == 0 || str_find(key, t->only) < key.n) {
        struct dmn_tck_outcome *outcomes = ARENA_ARRAY(a, struct dmn_tck_outcome, c->results.count);
        report.outcomes = outcomes;
        for (size_t i = 0; i < c->results.count; i++) {
            struct dmn_tck_outcome o = dmn_tck_run(run, c, LIST_AT(&c->results, struct dmn_tck_result, i), a);
            /* The next evaluation forgets the diagnostics, so a failure is told at once, result by result. */
            report.passed = o.verdict == DMN_TCK_PASSED && report.passed;
            outcomes[i] = o;
            report.count = i + 1;
            if (o.verdict != DMN_TCK_PASSED) break;
        }
        *(report.passed ? &t->passed : &t->failed) += 1;
        t->each(t->data, &report);
    }
    arena_free(a);
}

bool dmn_files_test(struct dmn_files_tests *t, struct str path)
{
    struct arena *a = arena_new();
    struct feel_diags d = {.arena = a, .max = DIAGS_MAX};
    struct dmn_tck_file file;
    struct str xml;
    bool is_test = file_read(a, path, FILE_BYTES_MAX, &xml) && dmn_tck_is_test(xml), found = false;
    struct dmn_model *model = NULL;
    if (is_test && !dmn_tck_read(a, xml, &file, &d)) {
        file_failed(t, path, &d);
    } else if (is_test) {
        struct str folder = file_folder(a, path);
        struct str beside = arena_printf(a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(file.model_name));
        model = dmn_files_load(a, beside, &d, &found);
        if (!found) {
            feel_report(&d, FEEL_ERROR, FEEL_MSG_TCK_MODEL, NULL, (struct feel_span){0},
                        FEEL_ARGS({"name", file.model_name}));
        }
        if (!model) file_failed(t, path, &d);
    }
    struct dmn_run *run = model ? dmn_run_new(model) : NULL;
    for (size_t i = 0; run && i < file.cases.count; i++)
        run_case(t, path, run, LIST_AT(&file.cases, struct dmn_tck_case, i));
    dmn_run_free(run);
    dmn_model_free(model);
    arena_free(a);
    return is_test;
}
