/* quarantine.c - rows that somebody has to look at: accepted as corrected, attached, or discarded. */
#include "app/app.h"
#include "app/audit.h"
#include "intake/change.h"
#include "intake/intake_impl.h"
#include "intake_sql.h"
#include "json/json.h"
#include "text/text.h"

enum {
    PAGE_DEFAULT = 50,
    COUNT_CAP = 10000,
    NAME_MAX = 300
};

static bool may_decide(const struct ctx *c, int32_t kind)
{
    return ctx_may(c, RIGHT_ENTERPRISE_IMPORT) && (kind != IMPORT_WORKER || ctx_may(c, RIGHT_WORKER_EDIT));
}

/* JSON parts and actions of a stored item. */
static bool complete(struct ctx *c, struct quarantine_item *q)
{
    struct cell_box cells = {0};
    struct stored_notes notes = {0};
    struct list columns = {0};
    if (!json_decode(c->arena, &c->err, &CELL_BOX, q->cells_json, &cells) ||
        !json_decode(c->arena, &c->err, &STORED_NOTES, q->reasons_json, &notes))
        return fail_internal(&c->err, "a row in quarantine is damaged");
    if (!columns_read(c->arena, &c->err, q->columns_json, &columns)) return false;
    q->cells = cells.cells;
    for (size_t i = 0; i < notes.notes.count; i++)
        *LIST_ADD(c->arena, &q->reasons, struct import_note) =
            note_show(c->arena, c->lang, LIST_AT(&notes.notes, const struct stored_note, i), &columns);
    if (q->state == QUARANTINE_OPEN && may_decide(c, q->kind)) {
        *LIST_ADD(c->arena, &q->actions.l, struct str) = STR("accept");
        *LIST_ADD(c->arena, &q->actions.l, struct str) = STR("discard");
    }
    return true;
}

static bool load(struct ctx *c, struct str id, struct quarantine_item *out)
{
    struct intake_params p = intake_params(c);
    bool found = false;
    p.id = id;
    *out = (struct quarantine_item){0};
    if (!ctx_find(c, &SQL_QUARANTINE_BY_ID, &INTAKE_PARAMS, &p, &QUARANTINE_STORED, out, &found)) return false;
    if (!found || (out->kind == IMPORT_WORKER && !ctx_may(c, RIGHT_WORKER_READ)))
        return ctx_not_found(c, "待核行", "row in quarantine");
    return complete(c, out);
}

bool quarantine_list(struct ctx *c, const struct quarantine_query *in, struct quarantine_page *out)
{
    struct intake_params p = intake_params(c);
    struct intake_count n = {0};
    int64_t limit = in->limit ? in->limit : PAGE_DEFAULT;
    p.import_id = in->import_id;
    p.workers = ctx_may(c, RIGHT_WORKER_READ);
    if (in->state) p.state = str_of(QUARANTINE_STATE_NAMES.names[in->state]);
    p.limit = COUNT_CAP + 1;
    if (!ctx_one(c, &SQL_QUARANTINE_COUNT, &INTAKE_PARAMS, &p, &INTAKE_COUNT, &n)) return false;
    p.after = in->after.n ? in->after : STR("");
    p.limit = limit + 1;
    if (!ctx_rows(c, &SQL_QUARANTINE_LIST, &INTAKE_PARAMS, &p, &QUARANTINE_STORED, &out->items)) return false;
    out->total_capped = n.n > COUNT_CAP;
    out->total = out->total_capped ? COUNT_CAP : n.n;
    if ((int64_t)out->items.count > limit) {
        out->items.count = (size_t)limit;
        out->next = LIST_AT(&out->items, struct quarantine_item, (size_t)limit - 1)->id;
    }
    for (size_t i = 0; i < out->items.count; i++)
        if (!complete(c, LIST_AT(&out->items, struct quarantine_item, i))) return false;
    return true;
}

/* The enterprise name that the row seems to have, wherever it stands. */
static struct str enterprise_name(const struct quarantine_item *q)
{
    struct str wanted = q->kind == IMPORT_WORKER ? STR("enterprise_name") : STR("name");
    for (size_t i = 0; i < q->cells.count; i++) {
        const struct quarantine_cell *cell = LIST_AT(&q->cells, const struct quarantine_cell, i);
        if (str_eq(cell->field, wanted)) return cell->value;
    }
    return q->name;
}

bool quarantine_get(struct ctx *c, const struct import_key *in, struct quarantine_item *out)
{
    struct intake_params p = intake_params(c);
    if (!load(c, in->id, out)) return false;
    p.name = text_fold(c->arena, enterprise_name(out));
    if (p.name.n == 0 || p.name.n > NAME_MAX) return true;
    return ctx_rows(c, &SQL_CANDIDATE_BY_NAME, &INTAKE_PARAMS, &p, &QUARANTINE_CANDIDATE, &out->candidates);
}

/* ---- accept ---- */

/* The corrected row as one chunk of one row, judged as a row that a person has looked at. */
struct accepted {
    struct chunk chunk;
    struct judge judge;
    struct list fields; /* names of the columns */
};

static bool judge_fields(struct ctx *c, const struct quarantine_accept *in, int32_t kind, struct accepted *a)
{
    struct list columns = {0};
    size_t count = in->fields.count;
    struct cell *cells = ARENA_ARRAY(c->arena, struct cell, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct import_value *v = LIST_AT(&in->fields, const struct import_value, i);
        struct import_column *column = LIST_ADD(c->arena, &columns, struct import_column);
        *column = (struct import_column){.index = (int64_t)i, .header = v->field, .field = v->field};
        if (schema_field(schema_of(kind), v->field) < 0)
            (void)fail_field(&c->err, arena_printf(c->arena, "fields/%zu/field", i), M(IMPORT_NO_FIELD),
                             S("field", v->field));
        cells[i].text = v->value.p ? v->value : STR("");
    }
    if (c->err.code != ERR_NONE) return false;
    judge_init(&a->judge, kind, &columns, false, ctx_today(c));
    a->judge.trusted = true;
    for (size_t i = 0; i < count; i++)
        a->judge.columns[i].unit = 0;
    const struct sheet_row row = {.number = 1, .cells = cells, .count = count};
    struct item *item = LIST_ADD(c->arena, &a->chunk.items, struct item);
    judge_row(c->arena, &a->judge, &row, &item->j);
    return true;
}

/* Every remark that would refuse the row, or leave a cell out, is a bad field of the form. */
static bool refuse_notes(struct ctx *c, const struct quarantine_accept *in, const struct judged *j)
{
    bool good = j->verdict == VERDICT_TAKE;
    for (size_t i = 0; i < j->notes.count; i++) {
        const struct note *n = LIST_AT(&j->notes, const struct note, i);
        if (n->severity == SEVERITY_WARN && good) continue;
        struct str at =
            n->column >= 0 ? LIST_AT(&in->fields, const struct import_value, (size_t)n->column)->field : STR("");
        struct msg_part *parts = ARENA_ARRAY(c->arena, struct msg_part, n->message.arg_count + 2);
        parts[0] = (struct msg_part){.kind = MSG_PART_ID, .id = n->message.id};
        memcpy(parts + 1, n->message.args, n->message.arg_count * sizeof *parts);
        parts[n->message.arg_count + 1].kind = MSG_PART_END;
        (void)fail_field_parts(&c->err, at, parts);
    }
    return good || c->err.code != ERR_NONE ? good : fail(&c->err, ERR_INVALID, M(QUARANTINE_NO_NAME));
}

static bool complete_draft(struct ctx *c, struct item *item)
{
    struct judged *j = &item->j;
    struct places places;
    if (j->worker) return worker_prepare(c, j->worker);
    if (!j->enterprise) return true;
    return places_load(c, &places) && enterprise_prepare(c->arena, &c->err, &places, j->enterprise);
}

bool quarantine_prepare(struct ctx *c, const struct quarantine_accept *in, struct quarantine_item *out)
{
    struct accepted *a = ARENA_NEW(c->arena, struct accepted);
    if (!load(c, in->id, out)) return false;
    if (!may_decide(c, out->kind))
        return ctx_require(c, out->kind == IMPORT_WORKER ? RIGHT_WORKER_EDIT : RIGHT_ENTERPRISE_IMPORT);
    if (out->state != QUARANTINE_OPEN) return fail(&c->err, ERR_CONFLICT, M(QUARANTINE_DECIDED));
    if (!judge_fields(c, in, out->kind, a)) return false;
    struct item *item = LIST_AT(&a->chunk.items, struct item, 0);
    if (!refuse_notes(c, in, &item->j) || !complete_draft(c, item)) return false;
    item->notes = item->j.notes;
    item->verdict = item->j.verdict;
    a->chunk.arena = c->arena;
    out->accepted = a;
    return true;
}

/* Attaching: the row's enterprise is the named one, whatever its codes say. */
static bool attach_to(struct ctx *c, const struct quarantine_accept *in, struct item *item)
{
    struct enterprise_draft *stored = ARENA_NEW(c->arena, struct enterprise_draft);
    if (!enterprise_find_id(c, in->enterprise_id, stored)) return false;
    if (item->j.worker) item->j.worker->uscc = stored->uscc;
    if (item->j.year) item->j.year->uscc = stored->uscc;
    item->j.code_count = 0;
    item->attach = stored;
    return true;
}

/* The values of the record: of an accepted row what it did (item), of a discarded one the row as it then stands. */
static struct str decided_json(struct ctx *c, const struct quarantine_item *q, const struct item *item)
{
    if (!item) return audit_json(c, &QUARANTINE_ITEM, q);
    struct quarantine_receipt r = {.id = q->id,
                                   .import_id = q->import_id,
                                   .file_name = q->file_name,
                                   .kind = q->kind,
                                   .row = q->row,
                                   .name = q->name,
                                   .code = q->code,
                                   .state = q->state,
                                   .outcome = item->result};
    if (item->result == RESULT_UPDATED) r.changes = draft_changes(c->arena, q->kind, item->was, item_draft(item));
    return audit_json(c, &QUARANTINE_RECEIPT, &r);
}

static bool decide(struct ctx *c, struct str id, int64_t version, int32_t state, const struct item *item,
                   struct str reason, struct quarantine_item *out)
{
    struct intake_params p = intake_params(c);
    struct quarantine_item before = *out;
    const struct enterprise_draft *e = !item ? NULL : item->work ? item->work : item->owner;
    p.id = id;
    p.version = version;
    p.state = str_of(QUARANTINE_STATE_NAMES.names[state]);
    if (e) {
        p.enterprise_id = e->id;
        p.enterprise_name = e->name;
    }
    p.decision = reason;
    p.decided_by = c->actor.name.p ? c->actor.name : STR("");
    p.decided_at = c->now;
    if (!ctx_change(c, &SQL_QUARANTINE_DECIDE, &INTAKE_PARAMS, &p) || !load(c, id, out)) return false;
    return audit_record(c, &(struct audit_entry){.action = state == QUARANTINE_DISCARDED ? STR("quarantine.discard")
                                                                                         : STR("quarantine.accept"),
                                                 .subject_kind = e ? STR("enterprise") : STR("import"),
                                                 .subject_id = e ? e->id : before.import_id,
                                                 .subject_name = e               ? e->name
                                                                 : before.name.p ? before.name
                                                                                 : STR(""),
                                                 .before = audit_json(c, &QUARANTINE_ITEM, &before),
                                                 .after = decided_json(c, out, item)});
}

bool quarantine_accept(struct ctx *c, const struct quarantine_accept *in, struct quarantine_item *out)
{
    struct accepted *a = out->accepted;
    if (!a) {
        if (!quarantine_prepare(c, in, out)) return false;
        a = out->accepted;
    } else if (!load(c, in->id, out)) {
        return false;
    }
    if (out->state != QUARANTINE_OPEN) return fail(&c->err, ERR_CONFLICT, M(QUARANTINE_DECIDED));
    struct item *item = LIST_AT(&a->chunk.items, struct item, 0);
    if (in->enterprise_id.n && !attach_to(c, in, item)) return false;
    if (!chunk_classify(c, out->kind, &a->chunk)) return false;
    if (!refuse_notes(c, in, &item->j) || !chunk_write(c, out->kind, &a->chunk)) return false;
    return decide(c, in->id, in->version, in->enterprise_id.n ? QUARANTINE_ATTACHED : QUARANTINE_ACCEPTED, item,
                  (struct str){0}, out);
}

bool quarantine_discard(struct ctx *c, const struct quarantine_discard *in, struct quarantine_item *out)
{
    if (!load(c, in->id, out)) return false;
    if (!may_decide(c, out->kind))
        return ctx_require(c, out->kind == IMPORT_WORKER ? RIGHT_WORKER_EDIT : RIGHT_ENTERPRISE_IMPORT);
    if (out->state != QUARANTINE_OPEN) return fail(&c->err, ERR_CONFLICT, M(QUARANTINE_DECIDED));
    return decide(c, in->id, in->version, QUARANTINE_DISCARDED, NULL, in->reason, out);
}
