/* store_bench.c - claims per second through the writer with 1, 16 and 64 works under way, beside the disk's own syncs.
 *
 * store_bench FOLDER SECONDS [POSTGRES-URL]: the SQLite file lies in FOLDER.  A claim is four statements (store_bench.sql);
 * keys are random from a fixed seed.  Only the ratios carry over to another machine. */
#include "store/store.h"
#include "store_bench_sql.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct claim {
    struct str zone_id, id, idem, item, enterprise, applicant, state, body, line;
    int64_t amount, filed;
};
static const struct field CLAIM_FIELDS[] = {
    FIELD(struct claim, zone_id),    FIELD(struct claim, id),        FIELD(struct claim, idem),
    FIELD(struct claim, item),       FIELD(struct claim, amount),    FIELD(struct claim, filed),
    FIELD(struct claim, enterprise), FIELD(struct claim, applicant), FIELD(struct claim, state),
    FIELD(struct claim, body),       FIELD(struct claim, line),
};
static const struct record CLAIM = {"claim", sizeof(struct claim), CLAIM_FIELDS, COUNT(CLAIM_FIELDS)};
static const char SCHEMA[] =
    "CREATE TABLE bench_claim (zone_id text NOT NULL, id text NOT NULL, idem text NOT NULL, item text NOT NULL,"
    " enterprise text NOT NULL, applicant text NOT NULL, amount bigint NOT NULL, state text NOT NULL,"
    " filed bigint NOT NULL, body text NOT NULL, PRIMARY KEY (zone_id, id));"
    "CREATE TABLE bench_ledger (zone_id text NOT NULL, id text NOT NULL, claim_id text NOT NULL, account text NOT NULL,"
    " amount bigint NOT NULL, PRIMARY KEY (zone_id, id), FOREIGN KEY (zone_id, claim_id) REFERENCES bench_claim (zone_id, id));"
    "CREATE TABLE bench_audit (zone_id text NOT NULL, id text NOT NULL, claim_id text NOT NULL, action text NOT NULL,"
    " hash text NOT NULL, PRIMARY KEY (zone_id, id))";
static const char BODY[] =
    "{\"applicant\":\"李明\",\"degree\":\"master\",\"hired\":\"2020-03-01\",\"months\":6,\"bank\":\"6222000000000000000\","
    "\"note\":\"-----------------------------------------------------------------------------------------------------"
    "---------------------------------------------------------------------\"}";

static int64_t now_us(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ---- the writer under load ---- */

/* One claim under way; it queues itself again from done until the time is over. */
struct load;
struct slot {
    struct store_work work;
    struct err e;
    struct load *load;
    int64_t number;
};
struct load {
    struct store *store;

    int64_t until_us, claims, failed, next;
    int32_t open; /* slots under way */
    pthread_mutex_t mutex;
    pthread_cond_t idle;
};

static bool put_claim(struct store_work *w, struct db *db, struct err *e)
{
    struct slot *s = (struct slot *)(void *)w;
    struct arena *a = e->arena;
    struct claim c = {.zone_id = STR("z1"), .item = STR("talent-rent"), .enterprise = STR("e-000123"),
                      .applicant = STR("p-004567"), .state = STR("submitted"), .body = STR(BODY)};
    c.id = arena_printf(a, "%016" PRIx64, (uint64_t)s->number); /* ids sort by time, keys are random */
    c.idem = arena_printf(a, "%016" PRIx64, (uint64_t)s->number * UINT64_C(0x9E3779B97F4A7C15));
    c.filed = s->number;
    c.amount = 60000;
    if (!db_exec(db, a, e, &SQL_CLAIM_PUT, &CLAIM, &c, NULL)) return false;
    c.line = arena_printf(a, "%.*s-a", STR_ARG(c.id));
    if (!db_exec(db, a, e, &SQL_LEDGER_PUT, &CLAIM, &c, NULL)) return false;
    c.line = arena_printf(a, "%.*s-b", STR_ARG(c.id));
    c.amount = -c.amount;
    return db_exec(db, a, e, &SQL_LEDGER_PUT, &CLAIM, &c, NULL) && db_exec(db, a, e, &SQL_AUDIT_PUT, &CLAIM, &c, NULL);
}

static void submit(struct slot *s);

static void claim_done(struct store_work *w)
{
    struct slot *s = (struct slot *)(void *)w;
    struct load *l = s->load;
    (void)pthread_mutex_lock(&l->mutex);
    l->claims += s->e.code == ERR_NONE;
    l->failed += s->e.code != ERR_NONE;
    bool more = now_us() < l->until_us;
    if (!more && --l->open == 0) (void)pthread_cond_signal(&l->idle);
    (void)pthread_mutex_unlock(&l->mutex);
    if (more) submit(s);
}

static void submit(struct slot *s)
{
    struct arena *a = s->e.arena;
    arena_reset(a);
    s->e = (struct err){.arena = a};
    (void)pthread_mutex_lock(&s->load->mutex);
    s->number = s->load->next++;
    (void)pthread_mutex_unlock(&s->load->mutex);
    s->work = (struct store_work){.run = put_claim, .done = claim_done, .e = &s->e, .tx = TX_WRITE};
    if (!store_submit(s->load->store, &s->work)) abort();
}

struct result {
    double per_s, batch;
};

static struct result measure(struct store *store, int32_t width, double seconds, int64_t first)
{
    struct load l = {.store = store, .open = width, .next = first, .mutex = PTHREAD_MUTEX_INITIALIZER,
                     .idle = PTHREAD_COND_INITIALIZER};
    struct slot *slots = calloc((size_t)width, sizeof *slots);
    if (!slots) abort();
    struct store_stats before = store_stats(store);
    int64_t began = now_us();
    l.until_us = began + (int64_t)(seconds * 1e6);
    for (int32_t i = 0; i < width; i++) {
        slots[i] = (struct slot){.load = &l, .e = {.arena = arena_new()}};
        submit(&slots[i]);
    }
    (void)pthread_mutex_lock(&l.mutex);
    while (l.open > 0)
        (void)pthread_cond_wait(&l.idle, &l.mutex);
    (void)pthread_mutex_unlock(&l.mutex);
    double took = (double)(now_us() - began) / 1e6;
    struct store_stats after = store_stats(store);
    for (int32_t i = 0; i < width; i++)
        arena_free(slots[i].e.arena);
    free(slots);
    if (l.failed) fprintf(stderr, "%" PRId64 " claims failed\n", l.failed);
    int64_t commits = after.commits - before.commits;
    return (struct result){(double)l.claims / took, (double)(after.writes - before.writes) / (double)(commits ? commits : 1)};
}

/* How long a list of ten columns takes from SQL to structs. */
static void measure_list(const char *name, struct str url, int64_t rows)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct claim in = {.zone_id = STR("z1"), .amount = rows};
    struct list out = {0};
    struct db *db = db_open(&e, url, DB_READER);
    int64_t began = now_us();
    if (!db || !db_rows(db, a, &e, &SQL_CLAIM_LIST, &CLAIM, &in, &CLAIM, &out)) abort();
    double took = (double)(now_us() - began) / 1e6;
    printf("%-10s a list of %zu rows: %.0f rows/s\n", name, out.count, (double)out.count / took);
    db_close(db);
    arena_free(a);
}

static void bench(const char *name, struct str url, double seconds, double syncs)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    int64_t applied;
    struct db *db = NULL;
    struct store *s = NULL;
    bool ok = store_migrate(&e, url, &applied) && (db = db_open(&e, url, DB_WRITER)) && db_script(db, &e, str_of(SCHEMA));
    db_close(db);
    if (ok) s = store_open(&e, &(struct store_options){.url = url, .readers = 1});
    if (!s) {
        fprintf(stderr, "%s: %.*s\n", name, STR_ARG(e.debug));
        exit(1);
    }
    static const int32_t WIDTHS[] = {1, 16, 64};
    double one = 0;
    for (size_t i = 0; i < COUNT(WIDTHS); i++) {
        struct result r = measure(s, WIDTHS[i], seconds, (int64_t)(i + 1) << 40);
        if (i == 0) one = r.per_s;
        printf("%-10s %3d under way: %8.0f claims/s, %5.1f a commit, %5.2f x one, %5.2f x sync\n", name, WIDTHS[i], r.per_s,
               r.batch, r.per_s / one, r.per_s / syncs);
    }
    store_close(s);
    measure_list(name, url, 10000);
    arena_free(a);
}

/* fdatasyncs of 4 KiB appends per second: what the disk can. */
static double measure_syncs(const char *folder, double seconds)
{
    struct arena *a = arena_new();
    char block[4096] = {1};
    const char *path = arena_printf(a, "%s/sync", folder).p;
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) abort();
    int64_t began = now_us(), n = 0;
    for (; now_us() - began < (int64_t)(seconds * 1e6); n++)
        if (write(fd, block, sizeof block) != sizeof block || fdatasync(fd) != 0) abort();
    double per_s = (double)n / ((double)(now_us() - began) / 1e6);
    (void)close(fd);
    (void)unlink(path);
    arena_free(a);
    return per_s;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: store_bench FOLDER SECONDS [POSTGRES-URL]\n");
        return 2;
    }
    struct arena *a = arena_new();
    double seconds = strtod(argv[2], NULL);
    double syncs = measure_syncs(argv[1], 1);
    printf("%-10s %21.0f syncs/s of 4 KiB\n", "disk", syncs);
    bench("SQLite", arena_printf(a, "sqlite:%s/bench.db", argv[1]), seconds, syncs);
    if (argc > 3) bench("PostgreSQL", str_of(argv[3]), seconds, syncs);
    arena_free(a);
    return 0;
}
