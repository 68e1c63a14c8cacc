/* pack_install.c - a pack into a zone: a job whose chunks each commit with the counts of what they did. */
#include "account/account.h"
#include "app/app.h"
#include "app/audit.h"
#include "cli/pack.h"
#include "intake/change.h"
#include "json/json.h"
#include "pack_sql.h"

static const char *const STATES_WIRE[] = {"", "installing", "installed"};
static const char *const STATES_ZH[] = {"", "安装中", "已安装"};
static const char *const STATES_EN[] = {"", "Installing", "Installed"};
static const struct enum_names PACK_STATE_NAMES = {
    .name = "PackState", .names = STATES_WIRE, .zh = STATES_ZH, .en = STATES_EN, .count = COUNT(STATES_WIRE)};

static const struct field NEW_FIELDS[] = {FIELD(struct pack_new, path, .required = true, .min = 1, .max = 1000)};
const struct record PACK_NEW = RECORD(pack_new, NEW_FIELDS);
static const struct field INSTALLED_FIELDS[] = {
    FIELD(struct pack_installed, id, .required = true),
    FIELD(struct pack_installed, version, .required = true),
    FIELD(struct pack_installed, digest, .required = true),
    FIELD_E(struct pack_installed, state, PACK_STATE_NAMES, .required = true),
    FIELD(struct pack_installed, created, .required = true),
    FIELD(struct pack_installed, kept, .required = true),
    FIELD(struct pack_installed, job_id),
};
const struct record PACK_INSTALLED_RECORD = RECORD(pack_installed, INSTALLED_FIELDS);

/* The row of the table; installed is its public part. */
struct pack_row {
    struct str zone_id, id, version, digest, path, manifest;
    int32_t state;
    int64_t created, kept;
    struct instant at;
};
static const struct field ROW_FIELDS[] = {
    FIELD(struct pack_row, zone_id), FIELD(struct pack_row, id),
    FIELD(struct pack_row, version), FIELD(struct pack_row, digest),
    FIELD(struct pack_row, path),    FIELD(struct pack_row, manifest, .max = 1 << 20),
    FIELD(struct pack_row, created), FIELD(struct pack_row, kept),
    FIELD(struct pack_row, at),      FIELD_E(struct pack_row, state, PACK_STATE_NAMES),
};
static const struct record PACK_ROW = RECORD(pack_row, ROW_FIELDS);

/* ---- the endpoint ---- */

static void answer(const struct pack_row *row, struct pack_installed *out)
{
    *out = (struct pack_installed){.id = row->id,
                                   .version = row->version,
                                   .digest = row->digest,
                                   .state = row->state,
                                   .created = row->created,
                                   .kept = row->kept};
}

bool pack_install_prepare(struct ctx *c, struct pack_new *in, struct pack_installed *out)
{
    (void)out;
    if (!c->actor.system) return fail(&c->err, ERR_FORBIDDEN, M(PACK_SYSTEM_ONLY));
    in->pack = ARENA_NEW(c->arena, struct pack);
    return pack_read(c->arena, &c->err, in->path, in->pack);
}

static bool start_job(struct ctx *c, const struct pack_new *in, struct pack_row *row, struct job *job)
{
    *row = (struct pack_row){.zone_id = c->zone_id,
                             .id = in->pack->manifest.id,
                             .version = in->pack->manifest.version,
                             .digest = in->pack->digest,
                             .path = in->path,
                             .manifest = in->pack->manifest_text,
                             .state = PACK_INSTALLING,
                             .at = c->now};
    return ctx_exec(c, &SQL_PACK_PUT, &PACK_ROW, row) && job_create(c, str_of(PACK_JOB.name), row->id, job);
}

bool pack_install(struct ctx *c, const struct pack_new *in, struct pack_installed *out)
{
    struct pack_row row = {.zone_id = c->zone_id, .id = in->pack->manifest.id};
    struct job job = {0};
    bool found = false, met = false;
    if (!ctx_find(c, &SQL_PACK_SELECT, &PACK_ROW, &row, &PACK_ROW, &row, &found)) return false;
    if (!job_of_subject(c, str_of(PACK_JOB.name), in->pack->manifest.id, &job, &met)) return false;
    bool equal = found && str_eq(row.digest, in->pack->digest), done = equal && row.state == PACK_INSTALLED;
    bool busy = met && (job.state == JOB_QUEUED || job.state == JOB_RUNNING);
    if (busy && !equal) return fail(&c->err, ERR_CONFLICT, M(PACK_BUSY), S("name", in->pack->manifest.id));
    if (!done && !busy && !start_job(c, in, &row, &job)) return false;
    answer(&row, out);
    if (!done) out->job_id = job.id; /* busy: the one under way, perhaps of a program that was killed */
    struct str action = done ? STR("pack.unchanged") : busy ? STR("pack.resume") : STR("pack.install");
    return audit_record(c, &(struct audit_entry){.action = action,
                                                 .subject_kind = STR("pack"),
                                                 .subject_id = row.id,
                                                 .subject_name = in->pack->manifest.name_zh,
                                                 .after = audit_json(c, &PACK_INSTALLED_RECORD, out)});
}

/* ---- the job ---- */

enum {
    ENTERPRISES_A_CHUNK = 100,
    ROWS_A_CHUNK = 200,
    FLAGS_A_CHUNK = 50
};
enum step {
    STEP_FRAME,
    STEP_ENTERPRISES,
    STEP_YEARS,
    STEP_FLAGS,
    STEP_WORKERS,
    STEP_POTS,
    STEP_POLICIES,
    STEP_END
};

struct install {
    struct pack *pack;
    struct pack_row row;
    struct places places;
    struct arena *scratch; /* of one try of one chunk */
    enum step step;
    size_t from, to;
    int64_t created, kept; /* of this try */
    const struct job *job;
};

static bool put_places(struct ctx *c, const struct list *places,
                       bool (*put)(struct ctx *, const struct zone_part *, struct zone_part *))
{
    for (size_t i = 0; i < places->count; i++) {
        const struct pack_place *p = LIST_AT(places, struct pack_place, i);
        struct zone_part in = {.code = p->code, .name_zh = p->name_zh, .name_en = p->name_en}, out = {0};
        if (!put(c, &in, &out)) return false;
    }
    return true;
}

static struct base_list *list_find(const struct base_lists *all, struct str code)
{
    for (size_t i = 0; i < all->items.count; i++) {
        struct base_list *l = LIST_AT(&all->items, struct base_list, i);
        if (str_eq(l->code, code)) return l;
    }
    return NULL;
}

static bool step_frame(struct ctx *c, struct install *w)
{
    struct base_lists all = {0};
    if (!put_places(c, &w->pack->areas, zone_area_put)) return false;
    if (!put_places(c, &w->pack->departments, zone_department_put)) return false;
    if (!base_list_list(c, NULL, &all)) return false;
    for (size_t i = 0; i < w->pack->lists.count; i++) {
        const struct base_list_new *in = LIST_AT(&w->pack->lists, struct base_list_new, i);
        struct base_list out = {0};
        bool known = list_find(&all, in->code) != NULL;
        if (!known && !base_list_create(c, in, &out)) return false;
        w->created += !known;
        w->kept += known;
    }
    return true;
}

/* The enterprises that hold the codes of rows [from, to) of a table whose rows begin with a uscc at `offset`. */
static bool find_usccs(struct ctx *c, const struct list *rows, size_t size, size_t offset, const struct install *w,
                       struct list *known)
{
    struct list keys = {0};
    for (size_t i = w->from; i < w->to; i++) {
        struct str uscc;
        memcpy(&uscc, (const char *)rows->items + i * size + offset, sizeof uscc);
        *LIST_ADD(c->arena, &keys, struct code_key) = (struct code_key){.kind = IDENTIFIER_USCC, .value = uscc};
    }
    return enterprise_find_codes(c, &keys, known);
}

static const struct enterprise_known *known_by(const struct list *known, struct str uscc)
{
    for (size_t i = 0; i < known->count; i++) {
        const struct enterprise_known *k = LIST_AT(known, struct enterprise_known, i);
        if (str_eq(k->code_value, uscc)) return k;
    }
    return NULL;
}

static bool no_such_enterprise(struct ctx *c, struct str uscc)
{
    return fail(&c->err, ERR_INVALID, M(PACK_NO_ENTERPRISE), S("code", uscc));
}

/* A new row in the trail of its enterprise; index: in its file. */
static void add_change(struct ctx *c, const struct install *w, struct list *changes, int32_t kind, size_t index,
                       struct str enterprise_id, struct str subject)
{
    *LIST_ADD(c->arena, changes, struct import_change) = (struct import_change){.zone_id = c->zone_id,
                                                                                .import_id = w->job->id,
                                                                                .chunk_no = w->job->chunk + 1,
                                                                                .row_no = (int64_t)index + 2,
                                                                                .at = c->now,
                                                                                .enterprise_id = enterprise_id,
                                                                                .origin = STR("pack"),
                                                                                .kind = kind,
                                                                                .subject = subject,
                                                                                .outcome = RESULT_CREATED};
}

static bool step_enterprises(struct ctx *c, struct install *w)
{
    struct list known = {0}, fresh = {0}, indexes = {0}, changes = {0};
    struct str digest;
    const struct list *rows = &w->pack->enterprises;
    if (!find_usccs(c, rows, sizeof(struct enterprise_draft), offsetof(struct enterprise_draft, uscc), w, &known))
        return false;
    for (size_t i = w->from; i < w->to; i++) {
        const struct enterprise_draft *row = LIST_AT(rows, struct enterprise_draft, i);
        if (known_by(&known, row->uscc)) {
            w->kept++;
            continue;
        }
        struct enterprise_draft *copy = ARENA_NEW(c->arena, struct enterprise_draft);
        *copy = *row;
        *LIST_ADD(c->arena, &fresh, struct enterprise_draft *) = copy;
        *LIST_ADD(c->arena, &indexes, size_t) = i;
    }
    w->created += (int64_t)fresh.count;
    if (fresh.count && !enterprise_insert_many(c, &fresh)) return false;
    for (size_t i = 0; i < fresh.count; i++)
        add_change(c, w, &changes, IMPORT_ENTERPRISE, *LIST_AT(&indexes, size_t, i),
                   (*LIST_AT(&fresh, struct enterprise_draft *, i))->id, (struct str){0});
    return import_changes_write(c, &changes, &digest);
}

static bool step_years(struct ctx *c, struct install *w)
{
    struct list known = {0}, asked = {0}, stored = {0}, fresh = {0}, changes = {0};
    struct str digest;
    const struct list *rows = &w->pack->years;
    if (!find_usccs(c, rows, sizeof(struct year_draft), offsetof(struct year_draft, uscc), w, &known)) return false;
    for (size_t i = w->from; i < w->to; i++) {
        struct year_draft *copy = LIST_ADD(c->arena, &asked, struct year_draft);
        *copy = *LIST_AT(rows, struct year_draft, i);
        const struct enterprise_known *k = known_by(&known, copy->uscc);
        if (!k) return no_such_enterprise(c, copy->uscc);
        copy->enterprise_id = k->stored.id;
    }
    if (!year_find_many(c, &asked, &stored)) return false;
    for (size_t i = 0; i < asked.count; i++) {
        bool there = LIST_AT(&stored, struct year_draft, i)->version > 0;
        struct year_draft *d = LIST_AT(&asked, struct year_draft, i);
        w->kept += there;
        if (there) continue;
        *LIST_ADD(c->arena, &fresh, struct year_draft *) = d;
        add_change(c, w, &changes, IMPORT_YEAR, w->from + i, d->enterprise_id,
                   arena_printf(c->arena, "%" PRId64, d->year));
    }
    w->created += (int64_t)fresh.count;
    return fresh.count == 0 || (year_put_many(c, &fresh) && import_changes_write(c, &changes, &digest));
}

static bool has_flag(const struct enterprise *e, const struct pack_flag *flag, struct str list_id)
{
    for (size_t i = 0; i < e->flags.count; i++) {
        const struct enterprise_flag *f = LIST_AT(&e->flags, struct enterprise_flag, i);
        if (f->flag == flag->flag && str_eq(f->list_id, list_id)) return true;
    }
    return false;
}

static bool add_flag(struct ctx *c, struct install *w, const struct pack_flag *flag, struct str enterprise_id,
                     const struct base_lists *lists)
{
    struct enterprise *e = ARENA_NEW(c->arena, struct enterprise);
    struct base_list *list = flag->list.n ? list_find(lists, flag->list) : NULL;
    if (flag->list.n && !list) return fail(&c->err, ERR_INVALID, M(PACK_NO_LIST), S("code", flag->list));
    struct str list_id = list ? list->id : (struct str){0};
    if (!enterprise_get(c, &(struct registry_key){.id = enterprise_id}, e)) return false;
    if (has_flag(e, flag, list_id) || (list && list->frozen)) {
        w->kept++;
        return true;
    }
    w->created++;
    const struct flag_new in = {.id = enterprise_id,
                                .flag = flag->flag,
                                .list_id = list_id,
                                .since = flag->since,
                                .until = flag->until,
                                .value = flag->value};
    return flag_add(c, &in, e);
}

static bool step_flags(struct ctx *c, struct install *w)
{
    struct list known = {0};
    struct base_lists lists = {0};
    const struct list *rows = &w->pack->flags;
    if (!base_list_list(c, NULL, &lists)) return false;
    if (!find_usccs(c, rows, sizeof(struct pack_flag), offsetof(struct pack_flag, uscc), w, &known)) return false;
    for (size_t i = w->from; i < w->to; i++) {
        const struct pack_flag *flag = LIST_AT(rows, struct pack_flag, i);
        const struct enterprise_known *k = known_by(&known, flag->uscc);
        if (!k) return no_such_enterprise(c, flag->uscc);
        if (!add_flag(c, w, flag, k->stored.id, &lists)) return false;
    }
    return true;
}

static bool worker_is_known(const struct list *stored, const struct worker_draft *d)
{
    for (size_t i = 0; i < stored->count; i++)
        if (str_eq(LIST_AT(stored, struct worker_draft, i)->id_hash, d->id_hash)) return true;
    return false;
}

static bool step_workers(struct ctx *c, struct install *w)
{
    struct list known = {0}, asked = {0}, stored = {0}, fresh = {0}, indexes = {0}, changes = {0};
    struct str digest;
    const struct list *rows = &w->pack->workers;
    if (!find_usccs(c, rows, sizeof(struct worker_draft), offsetof(struct worker_draft, uscc), w, &known)) return false;
    for (size_t i = w->from; i < w->to; i++) {
        struct worker_draft *copy = ARENA_NEW(c->arena, struct worker_draft);
        *copy = *LIST_AT(rows, struct worker_draft, i);
        const struct enterprise_known *k = known_by(&known, copy->uscc);
        if (!k) return no_such_enterprise(c, copy->uscc);
        copy->enterprise_id = k->stored.id;
        *LIST_ADD(c->arena, &asked, struct worker_draft *) = copy;
    }
    if (!worker_find_many(c, &asked, &stored)) return false;
    for (size_t i = 0; i < asked.count; i++) {
        struct worker_draft *d = *LIST_AT(&asked, struct worker_draft *, i);
        bool there = worker_is_known(&stored, d);
        w->kept += there;
        if (there) continue;
        *LIST_ADD(c->arena, &fresh, struct worker_draft *) = d;
        *LIST_ADD(c->arena, &indexes, size_t) = w->from + i;
    }
    w->created += (int64_t)fresh.count;
    if (fresh.count && !worker_insert_many(c, &fresh)) return false;
    for (size_t i = 0; i < fresh.count; i++) {
        const struct worker_draft *d = *LIST_AT(&fresh, struct worker_draft *, i);
        add_change(c, w, &changes, IMPORT_WORKER, *LIST_AT(&indexes, size_t, i), d->enterprise_id, d->id);
    }
    return import_changes_write(c, &changes, &digest);
}

static bool step_pots(struct ctx *c, struct install *w)
{
    struct policy_pack_counts n = {0};
    bool ok = pack_policies_frame(c, &w->pack->policies, &n);
    w->created += n.created;
    w->kept += n.kept;
    return ok;
}

static bool step_policies(struct ctx *c, struct install *w)
{
    struct policy_pack_counts n = {0};
    bool ok = true;
    for (size_t i = w->from; i < w->to && ok; i++)
        ok = pack_policies_document(c, &w->pack->policies, i, &n);
    w->created += n.created;
    w->kept += n.kept;
    return ok;
}

/* What a user is bound to: an area, a department, or an enterprise by its credit code. */
static bool bound_id(struct ctx *c, const struct zone_page *zone, struct str code, struct str *id)
{
    const struct list *parts[] = {&zone->areas, &zone->departments};
    struct list keys = {0}, known = {0};
    *id = (struct str){0};
    if (!code.n) return true;
    for (size_t p = 0; p < COUNT(parts); p++)
        for (size_t i = 0; i < parts[p]->count; i++)
            if (str_eq(LIST_AT(parts[p], struct zone_part, i)->code, code)) {
                *id = LIST_AT(parts[p], struct zone_part, i)->id;
                return true;
            }
    *LIST_ADD(c->arena, &keys, struct code_key) = (struct code_key){.kind = IDENTIFIER_USCC, .value = code};
    if (!enterprise_find_codes(c, &keys, &known)) return false;
    if (!known.count) return no_such_enterprise(c, code);
    *id = LIST_AT(&known, struct enterprise_known, 0)->stored.id;
    return true;
}

static bool add_users(struct ctx *c, struct install *w)
{
    struct zone_page zone = {0};
    if (!zone_get(c, NULL, &zone)) return false;
    if (!zone.zone.demo) return true; /* accounts with a known password exist in demo zones only */
    for (size_t i = 0; i < w->pack->users.count; i++) {
        const struct pack_user *u = LIST_AT(&w->pack->users, struct pack_user, i);
        struct demo_user in = {.login = u->login, .name = u->name, .password = u->password, .role = u->role};
        struct user out = {0};
        if (!bound_id(c, &zone, u->bound_to, &in.scope_id) || !account_add_demo(c, &in, &out)) return false;
    }
    return true;
}

static bool freeze_lists(struct ctx *c, const struct install *w)
{
    struct base_lists all = {0};
    if (!base_list_list(c, NULL, &all)) return false;
    for (size_t i = 0; i < w->pack->lists.count; i++) {
        const struct base_list *l = list_find(&all, LIST_AT(&w->pack->lists, struct base_list_new, i)->code);
        struct base_list out = {0};
        if (!l || l->frozen) continue;
        if (!base_list_freeze(c, &(struct base_list_freeze){.id = l->id, .version = l->version}, &out)) return false;
    }
    return true;
}

static bool step_end(struct ctx *c, struct install *w)
{
    w->row.state = PACK_INSTALLED;
    w->row.at = c->now;
    return add_users(c, w) && freeze_lists(c, w) && ctx_change(c, &SQL_PACK_STATE, &PACK_ROW, &w->row);
}

/* One try of one chunk; it may run again, so it starts from the pack as it was read. */
static bool run_step(struct ctx *c, void *arg)
{
    static bool (*const steps[])(struct ctx *, struct install *) = {
        [STEP_FRAME] = step_frame,       [STEP_ENTERPRISES] = step_enterprises,
        [STEP_YEARS] = step_years,       [STEP_FLAGS] = step_flags,
        [STEP_WORKERS] = step_workers,   [STEP_POTS] = step_pots,
        [STEP_POLICIES] = step_policies, [STEP_END] = step_end,
    };
    struct install *w = arg;
    struct arena *whole = c->arena;
    arena_reset(w->scratch);
    w->created = w->kept = 0;
    c->arena = w->scratch;
    bool ok = steps[w->step](c, w);
    w->row.created = w->created;
    w->row.kept = w->kept;
    ok = ok && ctx_change(c, &SQL_PACK_COUNT, &PACK_ROW, &w->row);
    c->arena = whole;
    return ok;
}

static bool load_row(struct ctx *c, void *arg)
{
    struct install *w = arg;
    return ctx_one(c, &SQL_PACK_SELECT, &PACK_ROW, &w->row, &PACK_ROW, &w->row);
}

static bool load_places(struct ctx *c, void *arg)
{
    return places_load(c, arg);
}

/* A job's failure is one sentence: the row and the first of what is wrong with it. */
static bool bad_row(struct ctx *c, const char *file, size_t index)
{
    struct msg_text first = c->err.message;
    struct str name = {0};
    if (c->err.fields.count) {
        const struct err_field *f = LIST_AT(&c->err.fields, struct err_field, 0);
        first = f->message;
        name = f->name;
    }
    struct str reason = msg_render(c->arena, c->lang, &first);
    err_clear(&c->err);
    return fail(&c->err, ERR_INVALID, M(PACK_ROW_BAD), S("file", str_of(file)), I("row", (int64_t)index + 2),
                S("name", name), S("reason", reason));
}

/* The costly parts of the drafts, outside the writer. */
static bool prepare_rows(struct ctx *c, struct install *w)
{
    for (size_t i = 0; i < w->pack->enterprises.count; i++) {
        struct enterprise_draft *d = LIST_AT(&w->pack->enterprises, struct enterprise_draft, i);
        d->sample = w->pack->manifest.sample;
        if (!enterprise_prepare(c->arena, &c->err, &w->places, d)) return bad_row(c, "enterprises.csv", i);
    }
    for (size_t i = 0; i < w->pack->workers.count; i++)
        if (!worker_prepare(c, LIST_AT(&w->pack->workers, struct worker_draft, i))) return bad_row(c, "workers.csv", i);
    return true;
}

/* Applies rows [0, count) of a step in chunks, leaving out those that were committed before a restart. */
static bool apply(struct ctx *c, struct job *job, struct install *w, enum step step, size_t count, size_t chunk,
                  int64_t *number, int64_t *done, int64_t total)
{
    for (size_t from = 0; from < count; from += chunk) {
        size_t to = from + chunk < count ? from + chunk : count;
        *done += (int64_t)(to - from);
        if ((*number)++ < job->chunk) continue;
        w->step = step;
        w->from = from;
        w->to = to;
        if (!job_apply(c, job, *done, total, run_step, w)) return false;
    }
    return true;
}

static bool pack_run(struct ctx *c, struct job *job)
{
    struct install *w = ARENA_NEW(c->arena, struct install);
    struct pack *p = w->pack = ARENA_NEW(c->arena, struct pack);
    int64_t number = 0, done = 0;
    w->job = job;
    w->row = (struct pack_row){.zone_id = c->zone_id, .id = job->subject_id};
    if (!job_read(c, load_row, w) || !pack_read(c->arena, &c->err, w->row.path, p)) return false;
    w->row.zone_id = c->zone_id;
    if (!str_eq(w->row.digest, p->digest)) return fail(&c->err, ERR_CONFLICT, M(PACK_CHANGED), S("path", w->row.path));
    int64_t total = (int64_t)(p->enterprises.count + p->years.count + p->flags.count + p->workers.count +
                              p->policies.documents.count + 3);
    w->scratch = arena_new();
    bool ok = apply(c, job, w, STEP_FRAME, 1, 1, &number, &done, total) && job_read(c, load_places, &w->places) &&
              prepare_rows(c, w) &&
              apply(c, job, w, STEP_ENTERPRISES, p->enterprises.count, ENTERPRISES_A_CHUNK, &number, &done, total) &&
              apply(c, job, w, STEP_YEARS, p->years.count, ROWS_A_CHUNK, &number, &done, total) &&
              apply(c, job, w, STEP_FLAGS, p->flags.count, FLAGS_A_CHUNK, &number, &done, total) &&
              apply(c, job, w, STEP_WORKERS, p->workers.count, ROWS_A_CHUNK, &number, &done, total) &&
              apply(c, job, w, STEP_POTS, 1, 1, &number, &done, total) &&
              job_read(c, pack_policies_check, &p->policies) &&
              apply(c, job, w, STEP_POLICIES, p->policies.documents.count, 1, &number, &done, total) &&
              apply(c, job, w, STEP_END, 1, 1, &number, &done, total);
    arena_free(w->scratch);
    return ok;
}

/* ---- the record at its end ---- */

/* What the audit trail keeps of an installation; changes_digest: see intake/change.h. */
struct pack_receipt {
    struct str id, version, digest, job_id, changes_digest, failure;
    int64_t created, kept, changes;
};
static const struct field RECEIPT_FIELDS[] = {
    FIELD(struct pack_receipt, id),      FIELD(struct pack_receipt, version),
    FIELD(struct pack_receipt, digest),  FIELD(struct pack_receipt, job_id),
    FIELD(struct pack_receipt, created), FIELD(struct pack_receipt, kept),
    FIELD(struct pack_receipt, changes), FIELD(struct pack_receipt, changes_digest),
    FIELD(struct pack_receipt, failure),
};
static const struct record RECEIPT = RECORD(pack_receipt, RECEIPT_FIELDS);

static bool pack_finish(struct ctx *c, const struct job *job)
{
    struct pack_row row = {.zone_id = c->zone_id, .id = job->subject_id};
    if (!ctx_one(c, &SQL_PACK_SELECT, &PACK_ROW, &row, &PACK_ROW, &row)) return false;
    struct pack_receipt r = {.id = row.id,
                             .version = row.version,
                             .digest = row.digest,
                             .job_id = job->id,
                             .created = row.created,
                             .kept = row.kept,
                             .failure = job->failure};
    if (!import_changes_digest(c, job->id, &r.changes_digest, &r.changes)) return false;
    return audit_record(c, &(struct audit_entry){.action = STR("pack.finish"),
                                                 .subject_kind = STR("pack"),
                                                 .subject_id = row.id,
                                                 .subject_name = row.id,
                                                 .after = audit_json(c, &RECEIPT, &r)});
}

static bool pack_prove(struct ctx *c, struct str after, bool *holds, int64_t *rows)
{
    struct pack_receipt r = {0};
    struct str digest;
    if (!json_decode(c->arena, &c->err, &RECEIPT, after, &r))
        return fail_internal(&c->err, "the receipt of a pack is damaged");
    if (!import_changes_digest(c, r.job_id, &digest, rows)) return false;
    *holds = *rows == r.changes && str_eq(digest, r.changes_digest);
    return true;
}

const struct job_kind PACK_JOB = {
    .name = "pack.install", .run = pack_run, .finish = pack_finish, .claim = "pack.finish", .prove = pack_prove};

API_RUN(pack_install)
static bool pack_install_prepare_run(struct ctx *c, void *in, void *out)
{
    return pack_install_prepare(c, in, out);
}
static const struct api ROWS[] = {
    {"POST", "/packs", "installPack", "Install a pack from a folder on the server's machine (the command line only)",
     &PACK_NEW, &PACK_INSTALLED_RECORD, RIGHT_ZONE_EDIT, TX_WRITE, 200, .prepare = pack_install_prepare_run,
     .run = pack_install_run},
};
const struct api_set PACK_API = {"pack", ROWS, COUNT(ROWS)};
