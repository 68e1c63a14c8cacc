/* registry_http.c - the web face of registry.h and worker.h: a table. */
#include "registry/registry_http.h"
#include "registry/export.h"
#include "registry/registry.h"
#include "registry/worker.h"
#include "text/text.h"

API_RUN(enterprise_list)
API_RUN(enterprise_get)
API_RUN(enterprise_create)
API_RUN(enterprise_update)
API_RUN(enterprise_merge)
API_RUN(identifier_add)
API_RUN(relation_add)
API_RUN(relation_update)
API_RUN(flag_add)
API_RUN(flag_update)
API_RUN(year_put)
API_RUN(base_list_list)
API_RUN(base_list_create)
API_RUN(base_list_freeze)
API_RUN(industry_list)
API_RUN(code_ask)
API_RUN(worker_list)
API_RUN(worker_create)
API_RUN(worker_update)
API_RUN(worker_reveal)

static bool export_download(struct ctx *c, const void *in, struct download *out)
{
    return enterprise_export(c, in, out);
}

/* Opens the collation tables on a reader, so that the writer never waits for them. */
static bool warm(struct ctx *c, void *in, void *out)
{
    (void)in;
    (void)out;
    (void)text_sort_key(c->arena, STR("暖"));
    return true;
}

static const struct api rows[] = {
    {"GET", "/enterprises", "listEnterprises", "List enterprises", &ENTERPRISE_QUERY, &ENTERPRISE_PAGE,
     RIGHT_ENTERPRISE_READ, TX_READ, .run = enterprise_list_run},
    {"GET", "/enterprises/export", "exportEnterprises", "Enterprises of a filter as a spreadsheet", &ENTERPRISE_EXPORT,
     NULL, RIGHT_ENTERPRISE_EXPORT, TX_READ, .download = export_download},
    {"POST", "/enterprises", "createEnterprise", "Add an enterprise", &ENTERPRISE_NEW, &ENTERPRISE,
     RIGHT_ENTERPRISE_EDIT, TX_WRITE, 201, .prepare = warm, .run = enterprise_create_run, .idempotent = true},
    {"GET", "/enterprises/{id}", "getEnterprise", "One enterprise with everything on its page", &REGISTRY_KEY,
     &ENTERPRISE, RIGHT_ENTERPRISE_READ, TX_READ, .run = enterprise_get_run},
    {"PUT", "/enterprises/{id}", "editEnterprise", "Change an enterprise", &ENTERPRISE_EDIT, &ENTERPRISE,
     RIGHT_ENTERPRISE_EDIT, TX_WRITE, .prepare = warm, .run = enterprise_update_run},
    {"POST", "/enterprises/{id}/merge", "mergeEnterprise", "Merge an enterprise into another", &ENTERPRISE_MERGE,
     &ENTERPRISE, RIGHT_ENTERPRISE_MERGE, TX_WRITE, .run = enterprise_merge_run},
    {"POST", "/enterprises/{id}/identifiers", "addIdentifier", "Add a code", &IDENTIFIER_NEW, &ENTERPRISE,
     RIGHT_ENTERPRISE_EDIT, TX_WRITE, 201, .run = identifier_add_run},
    {"POST", "/enterprises/{id}/relations", "addRelation", "Add a relation to the zone", &RELATION_NEW, &ENTERPRISE,
     RIGHT_ENTERPRISE_EDIT, TX_WRITE, 201, .run = relation_add_run},
    {"PUT", "/enterprises/{id}/relations/{relation_id}", "editRelation", "Change a relation to the zone",
     &RELATION_EDIT, &ENTERPRISE, RIGHT_ENTERPRISE_EDIT, TX_WRITE, .run = relation_update_run},
    {"POST", "/enterprises/{id}/flags", "addFlag", "Add a flag", &FLAG_NEW, &ENTERPRISE, RIGHT_ENTERPRISE_EDIT,
     TX_WRITE, 201, .run = flag_add_run},
    {"PUT", "/enterprises/{id}/flags/{flag_id}", "editFlag", "Change a flag", &FLAG_EDIT, &ENTERPRISE,
     RIGHT_ENTERPRISE_EDIT, TX_WRITE, .run = flag_update_run},
    {"PUT", "/enterprises/{id}/years/{year}", "putYear", "Write the figures of a year", &YEAR_PUT, &ENTERPRISE,
     RIGHT_ENTERPRISE_EDIT, TX_WRITE, .run = year_put_run},
    {"GET", "/enterprises/{id}/workers", "listWorkers", "List the workers of an enterprise", &WORKER_QUERY,
     &WORKER_PAGE, RIGHT_WORKER_READ, TX_READ, .run = worker_list_run},
    {"POST", "/enterprises/{id}/workers", "createWorker", "Add a worker", &WORKER_NEW, &WORKER, RIGHT_WORKER_EDIT,
     TX_WRITE, 201, .prepare = warm, .run = worker_create_run},
    {"PUT", "/workers/{id}", "editWorker", "Change a worker", &WORKER_EDIT, &WORKER, RIGHT_WORKER_EDIT, TX_WRITE,
     .prepare = warm, .run = worker_update_run},
    {"POST", "/workers/{id}/reveal", "revealWorker", "Show an identity number, with a reason", &WORKER_REVEAL,
     &WORKER_IDENTITY, RIGHT_IDENTITY_REVEAL, TX_WRITE, .run = worker_reveal_run},
    {"GET", "/lists", "listBaseLists", "List the base lists", NULL, &BASE_LISTS, RIGHT_ENTERPRISE_READ, TX_READ,
     .run = base_list_list_run},
    {"POST", "/lists", "createBaseList", "Add a base list", &BASE_LIST_NEW, &BASE_LIST, RIGHT_ENTERPRISE_EDIT,
     TX_WRITE, 201, .run = base_list_create_run},
    {"POST", "/lists/{id}/freeze", "freezeBaseList", "Freeze a base list", &BASE_LIST_FREEZE, &BASE_LIST,
     RIGHT_ENTERPRISE_EDIT, TX_WRITE, .run = base_list_freeze_run},
    {"GET", "/industries", "listIndustries", "Sections and divisions of GB/T 4754-2017", NULL, &INDUSTRY_CHOICES,
     RIGHT_ENTERPRISE_READ, TX_NONE, .run = industry_list_run},
    {"GET", "/codes/check", "checkCode", "Check a code before it is stored", &CODE_QUERY, &CODE_ANSWER,
     RIGHT_ENTERPRISE_READ, TX_READ, .run = code_ask_run},
};
const struct api_set REGISTRY_API = {"registry", rows, COUNT(rows)};
