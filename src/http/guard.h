/* guard.h - refuses ambiguous or hostile request headers before a body is read; also sorts the useful ones out. */
#ifndef HTTP_GUARD_H
#define HTTP_GUARD_H
#include "http/api.h"

/** What the headers of one request said.  Zero it, feed every header, then ask guard_end. */
struct guard {
    struct request *request; /* gets content_type, cookie, ...; texts stay where they are */
    struct str host, content_length, transfer_encoding, accept_encoding, if_none_match, expect, forwarded_for;
    struct str bad; /* the name of the first header that is not acceptable */
    int64_t length; /* declared body bytes; -1 = chunked; 0 = none (guard_end sets it) */
};
/** One header line as parsed.  Refused: a name that is no token, control characters in the value, the second of a
 * header that may stand once. */
void guard_header(struct guard *g, struct str name, struct str value);
/** The whole: Host present, Content-Length all digits, Transfer-Encoding chunked or absent, not both.
 *  @error MALFORMED (MSG_HEADER_BAD): answer 400 and close */
bool guard_end(struct guard *g, struct err *e) MUST_USE;
#endif
