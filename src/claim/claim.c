/* claim.c - drafts, the page of a claim, and lists. */
#include "claim/claim.h"
#include "app/audit.h"
#include "attach/attach.h"
#include "claim/claim_impl.h"
#include "claim_sql.h"
#include "registry/registry.h"

enum {
    LIMIT_DEFAULT = 50,
    ID_BYTES = 36
};

static struct str or_absent(struct str s)
{
    return s.n ? s : (struct str){0};
}

static struct str in_lang(const struct ctx *c, struct str zh, struct str en)
{
    return c->lang == LANG_ZH ? zh : en;
}

/* ---- drafts ---- */

/* The typed form and lines, checked as far as they are given. */
struct draft {
    const struct policy_item *item;
    struct list form;  /* struct claim_value */
    struct list lines; /* struct line_row, facts stored */
};

static bool draft_lines(struct ctx *c, const struct list *typed, struct draft *d)
{
    bool ok = true, workers = d->item->subject == ITEM_WORKERS;
    if (!workers && typed->count) return fail_field(&c->err, STR("lines"), M(CLAIM_LINES_EXTRA));
    for (size_t i = 0; i < typed->count; i++) {
        const struct claim_line_new *l = LIST_AT(typed, const struct claim_line_new, i);
        struct list values = l->values;
        if (!l->worker_id.n)
            ok = fail_field(&c->err, arena_printf(c->arena, "lines/%zu/worker_id", i), M(CLAIM_WORKER_MISSING));
        ok = form_check(c, d->item, &values, true, false, arena_printf(c->arena, "lines/%zu", i)) && ok;
        *LIST_ADD(c->arena, &d->lines, struct line_row) = (struct line_row){.zone_id = c->zone_id,
                                                                            .line = (int64_t)i + 1,
                                                                            .worker_id = or_absent(l->worker_id),
                                                                            .facts = form_store(c, &values)};
    }
    return ok;
}

static bool draft_check(struct ctx *c, const struct list *form, const struct list *lines, struct draft *d)
{
    d->form = *form;
    bool ok = form_check(c, d->item, &d->form, false, false, STR("form"));
    return draft_lines(c, lines, d) && ok;
}

/* Replaces the stored text and lines; a worker of another enterprise is a bad field. */
static bool draft_store(struct ctx *c, struct claim_row *row, struct draft *d)
{
    const struct line_row all = {.zone_id = c->zone_id, .claim_id = row->id};
    struct list stored = {0};
    bool ok = true;
    row->form = form_store(c, &d->form);
    if (!ctx_exec(c, &SQL_CLAIM_TEXT_PUT, &CLAIM_ROW, row)) return false;
    if (!ctx_exec(c, &SQL_LINE_DROP, &LINE_ROW, &all)) return false;
    for (size_t i = 0; i < d->lines.count; i++) {
        struct line_row *l = LIST_AT(&d->lines, struct line_row, i);
        l->claim_id = row->id;
        l->enterprise_id = row->enterprise_id;
    }
    row->content = claim_content(c, row, &d->lines);
    if (d->lines.count == 0) return true;
    if (!db_bulk(c->db, c->arena, &c->err, &SQL_LINE_INSERT, &LINE_ROW, &d->lines)) return false;
    if (!claim_lines(c, row, &stored)) return false;
    for (size_t i = 0; i < stored.count; i++)
        if (!LIST_AT(&stored, const struct line_row, i)->person.n)
            ok = fail_field(&c->err, arena_printf(c->arena, "lines/%zu/worker_id", i), M(CLAIM_WORKER_ELSEWHERE));
    return ok;
}

struct create {
    const struct claim_new *in;
    struct claim_row row;
    struct policy_item item;
};

static bool create_step(struct ctx *c, void *arg)
{
    struct create *x = arg;
    struct draft d = {.item = &x->item};
    if (!enterprise_require(c, RIGHT_CLAIM_EDIT, x->in->enterprise_id, true, &x->row.enterprise_name)) return false;
    if (!policy_item_find(c, x->in->item_id, &x->item) || !claim_item_open(c, &x->item)) return false;
    if (!draft_check(c, &x->in->form, &x->in->lines, &d)) return false;
    struct claim_row *row = &x->row;
    row->zone_id = c->zone_id;
    claim_enter(c, row, CLAIM_DRAFT);
    row->created = row->updated = c->now;
    row->version = 1;
    row->money = x->item.kind == ITEM_MONEY;
    row->line_count = (int64_t)d.lines.count;
    row->item_id = x->item.id;
    row->item_code = x->item.code;
    row->name_zh = x->item.name_zh;
    row->name_en = x->item.name_en;
    row->paid_to = row->money ? x->item.paid_to : PAID_TO_NONE;
    row->reserve_at = row->money ? x->item.reserve_at : RESERVE_AT_NONE;
    row->pot_id = row->money ? or_absent(x->item.pot_id) : (struct str){0};
    row->enterprise_id = x->in->enterprise_id;
    row->created_by_id = or_absent(c->actor.user_id);
    row->created_by = claim_actor_name(c);
    row->note = or_absent(x->in->note);
    return ctx_exec(c, &SQL_CLAIM_INSERT, &CLAIM_ROW, row) && draft_store(c, row, &d) &&
           claim_event_add(c, row, CLAIM_ACT_CREATE, CLAIM_STATE_NONE, (struct str){0}) &&
           claim_audit(c, "claim.create", NULL, row, (struct str){0});
}

bool claim_create(struct ctx *c, const struct claim_new *in, struct claim *out)
{
    struct create x = {.in = in, .row = {.id = ctx_new_id(c)}};
    return claim_or_refuse(c, "claim.create", x.row.id, create_step, &x) && claim_show(c, x.row.id, &x.item, out);
}

struct update {
    const struct claim_edit *in;
    struct policy_item item;
};

/* Whoever wrote in it had a part in it: once in the history is enough. */
static bool writer_add(struct ctx *c, const struct claim_row *row)
{
    struct event_row parts = {0};
    if (!c->actor.user_id.n) return true;
    if (!claim_parts(c, row->id, &parts)) return false;
    return parts.applied > 0 || claim_event_add(c, row, CLAIM_ACT_EDIT, row->state, (struct str){0});
}

static bool update_step(struct ctx *c, void *arg)
{
    struct update *x = arg;
    const struct claim_edit *in = x->in;
    struct draft d = {.item = &x->item};
    struct claim_row row = {0};
    if (!claim_row_edit(c, RIGHT_CLAIM_EDIT, in->id, in->version, &row)) return false;
    if (row.state != CLAIM_DRAFT && row.state != CLAIM_SUPPLEMENT)
        return fail(&c->err, ERR_CONFLICT, M(CLAIM_NOT_EDITABLE));
    const struct claim_row before = row;
    if (!policy_item_find(c, row.item_id, &x->item) || !draft_check(c, &in->form, &in->lines, &d)) return false;
    row.line_count = (int64_t)d.lines.count;
    row.note = or_absent(in->note);
    return draft_store(c, &row, &d) && claim_row_save(c, &row) && writer_add(c, &row) &&
           claim_audit(c, "claim.update", &before, &row, (struct str){0});
}

bool claim_update(struct ctx *c, const struct claim_edit *in, struct claim *out)
{
    struct update x = {.in = in};
    return claim_or_refuse(c, "claim.update", in->id, update_step, &x) && claim_show(c, in->id, &x.item, out);
}

/* ---- the page ---- */

static bool show_lines(struct ctx *c, const struct list *lines, const struct policy_item *item, struct claim *out)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct line_row *l = LIST_AT(lines, const struct line_row, i);
        struct claim_line *line = LIST_ADD(c->arena, &out->lines, struct claim_line);
        *line = (struct claim_line){.line = l->line,
                                    .worker_id = l->worker_id,
                                    .worker_name = l->worker_name,
                                    .id_masked = l->id_masked,
                                    .verdict = l->verdict,
                                    .amount_fen = l->amount_fen,
                                    .reason = in_lang(c, l->reason_zh, l->reason_en)};
        if (!form_load(c, l->facts, &line->values)) return false;
        form_label(c, item, &line->values);
    }
    return true;
}

static bool show_wanted(struct ctx *c, const struct claim_row *row, const struct policy_item *item, struct claim *out)
{
    struct list files = {0};
    if (item->attachments.count == 0) return true;
    if (!attachment_of(c, SUBJECT_CLAIM, row->id, &files)) return false;
    for (size_t i = 0; i < item->attachments.count; i++) {
        const struct policy_attachment *a = LIST_AT(&item->attachments, const struct policy_attachment, i);
        struct claim_wanted *w = LIST_ADD(c->arena, &out->wanted, struct claim_wanted);
        *w = (struct claim_wanted){.kind = a->kind, .label = in_lang(c, a->zh, a->en), .required = a->required};
        for (size_t f = 0; f < files.count; f++)
            w->given = w->given || str_eq(LIST_AT(&files, const struct attachment, f)->kind, a->kind);
    }
    return true;
}

static bool show_payments(struct ctx *c, const struct claim_row *row, struct claim *out)
{
    struct list rows = {0};
    if (!row->money || row->state < CLAIM_APPROVED) return true;
    if (!payments_of(c, row, &rows)) return false;
    for (size_t i = 0; i < rows.count; i++) {
        const struct payment_row *p = LIST_AT(&rows, const struct payment_row, i);
        *LIST_ADD(c->arena, &out->payments, struct claim_payment) =
            (struct claim_payment){.id = p->id,
                                   .account_id = p->account_id,
                                   .holder = p->holder,
                                   .number_masked = p->number_masked,
                                   .bank_name = p->bank_name,
                                   .worker_id = p->worker_id,
                                   .amount_fen = p->amount_fen,
                                   .state = p->state,
                                   .attempt = p->attempt,
                                   .reason = p->reason};
    }
    return true;
}

static bool show_history(struct ctx *c, const struct claim_row *row, struct claim *out)
{
    const struct event_row p = {.zone_id = c->zone_id, .claim_id = row->id};
    struct list rows = {0};
    if (!ctx_rows(c, &SQL_EVENT_ALL, &EVENT_ROW, &p, &EVENT_ROW, &rows)) return false;
    for (size_t i = 0; i < rows.count; i++) {
        const struct event_row *e = LIST_AT(&rows, const struct event_row, i);
        *LIST_ADD(c->arena, &out->history, struct claim_event) = (struct claim_event){.seq = e->seq,
                                                                                      .act = e->act,
                                                                                      .from_state = e->from_state,
                                                                                      .to_state = e->to_state,
                                                                                      .actor_id = e->actor_id,
                                                                                      .actor_name = e->actor_name,
                                                                                      .at = e->at,
                                                                                      .note = e->note};
    }
    return true;
}

static bool show_account(struct ctx *c, const struct claim_row *row, struct claim *out)
{
    struct payee_row account = {0};
    bool found = false;
    if (row->paid_to != PAID_TO_ENTERPRISE) return true;
    if (!payee_newest(c, row->enterprise_id, &account, &found)) return false;
    if (!found) return true;
    out->account_masked = account.number_masked;
    out->account_verified = account.state == PAYEE_VERIFIED;
    return true;
}

static int64_t stopped_s(const struct ctx *c, const struct claim_row *row)
{
    enum {
        SECOND_US = 1000000
    };
    bool stands = row->state == CLAIM_SUPPLEMENT && c->now.us > row->since.us; /* a clock may be set back */
    int64_t running = stands ? c->now.us - row->since.us : 0;
    return (row->stopped_us + running) / SECOND_US;
}

static void show_head(struct ctx *c, const struct claim_row *r, struct claim *out)
{
    *out = (struct claim){
        .id = r->id,
        .no = r->no,
        .state = r->state,
        .queue = r->queue,
        .item_id = r->item_id,
        .item_code = r->item_code,
        .item_name = in_lang(c, r->name_zh, r->name_en),
        .money = r->money,
        .paid_to = r->paid_to,
        .enterprise_id = r->enterprise_id,
        .enterprise_name = r->enterprise_name,
        .holder_id = r->holder_id,
        .holder_name = r->holder_name,
        .since = r->since,
        .created = r->created,
        .submitted = r->submitted,
        .updated = r->updated,
        .stopped_s = stopped_s(c, r),
        .created_by = r->created_by,
        .submitted_by = r->submitted_by,
        .first_by = r->first_by,
        .second_by = r->second_by,
        .as_of = r->as_of,
        .rule_version_id = r->rule_version_id,
        .verdict = r->verdict,
        .total_fen = r->total_fen,
        .paid_fen = r->paid_fen,
        .paid_count = r->paid_count,
        .reasons = in_lang(c, r->reasons_zh, r->reasons_en),
        .facts = r->facts,
        .note = r->note,
        .reason = r->reason,
        .version = r->version,
    };
}

bool claim_show_row(struct ctx *c, const struct claim_row *row, const struct list *lines,
                    const struct policy_item *item, struct claim *out)
{
    show_head(c, row, out);
    if (!form_load(c, row->form, &out->form)) return false;
    form_label(c, item, &out->form);
    return show_lines(c, lines, item, out) && show_wanted(c, row, item, out) && show_payments(c, row, out) &&
           show_history(c, row, out) && show_account(c, row, out) && claim_actions(c, row, &out->actions);
}

bool claim_show(struct ctx *c, struct str id, const struct policy_item *item, struct claim *out)
{
    struct claim_row row = {0};
    struct policy_item found = {0};
    struct list lines = {0};
    if (!claim_row_any(c, id, &row) || (!item && !policy_item_find(c, row.item_id, &found))) return false;
    return claim_lines(c, &row, &lines) && claim_show_row(c, &row, &lines, item ? item : &found, out);
}

bool claim_get(struct ctx *c, const struct claim_key *in, struct claim *out)
{
    struct claim_row row = {0};
    return claim_row_get(c, RIGHT_CLAIM_READ, in->id, &row) && claim_show(c, row.id, NULL, out);
}

/* ---- lists ---- */

/* "MICROSECONDS:ID" of the last row. */
static bool cursor_read(struct str text, bool oldest_first, struct claim_row *p)
{
    p->after_time = (struct instant){oldest_first ? -1 : INT64_MAX};
    p->after_id = STR("~");
    if (text.n == 0) return true;
    struct str rest = text, time = str_part(&rest, ':');
    p->after_id = rest;
    return rest.n == ID_BYTES && str_to_i64(time, &p->after_time.us);
}

/* A person of one enterprise reads by its index, whatever else is asked. */
static void bind_to_own(struct ctx *c, struct claim_row *p)
{
    struct list own = right_bounds(c->arena, &c->actor.grants, RIGHT_CLAIM_READ, SCOPE_ENTERPRISE);
    struct list areas = right_bounds(c->arena, &c->actor.grants, RIGHT_CLAIM_READ, SCOPE_AREA);
    if (!p->bounds.n || own.count != 1 || areas.count > 0 || p->enterprise_id.n) return;
    p->enterprise_id = *LIST_AT(&own, struct str, 0);
}

static const struct sql *statement_of(const struct claim_query *in, const struct claim_row *p)
{
    if (in->no.n) return &SQL_LIST_NUMBER;
    if (in->mine) return &SQL_LIST_HOLDER;
    if (in->queue && p->enterprise_id.n) return &SQL_LIST_QUEUE_ENTERPRISE;
    if (in->queue) return in->item_id.n ? &SQL_LIST_QUEUE_ITEM : &SQL_LIST_QUEUE;
    if (p->enterprise_id.n) return &SQL_LIST_ENTERPRISE;
    return in->state ? &SQL_LIST_STATE : &SQL_LIST_ALL;
}

static void show_item(struct ctx *c, const struct claim_row *r, struct claim_item *out)
{
    *out = (struct claim_item){.id = r->id,
                               .no = r->no,
                               .state = r->state,
                               .queue = r->queue,
                               .item_id = r->item_id,
                               .item_code = r->item_code,
                               .item_name = in_lang(c, r->name_zh, r->name_en),
                               .enterprise_id = r->enterprise_id,
                               .enterprise_name = r->enterprise_name,
                               .holder_name = r->holder_name,
                               .line_count = r->line_count,
                               .verdict = r->verdict,
                               .total_fen = r->total_fen,
                               .paid_fen = r->paid_fen,
                               .paid_count = r->paid_count,
                               .since = r->since,
                               .submitted = r->submitted,
                               .updated = r->updated,
                               .version = r->version};
}

bool claim_list(struct ctx *c, const struct claim_query *in, struct claim_page *out)
{
    int64_t limit = in->limit > 0 ? in->limit : LIMIT_DEFAULT;
    bool oldest_first = in->queue && !in->mine && !in->no.n;
    struct list rows = {0};
    struct claim_row p = {.zone_id = c->zone_id,
                          .state = in->state,
                          .queue = in->queue,
                          .item_id = or_absent(in->item_id),
                          .enterprise_id = or_absent(in->enterprise_id),
                          .no = or_absent(in->no),
                          .holder_id = c->actor.user_id.n ? c->actor.user_id : STR("-"),
                          .bounds = claim_bounds(c, RIGHT_CLAIM_READ),
                          .limit = limit + 1};
    if (!cursor_read(in->after, oldest_first, &p)) return fail_field(&c->err, STR("after"), M(CURSOR_BAD));
    bind_to_own(c, &p);
    if (!ctx_rows(c, statement_of(in, &p), &CLAIM_ROW, &p, &CLAIM_ROW, &rows)) return false;
    bool more = rows.count > (size_t)limit;
    if (more) rows.count = (size_t)limit;
    for (size_t i = 0; i < rows.count; i++)
        show_item(c, LIST_AT(&rows, const struct claim_row, i), LIST_ADD(c->arena, &out->items, struct claim_item));
    if (!more) return true;
    const struct claim_row *last = LIST_AT(&rows, const struct claim_row, rows.count - 1);
    out->next =
        arena_printf(c->arena, "%" PRId64 ":%.*s", oldest_first ? last->since.us : last->updated.us, STR_ARG(last->id));
    return true;
}

bool claim_count(struct ctx *c, const void *none, struct claim_counts *out)
{
    (void)none;
    struct claim_row p = {.zone_id = c->zone_id, .bounds = claim_bounds(c, RIGHT_CLAIM_READ)};
    struct list rows = {0};
    bind_to_own(c, &p);
    const struct sql *q = p.enterprise_id.n ? &SQL_CLAIM_STATES_ENTERPRISE
                          : p.bounds.n      ? &SQL_CLAIM_STATES_BOUND
                                            : &SQL_CLAIM_STATES;
    if (!ctx_rows(c, q, &CLAIM_ROW, &p, &CLAIM_ROW, &rows)) return false;
    for (size_t i = 0; i < rows.count; i++) {
        const struct claim_row *r = LIST_AT(&rows, const struct claim_row, i);
        *LIST_ADD(c->arena, &out->items, struct claim_count) = (struct claim_count){r->state, r->n};
    }
    return true;
}
