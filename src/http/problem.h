/* problem.h - a failure as RFC 9457 problem+json in the caller's language. */
#ifndef HTTP_PROBLEM_H
#define HTTP_PROBLEM_H
#include "base/record.h"

/** What problem_encode needs beside the failure. */
struct problem_context {
    enum lang lang;
    struct str request_id;       /* becomes "instance"; the log line carries it too */
    const struct record *record; /* the endpoint's input, for labels and examples of bad fields; may be NULL */
};
/** Appends {"type", "title", "status", "code", "message", "detail", "instance", "errors": [{"pointer", "label",
 *  "message", "detail", "example"}]}.  errors is left out when no field is bad; debug texts never appear.
 *  @param e  a failure (code set, asserted) */
void problem_encode(struct buf *b, const struct err *e, const struct problem_context *p);
/** The status phrase in a language: 404 -> "没有找到" / "Not Found". */
struct str problem_title(enum lang lang, int status);
/** The label of a bad field, following a path such as "grants/0/role" through nested records; the path itself when the
 *  record does not know it.  *field (may be NULL) gets the descriptor or NULL. */
struct str problem_label(const struct record *r, struct str path, enum lang lang, const struct field **field);
#endif
