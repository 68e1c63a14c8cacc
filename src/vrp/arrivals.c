/* arrivals.c - see arrivals.h. */
#include "vrp/arrivals.h"

static int32_t leave_behind(const struct state *s, const int32_t *duration, int32_t p, int32_t u)
{
    const struct segment *own = &s->in->own[u];
    int32_t at = s->leave[p] + arc(duration, s->in, p, u);
    return (at > own->early ? at : own->early) + own->duration;
}

static int32_t due_before(const struct state *s, const int32_t *duration, int32_t u, int32_t q)
{
    const struct segment *own = s->in->own;
    int32_t at = s->due[q] - own[u].duration - arc(duration, s->in, u, q);
    return at < own[u].late ? at : own[u].late;
}

void arrivals_refresh(struct state *s, int32_t slot)
{
    const struct instance *in = s->in;
    const int32_t *duration = fleet_of(in, slot)->duration;
    int32_t start = slot_start(in, slot), end = slot_end(in, slot);
    s->leave[start] = in->own[start].early;
    for (int32_t p = start, u; p != end; p = u)
        u = s->next[p], s->leave[u] = leave_behind(s, duration, p, u);
    s->due[end] = in->own[end].late;
    for (int32_t q = end, u; q != start; q = u)
        u = s->prev[q], s->due[u] = due_before(s, duration, u, q);
}

void arrivals_update(struct state *s, int32_t slot, int32_t p, int32_t q)
{
    const struct instance *in = s->in;
    const int32_t *duration = fleet_of(in, slot)->duration;
    int32_t start = slot_start(in, slot), end = slot_end(in, slot);
    bool past = false;
    for (int32_t at = p; at != end;) {
        int32_t u = s->next[at], leave = leave_behind(s, duration, at, u);
        past = past || u == q;
        if (past && leave == s->leave[u]) break;
        s->leave[u] = leave;
        at = u;
    }
    past = false;
    for (int32_t at = q; at != start;) {
        int32_t u = s->prev[at], due = due_before(s, duration, u, at);
        past = past || u == p;
        if (past && due == s->due[u]) break;
        s->due[u] = due;
        at = u;
    }
}

bool arrivals_fit(const struct state *s, const struct way *w)
{
    const struct instance *in = s->in;
    const int32_t *duration = fleet_of(in, w->slot)->duration;
    int32_t at = w->piece[0].last, leave = s->leave[at];
    for (int32_t i = 1; i < w->count; i++) {
        const struct piece *p = &w->piece[i];
        int32_t u = p->reversed ? p->last : p->first, stop = p->reversed ? p->first : p->last;
        if (i == w->count - 1) return leave + arc(duration, in, at, u) <= s->due[u];
        for (;; u = p->reversed ? s->prev[u] : s->next[u]) {
            int32_t there = leave + arc(duration, in, at, u);
            if (there < in->own[u].early) there = in->own[u].early;
            if (there > in->own[u].late) return false;
            leave = there + in->own[u].duration;
            at = u;
            if (u == stop) break;
        }
    }
    return true;
}

bool arrivals_kept(const struct state *s, int32_t slot)
{
    int32_t start = slot_start(s->in, slot);
    return s->due[start] >= s->leave[start];
}

bool arrivals_true(const struct state *s, int32_t slot)
{
    const int32_t *duration = fleet_of(s->in, slot)->duration;
    int32_t end = slot_end(s->in, slot);
    bool good = true;
    for (int32_t p = slot_start(s->in, slot), u; p != end; p = u) {
        u = s->next[p];
        good = good && (u == end || s->leave[u] == leave_behind(s, duration, p, u));
        good = good && (p >= s->in->n || s->due[p] == due_before(s, duration, p, u));
        good = good && (u == end || s->leave[u] - s->in->own[u].duration <= s->due[u]);
    }
    return good;
}

static bool same_segment(struct segment a, struct segment b)
{
    return a.duration == b.duration && a.warp == b.warp && a.early == b.early && a.late == b.late;
}

void spans_update(struct state *s, int32_t slot, int32_t p, int32_t q)
{
    const struct instance *in = s->in;
    const int32_t *duration = fleet_of(in, slot)->duration;
    int32_t start = slot_start(in, slot), end = slot_end(in, slot);
    bool past = false;
    for (int32_t at = p; at != end;) {
        int32_t u = s->next[at];
        struct segment fore = segment_join(s->fore[at], arc(duration, in, at, u), in->own[u]);
        past = past || u == q;
        if (past && same_segment(fore, s->fore[u])) break;
        s->fore[u] = fore;
        s->leave[u] = fore.early + fore.duration;
        at = u;
    }
    past = false;
    for (int32_t at = q; at != start;) {
        int32_t u = s->prev[at];
        struct segment back = segment_join(in->own[u], arc(duration, in, u, at), s->back[at]);
        past = past || u == p;
        if (past && same_segment(back, s->back[u])) break;
        s->back[u] = back;
        s->due[u] = back.late;
        at = u;
    }
}

bool spans_true(const struct state *s, int32_t slot)
{
    const struct instance *in = s->in;
    const int32_t *duration = fleet_of(in, slot)->duration;
    int32_t start = slot_start(in, slot), end = slot_end(in, slot);
    bool good = same_segment(s->fore[start], in->own[start]) && same_segment(s->back[end], in->own[end]);
    for (int32_t p = start, u; p != end; p = u) {
        u = s->next[p];
        int32_t time = arc(duration, in, p, u);
        good = good && same_segment(s->fore[u], segment_join(s->fore[p], time, in->own[u]));
        good = good && same_segment(s->back[p], segment_join(in->own[p], time, s->back[u]));
        good = good && s->leave[u] == s->fore[u].early + s->fore[u].duration && s->due[p] == s->back[p].late;
    }
    return good;
}
