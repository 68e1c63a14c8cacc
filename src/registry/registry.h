/* registry.h - enterprises, their codes, relations, flags and yearly figures; base lists. */
#ifndef REGISTRY_REGISTRY_H
#define REGISTRY_REGISTRY_H
#include "app/ctx.h"
#include "registry/size_class.h"

enum enterprise_kind {
    ENTERPRISE_KIND_NONE,
    KIND_ENTERPRISE,
    KIND_BRANCH,
    KIND_SOLE_TRADER,
    KIND_OTHER
};
enum enterprise_state {
    ENTERPRISE_STATE_NONE,
    ENTERPRISE_ACTIVE,
    ENTERPRISE_MERGED,
    ENTERPRISE_CLOSED
};
enum identifier_kind {
    IDENTIFIER_NONE,
    IDENTIFIER_USCC,
    IDENTIFIER_REG15,
    IDENTIFIER_ORGCODE
};
enum relation_kind {
    RELATION_NONE,
    RELATION_REGISTRATION,
    RELATION_TAX,
    RELATION_STATISTICS
};
enum list_kind {
    LIST_NONE,
    LIST_ABOVE_SCALE,
    LIST_HIGH_TECH,
    LIST_SIZE_CLASS,
    LIST_RESUMPTION,
    LIST_OTHER
};
enum flag_kind {
    FLAG_NONE,
    FLAG_ABOVE_SCALE,
    FLAG_HIGH_TECH,
    FLAG_RESUMED,
    FLAG_SPECIALISED,
    FLAG_LISTED,
    FLAG_OTHER
};
enum enterprise_sort {
    SORT_NONE,
    SORT_NAME,
    SORT_NO,
    SORT_UPDATED
};
enum sort_dir {
    DIR_NONE,
    DIR_ASC,
    DIR_DESC
};
enum file_format {
    FILE_NONE,
    FILE_XLSX,
    FILE_CSV
};
extern const struct enum_names ENTERPRISE_KIND_NAMES, ENTERPRISE_STATE_NAMES, IDENTIFIER_KIND_NAMES,
    RELATION_KIND_NAMES, LIST_KIND_NAMES, FLAG_KIND_NAMES, ENTERPRISE_SORT_NAMES, SORT_DIR_NAMES, FILE_FORMAT_NAMES;

enum {
    ENTERPRISE_PAGE_MAX = 200,
    ENTERPRISE_TOTAL_CAP = 10000
};

/** Any record addressed by the id in the path. */
struct registry_key {
    struct str id;
};

/* ---- the list ---- */

/** A filter; absent fields filter nothing, except state (default: active). */
struct enterprise_query {
    struct str q; /* part of the name, prefix of a code, or pinyin initials */
    struct str area_id, department_id;
    int32_t flag;       /* a flag current today */
    struct str list_id; /* member of this base list */
    int32_t size_class, kind, relation, state;
    bool in_zone;    /* only with a relation to the zone current today */
    bool incomplete; /* only those lacking industry, area, or headcount and revenue of the zone's newest year */
    bool complete;   /* only those lacking none of them */
    int32_t sort, dir;
    struct str after;
    int64_t limit;
    int32_t format; /* of an export; absent = xlsx */
};
struct enterprise_item {
    struct str id;
    int64_t no;
    struct str name, uscc;
    int32_t kind, state;
    struct str industry, industry_name, area_id, area_name;
    int32_t size_class;
    bool in_zone, above_scale, high_tech, resumed, sample;
    struct instant updated;
    int64_t version;
    struct str name_key; /* the server's own: sort key, never sent */
    int64_t found;       /* the server's own: rows from here on, of a page made from candidates */
};
struct enterprise_page {
    struct list items;
    int64_t total;
    bool total_capped; /* there are more than `total` */
    struct str next;   /* pass as `after`; absent on the last page */
};

/* ---- one page ---- */

struct identifier {
    int32_t kind;
    struct str value;
    struct opt_date valid_from, valid_to;
    bool check_ok;      /* the check digit is right */
    struct str warning; /* why not, in the reader's language */
    struct str suggestion;
};
struct relation {
    struct str id;
    int32_t kind;
    struct opt_date since, until;
    struct str note;
    bool current;
};
struct enterprise_flag {
    struct str id;
    int32_t flag;
    struct str list_id, list_name;
    struct opt_date since, until;
    struct str value;
    bool current;
};
struct enterprise_year {
    int64_t year;
    struct opt_i64 headcount;
    struct opt_money revenue_fen, assets_fen;
    struct str source;
    int64_t version;
};
/** A record that was merged into this one. */
struct merged_record {
    struct str id;
    int64_t no;
    struct str name, uscc;
    struct instant updated;
};
struct enterprise {
    struct str id;
    int64_t no;
    struct str name, uscc;
    int32_t kind, state;
    struct opt_date registered_on;
    struct str capital_text;
    struct opt_money capital_fen;
    struct str legal_representative, industry, industry_name, address;
    struct str area_id, area_name, department_id, department_name;
    struct str scope_text, contact_name, contact_phone;
    bool sample, in_zone;
    int32_t size_class;
    struct str size_group, size_reason;
    struct opt_i64 size_year; /* the year whose figures were used */
    struct str merged_into, merged_into_name;
    struct list identifiers, relations, flags, years, merged;
    int64_t worker_count, attachment_count;
    struct instant created, updated;
    int64_t version;
    struct texts actions; /* edit, merge, add_identifier, ... : what the reader may do now */
};

/* ---- inputs ---- */

struct enterprise_new {
    struct str name, uscc, reg15, orgcode;
    bool code_confirmed; /* keep a code although its check digit is wrong: seen on the certificate */
    int32_t kind;
    struct opt_date registered_on;
    struct str capital_text, legal_representative, industry, address, area_id, department_id;
    struct str scope_text, contact_name, contact_phone;
    struct opt_date registration_since, tax_since, statistics_since; /* relations to begin with */
    bool sample;
};
struct enterprise_edit {
    struct str id;
    int64_t version;
    struct str name;
    int32_t kind;
    int32_t state; /* active or closed; absent = as it is */
    struct opt_date registered_on;
    struct str capital_text, legal_representative, industry, address, area_id, department_id;
    struct str scope_text, contact_name, contact_phone;
};
struct enterprise_merge {
    struct str id;      /* the one that goes */
    struct str into_id; /* the one that stays */
    struct str reason;
    int64_t version; /* of the one that goes */
};
struct identifier_new {
    struct str id; /* enterprise */
    int32_t kind;
    struct str value;
    struct opt_date valid_from;
    bool code_confirmed;
};
struct relation_new {
    struct str id; /* enterprise */
    int32_t kind;
    struct opt_date since, until;
    struct str note;
};
struct relation_edit {
    struct str id, relation_id;
    struct opt_date since, until;
    struct str note;
};
struct flag_new {
    struct str id; /* enterprise */
    int32_t flag;
    struct str list_id;
    struct opt_date since, until;
    struct str value;
};
struct flag_edit {
    struct str id, flag_id;
    struct opt_date since, until;
    struct str value;
};
struct year_put {
    struct str id; /* enterprise */
    int64_t year;
    struct opt_i64 headcount;
    struct opt_money revenue_fen, assets_fen;
    struct str source;
    int64_t version; /* 0 = the year has no figures yet */
};

/* ---- base lists ---- */

struct base_list {
    struct str id, code, name;
    int32_t kind;
    struct opt_date as_of;
    bool frozen;
    int64_t members;
    int64_t version;
    struct texts actions;
};
struct base_list_new {
    struct str code, name;
    int32_t kind;
    struct opt_date as_of;
};
struct base_list_freeze {
    struct str id;
    int64_t version;
};
struct base_lists {
    struct list items;
};

/* ---- choices for forms ---- */

struct industry_choice {
    struct str code, name;
};
struct industry_choices {
    struct list items;
};
/** A code typed into a form: right, or what is wrong with it. */
struct code_query {
    int32_t kind; /* enum identifier_kind */
    struct str value;
};
struct code_answer {
    bool ok;
    struct str value, reason, suggestion;
    struct str enterprise_id, enterprise_name; /* who has it already */
};

extern const struct record REGISTRY_KEY, ENTERPRISE_QUERY, ENTERPRISE_EXPORT, ENTERPRISE_ITEM, ENTERPRISE_PAGE,
    IDENTIFIER, RELATION, ENTERPRISE_FLAG, ENTERPRISE_YEAR, MERGED_RECORD, ENTERPRISE, ENTERPRISE_NEW, ENTERPRISE_EDIT,
    ENTERPRISE_MERGE, IDENTIFIER_NEW, RELATION_NEW, RELATION_EDIT, FLAG_NEW, FLAG_EDIT, YEAR_PUT, BASE_LIST,
    BASE_LIST_NEW, BASE_LIST_FREEZE, BASE_LISTS, INDUSTRY_CHOICE, INDUSTRY_CHOICES, CODE_QUERY, CODE_ANSWER;

/** One keyset page of the enterprises that the actor may see and the filter lets through.
 *  @error INVALID `after` is not a cursor of this sort */
bool enterprise_list(struct ctx *c, const struct enterprise_query *in, struct enterprise_page *out);
/** One enterprise with everything on its page.  A merged one answers itself with merged_into.
 *  @error NOT_FOUND none, or outside what the actor may see */
bool enterprise_get(struct ctx *c, const struct registry_key *in, struct enterprise *out);
/** May the actor use `right` on this enterprise?  For slices that hang records on enterprises.  change: it must not be
 *  merged.  @param name  gets its name   @error NOT_FOUND, CONFLICT it is merged */
bool enterprise_require(struct ctx *c, enum right right, struct str id, bool change, struct str *name) MUST_USE;
/** @error INVALID a wrong code (with the reason and what was probably meant), CONFLICT a code belongs to another */
bool enterprise_create(struct ctx *c, const struct enterprise_new *in, struct enterprise *out);
/** Replaces the facts.  @error STALE, NOT_FOUND, CONFLICT it is merged */
bool enterprise_update(struct ctx *c, const struct enterprise_edit *in, struct enterprise *out);
/** Moves identifiers, relations, flags, years, workers, attachments and claims of one to the other; the one that goes
 *  keeps its row, state merged, and leads to the other.  Audited on both.
 *  @error STALE, NOT_FOUND, CONFLICT both have current USCCs, figures of the same year that differ, or a worker twice
 */
bool enterprise_merge(struct ctx *c, const struct enterprise_merge *in, struct enterprise *out);
/** Adds a code; a new USCC closes the one before on the same day.  @error INVALID, CONFLICT */
bool identifier_add(struct ctx *c, const struct identifier_new *in, struct enterprise *out);
/** Adds a dated relation.  @error CONFLICT overlaps one of the same kind */
bool relation_add(struct ctx *c, const struct relation_new *in, struct enterprise *out);
bool relation_update(struct ctx *c, const struct relation_edit *in, struct enterprise *out);
/** Adds a dated flag with its base list.  @error CONFLICT the list is frozen, or the flag overlaps one of the same list
 */
bool flag_add(struct ctx *c, const struct flag_new *in, struct enterprise *out);
bool flag_update(struct ctx *c, const struct flag_edit *in, struct enterprise *out);
/** Writes the figures of a year and computes the size class again.  @error STALE, INVALID */
bool year_put(struct ctx *c, const struct year_put *in, struct enterprise *out);
bool base_list_list(struct ctx *c, const void *in, struct base_lists *out);
/** @error CONFLICT the code is taken */
bool base_list_create(struct ctx *c, const struct base_list_new *in, struct base_list *out);
/** From now on its members do not change.  @error STALE, CONFLICT frozen already */
bool base_list_freeze(struct ctx *c, const struct base_list_freeze *in, struct base_list *out);
/** The 20 sections and 97 divisions, in the reader's language. */
bool industry_list(struct ctx *c, const void *in, struct industry_choices *out);
/** Checks a code before a form is sent. */
bool code_ask(struct ctx *c, const struct code_query *in, struct code_answer *out);
#endif
