/* payee.h - accounts that money is paid to: entered by one person, verified by another, number sealed and masked.
 *
 * An account is never changed: a correction is a new account of the same payee.  The newest verified one is current;
 * verifying it replaces the one before. */
#ifndef CLAIM_PAYEE_H
#define CLAIM_PAYEE_H
#include "app/ctx.h"

enum payee_state {
    PAYEE_STATE_NONE,
    PAYEE_ENTERED,  /* waits for a second person */
    PAYEE_VERIFIED, /* current: paid to */
    PAYEE_REFUSED,
    PAYEE_REPLACED
};
extern const struct enum_names PAYEE_STATE_NAMES;

struct payee_account {
    struct str id, enterprise_id, enterprise_name;
    struct str worker_id, worker_name; /* absent: the enterprise's own */
    struct str holder;                 /* 户名 */
    struct str number_masked;          /* **** 1234 */
    struct str bank_name;              /* 开户行 */
    struct str cnaps;                  /* 联行号, 12 digits */
    int32_t state;
    int64_t no;                                       /* version of the payee's account: 1, 2, ... */
    struct str warning;                               /* of a number that looks odd, in the reader's language */
    struct str note, entered_by, verified_by, reason; /* reason: why it was refused */
    struct str failed; /* why the bank refused a payment to it; absent: none waits for another account */
    struct instant entered, verified;
    int64_t version;
    struct texts actions; /* verify, refuse, reveal, replace */
};
struct payee_new {
    struct str enterprise_id, worker_id;
    struct str holder, number, bank_name, cnaps;
    struct str note;
};
struct payee_key {
    struct str id;
};
struct payee_verify {
    struct str id;
    int64_t version;
    struct str note;
};
struct payee_refuse {
    struct str id;
    int64_t version;
    struct str reason;
};
struct payee_reveal {
    struct str id;
    struct str reason;
};
struct payee_number {
    struct str id, holder, number, bank_name, cnaps;
};
struct payee_query {
    struct str enterprise_id, worker_id;
    int32_t state;
    struct str after;
    int64_t limit;
};
struct payee_page {
    struct list items;
    struct str next;
};
extern const struct record PAYEE_ACCOUNT, PAYEE_NEW, PAYEE_KEY, PAYEE_VERIFY, PAYEE_REFUSE, PAYEE_REVEAL, PAYEE_NUMBER,
    PAYEE_QUERY, PAYEE_PAGE;

/** Enters an account.  @error INVALID with all bad fields, CONFLICT the payee has this very number already */
bool payee_create(struct ctx *c, const struct payee_new *in, struct payee_account *out) MUST_USE;
bool payee_get(struct ctx *c, const struct payee_key *in, struct payee_account *out) MUST_USE;
/** Newest first.  @error INVALID `after` is not a cursor */
bool payee_list(struct ctx *c, const struct payee_query *in, struct payee_page *out) MUST_USE;
/** Makes it current.  @error FORBIDDEN who entered it may not verify it; STALE; CONFLICT it does not wait */
bool payee_verify(struct ctx *c, const struct payee_verify *in, struct payee_account *out) MUST_USE;
bool payee_refuse(struct ctx *c, const struct payee_refuse *in, struct payee_account *out) MUST_USE;
/** The whole number; the reason is on record. */
bool payee_reveal(struct ctx *c, const struct payee_reveal *in, struct payee_number *out) MUST_USE;
#endif
