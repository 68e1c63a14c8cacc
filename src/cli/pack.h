/* pack.h - a pack: a folder of data that a zone starts with, installed as a job in chunks.
 *
 *   manifest.json  areas.csv  departments.csv  users.csv (demo zones only)  base_lists.csv
 *   enterprises.csv  years.csv  flags.csv  workers.csv
 *   policies/  (pack_policies.h)
 *
 * The first line of a csv names the fields.  Installing adds what is not there: an enterprise, a yearly figure, a flag,
 * a worker, a pot or an item that the zone has already stays as it is, so that what people changed wins; the counts
 * tell.  A rule with another text becomes a further version. */
#ifndef CLI_PACK_H
#define CLI_PACK_H
#include "app/job.h"
#include "cli/pack_policies.h"
#include "http/api.h"
#include "registry/bulk.h"
#include "zone/zone.h"

struct pack_manifest {
    struct str id, version;
    bool sample; /* its enterprises are marked as samples */
    struct str name_zh, name_en, about_zh, about_en;
    struct zone_new zone; /* to make when there is none yet */
};
struct pack_place {
    struct str code, name_zh, name_en;
};
struct pack_user {
    struct str login, name;
    int32_t role;
    struct str bound_to; /* code of an area or a department, or an enterprise's credit code; absent = the whole zone */
    struct str password;
};
struct pack_flag {
    struct str uscc, name;
    int32_t flag;
    struct str list; /* code of a base list */
    struct opt_date since, until;
    struct str value;
};
/** A pack as read from its folder. */
struct pack {
    struct pack_manifest manifest;
    struct str manifest_text, digest;
    struct list areas, departments; /* of struct pack_place */
    struct list users;              /* of struct pack_user */
    struct list lists;              /* of struct base_list_new */
    struct list enterprises;        /* of struct enterprise_draft */
    struct list years;              /* of struct year_draft */
    struct list flags;              /* of struct pack_flag */
    struct list workers;            /* of struct worker_draft */
    struct pack_policies policies;
};
/** Reads and checks every file.  @error NOT_FOUND no manifest there, MALFORMED or INVALID with the file, line and
 * column */
bool pack_read(struct arena *a, struct err *e, struct str folder, struct pack *out) MUST_USE;
/** The text of one file of a pack.  @error NOT_FOUND */
bool pack_text(struct arena *a, struct err *e, struct str path, struct str *out) MUST_USE;
/** Turns the failure of reading a file into one that names it; always false. */
bool pack_file_bad(struct arena *a, struct err *e, struct str file);
/** The manifest only. */
bool pack_manifest_read(struct arena *a, struct err *e, struct str folder, struct pack_manifest *out) MUST_USE;

struct pack_new {
    struct str path;   /* absolute, on the server's machine */
    struct pack *pack; /* filled by pack_install_prepare */
};
/** What a zone has of a pack. */
struct pack_installed {
    struct str id, version, digest;
    int32_t state;         /* enum pack_state */
    int64_t created, kept; /* rows added; rows that were there already and stayed as they are */
    struct str job_id;     /* of the installation under way; absent when nothing is to do */
};
enum pack_state {
    PACK_NONE,
    PACK_INSTALLING,
    PACK_INSTALLED
};
extern const struct record PACK_NEW, PACK_INSTALLED_RECORD;

/** PREPARE: reads the pack.  @error NOT_FOUND, MALFORMED, INVALID; FORBIDDEN anybody but the system */
bool pack_install_prepare(struct ctx *c, struct pack_new *in, struct pack_installed *out) MUST_USE;
/** Starts the installation in c's zone; the same version with the same content again changes nothing.  The system only.
 *  An installation of the same content that is under way is answered with its job.
 *  @error CONFLICT one of other content is under way */
bool pack_install(struct ctx *c, const struct pack_new *in, struct pack_installed *out) MUST_USE;
extern const struct job_kind PACK_JOB;
extern const struct api_set PACK_API;
#endif
