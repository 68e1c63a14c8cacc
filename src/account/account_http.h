/* account_http.h - the account slice's endpoints, and how the dispatcher knows people. */
#ifndef ACCOUNT_ACCOUNT_HTTP_H
#define ACCOUNT_ACCOUNT_HTTP_H
#include "http/api.h"

extern const struct api_set ACCOUNT_API;

/** Hooks of the dispatcher: session_resolve for a request. */
bool account_authenticate(struct ctx *c, const struct request *r, bool *touch) MUST_USE;
/** Writes last_seen; a small write of low priority, not audited. */
bool account_touch(struct ctx *c) MUST_USE;
#endif
