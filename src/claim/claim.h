/* claim.h - claims from draft to paid: lines, judging, two reviews, supplement, payments; who has it and since when.
 *
 *   draft -> submitted -> first_review -> second_review -> approved -> noticed -> payable -> in_batch -> paid
 *               ^  \___________|________________|                        ^                      \-> pay_failed
 *               |               supplement                               \___ account corrected ___/
 *   rejected and withdrawn end a claim before its approval: money is released, person-days are free again.
 *
 * Submitter, first reviewer, second reviewer and payer are pairwise distinct; the functions here guard it.  Money moves
 * by fund_move in the transaction of the step: RESERVE at submission or approval as the item says, COMMIT at approval,
 * PAY and UNPAY by claim_pay_state. */
#ifndef CLAIM_CLAIM_H
#define CLAIM_CLAIM_H
#include "claim/payee.h"

#define CLAIM_STATES(X)                                                                                                \
    X(DRAFT, "draft", "草稿", "Draft")                                                                                 \
    X(SUBMITTED, "submitted", "已提交", "Submitted")                                                                   \
    X(SUPPLEMENT, "supplement", "待补正", "Supplement asked")                                                          \
    X(FIRST_REVIEW, "first_review", "初审中", "First review")                                                          \
    X(SECOND_REVIEW, "second_review", "复审中", "Second review")                                                       \
    X(APPROVED, "approved", "已核准", "Approved")                                                                      \
    X(NOTICED, "noticed", "公示中", "On public notice")                                                                \
    X(PAYABLE, "payable", "待拨付", "Payable")                                                                         \
    X(IN_BATCH, "in_batch", "拨付中", "In a payment batch")                                                            \
    X(PAID, "paid", "已拨付", "Paid")                                                                                  \
    X(PAY_FAILED, "pay_failed", "拨付失败", "Payment failed")                                                          \
    X(REJECTED, "rejected", "不予通过", "Rejected")                                                                    \
    X(WITHDRAWN, "withdrawn", "已撤回", "Withdrawn")
enum claim_state {
    CLAIM_STATE_NONE,
#define X(id, wire, zh, en) CLAIM_##id,
    CLAIM_STATES(X)
#undef X
};
/** What was done; the history's rows. */
#define CLAIM_ACTS(X)                                                                                                  \
    X(CREATE, "create", "起草", "Drafted")                                                                             \
    X(EDIT, "edit", "修改", "Edited")                                                                                  \
    X(SUBMIT, "submit", "提交", "Submitted")                                                                           \
    X(TAKE, "take", "受理", "Taken")                                                                                   \
    X(ASK, "ask", "要求补正", "Supplement asked")                                                                      \
    X(RESUBMIT, "resubmit", "补正后提交", "Submitted again")                                                           \
    X(PASS, "pass", "初审通过", "First review passed")                                                                 \
    X(APPROVE, "approve", "复审通过", "Approved")                                                                      \
    X(REJECT, "reject", "不予通过", "Rejected")                                                                        \
    X(WITHDRAW, "withdraw", "撤回", "Withdrawn")                                                                       \
    X(NOTICE, "notice", "公示", "Put on notice")                                                                       \
    X(RELEASE, "release", "可拨付", "Payable")                                                                         \
    X(BATCH, "batch", "编入拨付批次", "Put into a batch")                                                              \
    X(UNBATCH, "unbatch", "移出拨付批次", "Taken out of a batch")                                                      \
    X(PAY, "pay", "拨付成功", "Paid")                                                                                  \
    X(PAY_FAIL, "pay_fail", "拨付失败", "Payment failed")                                                              \
    X(CORRECT, "correct", "更正账户", "Account corrected")
enum claim_act {
    CLAIM_ACT_NONE,
#define X(id, wire, zh, en) CLAIM_ACT_##id,
    CLAIM_ACTS(X)
#undef X
};
/** Whose work it is. */
enum claim_queue {
    CLAIM_QUEUE_NONE,
    CLAIM_QUEUE_FIRST,     /* a first reviewer's: submitted, first_review */
    CLAIM_QUEUE_SECOND,    /* a second reviewer's: second_review */
    CLAIM_QUEUE_APPLICANT, /* the enterprise's: draft, supplement, pay_failed */
    CLAIM_QUEUE_FINANCE,   /* payable, in_batch */
};
/** What a batch of decisions does. */
enum claim_decision {
    CLAIM_DECISION_NONE,
    CLAIM_DECIDE_PASS,
    CLAIM_DECIDE_APPROVE,
    CLAIM_DECIDE_REJECT
};
extern const struct enum_names CLAIM_STATE_NAMES, CLAIM_ACT_NAMES, CLAIM_QUEUE_NAMES, CLAIM_DECISION_NAMES;

enum {
    CLAIM_LINES_MAX = 500,
    CLAIM_VALUES_MAX = 60,         /* fields of a form or a line */
    CLAIM_PERSON_DAYS_MAX = 20000, /* of one claim */
    CLAIM_PAGE_MAX = 200,
    CLAIM_DECISIONS_MAX = 100, /* of one batch */
};

/* ---- what people type ---- */

/** A field of the item's form: its fact key and the value as text: 2020-05-14, 3, 1250.50, true, a choice's value. */
struct claim_value {
    struct str key, value;
    struct str label; /* of a reply, in the reader's language; ignored in a request */
};
struct claim_line_new {
    struct str worker_id; /* of items about workers */
    struct list values;   /* struct claim_value */
};
struct claim_new {
    struct str item_id, enterprise_id;
    struct list form;  /* struct claim_value */
    struct list lines; /* struct claim_line_new */
    struct str note;
};
struct claim_edit {
    struct str id;
    int64_t version;
    struct list form, lines;
    struct str note;
};
struct claim_key {
    struct str id;
};
struct claim_step { /* submit, take: what needs no words */
    struct str id;
    int64_t version;
    struct str note;
};
struct claim_reasoned { /* reject, ask for a supplement */
    struct str id;
    int64_t version;
    struct str reason;
};

/* ---- one claim ---- */

struct claim_line {
    int64_t line; /* 1, 2, 3 ... */
    struct str worker_id, worker_name, id_masked;
    struct list values; /* struct claim_value */
    int32_t verdict;    /* enum verdict of policy.h; 0 in a draft */
    struct money amount_fen;
    struct str reason; /* in the reader's language, one sentence a line */
};
/** A payment: one per payee of a claim, made at approval. */
struct claim_payment {
    struct str id;
    struct str account_id, holder, number_masked, bank_name;
    struct str worker_id; /* paid to a person */
    struct money amount_fen;
    int32_t state;     /* CLAIM_PAYABLE, CLAIM_IN_BATCH, CLAIM_PAID, CLAIM_PAY_FAILED */
    int64_t attempt;   /* 1, 2, ... */
    struct str reason; /* why it failed */
};
/** A line of the history, oldest first. */
struct claim_event {
    int64_t seq;
    int32_t act, from_state, to_state;
    struct str actor_id, actor_name;
    struct instant at;
    struct str note;
};
/** A file that the item asks for, and whether the claim has it. */
struct claim_wanted {
    struct str kind, label;
    bool required, given;
};
struct claim {
    struct str id, no; /* no: "2020-000123"; absent until submitted */
    int32_t state;
    struct str item_id, item_code, item_name;
    bool money; /* false: a service, nothing is paid */
    int32_t paid_to;
    struct str enterprise_id, enterprise_name;
    struct str holder_id, holder_name; /* who has it; absent: nobody took it yet */
    int32_t queue;                     /* whose work it is; absent: nobody's any more */
    struct instant since;              /* in this state, with this holder */
    struct instant created, submitted, updated;
    int64_t stopped_s;                                        /* seconds that supplements stopped the clock */
    struct str created_by, submitted_by, first_by, second_by; /* names */
    struct opt_date as_of;                                    /* the judgement's date */
    struct str rule_version_id;
    int32_t verdict;
    struct money total_fen;
    struct money paid_fen;     /* of it, by the payments that went through so far */
    int64_t paid_count;        /* these payments */
    struct str reasons;        /* in the reader's language */
    struct str facts;          /* the frozen facts, a JSON text */
    struct str note, reason;   /* reason: of the supplement or rejection */
    struct str account_masked; /* of the enterprise's newest account, when paid to it; absent: none is entered */
    bool account_verified;
    struct list form;     /* struct claim_value */
    struct list lines;    /* struct claim_line */
    struct list wanted;   /* struct claim_wanted */
    struct list payments; /* struct claim_payment */
    struct list history;  /* struct claim_event */
    int64_t version;
    struct texts actions;    /* edit, submit, withdraw, take, take_over, pass, approve, reject, ask, correct, attach */
    struct claim_work *work; /* the server's own: from PREPARE to APPLY */
};

/* ---- lists ---- */

struct claim_query {
    int32_t state, queue; /* queue: oldest first; without: newest first */
    struct str item_id, enterprise_id, no;
    bool mine; /* what I have now */
    struct str after;
    int64_t limit;
};
struct claim_item {
    struct str id, no;
    int32_t state, queue;
    struct str item_id, item_code, item_name, enterprise_id, enterprise_name, holder_name;
    int64_t line_count;
    int32_t verdict;
    struct money total_fen, paid_fen; /* paid_fen, paid_count: what went through so far */
    int64_t paid_count;
    struct instant since, submitted, updated;
    int64_t version;
};
struct claim_page {
    struct list items;
    struct str next;
};
struct claim_count {
    int32_t state;
    int64_t n;
};
struct claim_counts {
    struct list items; /* struct claim_count, states without claims left out */
};

/* ---- many decisions ---- */

struct claim_pick {
    struct str id;
    int64_t version;
};
struct claim_decisions {
    int32_t decision;
    struct list items; /* struct claim_pick */
    struct str note;   /* the reason of a rejection: required then */
};
struct claim_outcome {
    struct str id, no;
    bool ok;
    int32_t state; /* afterwards */
    struct money total_fen;
    struct str code, message; /* why not */
};
struct claim_outcomes {
    int64_t done, refused;
    struct money total_fen;  /* of those done */
    struct list items;       /* struct claim_outcome, in the order asked */
    struct claim_work *work; /* the server's own */
};

extern const struct record CLAIM_VALUE, CLAIM_LINE_NEW, CLAIM_NEW, CLAIM_EDIT, CLAIM_KEY, CLAIM_STEP, CLAIM_REASONED,
    CLAIM_LINE, CLAIM_PAYMENT, CLAIM_EVENT, CLAIM_WANTED, CLAIM, CLAIM_QUERY, CLAIM_ITEM, CLAIM_PAGE, CLAIM_COUNT,
    CLAIM_COUNTS, CLAIM_PICK, CLAIM_DECISIONS, CLAIM_OUTCOME, CLAIM_OUTCOMES;

/** Keeps a draft; fields are judged as far as they are given.  @error NOT_FOUND, INVALID with all bad fields */
bool claim_create(struct ctx *c, const struct claim_new *in, struct claim *out) MUST_USE;
/** Replaces form and lines of a draft or of a claim that came back for a supplement.  @error STALE, CONFLICT */
bool claim_update(struct ctx *c, const struct claim_edit *in, struct claim *out) MUST_USE;
/** @error NOT_FOUND none, or outside what the actor may see */
bool claim_get(struct ctx *c, const struct claim_key *in, struct claim *out) MUST_USE;
/** A keyset page.  @error INVALID `after` is not a cursor */
bool claim_list(struct ctx *c, const struct claim_query *in, struct claim_page *out) MUST_USE;
bool claim_count(struct ctx *c, const void *none, struct claim_counts *out) MUST_USE;
/** PREPARE of claim_submit and claim_approve: judges on a reader.  What it refuses is told by the second half, so that
 *  it is on record. */
bool claim_submit_prepare(struct ctx *c, const struct claim_step *in, struct claim *out) MUST_USE;
/** Submits a draft or answers a supplement: freezes facts, lines and rule version, counts person-days, reserves.
 *  @error INVALID all bad fields; CONFLICT not entitled, counted already (names the claim), the pot is short; STALE */
bool claim_submit(struct ctx *c, const struct claim_step *in, struct claim *out) MUST_USE;
/** Takes a claim out of the queue: from now on this reviewer has it.  Who has the right can take it over from somebody
 *  who is away; the note says why, unless that account was switched off.
 *  @error INVALID no note; CONFLICT it is yours */
bool claim_take(struct ctx *c, const struct claim_step *in, struct claim *out) MUST_USE;
/** The first review is passed.  @error FORBIDDEN the actor had another part in it */
bool claim_pass(struct ctx *c, const struct claim_step *in, struct claim *out) MUST_USE;
bool claim_approve_prepare(struct ctx *c, const struct claim_step *in, struct claim *out) MUST_USE;
/** The second review is passed: judged once more, money committed, payments made; notice_days 0 goes straight on to
 *  payable.  @error FORBIDDEN as above; CONFLICT judged differently now, an account is not verified, the pot */
bool claim_approve(struct ctx *c, const struct claim_step *in, struct claim *out) MUST_USE;
bool claim_reject(struct ctx *c, const struct claim_reasoned *in, struct claim *out) MUST_USE;
bool claim_ask(struct ctx *c, const struct claim_reasoned *in, struct claim *out) MUST_USE;
bool claim_withdraw(struct ctx *c, const struct claim_step *in, struct claim *out) MUST_USE;
/** After a failed payment, or when an account was replaced before its payment went into a batch: the payees' current
 *  verified accounts are taken, and it is payable again, attempt + 1.
 *  @error CONFLICT nothing failed or was replaced, or a payee has no other verified account than the one that failed */
bool claim_correct(struct ctx *c, const struct claim_step *in, struct claim *out) MUST_USE;
/** What a batch would do: nothing is changed. */
bool claim_decide_preview(struct ctx *c, const struct claim_decisions *in, struct claim_outcomes *out) MUST_USE;
bool claim_decide_prepare(struct ctx *c, const struct claim_decisions *in, struct claim_outcomes *out) MUST_USE;
/** Decides each by itself: a refused one leaves the others alone. */
bool claim_decide(struct ctx *c, const struct claim_decisions *in, struct claim_outcomes *out) MUST_USE;

/* ---- for bank ---- */

struct claim_payable_query {
    struct str item_id, pot_id; /* absent = all */
    struct str payment_id;      /* exactly this one, whatever its state */
    bool open;                  /* open the account number (the caller has asked for the right); else masked only */
    struct str after;           /* payment_id of the last row */
    int64_t limit;              /* 1..500 */
};
/** A payment that waits for a batch.  A claim paid to persons has several. */
struct claim_payable {
    struct str payment_id, claim_id, claim_no;
    struct str item_id, item_code, item_name_zh, item_name_en, pot_id;
    struct str enterprise_id, worker_id;
    struct str account_id, holder, number_masked, bank_name, cnaps;
    struct str number; /* opened, when asked */
    struct money amount_fen;
    int64_t attempt;
    int32_t state;
    bool replaced; /* the payee has another account now: it goes into no batch before it is corrected */
};
extern const struct record CLAIM_PAYABLE_ROW;
/** Appends struct claim_payable in the order of payment ids.  No right is asked: bank has asked for its own. */
bool claim_payable_list(struct ctx *c, const struct claim_payable_query *in, struct list *out) MUST_USE;

struct claim_pay {
    struct str payment_id;
    int64_t attempt; /* as claim_payable said */
    int32_t to;      /* CLAIM_IN_BATCH, CLAIM_PAYABLE (taken out of the batch again), CLAIM_PAID, CLAIM_PAY_FAILED */
    struct str note; /* the batch's number; of PAY_FAILED the bank's reason: required */
};
/** Moves a payment, and with it its claim and the money: PAYABLE -> IN_BATCH -> PAID | PAY_FAILED, IN_BATCH -> PAYABLE,
 *  PAID -> PAY_FAILED (the bank sent it back later).  PAID moves PAY in the fund, PAID -> PAY_FAILED moves UNPAY: bank
 *  itself moves no money.  Writes the claim's history; the audit record is bank's.  A claim is paid when all of its
 *  payments are; it is pay_failed when one is.
 *  @error NOT_FOUND; STALE another attempt; CONFLICT the step is not one of those above, or the account was replaced
 *         before the batch; FORBIDDEN the actor submitted or reviewed it; those of fund_move */
bool claim_pay_state(struct ctx *c, const struct claim_pay *in) MUST_USE;
/** The same for a list of struct claim_pay, one after the other; all are judged before anything is written, their
 *  money last, and one that is refused refuses the list.  A claim's version moves on by one, however many are its. */
bool claim_pay_states(struct ctx *c, const struct list *in) MUST_USE;
/** Is the actor somebody who submitted or reviewed the payment's claim?  For the checker of a batch.
 *  @error FORBIDDEN (CLAIM_FOUR_EYES) he is, (CLAIM_RELATED) or he acts for the enterprise, NOT_FOUND */
bool claim_pay_guard(struct ctx *c, struct str payment_id) MUST_USE;
/** Is the payment's account still the payee's current one?  For the checker of a batch.
 *  @error CONFLICT (CLAIM_ACCOUNT_REPLACED) it was replaced, NOT_FOUND */
bool claim_pay_current(struct ctx *c, struct str payment_id) MUST_USE;
#endif
