/* archive.h - a backup file: a zip with a manifest that names every other entry with its size and SHA-256. */
#ifndef CLI_ARCHIVE_H
#define CLI_ARCHIVE_H
#include "base/record.h"

enum { ARCHIVE_FORMAT = 1 };

/** One file of a backup. */
struct archive_file {
    struct str name;   /* in the backup: "nuanqiao.db", "blobs/ab/cd/<sha256>" */
    int64_t size;
    struct str sha256;
    struct str path;   /* on disk while writing; not stored */
};
/** backup.json, the manifest. */
struct archive_manifest {
    int64_t format;
    struct str program; /* version that wrote it */
    struct str store;   /* "sqlite" or "postgresql" */
    int64_t schema;
    struct instant created;
    struct list files;  /* of struct archive_file */
};
extern const struct record ARCHIVE_FILE, ARCHIVE_MANIFEST;

/** Told now and then how far the work is; total > 0. */
typedef void archive_progress(void *arg, int64_t done, int64_t total);

/** Adds a file on disk to the manifest, reading it once for its size and digest.  @error INTERNAL it cannot be read */
bool archive_add(struct arena *a, struct err *e, struct archive_manifest *m, struct str name, struct str path) MUST_USE;
/** Writes the backup (mode 0600, synced, complete or not there at all).
 *  @error CONFLICT the file exists, INTERNAL it cannot be written or a file changed meanwhile */
bool archive_write(struct arena *a, struct err *e, struct str path, const struct archive_manifest *m,
                   archive_progress *progress, void *arg) MUST_USE;
/** Reads the manifest only.  @error MALFORMED not a backup, or of a newer format; NOT_FOUND no such file */
bool archive_manifest_read(struct arena *a, struct err *e, struct str path, struct archive_manifest *out) MUST_USE;
/** Unpacks every file below dir (folders are made) and compares sizes and digests; each file is synced.
 *  @error MALFORMED damaged: names the file */
bool archive_extract(struct arena *a, struct err *e, struct str path, struct str dir, archive_progress *progress,
                     void *arg) MUST_USE;
#endif
