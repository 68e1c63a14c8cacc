/* pack.c - facts, documents, items and rules that a pack brings: what is there already stays as it is. */
#include "fund/fund.h"
#include "json/json.h"
#include "policy/policy_impl.h"
#include "policy_sql.h"

static bool system_only(struct ctx *c)
{
    return c->actor.system || fail(&c->err, ERR_FORBIDDEN, M(PACK_SYSTEM_ONLY));
}

/* ---- facts ---- */

static bool check_fact(struct ctx *c, const struct policy_fact *f)
{
    enum provider p = policy_provider(f->provider);
    bool known = !f->provider.n || p != PROVIDER_NONE;
    bool line = p < PROVIDER_WORKER || f->line;
    if (known && line && (p == PROVIDER_NONE || (int32_t)policy_provider_type(p) == f->type)) return true;
    return fail(&c->err, ERR_INVALID, M(PACK_POLICY_FACT), S("key", f->key), S("provider", f->provider));
}

bool policy_pack_facts(struct ctx *c, const struct policy_facts *in, struct policy_pack_counts *n)
{
    struct policy_facts stored = {0};
    if (!system_only(c) || !policy_catalogue(c, &stored)) return false;
    for (size_t i = 0; i < in->items.count; i++) {
        struct policy_fact f = *LIST_AT(&in->items, struct policy_fact, i);
        const struct policy_fact *known = policy_fact_find(&stored, f.key);
        struct buf detail = {.arena = c->arena}, now = {.arena = c->arena}, before = {.arena = c->arena};
        if (!check_fact(c, &f)) return false;
        json_encode(&now, &POLICY_FACT, &f);
        if (known) json_encode(&before, &POLICY_FACT, known);
        if (known && str_eq(buf_str(&now), buf_str(&before))) {
            n->kept++;
            continue;
        }
        json_encode(&detail, &FACT_DETAIL, &f);
        f.detail = buf_str(&detail);
        f.zone_id = c->zone_id;
        f.updated = c->now;
        if (!ctx_exec(c, &SQL_FACT_PUT, &FACT_ROW, &f)) return false;
        n->created++;
    }
    return true;
}

/* ---- checking ---- */

static struct str first_reason(struct ctx *c, const struct rule_outcome *o)
{
    for (size_t i = 0; i < o->findings.count; i++) {
        const struct rule_finding *f = LIST_AT(&o->findings, struct rule_finding, i);
        if (f->error) return f->text;
    }
    if (!o->cases.count) return msg_plain(c->lang, MSG_RULE_NO_TESTS);
    const struct rule_case *bad = LIST_AT(&o->cases, struct rule_case, 0); /* those that failed come first */
    return arena_printf(c->arena, "%.*s %.*s: %.*s <> %.*s %.*s", STR_ARG(bad->id), STR_ARG(bad->decision),
                        STR_ARG(bad->expected), STR_ARG(bad->got), STR_ARG(bad->text));
}

bool policy_pack_check(struct ctx *c, struct policy_pack_document *in)
{
    if (str_eq(str_trim(in->author), str_trim(in->publisher)))
        return fail(&c->err, ERR_INVALID, M(PACK_POLICY_PEOPLE), S("no", in->document.no));
    for (size_t i = 0; i < in->items.count; i++) {
        struct policy_pack_item *one = LIST_AT(&in->items, struct policy_pack_item, i);
        const struct policy_item item = {.line_decision = one->item.line_decision,
                                         .claim_decision = one->item.claim_decision};
        struct rule_outcome o = {0};
        if (!rule_examine(c, &item, one->dmn, one->tests, &o)) return false;
        if (!rule_is_green(&o))
            return fail(&c->err, ERR_INVALID, M(PACK_POLICY_RED), S("code", one->item.code),
                        S("reason", first_reason(c, &o)));
        one->passed = o.passed;
    }
    return true;
}

/* ---- documents ---- */

static bool put_document(struct ctx *c, const struct policy_pack_document *in, struct policy_pack_counts *n,
                         struct policy_document *out)
{
    bool found = false;
    if (!policy_document_by_no(c, str_trim(in->document.no), out, &found)) return false;
    if (found)
        n->kept++;
    else
        n->created++;
    return found || policy_document_create(c, &in->document, out);
}

static bool find_pot(struct ctx *c, const struct policy_pack_item *in, struct policy_item_put *item)
{
    struct fund_pot pot = {0};
    bool found = false;
    if (!in->pot.n) return true;
    if (!fund_pot_by_code(c, in->pot, &pot, &found)) return false;
    item->pot_id = pot.id;
    return found || fail(&c->err, ERR_INVALID, M(PACK_NO_POT), S("code", item->code), S("pot", in->pot));
}

static bool put_item(struct ctx *c, const struct policy_pack_item *in, struct str document_id,
                     struct policy_pack_counts *n, struct policy_item *out)
{
    struct policy_item_put item = in->item;
    bool found = false;
    if (!policy_item_by_code(c, str_trim(item.code), out, &found)) return false;
    if (found)
        n->kept++;
    else
        n->created++;
    if (found) return true;
    item.id = (struct str){0};
    item.document_id = document_id;
    return find_pot(c, in, &item) && policy_item_write(c, &item, true, out);
}

/* Has the item this very text from this very day?  An older version that was published again is a new one. */
static bool has_rule(struct ctx *c, const struct rule_version *v, bool *found)
{
    struct rule_version known = {0};
    return ctx_find(c, &SQL_RULE_BY_DIGEST, &RULE_STORED, v, &RULE_STORED, &known, found);
}

static bool put_rule(struct ctx *c, const struct policy_pack_document *in, const struct policy_pack_item *one,
                     const struct policy_item *item, struct policy_pack_counts *n)
{
    bool found = false;
    struct rule_version v = {.zone_id = c->zone_id,
                             .item_id = item->id,
                             .valid_from = one->valid_from,
                             .valid_to = one->valid_to,
                             .dmn = one->dmn,
                             .tests = one->tests,
                             .digest = rule_digest(c->arena, one->dmn, one->tests),
                             .author_id = in->author,
                             .author_name = in->author,
                             .version = 1};
    if (!has_rule(c, &v, &found)) return false;
    if (found)
        n->kept++;
    else
        n->created++;
    if (found) return true;
    if (!policy_rule_insert(c, &v)) return false;
    v.reviewer_id = v.reviewer_name = v.publisher_id = v.publisher_name = in->publisher;
    v.tested = v.reviewed = c->now;
    v.tests_passed = one->passed;
    return policy_rule_make_public(c, &v);
}

bool policy_pack_document(struct ctx *c, const struct policy_pack_document *in, struct policy_pack_counts *n)
{
    struct policy_document document = {0};
    if (!system_only(c) || !put_document(c, in, n, &document)) return false;
    for (size_t i = 0; i < in->items.count; i++) {
        const struct policy_pack_item *one = LIST_AT(&in->items, struct policy_pack_item, i);
        struct policy_item item = {0};
        if (!put_item(c, one, document.id, n, &item) || !put_rule(c, in, one, &item, n)) return false;
    }
    return true;
}
