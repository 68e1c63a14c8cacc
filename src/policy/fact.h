/* fact.h - the providers of the fact catalogue: which facts the registry knows, and their values. */
#ifndef POLICY_FACT_H
#define POLICY_FACT_H
#include "feel/feel.h"
#include "policy/policy.h"

/** Which registry facts a provider's name stands for; PROVIDER_NONE when unknown. */
enum provider {
    PROVIDER_NONE,
    PROVIDER_HEADCOUNT,
    PROVIDER_REVENUE,
    PROVIDER_ASSETS,
    PROVIDER_YEAR,
    PROVIDER_SIZE,
    PROVIDER_INDUSTRY,
    PROVIDER_SECTION,
    PROVIDER_REGISTERED,
    PROVIDER_AREA,
    PROVIDER_IN_ZONE,
    PROVIDER_REGISTRATION,
    PROVIDER_TAX,
    PROVIDER_STATISTICS,
    PROVIDER_ABOVE_SCALE,
    PROVIDER_HIGH_TECH,
    PROVIDER_RESUMED,
    PROVIDER_SPECIALISED,
    PROVIDER_LISTED,
    PROVIDER_WORKER, /* from here on: of a worker */
    PROVIDER_NAME = PROVIDER_WORKER,
    PROVIDER_BIRTH,
    PROVIDER_AGE,
    PROVIDER_DEGREE,
    PROVIDER_TITLE,
    PROVIDER_HOUSEHOLD,
    PROVIDER_HIRED,
    PROVIDER_EMPLOYED,
    PROVIDER_COUNT
};
enum provider policy_provider(struct str name);
/** The type of what a provider gives. */
enum fact_type policy_provider_type(enum provider p);
/** The value of a provider for an enterprise; null when the registry does not know it.  Texts are borrowed. */
struct feel_value policy_enterprise_value(struct arena *a, enum provider p, const struct enterprise_facts *e);
/** The same of a worker; age at `age_at`, employed at `as_of`. */
struct feel_value policy_worker_value(enum provider p, const struct worker_facts *w, struct date as_of,
                                      struct opt_date age_at);
#endif
