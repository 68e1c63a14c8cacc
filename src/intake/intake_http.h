/* intake_http.h - the endpoints of imports and the quarantine. */
#ifndef INTAKE_INTAKE_HTTP_H
#define INTAKE_INTAKE_HTTP_H
#include "http/api.h"

extern const struct api_set INTAKE_API;
#endif
