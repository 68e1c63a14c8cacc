/* attach_http.c - the web face of attach.h: a table. */
#include "attach/attach_http.h"
#include "attach/attach_impl.h"

API_RUN(attachment_list)
API_RUN(attachment_list_claim)
API_RUN(attachment_create)
API_RUN(attachment_create_claim)
API_RUN(attachment_delete)

static bool attachment_upload(struct ctx *c, const void *in, const struct upload *file, void *out)
{
    return attachment_take(c, SUBJECT_ENTERPRISE, in, file->path, file->size, out);
}

static bool attachment_upload_claim(struct ctx *c, const void *in, const struct upload *file, void *out)
{
    return attachment_take(c, SUBJECT_CLAIM, in, file->path, file->size, out);
}

static bool attachment_download(struct ctx *c, const void *in, struct download *out)
{
    struct attachment t = {0};
    struct str path;
    if (!attachment_file(c, in, &t, &path)) return false;
    *out = (struct download){.content_type = t.content_type, .file_name = t.name, .size = t.size, .file = path};
    return true;
}

static const struct api rows[] = {
    {"GET", "/enterprises/{id}/attachments", "listAttachments", "List the files of an enterprise", &ATTACHMENT_KEY,
     &ATTACHMENTS, RIGHT_ATTACHMENT_READ, TX_READ, .run = attachment_list_run},
    {"POST", "/enterprises/{id}/attachments", "createAttachment", "Attach a file to an enterprise", &ATTACHMENT_NEW,
     &ATTACHMENT, RIGHT_ATTACHMENT_EDIT, TX_WRITE, 201, .upload_max = ATTACHMENT_MAX, .upload = attachment_upload,
     .run = attachment_create_run},
    {"GET", "/claims/{id}/attachments", "listClaimAttachments", "List the files of a claim", &ATTACHMENT_KEY,
     &ATTACHMENTS, RIGHT_ATTACHMENT_READ, TX_READ, .run = attachment_list_claim_run},
    {"POST", "/claims/{id}/attachments", "createClaimAttachment", "Attach a file to a claim", &ATTACHMENT_NEW,
     &ATTACHMENT, RIGHT_ATTACHMENT_EDIT, TX_WRITE, 201, .upload_max = ATTACHMENT_MAX, .upload = attachment_upload_claim,
     .run = attachment_create_claim_run},
    {"GET", "/attachments/{id}/content", "getAttachmentContent", "Download a file", &ATTACHMENT_KEY, NULL,
     RIGHT_ATTACHMENT_READ, TX_READ, .download = attachment_download},
    {"DELETE", "/attachments/{id}", "deleteAttachment", "Remove a file", &ATTACHMENT_KEY, &ATTACHMENT,
     RIGHT_ATTACHMENT_EDIT, TX_WRITE, .run = attachment_delete_run},
};
const struct api_set ATTACH_API = {"attach", rows, COUNT(rows)};
