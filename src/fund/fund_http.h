/* fund_http.h - the endpoints of pots and their ledger. */
#ifndef FUND_FUND_HTTP_H
#define FUND_FUND_HTTP_H
#include "http/api.h"

extern const struct api_set FUND_API;
#endif
