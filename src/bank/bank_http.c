/* bank_http.c - the web face of bank.h: a table. */
#include "bank/bank_http.h"
#include "bank/bank_impl.h"

API_RUN(payer_list)
API_RUN(payer_create)
API_RUN(payer_close)
API_RUN(payable_list)
API_RUN(payment_list)
API_RUN(payment_get)
API_RUN(payment_create)
API_RUN(payment_release)
API_RUN(payment_cancel)
API_RUN(payment_file_create)
API_RUN(payment_result_book)
API_RUN(payment_result_check)
API_RUN(payment_return)
API_RUN(reconcile_list)

static bool create_prepare(struct ctx *c, void *in, void *out)
{
    return payment_create_prepare(c, in, out);
}

static bool release_prepare(struct ctx *c, void *in, void *out)
{
    return payment_release_prepare(c, in, out);
}

static bool file_prepare(struct ctx *c, void *in, void *out)
{
    return payment_file_prepare(c, in, out);
}

static bool result_upload(struct ctx *c, const void *in, const struct upload *file, void *out)
{
    return payment_result_take(c, in, file->path, out);
}

static bool check_upload(struct ctx *c, const void *in, const struct upload *file, void *out)
{
    return payment_check_take(c, in, file->path, out);
}

static bool file_download(struct ctx *c, const void *in, struct download *out)
{
    struct bank_bytes b = {0};
    if (!payment_file_bytes(c, in, &b)) return false;
    bank_send(c, &b, out);
    return true;
}

static bool template_download(struct ctx *c, const void *in, struct download *out)
{
    struct bank_bytes b = {0};
    if (!payment_template_bytes(c, in, &b)) return false;
    bank_send(c, &b, out);
    return true;
}

static bool sheet_download(struct ctx *c, const void *in, struct download *out)
{
    struct bank_bytes b = {0};
    if (!payment_sheet_bytes(c, in, &b)) return false;
    bank_send(c, &b, out);
    return true;
}

static bool reconciliation_download(struct ctx *c, const void *in, struct download *out)
{
    return reconcile_download(c, in, out);
}

static const struct api rows[] = {
    {"GET", "/payers", "listPayers", "List the accounts that are paid from", NULL, &PAYERS, RIGHT_PAYMENT_READ, TX_READ,
     .run = payer_list_run},
    {"POST", "/payers", "createPayer", "Enter an account that is paid from", &PAYER_NEW, &PAYER, RIGHT_PAYMENT_EDIT,
     TX_WRITE, 201, .run = payer_create_run, .idempotent = true},
    {"POST", "/payers/{id}/close", "closePayer", "Close an account: no new batch takes it", &PAYER_CLOSE, &PAYER,
     RIGHT_PAYMENT_EDIT, TX_WRITE, .run = payer_close_run},
    {"GET", "/payables", "listPayables", "List the payments that wait for a batch", &PAYABLE_QUERY, &PAYABLES,
     RIGHT_PAYMENT_READ, TX_READ, .run = payable_list_run},
    {"GET", "/payments", "listPayments", "List the payment batches, newest first", &PAYMENT_QUERY, &PAYMENT_PAGE,
     RIGHT_PAYMENT_READ, TX_READ, .run = payment_list_run},
    {"POST", "/payments", "createPayment", "Make a payment batch", &PAYMENT_NEW, &PAYMENT_BATCH, RIGHT_PAYMENT_EDIT,
     TX_WRITE, 201, .prepare = create_prepare, .run = payment_create_run, .idempotent = true},
    {"GET", "/payments/{id}", "getPayment", "One payment batch with its lines, files and results", &PAYMENT_KEY,
     &PAYMENT_BATCH, RIGHT_PAYMENT_READ, TX_READ, .run = payment_get_run},
    {"POST", "/payments/{id}/release", "releasePayment", "Release a batch that another person made", &PAYMENT_RELEASE,
     &PAYMENT_BATCH, RIGHT_PAYMENT_EDIT, TX_WRITE, .prepare = release_prepare, .run = payment_release_run},
    {"POST", "/payments/{id}/cancel", "cancelPayment", "Cancel a batch before its release", &PAYMENT_CANCEL,
     &PAYMENT_BATCH, RIGHT_PAYMENT_EDIT, TX_WRITE, .run = payment_cancel_run},
    {"POST", "/payments/{id}/files", "createPaymentFile", "Make the bank's file of a batch, with a reason",
     &PAYMENT_FILE_NEW, &PAYMENT_FILE, RIGHT_PAYMENT_EDIT, TX_WRITE, 201, .prepare = file_prepare,
     .run = payment_file_create_run},
    {"GET", "/payment-files/{id}/content", "getPaymentFileContent", "Download a file that one made oneself",
     &PAYMENT_KEY, NULL, RIGHT_PAYMENT_EDIT, TX_READ, .download = file_download},
    {"GET", "/payments/{id}/sheet", "getPaymentSheet", "The printed pay sheet of a batch as PDF", &PAYMENT_KEY, NULL,
     RIGHT_PAYMENT_READ, TX_READ, .download = sheet_download},
    {"GET", "/payments/{id}/template", "getPaymentTemplate", "The empty result of a batch, to be filled in",
     &PAYMENT_TEMPLATE, NULL, RIGHT_PAYMENT_READ, TX_READ, .download = template_download},
    {"POST", "/payments/{id}/results", "importPaymentResult", "Import the bank's result of a batch", &PAYMENT_RESULT_IN,
     &PAYMENT_RESULT, RIGHT_PAYMENT_EDIT, TX_WRITE, .upload_max = BANK_RESULT_MAX, .upload = result_upload,
     .run = payment_result_book_run},
    {"POST", "/payments/{id}/result-checks", "checkPaymentResult", "Look at the bank's result before it is booked",
     &PAYMENT_RESULT_IN, &PAYMENT_CHECK, RIGHT_PAYMENT_EDIT, TX_READ, .upload_max = BANK_RESULT_MAX,
     .upload = check_upload, .run = payment_result_check_run},
    {"POST", "/payments/{id}/returns", "returnPayment", "Book a paid row that the bank sent back", &PAYMENT_RETURN,
     &PAYMENT_BATCH, RIGHT_PAYMENT_EDIT, TX_WRITE, .run = payment_return_run},
    {"GET", "/reconciliation", "listReconciliation", "Claims of a pot beside the ledger and the bank", &RECONCILE_QUERY,
     &RECONCILE_PAGE, RIGHT_PAYMENT_READ, TX_READ, .run = reconcile_list_run},
    {"GET", "/reconciliation/export", "exportReconciliation", "The reconciliation of a filter as a spreadsheet",
     &RECONCILE_EXPORT, NULL, RIGHT_PAYMENT_READ, TX_READ, .download = reconciliation_download},
};
const struct api_set BANK_API = {"bank", rows, COUNT(rows)};
