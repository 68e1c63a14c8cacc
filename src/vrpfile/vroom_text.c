/* vroom_text.c - a plan and its reasons in words, for whoever sends the coaches out. */
#include "base/date.h"
#include "vrpfile/vroom_impl.h"

/* A macro, so that the compiler sees both formats. */
#define PICK(zh, in_zh, in_en) ((zh) ? (in_zh) : (in_en))

void vroom_moment(struct buf *b, const struct vroom *f, int64_t t, bool zh)
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
    int64_t minutes = (by + 59) / 60;
    if (vroom_is_time(id) && minutes >= 120)
        buf_addf(b, PICK(zh, "%" PRId64 " 小时 %d 分钟", "%" PRId64 " h %d min"), minutes / 60, (int)(minutes % 60));
    else if (vroom_is_time(id))
        buf_addf(b, PICK(zh, "%" PRId64 " 分钟", "%" PRId64 " min"), minutes);
    else if (id == VRP_BREAKS_DISTANCE || id == VRP_BREAKS_DRIVERS)
        buf_addf(b, PICK(zh, "%" PRId64 " 公里", "%" PRId64 " km"), (by + 999) / 1000);
    else
        buf_addf(b, "%" PRId64, by);
}

static bool is_counted(enum vrp_violation_id id)
{
    return id != VRP_BREAKS_SKILLS && id != VRP_BREAKS_REFUSED && id != VRP_BREAKS_EXCLUSION &&
           id != VRP_BREAKS_GROUP && id != VRP_BREAKS_PAIR && id != VRP_BREAKS_SERVED_TWICE &&
           id != VRP_BREAKS_NOT_SERVED && id != VRP_BREAKS_ROUTE_SHAPE && id != VRP_BREAKS_PAUSE;
}

void vroom_violation_text(struct buf *b, enum vrp_violation_id id, int64_t by, bool zh)
{
    buf_add(b, str_of(vrp_violation_text(id, zh)));
    if (!is_counted(id)) return;
    buf_add(b, zh ? STR("，差 ") : STR(" by "));
    quantity(b, id, by < 0 ? -by : by, zh);
}

void vroom_reason_text(struct buf *b, const struct vrp_reason *r, int64_t vehicle, bool judged, bool zh)
{
    buf_addf(b, PICK(zh, "%" PRId64 " 号车：", "vehicle %" PRId64 ": "), vehicle);
    if (r->fails == VRP_OK) {
        buf_add(b, zh ? STR("还有位置") : STR("there is a place"));
        if (!judged) buf_add(b, zh ? STR("，请延长搜索时间") : STR("; search longer"));
        return;
    }
    vroom_violation_text(b, r->fails, r->by, zh);
    buf_add(b, zh ? STR("；") : STR("; "));
    if (r->relax == VRP_OK) {
        buf_add(b, zh ? STR("只放宽一项约束不够") : STR("no limit that gives way alone would be enough"));
    } else if (r->relax == VRP_BREAKS_VEHICLES) {
        buf_add(b, zh ? STR("再加一辆这样的车即可安排") : STR("one more such vehicle would do"));
    } else if (!is_counted(r->relax)) {
        buf_add(b, zh ? STR("取消这项限制即可安排") : STR("without this limit there would be a place"));
    } else {
        const char *which = r->relax == r->fails ? NULL : vrp_violation_text(r->relax, zh);
        if (which) buf_addf(b, PICK(zh, "“%s”", "there would be a place if \"%s\" gave way by "), which);
        if (zh) buf_add(b, STR("放宽 "));
        if (!zh && !which) buf_add(b, STR("there would be a place if it gave way by "));
        quantity(b, r->relax, r->relax_by, zh);
        if (zh) buf_add(b, STR(" 即可安排"));
    }
}

void vroom_text(struct buf *b, const struct vroom *f, const struct vroom_answer *answer, bool zh)
{
    const struct vrp_plan *plan = answer->plan;
    int32_t *of = vroom_vehicles_of(b->arena, f, answer);
    vroom_sheet(b, f, answer, zh);
    for (int32_t i = 0; i < plan->unassigned_count; i++) {
        const struct vrp_reason *r = vroom_reasons(b->arena, f, answer, i);
        buf_add(b, zh ? STR("未安排 ") : STR("not assigned "));
        name_of(b, f, plan->unassigned[i], zh);
        buf_add_char(b, '\n');
        for (int32_t k = 0; r && k < f->problem.vehicle_count; k++) {
            buf_add(b, STR("    "));
            vroom_reason_text(b, &r[k], vroom_vehicle_of_reason(f, of, &r[k]), answer->vehicle_of != NULL, zh);
            buf_add_char(b, '\n');
        }
    }
}
