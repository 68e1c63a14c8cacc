/* attach_http.h - the endpoints of attachments. */
#ifndef ATTACH_ATTACH_HTTP_H
#define ATTACH_ATTACH_HTTP_H
#include "http/api.h"

extern const struct api_set ATTACH_API;
#endif
