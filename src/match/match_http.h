/* match_http.h - the endpoints of matching. */
#ifndef MATCH_MATCH_HTTP_H
#define MATCH_MATCH_HTTP_H
#include "http/api.h"

extern const struct api_set MATCH_API;
#endif
