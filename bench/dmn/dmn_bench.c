/* dmn_bench.c - times a talent policy (talent.dmn) on made-up columns: row by row, in columns, and loops written by
 * hand.
 *
 * dmn_bench talent MODEL [ROWS]: one JSON line per contestant.   dmn_bench rows MODEL ROWS: the rows and our results as
 * JSON lines, for the peers.   dmn_bench items MODEL [THREADS]: 100 policy items over 159,000 enterprises, with
 * reasons. */
#include "base/rng.h"
#include "dmn/dmn_batch.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>

enum {
    BLOCK = 1024,
    ITEMS = 100,
    ENTERPRISES = 159000,
    SEED = 20260630,
    NEEDS = 8
};

static const struct str EDUCATION[] = {{"doctor", 6}, {"master", 6}, {"bachelor", 8}, {"college", 7}, {"school", 6}};
static const struct str CLASS[] = {{"A", 1}, {"B", 1}, {"C", 1}, {"D", 1}};

/* ---- columns ---- */

struct people {
    size_t rows;
    uint8_t *education, *class, *key;
    int32_t *birth, *months, *salary, *years, *funded; /* salary and funded in cents */
};

static void *room(size_t n, size_t width)
{
    void *p = NULL;
    if (posix_memalign(&p, n * width > (1 << 21) ? 1 << 21 : 64, n * width + 64) != 0) abort();
    if (n * width > (1 << 21)) (void)madvise(p, n * width, MADV_HUGEPAGE); /* for everybody's columns */
    memset(p, 0, n * width + 64);
    return p;
}

static struct people make_people(size_t rows)
{
    struct people p = {.rows = rows, .education = room(rows, 1), .class = room(rows, 1), .key = room(rows, 1)};
    int32_t **columns[] = {&p.birth, &p.months, &p.salary, &p.years, &p.funded};
    for (size_t i = 0; i < COUNT(columns); i++)
        *columns[i] = room(rows, sizeof(int32_t));
    struct rng r;
    rng_init(&r, SEED);
    for (size_t i = 0; i < rows; i++) {
        p.education[i] = (uint8_t)rng_below(&r, 5);
        p.class[i] = (uint8_t)rng_below(&r, 4);
        p.key[i] = (uint8_t)rng_below(&r, 2);
        p.birth[i] = (int32_t)rng_below(&r, 14600) - 2557; /* 1963 to 2002 */
        p.months[i] = (int32_t)(12 * rng_below(&r, 7));
        p.salary[i] = (int32_t)(300000 + rng_below(&r, 6000000));
        p.years[i] = (int32_t)rng_below(&r, 10);
        p.funded[i] = rng_below(&r, 3) ? 0 : (int32_t)rng_below(&r, 10000000);
    }
    return p;
}

static struct dmn_column column_of(const struct people *p, struct str name)
{
    const struct {
        const char *name;
        struct dmn_column column;
    } all[] = {
        {"education", {DMN_COLUMN_CODE8, 0, p->education, NULL, EDUCATION, COUNT(EDUCATION)}},
        {"birth", {DMN_COLUMN_DATE, 0, p->birth, NULL, NULL, 0}},
        {"months", {DMN_COLUMN_INT32, 0, p->months, NULL, NULL, 0}},
        {"salary", {DMN_COLUMN_INT32, 2, p->salary, NULL, NULL, 0}},
        {"class", {DMN_COLUMN_CODE8, 0, p->class, NULL, CLASS, COUNT(CLASS)}},
        {"years", {DMN_COLUMN_INT32, 0, p->years, NULL, NULL, 0}},
        {"funded", {DMN_COLUMN_INT32, 2, p->funded, NULL, NULL, 0}},
        {"key industry", {DMN_COLUMN_BOOLEAN, 0, p->key, NULL, NULL, 0}},
    };
    for (size_t i = 0; i < COUNT(all); i++)
        if (str_eq(name, str_of(all[i].name))) return all[i].column;
    abort();
}

static struct feel_value value_of(const struct dmn_column *c, size_t i)
{
    if (c->kind == DMN_COLUMN_CODE8) return feel_string(c->dictionary[((const uint8_t *)c->values)[i]]);
    if (c->kind == DMN_COLUMN_BOOLEAN) return feel_boolean(((const uint8_t *)c->values)[i]);
    int32_t v = ((const int32_t *)c->values)[i];
    return c->kind == DMN_COLUMN_DATE ? feel_date(v) : feel_number(num_scaled(v, c->scale));
}

/* ---- time ---- */

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Contestants run until a second is over, at least thrice; the best round counts. */
static void measure(const char *name, size_t rows, void (*run)(void *), void *data)
{
    double best = 1e9, begin = now();
    for (int i = 0; i < 3 || now() - begin < 1; i++) {
        double at = now();
        run(data);
        at = now() - at;
        if (at < best) best = at;
    }
    printf("{\"name\": \"%s\", \"rows_per_second\": %.0f}\n", name, (double)rows / best);
    (void)fflush(stdout);
}

/* ---- the contestants ---- */

struct work {
    const struct dmn_model *model;
    size_t decision, rows, need_count;
    const uint32_t *needs;
    struct people people;
    struct dmn_column columns[NEEDS];
    struct dmn_batch *batch;
    struct dmn_run *run;
    int threads;
    int64_t *amount;
    uint16_t *rule;
    struct num *exact;
    uint64_t nulls[4];
    uint64_t *null_words;
};

static void run_interpreter(void *data)
{
    struct work *w = data;
    for (size_t i = 0; i < w->rows; i++) {
        dmn_run_reset(w->run);
        for (size_t k = 0; k < w->need_count; k++)
            dmn_set(w->run, w->needs[k], value_of(&w->columns[k], i));
        struct feel_value v = dmn_evaluate(w->run, w->decision);
        if (v.kind != FEEL_NUMBER || !num_to_scaled(v.number, 2, &w->amount[i])) w->amount[i] = -1;
    }
}

static void run_batch(void *data)
{
    struct work *w = data;
    struct dmn_result result = dmn_batch_result(w->batch);
    if (result.kind != DMN_COLUMN_INT64) abort();
    result.values = w->amount;
    result.nulls = w->null_words;
    struct dmn_batch_job job = {.columns = w->columns,
                                .column_count = w->need_count,
                                .rows = w->rows,
                                .result = &result,
                                .fired = &w->rule,
                                .threads = w->threads};
    struct dmn_batch_stats s = dmn_batch_run(w->batch, &job, NULL);
    if (s.interpreted_rows != 0) abort();
}

/* What a programmer would write for this policy: money in cents, the limits of age as birth dates, no branches. */
#define BORN_AFTER(age) (20634 - days_back(age)) /* younger than `age` on 2026-06-30 */
static int32_t days_back(int years)              /* from 2026-06-30 to the same day `years` earlier */
{
    int32_t days = 0;
    for (int y = 0; y < years; y++) {
        int year = 2026 - y; /* 29 February lies before 30 June */
        days += 365 + (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    }
    return days;
}
struct limits {
    int32_t y35, y40, y45, y50, y51, y56, y60;
};

static void hand_block(const struct work *w, size_t at, size_t n, const struct limits *l, uint64_t *overflow)
{
    static const int64_t RATE[12] = {0, 30, 25, 20, 20, 15, 12, 12, 8, 6, 5, 3};
    static const int64_t CAP[12] = {0,        30000000, 25000000, 20000000, 15000000, 12000000,
                                    10000000, 8000000,  6000000,  4000000,  5000000,  2000000};
    const struct people *p = &w->people;
    uint8_t rule[BLOCK];
    for (size_t i = 0; i < n; i++) {
        uint8_t e = p->education[at + i], c = p->class[at + i], key = p->key[at + i];
        int32_t b = p->birth[at + i], m = p->months[at + i], s = p->salary[at + i], y = p->years[at + i];
        uint8_t r = 0;
        r = ((e >= 3) & (b > l->y40) & (m >= 36) & (s >= 500000) & (s < 2000000) & (c <= 1) & (y >= 5)) ? 11 : r;
        r = ((b > l->y60) & (m >= 60) & (s >= 5000000) & (c <= 1) & (y >= 5)) ? 10 : r;
        r = (((e == 2) | (e == 3)) & (b > l->y45) & (m >= 36) & (s > 600000) & (y >= 3) & key) ? 9 : r;
        r = ((e == 2) & (b > l->y35) & (m >= 24) & (s >= 800000) & (c <= 1) & (y >= 2)) ? 8 : r;
        r = ((e == 2) & (b > l->y35) & (m >= 36) & (s >= 1000000) & (c == 0) & (y >= 1) & key) ? 7 : r;
        r = ((e == 1) & (b <= l->y40) & (b > l->y51) & (m >= 36) & (s >= 1200000) & (s <= 6000000) & (c != 3) &
             (y >= 2))
                ? 6
                : r;
        r = ((e == 1) & (b > l->y40) & (m >= 36) & (s >= 1200000) & (c <= 2)) ? 5 : r;
        r = ((e == 1) & (b > l->y40) & (m >= 36) & (s >= 1500000) & (c <= 1) & key) ? 4 : r;
        r = ((e == 0) & (b > l->y56) & (m >= 24) & (c <= 2) & (y >= 1)) ? 3 : r;
        r = ((e == 0) & (b > l->y50) & (m >= 36) & (s >= 1500000) & key) ? 2 : r;
        r = ((e == 0) & (b > l->y45) & (m >= 36) & (s >= 2000000) & (c <= 1)) ? 1 : r;
        rule[i] = r;
    }
    uint64_t over = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t product, s = p->salary[at + i];
        over |= (uint64_t)(s > INT64_MAX / 12 / 100 || s < 0);
        product = s * 12 * RATE[rule[i]];
        int64_t grant = (product + 50) / 100;
        grant = grant < CAP[rule[i]] ? grant : CAP[rule[i]];
        grant -= p->funded[at + i];
        w->amount[at + i] = grant > 0 ? grant : 0;
        w->rule[at + i] = rule[i];
    }
    *overflow |= over;
}

static void run_hand(void *data)
{
    const struct work *w = data;
    uint64_t overflow = 0;
    struct limits l = {BORN_AFTER(35), BORN_AFTER(40), BORN_AFTER(45), BORN_AFTER(50),
                       BORN_AFTER(51), BORN_AFTER(56), BORN_AFTER(60)};
    for (size_t at = 0; at < w->rows; at += BLOCK)
        hand_block(w, at, w->rows - at < BLOCK ? w->rows - at : BLOCK, &l, &overflow);
    if (overflow) abort();
}

/* The same with every number a decimal128 of the library. */
struct decimals {
    struct num m24, m36, m60, years[6], salary[9], rate[12], cap[12], twelve, zero;
};
static bool at_least(struct num a, struct num b)
{
    return num_cmp_slow(a, b) >= 0;
}
static int decimal_rule(const struct work *w, const struct decimals *d, const struct limits *l, size_t i)
{
    const struct people *p = &w->people;
    uint8_t e = p->education[i], c = p->class[i], key = p->key[i];
    int32_t b = p->birth[i];
    struct num m = num_of(p->months[i]), s = num_scaled(p->salary[i], 2), y = num_of(p->years[i]);
    bool m36 = at_least(m, d->m36);
    if (e == 0 && b > l->y45 && m36 && at_least(s, d->salary[6]) && c <= 1) return 1;
    if (e == 0 && b > l->y50 && m36 && at_least(s, d->salary[5]) && key) return 2;
    if (e == 0 && b > l->y56 && at_least(m, d->m24) && c <= 2 && at_least(y, d->years[1])) return 3;
    if (e == 1 && b > l->y40 && m36 && at_least(s, d->salary[5]) && c <= 1 && key) return 4;
    if (e == 1 && b > l->y40 && m36 && at_least(s, d->salary[4]) && c <= 2) return 5;
    if (e == 1 && b <= l->y40 && b > l->y51 && m36 && at_least(s, d->salary[4]) && at_least(d->salary[8], s) &&
        c != 3 && at_least(y, d->years[2]))
        return 6;
    if (e == 2 && b > l->y35 && m36 && at_least(s, d->salary[3]) && c == 0 && at_least(y, d->years[1]) && key) return 7;
    if (e == 2 && b > l->y35 && at_least(m, d->m24) && at_least(s, d->salary[2]) && c <= 1 && at_least(y, d->years[2]))
        return 8;
    if ((e == 2 || e == 3) && b > l->y45 && m36 && !at_least(d->salary[1], s) && at_least(y, d->years[3]) && key)
        return 9;
    if (b > l->y60 && at_least(m, d->m60) && at_least(s, d->salary[7]) && c <= 1 && at_least(y, d->years[5])) return 10;
    if (e >= 3 && b > l->y40 && m36 && at_least(s, d->salary[0]) && !at_least(s, d->salary[6]) && c <= 1 &&
        at_least(y, d->years[5]))
        return 11;
    return 0;
}

static void run_decimal(void *data)
{
    const struct work *w = data;
    static const int64_t RATE[12] = {0, 30, 25, 20, 20, 15, 12, 12, 8, 6, 5, 3};
    static const int64_t CAP[12] = {0,      300000, 250000, 200000, 150000, 120000,
                                    100000, 80000,  60000,  40000,  50000,  20000};
    static const int64_t SALARY[9] = {5000, 6000, 8000, 10000, 12000, 15000, 20000, 50000, 60000};
    struct decimals d = {
        .m24 = num_of(24), .m36 = num_of(36), .m60 = num_of(60), .twelve = num_of(12), .zero = NUM_ZERO};
    for (int i = 0; i < 12; i++) {
        d.rate[i] = num_scaled(RATE[i], 2);
        d.cap[i] = num_of(CAP[i]);
    }
    for (int i = 0; i < 9; i++)
        d.salary[i] = num_of(SALARY[i]);
    for (int i = 0; i < 6; i++)
        d.years[i] = num_of(i);
    struct limits l = {BORN_AFTER(35), BORN_AFTER(40), BORN_AFTER(45), BORN_AFTER(50),
                       BORN_AFTER(51), BORN_AFTER(56), BORN_AFTER(60)};
    for (size_t i = 0; i < w->rows; i++) {
        int r = decimal_rule(w, &d, &l, i);
        struct num x = num_scaled(w->people.salary[i], 2);
        bool good = num_mul_slow(x, d.twelve, &x) && num_mul_slow(x, d.rate[r], &x) && num_round(x, 2, NUM_HALF_UP, &x);
        if (num_cmp_slow(x, d.cap[r]) > 0) x = d.cap[r];
        good = good && num_sub_slow(x, num_scaled(w->people.funded[i], 2), &x);
        if (!good) abort();
        w->exact[i] = num_cmp_slow(x, d.zero) > 0 ? x : d.zero;
        w->rule[i] = (uint16_t)r;
    }
}

/* ---- talent ---- */

static struct str read_file(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    struct buf b = {.arena = a};
    char part[4096];
    size_t n;
    if (f == NULL) abort();
    while ((n = fread(part, 1, sizeof part, f)) > 0)
        buf_add(&b, (struct str){part, n});
    (void)fclose(f);
    return buf_str(&b);
}

static struct dmn_model *load(struct arena *a, struct str xml)
{
    struct feel_diags d = {.arena = a, .max = 10};
    struct dmn_model *m = dmn_load(xml, &(struct dmn_options){.strict = true}, &d);
    if (m) return m;
    for (size_t i = 0; i < d.list.count; i++) {
        struct str text = feel_diag_text(a, FEEL_EN, LIST_AT(&d.list, struct feel_diag, i));
        (void)fprintf(stderr, "%.*s\n", STR_ARG(text));
    }
    abort();
}

static struct work make_work(const struct dmn_model *m, const char *decision, size_t rows)
{
    struct work w = {.model = m, .rows = rows, .people = make_people(rows), .threads = 1};
    w.decision = dmn_find(m, DMN_DECISION, str_of(decision), (struct str){0});
    w.needs = dmn_needs(m, w.decision, &w.need_count);
    if (w.need_count > NEEDS) abort();
    for (size_t i = 0; i < w.need_count; i++)
        w.columns[i] = column_of(&w.people, dmn_element(m, w.needs[i]).name);
    w.batch = dmn_batch_compile(m, w.decision, w.columns, w.need_count, NULL);
    w.run = dmn_run_new(m);
    w.amount = room(rows, sizeof *w.amount);
    w.rule = room(rows, sizeof *w.rule);
    w.null_words = room((rows + 63) / 64, sizeof(uint64_t));
    return w;
}

/* All ways must agree before anything is timed. */
static void check(struct work *w, size_t rows)
{
    size_t all = w->rows;
    w->rows = rows;
    w->exact = room(all, sizeof *w->exact);
    int64_t *expected = room(rows, sizeof *expected), *own = w->amount;
    uint16_t *rules = room(rows, sizeof *rules);
    w->amount = expected;
    run_interpreter(w);
    w->amount = own;
    run_batch(w);
    if (memcmp(expected, own, rows * sizeof *own) != 0) abort();
    memcpy(rules, w->rule, rows * sizeof *rules);
    run_hand(w);
    if (memcmp(expected, own, rows * sizeof *own) != 0 || memcmp(rules, w->rule, rows * sizeof *rules) != 0) abort();
    run_decimal(w);
    for (size_t i = 0; i < rows; i++)
        if (num_cmp(w->exact[i], num_scaled(expected[i], 2)) != 0 || rules[i] != w->rule[i]) abort();
    w->rows = all;
}

static int talent(struct arena *a, const char *path, size_t rows)
{
    struct work w = make_work(load(a, read_file(a, path)), "amount", rows);
    struct str plan = dmn_batch_plan(w.batch, a, FEEL_EN);
    (void)fprintf(stderr, "%.*s", STR_ARG(plan));
    size_t some = rows < 200000 ? rows : 200000;
    check(&w, some);
    w.rows = some;
    measure("nuanqiao, row by row", w.rows, run_interpreter, &w);
    w.rows = rows;
    measure("nuanqiao, columns", rows, run_batch, &w);
    w.threads = 2;
    measure("nuanqiao, columns, 2 threads", rows, run_batch, &w);
    measure("C by hand, int64", rows, run_hand, &w);
    w.rows = rows < 2000000 ? rows : 2000000;
    measure("C by hand, decimal128", w.rows, run_decimal, &w);
    return 0;
}

static int print_rows(struct arena *a, const char *path, size_t rows)
{
    struct work w = make_work(load(a, read_file(a, path)), "amount", rows);
    run_batch(&w);
    for (size_t i = 0; i < rows; i++) {
        const struct people *p = &w.people;
        struct buf b = {.arena = a};
        buf_add(&b, STR("{\"birth\": \""));
        struct str date = feel_to_text(a, feel_date(p->birth[i]));
        buf_add(&b, date);
        buf_addf(&b, "\", \"education\": \"%s\", \"class\": \"%s\", \"key\": %s, ", EDUCATION[p->education[i]].p,
                 CLASS[p->class[i]].p, p->key[i] ? "true" : "false");
        buf_addf(&b, "\"months\": %d, \"salary\": %d.%02d, \"years\": %d, \"funded\": %d.%02d, ", p->months[i],
                 p->salary[i] / 100, p->salary[i] % 100, p->years[i], p->funded[i] / 100, p->funded[i] % 100);
        printf("%.*s\"amount\": %d.%02d, \"rule\": %d}\n", STR_ARG(buf_str(&b)), (int)(w.amount[i] / 100),
               (int)(w.amount[i] % 100), w.rule[i]);
    }
    return 0;
}

/* ---- a hundred policy items ---- */

/* The same policy with other limits: every number behind a sign of comparison is moved a little, by the item's seed. */
static struct str other_item(struct arena *a, struct str xml, uint64_t item)
{
    struct buf b = {.arena = a};
    struct rng r;
    rng_init(&r, SEED + item);
    for (size_t i = 0; i < xml.n;) {
        bool limit = i > 2 && xml.p[i] >= '1' && xml.p[i] <= '9' && xml.p[i - 1] == ' ' &&
                     (xml.p[i - 2] == ';' || xml.p[i - 2] == '=');
        if (!limit) {
            buf_add_char(&b, xml.p[i++]);
            continue;
        }
        int64_t n = 0;
        for (; xml.p[i] >= '0' && xml.p[i] <= '9'; i++)
            n = n * 10 + (xml.p[i] - '0');
        buf_addf(&b, "%" PRId64, n + (int64_t)rng_below(&r, (uint64_t)n / 4 + 2));
    }
    return buf_str(&b);
}

static int items(struct arena *a, const char *path, int threads)
{
    struct str xml = read_file(a, path);
    struct people people = make_people(ENTERPRISES);
    double compile = 0, judge = 0, begin = now();
    int64_t granted = 0, total = 0;
    for (uint64_t item = 0; item < ITEMS; item++) {
        double at = now();
        struct dmn_model *m = load(a, other_item(a, xml, item));
        struct work w = {.model = m, .rows = ENTERPRISES, .people = people, .threads = threads};
        w.decision = dmn_find(m, DMN_DECISION, STR("amount"), (struct str){0});
        w.needs = dmn_needs(m, w.decision, &w.need_count);
        for (size_t i = 0; i < w.need_count; i++)
            w.columns[i] = column_of(&people, dmn_element(m, w.needs[i]).name);
        w.batch = dmn_batch_compile(m, w.decision, w.columns, w.need_count, NULL);
        compile += now() - at;
        at = now();
        w.amount = room(ENTERPRISES, sizeof *w.amount); /* kept: the results and reasons of all items */
        w.rule = room(ENTERPRISES, sizeof *w.rule);
        w.null_words = room((ENTERPRISES + 63) / 64, sizeof(uint64_t));
        run_batch(&w);
        judge += now() - at;
        for (size_t i = 0; i < ENTERPRISES; i++) {
            granted += w.rule[i] != 0;
            total += w.amount[i];
        }
        dmn_batch_free(w.batch);
        dmn_model_free(m);
    }
    struct rusage use;
    (void)getrusage(RUSAGE_SELF, &use);
    printf("{\"items\": %d, \"enterprises\": %d, \"threads\": %d, \"seconds\": %.3f, \"load_and_compile\": %.3f, "
           "\"judge\": %.3f, \"peak_mb\": %ld, \"granted\": %" PRId64 ", \"yuan\": %" PRId64 "}\n",
           ITEMS, ENTERPRISES, threads, now() - begin, compile, judge, use.ru_maxrss / 1024, granted, total / 100);
    return 0;
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new();
    int64_t n = 0;
    if (argc < 3 || (argc > 3 && !str_to_i64(str_of(argv[3]), &n)) || n < 0) return 2;
    if (strcmp(argv[1], "talent") == 0) return talent(a, argv[2], n ? (size_t)n : 8000000);
    if (strcmp(argv[1], "rows") == 0) return print_rows(a, argv[2], (size_t)n);
    if (strcmp(argv[1], "items") == 0) return items(a, argv[2], n ? (int)n : 2);
    return 2;
}
