/* op.h - the operators of local search: each tries what brings visit v (near u) beside u, and takes what is better.
 *
 * One operator, one file.  It computes the difference of distance by itself, and only when the cost falls asks way_fits
 * about everything else.  The routes of u and v are fresh.  True: one improving move has been put into effect. */
#ifndef VRP_OP_H
#define VRP_OP_H
#include "vrp/state.h"

/** Moves one to three visits that begin or end with u to where u stands beside v, either way round. */
bool op_relocate(struct state *s, int32_t u, int32_t v);
/** Exchanges one or two visits that begin or end with u for one or two beside v, so that u stands beside v. */
bool op_swap(struct state *s, int32_t u, int32_t v);
/** u and v on one route: turns the stretch between them round, so that they meet. */
bool op_two_opt(struct state *s, int32_t u, int32_t v);
/** u and v on two routes: exchanges tails (2-opt*), so that they meet, either way round. */
bool op_tails(struct state *s, int32_t u, int32_t v);
/** Exchanges a visit of one route for one of the other, each where it is cheapest there.
 *  @source Vidal 2022, "Hybrid genetic search for the CVRP: Open-source implementation and SWAP* neighborhood" */
bool op_swap_star(struct state *s, int32_t slot, int32_t other);

/** Works through the queue with all operators until it is empty or `most` moves were made; looks at the nearest `near`
 *  of each visit.  Returns the number of moves. */
int32_t local_search(struct state *s, int32_t near, int32_t most);
/** Tries SWAP* on every two routes that have near visits; returns the number of moves.  Queues what changed. */
int32_t exchange_near_routes(struct state *s);
#endif
