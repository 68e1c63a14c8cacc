/* registry_http.h - the registry's endpoints. */
#ifndef REGISTRY_REGISTRY_HTTP_H
#define REGISTRY_REGISTRY_HTTP_H
#include "http/api.h"

extern const struct api_set REGISTRY_API;
#endif
