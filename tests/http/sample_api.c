/* sample_api.c - see sample_api.h. */
#include "sample_api.h"
#include "app/audit.h"
#include "sample_api_sql.h"
#include <stdio.h>

struct note {
    struct str name, value;
};
static const struct field NOTE_FIELDS[] = {
    FIELD(struct note, name, .required = true, .max = 40, .zh = "名称", .en = "name", .example = "colour"),
    FIELD(struct note, value, .required = true, .max = 100, .zh = "值", .en = "value", .example = "red"),
};
static const struct record NOTE = RECORD(note, NOTE_FIELDS);
static const struct field NAME_FIELDS[] = {FIELD(struct note, name, .required = true, .max = 40)};
static const struct record NAME = {"note_name", sizeof(struct note), NAME_FIELDS, COUNT(NAME_FIELDS)};

static bool audit(struct ctx *c, struct str name)
{
    return audit_record(
        c, &(struct audit_entry){
               .action = STR("note.create"), .subject_kind = STR("note"), .subject_id = name, .subject_name = name});
}

static bool note_add(struct ctx *c, const void *in, void *out)
{
    const struct note *n = in;
    *(struct note *)out = *n;
    return ctx_exec(c, &SQL_NOTE_INSERT, &NOTE, n) && audit(c, n->name);
}
/* Forgets the audit record: the dispatcher must not let it pass. */
static bool note_add_unaudited(struct ctx *c, const void *in, void *out)
{
    *(struct note *)out = *(const struct note *)in;
    return ctx_exec(c, &SQL_NOTE_INSERT, &NOTE, in);
}
/* Fails after writing; only the kept kind stays. */
static bool note_add_lost(struct ctx *c, const void *in, void *out)
{
    return note_add(c, in, out) && fail(&c->err, ERR_CONFLICT, M(CONSTRAINT));
}
static bool note_add_kept(struct ctx *c, const void *in, void *out)
{
    if (!note_add(c, in, out)) return false;
    (void)fail(&c->err, ERR_CONFLICT, M(CONSTRAINT));
    return ctx_fail_kept(c);
}
/* Who asks, as the audit trail would name him. */
static bool peer_get(struct ctx *c, const void *in, void *out)
{
    (void)in;
    *(struct note *)out = (struct note){.name = c->remote, .value = c->agent};
    return true;
}
static bool note_get(struct ctx *c, const void *in, void *out)
{
    return ctx_one(c, &SQL_NOTE_GET, &NAME, in, &NOTE, out);
}
/* prepare sees the store and puts its finding into the input. */
static bool note_copy_prepare(struct ctx *c, void *in, void *out)
{
    struct note *n = in, old;
    (void)out;
    if (!ctx_one(c, &SQL_NOTE_GET, &NAME, n, &NOTE, &old)) return false;
    n->value = arena_printf(c->arena, "%.*s, again", STR_ARG(old.value));
    n->name = arena_printf(c->arena, "%.*s-copy", STR_ARG(n->name));
    return true;
}
static bool note_upload(struct ctx *c, const void *in, const struct upload *u, void *out)
{
    struct note *n = out;
    FILE *f = fopen(arena_cstr(c->arena, u->path), "rb");
    char piece[64];
    if (!f) return fail_internal(&c->err, "no upload");
    size_t size = fread(piece, 1, sizeof piece, f);
    (void)fclose(f);
    n->name = ((const struct note *)in)->name;
    n->value = arena_printf(c->arena, "%" PRId64 " bytes: %.*s", u->size, (int)size, piece);
    return true;
}
static bool note_upload_run(struct ctx *c, const void *in, void *out)
{
    (void)in;
    return ctx_exec(c, &SQL_NOTE_INSERT, &NOTE, out) && audit(c, ((struct note *)out)->name);
}
static bool note_echo(struct ctx *c, const void *in, void *out)
{
    (void)c;
    *(struct note *)out = *(const struct note *)in;
    return true;
}

struct export
{
    struct arena *arena;
    struct note at;
};
static bool export_next(struct ctx *c, void *state, struct buf *out, bool *end)
{
    struct export *x = state;
    struct list rows = {0};
    if (!ctx_rows(c, &SQL_NOTE_PAGE, &NAME, &x->at, &NOTE, &rows)) return false;
    for (size_t i = 0; i < rows.count; i++) {
        const struct note *n = LIST_AT(&rows, struct note, i);
        buf_addf(out, "%.*s=%.*s\n", STR_ARG(n->name), STR_ARG(n->value));
        x->at.name = arena_str(x->arena, n->name);
    }
    *end = rows.count < 10;
    return true;
}
static bool note_export(struct ctx *c, const void *in, struct download *out)
{
    (void)in;
    struct export *x = ARENA_NEW(c->arena, struct export);
    *x = (struct export){.arena = c->arena, .at = {.name = STR("")}};
    *out = (struct download){.content_type = STR("text/plain; charset=utf-8"),
                             .file_name = STR("笔记.txt"),
                             .size = -1,
                             .next = export_next,
                             .state = x};
    return true;
}
/* Endless lines, for slow readers and stops. */
static bool flood_next(struct ctx *c, void *state, struct buf *out, bool *end)
{
    (void)c;
    int64_t *left = state;
    for (int i = 0; i < 1024; i++)
        buf_add(out, STR("0123456789012345678901234567890123456789012345678901234567890123"));
    *end = --*left == 0;
    return true;
}
static bool note_flood(struct ctx *c, const void *in, struct download *out)
{
    (void)in;
    int64_t *left = ARENA_NEW(c->arena, int64_t);
    *left = 160; /* 10 MiB */
    *out = (struct download){.content_type = STR("text/plain"), .size = 160 * 65536, .next = flood_next, .state = left};
    return true;
}

static const struct api ROWS[] = {
    {"POST", "/session", "sampleSignIn", "A public change, as the sign-in is", &NOTE, &NOTE, RIGHT_PUBLIC, TX_NONE,
     .run = note_echo},
    {"GET", "/peer", "peer", "Who asks?", NULL, &NOTE, RIGHT_PUBLIC, TX_NONE, .run = peer_get},
    {"GET", "/notes/{name}", "noteGet", "One note", &NAME, &NOTE, RIGHT_ENTERPRISE_READ, TX_READ, .run = note_get},
    {"POST", "/notes", "noteAdd", "Add a note", &NOTE, &NOTE, RIGHT_ENTERPRISE_EDIT, TX_WRITE, .status = 201,
     .run = note_add, .idempotent = true},
    {"POST", "/notes/unaudited", "noteUnaudited", "Forgets the audit", &NOTE, &NOTE, RIGHT_ENTERPRISE_EDIT, TX_WRITE,
     .run = note_add_unaudited},
    {"POST", "/notes/lost", "noteLost", "Fails", &NOTE, &NOTE, RIGHT_ENTERPRISE_EDIT, TX_WRITE, .run = note_add_lost},
    {"POST", "/notes/kept", "noteKept", "Fails, yet writes", &NOTE, &NOTE, RIGHT_ENTERPRISE_EDIT, TX_WRITE,
     .run = note_add_kept},
    {"POST", "/notes/{name}/copy", "noteCopy", "PREPARE and APPLY", &NAME, &NOTE, RIGHT_ENTERPRISE_EDIT, TX_WRITE,
     .status = 201, .prepare = note_copy_prepare, .run = note_add},
    {"POST", "/notes/{name}/slow", "noteSlow", "The same on the slow thread", &NAME, &NOTE, RIGHT_ENTERPRISE_EDIT,
     TX_WRITE, .status = 201, .prepare = note_copy_prepare, .run = note_add, .slow = true},
    {"POST", "/notes/file", "noteFile", "Add a note from a file", &NAME, &NOTE, RIGHT_ATTACHMENT_EDIT, TX_WRITE,
     .status = 201, .upload = note_upload, .upload_max = 2 << 20, .run = note_upload_run},
    {"GET", "/notes", "noteExport", "All notes", NULL, NULL, RIGHT_ENTERPRISE_EXPORT, TX_READ, .download = note_export},
    {"GET", "/flood", "flood", "10 MiB", NULL, NULL, RIGHT_SIGNED_IN, TX_READ, .download = note_flood},
};
const struct api_set SAMPLE_SET = {"sample", ROWS, COUNT(ROWS)};

bool sample_authenticate(struct ctx *c, const struct request *r, bool *touch)
{
    struct str who = request_cookie(r, STR("who"));
    *touch = false;
    if (who.n == 0) return true;
    c->zone_id = STR("01900000-0000-7000-8000-00000000000a");
    c->actor = (struct actor){.user_id = who, .login = who, .name = who, .system = true};
    return true;
}
