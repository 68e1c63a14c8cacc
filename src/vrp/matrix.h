/* matrix.h - a matrix of the problem as the search uses it. */
#ifndef VRP_MATRIX_H
#define VRP_MATRIX_H
#include "vrp/pace.h"

struct matrix {
    const int32_t *m; /* places x places */
    int32_t longest;
    bool symmetric;
};
/** Reads count x count numbers, all at least 0; with places = count + 1 a copy gets the row and column "nowhere", all
 *  0, otherwise the matrix itself serves.  False: it became late.  O(places squared). */
bool matrix_read(struct arena *a, const int32_t *m, int32_t count, int32_t places, struct pace *pace,
                 struct matrix *out) MUST_USE;
#endif
