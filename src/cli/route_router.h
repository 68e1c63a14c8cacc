/* route_router.h - matrices from a routing service: the table of OSRM or the matrix of Valhalla, over plain HTTP. */
#ifndef CLI_ROUTE_ROUTER_H
#define CLI_ROUTE_ROUTER_H
#include "cli/cli.h"
#include "vrpfile/vroom.h"

enum {
    ROUTER_PLACES_MAX = 2000,
    ROUTER_BLOCK = 50,            /* sources and destinations asked for at once */
    ROUTER_ANSWER_MAX = 16 << 20, /* bytes */
    ROUTER_SECONDS = 30,          /* for one answer */
};

struct router {
    struct arena *arena;
    bool valhalla, refused; /* refused: the last matrix asked for was not given */
    struct str address, host, port, prefix; /* the URL; its parts */
};
/** "osrm=http://localhost:5000" or "valhalla=http://localhost:8002". @error INVALID */
bool router_open(struct cli *c, struct str text, struct router *out) MUST_USE;
/** For struct vroom_source; `data` is the router.  @error BUSY when it cannot be reached, is too slow or gives no
 *  matrix; INVALID when two places have no road between them or there are more than ROUTER_PLACES_MAX */
bool router_table(void *data, struct err *e, struct str profile, const struct vroom_place *at, int32_t count,
                  int32_t *durations, int32_t *distances) MUST_USE;
#endif
