/* judge.c - a claim on its way to a judgement: read, complete, judged by the rule, refused line by line. */
#include "attach/attach.h"
#include "claim/claim_impl.h"
#include "claim_sql.h"

static struct str line_at(struct ctx *c, size_t i)
{
    return arena_printf(c->arena, "lines/%zu", i);
}

bool claim_work_load(struct ctx *c, enum right right, struct str id, struct claim_work *w)
{
    if (!claim_row_get(c, right, id, &w->row)) return false;
    if (!policy_item_find(c, w->row.item_id, &w->item)) return false;
    if (!form_load(c, w->row.form, &w->form) || !claim_lines(c, &w->row, &w->lines)) return false;
    for (size_t i = 0; i < w->lines.count; i++)
        if (!form_load(c, LIST_AT(&w->lines, const struct line_row, i)->facts,
                       LIST_ADD(c->arena, &w->values, struct list)))
            return false;
    w->as_of = w->row.as_of.has ? w->row.as_of.v : ctx_today(c);
    return true;
}

bool claim_work_refused(struct ctx *c, struct claim_work *w)
{
    assert(c->err.code != ERR_NONE);
    if (c->err.code == ERR_INTERNAL || c->err.code == ERR_BUSY) return false;
    w->refused = c->err;
    c->err = (struct err){.arena = c->arena};
    return true;
}

bool claim_item_open(struct ctx *c, const struct policy_item *item)
{
    struct date today = ctx_today(c);
    struct str name = c->lang == LANG_ZH ? item->name_zh : item->name_en;
    if (item->state != ITEM_OPEN) return fail(&c->err, ERR_CONFLICT, M(CLAIM_ITEM_CLOSED), S("name", name));
    if (item->opens_on.has && date_cmp(today, item->opens_on.v) < 0)
        return fail(&c->err, ERR_CONFLICT, M(CLAIM_ITEM_EARLY), S("name", name),
                    S("day", date_text(c->arena, item->opens_on.v)));
    if (item->closes_on.has && date_cmp(today, item->closes_on.v) > 0)
        return fail(&c->err, ERR_CONFLICT, M(CLAIM_ITEM_OVER), S("name", name),
                    S("day", date_text(c->arena, item->closes_on.v)));
    return true;
}

/* ---- complete? ---- */

bool claim_work_files(struct ctx *c, const struct claim_work *w)
{
    struct list files = {0};
    bool ok = true;
    if (w->item.attachments.count == 0) return true;
    if (!attachment_of(c, SUBJECT_CLAIM, w->row.id, &files)) return false;
    for (size_t i = 0; i < w->item.attachments.count; i++) {
        const struct policy_attachment *a = LIST_AT(&w->item.attachments, const struct policy_attachment, i);
        bool given = false;
        for (size_t f = 0; f < files.count; f++)
            given = given || str_eq(LIST_AT(&files, const struct attachment, f)->kind, a->kind);
        if (a->required && !given)
            ok = fail_field(&c->err, arena_printf(c->arena, "attachments/%.*s", STR_ARG(a->kind)),
                            M(CLAIM_FILE_MISSING), S("label", c->lang == LANG_ZH ? a->zh : a->en));
    }
    return ok;
}

bool claim_work_complete(struct ctx *c, struct claim_work *w)
{
    bool ok = form_check(c, &w->item, &w->form, false, true, STR("form"));
    bool workers = w->item.subject == ITEM_WORKERS;
    if (workers && w->lines.count == 0) ok = fail_field(&c->err, STR("lines"), M(CLAIM_NO_LINES));
    for (size_t i = 0; i < w->lines.count; i++) {
        const struct line_row *line = LIST_AT(&w->lines, const struct line_row, i);
        ok = form_check(c, &w->item, LIST_AT(&w->values, struct list, i), true, true, line_at(c, i)) && ok;
        if (workers && !line->person.n)
            ok = fail_field(&c->err, arena_printf(c->arena, "lines/%zu/worker_id", i), M(CLAIM_WORKER_ELSEWHERE));
    }
    return claim_work_files(c, w) && ok;
}

/* ---- judged ---- */

static struct str lines_json(struct ctx *c, const struct claim_work *w)
{
    struct buf b = {.arena = c->arena};
    if (w->item.subject != ITEM_WORKERS) return (struct str){0};
    buf_add_char(&b, '[');
    for (size_t i = 0; i < w->lines.count; i++) {
        if (i) buf_add_char(&b, ',');
        form_json(&b, &w->item, LIST_AT(&w->values, const struct list, i),
                  LIST_AT(&w->lines, const struct line_row, i)->worker_id);
    }
    buf_add_char(&b, ']');
    return buf_str(&b);
}

static bool missing_told(struct ctx *c, const struct list *missing, struct str at)
{
    for (size_t i = 0; i < missing->count; i++) {
        const struct judge_missing *m = LIST_AT(missing, const struct judge_missing, i);
        (void)fail_field(&c->err, arena_printf(c->arena, "%.*s/%.*s", STR_ARG(at), STR_ARG(m->key)), M(CLAIM_LACKS),
                         S("label", c->lang == LANG_ZH ? m->zh : m->en));
    }
    return missing->count == 0;
}

/* Every line that does not count is named: a clerk takes it out or corrects it. */
static bool lines_entitled(struct ctx *c, const struct claim_work *w)
{
    bool ok = true;
    for (size_t i = 0; i < w->lines.count && i < w->judgement.lines.count; i++) {
        const struct judge_line *l = LIST_AT(&w->judgement.lines, const struct judge_line, i);
        if (l->verdict == VERDICT_ENTITLED || l->verdict == VERDICT_LIKELY) continue;
        ok = false;
        if (missing_told(c, &l->missing, line_at(c, i)))
            (void)fail_field(&c->err, line_at(c, i), M(CLAIM_LINE_NOT),
                             S("reason", c->lang == LANG_ZH ? l->reason_zh : l->reason_en));
    }
    return ok;
}

static bool entitled(struct ctx *c, const struct claim_work *w)
{
    const struct judgement *j = &w->judgement;
    if (!lines_entitled(c, w)) return false;
    if (j->verdict == VERDICT_LACKS && !missing_told(c, &j->missing, STR("form"))) return false;
    if (j->verdict != VERDICT_ENTITLED && j->verdict != VERDICT_LIKELY)
        return fail(&c->err, ERR_CONFLICT, M(CLAIM_NOT_ENTITLED),
                    S("reason", c->lang == LANG_ZH ? j->reasons_zh : j->reasons_en));
    if (w->item.kind == ITEM_MONEY && j->total_fen <= 0) return fail(&c->err, ERR_CONFLICT, M(CLAIM_NOTHING));
    return true;
}

bool claim_work_judge(struct ctx *c, struct claim_work *w)
{
    struct buf form = {.arena = c->arena};
    form_json(&form, &w->item, &w->form, (struct str){0});
    const struct judge_request request = {.item_id = w->row.item_id,
                                          .rule_version_id = w->row.rule_version_id,
                                          .as_of = {true, w->as_of},
                                          .enterprise_id = w->row.enterprise_id,
                                          .form_json = buf_str(&form),
                                          .lines_json = lines_json(c, w)};
    if (!policy_judge_item(c, &w->item, &request, &w->judgement)) return false;
    assert(w->item.subject != ITEM_WORKERS || w->judgement.lines.count == w->lines.count);
    for (size_t i = 0; i < w->lines.count && i < w->judgement.lines.count; i++) {
        const struct judge_line *l = LIST_AT(&w->judgement.lines, const struct judge_line, i);
        struct line_row *line = LIST_AT(&w->lines, struct line_row, i);
        line->zone_id = c->zone_id;
        line->verdict = l->verdict;
        line->amount_fen = (struct money){l->amount_fen};
        line->reason_zh = l->reason_zh;
        line->reason_en = l->reason_en;
    }
    return entitled(c, w);
}
