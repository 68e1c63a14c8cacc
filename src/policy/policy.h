/* policy.h - policies as data: documents, items, rule versions with their tests, the fact catalogue, judging.
 *
 * A document has items; an item is one claimable clause with its form, pot and dates; its rule is a DMN model whose
 * versions live draft -> tested -> reviewed -> published -> superseded and never change once published. */
#ifndef POLICY_POLICY_H
#define POLICY_POLICY_H
#include "app/ctx.h"

enum item_kind {
    ITEM_KIND_NONE,
    ITEM_MONEY,
    ITEM_SERVICE
};
/** Who an item is about: the enterprise itself (one line, made of the form), or lines of workers. */
enum item_subject {
    ITEM_SUBJECT_NONE,
    ITEM_ENTERPRISE,
    ITEM_WORKERS
};
enum item_state {
    ITEM_STATE_NONE,
    ITEM_DRAFT,
    ITEM_OPEN,
    ITEM_CLOSED
};
enum reserve_at {
    RESERVE_AT_NONE,
    RESERVE_AT_SUBMISSION,
    RESERVE_AT_APPROVAL
};
enum paid_to {
    PAID_TO_NONE,
    PAID_TO_ENTERPRISE,
    PAID_TO_PERSON
};
enum rule_state {
    RULE_STATE_NONE,
    RULE_DRAFT,
    RULE_TESTED,
    RULE_REVIEWED,
    RULE_PUBLISHED,
    RULE_SUPERSEDED
};
enum fact_type {
    FACT_TYPE_NONE,
    FACT_BOOLEAN,
    FACT_NUMBER,
    FACT_STRING,
    FACT_DATE
};
enum fact_source {
    FACT_SOURCE_NONE,
    FACT_FORM,    /* typed on the form: self-declared */
    FACT_REGISTRY /* read from the registry by the catalogue's provider */
};
/** What two items must not both count. */
enum exclude_by {
    EXCLUDE_BY_NONE,
    EXCLUDE_PERSON_DAY, /* the same person on the same day: person_key, from_key, to_key */
    EXCLUDE_PERSON,     /* the same person */
    EXCLUDE_ENTERPRISE, /* the same enterprise */
    EXCLUDE_NUMBER      /* the same approval number: number_key */
};
enum verdict {
    VERDICT_NONE,
    VERDICT_ENTITLED, /* every fact that was needed comes from the registry */
    VERDICT_LIKELY,   /* eligible, but on facts that somebody declared: reviewers look at the attachments */
    VERDICT_LACKS,    /* undecided: facts are missing (named) */
    VERDICT_NOT
};
extern const struct enum_names ITEM_KIND_NAMES, ITEM_SUBJECT_NAMES, ITEM_STATE_NAMES, RESERVE_AT_NAMES, PAID_TO_NAMES,
    RULE_STATE_NAMES, FACT_TYPE_NAMES, FACT_SOURCE_NAMES, EXCLUDE_BY_NAMES, VERDICT_NAMES;

enum {
    POLICY_LINES_MAX = 500,  /* lines of one claim */
    POLICY_DMN_MAX = 400000, /* code points of a rule's text */
    POLICY_TESTS_MAX = 400000,
    POLICY_FACTS_JSON_MAX = 1 << 20, /* bytes of the facts of one claim */
};

struct policy_key {
    struct str id;
};

/* ---- the fact catalogue ---- */

struct policy_choice {
    struct str value, zh, en;
};
/** A fact that rules may ask for.  An input of a rule is named by the key or by one of the labels. */
struct policy_fact {
    struct str key;      /* "headcount", "worker_age" */
    int32_t type;        /* enum fact_type */
    struct str unit;     /* "yuan", "people"; absent = none */
    struct str zh, en;   /* labels */
    struct str provider; /* "enterprise.headcount": see policy_facts.c; absent = a form asks for it */
    struct str as_of;    /* what date it holds for, for people: "newest year not after the as-of date" */
    bool line;           /* of a worker or line, not of the enterprise */
    struct list choices; /* struct policy_choice; of a string */
    struct str zone_id, detail; /* the store's own: never sent */
    struct instant updated;
};
struct policy_facts {
    struct list items;
};

/* ---- documents and items ---- */

struct policy_document {
    struct str id, no, title_zh, title_en, issuer;
    struct opt_date issued_on;
    struct str text;
    struct opt_money budget_fen; /* what the document itself says; the pot is fund's */
    bool budget_yearly;
    struct str budget_note;
    bool sample;
    int64_t items; /* how many */
    int64_t version;
    struct texts actions;
    struct str zone_id; /* the store's own: never sent */
};
struct policy_documents {
    struct list items;
};
/** A field of an item's form; key is a key of the fact catalogue. */
struct policy_field {
    struct str key;
    int32_t source; /* enum fact_source; REGISTRY: shown, filled by us when known */
    int32_t type;   /* enum fact_type */
    struct str zh, en, unit;
    bool required;
    bool line;           /* asked per line (worker grid), not once per claim */
    struct list choices; /* struct policy_choice */
};
struct policy_exclusion {
    struct str item_code; /* the other item; itself means: never twice */
    int32_t by;           /* enum exclude_by */
};
struct policy_attachment {
    struct str kind; /* "contract" */
    struct str zh, en;
    bool required;
};
/** A named constant of the rule's decision `params`, for people; `sample`: invented, because the source gives none. */
struct policy_parameter {
    struct str name, zh, en, value, unit;
    bool sample;
};
struct policy_item {
    struct str id, document_id, document_title, document_title_en, code, name_zh, name_en, summary_zh, summary_en;
    int32_t kind, subject, state;
    struct str line_decision, claim_decision; /* names of decisions in the rule's DMN; claim absent: the lines' sum */
    struct list fields;                       /* struct policy_field */
    struct list exclusions;                   /* struct policy_exclusion */
    struct list attachments;                  /* struct policy_attachment: what a claim must bring */
    struct list parameters;                   /* struct policy_parameter */
    struct list words; /* struct policy_choice: names in the rule's text and what people read instead */
    struct str pot_id;                        /* fund's; absent for a service */
    struct opt_date opens_on, closes_on;      /* first and last day to claim */
    int32_t reserve_at, paid_to;
    int64_t notice_days;
    struct str age_at; /* the date of worker_age: absent = the as-of date; "2020-04-30"; or a fact key ("hired_on") */
    struct str person_key, from_key, to_key, number_key; /* fields of a line that exclusions compare */
    bool try_it;                                         /* anybody may try it without sign-in */
    bool sample;
    struct str rule_version_id; /* the published one of today; absent = none */
    int64_t version;
    struct texts actions;
    struct str zone_id, detail; /* the store's own: never sent */
};
struct policy_items {
    struct list items; /* struct policy_item, without their documents' texts */
};
struct policy_item_query {
    struct str document_id, code;
    int32_t kind, subject, state;
};

/* ---- rule versions ---- */

struct rule_version {
    struct str id, item_id, item_code;
    int64_t no; /* 1, 2, ... within the item */
    int32_t state;
    struct opt_date valid_from, valid_to;
    struct str dmn, tests; /* XML texts; absent in lists */
    struct str digest;     /* SHA-256 of both */
    struct str note;
    int64_t tests_passed, tests_failed;
    struct str author_id, author_name, reviewer_id, reviewer_name, publisher_id, publisher_name;
    struct instant created, tested, reviewed, published;
    int64_t version;
    struct texts actions;
    struct str zone_id; /* the store's own: never sent */
};
struct rule_versions {
    struct list items;
};

/* ---- judging ---- */

struct judge_request {
    struct str item_id;         /* its published rule of as_of ... */
    struct str rule_version_id; /* ... or exactly this version */
    struct opt_date as_of;      /* absent = today */
    struct str enterprise_id;   /* registry facts come from it; absent: every fact is as declared */
    struct str form_json;       /* {"key": value}: dates are texts, numbers numbers; absent = {} */
    struct str lines_json;      /* [{"worker_id": ..., "key": value}]; absent = one line of the form's facts */
};
struct judge_missing {
    struct str key, zh, en;
    bool form; /* a form asks for it; otherwise the registry should know it */
};
/** A row of a table of the rule that applied to a line or to the whole. */
struct judge_fired {
    struct str decision; /* the name of the decision or knowledge model, as boxes of a rule's view */
    int64_t row;         /* 1, 2, ... */
};
struct judge_line {
    int32_t verdict;
    int64_t amount_fen;
    struct str reason_zh, reason_en; /* sentences, one a line */
    struct str reason;               /* the rule's own word for it (entry `reason`); may be absent */
    struct list missing;             /* struct judge_missing */
};
struct judgement {
    int32_t verdict;
    int64_t total_fen;
    struct list lines; /* struct judge_line, in the order of the rows */
    struct str rule_version_id;
    struct date as_of;
    struct str facts_json; /* frozen: {"as_of":, "enterprise": {key: {value, source}}, "lines": [{key: ...}]} */
    struct str reasons_zh, reasons_en;
    struct list missing; /* struct judge_missing: of the claim and of all lines, each once */
    struct list fired;   /* struct judge_fired: of the claim and of all lines, each once */
};

extern const struct record POLICY_KEY, POLICY_CHOICE, POLICY_FACT, POLICY_FACTS, POLICY_DOCUMENT, POLICY_DOCUMENTS,
    POLICY_FIELD, POLICY_EXCLUSION, POLICY_ATTACHMENT, POLICY_PARAMETER, POLICY_ITEM, POLICY_ITEMS, POLICY_ITEM_QUERY,
    RULE_VERSION, RULE_VERSIONS, JUDGE_REQUEST, JUDGE_MISSING, JUDGE_FIRED, JUDGE_LINE,
    JUDGEMENT;

/** An item with its form, whatever its state; no right is asked.  @error NOT_FOUND */
bool policy_item_find(struct ctx *c, struct str item_id, struct policy_item *out) MUST_USE;
/** What an item and others exclude of each other, whichever of the two names it: struct policy_exclusion with the other
 *  item's code, each once.  The list is the caller's own. */
bool policy_exclusions(struct ctx *c, const struct policy_item *item, struct list *out) MUST_USE;
/** The items that the filter lets through, in the order of their codes. */
bool policy_item_list(struct ctx *c, const struct policy_item_query *in, struct policy_items *out);
/** What the catalogue knows. */
bool policy_fact_list(struct ctx *c, const void *in, struct policy_facts *out);
/** Judges facts by an item's rule.  Pure: only reads, so it belongs into PREPARE (any cost, on a reader).  The caller
 *  has asked for the right over the enterprise.  A worker_id of a line must be of that enterprise.
 *
 *  The line decision gives {eligible: boolean, amount: yuan, reason: string, certain: boolean}; the claim decision,
 *  when the item names one, gets `rows`, the list of the lines' facts with eligible, amount and reason, and gives
 *  {eligible, total: yuan}; without one the total is the sum of the eligible lines.  Not eligible while a fact that
 *  the decision needs is null: LACKS that fact, unless eligible is false and certain true: what is known already rules
 *  it out.  Eligible on facts of the registry alone: ENTITLED, else LIKELY.  The verdict of the whole is that of the
 *  eligible lines together (the weakest); without any LACKS when a line lacks something, else NOT.
 *  @error NOT_FOUND no item, no rule for that date (NO_RULE), no worker; INVALID bad facts (pointer "lines/0/key");
 *         CONFLICT (RULE_FAILED) the rule failed on these facts, or an amount is no whole number of fen */
bool policy_judge(struct ctx *c, const struct judge_request *in, struct judgement *out) MUST_USE;
/** Can a fact have this number at all?  By its unit: yuan are not below 0 and have at most two decimals, people and
 *  nights are whole, days, months and years not below 0; an age is 0 to 150, a ..._share 0 to 100, a ..._year 1900 to
 *  2100.  Other numbers are free.  text: a decimal.  @error INVALID at `at`, with the rule and an example */
bool policy_number_ok(struct ctx *c, struct str key, struct str unit, struct str text, struct str at) MUST_USE;
/** The same for who has the item already (reading its texts again costs as much as judging a few lines). */
bool policy_judge_item(struct ctx *c, const struct policy_item *item, const struct judge_request *in,
                       struct judgement *out) MUST_USE;

/* ---- for the match job: many subjects by one rule ---- */

struct dmn_model;
/** A rule, compiled and held.  Models are shared by all threads; give it back with policy_rule_close. */
struct policy_rule;
/** One input of a rule as the catalogue binds it. */
struct policy_input {
    size_t index; /* element of the model */
    const struct policy_fact *fact;
    bool rows; /* the list of lines; fact is NULL */
};
/** The rule that decides the item at a date, or exactly this version when rule_version_id is given.
 *  @error NOT_FOUND (NO_RULE), CONFLICT (RULE_FAILED) its text does not load any more */
bool policy_rule_open(struct ctx *c, struct str item_id, struct str rule_version_id, struct date as_of,
                      struct policy_rule **out) MUST_USE;
/** NULL is fine. */
void policy_rule_close(struct policy_rule *r);
const struct dmn_model *policy_rule_model(const struct policy_rule *r);
struct str policy_rule_id(const struct policy_rule *r);
/** Element indexes of the decisions; SIZE_MAX when the item names no claim decision. */
size_t policy_rule_line(const struct policy_rule *r);
size_t policy_rule_claim(const struct policy_rule *r);
/** The inputs that both decisions need; borrowed. */
const struct policy_input *policy_rule_inputs(const struct policy_rule *r, size_t *count);
/** A fact of the catalogue that the rule was bound to, by its key; NULL when there is none. */
const struct policy_fact *policy_rule_fact(const struct policy_rule *r, struct str key);

/** All registry facts of one enterprise as of a date. */
struct enterprise_facts {
    struct str enterprise_id;
    int64_t no; /* its number in the zone */
    struct opt_i64 year, headcount; /* of the newest year with figures not after as_of */
    struct opt_money revenue_fen, assets_fen;
    int32_t size_class; /* enum size_class of registry/size_class.h; 0 = unknown */
    struct str industry, area_id, area_code, area_name;
    struct opt_date registered_on;
    bool registration, tax, statistics;                        /* relations to the zone current at as_of */
    bool above_scale, high_tech, resumed, specialised, listed; /* flags current at as_of */
};
struct worker_facts {
    struct str worker_id, enterprise_id, name;
    struct opt_date birth, hired_on, left_on;
    struct str household;  /* division code, 6 digits */
    int32_t degree, title; /* enums of registry/worker.h */
};
struct facts_query {
    struct str zone_id, enterprise_id, worker_id, after;
    struct date as_of;
    int64_t limit;
};
/** A keyset page of enterprises that are active, by id, after `after`; enterprise_id given: that one.
 *  Appends struct enterprise_facts. */
bool policy_enterprise_facts(struct ctx *c, const struct facts_query *in, struct list *out) MUST_USE;
/** A keyset page of workers, by id: of one enterprise when given, of all otherwise; appends struct worker_facts. */
bool policy_worker_facts(struct ctx *c, const struct facts_query *in, struct list *out) MUST_USE;
/** Completed years at a date (29 February counts from 1 March in other years); -1 before birth. */
int64_t policy_age(struct date birth, struct date at);
#endif
