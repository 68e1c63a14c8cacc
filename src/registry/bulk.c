/* bulk.c - see bulk.h: many enterprises, yearly figures at once. */
#include "registry/bulk.h"
#include "registry/registry_impl.h"
#include "registry_sql.h"
#include "text/text.h"
#include <stdlib.h>

/* ---- places ---- */

static const struct field place_fields[] = {FIELD(struct place, id), FIELD(struct place, code),
                                            FIELD(struct place, name_zh), FIELD(struct place, name_en)};
static const struct record PLACE = RECORD(place, place_fields);

bool places_load(struct ctx *c, struct places *out)
{
    struct registry_params p = registry_params(c);
    *out = (struct places){0};
    return ctx_rows(c, &SQL_AREA_ALL, &REGISTRY_PARAMS, &p, &PLACE, &out->areas) &&
           ctx_rows(c, &SQL_DEPARTMENT_ALL, &REGISTRY_PARAMS, &p, &PLACE, &out->departments);
}

static const struct place *place_find(const struct list *places, struct str text)
{
    for (size_t i = 0; i < places->count; i++) {
        const struct place *p = LIST_AT(places, const struct place, i);
        if (str_eq(p->code, text) || str_eq(p->name_zh, text) || str_eq_nocase(p->name_en, text) || str_eq(p->id, text))
            return p;
    }
    return NULL;
}

enum { PLACES_NAMED = 12 };

/* The names that may be meant: those that share the words written, or else the first of them all. */
static struct str places_meant(struct arena *a, const struct list *places, struct str text)
{
    struct buf near = {.arena = a}, all = {.arena = a};
    for (size_t i = 0; i < places->count; i++) {
        struct str name = LIST_AT(places, const struct place, i)->name_zh;
        struct buf *into = str_find(name, text) < name.n || str_find(text, name) < text.n ? &near : &all;
        if (into == &all && i >= PLACES_NAMED) continue;
        if (buf_str(into).n > 0) buf_add(into, STR("、"));
        buf_add(into, name);
    }
    return buf_str(buf_str(&near).n > 0 ? &near : &all);
}

/* The text, a code or a name, becomes the place's name. */
static bool place_resolve(struct err *e, const struct list *places, struct str *typed, struct str field,
                          enum msg unknown, enum msg unknown_near, struct str *id)
{
    struct str text = *typed;
    *id = (struct str){0};
    if (text.n == 0) return true;
    const struct place *p = place_find(places, text);
    if (p) {
        *id = p->id;
        *typed = p->name_zh;
        return true;
    }
    if (places->count == 0) return fail_field(e, field, {.kind = MSG_PART_ID, .id = unknown}, S("value", text));
    return fail_field(e, field, {.kind = MSG_PART_ID, .id = unknown_near}, S("value", text),
                      S("known", places_meant(e->arena, places, text)));
}

/* ---- prepare ---- */

int32_t enterprise_kind_guess(struct str name, struct str uscc)
{
    static const char *const branch[] = {"分公司", "分行",   "支行",   "分店",   "分厂",   "分社",    "分部",
                                         "分理处", "储蓄所", "营业部", "营业所", "办事处", "分公司)", "分公司）"};
    struct str s = str_trim(name);
    for (size_t i = 0; i < COUNT(branch); i++) {
        if (str_ends(s, str_of(branch[i]))) return KIND_BRANCH;
    }
    if (str_starts(uscc, STR("92"))) return KIND_SOLE_TRADER;
    return KIND_ENTERPRISE;
}

static void derive_name(struct arena *a, struct enterprise_draft *d)
{
    d->name_folded = text_fold(a, d->name);
    d->name_key = text_sort_key(a, d->name);
    d->initials = text_initials(a, d->name);
    if (!d->initials.p) d->initials = STR("");
    d->tokens = text_tokens(a, d->name_folded, d->initials);
}

bool enterprise_prepare(struct arena *a, struct err *e, const struct places *places, struct enterprise_draft *d)
{
    size_t before = e->fields.count;
    d->uscc = d->uscc.n ? code_normal(a, d->uscc) : (struct str){0};
    d->reg15 = d->reg15.n ? code_normal(a, d->reg15) : (struct str){0};
    d->orgcode = d->orgcode.n ? code_normal(a, d->orgcode) : (struct str){0};
    if (d->industry.n) {
        struct str normal = industry_normal(a, d->industry);
        if (!normal.n) (void)fail_field(e, STR("industry"), M(INDUSTRY_UNKNOWN), S("value", d->industry));
        d->industry = normal;
    }
    (void)place_resolve(e, &places->areas, &d->area, STR("area"), MSG_AREA_UNKNOWN, MSG_AREA_UNKNOWN_NEAR,
                        &d->area_id);
    (void)place_resolve(e, &places->departments, &d->department, STR("department"), MSG_DEPARTMENT_UNKNOWN,
                        MSG_DEPARTMENT_UNKNOWN_NEAR, &d->department_id);
    d->capital_fen = capital_parse(d->capital_text);
    derive_name(a, d);
    return e->fields.count == before;
}

/* ---- rows and drafts ---- */

void draft_of_row(const struct enterprise_row *r, struct enterprise_draft *d)
{
    *d = (struct enterprise_draft){
        .name = r->name,
        .uscc = r->uscc,
        .reg15 = r->reg15,
        .orgcode = r->orgcode,
        .kind = r->kind,
        .registered_on = r->registered_on,
        .capital_text = r->capital_text,
        .legal_representative = r->legal_representative,
        .industry = r->industry,
        .address = r->address,
        .area = r->area,
        .department = r->department,
        .scope_text = r->scope_text,
        .contact_name = r->contact_name,
        .contact_phone = r->contact_phone,
        .registration_since = r->registration_since,
        .tax_since = r->tax_since,
        .statistics_since = r->statistics_since,
        .area_id = r->area_id,
        .department_id = r->department_id,
        .capital_fen = r->capital_fen,
        .sample = r->sample,
        .id = r->id,
        .no = r->no,
        .version = r->version,
        .state = r->state,
        .name_folded = r->name_folded,
        .name_key = r->name_key,
        .initials = r->initials,
        .size_class = r->size_class,
        .created = r->created,
    };
}

static void row_of_draft(const struct ctx *c, const struct enterprise_draft *d, struct enterprise_row *r)
{
    *r = (struct enterprise_row){
        .zone_id = c->zone_id,
        .id = d->id,
        .no = d->no,
        .state = d->state ? d->state : ENTERPRISE_ACTIVE,
        .kind = d->kind ? d->kind : enterprise_kind_guess(d->name, d->uscc),
        .size_class = d->size_class ? d->size_class : SIZE_UNCLASSED,
        .sample = d->sample,
        .version = d->version ? d->version : 1,
        .created = d->created.us ? d->created : c->now,
        .updated = c->now,
        .area_id = d->area_id,
        .department_id = d->department_id,
        .industry = d->industry,
        .uscc = d->uscc,
        .name = d->name,
        .name_folded = d->name_folded,
        .initials = d->initials,
        .name_key = d->name_key,
        .registered_on = d->registered_on,
        .capital_fen = d->capital_fen,
        .capital_text = d->capital_text,
        .legal_representative = d->legal_representative,
        .contact_name = d->contact_name,
        .contact_phone = d->contact_phone,
        .address = d->address,
        .scope_text = d->scope_text,
    };
}

/* ---- find ---- */

static struct str key_text(struct arena *a, const struct code_key *k)
{
    return arena_printf(a, "%s:%.*s", IDENTIFIER_KIND_NAMES.names[k->kind], STR_ARG(k->value));
}

static bool rows_append(struct ctx *c, const struct sql *q, const struct registry_params *p, const struct record *rec,
                        struct list *out)
{
    struct list some = {0};
    if (!ctx_rows(c, q, &REGISTRY_PARAMS, p, rec, &some)) return false;
    for (size_t i = 0; i < some.count; i++)
        memcpy(list_add(c->arena, out, rec->size), (const char *)some.items + i * rec->size, rec->size);
    return true;
}

/* Runs a `keys` statement: all keys at once on PostgreSQL, where a round trip costs more than the work; one by one on
 * SQLite. */
static bool rows_by_keys(struct ctx *c, const struct sql *q, const struct list *keys, const struct record *rec,
                         struct list *out)
{
    struct registry_params p = registry_params(c);
    struct buf all = {.arena = c->arena};
    for (size_t i = 0; i < keys->count; i++) {
        struct str key = *LIST_AT(keys, const struct str, i);
        if (all.n) buf_add_char(&all, ' ');
        buf_add(&all, key);
        p.codes = key;
        if (!db_is_pg(c->db) && !rows_append(c, q, &p, rec, out)) return false;
    }
    p.codes = buf_str(&all);
    return !db_is_pg(c->db) || keys->count == 0 || rows_append(c, q, &p, rec, out);
}

bool enterprise_find_codes(struct ctx *c, const struct list *keys, struct list *out)
{
    assert(keys->count <= 3 * (size_t)BULK_MAX);
    struct list texts = {0}, rows = {0};
    for (size_t i = 0; i < keys->count; i++) {
        const struct code_key *k = LIST_AT(keys, const struct code_key, i);
        if (k->value.n) *LIST_ADD(c->arena, &texts, struct str) = key_text(c->arena, k);
    }
    if (!rows_by_keys(c, &SQL_KNOWN_CODES, &texts, &ENTERPRISE_ROW, &rows)) return false;
    for (size_t i = 0; i < rows.count; i++) {
        const struct enterprise_row *row = LIST_AT(&rows, const struct enterprise_row, i);
        struct enterprise_known *known = LIST_ADD(c->arena, out, struct enterprise_known);
        known->code_kind = row->code_kind;
        known->code_value = row->code_value;
        draft_of_row(row, &known->stored);
    }
    return true;
}

bool enterprise_find_id(struct ctx *c, struct str id, struct enterprise_draft *out)
{
    struct registry_params p = registry_params(c);
    struct enterprise_row row = {0};
    bool found = false;
    p.id = id;
    if (!ctx_find(c, &SQL_KNOWN_ID, &REGISTRY_PARAMS, &p, &ENTERPRISE_ROW, &row, &found)) return false;
    if (!found || row.state == ENTERPRISE_MERGED) return ctx_not_found(c, "企业", "enterprise");
    draft_of_row(&row, out);
    return true;
}

bool enterprise_still_there(struct ctx *c, const struct list *ids)
{
    assert(ids->count <= BULK_MAX);
    struct list counts = {0};
    if (!rows_by_keys(c, &SQL_MERGED_AMONG, ids, &REGISTRY_COUNT, &counts)) return false;
    for (size_t i = 0; i < counts.count; i++) {
        if (LIST_AT(&counts, const struct registry_count, i)->n > 0) return fail(&c->err, ERR_STALE, M(STALE));
    }
    return true;
}

/* ---- merge a draft over the stored row ---- */

static void field_copy(const struct field *f, void *to, const void *from)
{
    size_t size = f->type == FIELD_STR        ? sizeof(struct str)
                  : f->type == FIELD_OPT_DATE ? sizeof(struct opt_date)
                  : f->type == FIELD_ENUM     ? sizeof(int32_t)
                                              : 0;
    assert(size > 0); /* the types that drafts have */
    memcpy(field_at(f, to), field_in(f, from), size);
}

static bool field_same(const struct field *f, const void *a, const void *b)
{
    if (f->type == FIELD_STR) return str_eq(*(const struct str *)field_in(f, a), *(const struct str *)field_in(f, b));
    if (f->type == FIELD_ENUM) return *(const int32_t *)field_in(f, a) == *(const int32_t *)field_in(f, b);
    const struct opt_date *x = field_in(f, a), *y = field_in(f, b);
    return x->has == y->has && (!x->has || date_cmp(x->v, y->v) == 0);
}

/* Absent or empty cells take what is stored; does any other differ? */
static bool merge_fields(const struct record *rec, const void *stored, void *given, const char *const *skip)
{
    bool changed = false;
    for (size_t i = 0; i < rec->count; i++) {
        const struct field *f = &rec->fields[i];
        bool skipped = false;
        for (const char *const *s = skip; *s; s++)
            skipped = skipped || strcmp(*s, f->name) == 0;
        if (skipped) continue;
        bool absent =
            field_absent(f, given) || (f->type == FIELD_STR && ((const struct str *)field_in(f, given))->n == 0);
        if (absent)
            field_copy(f, given, stored);
        else if (!field_same(f, given, stored))
            changed = true;
    }
    return changed;
}

bool enterprise_merge_draft(const struct enterprise_draft *stored, struct enterprise_draft *d)
{
    static const char *const by_id[] = {"area", "department", NULL};
    bool changed = merge_fields(&ENTERPRISE_DRAFT, stored, d, by_id);
    if (!d->area_id.n) d->area_id = stored->area_id;
    if (!d->department_id.n) d->department_id = stored->department_id;
    changed = changed || !str_eq(d->area_id, stored->area_id) || !str_eq(d->department_id, stored->department_id);
    if (str_eq(d->capital_text, stored->capital_text)) d->capital_fen = stored->capital_fen;
    d->renamed = !str_eq(d->name, stored->name);
    if (!d->renamed) {
        d->name_folded = stored->name_folded;
        d->name_key = stored->name_key;
        d->initials = stored->initials;
    }
    d->id = stored->id;
    d->no = stored->no;
    d->version = stored->version;
    d->state = stored->state;
    d->size_class = stored->size_class;
    d->sample = stored->sample;
    d->created = stored->created;
    d->stored = stored;
    return changed;
}

/* ---- insert ---- */

struct token_row {
    struct str zone_id;
    int64_t segment;
    struct str token;
    int64_t no;
};
static const struct field token_fields[] = {FIELD(struct token_row, zone_id), FIELD(struct token_row, segment),
                                            FIELD(struct token_row, token), FIELD(struct token_row, no)};
static const struct record TOKEN_ROW = RECORD(token_row, token_fields);

static int by_token(const void *a, const void *b)
{
    const struct token_row *x = a, *y = b;
    int order = str_cmp(x->token, y->token);
    if (x->segment != y->segment) return x->segment < y->segment ? -1 : 1;
    return order ? order : x->no < y->no ? -1 : x->no > y->no;
}

/* The side tables of a chunk under construction. */
struct chunk {
    struct ctx *c;
    struct list rows, codes, relations, tokens;
};

static void chunk_code(struct chunk *k, const struct enterprise_draft *d, int32_t kind, struct str value)
{
    if (value.n == 0) return;
    struct registry_params *p = LIST_ADD(k->c->arena, &k->codes, struct registry_params);
    *p = (struct registry_params){.zone_id = k->c->zone_id, .id = d->id, .code_kind = kind, .value = value};
}

static void chunk_relation(struct chunk *k, const struct enterprise_draft *d, int32_t kind, struct opt_date since)
{
    if (!since.has) return;
    struct registry_params *p = LIST_ADD(k->c->arena, &k->relations, struct registry_params);
    *p = (struct registry_params){
        .zone_id = k->c->zone_id, .id = d->id, .other_id = ctx_new_id(k->c), .relation = kind, .since = since};
}

static void chunk_add(struct chunk *k, struct enterprise_draft *d)
{
    struct ctx *c = k->c;
    row_of_draft(c, d, LIST_ADD(c->arena, &k->rows, struct enterprise_row));
    chunk_code(k, d, IDENTIFIER_USCC, d->uscc);
    chunk_code(k, d, IDENTIFIER_REG15, d->reg15);
    chunk_code(k, d, IDENTIFIER_ORGCODE, d->orgcode);
    chunk_relation(k, d, RELATION_REGISTRATION, d->registration_since);
    chunk_relation(k, d, RELATION_TAX, d->tax_since);
    chunk_relation(k, d, RELATION_STATISTICS, d->statistics_since);
    for (size_t i = 0; i < d->tokens.count; i++) {
        *LIST_ADD(c->arena, &k->tokens, struct token_row) =
            (struct token_row){c->zone_id, d->no / TOKEN_SEGMENT, *LIST_AT(&d->tokens, struct str, i), d->no};
    }
}

static bool bulk(struct ctx *c, const struct sql *q, const struct record *rec, const struct list *items)
{
    return items->count == 0 || db_bulk(c->db, c->arena, &c->err, q, rec, items);
}

bool enterprise_insert_many(struct ctx *c, const struct list *drafts)
{
    assert(drafts->count <= BULK_MAX);
    if (drafts->count == 0) return true;
    struct registry_params p = registry_params(c);
    p.count = (int64_t)drafts->count;
    struct registry_count top = {0};
    if (!ctx_one(c, &SQL_ENTERPRISE_NUMBERS, &REGISTRY_PARAMS, &p, &REGISTRY_COUNT, &top)) return false;
    struct chunk k = {.c = c};
    for (size_t i = 0; i < drafts->count; i++) {
        struct enterprise_draft *d = *LIST_AT(drafts, struct enterprise_draft *const, i);
        d->no = top.n - p.count + 1 + (int64_t)i;
        d->id = ctx_new_id(c);
        d->version = 1;
        d->state = ENTERPRISE_ACTIVE;
        chunk_add(&k, d);
    }
    /* Sorted, because neighbours in the tree cost half of what scattered rows do. */
    if (k.tokens.count) qsort(k.tokens.items, k.tokens.count, sizeof(struct token_row), by_token);
    return bulk(c, &SQL_ENTERPRISE_INSERT, &ENTERPRISE_ROW, &k.rows) &&
           bulk(c, &SQL_IDENTIFIER_INSERT, &REGISTRY_PARAMS, &k.codes) &&
           bulk(c, &SQL_RELATION_INSERT, &REGISTRY_PARAMS, &k.relations) &&
           bulk(c, &SQL_TOKEN_INSERT, &TOKEN_ROW, &k.tokens);
}

/* ---- update ---- */

static bool update_code(struct ctx *c, const struct enterprise_draft *d, int32_t kind, struct str was, struct str value)
{
    if (value.n == 0 || str_eq(was, value)) return true;
    struct registry_params p = registry_params(c);
    p.id = d->id;
    p.code_kind = kind;
    p.value = value;
    p.until = (struct opt_date){true, p.today};
    int64_t reopened = 0;
    if (!ctx_exec(c, &SQL_IDENTIFIER_CLOSE, &REGISTRY_PARAMS, &p)) return false;
    p.until = (struct opt_date){0};
    if (was.n) p.since = (struct opt_date){true, p.today};
    if (!db_exec(c->db, c->arena, &c->err, &SQL_IDENTIFIER_REOPEN, &REGISTRY_PARAMS, &p, &reopened)) return false;
    return reopened > 0 || ctx_exec(c, &SQL_IDENTIFIER_INSERT, &REGISTRY_PARAMS, &p);
}

static bool update_relation(struct ctx *c, const struct enterprise_draft *d, int32_t kind, struct opt_date was,
                            struct opt_date since)
{
    if (!since.has || (was.has && date_cmp(was.v, since.v) == 0)) return true;
    struct registry_params p = registry_params(c);
    p.id = d->id;
    p.relation = kind;
    p.since = since;
    p.other_id = ctx_new_id(c);
    return ctx_exec(c, was.has ? &SQL_RELATION_BEGIN : &SQL_RELATION_INSERT, &REGISTRY_PARAMS, &p);
}

static bool update_one(struct ctx *c, struct enterprise_draft *d)
{
    const struct enterprise_draft *was = d->stored;
    assert(was);
    struct enterprise_row row, before;
    row_of_draft(c, d, &row);
    row_of_draft(c, was, &before);
    struct size_result why;
    struct opt_i64 year;
    if (!str_eq(d->industry, was->industry) && !size_class_compute(c, &row, &why, &year)) return false;
    if (!enterprise_row_save(c, &row)) return false;
    d->version = row.version;
    return update_code(c, d, IDENTIFIER_USCC, was->uscc, d->uscc) &&
           update_code(c, d, IDENTIFIER_REG15, was->reg15, d->reg15) &&
           update_code(c, d, IDENTIFIER_ORGCODE, was->orgcode, d->orgcode) &&
           update_relation(c, d, RELATION_REGISTRATION, was->registration_since, d->registration_since) &&
           update_relation(c, d, RELATION_TAX, was->tax_since, d->tax_since) &&
           update_relation(c, d, RELATION_STATISTICS, was->statistics_since, d->statistics_since) &&
           tokens_replace(c, &before, &row);
}

bool enterprise_update_many(struct ctx *c, const struct list *drafts)
{
    assert(drafts->count <= BULK_MAX);
    for (size_t i = 0; i < drafts->count; i++) {
        if (!update_one(c, *LIST_AT(drafts, struct enterprise_draft *const, i))) return false;
    }
    return true;
}

/* ---- yearly figures ---- */

struct year_row {
    struct str zone_id, enterprise_id;
    int64_t year;
    struct opt_i64 headcount;
    struct opt_money revenue_fen, assets_fen;
    struct str source;
    int64_t version;
};
static const struct field year_row_fields[] = {
    FIELD(struct year_row, zone_id),   FIELD(struct year_row, enterprise_id), FIELD(struct year_row, year),
    FIELD(struct year_row, headcount), FIELD(struct year_row, revenue_fen),   FIELD(struct year_row, assets_fen),
    FIELD(struct year_row, source),    FIELD(struct year_row, version),
};
static const struct record YEAR_ROW = RECORD(year_row, year_row_fields);

bool year_find_many(struct ctx *c, const struct list *drafts, struct list *out)
{
    assert(drafts->count <= BULK_MAX);
    struct list keys = {0}, rows = {0};
    for (size_t i = 0; i < drafts->count; i++) {
        const struct year_draft *d = LIST_AT(drafts, const struct year_draft, i);
        *LIST_ADD(c->arena, &keys, struct str) =
            arena_printf(c->arena, "%.*s:%" PRId64, STR_ARG(d->enterprise_id), d->year);
    }
    if (!rows_by_keys(c, &SQL_KNOWN_YEARS, &keys, &YEAR_ROW, &rows)) return false;
    for (size_t i = 0; i < drafts->count; i++) {
        const struct year_draft *d = LIST_AT(drafts, const struct year_draft, i);
        struct year_draft *found = LIST_ADD(c->arena, out, struct year_draft);
        *found = (struct year_draft){.enterprise_id = d->enterprise_id, .year = d->year};
        for (size_t k = 0; k < rows.count; k++) {
            const struct year_row *r = LIST_AT(&rows, const struct year_row, k);
            if (r->year != d->year || !str_eq(r->enterprise_id, d->enterprise_id)) continue;
            found->headcount = r->headcount;
            found->revenue_fen = r->revenue_fen;
            found->assets_fen = r->assets_fen;
            found->source = r->source;
            found->version = r->version;
            break;
        }
    }
    return true;
}

static bool size_refresh(struct ctx *c, struct str enterprise_id)
{
    struct registry_params p = registry_params(c);
    p.id = enterprise_id;
    struct enterprise_row row = {0};
    struct size_result why;
    struct opt_i64 year;
    if (!ctx_one(c, &SQL_ENTERPRISE_ROW, &REGISTRY_PARAMS, &p, &ENTERPRISE_ROW, &row)) return false;
    int32_t was = row.size_class;
    if (!size_class_compute(c, &row, &why, &year)) return false;
    p.size_class = row.size_class;
    return was == row.size_class || ctx_exec(c, &SQL_SIZE_SAVE, &REGISTRY_PARAMS, &p);
}

bool year_put_many(struct ctx *c, const struct list *drafts)
{
    assert(drafts->count <= BULK_MAX);
    struct list rows = {0};
    for (size_t i = 0; i < drafts->count; i++) {
        const struct year_draft *d = *LIST_AT(drafts, struct year_draft *const, i);
        *LIST_ADD(c->arena, &rows, struct year_row) = (struct year_row){
            c->zone_id, d->enterprise_id, d->year, d->headcount, d->revenue_fen, d->assets_fen, d->source, d->version};
    }
    if (!bulk(c, &SQL_YEAR_UPSERT, &YEAR_ROW, &rows)) return false;
    for (size_t i = 0; i < drafts->count; i++) {
        if (!size_refresh(c, (*LIST_AT(drafts, struct year_draft *const, i))->enterprise_id)) return false;
    }
    return true;
}
