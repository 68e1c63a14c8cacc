/* blob.c - see blob.h. */
#include "attach/blob.h"
#include "app/app.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PIECE = 64 * 1024,
    ZIP_TAIL = 22 + 65535,
    ZIP_ENTRY = 46,
    ZIP_ENTRIES_MAX = 10000
};

const char *blob_content_type(enum blob_type t)
{
    switch (t) {
    case BLOB_PDF:
        return "application/pdf";
    case BLOB_PNG:
        return "image/png";
    case BLOB_JPEG:
        return "image/jpeg";
    case BLOB_XLSX:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    case BLOB_DOCX:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    case BLOB_OFD:
        return "application/ofd";
    case BLOB_TEXT:
        return "text/plain; charset=utf-8";
    case BLOB_REFUSED:
        break;
    }
    return "application/octet-stream";
}

const char *blob_endings(enum blob_type t)
{
    switch (t) {
    case BLOB_PDF:
        return "pdf";
    case BLOB_PNG:
        return "png";
    case BLOB_JPEG:
        return "jpg jpeg";
    case BLOB_XLSX:
        return "xlsx";
    case BLOB_DOCX:
        return "docx";
    case BLOB_OFD:
        return "ofd";
    case BLOB_TEXT:
        return "csv txt";
    case BLOB_REFUSED:
        break;
    }
    return "";
}

/* Letters and digits behind the last point of a name, at most five and not digits alone; absent: it has no ending. */
static struct str ending_of(struct str name)
{
    enum {
        ENDING_MAX = 5
    };
    size_t at = name.n;
    bool letter = false;
    while (at > 0 && name.p[at - 1] != '.') {
        char ch = name.p[--at];
        bool is_letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
        if (!is_letter && !(ch >= '0' && ch <= '9')) return (struct str){0};
        letter = letter || is_letter;
    }
    return at > 0 && letter && name.n - at <= ENDING_MAX ? str_sub(name, at, name.n) : (struct str){0};
}

bool blob_name_fits(enum blob_type t, struct str name)
{
    struct str ending = ending_of(name), rest = str_of(blob_endings(t));
    if (!ending.n) return true;
    while (rest.n)
        if (str_eq_nocase(str_part(&rest, ' '), ending)) return true;
    return false;
}

/* ---- what a file is ---- */

static bool begins(struct str s, const char *magic, size_t n)
{
    return str_starts(s, (struct str){magic, n});
}

static uint32_t le(const char *p, int bytes)
{
    uint32_t v = 0;
    for (int i = bytes - 1; i >= 0; i--)
        v = v << 8 | (unsigned char)p[i];
    return v;
}

/* The kind of office file by the names in the zip's central directory; never unpacks anything. */
static enum blob_type zip_type(struct str s)
{
    size_t from = s.n > ZIP_TAIL ? s.n - ZIP_TAIL : 0, end = s.n;
    for (size_t at = s.n >= 22 ? s.n - 22 + 1 : 0; at-- > from;) {
        if (memcmp(s.p + at, "PK\5\6", 4) == 0) {
            end = at;
            break;
        }
    }
    if (end == s.n) return BLOB_REFUSED;
    size_t at = le(s.p + end + 16, 4);
    bool types = false, sheet = false, word = false, ofd = false, macro = false;
    for (int i = 0; i < ZIP_ENTRIES_MAX && at <= end && end - at >= ZIP_ENTRY; i++) {
        if (memcmp(s.p + at, "PK\1\2", 4) != 0) break;
        size_t name_n = le(s.p + at + 28, 2), skip = name_n + le(s.p + at + 30, 2) + le(s.p + at + 32, 2);
        if (end - at < ZIP_ENTRY + name_n) break;
        struct str name = {s.p + at + ZIP_ENTRY, name_n};
        types = types || str_eq(name, STR("[Content_Types].xml"));
        sheet = sheet || str_eq(name, STR("xl/workbook.xml"));
        word = word || str_eq(name, STR("word/document.xml"));
        ofd = ofd || str_eq(name, STR("OFD.xml"));
        macro = macro || str_ends(name, STR("vbaProject.bin"));
        at += ZIP_ENTRY + skip;
    }
    if (macro) return BLOB_REFUSED;
    if (ofd) return BLOB_OFD;
    return !types ? BLOB_REFUSED : sheet ? BLOB_XLSX : word ? BLOB_DOCX : BLOB_REFUSED;
}

static bool is_plain_text(struct str s)
{
    if (begins(s, "\xEF\xBB\xBF", 3)) s = str_sub(s, 3, s.n);
    struct str seen = str_trim(s);
    if (seen.n == 0 || seen.p[0] == '<' || begins(seen, "#!", 2)) return false; /* markup and scripts */
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) return false;
    }
    return utf8_valid(s);
}

static enum blob_type type_of(struct str s)
{
    if (begins(s, "%PDF-", 5)) return BLOB_PDF;
    if (begins(s, "\x89PNG\r\n\x1A\n", 8)) return BLOB_PNG;
    if (begins(s, "\xFF\xD8\xFF", 3)) return BLOB_JPEG;
    if (begins(s, "PK\3\4", 4)) return zip_type(s);
    return is_plain_text(s) ? BLOB_TEXT : BLOB_REFUSED;
}

static bool read_whole(struct arena *a, struct err *e, struct str path, struct str *out)
{
    int fd = open(arena_cstr(a, path), O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        if (fd >= 0) (void)close(fd);
        return fail_internal(e, "cannot open %.*s: %s", STR_ARG(path), strerror(errno));
    }
    char *p = arena_alloc(a, (size_t)st.st_size + 1);
    size_t n = 0;
    while (n < (size_t)st.st_size) {
        ssize_t got = read(fd, p + n, (size_t)st.st_size - n);
        if (got <= 0) break;
        n += (size_t)got;
    }
    (void)close(fd);
    *out = (struct str){p, n};
    return n == (size_t)st.st_size || fail_internal(e, "cannot read %.*s", STR_ARG(path));
}

bool blob_sniff(struct arena *a, struct err *e, struct str path, enum blob_type *out)
{
    struct arena *own = arena_new(); /* up to 20 MiB that the request need not keep */
    struct str s = {0};
    (void)a;
    bool ok = read_whole(own, e, path, &s);
    if (ok) *out = type_of(s);
    arena_free(own);
    return ok;
}

/* ---- the store of files ---- */

struct str blob_path(struct arena *a, struct str data_dir, struct str sha256)
{
    assert(sha256.n == 64);
    return arena_printf(a, "%.*s/blobs/%.2s/%.2s/%.*s", STR_ARG(data_dir), sha256.p, sha256.p + 2, STR_ARG(sha256));
}

bool blob_exists(struct arena *a, struct str data_dir, struct str sha256)
{
    return access(arena_cstr(a, blob_path(a, data_dir, sha256)), R_OK) == 0;
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t put = write(fd, p, n);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        p += put;
        n -= (size_t)put;
    }
    return true;
}

/* Copies in to out and hashes on the way. */
static bool copy_hash(struct arena *a, int in, int out, struct blob *blob)
{
    struct sha256 *h = sha256_begin(a);
    char *piece = arena_alloc(a, PIECE);
    ssize_t n;
    while ((n = read(in, piece, PIECE)) > 0 || (n < 0 && errno == EINTR)) {
        if (n < 0) continue;
        sha256_add(h, (struct str){piece, (size_t)n});
        if (!write_all(out, piece, (size_t)n)) return false;
        blob->size += n;
    }
    blob->sha256 = sha256_end(h, a);
    return n == 0 && fsync(out) == 0;
}

static bool sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) (void)close(fd);
    return ok;
}

static bool make_folder(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

/* Moves the temporary file to its name and makes the name durable: the file was synced, the folders are now. */
static bool settle(struct arena *a, struct str data_dir, const char *temp, struct str sha256)
{
    const char *root = arena_cstr(a, arena_printf(a, "%.*s/blobs", STR_ARG(data_dir)));
    const char *outer = arena_cstr(a, arena_printf(a, "%s/%.2s", root, sha256.p));
    const char *inner = arena_cstr(a, arena_printf(a, "%s/%.2s", outer, sha256.p + 2));
    const char *path = arena_cstr(a, blob_path(a, data_dir, sha256));
    if (access(path, R_OK) == 0) return utimensat(AT_FDCWD, path, NULL, 0) == 0; /* young again: no sweep takes it */
    return make_folder(root) && make_folder(outer) && make_folder(inner) && rename(temp, path) == 0 &&
           sync_folder(inner) && sync_folder(outer) && sync_folder(root);
}

bool blob_put(struct arena *a, struct err *e, struct str data_dir, struct str path, struct blob *out)
{
    *out = (struct blob){0};
    char *temp = arena_cstr(a, arena_printf(a, "%.*s/tmp/blob-XXXXXX", STR_ARG(data_dir)));
    int in = open(arena_cstr(a, path), O_RDONLY | O_CLOEXEC);
    if (in < 0) return fail_internal(e, "cannot open %.*s: %s", STR_ARG(path), strerror(errno));
    int fd = mkostemp(temp, O_CLOEXEC);
    bool ok = fd >= 0 && copy_hash(a, in, fd, out);
    int why = errno;
    if (fd >= 0 && close(fd) != 0) ok = false;
    (void)close(in);
    ok = ok && settle(a, data_dir, temp, out->sha256);
    if (!ok && why == 0) why = errno;
    if (fd >= 0) (void)unlink(temp);
    return ok || fail_internal(e, "cannot store a blob under %.*s: %s", STR_ARG(data_dir), strerror(why));
}

bool blob_remove(struct arena *a, struct err *e, struct str data_dir, struct str sha256)
{
    if (unlink(arena_cstr(a, blob_path(a, data_dir, sha256))) == 0 || errno == ENOENT) return true;
    return fail_internal(e, "cannot remove blob %.*s: %s", STR_ARG(sha256), strerror(errno));
}
