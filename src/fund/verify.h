/* verify.h - the ledger checked by code that shares nothing with what writes it: own statements over the raw rows, own
 * table of what each movement does, everything computed again from zero.  A figure that does not follow is found by
 * computing, anything else that was written past the program (who, when, why, or a whole row that fits) by its seal;
 * what is left is to put the whole database back to an earlier state, which `seal`, kept elsewhere, shows. */
#ifndef FUND_VERIFY_H
#define FUND_VERIFY_H
#include "app/ctx.h"

/* X(ID, wire, zh, en): what can be wrong, in order of precedence within an entry. */
#define FUND_FAULTS(X)                                                                                                 \
    X(GAP, "gap", "分录序号不连续", "an entry is missing: the numbers have a gap")                                     \
    X(KIND, "kind", "变动类型无法识别", "the kind of movement is not known")                                           \
    X(SUM, "sum", "分录各行之和不为零", "the postings do not sum to zero")                                             \
    X(LEGS, "legs", "分录各行与变动类型或金额不符", "the postings are not those of this movement and amount")          \
    X(SEAL, "seal", "分录的封印不符", "the seal is not that of this entry after the one before")                       \
    X(NEGATIVE, "negative", "科目余额为负", "an account is below zero")                                                \
    X(RUNNING, "running", "分录所记余额与重算不符", "the balance noted in a posting is not the one computed again")    \
    X(PATH, "path", "单据动用的金额超过其所有", "the subject moved more than it had")                                  \
    X(BALANCE, "balance", "账户余额与重算不符", "a stored balance is not the one computed again")                      \
    X(BUDGET, "budget", "预算与增减之和不符", "the budget is not the sum of its additions and cuts")                   \
    X(SUBJECT, "subject", "单据余额与重算不符", "what is stored of a subject is not what was computed again")          \
    X(KEY, "key", "变动编号重复", "a key is used twice")                                                               \
    X(ORPHAN, "orphan", "分录行没有分录", "a posting has no entry")
enum fund_fault {
    FUND_SOUND,
#define X(id, wire, zh, en) FUND_FAULT_##id,
    FUND_FAULTS(X)
#undef X
};
extern const struct enum_names FUND_FAULT_NAMES;
enum {
    FUND_FINDINGS_MAX = 100 /* told of a pot; the rest is counted */
};

struct fund_finding {
    int32_t fault;
    struct str pot_code;
    struct opt_i64 no;             /* of the entry; absent: the pot or the subject as a whole */
    struct str account, subject;   /* where it concerns one */
    struct opt_money expected_fen; /* computed again */
    struct opt_money found_fen;    /* stored */
};
struct fund_verify {
    struct str after; /* `next` of the piece before */
};
/** The verdict on one pot, the next one by id. */
struct fund_verdict {
    bool sound;
    struct str pot_id, pot_code; /* absent: the zone has no pot behind `after` */
    int64_t entries, postings, subjects;
    struct list findings; /* of struct fund_finding */
    int64_t finding_count;
    struct str seal; /* of the pot's newest entry; absent before the first */
    struct str next; /* absent: that was the last pot */
};
extern const struct record FUND_FINDING, FUND_VERIFY, FUND_VERDICT;

/** Checks one pot in one snapshot; the first piece also looks for keys used twice anywhere in the zone. */
bool fund_verify(struct ctx *c, const struct fund_verify *in, struct fund_verdict *out);
#endif
