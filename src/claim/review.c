/* review.c - who may do what with a claim now, and the reviewers' steps: take, pass, approve, reject, ask. */
#include "claim/claim_impl.h"
#include "claim_sql.h"
#include "fund/fund.h"

/* ---- who may do what, when ---- */

bool claim_parts(struct ctx *c, struct str claim_id, struct event_row *out)
{
    const struct event_row p = {.zone_id = c->zone_id, .claim_id = claim_id, .actor_id = c->actor.user_id};
    *out = (struct event_row){0};
    if (!c->actor.user_id.n) return true;
    return ctx_one(c, &SQL_EVENT_PARTS, &EVENT_ROW, &p, &EVENT_ROW, out);
}

bool claim_related(const struct ctx *c, struct str enterprise_id)
{
    for (size_t i = 0; i < c->actor.grants.count; i++) {
        const struct grant *g = LIST_AT(&c->actor.grants, const struct grant, i);
        if (g->scope == SCOPE_ENTERPRISE && str_eq(g->scope_id, enterprise_id)) return true;
    }
    return false;
}

static bool is_first(int32_t state)
{
    return state == CLAIM_SUBMITTED || state == CLAIM_FIRST_REVIEW;
}

static bool is_review(enum claim_act act)
{
    return act == CLAIM_ACT_TAKE || act == CLAIM_ACT_PASS || act == CLAIM_ACT_APPROVE || act == CLAIM_ACT_REJECT ||
           act == CLAIM_ACT_ASK;
}

/* The states in which an act is possible. */
static bool state_allows(int32_t state, enum claim_act act)
{
    switch (act) {
    case CLAIM_ACT_SUBMIT:
        return state == CLAIM_DRAFT;
    case CLAIM_ACT_RESUBMIT:
        return state == CLAIM_SUPPLEMENT;
    case CLAIM_ACT_TAKE:
        return is_first(state) || state == CLAIM_SECOND_REVIEW;
    case CLAIM_ACT_ASK:
    case CLAIM_ACT_REJECT:
        return is_first(state) || state == CLAIM_SECOND_REVIEW;
    case CLAIM_ACT_PASS:
        return is_first(state);
    case CLAIM_ACT_APPROVE:
        return state == CLAIM_SECOND_REVIEW;
    case CLAIM_ACT_WITHDRAW:
        return state == CLAIM_DRAFT || state == CLAIM_SUPPLEMENT || is_first(state) || state == CLAIM_SECOND_REVIEW;
    case CLAIM_ACT_CORRECT:
        return state == CLAIM_PAY_FAILED || state == CLAIM_PAYABLE;
    case CLAIM_ACT_NONE:
    case CLAIM_ACT_CREATE:
    case CLAIM_ACT_EDIT:
    case CLAIM_ACT_NOTICE:
    case CLAIM_ACT_RELEASE:
    case CLAIM_ACT_BATCH:
    case CLAIM_ACT_UNBATCH:
    case CLAIM_ACT_PAY:
    case CLAIM_ACT_PAY_FAIL:
        break;
    }
    return false; /* steps of the platform or of bank */
}

static enum right right_of(const struct claim_row *row, enum claim_act act)
{
    if (!is_review(act)) return RIGHT_CLAIM_EDIT;
    if (act == CLAIM_ACT_PASS) return RIGHT_CLAIM_FIRST;
    if (act == CLAIM_ACT_APPROVE) return RIGHT_CLAIM_SECOND;
    return row->state == CLAIM_SECOND_REVIEW ? RIGHT_CLAIM_SECOND : RIGHT_CLAIM_FIRST;
}

/* MSG_NONE: he may.  Otherwise why not. */
static enum msg refusal(const struct ctx *c, const struct claim_row *row, enum claim_act act,
                        const struct event_row *parts)
{
    bool second = row->state == CLAIM_SECOND_REVIEW;
    if (!state_allows(row->state, act)) return MSG_CLAIM_NOT_NOW;
    if (act == CLAIM_ACT_CORRECT && row->state == CLAIM_PAYABLE && parts->replaced == 0) return MSG_CLAIM_NOT_NOW;
    if (!claim_reaches(c, right_of(row, act), row)) return MSG_NO_RIGHT;
    if (!is_review(act)) return MSG_NONE;
    if (!c->actor.user_id.n) return MSG_CLAIM_PERSON;
    if (parts->applied > 0 || (second ? parts->first > 0 : parts->second > 0)) return MSG_CLAIM_FOUR_EYES;
    if (claim_related(c, row->enterprise_id)) return MSG_CLAIM_RELATED;
    if (!row->holder_id.n) return MSG_NONE;
    bool mine = str_eq(row->holder_id, c->actor.user_id), take = act == CLAIM_ACT_TAKE;
    if (mine) return take ? MSG_CLAIM_TAKEN : MSG_NONE;
    return take ? MSG_NONE : MSG_CLAIM_HELD; /* a claim must not stay with somebody who is away or left */
}

bool claim_may(struct ctx *c, const struct claim_row *row, enum claim_act act)
{
    struct event_row parts;
    if (!claim_parts(c, row->id, &parts)) return false;
    enum msg why = refusal(c, row, act, &parts);
    if (why == MSG_NONE) return true;
    if (why == MSG_CLAIM_NOT_NOW) {
        const char *const *names = c->lang == LANG_ZH ? CLAIM_STATE_NAMES.zh : CLAIM_STATE_NAMES.en;
        return fail(&c->err, ERR_CONFLICT, M(CLAIM_NOT_NOW), S("state", str_of(names[row->state])));
    }
    if (why == MSG_CLAIM_HELD) return fail(&c->err, ERR_CONFLICT, M(CLAIM_HELD), S("name", row->holder_name));
    if (why == MSG_CLAIM_TAKEN) return fail(&c->err, ERR_CONFLICT, M(CLAIM_TAKEN));
    if (why == MSG_NO_RIGHT)
        return fail(&c->err, ERR_FORBIDDEN, M(NO_RIGHT), S("right", right_label(c->lang, right_of(row, act))));
    if (why == MSG_CLAIM_RELATED) return fail(&c->err, ERR_FORBIDDEN, M(CLAIM_RELATED));
    if (why == MSG_CLAIM_PERSON) return fail(&c->err, ERR_FORBIDDEN, M(CLAIM_PERSON));
    return fail(&c->err, ERR_FORBIDDEN, M(CLAIM_FOUR_EYES));
}

bool claim_actions(struct ctx *c, const struct claim_row *row, struct texts *out)
{
    static const struct {
        enum claim_act act;
        const char *name;
    } ACTS[] = {
        {CLAIM_ACT_SUBMIT, "edit"},       {CLAIM_ACT_RESUBMIT, "edit"}, {CLAIM_ACT_SUBMIT, "attach"},
        {CLAIM_ACT_RESUBMIT, "attach"},   {CLAIM_ACT_SUBMIT, "submit"}, {CLAIM_ACT_RESUBMIT, "submit"},
        {CLAIM_ACT_WITHDRAW, "withdraw"}, {CLAIM_ACT_TAKE, "take"},     {CLAIM_ACT_PASS, "pass"},
        {CLAIM_ACT_APPROVE, "approve"},   {CLAIM_ACT_REJECT, "reject"}, {CLAIM_ACT_ASK, "ask"},
        {CLAIM_ACT_CORRECT, "correct"},
    };
    struct event_row parts;
    if (!claim_parts(c, row->id, &parts)) return false;
    for (size_t i = 0; i < COUNT(ACTS); i++)
        if (refusal(c, row, ACTS[i].act, &parts) == MSG_NONE) {
            bool over = ACTS[i].act == CLAIM_ACT_TAKE && row->holder_id.n > 0;
            *LIST_ADD(c->arena, &out->l, struct str) = over ? STR("take_over") : str_of(ACTS[i].name);
        }
    return true;
}

/* ---- approval ---- */

bool claim_approval_judge(struct ctx *c, struct str id, struct claim_work *w)
{
    if (!claim_work_load(c, RIGHT_CLAIM_REVIEW, id, w)) return false;
    if (w->row.state != CLAIM_SECOND_REVIEW) return true; /* the step says so */
    int64_t *was = ARENA_ARRAY(c->arena, int64_t, w->lines.count + 1);
    for (size_t i = 0; i < w->lines.count; i++)
        was[i] = LIST_AT(&w->lines, const struct line_row, i)->amount_fen.fen;
    if (!guard_make(c, w) || !claim_work_judge(c, w)) return claim_work_refused(c, w);
    bool same = !w->row.money || w->judgement.total_fen == w->row.total_fen.fen;
    for (size_t i = 0; i < w->lines.count; i++)
        same = same && was[i] == LIST_AT(&w->lines, const struct line_row, i)->amount_fen.fen;
    if (same) return true;
    (void)fail(&c->err, ERR_CONFLICT, M(CLAIM_JUDGED_OTHERWISE), I("was", w->row.total_fen.fen),
               I("now", w->judgement.total_fen));
    return claim_work_refused(c, w);
}

static bool approval_holds(struct ctx *c, const struct claim_row *row, const struct claim_work *w)
{
    assert(w);
    if (w->row.version != row->version) return fail(&c->err, ERR_STALE, M(STALE));
    if (w->refused.code == ERR_NONE) return true;
    c->err = w->refused;
    return false;
}

/* Money is committed, the payments are made, and without days of notice it is payable at once. */
static bool approve(struct ctx *c, struct claim_row *row, const struct claim_verdict *v)
{
    int32_t from = row->state;
    row->second_by = claim_actor_name(c);
    claim_enter(c, row, CLAIM_APPROVED);
    if (!guard_renew(c, row, &v->work->guards)) return false;
    if (!claim_event_add(c, row, CLAIM_ACT_APPROVE, from, v->words)) return false;
    if (!row->money) return true;
    if (row->reserved_fen.fen == 0 && !claim_money(c, row, FUND_RESERVE, row->total_fen.fen, "reserve", row->version))
        return false;
    row->reserved_fen = (struct money){0};
    if (!claim_money(c, row, FUND_COMMIT, row->total_fen.fen, "commit", row->version)) return false;
    if (!payments_make(c, row, &v->work->lines)) return false;
    bool notice = v->work->item.notice_days > 0;
    claim_enter(c, row, notice ? CLAIM_NOTICED : CLAIM_PAYABLE);
    return claim_event_add(c, row, notice ? CLAIM_ACT_NOTICE : CLAIM_ACT_RELEASE, CLAIM_APPROVED, (struct str){0});
}

/* ---- the steps ---- */

static bool take(struct ctx *c, struct claim_row *row, const struct claim_verdict *v)
{
    int32_t from = row->state;
    claim_enter(c, row, is_first(from) ? CLAIM_FIRST_REVIEW : CLAIM_SECOND_REVIEW);
    row->holder_id = c->actor.user_id;
    row->holder_name = claim_actor_name(c);
    return claim_event_add(c, row, CLAIM_ACT_TAKE, from, v->words);
}

static bool pass(struct ctx *c, struct claim_row *row, const struct claim_verdict *v)
{
    int32_t from = row->state;
    row->first_by = claim_actor_name(c);
    claim_enter(c, row, CLAIM_SECOND_REVIEW);
    return claim_event_add(c, row, CLAIM_ACT_PASS, from, v->words);
}

static bool ask(struct ctx *c, struct claim_row *row, const struct claim_verdict *v)
{
    int32_t from = row->state;
    row->reason = v->words;
    claim_enter(c, row, CLAIM_SUPPLEMENT);
    return claim_event_add(c, row, CLAIM_ACT_ASK, from, v->words);
}

static bool reject(struct ctx *c, struct claim_row *row, const struct claim_verdict *v)
{
    int32_t from = row->state;
    row->reason = v->words;
    claim_enter(c, row, CLAIM_REJECTED);
    return claim_release(c, row) && guard_drop(c, row) && claim_event_add(c, row, CLAIM_ACT_REJECT, from, v->words);
}

static const struct {
    enum claim_act act;
    const char *action;
    bool (*step)(struct ctx *c, struct claim_row *row, const struct claim_verdict *v);
} STEPS[] = {
    {CLAIM_ACT_TAKE, "claim.take", take},
    {CLAIM_ACT_PASS, "claim.pass", pass},
    {CLAIM_ACT_APPROVE, "claim.approve", approve},
    {CLAIM_ACT_REJECT, "claim.reject", reject},
    {CLAIM_ACT_ASK, "claim.ask", ask},
};

static size_t step_of(enum claim_act act)
{
    size_t i = 0;
    while (STEPS[i].act != act) {
        i++;
        assert(i < COUNT(STEPS));
    }
    return i;
}

const char *claim_action_of(enum claim_act act)
{
    return STEPS[step_of(act)].action;
}

/* Who takes a claim over from somebody who still works here says why. */
static bool over_said(struct ctx *c, const struct claim_verdict *v)
{
    struct event_row parts;
    if (!v->row.holder_id.n || str_trim(v->words).n > 0) return true;
    if (!claim_parts(c, v->id, &parts)) return false;
    return parts.orphaned > 0 || fail_field(&c->err, STR("note"), M(CLAIM_OVER_REASON), S("name", v->row.holder_name));
}

bool claim_decide_check(struct ctx *c, struct claim_verdict *v)
{
    struct list payments = {0};
    if (!claim_row_edit(c, RIGHT_CLAIM_REVIEW, v->id, v->version, &v->row)) return false;
    if (!claim_may(c, &v->row, v->act)) return false;
    if (v->act == CLAIM_ACT_TAKE && !over_said(c, v)) return false;
    if (v->act == CLAIM_ACT_REJECT && !str_trim(v->words).n) return fail_field(&c->err, STR("note"), M(REQUIRED));
    if (v->act != CLAIM_ACT_APPROVE) return true;
    if (!approval_holds(c, &v->row, v->work)) return false;
    return !v->row.money || payments_plan(c, &v->row, &v->work->lines, &payments);
}

bool claim_decide_step(struct ctx *c, void *arg)
{
    struct claim_verdict *v = arg;
    size_t i = step_of(v->act);
    v->row = (struct claim_row){0};
    if (!claim_decide_check(c, v)) return false;
    const struct claim_row before = v->row;
    return STEPS[i].step(c, &v->row, v) && claim_row_save(c, &v->row) &&
           claim_audit(c, STEPS[i].action, &before, &v->row, v->words);
}

/* ---- one by one ---- */

static bool decide_one(struct ctx *c, struct claim_verdict v, struct claim *out)
{
    return claim_or_refuse(c, claim_action_of(v.act), v.id, claim_decide_step, &v) &&
           claim_show(c, v.id, v.work ? &v.work->item : NULL, out);
}

static struct claim_verdict verdict_new(enum claim_act act, struct str id, int64_t version, struct str words,
                                        struct claim_work *work)
{
    return (struct claim_verdict){.act = act, .id = id, .version = version, .words = words, .work = work};
}

bool claim_take(struct ctx *c, const struct claim_step *in, struct claim *out)
{
    return decide_one(c, verdict_new(CLAIM_ACT_TAKE, in->id, in->version, in->note, NULL), out);
}

bool claim_pass(struct ctx *c, const struct claim_step *in, struct claim *out)
{
    return decide_one(c, verdict_new(CLAIM_ACT_PASS, in->id, in->version, in->note, NULL), out);
}

bool claim_approve_prepare(struct ctx *c, const struct claim_step *in, struct claim *out)
{
    out->work = ARENA_NEW(c->arena, struct claim_work);
    return claim_approval_judge(c, in->id, out->work);
}

bool claim_approve(struct ctx *c, const struct claim_step *in, struct claim *out)
{
    return decide_one(c, verdict_new(CLAIM_ACT_APPROVE, in->id, in->version, in->note, out->work), out);
}

bool claim_reject(struct ctx *c, const struct claim_reasoned *in, struct claim *out)
{
    return decide_one(c, verdict_new(CLAIM_ACT_REJECT, in->id, in->version, in->reason, NULL), out);
}

bool claim_ask(struct ctx *c, const struct claim_reasoned *in, struct claim *out)
{
    return decide_one(c, verdict_new(CLAIM_ACT_ASK, in->id, in->version, in->reason, NULL), out);
}
