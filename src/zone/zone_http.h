/* zone_http.h - the zone slice's endpoints. */
#ifndef ZONE_ZONE_HTTP_H
#define ZONE_ZONE_HTTP_H
#include "http/api.h"

extern const struct api_set ZONE_API;
#endif
