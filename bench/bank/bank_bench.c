/* bank_bench.c FOLDER [POSTGRES_URL] - payment batches of 500, one after the other: made, released by somebody else, the
 * bank's result booked.  Says how long each held the one writer (the work's own time, and with its commit); then has the
 * ledger checked.  The database must be empty. */
#include "bench.h"
#include "bank/bank_impl.h"
#include "fund/fund.h"
#include "fund/verify.h"

enum {
    LINES = BANK_ROWS_MAX,
    ROUNDS = 7,
    FEN = 123456
};
#define ZONE "01900000-0000-7000-8000-00000000000a"

struct times {
    double held[ROUNDS], whole[ROUNDS];
};
struct piece {
    bool (*fn)(struct ctx *c, void *arg);
    void *arg;
    double took;
};
struct round {
    struct payment_new make;
    struct payment_release release;
    struct payment_result_in in;
    struct payment_batch made, released;
    struct payment_result result;
    struct str path;
};

static void as(struct ctx *c, struct app *app, struct arena *a, const char *who)
{
    ctx_init(c, app, a);
    c->zone_id = STR(ZONE);
    c->actor.system = !who;
    if (who) c->actor.user_id = c->actor.name = str_of(who);
}

static bool timed(struct ctx *c, void *arg)
{
    struct piece *j = arg;
    double began = bench_now_s();
    bool ok = j->fn(c, j->arg);
    j->took = bench_now_s() - began;
    return ok;
}

/* Runs fn as somebody; times may be NULL. */
static void run_as(struct app *app, struct arena *a, const char *who, enum tx tx, const char *what,
                   bool (*fn)(struct ctx *c, void *arg), void *arg, struct times *times, int round)
{
    struct ctx c;
    struct piece j = {fn, arg, 0};
    as(&c, app, a, who);
    double began = bench_now_s();
    if (!app_run(&c, tx, timed, &j)) bench_die(what, &c.err);
    if (!times) return;
    times->held[round] = j.took * 1e3;
    times->whole[round] = (bench_now_s() - began) * 1e3;
}

/* ---- what stands at the beginning ---- */

static bool set_up(struct ctx *c, void *arg)
{
    static const char base[] =
        "INSERT INTO zone (id, code, name_zh, name_en, utc_offset_minutes, demo, version, created, updated) "
        "VALUES ('" ZONE "', 'b', 'b', 'b', 480, false, 1, 1, 1);"
        "INSERT INTO enterprise (zone_id, id, no, state, kind, size_class, sample, version, created, updated, name, "
        "name_folded, initials, name_key) VALUES ('" ZONE "', 'e', 1, 'active', 'enterprise', 'small', false, 1, 1, 1, 'e', "
        "'e', 'e', 'e');"
        "INSERT INTO payer (zone_id, id, name, account_sealed, account_masked, bank_name, closed, created, version) "
        "VALUES ('" ZONE "', 'payer', 'payer', '%.*s', 'x', 'bank', false, 1, 1);";
    struct str sealed = crypto_seal(c->arena, &c->app->key, STR("44001763808053000001"));
    const struct fund_pot_new in = {.code = STR("bench"),
                                    .name_zh = STR("试验资金"),
                                    .name_en = STR("Bench"),
                                    .year = 2020,
                                    .amount_fen = {INT64_C(2) * FEN * LINES * ROUNDS}};
    return db_script(c->db, &c->err, arena_printf(c->arena, base, STR_ARG(sealed))) && fund_pot_create(c, &in, arg);
}

struct planted {
    struct str pot;
    int from;
};

static bool plant(struct ctx *c, void *arg)
{
    const struct planted *p = arg;
    struct buf b = {.arena = c->arena};
    const char *sealed = crypto_seal(c->arena, &c->app->key, STR("6222021001116245702")).p;
    for (int i = p->from; i < p->from + LINES; i++) {
        buf_addf(&b,
                 "INSERT INTO claim (zone_id, id, state, queue, since, updated, version, round, money, total_fen, "
                 "reserved_fen, line_count, stopped_us, created, submitted, no, item_id, item_code, name_zh, name_en, paid_to,"
                 " reserve_at, pot_id, enterprise_id, created_by, submitted_by) VALUES ('" ZONE "', 'claim-%06d', 'payable', "
                 "'finance', 1, 1, 1, 1, true, %d, 0, 1, 0, 1, 1, '2020-%06d', 'item-1', 'steady', '稳岗补贴', 'Steady jobs', "
                 "'enterprise', 'submission', '%.*s', 'e', 'x', 'x');"
                 "INSERT INTO claim_text (zone_id, claim_id, form, facts) VALUES ('" ZONE "', 'claim-%06d', '{}', '%0800d');",
                 i, FEN, i, STR_ARG(p->pot), i, 0);
        for (int k = 1; k <= 6; k++)
            buf_addf(&b,
                     "INSERT INTO claim_event (zone_id, claim_id, seq, at, act, from_state, to_state, actor_id, actor_name) "
                     "VALUES ('" ZONE "', 'claim-%06d', %d, 1, 'submit', 'draft', 'payable', 'clerk', 'clerk');",
                     i, k);
        buf_addf(&b,
                 "INSERT INTO payee_account (zone_id, id, payee, no, enterprise_id, state, holder, number_sealed, number_hash, "
                 "number_masked, odd, bank_name, cnaps, entered_by_id, entered_by, entered, version) VALUES ('" ZONE
                 "', 'account-%06d', 'payee-%06d', 1, 'e', 'verified', '清远暖桥科技有限公司', '%s', 'hash', '**** 5702', false, "
                 "'中国建设银行清远高新支行', '105601000123', 'x', 'x', 1, 1);"
                 "INSERT INTO claim_payment (zone_id, id, claim_id, state, amount_fen, attempt, payee, account_id) VALUES ('" ZONE
                 "', '01900000-0000-7000-8000-0000f0%06d', 'claim-%06d', 'payable', %d, 1, 'payee-%06d', 'account-%06d');",
                 i, i, sealed, i, i, FEN, i, i);
    }
    if (!db_script(c->db, &c->err, buf_str(&b))) return false;
    for (int i = p->from; i < p->from + LINES; i++) {
        struct fund_entry out = {0};
        struct fund_move move = {.pot_id = p->pot,
                                 .kind = FUND_RESERVE,
                                 .amount_fen = FEN,
                                 .subject = arena_printf(c->arena, "claim-%06d", i),
                                 .key = arena_printf(c->arena, "claim-%06d reserve", i)};
        if (!fund_move(c, &move, &out)) return false;
        move.kind = FUND_COMMIT;
        move.key = arena_printf(c->arena, "claim-%06d commit", i);
        if (!fund_move(c, &move, &out)) return false;
    }
    return true;
}

/* ---- the three works and what goes before them on a reader ---- */

static bool choose(struct ctx *c, void *arg)
{
    struct round *r = arg;
    r->make.execute_on = ctx_today(c);
    return payment_create_prepare(c, &r->make, &r->made);
}

static bool make(struct ctx *c, void *arg)
{
    struct round *r = arg;
    return payment_create(c, &r->make, &r->made);
}

static bool look(struct ctx *c, void *arg)
{
    struct round *r = arg;
    return payment_release_prepare(c, &r->release, &r->released);
}

static bool release(struct ctx *c, void *arg)
{
    struct round *r = arg;
    return payment_release(c, &r->release, &r->released);
}

/* A result in which the bank paid all but the first. */
static bool take(struct ctx *c, void *arg)
{
    struct round *r = arg;
    FILE *f = fopen(r->path.p, "w");
    struct str today = date_text(c->arena, ctx_today(c));
    if (!f) abort();
    fputs("批次号,序号,申请编号,收款人户名,金额(元),结果,失败原因,银行流水号,交易日期\r\n", f);
    for (size_t i = 0; i < r->released.lines.count; i++) {
        const struct payment_line *l = LIST_AT(&r->released.lines, const struct payment_line, i);
        fprintf(f, "%.*s,%" PRId64 ",%.*s,%.*s,%d.%02d,%s,R%zu,%.*s\r\n", STR_ARG(r->released.no), l->no,
                STR_ARG(l->claim_no), STR_ARG(l->payee_name), FEN / 100, FEN % 100, i ? "成功," : "失败,户名不符", i,
                STR_ARG(today));
    }
    if (fclose(f) != 0) abort();
    return payment_result_take(c, &r->in, r->path, &r->result);
}

static bool book(struct ctx *c, void *arg)
{
    struct round *r = arg;
    return payment_result_book(c, &r->in, &r->result);
}

static bool check(struct ctx *c, void *arg)
{
    return fund_verify(c, &(struct fund_verify){{0}}, arg);
}

/* ---- figures ---- */

static void say(const char *name, const char *what, struct times *t)
{
    qsort(t->held, ROUNDS, sizeof *t->held, bench_by_value);
    qsort(t->whole, ROUNDS, sizeof *t->whole, bench_by_value);
    printf("%-10s %-8s held %7.1f ms (best %.1f, worst %.1f), with commit %7.1f ms\n", name, what, t->held[ROUNDS / 2],
           t->held[0], t->held[ROUNDS - 1], t->whole[ROUNDS / 2]);
}

static void play(struct app *app, struct str pot, struct str folder, int n, struct times t[3])
{
    struct arena *a = arena_new();
    struct round r = {.make = {.payer_id = STR("payer"), .pot_id = pot},
                      .path = arena_printf(a, "%.*s/result.csv", STR_ARG(folder))};
    struct planted p = {pot, n * LINES};
    run_as(app, a, NULL, TX_WRITE, "claims", plant, &p, NULL, n);
    run_as(app, a, "maker", TX_READ, "choose", choose, &r, NULL, n);
    run_as(app, a, "maker", TX_WRITE, "make", make, &r, &t[0], n);
    r.release = (struct payment_release){r.made.id, r.made.version};
    r.in.id = r.made.id;
    run_as(app, a, "checker", TX_READ, "look", look, &r, NULL, n);
    run_as(app, a, "checker", TX_WRITE, "release", release, &r, &t[1], n);
    run_as(app, a, "maker", TX_READ, "take", take, &r, NULL, n);
    run_as(app, a, "maker", TX_WRITE, "book", book, &r, &t[2], n);
    if (r.result.batch.paid_count != LINES - 1) abort();
    arena_free(a);
}

static int measure(const char *name, struct app *app, struct str folder)
{
    struct arena *a = arena_new();
    struct times t[3];
    struct fund_pot pot = {0};
    struct fund_verdict verdict = {0};
    run_as(app, a, NULL, TX_WRITE, "set-up", set_up, &pot, NULL, 0);
    for (int i = 0; i < ROUNDS; i++)
        play(app, pot.id, folder, i, t);
    say(name, "made", &t[0]);
    say(name, "released", &t[1]);
    say(name, "booked", &t[2]);
    run_as(app, a, NULL, TX_READ, "verify", check, &verdict, NULL, 0);
    printf("%-10s ledger of %" PRId64 " entries %s\n", name, verdict.entries, verdict.sound ? "sound" : "NOT SOUND");
    arena_free(a);
    return !verdict.sound;
}

int main(int argc, char **argv)
{
    return bench_both(argc, argv, measure);
}
