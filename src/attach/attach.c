/* attach.c - rules of attachments. */
#include "attach/attach_impl.h"
#include "app/app.h"
#include "app/audit.h"
#include "attach_sql.h"
#include "registry/registry.h"
#include <dirent.h>
#include <sys/stat.h>

enum {
    SWEEP_AGE_S = 24 * 60 * 60
};

/* A claim's files are seen by those who see the claim, changed by those who make it, and only while it is with its
 * applicant. */
static bool claim_require(struct ctx *c, enum right right, struct str id, bool change, struct str *name);

/* What a file can hang on: who may see it, who may change it.  Cases join here. */
struct subject {
    bool (*require)(struct ctx *c, enum right right, struct str id, bool change, struct str *name);
};
static const struct subject SUBJECTS[] = {
    [SUBJECT_ENTERPRISE] = {enterprise_require},
    [SUBJECT_CLAIM] = {claim_require},
};

struct attachment_params {
    struct str zone_id, id, subject_id, kind, name, content_type, sha256, created_by;
    int32_t subject_kind;
    int64_t size;
    struct instant created;
    struct str enterprise_id, actor_id;
    bool open;
};
static const struct field params_fields[] = {
    FIELD(struct attachment_params, zone_id),      FIELD(struct attachment_params, id),
    FIELD(struct attachment_params, subject_id),   FIELD(struct attachment_params, name),
    FIELD(struct attachment_params, content_type), FIELD(struct attachment_params, sha256),
    FIELD(struct attachment_params, created_by),   FIELD_E(struct attachment_params, subject_kind, SUBJECT_KIND_NAMES),
    FIELD(struct attachment_params, size),         FIELD(struct attachment_params, created),
    FIELD(struct attachment_params, kind),         FIELD(struct attachment_params, enterprise_id),
    FIELD(struct attachment_params, open),         FIELD(struct attachment_params, actor_id),
};
static const struct record PARAMS = RECORD(attachment_params, params_fields);

static bool claim_require(struct ctx *c, enum right right, struct str id, bool change, struct str *name)
{
    struct attachment_params p = {.zone_id = c->zone_id, .subject_id = id}, claim = {0};
    enum right over_claim = right == RIGHT_ATTACHMENT_EDIT ? RIGHT_CLAIM_EDIT : RIGHT_CLAIM_READ;
    bool found = false;
    if (!ctx_find(c, &SQL_CLAIM_OF, &PARAMS, &p, &PARAMS, &claim, &found)) return false;
    if (!found) return fail(&c->err, ERR_NOT_FOUND, M(NO_CLAIM));
    if (!enterprise_require(c, right, claim.enterprise_id, false, name) ||
        !enterprise_require(c, over_claim, claim.enterprise_id, false, name))
        return false;
    return !change || claim.open || fail(&c->err, ERR_CONFLICT, M(ATTACH_CLAIM_CLOSED));
}

static bool subject_require(struct ctx *c, enum right right, int32_t kind, struct str id, bool change, struct str *name)
{
    assert(kind > 0 && (size_t)kind < COUNT(SUBJECTS));
    return SUBJECTS[kind].require(c, right, id, change, name);
}

/* change: may who asks change the files of this subject now? */
static void actions(struct ctx *c, struct attachment *t, bool change)
{
    *LIST_ADD(c->arena, &t->actions.l, struct str) = STR("download");
    if (change) *LIST_ADD(c->arena, &t->actions.l, struct str) = STR("delete");
}

/* *may: files of this claim may be added and removed now; of an enterprise whoever has the right. */
static bool may_change(struct ctx *c, enum subject_kind kind, struct str id, bool *may)
{
    struct attachment_params p = {.zone_id = c->zone_id, .subject_id = id}, claim = {0};
    bool found = true;
    *may = ctx_may(c, RIGHT_ATTACHMENT_EDIT);
    if (!*may || kind != SUBJECT_CLAIM) return true;
    if (!ctx_find(c, &SQL_CLAIM_OF, &PARAMS, &p, &PARAMS, &claim, &found)) return false;
    *may = found && claim.open && (c->actor.system || ctx_may(c, RIGHT_CLAIM_EDIT));
    return true;
}

bool attachment_of(struct ctx *c, enum subject_kind kind, struct str subject_id, struct list *out)
{
    struct attachment_params p = {.zone_id = c->zone_id, .subject_kind = kind, .subject_id = subject_id};
    return ctx_rows(c, &SQL_ATTACHMENT_OF, &PARAMS, &p, &ATTACHMENT, out);
}

static bool list_of(struct ctx *c, enum subject_kind kind, struct str id, struct attachments *out)
{
    struct str name;
    bool change;
    if (!subject_require(c, RIGHT_ATTACHMENT_READ, kind, id, false, &name)) return false;
    if (!attachment_of(c, kind, id, &out->items) || !may_change(c, kind, id, &change)) return false;
    for (size_t i = 0; i < out->items.count; i++)
        actions(c, LIST_AT(&out->items, struct attachment, i), change);
    return true;
}

bool attachment_list(struct ctx *c, const struct attachment_key *in, struct attachments *out)
{
    return list_of(c, SUBJECT_ENTERPRISE, in->id, out);
}

bool attachment_list_claim(struct ctx *c, const struct attachment_key *in, struct attachments *out)
{
    return list_of(c, SUBJECT_CLAIM, in->id, out);
}

/* A name for people only: never a path, no control or direction characters that could disguise its ending. */
static struct str clean_name(struct arena *a, struct str raw)
{
    struct buf b = {.arena = a};
    for (size_t at = 0; at < raw.n;) {
        uint32_t cp = utf8_next(raw, &at);
        bool hidden = cp < 0x20 || cp == 0x7F || (cp >= 0x80 && cp < 0xA0) || (cp >= 0x200B && cp <= 0x200F) ||
                      (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF;
        if (cp == '/' || cp == '\\')
            b.n = 0;
        else if (!hidden)
            buf_add_utf8(&b, cp);
    }
    return str_trim(arena_str(a, buf_str(&b)));
}

bool attachment_take(struct ctx *c, enum subject_kind kind, const struct attachment_new *in, struct str path,
                     int64_t size, struct attachment *out)
{
    struct str subject;
    if (!subject_require(c, RIGHT_ATTACHMENT_EDIT, kind, in->id, true, &subject)) return false;
    if (size == 0) return fail(&c->err, ERR_MEDIA_TYPE, M(ATTACH_EMPTY));
    if (size > ATTACHMENT_MAX) return fail(&c->err, ERR_TOO_LARGE, M(BODY_TOO_LARGE), I("max", ATTACHMENT_MAX));
    out->name = clean_name(c->arena, in->name);
    if (out->name.n == 0) return fail_field(&c->err, STR("name"), M(TEXT_EMPTY));
    enum blob_type type = BLOB_REFUSED;
    if (!blob_sniff(c->arena, &c->err, path, &type)) return false;
    if (type == BLOB_REFUSED) return fail(&c->err, ERR_MEDIA_TYPE, M(ATTACH_TYPE));
    if (!blob_name_fits(type, out->name))
        return fail(&c->err, ERR_MEDIA_TYPE, M(ATTACH_ENDING), S("name", out->name),
                    S("endings", str_of(blob_endings(type))));
    struct blob blob;
    if (!blob_put(c->arena, &c->err, c->app->data_dir, path, &blob)) return false;
    out->content_type = str_of(blob_content_type(type));
    out->size = blob.size;
    out->sha256 = blob.sha256;
    return true;
}

static struct str actor_name(const struct ctx *c)
{
    struct str name = c->actor.name.n ? c->actor.name : c->actor.login;
    return name.n ? name : STR("-");
}

/* Whoever changed the files of a claim does not review it. */
static bool writer_add(struct ctx *c, const struct attachment *t)
{
    const struct attachment_params p = {.zone_id = c->zone_id,
                                        .subject_id = t->subject_id,
                                        .actor_id = c->actor.user_id,
                                        .created_by = actor_name(c),
                                        .created = c->now};
    if (t->subject_kind != SUBJECT_CLAIM || !c->actor.user_id.n) return true;
    return ctx_exec(c, &SQL_CLAIM_WRITER, &PARAMS, &p);
}

static bool audit(struct ctx *c, const char *action, const struct attachment *t, bool gone)
{
    struct audit_entry e = {.action = str_of(action),
                            .subject_kind = str_of(SUBJECT_KIND_NAMES.names[t->subject_kind]),
                            .subject_id = t->subject_id,
                            .subject_name = t->name};
    struct str json = audit_json(c, &ATTACHMENT, t);
    if (gone)
        e.before = json;
    else
        e.after = json;
    return audit_record(c, &e);
}

/* out holds what attachment_take found. */
static bool create_for(struct ctx *c, enum subject_kind kind, const struct attachment_new *in, struct attachment *out)
{
    struct str subject;
    if (!subject_require(c, RIGHT_ATTACHMENT_EDIT, kind, in->id, true, &subject)) return false;
    struct attachment_params p = {
        .zone_id = c->zone_id,
        .id = ctx_new_id(c),
        .subject_kind = kind,
        .subject_id = in->id,
        .kind = kind == SUBJECT_CLAIM && in->kind.n ? in->kind : (struct str){0},
        .name = out->name,
        .content_type = out->content_type,
        .size = out->size,
        .sha256 = out->sha256,
        .created_by = actor_name(c),
        .created = c->now,
    };
    struct attachment same = {0};
    struct attachment_params count = {0};
    bool found = false;
    if (!ctx_find(c, &SQL_ATTACHMENT_SAME, &PARAMS, &p, &ATTACHMENT, &same, &found) ||
        !ctx_one(c, &SQL_ATTACHMENT_COUNT, &PARAMS, &p, &PARAMS, &count))
        return false;
    if (found) return fail(&c->err, ERR_CONFLICT, M(ATTACH_TWICE), S("name", p.name));
    if (count.size >= ATTACHMENTS_PER_SUBJECT)
        return fail(&c->err, ERR_CONFLICT, M(ATTACH_MANY), I("max", ATTACHMENTS_PER_SUBJECT));
    if (!ctx_exec(c, &SQL_ATTACHMENT_INSERT, &PARAMS, &p)) return false;
    out->id = p.id;
    out->subject_kind = p.subject_kind;
    out->subject_id = p.subject_id;
    out->kind = p.kind;
    out->created_by = p.created_by;
    out->created = p.created;
    if (!writer_add(c, out) || !audit(c, "attachment.create", out, false)) return false;
    actions(c, out, true);
    return true;
}

bool attachment_create(struct ctx *c, const struct attachment_new *in, struct attachment *out)
{
    return create_for(c, SUBJECT_ENTERPRISE, in, out);
}

bool attachment_create_claim(struct ctx *c, const struct attachment_new *in, struct attachment *out)
{
    return create_for(c, SUBJECT_CLAIM, in, out);
}

/* A file of a merged enterprise may go, one of a claim under review may not. */
static bool row_get(struct ctx *c, enum right right, struct str id, bool change, struct attachment *out)
{
    struct attachment_params p = {.zone_id = c->zone_id, .id = id};
    bool found = false;
    struct str subject;
    if (!ctx_find(c, &SQL_ATTACHMENT_ROW, &PARAMS, &p, &ATTACHMENT, out, &found)) return false;
    if (!found) return fail(&c->err, ERR_NOT_FOUND, M(NO_ATTACHMENT));
    change = change && out->subject_kind == SUBJECT_CLAIM;
    return subject_require(c, right, out->subject_kind, out->subject_id, change, &subject);
}

bool attachment_delete(struct ctx *c, const struct attachment_key *in, struct attachment *out)
{
    if (!row_get(c, RIGHT_ATTACHMENT_EDIT, in->id, true, out)) return false;
    struct attachment_params p = {.zone_id = c->zone_id, .id = in->id};
    return ctx_change(c, &SQL_ATTACHMENT_REMOVE, &PARAMS, &p) && writer_add(c, out) &&
           audit(c, "attachment.delete", out, true);
}

bool attachment_file(struct ctx *c, const struct attachment_key *in, struct attachment *out, struct str *path)
{
    if (!row_get(c, RIGHT_ATTACHMENT_READ, in->id, false, out)) return false;
    *path = blob_path(c->arena, c->app->data_dir, out->sha256);
    return blob_exists(c->arena, c->app->data_dir, out->sha256) ||
           fail(&c->err, ERR_NOT_FOUND, M(ATTACH_LOST), S("name", out->name));
}

/* ---- sweep ---- */

struct sweep {
    struct ctx *c;
    struct str sha256;
    bool referenced;
};

static bool sweep_ask(struct ctx *c, void *arg)
{
    struct sweep *s = arg;
    struct attachment_params p = {.sha256 = s->sha256}, count = {0};
    if (!ctx_one(c, &SQL_BLOB_REFERENCES, &PARAMS, &p, &PARAMS, &count)) return false;
    s->referenced = count.size > 0;
    return true;
}

/* One file of the inner folder: old and unwanted? */
static bool sweep_file(struct ctx *c, const char *folder, const char *name, int64_t *removed)
{
    struct stat st;
    const char *path = arena_cstr(c->arena, arena_printf(c->arena, "%s/%s", folder, name));
    if (strlen(name) != 64 || stat(path, &st) != 0) return true;
    if (c->now.us / 1000000 - (int64_t)st.st_mtime < SWEEP_AGE_S) return true;
    struct sweep s = {.c = c, .sha256 = str_of(name)};
    if (!app_run(c, TX_READ, sweep_ask, &s)) return false;
    if (s.referenced) return true;
    /* Touched since we asked: an upload of the same content is on its way. */
    if (stat(path, &st) != 0 || c->now.us / 1000000 - (int64_t)st.st_mtime < SWEEP_AGE_S) return true;
    (*removed)++;
    return blob_remove(c->arena, &c->err, c->app->data_dir, s.sha256);
}

static bool sweep_folder(struct ctx *c, const char *folder, int depth, int64_t *removed)
{
    DIR *d = opendir(folder);
    bool ok = true;
    if (!d) return true;
    for (const struct dirent *entry; ok && (entry = readdir(d));) {
        if (entry->d_name[0] == '.') continue;
        const char *path = arena_cstr(c->arena, arena_printf(c->arena, "%s/%s", folder, entry->d_name));
        ok = depth == 0 ? sweep_file(c, folder, entry->d_name, removed) : sweep_folder(c, path, depth - 1, removed);
    }
    (void)closedir(d);
    return ok;
}

bool attachment_sweep(struct ctx *c, int64_t *removed)
{
    *removed = 0;
    return sweep_folder(c, arena_cstr(c->arena, c->app->blob_dir), 2, removed);
}
