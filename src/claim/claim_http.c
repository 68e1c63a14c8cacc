/* claim_http.c - the web face of claim.h, payee.h and sheet.h: a table. */
#include "claim/claim_http.h"
#include "claim/claim.h"
#include "claim/sheet.h"

API_RUN(claim_list)
API_RUN(claim_count)
API_RUN(claim_create)
API_RUN(claim_get)
API_RUN(claim_update)
API_RUN(claim_submit)
API_RUN(claim_withdraw)
API_RUN(claim_take)
API_RUN(claim_pass)
API_RUN(claim_approve)
API_RUN(claim_reject)
API_RUN(claim_ask)
API_RUN(claim_correct)
API_RUN(claim_decide_preview)
API_RUN(claim_decide)
API_RUN(claim_sheet_take)
API_RUN(payee_list)
API_RUN(payee_create)
API_RUN(payee_get)
API_RUN(payee_verify)
API_RUN(payee_refuse)
API_RUN(payee_reveal)

static bool submit_prepare(struct ctx *c, void *in, void *out)
{
    return claim_submit_prepare(c, in, out);
}

static bool approve_prepare(struct ctx *c, void *in, void *out)
{
    return claim_approve_prepare(c, in, out);
}

static bool decide_prepare(struct ctx *c, void *in, void *out)
{
    return claim_decide_prepare(c, in, out);
}

static bool sheet_upload(struct ctx *c, const void *in, const struct upload *file, void *out)
{
    return claim_sheet_read(c, in, file->path, out);
}

static bool sheet_download(struct ctx *c, const void *in, struct download *out)
{
    struct str path, name;
    int64_t size;
    if (!claim_sheet_write(c, in, &path, &name, &size)) return false;
    *out = (struct download){
        .content_type = STR("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        .file_name = name,
        .size = size,
        .file = path,
    };
    return true;
}

static const struct api rows[] = {
    {"GET", "/claims", "listClaims", "List claims", &CLAIM_QUERY, &CLAIM_PAGE, RIGHT_CLAIM_READ, TX_READ,
     .run = claim_list_run},
    {"POST", "/claims", "createClaim", "Draft a claim", &CLAIM_NEW, &CLAIM, RIGHT_CLAIM_EDIT, TX_WRITE, 201,
     .run = claim_create_run, .idempotent = true},
    {"GET", "/claims/counts", "countClaims", "How many claims are in each state", NULL, &CLAIM_COUNTS, RIGHT_CLAIM_READ,
     TX_READ, .run = claim_count_run},
    {"POST", "/claims/decisions/preview", "previewDecisions", "What many decisions would do", &CLAIM_DECISIONS,
     &CLAIM_OUTCOMES, RIGHT_CLAIM_REVIEW, TX_READ, .run = claim_decide_preview_run},
    {"POST", "/claims/decisions", "decideClaims", "Decide many claims, each by itself", &CLAIM_DECISIONS,
     &CLAIM_OUTCOMES, RIGHT_CLAIM_REVIEW, TX_WRITE, .prepare = decide_prepare, .run = claim_decide_run,
     .idempotent = true},
    {"GET", "/claims/{id}", "getClaim", "One claim with lines, reasons, payments and history", &CLAIM_KEY, &CLAIM,
     RIGHT_CLAIM_READ, TX_READ, .run = claim_get_run},
    {"PUT", "/claims/{id}", "editClaim", "Replace form and lines of a draft or a supplement", &CLAIM_EDIT, &CLAIM,
     RIGHT_CLAIM_EDIT, TX_WRITE, .run = claim_update_run},
    {"GET", "/claims/{id}/sheet", "getClaimSheet", "The lines as a sheet to fill in", &CLAIM_KEY, NULL,
     RIGHT_CLAIM_EDIT, TX_READ, .download = sheet_download},
    {"POST", "/claims/{id}/sheet", "putClaimSheet", "Replace the lines by those of a sheet", &CLAIM_SHEET_NEW,
     &CLAIM_SHEET, RIGHT_CLAIM_EDIT, TX_WRITE, .upload_max = CLAIM_SHEET_MAX, .upload = sheet_upload,
     .run = claim_sheet_take_run},
    {"POST", "/claims/{id}/submit", "submitClaim", "Submit a draft or answer a supplement", &CLAIM_STEP, &CLAIM,
     RIGHT_CLAIM_EDIT, TX_WRITE, 201, .prepare = submit_prepare, .run = claim_submit_run, .idempotent = true},
    {"POST", "/claims/{id}/withdraw", "withdrawClaim", "Withdraw a claim before its approval", &CLAIM_STEP, &CLAIM,
     RIGHT_CLAIM_EDIT, TX_WRITE, .run = claim_withdraw_run},
    {"POST", "/claims/{id}/take", "takeClaim", "Take a claim out of the queue", &CLAIM_STEP, &CLAIM, RIGHT_CLAIM_REVIEW,
     TX_WRITE, .run = claim_take_run},
    {"POST", "/claims/{id}/pass", "passClaim", "Pass the first review", &CLAIM_STEP, &CLAIM, RIGHT_CLAIM_FIRST,
     TX_WRITE, .run = claim_pass_run},
    {"POST", "/claims/{id}/approve", "approveClaim", "Approve in the second review", &CLAIM_STEP, &CLAIM,
     RIGHT_CLAIM_SECOND, TX_WRITE, .prepare = approve_prepare, .run = claim_approve_run, .idempotent = true},
    {"POST", "/claims/{id}/reject", "rejectClaim", "Reject with a reason", &CLAIM_REASONED, &CLAIM, RIGHT_CLAIM_REVIEW,
     TX_WRITE, .run = claim_reject_run},
    {"POST", "/claims/{id}/supplement", "askSupplement", "Send it back for a supplement; the clock stops",
     &CLAIM_REASONED, &CLAIM, RIGHT_CLAIM_REVIEW, TX_WRITE, .run = claim_ask_run},
    {"POST", "/claims/{id}/correct", "correctPayment", "Pay again to the payee's new verified account", &CLAIM_STEP,
     &CLAIM, RIGHT_CLAIM_EDIT, TX_WRITE, .run = claim_correct_run},
    {"GET", "/accounts", "listAccounts", "List payee accounts", &PAYEE_QUERY, &PAYEE_PAGE, RIGHT_PAYEE_READ, TX_READ,
     .run = payee_list_run},
    {"POST", "/accounts", "createAccount", "Enter a payee account", &PAYEE_NEW, &PAYEE_ACCOUNT, RIGHT_PAYEE_EDIT,
     TX_WRITE, 201, .run = payee_create_run, .idempotent = true},
    {"GET", "/accounts/{id}", "getAccount", "One payee account", &PAYEE_KEY, &PAYEE_ACCOUNT, RIGHT_PAYEE_READ, TX_READ,
     .run = payee_get_run},
    {"POST", "/accounts/{id}/verify", "verifyAccount", "Verify an account that another person entered", &PAYEE_VERIFY,
     &PAYEE_ACCOUNT, RIGHT_PAYEE_VERIFY, TX_WRITE, .run = payee_verify_run},
    {"POST", "/accounts/{id}/refuse", "refuseAccount", "Refuse an account", &PAYEE_REFUSE, &PAYEE_ACCOUNT,
     RIGHT_PAYEE_VERIFY, TX_WRITE, .run = payee_refuse_run},
    {"POST", "/accounts/{id}/reveal", "revealAccount", "The whole number; the reason is on record", &PAYEE_REVEAL,
     &PAYEE_NUMBER, RIGHT_PAYEE_REVEAL, TX_WRITE, .run = payee_reveal_run},
};
const struct api_set CLAIM_API = {"claim", rows, COUNT(rows)};
