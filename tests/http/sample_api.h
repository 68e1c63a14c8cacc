/* sample_api.h - a few endpoints of every kind over the table host_config, to test the dispatcher and the server. */
#ifndef TESTS_HTTP_SAMPLE_API_H
#define TESTS_HTTP_SAMPLE_API_H
#include "http/api.h"

extern const struct api_set SAMPLE_SET;
/** Everybody with the cookie "who=NAME" is signed in to zone `zone_id` with all rights. */
bool sample_authenticate(struct ctx *c, const struct request *r, bool *touch);
#endif
