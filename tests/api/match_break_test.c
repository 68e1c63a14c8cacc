/* match_break_test.c - a run that ends in the middle: cancelled, cut off by a dead program, or by a fault of the database.
 * Every item is as one run found it, counts and lists agree, and the next run completes what is left. */
#include "match/match.h"
#include "match/match_http.h"
#include "policy/policy_http.h"
#include "policy_plant.h"
#include "registry/registry_http.h"

enum { ENTERPRISES = 60, STRIDE = 701 /* between numbers: forty-one blocks */, ITEMS_MAX = 40 };

static const struct job_kind *const JOBS[] = {&MATCH_JOB, NULL};

/* What people see of every item. */
struct sight {
    size_t count;
    struct str items[ITEMS_MAX];
    bool agree; /* counts and lists */
};

static void plant_zone(struct rig *r)
{
    struct buf b = {.arena = r->arena};
    for (int i = 0; i < ENTERPRISES; i++)
        buf_addf(&b,
                 "INSERT INTO enterprise (zone_id, id, no, state, kind, size_class, sample, version, created, updated, "
                 "area_id, industry, name, name_folded, initials, name_key, registered_on) VALUES ('" RIG_NORTH "', "
                 "'01900000-0000-7000-9000-%012d', %d, 'active', 'enterprise', 'unclassed', TRUE, 1, 1, 1, '" RIG_AREA
                 "', 'C39', '企业%d', 'x', 'x', 'k', '2010-03-01');"
                 "INSERT INTO enterprise_relation (zone_id, enterprise_id, id, kind, since) VALUES ('" RIG_NORTH
                 "', '01900000-0000-7000-9000-%012d', 'r', 'registration', '2018-01-01');"
                 "INSERT INTO enterprise_year (zone_id, enterprise_id, year, headcount, revenue_fen, version) VALUES ('" RIG_NORTH
                 "', '01900000-0000-7000-9000-%012d', 2019, %d, 100000000, 1);",
                 i, i * STRIDE + 1, i, i, i, i * 9);
    buf_add_char(&b, '\0');
    rig_sql(r, buf_str(&b).p);
}

/* Two states of the world: all in the zone, or nobody. */
static void world(struct rig *r, bool inside)
{
    rig_sql(r, inside ? "UPDATE enterprise_relation SET until = NULL; UPDATE enterprise_year SET headcount = 20"
                      : "UPDATE enterprise_relation SET until = '2019-01-01'; UPDATE enterprise_year SET headcount = 900");
}

static bool look(struct ctx *c, void *arg)
{
    struct sight *s = arg;
    struct match_summary sum = {0};
    *s = (struct sight){.agree = true};
    if (!match_summary(c, NULL, &sum)) return false;
    for (size_t i = 0; i < sum.items.count && i < ITEMS_MAX; i++) {
        const struct match_item *m = LIST_AT(&sum.items, struct match_item, i);
        const struct match_query q = {.id = m->item_id, .limit = MATCH_PAGE_MAX};
        struct match_page page = {0};
        struct buf b = {.arena = c->arena};
        int64_t seen[MATCH_FAILED + 1] = {0}, fen = 0;
        if (!match_list(c, &q, &page)) return false;
        buf_addf(&b, "%.*s:", STR_ARG(m->code));
        for (size_t k = 0; k < page.items.count; k++) {
            const struct match_hit *h = LIST_AT(&page.items, struct match_hit, k);
            seen[h->verdict]++;
            fen += h->total_fen;
            buf_addf(&b, " %" PRId64 "=%d,%" PRId64, h->no, h->verdict, h->total_fen);
        }
        s->agree = s->agree && m->matched == ENTERPRISES && seen[MATCH_ENTITLED] == m->entitled &&
                   seen[MATCH_LIKELY] == m->likely && seen[MATCH_LACKS] == m->lacks && seen[MATCH_NOT] == m->not_entitled &&
                   seen[MATCH_FAILED] == m->failed && fen == m->total_fen;
        s->items[s->count++] = buf_str(&b);
    }
    return true;
}

static struct sight see(struct rig *r, const char *label)
{
    struct sight s;
    CHECK_ROW(label, plant_as_system(r, TX_READ, look, &s));
    CHECK_ROW(label, s.agree);
    return s;
}

static bool same(const struct sight *a, const struct sight *b)
{
    bool all = a->count == b->count;
    for (size_t i = 0; all && i < a->count; i++)
        all = str_eq(a->items[i], b->items[i]);
    return all;
}

static void run(struct rig *r)
{
    static const struct rig_row rows[] = {{"a run", "policy_editor", "POST", "/matches", "{}", 202, .keep = "run"}};
    rig_rows(r, rows, COUNT(rows));
    rig_wait(r);
}

/* What happens when the job commits its nth chunk. */
static void at_chunk(struct rig *r, int n, bool fault)
{
    const char *pg = fault ? "RAISE EXCEPTION 'planted';" : "NEW.state := 'cancelled';";
    if (r->pg)
        rig_sql(r, arena_printf(r->arena,
                                "CREATE FUNCTION planted() RETURNS trigger AS $$ BEGIN %s RETURN NEW; END $$ LANGUAGE plpgsql;"
                                "CREATE TRIGGER planted BEFORE UPDATE OF chunk ON job FOR EACH ROW WHEN (NEW.chunk = %d) EXECUTE "
                                "FUNCTION planted()", pg, n).p);
    else
        rig_sql(r, arena_printf(r->arena, "CREATE TRIGGER planted AFTER UPDATE OF chunk ON job WHEN NEW.chunk = %d BEGIN %s; END", n,
                                fault ? "SELECT RAISE(ABORT, 'planted')"
                                      : "UPDATE job SET state = 'cancelled' WHERE zone_id = NEW.zone_id AND id = NEW.id").p);
}

static void at_no_chunk(struct rig *r)
{
    rig_sql(r, r->pg ? "DROP TRIGGER planted ON job; DROP FUNCTION planted()" : "DROP TRIGGER planted");
}

struct two {
    struct sight before, after;
};

/* Some items are new and the others as they were; `done` are new. */
static void check_middle(struct rig *r, const struct two *t, const char *label, int done)
{
    struct sight now = see(r, label);
    int fresh = 0;
    bool whole = now.count == t->before.count;
    for (size_t i = 0; whole && i < now.count; i++) {
        bool old = str_eq(now.items[i], t->before.items[i]), new = str_eq(now.items[i], t->after.items[i]);
        whole = old || new;
        fresh += new && !str_eq(t->before.items[i], t->after.items[i]);
    }
    CHECK_ROW(label, whole);
    CHECK_ROW(label, fresh <= done);
}

static void back(struct rig *r, const struct two *t)
{
    world(r, true);
    run(r);
    struct sight now = see(r, "the world as it was");
    CHECK_ROW("the world as it was", same(&now, &t->before));
    world(r, false);
}

static void completes(struct rig *r, const struct two *t, const char *label)
{
    const struct rig_row row = {label, "finance", "GET", "/matches/$run", NULL, 200, "\"state\":\"done\""};
    rig_rows(r, &row, 1);
    struct sight now = see(r, label);
    CHECK_ROW(label, same(&now, &t->after));
    CHECK_ROW("no outcome twice", rig_number(r, "SELECT count(*) FROM (SELECT DISTINCT item_id, verdict, fired, missing, "
              "rule_version_id FROM match_outcome) x") == rig_number(r, "SELECT count(*) FROM match_outcome"));
}

static void test_cancelled(struct rig *r, const struct two *t, int chunk)
{
    static const struct rig_row rows[] = {
        {"it is cancelled", "finance", "GET", "/matches/$run", NULL, 200, "\"state\":\"cancelled\""},
        {"the last whole run is the one before", "leader", "GET", "/match-summary", NULL, 200, "\"running\":null", "\"state\":\"cancelled\""},
    };
    back(r, t);
    at_chunk(r, chunk, false);
    run(r);
    at_no_chunk(r);
    rig_rows(r, rows, COUNT(rows));
    check_middle(r, t, "cancelled in the middle", chunk);
    run(r);
    completes(r, t, "the run after a cancelled one");
}

/* As a program that died after the chunk left it: the row says running, its owner is gone. */
static void test_cut_off(struct rig *r, const struct two *t, int chunk)
{
    back(r, t);
    at_chunk(r, chunk, false);
    run(r);
    at_no_chunk(r);
    check_middle(r, t, "cut off in the middle", chunk);
    rig_stop(r);
    rig_start(r);
    rig_sql(r, "UPDATE job SET state = 'running', owner = 'gone', finished = NULL WHERE state = 'cancelled' AND id = (SELECT "
               "job_id FROM match_run ORDER BY no DESC LIMIT 1)");
    rig_wait(r);
    completes(r, t, "the same run goes on after a restart");
}

static void test_fault(struct rig *r, const struct two *t, int chunk)
{
    static const struct rig_row rows[] = {
        {"it failed, and says so", "finance", "GET", "/matches/$run", NULL, 200, "\"state\":\"failed\"", "\"failure\":null"},
        {"the last whole run is the one before", "leader", "GET", "/match-summary", NULL, 200, "\"running\":null", "\"state\":\"failed\""},
    };
    back(r, t);
    at_chunk(r, chunk, true);
    run(r);
    at_no_chunk(r);
    rig_rows(r, rows, COUNT(rows));
    check_middle(r, t, "a fault in the middle", chunk - 1);
    run(r);
    completes(r, t, "the run after a fault");
}

static void body(struct rig *r)
{
    static const int CHUNKS[] = {1, 2, 6, 15};
    struct two t;
    rig_jobs(r, JOBS);
    plant_zone(r);
    plant_pack(r, PACK_POLICIES, 1);
    world(r, false);
    run(r);
    t.after = see(r, "one world");
    world(r, true);
    run(r);
    t.before = see(r, "the other");
    CHECK_ROW("they differ", t.before.count >= 10 && !same(&t.before, &t.after));
    for (size_t i = 0; i < COUNT(CHUNKS); i++) {
        test_cancelled(r, &t, CHUNKS[i]);
        test_cut_off(r, &t, CHUNKS[i]);
        test_fault(r, &t, CHUNKS[i]);
    }
}

int main(void)
{
    const struct api_set sets[] = {REGISTRY_API, POLICY_API, MATCH_API};
    rig_both("match_break", sets, COUNT(sets), body);
    return check_end();
}
