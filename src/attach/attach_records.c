/* attach_records.c - the record tables of attach.h. */
#include "attach/attach.h"

enum {
    NAME_MAX_CHARS = 200,
    ID_MAX = 40,
    KIND_MAX = 60
};

static const char *const subject_wire[] = {"", "enterprise", "claim"};
static const char *const subject_zh[] = {"", "企业", "申请"};
static const char *const subject_en[] = {"", "Enterprise", "Claim"};
const struct enum_names SUBJECT_KIND_NAMES = {
    .name = "SubjectKind", .names = subject_wire, .zh = subject_zh, .en = subject_en, .count = COUNT(subject_wire)};

#define TABLE(T, id, ...)                                                                                              \
    static const struct field T##_fields[] = {__VA_ARGS__};                                                            \
    const struct record id = RECORD(T, T##_fields)

TABLE(attachment, ATTACHMENT, FIELD(struct attachment, id, .required = true, .zh = "标识", .en = "Id"),
      FIELD_E(struct attachment, subject_kind, SUBJECT_KIND_NAMES, .required = true, .zh = "所属类型",
              .en = "Kind of subject"),
      FIELD(struct attachment, subject_id, .required = true, .zh = "所属", .en = "Subject"),
      FIELD(struct attachment, kind, .zh = "材料类型", .en = "Kind of file"),
      FIELD(struct attachment, name, .required = true, .max = NAME_MAX_CHARS, .zh = "文件名", .en = "File name"),
      FIELD(struct attachment, content_type, .required = true, .zh = "文件类型", .en = "Content type"),
      FIELD(struct attachment, size, .required = true, .zh = "字节数", .en = "Bytes"),
      FIELD(struct attachment, sha256, .required = true, .zh = "SHA-256", .en = "SHA-256"),
      FIELD(struct attachment, created_by, .required = true, .zh = "上传人", .en = "Uploaded by"),
      FIELD(struct attachment, created, .required = true, .zh = "上传时间", .en = "Uploaded"),
      FIELD(struct attachment, actions, .required = true, .zh = "可做的事", .en = "Actions"));

TABLE(attachments, ATTACHMENTS,
      FIELD(struct attachments, items, .required = true, .of = &ATTACHMENT, .zh = "附件", .en = "Attachments"));

TABLE(attachment_key, ATTACHMENT_KEY,
      FIELD(struct attachment_key, id, .required = true, .max = ID_MAX, .zh = "标识", .en = "Id"));

TABLE(attachment_new, ATTACHMENT_NEW,
      FIELD(struct attachment_new, id, .required = true, .max = ID_MAX, .zh = "所属", .en = "Subject"),
      FIELD(struct attachment_new, kind, .max = KIND_MAX, .zh = "材料类型", .en = "Kind of file"),
      FIELD(struct attachment_new, name, .required = true, .min = 1, .max = NAME_MAX_CHARS, .zh = "文件名",
            .en = "File name", .example = "营业执照.pdf"));
