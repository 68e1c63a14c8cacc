/* judge.h - one item over all enterprises: what policy_judge would say of each, from columns of facts.
 *
 * The line decision runs as columns.  Rows whose facts are all known, and those without a clear answer, are judged
 * again by the interpreter, because only it tells whether the rule failed; so are the lines of enterprises that get as
 * far as the claim decision.  What remains is most of a large zone: not eligible, and a fact is missing. */
#ifndef MATCH_JUDGE_H
#define MATCH_JUDGE_H
#include "match/cells.h"
#include "match/columns.h"

/** The facts of a zone as of a date. */
struct match_facts {
    struct date as_of;
    struct fact_table enterprises, workers;
    /* lines of items about workers: those of an enterprise side by side, in the order of their ids; an enterprise
     * without workers has one line, whose worker is UINT32_MAX */
    uint32_t *line_owner, *line_worker;
    size_t *first_line; /* per enterprise, and behind the last */
    size_t lines;
};
/** Puts the lines together; both tables are finished. */
void match_facts_lines(struct match_facts *f, struct arena *a);

/** Something that a line can come to. */
struct match_found_outcome {
    int32_t verdict; /* enum match_verdict */
    struct str fired, missing; /* as in the table match_outcome */
};
/** What an item came to. */
struct match_found {
    struct list outcomes;   /* struct match_found_outcome: of lines, then of claims */
    size_t line_outcomes;   /* how many are of lines */
    size_t lines;           /* of all enterprises */
    uint32_t *line_outcome; /* per line */
    size_t *first_line;     /* per enterprise, and behind the last; NULL: line = enterprise */
    uint32_t *claim_outcome; /* per enterprise: what the claim decision lacks; UINT32_MAX = nothing */
    uint8_t *verdict;       /* per enterprise: enum match_verdict */
    int64_t *fen;           /* per enterprise */
    size_t interpreted;     /* rows that the interpreter judged */
};
/** Which providers an item needs: marks them in `wanted`. */
void match_wanted(const struct policy_item *item, const struct policy_rule *rule, bool *wanted);
/** Judges an item for every enterprise.  The results live in the arena.  @param threads at least 1 */
void match_judge(struct arena *a, const struct match_facts *f, const struct policy_item *item,
                 const struct policy_rule *rule, int threads, struct match_found *out);
#endif
