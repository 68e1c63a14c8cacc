/* lend.c - see lend.h. */
#include "vrp/lend.h"

enum {
    LENT_MAX = 6,   /* visits without a place, both ends of a pair counted */
    LOOKS = 128,    /* attempts between two changes of the price */
    STEP = 16,      /* by a part of so many */
    SHARE = 30,     /* per cent of the plans that may have some without a place */
    DEAR_ARCS = 10, /* the price is at most so many arcs and so many temperatures: */
    DEAR_HEATS = 4  /* who finds no place at that finds none at all */
};

void lend_begin(struct lend *l, int64_t scale)
{
    *l = (struct lend){.price = scale};
}

int64_t lend_relief(const struct lend *l, const struct state *s)
{
    int64_t sum = 0;
    for (int32_t i = 0; l->price && i < s->absent_count; i++)
        sum += s->in->absent_cost[s->absent[i]] - l->price;
    return sum;
}

bool lend_allows(const struct lend *l, const struct state *s)
{
    return l->price == 0 || s->absent_count <= LENT_MAX || s->absent_count <= s->was_absent_count;
}

void lend_count(struct lend *l, const struct state *s, int64_t scale, int64_t heat)
{
    if (l->price == 0) return;
    l->lent += s->absent_count > 0;
    if (++l->looked < LOOKS) return;
    int64_t most = DEAR_ARCS * scale + DEAR_HEATS * (heat >> 16), step = l->price / STEP + 1;
    l->price += 100 * l->lent > SHARE * LOOKS ? step : -step;
    if (l->price > most) l->price = most;
    if (l->price < 1) l->price = 1;
    l->looked = l->lent = 0;
}
