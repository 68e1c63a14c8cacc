/* sol.c - plans as text: "Route #1: 3 4 5" and "Cost 123", read and written. */
#include "vrpfile/vrpfile_impl.h"

struct plan_reader {
    struct reader *r;
    const struct vrpfile *f;
    int32_t *visit_of; /* number -> visit */
    int32_t numbers;
    struct list routes; /* of struct vrp_route */
    bool *seen;
};

/* "12" or "12(30)" */
static bool read_stop(struct plan_reader *p, struct str word, int32_t *visit, int32_t *amount)
{
    size_t paren = str_find(word, STR("("));
    int64_t number, part = -1;
    bool good = str_to_i64(str_sub(word, 0, paren), &number) && number >= 0 && number < p->numbers;
    if (good && paren < word.n)
        good = str_ends(word, STR(")")) && str_to_i64(str_sub(word, paren + 1, word.n - paren - 2), &part) &&
               part >= 0 && part <= VRP_LOAD_MAX;
    if (!good || p->visit_of[number] == VRP_NONE) return reader_fail(p->r, MSG_ROUTE_LINE_NONE, "");
    *visit = p->visit_of[number];
    const struct vrp_visit *v = &p->f->problem.visits[*visit];
    *amount = part >= 0 ? (int32_t)part : v->delivery[0] + v->pickup[0];
    return true;
}

static bool read_route(struct plan_reader *p, struct str rest)
{
    struct list visits = {0}, amounts = {0};
    bool split = str_find(rest, STR("(")) < rest.n;
    int32_t index = (int32_t)p->routes.count;
    for (struct str w = reader_word(&rest); w.n; w = reader_word(&rest)) {
        int32_t visit = 0, amount = 0;
        if (!read_stop(p, w, &visit, &amount)) return false;
        *LIST_ADD(p->r->arena, &visits, int32_t) = visit;
        *LIST_ADD(p->r->arena, &amounts, int32_t) = amount;
        p->seen[visit] = true;
    }
    struct vrp_route *out = LIST_ADD(p->r->arena, &p->routes, struct vrp_route);
    *out = (struct vrp_route){
        .count = (int32_t)visits.count, .visits = visits.items, .amounts = split ? amounts.items : NULL};
    if (p->f->vehicle_files && p->f->problem.vehicle_count > 1) {
        if (index >= p->f->vehicle_files) return reader_fail(p->r, MSG_ROUTE_LINE_MANY, "");
        out->vehicle = p->f->vehicle_of[index];
    }
    return true;
}

bool vrpfile_plan_read(struct arena *a, struct err *e, struct str text, const struct vrpfile *f, struct vrp_plan *out,
                       int64_t *cost)
{
    struct reader r = {.arena = a, .err = e, .rest = text};
    int32_t n = f->problem.visit_count;
    struct plan_reader p = {.r = &r, .f = f, .seen = ARENA_ARRAY(a, bool, (size_t)n + 1)};
    struct str line;
    *cost = -1;
    for (int32_t u = 0; u < n; u++)
        if (f->number[u] >= p.numbers) p.numbers = f->number[u] + 1;
    p.visit_of = ARENA_ARRAY(a, int32_t, (size_t)p.numbers + 1);
    for (int32_t i = 0; i < p.numbers; i++)
        p.visit_of[i] = VRP_NONE;
    for (int32_t u = 0; u < n; u++)
        p.visit_of[f->number[u]] = u;
    while (reader_line(&r, &line)) {
        struct str rest = line, word = reader_word(&rest);
        if (str_eq_nocase(word, STR("Route"))) {
            (void)str_part(&rest, ':');
            if (!read_route(&p, rest)) return false;
        } else if (str_eq_nocase(word, STR("Cost")) || str_eq_nocase(word, STR("Cost:"))) {
            word = reader_word(&rest);
            if (!reader_number(word, cost)) return reader_fail(&r, MSG_ROUTE_LINE_NUMBER, "");
            *cost = (*cost + 500) / 1000;
        }
    }
    if (!p.routes.count && *cost < 0) return reader_fail(&r, MSG_ROUTE_NO_ROUTES, "");
    int32_t *left = ARENA_ARRAY(a, int32_t, (size_t)n + 1);
    *out = (struct vrp_plan){.routes = p.routes.items, .route_count = (int32_t)p.routes.count, .unassigned = left};
    for (int32_t u = 0; u < n; u++)
        if (!p.seen[u]) left[out->unassigned_count++] = u;
    return true;
}

static void write_route(struct buf *b, const struct vrpfile *f, const struct vrp_route *r, int32_t number)
{
    buf_addf(b, "Route #%d:", number);
    for (int32_t i = 0; r && i < r->count; i++) {
        buf_addf(b, " %d", f->number[r->visits[i]]);
        if (r->amounts) buf_addf(b, "(%d)", r->amounts[i]);
    }
    buf_add_char(b, '\n');
}

void vrpfile_plan_write(struct buf *b, const struct vrpfile *f, const struct vrp_plan *plan)
{
    int32_t types = f->problem.vehicle_count, number = 0;
    if (types == 1 || !f->vehicle_files) {
        for (int32_t k = 0; k < plan->route_count; k++)
            if (plan->routes[k].count) write_route(b, f, &plan->routes[k], ++number);
    } else { /* vehicle by vehicle, each with the next route of its type */
        int32_t *at = ARENA_ARRAY(b->arena, int32_t, (size_t)types);
        for (int32_t i = 0; i < f->vehicle_files; i++) {
            int32_t type = f->vehicle_of[i], *k = &at[type];
            while (*k < plan->route_count && (plan->routes[*k].vehicle != type || !plan->routes[*k].count))
                (*k)++;
            write_route(b, f, *k < plan->route_count ? &plan->routes[(*k)++] : NULL, ++number);
        }
    }
    buf_addf(b, "Cost %" PRId64 "\n", plan->cost);
}
