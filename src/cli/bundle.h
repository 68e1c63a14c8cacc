/* bundle.h - a backup file: a packed tar whose last entry, backup.json, names every other with its size and SHA-256. */
#ifndef CLI_BUNDLE_H
#define CLI_BUNDLE_H
#include "base/record.h"

enum {
    BUNDLE_FORMAT = 1
};

/** One file of a backup. */
struct bundle_file {
    struct str name; /* in the backup: "store.rows", "blobs/ab/cd/<sha256>" */
    int64_t size;
    struct str sha256; /* known once it was written or read */
    struct str path;   /* on disk while writing; not stored */
};
/** backup.json. */
struct bundle {
    int64_t format;
    struct str program; /* version that wrote it */
    struct str store;   /* "sqlite" or "postgresql" */
    int64_t schema;
    struct instant created;
    struct list files; /* of struct bundle_file */
};
extern const struct record BUNDLE_FILE, BUNDLE;

/** Told now and then how far the work is; total > 0. */
typedef void bundle_progress(void *arg, int64_t done, int64_t total);

/** Adds a file on disk to what will be written.  @error INTERNAL it is not there */
bool bundle_add(struct arena *a, struct err *e, struct bundle *b, struct str name, struct str path) MUST_USE;
/** Writes the backup (mode 0600, synced, complete or not there at all) and fills in the digests.
 *  @error CONFLICT the file exists, INTERNAL it cannot be written or a file changed its size meanwhile */
bool bundle_write(struct arena *a, struct err *e, struct str path, struct bundle *b, bundle_progress *progress,
                  void *arg) MUST_USE;
/** Unpacks every file below dir (folders are made, each file is synced) and compares all with the manifest.
 *  @error NOT_FOUND no such file, MALFORMED no backup, of a newer format, or damaged: names what; dir may then hold a
 * part */
bool bundle_extract(struct arena *a, struct err *e, struct str path, struct str dir, struct bundle *out,
                    bundle_progress *progress, void *arg) MUST_USE;
#endif
