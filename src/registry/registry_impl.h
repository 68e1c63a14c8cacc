/* registry_impl.h - what the files of this folder share: stored rows, parameters of statements, small steps. */
#ifndef REGISTRY_REGISTRY_IMPL_H
#define REGISTRY_REGISTRY_IMPL_H
#include "registry/bulk.h"
#include "registry/code.h"
#include "registry/industry.h"
#include "registry/registry.h"

enum { TOKEN_SEGMENT = 1024 }; /* numbers in one segment of the search tokens; registry.sql knows it too */

/** A row of table enterprise, and with it the columns that exports and imports add. */
struct enterprise_row {
    struct str zone_id, id;
    int64_t no;
    int32_t state, kind, size_class;
    bool sample;
    int64_t version;
    struct instant created, updated;
    struct str area_id, department_id, industry, uscc, merged_into;
    struct str name, name_folded, initials, name_key;
    struct opt_date registered_on;
    struct opt_money capital_fen;
    struct str capital_text, legal_representative, contact_name, contact_phone, address, scope_text;
    /* joined */
    struct str area, department, reg15, orgcode;
    struct opt_date registration_since, tax_since, statistics_since;
    int32_t code_kind;
    struct str code_value;
};
extern const struct record ENTERPRISE_ROW;

/** Parameters of every statement of registry.sql that does not take a whole row. */
struct registry_params {
    struct str zone_id, id, into_id, other_id;
    int32_t code_kind, relation, flag, list_kind, from_flag, state, size_class, kind;
    struct str value, note, list_id, from_list, from_id, area_id, department_id;
    struct opt_date since, until;
    struct date today;
    int64_t year, version, count, no;
    bool english, in_zone, incomplete, complete;
    struct str bounds, part, letters, token, code_from, code_to, codes;
    int32_t sort;
    struct str after_key;
    int64_t after_time, after_no, limit;
};
extern const struct record REGISTRY_PARAMS;

/** A number or two, and a text, that a statement answers. */
struct registry_count {
    int64_t n, n2;
};
extern const struct record REGISTRY_COUNT;

/** Zone, today and language filled in. */
struct registry_params registry_params(const struct ctx *c);
/** ctx_find with REGISTRY_PARAMS although bad fields are on record already: all of them shall be reported, and some can
 *  only be judged by looking. */
bool find_aside(struct ctx *c, const struct sql *q, const struct registry_params *p, const struct record *out_rec,
                void *out, bool *found) MUST_USE;
/** The stored row if the actor holds `right` over it.  @error NOT_FOUND otherwise */
bool enterprise_row_get(struct ctx *c, enum right right, struct str id, struct enterprise_row *out) MUST_USE;
/** The same, refusing a merged one and one that another version replaced (version > 0).  @error STALE, CONFLICT */
bool enterprise_row_edit(struct ctx *c, enum right right, struct str id, int64_t version,
                         struct enterprise_row *out) MUST_USE;
/** Writes the row over version row->version, stamps it, and moves row->version on.  @error STALE */
bool enterprise_row_save(struct ctx *c, struct enterprise_row *row) MUST_USE;
/** Replaces search tokens; an absent list on either side is empty. */
bool tokens_replace(struct ctx *c, const struct enterprise_row *before, const struct enterprise_row *after) MUST_USE;
/** Judges a code typed by hand.  @error INVALID on `field` unless it is right or confirmed; CONFLICT it belongs to
 *  another enterprise (own_id absent: any)   @param value  gets the normalised text, absent when raw is empty */
bool code_accept(struct ctx *c, enum identifier_kind kind, struct str raw, bool confirmed, struct str field,
                 struct str own_id, struct str *value) MUST_USE;
/** The size class from the row's industry and its newest year, into row->size_class (not saved). */
bool size_class_compute(struct ctx *c, struct enterprise_row *row, struct size_result *why,
                        struct opt_i64 *year) MUST_USE;
/** One record in the audit chain about an enterprise. */
bool enterprise_audit(struct ctx *c, const char *action, const struct enterprise_row *row, const struct record *r,
                      const void *before, const void *after) MUST_USE;
/** Raises the version and the time of the last change of an enterprise whose side tables changed. */
bool enterprise_touch(struct ctx *c, struct enterprise_row *row) MUST_USE;
/** Sets parameters of the filter (list, export) from a query: scope of the actor, search mode, default state. */
bool enterprise_filter(struct ctx *c, enum right right, const struct enterprise_query *in,
                       struct registry_params *p) MUST_USE;
/** The sheet column set of a stored row. */
void draft_of_row(const struct enterprise_row *row, struct enterprise_draft *out);
/** The year whose figures a complete record has: the newest, up to last year, that any enterprise of the zone has
 *  figures of; last year when there are none.  The cockpit's statement of that name says the same. */
bool facts_year(struct ctx *c, int64_t *year) MUST_USE;
#endif
