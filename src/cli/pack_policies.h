/* pack_policies.h - the part of a pack in policies/: pots, the fact catalogue, documents with items and rules.
 *
 *   policies/facts.json   the catalogue; without it there are no policies
 *   policies/pots.json    pots of money; may be missing
 *   policies/NAME.json    one document each, with the models and tests that its items name */
#ifndef CLI_PACK_POLICIES_H
#define CLI_PACK_POLICIES_H
#include "app/crypto.h"
#include "fund/fund.h"
#include "policy/rule.h"

struct pack_pot {
    struct str code, name_zh, name_en;
    int64_t year;
    struct str basis, department; /* code of a department */
    struct money amount_fen;
    bool reuse_recovered, sample;
    struct list spenders; /* of struct fund_spender; empty = whoever may approve */
};
struct pack_pots {
    struct list items; /* of struct pack_pot */
};
struct pack_policies {
    struct pack_pots pots;
    struct policy_facts facts;
    struct list documents; /* of struct policy_pack_document, by the names of their files */
};
/** Reads and checks the folder's files, and adds them to the digest; a folder that is not there is empty.
 *  @error MALFORMED or INVALID with the file */
bool pack_policies_read(struct arena *a, struct err *e, struct str folder, struct sha256 *hash,
                        struct pack_policies *out) MUST_USE;
/** Adds pots that are not there yet, and the catalogue.  @error INVALID an unknown department, a fact that is wrong */
bool pack_policies_frame(struct ctx *c, const struct pack_policies *p, struct policy_pack_counts *n) MUST_USE;
/** Runs the tests and checks of all rules: any cost, on a reader, after the catalogue is there.
 *  @param policies  struct pack_policies   @error INVALID the rule and what is wrong with it */
bool pack_policies_check(struct ctx *c, void *policies) MUST_USE;
/** Adds the i-th document, which was checked.  @error INVALID the document and what is wrong with it */
bool pack_policies_document(struct ctx *c, const struct pack_policies *p, size_t i,
                            struct policy_pack_counts *n) MUST_USE;
#endif
