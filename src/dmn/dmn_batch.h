/* dmn_batch.h - one decision over columns: the same answers as the interpreter, many million rows a second.
 *
 * dmn_batch_compile turns what is statically typed (tables, arithmetic, comparisons, ranges, dates, calls) into
 * column programs over blocks of 1,024 rows with fixed-point int64/int128 numbers; a row that overflows, or has a
 * value that the program does not cover, is judged again by the interpreter, so an answer never differs. */
#ifndef DMN_BATCH_H
#define DMN_BATCH_H
#include "dmn/dmn.h"

enum dmn_column_kind {
    DMN_COLUMN_INT64,   /* int64_t values: value / 10^scale */
    DMN_COLUMN_INT32,   /* int32_t values: value / 10^scale */
    DMN_COLUMN_DATE,    /* int32_t days since 1970-01-01; as a result: a date more than 5.8 million years away, which
                         * only an interpreted row can give, is null and counts as an error */
    DMN_COLUMN_CODE8,   /* uint8_t index into dictionary */
    DMN_COLUMN_CODE16,  /* uint16_t index into dictionary */
    DMN_COLUMN_CODE32,  /* uint32_t index into dictionary */
    DMN_COLUMN_BOOLEAN, /* uint8_t 0 or 1 */
    DMN_COLUMN_NUM,     /* struct num each: decimal128; as an input always judged by the interpreter */
    DMN_COLUMN_VALUE,   /* struct feel_value each: anything else; always judged by the interpreter */
};
/** A typed column.  Borrowed; rows * its width bytes.  */
struct dmn_column {
    enum dmn_column_kind kind;
    int32_t scale; /* INT64, INT32: digits behind the point, 0..18 */
    const void *values;
    const uint64_t *nulls;        /* bit i set = row i is null; NULL = no nulls */
    const struct str *dictionary; /* CODE*: valid UTF-8; of compiling, the job's must be the same */
    size_t dictionary_count;
};
/** What a result column holds; chosen by compiling, from the decision's type. */
struct dmn_result {
    /* INT64 when the scale of every possible result is known and small, NUM for other numbers, VALUE only when the
     * type is not a scalar; then values live in the job's arena. */
    enum dmn_column_kind kind;
    int32_t scale;                /* INT64: one for the whole column */
    void *values;                 /* caller's memory: rows * dmn_column_width(kind) */
    uint64_t *nulls;              /* caller's memory: (rows + 63) / 64 words; bit set = null */
    const struct str *dictionary; /* CODE*: set by compiling (and grown by running when a row needed the interpreter) */
    size_t dictionary_count;
};
size_t dmn_column_width(enum dmn_column_kind kind);

struct dmn_batch; /* immutable but for the results' dictionaries */
/** Compiles a decision for columns of these kinds; columns[i] (kind, scale, dictionary) belongs to input needs[i] of
 *  dmn_needs(model, decision).  Never fails for a model that evaluates: what cannot be compiled runs row by row. */
struct dmn_batch *dmn_batch_compile(const struct dmn_model *m, size_t decision, const struct dmn_column *columns,
                                    size_t column_count, struct feel_diags *d);
/** The same for one entry of the context that the decision gives; null where it gives none, or none of that name.  So
 *  the parts of a result become columns although the whole would be judged row by row. */
struct dmn_batch *dmn_batch_compile_entry(const struct dmn_model *m, size_t decision, struct str entry,
                                          const struct dmn_column *columns, size_t column_count, struct feel_diags *d);
void dmn_batch_free(struct dmn_batch *b);
/** The result's kind, scale and dictionary. */
struct dmn_result dmn_batch_result(const struct dmn_batch *b);
/** The tables whose fired row is told, in order of evaluation: name of the decision or knowledge model. */
size_t dmn_batch_tables(const struct dmn_batch *b);
struct str dmn_batch_table(const struct dmn_batch *b, size_t i);
/** How the plan runs, for people: which part is columns, which is row by row and why. */
struct str dmn_batch_plan(const struct dmn_batch *b, struct arena *a, enum feel_language language);

struct dmn_batch_job {
    const struct dmn_column *columns; /* of the compiled kinds */
    size_t column_count;
    size_t rows;
    struct dmn_result *result;
    uint16_t *const
        *fired; /* fired[table][row]: 1-based first row that fired, 0 = none or table not reached; NULL = not wanted */
    bool ask_nulls; /* rows whose result is null are judged by the interpreter as well: their errors are counted and
                       told */
    int threads;    /* >= 1 */
    bool (*progress)(void *data, size_t rows_done); /* false = stop; called from one thread at a time; may be NULL */
    void *progress_data;
};
struct dmn_batch_stats {
    size_t rows, interpreted_rows; /* rows that the interpreter judged */
    int64_t errors;                /* errors of those rows; rows judged as columns are not asked for theirs */
    bool stopped;
};
/** Judges all rows.  Memory: nothing per row beyond columns and results. */
struct dmn_batch_stats dmn_batch_run(struct dmn_batch *b, const struct dmn_batch_job *job, struct feel_diags *d);
#endif
