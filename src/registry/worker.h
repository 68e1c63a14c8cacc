/* worker.h - the people of an enterprise; identity numbers are sealed, hashed for uniqueness, and shown masked. */
#ifndef REGISTRY_WORKER_H
#define REGISTRY_WORKER_H
#include "app/ctx.h"

enum worker_id_kind {
    WORKER_ID_NONE,
    WORKER_ID_CITIZEN,       /* GB 11643 */
    WORKER_ID_HMT_PERMIT,    /* Hong Kong, Macao, Taiwan travel permit */
    WORKER_ID_HMT_RESIDENCE, /* Hong Kong, Macao, Taiwan residence card */
    WORKER_ID_PASSPORT,
    WORKER_ID_FOREIGN_RESIDENCE,
};
enum degree {
    DEGREE_NONE,
    DEGREE_BELOW_COLLEGE,
    DEGREE_COLLEGE,
    DEGREE_BACHELOR,
    DEGREE_MASTER,
    DEGREE_DOCTOR
};
enum title {
    TITLE_NONE,
    TITLE_JUNIOR,
    TITLE_MIDDLE,
    TITLE_ASSOCIATE_SENIOR,
    TITLE_FULL_SENIOR,
    TITLE_TECHNICIAN,
    TITLE_SENIOR_TECHNICIAN,
};
extern const struct enum_names WORKER_ID_KIND_NAMES, DEGREE_NAMES, TITLE_NAMES;

struct worker {
    struct str id, enterprise_id, name;
    int32_t id_kind;
    struct str id_masked;
    struct opt_date birth;
    struct str household; /* division code of GB/T 2260, 6 digits */
    int32_t degree, title;
    struct opt_date hired_on, left_on;
    struct str phone_masked;
    struct instant updated;
    int64_t version;
    struct texts actions;
};
struct worker_query {
    struct str id; /* enterprise */
    struct str q;  /* part of the name */
    bool current;  /* only those who have not left */
    struct str after;
    int64_t limit;
};
struct worker_page {
    struct list items;
    int64_t total;
    bool total_capped;
    struct str next;
};
struct worker_new {
    struct str id; /* enterprise */
    struct str name;
    int32_t id_kind; /* absent = citizen */
    struct str id_number;
    struct opt_date birth; /* citizen: from the number */
    struct str household;
    int32_t degree, title;
    struct opt_date hired_on, left_on;
    struct str phone;
};
struct worker_edit {
    struct str id; /* worker */
    int64_t version;
    struct str name;
    struct opt_date birth;
    struct str household;
    int32_t degree, title;
    struct opt_date hired_on, left_on;
    struct str phone; /* absent = as it is */
};
struct worker_reveal {
    struct str id;
    struct str reason;
};
struct worker_identity {
    struct str id, name, id_number, phone;
};

extern const struct record WORKER, WORKER_QUERY, WORKER_PAGE, WORKER_NEW, WORKER_EDIT, WORKER_REVEAL, WORKER_IDENTITY;

/** The workers of an enterprise by name, identity and phone numbers masked. */
bool worker_list(struct ctx *c, const struct worker_query *in, struct worker_page *out);
/** @error INVALID a wrong identity number, CONFLICT the person works in the zone already (says where) */
bool worker_create(struct ctx *c, const struct worker_new *in, struct worker *out);
/** @error STALE, NOT_FOUND, CONFLICT as above when somebody who left comes back */
bool worker_update(struct ctx *c, const struct worker_edit *in, struct worker *out);
/** The whole identity and phone number; the reason is written to the audit trail. */
bool worker_reveal(struct ctx *c, const struct worker_reveal *in, struct worker_identity *out);
#endif
