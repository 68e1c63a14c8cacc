/* zone_http.c - the web face of the zone, the rights matrix, the audit trail and jobs: a table. */
#include "zone/zone_http.h"
#include "zone/zone.h"

API_RUN(zone_choices)
API_RUN(zone_get)
API_RUN(zone_edit)
API_RUN(zone_area_create)
API_RUN(zone_area_edit)
API_RUN(zone_department_create)
API_RUN(zone_department_edit)
API_RUN(right_matrix)
API_RUN(audit_list)
API_RUN(audit_get_head)
API_RUN(audit_verify)
API_RUN(zone_audit_erase)
API_RUN(zone_job_get)
API_RUN(zone_job_cancel)

static const struct api rows[] = {
    {"GET", "/zones", "listZones", "Zones to choose from when signing in", NULL, &ZONE_CHOICES, RIGHT_PUBLIC, TX_READ,
     200, NULL, zone_choices_run},
    {"GET", "/zone", "getZone", "The caller's zone with its areas and departments", NULL, &ZONE_PAGE, RIGHT_SIGNED_IN,
     TX_READ, 200, NULL, zone_get_run},
    {"PUT", "/zone", "editZone", "Rename the zone", &ZONE_CHANGE, &ZONE_PAGE, RIGHT_ZONE_EDIT, TX_WRITE, 200, NULL,
     zone_edit_run},
    {"POST", "/zone/areas", "createArea", "A new area of the zone", &ZONE_PART_NEW, &ZONE_PART, RIGHT_ZONE_EDIT,
     TX_WRITE, 201, NULL, zone_area_create_run, .idempotent = true},
    {"PUT", "/zone/areas/{id}", "editArea", "Rename an area", &ZONE_PART_CHANGE, &ZONE_PART, RIGHT_ZONE_EDIT, TX_WRITE,
     200, NULL, zone_area_edit_run},
    {"POST", "/zone/departments", "createDepartment", "A new department of the zone", &ZONE_PART_NEW, &ZONE_PART,
     RIGHT_ZONE_EDIT, TX_WRITE, 201, NULL, zone_department_create_run, .idempotent = true},
    {"PUT", "/zone/departments/{id}", "editDepartment", "Rename a department", &ZONE_PART_CHANGE, &ZONE_PART,
     RIGHT_ZONE_EDIT, TX_WRITE, 200, NULL, zone_department_edit_run},
    {"GET", "/rights", "getRights", "Who may do what: role, right and scope", NULL, &RIGHT_MATRIX, RIGHT_SIGNED_IN,
     TX_NONE, 200, NULL, right_matrix_run},
    {"GET", "/audit", "listAudit", "The audit trail, newest first", &AUDIT_FIND, &AUDIT_PAGE, RIGHT_AUDIT_READ, TX_READ,
     200, NULL, audit_list_run},
    {"GET", "/audit/head", "getAuditHead", "The newest record of the chain", NULL, &AUDIT_HEAD, RIGHT_AUDIT_READ,
     TX_READ, 200, NULL, audit_get_head_run},
    {"GET", "/audit/verify", "verifyAudit", "Check a piece of the chain", &AUDIT_VERIFY, &AUDIT_VERDICT,
     RIGHT_AUDIT_READ, TX_READ, 200, NULL, audit_verify_run},
    {"POST", "/audit/{seq}/erase", "eraseAudit", "Destroy the payload of a record, on record", &AUDIT_ERASE,
     &AUDIT_HEAD, RIGHT_ZONE_EDIT, TX_WRITE, 200, NULL, zone_audit_erase_run},
    {"GET", "/jobs/{id}", "getJob", "How far a job is", &JOB_KEY, &JOB, RIGHT_SIGNED_IN, TX_READ, 200, NULL,
     zone_job_get_run},
    {"DELETE", "/jobs/{id}", "cancelJob", "Stop a job", &JOB_KEY, &JOB, RIGHT_SIGNED_IN, TX_WRITE, 200, NULL,
     zone_job_cancel_run},
};
const struct api_set ZONE_API = {"zone", rows, COUNT(rows)};
