/* matrix.c - see matrix.h. */
#include "vrp/matrix.h"

enum {
    SIDE = 64,
    BAND = 64, /* rows between two looks at the clock */
    CHEAP = 16 /* entries in a row are a unit of work */
};

static const int32_t *with_nowhere(struct arena *a, const int32_t *m, int32_t count, struct pace *pace)
{
    size_t n = (size_t)count, stride = n + 1;
    int32_t *out = ARENA_ARRAY(a, int32_t, stride * stride);
    for (size_t i = 0; i < n; i++) {
        if (pace_late(pace, count / CHEAP)) return NULL;
        memcpy(out + i * stride, m + i * n, n * sizeof *m);
    }
    return out;
}

static int32_t longest_of(const int32_t *row, int32_t n)
{
    int32_t longest = 0;
    for (int32_t i = 0; i < n; i++)
        longest = row[i] > longest ? row[i] : longest;
    return longest;
}

/* How many of the rows from `top` on differ from their columns in a place, or more; by squares, so that the column of
 * one is in the cache as well. */
static int64_t band_differs(const int32_t *m, int32_t n, int32_t top)
{
    int64_t differ = 0;
    for (int32_t left = 0; left <= top; left += SIDE)
        for (int32_t i = top; i < n && i < top + SIDE; i++)
            for (int32_t j = left; j < i && j < left + SIDE; j++)
                differ += m[(int64_t)i * n + j] != m[(int64_t)j * n + i];
    return differ;
}

bool matrix_read(struct arena *a, const int32_t *m, int32_t count, int32_t places, struct pace *pace,
                 struct matrix *out)
{
    *out = (struct matrix){.m = m, .symmetric = true};
    for (int32_t top = 0; top < count; top += BAND) {
        if (pace_late(pace, (int64_t)count * BAND / CHEAP)) return false;
        for (int32_t i = top; i < count && i < top + BAND; i++) {
            int32_t longest = longest_of(m + (int64_t)i * count, count);
            out->longest = longest > out->longest ? longest : out->longest;
        }
        if (out->symmetric) out->symmetric = band_differs(m, count, top) == 0;
    }
    if (places > count) out->m = with_nowhere(a, m, count, pace);
    return out->m != NULL;
}
