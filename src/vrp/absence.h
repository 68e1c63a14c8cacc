/* absence.h - visits that found no place, and how often: what gets all of them in, and routes out. */
#ifndef VRP_ABSENCE_H
#define VRP_ABSENCE_H
#include "vrp/search.h"

/** How often each visit was left without a place.  While mandatory visits are absent, a plan whose absent ones were
 *  absent more seldom is taken whatever it costs, so that the hard ones find their place.
 *  @source Christiaens and Vanden Berghe 2020, "Slack Induction by String Removals", section on fleet minimisation */
struct absence {
    int64_t *missed; /* per node */
    int64_t before;  /* sum when the attempt began */
};
void absence_init(struct absence *x, struct arena *a, const struct instance *in);
/** The attempt begins: 0 in x->before when nothing mandatory is absent, which costs nothing. */
void absence_begin(struct absence *x, const struct state *s);
/** Are those absent now absent more seldom than those before?  Counts them. */
bool absence_better(struct absence *x, const struct state *s);

/** Does fewer vehicles count more than any way they could save? */
bool fewest_wanted(const struct instance *in);
/** No plan has fewer routes: loads by the largest vehicle. */
int32_t fewest_possible(const struct instance *in);
/** Takes the route out whose visits were absent most seldom, and lets no other be opened instead: cap is one less. */
void fewest_drop_route(struct state *s, const struct absence *x);
/** Back to the links of a plan kept earlier. */
void state_restore(struct state *s, const int32_t *next);
#endif
