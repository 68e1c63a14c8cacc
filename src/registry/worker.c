/* worker.c - the people of an enterprise: sealed identity, one employment at a time, masked everywhere. */
#include "registry/registry_impl.h"
#include "app/app.h"
#include "app/audit.h"
#include "text/text.h"
#include "worker_sql.h"

enum {
    LIMIT_DEFAULT = 50,
    TOTAL_CAP = 10000
};

struct worker_row {
    struct str zone_id, id, enterprise_id, name, name_key;
    int32_t id_kind;
    struct str id_sealed, id_hash, id_masked;
    struct opt_date birth;
    struct str household;
    int32_t degree, title;
    struct opt_date hired_on, left_on;
    struct str phone_sealed, phone_masked;
    int64_t version;
    struct instant updated;
    /* joined, or parameters */
    struct str area_id, enterprise_name, codes;
    bool current;
    int64_t limit, n;
};
static const struct field row_fields[] = {
    FIELD(struct worker_row, zone_id),
    FIELD(struct worker_row, id),
    FIELD(struct worker_row, enterprise_id),
    FIELD(struct worker_row, name),
    FIELD(struct worker_row, name_key),
    FIELD_E(struct worker_row, id_kind, WORKER_ID_KIND_NAMES),
    FIELD(struct worker_row, id_sealed),
    FIELD(struct worker_row, id_hash),
    FIELD(struct worker_row, id_masked),
    FIELD(struct worker_row, birth),
    FIELD(struct worker_row, household),
    FIELD_E(struct worker_row, degree, DEGREE_NAMES),
    FIELD_E(struct worker_row, title, TITLE_NAMES),
    FIELD(struct worker_row, hired_on),
    FIELD(struct worker_row, left_on),
    FIELD(struct worker_row, phone_sealed),
    FIELD(struct worker_row, phone_masked),
    FIELD(struct worker_row, version),
    FIELD(struct worker_row, updated),
    FIELD(struct worker_row, area_id),
    FIELD(struct worker_row, enterprise_name),
    FIELD(struct worker_row, codes),
    FIELD(struct worker_row, current),
    FIELD(struct worker_row, limit),
    FIELD(struct worker_row, n),
};
static const struct record ROW = RECORD(worker_row, row_fields);

static void page_of_row(struct ctx *c, const struct worker_row *r, struct worker *out)
{
    *out = (struct worker){
        .id = r->id,
        .enterprise_id = r->enterprise_id,
        .name = r->name,
        .id_kind = r->id_kind,
        .id_masked = r->id_masked,
        .birth = r->birth,
        .household = r->household,
        .degree = r->degree,
        .title = r->title,
        .hired_on = r->hired_on,
        .left_on = r->left_on,
        .phone_masked = r->phone_masked,
        .updated = r->updated,
        .version = r->version,
    };
    if (ctx_may(c, RIGHT_WORKER_EDIT)) *LIST_ADD(c->arena, &out->actions.l, struct str) = STR("edit");
    if (ctx_may(c, RIGHT_IDENTITY_REVEAL)) *LIST_ADD(c->arena, &out->actions.l, struct str) = STR("reveal");
}

/* ---- identity ---- */

/* Passports and permits: letters and digits, 5 to 20. */
static bool id_plain(struct str s)
{
    return s.n >= 5 && s.n <= 20 && text_is_latin(s);
}

/* The number in its stored form, or a bad field. */
static bool id_accept(struct ctx *c, int32_t kind, struct str raw, struct str *out)
{
    struct code_result r;
    if (kind != WORKER_ID_CITIZEN && kind != WORKER_ID_HMT_RESIDENCE) {
        *out = code_normal(c->arena, raw);
        return id_plain(*out) || fail_field(&c->err, STR("id_number"), M(WORKER_ID_FORM));
    }
    code_check(c->arena, CODE_CITIZEN_ID, raw, ctx_today(c), &r);
    /* The residence card of Hong Kong, Macao and Taiwan follows GB 11643 with the provinces 81 to 83. */
    *out = r.value;
    if (r.ok) return true;
    /* No suggestion: guessing a person's number from a wrong one would hand out somebody else's. */
    struct str reason = msg_render(c->arena, c->lang, &r.reason);
    return fail_field(&c->err, STR("id_number"), M(CODE_WRONG_ID), S("reason", reason));
}

static struct str id_hash(struct ctx *c, int32_t kind, struct str number)
{
    struct str text = arena_printf(c->arena, "%s:%.*s", WORKER_ID_KIND_NAMES.names[kind], STR_ARG(number));
    return crypto_keyed_hash(c->arena, &c->app->key, text);
}

static bool phone_accept(struct ctx *c, struct str raw, struct str *sealed, struct str *masked)
{
    if (str_trim(raw).n == 0) return true;
    struct code_result r;
    code_check(c->arena, CODE_MOBILE, raw, (struct date){0}, &r);
    if (!r.ok) {
        struct str reason = msg_render(c->arena, c->lang, &r.reason);
        return fail_field(&c->err, STR("phone"), M(CODE_WRONG_ID), S("reason", reason));
    }
    *sealed = crypto_seal(c->arena, &c->app->key, r.value);
    *masked = code_mask_phone(c->arena, r.value);
    return true;
}

static bool household_accept(struct ctx *c, struct str s)
{
    bool digits = s.n == 0 || s.n == 6;
    for (size_t i = 0; i < s.n; i++)
        digits = digits && s.p[i] >= '0' && s.p[i] <= '9';
    return digits || fail_field(&c->err, STR("household"), M(HOUSEHOLD_BAD));
}

static bool dates_accept(struct ctx *c, struct opt_date birth, struct opt_date hired, struct opt_date left)
{
    bool ok = true;
    if (hired.has && left.has && date_cmp(left.v, hired.v) < 0)
        ok = fail_field(&c->err, STR("left_on"), M(WORKER_DATES));
    if (birth.has && date_cmp(birth.v, ctx_today(c)) > 0) ok = fail_field(&c->err, STR("birth"), M(DATE_IN_FUTURE));
    if (birth.has && hired.has && date_cmp(hired.v, birth.v) <= 0)
        ok = fail_field(&c->err, STR("hired_on"), M(WORKER_BORN_LATER));
    return ok;
}

bool worker_prepare(struct ctx *c, struct worker_draft *d)
{
    size_t before = c->err.fields.count;
    if (!d->id_kind) d->id_kind = WORKER_ID_CITIZEN;
    d->name = str_trim(d->name);
    if (d->name.n == 0) (void)fail_field(&c->err, STR("name"), M(REQUIRED));
    struct str number = {0};
    bool id_ok = id_accept(c, d->id_kind, d->id_number, &number);
    if (id_ok && d->id_kind == WORKER_ID_CITIZEN) {
        d->birth = (struct opt_date){true, code_citizen_birth(number)};
        if (!d->household.n) d->household = arena_str(c->arena, str_sub(number, 0, 6));
    }
    if (!d->household.n) d->household = (struct str){0};
    (void)phone_accept(c, d->phone, &d->phone_sealed, &d->phone_masked);
    (void)household_accept(c, d->household);
    (void)dates_accept(c, d->birth, d->hired_on, d->left_on);
    if (c->err.fields.count != before || !id_ok) return false;
    d->id_number = number;
    d->id_hash = id_hash(c, d->id_kind, number);
    d->id_masked = code_mask_id(c->arena, number);
    d->id_sealed = crypto_seal(c->arena, &c->app->key, number);
    return true;
}

/* ---- one by one ---- */

static void row_of_worker(struct ctx *c, const struct worker_draft *d, struct worker_row *r)
{
    *r = (struct worker_row){
        .zone_id = c->zone_id,
        .id = d->id,
        .enterprise_id = d->enterprise_id,
        .name = d->name,
        .name_key = text_sort_key(c->arena, d->name),
        .id_kind = d->id_kind,
        .id_sealed = d->id_sealed,
        .id_hash = d->id_hash,
        .id_masked = d->id_masked,
        .birth = d->birth,
        .household = d->household,
        .degree = d->degree,
        .title = d->title,
        .hired_on = d->hired_on,
        .left_on = d->left_on,
        .phone_sealed = d->phone_sealed,
        .phone_masked = d->phone_masked,
        .version = d->version,
        .updated = c->now,
    };
}

static bool row_get(struct ctx *c, enum right right, struct str id, struct worker_row *out)
{
    struct worker_row p = {.zone_id = c->zone_id, .id = id};
    bool found = false;
    if (!ctx_find(c, &SQL_WORKER_ROW, &ROW, &p, &ROW, out, &found)) return false;
    if (found && (c->actor.system || right_reaches(&c->actor.grants, right, out->enterprise_id, out->area_id)))
        return true;
    return fail(&c->err, ERR_NOT_FOUND, M(NO_WORKER));
}

/* Nobody is employed twice in the zone; who may see the other enterprise is told its name. */
static bool not_employed(struct ctx *c, const struct worker_row *row)
{
    if (row->left_on.has) return true;
    struct worker_row other = {0};
    bool found = false;
    if (!ctx_find(c, &SQL_WORKER_EMPLOYED, &ROW, row, &ROW, &other, &found)) return false;
    if (!found) return true;
    bool seen =
        c->actor.system || right_reaches(&c->actor.grants, RIGHT_WORKER_READ, other.enterprise_id, other.area_id);
    if (seen) return fail(&c->err, ERR_CONFLICT, M(WORKER_EMPLOYED), S("name", other.enterprise_name));
    return fail(&c->err, ERR_CONFLICT, M(WORKER_EMPLOYED_ELSEWHERE));
}

static bool audit(struct ctx *c, const char *action, const struct worker_row *row, const void *before,
                  const void *after)
{
    struct audit_entry e = {.action = str_of(action),
                            .subject_kind = STR("enterprise"),
                            .subject_id = row->enterprise_id,
                            .subject_name = row->name};
    if (before) e.before = audit_json(c, &WORKER, before);
    e.after = audit_json(c, &WORKER, after);
    return audit_record(c, &e);
}

bool worker_create(struct ctx *c, const struct worker_new *in, struct worker *out)
{
    struct enterprise_row enterprise = {0};
    if (!enterprise_row_edit(c, RIGHT_WORKER_EDIT, in->id, 0, &enterprise)) return false;
    struct worker_draft d = {
        .enterprise_id = enterprise.id,
        .name = in->name,
        .id_kind = in->id_kind,
        .id_number = in->id_number,
        .birth = in->birth,
        .household = in->household,
        .degree = in->degree,
        .title = in->title,
        .hired_on = in->hired_on,
        .left_on = in->left_on,
        .phone = in->phone,
    };
    if (!worker_prepare(c, &d)) return false;
    d.id = ctx_new_id(c);
    d.version = 1;
    struct worker_row row;
    row_of_worker(c, &d, &row);
    if (!not_employed(c, &row) || !ctx_exec(c, &SQL_WORKER_INSERT, &ROW, &row)) return false;
    page_of_row(c, &row, out);
    return audit(c, "worker.create", &row, NULL, out);
}

bool worker_update(struct ctx *c, const struct worker_edit *in, struct worker *out)
{
    struct worker_row row = {0};
    if (!row_get(c, RIGHT_WORKER_EDIT, in->id, &row)) return false;
    if (row.version != in->version) return fail(&c->err, ERR_STALE, M(STALE));
    struct worker before;
    page_of_row(c, &row, &before);
    bool ok = household_accept(c, in->household);
    bool citizen = row.id_kind == WORKER_ID_CITIZEN; /* the birthday stands in the number */
    struct opt_date birth = citizen ? row.birth : in->birth;
    ok = dates_accept(c, birth, in->hired_on, in->left_on) && ok;
    ok = phone_accept(c, in->phone, &row.phone_sealed, &row.phone_masked) && ok;
    struct str name = str_trim(in->name);
    if (name.n == 0) ok = fail_field(&c->err, STR("name"), M(REQUIRED));
    if (!ok) return false;
    row.name = name;
    row.name_key = text_sort_key(c->arena, name);
    row.birth = birth;
    row.household = in->household.n ? in->household : (struct str){0};
    row.degree = in->degree;
    row.title = in->title;
    row.hired_on = in->hired_on;
    row.left_on = in->left_on;
    row.updated = c->now;
    if (!not_employed(c, &row) || !ctx_change(c, &SQL_WORKER_SAVE, &ROW, &row)) return false;
    row.version++;
    page_of_row(c, &row, out);
    return audit(c, "worker.update", &row, &before, out);
}

bool worker_reveal(struct ctx *c, const struct worker_reveal *in, struct worker_identity *out)
{
    struct worker_row row = {0};
    if (!row_get(c, RIGHT_IDENTITY_REVEAL, in->id, &row)) return false;
    *out = (struct worker_identity){.id = row.id, .name = row.name};
    if (!crypto_open(c->arena, &c->app->key, row.id_sealed, &out->id_number))
        return fail_internal(&c->err, "worker %.*s: the identity was not sealed with this key", STR_ARG(row.id));
    if (row.phone_sealed.n && !crypto_open(c->arena, &c->app->key, row.phone_sealed, &out->phone))
        return fail_internal(&c->err, "worker %.*s: the phone was not sealed with this key", STR_ARG(row.id));
    struct audit_entry e = {.action = STR("worker.reveal"),
                            .subject_kind = STR("enterprise"),
                            .subject_id = row.enterprise_id,
                            .subject_name = row.name,
                            .after = audit_json(c, &WORKER_REVEAL, in)};
    return audit_record(c, &e);
}

/* ---- the list ---- */

/* "KEY:ID" of the last row. */
static bool cursor_read(struct str text, struct worker_row *p)
{
    p->name_key = STR("");
    p->id = STR("");
    if (text.n == 0) return true;
    struct str rest = text;
    p->name_key = str_part(&rest, ':');
    p->id = rest;
    return rest.n == 36;
}

bool worker_list(struct ctx *c, const struct worker_query *in, struct worker_page *out)
{
    struct enterprise_row enterprise = {0};
    if (!enterprise_row_get(c, RIGHT_WORKER_READ, in->id, &enterprise)) return false;
    int64_t limit = in->limit > 0 ? in->limit : LIMIT_DEFAULT;
    struct str q = str_trim(in->q);
    struct worker_row p = {.zone_id = c->zone_id,
                           .enterprise_id = in->id,
                           .name = q.n ? q : (struct str){0},
                           .current = in->current,
                           .limit = TOTAL_CAP + 1};
    struct worker_row total = {0};
    if (!cursor_read(in->after, &p)) return fail_field(&c->err, STR("after"), M(CURSOR_BAD));
    if (!ctx_one(c, &SQL_WORKER_TOTAL, &ROW, &p, &ROW, &total)) return false;
    out->total_capped = total.n > TOTAL_CAP;
    out->total = out->total_capped ? TOTAL_CAP : total.n;
    p.limit = limit + 1;
    struct list rows = {0};
    if (!ctx_rows(c, &SQL_WORKER_PAGE, &ROW, &p, &ROW, &rows)) return false;
    bool more = rows.count > (size_t)limit;
    if (more) rows.count = (size_t)limit;
    for (size_t i = 0; i < rows.count; i++) {
        page_of_row(c, LIST_AT(&rows, const struct worker_row, i), LIST_ADD(c->arena, &out->items, struct worker));
    }
    if (!more) return true;
    const struct worker_row *last = LIST_AT(&rows, const struct worker_row, rows.count - 1);
    out->next = arena_printf(c->arena, "%.*s:%.*s", STR_ARG(last->name_key), STR_ARG(last->id));
    return true;
}

/* ---- many ---- */

static void draft_of_worker(const struct worker_row *r, struct worker_draft *d)
{
    *d = (struct worker_draft){
        .enterprise_id = r->enterprise_id,
        .id = r->id,
        .name = r->name,
        .id_kind = r->id_kind,
        .birth = r->birth,
        .household = r->household,
        .degree = r->degree,
        .title = r->title,
        .hired_on = r->hired_on,
        .left_on = r->left_on,
        .id_hash = r->id_hash,
        .id_masked = r->id_masked,
        .id_sealed = r->id_sealed,
        .phone_masked = r->phone_masked,
        .phone_sealed = r->phone_sealed,
        .version = r->version,
    };
}

bool worker_find_many(struct ctx *c, const struct list *drafts, struct list *out)
{
    assert(drafts->count <= BULK_MAX);
    struct buf all = {.arena = c->arena};
    struct list rows = {0};
    struct worker_row p = {.zone_id = c->zone_id};
    for (size_t i = 0; i < drafts->count; i++) {
        p.codes = (*LIST_AT(drafts, struct worker_draft *const, i))->id_hash;
        if (all.n) buf_add_char(&all, ' ');
        buf_add(&all, p.codes);
        struct list some = {0};
        if (!db_is_pg(c->db) && !ctx_rows(c, &SQL_KNOWN_WORKERS, &ROW, &p, &ROW, &some)) return false;
        if (some.count) *LIST_ADD(c->arena, &rows, struct worker_row) = *LIST_AT(&some, const struct worker_row, 0);
    }
    p.codes = buf_str(&all);
    if (db_is_pg(c->db) && drafts->count && !ctx_rows(c, &SQL_KNOWN_WORKERS, &ROW, &p, &ROW, &rows)) return false;
    for (size_t i = 0; i < rows.count; i++) {
        draft_of_worker(LIST_AT(&rows, const struct worker_row, i), LIST_ADD(c->arena, out, struct worker_draft));
    }
    return true;
}

static bool same_date(struct opt_date a, struct opt_date b)
{
    return a.has == b.has && (!a.has || date_cmp(a.v, b.v) == 0);
}

bool worker_merge_draft(const struct worker_draft *stored, struct worker_draft *d)
{
    if (!d->household.n) d->household = stored->household;
    if (!d->degree) d->degree = stored->degree;
    if (!d->title) d->title = stored->title;
    if (!d->birth.has) d->birth = stored->birth;
    if (!d->hired_on.has) d->hired_on = stored->hired_on;
    if (!d->left_on.has) d->left_on = stored->left_on;
    /* A sealed text differs each time, so the mask tells whether the phone changed (three first and four last digits).
     */
    bool phone = d->phone_masked.n && !str_eq(d->phone_masked, stored->phone_masked);
    if (!phone) {
        d->phone_sealed = stored->phone_sealed;
        d->phone_masked = stored->phone_masked;
    }
    d->id = stored->id;
    d->version = stored->version;
    d->id_sealed = stored->id_sealed;
    return phone || !str_eq(d->name, stored->name) || !str_eq(d->household, stored->household) ||
           !str_eq(d->enterprise_id, stored->enterprise_id) || d->degree != stored->degree ||
           d->title != stored->title || !same_date(d->birth, stored->birth) ||
           !same_date(d->hired_on, stored->hired_on) || !same_date(d->left_on, stored->left_on);
}

bool worker_insert_many(struct ctx *c, const struct list *drafts)
{
    assert(drafts->count <= BULK_MAX);
    struct list rows = {0};
    for (size_t i = 0; i < drafts->count; i++) {
        struct worker_draft *d = *LIST_AT(drafts, struct worker_draft *const, i);
        d->id = ctx_new_id(c);
        d->version = 1;
        row_of_worker(c, d, LIST_ADD(c->arena, &rows, struct worker_row));
    }
    return rows.count == 0 || db_bulk(c->db, c->arena, &c->err, &SQL_WORKER_INSERT, &ROW, &rows);
}

bool worker_update_many(struct ctx *c, const struct list *drafts)
{
    assert(drafts->count <= BULK_MAX);
    for (size_t i = 0; i < drafts->count; i++) {
        struct worker_row row;
        row_of_worker(c, *LIST_AT(drafts, struct worker_draft *const, i), &row);
        if (!ctx_change(c, &SQL_WORKER_SAVE, &ROW, &row)) return false;
    }
    return true;
}
