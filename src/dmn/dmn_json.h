/* dmn_json.h - inputs of a model from JSON and from words, results as JSON.
 *
 * Dates, times and durations are JSON strings ("2020-01-31", "P1Y"), read by the declared type of the input; numbers
 * keep all their digits. */
#ifndef DMN_DMN_JSON_H
#define DMN_DMN_JSON_H
#include "dmn/dmn.h"

enum { DMN_JSON_DEPTH_MAX = 100, DMN_JSON_MAX = 64 << 20, DMN_JSON_ENTRIES_MAX = 10000 };
/** Gives inputs (or overrides decisions) from a JSON object, name by name.  All that is wrong goes to `d`: an unknown
 *  name with the nearest known one, a text that is no date; then false. */
bool dmn_set_json(struct dmn_run *r, struct str json, struct feel_diags *d) MUST_USE;
/** One input from words: a text, a number, a date or a duration as it is, lists and contexts as JSON. */
bool dmn_set_text(struct dmn_run *r, struct str name, struct str text, struct feel_diags *d) MUST_USE;
/** Any JSON as a value, for hosts that take facts apart themselves: texts stay texts.  Lives in `a`; false with
 *  diagnostics when it is no JSON. */
bool dmn_json_read(struct arena *a, struct str json, struct feel_value *out, struct feel_diags *d) MUST_USE;
/** Appends a value: a range or function as its FEEL text. */
void dmn_json_write(struct buf *b, struct feel_value v);
/** Appends a JSON string. */
void dmn_json_string(struct buf *b, struct str s);
#endif
