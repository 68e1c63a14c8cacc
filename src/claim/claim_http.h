/* claim_http.h - the endpoints of claims and payee accounts. */
#ifndef CLAIM_CLAIM_HTTP_H
#define CLAIM_CLAIM_HTTP_H
#include "http/api.h"
extern const struct api_set CLAIM_API;
#endif
