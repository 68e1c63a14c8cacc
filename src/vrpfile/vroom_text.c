/* vroom_text.c - a plan and its reasons in words, for whoever sends the coaches out. */
#include "base/date.h"
#include "vrpfile/vroom_impl.h"

/* A macro, so that the compiler sees both formats. */
#define PICK(zh, in_zh, in_en) ((zh) ? (in_zh) : (in_en))

/* A clock time; with timestamps the date, otherwise the number of the day when it is not the first. */
static void moment(struct buf *b, const struct vroom *f, int64_t t, bool zh)
{
    int64_t since = t + f->origin - f->day_begins, second = since % 86400;
    if (second < 0) second += 86400;
    int64_t day = (since - second) / 86400;
    if (day > 1000) {
        struct date d = date_from_days(day + (f->day_begins > 43200)); /* midnight by UTC is in the evening before */
        buf_add(b, str_sub(date_text(b->arena, d), 5, 5));
        buf_add_char(b, ' ');
    } else if (day) {
        buf_addf(b, zh ? "第%" PRId64 "天 " : "day %" PRId64 " ", day + 1);
    }
    buf_addf(b, "%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60));
}

static void span_of(struct buf *b, int64_t seconds)
{
    buf_addf(b, "%" PRId64 ":%02d", seconds / 3600, (int)(seconds / 60 % 60));
}

static void name_of(struct buf *b, const struct vroom *f, int32_t visit, bool zh)
{
    const struct vroom_task *t = &f->tasks[visit];
    if (t->description.n) {
        buf_add(b, t->description);
        buf_add_char(b, ' ');
    }
    buf_addf(b, PICK(zh, "（%" PRId64 "）", "(%" PRId64 ")"), t->id);
}

/* How much of what a constraint counts, rounded up. */
static void quantity(struct buf *b, enum vrp_violation_id id, int64_t by, bool zh)
{
    if (vroom_is_time(id))
        buf_addf(b, PICK(zh, "%" PRId64 " 分钟", "%" PRId64 " min"), (by + 59) / 60);
    else if (id == VRP_BREAKS_DISTANCE)
        buf_addf(b, PICK(zh, "%" PRId64 " 公里", "%" PRId64 " km"), (by + 999) / 1000);
    else
        buf_addf(b, "%" PRId64, by);
}

static bool is_counted(enum vrp_violation_id id)
{
    return id != VRP_BREAKS_SKILLS && id != VRP_BREAKS_REFUSED && id != VRP_BREAKS_EXCLUSION &&
           id != VRP_BREAKS_GROUP && id != VRP_BREAKS_PAIR;
}

static void violation(struct buf *b, enum vrp_violation_id id, int64_t by, bool zh)
{
    buf_add(b, str_of(vrp_violation_text(id, zh)));
    if (!is_counted(id)) return;
    buf_add(b, zh ? STR("，差 ") : STR(" by "));
    quantity(b, id, by, zh);
}

void vroom_reason_text(struct buf *b, const struct vroom *f, const struct vrp_reason *r, int64_t vehicle, bool zh)
{
    buf_addf(b, PICK(zh, "%" PRId64 " 号车：", "vehicle %" PRId64 ": "), vehicle);
    (void)f;
    if (r->fails == VRP_OK) {
        buf_add(b, zh ? STR("还有位置，请延长搜索时间") : STR("there is a place; search longer"));
        return;
    }
    violation(b, r->fails, r->by, zh);
    buf_add(b, zh ? STR("；") : STR("; "));
    if (r->relax == VRP_OK) {
        buf_add(b, zh ? STR("只放宽一项约束不够") : STR("to relax a single constraint is not enough"));
    } else if (!is_counted(r->relax)) {
        buf_add(b, zh ? STR("取消这项限制即可安排") : STR("without this limit there is a place"));
    } else {
        if (r->relax != r->fails) {
            buf_add(b, zh ? STR("若“") : STR("if \""));
            buf_add(b, str_of(vrp_violation_text(r->relax, zh)));
            buf_add(b, zh ? STR("”") : STR("\" "));
        }
        buf_add(b, zh ? STR("放宽 ") : STR("relaxed by "));
        quantity(b, r->relax, r->relax_by, zh);
        buf_add(b, zh ? STR(" 即可安排") : STR(" there is a place"));
    }
}

static const char *stand_text(enum vrp_stand_reason reason, bool zh)
{
    switch (reason) {
    case VRP_STAND_STRETCH:
        return PICK(zh, "驾驶员休息", "the driver rests");
    case VRP_STAND_DAY:
        return PICK(zh, "当日驾驶时间已满", "the hours of the day are used up");
    case VRP_STAND_BAN:
        return PICK(zh, "夜间停驶", "no driving at night");
    case VRP_STAND_LAYOVER:
        return PICK(zh, "驾驶员过夜", "the drivers stay overnight");
    }
    return "";
}

/* Where the coach stands on its way to a stop. */
static void stands(struct buf *b, const struct vroom *f, const struct vrp_schedule *t, int32_t before, bool zh)
{
    for (int32_t i = 0; i < t->stand_count; i++) {
        const struct vrp_stand *x = &t->stands[i];
        if (x->before != before) continue;
        buf_add(b, STR("      "));
        moment(b, f, x->from, zh);
        buf_add(b, STR(" - "));
        moment(b, f, x->to, zh);
        buf_addf(b, "  %s\n", stand_text(x->reason, zh));
    }
}

static void stop(struct buf *b, const struct vroom *f, const struct vrp_route *r, int32_t i, const struct vrp_stop *s,
                 bool zh)
{
    const struct vrp_visit *x = &f->problem.visits[r->visits[i]];
    int64_t up = x->pickup[0], down = x->delivery[0];
    if (r->amounts && up) up = r->amounts[i];
    if (r->amounts && !up && down) down = r->amounts[i];
    buf_add(b, STR("    "));
    moment(b, f, s->arrival, zh);
    buf_add(b, STR("  "));
    name_of(b, f, r->visits[i], zh);
    if (up) buf_addf(b, "  +%" PRId64, up);
    if (down) buf_addf(b, "  -%" PRId64, down);
    buf_add_char(b, '\n');
}

static int64_t metres(const struct vroom *f, const struct vrp_route *r)
{
    const struct vrp_vehicle *v = &f->problem.vehicles[r->vehicle];
    const struct vrp_profile *p = &f->problem.profiles[v->profile];
    int64_t sum = 0;
    for (int32_t i = 0, from = v->start; p->length && i <= r->count; i++) {
        int32_t to = i < r->count ? f->problem.visits[r->visits[i]].location : v->end;
        if (from != VRP_NONE && to != VRP_NONE) sum += p->length[(int64_t)from * f->problem.location_count + to];
        from = to;
    }
    return sum;
}

static void coach(struct buf *b, const struct vroom *f, const struct vrp_route *r, int64_t id, bool zh)
{
    struct vrp_schedule t;
    int64_t people = 0;
    vrp_schedule(b->arena, &f->problem, r, &t);
    for (int32_t i = 0; i < r->count; i++) {
        const struct vrp_visit *x = &f->problem.visits[r->visits[i]];
        people += r->amounts ? r->amounts[i] : x->pickup[0] + x->delivery[0];
    }
    buf_addf(
        b,
        PICK(zh, "%" PRId64 " 号车：%d 处，%" PRId64 " 人（件）", "vehicle %" PRId64 ": %d visits, %" PRId64 " aboard"),
        id, r->count, people);
    if (f->has_distances) buf_addf(b, PICK(zh, "，%" PRId64 " 公里", ", %" PRId64 " km"), (metres(f, r) + 500) / 1000);
    buf_add(b, zh ? STR("，行驶 ") : STR(", driving "));
    span_of(b, t.driving);
    if (t.longest_ride) {
        buf_add(b, zh ? STR("，最长乘车 ") : STR(", longest ride "));
        span_of(b, t.longest_ride);
    }
    buf_add(b, STR("\n    "));
    moment(b, f, t.departure, zh);
    buf_add(b, zh ? STR("  出发\n") : STR("  leaves\n"));
    for (int32_t i = 0; i < r->count; i++) {
        stands(b, f, &t, i, zh);
        stop(b, f, r, i, &t.stops[i], zh);
    }
    stands(b, f, &t, r->count, zh);
    buf_add(b, STR("    "));
    moment(b, f, t.arrival, zh);
    buf_add(b, zh ? STR("  到达\n") : STR("  arrives\n"));
}

void vroom_text(struct buf *b, const struct vroom *f, const struct vroom_answer *answer, bool zh)
{
    const struct vrp_plan *plan = answer->plan;
    int32_t *of = vroom_vehicles_of(b->arena, f, answer);
    for (int32_t k = 0; k < plan->route_count; k++)
        if (plan->routes[k].count) coach(b, f, &plan->routes[k], f->vehicles[of[k]].id, zh);
    buf_addf(b, PICK(zh, "共 %d 辆车，%d 处未安排\n", "%d vehicles, %d not assigned\n"), answer->verdict->vehicles,
             plan->unassigned_count);
    for (int32_t i = 0; i < plan->unassigned_count; i++) {
        const struct vrp_reason *r = vroom_reasons(b->arena, f, answer, i);
        buf_add(b, zh ? STR("未安排 ") : STR("not assigned "));
        name_of(b, f, plan->unassigned[i], zh);
        buf_add_char(b, '\n');
        for (int32_t k = 0; r && k < f->problem.vehicle_count; k++) {
            buf_add(b, STR("    "));
            vroom_reason_text(b, f, &r[k], vroom_vehicle_of_reason(f, of, &r[k]), zh);
            buf_add_char(b, '\n');
        }
    }
}
