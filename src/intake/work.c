/* work.c - rows against the store: what is there already, what changes, and the writing of it. */
#include "intake/intake_impl.h"
#include "intake_sql.h"

/* Forgets what an earlier try found. */
static void restart(struct chunk *k)
{
    for (size_t i = 0; i < k->items.count; i++) {
        struct item *item = LIST_AT(&k->items, struct item, i);
        item->j.notes = item->notes;
        item->j.verdict = item->verdict;
        item->result = RESULT_NONE;
        item->stored = NULL;
        item->owner = NULL;
        item->work = NULL;
        item->worker_work = NULL;
        item->year_work = NULL;
        item->was = NULL;
    }
}

static bool find_known(struct ctx *c, struct chunk *k, struct list *known)
{
    struct list keys = {0};
    for (size_t i = 0; i < k->items.count; i++) {
        const struct item *item = LIST_AT(&k->items, const struct item, i);
        for (size_t n = 0; item->j.verdict == VERDICT_TAKE && n < item->j.code_count; n++)
            *LIST_ADD(c->arena, &keys, struct code_key) = item->j.codes[n];
    }
    return keys.count == 0 || enterprise_find_codes(c, &keys, known);
}

/* The answers of find_known by code, so that 500 rows need no 500 x 1500 comparisons. */
struct index {
    const struct list *known;
    int32_t *slots; /* index + 1 */
    size_t cap;
};

static size_t slot_of(const struct index *x, int32_t kind, struct str value)
{
    uint64_t h = (uint64_t)kind;
    for (size_t i = 0; i < value.n; i++)
        h = (h ^ (unsigned char)value.p[i]) * UINT64_C(1099511628211);
    return (size_t)(h ^ (h >> 31)) & (x->cap - 1);
}

static const struct enterprise_draft *index_find(const struct index *x, const struct code_key *key)
{
    for (size_t at = slot_of(x, key->kind, key->value); x->slots[at]; at = (at + 1) & (x->cap - 1)) {
        const struct enterprise_known *e = LIST_AT(x->known, const struct enterprise_known, (size_t)x->slots[at] - 1);
        if (e->code_kind == key->kind && str_eq(e->code_value, key->value)) return &e->stored;
    }
    return NULL;
}

static struct index index_make(struct arena *a, const struct list *known)
{
    struct index x = {.known = known, .cap = 16};
    while (x.cap < known->count * 2 + 2)
        x.cap *= 2;
    x.slots = ARENA_ARRAY(a, int32_t, x.cap);
    for (size_t i = 0; i < known->count; i++) {
        const struct enterprise_known *e = LIST_AT(known, const struct enterprise_known, i);
        size_t at = slot_of(&x, e->code_kind, e->code_value);
        while (x.slots[at])
            at = (at + 1) & (x.cap - 1);
        x.slots[at] = (int32_t)i + 1;
    }
    return x;
}

/* ---- rows that were in quarantine before ---- */

static bool decided_find(struct ctx *c, struct chunk *k, struct list *out)
{
    struct intake_params p = intake_params(c);
    struct buf all = {.arena = c->arena};
    for (size_t i = 0; i < k->items.count; i++) {
        const struct judged *j = &LIST_AT(&k->items, const struct item, i)->j;
        if (j->verdict != VERDICT_QUARANTINE || !j->digest.n) continue;
        if (all.n) buf_add_char(&all, ' ');
        buf_add(&all, j->digest);
        if (db_is_pg(c->db)) continue;
        struct list some = {0};
        p.digest = j->digest;
        if (!ctx_rows(c, &SQL_QUARANTINE_DECIDED, &INTAKE_PARAMS, &p, &DECIDED_ROW, &some)) return false;
        if (some.count) *LIST_ADD(c->arena, out, struct decided_row) = *LIST_AT(&some, struct decided_row, 0);
    }
    p.digest = buf_str(&all);
    return !db_is_pg(c->db) || all.n == 0 ||
           ctx_rows(c, &SQL_QUARANTINE_DECIDED, &INTAKE_PARAMS, &p, &DECIDED_ROW, out);
}

/* A person's decision on the same cells stands. */
static void decide_again(struct ctx *c, const struct decided_row *d, struct item *item)
{
    bool discarded = d->state == QUARANTINE_DISCARDED;
    item->j.notes = (struct list){0};
    item->j.verdict = VERDICT_TAKE;
    item->result = RESULT_UNCHANGED;
    if (discarded)
        judge_note(c->arena, &item->j, -1, SEVERITY_REJECT, M(ROW_DECIDED_DISCARDED), S("person", d->decided_by),
                   S("reason", d->decision));
    else
        judge_note(c->arena, &item->j, -1, SEVERITY_WARN, M(ROW_DECIDED_TAKEN), S("person", d->decided_by),
                   S("name", d->enterprise_name));
}

static bool classify_decided(struct ctx *c, struct chunk *k)
{
    struct list decided = {0};
    if (!decided_find(c, k, &decided)) return false;
    for (size_t i = 0; decided.count && i < k->items.count; i++) {
        struct item *item = LIST_AT(&k->items, struct item, i);
        for (size_t n = 0; item->j.verdict == VERDICT_QUARANTINE && n < decided.count; n++) {
            const struct decided_row *d = LIST_AT(&decided, const struct decided_row, n);
            if (str_eq(d->digest, item->j.digest)) decide_again(c, d, item);
        }
    }
    return true;
}

static void settle(struct item *item)
{
    if (item->j.verdict == VERDICT_REJECT) item->result = RESULT_REJECTED;
    if (item->j.verdict == VERDICT_QUARANTINE) item->result = RESULT_QUARANTINED;
}

/* ---- enterprises ---- */

/* The stored enterprise a row means; remarks of the row tell when its codes disagree. */
static void match_enterprise(struct ctx *c, const struct index *x, struct item *item)
{
    struct judged *j = &item->j;
    for (size_t i = 0; i < j->code_count; i++) {
        const struct enterprise_draft *e = index_find(x, &j->codes[i]);
        if (!e) continue;
        if (item->stored && !str_eq(item->stored->id, e->id)) {
            judge_note(c->arena, j, -1, SEVERITY_QUARANTINE, M(ROW_CODES_DIFFER), S("first", item->stored->name),
                       S("second", e->name));
            return;
        }
        bool other = j->codes[i].kind != IDENTIFIER_USCC && j->enterprise->uscc.n && e->uscc.n &&
                     !str_eq(j->enterprise->uscc, e->uscc);
        if (!item->stored && other) {
            judge_note(c->arena, j, -1, SEVERITY_QUARANTINE, M(ROW_OTHER_USCC), S("name", e->name), S("code", e->uscc));
            return;
        }
        item->stored = e;
    }
}

static void classify_enterprise(struct ctx *c, const struct index *x, struct seen *touched, struct item *item)
{
    struct judged *j = &item->j;
    item->stored = item->attach;
    if (!item->attach) match_enterprise(c, x, item);
    if (j->verdict != VERDICT_TAKE) return;
    item->work = ARENA_NEW(c->arena, struct enterprise_draft);
    *item->work = *j->enterprise;
    item->result = RESULT_CREATED;
    if (!item->stored) return;
    int64_t first = seen_before(touched, item->stored->id, j->row);
    if (first) {
        judge_note(c->arena, j, -1, SEVERITY_REJECT, M(ROW_TWICE),
                   S("code", j->code_count ? j->codes[0].value : item->stored->uscc), I("row", first));
        return;
    }
    /* A former code leads to the enterprise, it does not come back: only a code the enterprise lacks is added. */
    if (item->stored->uscc.n && !str_eq(item->work->uscc, item->stored->uscc)) item->work->uscc = (struct str){0};
    item->was = item->stored;
    item->result = enterprise_merge_draft(item->stored, item->work) ? RESULT_UPDATED : RESULT_UNCHANGED;
    if (item->result == RESULT_UPDATED && item->work->renamed)
        judge_note(c->arena, j, -1, SEVERITY_WARN, M(ROW_RENAMED), S("before", item->stored->name));
}

/* ---- rows that belong to an enterprise ---- */

static const struct enterprise_draft *owner_of(struct ctx *c, const struct index *x, struct item *item)
{
    const struct enterprise_draft *e = item->attach;
    if (!e && item->j.code_count) e = index_find(x, &item->j.codes[0]);
    item->owner = e;
    if (!e)
        judge_note(c->arena, &item->j, -1, SEVERITY_REJECT, M(ROW_OWNER_UNKNOWN),
                   S("code", item->j.code_count ? item->j.codes[0].value : STR("")));
    return e;
}

static bool same_number(struct opt_i64 a, struct opt_i64 b)
{
    return a.has == b.has && (!a.has || a.v == b.v);
}

static bool same_money(struct opt_money a, struct opt_money b)
{
    return a.has == b.has && (!a.has || a.fen == b.fen);
}

/* Absent cells stay absent: year_put_many keeps what is stored then, even what somebody types meanwhile. */
static bool year_differs(const struct year_draft *stored, const struct year_draft *d)
{
    return (d->headcount.has && !same_number(d->headcount, stored->headcount)) ||
           (d->revenue_fen.has && !same_money(d->revenue_fen, stored->revenue_fen)) ||
           (d->assets_fen.has && !same_money(d->assets_fen, stored->assets_fen)) ||
           (d->source.n && !str_eq(d->source, stored->source));
}

static bool classify_years(struct ctx *c, const struct index *x, struct chunk *k)
{
    struct list drafts = {0}, stored = {0};
    for (size_t i = 0; i < k->items.count; i++) {
        struct item *item = LIST_AT(&k->items, struct item, i);
        const struct enterprise_draft *owner = item->j.verdict == VERDICT_TAKE ? owner_of(c, x, item) : NULL;
        if (!owner) continue;
        item->year_work = ARENA_NEW(c->arena, struct year_draft);
        *item->year_work = *item->j.year;
        item->year_work->enterprise_id = owner->id;
        *LIST_ADD(c->arena, &drafts, struct year_draft) = *item->year_work;
    }
    if (drafts.count && !year_find_many(c, &drafts, &stored)) return false;
    for (size_t i = 0, n = 0; i < k->items.count; i++) {
        struct item *item = LIST_AT(&k->items, struct item, i);
        if (!item->year_work) continue;
        const struct year_draft *was = LIST_AT(&stored, const struct year_draft, n++);
        item->was = was;
        item->result = was->version == 0                    ? RESULT_CREATED
                       : year_differs(was, item->year_work) ? RESULT_UPDATED
                                                            : RESULT_UNCHANGED;
    }
    return true;
}

/* The stored person with the same identity number; somebody else's current employee is not taken over silently. */
static void classify_worker(struct ctx *c, const struct list *stored, struct item *item)
{
    struct worker_draft *d = item->worker_work;
    item->result = RESULT_CREATED;
    for (size_t i = 0; i < stored->count; i++) {
        const struct worker_draft *was = LIST_AT(stored, const struct worker_draft, i);
        if (!str_eq(was->id_hash, d->id_hash)) continue;
        bool same = str_eq(was->enterprise_id, d->enterprise_id);
        item->was = was;
        if (!same && !was->left_on.has)
            judge_note(c->arena, &item->j, -1, SEVERITY_REJECT, M(ROW_OTHER_EMPLOYER), S("name", was->enterprise_name));
        else if (same)
            item->result = worker_merge_draft(was, d) ? RESULT_UPDATED : RESULT_UNCHANGED;
        return;
    }
}

static bool classify_workers(struct ctx *c, const struct index *x, struct chunk *k)
{
    struct list drafts = {0}, stored = {0};
    for (size_t i = 0; i < k->items.count; i++) {
        struct item *item = LIST_AT(&k->items, struct item, i);
        const struct enterprise_draft *owner = item->j.verdict == VERDICT_TAKE ? owner_of(c, x, item) : NULL;
        if (!owner) continue;
        item->worker_work = ARENA_NEW(c->arena, struct worker_draft);
        *item->worker_work = *item->j.worker;
        item->worker_work->enterprise_id = owner->id;
        *LIST_ADD(c->arena, &drafts, struct worker_draft *) = item->worker_work;
    }
    if (drafts.count && !worker_find_many(c, &drafts, &stored)) return false;
    for (size_t i = 0; i < k->items.count; i++) {
        struct item *item = LIST_AT(&k->items, struct item, i);
        if (item->worker_work) classify_worker(c, &stored, item);
    }
    return true;
}

bool chunk_classify(struct ctx *c, int32_t kind, struct chunk *k)
{
    struct list known = {0};
    restart(k);
    if (!find_known(c, k, &known)) return false;
    const struct index x = index_make(c->arena, &known);
    if (kind == IMPORT_ENTERPRISE) {
        struct seen *touched = seen_new(c->arena);
        for (size_t i = 0; i < k->items.count; i++) {
            struct item *item = LIST_AT(&k->items, struct item, i);
            if (item->j.verdict == VERDICT_TAKE) classify_enterprise(c, &x, touched, item);
        }
        seen_free(touched);
    } else if (!(kind == IMPORT_YEAR ? classify_years(c, &x, k) : classify_workers(c, &x, k))) {
        return false;
    }
    if (!classify_decided(c, k)) return false;
    for (size_t i = 0; i < k->items.count; i++)
        settle(LIST_AT(&k->items, struct item, i));
    chunk_count(k);
    return true;
}

void chunk_count(struct chunk *k)
{
    struct import_counts n = {0};
    for (size_t i = 0; i < k->items.count; i++) {
        const struct item *item = LIST_AT(&k->items, const struct item, i);
        n.rows++;
        switch ((enum import_result)item->result) {
        case RESULT_CREATED:
            n.created++;
            break;
        case RESULT_UPDATED:
            n.updated++;
            break;
        case RESULT_UNCHANGED:
            n.unchanged++;
            break;
        case RESULT_REJECTED:
            n.rejected++;
            break;
        case RESULT_QUARANTINED:
            n.quarantined++;
            break;
        case RESULT_NONE:
            assert(!"every row has a result");
            break;
        }
        n.warned += item->result <= RESULT_UNCHANGED && item->j.notes.count > 0;
    }
    assert(n.rows == n.created + n.updated + n.unchanged + n.rejected + n.quarantined);
    k->counts = n;
}

/* The enterprises that rows of workers or figures are to be hung on, once each in a row. */
static bool owners_still_there(struct ctx *c, const struct chunk *k)
{
    struct list ids = {0};
    struct str last = {0};
    for (size_t i = 0; i < k->items.count; i++) {
        const struct item *item = LIST_AT(&k->items, const struct item, i);
        bool written = item->result == RESULT_CREATED || item->result == RESULT_UPDATED;
        if (!written || !item->owner || str_eq(item->owner->id, last)) continue;
        last = item->owner->id;
        *LIST_ADD(c->arena, &ids, struct str) = last;
    }
    return enterprise_still_there(c, &ids);
}

const void *item_draft(const struct item *item)
{
    return item->work          ? (const void *)item->work
           : item->worker_work ? (const void *)item->worker_work
                               : (const void *)item->year_work;
}

bool chunk_write(struct ctx *c, int32_t kind, struct chunk *k)
{
    struct list inserts = {0}, updates = {0};
    if (!owners_still_there(c, k)) return false;
    for (size_t i = 0; i < k->items.count; i++) {
        struct item *item = LIST_AT(&k->items, struct item, i);
        if (item->result != RESULT_CREATED && item->result != RESULT_UPDATED) continue;
        void *draft = kind == IMPORT_ENTERPRISE ? (void *)item->work
                      : kind == IMPORT_WORKER   ? (void *)item->worker_work
                                                : (void *)item->year_work;
        *LIST_ADD(c->arena, item->result == RESULT_CREATED || kind == IMPORT_YEAR ? &inserts : &updates, void *) =
            draft;
    }
    switch ((enum import_kind)kind) {
    case IMPORT_ENTERPRISE:
        return enterprise_insert_many(c, &inserts) && enterprise_update_many(c, &updates);
    case IMPORT_WORKER:
        return worker_insert_many(c, &inserts) && worker_update_many(c, &updates);
    case IMPORT_YEAR:
        return year_put_many(c, &inserts);
    case IMPORT_KIND_NONE:
        break;
    }
    assert(!"a kind of import");
    return false;
}
