/* compose.c - see compose.h. */
#include "cli/compose.h"
#include "account/account_http.h"
#include "attach/attach_http.h"
#include "bank/bank_http.h"
#include "claim/claim_http.h"
#include "cli/local.h"
#include "cli/pack.h"
#include "cockpit/cockpit_http.h"
#include "fund/fund_http.h"
#include "intake/intake.h"
#include "intake/intake_http.h"
#include "match/match.h"
#include "match/match_http.h"
#include "policy/policy_http.h"
#include "registry/registry_http.h"
#include "zone/zone.h"
#include "zone/zone_http.h"

const struct api_set *compose_sets(struct arena *a, size_t *count)
{
    const struct api_set *const all[] = {&API_SET_HTTP, &ZONE_API,   &ACCOUNT_API, &REGISTRY_API,
                                         &ATTACH_API,   &INTAKE_API, &COCKPIT_API, &PACK_API,
                                         &FUND_API,     &POLICY_API, &MATCH_API, &CLAIM_API,   &BANK_API};
    struct api_set *sets = ARENA_ARRAY(a, struct api_set, COUNT(all));
    for (size_t i = 0; i < COUNT(all); i++)
        sets[i] = *all[i];
    *count = COUNT(all);
    return sets;
}

static const struct job_kind *const JOBS[] = {&INTAKE_JOB, &PACK_JOB, &MATCH_JOB, NULL};

/* A command on the data directory is the system in the zone that its nq_zone cookie names; others have a session. */
static bool authenticate(struct ctx *c, const struct request *r, bool *touch)
{
    struct zone zone = {0};
    if (!str_eq(r->remote, STR(LOCAL_REMOTE))) return account_authenticate(c, r, touch);
    c->actor = (struct actor){.system = true};
    c->remote = STR(LOCAL_REMOTE);
    return zone_enter(c, request_cookie(r, STR("nq_zone")), &zone);
}

/* A failed job is a line of the same log. */
static void log_job(void *arg, const struct app_failure *f)
{
    const struct program *p = arg;
    p->log(p->log_arg, &(struct api_log){.at = f->at,
                                         .id = f->job_id,
                                         .method = STR("JOB"),
                                         .path = f->job_kind,
                                         .actor = f->actor_id,
                                         .debug = f->debug,
                                         .status = 500});
}

bool program_open(struct program *p, struct arena *a, struct err *e, const struct program_options *o)
{
    p->log = o->log;
    p->log_arg = o->log_arg;
    const struct app_options app = {.data_dir = o->data_dir,
                                    .store_url = o->store_url,
                                    .create = o->create,
                                    .migrate = o->migrate,
                                    .log = o->log ? log_job : NULL,
                                    .log_arg = p,
                                    .job_kinds = JOBS,
                                    .plan_jobs = o->serving};
    if (!app_open(&p->app, e, &app)) return false;
    struct api_options api = {.app = &p->app,
                              .hooks = {.authenticate = authenticate, .touch = account_touch},
                              .log = o->log,
                              .log_arg = o->log_arg};
    api.sets = compose_sets(a, &api.set_count);
    p->api = api_open(e, &api);
    if (!p->api) app_close(&p->app);
    return p->api != NULL;
}

void program_close(struct program *p)
{
    api_close(p->api);
    app_close(&p->app);
}
