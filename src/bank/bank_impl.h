/* bank_impl.h - what the files of this folder share: stored rows, the order of a batch, refusals on record. */
#ifndef BANK_BANK_IMPL_H
#define BANK_BANK_IMPL_H
#include "bank/bank.h"
#include "claim/claim.h"

/* ---- stored rows; also the parameters of the statements of bank.sql ---- */

struct payer_row {
    struct str zone_id, id, name, account_sealed, account_masked, bank_name, cnaps, code;
    bool closed;
    struct instant created;
    int64_t version;
};
struct line_row {
    struct str zone_id, batch_id;
    int64_t no;
    struct str payment_id, claim_id, claim_no, item_name_zh, item_name_en;
    struct str payee_name, account_sealed, account_masked, bank_name, cnaps;
    struct money amount_fen;
    int64_t attempt;
    int32_t state;
    struct str reason, reference;
    struct opt_date paid_on;
};
struct file_row {
    struct str zone_id, id, batch_id, reason, digest, made_by_id, made_by;
    int32_t format;
    struct instant made;
};
struct attempt_row {
    struct str zone_id, id, batch_id, by_name, finding, digest;
    struct instant at;
    bool taken;
    int64_t line_count, finding_count;
};
struct bank_params {
    struct str zone_id, id, no, pot_id, item_id, bank_name, payer_id, actor_id, actor_name, reason, digest, after;
    bool english;
    int32_t state;
    struct date execute_on;
    int64_t year, count, paid_count, failed_count, version, limit, n, from, to;
    struct money total_fen, paid_fen, failed_fen, amount_fen;
    struct instant now;
};
extern const struct record PAYER_ROW, BANK_LINE_ROW, FILE_ROW, ATTEMPT_ROW, BANK_PARAMS, BATCH_ROW;

/** Zone, language, actor and clock are set. */
struct bank_params bank_params(const struct ctx *c);
/** The actor for people; "-" of the system. */
struct str bank_actor_name(const struct ctx *c);
/** Trimmed; absent when nothing is left. */
struct str bank_text(struct str s);

/** @error NOT_FOUND */
bool payer_row_get(struct ctx *c, struct str id, struct payer_row *out) MUST_USE;

/* ---- batches ---- */

/** The row alone, without lines and actions.  @error NOT_FOUND */
bool batch_row_get(struct ctx *c, struct str id, struct payment_batch *out) MUST_USE;
/** The same, refusing another version.  @error STALE */
bool batch_row_edit(struct ctx *c, struct str id, int64_t version, struct payment_batch *out) MUST_USE;
/** Its lines in their order; appends struct line_row. */
bool batch_lines(struct ctx *c, struct str id, struct list *lines) MUST_USE;
/** The whole page: lines, files, attempts, actions. */
bool batch_show(struct ctx *c, struct str id, struct payment_batch *out) MUST_USE;
/** One audit record of a step. */
bool batch_audit(struct ctx *c, const char *action, const struct payment_batch *before,
                 const struct payment_batch *after) MUST_USE;
/** Is the batch in the state that the step wants?  @error CONFLICT (PAYMENT_STATE) names both */
bool batch_state(struct ctx *c, const struct payment_batch *b, int32_t wanted) MUST_USE;
/** Runs `step` in a savepoint.  What it refuses is undone, then put on record as "ACTION_refused"; what the store
 *  refuses, and what somebody else changed meanwhile, is not. */
bool batch_or_refuse(struct ctx *c, const char *action, struct str id, struct str no,
                     bool (*step)(struct ctx *c, void *arg), void *arg) MUST_USE;
/** The batch as the bank sees it, account numbers opened.  @error NOT_FOUND, INTERNAL a number cannot be opened */
bool batch_order(struct ctx *c, struct str id, struct bank_order *out) MUST_USE;

/* ---- files ---- */

struct bank_bytes {
    struct str content_type, file_name, bytes;
};
/** The file of a production.  @error NOT_FOUND, FORBIDDEN somebody else asked for it */
bool payment_file_bytes(struct ctx *c, const struct payment_key *in, struct bank_bytes *out) MUST_USE;
/** The empty result of a batch, to be filled in. */
bool payment_template_bytes(struct ctx *c, const struct payment_template *in, struct bank_bytes *out) MUST_USE;
/** The printed pay sheet, accounts masked. */
bool payment_sheet_bytes(struct ctx *c, const struct payment_key *in, struct bank_bytes *out) MUST_USE;
/** Sends bytes that lie in c->arena. */
void bank_send(struct ctx *c, const struct bank_bytes *b, struct download *out);
/** Makes an xlsx in a temporary file by `make` and reads it back. */
bool bank_temporary(struct ctx *c, bool (*make)(struct ctx *c, struct str path, void *arg), void *arg,
                    struct str *bytes) MUST_USE;

/* ---- reconciliation ---- */

/** The filter's rows as a spreadsheet, page by page. */
bool reconcile_download(struct ctx *c, const struct reconcile_export *in, struct download *out) MUST_USE;
#endif
