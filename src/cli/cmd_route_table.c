/* cmd_route_table.c - nuanqiao route problem: a table of towns and parties (csv, xlsx) as a routing problem; and a plan
 * as a table. */
#include "cli/commands.h"
#include "cli/route_file.h"
#include "json/json.h"
#include "sheet/sheet.h"
#include "vrpfile/vroom.h"
#include <unistd.h>

static const struct field PROBLEM_FIELDS[] = {
    FIELD(struct route_problem_options, file, .required = true, .min = 1, .max = 1000, .zh = "表格文件（csv、xlsx）",
          .en = "table (csv, xlsx)"),
    FIELD(struct route_problem_options, to, .required = true, .min = 3, .max = 50, .zh = "园区的经度,纬度",
          .en = "longitude,latitude of the zone", .example = "LON,LAT"),
    FIELD(struct route_problem_options, coaches, .required = true, .min = 1, .max = 1000, .zh = "车辆数",
          .en = "number of coaches", .example = "N"),
    FIELD(struct route_problem_options, seats, .required = true, .min = 1, .max = 1000, .zh = "每车可坐人数",
          .en = "seats of a coach that may be filled", .example = "N"),
    FIELD(struct route_problem_options, leave, .max = 5, .zh = "最早发车时刻（默认不限）",
          .en = "earliest departure (default: any time)", .example = "HH:MM"),
    FIELD(struct route_problem_options, board, .min = 0, .max = 600, .zh = "每个地点上车用时（默认 0）",
          .en = "minutes for boarding at each town (default 0)", .example = "MINUTES"),
    FIELD(struct route_problem_options, drivers, .min = 1, .max = 10,
          .zh = "每车驾驶员人数，并遵守驾驶时间规定（默认不限）",
          .en = "drivers of each coach, who keep the driving rules (default: no rules)", .example = "N"),
    FIELD(struct route_problem_options, out, .max = 1000, .zh = "问题文件（默认标准输出）",
          .en = "file for the problem (default: standard output)", .example = "FILE"),
};
const struct record ROUTE_PROBLEM_OPTIONS = RECORD(route_problem_options, PROBLEM_FIELDS);

enum column {
    TOWN,
    LON,
    LAT,
    PEOPLE,
    TERRAIN,
    GROUP,
    COLUMNS
};
static const char *const NAMES[COLUMNS][2] = {{"地点", "town"},   {"经度", "lon"},     {"纬度", "lat"},
                                              {"人数", "people"}, {"地形", "terrain"}, {"分组", "group"}};
/* What else such tables call them. */
static const char *const OTHERS[COLUMNS][5] = {{"名称", "城市", "name", "city", "place"},
                                               {"lng", "longitude"},
                                               {"latitude"},
                                               {"乘客", "persons", "passengers"},
                                               {NULL},
                                               {"家庭", "family"}};
static const char *const TERRAINS[][2] = {{"平原", "plain"}, {"丘陵", "hills"}, {"山区", "mountains"}};

struct table {
    struct cli *c;
    struct buf jobs;
    int64_t at[COLUMNS], count; /* column of each, -1 = none */
    int64_t seats, board;       /* of a coach; seconds at each town */
};

static struct str cell(const struct table *t, const struct sheet_row *row, enum column column)
{
    int64_t at = t->at[column];
    return at < 0 || (size_t)at >= row->count ? STR("") : str_trim(row->cells[at].text);
}

/* A number as JSON writes it. */
static bool is_number(struct str s)
{
    size_t digits = 0, points = 0;
    for (size_t i = s.n && s.p[0] == '-'; i < s.n; i++) {
        digits += s.p[i] >= '0' && s.p[i] <= '9';
        points += s.p[i] == '.';
        if (!(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '.') return false;
    }
    return digits && points <= 1 && s.n < 20 && s.p[s.n - 1] != '.' && s.p[s.p[0] == '-'] != '.';
}

static struct str column_name(const struct table *t, int column)
{
    return str_of(NAMES[column][t->c->lang == LANG_ZH ? 0 : 1]);
}

/* The column of that heading; false when there are two. */
static bool find_column(struct table *t, const struct sheet_row *head, int column, const char *wanted)
{
    int64_t *at = &t->at[column];
    for (size_t i = 0; i < head->count; i++) {
        if (!str_eq_nocase(str_trim(head->cells[i].text), str_of(wanted))) continue;
        if (*at >= 0) return fail(&t->c->err, ERR_INVALID, M(ROUTE_COLUMN_TWICE), S("name", column_name(t, column)));
        *at = (int64_t)i;
    }
    return true;
}

static bool headings(struct table *t, const struct sheet_row *head)
{
    for (int k = 0; k < COLUMNS; k++) {
        t->at[k] = -1;
        struct str wanted = column_name(t, k);
        for (size_t i = 0; i < COUNT(NAMES[k]); i++)
            if (!find_column(t, head, k, NAMES[k][i])) return false;
        for (size_t i = 0; i < COUNT(OTHERS[k]) && OTHERS[k][i] && t->at[k] < 0; i++)
            if (!find_column(t, head, k, OTHERS[k][i])) return false;
        if (k <= PEOPLE && t->at[k] < 0) return fail(&t->c->err, ERR_INVALID, M(ROUTE_COLUMNS), S("name", wanted));
    }
    return true;
}

static bool row_bad(struct table *t, const struct sheet_row *row, enum column column)
{
    struct msg_part what = {.kind = MSG_PART_ID, .id = column == PEOPLE ? MSG_ROUTE_ROW_WHOLE : MSG_ROUTE_ROW};
    return fail(&t->c->err, ERR_INVALID, what, I("row", row->number), S("name", column_name(t, column)));
}

/* Is a number (is_number) from -most to most? */
static bool within(struct str s, int64_t most)
{
    int64_t whole;
    if (s.p[0] == '-') s = str_sub(s, 1, s.n - 1);
    struct str part = s;
    bool good = str_to_i64(str_part(&part, '.'), &whole) && whole <= most;
    for (size_t i = 0; good && whole == most && i < part.n; i++)
        good = part.p[i] == '0';
    return good;
}

static bool on_earth(struct str lon, struct str lat)
{
    return within(lon, 180) && within(lat, 90);
}

static bool party(struct table *t, const struct sheet_row *row)
{
    struct str lon = cell(t, row, LON), lat = cell(t, row, LAT), terrain = cell(t, row, TERRAIN);
    struct str group = cell(t, row, GROUP);
    int64_t people;
    bool known = !terrain.n;
    for (size_t i = 0; i < COUNT(TERRAINS) && !known; i++) {
        known = str_eq(terrain, str_of(TERRAINS[i][0])) || str_eq_nocase(terrain, str_of(TERRAINS[i][1]));
        if (known) terrain = str_of(TERRAINS[i][1]);
    }
    if (!known) return fail(&t->c->err, ERR_INVALID, M(ROUTE_ROW_TERRAIN), I("row", row->number));
    if (!is_number(lon)) return row_bad(t, row, LON);
    if (!is_number(lat)) return row_bad(t, row, LAT);
    if (!str_to_i64(cell(t, row, PEOPLE), &people) || people < 0 || people > 100000) return row_bad(t, row, PEOPLE);
    if (!on_earth(lon, lat)) return fail(&t->c->err, ERR_INVALID, M(ROUTE_ROW_POINT), I("row", row->number));
    if (people == 0) return true;
    struct buf *b = &t->jobs;
    buf_addf(b, "%s\n  {\"id\": %" PRId64 ", \"description\": ", t->count++ ? "," : "", row->number);
    json_add_string(b, cell(t, row, TOWN));
    buf_addf(b, ", \"location\": [%.*s, %.*s], \"pickup\": [%" PRId64 "]", STR_ARG(lon), STR_ARG(lat), people);
    if (terrain.n) {
        buf_add(b, STR(", \"terrain\": "));
        json_add_string(b, terrain);
    }
    if (group.n) {
        buf_add(b, STR(", \"group\": "));
        json_add_string(b, group);
    }
    if (t->board) buf_addf(b, ", \"setup\": %" PRId64, t->board);
    if (people > t->seats) buf_add(b, STR(", \"splittable\": true")); /* no coach takes them all */
    buf_add_char(b, '}');
    return true;
}

static bool read_table(struct table *t, struct str path)
{
    struct cli *c = t->c;
    if (access(arena_cstr(c->arena, path), R_OK) != 0)
        return fail(&c->err, ERR_NOT_FOUND, M(CLI_FILE_MISSING), S("file", path));
    struct sheet *s = sheet_open(c->arena, &c->err, path);
    struct sheet_row row;
    bool end = false, good = s && sheet_next(s, &c->err, &row, &end);
    if (good && end) good = fail(&c->err, ERR_INVALID, M(ROUTE_NO_PEOPLE));
    good = good && headings(t, &row);
    while (good && !end) {
        good = sheet_next(s, &c->err, &row, &end);
        if (good && !end) good = party(t, &row);
    }
    if (s) sheet_close(s);
    return good && (t->count || fail(&c->err, ERR_INVALID, M(ROUTE_NO_PEOPLE)));
}

/* "6:30" as seconds. */
static bool clock_of(struct str text, int64_t *seconds)
{
    struct str minute = text, hour = str_part(&minute, ':');
    int64_t h, m;
    bool good = str_to_i64(hour, &h) && str_to_i64(minute, &m) && minute.n == 2 && h >= 0 && h < 24 && m >= 0 && m < 60;
    if (good) *seconds = h * 3600 + m * 60;
    return good;
}

static void vehicles(struct buf *b, const struct route_problem_options *o, struct str lon, struct str lat,
                     int64_t leave)
{
    enum {
        TWO_DAYS = 2 * 86400
    };
    buf_add(b, STR("\"vehicles\": ["));
    for (int64_t i = 1; i <= o->coaches; i++) {
        buf_addf(b, "%s\n  {\"id\": %" PRId64 ", \"end\": [%.*s, %.*s], \"capacity\": [%" PRId64 "]", i > 1 ? "," : "",
                 i, STR_ARG(lon), STR_ARG(lat), o->seats);
        if (o->leave.n) buf_addf(b, ", \"time_window\": [%" PRId64 ", %" PRId64 "]", leave, leave + TWO_DAYS);
        if (o->drivers.has) buf_addf(b, ", \"crew\": {\"drivers\": %" PRId64 "}, \"driver_rules\": {}", o->drivers.v);
        buf_add(b, STR(", \"costs\": {\"fixed\": 2000, \"per_hour\": 0, \"per_km\": 10}}"));
    }
    buf_add(b, STR("],\n"));
}

enum cli_exit cmd_route_problem(struct cli *c, const void *options)
{
    const struct route_problem_options *o = options;
    struct table t = {.c = c, .jobs = {.arena = c->arena}, .seats = o->seats};
    int64_t leave = 0;
    struct str lat = o->to, lon = str_part(&lat, ',');
    struct buf b = {.arena = c->arena};
    struct vroom f;
    lon = str_trim(lon), lat = str_trim(lat);
    if (!is_number(lon) || !is_number(lat) || !on_earth(lon, lat)) (void)fail_field(&c->err, STR("--to"), M(ROUTE_TO));
    if (o->leave.n && !clock_of(o->leave, &leave))
        (void)fail_field(&c->err, STR("--leave"), M(ENUM_BAD), S("known", STR("0:00, 0:01 ... 23:59")));
    if (c->err.code != ERR_NONE) return route_usage(c);
    if (o->board.has) t.board = o->board.v * 60;
    if (!route_writable(c, o->out) || !read_table(&t, o->file)) return cli_fail(c);
    buf_add_char(&b, '{');
    vehicles(&b, o, lon, lat, leave);
    buf_add(&b, STR("\"jobs\": ["));
    buf_add(&b, buf_str(&t.jobs));
    buf_add(&b, STR("]}\n"));
    if (!vroom_read(c->arena, &c->err, buf_str(&b), NULL, &f) || !route_write(c, o->out, buf_str(&b)))
        return cli_fail(c);
    return CLI_DONE;
}

/* ---- a plan as a table ---- */

static struct str clock_text(struct arena *a, int64_t t)
{
    int64_t second = t % 86400;
    if (second < 0) second += 86400;
    return arena_printf(a, "%" PRId64 " %02d:%02d", (t - second) / 86400 + 1, (int)(second / 3600),
                        (int)(second / 60 % 60));
}

static struct cell number_cell(struct arena *a, int64_t n)
{
    return (struct cell){arena_printf(a, "%" PRId64, n), true};
}

static struct cell words_cell(struct str s)
{
    return (struct cell){s.p ? s : STR(""), false};
}

static bool write_route(struct cli *c, struct sheet_out *s, const struct vroom *f, const struct vrp_route *r,
                        struct str vehicle, int64_t number)
{
    struct vrp_schedule when;
    vrp_schedule(c->arena, &f->problem, r, &when);
    for (int32_t i = 0; i < r->count; i++) {
        const struct vroom_task *task = &f->tasks[r->visits[i]];
        const struct vrp_visit *v = &f->problem.visits[r->visits[i]];
        int64_t people = r->amounts ? r->amounts[i] : v->pickup[0] + v->delivery[0];
        int64_t midnight = f->origin - f->day_begins;
        struct cell cells[] = {number_cell(c->arena, number),
                               number_cell(c->arena, i + 1),
                               words_cell(clock_text(c->arena, when.stops[i].arrival + midnight)),
                               words_cell(task->description),
                               number_cell(c->arena, people),
                               number_cell(c->arena, task->id),
                               words_cell(clock_text(c->arena, when.stops[i].leave + midnight)),
                               words_cell(vehicle)};
        if (!sheet_write(s, &c->err, cells, COUNT(cells), false)) return false;
    }
    return true;
}

/* Who found no seat, without coach and time. */
static bool write_left(struct cli *c, struct sheet_out *s, const struct vroom *f, int32_t visit)
{
    const struct vroom_task *task = &f->tasks[visit];
    const struct vrp_visit *v = &f->problem.visits[visit];
    struct cell none = words_cell(STR(""));
    struct cell cells[] = {none,
                           none,
                           none,
                           words_cell(task->description),
                           number_cell(c->arena, v->pickup[0] + v->delivery[0]),
                           number_cell(c->arena, task->id),
                           none,
                           none};
    return sheet_write(s, &c->err, cells, COUNT(cells), false);
}

bool route_csv(struct cli *c, struct str path, const struct vroom *f, const struct vrp_plan *plan)
{
    static const char *const HEAD[][2] = {
        {"车次", "coach"},  {"顺序", "order"}, {"到达（第几天 时刻）", "arrives (day, time)"}, {"地点", "town"},
        {"人数", "people"}, {"编号", "party"}, {"发车（第几天 时刻）", "leaves (day, time)"},  {"车辆", "vehicle"}};
    enum sheet_format format = str_ends(path, STR(".xlsx")) ? SHEET_XLSX : SHEET_CSV;
    struct sheet_out *s = sheet_create(c->arena, &c->err, path, format);
    struct cell head[COUNT(HEAD)];
    int64_t number = 0;
    const struct vroom_answer answer = {.plan = plan};
    const int32_t *of = vroom_vehicles_of(c->arena, f, &answer);
    for (size_t i = 0; i < COUNT(HEAD); i++)
        head[i] = (struct cell){str_of(HEAD[i][c->lang == LANG_ZH ? 0 : 1]), false};
    bool good = s && sheet_write(s, &c->err, head, COUNT(head), false);
    for (int32_t k = 0; k < plan->route_count && good; k++)
        if (plan->routes[k].count)
            good = write_route(c, s, f, &plan->routes[k], route_vehicle_name(c->arena, f, of[k]), ++number);
    for (int32_t i = 0; i < plan->unassigned_count && good; i++)
        good = write_left(c, s, f, plan->unassigned[i]);
    return good && sheet_finish(s, &c->err);
}
