/* cockpit_http.c - the web face of cockpit.h: a table. */
#include "cockpit/cockpit_http.h"
#include "cockpit/cockpit.h"

API_RUN(cockpit_get)
API_RUN(home_get)

static const struct api rows[] = {
    {"GET", "/cockpit", "getCockpit", "The zone at a glance", NULL, &COCKPIT, RIGHT_COCKPIT_READ, TX_READ,
     .run = cockpit_get_run},
    {"GET", "/home", "getHome", "What waits for this person", NULL, &HOME, RIGHT_SIGNED_IN, TX_READ,
     .run = home_get_run},
};
const struct api_set COCKPIT_API = {"cockpit", rows, COUNT(rows)};
