/* cmd_import.c - nuanqiao import: upload, map, start, wait, receipt. */
#include "cli/client.h"
#include "cli/commands.h"
#include "http/url.h"
#include "intake/intake.h"

static const struct field OPTIONS_FIELDS[] = {
    FIELD(struct import_options, file, .required = true, .min = 1, .max = 1000, .zh = "表格文件（csv 或 xlsx）",
          .en = "spreadsheet (csv or xlsx)"),
    FIELD_E(struct import_options, kind, IMPORT_KIND_NAMES, .zh = "表格内容（默认 enterprise）",
            .en = "what its rows are (default: enterprise)", .example = "KIND"),
    FIELD(struct import_options, map, .max = TEXT_MAX, .zh = "列与字段的对应，如 “公司=name,代码=uscc”",
          .en = "which heading is which field, e.g. \"Company=name,Code=uscc\"", .example = "PAIRS"),
    FIELD(struct import_options, marked, .max = 1000, .zh = "把标出问题行的原表写入此文件",
          .en = "write the same sheet with the bad rows marked", .example = "FILE"),
};
const struct record IMPORT_OPTIONS = RECORD(import_options, OPTIONS_FIELDS);
static const struct field RECEIPT_FIELDS[] = {
    FIELD(struct import_receipt, id),       FIELD(struct import_receipt, file_name),
    FIELD(struct import_receipt, rows),     FIELD(struct import_receipt, created),
    FIELD(struct import_receipt, updated),  FIELD(struct import_receipt, unchanged),
    FIELD(struct import_receipt, rejected), FIELD(struct import_receipt, quarantined),
    FIELD(struct import_receipt, warned),
};
const struct record IMPORT_RECEIPT = RECORD(import_receipt, RECEIPT_FIELDS);

static struct str base_name(struct str path)
{
    struct str name = path;
    while (path.n)
        name = str_part(&path, '/');
    return name;
}

static const struct import_column *column_of(const struct import *im, struct str header)
{
    for (size_t i = 0; i < im->columns.count; i++) {
        const struct import_column *column = LIST_AT(&im->columns, struct import_column, i);
        if (str_eq(str_trim(column->header), header)) return column;
    }
    return NULL;
}

/* The mapping that the server proposes, changed by the pairs of --map ("heading=" leaves a column out). */
static bool map_columns(struct client *client, struct cli *c, struct str pairs, struct import *im)
{
    struct import_mapping in = {.id = im->id, .version = im->version};
    for (size_t i = 0; i < im->columns.count; i++) {
        const struct import_column *column = LIST_AT(&im->columns, struct import_column, i);
        *LIST_ADD(c->arena, &in.columns, struct import_choice) =
            (struct import_choice){.index = column->index, .field = column->field};
    }
    while (pairs.n) {
        struct str field = str_part(&pairs, ','), header = str_trim(str_part(&field, '='));
        const struct import_column *column = column_of(im, header);
        if (!column) return fail_field(&c->err, STR("--map"), M(CLI_NO_COLUMN), S("name", header));
        field = str_trim(field);
        for (size_t i = 0; i < in.columns.count; i++) {
            struct import_choice *choice = LIST_AT(&in.columns, struct import_choice, i);
            if (choice->index == column->index)
                choice->field = field.n ? field : (struct str){0};
            else if (field.n && str_eq(choice->field, field))
                choice->field = (struct str){0};
        }
    }
    return client_call(client, "PUT", STR("/imports/{id}/mapping"), &IMPORT_MAPPING, &in, &IMPORT, im);
}

static bool upload(struct client *client, struct cli *c, const struct import_options *o, struct import *im)
{
    struct buf path = {.arena = c->arena};
    int32_t kind = o->kind ? o->kind : IMPORT_ENTERPRISE;
    struct str word = enum_name(&IMPORT_KIND_NAMES, kind);
    buf_addf(&path, "/imports?kind=%.*s&file_name=", STR_ARG(word));
    url_encode(&path, base_name(o->file));
    return client_upload(client, buf_str(&path), o->file, &IMPORT, im);
}

static bool import_whole(struct client *client, struct cli *c, const struct import_options *o, struct import *im)
{
    if (!upload(client, c, o, im)) return false;
    if (o->map.n && !map_columns(client, c, o->map, im)) return false;
    const struct import_start start = {.id = im->id, .version = im->version};
    if (!client_call(client, "POST", STR("/imports/{id}/start"), &IMPORT_START, &start, &IMPORT, im)) return false;
    if (!client_wait(client, im->job_id, "import")) return false;
    struct str path = arena_printf(c->arena, "/imports/%.*s", STR_ARG(im->id));
    if (!client_call(client, "GET", path, NULL, NULL, &IMPORT, im)) return false;
    if (im->state == IMPORT_FAILED) return fail(&c->err, ERR_MALFORMED, M(CLI_SERVER_SAYS), S("text", im->failure));
    int64_t size;
    if (!o->marked.n) return true;
    return client_download(client, arena_printf(c->arena, "%.*s/sheet", STR_ARG(path)), o->marked, &size);
}

enum cli_exit cmd_import(struct cli *c, const void *options)
{
    const struct import_options *o = options;
    struct import im = {0};
    bool may = !o->marked.n || client_may_write(c, o->marked);
    struct client *client = may ? client_open(c) : NULL;
    bool ok = client && import_whole(client, c, o, &im);
    client_close(client);
    if (!ok) return cli_fail(c);
    const struct import_receipt r = {.id = im.id,
                                     .file_name = im.file_name,
                                     .rows = im.rows,
                                     .created = im.created,
                                     .updated = im.updated,
                                     .unchanged = im.unchanged,
                                     .rejected = im.rejected,
                                     .quarantined = im.quarantined,
                                     .warned = im.warned};
    cli_say(c, M(CLI_RECEIPT), I("rows", r.rows), I("created", r.created), I("updated", r.updated),
            I("unchanged", r.unchanged), I("rejected", r.rejected), I("quarantined", r.quarantined),
            I("warned", r.warned));
    if (o->marked.n) cli_say(c, M(CLI_MARKED), S("file", o->marked));
    cli_result(c, &IMPORT_RECEIPT, &r);
    return r.rejected + r.quarantined > 0 ? CLI_FINDINGS : CLI_DONE;
}
