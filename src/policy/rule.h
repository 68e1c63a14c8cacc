/* rule.h - writing policies: documents, items, the life of rule versions, their tests, tables for the screen; trying
 * an item without sign-in; what a pack brings. */
#ifndef POLICY_RULE_H
#define POLICY_RULE_H
#include "policy/policy.h"

/* ---- documents and items ---- */

struct policy_document_put {
    struct str id; /* of an edit */
    int64_t version;
    struct str no, title_zh, title_en, issuer;
    struct opt_date issued_on;
    struct str text;
    struct opt_money budget_fen;
    bool budget_yearly;
    struct str budget_note;
    bool sample;
};
struct policy_item_put {
    struct str id; /* of an edit */
    int64_t version;
    struct str document_id, code, name_zh, name_en, summary_zh, summary_en;
    int32_t kind, subject, state;
    struct str line_decision, claim_decision;
    struct list fields, exclusions, attachments, parameters, words;
    struct str pot_id;
    struct opt_date opens_on, closes_on;
    int32_t reserve_at, paid_to;
    int64_t notice_days;
    struct str age_at, person_key, from_key, to_key, number_key;
    bool try_it, sample;
};
extern const struct record POLICY_DOCUMENT_NEW, POLICY_DOCUMENT_EDIT, POLICY_ITEM_NEW, POLICY_ITEM_EDIT;

/** All documents, by number. */
bool policy_document_list(struct ctx *c, const void *in, struct policy_documents *out);
/** @error NOT_FOUND */
bool policy_document_get(struct ctx *c, const struct policy_key *in, struct policy_document *out);
/** @error CONFLICT the number is taken */
bool policy_document_create(struct ctx *c, const struct policy_document_put *in, struct policy_document *out);
/** @error STALE, NOT_FOUND */
bool policy_document_update(struct ctx *c, const struct policy_document_put *in, struct policy_document *out);
/** An item for whoever is signed in.  @error NOT_FOUND */
bool policy_item_get(struct ctx *c, const struct policy_key *in, struct policy_item *out);
/** @error INVALID a field of the form is not in the catalogue, CONFLICT the code is taken */
bool policy_item_create(struct ctx *c, const struct policy_item_put *in, struct policy_item *out);
/** @error STALE, NOT_FOUND, INVALID, CONFLICT it would open without a published rule */
bool policy_item_update(struct ctx *c, const struct policy_item_put *in, struct policy_item *out);

/* ---- rule versions ---- */

struct rule_new {
    struct str id; /* item */
    struct opt_date valid_from, valid_to;
    struct str dmn, tests, note;
};
struct rule_edit {
    struct str id;
    int64_t version;
    struct opt_date valid_from, valid_to;
    struct str dmn, tests, note;
};
struct rule_outcome;
struct rule_step {
    struct str id;
    int64_t version;
    const struct rule_outcome *found; /* by rule_run_tests; the server's own */
};
/** What is wrong with a rule, or could be. */
struct rule_finding {
    bool error;
    struct str message, place, text; /* its stable name; sentence in the reader's language */
};
/** A test case for one decision. */
struct rule_case {
    struct str id, decision;
    bool passed;
    struct str expected, got, text;
};
struct rule_outcome {
    struct str id; /* the rule version */
    int32_t state;
    int64_t version;
    int64_t passed, failed;
    struct list cases;    /* struct rule_case, those that failed first */
    struct list findings; /* struct rule_finding: of loading, linting and binding its inputs to facts */
    int64_t errors;       /* findings that forbid publishing */
    struct str digest;    /* the server's own: of the text that was run; never sent */
};
extern const struct record RULE_NEW, RULE_EDIT, RULE_STEP, RULE_FINDING, RULE_CASE, RULE_OUTCOME;

/** All versions of an item, newest first, without their texts; drafts only for those who may see them. */
bool rule_list(struct ctx *c, const struct policy_key *in, struct rule_versions *out);
/** One version with its texts.  @error NOT_FOUND also a draft that the actor may not see */
bool rule_get(struct ctx *c, const struct policy_key *in, struct rule_version *out);
/** A draft; the actor is its author. */
bool rule_create(struct ctx *c, const struct rule_new *in, struct rule_version *out);
/** Another text of one that is not published: a draft again, whose author is the actor.
 *  @error STALE, CONFLICT it is published */
bool rule_update(struct ctx *c, const struct rule_edit *in, struct rule_version *out);
/** Runs its tests and checks without storing anything.  @error NOT_FOUND */
bool rule_check(struct ctx *c, const struct policy_key *in, struct rule_outcome *out);
/** PREPARE of rule_test and rule_publish: the same, kept in in->found. */
bool rule_run_tests(struct ctx *c, struct rule_step *in);
/** draft -> tested when every case is green and nothing forbids publishing; otherwise only the figures are kept.
 *  @error STALE the text changed meanwhile, CONFLICT it is published */
bool rule_test(struct ctx *c, const struct rule_step *in, struct rule_outcome *out);
/** tested -> reviewed, by another person than the author.  @error CONFLICT, FORBIDDEN (RULE_OWN) */
bool rule_review(struct ctx *c, const struct rule_step *in, struct rule_version *out);
/** reviewed -> published, by another person than the author, with everything checked again.  Of all published
 *  versions the newest that covers a day decides it; those of the item of which no day is left are superseded.
 *  @error CONFLICT (RULE_NOT_READY, RULE_NOT_GREEN), FORBIDDEN (RULE_OWN) */
bool rule_publish(struct ctx *c, const struct rule_step *in, struct rule_outcome *out);

/* ---- a rule for the screen ---- */

struct rule_text {
    struct str text, zh, en; /* as written; in words */
};
struct rule_column {
    struct str text, zh, en, type;
    bool output;
};
struct rule_row {
    int64_t no;
    struct list cells; /* struct rule_text: inputs, then outputs */
    struct str zh, en; /* the note */
};
struct rule_box {
    struct str name, zh, en, kind; /* kind: "table", "expression", "context" */
    struct str hit_policy;         /* of a table: "UNIQUE" */
    struct list columns;           /* struct rule_column */
    struct list rows;              /* struct rule_row; of a context: name and value; of an expression: it in words */
    struct str text;               /* of an expression */
    struct list inputs;            /* struct rule_text: what it needs directly */
};
struct rule_view {
    struct str id, item_id;
    struct list inputs; /* struct rule_column: the facts that it asks for */
    struct list boxes;  /* struct rule_box, the main decisions first */
    struct list findings;
};
extern const struct record RULE_TEXT, RULE_COLUMN, RULE_ROW_SHOWN, RULE_BOX, RULE_VIEW;
/** The rule as tables, with what the lint says.  @error NOT_FOUND, CONFLICT (RULE_FAILED) its text is no model */
bool rule_view(struct ctx *c, const struct policy_key *in, struct rule_view *out);

/* ---- judging over HTTP ---- */

struct judge_ask {
    struct str id; /* item */
    struct str rule_version_id;
    struct opt_date as_of;
    struct str enterprise_id, form_json, lines_json;
};
/** Judges for an enterprise that the actor may see.  @error those of policy_judge */
bool policy_ask(struct ctx *c, const struct judge_ask *in, struct judgement *out);

struct try_list {
    struct str zone; /* its code */
};
struct try_ask {
    struct str zone, code; /* of the zone and the item */
    struct opt_date as_of;
    struct str form_json, lines_json;
};
extern const struct record JUDGE_ASK, TRY_LIST, TRY_ASK;
enum {
    TRY_LINES_MAX = 20,
    TRY_PER_MINUTE = 30 /* of one address */
};
/** Items that anybody may try.  @error NOT_FOUND no such zone */
bool policy_try_list(struct ctx *c, const struct try_list *in, struct policy_items *out);
/** Judges what somebody declares; nothing is stored.  @error NOT_FOUND, TOO_MANY, INVALID */
bool policy_try(struct ctx *c, const struct try_ask *in, struct judgement *out);

/* ---- packs ---- */

struct policy_pack_item {
    struct policy_item_put item;
    struct str pot; /* code of fund's pot */
    struct str dmn_file, tests_file;
    struct opt_date valid_from, valid_to;
    struct str dmn, tests; /* read from the files */
    int64_t passed;        /* green cases, by policy_pack_check */
};
struct policy_pack_document {
    struct str author, publisher; /* the people in whose names rules are written and published (decision 20) */
    struct policy_document_put document;
    struct list items; /* struct policy_pack_item */
};
/** What an installation did. */
struct policy_pack_counts {
    int64_t created, kept;
};
extern const struct record POLICY_PACK_DOCUMENT;
/** Adds or renews facts of the catalogue.  The system only.  @error INVALID a provider is unknown or of another type */
bool policy_pack_facts(struct ctx *c, const struct policy_facts *in, struct policy_pack_counts *n) MUST_USE;
/** Checks every rule of a document as for publishing, by the catalogue that is stored: any cost, on a reader.
 *  @error INVALID author and publisher are the same, a test fails, a rule has an error */
bool policy_pack_check(struct ctx *c, struct policy_pack_document *in) MUST_USE;
/** Adds a checked document with items and rules that are not there yet; another text of a rule becomes a further
 *  version, and what is there is never changed.  The system only.
 *  @error INVALID no such pot, or the item is not valid */
bool policy_pack_document(struct ctx *c, const struct policy_pack_document *in, struct policy_pack_counts *n) MUST_USE;
#endif
