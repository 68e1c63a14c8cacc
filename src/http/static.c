/* static.c - see static.h. */
#include "http/static.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum {
    FILES_MAX = 4000,
    BYTES_MAX = 64 << 20,
    DEPTH_MAX = 8
};

struct static_site {
    struct arena *arena;
    struct str dir;
    struct list files; /* of struct static_file, sorted by path */
    size_t bytes;
};

static const struct {
    const char *ending, *type;
} TYPES[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
    {".wasm", "application/wasm"},
};

static struct str type_of(struct str path)
{
    for (size_t i = 0; i < COUNT(TYPES); i++)
        if (str_ends(path, str_of(TYPES[i].ending))) return str_of(TYPES[i].type);
    return STR("application/octet-stream");
}

/* FNV-1a; it only tells versions of a file apart.  @source Fowler, Noll, Vo 1991 */
static uint64_t fingerprint(struct str bytes)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < bytes.n; i++)
        h = (h ^ (unsigned char)bytes.p[i]) * UINT64_C(1099511628211);
    return h;
}

static bool read_file(struct static_site *s, struct err *e, const char *path, struct str *out)
{
    FILE *file = fopen(path, "rb");
    if (!file) return fail_internal(e, "cannot open %s", path);
    struct buf b = {.arena = s->arena};
    char piece[16384];
    bool good = true;
    for (size_t n; good && (n = fread(piece, 1, sizeof piece, file)) > 0;) {
        buf_add(&b, (struct str){piece, n});
        good = b.n <= BYTES_MAX - s->bytes;
    }
    good = good && !ferror(file);
    (void)fclose(file);
    if (!good) return fail_internal(e, "cannot read %s, or the site is larger than %d bytes", path, BYTES_MAX);
    s->bytes += b.n;
    *out = buf_str(&b);
    return true;
}

/* Vite puts what carries a hash in its name under assets/. */
static bool add_file(struct static_site *s, struct err *e, const char *full, struct str path)
{
    if (s->files.count == FILES_MAX) return fail_internal(e, "more than %d files in the site", FILES_MAX);
    struct static_file f = {
        .path = path,
        .content_type = type_of(path),
        .immutable = str_starts(path, STR("/assets/")),
    };
    if (!read_file(s, e, full, &f.bytes)) return false;
    char *packed = arena_cstr(s->arena, arena_printf(s->arena, "%s.gz", full));
    struct stat st;
    if (stat(packed, &st) == 0 && !read_file(s, e, packed, &f.gzip)) return false;
    f.etag = arena_printf(s->arena, "\"%016" PRIx64 "-%zx\"", fingerprint(f.bytes), f.bytes.n);
    *LIST_ADD(s->arena, &s->files, struct static_file) = f;
    return true;
}

static bool add_folder(struct static_site *s, struct err *e, struct str below, int depth)
{
    const char *folder = arena_cstr(s->arena, arena_printf(s->arena, "%.*s%.*s", STR_ARG(s->dir), STR_ARG(below)));
    DIR *dir = depth < DEPTH_MAX ? opendir(folder) : NULL;
    if (!dir) return fail(e, ERR_NOT_FOUND, M(WEB_MISSING), S("path", str_of(folder)));
    bool good = true;
    for (const struct dirent *d; good && (d = readdir(dir)) != NULL;) {
        struct str name = str_of(d->d_name);
        if (name.p[0] == '.' || str_ends(name, STR(".gz"))) continue;
        struct str path = arena_printf(s->arena, "%.*s/%.*s", STR_ARG(below), STR_ARG(name));
        const char *full = arena_cstr(s->arena, arena_printf(s->arena, "%.*s%.*s", STR_ARG(s->dir), STR_ARG(path)));
        struct stat st;
        if (stat(full, &st) != 0) continue;
        if (S_ISDIR(st.st_mode))
            good = add_folder(s, e, path, depth + 1);
        else if (S_ISREG(st.st_mode))
            good = add_file(s, e, full, path);
    }
    (void)closedir(dir);
    return good;
}

static int by_path(const void *a, const void *b)
{
    return str_cmp(((const struct static_file *)a)->path, ((const struct static_file *)b)->path);
}

static const struct static_file *exact(const struct static_site *s, struct str path)
{
    if (s->files.count == 0) return NULL;
    struct static_file key = {.path = path};
    return bsearch(&key, s->files.items, s->files.count, sizeof key, by_path);
}

struct static_site *static_open(struct arena *a, struct err *e, struct str dir)
{
    struct static_site *s = ARENA_NEW(a, struct static_site);
    s->arena = a;
    s->dir = arena_str(a, str_ends(dir, STR("/")) ? str_sub(dir, 0, dir.n - 1) : dir);
    if (!add_folder(s, e, STR(""), 0)) return NULL;
    if (s->files.count) qsort(s->files.items, s->files.count, sizeof(struct static_file), by_path);
    if (exact(s, STR("/index.html"))) return s;
    (void)fail(e, ERR_NOT_FOUND, M(WEB_MISSING), S("path", arena_printf(a, "%.*s/index.html", STR_ARG(s->dir))));
    return NULL;
}

const struct static_file *static_find(const struct static_site *s, struct str path)
{
    const struct static_file *f = exact(s, path);
    if (f) return f;
    struct str last = path, rest = path;
    while (rest.n)
        last = str_part(&rest, '/');
    return str_find(last, STR(".")) < last.n ? NULL : exact(s, STR("/index.html"));
}

bool static_accepts_gzip(struct str accept_encoding)
{
    for (struct str rest = accept_encoding; rest.n;) {
        struct str item = str_part(&rest, ',');
        if (!str_eq_nocase(str_trim(str_part(&item, ';')), STR("gzip"))) continue;
        struct str q = str_trim(item);
        return !(str_eq(q, STR("q=0")) || str_starts(q, STR("q=0.0")));
    }
    return false;
}

bool static_unchanged(const struct static_file *f, struct str if_none_match)
{
    for (struct str rest = if_none_match; rest.n;) {
        struct str tag = str_trim(str_part(&rest, ','));
        if (str_starts(tag, STR("W/"))) tag = str_sub(tag, 2, tag.n);
        if (str_eq(tag, f->etag) || str_eq(tag, STR("*"))) return true;
    }
    return false;
}
