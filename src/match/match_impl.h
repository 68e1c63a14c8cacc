/* match_impl.h - shared inside match/. */
#ifndef MATCH_MATCH_IMPL_H
#define MATCH_MATCH_IMPL_H
#include "match/cells.h"

/** Parameters of every statement, and the rows of small ones. */
struct match_params {
    struct str cause, cause_name;
    struct opt_i64 seen;
    int64_t causes;
    struct str zone_id, id, item_id, job_id, actor_name, rule_version_id, verdict, fired, missing, cells, changes,
        after, numbers;
    struct date as_of;
    struct instant now, at;
    int64_t no, run_no, block, limit, changed, items, enterprises, workers, entitled, lacking, matched, likely, lacks,
        not_entitled, failed, lines, lines_eligible, total_fen;
};
/** An enterprise by its number. */
struct match_enterprise {
    struct str enterprise_id, name, uscc, area_id, area_zh, area_en;
    int64_t no;
};
/** A stored block. */
struct match_block {
    struct str item_id, cells;
    int64_t block;
};
/** A stored outcome. */
struct match_outcome {
    int64_t no;
    int32_t verdict;
    struct str rule_version_id, fired, missing;
};
extern const struct record MATCH_PARAMS, MATCH_RUN_ROW, MATCH_ITEM_ROW, MATCH_BLOCK, MATCH_OUTCOME, MATCH_ENTERPRISE;

/** With zone and clock. */
struct match_params match_params_of(const struct ctx *c);
/** The outcomes of an item, by number. */
bool match_outcomes(struct ctx *c, struct str item_id, struct list *out) MUST_USE;
/** The outcome of that number; NULL when there is none.  They are numbered 1, 2, ... */
const struct match_outcome *match_outcome_at(const struct list *outcomes, int64_t no);
/** Appends the lines of a text. */
void match_lines(struct arena *a, struct str text, struct list *out);
/** Lines of a cell that are eligible, that lack something, and all; 0 for an enterprise whose workers nobody knows. */
void match_count_lines(const struct match_cell *cell, const struct list *outcomes, int64_t *lines, int64_t *eligible,
                       int64_t *lacking);
#endif
