/* audit.h - the zone's hash chain: one record per operation (decision 14).
 *
 * Two tables.  `audit` is the chain: hash = SHA-256(previous hash | zone | seq | at | actor id | action | subject kind
 * | subject id | digest), each part with its length before it.  `audit_payload` is what may hold personal data: digest
 * = SHA-256(salt | actor name | remote | subject name | before | after).  A payload can be erased, itself an operation
 * on record, and the chain still verifies. */
#ifndef APP_AUDIT_H
#define APP_AUDIT_H
#include "app/ctx.h"

/** One operation.  before and after are JSON objects (audit_json) or absent. */
struct audit_entry {
    struct str action;       /* "enterprise.create", "user.reset": entity.verb */
    struct str subject_kind; /* "enterprise", "user", "import", ... */
    struct str subject_id;
    struct str subject_name; /* for the reader of the trail */
    struct str before, after;
};
/** Appends a record to the chain of c->zone_id inside the current TX_WRITE and counts c->audited. */
bool audit_record(struct ctx *c, const struct audit_entry *e) MUST_USE;
/** Encodes a record for before/after without its secret fields. */
struct str audit_json(struct ctx *c, const struct record *r, const void *obj);
/** Puts "ACTION_refused" on record, after the fail() that says why, and keeps it although the request fails:
 *  `if (forged) { fail(...); return audit_refused(c, &entry); }`.  Always false. */
bool audit_refused(struct ctx *c, const struct audit_entry *e);
/** Destroys the payload of record seq and puts "audit.erase" with the reason on record.
 *  @error NOT_FOUND, CONFLICT it is erased already */
struct audit_erase {
    int64_t seq;
    struct str reason;
};
bool audit_erase(struct ctx *c, const struct audit_erase *in) MUST_USE;

/* ---- reading ---- */
struct audit_line {
    int64_t seq;
    struct instant at;
    struct str actor_id, actor_name, remote, action, subject_kind, subject_id, subject_name;
    struct str before, after; /* JSON objects as texts */
    bool erased;              /* the payload was destroyed on purpose */
    struct str hash;
};
struct audit_find {
    struct str subject_kind, subject_id, actor, action; /* actor: a user id; action: "user.reset" or a prefix "user." */
    struct opt_date from, to;                           /* in the zone's time, both included */
    struct opt_i64 after;                               /* the cursor: `next` of the page before */
    int64_t limit;
};
struct audit_page {
    struct list items; /* of struct audit_line, newest first */
    int64_t total;
    bool total_capped; /* there are more than `total` */
    struct opt_i64 next;
};
/** The trail, newest first.  With a subject: that subject's alone. */
bool audit_list(struct ctx *c, const struct audit_find *in, struct audit_page *out) MUST_USE;

struct audit_head {
    int64_t seq;     /* 0: nothing is on record yet */
    struct str hash; /* absent then */
};
/** The newest record: print it, keep it elsewhere, give it to verify later. */
bool audit_get_head(struct ctx *c, const void *none, struct audit_head *out) MUST_USE;

/* X(ID, wire, zh, en): what can be wrong, in order of precedence. */
#define AUDIT_FAULTS(X)                                                                                                \
    X(MISSING, "missing", "记录缺失", "the record is missing")                                                         \
    X(HASH, "hash", "记录被改动或顺序被打乱", "the record was changed or does not follow the one before")                \
    X(PAYLOAD_MISSING, "payload_missing", "内容缺失且没有销毁记录", "the payload is gone and no erasure is on record") \
    X(PAYLOAD, "payload", "内容被改动", "the payload was changed")                                                     \
    X(ROWS, "rows", "导入或资料包的逐行变更与链上的摘要不符",                                                          \
      "the changes of rows by an import or a pack do not give the digest on record")                                   \
    X(HEAD_ROW, "head", "链头与最后一条记录不符", "the head does not match the last record")                               \
    X(HEAD_UNKNOWN, "head_unknown", "链中没有所给的链头", "the given head is not in the chain")
enum audit_fault {
    AUDIT_SOUND,
#define X(id, wire, zh, en) AUDIT_##id,
    AUDIT_FAULTS(X)
#undef X
};
extern const struct enum_names AUDIT_FAULT_NAMES;

struct audit_verify {
    int64_t from;    /* the first record to check; 0 or 1 = from the beginning */
    int64_t limit;   /* records in this piece, 1..5000; 0 = 2000 */
    struct str head; /* a hash kept elsewhere: must be met in this piece or an earlier one (give it to every piece) */
};
struct audit_verdict {
    bool sound;           /* nothing wrong up to `checked_to` */
    int32_t fault;        /* enum audit_fault, of the first broken record */
    int64_t broken_seq;   /* 0 when sound */
    struct str subject;   /* what the broken record is about: the file, say; absent when sound or not known */
    int64_t checked_from, checked_to;
    int64_t head_seq;
    struct str head_hash; /* the chain's own head */
    struct opt_i64 next;  /* give it as `from` for the next piece; absent: the end was reached */
    bool head_met;        /* the given head is the hash of a record of this piece */
};
/** Checks a bounded piece of the chain of c->zone_id; a client asks again until `next` is absent. */
bool audit_verify(struct ctx *c, const struct audit_verify *in, struct audit_verdict *out) MUST_USE;
/** Checks a whole chain piece by piece, each in a short read of its own (CLI).  head absent: not compared.
 *  progress (may be NULL) is called after each piece. */
bool audit_verify_store(struct ctx *c, struct str head, void (*progress)(void *arg, int64_t done, int64_t total),
                        void *arg, struct audit_verdict *out) MUST_USE;

extern const struct record AUDIT_LINE, AUDIT_FIND, AUDIT_PAGE, AUDIT_HEAD, AUDIT_VERIFY, AUDIT_VERDICT, AUDIT_ERASE;
#endif
