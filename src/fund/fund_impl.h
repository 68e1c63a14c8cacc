/* fund_impl.h - what the files of this folder share: parameters of the statements, the table of movements. */
#ifndef FUND_FUND_IMPL_H
#define FUND_FUND_IMPL_H
#include "fund/fund.h"

enum {
    FUND_ID_MAX = 80,
    FUND_KEY_MAX = 200,
    FUND_NOTE_MAX = 500
};

/** Parameters of every statement of fund.sql but the two inserts of the ledger. */
struct fund_params {
    struct str zone_id, id, code, name_zh, name_en, basis, department_id;
    struct str subject, key, after, spender_kind, spender, actor_id, seal, q;
    int32_t state, kind;
    struct opt_i64 year;
    int64_t no, after_no, limit, version;
    bool english, open, reuse_recovered, sample;
    struct instant now;
    struct money budget_fen, available_fen, reserved_fen, committed_fen, paid_fen, recovered_fen;
};
extern const struct record FUND_PARAMS, FUND_POT_ROW, FUND_ENTRY_ROW, FUND_COUNT;

/** A number that a statement answers. */
struct fund_count {
    int64_t n;
};

/** Zone, language and time filled in. */
struct fund_params fund_params(const struct ctx *c);
/** The text without blanks around it; absent when nothing is left. */
struct str fund_text(struct str s);
/** Do the actor's grants meet one of these spenders?  Everybody's do when there is none. */
bool fund_spends(struct ctx *c, const struct list *spenders, bool *may) MUST_USE;
/** The pot's spenders in their order. */
bool fund_spenders(struct ctx *c, struct str pot_id, struct list *out) MUST_USE;
/** Fills the postings of every entry of the list. */
bool fund_postings(struct ctx *c, struct list *entries) MUST_USE;
#endif
