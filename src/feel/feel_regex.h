/* feel_regex.h - regular expressions of XPath/XQuery Functions and Operators 3.1 on PCRE2; the only door to PCRE2.
 *
 * A pattern is read by our own parser, which refuses what XPath does not have and rewrites what means something else
 * (the dot, anchors, case variants, class subtraction, \i \c, blocks, flag x); PCRE2 then runs with limits, so that no
 * pattern hangs. */
#ifndef FEEL_REGEX_H
#define FEEL_REGEX_H
#include "feel/feel.h"

enum { FEEL_PATTERN_MAX = 10000, FEEL_MATCH_STEPS_MAX = 1000000, FEEL_PATTERN_DEPTH_MAX = 200 };
struct feel_regex; /* compiled, immutable, shared by threads */

/* ---- feel_regex_pattern.c ---- */

struct feel_regex_flags {
    bool s, m, i, x;
};
/** Reads flags; false when there is another letter than s, m, i, x. */
bool feel_regex_flags(struct str text, struct feel_regex_flags *out) MUST_USE;
/** Reads a pattern and appends the same in PCRE2's syntax (for its options UTF, MATCH_UNSET_BACKREF and, with flag s,
 *  DOTALL).  False with *why and *at, a byte of the pattern. */
bool feel_regex_rewrite(struct buf *out, struct str pattern, struct feel_regex_flags flags, enum feel_message *why,
                        uint32_t *at) MUST_USE;

/* ---- feel_regex.c ---- */

/** Compiles a pattern with the flags s, m, i, x (any order; q is not in the list of FEEL and is refused).
 *  On failure NULL, and *why is a message of feel_message.h (REGEX_...) with *at the byte of the pattern. */
struct feel_regex *feel_regex_compile(struct arena *a, struct str pattern, struct str flags, enum feel_message *why,
                                      uint32_t *at);
/** The engine's cache: the same pattern and flags compile once; NULL as above.  Thread-safe.  Give it back with
 *  feel_regex_put: what is in use is never dropped. */
struct feel_regex *feel_regex_get(struct feel_engine *e, struct str pattern, struct str flags, enum feel_message *why,
                                  uint32_t *at);
void feel_regex_put(struct feel_engine *e, struct feel_regex *x);

/** One use of a pattern on a text. */
struct feel_match {
    const struct feel_regex *regex;
    struct arena *arena; /* for results */
    struct str text;
    size_t bytes_max; /* of the result of a replacement */
    int64_t spent;    /* out: matching steps, at most FEEL_MATCH_STEPS_MAX + 200 for each byte of the text */
};
enum feel_regex_result { FEEL_REGEX_NO, FEEL_REGEX_YES, FEEL_REGEX_LIMIT };
/** Does the pattern match anywhere in the text?  LIMIT: given up after too many steps. */
enum feel_regex_result feel_regex_matches(struct feel_match *m);
/** Replaces every match; `replacement` has $0..$9.. and \\ \$ as in fn:replace.  NO when the replacement is malformed
 *  or the pattern matches the empty text (*why says so). */
enum feel_regex_result feel_regex_replace(struct feel_match *m, struct str replacement, struct str *out,
                                          enum feel_message *why);
/** fn:tokenize: the parts between matches, empty ones kept; a list of strings.  Unlike fn:tokenize the empty text is
 *  one empty part, because FEEL's split() breaks at occurrences and there is none.  NO: the pattern matches the empty
 *  text. */
enum feel_regex_result feel_regex_split(struct feel_match *m, struct feel_value *out, enum feel_message *why);
#endif
