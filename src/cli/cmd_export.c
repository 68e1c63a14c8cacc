/* cmd_export.c - nuanqiao export: the enterprises of a filter into a file. */
#include "cli/client.h"
#include "cli/commands.h"
#include "http/url.h"
#include "registry/registry.h"

static const struct field OPTIONS_FIELDS[] = {
    FIELD(struct export_options, file, .required = true, .min = 1, .max = 1000, .zh = "要写入的文件（不可已存在）",
          .en = "file to write (must not exist)"),
    FIELD_E(struct export_options, format, FILE_FORMAT_NAMES, .zh = "格式（默认按文件名）",
            .en = "format (default: by the file's name)", .example = "FORMAT"),
    FIELD(struct export_options, q, .max = 120, .zh = "名称、代码或拼音首字母",
          .en = "part of a name, a code or initials", .example = "TEXT"),
    FIELD(struct export_options, area_id, .max = 40, .zh = "片区", .en = "area", .example = "ID"),
    FIELD(struct export_options, list_id, .max = 40, .zh = "基数名单", .en = "base list", .example = "ID"),
    FIELD_E(struct export_options, flag, FLAG_KIND_NAMES, .zh = "标识", .en = "flag", .example = "FLAG"),
    FIELD_E(struct export_options, size_class, SIZE_CLASS_NAMES, .zh = "规模", .en = "size class", .example = "CLASS"),
    FIELD_E(struct export_options, kind, ENTERPRISE_KIND_NAMES, .zh = "主体类型", .en = "kind", .example = "KIND"),
    FIELD_E(struct export_options, relation, RELATION_KIND_NAMES, .zh = "与园区的关系", .en = "relation to the zone",
            .example = "KIND"),
    FIELD_E(struct export_options, state, ENTERPRISE_STATE_NAMES, .zh = "状态（默认正常）",
            .en = "state (default: active)", .example = "STATE"),
    FIELD(struct export_options, in_zone, .zh = "只含当前与园区有关系的",
          .en = "only with a relation to the zone today"),
    FIELD(struct export_options, incomplete, .zh = "只含资料不全的", .en = "only incomplete ones"),
};
const struct record EXPORT_OPTIONS = RECORD(export_options, OPTIONS_FIELDS);
static const struct field RESULT_FIELDS[] = {FIELD(struct export_result, file), FIELD(struct export_result, size)};
const struct record EXPORT_RESULT = RECORD(export_result, RESULT_FIELDS);

/* The filter's options are the parameters of the endpoint, under the same names. */
static struct str query_of(struct cli *c, const struct export_options *o)
{
    struct buf b = {.arena = c->arena};
    struct export_options in = *o;
    if (!in.format) in.format = str_ends(o->file, STR(".csv")) ? FILE_CSV : FILE_XLSX;
    buf_add(&b, STR("/enterprises/export"));
    for (size_t i = 0; i < EXPORT_OPTIONS.count; i++) {
        const struct field *f = &EXPORT_OPTIONS.fields[i];
        bool off = f->type == FIELD_BOOL && !*(const bool *)field_in(f, &in);
        if (off || field_absent(f, &in) || str_eq(str_of(f->name), STR("file"))) continue;
        buf_addf(&b, "%c%s=", str_find(buf_str(&b), STR("?")) < b.n ? '&' : '?', f->name);
        url_encode(&b, field_to_text(c->arena, f, &in));
    }
    return buf_str(&b);
}

enum cli_exit cmd_export(struct cli *c, const void *options)
{
    const struct export_options *o = options;
    struct export_result result = {.file = o->file};
    struct client *client = client_open(c);
    bool ok = client && client_download(client, query_of(c, o), o->file, &result.size);
    client_close(client);
    if (!ok) return cli_fail(c);
    cli_say(c, M(CLI_WRITTEN), S("file", result.file), I("size", result.size));
    cli_result(c, &EXPORT_RESULT, &result);
    return CLI_DONE;
}
