/* cmd_route_plan.c - a plan that came back as a table (csv, xlsx): which party on which vehicle, in which order. */
#include "cli/route_file.h"
#include "json/json.h"
#include "sheet/sheet.h"
#include "vrpfile/vroom.h"
#include <stdlib.h>
#include <unistd.h>

enum column {
    VEHICLE,
    PARTY,
    ORDER,
    PEOPLE,
    COLUMNS
};
static const char *const NAMES[COLUMNS][2] = {
    {"车辆", "vehicle"}, {"编号", "party"}, {"顺序", "order"}, {"人数", "people"}};

/* A party on a vehicle. */
struct ride {
    int32_t vehicle; /* index */
    int64_t order, row, party, people;
    enum vroom_kind kind;
};

struct plan_table {
    struct cli *c;
    const struct vroom *f;
    int64_t at[COLUMNS]; /* -1 = the table has none */
    struct list rides;   /* of struct ride */
    struct str *names;   /* of the vehicles */
    bool *named;         /* per task */
};

struct str route_vehicle_name(struct arena *a, const struct vroom *f, int32_t vehicle)
{
    const struct vroom_vehicle *v = &f->vehicles[vehicle];
    bool unique = v->description.n > 0;
    for (int32_t i = 0; unique && i < f->vehicle_count; i++)
        unique = i == vehicle || !str_eq(f->vehicles[i].description, v->description);
    return unique ? v->description : arena_printf(a, "%" PRId64, v->id);
}

static struct str word(const struct plan_table *t, const char *zh, const char *en)
{
    return str_of(t->c->lang == LANG_ZH ? zh : en);
}

static struct str cell(const struct plan_table *t, const struct sheet_row *row, enum column column)
{
    int64_t at = t->at[column];
    struct str s = at < 0 || (size_t)at >= row->count ? STR("") : str_trim(row->cells[at].text);
    bool guarded = s.n > 1 && s.p[0] == '\'' && memchr("=+-@", s.p[1], 4); /* as our own tables write it */
    return guarded ? str_sub(s, 1, s.n - 1) : s;
}

static bool headings(struct plan_table *t, const struct sheet_row *head)
{
    for (int k = 0; k < COLUMNS; k++) {
        t->at[k] = -1;
        for (size_t i = 0; i < head->count; i++) {
            struct str name = str_trim(head->cells[i].text);
            if (str_eq(name, str_of(NAMES[k][0])) || str_eq_nocase(name, str_of(NAMES[k][1]))) t->at[k] = (int64_t)i;
        }
        if (k <= PARTY && t->at[k] < 0)
            return fail(&t->c->err, ERR_INVALID, M(IMPORT_FIELD_MISSING),
                        S("field", word(t, NAMES[k][0], NAMES[k][1])));
    }
    return true;
}

static bool row_bad(struct plan_table *t, const struct sheet_row *row, enum column column, struct str type,
                    struct str example)
{
    return fail(&t->c->err, ERR_INVALID, M(CLI_BATCH_OTHER), I("line", row->number),
                S("column", word(t, NAMES[column][0], NAMES[column][1])), S("value", cell(t, row, column)),
                S("type", type), S("example", example));
}

/* A whole number of a column that may be empty or absent; then it stays as it is. */
static bool number(struct plan_table *t, const struct sheet_row *row, enum column column, int64_t *out)
{
    struct str s = cell(t, row, column);
    bool good = !s.n || (str_to_i64(s, out) && *out >= 0 && *out <= VRP_LOAD_MAX);
    return good || row_bad(t, row, column, word(t, "整数", "whole number"), STR("12"));
}

/* A task of that number that no row has named yet: a shipment is picked up by the first row and delivered by the
 * second. A job that comes again is in parts, or the reader of plans tells. */
static bool find_task(struct plan_table *t, struct ride *x)
{
    bool found = false;
    for (int32_t u = 0; u < t->f->problem.visit_count; u++) {
        const struct vroom_task *task = &t->f->tasks[u];
        if (task->id != x->party || (t->named[u] && task->kind != VROOM_JOB)) continue;
        found = true;
        x->kind = task->kind;
        if (t->named[u]) continue;
        t->named[u] = true;
        break;
    }
    return found;
}

static bool ride(struct plan_table *t, const struct sheet_row *row)
{
    struct str name = cell(t, row, VEHICLE), party = cell(t, row, PARTY);
    struct ride x = {.row = row->number, .order = row->number, .people = -1};
    if (!name.n) return true; /* has no seat */
    while (x.vehicle < t->f->vehicle_count && !str_eq(t->names[x.vehicle], name))
        x.vehicle++;
    if (x.vehicle == t->f->vehicle_count) return row_bad(t, row, VEHICLE, word(t, "车辆", "vehicle"), t->names[0]);
    if (!str_to_i64(party, &x.party) || !find_task(t, &x))
        return row_bad(t, row, PARTY, word(t, "批次的编号", "party"),
                       arena_printf(t->c->arena, "%" PRId64, t->f->problem.visit_count ? t->f->tasks[0].id : 1));
    if (!number(t, row, ORDER, &x.order) || !number(t, row, PEOPLE, &x.people)) return false;
    *LIST_ADD(t->c->arena, &t->rides, struct ride) = x;
    return true;
}

static int by_vehicle(const void *x, const void *y)
{
    const struct ride *a = x, *b = y;
    if (a->vehicle != b->vehicle) return a->vehicle < b->vehicle ? -1 : 1;
    if (a->order != b->order) return a->order < b->order ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* The rides as routes of an answer, for the one reader of plans. */
static struct str as_json(const struct plan_table *t)
{
    static const char *const KINDS[] = {"job", "pickup", "delivery"};
    struct buf b = {.arena = t->c->arena};
    buf_add(&b, STR("{\"routes\":["));
    for (size_t i = 0; i < t->rides.count; i++) {
        const struct ride *x = LIST_AT(&t->rides, struct ride, i);
        bool first = i == 0 || x[-1].vehicle != x->vehicle,
             last = i + 1 == t->rides.count || x[1].vehicle != x->vehicle;
        if (first) buf_addf(&b, "%s{\"vehicle\":%" PRId64 ",\"steps\":[", i ? "," : "", t->f->vehicles[x->vehicle].id);
        buf_addf(&b, "%s{\"type\":\"%s\",\"id\":%" PRId64, first ? "" : ",", KINDS[x->kind], x->party);
        if (x->kind == VROOM_JOB && x->people >= 0) buf_addf(&b, ",\"amount\":%" PRId64, x->people);
        buf_add(&b, last ? STR("}]}") : STR("}"));
    }
    buf_add(&b, STR("]}"));
    return buf_str(&b);
}

bool route_plan_table(struct cli *c, struct str path, struct vroom *f)
{
    struct plan_table t = {.c = c, .f = f};
    struct sheet_row row;
    bool end = false;
    t.names = ARENA_ARRAY(c->arena, struct str, (size_t)f->vehicle_count + 1);
    t.named = ARENA_ARRAY(c->arena, bool, (size_t)f->problem.visit_count + 1);
    for (int32_t i = 0; i < f->vehicle_count; i++)
        t.names[i] = route_vehicle_name(c->arena, f, i);
    if (access(arena_cstr(c->arena, path), R_OK) != 0)
        return fail(&c->err, ERR_NOT_FOUND, M(CLI_FILE_MISSING), S("file", path));
    struct sheet *s = sheet_open(c->arena, &c->err, path);
    bool good = s && sheet_next(s, &c->err, &row, &end) && !end && headings(&t, &row);
    while (good && !end) {
        good = sheet_next(s, &c->err, &row, &end);
        if (good && !end) good = ride(&t, &row);
    }
    if (s) sheet_close(s);
    if (!good && c->err.code == ERR_NONE) (void)fail(&c->err, ERR_INVALID, M(SHEET_EMPTY));
    if (!good) return false;
    if (t.rides.count) qsort(t.rides.items, t.rides.count, sizeof(struct ride), by_vehicle);
    return vroom_plan_read(c->arena, &c->err, as_json(&t), f);
}
