/* fund_http.c - the web face of fund.h and verify.h: a table. */
#include "fund/fund_http.h"
#include "fund/fund.h"
#include "fund/verify.h"

API_RUN(fund_pot_list)
API_RUN(fund_pot_get)
API_RUN(fund_pot_create)
API_RUN(fund_pot_update)
API_RUN(fund_pot_budget)
API_RUN(fund_pot_close)
API_RUN(fund_entry_list)
API_RUN(fund_subject_list)
API_RUN(fund_subject_story)
API_RUN(fund_summary)
API_RUN(fund_verify)

static bool entries_download(struct ctx *c, const void *in, struct download *out)
{
    return fund_entry_download(c, in, out);
}

static const struct api rows[] = {
    {"GET", "/pots", "listPots", "List the pots", &FUND_POT_QUERY, &FUND_POT_PAGE, RIGHT_FUND_READ, TX_READ,
     .run = fund_pot_list_run},
    {"POST", "/pots", "createPot", "Set up a pot with its first budget", &FUND_POT_NEW, &FUND_POT, RIGHT_FUND_EDIT,
     TX_WRITE, 201, .run = fund_pot_create_run, .idempotent = true},
    {"GET", "/pots/{id}", "getPot", "One pot with its balances and who may spend it", &FUND_KEY, &FUND_POT,
     RIGHT_FUND_READ, TX_READ, .run = fund_pot_get_run},
    {"PUT", "/pots/{id}", "editPot", "Change the description of a pot", &FUND_POT_EDIT, &FUND_POT, RIGHT_FUND_EDIT,
     TX_WRITE, .run = fund_pot_update_run},
    {"POST", "/pots/{id}/budget", "changePotBudget", "Add or cut budget with a reason", &FUND_BUDGET_CHANGE, &FUND_POT,
     RIGHT_FUND_EDIT, TX_WRITE, .run = fund_pot_budget_run, .idempotent = true},
    {"POST", "/pots/{id}/close", "closePot", "Close a pot: nothing new is reserved", &FUND_POT_CLOSE, &FUND_POT,
     RIGHT_FUND_EDIT, TX_WRITE, .run = fund_pot_close_run},
    {"GET", "/pots/{id}/entries", "listPotEntries", "The ledger of a pot, newest first", &FUND_ENTRY_QUERY,
     &FUND_ENTRY_PAGE, RIGHT_FUND_READ, TX_READ, .run = fund_entry_list_run},
    {"GET", "/pots/{id}/entries/export", "exportPotEntries", "The ledger of a pot as a spreadsheet", &FUND_ENTRY_EXPORT,
     NULL, RIGHT_FUND_READ, TX_READ, .download = entries_download},
    {"GET", "/pots/{id}/subjects", "listPotSubjects", "What each claim has in a pot", &FUND_SUBJECT_QUERY,
     &FUND_SUBJECT_PAGE, RIGHT_FUND_READ, TX_READ, .run = fund_subject_list_run},
    {"GET", "/fund/subjects/{subject}", "getFundSubject", "The money of one claim: balances and entries",
     &FUND_SUBJECT_KEY, &FUND_SUBJECT_STORY, RIGHT_FUND_READ, TX_READ, .run = fund_subject_story_run},
    {"GET", "/fund/summary", "getFundSummary", "Sums of all pots by year", &FUND_SUMMARY_QUERY, &FUND_SUMMARY,
     RIGHT_FUND_READ, TX_READ, .run = fund_summary_run},
    {"GET", "/fund/verification", "verifyFund", "Check the ledger of one pot, then the next", &FUND_VERIFY,
     &FUND_VERDICT, RIGHT_FUND_READ, TX_READ, .run = fund_verify_run},
};
const struct api_set FUND_API = {"fund", rows, COUNT(rows)};
