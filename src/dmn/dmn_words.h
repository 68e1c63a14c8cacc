/* dmn_words.h - tables in words, zh and en, and the JSON of an explanation. */
#ifndef DMN_WORDS_H
#define DMN_WORDS_H
#include "dmn/dmn_impl.h"

/** A sentence of feel_message.h.  Chinese gets a blank between Han characters and figures or letters, but never inside
 *  “quotes”: so templates and names need not care. */
struct str dmn_words(struct arena *a, enum feel_language language, enum feel_message id, const struct feel_arg *args);
/** A value for people: “博士”, 38, 是, 2026-01-01, 空. */
struct str dmn_words_value(struct arena *a, enum feel_language language, struct feel_value v);
/** A set as a phrase behind "must be": "≥ 18 and < 60", "\"a\" or \"b\"" / "≥ 18 且 < 60", "为“a”或“b”".
 *  Without its negation. */
struct str dmn_words_set(struct arena *a, enum feel_language language, const struct dmn_cell *set);
/** What a cell says of a value: that it holds ("年龄 38 ≥ 35"), or what would be needed ("年龄应 ≥ 35，实为 33"). */
struct str dmn_words_condition(struct arena *a, enum feel_language language, const struct dmn_input_clause *in,
                               const struct feel_node *test, struct feel_value v, bool held);

/** A value as JSON, cut where it is deep or long. */
void dmn_words_json(struct buf *b, struct feel_value v);
#endif
