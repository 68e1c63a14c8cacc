/* claim_impl.h - what the files of this folder share: stored rows, the form's values, judging, steps. */
#ifndef CLAIM_CLAIM_IMPL_H
#define CLAIM_CLAIM_IMPL_H
#include "claim/claim.h"
#include "fund/fund.h"
#include "policy/policy.h"

/* ---- payees ---- */

struct payee_row {
    struct str zone_id, id, payee;
    int64_t no;
    struct str enterprise_id, enterprise_name, area_id, worker_id, worker_name;
    int32_t state;
    struct str holder, number_sealed, number_hash, number_masked;
    bool odd;
    int64_t shared;    /* other payees with the same number */
    struct str failed; /* what the bank said of a payment to it that waits to be corrected */
    struct str bank_name, cnaps, note, reason, entered_by_id, entered_by;
    struct instant entered;
    struct str verified_by_id, verified_by;
    struct instant verified;
    int64_t version;
    /* parameters */
    struct str bounds, after;
    int64_t limit;
};
/** The verified account of a payee, else the newest that waits; *found tells. */
bool payee_newest(struct ctx *c, struct str payee, struct payee_row *out, bool *found) MUST_USE;
/** The actor's name for people; "-" of the system. */
struct str claim_actor_name(const struct ctx *c);
/** The ids that bound what the actor sees, joined; absent: the whole zone. */
struct str claim_bounds(struct ctx *c, enum right right);

/* ---- stored rows; also the parameters of the statements of claim.sql ---- */

struct claim_row {
    struct str zone_id, id;
    int32_t state, queue;
    struct instant since, updated;
    int64_t version, round;
    bool money;
    struct money total_fen, reserved_fen;
    int64_t line_count, stopped_us;
    struct instant created, submitted;
    struct str no, item_id, item_code, name_zh, name_en;
    int32_t paid_to, reserve_at;
    struct str pot_id, enterprise_id, holder_id, holder_name, created_by_id, created_by, submitted_by, first_by,
        second_by;
    struct opt_date as_of;
    struct str rule_version_id;
    int32_t verdict;
    struct str note, reason;
    /* joined */
    struct str enterprise_name, area_id, form, facts, reasons_zh, reasons_en;
    struct money paid_fen;
    int64_t paid_count;
    /* parameters */
    struct str bounds, after_id, actor_id;
    struct instant after_time;
    int64_t year, n, limit;
    struct str content; /* claim_content of what was written; not stored, for the trail */
};
struct line_row {
    struct str zone_id, claim_id, enterprise_id;
    int64_t line;
    struct money amount_fen;
    int32_t verdict;
    struct str worker_id, person, worker_name, id_masked, facts, reason_zh, reason_en;
};
struct guard_row {
    struct str zone_id, scope, key, slot, claim_id, item_code;
    int64_t line, n;
    struct str claim_no; /* joined: who has it */
};
struct payment_row {
    struct str zone_id, id, claim_id;
    int32_t state;
    struct money amount_fen;
    int64_t attempt;
    struct str payee, worker_id, account_id, reason;
    /* joined */
    struct str holder, number_masked, number_sealed, bank_name, cnaps, claim_no, item_id, item_code, name_zh, name_en,
        pot_id, enterprise_id;
    bool replaced; /* the account is not the payee's current one any more */
    /* parameters */
    struct str after;
    int64_t limit, failed, payable, in_batch, paid;
};
struct event_row {
    struct str zone_id, claim_id;
    int64_t seq;
    struct instant at;
    int32_t act, from_state, to_state;
    struct str actor_id, actor_name, note;
    /* what the actor did in the claim */
    int64_t applied, first, second;
    int64_t orphaned; /* 1: who has it was switched off */
    int64_t replaced; /* payments that wait for a batch and whose account was replaced meanwhile */
};
extern const struct record CLAIM_ROW, LINE_ROW, GUARD_ROW, PAYMENT_ROW, EVENT_ROW;

/** Does the actor hold the right over the claim's enterprise? */
bool claim_reaches(const struct ctx *c, enum right right, const struct claim_row *row);
/** The stored row, whoever asks.  @error NOT_FOUND */
bool claim_row_any(struct ctx *c, struct str id, struct claim_row *out) MUST_USE;
/** The stored row if the actor holds `right` over its enterprise.  @error NOT_FOUND otherwise */
bool claim_row_get(struct ctx *c, enum right right, struct str id, struct claim_row *out) MUST_USE;
/** The same, refusing another version.  @error STALE */
bool claim_row_edit(struct ctx *c, enum right right, struct str id, int64_t version, struct claim_row *out) MUST_USE;
/** Writes the row over row->version and moves that on.  @error STALE */
bool claim_row_save(struct ctx *c, struct claim_row *row) MUST_USE;
/** Its lines, in order.  Appends struct line_row. */
bool claim_lines(struct ctx *c, const struct claim_row *row, struct list *out) MUST_USE;
/** A line of the history from `from` to the row's state, without its number. */
struct event_row claim_event_of(const struct ctx *c, const struct claim_row *row, enum claim_act act, int32_t from,
                                struct str note);
/** Appends the next line of the history. */
bool claim_event_add(struct ctx *c, const struct claim_row *row, enum claim_act act, int32_t from,
                     struct str note) MUST_USE;
/** Sets state, whose work it is, and since when; nobody has it. */
void claim_enter(struct ctx *c, struct claim_row *row, enum claim_state state);
/** SHA-256 of what a claim says: form, note, frozen facts, and of each line its worker, values and amount.  It stands
 *  on the trail instead of the texts, which are personal. */
struct str claim_content(struct ctx *c, const struct claim_row *row, const struct list *lines);
/** One audit record of a step; after: the claim without its long texts. */
bool claim_audit(struct ctx *c, const char *action, const struct claim_row *before, const struct claim_row *after,
                 struct str words) MUST_USE;
/** Runs `fn` in a savepoint of its own: what it refuses is undone, c->err tells why. */
bool claim_try(struct ctx *c, bool (*fn)(struct ctx *c, void *arg), void *arg) MUST_USE;
/** A failure in words: its message, or the first of its bad fields. */
struct str claim_words(struct ctx *c, const struct err *e);
/** Puts "ACTION_refused" on record with the words of c->err, which stays set. */
bool claim_refusal(struct ctx *c, const char *action, struct str id, struct str name) MUST_USE;
/** claim_try; a refusal that says something about the claim (not STALE, not NOT_FOUND) is put on record and kept. */
bool claim_or_refuse(struct ctx *c, const char *action, struct str id, bool (*fn)(struct ctx *c, void *arg),
                     void *arg) MUST_USE;

/* ---- the form ---- */

/** Checks typed values by the item's fields, trims them and drops empty ones.  complete: required ones must be there.
 *  @param at  "form" or "lines/3": names are "form/KEY"   @return false with the bad fields in c->err */
bool form_check(struct ctx *c, const struct policy_item *item, struct list *values, bool line, bool complete,
                struct str at);
/** The value of a key; absent when it was not typed. */
struct str form_value(const struct list *values, struct str key);
/** {"key": value}, numbers and booleans unquoted; worker_id joins when given. */
void form_json(struct buf *b, const struct policy_item *item, const struct list *values, struct str worker_id);
/** To and from the stored text. */
struct str form_store(struct ctx *c, const struct list *values);
bool form_load(struct ctx *c, struct str text, struct list *values) MUST_USE;
/** Labels for people. */
void form_label(struct ctx *c, const struct policy_item *item, struct list *values);

/* ---- judging and what is counted once ---- */

struct claim_work {
    struct err refused; /* code ERR_NONE: nothing was */
    struct claim_row row;
    struct policy_item item;
    struct judgement judgement;
    struct date as_of;
    struct list form;   /* struct claim_value */
    struct list lines;  /* struct line_row, judged */
    struct list values; /* struct list of struct claim_value, one per line */
    struct list guards; /* struct guard_row */
};
/** On a reader: reads the claim with its item, form and lines. */
bool claim_work_load(struct ctx *c, enum right right, struct str id, struct claim_work *w) MUST_USE;
/** Is everything there that the item asks for: fields, workers, files?  @error INVALID all that is missing */
bool claim_work_complete(struct ctx *c, struct claim_work *w) MUST_USE;
/** The files that the item requires, alone: they may go between judging and submitting. */
bool claim_work_files(struct ctx *c, const struct claim_work *w) MUST_USE;
/** Judges the loaded claim as of its frozen date and rule version, or today by the rule in force.
 *  @error INVALID what is missing, lines that are not entitled; CONFLICT not entitled as a whole */
bool claim_work_judge(struct ctx *c, struct claim_work *w) MUST_USE;
/** Moves a refusal of the world into w->refused; false for our own failures, which stay. */
bool claim_work_refused(struct ctx *c, struct claim_work *w) MUST_USE;
/** Can the item be claimed today?  @error CONFLICT */
bool claim_item_open(struct ctx *c, const struct policy_item *item) MUST_USE;
/** The rows that guard against counting twice.  @error INVALID a line's days, or the same twice in this claim */
bool guard_make(struct ctx *c, struct claim_work *w) MUST_USE;
/** Replaces the claim's guards by these.  @error CONFLICT counted already: names line and claim */
bool guard_put(struct ctx *c, const struct claim_row *row, const struct list *guards) MUST_USE;
/** The same unless the stored ones are of these scopes already: exclusions may have come to the item since. */
bool guard_renew(struct ctx *c, const struct claim_row *row, const struct list *guards) MUST_USE;
bool guard_drop(struct ctx *c, const struct claim_row *row) MUST_USE;

/* ---- money ---- */

/** A movement of this claim's money; the key is "claim ID WHAT N". */
struct fund_move claim_move(struct ctx *c, const struct claim_row *row, int32_t kind, int64_t fen, const char *what,
                            int64_t n);
/** fund_move of it. */
bool claim_money(struct ctx *c, const struct claim_row *row, int32_t kind, int64_t fen, const char *what,
                 int64_t n) MUST_USE;
/** Gives back what is reserved, if anything. */
bool claim_release(struct ctx *c, struct claim_row *row) MUST_USE;
/** What the payments of an approved claim would be: one to the enterprise, or one per worker.  Appends struct
 *  payment_row.  @error CONFLICT a payee has no verified account, or the lines do not sum to the total */
bool payments_plan(struct ctx *c, const struct claim_row *row, const struct list *lines, struct list *out) MUST_USE;
bool payments_make(struct ctx *c, const struct claim_row *row, const struct list *lines) MUST_USE;
bool payments_of(struct ctx *c, const struct claim_row *row, struct list *out) MUST_USE;

/* ---- reviews ---- */

/** Does the actor act for this very enterprise?  Then he neither reviews nor verifies nor pays for it, whoever of his
 *  colleagues submitted. */
bool claim_related(const struct ctx *c, struct str enterprise_id);
/** What the actor did in a claim so far: applied, first, second. */
bool claim_parts(struct ctx *c, struct str claim_id, struct event_row *out) MUST_USE;
/** May the actor do this to the claim now?  Of CLAIM_ACT_APPROVE only what needs no judging.
 *  @error FORBIDDEN right or two people, CONFLICT the state or somebody else has it */
bool claim_may(struct ctx *c, const struct claim_row *row, enum claim_act act) MUST_USE;
/** The names of what the actor may do with the claim now. */
bool claim_actions(struct ctx *c, const struct claim_row *row, struct texts *out) MUST_USE;
/** What a decision comes to; w: judged, for approvals. */
struct claim_verdict {
    enum claim_act act;
    struct str id;
    int64_t version;
    struct str words;
    struct claim_work *work;
    struct claim_row row; /* afterwards */
};
/** Would claim_decide_step be refused?  Writes nothing; the money in the pot is not looked at. */
bool claim_decide_check(struct ctx *c, struct claim_verdict *v) MUST_USE;
/** Does it, with history and audit record; arg is a struct claim_verdict.  Fits claim_try. */
bool claim_decide_step(struct ctx *c, void *arg) MUST_USE;
/** "claim.pass" */
const char *claim_action_of(enum claim_act act);
/** Judges a claim again for an approval. */
bool claim_approval_judge(struct ctx *c, struct str id, struct claim_work *w) MUST_USE;

/* ---- showing ---- */

/** The page of a claim whose row, lines and item the caller has as they are stored now. */
bool claim_show_row(struct ctx *c, const struct claim_row *row, const struct list *lines,
                    const struct policy_item *item, struct claim *out) MUST_USE;
/** The whole page of a claim as it is stored now.  item: when the caller has it already, else NULL. */
bool claim_show(struct ctx *c, struct str id, const struct policy_item *item, struct claim *out) MUST_USE;
#endif
