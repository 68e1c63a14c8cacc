/* attach_impl.h - the file ends of attachments, for the endpoint table. */
#ifndef ATTACH_ATTACH_IMPL_H
#define ATTACH_ATTACH_IMPL_H
#include "attach/attach.h"
#include "app/stream.h"

/** Before attachment_create, on a reader: judges the file and stores its bytes; out gets name, type, size and hash. */
bool attachment_take(struct ctx *c, const struct attachment_new *in, const struct upload *file, struct attachment *out);
/** The file itself (in: struct attachment_key).  @error NOT_FOUND */
bool attachment_download(struct ctx *c, const void *in, struct download *out);
#endif
