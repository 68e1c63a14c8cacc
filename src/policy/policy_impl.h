/* policy_impl.h - shared inside policy/. */
#ifndef POLICY_POLICY_IMPL_H
#define POLICY_POLICY_IMPL_H
#include "dmn/dmn.h"
#include "policy/fact.h"
#include "policy/rule.h"

enum {
    DETAIL_MAX = 1 << 20,
    POLICY_RULES_CACHED = 64,
    POLICY_RUN_STEPS = 2000000, /* node evaluations of one decision on one line */
    POLICY_RUN_BYTES = 32 << 20
};
extern const struct record FACT_ROW, FACT_DETAIL, DOCUMENT_ROW, ITEM_ROW, ITEM_DETAIL, RULE_STORED, POLICY_PACK_ITEM;

/* ---- documents and items (document.c) ---- */

/** Writes an item and answers it; in->id empty: a new one.  published: it may open although no rule is published. */
bool policy_item_write(struct ctx *c, const struct policy_item_put *in, bool opening, struct policy_item *out) MUST_USE;
/** A document by its number. */
bool policy_document_by_no(struct ctx *c, struct str no, struct policy_document *out, bool *found) MUST_USE;
/** An item by its code. */
bool policy_item_by_code(struct ctx *c, struct str code, struct policy_item *out, bool *found) MUST_USE;
/** Appends an action's name. */
void policy_action(struct ctx *c, struct texts *actions, const char *name);
/** Who acts, for a column that must not be empty. */
struct str policy_actor(const struct ctx *c);

/** A text that changes with every item of the zone. */
bool item_stamp(struct ctx *c, struct str *out) MUST_USE;

/* ---- what is kept of items (item_cache.c) ---- */

/** Fills the lists of an item (ITEM_DETAIL) from its stored text; they are the caller's own. */
bool item_lists(struct ctx *c, struct str text, struct policy_item *out) MUST_USE;

/* ---- facts (facts.c) ---- */

/** The catalogue of the zone, by key; the list lives in c's arena. */
bool policy_catalogue(struct ctx *c, struct policy_facts *out) MUST_USE;
/** By key or by one of its labels; NULL when unknown. */
const struct policy_fact *policy_fact_find(const struct policy_facts *all, struct str name);

/* ---- compiled rules (rule_cache.c) ---- */

struct cache; /* of compiled rules */
/** A version with its model; everything but refs and used is fixed once it is made. */
struct policy_rule {
    struct str id, item_id; /* of the version and of its item */
    int64_t no;
    struct str key;         /* zone, version, text and catalogue that it was made of */
    struct arena *arena;
    struct dmn_model *model;
    size_t line, claim;
    struct policy_facts facts;   /* the catalogue of that time */
    struct policy_input *inputs; /* those that the two decisions need, in the order of the elements */
    bool *of_line, *of_claim;    /* per input: which of the two needs it */
    size_t input_count;
    struct cache *cache; /* whose lock guards the next two */
    int32_t refs;
    int64_t used;
};
/** Loads a text; NULL with diagnostics.  Free with dmn_model_free.  It sees no clock, no zones and no other file. */
struct dmn_model *policy_model_load(struct str dmn, bool strict, struct feel_diags *d);
/** The fact that an input of a model stands for; NULL when there is none.  *rows: it is the list of lines. */
const struct policy_fact *policy_input_fact(const struct policy_facts *facts, const struct dmn_element_info *e,
                                            bool *rows);
/** A version with its texts, whatever its state.  *found tells. */
bool policy_rule_find(struct ctx *c, struct str id, struct rule_version *out, bool *found) MUST_USE;

/* ---- tests and checks (rule_check.c) ---- */

/** Everything that publishing asks of a text: it loads strictly, the lint has no error, the item's decisions exist,
 *  every input is a fact, its tests are green.  False only when the database failed. */
bool rule_examine(struct ctx *c, const struct policy_item *item, struct str dmn, struct str tests,
                  struct rule_outcome *out) MUST_USE;
/** At least one case, all green, nothing that forbids publishing. */
bool rule_is_green(const struct rule_outcome *o);
/** SHA-256 of both texts. */
struct str rule_digest(struct arena *a, struct str dmn, struct str tests);
/** Lint findings and bindings alone. */
bool rule_findings(struct ctx *c, const struct policy_item *item, const struct dmn_model *m, struct list *findings,
                   int64_t *errors) MUST_USE;

/* ---- the life of versions (rule.c) ---- */

/** A draft with the next number of its item; fills id, no, state, digest and created. */
bool policy_rule_insert(struct ctx *c, struct rule_version *v) MUST_USE;
/** Publishes a version as it is in `v`, superseding what begins no earlier; who may is the caller's matter. */
bool policy_rule_make_public(struct ctx *c, struct rule_version *v) MUST_USE;

/* ---- words (words.c) ---- */

/** Names and values of a rule and what people read instead. */
struct word {
    struct str from, to[2]; /* to[lang] */
    bool value;             /* a value of a choice: only between quotation marks */
    struct word *next;      /* begins with the same byte, added later */
};
struct words {
    struct arena *arena;
    struct list list;         /* struct word, as they were added */
    struct word *first[256]; /* those that begin with a byte */
};
/** Of an item and the catalogue; what the item says comes first. */
struct words words_of(struct arena *a, const struct policy_item *item, const struct policy_facts *facts);
/** The text with every known name replaced; a name is not part of a longer one. */
struct str words_say(const struct words *w, enum lang lang, struct str text);

/* ---- judging (judge.c) ---- */

/** policy_judge of an item that was found, with its own limit of lines. */
bool judge_item(struct ctx *c, const struct policy_item *item, const struct judge_request *in, size_t lines_max,
                struct judgement *out) MUST_USE;
#endif
