/* match.h - every item for every enterprise: who is entitled, who lacks what, as of a date; kept by a job.
 *
 * Stored are verdicts, rows that fired and missing facts; sentences are made when somebody reads, by judging that one
 * enterprise again, so they tell today's facts and say when the match is older.  A claim never trusts a match. */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H
#include "app/job.h"

enum match_verdict {
    MATCH_NONE,
    MATCH_ENTITLED,
    MATCH_LIKELY,
    MATCH_LACKS,
    MATCH_NOT,
    MATCH_FAILED /* the rule failed on these facts: its author must look */
};
extern const struct enum_names MATCH_VERDICT_NAMES;

enum {
    MATCH_PAGE_MAX = 200,
    MATCH_ITEMS_MAX = 500,
    MATCH_LINES_TOLD = 20 /* lines whose sentences an enterprise's page shows; its item's page shows up to 500 */
};

struct match_key {
    struct str id;
};

/* ---- runs ---- */

struct match_new {
    struct opt_date as_of; /* absent = today */
};
/** What made a run start. */
enum match_cause {
    MATCH_CAUSE_NONE,
    MATCH_CAUSE_PERSON, /* somebody asked for it */
    MATCH_CAUSE_RULE,   /* a rule was published */
    MATCH_CAUSE_ITEM,   /* an item was changed: opened or closed */
    MATCH_CAUSE_IMPORT, /* an import ended */
    MATCH_CAUSE_PACK,   /* a pack was installed */
    MATCH_CAUSE_DAY     /* a new day began in the zone */
};
extern const struct enum_names MATCH_CAUSE_NAMES;
struct match_run {
    struct str id;
    int64_t no; /* 1, 2, ... in the zone */
    struct opt_date as_of;
    struct str job_id;
    int32_t state;       /* enum job_state */
    int64_t done, total; /* verdicts */
    struct str failure;
    struct str actor_name;
    int32_t cause;         /* enum match_cause: of the first change that no run had seen */
    struct str cause_name; /* the rule's item, the import's file, the pack; absent = none */
    int64_t causes;        /* changes in all that made it start; 0 = a person or the day did */
    struct instant created, finished;
    int64_t items, enterprises, workers;
    int64_t entitled; /* enterprises entitled to at least one item that is money */
    int64_t lacking;  /* enterprises that lack a fact for at least one of these and are entitled to none */
    int64_t changed;  /* verdicts that are not what they were */
};
/** Queues a run.  One that started by itself and is under way does not stand in the way: this one comes after it.
 *  @error CONFLICT (MATCH_RUNNING) one is queued, or a person's is under way */
bool match_start(struct ctx *c, const struct match_new *in, struct match_run *out);
/** Should a run start by itself?  When the configuration's delay has passed since the first of the changes (see
 *  match_cause) that no run as of its own day has seen, so that changes in a row make one run; or when the newest such
 *  run is of another day.  Not while a run is queued or under way; one that failed counts as seen for an hour. */
bool match_due(struct ctx *c, bool *due);
/** Queues it, when it is due. */
bool match_start_due(struct ctx *c);
/** @error NOT_FOUND */
bool match_get(struct ctx *c, const struct match_key *in, struct match_run *out);

/* ---- what came of it, by item ---- */

/** An item with the number of enterprises per verdict. */
struct match_item {
    struct str item_id, code, name_zh, name_en, document_title, document_title_en;
    int32_t kind, subject; /* enums of policy.h */
    struct str rule_version_id;
    struct opt_date as_of;
    int64_t run_no;
    int64_t matched, entitled, likely, lacks, not_entitled, failed;
    int64_t lines, lines_eligible; /* of workers */
    int64_t total_fen;             /* what those entitled come to */
};
struct match_summary {
    struct match_run last;    /* the newest that ended well; id absent = none */
    struct match_run running; /* under way */
    struct list items;        /* struct match_item, by code */
};
/** For the cockpit and the page of policies. */
bool match_summary(struct ctx *c, const void *in, struct match_summary *out);

struct match_query {
    struct str id;   /* item */
    int32_t verdict; /* enum match_verdict; absent = all */
    struct str after;
    int64_t limit;
};
struct match_fact {
    struct str key, zh, en;
};
/** A row of the rule that fired. */
struct match_fired {
    struct str table;
    int64_t row;
};
struct match_hit {
    struct str enterprise_id, name, uscc, area_name;
    int64_t no;
    int32_t verdict;
    int64_t total_fen;
    int64_t lines, lines_eligible, lines_lacking;
    struct list fired;   /* struct match_fired: of an item about enterprises */
    struct list missing; /* struct match_fact */
};
struct match_page {
    struct list items; /* struct match_hit, by number */
    int64_t total;     /* of the zone; 0 for whoever sees only a part of it */
    struct str next;
};
/** The enterprises of an item as the last run found them; only those that the actor may see.  @error NOT_FOUND */
bool match_list(struct ctx *c, const struct match_query *in, struct match_page *out);

/* ---- by enterprise ---- */

struct match_line {
    struct str worker_id, name; /* absent: the enterprise itself */
    int32_t verdict;
    int64_t amount_fen;
    struct str reason_zh, reason_en;
    struct list missing; /* struct match_fact */
};
/** An item for one enterprise: judged now, beside what the last run found. */
struct entitlement {
    struct str item_id, code, name_zh, name_en, summary_zh, summary_en, document_title, document_title_en;
    int32_t kind, subject;
    struct opt_date opens_on, closes_on;
    struct str rule_version_id;
    struct opt_date as_of;
    int32_t verdict;
    int64_t total_fen;
    struct str reasons_zh, reasons_en; /* sentences, one a line */
    struct list missing;               /* struct match_fact */
    int64_t lines, lines_eligible, lines_lacking;
    struct list told;         /* struct match_line: of workers; at most MATCH_LINES_TOLD, or of getEntitlement all */
    int32_t matched;          /* verdict of the last run; absent = it did not look */
    struct opt_date match_as_of;
    bool sample;
};
struct entitlements {
    struct str enterprise_id, name;
    struct opt_date as_of;
    struct list items; /* struct entitlement: entitled first, then likely, lacking, not; by code */
};
/** What an enterprise is entitled to, with reasons.  @error NOT_FOUND */
bool match_of_enterprise(struct ctx *c, const struct match_key *in, struct entitlements *out);
struct entitlement_key {
    struct str id, item_id;
};
/** One item with up to 500 lines.  @error NOT_FOUND */
bool match_of_item(struct ctx *c, const struct entitlement_key *in, struct entitlement *out);

/** What changed for an enterprise, newest first. */
struct match_change {
    struct str item_id, code, name_zh, name_en;
    int64_t run_no;
    struct opt_date as_of;
    struct instant at;
    int32_t before, after; /* enum match_verdict */
    int64_t before_fen, after_fen;
};
struct match_changes {
    struct list items;
};
bool match_changes(struct ctx *c, const struct match_key *in, struct match_changes *out);

extern const struct record MATCH_KEY, MATCH_NEW, MATCH_RUN, MATCH_ITEM, MATCH_SUMMARY, MATCH_QUERY, MATCH_FACT,
    MATCH_FIRED, MATCH_HIT, MATCH_PAGE, MATCH_LINE, ENTITLEMENT, ENTITLEMENTS, ENTITLEMENT_KEY, MATCH_CHANGE,
    MATCH_CHANGES;

/** The job "match". */
extern const struct job_kind MATCH_JOB;
#endif
