/* match_bench.c - the match of a made-up zone: NQ_BENCH_ROWS enterprises (159,000), 100,000 workers, twenty items of the
 * sample zone's pack, on SQLite and, under tools/with_pg.py --sync, on PostgreSQL.  Prints one line per run. */
#include "match/match.h"
#include "match/match_http.h"
#include "policy/policy_http.h"
#include "policy_plant.h"
#include "registry/registry_http.h"
#include <sys/resource.h>
#include <time.h>

enum { WORKERS = 100000, PAGES = 200 };

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double processor(void)
{
    struct rusage u;
    (void)getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

#define NUMBERS(last) "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " last ") "
#define ID(number) "substr(CAST(1000000000000 + " number " AS text), 2)"
#define ENTERPRISE(number) "'01900000-0000-7000-9000-' || " ID(number)

static void fill(struct rig *r, const char *rows)
{
    static const char *const STATEMENTS[] = {
        "INSERT INTO enterprise (zone_id, id, no, state, kind, size_class, sample, version, created, updated, area_id, "
        "industry, name, name_folded, initials, name_key, registered_on) " NUMBERS("%s")
        "SELECT '" RIG_NORTH "', " ENTERPRISE("i") ", i, 'active', 'enterprise', 'unclassed', TRUE, 1, 1, 1, '" RIG_AREA
        "', CASE i %% 4 WHEN 0 THEN 'C39' WHEN 1 THEN 'I65' WHEN 2 THEN 'F52' END, '企业' || i, 'x', 'x', 'k', '2010-03-01' "
        "FROM n;",
        "INSERT INTO enterprise_relation (zone_id, enterprise_id, id, kind, since) " NUMBERS("%s")
        "SELECT '" RIG_NORTH "', " ENTERPRISE("i") ", 'r', 'registration', '2018-01-01' FROM n WHERE i %% 3 <> 0;",
        "INSERT INTO enterprise_flag (zone_id, enterprise_id, id, flag, since) " NUMBERS("%s")
        "SELECT '" RIG_NORTH "', " ENTERPRISE("i") ", 'f', 'high_tech', '2018-01-01' FROM n WHERE i %% 17 = 0;",
        "INSERT INTO enterprise_year (zone_id, enterprise_id, year, headcount, revenue_fen, version) " NUMBERS("%s")
        "SELECT '" RIG_NORTH "', " ENTERPRISE("i") ", 2019, i %% 997, CAST(i %% 7919 AS bigint) * 100000001, 1 FROM n WHERE i %% 7 <> 0;",
    };
    char *text;
    for (size_t i = 0; i < COUNT(STATEMENTS); i++) {
        struct buf b = {.arena = r->arena};
        struct str rest = str_of(STATEMENTS[i]);
        size_t hole = str_find(rest, STR("%s"));
        for (size_t k = 0; k < rest.n; k++) {
            if (k == hole)
                buf_add(&b, str_of(rows));
            else if (k != hole + 1 && (rest.p[k] != '%' || rest.p[k + 1] != '%'))
                buf_add_char(&b, rest.p[k]);
        }
        text = arena_cstr(r->arena, buf_str(&b));
        rig_sql(r, text);
    }
    text = arena_cstr(r->arena,
                      arena_printf(r->arena,
                                   "INSERT INTO worker (zone_id, id, enterprise_id, name, name_key, id_kind, id_sealed, "
                                   "id_hash, id_masked, birth, household, degree, title, hired_on, version, updated) "
                                   NUMBERS("%d") "SELECT '" RIG_NORTH "', '01900000-0000-7000-a000-' || " ID("i")
                                   ", " ENTERPRISE("(i * 7 %% %s + 1)") ", '员工' || i, 'k', 'citizen', 's', 'h' || i, 'm', "
                                   "CAST(CASE i %% 3 WHEN 0 THEN '1990-05-01' WHEN 1 THEN '1984-01-31' ELSE '1979-12-31' END AS "
                                   "%s), "
                                   "CASE i %% 4 WHEN 0 THEN '441802' ELSE '420100' END, "
                                   "CASE i %% 5 WHEN 0 THEN 'doctor' WHEN 1 THEN 'master' WHEN 2 THEN 'bachelor' END, "
                                   "CASE i %% 6 WHEN 0 THEN 'middle' END, '2020-02-01', 1, 1 FROM n;",
                                   WORKERS, rows, r->pg ? "date" : "text"));
    rig_sql(r, text);
}

static void run(struct rig *r, const char *label)
{
    double begin = now(), used = processor();
    (void)rig_call(r, "policy_editor", "POST", "/matches", "{}");
    rig_keep(r, "run", rig_value(r, "id"));
    rig_wait(r);
    double took = now() - begin;
    used = processor() - used;
    (void)rig_call(r, "finance", "GET", arena_printf(r->arena, "/matches/%.*s", STR_ARG(rig_kept(r, "run"))).p, NULL);
    struct str state = rig_value(r, "state"), total = rig_value(r, "total"), entitled = rig_value(r, "entitled"),
               changed = rig_value(r, "changed");
    printf("%-10s %-28s %6.2f s, processor %6.2f s; %.*s, %.*s verdicts, %.*s enterprises entitled, %.*s changed\n",
           r->pg ? "PostgreSQL" : "SQLite", label, took, used, STR_ARG(state), STR_ARG(total), STR_ARG(entitled),
           STR_ARG(changed));
    (void)fflush(stdout);
}

static int by_time(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static void pages(struct rig *r, const char *label, const char *before, const char *behind, int64_t rows)
{
    double times[PAGES];
    for (int64_t i = 0; i < PAGES; i++) {
        const char *at = arena_printf(r->arena, "%s%012" PRId64 "%s", before, i * 7919 % rows + 1, behind).p;
        double begin = now();
        CHECK_ROW(at, rig_call(r, "officer", "GET", at, NULL)->status == 200);
        times[i] = now() - begin;
    }
    qsort(times, PAGES, sizeof *times, by_time);
    printf("%-10s %-28s p50 %.1f ms, p95 %.1f ms\n", r->pg ? "PostgreSQL" : "SQLite", label, times[PAGES / 2] * 1e3,
           times[PAGES * 95 / 100] * 1e3);
}

static void body(struct rig *r)
{
    static const struct job_kind *const JOBS[] = {&MATCH_JOB, NULL};
    static const char *const TWICE[] = {"lodging.json", "rd-match.json", "restart.json"};
    const char *rows = getenv("NQ_BENCH_ROWS") ? getenv("NQ_BENCH_ROWS") : "159000";
    int64_t count = strtoll(rows, NULL, 10);
    rig_jobs(r, JOBS);
    fill(r, rows);
    plant_pack(r, PACK_POLICIES, 1);
    for (size_t i = 0; i < COUNT(TWICE); i++)
        plant_document(r, plant_file(r, PACK_POLICIES, str_of(TWICE[i])), PACK_POLICIES, NULL, 1);
    if (r->pg && getenv("NQ_BENCH_FRESH")) /* as a store that was just restored: no statistics, no autovacuum yet */
        rig_sql(r, "DELETE FROM pg_statistic; UPDATE pg_class SET reltuples = -1, relpages = 0, relallvisible = 0 "
                   "WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace");
    else if (r->pg)
        rig_sql(r, "ANALYZE"); /* as the server does by itself within a minute */
    rig_restart(r);
    run(r, "all verdicts are new");
    run(r, "nothing changed");
    rig_sql(r, "UPDATE enterprise_year SET headcount = 5000, revenue_fen = 900000000000 WHERE headcount % 100 = 1");
    run(r, "figures of 1 % changed");
    printf("%-10s %" PRId64 " blocks, %" PRId64 " bytes of verdicts, %" PRId64 " outcomes\n", r->pg ? "PostgreSQL" : "SQLite",
           rig_number(r, "SELECT count(*) FROM match_block"), rig_number(r, "SELECT sum(length(cells)) FROM match_block"),
           rig_number(r, "SELECT count(*) FROM match_outcome"));
    pages(r, "an enterprise's page", "/enterprises/01900000-0000-7000-9000-", "/entitlements", count);
    (void)rig_call(r, "officer", "GET", "/policy-items?code=TALENT-09", NULL);
    struct str item = rig_value(r, "id");
    pages(r, "a page of an item's list",
          arena_printf(r->arena, "/policy-items/%.*s/matches?verdict=entitled&after=", STR_ARG(item)).p, "", count);
}

int main(void)
{
    const struct api_set sets[] = {REGISTRY_API, POLICY_API, MATCH_API};
    rig_both("match_bench", sets, COUNT(sets), body);
    return check_end();
}
