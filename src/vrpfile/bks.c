/* bks.c - the table of best known values, and which rounding belongs to which set. */
#include "vrpfile/vrpfile_impl.h"

static const struct set {
    const char *name;
    enum vrpfile_rounding rounding;
    int64_t cost_unit;
} SETS[] = {
    {"cvrp", VRPFILE_NEAREST, 1},
    {"vrptw", VRPFILE_TENTHS, 10},
    {"ovrp", VRPFILE_THOUSANDTHS, 1000},
    {"sdvrp", VRPFILE_NEAREST, 1},
    {"hfvrp", VRPFILE_THOUSANDTHS, 100000}, /* its costs are published in hundreds */
    {"mdvrptw", VRPFILE_THOUSANDTHS, 1000},
    {"sdvrptw_site", VRPFILE_THOUSANDTHS, 1000},
    {"pdptw", VRPFILE_TEN_THOUSANDTHS_UP, 10000},
};

/* The next cell of a csv line; quotes may hold commas. */
static struct str cell(struct arena *a, struct str *rest)
{
    if (!rest->n || rest->p[0] != '"') return str_trim(str_part(rest, ','));
    struct buf b = {.arena = a};
    size_t i = 1;
    for (; i < rest->n; i++) {
        if (rest->p[i] == '"' && i + 1 < rest->n && rest->p[i + 1] == '"')
            i++;
        else if (rest->p[i] == '"')
            break;
        buf_add_char(&b, rest->p[i]);
    }
    *rest = str_sub(*rest, i + 1, rest->n);
    (void)str_part(rest, ',');
    return buf_str(&b);
}

/* "float, hierarchical (vehicles 9 first, ...": 9. */
static int64_t vehicles_of(struct str convention)
{
    size_t at = str_find(convention, STR("vehicles "));
    int64_t count = 0;
    for (at += 9; at < convention.n && convention.p[at] >= '0' && convention.p[at] <= '9' && count < 1000000; at++)
        count = count * 10 + (convention.p[at] - '0');
    return count;
}

bool vrpfile_best_read(struct arena *a, struct err *e, struct str text, struct list *rows, int64_t *unknown)
{
    struct reader r = {.arena = a, .err = e, .rest = text};
    struct str line, cells[7];
    *unknown = 0;
    while (reader_line(&r, &line)) {
        if (r.line == 1 && str_starts(line, STR("instance,"))) continue;
        for (size_t i = 0; i < COUNT(cells); i++)
            cells[i] = cell(a, &line);
        struct vrpfile_best row = {
            .instance = cells[0], .set = cells[2], .file = cells[5], .vehicles = vehicles_of(cells[4])};
        size_t k = 0;
        while (k < COUNT(SETS) && !str_eq(row.set, str_of(SETS[k].name)))
            k++;
        if (!reader_number(cells[1], &row.value) || row.value <= 0 || !str_to_i64(cells[3], &row.n) || !row.file.n)
            return reader_fail(&r, MSG_ROUTE_LINE_FORM, "instance,bks,set,n,convention,file,source");
        row.value = (row.value + 500) / 1000;
        if (k == COUNT(SETS)) {
            ++*unknown;
            continue;
        }
        row.rounding = SETS[k].rounding;
        row.cost_unit = SETS[k].cost_unit;
        *LIST_ADD(a, rows, struct vrpfile_best) = row;
    }
    return true;
}

bool vrpfile_set_rounding(struct str set, enum vrpfile_rounding *out)
{
    for (size_t k = 0; k < COUNT(SETS); k++) {
        if (!str_eq(set, str_of(SETS[k].name))) continue;
        *out = SETS[k].rounding;
        return true;
    }
    return false;
}
