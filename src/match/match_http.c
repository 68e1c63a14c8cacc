/* match_http.c - the web face of match.h: a table. */
#include "match/match_http.h"
#include "match/match.h"

API_RUN(match_start)
API_RUN(match_get)
API_RUN(match_summary)
API_RUN(match_list)
API_RUN(match_of_enterprise)
API_RUN(match_of_item)
API_RUN(match_changes)

static const struct api rows[] = {
    {"POST", "/matches", "runMatch", "Queue a match of all items with all enterprises and workers", &MATCH_NEW,
     &MATCH_RUN, RIGHT_MATCH_RUN, TX_WRITE, 202, NULL, match_start_run, .idempotent = true},
    {"GET", "/matches/{id}", "getMatch", "A run of the match: progress, what it looked at, what changed", &MATCH_KEY,
     &MATCH_RUN, RIGHT_MATCH_READ, TX_READ, 200, NULL, match_get_run},
    {"GET", "/match-summary", "getMatchSummary", "The newest verdicts of every item in numbers of enterprises", NULL,
     &MATCH_SUMMARY, RIGHT_COCKPIT_READ, TX_READ, 200, NULL, match_summary_run},
    {"GET", "/policy-items/{id}/matches", "listItemMatches", "The enterprises of an item as the last run found them",
     &MATCH_QUERY, &MATCH_PAGE, RIGHT_MATCH_READ, TX_READ, 200, NULL, match_list_run},
    {"GET", "/enterprises/{id}/entitlements", "listEntitlements", "What an enterprise is entitled to, with reasons",
     &MATCH_KEY, &ENTITLEMENTS, RIGHT_MATCH_READ, TX_READ, 200, NULL, match_of_enterprise_run},
    {"GET", "/enterprises/{id}/entitlements/{item_id}", "getEntitlement",
     "One item for an enterprise, worker by worker", &ENTITLEMENT_KEY, &ENTITLEMENT, RIGHT_MATCH_READ, TX_READ, 200,
     NULL, match_of_item_run},
    {"GET", "/enterprises/{id}/entitlement-changes", "listEntitlementChanges",
     "Verdicts of an enterprise that a run changed, newest first", &MATCH_KEY, &MATCH_CHANGES, RIGHT_MATCH_READ,
     TX_READ, 200, NULL, match_changes_run},
};
const struct api_set MATCH_API = {"match", rows, COUNT(rows)};
