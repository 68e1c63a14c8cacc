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
 *  effects through job_apply.  run returns true when the job is complete, false with c->err set when it failed for
 *  good.  It is called again after a restart with job->chunk = number of chunks committed.  c->arena lives for the
 *  whole run; work in loops on an arena of your own.  `finish` (may be NULL) runs inside the transaction that ends the
 *  job, whatever its end: state is JOB_DONE, JOB_FAILED or JOB_CANCELLED and failure says why. */
struct job_kind {
    const char *name;
    bool (*run)(struct ctx *c, struct job *job);
    bool (*finish)(struct ctx *c, const struct job *job);
    const char *claim; /* the audit record whose digest of rows beside the chain `prove` can compute again, or NULL */
    /** Do the rows still give what the record's `after` says?  *rows counts what was read; memory stays bounded. */
    bool (*prove)(struct ctx *c, struct str after, bool *holds, int64_t *rows);
    /** Does a job of this kind start by itself (may be NULL)?  Asked for every zone now and then, only by a program
     *  with app_options.plan_jobs and while no job waits: `due` reads, then `start` queues it in a write, or nothing
     *  when it is not due any more.  Who acts is the system. */
    bool (*due)(struct ctx *c, bool *due);
    bool (*start)(struct ctx *c);
};
/** Queues a job inside the current TX_WRITE; the worker wakes after the commit.  subject_id: what it works on. */
bool job_create(struct ctx *c, struct str kind, struct str subject_id, struct job *out) MUST_USE;
/** @error NOT_FOUND */
bool job_get(struct ctx *c, struct str id, struct job *out) MUST_USE;
/** The newest job of a subject; *found tells. */
bool job_of_subject(struct ctx *c, struct str kind, struct str subject_id, struct job *out, bool *found) MUST_USE;
/** Ends a queued or running job inside the current TX_WRITE; a running one stops at its next chunk.  Audited.
 *  @error NOT_FOUND, CONFLICT it is over */
bool job_cancel(struct ctx *c, struct str id, struct job *out) MUST_USE;
/** Runs fn in one read transaction on a reader: c->db is set meanwhile. */
bool job_read(struct ctx *c, bool (*fn)(struct ctx *c, void *arg), void *arg) MUST_USE;
/** Runs fn in one write of low priority together with the job's new chunk number and progress: both or neither.
 *  fn may run again when its batch was lost.
 *  @error CONFLICT the job was cancelled or taken over, BUSY the program is stopping: return false at once in both */
bool job_apply(struct ctx *c, struct job *job, int64_t done, int64_t total, bool (*fn)(struct ctx *c, void *arg),
               void *arg) MUST_USE;

/* ---- the worker (app_open starts it) ---- */
struct jobs;
/** Starts the worker thread; a job that a dead process left running goes on. */
struct jobs *jobs_start(struct app *app, const struct job_kind *const *kinds);
/** Asks the worker to stop at its next chunk and waits for it. */
void jobs_stop(struct jobs *j);
void jobs_wake(struct jobs *j);
/** The kind of job that can prove records of this action; NULL: none can (j may be NULL). */
const struct job_kind *jobs_prover(const struct jobs *j, struct str action);
/** Waits until no job is queued or running; tests and `nuanqiao import`.  Not from the store's threads. */
void jobs_wait_idle(struct jobs *j);
#endif
