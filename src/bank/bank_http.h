/* bank_http.h - the endpoints of payments. */
#ifndef BANK_BANK_HTTP_H
#define BANK_BANK_HTTP_H
#include "http/api.h"

extern const struct api_set BANK_API;
#endif
