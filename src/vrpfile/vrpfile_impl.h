/* vrpfile_impl.h - what the readers share: numbers with a decimal point as whole millionths, rows, distances. */
#ifndef VRPFILE_VRPFILE_IMPL_H
#define VRPFILE_VRPFILE_IMPL_H
#include "vrpfile/vrpfile.h"

#define MICRO INT64_C(1000000)

struct reader {
    struct arena *arena;
    struct err *err;
    struct str rest;
    int64_t line; /* of what was read last */
};
/* The next line that is not blank, trimmed; false at the end. */
bool reader_line(struct reader *r, struct str *out);
/* The next word of a line; empty at its end. */
struct str reader_word(struct str *line);
/* A decimal number in millionths, |x| <= 10^8; exponents allowed. */
bool reader_number(struct str word, int64_t *micro);
/* Says what is wrong at the line read last, or with what `name` stands for (a key, a section, a form; "" = nothing);
 * false. */
bool reader_fail(const struct reader *r, enum msg what, const char *name);

struct point {
    int64_t x, y; /* millionths */
};
int64_t unit_of(enum vrpfile_rounding rounding);
/* The matrix of plane distances between points. */
int32_t *distances(struct arena *a, const struct point *at, int32_t count, enum vrpfile_rounding rounding);
/* A figure of the file in units; false when it is no whole number of them, negative or too large. */
bool in_units(int64_t micro, int64_t unit, int32_t *out);

bool read_vrplib(struct reader *r, enum vrpfile_rounding rounding, struct vrpfile *out);
bool read_solomon(struct reader *r, enum vrpfile_rounding rounding, struct vrpfile *out);
bool read_li_lim(struct reader *r, enum vrpfile_rounding rounding, struct vrpfile *out);
bool read_split(struct reader *r, enum vrpfile_rounding rounding, struct vrpfile *out);
#endif
