/* json.h - JSON text (RFC 8259) <-> structs described by records.  Pure: no I/O. */
#ifndef JSON_JSON_H
#define JSON_JSON_H
#include "base/record.h"

enum { JSON_DEPTH_MAX = 32 };

/** Fills obj (zeroed by the caller) from a JSON object.  Unknown, duplicate, missing and ill-typed fields are errors;
 *  all bad fields are reported, nested ones by path ("grants/0/role").  Broken text is ERR_MALFORMED with the byte
 *  position (1 = the first) and takes back the fields noted before it.  A number that is none (01, NaN) in a known
 *  field is a bad field.  null means absent; "" is a text, never a date or a name of an enum.  Texts live in the
 *  arena. */
bool json_decode(struct arena *a, struct err *e, const struct record *r, struct str text, void *obj) MUST_USE;
/** The same when some fields came from elsewhere, as the id from the path: those in *given are not asked for and are
 *  refused as given twice; afterwards it holds all that were given. */
bool json_decode_rest(struct arena *a, struct err *e, const struct record *r, struct str text, void *obj,
                      struct field_set *given) MUST_USE;
/** Appends obj as one JSON object, fields in table order; absent fields are null (a list is [], a nested record without
 *  one of its required fields is null unless it is required itself), money is integer fen,
 *  instants are RFC 3339 texts.  Secret fields are encoded too (the reply of an invitation needs them). */
void json_encode(struct buf *b, const struct record *r, const void *obj);
/** The same without secret fields: what audit and logs may keep. */
void json_encode_public(struct buf *b, const struct record *r, const void *obj);
/** Appends a JSON string; '<' and U+2028/9 are escaped so that the text is safe inside HTML, a byte that is not UTF-8
 *  becomes U+FFFD. */
void json_add_string(struct buf *b, struct str s);
#endif
