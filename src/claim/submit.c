/* submit.c - a draft is submitted, or comes back after a supplement; or it is withdrawn. */
#include "claim/claim_impl.h"
#include "claim_sql.h"
#include "fund/fund.h"

static bool may_submit(const struct claim_row *row)
{
    return row->state == CLAIM_DRAFT || row->state == CLAIM_SUPPLEMENT;
}

bool claim_submit_prepare(struct ctx *c, const struct claim_step *in, struct claim *out)
{
    struct claim_work *w = ARENA_NEW(c->arena, struct claim_work);
    out->work = w;
    if (!claim_work_load(c, RIGHT_CLAIM_EDIT, in->id, w)) return false;
    if (!may_submit(&w->row)) return true; /* claim_submit says so */
    bool first = w->row.state == CLAIM_DRAFT;
    bool good = (!first || claim_item_open(c, &w->item)) && claim_work_complete(c, w) && guard_make(c, w) &&
                claim_work_judge(c, w);
    return good || claim_work_refused(c, w);
}

/* ---- money ---- */

struct fund_move claim_move(struct ctx *c, const struct claim_row *row, int32_t kind, int64_t fen, const char *what,
                            int64_t n)
{
    return (struct fund_move){
        .pot_id = row->pot_id,
        .kind = kind,
        .amount_fen = fen,
        .subject = row->id,
        .key = arena_printf(c->arena, "claim %.*s %s %" PRId64, STR_ARG(row->id), what, n),
        .note = row->no,
    };
}

bool claim_money(struct ctx *c, const struct claim_row *row, int32_t kind, int64_t fen, const char *what, int64_t n)
{
    struct fund_entry entry = {0};
    const struct fund_move move = claim_move(c, row, kind, fen, what, n);
    return fund_move(c, &move, &entry);
}

bool claim_release(struct ctx *c, struct claim_row *row)
{
    int64_t fen = row->reserved_fen.fen;
    row->reserved_fen = (struct money){0};
    return fen == 0 || claim_money(c, row, FUND_RELEASE, fen, "release", row->version);
}

/* What is reserved follows the total; a pot that is short refuses the whole step. */
static bool reserve(struct ctx *c, struct claim_row *row)
{
    if (!row->money || row->reserve_at != RESERVE_AT_SUBMISSION || row->reserved_fen.fen == row->total_fen.fen)
        return true;
    if (!claim_release(c, row)) return false;
    row->reserved_fen = row->total_fen;
    return claim_money(c, row, FUND_RESERVE, row->total_fen.fen, "reserve", row->version);
}

/* ---- the step ---- */

static bool number_it(struct ctx *c, struct claim_row *row)
{
    struct claim_row p = {.zone_id = c->zone_id, .year = ctx_today(c).y}, next = {0};
    if (row->no.n) return true;
    if (!ctx_one(c, &SQL_CLAIM_NUMBER, &CLAIM_ROW, &p, &CLAIM_ROW, &next)) return false;
    row->no = arena_printf(c->arena, "%" PRId64 "-%06" PRId64, p.year, next.n);
    return true;
}

/* The item's pot, payee and point of reserve are those of the first submission, as facts and rule are. */
static void freeze(struct ctx *c, struct claim_row *row, const struct claim_work *w)
{
    const struct judgement *j = &w->judgement;
    if (row->state == CLAIM_DRAFT) {
        row->money = w->item.kind == ITEM_MONEY;
        row->paid_to = row->money ? w->item.paid_to : PAID_TO_NONE;
        row->reserve_at = row->money ? w->item.reserve_at : RESERVE_AT_NONE;
        row->pot_id = row->money && w->item.pot_id.n ? w->item.pot_id : (struct str){0};
        row->submitted = c->now;
    } else {
        row->stopped_us += c->now.us > row->since.us ? c->now.us - row->since.us : 0; /* a clock may be set back */
    }
    row->round++;
    row->as_of = (struct opt_date){true, w->as_of};
    row->rule_version_id = j->rule_version_id;
    row->verdict = j->verdict;
    row->total_fen = (struct money){row->money ? j->total_fen : 0};
    row->line_count = (int64_t)w->lines.count;
    row->facts = j->facts_json;
    row->reasons_zh = j->reasons_zh;
    row->reasons_en = j->reasons_en;
    row->submitted_by = claim_actor_name(c);
    row->reason = (struct str){0};
}

/* Money to persons goes line by line, so a total that a claim decision capped cannot be split. */
static bool sums_up(struct ctx *c, const struct claim_row *row, const struct list *lines)
{
    int64_t sum = 0;
    if (row->paid_to != PAID_TO_PERSON) return true;
    for (size_t i = 0; i < lines->count; i++)
        sum += LIST_AT(lines, const struct line_row, i)->amount_fen.fen;
    return sum == row->total_fen.fen ||
           fail(&c->err, ERR_CONFLICT, M(CLAIM_SPLIT), I("sum", sum), I("total", row->total_fen.fen));
}

struct submit {
    const struct claim_step *in;
    const struct claim_work *work;
    struct claim_row row; /* as it was written */
};

static bool submit_step(struct ctx *c, void *arg)
{
    struct submit *x = arg;
    const struct claim_work *w = x->work;
    struct claim_row row = {0};
    if (!claim_row_edit(c, RIGHT_CLAIM_EDIT, x->in->id, x->in->version, &row)) return false;
    if (!may_submit(&row)) return fail(&c->err, ERR_CONFLICT, M(CLAIM_SUBMITTED_ALREADY), S("no", row.no));
    if (w->row.version != row.version) return fail(&c->err, ERR_STALE, M(STALE));
    if (w->refused.code != ERR_NONE) {
        c->err = w->refused;
        return false;
    }
    if (!claim_work_files(c, w)) return false;
    const struct claim_row before = row;
    freeze(c, &row, w);
    if (row.money && !row.pot_id.n) return fail(&c->err, ERR_CONFLICT, M(CLAIM_NO_POT));
    if (!sums_up(c, &row, &w->lines) || !number_it(c, &row)) return false;
    claim_enter(c, &row, CLAIM_SUBMITTED);
    if (!guard_put(c, &row, &w->guards) || !reserve(c, &row)) return false;
    if (w->lines.count && !db_bulk(c->db, c->arena, &c->err, &SQL_LINE_JUDGE, &LINE_ROW, &w->lines)) return false;
    row.content = claim_content(c, &row, &w->lines);
    enum claim_act act = before.state == CLAIM_DRAFT ? CLAIM_ACT_SUBMIT : CLAIM_ACT_RESUBMIT;
    if (!ctx_exec(c, &SQL_CLAIM_TEXT_PUT, &CLAIM_ROW, &row) || !claim_row_save(c, &row)) return false;
    x->row = row;
    return claim_event_add(c, &row, act, before.state, x->in->note) &&
           claim_audit(c, "claim.submit", &before, &row, x->in->note);
}

bool claim_submit(struct ctx *c, const struct claim_step *in, struct claim *out)
{
    struct submit x = {.in = in, .work = out->work};
    const struct claim_work *w = x.work; /* out is written over */
    assert(w);
    return claim_or_refuse(c, "claim.submit", in->id, submit_step, &x) &&
           claim_show_row(c, &x.row, &w->lines, &w->item, out);
}

/* ---- withdrawn ---- */

static bool withdraw_step(struct ctx *c, void *arg)
{
    const struct claim_step *in = arg;
    struct claim_row row = {0};
    if (!claim_row_edit(c, RIGHT_CLAIM_EDIT, in->id, in->version, &row)) return false;
    if (!claim_may(c, &row, CLAIM_ACT_WITHDRAW)) return false;
    const struct claim_row before = row;
    claim_enter(c, &row, CLAIM_WITHDRAWN);
    return claim_release(c, &row) && guard_drop(c, &row) && claim_row_save(c, &row) &&
           claim_event_add(c, &row, CLAIM_ACT_WITHDRAW, before.state, in->note) &&
           claim_audit(c, "claim.withdraw", &before, &row, in->note);
}

bool claim_withdraw(struct ctx *c, const struct claim_step *in, struct claim *out)
{
    struct claim_step copy = *in;
    return claim_or_refuse(c, "claim.withdraw", in->id, withdraw_step, &copy) && claim_show(c, in->id, NULL, out);
}
