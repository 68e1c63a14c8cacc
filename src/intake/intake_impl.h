/* intake_impl.h - shared inside intake/: stored forms, the rows of a file in chunks, what becomes of them. */
#ifndef INTAKE_INTAKE_IMPL_H
#define INTAKE_INTAKE_IMPL_H
#include "intake/judge.h"

/* ---- stored forms ---- */

struct note_arg {
    struct str name, text;
    struct opt_i64 number;
};
/** A remark as the database keeps it: a message id and its arguments, so that every reader gets his own language. */
struct stored_note {
    struct opt_i64 column;
    int32_t severity;
    struct str message;
    struct list args; /* of struct note_arg */
};
struct stored_notes {
    struct list notes; /* of struct stored_note */
};
struct note_args {
    struct list args;
};
struct column_box {
    struct list columns; /* of struct import_column */
};
struct cell_box {
    struct list cells; /* of struct quarantine_cell */
};
extern const struct record STORED_NOTES, NOTE_ARGS, COLUMN_BOX, CELL_BOX;
/** struct import and struct quarantine_item as their statements answer them. */
extern const struct record IMPORT_STORED, QUARANTINE_STORED;
/** A row of import_issue. */
struct issue_row {
    int64_t row_no, issue_no;
    struct opt_i64 column_no;
    int32_t severity;
    struct str message, args;
};
extern const struct record ISSUE_ROW;
/** What became of an earlier row with the same cells. */
struct decided_row {
    struct str digest;
    int32_t state; /* enum quarantine_state */
    struct str enterprise_name, decision, decided_by;
};
extern const struct record DECIDED_ROW;
/** A row of import_chunk. */
struct chunk_row {
    int64_t chunk_no, row_count;
    struct str results, digest, changes_digest;
};
extern const struct record CHUNK_ROW;
/** The sentence of a stored remark. */
struct str issue_text(struct arena *a, enum lang lang, const struct issue_row *r);

/** Parameters of every statement of intake.sql. */
struct intake_params {
    struct str zone_id, id, import_id, job_id, after, file_name, file_hash, columns_json, actor_id, actor_name;
    int32_t kind, format, encoding, severity;
    struct str state; /* wire name of either state */
    int64_t file_size, header_row, version, limit;
    struct instant uploaded_at, started_at, finished_at, decided_at;
    int64_t rows, created, updated, unchanged, rejected, quarantined, warned;
    struct str failure, digest, changes_digest, results, message, args, name, code, cells_json, reasons_json;
    int64_t chunk_no, row_count, row_no, row_to, issue_no;
    struct opt_i64 column_no;
    struct str enterprise_id, enterprise_name, decision, decided_by;
    bool workers; /* rows of workers too */
};
extern const struct record INTAKE_PARAMS;
struct intake_count {
    int64_t n;
};
extern const struct record INTAKE_COUNT;
/** Zone filled in. */
struct intake_params intake_params(const struct ctx *c);

/** JSON of a record in the context's arena. */
struct str intake_json(struct arena *a, const struct record *r, const void *obj);
bool columns_read(struct arena *a, struct err *e, struct str json, struct list *columns) MUST_USE;
/** Columns without the two that a marked sheet has behind them when it was sent in again: those are written anew. */
size_t columns_shown(const struct list *columns);
/** A stored remark for a reader. */
struct import_note note_show(struct arena *a, enum lang lang, const struct stored_note *n, const struct list *columns);
/** A cell as it is kept and shown: identity numbers and phones of workers only masked. */
struct str cell_kept(struct arena *a, int32_t kind, struct str s);
struct stored_note note_store(struct arena *a, int32_t kind, const struct note *n);
/** The import, when the actor may see what stands in it: sheets of workers are for those who keep workers.
 *  @error NOT_FOUND, FORBIDDEN */
bool import_open(struct ctx *c, struct str id, struct import *out) MUST_USE;
/** A cell of the file for the actor: as it stands to who uploaded it, to others as it is kept. */
struct str cell_shown(struct ctx *c, const struct import *i, struct str s);
/** The message of a stored remark. */
struct msg_text note_message(struct arena *a, struct str name, const struct list *args);
/** The import with its columns, whatever its state.  @error NOT_FOUND */
bool import_load(struct ctx *c, struct str id, struct import *out) MUST_USE;
struct str import_path(struct ctx *c, const struct import *i);

/* ---- codes seen before in the file ---- */

struct seen;
struct seen *seen_new(struct arena *a);
void seen_free(struct seen *s);
/** Row of an earlier key, or 0 after remembering this one. */
int64_t seen_before(struct seen *s, struct str key, int64_t row);

/* ---- the rows of a file, in chunks ---- */

struct source {
    struct arena *arena;
    struct sheet *sheet;
    struct judge judge;
    const struct places *places;
    struct seen *seen;
    struct ctx *keys; /* for sealing identity numbers: no database */
    int64_t header_row, rows;
    size_t width; /* cells of a row that count for its digest */
    bool end;
};
/** What became of one row. */
struct item {
    struct judged j;
    int32_t result;                        /* enum import_result */
    const struct enterprise_draft *stored; /* of an enterprise: what is stored */
    struct enterprise_draft *work;         /* the draft laid over it; j.enterprise stays as it came */
    struct worker_draft *worker_work;
    struct year_draft *year_work;
    const void *was;                       /* what an update changes: a draft of the kind */
    const struct enterprise_draft *attach; /* the enterprise that a person chose for the row */
    const struct enterprise_draft *owner;  /* of a row of workers or figures */
    struct list notes;                     /* remarks of the judge; what the store adds is dropped on a retry */
    enum verdict verdict;                  /* of the judge */
};
struct chunk {
    struct arena *arena;
    struct list items; /* of struct item */
    struct import_counts {
        int64_t rows, created, updated, unchanged, rejected, quarantined, warned;
    } counts;
    bool last;
    int64_t permille;
};
/** Opens the stored file behind its headings.  `keys` is used for its app only. */
bool source_open(struct source *s, struct ctx *keys, struct err *e, const struct import *i, struct str path,
                 const struct places *places, struct date today) MUST_USE;
void source_close(struct source *s);
/** Reads and judges up to `most` rows; quick: only what later rows depend on (codes seen).
 *  @error MALFORMED the file breaks off */
bool source_chunk(struct source *s, struct err *e, size_t most, bool quick, struct chunk *out) MUST_USE;

/* ---- against the store ---- */

/** Decides create, update, unchanged for the rows that the judge took; c->db must be set.  May be called again. */
bool chunk_classify(struct ctx *c, int32_t kind, struct chunk *k) MUST_USE;
/** Writes the rows: enterprises, workers, figures.  @error STALE, CONFLICT what was found has changed: find it again */
bool chunk_write(struct ctx *c, int32_t kind, struct chunk *k) MUST_USE;
/** The draft that chunk_write writes for a created or updated row. */
const void *item_draft(const struct item *item);
/** Counts the results; asserts that they add up. */
void chunk_count(struct chunk *k);
#endif
