/* intake.h - import of sheets: upload, mapping of columns, preview, job, receipt, the same sheet back, quarantine.
 *
 * The identity that every receipt keeps: rows = created + updated + unchanged + rejected + quarantined; warned counts
 * the taken rows that carry a remark.  The stored original is never changed; the job reads it in chunks of INTAKE_CHUNK
 * rows, each applied once (decision 7), so a killed import goes on where it stopped.
 *
 * Importing the same again changes nothing, in quarantine neither.  A row is known by the digest of its kind and cells
 * (with the fields they fill; the two columns of a marked sheet do not count):
 *   - the same row waits already: it is counted as quarantined and waits once, now at the newest import that brought
 *     it (file, row number and reasons are the newest ones; id and version stay, so whoever has it open may decide it);
 *   - it was accepted or attached: the decision stands, the row is `unchanged` with a remark who took it as what,
 *     whatever that enterprise is called by now or was merged into;
 *   - it was discarded: it is `rejected` with the remark who discarded it and why.  Who wants it after all corrects the
 *     row in the file (another digest) or enters the enterprise by hand. */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H
#include "app/ctx.h"
#include "app/job.h"
#include "sheet/sheet.h"

enum {
    INTAKE_CHUNK = 500,
    INTAKE_PREVIEW_ROWS = 20,
    INTAKE_ESTIMATE_ROWS = 200
};

enum import_kind {
    IMPORT_KIND_NONE,
    IMPORT_ENTERPRISE,
    IMPORT_WORKER,
    IMPORT_YEAR
};
enum import_state {
    IMPORT_STATE_NONE,
    IMPORT_UPLOADED, /* a required column has no source yet */
    IMPORT_MAPPED,   /* ready to start */
    IMPORT_RUNNING,
    IMPORT_DONE,
    IMPORT_FAILED, /* the file broke off; what was taken before stays */
};
enum import_format {
    IMPORT_FORMAT_NONE,
    IMPORT_CSV,
    IMPORT_XLSX
};
enum import_encoding {
    IMPORT_ENCODING_NONE,
    IMPORT_UTF8,
    IMPORT_UTF8_BOM,
    IMPORT_GB18030
};
/** What becomes of a row; in the order in which the receipt adds them up. */
enum import_result {
    RESULT_NONE,
    RESULT_CREATED,
    RESULT_UPDATED,
    RESULT_UNCHANGED,
    RESULT_REJECTED,
    RESULT_QUARANTINED
};
enum import_severity {
    SEVERITY_NONE,
    SEVERITY_WARN,
    SEVERITY_REJECT,
    SEVERITY_QUARANTINE
};
enum quarantine_state {
    QUARANTINE_NONE,
    QUARANTINE_OPEN,
    QUARANTINE_ACCEPTED,
    QUARANTINE_ATTACHED,
    QUARANTINE_DISCARDED
};
extern const struct enum_names IMPORT_KIND_NAMES, IMPORT_STATE_NAMES, IMPORT_FORMAT_NAMES, IMPORT_ENCODING_NAMES,
    IMPORT_RESULT_NAMES, IMPORT_SEVERITY_NAMES, QUARANTINE_STATE_NAMES;

/** A column of the file and the field it fills; field absent = not imported. */
struct import_column {
    int64_t index;        /* 0 = first */
    struct str header;    /* as it stands in the file */
    struct str field;     /* import_target.field, or absent */
    struct texts samples; /* up to three values of the file */
};
/** A field that a column may fill. */
struct import_target {
    struct str field, zh, en, example;
    bool required; /* without it the import cannot start */
    bool checked;  /* read for checking only, not stored (province, city) */
};
struct import {
    struct str id;
    int32_t kind;
    struct str file_name;
    int64_t file_size;
    int32_t format, encoding, state;
    int64_t header_row;  /* row number of the headings in the file */
    struct list columns; /* of struct import_column */
    struct list targets; /* of struct import_target */
    int64_t rows, created, updated, unchanged, rejected, quarantined, warned;
    int64_t quarantine_open; /* rows still waiting for somebody */
    struct str job_id;
    int64_t done, total; /* rows read, rows of the file (estimated while it runs; 0 = not known) */
    struct str failure;
    struct str actor_name;
    struct instant uploaded_at, started_at, finished_at;
    int64_t version;
    struct texts actions; /* map, start, sheet, quarantine */
    /* not sent: */
    struct str file_hash, columns_json, actor_id, failure_msg, failure_args;
};
struct import_query {
    int32_t kind, state;
    struct str after;
    int64_t limit;
};
struct import_page {
    struct list items; /* of struct import without columns and targets */
    int64_t total;
    bool total_capped;
    struct str next;
};
struct import_new {
    int32_t kind;
    struct str file_name;
};
struct import_key {
    struct str id;
};
/** The mapping step: every column named here gets its field, all others none. */
struct import_choice {
    int64_t index;
    struct str field;
};
struct import_mapping {
    struct str id;
    int64_t version;
    struct list columns; /* of struct import_choice */
};
struct import_start {
    struct str id;
    int64_t version;
};

/** A remark on a row. */
struct import_note {
    struct opt_i64 column; /* 0 = first; absent = the whole row */
    struct str header;
    int32_t severity;
    struct str message; /* in the reader's language, with the rule and, where one is known, a suggestion */
};
struct import_row {
    int64_t row; /* row number in the file */
    int32_t result;
    struct str name, code;
    struct texts cells;
    struct list notes; /* of struct import_note */
};
/** How the first rows would be taken, if the import started now. */
struct import_preview {
    struct str id;
    struct list columns; /* of struct import_column */
    struct list rows;    /* of struct import_row */
    int64_t judged;      /* so many rows were looked at for the figures below */
    int64_t created, updated, unchanged, rejected, quarantined, warned;
    bool whole; /* the file has no more rows than that */
};

struct import_issue {
    int64_t row;
    struct opt_i64 column;
    struct str header;
    int32_t severity;
    struct str message;
};
struct import_issue_query {
    struct str id;
    int32_t severity;
    struct str after;
    int64_t limit;
};
struct import_issue_page {
    struct list items; /* of struct import_issue */
    int64_t total;
    bool total_capped;
    struct str next;
};
struct import_sheet_query {
    struct str id;
    int32_t format; /* absent: that of the original */
};

/** One cell of a quarantined row. */
struct quarantine_cell {
    int64_t column;
    struct str header, field, value;
};
/** An enterprise that a quarantined row may belong to. */
struct quarantine_candidate {
    struct str enterprise_id, name, uscc;
};
struct accepted; /* quarantine.c */
struct quarantine_item {
    struct str id, import_id, file_name;
    int32_t kind;
    int64_t row;
    struct str name, code;
    struct list cells;   /* of struct quarantine_cell */
    struct list reasons; /* of struct import_note */
    int32_t state;
    struct str enterprise_id, enterprise_name; /* what it became or was attached to */
    struct str decision;                       /* the reason given for discarding it */
    struct str decided_by;
    struct instant decided_at;
    struct list candidates; /* of struct quarantine_candidate: same name; only with a single row */
    int64_t version;
    struct texts actions; /* accept, discard */
    /* not sent: */
    struct str cells_json, reasons_json, columns_json;
    struct accepted *accepted; /* quarantine_prepare */
};
struct quarantine_query {
    struct str import_id;
    int32_t state;
    struct str after;
    int64_t limit;
};
struct quarantine_page {
    struct list items; /* of struct quarantine_item */
    int64_t total;
    bool total_capped;
    struct str next;
};
struct import_value {
    struct str field, value; /* field: import_target.field */
};
struct quarantine_accept {
    struct str id;
    int64_t version;
    struct str enterprise_id; /* attach to this one; absent = a new one, or the one that holds the code */
    struct list fields;       /* of struct import_value: the row as it should be */
};
struct quarantine_discard {
    struct str id;
    int64_t version;
    struct str reason;
};

extern const struct record IMPORT, IMPORT_ITEM, IMPORT_QUERY, IMPORT_PAGE, IMPORT_NEW, IMPORT_KEY, IMPORT_COLUMN,
    IMPORT_TARGET, IMPORT_CHOICE, IMPORT_MAPPING, IMPORT_START, IMPORT_NOTE, IMPORT_ROW, IMPORT_PREVIEW, IMPORT_ISSUE,
    IMPORT_ISSUE_QUERY, IMPORT_ISSUE_PAGE, IMPORT_SHEET_QUERY, QUARANTINE_CELL, QUARANTINE_CANDIDATE, QUARANTINE_ITEM,
    QUARANTINE_QUERY, QUARANTINE_PAGE, IMPORT_VALUE, QUARANTINE_ACCEPT, QUARANTINE_DISCARD;

/** PREPARE of an upload: opens the file at path, finds headings and columns, stores it among the blobs.  Fills `out`
 *  for import_create.  @error MALFORMED, TOO_LARGE what sheet.h refuses, INVALID no heading row */
bool import_receive(struct ctx *c, const struct import_new *in, struct str path, struct import *out) MUST_USE;
/** Records a received file.  @param out  as import_receive left it; completed */
bool import_create(struct ctx *c, const struct import_new *in, struct import *out) MUST_USE;
bool import_list(struct ctx *c, const struct import_query *in, struct import_page *out) MUST_USE;
bool import_get(struct ctx *c, const struct import_key *in, struct import *out) MUST_USE;
/** @error STALE, CONFLICT the import has started, INVALID unknown field, field twice, no such column */
bool import_map(struct ctx *c, const struct import_mapping *in, struct import *out) MUST_USE;
bool import_preview(struct ctx *c, const struct import_key *in, struct import_preview *out) MUST_USE;
/** Queues the job.  @error STALE, CONFLICT it has started, INVALID a required column is missing */
bool import_start(struct ctx *c, const struct import_start *in, struct import *out) MUST_USE;
bool import_issues(struct ctx *c, const struct import_issue_query *in, struct import_issue_page *out) MUST_USE;
/** Writes "the same sheet back" to a file: the source cells as text and two more columns, result and reason, in the
 *  language of c.  For the CLI; the endpoint streams it.  c->db must be set.  @error CONFLICT the import is not done */
bool import_sheet_write(struct ctx *c, const struct import_sheet_query *in, struct str path) MUST_USE;
bool quarantine_list(struct ctx *c, const struct quarantine_query *in, struct quarantine_page *out) MUST_USE;
bool quarantine_get(struct ctx *c, const struct import_key *in, struct quarantine_item *out) MUST_USE;
/** PREPARE of an acceptance: judges and completes the corrected row, which is too dear for the writer; out carries it.
 */
bool quarantine_prepare(struct ctx *c, const struct quarantine_accept *in, struct quarantine_item *out) MUST_USE;
/** Takes the row as the fields say: creates or updates, or attaches to the named enterprise.
 *  @error STALE, CONFLICT already decided, INVALID the fields are not right */
bool quarantine_accept(struct ctx *c, const struct quarantine_accept *in, struct quarantine_item *out) MUST_USE;
bool quarantine_discard(struct ctx *c, const struct quarantine_discard *in, struct quarantine_item *out) MUST_USE;

/** The job "import"; its subject is the import's id. */
extern const struct job_kind INTAKE_JOB;
/** The statements, for the test that prepares them all. */
extern const struct sql *const INTAKE_SQL[];
extern const size_t INTAKE_SQL_COUNT;
#endif
