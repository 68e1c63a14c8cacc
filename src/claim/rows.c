/* rows.c - stored claims: read within what the actor sees, saved over a version; history, audit, refusals. */
#include "app/app.h"
#include "app/audit.h"
#include "claim/claim_impl.h"
#include "claim_sql.h"

#define F(...) FIELD(struct claim_row, __VA_ARGS__)
static const struct field claim_row_fields[] = {
    F(zone_id),
    F(id),
    FIELD_E(struct claim_row, state, CLAIM_STATE_NAMES),
    FIELD_E(struct claim_row, queue, CLAIM_QUEUE_NAMES),
    F(since),
    F(updated),
    F(version),
    F(round),
    F(money),
    F(total_fen),
    F(reserved_fen),
    F(line_count),
    F(stopped_us),
    F(created),
    F(submitted),
    F(no),
    F(item_id),
    F(item_code),
    F(name_zh),
    F(name_en),
    FIELD_E(struct claim_row, paid_to, PAID_TO_NAMES),
    FIELD_E(struct claim_row, reserve_at, RESERVE_AT_NAMES),
    F(pot_id),
    F(enterprise_id),
    F(holder_id),
    F(holder_name),
    F(created_by_id),
    F(created_by),
    F(submitted_by),
    F(first_by),
    F(second_by),
    F(as_of),
    F(rule_version_id),
    FIELD_E(struct claim_row, verdict, VERDICT_NAMES),
    F(note),
    F(reason),
    F(enterprise_name),
    F(area_id),
    F(form),
    F(facts),
    F(reasons_zh),
    F(reasons_en),
    F(paid_fen),
    F(paid_count),
    F(bounds),
    F(after_id),
    F(actor_id),
    F(after_time),
    F(year),
    F(n),
    F(limit),
};
const struct record CLAIM_ROW = RECORD(claim_row, claim_row_fields);
#undef F
#define F(...) FIELD(struct line_row, __VA_ARGS__)
static const struct field line_row_fields[] = {
    F(zone_id),   F(claim_id),   F(enterprise_id),
    F(line),      F(amount_fen), FIELD_E(struct line_row, verdict, VERDICT_NAMES),
    F(worker_id), F(person),     F(worker_name),
    F(id_masked), F(facts),      F(reason_zh),
    F(reason_en),
};
const struct record LINE_ROW = RECORD(line_row, line_row_fields);
#undef F
#define F(...) FIELD(struct guard_row, __VA_ARGS__)
static const struct field guard_row_fields[] = {
    F(zone_id), F(scope), F(key), F(slot), F(claim_id), F(item_code), F(line), F(n), F(claim_no),
};
const struct record GUARD_ROW = RECORD(guard_row, guard_row_fields);
#undef F
#define F(...) FIELD(struct payment_row, __VA_ARGS__)
static const struct field payment_row_fields[] = {
    F(zone_id),       F(id),
    F(claim_id),      FIELD_E(struct payment_row, state, CLAIM_STATE_NAMES),
    F(amount_fen),    F(attempt),
    F(payee),         F(worker_id),
    F(account_id),    F(reason),
    F(holder),        F(number_masked),
    F(number_sealed), F(bank_name),
    F(cnaps),         F(claim_no),
    F(item_id),       F(item_code),
    F(name_zh),       F(name_en),
    F(pot_id),        F(enterprise_id),
    F(after),         F(limit),
    F(failed),        F(payable),
    F(in_batch),      F(paid),
    F(replaced),
};
const struct record PAYMENT_ROW = RECORD(payment_row, payment_row_fields);
#undef F
#define F(...) FIELD(struct event_row, __VA_ARGS__)
static const struct field event_row_fields[] = {
    F(zone_id),
    F(claim_id),
    F(seq),
    F(at),
    FIELD_E(struct event_row, act, CLAIM_ACT_NAMES),
    FIELD_E(struct event_row, from_state, CLAIM_STATE_NAMES),
    FIELD_E(struct event_row, to_state, CLAIM_STATE_NAMES),
    F(actor_id),
    F(actor_name),
    F(note),
    F(applied),
    F(orphaned),
    F(replaced),
    F(first),
    F(second),
};
const struct record EVENT_ROW = RECORD(event_row, event_row_fields);
#undef F

/* ---- one claim ---- */

static bool row_find(struct ctx *c, struct str id, struct claim_row *out)
{
    const struct claim_row p = {.zone_id = c->zone_id, .id = id};
    bool found = false;
    if (!ctx_find(c, &SQL_CLAIM_ROW, &CLAIM_ROW, &p, &CLAIM_ROW, out, &found)) return false;
    return found || fail(&c->err, ERR_NOT_FOUND, M(NO_CLAIM));
}

bool claim_row_any(struct ctx *c, struct str id, struct claim_row *out)
{
    return row_find(c, id, out);
}

bool claim_reaches(const struct ctx *c, enum right right, const struct claim_row *row)
{
    return c->actor.system || right_reaches(&c->actor.grants, right, row->enterprise_id, row->area_id);
}

bool claim_row_get(struct ctx *c, enum right right, struct str id, struct claim_row *out)
{
    if (!row_find(c, id, out)) return false;
    return claim_reaches(c, right, out) || fail(&c->err, ERR_NOT_FOUND, M(NO_CLAIM));
}

bool claim_row_edit(struct ctx *c, enum right right, struct str id, int64_t version, struct claim_row *out)
{
    if (!claim_row_get(c, right, id, out)) return false;
    return out->version == version || fail(&c->err, ERR_STALE, M(STALE));
}

bool claim_row_save(struct ctx *c, struct claim_row *row)
{
    row->updated = c->now;
    if (!ctx_change(c, &SQL_CLAIM_SAVE, &CLAIM_ROW, row)) return false;
    row->version++;
    return true;
}

bool claim_lines(struct ctx *c, const struct claim_row *row, struct list *out)
{
    const struct line_row p = {.zone_id = c->zone_id, .claim_id = row->id};
    return ctx_rows(c, &SQL_LINE_ALL, &LINE_ROW, &p, &LINE_ROW, out);
}

/* Whose work a claim is in a state. */
static enum claim_queue queue_of(enum claim_state state)
{
    switch (state) {
    case CLAIM_DRAFT:
    case CLAIM_SUPPLEMENT:
    case CLAIM_PAY_FAILED:
        return CLAIM_QUEUE_APPLICANT;
    case CLAIM_SUBMITTED:
    case CLAIM_FIRST_REVIEW:
        return CLAIM_QUEUE_FIRST;
    case CLAIM_SECOND_REVIEW:
        return CLAIM_QUEUE_SECOND;
    case CLAIM_PAYABLE:
    case CLAIM_IN_BATCH:
        return CLAIM_QUEUE_FINANCE;
    case CLAIM_STATE_NONE:
    case CLAIM_APPROVED:
    case CLAIM_NOTICED:
    case CLAIM_PAID:
    case CLAIM_REJECTED:
    case CLAIM_WITHDRAWN:
        break;
    }
    return CLAIM_QUEUE_NONE;
}

void claim_enter(struct ctx *c, struct claim_row *row, enum claim_state state)
{
    row->state = state;
    row->queue = queue_of(state);
    row->since = c->now;
    row->holder_id = row->holder_name = (struct str){0};
}

struct event_row claim_event_of(const struct ctx *c, const struct claim_row *row, enum claim_act act, int32_t from,
                                struct str note)
{
    return (struct event_row){.zone_id = c->zone_id,
                              .claim_id = row->id,
                              .at = c->now,
                              .act = act,
                              .from_state = from,
                              .to_state = row->state,
                              .actor_id = c->actor.user_id.n ? c->actor.user_id : (struct str){0},
                              .actor_name = claim_actor_name(c),
                              .note = note.n ? note : (struct str){0}};
}

bool claim_event_add(struct ctx *c, const struct claim_row *row, enum claim_act act, int32_t from, struct str note)
{
    const struct event_row e = claim_event_of(c, row, act, from, note);
    return ctx_exec(c, &SQL_EVENT_INSERT, &EVENT_ROW, &e);
}

/* ---- the audit trail ---- */

/* What the trail keeps of a claim. */
struct claim_trail {
    struct str no, item_code, enterprise_name, holder_name;
    int32_t state, verdict;
    struct money total_fen;
    int64_t line_count, version;
    struct str words, content;
};
static const struct field claim_trail_fields[] = {
    FIELD(struct claim_trail, no),
    FIELD(struct claim_trail, item_code),
    FIELD(struct claim_trail, enterprise_name),
    FIELD(struct claim_trail, holder_name),
    FIELD_E(struct claim_trail, state, CLAIM_STATE_NAMES),
    FIELD_E(struct claim_trail, verdict, VERDICT_NAMES),
    FIELD(struct claim_trail, total_fen),
    FIELD(struct claim_trail, line_count),
    FIELD(struct claim_trail, version),
    FIELD(struct claim_trail, words),
    FIELD(struct claim_trail, content),
};
static const struct record CLAIM_TRAIL = RECORD(claim_trail, claim_trail_fields);

struct str claim_content(struct ctx *c, const struct claim_row *row, const struct list *lines)
{
    struct buf b = {.arena = c->arena};
    buf_addf(&b, "%.*s\n%.*s\n%.*s\n", STR_ARG(row->form), STR_ARG(row->note), STR_ARG(row->facts));
    for (size_t i = 0; i < lines->count; i++) {
        const struct line_row *l = LIST_AT(lines, const struct line_row, i);
        buf_addf(&b, "%" PRId64 " %.*s %.*s %" PRId64 "\n", l->line, STR_ARG(l->worker_id), STR_ARG(l->facts),
                 l->amount_fen.fen);
    }
    return crypto_sha256(c->arena, buf_str(&b));
}

static struct str trail(struct ctx *c, const struct claim_row *row, struct str words)
{
    const struct claim_trail t = {.no = row->no,
                                  .item_code = row->item_code,
                                  .enterprise_name = row->enterprise_name,
                                  .holder_name = row->holder_name,
                                  .state = row->state,
                                  .verdict = row->verdict,
                                  .total_fen = row->total_fen,
                                  .line_count = row->line_count,
                                  .version = row->version,
                                  .words = words.n ? words : (struct str){0},
                                  .content = row->content};
    return audit_json(c, &CLAIM_TRAIL, &t);
}

static struct str trail_name(const struct claim_row *row)
{
    return row->no.n ? row->no : row->item_code;
}

bool claim_audit(struct ctx *c, const char *action, const struct claim_row *before, const struct claim_row *after,
                 struct str words)
{
    return audit_record(c, &(struct audit_entry){.action = str_of(action),
                                                 .subject_kind = STR("claim"),
                                                 .subject_id = after->id,
                                                 .subject_name = trail_name(after),
                                                 .before = before ? trail(c, before, (struct str){0}) : (struct str){0},
                                                 .after = trail(c, after, words)});
}

/* ---- steps that are undone and put on record when they are refused ---- */

/* A refusal that says something about the claim; the rest (gone, stale, broken) says something about the moment. */
static bool worth_recording(enum err_code code)
{
    return code == ERR_INVALID || code == ERR_CONFLICT || code == ERR_FORBIDDEN;
}

struct str claim_words(struct ctx *c, const struct err *e)
{
    enum {
        FIELDS_SHOWN = 10
    };
    struct buf b = {.arena = c->arena};
    if (e->fields.count == 0) return msg_render(c->arena, c->lang, &e->message);
    for (size_t i = 0; i < e->fields.count && i < FIELDS_SHOWN; i++) {
        const struct err_field *f = LIST_AT(&e->fields, const struct err_field, i);
        if (b.n) buf_add(&b, STR("; "));
        buf_addf(&b, "%.*s: ", STR_ARG(f->name));
        buf_add(&b, msg_render(c->arena, c->lang, &f->message));
    }
    return buf_str(&b);
}

bool claim_try(struct ctx *c, bool (*fn)(struct ctx *c, void *arg), void *arg)
{
    int32_t audited = c->audited;
    if (!db_savepoint(c->db, &c->err)) return false;
    bool good = fn(c, arg);
    if (good) return db_savepoint_end(c->db, &c->err, false);
    struct err why = c->err;
    err_clear(&c->err);
    c->keep = false;
    c->audited = audited;
    if (!db_savepoint_end(c->db, &c->err, true)) return false;
    c->err = why;
    return false;
}

bool claim_refusal(struct ctx *c, const char *action, struct str id, struct str name)
{
    struct claim_row row = {.id = id, .item_code = name};
    struct audit_entry e = {.action = arena_printf(c->arena, "%s_refused", action),
                            .subject_kind = STR("claim"),
                            .subject_id = id,
                            .subject_name = name};
    const struct err why = c->err;
    err_clear(&c->err);
    e.after = trail(c, &row, claim_words(c, &why));
    if (!audit_record(c, &e)) return false;
    c->err = why;
    return true;
}

bool claim_or_refuse(struct ctx *c, const char *action, struct str id, bool (*fn)(struct ctx *c, void *arg), void *arg)
{
    if (claim_try(c, fn, arg)) return true;
    if (!worth_recording(c->err.code)) return false;
    struct claim_row row = {0};
    const struct err why = c->err;
    bool found = false;
    const struct claim_row p = {.zone_id = c->zone_id, .id = id};
    err_clear(&c->err);
    if (!ctx_find(c, &SQL_CLAIM_ROW, &CLAIM_ROW, &p, &CLAIM_ROW, &row, &found)) return false;
    c->err = why;
    return claim_refusal(c, action, id, found ? trail_name(&row) : STR("-")) && ctx_fail_kept(c);
}
