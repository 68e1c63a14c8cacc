/* rich.c - lays routes out as sequences of visits and asks the rules that are driven. */
#include "vrp/rich.h"

bool rich_sequence_fits(const struct instance *in, int32_t slot, const int32_t *sequence, int32_t count)
{
    for (int32_t k = 0; count && k < in->rule_count; k++)
        if (!in->rules[k](in, slot, sequence, count)) return false;
    return true;
}

bool rich_route_fits(struct state *s, int32_t slot)
{
    int32_t count = 0;
    for (int32_t u = s->next[slot_start(s->in, slot)]; u < s->in->n; u = s->next[u])
        s->sequence[count++] = u;
    return rich_sequence_fits(s->in, slot, s->sequence, count);
}

bool rich_way_fits(const struct state *s, const struct way *w)
{
    return rich_sequence_fits(s->in, w->slot, s->sequence, way_gather(s, w, s->sequence));
}

bool rich_insert_fits(const struct state *s, int32_t u, int32_t p)
{
    int32_t slot = s->route[p], count = 0;
    for (int32_t x = slot_start(s->in, slot), end = slot_end(s->in, slot); x != end; x = s->next[x]) {
        if (x < s->in->n) s->sequence[count++] = x;
        if (x == p) s->sequence[count++] = u;
    }
    return rich_sequence_fits(s->in, slot, s->sequence, count);
}
