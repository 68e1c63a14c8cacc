/* blob.h - files by their SHA-256 under DATA/blobs/ab/cd/: written once, synced, shared. */
#ifndef ATTACH_BLOB_H
#define ATTACH_BLOB_H
#include "app/ctx.h"

/** What a file is, by its content; the name never decides. */
enum blob_type {
    BLOB_REFUSED, /* empty, an executable, html, svg, a script, anything unknown */
    BLOB_PDF,
    BLOB_PNG,
    BLOB_JPEG,
    BLOB_XLSX,
    BLOB_DOCX,
    BLOB_OFD,  /* GB/T 33190 */
    BLOB_TEXT, /* UTF-8 without control characters: csv, txt */
};
struct blob {
    struct str sha256; /* 64 hexadecimal digits */
    int64_t size;
    int32_t type; /* enum blob_type */
};
/** Content type to answer with, "application/pdf". */
const char *blob_content_type(enum blob_type t);
/** The endings of file names that fit a type, blanks between: "jpg jpeg". */
const char *blob_endings(enum blob_type t);
/** Does the name's ending, if it has one, say what the content is?  A text called list.exe does not. */
bool blob_name_fits(enum blob_type t, struct str name);
/** Looks at the first bytes (and a zip's entry names).  @error INTERNAL the file cannot be read */
bool blob_sniff(struct arena *a, struct err *e, struct str path, enum blob_type *out) MUST_USE;
/** Copies the file at path into the store unless it is there: temporary file, fsync, rename, fsync of the folder.
 *  Any content; the caller has judged it.  Not inside a write transaction. */
bool blob_put(struct arena *a, struct err *e, struct str data_dir, struct str path, struct blob *out) MUST_USE;
/** Where a blob lies; the file may be missing (asked with blob_exists). */
struct str blob_path(struct arena *a, struct str data_dir, struct str sha256);
bool blob_exists(struct arena *a, struct str data_dir, struct str sha256);
/** Removes the file of a blob that nothing refers to any more. */
bool blob_remove(struct arena *a, struct err *e, struct str data_dir, struct str sha256) MUST_USE;
#endif
