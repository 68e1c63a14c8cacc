/* json_view.h - JSON as it stands, for documents whose names are data: a text is checked once, then walked in place. */
#ifndef JSON_JSON_VIEW_H
#define JSON_JSON_VIEW_H
#include "json/json.h"

enum json_kind { JSON_NOTHING, JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT };

/** A value in a checked text; nothing is copied.  Zero-filled = there is none. */
struct json_view {
    const char *start, *p, *end; /* of the text; first byte of the value; end of the text */
};
/** Is the whole text one JSON value, nested at most JSON_DEPTH_MAX deep?  The view borrows the text.
 *  @error MALFORMED with the byte */
bool json_view(struct arena *a, struct err *e, struct str text, struct json_view *out) MUST_USE;
/** What kind of value; JSON_NOTHING for a view that is zero. */
enum json_kind json_view_kind(struct json_view v);
/** A number that is written as a whole one and fits; true or false as 1 and 0 do not. */
bool json_view_whole(struct json_view v, int64_t *out) MUST_USE;
/** The letters of a number, bool or null as they stand. */
struct str json_view_word(struct json_view v);
/** A text, with escapes resolved in the arena; the absent text for other kinds. */
struct str json_view_text(struct arena *a, struct json_view v);

/** A walk through a list or an object; through any other kind it ends at once. */
struct json_walk {
    struct json_view at;
    bool begun, object;
};
struct json_walk json_walk(struct json_view v);
/** The next item of a list, or value of an object with its name (`name` may be NULL for lists).  False at the end.
 *  Each value is passed over once, so a walk costs as much as its text is long. */
bool json_walk_next(struct arena *a, struct json_walk *w, struct str *name, struct json_view *out);
/** How many items a list or object has. */
size_t json_view_count(struct json_view v);
#endif
