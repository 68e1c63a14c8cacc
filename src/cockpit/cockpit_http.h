/* cockpit_http.h - the endpoints of the cockpit and the home page. */
#ifndef COCKPIT_COCKPIT_HTTP_H
#define COCKPIT_COCKPIT_HTTP_H
#include "http/api.h"

extern const struct api_set COCKPIT_API;
#endif
