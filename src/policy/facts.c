/* facts.c - the fact catalogue, and the providers: named facts of the registry with their dates. */
#include "json/json.h"
#include "policy/policy_impl.h"
#include "policy_sql.h"
#include "registry/registry.h"
#include "registry/worker.h"

enum {
    FACTS_PAGE_MAX = 10000
};

/* Every provider: its name in facts.json and the type of what it gives. */
static const struct {
    const char *name;
    enum fact_type type;
} PROVIDERS[PROVIDER_COUNT] = {
    [PROVIDER_HEADCOUNT] = {"enterprise.headcount", FACT_NUMBER},
    [PROVIDER_REVENUE] = {"enterprise.revenue", FACT_NUMBER},
    [PROVIDER_ASSETS] = {"enterprise.assets", FACT_NUMBER},
    [PROVIDER_YEAR] = {"enterprise.figures_year", FACT_NUMBER},
    [PROVIDER_SIZE] = {"enterprise.size_class", FACT_STRING},
    [PROVIDER_INDUSTRY] = {"enterprise.industry", FACT_STRING},
    [PROVIDER_SECTION] = {"enterprise.industry_section", FACT_STRING},
    [PROVIDER_REGISTERED] = {"enterprise.registered_on", FACT_DATE},
    [PROVIDER_AREA] = {"enterprise.area", FACT_STRING},
    [PROVIDER_IN_ZONE] = {"enterprise.in_zone", FACT_BOOLEAN},
    [PROVIDER_REGISTRATION] = {"enterprise.registration", FACT_BOOLEAN},
    [PROVIDER_TAX] = {"enterprise.tax", FACT_BOOLEAN},
    [PROVIDER_STATISTICS] = {"enterprise.statistics", FACT_BOOLEAN},
    [PROVIDER_ABOVE_SCALE] = {"enterprise.above_scale", FACT_BOOLEAN},
    [PROVIDER_HIGH_TECH] = {"enterprise.high_tech", FACT_BOOLEAN},
    [PROVIDER_RESUMED] = {"enterprise.resumed", FACT_BOOLEAN},
    [PROVIDER_SPECIALISED] = {"enterprise.specialised", FACT_BOOLEAN},
    [PROVIDER_LISTED] = {"enterprise.listed", FACT_BOOLEAN},
    [PROVIDER_NAME] = {"worker.name", FACT_STRING},
    [PROVIDER_BIRTH] = {"worker.birth", FACT_DATE},
    [PROVIDER_AGE] = {"worker.age", FACT_NUMBER},
    [PROVIDER_DEGREE] = {"worker.degree", FACT_STRING},
    [PROVIDER_TITLE] = {"worker.title", FACT_STRING},
    [PROVIDER_HOUSEHOLD] = {"worker.household", FACT_STRING},
    [PROVIDER_HIRED] = {"worker.hired_on", FACT_DATE},
    [PROVIDER_EMPLOYED] = {"worker.employed", FACT_BOOLEAN},
};

enum provider policy_provider(struct str name)
{
    for (int i = 1; i < PROVIDER_COUNT; i++)
        if (str_eq(name, str_of(PROVIDERS[i].name))) return (enum provider)i;
    return PROVIDER_NONE;
}

enum fact_type policy_provider_type(enum provider p)
{
    assert(p < PROVIDER_COUNT);
    return PROVIDERS[p].type;
}

/* ---- the catalogue ---- */

struct zone_only {
    struct str zone_id;
};
static const struct field ZONE_ONLY_FIELDS[] = {FIELD(struct zone_only, zone_id)};
static const struct record ZONE_ONLY = RECORD(zone_only, ZONE_ONLY_FIELDS);

bool policy_catalogue(struct ctx *c, struct policy_facts *out)
{
    const struct zone_only in = {c->zone_id};
    if (!ctx_rows(c, &SQL_FACT_ROWS, &ZONE_ONLY, &in, &FACT_ROW, &out->items)) return false;
    for (size_t i = 0; i < out->items.count; i++) {
        struct policy_fact *f = LIST_AT(&out->items, struct policy_fact, i);
        if (json_decode(c->arena, &c->err, &FACT_DETAIL, f->detail, f)) continue;
        err_clear(&c->err);
        return fail_internal(&c->err, "policy_fact.detail is damaged");
    }
    return true;
}

bool policy_fact_list(struct ctx *c, const void *in, struct policy_facts *out)
{
    (void)in;
    return policy_catalogue(c, out);
}

const struct policy_fact *policy_fact_find(const struct policy_facts *all, struct str name)
{
    for (size_t i = 0; i < all->items.count; i++) {
        const struct policy_fact *f = LIST_AT(&all->items, struct policy_fact, i);
        if (str_eq(f->key, name) || str_eq(f->zh, name) || str_eq(f->en, name)) return f;
    }
    return NULL;
}

/* ---- what the registry knows ---- */

struct facts_params {
    struct str zone_id, enterprise_id, worker_id, after;
    struct date as_of;
    int64_t year, limit;
};
static const struct field PARAMS_FIELDS[] = {
    FIELD(struct facts_params, zone_id),   FIELD(struct facts_params, enterprise_id),
    FIELD(struct facts_params, worker_id), FIELD(struct facts_params, after),
    FIELD(struct facts_params, as_of),     FIELD(struct facts_params, year),
    FIELD(struct facts_params, limit),
};
static const struct record PARAMS = RECORD(facts_params, PARAMS_FIELDS);
static const struct field ENTERPRISE_FIELDS[] = {
    FIELD(struct enterprise_facts, enterprise_id), FIELD(struct enterprise_facts, no),
    FIELD(struct enterprise_facts, year),
    FIELD(struct enterprise_facts, headcount),     FIELD(struct enterprise_facts, revenue_fen),
    FIELD(struct enterprise_facts, assets_fen),    FIELD(struct enterprise_facts, industry),
    FIELD(struct enterprise_facts, area_id),       FIELD(struct enterprise_facts, area_code),
    FIELD(struct enterprise_facts, area_name),     FIELD(struct enterprise_facts, registered_on),
    FIELD(struct enterprise_facts, registration),  FIELD(struct enterprise_facts, tax),
    FIELD(struct enterprise_facts, statistics),    FIELD(struct enterprise_facts, above_scale),
    FIELD(struct enterprise_facts, high_tech),     FIELD(struct enterprise_facts, resumed),
    FIELD(struct enterprise_facts, specialised),   FIELD(struct enterprise_facts, listed),
};
static const struct record ENTERPRISE_FACTS = RECORD(enterprise_facts, ENTERPRISE_FIELDS);
static const struct field WORKER_FIELDS[] = {
    FIELD(struct worker_facts, worker_id),
    FIELD(struct worker_facts, enterprise_id),
    FIELD(struct worker_facts, name),
    FIELD(struct worker_facts, birth),
    FIELD(struct worker_facts, hired_on),
    FIELD(struct worker_facts, left_on),
    FIELD(struct worker_facts, household),
    FIELD_E(struct worker_facts, degree, DEGREE_NAMES),
    FIELD_E(struct worker_facts, title, TITLE_NAMES),
};
static const struct record WORKER_FACTS = RECORD(worker_facts, WORKER_FIELDS);

static struct facts_params params_of(struct ctx *c, const struct facts_query *in)
{
    return (struct facts_params){.zone_id = c->zone_id,
                                 .enterprise_id = in->enterprise_id,
                                 .worker_id = in->worker_id,
                                 .after = in->after.p ? in->after : STR(""),
                                 .as_of = in->as_of,
                                 .year = in->as_of.y,
                                 .limit = in->limit > 0 && in->limit < FACTS_PAGE_MAX ? in->limit : FACTS_PAGE_MAX};
}

/* As the registry does, but of the figures of that date. */
static void class_of(struct arena *a, struct enterprise_facts *e)
{
    struct size_result r = {0};
    size_class_of(
        a,
        &(struct size_facts){
            .industry = e->industry, .headcount = e->headcount, .revenue = e->revenue_fen, .assets = e->assets_fen},
        &r);
    e->size_class = r.size_class;
}

bool policy_enterprise_facts(struct ctx *c, const struct facts_query *in, struct list *out)
{
    const struct facts_params p = params_of(c, in);
    const struct sql *q = in->enterprise_id.n ? &SQL_ENTERPRISE_FACTS_ONE : &SQL_ENTERPRISE_FACTS_PAGE;
    size_t first = out->count;
    if (!ctx_rows(c, q, &PARAMS, &p, &ENTERPRISE_FACTS, out)) return false;
    for (size_t i = first; i < out->count; i++)
        class_of(c->arena, LIST_AT(out, struct enterprise_facts, i));
    return true;
}

bool policy_worker_facts(struct ctx *c, const struct facts_query *in, struct list *out)
{
    const struct facts_params p = params_of(c, in);
    const struct sql *q = in->worker_id.n       ? &SQL_WORKER_FACTS_ONE
                          : in->enterprise_id.n ? &SQL_WORKER_FACTS_OF
                                                : &SQL_WORKER_FACTS_PAGE;
    return ctx_rows(c, q, &PARAMS, &p, &WORKER_FACTS, out);
}

/* ---- as values ---- */

int64_t policy_age(struct date birth, struct date at)
{
    bool reached = at.m > birth.m || (at.m == birth.m && at.d >= birth.d);
    int64_t years = at.y - birth.y - (reached ? 0 : 1);
    return years < 0 ? -1 : years;
}

static struct feel_value whole(struct opt_i64 v)
{
    return v.has ? feel_integer(v.v) : FEEL_NULL_VALUE;
}

static struct feel_value yuan(struct opt_money v)
{
    return v.has ? feel_number(num_scaled(v.fen, 2)) : FEEL_NULL_VALUE;
}

static struct feel_value day(struct opt_date v)
{
    return v.has ? feel_date(date_to_days(v.v)) : FEEL_NULL_VALUE;
}

static struct feel_value text(struct str s)
{
    return s.n ? feel_string(s) : FEEL_NULL_VALUE;
}

struct feel_value policy_enterprise_value(struct arena *a, enum provider p, const struct enterprise_facts *e)
{
    (void)a;
    bool classed = e->size_class != SIZE_NONE && e->size_class != SIZE_UNCLASSED;
    switch ((int)p) {
    case PROVIDER_HEADCOUNT:
        return whole(e->headcount);
    case PROVIDER_REVENUE:
        return yuan(e->revenue_fen);
    case PROVIDER_ASSETS:
        return yuan(e->assets_fen);
    case PROVIDER_YEAR:
        return whole(e->year);
    case PROVIDER_SIZE:
        return classed ? text(enum_name(&SIZE_CLASS_NAMES, e->size_class)) : FEEL_NULL_VALUE;
    case PROVIDER_INDUSTRY:
        return text(e->industry);
    case PROVIDER_SECTION:
        return text(str_sub(e->industry, 0, 1));
    case PROVIDER_REGISTERED:
        return day(e->registered_on);
    case PROVIDER_AREA:
        return text(e->area_code);
    case PROVIDER_IN_ZONE:
        return feel_boolean(e->registration || e->tax || e->statistics);
    case PROVIDER_REGISTRATION:
        return feel_boolean(e->registration);
    case PROVIDER_TAX:
        return feel_boolean(e->tax);
    case PROVIDER_STATISTICS:
        return feel_boolean(e->statistics);
    case PROVIDER_ABOVE_SCALE:
        return feel_boolean(e->above_scale);
    case PROVIDER_HIGH_TECH:
        return feel_boolean(e->high_tech);
    case PROVIDER_RESUMED:
        return feel_boolean(e->resumed);
    case PROVIDER_SPECIALISED:
        return feel_boolean(e->specialised);
    case PROVIDER_LISTED:
        return feel_boolean(e->listed);
    default:
        return FEEL_NULL_VALUE;
    }
}

static struct feel_value age_of(const struct worker_facts *w, struct opt_date at)
{
    int64_t years = w->birth.has && at.has ? policy_age(w->birth.v, at.v) : -1;
    return years < 0 ? FEEL_NULL_VALUE : feel_integer(years);
}

struct feel_value policy_worker_value(enum provider p, const struct worker_facts *w, struct date as_of,
                                      struct opt_date age_at)
{
    switch ((int)p) {
    case PROVIDER_NAME:
        return text(w->name);
    case PROVIDER_BIRTH:
        return day(w->birth);
    case PROVIDER_AGE:
        return age_of(w, age_at);
    case PROVIDER_DEGREE:
        return text(enum_name(&DEGREE_NAMES, w->degree));
    case PROVIDER_TITLE:
        return text(enum_name(&TITLE_NAMES, w->title));
    case PROVIDER_HOUSEHOLD:
        return text(w->household);
    case PROVIDER_HIRED:
        return day(w->hired_on);
    case PROVIDER_EMPLOYED:
        return feel_boolean(!w->left_on.has || date_cmp(w->left_on.v, as_of) >= 0);
    default:
        return FEEL_NULL_VALUE;
    }
}
