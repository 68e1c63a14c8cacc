/* alone.c - one route as a problem of its own, for the checker. */
#include "vrp/alone.h"

void alone_check(struct arena *scratch, const struct vrp_problem *p, const struct vrp_vehicle *vehicle,
                 const int32_t *sequence, const int32_t *amounts, int32_t count, struct vrp_verdict *out)
{
    size_t n = (size_t)count + 1;
    arena_reset(scratch);
    struct vrp_visit *visits = ARENA_ARRAY(scratch, struct vrp_visit, n);
    uint8_t *serves = ARENA_ARRAY(scratch, uint8_t, n);
    int32_t *order = ARENA_ARRAY(scratch, int32_t, n), *service = ARENA_ARRAY(scratch, int32_t, n);
    int32_t *setup = ARENA_ARRAY(scratch, int32_t, n);
    struct vrp_vehicle own = *vehicle;
    for (int32_t i = 0; i < count; i++) {
        int32_t u = sequence[i], pair = p->visits[u].pair;
        visits[i] = p->visits[u];
        visits[i].pair = VRP_NONE;
        for (int32_t j = 0; j < count && pair != VRP_NONE; j++)
            if (sequence[j] == pair) visits[i].pair = j;
        if (visits[i].min_chunk && amounts) { /* of a split visit the part on this route is all there is to see */
            bool up = visits[i].pickup[0] > 0;
            *(up ? &visits[i].pickup[0] : &visits[i].delivery[0]) = amounts[i];
        }
        visits[i].min_chunk = 0;
        service[i] = vehicle->service ? vehicle->service[u] : visits[i].service;
        setup[i] = vehicle->setup ? vehicle->setup[u] : visits[i].setup;
        serves[i] = !vehicle->serves || vehicle->serves[u];
        order[i] = i;
    }
    own.serves = serves, own.service = service, own.setup = setup;
    own.count = 1;
    struct vrp_problem q = *p;
    q.visits = visits, q.visit_count = count, q.vehicles = &own, q.vehicle_count = 1;
    struct vrp_route route = {.count = count, .visits = order};
    struct vrp_plan plan = {.routes = &route, .route_count = 1};
    vrp_check(scratch, &q, &plan, out);
}
