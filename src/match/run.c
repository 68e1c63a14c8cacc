/* run.c - the job "match": reads all facts once, judges item by item, and writes the blocks that are not as they were.
 *
 * A run that was interrupted begins again: what it wrote already is equal then and is not written twice. */
#include "app/app.h"
#include "app/audit.h"
#include "match/judge.h"
#include "match/match_impl.h"
#include "match_sql.h"
#include <stdlib.h>
#include <unistd.h>

enum {
    ENTERPRISES_A_PAGE = 10000, /* what policy gives at most: PostgreSQL reads all flags once a page */
    WORKERS_A_PAGE = 10000,
    BLOCKS_A_READ = 1000,
    THREADS_MAX = 8
};

/* One item of the run. */
struct subject {
    const struct policy_item *item;
    struct policy_rule *rule;
};
struct run {
    struct arena *arena; /* as long as the run */
    struct job *job;
    struct match_run row;
    struct policy_items items;
    struct list subjects; /* struct subject */
    struct list stored;   /* struct match_item: of the runs before */
    struct match_facts facts;
    size_t blocks;            /* numbers of enterprises / CELLS_MAX, and one */
    uint8_t *best;            /* per enterprise: the best verdict of the items that are money */
    int64_t done, total;
    int threads;
    /* the reading under way */
    struct facts_query query;
    bool more;
    size_t at;
};

/* ---- what is to be judged ---- */

static bool load_run(struct ctx *c, void *arg)
{
    struct run *r = arg;
    struct match_params p = match_params_of(c);
    const struct policy_item_query open = {.state = ITEM_OPEN};
    p.id = r->job->subject_id;
    return ctx_one(c, &SQL_MATCH_RUN_ROW, &MATCH_PARAMS, &p, &MATCH_RUN_ROW, &r->row) &&
           policy_item_list(c, &open, &r->items) &&
           ctx_rows(c, &SQL_MATCH_ITEM_ROWS, &MATCH_PARAMS, &p, &MATCH_ITEM_ROW, &r->stored);
}

/* An item without a rule for the day, or whose rule does not load any more, has no verdicts. */
static bool open_rule(struct ctx *c, void *arg)
{
    struct run *r = arg;
    const struct policy_item *item = LIST_AT(&r->items.items, struct policy_item, r->at);
    struct policy_rule *rule = NULL;
    if (policy_rule_open(c, item->id, (struct str){0}, r->row.as_of.v, &rule)) {
        *LIST_ADD(c->arena, &r->subjects, struct subject) = (struct subject){item, rule};
        return true;
    }
    if (c->err.code != ERR_NOT_FOUND && c->err.code != ERR_CONFLICT) return false;
    err_clear(&c->err);
    return true;
}

static bool open_rules(struct ctx *c, struct run *r)
{
    for (r->at = 0; r->at < r->items.items.count && r->subjects.count < MATCH_ITEMS_MAX; r->at++)
        if (!job_read(c, open_rule, r)) return false;
    return true;
}

/* ---- the facts ---- */

static bool load_enterprises(struct ctx *c, void *arg)
{
    struct run *r = arg;
    struct list page = {0};
    r->query.limit = ENTERPRISES_A_PAGE;
    if (!policy_enterprise_facts(c, &r->query, &page)) return false;
    for (size_t i = 0; i < page.count; i++)
        fact_table_enterprise(&r->facts.enterprises, LIST_AT(&page, struct enterprise_facts, i));
    r->more = page.count == ENTERPRISES_A_PAGE;
    if (page.count)
        r->query.after = *LIST_AT(&r->facts.enterprises.ids, struct str, r->facts.enterprises.rows - 1);
    return true;
}

static bool load_workers(struct ctx *c, void *arg)
{
    struct run *r = arg;
    struct list page = {0};
    r->query.limit = WORKERS_A_PAGE;
    if (!policy_worker_facts(c, &r->query, &page)) return false;
    for (size_t i = 0; i < page.count; i++) {
        const struct worker_facts *w = LIST_AT(&page, struct worker_facts, i);
        if (w->left_on.has && date_cmp(w->left_on.v, r->query.as_of) < 0) continue;
        size_t owner = fact_table_find(&r->facts.enterprises, w->enterprise_id);
        if (owner != SIZE_MAX) fact_table_worker(&r->facts.workers, w, (uint32_t)owner, r->query.as_of);
    }
    r->more = page.count == WORKERS_A_PAGE;
    if (page.count)
        r->query.after = arena_str(r->arena, LIST_AT(&page, struct worker_facts, page.count - 1)->worker_id);
    return true;
}

/* Pages of facts, each read in a transaction of its own into an arena of its own. */
static bool load_pages(struct ctx *c, struct run *r, bool (*load)(struct ctx *, void *))
{
    struct arena *whole = c->arena, *scratch = arena_new();
    bool ok = true;
    r->query = (struct facts_query){.zone_id = c->zone_id, .as_of = r->row.as_of.v, .after = STR("")};
    r->more = true;
    c->arena = scratch;
    while (ok && r->more) {
        ok = job_read(c, load, r);
        if (ok) arena_reset(scratch);
    }
    c->arena = whole;
    if (!ok) c->err.debug = arena_str(whole, c->err.debug);
    arena_free(scratch);
    return ok;
}

static bool load_facts(struct ctx *c, struct run *r)
{
    bool wanted[PROVIDER_COUNT] = {0}, workers = false;
    for (size_t i = 0; i < r->subjects.count; i++) {
        const struct subject *s = LIST_AT(&r->subjects, struct subject, i);
        match_wanted(s->item, s->rule, wanted);
        workers = workers || s->item->subject == ITEM_WORKERS;
    }
    struct match_facts *f = &r->facts;
    f->as_of = r->row.as_of.v;
    fact_table_init(&f->enterprises, r->arena, wanted);
    fact_table_init(&f->workers, r->arena, wanted);
    if (!load_pages(c, r, load_enterprises) || (workers && !load_pages(c, r, load_workers))) return false;
    fact_table_finish(&f->enterprises);
    fact_table_finish(&f->workers);
    match_facts_lines(f, r->arena);
    r->best = ARENA_ARRAY(r->arena, uint8_t, f->enterprises.rows + 1);
    r->blocks = 0;
    for (size_t i = 0; i < f->enterprises.rows; i++) {
        size_t block = (size_t)f->enterprises.nos[i] / CELLS_MAX;
        if (block >= r->blocks) r->blocks = block + 1;
    }
    r->total = (int64_t)(r->subjects.count * f->enterprises.rows);
    return true;
}

/* ---- one item: outcomes, cells, blocks ---- */

struct block {
    int64_t no;
    struct str text;
};
struct item_work {
    struct run *run;
    struct subject subject;
    struct arena *arena;
    struct match_found found;
    struct list known;   /* struct match_outcome: stored */
    struct list fresh;   /* struct match_params: outcomes to insert */
    int64_t *outcome_no; /* per outcome found */
    struct list blocks;  /* struct block: stored */
    int64_t from;
    struct list puts, deletes, changes; /* struct match_params */
    struct match_params totals;
    bool last; /* page of blocks */
};

static bool load_stored(struct ctx *c, void *arg)
{
    struct item_work *w = arg;
    struct match_params p = match_params_of(c);
    p.item_id = w->subject.item->id;
    p.block = w->from;
    p.limit = BLOCKS_A_READ;
    struct list rows = {0};
    if (w->from == 0 && !match_outcomes(c, p.item_id, &w->known)) return false;
    if (!ctx_rows(c, &SQL_MATCH_BLOCK_ROWS, &MATCH_PARAMS, &p, &MATCH_BLOCK, &rows)) return false;
    for (size_t i = 0; i < rows.count; i++) {
        const struct match_block *row = LIST_AT(&rows, struct match_block, i);
        *LIST_ADD(w->arena, &w->blocks, struct block) = (struct block){row->block, row->cells};
        w->from = row->block + 1;
    }
    w->last = rows.count < BLOCKS_A_READ;
    return true;
}

static bool same_outcome(const struct match_outcome *o, const struct match_found_outcome *f, struct str rule)
{
    return o->verdict == f->verdict && str_eq(o->rule_version_id, rule) && str_eq(o->fired, f->fired) &&
           str_eq(o->missing, f->missing);
}

static uint64_t hash_outcome(int32_t verdict, struct str rule, struct str fired, struct str missing)
{
    const struct str parts[] = {rule, fired, missing};
    uint64_t h = 1469598103934665603u ^ (uint64_t)(uint32_t)verdict;
    for (size_t i = 0; i < COUNT(parts); i++, h = (h ^ 0xff) * 1099511628211u)
        for (size_t k = 0; k < parts[i].n; k++)
            h = (h ^ (unsigned char)parts[i].p[k]) * 1099511628211u;
    return h ^ (h >> 31);
}

/* Gives every outcome found its number: a stored one's, or the next. */
static void number_outcomes(struct ctx *c, struct item_work *w)
{
    size_t size = 64, before = w->known.count;
    while (size < (before + w->found.outcomes.count) * 2)
        size *= 2;
    uint32_t *slots = ARENA_ARRAY(w->arena, uint32_t, size);
    struct str rule = policy_rule_id(w->subject.rule);
    for (size_t i = 0; i < before; i++) {
        const struct match_outcome *o = LIST_AT(&w->known, struct match_outcome, i);
        size_t at = hash_outcome(o->verdict, o->rule_version_id, o->fired, o->missing) & (size - 1);
        while (slots[at])
            at = (at + 1) & (size - 1);
        slots[at] = (uint32_t)i + 1;
    }
    w->outcome_no = ARENA_ARRAY(w->arena, int64_t, w->found.outcomes.count + 1);
    for (size_t i = 0; i < w->found.outcomes.count; i++) {
        const struct match_found_outcome *f = LIST_AT(&w->found.outcomes, struct match_found_outcome, i);
        size_t at = hash_outcome(f->verdict, rule, f->fired, f->missing) & (size - 1);
        while (slots[at] && !same_outcome(LIST_AT(&w->known, struct match_outcome, slots[at] - 1), f, rule))
            at = (at + 1) & (size - 1);
        w->outcome_no[i] = slots[at] ? LIST_AT(&w->known, struct match_outcome, slots[at] - 1)->no : 0;
        if (slots[at]) continue;
        int64_t no = (int64_t)w->known.count + 1;
        *LIST_ADD(w->arena, &w->known, struct match_outcome) =
            (struct match_outcome){no, f->verdict, rule, f->fired, f->missing};
        slots[at] = (uint32_t)w->known.count;
        w->outcome_no[i] = no;
        *LIST_ADD(w->arena, &w->fresh, struct match_params) =
            (struct match_params){.zone_id = c->zone_id,
                                  .item_id = w->subject.item->id,
                                  .no = no,
                                  .verdict = enum_name(&MATCH_VERDICT_NAMES, f->verdict),
                                  .rule_version_id = rule,
                                  .fired = f->fired.n ? f->fired : STR(""),
                                  .missing = f->missing.n ? f->missing : STR("")};
    }
}

static int by_outcome(const void *a, const void *b)
{
    const struct match_part *x = a, *y = b;
    return x->outcome < y->outcome ? -1 : x->outcome > y->outcome;
}

/* The lines of an enterprise by outcome, and counted into the totals. */
static void cell_parts(struct item_work *w, size_t e, struct match_cell *cell)
{
    const struct match_found *found = &w->found;
    size_t first = found->first_line ? found->first_line[e] : e;
    size_t behind = found->first_line ? found->first_line[e + 1] : e + 1;
    bool nobody = found->first_line && w->run->facts.line_worker[first] == UINT32_MAX;
    cell->parts.count = 0;
    for (size_t i = first; i < behind; i++) {
        int64_t no = w->outcome_no[found->line_outcome[i]];
        const struct match_found_outcome *o =
            LIST_AT(&found->outcomes, struct match_found_outcome, found->line_outcome[i]);
        size_t at = 0;
        while (at < cell->parts.count && LIST_AT(&cell->parts, struct match_part, at)->outcome != no)
            at++;
        if (at == cell->parts.count)
            *LIST_ADD(w->arena, &cell->parts, struct match_part) = (struct match_part){.outcome = no};
        LIST_AT(&cell->parts, struct match_part, at)->lines += !nobody;
        if (!found->first_line || nobody) continue;
        w->totals.lines++;
        w->totals.lines_eligible += o->verdict == MATCH_ENTITLED || o->verdict == MATCH_LIKELY;
    }
    if (found->claim_outcome[e] != UINT32_MAX)
        *LIST_ADD(w->arena, &cell->parts, struct match_part) =
            (struct match_part){.outcome = w->outcome_no[found->claim_outcome[e]]};
    qsort(cell->parts.items, cell->parts.count, sizeof(struct match_part), by_outcome);
}

static void count_verdict(struct item_work *w, size_t e)
{
    struct match_params *t = &w->totals;
    enum match_verdict v = (enum match_verdict)w->found.verdict[e];
    uint8_t *best = &w->run->best[e];
    t->matched++;
    t->entitled += v == MATCH_ENTITLED;
    t->likely += v == MATCH_LIKELY;
    t->lacks += v == MATCH_LACKS;
    t->not_entitled += v == MATCH_NOT;
    t->failed += v == MATCH_FAILED;
    t->total_fen += w->found.fen[e];
    /* A service is for nearly everybody: counted in, nobody would be without. */
    if (w->subject.item->kind == ITEM_MONEY && (*best == MATCH_NONE || v < *best)) *best = (uint8_t)v;
}

/* The texts of all cells by the enterprises' numbers. */
static struct str *make_cells(struct item_work *w)
{
    const struct fact_table *t = &w->run->facts.enterprises;
    struct str *cells = ARENA_ARRAY(w->arena, struct str, w->run->blocks * CELLS_MAX + 1);
    struct str *plain = ARENA_ARRAY(w->arena, struct str, w->found.outcomes.count + 1);
    struct match_cell cell = {0};
    for (size_t e = 0; e < t->rows; e++) {
        struct str *to = &cells[t->nos[e]];
        count_verdict(w, e);
        cell.verdict = w->found.verdict[e];
        cell.fen = w->found.fen[e];
        cell_parts(w, e, &cell);
        /* Most cells of an item about enterprises are one of few texts. */
        bool plainly = !w->found.first_line && !cell.fen && w->found.claim_outcome[e] == UINT32_MAX;
        struct str *same = plainly ? &plain[w->found.line_outcome[e]] : NULL;
        if (same && same->n && cell_verdict(*same) == (enum match_verdict)cell.verdict) {
            *to = *same;
            continue;
        }
        *to = cell_write(w->arena, &cell);
        if (same) *same = *to;
    }
    return cells;
}

/* ---- writing ---- */

static bool bulk(struct ctx *c, const struct sql *q, const struct list *items)
{
    return items->count == 0 || db_bulk(c->db, c->arena, &c->err, q, &MATCH_PARAMS, items);
}

/* An item as a whole, so that a run that ends in the middle leaves every item as one run found it: about 600 KB for a
 * large zone, a write of some 50 ms. */
static bool apply_item(struct ctx *c, void *arg)
{
    struct item_work *w = arg;
    struct match_params p = match_params_of(c);
    p.id = w->run->row.id;
    for (size_t i = 0; i < w->changes.count; i++)
        p.changed += LIST_AT(&w->changes, struct match_params, i)->changed;
    return bulk(c, &SQL_MATCH_OUTCOME_INSERT, &w->fresh) && bulk(c, &SQL_MATCH_BLOCK_PUT, &w->puts) &&
           bulk(c, &SQL_MATCH_BLOCK_DELETE, &w->deletes) && bulk(c, &SQL_MATCH_CHANGE_INSERT, &w->changes) &&
           (p.changed == 0 || ctx_exec(c, &SQL_MATCH_RUN_ADD_CHANGED, &MATCH_PARAMS, &p)) &&
           ctx_exec(c, &SQL_MATCH_ITEM_PUT, &MATCH_PARAMS, &w->totals);
}

/* Another verdict or amount?  The same by another row or another version of the rule is no news to anybody. */
static bool is_news(struct str before, struct str after)
{
    if (cell_verdict(before) != cell_verdict(after)) return true;
    (void)str_part(&before, '$');
    (void)str_part(&after, '$');
    return !str_eq(before, after); /* what is behind the sign */
}

/* What is different in a block: "number:before>after" lines. */
static bool add_changes(struct ctx *c, struct item_work *w, int64_t block, struct str before, const struct str *after)
{
    struct buf b = {.arena = w->arena};
    struct str old[CELLS_MAX];
    int64_t n = 0;
    if (!cells_read(before, old)) return fail_internal(&c->err, "match_block.cells is damaged");
    for (size_t i = 0; i < CELLS_MAX; i++) {
        struct str now = after[i].n ? after[i] : STR("-");
        if (!is_news(old[i], now)) continue;
        buf_addf(&b, "%" PRId64 ":%.*s>%.*s\n", block * CELLS_MAX + (int64_t)i, STR_ARG(old[i]), STR_ARG(now));
        n++;
    }
    if (n == 0) return true;
    *LIST_ADD(w->arena, &w->changes, struct match_params) = (struct match_params){.zone_id = c->zone_id,
                                                                                  .item_id = w->subject.item->id,
                                                                                  .block = block,
                                                                                  .run_no = w->run->row.no,
                                                                                  .changes = buf_str(&b),
                                                                                  .changed = n};
    return true;
}

static bool compare_block(struct ctx *c, struct item_work *w, int64_t block, const struct str *cells)
{
    struct str before = {0}, now = cells_write(w->arena, cells);
    for (size_t i = 0; i < w->blocks.count; i++) {
        const struct block *b = LIST_AT(&w->blocks, struct block, i);
        if (b->no == block) before = b->text;
    }
    if (str_eq(before, now)) return true;
    if (before.n && !add_changes(c, w, block, before, cells)) return false;
    *LIST_ADD(w->arena, now.n ? &w->puts : &w->deletes, struct match_params) =
        (struct match_params){.zone_id = c->zone_id,
                              .item_id = w->subject.item->id,
                              .block = block,
                              .run_no = w->run->row.no,
                              .cells = now};
    return true;
}

static bool store_item(struct ctx *c, struct item_work *w, const struct str *cells)
{
    struct run *r = w->run;
    for (size_t b = 0; b < r->blocks; b++)
        if (!compare_block(c, w, (int64_t)b, cells + b * CELLS_MAX)) return false;
    r->done += w->totals.matched;
    return job_apply(c, r->job, r->done, r->total, apply_item, w);
}

static bool match_item_now(struct ctx *c, struct run *r, struct subject subject)
{
    struct item_work w = {.run = r, .subject = subject, .arena = c->arena};
    do {
        if (!job_read(c, load_stored, &w)) return false;
    } while (!w.last);
    w.totals = match_params_of(c);
    w.totals.item_id = subject.item->id;
    w.totals.rule_version_id = policy_rule_id(subject.rule);
    w.totals.run_no = r->row.no;
    w.totals.as_of = r->row.as_of.v;
    match_judge(c->arena, &r->facts, subject.item, subject.rule, r->threads, &w.found);
    number_outcomes(c, &w);
    const struct str *cells = make_cells(&w);
    if (w.totals.total_fen > MONEY_MAX) w.totals.total_fen = MONEY_MAX;
    return store_item(c, &w, cells);
}

/* ---- items that are gone ---- */

static bool drop_item(struct ctx *c, void *arg)
{
    struct match_params p = match_params_of(c);
    p.item_id = *(const struct str *)arg;
    return ctx_exec(c, &SQL_MATCH_ITEM_BLOCKS_DELETE, &MATCH_PARAMS, &p) &&
           ctx_exec(c, &SQL_MATCH_ITEM_DELETE, &MATCH_PARAMS, &p);
}

static bool drop_gone(struct ctx *c, struct run *r)
{
    for (size_t i = 0; i < r->stored.count; i++) {
        struct str id = LIST_AT(&r->stored, struct match_item, i)->item_id;
        bool here = false;
        for (size_t k = 0; k < r->subjects.count; k++)
            here = here || str_eq(LIST_AT(&r->subjects, struct subject, k)->item->id, id);
        if (!here && !job_apply(c, r->job, r->done, r->total, drop_item, &id)) return false;
    }
    return true;
}

/* ---- the run ---- */

static bool end_run(struct ctx *c, void *arg)
{
    const struct run *r = arg;
    struct match_params p = match_params_of(c);
    p.id = r->row.id;
    p.items = (int64_t)r->subjects.count;
    p.enterprises = (int64_t)r->facts.enterprises.rows;
    p.workers = (int64_t)r->facts.workers.rows;
    for (size_t e = 0; e < r->facts.enterprises.rows; e++) {
        p.entitled += r->best[e] == MATCH_ENTITLED || r->best[e] == MATCH_LIKELY;
        p.lacking += r->best[e] == MATCH_LACKS;
    }
    return ctx_change(c, &SQL_MATCH_RUN_END, &MATCH_PARAMS, &p);
}

static bool match_items(struct ctx *c, struct run *r)
{
    struct arena *whole = c->arena, *scratch = arena_new();
    bool ok = true;
    c->arena = scratch;
    for (size_t i = 0; ok && i < r->subjects.count; i++) {
        ok = match_item_now(c, r, *LIST_AT(&r->subjects, struct subject, i));
        arena_reset(scratch);
    }
    c->arena = whole;
    arena_free(scratch);
    return ok;
}

static bool run(struct ctx *c, struct job *job)
{
    struct run *r = ARENA_NEW(c->arena, struct run);
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    r->arena = c->arena;
    r->job = job;
    r->threads = cores < 1 ? 1 : cores > THREADS_MAX ? THREADS_MAX : (int)cores;
    bool ok = job_read(c, load_run, r) && open_rules(c, r) && load_facts(c, r) && match_items(c, r) &&
              drop_gone(c, r) && job_apply(c, job, r->total, r->total, end_run, r);
    for (size_t i = 0; i < r->subjects.count; i++)
        policy_rule_close(LIST_AT(&r->subjects, struct subject, i)->rule);
    return ok;
}

/* What the audit trail keeps. */
static bool finish(struct ctx *c, const struct job *job)
{
    struct match_params p = match_params_of(c);
    struct match_run row = {0};
    p.id = job->subject_id;
    if (!ctx_one(c, &SQL_MATCH_RUN_ROW, &MATCH_PARAMS, &p, &MATCH_RUN_ROW, &row)) return false;
    return audit_record(c, &(struct audit_entry){.action = STR("match.finish"),
                                                 .subject_kind = STR("match"),
                                                 .subject_id = row.id,
                                                 .subject_name = date_text(c->arena, row.as_of.v),
                                                 .after = audit_json(c, &MATCH_RUN, &row)});
}

const struct job_kind MATCH_JOB = {
    .name = "match", .run = run, .finish = finish, .due = match_due, .start = match_start_due};
