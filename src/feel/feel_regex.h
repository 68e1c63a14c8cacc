/* feel_regex.h - regular expressions of XPath/XQuery Functions and Operators 3.1 on PCRE2; the only door to PCRE2.
 *
 * A pattern is read by our own parser, which refuses what XPath does not have and rewrites what means something else
 * (the dot, class subtraction, \i \c, blocks, flag x); PCRE2 then runs with limits, so that no pattern hangs. */
#ifndef FEEL_REGEX_H
#define FEEL_REGEX_H
#include "feel/feel.h"

enum { FEEL_PATTERN_MAX = 10000, FEEL_MATCH_STEPS_MAX = 1000000 };
struct feel_regex; /* compiled, immutable, shared by threads */

/** Compiles a pattern with the flags s, m, i, x (any order; q is not in 3.0's list for FEEL and is refused).
 *  On failure NULL, and *why is a message of feel_message.h (REGEX_...) with *at the byte of the pattern. */
struct feel_regex *feel_regex_compile(struct arena *a, struct str pattern, struct str flags, enum feel_message *why,
                                      uint32_t *at);
/** The engine's cache: the same pattern and flags compile once; NULL as above.  Thread-safe. */
const struct feel_regex *feel_regex_get(struct feel_engine *e, struct str pattern, struct str flags,
                                        enum feel_message *why, uint32_t *at);
enum feel_regex_result { FEEL_REGEX_NO, FEEL_REGEX_YES, FEEL_REGEX_LIMIT };
/** Does the pattern match anywhere in text?  LIMIT: the match was given up after FEEL_MATCH_STEPS_MAX. */
enum feel_regex_result feel_regex_matches(const struct feel_regex *x, struct str text);
/** Replaces every match; `replacement` has $0..$9.. and \\ \$ as in fn:replace.  FEEL_REGEX_NO when the replacement
 * is malformed (*why says so); the result lives in `a`. */
enum feel_regex_result feel_regex_replace(const struct feel_regex *x, struct arena *a, struct str text,
                                          struct str replacement, struct str *out, enum feel_message *why);
/** fn:tokenize: the parts between matches, empty ones kept; a list of strings in `a`. */
enum feel_regex_result feel_regex_split(const struct feel_regex *x, struct arena *a, struct str text,
                                        struct feel_value *out, enum feel_message *why);
#endif
