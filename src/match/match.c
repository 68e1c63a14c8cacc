/* match.c - runs, what came of them by item and by enterprise. */
#include "match/match.h"
#include "json/json.h"
#include "match/match_impl.h"
#include "match_sql.h"
#include "num/num.h"
#include "policy/policy.h"
#include "registry/registry.h"
#include <stdlib.h>

enum {
    LIMIT_DEFAULT = 50,
    BLOCKS_A_READ = 32,
    LINES_AT_ONCE = 200, /* workers judged for each item of an enterprise's page: 0.1 ms each */
    CHANGES_MAX = 200,
    CHANGES_READ = 1000
};

struct match_params match_params_of(const struct ctx *c)
{
    return (struct match_params){.zone_id = c->zone_id, .now = c->now};
}

/* ---- runs ---- */

static bool run_find(struct ctx *c, const struct sql *q, const struct match_params *p, struct match_run *out,
                     bool *found)
{
    return ctx_find(c, q, &MATCH_PARAMS, p, &MATCH_RUN_ROW, out, found);
}

bool match_get(struct ctx *c, const struct match_key *in, struct match_run *out)
{
    struct match_params p = match_params_of(c);
    bool found = false;
    p.id = in->id;
    return run_find(c, &SQL_MATCH_RUN_ROW, &p, out, &found) && (found || ctx_not_found(c, "匹配", "match"));
}

/* ---- by item ---- */

static const struct policy_item *item_of(const struct policy_items *items, struct str id)
{
    for (size_t i = 0; i < items->items.count; i++) {
        const struct policy_item *item = LIST_AT(&items->items, struct policy_item, i);
        if (str_eq(item->id, id)) return item;
    }
    return NULL;
}

static int by_code(const void *a, const void *b)
{
    const struct match_item *x = a, *y = b;
    return str_cmp(x->code, y->code);
}

bool match_summary(struct ctx *c, const void *in, struct match_summary *out)
{
    struct match_params p = match_params_of(c);
    struct policy_items items = {0};
    struct list rows = {0};
    bool found = false;
    (void)in;
    const struct policy_item_query all = {0};
    if (!run_find(c, &SQL_MATCH_RUN_NEWEST_DONE, &p, &out->last, &found) ||
        !run_find(c, &SQL_MATCH_RUN_OPEN, &p, &out->running, &found) || !policy_item_list(c, &all, &items) ||
        !ctx_rows(c, &SQL_MATCH_ITEM_ROWS, &MATCH_PARAMS, &p, &MATCH_ITEM_ROW, &rows))
        return false;
    for (size_t i = 0; i < rows.count; i++) {
        struct match_item row = *LIST_AT(&rows, struct match_item, i);
        const struct policy_item *item = item_of(&items, row.item_id);
        if (!item) continue;
        row.code = item->code;
        row.name_zh = item->name_zh;
        row.name_en = item->name_en;
        row.document_title = item->document_title;
        row.document_title_en = item->document_title_en;
        row.kind = item->kind;
        row.subject = item->subject;
        *LIST_ADD(c->arena, &out->items, struct match_item) = row;
    }
    if (out->items.count) qsort(out->items.items, out->items.count, sizeof(struct match_item), by_code);
    return true;
}

/* ---- outcomes ---- */

bool match_outcomes(struct ctx *c, struct str item_id, struct list *out)
{
    struct match_params p = match_params_of(c);
    p.item_id = item_id;
    return ctx_rows(c, &SQL_MATCH_OUTCOME_ROWS, &MATCH_PARAMS, &p, &MATCH_OUTCOME, out);
}

const struct match_outcome *match_outcome_at(const struct list *outcomes, int64_t no)
{
    if (no < 1 || no > (int64_t)outcomes->count) return NULL;
    const struct match_outcome *o = LIST_AT(outcomes, struct match_outcome, (size_t)no - 1);
    return o->no == no ? o : NULL;
}

void match_lines(struct arena *a, struct str text, struct list *out)
{
    while (text.n)
        *LIST_ADD(a, out, struct str) = str_part(&text, '\n');
}

void match_count_lines(const struct match_cell *cell, const struct list *outcomes, int64_t *lines, int64_t *eligible,
                       int64_t *lacking)
{
    *lines = *eligible = *lacking = 0;
    for (size_t i = 0; i < cell->parts.count; i++) {
        const struct match_part *p = LIST_AT(&cell->parts, struct match_part, i);
        const struct match_outcome *o = match_outcome_at(outcomes, p->outcome);
        *lines += p->lines;
        if (!o) continue;
        if (o->verdict == MATCH_ENTITLED || o->verdict == MATCH_LIKELY) *eligible += p->lines;
        if (o->verdict == MATCH_LACKS) *lacking += p->lines;
    }
}

static void add_fact(struct arena *a, struct list *out, struct str key, struct str zh, struct str en)
{
    for (size_t i = 0; i < out->count; i++)
        if (str_eq(LIST_AT(out, struct match_fact, i)->key, key)) return;
    *LIST_ADD(a, out, struct match_fact) = (struct match_fact){key, zh, en};
}

/* ---- the enterprises of an item ---- */

struct listing {
    struct ctx *c;
    const struct match_query *in;
    struct policy_item item;
    struct policy_facts facts;
    struct list outcomes;
    bool whole_zone;
    size_t limit;
    struct match_page *out;
};
/* A cell that was chosen. */
struct pick {
    int64_t no;
    struct str cell;
};

static void add_key(struct listing *l, struct list *out, struct str key)
{
    struct arena *a = l->c->arena;
    for (size_t i = 0; i < l->item.fields.count; i++) {
        const struct policy_field *f = LIST_AT(&l->item.fields, struct policy_field, i);
        if (str_eq(f->key, key)) add_fact(a, out, key, f->zh, f->en);
    }
    for (size_t i = 0; i < l->facts.items.count; i++) {
        const struct policy_fact *f = LIST_AT(&l->facts.items, struct policy_fact, i);
        if (str_eq(f->key, key)) add_fact(a, out, key, f->zh, f->en);
    }
    add_fact(a, out, key, key, key);
}

static void tell_outcome(struct listing *l, const struct match_outcome *o, struct match_hit *hit)
{
    struct list lines = {0};
    match_lines(l->c->arena, o->missing, &lines);
    for (size_t i = 0; hit->verdict == MATCH_LACKS && i < lines.count; i++)
        add_key(l, &hit->missing, *LIST_AT(&lines, struct str, i));
    if (l->item.subject == ITEM_WORKERS) return;
    lines = (struct list){0};
    match_lines(l->c->arena, o->fired, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        struct str text = *LIST_AT(&lines, struct str, i);
        size_t at = text.n;
        while (at && text.p[at - 1] != '=')
            at--;
        struct match_fired *f = LIST_ADD(l->c->arena, &hit->fired, struct match_fired);
        f->table = str_sub(text, 0, at ? at - 1 : 0);
        if (!str_to_i64(str_sub(text, at, text.n), &f->row)) f->row = 0;
    }
}

static bool add_hit(struct listing *l, const struct match_enterprise *e, const struct pick *pick)
{
    struct ctx *c = l->c;
    struct match_cell cell;
    if (!cell_read(c->arena, pick->cell, &cell)) return fail_internal(&c->err, "match_block.cells is damaged");
    struct match_hit *hit = LIST_ADD(c->arena, &l->out->items, struct match_hit);
    *hit = (struct match_hit){.enterprise_id = e->enterprise_id,
                              .name = e->name,
                              .uscc = e->uscc,
                              .area_name = c->lang == LANG_EN ? e->area_en : e->area_zh,
                              .no = e->no,
                              .verdict = cell.verdict,
                              .total_fen = cell.fen};
    match_count_lines(&cell, &l->outcomes, &hit->lines, &hit->lines_eligible, &hit->lines_lacking);
    if (l->item.subject != ITEM_WORKERS) hit->lines = hit->lines_eligible = hit->lines_lacking = 0;
    for (size_t i = 0; i < cell.parts.count; i++) {
        int64_t no = LIST_AT(&cell.parts, struct match_part, i)->outcome;
        const struct match_outcome *o = match_outcome_at(&l->outcomes, no);
        if (o) tell_outcome(l, o, hit);
    }
    return true;
}

static bool add_hits(struct listing *l, const struct list *picks)
{
    struct ctx *c = l->c;
    struct match_params p = match_params_of(c);
    struct buf numbers = {.arena = c->arena};
    struct list rows = {0};
    for (size_t i = 0; i < picks->count; i++)
        buf_addf(&numbers, "%s%" PRId64, i ? "," : "", LIST_AT(picks, struct pick, i)->no);
    p.numbers = buf_str(&numbers);
    if (!picks->count) return true;
    if (!ctx_rows(c, &SQL_MATCH_ENTERPRISES_OF_NUMBERS, &MATCH_PARAMS, &p, &MATCH_ENTERPRISE, &rows)) return false;
    for (size_t i = 0, k = 0; i < rows.count; i++) {
        const struct match_enterprise *e = LIST_AT(&rows, struct match_enterprise, i);
        bool mine = l->whole_zone || right_reaches(&c->actor.grants, RIGHT_MATCH_READ, e->enterprise_id, e->area_id);
        while (LIST_AT(picks, struct pick, k)->no != e->no)
            k++; /* both by number */
        if (mine && l->out->items.count <= l->limit && !add_hit(l, e, LIST_AT(picks, struct pick, k))) return false;
    }
    return true;
}

/* The cells behind `after` with the wanted verdict, as many as there is still room for. */
static bool pick_block(struct listing *l, const struct match_block *row, int64_t after, struct list *picks)
{
    struct str cells[CELLS_MAX];
    if (!cells_read(row->cells, cells)) return fail_internal(&l->c->err, "match_block.cells is damaged");
    for (size_t i = 0; i < CELLS_MAX; i++) {
        enum match_verdict v = cell_verdict(cells[i]);
        int64_t no = row->block * CELLS_MAX + (int64_t)i;
        if (v == MATCH_NONE || no <= after || (l->in->verdict && (int32_t)v != l->in->verdict)) continue;
        if (l->whole_zone && l->out->items.count + picks->count > l->limit) return true;
        *LIST_ADD(l->c->arena, picks, struct pick) = (struct pick){no, cells[i]};
    }
    return true;
}

static bool list_blocks(struct listing *l, int64_t after)
{
    struct ctx *c = l->c;
    struct match_params p = match_params_of(c);
    p.item_id = l->item.id;
    p.limit = BLOCKS_A_READ;
    p.block = (after + 1) / CELLS_MAX;
    for (bool more = true; more && l->out->items.count <= l->limit;) {
        struct list rows = {0};
        if (!ctx_rows(c, &SQL_MATCH_BLOCK_ROWS, &MATCH_PARAMS, &p, &MATCH_BLOCK, &rows)) return false;
        more = rows.count == BLOCKS_A_READ;
        for (size_t i = 0; i < rows.count && l->out->items.count <= l->limit; i++) {
            const struct match_block *row = LIST_AT(&rows, struct match_block, i);
            struct list picks = {0};
            p.block = row->block + 1;
            if (!pick_block(l, row, after, &picks) || !add_hits(l, &picks)) return false;
        }
    }
    return true;
}

static int64_t total_of(const struct match_item *m, int32_t verdict)
{
    switch ((enum match_verdict)verdict) {
    case MATCH_ENTITLED: return m->entitled;
    case MATCH_LIKELY: return m->likely;
    case MATCH_LACKS: return m->lacks;
    case MATCH_NOT: return m->not_entitled;
    case MATCH_FAILED: return m->failed;
    case MATCH_NONE: break;
    }
    return m->matched;
}

bool match_list(struct ctx *c, const struct match_query *in, struct match_page *out)
{
    struct listing l = {.c = c, .in = in, .out = out, .limit = in->limit > 0 ? (size_t)in->limit : LIMIT_DEFAULT};
    struct match_params p = match_params_of(c);
    struct match_item m = {0};
    int64_t after = -1;
    bool found = false;
    if (in->after.n && (!str_to_i64(in->after, &after) || after < 0))
        return fail_field(&c->err, STR("after"), M(CURSOR_BAD));
    p.item_id = in->id;
    if (!policy_item_find(c, in->id, &l.item) ||
        !ctx_find(c, &SQL_MATCH_ITEM_ROW, &MATCH_PARAMS, &p, &MATCH_ITEM_ROW, &m, &found))
        return false;
    if (!found) return true;
    l.whole_zone = ctx_scope(c, RIGHT_MATCH_READ) == SCOPE_ZONE;
    if (!policy_fact_list(c, NULL, &l.facts) || !match_outcomes(c, in->id, &l.outcomes) || !list_blocks(&l, after))
        return false;
    if (l.whole_zone) out->total = total_of(&m, in->verdict);
    if (out->items.count <= l.limit) return true;
    out->items.count = l.limit;
    out->next = arena_printf(c->arena, "%" PRId64, LIST_AT(&out->items, struct match_hit, l.limit - 1)->no);
    return true;
}

/* ---- what an enterprise is entitled to ---- */

/* An enterprise's cell of an item. */
struct own_cell {
    struct str item_id, cell;
};
struct page {
    struct ctx *c;
    struct str enterprise_id;
    struct date today;
    struct list workers; /* struct worker_facts: employed */
    bool more_workers;
    struct list cells;  /* struct own_cell */
    struct list counts; /* struct match_item */
    size_t lines_max, told_max;
    bool may_see_workers;
};

static bool load_cells(struct page *p)
{
    struct ctx *c = p->c;
    struct match_params q = match_params_of(c);
    struct list rows = {0};
    struct match_params own = {0};
    q.id = p->enterprise_id;
    if (!ctx_one(c, &SQL_MATCH_ENTERPRISE_NUMBER, &MATCH_PARAMS, &q, &MATCH_PARAMS, &own)) return false;
    q.block = own.no / CELLS_MAX;
    if (!ctx_rows(c, &SQL_MATCH_BLOCK_OF_ALL, &MATCH_PARAMS, &q, &MATCH_BLOCK, &rows) ||
        !ctx_rows(c, &SQL_MATCH_ITEM_ROWS, &MATCH_PARAMS, &q, &MATCH_ITEM_ROW, &p->counts))
        return false;
    for (size_t i = 0; i < rows.count; i++) {
        const struct match_block *row = LIST_AT(&rows, struct match_block, i);
        struct str cells[CELLS_MAX];
        if (!cells_read(row->cells, cells)) return fail_internal(&c->err, "match_block.cells is damaged");
        *LIST_ADD(c->arena, &p->cells, struct own_cell) = (struct own_cell){row->item_id, cells[own.no % CELLS_MAX]};
    }
    return true;
}

static bool load_people(struct page *p)
{
    struct facts_query q = {.zone_id = p->c->zone_id, .enterprise_id = p->enterprise_id, .as_of = p->today};
    struct list found = {0};
    q.limit = 4 * (int64_t)p->lines_max; /* those who left are among them */
    if (!policy_worker_facts(p->c, &q, &found)) return false;
    p->more_workers = (int64_t)found.count == q.limit;
    for (size_t i = 0; i < found.count; i++) {
        const struct worker_facts *w = LIST_AT(&found, struct worker_facts, i);
        if (w->left_on.has && date_cmp(w->left_on.v, p->today) < 0) continue;
        if (p->workers.count == p->lines_max) p->more_workers = true;
        if (p->workers.count < p->lines_max) *LIST_ADD(p->c->arena, &p->workers, struct worker_facts) = *w;
    }
    return true;
}

static bool page_load(struct page *p, enum right right, struct str *name)
{
    p->today = ctx_today(p->c);
    if (!enterprise_require(p->c, right, p->enterprise_id, false, name)) return false;
    p->may_see_workers = enterprise_require(p->c, RIGHT_WORKER_READ, p->enterprise_id, false, name);
    if (!p->may_see_workers && p->c->err.code != ERR_NOT_FOUND) return false;
    err_clear(&p->c->err);
    return load_cells(p) && load_people(p);
}

static struct str lines_json(const struct page *p)
{
    struct buf b = {.arena = p->c->arena};
    for (size_t i = 0; i < p->workers.count; i++) {
        buf_add(&b, i ? STR(",{\"worker_id\":") : STR("[{\"worker_id\":"));
        json_add_string(&b, LIST_AT(&p->workers, struct worker_facts, i)->worker_id);
        buf_add_char(&b, '}');
    }
    if (b.n) buf_add_char(&b, ']');
    return b.n ? buf_str(&b) : (struct str){0};
}

static int32_t verdict_of(int32_t v)
{
    switch ((enum verdict)v) {
    case VERDICT_ENTITLED: return MATCH_ENTITLED;
    case VERDICT_LIKELY: return MATCH_LIKELY;
    case VERDICT_LACKS: return MATCH_LACKS;
    case VERDICT_NOT: return MATCH_NOT;
    case VERDICT_NONE: break;
    }
    return MATCH_NONE;
}

static void take_missing(struct arena *a, const struct list *from, struct list *out)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct judge_missing *m = LIST_AT(from, struct judge_missing, i);
        add_fact(a, out, m->key, m->zh, m->en);
    }
}

/* Those of one verdict, as far as there is room. */
static void tell_lines(const struct page *p, const struct judgement *j, int32_t verdict, struct entitlement *out)
{
    struct arena *a = p->c->arena;
    for (size_t i = 0; i < j->lines.count && out->told.count < p->told_max; i++) {
        const struct judge_line *l = LIST_AT(&j->lines, struct judge_line, i);
        const struct worker_facts *w = LIST_AT(&p->workers, struct worker_facts, i);
        if (l->verdict != verdict) continue;
        struct match_line *told = LIST_ADD(a, &out->told, struct match_line);
        *told = (struct match_line){.worker_id = w->worker_id,
                                    .name = w->name,
                                    .verdict = verdict_of(l->verdict),
                                    .amount_fen = l->amount_fen,
                                    .reason_zh = l->reason_zh,
                                    .reason_en = l->reason_en};
        take_missing(a, &l->missing, &told->missing);
    }
}

/* Who is eligible comes first: of a crowd not everybody is told. */
static void take_lines(const struct page *p, const struct judgement *j, struct entitlement *out)
{
    if (p->workers.count == 0) return;
    for (size_t i = 0; i < j->lines.count; i++) {
        const struct judge_line *l = LIST_AT(&j->lines, struct judge_line, i);
        out->lines++;
        out->lines_eligible += l->verdict <= VERDICT_LIKELY;
        out->lines_lacking += l->verdict == VERDICT_LACKS;
    }
    for (int32_t v = VERDICT_ENTITLED; v <= VERDICT_NOT && p->may_see_workers; v++)
        tell_lines(p, j, v, out);
}

static struct str last_failure(struct ctx *c, enum lang lang)
{
    return msg_render(c->arena, lang, &c->err.message);
}

/* The true numbers in a sentence, instead of those of the workers that were judged here. */
static struct str stored_summary(struct page *p, const struct entitlement *e, enum lang lang)
{
    struct arena *a = p->c->arena;
    const struct msg_text m = msg_copy(
        a, MSG_PARTS(M(MATCH_STORED), I("lines", e->lines), I("eligible", e->lines_eligible),
                     S("total", num_text(a, num_scaled(e->total_fen, 2))), S("date", date_text(a, e->match_as_of.v))));
    return msg_render(a, lang, &m);
}

/* No run has looked yet. */
static void tell_partly(struct page *p, struct entitlement *out)
{
    struct arena *a = p->c->arena;
    const struct msg_text m = msg_copy(a, MSG_PARTS(M(MATCH_PARTLY), I("lines", (int64_t)p->workers.count)));
    struct str zh = msg_render(a, LANG_ZH, &m), en = msg_render(a, LANG_EN, &m);
    out->reasons_zh = str_trim(arena_printf(a, "%.*s\n%.*s", STR_ARG(zh), STR_ARG(out->reasons_zh)));
    out->reasons_en = str_trim(arena_printf(a, "%.*s\n%.*s", STR_ARG(en), STR_ARG(out->reasons_en)));
}

/* More people than are judged at once: then the last run counts. */
static bool take_stored(struct page *p, struct str text, struct entitlement *out)
{
    struct list outcomes = {0};
    struct match_cell cell;
    if (!match_outcomes(p->c, out->item_id, &outcomes)) return false;
    if (!cell_read(p->c->arena, text, &cell)) return fail_internal(&p->c->err, "match_block.cells is damaged");
    out->verdict = cell.verdict;
    out->total_fen = cell.fen;
    match_count_lines(&cell, &outcomes, &out->lines, &out->lines_eligible, &out->lines_lacking);
    if (!p->may_see_workers) return true;
    out->reasons_zh = stored_summary(p, out, LANG_ZH);
    out->reasons_en = stored_summary(p, out, LANG_EN);
    return true;
}

static bool take_match(struct page *p, bool workers, struct entitlement *out)
{
    for (size_t i = 0; i < p->counts.count; i++) {
        const struct match_item *m = LIST_AT(&p->counts, struct match_item, i);
        if (str_eq(m->item_id, out->item_id)) out->match_as_of = m->as_of;
    }
    for (size_t i = 0; i < p->cells.count; i++) {
        const struct own_cell *own = LIST_AT(&p->cells, struct own_cell, i);
        if (!str_eq(own->item_id, out->item_id)) continue;
        out->matched = (int32_t)cell_verdict(own->cell);
        if (workers && p->more_workers && out->matched != MATCH_NONE) return take_stored(p, own->cell, out);
    }
    if (workers && p->more_workers && p->may_see_workers) tell_partly(p, out);
    return true;
}

/* *judged false: the item has no rule today. */
static bool judge_now(struct page *p, const struct policy_item *item, struct entitlement *out, bool *judged)
{
    struct ctx *c = p->c;
    bool workers = item->subject == ITEM_WORKERS;
    struct judgement j = {0};
    const struct judge_request q = {.item_id = item->id,
                                    .as_of = {true, p->today},
                                    .enterprise_id = p->enterprise_id,
                                    .lines_json = workers ? lines_json(p) : (struct str){0}};
    *out = (struct entitlement){.item_id = item->id,
                                .code = item->code,
                                .name_zh = item->name_zh,
                                .name_en = item->name_en,
                                .summary_zh = item->summary_zh,
                                .summary_en = item->summary_en,
                                .document_title = item->document_title,
                                .document_title_en = item->document_title_en,
                                .kind = item->kind,
                                .subject = item->subject,
                                .opens_on = item->opens_on,
                                .closes_on = item->closes_on,
                                .as_of = {true, p->today},
                                .sample = item->sample};
    *judged = policy_judge(c, &q, &j);
    if (*judged) {
        out->rule_version_id = j.rule_version_id;
        out->verdict = verdict_of(j.verdict);
        out->total_fen = j.total_fen;
        if (!workers || p->may_see_workers) {
            out->reasons_zh = j.reasons_zh;
            out->reasons_en = j.reasons_en;
        }
        take_missing(c->arena, &j.missing, &out->missing);
        if (workers) take_lines(p, &j, out);
    } else if (c->err.code == ERR_CONFLICT) {
        *judged = true;
        out->verdict = MATCH_FAILED;
        out->reasons_zh = last_failure(c, LANG_ZH);
        out->reasons_en = last_failure(c, LANG_EN);
        err_clear(&c->err);
    } else if (c->err.code == ERR_NOT_FOUND) {
        err_clear(&c->err);
        return true;
    } else {
        return false;
    }
    return take_match(p, workers, out);
}

static int by_verdict(const void *a, const void *b)
{
    const struct entitlement *x = a, *y = b;
    return x->verdict != y->verdict ? (x->verdict < y->verdict ? -1 : 1) : str_cmp(x->code, y->code);
}

bool match_of_enterprise(struct ctx *c, const struct match_key *in, struct entitlements *out)
{
    struct page p = {.c = c, .enterprise_id = in->id, .lines_max = LINES_AT_ONCE, .told_max = MATCH_LINES_TOLD};
    const struct policy_item_query open = {.state = ITEM_OPEN};
    struct policy_items items = {0};
    out->enterprise_id = in->id;
    if (!page_load(&p, RIGHT_MATCH_READ, &out->name) || !policy_item_list(c, &open, &items)) return false;
    out->as_of = (struct opt_date){true, p.today};
    for (size_t i = 0; i < items.items.count && i < MATCH_ITEMS_MAX; i++) {
        struct entitlement one;
        bool judged = false;
        if (!judge_now(&p, LIST_AT(&items.items, struct policy_item, i), &one, &judged)) return false;
        if (judged) *LIST_ADD(c->arena, &out->items, struct entitlement) = one;
    }
    if (out->items.count) qsort(out->items.items, out->items.count, sizeof(struct entitlement), by_verdict);
    return true;
}

bool match_of_item(struct ctx *c, const struct entitlement_key *in, struct entitlement *out)
{
    struct page p = {.c = c, .enterprise_id = in->id, .lines_max = POLICY_LINES_MAX, .told_max = POLICY_LINES_MAX};
    struct policy_item item = {0};
    struct str name;
    bool judged = false;
    if (!page_load(&p, RIGHT_MATCH_READ, &name) || !policy_item_find(c, in->item_id, &item)) return false;
    if (item.state != ITEM_OPEN) return ctx_not_found(c, "政策事项", "policy item");
    return judge_now(&p, &item, out, &judged) && (judged || ctx_not_found(c, "生效的规则", "rule in force"));
}

/* ---- what changed for it ---- */

struct change_row {
    struct str item_id, changes;
    int64_t run_no;
    struct opt_date as_of;
    struct instant at;
};
static const struct field change_fields[] = {FIELD(struct change_row, item_id), FIELD(struct change_row, changes),
                                             FIELD(struct change_row, run_no), FIELD(struct change_row, as_of),
                                             FIELD(struct change_row, at)};
static const struct record CHANGE_ROW = RECORD(change_row, change_fields);

static bool add_change(struct ctx *c, const struct change_row *row, const struct policy_item *item, struct str cells,
                       struct match_changes *out)
{
    struct match_cell before, after;
    struct str then = str_part(&cells, '>');
    if (!cell_read(c->arena, then, &before) || !cell_read(c->arena, cells, &after))
        return fail_internal(&c->err, "match_change.changes is damaged");
    *LIST_ADD(c->arena, &out->items, struct match_change) = (struct match_change){.item_id = item->id,
                                                                                  .code = item->code,
                                                                                  .name_zh = item->name_zh,
                                                                                  .name_en = item->name_en,
                                                                                  .run_no = row->run_no,
                                                                                  .as_of = row->as_of,
                                                                                  .at = row->at,
                                                                                  .before = before.verdict,
                                                                                  .after = after.verdict,
                                                                                  .before_fen = before.fen,
                                                                                  .after_fen = after.fen};
    return true;
}

bool match_changes(struct ctx *c, const struct match_key *in, struct match_changes *out)
{
    struct match_params p = match_params_of(c), own = {0};
    const struct policy_item_query all = {0};
    struct policy_items items = {0};
    struct list rows = {0};
    struct str name;
    p.id = in->id;
    p.limit = CHANGES_READ;
    if (!enterprise_require(c, RIGHT_MATCH_READ, in->id, false, &name) || !policy_item_list(c, &all, &items) ||
        !ctx_one(c, &SQL_MATCH_ENTERPRISE_NUMBER, &MATCH_PARAMS, &p, &MATCH_PARAMS, &own))
        return false;
    p.block = own.no / CELLS_MAX;
    if (!ctx_rows(c, &SQL_MATCH_CHANGE_ROWS, &MATCH_PARAMS, &p, &CHANGE_ROW, &rows)) return false;
    for (size_t i = 0; i < rows.count && out->items.count < CHANGES_MAX; i++) {
        const struct change_row *row = LIST_AT(&rows, struct change_row, i);
        const struct policy_item *item = item_of(&items, row->item_id);
        for (struct str rest = row->changes; rest.n && item;) {
            struct str cells = str_part(&rest, '\n'), no = str_part(&cells, ':');
            int64_t number;
            if (!str_to_i64(no, &number) || number != own.no) continue;
            if (!add_change(c, row, item, cells, out)) return false;
        }
    }
    return true;
}
