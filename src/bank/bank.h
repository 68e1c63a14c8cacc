/* bank.h - payment batches: from payments that are due to what the bank did with each.
 *
 *   made --release (another person)--> released --result of the bank--> settled
 *     \--cancel--> cancelled
 *
 * A batch is of one pot and pays the claims' payments (claim.h).  Making it puts them IN_BATCH, cancelling puts them
 * back to PAYABLE, the result makes each PAID or PAY_FAILED with the bank's reason; a payment that the bank sends back
 * later (退汇) becomes PAY_FAILED, too.  claim_pay_state moves the money; rows, states and money change in one
 * transaction. Maker and checker are two people, and neither submitted or reviewed a claim of the batch (decision 12).
 * A batch freezes who is paid, where and how much; a payment whose account was corrected comes into a later one. */
#ifndef BANK_BANK_H
#define BANK_BANK_H
#include "app/stream.h"
#include "bank/bank_file.h"

enum payment_state {
    PAYMENT_STATE_NONE,
    PAYMENT_MADE,
    PAYMENT_RELEASED,
    PAYMENT_SETTLED,
    PAYMENT_CANCELLED
};
enum payment_line_state {
    PAYMENT_LINE_STATE_NONE,
    PAYMENT_LINE_WAITING,
    PAYMENT_LINE_PAID,
    PAYMENT_LINE_FAILED,
    PAYMENT_LINE_RETURNED, /* paid, then sent back */
    PAYMENT_LINE_CANCELLED
};
enum payment_format {
    PAYMENT_FORMAT_NONE,
    PAYMENT_XLSX,
    PAYMENT_CSV,
    PAYMENT_PAIN001
};
enum {
    BANK_PAGE_MAX = 200,
    BANK_RESULT_MAX = 4 << 20 /* bytes of a result file */
};
extern const struct enum_names PAYMENT_STATE_NAMES, PAYMENT_LINE_STATE_NAMES, PAYMENT_FORMAT_NAMES;

struct payment_key {
    struct str id;
};

/* ---- the accounts that are paid from ---- */

struct payer {
    struct str id, name, account_masked, bank_name, cnaps, code;
    bool closed;
    struct instant created;
    int64_t version;
    struct texts actions; /* "close" */
};
struct payers {
    struct list items;
};
struct payer_new {
    struct str name, account, bank_name, cnaps;
    struct str code; /* USCC */
};
struct payer_close {
    struct str id;
    int64_t version;
};

/* ---- what can be paid ---- */

struct payable_query {
    struct str pot_id, item_id, bank_name;
    int64_t limit; /* at most BANK_ROWS_MAX, also when absent */
};
/** A payment that waits for a batch; the account is masked. */
struct payable {
    struct str payment_id, claim_id, claim_no, item_id, item_name, payee_name, account_masked, bank_name, cnaps;
    struct money amount_fen;
    int64_t attempt;
    bool own; /* the caller submitted or reviewed it: somebody else must pay it */
    bool replaced; /* the payee has another account now: the claim is corrected first */
};
struct payables {
    struct list items;
    int64_t count; /* of items */
    struct money total_fen;
    bool more; /* there are more than `limit` */
};

/* ---- batches ---- */

struct payment_line {
    int64_t no; /* 1, 2, ... within the batch */
    struct str payment_id, claim_id, claim_no, item_name, payee_name, account_masked, bank_name, cnaps;
    struct money amount_fen;
    int64_t attempt;
    int32_t state;
    struct str reason, reference; /* of the bank */
    struct opt_date paid_on;
};
struct payment_batch {
    struct str id, no;
    int32_t state;
    struct str pot_id, pot_code, pot_name, item_id, bank_name; /* the last two: what it was limited to, if anything */
    struct str payer_id, payer_name, payer_account_masked;
    struct date execute_on;
    int64_t count;
    struct money total_fen;
    struct str total_capitals;
    int64_t paid_count, failed_count; /* a returned row counts as failed */
    struct money paid_fen, failed_fen;
    struct str maker_id, maker_name, checker_id, checker_name, settled_by_name, cancelled_by_name, cancel_reason;
    struct instant made, released, settled, cancelled;
    struct str order_digest; /* SHA-256 of the csv file; from release on */
    struct list lines;       /* of struct payment_line; this and the next two are empty in a list of batches */
    struct list files;       /* of struct payment_file, newest first */
    struct list attempts;    /* of struct payment_attempt: results that were taken or refused, newest first */
    int64_t version;
    struct texts actions; /* "release", "cancel", "file", "import_result", "return" */
    /* the server's own, not sent */
    struct str result_digest;
    const struct payment_work *work; /* from PREPARE to APPLY */
};
/** A result file that somebody brought. */
struct payment_attempt {
    struct instant at;
    struct str by_name;
    bool taken;
    int64_t line_count, finding_count;
    struct str finding; /* the first, in the language of who brought it; absent when it was taken */
    struct str digest;  /* SHA-256 of the file */
};
struct payment_query {
    int32_t state;
    struct str pot_id;
    struct str after;
    int64_t limit;
};
struct payment_page {
    struct list items; /* of struct payment_batch without lines, newest first */
    struct str next;
};
struct payment_new {
    struct str payer_id, pot_id;
    struct str item_id, bank_name; /* absent = all items, all banks */
    struct texts payments;         /* ids; empty = all that are payable, the first BANK_ROWS_MAX */
    struct date execute_on;
};
struct payment_release {
    struct str id;
    int64_t version;
};
struct payment_cancel {
    struct str id;
    struct str reason;
    int64_t version;
};

/* ---- files ---- */

/** A production of the bank's file: it reveals account numbers, so it needs a reason and is on record. */
struct payment_file_new {
    struct str id; /* batch */
    int32_t format;
    struct str reason;
};
struct payment_file {
    struct str id, batch_id, batch_no;
    int32_t format;
    struct str digest; /* SHA-256 of the file as it comes down; of an xlsx: of the csv with the same content */
    int64_t count;
    struct money total_fen;
    struct str made_by;
    struct instant made;
};
struct payment_template {
    struct str id;  /* batch */
    int32_t format; /* PAYMENT_XLSX (also when absent) or PAYMENT_CSV */
};
struct payment_result_in {
    struct str id; /* batch */
};
/** The bank sent a paid row back later. */
struct payment_return {
    struct str id; /* batch */
    int64_t no;    /* line */
    struct str reason;
    int64_t version;
};
struct payment_result {
    struct payment_batch batch;
    struct payment_result_work *work; /* what the upload was read into; not sent */
};

/** What a result would be refused for. */
struct payment_finding {
    int64_t line;    /* of the file; 0: it is about the file as a whole */
    struct str text; /* in the caller's language */
};
/** A look at a result before it is booked. */
struct payment_check {
    int64_t line_count, paid_count, failed_count;
    struct money paid_fen, failed_fen;
    int64_t finding_count;            /* all; the list holds the first ERR_FIELDS_MAX */
    struct list findings;             /* struct payment_finding, by line; empty: it can be booked */
    struct payment_result_work *work; /* not sent */
};

/* ---- reconciliation: claim, ledger, bank row ---- */

struct reconcile_query {
    struct str pot_id;
    struct opt_date from, to; /* of the batch's release, both included, on the zone's calendar */
    bool differences;         /* only rows that differ */
    struct str after;
    int64_t limit;
};
struct reconcile_export {
    struct str pot_id;
    struct opt_date from, to;
    bool differences;
    int32_t format;
};
/** A row of a batch. */
struct reconcile_transfer {
    struct str batch_id, batch_no;
    int64_t no; /* row in it */
    int32_t state;
    struct money amount_fen;
    struct str reference; /* of the bank; absent: none is known */
};
/** One claim of a pot: what each of the three says about it. */
struct reconcile_row {
    struct str claim_id, claim_no;
    int32_t claim_state;                        /* enum claim_state */
    struct money claim_due_fen, claim_paid_fen; /* its payments that are not paid yet, and those that are */
    struct money ledger_committed_fen, ledger_paid_fen;
    struct money bank_waiting_fen, bank_paid_fen; /* rows of batches */
    struct str batch_no;                          /* of all its batches, oldest first; absent = none */
    struct str reference;                         /* of the bank, of all its rows that have one */
    struct str difference;                        /* a sentence in the caller's language; absent = they agree */
    struct list transfers;                        /* struct reconcile_transfer, oldest first; not in a sheet */
};
struct reconcile_page {
    struct list items; /* of struct reconcile_row, by claim */
    int64_t checked;   /* claims looked at for this page */
    struct str next;
};

extern const struct record PAYMENT_KEY, PAYER, PAYERS, PAYER_NEW, PAYER_CLOSE, PAYABLE_QUERY, PAYABLE, PAYABLES,
    PAYMENT_LINE, PAYMENT_ATTEMPT, PAYMENT_BATCH, PAYMENT_QUERY, PAYMENT_PAGE, PAYMENT_NEW, PAYMENT_RELEASE,
    PAYMENT_CANCEL, PAYMENT_FILE_NEW, PAYMENT_FILE, PAYMENT_TEMPLATE, PAYMENT_RESULT_IN, PAYMENT_RESULT, PAYMENT_RETURN,
    PAYMENT_FINDING, PAYMENT_CHECK, RECONCILE_QUERY, RECONCILE_EXPORT, RECONCILE_TRANSFER, RECONCILE_ROW,
    RECONCILE_PAGE;

/** All of them, closed ones last. */
bool payer_list(struct ctx *c, const void *none, struct payers *out) MUST_USE;
/** Audited.  @error INVALID the account has no 6..34 digits, letters or '-', CNAPS is not 12 digits, code is no USCC */
bool payer_create(struct ctx *c, const struct payer_new *in, struct payer *out) MUST_USE;
/** No new batch takes it.  Audited.  @error STALE, NOT_FOUND, CONFLICT closed already */
bool payer_close(struct ctx *c, const struct payer_close *in, struct payer *out) MUST_USE;

/** Payments that wait for a batch, oldest first. */
bool payable_list(struct ctx *c, const struct payable_query *in, struct payables *out) MUST_USE;

/** A keyset page without lines, newest first.  @error INVALID `after` is not a cursor */
bool payment_list(struct ctx *c, const struct payment_query *in, struct payment_page *out) MUST_USE;
/** With its lines, files and attempts.  @error NOT_FOUND */
bool payment_get(struct ctx *c, const struct payment_key *in, struct payment_batch *out) MUST_USE;
/** PREPARE of payment_create: finds the payments on a reader.  Without a choice those are left out that the caller
 *  submitted or reviewed, and those whose account was replaced.
 *  @error CONFLICT nothing is payable, a payment is not payable (any more), INVALID the date is in the past, a payment
 *         twice, NOT_FOUND payer, pot or payment */
bool payment_create_prepare(struct ctx *c, const struct payment_new *in, struct payment_batch *out) MUST_USE;
/** Makes a batch and puts its payments IN_BATCH.  Audited; a refusal is on record, too.
 *  @error FORBIDDEN the caller submitted or reviewed one of the claims; CONFLICT, STALE a payment is not payable any
 *         more */
bool payment_create(struct ctx *c, const struct payment_new *in, struct payment_batch *out) MUST_USE;
/** PREPARE of payment_release: the digest. */
bool payment_release_prepare(struct ctx *c, const struct payment_release *in, struct payment_batch *out) MUST_USE;
/** Freezes the order's digest; from now on there is a file.  Audited; a refusal is on record, too.
 *  @error FORBIDDEN the caller made it, or submitted or reviewed one of its claims; CONFLICT state, an account was
 *         replaced since it was made; STALE */
bool payment_release(struct ctx *c, const struct payment_release *in, struct payment_batch *out) MUST_USE;
/** Puts the payments of an unreleased batch back to PAYABLE.  Audited.  @error CONFLICT it is released, STALE */
bool payment_cancel(struct ctx *c, const struct payment_cancel *in, struct payment_batch *out) MUST_USE;

/** PREPARE of payment_file_create: makes the file for its digest.  @error CONFLICT the batch is not released, or its
 *  lines are not those that were released */
bool payment_file_prepare(struct ctx *c, const struct payment_file_new *in, struct payment_file *out) MUST_USE;
/** Puts the production of a file on record; who made it may fetch it.  Audited. */
bool payment_file_create(struct ctx *c, const struct payment_file_new *in, struct payment_file *out) MUST_USE;

/** The upload of a result: reads the file at path.  What is wrong with it is told by payment_result_book, so that it is
 *  on record. */
bool payment_result_take(struct ctx *c, const struct payment_result_in *in, struct str path,
                         struct payment_result *out) MUST_USE;
/** Books a result that was read: each line's payment becomes PAID or PAY_FAILED.  All or nothing; a refusal is on
 *  record and among the batch's attempts.
 *  @error INVALID every finding with its line; CONFLICT the batch waits for no result, this or another one was taken */
bool payment_result_book(struct ctx *c, const struct payment_result_in *in, struct payment_result *out) MUST_USE;

/** The upload of a result that is only looked at. */
bool payment_check_take(struct ctx *c, const struct payment_result_in *in, struct str path,
                        struct payment_check *out) MUST_USE;
/** What payment_result_book would say of it; nothing is stored.  @error NOT_FOUND the batch */
bool payment_result_check(struct ctx *c, const struct payment_result_in *in, struct payment_check *out) MUST_USE;

/** A paid row that came back: PAY_FAILED, the money is committed again.  Audited.  @error NOT_FOUND, CONFLICT it is not
 *  paid, STALE */
bool payment_return(struct ctx *c, const struct payment_return *in, struct payment_batch *out) MUST_USE;

/** Claims of a pot beside ledger and bank.  @error INVALID `after` is not a cursor, NOT_FOUND the pot */
bool reconcile_list(struct ctx *c, const struct reconcile_query *in, struct reconcile_page *out) MUST_USE;
#endif
