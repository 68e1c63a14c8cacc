/* intake_http.c - the web face of imports and the quarantine: a table, an upload and a download. */
#include "intake/intake_http.h"
#include "app/app.h"
#include "intake/intake.h"
#include "intake/marked.h"
#include "intake/trail.h"
#include <unistd.h>

API_RUN(import_list)
API_RUN(import_get)
API_RUN(import_map)
API_RUN(import_preview)
API_RUN(import_start)
API_RUN(import_issues)
API_RUN(import_create)
API_RUN(quarantine_list)
API_RUN(quarantine_get)
API_RUN(quarantine_accept)
API_RUN(quarantine_discard)
API_RUN(trail_list)

static bool upload(struct ctx *c, const void *in, const struct upload *file, void *out)
{
    return import_receive(c, in, file->path, out);
}

static bool accept_prepare(struct ctx *c, void *in, void *out)
{
    return quarantine_prepare(c, in, out);
}

/* ---- the same sheet back ---- */

struct csv_page {
    struct marked *marked;
    bool begun;
};

static bool emit_csv(void *arg, struct err *e, const struct cell *cells, size_t count, bool mark)
{
    (void)e, (void)mark;
    sheet_csv_line(arg, cells, count);
    return true;
}

static bool csv_next_page(struct ctx *c, void *state, struct buf *out, bool *end)
{
    struct csv_page *s = state;
    if (!s->begun) buf_add(out, STR("\xEF\xBB\xBF"));
    s->begun = true;
    return marked_next(c, s->marked, emit_csv, out, end);
}

static void unlink_later(void *path)
{
    (void)unlink(path);
}

/* "名单.xlsx" -> "名单-结果.csv" */
static struct str marked_name(struct ctx *c, struct str file_name, const char *extension)
{
    size_t dot = file_name.n;
    while (dot && file_name.p[dot - 1] != '.')
        dot--;
    struct str stem = dot > 1 ? str_sub(file_name, 0, dot - 1) : file_name;
    return arena_printf(c->arena, "%.*s-%.*s.%s", STR_ARG(stem), STR_ARG(msg_plain(c->lang, MSG_IMPORT_HEAD_RESULT)),
                        extension);
}

static bool download(struct ctx *c, const void *in, struct download *out)
{
    const struct import_sheet_query *q = in;
    struct marked *m = marked_open(c, q->id);
    if (!m) return false;
    const struct import *i = marked_import(m);
    *out = (struct download){.size = -1};
    if ((q->format ? q->format : i->format) == IMPORT_CSV) {
        struct csv_page *page = ARENA_NEW(c->arena, struct csv_page);
        page->marked = m;
        out->content_type = STR("text/csv; charset=utf-8");
        out->file_name = marked_name(c, i->file_name, "csv");
        out->next = csv_next_page;
        out->state = page;
        return true;
    }
    struct str path = arena_printf(c->arena, "%.*s/marked-%.*s.xlsx", STR_ARG(c->app->tmp_dir), STR_ARG(ctx_new_id(c)));
    arena_defer(c->arena, unlink_later, arena_cstr(c->arena, path));
    if (!import_sheet_write(c, q, path)) return false;
    out->content_type = STR("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    out->file_name = marked_name(c, i->file_name, "xlsx");
    out->file = path;
    return true;
}

static const struct api rows[] = {
    {"POST", "/imports", "createImport", "Upload a sheet; its columns are matched by their headings", &IMPORT_NEW,
     &IMPORT, RIGHT_ENTERPRISE_IMPORT, TX_WRITE, 201, NULL, import_create_run, .upload_max = SHEET_FILE_MAX,
     .upload = upload},
    {"GET", "/imports", "listImports", "Imports, the newest first", &IMPORT_QUERY, &IMPORT_PAGE,
     RIGHT_ENTERPRISE_IMPORT, TX_READ, 200, NULL, import_list_run},
    {"GET", "/imports/{id}", "getImport", "One import: columns, fields to match, progress, receipt", &IMPORT_KEY,
     &IMPORT, RIGHT_ENTERPRISE_IMPORT, TX_READ, 200, NULL, import_get_run},
    {"PUT", "/imports/{id}/mapping", "mapImport", "Say which column fills which field", &IMPORT_MAPPING, &IMPORT,
     RIGHT_ENTERPRISE_IMPORT, TX_WRITE, 200, NULL, import_map_run},
    {"GET", "/imports/{id}/preview", "previewImport", "How the first rows would be taken", &IMPORT_KEY, &IMPORT_PREVIEW,
     RIGHT_ENTERPRISE_IMPORT, TX_READ, 200, NULL, import_preview_run},
    {"POST", "/imports/{id}/start", "startImport", "Queue the import", &IMPORT_START, &IMPORT, RIGHT_ENTERPRISE_IMPORT,
     TX_WRITE, 202, NULL, import_start_run},
    {"GET", "/imports/{id}/issues", "listImportIssues", "Remarks on rows, in the order of the file",
     &IMPORT_ISSUE_QUERY, &IMPORT_ISSUE_PAGE, RIGHT_ENTERPRISE_IMPORT, TX_READ, 200, NULL, import_issues_run},
    {"GET", "/imports/{id}/sheet", "downloadImportSheet", "The same sheet back with result and reason",
     &IMPORT_SHEET_QUERY, NULL, RIGHT_ENTERPRISE_IMPORT, TX_READ, 200, .download = download},
    {"GET", "/quarantine", "listQuarantine", "Rows that somebody has to look at", &QUARANTINE_QUERY, &QUARANTINE_PAGE,
     RIGHT_ENTERPRISE_IMPORT, TX_READ, 200, NULL, quarantine_list_run},
    {"GET", "/quarantine/{id}", "getQuarantine", "One row, with enterprises of the same name", &IMPORT_KEY,
     &QUARANTINE_ITEM, RIGHT_ENTERPRISE_IMPORT, TX_READ, 200, NULL, quarantine_get_run},
    {"POST", "/quarantine/{id}/accept", "acceptQuarantine", "Take the row as corrected, or attach it to an enterprise",
     &QUARANTINE_ACCEPT, &QUARANTINE_ITEM, RIGHT_ENTERPRISE_IMPORT, TX_WRITE, 200, accept_prepare,
     quarantine_accept_run},
    {"POST", "/quarantine/{id}/discard", "discardQuarantine", "Discard the row with a reason", &QUARANTINE_DISCARD,
     &QUARANTINE_ITEM, RIGHT_ENTERPRISE_IMPORT, TX_WRITE, 200, NULL, quarantine_discard_run},
    {"GET", "/enterprises/{id}/trail", "listEnterpriseTrail",
     "What happened to an enterprise, by hand and by imports, newest first", &TRAIL_QUERY, &TRAIL_PAGE,
     RIGHT_ENTERPRISE_READ, TX_READ, 200, NULL, trail_list_run},
};
const struct api_set INTAKE_API = {"intake", rows, COUNT(rows)};
