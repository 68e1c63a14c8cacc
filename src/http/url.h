/* url.h - percent-decoding and query strings, strictly. */
#ifndef HTTP_URL_H
#define HTTP_URL_H
#include "base/err.h"

enum {
    URL_PARAM_MAX = 64
}; /* parameters of one query */

/** Decodes %XX (and '+' as a blank when form is set).  Refused: a broken or cut escape, bytes that may not stand in a
 *  URL (blanks, controls, 8-bit), and results with NUL or broken UTF-8.  @return false and out untouched when refused
 */
bool url_decode(struct arena *a, struct str raw, bool form, struct str *out) MUST_USE;
/** The inverse: every byte but letters, digits and "-._~" becomes %XX. */
void url_encode(struct buf *b, struct str text);

struct url_param {
    struct str name, value;
};
/** Splits and decodes a query into struct url_param.  Every name given twice is one bad field of e.
 *  @error MALFORMED (MSG_URL_BAD) broken encoding or a parameter without a name; INVALID duplicates or too many */
bool url_query(struct arena *a, struct err *e, struct str raw, struct list *out) MUST_USE;
#endif
