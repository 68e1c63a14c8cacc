/* zone.h - the tenant itself: zones, their areas and departments; what everybody may see of rights, audit and jobs. */
#ifndef ZONE_ZONE_H
#define ZONE_ZONE_H
#include "app/audit.h"
#include "app/ctx.h"
#include "app/job.h"

struct zone {
    struct str id, code, name_zh, name_en;
    int64_t utc_offset_minutes;
    bool demo; /* sample data and demo accounts; never in production */
    int64_t version;
    struct instant created;
};
/** An area or a department. */
struct zone_part {
    struct str id, code, name_zh, name_en;
};
/** A new area or department; the code is for spreadsheets and packs, unique among its kind. */
struct zone_part_new {
    struct str code, name_zh, name_en;
};
struct zone_part_change {
    struct str id, name_zh, name_en;
};
struct zone_new {
    struct str code, name_zh, name_en;
    int64_t utc_offset_minutes;
    bool demo;
};
struct zone_change {
    struct str name_zh, name_en;
    int64_t version;
};
/** What the sign-in page offers before anybody is known. */
struct zone_choice {
    struct str id, code, name_zh, name_en;
    int64_t utc_offset_minutes; /* times are shown on the zone's clock */
    bool demo;
};
struct zone_choices {
    struct list items; /* of struct zone_choice */
};
struct zone_page {
    struct zone zone;
    struct list areas, departments; /* of struct zone_part, by code */
    struct texts actions;           /* "edit" */
};
extern const struct record ZONE, ZONE_PART, ZONE_PART_NEW, ZONE_PART_CHANGE, ZONE_NEW, ZONE_CHANGE, ZONE_CHOICE,
    ZONE_CHOICES, ZONE_PAGE;

/** Makes an empty zone and sets c->zone_id to it.  The system only (init).  @error CONFLICT the code is taken,
 *  INVALID */
bool zone_create(struct ctx *c, const struct zone_new *in, struct zone *out) MUST_USE;
/** @error NOT_FOUND (a message that names the code) */
bool zone_by_code(struct ctx *c, struct str code, struct zone *out) MUST_USE;
/** Sets c->zone_id and the offset from a code: commands on a data directory.  An empty code takes the only zone.
 *  @error NOT_FOUND */
bool zone_enter(struct ctx *c, struct str code, struct zone *out) MUST_USE;
/** All zones of the host, by code. */
bool zone_choices(struct ctx *c, const void *none, struct zone_choices *out) MUST_USE;
/** The caller's zone with its areas and departments. */
bool zone_get(struct ctx *c, const void *none, struct zone_page *out) MUST_USE;
/** @error STALE */
bool zone_edit(struct ctx *c, const struct zone_change *in, struct zone_page *out) MUST_USE;
/** @error CONFLICT the code is taken */
bool zone_area_create(struct ctx *c, const struct zone_part_new *in, struct zone_part *out) MUST_USE;
bool zone_department_create(struct ctx *c, const struct zone_part_new *in, struct zone_part *out) MUST_USE;
/** New names; the code stays.  @error NOT_FOUND */
bool zone_area_edit(struct ctx *c, const struct zone_part_change *in, struct zone_part *out) MUST_USE;
bool zone_department_edit(struct ctx *c, const struct zone_part_change *in, struct zone_part *out) MUST_USE;
/** Makes the area or department with that code, or renames it; out gets its id (packs).  Audited when anything
 *  changed. */
bool zone_area_put(struct ctx *c, const struct zone_part *in, struct zone_part *out) MUST_USE;
bool zone_department_put(struct ctx *c, const struct zone_part *in, struct zone_part *out) MUST_USE;

/* ---- who may do what ---- */
struct right_cell {
    int32_t right, scope; /* enum right + 1, enum scope at least */
};
struct role_row {
    int32_t role;
    struct str zh, en;
    int32_t scope;       /* the scope of a grant when none is named */
    struct texts scopes; /* the scopes a grant may have */
    struct list rights;  /* of struct right_cell */
};
struct right_row {
    int32_t right;
    struct str zh, en;
};
struct right_matrix {
    struct list roles;  /* of struct role_row */
    struct list rights; /* of struct right_row: the columns */
};
extern const struct record RIGHT_MATRIX;
/** Which role holds which right, for people to read. */
bool right_matrix(struct ctx *c, const void *none, struct right_matrix *out) MUST_USE;

/** audit_erase, answered with the chain's new head. */
bool zone_audit_erase(struct ctx *c, const struct audit_erase *in, struct audit_head *out) MUST_USE;

/* ---- jobs as people see them: their own, or all with the right to import ---- */
struct job_key {
    struct str id;
};
extern const struct record JOB_KEY;
/** @error NOT_FOUND also for another person's job */
bool zone_job_get(struct ctx *c, const struct job_key *in, struct job *out) MUST_USE;
/** @error NOT_FOUND, CONFLICT it is over */
bool zone_job_cancel(struct ctx *c, const struct job_key *in, struct job *out) MUST_USE;
#endif
