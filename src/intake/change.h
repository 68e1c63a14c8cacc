/* change.h - what every row of an import or a pack did to whose record: written with the effect, proved by the chain.
 *
 * An import is one audit record; its rows are not.  Each row that created or updated something leaves one row of
 * import_change in the same transaction, with the values before and after of an update.  The digest of a whole import
 * (SHA-256 over the digests of its chunks, each over its rows) stands in the record import.finish or pack.finish, so a
 * row that was changed, added or removed later is found when the chain is verified. */
#ifndef INTAKE_CHANGE_H
#define INTAKE_CHANGE_H
#include "intake/intake.h"

/** A value of one field before and after, as texts: codes of names, ISO dates, integer fen. */
struct field_change {
    struct str field, before, after;
};
struct field_changes {
    struct list changes; /* of struct field_change */
};
/** One row of import_change. */
struct import_change {
    struct str zone_id, import_id; /* of a pack: its job */
    int64_t chunk_no, row_no;
    struct instant at;
    struct str enterprise_id;
    struct str origin;  /* import, pack */
    int32_t kind;       /* enum import_kind */
    struct str subject; /* the worker, or the year of the figures */
    int32_t outcome;    /* RESULT_CREATED or RESULT_UPDATED */
    struct str changes; /* JSON of struct field_changes; of updates only */
};
/** What the audit trail keeps of an accepted row: where it came from and what it did. */
struct quarantine_receipt {
    struct str id, import_id, file_name;
    int32_t kind;
    int64_t row;
    struct str name, code;
    int32_t state, outcome;
    struct list changes; /* of struct field_change; of updates only */
};
extern const struct record FIELD_CHANGE, FIELD_CHANGES, IMPORT_CHANGE, QUARANTINE_RECEIPT;

/** The fields of a draft (enterprise, worker, yearly figures) that differ; identity numbers never among them. */
struct list draft_changes(struct arena *a, int32_t kind, const void *before, const void *after);
/** Writes the rows of one chunk (list of struct import_change, row_no rising) inside the current TX_WRITE.
 *  @param digest  gets the chunk's digest, absent when there is no row */
bool import_changes_write(struct ctx *c, const struct list *rows, struct str *digest) MUST_USE;
/** The digest of an import computed again from its rows, a page of them at a time; *rows counts them. */
bool import_changes_digest(struct ctx *c, struct str import_id, struct str *digest, int64_t *rows) MUST_USE;
#endif
