/* search_fill.c - fills a zone with made-up enterprises for bench/search, through the functions that imports use.
 *
 * search_fill DATA ZONE_CODE COUNT   prints rows, seconds and rows a second.  Names are built from 200 places and word
 * parts by a fixed multiplier, so every run makes the same rows. */
#include "bench.h"
#include "registry/bulk.h"
#include "zone/zone.h"

static const char *const PLACES[] = {"清远", "广州", "佛山", "清城", "英德", "连州", "佛冈", "阳山", "清新", "广东"};
static const char *const FIRST[] = {"金", "华", "恒", "盛", "嘉", "德", "天", "远", "科", "新", "宏", "泰", "永", "鑫",
                                    "源", "安", "瑞", "祥", "博", "达", "光", "明", "海", "龙", "凤", "云", "星", "宇",
                                    "中", "立", "信", "诚", "联", "合", "东", "南", "西", "北", "正", "方"};
static const char *const TRADES[] = {"电子科技", "新材料",   "生物医药", "机械设备", "食品",     "物流", "软件",
                                     "化工",     "塑料制品", "金属制品", "建筑工程", "商务服务", "汽车销售", "纺织",
                                     "陶瓷",     "家具",     "农业发展", "贸易",     "投资",     "环保"};
static const char *const INDUSTRY[] = {"C39", "C26", "C27", "C35", "C14", "G54", "I65", "C26", "C29", "C33",
                                       "E47", "L72", "F52", "C17", "C30", "C21", "A01", "F51", "L72", "N77"};

struct chunk {
    struct ctx *c;
    struct list drafts;
};

static uint64_t mix(uint64_t i)
{
    i = (i + 1) * UINT64_C(0x9E3779B97F4A7C15);
    i ^= i >> 29;
    i *= UINT64_C(0xBF58476D1CE4E5B9);
    return i ^ i >> 32;
}

static void make(struct arena *a, int64_t i, struct enterprise_draft *d)
{
    uint64_t r = mix((uint64_t)i);
    size_t trade = r / 640000 % COUNT(TRADES);
    *d = (struct enterprise_draft){
        .name = arena_printf(a, "%s%s%s%s%s有限公司", PLACES[r % 10], FIRST[r / 10 % 40], FIRST[r / 400 % 40],
                             FIRST[r / 16000 % 40], TRADES[trade]),
        .reg15 = arena_printf(a, "4418%011" PRId64, i),
        .industry = str_of(INDUSTRY[trade]),
        .address = arena_printf(a, "高新区创兴大道%" PRId64 "号", i % 997),
        .scope_text = STR("研发、生产、销售；货物进出口。（依法须经批准的项目，经相关部门批准后方可开展经营活动）"),
        .capital_text = STR("500万元人民币"),
        .registration_since = {i % 3 != 0, {2018, 1, 1}},
        .sample = true,
    };
}

static bool insert(struct ctx *c, void *arg)
{
    struct chunk *k = arg;
    return enterprise_insert_many(c, &k->drafts);
}

static bool fill_chunk(struct ctx *c, int64_t from, int64_t to)
{
    struct chunk k = {.c = c};
    const struct places none = {0};
    for (int64_t i = from; i < to; i++) {
        struct enterprise_draft *d = ARENA_NEW(c->arena, struct enterprise_draft);
        make(c->arena, i, d);
        if (!enterprise_prepare(c->arena, &c->err, &none, d)) return false;
        *LIST_ADD(c->arena, &k.drafts, struct enterprise_draft *) = d;
    }
    return app_run(c, TX_WRITE, insert, &k);
}

static bool enter(struct ctx *c, void *arg)
{
    struct zone zone = {0};
    return zone_enter(c, str_of(arg), &zone);
}

int main(int argc, char **argv)
{
    if (argc != 4) return 2;
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct app *app = ARENA_NEW(a, struct app);
    int64_t count = strtoll(argv[3], NULL, 10);
    if (!app_open(app, &e, &(struct app_options){.data_dir = str_of(argv[1])})) return 1;
    double begin = bench_now_s();
    for (int64_t at = 0; at < count; at += BULK_MAX) {
        struct arena *own = arena_new();
        struct ctx c;
        ctx_init(&c, app, own);
        c.actor.system = true;
        bool ok = app_run(&c, TX_READ, enter, argv[2]) &&
                  fill_chunk(&c, at, at + BULK_MAX < count ? at + BULK_MAX : count);
        if (!ok) {
            fprintf(stderr, "row %" PRId64 ": %.*s\n", at, STR_ARG(c.err.debug));
            return 1;
        }
        arena_free(own);
    }
    double took = bench_now_s() - begin;
    printf("%" PRId64 " rows in %.2f s, %.0f a second\n", count, took, (double)count / took);
    app_close(app);
    arena_free(a);
    return 0;
}
