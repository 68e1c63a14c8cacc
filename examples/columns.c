/* columns.c - judges the rows of a table at once: columns in, a column of answers and of fired rules out.
 *
 *     cc columns.c $(pkg-config --cflags --libs nqdmn) -o columns
 *     ./columns grant.dmn */
#include <dmn/dmn_batch.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static bool clock_now(void *data, int64_t *seconds, int32_t *nanos)
{
    (void)data;
    *seconds = time(NULL);
    *nanos = 0;
    return *seconds != -1;
}

static int complain(struct arena *a, const struct feel_diags *d)
{
    for (size_t i = 0; i < d->list.count; i++)
        fprintf(stderr, "%.*s\n", STR_ARG(feel_diag_text(a, FEEL_EN, LIST_AT(&d->list, struct feel_diag, i))));
    return 1;
}

enum { ROWS = 4 };

int main(int argc, char **argv)
{
    static char xml[1 << 20], zones[] = "/usr/share/zoneinfo";
    FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!f) return fprintf(stderr, "usage: columns grant.dmn\n"), 2;
    size_t n = fread(xml, 1, sizeof xml, f);
    fclose(f);

    struct arena *a = arena_new();
    struct feel_diags d = {.arena = a, .max = 20};
    struct dmn_options options = {
        .host = {.data = zones, .now = clock_now, .zone = feel_zone_from_folder, .local_zone = STR("Asia/Shanghai")},
        .limits = {.depth = 100, .steps = 100000, .bytes = 8 << 20, .diags = 20},
        .strict = true,
    };
    struct dmn_model *model = dmn_load((struct str){xml, n}, &options, &d);
    size_t grant = model ? dmn_find(model, DMN_DECISION, STR("Grant"), (struct str){0}) : SIZE_MAX;
    if (grant == SIZE_MAX) return complain(a, &d);

    static const int32_t ages[ROWS] = {38, 34, 25, 50}, months[ROWS] = {12, 5, 8, 12};
    static const uint8_t degrees[ROWS] = {0, 1, 2, 0};
    const struct str degree_names[] = {STR("doctor"), STR("master"), STR("bachelor")};
    size_t needed;
    const uint32_t *needs = dmn_needs(model, grant, &needed);
    struct dmn_column columns[3] = {0};
    for (size_t i = 0; i < needed && i < 3; i++) {
        struct str name = dmn_element(model, needs[i]).name;
        if (str_eq(name, STR("age")))
            columns[i] = (struct dmn_column){.kind = DMN_COLUMN_INT32, .values = ages};
        else if (str_eq(name, STR("months worked")))
            columns[i] = (struct dmn_column){.kind = DMN_COLUMN_INT32, .values = months};
        else
            columns[i] = (struct dmn_column){
                .kind = DMN_COLUMN_CODE8, .values = degrees, .dictionary = degree_names, .dictionary_count = 3};
    }
    struct dmn_batch *batch = dmn_batch_compile(model, grant, columns, needed, &d);
    struct dmn_result result = dmn_batch_result(batch);
    uint64_t nulls[(ROWS + 63) / 64] = {0};
    result.nulls = nulls;
    result.values = calloc(ROWS, dmn_column_width(result.kind));
    uint16_t fired[ROWS];
    uint16_t *tables[] = {fired};
    struct dmn_batch_job job = {
        .columns = columns, .column_count = needed, .rows = ROWS, .result = &result, .fired = tables, .threads = 2};
    struct dmn_batch_stats stats = dmn_batch_run(batch, &job, &d);
    for (size_t i = 0; i < ROWS; i++) {
        struct num value = {0};
        if (result.kind == DMN_COLUMN_NUM) value = ((struct num *)result.values)[i];
        if (result.kind == DMN_COLUMN_INT64) value = num_scaled(((int64_t *)result.values)[i], result.scale);
        printf("row %zu: %.*s, rule %u\n", i + 1, STR_ARG(num_text(a, value)), (unsigned)fired[i]);
    }
    fprintf(stderr, "%zu of %zu rows were judged one by one\n", stats.interpreted_rows, stats.rows);
    free(result.values);
    dmn_batch_free(batch);
    dmn_model_free(model);
    arena_free(a);
    return 0;
}
