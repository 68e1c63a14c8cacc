/* decide.c - many decisions at once: what they would do, and each done by itself. */
#include "app/audit.h"
#include "claim/claim_impl.h"
#include "fund/fund.h"

static enum claim_act act_of(int32_t decision)
{
    switch ((enum claim_decision)decision) {
    case CLAIM_DECIDE_PASS:
        return CLAIM_ACT_PASS;
    case CLAIM_DECIDE_APPROVE:
        return CLAIM_ACT_APPROVE;
    case CLAIM_DECIDE_REJECT:
    case CLAIM_DECISION_NONE:
        break;
    }
    return CLAIM_ACT_REJECT;
}

static struct claim_verdict verdict_of(const struct claim_decisions *in, size_t i, struct claim_work *works)
{
    const struct claim_pick *p = LIST_AT(&in->items, const struct claim_pick, i);
    return (struct claim_verdict){.act = act_of(in->decision),
                                  .id = p->id,
                                  .version = p->version,
                                  .words = in->note,
                                  .work = works ? &works[i] : NULL};
}

/* Approvals are judged again, each by itself; a claim that is not there is told by its own row. */
static bool judge_all(struct ctx *c, const struct claim_decisions *in, struct claim_work **works)
{
    *works = NULL;
    if (in->decision != CLAIM_DECIDE_APPROVE) return true;
    *works = ARENA_ARRAY(c->arena, struct claim_work, in->items.count);
    for (size_t i = 0; i < in->items.count; i++) {
        struct str id = LIST_AT(&in->items, const struct claim_pick, i)->id;
        if (!claim_approval_judge(c, id, &(*works)[i]) && !claim_work_refused(c, &(*works)[i])) return false;
    }
    return true;
}

static void outcome_add(struct ctx *c, struct claim_outcomes *out, const struct claim_verdict *v, bool ok)
{
    struct claim_outcome *o = LIST_ADD(c->arena, &out->items, struct claim_outcome);
    *o = (struct claim_outcome){
        .id = v->id, .no = v->row.no, .ok = ok, .state = v->row.state, .total_fen = v->row.total_fen};
    if (ok) {
        out->done++;
        out->total_fen.fen += v->row.total_fen.fen;
        return;
    }
    out->refused++;
    o->code = str_of(err_wire_code(c->err.code));
    o->message = claim_words(c, &c->err);
}

static bool note_given(struct ctx *c, const struct claim_decisions *in)
{
    return in->decision != CLAIM_DECIDE_REJECT || str_trim(in->note).n > 0 ||
           fail_field(&c->err, STR("note"), M(REQUIRED));
}

static bool is_ours(const struct err *e)
{
    return e->code == ERR_INTERNAL || e->code == ERR_BUSY;
}

/* ---- preview ---- */

/* What the approvals before this one would leave in a pot. */
struct pot_left {
    struct str pot_id;
    int64_t fen;
};

static bool pot_find(struct ctx *c, struct str pot_id, struct list *pots, struct pot_left **out)
{
    struct fund_pot pot = {0};
    for (size_t i = 0; i < pots->count; i++) {
        *out = LIST_AT(pots, struct pot_left, i);
        if (str_eq((*out)->pot_id, pot_id)) return true;
    }
    if (!fund_pot_get(c, &(struct fund_key){pot_id}, &pot)) return false;
    *out = LIST_ADD(c->arena, pots, struct pot_left);
    **out = (struct pot_left){pot_id, pot.available_fen.fen};
    return true;
}

static bool money_there(struct ctx *c, const struct claim_row *row, struct list *pots)
{
    struct pot_left *pot;
    bool may = false;
    if (!row->money) return true;
    if (!fund_may_spend(c, row->pot_id, &may)) return false;
    if (!may) return fail(&c->err, ERR_FORBIDDEN, M(CLAIM_NOT_SPENDER));
    if (row->reserved_fen.fen > 0) return true;
    if (!pot_find(c, row->pot_id, pots, &pot)) return false;
    if (pot->fen < row->total_fen.fen)
        return fail(&c->err, ERR_CONFLICT, M(CLAIM_POT_SHORT), I("available", pot->fen),
                    I("wanted", row->total_fen.fen));
    pot->fen -= row->total_fen.fen;
    return true;
}

static int32_t state_after(const struct claim_verdict *v)
{
    if (v->act == CLAIM_ACT_PASS) return CLAIM_SECOND_REVIEW;
    if (v->act == CLAIM_ACT_REJECT) return CLAIM_REJECTED;
    if (!v->row.money) return CLAIM_APPROVED;
    return v->work->item.notice_days > 0 ? CLAIM_NOTICED : CLAIM_PAYABLE;
}

bool claim_decide_preview(struct ctx *c, const struct claim_decisions *in, struct claim_outcomes *out)
{
    struct claim_work *works;
    struct list pots = {0};
    if (!note_given(c, in) || !judge_all(c, in, &works)) return false;
    for (size_t i = 0; i < in->items.count; i++) {
        struct claim_verdict v = verdict_of(in, i, works);
        bool good = claim_decide_check(c, &v) && (v.act != CLAIM_ACT_APPROVE || money_there(c, &v.row, &pots));
        for (size_t n = 0; good && n < i; n++)
            if (str_eq(LIST_AT(&in->items, const struct claim_pick, n)->id, v.id))
                good = fail(&c->err, ERR_STALE, M(STALE)); /* the first of the two changes it */
        if (!good && is_ours(&c->err)) return false;
        if (good) v.row.state = state_after(&v);
        outcome_add(c, out, &v, good);
        err_clear(&c->err);
    }
    return true;
}

/* ---- done ---- */

bool claim_decide_prepare(struct ctx *c, const struct claim_decisions *in, struct claim_outcomes *out)
{
    return note_given(c, in) && judge_all(c, in, &out->work);
}

static const struct field trail_fields[] = {
    FIELD(struct claim_outcomes, done),
    FIELD(struct claim_outcomes, refused),
    FIELD(struct claim_outcomes, total_fen),
};
static const struct record TRAIL = {"claim_decisions", sizeof(struct claim_outcomes), trail_fields,
                                    COUNT(trail_fields)};

bool claim_decide(struct ctx *c, const struct claim_decisions *in, struct claim_outcomes *out)
{
    for (size_t i = 0; i < in->items.count; i++) {
        struct claim_verdict v = verdict_of(in, i, out->work);
        bool good = claim_try(c, claim_decide_step, &v);
        if (!good && is_ours(&c->err)) return false;
        if (!good && c->err.code != ERR_NOT_FOUND && c->err.code != ERR_STALE) {
            struct str name = v.row.no.n ? v.row.no : STR("-");
            if (!claim_refusal(c, claim_action_of(v.act), v.id, name)) return false;
        }
        outcome_add(c, out, &v, good);
        err_clear(&c->err);
    }
    return audit_record(c, &(struct audit_entry){.action = STR("claim.decide"),
                                                 .subject_kind = STR("claim"),
                                                 .subject_id = LIST_AT(&in->items, const struct claim_pick, 0)->id,
                                                 .subject_name = enum_name(&CLAIM_DECISION_NAMES, in->decision),
                                                 .after = audit_json(c, &TRAIL, out)});
}
