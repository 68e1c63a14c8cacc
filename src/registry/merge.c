/* merge.c - two records of one enterprise become one; nothing is lost. */
#include "registry/registry_impl.h"
#include "app/audit.h"
#include "registry_sql.h"

struct text_row {
    struct str id, name;
};
static const struct field text_fields[] = {FIELD(struct text_row, id), FIELD(struct text_row, name)};
static const struct record TEXT_ROW = RECORD(text_row, text_fields);

/* Two current USCCs are two legal persons. */
static bool codes_agree(struct ctx *c, const struct enterprise_row *from, const struct enterprise_row *into)
{
    if (!from->uscc.n || !into->uscc.n) return true;
    return fail(&c->err, ERR_CONFLICT, M(MERGE_TWO_CODES), S("first", from->uscc), S("second", into->uscc));
}

static bool i64_differs(struct opt_i64 a, struct opt_i64 b)
{
    return a.has && b.has && a.v != b.v;
}

static bool money_differs(struct opt_money a, struct opt_money b)
{
    return a.has && b.has && a.fen != b.fen;
}

static bool years_agree(struct ctx *c, struct registry_params p)
{
    struct list from = {0}, into = {0};
    if (!ctx_rows(c, &SQL_YEAR_OF, &REGISTRY_PARAMS, &p, &ENTERPRISE_YEAR, &from)) return false;
    p.id = p.into_id;
    if (!ctx_rows(c, &SQL_YEAR_OF, &REGISTRY_PARAMS, &p, &ENTERPRISE_YEAR, &into)) return false;
    for (size_t i = 0; i < from.count; i++) {
        for (size_t k = 0; k < into.count; k++) {
            const struct enterprise_year *a = LIST_AT(&from, const struct enterprise_year, i);
            const struct enterprise_year *b = LIST_AT(&into, const struct enterprise_year, k);
            bool differ = a->year == b->year &&
                          (i64_differs(a->headcount, b->headcount) || money_differs(a->revenue_fen, b->revenue_fen) ||
                           money_differs(a->assets_fen, b->assets_fen));
            if (differ) return fail(&c->err, ERR_CONFLICT, M(MERGE_YEARS), I("year", a->year));
        }
    }
    return true;
}

static bool lists_agree(struct ctx *c, const struct registry_params *p)
{
    struct text_row list = {0};
    bool found = false;
    if (!ctx_find(c, &SQL_FLAG_BOTH_FROZEN, &REGISTRY_PARAMS, p, &TEXT_ROW, &list, &found)) return false;
    return !found || fail(&c->err, ERR_CONFLICT, M(MERGE_FROZEN_LIST), S("name", list.name));
}

/* The stayer's figures are completed from the goer's where they lack some; the goer's row then stays with the goer. */
static bool years_complete(struct ctx *c, const struct registry_params *p)
{
    struct list from = {0}, drafts = {0};
    if (!ctx_rows(c, &SQL_YEAR_OF, &REGISTRY_PARAMS, p, &ENTERPRISE_YEAR, &from)) return false;
    for (size_t i = 0; i < from.count; i++) {
        const struct enterprise_year *y = LIST_AT(&from, const struct enterprise_year, i);
        struct year_draft *d = ARENA_NEW(c->arena, struct year_draft);
        *d = (struct year_draft){.enterprise_id = p->into_id,
                                 .year = y->year,
                                 .headcount = y->headcount,
                                 .revenue_fen = y->revenue_fen,
                                 .assets_fen = y->assets_fen,
                                 .source = y->source};
        *LIST_ADD(c->arena, &drafts, struct year_draft *) = d;
    }
    return year_put_many(c, &drafts);
}

static bool move_all(struct ctx *c, const struct registry_params *p)
{
    static const struct sql *const steps[] = {&SQL_IDENTIFIER_MOVE, &SQL_RELATION_MOVE,   &SQL_FLAG_MOVE,
                                              &SQL_WORKER_MOVE,     &SQL_ATTACHMENT_MOVE, &SQL_CLAIM_MOVE,
                                              &SQL_PAYEE_MOVE,      &SQL_PAYMENT_MOVE,    &SQL_GUARD_MOVE,
                                              &SQL_GRANT_COPY,      &SQL_GRANT_DROP,      &SQL_MERGED_FOLLOW};
    for (size_t i = 0; i < COUNT(steps); i++) {
        if (!ctx_exec(c, steps[i], &REGISTRY_PARAMS, p)) return false;
    }
    return true;
}

/* What the stayer lacks it takes from the goer. */
static void fill_gaps(struct enterprise_row *into, const struct enterprise_row *from)
{
    struct {
        struct str *to;
        struct str value;
    } texts[] = {
        {&into->uscc, from->uscc},
        {&into->industry, from->industry},
        {&into->address, from->address},
        {&into->area_id, from->area_id},
        {&into->department_id, from->department_id},
        {&into->scope_text, from->scope_text},
        {&into->contact_name, from->contact_name},
        {&into->contact_phone, from->contact_phone},
        {&into->legal_representative, from->legal_representative},
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        if (!texts[i].to->n) *texts[i].to = texts[i].value;
    }
    if (!into->registered_on.has) into->registered_on = from->registered_on;
    if (!into->capital_text.n) {
        into->capital_text = from->capital_text;
        into->capital_fen = from->capital_fen;
    }
}

static bool merge_write(struct ctx *c, struct enterprise_row *from, struct enterprise_row *into,
                        const struct registry_params *p)
{
    const struct enterprise_row was = *from;
    if (!years_complete(c, p) || !move_all(c, p)) return false;
    fill_gaps(into, from);
    from->state = ENTERPRISE_MERGED;
    from->merged_into = into->id;
    from->uscc = (struct str){0};
    struct size_result why;
    struct opt_i64 year;
    return enterprise_row_save(c, from) && tokens_replace(c, &was, from) && size_class_compute(c, into, &why, &year) &&
           enterprise_row_save(c, into);
}

bool enterprise_merge(struct ctx *c, const struct enterprise_merge *in, struct enterprise *out)
{
    struct enterprise_row from = {0}, into = {0};
    if (str_eq(in->id, in->into_id)) return fail_field(&c->err, STR("into_id"), M(MERGE_SELF));
    if (!enterprise_row_edit(c, RIGHT_ENTERPRISE_MERGE, in->id, in->version, &from) ||
        !enterprise_row_edit(c, RIGHT_ENTERPRISE_MERGE, in->into_id, 0, &into))
        return false;
    struct registry_params p = registry_params(c);
    p.id = from.id;
    p.into_id = into.id;
    if (!codes_agree(c, &from, &into) || !years_agree(c, p) || !lists_agree(c, &p)) return false;
    struct str uscc = from.uscc;
    if (!merge_write(c, &from, &into, &p)) return false;
    struct enterprise_row gone = from;
    gone.uscc = uscc;
    return enterprise_audit(c, "enterprise.merge", &gone, &ENTERPRISE_MERGE, NULL, in) &&
           enterprise_audit(c, "enterprise.merge_received", &into, &ENTERPRISE_MERGE, NULL, in) &&
           enterprise_get(c, &(struct registry_key){into.id}, out);
}
