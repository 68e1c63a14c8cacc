/* policy_http.h - the endpoints of policies, rules and judging. */
#ifndef POLICY_POLICY_HTTP_H
#define POLICY_POLICY_HTTP_H
#include "http/api.h"

extern const struct api_set POLICY_API;
#endif
