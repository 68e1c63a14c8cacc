/* judge.h - one row of a sheet: what its columns mean, what is wrong with it, what becomes of it.  Pure: no database.
 *
 * What the store knows (is the code there already?) is decided later, in work.c.  Precedence: a shifted row goes to
 * quarantine whatever else is wrong with it, because no cell of it can be trusted; then what is wrong rejects; then a
 * row without an identity goes to quarantine; then the row is taken, perhaps with remarks. */
#ifndef INTAKE_JUDGE_H
#define INTAKE_JUDGE_H
#include "intake/intake.h"
#include "registry/bulk.h"

/* ---- columns ---- */

/** A field that a kind of sheet may fill: a field of its draft record, or one that is only checked. */
struct intake_field {
    const char *name;
    const char *synonyms; /* other headings, folded, separated by '|' */
    const char *zh, *en;  /* only for fields that the draft record does not have */
};
struct schema {
    int32_t kind; /* enum import_kind */
    const struct record *draft;
    const struct intake_field *fields;
    size_t count;
};
/** The fields of a kind of sheet. */
const struct schema *schema_of(int32_t kind);
/** Index in schema->fields, or -1. */
int32_t schema_field(const struct schema *s, struct str name);
/** The field in the draft record; NULL for one that is only checked. */
const struct field *schema_draft_field(const struct schema *s, int32_t index);
bool schema_required(const struct schema *s, int32_t index);
/** The targets of the mapping step.  @return list of struct import_target */
struct list schema_targets(struct arena *a, const struct schema *s);
/** Which field a heading means, -1 when none; units, stars and remarks in brackets do not matter. */
int32_t heading_field(struct arena *a, const struct schema *s, struct str heading);
/** Fen per unit named in a heading or behind an amount ("(万元)" -> 1,000,000), 0 when none is named. */
int64_t heading_unit(struct str heading);

/* ---- rows ---- */

/** A remark before it has a language. */
struct note {
    int32_t column; /* 0 = first, -1 = the whole row */
    int32_t severity;
    struct msg_text message;
};
enum {
    CODES_PER_ROW = 3
};

struct judge_column {
    int32_t field;     /* index in the schema, -1 = not imported */
    int64_t unit;      /* of amounts: fen per unit; 0 = the heading names none */
    struct str header; /* as it stands in the file */
};
struct judge {
    const struct schema *schema;
    struct date today;
    struct judge_column columns[SHEET_COLUMNS_MAX];
    size_t count;     /* columns of the heading row */
    bool fixed_width; /* csv: a row with fewer cells than headings has lost some */
    bool trusted;     /* a person has looked at the row: no search for shifted cells, no code needed */
};
/** A judge for a file's columns (list of struct import_column). */
void judge_init(struct judge *j, int32_t kind, const struct list *columns, bool fixed_width, struct date today);

enum verdict {
    VERDICT_TAKE,
    VERDICT_REJECT,
    VERDICT_QUARANTINE
};
struct judged {
    int64_t row;
    enum verdict verdict;
    struct list notes;     /* of struct note */
    struct str name, code; /* for people: as read, even when refused */
    struct code_key codes[CODES_PER_ROW];
    size_t code_count;                   /* identity first: USCC, registration number, organisation code */
    struct list cells; /* of struct str; kept only for rows that are quarantined, or may yet be: the store knows */
    struct str digest; /* of the kept cells: source.c */
    struct enterprise_draft *enterprise; /* the one of the kind; the others NULL */
    struct worker_draft *worker;
    struct year_draft *year;
};
/** Judges a row; texts are copied into the arena. */
void judge_row(struct arena *a, const struct judge *j, const struct sheet_row *row, struct judged *out);
#define judge_note(a, out, column, severity, ...)                                                                      \
    judge_note_parts((a), (out), (column), (severity), MSG_PARTS(__VA_ARGS__))
/** Adds a remark; a worse severity changes the verdict. */
void judge_note_parts(struct arena *a, struct judged *out, int32_t column, int32_t severity,
                      const struct msg_part *parts);
/** The column that fills a field of the schema, -1 when none does. */
int32_t judge_column_of(const struct judge *j, const char *field);

/* ---- cells ---- */

enum cell_date {
    CELL_DATE_OK,
    CELL_DATE_IMPOSSIBLE,
    CELL_DATE_NOT
};
/** 2019-04-22, 2019/4/22, 2019.4.22, 2019年4月22日, 20190422, each perhaps with a time behind it. */
enum cell_date cell_date(struct str s, struct date *out);
/** An amount in fen; unit = fen per unit where the cell names none.  False with why: AMOUNT_BAD, AMOUNT_NEGATIVE,
 *  AMOUNT_LARGE, AMOUNT_FEN. */
bool cell_amount(struct str s, int64_t unit, int64_t *fen, enum msg *why);
/** Without blanks around it; absent for what people write for nothing: N/A, 无, -, NULL. */
struct str cell_value(struct str s);
/** Reads like a registered capital: a number with 万, 元 or a currency. */
bool cell_is_capital(struct str s);
#endif
