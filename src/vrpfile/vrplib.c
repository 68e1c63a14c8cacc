/* vrplib.c - VRPLIB files: CVRPLIB's, LKH's open ones, and PyVRP's dialect with several depots and kinds of vehicle. */
#include "vrpfile/vrpfile_impl.h"

struct row {
    const int64_t *v; /* millionths */
    int32_t count;
    int64_t line;
};
struct section {
    struct str name;
    struct list rows; /* of struct row */
};
struct vrplib {
    struct reader *r;
    struct arena *arena;
    struct list heads; /* of struct str pairs: name, value */
    struct list sections;
    int64_t unit;
    int32_t n; /* nodes */
};

static const struct section *find_section(const struct vrplib *f, struct str name)
{
    for (size_t i = 0; i < f->sections.count; i++) {
        const struct section *s = LIST_AT(&f->sections, struct section, i);
        if (str_eq(s->name, name)) return s;
    }
    return NULL;
}

static struct str head(const struct vrplib *f, const char *name)
{
    for (size_t i = 0; i + 1 < f->heads.count; i += 2)
        if (str_eq(*LIST_AT(&f->heads, struct str, i), str_of(name))) return *LIST_AT(&f->heads, struct str, i + 1);
    return (struct str){0};
}

static bool read_row(struct vrplib *f, struct section *s, struct str line)
{
    struct list numbers = {0};
    for (struct str w = reader_word(&line); w.n; w = reader_word(&line))
        if (!reader_number(w, LIST_ADD(f->arena, &numbers, int64_t)))
            return reader_fail(f->r, MSG_ROUTE_LINE_NUMBER, "");
    *LIST_ADD(f->arena, &s->rows, struct row) = (struct row){numbers.items, (int32_t)numbers.count, f->r->line};
    return true;
}

static bool read_all(struct vrplib *f)
{
    struct str line;
    struct section *s = NULL;
    while (reader_line(f->r, &line)) {
        if (str_eq(line, STR("EOF"))) break;
        bool word = (line.p[0] >= 'A' && line.p[0] <= 'Z') || (line.p[0] >= 'a' && line.p[0] <= 'z');
        struct str rest = line, name = str_trim(str_part(&rest, ':'));
        if (word && str_ends(name, STR("_SECTION"))) {
            if (find_section(f, name)) return reader_fail(f->r, MSG_ROUTE_LINE_TWICE, "");
            s = LIST_ADD(f->arena, &f->sections, struct section);
            s->name = name;
        } else if (word) {
            *LIST_ADD(f->arena, &f->heads, struct str) = name;
            *LIST_ADD(f->arena, &f->heads, struct str) = str_trim(rest);
        } else if (!s) {
            return reader_fail(f->r, MSG_ROUTE_LINE_FORM, "KEY : VALUE");
        } else if (!read_row(f, s, line)) {
            return false;
        }
    }
    return true;
}

/* A head that is a number; false (and no failure) when it is not there. */
static bool head_number(struct vrplib *f, const char *name, int64_t *micro, bool *good)
{
    struct str value = head(f, name);
    if (!value.n) return false;
    *good = reader_number(value, micro);
    if (!*good) (void)reader_fail(f->r, MSG_ROUTE_LINE_NAME, name);
    return *good;
}

static bool row_fail(struct vrplib *f, const struct row *row, enum msg what, const char *name)
{
    f->r->line = row->line;
    return reader_fail(f->r, what, name);
}

/* "number figure" rows of a section, one for each number, or one figure for all in a head; in units. */
static bool figures(struct vrplib *f, const char *name, int32_t count, int64_t unit, int32_t *out, bool *found)
{
    bool good = true;
    int64_t micro;
    int32_t value = 0;
    const struct section *s = find_section(f, arena_printf(f->arena, "%s_SECTION", name));
    *found = s != NULL;
    if (head_number(f, name, &micro, &good)) {
        if (!in_units(micro, unit, &value)) return reader_fail(f->r, MSG_ROUTE_LINE_NAME, name);
        *found = true;
        for (int32_t i = 0; i < count; i++)
            out[i] = value;
    }
    bool *seen = ARENA_ARRAY(f->arena, bool, (size_t)count);
    if (s && s->rows.count != (size_t)count)
        return reader_fail(f->r, MSG_ROUTE_LINE_ROWS, arena_cstr(f->arena, s->name));
    for (size_t i = 0; good && s && i < s->rows.count; i++) {
        const struct row *row = LIST_AT(&s->rows, struct row, i);
        if (row->count != 2 || row->v[0] % MICRO || row->v[0] < MICRO || row->v[0] / MICRO > count)
            return row_fail(f, row, MSG_ROUTE_LINE_FORM, "number figure");
        if (seen[row->v[0] / MICRO - 1]) return row_fail(f, row, MSG_ROUTE_LINE_TWICE, "");
        seen[row->v[0] / MICRO - 1] = true;
        if (!in_units(row->v[1], unit, &out[row->v[0] / MICRO - 1])) return row_fail(f, row, MSG_ROUTE_LINE_RANGE, "");
    }
    return good;
}

/* ---- distances ---- */

static bool coordinates(struct vrplib *f, enum vrpfile_rounding rounding, int32_t **matrix)
{
    const struct section *s = find_section(f, STR("NODE_COORD_SECTION"));
    struct point *at = ARENA_ARRAY(f->arena, struct point, (size_t)f->n);
    if (!s || s->rows.count != (size_t)f->n) return reader_fail(f->r, MSG_ROUTE_LINE_ROWS, "NODE_COORD_SECTION");
    for (size_t i = 0; i < s->rows.count; i++) {
        const struct row *row = LIST_AT(&s->rows, struct row, i);
        if (row->count != 3 || row->v[0] != (int64_t)(i + 1) * MICRO)
            return row_fail(f, row, MSG_ROUTE_LINE_FORM, "number x y");
        at[i] = (struct point){row->v[1], row->v[2]};
    }
    *matrix = distances(f->arena, at, f->n, rounding);
    return true;
}

static bool explicit_weights(struct vrplib *f, int32_t *m)
{
    const struct section *s = find_section(f, STR("EDGE_WEIGHT_SECTION"));
    static const struct {
        const char *name;
        bool full, upper, diagonal;
    } FORMATS[] = {{"FULL_MATRIX", .full = true},
                   {"LOWER_ROW"},
                   {"LOWER_DIAG_ROW", .diagonal = true},
                   {"UPPER_ROW", .upper = true},
                   {"UPPER_DIAG_ROW", .upper = true, .diagonal = true},
                   {"UPPER_COL"}, /* the columns of one half are the rows of the other */
                   {"UPPER_DIAG_COL", .diagonal = true},
                   {"LOWER_COL", .upper = true},
                   {"LOWER_DIAG_COL", .upper = true, .diagonal = true}};
    size_t which = 0;
    while (which < COUNT(FORMATS) && !str_eq(head(f, "EDGE_WEIGHT_FORMAT"), str_of(FORMATS[which].name)))
        which++;
    if (!s || which == COUNT(FORMATS)) return reader_fail(f->r, MSG_ROUTE_LINE_NAME, "EDGE_WEIGHT_FORMAT");
    bool full = FORMATS[which].full, upper = FORMATS[which].upper;
    int64_t n = f->n, gap = full || FORMATS[which].diagonal ? 0 : 1, i = upper ? 0 : gap, j = upper ? gap : 0;
    for (size_t k = 0; k < s->rows.count; k++) {
        const struct row *row = LIST_AT(&s->rows, struct row, k);
        for (int32_t c = 0; c < row->count; c++) {
            if (i >= n || j >= n || !in_units(row->v[c], f->unit, &m[i * n + j]))
                return row_fail(f, row, MSG_ROUTE_LINE_RANGE, "");
            if (!full) m[j * n + i] = m[i * n + j];
            j++;
            if (j == (full || upper ? n : i + 1 - gap)) i++, j = upper ? i + gap : 0;
        }
    }
    return i + (upper ? gap : 0) >= n || reader_fail(f->r, MSG_ROUTE_LINE_ROWS, "EDGE_WEIGHT_SECTION");
}

static bool matrix_of(struct vrplib *f, enum vrpfile_rounding rounding, int32_t **m)
{
    struct str type = head(f, "EDGE_WEIGHT_TYPE");
    if (str_eq(type, STR("EUC_2D")) || str_eq(type, STR("EXACT_2D"))) return coordinates(f, rounding, m);
    if (str_eq(type, STR("CEIL_2D"))) return coordinates(f, rounding == VRPFILE_NEAREST ? VRPFILE_UP : rounding, m);
    if (str_eq(type, STR("FLOOR_2D"))) return coordinates(f, rounding == VRPFILE_NEAREST ? VRPFILE_DOWN : rounding, m);
    if (!str_eq(type, STR("EXPLICIT")))
        return reader_fail(f->r, MSG_ROUTE_LINE_NAME,
                           "EDGE_WEIGHT_TYPE (EUC_2D, EXACT_2D, CEIL_2D, FLOOR_2D, EXPLICIT)");
    *m = ARENA_ARRAY(f->arena, int32_t, (size_t)f->n * (size_t)f->n);
    return explicit_weights(f, *m);
}

/* ---- vehicles ---- */

struct machine { /* a vehicle of the file, as it stands there */
    int32_t capacity, fixed, per_distance, duration_max, distance_max, depot;
    const uint8_t *serves; /* per node */
};

static bool same(const struct machine *a, const struct machine *b, int32_t n)
{
    if (a->capacity != b->capacity || a->fixed != b->fixed || a->per_distance != b->per_distance ||
        a->duration_max != b->duration_max || a->distance_max != b->distance_max || a->depot != b->depot)
        return false;
    return a->serves == b->serves || (a->serves && b->serves && memcmp(a->serves, b->serves, (size_t)n) == 0);
}

static bool allowed_clients(struct vrplib *f, struct machine *m, int32_t count)
{
    const struct section *s = find_section(f, STR("VEHICLES_ALLOWED_CLIENTS_SECTION"));
    for (size_t i = 0; s && i < s->rows.count; i++) {
        const struct row *row = LIST_AT(&s->rows, struct row, i);
        if (row->count < 1 || row->v[0] < MICRO || row->v[0] / MICRO > count)
            return row_fail(f, row, MSG_ROUTE_LINE_NONE, "");
        if (m[row->v[0] / MICRO - 1].serves) return row_fail(f, row, MSG_ROUTE_LINE_TWICE, "");
        uint8_t *serves = ARENA_ARRAY(f->arena, uint8_t, (size_t)f->n);
        for (int32_t k = 1; k < row->count; k++) {
            if (row->v[k] < MICRO || row->v[k] / MICRO > f->n) return row_fail(f, row, MSG_ROUTE_LINE_NONE, "");
            serves[row->v[k] / MICRO - 1] = 1;
        }
        m[row->v[0] / MICRO - 1].serves = serves;
    }
    return true;
}

struct column {
    const char *name;
    size_t offset;
    int64_t unit; /* 0 = that of the file */
    int32_t otherwise;
};

/* `stays`: service counts towards DISTANCE, as LKH and the files of Christofides, Mingozzi and Toth mean it. */
static bool machines(struct vrplib *f, struct machine *m, int32_t count, int32_t depot, bool stays)
{
    const struct column COLUMNS[] = {
        {"CAPACITY", offsetof(struct machine, capacity), 1, VRP_LOAD_MAX},
        {"VEHICLES_FIXED_COST", offsetof(struct machine, fixed), 0, 0},
        {"VEHICLES_UNIT_DISTANCE_COST", offsetof(struct machine, per_distance), 1, 1},
        {"VEHICLES_MAX_DURATION", offsetof(struct machine, duration_max), 0, 0},
        {"VEHICLES_MAX_DISTANCE", offsetof(struct machine, distance_max), 0, 0},
        {"DISTANCE", stays ? offsetof(struct machine, duration_max) : offsetof(struct machine, distance_max), 0, 0},
        {"VEHICLES_DEPOT", offsetof(struct machine, depot), 1, 0},
    };
    int32_t *value = ARENA_ARRAY(f->arena, int32_t, (size_t)count);
    for (int32_t i = 0; i < count; i++)
        m[i] = (struct machine){.capacity = VRP_LOAD_MAX, .per_distance = 1, .depot = depot};
    for (size_t k = 0; k < COUNT(COLUMNS); k++) {
        bool found;
        for (int32_t i = 0; i < count; i++)
            value[i] = COLUMNS[k].otherwise;
        if (!figures(f, COLUMNS[k].name, count, COLUMNS[k].unit ? COLUMNS[k].unit : f->unit, value, &found))
            return false;
        for (int32_t i = 0; found && i < count; i++) {
            if (COLUMNS[k].offset == offsetof(struct machine, depot)) value[i]--;
            memcpy((char *)&m[i] + COLUMNS[k].offset, &value[i], sizeof *value);
        }
    }
    for (int32_t i = 0; i < count; i++)
        if (m[i].depot < 0 || m[i].depot >= f->n)
            return reader_fail(f->r, MSG_ROUTE_LINE_NAME, "VEHICLES_DEPOT_SECTION");
    return allowed_clients(f, m, count);
}

/* ---- visits ---- */

struct nodes {
    int32_t *demand, *service, *from, *to;
    bool *depot;
    int32_t first_depot;
};

static bool depots(struct vrplib *f, struct nodes *d)
{
    const struct section *s = find_section(f, STR("DEPOT_SECTION"));
    d->depot = ARENA_ARRAY(f->arena, bool, (size_t)f->n);
    d->first_depot = VRP_NONE;
    for (size_t i = 0; s && i < s->rows.count; i++) {
        const struct row *row = LIST_AT(&s->rows, struct row, i);
        if (row->count && row->v[0] == -MICRO) break;
        if (row->count != 1 || row->v[0] < MICRO || row->v[0] / MICRO > f->n)
            return row_fail(f, row, MSG_ROUTE_LINE_NONE, "");
        d->depot[row->v[0] / MICRO - 1] = true;
        if (d->first_depot == VRP_NONE) d->first_depot = (int32_t)(row->v[0] / MICRO) - 1;
    }
    if (d->first_depot == VRP_NONE) d->depot[d->first_depot = 0] = true;
    return true;
}

static bool windows(struct vrplib *f, struct nodes *d)
{
    const struct section *s = find_section(f, STR("TIME_WINDOW_SECTION"));
    d->from = ARENA_ARRAY(f->arena, int32_t, (size_t)f->n);
    d->to = ARENA_ARRAY(f->arena, int32_t, (size_t)f->n);
    bool *seen = ARENA_ARRAY(f->arena, bool, (size_t)f->n);
    if (s && s->rows.count != (size_t)f->n) return reader_fail(f->r, MSG_ROUTE_LINE_ROWS, "TIME_WINDOW_SECTION");
    for (size_t i = 0; s && i < s->rows.count; i++) {
        const struct row *row = LIST_AT(&s->rows, struct row, i);
        int64_t at = row->count ? row->v[0] / MICRO - 1 : -1;
        if (row->count != 3 || at < 0 || at >= f->n || !in_units(row->v[1], f->unit, &d->from[at]) ||
            !in_units(row->v[2], f->unit, &d->to[at]) || d->from[at] > d->to[at])
            return row_fail(f, row, MSG_ROUTE_LINE_FORM, "number from to");
        if (seen[at]) return row_fail(f, row, MSG_ROUTE_LINE_TWICE, "");
        seen[at] = true;
    }
    return true;
}

static bool visits(struct vrplib *f, const struct nodes *d, bool timed, struct vrpfile *out)
{
    struct vrp_visit *v = ARENA_ARRAY(f->arena, struct vrp_visit, (size_t)f->n);
    struct vrp_window *w = ARENA_ARRAY(f->arena, struct vrp_window, (size_t)f->n);
    out->number = ARENA_ARRAY(f->arena, int32_t, (size_t)f->n);
    int32_t count = 0;
    for (int32_t i = 0; i < f->n; i++) {
        if (d->depot[i]) continue;
        w[count] = (struct vrp_window){d->from[i], d->to[i]};
        v[count] = (struct vrp_visit){.location = i,
                                      .service = d->service[i],
                                      .pair = VRP_NONE,
                                      .group = VRP_NONE,
                                      .windows = &w[count],
                                      .window_count = timed};
        v[count].delivery[0] = d->demand[i];
        out->number[count++] = i;
    }
    out->problem.visits = v;
    out->problem.visit_count = count;
    return true;
}

static bool vehicles(struct vrplib *f, const struct nodes *d, bool timed, struct vrpfile *out)
{
    bool good = true, open = str_eq(head(f, "TYPE"), STR("OVRP"));
    int64_t micro = 0;
    int32_t visits = out->problem.visit_count, count = 1;
    if (head_number(f, "VEHICLES", &micro, &good)) {
        if (micro < MICRO || micro % MICRO || micro / MICRO > VRP_VISITS_MAX)
            return reader_fail(f->r, MSG_ROUTE_LINE_NAME, "VEHICLES");
        out->vehicle_files = count = (int32_t)(micro / MICRO);
    }
    struct machine *m = ARENA_ARRAY(f->arena, struct machine, (size_t)count);
    bool stays = false;
    for (int32_t i = 0; i < f->n && !timed; i++)
        stays = stays || d->service[i];
    if (!good || !machines(f, m, count, d->first_depot, stays)) return false;
    struct vrp_vehicle *v = ARENA_ARRAY(f->arena, struct vrp_vehicle, (size_t)count);
    const struct machine **like = ARENA_ARRAY(f->arena, const struct machine *, (size_t)count);
    out->vehicle_of = ARENA_ARRAY(f->arena, int32_t, (size_t)count);
    int32_t types = 0;
    for (int32_t i = 0; i < count; i++) {
        int32_t k = 0;
        while (k < types && !same(like[k], &m[i], f->n))
            k++;
        out->vehicle_of[i] = k;
        if (k < types) {
            v[k].count++;
            continue;
        }
        if (types == VRP_VEHICLES_MAX) return reader_fail(f->r, MSG_ROUTE_LINE_MANY, "");
        like[types++] = &m[i];
        v[k] = (struct vrp_vehicle){.count = 1,
                                    .start = m[i].depot,
                                    .end = open ? VRP_NONE : m[i].depot,
                                    .capacity = {m[i].capacity},
                                    .fixed = m[i].fixed,
                                    .per_distance = m[i].per_distance,
                                    .duration_max = m[i].duration_max,
                                    .distance_max = m[i].distance_max};
        if (timed) v[k].shift = (struct vrp_window){d->from[m[i].depot], d->to[m[i].depot]};
        uint8_t *serves = m[i].serves ? ARENA_ARRAY(f->arena, uint8_t, (size_t)visits + 1) : NULL;
        for (int32_t u = 0; serves && u < visits; u++)
            serves[u] = m[i].serves[out->number[u]];
        v[k].serves = serves;
    }
    if (!out->vehicle_files) v[0].count = visits ? visits : 1;
    out->problem.vehicles = v;
    out->problem.vehicle_count = types;
    return true;
}

static bool known_only(struct vrplib *f)
{
    static const char *const KNOWN[] = {"NODE_COORD",
                                        "DEMAND",
                                        "DEPOT",
                                        "EDGE_WEIGHT",
                                        "CAPACITY",
                                        "SERVICE_TIME",
                                        "TIME_WINDOW",
                                        "VEHICLES_FIXED_COST",
                                        "VEHICLES_UNIT_DISTANCE_COST",
                                        "VEHICLES_MAX_DURATION",
                                        "VEHICLES_MAX_DISTANCE",
                                        "VEHICLES_DEPOT",
                                        "VEHICLES_ALLOWED_CLIENTS"};
    for (size_t i = 0; i < f->sections.count; i++) {
        struct str name = LIST_AT(&f->sections, struct section, i)->name;
        bool known = false;
        for (size_t k = 0; k < COUNT(KNOWN) && !known; k++)
            known = str_eq(name, arena_printf(f->arena, "%s_SECTION", KNOWN[k]));
        if (!known) return reader_fail(f->r, MSG_ROUTE_LINE_SECTION, arena_cstr(f->arena, name));
    }
    return true;
}

bool read_vrplib(struct reader *r, enum vrpfile_rounding rounding, struct vrpfile *out)
{
    struct vrplib f = {.r = r, .arena = r->arena, .unit = unit_of(rounding)};
    struct nodes d = {0};
    int64_t dimension = 0;
    int32_t *matrix = NULL;
    bool good = true, found;
    if (!read_all(&f) || !known_only(&f)) return false;
    if (!head_number(&f, "DIMENSION", &dimension, &good) || dimension < MICRO || dimension % MICRO ||
        dimension / MICRO > VRP_LOCATIONS_MAX)
        return good ? reader_fail(r, MSG_ROUTE_LINE_NAME, "DIMENSION") : false;
    f.n = (int32_t)(dimension / MICRO);
    out->name = head(&f, "NAME");
    d.demand = ARENA_ARRAY(r->arena, int32_t, (size_t)f.n);
    d.service = ARENA_ARRAY(r->arena, int32_t, (size_t)f.n);
    bool timed = find_section(&f, STR("TIME_WINDOW_SECTION")) != NULL;
    if (!depots(&f, &d) || !figures(&f, "DEMAND", f.n, 1, d.demand, &found) ||
        !figures(&f, "SERVICE_TIME", f.n, f.unit, d.service, &found) || !windows(&f, &d) ||
        !matrix_of(&f, rounding, &matrix) || !visits(&f, &d, timed, out) || !vehicles(&f, &d, timed, out))
        return false;
    struct vrp_profile *profile = ARENA_NEW(r->arena, struct vrp_profile);
    profile->distance = matrix;
    out->problem.profiles = profile;
    out->problem.profile_count = 1;
    out->problem.location_count = f.n;
    out->problem.load_count = 1;
    return true;
}
