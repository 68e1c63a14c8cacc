/* attach.h - files attached to records: enterprises and claims, cases later (one row in SUBJECTS each). */
#ifndef ATTACH_ATTACH_H
#define ATTACH_ATTACH_H
#include "attach/blob.h"

#define ATTACHMENT_MAX (INT64_C(20) << 20) /* bytes of one file */
enum {
    ATTACHMENTS_PER_SUBJECT = 200
};

enum subject_kind {
    SUBJECT_NONE,
    SUBJECT_ENTERPRISE,
    SUBJECT_CLAIM /* changed only while the claim is with its applicant */
};
extern const struct enum_names SUBJECT_KIND_NAMES;

struct attachment {
    struct str id;
    int32_t subject_kind;
    struct str subject_id;
    struct str kind; /* which of the files that an item asks for; of claims */
    struct str name, content_type;
    int64_t size;
    struct str sha256;
    struct str created_by;
    struct instant created;
    struct texts actions;
};
struct attachments {
    struct list items;
};
struct attachment_key {
    struct str id;
};
struct attachment_new {
    struct str id; /* enterprise or claim */
    struct str name;
    struct str kind; /* of a claim's file */
};
extern const struct record ATTACHMENT, ATTACHMENTS, ATTACHMENT_KEY, ATTACHMENT_NEW;

/** The files of an enterprise, oldest first. */
bool attachment_list(struct ctx *c, const struct attachment_key *in, struct attachments *out);
/** The files of a claim. */
bool attachment_list_claim(struct ctx *c, const struct attachment_key *in, struct attachments *out);
/** The same for who has asked for the right already: appends struct attachment, without actions. */
bool attachment_of(struct ctx *c, enum subject_kind kind, struct str subject_id, struct list *out) MUST_USE;
/** @error MEDIA_TYPE the content is of no accepted type or another than the name's ending says; CONFLICT too many, or
 *  the same file under the same name for the same kind */
bool attachment_create(struct ctx *c, const struct attachment_new *in, struct attachment *out);
/** The same for a claim; who adds or removes a file had a part in it.
 *  @error CONFLICT also when the claim is not with its applicant */
bool attachment_create_claim(struct ctx *c, const struct attachment_new *in, struct attachment *out);
/** Removes the record; the blob stays while anything refers to it (attachment_sweep).  Answers what was removed. */
bool attachment_delete(struct ctx *c, const struct attachment_key *in, struct attachment *out);
/** Deletes blobs that no attachment and no import refers to and that are older than a day; *removed counts them.
 *  `serve` runs it now and then, outside transactions. */
bool attachment_sweep(struct ctx *c, int64_t *removed);
#endif
