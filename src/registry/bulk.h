/* bulk.h - many enterprises, yearly figures or workers at once, for imports.
 *
 * The costly part (folding, sort keys, initials, search tokens, sealing) is `*_prepare`: no database, run it outside
 * the writer.  `*_find` and the writes take chunks of at most BULK_MAX rows inside the caller's transaction.  Nothing
 * here writes audit records: an import is one operation and its owner records it. */
#ifndef REGISTRY_BULK_H
#define REGISTRY_BULK_H
#include "registry/registry.h"
#include "registry/worker.h"

enum {
    BULK_MAX = 500
};

/** One row of an enterprise sheet: what ENTERPRISE_DRAFT's labels head the columns of imports and exports with. */
struct enterprise_draft {
    struct str name, uscc, reg15, orgcode;
    int32_t kind; /* absent: enterprise_kind_guess */
    struct opt_date registered_on;
    struct str capital_text, legal_representative, industry, address;
    struct str area;       /* code or name of an area */
    struct str department; /* code or name of a department */
    struct str scope_text, contact_name, contact_phone;
    struct opt_date registration_since, tax_since, statistics_since;
    /* not columns: */
    struct str area_id, department_id; /* resolved by enterprise_prepare */
    struct opt_money capital_fen;
    bool sample;
    struct str id;       /* of the stored row; given by enterprise_insert_many */
    int64_t no, version; /* of the stored row */
    int32_t state;
    struct str name_folded, name_key, initials; /* enterprise_prepare */
    struct list tokens;                         /* of struct str; enterprise_prepare */
    bool renamed;                               /* name differs from the stored row: enterprise_merge_draft */
    int32_t size_class;                         /* of the stored row */
    struct instant created;
    const struct enterprise_draft *stored; /* enterprise_merge_draft */
};
extern const struct record ENTERPRISE_DRAFT; /* the columns only */

/** Areas and departments by code and by name, read once per import. */
struct place {
    struct str id, code, name_zh, name_en;
};
struct places {
    struct list areas, departments; /* of struct place */
};
bool places_load(struct ctx *c, struct places *out) MUST_USE;

/** Branch when the name ends in 分公司, 分行, 支行, 分店 and the like, sole trader when the USCC begins with 92,
 * enterprise otherwise. */
int32_t enterprise_kind_guess(struct str name, struct str uscc);
/** Checks and completes a draft without a database: industry normalised, area and department resolved, capital read,
 *  folded name, sort key, initials and tokens.  Codes are normalised but not judged (code_check does that; a bad check
 *  digit does not stop an import).  @return false with the bad fields in e */
bool enterprise_prepare(struct arena *a, struct err *e, const struct places *places,
                        struct enterprise_draft *d) MUST_USE;

/** A code to look up. */
struct code_key {
    int32_t kind; /* enum identifier_kind */
    struct str value;
};
/** The stored rows that hold any of the codes (also former ones), each once per code; the codes of a merged enterprise
 *  belong to the one that stayed. */
struct enterprise_known {
    int32_t code_kind;
    struct str code_value;
    struct enterprise_draft stored; /* relations: since of the current ones */
};
/** @param keys list of struct code_key, at most 3 * BULK_MAX   @param out list of struct enterprise_known */
bool enterprise_find_codes(struct ctx *c, const struct list *keys, struct list *out) MUST_USE;

/** The stored row of an active enterprise that a person chose.  @error NOT_FOUND */
bool enterprise_find_id(struct ctx *c, struct str id, struct enterprise_draft *out) MUST_USE;

/** Inside the writer, before rows are hung on enterprises that a reader found: they are still there.
 *  @param ids list of struct str, at most BULK_MAX   @error STALE one was merged into another since */
bool enterprise_still_there(struct ctx *c, const struct list *ids) MUST_USE;

/** Lays the given cells over the stored row: absent cells keep what is stored.  d becomes the complete new row.
 *  @return whether anything differs */
bool enterprise_merge_draft(const struct enterprise_draft *stored, struct enterprise_draft *d);

/** Stores new enterprises with their codes, relations and tokens; gives each its id and number.
 *  @param drafts  list of struct enterprise_draft *, prepared, codes distinct among them and not stored yet
 *  @error CONFLICT a code is stored already */
bool enterprise_insert_many(struct ctx *c, const struct list *drafts) MUST_USE;
/** Overwrites changed enterprises (merged drafts, prepared when renamed).  A new code is added, a new USCC closes the
 *  old one; a relation is added, or the current one gets the new first day.
 *  @error STALE one was changed since it was read */
bool enterprise_update_many(struct ctx *c, const struct list *drafts) MUST_USE;

/** One row of a sheet of yearly figures. */
struct year_draft {
    struct str uscc, name; /* whose; the name is only for people */
    int64_t year;
    struct opt_i64 headcount;
    struct opt_money revenue_fen, assets_fen;
    struct str source;
    /* not columns: */
    struct str enterprise_id;
    int64_t version; /* of the stored row, 0 = none */
};
extern const struct record YEAR_DRAFT;
/** The stored figures of the enterprises and years asked for (by enterprise_id and year); same order, absent ones with
 *  version 0.  @param drafts list of struct year_draft   @param out list of struct year_draft */
bool year_find_many(struct ctx *c, const struct list *drafts, struct list *out) MUST_USE;
/** Writes figures (absent cells keep what is stored) and computes the size classes again.
 *  @param drafts list of struct year_draft *  */
bool year_put_many(struct ctx *c, const struct list *drafts) MUST_USE;

/** One row of a sheet of workers. */
struct worker_draft {
    struct str uscc, enterprise_name;
    struct str name;
    int32_t id_kind;
    struct str id_number;
    struct opt_date birth;
    struct str household;
    int32_t degree, title;
    struct opt_date hired_on, left_on;
    struct str phone;
    /* not columns: */
    struct str enterprise_id;
    struct str id, id_hash, id_masked, id_sealed, phone_masked, phone_sealed;
    int64_t version;
};
extern const struct record WORKER_DRAFT;
/** Normalises and checks the identity number, fills birth and household from it, hashes, masks and seals.
 *  @return false with the bad fields in c->err */
bool worker_prepare(struct ctx *c, struct worker_draft *d) MUST_USE;
/** The stored people with these identity hashes who have not left (or, else, left last).
 *  @param drafts list of struct worker_draft *, prepared   @param out list of struct worker_draft (stored; compare
 *  id_hash) */
bool worker_find_many(struct ctx *c, const struct list *drafts, struct list *out) MUST_USE;
/** Lays the given cells over the stored row; absent cells keep what is stored; another enterprise_id moves the person.
 *  @return whether anything differs */
bool worker_merge_draft(const struct worker_draft *stored, struct worker_draft *d);
bool worker_insert_many(struct ctx *c, const struct list *drafts) MUST_USE;
bool worker_update_many(struct ctx *c, const struct list *drafts) MUST_USE;
#endif
