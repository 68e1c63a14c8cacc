/* import_bench.c DATA_DIR STORE_URL FILE... - imports the files one after the other into a new zone of an empty store,
 * each twice, and says how long it took and what memory it needed. */
#include "bench.h"
#include "intake/intake.h"
#include <sys/resource.h>

static const struct job_kind *const JOBS[] = {&INTAKE_JOB, NULL};
static const char ZONE[] = "01900000-0000-7000-8000-00000000000a";

struct upload {
    struct import_new in;
    struct str path;
    struct import out;
};

static bool receive(struct ctx *c, void *arg)
{
    struct upload *u = arg;
    return import_receive(c, &u->in, u->path, &u->out);
}

static bool create_and_start(struct ctx *c, void *arg)
{
    struct upload *u = arg;
    if (!import_create(c, &u->in, &u->out)) return false;
    const struct import_start start = {.id = u->out.id, .version = 1};
    return import_start(c, &start, &u->out);
}

static bool look(struct ctx *c, void *arg)
{
    struct upload *u = arg;
    const struct import_key key = {u->out.id};
    return import_get(c, &key, &u->out);
}

static void run(struct app *app, const char *file)
{
    struct arena *a = arena_new();
    struct ctx c;
    struct upload u = {.in = {.kind = IMPORT_ENTERPRISE, .file_name = str_of(file)}, .path = str_of(file)};
    ctx_init(&c, app, a);
    c.zone_id = str_of(ZONE);
    c.actor.system = true;
    double start = bench_now_s();
    if (!app_run(&c, TX_READ, receive, &u) || !app_run(&c, TX_WRITE, create_and_start, &u)) bench_die(file, &c.err);
    jobs_wait_idle(app->jobs);
    double took = bench_now_s() - start;
    if (!app_run(&c, TX_READ, look, &u)) bench_die(file, &c.err);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    const struct import *i = &u.out;
    printf("%-28s %8" PRId64 " rows %6.2f s %8.0f rows/s, peak %ld MB; %" PRId64 " created, %" PRId64
           " unchanged, %" PRId64 " other\n",
           file, i->rows, took, (double)i->rows / took, usage.ru_maxrss / 1024, i->created, i->unchanged,
           i->rows - i->created - i->unchanged);
    arena_free(a);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "import_bench DATA_DIR STORE_URL FILE...\n");
        return 2;
    }
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct app app = {0};
    int64_t applied;
    if (!store_migrate(&e, str_of(argv[2]), &applied)) bench_die("migrate", &e);
    struct db *db = db_open(&e, str_of(argv[2]), DB_WRITER);
    struct str sql =
        arena_printf(a,
                     "INSERT INTO zone (id, code, name_zh, name_en, utc_offset_minutes, demo, version, created, "
                     "updated) VALUES ('%s', 'bench', 'bench', 'bench', 480, false, 1, 0, 0)",
                     ZONE);
    if (!db || !db_script(db, &e, sql)) bench_die("zone", &e);
    db_close(db);
    const struct app_options o = {
        .data_dir = str_of(argv[1]), .store_url = str_of(argv[2]), .create = true, .job_kinds = JOBS};
    if (!app_open(&app, &e, &o)) bench_die("open", &e);
    for (int i = 3; i < argc; i++)
        for (int n = 0; n < 2; n++)
            run(&app, argv[i]);
    app_close(&app);
    arena_free(a);
    return 0;
}
