/* payable.h - payments chosen for a batch, for batch.c. */
#ifndef BANK_PAYABLE_H
#define BANK_PAYABLE_H
#include "bank/bank_impl.h"

/** What PREPARE hands to APPLY. */
struct payment_work {
    struct list lines; /* struct line_row, batch_id still absent; 1..BANK_ROWS_MAX */
    int64_t total_fen;
    /* of payment_release */
    struct str digest;  /* of the order */
    struct err refused; /* the caller had a part in one of the claims; code ERR_NONE: he had not */
};
/** The lines of a batch to be, numbered from 1, their accounts sealed.
 *  @error CONFLICT nothing is payable, or one is not; INVALID unknown, twice, of another pot, item or bank */
bool payable_choose(struct ctx *c, const struct payment_new *in, struct payment_work *w) MUST_USE;
#endif
