/* policy_http.c - the web face of policy.h and rule.h: a table. */
#include "policy/policy_http.h"
#include "policy/rule.h"

API_RUN(policy_fact_list)
API_RUN(policy_document_list)
API_RUN(policy_document_get)
API_RUN(policy_document_create)
API_RUN(policy_document_update)
API_RUN(policy_item_list)
API_RUN(policy_item_get)
API_RUN(policy_item_create)
API_RUN(policy_item_update)
API_RUN(rule_list)
API_RUN(rule_get)
API_RUN(rule_create)
API_RUN(rule_update)
API_RUN(rule_check)
API_RUN(rule_test)
API_RUN(rule_review)
API_RUN(rule_publish)
API_RUN(rule_view)
API_RUN(policy_ask)
API_RUN(policy_try_list)
API_RUN(policy_try)

static bool tests_first(struct ctx *c, void *in, void *out)
{
    (void)out;
    return rule_run_tests(c, in);
}

static const struct api rows[] = {
    {"GET", "/policy-facts", "listPolicyFacts", "Facts that rules and forms may use", NULL, &POLICY_FACTS,
     RIGHT_SIGNED_IN, TX_READ, .run = policy_fact_list_run},
    {"GET", "/policies", "listPolicies", "Policy documents", NULL, &POLICY_DOCUMENTS, RIGHT_SIGNED_IN, TX_READ,
     .run = policy_document_list_run},
    {"POST", "/policies", "createPolicy", "Add a policy document", &POLICY_DOCUMENT_NEW, &POLICY_DOCUMENT,
     RIGHT_POLICY_EDIT, TX_WRITE, 201, .run = policy_document_create_run, .idempotent = true},
    {"GET", "/policies/{id}", "getPolicy", "One policy document", &POLICY_KEY, &POLICY_DOCUMENT, RIGHT_SIGNED_IN,
     TX_READ, .run = policy_document_get_run},
    {"PUT", "/policies/{id}", "editPolicy", "Change a policy document", &POLICY_DOCUMENT_EDIT, &POLICY_DOCUMENT,
     RIGHT_POLICY_EDIT, TX_WRITE, .run = policy_document_update_run},
    {"GET", "/policy-items", "listPolicyItems", "Claimable items of policies", &POLICY_ITEM_QUERY, &POLICY_ITEMS,
     RIGHT_SIGNED_IN, TX_READ, .run = policy_item_list_run},
    {"POST", "/policy-items", "createPolicyItem", "Add an item to a policy", &POLICY_ITEM_NEW, &POLICY_ITEM,
     RIGHT_POLICY_EDIT, TX_WRITE, 201, .run = policy_item_create_run, .idempotent = true},
    {"GET", "/policy-items/{id}", "getPolicyItem", "One item with its form", &POLICY_KEY, &POLICY_ITEM, RIGHT_SIGNED_IN,
     TX_READ, .run = policy_item_get_run},
    {"PUT", "/policy-items/{id}", "editPolicyItem", "Change an item", &POLICY_ITEM_EDIT, &POLICY_ITEM,
     RIGHT_POLICY_EDIT, TX_WRITE, .run = policy_item_update_run},
    {"POST", "/policy-items/{id}/judge", "judgePolicyItem", "Judge an item for an enterprise or for declared facts",
     &JUDGE_ASK, &JUDGEMENT, RIGHT_SIGNED_IN, TX_READ, .run = policy_ask_run},
    {"GET", "/policy-items/{id}/rules", "listRules", "Rule versions of an item", &POLICY_KEY, &RULE_VERSIONS,
     RIGHT_SIGNED_IN, TX_READ, .run = rule_list_run},
    {"POST", "/policy-items/{id}/rules", "createRule", "Draft a rule version", &RULE_NEW, &RULE_VERSION,
     RIGHT_POLICY_EDIT, TX_WRITE, 201, .run = rule_create_run, .idempotent = true},
    {"GET", "/rules/{id}", "getRule", "One rule version with its texts", &POLICY_KEY, &RULE_VERSION, RIGHT_SIGNED_IN,
     TX_READ, .run = rule_get_run},
    {"PUT", "/rules/{id}", "editRule", "Change a rule version that is not published", &RULE_EDIT, &RULE_VERSION,
     RIGHT_POLICY_EDIT, TX_WRITE, .run = rule_update_run},
    {"GET", "/rules/{id}/view", "viewRule", "A rule as tables in words", &POLICY_KEY, &RULE_VIEW, RIGHT_SIGNED_IN,
     TX_READ, .run = rule_view_run},
    {"GET", "/rules/{id}/check", "checkRule", "Tests and findings of a rule version, nothing stored", &POLICY_KEY,
     &RULE_OUTCOME, RIGHT_SIGNED_IN, TX_READ, .run = rule_check_run},
    {"POST", "/rules/{id}/test", "testRule", "Run the tests of a rule version and keep the outcome", &RULE_STEP,
     &RULE_OUTCOME, RIGHT_POLICY_EDIT, TX_WRITE, .prepare = tests_first, .run = rule_test_run},
    {"POST", "/rules/{id}/review", "reviewRule", "Review a tested rule version", &RULE_STEP, &RULE_VERSION,
     RIGHT_POLICY_PUBLISH, TX_WRITE, .run = rule_review_run},
    {"POST", "/rules/{id}/publish", "publishRule", "Publish a reviewed rule version", &RULE_STEP, &RULE_OUTCOME,
     RIGHT_POLICY_PUBLISH, TX_WRITE, .prepare = tests_first, .run = rule_publish_run},
    {"GET", "/try/{zone}/items", "listTryItems", "Items that anybody may try, without sign-in", &TRY_LIST,
     &POLICY_ITEMS, RIGHT_PUBLIC, TX_READ, .run = policy_try_list_run},
    {"POST", "/try/{zone}/items/{code}", "tryPolicyItem", "Judge declared facts without sign-in; nothing is stored",
     &TRY_ASK, &JUDGEMENT, RIGHT_PUBLIC, TX_READ, .run = policy_try_run},
};
const struct api_set POLICY_API = {"policy", rows, COUNT(rows)};
