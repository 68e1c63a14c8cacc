/* fund_bench.c FOLDER [POSTGRES_URL] - 64 approvers at once on one pot whose budget is half of what they want: 10,000
 * tries to reserve and commit an amount for a claim of its own.  Says how fast, how many the pot refused, and by how
 * many fen it was overspent; then has the ledger checked.  The database must be empty. */
#include "bench.h"
#include "fund/fund.h"
#include "fund/verify.h"
#include <pthread.h>

enum {
    APPROVERS = 64,
    TRIES = 10000,
    WANTED_MAX_FEN = 500000 /* of a try: 0.01 to 5,000 yuan, 2,500 in the middle */
};
#define BUDGET_FEN (INT64_C(10000) * 250000 / 2)
static const char ZONE[] = "01900000-0000-7000-8000-00000000000a";

struct approver {
    pthread_t thread;
    struct app *app;
    struct str pot;
    int64_t seed, got_fen, wanted_fen, approved, refused, broken;
    double *seconds; /* of every try */
};
static _Atomic int64_t tries_left = TRIES;

static void as_system(struct ctx *c, struct app *app, struct arena *a)
{
    ctx_init(c, app, a);
    c->zone_id = str_of(ZONE);
    c->actor.system = true;
}

static bool set_up(struct ctx *c, void *arg)
{
    const struct fund_pot_new in = {.code = STR("bench"),
                                    .name_zh = STR("试验资金"),
                                    .name_en = STR("Bench"),
                                    .year = 2020,
                                    .amount_fen = {BUDGET_FEN}};
    struct err e = {.arena = c->arena};
    const char *zone =
        "INSERT INTO zone (id, code, name_zh, name_en, utc_offset_minutes, demo, version, created, updated) "
        "VALUES ('01900000-0000-7000-8000-00000000000a', 'b', 'b', 'b', 480, false, 1, 1, 1)";
    if (!db_script(c->db, &e, str_of(zone))) bench_die("zone", &e);
    return fund_pot_create(c, &in, arg);
}

struct wish {
    struct str pot, subject;
    int64_t amount_fen;
};

static bool approve(struct ctx *c, void *arg)
{
    const struct wish *w = arg;
    struct fund_entry out = {0};
    struct fund_move move = {
        .pot_id = w->pot, .kind = FUND_RESERVE, .amount_fen = w->amount_fen, .subject = w->subject};
    move.key = arena_printf(c->arena, "%.*s reserve", STR_ARG(w->subject));
    if (!fund_move(c, &move, &out)) return false;
    move.kind = FUND_COMMIT;
    move.key = arena_printf(c->arena, "%.*s commit", STR_ARG(w->subject));
    return fund_move(c, &move, &out);
}

static void *work(void *arg)
{
    struct approver *p = arg;
    struct rng rng;
    rng_init(&rng, (uint64_t)p->seed);
    for (int64_t n; (n = atomic_fetch_sub(&tries_left, 1)) > 0;) {
        struct arena *a = arena_new();
        struct ctx c;
        as_system(&c, p->app, a);
        struct wish w = {.pot = p->pot,
                         .subject = arena_printf(a, "claim-%05" PRId64, TRIES - n),
                         .amount_fen = 1 + (int64_t)rng_below(&rng, WANTED_MAX_FEN)};
        double began = bench_now_s();
        bool ok = app_run(&c, TX_WRITE, approve, &w);
        p->seconds[TRIES - n] = bench_now_s() - began;
        p->wanted_fen += w.amount_fen;
        if (ok) {
            p->approved++;
            p->got_fen += w.amount_fen;
        } else if (c.err.code == ERR_CONFLICT && c.err.message.id == MSG_FUND_SHORT) {
            p->refused++;
        } else {
            p->broken++;
        }
        arena_free(a);
    }
    return NULL;
}

static bool look(struct ctx *c, void *arg)
{
    struct fund_pot *pot = arg;
    return fund_pot_get(c, &(struct fund_key){pot->id}, pot);
}

static bool check(struct ctx *c, void *arg)
{
    return fund_verify(c, &(struct fund_verify){{0}}, arg);
}

static int measure(const char *name, struct app *app, struct str folder)
{
    (void)folder;
    struct arena *a = arena_new();
    struct ctx c;
    struct fund_pot pot = {0};
    struct fund_verdict verdict = {0};
    static struct approver people[APPROVERS];
    static double seconds[TRIES];
    struct approver all = {0};
    tries_left = TRIES;
    as_system(&c, app, a);
    if (!app_run(&c, TX_WRITE, set_up, &pot)) bench_die("the pot", &c.err);
    double began = bench_now_s();
    for (int64_t i = 0; i < APPROVERS; i++) {
        people[i] = (struct approver){.app = app, .pot = pot.id, .seed = i + 1, .seconds = seconds};
        if (pthread_create(&people[i].thread, NULL, work, &people[i]) != 0) abort();
    }
    for (size_t i = 0; i < APPROVERS; i++) {
        (void)pthread_join(people[i].thread, NULL);
        all.wanted_fen += people[i].wanted_fen;
        all.got_fen += people[i].got_fen;
        all.approved += people[i].approved;
        all.refused += people[i].refused;
        all.broken += people[i].broken;
    }
    double took = bench_now_s() - began;
    qsort(seconds, TRIES, sizeof *seconds, bench_by_value);
    as_system(&c, app, a);
    if (!app_run(&c, TX_READ, look, &pot)) bench_die("the pot", &c.err);
    double verified = bench_now_s();
    if (!app_run(&c, TX_READ, check, &verdict)) bench_die("the check", &c.err);
    verified = bench_now_s() - verified;
    int64_t over = all.got_fen > BUDGET_FEN ? all.got_fen - BUDGET_FEN : 0;
    bool agrees = pot.committed_fen.fen == all.got_fen && pot.available_fen.fen == BUDGET_FEN - all.got_fen &&
                  pot.budget_fen.fen == BUDGET_FEN && pot.entries == 1 + 2 * all.approved;
    printf("%-10s %d approvers, %d tries: %" PRId64 " approved, %" PRId64 " refused, %" PRId64 " failed\n", name,
           APPROVERS, TRIES, all.approved, all.refused, all.broken);
    printf("           %.2f s, %.0f tries/s, p50 %.2f ms, p95 %.2f ms, worst %.1f ms\n", took, TRIES / took,
           seconds[TRIES / 2] * 1e3, seconds[TRIES * 95 / 100] * 1e3, seconds[TRIES - 1] * 1e3);
    printf("           wanted %" PRId64 " fen of %" PRId64 ", committed %" PRId64 ", left %" PRId64
           ", overspent %" PRId64 " fen\n",
           all.wanted_fen, BUDGET_FEN, pot.committed_fen.fen, pot.available_fen.fen, over);
    printf("           ledger of %" PRId64 " entries %s in %.2f s\n", verdict.entries,
           verdict.sound ? "sound" : "NOT SOUND", verified);
    int bad = over != 0 || !agrees || !verdict.sound || all.broken != 0;
    arena_free(a);
    return bad;
}

int main(int argc, char **argv)
{
    return bench_both(argc, argv, measure);
}
