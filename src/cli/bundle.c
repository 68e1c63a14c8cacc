/* bundle.c - backups as packed tar files, by libarchive. */
#include "cli/bundle.h"
#include "app/crypto.h"
#include "json/json.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MANIFEST "backup.json"
enum {
    PIECE_BYTES = 1 << 16,
    MANIFEST_BYTES_MAX = 256 << 20,
    FILES_MAX = 1000000,
    NAME_BYTES_MAX = 200
};

static const struct field FILE_FIELDS[] = {
    FIELD(struct bundle_file, name, .required = true, .max = NAME_BYTES_MAX),
    FIELD(struct bundle_file, size, .required = true, .min = 0, .max = I64_EXACT),
    FIELD(struct bundle_file, sha256, .required = true, .min = 64, .max = 64),
};
const struct record BUNDLE_FILE = RECORD(bundle_file, FILE_FIELDS);
static const struct field BUNDLE_FIELDS[] = {
    FIELD(struct bundle, format, .required = true, .min = 1, .max = 1000),
    FIELD(struct bundle, program, .required = true),
    FIELD(struct bundle, store, .required = true),
    FIELD(struct bundle, schema, .required = true, .min = 0, .max = I64_EXACT),
    FIELD(struct bundle, created, .required = true),
    FIELD_L(struct bundle, files, BUNDLE_FILE, .max = FILES_MAX),
};
const struct record BUNDLE = RECORD(bundle, BUNDLE_FIELDS);

static bool fail_damaged(struct err *e, struct str name)
{
    return fail(e, ERR_MALFORMED, M(CLI_BACKUP_DAMAGED), S("name", name));
}

/* ---- writing ---- */

struct writing {
    struct arena *arena;
    struct err *e;
    struct archive *tar;
    bundle_progress *progress;
    void *arg;
    int64_t done, total; /* bytes before packing */
};

bool bundle_add(struct arena *a, struct err *e, struct bundle *b, struct str name, struct str path)
{
    struct stat st;
    if (stat(arena_cstr(a, path), &st) != 0) return fail_internal(e, "%.*s: errno %d", STR_ARG(path), errno);
    assert(name.n <= NAME_BYTES_MAX);
    *LIST_ADD(a, &b->files, struct bundle_file) =
        (struct bundle_file){.name = arena_str(a, name), .path = arena_str(a, path), .size = st.st_size};
    return true;
}

static bool fail_tar(const struct writing *w)
{
    return fail_internal(w->e, "backup: %s", archive_error_string(w->tar));
}

static bool begin_entry(const struct writing *w, struct str name, int64_t size)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, arena_cstr(w->arena, name));
    archive_entry_set_size(entry, size);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0600);
    bool ok = archive_write_header(w->tar, entry) == ARCHIVE_OK || fail_tar(w);
    archive_entry_free(entry);
    return ok;
}

static bool put(const struct writing *w, const void *p, size_t n)
{
    return archive_write_data(w->tar, p, n) == (la_ssize_t)n || fail_tar(w);
}

/* Copies exactly the bytes that were there when the file was added; a database copy and blobs never change. */
static bool put_file(struct writing *w, struct bundle_file *f)
{
    int fd = open(arena_cstr(w->arena, f->path), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return fail_internal(w->e, "%.*s: cannot be opened: errno %d", STR_ARG(f->path), errno);
    struct arena *own = arena_new();
    struct sha256 *hash = sha256_begin(own);
    char *piece = arena_alloc(own, PIECE_BYTES);
    int64_t left = f->size;
    bool ok = begin_entry(w, f->name, f->size);
    while (ok && left > 0) {
        ssize_t n = read(fd, piece, left < PIECE_BYTES ? (size_t)left : PIECE_BYTES);
        ok = n > 0 ? put(w, piece, (size_t)n) : fail_internal(w->e, "%.*s: was cut meanwhile", STR_ARG(f->path));
        if (!ok) break;
        sha256_add(hash, (struct str){piece, (size_t)n});
        left -= n;
        w->done += n;
        if (w->progress) w->progress(w->arg, w->done, w->total);
    }
    f->sha256 = sha256_end(hash, w->arena);
    arena_free(own);
    (void)close(fd);
    return ok;
}

static bool put_all(struct writing *w, struct bundle *b)
{
    struct buf text = {.arena = w->arena};
    w->total = 1;
    for (size_t i = 0; i < b->files.count; i++)
        w->total += LIST_AT(&b->files, struct bundle_file, i)->size;
    for (size_t i = 0; i < b->files.count; i++)
        if (!put_file(w, LIST_AT(&b->files, struct bundle_file, i))) return false;
    json_encode(&text, &BUNDLE, b);
    return begin_entry(w, STR(MANIFEST), (int64_t)text.n) && put(w, text.p, text.n);
}

static bool write_to(struct writing *w, int fd, struct bundle *b)
{
    w->tar = archive_write_new();
    bool ok = archive_write_set_format_pax_restricted(w->tar) == ARCHIVE_OK &&
              archive_write_add_filter_gzip(w->tar) == ARCHIVE_OK &&
              archive_write_set_filter_option(w->tar, "gzip", "compression-level", "1") == ARCHIVE_OK &&
              archive_write_open_fd(w->tar, fd) == ARCHIVE_OK;
    if (!ok) (void)fail_tar(w);
    ok = ok && put_all(w, b);
    if (ok && archive_write_close(w->tar) != ARCHIVE_OK) ok = fail_tar(w);
    if (ok && fsync(fd) != 0) ok = fail_internal(w->e, "backup: cannot be synced: errno %d", errno);
    (void)archive_write_free(w->tar);
    return ok;
}

bool bundle_write(struct arena *a, struct err *e, struct str path, struct bundle *b, bundle_progress *progress,
                  void *arg)
{
    struct writing w = {.arena = a, .e = e, .progress = progress, .arg = arg};
    const char *target = arena_cstr(a, path);
    struct str part = arena_printf(a, "%s.part", target);
    int fd = open(part.p, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return fail_internal(e, "%.*s: cannot be made: errno %d", STR_ARG(part), errno);
    bool ok = write_to(&w, fd, b);
    (void)close(fd);
    if (ok && renameat2(AT_FDCWD, part.p, AT_FDCWD, target, RENAME_NOREPLACE) != 0)
        ok = errno == EEXIST ? fail(e, ERR_CONFLICT, M(CLI_FILE_EXISTS), S("file", path))
                             : fail_internal(e, "%s: cannot be named so: errno %d", target, errno);
    if (!ok) (void)unlink(part.p);
    return ok;
}

/* ---- reading ---- */

struct reading {
    struct arena *arena;
    struct err *e;
    struct archive *tar;
    struct str path, dir;
    struct list found;   /* of struct bundle_file */
    struct str manifest; /* text of backup.json; absent until it is met */
    int64_t bytes;       /* of the packed file */
};

/* Only names that this program writes: lower-case words, digits, dots and slashes, no "..", not absolute. */
static bool name_is_safe(struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '/' || c == '-' || c == '_';
        if (!fine) return false;
    }
    return name.n > 0 && name.n <= NAME_BYTES_MAX && name.p[0] != '/' && str_find(name, STR("..")) == name.n;
}

static bool make_folders(struct arena *a, struct err *e, struct str file)
{
    char *path = arena_cstr(a, file);
    for (char *p = path + 1; *p; p++) {
        if (*p != '/') continue;
        *p = 0;
        if (mkdir(path, 0700) != 0 && errno != EEXIST) return fail_internal(e, "%s: errno %d", path, errno);
        *p = '/';
    }
    return true;
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return false;
        p += done;
        n -= (size_t)done;
    }
    return true;
}

/* The bytes of the entry that was just met: into fd, and their size and digest into f. */
static bool copy_entry(struct reading *r, int fd, struct bundle_file *f)
{
    struct arena *own = arena_new();
    struct sha256 *hash = sha256_begin(own);
    char *piece = arena_alloc(own, PIECE_BYTES);
    la_ssize_t n;
    bool ok = true;
    while (ok && (n = archive_read_data(r->tar, piece, PIECE_BYTES)) != 0) {
        ok = n > 0 || fail_damaged(r->e, f->name);
        ok = ok && (write_all(fd, piece, (size_t)n) || fail_internal(r->e, "%.*s: errno %d", STR_ARG(f->name), errno));
        if (ok) sha256_add(hash, (struct str){piece, (size_t)n});
        if (ok) f->size += n;
    }
    if (ok && fsync(fd) != 0) ok = fail_internal(r->e, "%.*s: cannot be synced: errno %d", STR_ARG(f->name), errno);
    f->sha256 = sha256_end(hash, r->arena);
    arena_free(own);
    return ok;
}

static bool extract_file(struct reading *r, struct str name)
{
    struct bundle_file *f = LIST_ADD(r->arena, &r->found, struct bundle_file);
    struct str path = arena_printf(r->arena, "%.*s/%.*s", STR_ARG(r->dir), STR_ARG(name));
    f->name = name;
    if (!make_folders(r->arena, r->e, path)) return false;
    int fd = open(path.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 && errno == EEXIST) return fail_damaged(r->e, name);
    if (fd < 0) return fail_internal(r->e, "%.*s: cannot be made: errno %d", STR_ARG(path), errno);
    bool ok = copy_entry(r, fd, f);
    (void)close(fd);
    return ok;
}

static bool read_manifest_text(struct reading *r, int64_t size)
{
    if (size < 0 || size > MANIFEST_BYTES_MAX) return fail_damaged(r->e, STR(MANIFEST));
    char *text = arena_alloc(r->arena, (size_t)size + 1);
    size_t n = 0;
    while (n < (size_t)size) {
        la_ssize_t got = archive_read_data(r->tar, text + n, (size_t)size - n);
        if (got <= 0) return fail_damaged(r->e, STR(MANIFEST));
        n += (size_t)got;
    }
    r->manifest = (struct str){text, n};
    return true;
}

static bool extract_entry(struct reading *r, struct archive_entry *entry)
{
    const char *raw = archive_entry_pathname(entry);
    struct str name = arena_str(r->arena, str_of(raw ? raw : ""));
    if (str_eq(name, STR(MANIFEST))) return read_manifest_text(r, archive_entry_size(entry));
    if (archive_entry_filetype(entry) != AE_IFREG || !name_is_safe(name)) return fail_damaged(r->e, name);
    if (r->found.count >= FILES_MAX) return fail_damaged(r->e, name);
    return extract_file(r, name);
}

static bool extract_all(struct reading *r, bundle_progress *progress, void *arg)
{
    struct archive_entry *entry;
    int got;
    while ((got = archive_read_next_header(r->tar, &entry)) == ARCHIVE_OK) {
        if (!extract_entry(r, entry)) return false;
        if (progress && r->bytes > 0) progress(arg, archive_filter_bytes(r->tar, -1), r->bytes);
    }
    if (got == ARCHIVE_EOF && r->manifest.p) return true;
    if (r->found.count == 0) return fail(r->e, ERR_MALFORMED, M(CLI_NOT_A_BACKUP), S("file", r->path));
    return fail_damaged(r->e, STR(MANIFEST));
}

/* Every file that the manifest names is there as it says, and no other. */
static bool compare(struct reading *r, struct bundle *out)
{
    struct err inner = {.arena = r->arena};
    if (!json_decode(r->arena, &inner, &BUNDLE, r->manifest, out)) return fail_damaged(r->e, STR(MANIFEST));
    if (out->format > BUNDLE_FORMAT) return fail(r->e, ERR_MALFORMED, M(CLI_BACKUP_NEWER), S("version", out->program));
    for (size_t i = 0; i < out->files.count; i++) {
        const struct bundle_file *want = LIST_AT(&out->files, struct bundle_file, i);
        if (i >= r->found.count) return fail_damaged(r->e, want->name);
        const struct bundle_file *got = LIST_AT(&r->found, struct bundle_file, i); /* written in the same order */
        if (!str_eq(want->name, got->name) || want->size != got->size || !str_eq(want->sha256, got->sha256))
            return fail_damaged(r->e, want->name);
    }
    return r->found.count == out->files.count || fail_damaged(r->e, STR(MANIFEST));
}

bool bundle_extract(struct arena *a, struct err *e, struct str path, struct str dir, struct bundle *out,
                    bundle_progress *progress, void *arg)
{
    struct stat st;
    struct reading r = {.arena = a, .e = e, .path = path, .dir = dir};
    int fd = open(arena_cstr(a, path), O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        if (fd >= 0) (void)close(fd);
        return fail(e, ERR_NOT_FOUND, M(CLI_FILE_MISSING), S("file", path));
    }
    r.bytes = st.st_size;
    r.tar = archive_read_new();
    bool ok = archive_read_support_filter_gzip(r.tar) == ARCHIVE_OK &&
              archive_read_support_format_tar(r.tar) == ARCHIVE_OK &&
              archive_read_open_fd(r.tar, fd, PIECE_BYTES) == ARCHIVE_OK;
    if (!ok) (void)fail(e, ERR_MALFORMED, M(CLI_NOT_A_BACKUP), S("file", path));
    ok = ok && extract_all(&r, progress, arg) && compare(&r, out);
    (void)archive_read_free(r.tar);
    (void)close(fd);
    return ok;
}
