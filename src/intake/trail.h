/* trail.h - the history of one enterprise on its page: the audit records about it and the rows of imports and packs
 * that created or updated it, its people or its figures; of the records merged into it, too.
 *
 * For everybody who sees the enterprise, so it holds no addresses and no identity numbers; people and files only for
 * those who may see them. */
#ifndef INTAKE_TRAIL_H
#define INTAKE_TRAIL_H
#include "intake/change.h"

struct trail_query {
    struct str id; /* enterprise */
    struct str after;
    int64_t limit;
};
struct trail_line {
    struct str id; /* the line's place in the order, and the cursor */
    struct instant at;
    struct str actor_name;
    struct str action;       /* "enterprise.update"; of rows "enterprise.import_created", "year.pack_created" */
    struct str subject_name; /* the enterprise as it was called, the person, the file, the year */
    struct str source;       /* of a row: the file it came from, or the pack */
    struct opt_i64 row;
    struct opt_i64 seq;  /* number in the audit chain; a row has none of its own */
    bool erased;         /* the values were destroyed on purpose */
    struct list changes; /* of struct field_change; before is absent where something was added */
};
struct trail_page {
    struct list items; /* of struct trail_line, newest first */
    int64_t total;
    bool total_capped;
    struct str next;
};
extern const struct record TRAIL_QUERY, TRAIL_LINE, TRAIL_PAGE;

/** @error NOT_FOUND the enterprise is not there or not in the person's reach */
bool trail_list(struct ctx *c, const struct trail_query *in, struct trail_page *out) MUST_USE;
#endif
