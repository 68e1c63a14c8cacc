/* job.h - work that waits: leased rows, chunks under the low-priority writer queue, progress, restart (decision 7). */
#ifndef APP_JOB_H
#define APP_JOB_H
#include "app/ctx.h"

struct job {
    struct str id, zone_id, kind, subject_id;
    struct str actor_id, actor_name;
    int32_t state;          /* enum job_state */
    int64_t done, total;    /* progress in rows; total 0 = not known yet */
    int64_t chunk;          /* chunks whose effect is committed; a restart continues here */
    struct str failure;     /* message text for people, when failed */
    struct instant created, started, finished;
};
enum job_state { JOB_NONE, JOB_QUEUED, JOB_RUNNING, JOB_DONE, JOB_FAILED, JOB_CANCELLED };
extern const struct enum_names JOB_STATE_NAMES;
extern const struct record JOB;

/** How to do one kind of job.  The worker thread calls `run` with a ctx whose db is NULL: reads go through job_read,
 *  effects through job_apply.  run returns true when the job is complete, false with c->err set when it failed for good.
 *  It is called again after a restart with job->chunk = number of chunks committed. */
struct job_kind {
    const char *name;
    bool (*run)(struct ctx *c, struct job *job);
};
/** Queues a job inside the current TX_WRITE; the worker wakes after the commit.  subject_id: what it works on. */
bool job_create(struct ctx *c, struct str kind, struct str subject_id, struct job *out) MUST_USE;
bool job_get(struct ctx *c, struct str id, struct job *out) MUST_USE;
/** Runs fn in one read transaction on a reader: c->db is set meanwhile. */
bool job_read(struct ctx *c, bool (*fn)(struct ctx *c, void *arg), void *arg) MUST_USE;
/** Runs fn in one write of low priority together with the job's new chunk number and progress: both or neither.
 *  False with CONFLICT when the lease was lost. */
bool job_apply(struct ctx *c, struct job *job, int64_t done, int64_t total, bool (*fn)(struct ctx *c, void *arg),
               void *arg) MUST_USE;
#endif
