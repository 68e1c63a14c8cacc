/* archive.c - backups as zip files, by libzip. */
#include "cli/archive.h"
#include "app/crypto.h"
#include "json/json.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#define MANIFEST_NAME "backup.json"
enum { PIECE_BYTES = 1 << 16, MANIFEST_BYTES_MAX = 256 << 20, FILES_MAX = 1000000 };

static const struct field FILE_FIELDS[] = {
    FIELD(struct archive_file, name, .required = true, .max = 200),
    FIELD(struct archive_file, size, .required = true, .min = 0, .max = I64_EXACT),
    FIELD(struct archive_file, sha256, .required = true, .min = 64, .max = 64),
};
const struct record ARCHIVE_FILE = RECORD(archive_file, FILE_FIELDS);
static const struct field MANIFEST_FIELDS[] = {
    FIELD(struct archive_manifest, format, .required = true, .min = 1, .max = 1000),
    FIELD(struct archive_manifest, program, .required = true),
    FIELD(struct archive_manifest, store, .required = true),
    FIELD(struct archive_manifest, schema, .required = true, .min = 0, .max = I64_EXACT),
    FIELD(struct archive_manifest, created, .required = true),
    FIELD_L(struct archive_manifest, files, ARCHIVE_FILE, .max = FILES_MAX),
};
const struct record ARCHIVE_MANIFEST = RECORD(archive_manifest, MANIFEST_FIELDS);

static bool fail_damaged(struct err *e, struct str name)
{
    return fail(e, ERR_MALFORMED, M(CLI_BACKUP_DAMAGED), S("name", name));
}

/* ---- writing ---- */

bool archive_add(struct arena *a, struct err *e, struct archive_manifest *m, struct str name, struct str path)
{
    int fd = open(arena_cstr(a, path), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return fail_internal(e, "%.*s: cannot be opened: errno %d", STR_ARG(path), errno);
    struct arena *scratch = arena_new();
    struct sha256 *hash = sha256_begin(scratch);
    char *piece = arena_alloc(scratch, PIECE_BYTES);
    int64_t size = 0;
    ssize_t n;
    while ((n = read(fd, piece, PIECE_BYTES)) > 0) {
        sha256_add(hash, (struct str){piece, (size_t)n});
        size += n;
    }
    bool ok = n == 0 || fail_internal(e, "%.*s: cannot be read: errno %d", STR_ARG(path), errno);
    (void)close(fd);
    if (ok) {
        struct archive_file *f = LIST_ADD(a, &m->files, struct archive_file);
        *f = (struct archive_file){.name = arena_str(a, name), .path = arena_str(a, path), .size = size};
        f->sha256 = sha256_end(hash, a);
    }
    arena_free(scratch);
    return ok;
}

struct watch {
    archive_progress *progress;
    void *arg;
};

static void on_zip_progress(zip_t *z, double part, void *arg)
{
    (void)z;
    const struct watch *w = arg;
    if (w->progress) w->progress(w->arg, (int64_t)(part * 1000), 1000);
}

static bool fail_zip(struct err *e, struct str path, zip_t *z)
{
    return fail_internal(e, "%.*s: %s", STR_ARG(path), zip_strerror(z));
}

/* Entries are readable by their owner only, also when somebody unpacks the file with another program. */
static bool add_entry(struct err *e, struct str path, zip_t *z, const char *name, zip_source_t *source, bool pack)
{
    zip_int64_t at = source ? zip_file_add(z, name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0) {
        if (source) zip_source_free(source);
        return fail_zip(e, path, z);
    }
    (void)zip_set_file_compression(z, (zip_uint64_t)at, pack ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 1);
    (void)zip_file_set_external_attributes(z, (zip_uint64_t)at, 0, ZIP_OPSYS_UNIX, (zip_uint32_t)0100600u << 16);
    return true;
}

static bool add_entries(struct arena *a, struct err *e, struct str path, zip_t *z, const struct archive_manifest *m)
{
    struct buf text = {.arena = a};
    json_encode(&text, &ARCHIVE_MANIFEST, m);
    if (!add_entry(e, path, z, MANIFEST_NAME, zip_source_buffer(z, text.p, text.n, 0), true)) return false;
    for (size_t i = 0; i < m->files.count; i++) {
        const struct archive_file *f = LIST_AT(&m->files, struct archive_file, i);
        /* A length, so that a file that grew since archive_add is stored as it was digested. */
        zip_source_t *source = zip_source_file(z, arena_cstr(a, f->path), 0, f->size ? f->size : -1);
        bool blob = str_starts(f->name, STR("blobs/"));
        if (!add_entry(e, path, z, arena_cstr(a, f->name), source, !blob)) return false;
    }
    return true;
}

static bool sync_path(struct err *e, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (!ok) (void)fail_internal(e, "%s: cannot be synced: errno %d", path, errno);
    if (fd >= 0) (void)close(fd);
    return ok;
}

bool archive_write(struct arena *a, struct err *e, struct str path, const struct archive_manifest *m,
                   archive_progress *progress, void *arg)
{
    struct watch watch = {progress, arg};
    int code = 0;
    mode_t mask = umask(077);
    zip_t *z = zip_open(arena_cstr(a, path), ZIP_CREATE | ZIP_EXCL, &code);
    bool ok = false;
    if (!z && code == ZIP_ER_EXISTS) {
        (void)fail(e, ERR_CONFLICT, M(CLI_FILE_EXISTS), S("file", path));
    } else if (!z) {
        (void)fail_internal(e, "%.*s: libzip error %d", STR_ARG(path), code);
    } else {
        (void)zip_register_progress_callback_with_state(z, 0.002, on_zip_progress, NULL, &watch);
        ok = add_entries(a, e, path, z, m);
        if (ok && zip_close(z) != 0) ok = fail_zip(e, path, z);
        if (!ok) zip_discard(z);
    }
    (void)umask(mask);
    return ok && sync_path(e, arena_cstr(a, path));
}

/* ---- reading ---- */

static zip_t *open_backup(struct arena *a, struct err *e, struct str path)
{
    int code = 0;
    zip_t *z = zip_open(arena_cstr(a, path), ZIP_RDONLY, &code);
    if (z) return z;
    if (code == ZIP_ER_NOENT || code == ZIP_ER_OPEN)
        (void)fail(e, ERR_NOT_FOUND, M(CLI_FILE_MISSING), S("file", path));
    else
        (void)fail(e, ERR_MALFORMED, M(CLI_NOT_A_BACKUP), S("file", path));
    return NULL;
}

static bool read_manifest(struct arena *a, struct err *e, struct str path, zip_t *z, struct archive_manifest *out)
{
    zip_stat_t st;
    if (zip_stat(z, MANIFEST_NAME, 0, &st) != 0 || st.size > MANIFEST_BYTES_MAX)
        return fail(e, ERR_MALFORMED, M(CLI_NOT_A_BACKUP), S("file", path));
    char *text = arena_alloc(a, (size_t)st.size + 1);
    zip_file_t *f = zip_fopen(z, MANIFEST_NAME, 0);
    zip_int64_t n = f ? zip_fread(f, text, st.size) : -1;
    if (f) (void)zip_fclose(f);
    if (n < 0 || (zip_uint64_t)n != st.size) return fail_damaged(e, STR(MANIFEST_NAME));
    struct err inner = {.arena = a};
    if (!json_decode(a, &inner, &ARCHIVE_MANIFEST, (struct str){text, (size_t)n}, out))
        return fail_damaged(e, STR(MANIFEST_NAME));
    if (out->format > ARCHIVE_FORMAT) return fail(e, ERR_MALFORMED, M(CLI_BACKUP_NEWER), S("version", out->program));
    return true;
}

bool archive_manifest_read(struct arena *a, struct err *e, struct str path, struct archive_manifest *out)
{
    zip_t *z = open_backup(a, e, path);
    if (!z) return false;
    bool ok = read_manifest(a, e, path, z, out);
    zip_discard(z);
    return ok;
}

/* Only names that this program writes: lower-case words, digits, dots and slashes, no "..", not absolute. */
static bool name_is_safe(struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '/' || c == '-' || c == '_';
        if (!fine) return false;
    }
    return name.n > 0 && name.p[0] != '/' && str_find(name, STR("..")) == name.n;
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

/* Copies one entry to fd; the digest tells whether it is what was backed up. */
static bool copy_entry(struct arena *a, struct err *e, zip_file_t *in, int fd, const struct archive_file *f)
{
    struct sha256 *hash = sha256_begin(a);
    char *piece = arena_alloc(a, PIECE_BYTES);
    int64_t size = 0;
    zip_int64_t n;
    while ((n = zip_fread(in, piece, PIECE_BYTES)) > 0) {
        size += n;
        if (size > f->size) return fail_damaged(e, f->name);
        sha256_add(hash, (struct str){piece, (size_t)n});
        if (!write_all(fd, piece, (size_t)n)) return fail_internal(e, "%.*s: errno %d", STR_ARG(f->name), errno);
    }
    if (n < 0 || size != f->size || !str_eq(sha256_end(hash, a), f->sha256)) return fail_damaged(e, f->name);
    if (fsync(fd) != 0) return fail_internal(e, "%.*s: cannot be synced: errno %d", STR_ARG(f->name), errno);
    return true;
}

static bool extract_one(struct arena *a, struct err *e, zip_t *z, struct str dir, const struct archive_file *f)
{
    if (!name_is_safe(f->name)) return fail_damaged(e, f->name);
    struct str path = arena_printf(a, "%.*s/%.*s", STR_ARG(dir), STR_ARG(f->name));
    if (!make_folders(a, e, path)) return false;
    zip_file_t *in = zip_fopen(z, arena_cstr(a, f->name), 0);
    if (!in) return fail_damaged(e, f->name);
    int fd = open(arena_cstr(a, path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool ok = fd >= 0 || fail_internal(e, "%.*s: cannot be made: errno %d", STR_ARG(path), errno);
    if (ok) ok = copy_entry(a, e, in, fd, f);
    if (fd >= 0) (void)close(fd);
    (void)zip_fclose(in);
    return ok;
}

bool archive_extract(struct arena *a, struct err *e, struct str path, struct str dir, archive_progress *progress,
                     void *arg)
{
    struct archive_manifest m = {0};
    zip_t *z = open_backup(a, e, path);
    if (!z) return false;
    bool ok = read_manifest(a, e, path, z, &m);
    struct arena *scratch = arena_new();
    for (size_t i = 0; ok && i < m.files.count; i++) {
        if (progress) progress(arg, (int64_t)i, (int64_t)m.files.count);
        ok = extract_one(scratch, e, z, dir, LIST_AT(&m.files, struct archive_file, i));
        arena_reset(scratch);
    }
    arena_free(scratch);
    zip_discard(z);
    return ok;
}
