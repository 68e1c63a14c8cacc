/* fund.h - pots of money and their ledger: double entry, append-only, integer fen, never below zero.
 *
 * A pot has six accounts.  An entry moves an amount between them, its postings sum to 0, and nothing is ever changed or
 * removed: a correction is another entry.
 *
 *   budget --ADD--> available --RESERVE--> reserved --COMMIT--> committed --PAY--> paid --RECOVER--> recovered
 *          <-CUT---           <-RELEASE---                                <-UNPAY-
 *   UNCOMMIT goes from committed to available, RECOVER on from recovered to available when the pot reuses it.
 *
 * The budget is the other side of all the rest, so its postings are negative: budget = available + reserved + committed
 * + paid + recovered, always, and the store refuses a row that breaks it.  Every movement but ADD and CUT belongs to a
 * subject (a claim), too, which can never release, commit or pay more than it has.
 *
 * Every entry is sealed: a hash, under the key of the data directory, of its contents and of the entry before, so that
 * a row that somebody writes past the program is found (verify.h). */
#ifndef FUND_FUND_H
#define FUND_FUND_H
#include "app/ctx.h"
#include "app/stream.h"

/* X(ID, wire, zh, en) */
#define FUND_KINDS(X)                                                                                                  \
    X(ADD, "add", "增加预算", "Budget added")                                                                          \
    X(CUT, "cut", "削减预算", "Budget cut")                                                                            \
    X(RESERVE, "reserve", "预留", "Reserved")                                                                          \
    X(RELEASE, "release", "释放预留", "Released")                                                                      \
    X(COMMIT, "commit", "核定", "Committed")                                                                           \
    X(UNCOMMIT, "uncommit", "撤销核定", "Commitment undone")                                                           \
    X(PAY, "pay", "拨付", "Paid")                                                                                      \
    X(UNPAY, "unpay", "银行退回", "Refused by the bank")                                                               \
    X(RECOVER, "recover", "追回", "Recovered")
enum fund_kind {
    FUND_KIND_NONE,
#define X(id, wire, zh, en) FUND_##id,
    FUND_KINDS(X)
#undef X
};
#define FUND_ACCOUNTS(X)                                                                                               \
    X(BUDGET, "budget", "预算", "Budget")                                                                              \
    X(AVAILABLE, "available", "可用", "Available")                                                                     \
    X(RESERVED, "reserved", "已预留", "Reserved")                                                                      \
    X(COMMITTED, "committed", "已核定", "Committed")                                                                   \
    X(PAID, "paid", "已拨付", "Paid")                                                                                  \
    X(RECOVERED, "recovered", "已追回", "Recovered")
enum fund_account {
    FUND_ACCOUNT_NONE,
#define X(id, wire, zh, en) FUND_IN_##id,
    FUND_ACCOUNTS(X)
#undef X
};
enum fund_pot_state {
    FUND_POT_STATE_NONE,
    FUND_POT_OPEN,
    FUND_POT_CLOSED /* nothing new is reserved; what is under way comes to its end */
};
enum fund_format {
    FUND_FORMAT_NONE,
    FUND_XLSX, /* also when none is given */
    FUND_CSV
};
extern const struct enum_names FUND_KIND_NAMES, FUND_ACCOUNT_NAMES, FUND_POT_STATE_NAMES, FUND_FORMAT_NAMES;

enum {
    FUND_PAGE_MAX = 200,
    FUND_SPENDERS_MAX = 50
};

/* ---- pots ---- */

/** Who may commit the pot's money: everybody with a role, or everybody bound to a department.  One of the two. */
struct fund_spender {
    int32_t role;
    struct str department_id, department_name;
};
struct fund_pot {
    struct str id, code, name_zh, name_en;
    int64_t year;
    struct str basis; /* programme or policy that the money comes from, in words */
    struct str department_id, department_name;
    int32_t state;
    bool reuse_recovered; /* recovered money becomes available again; else it stays recovered */
    bool sample;          /* the amount is an example */
    struct money budget_fen, available_fen, reserved_fen, committed_fen, paid_fen, recovered_fen;
    int64_t entries;      /* the number of the last entry */
    struct list spenders; /* of struct fund_spender; empty = whoever may approve */
    struct instant created, updated;
    int64_t version;      /* of its description; movements do not raise it */
    struct texts actions; /* "edit", "add_budget", "cut_budget", "close" */
};
struct fund_pot_query {
    struct opt_i64 year;
    int32_t state; /* absent = both */
    struct str q;  /* part of code, name or basis */
    struct str department_id;
    struct str after;
    int64_t limit;
};
struct fund_pot_page {
    struct list items; /* of struct fund_pot, newest year first, then by code */
    struct str next;
};
struct fund_key {
    struct str id;
};
struct fund_pot_new {
    struct str code, name_zh, name_en;
    int64_t year;
    struct str basis, department_id;
    struct money amount_fen; /* the first budget; 0 = none yet */
    bool reuse_recovered, sample;
    struct list spenders;
};
struct fund_pot_edit {
    struct str id;
    struct str name_zh, name_en, basis, department_id;
    bool reuse_recovered;
    struct list spenders;
    int64_t version;
};
struct fund_budget_change {
    struct str id;
    int32_t kind; /* FUND_ADD or FUND_CUT */
    struct money amount_fen;
    struct str reason;
};
struct fund_pot_close {
    struct str id;
    struct str reason;
    int64_t version;
};

/* ---- the ledger ---- */

/** One leg of an entry; the amounts of an entry's legs sum to 0. */
struct fund_posting {
    int32_t account;
    struct money amount_fen;  /* signed */
    struct money balance_fen; /* of the account of the pot afterwards */
};
struct fund_entry {
    struct str id, pot_id, pot_code;
    int64_t no; /* 1, 2, 3 ... within its pot, without a gap */
    int32_t kind;
    struct money amount_fen;
    struct str subject;    /* absent for ADD and CUT */
    struct str subject_no; /* the claim's number, where it is read; absent: it is no claim, or has none */
    struct str key, note;
    struct str actor_id, actor_name;
    struct instant at;
    struct list postings; /* of struct fund_posting */
    bool repeated;        /* the key was known: this is the first entry, nothing was written */
};
struct fund_entry_query {
    struct str id; /* pot */
    int32_t kind;
    struct opt_i64 after; /* `next` of the page before */
    int64_t limit;
};
struct fund_entry_export {
    struct str id; /* pot */
    int32_t kind, format;
};
struct fund_entry_page {
    struct list items; /* of struct fund_entry, newest first */
    struct opt_i64 next;
};
/** What a subject has in a pot. */
struct fund_subject {
    struct str pot_id, pot_code, subject;
    struct str subject_no; /* the claim's number; absent: it is no claim, or has none */
    struct money reserved_fen, committed_fen, paid_fen;
    struct money recovered_fen; /* in all, also what went on to available */
    int64_t last_no;            /* its newest entry in the pot */
};
struct fund_subject_query {
    struct str id; /* pot */
    bool open;     /* only those with something reserved or committed */
    struct str after;
    int64_t limit;
};
struct fund_subject_page {
    struct list items; /* of struct fund_subject, by subject */
    struct str next;
};
struct fund_subject_key {
    struct str subject;
    struct str after;
    int64_t limit;
};
/** A subject's whole story: its balances in every pot and its entries, oldest first. */
struct fund_subject_story {
    struct str subject;
    struct list pots;    /* of struct fund_subject */
    struct list entries; /* of struct fund_entry */
    struct str next;
};
struct fund_summary_query {
    struct opt_i64 year;
};
struct fund_summary_year {
    int64_t year, pots, open;
    struct money budget_fen, available_fen, reserved_fen, committed_fen, paid_fen, recovered_fen;
};
struct fund_summary {
    struct list years; /* of struct fund_summary_year, newest first */
};

extern const struct record FUND_SPENDER, FUND_POT, FUND_POT_QUERY, FUND_POT_PAGE, FUND_KEY, FUND_POT_NEW, FUND_POT_EDIT,
    FUND_BUDGET_CHANGE, FUND_POT_CLOSE, FUND_POSTING, FUND_ENTRY, FUND_ENTRY_QUERY, FUND_ENTRY_EXPORT, FUND_ENTRY_PAGE,
    FUND_SUBJECT, FUND_SUBJECT_QUERY, FUND_SUBJECT_PAGE, FUND_SUBJECT_KEY, FUND_SUBJECT_STORY, FUND_SUMMARY_QUERY,
    FUND_SUMMARY_YEAR, FUND_SUMMARY;

/* ---- moving money: for the slices that decide ---- */

struct fund_move {
    struct str pot_id;
    int32_t kind;       /* enum fund_kind */
    int64_t amount_fen; /* 1..MONEY_MAX */
    struct str subject; /* id of the claim, 1..80 bytes; absent for ADD and CUT */
    struct str key;     /* of this very movement, unique in the zone, 1..200 bytes: "claim ID commit 1" */
    struct str note;    /* ADD and CUT: the reason, required */
};
/** Writes one entry inside the current TX_WRITE, or nothing.  The caller's operation has the audit record; this writes
 *  none.  Every refusal is judged before anything is written, so a refused move leaves the transaction usable
 *  (err_clear).  The outcomes, the first that applies:
 *   1 INVALID   FUND_AMOUNT      the amount is not 1..MONEY_MAX
 *   2 INVALID   FUND_KEY_MISSING the key is absent or too long
 *   3 INVALID   FUND_SUBJECT_MISSING  absent or too long, or given with ADD or CUT
 *   4 INVALID   FUND_REASON      ADD or CUT without a note
 *   5 true      .repeated        the key is known with the same pot, kind, amount, subject and note
 *   6 CONFLICT  FUND_KEY_DIFFERENT   the key is known with another content; names the field
 *   7 NOT_FOUND FUND_NO_POT
 *   8 CONFLICT  FUND_CLOSED      ADD, CUT or RESERVE on a closed pot
 *   9 FORBIDDEN FUND_NOT_SPENDER COMMIT by somebody whom the pot does not name
 *  10 CONFLICT  FUND_SUBJECT_SHORT   the subject has less in the account that the money comes from
 *  11 CONFLICT  FUND_SHORT       the pot has less available than is wanted (names pot, available, wanted)
 *  12 CONFLICT  FUND_TOO_MUCH    the budget would exceed MONEY_MAX
 *  13 true      written */
bool fund_move(struct ctx *c, const struct fund_move *in, struct fund_entry *out) MUST_USE;
/** The same for a list of struct fund_move, one after the other, each judged as if those before it were done; all are
 *  judged before anything is written, and one that is refused refuses the list.  Appends a struct fund_entry each. */
bool fund_moves(struct ctx *c, const struct list *in, struct list *out) MUST_USE;
/** May the actor commit this pot's money (outcome 9)?  For screens and for judging a batch before it is done.  In a job
 *  the person whose job it is counts, with the roles of now; the system itself may. */
bool fund_may_spend(struct ctx *c, struct str pot_id, bool *may) MUST_USE;
/** What a subject has in a pot, without the pot's code; all zero when it never moved. */
bool fund_subject_get(struct ctx *c, struct str pot_id, struct str subject, struct fund_subject *out) MUST_USE;

/* ---- pots and reading ---- */

/** @error NOT_FOUND */
bool fund_pot_get(struct ctx *c, const struct fund_key *in, struct fund_pot *out) MUST_USE;
/** The pot with that code, for packs; *found tells. */
bool fund_pot_by_code(struct ctx *c, struct str code, struct fund_pot *out, bool *found) MUST_USE;
/** @error INVALID `after` is not a cursor */
bool fund_pot_list(struct ctx *c, const struct fund_pot_query *in, struct fund_pot_page *out) MUST_USE;
/** Makes a pot and books its first budget.  Audited.  @error INVALID with all bad fields, CONFLICT the code is taken */
bool fund_pot_create(struct ctx *c, const struct fund_pot_new *in, struct fund_pot *out) MUST_USE;
/** Replaces the description; never the amounts.  Audited.  @error STALE, NOT_FOUND, CONFLICT it is closed, FORBIDDEN
 *  somebody who approves claims would let himself spend it */
bool fund_pot_update(struct ctx *c, const struct fund_pot_edit *in, struct fund_pot *out) MUST_USE;
/** Adds or cuts budget with a reason.  Audited.  @error those of fund_move */
bool fund_pot_budget(struct ctx *c, const struct fund_budget_change *in, struct fund_pot *out) MUST_USE;
/** From now on nothing new is reserved.  Audited.  @error STALE, NOT_FOUND, CONFLICT it is closed already */
bool fund_pot_close(struct ctx *c, const struct fund_pot_close *in, struct fund_pot *out) MUST_USE;
/** A page of a pot's ledger.  @error NOT_FOUND */
bool fund_entry_list(struct ctx *c, const struct fund_entry_query *in, struct fund_entry_page *out) MUST_USE;
/** The same as a spreadsheet, whole, oldest first, in yuan.  @error NOT_FOUND */
bool fund_entry_download(struct ctx *c, const struct fund_entry_export *in, struct download *out) MUST_USE;
/** Reconciliation: what each subject has in a pot.  @error NOT_FOUND */
bool fund_subject_list(struct ctx *c, const struct fund_subject_query *in, struct fund_subject_page *out) MUST_USE;
/** @error NOT_FOUND it never moved money, INVALID `after` is not a cursor */
bool fund_subject_story(struct ctx *c, const struct fund_subject_key *in, struct fund_subject_story *out) MUST_USE;
/** Sums per year. */
bool fund_summary(struct ctx *c, const struct fund_summary_query *in, struct fund_summary *out) MUST_USE;
#endif
