/* audit.h - the zone's hash chain: one record per operation (decision 14). */
#ifndef APP_AUDIT_H
#define APP_AUDIT_H
#include "app/ctx.h"

/** One operation.  before and after are JSON objects (json_encode_public) or absent. */
struct audit_entry {
    struct str action;       /* "enterprise.create", "user.reset": entity.verb */
    struct str subject_kind; /* "enterprise", "user", "import", ... */
    struct str subject_id;
    struct str subject_name; /* for the reader of the trail */
    struct str before, after;
};
/** Appends a record to the chain of c->zone_id inside the current TX_WRITE and counts c->audited.
 *  hash = SHA-256(previous hash | zone | seq | at | actor | remote | action | subject | digest), where
 *  digest = SHA-256(salt | before | after); payload and salt can be erased later and the chain still verifies. */
bool audit_record(struct ctx *c, const struct audit_entry *e) MUST_USE;
/** Encodes a record for before/after without its secret fields. */
struct str audit_json(struct ctx *c, const struct record *r, const void *obj);
#endif
