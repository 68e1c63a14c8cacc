/* vroom_sheet.c - a plan as a dispatcher reads it: coach by coach, when, where, who gets on, when drivers rest. */
#include "vrpfile/vroom_impl.h"

struct sheet {
    struct buf *b;
    bool zh;
    const struct vroom *f;
    const struct vroom_answer *answer;
};
struct tally {
    int64_t people, metres, driving, longest, rides, riders;
    int32_t coaches;
};

static void say(const struct sheet *s, const char *zh, const char *en)
{
    buf_add(s->b, str_of(s->zh ? zh : en));
}

/* Hours and minutes, rounded down. */
static void span(const struct sheet *s, int64_t seconds)
{
    buf_addf(s->b, "%" PRId64 ":%02d", seconds / 3600, (int)(seconds / 60 % 60));
}

static void clock_at(const struct sheet *s, int64_t t)
{
    vroom_moment(s->b, s->f, t, s->zh);
}

static void line_at(const struct sheet *s, int64_t t)
{
    buf_add(s->b, STR("  "));
    clock_at(s, t);
    buf_add(s->b, STR("  "));
}

static void thousands(const struct sheet *s, int64_t n)
{
    if (n >= 1000)
        buf_addf(s->b, "%" PRId64 ",%03d", n / 1000, (int)(n % 1000));
    else
        buf_addf(s->b, "%" PRId64, n);
}

static int64_t taken(const struct vrp_route *r, int32_t i, int64_t whole)
{
    return r->amounts && whole ? r->amounts[i] : whole;
}

/* How many get on at the i-th visit, and how many off: what it says itself, or what its pair brought. */
static int64_t gets_on(const struct sheet *s, const struct vrp_route *r, int32_t i)
{
    return taken(r, i, s->f->problem.visits[r->visits[i]].pickup[0]);
}

static int64_t gets_off(const struct sheet *s, const struct vrp_route *r, int32_t i)
{
    int64_t off = taken(r, i, s->f->problem.visits[r->visits[i]].delivery[0]);
    for (int32_t j = 0; j < i; j++)
        if (s->f->problem.visits[r->visits[j]].pair == r->visits[i]) off += gets_on(s, r, j);
    return off;
}

static int32_t place_of(const struct sheet *s, const struct vrp_route *r, int32_t i)
{
    const struct vrp_vehicle *v = &s->f->problem.vehicles[r->vehicle];
    return i < 0 ? v->start : i == r->count ? v->end : s->f->problem.visits[r->visits[i]].location;
}

static int64_t metres_of(const struct sheet *s, const struct vrp_route *r)
{
    const struct vrp_problem *p = &s->f->problem;
    const struct vrp_profile *profile = &p->profiles[p->vehicles[r->vehicle].profile];
    const int32_t *m = profile->length ? profile->length : profile->distance;
    int64_t sum = 0;
    for (int32_t i = 0; i <= r->count; i++) {
        int32_t from = place_of(s, r, i - 1), to = place_of(s, r, i);
        if (from != VRP_NONE && to != VRP_NONE) sum += m[(int64_t)from * p->location_count + to];
    }
    return sum;
}

static void name_of(const struct sheet *s, const struct vroom_place *place, struct str description)
{
    if (description.n) {
        buf_add(s->b, description);
    } else if (place->has_point) {
        buf_add_char(s->b, '[');
        vroom_degrees(s->b, place->lon);
        buf_add(s->b, STR(", "));
        vroom_degrees(s->b, place->lat);
        buf_add_char(s->b, ']');
    } else {
        buf_addf(s->b, s->zh ? "地点 %" PRId64 : "place %" PRId64, place->index);
    }
}

static void stand(const struct sheet *s, const struct vrp_stand *x)
{
    static const char *const WHY[][2] = {
        [VRP_STAND_STRETCH] = {"途中休息", "rest on the way"},
        [VRP_STAND_DAY] = {"24 小时驾驶时间已满，停车", "hours of 24 used up, standing"},
        [VRP_STAND_BAN] = {"夜间禁行，停车", "night ban, standing"},
        [VRP_STAND_LAYOVER] = {"驾驶员住宿", "drivers sleep"}};
    line_at(s, x->from);
    buf_add(s->b, str_of(WHY[x->reason][s->zh ? 0 : 1]));
    buf_add_char(s->b, ' ');
    span(s, x->to - x->from);
    say(s, "，至 ", ", until ");
    clock_at(s, x->to);
    if (x->reason != VRP_STAND_LAYOVER) {
        say(s, "（距上一站车程 ", " (");
        span(s, x->driven);
        say(s, "）", " of driving from the last stop)");
    }
    buf_add_char(s->b, '\n');
}

static void halt(const struct sheet *s, const struct vroom_vehicle *v, const struct vrp_halt *x)
{
    line_at(s, x->begin);
    say(s, "休息 ", "break ");
    span(s, x->leave - x->begin);
    if (v->breaks[x->pause].description.n)
        buf_addf(s->b, s->zh ? "（%.*s）" : " (%.*s)", STR_ARG(v->breaks[x->pause].description));
    say(s, "，至 ", ", until ");
    clock_at(s, x->leave);
    buf_add_char(s->b, '\n');
}

/* The visits i .. last at one place. */
static void stop(const struct sheet *s, const struct vrp_route *r, const struct vrp_schedule *t, int32_t i,
                 int32_t last)
{
    const struct vroom_task *task = &s->f->tasks[r->visits[i]];
    int64_t on = 0, off = 0;
    for (int32_t k = i; k <= last; k++)
        on += gets_on(s, r, k), off += gets_off(s, r, k);
    line_at(s, t->stops[i].begin);
    name_of(s, &task->place, task->description);
    if (t->stops[i].begin > t->stops[i].arrival) {
        say(s, "（", " (arrives ");
        clock_at(s, t->stops[i].arrival);
        say(s, " 到）", ")");
    }
    if (on) buf_addf(s->b, s->zh ? "  上车 %" PRId64 " 人" : "  %" PRId64 " get on", on);
    if (off) buf_addf(s->b, s->zh ? "  下车 %" PRId64 " 人" : "  %" PRId64 " get off", off);
    say(s, "  批次 ", "  parties ");
    for (int32_t k = i; k <= last; k++)
        buf_addf(s->b, "%s%" PRId64, k > i ? ", " : "", s->f->tasks[r->visits[k]].id);
    say(s, "  发车 ", "  leaves ");
    clock_at(s, t->stops[last].leave);
    buf_add_char(s->b, '\n');
}

static void heading(const struct sheet *s, int32_t k, const struct vroom_vehicle *v, const struct vrp_schedule *t,
                    int64_t people)
{
    const struct vrp_route *r = &s->answer->plan->routes[k];
    const struct vrp_vehicle *type = &s->f->problem.vehicles[r->vehicle];
    buf_addf(s->b, s->zh ? "第 %d 车  车辆 %" PRId64 : "Coach %d  vehicle %" PRId64, k + 1, v->id);
    if (v->description.n) buf_addf(s->b, " %.*s", STR_ARG(v->description));
    if (s->f->problem.load_count)
        buf_addf(s->b, s->zh ? "  载客 %" PRId64 "/%d 人" : "  %" PRId64 " of %d seats", people, type->capacity[0]);
    if (type->rules) {
        buf_addf(s->b, s->zh ? "  驾驶员 %d 人" : "  %d driver", type->rules->drivers);
        if (type->rules->drivers != 1) say(s, "", "s");
        if (type->rules->relay) say(s, "（接驳）", " (relay)");
    }
    if (s->f->has_distances) {
        buf_add(s->b, STR("  "));
        thousands(s, (metres_of(s, r) + 500) / 1000);
        say(s, " 公里", " km");
    }
    say(s, "  行驶 ", "  driving ");
    span(s, t->driving);
    buf_add_char(s->b, '\n');
}

static void ride(const struct sheet *s, const struct vrp_route *r, const struct vrp_schedule *t, struct tally *all)
{
    int32_t longest = VRP_NONE;
    for (int32_t i = 0; i < r->count; i++) {
        int64_t on = gets_on(s, r, i);
        if (!on) continue;
        all->riders += on, all->rides += on * t->stops[i].ride;
        if (longest == VRP_NONE || t->stops[i].ride > t->stops[longest].ride) longest = i;
    }
    if (longest == VRP_NONE) return;
    if (t->stops[longest].ride > all->longest) all->longest = t->stops[longest].ride;
    say(s, "  最长乘车 ", "  longest ride ");
    span(s, t->stops[longest].ride);
    say(s, "（直达 ", " (direct ");
    span(s, t->stops[longest].direct);
    say(s, "）\n", ")\n");
}

static void coach(const struct sheet *s, int32_t k, const struct vroom_vehicle *v, struct tally *all)
{
    const struct vrp_route *r = &s->answer->plan->routes[k];
    struct vrp_schedule t;
    int64_t people = 0;
    vrp_schedule(s->b->arena, &s->f->problem, r, &t);
    for (int32_t i = 0; i < r->count; i++)
        people += gets_on(s, r, i) + taken(r, i, s->f->problem.visits[r->visits[i]].delivery[0]);
    heading(s, k, v, &t, people);
    line_at(s, t.departure);
    say(s, "出车\n", "sets off\n");
    for (int32_t i = 0, n = 0, halts = 0; i <= r->count; i++) {
        for (; n < t.stand_count && t.stands[n].before == i; n++)
            stand(s, &t.stands[n]);
        for (; halts < t.halt_count && t.halts[halts].before <= i; halts++)
            halt(s, v, &t.halts[halts]);
        int32_t last = i;
        while (i < r->count && last + 1 < r->count && place_of(s, r, last + 1) == place_of(s, r, i) &&
               t.stops[last + 1].begin == t.stops[last].leave)
            last++;
        if (i < r->count) stop(s, r, &t, i, last);
        i = last;
    }
    line_at(s, t.arrival);
    say(s, "到达终点\n", "arrives at the end\n");
    ride(s, r, &t, all);
    buf_add_char(s->b, '\n');
    all->coaches++, all->people += people, all->metres += metres_of(s, r), all->driving += t.driving;
}

static void broken(const struct sheet *s)
{
    const struct list *v = &s->answer->verdict->violations;
    bool any = false;
    for (size_t i = 0; i < v->count; i++) {
        const struct vrp_violation *x = LIST_AT(v, struct vrp_violation, i);
        if (x->id == VRP_BREAKS_NOT_SERVED) continue;
        if (!any) say(s, "违反约束：\n", "Constraints broken:\n");
        any = true;
        if (x->route != VRP_NONE) buf_addf(s->b, s->zh ? "  第 %d 车" : "  coach %d", x->route + 1);
        if (x->visit != VRP_NONE)
            buf_addf(s->b, s->zh ? "  批次 %" PRId64 : "  party %" PRId64, s->f->tasks[x->visit].id);
        buf_add(s->b, STR("  "));
        vroom_violation_text(s->b, x->id, x->by, s->zh);
        buf_add_char(s->b, '\n');
    }
    if (any) buf_add_char(s->b, '\n');
}

static void totals(const struct sheet *s, const struct tally *all)
{
    buf_addf(s->b, s->zh ? "合计  %d 车" : "In all  %d coach", all->coaches);
    if (all->coaches != 1) say(s, "", "es");
    if (s->f->problem.load_count) buf_addf(s->b, s->zh ? "  %" PRId64 " 人" : "  %" PRId64 " people", all->people);
    if (s->f->has_distances) {
        buf_add(s->b, STR("  "));
        thousands(s, (all->metres + 500) / 1000);
        say(s, " 公里", " km");
    }
    if (all->riders) {
        say(s, "  最长乘车 ", "  longest ride ");
        span(s, all->longest);
        say(s, "  平均 ", "  mean ");
        span(s, all->rides / all->riders);
    }
    buf_addf(s->b, s->zh ? "  未安排 %d 批\n" : "  parties not seated: %d\n", s->answer->plan->unassigned_count);
}

void vroom_sheet(struct buf *b, const struct vroom *f, const struct vroom_answer *answer, bool zh)
{
    struct sheet s = {b, zh, f, answer};
    struct tally all = {0};
    const int32_t *of = vroom_vehicles_of(b->arena, f, answer);
    for (int32_t k = 0; k < answer->plan->route_count; k++)
        if (answer->plan->routes[k].count) coach(&s, k, &f->vehicles[of[k]], &all);
    broken(&s);
    totals(&s, &all);
}
