/* attach_impl.h - the file ends of attachments, for the endpoint table. */
#ifndef ATTACH_ATTACH_IMPL_H
#define ATTACH_ATTACH_IMPL_H
#include "attach/attach.h"

/** Before attachment_create, on a reader: judges the file at path and stores its bytes; out gets name, type, size,
 * hash.
 *  @error MEDIA_TYPE, TOO_LARGE, INVALID, NOT_FOUND */
bool attachment_take(struct ctx *c, enum subject_kind kind, const struct attachment_new *in, struct str path,
                     int64_t size, struct attachment *out);
/** The record and where its bytes lie.  @error NOT_FOUND */
bool attachment_file(struct ctx *c, const struct attachment_key *in, struct attachment *out, struct str *path);
#endif
