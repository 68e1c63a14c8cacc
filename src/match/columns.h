/* columns.h - the registry's facts of all enterprises and workers as typed columns, for dmn_batch. */
#ifndef MATCH_COLUMNS_H
#define MATCH_COLUMNS_H
#include "dmn/dmn_batch.h"
#include "policy/fact.h"

struct word_index;
/** A column of what one provider gives; it grows, then it is finished. */
struct fact_column {
    bool wanted;
    enum fact_type type;
    int64_t *cells;     /* NUMBER: hundredths; DATE: days; BOOLEAN: 0 or 1; STRING: place in words */
    uint64_t *nulls;
    bool hundredths;    /* NUMBER: some value is not whole */
    bool any_null;
    struct list words;  /* struct str */
    struct word_index *index;
    struct dmn_column column;
};
/** The facts of all enterprises, or of all workers. */
struct fact_table {
    struct arena *arena;
    struct fact_column columns[PROVIDER_COUNT];
    size_t rows, cap;
    int64_t *nos;     /* enterprises: number of each row */
    struct list ids;  /* enterprises: struct str, ascending */
    uint32_t *owners; /* workers: row of the enterprise */
};

/** An empty table whose columns of `wanted` providers are filled; the arena must outlive it. */
void fact_table_init(struct fact_table *t, struct arena *a, const bool *wanted);
/** Appends an enterprise; ids ascend. */
void fact_table_enterprise(struct fact_table *t, const struct enterprise_facts *e);
/** Appends a worker of the enterprise in row `owner`.  Ages are left out: items count them at different dates. */
void fact_table_worker(struct fact_table *t, const struct worker_facts *w, uint32_t owner, struct date as_of);
/** Chooses the kinds of the columns; nothing is appended afterwards. */
void fact_table_finish(struct fact_table *t);
/** The row of an enterprise; SIZE_MAX when it is not there. */
size_t fact_table_find(const struct fact_table *t, struct str id);

/** A column of nulls, of a kind that fits the type. */
struct dmn_column column_none(struct arena *a, enum fact_type type, size_t rows);
/** out[i] = column[rows[i]]; null where rows[i] is UINT32_MAX. */
struct dmn_column column_gather(struct arena *a, const struct dmn_column *column, const uint32_t *rows, size_t n);
/** Ages in completed years of people born at `birth` at the dates `at`; null where either is or before birth. */
struct dmn_column column_ages(struct arena *a, const struct dmn_column *birth, const struct dmn_column *at, size_t n);
/** The same date in every row. */
struct dmn_column column_date(struct arena *a, struct date day, size_t n);
/** Is row i null? */
static inline bool column_null(const struct dmn_column *c, size_t i)
{
    return c->nulls && (c->nulls[i / 64] >> i % 64 & 1);
}
/** The value of row i; texts are borrowed. */
struct feel_value column_value(const struct dmn_column *c, size_t i);
#endif
